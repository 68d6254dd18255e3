"""The facts of the demonstration are those of the annotation of the articles.

Each comparison is made with the digest of what the annotation says, and with the annotation
itself where it is beside this clone.
"""

import re

import pytest

from jisr.record import parse_register
from jisr.record.register import Status
from tests.record.digests import GOLD, digest, file_of, gold, known, words
from tests.record.kit import DEMO

LINKING = {"chargée", "de", "des", "l", "la", "à"}  # A title is the same with either of them.
STATUSES = {"unilateral_commitment": Status.UNILATERAL}
# The annotation separates "contradicts" (who, what or direction is lost) from "garbled".
RELATIONS = {"contradicts": "garbled"}
# The annotation has one entry for the channels of both pairs; a mechanism belongs to one.
PAIRS = {"CH.MA-FR": "CH.exchange", "CH.MA-BE": "CH.exchange"}
THINGS = ("mechanisms", "instruments", "major_events")

REGISTER = parse_register((DEMO / "record.json").read_bytes())


def our_meetings():
    return {
        item.id: (
            item.date.isoformat(),
            item.place.en,
            list(item.parties),
            [file_of(number) for number in item.accounts],
            [delegate.person for side in item.delegations for delegate in side.members],
        )
        for item in REGISTER.meetings
    }


def their_meetings(said):
    return {
        item["id"]: (
            item["date"],
            item["place"],
            item["country_pair"],
            item["docs"],
            item["participants"],
        )
        for item in said["events"]
    }


def our_undertakings():
    return {
        item.id: (
            item.meeting,
            item.status,
            item.by,
            list(item.parties),
            {str(file_of(telling.article)) for telling in item.accounts},
        )
        for item in REGISTER.undertakings
    }


def their_undertakings(said):
    return {
        item["id"]: (
            item["event"],
            STATUSES.get(item["status"], item["status"]),
            item.get("by"),
            item["parties"],
            set(item["seen"]),
        )
        for item in said["commitments"]
    }


def our_tellings():
    return {
        item.id: {(file_of(telling.article), telling.relation) for telling in item.accounts}
        for item in REGISTER.undertakings
    }


def their_tellings(said):
    statements = {item["id"]: item for event in said["events"] for item in event["statements"]}
    return {
        commitment["id"]: {
            (item["doc"], RELATIONS.get(item["relation"], item["relation"]))
            for item in statements[commitment["statement"]]["realisations"]
        }
        for commitment in said["commitments"]
    }


def our_names():
    return {item.id: (item.name_latin, item.name_ar, item.party) for item in REGISTER.persons}


def their_names(said):
    persons = said["entities"]["persons"]
    return {item["id"]: (item["name"], item["ar"], item["country"]) for item in persons}


def our_offices():
    return {
        f"{meeting.id} {delegate.person}": _title(
            REGISTER.person(delegate.person).held(delegate.office, meeting.date).title.fr
        )
        for meeting in REGISTER.meetings
        for side in meeting.delegations
        for delegate in side.members
    }


def their_offices(said):
    persons = {item["id"]: item for item in said["entities"]["persons"]}
    return {
        f"{meeting['id']} {person}": _title(
            next(
                office["title_fr"]
                for office in persons[person]["offices"]
                if office["from"] <= meeting["date"] < (office["to"] or "9999")
            )
        )
        for meeting in said["events"]
        for person in meeting["participants"]
    }


def our_misprints():
    return {(file_of(item.article), item.surface, item.person) for item in REGISTER.misnamings}


def their_misprints(said):
    return {
        (document["doc"], re.sub(r"^(M\.|Mme) ", "", mention["surface"]), mention["person"])
        for document in said["documents"]
        for mention in document["mentions"]
        if mention.get("error") and mention["error"] != "untranslated"
    }


def our_things():
    return {
        "mechanisms": {PAIRS.get(item.id, item.id) for item in REGISTER.mechanisms},
        "instruments": {(item.id, item.signed.isoformat()) for item in REGISTER.instruments},
        "major_events": {item.id for item in REGISTER.major_events},
    }


def their_things(said):
    theirs = said["entities"]
    return {
        "mechanisms": {item["id"] for item in theirs["mechanisms"]},
        "instruments": {(item["id"], item["signed"]) for item in theirs["instruments"]},
        "major_events": {item["id"] for item in theirs["major_events"]},
    }


def our_sources():
    return {
        ours.id: [file_of(number) for number in ours.evidence.accounts]
        for kind in THINGS
        for ours in getattr(REGISTER, kind)
    }


def their_sources(said):
    return {
        ours.id: [
            document["doc"]
            for document in sorted(said["documents"], key=lambda item: item["doc"])
            if _belongs(document["doc"], ours)
            and PAIRS.get(ours.id, ours.id) in {item["id"] for item in document[kind]}
        ]
        for kind in THINGS
        for ours in getattr(REGISTER, kind)
    }


COMPARED = {
    "meetings": (our_meetings, their_meetings),
    "undertakings": (our_undertakings, their_undertakings),
    "tellings": (our_tellings, their_tellings),
    "names": (our_names, their_names),
    "offices": (our_offices, their_offices),
    "misprints": (our_misprints, their_misprints),
    "things": (our_things, their_things),
    "sources": (our_sources, their_sources),
}


@pytest.mark.parametrize("name", COMPARED)
def test_a_fact_is_as_the_annotation_says(name):
    ours, theirs = COMPARED[name]
    if GOLD.exists():
        assert ours() == theirs(gold())
    assert digest(ours()) == known()[name]


def test_a_digest_tells_one_value_from_another():
    assert digest({"a": {2, 1}}) == digest({"a": [1, 2]}) == digest({"a": (1, 2)})
    assert digest(our_names()) != digest({**our_names(), "MA.laftit": ("another", "آخر", "MA")})


def _title(text):
    return [word for word in words(text) if word not in LINKING]


def _belongs(number, thing):
    """Whether an article tells of the pair of countries that a mechanism belongs to."""
    parties = getattr(thing, "parties", None)
    return parties is None or any(
        number + 1 in meeting.accounts and meeting.parties == parties
        for meeting in REGISTER.meetings
    )
