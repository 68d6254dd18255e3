"""One node's view of one partner in one space, and what to send next.

Everything in a `Peer` but `heard` is read from the node's own stores, so a crash loses nothing;
`heard` starts empty, or from the partner's last receipt, and one round trip fills it again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, auto
from typing import Final, Self, TypeVar

from jisr.core.act import Digest
from jisr.core.log import Fence
from jisr.exchange.envelope import Link
from jisr.exchange.limits import (
    ACTS_MAX,
    CHUNKS_MAX,
    FIXED_BYTES,
    FRAMES_MAX,
    MESSAGE_BYTES_MAX,
    PARTS_MAX,
    SESSIONS_MAX,
    WANTS_MAX,
)
from jisr.exchange.message import Batch, Message, RestartGrant
from jisr.exchange.values import (
    Chunk,
    Fault,
    Frame,
    FramesHeld,
    Head,
    Nonce,
    SentPart,
    SignedAct,
    Want,
)

T = TypeVar("T")

ITEM_BYTES: Final = 256  # Names, digests and numbers around an item's base64, at most.


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the two nodes have told each other lately; kept in memory only."""

    claimed: Head | None = None  # Our log, as the partner last said it holds it.
    offered: Head | None = None  # The partner's own log, as it last said it goes.
    told: Head | None = None  # The partner's log, as we last said we hold it.
    sent: int = 0  # Our acts below this position have left at least once.


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """What a node knows when it plans or receives."""

    link: Link
    ours: Head  # All of our own log.
    released: Head  # The part of it that may leave now; equal to `ours` when nothing waits.
    held: Head  # The partner's log, as far as it is held here.
    heard: Heard = field(default_factory=Heard)
    our_fence: Fence | None = None
    their_fence: Fence | None = None
    asking: int | None = None  # The epoch of the restart under way, if one is.
    halted: bool = False  # We forgot, or a fork was proven: nothing of ours leaves.
    wanted: frozenset[Digest] = frozenset()  # Attachments asked for and not complete.

    @property
    def offering(self) -> Head:
        """Our log as we show it: what may leave, and what the partner says it has anyway."""
        claimed = self.heard.claimed
        known = claimed is not None and self.released.size < claimed.size <= self.ours.size
        return claimed if claimed is not None and known else self.released


class Need(Enum):
    """How urgent the next request to the partner is."""

    NOW = auto()
    LATER = auto()  # Only what an answer of ours carried: the partner's next request says.
    NOTHING = auto()  # The next poll is soon enough.


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which acts to read from our own log for the next message, and when to send it."""

    need: Need
    first: int
    count: int  # 0 to ACTS_MAX.
    ask: int | None = None  # A request then asks, and takes no acts along; an answer does.


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An act as read from the ledger, with those of its parts that may travel now."""

    act: SignedAct
    parts: tuple[SentPart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cargo:
    """What the node has ready for the next message; what does not fit waits for the one after.

    `offers` are our acts from `Plan.first` on; `returned` the partner's own acts from the size
    its restart claims on; `parts` and `chunks` answer wants.
    """

    offers: Sequence[Offer] = ()
    parts: Sequence[SentPart] = ()
    wants: Sequence[Want] = ()
    chunks: Sequence[Chunk] = ()
    frames: Sequence[Frame] = ()
    sessions: Sequence[FramesHeld] = ()
    fault: Fault | None = None
    fence: Fence | None = None  # Granted in this answer.
    returned_first: int = 0
    returned: Sequence[Offer] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a message still holds, to stop reading where nothing more can fit (EXC-32)."""

    size: int = MESSAGE_BYTES_MAX - FIXED_BYTES
    parts: int = PARTS_MAX

    @property
    def full(self) -> bool:
        """Whether more was read than fits."""
        return self.size < 0 or self.parts < 0

    def less(self, *items: SignedAct | SentPart) -> Self:
        """Return the room left beside these; below 0 when they are too much."""
        parts = [item for item in items if isinstance(item, SentPart)]
        size = sum(_item_cost(item) for item in items)
        return replace(self, size=self.size - size, parts=self.parts - len(parts))


def plan(peer: Peer, *, cargo_waits: bool = False) -> Plan:
    """Return what to send next, as a request or in an answer.

    Args:
        peer: the view, as read from the stores just now.
        cargo_waits: whether wants, frames or released parts wait for a message.

    Source: docs/spec/exchange.md, EXC-30 to EXC-34.
    """
    claimed = peer.heard.claimed
    if claimed is None:  # A hello: guessing where the partner is would send what it has.
        return Plan(need=Need.NOW, first=0, count=0, ask=peer.asking)
    first = min(claimed.size, peer.released.size)
    count = 0 if peer.halted else min(ACTS_MAX, peer.released.size - first)
    need = _need(peer, count, cargo_waits=cargo_waits)
    return Plan(need=need, first=first, count=count, ask=peer.asking)


def _need(peer: Peer, count: int, *, cargo_waits: bool) -> Need:
    if peer.asking is not None:
        return Need.NOW
    heard = peer.heard
    fresh = count > 0 and peer.released.size > heard.sent
    more = heard.offered is not None and heard.offered.size > peer.held.size
    if fresh or more or cargo_waits or heard.told != peer.held:
        return Need.NOW
    return Need.LATER if count > 0 else Need.NOTHING


def request(peer: Peer, planned: Plan, cargo: Cargo, *, nonce: Nonce, at: datetime) -> Message:
    """Return the next request; a restart asks and brings nothing along (EXC-60)."""
    if planned.ask is not None:
        return Message(
            space=peer.link.space,
            sender=peer.link.me,
            receiver=peer.link.partner,
            nonce=nonce,
            at=at,
            ours=peer.offering,
            yours=peer.held,
            ask=peer.asking,
        )
    return _load(peer, planned, cargo, at, nonce=nonce)


def answer(peer: Peer, planned: Plan, cargo: Cargo, *, reply_to: Nonce, at: datetime) -> Message:
    """Return the answer to the request `reply_to`."""
    return _load(peer, planned, cargo, at, reply_to=reply_to)


def sending(heard: Heard, message: Message) -> Heard:
    """Return what has been told once `message` is on its way."""
    sent = heard.sent if message.batch is None else max(heard.sent, message.batch.end)
    return replace(heard, told=message.yours, sent=sent)


def hearing(heard: Heard, message: Message) -> Heard:
    """Return what has been told once `message` has come from the partner."""
    return replace(heard, claimed=message.yours, offered=message.ours)


def moved(before: Peer, after: Peer) -> bool:
    """Whether a round trip brought the two nodes closer, files and frames apart.

    One that was needed and moved nothing counts as a failure: the next waits longer (EXC-34).
    """
    same_log = before.ours == after.ours and before.held == after.held
    same_word = before.heard.claimed == after.heard.claimed and before.asking == after.asking
    return not (same_log and same_word)


def _load(
    peer: Peer,
    planned: Plan,
    cargo: Cargo,
    at: datetime,
    *,
    nonce: Nonce | None = None,
    reply_to: Nonce | None = None,
) -> Message:
    """Fit the cargo into one message: steps of a session, then acts, then files.

    A case never waits for a file.  An act takes its parts along, so that the partner stores
    and judges them together.
    """
    room = MESSAGE_BYTES_MAX - FIXED_BYTES
    frames, left = _fit(cargo.frames, FRAMES_MAX, room // 2, lambda frame: _cost(frame.data))
    room -= room // 2 - left
    # Either log may hold what the other one's next act has seen: neither may crowd it out.
    share = room // 2 if cargo.returned else 0
    returned, parts, left = _fit_offers(cargo.returned, ACTS_MAX, share, PARTS_MAX // 2)
    room -= share - left
    acts, more, room = _fit_offers(cargo.offers, planned.count, room, PARTS_MAX - len(parts))
    parts += more
    there = {(part.entry, part.name) for part in parts}
    loose = [part for part in cargo.parts if (part.entry, part.name) not in there]
    fitting, room = _fit(loose, PARTS_MAX - len(parts), room, _part_cost)
    chunks, _ = _fit(cargo.chunks, CHUNKS_MAX, room, lambda chunk: _cost(chunk.data))
    returned_batch = Batch(first=cargo.returned_first, acts=returned) if returned else None
    grant = (
        None if cargo.fence is None else RestartGrant(fence=cargo.fence, returned=returned_batch)
    )
    return Message(
        space=peer.link.space,
        sender=peer.link.me,
        receiver=peer.link.partner,
        nonce=nonce,
        reply_to=reply_to,
        at=at,
        ours=peer.offering,
        yours=peer.held,
        ask=peer.asking,
        batch=Batch(first=planned.first, acts=acts) if acts else None,
        parts=parts + fitting,
        wants=tuple(cargo.wants[:WANTS_MAX]),
        chunks=chunks,
        frames=frames,
        sessions=tuple(cargo.sessions[:SESSIONS_MAX]),
        fault=cargo.fault,
        grant=grant,
    )


def _fit_offers(
    offers: Sequence[Offer], most: int, room: int, parts_most: int
) -> tuple[tuple[SignedAct, ...], tuple[SentPart, ...], int]:
    """Take acts in order, each with its parts, while they fit.

    The first act goes in any case, with as many parts as fit: the partner asks for the rest.
    """
    acts: list[SignedAct] = []
    parts: list[SentPart] = []
    for offer in offers[:most]:
        room_after = room - _cost(offer.act.header)
        fitting, room_after = _fit(offer.parts, parts_most - len(parts), room_after, _part_cost)
        if acts and (room_after < 0 or len(fitting) < len(offer.parts)):
            break
        acts.append(offer.act)
        parts.extend(fitting)
        room = room_after
    return tuple(acts), tuple(parts), room


def _fit(
    items: Iterable[T], most: int, room: int, cost: Callable[[T], int]
) -> tuple[tuple[T, ...], int]:
    """Return the longest beginning of `items` that fits, and the room left."""
    taken: list[T] = []
    for item in items:
        if len(taken) == most or cost(item) > room:
            break
        taken.append(item)
        room -= cost(item)
    return tuple(taken), room


def _cost(raw: bytes) -> int:
    return (len(raw) + 2) // 3 * 4 + ITEM_BYTES


def _part_cost(part: SentPart) -> int:
    return _cost(part.content)


def _item_cost(item: SignedAct | SentPart) -> int:
    return _part_cost(item) if isinstance(item, SentPart) else _cost(item.header)
