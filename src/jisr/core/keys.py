"""Keys of a party: what each may be used for, and which are valid at a point of its log."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeAlias

from jisr.core import reasons
from jisr.core.act import Digest, read_object
from jisr.core.canonical import Json
from jisr.core.dsse import read_base64, to_base64
from jisr.core.errors import Malformed

# (public key, message, signature) -> whether the signature holds.  Never raises.
Verify: TypeAlias = Callable[[bytes, bytes, bytes], bool]

KEYS_READ: Final = 256  # Keys whose fingerprint is known: it is asked for with every message.
PUBLIC_BYTES_MAX: Final = 4096  # For a TLS key, whose length is its certificate’s affair.
SIGNATURE_BYTES: Final = 64


class KeyUse(StrEnum):
    """What a key may do; a key has exactly one use."""

    ROOT = "root"  # Signs the founding document, key, restart and prune acts; kept offline.
    SIGN = "sign"  # Signs every other act, and the messages of the exchange.
    CHECKPOINT = "checkpoint"  # Signs checkpoints and cosigns the partner's.
    SEAL = "seal"  # Messages are sealed to it.
    TLS = "tls"  # Pinned: the public key of the node's certificate.


ALGORITHM: Final = {
    KeyUse.ROOT: "ed25519",
    KeyUse.SIGN: "ed25519",
    KeyUse.CHECKPOINT: "ed25519",
    KeyUse.SEAL: "mlkem768-x25519",
    KeyUse.TLS: "spki",
}

# The exact length of a public key, by algorithm.
PUBLIC_BYTES: Final = {"ed25519": 32, "mlkem768-x25519": 1184 + 32}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRecord:
    """A public key with its one use; the algorithm follows from the use (KEY-1)."""

    use: KeyUse
    public: bytes

    @property
    def fingerprint(self) -> Digest:
        """SHA-256 over use, algorithm and public key (KEY-2)."""
        return _fingerprint(self.use, self.public)

    def to_wire(self) -> dict[str, Json]:
        """Return the record's wire form."""
        return {
            "alg": ALGORITHM[self.use],
            "public": to_base64(self.public),
            "use": self.use.value,
        }


@lru_cache(maxsize=KEYS_READ)
def _fingerprint(use: KeyUse, public: bytes) -> Digest:
    head = f"jisr-key-1\0{use.value}\0{ALGORITHM[use]}\0".encode()
    return Digest(hashlib.sha256(head + public).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownKey:
    """A key that stood in a log, and whether it has been revoked since."""

    record: KeyRecord
    revoked: bool = False


def read_key(value: Json, name: str) -> KeyRecord:
    """Read a key record; Malformed names the field."""
    wire = read_object(value, name)
    use = wire.get("use")
    if wire.keys() != {"alg", "public", "use"} or use not in KeyUse.__members__.values():
        raise Malformed(reasons.WRONG_FIELD, field=name)
    record = KeyRecord(use=KeyUse(str(use)), public=read_base64(wire["public"], name))
    if wire["alg"] != ALGORITHM[record.use] or not _fits(record):
        raise Malformed(reasons.WRONG_FIELD, field=name)
    return record


def _fits(record: KeyRecord) -> bool:
    """Say whether a public key has the length of its algorithm."""
    exact = PUBLIC_BYTES.get(ALGORITHM[record.use])
    size = len(record.public)
    return 1 <= size <= PUBLIC_BYTES_MAX if exact is None else size == exact
