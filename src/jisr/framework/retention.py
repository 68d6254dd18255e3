"""How long a part may be kept, and from when (FRM-8)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Final

from jisr.core.act import Slug
from jisr.framework import reasons_form as reasons
from jisr.framework.faults import Fault
from jisr.framework.lengths import SHOWN_MAX, add_months, need
from jisr.framework.provenance import (
    PROVENANCE_OPTIONAL,
    PROVENANCE_REQUIRED,
    Provenance,
    read_provenance,
)
from jisr.framework.shape import fault, read_block, read_scalar, read_slug
from jisr.framework.source import Node, Scalar

YEARS_MAX: Final = 100
_MONTHS_PER_YEAR: Final = 12
_DAYS_PER_YEAR: Final = 366
_LENGTH: Final = re.compile(r"(0|[1-9][0-9]{0,4}) (day|month|year)s?\Z", re.ASCII)
_EVENT: Final = "event "


class KeptFrom(StrEnum):
    """What the time of keeping runs from."""

    END = auto()  # The case has ended.
    RECEIPT = auto()  # The other party received the part.
    SENT = auto()
    EVENT = auto()  # A date or instant carried by a term.


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """A length in days or in months, and its start."""

    days: int
    months: int
    start: KeptFrom
    term: Slug | None  # EVENT only.
    provenance: Provenance

    def last_day(self, start: date) -> date:
        """Return the last day on which what is kept since `start` may still be here.

        A day beyond the calendar is its last one: a void act may be dated anywhere.
        """
        try:
            return add_months(start, self.months) + timedelta(days=self.days)
        except (OverflowError, ValueError):
            return date.max

    @property
    def same_as(self) -> tuple[int, int, KeptFrom, Slug | None]:
        """What makes two retentions one class, wherever they are written."""
        return self.days, self.months, self.start, self.term


def read_retention(node: Node, faults: list[Fault]) -> Retention | None:
    """Read `keep:` of a form or a field."""
    required = f"length from {PROVENANCE_REQUIRED}"
    block = read_block(node, faults, required=required, optional=PROVENANCE_OPTIONAL)
    if block is None:
        return None
    length = read_scalar(need(block, "length"), faults)
    start = read_scalar(need(block, "from"), faults)
    provenance = read_provenance(block, faults)
    size = None if length is None else _read_size(length, faults)
    origin = None if start is None else _read_start(start, faults)
    if size is None or origin is None or provenance is None:
        return None
    return Retention(
        days=size[0], months=size[1], start=origin[0], term=origin[1], provenance=provenance
    )


def _read_size(scalar: Scalar, faults: list[Fault]) -> tuple[int, int] | None:
    match = _LENGTH.match(scalar.text)
    facts = {"value": scalar.text[:SHOWN_MAX]}
    if match is None:
        faults.append(fault(scalar, reasons.NOT_A_RETENTION, **facts))
        return None
    n, unit = int(match[1]), match[2]
    months = {"day": 0, "month": n, "year": _MONTHS_PER_YEAR * n}[unit]
    days = n if unit == "day" else 0
    if n == 0:
        faults.append(fault(scalar, reasons.RETENTION_OF_NOTHING))
    elif months > YEARS_MAX * _MONTHS_PER_YEAR or days > YEARS_MAX * _DAYS_PER_YEAR:
        faults.append(fault(scalar, reasons.NOT_A_RETENTION, **facts))
    return days, months


def _read_start(scalar: Scalar, faults: list[Fault]) -> tuple[KeptFrom, Slug | None] | None:
    if scalar.text.startswith(_EVENT):
        place = Scalar(text=scalar.text.removeprefix(_EVENT), file=scalar.file, line=scalar.line)
        term = read_slug(place, faults)
        return None if term is None else (KeptFrom.EVENT, term)
    if scalar.text not in {KeptFrom.END, KeptFrom.RECEIPT, KeptFrom.SENT}:
        facts = {"value": scalar.text[:SHOWN_MAX], "known": "end, receipt, sent, event TERM"}
        faults.append(fault(scalar, reasons.UNKNOWN_WORD, **facts))
        return None
    return KeptFrom(scalar.text), None
