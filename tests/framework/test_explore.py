"""Every order of the next acts: nothing is found in our packs, and each kind of fault is found."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from jisr.core.case import Case, Standing
from jisr.core.table import StateName, Table
from jisr.framework import explore as exploring
from jisr.framework.explore import Explored, explore, merged
from jisr.framework.tables import tables_of
from tests.core.kit import OPENER, OTHER, REQUEST, REVISION, clause, state, table
from tests.counts import count_from
from tests.framework.packs import edition_of

PACKS = ("ma-be", "ma-be-victims", "ma-fr", "ma-fr-victims")
# Three acts deep, every so-many-th of the states of all procedures; before a release, every one.
STEP = count_from("PROOF_STATES", 40)


def shipped() -> dict[str, Table]:
    """The procedures of our packs; those that both include are the same."""
    return {name: one for pack in PACKS for name, one in tables_of(edition_of(pack)).items()}


def explored(name: str, acts: int, states: tuple[StateName, ...]) -> Explored:
    found = explore(shipped()[name], acts=acts, states=states)
    told = f"{found.situations:,} situations, {found.crossings:,} with a crossing"
    print(f"{name}, {acts} acts of each from {', '.join(states)}: {told}")
    return found


@pytest.mark.full
@pytest.mark.parametrize("name", sorted(shipped()))
def test_two_acts_of_each_in_any_order_have_one_reading(name: str):
    found = explored(name, 2, tuple(merged(shipped()[name]).states))
    assert found.trouble is None
    assert found.crossings > 100


STATES = [(name, state) for name, one in sorted(shipped().items()) for state in merged(one).states]


@pytest.mark.full
@pytest.mark.parametrize(("name", "state"), STATES[::STEP])
def test_three_acts_of_each_in_any_order_have_one_reading(name: str, state: StateName):
    found = explored(name, exploring.ACTS, (state,))
    assert found.trouble is None
    assert found.situations > 100


def test_the_smallest_of_our_procedures_has_one_reading():
    assert explored("framework-revision", 2, (StateName("in-force"),)).trouble is None


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


def test_what_the_fold_cannot_tell_apart_is_played_once():
    twice = table(
        "request",
        [clause(OPENER, "ask", "asked")],
        state("asked", OTHER, clause(OTHER, "answer", "kept"), clause(OTHER, "reply", "held")),
        state(
            "kept", OPENER, clause(OPENER, "accept", "closed"), clause(OPENER, "thank", "closed")
        ),
        state("held", OPENER, clause(OPENER, "accept", "closed")),
    )
    once = table(
        "request",
        [clause(OPENER, "ask", "asked")],
        state("asked", OTHER, clause(OTHER, "answer", "kept")),
        state("kept", OPENER, clause(OPENER, "accept", "closed")),
    )
    assert set(merged(twice).states) == {"asked", "kept"}
    assert explore(twice, acts=3) == explore(once, acts=3)


def test_what_prevails_is_told_apart_from_what_does_not():
    rights = (
        clause(OTHER, "answer", "closed"),
        clause(OPENER, "recall", "closed", prevailing=True),
    )
    calm = (clause(OTHER, "answer", "closed"), clause(OPENER, "recall", "closed"))
    one = table("request", [], state("a", OTHER, *rights), state("b", OTHER, *calm))
    assert len(merged(one).states) == 2
