"""Client, server and courier under many schedules: each act has its effect exactly once."""

from collections import Counter
from collections.abc import Mapping
from functools import partial

import detangle
import pytest
import structlog

from jisr.core.act import Slug
from jisr.ledger.work.rows import EffectKey
from jisr.node import effects
from jisr.node.node import Node
from jisr.ops.keystore import FileKeystore
from tests.counts import count_from
from tests.ops.schedules import holders_in, story
from tests.simulation.mutants import no_dedupe

FEW = 3
RUNS = count_from("PROOF_SCHEDULE_RUNS", 100)
SEED = 2026
LINE = {"latency": (0.001, 0.02), "fragment": 0.3, "tcp_timeout": 20.0}


@pytest.fixture(scope="module")
def holders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, FileKeystore]:
    return holders_in(tmp_path_factory.mktemp("holders"))


@pytest.fixture(autouse=True)
def quiet():
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("critical"))
    yield
    structlog.reset_defaults()


async def told(holders: dict[str, FileKeystore], befallen: Counter[str]) -> None:
    schedule = await story(holders, befallen)
    pair = schedule.pair
    for case in schedule.made:
        one, other = (pair.space(party).case(case) for party in ("FR", "MA"))
        assert one.verdicts == other.verdicts
        assert [node.id for node in one.path] == [node.id for node in other.path]
        assert one.settled == len(one.path) == 2
        opening, answer = (node.id for node in one.path)
        assert schedule.told["MA"][case, opening] == 1
        assert schedule.told["FR"][case, answer] == 1
    assert {sum(told.values()) for told in schedule.told.values()} == {len(schedule.made)}


def explore(holders: dict[str, FileKeystore], runs: int, *, shrink: bool = True) -> Counter[str]:
    """Play so many schedules; return what befell in them."""
    befallen: Counter[str] = Counter()
    play = partial(told, holders, befallen)
    detangle.explore(play, runs=runs, seed=SEED, shrink=shrink, database=False, net=LINE)
    return befallen


def test_few_schedules_end_with_the_same_state_and_each_effect_once(holders):
    explore(holders, FEW)


@pytest.mark.full
def test_many_schedules_end_with_the_same_state_and_each_effect_once(holders):
    befallen = explore(holders, RUNS)
    print(f"{RUNS} schedules: {dict(befallen)}")
    assert befallen["killed"]
    assert befallen["exchange.unreachable"]
    assert befallen["exchange.timed-out"]


def test_a_repeat_that_is_taken_for_a_second_act_is_found(holders, monkeypatch):
    no_dedupe(monkeypatch)
    with pytest.raises(detangle.BugFound, match=r"node\.space-stopped"):
        explore(holders, FEW)


@pytest.mark.full
def test_effects_that_are_remembered_in_memory_alone_are_found_by_a_schedule(holders, monkeypatch):
    """In the usual order nothing is wrong; what shows it is a node that dies, and comes back."""
    carried_out: dict[int, set[EffectKey]] = {}

    def forgetful(node: Node, perform: Mapping[Slug, effects.Perform]) -> None:
        known = carried_out.setdefault(id(node), set())
        [space] = node.spaces
        for effect in node.work.effects.unfinished(space):
            if effect.key not in known:
                perform[effect.key.effect](effect.key)
                known.add(effect.key)

    monkeypatch.setattr(effects, "settle", forgetful)
    explore(holders, 1)
    with pytest.raises(detangle.BugFound) as found:
        explore(holders, RUNS, shrink=False)  # Making it short is detangle's affair, and slow.
    assert "AssertionError" in str(found.value)
