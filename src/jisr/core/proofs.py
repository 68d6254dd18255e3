"""Proofs that stand alone: two acts that cannot both be.

Whoever gets one needs nothing else to check it, neither node's word nor its log.

Source: docs/spec/proof.md, clauses PRF-2 and PRF-8.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from jisr.core import reasons
from jisr.core.act import ACT_BYTES_MAX, VERSION, Act, Digest, Kind, PartyId, read_object
from jisr.core.canonical import Json, decode, encode
from jisr.core.dsse import ACT_TYPE, FOUNDING_TYPE, Envelope
from jisr.core.errors import Malformed, Unproven
from jisr.core.keys import KnownKey, Verify
from jisr.core.log import KEYS_KNOWN_MAX, changed_keys, key_use, new_log
from jisr.core.service import read_key_change
from jisr.core.space import FOUNDING_BYTES_MAX, Founding, read_founding

# Base64 makes four bytes of three; the rest is the frame of an envelope, with room.
ENVELOPE_BYTES_MAX: Final = 2 * ACT_BYTES_MAX
FORK_BYTES_MAX: Final = 4 * 1024 * 1024  # Hundreds of key acts; a party changes keys yearly.
KEY_ACTS_MAX: Final = 1000
assert 2 * KEYS_KNOWN_MAX <= KEY_ACTS_MAX, "each key is added once and revoked once"
_FIELDS: Final = frozenset({"founding", "held", "keys", "kind", "rival", "v"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ForkProof:
    """Two acts of one author for one place of its log, both truly signed (PRF-8).

    With them go the founding document and the key acts of the accused, in the order of its
    log, from which anybody learns its keys.
    """

    founding: Envelope
    keys: tuple[Envelope, ...]
    held: Envelope
    rival: Envelope

    def encode(self) -> bytes:
        """Return the proof's one byte form."""
        return encode(
            {
                "founding": _wire(self.founding),
                "held": _wire(self.held),
                "keys": [_wire(key) for key in self.keys],
                "kind": "fork",
                "rival": _wire(self.rival),
                "v": VERSION,
            }
        )

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Read a proof; whether it proves anything, `check` says.

        Raises:
            Malformed: not of its form.
        """
        wire = read_object(decode(raw, bytes_max=FORK_BYTES_MAX), "proof")
        if wire.keys() != _FIELDS or wire["kind"] != "fork":
            raise Malformed(reasons.WRONG_FIELD, field="proof")
        if wire["v"] != VERSION or isinstance(wire["v"], bool):
            raise Malformed(reasons.UNKNOWN_VERSION)
        keys = wire["keys"]
        if not isinstance(keys, list) or len(keys) > KEY_ACTS_MAX:
            raise Malformed(reasons.WRONG_FIELD, field="keys")
        return cls(
            founding=_read(wire["founding"], FOUNDING_TYPE, 2 * FOUNDING_BYTES_MAX),
            keys=tuple(_read(key, ACT_TYPE, ENVELOPE_BYTES_MAX) for key in keys),
            held=_read(wire["held"], ACT_TYPE, ENVELOPE_BYTES_MAX),
            rival=_read(wire["rival"], ACT_TYPE, ENVELOPE_BYTES_MAX),
        )

    def check(self, *, verify: Verify) -> Act:
        """Check that one author signed both, in one place, of one epoch.

        Args:
            verify: checks one signature.

        Returns:
            The header that was held.

        Raises:
            Malformed: an envelope holds no act, or no founding document.
            Unproven: it proves no equivocation.

        Source: PRF-8, in this order.
        """
        founding = read_founding(self.founding.encode(), verify=verify)
        first, second = Act.parse(self.held.payload), Act.parse(self.rival.payload)
        if _place(first) != _place(second) or first == second:
            raise Unproven(reasons.PROVES_NOTHING)
        if first.space != founding.id or first.author not in founding.parties:
            raise Unproven(reasons.PROVES_NOTHING)
        keys = keys_of(founding, first.author, self.keys, verify=verify)
        for act, envelope in ((first, self.held), (second, self.rival)):
            check_signed(act, envelope, keys, verify=verify)
        return first


def keys_of(
    founding: Founding, party: PartyId, key_acts: Sequence[Envelope], *, verify: Verify
) -> Mapping[Digest, KnownKey]:
    """Return a party's keys after some of its key acts, each of them checked.

    Args:
        founding: the founding document, its signatures checked.
        party: whose keys.
        key_acts: key acts of its log, in ascending order of position.
        verify: checks one signature.

    Raises:
        Malformed: an envelope holds no key act.
        Unproven: one is another party's, out of order, or not signed by the root key.
        Refused: it changes what no key act can change.
    """
    keys = new_log(founding, party).keys
    last = -1
    for envelope in key_acts:
        act = Act.parse(envelope.payload)
        mine = (act.space, act.author, act.kind) == (founding.id, party, Kind.KEY)
        if not mine or act.seq <= last:
            raise Unproven(reasons.PROVES_NOTHING)
        check_signed(act, envelope, keys, verify=verify)
        keys = changed_keys(keys, read_key_change(act.detail))
        last = act.seq
    return keys


def check_signed(
    act: Act, envelope: Envelope, keys: Mapping[Digest, KnownKey], *, verify: Verify
) -> None:
    """Check that the key an act names, of the right use, signed its envelope, and no other.

    A key revoked since counts: it could sign when the act was made.
    """
    (keyid, sig), *others = envelope.signatures
    known = keys.get(act.key)
    if others or keyid != act.key or known is None or known.record.use is not key_use(act.kind):
        raise Unproven(reasons.PROVES_NOTHING)
    if not verify(known.record.public, envelope.signed_bytes(), sig):
        raise Unproven(reasons.BAD_SIGNATURE)


def _place(act: Act) -> tuple[Digest, PartyId, int, int]:
    return act.space, act.author, act.epoch, act.seq


def _wire(envelope: Envelope) -> Json:
    return decode(envelope.encode(), bytes_max=2 * FOUNDING_BYTES_MAX)


def _read(value: Json, payload_type: str, bytes_max: int) -> Envelope:
    return Envelope.parse(encode(value), payload_type=payload_type, bytes_max=bytes_max)
