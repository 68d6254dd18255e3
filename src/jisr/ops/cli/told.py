"""What calls answer, as lines that people read."""

from collections.abc import Iterator
from typing import Final

from jisr.core.canonical import Json
from jisr.core.typography import typeset
from jisr.node.record_views import Text
from jisr.ops.cli import words_node as words
from jisr.ops.cli.base import Run

SHOWN: Final = 12  # Characters of an id that are shown where it is not to be copied.


def space_lines(run: Run, spaces: Json) -> Iterator[str]:
    """Yield one line for each space of an answer."""
    for space in objects(spaces):
        yield _space(run, space)
    if not objects(spaces):
        yield run.text(words.NO_SPACES)


def objects(value: Json) -> list[dict[str, Json]]:
    """Return a list of objects out of an answer of our own node."""
    assert isinstance(value, list)
    found = [item for item in value if isinstance(item, dict)]
    assert len(found) == len(value)
    return found


def object_of(value: Json) -> dict[str, Json]:
    """Return an object out of an answer of our own node."""
    assert isinstance(value, dict)
    return value


def part_state(part: dict[str, Json]) -> str:
    """Return in which state a part is, as words name it: sealed says more than where it is."""
    return "sealed" if part["sealed"] else str(part["state"])


def in_lang(run: Run, texts: Json) -> str:
    """Return a trilingual text of an answer in the reader's language."""
    return typeset(str(object_of(texts)[run.lang]), run.lang)


def worded(run: Run, text: Text) -> str:
    """Return a text in the reader's language, with its spaces as that sets them."""
    return typeset(text.in_(run.lang), run.lang)


def _space(run: Run, space: dict[str, Json]) -> str:
    logs, partner = object_of(space["logs"]), str(space["partner"])
    told = [
        run.text(
            words.SPACE,
            space=str(space["space"])[:SHOWN],
            partner=partner,
            channel=str(space["channel"]),
            title=in_lang(run, space["title"]),
            ours=next(str(size) for party, size in logs.items() if party != partner),
            theirs=str(logs[partner]),
            waiting=str(space["waiting"]),
            line=_line(run, space),
        )
    ]
    if space["stopped"]:
        told.append(run.text(words.SPACE_STOPPED))
    if space["must_hear"]:
        told.append(run.text(words.SPACE_MUST_HEAR))
    return " ".join(told)


def _line(run: Run, space: dict[str, Json]) -> str:
    if space["reachable"]:
        return run.text(words.LINE_UP)
    if space["reason"] is None:
        return run.text(words.LINE_UNTRIED)
    return run.text(words.LINE_DOWN, reason=str(space["reason"]))
