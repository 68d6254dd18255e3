"""Parts and their commitments (docs/spec/parts.md, PAR-1)."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.core.parts import SALT_BYTES, OpenPart, commitment

SALTS = st.binary(min_size=SALT_BYTES, max_size=SALT_BYTES)


def test_a_commitment_is_the_digest_of_domain_salt_and_content():
    salt = bytes(range(SALT_BYTES))
    part = OpenPart(name="request", salt=salt, content=b'"?"')
    assert part.commitment == hashlib.sha256(b"jisr-part-1" + salt + b'"?"').hexdigest()


@given(SALTS, st.binary(), SALTS, st.binary())
def test_no_other_salt_or_content_has_the_same_commitment(salt, content, other, rival):
    same = (salt, content) == (other, rival)
    assert (commitment(salt, content) == commitment(other, rival)) == same


@pytest.mark.parametrize("size", [0, SALT_BYTES - 1, SALT_BYTES + 1])
def test_a_salt_of_another_length_is_our_mistake(size):
    with pytest.raises(AssertionError):
        commitment(bytes(size), b"")
