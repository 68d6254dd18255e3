"""The rules on whoever is named: as what, by whose word, with what care.

Source: docs/spec/safeguards.md, clauses SAF-70 to SAF-73.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from jisr.core.act import Slug
from jisr.core.canonical import Json
from jisr.framework.form import ASKED, Field, FieldType, Form
from jisr.framework.procedure import Procedure
from jisr.framework.transfers import Ground, Transfer
from jisr.framework.values import PERSON_CATEGORIES
from jisr.safeguards import reasons_persons as reasons
from jisr.safeguards.decision import Objection, Point, Question
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
    fields = content["fields"]
    assert isinstance(fields, Mapping)
    for field in _person_fields(form):
        value = fields.get(field.name, [])
        for person in value if isinstance(value, list) else [value]:
            assert isinstance(person, Mapping)
            yield field, person
