"""Signed envelopes: the exact bytes, their type, and who signed them.

DSSE v1 (secure-systems-lab/dsse), with one narrowing: an envelope has one byte form, so that it
can be hashed, compared and kept.  A signature covers the payload's bytes and its type; making
and checking signatures is the caller's, this file only says over which bytes.
"""

import base64
import binascii
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

from jisr.core import reasons
from jisr.core.act import Digest, read_digest, read_object
from jisr.core.canonical import Json, decode, encode
from jisr.core.errors import Malformed

ACT_TYPE: Final = "application/vnd.jisr.act+json"
FOUNDING_TYPE: Final = "application/vnd.jisr.founding+json"
SYNC_TYPE: Final = "application/vnd.jisr.sync+json"

SIGNATURES_MAX: Final = 16  # A founding document has two parties with a few keys each.
SIGNATURE_BYTES_MAX: Final = 8192  # Ed25519 has 64; the largest ML-DSA has 4,627.

_FIELDS: Final = frozenset({"payload", "payloadType", "signatures"})


class Signature(NamedTuple):
    """One signature: the fingerprint of the key that made it, and its bytes."""

    keyid: Digest
    sig: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A payload with its type and its signatures, sorted by key, each key once."""

    payload: bytes
    payload_type: str
    signatures: tuple[Signature, ...]

    def signed_bytes(self) -> bytes:
        """Return the bytes that every signature of this envelope covers."""
        return pae(self.payload_type, self.payload)

    def adding(self, keyid: Digest, sig: bytes) -> Self:
        """Return the envelope with one more signature, in its place.

        A key signs an envelope once: its earlier signature is replaced.
        """
        others = [one for one in self.signatures if one.keyid != keyid]
        signatures = tuple(sorted([*others, Signature(keyid, sig)]))
        return type(self)(
            payload=self.payload, payload_type=self.payload_type, signatures=signatures
        )

    def encode(self) -> bytes:
        """Return the envelope's one byte form (DSS-2)."""
        assert _ordered(self.signatures)
        return encode(
            {
                "payload": to_base64(self.payload),
                "payloadType": self.payload_type,
                "signatures": [
                    {"keyid": one.keyid, "sig": to_base64(one.sig)} for one in self.signatures
                ],
            }
        )

    @classmethod
    def parse(cls, raw: bytes, *, payload_type: str, bytes_max: int) -> Self:
        """Read an envelope from untrusted bytes; no signature is checked here.

        Args:
            raw: the bytes as received.
            payload_type: the type the caller expects: an envelope made for another use is
                refused before its payload is looked at.
            bytes_max: the largest length accepted, in bytes.

        Raises:
            Malformed: not an envelope, not of this type, unsigned, or not in its one form.

        Source: docs/spec/exchange.md, clauses DSS-1 to DSS-4; DSSE v1.
        """
        wire = read_object(decode(raw, bytes_max=bytes_max), "envelope")
        if wire.keys() != _FIELDS:
            raise Malformed(reasons.WRONG_FIELD, field="envelope")
        if wire["payloadType"] != payload_type:
            raise Malformed(reasons.WRONG_FIELD, field="payloadType")
        listed = wire["signatures"]
        if not isinstance(listed, list) or not 1 <= len(listed) <= SIGNATURES_MAX:
            raise Malformed(reasons.WRONG_FIELD, field="signatures")
        signatures = tuple(_signature(item) for item in listed)
        if not _ordered(signatures):
            raise Malformed(reasons.WRONG_FIELD, field="signatures")
        payload = read_base64(wire["payload"], "payload")
        return cls(payload=payload, payload_type=payload_type, signatures=signatures)


def pae(payload_type: str, payload: bytes) -> bytes:
    """Return the pre-authentication encoding: what is signed, byte for byte (DSS-1).

    Args:
        payload_type: a media type, in ASCII.
        payload: the exact bytes the envelope carries.

    Source: DSSE v1, protocol.md, "PAE".
    """
    kind = payload_type.encode("ascii")
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def to_base64(raw: bytes) -> str:
    """Return standard base64 with padding (RFC 4648, section 4)."""
    return base64.b64encode(raw).decode("ascii")


def read_base64(value: Json, name: str) -> bytes:
    """Read standard base64 with padding, in its one form; Malformed names the field.

    RFC 4648, section 3.5, lets a decoder ignore stray bits at the end: then two texts would
    mean the same bytes, so they are refused here.
    """
    if not isinstance(value, str):
        raise Malformed(reasons.WRONG_FIELD, field=name)
    try:
        raw = binascii.a2b_base64(value, strict_mode=True)
    except ValueError as error:  # binascii.Error is one; so is text that is not ASCII.
        raise Malformed(reasons.WRONG_FIELD, field=name) from error
    if to_base64(raw) != value:
        raise Malformed(reasons.WRONG_FIELD, field=name)
    return raw


def _signature(value: Json) -> Signature:
    wire = read_object(value, "signatures")
    if wire.keys() != {"keyid", "sig"}:
        raise Malformed(reasons.WRONG_FIELD, field="signatures")
    sig = read_base64(wire["sig"], "signatures")
    if not 1 <= len(sig) <= SIGNATURE_BYTES_MAX:
        raise Malformed(reasons.WRONG_FIELD, field="signatures")
    return Signature(read_digest(wire["keyid"], "signatures"), sig)


def _ordered(signatures: tuple[Signature, ...]) -> bool:
    keys = [one.keyid for one in signatures]
    return keys == sorted(set(keys))
