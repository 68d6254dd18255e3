"""Every procedure of the packs against its table in `tables/`, one file each (FRA-14, FRA-15).

A file has three sections.  `== table` says in each state who may do what, `== crossings` what gives
way to what.  `== stories` are cases: after a title, with the pair and who opens if they are not
MA and FR, opened by MA, each line is an instant, a role, an act, and the state it leads to.

    silence on an urgent request
      2026-03-02T10:20:00Z requesting send urgency=urgent-direct → received
      due 2026-03-02T18:20:00Z → close-for-silence

`… to STATE` goes the shortest way; `received INSTANT` after a line says when the other party had
it; `→ void REASON` that the act has no effect.  `part.NAME=TEXT` says what an act brings as a part:
equal texts stand for equal commitments; what is not said is new, or rightly repeated.  A `due` line
asks what the last second in time is, and what then opens, or says `never`.

To write a table anew after a change of a pack, run `python -m tests.framework.test_procedures`,
and read the difference.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from jisr.core import reasons
from jisr.core.act import PartyId, Slug, Term
from jisr.core.errors import Reason
from jisr.core.table import StateName, TermType
from jisr.framework.tables import table_of
from tests.framework.packs import edition_of
from tests.framework.played import START, Played, at, entries
from tests.framework.written import crossed, written

TABLES = Path(__file__).with_name("tables")
PACKS = ("ma-fr", "ma-be", "ma-fr-victims", "ma-be-victims")
SECOND = timedelta(seconds=1)
CASE_ZERO = "framework-revision"  # The founding document opens it, no act.

_LINE = re.compile(
    r"(?P<when>\S+) (?:(?P<role>\S+) (?P<act>\S+)|… to (?P<goal>\S+))(?P<terms>(?: \S+=\S+)*)"
    r"(?: → (?P<to>\S+)(?: (?P<reason>\S+))?)?(?: received (?P<received>\S+))?\Z"
)
_DUE = re.compile(r"due (?P<when>\S+)(?: → (?P<acts>.+))?\Z")


@dataclass(frozen=True, slots=True)
class Story:
    """One case as a table tells it."""

    title: str
    pack: str
    opener: PartyId
    lines: tuple[str, ...]


def sections(name: str) -> dict[str, str]:
    text = (TABLES / f"{name}.txt").read_text("utf-8")
    _, *parts = re.split(r"^== (\w+)\n", text, flags=re.MULTILINE)
    return {title: body.strip("\n") for title, body in zip(parts[::2], parts[1::2], strict=True)}


def stories(name: str) -> Iterator[Story]:
    for block in re.split(r"\n\n+", sections(name).get("stories", "")):
        if not block:
            continue
        title, *lines = block.split("\n")
        assert all(line.startswith("  ") for line in lines), title
        said = re.search(r" \[(\S+)(?:, opened by (\w\w))?\]$", title)
        pack = said[1] if said else packs_with(name)[0]
        opener = PartyId(said[2] if said and said[2] else "MA")
        yield Story(title, pack, opener, tuple(line.strip() for line in lines))


def packs_with(name: str) -> list[str]:
    return [pack for pack in PACKS if Slug(name) in edition_of(pack).procedures]


NAMES = sorted({name for pack in PACKS for name in edition_of(pack).procedures})
STORIES = [(name, story) for name in NAMES for story in stories(name)]


def term_of(case: Played, name: str, text: str) -> Term:
    kinds = {
        spec.type
        for entry in entries(case.table)
        for term, spec in entry.clause.terms.items()
        if term == name
    }
    assert kinds, name
    if kinds == {TermType.NUMBER}:
        return int(text)
    if kinds <= {TermType.CODES, TermType.DATES}:
        return tuple(text.split(","))
    return text


def play(name: str, story: Story) -> Iterator[tuple[Played, str]]:
    """Play a story; yield the case after each line."""
    case = Played(story.pack, name, opener=story.opener)
    for line in story.lines:
        due = _DUE.match(line)
        if due:
            check_due(name, story, case, due)
            yield case, line
            continue
        said = _LINE.match(line)
        assert said, line
        pairs = dict(pair.split("=", 1) for pair in said["terms"].split())
        contents = {key[5:]: pairs.pop(key) for key in list(pairs) if key.startswith("part.")}
        terms = {key: term_of(case, key, text) for key, text in pairs.items()}
        if said["goal"]:
            case.bring_to(said["goal"], at(said["when"]), terms)
        else:
            received = at(said["received"]) if said["received"] else None
            side, when = case.side(said["role"]), at(said["when"])
            found = case.write(
                side, said["act"], when, terms=terms, contents=contents, received=received
            )
            check_outcome(case, found, said)
        yield case, line


def check_outcome(case: Played, found: Reason | None, said: re.Match[str]) -> None:
    if said["to"] == "void":
        assert found is not None, said.string
        assert found.code == f"core.{said['reason']}", said.string
    else:
        assert found is None, f"{said.string}: {found and found.code}"
        assert case.state == said["to"], said.string


def check_due(name: str, story: Story, case: Played, said: re.Match[str]) -> None:
    """One second before, at, and one second after the deadline."""
    assert case.case is not None
    if said["when"] == "never":
        assert case.case.due is None
        return
    assert case.case.due == at(said["when"]), f"{case.case.due}, not {said['when']}"
    table = case.table.states[case.state]
    late = {clause.act: clause for clause in table.clauses.values() if clause.late}
    assert set((said["acts"] or "").split(", ")) == set(late)
    for clause in late.values():
        for moment in (case.case.due - SECOND, case.case.due):
            found = case.write(clause.by, clause.act, moment)
            assert found is reasons.NOT_YET_OVERDUE
        again = replayed(name, story, said.string)
        assert again.write(clause.by, clause.act, again.case.due + SECOND) is None
        assert again.state == clause.to


def replayed(name: str, story: Story, until: str) -> Played:
    lines = story.lines[: story.lines.index(until)]
    before = tuple(line for line in lines if not _DUE.match(line))
    case = Played(story.pack, name, opener=story.opener)
    for case, _ in play(name, Story(story.title, story.pack, story.opener, before)):  # noqa: B007
        pass
    return case


@pytest.mark.parametrize("name", NAMES)
def test_a_procedure_is_what_its_table_says(name: str) -> None:
    edition, told = edition_of(packs_with(name)[0]), sections(name)
    assert written(table_of(edition, Slug(name))) == told["table"]
    assert crossed(edition.procedures[Slug(name)]) == told["crossings"]


@pytest.mark.parametrize(
    ("name", "story"), STORIES, ids=[f"{name}: {story.title}" for name, story in STORIES]
)
def test_a_story_goes_as_it_is_told(name: str, story: Story) -> None:
    assert list(play(name, story))


@pytest.mark.full
@pytest.mark.parametrize("name", [name for name in NAMES if name != CASE_ZERO])
def test_every_clause_leads_where_it_says_and_no_other_act_is_open(name: str) -> None:
    opener, pack = PartyId("MA"), packs_with(name)[0]
    start = Played(pack, name, opener=opener)
    moves = {(e.clause.by, e.clause.act) for e in entries(start.table) if e.state is not None}
    for state, rights in start.table.states.items():
        case = Played(pack, name, opener=opener)
        case.bring_to(state, START, {})
        for by, act in sorted(moves - set(rights.clauses)):
            found = case.write(by, act, START)
            assert found in {reasons.NOT_YOUR_CLAUSE, reasons.NOT_YOUR_TURN}, (state, by, act)
        for clause in rights.clauses.values():
            again = Played(pack, name, opener=opener)
            again.bring_to(state, START, {})
            when = START
            if clause.late:
                assert again.case.due is not None, f"{state}: nothing is due"
                when = again.case.due + SECOND
            assert again.write(clause.by, clause.act, when) is None, (state, clause.act)
            assert again.state == clause.to


@pytest.mark.full
@pytest.mark.parametrize("name", NAMES)
def test_the_stories_of_a_table_reach_every_end_and_time_every_deadline(name: str) -> None:
    table = table_of(edition_of(packs_with(name)[0]), Slug(name))
    timed: set[StateName] = set()
    reached: set[StateName] = set()
    for story in stories(name):
        for case, line in play(name, story):
            reached |= set() if case.case is None else {case.state}
            if line.startswith("due "):
                timed.add(case.state)
                late = case.table.states[case.state].clauses.values()
                reached |= {clause.to for clause in late if clause.late}
    if name != CASE_ZERO:
        assert set(table.ends) <= reached, set(table.ends) - reached
    due = {state for state, one in table.states.items() if one.due is not None}
    assert due <= timed, due - timed


def test_a_table_stands_beside_every_procedure_and_none_is_left_over() -> None:
    assert {path.stem for path in TABLES.glob("*.txt")} == set(NAMES)


def rewrite(name: str) -> None:
    """Write the two sections that follow from the pack; the stories stay."""
    edition, path = edition_of(packs_with(name)[0]), TABLES / f"{name}.txt"
    told = sections(name) if path.exists() else {}
    title = edition.procedures[Slug(name)].title.en
    parts = {
        "table": written(table_of(edition, Slug(name))),
        "crossings": crossed(edition.procedures[Slug(name)]),
        "stories": told.get("stories", ""),
    }
    body = "".join(f"\n== {key}\n{text}\n" for key, text in parts.items())
    path.write_text(f"{title}\n{body}", "utf-8")


if __name__ == "__main__":
    for procedure in NAMES:
        rewrite(procedure)
