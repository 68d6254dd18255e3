"""The second reader against forged proofs of one act."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.core.act import Act
from jisr.core.canonical import decode, encode
from jisr.core.errors import JisrError
from jisr.core.keys import KeyUse
from jisr.ops import crypto
from tests.tools.forge import FRAMEWORK, Forge, base64_of, committed, one_act
from tests.tools.reader import fault, verify, why

# One act.


def changed(raw, **fields):
    return encode(decode(raw, bytes_max=10**7) | fields)


def test_a_forged_proof_that_is_honest_holds(forge):
    part, commitment = committed(b'{"text":"Meet."}')
    body = {"body": {"text": commitment}}
    raw = changed(one_act(forge, **body), parts=[{"name": "text", **part}])
    assert verify.check(raw)["parts"] == ["text"]


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b'{"text":"Never."}', "text", ("PAR-1", "wrong-part")),
        (b'{"text":"Meet."}', "other", ("PAR-1", "wrong-part")),
        (b'{"text":"Meet."}', "Text", ("ACT-4", "wrong-field")),
    ],
)
def test_content_that_does_not_match_the_commitment_is_caught(forge, content, name, expected):
    commitment = committed(b'{"text":"Meet."}')[1]
    raw = one_act(forge, body={"text": commitment})
    assert why(changed(raw, parts=[{"name": name, **committed(content)[0]}])) == expected


def test_content_that_matches_but_is_not_in_the_one_form_is_caught(forge):
    part, commitment = committed(b'{"text": 1.5}')
    raw = changed(one_act(forge, body={"text": commitment}), parts=[{"name": "text", **part}])
    assert fault(raw) == ("CAN-6", "outside-profile", ".parts[0]")


def test_content_with_another_salt_is_caught(forge):
    part, commitment = committed(b"{}")
    raw = one_act(forge, body={"text": commitment})
    wrong = {"name": "text", **part, "salt": base64_of(b"t" * 32)}
    assert why(changed(raw, parts=[wrong])) == ("PAR-1", "wrong-part")


def test_a_receipt_for_another_act_is_caught(forge):
    for _ in range(4):
        forge.open("FR")
        forge.ack("MA")
    first, last = forge.proof("FR", 1, 1), forge.proof("FR", 1, 3)
    verify.check(first)
    swapped = changed(first, receipt=decode(last, bytes_max=10**6)["receipt"])
    assert why(swapped) == ("PRF-4", "wrong-inclusion")
    early = changed(first, receipt=forge.items["MA"][0])
    assert why(early) == ("PRF-4", "wrong-inclusion")


def test_a_receipt_that_is_none_is_caught(forge):
    raw = one_act(forge)
    forge.open("MA")
    assert fault(changed(raw, receipt=forge.items["MA"][1])) == ("PRF-4", "wrong-kind", ".receipt")


def test_an_ack_that_countersigns_nothing_is_no_receipt(forge):
    raw = one_act(forge)
    forge.ack("MA", detail={"checkpoint": forge.stamp("MA", "MA", 1)}, seen=None)
    assert fault(changed(raw, receipt=forge.items["MA"][1])) == ("PRF-4", "wrong-kind", ".receipt")


def test_a_receipt_of_ones_own_is_none(forge):
    raw = one_act(forge)
    own = forge.stamp("FR", "FR", 1)
    cosigned = forge.stamp("FR", "FR", 1, time=1)
    forge.add("FR", "ack", detail={"checkpoint": own, "cosigned": cosigned})
    assert why(changed(raw, receipt=forge.items["FR"][1])) == ("PRF-4", "not-this-log")


def test_an_act_of_another_space_is_caught(forge):
    other = Forge(1)
    raw = one_act(forge)
    other.open("FR")
    assert fault(changed(raw, act=other.items["FR"][0])) == ("PRF-4", "not-this-log", ".act")
    elsewhere = changed(raw, founding=other.founding)
    assert fault(elsewhere) == ("PRF-4", "not-this-log", ".act")


def test_an_act_of_a_third_party_is_caught(forge):
    forge.keys["BE"] = forge.keys["FR"]
    raw = one_act(forge)
    header = forge.header("FR", "open", author="BE", act="send") | {
        "under": {"framework": FRAMEWORK, "procedure": "x"}
    }
    _, envelope = forge.signed("FR", header)
    assert why(changed(raw, act=envelope)) == ("PRF-4", "not-this-log")


def test_a_key_revoked_before_the_act_signs_nothing(forge):
    old = forge.add_key("FR")
    forge.revoke("FR", old)
    forge.open("FR", key=old)
    forge.ack("MA")
    assert fault(forge.proof("FR", 2, 0)) == ("LOG-7", "revoked-key", ".act")


def test_a_key_revoked_after_the_act_did_sign_it(forge):
    old = forge.keys["FR"].current(KeyUse.SIGN).fingerprint
    forge.open("FR")
    forge.add_key("FR")
    forge.revoke("FR", old)
    forge.ack("MA")
    assert verify.check(forge.proof("FR", 0, 0))["key"] == old


def test_a_key_added_later_than_the_act_did_not_sign_it(forge):
    new = forge.keys["FR"].renew(KeyUse.SIGN)
    forge.open("FR")  # Signed with a key that nobody has heard of.
    root = {"add": new.to_wire(), "ground": "late"}
    forge.add("FR", "key", detail=root)
    forge.ack("MA")
    assert fault(forge.proof("FR", 0, 0)) == ("LOG-7", "unknown-key", ".act")


def test_a_checkpoint_key_added_later_than_the_receipt_did_not_cosign(forge):
    forge.open("FR")
    new = forge.keys["MA"].renew(KeyUse.CHECKPOINT)
    forge.ack("MA")
    forge.add("MA", "key", detail={"add": new.to_wire(), "ground": "late"})
    assert fault(forge.proof("FR", 0, 0)) == ("LOG-11", "wrong-checkpoint", ".receipt")


def test_a_key_of_another_use_signs_no_act(forge):
    wrong = forge.keys["FR"].current(KeyUse.CHECKPOINT).fingerprint
    assert fault(one_act(forge, key=wrong)) == ("LOG-7", "wrong-key-use", ".act")


def test_the_partners_key_signs_no_act_of_mine(forge):
    forge.keys["FR"]._held.update(forge.keys["MA"]._held)
    theirs = forge.keys["MA"].current(KeyUse.SIGN).fingerprint
    assert fault(one_act(forge, key=theirs)) == ("LOG-7", "unknown-key", ".act")


def test_a_signature_by_another_secret_is_caught(forge):
    secret = crypto.new_signing_secret()
    assert fault(one_act(forge, secret=secret)) == ("LOG-7", "bad-signature", ".act")


def test_a_signature_named_after_another_key_is_caught(forge):
    raw = one_act(forge)
    envelope = decode(raw, bytes_max=10**6)["act"]
    other = {**envelope["signatures"][0], "keyid": "0" * 64}
    wrong = {**envelope, "signatures": [other]}
    assert fault(changed(raw, act=wrong)) == ("ACT-7", "wrong-signer", ".act")
    two = {**envelope, "signatures": [other, envelope["signatures"][0]]}
    assert fault(changed(raw, act=two)) == ("ACT-7", "wrong-signer", ".act")


def test_a_wrong_inclusion_is_caught(forge):
    for _ in range(5):
        forge.open("FR")
    forge.ack("MA")
    raw = forge.proof("FR", 2, 0)
    right = decode(raw, bytes_max=10**6)["inclusion"]
    verify.check(raw)
    hashes = right["hashes"]
    for wrong in (
        {"index": 3},
        {"index": 5},
        {"size": 6},
        {"size": 4},
        {"size": 0},
        {"hashes": hashes[:-1]},
        {"hashes": hashes[::-1]},
        {"hashes": [*hashes, hashes[0]]},
        {"hashes": []},
    ):
        assert why(changed(raw, inclusion=right | wrong)) == ("PRF-4", "wrong-inclusion")


@settings(max_examples=100, deadline=None)
@given(size=st.integers(1, 300), data=st.data())
def test_paths_and_roots_are_those_of_the_core_at_every_size(size, data):
    from jisr.core import merkle

    ids = [f"{number:064x}" for number in range(size)]
    tree = verify.Tree()
    for id in ids:
        tree.append(verify.leaf(id))
    upto, index = data.draw(st.integers(0, size)), data.draw(st.integers(0, size - 1))
    leaves = [merkle.leaf_hash(id) for id in ids]
    assert tree.root(upto) == merkle.root_of(leaves[:upto]).hex()
    path = [step.hex() for step in merkle.inclusion_proof(leaves, index)]
    assert verify.is_included(ids[index], index, size, path, tree.root(size))
    assert not verify.is_included(ids[index], index + 1, size, path, tree.root(size))


KEY_ACTS = {
    "of another kind": (lambda forge: forge.items["FR"][:1], ("PRF-2", "wrong-kind")),
    "one twice": (lambda forge: forge.key_acts("FR", "FR"), ("PRF-2", "gap")),
    "the second party's first": (lambda forge: forge.key_acts("MA", "FR"), ("PRF-2", "gap")),
    "out of order": (lambda forge: forge.key_acts("FR")[1::-1], ("PRF-2", "gap")),
    "a revocation without the addition": (
        lambda forge: forge.key_acts("FR")[2:3],
        ("LOG-12", "key-not-changed"),
    ),
}


@pytest.mark.parametrize("case", KEY_ACTS)
def test_key_acts_that_are_not_as_they_should_be_are_caught(forge, case):
    forge.open("FR")
    forge.add_key("FR")
    newer = forge.add_key("FR")
    forge.revoke("FR", newer)
    forge.add_key("MA")
    forge.ack("MA")
    choose, expected = KEY_ACTS[case]
    raw = forge.proof("FR", 0, 1)
    verify.check(raw)
    assert why(forge.proof("FR", 0, 1, keys=choose(forge))) == expected


def test_the_founding_document_needs_both_roots(forge):
    raw = one_act(forge)
    first, second = forge.founding["signatures"]
    for signatures in ([first], [second], [first, {**second, "sig": first["sig"]}]):
        founding = {**forge.founding, "signatures": signatures}
        expected = ("SPA-4", "founding-unsigned", ".founding")
        assert fault(changed(raw, founding=founding)) == expected


def test_a_name_of_one_party_for_the_root_of_the_other_makes_another_space(forge):
    raw = one_act(forge)
    text = base64.b64decode(forge.founding["payload"]).replace(b'"MA"', b'"MB"')
    founding = {**forge.founding, "payload": base64_of(text)}
    assert why(changed(raw, founding=founding)) == ("SPA-4", "founding-unsigned")


# Headers.

HEADERS = {
    "a version to come": {"v": 2},
    "true for a version": {"v": True},
    "a day that is none": {"at": "2026-02-30T09:00:00Z"},
    "a second that is none": {"at": "2026-02-20T09:00:60Z"},
    "digits of another script": {"at": "٢٠٢٦-02-20T09:00:00Z"},
    "a field too many": {"comment": "none"},
    "a case in an opening": {"case": "0" * 64},
    "no clause": {"act": None},
    "empty terms": {"terms": {}},
    "a term that is a truth": {"terms": {"urgent": True}},
    "a term that is negative": {"terms": {"days": -1}},
    "a long term": {"terms": {"why": "x" * 257}},
    "a term of lists": {"terms": {"why": [["x"]]}},
    "a term that is an empty list": {"terms": {"why": []}},
    "a count in a list": {"terms": {"why": [1]}},
    "a term of a strange name": {"terms": {"Why": "x"}},
    "an empty body": {"body": {}},
    "a long part name": {"body": {"x" * 65: "0" * 64}},
    "a commitment twice": {"body": {"one": "0" * 64, "two": "0" * 64}},
    "no commitment": {"body": {"text": "0" * 63}},
    "another under": {"under": {"framework": FRAMEWORK}},
    "half a reference": {"seen": {"author": "MA", "id": "0" * 64}},
    "a negative position": {"epoch": -1},
    "a name with two dashes": {"act": "send--it"},
    "a name with a line feed": {"act": "send\n"},
}


@pytest.mark.parametrize("case", HEADERS)
def test_a_header_out_of_form_is_refused_as_the_core_refuses_it(forge, case):
    raw = one_act(forge, **HEADERS[case])
    _, reason, where = fault(raw)
    assert reason in ("wrong-field", "unknown-version", "outside-profile")
    assert where.startswith(".act")
    header = base64.b64decode(forge.items["FR"][0]["payload"])
    with pytest.raises(JisrError):
        Act.parse(header)


GOOD_HEADERS = {
    "terms of each type": {"terms": {"a": "", "b": 0, "c": ["x", ""], "d-1": "y" * 256}},
    "parts": {"body": {"person-1.name": "0" * 64, "x" * 64: "1" * 64}},
    "the last second of a leap day": {"at": "2028-02-29T23:59:59Z"},
}


@pytest.mark.parametrize("case", GOOD_HEADERS)
def test_a_header_in_form_is_taken_as_the_core_takes_it(forge, case):
    verify.check(one_act(forge, **GOOD_HEADERS[case]))
    Act.parse(base64.b64decode(forge.items["FR"][0]["payload"]))
