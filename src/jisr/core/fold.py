"""A case, folded from its acts: which moves count, which were overtaken, which are void.

Everything is a function of the acts held, never of the order in which they came, of the
reader's clock, or of any part.

The idea in four lines: a case is a tree of moves, each naming the move it follows (`on`).  A
move is *admissible* if its author, seeing only what that act had seen, was allowed to make it.
Where two admissible moves follow the same move they have *crossed*, and the signed procedure
says which prevails.  A move is *settled* once it leads and the other party has seen it.
"""

from collections.abc import Sequence

from jisr.core.act import Digest, Kind
from jisr.core.admissible import Past, admit, note_fault, receipt_in, steps
from jisr.core.case import (
    Case,
    Context,
    Crossing,
    Held,
    Node,
    Root,
    Standing,
    Verdict,
    View,
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

    Source: docs/spec/case.md, clauses CAS-4 to CAS-11.
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
        crossings=tree.crossings(),
        steps=steps(path, view, context),
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
            state=root.state,
            table=root.table,
            under=root.under,
            rank=(0, 0),
        )
        self._children: dict[Digest, list[Node]] = {}
        self._verdicts: dict[Digest, Verdict] = {}  # Of notes and void moves: final at once.
        self._notes: list[Held] = []

    def judge(self, held: Held) -> None:
        """Judge one act in its own causal past; everything in that past is judged already."""
        past = self._past(held)
        if held.act.kind is Kind.NOTE:
            reason = note_fault(held, past)
            if reason is None:
                self._notes.append(held)
                self._verdicts[held.id] = Verdict(held=held, standing=Standing.SETTLED)
                return
        else:
            outcome = admit(held, past, self._context)
            if isinstance(outcome, Node):
                self._children.setdefault(past.tip.id, []).append(outcome)
                return
            reason = outcome
        self._verdicts[held.id] = Verdict(held=held, standing=Standing.VOID, reason=reason)

    def path(self, view: View) -> tuple[Node, ...]:
        """Return the leading path inside a view: at each fork the move that prevails."""
        path = [self._start]
        while children := [c for c in self._children.get(path[-1].id, ()) if _inside(c, view)]:
            path.append(min(children, key=_rank))
        return tuple(path)

    def settled(self, path: tuple[Node, ...], view: View) -> int:
        """Count how many nodes of the path, from the root on, can never change again."""
        for index, node in enumerate(path):
            if node.held is not None and receipt_in(node.held, view, self._context) is None:
                return index
        return len(path)

    def verdicts(self, path: tuple[Node, ...], settled: int) -> dict[Digest, Verdict]:
        """Return the standing of every move and note."""
        verdicts = dict(self._verdicts)
        leading = {node.id: index for index, node in enumerate(path)}
        moves = [node for children in self._children.values() for node in children]
        for node in (self._start, *moves):
            if node.held is None:
                continue
            index = leading.get(node.id)
            if index is None:
                standing = Standing.OVERTAKEN
            else:
                standing = Standing.SETTLED if index < settled else Standing.PROVISIONAL
            verdicts[node.id] = Verdict(held=node.held, standing=standing)
        return verdicts

    def crossings(self) -> tuple[Crossing, ...]:
        """Return every pair of admissible moves that follow the same move."""
        found = []
        for on, children in self._children.items():
            winner, *losers = sorted(children, key=_rank)
            found += [Crossing(on=on, winner=winner.id, loser=loser.id) for loser in losers]
        return tuple(found)

    def _past(self, held: Held) -> Past:
        view = self._context.past(held)
        return Past(
            root=self._root,
            path=self.path(view),
            notes=tuple(n for n in self._notes if view.holds(n.act.author, n.act.seq)),
            view=view,
        )


def _inside(node: Node, view: View) -> bool:
    assert node.held is not None
    return view.holds(node.held.act.author, node.held.act.seq)


def _rank(node: Node) -> tuple[int, int]:
    return node.rank
