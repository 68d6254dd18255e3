"""The header of an act (docs/spec/act.md, ACT-1 to ACT-6), per field and per kind."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.core.act import (
    ACT_BYTES_MAX,
    READ_BYTES_MAX,
    Act,
    Digest,
    Kind,
    Ref,
    Slug,
    Under,
    act_id,
    read_act,
)
from jisr.core.errors import Malformed
from tests.core.kit import FR, MA, NOWHERE, SPACE, START

REF = Ref(author=FR, epoch=0, seq=3, id=NOWHERE)
COMMON = {
    "space": SPACE,
    "author": MA,
    "epoch": 0,
    "seq": 7,
    "prev": Digest("a" * 64),
    "at": START,
    "key": Digest("b" * 64),
    "seen": REF,
}
SAYS = {
    "terms": {"urgency": "other", "days": 3, "codes": ("a", "b")},
    "body": {"request": NOWHERE, "person.1": Digest("9" * 64)},
}
UNDER = Under(framework=NOWHERE, procedure=Slug("information-request"))
ACTS = {
    Kind.OPEN: Act(kind=Kind.OPEN, act=Slug("send"), under=UNDER, **SAYS, **COMMON),
    Kind.MOVE: Act(
        kind=Kind.MOVE, act=Slug("answer"), case=NOWHERE, on=REF, under=UNDER, **SAYS, **COMMON
    ),
    Kind.NOTE: Act(kind=Kind.NOTE, act=Slug("remark"), case=NOWHERE, under=UNDER, **SAYS, **COMMON),
    **{
        kind: Act(kind=kind, detail={"ground": "restore"}, **COMMON)
        for kind in (Kind.ACK, Kind.KEY, Kind.RESTART, Kind.ERASE, Kind.PRUNE)
    },
}
KINDS = list(Kind)


def wire(kind, /, **changes):
    """The header of one kind with fields changed, or taken out where the value is None."""
    fields = json.loads(ACTS[kind].encode()) | changes
    present = {name: value for name, value in fields.items() if value is not None}
    return json.dumps(present, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def fault(raw):
    with pytest.raises(Malformed) as caught:
        Act.parse(raw)
    return caught.value.facts.get("field", caught.value.code)


@pytest.mark.parametrize("kind", KINDS)
def test_an_act_is_read_back_as_it_was_written(kind):
    raw = ACTS[kind].encode()
    assert Act.parse(raw) == ACTS[kind]
    assert Act.parse(raw).encode() == raw
    assert raw.isascii()


@pytest.mark.parametrize("kind", KINDS)
def test_what_need_not_be_said_is_left_out(kind):
    bare = replace(ACTS[kind], seen=None, terms={}, body={})
    if kind in (Kind.MOVE, Kind.NOTE):
        bare = replace(bare, under=None)
    assert Act.parse(bare.encode()) == bare
    assert not {"seen", "terms", "body"} & json.loads(bare.encode()).keys()


def test_the_id_is_the_digest_of_the_header():
    raw = ACTS[Kind.MOVE].encode()
    assert act_id(raw) == hashlib.sha256(raw).hexdigest()


EXTRA = {
    "act": "answer",
    "under": {"framework": NOWHERE, "procedure": "p"},
    "case": NOWHERE,
    "on": {"author": "FR", "epoch": 0, "id": NOWHERE, "seq": 0},
    "terms": {"a": 1},
    "body": {"a": NOWHERE},
    "detail": {},
    "salt": "x",
}
ALLOWED = {
    Kind.OPEN: {"act", "under", "terms", "body"},
    Kind.MOVE: {"act", "case", "on", "terms", "body", "under"},
    Kind.NOTE: {"act", "case", "terms", "body", "under"},
}
REQUIRED = {
    Kind.OPEN: {"act", "under"},
    Kind.MOVE: {"act", "case", "on"},
    Kind.NOTE: {"act", "case"},
}
ALWAYS = {"at", "author", "epoch", "key", "prev", "seq", "space"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_its_fields_and_no_other(kind):
    allowed = ALLOWED.get(kind, {"detail"})
    for name in EXTRA.keys() - allowed:
        assert fault(wire(kind, **{name: EXTRA[name]})) == name
    for name in REQUIRED.get(kind, {"detail"}) | ALWAYS:
        assert fault(wire(kind, **{name: None})) == name


def test_a_strange_name_is_shown_short_and_printable():
    assert fault(wire(Kind.ACK, **{"x" * 100: 1})) == "x" * 64
    raw = wire(Kind.ACK).replace(b'{"at"', b'{"\\u0000":1,"at"')
    assert fault(raw) == "?"


REFS = [
    7,
    {"author": "FR", "epoch": 0, "id": NOWHERE},
    {"author": "FR", "epoch": 0, "id": NOWHERE, "seq": 0, "x": 0},
    {"author": "fr", "epoch": 0, "id": NOWHERE, "seq": 0},
    {"author": "FR", "epoch": -1, "id": NOWHERE, "seq": 0},
    {"author": "FR", "epoch": 0, "id": "x", "seq": 0},
    {"author": "FR", "epoch": 0, "id": NOWHERE, "seq": "0"},
]
DIGESTS = ["", "a" * 63, "a" * 65, "A" * 64, "g" * 64, "a" * 64 + "\n", 7, True, []]
COUNTS = [-1, True, "1", [], {}]
SLUGS = ["", "A", "1a", "a_b", "a--b", "-a", "a-", "a b", "a\n", "a" * 65, 7, []]
WRONG = {
    "space": DIGESTS,
    "prev": DIGESTS,
    "key": DIGESTS,
    "case": DIGESTS,
    "author": ["", "F", "FRA", "fr", "FR-", "FR-" + "A" * 13, "FR-a", "FR\n", 7, []],
    "epoch": COUNTS,
    "seq": COUNTS,
    "at": [
        "2026-03-02T09:00:00",
        "2026-03-02 09:00:00Z",
        "2026-03-02T09:00:00+00:00",
        "2026-03-02T09:00:00.5Z",
        "2026-3-2T9:00:00Z",
        "2026-02-30T09:00:00Z",
        "2026-13-01T09:00:00Z",
        "2026-03-02T24:00:00Z",
        "2026-03-02T09:60:00Z",
        "2026-03-02T23:59:60Z",
        "0999-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "٢٠٢٦-03-02T09:00:00Z",
        "2026-03-02T09:00:00Z\n",
        7,
    ],
    "kind": ["", "Move", "opens", 7, [], {}, True],
    "seen": REFS,
    "on": REFS,
    "act": SLUGS,
    "under": [
        7,
        {},
        {"framework": NOWHERE},
        {"framework": NOWHERE, "procedure": "p", "x": 1},
        {"framework": "x", "procedure": "p"},
        {"framework": NOWHERE, "procedure": "P"},
    ],
    "terms": [
        7,
        [],
        {},
        {"A": 1},
        {"a": True},
        {"a": -1},
        {"a": {}},
        {"a": []},
        {"a": [1]},
        {"a": ["x", 1]},
        {"a": ["x"] * 401},
        {"a": "x" * 257},
        {"a": ["x" * 257]},
        {f"a{n}": 1 for n in range(33)},
    ],
    "body": [
        7,
        [],
        {},
        {"A": NOWHERE},
        {"a.b.c": NOWHERE},
        {"a.": NOWHERE},
        {"a" * 65: NOWHERE},
        {"a": "x"},
        {"a": 1},
        {f"a{n}": f"{n:064x}" for n in range(65)},
        {"a": NOWHERE, "b": NOWHERE},
    ],
}
CASES = [(name, value) for name, values in WRONG.items() for value in values]


@pytest.mark.parametrize(("name", "value"), CASES, ids=[f"{n}={v!r}"[:50] for n, v in CASES])
def test_a_field_of_another_form_is_malformed_and_named(name, value):
    raw = wire(Kind.MOVE, **{name: value})
    expected = name if raw.isascii() else "core.header-not-ascii"
    assert fault(raw) == expected


LIMITS = [
    ("seq", 2**53 - 1),
    ("epoch", 2**53 - 1),
    ("act", "a" * 64),
    ("terms", {f"a{n}": 1 for n in range(32)}),
    ("terms", {"a": "x" * 256, "b": ["x" * 256], "c": ["x"] * 400}),
    ("body", {f"a{n}": f"{n:064x}" for n in range(64)}),
    ("body", {"a" * 64: NOWHERE}),
]


@pytest.mark.parametrize(("name", "value"), LIMITS, ids=[f"{n}={v!r}"[:30] for n, v in LIMITS])
def test_a_limit_can_be_reached(name, value):
    raw = wire(Kind.MOVE, **{name: value})
    assert Act.parse(raw).encode() == raw


def test_of_several_strange_fields_the_first_by_name_is_told():
    strange = {f"x{n}": 1 for n in range(9)}
    assert fault(wire(Kind.ACK, **strange)) == "x0"


def test_a_null_is_no_missing_field():
    assert fault(wire(Kind.ACK, kind=None)) == "kind"
    assert fault(
        ACTS[Kind.ACK].encode().replace(b'"detail":{"ground":"restore"}', b'"detail":null')
    )


@pytest.mark.parametrize("value", [["x"], 3, "x" * 256, ["x"] * 400, "", 0])
def test_terms_take_strings_counts_and_lists(value):
    assert Act.parse(wire(Kind.NOTE, terms={"a": value})).terms


@pytest.mark.parametrize("value", [[], ["restore"], "x", 7])
def test_a_detail_is_an_object(value):
    assert fault(wire(Kind.KEY, detail=value)) == "detail"


@pytest.mark.parametrize("version", [0, 2, "1", True, []])
def test_another_version_is_refused_before_anything_else_is_looked_at(version):
    assert fault(wire(Kind.MOVE, v=version, kind="?", at=0)) == "core.unknown-version"


def test_a_version_that_is_missing_is_a_missing_field():
    assert fault(wire(Kind.MOVE, v=None)) == "v"


@pytest.mark.parametrize("raw", [b"[]", b"7", b'"act"', b"null"])
def test_an_act_is_an_object(raw):
    assert fault(raw) == "act"


def test_a_header_is_ascii():
    assert fault(wire(Kind.NOTE, terms={"a": "é"})) == "core.header-not-ascii"


def test_a_header_over_the_limit_is_refused():
    assert fault(b" " * (ACT_BYTES_MAX + 1)) == "core.too-large"


def of_size(size):
    """A header of so many bytes."""
    empty = {f"a{n:02}": "" for n in range(20)}
    room = size - len(replace(ACTS[Kind.NOTE], terms=empty).encode())
    terms = {name: "x" * min(max(room - 256 * n, 0), 256) for n, name in enumerate(empty)}
    return replace(ACTS[Kind.NOTE], terms=terms).encode()


def test_a_header_is_parsed_once_unless_it_is_so_long_that_many_would_fill_our_memory():
    short, long = of_size(READ_BYTES_MAX), of_size(READ_BYTES_MAX + 1)
    assert (len(short), len(long)) == (READ_BYTES_MAX, READ_BYTES_MAX + 1)
    assert read_act(short) is read_act(short)
    assert read_act(long) is not read_act(long)
    assert read_act(long) == Act.parse(long)


def test_a_header_in_another_form_is_refused():
    assert fault(wire(Kind.NOTE) + b"\n") == "core.not-canonical"


FIRST, LAST = datetime(1000, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


@given(st.integers(0, int((LAST - FIRST).total_seconds())))
def test_every_instant_of_four_digit_years_has_one_form(seconds):
    made = replace(ACTS[Kind.NOTE], at=FIRST + timedelta(seconds=seconds))
    assert Act.parse(made.encode()) == made


@given(st.sampled_from(KINDS), st.data())
def test_a_damaged_header_is_malformed_or_another_act(kind, data):
    raw = bytearray(ACTS[kind].encode())
    raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        read = Act.parse(bytes(raw))
    except Malformed:
        return
    assert read.encode() == bytes(raw)
