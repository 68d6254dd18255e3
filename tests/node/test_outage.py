"""A partner that is away for a month, acts that wait for their hour, effects that happen once."""

from datetime import timedelta

import pytest

from jisr.core.act import Act, Digest, Kind, Slug
from jisr.core.errors import Unavailable
from jisr.exchange.limits import ACTS_MAX
from jisr.ledger import reasons
from jisr.ledger.base import TILE_LEAVES, PartState
from jisr.ledger.work.rows import EffectKey
from jisr.node import compose, deliver, effects, project, prove, restart
from jisr.node.project import NOTIFY
from jisr.node.reading.proofs import Checked
from jisr.node.wish import Proposal
from jisr.ops.simulate.faults import How, Trip
from tests.node.test_hard_days import backup, restore
from tests.node.test_two_nodes import ANSWER, REQUEST, act, case_at, opened
from tests.node.world import Pair

QUEUED = 120  # By default; enough for several messages once the batch is small.
ALL_QUEUED = 2_000
PER_CASE = 20
REMARK = Proposal(act=Slug("remark"), fields={"remark": "Still nothing from you."})


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)


def remark(pair: Pair, party: str, case: Digest) -> Digest:
    return compose.act(pair.nodes[party], pair.id, case, REMARK)


# --- Outage -------------------------------------------------------------------------------------


def drained(pair: Pair, count: int) -> int:
    """Queue acts on both sides over thirty days, then drain; return the round trips it took."""
    cases = [opened(pair) for _ in range(count // PER_CASE)]
    said = {party: [] for party in pair.nodes}
    for n in range(count):
        case = cases[n // PER_CASE]
        if n % (count // 30) == 0:
            pair.clock.wait(days=1)
            # What a courier does meanwhile: it asks, and nothing comes back.
            deliver.ask(pair.nodes["FR"], pair.id, pair.lines["FR"])
        said["FR"].append(remark(pair, "FR", case))
        if n % 5 == 0:
            said["MA"].append(remark(pair, "MA", case))
    trips = 0
    while not (pair.agreed() and pair.quiet()):
        pair.trip("FR", "MA")
        trips += 1
    for party, other in (("FR", "MA"), ("MA", "FR")):
        log = pair.nodes[other].ledger.after(pair.id, party, start=0)
        while len(log) < pair.space(other).logs[party].size:
            log = [*log, *pair.nodes[other].ledger.after(pair.id, party, start=len(log))]
        assert [entry.id for entry in log if entry.kind is Kind.NOTE] == said[party]
        for id in said[party]:
            assert pair.nodes[other].ledger.part(id, "remark").state is PartState.HELD
    for case in cases:
        assert case_at(pair, "FR", case).verdicts == case_at(pair, "MA", case).verdicts
    return trips


def test_after_thirty_days_away_everything_drains_in_order(pair: Pair):
    assert drained(pair, QUEUED) <= 3


@pytest.mark.full
def test_after_thirty_days_away_two_thousand_acts_drain_in_order(pair: Pair):
    assert drained(pair, ALL_QUEUED) <= ALL_QUEUED // ACTS_MAX + 3


# --- Acts that wait -----------------------------------------------------------------------------


def test_an_act_waits_for_its_hour_and_those_after_it_too(pair: Pair):
    case = opened(pair)
    until = pair.clock() + timedelta(hours=1)
    held = compose.act(
        pair.nodes["MA"], pair.id, case,
        Proposal(act=Slug("answer"), fields=ANSWER.fields, release_at=until),
    )  # fmt: skip
    after = remark(pair, "MA", case)
    for party in pair.nodes:
        pair.start(party)
    for _ in range(3):
        pair.trip("MA", "FR")
        pair.trip("FR", "MA")
    ledger = pair.nodes["FR"].ledger
    assert ledger.find(held) is None
    assert ledger.find(after) is None
    pair.clock.wait(hours=2)
    pair.sync()
    assert ledger.find(held) is not None
    assert ledger.find(after) is not None
    assert case_at(pair, "FR", case).tip.id == held


def test_an_act_that_was_not_written_after_all_holds_nothing_back():
    trip = Trip(at=2, how=How.FAILS)  # The hour, then the key, then the ledger.
    pair = Pair(light=True, wrap=trip.wrap)
    case = opened(pair)
    later = Proposal(
        act=Slug("answer"), fields=ANSWER.fields, release_at=pair.clock() + timedelta(days=9)
    )
    size = pair.space("MA").ours.size
    trip.armed = True
    with pytest.raises(Unavailable):
        compose.act(pair.nodes["MA"], pair.id, case, later)
    assert pair.space("MA").ours.size == size
    answered = act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()
    assert case_at(pair, "FR", case).tip.id == answered


# --- Effects ------------------------------------------------------------------------------------


def carried_out(pair: Pair, party: str) -> list[EffectKey]:
    done: list[EffectKey] = []
    effects.settle(pair.nodes[party], {NOTIFY: done.append})
    return done


def moves(pair: Pair, keys: list[EffectKey]) -> list[str]:
    find = pair.nodes["FR"].ledger.find
    return [str(Act.parse(find(key.move).header).act) for key in keys]


def test_an_effect_follows_a_settled_move_of_the_partners_once(pair: Pair):
    case = compose.open_case(pair.nodes["FR"], pair.id, Slug("information-request"), REQUEST)
    assert carried_out(pair, "FR") == []
    pair.sync()
    assert moves(pair, carried_out(pair, "MA")) == ["send"]
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()
    assert carried_out(pair, "MA") == []
    assert moves(pair, carried_out(pair, "FR")) == ["answer"]
    for party in pair.nodes:
        node = pair.start(party)
        project.rebuild(node, node.space(pair.id))
        assert carried_out(pair, party) == []
        pair.clock.wait(minutes=6)  # Longer than a claim to it would stand.
        assert carried_out(pair, party) == []


def test_what_is_provisional_overtaken_void_or_a_note_has_no_effect(pair: Pair):
    case = opened(pair)
    carried_out(pair, "MA")
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    act(pair, "FR", case, "withdraw")  # It crosses, and is overtaken.
    remark(pair, "FR", case)
    assert carried_out(pair, "MA") == carried_out(pair, "FR") == []
    pair.sync()
    assert carried_out(pair, "MA") == []
    assert moves(pair, carried_out(pair, "FR")) == ["answer"]


def test_an_effect_that_cannot_be_carried_out_is_tried_again_later(pair: Pair):
    opened(pair)
    tried: list[EffectKey] = []

    def busy(key: EffectKey) -> None:
        tried.append(key)
        raise Unavailable(reasons.LOCKED, store="outside")

    node = pair.nodes["MA"]
    assert effects.settle(node, {NOTIFY: busy}) == 0
    assert carried_out(pair, "MA") == []
    pair.clock.wait(minutes=2)
    assert carried_out(pair, "MA") == tried


def test_an_effect_cut_short_by_a_crash_comes_again_under_the_same_key(pair: Pair):
    opened(pair)
    outside: list[EffectKey] = []

    def dies(key: EffectKey) -> None:
        outside.append(key)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        effects.settle(pair.nodes["MA"], {NOTIFY: dies})
    pair.start("MA")
    assert carried_out(pair, "MA") == []
    pair.clock.wait(minutes=6)
    assert carried_out(pair, "MA") == outside


def test_after_a_restore_effects_wait_for_the_operator(pair: Pair):
    case = opened(pair)
    kept = backup(pair, "MA")
    restore(pair, "MA", kept)
    assert carried_out(pair, "MA") == []
    for _ in range(4):
        pair.trip("MA", "FR")
    restart.restart(pair.nodes["MA"], pair.id, pair.keys["MA"])
    pair.sync()
    assert carried_out(pair, "MA") == []
    [held] = pair.nodes["MA"].work.effects.unfinished(pair.id)
    assert held.key.case == case
    pair.nodes["MA"].work.effects.release([held.key])
    assert carried_out(pair, "MA") == [held.key]


# --- Long logs ----------------------------------------------------------------------------------


def test_in_a_log_longer_than_a_tile_every_act_is_proved_on_both_sides():
    pair = Pair(light=True)
    cases = [
        compose.open_case(pair.nodes["FR"], pair.id, Slug("information-request"), REQUEST)
        for _ in range(TILE_LEAVES + 44)
    ]
    pair.sync()
    cases += [opened(pair) for _ in range(3)]
    for party in pair.nodes:
        for node in (pair.nodes[party], pair.start(party)):
            assert len(node.ledger.tiles(pair.id, "FR")) == 1
            for case in (cases[0], cases[TILE_LEAVES - 1], cases[TILE_LEAVES], cases[-1]):
                claims = Checked(prove.prove(node, case), verify=node.world.verify).claims()
                assert claims
                assert all(claim.holds for claim in claims)
    assert pair.agreed()
