"""Tables in memory, whose changes made together are undone together."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Table(Generic[K, V]):
    """Rows by key, in the order in which the keys came."""

    def __init__(self, journal: "Journal") -> None:
        self._journal = journal
        self.rows: dict[K, V] = {}
        journal.tables.append(self)

    def changing(self) -> dict[K, V]:
        """Return the rows to change, after noting what they were."""
        self._journal.note(self)
        return self.rows


class Journal:
    """What the tables held before the blocks that are open."""

    def __init__(self) -> None:
        self.tables: list[Table[Any, Any]] = []
        self._guard = threading.RLock()
        self._before: list[dict[Table[Any, Any], dict[Any, Any]]] = []  # By open block.

    def note(self, table: Table[Any, Any]) -> None:
        """Note what a table holds before its first change in the innermost block."""
        if self._before and table not in self._before[-1]:
            self._before[-1][table] = dict(table.rows)

    @contextmanager
    def together(self) -> Iterator[None]:
        """See `WorkStore`; a block inside another is undone by itself."""
        with self._guard:
            self._before.append({})
            try:
                yield
            except BaseException:
                for table, rows in self._before.pop().items():
                    table.rows = rows
                raise
            inner = self._before.pop()
            if self._before:
                self._before[-1] = inner | self._before[-1]

    def copy_to(self, other: "Journal") -> None:
        """Fill the tables of another store of the same kind with what these hold."""
        assert not self._before
        for table, copy in zip(self.tables, other.tables, strict=True):
            copy.rows = dict(table.rows)


def checked(at: datetime) -> datetime:
    """Return an instant as the work store takes it: aware, in whole seconds."""
    assert at.tzinfo is not None
    assert at.microsecond == 0
    return at
