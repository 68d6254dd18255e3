"""A case, folded from its acts: which moves count, which were overtaken, which are void.

The ten rules of docs/spec/case.md live here.  Everything is a function of the acts held, never
of the order in which they came, of the reader's clock, or of any part.

The idea in four lines: a case is a tree of moves, each naming the move it follows (`on`).  A
move is *admissible* if its author, seeing only what that act had seen, was allowed to make it.
Where two admissible moves follow the same move they have *crossed*, and the signed procedure
says which prevails.  A move is *settled* once it leads and the other party has seen it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

from jisr.core import reasons
from jisr.core.act import Act, Digest, Kind, PartyId, Under
from jisr.core.errors import Reason
from jisr.core.table import (
    ACCEPT_MIGRATION,
    BUILT_IN_NOTES,
    OFFICE,
    PROPOSE_MIGRATION,
    Clause,
    Closures,
    Side,
    StateName,
    Step,
    Table,
)
from jisr.core.terms import fits


class Standing(StrEnum):
    """What a move or note counts for."""

    PROVISIONAL = "provisional"  # Leads, but the other party may still have an act that prevails.
    SETTLED = "settled"  # Leads, and can never change again.
    OVERTAKEN = "overtaken"  # Rightly made, but another act prevailed, here or before it.
    VOID = "void"  # Its author was not entitled to it; kept, without effect.


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One act of a case as held, with the length of the other log in its causal past."""

    act: Act
    id: Digest
    saw: int


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A causal past: how many acts of each of the two logs it contains."""

    lengths: Mapping[PartyId, int]

    def holds(self, author: PartyId, seq: int) -> bool:
        """Say whether act `seq` of `author` is inside."""
        return seq < self.lengths.get(author, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The other party's first act that has seen a given act."""

    seq: int
    at: datetime


class Logs(Protocol):
    """What the fold asks about the two logs around the case."""

    def receipt(self, author: PartyId, seq: int) -> Receipt | None:
        """Return the other party's first act that has seen `author`'s act `seq`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """Where a case begins: its opening, or for case zero the founding document."""

    id: Digest
    opener: PartyId
    other: PartyId
    under: Under
    table: Table
    state: StateName
    held: Held | None  # None for case zero.

    def side(self, author: PartyId) -> Side:
        """Return which side of the case a party is."""
        return Side.OPENER if author == self.opener else Side.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An admissible move (or the root): the state it led to, and under which table."""

    id: Digest
    held: Held | None
    parent: "Node | None"
    state: StateName
    table: Table
    under: Under
    rank: tuple[int, int]  # Lower prevails among moves that follow the same one.


# The table of an edition's procedure; None when this node does not know the edition.
Tables: TypeAlias = Callable[[Under], Table | None]
# The edition in force in a view, and the closed days announced in it (see `jisr.core.zero`).
InForce: TypeAlias = Callable[[View], Digest]
ClosuresIn: TypeAlias = Callable[[View], Closures]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The space around a case, as far as the fold depends on it."""

    parties: tuple[PartyId, PartyId]
    logs: Logs
    tables: Tables
    in_force: InForce
    closures: ClosuresIn

    def other(self, party: PartyId) -> PartyId:
        """Return the other party."""
        first, second = self.parties
        return second if party == first else first

    def past(self, held: Held) -> View:
        """Return the causal past of an act, itself excluded."""
        author = held.act.author
        return View(lengths={author: held.act.seq, self.other(author): held.saw})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The standing of one act of the case; `reason` only when void."""

    held: Held
    standing: Standing
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Two admissible moves that follow the same move; `winner` prevails."""

    on: Digest
    winner: Digest
    loser: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the acts of a case add up to."""

    root: Root
    path: tuple[Node, ...]  # From the root to the tip.
    settled: int  # How many nodes of the path are settled, from the root on.
    verdicts: Mapping[Digest, Verdict]
    crossings: tuple[Crossing, ...]
    steps: tuple[Step, ...]  # The path as deadlines see it.
    closures: Closures

    @property
    def tip(self) -> Node:
        """The leading move."""
        return self.path[-1]

    @property
    def ended(self) -> bool:
        """Whether the leading move ended the case."""
        return self.tip.state in self.tip.table.ends

    @property
    def turn(self) -> PartyId | None:
        """The party that owes the next step; None when the case rests or has ended."""
        if self.ended:
            return None
        turn = self.tip.table.states[self.tip.state].turn
        if turn is None:
            return None
        return self.root.opener if turn is Side.OPENER else self.root.other

    @property
    def due(self) -> datetime | None:
        """When the current state is overdue; None without deadline or before its start."""
        if self.ended:
            return None
        rule = self.tip.table.states[self.tip.state].due
        return rule(self.steps, self.closures) if rule else None


def open_root(held: Held, context: Context) -> Root | Reason:
    """Judge an opening act in its own causal past.

    Returns:
        The root of its case, or the reason why the opening is void.

    Source: docs/spec/case.md, clauses CAS-2 and CAS-3, in this order.
    """
    act = held.act
    assert act.kind is Kind.OPEN
    assert act.under is not None
    assert act.act is not None
    table = context.tables(act.under)
    if table is None:
        return reasons.UNKNOWN_PROCEDURE
    if act.under.framework != context.in_force(context.past(held)):
        return reasons.EDITION_NOT_IN_FORCE
    clause = table.opens.get(act.act)
    if clause is None:
        return reasons.NOT_YOUR_CLAUSE
    if (reason := _header_fault(act, clause, followed=None)) is not None:
        return reason
    return Root(
        id=held.id,
        opener=act.author,
        other=context.other(act.author),
        under=act.under,
        table=table,
        state=clause.to,
        held=held,
    )


def fold(root: Root, acts: Sequence[Held], *, view: View, context: Context) -> Case:
    """Fold a case.

    Args:
        root: its opening, already judged.
        acts: its moves and notes, each once, in any order; those outside `view` are left out.
        view: what the reader holds: usually everything.
        context: the space around it.

    Returns:
        The same value for the same set of acts, whoever computes it and whenever.

    Source: docs/spec/case.md, clauses CAS-4 to CAS-12.
    """
    tree = _Tree(root, context)
    inside = [held for held in acts if view.holds(held.act.author, held.act.seq)]
    # Whatever an act has seen has fewer acts in its past than it has, so this order is causal.
    for held in sorted(inside, key=lambda h: (h.act.seq + h.saw, h.act.author)):
        tree.judge(held)
    path = tree.path(view)
    settled = tree.settled(path, view)
    return Case(
        root=root,
        path=path,
        settled=settled,
        verdicts=tree.verdicts(path, settled),
        crossings=tree.crossings(view),
        steps=tree.steps(path, view),
        closures=context.closures(view),
    )


class _Tree:
    """The admissible moves of one case, grown in causal order."""

    def __init__(self, root: Root, context: Context) -> None:
        self._root = root
        self._context = context
        self._start = Node(
            id=root.id,
            held=root.held,
            parent=None,
            state=root.state,
            table=root.table,
            under=root.under,
            rank=(0, 0),
        )
        self._children: dict[Digest, list[Node]] = {}
        self._nodes: dict[Digest, Node] = {}
        self._void: dict[Digest, Verdict] = {}
        self._notes: dict[Digest, Verdict] = {}

    def judge(self, held: Held) -> None:
        """Judge one act in its own causal past; everything in that past is judged already."""
        past = self._context.past(held)
        if held.act.kind is Kind.NOTE:
            reason = self._note_fault(held, past)
            standing = Standing.SETTLED if reason is None else Standing.VOID
            self._notes[held.id] = Verdict(held=held, standing=standing, reason=reason)
            return
        outcome = self._admit(held, past)
        if isinstance(outcome, Reason):
            self._void[held.id] = Verdict(held=held, standing=Standing.VOID, reason=outcome)
            return
        self._nodes[held.id] = outcome
        assert outcome.parent is not None
        self._children.setdefault(outcome.parent.id, []).append(outcome)

    def path(self, view: View) -> tuple[Node, ...]:
        """Return the leading path inside a view: at each fork the move that prevails."""
        path = [self._start]
        while (child := self._best(path[-1], view)) is not None:
            path.append(child)
        return tuple(path)

    def settled(self, path: tuple[Node, ...], view: View) -> int:
        """Count how many nodes of the path, from the root on, can never change again."""
        for index, node in enumerate(path):
            if node.held is not None and not self._received(node.held, view):
                return index
        return len(path)

    def verdicts(self, path: tuple[Node, ...], settled: int) -> dict[Digest, Verdict]:
        """Return the standing of every move and note."""
        verdicts = {**self._void, **self._notes}
        leading = {node.id: index for index, node in enumerate(path)}
        for node in (self._start, *self._nodes.values()):
            if node.held is None:
                continue
            index = leading.get(node.id)
            if index is None:
                standing = Standing.OVERTAKEN
            else:
                standing = Standing.SETTLED if index < settled else Standing.PROVISIONAL
            verdicts[node.id] = Verdict(held=node.held, standing=standing)
        return verdicts

    def crossings(self, view: View) -> tuple[Crossing, ...]:
        """Return every pair of admissible moves that follow the same move."""
        found = []
        for on, children in self._children.items():
            inside = [child for child in children if self._inside(child, view)]
            ordered = sorted(inside, key=lambda child: child.rank)
            found += [
                Crossing(on=on, winner=ordered[0].id, loser=loser.id) for loser in ordered[1:]
            ]
        return tuple(found)

    def steps(self, path: tuple[Node, ...], view: View) -> tuple[Step, ...]:
        """Return a path as deadlines see it."""
        return tuple(self._step(node, node.held, view) for node in path if node.held is not None)

    def _step(self, node: Node, held: Held, view: View) -> Step:
        receipt = self._context.logs.receipt(held.act.author, held.act.seq)
        other = self._context.other(held.act.author)
        known = receipt is not None and view.holds(other, receipt.seq)
        assert held.act.act is not None
        return Step(
            author=held.act.author,
            act=held.act.act,
            state=node.state,
            at=held.act.at,
            received=receipt.at if receipt is not None and known else None,
            terms=held.act.terms,
        )

    def _received(self, held: Held, view: View) -> bool:
        receipt = self._context.logs.receipt(held.act.author, held.act.seq)
        other = self._context.other(held.act.author)
        return receipt is not None and view.holds(other, receipt.seq)

    def _inside(self, node: Node, view: View) -> bool:
        assert node.held is not None
        return view.holds(node.held.act.author, node.held.act.seq)

    def _best(self, node: Node, view: View) -> Node | None:
        children = [c for c in self._children.get(node.id, ()) if self._inside(c, view)]
        return min(children, key=lambda child: child.rank, default=None)

    def _admit(self, held: Held, past: View) -> Node | Reason:
        """Say whether a move is admissible; the order of the reasons is part of the spec."""
        act = held.act
        assert act.on is not None
        assert act.act is not None
        if self._start.held is not None and not past.holds(
            self._start.held.act.author, self._start.held.act.seq
        ):
            return reasons.NOT_ON_TIP  # It cannot have known the case it moves.
        path = self.path(past)
        tip = path[-1]
        if act.on.id != tip.id:
            return reasons.NOT_ON_TIP
        if tip.state in tip.table.ends:
            return reasons.CASE_ENDED
        if act.under is not None:
            return self._migrate(held, tip, past)
        side = self._root.side(act.author)
        state = tip.table.states[tip.state]
        clause = state.clauses.get((side, act.act))
        if clause is None:
            theirs = Side.OTHER if side is Side.OPENER else Side.OPENER
            other = state.clauses.get((theirs, act.act))
            return reasons.NOT_YOUR_TURN if other is not None else reasons.NOT_YOUR_CLAUSE
        if (reason := _header_fault(act, clause, followed=tip)) is not None:
            return reason
        if clause.late:
            due = (
                state.due(self.steps(path, past), self._context.closures(past))
                if state.due
                else None
            )
            if due is None or act.at <= due:
                return reasons.NOT_YET_OVERDUE
        return Node(
            id=held.id,
            held=held,
            parent=tip,
            state=clause.to,
            table=tip.table,
            under=tip.under,
            rank=_rank(clause, side, state.first),
        )

    def _migrate(self, held: Held, tip: Node, past: View) -> Node | Reason:
        """Admit a move to a newer edition: the other party proposed exactly this one."""
        act = held.act
        assert act.under is not None
        table = self._context.tables(act.under)
        if act.act != ACCEPT_MIGRATION or table is None:
            return reasons.UNKNOWN_PROCEDURE
        if act.under.framework != self._context.in_force(past):
            return reasons.EDITION_NOT_IN_FORCE
        if act.under.procedure != tip.under.procedure:
            return reasons.UNKNOWN_PROCEDURE
        if not any(
            verdict.reason is None
            and verdict.held.act.act == PROPOSE_MIGRATION
            and verdict.held.act.under == act.under
            and verdict.held.act.author != act.author
            and past.holds(verdict.held.act.author, verdict.held.act.seq)
            for verdict in self._notes.values()
        ):
            return reasons.NOT_PROPOSED
        state = table.migrates.get((tip.under.framework, tip.state))
        if state is None:
            return reasons.NO_MIGRATION
        return Node(
            id=held.id,
            held=held,
            parent=tip,
            state=state,
            table=table,
            under=act.under,
            rank=(2, 0 if self._root.side(act.author) is Side.OPENER else 1),
        )

    def _note_fault(self, held: Held, past: View) -> Reason | None:
        act = held.act
        assert act.act is not None
        if self._start.held is not None and not past.holds(
            self._start.held.act.author, self._start.held.act.seq
        ):
            return reasons.NOT_ON_TIP
        if act.act == PROPOSE_MIGRATION:
            return None if act.under is not None else reasons.UNKNOWN_PROCEDURE
        table = self.path(past)[-1].table
        rule = BUILT_IN_NOTES.get(act.act) or table.notes.get(act.act)
        if rule is None or act.under is not None:
            return reasons.NOT_YOUR_CLAUSE
        if self._root.side(act.author) not in rule.by:
            return reasons.NOT_YOUR_CLAUSE
        if not fits(rule.terms, act.terms):
            return reasons.WRONG_TERMS
        return None if rule.form is None or act.body else reasons.FORM_MISSING


def _rank(clause: Clause, side: Side, first: Side) -> tuple[int, int]:
    """Order crossed moves: *prevailing*, then the turn-holder's, then the opener's (CAS-7)."""
    return (
        0 if clause.prevailing else 1 if side is first else 2,
        0 if side is Side.OPENER else 1,
    )


def _header_fault(act: Act, clause: Clause, *, followed: Node | None) -> Reason | None:
    """Check what a clause demands of a header: terms, office, form, repeated commitment."""
    if not fits(clause.terms, act.terms):
        return reasons.WRONG_TERMS
    if clause.office is not None and act.terms.get(OFFICE) != clause.office:
        return reasons.WRONG_OFFICE
    if clause.form is not None and not act.body:
        return reasons.FORM_MISSING
    if clause.accepting is not None:
        assert followed is not None, "the checker lets no opening accept a text"
        offered = followed.held.act.body.get(clause.accepting) if followed.held else None
        if offered is None or act.body.get(clause.accepting) != offered:
            return reasons.NOT_THE_SAME_TEXT
    return None
