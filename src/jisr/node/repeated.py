"""The text that an act of ours accepts or reveals: the very part that was there before."""

from jisr.core import reasons as core_reasons
from jisr.core.act import Digest, Slug
from jisr.core.admissible import sealed_by
from jisr.core.case import Case
from jisr.core.errors import Reason, Refused
from jisr.core.parts import OpenPart
from jisr.core.table import Clause
from jisr.node import content
from jisr.node.node import Node
from jisr.node.space import Space


def part_repeated(node: Node, space: Space, case: Case, clause: Clause) -> OpenPart:
    """Return the text that is accepted or revealed: the very part, with its salt.

    So it gets the same commitment, and nobody has to reckon one.

    Raises:
        Refused: it is not here, so nobody can have read what would be accepted, or can reveal it.
    """
    if clause.accepting is not None:
        reason = core_reasons.NOT_THE_SAME_TEXT
        return _part_of(node, space, case.tip.id, clause.accepting, reason)
    assert clause.revealing is not None
    sealed = sealed_by(node.party, clause.revealing, case.path)
    reason = core_reasons.NOT_WHAT_WAS_SEALED
    if sealed is None:  # The case was moved here from an edition that sealed nothing.
        raise Refused(reason)
    return _part_of(node, space, sealed.id, clause.revealing, reason)


def _part_of(node: Node, space: Space, entry: Digest, name: Slug, missing: Reason) -> OpenPart:
    part = node.ledger.part(entry, name)
    found = content.open_part(node, space, part) if part is not None else None
    if found is None:
        raise Refused(missing)
    return found
