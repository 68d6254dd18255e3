"""The content of service acts: acknowledgements, keys, restarts, erasures, prunings.

Each `read_…` takes the `detail` of a parsed act and raises Malformed when it is not of its
form; each value gives it back with `to_wire`.

Source: docs/spec/service.md, clauses SRV-1 to SRV-6.
"""

from dataclasses import dataclass
from typing import Final

from jisr.core import reasons
from jisr.core.act import (
    Digest,
    Ref,
    Slug,
    read_count,
    read_digest,
    read_object,
    read_ref,
    read_slug,
    ref_to_wire,
)
from jisr.core.canonical import Json
from jisr.core.checkpoint import Checkpoint, Cosignature
from jisr.core.dsse import read_base64, to_base64
from jisr.core.errors import Malformed
from jisr.core.keys import SIGNATURE_BYTES, KeyRecord, read_key

ERASED_MAX: Final = 500  # Commitments in one erase act; more are several acts.


@dataclass(frozen=True, slots=True, kw_only=True)
class Ack:
    """I hold your log up to `seen`; mine stands at this checkpoint; I cosign yours."""

    checkpoint: Checkpoint
    cosigned: Cosignature | None

    def to_wire(self) -> dict[str, Json]:
        """Return the wire form of the detail."""
        wire: dict[str, Json] = {"checkpoint": _checkpoint_to_wire(self.checkpoint)}
        if self.cosigned is not None:
            wire["cosigned"] = {
                **_checkpoint_to_wire(self.cosigned),
                "time": self.cosigned.time,
            }
        return wire


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChange:
    """Adds a key, or revokes one from this position on; exactly one of the two."""

    ground: Slug
    add: KeyRecord | None = None
    revoke: Digest | None = None

    def to_wire(self) -> dict[str, Json]:
        """Return the wire form of the detail."""
        if self.add is not None:
            return {"add": self.add.to_wire(), "ground": self.ground}
        return {"ground": self.ground, "revoke": self.revoke}


@dataclass(frozen=True, slots=True, kw_only=True)
class Restart:
    """A new epoch begins here; the fence is this act's own epoch and position."""

    ground: Slug

    def to_wire(self) -> dict[str, Json]:
        """Return the wire form of the detail."""
        return {"ground": self.ground}


@dataclass(frozen=True, slots=True, kw_only=True)
class Erase:
    """The author has destroyed these parts: content, salt and key."""

    parts: tuple[Digest, ...]  # Commitments, sorted, each once.
    ground: Slug

    def to_wire(self) -> dict[str, Json]:
        """Return the wire form of the detail."""
        return {"ground": self.ground, "parts": list(self.parts)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prune:
    """Headers up to and including these two acts may go, once both parties said so."""

    upto: tuple[Ref, Ref]  # One per party, in the order of party codes.

    def to_wire(self) -> dict[str, Json]:
        """Return the wire form of the detail."""
        return {"upto": [ref_to_wire(ref) for ref in self.upto]}


def read_ack(detail: Json) -> Ack:
    """Read the detail of an ack."""
    wire = read_object(detail, "detail")
    if not {"checkpoint"} <= wire.keys() <= {"checkpoint", "cosigned"}:
        raise Malformed(reasons.WRONG_FIELD, field="detail")
    size, root, key, signature = _read_signed(wire["checkpoint"], extra=frozenset())
    cosigned = None
    if "cosigned" in wire:
        part = read_object(wire["cosigned"], "cosigned")
        theirs = _read_signed(part, extra=frozenset({"time"}))
        cosigned = Cosignature(
            size=theirs[0],
            root=theirs[1],
            key=theirs[2],
            signature=theirs[3],
            time=read_count(part["time"], "cosigned"),
        )
    return Ack(
        checkpoint=Checkpoint(size=size, root=root, key=key, signature=signature),
        cosigned=cosigned,
    )


def read_key_change(detail: Json) -> KeyChange:
    """Read the detail of a key act."""
    wire = read_object(detail, "detail")
    if wire.keys() == {"add", "ground"}:
        return KeyChange(
            add=read_key(wire["add"], "add"), ground=read_slug(wire["ground"], "ground")
        )
    if wire.keys() == {"ground", "revoke"}:
        return KeyChange(
            revoke=read_digest(wire["revoke"], "revoke"),
            ground=read_slug(wire["ground"], "ground"),
        )
    raise Malformed(reasons.WRONG_FIELD, field="detail")


def read_restart(detail: Json) -> Restart:
    """Read the detail of a restart."""
    wire = read_object(detail, "detail")
    if wire.keys() != {"ground"}:
        raise Malformed(reasons.WRONG_FIELD, field="detail")
    return Restart(ground=read_slug(wire["ground"], "ground"))


def read_erase(detail: Json) -> Erase:
    """Read the detail of an erase act."""
    wire = read_object(detail, "detail")
    parts = wire.get("parts")
    if wire.keys() != {"ground", "parts"} or not isinstance(parts, list):
        raise Malformed(reasons.WRONG_FIELD, field="detail")
    digests = tuple(read_digest(part, "parts") for part in parts)
    if not 1 <= len(digests) <= ERASED_MAX or list(digests) != sorted(set(digests)):
        raise Malformed(reasons.WRONG_FIELD, field="parts")
    return Erase(parts=digests, ground=read_slug(wire["ground"], "ground"))


def read_prune(detail: Json) -> Prune:
    """Read the detail of a prune act."""
    wire = read_object(detail, "detail")
    upto = wire.get("upto")
    if wire.keys() != {"upto"} or not isinstance(upto, list) or len(upto) != 2:  # noqa: PLR2004
        raise Malformed(reasons.WRONG_FIELD, field="detail")
    first, second = (read_ref(item, "upto") for item in upto)
    if first.author >= second.author:
        raise Malformed(reasons.WRONG_FIELD, field="upto")
    return Prune(upto=(first, second))


def _checkpoint_to_wire(value: Checkpoint | Cosignature) -> dict[str, Json]:
    return {
        "key": value.key,
        "root": value.root,
        "signature": to_base64(value.signature),
        "size": value.size,
    }


def _read_signed(value: Json, *, extra: frozenset[str]) -> tuple[int, Digest, Digest, bytes]:
    wire = read_object(value, "checkpoint")
    if wire.keys() != {"key", "root", "signature", "size"} | extra:
        raise Malformed(reasons.WRONG_FIELD, field="checkpoint")
    signature = read_base64(wire["signature"], "checkpoint")
    if len(signature) != SIGNATURE_BYTES:
        raise Malformed(reasons.WRONG_FIELD, field="checkpoint")
    return (
        read_count(wire["size"], "checkpoint"),
        read_digest(wire["root"], "checkpoint"),
        read_digest(wire["key"], "checkpoint"),
        signature,
    )
