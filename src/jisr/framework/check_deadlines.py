"""What a deadline refers to is there whenever the deadline runs (FRA-20).

A deadline whose start may be missing would never end, and a term that may be missing would
leave its length open; so both must lie on every way to the state.
"""

from collections.abc import Iterator

from jisr.core.act import Slug
from jisr.framework import reasons_check as reasons
from jisr.framework.deadlines import ActUse, TermUse
from jisr.framework.edition import Edition
from jisr.framework.faults import Fault
from jisr.framework.procedure import Procedure, Situation
from jisr.framework.shape import fault
from jisr.framework.terms import DeclaredTerm


def check_deadlines(edition: Edition, procedure: Procedure) -> list[Fault]:
    """Return the faults of what the deadlines of a procedure refer to."""
    faults: list[Fault] = []
    for state in procedure.states.values():
        if state.within is None:
            continue
        late = set(state.within.then)
        for act in state.within.acts:
            faults += _act(procedure, state, act, late)
        for term in state.within.terms:
            faults += _term(edition, procedure, state, term)
    return faults


def _act(procedure: Procedure, state: Situation, use: ActUse, late: set[Slug]) -> Iterator[Fault]:
    facts = {"state": state.name, "act": use.act}
    if use.loop:
        loops = {clause.act for clause in state.clauses if clause.to == state.name}
        if use.act not in loops:
            yield fault(use.at, reasons.DEADLINE_LOOP, **facts)
    elif use.act not in late and _avoidable(procedure, state, {use.act}):
        yield fault(use.at, reasons.DEADLINE_ACT, **facts)


def _term(
    edition: Edition, procedure: Procedure, state: Situation, use: TermUse
) -> Iterator[Fault]:
    carriers = {
        act: term
        for act, terms in procedure.terms.items()
        if (term := terms.get(use.term)) is not None and term.required
    }
    if use.act is not None:
        assured = use.act in carriers
    else:
        assured = not _avoidable(procedure, state, set(carriers))
    read = [carriers[use.act]] if use.act in carriers else list(carriers.values())
    facts = {"state": state.name, "term": use.term}
    if not assured or any(term.type not in use.types for term in read):
        kinds = ", ".join(sorted(use.types))
        yield fault(use.at, reasons.DEADLINE_TERM, type=kinds, **facts)
        return
    for term in read:
        for code in sorted(use.codes - _codes(edition, procedure, term)):
            yield fault(use.at, reasons.DEADLINE_CODE, code=code, **facts)


def _codes(edition: Edition, procedure: Procedure, term: DeclaredTerm) -> frozenset[str]:
    if term.codes is None:
        return frozenset()
    code_list = edition.code_list(procedure.name, term.codes.text)
    assert code_list is not None  # The names were checked before.
    return frozenset(code_list.values)


def _avoidable(procedure: Procedure, state: Situation, acts: set[Slug]) -> bool:
    """Say whether a case can stand in `state` without any of `acts` on its way."""
    seen: set[Slug] = set()
    todo = [sentence.to for sentence in procedure.opens if sentence.act not in acts]
    while todo:
        name = todo.pop()
        if name in seen or name not in procedure.states:
            continue
        seen.add(name)
        todo += [c.to for c in procedure.states[name].clauses if c.act not in acts]
    return state.name in seen
