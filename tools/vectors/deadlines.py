"""Deadlines: from a rule, a path and two calendars to the last second that is in time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from jisr.core.act import PartyId, Slug
from jisr.core.canonical import Json
from jisr.core.table import Side, StateName, Step
from jisr.framework.deadlines import parse_deadline
from jisr.framework.due import compile_deadline
from jisr.framework.faults import Fault
from jisr.framework.source import as_json
from jisr.framework.source import read as read_yaml
from tools.vectors.editions import edition
from tools.vectors.keys import FR, MA
from tools.vectors.scribe import Header, read

ABOUT: Final = (
    "Each of `deadlines` is a rule, as a tree (FRA-4) of what stands under `within:`, a path, and"
    " the days that parties have announced as closed.  The role `asking` is MA’s, who opened the"
    " case, `asked` FR’s; their calendars stand under `calendars`, as trees.  The case is in the"
    " state of the last act of the path.  `due` is the last second in time, at its latest."
)
BASIC: Final = "status: example\ncalendar: asked\nthen: close\n"
ROLES: Final = {"asking": Side.OPENER, "asked": Side.OTHER}
DELAY: Final = (
    "extension: {{by: delay, term: more, unit: {0}, reason: ground, cap: 9 {0}, status: example}}"
)
PAUSE: Final = "suspension: {from: pause, until: resume, cap: 3 days, status: example}"
Terms = Mapping[str, int | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Did:
    """An act on the path: named, in a state, sent and received."""

    act: str = "ask"
    state: str = "asked"
    at: str
    received: str | None = None
    terms: Terms = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A deadline, and when it is."""

    clause: str
    rule: str
    path: tuple[Did, ...]
    due: str | None
    closed: Mapping[PartyId, tuple[str, ...]] = field(default_factory=dict)


def got(received: str, **terms: int | str) -> tuple[Did, ...]:
    """Return the path of a case whose opening was received at an instant."""
    return (Did(at=received, received=received, terms=terms),)


def loop(act: str, at: str, **terms: int | str) -> Did:
    """Return an act that stays in the state."""
    return Did(act=act, at=at, received=at, terms=terms)


MONDAY: Final = "2026-03-02T10:20:00Z"  # 11:20 in FR, 10:20 in MA.
SPRING: Final = "2026-03-27T12:00:00Z"  # A Friday; clocks in FR go forward on the 29th.
RULES: Final = (
    Rule(
        clause="DUE-1",
        rule="from: sent\nlength: 1 day",
        path=got(MONDAY),
        due="2026-03-03T22:59:59Z",
    ),
    Rule(clause="DUE-1", rule="from: received\nlength: 1 day", path=(Did(at=MONDAY),), due=None),
    Rule(
        clause="DUE-1",
        rule="from: reply sent\nlength: 1 day",
        path=(*got(MONDAY), Did(act="reply", state="replied", at="2026-03-04T10:00:00Z")),
        due="2026-03-05T22:59:59Z",
    ),
    Rule(clause="DUE-1", rule="from: reply sent\nlength: 1 day", path=got(MONDAY), due=None),
    Rule(
        clause="DUE-1",
        rule="from: event day\nlength: 2 days",
        path=got(MONDAY, day="2026-03-10"),
        due="2026-03-12T22:59:59Z",
    ),
    Rule(
        clause="DUE-1",
        rule="from: event day\nlength: 2 days",
        path=got(MONDAY, day="3000-01-01"),
        due=None,
    ),
    Rule(
        clause="DUE-1",  # A self-loop keeps the start; coming back from another state does not.
        rule="from: received\nlength: 1 day",
        path=(*got(MONDAY), loop("other", "2026-03-05T10:00:00Z")),
        due="2026-03-03T22:59:59Z",
    ),
    Rule(
        clause="DUE-1",
        rule="from: received\nlength: 1 day",
        path=(
            *got(MONDAY),
            Did(act="reply", state="replied", at="2026-03-04T10:00:00Z"),
            loop("contest", "2026-03-05T10:00:00Z"),
        ),
        due="2026-03-06T22:59:59Z",
    ),
    Rule(
        clause="DUE-2",
        rule="from: received\nlength: {by: urgency, now: 8 hours, other: 1 week}",
        path=got(MONDAY, urgency="now"),
        due="2026-03-02T18:20:00Z",
    ),
    Rule(
        clause="DUE-2",
        rule="from: received\nlength: {by: urgency, now: 8 hours, other: 1 week}",
        path=got(MONDAY),
        due="2026-03-09T22:59:59Z",
    ),
    Rule(
        clause="DUE-4",
        rule="from: received\nlength: 8 full hours",
        path=got(MONDAY),
        due="2026-03-02T18:59:59Z",
    ),
    Rule(
        clause="DUE-5",
        rule="from: received\nlength: 2 months",
        path=got("2026-01-31T10:00:00Z"),
        due="2026-03-31T21:59:59Z",
    ),
    Rule(
        clause="DUE-5",
        rule="from: received\nlength: 1 month",
        path=got("2026-01-31T10:00:00Z"),
        due="2026-02-28T22:59:59Z",
    ),
    Rule(
        clause="DUE-6",
        rule="from: received\nlength: 2 working days",
        path=got("2026-04-30T10:00:00Z"),  # Friday is Labour Day.
        due="2026-05-05T21:59:59Z",
    ),
    Rule(
        clause="DUE-6",
        rule="from: received\nlength: 2 working days\ncalendar: both",
        path=got(MONDAY),  # Thursday would be the third.
        due="2026-03-04T23:59:59Z",
    ),
    Rule(
        clause="DUE-7",
        rule="from: received\nlength: 5 days\nlast-day: working",
        path=got(MONDAY),
        due="2026-03-09T22:59:59Z",
    ),
    Rule(
        clause="DUE-8",
        rule="from: received\nlength: 2 days\nat-least: 2 working days",
        path=got("2026-03-06T10:00:00Z"),
        due="2026-03-10T22:59:59Z",
    ),
    Rule(
        clause="DUE-9",
        rule="from: received\nlength: 1 day\n" + DELAY.format("days"),
        path=(*got(MONDAY), loop("delay", "2026-03-03T22:59:59Z", more=2)),
        due="2026-03-05T22:59:59Z",
    ),
    Rule(
        clause="DUE-9",
        rule="from: received\nlength: 1 day\n" + DELAY.format("days"),
        path=(*got(MONDAY), loop("delay", "2026-03-03T23:00:00Z", more=2)),
        due="2026-03-03T22:59:59Z",
    ),
    Rule(
        clause="DUE-9",
        rule="from: received\nlength: 1 day\n" + DELAY.format("days"),
        path=(*got(MONDAY), loop("delay", MONDAY, more=7), loop("delay", MONDAY, more=7)),
        due="2026-03-12T22:59:59Z",
    ),
    Rule(
        clause="DUE-9",
        rule="from: received\nlength: 8 hours\n" + DELAY.format("days"),
        path=(*got(MONDAY), loop("delay", MONDAY, more=2)),
        due="2026-03-04T22:59:59Z",
    ),
    Rule(
        clause="DUE-10",
        rule="from: received\nlength: 3 days\n" + PAUSE,
        path=(*got(MONDAY), loop("pause", MONDAY), loop("resume", "2026-03-04T08:00:00Z")),
        due="2026-03-06T22:59:59Z",  # Wednesday, Thursday, Friday.
    ),
    Rule(
        clause="DUE-10",
        rule="from: received\nlength: 8 hours\n" + PAUSE,
        path=(*got(MONDAY), loop("pause", "2026-03-02T12:00:00Z")),
        due="2026-03-05T18:20:00Z",
    ),
    Rule(
        clause="DUE-11",
        rule="from: received\nlength: 2 days",
        path=got(SPRING),
        due="2026-03-29T21:59:59Z",
    ),
    Rule(
        clause="DUE-11",
        rule="from: received\nlength: 1 day\ncalendar: both",
        path=got("2026-03-02T23:30:00Z"),  # Tuesday in FR, still Monday in MA.
        due="2026-03-04T22:59:59Z",
    ),
    Rule(
        clause="DUE-11",
        rule="from: received\nlength: 1 day\ncalendar: none",
        path=got(MONDAY),
        due="2026-03-03T23:59:59Z",
    ),
    Rule(
        clause="DUE-12",
        rule="from: received\nlength: 2 working days\ncalendar: asking",
        path=got("2026-05-25T10:00:00Z"),  # The feast may fall on any of 26 to 29 May.
        due="2026-05-31T22:59:59Z",
    ),
    Rule(
        clause="CAL-4",
        rule="from: received\nlength: 2 working days\ncalendar: asking",
        path=got("2026-05-25T10:00:00Z"),
        closed={MA: ("2026-05-28", "2026-05-29")},
        due="2026-05-27T22:59:59Z",
    ),
    Rule(
        clause="DUE-13",
        rule="from: event day minus 3 working days",
        path=got(MONDAY, day="2026-05-18"),  # A Monday; Ascension is the Thursday before.
        due="2026-05-12T21:59:59Z",
    ),
    Rule(
        clause="DUE-13",
        rule="from: event day minus 1 month\nlast-day: working",
        path=got(MONDAY, day="2026-06-03"),  # 3 May is a Sunday, 1 May closed.
        due="2026-04-30T21:59:59Z",
    ),
    Rule(
        clause="DUE-13",
        rule="from: event when minus 48 hours",
        path=got(MONDAY, when="2026-05-18T10:00:00Z"),
        due="2026-05-16T10:00:00Z",
    ),
)


def vector() -> Header:
    """Return the file; each rule is reckoned by the framework, and must come to what is said."""
    made = edition()
    names = {party: f"ma-fr/calendars/{party}.yaml" for party in (FR, MA)}
    return {
        "about": ABOUT,
        "calendars": {party: as_json(made.trees[path]) for party, path in names.items()},
        "deadlines": [_told(rule) for rule in RULES],
        "spec": "docs/spec/deadlines.md",
    }


def _told(rule: Rule) -> Header:
    own = [line.partition(":")[0] for line in rule.rule.splitlines()]
    basic = [line for line in BASIC.splitlines() if line.partition(":")[0] not in own]
    tree = read_yaml("\n".join([*basic, rule.rule]).encode(), file="rule.yaml")
    faults: list[Fault] = []
    deadline = parse_deadline(tree, roles=ROLES, faults=faults)
    assert deadline is not None, [fault.text("en") for fault in faults]
    closures = {
        (party, date.fromisoformat(days[0]).year): frozenset(map(date.fromisoformat, days))
        for party, days in rule.closed.items()
    }
    path = tuple(
        Step(
            author=MA,
            side=Side.OPENER,
            act=Slug(did.act),
            state=StateName(did.state),
            at=read(did.at),
            received=read(did.received) if did.received else None,
            terms=dict(did.terms),
        )
        for did in rule.path
    )
    found = compile_deadline(deadline, edition().calendars)(path, closures)
    due = found.strftime("%Y-%m-%dT%H:%M:%SZ") if found else None
    assert due == rule.due, (rule, due)
    steps: list[Json] = [
        {
            "act": did.act,
            "at": did.at,
            "received": did.received,
            "state": did.state,
            "terms": dict(did.terms),
        }
        for did in rule.path
    ]
    closed: Header = {party: list(days) for party, days in rule.closed.items()}
    wire: Header = {"clause": rule.clause, "closed": closed, "due": due, "path": steps}
    return wire | {"within": as_json(tree)}
