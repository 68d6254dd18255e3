"""Headers that both parties let go, between two nodes (docs/spec/service.md, SRV-5 and SRV-6)."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from jisr.core.act import Digest, Kind, PartyId, Ref, Slug, Under
from jisr.core.case import Case, ref_of
from jisr.core.errors import Refused, Unavailable
from jisr.core.parts import SALT_BYTES, OpenPart
from jisr.core.prune import Heads
from jisr.ledger import reasons as ledger_reasons
from jisr.ledger.base import Entry
from jisr.ledger.keys import PartName
from jisr.ledger.memory import MemoryLedger
from jisr.ledger.work.rows import InternalNote
from jisr.node import compose, project, prune, restart, resume
from jisr.node.batch import Batch, Content
from jisr.node.prove import export, prove
from jisr.node.space import held_of
from jisr.node.wish import Proposal
from tests.node.test_two_nodes import ANSWER, REQUEST, act, case_at, opened
from tests.node.world import Pair, edition
from tests.tools.test_verify import verify

PARTIES = ("FR", "MA")


@pytest.fixture
def pair() -> Pair:
    return Pair()


def ended(pair: Pair, *, opener: str = "FR") -> Digest:
    case = compose.open_case(pair.nodes[opener], pair.id, Slug("information-request"), REQUEST)
    pair.sync()
    act(pair, "MA" if opener == "FR" else "FR", case, "answer", fields=ANSWER.fields)
    pair.sync()
    act(pair, opener, case, "accept")
    pair.sync()
    return case


def say(pair: Pair, party: str, upto: Heads | None = None) -> Digest:
    """Let one party agree to prune; its root key signs the header apart from the node."""
    node = pair.nodes[party]
    header = prune.prune_header(node, pair.id, upto or prune.ends(node, pair.id))
    signature = restart.sign_header(header, pair.keys[party])
    return restart.place_root(node, pair.id, header, signature)


def agree(pair: Pair) -> None:
    for party in PARTIES:
        say(pair, party)
        pair.sync()


def agree_by(pair: Pair, party: str) -> None:
    say(pair, party)
    pair.sync()


def agreed_by_one(pair: Pair) -> None:
    """Let both agree, and only MA hear that the other has: it prunes, and FR not yet."""
    for party in PARTIES:
        say(pair, party)
    pair.trip("MA", "FR")


def left(pair: Pair, party: str) -> dict[str, list[int]]:
    ledger = pair.nodes[party].ledger
    return {p: [e.seq for e in ledger.after(pair.id, PartyId(p), start=0)] for p in PARTIES}


def refused(call: Callable[..., object], *args: object, **more: object) -> str:
    with pytest.raises(Refused) as caught:
        call(*args, **more)
    return caught.value.code


def entries(pair: Pair, case: Digest) -> list[Entry]:
    ledger = pair.nodes["FR"].ledger
    return [e for party in PARTIES for e in ledger.of_case(pair.id, PartyId(party), case)]


def test_what_both_let_go_is_gone_on_both_sides_and_nothing_else(pair: Pair):
    case = ended(pair)
    sizes = {party: log.size for party, log in pair.space("FR").logs.items()}
    agree(pair)
    kept = left(pair, "FR")
    assert kept == left(pair, "MA")
    for party in PARTIES:
        assert kept[party][0] == sizes[party]  # The prune acts and what came after.
        assert pair.space(party).case(case) is None
    assert pair.agreed()


def test_one_party_alone_takes_nothing_away(pair: Pair):
    ended(pair)
    before = left(pair, "FR")
    say(pair, "FR")
    pair.sync()
    for party in PARTIES:
        assert all(set(before[p]) <= set(left(pair, party)[p]) for p in PARTIES)


def test_nothing_more_is_written_in_a_case_that_was_let_go(pair: Pair):
    case = ended(pair)
    act(pair, "FR", case, "remark", fields={"remark": "It is over."})
    pair.sync()
    for party in PARTIES:
        say(pair, party)
        remark = Proposal(act=Slug("remark"), fields={"remark": "One thing more."})
        node = pair.nodes[party]
        assert refused(compose.act, node, pair.id, case, remark) == "node.let-go"


def test_what_is_written_there_all_the_same_keeps_nothing(pair: Pair):
    """MA has pruned before it hears of a remark that FR wrote after it had agreed."""
    case = ended(pair)
    agreed_by_one(pair)
    assert left(pair, "FR") != left(pair, "MA")
    batch = Batch(pair.space("FR"), pair.nodes["FR"].world)
    now = pair.nodes["FR"].world.now()
    batch.write(Content(kind=Kind.NOTE, at=now, case=case, act=Slug("remark")))
    batch.commit(pair.nodes["FR"].ledger, pair.nodes["FR"].keys)
    project.project(pair.nodes["FR"], pair.space("FR"), batch.entries)
    pair.sync()
    assert left(pair, "FR") == left(pair, "MA")
    assert not isinstance(pair.space("FR").case(case), Case)
    assert pair.agreed()


def test_a_store_that_fails_while_pruning_is_made_up_for_at_the_next_occasion(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
):
    ended(pair)
    say(pair, "FR")
    pair.sync()

    def full(*args: object) -> None:
        raise Unavailable(ledger_reasons.DISK_FULL, store="work.db")

    with monkeypatch.context() as patch:
        patch.setattr(prune, "_begin", full)
        with pytest.raises(Unavailable):
            agree_by(pair, "MA")
    before = left(pair, "FR")
    resume.ready(pair.nodes["FR"], pair.id)
    assert left(pair, "FR") != before
    pair.sync()
    assert left(pair, "FR") == left(pair, "MA")


def test_an_agreement_that_shares_a_head_with_one_carried_out_takes_effect_too(pair: Pair):
    """FR names a second pair before it hears that MA has agreed to the first."""
    ended(pair)
    pair.sync()
    _, theirs = prune.ends(pair.nodes["FR"], pair.id)
    say(pair, "FR")
    pair.sync()
    say(pair, "MA")
    own = pair.space("FR").ours
    last = pair.nodes["FR"].ledger.entry(pair.id, PartyId("FR"), own.size - 1)
    assert last is not None
    far = (Ref(author=PartyId("FR"), epoch=0, seq=last.seq, id=last.id), theirs)
    say(pair, "FR", far)
    pair.trip("FR", "MA")
    assert pair.space("FR").at(theirs.author, theirs.seq) is None
    say(pair, "MA", far)
    pair.sync()
    assert left(pair, "FR") == left(pair, "MA")
    assert pair.agreed()


def test_an_open_case_is_not_pruned_and_the_reason_is_told(pair: Pair):
    ended(pair)
    opened(pair)
    upto = prune.ends(pair.nodes["FR"], pair.id)
    for party in PARTIES:
        code = refused(prune.prune_header, pair.nodes[party], pair.id, upto)
        assert code == "core.prune-case-open"


def test_heads_that_are_not_held_are_refused(pair: Pair):
    ended(pair)
    one, two = prune.ends(pair.nodes["FR"], pair.id)
    node = pair.nodes["FR"]
    for upto in ((two, one), (one, one)):
        assert refused(prune.prune_header, node, pair.id, upto) == "core.prune-other-log"
    agree(pair)
    assert refused(prune.prune_header, node, pair.id, (one, two)) == "core.prune-other-log"


def test_the_heads_the_partner_named_are_taken_up(pair: Pair):
    ended(pair)
    upto = prune.ends(pair.nodes["FR"], pair.id)
    say(pair, "FR")
    pair.sync()
    assert prune.ends(pair.nodes["MA"], pair.id) == upto
    assert prune.ends(pair.nodes["FR"], pair.id) != upto


def test_a_space_without_acts_has_no_heads(pair: Pair):
    assert refused(prune.ends, pair.nodes["FR"], pair.id) == "core.prune-other-log"


def test_the_keys_of_pruned_parts_are_destroyed_and_our_notes_with_them(pair: Pair):
    case = ended(pair)
    names = {
        party: [
            PartName(space=pair.id, entry=entry.id, name=part.name)
            for entry in entries(pair, case)
            for part in pair.nodes[party].ledger.parts(entry.id)
        ]
        for party in PARTIES
    }
    for party in PARTIES:
        note = InternalNote(
            id="1", space=pair.id, case=case, officer="1", at=pair.clock(), text="Another year."
        )
        pair.nodes[party].work.margin.add_note(note)
    agree(pair)
    for party, found in names.items():
        assert found
        assert pair.nodes[party].work.margin.notes(pair.id, case) == []
        keys = pair.nodes[party].keys
        assert all(keys.get(name) is None and keys.destroyed([name]) for name in found)
        assert not any(pair.nodes[party].ledger.parts(name.entry) for name in found)


def test_two_pruned_nodes_go_on_and_start_again(pair: Pair):
    ended(pair)
    agree(pair)
    case = opened(pair)
    for party in PARTIES:
        pair.start(party)
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()
    assert case_at(pair, "FR", case).settled == 2
    assert case_at(pair, "FR", case).verdicts == case_at(pair, "MA", case).verdicts


def test_a_second_prune_goes_farther_than_the_first(pair: Pair):
    ended(pair)
    agree(pair)
    first = left(pair, "FR")
    case = ended(pair)
    agree(pair)
    assert pair.space("FR").case(case) is None
    assert left(pair, "FR") == left(pair, "MA")
    for party in PARTIES:
        prunes = pair.nodes[party].ledger.of_kind(pair.id, PartyId(party), Kind.PRUNE)
        assert len(prunes) == 2
        assert prunes[0].seq in first[party]


@pytest.mark.parametrize("party", PARTIES)
def test_the_lists_made_again_from_a_pruned_ledger_are_the_same(pair: Pair, party: str):
    ended(pair)
    agree(pair)
    case = opened(pair)
    node, space = pair.nodes[party], pair.space(party)
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()

    def lists() -> tuple[object, ...]:
        cursors = [node.work.views.cursor(pair.id, PartyId(p)).position for p in PARTIES]
        return cursors, node.work.receipts.of(case)

    before = lists()
    assert before[0] == [space.logs[PartyId(p)].size for p in PARTIES]
    project.rebuild(node, space)
    assert lists() == before
    assert isinstance(space.case(case), Case)


def test_an_export_names_pruned_acts_by_their_ids_and_holds(pair: Pair):
    case = ended(pair)
    ids = [entry.id for entry in entries(pair, case)]
    agree(pair)
    opened(pair)
    for party in PARTIES:
        raw = export(pair.nodes[party], pair.id)
        told = verify.check(raw)
        assert all(log["pruned"] for log in told["logs"].values())
        written = [item for log in json.loads(raw)["logs"].values() for item in log]
        assert set(ids) <= {item for item in written if isinstance(item, str)}
    assert export(pair.nodes["FR"], pair.id) == export(pair.nodes["MA"], pair.id)


def test_a_pruned_act_is_not_proved_and_those_that_stay_are(pair: Pair):
    case = ended(pair)
    ids = [entry.id for entry in entries(pair, case)]
    agree(pair)
    node = pair.nodes["FR"]
    for id in ids:
        assert refused(prove, node, id) == "node.unknown-act"
    for party in PARTIES:
        [said] = node.ledger.of_kind(pair.id, PartyId(party), Kind.PRUNE)
        assert verify.check(prove(node, said.id))["file"] == "act"
    kept = opened(pair)
    assert verify.check(prove(node, kept))["file"] == "act"


@pytest.mark.parametrize("opener", PARTIES)
def test_a_prune_cut_short_is_finished_at_the_next_start(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, opener: str
):
    """FR’s log is pruned first: of MA’s case the opening is left, as if nobody had answered."""
    ended(pair, opener=opener)
    say(pair, "FR")
    pair.sync()
    say(pair, "MA")
    whole = MemoryLedger.prune
    ledger = pair.nodes["FR"].ledger
    count = 0

    def once(self: MemoryLedger, *args: Any, **more: Any) -> None:
        nonlocal count
        if self is ledger:
            count += 1
            if count > 1:
                raise KeyboardInterrupt
        whole(self, *args, **more)

    with monkeypatch.context() as cut:
        cut.setattr(MemoryLedger, "prune", once)
        with pytest.raises(KeyboardInterrupt):
            pair.sync()
    pair.start("FR")
    pair.start("MA")
    pair.sync()
    assert left(pair, "FR") == left(pair, "MA")
    assert left(pair, "FR")["FR"][0] > 0
    assert left(pair, "FR")["MA"][0] > 0


def test_the_head_of_a_pruned_log_is_what_it_was(pair: Pair):
    ended(pair)
    heads = {
        party: ref_of(held_of(pair.nodes["FR"].ledger.after(pair.id, PartyId(party), start=0)[-1]))
        for party in PARTIES
    }
    agree(pair)
    for party, ref in heads.items():
        ids = pair.nodes["MA"].ledger.ids(pair.id, PartyId(party), start=ref.seq, end=ref.seq + 1)
        assert list(ids) == [ref.id]


def proposed(pair: Pair) -> None:
    """Propose an edition, so that the next act of FR is the receipt of its receipt."""
    proposal = Proposal(
        act=Slug("propose"),
        terms={"edition": edition("ma-be").digest},
        fields={"reason": "It serves the test."},
        edition=edition("ma-be").signed,
    )
    compose.act(pair.nodes["FR"], pair.id, pair.id, proposal)
    pair.sync()


def test_what_stays_as_a_receipt_is_of_no_case_and_holds_no_later_prune_up(pair: Pair):
    proposed(pair)
    case = ended(pair)
    agree(pair)
    later = ended(pair)
    agree(pair)
    for party in PARTIES:
        node, space = pair.nodes[party], pair.space(party)
        assert node.ledger.find(case) is not None, "it is a receipt"
        assert not node.ledger.parts(case), "and says no more"
        assert node.keys.destroyed([PartName(space=pair.id, entry=case, name="request")])
        assert space.case(case) is None
        assert space.case(later) is None
        assert list(node.work.views.cases(space=pair.id)) == []
    assert left(pair, "FR") == left(pair, "MA")
    assert pair.agreed()
    told = verify.check(export(pair.nodes["FR"], pair.id))
    assert all(log["pruned"] for log in told["logs"].values())


def test_where_only_receipts_go_they_lose_their_case_and_their_parts(pair: Pair):
    proposed(pair)
    node, space = pair.nodes["FR"], pair.space("FR")
    part = OpenPart(name="request", salt=bytes(SALT_BYTES), content=b"{}")
    batch = Batch(space, node.world)
    under = Under(framework=space.edition(), procedure=Slug("no-procedure"))
    void = Content(
        kind=Kind.OPEN, at=pair.clock(), under=under, act=Slug("send"), parts=[part]
    )  # So it holds nothing up.
    entry = batch.write(void)
    batch.commit(node.ledger, node.keys)
    project.project(node, space, batch.entries)
    pair.sync()
    last = node.ledger.entry(pair.id, PartyId("MA"), entry.saw - 1)
    assert last is not None
    before = left(pair, "FR")
    for party in PARTIES:
        say(pair, party, (ref_of(held_of(entry)), ref_of(held_of(last))))
        pair.sync()
    for party in PARTIES:
        ledger = pair.nodes[party].ledger
        receipt = ledger.find(entry.id)
        assert receipt is not None
        assert receipt.case is None
        assert not ledger.parts(entry.id)
        assert all(set(before[p]) <= set(left(pair, party)[p]) for p in PARTIES), "none goes"
    assert node.keys.destroyed([PartName(space=pair.id, entry=entry.id, name="request")])
