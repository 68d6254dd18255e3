"""The facts of the demonstration are those of the annotation, in our own words.

What it was compared with is in `test_annotation` and `test_press`.
"""

import json
from datetime import date

import pytest

from jisr.record import check, check_accounts, parse_accounts, parse_register
from jisr.record.accounts import Built
from jisr.record.register import Relation, Verdict
from tests.record.kit import ARTICLES, DEMO, ROOT

MONDAY = 0
APOSTROPHE = "'"
PROCEDURES = {path.stem for path in (ROOT / "packs" / "common" / "procedures").glob("*.yaml")}

REGISTER = parse_register((DEMO / "record.json").read_bytes())
ROWS = parse_accounts((DEMO / "accounts.json").read_bytes())


def test_the_register_holds_together():
    assert check(REGISTER) == ()


def test_the_table_of_accounts_holds_together():
    assert check_accounts(ROWS, articles=ARTICLES) == ()


def test_three_meetings_were_held_on_mondays_in_rabat():
    days = [meeting.date for meeting in REGISTER.meetings]
    assert days == [date(2024, 4, 15), date(2024, 4, 22), date(2025, 4, 14)]
    assert {day.weekday() for day in days} == {MONDAY}
    assert {meeting.place.en for meeting in REGISTER.meetings} == {"Rabat"}


def test_each_undertaking_has_its_true_status():
    told = [
        f"{item.id} {item.status} {'+'.join(item.owners)} {item.due or 'not public'}"
        for item in REGISTER.undertakings
    ]
    assert told == [
        "C1 agreed MA+FR not public",
        "C2 agreed MA+BE not public",
        "C3 proposed MA not public",
        "C4 proposed MA not public",
        "C5 adopted MA+FR not public",
        "C6 unilateral MA not public",
        "C7 agreed MA+FR not public",
    ]


def test_each_article_tells_each_undertaking_in_its_way():
    told = [
        f"{item.id} {telling.article} {telling.relation}"
        for item in REGISTER.undertakings
        for telling in item.accounts
        if telling.relation is not Relation.SAME
    ]
    assert told == ["C1 1 weakened", "C3 2 garbled", "C4 2 garbled", "C5 2 garbled", "C6 2 garbled"]


def test_the_names_the_articles_print_are_judged():
    told = {
        (item.article, item.surface): (item.person, item.verdict) for item in REGISTER.misnamings
    }
    assert told == {
        (2, "Abdel -wafi Laftit"): ("MA.laftit", Verdict.GARBLED),
        (2, "Bruno Rotayo"): ("FR.retailleau", Verdict.GARBLED),
        (2, "Beitt"): ("MA.laftit", Verdict.UNKNOWN),
        (3, "Lafetet"): ("MA.laftit", Verdict.GARBLED),
        (4, "Bruno Le Roux"): ("FR.retailleau", Verdict.WRONG_PERSON),
        (5, "Annelies Jan Louisa Verlinden"): ("BE.verlinden", Verdict.VARIANT),
        (5, "Nicole De Moor"): ("BE.demoor", Verdict.VARIANT),
    }


def test_an_undertaking_is_carried_out_by_a_procedure_that_is_built():
    named = {item.carried_out_by for item in REGISTER.undertakings} - {None}
    assert named <= PROCEDURES


def test_a_link_to_a_case_names_a_procedure_that_is_built():
    linked = {row.target.procedure for row in ROWS if row.target is not None} - {None}
    assert linked <= PROCEDURES


def test_the_table_says_what_is_not_built_and_each_example_is_there():
    states = {row.state for row in ROWS}
    assert {Built.BUILT, Built.PARTLY} <= states
    assert all((row.target is None) == (row.state is Built.NOT_YET) for row in ROWS)
    assert {number for row in ROWS for number in row.articles} == set(range(1, ARTICLES + 1))


@pytest.mark.parametrize("name", ["record", "accounts", "invented", "mark"])
def test_french_is_set_with_its_own_apostrophe(name):
    values = json.loads((DEMO / f"{name}.json").read_text(encoding="utf-8"))
    assert [text for text in _texts(values) if APOSTROPHE in text] == []


def _texts(value):
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "fr" and isinstance(item, str):
                yield item
            else:
                yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
