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

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.people = people.RelationalPeople(self._tables)
        self.margin = people.RelationalMargin(self._tables)
        self.drafts = writing.RelationalDrafts(self._tables)
        self.approvals = writing.RelationalApprovals(self._tables)
        self.access = access.RelationalAccessLog(self._tables)
        self.effects = machinery.RelationalEffects(self._tables)
        self.outbox = machinery.RelationalOutbox(self._tables)
        self.receipts = machinery.RelationalReceipts(self._tables)
        self.partners = partners.RelationalPartners(self._tables)
        self.frames = bulk.RelationalFrames(self._tables)
        self.transfers = bulk.RelationalTransfers(self._tables)
        self.views = views.RelationalViews(self._tables)
        self.register = views.RelationalRegister(self._tables)

    def together(self) -> AbstractContextManager[None]:
        return self._tables.writing()

    def quick_check(self) -> None:
        """Raise Unavailable when the store is damaged."""
        self._tables.quick_check()

    def close(self) -> None:
        """Give the store back."""
        self._tables.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
