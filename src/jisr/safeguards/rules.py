"""The rules in force, numbered as in the register of safeguards.

Each objects to one thing alone, so that each can be shown to catch what no other does.  A rule
that cannot know leaves the matter to the rule that owns it: content that nobody could read is
P2's, and P2 denies it.  The laws named bind parties that they bind; between the two parties of a
space these rules hold because both sign them.

Source: docs/spec/safeguards.md, clauses SAF-7 to SAF-16.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from jisr.core.act import Slug, Term
from jisr.core.canonical import Json
from jisr.core.once import once
from jisr.core.table import TermType
from jisr.framework.edition import Edition
from jisr.framework.expiry import KEEP_UNTIL
from jisr.framework.form import Field, FieldType, Form, Handling
from jisr.framework.grades import strictest
from jisr.framework.procedure import Procedure
from jisr.framework.retention import KeptFrom
from jisr.framework.shape import Label
from jisr.framework.source import Items, Node, Scalar
from jisr.safeguards import reasons
from jisr.safeguards.approvals import NON_REFOULEMENT
from jisr.safeguards.decision import Objection, Point, Question, Subject
from jisr.safeguards.words import tells_asylum

PURPOSE: Final = Slug("purpose")  # The term in which an opening act says what a case is for.
OVERSIGHT: Final = frozenset({"oversight", "court-order", "subject-access"})  # For any case.
# More persons than this in one act are a list, whatever was signed.
PERSONS_MAX: Final = 10

# Approvals that cure an objection; no act can record them yet, so until then they refuse.
CONSENT_OF_ORIGINATOR: Final = Slug("consent-of-originator")
PERMISSION_OF_PROVIDER: Final = Slug("permission-of-provider")


# --- P1: purpose --------------------------------------------------------------------------------


def purpose_is_stated(question: Question) -> Objection | None:
    """P1: where persons may be named, the case has a purpose of those signed, and no other."""
    procedure = question.text
    if procedure is None or not _names_persons(procedure):
        return None
    if question.point is Point.FRAMEWORK:
        if all(_asks_purpose(procedure, sentence.act) for sentence in procedure.opens):
            return None
        return Objection(reason=reasons.PURPOSE_NOT_ASKED, facts={"procedure": procedure.name})
    stated = _several(question.terms.get(PURPOSE))
    if question.point is Point.QUERY and stated and stated <= OVERSIGHT:
        return None
    opened_for = _several(question.opening.get(PURPOSE))
    edition = question.edition
    assert edition is not None, "the procedure is one of its own"
    if not opened_for or not opened_for <= _purposes(edition, procedure):
        return Objection(reason=reasons.NO_PURPOSE)
    if stated <= opened_for:
        return None
    if question.point is not Point.QUERY:
        return Objection(reason=reasons.OTHER_PURPOSE)
    facts = {"purposes": ", ".join(sorted(opened_for))}
    return Objection(reason=reasons.READ_FOR_OTHER, facts=facts)


def _asks_purpose(procedure: Procedure, act: Slug) -> bool:
    """Say whether an act must state a purpose, from a closed list."""
    term = procedure.terms.get(act, {}).get(PURPOSE)
    return term is not None and term.required and term.codes is not None


@once
def _purposes(edition: Edition, procedure: Procedure) -> frozenset[str]:
    """Return every purpose for which the procedure lets a case be opened."""
    declared = [procedure.terms.get(sentence.act, {}).get(PURPOSE) for sentence in procedure.opens]
    lists = {term.codes.text for term in declared if term is not None and term.codes is not None}
    return frozenset(code for name in lists for code in _codes(edition, procedure.name, name))


# --- P2: legal basis ----------------------------------------------------------------------------


def content_has_a_basis(question: Question) -> Objection | None:
    """P2: every field that is sent stands in the signed forms of the act, with its legal basis."""
    if question.part is None or (question.form is not None and question.content is not None):
        return None
    return Objection(reason=reasons.NO_BASIS)


# --- P6: originator -----------------------------------------------------------------------------


def originator_consents(question: Question) -> Objection | None:
    """P6: what a third party provided goes no further without its consent."""
    if question.form is None or question.content is None or question.edition is None:
        return None
    fields = question.content["fields"]
    assert isinstance(fields, Mapping)
    for field in _statements(question.form):
        for item in _items(fields.get(field.name)):
            if isinstance(item, Mapping):
                named = item.get("originator")
                if named is not None and named not in question.edition.parties:
                    return Objection(
                        reason=reasons.THIRD_PARTY,
                        facts={"field": field.name},
                        approvals=frozenset({CONSENT_OF_ORIGINATOR}),
                    )
    return None


@once
def _statements(form: Form) -> tuple[Field, ...]:
    return tuple(f for f in form.fields.values() if f.type is FieldType.STATEMENT)


# --- P12: completeness --------------------------------------------------------------------------


def act_is_complete(question: Question) -> Objection | None:
    """P12: an act leaves with everything that its form requires."""
    if question.part is not None or question.form is None:
        return None
    here = {name.partition(".")[0] for name in question.parts}
    for field in question.form.fields.values():
        if field.required and field.part not in here:
            facts = {"form": question.form.name, "field": field.name}
            return Objection(reason=reasons.INCOMPLETE, facts=facts)
    return None


# --- P15: retention -----------------------------------------------------------------------------


def retention_ends(question: Question) -> Objection | None:
    """P15: of every field it is known when it will be erased, and on that day it goes."""
    if question.point is Point.TIMER:
        expiry = question.expiry
        if expiry is None or question.today <= expiry.last:
            return None
        return Objection(reason=reasons.OVER, facts={"last": expiry.last.isoformat()})
    undated = _undated(question) if question.point is Point.FRAMEWORK else None
    if undated is not None:
        facts = {"act": undated, "procedure": question.procedure}
        return Objection(reason=reasons.NO_DAY, facts=facts)
    for form, dates in _dated_forms(question):
        for field in form.fields.values():
            if not _ends(field, dates):
                return Objection(reason=reasons.KEPT_FOREVER, facts={"field": field.name})
    return None


def _undated(question: Question) -> Slug | None:
    """Return an act of an edition whose limit on its own parts would be no date."""
    assert question.text is not None, "an edition is asked about by its procedures"
    for act, terms in question.text.terms.items():
        if KEEP_UNTIL in terms and terms[KEEP_UNTIL].type is not TermType.DATE:
            return act
    return None


def _dated_forms(question: Question) -> Iterator[tuple[Form, Collection[str]]]:
    """Yield each form asked about, with the terms that are sure to be there to count from."""
    if question.point is not Point.FRAMEWORK:
        if question.form is not None:
            yield question.form, question.terms.keys() | question.opening.keys()
        return
    procedure = question.text
    assert procedure is not None, "an edition is asked about by its procedures"
    opening = frozenset.intersection(
        *(_required(procedure, sentence.act) for sentence in procedure.opens)
    )
    used = [(sentence.form, sentence.act) for _, sentence in procedure.clauses()]
    used += [(note.form, note.act) for note in procedure.notes]
    for name, act in used:
        if name is not None:
            yield procedure.forms[name], _required(procedure, act) | opening


def _ends(field: Field, dates: Collection[str]) -> bool:
    keep = field.keep
    starts = keep.start is not KeptFrom.EVENT or (keep.term is not None and keep.term in dates)
    return starts and keep.days + keep.months > 0


# --- P22: asylum --------------------------------------------------------------------------------


def asylum_has_no_place(question: Question) -> Objection | None:
    """P22: no name, label or code that is exchanged tells of asylum, and no text that is signed."""
    if question.point is Point.FRAMEWORK:
        edition = question.edition
        assert edition is not None, "an edition is asked about whole"
        place = _tells_in(edition)
    else:
        place = next((name for name, texts in _named(question) if tells_asylum(texts)), None)
    return None if place is None else Objection(reason=reasons.ASYLUM, facts={"place": place})


@once
def _tells_in(edition: Edition) -> str | None:
    """Return where a text that would be signed tells of asylum, whatever it is there for."""
    for path, tree in edition.trees.items():
        texts = tuple(_texts(tree, path))
        if tells_asylum(tuple(text for _, text in texts)):
            return next(place for place, text in texts if tells_asylum((text,)))
    return None


def _texts(node: Node, place: str) -> Iterator[tuple[str, str]]:
    """Yield every key and text below a node, each with its place."""
    if isinstance(node, Scalar):
        yield place, node.text
        return
    if isinstance(node, Items):
        for item in node.items:
            yield from _texts(item, place)
        return
    for key, value in node.entries:
        below = f"{place}/{key.text}"
        yield below, key.text
        yield from _texts(value, below)


def _named(question: Question) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what an act exchanges by name: itself, with its terms and form."""
    said = [str(value) for term in question.terms.values() for value in _several(term)]
    yield question.act, (question.act, *question.terms, *said)
    if question.form is not None:
        assert question.edition is not None, "the form is of its own"
        yield question.form.name, _words_of(question.edition, question.procedure, question.form)


@once
def _words_of(edition: Edition, procedure: Slug, form: Form) -> tuple[str, ...]:
    words = [form.name, *_label(form.label)]
    for field in form.fields.values():
        words += [field.name, field.part, field.row or "", *_label(field.label)]
        for label in (field.help, field.unit, field.basis.text):
            words += [] if label is None else _label(label)
    return (*words, *_list_words(edition, procedure, [use.text for use in form.code_lists]))


def _list_words(edition: Edition, procedure: Slug, lists: Collection[str]) -> list[str]:
    return [
        word
        for name in lists
        for code, label in _codes(edition, procedure, name).items()
        for word in (code, *_label(label))
    ]


# --- P23, P25: protected persons ------------------------------------------------------------------


def asks_for_subject(procedure: Procedure, act: Slug) -> bool:
    """Say whether a rule asks whom an act is about: whoever asks the rules looks it up first."""
    named = _opens(procedure, act) and (bool(procedure.protects) or _names_persons(procedure))
    return named or act in procedure.adverse or act in procedure.discloses


def adverse_step_spares_the_protected(question: Question) -> Objection | None:
    """P23: no adverse step about a person protected here, no word about one kept silence about.

    Both have one id and one reason: whoever is stopped must not learn from them which it was.
    Any other adverse step waits until an officer has checked where it leads.
    """
    procedure = question.text
    if procedure is None:
        return None
    if question.point is Point.FRAMEWORK:
        if not procedure.adverse or all(
            _surely_names(procedure, sentence.form) for sentence in procedure.opens
        ):
            return None
        return Objection(reason=reasons.SUBJECT_NOT_ASKED, facts={"procedure": procedure.name})
    if _burdens(procedure, question) or _tells(procedure, question):
        return Objection(reason=reasons.NOT_HERE)
    if question.act in procedure.adverse and not any(
        given.kind == NON_REFOULEMENT for given in question.approvals
    ):
        return Objection(reason=reasons.NOT_CHECKED, approvals=frozenset({NON_REFOULEMENT}))
    return None


def _burdens(procedure: Procedure, question: Question) -> bool:
    return question.act in procedure.adverse and question.subjects != {Subject.KNOWN}


def _tells(procedure: Procedure, question: Question) -> bool:
    if question.act in procedure.discloses:
        return bool({Subject.SILENT, Subject.UNKNOWN} & question.subjects)
    return _opens(procedure, question.act) and Subject.SILENT in question.subjects


def protection_names_somebody(question: Question) -> Objection | None:
    """P25: a case that protects is opened only once this node knows whom it protects."""
    procedure = question.text
    if procedure is None or not procedure.protects or not _opens(procedure, question.act):
        return None
    if question.subjects - {Subject.UNKNOWN}:
        return None
    return Objection(reason=reasons.PROTECTS_NOBODY)


def _opens(procedure: Procedure, act: Slug) -> bool:
    return any(sentence.act == act for sentence in procedure.opens)


def _surely_names(procedure: Procedure, name: Slug | None) -> bool:
    """Say whether a form cannot be filled without a person."""
    fields = [] if name is None else procedure.forms[name].fields.values()
    return any(field.required and field.type is FieldType.PERSON for field in fields)


# --- P26: handling ------------------------------------------------------------------------------


def handling_is_kept(question: Question) -> Objection | None:
    """P26: the partner's content leaves the space only as its handling code allows."""
    if question.author == question.me or question.part is None:
        return None
    fields = () if question.form is None else question.form.fields_of(question.part)
    codes = {field.handling for field in fields}
    if codes == {Handling.H0}:
        return None
    return Objection(
        reason=reasons.NO_PERMISSION,
        facts={"handling": strictest(codes).value},
        approvals=frozenset({PERMISSION_OF_PROVIDER}),
    )


# --- P30: individual examination ----------------------------------------------------------------


def request_is_individual(question: Question) -> Objection | None:
    """P30: an act concerns persons one by one; a list of persons is refused."""
    procedure = question.text
    if procedure is None:
        return None
    if question.point is Point.FRAMEWORK:
        persons = max((_persons(form) for form in procedure.forms.values()), default=0)
    else:
        alone = parts_of_persons(procedure)
        persons = sum(name.partition(".")[0] in alone for name in question.parts)
    if persons <= PERSONS_MAX:
        return None
    return Objection(reason=reasons.A_LIST, facts={"persons": persons, "limit": PERSONS_MAX})


# --- what several rules read --------------------------------------------------------------------


def _persons(form: Form) -> int:
    """Return how many persons a form can name."""
    return sum(f.many for f in form.fields.values() if f.type is FieldType.PERSON)


@once
def _names_persons(procedure: Procedure) -> bool:
    """Say whether a form of the procedure can name a person."""
    return any(_persons(form) for form in procedure.forms.values())


@once
def parts_of_persons(procedure: Procedure) -> frozenset[str]:
    """Return the names of the parts in which the procedure's forms name a person."""
    fields = (field for form in procedure.forms.values() for field in form.fields.values())
    return frozenset(field.part for field in fields if field.type is FieldType.PERSON)


def _codes(edition: Edition, procedure: Slug, name: str) -> Mapping[Slug, Label]:
    """Return the codes of a list as a procedure sees it, with their labels."""
    found = edition.code_list(procedure, name)
    assert found, "the checker has seen that every list is there"
    return found.values


def _label(label: Label) -> tuple[str, str, str]:
    return label.ar, label.fr, label.en


def _required(procedure: Procedure, act: Slug) -> frozenset[str]:
    """Return the terms that an act must state."""
    return frozenset(t.name for t in procedure.terms.get(act, {}).values() if t.required)


def _several(term: Term | None) -> frozenset[str]:
    """Return the codes of a term; a term of another type counts as one word, none as none."""
    if term is None:
        return frozenset()
    return frozenset(term) if isinstance(term, tuple) else frozenset({str(term)})


def _items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]
