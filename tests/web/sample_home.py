"""What waits for a node in earnest, to show in tests."""

from dataclasses import replace
from datetime import datetime, timedelta

from jisr.node.reading.home import home_view
from jisr.node.record_views import Text
from jisr.node.views import AlarmRow, CaseRow, HomeView
from tests.web.sample_cases import CASES, CLARIFYING, DUE, NODE, RECEIVED, START, row_of
from tests.web.sample_ids import digest
from tests.web.sample_record import BE, FR, MA

NOW = START + timedelta(days=4)


def waiting(
    number: int, *, due: datetime | None, state: Text = RECEIVED, **more: object
) -> CaseRow:
    at = None if due is None else replace(DUE, at=due, overdue=due < NOW)
    first = replace(row_of(CASES[0]), invented=False, turn=MA, ended=False)
    return replace(
        first,
        id=digest(f"waiting {number}"),
        reference=f"FR-MA-2026-{number:04d}",
        state=state,
        due=at,
        **more,
    )


ROWS = (
    waiting(31, due=NOW + timedelta(days=9)),
    waiting(12, due=NOW - timedelta(days=1)),
    waiting(9, due=NOW - timedelta(days=6), state=CLARIFYING),
    waiting(27, due=NOW + timedelta(hours=2)),
    waiting(33, due=None),
    waiting(20, due=NOW - timedelta(days=2), turn=FR),
    waiting(21, due=None, turn=None),
    waiting(22, due=None, turn=None, ended=True),
)
ALARM = AlarmRow(
    text=Text(
        "توقف خط هذا الفضاء بسبب عطل لدينا.",
        "La ligne de cet espace s’est arrêtée sur une faute de notre côté.",
        "The line of this space broke on a fault of ours.",
    ),
    code="ops.line-broke",
    since=NOW - timedelta(hours=1),
    partner=BE,
)


def home_of(
    *rows: CaseRow, alarms: tuple[AlarmRow, ...] = (ALARM,), holds_record: bool = True
) -> HomeView:
    return home_view(
        MA, rows, spaces=NODE.spaces, alarms=alarms, holds_record=holds_record, now=NOW
    )


HOME = home_of(*ROWS)
