"""The one message: what is written is read back in the same bytes, and nothing else is read."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.core.dsse import to_base64
from jisr.core.errors import Conflict, Malformed, Reason, Refused
from jisr.core.log import Fence
from jisr.exchange import limits
from jisr.exchange.message import Batch, Message, RestartGrant
from jisr.exchange.values import (
    Chunk,
    Fault,
    Frame,
    FramesHeld,
    Head,
    Nonce,
    SentPart,
    SessionId,
    SignedAct,
    Want,
)
from tests.exchange.doubles import FR, MA, NOW, SPACE, digest

VECTOR = Path(__file__).parents[1] / "vectors" / "sync-message.json"
NONCE = Nonce("0" * 31 + "a")
ACT = SignedAct(header=b"{}", sig=bytes(64))
PART = SentPart(entry=digest("act"), name="body.fr", salt=bytes(32), content=b'"text"')


def head(size, epoch=0):
    return Head(epoch=epoch, size=size, id=digest("act", size) if size else SPACE)


def message(**changes):
    fields = {
        "space": SPACE,
        "sender": MA,
        "receiver": FR,
        "at": NOW,
        "ours": head(3),
        "yours": head(2),
    }
    if "reply_to" not in changes:
        fields["nonce"] = NONCE
    return Message(**(fields | changes))


FULL_REQUEST = message(
    batch=Batch(first=1, acts=(ACT, ACT)),
    parts=(PART,),
    wants=(Want(digest=digest("file"), offset=7), Want(digest=digest("part"))),
    chunks=(Chunk(digest=digest("photo"), offset=0, total=9, data=b"012"),),
    frames=(Frame(case=digest("case"), session=SessionId(digest("session")), n=0, data=b"step"),),
    sessions=(FramesHeld(session=SessionId(digest("session")), next=4),),
    fault=Fault(kind="conflict", code="exchange.gap", facts={"first": 3, "expected": 2}),
)
ASK = message(ask=7)
GRANT = message(
    reply_to=NONCE,
    ask=8,
    batch=Batch(first=0, acts=(ACT,)),
    grant=RestartGrant(fence=Fence(epoch=7, seq=2), returned=Batch(first=1, acts=(ACT,))),
)
EMPTY_GRANT = message(reply_to=NONCE, grant=RestartGrant(fence=Fence(epoch=7, seq=2)))
EXAMPLES = [message(), message(reply_to=NONCE), FULL_REQUEST, ASK, GRANT, EMPTY_GRANT]


def wire(base=FULL_REQUEST, **changes):
    """Return the message's bytes with some fields set, or left out where None."""
    fields = json.loads(base.encode()) | changes
    kept = {name: item for name, item in fields.items() if item is not None}
    return json.dumps(kept, separators=(",", ":"), sort_keys=True).encode()


@pytest.mark.parametrize("made", EXAMPLES)
def test_what_is_written_is_read_back_in_the_same_bytes(made):
    assert Message.parse(made.encode()) == made
    assert Message.parse(made.encode()).encode() == made.encode()


def test_the_golden_message_is_read_and_written_byte_for_byte():
    vector = json.loads(VECTOR.read_text(encoding="utf-8"))
    assert FULL_REQUEST.encode().decode() == vector["message"]
    assert Message.parse(vector["message"].encode()) == FULL_REQUEST


def test_a_message_that_says_nothing_is_short():
    assert len(message().encode()) < 600


@given(st.binary(max_size=400))
def test_no_bytes_are_a_message_by_chance(raw):
    with pytest.raises((Malformed, Refused)):  # An object may be one of another version.
        Message.parse(raw)


@settings(max_examples=300)
@given(st.sampled_from(EXAMPLES), st.data())
def test_a_damaged_message_is_refused_or_is_another_message(made, data):
    raw = bytearray(made.encode())
    at = data.draw(st.integers(0, len(raw) - 1))
    match data.draw(st.sampled_from(["flip", "cut", "double"])):
        case "flip":
            raw[at] ^= data.draw(st.integers(1, 255))
        case "cut":
            del raw[at:]
        case _:
            raw[at:at] = raw[at : at + 40]
    try:
        read = Message.parse(bytes(raw))
    except (Malformed, Refused):
        return
    assert read.encode() == bytes(raw)


LEAF = (
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5) | st.just([]) | st.just({})
)
PATHS = [
    *(("v",), ("from",), ("to",), ("space",), ("at",), ("nonce",), ("first",), ("have",)),
    *(("have", "ours"), ("have", "ours", "size"), ("have", "yours", "id"), ("acts",)),
    *(("acts", 0), ("acts", 0, "sig"), ("parts", 0, "name"), ("parts", 0, "salt"), ("want", 1)),
    *(("want", 0, "offset"), ("chunks", 0, "total"), ("chunks", 0, "data"), ("frames", 0, "n")),
    *(("frames", 0, "session"), ("sessions", 0, "next"), ("fault",), ("fault", "facts")),
    *(("fault", "kind"), ("fault", "code"), ("fault", "facts", "first"), ("restart",)),
]


@given(st.sampled_from(PATHS), LEAF)
def test_whatever_stands_in_a_field_is_read_or_refused(path, leaf):
    fields = json.loads(FULL_REQUEST.encode())
    place = fields
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = leaf
    raw = json.dumps(fields, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()
    try:
        read = Message.parse(raw)
    except (Malformed, Refused):
        return
    assert read.encode() == raw


ACT_WIRE = ACT.to_wire()
PART_WIRE = PART.to_wire()
CHUNK_WIRE = FULL_REQUEST.chunks[0].to_wire()
FRAME_WIRE = FULL_REQUEST.frames[0].to_wire()
FAULT_WIRE = FULL_REQUEST.fault.to_wire()
WANT_WIRE = FULL_REQUEST.wants[0].to_wire()
HEADS = {"ours": head(3).to_wire(), "yours": head(2).to_wire()}
FENCE = {"epoch": 7, "seq": 2}


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (b"[]", "message"),
        (wire(at=None), "message"),
        (wire(extra=1), "message"),
        (wire(nonce=None), "nonce"),
        (wire(reply_to=NONCE), "nonce"),
        (wire(nonce="A" * 32), "nonce"),
        (wire(nonce=7), "nonce"),
        (wire(nonce=None, reply_to=7), "reply_to"),
        (wire(first=None), "first"),
        (wire(acts=None), "first"),
        (wire(first=2), "first"),  # Past the head claimed.
        (wire(first=-1), "first"),
        (wire(space="x"), "space"),
        (wire(to="x"), "to"),
        (wire(**{"from": "x"}), "from"),
        (wire(at="2026-11-02T09:00:00+00:00"), "at"),
        (wire(have=7), "have"),
        (wire(have={"ours": HEADS["ours"]}), "have"),
        (wire(have=HEADS | {"yours": {"epoch": 0, "size": 1}}), "have"),
        (wire(have=HEADS | {"yours": head(2).to_wire() | {"size": -1}}), "have"),
        # An empty log has the space's id and no epoch.
        (wire(have=HEADS | {"yours": {"epoch": 0, "size": 0, "id": digest("x")}}), "have"),
        (wire(have=HEADS | {"yours": {"epoch": 1, "size": 0, "id": SPACE}}), "have"),
        (wire(acts=[]), "acts"),
        (wire(acts={}), "acts"),
        (wire(acts=[ACT_WIRE] * (limits.ACTS_MAX + 1)), "acts"),
        (wire(acts=[ACT_WIRE | {"x": 1}]), "acts"),
        (wire(acts=[ACT_WIRE | {"sig": to_base64(bytes(63))}]), "acts"),
        (wire(acts=[ACT_WIRE | {"header": ""}]), "acts"),
        (wire(acts=[ACT_WIRE | {"header": to_base64(bytes(64 * 1024 + 1))}]), "acts"),
        (wire(parts=[]), "parts"),
        (wire(parts=[PART_WIRE | {"name": "Body"}]), "parts"),
        (wire(parts=[PART_WIRE | {"name": "a" * 65}]), "parts"),
        (wire(parts=[PART_WIRE | {"name": 7}]), "parts"),
        (wire(parts=[PART_WIRE | {"salt": to_base64(bytes(31))}]), "parts"),
        (wire(parts=[PART_WIRE | {"content": to_base64(bytes(256 * 1024 + 1))}]), "parts"),
        (wire(parts=[PART_WIRE, PART_WIRE | {"content": "AAAA"}]), "parts"),  # Twice.
        (wire(want=[WANT_WIRE, WANT_WIRE | {"offset": 9}]), "want"),  # Twice.
        (wire(want=[WANT_WIRE | {"offset": -1}]), "want"),
        (wire(chunks=[CHUNK_WIRE | {"data": ""}]), "chunks"),
        (wire(chunks=[CHUNK_WIRE | {"offset": 7}]), "chunks"),  # Past its own total.
        (wire(chunks=[CHUNK_WIRE | {"total": limits.ATTACHMENT_BYTES_MAX + 1}]), "chunks"),
        (wire(chunks=[CHUNK_WIRE | {"data": to_base64(bytes(512 * 1024 + 1))}]), "chunks"),
        (wire(frames=[FRAME_WIRE, FRAME_WIRE | {"data": "AAAA"}]), "frames"),  # Twice.
        (wire(frames=[FRAME_WIRE | {"session": "x"}]), "frames"),
        (wire(sessions=[{"next": 1, "session": digest("s")}] * 2), "sessions"),
        (wire(sessions=[{"next": 1}]), "sessions"),
        (wire(fault=FAULT_WIRE | {"kind": "bad"}), "fault"),
        (wire(fault=FAULT_WIRE | {"kind": 7}), "fault"),
        (wire(fault=FAULT_WIRE | {"kind": []}), "fault"),
        (wire(fault=FAULT_WIRE | {"code": "Gap"}), "fault"),
        (wire(fault=FAULT_WIRE | {"code": 7}), "fault"),
        (wire(fault=FAULT_WIRE | {"facts": {f"f{n}": n for n in range(9)}}), "fault"),
        (wire(fault=FAULT_WIRE | {"facts": {"Bad": 1}}), "fault"),
        (wire(fault=FAULT_WIRE | {"facts": {"f": True}}), "fault"),
        (wire(fault=FAULT_WIRE | {"facts": {"f": "x" * 201}}), "fault"),
        (wire(fault=FAULT_WIRE | {"facts": {"f": "a\u202eb"}}), "fault"),
        (wire(restart={}), "restart"),
        (wire(restart=7), "restart"),
        (wire(restart={"ask": 1, "x": 2}), "restart"),
        (wire(restart={"acts": [ACT_WIRE], "first": 0}), "restart"),
        (wire(message(), restart={"ask": -1}), "restart"),
        (wire(FULL_REQUEST, restart={"ask": 7}), "restart"),  # An ask brings nothing along.
        (wire(message(), restart={"fence": FENCE}), "restart"),  # Only an answer grants.
        (wire(GRANT, restart={"fence": {"epoch": 7}}), "restart"),
        (wire(GRANT, restart={"fence": FENCE, "first": 2, "acts": [ACT_WIRE]}), "first"),
    ],
)
def test_what_is_not_a_message_is_malformed_and_names_the_field(raw, field):
    # json escapes what is not ASCII: give the one byte form, so that the field is what fails.
    raw = json.dumps(json.loads(raw), separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    with pytest.raises(Malformed) as caught:
        Message.parse(raw.encode())
    assert caught.value.code == "core.wrong-field"
    assert caught.value.facts == {"field": field}


@pytest.mark.parametrize("version", [2, "1", True, None])
def test_a_message_of_another_version_is_refused(version):
    with pytest.raises(Refused) as caught:
        Message.parse(wire(v=version))
    assert caught.value.code == "exchange.unknown-version"


def test_a_message_over_the_limit_is_malformed():
    with pytest.raises(Malformed) as caught:
        Message.parse(bytes(limits.MESSAGE_BYTES_MAX + 1))
    assert caught.value.code == "core.too-large"


@pytest.mark.parametrize("raw", [wire() + b" ", wire().replace(b'"v":1', b'"v":1,"v":1')])
def test_a_message_in_another_byte_form_is_malformed(raw):
    with pytest.raises(Malformed) as caught:
        Message.parse(raw)
    assert caught.value.code == "core.not-canonical"


def test_a_fault_tells_the_partner_the_code_and_bounded_facts():
    reason = Reason("core.example", ar="", fr="", en="")
    names = [f"fact{n}" for n in range(8)]
    error = Conflict(reason, size=3, long="x" * 300, odd="a\x00b", **dict.fromkeys(names, 1))
    fault = Fault.of(error)
    assert (fault.kind, fault.code) == ("conflict", "core.example")
    assert fault.facts["size"] == 3
    assert fault.facts["long"] == "x" * 200
    assert fault.facts["odd"] == "?"
    assert len(fault.facts) == limits.FACTS_MAX
    assert Message.parse(message(fault=fault).encode()).fault == fault
