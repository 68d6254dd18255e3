"""Files of the public record are read strictly, or refused with the place and the reason."""

import copy
import json

import pytest

from jisr.core.errors import LANGS, Malformed
from jisr.record import parse_accounts, parse_register
from jisr.record.reading import FILE_BYTES_MAX, ID_CHARS_MAX, ITEMS_MAX, TEXT_CHARS_MAX
from jisr.record.register import Relation, Status, Verdict
from jisr.record.texts import Trilingual
from tests.record.kit import at, changed, places, small, table, write

READERS = {"register": (parse_register, small()), "accounts": (parse_accounts, table())}
both = pytest.mark.parametrize(("read", "value"), READERS.values(), ids=READERS)


def refusal(read, raw):
    with pytest.raises(Malformed) as caught:
        read(raw)
    for lang in LANGS:
        assert caught.value.text(lang)
    return caught.value


def test_a_register_is_read_into_values():
    register = parse_register(write(small()))
    assert register.note == Trilingual(ar="نص note", fr="texte note", en="text note")
    assert register.meetings[0].date.isoformat() == "2030-01-07"
    assert register.persons[2].tenures[0].until.isoformat() == "2021-01-01"
    assert register.undertakings[0].accounts[1].relation is Relation.ABSENT
    assert register.undertakings[0].due is None
    assert register.misnamings[1].verdict is Verdict.WRONG_PERSON
    assert register.misnamings[1].reads_as == "BB.former"


def test_an_optional_value_is_read_when_it_is_public():
    value = changed(small(), ("undertakings", 0, "due"), "2031-06-30")
    value = changed(value, ("undertakings", 0, "carried_out_by"), "information-request")
    value = changed(value, ("undertakings", 0, "mechanism"), None)
    undertaking = parse_register(write(value)).undertakings[0]
    assert undertaking.due.isoformat() == "2031-06-30"
    assert undertaking.carried_out_by == "information-request"
    assert undertaking.mechanism is None


def test_layout_and_order_of_keys_are_free():
    backwards = json.dumps(dict(reversed(small().items())), indent=4).encode()
    assert parse_register(backwards) == parse_register(write(small()))


def test_the_owner_is_the_party_that_stands_alone_or_all_of_them():
    agreed, proposed, unilateral = parse_register(write(small())).undertakings
    assert agreed.owners == ("AA", "BB")
    assert proposed.owners == ("AA",)
    assert unilateral.owners == ("BB",)


def test_each_status_is_stronger_than_the_one_before():
    words = ["discussed", "proposed", "unilateral", "agreed", "adopted", "in-force"]
    assert [status.value for status in sorted(Status, key=lambda status: status.rank)] == words


def test_a_text_is_given_in_the_language_of_its_reader():
    text = parse_register(write(small())).note
    assert [text.ar, text.fr, text.en] == ["نص note", "texte note", "text note"]


def test_a_target_shows_its_key():
    rows = parse_accounts(write(table()))
    assert [row.target and row.target.key for row in rows] == [
        "case:information-request",
        "record",
        None,
    ]


@both
def test_no_key_may_be_left_out(read, value):
    for path in places(value):
        if isinstance(path[-1], str):
            whole = copy.deepcopy(value)
            del at(whole, path[:-1])[path[-1]]
            code = "record.unknown-version" if path == ("version",) else "record.wrong-keys"
            assert refusal(read, write(whole)).code == code, path


@both
def test_no_key_may_be_added(read, value):
    for path in [(), *places(value)]:
        if isinstance(at(value, path), dict):
            error = refusal(read, write(changed(value, (*path, "colour"), "red")))
            assert error.facts["key"] == "colour"


@both
def test_a_key_that_cannot_be_shown_is_not_shown(read, value):
    assert refusal(read, write({**value, "\u202e": 1})).facts["key"] == "?"


@both
def test_no_value_may_be_of_another_type(read, value):
    for path in places(value):
        for wrong in ([[]], True, -1, "no such thing!"):
            whole = write(changed(value, path, wrong))
            if isinstance(wrong, str) and _holds_text(path):
                assert read(whole)
            else:
                assert refusal(read, whole).kind == "malformed", (path, wrong)


def _holds_text(path):
    return path[-1] in {"ar", "fr", "en", "name_ar", "name_latin", "surface"}


@both
@pytest.mark.parametrize("top", [[], None, "register", 7])
def test_a_file_is_an_object(read, value, top):
    assert refusal(read, write(top)).code == "record.wrong-type"


@both
@pytest.mark.parametrize("version", [0, 2, True, "1", None])
def test_another_version_is_refused(read, value, version):
    raw = write(changed(value, ("version",), version))
    assert refusal(read, raw).code == "record.unknown-version"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b" " * (FILE_BYTES_MAX + 1), "record.too-large"),
        (b"", "record.not-json"),
        (b"{", "record.not-json"),
        (b"\xff\xfe{\x00}\x00", "record.not-json"),  # UTF-16
        (b'\xef\xbb\xbf{"version": 1}', "record.not-json"),  # a byte order mark
        (b"[" * 100_000, "record.not-json"),
        (b'{"version": 1' + b"0" * 5_000 + b"}", "record.not-json"),
        (b'{"version": 1, "version": 1}', "record.key-twice"),
        (b'{"version": 1.0}', "record.not-whole"),
        (b'{"version": NaN}', "record.not-whole"),
        (b'{"version": -Infinity}', "record.not-whole"),
        (b'{"version": 1' + b"0" * 400 + b"}", "record.unknown-version"),
    ],
)
def test_bytes_that_readers_differ_on_are_refused(raw, code):
    assert refusal(parse_register, raw).code == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        " edge",
        "two\nlines",
        "tab\t",
        "e\u0301",  # not composed
        "turned \u202eround",
        "half \ud800".encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass"),
        "x" * (TEXT_CHARS_MAX + 1),
    ],
)
def test_a_text_is_one_clean_line(text):
    raw = json.dumps(changed(small(), ("note", "en"), text)).encode()
    error = refusal(parse_register, raw)
    assert error.code == "record.wrong-text"
    assert error.facts["where"] == "note.en"


def test_an_identifier_has_a_limit():
    long = changed(small(), ("persons", 0, "id"), "a" * (ID_CHARS_MAX + 1))
    assert refusal(parse_register, write(long)).code == "record.wrong-type"


@pytest.mark.parametrize("day", ["2030-02-30", "2030-1-7", "20300107", "٢٠٣٠-٠١-٠٧"])
def test_a_date_is_a_day_of_the_calendar_written_in_full(day):
    raw = write(changed(small(), ("meetings", 0, "date"), day))
    assert refusal(parse_register, raw).facts["where"] == "meetings[0].date"


def test_a_list_has_a_limit():
    many = changed(table(), ("rows",), [None] * (ITEMS_MAX + 1))
    assert refusal(parse_accounts, write(many)).code == "record.too-many"


@pytest.mark.parametrize(
    "target", ["framework", "framework:readmission", "framework:gmmp-session:MA-FR", "case:a:C1"]
)
def test_a_target_is_read_as_it_is_written(target):
    raw = write(changed(table(), ("rows", 0, "target"), target))
    assert parse_accounts(raw)[0].target.key == target


@pytest.mark.parametrize("target", ["case", "case:", "record:information-request", "moon", ":"])
def test_a_target_is_a_page_and_for_a_case_its_procedure(target):
    raw = write(changed(table(), ("rows", 0, "target"), target))
    assert refusal(parse_accounts, raw).facts["where"].startswith("rows[0].target")
