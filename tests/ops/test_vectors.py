"""The published vectors of keys, so that a second implementation can check itself."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from jisr.core.keys import read_key
from jisr.ops import crypto

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "keys.json").read_bytes()
)


def raw(name: str, field: str) -> bytes:
    return base64.b64decode(VECTORS[name][field], validate=True)


@pytest.mark.parametrize("vector", VECTORS["fingerprints"], ids=lambda vector: vector["use"])
def test_fingerprints_are_as_published(vector: dict[str, str]) -> None:
    public = base64.b64decode(vector["public"])
    by_hand = hashlib.sha256(
        b"jisr-key-1\0" + vector["use"].encode() + b"\0" + vector["alg"].encode() + b"\0" + public
    ).hexdigest()
    wire = {name: vector[name] for name in ("alg", "public", "use")}
    assert read_key(wire, "key").fingerprint == vector["fingerprint"] == by_hand


def test_the_published_signature_is_ours() -> None:
    secret, public = raw("signing", "secret"), raw("signing", "public")
    message, signature = raw("signing", "message"), raw("signing", "signature")
    assert crypto.signing_public(secret) == public
    assert crypto.sign(secret, message) == signature
    assert crypto.verify(public, message, signature)


def test_the_published_sealed_message_opens() -> None:
    secret = raw("sealing", "secret")
    assert crypto.seal_public(secret) == raw("sealing", "public")
    opened = crypto.open_sealed(secret, raw("sealing", "sealed"), raw("sealing", "info"))
    assert opened == raw("sealing", "plaintext")


def test_the_published_part_opens() -> None:
    opened = crypto.decrypt(raw("part", "key"), raw("part", "sealed"), raw("part", "context"))
    assert opened == raw("part", "content")


def test_the_published_weak_keys_are_refused() -> None:
    for encoded in VECTORS["small_order"]:
        public = base64.b64decode(encoded)
        assert crypto._verifying_key(public) is None
        assert crypto._verifying_key(public[:31] + bytes([public[31] | 0x80])) is None
