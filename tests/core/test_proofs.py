"""A fork proof stands alone (docs/spec/proof.md, PRF-2 and PRF-8)."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from jisr.core.act import SLUG_CHARS_MAX, Digest, Kind, PartyId, Slug
from jisr.core.canonical import encode
from jisr.core.dsse import Envelope
from jisr.core.errors import Malformed, Refused, Unproven
from jisr.core.keys import PUBLIC_BYTES_MAX, KeyRecord, KeyUse
from jisr.core.log import KEYS_KNOWN_MAX
from jisr.core.proofs import (
    ENVELOPE_BYTES_MAX,
    FORK_BYTES_MAX,
    KEY_ACTS_MAX,
    ForkProof,
    keys_of,
)
from jisr.core.service import KeyChange
from jisr.core.space import FOUNDING_BYTES_MAX
from tests.core.kit import (
    FOUNDING,
    FR,
    MA,
    NOWHERE,
    START,
    Node,
    enveloped,
    key,
    light_verify,
    next_act,
    record,
    signed_founding,
)

LATER = START + timedelta(hours=1)
SECOND = record(MA, KeyUse.SIGN, "second")
ROTATION = Slug("rotation")
GROUND = Slug("g" * SLUG_CHARS_MAX)  # The longest.


def key_act(node, *, ground=ROTATION, **what):
    return node.write(Kind.KEY, detail=KeyChange(ground=ground, **what).to_wire()).act


@pytest.fixture
def ma():
    """MA, which has replaced its signing key and then written a note with the new one."""
    ma = Node(MA)
    key_act(ma, add=SECOND)
    key_act(ma, revoke=key(MA))
    ma.note(NOWHERE, key=SECOND.fingerprint)
    return ma


def proof_of(ma, **changes):
    held = ma.acts[MA][2].act
    parts = {
        "founding": signed_founding(),
        "keys": tuple(enveloped(h.act) for h in ma.acts[MA][:2]),
        "held": enveloped(held),
        "rival": enveloped(replace(held, at=LATER)),
    }
    return ForkProof(**{**parts, **changes})


def check(proof):
    return proof.check(verify=light_verify)


def unproven(proof):
    with pytest.raises(Unproven) as caught:
        check(proof)
    return caught.value.code


def test_two_acts_for_one_place_prove_a_fork(ma):
    proof = proof_of(ma)
    assert check(proof) == ma.acts[MA][2].act


def test_a_proof_is_read_back_as_it_was_written(ma):
    raw = proof_of(ma).encode()
    assert ForkProof.parse(raw) == proof_of(ma)
    assert ForkProof.parse(raw).encode() == raw


def test_a_key_revoked_since_still_accuses_its_owner(ma):
    held = next_act(Node(MA).ours, Node(FR).ours)
    old = enveloped(held), enveloped(replace(held, at=LATER))
    assert check(proof_of(ma, held=old[0], rival=old[1])) == held


@pytest.mark.parametrize(
    "changes",
    [
        {"at": START},  # The same act twice.
        {"seq": 7, "at": LATER},
        {"epoch": 7, "at": LATER},
        {"space": NOWHERE, "at": LATER},
        {"author": PartyId("FR"), "at": LATER},
        {"key": key(MA, name="stranger"), "at": LATER},
        {"key": key(MA, KeyUse.CHECKPOINT), "at": LATER},
        {"key": key(MA, KeyUse.ROOT), "at": LATER},
    ],
    ids=str,
)
def test_what_is_no_second_act_of_the_same_place_proves_nothing(ma, changes):
    rival = replace(ma.acts[MA][2].act, **changes)
    assert unproven(proof_of(ma, rival=enveloped(rival))) == "core.proves-nothing"


@pytest.mark.parametrize("changes", [{"space": NOWHERE}, {"author": PartyId("BE")}], ids=str)
def test_acts_of_another_space_or_party_prove_nothing_here(ma, changes):
    held = replace(ma.acts[MA][2].act, **changes)
    both = enveloped(held), enveloped(replace(held, at=LATER))
    assert unproven(proof_of(ma, held=both[0], rival=both[1])) == "core.proves-nothing"


def test_an_act_the_author_did_not_sign_accuses_nobody(ma):
    rival = replace(ma.acts[MA][2].act, at=LATER)
    assert unproven(proof_of(ma, rival=enveloped(rival, b"x"))) == "core.bad-signature"
    assert unproven(proof_of(ma, held=enveloped(ma.acts[MA][2].act, b"x"))) == "core.bad-signature"


def test_an_act_has_one_signature_by_the_key_it_names(ma):
    rival = enveloped(replace(ma.acts[MA][2].act, at=LATER))
    first, last = (rival.adding(Digest(digit * 64), b"x") for digit in "0f")  # By order of keys.
    other = replace(rival, signatures=()).adding(key(FR), rival.signatures[0].sig)
    assert unproven(proof_of(ma, rival=first)) == "core.proves-nothing"
    assert unproven(proof_of(ma, rival=last)) == "core.proves-nothing"
    assert unproven(proof_of(ma, rival=other)) == "core.proves-nothing"


def test_without_the_key_act_the_new_key_is_nobodys(ma):
    assert unproven(proof_of(ma, keys=())) == "core.proves-nothing"


def test_key_acts_come_in_their_order_each_once(ma):
    first, second = proof_of(ma).keys
    assert unproven(proof_of(ma, keys=(second, first))) == "core.proves-nothing"
    assert unproven(proof_of(ma, keys=(first, first))) == "core.proves-nothing"


def test_a_key_act_is_the_accused_partys_own(ma):
    fr = Node(FR)
    strange = key_act(fr, add=record(FR, KeyUse.SIGN, "second"))
    assert unproven(proof_of(ma, keys=(enveloped(strange),))) == "core.proves-nothing"
    elsewhere = enveloped(replace(ma.acts[MA][0].act, space=NOWHERE))
    assert unproven(proof_of(ma, keys=(elsewhere,))) == "core.proves-nothing"
    note = proof_of(ma).held
    assert unproven(proof_of(ma, keys=(*proof_of(ma).keys, note))) == "core.proves-nothing"


def test_a_key_act_is_signed_by_the_root(ma):
    forged = replace(ma.acts[MA][0].act, key=key(MA))
    assert unproven(proof_of(ma, keys=(enveloped(forged),))) == "core.proves-nothing"
    unsigned = enveloped(ma.acts[MA][0].act, b"x")
    assert unproven(proof_of(ma, keys=(unsigned,))) == "core.bad-signature"


def test_a_key_act_changes_only_what_it_may(ma):
    root = KeyChange(ground=Slug("g"), revoke=key(MA, KeyUse.ROOT)).to_wire()
    forged = enveloped(replace(ma.acts[MA][0].act, detail=root))
    with pytest.raises(Refused):
        check(proof_of(ma, keys=(forged,)))


def test_a_founding_document_one_party_did_not_sign_proves_nothing(ma):
    half = signed_founding([record(FR, KeyUse.ROOT)])
    assert unproven(proof_of(ma, founding=half)) == "core.founding-unsigned"


def test_a_proof_may_hold_so_many_key_acts_and_no_more(ma):
    full = proof_of(ma, keys=proof_of(ma).keys[:1] * KEY_ACTS_MAX)
    assert len(ForkProof.parse(full.encode()).keys) == KEY_ACTS_MAX


def test_the_keys_of_a_party_are_told_from_its_key_acts(ma):
    keys = keys_of(FOUNDING, MA, proof_of(ma).keys, verify=light_verify)
    assert keys == ma.ours.keys
    assert keys_of(FOUNDING, FR, (), verify=light_verify) == ma.theirs.keys


@pytest.fixture(scope="module")
def busiest():
    """MA, which has added as many keys as it may, the longest there are, and revoked them all."""
    ma = Node(MA)
    while len(ma.ours.keys) < KEYS_KNOWN_MAX:
        public = f"{len(ma.ours.keys):0{PUBLIC_BYTES_MAX}}".encode()
        key_act(ma, ground=GROUND, add=KeyRecord(use=KeyUse.TLS, public=public))
    for fingerprint, known in ma.ours.keys.items():
        if known.record.use not in (KeyUse.ROOT, KeyUse.SIGN):
            key_act(ma, ground=GROUND, revoke=fingerprint)
    return ma


def test_nobody_has_so_many_keys_that_it_cannot_be_accused(busiest):
    held = next_act(busiest.ours, busiest.theirs)
    pair = {"held": enveloped(held), "rival": enveloped(replace(held, at=LATER))}
    proof = proof_of(busiest, keys=tuple(enveloped(h.act) for h in busiest.acts[MA]), **pair)
    assert len(proof.keys) <= KEY_ACTS_MAX
    raw = proof.encode()
    longer = 2 * ENVELOPE_BYTES_MAX + 2 * FOUNDING_BYTES_MAX  # The other three at their longest.
    assert len(raw) + longer <= FORK_BYTES_MAX
    assert ForkProof.parse(raw) == proof
    assert check(proof) == held


def test_with_one_key_too_many_nothing_is_proved(busiest):
    more = next_act(
        busiest.ours,
        busiest.theirs,
        Kind.KEY,
        detail=KeyChange(ground=GROUND, add=record(MA, KeyUse.SIGN, "more")).to_wire(),
    )
    keys = tuple(enveloped(h.act) for h in busiest.acts[MA])
    with pytest.raises(Refused) as caught:
        check(proof_of(busiest, keys=(*keys, enveloped(more))))
    assert caught.value.code == "core.too-many-keys"


def wire(ma, **changes):
    return encode({**json.loads(proof_of(ma).encode()), **changes})


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "act"}, "proof"),
        ({"x": 1}, "proof"),
        ({"v": 2}, "core.unknown-version"),
        ({"v": True}, "core.unknown-version"),
        ({"keys": {}}, "keys"),
        ({"keys": [7]}, "envelope"),
        ({"keys": [{}] * (KEY_ACTS_MAX + 1)}, "keys"),
        ({"founding": {}}, "envelope"),
        ({"held": {}}, "envelope"),
        ({"rival": 7}, "envelope"),
    ],
    ids=str,
)
def test_what_is_no_proof_file_is_malformed(ma, changes, told):
    with pytest.raises(Malformed) as caught:
        ForkProof.parse(wire(ma, **changes))
    assert caught.value.facts.get("field", caught.value.code) == told


def test_an_envelope_of_another_type_is_malformed(ma):
    swapped = {"held": json.loads(proof_of(ma).founding.encode())}
    with pytest.raises(Malformed):
        ForkProof.parse(wire(ma, **swapped))


def test_a_file_over_the_limit_is_not_read():
    with pytest.raises(Malformed) as caught:
        ForkProof.parse(b" " * (FORK_BYTES_MAX + 1))
    assert caught.value.code == "core.too-large"


def test_an_envelope_without_an_act_is_malformed(ma):
    empty = Envelope(payload=b"{}", payload_type=proof_of(ma).held.payload_type, signatures=())
    with pytest.raises(Malformed):
        check(proof_of(ma, held=empty.adding(key(MA), b"x")))
