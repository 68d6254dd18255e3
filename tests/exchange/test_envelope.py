"""From the wire to a proven message: each check has its refusal, in the specified order."""

import json
from dataclasses import replace

import pytest
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite
from hypothesis import given
from hypothesis import strategies as st

from jisr.core.dsse import ACT_TYPE, SYNC_TYPE, Envelope, pae
from jisr.core.errors import Conflict, Malformed, Refused, Unproven
from jisr.exchange import limits, reasons
from jisr.exchange.envelope import (
    PROTOCOL,
    SUITE,
    Opener,
    Proof,
    Sealer,
    encode_bare_fault,
    info,
    open_answer,
    open_request,
    parse_bare_fault,
    seal_message,
)
from jisr.exchange.nonces import NonceWindow
from jisr.exchange.values import Nonce
from tests.exchange.doubles import (
    FR,
    MA,
    SEAL_KEYS,
    SIGN_KEYS,
    SPACE,
    digest,
    link,
    opener,
    sealer,
    toy_seal,
    toy_sign,
)
from tests.exchange.test_message import FULL_REQUEST, NONCE, VECTOR, message

AT_FR = link(FR, MA)
SEALED = seal_message(FULL_REQUEST, sealer(MA, FR))
CIPHERTEXT = SEALED.partition(b"\n")[2]
OTHER = digest("another key")


def refusal(kind, raw, **known):
    with pytest.raises(kind) as caught:
        open_request(raw, AT_FR, opener(FR, MA, **known))
    return caught.value


def sealed(plaintext, space=SPACE):
    first_line = f"{PROTOCOL} {SUITE} {SEAL_KEYS[FR]}\n".encode()
    return first_line + toy_seal(FR)(plaintext, info=info(space=space, sender=MA, receiver=FR))


def signed(payload, payload_type=SYNC_TYPE, keyid=SIGN_KEYS[MA]):
    sig = toy_sign(MA)(pae(payload_type, payload))
    return Envelope(payload=payload, payload_type=payload_type, signatures=()).adding(keyid, sig)


def test_what_was_sealed_is_opened():
    assert open_request(SEALED, AT_FR, opener(FR, MA)) == FULL_REQUEST
    answered = message(reply_to=NONCE)
    raw = seal_message(answered, sealer(MA, FR))
    assert open_answer(raw, AT_FR, opener(FR, MA), asked=NONCE) == answered


def test_the_golden_envelope_is_the_same_byte_for_byte():
    vector = json.loads(VECTOR.read_text(encoding="utf-8"))
    assert info(space=SPACE, sender=MA, receiver=FR).decode() == vector["info"]
    assert SEALED.startswith(vector["first_line"].encode())
    prefix = pae(SYNC_TYPE, vector["message"].encode()).partition(b"{")[0]
    assert prefix.decode() == vector["signed_prefix"]


def test_over_the_limit_is_refused_before_anything_is_read():
    error = refusal(Malformed, bytes(limits.WIRE_BYTES_MAX + 1))
    assert error.code == "core.too-large"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        SEALED.partition(b"\n")[0],  # All but its end.
        SEALED.replace(b"\n", b"", 1)[:200],
        SEALED.replace(b" ", b"  ", 1),
        b"jisr/1\n" + CIPHERTEXT,
        b"\xff" * 300,
        b"a" * 300 + b"\n" + CIPHERTEXT,
        SEALED.replace(b"\n", b"\r\n", 1),
    ],
)
def test_without_the_first_line_nothing_is_opened(raw):
    assert refusal(Malformed, raw).code == "exchange.no-first-line"


def test_an_unknown_protocol_is_refused():
    raw = SEALED.replace(b"jisr/1", b"jisr/2", 1)
    assert refusal(Refused, raw).code == "exchange.unknown-version"


def test_an_unknown_suite_is_refused():
    raw = SEALED.replace(SUITE.encode(), b"x25519-hkdfsha256-aes256gcm", 1)
    assert refusal(Refused, raw).code == "exchange.unknown-suite"


def test_a_message_for_another_key_is_refused():
    raw = SEALED.replace(SEAL_KEYS[FR].encode(), OTHER.encode(), 1)
    error = refusal(Refused, raw)
    assert (error.code, error.facts) == ("exchange.wrong-seal-key", {"key": OTHER})


@pytest.mark.parametrize(
    "raw",
    [
        SEALED[:-1],
        SEALED + b"0",
        SEALED[:-1] + bytes([SEALED[-1] ^ 1]),
        SEALED[: len(SEALED) - len(CIPHERTEXT)],
        sealed(signed(FULL_REQUEST.encode()).encode(), space=digest("another space")),
    ],
)
def test_a_seal_that_does_not_open_is_unproven(raw):
    assert refusal(Unproven, raw).code == "exchange.wrong-seal"


def test_a_message_sent_back_to_its_sender_does_not_open():
    with pytest.raises(Refused):
        open_request(SEALED, link(MA, FR), opener(MA, FR))


@pytest.mark.parametrize(
    "plaintext", [b"", FULL_REQUEST.encode(), signed(b"{}", ACT_TYPE).encode()]
)
def test_what_is_not_a_signed_message_is_malformed(plaintext):
    refusal(Malformed, sealed(plaintext))


def test_an_unsigned_message_is_malformed():
    bare = json.loads(signed(FULL_REQUEST.encode()).encode()) | {"signatures": []}
    error = refusal(Malformed, sealed(json.dumps(bare, separators=(",", ":")).encode()))
    assert error.facts == {"field": "signatures"}


def test_a_message_with_two_signatures_is_unproven():
    twice = signed(FULL_REQUEST.encode()).adding(OTHER, b"sig")
    error = refusal(Unproven, sealed(twice.encode()))
    assert (error.code, error.facts) == ("exchange.one-signature", {"count": 2})


def test_a_message_signed_with_an_unknown_key_is_unproven():
    error = refusal(Unproven, sealed(signed(FULL_REQUEST.encode(), keyid=OTHER).encode()))
    assert (error.code, error.facts) == ("exchange.wrong-signer", {"key": OTHER})


def test_a_message_signed_with_a_revoked_key_is_unproven():
    error = refusal(Unproven, SEALED, revoked={SIGN_KEYS[MA]})
    assert error.code == "exchange.revoked-signer"


def test_a_message_whose_signature_is_another_messages_is_unproven():
    other = signed(message().encode())
    forged = replace(other, payload=FULL_REQUEST.encode())
    assert refusal(Unproven, sealed(forged.encode())).code == "exchange.bad-signature"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        # A correct seal for our link around a message that says something else.
        ({"space": digest("another space")}, "exchange.wrong-space"),
        ({"sender": FR}, "exchange.wrong-sender"),
        ({"receiver": MA}, "exchange.wrong-receiver"),
        ({"reply_to": NONCE}, "exchange.not-a-request"),
    ],
)
def test_a_message_that_is_not_for_this_link_is_refused(changes, code):
    assert refusal(Refused, sealed(signed(message(**changes).encode()).encode())).code == code


@pytest.mark.parametrize("changes", [{}, {"reply_to": Nonce("f" * 32)}])
def test_an_answer_to_another_question_is_refused(changes):
    raw = seal_message(message(**changes), sealer(MA, FR))
    with pytest.raises(Refused) as caught:
        open_answer(raw, AT_FR, opener(FR, MA), asked=NONCE)
    assert caught.value.code == "exchange.not-our-question"


@given(st.binary(max_size=400))
def test_any_bytes_are_refused(raw):
    with pytest.raises((Malformed, Refused, Unproven)):
        open_request(raw, AT_FR, opener(FR, MA))


@given(st.binary(max_size=200))
def test_any_bytes_under_a_good_seal_are_malformed(plaintext):
    refusal(Malformed, sealed(plaintext))


def test_the_same_request_again_is_refused_while_remembered():
    window = NonceWindow().admit(NONCE)
    with pytest.raises(Refused) as caught:
        window.admit(NONCE)
    assert caught.value.code == "exchange.replayed"


def test_at_least_half_of_the_window_is_remembered_and_never_more_than_all():
    window = NonceWindow()
    nonces = [Nonce(f"{n:032x}") for n in range(limits.NONCES_KEPT + 10)]
    for nonce in nonces:
        window = window.admit(nonce)
    assert len(window.young) + len(window.old) <= limits.NONCES_KEPT
    assert window.admit(nonces[0])  # Forgotten, and harmless.
    for nonce in nonces[-limits.NONCES_KEPT // 2 :]:
        with pytest.raises(Refused):
            window.admit(nonce)


BARE = encode_bare_fault(Conflict(reasons.GAP, first=3, expected=2))


def test_a_bare_fault_is_read_back():
    fault = parse_bare_fault(BARE)
    assert (fault.kind, fault.code) == ("conflict", "exchange.gap")
    assert fault.facts == {"first": 3, "expected": 2}


@pytest.mark.parametrize(
    "raw",
    [
        *(b"", b"[]", b'{"fault":{},"v":1}', b'{"v":1}', b" " * 20_000),
        BARE.replace(b'"v":1', b'"v":2'),
        BARE.replace(b'"v":1', b'"v":true'),
        BARE.replace(b',"v":1', b""),
        BARE.replace(b'"v":1', b'"v":1,"x":1'),
    ],
)
def test_what_is_not_a_bare_fault_is_malformed(raw):
    with pytest.raises(Malformed):
        parse_bare_fault(raw)


def real_link():
    """Return what MA sends with and FR receives with: HPKE and Ed25519 of `cryptography`."""
    suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    seal_key = MLKEM768X25519PrivateKey(MLKEM768PrivateKey.generate(), X25519PrivateKey.generate())
    sign_key = Ed25519PrivateKey.generate()

    def real_open(ciphertext, /, *, key, info):
        try:
            return suite.decrypt(ciphertext, seal_key, info=info)
        except InvalidTag:
            return None

    def verify(signed, /, *, key, sig):
        if key != SIGN_KEYS[MA]:
            return Proof.UNKNOWN_KEY
        try:
            sign_key.public_key().verify(sig, signed)
        except InvalidSignature:
            return Proof.BROKEN
        return Proof.HOLDS

    send = Sealer(
        sign=sign_key.sign,
        sign_key=SIGN_KEYS[MA],
        seal=lambda plaintext, /, *, info: suite.encrypt(
            plaintext, seal_key.public_key(), info=info
        ),
        seal_key=SEAL_KEYS[FR],
    )
    keys = frozenset({SEAL_KEYS[FR]})
    return send, Opener(open=real_open, seal_keys=keys, verify=verify)


def test_with_real_keys_what_was_sealed_is_opened_and_damage_is_noticed():
    send, take = real_link()
    raw = seal_message(FULL_REQUEST, send)
    assert open_request(raw, AT_FR, take) == FULL_REQUEST
    assert len(raw) < len(signed(FULL_REQUEST.encode()).encode()) + limits.SEAL_BYTES
    for at in (200, 1_000, 1_400, len(raw) - 1):
        damaged = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        with pytest.raises(Unproven) as caught:
            open_request(damaged, AT_FR, take)
        assert caught.value.code == "exchange.wrong-seal"
    with pytest.raises(Unproven):
        open_request(raw, replace(AT_FR, space=digest("another space")), take)
