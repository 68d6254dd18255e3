"""What follows from acts: erasures repeated here, proposed editions read.

Everything here can be done twice without harm: it is done again after a crash.
"""

import hashlib
from collections.abc import Sequence

from jisr.core.act import Act, Digest, Kind
from jisr.core.errors import JisrError
from jisr.core.log import Fence
from jisr.core.service import read_erase
from jisr.core.zero import PROPOSE
from jisr.ledger.base import Entry
from jisr.node import attachments, content, erase
from jisr.node.node import Node
from jisr.node.space import Space


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
