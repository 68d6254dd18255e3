"""The work store in dictionaries, for tests and simulations: it forgets when the process ends."""

from contextlib import AbstractContextManager
from typing import Self

from jisr.ledger.work.memory import lists, machinery, people
from jisr.ledger.work.memory.tables import Journal


class MemoryWorkStore:
    """See `WorkStore`."""

    def __init__(self) -> None:
        self._journal = Journal()
        self.people = people.MemoryPeople(self._journal)
        self.margin = people.MemoryMargin(self._journal)
        self.drafts = people.MemoryDrafts(self._journal)
        self.approvals = people.MemoryApprovals(self._journal)
        self.access = people.MemoryAccessLog(self._journal)
        self.effects = machinery.MemoryEffects(self._journal)
        self.outbox = machinery.MemoryOutbox(self._journal)
        self.receipts = machinery.MemoryReceipts(self._journal)
        self.partners = machinery.MemoryPartners(self._journal)
        self.frames = machinery.MemoryFrames(self._journal)
        self.transfers = machinery.MemoryTransfers(self._journal)
        self.views = lists.MemoryViews(self._journal)
        self.register = lists.MemoryRegister(self._journal)

    def together(self) -> AbstractContextManager[None]:
        return self._journal.together()

    def copy(self) -> Self:
        """Return a store that holds the same: what a backup of this one is."""
        other = type(self)()
        self._journal.copy_to(other._journal)  # noqa: SLF001 - its own class
        return other
