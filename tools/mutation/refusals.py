"""Every reason that is given somewhere, switched off: found in the source as it is.

A reason is given where its name stands: raised, returned, or shown as an alarm.
"""

import ast
import copy
from collections.abc import Iterator
from typing import Final

from tools.mutation.sources import Mutant, Site, Source, numbered, sites, sources

# Whose reasons: any package above may give them too.
GIVEN_BY: Final = {"jisr.core": "core", "jisr.exchange": "exchange", "jisr.node": "node"}
REASONS: Final = "reasons.py"


def refusals() -> list[Mutant]:
    """Return a mutant for every place in which a reason is given."""
    found = [
        mutant
        for source in sources("**/*.py")
        if source.file.name != REASONS
        for mutant in _of_module(source)
    ]
    return numbered(found)


def declared() -> dict[str, set[str]]:
    """Return the names of the reasons of each package."""
    return {
        package: {
            node.target.id
            for source in sources(f"{package}/{REASONS}")
            for node in source.tree.body
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
            if isinstance(node.value, ast.Call)
        }
        for package in GIVEN_BY.values()
    }


def _of_module(source: Source) -> Iterator[Mutant]:
    packages = _aliases(source.tree)
    everything = list(sites(source))
    judged: set[ast.AST] = set()
    for site in everything:
        node = site.node
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
            continue
        package = packages.get(node.value.id)
        if package is None or not node.attr.isupper():
            continue
        for what, where, to in _switched_off(site, node, everything):
            name = f"{source.short} {site.place}: {package}.{node.attr}{what}{_guard(where)}"
            yield Mutant(name=name, site=where, to=to)
        if site.statement not in judged:  # Two reasons may stand under one condition.
            judged.add(site.statement)
            for ground, rest in _grounds(site, everything):
                shown = f"{source.short} {site.place}: {package}.{node.attr}"
                yield Mutant(
                    name=f"{shown}  [without {ast.unparse(ground.node)}]", site=ground, to=rest
                )


def _aliases(tree: ast.Module) -> dict[str, str]:
    """Return under which name a module knows the reasons of each package."""
    return {
        alias.asname or alias.name: GIVEN_BY[node.module]
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == "reasons" and node.module in GIVEN_BY
    }


def _switched_off(
    site: Site, reason: ast.Attribute, everything: list[Site]
) -> Iterator[tuple[str, Site, ast.AST]]:
    """Return what is to be put in which place, so that this reason is not given there."""
    statement = site.statement
    inside = site.around[site.around.index(statement) + 1 :]
    outer = inside[-1] if inside else statement
    if any(isinstance(node, ast.Compare) for node in inside):
        return  # It is looked for there, not given.
    if isinstance(outer, ast.Dict):
        yield from _out_of_table(outer, reason, statement, everything)
    elif isinstance(outer, ast.Tuple) and isinstance(statement, ast.For):
        rest = ast.Tuple(elts=[e for e in outer.elts if e is not reason], ctx=ast.Load())
        yield " stays", Site(site.source, outer, site.around[:-1]), rest
    elif isinstance(outer, ast.IfExp):
        other = outer.orelse if reason is outer.body else outer.body
        yield f" → {ast.unparse(other)}", site, copy.deepcopy(other)
    elif isinstance(statement, ast.Raise | ast.Return | ast.Expr) and not _is_default(outer):
        yield from _gone(site, statement)
    else:
        yield " → None", site, ast.Constant(None)


def _is_default(outer: ast.AST) -> bool:
    """Whether a call takes the reason for want of another: `reasons_of.get(case, FULL)`."""
    return isinstance(outer, ast.Call) and isinstance(outer.func, ast.Attribute) and (
        outer.func.attr == "get"
    )


def _gone(site: Site, statement: ast.stmt) -> Iterator[tuple[str, Site, ast.AST]]:
    around = site.around[: site.around.index(statement)]
    yield "", Site(site.source, statement, around), ast.Pass()


def _out_of_table(
    table: ast.Dict, reason: ast.Attribute, statement: ast.stmt, everything: list[Site]
) -> Iterator[tuple[str, Site, ast.AST]]:
    """Where a table of reasons is read: as before, unless it is this one."""
    assert isinstance(statement, ast.AnnAssign)
    named = ast.unparse(statement.target)
    for site in everything:
        if not isinstance(site.node, ast.Raise):
            continue
        for read in ast.walk(site.node):
            if isinstance(read, ast.Subscript) and ast.unparse(read.value) == named:
                test = ast.Compare(left=read, ops=[ast.IsNot()], comparators=[reason])
                yield "", site, ast.If(test=test, body=[site.node], orelse=[])


def _grounds(site: Site, everything: list[Site]) -> Iterator[tuple[Site, ast.AST]]:
    """Where a refusal has several grounds, any of which is enough: each of them taken away."""
    outer = _outside(site)
    if not isinstance(outer, ast.If) or site.statement not in outer.body:
        return
    inside = set(ast.walk(outer.test))
    for one in everything:
        above = one.around[-1] if one.around else None
        if not isinstance(one.node, ast.expr) or one.node not in inside:
            continue
        if isinstance(above, ast.BoolOp) and isinstance(above.op, ast.Or):
            yield one, ast.Constant(False)


def _outside(site: Site) -> ast.AST:
    """Return what stands right around the statement of a node."""
    chain = (*site.around, site.node)
    return chain[chain.index(site.statement) - 1]


def _guard(site: Site) -> str:
    """Return the condition under which the reason is given, to tell two places apart."""
    outer = _outside(site)
    if isinstance(outer, ast.If) and site.statement in outer.body:
        return f"  [if {ast.unparse(outer.test)}]"
    return ""
