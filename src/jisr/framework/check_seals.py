"""What is sealed can be revealed, and only what was sealed (FRA-33).

A clause `release when revealed` sends a commitment and keeps the content back.  Sealed for ever it
would be no return at all; and revealed without having been sealed it would bind nobody.
"""

from collections.abc import Iterator

from jisr.core.act import Slug
from jisr.framework import reasons_check as reasons
from jisr.framework.check_fairness import reach
from jisr.framework.faults import Fault
from jisr.framework.procedure import Procedure
from jisr.framework.sentence import Release, Sentence
from jisr.framework.shape import fault


def check_seals(procedure: Procedure) -> list[Fault]:
    """Return the faults of what the clauses of a procedure seal and reveal."""
    return [*_never_revealed(procedure), *_not_sealed(procedure)]


def _never_revealed(procedure: Procedure) -> Iterator[Fault]:
    for _, sentence in procedure.clauses():
        if sentence.release is Release.REVEALED and not _revealed(procedure, sentence):
            yield fault(sentence.at, reasons.NEVER_REVEALED, act=sentence.act)


def _revealed(procedure: Procedure, sealing: Sentence) -> bool:
    """Say whether the one part of what is sealed is revealed later, by the same role."""
    assert sealing.form is not None  # The names were checked before.
    form = procedure.forms[sealing.form]
    return form.certain_parts == form.parts and form.parts == {
        sentence.revealing
        for state in reach(procedure, sealing.to) & procedure.states.keys()
        for sentence in procedure.states[state].clauses
        if sentence.who == sealing.who and sentence.revealing in form.parts
    }


def _not_sealed(procedure: Procedure) -> Iterator[Fault]:
    for state, sentence in procedure.clauses():
        part = sentence.revealing
        if state is None or part is None:
            continue
        filled = _filled(procedure, sentence)
        if part in filled or False in _sealed(procedure, sentence.who, part, state.name):
            yield fault(sentence.at, reasons.REVEALS_NOTHING, part=part, state=state.name)


def _sealed(procedure: Procedure, role: Slug, part: Slug, state: Slug) -> set[bool]:
    """Say of every way to a state whether a role's last act with a part had sealed it."""
    seen: set[tuple[Slug, bool]] = set()
    todo = [(s.to, _seals(procedure, s, role, part, before=False)) for s in procedure.opens]
    while todo:
        here = todo.pop()
        if here in seen or here[0] not in procedure.states:
            continue
        seen.add(here)
        todo += [
            (clause.to, _seals(procedure, clause, role, part, before=here[1]))
            for clause in procedure.states[here[0]].clauses
        ]
    return {sealed for name, sealed in seen if name == state}


def _seals(
    procedure: Procedure, sentence: Sentence, role: Slug, part: Slug, *, before: bool
) -> bool:
    repeated = part in (sentence.accepting, sentence.revealing)
    if sentence.who != role or not (repeated or part in _filled(procedure, sentence)):
        return before
    return sentence.release is Release.REVEALED and not repeated


def _filled(procedure: Procedure, sentence: Sentence) -> frozenset[Slug]:
    return frozenset() if sentence.form is None else procedure.forms[sentence.form].parts
