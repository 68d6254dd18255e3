"""The filled forms in which persons are named: of an act, and of its case as far as it is here."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from jisr.core.canonical import Json
from jisr.core.case import Case
from jisr.core.errors import Unproven
from jisr.core.parts import OpenPart
from jisr.framework.ages import all_of_age
from jisr.framework.form import FieldType, Form
from jisr.ledger.base import Part
from jisr.node import content
from jisr.node.content import Forms
from jisr.node.node import Node
from jisr.node.space import Space
from jisr.safeguards.rules import parts_of_persons

Filled: TypeAlias = tuple[Form, Mapping[str, Json]]


def in_case(node: Node, space: Space, case: Case) -> Iterator[Filled | None]:
    """Yield what the parts of a case say; None for one that names somebody and cannot be read."""
    for held in space.held(case.root.id):
        forms = content.forms_of(node, space, held.act) if held.act.body else None
        if forms is not None:
            for part in node.ledger.parts(held.id):
                yield from in_held(node, forms, part)


def in_held(node: Node, forms: Forms, part: Part) -> Iterator[Filled | None]:
    """Yield what a part says; None if it names somebody and cannot be read."""
    try:
        opened = content.unseal(node, part)
    except Unproven:  # Whoever reads it is told; here nobody can know whom it names.
        opened = None
    if opened is not None:
        yield from in_part(forms, opened)
    elif part.name.partition(".")[0] in parts_of_persons(forms.procedure):
        yield None


def in_part(forms: Forms, part: OpenPart) -> Iterator[Filled]:
    """Yield what an open part says, if it is of one of the forms."""
    read = forms.recognise(part.name, part.content)
    fields = None if read is None else read[1].get("fields")
    if read is not None and isinstance(fields, Mapping):
        yield read[0], fields


def of_age(
    node: Node,
    space: Space,
    forms: Forms,
    parts: Sequence[OpenPart],
    *,
    case: Case | None = None,
    about: Mapping[str, Json] | None = None,
) -> bool:
    """Say whether everybody whom an act is about is shown to be of age (SAF-72).

    The day is that of UTC, which no party of a space is behind: a child is one for longer.

    Args:
        node: ours.
        space: where.
        forms: those the act may use.
        parts: what it carries.
        case: the one it is added to, whose persons are its own.
        about: whom it is about, said for this node alone.
    """
    filled = [one for part in parts for one in in_part(forms, part)]
    filled += [] if case is None else filter(None, in_case(node, space, case))
    persons = [person for one in filled for person in _persons(*one)]
    persons += [] if about is None else [about]
    return all_of_age(persons, node.world.now().date())


def _persons(form: Form, fields: Mapping[str, Json]) -> Iterator[Mapping[str, Json]]:
    for field in form.fields.values():
        if field.type is FieldType.PERSON:
            value = fields.get(field.name, [])
            for person in value if isinstance(value, list) else [value]:
                if isinstance(person, Mapping):
                    yield person
