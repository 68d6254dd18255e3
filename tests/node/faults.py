"""Stores that fail or die at the n-th write, and a story that must come through it.

A `Trip` counts every write of both nodes.  At the write that a test chooses it either dies, as
a process does, and the node starts again on what is durable, or it fails as a full disk does,
and the same process goes on.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final

from jisr.core.errors import Unavailable
from jisr.ledger import reasons
from jisr.node.node import Stores

LEDGER: Final = frozenset({"add_proof", "append", "found", "prune", "put_part", "set_fence"})
KEYS: Final = frozenset({"destroy", "put"})
WORK: Final = frozenset(
    {
        *("alarm", "append", "apply", "assign", "begin", "claim", "clear", "close", "done"),
        *(
            "drop",
            "hold",
            "plan",
            "put",
            "put_all",
            "queue",
            "record",
            "release",
            "remove",
            "retry",
        ),
        *("sent", "write"),
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
    """The process of a party is gone; nothing catches this but the test."""

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
        return Stores(
            ledger=Failing(stores.ledger, LEDGER, lambda: self.step(party)),  # type: ignore[arg-type]
            keys=Failing(stores.keys, KEYS, lambda: self.step(party)),  # type: ignore[arg-type]
            work=Failing(stores.work, WORK, lambda: self.step(party)),  # type: ignore[arg-type]
        )


class Failing:
    """A store, or a subject of the work store, whose writes may fail."""

    def __init__(self, inner: Any, writes: frozenset[str], step: Callable[[], None]) -> None:
        self._inner = inner
        self._writes = writes
        self._step = step

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if name in SUBJECTS:
            return Failing(found, self._writes, self._step)
        if name not in self._writes:
            return found

        def write(*args: Any, **named: Any) -> Any:
            self._step()
            return found(*args, **named)

        return write

    @contextmanager
    def together(self) -> Iterator[None]:
        """A transaction may also fail as it ends: then nothing of it is durable."""
        with self._inner.together():
            yield
            self._step()
