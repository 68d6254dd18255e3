"""The work store in one SQLite file, or in memory for tests."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final, Self

from jisr.ledger.database import Database
from jisr.ledger.tables import Layout
from jisr.ledger.work.sqlite import access, bulk, machinery, partners, people, views, writing

SUBJECTS: Final = (people, writing, access, machinery, partners, bulk, views)
# Other processes may read it: screens list cases from the views.
LAYOUT: Final = Layout(
    name="work",
    application=0x4A535257,
    version=2,  # 2: attachments by space.
    schema="".join(subject.SCHEMA for subject in SUBJECTS),
    exclusive=False,
    turns=True,
    forgets=None,
)


class SqliteWorkStore:
    """See `WorkStore`."""

    def __init__(self, path: Path | None) -> None:
        """Open or create a work store; None keeps it in memory, for tests.

        Raises:
            Unavailable: another process has it, it is damaged, not ours, or not writable.
        """
        self._db = Database(path, LAYOUT)
        self.people = people.SqlitePeople(self._db)
        self.margin = people.SqliteMargin(self._db)
        self.drafts = writing.SqliteDrafts(self._db)
        self.approvals = writing.SqliteApprovals(self._db)
        self.access = access.SqliteAccessLog(self._db)
        self.effects = machinery.SqliteEffects(self._db)
        self.outbox = machinery.SqliteOutbox(self._db)
        self.receipts = machinery.SqliteReceipts(self._db)
        self.partners = partners.SqlitePartners(self._db)
        self.frames = bulk.SqliteFrames(self._db)
        self.transfers = bulk.SqliteTransfers(self._db)
        self.views = views.SqliteViews(self._db)
        self.register = views.SqliteRegister(self._db)

    def together(self) -> AbstractContextManager[None]:
        return self._db.writing()

    def quick_check(self) -> None:
        """Read the whole file; Unavailable when it is damaged."""
        self._db.quick_check()

    def backup_to(self, path: Path) -> None:
        """Write a whole, durable copy to `path`; see `Database`."""
        self._db.backup_to(path)

    def close(self) -> None:
        """Give the file back to others."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
