"""Small changes of any code: the usual slips, each of which some test of the core must notice.

Left alone is what decides nothing: annotations, assertions, decorators, docstrings, and the words
that tell people which field an error is about.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from tools.mutation.sources import Mutant, Site, Source, numbered, sites, sources

# Texts for people, and a table that another program writes and another test compares.
LEFT_ALONE: Final = {"core/reasons.py", "core/unicode14.py"}

Change = tuple[ast.AST, str]  # What is put in the node's place, and how to read it.

COMPARED: Final[dict[type[ast.cmpop], ast.cmpop]] = {
    ast.Lt: ast.LtE(),
    ast.LtE: ast.Lt(),
    ast.Gt: ast.GtE(),
    ast.GtE: ast.Gt(),
    ast.Eq: ast.NotEq(),
    ast.NotEq: ast.Eq(),
    ast.Is: ast.IsNot(),
    ast.IsNot: ast.Is(),
    ast.In: ast.NotIn(),
    ast.NotIn: ast.In(),
}
RECKONED: Final[dict[type[ast.operator], ast.operator]] = {
    ast.Add: ast.Sub(),
    ast.Sub: ast.Add(),
    ast.Mult: ast.FloorDiv(),
    ast.FloorDiv: ast.Mult(),
    ast.Mod: ast.FloorDiv(),
    ast.Pow: ast.Mult(),
    ast.LShift: ast.RShift(),
    ast.RShift: ast.LShift(),
    ast.BitAnd: ast.BitOr(),
    ast.BitOr: ast.BitAnd(),
    ast.BitXor: ast.BitOr(),
}
NAMED: Final = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}


def changes_of_core() -> list[Mutant]:
    """Return every small change of the core."""
    found = [
        mutant
        for source in sources("core/*.py")
        if source.short not in LEFT_ALONE
        for mutant in _of_module(source)
    ]
    return numbered(found)


def _of_module(source: Source) -> Iterator[Mutant]:
    for site in sites(source):
        if _is_left_alone(site):
            continue
        before = ast.unparse(site.node) if isinstance(site.node, ast.expr | ast.stmt) else ""
        for to, after in _changes(site):
            shown = f"{_short(before)} → {_short(after)}"
            yield Mutant(name=f"{source.short} {site.place}: {shown}", site=site, to=to)


def _short(text: str) -> str:
    return " ".join(text.split())


def _is_left_alone(site: Site) -> bool:
    around = (*site.around, site.node)
    pairs = pairwise(around)
    return isinstance(site.node, ast.Assert) or any(_decides_nothing(*pair) for pair in pairs)


def _decides_nothing(outer: ast.AST, inner: ast.AST) -> bool:
    match outer:
        case ast.Assert() | ast.arg():
            return True
        case ast.FunctionDef():
            return inner is outer.returns or inner in outer.decorator_list or _is_doc(inner)
        case ast.ClassDef():
            return inner not in outer.body or _is_doc(inner)
        case ast.Module():
            return _is_doc(inner) or _is_type(inner)
        case ast.AnnAssign():
            return inner is outer.annotation
        case ast.Call() if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            named = ast.unparse(outer.func).removeprefix("_")
            return named.startswith(("read_", "read.")) and inner in outer.args[1:]
        case ast.Raise():
            return True
        case _:
            return False


def _is_doc(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_type(node: ast.AST) -> bool:
    """Whether a statement only gives a name to a type."""
    if isinstance(node, ast.AnnAssign):
        return "TypeAlias" in ast.unparse(node.annotation)
    if not isinstance(node, ast.Assign):
        return False
    made = ("NewType(", "TypeVar(", "ParamSpec(", "Literal[", "Mapping[", "Callable[")
    return ast.unparse(node.value).startswith(made)


def _changes(site: Site) -> Iterator[Change]:
    for kind, change in CHANGES.items():
        if isinstance(site.node, kind):
            for to in change(site):
                yield to, _read(to)


def _read(node: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(copy.deepcopy(node)))


def _compare(site: Site) -> Iterator[ast.AST]:
    node = site.node
    assert isinstance(node, ast.Compare)
    for index, op in enumerate(node.ops):
        ops = [*node.ops[:index], COMPARED[type(op)], *node.ops[index + 1 :]]
        yield ast.Compare(left=node.left, ops=ops, comparators=node.comparators)


def _bool(site: Site) -> Iterator[ast.AST]:
    node = site.node
    assert isinstance(node, ast.BoolOp)
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield ast.BoolOp(op=other, values=node.values)
    for index in range(len(node.values)):
        rest = [*node.values[:index], *node.values[index + 1 :]]
        yield rest[0] if len(rest) == 1 else ast.BoolOp(op=node.op, values=rest)


def _unary(site: Site) -> Iterator[ast.AST]:
    node = site.node
    assert isinstance(node, ast.UnaryOp)
    yield node.operand


def _reckon(site: Site) -> Iterator[ast.AST]:
    node = site.node
    assert isinstance(node, ast.BinOp)
    if type(node.op) in RECKONED:
        yield ast.BinOp(left=node.left, op=RECKONED[type(node.op)], right=node.right)


def _constant(site: Site) -> Iterator[ast.AST]:
    node = site.node
    assert isinstance(node, ast.Constant)
    match node.value:
        case bool():
            yield ast.Constant(not node.value)
        case int():
            yield ast.Constant(node.value + 1)
            yield ast.Constant(node.value - 1)
        case str():
            yield ast.Constant(node.value + "x")
        case bytes():
            yield ast.Constant(node.value + b"x")
        case _:
            return


def _condition(site: Site) -> Iterator[ast.AST]:
    """The other way round; a comparison or a negation has a change of its own that is this."""
    node = site.node
    assert isinstance(node, ast.expr)
    outer = site.around[-1] if site.around else None
    tests = [getattr(outer, "test", None), *getattr(outer, "ifs", ())]
    if any(node is test for test in tests) and not isinstance(node, ast.Compare | ast.UnaryOp):
        yield ast.UnaryOp(op=ast.Not(), operand=node)


def _statement(_: Site) -> Iterator[ast.AST]:
    """Leave it out."""
    yield ast.Pass()


def _returned(site: Site) -> Iterator[ast.AST]:
    """Leave out a return on the way; the last one would only return nothing."""
    outer = site.around[-1]
    if isinstance(outer, ast.If | ast.For | ast.While | ast.With | ast.Try):
        yield ast.Pass()


def _call(site: Site) -> Iterator[ast.AST]:
    node = site.node
    assert isinstance(node, ast.Call)
    if len(node.args) >= 2 and not any(isinstance(a, ast.Starred) for a in node.args[:2]):  # noqa: PLR2004
        swapped = [node.args[1], node.args[0], *node.args[2:]]
        yield ast.Call(func=node.func, args=swapped, keywords=node.keywords)
    named = ast.unparse(node.func)
    if named in NAMED:
        func = ast.Name(id=NAMED[named], ctx=ast.Load())
        keywords = [] if named == "sorted" else node.keywords
        yield ast.Call(func=func, args=node.args, keywords=keywords)
    if named == "replace":  # Every other call would lack what it must be given.
        for keyword in node.keywords:
            rest = [k for k in node.keywords if k is not keyword]
            yield ast.Call(func=node.func, args=node.args, keywords=rest)


def _members(site: Site) -> Iterator[ast.AST]:
    """Leave out one of several."""
    node = site.node
    assert isinstance(node, ast.Set | ast.List | ast.Tuple)
    ctx = getattr(node, "ctx", None)
    if isinstance(ctx, ast.Store):
        return
    for index in range(len(node.elts)):
        rest = [*node.elts[:index], *node.elts[index + 1 :]]
        if isinstance(node, ast.Set):
            yield ast.Set(elts=rest) if rest else ast.parse("set()", mode="eval").body
        else:
            yield type(node)(elts=rest, ctx=ast.Load())


def _entries(site: Site) -> Iterator[ast.AST]:
    node = site.node
    assert isinstance(node, ast.Dict)
    for index in range(len(node.keys)):
        keys = [*node.keys[:index], *node.keys[index + 1 :]]
        yield ast.Dict(keys=keys, values=[*node.values[:index], *node.values[index + 1 :]])


def _choice(site: Site) -> Iterator[ast.AST]:
    node = site.node
    assert isinstance(node, ast.IfExp)
    yield node.body
    yield node.orelse


CHANGES: Final[dict[type[ast.AST], Callable[[Site], Iterator[ast.AST]]]] = {
    ast.Compare: _compare,
    ast.BoolOp: _bool,
    ast.UnaryOp: _unary,
    ast.BinOp: _reckon,
    ast.Constant: _constant,
    ast.expr: _condition,
    ast.Raise: _statement,
    ast.Expr: _statement,
    ast.AugAssign: _statement,
    ast.Delete: _statement,
    ast.Continue: _statement,
    ast.Break: _statement,
    ast.Return: _returned,
    ast.Call: _call,
    ast.Set: _members,
    ast.List: _members,
    ast.Tuple: _members,
    ast.Dict: _entries,
    ast.IfExp: _choice,
}
