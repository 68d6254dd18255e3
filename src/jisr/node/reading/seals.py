"""What stands sealed, and the figures of both parties side by side once both have revealed them."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from jisr.core.act import PartyId, Slug
from jisr.core.canonical import Json
from jisr.core.case import Case, Held
from jisr.core.table import Clause
from jisr.framework.form import Field, FieldType
from jisr.ledger.base import PartState
from jisr.node.node import Node
from jisr.node.reading.contents import opened_fields
from jisr.node.reading.labels import text_of
from jisr.node.reading.record import party_of
from jisr.node.reading.values import Values, label_of
from jisr.node.space import Space
from jisr.node.value_views import Mirror, MirrorRow

_Key = tuple[str | None, ...]  # What a figure is about; None: all the times together.
_TIMES: Final = (FieldType.MONTH, FieldType.DATE, FieldType.PARTIAL_DATE)


def seals_of(case: Case, held: Held) -> Mapping[str, datetime | None]:
    """Return the parts of an act that were sealed, with when their author revealed each.

    None: not yet, so its content stays with its author.  Empty for an act that seals nothing.
    """
    if not any(clause.release_when_revealed for clause in _clauses(case, held)):
        return {}
    shown = {
        commitment: move.held.act.at
        for move in reversed(case.path)  # The first act that reveals counts.
        if move.held is not None and move.id != held.id
        if move.held.act.author == held.act.author
        for commitment in move.held.act.body.values()
    }
    return {name: shown.get(commitment) for name, commitment in held.act.body.items()}


def sealed_parts(case: Case, held: Held) -> Set[str]:
    """Return the parts of an act whose content stays with its author: sealed, and not revealed."""
    return {name for name, revealed in seals_of(case, held).items() if revealed is None}


def mirrors_of(node: Node, space: Space, case: Case, values: Values) -> tuple[Mirror, ...]:
    """Return the figures that both have revealed; their parts are opened: log the reading before.

    Args:
        node: ours.
        space: where the case is.
        case: whose procedure reveals what it had sealed, or none is returned.
        values: of its procedure.
    """
    procedure = values.words.procedure
    revealed = dict.fromkeys(s.revealing for _, s in procedure.clauses() if s.revealing)
    found: list[Mirror] = []
    for part in revealed:
        given = [_given(node, space, case, part, by) for by in (case.root.opener, case.root.other)]
        form = next(form for form in procedure.forms.values() if part in form.parts)
        if None in given:
            continue
        both = [one for one in given if one is not None]
        for fields in _tables(form.fields_of(part)):
            found += _Facing(fields=fields, values=values, both=both).mirrors(
                (case.root.opener, case.root.other)
            )
    return tuple(found)


def _clauses(case: Case, held: Held) -> Iterator[Clause]:
    """Yield the clauses under which an act can have been made: one, but for an overtaken one."""
    act, table = held.act, case.tip.table
    assert act.act is not None
    if held.id == case.root.id:
        yield case.root.table.opens[act.act]
        return
    before = [move for move in case.path if act.on is not None and move.id == act.on.id]
    states = [move.table.states[move.state] for move in before] or list(table.states.values())
    for state in states:
        clause = state.clauses.get((case.root.side(act.author), act.act))
        if clause is not None:
            yield clause


def _given(
    node: Node, space: Space, case: Case, part: Slug, by: PartyId
) -> Mapping[str, Json] | None:
    """Return what a party says last in a part that it has not sealed; None: nothing, or gone."""
    for move in reversed(case.path):
        held = move.held
        if held is None or held.act.author != by or part not in held.act.body:
            continue
        if part in sealed_parts(case, held):
            return None
        kept = node.ledger.part(held.id, part)
        here = kept is not None and kept.state is PartState.HELD
        return opened_fields(node, space, kept) if kept is not None and here else None
    return None


def _tables(fields: Sequence[Field]) -> Iterator[list[Field]]:
    """Yield the fields that are read side by side: each of them one table."""
    for row in dict.fromkeys(field.row for field in fields if field.row is not None):
        yield [field for field in fields if field.row == row]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facing:
    """One table of a form as both parties filled it."""

    fields: Sequence[Field]
    values: Values
    both: Sequence[Mapping[str, Json]]  # The fields of the opening party, then of the other.

    @property
    def keys(self) -> list[Field]:
        """The columns that say what a figure is about."""
        return [field for field in self.fields if field.type is not FieldType.QUANTITY]

    def mirrors(self, parties: tuple[PartyId, PartyId]) -> Iterator[Mirror]:
        """Yield a mirror for each column of figures."""
        first, second = parties
        for counted in self.fields:
            if counted.type is not FieldType.QUANTITY or not self.keys:
                continue
            here, there = (self._figures(given, counted) for given in self.both)
            totals = [self._totals(one) for one in (here, there)]
            yield Mirror(
                heads=tuple(text_of(field.label) for field in self.keys),
                counted=label_of(counted),
                parties=(party_of(first), party_of(second)),
                rows=tuple(self._rows(here, there)),
                totals=tuple(self._rows(*totals)),
            )

    def _figures(self, given: Mapping[str, Json], counted: Field) -> dict[_Key, int]:
        """Return a party's figures by what they are about."""
        columns = [_list(given.get(field.name)) for field in (*self.keys, counted)]
        found: dict[_Key, int] = {}
        for *key, n in zip(*columns, strict=False):
            if isinstance(n, int):
                about = tuple(str(one) for one in key)
                found[about] = found.get(about, 0) + n
        return found

    def _totals(self, figures: Mapping[_Key, int]) -> dict[_Key, int]:
        """Return the sums over all times; none where no column is a time, or there is one only."""
        timed = [field.type in _TIMES for field in self.keys]
        times = {tuple(k for k, t in zip(key, timed, strict=True) if t) for key in figures}
        if len(times) <= 1:
            return {}
        found: dict[_Key, int] = {}
        for key, n in figures.items():
            about = tuple(None if t else k for k, t in zip(key, timed, strict=True))
            found[about] = found.get(about, 0) + n
        return found

    def _rows(self, here: Mapping[_Key, int], there: Mapping[_Key, int]) -> Iterator[MirrorRow]:
        for key in dict.fromkeys((*here, *there)):
            yield MirrorRow(
                about=tuple(
                    None if one is None else self.values.field(field, one)
                    for field, one in zip(self.keys, key, strict=True)
                ),
                first=here.get(key),
                second=there.get(key),
            )


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [] if value is None else [value]
