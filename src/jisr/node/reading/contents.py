"""The parts of an act as people read them: fields with their labels, handling and retention."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from jisr.core.act import Slug
from jisr.core.canonical import Json, decode
from jisr.core.case import Case, Held
from jisr.core.errors import Unproven
from jisr.core.parts import PART_BYTES_MAX
from jisr.core.service import read_erase
from jisr.framework.counted import HANDLING
from jisr.framework.expiry import expiry
from jisr.ledger.base import Part, PartState
from jisr.node import content, destroy, guards, retention
from jisr.node.node import Node
from jisr.node.reading.labels import Words, text_of
from jisr.node.reading.told import Told
from jisr.node.reading.values import Values
from jisr.node.record_views import Party, Text
from jisr.node.space import Space, act_of
from jisr.node.views import PartRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Situated:
    """How the case of an act stands, as far as its parts depend on that."""

    case: Case | None  # None for one that never stood.
    # The act's parts that it sealed, with when they were revealed (see `seals_of`).
    seals: Mapping[str, datetime | None] = field(default_factory=dict)


def part_rows(
    node: Node, space: Space, words: Words, held: Held, *, told: Told, case: Situated
) -> tuple[PartRow, ...]:
    """Return the parts of one act; what is here is opened, so the reading must be logged before.

    Args:
        node: ours.
        space: where the act is.
        words: of its procedure.
        held: the act.
        told: what its texts say in other languages, in a demonstration.
        case: how its case stands.
    """
    name = held.act.act or Slug("?")
    forms = content.Forms(edition=words.edition, procedure=words.procedure, act=name).all()
    values = Values(words=words, told=told, space=space)
    rows, of_act = [], retention.moments(space, case.case, held)
    own = node.limits.days.get(words.procedure.name)
    for part in node.ledger.parts(held.id):
        form = next((form for form in forms if form.fields_of(part.name)), None)
        base = Slug(part.name.partition(".")[0])
        here = part.state is PartState.HELD
        given = opened_fields(node, space, part) if here else None
        first = form.fields_of(part.name)[0] if form else None
        due = expiry(retention.keeps(forms, part.name), of_act, own=own) if here else None
        erased = _erased(node, space, words, part) if part.state is PartState.ERASED else None
        rows.append(
            PartRow(
                name=part.name,
                label=text_of(form.part_label(base)) if form else Text(base, base, base),
                state=part.state,
                sealed=part.name in case.seals and case.seals[part.name] is None,
                revealed_at=case.seals.get(part.name),
                fields=values.fields(form.fields_of(part.name), given)
                if form and given is not None
                else (),
                handling=text_of(HANDLING[first.handling]) if first else None,
                keep=words.kept(first.keep) if first and here else None,
                keep_until=due.last if due else None,
                erased_at=erased.at if erased else None,
                erased_by=erased.by if erased else None,
                ground=erased.ground if erased else None,
            )
        )
    return tuple(rows)


# The one that no framework lists and that a first act can have.
_GROUNDS: Final = {
    destroy.SAID_AGAIN: Text(
        "ضاع الإجراء الذي ذكر السبب مع قرص قبل أن يُرسل",
        "l’acte qui disait le motif a été perdu avec un disque, avant d’être envoyé",
        "the act that gave the ground was lost with a disk before it was sent",
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Erased:
    """Who erased a part, when by its own clock, and why."""

    at: datetime
    by: Party
    ground: Text


def _erased(node: Node, space: Space, words: Words, part: Part) -> _Erased | None:
    entry = destroy.said_by(node, space, part.commitment)
    if entry is None:
        return None
    act = act_of(entry)
    ground = read_erase(act.detail).ground
    label = words.edition.erasure_grounds().get(ground)
    return _Erased(
        at=act.at,
        by=words.party(entry.author),
        ground=text_of(label) if label else _GROUNDS.get(ground, Text(ground, ground, ground)),
    )


def opened_fields(node: Node, space: Space, part: Part) -> Mapping[str, Json] | None:
    """Return what a part says, by field: log the reading before.

    Returns:
        None for one that is damaged, and cannot be read: the operator is told.
    """
    try:
        opened = content.open_part(node, space, part)
    except Unproven as error:
        guards.alarm(node, space, error.reason, **error.facts)
        return None
    return _read(opened.content) if opened else None


def _read(raw: bytes) -> Mapping[str, Json]:
    wire = decode(raw, bytes_max=PART_BYTES_MAX)
    values = wire.get("fields") if isinstance(wire, dict) else None
    return values if isinstance(values, dict) else {}
