"""The rules that are no refusal, each switched off as `rules.txt` says."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tools.mutation.sources import Mutant, Site, numbered, sites, sources

LIST: Final = Path(__file__).with_name("rules.txt")


def rules() -> list[Mutant]:
    """Return a mutant for every rule on the list.

    Raises:
        LookupError: the code of a rule is not in its place, or more than once.
    """
    return numbered([_mutant(*block) for block in _blocks()])


def _blocks() -> Iterator[tuple[str, str, str, str]]:
    """Return of each rule what it says, its place, its code, and what stands there instead."""
    for block in LIST.read_text().split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        if lines:
            says, place, code, instead = lines
            yield says, place, code.removeprefix("- "), instead.removeprefix("+ ")


def _mutant(says: str, place: str, code: str, instead: str) -> Mutant:
    file, _, within = place.partition(" ")
    (source,) = sources(file)
    whole = instead == "pass"  # A statement is left out; anything else stands for an expression.
    wanted = _read(code, whole=whole)
    found = [
        site
        for site in sites(source)
        if type(site.node) is type(wanted) and _is_within(site, within)
        if ast.dump(site.node) == ast.dump(wanted)
    ]
    if len(found) != 1:
        raise LookupError(f"{says}: {place} has this {len(found)} times, not once: {code}")
    return Mutant(name=f"{place}: {says}", site=found[0], to=_read(instead, whole=whole))


def _is_within(site: Site, place: str) -> bool:
    return site.place == place or site.place.startswith(f"{place}.")


def _read(code: str, *, whole: bool) -> ast.AST:
    (statement,) = ast.parse(code).body
    return statement if whole or not isinstance(statement, ast.Expr) else statement.value
