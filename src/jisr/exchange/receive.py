"""What a message from the partner means, as events for the node to apply.

Nothing is applied here and nothing is believed: a claim is a claim, an act is bytes.  The node
applies the events of one message in the order given, durably, before it answers.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from jisr.core.act import Digest
from jisr.core.errors import Conflict, Refused
from jisr.core.log import Fence
from jisr.exchange import reasons
from jisr.exchange.limits import CLOCK_SKEW_SECONDS
from jisr.exchange.message import Batch, Message
from jisr.exchange.peer import Peer
from jisr.exchange.values import Chunk, Fault, Frame, FramesHeld, Head, SentPart, Want, is_behind

IdAt: TypeAlias = Callable[[int], Digest]  # The id at a log's head when it had this many acts.

_SKEW: Final = timedelta(seconds=CLOCK_SKEW_SECONDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultArrived:
    """The partner's node did not take our request, and says why."""

    fault: Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockDiffers:
    """The partner's clock is off ours by more than the travel of one question explains."""

    seconds: int  # Theirs less ours, at least; negative when theirs is behind.


@dataclass(frozen=True, slots=True, kw_only=True)
class RestartAsked:
    """The partner was restored: record a fence (`grant_fence`), return its acts from `head`.

    It comes with every message of a node that restarts.  To a request, the answer grants the
    fence; from an answer it is only recorded.
    """

    epoch: int
    head: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class RestartGranted:
    """Our fence is recorded by the partner; these acts of ours it holds beyond our own."""

    fence: Fence
    returned: Batch | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AckedUpTo:
    """The partner says it holds our log up to here; proof comes with its receipt, an act."""

    head: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class WeForgot:
    """The partner holds acts of ours that we do not: stop writing until fenced (EXC-53)."""

    claim: Head
    ours: Head

    @property
    def fault(self) -> Fault:
        """Why nothing of ours leaves."""
        error = Conflict(reasons.WE_FORGOT, theirs=self.claim.size, ours=self.ours.size)
        return Fault.of(error)


@dataclass(frozen=True, slots=True, kw_only=True)
class TheyForgot:
    """The partner lacks acts of its own that we told it we hold: it must restart (EXC-54)."""

    claim: Head
    held: Head

    @property
    def fault(self) -> Fault:
        """Why nothing new comes from the partner."""
        error = Conflict(reasons.THEY_FORGOT, theirs=self.claim.size, held=self.held.size)
        return Fault.of(error)


@dataclass(frozen=True, slots=True, kw_only=True)
class StragglerArrived:
    """A message from before the partner's restart: nothing else in it counts (EXC-64)."""

    head: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class GapArrived:
    """A batch that begins past what we hold; it is dropped, and the sender starts earlier."""

    first: int
    expected: int

    @property
    def fault(self) -> Fault:
        """What the sender is told."""
        return Fault.of(Conflict(reasons.GAP, first=self.first, expected=self.expected))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsArrived:
    """Acts of the partner's log, from a position we hold or await.

    Those below what is held are repeats: an equal one is known, another one proves a fork.
    """

    batch: Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsArrived:
    """Opened parts, of acts in the same message or held; commitments are not checked yet."""

    parts: tuple[SentPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WantsArrived:
    """What the partner lacks of ours."""

    wants: tuple[Want, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunksArrived:
    """Bytes of attachments that we want; others have been dropped."""

    chunks: tuple[Chunk, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FramesArrived:
    """Steps of sessions, as sent; `jisr.exchange.frames.admit` says which are next."""

    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FramesTaken:
    """Up to where the partner has taken in our frames: those below may be destroyed."""

    sessions: tuple[FramesHeld, ...]


Event: TypeAlias = (
    FaultArrived
    | ClockDiffers
    | RestartAsked
    | RestartGranted
    | AckedUpTo
    | WeForgot
    | TheyForgot
    | StragglerArrived
    | GapArrived
    | ActsArrived
    | PartsArrived
    | WantsArrived
    | ChunksArrived
    | FramesArrived
    | FramesTaken
)


def receive(
    peer: Peer, message: Message, *, now: datetime, our_id_at: IdAt, asked: Message | None = None
) -> tuple[Event, ...]:
    """Return what a message means, in the order in which it is to be applied.

    Args:
        peer: our view, as read from the stores just now.
        message: opened and proven (`jisr.exchange.envelope`).
        now: the present, in UTC.
        our_id_at: for 0 < size <= peer.ours.size, the id of our act `size - 1`.
        asked: for an answer, the request it answers; None for a request.

    Raises:
        Refused: a restart granted that we did not ask for.

    Source: docs/spec/exchange.md, EXC-50 to EXC-56.
    """
    assert (asked is None) == (message.reply_to is None)
    notices = tuple(_notices(message, now, asked))
    if _straggler(peer, message):
        return (*notices, StragglerArrived(head=message.ours))
    return (
        *notices,
        *_restart(peer, message),
        *_claims(peer, message, our_id_at),
        *_acts(peer, message),
        *_cargo(peer, message),
    )


def grant_fence(peer: Peer, asked: RestartAsked, *, held_id_at: IdAt) -> Fence:
    """Return the fence to record for the partner's restart, before it is answered (EXC-61).

    Args:
        peer: our view.
        asked: the partner's question.
        held_id_at: for 0 < size <= peer.held.size, the id of the partner's act `size - 1`.

    Returns:
        A fence at the longer of the two logs; never below one of the same epoch.

    Raises:
        Refused: the epoch is not new, or the restored log is not the one we know.
    """
    known = peer.their_fence
    # Its restart act, once here, closes its epoch to further questions.
    lowest = max(peer.held.epoch + 1, 0 if known is None else known.epoch)
    if asked.epoch < lowest:
        raise Refused(reasons.EPOCH_TOO_LOW, asked=asked.epoch, known=lowest - 1)
    size = asked.head.size
    if 0 < size <= peer.held.size and held_id_at(size) != asked.head.id:
        raise Refused(reasons.OTHER_LOG, size=size)
    same = known is not None and known.epoch == asked.epoch
    # Asked again, the partner may have more of its log back than it had: never lower a fence.
    before = known.seq if known is not None and same else 0
    return Fence(epoch=asked.epoch, seq=max(before, size, peer.held.size))


def _notices(message: Message, now: datetime, asked: Message | None) -> Iterator[Event]:
    if message.fault is not None:
        yield FaultArrived(fault=message.fault)
    if asked is None:
        return
    # An answer was made between our question and now, whatever the line did.  A request may
    # have been on its way for long, so it says nothing about clocks or lost logs.
    ahead, behind = message.at - now, message.at - asked.at
    if ahead > _SKEW:
        yield ClockDiffers(seconds=int(ahead.total_seconds()))
    if -behind > _SKEW:
        yield ClockDiffers(seconds=int(behind.total_seconds()))
    if message.ours.size <= asked.yours.size and message.ours != asked.yours:
        yield TheyForgot(claim=message.ours, held=asked.yours)


def _restart(peer: Peer, message: Message) -> Iterator[Event]:
    if message.ask is not None:
        yield RestartAsked(epoch=message.ask, head=message.ours)
    if message.grant is None:
        return
    fence, returned = message.grant.fence, message.grant.returned
    if fence.epoch != peer.asking:
        raise Refused(reasons.NOT_OUR_QUESTION)
    if returned is not None and returned.first > peer.ours.size:
        yield GapArrived(first=returned.first, expected=peer.ours.size)
    else:
        yield RestartGranted(fence=fence, returned=returned)


def _straggler(peer: Peer, message: Message) -> bool:
    """Whether a message was made before a restart of the partner's that we know of.

    The message decides, not the epoch of each act in it: a node that was restored itself may
    have recorded, on an old question, a fence below the true one, and the partner's log as it
    goes now then passes through acts that this fence would drop (EXC-64).
    """
    fence = peer.their_fence
    if message.ask is not None:
        return fence is not None and message.ask < fence.epoch
    if message.ours.epoch < peer.held.epoch:
        return True  # Of the fences before the last, the restart acts held keep the memory.
    return fence is not None and is_behind(fence, message.ours)


def _claims(peer: Peer, message: Message, our_id_at: IdAt) -> Iterator[Event]:
    """Weigh what the partner says it holds of our log."""
    claim = message.yours
    if peer.asking is not None:
        return  # That we forgot is known, and being mended.
    if peer.our_fence is not None and is_behind(peer.our_fence, claim):
        return  # Said before it recorded our fence.
    if claim.size > peer.ours.size or (claim.size > 0 and our_id_at(claim.size) != claim.id):
        yield WeForgot(claim=claim, ours=peer.ours)
    else:
        yield AckedUpTo(head=claim)


def _acts(peer: Peer, message: Message) -> Iterator[Event]:
    batch = message.batch
    if batch is None:
        return
    if peer.asking is not None and message.reply_to is None:
        # A restored node has forgotten fences too: a request may be one from before the
        # partner's own restart.  An answer is live (EXC-63).
        return
    if batch.first > peer.held.size:
        yield GapArrived(first=batch.first, expected=peer.held.size)
    else:
        yield ActsArrived(batch=batch)


def _cargo(peer: Peer, message: Message) -> Iterator[Event]:
    if message.parts:
        yield PartsArrived(parts=message.parts)
    chunks = tuple(chunk for chunk in message.chunks if chunk.digest in peer.wanted)
    if chunks:
        yield ChunksArrived(chunks=chunks)
    if message.wants:
        yield WantsArrived(wants=message.wants)
    if message.frames:
        yield FramesArrived(frames=message.frames)
    if message.sessions:
        yield FramesTaken(sessions=message.sessions)
