"""Make a failing story short: leave out steps, and faults of steps, while it still fails."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from jisr.ops.simulate.plan import Plan, Step
from jisr.ops.simulate.play import Outcome

TRIES_MAX: Final = 600  # A minute at most.

Play = Callable[[Plan], Outcome]


def shrink(outcome: Outcome, play: Play) -> Outcome:
    """Return the outcome of a shorter story that goes wrong in the same way.

    Args:
        outcome: one with troubles.
        play: how a plan is played.
    """
    best, tries = outcome, 0

    def fails(steps: tuple[Step, ...]) -> bool:
        nonlocal best, tries
        tries += 1
        found = play(replace(outcome.plan, steps=steps))
        if _kinds(found) & _kinds(outcome):
            best = found
            return True
        return False

    size = len(best.plan.steps) // 2
    while size and tries < TRIES_MAX:
        start = 0
        while start < len(best.plan.steps) and tries < TRIES_MAX:
            steps = best.plan.steps
            if not fails(steps[:start] + steps[start + size :]):
                start += size
        size //= 2
    for index, step in enumerate(best.plan.steps):
        if step.fault is not None and tries < TRIES_MAX:
            steps = best.plan.steps
            fails((*steps[:index], replace(step, fault=None), *steps[index + 1 :]))
    return best


def _kinds(outcome: Outcome) -> frozenset[str]:
    """Return what is wrong, without the names and numbers of the story."""
    return frozenset(what.partition(":")[0] for _, what in outcome.troubles)
