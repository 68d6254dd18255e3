"""Proofs that stand alone: two acts that cannot both be, and one act in its place.

Source: docs/spec/proof.md, clause PRF-8.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from jisr.core import reasons
from jisr.core.act import ACT_BYTES_MAX, VERSION, Act, Digest, act_id, read_object
from jisr.core.canonical import decode, encode
from jisr.core.dsse import ACT_TYPE, Envelope
from jisr.core.errors import Malformed, Unproven
from jisr.core.keys import Verify

ENVELOPE_BYTES_MAX: Final = 2 * ACT_BYTES_MAX


@dataclass(frozen=True, slots=True, kw_only=True)
class ForkProof:
    """Two acts of one author for one place of its log, both truly signed (PRF-8)."""

    held: Envelope
    rival: Envelope

    def encode(self) -> bytes:
        """Return the proof's one byte form."""
        return encode(
            {
                "held": decode(self.held.encode(), bytes_max=ENVELOPE_BYTES_MAX),
                "kind": "fork",
                "rival": decode(self.rival.encode(), bytes_max=ENVELOPE_BYTES_MAX),
                "v": VERSION,
            }
        )

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Read a proof; whether it proves anything, `check` says."""
        wire = read_object(decode(raw, bytes_max=3 * ENVELOPE_BYTES_MAX), "proof")
        if wire.keys() != {"held", "kind", "rival", "v"} or wire["kind"] != "fork":
            raise Malformed(reasons.WRONG_FIELD, field="proof")
        if wire["v"] != VERSION or isinstance(wire["v"], bool):
            raise Malformed(reasons.UNKNOWN_VERSION)
        held, rival = (
            Envelope.parse(encode(wire[name]), payload_type=ACT_TYPE, bytes_max=ENVELOPE_BYTES_MAX)
            for name in ("held", "rival")
        )
        return cls(held=held, rival=rival)

    def check(self, keys: Mapping[Digest, bytes], *, verify: Verify) -> Act:
        """Check that one author signed both, in one place, of one epoch.

        Args:
            keys: the public keys with which the accused party signs acts, by fingerprint;
                those it has revoked since count too.
            verify: checks one signature.

        Returns:
            The header that was held.

        Raises:
            Malformed: an envelope holds no act.
            Unproven: it proves no equivocation.
        """
        first, second = Act.parse(self.held.payload), Act.parse(self.rival.payload)
        same = (first.space, first.author, first.epoch, first.seq) == (
            second.space,
            second.author,
            second.epoch,
            second.seq,
        )
        if not same or act_id(self.held.payload) == act_id(self.rival.payload):
            raise Unproven(reasons.PROVES_NOTHING)
        for act, envelope in ((first, self.held), (second, self.rival)):
            (keyid, sig), *others = envelope.signatures
            public = keys.get(keyid)
            if others or keyid != act.key or public is None:
                raise Unproven(reasons.PROVES_NOTHING)
            if not verify(public, envelope.signed_bytes(), sig):
                raise Unproven(reasons.BAD_SIGNATURE)
        return first
