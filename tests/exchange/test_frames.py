"""Session frames: each used at most once, in order; the log keeps a commitment."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.core.act import PartyId
from jisr.exchange.frames import admit, frames_commitment
from jisr.exchange.values import Frame, SessionId
from tests.exchange.doubles import FR, MA, SPACE, digest
from tests.exchange.test_message import VECTOR

CASE, SESSION = digest("case"), SessionId(digest("session"))
OPEN = {SESSION: CASE}


def frame(n, session=SESSION, case=CASE):
    return Frame(case=case, session=session, n=n, data=b"step %d" % n)


@given(st.lists(st.lists(st.integers(0, 9), max_size=6), max_size=12))
def test_however_frames_come_each_is_used_once_and_in_order(deliveries):
    used, awaited = [], {SESSION: 0}
    for delivery in deliveries:
        admitted = admit([frame(n) for n in delivery], next=awaited, cases=OPEN)
        used += [one.n for one in admitted.frames]
        awaited = dict(admitted.next)
    assert used == list(range(len(used)))
    assert awaited == {SESSION: len(used)}


def test_a_repeated_frame_is_passed_over_without_fault():
    admitted = admit([frame(0), frame(0), frame(1)], next={SESSION: 0}, cases=OPEN)
    assert [one.n for one in admitted.frames] == [0, 1]
    assert admitted.next == {SESSION: 2}
    assert admitted.fault is None


def test_a_frame_that_comes_too_early_is_told_which_one_is_awaited():
    admitted = admit([frame(3)], next={SESSION: 1}, cases=OPEN)
    assert admitted.frames == ()
    assert admitted.fault is not None
    assert admitted.fault.code == "exchange.frame-out-of-order"
    assert admitted.fault.facts == {"n": 3, "expected": 1}


@pytest.mark.parametrize(
    "strange", [frame(0, session=SessionId(digest("other"))), frame(0, case=digest("other"))]
)
def test_a_frame_of_no_open_session_is_not_used(strange):
    admitted = admit([strange, frame(0)], next={SESSION: 0}, cases=OPEN)
    assert admitted.frames == (frame(0),)
    assert admitted.fault is not None
    assert admitted.fault.code == "exchange.no-such-session"


def commitment(**changes):
    fields = {"space": SPACE, "case": CASE, "session": SESSION}
    sent = {MA: [b"one", b"two"], FR: [b"three"]}
    return frames_commitment(**(fields | {"sent": sent} | changes))


def test_the_golden_commitment_is_computed():
    vector = json.loads(VECTOR.read_text(encoding="utf-8"))["frames"]
    sent = {
        PartyId(party): [data.encode() for data in frames]
        for party, frames in vector["sent"].items()
    }
    assert commitment(sent=sent) == vector["commitment"]


def test_both_parties_commit_to_the_same_whoever_is_named_first():
    assert commitment(sent={FR: [b"three"], MA: [b"one", b"two"]}) == commitment()


@pytest.mark.parametrize(
    "changes",
    [
        {"space": digest("x")},
        {"case": digest("x")},
        {"session": SessionId(digest("x"))},
        {"sent": {MA: [b"one", b"two"]}},
        {"sent": {MA: [b"one"], FR: [b"two", b"three"]}},
        {"sent": {MA: [b"onetwo"], FR: [b"three"]}},
        {"sent": {MA: [b"two", b"one"], FR: [b"three"]}},
        {"sent": {MA: [b"one", b"two"], PartyId("BE"): [b"three"]}},
    ],
)
def test_another_session_has_another_commitment(changes):
    assert commitment(**changes) != commitment()
