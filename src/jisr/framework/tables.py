"""From the signed words to the table that the core's fold reads.

Only a sound edition is compiled: the checker has found nothing, so every name exists and every
crossing has one winner (FRA-14).
"""

from collections.abc import Mapping
from types import MappingProxyType

from jisr.core.act import Slug
from jisr.core.table import (
    OFFICE,
    Clause,
    NoteRule,
    Side,
    State,
    StateName,
    Table,
    TermSpec,
    TermType,
)
from jisr.core.zero import REVISION
from jisr.framework.due import compile_deadline
from jisr.framework.edition import Edition
from jisr.framework.procedure import Procedure, Situation
from jisr.framework.sentence import EITHER, NoteSentence, Release, Sentence


def table_of(edition: Edition, procedure: Slug) -> Table:
    """Return one procedure of a sound edition as the fold reads it.

    Source: docs/spec/framework.md, FRA-14.
    """
    read = edition.procedures[procedure]
    # The founding document opens case zero; no act ever does.
    opens = () if procedure == REVISION else read.opens
    states = {StateName(name): _state(edition, read, name) for name in read.states}
    return Table(
        procedure=procedure,
        opens=MappingProxyType({s.act: _clause(edition, read, s) for s in opens}),
        states=MappingProxyType(states),
        ends=frozenset(StateName(end) for end in read.ends),
        notes=MappingProxyType({note.act: _note(edition, read, note) for note in read.notes}),
        migrates=MappingProxyType(
            {
                (migration.framework.text, StateName(old.text)): StateName(new.text)
                for migration in read.migrations
                for old, new in migration.states
            }
        ),
    )


def tables_of(edition: Edition) -> Mapping[Slug, Table]:
    """Return every procedure of a sound edition."""
    return MappingProxyType({name: table_of(edition, name) for name in edition.procedures})


def _state(edition: Edition, procedure: Procedure, name: Slug) -> State:
    read = procedure.states[name]
    clauses = [_clause(edition, procedure, sentence) for sentence in read.clauses]
    turn = None if read.turn is None else procedure.side(Slug(read.turn.text))
    return State(
        name=StateName(name),
        turn=turn,
        first=first_side(procedure, read),
        clauses=MappingProxyType({(clause.by, clause.act): clause for clause in clauses}),
        due=None if read.within is None else compile_deadline(read.within, edition.calendars),
    )


def first_side(procedure: Procedure, state: Situation) -> Side:
    """Return the side whose act prevails in `state` when two cross and neither says so."""
    role = state.turn or state.first
    assert role is not None  # The checker refuses a state with neither.
    return procedure.side(Slug(role.text))


def _clause(edition: Edition, procedure: Procedure, sentence: Sentence) -> Clause:
    terms = _terms(edition, procedure, sentence.act)
    if sentence.office is not None:
        codes = frozenset({str(sentence.office)})
        terms[OFFICE] = TermSpec(type=TermType.CODE, required=True, codes=codes)
    return Clause(
        act=sentence.act,
        by=procedure.side(sentence.who),
        to=StateName(sentence.to),
        form=sentence.form,
        terms=MappingProxyType(terms),
        office=sentence.office,
        accepting=sentence.accepting,
        revealing=sentence.revealing,
        late=sentence.late,
        prevailing=sentence.prevailing,
        release_when_settled=sentence.release is Release.SETTLED,
        release_when_revealed=sentence.release is Release.REVEALED,
    )


def _note(edition: Edition, procedure: Procedure, note: NoteSentence) -> NoteRule:
    both = frozenset({Side.OPENER, Side.OTHER})
    return NoteRule(
        act=note.act,
        by=both if note.who == EITHER else frozenset({procedure.side(note.who)}),
        form=note.form,
        terms=MappingProxyType(_terms(edition, procedure, note.act)),
    )


def _terms(edition: Edition, procedure: Procedure, act: Slug) -> dict[str, TermSpec]:
    specs: dict[str, TermSpec] = {}
    for term in procedure.terms.get(act, {}).values():
        codes: frozenset[str] = frozenset()
        if term.codes is not None:
            code_list = edition.code_list(procedure.name, term.codes.text)
            assert code_list is not None  # The checker refuses a list that does not exist.
            codes = frozenset(str(code) for code in code_list.values)
        specs[term.name] = TermSpec(type=term.type, required=term.required, codes=codes)
    return specs
