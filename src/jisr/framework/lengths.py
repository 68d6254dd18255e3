"""Lengths of time as the packs write them: a whole number and a unit (DUE-4 to DUE-6)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from jisr.framework import reasons_due as reasons
from jisr.framework.faults import Fault
from jisr.framework.shape import fault, read_scalar
from jisr.framework.source import Block, Node

LENGTH_MAX: Final = 2000  # Of any unit: hours of a quarter, or years of working days.
SHOWN_MAX: Final = 64
YEAR_MIN, YEAR_MAX = 1900, 2999  # No deadline of ours lies outside; keeps sums in range.

_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)


class Unit(StrEnum):
    """What a deadline is counted in."""

    HOURS = "hours"  # By the clock, to the second.
    FULL_HOURS = "full hours"  # The hour of the event is not counted.
    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"

    @property
    def by_the_clock(self) -> bool:
        """Whether the unit is a number of hours, which no calendar stops."""
        return self in {Unit.HOURS, Unit.FULL_HOURS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A number of units, 1 to LENGTH_MAX."""

    n: int
    unit: Unit


_LENGTH: Final = re.compile(
    r"([1-9][0-9]{0,3}) (hour|full hour|day|working day|week|month)s?\Z", re.ASCII
)


def parse_length(text: str) -> Length | None:
    """Read "7 days"; None when it is not a length."""
    match = _LENGTH.match(text)
    if match is None or int(match[1]) > LENGTH_MAX:
        return None
    return Length(n=int(match[1]), unit=Unit(match[2] + "s"))


def read_length(node: Node, faults: list[Fault], *, units: str = "") -> Length | None:
    """Read a length out of a pack; `units`, when given, names those admitted here."""
    scalar = read_scalar(node, faults)
    if scalar is None:
        return None
    length = parse_length(scalar.text)
    if length is None:
        facts = {"value": scalar.text[:SHOWN_MAX], "units": units or ", ".join(Unit)}
        faults.append(fault(node, reasons.NOT_A_LENGTH, limit=LENGTH_MAX, **facts))
        return None
    if units and length.unit.value not in units.split(", "):
        faults.append(fault(node, reasons.WRONG_UNIT, units=units))
        return None
    return length


def need(block: Block, key: str) -> Node:
    """Return the value of a key that `read_block` has found to be there."""
    value = block.get(key)
    assert value is not None
    return value


def read_number(node: Node, faults: list[Fault], *, least: int, most: int) -> int | None:
    """Read a whole number between two bounds, written without leading zeros."""
    scalar = read_scalar(node, faults)
    if scalar is None:
        return None
    text = scalar.text
    if not re.fullmatch(r"0|[1-9][0-9]{0,15}", text) or not least <= int(text) <= most:
        value = text[:SHOWN_MAX]
        faults.append(fault(node, reasons.NOT_A_NUMBER, value=value, least=least, most=most))
        return None
    return int(text)


def parse_date(text: str) -> date | None:
    """Read YYYY-MM-DD; None when it is no such day, or outside the years we count in."""
    if not _DATE.match(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if YEAR_MIN <= day.year <= YEAR_MAX else None


def add_months(day: date, months: int) -> date:
    """Return the same date so many months later (or earlier), or that month's last day.

    Source: Regulation (EEC, Euratom) No 1182/71, art. 3(2)(c).
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_month(day: date) -> date:
    """Return the last day of the month of a date."""
    return day.replace(day=monthrange(day.year, day.month)[1])
