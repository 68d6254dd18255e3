"""What is sent next, how urgent it is, and what fits into one message."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.core.log import Fence
from jisr.exchange import limits
from jisr.exchange.message import Batch
from jisr.exchange.peer import (
    Cargo,
    Heard,
    Need,
    Offer,
    Peer,
    Room,
    answer,
    hearing,
    moved,
    plan,
    request,
    sending,
)
from jisr.exchange.values import (
    Chunk,
    Frame,
    FramesHeld,
    SentPart,
    SessionId,
    SignedAct,
    Want,
)
from tests.exchange.doubles import FR, MA, NOW, digest, link, pair, round_trip
from tests.exchange.test_message import ACT, NONCE, head, message

IDLE = Peer(
    link=link(MA, FR),
    ours=head(3),
    released=head(3),
    held=head(2),
    heard=Heard(claimed=head(3), offered=head(2), told=head(2), sent=3),
)
NEXT = plan(replace(IDLE, ours=head(9), released=head(9)))


def heard(peer=IDLE, **changes):
    return replace(peer, heard=replace(peer.heard, **changes))


def offer(n=1, parts=0, size=10, header=2):
    act = SignedAct(header=bytes([n % 256]) * header, sig=bytes(64))
    return Offer(act=act, parts=tuple(part(n, m, size) for m in range(parts)))


def part(n, m, size=10):
    return SentPart(entry=digest("act", n), name=f"part-{m}", salt=bytes(32), content=bytes(size))


def load(cargo, peer=IDLE, first=0, count=limits.ACTS_MAX):
    planned = replace(NEXT, first=first, count=count)
    made = answer(peer, planned, cargo, reply_to=NONCE, at=NOW)
    assert len(made.encode()) <= limits.MESSAGE_BYTES_MAX
    return made


def test_two_nodes_that_agree_need_exactly_one_round_trip():
    one, other = pair()
    one.write()
    for asker, asked in ((one, other), (other, one), (one, other)):
        round_trip(asker, asked)
    one.crash()
    other.crash()
    assert one.need() is Need.NOW
    round_trip(one, other)
    assert one.need() is other.need() is Need.NOTHING


def test_an_act_and_its_receipt_take_one_round_trip():
    one, other = pair()
    round_trip(one, other)
    act = one.write()
    round_trip(one, other)
    assert other.store.logs[MA] == [act]
    assert len(one.store.logs[FR]) == 1
    assert one.need() is Need.NOW  # To say that the receipt has come.
    assert other.need() is Need.LATER  # It lets the partner speak first.
    round_trip(one, other)
    assert one.need() is other.need() is Need.NOTHING


def test_a_batch_sent_again_gets_the_identical_receipt():
    one, other = pair()
    round_trip(one, other)
    one.write()
    other.reply(one.ask())  # The answer is lost.
    receipts = list(other.store.logs[FR])
    round_trip(one, other)
    assert one.store.logs[FR] == other.store.logs[FR] == receipts


@pytest.mark.parametrize(
    ("peer", "need", "first", "count"),
    [
        (IDLE, Need.NOTHING, 3, 0),
        (replace(IDLE, heard=Heard()), Need.NOW, 0, 0),  # A hello.
        (replace(IDLE, ours=head(5), released=head(5)), Need.NOW, 3, 2),
        (replace(IDLE, ours=head(5)), Need.NOTHING, 3, 0),  # Waits for its hour.
        (replace(IDLE, ours=head(9999), released=head(9999)), Need.NOW, 3, limits.ACTS_MAX),
        (replace(IDLE, released=head(1)), Need.NOTHING, 1, 0),  # Claimed past the release.
        (heard(claimed=head(1)), Need.LATER, 1, 2),  # Went out with an answer.
        (heard(claimed=head(1), sent=2), Need.NOW, 1, 2),
        (heard(offered=head(4)), Need.NOW, 3, 0),  # The partner has more.
        (heard(offered=None), Need.NOTHING, 3, 0),
        (heard(told=head(1)), Need.NOW, 3, 0),  # The partner does not know what we hold.
        (heard(replace(IDLE, halted=True), claimed=head(1), sent=2), Need.NOTHING, 1, 0),
    ],
)
def test_what_is_sent_next(peer, need, first, count):
    planned = plan(peer)
    assert (planned.need, planned.first, planned.count, planned.ask) == (need, first, count, None)


def test_cargo_that_waits_is_sent_now():
    assert plan(IDLE, cargo_waits=True).need is Need.NOW


def test_a_restart_is_asked_for_at_once_and_brings_nothing_along():
    peer = replace(IDLE, asking=7, released=head(3), heard=replace(IDLE.heard, claimed=head(1)))
    planned = plan(peer)
    assert (planned.need, planned.ask, planned.count) == (Need.NOW, 7, 2)
    made = request(peer, planned, Cargo(offers=[offer()]), nonce=NONCE, at=NOW)
    assert made == message(ask=7)


def test_a_node_that_restarts_says_so_in_its_answers_and_gives_what_it_has():
    peer = replace(IDLE, asking=7, heard=Heard(claimed=head(1)))
    made = answer(peer, plan(peer), Cargo(offers=[offer(1)]), reply_to=NONCE, at=NOW)
    assert made.ask == 7
    assert made.batch == Batch(first=1, acts=(offer(1).act,))


def test_what_the_partner_says_it_holds_is_not_hidden_from_it():
    assert replace(IDLE, released=head(1)).offering == head(3)
    assert heard(replace(IDLE, released=head(1)), claimed=None).offering == head(1)
    assert heard(replace(IDLE, released=head(1)), claimed=head(8)).offering == head(1)
    assert replace(IDLE, ours=head(9)).offering == head(3)


def test_what_was_said_is_remembered():
    sent = message(batch=Batch(first=2, acts=(ACT,)), yours=head(5))
    after = sending(Heard(sent=1), sent)
    assert (after.told, after.sent) == (head(5), 3)
    assert sending(after, message()).sent == 3
    after = hearing(after, message(ours=head(8), yours=head(6)))
    assert (after.offered, after.claimed, after.sent) == (head(8), head(6), 3)


@pytest.mark.parametrize(
    ("after", "closer"),
    [
        (IDLE, False),
        (heard(sent=4, told=head(1)), False),
        (heard(claimed=head(2)), True),
        (replace(IDLE, held=head(3)), True),
        (replace(IDLE, ours=head(4)), True),
        (replace(IDLE, asking=7), True),
    ],
)
def test_a_round_trip_that_moves_nothing_is_noticed(after, closer):
    assert moved(IDLE, after) is closer


def test_a_message_carries_everything_that_is_ready():
    cargo = Cargo(
        offers=[offer(1, parts=2), offer(2)],
        parts=[part(1, 0), part(9, 0)],
        wants=[Want(digest=digest("w"))],
        chunks=[Chunk(digest=digest("c"), offset=0, total=1, data=b"x")],
        frames=[Frame(case=digest("k"), session=SessionId(digest("s")), n=0, data=b"x")],
        sessions=[FramesHeld(session=SessionId(digest("s")), next=1)],
    )
    planned = replace(NEXT, first=1, count=2)
    made = request(IDLE, planned, cargo, nonce=NONCE, at=NOW)
    assert made.batch == Batch(first=1, acts=(cargo.offers[0].act, cargo.offers[1].act))
    assert made.parts == (part(1, 0), part(1, 1), part(9, 0))  # None of them twice.
    assert (made.wants, made.chunks) == (tuple(cargo.wants), tuple(cargo.chunks))
    assert (made.frames, made.sessions) == (tuple(cargo.frames), tuple(cargo.sessions))
    assert made.grant is None


def test_no_more_acts_leave_than_planned():
    made = load(Cargo(offers=[offer(n) for n in range(5)]), count=2)
    assert made.batch is not None
    assert made.batch.end == 2


def test_a_batch_ends_where_the_message_is_full():
    big = [offer(n, header=64 * 1024) for n in range(200)]
    made = load(Cargo(offers=big))
    assert made.batch is not None
    assert 80 < len(made.batch.acts) < 100


def test_acts_that_do_not_fit_with_all_their_parts_wait_for_the_next_message():
    offers = [offer(1, parts=20, size=256 * 1024), offer(2, parts=20, size=256 * 1024)]
    made = load(Cargo(offers=offers))
    assert made.batch == Batch(first=0, acts=(offers[0].act,))
    assert len(made.parts) == 20


def test_the_first_act_leaves_even_if_its_parts_fill_more_than_a_message():
    huge = offer(1, parts=64, size=256 * 1024)
    made = load(Cargo(offers=[huge, offer(2)], chunks=[chunk(0)]))
    assert made.batch is not None
    assert made.batch.acts[0] == huge.act
    assert 20 < len(made.parts) < 64
    assert made.chunks == ()  # A case never waits for a file.


def test_no_message_has_more_parts_than_the_limit():
    made = load(Cargo(offers=[offer(n, parts=30) for n in range(100)]))
    assert len(made.parts) <= limits.PARTS_MAX
    assert made.batch is not None
    assert len(made.batch.acts) == limits.PARTS_MAX // 30


def test_room_says_when_more_was_read_than_a_message_holds():
    room = Room(size=2000, parts=2)
    assert not room.less(*offer(parts=2).parts, offer().act).full
    assert room.less(*offer(parts=3).parts).full
    assert room.less(part(0, 0, size=1500)).full
    assert room.less(offer(header=1500).act).full


@given(st.lists(st.integers(1, 250_000), max_size=60))
def test_what_fits_into_the_room_is_all_that_leaves(sizes):
    offers = [offer(n, parts=1, size=size, header=200) for n, size in enumerate(sizes)]
    room, read = Room(), []
    for one in offers:
        read.append(one)
        room = room.less(one.act, *one.parts)
        if room.full:
            break
    assert load(Cargo(offers=read)).batch == load(Cargo(offers=offers)).batch


def chunk(n):
    data = bytes(limits.CHUNK_BYTES_MAX)
    return Chunk(digest=digest("file"), offset=n * len(data), total=100 * len(data), data=data)


def test_chunks_fill_the_room_that_is_left():
    assert len(load(Cargo(chunks=[chunk(n) for n in range(20)])).chunks) == limits.CHUNKS_MAX
    offers = [offer(n, header=60_000) for n in range(50)]
    made = load(Cargo(offers=offers, chunks=[chunk(n) for n in range(20)]))
    assert 4 < len(made.chunks) < limits.CHUNKS_MAX


def test_frames_never_crowd_out_acts():
    session = SessionId(digest("s"))
    frames = [
        Frame(case=digest("k"), session=session, n=n, data=bytes(1024 * 1024)) for n in range(9)
    ]
    made = load(Cargo(frames=frames, offers=[offer(1, header=64 * 1024)]))
    assert 0 < len(made.frames) < 4
    assert made.batch is not None


def test_wants_and_sessions_past_the_limit_wait():
    wants = [Want(digest=digest(n)) for n in range(100)]
    sessions = [FramesHeld(session=SessionId(digest(n)), next=1) for n in range(100)]
    made = load(Cargo(wants=wants, sessions=sessions))
    assert len(made.wants) == limits.WANTS_MAX
    assert len(made.sessions) == limits.SESSIONS_MAX


def test_a_granted_restart_returns_acts_and_leaves_half_of_the_room_to_ours():
    fence = Fence(epoch=7, seq=90)
    theirs = [offer(n, header=64 * 1024) for n in range(90)]
    ours = [offer(n, header=64 * 1024) for n in range(90)]
    cargo = Cargo(fence=fence, returned_first=5, returned=theirs, offers=ours)
    made = load(cargo, peer=replace(IDLE, held=head(200)))
    assert made.grant is not None
    assert made.grant.fence == fence
    assert made.grant.returned is not None
    assert made.grant.returned.first == 5
    assert made.batch is not None
    assert 40 < len(made.grant.returned.acts) < 50
    assert 40 < len(made.batch.acts) < 50


def test_a_granted_restart_that_returns_nothing_still_gives_the_fence():
    made = load(Cargo(fence=Fence(epoch=7, seq=2)))
    assert made.grant is not None
    assert made.grant.returned is None


SIZES = st.integers(1, 256 * 1024)


@given(
    st.lists(st.tuples(st.integers(1, 64 * 1024), st.lists(SIZES, max_size=8)), max_size=40),
    st.lists(SIZES, max_size=20),
    st.booleans(),
)
def test_whatever_waits_a_message_is_within_the_limit_and_never_stuck(acts, loose, fenced):
    offers = [
        Offer(
            act=offer(n, header=header).act,
            parts=tuple(part(n, m, size) for m, size in enumerate(sizes)),
        )
        for n, (header, sizes) in enumerate(acts)
    ]
    parts = [part(1000 + n, 0, size) for n, size in enumerate(loose)]
    cargo = Cargo(
        offers=offers,
        parts=parts,
        fence=Fence(epoch=1, seq=1) if fenced else None,
        returned=offers if fenced else (),
    )
    made = load(cargo)
    assert (made.batch is None) == (not offers)
    if made.batch is not None:
        assert list(made.batch.acts) == [one.act for one in offers[: made.batch.end]]
