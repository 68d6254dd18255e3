"""Whether an act was its author's to make: the rules, in the order the specification gives them.

Everything is judged in the act's own causal past, so the verdict is fixed with its bytes: the
same for its author, the partner and a court, today and in ten years.  An act that fails is
*void*, for the first of the reasons below that holds.

Source: docs/spec/case.md, clauses CAS-3 to CAS-8.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jisr.core import reasons
from jisr.core.act import Act, Digest, Kind, PartyId, Ref, Slug, Under
from jisr.core.case import Context, Held, Node, Receipt, Root, View, ref_of
from jisr.core.errors import Reason
from jisr.core.table import (
    ACCEPT_MIGRATION,
    BUILT_IN_NOTES,
    OFFICE,
    PROPOSE_MIGRATION,
    Clause,
    Side,
    State,
    Step,
)
from jisr.core.terms import fits


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A case as the author of an act could see it: inside the act's causal past, nothing else.

    Good while that act is judged: `path` and `proposals` grow with the case.
    """

    root: Root
    path: Sequence[Node]  # The leading path there.
    # The first proposals to migrate that are not void, by author and aim; some lie outside.
    proposals: Mapping[tuple[PartyId, Under], int]
    view: View

    @property
    def tip(self) -> Node:
        """The move that led when the act was made."""
        return self.path[-1]

    def proposed(self, party: PartyId, under: Under) -> bool:
        """Whether a party had proposed this migration."""
        seq = self.proposals.get((party, under))
        return seq is not None and self.view.holds(party, seq)

    @property
    def knows_root(self) -> bool:
        """Whether the author had the opening of the case it speaks of."""
        opening = self.root.held
        return opening is None or self.view.holds(opening.act.author, opening.act.seq)


def open_root(held: Held, context: Context) -> Root | Reason:
    """Judge an opening act in its own causal past.

    Returns:
        The root of its case, or the reason why the opening is void.

    Source: docs/spec/case.md, clause CAS-3, in this order.
    """
    act = held.act
    assert act.kind is Kind.OPEN
    assert act.under is not None
    assert act.act is not None
    if act.under.framework != context.in_force(context.past(held)):
        return reasons.EDITION_NOT_IN_FORCE
    table = context.tables(act.under)
    if table is None:
        return reasons.UNKNOWN_PROCEDURE
    clause = table.opens.get(act.act)
    if clause is None:
        return reasons.NOT_YOUR_CLAUSE
    if (reason := _header_fault(act, clause, path=())) is not None:
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


def admit(held: Held, past: Past, context: Context) -> Node | Reason:
    """Judge a move in its own causal past.

    Returns:
        The node it adds to the tree of its case, or the reason why it is void.

    Source: docs/spec/case.md, clauses CAS-5 to CAS-7, in this order.
    """
    act, tip = held.act, past.tip
    assert act.act is not None
    if not past.knows_root or act.on != _ref(tip, past.root):
        return reasons.NOT_ON_TIP
    if tip.state in tip.table.ends:
        return reasons.CASE_ENDED
    if act.under is not None:
        return _migrate(held, past, context)
    side = past.root.side(act.author)
    state = tip.table.states[tip.state]
    clause = state.clauses.get((side, act.act))
    if clause is None:
        theirs = Side.OTHER if side is Side.OPENER else Side.OPENER
        is_theirs = (theirs, act.act) in state.clauses
        return reasons.NOT_YOUR_TURN if is_theirs else reasons.NOT_YOUR_CLAUSE
    if (reason := _header_fault(act, clause, path=past.path)) is not None:
        return reason
    if clause.late and not _overdue(act, state, past, context):
        return reasons.NOT_YET_OVERDUE
    return Node(
        id=held.id,
        held=held,
        state=clause.to,
        table=tip.table,
        under=tip.under,
        rank=rank(prevailing=clause.prevailing, side=side, first=state.first),
    )


def note_fault(held: Held, past: Past) -> Reason | None:
    """Judge a note in its own causal past.

    Returns:
        Why it is void; None when it stands.

    Source: docs/spec/case.md, clause CAS-8, in this order.
    """
    act = held.act
    assert act.act is not None
    if not past.knows_root:
        return reasons.NOT_ON_TIP
    if act.act == PROPOSE_MIGRATION:
        if act.under is None:
            return reasons.UNKNOWN_PROCEDURE
        return reasons.WRONG_TERMS if act.terms else None
    rule = BUILT_IN_NOTES.get(act.act) or past.tip.table.notes.get(act.act)
    if rule is None or act.under is not None or past.root.side(act.author) not in rule.by:
        return reasons.NOT_YOUR_CLAUSE
    if not fits(rule.terms, act.terms):
        return reasons.WRONG_TERMS
    return reasons.FORM_MISSING if rule.form is not None and not act.body else None


def rank(*, prevailing: bool, side: Side, first: Side | None) -> tuple[int, int]:
    """Return where a move stands among those that follow the same one: the lowest prevails.

    Args:
        prevailing: whether its clause says so.
        side: its author's side of the case.
        first: the side that goes first in the state; None for a migration, which goes with
            the rest.

    Source: docs/spec/case.md, clause CAS-9.
    """
    return (
        0 if prevailing else 1 if side is first else 2,
        0 if side is Side.OPENER else 1,
    )


def steps(path: Sequence[Node], view: View, context: Context) -> tuple[Step, ...]:
    """Return a path as deadlines see it inside a view (CAS-7)."""
    root = path[0].held
    opener = context.parties[0] if root is None else root.act.author  # As in CAS-13.
    return tuple(
        _step(node, node.held, view, context, opener=opener)
        for node in path
        if node.held is not None
    )


def receipt_in(held: Held, view: View, context: Context) -> Receipt | None:
    """Return the other party's first act that has seen `held`, if the view contains it."""
    receipt = context.logs.receipt(held.act.author, held.act.seq)
    if receipt is None or not view.holds(context.other(held.act.author), receipt.seq):
        return None
    return receipt


def _step(node: Node, held: Held, view: View, context: Context, *, opener: PartyId) -> Step:
    receipt = receipt_in(held, view, context)
    assert held.act.act is not None
    return Step(
        author=held.act.author,
        side=Side.OPENER if held.act.author == opener else Side.OTHER,
        act=held.act.act,
        state=node.state,
        at=held.act.at,
        received=receipt.at if receipt else None,
        terms=held.act.terms,
    )


def _ref(node: Node, root: Root) -> Ref:
    return root.ref if node.held is None else ref_of(node.held)


def _overdue(act: Act, state: State, past: Past, context: Context) -> bool:
    if state.due is None:
        return False
    due = state.due(steps(past.path, past.view, context), context.closures(past.view))
    return due is not None and act.at > due


def _migrate(held: Held, past: Past, context: Context) -> Node | Reason:
    """Admit a move to a newer edition: the other party proposed exactly this one (CAS-12)."""
    act, tip = held.act, past.tip
    assert act.under is not None
    if act.act != ACCEPT_MIGRATION:
        return reasons.NOT_YOUR_CLAUSE
    if act.under.framework != context.in_force(past.view):
        return reasons.EDITION_NOT_IN_FORCE
    table = context.tables(act.under)
    if table is None or act.under.procedure != tip.under.procedure:
        return reasons.UNKNOWN_PROCEDURE
    if act.terms:
        return reasons.WRONG_TERMS
    if not past.proposed(context.other(act.author), act.under):
        return reasons.NOT_PROPOSED
    state = table.migrates.get((tip.under.framework, tip.state))
    if state is None:
        return reasons.NO_MIGRATION
    return Node(
        id=held.id,
        held=held,
        state=state,
        table=table,
        under=act.under,
        rank=rank(prevailing=False, side=past.root.side(act.author), first=None),
    )


def _header_fault(act: Act, clause: Clause, *, path: Sequence[Node]) -> Reason | None:
    """Check what a clause demands of a header: terms, office, form, commitments (CAS-6)."""
    if not fits(clause.terms, act.terms):
        return reasons.WRONG_TERMS
    if clause.office is not None and act.terms.get(OFFICE) != clause.office:
        return reasons.WRONG_OFFICE
    if clause.form is not None and not act.body:
        return reasons.FORM_MISSING
    if clause.accepting is not None:
        followed = path[-1].held if path else None
        if not _repeats(act, clause.accepting, followed.act.body if followed else {}):
            return reasons.NOT_THE_SAME_TEXT
    if clause.release_when_revealed and _copied(act, path):
        return reasons.SEAL_COPIED
    if clause.revealing is not None:
        sealed = sealed_by(act.author, clause.revealing, path)
        if sealed is None or not _repeats(act, clause.revealing, sealed.act.body):
            return reasons.NOT_WHAT_WAS_SEALED
    return None


def sealed_by(author: PartyId, part: Slug, path: Sequence[Node]) -> Held | None:
    """Return the last move of a party on a path that has a part of that name."""
    return next(
        (
            node.held
            for node in reversed(path)
            if node.held is not None
            if node.held.act.author == author and part in node.held.act.body
        ),
        None,
    )


def _repeats(act: Act, part: Slug, body: Mapping[str, Digest]) -> bool:
    promised = body.get(part)
    return promised is not None and act.body.get(part) == promised


def _copied(act: Act, path: Sequence[Node]) -> bool:
    """Whether an act seals what stands sealed already: copied, then opened with the other's key."""
    new = set(act.body.values())
    return any(not new.isdisjoint(node.held.act.body.values()) for node in path if node.held)
