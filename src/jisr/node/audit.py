"""The access log as an auditor takes it: checked, exported, its head told; reading it is logged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jisr.core.act import Digest, Slug
from jisr.ledger.base import READ_MAX
from jisr.ledger.work.relational import chain
from jisr.ledger.work.relational.chain import Checked
from jisr.ledger.work.rows import Access, AccessEvent, ChainHead
from jisr.node.authority import Action, Handle, the_node
from jisr.node.node import Node

PURPOSE: Final = Slug("access-log")
PAGE: Final = 20_000  # Events of one answer: ten megabytes; each answer is one reading, logged.


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """Some events of the log, as lines of a file."""

    lines: Sequence[bytes]
    head: ChainHead  # Where the log stood once this reading was logged.


def verify(node: Node, through: Digest | None = None) -> Checked:
    """Compute the chain of the log again.

    Args:
        node: ours.
        through: a head that was kept elsewhere.

    Source: docs/spec/ledger.md, LED-37.
    """
    with node.lock:
        return chain.verify(node.work.access, through=through)


def page(node: Node, handle: Handle, *, start: int, end: int | None) -> LogPage:
    """Read a page of the log; that it is read is logged before.

    Args:
        node: ours.
        handle: of the officer who reads.
        start: the first event wanted, from 0.
        end: the first that is not; None for all, the one that logs this reading among them.

    Source: docs/spec/ledger.md, LED-60.
    """
    handle.check(node, Action.READ_LOG, the_node())
    with node.lock:
        event = AccessEvent(
            at=node.world.now(), officer=handle.officer, access=Access.EXPORTED, purpose=PURPOSE
        )
        head = node.work.access.append([event])
        last = min(start + PAGE, head.length if end is None else end)
        lines: list[bytes] = []
        while start < last:
            stop = min(start + READ_MAX, last)
            found = node.work.access.chained(start, stop - start)
            # Where rows are missing, those that follow come with a later page.
            lines += [chain.line_of(one) for one in found if one.no < stop]
            start = stop
        return LogPage(lines=lines, head=head)
