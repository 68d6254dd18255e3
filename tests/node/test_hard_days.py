from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from jisr.core.act import Act, Kind, PartyId, Slug
from jisr.core.dsse import ACT_TYPE, pae
from jisr.core.errors import JisrError, Refused, Unavailable, Unproven
from jisr.core.keys import KeyUse
from jisr.core.proofs import ForkProof
from jisr.core.service import KeyChange, read_erase
from jisr.exchange.envelope import Proof
from jisr.exchange.limits import ACTS_MAX
from jisr.ledger.base import PartState
from jisr.ledger.keys import MemoryKeyStore, PartName
from jisr.ledger.memory import MemoryLedger
from jisr.node import compose, deliver, destroy, erase, guards, prune, receive, restart
from jisr.node.line import opener_of
from jisr.node.node import Stores
from jisr.node.receive import Delivered
from jisr.node.wish import File
from jisr.ops import crypto
from tests.node.test_large_case import fill
from tests.node.test_two_nodes import ANSWER, act, case_at, opened
from tests.node.world import Pair, change_key


@pytest.fixture
def pair() -> Pair:
    return Pair()


def backup(pair: Pair, party: str) -> MemoryLedger:
    """A copy of the ledger as it stands: what a backup holds."""
    kept, ledger = MemoryLedger(), pair.stores[party].ledger
    kept.found(pair.id, pair.founding)
    for author in pair.nodes:
        entries = ledger.after(pair.id, author, start=0)
        kept.append(entries, parts=[p for e in entries for p in ledger.parts(e.id)])
    return kept


def restore(pair: Pair, party: str, kept: MemoryLedger) -> None:
    old = pair.stores[party]
    pair.stores[party] = Stores(ledger=kept, keys=old.keys, work=old.work)
    node = pair.start(party)
    restart.begin(node, pair.id, epoch=1_000)


def test_a_restored_node_writes_again_only_behind_the_fence(pair: Pair):
    case = opened(pair)
    kept = backup(pair, "MA")
    answered = act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()
    restore(pair, "MA", kept)
    with pytest.raises(Unavailable) as refused:
        act(pair, "MA", case, "answer", fields=ANSWER.fields)
    assert refused.value.code == "node.not-yet-heard"
    with pytest.raises(Unavailable) as refused:
        restart.restart(pair.nodes["MA"], pair.id, pair.keys["MA"])
    assert refused.value.code == "node.not-yet-heard"
    for _ in range(4):
        pair.trip("MA", "FR")
    assert case_at(pair, "MA", case).tip.id == answered
    restart.restart(pair.nodes["MA"], pair.id, pair.keys["MA"])
    with pytest.raises(Unavailable) as refused:  # A fence serves one restart.
        restart.restart(pair.nodes["MA"], pair.id, pair.keys["MA"])
    assert refused.value.code == "node.not-yet-heard"
    pair.sync()
    assert pair.space("FR").theirs.epoch == 1_000
    act(pair, "FR", case, "accept")
    pair.sync()
    assert case_at(pair, "MA", case).ended


def test_a_ledger_that_lost_acts_the_lists_know_writes_nothing_before_it_has_returned(pair: Pair):
    case = opened(pair)
    kept = backup(pair, "MA")
    answered = act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()
    old = pair.stores["MA"]
    pair.stores["MA"] = Stores(ledger=kept, keys=old.keys, work=old.work)
    node = pair.start("MA")
    alarms = {alarm.reason.code for alarm in node.work.partners.alarms()}
    assert "node.ledger-shorter" in alarms
    assert node.work.views.act(pair.id, answered) is None, "the lists are those of the ledger"
    assert node.work.views.act(pair.id, case) is not None
    with pytest.raises(Unavailable):
        act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.start("MA")
    restart.begin(pair.nodes["MA"], pair.id, epoch=1_000)
    for _ in range(4):
        pair.trip("MA", "FR")
    assert case_at(pair, "MA", case).tip.id == answered
    restart.restart(pair.nodes["MA"], pair.id, pair.keys["MA"])
    pair.sync()
    assert not list(pair.nodes["MA"].work.partners.alarms())


def test_a_partner_that_was_restored_and_does_not_say_so_is_shown_to_people(pair: Pair):
    case = opened(pair)
    kept = backup(pair, "MA")
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()
    old = pair.stores["MA"]
    pair.stores["MA"] = Stores(ledger=kept, keys=old.keys, work=old.work)
    pair.start("MA")
    pair.trip("FR", "MA")
    alarms = {party: pair.nodes[party].work.partners.alarms() for party in pair.nodes}
    assert [alarm.reason.code for alarm in alarms["FR"]] == ["exchange.they-forgot"]
    assert {alarm.reason.code for alarm in alarms["MA"]} == {
        "node.claimed-to-lack",
        "node.ledger-shorter",
    }
    restart.begin(pair.nodes["MA"], pair.id, epoch=1_000)
    assert "node.not-yet-heard" in told(pair, "MA")
    for header in root_headers(pair, "MA"):
        with pytest.raises(Unavailable) as refused:
            header()
        assert refused.value.code == "node.not-yet-heard"
    for _ in range(4):
        pair.trip("MA", "FR")
    restart.restart(pair.nodes["MA"], pair.id, pair.keys["MA"])
    assert told(pair, "MA") == []


def root_headers(pair: Pair, party: str) -> list[Callable[[], bytes]]:
    """What else a node would have its root key sign."""
    node = pair.nodes[party]
    old = pair.keys[party].current(KeyUse.SEAL).fingerprint
    change = KeyChange(revoke=old, ground=Slug("rotation"))
    upto = prune.ends(node, pair.id)
    return [
        lambda: restart.key_header(node, pair.id, change),
        lambda: prune.prune_header(node, pair.id, upto),
    ]


def told(pair: Pair, party: str) -> list[str]:
    return [alarm.reason.code for alarm in pair.nodes[party].work.partners.alarms()]


def test_an_act_of_ours_that_comes_back_as_another_is_not_taken(pair: Pair):
    opened(pair)
    node, space = pair.nodes["MA"], pair.space("MA")
    ours = Act.parse(node.ledger.entry(pair.id, PartyId("MA"), 0).header)
    header = replace(ours, at=ours.at + timedelta(seconds=1)).encode()
    signature = pair.keys["MA"].sign(KeyUse.SIGN, pae(ACT_TYPE, header))
    with pytest.raises(Unproven) as refused:
        restart.take_back(node, space, [(header, signature)])
    assert refused.value.code == "core.forked"


def test_an_act_that_was_lost_with_the_backup_is_a_straggler_not_a_fork(pair: Pair):
    case = opened(pair)
    kept = backup(pair, "MA")
    act(pair, "MA", case, "ask-more", fields={"question": "Which plate?"})
    lost = pair.nodes["MA"].ledger.after(pair.id, "MA", start=kept.size(pair.id, "MA"))
    restore(pair, "MA", kept)
    for _ in range(4):
        pair.trip("MA", "FR")
    restart.restart(pair.nodes["MA"], pair.id, pair.keys["MA"])
    pair.sync()
    taken = receive.receive(
        pair.nodes["FR"], pair.id, Delivered(acts=[(e.header, e.signature) for e in lost])
    )
    assert taken.stragglers == len(lost)
    assert not pair.nodes["FR"].ledger.proofs(pair.id)


def test_a_second_act_for_one_place_is_proved_and_stops_the_space(pair: Pair):
    opened(pair)
    last = pair.nodes["FR"].ledger.entry(pair.id, "MA", 0)
    header = Act.parse(last.header)
    rival = Act(
        **{f: getattr(header, f) for f in header.__slots__} | {"at": header.at.replace(year=2030)}
    )
    raw = rival.encode()
    signature = pair.keys["MA"].sign(KeyUse.SIGN, pae(ACT_TYPE, raw))
    taken = receive.receive(pair.nodes["FR"], pair.id, Delivered(acts=[(raw, signature)]))
    assert taken.fault is not None
    assert taken.fault.code == "core.forked"
    proof = ForkProof.parse(pair.nodes["FR"].ledger.proofs(pair.id)[0])
    assert proof.check(verify=crypto.verify).seq == 0
    assert told(pair, "FR") == ["node.space-stopped"]
    for header in root_headers(pair, "FR"):
        with pytest.raises(Refused) as refused:
            header()
        assert refused.value.code == "node.space-stopped"
    with pytest.raises(Refused) as refused:
        opened(pair)
    assert refused.value.code == "node.space-stopped"


def forked(pair: Pair) -> None:
    """Let FR see two acts of MA for one place."""
    last = pair.nodes["FR"].ledger.entry(pair.id, PartyId("MA"), 0)
    header = Act.parse(last.header)
    raw = replace(header, at=header.at.replace(year=2030)).encode()
    signature = pair.keys["MA"].sign(KeyUse.SIGN, pae(ACT_TYPE, raw))
    taken = receive.receive(pair.nodes["FR"], pair.id, Delivered(acts=[(raw, signature)]))
    assert taken.forked is not None


def test_nothing_of_ours_leaves_a_stopped_space(pair: Pair):
    case = opened(pair)
    act(pair, "FR", case, "remark", fields={"remark": "On its way."})
    node, line = pair.nodes["FR"], pair.lines["FR"]
    assert deliver.ask(node, pair.id, line).message.batch is not None
    forked(pair)
    asked = deliver.ask(node, pair.id, line).message
    assert asked.batch is None
    assert asked.parts == ()


def test_a_node_that_dies_after_the_proof_of_a_fork_stops_the_space_when_it_starts(pair: Pair):
    opened(pair)
    forked(pair)
    pair.nodes["FR"].work.register.remove(guards.STOPPED, pair.id)  # The proof is kept first.
    node = pair.start("FR")
    assert guards.is_stopped(node, pair.space("FR"))
    assert told(pair, "FR") == ["node.space-stopped"]


def test_a_fence_that_was_granted_stands_after_a_crash(pair: Pair):
    opened(pair)
    kept = backup(pair, "MA")
    restore(pair, "MA", kept)
    pair.trip("MA", "FR")
    granted = pair.space("FR").theirs.fence
    assert granted is not None
    assert granted.epoch == 1_000
    pair.start("FR")
    assert pair.space("FR").theirs.fence == granted


def test_who_must_hear_its_partner_takes_what_comes_and_acknowledges_nothing(pair: Pair):
    case = opened(pair)
    restore(pair, "MA", backup(pair, "MA"))
    size = pair.space("MA").ours.size
    said = act(pair, "FR", case, "remark", fields={"remark": "While you were away."})
    for _ in range(4):
        pair.trip("MA", "FR")
    entry = pair.nodes["MA"].ledger.find(said)
    assert entry is not None
    assert pair.space("MA").ours.size == size
    restart.restart(pair.nodes["MA"], pair.id, pair.keys["MA"])
    assert pair.space("MA").ours.saw == entry.seq + 1, "the restart is the receipt"


def test_who_must_hear_its_partner_places_no_act_that_the_root_key_signed_before(pair: Pair):
    opened(pair)
    node, root = pair.nodes["MA"], pair.keys["MA"]
    old = root.current(KeyUse.SEAL).fingerprint
    header = restart.key_header(node, pair.id, KeyChange(revoke=old, ground=Slug("rotation")))
    restart.begin(node, pair.id, epoch=1_000)
    size = pair.space("MA").ours.size
    with pytest.raises(Unavailable) as refused:
        restart.place_root(node, pair.id, header, restart.sign_header(header, root))
    assert refused.value.code == "node.not-yet-heard"
    assert pair.space("MA").ours.size == size


def test_nothing_of_ours_leaves_while_the_partner_says_that_we_forgot(pair: Pair):
    case = opened(pair)
    act(pair, "FR", case, "remark", fields={"remark": "On its way."})
    node, line = pair.nodes["FR"], pair.lines["FR"]
    assert deliver.ask(node, pair.id, line).message.batch is not None
    guards.must_hear(node, pair.space("FR"))
    assert deliver.ask(node, pair.id, line).message.batch is None


def test_a_fence_of_an_earlier_return_is_not_the_one_that_is_asked_for(pair: Pair):
    opened(pair)
    for epoch in (1_000, 2_000):
        restart.begin(pair.nodes["MA"], pair.id, epoch=epoch)
        assert not restart.awaits_root(pair.space("MA"), epoch)
        pair.trip("MA", "FR")
        assert restart.awaits_root(pair.space("MA"), epoch)
        restart.restart(pair.nodes["MA"], pair.id, pair.keys["MA"])
        pair.sync()


def test_a_claim_that_we_forgot_does_not_undo_a_return_that_has_begun(pair: Pair):
    case = opened(pair)
    kept = backup(pair, "MA")
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()
    restore(pair, "MA", kept)
    pair.trip("FR", "MA")  # FR says what it holds of MA's log, and asks nothing.
    node = pair.nodes["MA"]
    assert guards.asked_epoch(node, pair.id) == 1_000
    assert not guards.may_read(node, pair.id)


@pytest.mark.parametrize("party", ["MA", "FR"])
def test_a_fence_stands_only_once_nothing_of_either_log_is_missing(party: str):
    """More acts were lost than fit into one answer, of our log or of the partner's."""
    pair = Pair(light=True)
    case = opened(pair)
    kept = backup(pair, "MA")
    fill(pair, party, case, ACTS_MAX + 1)
    if party == "MA":  # FR takes them while it must hear itself, so it writes no receipt.
        restart.begin(pair.nodes["FR"], pair.id, epoch=2_000)
        for _ in range(2):
            pair.trip("FR", "MA")
    restore(pair, "MA", kept)
    node, root = pair.nodes["MA"], pair.keys["MA"]
    pair.trip("MA", "FR")
    assert pair.space("FR").theirs.fence is not None, "it was granted"
    with pytest.raises(Unavailable) as refused:
        restart.restart(node, pair.id, root)
    assert refused.value.code == "node.not-yet-heard"
    pair.trip("MA", "FR")
    restart.restart(node, pair.id, root)


def test_more_acts_than_fit_into_one_answer_come_back_with_the_receipts_that_saw_them():
    pair = Pair(light=True)
    case = opened(pair)
    kept = backup(pair, "MA")
    fill(pair, "MA", case, ACTS_MAX + 1)
    pair.sync()
    size, receipts = pair.space("FR").theirs.size, pair.space("FR").ours.size
    restore(pair, "MA", kept)
    while (pair.space("MA").ours.size, pair.space("MA").theirs.size) != (size, receipts):
        before = pair.space("MA").ours.size
        pair.trip("MA", "FR")
        assert pair.space("MA").ours.size > before, "each answer brings some, and none is refused"
    restart.restart(pair.nodes["MA"], pair.id, pair.keys["MA"])


def test_a_revoked_key_signs_nothing_more(pair: Pair):
    case = opened(pair)
    stolen = pair.keys["MA"].current(KeyUse.SIGN)
    secret = pair.keys["MA"].secret(KeyUse.SIGN, None)
    new = pair.keys["MA"].renew(KeyUse.SIGN)
    node = pair.nodes["MA"]
    change_key(node, pair.id, pair.keys["MA"], KeyChange(add=new, ground=Slug("theft")))
    change_key(
        node, pair.id, pair.keys["MA"], KeyChange(revoke=stolen.fingerprint, ground=Slug("theft"))
    )
    pair.trip("MA", "FR")
    pair.sync()
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()
    log = pair.space("FR").theirs
    forged = Act(
        space=pair.id, author="MA", epoch=log.epoch, seq=log.size, prev=log.head,
        at=pair.clock(), key=stolen.fingerprint, kind=Kind.NOTE, case=case, act=Slug("remark"),
    )  # fmt: skip
    raw = forged.encode()
    taken = receive.receive(
        pair.nodes["FR"], pair.id, Delivered(acts=[(raw, crypto.sign(secret, pae(ACT_TYPE, raw)))])
    )
    assert taken.fault.code == "core.revoked-key"
    said = crypto.sign(secret, b"a message")
    proves = opener_of(pair.nodes["FR"], pair.space("FR")).verify
    assert proves(b"a message", key=stolen.fingerprint, sig=said) is Proof.REVOKED_KEY


def test_what_is_sealed_to_a_revoked_key_is_not_opened(pair: Pair):
    node, root = pair.nodes["MA"], pair.keys["MA"]
    old = root.current(KeyUse.SEAL).fingerprint
    assert opener_of(node, pair.space("MA")).seal_keys == {old}
    new = root.renew(KeyUse.SEAL)
    change_key(node, pair.id, root, KeyChange(add=new, ground=Slug("rotation")))
    assert opener_of(node, pair.space("MA")).seal_keys == {old, new.fingerprint}
    change_key(node, pair.id, root, KeyChange(revoke=old, ground=Slug("rotation")))
    assert opener_of(node, pair.space("MA")).seal_keys == {new.fingerprint}


def test_a_message_for_somebody_else_is_refused(pair: Pair):
    asked = deliver.ask(pair.nodes["FR"], pair.id, pair.lines["FR"])
    with pytest.raises(JisrError):
        deliver.answer(pair.nodes["FR"], pair.id, pair.lines["FR"], asked.raw)


def test_two_nodes_restored_at_once_bring_each_other_back(pair: Pair):
    case = opened(pair)
    kept = {party: backup(pair, party) for party in ("FR", "MA")}
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()
    for party in ("FR", "MA"):
        restore(pair, party, kept[party])
    for _ in range(4):
        pair.trip("FR", "MA")
        pair.trip("MA", "FR")
    for party in ("FR", "MA"):
        restart.restart(pair.nodes[party], pair.id, pair.keys[party])
    pair.sync()
    act(pair, "FR", case, "withdraw")
    pair.sync()
    assert case_at(pair, "MA", case).ended
    assert case_at(pair, "FR", case).verdicts == case_at(pair, "MA", case).verdicts


def test_two_nodes_restored_at_once_tell_each_other_what_neither_had_heard(pair: Pair):
    case = opened(pair)
    mine = act(pair, "FR", case, "remark", fields={"remark": "Not sent yet."})
    theirs = act(pair, "MA", case, "answer", fields=ANSWER.fields)
    for party in ("FR", "MA"):
        restore(pair, party, backup(pair, party))
    for _ in range(4):
        pair.trip("FR", "MA")
        pair.trip("MA", "FR")
    for party in ("FR", "MA"):
        restart.restart(pair.nodes[party], pair.id, pair.keys[party])
    pair.sync()
    assert case_at(pair, "FR", case).tip.id == theirs
    assert mine in case_at(pair, "MA", case).verdicts
    assert case_at(pair, "FR", case).verdicts == case_at(pair, "MA", case).verdicts


def test_what_was_erased_by_an_act_that_a_disk_took_with_it_is_said_again(pair: Pair):
    case = opened(pair)
    kept = backup(pair, "FR")
    part = pair.stores["FR"].ledger.parts(case)[0]
    erase.erase(pair.nodes["FR"], pair.id, [part.commitment], Slug("inaccurate"))
    restore(pair, "FR", kept)
    for _ in range(4):
        pair.trip("FR", "MA")
    assert pair.stores["MA"].ledger.part(case, part.name).state is PartState.HELD
    restart.restart(pair.nodes["FR"], pair.id, pair.keys["FR"])
    pair.sync()
    for party in ("FR", "MA"):
        assert pair.stores[party].ledger.part(case, part.name).state is PartState.ERASED
    said = [
        (entry.author, read_erase(Act.parse(entry.header).detail).ground)
        for author in pair.nodes
        for entry in pair.stores["MA"].ledger.of_kind(pair.id, author, Kind.ERASE)
    ]
    assert sorted(said) == [("FR", destroy.SAID_AGAIN), ("MA", destroy.CONFIRMED)]


def grounds(pair: Pair, party: str) -> list[str]:
    """Return the grounds of a party's erase acts, as it holds them."""
    acts = pair.stores[party].ledger.of_kind(pair.id, party, Kind.ERASE)
    return [read_erase(Act.parse(entry.header).detail).ground for entry in acts]


def test_what_was_erased_while_nothing_could_be_written_is_confirmed_once(pair: Pair):
    case = opened(pair)
    restore(pair, "MA", backup(pair, "MA"))
    part = pair.stores["FR"].ledger.parts(case)[0]
    erase.erase(pair.nodes["FR"], pair.id, [part.commitment], Slug("inaccurate"))
    for _ in range(4):
        pair.trip("MA", "FR")
    node, space = pair.nodes["MA"], pair.space("MA")
    assert node.ledger.part(case, part.name).state is PartState.ERASED
    assert grounds(pair, "MA") == []
    owed = node.work.register.all(destroy.OWED)
    restart.restart(node, pair.id, pair.keys["MA"])
    assert grounds(pair, "MA") == [destroy.CONFIRMED]
    node.work.register.put_all(owed)  # As if the node had died before it crossed this off.
    destroy.confirm_owed(node, space)
    assert grounds(pair, "MA") == [destroy.CONFIRMED]


def test_an_erasure_of_ours_that_comes_back_is_carried_out_again(pair: Pair):
    """Ledger and part keys are both of before: there is no tombstone."""
    case = opened(pair)
    kept, keys = backup(pair, "FR"), MemoryKeyStore()
    part = pair.stores["FR"].ledger.parts(case)[0]
    key = pair.stores["FR"].keys.get(PartName(space=pair.id, entry=case, name=part.name))
    assert key is not None
    keys.put([key])
    erase.erase(pair.nodes["FR"], pair.id, [part.commitment], Slug("inaccurate"))
    lost = pair.stores["FR"].ledger.after(pair.id, "FR", start=kept.size(pair.id, "FR"))
    pair.stores["FR"] = replace(pair.stores["FR"], keys=keys)
    restore(pair, "FR", kept)
    assert kept.part(case, part.name).state is PartState.HELD
    back = [(entry.header, entry.signature) for entry in lost]
    assert restart.take_back(pair.nodes["FR"], pair.space("FR"), back) is None
    assert kept.part(case, part.name).state is PartState.ERASED
    assert keys.get(key.part) is None


def test_a_backup_does_not_bring_back_the_file_of_a_part_that_was_erased_since(pair: Pair):
    case = opened(pair)
    file = File(field=Slug("attachments"), name="list.txt", media="text/plain", data=b"names")
    compose.act(pair.nodes["MA"], pair.id, case, replace(ANSWER, files=[file]))
    pair.sync()
    kept, work = backup(pair, "MA"), pair.stores["MA"].work.copy()
    answer = case_at(pair, "MA", case).tip.id
    parts = [part.commitment for part in pair.stores["MA"].ledger.parts(answer)]
    erase.erase(pair.nodes["FR"], pair.id, parts, Slug("inaccurate"))
    pair.sync()
    assert pair.stores["MA"].work.transfers.load(pair.id).size == 0
    assert work.transfers.load(pair.id).size > 0
    pair.stores["MA"] = replace(pair.stores["MA"], work=work)
    restore(pair, "MA", kept)
    assert work.transfers.load(pair.id).size == 0


def test_what_an_erase_act_names_already_is_not_said_again_after_a_restore(pair: Pair):
    case = opened(pair)
    part = pair.stores["FR"].ledger.parts(case)[0]
    erase.erase(pair.nodes["FR"], pair.id, [part.commitment], Slug("inaccurate"))
    pair.sync()
    restore(pair, "FR", backup(pair, "FR"))
    for _ in range(4):
        pair.trip("FR", "MA")
    restart.restart(pair.nodes["FR"], pair.id, pair.keys["FR"])
    pair.sync()
    assert len(pair.stores["MA"].ledger.of_kind(pair.id, "FR", Kind.ERASE)) == 1


def test_no_person_may_give_the_ground_of_what_is_said_again(pair: Pair):
    case = opened(pair)
    part = pair.stores["FR"].ledger.parts(case)[0]
    with pytest.raises(Refused) as refused:
        erase.erase(pair.nodes["FR"], pair.id, [part.commitment], destroy.SAID_AGAIN)
    assert refused.value.code == "node.ground-not-listed"


@pytest.mark.parametrize("party", ["FR", "MA"])
def test_what_was_erased_stays_erased_when_its_act_comes_again_after_a_restore(
    pair: Pair, party: str
):
    partner = "MA" if party == "FR" else "FR"
    kept = backup(pair, party)
    case = opened(pair)
    part = pair.stores[party].ledger.parts(case)[0]
    erase.erase(pair.nodes[party], pair.id, [part.commitment], Slug("inaccurate"))
    restore(pair, party, kept)
    for _ in range(4):
        pair.trip(party, partner)
    assert pair.stores[party].ledger.part(case, part.name).state is PartState.ERASED
    restart.restart(pair.nodes[party], pair.id, pair.keys[party])
    pair.sync()
    assert pair.stores[partner].ledger.part(case, part.name).state is PartState.ERASED
