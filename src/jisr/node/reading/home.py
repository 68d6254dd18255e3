"""What waits for this node, sorted as people take it up."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from jisr.ledger.work.rows import Alarm
from jisr.node.reading.labels import reason_text
from jisr.node.record_views import Party
from jisr.node.views import AlarmRow, CaseRow, HomeView, SpaceRow


def home_view(
    party: Party,
    cases: Iterable[CaseRow],
    *,
    spaces: tuple[SpaceRow, ...],
    alarms: tuple[AlarmRow, ...],
    holds_record: bool,
    now: datetime,
) -> HomeView:
    """Sort the open cases by whose turn it is and by how they press.

    Args:
        party: whose node this is.
        cases: every case, in any order.
        spaces: the spaces it is in.
        alarms: the faults that last.
        holds_record: whether a public record has been imported.
        now: the present, in UTC.
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
        theirs=len(turns) - len(ours),
        spaces=spaces,
        alarms=alarms,
        holds_record=holds_record,
    )


def alarm_rows(alarms: Iterable[Alarm], partners: Mapping[str, Party]) -> tuple[AlarmRow, ...]:
    """Return the alarms of a node in words; `partners` by the id of the space shared with each."""
    return tuple(
        AlarmRow(
            text=reason_text(alarm.reason, dict(alarm.facts)),
            code=alarm.reason.code,
            since=alarm.since,
            partner=partners.get(alarm.subject),
        )
        for alarm in alarms
    )


def _pressing(row: CaseRow) -> tuple[bool, datetime, str]:
    """Order by the date due; a case without one by the day it was opened, after the others."""
    return (row.due is None, row.due.at if row.due else row.opened_at, row.reference)
