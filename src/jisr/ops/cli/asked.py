"""Asking the node, whichever way: what commands share that need it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer

from jisr.core.act import Digest
from jisr.core.canonical import Json
from jisr.core.errors import Lang, Refused
from jisr.core.typography import typeset
from jisr.ops import reasons_cli
from jisr.ops.asking import Ask, asking
from jisr.ops.cli import words_help as help_words
from jisr.ops.cli import words_node as words
from jisr.ops.cli.base import Run
from jisr.ops.cli.inputs import node_passphrase
from jisr.ops.cli.told import SHOWN, object_of, objects

ID_CHARS: Final = 64
PREFIX_CHARS_MIN: Final = 6
_STOPS: Final[Mapping[Lang, str]] = {"ar": "؛ ", "fr": " ; ", "en": "; "}

SpaceOption = Annotated[
    str | None,
    typer.Option("--space"),
    help_words.SPACE,
]


@contextmanager
def asked(run: Run, passphrase_file: Path | None) -> Iterator[Ask]:
    """Give a function that asks the node, and shows on a terminal that it waits."""
    with asking(run.settings, passphrase=node_passphrase(run, passphrase_file)) as ask:

        def patiently(name: str, args: Mapping[str, Json]) -> Json:
            with run.busy(words.ASKING):
                return ask(name, {**args, "as": run.officer} if run.officer else args)

        yield patiently


def find_space(ask: Ask, given: str | None) -> Digest:
    """Return the space that is meant.

    Raises:
        Refused: none is, or more than one.
    """
    rows = objects(ask("space.list", {}))
    found = [
        str(row["space"])
        for row in rows
        if given is None
        or row["partner"] == given
        or str(row["space"]) == given
        or (len(given) >= PREFIX_CHARS_MIN and str(row["space"]).startswith(given))
    ]
    if not rows:
        raise Refused(reasons_cli.NO_SPACE)
    if len(found) != 1:
        known = _named(rows)
        if given is None:
            raise Refused(reasons_cli.WHICH_SPACE, **known)
        raise Refused(reasons_cli.SPACE_NOT_FOUND, given=given[:ID_CHARS], **known)
    return Digest(found[0])


def _named(rows: list[dict[str, Json]]) -> dict[str, str]:
    """Return the facts that tell spaces apart: the id, partner and name of each."""
    known = {"known": "; ".join(_called(row, object_of(row["title"])["en"]) for row in rows)}
    for lang, stop in _STOPS.items():
        titles = [_called(row, object_of(row["title"])[lang]) for row in rows]
        known[f"known_{lang}"] = typeset(stop.join(titles), lang)
    return known


def _called(row: dict[str, Json], title: Json) -> str:
    return f"{str(row['space'])[:SHOWN]} ({row['partner']}, {row['channel']}, {title})"


def all_cases(ask: Ask) -> list[dict[str, Json]]:
    """Return every case there is, page by page."""
    found: list[dict[str, Json]] = []
    start = 0
    while page := ask("case.list", {"start": start}):
        assert isinstance(page, list)
        found += objects([row for row in page if row is not None])
        start += len(page)
    return found


def find_case(ask: Ask, given: str, space: str | None) -> tuple[Digest, Digest]:
    """Return the space and the case that are meant: by reference, id or its first characters.

    The case of the framework itself has the id of its space.

    Raises:
        Refused: none is, or more than one.
    """
    if len(given) == ID_CHARS and space is not None:
        return find_space(ask, space), Digest(given)
    wanted = find_space(ask, space) if space is not None else None
    if len(given) >= PREFIX_CHARS_MIN:
        found = {
            (str(row["space"]), str(row[key]))
            for rows, key in ((all_cases(ask), "case"), (objects(ask("space.list", {})), "space"))
            for row in rows
            if str(row[key]).startswith(given) or row.get("reference") == given.upper()
            if wanted in (None, row["space"])
        }
        if len(found) == 1:
            [(home, case)] = found
            return Digest(home), Digest(case)
    raise Refused(reasons_cli.CASE_NOT_FOUND, given=given[:ID_CHARS])


def find_act(ask: Ask, given: str) -> str:
    """Return the act that is meant; it may be named by its first characters.

    Raises:
        Refused: none is, or more than one.
    """
    if len(given) == ID_CHARS:
        return given
    if len(given) >= PREFIX_CHARS_MIN:
        found = objects(ask("act.find", {"prefix": given}))
        if len(found) == 1:
            return str(found[0]["act"])
    raise Refused(reasons_cli.ACT_NOT_FOUND, given=given[:ID_CHARS])


def text_of(answer: Json, name: str) -> str:
    """Return one text out of an answer of our own node."""
    return str(object_of(answer)[name])
