"""What follows from acts: erasures repeated here, proposed editions read.

Everything here can be done twice without harm: it is done again after a crash.
"""

from collections.abc import Sequence

from jisr.core.act import Act, Digest, Kind
from jisr.core.errors import JisrError
from jisr.core.log import Fence
from jisr.core.service import read_erase
from jisr.core.zero import PROPOSE
from jisr.ledger.base import Entry, PartState
from jisr.node import content, erase
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
        elif act.case == space.id and act.act == PROPOSE:
            read_proposed_edition(node, space, entry.id)


def read_proposed_edition(node: Node, space: Space, entry: Digest) -> None:
    """Keep a proposed edition if it is sound and is the one the terms name."""
    part = node.ledger.part(entry, content.EDITION_PART)
    if part is None or part.state is not PartState.HELD:
        return
    opened = content.open_part(node, space, part)
    if opened is None:
        return
    try:
        node.keep_edition(opened.content)
    except JisrError:
        return  # Shown as faulty when somebody looks at it; it cannot be accepted.
