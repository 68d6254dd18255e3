"""Go on after a crash, or after a store that could not write: nothing is left half done.

An act is first in the ledger, then followed by what it calls for, then in the lists.  So what
the lists have not seen yet may not have been followed either, and following twice does no harm.
"""

from jisr.core.act import Act, Digest, PartyId
from jisr.core.errors import Unproven
from jisr.core.proofs import ForkProof
from jisr.ledger.base import READ_MAX, Entry
from jisr.node import attachments, content, destroy, effects, guards, owed, project, prune, reasons
from jisr.node.node import Node
from jisr.node.space import Space


def start(node: Node) -> None:
    """Make a node ready that has just been built: erasures first, then the rest."""
    destroy.reapply(node)
    for space in node.spaces.values():
        resume(node, space)
        effects.learn_editions(node, space)
        prune.effective(node, space)


def ready(node: Node, space_id: Digest) -> Space:
    """Return a space, with everything done that its acts call for.

    Raises:
        Refused: there is no such space here.
        Unavailable: the stores cannot write.
    """
    space = node.space(space_id)
    resume(node, space)
    return space


def resume(node: Node, space: Space) -> None:
    """Do what acts call for that are in the ledger and not in the lists."""
    _stop_where_proved(node, space)
    behind = {party: _cursor(node, space, party) for party in space.founding.parties}
    ends = {party: log.size for party, log in space.logs.items()}
    if behind == ends:
        if space.pruning:
            prune.effective(node, space)
        return
    if any(behind[party] > ends[party] for party in ends):  # Lists of another day: a restore.
        if behind[space.me] > ends[space.me] and not guards.hears_first(node, space.id):
            # No restore put them there: the ledger has lost acts that the partner may hold.
            guards.must_hear(node, space)
            guards.alarm(node, space, reasons.LEDGER_SHORTER, lists=behind[space.me])
        node.work.views.clear(space.id)
        behind = dict.fromkeys(ends, 0)
    # Ours first: what we have confirmed already is not confirmed again.
    for party in (space.me, space.partner):
        start = behind[party]
        while entries := node.ledger.after(space.id, party, start=start, limit=READ_MAX):
            for entry in entries:
                _expect_parts(node, space, entry)
            effects.follow(node, space, entries)
            start = entries[-1].seq + 1
    project.catch_up(node, space)
    prune.effective(node, space)


def _stop_where_proved(node: Node, space: Space) -> None:
    """Stop a space whose partner is proved to have forked its log.

    The proof is kept in one store and the stop in another: a crash may have come between.
    """
    proofs = node.ledger.proofs(space.id)
    if proofs and not guards.is_stopped(node, space):
        held = ForkProof.parse(proofs[0]).held
        guards.stop(node, space, Act.parse(held.payload).seq)


def _cursor(node: Node, space: Space, party: PartyId) -> int:
    return node.work.views.cursor(space.id, party).position


def _expect_parts(node: Node, space: Space, entry: Entry) -> None:
    """Ask again for the parts and files of an act that are not here."""
    parts = node.ledger.parts(entry.id)
    owed.remember(node, space, parts)
    for part in parts:
        try:
            opened = content.unseal(node, part)
        except Unproven:
            continue  # Damaged: whoever opens it is told; it must not keep the node from starting.
        if opened is not None:
            attachments.note(node, space, [(entry.id, opened)])
            attachments.expect(node, space, [(entry.id, opened)])


def look_again(node: Node, space: Space) -> None:
    """Ask for more of what the partner owes, where its lists were full and have room again."""
    for author in space.founding.parties:
        start = owed.beyond(node, space, author)
        if start is None or not owed.has_room(node, space):
            continue
        entries = node.ledger.after(space.id, author, start=start, limit=owed.LOOKED_AT)
        with node.work.together():
            owed.unmark(node, space, author)
            for entry in entries:
                _expect_parts(node, space, entry)
            if len(entries) == owed.LOOKED_AT:
                owed.mark_from(node, space, author, entries[-1].seq + 1)
