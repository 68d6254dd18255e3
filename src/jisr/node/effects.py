"""What follows from acts: erasures repeated here, proposed editions read, effects outside.

What is done here can be done twice without harm: it is done again after a crash.  Effects on
the outside happen once, by a journal.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from jisr.core.act import Digest, Kind, Slug
from jisr.core.errors import Malformed, Refused, Unavailable, Unproven
from jisr.core.log import Fence
from jisr.core.zero import PROPOSE
from jisr.ledger.base import Entry
from jisr.ledger.work.rows import EffectKey
from jisr.node import attachments, content, destroy, guards, project
from jisr.node.node import Node
from jisr.node.space import Space

Perform = Callable[[EffectKey], None]
EFFECTS_MAX: Final = 100
CLAIM: Final = timedelta(minutes=5)  # Longer than carrying out a hundred takes.
AGAIN: Final = timedelta(minutes=1)


def follow(node: Node, space: Space, entries: Sequence[Entry]) -> list[Entry]:
    """Do what acts call for, once they are in the ledger.

    Args:
        node: ours.
        space: the space they are in.
        entries: acts of either party.  Ours come here when they have come back from the
            partner, or when a crash cut short what their writing had begun.

    Returns:
        The acts of ours that were written about it.
    """
    written: list[Entry] = []
    for entry in entries:
        if entry.kind is Kind.ERASE and entry.author == space.me:
            destroy.repeat(node, space, entry)
        elif entry.kind is Kind.ERASE:
            written += destroy.confirm(node, space, entry)
        elif entry.kind is Kind.RESTART:
            written += _restarted(node, space, entry)
    return written


def _restarted(node: Node, space: Space, entry: Entry) -> list[Entry]:
    known = node.ledger.fence(space.id, entry.author)
    if known is None or known.epoch <= entry.epoch:
        fence = Fence(epoch=entry.epoch, seq=entry.seq)
        node.ledger.set_fence(space.id, entry.author, fence)
        space.fence_off(entry.author, fence)
    if entry.author != space.me or guards.asked_epoch(node, space.id) != entry.epoch:
        return []
    written = [*destroy.confirm_owed(node, space), *destroy.say_again(node, space)]
    guards.has_returned(node, space.id)
    return written


def learn_editions(node: Node, space: Space) -> None:
    """Keep every proposed edition whose text has come, if it is sound and the one named.

    A faulty one is not kept: it can be declined, never accepted.  But one that both parties
    have adopted is in force, and cases stand under it, whatever our checker has learned since:
    it is kept with an alarm, or else our folds would differ from the partner's.
    """
    adopted = {adoption.edition for adoption in space.zero.adoptions}
    learned: set[Digest] = set()
    for verdict in space.zero.case.verdicts.values():
        act = verdict.held.act
        named = act.terms.get("edition")
        if act.act != PROPOSE or not isinstance(named, str):
            continue
        digest = Digest(named)
        if node.editions.get(digest) is not None:
            continue
        raw = _find(node, space, verdict.held.id, digest)
        if raw is not None and _keep(node, space, raw, adopted=digest in adopted):
            learned.add(digest)
    if learned & adopted:
        project.rebuild(node, space)  # Cases under it could not be folded until now.


def _find(node: Node, space: Space, proposal: Digest, named: Digest) -> bytes | None:
    """Return the signed text of an edition from among what its proposal brought."""
    for part in node.ledger.parts(proposal):
        # For the node, not for a reader: an edition may be needed to come back from a restore.
        opened = content.unseal(node, part)
        for attached in attachments.read(opened.content) if opened else ():
            raw = _text_of(node, space, attached)
            if raw is not None and hashlib.sha256(raw).hexdigest() == named:
                return raw
    return None


def _text_of(node: Node, space: Space, attached: attachments.Attached) -> bytes | None:
    try:
        return attachments.content_of(node, space, attached)
    except Unproven:  # Its sender named a key that does not open it.
        return None


def _keep(node: Node, space: Space, raw: bytes, *, adopted: bool) -> bool:
    try:
        read = node.read_edition(raw)
    except Malformed:
        return False
    except Refused as error:
        if not adopted:
            return False
        guards.alarm(node, space, error.reason, **error.facts)
        read = node.editions.restore(raw)
    node.keep_edition(read)
    return True


def settle(node: Node, perform: Mapping[Slug, Perform], *, limit: int = EFFECTS_MAX) -> int:
    """Carry out what settled moves call for, each once.

    An effect is claimed before it is carried out and closed after; a crash between the two
    lets the claim run out, and the effect is carried out again under the same key, by which
    the outside knows it.

    Args:
        node: ours.
        perform: how each kind of effect is carried out; it may raise Unavailable, and the
            effect is tried again later.
        limit: how many at a time.

    Returns:
        How many were carried out.
    """
    now = node.world.now()
    claimed = node.work.effects.claim(now=now, until=now + CLAIM, limit=limit)
    count = 0
    for key in claimed:
        try:
            perform[key.effect](key)
        except Unavailable:
            node.work.effects.retry(key, at=now + AGAIN)
        else:
            node.work.effects.done(key)
            count += 1
    return count
