"""The work store in the tables of a database: its subjects put together."""

from contextlib import AbstractContextManager
from typing import Final, Self

from jisr.ledger.tables import Layout, Tables
from jisr.ledger.work.relational import access, bulk, machinery, partners, people, views, writing

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


class RelationalWorkStore:
    """See `WorkStore`."""

    def __init__(self, db: Tables) -> None:
        self._db = db
        self.people = people.RelationalPeople(self._db)
        self.margin = people.RelationalMargin(self._db)
        self.drafts = writing.RelationalDrafts(self._db)
        self.approvals = writing.RelationalApprovals(self._db)
        self.access = access.RelationalAccessLog(self._db)
        self.effects = machinery.RelationalEffects(self._db)
        self.outbox = machinery.RelationalOutbox(self._db)
        self.receipts = machinery.RelationalReceipts(self._db)
        self.partners = partners.RelationalPartners(self._db)
        self.frames = bulk.RelationalFrames(self._db)
        self.transfers = bulk.RelationalTransfers(self._db)
        self.views = views.RelationalViews(self._db)
        self.register = views.RelationalRegister(self._db)

    def together(self) -> AbstractContextManager[None]:
        return self._db.writing()

    def quick_check(self) -> None:
        """Raise Unavailable when the store is damaged."""
        self._db.quick_check()

    def close(self) -> None:
        """Give the store back."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
