"""The one message two nodes exchange: what I hold, and what follows from what you hold.

A request and its answer have the same shape.  Because every message says how far both logs go
on the sender's side, losing, repeating or reordering messages costs time and nothing else.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self, TypeAlias, TypeVar

from jisr.core import reasons as core_reasons
from jisr.core.act import (
    TIME_FORMAT,
    Digest,
    PartyId,
    read_count,
    read_digest,
    read_object,
    read_party,
    read_time,
)
from jisr.core.canonical import Json, decode, encode
from jisr.core.errors import Malformed, Refused
from jisr.core.log import Fence
from jisr.exchange import reasons
from jisr.exchange.limits import (
    ACTS_MAX,
    CHUNKS_MAX,
    FRAMES_MAX,
    MESSAGE_BYTES_MAX,
    PARTS_MAX,
    SESSIONS_MAX,
    WANTS_MAX,
)
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
    fence_to_wire,
    read_fence,
    read_nonce,
)

VERSION: Final = 1
T = TypeVar("T")
_Item: TypeAlias = Chunk | Frame | FramesHeld | SentPart | Want

_REQUIRED: Final = frozenset({"at", "from", "have", "space", "to", "v"})
_OPTIONAL: Final = frozenset(
    {
        *("acts", "chunks", "fault", "first", "frames", "nonce"),
        *("parts", "reply_to", "restart", "sessions", "want"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Consecutive acts of one log, from position `first` on."""

    first: int
    acts: tuple[SignedAct, ...]  # At least one.

    @property
    def end(self) -> int:
        """The position after the last act."""
        return self.first + len(self.acts)

    @classmethod
    def read(cls, wire: dict[str, Json], log: Head) -> Self:
        """Read `first` and `acts`; Malformed if they reach past the head claimed for the log."""
        batch = cls(
            first=read_count(wire["first"], "first"),
            acts=_items(wire["acts"], "acts", ACTS_MAX, SignedAct.read),
        )
        if batch.end > log.size:
            raise Malformed(core_reasons.WRONG_FIELD, field="first")
        return batch


@dataclass(frozen=True, slots=True, kw_only=True)
class RestartGrant:
    """The answer: the fence as recorded, and the asker's own acts from its claimed size on."""

    fence: Fence
    returned: Batch | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One `sync`: a request, which has a nonce, or an answer, which has `reply_to`.

    `ours` is the sender's own log as far as it is released; `yours` the receiver's log as the
    sender holds it.
    """

    space: Digest
    sender: PartyId
    receiver: PartyId
    nonce: Nonce | None = None
    reply_to: Nonce | None = None
    at: datetime
    ours: Head
    yours: Head
    batch: Batch | None = None  # Of the sender's log.
    parts: tuple[SentPart, ...] = ()
    wants: tuple[Want, ...] = ()
    chunks: tuple[Chunk, ...] = ()
    frames: tuple[Frame, ...] = ()
    sessions: tuple[FramesHeld, ...] = ()
    fault: Fault | None = None
    ask: int | None = None  # The epoch the sender, restored, is about to open (EXC-60).
    grant: RestartGrant | None = None

    def encode(self) -> bytes:
        """Return the message's one byte form: what is signed, then sealed (EXC-10)."""
        wire: dict[str, Json] = {
            "at": self.at.strftime(TIME_FORMAT),
            "from": self.sender,
            "have": {"ours": self.ours.to_wire(), "yours": self.yours.to_wire()},
            "space": self.space,
            "to": self.receiver,
            "v": VERSION,
        }
        if self.nonce is not None:
            wire["nonce"] = self.nonce
        if self.reply_to is not None:
            wire["reply_to"] = self.reply_to
        if self.batch is not None:
            wire |= _batch_to_wire(self.batch)
        lists: dict[str, Sequence[_Item]] = {
            "chunks": self.chunks,
            "frames": self.frames,
            "parts": self.parts,
            "sessions": self.sessions,
            "want": self.wants,
        }
        wire |= {name: [item.to_wire() for item in items] for name, items in lists.items() if items}
        if self.fault is not None:
            wire["fault"] = self.fault.to_wire()
        if self.ask is not None or self.grant is not None:
            wire["restart"] = _restart_to_wire(self)
        raw = encode(wire)
        assert len(raw) <= MESSAGE_BYTES_MAX
        return raw

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Read a message from untrusted bytes.

        Raises:
            Malformed: not a message, over a limit, or not in its one form.
            Refused: of a version this node does not speak.

        Source: docs/spec/exchange.md, clauses EXC-10 to EXC-19.
        """
        wire = read_object(decode(raw, bytes_max=MESSAGE_BYTES_MAX), "message")
        if not is_version(wire.get("v")):
            raise Refused(reasons.UNKNOWN_VERSION)
        if not _REQUIRED <= wire.keys() <= _REQUIRED | _OPTIONAL:
            raise Malformed(core_reasons.WRONG_FIELD, field="message")
        if ("nonce" in wire) == ("reply_to" in wire):
            raise Malformed(core_reasons.WRONG_FIELD, field="nonce")
        if ("acts" in wire) != ("first" in wire):
            raise Malformed(core_reasons.WRONG_FIELD, field="first")
        space = read_digest(wire["space"], "space")
        ours, yours = _heads(wire["have"], space)
        ask, grant = _restart(wire["restart"], yours) if "restart" in wire else (None, None)
        message = cls(
            space=space,
            sender=read_party(wire["from"], "from"),
            receiver=read_party(wire["to"], "to"),
            nonce=read_nonce(wire["nonce"], "nonce") if "nonce" in wire else None,
            reply_to=read_nonce(wire["reply_to"], "reply_to") if "reply_to" in wire else None,
            at=read_time(wire["at"], "at"),
            ours=ours,
            yours=yours,
            batch=Batch.read(wire, ours) if "acts" in wire else None,
            parts=_list(wire, "parts", PARTS_MAX, SentPart.read),
            wants=_list(wire, "want", WANTS_MAX, Want.read),
            chunks=_list(wire, "chunks", CHUNKS_MAX, Chunk.read),
            frames=_list(wire, "frames", FRAMES_MAX, Frame.read),
            sessions=_list(wire, "sessions", SESSIONS_MAX, FramesHeld.read),
            fault=Fault.read(wire["fault"]) if "fault" in wire else None,
            ask=ask,
            grant=grant,
        )
        _check_once(message)
        _check_restart(message)
        return message


def is_version(value: Json) -> bool:
    """Whether this is the number of the one version spoken here (`true` is not 1)."""
    return value == VERSION and not isinstance(value, bool)


def _check_once(message: Message) -> None:
    """Refuse a message that says one thing twice: its second word could differ (EXC-18)."""
    _once("parts", ((part.entry, part.name) for part in message.parts))
    _once("want", (want.digest for want in message.wants))
    _once("frames", ((frame.session, frame.n) for frame in message.frames))
    _once("sessions", (held.session for held in message.sessions))


def _once(name: str, keys: Iterable[Hashable]) -> None:
    listed = list(keys)
    if len(set(listed)) != len(listed):
        raise Malformed(core_reasons.WRONG_FIELD, field=name)


def _check_restart(message: Message) -> None:
    """A request that asks brings nothing along; only answers grant (EXC-60)."""
    if message.nonce is None:
        return
    cargo = message.batch or message.parts or message.chunks or message.frames
    if message.grant is not None or (message.ask is not None and cargo):
        raise Malformed(core_reasons.WRONG_FIELD, field="restart")


def _heads(value: Json, space: Digest) -> tuple[Head, Head]:
    wire = read_object(value, "have")
    if wire.keys() != {"ours", "yours"}:
        raise Malformed(core_reasons.WRONG_FIELD, field="have")
    return Head.read(wire["ours"], space), Head.read(wire["yours"], space)


def _batch_to_wire(batch: Batch) -> dict[str, Json]:
    return {"acts": [act.to_wire() for act in batch.acts], "first": batch.first}


def _restart_to_wire(message: Message) -> dict[str, Json]:
    wire: dict[str, Json] = {}
    if message.ask is not None:
        wire["ask"] = message.ask
    if message.grant is not None:
        wire["fence"] = fence_to_wire(message.grant.fence)
        if message.grant.returned is not None:
            wire |= _batch_to_wire(message.grant.returned)
    return wire


def _restart(value: Json, yours: Head) -> tuple[int | None, RestartGrant | None]:
    wire = read_object(value, "restart")
    asked, granted = wire.keys() & {"ask"}, wire.keys() - {"ask"}
    if granted not in (set(), {"fence"}, {"acts", "fence", "first"}) or not wire:
        raise Malformed(core_reasons.WRONG_FIELD, field="restart")
    ask = read_count(wire["ask"], "restart") if asked else None
    if not granted:
        return ask, None
    returned = Batch.read(wire, yours) if "acts" in granted else None
    return ask, RestartGrant(fence=read_fence(wire["fence"]), returned=returned)


def _list(wire: dict[str, Json], name: str, most: int, read: Callable[[Json], T]) -> tuple[T, ...]:
    return _items(wire[name], name, most, read) if name in wire else ()


def _items(value: Json, name: str, most: int, read: Callable[[Json], T]) -> tuple[T, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= most:
        raise Malformed(core_reasons.WRONG_FIELD, field=name)
    return tuple(read(item) for item in value)
