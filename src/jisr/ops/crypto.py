"""Signatures, sealing, the cipher of parts, and randomness: thin dress over `cryptography`.

The pure packages take these functions as arguments.  Nothing here invents cryptography; it
fixes which of it is used and in which byte form.

Source: docs/spec/keys.md, clauses KEY-1 to KEY-6.
"""

import secrets
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.mlkem import (
    MLKEM768PrivateKey,
    MLKEM768PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from jisr.core.errors import Malformed, Unproven
from jisr.ops import reasons

ED25519_BYTES: Final = 32  # Secret seed and public key alike (RFC 8032, section 5.1).
MLKEM_SEED_BYTES: Final = 64  # d and z (FIPS 203, section 7.1).
MLKEM_PUBLIC_BYTES: Final = 1184
X25519_BYTES: Final = 32
SEAL_SECRET_BYTES: Final = MLKEM_SEED_BYTES + X25519_BYTES
SEAL_PUBLIC_BYTES: Final = MLKEM_PUBLIC_BYTES + X25519_BYTES
PART_KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12  # The only nonce length GCM takes as it is (SP 800-38D, section 8.2).
TAG_BYTES: Final = 16

# The one suite of the exchange (EXC-4); the hybrid KEM is an IETF draft, named there.
_SUITE: Final = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)

# A key of small order verifies one signature for many messages: its owner could sign, then
# say with truth that anyone could have.  The y of all such points, sign bit cleared
# ("Taming the many EdDSAs", 2020, table 1).
_P: Final = 2**255 - 19
_Y8: Final = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL_ORDER: Final = frozenset({0, 1, _Y8, _P - _Y8, _P - 1, _P, _P + 1})
_SIGN_BIT: Final = 1 << 255
_KEYS_CACHED: Final = 256  # More than the keys of all partners of one node.


def random_bytes(count: int) -> bytes:
    """Return `count` bytes from the operating system's generator."""
    return secrets.token_bytes(count)


def new_signing_secret() -> bytes:
    """Return a new Ed25519 seed, `ED25519_BYTES` bytes."""
    return random_bytes(ED25519_BYTES)


def signing_public(secret: bytes) -> bytes:
    """Return the public key of an Ed25519 seed."""
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def signer(secret: bytes) -> Callable[[bytes], bytes]:
    """Return a function from a message to its Ed25519 signature, 64 bytes (KEY-3; RFC 8032).

    It keeps the expanded key: expanding anew costs as much as signing.
    """
    return Ed25519PrivateKey.from_private_bytes(secret).sign


def sign(secret: bytes, message: bytes) -> bytes:
    """Return one Ed25519 signature, 64 bytes; for many, take `signer`."""
    return signer(secret)(message)


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether an Ed25519 signature holds; wrong lengths and weak keys are a plain no.

    Source: KEY-3; RFC 8032, section 5.1.7.
    """
    key = _verifying_key(public)
    if key is None:
        return False
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=_KEYS_CACHED)
def _verifying_key(public: bytes) -> Ed25519PublicKey | None:
    if len(public) != ED25519_BYTES:
        return None
    if int.from_bytes(public, "little") & ~_SIGN_BIT in _SMALL_ORDER:
        return None
    return Ed25519PublicKey.from_public_bytes(public)


def new_seal_secret() -> bytes:
    """Return a new sealing secret: ML-KEM-768 seed, then X25519 secret (KEY-4)."""
    return random_bytes(SEAL_SECRET_BYTES)


def seal_public(secret: bytes) -> bytes:
    """Return the public key of a sealing secret: ML-KEM-768, then X25519 (KEY-4)."""
    lattice, curve = _split_secret(secret)
    return lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()


def seal(public: bytes, plaintext: bytes, info: bytes) -> bytes:
    """Encrypt to the holder of a sealing key; nothing in it says who sealed it.

    Args:
        public: `SEAL_PUBLIC_BYTES` bytes from a key record.
        plaintext: what is sealed; its length shows.
        info: the context that the opener must name too; not secret, not sent.

    Returns:
        RFC 9180 `enc` followed by the ciphertext.

    Raises:
        Malformed: `public` is no key of this suite.
    """
    key = _sealing_key(public)
    if key is None:
        raise Malformed(reasons.SEAL_KEY_WRONG)
    return _SUITE.encrypt(plaintext, key, info)


@lru_cache(maxsize=_KEYS_CACHED)
def _sealing_key(public: bytes) -> hpke.MLKEM768X25519PublicKey | None:
    if len(public) != SEAL_PUBLIC_BYTES:
        return None
    try:
        lattice = MLKEM768PublicKey.from_public_bytes(public[:MLKEM_PUBLIC_BYTES])
        curve = X25519PublicKey.from_public_bytes(public[MLKEM_PUBLIC_BYTES:])
    except ValueError:  # A coefficient over the modulus (FIPS 203, section 7.2).
        return None
    return hpke.MLKEM768X25519PublicKey(lattice, curve)


def open_sealed(secret: bytes, sealed: bytes, info: bytes) -> bytes:
    """Decrypt what `seal` made for the same key and the same `info`.

    Raises:
        Unproven: another key, another context, or changed bytes.
    """
    return opener(secret)(sealed, info)


def opener(secret: bytes) -> Callable[[bytes, bytes], bytes]:
    """Return `open_sealed` for one secret, with its key expanded once."""
    key = hpke.MLKEM768X25519PrivateKey(*_split_secret(secret))

    def opened(sealed: bytes, info: bytes) -> bytes:
        try:
            return _SUITE.decrypt(sealed, key, info)
        except (InvalidTag, ValueError) as error:
            raise Unproven(reasons.SEAL_DOES_NOT_OPEN) from error

    return opened


def _split_secret(secret: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    assert len(secret) == SEAL_SECRET_BYTES
    return (
        MLKEM768PrivateKey.from_seed_bytes(secret[:MLKEM_SEED_BYTES]),
        X25519PrivateKey.from_private_bytes(secret[MLKEM_SEED_BYTES:]),
    )


def encrypt(key: bytes, content: bytes, context: bytes) -> bytes:
    """Encrypt a part or an attachment for the store (KEY-6).

    Args:
        key: `PART_KEY_BYTES` bytes, used for this content alone.
        content: its bytes.
        context: what the ciphertext is bound to: it opens nowhere else.

    Returns:
        The nonce, then the AES-256-GCM ciphertext with its tag.
    """
    nonce = random_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, context)


def decrypt(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """Decrypt what `encrypt` made (KEY-6).

    Raises:
        Unproven: another key, another context, or changed bytes.
    """
    nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    if len(ciphertext) < TAG_BYTES:
        raise Unproven(reasons.PART_DOES_NOT_OPEN)
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, context)
    except InvalidTag as error:
        raise Unproven(reasons.PART_DOES_NOT_OPEN) from error
