"""A ledger in one SQLite file: the default, for one process."""

from pathlib import Path

from jisr.ledger import statements as sql
from jisr.ledger.database import Database
from jisr.ledger.relational import RelationalLedger


class SqliteLedger(RelationalLedger):
    """See `Ledger`."""

    def __init__(self, path: Path, *, vfs: str | None = None) -> None:
        """Open or create a ledger; its folder must exist.

        Raises:
            Unavailable: another process has it, it is damaged, not ours, or not writable.
        """
        self._db = Database(path, sql.LAYOUT, vfs=vfs)
        super().__init__(self._db)

    def backup_to(self, path: Path) -> None:
        """Write a whole, durable copy to `path` while the node goes on; see `Database`."""
        self._db.backup_to(path)
