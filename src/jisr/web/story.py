"""How a case is told: its acts in order, with two that crossed side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from jisr.node.record_views import Party
from jisr.node.views import ActRow, CaseView, Crossing, Side, SideMove


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """One step of the story: an act alone, or two that crossed."""

    acts: tuple[ActRow, ...]
    crossing: Crossing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One move as each side sees it; None where a side has not received it."""

    move: SideMove
    seen: tuple[SideMove | None, ...]  # In the order of the sides.


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A case as its page tells it."""

    beats: tuple[Beat, ...]
    here: Party  # Whose acts stand at the start of the line.
    compared: tuple[Compared, ...]
    agree: bool  # Both sides are known and have the same digest.
    both: bool


def told_in_order(case: CaseView) -> Story:
    """Return the acts as beats, and the two sides' standings row by row."""
    return Story(
        beats=tuple(_beats(case.acts, case.crossings)),
        here=case.sides[0].party if case.sides else case.roles[0].party,
        compared=tuple(_compared(case.sides)),
        agree=len({side.digest for side in case.sides}) == 1 and len(case.sides) > 1,
        both=len(case.sides) > 1,
    )


def _beats(acts: Sequence[ActRow], crossings: Sequence[Crossing]) -> list[Beat]:
    paired = {
        act: crossing for crossing in crossings for act in (crossing.first.id, crossing.second.id)
    }
    beats: list[Beat] = []
    told: set[str] = set()
    for act in acts:
        if act.id in told:
            continue
        crossing = paired.get(act.id)
        pair = (act,) if crossing is None else (crossing.first, crossing.second)
        told.update(one.id for one in pair)
        beats.append(Beat(acts=pair, crossing=crossing))
    return beats


def _compared(sides: Sequence[Side]) -> list[Compared]:
    tables = [{move.act: move for move in side.moves} for side in sides]
    order: dict[str, SideMove] = {}
    for side in sides:
        for move in side.moves:
            order.setdefault(move.act, move)
    return [
        Compared(move=move, seen=tuple(table.get(move.act) for table in tables))
        for move in order.values()
    ]
