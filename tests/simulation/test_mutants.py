"""Every rule that is switched off is noticed, in the first stories already."""

import pytest

from jisr.ops.simulate.plan import plan
from jisr.ops.simulate.play import play
from jisr.ops.simulate.shrink import shrink
from tests.simulation.mutants import MUTANTS, Mutant, any_signature

SEEDS = range(40)


def named(mutant: object) -> str:
    return getattr(mutant, "__name__", "")


@pytest.mark.parametrize("mutant", MUTANTS, ids=named)
def test_a_rule_that_is_switched_off_is_noticed(mutant: Mutant, monkeypatch: pytest.MonkeyPatch):
    mutant(monkeypatch)
    for seed in SEEDS:
        troubles = play(plan(seed)).troubles
        if any(MUTANTS[mutant] in what for _, what in troubles):
            return
    pytest.fail("no story notices it")


def test_a_failing_story_is_made_short_and_fails_in_the_same_way(
    monkeypatch: pytest.MonkeyPatch,
):
    any_signature(monkeypatch)
    outcome = next(o for o in map(play, map(plan, SEEDS)) if o.troubles)
    short = shrink(outcome, play)
    assert len(short.plan.steps) <= 3
    assert short.troubles[0][1] in {what for _, what in outcome.troubles}
    assert play(short.plan) == short
