"""What a joint prune takes away: headers that both parties have agreed to let go.

A prune changes no case and no edition, and leaves every chain and checkpoint checkable, or it is
not in effect.  Nothing is deleted here: the answer is a list of positions.

Source: docs/spec/service.md, clauses SRV-5 and SRV-6.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from jisr.core import reasons
from jisr.core.act import Act, Digest, Kind, PartyId, Ref
from jisr.core.case import Case, Context, Held, View
from jisr.core.errors import Reason
from jisr.core.service import read_prune

Ids: TypeAlias = Callable[[PartyId, int], Digest | None]  # None beyond the end of a log.
Heads: TypeAlias = tuple[Ref, Ref]  # One per party, in the order of party codes.

# What proves the keys and epochs of a log stays, whatever its age; all signed by the root key.
KEPT_KINDS: Final = frozenset({Kind.KEY, Kind.RESTART, Kind.PRUNE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A case of which acts are to go: folded, and all its acts wherever they stand."""

    case: Case | None  # None when its opening is void or there is none.
    acts: Sequence[Held]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruning:
    """A joint prune in effect: up to which acts, and which positions go."""

    upto: Heads
    positions: Mapping[PartyId, tuple[int, ...]]  # Ascending.
    receipts: Mapping[PartyId, tuple[int, ...]]  # What stays of these cases, and is of none now.


def agreed_heads(
    prunes: Sequence[Held], *, view: View, context: Context, ids: Ids
) -> Sequence[Heads] | Reason:
    """Find how far both parties have agreed to prune.

    Args:
        prunes: the prune acts of both logs, in any order.
        view: what the reader holds.
        context: the space.
        ids: which act stands at a position of either log, pruned or not.

    Returns:
        The pairs of heads, the nearest first; or why there are none, for the farthest of them.

    Source: SRV-6, points 1 to 3.
    """
    inside = [held for held in prunes if view.holds(held.act.author, held.act.seq)]
    named = {heads: saying(inside, heads) for heads in map(_heads, inside)}
    agreed = [heads for heads, by in named.items() if by.keys() == set(context.parties)]
    good: list[Heads] = []
    reason: Reason | None = None
    for upto in sorted(agreed, key=lambda heads: (heads[0].seq + heads[1].seq, heads[0].seq)):
        if not all(_settled(held, upto, view, context) for held in named[upto].values()):
            reason = reasons.PRUNE_NOT_SETTLED
        elif any(ids(ref.author, ref.seq) != ref.id for ref in upto):
            reason = reasons.PRUNE_OTHER_LOG
        else:
            good.append(upto)
    return good or reason or reasons.PRUNE_NOT_AGREED


def saying(prunes: Sequence[Held], upto: Heads) -> Mapping[PartyId, Held]:
    """Return by party the first of these prune acts that names two heads."""
    latest_first = sorted(prunes, key=lambda held: held.act.seq, reverse=True)
    return {held.act.author: held for held in latest_first if _heads(held) == upto}


def pruning(
    upto: Heads,
    acts: Sequence[Held],
    *,
    space: Digest,
    context: Context,
    touched: Callable[[Digest], Touched],
    said: Mapping[PartyId, Held],
) -> Pruning | Reason:
    """Say what goes if both logs are pruned up to two heads.

    A node asks this before it writes its prune act, and again when both acts are settled.

    Args:
        upto: the two heads, themselves included.
        acts: every act held at or below the heads, of both logs.
        space: the space's id, which is the id of case zero.
        context: the space.
        touched: the case of an id, folded from everything held.
        said: by party, its act that agreed to this.  What the party writes after it changes
            nothing: one node may have pruned before that comes, the other not yet.

    Returns:
        The positions that go or lose their case, or the first reason why nothing does.

    Source: SRV-6, points 4 to 6, and what is kept.
    """
    ends = {ref.author: ref.seq for ref in upto}
    if any(held.saw > ends[context.other(held.act.author)] + 1 for held in acts):
        return reasons.PRUNE_CUTS_ACROSS  # It could be the receipt of an act that stays.
    cases = sorted({case for held in acts if (case := case_of(held)) not in (None, space)})
    found = [touched(case) for case in cases]
    if not all(_over(item.case) for item in found):
        return reasons.PRUNE_CASE_OPEN
    if any(_goes_on(held, ends, said) for item in found for held in item.acts):
        return reasons.PRUNE_CASE_GOES_ON
    receipts = _receipts([held for held in acts if case_of(held) == space], context)
    going = [h for h in acts if h.act.kind not in KEPT_KINDS and case_of(h) != space]
    staying = [h for h in going if (h.act.author, h.act.seq) in receipts]
    return Pruning(
        upto=upto,
        positions=_places([h for h in going if (h.act.author, h.act.seq) not in receipts], ends),
        receipts=_places([h for h in staying if case_of(h) is not None], ends),
    )


def _places(acts: Sequence[Held], parties: Iterable[PartyId]) -> Mapping[PartyId, tuple[int, ...]]:
    return {p: tuple(sorted(h.act.seq for h in acts if h.act.author == p)) for p in parties}


def _receipts(acts: Sequence[Held], context: Context) -> set[tuple[PartyId, int]]:
    """Return where the receipts of acts stand, and the receipts of these.

    From the first follows who had seen an act, from the second who knew that the other had: by
    both whoever reads what is left finds the edition in force for each act.
    """
    found: set[tuple[PartyId, int]] = set()
    for held in acts:
        author, seq = held.act.author, held.act.seq
        for _ in range(2):
            receipt = context.logs.receipt(author, seq)
            if receipt is None:
                break
            author, seq = context.other(author), receipt.seq
            found.add((author, seq))
    return found


def let_go(opening: Act, prunes: Sequence[Held]) -> bool:
    """Say whether a party has agreed that the acts of a case go: it writes nothing more there.

    Args:
        opening: the act that opened the case; no act of the case has seen less of that log.
        prunes: the prune acts of the party.

    Source: SRV-6, point 6.
    """
    return any(
        ref.author == opening.author and ref.seq >= opening.seq
        for held in prunes
        for ref in _heads(held)
    )


def case_of(held: Held) -> Digest | None:
    """Return the case an act belongs to; None for a service act."""
    return held.id if held.act.kind is Kind.OPEN else held.act.case


def _settled(held: Held, upto: Heads, view: View, context: Context) -> bool:
    """Say whether the other party has the prune act, and its author had the head it names.

    Without the second, an act of the author's that has seen less than the head could still
    come, and what it has seen would be gone.
    """
    author = held.act.author
    other = context.other(author)
    receipt = context.logs.receipt(author, held.act.seq)
    seen = next(ref.seq for ref in upto if ref.author == other) < held.saw
    return seen and receipt is not None and view.holds(other, receipt.seq)


def _heads(held: Held) -> Heads:
    return read_prune(held.act.detail).upto


def _goes_on(held: Held, ends: Mapping[PartyId, int], said: Mapping[PartyId, Held]) -> bool:
    """Say whether an act was written past the heads, before its author agreed to them."""
    agreed = said.get(held.act.author)
    past = held.act.seq > ends[held.act.author]
    return past and (agreed is None or held.act.seq < agreed.act.seq)


def _over(case: Case | None) -> bool:
    return case is None or (case.ended and case.settled == len(case.path))
