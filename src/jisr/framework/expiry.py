"""Until when a part is kept: the strictest of framework, originator and own limit (SAF-19).

Everything is counted from headers, so both parties come to the same day; only a limit that a
party sets itself is known to it alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Final

from jisr.core.act import Slug, Term
from jisr.framework.lengths import parse_date
from jisr.framework.retention import KeptFrom, Retention

KEEP_UNTIL: Final = Slug("keep-until")  # The term in which an act limits its own parts.
REVIEW_DAYS: Final = 30
_DATE_CHARS: Final = len("YYYY-MM-DD")


class Bound(StrEnum):
    """Whose limit is the strictest."""

    FRAMEWORK = auto()
    ORIGINATOR = auto()
    OWN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """The last day on which a part may be here, and whose limit says so."""

    last: date
    bound: Bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a node decides by itself: a time of review, and own maxima."""

    review: int = REVIEW_DAYS  # Days before a part falls due from which it is listed.
    days: Mapping[Slug, int] = field(default_factory=dict)  # By procedure, from the sending.


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """What headers say of the time of an act and its case; days are UTC."""

    sent: date
    received: date | None  # None until the other party has seen it.
    ended: date | None  # None while the case may still go on.
    terms: Mapping[str, Term]
    opening: Mapping[str, Term]  # Those of the act that opened the case.


def expiry(keeps: Iterable[Retention], moments: Moments, *, own: int | None) -> Expiry | None:
    """Return when a part falls due.

    Args:
        keeps: what the signed forms say of it; of several, the strictest counts.
        moments: of its act and its case.
        own: the most days after the sending that this node allows; None for no such limit.

    Returns:
        The earliest last day; of two that agree the framework's goes first, then the
        originator's.  None while no day is known, because a start has not happened yet.

    Source: docs/spec/safeguards.md, SAF-19.
    """
    found = [
        Expiry(last=keep.last_day(start), bound=Bound.FRAMEWORK)
        for keep in keeps
        if (start := starts(keep, moments)) is not None
    ]
    until = _day(moments.terms.get(KEEP_UNTIL))
    if until is not None:
        found.append(Expiry(last=until, bound=Bound.ORIGINATOR))
    if own is not None:
        found.append(Expiry(last=later(moments.sent, own), bound=Bound.OWN))
    return min(found, key=lambda one: one.last, default=None)


def starts(keep: Retention, moments: Moments) -> date | None:
    """Return the day from which a retention runs; None while it has not come.

    An event is dated by the act itself, or else by the opening.  A date that cannot be read, as a
    void act may state, is none: the time then runs from the sending.
    """
    if keep.start is KeptFrom.END:
        return moments.ended
    if keep.start is KeptFrom.RECEIPT:
        return moments.received
    if keep.start is KeptFrom.EVENT:
        named = keep.term or ""
        stated = moments.terms.get(named, moments.opening.get(named))
        return _day(stated) or moments.sent
    return moments.sent


def later(day: date, days: int) -> date:
    """Return the day so many days later; the last day there is, where it lies beyond."""
    return day + timedelta(days=min(days, (date.max - day).days))


def _day(term: Term | None) -> date | None:
    """Return the day of a DATE or INSTANT term."""
    return parse_date(term[:_DATE_CHARS]) if isinstance(term, str) else None
