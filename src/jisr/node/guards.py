"""What must hold before a node writes an act of its own."""

from datetime import datetime
from typing import Final

from jisr.core.act import TIME_FORMAT, Digest, Slug
from jisr.core.errors import Reason, Refused, Unavailable
from jisr.exchange.values import Fault
from jisr.ledger.work.rows import Document
from jisr.node import reasons
from jisr.node.node import Node
from jisr.node.space import Space

# Documents of the work store that stop a space; their id is the space's.
MUST_HEAR: Final = Slug("must-hear")  # Restored from a backup, not yet fenced.
STOPPED: Final = Slug("stopped")  # The partner is proved to have forked its log.


def check_may_write(node: Node, space: Space) -> datetime:
    """Return the instant for the next act of ours.

    Raises:
        Refused: the space is stopped until people decide.
        Unavailable: the node must first hear its partner, or its clock runs behind its log.
    """
    check_not_stopped(node, space)
    check_heard(node, space)
    now = node.world.now()
    last = space.ours.last_at
    if last is not None and now < last:
        raise Unavailable(reasons.CLOCK_BEHIND, last=last.strftime(TIME_FORMAT))
    return now


def must_hear(node: Node, space: Space, *, epoch: int | None = None) -> None:
    """Stop writing until the partner has been heard: it holds acts of ours that we lack.

    Args:
        node: ours.
        space: the space.
        epoch: the epoch to ask the partner for; None until an operator begins the return.
    """
    content = b"" if epoch is None else str(epoch).encode()
    node.work.register.put(
        Document(kind=MUST_HEAR, id=space.id, content=content, updated=node.world.now())
    )
    alarm(node, space, _why_it_waits(epoch))


def _why_it_waits(epoch: int | None) -> Reason:
    """A node that was restored knows so; what the partner says of it is a claim, and no proof."""
    return reasons.CLAIMED_TO_LACK if epoch is None else reasons.NOT_YET_HEARD


def check_heard(node: Node, space: Space) -> None:
    """Raise Unavailable when the node may have forgotten acts of its own, and must hear first."""
    if hears_first(node, space.id):
        raise Unavailable(_why_it_waits(asked_epoch(node, space.id)))


def hears_first(node: Node, space: Digest) -> bool:
    """Say whether the space waits for its partner to be heard: nothing is written."""
    return node.work.register.get(MUST_HEAR, space) is not None


def may_read(node: Node, space: Digest) -> bool:
    """Say whether content may be read: a backup may hold what was erased after it was made.

    The partner's mere word that acts of ours are missing takes no content from our desks.
    """
    return asked_epoch(node, space) is None


def has_returned(node: Node, space: Digest) -> None:
    """End the wait: the partner has been heard, and a new epoch is open."""
    node.work.register.remove(MUST_HEAR, space)
    for reason in (reasons.NOT_YET_HEARD, reasons.CLAIMED_TO_LACK, reasons.LEDGER_SHORTER):
        node.work.partners.clear(reason.code, space)


def asked_epoch(node: Node, space: Digest) -> int | None:
    """Return the epoch that an unfinished return asks the partner for, if there is one."""
    document = node.work.register.get(MUST_HEAR, space)
    return int(document.content) if document is not None and document.content else None


def stop(node: Node, space: Space, seq: int) -> None:
    """Stop the space: the partner is proved to have forked its log at `seq`."""
    node.work.register.put(
        Document(kind=STOPPED, id=space.id, content=str(seq).encode(), updated=node.world.now())
    )
    alarm(node, space, reasons.SPACE_STOPPED, seq=seq)


def check_not_stopped(node: Node, space: Space) -> None:
    """Raise Refused when the space waits for people to decide."""
    stopped = node.work.register.get(STOPPED, space.id)
    if stopped is not None:
        raise Refused(reasons.SPACE_STOPPED, seq=int(stopped.content))


def is_stopped(node: Node, space: Space) -> bool:
    """Say whether the space waits for people to decide."""
    return node.work.register.get(STOPPED, space.id) is not None


def clock_differs(node: Node, space: Space, seconds: int) -> None:
    """Show that the partner's clock and ours differ; it changes nothing else."""
    alarm(node, space, reasons.CLOCKS_DIFFER, seconds=seconds)


def clock_backwards(node: Node, space: Space, seq: int) -> None:
    """Show that the partner dated an act before the one it follows; it changes nothing else."""
    alarm(node, space, reasons.CLOCK_BACKWARDS, seq=seq)


def partner_refused(node: Node, space: Space, fault: Fault) -> None:
    """Show that the partner did not take what we sent, and why."""
    alarm(node, space, reasons.PARTNER_REFUSED, code=fault.code)


def alarm(node: Node, space: Space, reason: Reason, **facts: str | int) -> None:
    """Raise an alarm about a space, for the operator's screen."""
    node.work.partners.alarm(reason, facts=facts, subject=space.id, at=node.world.now())


def is_halted(node: Node, space: Space) -> bool:
    """Say whether nothing of ours leaves: a fork was proved, or the partner must be heard."""
    return is_stopped(node, space) or hears_first(node, space.id)
