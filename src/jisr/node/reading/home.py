"""What waits for this node, sorted as people take it up."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Final

from jisr.core.act import Digest, PartyId
from jisr.ledger.work.lists import Views
from jisr.ledger.work.rows import Alarm, DueIn
from jisr.node.reading.labels import reason_text
from jisr.node.record_views import Party, Text
from jisr.node.views import AlarmRow, Beyond, CaseRow, HomeView, SpaceRow

LISTED_MAX: Final = 50  # Cases of each class that the page lists; every one has to be folded.
ALL_LISTED: Final = Beyond()


def home_view(
    party: Party,
    cases: Iterable[CaseRow],
    *,
    spaces: tuple[SpaceRow, ...],
    alarms: tuple[AlarmRow, ...],
    holds_record: bool,
    now: datetime,
    beyond: Beyond = ALL_LISTED,
) -> HomeView:
    """Sort the open cases by whose turn it is and by how they press.

    Args:
        party: whose node this is.
        cases: every case that may be listed, in any order.
        spaces: the spaces it is in.
        alarms: the faults that last.
        holds_record: whether a public record has been imported.
        now: the present, in UTC.
        beyond: how many wait that are not among `cases`.
    """
    turns = [(row, row.turn.id) for row in cases if row.turn is not None and not row.ended]
    ours = sorted((row for row, turn in turns if turn == party.id), key=_pressing)
    overdue = [row for row in ours if row.due and row.due.overdue]
    today = [
        row for row in ours if row.due and not row.due.overdue and row.due.at.date() == now.date()
    ]
    sooner = {row.id for row in (*overdue, *today)}
    return HomeView(
        party=party,
        overdue=tuple(overdue),
        today=tuple(today),
        later=tuple(row for row in ours if row.id not in sooner),
        theirs=len(turns) - len(ours) + beyond.theirs,
        spaces=spaces,
        alarms=alarms,
        holds_record=holds_record,
        beyond=replace(beyond, theirs=0),
    )


def waiting_cases(views: Views, party: PartyId, now: datetime) -> tuple[list[Digest], Beyond]:
    """Return the cases to list of those that wait for us, and how many others there are.

    Each class has its own share: a long list of one must not hide another.

    Args:
        views: the lists of cases.
        party: us.
        now: the present, in UTC.
    """
    tomorrow = datetime.combine(now.date(), time(), tzinfo=UTC) + timedelta(days=1)
    classes = DueIn(end=now), DueIn(start=now, end=tomorrow), DueIn(start=tomorrow)
    listed = [views.waiting(party, due, limit=LISTED_MAX) for due in classes]
    overdue, today, later = (
        views.waiting_count(party, due) - len(rows)
        for due, rows in zip(classes, listed, strict=True)
    )
    theirs = sum(count for turn, count in views.turns().items() if turn != party)
    beyond = Beyond(overdue=overdue, today=today, later=later, theirs=theirs)
    return [row.case for rows in listed for row in rows], beyond


def alarm_rows(
    alarms: Iterable[Alarm], spaces: Mapping[str, tuple[Party, Text]]
) -> tuple[AlarmRow, ...]:
    """Return the alarms of a node in words; `spaces` by id: the partner, and its name."""
    return tuple(
        AlarmRow(
            text=reason_text(alarm.reason, dict(alarm.facts)),
            code=alarm.reason.code,
            since=alarm.since,
            partner=spaces[alarm.subject][0] if alarm.subject in spaces else None,
            space_title=spaces[alarm.subject][1] if alarm.subject in spaces else None,
        )
        for alarm in alarms
    )


def _pressing(row: CaseRow) -> tuple[bool, datetime, str]:
    """Order by the date due; a case without one by the day it was opened, after the others."""
    return (row.due is None, row.due.at if row.due else row.opened_at, row.reference)
