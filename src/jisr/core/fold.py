"""A case, folded from its acts: which moves count, which were overtaken, which are void.

Everything is a function of the acts held, never of the order in which they came, of the
reader's clock, or of any part.

The idea in four lines: a case is a tree of moves, each naming the move it follows (`on`).  A
move is *admissible* if its author, seeing only what that act had seen, was allowed to make it.
Where two admissible moves follow the same move they have *crossed*, and the signed procedure
says which prevails.  A move is *settled* once it leads and the other party has seen it.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from jisr.core import reasons
from jisr.core.act import Digest, Kind, PartyId, Under
from jisr.core.admissible import Past, admit, note_fault, receipt_in, steps
from jisr.core.case import (
    Case,
    Context,
    Crossing,
    Held,
    Logs,
    Node,
    Receipt,
    Root,
    Standing,
    Verdict,
    View,
)
from jisr.core.errors import Reason
from jisr.core.table import PROPOSE_MIGRATION

# Moves and notes of one party in one case.  A case is folded again with each of its acts, so
# without an end to it a partner could make every further act cost more; a weekly act for five
# years is a quarter of it.
CASE_ACTS_MAX: Final = 1000


def fold(root: Root, acts: Sequence[Held], *, view: View, context: Context) -> Case:
    """Fold a case.

    Args:
        root: its opening, already judged.
        acts: its moves and notes, each once, in any order; those outside `view` are left out.
        view: what the reader holds: usually everything.
        context: the space around it.

    Returns:
        The same value for the same set of acts, whoever computes it and whenever.

    Source: docs/spec/case.md, clauses CAS-4 to CAS-11 and CAS-17.
    """
    return Folding(root, context.parties).fold(acts, view=view, context=context)


class Folding:
    """A case under way: folded again with each of its acts, and each act judged once.

    An act is judged in its own causal past, which never changes; so what was found of it stands
    as long as the space around the case does.  What is raised half-way makes this useless.
    """

    def __init__(self, root: Root, parties: tuple[PartyId, PartyId]) -> None:
        self.root = root
        self._parties = parties
        self._tree = _Tree(root, parties)

    def fold(self, acts: Sequence[Held], *, view: View, context: Context) -> Case:
        """Fold the case from all its acts; see `fold`.

        Where one is missing that is judged already, or one comes before it, all are judged anew.
        """
        context = Context(
            parties=context.parties,
            logs=_Receipts(context.logs),
            tables=context.tables,
            in_force=context.in_force,
            closures=context.closures,
        )
        inside = [held for held in acts if view.holds(held.act.author, held.act.seq)]
        ordered = sorted(inside, key=_causal)
        tree = self._tree
        if ordered[: len(tree.judged)] != tree.judged:
            tree = self._tree = _Tree(self.root, self._parties)
        for held in ordered[len(tree.judged) :]:
            tree.judge(held, context)
        path = tree.path(view)
        settled = _settled(path, view, context)
        return Case(
            root=self.root,
            path=path,
            settled=settled,
            verdicts=tree.verdicts(path, settled),
            crossings=tree.crossings(),
            steps=steps(path, view, context),
            closures=context.closures(view),
        )


def _causal(held: Held) -> tuple[int, PartyId]:
    # Whatever an act has seen has fewer acts in its past than it has.
    return held.act.seq + held.saw, held.act.author


class _Receipts:
    """The receipts of the acts of one case, each looked up once."""

    def __init__(self, logs: Logs) -> None:
        self._logs = logs
        self._known: dict[tuple[PartyId, int], Receipt | None] = {}

    def receipt(self, author: PartyId, seq: int) -> Receipt | None:
        """Return the other party's first act that has seen `author`'s act `seq`."""
        if (author, seq) not in self._known:
            self._known[author, seq] = self._logs.receipt(author, seq)
        return self._known[author, seq]


class _Walk:
    """The leading path inside a view that only grows: at each fork the move that prevails.

    A move that has lost its place never comes back, so the work is that of the moves alone,
    however often the path is asked for.
    """

    def __init__(self, start: Node, moves: Mapping[PartyId, Sequence[Node]]) -> None:
        self.path = [start]
        self._moves = moves
        self._taken = dict.fromkeys(moves, 0)  # Of each party's moves, how many are inside.
        self._places = {start.id: 0}
        self._leading: dict[Digest, Node] = {}  # By the move they follow.

    def grow(self, view: View) -> None:
        """Take in the moves that have come into the view."""
        for author, moves in self._moves.items():
            while self._taken[author] < len(moves):
                node = moves[self._taken[author]]
                assert node.held is not None
                if not view.holds(author, node.held.act.seq):
                    break
                self._taken[author] += 1
                self._enter(node, node.held)

    def _enter(self, node: Node, held: Held) -> None:
        assert held.act.on is not None
        followed = held.act.on.id
        rival = self._leading.get(followed)
        if rival is not None and rival.rank < node.rank:
            return
        self._leading[followed] = node
        place = self._places.get(followed)
        if place is None:
            return
        for overtaken in self.path[place + 1 :]:
            del self._places[overtaken.id]
        del self.path[place + 1 :]
        while leads := self._leading.get(self.path[-1].id):
            self._places[leads.id] = len(self.path)
            self.path.append(leads)


class _Tree:
    """The admissible moves of one case, grown in causal order."""

    def __init__(self, root: Root, parties: tuple[PartyId, PartyId]) -> None:
        self._root = root
        self._start = Node(
            id=root.id,
            held=root.held,
            state=root.state,
            table=root.table,
            under=root.under,
            rank=(0, 0),
        )
        # By author, in the order of its log; what an author knew of them grows with that order.
        self._moves: dict[PartyId, list[Node]] = {party: [] for party in parties}
        self._walks = {party: _Walk(self._start, self._moves) for party in parties}
        self._said = dict.fromkeys(parties, 0)
        self.judged: list[Held] = []
        self._verdicts: dict[Digest, Verdict] = {}  # Of notes and void moves: final at once.
        self._proposals: dict[tuple[PartyId, Under], int] = {}

    def judge(self, held: Held, context: Context) -> None:
        """Judge one act in its own causal past; everything in that past is judged already."""
        act = held.act
        self.judged.append(held)
        self._said[act.author] += 1
        reason = self._fault(held, context)
        if reason is not None:
            verdict = Verdict(held=held, standing=Standing.VOID, reason=reason)
            self._verdicts[held.id] = verdict
        elif act.kind is Kind.NOTE:
            self._verdicts[held.id] = Verdict(held=held, standing=Standing.SETTLED)
            if act.act == PROPOSE_MIGRATION:
                assert act.under is not None
                self._proposals.setdefault((act.author, act.under), act.seq)

    def _fault(self, held: Held, context: Context) -> Reason | None:
        """Return why an act is void; keep it when it is an admissible move."""
        if self._said[held.act.author] > CASE_ACTS_MAX:
            return reasons.CASE_FULL
        past = self._past(held, context)
        if held.act.kind is Kind.NOTE:
            return note_fault(held, past)
        outcome = admit(held, past, context)
        if isinstance(outcome, Reason):
            return outcome
        self._moves[held.act.author].append(outcome)
        return None

    def path(self, view: View) -> tuple[Node, ...]:
        """Return the leading path inside a view."""
        walk = _Walk(self._start, self._moves)
        walk.grow(view)
        return tuple(walk.path)

    def verdicts(self, path: tuple[Node, ...], settled: int) -> dict[Digest, Verdict]:
        """Return the standing of every move and note, in causal order."""
        leading = {node.id: index for index, node in enumerate(path)}
        opening = () if self._root.held is None else (self._root.held,)
        verdicts = {}
        for held in (*opening, *self.judged):
            index = leading.get(held.id)
            if index is None:
                standing = Standing.OVERTAKEN
            else:
                standing = Standing.SETTLED if index < settled else Standing.PROVISIONAL
            final = self._verdicts.get(held.id)
            verdicts[held.id] = final or Verdict(held=held, standing=standing)
        return verdicts

    def crossings(self) -> tuple[Crossing, ...]:
        """Return every pair of admissible moves that follow the same move."""
        forks: dict[Digest, list[Node]] = {}
        for node in self._all():
            assert node.held is not None
            assert node.held.act.on is not None
            forks.setdefault(node.held.act.on.id, []).append(node)
        found = []
        for on, nodes in forks.items():
            winner, *losers = sorted(nodes, key=_rank)
            found += [Crossing(on=on, winner=winner.id, loser=loser.id) for loser in losers]
        return tuple(found)

    def _all(self) -> list[Node]:
        return [node for moves in self._moves.values() for node in moves]

    def _past(self, held: Held, context: Context) -> Past:
        view = context.past(held)
        walk = self._walks[held.act.author]
        walk.grow(view)
        return Past(root=self._root, path=walk.path, proposals=self._proposals, view=view)


def _settled(path: tuple[Node, ...], view: View, context: Context) -> int:
    """Count how many nodes of the path, from the root on, can never change again."""
    for index, node in enumerate(path):
        if node.held is not None and receipt_in(node.held, view, context) is None:
            return index
    return len(path)


def _rank(node: Node) -> tuple[int, int]:
    return node.rank
