"""Which process of a node serves what: a lease that ends with its process, and is then taken over.

A lease spares work and keeps nothing safe: two that believed they had one would only say the same
thing twice.  So it is a lock on a connection of its own, and nobody waits for it.
"""

import threading
from typing import Final

import psycopg

from jisr.core.act import Digest
from jisr.ledger.server import way_to

# A process that has stopped moving loses its leases; one that moves asks for them more often.
IDLE_MS: Final = 120_000
KEY_BYTES: Final = 8
LEASE: Final = b"select pg_try_advisory_lock($1)"
ALIVE: Final = b"select 1"


class Leases:
    """The leases of one process."""

    def __init__(self, dsn: str) -> None:
        """Name the database; nothing is connected until a lease is wanted."""
        self._dsn = way_to(dsn, {"idle_session_timeout": IDLE_MS})
        self._guard = threading.Lock()
        self._db: psycopg.Connection[tuple[bool]] | None = None
        self._held: set[Digest] = set()

    def hold(self, name: Digest) -> bool:
        """Say whether this process has a lease, from now on if nobody else has it.

        While the server is away nobody has one.
        """
        with self._guard:
            try:
                return self._hold(name)
            except psycopg.OperationalError:
                self._give_up()
                return False

    def _hold(self, name: Digest) -> bool:
        if self._db is None:
            self._db = psycopg.connect(self._dsn, autocommit=True, cursor_factory=psycopg.RawCursor)
        if name in self._held:
            self._db.execute(ALIVE)
            return True
        number = int.from_bytes(bytes.fromhex(name)[:KEY_BYTES], signed=True)
        [(got,)] = self._db.execute(LEASE, [number]).fetchall()
        if got:
            self._held.add(name)
        return got

    def _give_up(self) -> None:
        if self._db is not None:
            self._db.close()
        self._db = None
        self._held.clear()

    def close(self) -> None:
        """Give every lease back."""
        with self._guard:
            self._give_up()
