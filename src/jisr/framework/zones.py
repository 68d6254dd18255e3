"""Local time out of the signed pack: no node asks its own machine what a day is (DUE-11, CAL-3).

A zone is an offset, possibly the European rule of summer time, and dated exceptions such as
Morocco's during Ramadan.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final

from jisr.core.act import read_time
from jisr.core.errors import Malformed
from jisr.framework import reasons, reasons_due
from jisr.framework.faults import Fault
from jisr.framework.lengths import SHOWN_MAX, need
from jisr.framework.provenance import (
    PROVENANCE_OPTIONAL,
    PROVENANCE_REQUIRED,
    Provenance,
    read_provenance,
)
from jisr.framework.shape import fault, read_block, read_scalar
from jisr.framework.source import Block, Items, Node

ONE_DAY: Final = timedelta(days=1)
ONE_HOUR: Final = timedelta(hours=1)
_OFFSET: Final = re.compile(r"([+-])(0[0-9]|1[0-4]):([0-5][0-9])\Z", re.ASCII)
_SUNDAY: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Another offset, from one instant until before another."""

    start: datetime
    end: datetime
    offset: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """How far local time is ahead of UTC, at any instant."""

    offset: timedelta
    summer: bool = False  # One hour more by the European rule.
    shifts: tuple[Shift, ...] = ()  # Ascending, apart.
    provenance: Provenance | None = None  # None: that of the calendar.

    def offset_at(self, instant: datetime) -> timedelta:
        """Return local time minus UTC."""
        for shift in self.shifts:
            if shift.start <= instant < shift.end:
                return shift.offset
        if self.summer and _in_summer(instant):
            return self.offset + ONE_HOUR
        return self.offset

    def date_at(self, instant: datetime) -> date:
        """Return the local date."""
        return (instant + self.offset_at(instant)).date()

    def start_of(self, day: date) -> datetime:
        """Return the instant at which a local day begins, and the day before it ends.

        If clocks repeat midnight, the later of the two; if they skip it, when it would have
        been without the change.
        """
        midnight = datetime.combine(day, time.min, UTC)
        offsets = {self.offset, self.offset + ONE_HOUR, *(shift.offset for shift in self.shifts)}
        candidates = [midnight - offset for offset in offsets]
        true = [at for at in candidates if at + self.offset_at(at) == midnight]
        if true:
            return max(true)
        return midnight - self.offset_at(midnight - ONE_DAY)

    def next_hour(self, instant: datetime) -> datetime:
        """Return the end of the local hour in which an instant falls."""
        local = instant + self.offset_at(instant)
        return instant + ONE_HOUR - timedelta(minutes=local.minute, seconds=local.second)


UTC_ZONE: Final = Zone(offset=timedelta(0))


def _in_summer(instant: datetime) -> bool:
    """Directive 2000/84/EC: last Sunday of March to last Sunday of October, 01:00 UTC."""
    year = instant.year
    return _last_sunday(year, 3) <= instant < _last_sunday(year, 10)


@cache
def _last_sunday(year: int, month: int) -> datetime:
    last = date(year, month, 31)  # March and October have 31 days.
    sunday = last - timedelta(days=(last.weekday() - _SUNDAY) % 7)
    return datetime.combine(sunday, time(1), UTC)


def parse_zone(node: Node, faults: list[Fault]) -> Zone | None:
    """Read `zone:` of a calendar (CAL-3)."""
    optional = f"summer exceptions {PROVENANCE_REQUIRED} {PROVENANCE_OPTIONAL}"
    before = len(faults)
    block = read_block(node, faults, required="offset", optional=optional)
    if block is None:
        return None
    offset = _read_offset(need(block, "offset"), faults)
    summer = block.get("summer")
    if summer is not None:
        word = read_scalar(summer, faults)
        if word is not None and word.text != "EU":
            value = word.text[:SHOWN_MAX]
            faults.append(fault(summer, reasons.UNKNOWN_VALUE, value=value, known="EU"))
    shifts = _read_shifts(block.get("exceptions"), faults)
    provenance = read_override(block, faults)
    if offset is None or len(faults) > before:
        return None
    return Zone(offset=offset, summer=summer is not None, shifts=shifts, provenance=provenance)


def read_override(block: Block, faults: list[Fault]) -> Provenance | None:
    """Read a provenance that may be left out as a whole, but not in part."""
    if block.get("status") is None:
        faults += [
            fault(node, reasons.MISSING_KEY, key=PROVENANCE_REQUIRED)
            for key in PROVENANCE_OPTIONAL.split()
            if (node := block.get(key)) is not None
        ]
        return None
    return read_provenance(block, faults)


def _read_shifts(node: Node | None, faults: list[Fault]) -> tuple[Shift, ...]:
    if node is None:
        return ()
    shifts: list[Shift] = []
    for item in node.items if isinstance(node, Items) else (node,):
        block = read_block(item, faults, required="from to offset")
        if block is None:
            continue
        start = _read_instant(need(block, "from"), faults)
        end = _read_instant(need(block, "to"), faults)
        offset = _read_offset(need(block, "offset"), faults)
        if start is None or end is None or offset is None:
            continue
        if start >= end or (shifts and start < shifts[-1].end):
            faults.append(fault(item, reasons_due.OUT_OF_ORDER))
        shifts.append(Shift(start=start, end=end, offset=offset))
    return tuple(shifts)


def _read_instant(node: Node, faults: list[Fault]) -> datetime | None:
    scalar = read_scalar(node, faults)
    if scalar is None:
        return None
    try:
        return read_time(scalar.text, "time")
    except Malformed:
        facts = {"value": scalar.text[:SHOWN_MAX], "shape": "YYYY-MM-DDThh:mm:ssZ"}
        faults.append(fault(node, reasons_due.NOT_A_DATE, **facts))
        return None


def _read_offset(node: Node, faults: list[Fault]) -> timedelta | None:
    scalar = read_scalar(node, faults)
    if scalar is None:
        return None
    match = _OFFSET.match(scalar.text)
    if match is None:
        facts = {"value": scalar.text[:SHOWN_MAX], "shape": "+01:00"}
        faults.append(fault(node, reasons_due.NOT_A_DATE, **facts))
        return None
    size = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return -size if match[1] == "-" else size
