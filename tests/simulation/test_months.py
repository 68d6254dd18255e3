"""Stories of two ministries, by seed: nothing is lost, doubled or seen differently."""

from functools import cache
from itertools import pairwise

import pytest

from jisr.ops.simulate.campaign import Total, run
from jisr.ops.simulate.plan import plan
from jisr.ops.simulate.play import play
from jisr.ops.simulate.said import Said
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


# Stories that the comparison once took for wrong: the only copy of a part lay on two disks that
# were lost; a thief's second act is the one that a proof accuses, its first was never compared.
@pytest.mark.parametrize("seed", [637168, 642078])
def test_a_loss_that_nobody_can_mend_is_no_fault_of_the_nodes(seed: int):
    assert play(plan(seed)).troubles == ()


# The file of an edition in force lay on one disk alone, which was lost before the partner had
# fetched it; the partner knew the text already, and what stands under it waited for ever.
@pytest.mark.parametrize("seed", [2019230, 2020718, 2031585])
def test_a_text_that_people_still_have_can_be_given_to_a_node_that_lost_it(seed: int):
    outcome = play(plan(seed))
    assert Said.GIVES_EDITION in {line.said for line in outcome.told}
    assert outcome.troubles == ()


@pytest.mark.parametrize("seed", [1, 5, 7])
def test_a_seed_tells_the_same_story_every_time(seed: int):
    assert play(plan(seed)) == play(plan(seed))


@pytest.mark.full
def test_few_stories_change_the_edition_and_move_a_case_to_it():
    moved = ("accept", "propose-migration", "accept-migration")
    written = dict.fromkeys(moved, 0)
    for seed in range(2 * FEW):
        told = play(plan(seed)).told
        for line, after in pairwise(told):
            if line.said is Said.SAYS and after.said is not Said.MAY_NOT:
                name = str(line.facts["act"])
                written[name] = written.get(name, 0) + 1
    assert all(written[name] for name in moved), written


@pytest.mark.full
def test_no_seed_of_many_loses_doubles_or_diverges():
    total = played(range(FEW, FEW + SEEDS))
    assert total.failed == []
    assert total.untried == []


@pytest.mark.full
def test_no_seed_goes_wrong_with_the_cryptography_that_nodes_use():
    assert played(range(3, 3 + REAL_SEEDS), genuine=True).failed == []
