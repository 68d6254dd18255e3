"""Calendars: on which days a party works, and how far that is certain (CAL-1 to CAL-5).

A calendar is data that both parties signed.  Feasts that are announced rather than computed
stand in it as provisional, with how far they may move; the party's signed announcement of
closed days settles them.

    calendar: MA
    label: {ar: …, fr: …, en: …}
    status: borrowed
    source: ma-holidays
    weekend: [saturday, sunday]
    years: {from: 2024, to: 2030}
    zone: {offset: "+01:00", exceptions: [{from: …, to: …, offset: "+00:00"}]}
    holidays:
      throne-day: {label: {…}, every: 07-30}
      eid-al-adha: {label: {…}, dates: [2024-06-16, 2025-06-06], days: 2, provisional: 1}
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from jisr.core.act import PartyId, read_party
from jisr.core.errors import Malformed
from jisr.core.table import Closures
from jisr.framework import reasons, reasons_due
from jisr.framework.faults import Fault
from jisr.framework.lengths import SHOWN_MAX, YEAR_MAX, YEAR_MIN, need, parse_date, read_number
from jisr.framework.provenance import (
    PROVENANCE_OPTIONAL,
    PROVENANCE_REQUIRED,
    Provenance,
    read_provenance,
)
from jisr.framework.shape import (
    Label,
    fault,
    read_block,
    read_label,
    read_named,
    read_scalar,
    read_scalars,
)
from jisr.framework.source import Block, Node, Scalar
from jisr.framework.zones import Zone, parse_zone, read_override

WEEKDAYS: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
WEEKEND_MAX: Final = 4
FEAST_DAYS_MAX: Final = 10
REACH_MAX: Final = 3  # A moon seen or not moves a feast by one day; room for more.
_EVERY: Final = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\Z", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A named holiday; `every` year, or on the `firsts` listed, `days` long."""

    name: str
    label: Label
    every: tuple[int, int] | None = None  # Month and day.
    since: int = YEAR_MIN
    firsts: tuple[date, ...] = ()
    days: int = 1
    reach: int = 0  # May come so many days earlier or later; 0 is certain.
    provenance: Provenance | None = None  # None: that of the calendar.


@dataclass(frozen=True, slots=True, kw_only=True)
class Feast:
    """One occurrence of a provisional holiday, not yet settled by its calendar."""

    holiday: Holiday
    first: date  # As computed.

    def days(self, shift: int) -> frozenset[date]:
        """Return its days when it comes `shift` days later than computed."""
        start = self.first + timedelta(days=shift)
        return frozenset(start + timedelta(days=n) for n in range(self.holiday.days))

    def window(self) -> tuple[date, ...]:
        """Return every day on which it may fall."""
        start = self.first - timedelta(days=self.holiday.reach)
        length = self.holiday.days + 2 * self.holiday.reach
        return tuple(start + timedelta(days=n) for n in range(length))

    def shifts(self) -> range:
        """Return by how many days it may move."""
        return range(-self.holiday.reach, self.holiday.reach + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days of one party.  `certain` and `doubtful` are found once from `holidays`."""

    name: str  # The party's.
    label: Label
    provenance: Provenance
    weekend: frozenset[int]  # 0 is Monday.
    years: range
    zone: Zone
    holidays: tuple[Holiday, ...]
    at: Scalar = field(compare=False)  # Where the party is named.
    certain: Mapping[date, Holiday] = field(init=False, compare=False, repr=False)
    yearly: Mapping[tuple[int, int], Holiday] = field(init=False, compare=False, repr=False)
    doubtful: Mapping[date, Feast] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        certain: dict[date, Holiday] = {}
        doubtful: dict[date, Feast] = {}
        for holiday in self.holidays:
            for first in holiday.firsts:
                feast = Feast(holiday=holiday, first=first)
                if holiday.reach:
                    doubtful |= dict.fromkeys(feast.window(), feast)
                else:
                    certain |= dict.fromkeys(feast.days(0), holiday)
        yearly = {holiday.every: holiday for holiday in self.holidays if holiday.every}
        object.__setattr__(self, "certain", certain)
        object.__setattr__(self, "doubtful", doubtful)
        object.__setattr__(self, "yearly", yearly)

    @property
    def provenances(self) -> tuple[Provenance, ...]:
        """Where each of its values comes from."""
        further = [self.zone.provenance, *(holiday.provenance for holiday in self.holidays)]
        return (self.provenance, *(item for item in further if item is not None))

    def holiday_on(self, day: date) -> Holiday | None:
        """Return the certain holiday that falls on a day."""
        yearly = self.yearly.get((day.month, day.day))
        if yearly is not None and day.year >= yearly.since:
            return yearly
        return self.certain.get(day)

    def closed(self, day: date) -> bool:
        """Whether nobody works that day, by what both parties signed beforehand."""
        return day.weekday() in self.weekend or self.holiday_on(day) is not None


def announced(party: PartyId, day: date, closures: Closures) -> bool:
    """Whether a party has announced by a signed act that it is closed that day."""
    return day in closures.get((party, day.year), frozenset())


def unsettled(party: PartyId, calendar: Calendar, day: date, closures: Closures) -> Feast | None:
    """Return the provisional feast that may fall on a day and is not announced yet (CAL-4)."""
    feast = calendar.doubtful.get(day)
    if feast is None or any(announced(party, reached, closures) for reached in feast.window()):
        return None
    return feast


def parse_calendar(node: Node, faults: list[Fault]) -> Calendar | None:
    """Read a calendar out of a pack.

    Args:
        node: the block of the calendar, `calendar: PARTY` included.
        faults: whatever is wrong is appended; then the result is None.

    Source: docs/spec/deadlines.md, CAL-1 to CAL-5.
    """
    required = f"calendar label weekend years zone holidays {PROVENANCE_REQUIRED}"
    before = len(faults)
    block = read_block(node, faults, required=required, optional=PROVENANCE_OPTIONAL)
    if block is None:
        return None
    party = _read_party(need(block, "calendar"), faults)
    label = read_label(need(block, "label"), faults)
    provenance = read_provenance(block, faults)
    weekend = _read_weekend(need(block, "weekend"), faults)
    years = _read_years(need(block, "years"), faults)
    zone = parse_zone(need(block, "zone"), faults)
    entries = list(read_named(need(block, "holidays"), faults))
    holidays = [_read_holiday(key.text, value, faults) for key, value in entries]
    sound = [holiday for holiday in holidays if holiday is not None]
    _refuse_overlap(sound, need(block, "holidays"), faults)
    if len(faults) > before or party is None or label is None or provenance is None or not zone:
        return None
    return Calendar(
        name=party.text,
        label=label,
        provenance=provenance,
        weekend=weekend,
        years=years,
        zone=zone,
        holidays=tuple(sound),
        at=party,
    )


def _read_party(node: Node, faults: list[Fault]) -> Scalar | None:
    scalar = read_scalar(node, faults)
    if scalar is None:
        return None
    try:
        read_party(scalar.text, "calendar")
    except Malformed:
        facts = {"value": scalar.text[:SHOWN_MAX], "known": "MA, FR, BE-IBZ…"}
        faults.append(fault(node, reasons.UNKNOWN_VALUE, **facts))
    return scalar


def _read_weekend(node: Node, faults: list[Fault]) -> frozenset[int]:
    days = read_scalars(node, faults)
    for day in days:
        if day.text not in WEEKDAYS:
            facts = {"value": day.text[:SHOWN_MAX], "known": ", ".join(WEEKDAYS)}
            faults.append(fault(day, reasons.UNKNOWN_VALUE, **facts))
    found = frozenset(WEEKDAYS.index(day.text) for day in days if day.text in WEEKDAYS)
    if len(days) > WEEKEND_MAX or len(days) > len({day.text for day in days}):
        faults.append(fault(node, reasons_due.NO_WORKING_DAY))
    return found


def _read_years(node: Node, faults: list[Fault]) -> range:
    block = read_block(node, faults, required="from to")
    if block is None:
        return range(0)
    first = read_number(need(block, "from"), faults, least=YEAR_MIN, most=YEAR_MAX)
    last = read_number(need(block, "to"), faults, least=first or YEAR_MIN, most=YEAR_MAX)
    return range(0) if first is None or last is None else range(first, last + 1)


def _read_holiday(name: str, node: Node, faults: list[Fault]) -> Holiday | None:
    optional = f"every since dates days provisional {PROVENANCE_REQUIRED} {PROVENANCE_OPTIONAL}"
    before = len(faults)
    block = read_block(node, faults, required="label", optional=optional)
    if block is None:
        return None
    label = read_label(need(block, "label"), faults)
    every = _read_every(block.get("every"), faults)
    since = _optional_number(block, "since", YEAR_MIN, faults, least=YEAR_MIN, most=YEAR_MAX)
    days = _optional_number(block, "days", 1, faults, least=1, most=FEAST_DAYS_MAX)
    reach = _optional_number(block, "provisional", 0, faults, least=1, most=REACH_MAX)
    firsts = _read_dates(block.get("dates"), faults)
    provenance = read_override(block, faults)
    keys = {key.text for key, _ in block.entries}
    if ("every" in keys) == ("dates" in keys) or _misplaced(keys):
        faults.append(fault(node, reasons_due.EVERY_OR_DATES))
    if len(faults) > before or label is None:
        return None
    return Holiday(
        name=name,
        label=label,
        every=every,
        since=since,
        firsts=firsts,
        days=days,
        reach=reach,
        provenance=provenance,
    )


def _misplaced(keys: set[str]) -> bool:
    """Whether a key stands with the wrong kind of holiday."""
    if "every" in keys:
        return bool(keys & {"days", "provisional"})
    return "since" in keys


def _optional_number(
    block: Block, key: str, default: int, faults: list[Fault], *, least: int, most: int
) -> int:
    node = block.get(key)
    found = read_number(node, faults, least=least, most=most) if node is not None else None
    return default if found is None else found


def _read_every(node: Node | None, faults: list[Fault]) -> tuple[int, int] | None:
    if node is None:
        return None
    match = _EVERY.match(node.text) if isinstance(node, Scalar) else None
    # 2000 was a leap year: 02-29 is a date of some years.
    if match is None or parse_date(f"2000-{match[0]}") is None:
        faults.append(_not_a_date(node, "MM-DD"))
        return None
    return int(match[1]), int(match[2])


def _read_dates(node: Node | None, faults: list[Fault]) -> tuple[date, ...]:
    dates: list[date] = []
    for scalar in read_scalars(node, faults):
        day = parse_date(scalar.text)
        if day is None:
            faults.append(_not_a_date(scalar, "YYYY-MM-DD"))
            continue
        if dates and day <= dates[-1]:
            faults.append(fault(scalar, reasons_due.OUT_OF_ORDER))
        dates.append(day)
    return tuple(dates)


def _not_a_date(node: Node, shape: str) -> Fault:
    value = node.text[:SHOWN_MAX] if isinstance(node, Scalar) else "…"
    return fault(node, reasons_due.NOT_A_DATE, value=value, shape=shape)


def _refuse_overlap(holidays: list[Holiday], node: Node, faults: list[Fault]) -> None:
    """Two provisional feasts within reach of each other could not be told apart."""
    feasts = [
        Feast(holiday=holiday, first=first)
        for holiday in holidays
        if holiday.reach
        for first in holiday.firsts
    ]
    windows = [day for feast in feasts for day in feast.window()]
    if len(windows) > len(set(windows)):
        faults.append(fault(node, reasons_due.OUT_OF_ORDER))
