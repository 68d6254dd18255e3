"""Every reason that is given somewhere, switched off: found in the source as it is.

A reason is given where its name stands: raised, returned, or shown as an alarm.
"""

import ast
import copy
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from tools.mutation.sources import Mutant, Site, Source, numbered, sites, sources

GIVEN_BY: Final = {"jisr.core": "core", "jisr.exchange": "exchange", "jisr.node": "node"}
REASONS: Final = "reasons.py"


def refusals() -> list[Mutant]:
    """Return a mutant for every place in which a reason is given."""
    found = [
        mutant
        for package in GIVEN_BY.values()
        for source in sources(f"{package}/**/*.py")
        if source.file.name != REASONS
        for mutant in _of_module(source)
    ]
    return numbered(found)


@cache
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
    known = _known(source.tree)
    if not known:
        return
    everything = sites(source)
    judged: set[ast.AST] = set()
    for site in everything:
        reason = known.get(_name(site.node))
        if reason is None:
            continue
        named = f"{source.short} {site.place}: {reason}"
        for what, where, to in _switched_off(site, everything):
            yield Mutant(name=f"{named}{what}{_guard(where)}", site=where, to=to)
        if site.statement not in judged:  # Two reasons may stand under one condition.
            judged.add(site.statement)
            for ground in _grounds(site, everything):
                name = f"{named}  [without {ast.unparse(ground.node)}]"
                yield Mutant(name=name, site=ground, to=ast.Constant(False))


def _known(tree: ast.Module) -> dict[str, str]:
    """Return how a module names each reason: `core_reasons.GAP` is `core.GAP`."""
    found: dict[str, str] = {}
    for node in tree.body:
        if not isinstance(node, ast.ImportFrom) or node.module is None:
            continue
        for alias in node.names:
            here = alias.asname or alias.name
            if alias.name == "reasons" and node.module in GIVEN_BY:
                package = GIVEN_BY[node.module]
                found |= {f"{here}.{name}": f"{package}.{name}" for name in declared()[package]}
            elif node.module.removesuffix(".reasons") in GIVEN_BY:
                package = GIVEN_BY[node.module.removesuffix(".reasons")]
                found |= {here: f"{package}.{alias.name}"} if alias.name.isupper() else {}
    return found


def _name(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            return f"{module}.{name}"
        case _:
            return ""


def _switched_off(site: Site, everything: Sequence[Site]) -> Iterator[tuple[str, Site, ast.AST]]:
    """Return what is to be put in which place, so that this reason is not given there."""
    reason, statement = site.node, site.statement
    assert isinstance(reason, ast.expr)
    inside = site.around[site.around.index(statement) + 1 :]
    outer = inside[-1] if inside else statement
    if any(isinstance(node, ast.Compare) for node in inside):
        return  # It is looked for there, not given.
    if site.function is None and not isinstance(outer, ast.Dict):
        return  # A list of reasons to look for.
    if isinstance(outer, ast.Dict):
        yield from _out_of_table(reason, statement, everything)
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
    return (
        isinstance(outer, ast.Call)
        and isinstance(outer.func, ast.Attribute)
        and (outer.func.attr == "get")
    )


def _gone(site: Site, statement: ast.stmt) -> Iterator[tuple[str, Site, ast.AST]]:
    around = site.around[: site.around.index(statement)]
    yield "", Site(site.source, statement, around), ast.Pass()


def _out_of_table(
    reason: ast.expr, statement: ast.stmt, everything: Sequence[Site]
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


def _grounds(site: Site, everything: Sequence[Site]) -> Iterator[Site]:
    """Return the grounds of a refusal that has several, any of which is enough."""
    outer = _outside(site)
    if not isinstance(outer, ast.If) or site.statement not in outer.body:
        return
    inside = {node for node in ast.walk(outer.test) if isinstance(node, ast.expr)}
    for one in everything:
        above = one.around[-1] if one.around else None
        if one.node in inside and isinstance(above, ast.BoolOp) and isinstance(above.op, ast.Or):
            yield one


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
