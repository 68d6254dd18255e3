"""Calendars and local time (docs/spec/deadlines.md, CAL-1 to CAL-5 and DUE-11)."""

import csv
import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.core.errors import LANGS
from jisr.framework.calendars import unsettled
from jisr.framework.lengths import add_months, parse_date, parse_length
from jisr.framework.workdays import Workdays
from jisr.framework.zones import UTC_ZONE, Shift, Zone
from tests.framework.due_cases import CALENDARS, FR, MA, PACKS, at, calendar, of_pack
from tools import make_calendar

SHARED = Path(__file__).parents[3] / "shared"
# The reference stays outside the repository; this is the digest of its dates, a line each.
OFFICIAL_DIGEST = "5e73d29dd66cd884f445df3385f92f74bc0aa1157fa87f56fb66ccd1fafe1f46"
OFFICIAL = SHARED / "data" / "stats" / "morocco_hijri_official_vs_computed.csv"

# What the Moroccan ministry of Habous announced: name, first day.
ANNOUNCED = [
    ("eid-al-adha", date(2024, 6, 17)),
    ("eid-al-adha", date(2025, 6, 7)),
    ("hijri-new-year", date(2025, 6, 27)),
]

SMALL = """
calendar: MA
label: {ar: التقويم, fr: Calendrier, en: Calendar}
status: borrowed
source: ma-holidays
weekend: [saturday, sunday]
years: {from: 2024, to: 2030}
zone:
  offset: "+01:00"
  status: proposed
  exceptions:
    - {from: "2025-02-23T02:00:00Z", to: "2025-04-06T02:00:00Z", offset: "+00:00"}
holidays:
  throne-day:
    label: {ar: عيد العرش, fr: Fête du Trône, en: Throne Day}
    every: 07-30
    since: 2025
  feast:
    label: {ar: عيد, fr: Fête, en: Feast}
    dates: [2024-06-16, 2025-06-06]
    days: 2
    provisional: 1
    status: proposed
  mourning:
    label: {ar: حداد, fr: Deuil, en: Mourning}
    dates: [2024-12-31]
    days: 2
"""


def small():
    found, faults = calendar(SMALL)
    assert faults == []
    return found


def test_a_calendar_of_a_pack_is_what_its_generator_writes():
    for country in make_calendar.COUNTRIES:
        path = PACKS / "common" / "calendars" / f"{country}.yaml"
        assert path.read_text("utf-8") == make_calendar.document(country)


def test_the_calendars_of_the_packs_can_be_read():
    for country in make_calendar.COUNTRIES:
        found = of_pack(country)
        assert found.name == country
        assert found.years == range(2024, 2031)


def test_every_value_of_a_calendar_says_where_it_comes_from():
    assert [provenance.status.value for provenance in small().provenances] == [
        "borrowed",
        "proposed",
        "proposed",
    ]


def test_weekends_yearly_and_dated_holidays_are_closed():
    found = small()
    assert found.closed(date(2025, 6, 14))  # A Saturday.
    assert found.closed(date(2025, 7, 30))
    assert not found.closed(date(2024, 7, 30))  # Before `since`.
    assert found.closed(date(2024, 12, 31))
    assert found.closed(date(2025, 1, 1))  # The second day of two.
    assert not found.closed(date(2025, 1, 2))
    assert found.holiday_on(date(2025, 1, 1)).name == "mourning"


def test_a_provisional_feast_is_not_closed_for_certain():
    found = small()
    assert not found.closed(date(2025, 6, 6))
    assert sorted(day for day in found.doubtful if day.year == 2025) == [
        date(2025, 6, 5),
        date(2025, 6, 6),
        date(2025, 6, 7),
        date(2025, 6, 8),
    ]


def test_an_announcement_within_reach_settles_a_feast():
    found, day = small(), date(2025, 6, 6)
    assert unsettled(MA, found, day, {}).first == day
    assert unsettled(MA, found, date(2025, 6, 9), {}) is None
    near = {(MA, 2025): frozenset({date(2025, 6, 7), date(2025, 6, 8)})}
    assert unsettled(MA, found, day, near) is None
    far = {(MA, 2025): frozenset({date(2025, 6, 10)})}
    assert unsettled(MA, found, day, far) is not None
    others = {(FR, 2025): frozenset({date(2025, 6, 7)})}
    assert unsettled(MA, found, day, others) is not None


@pytest.mark.parametrize(("name", "official"), ANNOUNCED)
def test_the_dates_announced_in_morocco_lie_within_reach(name, official):
    found = CALENDARS[MA]
    assert found.doubtful[official].holiday.name == name
    # The package was a day early each time.
    assert found.doubtful[official].first == official - timedelta(days=1)
    days = frozenset(
        official + timedelta(days=n) for n in range(found.doubtful[official].holiday.days)
    )
    assert unsettled(MA, found, official, {(MA, official.year): days}) is None


def test_the_announced_dates_are_those_of_the_reference_data():
    ours = [day.isoformat() for _, day in ANNOUNCED]
    if OFFICIAL.exists():
        with OFFICIAL.open(encoding="utf-8", newline="") as file:
            assert [row["official_date"] for row in csv.DictReader(file)] == ours
    assert hashlib.sha256("\n".join(ours).encode()).hexdigest() == OFFICIAL_DIGEST


def test_working_days_are_counted_as_late_or_as_early_as_they_can_be():
    calendars = ((MA, small()),)
    latest = Workdays(calendars=calendars, closures={})
    earliest = Workdays(calendars=calendars, closures={}, most_closed=False)
    # From Wednesday 4 June: Thursday 5 and Friday 6 may both be closed, or neither.
    assert latest.after(date(2025, 6, 4), 1) == date(2025, 6, 9)
    assert earliest.after(date(2025, 6, 4), 1) == date(2025, 6, 5)
    assert latest.before(date(2025, 6, 9), 1) == date(2025, 6, 4)
    assert earliest.before(date(2025, 6, 9), 1) == date(2025, 6, 6)


def test_the_same_feast_in_two_calendars_keeps_the_range_on_the_safe_side():
    one, other = small(), small()
    both = ((FR, other), (MA, one))
    latest = Workdays(calendars=both, closures={}).after(date(2025, 6, 4), 1)
    earliest = Workdays(calendars=both, closures={}, most_closed=False).after(date(2025, 6, 4), 1)
    assert earliest == date(2025, 6, 5)
    assert latest >= date(2025, 6, 9)


# Local time.

PARIS = CALENDARS[FR].zone
RABAT = CALENDARS[MA].zone


@pytest.mark.parametrize(
    ("zone", "instant", "hours"),
    [
        (PARIS, "2025-03-30T00:59:59+00:00", 1),
        (PARIS, "2025-03-30T01:00:00+00:00", 2),
        (PARIS, "2025-10-26T00:59:59+00:00", 2),
        (PARIS, "2025-10-26T01:00:00+00:00", 1),
        (PARIS, "2026-03-29T01:00:00+00:00", 2),  # The last Sunday is the 29th.
        (PARIS, "2026-03-22T01:00:00+00:00", 1),
        (RABAT, "2025-02-23T01:59:59+00:00", 1),
        (RABAT, "2025-02-23T02:00:00+00:00", 0),
        (RABAT, "2025-04-06T01:59:59+00:00", 0),
        (RABAT, "2025-04-06T02:00:00+00:00", 1),
        (UTC_ZONE, "2025-07-01T00:00:00+00:00", 0),
    ],
)
def test_clocks_change_at_the_instant_the_law_says(zone, instant, hours):
    assert zone.offset_at(at(instant)) == timedelta(hours=hours)


def test_a_day_begins_at_midnight_even_if_midnight_comes_twice_or_not_at_all():
    change = at("2025-06-01T00:00:00+02:00")
    back = Shift(start=change, end=at("2026-06-01T00:00:00+00:00"), offset=timedelta(hours=1))
    twice = Zone(offset=timedelta(hours=2), shifts=(back,))
    # 00:00 +02:00 is 23:00 +01:00 again: the day begins an hour later.
    assert twice.start_of(date(2025, 6, 1)) == at("2025-06-01T00:00:00+01:00")
    forth = Shift(start=change, end=at("2026-06-01T00:00:00+00:00"), offset=timedelta(hours=3))
    never = Zone(offset=timedelta(hours=2), shifts=(forth,))
    assert never.start_of(date(2025, 6, 1)) == change
    assert never.date_at(change) == date(2025, 6, 1)


def test_hours_end_by_the_local_clock():
    half = Zone(offset=timedelta(hours=5, minutes=30))
    assert half.next_hour(at("2025-06-01T10:20:30+05:30")) == at("2025-06-01T11:00:00+05:30")


@settings(deadline=None)
@given(st.sampled_from([PARIS, RABAT, UTC_ZONE]), st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_the_first_second_of_a_day_is_of_that_day(zone, day):
    start = zone.start_of(day)
    assert zone.date_at(start) == day
    assert zone.date_at(start - timedelta(seconds=1)) == day - timedelta(days=1)


# Lengths.


def test_a_length_is_a_number_and_a_unit():
    assert parse_length("7 days").n == 7
    assert parse_length("1 month") == parse_length("1 months")
    for wrong in ("7", "days", "07 days", "7  days", "7 days ", "-7 days", "٧ days", "7 years"):
        assert parse_length(wrong) is None


@pytest.mark.parametrize(
    "wrong", ["2025-02-29", "2025-2-1", "20250201", "1899-12-31", "3000-01-01", "٢٠٢٥-٠١-٠١"]
)
def test_what_is_no_date_of_our_years_is_refused(wrong):
    assert parse_date(wrong) is None


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2900, 1, 1)), st.integers(0, 600))
def test_months_forth_and_back_lose_at_most_the_end_of_a_month(day, months):
    there = add_months(day, months)
    back = add_months(there, -months)
    assert (back.year, back.month) == (day.year, day.month)
    assert back.day == min(day.day, there.day)


# Reading a pack.


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("calendar: MA", "calendar: Morocco", "framework.unknown-value", 2),
        ("calendar: MA", "calendar: [MA]", "framework.wrong-shape", 2),
        ("weekend: [saturday, sunday]\n", "", "framework.missing-key", 2),
        ("weekend", "opening-hours: 9\nweekend", "framework.unknown-key", 6),
        ("[saturday, sunday]", "[samedi]", "framework.unknown-value", 6),
        ("[saturday, sunday]", "[sunday, sunday]", "framework.no-working-day", 6),
        (
            "[saturday, sunday]",
            "[monday, tuesday, wednesday, thursday, friday]",
            "framework.no-working-day",
            6,
        ),
        ("{from: 2024, to: 2030}", "2024", "framework.wrong-shape", 7),
        ("to: 2030", "to: 2020", "framework.not-a-number", 7),
        ("from: 2024", "from: [2024]", "framework.wrong-shape", 7),
        ('"+01:00"', "Europe/Paris", "framework.not-a-date", 9),
        ('"+01:00"', '["+01:00"]', "framework.wrong-shape", 9),
        (
            "  status: proposed\n  exc",
            "  summer: EU\n  article: 3\n  exc",
            "framework.missing-key",
            11,
        ),
        ("  status: proposed\n  exc", "  summer: US\n  exc", "framework.unknown-value", 10),
        ("  status: proposed\n  exc", "  summer: [EU]\n  exc", "framework.wrong-shape", 10),
        ('offset: "+00:00"}', "offset: none}", "framework.not-a-date", 12),
        ('from: "2025-02-23T02:00:00Z"', "from: 2025-02-23", "framework.not-a-date", 12),
        ('from: "2025-02-23T02:00:00Z"', "from: [now]", "framework.wrong-shape", 12),
        ('from: "2025-02-23T02:00:00Z", ', "", "framework.missing-key", 12),
        ('to: "2025-04-06T02:00:00Z"', 'to: "2025-01-01T00:00:00Z"', "framework.out-of-order", 12),
        (
            "\nholidays",
            '\n    - {from: "2025-03-01T00:00:00Z", to: "2025-05-01T00:00:00Z", offset: "-01:30"}'
            "\nholidays",
            "framework.out-of-order",
            13,
        ),
        ('zone:\n  offset: "+01:00"', "zone:\n  summer: EU", "framework.missing-key", 9),
        ("every: 07-30", "every: 02-30", "framework.not-a-date", 16),
        ("every: 07-30", "every: 30/07", "framework.not-a-date", 16),
        ("every: 07-30", "every: [07-30]", "framework.not-a-date", 16),
        ("every: 07-30", "provisional: 1\n    every: 07-30", "framework.every-or-dates", 15),
        ("    every: 07-30\n", "", "framework.every-or-dates", 15),
        ("since: 2025", "dates: [2025-07-30]", "framework.every-or-dates", 15),
        (
            "dates: [2024-12-31]",
            "since: 2024\n    dates: [2024-12-31]",
            "framework.every-or-dates",
            25,
        ),
        ("since: 2025", "since: 25", "framework.not-a-number", 17),
        ("since: 2025", "since: [2025]", "framework.wrong-shape", 17),
        ("since: 2025", "source: decree", "framework.missing-key", 17),
        ("[2024-06-16, 2025-06-06]", "[2024-06-31]", "framework.not-a-date", 20),
        ("[2024-06-16, 2025-06-06]", "[2025-06-06, 2024-06-16]", "framework.out-of-order", 20),
        ("[2024-06-16, 2025-06-06]", "[2024-06-16, 2024-06-18]", "framework.out-of-order", 14),
        ("days: 2\n    prov", "days: 11\n    prov", "framework.not-a-number", 21),
        ("provisional: 1", "provisional: 4", "framework.not-a-number", 22),
        ("provisional: 1", "provisional: 0", "framework.not-a-number", 22),
        ("{ar: حداد, fr: Deuil, en: Mourning}", "Mourning", "framework.wrong-shape", 25),
        ("    label: {ar: حداد, fr: Deuil, en: Mourning}\n", "", "framework.missing-key", 25),
    ],
)
def test_a_faulty_calendar_is_refused_with_line_reason_and_mend(old, new, code, line):
    assert old in SMALL
    found, faults = calendar(SMALL.replace(old, new, 1))
    assert found is None
    assert (code, line) in [(fault.code, fault.line) for fault in faults]
    for fault in faults:
        assert all(fault.text(lang) for lang in LANGS)


def test_a_calendar_that_is_no_block_is_refused():
    found, faults = calendar("MA")
    assert found is None
    assert [fault.code for fault in faults] == ["framework.wrong-shape"]


def test_an_offset_may_be_behind_utc():
    found, faults = calendar(SMALL.replace('"+00:00"', '"-03:30"'))
    assert faults == []
    assert found.zone.shifts[0].offset == timedelta(hours=-3, minutes=-30)
