"""Text: one form, and nothing hidden in it (docs/spec/forms.md, FRM-4)."""

import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.core.errors import Malformed
from jisr.core.text import clean, folded
from tools import make_unicode14


def test_text_in_three_languages_and_tifinagh_stays_as_it_is():
    text = "طلب معلومات، رقم 7\nDemande n° 7 : « reçue »\nA request — ⵣ"
    assert clean(text) == text


def test_decomposed_letters_are_composed():
    assert clean("e\u0301te\u0301") == "été"


def test_a_line_ends_in_one_way():
    assert clean("a\r\nb\nc") == "a\nb\nc"


@pytest.mark.parametrize(
    "character",
    [
        "\0", "\t", "\r", "\x7f", "\x85",  # controls
        "\u202a", "\u202b", "\u202c", "\u202d", "\u202e",  # embeddings and overrides
        "\ue000", "\U0010ffff", "\ud800",  # private use, no character, surrogate
        "\U000e0041", "\U000e007f", "\ufff9", "\ufffb", "\u206a", "\u206f",  # hidden
        "\ufeff", "\u2028", "\u2029",  # hidden too
        "\u0378",  # never assigned
        "\U0001fae8",  # shaking face, Unicode 15.0
    ],
)  # fmt: skip
def test_a_character_that_is_no_text_is_refused(character):
    with pytest.raises(Malformed) as caught:
        clean(f"before{character}after")
    assert caught.value.code == "core.not-text"
    assert caught.value.facts == {"point": f"U+{ord(character):04X}"}


@pytest.mark.parametrize(
    "point",
    [
        0x200E,
        0x200F,
        0x61C,
        0x2066,
        0x2067,
        0x2068,
        0x2069,
        0x200C,
        0x200D,
        0x202F,  # Right behind what is refused, or right before what is not assigned.
        0x2070,
        0xFFFC,
        0x377,
    ],
)
def test_marks_isolates_joiners_and_neighbours_of_what_is_refused_are_text(point):
    assert clean(f"a{chr(point)}b") == f"a{chr(point)}b"


@given(st.text())
def test_clean_text_is_clean(text):
    try:
        once = clean(text)
    except Malformed:
        return
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        (" L’Été_d'Alger - n°\u00a07/B. ", "l ete d alger n° 7 b"),
        ("مُحَمَّـــد", "محمد"),
        ("آدم أحمد", "آدم أحمد"),
        ("STRASSE Straße", "strasse strasse"),
    ],
)
def test_texts_are_compared_without_case_accents_and_signs_between_words(text, compared):
    assert folded(text) == compared
    assert folded(unicodedata.normalize("NFD", text)) == compared


@pytest.mark.skipif(
    unicodedata.unidata_version != make_unicode14.VERSION,
    reason=f"Python {sys.version_info[0]}.{sys.version_info[1]} does not have Unicode 14.0",
)
def test_the_table_is_what_its_generator_writes():
    assert Path(make_unicode14.TARGET).read_text(encoding="utf-8") == make_unicode14.module()
