"""When a node tries again, and what people read meanwhile."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.core.errors import LANGS, Reason
from jisr.exchange import reasons
from jisr.exchange.peer import Need
from jisr.exchange.values import Fault
from jisr.exchange.waiting import (
    BACK_OFF_FIRST,
    BACK_OFF_MAX,
    LINGER_SECONDS,
    POLL_SECONDS,
    LinkState,
    back_off,
    explain,
    no_progress,
    pause,
)
from tests.exchange.doubles import NOW
from tests.exchange.test_message import head
from tests.exchange.test_peer import IDLE

UNREACHABLE = Fault(kind="unavailable", code="exchange.unreachable")
GAP = Fault(kind="conflict", code="exchange.gap", facts={"first": 3, "expected": 2})
KNOWN = {one.code: one for one in vars(reasons).values() if isinstance(one, Reason)}


@given(st.integers(1, 10**9), st.floats(0, 1))
def test_no_wait_is_longer_than_the_promise_allows(failures, jitter):
    wait = back_off(failures, jitter=jitter)
    assert BACK_OFF_FIRST / 2 <= wait <= BACK_OFF_MAX < 60


def test_waits_double_up_to_the_limit_and_are_spread():
    assert [back_off(n, jitter=1.0) for n in range(1, 9)] == [1, 2, 4, 8, 16, 32, 40, 40]
    assert back_off(4, jitter=0.0) == 4


def test_after_a_success_the_next_request_waits_as_its_need_allows():
    assert pause(Need.NOW) == 0
    assert pause(Need.LATER) == LINGER_SECONDS
    assert pause(Need.NOTHING) == POLL_SECONDS


@pytest.mark.parametrize(
    ("changes", "waiting"),
    [
        ({"claimed": head(1), "offered": head(6)}, 2 + 4),
        ({"claimed": head(9), "offered": head(1)}, 0),
        ({"claimed": None, "offered": None}, 0),
    ],
)
def test_a_partner_that_answers_while_nothing_moves_is_told_to_people(changes, waiting):
    error = no_progress(replace(IDLE, heard=replace(IDLE.heard, **changes)))
    assert (error.code, error.facts) == ("exchange.no-progress", {"waiting": waiting})


def test_a_link_says_since_when_and_why_it_fails():
    state = LinkState()
    assert (state.reachable, state.reason) == (None, None)
    state = state.succeeded(NOW)
    assert (state.reachable, state.last_ok, state.failures) == (True, NOW, 0)
    later = NOW + timedelta(minutes=5)
    state = state.failed(later, UNREACHABLE, reachable=False)
    state = state.failed(later + timedelta(minutes=1), GAP, reachable=True)
    assert (state.reachable, state.failures, state.reason) == (True, 2, GAP)
    assert (state.last_ok, state.failing_since) == (NOW, later)
    assert state.succeeded(later).failing_since is None


def test_a_fault_of_the_partner_is_told_in_our_words():
    reason, facts = explain(GAP, KNOWN)
    assert reason is reasons.GAP
    for lang in LANGS:
        assert "3" in reason.text(lang, facts)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind="refused", code="exchange.of-tomorrow"),
        Fault(kind="conflict", code="exchange.gap", facts={"first": 3}),
    ],
)
def test_a_fault_we_cannot_tell_is_told_by_its_code(fault):
    reason, facts = explain(fault, KNOWN)
    assert reason is reasons.UNKNOWN_FAULT
    assert facts == {"code": fault.code}
    assert fault.code in reason.text("fr", facts)


@pytest.mark.parametrize("reason", KNOWN.values(), ids=list(KNOWN))
def test_every_reason_is_told_in_three_languages_with_the_same_facts(reason):
    names = ["size", "limit", "key", "count", "sender", "receiver", "first", "expected", "theirs"]
    names += ["ours", "held", "asked", "known", "before", "now", "n", "waiting", "seconds", "code"]
    facts = dict.fromkeys(names, 7)
    assert reason.code.startswith("exchange.")
    told = {lang: reason.text(lang, facts) for lang in LANGS}
    assert len(set(told.values())) == len(LANGS)
    assert len({text.count("7") for text in told.values()}) == 1
