"""What a message means: events, in order, for the node to apply."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jisr.core.errors import Malformed, Refused, Unproven
from jisr.core.log import Fence
from jisr.exchange.message import Batch, RestartGrant
from jisr.exchange.peer import Need
from jisr.exchange.receive import (
    AckedUpTo,
    ActsArrived,
    ChunksArrived,
    ClockDiffers,
    FaultArrived,
    FramesArrived,
    FramesTaken,
    GapArrived,
    PartsArrived,
    RestartAsked,
    RestartGranted,
    StragglerArrived,
    TheyForgot,
    WantsArrived,
    WeForgot,
    grant_fence,
    receive,
)
from jisr.exchange.values import Fault, Head
from tests.exchange.doubles import FR, MA, NOW, SPACE, digest, link, pair, read, round_trip
from tests.exchange.test_message import ACT, FULL_REQUEST, NONCE, PART, head, message
from tests.exchange.test_peer import IDLE

# Seen from FR: it has 5 acts, holds 3 of MA's.
PEER = replace(IDLE, link=link(FR, MA), ours=head(5), released=head(5), held=head(3))
OTHER = digest("another act")
FAULT = Fault(kind="refused", code="exchange.other-log", facts={"size": 2})


def id_at(size):
    return head(size).id


def events(peer=PEER, asked=None, now=NOW, **changes):
    if asked is not None:
        changes["reply_to"] = NONCE
    fields = {"ours": head(3), "yours": head(5)} | changes
    return receive(peer, message(**fields), now=now, our_id_at=id_at, asked=asked)


ASKED = message(sender=FR, receiver=MA, ours=head(5), yours=head(3))
ACKED = AckedUpTo(head=head(5))


def batch(first, count=1):
    return Batch(first=first, acts=(ACT,) * count)


def test_a_message_of_agreement_acknowledges_and_nothing_else():
    assert events() == (ACKED,)
    assert events(asked=ASKED) == (ACKED,)
    assert events(yours=Head.empty(SPACE)) == (AckedUpTo(head=Head.empty(SPACE)),)


def test_everything_a_message_carries_arrives_in_one_order():
    peer = replace(PEER, wanted=frozenset({FULL_REQUEST.chunks[0].digest}), held=head(1))
    made = replace(FULL_REQUEST, yours=head(5))
    assert receive(peer, made, now=NOW, our_id_at=id_at) == (
        FaultArrived(fault=made.fault),
        ACKED,
        ActsArrived(batch=made.batch),
        PartsArrived(parts=made.parts),
        ChunksArrived(chunks=made.chunks),
        WantsArrived(wants=made.wants),
        FramesArrived(frames=made.frames),
        FramesTaken(sessions=made.sessions),
    )


def test_bytes_nobody_asked_for_are_dropped():
    assert events(chunks=FULL_REQUEST.chunks) == (ACKED,)


@pytest.mark.parametrize(("first", "count"), [(0, 1), (0, 5), (2, 3), (3, 1)])
def test_a_batch_that_touches_what_is_held_arrives(first, count):
    assert events(ours=head(9), batch=batch(first, count)) == (
        ACKED,
        ActsArrived(batch=batch(first, count)),
    )


def test_a_batch_past_a_gap_is_dropped_and_its_sender_told_where_to_begin():
    _, gap = events(ours=head(9), batch=batch(4))
    assert gap == GapArrived(first=4, expected=3)
    assert (gap.fault.kind, gap.fault.code) == ("conflict", "exchange.gap")
    assert gap.fault.facts == {"first": 4, "expected": 3}


@pytest.mark.parametrize(
    "claim",
    [
        head(6),  # The partner holds more of our log than we do.
        Head(epoch=0, size=4, id=OTHER),  # The partner holds another log of ours.
        Head(epoch=1, size=5, id=OTHER),
    ],
)
def test_a_partner_that_remembers_more_of_us_than_we_do_stops_our_writing(claim):
    (event,) = events(yours=claim)
    assert event == WeForgot(claim=claim, ours=head(5))
    assert event.fault.code == "exchange.we-forgot"
    assert event.fault.facts == {"theirs": claim.size, "ours": 5}


def test_while_we_restart_that_we_forgot_is_no_news():
    assert events(replace(PEER, asking=7), yours=head(9)) == ()


def test_a_claim_from_before_our_restart_is_no_news():
    peer = replace(PEER, ours=head(5, epoch=7), our_fence=Fence(epoch=7, seq=4))
    assert events(peer, yours=head(9)) == ()
    assert events(peer, yours=head(4)) == (AckedUpTo(head=head(4)),)
    assert events(peer, yours=head(9, epoch=7)) == (
        WeForgot(claim=head(9, epoch=7), ours=peer.ours),
    )


@pytest.mark.parametrize("claim", [head(2), Head(epoch=0, size=3, id=OTHER)])
def test_an_answer_shows_that_the_partner_forgot(claim):
    event = events(asked=ASKED, ours=claim)[0]
    assert event == TheyForgot(claim=claim, held=head(3))
    assert event.fault.code == "exchange.they-forgot"
    assert event.fault.facts == {"theirs": claim.size, "held": 3}


def test_a_request_that_was_long_under_way_accuses_nobody():
    assert events(ours=head(2)) == (ACKED,)


@pytest.mark.parametrize(
    ("at", "seconds"),
    [(0, None), (60, None), (180, None), (181, 121), (-120, None), (-121, -121)],
)
def test_a_clock_that_is_off_is_noticed_whatever_the_line_took(at, seconds):
    # Asked at NOW, heard a minute later: an honest answer was made in between.
    now, made_at = NOW + timedelta(seconds=60), NOW + timedelta(seconds=at)
    noticed = [] if seconds is None else [ClockDiffers(seconds=seconds)]
    assert events(asked=ASKED, now=now, at=made_at) == (*noticed, ACKED)
    assert events(now=now, at=made_at) == (ACKED,)


def test_messages_from_before_the_partners_restart_count_no_more():
    fenced = replace(PEER, their_fence=Fence(epoch=7, seq=3))
    old = message(ours=head(4), yours=head(5), batch=batch(3), parts=(PART,))
    assert receive(fenced, old, now=NOW, our_id_at=id_at) == (StragglerArrived(head=head(4)),)
    assert events(fenced, ours=head(3)) == (ACKED,)
    assert events(fenced, ours=head(4, epoch=7), batch=batch(3))[-1] == ActsArrived(batch=batch(3))
    restarted = replace(PEER, held=head(4, epoch=7))
    assert events(restarted, ours=head(3), batch=batch(2)) == (StragglerArrived(head=head(3)),)


def test_an_answer_from_before_a_restart_still_tells_why():
    peer = replace(PEER, held=head(4, epoch=7))
    asked = replace(ASKED, yours=peer.held)
    assert events(peer, asked, ours=head(3), fault=FAULT) == (
        FaultArrived(fault=FAULT),
        TheyForgot(claim=head(3), held=peer.held),
        StragglerArrived(head=head(3)),
    )


def test_a_question_about_an_older_restart_is_a_straggler():
    fenced = replace(PEER, their_fence=Fence(epoch=7, seq=3))
    assert events(fenced, ask=6) == (StragglerArrived(head=head(3)),)
    asks = (RestartAsked(epoch=7, head=head(4)), ACKED)
    assert events(fenced, ours=head(4), ask=7) == asks
    assert events(ours=head(4), ask=7) == asks


GRANT = RestartGrant(fence=Fence(epoch=9, seq=8), returned=batch(5, 3))


def test_a_granted_restart_arrives_with_our_own_acts():
    peer = replace(PEER, asking=9)
    granted = RestartGranted(fence=GRANT.fence, returned=GRANT.returned)
    assert events(peer, ASKED, yours=head(8), grant=GRANT) == (granted,)
    bare = RestartGrant(fence=GRANT.fence)
    assert events(peer, ASKED, yours=head(8), grant=bare) == (
        RestartGranted(fence=GRANT.fence, returned=None),
    )


def test_a_granted_restart_past_a_gap_is_asked_for_again():
    peer = replace(PEER, asking=9, ours=head(4))
    assert events(peer, ASKED, yours=head(8), grant=GRANT) == (GapArrived(first=5, expected=4),)


@pytest.mark.parametrize("asking", [None, 8])
def test_a_restart_we_did_not_ask_for_is_refused(asking):
    with pytest.raises(Refused) as caught:
        events(replace(PEER, asking=asking), ASKED, yours=head(8), grant=GRANT)
    assert caught.value.code == "exchange.not-our-question"


def test_a_node_that_restarts_takes_acts_from_live_answers_only():
    peer = replace(PEER, asking=9)
    arrived = (ActsArrived(batch=batch(3)),)
    assert events(peer, ASKED, ours=head(9), batch=batch(3)) == arrived
    assert events(peer, ours=head(9), batch=batch(3)) == ()


ASK = RestartAsked(epoch=7, head=head(2))


def granted(peer=PEER, asked=ASK):
    return grant_fence(peer, asked, held_id_at=id_at)


def test_the_fence_stands_at_the_longer_of_the_two_logs():
    assert granted() == Fence(epoch=7, seq=3)
    assert granted(asked=replace(ASK, head=head(6))) == Fence(epoch=7, seq=6)
    assert granted(asked=replace(ASK, head=Head.empty(SPACE))) == Fence(epoch=7, seq=3)


def test_a_question_asked_again_never_lowers_the_fence():
    known = replace(PEER, their_fence=Fence(epoch=7, seq=6))
    assert granted(known) == Fence(epoch=7, seq=6)
    assert granted(known, replace(ASK, head=head(8))) == Fence(epoch=7, seq=8)
    older = replace(PEER, their_fence=Fence(epoch=6, seq=6))
    assert granted(older) == Fence(epoch=7, seq=3)


@pytest.mark.parametrize(
    ("peer", "known"),
    [
        (replace(PEER, held=head(3, epoch=7)), 7),  # Its restart act is here.
        (replace(PEER, held=head(3, epoch=9)), 9),
        (replace(PEER, their_fence=Fence(epoch=8, seq=3)), 7),
    ],
)
def test_an_epoch_that_is_not_new_is_refused(peer, known):
    with pytest.raises(Refused) as caught:
        granted(peer)
    assert caught.value.code == "exchange.epoch-too-low"
    assert caught.value.facts == {"asked": 7, "known": known}


def test_a_restored_log_that_is_not_the_one_we_know_is_left_to_people():
    with pytest.raises(Refused) as caught:
        granted(asked=RestartAsked(epoch=7, head=Head(epoch=0, size=2, id=OTHER)))
    assert (caught.value.code, caught.value.facts) == ("exchange.other-log", {"size": 2})


def test_a_node_restored_without_a_word_learns_from_its_partner_that_it_forgot():
    one, other = pair()
    before = one.store.copy()
    round_trip(one, other)
    lost = one.write()
    round_trip(one, other)
    one.store = before
    one.crash()
    round_trip(one, other)
    assert any(isinstance(event, WeForgot) for event in one.noticed)
    assert one.write() is None
    one.restore(one.store, epoch=1)
    while one.need() is not Need.NOTHING:
        round_trip(one, other)
    assert one.store.logs[MA][0] == lost
    assert read(one.store.logs[MA][1])["kind"] == "restart"
    assert one.store.logs == other.store.logs


def test_a_refused_restart_is_told_with_its_reason():
    one, other = pair()
    round_trip(one, other)
    one.write(epoch=5)
    round_trip(one, other)
    one.restore(one.store, epoch=4)
    round_trip(one, other)
    assert [event.fault.code for event in one.noticed if isinstance(event, FaultArrived)] == [
        "exchange.epoch-too-low"
    ]
    assert one.store.asking == 4


@pytest.mark.parametrize("end", [0, 10, 200, -1])
def test_a_message_cut_short_changes_nothing(end):
    one, other = pair()
    round_trip(one, other)
    one.write(parts=1)
    before = other.store.copy()
    with pytest.raises((Malformed, Unproven)):
        other.reply(one.ask()[:end])
    assert other.store == before
    round_trip(one, other)
    assert other.store.logs[MA] == one.store.logs[MA]
