"""What the operating system and others say is told in three languages."""

import errno
import json
import tomllib
from pathlib import Path

import pytest

from jisr.core.errors import LANGS, Malformed, Unavailable
from jisr.ops import reasons, why
from jisr.ops.files import write_atomically
from jisr.ops.settings import load_settings


def parse(reader, text):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - each reader has its own kind
        reader(text)
    return caught.value


def test_what_the_system_said_has_a_sentence_for_each_reader():
    full = why.system_said(OSError(errno.ENOSPC, "No space left on device"))
    assert full == {"why": "the disk is full", "why_ar": "القرص ممتلئ", "why_fr": "disque plein"}


@pytest.mark.parametrize(
    ("error", "number"), [(OSError(errno.EXDEV, "Odd"), "18"), (OSError(), "0")]
)
def test_what_has_no_sentence_keeps_its_number(error, number):
    assert all(number in told for told in why.system_said(error).values())


@pytest.mark.parametrize(
    ("error", "place"),
    [
        (parse(tomllib.loads, "a = 1\nb 2"), "line 2, column 3"),
        (parse(json.loads, '{"a": 1,\n}'), "line 2, column 1"),
        (parse(tomllib.loads, "a ="), "it ends too early"),
        (parse(bytes.decode, b"\xff"), "not UTF-8 text"),
    ],
)
def test_where_a_text_goes_wrong_is_told(error, place):
    assert why.place_of(error)["why"] == place


def test_a_disk_that_refuses_is_told_of_in_the_readers_language_alone(tmp_path: Path):
    with pytest.raises(Unavailable) as caught:
        write_atomically(tmp_path / "none" / "file", b"x")
    texts = {lang: caught.value.text(lang) for lang in LANGS}
    assert caught.value.code == reasons.PATH_NOT_WRITABLE.code
    assert "il n’existe pas" in texts["fr"]
    assert "لا وجود له" in texts["ar"]
    assert not any("No such file" in text for text in texts.values())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('party = "MA"\ndata_dir = "d"\n[peer]\nport = 70000', "trop grand"),
        ('party = "ma"\ndata_dir = "d"', "une partie s’écrit"),
        ('party = "MA"\ndata_dir = "d"\nlanguage = "es"', "valeur non admise"),
        ('party = "MA"\ndata_dir = "d"\n[site]\nhost = "0.0.0.0"', "que sur cette machine"),
    ],
)
def test_a_wrong_setting_is_told_of_in_french_to_who_reads_french(tmp_path: Path, text, told):
    path = tmp_path / "jisr.toml"
    path.write_text(text)
    with pytest.raises(Malformed) as caught:
        load_settings(path)
    assert told in caught.value.text("fr")
