"""The second reader against forged ledgers and forks."""

import base64

import pytest

from jisr.core.canonical import decode, encode
from jisr.core.keys import KeyRecord, KeyUse, read_key
from jisr.core.proofs import ForkProof
from jisr.ops import crypto
from tests.tools.forge import Forge, base64_of
from tests.tools.reader import fault, verify, why

# A whole ledger.


def busy(forge):
    """A ledger with some of everything, honest; both logs have seen each other."""
    forge.open("FR")
    forge.ack("MA")
    old = forge.add_key("FR")
    forge.revoke("FR", old)
    forge.ack("FR")
    forge.restart("MA", epoch=3)
    forge.open("MA", epoch=3)
    forge.ack("FR")
    forge.add("FR", "erase", detail={"ground": "expired", "parts": ["0" * 64, "1" * 64]})
    forge.ack("MA", epoch=3, seen=forge.seen("FR"))
    return forge


def test_a_ledger_in_which_everything_is_honest_holds(forge):
    proved = verify.check(busy(forge).ledger())
    assert {party: log["size"] for party, log in proved["logs"].items()} == {"FR": 6, "MA": 4}
    assert proved["logs"]["MA"]["epochs"] == [0, 3]
    for party, log in proved["logs"].items():
        assert log["root"] == forge.root(party, log["size"])


def test_an_empty_ledger_holds(forge):
    proved = verify.check(forge.ledger())
    assert [log["size"] for log in proved["logs"].values()] == [0, 0]


def edited(forge, party, edit):
    edit(forge.items[party])
    return forge.ledger()


LISTS = {
    "an act removed from the middle": ("FR", lambda log: log.pop(2), ("LOG-5", "gap")),
    "the first act removed": ("FR", lambda log: log.pop(0), ("LOG-5", "gap")),
    "an act twice": ("FR", lambda log: log.insert(1, log[0]), ("LOG-5", "gap")),
    "two acts exchanged": (
        "FR",
        lambda log: log.__setitem__(slice(1, 3), log[2:0:-1]),
        ("LOG-5", "gap"),
    ),
    "the end of the other's log cut": ("FR", lambda log: log.pop(), ("LOG-8", "seen-not-held")),
    "the whole log cut": ("MA", lambda log: log.clear(), ("LOG-8", "seen-not-held")),
    "an act for its id": (
        "FR",
        lambda log: log.__setitem__(1, "0" * 64),
        ("LOG-5", "chain-broken"),
    ),
}


@pytest.mark.parametrize("case", LISTS)
def test_a_log_that_is_not_whole_is_caught(forge, case):
    party, edit, expected = LISTS[case]
    assert why(edited(busy(forge), party, edit)) == expected


def test_an_act_replaced_by_its_own_id_is_caught_unless_both_agreed_to_prune(forge):
    assert fault(drop(busy(forge), "FR", 0)) == ("SRV-6", "prune-not-agreed", ".logs.FR[0]")


def test_the_other_partys_log_in_the_place_of_ones_own_is_caught(forge):
    busy(forge)
    forge.items = {"FR": forge.items["MA"], "MA": forge.items["FR"]}
    assert why(forge.ledger()) == ("LOG-2", "not-this-log")


def test_a_third_log_is_caught(forge):
    forge.items["BE"] = []
    assert fault(forge.ledger()) == ("PRF-6", "wrong-field", ".logs")


def test_a_ledger_of_another_space_is_caught(forge):
    busy(forge).founding = Forge(1).founding
    assert why(forge.ledger()) == ("LOG-2", "not-this-log")


def wrong_root(forge):
    forge.ack("MA", cosigned=forge.stamp("MA", "FR", 1, time=1, root="0" * 64))


def seen_again(forge):
    forge.ack("MA")
    forge.open("MA", seen=forge.seen("FR"))


def seen_falsely(forge):
    forge.open("MA", seen=forge.seen("FR") | {"id": "0" * 64})


def seen_of_its_own(forge):
    forge.open("MA")
    forge.open("MA", seen=forge.seen("MA"))


def revoked(forge):
    old = forge.add_key("FR")
    forge.revoke("FR", old)
    forge.open("FR", key=old)


def revoked_checkpoint(forge):
    old = forge.add_key("FR", KeyUse.CHECKPOINT)
    forge.revoke("FR", old)
    own = forge.stamp("FR", "FR", 3, key=old)
    forge.add("FR", "ack", detail={"checkpoint": own})


def own_root(forge):
    own = forge.stamp("FR", "FR", 1, root="0" * 64)
    forge.add("FR", "ack", detail={"checkpoint": own})


def own_size(forge):
    forge.add("FR", "ack", detail={"checkpoint": forge.stamp("FR", "FR", 0)})


def own_signature(forge):
    own = forge.stamp("FR", "FR", 1)
    signature = base64_of(b"0" * 64)
    forge.add("FR", "ack", detail={"checkpoint": own | {"signature": signature}})


def partners_checkpoint_key(forge):
    key = forge.keys["MA"].current(KeyUse.CHECKPOINT).fingerprint
    forge.keys["FR"]._held.update(forge.keys["MA"]._held)
    own = forge.stamp("FR", "FR", 1, key=key)
    forge.add("FR", "ack", detail={"checkpoint": own})


def cosigned_time(forge):
    cosigned = forge.stamp("MA", "FR", 1, time=1)
    forge.ack("MA", cosigned=cosigned | {"time": 2})


def root_added(forge):
    new = forge.keys["MA"].current(KeyUse.ROOT).to_wire()
    forge.add("FR", "key", detail={"add": new, "ground": "mine"})


def known_added(forge):
    known = forge.keys["FR"].current(KeyUse.SIGN).to_wire()
    forge.add("FR", "key", detail={"add": known, "ground": "again"})


def root_revoked(forge):
    forge.revoke("FR", forge.keys["FR"].current(KeyUse.ROOT).fingerprint)


def revoked_twice(forge):
    old = forge.add_key("FR")
    forge.revoke("FR", old)
    forge.revoke("FR", old)


def key_act_by_sign_key(forge):
    key = forge.keys["FR"].current(KeyUse.SIGN).fingerprint
    forge.revoke("FR", key, key=key)


def both_changes(forge):
    new = forge.keys["FR"].renew(KeyUse.SIGN).to_wire()
    forge.add("FR", "key", detail={"add": new, "ground": "x", "revoke": "0" * 64})


def more_than_seen(forge):
    forge.open("FR")
    forge.ack("MA", upto=1, cosigned=forge.stamp("MA", "FR", 2, time=1))


LEDGERS = {
    "a cosignature of another root": (wrong_root, ("PRF-6", "wrong-root")),
    "the same seen twice": (seen_again, ("LOG-8", "seen-backwards")),
    "an act that never was is seen": (seen_falsely, ("LOG-9", "seen-unknown")),
    "an author that sees itself": (seen_of_its_own, ("LOG-8", "seen-backwards")),
    "a revoked key": (revoked, ("LOG-7", "revoked-key")),
    "a revoked checkpoint key": (revoked_checkpoint, ("LOG-11", "wrong-checkpoint")),
    "a checkpoint of another root": (own_root, ("LOG-11", "wrong-checkpoint")),
    "a checkpoint of another size": (own_size, ("LOG-11", "wrong-checkpoint")),
    "a checkpoint wrongly signed": (own_signature, ("LOG-11", "wrong-checkpoint")),
    "the partner's checkpoint key": (partners_checkpoint_key, ("LOG-11", "wrong-checkpoint")),
    "a cosignature with another time": (cosigned_time, ("LOG-11", "wrong-checkpoint")),
    "a cosignature of more than was seen": (more_than_seen, ("LOG-11", "wrong-checkpoint")),
    "a root key added": (root_added, ("LOG-12", "key-not-changed")),
    "a known key added": (known_added, ("LOG-12", "key-not-changed")),
    "the root key revoked": (root_revoked, ("LOG-12", "key-not-changed")),
    "a key revoked twice": (revoked_twice, ("LOG-12", "key-not-changed")),
    "a key added and one revoked at once": (both_changes, ("SRV-2", "wrong-field")),
    "a key act without the root key": (key_act_by_sign_key, ("LOG-7", "wrong-key-use")),
    "a restart in the same epoch": (
        lambda forge: forge.restart("FR", epoch=0),
        ("LOG-6", "wrong-epoch"),
    ),
    "an epoch without a restart": (
        lambda forge: forge.open("FR", epoch=1),
        ("LOG-6", "wrong-epoch"),
    ),
    "the epoch before a restart": (
        lambda forge: (forge.restart("FR", epoch=2), forge.open("FR", epoch=1)),
        ("LOG-6", "wrong-epoch"),
    ),
    "another act before": (
        lambda forge: forge.open("FR", prev="0" * 64),
        ("LOG-5", "chain-broken"),
    ),
    "a position left free": (lambda forge: forge.open("FR", seq=2), ("LOG-5", "gap")),
    "parts erased twice": (
        lambda forge: forge.add(
            "FR", "erase", detail={"ground": "x", "parts": ["0" * 64, "0" * 64]}
        ),
        ("SRV-4", "wrong-field"),
    ),
    "a restart that says too much": (
        lambda forge: forge.add("FR", "restart", epoch=1, detail={"ground": "x", "why": "y"}),
        ("SRV-3", "wrong-field"),
    ),
}


@pytest.mark.parametrize("case", LEDGERS)
def test_a_ledger_that_a_forger_signed_is_caught(forge, case):
    write, expected = LEDGERS[case]
    forge.open("FR")
    verify.check(forge.ledger())
    write(forge)
    assert why(forge.ledger()) == expected


def test_two_acts_that_have_seen_each_other_first_can_never_be_read(forge):
    forge.ids["FR"] = ["0" * 64]
    forge.open("MA", seen=forge.seen("FR"))
    forge.ids["FR"] = []
    forge.open("FR", seen=forge.seen("MA"))
    assert why(forge.ledger()) == ("LOG-8", "seen-not-held")


# Pruned.


def pruned(forge, *, both=True, upto=(2, 1)):
    """FR's acts 0 to 2 and MA's 0 and 1, of a closed case, agreed to go; all held still."""
    forge.open("FR")
    forge.open("FR")
    forge.ack("MA")
    forge.ack("FR")
    forge.ack("MA")
    heads = [forge.seen("FR", upto[0]), forge.seen("MA", upto[1])]
    forge.add("FR", "prune", seen=forge.seen("MA"), detail={"upto": heads})
    if both:
        forge.add("MA", "prune", seen=forge.seen("FR"), detail={"upto": heads})
        forge.ack("FR")
    forge.open("FR")
    forge.ack("MA")
    return forge


def drop(forge, party, *positions):
    for position in positions:
        forge.items[party][position] = forge.ids[party][position]
    return forge.ledger()


def test_a_pruned_ledger_holds_with_the_same_roots(forge):
    whole = verify.check(pruned(forge).ledger())
    drop(forge, "FR", 0, 1, 2)
    less = verify.check(drop(forge, "MA", 0, 1))
    for party, log in less["logs"].items():
        assert log["root"] == whole["logs"][party]["root"]
    assert [log["pruned"] for log in less["logs"].values()] == [3, 2]
    assert "3" in " ".join(verify.sentences(less, "en"))


def test_a_header_above_what_was_agreed_may_not_be_missing(forge):
    raw = drop(pruned(forge, upto=(1, 1)), "FR", 0, 1, 2)
    assert fault(raw) == ("SRV-6", "prune-not-agreed", ".logs.FR[2]")


def test_one_party_alone_cannot_prune(forge):
    raw = drop(pruned(forge, both=False), "FR", 0)
    assert why(raw) == ("SRV-6", "prune-not-agreed")


def test_heads_that_never_were_prune_nothing(forge):
    forge.open("FR")
    forge.ack("MA")
    heads = [forge.seen("FR") | {"id": "0" * 64}, forge.seen("MA")]
    for party in ("FR", "MA"):
        forge.add(party, "prune", detail={"upto": heads})
    verify.check(forge.ledger())
    assert why(drop(forge, "FR", 0)) == ("SRV-6", "prune-not-agreed")


def test_an_epoch_cannot_change_among_pruned_acts(forge):
    pruned(forge)
    forge.items["MA"] = forge.items["MA"][:4]
    forge.open("MA", seq=4, prev=forge.ids["MA"][3], epoch=1)
    assert why(drop(forge, "MA", 0, 1)) == ("LOG-6", "wrong-epoch")


# Forks.


def rivals(forge, *, party="FR", **other):
    """Two envelopes of one party for one place."""
    header = forge.header(party, "note", act="remark", case="0" * 64)
    held = forge.signed(party, header)[1]
    return held, forge.signed(party, header | {"at": "2026-03-02T10:00:00Z"} | other)[1]


def test_two_acts_for_one_place_are_proved(forge):
    proved = verify.check(encode(forge.fork("FR", *rivals(forge))))
    assert (proved["place"], proved["space"]) == ("FR 0/0", forge.space)


FORKS = {
    "the same act twice": ({"at": "2026-03-02T09:00:00Z"}, ("PRF-8", "not-a-fork")),
    "another position": ({"seq": 1}, ("PRF-8", "not-a-fork")),
    "another epoch": ({"epoch": 1}, ("PRF-8", "not-a-fork")),
    "another space": ({"space": "0" * 64}, ("PRF-8", "not-a-fork")),
    "another author": ({"author": "MA"}, ("PRF-8", "not-a-fork")),
}


@pytest.mark.parametrize("case", FORKS)
def test_two_acts_that_can_both_be_are_no_fork(forge, case):
    other, expected = FORKS[case]
    assert why(encode(forge.fork("FR", *rivals(forge, **other)))) == expected


def test_a_fork_of_a_third_party_is_none_of_this_space(forge):
    header = forge.header("FR", "note", act="remark", case="0" * 64) | {"author": "BE"}
    held = forge.signed("FR", header)[1]
    rival = forge.signed("FR", header | {"at": "2026-03-02T10:00:00Z"})[1]
    assert why(encode(forge.fork("FR", held, rival))) == ("PRF-8", "not-this-log")


def test_a_fork_that_the_accused_did_not_sign_is_none(forge):
    held, _ = rivals(forge)
    header = forge.header("FR", "note", act="other", case="0" * 64)
    rival = forge.signed("FR", header, secret=crypto.new_signing_secret())[1]
    raw = encode(forge.fork("FR", held, rival))
    assert fault(raw) == ("LOG-7", "bad-signature", ".rival")


def test_a_fork_by_a_key_revoked_since_counts(forge):
    pair = rivals(forge)
    old = forge.add_key("FR")
    forge.revoke("FR", old)
    assert verify.check(encode(forge.fork("FR", *pair)))["author"] == "FR"
    without = encode(forge.fork("FR", *pair, keys=forge.key_acts("FR")[:1]))
    assert verify.check(without)["author"] == "FR"


def too_many_keys(forge, *, more=0):
    """FR adds keys, the longest there are, until its log may have no more, and `more` of them."""
    for number in range(len(KeyUse), verify.KEYS_KNOWN_MAX + more):
        record = KeyRecord(use=KeyUse.TLS, public=f"{number:04096}".encode())
        forge.add("FR", "key", detail={"add": record.to_wire(), "ground": "g" * 64})


def test_a_fork_by_a_party_with_the_most_key_acts_is_proved(forge):
    pair = rivals(forge)
    too_many_keys(forge)
    for item in forge.key_acts("FR"):
        added = decode(base64.b64decode(item["payload"]), bytes_max=10**6)["detail"]["add"]
        forge.revoke("FR", read_key(added, "add").fingerprint)
    raw = encode(forge.fork("FR", *pair))
    assert ForkProof.parse(raw).check(verify=crypto.verify).author == "FR"
    assert verify.check(raw)["author"] == "FR"


def test_one_key_more_than_a_log_may_have_is_caught(forge):
    pair = rivals(forge)
    too_many_keys(forge, more=1)
    assert why(encode(forge.fork("FR", *pair))) == ("LOG-12", "too-many-keys")


def test_key_acts_of_the_other_party_have_no_place_in_a_fork(forge):
    pair = rivals(forge)
    forge.add_key("MA")
    raw = encode(forge.fork("FR", *pair, keys=forge.key_acts("MA")))
    assert fault(raw) == ("PRF-2", "not-this-log", ".keys[0]")


def test_a_fork_in_a_ledger_is_of_the_act_in_its_log(forge):
    held, rival = rivals(forge)
    forge.items["FR"].append(held)
    forge.proofs = [forge.fork("FR", held, rival)]
    assert verify.check(forge.ledger())["forks"][0]["place"] == "FR 0/0"
    forge.items["FR"] = [forge.signed("FR", forge.header("FR", "note", act="x", case="0" * 64))[1]]
    assert fault(forge.ledger()) == ("PRF-6", "not-in-log", ".proofs[0]")
    other = Forge(1)
    forge.proofs = [other.fork("FR", *rivals(other))]
    assert fault(forge.ledger()) == ("PRF-6", "not-this-log", ".proofs[0]")
