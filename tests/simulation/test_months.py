"""Stories of two ministries, by seed: nothing is lost, doubled or seen differently."""

from functools import cache

import pytest

from jisr.ops.simulate.campaign import Total, replay, run
from jisr.ops.simulate.plan import plan
from jisr.ops.simulate.play import play
from tests.counts import count_from

FEW = 48
CHUNK = 12
SEEDS = count_from("PROOF_SEEDS", 1_000)
REAL_SEEDS = count_from("PROOF_REAL_SEEDS", 20)


@cache
def played(seeds: range, *, genuine: bool = False) -> Total:
    total = Total()
    for some in run(seeds, genuine=genuine, jobs=1):
        total.add(some)
    return total


@pytest.mark.parametrize("first", range(0, FEW, CHUNK))
def test_whatever_happens_both_sides_and_an_auditor_see_the_same(first: int):
    total = played(range(first, first + CHUNK))
    assert total.failed == []
    assert set(total.wrong.values()) == {0}


def test_a_few_stories_with_the_cryptography_that_nodes_use():
    assert played(range(3), genuine=True).failed == []


def test_few_stories_reach_what_they_aim_at():
    """A simulator in which nothing goes wrong proves nothing."""
    total = Total()
    for first in range(0, FEW, CHUNK):
        total.add(played(range(first, first + CHUNK)))
    counts = total.counts
    assert counts.crossings
    assert counts.overtaken
    assert counts.void
    assert counts.restores
    assert counts.fences
    assert counts.forks_proved
    assert counts.erasures


@pytest.mark.parametrize("seed", [1, 5, 7])
def test_a_seed_tells_the_same_story_every_time(seed: int):
    assert play(plan(seed)) == play(plan(seed))


# Stories that went wrong once; what was at fault is told in tests/node/test_seeds.py, or was
# the simulator itself.
@pytest.mark.parametrize("seed", [5, 23, 24, 33, 583, 680, 786, 1256, 1335, 2227])
def test_a_story_that_went_wrong_once_ends_well(seed: int):
    assert replay(seed, genuine=False).troubles == ()


@pytest.mark.full
def test_no_seed_of_many_loses_doubles_or_diverges():
    total = played(range(FEW, FEW + SEEDS))
    assert total.failed == []
    assert total.untried == []


@pytest.mark.full
def test_no_seed_goes_wrong_with_the_cryptography_that_nodes_use():
    assert played(range(3, 3 + REAL_SEEDS), genuine=True).failed == []
