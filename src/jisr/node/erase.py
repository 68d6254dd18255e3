"""Erase parts on both sides, with an act to say so; see `destroy` for what goes."""

from collections.abc import Sequence

from jisr.core.act import Digest, Kind, Slug
from jisr.core.errors import Refused
from jisr.core.service import ERASED_MAX, Erase
from jisr.ledger.base import Part, PartState
from jisr.ledger.work.rows import Access, AccessEvent
from jisr.node import destroy, guards, project, reasons, resume
from jisr.node.authority import Action, Handle, of_space
from jisr.node.batch import Batch, Content
from jisr.node.node import MACHINERY, Node
from jisr.node.space import Space


def erase(
    node: Node,
    space_id: Digest,
    parts: Sequence[Digest],
    ground: Slug,
    *,
    handle: Handle | None = None,
) -> Digest:
    """Erase parts here and tell the partner to; logged first, part by part.

    Args:
        node: ours.
        space_id: where the parts are.
        parts: their commitments, at most ERASED_MAX.
        ground: the code of the reason, as the framework lists it.
        handle: of the officer by whose order; None when it is the node's own.

    Returns:
        The id of the erase act.

    Raises:
        Refused: the edition in force does not list the ground, a commitment is unknown here,
            or everything named is erased already; nothing was erased.
        Unavailable: the node may not write now, or its stores cannot.
    """
    if handle is not None:
        handle.check(node, Action.ERASE, of_space(node, space_id))
    officer = MACHINERY if handle is None else handle.officer
    with node.lock:
        space = resume.ready(node, space_id)
        at = guards.check_may_write(node, space)
        if not destroy.is_listed(node, space, ground):
            raise Refused(reasons.GROUND_NOT_LISTED, ground=ground)
        found = _to_erase(node, space, frozenset(parts))
        _log(node, found, ground, officer)
        erased = tuple(sorted({part.commitment for part in found}))
        detail = Erase(parts=erased, ground=ground).to_wire()
        batch = Batch(space, node.world)
        entry = batch.write(Content(kind=Kind.ERASE, at=at, detail=detail))
        batch.commit(node.ledger, node.keys)  # Said first: what is destroyed is on record.
        destroy.note(node, space, entry, erased)
        destroy.destroy(node, found)
        project.project(node, space, batch.entries)
        return entry.id


def _log(node: Node, parts: Sequence[Part], ground: Slug, officer: str) -> None:
    """Write by whose order parts are erased: the erase act says only which, when and why."""
    at = node.world.now()
    cases = {entry.id: entry.case for part in parts if (entry := node.ledger.find(part.entry))}
    node.work.access.append(
        [
            AccessEvent(
                at=at,
                officer=officer,
                access=Access.ERASED,
                purpose=ground,
                space=part.space,
                case=cases.get(part.entry),
                act=part.entry,
                part=part.name,
            )
            for part in parts
        ]
    )


def _to_erase(node: Node, space: Space, wanted: frozenset[Digest]) -> list[Part]:
    """Return the parts that stand, of those named; each is here, and not all are gone."""
    found = [part for digest in wanted for part in destroy.here(node, space, digest)]
    if not wanted or len(wanted) > ERASED_MAX or {part.commitment for part in found} != wanted:
        raise Refused(reasons.UNKNOWN_PART)
    standing = [part for part in found if part.state is not PartState.ERASED]
    if not standing:
        raise Refused(reasons.ALREADY_ERASED)
    return standing
