"""The sources as trees, and what it takes to change one node of a tree."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = ROOT / "src" / "jisr"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One module."""

    file: Path
    tree: ast.Module

    @property
    def short(self) -> str:
        """Its path inside the package, to read."""
        return self.file.relative_to(PACKAGE).as_posix()

    @property
    def module(self) -> str:
        """Its name, to import."""
        dotted = ".".join(self.file.relative_to(PACKAGE.parent).with_suffix("").parts)
        return dotted.removesuffix(".__init__")


@dataclass(frozen=True, slots=True)
class Site:
    """A node of a tree, with those around it, the outermost first."""

    source: Source
    node: ast.AST
    around: tuple[ast.AST, ...]

    @property
    def function(self) -> Function | None:
        """The outermost function that the node is run in; None when it is run on import."""
        for index, outer in enumerate(self.around):
            if isinstance(outer, Function):
                inner = (*self.around, self.node)[index + 1]
                return outer if inner in outer.body else None
            if isinstance(outer, ast.Lambda):
                return None
        return None

    @property
    def place(self) -> str:
        """The names of the classes and functions around it."""
        return ".".join(
            outer.name for outer in self.around if isinstance(outer, Function | ast.ClassDef)
        )

    @property
    def qualname(self) -> str | None:
        """What Python calls `function`; None when the node is run on import."""
        function = self.function
        if function is None:
            return None
        outside = self.around[: self.around.index(function) + 1]
        return ".".join(
            outer.name for outer in outside if isinstance(outer, Function | ast.ClassDef)
        )

    @property
    def statement(self) -> ast.stmt:
        """The innermost statement that holds the node, or is it."""
        return next(n for n in (self.node, *reversed(self.around)) if isinstance(n, ast.stmt))

    @property
    def lines(self) -> range:
        """The lines on which the statement begins to run: of a block its head alone."""
        statement = self.statement
        body = getattr(statement, "body", None) or getattr(statement, "cases", None)
        end = statement.end_lineno or statement.lineno
        if body:
            first = body[0].pattern if isinstance(body[0], ast.match_case) else body[0]
            end = max(statement.lineno, first.lineno - 1)
        return range(statement.lineno, end + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change of one node."""

    name: str
    site: Site
    to: ast.AST
    clause: str = ""  # The clause of the specification, where the rule has one.

    def plant(self) -> ast.Module:
        """Change the tree itself, which is good for one mutant; give it back."""
        swap = _Swap(self.site.node, self.to)
        tree = swap.visit(self.site.source.tree)
        assert swap.done
        assert isinstance(tree, ast.Module)
        return ast.fix_missing_locations(tree)


class _Swap(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new, self.done = old, new, False

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self.old:
            self.done = True
            return ast.copy_location(self.new, node)
        return self.generic_visit(node)


def sources(pattern: str) -> list[Source]:
    """Read some modules of the package, in the order of their names."""
    return [_source(file) for file in sorted(PACKAGE.glob(pattern))]


@cache
def _source(file: Path) -> Source:
    return Source(file=file, tree=ast.parse(file.read_bytes()))


@cache
def sites(source: Source) -> tuple[Site, ...]:
    """Return every node of a module."""
    return tuple(_sites(source))


def _sites(source: Source) -> Iterator[Site]:
    pending: list[Site] = [Site(source, source.tree, ())]
    while pending:
        site = pending.pop()
        yield site
        around = (*site.around, site.node)
        inner = [Site(source, node, around) for node in ast.iter_child_nodes(site.node)]
        pending.extend(reversed(inner))


def numbered(mutants: Sequence[Mutant]) -> list[Mutant]:
    """Give those that bear the same name a number each, so that every name is one mutant's."""
    seen: dict[str, int] = {}
    for mutant in mutants:
        seen[mutant.name] = seen.get(mutant.name, 0) + 1
    twice = {name for name, count in seen.items() if count > 1}
    count: dict[str, int] = {}
    named = []
    for mutant in mutants:
        name = mutant.name
        count[name] = count.get(name, 0) + 1
        number = f" #{count[name]}" if name in twice else ""
        named.append(
            Mutant(name=name + number, site=mutant.site, to=mutant.to, clause=mutant.clause)
        )
    return named
