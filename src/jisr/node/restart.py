"""Come back after a restore or a theft: hear the partner, be fenced, open a new epoch.

Rule 7 of docs/spec/case.md.  A restored node may not write: its own log may be longer than it
remembers, and a second act for a taken place would be a fork.
"""

from collections.abc import Mapping, Sequence

from jisr.core.act import Digest, Kind, PartyId, Slug
from jisr.core.canonical import Json
from jisr.core.dsse import ACT_TYPE, pae
from jisr.core.keys import KeyUse
from jisr.core.log import Fence
from jisr.core.service import KeyChange, Restart
from jisr.node import content, guards, project
from jisr.node.batch import Batch, Content
from jisr.node.line import Line
from jisr.node.node import Node
from jisr.node.ports import Keys
from jisr.node.space import Space

AFTER_RESTORE: Slug = Slug("restore")
AFTER_THEFT: Slug = Slug("key-theft")


def begin(node: Node, space_id: Digest, line: Line, *, epoch: int) -> None:
    """Begin to come back: nothing is written until the partner has fenced us off.

    Args:
        node: ours, with every erasure reapplied.
        space_id: the space.
        line: to its partner; the next request on it asks for our own log.
        epoch: the epoch to open, from outside the backup: the time of the restore, or a
            counter the operator holds.  It must be above every epoch this log ever had.
    """
    with node.lock:
        space = node.space(space_id)
        guards.must_hear(node, space)
        node.work.effects.hold(space.id)
        line.asking = epoch


def record_fence(node: Node, space: Space, party: PartyId, fence: Fence) -> None:
    """Record a fence durably, and judge by it from now on."""
    node.ledger.set_fence(space.id, party, fence)
    space.fence_off(party, fence)


def granted(
    node: Node, space: Space, fence: Fence, returned: Sequence[tuple[bytes, bytes]]
) -> None:
    """Take back acts of ours that the partner holds, up to the fence.

    Raises:
        JisrError: what came back is not what we wrote; people must look into it.
    """
    batch = Batch(space, node.world)
    for header, signature in returned:
        batch.take(space.me, header, signature)
    for entry in batch.entries:
        batch.await_parts(entry, node.keys)
    batch.commit(node.ledger, node.keys)
    content.remember_awaited(node, batch.parts)
    project.project(node, space, batch.entries)
    if space.ours.size >= fence.seq:
        record_fence(node, space, space.me, fence)


def restart(node: Node, space_id: Digest, root: Keys, ground: Slug = AFTER_RESTORE) -> Digest:
    """Open the epoch the partner has fenced us to; from here on the node writes again.

    Args:
        node: ours.
        space_id: the space.
        root: the holder of the root key, brought in for this act.
        ground: why.

    Returns:
        The id of the restart act.
    """
    with node.lock:
        space = node.space(space_id)
        fence = space.ours.fence
        epoch = fence.epoch if fence else space.ours.epoch + 1
        detail = Restart(ground=ground).to_wire()
        id = _sign_as_root(node, space, root, Kind.RESTART, detail, epoch=epoch)
        log = space.ours
        record_fence(node, space, space.me, Fence(epoch=log.epoch, seq=log.size - 1))
        node.work.register.remove(guards.MUST_HEAR, space.id)
        return id


def change_key(node: Node, space_id: Digest, root: Keys, change: KeyChange) -> Digest:
    """Add or revoke one of our keys; signed by the root key.

    Returns:
        The id of the key act.

    Raises:
        Refused: it is the root, known already, or revoked.
    """
    with node.lock:
        space = node.space(space_id)
        guards.check_not_stopped(node, space)
        return _sign_as_root(node, space, root, Kind.KEY, change.to_wire(), epoch=None)


def _sign_as_root(
    node: Node,
    space: Space,
    root: Keys,
    kind: Kind,
    detail: Mapping[str, Json],
    *,
    epoch: int | None,
) -> Digest:
    at = max(node.world.now(), space.ours.last_at or node.world.now())
    batch = Batch(space, node.world)
    header = batch.header(
        Content(kind=kind, at=at, detail=detail, epoch=epoch),
        key=root.current(KeyUse.ROOT).fingerprint,
    )
    signature = root.sign(KeyUse.ROOT, pae(ACT_TYPE, header))
    entry = batch.write_signed(header, signature)
    batch.commit(node.ledger, node.keys)
    project.project(node, space, batch.entries)
    return entry.id
