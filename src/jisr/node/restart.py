"""Come back after a restore or a theft: hear the partner, be fenced, open a new epoch.

Rule 7 of docs/spec/case.md.  A restored node may not write: its own log may be longer than it
remembers, and a second act for a taken place would be a fork.
"""

from collections.abc import Sequence

from jisr.core import reasons as core_reasons
from jisr.core.act import Digest, Kind, PartyId, Slug
from jisr.core.dsse import ACT_TYPE, pae
from jisr.core.errors import Conflict, Unavailable, Unproven
from jisr.core.keys import KeyUse
from jisr.core.log import Fence, Forked
from jisr.core.service import KeyChange, Restart
from jisr.node import effects, guards, owed, project, prune, reasons, resume
from jisr.node.batch import Batch
from jisr.node.node import Node
from jisr.node.ports import Keys
from jisr.node.space import Space

AFTER_RESTORE: Slug = Slug("restore")


def begin(node: Node, space_id: Digest, *, epoch: int) -> None:
    """Begin to come back: nothing is written until the partner has fenced us off.

    Args:
        node: ours, with every erasure reapplied.
        space_id: the space.
        epoch: the epoch to open, from outside the backup: the time of the restore, or a
            counter the operator holds.  It must be above every epoch this log ever had.
    """
    with node.lock:
        space = node.space(space_id)
        node.work.effects.hold(space.id)
        guards.must_hear(node, space, epoch=epoch)


def record_fence(node: Node, space: Space, party: PartyId, fence: Fence) -> None:
    """Record a fence durably, and judge by it from now on."""
    node.ledger.set_fence(space.id, party, fence)
    space.fence_off(party, fence)


def take_back(node: Node, space: Space, returned: Sequence[tuple[bytes, bytes]]) -> Conflict | None:
    """Take back acts of ours that the partner holds, as far as that is possible.

    Returns:
        Why the rest must wait: the first of it has seen an act of the partner's that is not
        here.  None when all is back.

    Raises:
        JisrError: what came back is not what we wrote; people must look into it.
    """
    resume.resume(node, space)
    batch = Batch(space, node.world)
    waits: Conflict | None = None
    for header, signature in returned:
        try:
            outcome = batch.take(space.me, header, signature)
        except Conflict as error:
            if error.code != core_reasons.SEEN_NOT_HELD.code:
                raise
            waits = error
            break
        if isinstance(outcome, Forked):
            raise Unproven(core_reasons.FORKED, seq=outcome.seq)
    for entry in batch.entries:
        batch.await_parts(entry, node.keys)
    batch.commit(node.ledger, node.keys)
    owed.remember(node, space, batch.parts)
    effects.follow(node, space, batch.entries)
    project.project(node, space, batch.entries)
    prune.effective(node, space, batch.entries)
    return waits


def fenced(node: Node, space: Space, fence: Fence) -> None:
    """Record the fence the partner has granted, once we hold our own log up to it."""
    if space.ours.size >= fence.seq:
        record_fence(node, space, space.me, fence)


def awaits_root(space: Space, asking: int | None) -> bool:
    """Say whether a return waits for the root key alone: we are fenced, and hold everything."""
    fence = space.ours.fence
    return asking is not None and fence is not None and fence.epoch == asking


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
    header = restart_header(node, space_id, ground)
    return place_root(node, space_id, header, sign_header(header, root))


def restart_header(node: Node, space_id: Digest, ground: Slug) -> bytes:
    """Return the header of a restart, for the root key to sign wherever it is kept.

    Raises:
        Unavailable: the partner has not been heard yet, so no fence stands.
    """
    with node.lock:
        space = node.space(space_id)
        fence, log = space.ours.fence, space.ours
        if fence is None or fence.epoch <= log.epoch:
            raise Unavailable(reasons.NOT_YET_HEARD)
        detail = Restart(ground=ground).to_wire()
        return Batch(space, node.world).root_header(Kind.RESTART, detail, epoch=fence.epoch)


def key_header(node: Node, space_id: Digest, change: KeyChange) -> bytes:
    """Return the header of a key act, for the root key to sign wherever it is kept.

    Raises:
        Refused: the space is stopped until people decide.
        Unavailable: the node must first hear its partner.
    """
    with node.lock:
        space = node.space(space_id)
        guards.check_not_stopped(node, space)
        guards.check_heard(node, space)
        return Batch(space, node.world).root_header(Kind.KEY, change.to_wire())


def sign_header(header: bytes, root: Keys) -> bytes:
    """Sign a header with the root key."""
    return root.sign(KeyUse.ROOT, pae(ACT_TYPE, header))


def place_root(node: Node, space_id: Digest, header: bytes, signature: bytes) -> Digest:
    """Write an act of ours that the root key has signed.

    Raises:
        Unproven: it is not the root key's signature.
        Refused, Conflict: the log has moved on since the header was made; make it again.
    """
    with node.lock:
        space = resume.ready(node, space_id)
        batch = Batch(space, node.world)
        entry = batch.write_signed(header, signature)
        if entry.kind is not Kind.RESTART:
            guards.check_heard(node, space)
        batch.commit(node.ledger, node.keys)
        written = effects.follow(node, space, batch.entries)
        project.project(node, space, [*batch.entries, *written])
        prune.effective(node, space, batch.entries)
        return entry.id
