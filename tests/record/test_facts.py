"""The facts of the demonstration are those of the annotation, in our own words.

The annotation and the articles stay outside the repository.  Where they are absent the tests
that need them are skipped, and say so.
"""

import json
import re
import subprocess
from datetime import date

import pytest

from jisr.record import check, check_accounts, parse_accounts, parse_register
from jisr.record.accounts import Built
from jisr.record.register import Relation, Status, Verdict
from tests.record.kit import ARTICLES, DEMO, ROOT

SHARED = ROOT.parent / "shared"
GOLD = SHARED / "data" / "record" / "gold.json"
PRESS = SHARED / "press"

RUN = 8  # Words in a row that nobody writes twice by chance.
MONDAY = 0
LINKING = {"chargée", "de", "des", "l", "la", "à"}  # A title is the same with either of them.
APOSTROPHE = "'"
PROCEDURES = {"information-request", "undertaking", "framework-revision"}  # Built in this edition.

with_gold = pytest.mark.skipif(not GOLD.exists(), reason="the annotation is not beside this clone")
with_press = pytest.mark.skipif(not PRESS.exists(), reason="the articles are not beside this clone")

REGISTER = parse_register((DEMO / "record.json").read_bytes())
ROWS = parse_accounts((DEMO / "accounts.json").read_bytes())


@pytest.fixture(scope="module")
def gold():
    return json.loads(GOLD.read_text(encoding="utf-8"))


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


def test_the_table_says_what_is_not_built():
    assert {row.state for row in ROWS} == set(Built)
    assert {number for row in ROWS for number in row.articles} == set(range(1, ARTICLES + 1))


@pytest.mark.parametrize("name", ["record", "accounts", "invented", "mark"])
def test_french_is_set_with_its_own_apostrophe(name):
    values = json.loads((DEMO / f"{name}.json").read_text(encoding="utf-8"))
    assert [text for text in _texts(values) if APOSTROPHE in text] == []


@with_gold
def test_meetings_are_those_of_the_annotation(gold):
    ours = {
        item.id: (
            item.date.isoformat(),
            item.place.en,
            list(item.parties),
            [file_of(number) for number in item.accounts],
            [delegate.person for side in item.delegations for delegate in side.members],
        )
        for item in REGISTER.meetings
    }
    theirs = {
        item["id"]: (
            item["date"],
            item["place"],
            item["country_pair"],
            item["docs"],
            item["participants"],
        )
        for item in gold["events"]
    }
    assert ours == theirs


@with_gold
def test_undertakings_are_those_of_the_annotation(gold):
    names = {"unilateral_commitment": Status.UNILATERAL}
    ours = {
        item.id: (
            item.meeting,
            item.status,
            item.by,
            list(item.parties),
            {str(file_of(telling.article)) for telling in item.accounts},
        )
        for item in REGISTER.undertakings
    }
    theirs = {
        item["id"]: (
            item["event"],
            names.get(item["status"], item["status"]),
            item.get("by"),
            item["parties"],
            set(item["seen"]),
        )
        for item in gold["commitments"]
    }
    assert ours == theirs


@with_gold
def test_tellings_agree_with_the_annotation_of_each_statement(gold):
    # The annotation separates "contradicts" (who, what or direction is lost) from "garbled".
    words = {"contradicts": "garbled"}
    statements = {item["id"]: item for event in gold["events"] for item in event["statements"]}
    for commitment in gold["commitments"]:
        theirs = {
            (item["doc"], words.get(item["relation"], item["relation"]))
            for item in statements[commitment["statement"]]["realisations"]
        }
        ours = next(item for item in REGISTER.undertakings if item.id == commitment["id"])
        assert {(file_of(item.article), item.relation) for item in ours.accounts} == theirs, ours.id


@with_gold
def test_names_are_those_of_the_annotation(gold):
    theirs = {item["id"]: (item["name"], item["ar"], item["country"]) for item in _persons(gold)}
    ours = {item.id: (item.name_latin, item.name_ar, item.party) for item in REGISTER.persons}
    assert ours == theirs


@with_gold
def test_offices_at_a_meeting_are_those_of_the_annotation(gold):
    persons = {item["id"]: item for item in _persons(gold)}
    for meeting in REGISTER.meetings:
        for delegate in (item for side in meeting.delegations for item in side.members):
            held = REGISTER.person(delegate.person).held(delegate.office, meeting.date)
            day = meeting.date.isoformat()
            theirs = next(
                office["title_fr"]
                for office in persons[delegate.person]["offices"]
                if office["from"] <= day < (office["to"] or "9999")
            )
            ours = [word for word in _words(held.title.fr) if word not in LINKING]
            assert ours == [word for word in _words(theirs) if word not in LINKING]


@with_gold
def test_misprinted_names_are_those_of_the_annotation(gold):
    theirs = {
        (document["doc"], re.sub(r"^(M\.|Mme) ", "", mention["surface"]), mention["person"])
        for document in gold["documents"]
        for mention in document["mentions"]
        if mention.get("error") and mention["error"] != "untranslated"
    }
    ours = {(file_of(item.article), item.surface, item.person) for item in REGISTER.misnamings}
    assert ours == theirs


@with_gold
def test_mechanisms_instruments_and_events_are_those_of_the_annotation(gold):
    theirs = gold["entities"]
    # The annotation has one entry for the channels of both pairs; a mechanism belongs to one.
    pairs = {"CH.MA-FR": "CH.exchange", "CH.MA-BE": "CH.exchange"}
    assert {pairs.get(item.id, item.id) for item in REGISTER.mechanisms} == {
        item["id"] for item in theirs["mechanisms"]
    }
    assert {(item.id, item.signed.isoformat()) for item in REGISTER.instruments} == {
        (item["id"], item["signed"]) for item in theirs["instruments"]
    }
    assert {item.id for item in REGISTER.major_events} == {
        item["id"] for item in theirs["major_events"]
    }
    for kind in ("mechanisms", "instruments", "major_events"):
        for ours in getattr(REGISTER, kind):
            assert [file_of(number) for number in ours.evidence.accounts] == [
                document["doc"]
                for document in sorted(gold["documents"], key=lambda item: item["doc"])
                if _belongs(document["doc"], ours)
                and pairs.get(ours.id, ours.id) in {item["id"] for item in document[kind]}
            ], ours.id


@with_press
def test_each_article_is_registered_with_its_language_and_date():
    lines = (PRESS / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines if re.match(r"\| \d{3}_", line)]
    theirs = [(int(row[1][:4]), row[2].strip(), row[4].strip()) for row in rows]
    ours = [
        (file_of(item.number), item.language, item.published.isoformat())
        for item in REGISTER.articles
    ]
    assert ours == theirs


@with_press
def test_each_misprinted_name_stands_in_its_article():
    for item in REGISTER.misnamings:
        assert item.surface in _article(file_of(item.article)), item.surface


@with_press
def test_no_run_of_words_of_an_article_is_in_the_repository():
    runs = {run for number in range(ARTICLES) for run in _runs(_words(_article(number)))}
    listed = subprocess.run(
        ["git", "ls-files", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    found = []
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        if path.is_file():
            words = _words(path.read_bytes().decode("utf-8", "ignore"))
            found += [(name, " ".join(run)) for run in _runs(words) if run in runs]
    assert found == []


def file_of(article):
    """Return the number of an article's file: the folder that holds them counts from 0."""
    return article - 1


def _belongs(number, thing):
    """Whether an article tells of the pair of countries that a mechanism belongs to."""
    parties = getattr(thing, "parties", None)
    return parties is None or any(
        number + 1 in meeting.accounts and meeting.parties == parties
        for meeting in REGISTER.meetings
    )


def _persons(gold):
    return gold["entities"]["persons"]


def _article(number):
    return next(PRESS.glob(f"{number:03}_*.txt")).read_text(encoding="utf-8")


def _words(text):
    return re.findall(r"\w+", text.lower())


def _runs(words):
    return zip(*(words[start:] for start in range(RUN)), strict=False)


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
