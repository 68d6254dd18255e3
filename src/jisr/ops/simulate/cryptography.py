"""What a simulated node signs, seals and draws chance with: light by default, real if asked.

Light cryptography holds nothing back from anybody, for dozens of stories in a second.  It keeps
the contract that the node relies on: a changed message does not verify, a changed or displaced
ciphertext does not open.  What real cryptography adds is proved elsewhere.
"""

import hashlib
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from random import Random
from typing import Final, Protocol, Self

from jisr.core.act import Digest
from jisr.core.errors import Unproven
from jisr.core.keys import PUBLIC_BYTES, KeyRecord, KeyUse, Verify
from jisr.node.ports import Keys
from jisr.ops import crypto, reasons

TAG: Final = 32
Cipher = Callable[[bytes, bytes, bytes], bytes]
TLS_KEY: Final = b"any public key stands for the certificate where there is no socket"


class AllKeys(Keys, Protocol):
    """Keys of all uses, the root included, that can be renewed and stolen."""

    def make(self, use: KeyUse) -> KeyRecord:
        """Make a key and hold it; the current one stays current."""

    def turn_to(self, record: KeyRecord) -> None:
        """Make a held key the current one of its use."""

    def copy(self) -> Self:
        """Return the keys as they are now: what a thief, or another story, has of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cryptography:
    """The functions of a `World`, and how a party gets its keys."""

    random: Callable[[int], bytes]
    verify: Verify
    seal: Cipher
    encrypt: Cipher
    decrypt: Cipher
    keys: Callable[[], AllKeys]


class HeldKeys:
    """Keys in memory; what a secret is, the subclass says."""

    def __init__(self) -> None:
        self._records: dict[KeyUse, KeyRecord] = {}
        self._held: dict[Digest, bytes] = {}
        for use in KeyUse:
            self.renew(use)

    def pair(self, use: KeyUse) -> tuple[bytes, bytes]:
        """Return a fresh secret for a use, with its public half."""
        assert use is not KeyUse.SEAL
        secret = crypto.new_signing_secret()
        return secret, crypto.signing_public(secret)

    def make(self, use: KeyUse) -> KeyRecord:
        secret, public = self.pair(use)
        record = KeyRecord(use=use, public=public)
        self._held[record.fingerprint] = secret
        return record

    def turn_to(self, record: KeyRecord) -> None:
        assert record.fingerprint in self._held
        self._records[record.use] = record

    def renew(self, use: KeyUse) -> KeyRecord:
        """Make a key, and make it the current one."""
        record = self.make(use)
        self.turn_to(record)
        return record

    def copy(self) -> Self:
        taken = copy(self)
        taken._records = dict(self._records)  # noqa: SLF001 - its own class
        taken._held = dict(self._held)  # noqa: SLF001
        return taken

    def current(self, use: KeyUse) -> KeyRecord:
        return self._records[use]

    def secret(self, use: KeyUse, key: Digest | None) -> bytes:
        """Return the secret of a held key, by default of the current one."""
        return self._held[key or self._records[use].fingerprint]


class RealKeys(HeldKeys):
    """Keys of the cryptography that nodes use."""

    def pair(self, use: KeyUse) -> tuple[bytes, bytes]:
        if use is KeyUse.TLS:
            return b"", TLS_KEY
        if use is KeyUse.SEAL:
            secret = crypto.new_seal_secret()
            return secret, crypto.seal_public(secret)
        return super().pair(use)

    def sign(self, use: KeyUse, message: bytes, *, key: Digest | None = None) -> bytes:
        return crypto.sign(self.secret(use, key), message)

    def open_sealed(self, sealed: bytes, info: bytes, *, key: Digest | None = None) -> bytes:
        return crypto.open_sealed(self.secret(KeyUse.SEAL, key), sealed, info)


class LightKeys(HeldKeys):
    """Keys whose secret is their public half."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        super().__init__()

    def pair(self, use: KeyUse) -> tuple[bytes, bytes]:
        size = PUBLIC_BYTES["mlkem768-x25519" if use is KeyUse.SEAL else "ed25519"]
        public = self._chance.randbytes(size)
        return public, public

    def sign(self, use: KeyUse, message: bytes, *, key: Digest | None = None) -> bytes:
        return _sign(self.secret(use, key), message)

    def open_sealed(self, sealed: bytes, info: bytes, *, key: Digest | None = None) -> bytes:
        plaintext = sealed[TAG:]
        if sealed != _seal(self.secret(KeyUse.SEAL, key), plaintext, info):
            raise Unproven(reasons.SEAL_DOES_NOT_OPEN)
        return plaintext


def light(chance: Random) -> Cryptography:
    """Return light cryptography, its keys and salts drawn from `chance`."""
    return Cryptography(
        random=chance.randbytes,
        verify=_verify,
        seal=_seal,
        encrypt=_encrypt,
        decrypt=_decrypt,
        keys=lambda: LightKeys(chance),
    )


def real() -> Cryptography:
    """Return the cryptography that nodes use."""
    return Cryptography(
        random=crypto.random_bytes,
        verify=crypto.verify,
        seal=crypto.seal,
        encrypt=crypto.encrypt,
        decrypt=crypto.decrypt,
        keys=RealKeys,
    )


def _tag(kind: bytes, key: bytes, bound: bytes, message: bytes) -> bytes:
    # With two of the lengths, no two lists of texts give the same bytes.
    said = b"%b %d %d\n%b%b%b" % (kind, len(key), len(bound), key, bound, message)
    return hashlib.sha256(said).digest()


def _sign(public: bytes, message: bytes) -> bytes:
    return _tag(b"sign", public, b"", message) * 2


def _verify(public: bytes, message: bytes, signature: bytes) -> bool:
    return signature == _sign(public, message)


def _seal(public: bytes, plaintext: bytes, info: bytes) -> bytes:
    return _tag(b"seal", public, info, plaintext) + plaintext


def _encrypt(key: bytes, plaintext: bytes, context: bytes) -> bytes:
    return _tag(b"part", key, context, plaintext) + plaintext


def _decrypt(key: bytes, sealed: bytes, context: bytes) -> bytes:
    plaintext = sealed[TAG:]
    if sealed != _encrypt(key, plaintext, context):
        raise Unproven(reasons.PART_DOES_NOT_OPEN)
    return plaintext
