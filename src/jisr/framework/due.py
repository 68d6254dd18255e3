"""The due instant of a state, computed from headers and signed calendars alone (DUE-1 to DUE-14).

A `Reckoner` gives the fold its rule and gives people the reckoning.  Both go one way: find the
start, hear extensions and suspensions in order, count.  Inside, a period in days ends at the
first instant of the next day; the result is the second before, the last that is in time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, TypeAlias

from jisr.core.act import PartyId, Slug, Term, read_time
from jisr.core.errors import Malformed
from jisr.core.table import Closures, Side, Step
from jisr.framework.calendars import Calendar, Holiday, announced, unsettled
from jisr.framework.deadlines import Deadline, Start, When
from jisr.framework.lengths import (
    YEAR_MAX,
    YEAR_MIN,
    Length,
    Unit,
    add_months,
    end_of_month,
    parse_date,
)
from jisr.framework.workdays import Span, Workdays
from jisr.framework.zones import ONE_DAY, ONE_HOUR, UTC_ZONE, Zone

ONE_SECOND: Final = timedelta(seconds=1)
_ZERO: Final = timedelta(0)
_DAYS: Final[Mapping[Unit, int]] = {Unit.DAYS: 1, Unit.WEEKS: 7}
Pause: TypeAlias = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A day that was not counted, and why."""

    day: date
    party: PartyId
    holiday: Holiday | None  # None: weekend, or announced without a name.
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How a due instant came about, for people."""

    start: datetime  # Backwards: the event.
    lengths: tuple[Length, ...]  # The length, then what was added.
    backwards: bool
    pauses: tuple[Pause, ...]
    skipped: tuple[Skipped, ...]
    earliest: datetime
    due: datetime  # The latest: the one that binds.
    covered: bool  # Whether the calendars know every year used.

    @property
    def provisional(self) -> bool:
        """Whether an announcement may still bring the instant forward."""
        return self.earliest < self.due


def compile_deadline(deadline: Deadline, calendars: Mapping[PartyId, Calendar]) -> "Reckoner":
    """Return the rule by which the fold finds when a state is overdue.

    Args:
        deadline: as read by `parse_deadline`.
        calendars: of the two parties of the space, both of them.
    """
    return Reckoner(deadline=deadline, calendars=calendars)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoner:
    """A deadline under the calendars of one space; called, it is the core's `DueRule`."""

    deadline: Deadline
    calendars: Mapping[PartyId, Calendar]

    def __call__(self, path: tuple[Step, ...], closures: Closures) -> datetime | None:
        """Return the last instant that is in time; None before the start event."""
        case = self._case(path, closures)
        return None if case is None else case.due()

    def explain(self, path: tuple[Step, ...], closures: Closures) -> Explanation | None:
        """Return how that instant comes about; None before the start event."""
        case = self._case(path, closures)
        return None if case is None else case.explanation()

    def _case(self, path: tuple[Step, ...], closures: Closures) -> "_Case | None":
        if not path:
            return None  # Case zero, before its first move.
        start = self.deadline.start
        entry = _entry(path)
        event = _event(start, path, entry)
        if event is None or not YEAR_MIN <= event.year <= YEAR_MAX:
            return None
        length = start.minus
        if length is None:
            chosen = self.deadline.length
            assert chosen is not None
            length = chosen.of(None if chosen.by is None else _latest(path, chosen.by))
        sides = self.deadline.sides
        return _Case(
            deadline=self.deadline,
            calendars=_of_sides(sides, self.calendars, path[0]),
            closures=closures,
            event=event,
            length=length,
            loops=path[entry + 1 :],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One deadline applied to one path: everything the count needs."""

    deadline: Deadline
    calendars: tuple[tuple[PartyId, Calendar], ...]
    closures: Closures
    event: datetime | date
    length: Length
    loops: tuple[Step, ...]  # The acts that stayed in the state.

    def due(self) -> datetime:
        """Return the instant that binds: with provisional feasts, the latest possible."""
        return self.reckon(self._heard(), latest=True)

    def explanation(self) -> Explanation:
        """Return the same reckoning for people."""
        heard = self._heard()
        due = self.reckon(heard, latest=True)
        zone = self._zones()[0]
        start = _instant(self.event, zone)
        days = sorted((zone.date_at(start), zone.date_at(due)))
        years = {days[0].year, days[1].year}
        return Explanation(
            start=start,
            lengths=self._lengths(heard.added),
            backwards=self._backwards,
            pauses=heard.pauses,
            skipped=self._skipped(heard, due, zone),
            earliest=self.reckon(heard, latest=False),
            due=due,
            covered=all(years <= set(calendar.years) for _, calendar in self.calendars),
        )

    @property
    def _backwards(self) -> bool:
        return self.deadline.start.minus is not None

    def _zones(self) -> tuple[Zone, ...]:
        return tuple(calendar.zone for _, calendar in self.calendars) or (UTC_ZONE,)

    def _lengths(self, added: int) -> tuple[Length, ...]:
        """Return what is counted one after the other; the same unit is counted at once."""
        extension = self.deadline.extension
        if extension is None or added == 0:
            return (self.length,)
        if extension.cap.unit is self.length.unit:
            return (replace(self.length, n=self.length.n + added),)
        return (self.length, replace(extension.cap, n=added))

    def _heard(self) -> "_Heard":
        """Take in extensions and suspensions, each only if sent before the state was due."""
        heard = _Heard(deadline=self.deadline)
        for step in self.loops:
            heard = heard.hear(step, due=self.reckon)
        return heard

    def reckon(self, heard: "_Heard", *, latest: bool = True) -> datetime:
        """Return the due instant after what was heard; the later of two zones."""
        return max(self._count_in(zone, heard, latest=latest) for zone in self._zones())

    def _count_in(self, zone: Zone, heard: "_Heard", *, latest: bool) -> datetime:
        work = Workdays(
            calendars=self.calendars,
            closures=self.closures,
            skipped=tuple(
                Span(first=zone.date_at(start), end=zone.date_at(end))
                for start, end in heard.pauses
            ),
            # Counted backwards, more closed days make the instant earlier.
            most_closed=latest is not self._backwards,
        )
        if self._backwards:
            return self._count_back(zone, work)
        at = _instant(self.event, zone)
        day = first = zone.date_at(at)
        lengths = self._lengths(heard.added)
        for length in lengths:
            if length.unit.by_the_clock:
                begin = zone.next_hour(at) if _whole(length, lengths) else at
                at = _put_off(begin, begin + length.n * ONE_HOUR, heard.pauses)
                day = zone.date_at(at)
            else:
                day = _add(day, length, work)
                at = zone.start_of(day + ONE_DAY)
        if lengths[-1].unit is Unit.FULL_HOURS:
            return zone.next_hour(at - ONE_SECOND) - ONE_SECOND
        if lengths[-1].unit is Unit.HOURS:
            return at
        if self.deadline.last_day_works:
            day = work.after(day - ONE_DAY, 1)
        if self.deadline.month_end:
            day = end_of_month(day)
        if self.deadline.at_least:
            day = max(day, work.after(first, self.deadline.at_least))
        return zone.start_of(day + ONE_DAY) - ONE_SECOND

    def _count_back(self, zone: Zone, work: Workdays) -> datetime:
        at, n, unit = _instant(self.event, zone), self.length.n, self.length.unit
        if unit.by_the_clock:
            return at - n * ONE_HOUR
        day = zone.date_at(at)
        if unit is Unit.WORKING_DAYS:
            day = work.before(day, n)
        elif unit is Unit.MONTHS:
            day = add_months(day, -n)
        else:
            day -= n * _DAYS[unit] * ONE_DAY
        if self.deadline.last_day_works:
            day = work.before(day + ONE_DAY, 1)
        return zone.start_of(day + ONE_DAY) - ONE_SECOND

    def _skipped(self, heard: "_Heard", due: datetime, zone: Zone) -> tuple[Skipped, ...]:
        """Return the days that were not counted, or that the last day was moved over."""
        end = zone.date_at(due)
        if any(length.unit is Unit.WORKING_DAYS for length in self._lengths(heard.added)):
            begin = zone.date_at(_instant(self.event, zone))
        else:
            plain = replace(self.deadline, last_day_works=False, at_least=0)
            begin = zone.date_at(replace(self, deadline=plain).reckon(heard))
            begin += ONE_DAY if self._backwards else -ONE_DAY
        low, high = sorted((begin, end))
        days = (low + n * ONE_DAY for n in range(1, (high - low).days))
        return tuple(
            skipped
            for day in days
            for party, calendar in self.calendars
            if (skipped := _why(day, party, calendar, self.closures)) is not None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """What the acts that stayed in the state have changed so far."""

    deadline: Deadline
    added: int = 0
    pauses: tuple[Pause, ...] = ()
    open: bool = False  # Whether the last pause has not been ended by an act.

    def hear(self, step: Step, *, due: Callable[["_Heard"], datetime]) -> "_Heard":
        """Return what holds after one more act."""
        extension, suspension = self.deadline.extension, self.deadline.suspension
        if extension is not None and step.act == extension.by and step.at <= due(self):
            number = step.terms.get(extension.term)
            added = self.added + (number if isinstance(number, int) else 0)
            return replace(self, added=min(added, extension.cap.n))
        if suspension is None:
            return self
        if step.act == suspension.end and self.open:
            *earlier, (start, latest) = self.pauses
            end = min(max(step.at, start), latest)
            return replace(self, pauses=(*earlier, (start, end)), open=False)
        left = suspension.longest - sum((end - start for start, end in self.pauses), _ZERO)
        if step.act == suspension.start and not self.open and left > _ZERO and step.at <= due(self):
            return replace(self, pauses=(*self.pauses, (step.at, step.at + left)), open=True)
        return self


def _entry(path: Sequence[Step]) -> int:
    """Return where the path came into its last state from another one."""
    at = len(path) - 1
    while at > 0 and path[at - 1].state == path[at].state:
        at -= 1
    return at


def _event(start: Start, path: Sequence[Step], entry: int) -> datetime | date | None:
    """Return the start event; None when it has not happened (DUE-1)."""
    if start.when is When.EVENT:
        assert start.term is not None
        return _read_event(_latest(path, start.term))
    step = path[entry]
    if start.act is not None:
        named = [step for step in path if step.act == start.act]
        if not named:
            return None
        step = named[-1]
    return step.at if start.when is When.SENT else step.received


def _read_event(value: Term | None) -> datetime | date | None:
    if not isinstance(value, str):
        return None
    day = parse_date(value)
    if day is not None:
        return day
    try:
        return read_time(value, "term")
    except Malformed:
        return None


def _latest(path: Sequence[Step], term: Slug) -> Term | None:
    """Return the latest value that the path carries under a term."""
    return next((step.terms[term] for step in reversed(path) if term in step.terms), None)


def _of_sides(
    sides: frozenset[Side], calendars: Mapping[PartyId, Calendar], step: Step
) -> tuple[tuple[PartyId, Calendar], ...]:
    """Return the calendars of some sides; any step tells which party is which."""
    facing = Side.OTHER if step.side is Side.OPENER else Side.OPENER
    return tuple(
        (party, calendars[party])
        for party in sorted(calendars)
        if (step.side if party == step.author else facing) in sides
    )


def _instant(event: datetime | date, zone: Zone) -> datetime:
    return event if isinstance(event, datetime) else zone.start_of(event)


def _whole(length: Length, lengths: Sequence[Length]) -> bool:
    """Whether a period is in full hours from the event on."""
    return length.unit is Unit.FULL_HOURS and length is lengths[0]


def _put_off(begin: datetime, end: datetime, pauses: Sequence[Pause]) -> datetime:
    """Return the end of a period by the clock, put off by the time it stood still."""
    for start, stop in pauses:
        low = max(start, begin)
        if low < end:
            end += max(stop - low, _ZERO)
    return end


def _add(day: date, length: Length, work: Workdays) -> date:
    """Return the last day of a period that begins after `day`."""
    if length.unit is Unit.WORKING_DAYS:
        return work.after(day, length.n)
    if length.unit is Unit.MONTHS:
        end = add_months(day, length.n)
    else:
        end = day + length.n * _DAYS[length.unit] * ONE_DAY
    for span in work.skipped:
        low = max(span.first, day + ONE_DAY)
        if low <= end:
            end += max(span.end - low, _ZERO)
    return end


def _why(day: date, party: PartyId, calendar: Calendar, closures: Closures) -> Skipped | None:
    """Return why a party does not, or may not, work on a day; None if it works."""
    holiday = calendar.holiday_on(day)
    if calendar.closed(day) or announced(party, day, closures):
        return Skipped(day=day, party=party, holiday=holiday)
    feast = unsettled(party, calendar, day, closures)
    if feast is None:
        return None
    return Skipped(day=day, party=party, holiday=feast.holiday, provisional=True)
