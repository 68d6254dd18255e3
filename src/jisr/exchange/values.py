"""What a message is made of.  Each value knows its wire form and how it is read back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NewType, Self

from jisr.core import reasons as core_reasons
from jisr.core.act import (
    ACT_BYTES_MAX,
    SLUG_CHARS_MAX,
    Digest,
    read_count,
    read_digest,
    read_object,
)
from jisr.core.canonical import Json
from jisr.core.dsse import read_base64, to_base64
from jisr.core.errors import JisrError, Malformed
from jisr.core.log import Fence
from jisr.core.parts import PART_BYTES_MAX, SALT_BYTES
from jisr.exchange.limits import (
    ATTACHMENT_BYTES_MAX,
    CHUNK_BYTES_MAX,
    ED25519_BYTES,
    FACT_CHARS_MAX,
    FACTS_MAX,
    FRAME_BYTES_MAX,
    NONCE_BYTES,
)

Nonce = NewType("Nonce", str)  # 16 random bytes, in lower-case hexadecimal.
SessionId = NewType("SessionId", Digest)  # 32 random bytes, in lower-case hexadecimal.

_NONCE: Final = re.compile(rf"[0-9a-f]{{{2 * NONCE_BYTES}}}\Z")
_PART_NAME: Final = re.compile(r"[a-z][a-z0-9-]*(\.[a-z0-9-]+)?\Z")
_CODE: Final = re.compile(r"[a-z]{1,20}\.[a-z0-9-]{1,60}\Z")
_FACT: Final = re.compile(r"[a-z][a-z0-9_]{0,31}\Z")
_FAULT_KINDS: Final = frozenset({"malformed", "unproven", "refused", "conflict", "unavailable"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How far a log goes.

    `size` acts, the last of which has this id and epoch; an empty log has size 0, epoch 0 and
    the space's id, as the first act's `prev` does.
    """

    epoch: int
    size: int
    id: Digest

    @classmethod
    def empty(cls, space: Digest) -> Self:
        """Return the head of a log without acts."""
        return cls(epoch=0, size=0, id=space)

    def to_wire(self) -> dict[str, Json]:
        """Return the wire form (EXC-11)."""
        return {"epoch": self.epoch, "id": self.id, "size": self.size}

    @classmethod
    def read(cls, value: Json, space: Digest) -> Self:
        """Read a head of a log of `space`; Malformed if an empty log claims anything."""
        wire = _fields(value, {"epoch", "id", "size"}, "have")
        head = cls(
            epoch=read_count(wire["epoch"], "have"),
            size=read_count(wire["size"], "have"),
            id=read_digest(wire["id"], "have"),
        )
        if head.size == 0 and head != cls.empty(space):
            raise Malformed(core_reasons.WRONG_FIELD, field="have")
        return head


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedAct:
    """One act on its way: its header's bytes and its author's signature, not looked into here."""

    header: bytes
    sig: bytes

    def to_wire(self) -> dict[str, Json]:
        """Return the wire form (EXC-12)."""
        return {"header": to_base64(self.header), "sig": to_base64(self.sig)}

    @classmethod
    def read(cls, value: Json) -> Self:
        """Read one act's bytes; Malformed if they cannot be an act's."""
        wire = _fields(value, {"header", "sig"}, "acts")
        header = _bounded(wire["header"], "acts", most=ACT_BYTES_MAX)
        sig = read_base64(wire["sig"], "acts")
        if len(sig) != ED25519_BYTES:
            raise Malformed(core_reasons.WRONG_FIELD, field="acts")
        return cls(header=header, sig=sig)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPart:
    """One opened part of an act, with the salt of its commitment."""

    entry: Digest  # The id of the act that carries it.
    name: str
    salt: bytes
    content: bytes

    def to_wire(self) -> dict[str, Json]:
        """Return the wire form (EXC-13)."""
        return {
            "content": to_base64(self.content),
            "entry": self.entry,
            "name": self.name,
            "salt": to_base64(self.salt),
        }

    @classmethod
    def read(cls, value: Json) -> Self:
        """Read one part; whether it fits its commitment is for the node to check."""
        wire = _fields(value, {"content", "entry", "name", "salt"}, "parts")
        name = wire["name"]
        if not isinstance(name, str) or len(name) > SLUG_CHARS_MAX or not _PART_NAME.match(name):
            raise Malformed(core_reasons.WRONG_FIELD, field="parts")
        salt = read_base64(wire["salt"], "parts")
        if len(salt) != SALT_BYTES:
            raise Malformed(core_reasons.WRONG_FIELD, field="parts")
        content = _bounded(wire["content"], "parts", most=PART_BYTES_MAX)
        return cls(entry=read_digest(wire["entry"], "parts"), name=name, salt=salt, content=content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """What the sender lacks: an attachment from an offset on, or a part by its commitment."""

    digest: Digest  # The attachment's SHA-256, or the part's commitment.
    offset: int = 0  # Bytes held already; 0 for a part, which travels whole.

    def to_wire(self) -> dict[str, Json]:
        """Return the wire form (EXC-14)."""
        return {"digest": self.digest, "offset": self.offset}

    @classmethod
    def read(cls, value: Json) -> Self:
        """Read one want."""
        wire = _fields(value, {"digest", "offset"}, "want")
        return cls(
            digest=read_digest(wire["digest"], "want"), offset=read_count(wire["offset"], "want")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Some bytes of an attachment: those from `offset` on, of `total`."""

    digest: Digest
    offset: int
    total: int
    data: bytes

    def to_wire(self) -> dict[str, Json]:
        """Return the wire form (EXC-15)."""
        return {
            "data": to_base64(self.data),
            "digest": self.digest,
            "offset": self.offset,
            "total": self.total,
        }

    @classmethod
    def read(cls, value: Json) -> Self:
        """Read one chunk; Malformed if it reaches past its own total."""
        wire = _fields(value, {"data", "digest", "offset", "total"}, "chunks")
        chunk = cls(
            digest=read_digest(wire["digest"], "chunks"),
            offset=read_count(wire["offset"], "chunks"),
            total=read_count(wire["total"], "chunks"),
            data=_bounded(wire["data"], "chunks", most=CHUNK_BYTES_MAX),
        )
        if not chunk.offset + len(chunk.data) <= chunk.total <= ATTACHMENT_BYTES_MAX:
            raise Malformed(core_reasons.WRONG_FIELD, field="chunks")
        return chunk


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One numbered step of a session beside the ledger; used once, then destroyed."""

    case: Digest
    session: SessionId
    n: int  # 0-based, gapless per sender and session.
    data: bytes

    def to_wire(self) -> dict[str, Json]:
        """Return the wire form (EXC-16)."""
        return {
            "case": self.case,
            "data": to_base64(self.data),
            "n": self.n,
            "session": self.session,
        }

    @classmethod
    def read(cls, value: Json) -> Self:
        """Read one frame."""
        wire = _fields(value, {"case", "data", "n", "session"}, "frames")
        return cls(
            case=read_digest(wire["case"], "frames"),
            session=SessionId(read_digest(wire["session"], "frames")),
            n=read_count(wire["n"], "frames"),
            data=_bounded(wire["data"], "frames", most=FRAME_BYTES_MAX),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FramesHeld:
    """How many frames of the partner's the sender has taken in, in one session."""

    session: SessionId
    next: int  # The number of the frame it waits for.

    def to_wire(self) -> dict[str, Json]:
        """Return the wire form (EXC-16)."""
        return {"next": self.next, "session": self.session}

    @classmethod
    def read(cls, value: Json) -> Self:
        """Read one session's count."""
        wire = _fields(value, {"next", "session"}, "sessions")
        return cls(
            session=SessionId(read_digest(wire["session"], "sessions")),
            next=read_count(wire["next"], "sessions"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a message was not taken, as told to its sender: one of our errors, without its text.

    Each node tells its own people in its own words; the code chooses them, the facts fill them.
    """

    kind: str  # `JisrError.kind`: malformed, unproven, refused, conflict, unavailable.
    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)

    @classmethod
    def of(cls, error: JisrError) -> Self:
        """Return what the partner is told of an error: facts it would refuse are cut."""
        facts = dict(list(error.facts.items())[:FACTS_MAX])
        return cls(kind=error.kind, code=error.code, facts={n: _cut(f) for n, f in facts.items()})

    def to_wire(self) -> dict[str, Json]:
        """Return the wire form (EXC-17)."""
        return {"code": self.code, "facts": dict(self.facts), "kind": self.kind}

    @classmethod
    def read(cls, value: Json) -> Self:
        """Read a fault; its facts come from outside and are bounded."""
        wire = _fields(value, {"code", "facts", "kind"}, "fault")
        kind, code, facts = wire["kind"], wire["code"], read_object(wire["facts"], "fault")
        if not isinstance(kind, str) or kind not in _FAULT_KINDS:
            raise Malformed(core_reasons.WRONG_FIELD, field="fault")
        if not isinstance(code, str) or not _CODE.match(code) or len(facts) > FACTS_MAX:
            raise Malformed(core_reasons.WRONG_FIELD, field="fault")
        return cls(kind=kind, code=code, facts={n: _fact(n, item) for n, item in facts.items()})


def fence_to_wire(fence: Fence) -> dict[str, Json]:
    """Return a fence's wire form (EXC-61)."""
    return {"epoch": fence.epoch, "seq": fence.seq}


def read_fence(value: Json) -> Fence:
    """Read a fence."""
    wire = _fields(value, {"epoch", "seq"}, "restart")
    return Fence(epoch=read_count(wire["epoch"], "restart"), seq=read_count(wire["seq"], "restart"))


def is_behind(fence: Fence, head: Head) -> bool:
    """Say whether a head was written, or claimed, before the restart and counts no more."""
    return head.epoch < fence.epoch and head.size > fence.seq


def read_nonce(value: Json, name: str) -> Nonce:
    """Read a request's number; Malformed names the field."""
    if not isinstance(value, str) or not _NONCE.match(value):
        raise Malformed(core_reasons.WRONG_FIELD, field=name)
    return Nonce(value)


def _cut(fact: str | int) -> str | int:
    if isinstance(fact, int):
        return fact
    return fact[:FACT_CHARS_MAX] if fact.isprintable() else "?"


def _fact(name: str, value: Json) -> str | int:
    if _FACT.match(name):
        if isinstance(value, str) and len(value) <= FACT_CHARS_MAX and value.isprintable():
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return value
    raise Malformed(core_reasons.WRONG_FIELD, field="fault")


def _bounded(value: Json, name: str, *, most: int) -> bytes:
    raw = read_base64(value, name)
    if not 1 <= len(raw) <= most:
        raise Malformed(core_reasons.WRONG_FIELD, field=name)
    return raw


def _fields(value: Json, names: set[str], field: str) -> dict[str, Json]:
    wire = read_object(value, field)
    if wire.keys() != names:
        raise Malformed(core_reasons.WRONG_FIELD, field=field)
    return wire
