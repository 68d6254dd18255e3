"""The filled forms in which persons are named: of an act, and of its case as far as it is here."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from jisr.core.act import Digest, PartyId
from jisr.core.canonical import Json
from jisr.core.case import Case
from jisr.core.errors import Unproven
from jisr.core.parts import OpenPart
from jisr.framework.ages import all_of_age
from jisr.framework.alike import known_by
from jisr.framework.form import ASKED, FieldType, Form, values_of
from jisr.framework.grades import grade_of
from jisr.ledger.base import Part
from jisr.node import content
from jisr.node.content import Forms
from jisr.node.node import Node
from jisr.node.space import Space
from jisr.safeguards.decision import Provided
from jisr.safeguards.rules import parts_of_persons

_PERSON: Final = FieldType.PERSON
_STATEMENT: Final = FieldType.STATEMENT

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
    for one in [] if case is None else in_case(node, space, case):
        if one is None:  # Nobody can know whom it names, or how old they are.
            return False
        filled.append(one)
    persons = [value for form, fields in filled for _, value in values_of(form, fields, _PERSON)]
    persons += [] if about is None else [about]
    return all_of_age(persons, node.world.now().date())


def otherwise(
    node: Node,
    space: Space,
    forms: Forms,
    parts: Sequence[OpenPart],
    *,
    case: Case | None = None,
) -> bool:
    """Say whether a person in an act stands in it, or in its case, in two categories.

    It is the same person by what they are known by (FRM-10), as far as the parts are here.

    Args:
        node: ours.
        space: where.
        forms: those the act may use.
        parts: what it carries.
        case: the one it is added to.

    Source: docs/spec/safeguards.md, SAF-70.
    """
    said = [one for part in parts for filled in in_part(forms, part) for one in _called(*filled)]
    if not said:
        return False
    there = [] if case is None else filter(None, in_case(node, space, case))
    known = [*said, *(one for filled in there for one in _called(*filled))]
    return any(
        category != other and not marks.isdisjoint(theirs)
        for category, marks in said
        for other, theirs in known
    )


def _called(form: Form, fields: Mapping[str, Json]) -> Iterator[tuple[Json, frozenset[str]]]:
    """Yield as what each person is named, with what they are known by."""
    for field, person in values_of(form, fields, _PERSON):
        category = person.get("category") if field.category == ASKED else field.category
        yield category, frozenset(known_by(person))


def provided(
    node: Node,
    space: Space,
    forms: Forms | None,
    parts: Sequence[OpenPart],
    *,
    author: PartyId,
    case: Digest | None,
) -> tuple[Provided, ...]:
    """Return what others have stated in a case, where an act says that something is theirs.

    Args:
        node: ours.
        space: where.
        forms: those the act may use; None: nothing in it can be read.
        parts: what it carries.
        author: of the act.
        case: the one it is added to.

    Source: docs/spec/safeguards.md, SAF-75.
    """
    if forms is None or case is None or not _cites(forms, parts, author):
        return ()
    found: list[Provided] = []
    for held in space.held(case):
        party = PartyId(held.act.author)
        theirs = content.forms_of(node, space, held.act) if held.act.body else None
        if theirs is None or party == author:
            continue
        filled = (one for part in node.ledger.parts(held.id) for one in in_held(node, theirs, part))
        for form, fields in filter(None, filled):
            for field, said in values_of(form, fields, _STATEMENT):
                if said.get("originator", party) == party:
                    text, grade = str(said["text"]), grade_of(said)
                    found.append(
                        Provided(party=party, text=text, grade=grade, handling=field.handling)
                    )
    return tuple(found)


def _cites(forms: Forms, parts: Sequence[OpenPart], author: PartyId) -> bool:
    return any(
        said.get("originator", author) != author
        for part in parts
        for form, fields in in_part(forms, part)
        for _, said in values_of(form, fields, _STATEMENT)
    )
