"""The keys of the vectors, from fixed seeds: everybody knows them, so they protect nothing."""

import hashlib
from datetime import UTC, datetime
from typing import Final

from jisr.core.act import Digest, PartyId
from jisr.core.dsse import FOUNDING_TYPE, Envelope
from jisr.core.keys import KeyRecord, KeyUse
from jisr.core.space import GENERAL, Founder, Founding, read_founding
from jisr.ops import crypto

START: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FR, MA = PartyId("FR"), PartyId("MA")
# The head of every X.509 public key of Ed25519 (RFC 8410).
SPKI_ED25519: Final = bytes.fromhex("302a300506032b6570032100")


def seed(party: str, use: KeyUse, name: str = "first") -> bytes:
    """Return the secret seed of a key, 32 bytes."""
    return hashlib.sha256(f"jisr vectors {party} {use.value} {name}".encode()).digest()


def record(party: str, use: KeyUse, name: str = "first") -> KeyRecord:
    """Return the public key of a seed."""
    secret = seed(party, use, name)
    if use is KeyUse.SEAL:
        longer = b"".join(hashlib.sha256(secret + bytes([n])).digest() for n in range(3))
        return KeyRecord(use=use, public=crypto.seal_public(longer))
    public = crypto.signing_public(secret)
    return KeyRecord(use=use, public=SPKI_ED25519 + public if use is KeyUse.TLS else public)


SEEDS: Final = {
    record(party, use, name).fingerprint: seed(party, use, name)
    for party in (FR, MA)
    for use in (KeyUse.ROOT, KeyUse.SIGN, KeyUse.CHECKPOINT)
    for name in ("first", "second")
}


def founded(edition: Digest) -> tuple[Founding, Envelope]:
    """Return the space of the vectors, and its document signed by both."""
    uses = (KeyUse.SIGN, KeyUse.CHECKPOINT, KeyUse.SEAL, KeyUse.TLS)
    first, second = (
        Founder(
            party=party,
            root=record(party, KeyUse.ROOT),
            keys=tuple(record(party, use) for use in uses),
        )
        for party in (FR, MA)
    )
    made = Founding(founders=(first, second), framework=edition, channel=GENERAL, at=START)
    envelope = Envelope(payload=made.encode(), payload_type=FOUNDING_TYPE, signatures=())
    for founder in made.founders:
        key = founder.root.fingerprint
        envelope = envelope.adding(key, crypto.sign(SEEDS[key], envelope.signed_bytes()))
    assert read_founding(envelope.encode(), verify=crypto.verify) == made
    return made, envelope
