"""Prune headers that both parties have agreed to let go, with all they opened.

What goes is decided from the ledger alone, so both nodes take away the same.  It is noted before
it begins: a ledger of which half is pruned could not be judged again.

Source: docs/spec/service.md, clauses SRV-5 and SRV-6.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jisr.core import reasons as core_reasons
from jisr.core.act import Digest, Kind, PartyId, Ref, Slug
from jisr.core.canonical import Json, decode, encode
from jisr.core.case import Case, Held
from jisr.core.errors import Reason, Refused, Unavailable
from jisr.core.log import At
from jisr.core.prune import Heads, Pruning, Touched, agreed_heads, let_go, pruning, saying
from jisr.core.service import Prune, read_prune
from jisr.ledger.base import READ_MAX, Entry
from jisr.ledger.work.rows import Document
from jisr.node import content, destroy, guards, project, reasons
from jisr.node.batch import Batch
from jisr.node.node import Node
from jisr.node.space import Space, act_of, held_of

PRUNING: Final = Slug("pruning")  # A kind of document in the work store: a prune that has begun.

Positions = Mapping[PartyId, Sequence[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """What a prune takes away, as it is noted before it begins."""

    goes: Positions
    receipts: Positions  # What stays as a receipt alone.


def ends(node: Node, space_id: Digest) -> Heads:
    """Return the heads to prune up to: those the partner named last, else the ends of the logs.

    Raises:
        Refused: one of the two logs has no act yet.
    """
    with node.lock:
        space = node.space(space_id)
        named = {
            party: [read_prune(held.act.detail).upto for held in space.prunes(party)]
            for party in space.founding.parties
        }
        theirs = named[space.partner]
        if theirs and theirs[-1] not in named[space.me]:
            return theirs[-1]
        first, second = (space.logs[party] for party in sorted(space.founding.parties))
        if not (first.size and second.size):
            raise Refused(core_reasons.PRUNE_OTHER_LOG)
        return (
            Ref(author=first.author, epoch=first.epoch, seq=first.size - 1, id=first.head),
            Ref(author=second.author, epoch=second.epoch, seq=second.size - 1, id=second.head),
        )


def prune_header(node: Node, space_id: Digest, upto: Heads) -> bytes:
    """Return the header of a prune act, for the root key to sign wherever it is kept.

    `restart.place_root` writes it, once it is signed.

    Args:
        node: ours.
        space_id: the space.
        upto: one act of each log, in the order of party codes; what they name and all before goes.

    Raises:
        Refused: not all of it may go, or the space is stopped until people decide.
        Unavailable: the node must first hear its partner, or lacks an edition to judge by.
    """
    with node.lock:
        space = node.space(space_id)
        guards.check_not_stopped(node, space)
        guards.check_heard(node, space)
        if tuple(ref.author for ref in upto) != tuple(sorted(space.founding.parties)) or any(
            space.at(ref.author, ref.seq) != At(epoch=ref.epoch, id=ref.id) for ref in upto
        ):
            raise Refused(core_reasons.PRUNE_OTHER_LOG)
        found = _judged(node, space, upto)
        if isinstance(found, Reason):
            raise Refused(found)
        return Batch(space, node.world).root_header(Kind.PRUNE, Prune(upto=upto).to_wire())


def is_let_go(node: Node, space: Space, case: Digest) -> bool:
    """Say whether we have agreed that the acts of a case go: nothing more is written in it."""
    prunes = space.prunes(space.me)
    opening = node.ledger.find(case) if prunes else None
    return opening is not None and let_go(act_of(opening), prunes)


def effective(node: Node, space: Space, entries: Sequence[Entry] | None = None) -> None:
    """Take away what a joint prune takes, once it is in effect; again, it does no harm.

    Args:
        node: ours.
        space: the space.
        entries: what has just come into the ledger and the lists; None to look in any case.
    """
    space.pruning = True
    _effective(node, space, entries)
    space.pruning = False


def _effective(node: Node, space: Space, entries: Sequence[Entry] | None) -> None:
    begun = node.work.register.get(PRUNING, space.id)
    if begun is not None:
        _take_away(node, space, _read(begun))
        return
    prunes = _all_prunes(space)
    if entries is not None and not _concerned(space, prunes, entries):
        return
    agreed = agreed_heads(prunes, view=space.view(), context=space.context(), ids=space.id_at)
    if isinstance(agreed, Reason):
        return
    try:
        while taken := _first(node, space, agreed):  # What has gone may let more go.
            _begin(node, space, taken)
            _take_away(node, space, taken)
    except Unavailable as error:
        if error.code != reasons.UNKNOWN_EDITION.code:
            raise
        # Asked again when the node starts.


def _first(node: Node, space: Space, agreed: Sequence[Heads]) -> _Taken | None:
    """Return what goes by the first pair of heads that takes anything away."""
    for upto in agreed:
        found = _judged(node, space, upto)
        if isinstance(found, Reason):
            continue
        taken = _Taken(goes=found.positions, receipts=_of_a_case(node, space, found.receipts))
        if any((*taken.goes.values(), *taken.receipts.values())):
            return taken
    return None


def _of_a_case(node: Node, space: Space, receipts: Positions) -> Positions:
    """Return those receipts that are of a case still: the header of one names it for ever."""
    return {
        party: [
            seq
            for seq in seqs
            if (entry := node.ledger.entry(space.id, party, seq)) is not None
            and entry.case is not None
        ]
        for party, seqs in receipts.items()
    }


def _all_prunes(space: Space) -> list[Held]:
    return [held for party in space.founding.parties for held in space.prunes(party)]


def _concerned(space: Space, prunes: Sequence[Held], entries: Sequence[Entry]) -> bool:
    """Say whether one of these entries is a prune act, or the first to have seen one."""
    new = {(entry.author, entry.seq) for entry in entries}
    for held in prunes:
        author, seq = held.act.author, held.act.seq
        receipt = space.receipt(author, seq)
        if (author, seq) in new:
            return True
        if receipt is not None and (space.founding.other(author), receipt.seq) in new:
            return True
    return False


def _judged(node: Node, space: Space, upto: Heads) -> Pruning | Reason:
    """Say what goes, or the first reason why nothing does.

    Raises:
        Unavailable: an edition that was in force is not here, so a case cannot be judged.
    """
    acts = [held for ref in upto for held in _held_up_to(node, space, ref)]
    for held in acts:
        if held.act.under is not None and content.lacks_edition(
            node, space, held.act, Batch(space, node.world)
        ):
            raise Unavailable(reasons.UNKNOWN_EDITION, digest=held.act.under.framework[:12])
    return pruning(
        upto,
        acts,
        space=space.id,
        context=space.context(),
        touched=lambda case: _touched(space, case),
        said=saying(_all_prunes(space), upto),
    )


def _held_up_to(node: Node, space: Space, ref: Ref) -> list[Held]:
    held: list[Held] = []
    start = 0
    while page := node.ledger.after(space.id, ref.author, start=start, limit=READ_MAX):
        held += [held_of(entry) for entry in page if entry.seq <= ref.seq]
        start = page[-1].seq + 1
        if start > ref.seq:
            break
    return held


def _touched(space: Space, case: Digest) -> Touched:
    folded = space.case(case)
    return Touched(case=folded if isinstance(folded, Case) else None, acts=space.all_held(case))


def _begin(node: Node, space: Space, taken: _Taken) -> None:
    wire = encode({"goes": _wire(taken.goes), "receipts": _wire(taken.receipts)})
    node.work.register.put(
        Document(kind=PRUNING, id=space.id, content=wire, updated=node.world.now())
    )


def _wire(positions: Positions) -> Json:
    return {party: list(seqs) for party, seqs in positions.items()}


def _read(begun: Document) -> _Taken:
    wire = decode(begun.content, bytes_max=len(begun.content))
    assert isinstance(wire, dict)
    # Without "goes" it was noted by a version that knew of no receipts.
    return _Taken(goes=_places(wire.get("goes", wire)), receipts=_places(wire.get("receipts", {})))


def _places(wire: Json) -> Positions:
    assert isinstance(wire, dict)
    found: dict[PartyId, list[int]] = {}
    for party, seqs in wire.items():
        assert isinstance(seqs, list)
        found[PartyId(party)] = [seq for seq in seqs if isinstance(seq, int)]
    return found


def _take_away(node: Node, space: Space, taken: _Taken) -> None:
    """Destroy the keys first: what a crash leaves then cannot be read."""
    for party, seqs in taken.goes.items():
        receipts = taken.receipts.get(party, ())
        entries = [node.ledger.entry(space.id, party, seq) for seq in (*seqs, *receipts)]
        here = [entry.id for entry in entries if entry is not None]
        destroy.destroy_keys(node, [part for id in here for part in node.ledger.parts(id)])
        for kind in (content.WITHHELD, content.SEALED):  # Also what waited in vain.
            content.release(node, here, kind=kind)
        try:
            node.ledger.prune(space.id, party, seqs, receipts=receipts)
        finally:  # Of two logs the first may be pruned when the second cannot be.
            space.forget_cases()
    project.rebuild(node, space)
    node.work.register.remove(PRUNING, space.id)
