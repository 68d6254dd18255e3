"""The stories: what two operators type, and what their nodes answer.

A story is a text that people read too; the tutorial quotes one.  Its lines:

    MA $ jisr ...    typed at MA once; it succeeds, and answers what the indented lines say
    MA ? jisr ...    the same, typed again until it does
    MA ! jisr ...    it is refused, with the code of the indented line
    MA * runs        MA's node runs from here on;  MA * stops
    anything else    told to the reader

In answers `…` stands for anything.  `<name>` stands for an id: the first one met, the same later
on; in commands it stands for that id.
"""

import re
import shlex
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.ops.cli_kit import Home, found, homes, running, until

HERE = Path(__file__).parent
STORIES = sorted(HERE.glob("*.txt"))
TUTORIAL = HERE.parents[1] / "docs" / "tutorial" / "first-hour.md"
LINE = re.compile(r"(?P<party>[A-Z]{2}) (?P<sign>[$?!*]) (?:jisr )?(?P<said>.+)")
ANSWER = "   "
ISOLATES = re.compile("[\u2066-\u2069]")
NO_BREAKS = re.compile("[\u00a0\u202f]")  # French sets them; a story is typed with plain ones.


@dataclass
class Step:
    """One line of a story, with the answer it is to have."""

    party: str
    sign: str
    said: str
    answer: list[str] = field(default_factory=list)


def steps_of(text: str) -> list[Step]:
    """Read a story; an answer belongs to the line before it."""
    steps: list[Step] = []
    for line in text.splitlines():
        if line.startswith(ANSWER):
            steps[-1].answer.append(line.removeprefix(ANSWER))
        elif match := LINE.fullmatch(line):
            steps.append(Step(match["party"], match["sign"], match["said"]))
    return steps


class Told:
    """Two nodes, the ids met so far, and the steps as they are played."""

    def __init__(self, nodes: dict[str, Home], folder: Path) -> None:
        self.nodes = nodes
        self.folder = folder
        self.ids: dict[str, str] = {}
        self.processes: dict[str, AbstractContextManager[object]] = {}

    def run(self, party: str) -> None:
        self.processes[party] = running(self.nodes[party])
        self.processes[party].__enter__()

    def stop(self, party: str) -> None:
        self.processes.pop(party).__exit__(None, None, None)

    def stop_all(self) -> None:
        for party in list(self.processes):
            self.stop(party)

    def play(self, step: Step) -> None:
        match step.sign:
            case "*":
                {"runs": self.run, "stops": self.stop}[step.said](step.party)
            case "!":
                assert self.type(step) != 0
                assert f"[{step.answer[0]}]" in self.shown[1]
            case "$":
                assert self.type(step) == 0, self.shown
                assert self.answers(step), self.shown
            case "?":
                until(lambda: self.type(step) == 0 and self.answers(step), str(step))

    def type(self, step: Step) -> int:
        """Type a command; files it names stand in the story's own folder."""
        args = shlex.split(step.said)
        args = [self.ids[arg.strip("<>")] if arg.startswith("<") else arg for arg in args]
        args = [str(self.folder / arg) if arg.endswith(".json") else arg for arg in args]
        result = self.nodes[step.party](*args)
        self.shown = (
            NO_BREAKS.sub(" ", ISOLATES.sub("", result.stdout)).splitlines(),
            result.stderr,
        )
        return int(result.exit_code)

    def answers(self, step: Step) -> bool:
        """Say whether what was shown is the step's answer; then keep the ids it tells."""
        lines = self.shown[0]
        if len(lines) != len(step.answer):
            return False
        ids: dict[str, str] = dict(self.ids)
        for line, wanted in zip(lines, step.answer, strict=True):
            match = re.fullmatch(self.pattern(wanted, ids), line)
            if match is None:
                return False
            ids |= match.groupdict()
        self.ids = ids
        return True

    def pattern(self, wanted: str, ids: dict[str, str]) -> str:
        parts = re.split(r"(…|<[a-z]+>)", wanted)
        return "".join(self.one(part, ids) for part in parts)

    def one(self, part: str, ids: dict[str, str]) -> str:
        if part == "…":
            return ".*"
        name = part.strip("<>")
        if part == f"<{name}>":
            return ids.get(name, f"(?P<{name}>[0-9a-f]{{64}})")
        return re.escape(part)


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    nodes = homes(tmp_path, "MA", "FR")
    found(nodes["MA"], nodes["FR"], tmp_path)
    with ExitStack() as stack:
        one = Told(nodes, tmp_path)
        stack.callback(one.stop_all)
        for party in nodes:
            one.run(party)
        yield one


# The one that the tutorial quotes is played on every run; the others in the long form.
PLAYED = [
    pytest.param(story, marks=() if story.stem == "request" else pytest.mark.full, id=story.stem)
    for story in STORIES
]


@pytest.mark.parametrize("story", PLAYED)
def test_a_story_comes_out_as_it_is_told(told: Told, story: Path) -> None:
    steps = steps_of(story.read_text(encoding="utf-8"))
    assert steps
    for step in steps:
        told.play(step)


@pytest.mark.parametrize("story", STORIES, ids=[story.stem for story in STORIES])
def test_every_command_of_a_story_has_its_answer(story: Path) -> None:
    for step in steps_of(story.read_text(encoding="utf-8")):
        assert (step.sign == "*") is (step.answer == []), step


def test_the_tutorial_quotes_a_story_word_for_word() -> None:
    told = (HERE / "request.txt").read_text(encoding="utf-8").partition("\n\n")[2]
    assert told.strip() in TUTORIAL.read_text(encoding="utf-8")
