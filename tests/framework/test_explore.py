"""Every order of the next acts: nothing is found in our packs, and each kind of fault is found."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from jisr.core.case import Case, Standing
from jisr.core.table import Table
from jisr.framework import explore as exploring
from jisr.framework.explore import explore
from jisr.framework.tables import tables_of
from tests.core.kit import OPENER, OTHER, REQUEST, REVISION, clause, state, table
from tests.node.world import edition

PACKS = ("ma-be", "ma-fr")


def shipped() -> dict[str, Table]:
    """The procedures of our packs; those that both include are the same."""
    return {name: one for pack in PACKS for name, one in tables_of(edition(pack)).items()}


@pytest.mark.parametrize("name", shipped())
def test_two_acts_of_each_in_any_order_have_one_reading(name: str):
    found = explore(shipped()[name], acts=2)
    assert found.trouble is None
    assert found.crossings > 100


@pytest.mark.full
@pytest.mark.parametrize("name", shipped())
def test_three_acts_of_each_in_any_order_have_one_reading(name: str):
    found = explore(shipped()[name], acts=exploring.ACTS)
    print(f"{name}: {found.situations:,} situations, {found.crossings:,} with a crossing")
    assert found.trouble is None
    assert found.situations > 10_000


def test_a_state_without_clauses_for_one_side_is_explored_too():
    one_way = table(
        "request",
        [clause(OPENER, "ask", "open")],
        state("open", OTHER, clause(OTHER, "answer", "closed")),
    )
    # MA can only hear; every order of hearing and of one answer.
    assert explore(one_way, acts=1).crossings == 0


def test_more_acts_are_more_situations():
    counts = [explore(REQUEST, acts=acts).situations for acts in (1, 2)]
    assert counts[0] * 4 < counts[1]


def test_times_terms_and_forms_take_nothing_away_from_what_is_explored():
    bare = replace(
        REVISION,
        states={
            name: replace(
                one,
                clauses={
                    key: clause(c.by, c.act, c.to, prevailing=c.prevailing)
                    for key, c in one.clauses.items()
                },
            )
            for name, one in REVISION.states.items()
        },
    )
    assert explore(REVISION, acts=2) == explore(bare, acts=2)


def at_once(case: Case) -> Case:
    """Settled without a receipt."""
    return replace(case, settled=len(case.path))


def void(case: Case) -> Case:
    """The last act of a case in which two have crossed has no standing."""
    if not case.crossings:
        return case
    last = list(case.verdicts)[-1]
    gone = replace(case.verdicts[last], standing=Standing.VOID)
    return replace(case, verdicts={**case.verdicts, last: gone})


def forgetful(case: Case) -> Case:
    """What was settled is so no more once the case has ended."""
    return replace(case, settled=0) if case.ended else case


@pytest.mark.parametrize("fault", [at_once, void, forgetful])
def test_a_core_that_is_wrong_is_found_out_with_its_story(
    fault: Callable[[Case], Case], monkeypatch: pytest.MonkeyPatch
):
    right = exploring.fold
    monkeypatch.setattr(exploring, "fold", lambda *said, **more: fault(right(*said, **more)))
    found = explore(REQUEST, acts=3)
    assert found.trouble is not None
    start, *story = found.trouble
    assert start.removeprefix("from ") in REQUEST.states
    assert {said.split()[0] for said in story} <= {"AA", "BB"}
