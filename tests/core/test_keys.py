"""Keys on record: their form and their fingerprint (SPA-3; keys.md)."""

import hashlib

import pytest

from jisr.core.dsse import to_base64
from jisr.core.errors import Malformed
from jisr.core.keys import ALGORITHM, PUBLIC_BYTES_MAX, KeyRecord, KeyUse, read_key
from tests.core.kit import FR, record


@pytest.mark.parametrize("use", KeyUse)
def test_a_key_is_read_back_as_it_was_written(use):
    made = record(FR, use)
    assert read_key(made.to_wire(), "key") == made


@pytest.mark.parametrize("use", KeyUse)
def test_the_fingerprint_binds_use_algorithm_and_key(use):
    made = record(FR, use)
    head = b"jisr-key-1\0" + use.value.encode() + b"\0" + ALGORITHM[use].encode() + b"\0"
    assert made.fingerprint == hashlib.sha256(head + made.public).hexdigest()


def test_one_public_key_of_two_uses_is_two_keys():
    public = bytes(32)
    prints = {KeyRecord(use=use, public=public).fingerprint for use in KeyUse}
    assert len(prints) == len(KeyUse)


GOOD = record(FR, KeyUse.SIGN).to_wire()


@pytest.mark.parametrize(
    "value",
    [
        7,
        {},
        {**GOOD, "x": 1},
        {**GOOD, "use": "other"},
        {**GOOD, "use": []},
        {**GOOD, "use": "seal"},
        {**GOOD, "alg": "rsa"},
        {**GOOD, "public": 7},
        {**GOOD, "public": to_base64(bytes(31))},
        {**GOOD, "public": to_base64(bytes(33))},
        {**record(FR, KeyUse.SEAL).to_wire(), "public": to_base64(bytes(1215))},
        {**record(FR, KeyUse.TLS).to_wire(), "public": ""},
        {**record(FR, KeyUse.TLS).to_wire(), "public": to_base64(bytes(PUBLIC_BYTES_MAX + 1))},
    ],
)
def test_what_is_no_key_is_malformed(value):
    with pytest.raises(Malformed) as caught:
        read_key(value, "key")
    assert caught.value.facts == {"field": "key"}


def test_a_tls_key_has_any_length_up_to_the_limit():
    for size in (1, PUBLIC_BYTES_MAX):
        made = KeyRecord(use=KeyUse.TLS, public=bytes(size))
        assert read_key(made.to_wire(), "key") == made
