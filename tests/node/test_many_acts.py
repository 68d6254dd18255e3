"""Many acts of ours in one durable write, and what a node does not read or fold twice."""

import pytest

import jisr.core.fold as folds
from jisr.core.act import Slug
from jisr.core.case import Standing
from jisr.core.errors import Refused, Unavailable
from jisr.ledger import reasons
from jisr.ledger.memory import MemoryLedger
from jisr.node import compose, project
from jisr.node import space as spaces
from jisr.node.wish import Addition, Opening, Proposal
from jisr.ops.simulate.faults import How, Trip
from tests.node.test_two_nodes import ANSWER, REQUEST, case_at, opened
from tests.node.world import Pair

REMARK = Proposal(act=Slug("remark"), fields={"remark": "Noted."})
OPENING = Opening(procedure=Slug("information-request"), proposal=REQUEST)
REFUSAL = Proposal(act=Slug("refuse"), terms={"ground": "not-provided"})


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)


def test_many_acts_are_written_in_order_and_arrive_as_single_ones_do(pair: Pair):
    first = opened(pair)
    written = compose.write(
        pair.nodes["FR"], pair.id, [OPENING, Addition(case=first, proposal=REMARK), OPENING]
    )
    log = pair.nodes["FR"].ledger.after(pair.id, pair.space("FR").me, start=0)
    assert [entry.id for entry in log][-3:] == written
    pair.sync()
    for case in (first, written[0], written[2]):
        assert case_at(pair, "FR", case).verdicts == case_at(pair, "MA", case).verdicts
        assert case_at(pair, "MA", case).settled == 1


def test_each_act_is_judged_with_those_before_it(pair: Pair):
    case = opened(pair)
    size = pair.space("MA").ours.size
    answer, remark = Addition(case=case, proposal=ANSWER), Addition(case=case, proposal=REMARK)
    with pytest.raises(Refused) as refused:
        compose.write(
            pair.nodes["MA"], pair.id, [answer, remark, Addition(case=case, proposal=REFUSAL)]
        )
    assert refused.value.code == "core.not-your-clause"
    assert pair.space("MA").ours.size == size
    done = compose.write(pair.nodes["MA"], pair.id, [answer, remark])
    pair.sync()
    for party in pair.nodes:
        folded = case_at(pair, party, case)
        assert folded.tip.id == done[0]
        assert folded.verdicts[done[1]].standing is not Standing.VOID


def test_of_many_acts_that_cannot_be_kept_none_is():
    trip = Trip(at=1, how=How.FAILS)  # The keys, then the ledger.
    pair = Pair(light=True, wrap=trip.wrap)
    opened(pair)
    size = pair.space("FR").ours.size
    trip.armed = True
    with pytest.raises(Unavailable):
        compose.write(pair.nodes["FR"], pair.id, [OPENING] * 3)
    assert pair.space("FR").ours.size == size
    assert len(compose.write(pair.nodes["FR"], pair.id, [OPENING] * 3)) == 3
    pair.sync()


def test_an_act_of_the_frameworks_own_case_comes_alone(pair: Pair):
    zero = Addition(case=pair.id, proposal=REMARK)
    with pytest.raises(AssertionError):
        compose.write(pair.nodes["FR"], pair.id, [OPENING, zero])


# --- What is remembered --------------------------------------------------------------------------


def test_what_is_remembered_of_a_case_is_what_the_ledger_says(pair: Pair):
    case = opened(pair)
    compose.act(pair.nodes["MA"], pair.id, case, ANSWER)
    compose.act(pair.nodes["FR"], pair.id, case, Proposal(act=Slug("withdraw")))  # They cross.
    pair.sync()
    for party in pair.nodes:
        space = pair.space(party)
        known, held = space.case(case), {one.id: one for one in space.held(case)}
        space.forget_cases()
        assert space.case(case) == known
        assert {one.id: one for one in space.held(case)} == held
        project.rebuild(pair.nodes[party], space)
        assert case_at(pair, party, case) == known


def test_a_case_that_is_under_way_is_not_read_from_the_ledger_again(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
):
    case = opened(pair)
    read: list[object] = []
    of_case = MemoryLedger.of_case

    def counted(ledger, space, author, case, **more):
        read.append(case)
        return of_case(ledger, space, author, case, **more)

    monkeypatch.setattr(MemoryLedger, "of_case", counted)
    compose.act(pair.nodes["MA"], pair.id, case, ANSWER)
    pair.sync()
    assert case not in read


def test_of_a_fold_that_failed_half_way_nothing_is_left(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
):
    case = opened(pair)
    compose.act(pair.nodes["MA"], pair.id, case, ANSWER)
    pair.sync()
    space = pair.space("MA")
    known, [opening, answer] = space.case(case), space.held(case)
    space.forget_cases()
    space.fold_held([opening], ends=space.logs, logs=space)

    def failing(*_: object) -> None:
        raise Unavailable(reasons.IN_DOUBT, store="memory")

    with monkeypatch.context() as patched:
        patched.setattr(folds, "admit", failing)
        with pytest.raises(Unavailable):
            space.fold_held([opening, answer], ends=space.logs, logs=space)
    assert space.fold_held([opening, answer], ends=space.logs, logs=space) == known


def test_a_case_that_was_named_before_it_came_is_read_whole(pair: Pair):
    fr, ma = (pair.space(party) for party in ("FR", "MA"))
    node = pair.nodes["FR"]
    case = opened(pair)
    for space in (fr, ma):
        known = space.held(case)
        space.forget_cases()
        entries = [node.ledger.find(held.id) for held in known]
        assert space.named(entries) == {case}
        space.grow(space.logs, entries, named={case})
        assert {held.id for held in space.held(case)} == {held.id for held in known}


def test_only_so_much_is_remembered(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(spaces, "CASE_ACTS_READ", 2)
    monkeypatch.setattr(spaces, "CASE_ACTS_FOLDED", 2)
    monkeypatch.setattr(spaces, "RECEIPTS_READ", 1)
    pair = Pair(light=True)
    cases = compose.write(pair.nodes["FR"], pair.id, [OPENING] * 4)
    pair.sync()
    compose.write(pair.nodes["MA"], pair.id, [Addition(case=c, proposal=ANSWER) for c in cases])
    pair.sync()
    for case in cases:
        assert case_at(pair, "FR", case).settled == case_at(pair, "MA", case).settled == 2
    space = pair.space("FR")
    last = case_at(pair, "FR", cases[-1])
    assert case_at(pair, "FR", cases[-1]) is last, "two acts are remembered, and not folded again"
    compose.act(pair.nodes["FR"], pair.id, cases[-1], REMARK)
    assert len(space.held(cases[-1])) == 3
    read = [0]
    of_case = MemoryLedger.of_case

    def counted(ledger, space, author, case, **more):
        read[0] += 1
        return of_case(ledger, space, author, case, **more)

    monkeypatch.setattr(MemoryLedger, "of_case", counted)
    case_at(pair, "FR", cases[-1])
    assert read == [2], "three acts are too many: they are read again, from both logs"
