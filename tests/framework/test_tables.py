"""Procedures as the fold reads them, written as tables that a jurist can read (FRA-14, FRA-15)."""

from datetime import UTC, datetime, timedelta

import pytest

from jisr.core.act import PartyId, Slug
from jisr.core.table import Clause, Side, StateName, Step, Table, TermSpec, TermType
from jisr.framework import parse_edition, tables_of
from jisr.framework.crossings import crossings
from jisr.framework.tables import table_of
from tests.framework.packs import REQUEST, edited, sound

# In each state: whose turn it is, then who may do what, leading where.
INFORMATION_REQUEST = """
opening        opener send → received using request [purpose*, urgency*]
received       turn of other, with deadline
               other answer → answered using answer
               other answer-in-part → answered using answer
               other refuse → refused [ground*]
               other ask-more → clarifying using question
               other announce-delay → received using delay-notice [delay*, delay-reason*]
               opener withdraw → withdrawn
               opener close-for-silence → lapsed once overdue
clarifying     turn of opener, with deadline
               opener clarify → received using clarification
               opener withdraw → withdrawn
               other drop-the-question → received
               other close-for-silence → lapsed once overdue
answered       turn of opener, with deadline
               opener accept → closed
               opener contest → received using question
               other recall-the-answer → received using recall, prevailing
               other close-for-silence → closed once overdue
ends           closed, lapsed, refused, withdrawn
notes          opener, other: remark using remark
"""

UNDERTAKING = """
opening        opener record → discussed using statement
               opener propose → proposed using statement [due]
               opener promise → unilateral using statement [due]
discussed      rests, first opener
               opener propose → proposed using statement [due]
               opener promise → unilateral using statement [due]
               opener drop → dropped using reason [drop-reason*]
proposed       turn of other
               other agree → agreed accepting statement
               other decline → dropped using reason
               opener amend → proposed using statement [due]
               opener promise → unilateral using statement [due]
               opener drop → dropped using reason [drop-reason*]
unilateral     rests, first opener
               other agree → agreed accepting statement
               opener report-fulfilment → fulfilled using evidence
               opener drop → dropped using reason [drop-reason*]
agreed         rests, first opener
               opener report-adoption → adopted using evidence
               other report-adoption → adopted using evidence
               opener report-fulfilment → fulfilled using evidence
               opener drop → dropped using reason [drop-reason*]
               other drop → dropped using reason [drop-reason*]
adopted        rests, first opener
               opener report-entry-into-force → in-force using evidence
               other report-entry-into-force → in-force using evidence
               opener report-fulfilment → fulfilled using evidence
               opener drop → dropped using reason [drop-reason*]
               other drop → dropped using reason [drop-reason*]
in-force       rests, first opener
               opener report-fulfilment → fulfilled using evidence
               opener drop → dropped using reason [drop-reason*]
               other drop → dropped using reason [drop-reason*]
ends           dropped, fulfilled
notes          opener, other: remark using remark
               opener, other: add-evidence using evidence
"""

FRAMEWORK_REVISION = """
in-force       rests, first opener
               opener propose → proposed-by-first using proposal [edition*]
               other propose → proposed-by-second using proposal [edition*]
proposed-by-first turn of other
               other accept → in-force
               other decline → in-force using reason
               opener withdraw → in-force
proposed-by-second turn of opener
               opener accept → in-force
               opener decline → in-force using reason
               other withdraw → in-force
notes          opener, other: remark using remark
               opener, other: announce-closure using remark [days, year*]
"""


def terms(specs: dict[str, TermSpec]) -> str:
    names = [f"{name}*" if spec.required else name for name, spec in sorted(specs.items())]
    return f" [{', '.join(names)}]" if names else ""


def line(clause: Clause) -> str:
    words = [clause.by.value]
    words += [f"({clause.office})"] if clause.office else []
    words += [clause.act, "→", clause.to]
    words += ["using", clause.form] if clause.form else []
    words += ["accepting", clause.accepting] if clause.accepting else []
    words += ["once overdue"] if clause.late else []
    text = " ".join(words) + terms(dict(clause.terms))
    text += ", release when settled" if clause.release_when_settled else ""
    return text + (", prevailing" if clause.prevailing else "")


def written(table: Table) -> str:
    """Return a table in the form above."""
    rows = [("opening", line(clause)) for clause in table.opens.values()]
    for name, state in table.states.items():
        turn = f"turn of {state.turn.value}" if state.turn else f"rests, first {state.first.value}"
        rows.append((name, turn + (", with deadline" if state.due else "")))
        rows += [(name, line(clause)) for clause in state.clauses.values()]
    rows += [("ends", ", ".join(sorted(table.ends)))] if table.ends else []
    for note in table.notes.values():
        form = f" using {note.form}" if note.form else ""
        rows.append(
            ("notes", f"{', '.join(sorted(note.by))}: {note.act}{form}{terms(dict(note.terms))}")
        )
    shown = [
        f"{'' if number and rows[number - 1][0] == name else name:<14} {text}"
        for number, (name, text) in enumerate(rows)
    ]
    return "\n".join(["", *shown, ""])


@pytest.mark.parametrize(
    ("procedure", "table"),
    [
        ("information-request", INFORMATION_REQUEST),
        ("undertaking", UNDERTAKING),
        ("framework-revision", FRAMEWORK_REVISION),
    ],
)
def test_a_procedure_is_compiled_to_its_table(procedure: str, table: str) -> None:
    assert written(table_of(sound(), Slug(procedure))) == table


def test_every_procedure_of_an_edition_has_its_table() -> None:
    tables = tables_of(sound())
    assert {name: table.procedure for name, table in tables.items()} == {
        name: name for name in sound().procedures
    }


def test_a_term_carries_the_codes_of_its_list() -> None:
    opening = table_of(sound(), Slug("information-request")).opens[Slug("send")]
    assert opening.terms["urgency"] == TermSpec(
        type=TermType.CODE,
        required=True,
        codes=frozenset({"urgent-direct", "urgent-indirect", "ordinary"}),
    )


def test_an_office_is_a_term_that_only_it_can_fill() -> None:
    files = edited(REQUEST, "- requested may refuse", "- requested's contact-point may refuse")
    text = (
        files[REQUEST]
        .decode()
        .replace(
            "opens:",
            "offices:\n  contact-point:\n"
            "    {ar: نقطة اتصال, fr: le point de contact, en: contact point}\nopens:",
        )
    )
    edition = parse_edition({**files, REQUEST: text.encode()}, pack="ma-fr")
    received = tables_of(edition)[Slug("information-request")].states[StateName("received")]
    clause = received.clauses[Side.OTHER, Slug("refuse")]
    assert clause.office == "contact-point"
    assert clause.terms["office"] == TermSpec(
        type=TermType.CODE, required=True, codes=frozenset({"contact-point"})
    )


def test_a_note_may_be_of_one_role_only() -> None:
    files = edited(REQUEST, "- either may remark", "- requested may remark")
    table = table_of(parse_edition(files, pack="ma-fr"), Slug("information-request"))
    assert table.notes[Slug("remark")].by == {Side.OTHER}


def test_what_waits_for_settlement_says_so_in_the_table() -> None:
    files = edited(
        REQUEST, "answered using answer\n", "answered using answer, release when settled\n"
    )
    table = table_of(parse_edition(files, pack="ma-fr"), Slug("information-request"))
    clauses = table.states[StateName("received")].clauses
    assert clauses[Side.OTHER, Slug("answer")].release_when_settled
    assert not clauses[Side.OTHER, Slug("refuse")].release_when_settled


def test_migration_is_by_edition_and_old_state() -> None:
    older = "a" * 64
    files = edited(REQUEST, "forms:\n", f"migrates:\n  {older}: {{waiting: received}}\nforms:\n")
    table = table_of(parse_edition(files, pack="ma-fr"), Slug("information-request"))
    assert table.migrates == {(older, "waiting"): "received"}


SENT = datetime(2026, 3, 2, 10, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("urgency", "due"),
    [
        ("urgent-direct", datetime(2026, 3, 2, 18, 30, tzinfo=UTC)),
        ("urgent-indirect", datetime(2026, 3, 5, 22, 59, 59, tzinfo=UTC)),
        ("ordinary", datetime(2026, 3, 9, 22, 59, 59, tzinfo=UTC)),
    ],
)
def test_the_answer_is_due_from_receipt_by_urgency(urgency: str, due: datetime) -> None:
    """8 hours by the clock; 3 and 7 days to their end in the requested party's zone, Paris."""
    rule = table_of(sound(), Slug("information-request")).states[StateName("received")].due
    assert rule is not None
    step = Step(
        author=PartyId("MA"),
        side=Side.OPENER,
        act=Slug("send"),
        state=StateName("received"),
        at=SENT,
        received=SENT + timedelta(minutes=10),
        terms={"urgency": urgency},
    )
    assert rule((step,), {}) == due


def test_nothing_is_due_before_receipt() -> None:
    rule = table_of(sound(), Slug("information-request")).states[StateName("received")].due
    assert rule is not None
    step = Step(
        author=PartyId("MA"), side=Side.OPENER, act=Slug("send"), state=StateName("received"),
        at=SENT, received=None, terms={"urgency": "ordinary"},
    )  # fmt: skip
    assert rule((step,), {}) is None


CROSSINGS = """
received: withdraw × answer → answered
received: close-for-silence × answer → answered
received: withdraw × answer-in-part → answered
received: close-for-silence × answer-in-part → answered
received: withdraw × refuse → refused
received: close-for-silence × refuse → refused
received: withdraw × ask-more → clarifying
received: close-for-silence × ask-more → clarifying
received: withdraw × announce-delay → received
received: close-for-silence × announce-delay → received
clarifying: drop-the-question × clarify → received
clarifying: close-for-silence × clarify → received
clarifying: drop-the-question × withdraw → withdrawn
clarifying: close-for-silence × withdraw → withdrawn
answered: accept × recall-the-answer → received
answered: close-for-silence × accept → closed
answered: contest × recall-the-answer → received
answered: close-for-silence × contest → received
"""


def test_the_crossing_table_says_what_gives_way_and_what_prevails() -> None:
    rows = [
        f"{row.state}: {row.loser.act} × {row.winner.act} → {row.winner.to}"
        for row in crossings(sound().procedures[Slug("information-request")])
    ]
    assert "\n".join(["", *rows, ""]) == CROSSINGS


@pytest.mark.parametrize("procedure", sorted(["undertaking", "framework-revision"]))
def test_every_pair_of_both_sides_has_one_row(procedure: str) -> None:
    read = sound().procedures[Slug(procedure)]
    expected = sum(
        sum(clause.who == read.opener for clause in state.clauses)
        * sum(clause.who != read.opener for clause in state.clauses)
        for state in read.states.values()
    )
    assert len(crossings(read)) == expected


def test_the_packs_are_the_same_for_every_pair_but_their_calendars() -> None:
    one, other = tables_of(sound("ma-fr")), tables_of(sound("ma-be"))
    assert {name: written(table) for name, table in one.items()} == {
        name: written(table) for name, table in other.items()
    }
