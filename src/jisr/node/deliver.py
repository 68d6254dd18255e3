"""Send what the partner lacks, take in what it sends: one round trip at a time.

The courier in `ops` calls `ask`, carries the bytes, and calls `heard`; the partner's courier
reaches `answer`.  All three apply what arrived durably before anything is said about it.
"""

from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace

from jisr.core import reasons as core_reasons
from jisr.core.act import Digest
from jisr.core.errors import Conflict, JisrError, Refused
from jisr.core.log import Fence
from jisr.core.parts import OpenPart
from jisr.exchange import peer as plans
from jisr.exchange import reasons as exchange_reasons
from jisr.exchange import receive as events
from jisr.exchange.envelope import open_answer, open_request, seal_message
from jisr.exchange.message import Batch, Message
from jisr.exchange.peer import Cargo, Need, Offer, Peer
from jisr.exchange.values import Chunk, Fault, SentPart, SignedAct
from jisr.exchange.waiting import no_progress
from jisr.node import (
    attachments,
    effects,
    guards,
    offers,
    owed,
    reasons,
    receive,
    restart,
    resume,
    wants,
)
from jisr.node.line import (
    Line,
    id_at,
    link_of,
    new_nonce,
    opener_of,
    peer_of,
    sealer_of,
)
from jisr.node.node import Node
from jisr.node.space import Space
from jisr.node.wants import Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request ready to go."""

    raw: bytes
    message: Message


def ask(node: Node, space_id: Digest, line: Line) -> Asked:
    """Return the next request to the partner: at the least, how far both logs go."""
    with node.lock:
        space = resume.ready(node, space_id)
        resume.look_again(node, space)
        peer = peer_of(node, space, line)
        line.newest_key = peer.asking is not None and not line.newest_key
        sealer = sealer_of(node, space, line)
        wanted = _wanted(node, space, peer, line)
        planned = plans.plan(peer, cargo_waits=wanted.waits)
        cargo = Cargo(wants=wanted.wants, offers=offers.planned(node, space, planned))
        message = plans.request(peer, planned, cargo, nonce=new_nonce(node), at=node.world.now())
        line.heard = plans.sending(line.heard, message)
        wants.remember(line, wanted)
        return Asked(raw=seal_message(message, sealer), message=message)


def heard(node: Node, space_id: Digest, line: Line, raw: bytes, asked: Message) -> Need:
    """Take in the partner's answer to `asked`.

    Returns:
        How soon to ask again.

    Raises:
        Malformed, Unproven, Refused: it is no answer of the partner's to this request, or
            what it carries is not good; what was good before the fault is kept.
        Conflict, Unavailable: our stores could not write.
    """
    with node.lock:
        space = resume.ready(node, space_id)
        assert asked.nonce is not None
        message = open_answer(raw, link_of(space), opener_of(node, space), asked=asked.nonce)
        before, still_owed = peer_of(node, space, line), owed.standing(node, space)
        line.heard = plans.hearing(line.heard, message)
        fault = _apply(node, space, before, message, asked=asked).fault
        after = peer_of(node, space, line)
        if fault is not None:
            raise fault
        wanted = _wanted(node, space, after, line)
        need = plans.plan(after, cargo_waits=wanted.waits).need
        moved = plans.moved(before, after) or owed.standing(node, space) != still_owed
        # What was never asked for can only be asked for: that goes on without a failure.
        if moved or plans.plan(after, cargo_waits=wanted.new_files).need is not Need.NOW:
            return need
        if restart.awaits_root(space, after.asking):
            return Need.LATER
        raise no_progress(after)


def answer(node: Node, space_id: Digest, line: Line, raw: bytes) -> bytes:
    """Answer the partner's request, after everything it brought is durable.

    Raises:
        Malformed, Unproven, Refused: it is no request of the partner's in this space.
        Conflict, Unavailable: our stores could not write; the partner tries again.  Or it has no
            key to seal the answer to: what it brought is kept, for that may bring a new one.
    """
    with node.lock:
        space = resume.ready(node, space_id)
        message = open_request(raw, link_of(space), opener_of(node, space))
        assert message.nonce is not None
        line.window = line.window.admit(message.nonce)
        peer = peer_of(node, space, line)
        line.heard = plans.hearing(line.heard, message)
        applied = _apply(node, space, peer, message, asked=None)
        peer = peer_of(node, space, line)
        # An answer offers what we hold even while we ask to be fenced: two restored nodes
        # bring each other back (EXC-60).
        if peer.asking is not None:
            answers = replace(peer, asking=None, halted=guards.is_stopped(node, space))
        else:
            answers = peer
        planned = plans.plan(answers)
        cargo = Cargo(
            wants=_wanted(node, space, peer, line).wants,
            offers=offers.planned(node, space, planned),
            parts=applied.parts,
            chunks=applied.chunks,
            fault=None if applied.fault is None else Fault.of(applied.fault),
            fence=applied.fence,
            returned_first=applied.returned_first,
            returned=applied.returned,
        )
        reply = plans.answer(peer, planned, cargo, reply_to=message.nonce, at=node.world.now())
        line.heard = plans.sending(line.heard, reply)
        return seal_message(reply, sealer_of(node, space, line))


@dataclass(slots=True, kw_only=True)
class _Applied:
    """What applying a message calls for in the answer."""

    fault: JisrError | None = None
    placed: Set[Digest] = frozenset()  # Acts that came with this message: so did their parts.
    fence: Fence | None = None  # Recorded for the partner.
    granted: Fence | None = None  # Recorded by the partner for us.
    returned_first: int = 0
    returned: tuple[Offer, ...] = ()
    parts: tuple[SentPart, ...] = ()
    chunks: tuple[Chunk, ...] = ()


def _apply(
    node: Node, space: Space, peer: Peer, message: Message, *, asked: Message | None
) -> _Applied:
    """Apply a message's events, in their order; the first fault ends it."""
    done = _Applied()
    happened = events.receive(
        peer,
        message,
        now=node.world.now(),
        our_id_at=lambda size: id_at(node, space, space.ours, size),
        asked=asked,
    )
    try:
        for event in happened:
            _apply_one(node, space, peer, event, message, done)
    except JisrError as error:
        done.fault = error
    # The fence stands once nothing is missing: our own acts up to it, and all of the
    # partner's that this very answer spoke of (EXC-63).
    if done.granted is not None and space.theirs.size >= message.ours.size:
        restart.fenced(node, space, done.granted)
    return done


def _apply_one(  # noqa: C901 - one case for each event of the protocol
    node: Node,
    space: Space,
    peer: Peer,
    event: events.Event,
    message: Message,
    done: _Applied,
) -> None:
    match event:
        case events.ActsArrived(batch=batch) if done.granted is not None:
            # Of what we lost only so much fits into an answer: the next brings what these saw.
            with _waiting_acts_pass():
                done.placed = _take_acts(node, space, batch, message)
        case events.ActsArrived(batch=batch):
            done.placed = _take_acts(node, space, batch, message)
        case events.PartsArrived(parts=parts):
            late = [_open(part) for part in parts if part.entry not in done.placed]
            receive.take_late_parts(node, space.id, late)
        case events.AckedUpTo(head=head):
            # What is held back has not left, whatever is claimed: the id of an act can be reckoned.
            node.work.outbox.sent(space.id, below=min(head.size, peer.released.size))
        case events.RestartAsked():
            done.fence = _grant(node, space, peer, event)
            done.returned_first = event.head.size
            done.returned = offers.returned(node, space, event.head.size)
        case events.RestartGranted(fence=fence, returned=returned):
            _come_back(node, space, () if returned is None else returned.acts, message)
            done.granted = fence
        case events.WeForgot():
            guards.must_hear(node, space)
        case events.WantsArrived(wants=asked):
            done.parts = offers.wanted(node, space, asked)
            done.chunks = attachments.chunks(node, space, asked)
        case events.ChunksArrived(chunks=chunks):
            if attachments.take(node, space, chunks):
                effects.learn_editions(node, space)
        case events.ClockDiffers(seconds=seconds):
            guards.clock_differs(node, space, seconds)
        case events.FaultArrived(fault=fault):
            guards.partner_refused(node, space, fault)
        case events.TheyForgot(claim=claim, held=held):
            guards.alarm(
                node, space, exchange_reasons.THEY_FORGOT, theirs=claim.size, held=held.size
            )
        case events.GapArrived(first=first, expected=expected):
            raise Conflict(exchange_reasons.GAP, first=first, expected=expected)
        case events.StragglerArrived():
            pass  # From before the partner's restart: nothing of it counts, nobody is to blame.
        case events.FramesArrived() | events.FramesTaken():
            raise Refused(reasons.NO_SESSIONS)


def _come_back(node: Node, space: Space, returned: Sequence[SignedAct], message: Message) -> None:
    """Place our own acts and the partner's as they become possible: each names the other's.

    Source: docs/spec/exchange.md, EXC-63.

    Raises:
        Conflict: neither log goes on from what came; the next answer brings more.
    """
    ours = [(act.header, act.sig) for act in returned]
    start = space.ours.size, space.theirs.size
    while True:
        before = space.ours.size, space.theirs.size
        waits = restart.take_back(node, space, ours)
        if waits is None:
            return
        if message.batch is not None and message.batch.first <= space.theirs.size:
            with _waiting_acts_pass():
                _take_acts(node, space, message.batch, message)
        if (space.ours.size, space.theirs.size) == before:
            break
    if before == start:
        raise waits


@contextmanager
def _waiting_acts_pass() -> Iterator[None]:
    """Pass over an act that has seen one of the other log that is not here yet."""
    try:
        yield
    except Conflict as error:
        if error.code != core_reasons.SEEN_NOT_HELD.code:
            raise


def _take_acts(node: Node, space: Space, batch: Batch, message: Message) -> Set[Digest]:
    """Take in the acts of a message with their parts; return which were new."""
    parts = [_open(part) for part in message.parts]
    taken = receive.receive(
        node,
        space.id,
        receive.Delivered(acts=[(act.header, act.sig) for act in batch.acts], parts=parts),
    )
    if taken.fault is not None:
        raise taken.fault
    return {entry.id for entry in taken.entries}


def _open(part: SentPart) -> tuple[Digest, OpenPart]:
    return part.entry, OpenPart(name=part.name, salt=part.salt, content=part.content)


def _grant(node: Node, space: Space, peer: Peer, asked: events.RestartAsked) -> Fence:
    """Record the fence durably before it is granted."""
    fence = events.grant_fence(
        peer, asked, held_id_at=lambda size: id_at(node, space, space.theirs, size)
    )
    restart.record_fence(node, space, space.partner, fence)
    return fence


def _wanted(node: Node, space: Space, peer: Peer, line: Line) -> Wanted:
    return Wanted() if peer.asking is not None else wants.choose(node, space, line)
