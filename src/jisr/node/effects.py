"""What follows from acts: erasures repeated here, proposed editions read, effects outside.

What is done here can be done twice without harm: it is done again after a crash.  Effects on
the outside happen once, by a journal.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from jisr.core.act import Act, Digest, Kind, Slug
from jisr.core.errors import JisrError, Unavailable
from jisr.core.log import Fence
from jisr.core.service import read_erase
from jisr.core.zero import PROPOSE
from jisr.ledger.base import Entry
from jisr.ledger.work.rows import EffectKey
from jisr.node import attachments, content, erase
from jisr.node.node import Node
from jisr.node.space import Space

Perform = Callable[[EffectKey], None]
EFFECTS_MAX: Final = 100
CLAIM: Final = timedelta(minutes=5)  # Longer than carrying out a hundred takes.
AGAIN: Final = timedelta(minutes=1)


def follow(node: Node, space: Space, entries: Sequence[Entry]) -> None:
    """Do what the partner's acts call for, once they are in the ledger."""
    for entry in entries:
        act = Act.parse(entry.header)
        if entry.kind is Kind.ERASE:
            erase.confirm(node, space, read_erase(act.detail))
        elif entry.kind is Kind.RESTART:
            node.ledger.set_fence(space.id, entry.author, Fence(epoch=entry.epoch, seq=entry.seq))


def learn_editions(node: Node, space: Space) -> None:
    """Keep every proposed edition whose text has come, if it is sound and the one named.

    A faulty one is not kept: it can be declined, never accepted.
    """
    for verdict in space.zero.case.verdicts.values():
        act = verdict.held.act
        if act.act != PROPOSE or node.editions.get(Digest(str(act.terms.get("edition")))):
            continue
        for part in node.ledger.parts(verdict.held.id):
            opened = content.open_part(node, space, part)
            for attached in attachments.read(opened.content) if opened else ():
                raw = attachments.content_of(node, attached)
                if raw is not None and hashlib.sha256(raw).hexdigest() == act.terms["edition"]:
                    _keep(node, raw)


def _keep(node: Node, raw: bytes) -> None:
    try:
        node.keep_edition(raw)
    except JisrError:
        return


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
