"""Acts: the only thing two nodes put on record.

An act is one signed statement by one party in one space.  Once made it never changes.  This
file defines its header, and the one way from bytes to header and back.

Invariants, relied on everywhere else:
    A1  an encoded header is ASCII, in the one byte form, at most ACT_BYTES_MAX bytes.
    A2  `at` is UTC in whole seconds: the author's own clock, asserted, never used to order.
    A3  exactly the fields that `FIELDS` gives for the act's kind are present.
    A4  nothing in a header is personal data: people and free text live in parts.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final, NewType, Self, TypeAlias

from jisr.core import reasons
from jisr.core.canonical import INTEGER_MAX, Json, decode, encode
from jisr.core.errors import Malformed

Digest = NewType("Digest", str)  # SHA-256, 64 lower-case hexadecimal digits.
PartyId = NewType("PartyId", str)  # "MA", "FR", "BE-IBZ".
Slug = NewType("Slug", str)  # A name in the framework: "information-request", "answer".
Term: TypeAlias = str | int | tuple[str, ...]

VERSION: Final = 1
ACT_BYTES_MAX: Final = 64 * 1024  # Attachments travel by digest, never inside an act.
READ_BYTES_MAX: Final = (
    4096  # A longer header is read each time: a partner must not fill our memory.
)
ACTS_READ: Final = 4096  # Headers kept in the form they are read in: four full batches each way.
TERMS_MAX: Final = 32
TERM_CHARS_MAX: Final = 256
TERM_ITEMS_MAX: Final = 400  # The closed days of a year, with room.
PARTS_MAX: Final = 64
TIME_FORMAT: Final = "%Y-%m-%dT%H:%M:%SZ"

_DIGEST: Final = re.compile(r"[0-9a-f]{64}\Z")
_PARTY: Final = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,12})?\Z")
_SLUG: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_PART: Final = re.compile(r"[a-z][a-z0-9-]*(\.[a-z0-9-]+)?\Z")
# Years of four digits without a leading zero, and no hour 24: `strftime` and later versions of
# `fromisoformat` would give such an instant a second form.
_TIME: Final = re.compile(r"[1-9]\d{3}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ\Z", re.ASCII)
SLUG_CHARS_MAX: Final = 64


class Kind(StrEnum):
    """What an act is; it decides which fields the header has."""

    OPEN = "open"  # Opens a case; its id is the case.
    MOVE = "move"  # Changes a case's state and consumes the move before it.
    NOTE = "note"  # Adds to a case and never conflicts.
    ACK = "ack"  # Says what was received, with a checkpoint of the author's log.
    KEY = "key"  # Adds or revokes one of the author's keys; signed by the root key.
    RESTART = "restart"  # Begins a new epoch after a restore or a theft; signed by the root key.
    ERASE = "erase"  # Says which parts the author has destroyed, and on what ground.
    PRUNE = "prune"  # Agrees that headers up to two heads may go; signed by the root key.


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """Points at one act: where it stands, and which bytes it has."""

    author: PartyId
    epoch: int
    seq: int  # 0-based position in the author's log.
    id: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """The signed edition and the procedure that a case follows."""

    framework: Digest
    procedure: Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """The header of one act (invariants A1 to A4).

    Fields that a kind does not have are None or empty.  `detail` is the content of a service
    act (ack, key, restart, erase, prune), typed by `jisr.core.service`.
    """

    space: Digest
    author: PartyId
    epoch: int
    seq: int
    prev: Digest
    at: datetime
    key: Digest
    kind: Kind
    seen: Ref | None = None
    case: Digest | None = None
    under: Under | None = None
    act: Slug | None = None
    on: Ref | None = None
    terms: Mapping[str, Term] = field(default_factory=dict)
    body: Mapping[str, Digest] = field(default_factory=dict)
    detail: Mapping[str, Json] | None = None

    def encode(self) -> bytes:
        """Return the header's one byte form: what is signed, hashed and sent."""
        wire: dict[str, Json] = {
            "at": self.at.strftime(TIME_FORMAT),
            "author": self.author,
            "epoch": self.epoch,
            "key": self.key,
            "kind": self.kind.value,
            "prev": self.prev,
            "seq": self.seq,
            "space": self.space,
            "v": VERSION,
        }
        if self.seen is not None:
            wire["seen"] = ref_to_wire(self.seen)
        if self.case is not None:
            wire["case"] = self.case
        if self.under is not None:
            wire["under"] = {
                "framework": self.under.framework,
                "procedure": self.under.procedure,
            }
        if self.act is not None:
            wire["act"] = self.act
        if self.on is not None:
            wire["on"] = ref_to_wire(self.on)
        if self.terms:
            wire["terms"] = dict(self.terms)
        if self.body:
            wire["body"] = dict(self.body)
        if self.detail is not None:
            wire["detail"] = self.detail
        return encode(wire)

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Read a header from untrusted bytes; inside the border it is not checked again.

        Raises:
            Malformed: `raw` breaks A1, A2 or A3, or a field is not of its type.

        Source: docs/spec/act.md, clauses ACT-1 to ACT-9.
        """
        wire = decode(raw, bytes_max=ACT_BYTES_MAX)
        if not raw.isascii():
            raise Malformed(reasons.HEADER_NOT_ASCII)
        if not isinstance(wire, dict):
            raise Malformed(reasons.WRONG_FIELD, field="act")
        if "v" in wire and (wire["v"] != VERSION or isinstance(wire["v"], bool)):
            raise Malformed(reasons.UNKNOWN_VERSION)
        kind = _kind(wire.get("kind"))
        required, optional = FIELDS[kind]
        if not required <= wire.keys() <= required | optional:
            strange = sorted((required - wire.keys()) | (wire.keys() - required - optional))
            raise Malformed(reasons.WRONG_FIELD, field=_shown(strange[0]))
        return cls(
            space=read_digest(wire["space"], "space"),
            author=read_party(wire["author"], "author"),
            epoch=read_count(wire["epoch"], "epoch"),
            seq=read_count(wire["seq"], "seq"),
            prev=read_digest(wire["prev"], "prev"),
            at=read_time(wire["at"], "at"),
            key=read_digest(wire["key"], "key"),
            kind=kind,
            seen=read_ref(wire["seen"], "seen") if "seen" in wire else None,
            case=read_digest(wire["case"], "case") if "case" in wire else None,
            under=_under(wire["under"]) if "under" in wire else None,
            act=read_slug(wire["act"], "act") if "act" in wire else None,
            on=read_ref(wire["on"], "on") if "on" in wire else None,
            terms=_terms(wire["terms"]) if "terms" in wire else {},
            body=_body(wire["body"]) if "body" in wire else {},
            detail=read_object(wire["detail"], "detail") if "detail" in wire else None,
        )


_COMMON: Final = frozenset({"at", "author", "epoch", "key", "kind", "prev", "seq", "space", "v"})
_SERVICE: Final = (_COMMON | {"detail"}, frozenset({"seen"}))

# Per kind: the fields that must be there, and those that may be (ACT-3).
FIELDS: Final[Mapping[Kind, tuple[frozenset[str], frozenset[str]]]] = {
    Kind.OPEN: (_COMMON | {"act", "under"}, frozenset({"seen", "terms", "body"})),
    Kind.MOVE: (_COMMON | {"act", "case", "on"}, frozenset({"seen", "terms", "body", "under"})),
    Kind.NOTE: (_COMMON | {"act", "case"}, frozenset({"seen", "terms", "body", "under"})),
    Kind.ACK: _SERVICE,
    Kind.KEY: _SERVICE,
    Kind.RESTART: _SERVICE,
    Kind.ERASE: _SERVICE,
    Kind.PRUNE: _SERVICE,
}


def read_act(header: bytes) -> Act:
    """Read a header as `Act.parse` does; one is read a dozen times on its way, and parsed once."""
    return _read(header) if len(header) <= READ_BYTES_MAX else Act.parse(header)


@lru_cache(maxsize=ACTS_READ)
def _read(header: bytes) -> Act:
    return Act.parse(header)


def act_id(header: bytes) -> Digest:
    """Return the id of an act: SHA-256 of its header bytes (ACT-2)."""
    return Digest(hashlib.sha256(header).hexdigest())


def ref_to_wire(ref: Ref) -> dict[str, Json]:
    """Return the wire form of a reference."""
    return {"author": ref.author, "epoch": ref.epoch, "id": ref.id, "seq": ref.seq}


def read_ref(value: Json, name: str) -> Ref:
    """Read a reference; Malformed names the field."""
    wire = read_object(value, name)
    if wire.keys() != {"author", "epoch", "id", "seq"}:
        raise Malformed(reasons.WRONG_FIELD, field=name)
    return Ref(
        author=read_party(wire["author"], name),
        epoch=read_count(wire["epoch"], name),
        seq=read_count(wire["seq"], name),
        id=read_digest(wire["id"], name),
    )


def read_object(value: Json, name: str) -> dict[str, Json]:
    """Read an object; Malformed names the field."""
    if not isinstance(value, dict):
        raise Malformed(reasons.WRONG_FIELD, field=name)
    return value


def read_digest(value: Json, name: str) -> Digest:
    """Read a SHA-256 digest in lower-case hexadecimal."""
    if not isinstance(value, str) or not _DIGEST.match(value):
        raise Malformed(reasons.WRONG_FIELD, field=name)
    return Digest(value)


def read_party(value: Json, name: str) -> PartyId:
    """Read a party's code: a country of ISO 3166-1, then possibly an authority."""
    if not isinstance(value, str) or not _PARTY.match(value):
        raise Malformed(reasons.WRONG_FIELD, field=name)
    return PartyId(value)


def read_slug(value: Json, name: str) -> Slug:
    """Read a name: lower-case ASCII letters, digits and single dashes."""
    if not isinstance(value, str) or len(value) > SLUG_CHARS_MAX or not _SLUG.match(value):
        raise Malformed(reasons.WRONG_FIELD, field=name)
    return Slug(value)


def read_count(value: Json, name: str) -> int:
    """Read a whole number from 0 to 2**53 - 1."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= INTEGER_MAX:
        raise Malformed(reasons.WRONG_FIELD, field=name)
    return value


def read_time(value: Json, name: str) -> datetime:
    """Read an instant: UTC, whole seconds, written YYYY-MM-DDThh:mm:ssZ."""
    if not isinstance(value, str) or not _TIME.match(value):
        raise Malformed(reasons.WRONG_FIELD, field=name)
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except ValueError as error:
        raise Malformed(reasons.WRONG_FIELD, field=name) from error


def _kind(value: Json) -> Kind:
    if not isinstance(value, str) or value not in Kind.__members__.values():
        raise Malformed(reasons.WRONG_FIELD, field="kind")
    return Kind(value)


def _under(value: Json) -> Under:
    wire = read_object(value, "under")
    if wire.keys() != {"framework", "procedure"}:
        raise Malformed(reasons.WRONG_FIELD, field="under")
    return Under(
        framework=read_digest(wire["framework"], "under"),
        procedure=read_slug(wire["procedure"], "under"),
    )


def _terms(value: Json) -> dict[str, Term]:
    wire = read_object(value, "terms")
    if not 1 <= len(wire) <= TERMS_MAX:
        raise Malformed(reasons.WRONG_FIELD, field="terms")
    return {read_slug(name, "terms"): _term(item) for name, item in wire.items()}


def _term(value: Json) -> Term:
    if isinstance(value, str) and len(value) <= TERM_CHARS_MAX:
        return value
    if isinstance(value, list) and 1 <= len(value) <= TERM_ITEMS_MAX:
        items = [item for item in value if isinstance(item, str) and len(item) <= TERM_CHARS_MAX]
        if len(items) == len(value):
            return tuple(items)
    return read_count(value, "terms")


def _body(value: Json) -> dict[str, Digest]:
    wire = read_object(value, "body")
    if not 1 <= len(wire) <= PARTS_MAX:
        raise Malformed(reasons.WRONG_FIELD, field="body")
    for name in wire:
        if len(name) > SLUG_CHARS_MAX or not _PART.match(name):
            raise Malformed(reasons.WRONG_FIELD, field="body")
    body = {name: read_digest(item, "body") for name, item in wire.items()}
    # Salts differ, so no two parts of one act do: who repeats one makes an erasure reach far.
    if len(set(body.values())) < len(body):
        raise Malformed(reasons.WRONG_FIELD, field="body")
    return body


def _shown(name: str) -> str:
    """Return a field name fit to be shown: it may come from the partner."""
    return name[:SLUG_CHARS_MAX] if name.isprintable() else "?"
