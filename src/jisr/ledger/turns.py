"""Turns: one use case of a node at a time, over all the processes that share its PostgreSQL.

A use case decides from what it has read, in the stores and in memory, and then writes.  Within a
process a lock keeps others out between the two; here the same lock reaches every process.

It cannot be lost unseen.  It is held by the very connections through which the stores are written,
so the server ends lock and connection together, and what was in a transaction with them.  A process
that finds a connection dead goes on over a new one only if nobody has had a turn meanwhile.
"""

import threading
from collections.abc import Callable
from contextlib import ExitStack

from jisr.ledger.postgres import Postgres


class Turns:
    """A lock over processes, entered as often as one likes by the thread that has it."""

    def __init__(self, *stores: Postgres) -> None:
        """Prepare a lock on these stores, always taken in this order."""
        self._stores = stores
        self._guard = threading.RLock()
        self._depth = 0
        self._others = False
        # Called in a turn that begins, with whether others had one since our last.
        self.entered: Callable[[bool], None] = lambda _: None

    def __enter__(self) -> None:
        """Take a turn, or go deeper into one.

        Raises:
            Unavailable: the server is away, or another process does not end its turn.
        """
        self._guard.acquire()
        self._depth += 1
        if self._depth > 1:
            return
        try:
            self._take()
        except BaseException:
            self._leave()
            raise

    def _take(self) -> None:
        taken: list[Postgres] = []
        try:
            for store in self._stores:
                # Kept until it was made good: a turn that fails here has caught up with nothing.
                self._others |= store.take_turn()
                taken.append(store)
            self.entered(self._others)
        except BaseException:
            _end(taken)
            raise
        self._others = False

    def __exit__(self, *_: object) -> None:
        """End the turn where it began."""
        try:
            if self._depth == 1:
                _end(self._stores)
        finally:  # Whatever the server says, nobody waits for us for ever.
            self._leave()

    def _leave(self) -> None:
        self._depth -= 1
        self._guard.release()


def _end(stores: list[Postgres] | tuple[Postgres, ...]) -> None:
    with ExitStack() as ending:  # Each, even if another fails; the last taken first.
        for store in stores:
            ending.callback(store.end_turn)
