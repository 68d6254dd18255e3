"""Envelopes: the signed bytes are DSSE's, and an envelope has one byte form."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.core.act import Digest
from jisr.core.dsse import (
    ACT_TYPE,
    FOUNDING_TYPE,
    SIGNATURE_BYTES_MAX,
    SIGNATURES_MAX,
    SYNC_TYPE,
    Envelope,
    Signature,
    pae,
    read_base64,
    to_base64,
)
from jisr.core.errors import Malformed

KEYS = [Digest(hashlib.sha256(bytes([n])).hexdigest()) for n in range(SIGNATURES_MAX + 1)]
TYPES = st.sampled_from([ACT_TYPE, FOUNDING_TYPE, SYNC_TYPE])
SIGNERS = st.dictionaries(
    st.sampled_from(KEYS[:SIGNATURES_MAX]), st.binary(min_size=1, max_size=80), min_size=1
)


def test_the_types_are_those_that_others_write():
    kinds = {ACT_TYPE: "act", FOUNDING_TYPE: "founding", SYNC_TYPE: "sync"}
    assert kinds == {f"application/vnd.jisr.{kind}+json": kind for kind in kinds.values()}


def envelope(payload=b"{}", payload_type=ACT_TYPE, **signers):
    made = Envelope(payload=payload, payload_type=payload_type, signatures=())
    for keyid, sig in (signers or {KEYS[0]: b"s"}).items():
        made = made.adding(Digest(keyid), sig)
    return made


def wire(**changes):
    fields = json.loads(envelope().encode()) | changes
    return json.dumps(
        {name: item for name, item in sorted(fields.items()) if item is not None},
        separators=(",", ":"),
    ).encode()


def parse(raw, payload_type=ACT_TYPE, bytes_max=10_000):
    return Envelope.parse(raw, payload_type=payload_type, bytes_max=bytes_max)


def test_the_most_and_the_longest_signatures_are_read():
    signers = dict.fromkeys(KEYS[:SIGNATURES_MAX], bytes(SIGNATURE_BYTES_MAX))
    made = envelope(**signers)
    assert parse(made.encode(), bytes_max=1_000_000) == made
    assert len(made.signatures) == SIGNATURES_MAX


def test_the_signed_bytes_are_those_of_the_dsse_specification():
    # The example of DSSE v1, protocol.md.
    example = pae("http://example.com/HelloWorld", b"hello world")
    assert example == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    assert pae(ACT_TYPE, b"") == b"DSSEv1 29 application/vnd.jisr.act+json 0 "
    assert envelope(b"abc").signed_bytes() == b"DSSEv1 29 application/vnd.jisr.act+json 3 abc"


def test_lengths_are_counted_in_bytes_not_in_characters():
    assert pae("text/plain", "جسر".encode()) == "DSSEv1 10 text/plain 6 جسر".encode()


@given(TYPES, st.binary(), TYPES, st.binary())
def test_no_two_payloads_are_signed_by_the_same_bytes(one, first, other, second):
    assert (pae(one, first) == pae(other, second)) == ((one, first) == (other, second))


@given(st.binary(max_size=200), TYPES, SIGNERS)
def test_what_is_written_is_read_back_in_the_same_bytes(payload, payload_type, signers):
    made = envelope(payload, payload_type, **signers)
    raw = made.encode()
    assert parse(raw, payload_type) == made
    assert parse(raw, payload_type).encode() == raw


@given(SIGNERS, st.randoms(use_true_random=False))
def test_the_order_of_signing_leaves_no_trace(signers, random):
    shuffled = list(signers.items())
    random.shuffle(shuffled)
    assert envelope(**dict(shuffled)).encode() == envelope(**signers).encode()


def test_a_key_signs_once():
    twice = envelope().adding(KEYS[0], b"new")
    assert twice.signatures == (Signature(KEYS[0], b"new"),)


@given(st.binary(max_size=300))
def test_any_bytes_are_an_envelope_or_malformed(raw):
    with pytest.raises(Malformed):
        parse(raw)


@given(st.data())
def test_a_damaged_envelope_is_malformed_or_another_envelope(data):
    raw = bytearray(envelope(b"payload").encode())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        read = parse(bytes(raw))
    except Malformed:
        return
    assert read.encode() == bytes(raw)


SIGNED = {"keyid": KEYS[0], "sig": "cw=="}


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (b"[]", "envelope"),
        (wire(payload=None), "envelope"),
        (wire(extra=1), "envelope"),
        (wire(payloadType=SYNC_TYPE), "payloadType"),
        (wire(payloadType=7), "payloadType"),
        (wire(payload=7), "payload"),
        (wire(payload="e30"), "payload"),  # No padding.
        (wire(payload="e31="), "payload"),  # Stray bits at the end.
        (wire(payload="e3 0="), "payload"),
        (wire(signatures={}), "signatures"),
        (wire(signatures=7), "signatures"),
        (wire(signatures=[]), "signatures"),
        (wire(signatures=[SIGNED] * 2), "signatures"),
        (wire(signatures=[7]), "signatures"),
        (wire(signatures=[SIGNED | {"x": 1}]), "signatures"),
        (wire(signatures=[SIGNED | {"keyid": "k"}]), "signatures"),
        (wire(signatures=[SIGNED | {"sig": ""}]), "signatures"),
        (
            wire(signatures=[SIGNED | {"sig": to_base64(bytes(SIGNATURE_BYTES_MAX + 1))}]),
            "signatures",
        ),
        (
            wire(signatures=[SIGNED | {"keyid": key} for key in sorted(KEYS, reverse=True)[:2]]),
            "signatures",
        ),
        (wire(signatures=[SIGNED | {"keyid": key} for key in sorted(KEYS)]), "signatures"),
    ],
)
def test_what_is_not_an_envelope_is_malformed_and_names_the_field(raw, field):
    with pytest.raises(Malformed) as caught:
        parse(raw, bytes_max=20_000)
    assert caught.value.facts == {"field": field}


def test_an_envelope_over_the_limit_is_malformed():
    with pytest.raises(Malformed) as caught:
        parse(envelope().encode(), bytes_max=10)
    assert caught.value.code == "core.too-large"


@given(st.binary())
def test_base64_goes_there_and_back(raw):
    assert read_base64(to_base64(raw), "data") == raw


@pytest.mark.parametrize("text", ["\u0664w==", "cw==cw==", "cw", "cw==\n", "c-_="])
def test_base64_has_one_form(text):
    with pytest.raises(Malformed):
        read_base64(text, "data")
