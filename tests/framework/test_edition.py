"""Editions: what is read, what is signed, what the digest stands for (FRA-4, FRA-25 to 28)."""

import hashlib
from pathlib import Path

import pytest

from jisr.core.act import Slug
from jisr.core.canonical import decode, encode
from jisr.core.errors import Malformed
from jisr.framework import check, parse_edition, read_signed
from jisr.framework.edition import EDITION_BYTES_MAX, FILES_MAX
from tests.framework.packs import (
    MANIFEST,
    REQUEST,
    codes_of,
    edited,
    edition_of,
    good,
    shipped,
    sound,
)

ALL = ("common", "ma-be", "ma-be-victims", "ma-fr", "ma-fr-victims")


@pytest.mark.parametrize("pack", ALL)
def test_the_shipped_packs_have_no_fault(pack: str) -> None:
    assert check(parse_edition(shipped(), pack=pack)) == []


def test_there_is_no_pack_that_is_not_tested() -> None:
    assert (
        tuple(sorted(path.split("/")[0] for path in shipped() if path.endswith("pack.yaml"))) == ALL
    )


def test_an_edition_says_what_it_holds() -> None:
    edition = sound("ma-fr")
    assert edition.parties == {"MA", "FR"}
    assert set(edition.procedures) == {"framework-revision", "information-request", "undertaking"}
    assert set(edition.calendars) == {"MA", "FR"}
    assert edition.manifest.edition == 1
    assert edition.instruments["ma-fr-security-2000"].parties == {"MA", "FR"}
    assert not edition.glossary["permanent-mixed-migration-group"].confirmed


def test_a_library_names_no_parties() -> None:
    assert sound("common").parties == frozenset()


def test_an_edition_says_on_what_grounds_content_is_erased() -> None:
    grounds = sound("ma-fr").erasure_grounds()
    assert grounds["retention-expired"].fr == "durée de conservation écoulée"
    assert "confirmed" not in grounds  # A node alone gives it, to answer an erasure.
    without = edited("ma-fr/pack.yaml", "    - codes/erasure-grounds\n", "")
    assert parse_edition(without, pack="ma-fr").erasure_grounds() == {}


def test_the_digest_is_of_the_signed_bytes() -> None:
    edition = sound()
    assert edition.digest == hashlib.sha256(edition.signed).hexdigest()
    wire = decode(edition.signed, bytes_max=EDITION_BYTES_MAX)
    assert isinstance(wire, dict)
    assert (wire["core"], wire["pack"]) == (1, "ma-fr")
    assert isinstance(wire["files"], dict)
    assert set(wire["files"]) == set(edition.trees)


def test_two_pairs_of_parties_sign_different_editions() -> None:
    assert sound("ma-fr").digest != sound("ma-be").digest


def test_comments_and_layout_do_not_change_the_digest() -> None:
    text = good()[REQUEST].decode().replace("roles:\n", "\n# What the sides are called.\nroles:\n")
    files = {**good(), REQUEST: text.replace("{ar: ", "{ar:   ").encode()}
    assert parse_edition(files, pack="ma-fr").digest == sound().digest


def test_one_word_changes_the_digest() -> None:
    files = edited(REQUEST, "en: Information request", "en: Information Request")
    assert parse_edition(files, pack="ma-fr").digest != sound().digest


def test_what_is_not_included_is_not_signed() -> None:
    files = edited("common/calendars/BE.yaml", "calendar: BE", "calendar: XX")
    assert parse_edition(files, pack="ma-fr").digest == sound().digest


def test_an_edition_is_read_back_from_its_signed_bytes() -> None:
    edition = read_signed(sound().signed)
    assert edition.digest == sound().digest
    assert check(edition) == []
    assert list(edition.procedures["undertaking"].states) == [
        *("discussed", "proposed", "unilateral", "agreed", "adopted", "in-force")
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda wire: [],
        lambda wire: {**wire, "core": 2},
        lambda wire: {**wire, "extra": 1},
        lambda wire: {**wire, "pack": "ma-es"},
        lambda wire: {**wire, "files": []},
        lambda wire: {**wire, "pack": None},
        lambda wire: {**wire, "files": {**wire["files"], "ma-fr/pack.yaml": ["map", "a", "b"]}},
        lambda wire: {**wire, "files": {**wire["files"], MANIFEST: "text"}},
        lambda wire: {**wire, "files": {**wire["files"], "x": 1}},
        lambda wire: {**wire, "core": True},
    ],
)
def test_bytes_that_are_not_an_edition_are_refused(change) -> None:
    wire = decode(sound().signed, bytes_max=EDITION_BYTES_MAX)
    with pytest.raises(Malformed):
        read_signed(encode(change(wire)))


def test_bytes_not_in_the_one_form_are_refused() -> None:
    with pytest.raises(Malformed):
        read_signed(sound().signed + b" ")


def test_a_pack_without_manifest_is_refused() -> None:
    with pytest.raises(Malformed) as caught:
        parse_edition(good(), pack="ma-es")
    assert caught.value.code == "framework.no-manifest"


def test_a_manifest_that_says_too_little_is_refused() -> None:
    with pytest.raises(Malformed) as caught:
        parse_edition({"p/pack.yaml": b"pack: p\n"}, pack="p")
    assert caught.value.code == "framework.missing-key"


@pytest.mark.parametrize("number", ["0", "01", "one", "1.0"])
def test_the_number_of_an_edition_is_a_whole_number(number: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse_edition(edited(MANIFEST, "edition: 1", f"edition: '{number}'"), pack="ma-fr")
    assert caught.value.code == "framework.wrong-shape"


def test_parties_are_a_block() -> None:
    text = good()[MANIFEST].decode()
    start, end = text.index("parties:"), text.index("include:")
    files = {**good(), MANIFEST: (text[:start] + "parties: both\n" + text[end:]).encode()}
    assert "framework.wrong-shape" in codes_of(files)


def test_a_file_nobody_knows_is_a_fault() -> None:
    for path in (
        "ma-fr/readme.yaml",
        "ma-fr/procedures/a/b.yaml",
        "ma-fr/forms/a.yaml",
        "ma-fr/é.yaml",
    ):
        assert "framework.unknown-file" in codes_of({**good(), path: b"a: b\n"})


def test_a_pack_cannot_include_itself() -> None:
    files = edited(MANIFEST, "  common:\n", "  ma-fr:\n    - instruments\n  common:\n")
    assert codes_of(files) == {"framework.not-included"}


def test_too_many_files_are_refused() -> None:
    many = {f"ma-fr/codes/c{number}.yaml": b"a: b" for number in range(FILES_MAX)}
    with pytest.raises(Malformed) as caught:
        parse_edition({**good(), **many}, pack="ma-fr")
    assert caught.value.code == "framework.too-many-files"


def test_an_agreed_value_needs_an_instrument_of_exactly_these_two_parties() -> None:
    borrowed = "      status: borrowed\n      source: directive-2023-977\n"
    agreed = "      status: agreed\n      source: {}\n"
    fits = edited(REQUEST, borrowed, agreed.format("ma-fr-security-2000"))
    assert codes_of(fits) == set()
    files = {
        **fits,
        "common/instruments.yaml": good()["common/instruments.yaml"].replace(
            b"[MA, FR]", b"[MA, FR, BE]"
        ),
    }
    assert codes_of(files) == {"framework.not-agreed"}
    assert codes_of(edited(REQUEST, borrowed, agreed.format("directive-2023-977"))) == {
        "framework.not-agreed"
    }


def test_the_paths_of_the_packs_are_those_an_edition_knows() -> None:
    folders = {Path(path).parts[1] for path in shipped()}
    assert folders == {
        "pack.yaml", "instruments.yaml", "glossary.yaml", "lengths.yaml", "procedures", "codes",
        "calendars",
    }  # fmt: skip


LENGTHS = "ma-be/lengths.yaml"


@pytest.mark.full
@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("  length: 45 days\n", "", {"missing-key"}),
        ("  length: 45 days", "  length: soon", {"not-a-length"}),
        ("  label: {ar: أجل الجواب بناءً على البصمات, ", "  label: {", {"label-missing"}),
        ("  status: agreed\n", "  status: certain\n", {"unknown-value"}),
        ("source: ma-be-identification-2016", "source: directive-2000-84", {"not-agreed"}),
        ("source: ma-be-identification-2016", "source: ma-be-1916", {"unknown-source"}),
        ("answer-on-fingerprints:\n", "answer-on-eyes:\n", {"not-a-length"}),
    ],
)
def test_a_fault_in_a_time_of_a_pair_is_told(old: str, new: str, codes: set[str]) -> None:
    text = shipped()[LENGTHS].decode()
    assert old in text
    files = {**shipped(), LENGTHS: text.replace(old, new, 1).encode()}
    found = {code.removeprefix("framework.") for code in codes_of(files, "ma-be")}
    # A deadline that names a time which could not be read has no length, and that is told too.
    assert codes <= found <= codes | {"not-a-length"}
    assert codes_of(files, "ma-fr") == set()


def test_a_time_of_a_pair_has_its_own_source() -> None:
    deadline = edition_of("ma-be").procedures[Slug("readmission")].states[Slug("completed")].within
    assert deadline is not None
    sources = [one.source for one in deadline.provenances]
    assert sources == ["eu-georgia-readmission", "ma-be-identification-2016", None]


def test_a_deadline_of_one_time_of_a_pair_says_no_status_of_its_own() -> None:
    within = "      length: 7 days\n      status: proposed\n"
    named = edited(REQUEST, within, "      length: answer-on-fingerprints\n")
    files = {**named, "ma-fr/lengths.yaml": OWN}
    assert codes_of(files) == set()
    state = parse_edition(files, pack="ma-fr").procedures[Slug("information-request")].states
    deadline = state[Slug("clarifying")].within
    assert deadline is not None
    assert [one.status.value for one in deadline.provenances] == ["proposed"]
    twice = edited(REQUEST, within, within.replace("7 days", "answer-on-fingerprints"))
    assert codes_of({**twice, "ma-fr/lengths.yaml": OWN}) == {"framework.unknown-key"}


OWN = """
answer-on-fingerprints:
  label: {ar: أجل, fr: délai, en: time}
  length: 30 days
  status: proposed
""".encode()
