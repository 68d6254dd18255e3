"""Deadlines as the packs write them: five properties and what they refer to (DUE-1 to DUE-10).

    within:
      from: received
      length: {by: urgency, urgent-direct: 8 hours, urgent-indirect: 3 days, other: 7 days}
      status: borrowed
      source: directive-2023-977
      calendar: requested
      extension: {by: announce-delay, term: delay, unit: days, reason: delay-reason,
                  cap: 14 days, status: proposed}
      then: close-for-silence

`jisr.framework.due` computes with what is read here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum, auto
from typing import Final

from jisr.core.act import Slug
from jisr.core.table import Side, TermType
from jisr.framework import reasons, reasons_due
from jisr.framework.faults import Fault
from jisr.framework.lengths import (
    SHOWN_MAX,
    Length,
    Unit,
    need,
    parse_length,
    read_length,
)
from jisr.framework.own_lengths import (
    NO_LENGTHS,
    OTHER,
    Chosen,
    OwnLength,
    all_own,
    read_chosen,
)
from jisr.framework.provenance import (
    PROVENANCE_OPTIONAL,
    PROVENANCE_REQUIRED,
    Provenance,
    read_provenance,
)
from jisr.framework.shape import (
    fault,
    read_block,
    read_scalar,
    read_scalars,
    read_slug,
    read_word,
)
from jisr.framework.source import Block, Node, Scalar

BOTH, NONE = "both", "none"  # No role may be called so.
MONTH_END: Final = "end-of-month"
_START: Final = re.compile(
    r"(?:(?P<act>\S+) )?(?P<when>sent|received)"
    r"|event (?P<term>\S+)(?: minus (?P<minus>.+))?",
    re.ASCII,
)


class When(StrEnum):
    """Which moment starts the time."""

    SENT = auto()
    RECEIVED = auto()
    EVENT = auto()  # A date or instant carried by a term.


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The start event.  `act` None: the act that led into the state."""

    when: When
    act: Slug | None = None
    term: Slug | None = None  # EVENT only.
    minus: Length | None = None  # EVENT only: the deadline falls that much before.


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A self-loop act that gives more time, by a number it carries."""

    by: Slug
    term: Slug
    reason: Slug
    cap: Length  # Together; its unit is that of the number.
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """Two self-loop acts between which time stands still."""

    start: Slug
    end: Slug
    reason: Slug | None
    cap: Length  # Together; hours or days.
    provenance: Provenance

    @property
    def longest(self) -> timedelta:
        """The cap as a time by the clock."""
        hours = self.cap.n if self.cap.unit is Unit.HOURS else 24 * self.cap.n
        return timedelta(hours=hours)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermUse:
    """A term that a deadline reads: the procedure must declare it so."""

    term: Slug
    types: frozenset[TermType]
    at: Node
    act: Slug | None = None  # The act that must require it; None: some act on every way here.
    codes: frozenset[str] = frozenset()  # Codes that its list must have.


@dataclass(frozen=True, slots=True, kw_only=True)
class ActUse:
    """An act that a deadline names: the procedure must have it."""

    act: Slug
    at: Node
    loop: bool  # It must lead from the state back into it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """When the turn-holder of a state is late, and which clauses that enables."""

    start: Start
    length: Chosen | None  # None exactly when `start.minus` is given.
    provenance: Provenance
    sides: frozenset[Side]  # Whose calendars; empty for none.
    last_day_works: bool
    month_end: bool  # It ends with the month in which the length ends.
    at_least: int  # Working days; 0 when not asked.
    extension: Extension | None
    suspension: Suspension | None
    then: tuple[Slug, ...]
    terms: tuple[TermUse, ...] = field(compare=False)
    acts: tuple[ActUse, ...] = field(compare=False)
    at: Node = field(compare=False)

    @property
    def provenances(self) -> tuple[Provenance, ...]:
        """Where each of its values comes from."""
        own = () if self.length is None else self.length.own.values()
        further = [part.provenance for part in (self.extension, self.suspension, *own) if part]
        return (self.provenance, *(one for one in further if one is not self.provenance))


def parse_deadline(
    node: Node,
    *,
    roles: Mapping[str, Side],
    faults: list[Fault],
    own: Mapping[Slug, OwnLength] = NO_LENGTHS,
) -> Deadline | None:
    """Read the deadline of a state.

    Args:
        node: the value of `within:`.
        roles: the procedure's words for its two sides ("requesting": OPENER).
        faults: whatever is wrong is appended; then the result is None.
        own: the lengths that the pair says itself.

    Source: docs/spec/deadlines.md.
    """
    settings = "length last-day at-least extension suspension"
    before = len(faults)
    named = all_own(node, own)
    block = read_block(
        node,
        faults,
        required="from calendar then" + ("" if named else f" {PROVENANCE_REQUIRED}"),
        optional=settings + ("" if named else f" {PROVENANCE_OPTIONAL}"),
    )
    if block is None:
        return None
    uses = _Uses()
    start = _read_start(need(block, "from"), uses, faults)
    length = _read_length(block, start, uses, own, faults)
    provenance = read_provenance(block, faults)
    if named and length is not None:
        provenance = length.own[OTHER].provenance
    sides = _read_sides(need(block, "calendar"), roles, faults)
    last, at_least = _read_last_day(block, faults), _read_at_least(block, faults)
    extension = _read_extension(block.get("extension"), uses, faults)
    suspension = _read_suspension(block.get("suspension"), uses, faults)
    then = _read_then(need(block, "then"), uses, faults)
    if len(faults) > before or start is None or provenance is None:
        return None
    deadline = Deadline(
        start=start,
        length=length,
        provenance=provenance,
        sides=sides,
        last_day_works=last == "working",
        month_end=last == MONTH_END,
        at_least=at_least,
        extension=extension,
        suspension=suspension,
        then=then,
        terms=tuple(uses.terms),
        acts=tuple(uses.acts),
        at=node,
    )
    _check(deadline, block, faults)
    return None if len(faults) > before else deadline


@dataclass(slots=True)
class _Uses:
    """What the deadline refers to, gathered while reading."""

    terms: list[TermUse] = field(default_factory=list)
    acts: list[ActUse] = field(default_factory=list)


def _read_start(node: Node, uses: _Uses, faults: list[Fault]) -> Start | None:
    scalar = read_scalar(node, faults)
    if scalar is None:
        return None
    match = _START.fullmatch(scalar.text)
    minus = parse_length(match["minus"]) if match and match["minus"] else None
    if match is None or (match["minus"] and minus is None):
        faults.append(fault(node, reasons_due.NOT_A_START, value=scalar.text[:SHOWN_MAX]))
        return None
    if match["term"]:
        term = _slug(match["term"], node, faults)
        types = frozenset({TermType.DATE, TermType.INSTANT})
        uses.terms.append(TermUse(term=term, types=types, at=node))
        return Start(when=When.EVENT, term=term, minus=minus)
    act = _slug(match["act"], node, faults) if match["act"] else None
    if act is not None:
        uses.acts.append(ActUse(act=act, at=node, loop=False))
    return Start(when=When(match["when"]), act=act)


def _slug(text: str, node: Node, faults: list[Fault]) -> Slug:
    """Read a name that stands inside a longer text."""
    read_slug(Scalar(text=text, file=node.file, line=node.line), faults)
    return Slug(text)


def _read_length(
    block: Block,
    start: Start | None,
    uses: _Uses,
    own: Mapping[Slug, OwnLength],
    faults: list[Fault],
) -> Chosen | None:
    node = block.get("length")
    if start is not None and start.minus is not None:
        faults += [
            fault(value, reasons_due.LENGTH_TWICE, key=key)
            for key in ("length", "at-least", "extension", "suspension")
            if (value := block.get(key)) is not None
        ]
        return None
    if node is None:
        faults.append(fault(block, reasons.MISSING_KEY, key="length"))
        return None
    chosen = read_chosen(node, own, faults)
    if chosen is not None and chosen.by is not None:
        codes = frozenset(chosen.lengths) - {OTHER}
        kinds = frozenset({TermType.CODE})
        uses.terms.append(TermUse(term=chosen.by, types=kinds, codes=codes, at=node))
    return chosen


def _read_sides(node: Node, roles: Mapping[str, Side], faults: list[Fault]) -> frozenset[Side]:
    scalar = read_scalar(node, faults)
    if scalar is None or scalar.text == NONE:
        return frozenset()
    if scalar.text == BOTH:
        return frozenset(Side)
    if scalar.text not in roles:
        facts = {"value": scalar.text[:SHOWN_MAX], "known": ", ".join([*roles, BOTH, NONE])}
        faults.append(fault(node, reasons.UNKNOWN_VALUE, **facts))
        return frozenset()
    return frozenset({roles[scalar.text]})


def _read_last_day(block: Block, faults: list[Fault]) -> str:
    known = ("counted", "working", MONTH_END)
    return read_word(block.get("last-day"), known, faults) or "counted"


def _read_at_least(block: Block, faults: list[Fault]) -> int:
    node = block.get("at-least")
    if node is None:
        return 0
    length = read_length(node, faults, units=Unit.WORKING_DAYS)
    return 0 if length is None else length.n


def _read_extension(node: Node | None, uses: _Uses, faults: list[Fault]) -> Extension | None:
    if node is None:
        return None
    required = f"by term unit reason cap {PROVENANCE_REQUIRED}"
    block = read_block(node, faults, required=required, optional=PROVENANCE_OPTIONAL)
    if block is None:
        return None
    by = read_slug(need(block, "by"), faults)
    term = read_slug(need(block, "term"), faults)
    reason = read_slug(need(block, "reason"), faults)
    unit = read_scalar(need(block, "unit"), faults)
    cap = read_length(need(block, "cap"), faults, units=unit.text if unit else "")
    provenance = read_provenance(block, faults)
    if by is None or term is None or reason is None or cap is None or provenance is None:
        return None
    uses.acts.append(ActUse(act=by, at=need(block, "by"), loop=True))
    number, code = frozenset({TermType.NUMBER}), frozenset({TermType.CODE})
    uses.terms.append(TermUse(term=term, types=number, act=by, at=need(block, "term")))
    uses.terms.append(TermUse(term=reason, types=code, act=by, at=need(block, "reason")))
    return Extension(by=by, term=term, reason=reason, cap=cap, provenance=provenance)


def _read_suspension(node: Node | None, uses: _Uses, faults: list[Fault]) -> Suspension | None:
    if node is None:
        return None
    required = f"from until cap {PROVENANCE_REQUIRED}"
    optional = f"reason {PROVENANCE_OPTIONAL}"
    block = read_block(node, faults, required=required, optional=optional)
    if block is None:
        return None
    start = read_slug(need(block, "from"), faults)
    end = read_slug(need(block, "until"), faults)
    cap = read_length(need(block, "cap"), faults, units="hours, days")
    ground = block.get("reason")
    reason = read_slug(ground, faults) if ground is not None else None
    provenance = read_provenance(block, faults)
    if start is None or end is None or cap is None or provenance is None:
        return None
    uses.acts.append(ActUse(act=start, at=need(block, "from"), loop=True))
    uses.acts.append(ActUse(act=end, at=need(block, "until"), loop=True))
    if ground is not None and reason is not None:
        code = frozenset({TermType.CODE})
        uses.terms.append(TermUse(term=reason, types=code, act=start, at=ground))
    return Suspension(start=start, end=end, reason=reason, cap=cap, provenance=provenance)


def _read_then(node: Node, uses: _Uses, faults: list[Fault]) -> tuple[Slug, ...]:
    found: list[Slug] = []
    for scalar in read_scalars(node, faults):
        act = read_slug(scalar, faults)
        if act is not None:
            uses.acts.append(ActUse(act=act, at=scalar, loop=False))
            found.append(act)
    return tuple(found)


def _check(deadline: Deadline, block: Block, faults: list[Fault]) -> None:
    """Refuse what cannot be counted: working days without calendar, last day of hours."""
    lengths = list(deadline.length.lengths.values()) if deadline.length else []
    if deadline.start.minus is not None:
        lengths.append(deadline.start.minus)
    if deadline.extension is not None:
        lengths.append(deadline.extension.cap)
    units = {length.unit for length in lengths}
    needs = Unit.WORKING_DAYS in units or deadline.last_day_works or deadline.at_least > 0
    if deadline.month_end and deadline.start.minus is not None:
        faults.append(fault(need(block, "last-day"), reasons_due.LENGTH_TWICE, key="last-day"))
    if needs and not deadline.sides:
        faults.append(fault(need(block, "calendar"), reasons_due.NEEDS_CALENDAR))
    if all(unit.by_the_clock for unit in units):
        faults += [
            fault(value, reasons_due.NOT_FOR_HOURS, key=key)
            for key in ("last-day", "at-least")
            if (value := block.get(key)) is not None
        ]
