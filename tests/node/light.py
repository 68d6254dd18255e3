"""Cryptography that holds nothing back from anybody, for thousands of stories in a minute.

It keeps the contract that the node relies on: a changed message does not verify, a changed or
displaced ciphertext does not open.  What real cryptography adds is proved elsewhere.
"""

import hashlib
import random

from jisr.core.act import Digest
from jisr.core.errors import Unproven
from jisr.core.keys import PUBLIC_BYTES, KeyRecord, KeyUse
from jisr.ops import reasons

TAG = 32
_chance = random.Random(2026)  # Names and salts only have to differ.


def _tag(*said: bytes) -> bytes:
    return hashlib.sha256(b"|".join(hashlib.sha256(one).digest() for one in said)).digest()


def sign(public: bytes, message: bytes) -> bytes:
    return _tag(b"sign", public, message) * 2


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    return signature == sign(public, message)


def seal(public: bytes, plaintext: bytes, info: bytes) -> bytes:
    return _tag(b"seal", public, info, plaintext) + plaintext


def encrypt(key: bytes, plaintext: bytes, context: bytes) -> bytes:
    return _tag(b"part", key, context, plaintext) + plaintext


def decrypt(key: bytes, sealed: bytes, context: bytes) -> bytes:
    plaintext = sealed[TAG:]
    if sealed != encrypt(key, plaintext, context):
        raise Unproven(reasons.PART_DOES_NOT_OPEN)
    return plaintext


LIGHT = {
    "random": _chance.randbytes,
    "verify": verify,
    "seal": seal,
    "encrypt": encrypt,
    "decrypt": decrypt,
}


class LightKeys:
    """Keys of all uses, the root included; each signs with its public half."""

    def __init__(self) -> None:
        self._records: dict[KeyUse, KeyRecord] = {}
        self._held: dict[Digest, bytes] = {}
        for use in KeyUse:
            self.renew(use)

    def renew(self, use: KeyUse) -> KeyRecord:
        size = PUBLIC_BYTES["mlkem768-x25519" if use is KeyUse.SEAL else "ed25519"]
        record = KeyRecord(use=use, public=_chance.randbytes(size))
        self._records[use] = record
        self._held[record.fingerprint] = record.public
        return record

    def current(self, use: KeyUse) -> KeyRecord:
        return self._records[use]

    def sign(self, use: KeyUse, message: bytes, *, key: Digest | None = None) -> bytes:
        return sign(self._held[key or self._records[use].fingerprint], message)

    def open_sealed(self, sealed: bytes, info: bytes, *, key: Digest | None = None) -> bytes:
        public = self._held[key or self._records[KeyUse.SEAL].fingerprint]
        plaintext = sealed[TAG:]
        if sealed != seal(public, plaintext, info):
            raise Unproven(reasons.SEAL_DOES_NOT_OPEN)
        return plaintext
