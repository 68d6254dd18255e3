"""The second reader holds no file of which anything was changed, and answers any bytes."""

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.core.canonical import decode, encode
from tests.tools.forge import one_act
from tests.tools.reader import FILE, fault, node_agrees, verify

# Any change of a file that holds is caught.


def tampered(raw, position, byte):
    changed = bytearray(raw)
    changed[position % len(raw)] = byte
    return bytes(changed)


@pytest.mark.parametrize("kind", ["proof", "ledger", "fork", "forked_ledger"])
@settings(max_examples=150, deadline=None)
@given(position=st.integers(min_value=0, max_value=10**6), byte=st.integers(0, 255))
def test_a_file_with_one_byte_changed_does_not_hold(story, kind, position, byte):
    raw = getattr(story, kind)
    changed = tampered(raw, position, byte)
    if changed != raw:
        fault(changed)


@pytest.mark.full
@pytest.mark.parametrize("kind", ["proof", "fork"])
def test_no_bit_of_a_file_can_be_flipped(story, kind):
    raw = getattr(story, kind)
    for position in range(len(raw)):
        fault(tampered(raw, position, raw[position] ^ (1 << position % 8)))


@pytest.mark.parametrize("kind", ["proof", "ledger", "fork"])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_file_cut_short_or_longer_does_not_hold(story, kind, data):
    raw = getattr(story, kind)
    end = data.draw(st.integers(0, len(raw) - 1))
    fault(raw[:end])
    fault(raw + raw[end : end + 1])


def leaves(value, path=()):
    """Every value in a document, with the way to it."""
    yield path, value
    items = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items
    for key, item in items:
        yield from leaves(item, (*path, key))


def replaced(value, path, new):
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], new)
    return copy


STRANGE = [None, True, 0, -1, 2**53 - 1, "", "é", [], [[]], {}, {"v": 1}, "0" * 64]


# A file without these says less, and truly: no content, no fork, keys of the beginning only.
LEFT_OUT = {("parts",), ("proofs",), ("keys",)}


LONG = [pytest.param(kind, marks=pytest.mark.full) for kind in ("ledger", "forked_ledger")]


@pytest.mark.parametrize("kind", ["proof", "fork", *LONG])
def test_whatever_stands_in_a_fields_place_is_answered_and_never_by_a_crash(story, kind):
    wire = decode(getattr(story, kind), bytes_max=10**7)
    for path, value in leaves(wire):
        for new in STRANGE:
            if new != value or type(new) is not type(value):
                raw = encode(replaced(wire, path, new))
                if path in LEFT_OUT and new == [] and kind != "fork":
                    verify.check(raw)
                else:
                    assert fault(raw)[1] != "malformed", (path, new)


def test_a_node_and_the_verifier_agree_on_every_changed_field(story):
    wire = decode(story.proof, bytes_max=10**7)
    for path, value in leaves(wire):
        for new in STRANGE:
            if new != value or type(new) is not type(value):
                raw = encode(replaced(wire, path, new))
                assert node_agrees(raw) is (path in LEFT_OUT and new == []), (path, new)


# The bytes.

NOT_BYTES = {
    b"": "not-json",
    b"\xff\xfe{\x00}\x00": "not-json",
    b"\xef\xbb\xbf{}": "not-json",
    b'{"a":Infinity}': "not-json",
    b'{"a":1.0}': "outside-profile",
    b'{"a":1e400}': "outside-profile",
    b'{"a":1' + b"0" * 100_000 + b"}": "outside-profile",
    b'{"a":9007199254740992}': "outside-profile",
    b'{"\xc3\xa9":1}': "outside-profile",
    b'{"a":"\\ud800"}': "outside-profile",
    b"[" * 17 + b"]" * 17: "outside-profile",
    b"[" * 500_000: "outside-profile",
    b'{"a":' * 100_000: "outside-profile",
    b'{"a":-0}': "not-canonical",
    b'{"a":1,"a":1}': "not-canonical",
    b'{"b":1,"a":1}': "not-canonical",
    b'{"a": 1}': "not-canonical",
    b'{"a":1}\n': "not-canonical",
    b'{"a":"\\u0041"}': "not-canonical",
    b'{"a":"\\/"}': "not-canonical",
    b"{}": "wrong-field",
    b"[" * 16 + b"]" * 16: "wrong-field",
    b'"v"': "wrong-field",
    b'{"v":2}': "unknown-version",
    b'{"v":true}': "unknown-version",
    b'{"v":1}': "unknown-kind",
    b'{"kind":["act"],"v":1}': "unknown-kind",
    b'{"kind":"act","v":1}': "wrong-field",
}


@pytest.mark.parametrize("raw", NOT_BYTES, ids=lambda raw: repr(raw[:24]))
def test_bytes_that_are_no_proof_are_refused(raw):
    assert fault(raw)[1] == NOT_BYTES[raw]


@settings(max_examples=300, deadline=None)
@given(raw=st.binary(max_size=200))
def test_any_bytes_at_all_are_answered(raw):
    assert fault(raw)[1] in verify.WHY["en"]


@settings(max_examples=300, deadline=None)
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text("abcZ~"), inner),
        max_leaves=20,
    )
)
def test_the_verifier_writes_and_reads_the_one_form_as_the_core_does(value):
    raw = encode(value)
    assert verify.read_json(raw, 10**6) == value
    assert verify.ENCODER.encode(value).encode() == raw


def test_a_file_over_its_size_is_refused(forge, monkeypatch):
    raw = one_act(forge)
    monkeypatch.setitem(verify.FILE_BYTES_MAX, "act", len(raw) - 1)
    with pytest.raises(verify.Fails, match="too-large"):
        verify.check(raw)


# The published vectors, which another pair of hands wrote.


def vector(name):
    return json.loads((FILE.parents[1] / f"tests/vectors/{name}.json").read_text())


def test_the_published_proofs_hold():
    files = [file for file in vector("proofs").values() if isinstance(file, dict)]
    proved = [verify.check(encode(file))["file"] for file in files if "kind" in file]
    assert set(proved) == {"act", "fork", "ledger"}


def test_the_published_acts_are_read_with_their_ids_and_of_every_kind():
    kinds = set()
    for one in vector("acts")["acts"]:
        read = verify.read_act(verify.READERS["act"](one["envelope"]))
        verify.read_detail(read)
        assert read["id"] == one["id"]
        kinds.add(read["kind"])
    assert kinds == set(verify.HEADERS) == set(verify.KINDS)


def test_the_published_bytes_are_taken_or_refused_as_published():
    published = vector("canonical")
    for one in published["accepted"]:
        verify.read_json(base64.b64decode(one["bytes"]), 10**6)
    for one in published["refused"]:
        with pytest.raises(verify.Fails) as failed:
            verify.read_json(base64.b64decode(one["bytes"]), 10**6)
        either = {"outside-profile", "not-json"}  # What CAN-6 leaves to the reader.
        code = one["code"].removeprefix("core.")
        assert failed.value.reason == code or {failed.value.reason, code} == either
