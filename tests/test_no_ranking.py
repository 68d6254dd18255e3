"""Nobody is ordered, scored or ranked: no name, no sort, no statement and no form does it.

And private screening stays off: there is no code of it, and no pack can ask for it.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from jisr.framework import check, parse_edition
from tests.framework.packs import good

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src/jisr"
PACKS = ROOT / "packs"
CODE = sorted([*SRC.rglob("*.py"), *(ROOT / "tools").rglob("*.py")])

PERSON = re.compile(
    r"person|people|subject|individual|migrant|traveller|applicant|victim|suspect|minor|child|"
    r"witness|birth|nationalit|given_name|family_name|surname",
    re.IGNORECASE,
)
MEASURE = re.compile(
    r"scor(e|ing)|rank|rating|risk|danger|threat|likel(y|ihood)|probab|priorit|credib|suspicio|"
    r"watch_?list|trust_?level",
    re.IGNORECASE,
)
SORTS = {"sorted", "sort", "nlargest", "nsmallest", "argsort", "rank", "order_by", "sort_values"}

# What is found and orders no person, by file and name, with what it orders; a line that is found
# no more has to go.
RIGHT = {
    ("src/jisr/core/admissible.py", "rank"): "two acts that cross: which one prevails",
    ("src/jisr/core/case.py", "rank"): "two acts that cross: which one prevails",
    ("src/jisr/core/fold.py", "_rank"): "two acts that cross: which one prevails",
    ("src/jisr/framework/crossings.py", "rank"): "two acts that cross: which one prevails",
    ("tools/verify.py", "rank"): "two acts that cross: which one prevails",
    ("src/jisr/framework/layout.py", "_ranks"): "the rows of a drawing",
    ("src/jisr/record/register.py", "rank"): "how far an undertaking of two States has come",
    ("src/jisr/node/subject.py", "sorted"): "the digests of one and the same person",
    ("src/jisr/ledger/work/relational/access.py", "order by"): "events of the log, by number",
    ("src/jisr/ledger/work/relational/partners.py", "order by"): "alarms, by date",
    ("src/jisr/ledger/work/relational/people.py", "order by"): "flags, by an id that says nothing",
}
# Of forms with persons in them: form and field, with what it says.
RIGHT_IN_PACKS = {
    ("ministerial-meeting", "delegation", "offices"): "office-holders, in the order of protocol",
}
RANKING = re.compile(
    r"scor|rank|rating|risk|danger|threat|priorit|credib|classement|note de|risque|menace|"
    r"l.ordre des|in the order of|ترتيب|تصنيف|تنقيط|خطر|خطورة|أولوية",
    re.IGNORECASE,
)


def _words(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            yield one.id
        elif isinstance(one, ast.Attribute):
            yield one.attr
        elif isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def _of_a_person(function: ast.FunctionDef) -> bool:
    """Say whether a function takes a person and returns a measure of one."""
    returned = ast.unparse(function.returns) if function.returns else ""
    taken = [*function.args.args, *function.args.kwonlyargs]
    about = [one.arg + ast.unparse(one.annotation) if one.annotation else one.arg for one in taken]
    measures = re.search(r"\b(float|Decimal|Fraction)\b", returned)
    return bool(measures) and any(PERSON.search(word) for word in [function.name, *about])


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def found_in(code: str) -> set[str]:
    """Return the names by which a piece of code may order or measure persons."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.FunctionDef(name=name) if MEASURE.search(name) or _of_a_person(node):
                found.add(name)
            case ast.ClassDef(name=name) if MEASURE.search(name):
                found.add(name)
            case ast.AnnAssign(target=ast.Name(id=name), annotation=kind):
                maps = re.search(r"(Mapping|dict)\[.*(float|Decimal)\]", ast.unparse(kind))
                if MEASURE.search(name) or (maps and PERSON.search(name + ast.unparse(kind))):
                    found.add(name)
            case ast.Call():
                name = _called(node)
                chosen = name in {"min", "max"} and any(one.arg == "key" for one in node.keywords)
                if (name in SORTS or chosen) and any(map(PERSON.search, _words(node))):
                    found.add(name)
            case ast.Constant(value=str() as said):
                if re.search(r"\border\s+by\b", said, re.IGNORECASE) and PERSON.search(said):
                    found.add("order by")
    return found


@pytest.mark.full
def test_no_code_orders_scores_or_ranks_persons() -> None:
    found = {
        (str(file.relative_to(ROOT)), name) for file in CODE for name in found_in(file.read_text())
    }
    assert found == RIGHT.keys()


@pytest.mark.parametrize(
    "planted",
    [
        "def risk_of(case): ...",
        "class Ranking: ...",
        "def weigh(person: Person) -> float: ...",
        "score: int = 0",
        "by_person: Mapping[Digest, float] = {}",
        "worst = sorted(persons, key=lambda one: one.acts)",
        "found.subjects.sort()",
        "max(people, key=seen)",
        "heapq.nlargest(5, suspects)",
        'SQL = "select * from person order by seen desc"',
        "rows.order_by('nationality')",
    ],
)
def test_a_planted_one_is_found(planted: str) -> None:
    assert found_in(planted)


# --- The packs -----------------------------------------------------------------------------------


def ranking_in(procedure: dict) -> set[tuple[str, str]]:
    """Return the fields of forms with persons in them that would rank these."""
    found = set()
    for name, form in (procedure.get("forms") or {}).items():
        fields = form["fields"]
        if not any("person" in str(one.get("type")) for one in fields.values()):
            continue
        for field, told in fields.items():
            labels = (told.get("label") or {}).values()
            if any(map(RANKING.search, [field, str(told.get("type")), *labels])):
                found.add((name, field))
    return found


@pytest.mark.full
def test_no_form_that_names_persons_ranks_them() -> None:
    files = sorted(PACKS.rglob("procedures/*.yaml"))
    assert len(files) > 20
    found = {
        (file.stem, *place)
        for file in files
        for place in ranking_in(yaml.safe_load(file.read_text()))
    }
    assert found == RIGHT_IN_PACKS.keys()


def test_a_form_that_would_rank_persons_is_found() -> None:
    fields = {"who": {"type": "person", "many": 5}, "level": {"type": "code event-risk"}}
    assert ranking_in({"forms": {"list": {"fields": fields}}}) == {("list", "level")}
    alone = {"level": {"type": "code event-risk"}}
    assert ranking_in({"forms": {"list": {"fields": alone}}}) == set()


def keys_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in items:
        yield from keys_in(item)


def test_nothing_in_the_demonstration_is_a_measure_of_anybody() -> None:
    files = sorted((ROOT / "demo").glob("*.json"))
    keys = {key for file in files for key in keys_in(json.loads(file.read_text()))}
    assert {"persons", "officers"} <= keys
    # Of a major event as a whole; its form says: without names.
    assert {key for key in keys if MEASURE.search(key)} == {"risk"}


# --- Screening -----------------------------------------------------------------------------------


def test_there_is_no_code_of_screening_and_nothing_asks_for_it() -> None:
    room = list((SRC / "screening").rglob("*"))
    assert [file.name for file in room if file.suffix not in {"", ".pyc"}] == ["__init__.py"]
    tree = ast.parse((SRC / "screening/__init__.py").read_text())
    assert [type(node) for node in tree.body] == [ast.Expr], "a docstring, and nothing to run"
    named = {
        str(file.relative_to(SRC))
        for file in SRC.rglob("*.py")
        if "jisr.screening" in file.read_text()
    }
    assert named == set()


@pytest.mark.parametrize(
    ("file", "after"),
    [
        ("ma-fr/pack.yaml", "core: 1"),
        ("common/procedures/information-request.yaml", "procedure: information-request"),
    ],
)
def test_no_pack_can_switch_it_on(file: str, after: str) -> None:
    for asked in ("screening: yes", "screening: {on: yes}", "sessions: [screening]"):
        text = good()[file].decode().replace(after, f"{after}\n{asked}", 1)
        assert asked in text
        faults = check(parse_edition({**good(), file: text.encode()}, pack="ma-fr"))
        assert [fault.code for fault in faults] == ["framework.unknown-key"]


def test_no_shipped_framework_speaks_of_it() -> None:
    for file in sorted(PACKS.rglob("*.yaml")):
        assert not re.search(r"^\s*-?\s*screening\b", file.read_text(), re.MULTILINE), file
