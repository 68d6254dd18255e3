"""Procedures as the fold reads them, written as tables that a jurist can read (FRA-14, FRA-15)."""

from datetime import UTC, datetime, timedelta

import pytest

from jisr.core.act import PartyId, Slug
from jisr.core.table import Side, StateName, Step, TermSpec, TermType
from jisr.framework import parse_edition, tables_of
from jisr.framework.crossings import crossings
from jisr.framework.tables import table_of
from tests.framework.packs import REQUEST, edited, edition_of, sound
from tests.framework.written import written


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


@pytest.mark.parametrize("procedure", sorted(["undertaking", "framework-revision"]))
def test_every_pair_of_both_sides_has_one_row(procedure: str) -> None:
    read = sound().procedures[Slug(procedure)]
    expected = sum(
        sum(clause.who == read.opener for clause in state.clauses)
        * sum(clause.who != read.opener for clause in state.clauses)
        for state in read.states.values()
    )
    assert len(crossings(read)) == expected


def test_a_shared_procedure_is_the_same_for_every_pair_but_its_times() -> None:
    one, other = tables_of(edition_of("ma-fr")), tables_of(edition_of("ma-be"))
    shared = one.keys() & other.keys()
    assert Slug("readmission") in shared
    assert {name: written(one[name]) for name in shared} == {
        name: written(other[name]) for name in shared
    }
