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
    version=4,  # 2: attachments by space; 3: a checksum in every page; 4: more acts are logged.
    unsummed=2,
    upgrades={3: access.FROM_3},
    schema="".join(subject.SCHEMA for subject in SUBJECTS),
    exclusive=False,
    turns=True,
    forgets=None,
)


class RelationalWorkStore:
    """See `WorkStore`."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.people = people.RelationalPeople(self.tables)
        self.margin = people.RelationalMargin(self.tables)
        self.drafts = writing.RelationalDrafts(self.tables)
        self.approvals = writing.RelationalApprovals(self.tables)
        self.access = access.RelationalAccessLog(self.tables)
        self.effects = machinery.RelationalEffects(self.tables)
        self.outbox = machinery.RelationalOutbox(self.tables)
        self.receipts = machinery.RelationalReceipts(self.tables)
        self.partners = partners.RelationalPartners(self.tables)
        self.frames = bulk.RelationalFrames(self.tables)
        self.transfers = bulk.RelationalTransfers(self.tables)
        self.views = views.RelationalViews(self.tables)
        self.register = views.RelationalRegister(self.tables)

    def together(self) -> AbstractContextManager[None]:
        return self.tables.writing()

    def quick_check(self) -> None:
        """Raise Unavailable when the store is damaged."""
        self.tables.quick_check()

    def close(self) -> None:
        """Give the store back."""
        self.tables.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
