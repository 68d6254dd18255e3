"""Counting working days when some holidays are not certain yet (DUE-6, DUE-12).

A provisional feast may fall on any day of its window.  We do not guess: we count with the
dates that make the end of the period as late as it can be, or as early.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from jisr.core.act import PartyId
from jisr.core.table import Closures
from jisr.framework.calendars import Calendar, Feast, announced, unsettled
from jisr.framework.zones import ONE_DAY

# A party that announces itself closed for good stops no clock: after so many days with too
# few that work, the count ends.  Ten years, over the longest length in working days.
WALK_DAYS_MAX: Final = 3660


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days from `first` up to, not including, `end`: a suspension, whose days do not count."""

    first: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Workdays:
    """The days on which every one of the calendars works.

    With `most_closed`, provisional feasts are taken to close as many working days as they
    can, else as few.  The count is exact unless provisional feasts of two calendars may fall
    on the same day; then it errs on the asked side.
    """

    calendars: tuple[tuple[PartyId, Calendar], ...]
    closures: Closures
    skipped: tuple[Span, ...] = ()
    most_closed: bool = True

    def open_on(self, day: date) -> bool:
        """Whether a day works for certain, provisional feasts left aside."""
        return not any(day in span for span in self.skipped) and not any(
            calendar.closed(day) or announced(party, day, self.closures)
            for party, calendar in self.calendars
        )

    def feasts_on(self, day: date) -> list[Feast]:
        """Return the unsettled feasts that may fall on a day."""
        feasts = [
            feast
            for party, calendar in self.calendars
            if (feast := unsettled(party, calendar, day, self.closures)) is not None
        ]
        return feasts if self.most_closed else feasts[:1]

    def after(self, day: date, n: int) -> date:
        """Return the n-th working day after `day`."""
        return self._walk(day, n, 1)

    def before(self, day: date, n: int) -> date:
        """Return the n-th working day before `day`."""
        return self._walk(day, n, -1)

    def _walk(self, day: date, n: int, direction: int) -> date:
        count = _Count(most=self.most_closed)
        for _ in range(WALK_DAYS_MAX):
            day += direction * ONE_DAY
            if self.open_on(day):
                count.add(day, self.feasts_on(day))
                if count.certain() >= n:
                    break
        return day


@dataclass(slots=True, kw_only=True)
class _Count:
    """Working days met so far, and how many of them each feast takes, by where it falls."""

    most: bool
    days: int = 0
    taken: dict[Feast, list[int]] = field(default_factory=dict)

    def add(self, day: date, feasts: list[Feast]) -> None:
        self.days += 1
        for feast in feasts:
            tally = self.taken.setdefault(feast, [0] * len(feast.shifts()))
            for at, shift in enumerate(feast.shifts()):
                tally[at] += day in feast.days(shift)

    def certain(self) -> int:
        choose = max if self.most else min
        return self.days - sum(choose(tally) for tally in self.taken.values())
