"""The founding document of a space: two parties, their keys, and the framework they signed.

It is no act.  Both parties sign it with their root keys; its digest is the space's id, the
first `prev` of both logs, and the opening of case zero, in which the framework is revised.

Source: docs/spec/space.md, clauses SPA-1 to SPA-5.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final, Self

from jisr.core import reasons
from jisr.core.act import (
    TIME_FORMAT,
    VERSION,
    Digest,
    PartyId,
    Slug,
    read_digest,
    read_object,
    read_party,
    read_slug,
    read_time,
)
from jisr.core.canonical import Json, decode, encode
from jisr.core.dsse import FOUNDING_TYPE, Envelope, pae
from jisr.core.errors import Malformed, Unproven
from jisr.core.keys import KeyRecord, KeyUse, Verify, read_key

FOUNDING_BYTES_MAX: Final = 64 * 1024
SPACES_READ: Final = 64  # Founding documents kept as read; their id is asked for at each start.
GENERAL: Final = Slug("general")  # The channel of a pair's first space; others name their use.
PARTIES: Final = 2  # A space is a relation of two parties; nothing crosses spaces.


@dataclass(frozen=True, slots=True, kw_only=True)
class Founder:
    """One party as it enters the space: its root key and its first working keys."""

    party: PartyId
    root: KeyRecord
    keys: tuple[KeyRecord, ...]

    def to_wire(self) -> dict[str, Json]:
        """Return the wire form."""
        return {
            "keys": [key.to_wire() for key in self.keys],
            "party": self.party,
            "root": self.root.to_wire(),
        }

    @classmethod
    def read(cls, value: Json) -> Self:
        """Read one party's entry (SPA-3); Malformed names the field."""
        wire = read_object(value, "founders")
        keys = wire.get("keys")
        if wire.keys() != {"keys", "party", "root"} or not isinstance(keys, list):
            raise Malformed(reasons.WRONG_FIELD, field="founders")
        records = tuple(read_key(key, "keys") for key in keys)
        root = read_key(wire["root"], "root")
        if not _complete(root, records):
            raise Malformed(reasons.WRONG_FIELD, field="keys")
        return cls(party=read_party(wire["party"], "party"), root=root, keys=records)


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """What both parties signed to begin a space.

    `channel` tells several spaces of one pair apart: "general", "trafficking-referral".
    """

    founders: tuple[Founder, Founder]  # In the order of party codes.
    framework: Digest
    channel: Slug
    at: datetime

    @property
    def parties(self) -> tuple[PartyId, PartyId]:
        """The two parties, in the order of their codes."""
        return self.founders[0].party, self.founders[1].party

    @property
    def id(self) -> Digest:
        """The space's id: SHA-256 of the document's bytes (SPA-2)."""
        return _id(self)

    def other(self, party: PartyId) -> PartyId:
        """Return the other party."""
        first, second = self.parties
        assert party in (first, second)
        return second if party == first else first

    def founder(self, party: PartyId) -> Founder:
        """Return one party's entry."""
        return next(founder for founder in self.founders if founder.party == party)

    def encode(self) -> bytes:
        """Return the document's one byte form."""
        return encode(
            {
                "at": self.at.strftime(TIME_FORMAT),
                "channel": self.channel,
                "founders": [founder.to_wire() for founder in self.founders],
                "framework": self.framework,
                "v": VERSION,
            }
        )

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Read a founding document from untrusted bytes; signatures are checked apart.

        Raises:
            Malformed: not of the form of clauses SPA-1 to SPA-3.
        """
        wire = read_object(decode(raw, bytes_max=FOUNDING_BYTES_MAX), "founding")
        if "v" in wire and (wire["v"] != VERSION or isinstance(wire["v"], bool)):
            raise Malformed(reasons.UNKNOWN_VERSION)
        if wire.keys() != {"at", "channel", "founders", "framework", "v"}:
            raise Malformed(reasons.WRONG_FIELD, field="founding")
        items = wire["founders"]
        if not isinstance(items, list) or len(items) != PARTIES:
            raise Malformed(reasons.WRONG_FIELD, field="founders")
        first, second = (Founder.read(item) for item in items)
        if first.party >= second.party:
            raise Malformed(reasons.WRONG_FIELD, field="founders")
        return cls(
            founders=(first, second),
            framework=read_digest(wire["framework"], "framework"),
            channel=read_slug(wire["channel"], "channel"),
            at=read_time(wire["at"], "at"),
        )


@lru_cache(maxsize=SPACES_READ)
def _id(founding: Founding) -> Digest:
    return Digest(hashlib.sha256(founding.encode()).hexdigest())


@lru_cache(maxsize=SPACES_READ)
def _read(payload: bytes) -> Founding:
    return Founding.parse(payload)


def read_founding(raw: bytes, *, verify: Verify) -> Founding:
    """Read a signed founding document: an envelope with exactly both root signatures.

    Raises:
        Malformed: not of its form.
        Unproven: a signature is missing, strange or wrong (SPA-4).
    """
    envelope = Envelope.parse(raw, payload_type=FOUNDING_TYPE, bytes_max=2 * FOUNDING_BYTES_MAX)
    founding = _read(envelope.payload)
    signatures: Mapping[str, bytes] = dict(envelope.signatures)
    message = pae(FOUNDING_TYPE, envelope.payload)
    for founder in founding.founders:
        signature = signatures.get(founder.root.fingerprint)
        if signature is None or not verify(founder.root.public, message, signature):
            raise Unproven(reasons.FOUNDING_UNSIGNED, party=founder.party)
    if len(envelope.signatures) != PARTIES:
        raise Unproven(reasons.FOUNDING_UNSIGNED, party="?")
    return founding


def _complete(root: KeyRecord, records: Sequence[KeyRecord]) -> bool:
    """Say whether there is one root and, each once, a key of every other use (SPA-3)."""
    uses = sorted(record.use.value for record in records)
    return root.use is KeyUse.ROOT and uses == sorted(
        use.value for use in KeyUse if use is not KeyUse.ROOT
    )
