"""The founding document: its form, and who must have signed it (SPA-1 to SPA-5)."""

import hashlib
import json
from dataclasses import replace

import pytest

from jisr.core.act import PartyId
from jisr.core.dsse import FOUNDING_TYPE
from jisr.core.errors import Malformed, Unproven
from jisr.core.keys import KeyUse
from jisr.core.space import FOUNDING_BYTES_MAX, Founding, read_founding
from tests.core.kit import (
    FOUNDING,
    FR,
    MA,
    founder,
    light_sign,
    light_verify,
    record,
    signed_founding,
)

ROOT_FR, ROOT_MA = record(FR, KeyUse.ROOT), record(MA, KeyUse.ROOT)


def wire(**changes):
    fields = json.loads(FOUNDING.encode()) | changes
    present = {name: value for name, value in fields.items() if value is not None}
    return json.dumps(present, sort_keys=True, separators=(",", ":")).encode()


def entry(**changes):
    return json.loads(wire())["founders"][1] | changes


def founders(**changes):
    return [json.loads(wire())["founders"][0], entry(**changes)]


def fault(raw):
    with pytest.raises(Malformed) as caught:
        Founding.parse(raw)
    return caught.value.facts.get("field", caught.value.code)


def read(envelope):
    return read_founding(envelope.encode(), verify=light_verify)


def test_a_document_is_read_back_as_it_was_written():
    assert Founding.parse(FOUNDING.encode()) == FOUNDING
    assert FOUNDING.id == hashlib.sha256(FOUNDING.encode()).hexdigest()


def test_the_parties_stand_in_the_order_of_their_codes():
    assert FOUNDING.parties == (FR, MA)
    assert FOUNDING.other(FR) == MA
    assert FOUNDING.other(MA) == FR
    assert FOUNDING.founder(MA).root == ROOT_MA
    with pytest.raises(AssertionError):
        FOUNDING.other(PartyId("BE"))


KEYS = json.loads(wire())["founders"][1]["keys"]


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        (b"[]", "founding"),
        (wire(at=None), "founding"),
        (wire(extra=1), "founding"),
        (wire(v=2), "core.unknown-version"),
        (wire(v=2, extra=1), "core.unknown-version"),
        (wire(v=True), "core.unknown-version"),
        (wire(v=None), "founding"),
        (wire(at="2026"), "at"),
        (wire(channel="General"), "channel"),
        (wire(framework="x"), "framework"),
        (wire(founders={}), "founders"),
        (wire(founders=7), "founders"),
        (wire(founders=founders()[:1]), "founders"),
        (wire(founders=[*founders(), entry(party="TN")]), "founders"),
        (wire(founders=founders()[::-1]), "founders"),
        (wire(founders=founders(party="FR")), "founders"),
        (wire(founders=founders(party="ma")), "party"),
        (wire(founders=founders(x=1)), "founders"),
        (wire(founders=[7, 7]), "founders"),
        (wire(founders=founders(keys={})), "founders"),
        (wire(founders=founders(root=KEYS[0])), "keys"),
        (wire(founders=founders(root=7)), "root"),
        (wire(founders=founders(keys=KEYS[1:])), "keys"),
        (wire(founders=founders(keys=[*KEYS, KEYS[0]])), "keys"),
        (wire(founders=founders(keys=[KEYS[0], *KEYS[:3]])), "keys"),
        (wire(founders=founders(keys=KEYS * 17)), "keys"),
        (wire(founders=founders(keys=[7])), "keys"),
        (b" " * (FOUNDING_BYTES_MAX + 1), "core.too-large"),
    ],
)
def test_what_is_no_founding_document_is_malformed(raw, field):
    assert fault(raw) == field


def test_both_root_keys_sign():
    assert read(signed_founding()) == FOUNDING


@pytest.mark.parametrize(
    ("signers", "party"),
    [
        ([ROOT_FR], "MA"),
        ([ROOT_MA], "FR"),
        ([record("BE", KeyUse.ROOT)], "FR"),
        ([ROOT_FR, record(MA, KeyUse.SIGN)], "MA"),
        ([ROOT_FR, record(MA, KeyUse.ROOT, "another")], "MA"),
        ([ROOT_FR, ROOT_MA, record("BE", KeyUse.ROOT)], "?"),
    ],
)
def test_one_signature_or_a_strangers_is_not_enough(signers, party):
    with pytest.raises(Unproven) as caught:
        read(signed_founding(signers))
    assert caught.value.code == "core.founding-unsigned"
    assert caught.value.facts == {"party": party}


def test_a_wrong_signature_is_none():
    wrong = signed_founding().adding(ROOT_MA.fingerprint, light_sign(ROOT_MA.public, b"other"))
    with pytest.raises(Unproven):
        read(wrong)


def test_a_signature_for_another_type_of_document_is_none():
    message = b"DSSEv1 1 x " + FOUNDING.encode()
    wrong = signed_founding().adding(ROOT_FR.fingerprint, light_sign(ROOT_FR.public, message))
    with pytest.raises(Unproven):
        read(wrong)
    with pytest.raises(Malformed):
        read(replace(signed_founding(), payload_type="application/json"))
    assert signed_founding().payload_type == FOUNDING_TYPE


def test_one_root_key_for_two_parties_cannot_sign_twice():
    shared = replace(founder(MA), root=ROOT_FR)
    both = replace(FOUNDING, founders=(founder(FR), shared))
    with pytest.raises(Unproven):
        read(signed_founding([ROOT_FR], both))
