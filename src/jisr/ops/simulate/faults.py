"""Stores that fail or die at the n-th write, and a story that must come through it.

A `Trip` counts every write of both nodes.  At the chosen one it either dies, as a process does,
and the node starts again on what is durable, or it fails as a full disk does, and the same
process goes on.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final, cast

from jisr.core.errors import Unavailable
from jisr.ledger import reasons
from jisr.ledger.base import Ledger
from jisr.ledger.keys import KeyStore
from jisr.ledger.work.base import WorkStore
from jisr.node.node import Stores

LEDGER: Final = frozenset({"add_proof", "append", "found", "prune", "put_part", "set_fence"})
KEYS: Final = frozenset({"destroy", "put"})
WORK: Final = frozenset(
    {
        *("add_note", "alarm", "append", "apply", "assign", "begin", "claim", "clear", "close"),
        *("done", "drop", "hold", "plan", "put", "put_all", "queue", "record"),
        *("release", "remove", "remove_all", "remove_note", "retry", "sent", "write"),
    }
)
SUBJECTS: Final = frozenset(
    {
        *("access", "approvals", "drafts", "effects", "frames", "margin", "outbox", "partners"),
        *("people", "receipts", "register", "transfers", "views"),
    }
)


class How(Enum):
    """What happens at the chosen write."""

    DIES = auto()
    FAILS = auto()


class DiedError(Exception):
    """The process of a party is gone; nothing catches this but the story."""

    def __init__(self, party: str) -> None:
        super().__init__(party)
        self.party = party


@dataclass(slots=True)
class Trip:
    """Counts writes; trips once, at the `at`-th (from 0), then never again."""

    at: int
    how: How
    count: int = 0
    armed: bool = False
    tripped: bool = False

    def step(self, party: str) -> None:
        """Let one write pass, or not."""
        if not self.armed:
            return
        here, self.count = self.count, self.count + 1
        if here != self.at:
            return
        self.tripped = True
        if self.how is How.DIES:
            raise DiedError(party)
        raise Unavailable(reasons.DISK_FULL, store="test")

    def wrap(self, party: str, stores: Stores) -> Stores:
        """Return stores whose every write passes here first."""

        def step() -> None:
            self.step(party)

        return Stores(
            ledger=cast("Ledger", Failing(stores.ledger, LEDGER, step)),
            keys=cast("KeyStore", Failing(stores.keys, KEYS, step)),
            work=cast("WorkStore", Failing(stores.work, WORK, step)),
        )


class Failing:
    """A store, or a subject of the work store, whose writes may fail."""

    def __init__(self, inner: Any, writes: frozenset[str], step: Callable[[], None]) -> None:  # noqa: ANN401 - any store
        self._inner = inner
        self._writes = writes
        self._step = step

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the store has
        found = self._found(name)
        setattr(self, name, found)  # Asked for thousands of times.
        return found

    def _found(self, name: str) -> Any:  # noqa: ANN401
        found = getattr(self._inner, name)
        if name in SUBJECTS:
            return Failing(found, self._writes, self._step)
        if name not in self._writes:
            return found

        def write(*args: Any, **named: Any) -> Any:  # noqa: ANN401
            self._step()
            return found(*args, **named)

        return write

    @contextmanager
    def together(self) -> Iterator[None]:
        """A transaction may also fail as it ends: then nothing of it is durable."""
        with self._inner.together():
            yield
            self._step()
