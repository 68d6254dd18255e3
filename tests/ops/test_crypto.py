"""Signing, sealing and the cipher of parts."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from jisr.core.errors import Malformed, Unproven
from jisr.ops import crypto
from tests.ops.kit import failing

P = 2**255 - 19
IDENTITY = (1).to_bytes(32, "little")


@pytest.fixture(scope="module")
def sealing() -> tuple[bytes, bytes]:
    secret = crypto.new_seal_secret()
    return secret, crypto.seal_public(secret)


def test_a_signature_holds_for_its_message_and_key_only() -> None:
    secret = crypto.new_signing_secret()
    public = crypto.signing_public(secret)
    signature = crypto.sign(secret, b"message")
    other = crypto.signing_public(crypto.new_signing_secret())

    assert crypto.verify(public, b"message", signature)
    assert not crypto.verify(public, b"massage", signature)
    assert not crypto.verify(other, b"message", signature)


def test_signing_agrees_with_the_standards_example() -> None:
    """RFC 8032, section 7.1, test 3."""
    secret = bytes.fromhex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
    public = bytes.fromhex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")
    signature = bytes.fromhex(
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    )
    assert crypto.signing_public(secret) == public
    assert crypto.sign(secret, b"\xaf\x82") == signature
    assert crypto.verify(public, b"\xaf\x82", signature)


@given(public=st.binary(max_size=40), message=st.binary(), signature=st.binary(max_size=70))
def test_verify_never_raises(public: bytes, message: bytes, signature: bytes) -> None:
    assert crypto.verify(public, message, signature) is False


@given(public=st.binary(min_size=32, max_size=32), signature=st.binary(min_size=64, max_size=64))
def test_verify_of_the_right_lengths_never_raises(public: bytes, signature: bytes) -> None:
    assert crypto.verify(public, b"message", signature) is False


def test_a_key_that_would_verify_anything_is_refused() -> None:
    """With the neutral point as key, R = neutral and S = 0 hold for every message."""
    signature = IDENTITY + bytes(32)
    Ed25519PublicKey.from_public_bytes(IDENTITY).verify(signature, b"any message")  # The danger.
    assert not crypto.verify(IDENTITY, b"any message", signature)


@pytest.mark.parametrize("sign_bit", [0, 1 << 255])
def test_every_point_of_small_order_is_refused(sign_bit: int) -> None:
    for y in _small_order_ordinates():
        for encoded in {y, y + P} if y + P < 1 << 255 else {y}:
            public = (encoded | sign_bit).to_bytes(32, "little")
            assert crypto._verifying_key(public) is None


def test_what_is_sealed_opens_with_the_key_and_the_context(sealing: tuple[bytes, bytes]) -> None:
    secret, public = sealing
    sealed = crypto.seal(public, b"plain", b"space|MA|FR")
    assert crypto.open_sealed(secret, sealed, b"space|MA|FR") == b"plain"
    assert b"plain" not in sealed
    assert crypto.seal(public, b"plain", b"space|MA|FR") != sealed


def test_sealed_bytes_do_not_open_with_another_key_or_context(
    sealing: tuple[bytes, bytes],
) -> None:
    secret, public = sealing
    sealed = crypto.seal(public, b"plain", b"space|MA|FR")
    with failing(Unproven, "ops.seal-does-not-open"):
        crypto.open_sealed(crypto.new_seal_secret(), sealed, b"space|MA|FR")
    with failing(Unproven, "ops.seal-does-not-open"):
        crypto.open_sealed(secret, sealed, b"space|FR|MA")


def test_changed_or_cut_sealed_bytes_do_not_open(sealing: tuple[bytes, bytes]) -> None:
    secret, public = sealing
    sealed = crypto.seal(public, b"plain", b"")
    for broken in (
        b"",
        sealed[:20],
        sealed[:-1],
        sealed + b"\0",
        bytes([sealed[0] ^ 1]) + sealed[1:],
        sealed[:-1] + bytes([sealed[-1] ^ 1]),
    ):
        with failing(Unproven, "ops.seal-does-not-open"):
            crypto.open_sealed(secret, broken, b"")


@pytest.mark.parametrize("public", [b"", bytes(1215), bytes(1217), b"\xff" * 1216])
def test_a_sealing_key_of_another_form_is_refused(public: bytes) -> None:
    with failing(Malformed, "ops.seal-key-wrong"):
        crypto.seal(public, b"plain", b"")


def test_a_sealing_key_follows_from_its_secret() -> None:
    secret = bytes(range(96))
    assert crypto.seal_public(secret) == crypto.seal_public(secret)
    assert len(crypto.seal_public(secret)) == crypto.SEAL_PUBLIC_BYTES == 1216


def test_content_opens_at_its_place_only() -> None:
    key = crypto.random_bytes(crypto.PART_KEY_BYTES)
    sealed = crypto.encrypt(key, b"content", b"aa|bb|person.1")

    assert crypto.decrypt(key, sealed, b"aa|bb|person.1") == b"content"
    for place in (b"ab|bb|person.1", b"aa|bc|person.1", b"aa|bb|person.2"):
        with failing(Unproven, "ops.part-does-not-open"):
            crypto.decrypt(key, sealed, place)


def test_content_does_not_open_with_another_key_or_cut_bytes() -> None:
    key = crypto.random_bytes(crypto.PART_KEY_BYTES)
    sealed = crypto.encrypt(key, b"content", b"place")
    for wrong, broken in (
        (crypto.random_bytes(crypto.PART_KEY_BYTES), sealed),
        (key, sealed[:-1]),
        (key, sealed[:12]),
        (key, b""),
    ):
        with failing(Unproven, "ops.part-does-not-open"):
            crypto.decrypt(wrong, broken, b"place")


def _small_order_ordinates() -> set[int]:
    """Find the y of every point whose order divides 8, from the curve's equation alone."""
    d = -121665 * pow(121666, P - 2, P) % P
    root = pow(2, (P - 1) // 4, P)  # A square root of -1.
    # Order 1 and 2: x = 0.  Order 4: y = 0.  Order 8: doubling gives y = 0, so x*x = -y*y in
    # -x*x + y*y = 1 + d*x*x*y*y, hence d*y^4 + 2*y*y - 1 = 0.
    found = {1, P - 1, 0}
    for square_root in _roots((1 + d) % P, root):
        square = (square_root - 1) * pow(d, P - 2, P) % P
        found |= set(_roots(square, root))
    assert len(found) == 5
    return found


def _roots(square: int, root: int) -> list[int]:
    candidate = pow(square, (P + 3) // 8, P)
    for value in (candidate, candidate * root % P):
        if value * value % P == square:
            return [value, P - value]
    return []
