"""The work store in one SQLite file, or in memory for tests."""

from pathlib import Path

from jisr.ledger.database import Database
from jisr.ledger.work.relational.store import LAYOUT, RelationalWorkStore


class SqliteWorkStore(RelationalWorkStore):
    """See `WorkStore`."""

    def __init__(self, path: Path | None, *, vfs: str | None = None) -> None:
        """Open or create a work store; None keeps it in memory, for tests.

        Raises:
            Unavailable: another process has it, it is damaged, not ours, or not writable.
        """
        self._db = Database(path, LAYOUT, vfs=vfs)
        super().__init__(self._db)

    def backup_to(self, path: Path) -> None:
        """Write a whole, durable copy to `path`; see `Database`."""
        self._db.backup_to(path)
