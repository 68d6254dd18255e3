"""A node: one party's stores, its spaces, and the lock that lets one use case run at a time.

The use cases are functions in the modules beside this one; each takes the `Node` first.
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.errors import Refused, Unavailable
from jisr.core.space import read_founding
from jisr.framework.edition import Edition
from jisr.framework.expiry import Limits
from jisr.ledger.base import Ledger
from jisr.ledger.keys import KeyStore
from jisr.ledger.work.base import WorkStore
from jisr.ledger.work.rows import Document
from jisr.node import reasons
from jisr.node.editions import Editions, check_safeguards
from jisr.node.ports import Permits, World, nobody
from jisr.node.space import Space

MACHINERY: Final = "node"  # Who acts, in the access log, when no person has asked for it.
EDITION: Final = Slug("edition")  # The kind under which the work store keeps editions.


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """The three files a node writes (docs/spec/ledger.md); `web.db` is none of its business."""

    ledger: Ledger
    keys: KeyStore
    work: WorkStore


class Node:
    """One party's node.

    `lock` is held by every use case from its first read to its last write: a decision cannot be
    overtaken by another writer.  Where several processes share the stores it keeps them out too,
    and whoever takes it calls `refresh`.
    """

    def __init__(
        self,
        *,
        party: PartyId,
        stores: Stores,
        world: World,
        lock: AbstractContextManager[object] | None = None,
        limits: Limits | None = None,
        tick: timedelta = timedelta(),
        permits: Permits = nobody,
    ) -> None:
        self.party = party
        self.ledger = stores.ledger
        self.keys = stores.keys
        self.work = stores.work
        self.world = world
        self.lock = lock or threading.RLock()
        self.limits = limits or Limits()
        self.permits = permits  # Who may do what: asked by `authority` alone.
        self.tick = tick  # How far apart replies are written (SAF-32); zero: at once.
        self.editions = Editions(self._kept_edition)
        for document in self.work.register.all(EDITION):
            self.editions.restore(document.content)
        self.spaces: dict[Digest, Space] = {}
        # Called with a space's id when there is something new for its partner.
        self.on_news: Callable[[Digest], None] = lambda _: None
        # Called when somebody's keys have changed: who is trusted is to be read again.
        self.on_keys: Callable[[], None] = lambda: None
        for space in self.ledger.spaces():
            self.open_space(space)

    def is_behind(self) -> bool:
        """Say whether another process has written to a log that is known here, or not yet."""
        return bool(self._changed())

    def refresh(self, others: bool) -> None:
        """Take in what other processes have written; call with the lock held.

        Args:
            others: whether another process has had a turn since our last.
        """
        moved = self._changed()
        stale: set[Digest] = set()
        if others:  # What an edition says of case zero may have come without any act.
            stale = {id for id, space in self.spaces.items() if space.zero.case.verdicts}
            for space in self.spaces.values():
                space.forget_cases()  # It may have pruned acts, or learnt an edition.
        for id in moved | stale:
            self.open_space(id)
        # Only what has moved is news: two processes would else wake each other without end.
        for id in moved:
            self.on_news(id)
        if moved:
            self.on_keys()

    def _changed(self) -> set[Digest]:
        """Return the spaces that are not in memory as they are in the ledger."""
        known = {
            (id, author, log.size, log.head, log.fence)
            for id, space in list(self.spaces.items())
            for author, log in list(space.logs.items())
        }
        moved = {
            end.space
            for end in self.ledger.ends()
            if (end.space, end.author, end.size, end.head, end.fence) not in known
        }
        return moved | (set(self.ledger.spaces()) - self.spaces.keys())

    def _kept_edition(self, digest: Digest) -> bytes | None:
        document = self.work.register.get(EDITION, digest)
        return document.content if document else None

    def read_edition(self, signed: bytes) -> Edition:
        """Read an edition and check it; it is not kept yet.

        Raises:
            Malformed, Refused: it is no edition, or the checker or the safeguards find fault
                with it.
        """
        edition = self.editions.read(signed)
        check_safeguards(edition, self.party)
        return edition

    def keep_edition(self, edition: Edition) -> None:
        """Keep an edition read here, so that cases under it can be folded for ever."""
        self.editions.add(edition)
        for space in self.spaces.values():
            space.forget_cases()
        self.work.register.put(
            Document(
                kind=EDITION,
                id=edition.digest,
                content=edition.signed,
                updated=self.world.now(),
            )
        )

    def open_space(self, id: Digest) -> Space:
        """Build a space from the ledger, afresh; also after a stumble."""
        raw = self.ledger.founding(id)
        assert raw is not None, "the ledger keeps the founding document of each of its spaces"
        founding = read_founding(raw, verify=self.world.verify)
        if self.editions.get(founding.framework) is None:
            raise Unavailable(reasons.UNKNOWN_EDITION, digest=founding.framework[:12])
        self.spaces[id] = Space(
            founding, self.party, ledger=self.ledger, tables=self.editions.table
        )
        return self.spaces[id]

    def space(self, id: Digest) -> Space:
        """Return a space this node is in.

        Raises:
            Refused: there is no such space here.
        """
        space = self.spaces.get(id)
        if space is None:
            raise Refused(reasons.UNKNOWN_SPACE)
        return space
