"""What is invented is marked as such, item by item, and fits the procedures it plays."""

import json

import pytest
import yaml

from jisr.core.errors import LANGS
from jisr.record import parse_register
from tests.record.kit import DEMO, ROOT

INVENTED = json.loads((DEMO / "invented.json").read_text(encoding="utf-8"))
MARK = json.loads((DEMO / "mark.json").read_text(encoding="utf-8"))
REGISTER = parse_register((DEMO / "record.json").read_bytes())
PROCEDURES = ROOT / "packs" / "common" / "procedures"
OFFICERS = {item["id"]: item for item in INVENTED["officers"]}
DESKS = {item["id"]: item for item in INVENTED["desks"]}
STORIES = {item["id"]: item for item in INVENTED["stories"]}

stories = pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)


def procedure(name):
    # Scalars stay strings, as in the pack's own reader.
    return yaml.load((PROCEDURES / f"{name}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)


def codes(rules, name):
    """Return a list of the procedure, or one that several procedures use."""
    if name in rules["codes"]:
        return rules["codes"][name]["values"]
    shared = PROCEDURES.parent / "codes" / f"{name}.yaml"
    return yaml.load(shared.read_text(encoding="utf-8"), yaml.BaseLoader)["values"]


def clauses(rules):
    """Yield (state, who, act, next state, form) of every clause, the openings first."""
    opens = rules["opens"] if isinstance(rules["opens"], list) else [rules["opens"]]
    lines = [(None, line) for line in opens]
    for state, entry in rules["states"].items():
        lines += [(state, line) for line in entry["clauses"]]
    for state, line in lines:
        right, _, outcome = line.partition(" → ")
        who, _, act = right.partition(" may ")
        words = outcome.replace(",", " ").split()
        form = words[words.index("using") + 1] if "using" in words else None
        yield state, who, act, words[0], form


def form_of(story, act):
    return next(form for *_, name, _, form in clauses(procedure(story["procedure"])) if name == act)


def test_everything_is_marked_as_invented():
    assert INVENTED["invented"] is True
    for kind in ("desks", "officers", "stories"):
        assert {item["invented"] for item in INVENTED[kind]} == {True}


def test_nobody_invented_bears_a_name_of_the_record():
    real = {word for person in REGISTER.persons for word in person.name_latin.lower().split()}
    invented = {
        word for item in INVENTED["officers"] for word in item["name_latin"].lower().split()
    }
    assert real & invented == set()


def test_each_party_has_desks_and_each_desk_an_officer():
    assert {item["party"] for item in INVENTED["desks"]} == {"MA", "FR", "BE"}
    assert {item["desk"] for item in INVENTED["officers"]} == set(DESKS)


def test_the_mark_is_said_in_three_languages_and_coded_in_ascii():
    assert set(MARK) == {*LANGS, "code"}
    assert MARK["code"].isascii()
    assert len({MARK[lang] for lang in LANGS}) == len(LANGS)


def test_each_undertaking_says_which_story_shows_it():
    shown = {item["undertaking"]: item["story"] for item in INVENTED["carried_out"]}
    assert list(shown) == [item.id for item in REGISTER.undertakings]
    for undertaking in REGISTER.undertakings:
        name = shown[undertaking.id]
        if name is not None:
            assert STORIES[name]["procedure"] == undertaking.carried_out_by
            meeting = REGISTER.meeting(undertaking.meeting)
            assert STORIES[name]["space"] == "-".join(meeting.parties).lower()


@stories
def test_each_step_is_told_in_three_languages(story):
    for text in [story["title"], *(step["text"] for step in story["steps"])]:
        assert set(text) == set(LANGS)
        assert all(text.values())


@stories
def test_officers_act_for_their_own_party_in_the_space(story):
    for step in story["steps"]:
        assert DESKS[OFFICERS[step["officer"]]["desk"]]["party"] == step["by"]
        assert step["by"].lower() in story["space"].split("-")


@stories
def test_a_story_follows_the_clauses_of_its_procedure(story):
    rules = procedure(story["procedure"])
    rights = list(clauses(rules))
    roles = list(rules["roles"])
    first = story["opener"] or "MA"  # The founding document names Morocco first.
    second = next(item["by"] for item in story["steps"] if item["by"] != first)
    side = {first: roles[0], second: roles[1]}
    state = "in-force" if story["opener"] is None else None
    overtaken = story["crossing"][1] if story["crossing"] else None
    before = None
    for position, step in enumerate(story["steps"]):
        # Of two acts that cross, both are made in the state before them.
        base = before if position == overtaken else state
        reached = [
            after
            for origin, who, act, after, _ in rights
            if (origin, who, act) == (base, side[step["by"]], step["act"])
        ]
        assert len(reached) == 1, step["act"]
        if position == overtaken:
            winner = side[story["steps"][story["crossing"][0]]["by"]]
            assert rules["states"][base]["turn"] == winner != side[step["by"]]
        else:
            before, state = state, reached[0]
    assert state in {*rules.get("ends", {}), "in-force"}


@stories
def test_a_step_gives_the_terms_and_fields_its_clause_declares(story):
    rules = procedure(story["procedure"])
    for step in story["steps"]:
        declared = rules.get("terms", {}).get(step["act"], {})
        required = {name for name, term in declared.items() if term.get("required") == "yes"}
        assert required <= set(step["terms"]) <= set(declared)
        for name, value in step["terms"].items():
            if declared[name]["type"] == "code":
                assert value in codes(rules, declared[name]["codes"])
        form = form_of(story, step["act"])
        fields = rules["forms"][form]["fields"] if form else {}
        texts = {name for name, field in fields.items() if field["type"] == "text"}
        needed = {name for name in texts if fields[name].get("required") == "yes"}
        assert needed <= set(step["fields"]) <= texts
