"""A small register that holds together, and ways to change it."""

import copy
import json
from pathlib import Path

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "demo"
ARTICLES = 5


def said(word):
    return {"ar": f"نص {word}", "fr": f"texte {word}", "en": f"text {word}"}


def sourced(*accounts):
    return {"accounts": list(accounts), "elsewhere": None}


def article(number, meeting):
    return {
        "number": number,
        "language": "fr",
        "meeting": meeting,
        "published": "2030-01-07",
        "kind": said("kind"),
    }


def person(id, party, office, since="2029-01-01", until=None):
    tenure = {
        "office": office,
        "title": said(office),
        "since": since,
        "until": until,
        "evidence": sourced(1),
    }
    return {"id": id, "party": party, "name_ar": "اسم", "name_latin": id, "tenures": [tenure]}


def delegation(party, person, office):
    return {"party": party, "members": [{"person": person, "office": office}], "others": None}


def undertaking(id, status, by, *parties):
    return {
        "id": id,
        "meeting": "E1",
        "mechanism": "CH",
        "status": status,
        "status_reason": said("reason"),
        "by": by,
        "parties": list(parties),
        "text": said(id),
        "remark": None,
        "due": None,
        "accounts": [
            {"article": 1, "relation": "same", "note": said("note")},
            {"article": 2, "relation": "absent", "note": said("note")},
        ],
        "carried_out_by": None,
    }


def small():
    """Return a register of one meeting, told by articles 1 and 2; article 3 tells another."""
    return {
        "version": 1,
        "note": said("note"),
        "articles": [article(1, "E1"), article(2, "E1"), article(3, "E2")],
        "persons": [
            person("AA.a", "AA", "AA.office"),
            person("BB.b", "BB", "BB.office"),
            person("BB.former", "BB", "BB.office", "2020-01-01", "2021-01-01"),
        ],
        "meetings": [
            {
                "id": id,
                "title": said(id),
                "date": day,
                "place": said("place"),
                "parties": ["AA", "BB"],
                "delegations": [
                    delegation("AA", "AA.a", "AA.office"),
                    delegation("BB", "BB.b", "BB.office"),
                ],
                "accounts": accounts,
                "date_evidence": sourced(*accounts),
            }
            for id, day, accounts in [("E1", "2030-01-07", [1, 2]), ("E2", "2030-02-04", [3])]
        ],
        "mechanisms": [
            {"id": "CH", "name": said("CH"), "parties": ["AA", "BB"], "evidence": sourced(1)}
        ],
        "instruments": [
            {
                "id": "DECL",
                "name": said("DECL"),
                "signed": "2029-10-28",
                "signatories": [{"person": "AA.a", "office": "AA.office"}],
                "occasion": said("occasion"),
                "evidence": sourced(2),
            }
        ],
        "major_events": [{"id": "CUP", "name": said("CUP"), "evidence": sourced(3)}],
        "undertakings": [
            undertaking("C1", "agreed", None, "AA", "BB"),
            undertaking("C2", "proposed", "AA", "AA", "BB"),
            undertaking("C3", "unilateral", "BB", "BB"),
        ],
        "misnamings": [
            {
                "article": 2,
                "surface": "Aa",
                "person": "AA.a",
                "verdict": "garbled",
                "reads_as": None,
                "reason": said("reason"),
            },
            {
                "article": 1,
                "surface": "Former",
                "person": "BB.b",
                "verdict": "wrong-person",
                "reads_as": "BB.former",
                "reason": said("reason"),
            },
        ],
    }


def table():
    """Return a table of accounts with one row of each state."""
    return {
        "version": 1,
        "rows": [
            row("requests", "built", "case:information-request"),
            row("names", "partly", "record"),
            row("drills", "not-yet", None),
        ],
    }


def row(id, state, target):
    return {
        "id": id,
        "kind": "mechanism",
        "title": said(id),
        "says": said(id),
        "articles": [1, 3],
        "in_jisr": said(id),
        "state": state,
        "target": target,
    }


def write(value):
    return json.dumps(value, ensure_ascii=False).encode()


def changed(value, path, new):
    """Return a copy of `value` in which the place `path` holds `new`."""
    whole = copy.deepcopy(value)
    *outer, last = path
    place = whole
    for step in outer:
        place = place[step]
    place[last] = new
    return whole


def places(value, path=()):
    """Yield the path of every value inside `value`."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in inner:
        yield (*path, key)
        if isinstance(item, dict | list):
            yield from places(item, (*path, key))


def at(value, path):
    for step in path:
        value = value[step]
    return value
