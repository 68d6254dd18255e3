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


def clauses(rules):
    """Yield (state, who, act, next state, form) of every clause, the openings first."""
    opens = rules["opens"] if isinstance(rules["opens"], list) else [rules["opens"]]
    lines = [(None, line) for line in opens]
    for state, entry in rules["states"].items():
        lines += [(state, line) for line in entry["clauses"]]
    for state, line in lines:
        right, _, outcome = line.partition(" → ")
        who, _, act = right.partition(" may ")
        who = who.partition("'s ")[0]
        words = outcome.replace(",", " ").split()
        form = words[words.index("using") + 1] if "using" in words else None
        yield state, who, act, words[0], form


def codes(story, name):
    """The code list of a story's procedure, or of the pack it is played under."""
    own = procedure(story["procedure"])["codes"]
    if name in own:
        return own[name]
    places = (
        ROOT / "packs" / pack / "codes" / f"{name}.yaml" for pack in (story["space"], "common")
    )
    found = next(place for place in places if place.exists())
    return yaml.load(found.read_text(encoding="utf-8"), yaml.BaseLoader)


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
    resting = {name for name, entry in rules["states"].items() if "turn" not in entry}
    assert state in {*rules.get("ends", {}), *resting}


@stories
def test_a_step_gives_the_terms_and_fields_its_clause_declares(story):
    rules = procedure(story["procedure"])
    for step in story["steps"]:
        declared = rules.get("terms", {}).get(step["act"], {})
        required = {name for name, term in declared.items() if term.get("required") == "yes"}
        assert required <= set(step["terms"]) <= {*declared, "office"}
        for name, value in step["terms"].items():
            if name in declared and declared[name]["type"] == "code":
                assert value in codes(story, declared[name]["codes"])["values"]
        form = form_of(story, step["act"])
        fields = rules["forms"][form]["fields"] if form else {}
        texts = {name for name, field in fields.items() if field["type"] == "text"}
        needed = {name for name, field in fields.items() if field.get("required") == "yes"}
        assert set(step["fields"]) <= texts
        given = {*step["fields"], *step.get("values", {}), *step.get("files", {})}
        if story["procedure"] != "framework-revision":  # There the node itself adds the text.
            assert needed <= given <= set(fields)


def test_each_procedure_of_the_packs_has_a_story():
    played = {story["procedure"] for story in STORIES.values()} | {"undertaking"}
    assert played == {path.stem for path in PROCEDURES.glob("*.yaml")}
