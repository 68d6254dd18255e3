"""Deadlines, computed by hand from the public texts (docs/spec/deadlines.md).

Times are written in the local time of the calendar, with its offset, as a jurist counts them.
"""

import re
import textwrap
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.core.act import Slug
from jisr.core.errors import LANGS
from jisr.core.table import Side, TermType
from jisr.framework.due import compile_deadline
from jisr.framework.faults import Fault
from jisr.framework.lengths import Length, Unit
from jisr.framework.own_lengths import read_own_lengths
from jisr.framework.source import read
from tests.framework.due_cases import (
    CALENDARS,
    FR,
    MA,
    at,
    calendar,
    read_deadline,
    received,
    rule,
    step,
)

SPEC = Path(__file__).parents[2] / "docs" / "spec" / "deadlines.md"
NOTHING = {}
REAL_EID_2025 = {(MA, 2025): frozenset({date(2025, 6, 7), date(2025, 6, 8)})}


def due(deadline, path, closures=NOTHING):
    return deadline(path, closures)


# start, length, calendar day of the addressee in France -> last second in time
FORWARD = [
    # Hours run by the clock, through the night and through the change of clocks.
    ("2025-06-02T10:20:30+02:00", "8 hours", "2025-06-02T18:20:30+02:00"),
    ("2026-03-28T23:00:00+01:00", "8 hours", "2026-03-29T08:00:00+02:00"),
    ("2026-10-24T23:00:00+02:00", "8 hours", "2026-10-25T06:00:00+01:00"),
    # Full hours: the hour of the event is not counted (Regulation 1182/71, art. 3(1)).
    ("2025-06-02T10:20:30+02:00", "8 full hours", "2025-06-02T18:59:59+02:00"),
    ("2025-06-02T10:00:00+02:00", "1 full hour", "2025-06-02T11:59:59+02:00"),
    # Days: the day of the event is not counted; the last one counts to its end.
    ("2025-05-28T12:00:00+02:00", "7 days", "2025-06-04T23:59:59+02:00"),
    ("2025-05-28T00:00:00+02:00", "1 day", "2025-05-29T23:59:59+02:00"),
    ("2025-05-28T23:59:59+02:00", "1 day", "2025-05-29T23:59:59+02:00"),
    ("2026-03-27T12:00:00+01:00", "1 day", "2026-03-28T23:59:59+01:00"),
    ("2026-03-27T12:00:00+01:00", "2 days", "2026-03-29T23:59:59+02:00"),
    ("2026-10-23T12:00:00+02:00", "2 days", "2026-10-25T23:59:59+01:00"),
    ("2024-02-27T12:00:00+01:00", "2 days", "2024-02-29T23:59:59+01:00"),
    ("2025-02-27T12:00:00+01:00", "2 days", "2025-03-01T23:59:59+01:00"),
    ("2025-12-30T12:00:00+01:00", "3 days", "2026-01-02T23:59:59+01:00"),
    # Weeks end on the same day of the week.
    ("2025-05-28T12:00:00+02:00", "2 weeks", "2025-06-11T23:59:59+02:00"),
    # Months end on the same date, or on the last day (art. 3(2)(c)).
    ("2025-03-15T12:00:00+01:00", "1 month", "2025-04-15T23:59:59+02:00"),
    ("2024-01-31T12:00:00+01:00", "1 month", "2024-02-29T23:59:59+01:00"),
    ("2025-01-31T12:00:00+01:00", "1 month", "2025-02-28T23:59:59+01:00"),
    ("2025-01-31T12:00:00+01:00", "2 months", "2025-03-31T23:59:59+02:00"),
    ("2024-02-29T12:00:00+01:00", "12 months", "2025-02-28T23:59:59+01:00"),
    ("2025-08-31T12:00:00+02:00", "6 months", "2026-02-28T23:59:59+01:00"),
    # Working days in France: Ascension on 29 May 2025, Whit Monday on 9 June.
    ("2025-05-28T12:00:00+02:00", "10 working days", "2025-06-13T23:59:59+02:00"),
    ("2025-05-30T12:00:00+02:00", "1 working day", "2025-06-02T23:59:59+02:00"),
    ("2025-04-30T12:00:00+02:00", "5 working days", "2025-05-09T23:59:59+02:00"),
]


@pytest.mark.parametrize(("start", "length", "end"), FORWARD)
def test_a_length_in_france(start, length, end):
    assert due(rule(length=length), received(start)) == at(end)


IN_MOROCCO = [
    # The clock goes back on 23 February 2025 for Ramadan, and forward on 6 April.
    ("2025-02-21T12:00:00+01:00", "1 day", "2025-02-22T23:59:59+01:00"),
    ("2025-02-21T12:00:00+01:00", "2 days", "2025-02-23T23:59:59+00:00"),
    ("2025-04-04T12:00:00+00:00", "1 day", "2025-04-05T23:59:59+00:00"),
    ("2025-04-04T12:00:00+00:00", "2 days", "2025-04-06T23:59:59+01:00"),
    ("2025-02-22T23:30:00+01:00", "8 hours", "2025-02-23T06:30:00+00:00"),
    # Ten working days from 28 May 2025.  If the Feast of Sacrifice fell on 5 and 6 June, a
    # Thursday and a Friday, they would end on Friday 13.
    ("2025-05-28T12:00:00+01:00", "10 working days", "2025-06-13T23:59:59+01:00"),
]


@pytest.mark.parametrize(("start", "length", "end"), IN_MOROCCO)
def test_a_length_in_morocco(start, length, end):
    assert due(rule(length=length), received(start, author=FR)) == at(end)


def test_the_announced_feast_settles_the_deadline():
    deadline = rule(length="10 working days")
    path = received("2025-05-28T12:00:00+01:00", author=FR)
    before = deadline.explain(path, NOTHING)
    assert (before.earliest, before.due) == (
        at("2025-06-11T23:59:59+01:00"),
        at("2025-06-13T23:59:59+01:00"),
    )
    assert before.provisional
    # The feast was announced for Saturday 7 and Sunday 8 June.
    after = deadline.explain(path, REAL_EID_2025)
    assert after.earliest == after.due == at("2025-06-11T23:59:59+01:00")
    assert not after.provisional


def test_under_both_calendars_a_day_works_only_if_it_works_in_both():
    deadline = rule(length="10 working days", calendar="both")
    path = received("2025-05-28T12:00:00+02:00")
    # Midnight comes an hour later in Rabat than in Paris: the later counts.
    explained = deadline.explain(path, NOTHING)
    assert explained.earliest == at("2025-06-13T23:59:59+01:00")
    assert explained.due == at("2025-06-17T23:59:59+01:00")
    assert due(deadline, path, REAL_EID_2025) == at("2025-06-13T23:59:59+01:00")


def test_without_calendar_the_days_are_those_of_utc():
    path = received("2025-06-02T00:30:00+02:00")  # Still 1 June in UTC.
    assert due(rule(length="1 day", calendar="none"), path) == at("2025-06-02T23:59:59+00:00")


def test_the_calendar_of_the_requesting_party_is_that_of_the_opener():
    path = received("2025-07-29T12:00:00+01:00")  # 30 July: Throne Day in Morocco.
    assert due(rule(length="1 working day", calendar="requesting"), path) == at(
        "2025-07-31T23:59:59+01:00"
    )
    assert due(rule(length="1 working day"), path) == at("2025-07-30T23:59:59+02:00")


LAST_DAY = [
    # Saturday 10 May and Thursday 8 May 2025 (Victory Day) do not work in France.
    ("2025-05-03T12:00:00+02:00", "7 days", "2025-05-12T23:59:59+02:00"),
    ("2025-05-01T12:00:00+02:00", "7 days", "2025-05-09T23:59:59+02:00"),
    ("2025-04-30T12:00:00+02:00", "7 days", "2025-05-07T23:59:59+02:00"),
    ("2025-04-10T12:00:00+02:00", "1 month", "2025-05-12T23:59:59+02:00"),
]


@pytest.mark.parametrize(("start", "length", "end"), LAST_DAY)
def test_a_last_day_that_does_not_work_is_put_off(start, length, end):
    assert due(rule(length=length, last_day="working"), received(start)) == at(end)


def test_a_period_holds_at_least_two_working_days():
    # Easter 2025: Friday 18 April works in France, Monday 21 does not (art. 3(5)).
    deadline = rule(length="3 days", last_day="working", at_least="2 working days")
    assert due(deadline, received("2025-04-17T12:00:00+02:00")) == at("2025-04-22T23:59:59+02:00")
    assert due(deadline, received("2025-04-18T12:00:00+02:00")) == at("2025-04-23T23:59:59+02:00")


URGENCY = "{by: urgency, urgent-direct: 8 hours, urgent-indirect: 3 days, other: 7 days}"


@pytest.mark.parametrize(
    ("terms", "end"),
    [
        ({"urgency": "urgent-direct"}, "2025-06-02T18:00:00+02:00"),
        ({"urgency": "urgent-indirect"}, "2025-06-05T23:59:59+02:00"),
        ({"urgency": "normal"}, "2025-06-09T23:59:59+02:00"),
        ({}, "2025-06-09T23:59:59+02:00"),
        ({"urgency": 8}, "2025-06-09T23:59:59+02:00"),
    ],
)
def test_the_length_is_chosen_by_the_urgency(terms, end):
    path = received("2025-06-02T10:00:00+02:00", **terms)
    assert due(rule(length=URGENCY), path) == at(end)


def test_the_latest_urgency_on_the_path_chooses():
    path = (
        *received("2025-06-02T10:00:00+02:00", urgency="normal"),
        step("correct", "received", "2025-06-02T11:00:00+02:00", urgency="urgent-direct"),
    )
    assert due(rule(length=URGENCY), path) == at("2025-06-02T18:00:00+02:00")


BACKWARD = [
    ("2026-06-15", "event day minus 2 weeks", "2026-06-01T23:59:59+02:00"),
    ("2025-03-31", "event day minus 1 month", "2025-02-28T23:59:59+01:00"),
    ("2024-03-31", "event day minus 1 month", "2024-02-29T23:59:59+01:00"),
    ("2025-05-14", "event day minus 5 days", "2025-05-09T23:59:59+02:00"),
    # 13, 12, 9, 7 and 6 May work; Victory Day and the weekend do not.
    ("2025-05-14", "event day minus 5 working days", "2025-05-06T23:59:59+02:00"),
    ("2025-05-14T10:00:00Z", "event day minus 48 hours", "2025-05-12T10:00:00+00:00"),
    ("2025-05-14", "event day minus 24 hours", "2025-05-13T00:00:00+02:00"),
]


@pytest.mark.parametrize(("day", "start", "end"), BACKWARD)
def test_a_deadline_before_an_event(day, start, end):
    path = received("2025-01-10T12:00:00+01:00", day=day)
    assert due(rule(**{"from": start}), path) == at(end)


def test_backwards_a_last_day_that_does_not_work_is_brought_forward():
    path = received("2025-01-10T12:00:00+01:00", day="2025-05-24")  # Two weeks before: Saturday.
    deadline = rule(**{"from": "event day minus 2 weeks"}, last_day="working")
    assert due(deadline, path) == at("2025-05-09T23:59:59+02:00")
    explained = deadline.explain(path, NOTHING)
    assert explained.backwards
    assert [skipped.day for skipped in explained.skipped] == [date(2025, 5, 10)]


def test_backwards_the_latest_instant_is_the_one_with_the_fewest_closed_days():
    # Three working days before Tuesday 10 June 2025 in Morocco: 9, 6 and 5 June if the feast
    # falls on the weekend; 9, 4 and 3 June if it falls on 5 and 6.
    path = received("2025-01-10T12:00:00+01:00", author=FR, day="2025-06-10")
    explained = rule(**{"from": "event day minus 3 working days"}).explain(path, NOTHING)
    assert explained.due == at("2025-06-05T23:59:59+01:00")
    assert explained.earliest == at("2025-06-03T23:59:59+01:00")
    assert explained.start == at("2025-06-10T00:00:00+01:00")


def test_a_deadline_runs_from_a_date_to_come():
    path = received("2025-01-10T12:00:00+01:00", day="2025-06-02")
    assert due(rule(**{"from": "event day"}, length="7 days"), path) == at(
        "2025-06-09T23:59:59+02:00"
    )
    assert due(rule(**{"from": "event day"}, length="8 hours"), path) == at(
        "2025-06-02T08:00:00+02:00"
    )


@pytest.mark.parametrize("day", ["2025-02-30", "tomorrow", "1899-12-31", "3000-01-01T00:00:00Z"])
def test_what_is_no_usable_date_starts_nothing(day):
    path = received("2025-01-10T12:00:00+01:00", day=day)
    assert due(rule(**{"from": "event day"}, length="7 days"), path) is None


def test_a_number_is_no_date():
    path = received("2025-01-10T12:00:00+01:00", day=20250602)
    assert due(rule(**{"from": "event day"}, length="7 days"), path) is None


def test_nothing_is_due_before_the_start_event():
    unread = (replace(received("2025-06-02T10:00:00+02:00")[0], received=None),)
    assert due(rule(length="7 days"), unread) is None
    assert rule(length="7 days").explain(unread, NOTHING) is None
    path = received("2025-06-02T10:00:00+02:00")
    assert due(rule(**{"from": "event day"}, length="7 days"), path) is None
    assert due(rule(**{"from": "complete received"}, length="7 days"), path) is None


def test_sent_and_received_differ():
    path = (
        step("send", "received", "2025-06-02T10:00:00+02:00", received="2025-06-05T10:00:00+02:00"),
    )
    assert due(rule(**{"from": "sent"}, length="1 day"), path) == at("2025-06-03T23:59:59+02:00")
    assert due(rule(length="1 day"), path) == at("2025-06-06T23:59:59+02:00")


def test_the_latest_act_of_a_name_starts_the_time():
    path = (
        *received("2025-06-02T10:00:00+02:00"),
        step("complete", "received", "2025-06-03T10:00:00+02:00"),
        step("complete", "received", "2025-06-05T10:00:00+02:00"),
        step("note-hit", "received", "2025-06-06T10:00:00+02:00"),
    )
    end = at("2025-06-06T23:59:59+02:00")
    assert due(rule(**{"from": "complete received"}, length="1 day"), path) == end
    assert due(rule(**{"from": "complete sent"}, length="1 day"), path) == end


def test_a_self_loop_keeps_the_start_and_a_return_starts_anew():
    first = received("2025-06-02T10:00:00+02:00")
    loop = (*first, step("answer-in-part", "received", "2025-06-04T10:00:00+02:00"))
    back = (
        *loop,
        step("ask-more", "clarifying", "2025-06-05T10:00:00+02:00"),
        step("clarify", "received", "2025-06-10T10:00:00+02:00"),
    )
    deadline = rule(length="7 days")
    assert due(deadline, loop) == due(deadline, first) == at("2025-06-09T23:59:59+02:00")
    assert due(deadline, back) == at("2025-06-17T23:59:59+02:00")


def extension(unit, cap):
    return f"{{by: delay, term: more, unit: {unit}, reason: why, cap: {cap}, status: proposed}}"


@pytest.mark.parametrize(
    ("length", "unit", "cap", "numbers", "end"),
    [
        ("7 days", "days", "14 days", [5], "2025-06-14T23:59:59+02:00"),
        ("7 days", "days", "14 days", [5, 5], "2025-06-19T23:59:59+02:00"),
        ("7 days", "days", "14 days", [5, 20], "2025-06-23T23:59:59+02:00"),
        ("7 days", "days", "14 days", ["five"], "2025-06-09T23:59:59+02:00"),
        ("7 days", "days", "14 days", [0], "2025-06-09T23:59:59+02:00"),
        ("1 month", "months", "2 months", [1], "2025-08-02T23:59:59+02:00"),
        ("2 working days", "working days", "5 working days", [3], "2025-06-10T23:59:59+02:00"),
        ("8 hours", "days", "14 days", [2], "2025-06-04T23:59:59+02:00"),
        ("7 days", "hours", "24 hours", [6], "2025-06-10T06:00:00+02:00"),
        ("7 days", "full hours", "24 full hours", [6], "2025-06-10T05:59:59+02:00"),
        ("1 month", "days", "14 days", [3], "2025-07-05T23:59:59+02:00"),
    ],
)
def test_an_extension_adds_what_it_says_up_to_its_cap(length, unit, cap, numbers, end):
    path = received("2025-06-02T10:00:00+02:00")
    for minute, number in enumerate(numbers):
        sent = at("2025-06-02T11:00:00+02:00") + timedelta(minutes=minute)
        path += (step("delay", "received", sent, author=FR, more=number, why="court"),)
    deadline = rule(length=length, extension=extension(unit, cap))
    assert due(deadline, path) == at(end)


def test_months_are_added_at_once():
    path = (
        *received("2025-01-31T10:00:00+01:00"),
        step("delay", "received", "2025-02-01T10:00:00+01:00", more=1),
    )
    deadline = rule(length="1 month", extension=extension("months", "2 months"))
    assert due(deadline, path) == at("2025-03-31T23:59:59+02:00")


@pytest.mark.parametrize(
    ("sent", "end"),
    [
        ("2025-06-09T23:59:58+02:00", "2025-06-14T23:59:59+02:00"),
        ("2025-06-09T23:59:59+02:00", "2025-06-14T23:59:59+02:00"),
        ("2025-06-10T00:00:00+02:00", "2025-06-09T23:59:59+02:00"),
    ],
)
def test_an_extension_is_heard_only_while_the_state_is_in_time(sent, end):
    path = (
        *received("2025-06-02T10:00:00+02:00"),
        step("delay", "received", sent, author=FR, more=5),
    )
    assert due(rule(length="7 days", extension=extension("days", "14 days")), path) == at(end)


SUSPENSION = "{from: hold, until: resume, cap: 10 days, status: proposed}"


def held(*acts):
    path = received("2025-06-02T10:00:00+02:00")
    return path + tuple(step(act, "received", sent, author=FR) for act, sent in acts)


@pytest.mark.parametrize(
    ("length", "acts", "end"),
    [
        # By the clock: two hours and a half are added.
        (
            "8 hours",
            [("hold", "2025-06-02T12:00:00+02:00"), ("resume", "2025-06-02T14:30:00+02:00")],
            "2025-06-02T20:30:00+02:00",
        ),
        (
            "8 full hours",
            [("hold", "2025-06-02T12:00:00+02:00"), ("resume", "2025-06-02T14:30:00+02:00")],
            "2025-06-02T21:59:59+02:00",
        ),
        # In days: 4 and 5 June are not counted.
        (
            "7 days",
            [("hold", "2025-06-04T12:00:00+02:00"), ("resume", "2025-06-06T12:00:00+02:00")],
            "2025-06-11T23:59:59+02:00",
        ),
        # Held on the last day: that day is counted after.
        (
            "7 days",
            [("hold", "2025-06-09T12:00:00+02:00"), ("resume", "2025-06-12T12:00:00+02:00")],
            "2025-06-12T23:59:59+02:00",
        ),
        # Held and resumed on one day: nothing is lost.
        (
            "7 days",
            [("hold", "2025-06-04T12:00:00+02:00"), ("resume", "2025-06-04T18:00:00+02:00")],
            "2025-06-09T23:59:59+02:00",
        ),
        # On the day of receipt: that day was not counted anyway.
        (
            "7 days",
            [("hold", "2025-06-02T12:00:00+02:00"), ("resume", "2025-06-04T18:00:00+02:00")],
            "2025-06-10T23:59:59+02:00",
        ),
        # In working days: Wednesday 4 and Thursday 5 are not counted, Whit Monday neither.
        (
            "5 working days",
            [("hold", "2025-06-04T12:00:00+02:00"), ("resume", "2025-06-06T12:00:00+02:00")],
            "2025-06-12T23:59:59+02:00",
        ),
        # In months: two days more.
        (
            "1 month",
            [("hold", "2025-06-04T12:00:00+02:00"), ("resume", "2025-06-06T12:00:00+02:00")],
            "2025-07-04T23:59:59+02:00",
        ),
        # Not resumed: up to the cap.
        ("7 days", [("hold", "2025-06-04T12:00:00+02:00")], "2025-06-19T23:59:59+02:00"),
        # Resumed after the cap: as at the cap; a second time, nothing is left.
        (
            "7 days",
            [
                ("hold", "2025-06-04T12:00:00+02:00"),
                ("resume", "2025-06-18T12:00:00+02:00"),
                ("hold", "2025-06-19T12:00:00+02:00"),
            ],
            "2025-06-19T23:59:59+02:00",
        ),
        # Two suspensions share the cap: 2 days, then 8.
        (
            "7 days",
            [
                ("hold", "2025-06-04T12:00:00+02:00"),
                ("resume", "2025-06-06T12:00:00+02:00"),
                ("hold", "2025-06-10T12:00:00+02:00"),
            ],
            "2025-06-19T23:59:59+02:00",
        ),
        # Held twice without resuming: the first counts.
        (
            "7 days",
            [
                ("hold", "2025-06-04T12:00:00+02:00"),
                ("hold", "2025-06-05T12:00:00+02:00"),
                ("resume", "2025-06-06T12:00:00+02:00"),
            ],
            "2025-06-11T23:59:59+02:00",
        ),
        # Resumed without holding; resumed, by its clock, before it was held.
        ("7 days", [("resume", "2025-06-04T12:00:00+02:00")], "2025-06-09T23:59:59+02:00"),
        (
            "7 days",
            [("hold", "2025-06-04T12:00:00+02:00"), ("resume", "2025-06-03T12:00:00+02:00")],
            "2025-06-09T23:59:59+02:00",
        ),
        # Held too late: the state is overdue and stays so.
        ("7 days", [("hold", "2025-06-10T00:00:00+02:00")], "2025-06-09T23:59:59+02:00"),
    ],
)
def test_a_suspension_stops_the_time(length, acts, end):
    assert due(rule(length=length, suspension=SUSPENSION), held(*acts)) == at(end)


def test_a_suspension_before_the_start_takes_nothing_twice():
    path = (
        *held(("hold", "2025-06-03T12:00:00+02:00"), ("resume", "2025-06-04T12:00:00+02:00")),
        step("complete", "received", "2025-06-06T10:00:00+02:00"),
    )
    for length, end in (
        ("7 days", "2025-06-13T23:59:59+02:00"),
        ("8 hours", "2025-06-06T18:00:01+02:00"),
    ):
        deadline = rule(**{"from": "complete received"}, length=length, suspension=SUSPENSION)
        assert due(deadline, path) == at(end)


def test_a_suspension_counts_in_the_stretch_in_which_it_falls():
    path = (
        *received("2025-06-02T10:00:00+02:00"),
        step("delay", "received", "2025-06-02T11:00:00+02:00", author=FR, more=2),
        step("hold", "received", "2025-06-03T12:00:00+02:00", author=FR),
        step("resume", "received", "2025-06-04T12:00:00+02:00", author=FR),
    )
    hours = rule(length="8 hours", extension=extension("days", "9 days"), suspension=SUSPENSION)
    assert due(hours, path) == at("2025-06-05T23:59:59+02:00")
    path = (
        *received("2025-06-02T10:00:00+02:00"),
        step("delay", "received", "2025-06-02T11:00:00+02:00", author=FR, more=6),
        step("hold", "received", "2025-06-10T02:00:00+02:00", author=FR),
        step("resume", "received", "2025-06-10T04:00:00+02:00", author=FR),
    )
    days = rule(length="7 days", extension=extension("hours", "9 hours"), suspension=SUSPENSION)
    assert due(days, path) == at("2025-06-10T08:00:00+02:00")


def test_a_party_closed_for_good_stops_no_clock():
    years = range(2025, 2040)
    closures = {
        (FR, year): frozenset(date(year, 1, 1) + timedelta(days=n) for n in range(366))
        for year in years
    }
    path = received("2025-06-02T10:00:00+02:00")
    assert due(rule(length="1 working day"), path, closures) < at("2036-01-01T00:00:00+00:00")


def test_a_cap_in_hours_is_by_the_clock():
    suspension = "{from: hold, until: resume, reason: ground, cap: 3 hours, status: proposed}"
    path = held(("hold", "2025-06-02T12:00:00+02:00"))
    assert due(rule(length="8 hours", suspension=suspension), path) == at(
        "2025-06-02T21:00:00+02:00"
    )


def test_extension_and_suspension_are_heard_in_their_order():
    path = held(("hold", "2025-06-04T12:00:00+02:00"), ("resume", "2025-06-06T12:00:00+02:00"))
    path += (step("delay", "received", "2025-06-11T12:00:00+02:00", author=FR, more=5),)
    deadline = rule(length="7 days", extension=extension("days", "14 days"), suspension=SUSPENSION)
    assert due(deadline, path) == at("2025-06-16T23:59:59+02:00")
    explained = deadline.explain(path, NOTHING)
    assert explained.lengths == (Length(n=12, unit=Unit.DAYS),)
    assert explained.pauses == ((at("2025-06-04T12:00:00+02:00"), at("2025-06-06T12:00:00+02:00")),)


def test_the_explanation_names_every_day_that_was_not_counted():
    path = received("2025-05-28T12:00:00+01:00", author=FR)
    explained = rule(length="10 working days").explain(path, NOTHING)
    assert explained.start == at("2025-05-28T12:00:00+01:00")
    assert explained.lengths == (Length(n=10, unit=Unit.WORKING_DAYS),)
    assert not explained.backwards
    shown = {
        skipped.day: (skipped.holiday and skipped.holiday.name, skipped.provisional)
        for skipped in explained.skipped
    }
    assert shown == {
        date(2025, 5, 31): (None, False),
        date(2025, 6, 1): (None, False),
        date(2025, 6, 5): ("eid-al-adha", True),
        date(2025, 6, 6): ("eid-al-adha", True),
        date(2025, 6, 7): (None, False),
        date(2025, 6, 8): (None, False),
    }
    settled = rule(length="10 working days").explain(path, REAL_EID_2025)
    assert {skipped.day for skipped in settled.skipped} == {
        date(2025, 5, 31),
        date(2025, 6, 1),
        date(2025, 6, 7),
        date(2025, 6, 8),
    }


def test_the_explanation_says_over_which_days_the_last_was_moved():
    deadline = rule(length="7 days", last_day="working")
    moved = deadline.explain(received("2025-05-01T12:00:00+02:00"), NOTHING)
    assert [(skipped.day, skipped.holiday.name) for skipped in moved.skipped] == [
        (date(2025, 5, 8), "victory")
    ]
    kept = deadline.explain(received("2025-04-30T12:00:00+02:00"), NOTHING)
    assert kept.skipped == ()


def test_the_explanation_says_whether_the_calendar_knows_the_years():
    deadline = rule(length="10 working days")
    assert deadline.explain(received("2030-12-02T12:00:00+01:00"), NOTHING).covered
    assert not deadline.explain(received("2030-12-27T12:00:00+01:00"), NOTHING).covered


def test_an_extension_in_another_unit_is_shown_apart():
    path = (
        *received("2025-06-02T10:00:00+02:00"),
        step("delay", "received", "2025-06-02T11:00:00+02:00", more=2),
    )
    deadline = rule(length="8 hours", extension=extension("days", "14 days"))
    assert deadline.explain(path, NOTHING).lengths == (
        Length(n=8, unit=Unit.HOURS),
        Length(n=2, unit=Unit.DAYS),
    )


# Laws.

UNHURRIED = settings(deadline=None)  # How long a count takes is no matter of right or wrong.

LENGTHS = st.builds(
    "{} {}".format,
    st.integers(1, 60),
    st.sampled_from(["hours", "full hours", "days", "working days", "weeks", "months"]),
)
STARTS = st.datetimes(
    min_value=at("2024-01-01T00:00:00+00:00").replace(tzinfo=None),
    max_value=at("2029-12-31T00:00:00+00:00").replace(tzinfo=None),
).map(lambda when: when.replace(microsecond=0).isoformat() + "+00:00")
WHOSE = st.sampled_from(["requesting", "requested", "both"])
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def closures_of(days):
    found = {}
    for day in days:
        found.setdefault((MA, day.year), set()).add(day)
    return {key: frozenset(value) for key, value in found.items()}


@UNHURRIED
@given(LENGTHS, STARTS, WHOSE, st.lists(DAYS, max_size=20))
def test_nothing_is_due_before_it_starts(length, start, whose, days):
    path = received(start)
    explained = rule(length=length, calendar=whose).explain(path, closures_of(days))
    assert path[0].received < explained.earliest <= explained.due


@UNHURRIED
@given(LENGTHS, STARTS, WHOSE, st.lists(DAYS, max_size=20), DAYS)
def test_one_more_closed_day_never_makes_it_earlier(length, start, whose, days, more):
    known = CALENDARS[MA].doubtful
    days = [day for day in days if day not in known]
    later = [*days, more] if more not in known else days
    deadline = rule(length=length, calendar=whose)
    path = received(start)
    assert due(deadline, path, closures_of(days)) <= due(deadline, path, closures_of(later))


@UNHURRIED
@given(STARTS, st.integers(1, 30), WHOSE, st.data())
def test_a_possible_announcement_falls_within_the_range_shown(start, n, whose, data):
    deadline = rule(length=f"{n} working days", calendar=whose)
    path = received(start)
    before = deadline.explain(path, NOTHING)
    feasts = sorted(set(CALENDARS[MA].doubtful.values()), key=lambda feast: feast.first)
    days = set()
    for feast in feasts:
        days |= feast.days(data.draw(st.sampled_from(list(feast.shifts()))))
    after = due(deadline, path, closures_of(days))
    assert before.earliest <= after <= before.due


@UNHURRIED
@given(LENGTHS, STARTS, WHOSE, st.lists(DAYS, max_size=10))
def test_the_order_in_which_things_are_known_changes_nothing(length, start, whose, days):
    deadline, path = rule(length=length, calendar=whose), received(start)
    turned = compile_deadline(deadline.deadline, dict(reversed(CALENDARS.items())))
    assert due(deadline, path, closures_of(days)) == due(turned, path, closures_of(days[::-1]))


# Reading a pack.

COMPLETE = """
from: complete received
length: {by: urgency, high: 8 hours, other: 7 days}
status: borrowed
source: directive-2023-977
article: art. 5(1)
calendar: both
last-day: working
at-least: 2 working days
extension: {by: delay, term: more, unit: days, reason: why, cap: 14 days, status: proposed}
suspension: {from: hold, until: resume, reason: ground, cap: 90 days, status: proposed}
then: [close, escalate]
"""


def test_a_deadline_says_what_it_refers_to():
    found, faults = read_deadline(COMPLETE)
    assert faults == []
    assert found.sides == frozenset(Side)
    assert found.then == ("close", "escalate")
    assert {use.act for use in found.acts if use.loop} == {"delay", "hold", "resume"}
    assert len(found.provenances) == 3
    assert [(use.act, use.loop) for use in found.acts] == [
        ("complete", False),
        ("delay", True),
        ("hold", True),
        ("resume", True),
        ("close", False),
        ("escalate", False),
    ]
    assert [(use.act, use.term, use.types, use.codes) for use in found.terms] == [
        (None, "urgency", {TermType.CODE}, {"high"}),
        ("delay", "more", {TermType.NUMBER}, set()),
        ("delay", "why", {TermType.CODE}, set()),
        ("hold", "ground", {TermType.CODE}, set()),
    ]
    assert found.terms[0].at.line == 3


def test_the_examples_of_the_specification_can_be_read():
    within, calendar_text = re.findall(r"```yaml\n(.+?)```", SPEC.read_text("utf-8"), re.DOTALL)
    found, faults = read_deadline(textwrap.dedent(within.partition("within:\n")[2]))
    assert faults == []
    assert found.suspension.cap == Length(n=90, unit=Unit.DAYS)
    read, faults = calendar(calendar_text)
    assert faults == []
    assert read.name == "MA"


def test_a_date_before_which_it_falls_is_a_term_that_it_refers_to():
    found, faults = read_deadline(
        "from: event day minus 2 weeks\nstatus: proposed\ncalendar: requested\nthen: close"
    )
    assert faults == []
    assert [(use.term, use.types) for use in found.terms] == [
        (Slug("day"), {TermType.DATE, TermType.INSTANT})
    ]
    assert found.length is None


def changed(**keys):
    lines = {
        "from": "received",
        "length": "7 days",
        "status": "proposed",
        "calendar": "requested",
        "then": "close",
        **keys,
    }
    return "\n".join(
        f"{key.replace('_', '-')}: {value}" for key, value in lines.items() if value is not None
    )


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("- received", "framework.wrong-shape", 1),
        (changed(length=None), "framework.missing-key", 1),
        (changed(then=None), "framework.missing-key", 1),
        (changed(status=None), "framework.missing-key", 1),
        (changed(status="certain"), "framework.unknown-value", 3),
        (changed(status="borrowed"), "framework.source-missing", 3),
        (changed(on_expiry="lapse"), "framework.unknown-key", 6),
        (changed(length="soon"), "framework.not-a-length", 2),
        (changed(length="0 days"), "framework.not-a-length", 2),
        (changed(length="2001 days"), "framework.not-a-length", 2),
        (changed(length="[7 days]"), "framework.wrong-shape", 2),
        (changed(length="{by: urgency}"), "framework.length-without-other", 2),
        (changed(length="{by: urgency, other: 7 days}"), "framework.length-without-other", 2),
        (changed(length="{by: urgency, high: 7 days}"), "framework.length-without-other", 2),
        (changed(length="{high: 8 hours, other: 7 days}"), "framework.missing-key", 2),
        (changed(length="{by: U, high: 8 hours, other: 7 days}"), "framework.not-a-name", 2),
        (changed(length="{by: u, high: 8 hours, other: soon}"), "framework.not-a-length", 2),
        (changed(**{"from": "later"}), "framework.not-a-start", 1),
        (changed(**{"from": "[received]"}), "framework.wrong-shape", 1),
        (changed(**{"from": "event day minus soon"}, length=None), "framework.not-a-start", 1),
        (changed(**{"from": "Complete sent"}), "framework.not-a-name", 1),
        (changed(**{"from": "event Day"}), "framework.not-a-name", 1),
        (changed(**{"from": "event day minus 2 weeks"}), "framework.length-twice", 2),
        (changed(calendar="theirs"), "framework.unknown-value", 4),
        (changed(calendar="[requested]"), "framework.wrong-shape", 4),
        (changed(calendar="none", length="7 working days"), "framework.needs-calendar", 4),
        (changed(calendar="none", last_day="working"), "framework.needs-calendar", 4),
        (changed(calendar="none", at_least="2 working days"), "framework.needs-calendar", 4),
        (changed(last_day="moved"), "framework.unknown-value", 6),
        (changed(last_day="[working]"), "framework.wrong-shape", 6),
        (changed(length="8 hours", last_day="working"), "framework.not-for-hours", 6),
        (changed(length="8 hours", at_least="2 working days"), "framework.not-for-hours", 6),
        (changed(at_least="2 days"), "framework.wrong-unit", 6),
        (changed(then="Close"), "framework.not-a-name", 5),
        (changed(extension="soon"), "framework.wrong-shape", 6),
        (changed(extension=extension("days", "2 weeks")), "framework.wrong-unit", 6),
        (changed(extension=extension("days", "[2 days]")), "framework.wrong-shape", 6),
        (changed(extension=extension("[days]", "2 days")), "framework.wrong-shape", 6),
        (changed(extension=extension("Tage", "2 days")), "framework.wrong-unit", 6),
        (changed(extension="{by: delay}"), "framework.missing-key", 6),
        (changed(suspension="soon"), "framework.wrong-shape", 6),
        (
            changed(suspension="{from: hold, until: resume, cap: 3 months, status: proposed}"),
            "framework.wrong-unit",
            6,
        ),
        (
            changed(suspension="{from: Hold, until: resume, cap: 3 days, status: proposed}"),
            "framework.not-a-name",
            6,
        ),
    ],
)
def test_a_faulty_deadline_is_refused_with_line_reason_and_mend(text, code, line):
    found, faults = read_deadline(text)
    assert found is None
    assert code in [fault.code for fault in faults]
    fault = next(fault for fault in faults if fault.code == code)
    assert fault.line == line
    for lang in LANGS:
        assert fault.text(lang)


def test_every_extra_of_a_deadline_before_an_event_is_refused():
    text = changed(
        **{"from": "event day minus 2 weeks"},
        length="7 days",
        at_least="2 working days",
        extension=extension("days", "2 days"),
        suspension=SUSPENSION,
    )
    _, faults = read_deadline(text)
    assert [fault.facts["key"] for fault in faults if fault.code == "framework.length-twice"] == [
        "length",
        "at-least",
        "extension",
        "suspension",
    ]


@pytest.mark.parametrize(
    ("notified", "due"),
    [
        # The second notification was received in March 2001: in force on 1 May (Paris: 22:00 UTC).
        ("2001-03-05T10:00:00Z", "2001-04-30T21:59:59Z"),
        ("2001-03-31T10:00:00Z", "2001-04-30T21:59:59Z"),
        ("2026-01-31T10:00:00Z", "2026-02-28T22:59:59Z"),
        ("2028-01-30T10:00:00Z", "2028-02-29T22:59:59Z"),
        ("2026-11-30T10:00:00Z", "2026-12-31T22:59:59Z"),
    ],
)
def test_a_month_to_its_end_leads_to_the_first_day_of_the_second_month(notified, due):
    when = rule(length="1 month", last_day="end-of-month")(received(notified), {})
    assert when == at(due)


def test_in_case_zero_the_other_party_may_move_first():
    proposed = step("propose", "proposed", "2025-07-29T12:00:00+02:00", author=FR, side=Side.OTHER)
    # 30 July 2025 is Throne Day in Morocco, the first party’s.
    assert due(rule(length="1 working day", calendar="requesting"), (proposed,)) == at(
        "2025-07-31T23:59:59+01:00"
    )


def test_nothing_is_due_in_case_zero_before_its_first_move():
    assert rule(length="1 day")((), NOTHING) is None


def test_a_length_of_a_pair_that_cannot_be_read_is_left_out_and_told():
    label = "{ar: أجل, fr: délai, en: time}"
    text = f"bare: text\nsoon:\n  label: {label}\n  length: soon\n  status: proposed\n"
    faults: list[Fault] = []
    assert read_own_lengths(read(text.encode(), file="lengths.yaml"), faults) == {}
    assert [fault.line for fault in faults] == [1, 4]
