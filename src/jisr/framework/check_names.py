"""Every name in a procedure exists, and everything it defines is used (FRA-16).

An unused form, term or list would be signed and enforced by nothing, so it is a fault.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from jisr.core.act import Slug
from jisr.core.table import ACCEPT_MIGRATION, BUILT_IN_NOTES, OFFICE, PROPOSE_MIGRATION, TermType
from jisr.framework import reasons_check
from jisr.framework import reasons_procedure as reasons
from jisr.framework.edition import Edition
from jisr.framework.faults import Fault
from jisr.framework.form import ASKED, FieldType
from jisr.framework.procedure import Procedure
from jisr.framework.sentence import EITHER, Release, Sentence
from jisr.framework.shape import fault
from jisr.framework.source import Node, Scalar
from jisr.framework.terms import DeclaredTerm
from jisr.framework.values import PERSON_CATEGORIES

ROLES: Final = 2  # A case has two sides.
# The core gives these acts a meaning of its own, in every procedure.
RESERVED: Final = frozenset({*BUILT_IN_NOTES, PROPOSE_MIGRATION, ACCEPT_MIGRATION})
# The fact `known` where nothing is.
_NONE: Final = {"known": "none", "known_ar": "لا شيء", "known_fr": "aucune", "known_en": "none"}


def check_names(edition: Edition, procedure: Procedure) -> list[Fault]:
    """Return the faults of names: unknown, unused, twice, reserved."""
    return [
        *_roles(procedure),
        *_openings(procedure),
        *_clauses(procedure),
        *_notes(procedure),
        *_states(procedure),
        *_accepting(procedure),
        *_persons(procedure),
        *_categories(edition, procedure),
        *_neutral(edition, procedure),
        *_terms(edition, procedure),
        *_behind(edition, procedure),
        *_forms(edition, procedure),
        *_unused(procedure),
    ]


def _roles(procedure: Procedure) -> Iterator[Fault]:
    if len(procedure.roles) != ROLES or EITHER in procedure.roles:
        yield fault(procedure.at, reasons.NOT_TWO_ROLES, count=len(procedure.roles))


def _openings(procedure: Procedure) -> Iterator[Fault]:
    acts: set[Slug] = set()
    for sentence in procedure.opens:
        if sentence.who != procedure.opener:
            yield fault(sentence.at, reasons.OPENERS_DIFFER)
        if sentence.accepting or sentence.revealing or sentence.late or sentence.prevailing:
            yield fault(sentence.at, reasons.OPENING_EXTRAS)
        if sentence.act in acts:
            yield fault(sentence.at, reasons.ACT_TWICE, role=sentence.who, act=sentence.act)
        acts.add(sentence.act)


def _clauses(procedure: Procedure) -> Iterator[Fault]:
    for _, sentence in procedure.clauses():
        yield from _role(procedure, sentence.who, sentence.at)
        yield from _act(procedure, sentence.act, sentence.at)
        if sentence.to not in procedure.states and sentence.to not in procedure.ends:
            known = [*procedure.states, *procedure.ends]
            yield _unknown(sentence.to, sentence.at, "states, ends", known)
        if sentence.office is not None:
            yield from _known(sentence.office, sentence.at, "offices", procedure.offices)
        if sentence.form is not None:
            yield from _known(sentence.form, sentence.at, "forms", procedure.forms)
        elif sentence.release:
            yield fault(sentence.at, reasons.RELEASES_NOTHING)
    for state in procedure.states.values():
        seen: set[tuple[Slug, Slug]] = set()
        for sentence in state.clauses:
            if (sentence.who, sentence.act) in seen:
                facts = {"role": sentence.who, "act": sentence.act}
                yield fault(sentence.at, reasons.ACT_TWICE, **facts)
            seen.add((sentence.who, sentence.act))


def _notes(procedure: Procedure) -> Iterator[Fault]:
    moves = {sentence.act for _, sentence in procedure.clauses()}
    seen: set[Slug] = set()
    for note in procedure.notes:
        if note.who != EITHER:
            yield from _role(procedure, note.who, note.at)
        yield from _act(procedure, note.act, note.at)
        if note.form is not None:
            yield from _known(note.form, note.at, "forms", procedure.forms)
        if note.act in moves:
            yield fault(note.at, reasons.ACT_TWO_KINDS, act=note.act)
        if note.act in seen:
            yield fault(note.at, reasons.ACT_TWICE, role=note.who, act=note.act)
        seen.add(note.act)


def _states(procedure: Procedure) -> Iterator[Fault]:
    for state in procedure.states.values():
        for role in (state.turn, state.first):
            if role is not None:
                yield from _role(procedure, Slug(role.text), role)
        if state.name in procedure.ends:
            yield fault(state.at, reasons_check.END_AND_STATE, state=state.name)


def _accepting(procedure: Procedure) -> Iterator[Fault]:
    """A joint text: the accepted part must be one that every move before it has made."""
    for state, sentence in procedure.clauses():
        if state is None or sentence.accepting is None:
            continue
        before = [clause for _, clause in procedure.clauses() if clause.to == state.name]
        parts = [_parts(procedure, clause) for clause in before]
        shared = frozenset[Slug].intersection(*parts) if parts else frozenset[Slug]()
        if parts and sentence.accepting not in shared:
            known = ", ".join(sorted(shared))
            facts = {"known": known} if known else _NONE
            yield fault(sentence.at, reasons.ACCEPTS_NOTHING, part=sentence.accepting, **facts)


def _parts(procedure: Procedure, sentence: Sentence) -> frozenset[Slug]:
    """Return the parts that an act surely brings; what it seals it does not bring."""
    form = None if sentence.form is None else procedure.forms.get(sentence.form)
    if sentence.release is Release.REVEALED:
        return frozenset()
    own = frozenset[Slug]() if form is None else form.certain_parts
    return own | {part for part in (sentence.accepting, sentence.revealing) if part is not None}


def _persons(procedure: Procedure) -> Iterator[Fault]:
    """What burdens a person is a move, what tells of one an act; a case protects in a field."""
    fields = (field for form in procedure.forms.values() for field in form.fields.values())
    persons = {field.name for field in fields if field.type is FieldType.PERSON}
    for name, at in procedure.protects.items():
        if name not in persons:
            yield _unknown(name, at, "forms: person", persons)
    moves = {sentence.act for _, sentence in procedure.clauses()}
    for act, at in procedure.adverse.items():
        if act not in moves:
            yield _unknown(act, at, "opens, states", moves)
    acts = moves | {note.act for note in procedure.notes}
    for act, at in procedure.discloses.items():
        if act not in acts:
            yield _unknown(act, at, "opens, states, notes", acts)


def _categories(edition: Edition, procedure: Procedure) -> Iterator[Fault]:
    """A person is named as what the list knows, or whoever writes says it from that list."""
    listed = edition.code_list(procedure.name, PERSON_CATEGORIES)
    known = {ASKED, *([] if listed is None else listed.values)}
    for form in procedure.forms.values():
        for field in form.fields.values():
            if field.category is not None and listed is not None and field.category not in known:
                yield _unknown(field.category, field.at, f"codes: {PERSON_CATEGORIES}", known)


def _neutral(edition: Edition, procedure: Procedure) -> Iterator[Fault]:
    """What says that nothing is given is a move that says nothing else, for any of many causes."""
    opening = {sentence.act for sentence in procedure.opens}
    moves = {sentence.act for _, sentence in procedure.clauses()} - opening
    for act, said in procedure.nothing_known.items():
        if act not in moves:
            yield _unknown(act, said.at, "states", moves)
            continue
        declared = procedure.terms.get(act, {})
        required = {term.name for term in declared.values() if term.required}
        coded = all(
            _hides_cause(edition, procedure, declared.get(Slug(t)), Slug(c))
            for t, c in said.terms.items()
        )
        used = [sentence for _, sentence in procedure.clauses() if sentence.act == act]
        tells = act in procedure.adverse or act in procedure.discloses
        if not coded or not required <= said.terms.keys() or tells or any(one.form for one in used):
            yield fault(said.at, reasons.NOT_NEUTRAL, act=act)


def _hides_cause(
    edition: Edition, procedure: Procedure, term: DeclaredTerm | None, code: Slug
) -> bool:
    """Say whether a code stands for any of a list that never crosses."""
    if term is None or term.codes is None:
        return False
    codes = edition.code_list(procedure.name, term.codes.text)
    return codes is None or (codes.behind is not None and code in codes.values)  # None: told there.


def _terms(edition: Edition, procedure: Procedure) -> Iterator[Fault]:
    acts = {sentence.act for _, sentence in procedure.clauses()}
    acts |= {note.act for note in procedure.notes}
    offices = {sentence.act for _, sentence in procedure.clauses() if sentence.office}
    for act, terms in procedure.terms.items():
        for term in terms.values():
            if act not in acts:
                yield _unknown(act, term.at, "opens, states, notes", acts)
            if term.name == OFFICE and act in offices:
                yield fault(term.at, reasons.TERM_RESERVED, name=OFFICE)
            if term.codes is not None:
                yield from _code_list(edition, procedure, term.codes)


def _behind(edition: Edition, procedure: Procedure) -> Iterator[Fault]:
    for item in procedure.codes.values():
        if item.behind is not None:
            yield from _code_list(edition, procedure, item.behind)


def _forms(edition: Edition, procedure: Procedure) -> Iterator[Fault]:
    """A form cannot be empty, and what it refers to exists."""
    dated = {
        term.name
        for terms in procedure.terms.values()
        for term in terms.values()
        if term.type in {TermType.DATE, TermType.INSTANT}
    }
    opening = {sentence.form for sentence in procedure.opens}
    for form in procedure.forms.values():
        for field in form.fields.values():
            if field.alike and form.name not in opening:
                yield fault(field.at, reasons.ALIKE_IDLE, field=field.name, form=form.name)
        for use in form.code_lists:
            yield from _code_list(edition, procedure, use)
        if not any(field.required for field in form.fields.values()):
            yield fault(form.at, reasons.FORM_EMPTY, form=form.name)
        for field in form.fields.values():
            if field.keep.term is not None and field.keep.term not in dated:
                yield fault(field.at, reasons.RETENTION_TERM, term=field.keep.term)


def _code_list(edition: Edition, procedure: Procedure, use: Scalar) -> Iterator[Fault]:
    if edition.code_list(procedure.name, use.text) is None:
        known = {*procedure.codes, *edition.codes}
        yield _unknown(use.text[:64], use, "codes", known)


def _unused(procedure: Procedure) -> Iterator[Fault]:
    clauses = [sentence for _, sentence in procedure.clauses()]
    acts = {clause.act for clause in clauses} | {note.act for note in procedure.notes}
    forms = {clause.form for clause in clauses} | {note.form for note in procedure.notes}
    offices = {clause.office for clause in clauses}
    lists = used_lists(procedure)
    sections: list[tuple[str, Iterable[tuple[str, Node]], Iterable[str | None]]] = [
        ("acts", _places(procedure.acts), acts),
        ("offices", _places(procedure.offices), offices),
        ("forms", ((name, form.at) for name, form in procedure.forms.items()), forms),
        ("codes", ((name, item.at) for name, item in procedure.codes.items()), lists),
    ]
    for section, defined, used in sections:
        for name, at in defined:
            if name not in set(used):
                yield fault(at, reasons.UNUSED, name=name, section=section)


def used_lists(procedure: Procedure) -> frozenset[str]:
    """Return the names of the code lists that terms and forms of a procedure use."""
    terms = (term for block in procedure.terms.values() for term in block.values())
    in_terms = {term.codes.text for term in terms if term.codes is not None}
    in_forms = {use.text for form in procedure.forms.values() for use in form.code_lists}
    behind = {item.behind.text for item in procedure.codes.values() if item.behind is not None}
    return frozenset(in_terms | in_forms | behind)


def _places(section: Mapping[Slug, tuple[object, Scalar]]) -> Iterator[tuple[str, Scalar]]:
    return ((name, at) for name, (_, at) in section.items())


def _role(procedure: Procedure, role: Slug, at: Scalar) -> Iterator[Fault]:
    if role not in procedure.roles:
        known = ", ".join(procedure.roles)
        yield fault(at, reasons.UNKNOWN_ROLE, role=role, known=known)


def _act(procedure: Procedure, act: Slug, at: Scalar) -> Iterator[Fault]:
    if act in RESERVED:
        yield fault(at, reasons.ACT_RESERVED, act=act)
    else:
        yield from _known(act, at, "acts", procedure.acts)


def _known(name: str, at: Scalar, section: str, names: Mapping[Slug, object]) -> Iterator[Fault]:
    if name not in names:
        yield _unknown(name, at, section, names)


def _unknown(name: str, at: Scalar, section: str, known: Iterable[str]) -> Fault:
    listed = ", ".join(sorted(known))
    return fault(at, reasons.UNKNOWN_NAME, name=name, section=section, known=listed)
