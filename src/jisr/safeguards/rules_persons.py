"""The rules on whoever is named: as what, by whose word, with what care.

Source: docs/spec/safeguards.md, clauses SAF-70 to SAF-75.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from jisr.core.act import Slug
from jisr.core.canonical import Json
from jisr.framework.form import ASKED, Field, FieldType, Form, values_of
from jisr.framework.grades import grade_of, joined, strictest
from jisr.framework.procedure import Procedure
from jisr.framework.transfers import Ground, Transfer
from jisr.framework.values import PERSON_CATEGORIES
from jisr.safeguards import reasons_persons as reasons
from jisr.safeguards.decision import Objection, Point, Provided, Question
from jisr.safeguards.rules import parts_of_persons

# Approvals that cure an objection; no act can record them yet, so until then they refuse.
TRANSFER_DETERMINED: Final = Slug("transfer-determined")

# --- P3, P4: transfers --------------------------------------------------------------------------


def transfer_has_a_ground(question: Question) -> Objection | None:
    """P3: what names a person leaves a party that the edition lists only while its ground holds."""
    transfer = _transfer(question)
    if transfer is None or question.today <= transfer.until:
        return None
    return Objection(reason=reasons.GROUND_OVER, facts={"last": transfer.until.isoformat()})


def derogation_is_for_one_case(question: Question) -> Objection | None:
    """P4: under a derogation one person is named, and a human has determined that it may be."""
    transfer = _transfer(question)
    if transfer is None or transfer.ground is not Ground.DEROGATION:
        return None
    assert question.text is not None, "the form is of its own"
    alone = parts_of_persons(question.text)
    persons = sum(name.partition(".")[0] in alone for name in question.parts)
    if persons > 1:
        return Objection(reason=reasons.DEROGATION_FOR_SEVERAL, facts={"persons": persons})
    cure = frozenset({TRANSFER_DETERMINED})
    return Objection(reason=reasons.DEROGATION_UNDETERMINED, approvals=cure)


def _transfer(question: Question) -> Transfer | None:
    """Return on what ground what is asked about leaves; None where it needs none."""
    if question.edition is None or question.form is None or question.content is None:
        return None
    if not any(_named(question.form, question.content)):
        return None
    return question.edition.manifest.transfers.get(question.author)


# --- P8: category -------------------------------------------------------------------------------


def category_is_said(question: Question) -> Objection | None:
    """P8: of everybody named it is said as what they stand in the case: once, with no default."""
    if question.point is Point.FRAMEWORK:
        return _unsaid_in_edition(question)
    if question.otherwise:
        return Objection(reason=reasons.OTHER_CATEGORY)
    if question.form is None or question.content is None:
        return None
    listed = _categories(question)
    for field, person in _named(question.form, question.content):
        said = person.get("category")
        if said not in listed if field.category == ASKED else said is not None:
            return Objection(reason=reasons.NO_CATEGORY, facts={"field": field.name})
    return None


def _unsaid_in_edition(question: Question) -> Objection | None:
    procedure, listed = question.text, _categories(question)
    assert procedure is not None, "an edition is asked about by its procedures"
    known = {ASKED, *listed} if listed else set()  # Asked of no list, nobody could answer.
    for form in procedure.forms.values():
        for field in _person_fields(form):
            if field.category not in known:
                return Objection(reason=reasons.CATEGORY_UNKNOWN, facts={"field": field.name})
    return None


def _categories(question: Question) -> Collection[Json]:
    assert question.edition is not None, "the form is of its own"
    listed = question.edition.code_list(question.procedure, PERSON_CATEGORIES)
    return () if listed is None else listed.values.keys()


# --- P10, P11, P7: statements -------------------------------------------------------------------


def assessment_has_a_basis(question: Question) -> Objection | None:
    """P10: what is an assessment and no fact says what it rests on."""
    for field, said in _stated(question):
        if said["nature"] == "assessment" and "basis" not in said:
            return Objection(reason=reasons.NO_BASIS_SAID, facts={"field": field.name})
    return None


def grade_is_the_providers(question: Question) -> Objection | None:
    """P11: what another party has provided is never graded better than it has graded it itself."""
    if question.point is Point.FRAMEWORK:
        return _ungraded_in_edition(question)
    for field, said in _stated(question):
        known = _provided(question, said)
        if known is not None and not grade_of(said).no_better_than(joined(p.grade for p in known)):
            return Objection(reason=reasons.GRADED_BETTER, facts={"field": field.name})
    return None


def _ungraded_in_edition(question: Question) -> Objection | None:
    """Object where persons are named as suspects or the like, and nothing told can be graded."""
    procedure = question.text
    assert procedure is not None, "an edition is asked about by its procedures"
    fields = [field for form in procedure.forms.values() for field in _person_fields(form)]
    telling = {
        clause.form for _, clause in procedure.clauses() if clause.act in procedure.discloses
    }
    graded = any(
        field.type is FieldType.STATEMENT
        for form in procedure.forms.values()
        if form.name in telling
        for field in form.fields.values()
    )
    if graded or not any(field.category == ASKED for field in fields):
        return None
    return Objection(reason=reasons.NOTHING_GRADED, facts={"procedure": procedure.name})


def conditions_travel(question: Question) -> Objection | None:
    """P7: what another party has provided goes on under its condition, or a stricter one."""
    for field, said in _stated(question):
        known = _provided(question, said)
        if known and field.handling < strictest(one.handling for one in known):
            facts = {"field": field.name, "handling": strictest(p.handling for p in known).value}
            return Objection(reason=reasons.CONDITION_LIGHTER, facts=facts)
    return None


def _stated(question: Question) -> Iterator[tuple[Field, Mapping[str, Json]]]:
    if question.form is not None and question.content is not None:
        yield from values_of(question.form, question.content["fields"], FieldType.STATEMENT)


def _provided(question: Question, said: Mapping[str, Json]) -> Sequence[Provided] | None:
    """Return what a statement repeats, or all that it may be derived from.

    None for one of the author's own.
    """
    originator = said.get("originator", question.author)
    if originator == question.author:
        return None
    of_theirs = [one for one in question.provided if one.party == originator]
    return [one for one in of_theirs if one.text == said["text"]] or of_theirs


# --- P24: children ------------------------------------------------------------------------------


def burdens(procedure: Procedure, act: Slug) -> bool:
    """Say whether a rule asks if those whom an act is about are of age."""
    return act in procedure.adverse


def child_is_spared(question: Question) -> Objection | None:
    """P24: no adverse step about somebody who is not shown to be of age."""
    procedure = question.text
    if procedure is None or question.of_age or not burdens(procedure, question.act):
        return None
    return Objection(reason=reasons.NOT_OF_AGE)


# --- what several rules read --------------------------------------------------------------------


def _person_fields(form: Form) -> tuple[Field, ...]:
    return tuple(field for field in form.fields.values() if field.type is FieldType.PERSON)


def _named(form: Form, content: Mapping[str, Json]) -> Iterator[tuple[Field, Mapping[str, Json]]]:
    """Yield each person that a content names, with the field."""
    return values_of(form, content["fields"], FieldType.PERSON)
