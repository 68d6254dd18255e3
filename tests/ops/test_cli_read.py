"""What an act says is read at the command line, for a purpose, and logged before it happens."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.ops.cli_kit import Home, found, homes, running, until
from tests.ops.test_cli_story import OPENING, Pair, has

QUESTION = "Is the vehicle registered?\nSince when?"
FILE = b"The bytes of a file."
PURPOSE = ("--purpose", "prevention")


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("read")
    nodes = homes(folder, "MA", "FR")
    space = found(nodes["MA"], nodes["FR"], folder)
    with ExitStack() as stack:
        for home in nodes.values():
            stack.enter_context(running(home))
        yield Pair(nodes["MA"], nodes["FR"], space)


@pytest.fixture(scope="module")
def case(pair: Pair, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A case with two files, of which FR has all."""
    files = tmp_path_factory.mktemp("files")
    photo = files / "photo.pdf"
    photo.write_bytes(FILE)
    said = ("--field", f"question={QUESTION}", "--attach", f"attachments={photo}")
    case = str(pair.ma.ask("case", "open", *OPENING, *said)["case"])
    until(lambda: has(pair.fr, case), "the case at FR")
    out = files / "there.pdf"
    read = ("case", "read", case, *PURPOSE, "--out", out, "--force", "--json")
    until(lambda: pair.fr(*read).exit_code == 0, "the file at FR")
    return case


def log_of(home: Home) -> list[dict[str, str]]:
    """Return the access log, oldest first, as the store keeps it."""
    with sqlite3.connect(f"file:{home.folder / 'work.db'}?mode=ro", uri=True) as work:
        rows = work.execute("select access, purpose, act from access order by no").fetchall()
    return [dict(zip(("access", "purpose", "act"), row, strict=True)) for row in rows]


def test_what_an_act_says_is_shown_in_the_readers_language(pair: Pair, case: str) -> None:
    said = {
        lang: pair.fr("case", "read", case[:8], *PURPOSE, "--lang", lang).stdout
        for lang in ("ar", "fr", "en")
    }
    assert ": Is the vehicle registered?\n      Since when?" in said["en"]
    assert "photo.pdf" in said["en"]
    assert "envoyer la demande" in said["fr"]
    assert len(set(said.values())) == len(said)
    for text in said.values():
        assert "Since when?" in text


def test_the_reading_is_logged_with_its_purpose_even_when_nothing_comes_of_it(
    pair: Pair, case: str, tmp_path: Path
) -> None:
    before = len(log_of(pair.fr))
    pair.fr.ask("case", "read", case, "--purpose", "court-order")
    [event] = log_of(pair.fr)[before:]
    assert (event["access"], event["purpose"], event["act"]) == ("read", "court-order", case)
    refused = pair.fr.fails("case", "read", case, *PURPOSE, "--out", tmp_path / "x", "--part", "no")
    assert refused["code"] == "ops.which-file"
    assert len(log_of(pair.fr)) == before + 2
    for path in ((), ("--out", tmp_path / "x")):
        other = pair.fr.fails("case", "read", case, "--purpose", "banana", *path)
        assert other["code"] == "safeguards.p1-read-for-other"
        assert other["facts"]["purposes"] == "prevention"
    assert len(log_of(pair.fr)) == before + 2
    assert pair.fr.fails("case", "read", case, "--purpose", "No Code")["code"] == "core.wrong-field"
    assert pair.fr.fails("case", "read", "ab" * 32, *PURPOSE)["code"] == "node.unknown-act"
    assert pair.fr("case", "read", case).exit_code == 2
    assert len(log_of(pair.fr)) == before + 2


def test_a_file_is_saved_for_its_reader_alone_and_overwrites_nothing(
    pair: Pair, case: str, tmp_path: Path
) -> None:
    out = tmp_path / "saved.pdf"
    before = len(log_of(pair.fr))
    pair.fr.ask("case", "read", case, *PURPOSE, "--out", out)
    assert out.read_bytes() == FILE
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [event["access"] for event in log_of(pair.fr)[before:]] == ["read", "exported"]
    out.write_text("Something else.")
    again = ("case", "read", case, *PURPOSE, "--out", out)
    assert pair.fr.fails(*again)["code"] == "ops.file-exists"
    assert out.read_text() == "Something else."
    assert len(log_of(pair.fr)) == before + 2
    assert "photo.pdf" in pair.fr(*again, "--force").stdout
    assert out.read_bytes() == FILE


def test_a_desk_that_opens_an_act_is_told_to_its_author(pair: Pair, case: str) -> None:
    opened = pair.fr.ask("case", "read", case, *PURPOSE, "--desk", "registry")["opened"]
    until(lambda: opened in pair.ma.ask("case", "show", case)["acts"], "the receipt at MA")
    note = pair.ma.ask("case", "show", case)["acts"][opened]
    assert (note["act"], note["terms"]) == ("opened", {"desk": "registry", "entry": case})
    own = pair.ma.fails("case", "read", case, *PURPOSE, "--desk", "registry")
    assert own["code"] == "ops.opened-by-its-author"


def test_a_case_has_one_name_in_the_list_where_it_is_shown_and_where_it_is_asked_for(
    pair: Pair, case: str
) -> None:
    [row] = pair.fr.ask("case", "list")["cases"]
    reference = row["reference"]
    assert reference.startswith("MA-FR-")
    assert reference in pair.fr("case", "list").stdout
    for given in (reference, reference.lower(), case, case[:8]):
        assert pair.fr.ask("case", "show", given)["case"] == case
    assert f"{reference} ({case})" in pair.fr("case", "show", reference, "--lang", "en").stdout
    assert pair.fr.fails("case", "show", reference[:-1])["code"] == "ops.case-not-found"
