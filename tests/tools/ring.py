"""Keys from fixed seeds: light ones, which anybody could sign with, or real ones."""

import hashlib
from functools import cache

from jisr.core.keys import PUBLIC_BYTES, KeyRecord, KeyUse
from jisr.ops import crypto


def light_sign(public, message):
    return hashlib.sha512(public + message).digest()


def light_verify(public, message, signature):
    return signature == light_sign(public, message)


class Ring:
    """Every key of two parties by party, use and number."""

    def __init__(self, *, real):
        self.real = real
        self.verify = crypto.verify if real else light_verify
        self._secrets = {}
        self._made = {}

    def record(self, party, use, number=0):
        if (party, use, number) not in self._made:
            made, secret = self._make(f"{party} {use.value} {number}".encode(), use)
            self._secrets[made.fingerprint] = secret
            self._made[party, use, number] = made
        return self._made[party, use, number]

    def _make(self, name, use):
        secret = hashlib.sha256(name).digest()
        if use in (KeyUse.SEAL, KeyUse.TLS):
            size = PUBLIC_BYTES["mlkem768-x25519"] if use is KeyUse.SEAL else 44
            return KeyRecord(use=use, public=(secret * 40)[:size]), None
        public = crypto.signing_public(secret) if self.real else secret
        return KeyRecord(use=use, public=public), secret

    def sign(self, fingerprint, message):
        secret = self._secrets[fingerprint]
        return crypto.sign(secret, message) if self.real else light_sign(secret, message)


@cache
def ring(*, real):
    return Ring(real=real)
