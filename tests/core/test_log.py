"""The ladder by which an act finds its place, rung by rung (docs/spec/log.md, LOG-1 to LOG-12)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jisr.core import merkle
from jisr.core.act import Digest, Kind, PartyId, Ref, Slug
from jisr.core.case import ref_of
from jisr.core.checkpoint import checkpoint_text, cosignature_text
from jisr.core.errors import Conflict, Malformed, Refused, Unproven
from jisr.core.keys import KeyUse
from jisr.core.log import (
    KEYS_KNOWN_MAX,
    Fence,
    Forked,
    Known,
    Placed,
    Straggler,
    new_log,
    place,
)
from jisr.core.service import Ack, Erase, KeyChange, Prune, Restart
from tests.core.kit import (
    FOUNDING,
    FR,
    MA,
    NOWHERE,
    SPACE,
    START,
    Node,
    ack_detail,
    checkpoint,
    cosignature,
    deliver,
    key,
    light_sign,
    light_verify,
    next_act,
    pair,
    record,
    sign,
)


@pytest.fixture
def fr():
    """FR, which holds two notes of MA's and has written one itself."""
    fr, ma = pair()
    for node in (ma, ma, fr):
        node.note(NOWHERE)
    deliver(ma, fr)
    return fr


def coming(node, kind=Kind.NOTE, **changes):
    """The partner's next act, an innocent note unless `changes` say otherwise."""
    return next_act(node.theirs, node.ours, kind, **changes)


def restart_to(node, epoch, **changes):
    return coming(node, Kind.RESTART, epoch=epoch, detail={"ground": "restore"}, **changes)


def refused(kind, node, act, signature=None):
    """The code with which an act is refused; nothing of it may be left behind."""
    before = dict(node.logs)
    with pytest.raises(kind) as caught:
        node.take(act, signature)
    assert node.logs == before
    return caught.value.code


def fenced(node, epoch, seq):
    node.logs[MA] = replace(node.theirs, fence=Fence(epoch=epoch, seq=seq))
    return node


# --- The bottom: an act is placed


def test_an_empty_log_begins_with_the_space_and_the_founding_keys():
    log = new_log(FOUNDING, MA)
    assert (log.head, log.size, log.epoch, log.saw, log.fence) == (SPACE, 0, 0, 0, None)
    assert set(log.keys) == {key(MA, use) for use in KeyUse}


def test_the_next_act_is_placed(fr):
    act = coming(fr)
    before = fr.theirs
    placed = fr.take(act)
    assert isinstance(placed, Placed)
    assert (placed.log.size, placed.log.head) == (before.size + 1, placed.id)
    assert placed.log.saw == 1
    assert placed.log.last_at == act.at
    ids = [held.id for held in fr.acts[MA]]
    assert merkle.root(placed.log.frontier) == merkle.root_of([*map(merkle.leaf_hash, ids)])


def test_an_act_that_has_seen_nothing_new_says_nothing_of_it(fr):
    fr.take(coming(fr))
    act = coming(fr)
    assert act.seen is None
    assert fr.take(act).log.saw == 1


def test_a_clock_set_back_is_a_fault_to_show_and_nothing_more(fr):
    for _ in range(2):  # Two acts of one second are in order.
        assert not fr.take(coming(fr, at=START + timedelta(hours=1))).clock_backwards
    assert fr.take(coming(fr, at=START)).clock_backwards


def test_a_log_tells_its_keys_by_use(fr):
    log = fr.theirs
    assert log.key_for(KeyUse.SEAL).record == record(MA, KeyUse.SEAL)
    assert log.valid_key(key(MA), KeyUse.SIGN)
    assert log.valid_key(key(MA), KeyUse.CHECKPOINT) is None
    assert log.valid_key(NOWHERE, KeyUse.SIGN) is None
    assert replace(log, keys={}).key_for(KeyUse.SIGN) is None


def test_the_newest_key_that_is_not_revoked_stands_for_its_use(fr):
    newer = record(MA, KeyUse.SIGN, "second")
    found = []
    for change in ({"add": newer}, {"revoke": newer.fingerprint}, {"revoke": key(MA)}):
        detail = KeyChange(ground=Slug("theft"), **change).to_wire()
        fr.take(coming(fr, Kind.KEY, detail=detail))
        found.append(fr.theirs.key_for(KeyUse.SIGN))
    assert [known and known.record for known in found] == [newer, record(MA, KeyUse.SIGN), None]
    assert fr.theirs.valid_key(newer.fingerprint, KeyUse.SIGN) is None


# --- LOG-1, LOG-2


def test_bytes_that_are_no_act_are_malformed(fr):
    with pytest.raises(Malformed):
        place(
            b"{}",
            b"",
            log=fr.theirs,
            other=fr.ours,
            lookup=fr.lookup,
            verify=light_verify,
        )


@pytest.mark.parametrize("changes", [{"space": NOWHERE}, {"author": PartyId("BE")}])
def test_an_act_of_another_space_or_party_is_not_of_this_log(fr, changes):
    act = coming(fr, **changes)
    with pytest.raises(Refused) as caught:
        place(
            act.encode(),
            b"",
            log=fr.theirs,
            other=fr.ours,
            lookup=fr.lookup,
            verify=light_verify,
        )
    assert caught.value.code == "core.not-this-log"


# --- LOG-3: the place is taken


def taken(node, **changes):
    return replace(node.acts[MA][1].act, **changes)


def test_a_repeated_act_is_known(fr):
    held = fr.acts[MA][1]
    assert fr.take(held.act) == Known(id=held.id)


def test_a_repeated_act_is_known_whatever_its_signature(fr):
    assert isinstance(fr.take(fr.acts[MA][1].act, b""), Known)


def test_at_a_pruned_place_there_is_nothing_to_compare(fr):
    rival = taken(fr, at=START + timedelta(hours=1))
    outcome = place(
        rival.encode(),
        sign(rival),
        log=fr.theirs,
        other=fr.ours,
        lookup=lambda author, seq: None,
        verify=light_verify,
    )
    assert isinstance(outcome, Straggler)


def test_a_second_act_for_one_place_is_a_fork(fr):
    rival = taken(fr, at=START + timedelta(hours=1))
    forked = fr.take(rival)
    assert isinstance(forked, Forked)
    assert (forked.seq, forked.held) == (1, fr.acts[MA][1].id)
    assert forked.rival != forked.held


def test_a_rival_of_an_earlier_epoch_is_a_straggler(fr):
    fr.take(restart_to(fr, 5))
    late = replace(fr.acts[MA][2].act, epoch=0)
    assert isinstance(fr.take(late), Straggler)


def test_a_rival_of_a_later_epoch_forgot_what_we_hold(fr):
    assert refused(Refused, fr, taken(fr, epoch=5)) == "core.restart-forgot"


@pytest.mark.parametrize(
    ("changes", "signature", "code"),
    [
        ({}, b"", "core.bad-signature"),
        ({"key": key(MA, name="stranger")}, None, "core.unknown-key"),
        ({"key": key(FR)}, None, "core.unknown-key"),
        ({"key": key(MA, KeyUse.CHECKPOINT)}, None, "core.wrong-key-use"),
        ({"key": key(MA, KeyUse.ROOT)}, None, "core.wrong-key-use"),
        ({"epoch": 5}, b"", "core.bad-signature"),
    ],
)
def test_a_rival_that_the_author_did_not_sign_accuses_nobody(fr, changes, signature, code):
    rival = taken(fr, at=START + timedelta(hours=1), **changes)
    assert refused(Unproven, fr, rival, signature) == code


def test_a_thief_with_a_revoked_key_cannot_stop_the_space(fr):
    new = record(MA, KeyUse.SIGN, "second")
    for change in (KeyChange(ground=Slug("theft"), add=new),
                   KeyChange(ground=Slug("theft"), revoke=key(MA))):  # fmt: skip
        fr.take(coming(fr, Kind.KEY, detail=change.to_wire()))
    rival = taken(fr, at=START + timedelta(hours=1))
    assert refused(Unproven, fr, rival) == "core.revoked-key"


# --- LOG-4: stragglers


def test_behind_a_restart_acts_of_the_old_epoch_are_stragglers(fr):
    fr.take(restart_to(fr, 5))
    assert isinstance(fr.take(coming(fr, epoch=0)), Straggler)
    assert isinstance(fr.take(coming(fr, epoch=0, seq=fr.theirs.size + 3), b""), Straggler)


def test_a_fence_alone_cuts_off_no_act(fr):
    fenced(fr, 5, fr.theirs.size)
    assert isinstance(fr.take(coming(fr)), Placed)
    assert isinstance(fr.take(restart_to(fr, 5)), Placed)
    assert isinstance(fr.take(coming(fr)), Placed)


# --- LOG-5: gap and chain


def test_an_act_after_a_gap_waits(fr):
    act = coming(fr, seq=fr.theirs.size + 1)
    assert refused(Conflict, fr, act) == "core.gap"


def test_an_act_on_another_head_breaks_the_chain(fr):
    assert refused(Refused, fr, coming(fr, prev=NOWHERE)) == "core.chain-broken"


def test_the_first_act_follows_the_founding_document():
    fr = Node(FR)
    assert refused(Refused, fr, coming(fr, prev=NOWHERE)) == "core.chain-broken"
    assert coming(fr).prev == SPACE
    assert isinstance(fr.take(coming(fr)), Placed)


# --- LOG-6: epochs


@pytest.mark.parametrize("epoch", [1, 5])
def test_an_epoch_begins_with_a_restart(fr, epoch):
    assert refused(Refused, fr, coming(fr, epoch=epoch)) == "core.wrong-epoch"


def test_a_restart_opens_a_later_epoch_and_sets_its_own_fence(fr):
    size = fr.theirs.size
    placed = fr.take(restart_to(fr, 5))
    assert placed.log.epoch == 5
    assert placed.log.fence == Fence(epoch=5, seq=size)
    assert coming(fr).seq == size + 1
    assert isinstance(fr.take(coming(fr)), Placed)


def test_the_first_act_of_a_log_may_be_a_restart():
    fr = Node(FR)
    assert isinstance(fr.take(restart_to(fr, 5)), Placed)


def test_a_restart_needs_a_later_epoch(fr):
    assert refused(Refused, fr, restart_to(fr, 0)) == "core.wrong-epoch"
    fr.take(restart_to(fr, 5))
    assert isinstance(fr.take(restart_to(fr, 4)), Straggler)
    assert refused(Refused, fr, restart_to(fr, 5)) == "core.wrong-epoch"
    assert isinstance(fr.take(restart_to(fr, 6)), Placed)


@pytest.mark.parametrize("beyond", [0, 1, 9])
def test_an_older_restart_takes_its_place_before_the_one_a_fence_was_granted_for(fr, beyond):
    granted = Fence(epoch=5, seq=fr.theirs.size + beyond)
    fenced(fr, granted.epoch, granted.seq)
    older = fr.take(restart_to(fr, 4))
    assert isinstance(older, Placed)
    assert older.log.fence == granted
    newer = fr.take(restart_to(fr, 5))
    assert isinstance(newer, Placed)
    assert newer.log.fence == Fence(epoch=5, seq=newer.act.seq)


# --- LOG-7: key and signature


@pytest.mark.parametrize(
    ("kind", "use"),
    [(kind, use) for kind in Kind for use in (KeyUse.ROOT, KeyUse.CHECKPOINT, KeyUse.SIGN)],
)
def test_each_kind_is_signed_by_a_key_of_its_use(fr, kind, use):
    details = {
        Kind.ACK: ack_detail(fr.theirs, fr.ours),
        Kind.KEY: KeyChange(ground=Slug("g"), revoke=key(MA, KeyUse.SEAL)).to_wire(),
        Kind.RESTART: Restart(ground=Slug("g")).to_wire(),
        Kind.ERASE: Erase(parts=(NOWHERE,), ground=Slug("g")).to_wire(),
        Kind.PRUNE: Prune(upto=(ref_of(fr.acts[FR][0]), ref_of(fr.acts[MA][0]))).to_wire(),
    }
    more = {"on": ref_of(fr.acts[MA][0])} if kind is Kind.MOVE else {}
    act = coming(
        fr,
        kind,
        key=key(MA, use),
        detail=details.get(kind),
        epoch=5 if kind is Kind.RESTART else 0,
        **more,
    )
    by_root = kind in (Kind.KEY, Kind.RESTART, Kind.PRUNE)
    if use is (KeyUse.ROOT if by_root else KeyUse.SIGN):
        assert isinstance(fr.take(act), Placed)
    else:
        assert refused(Unproven, fr, act) == "core.wrong-key-use"


def test_an_unknown_key_proves_nothing(fr):
    act = coming(fr, key=key(MA, name="stranger"))
    assert refused(Unproven, fr, act) == "core.unknown-key"


def test_the_partners_key_proves_nothing_about_the_author(fr):
    assert refused(Unproven, fr, coming(fr, key=key(FR))) == "core.unknown-key"


@pytest.mark.parametrize("signature", [b"", bytes(64), b"x"])
def test_a_signature_that_does_not_hold_proves_nothing(fr, signature):
    assert refused(Unproven, fr, coming(fr), signature) == "core.bad-signature"


def test_a_signature_over_the_bare_header_is_none(fr):
    act = coming(fr)
    bare = light_sign(record(MA, KeyUse.SIGN).public, act.encode())
    assert refused(Unproven, fr, act, bare) == "core.bad-signature"


# --- LOG-8, LOG-9: what was seen


def test_seen_names_the_other_party(fr):
    own = ref_of(fr.acts[MA][1])
    assert refused(Refused, fr, coming(fr, seen=own)) == "core.seen-backwards"


def test_seen_never_goes_backwards_and_never_repeats(fr):
    again = ref_of(fr.acts[FR][0])
    fr.take(coming(fr))
    assert refused(Refused, fr, coming(fr, seen=again)) == "core.seen-backwards"
    fr.note(NOWHERE)
    fr.take(coming(fr))
    assert refused(Refused, fr, coming(fr, seen=again)) == "core.seen-backwards"


def test_an_act_that_has_seen_what_is_not_here_waits(fr):
    ahead = Ref(author=FR, epoch=0, seq=1, id=NOWHERE)
    assert refused(Conflict, fr, coming(fr, seen=ahead)) == "core.seen-not-held"


def test_an_act_that_attests_other_bytes_is_refused(fr):
    other = replace(ref_of(fr.acts[FR][0]), id=NOWHERE)
    assert refused(Refused, fr, coming(fr, seen=other)) == "core.seen-unknown"


def test_an_act_that_saw_what_our_restart_cut_off_is_a_straggler(fr):
    lost = Ref(author=FR, epoch=7, seq=0, id=NOWHERE)
    assert isinstance(fr.take(coming(fr, seen=lost)), Straggler)


# --- LOG-10: service content


@pytest.mark.parametrize("kind", [Kind.ACK, Kind.KEY, Kind.RESTART, Kind.ERASE, Kind.PRUNE])
def test_service_content_of_another_form_is_malformed(fr, kind):
    act = coming(fr, kind, epoch=5 if kind is Kind.RESTART else 0, detail={"x": 1})
    assert refused(Malformed, fr, act) == "core.wrong-field"


# --- LOG-11: the checkpoints of an ack


def ack(node, point=None, cosigned=None):
    """An ack of MA's with its checkpoint or cosignature replaced."""
    detail = Ack(
        checkpoint=point or checkpoint(node.theirs),
        cosigned=cosigned or cosignature(node.theirs, node.ours),
    )
    return coming(node, Kind.ACK, detail=detail.to_wire())


def test_an_ack_with_true_checkpoints_is_placed(fr):
    assert isinstance(fr.take(ack(fr)), Placed)


def test_an_ack_may_cosign_nothing(fr):
    detail = Ack(checkpoint=checkpoint(fr.theirs), cosigned=None).to_wire()
    assert isinstance(fr.take(coming(fr, Kind.ACK, detail=detail)), Placed)


def test_the_first_act_of_a_log_may_be_an_ack():
    fr = Node(FR)
    assert isinstance(fr.take(ack(fr)), Placed)


def signed_point(log, **changes):
    """A checkpoint that says something else, and is signed all the same."""
    point = replace(checkpoint(log), **changes)
    text = checkpoint_text(space=log.space, author=log.author, size=point.size, root=point.root)
    return replace(point, signature=light_sign(record(MA, KeyUse.CHECKPOINT).public, text))


WRONG_POINTS = {
    "size": lambda log: signed_point(log, size=log.size + 1),
    "root": lambda log: signed_point(log, root=NOWHERE),
    "signature": lambda log: checkpoint(log, signature=bytes(64)),
    "key of another use": lambda log: checkpoint(log, key=key(MA)),
    "key of nobody": lambda log: checkpoint(log, key=NOWHERE),
    "key of the partner": lambda log: checkpoint(log, key=key(FR, KeyUse.CHECKPOINT)),
}


@pytest.mark.parametrize("wrong", WRONG_POINTS)
def test_a_checkpoint_states_the_log_before_the_ack(fr, wrong):
    act = ack(fr, point=WRONG_POINTS[wrong](fr.theirs))
    assert refused(Unproven, fr, act) == "core.wrong-checkpoint"


def signed_cosignature(log, other, **changes):
    point = replace(cosignature(log, other), **changes)
    text = checkpoint_text(space=other.space, author=other.author, size=point.size, root=point.root)
    covered = cosignature_text(text, time=point.time)
    return replace(point, signature=light_sign(record(MA, KeyUse.CHECKPOINT).public, covered))


WRONG_COSIGNATURES = {
    "fewer than seen": lambda log, other: signed_cosignature(log, other, size=0),
    "more than seen": lambda log, other: signed_cosignature(log, other, size=2),
    "another time": lambda log, other: cosignature(log, other, time=1),
    "signature": lambda log, other: cosignature(log, other, signature=bytes(64)),
    "key of another use": lambda log, other: cosignature(log, other, key=key(MA)),
    "key of the partner": lambda log, other: cosignature(
        log, other, key=key(FR, KeyUse.CHECKPOINT)
    ),
}


@pytest.mark.parametrize("wrong", WRONG_COSIGNATURES)
def test_a_cosignature_covers_just_what_the_ack_has_seen(fr, wrong):
    act = ack(fr, cosigned=WRONG_COSIGNATURES[wrong](fr.theirs, fr.ours))
    assert refused(Unproven, fr, act) == "core.wrong-checkpoint"


def test_a_lie_about_the_other_root_is_kept_as_evidence(fr):
    lie = signed_cosignature(fr.theirs, fr.ours, root=NOWHERE)
    assert isinstance(fr.take(ack(fr, cosigned=lie)), Placed)


def test_a_revoked_key_signs_no_checkpoint(fr):
    change = KeyChange(ground=Slug("theft"), revoke=key(MA, KeyUse.CHECKPOINT))
    fr.take(coming(fr, Kind.KEY, detail=change.to_wire()))
    assert refused(Unproven, fr, ack(fr)) == "core.wrong-checkpoint"


# --- LOG-12: key acts

SECOND = record(MA, KeyUse.SIGN, "second")


def change(node, **what):
    return coming(node, Kind.KEY, detail=KeyChange(ground=Slug("rotation"), **what).to_wire())


def test_a_new_key_counts_from_the_next_act_on(fr):
    fr.take(change(fr, add=SECOND))
    assert isinstance(fr.take(coming(fr, key=SECOND.fingerprint)), Placed)
    assert fr.theirs.key_for(KeyUse.SIGN).record == SECOND
    assert isinstance(fr.take(coming(fr)), Placed)  # The old one stands until it is revoked.


def test_a_revoked_key_signs_nothing_more(fr):
    fr.take(change(fr, add=SECOND))
    fr.take(change(fr, revoke=key(MA)))
    assert refused(Unproven, fr, coming(fr)) == "core.revoked-key"
    assert isinstance(fr.take(coming(fr, key=SECOND.fingerprint)), Placed)


@pytest.mark.parametrize(
    "what",
    [
        {"add": record(MA, KeyUse.ROOT, "second")},
        {"add": record(MA, KeyUse.ROOT)},
        {"add": record(MA, KeyUse.SIGN)},
        {"revoke": key(MA, KeyUse.ROOT)},
        {"revoke": Digest(NOWHERE)},
        {"revoke": key(FR)},
    ],
    ids=["add a root", "add the root", "add a known key", "revoke the root", "revoke what is "
         "unknown", "revoke the partner's"],
)  # fmt: skip
def test_a_key_act_cannot_change_everything(fr, what):
    assert refused(Refused, fr, change(fr, **what)) == "core.key-not-changed"


def test_a_revoked_key_cannot_come_back_nor_go_twice(fr):
    fr.take(change(fr, revoke=key(MA, KeyUse.SEAL)))
    again = change(fr, revoke=key(MA, KeyUse.SEAL))
    assert refused(Refused, fr, again) == "core.key-not-changed"
    back = change(fr, add=record(MA, KeyUse.SEAL))
    assert refused(Refused, fr, back) == "core.key-not-changed"


def test_a_log_has_only_so_many_keys_and_each_can_be_revoked(fr):
    for number in range(KEYS_KNOWN_MAX - len(fr.theirs.keys)):
        fr.take(change(fr, add=record(MA, KeyUse.CHECKPOINT, f"{number}")))
    more = change(fr, add=record(MA, KeyUse.SIGN, "one more"))
    assert refused(Refused, fr, more) == "core.too-many-keys"
    known = change(fr, add=record(MA, KeyUse.SIGN))
    assert refused(Refused, fr, known) == "core.key-not-changed"
    assert isinstance(fr.take(change(fr, revoke=key(MA, KeyUse.CHECKPOINT, "0"))), Placed)
    again = change(fr, add=record(MA, KeyUse.SIGN, "one more"))
    assert refused(Refused, fr, again) == "core.too-many-keys"  # Revoked ones count.


# --- The order of the rungs


def test_of_several_faults_the_first_of_the_ladder_is_named(fr):
    """An act with every fault, mended one by one from the top."""
    act = replace(
        coming(fr, Kind.ACK, detail={}),
        space=NOWHERE,
        epoch=3,
        seq=fr.theirs.size + 1,
        prev=NOWHERE,
        key=key(MA, name="stranger"),
        seen=Ref(author=FR, epoch=0, seq=9, id=NOWHERE),
    )
    ladder = [
        ("core.not-this-log", {"space": SPACE}),
        ("core.gap", {"seq": fr.theirs.size}),
        ("core.chain-broken", {"prev": fr.theirs.head}),
        ("core.wrong-epoch", {"epoch": 0}),
        ("core.unknown-key", {"key": key(MA, KeyUse.TLS)}),
        ("core.wrong-key-use", {"key": key(MA)}),
        ("core.seen-not-held", {"seen": Ref(author=FR, epoch=0, seq=0, id=NOWHERE)}),
        ("core.seen-unknown", {"seen": ref_of(fr.acts[FR][0])}),
        ("core.wrong-field", {"detail": ack_detail(fr.theirs, fr.ours)}),
    ]
    for code, mend in ladder:
        with pytest.raises((Malformed, Unproven, Refused, Conflict)) as caught:
            place(
                act.encode(),
                sign(act),
                log=fr.theirs,
                other=fr.ours,
                lookup=fr.lookup,
                verify=light_verify,
            )
        assert caught.value.code == code
        act = replace(act, **mend)
    assert isinstance(fr.take(act), Placed)
