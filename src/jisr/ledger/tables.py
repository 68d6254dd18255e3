"""What a store asks of the database it is kept in, whichever that is.

Statements are written once, in the words both databases know: `?1` for an argument, `on
conflict`, partial indexes.  What they do not share (types, transactions, errors) is inside the
two implementations, `database.Database` and `postgres.Postgres`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

Row = tuple[Any, ...]  # As the database gives it; each store turns it into its own value at once.


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a store holds: `application` marks it as ours, `version` as of this schema.

    In PostgreSQL several processes may write: `turns` makes them take turns over the whole
    store; without it they wait for each other only at a row both `lock`.  `upgrades`: by version,
    the statements that make the tables of the next one out of those of that one, keeping the
    columns in the order in which `schema` has them.
    """

    name: str
    application: int
    version: int
    unsummed: int | None  # In files, the version of the same tables before pages had a checksum.
    schema: str
    exclusive: bool  # In a file: no other process may even read it.
    turns: bool
    forgets: str | None  # A table from which what is destroyed must be gone at once, in PostgreSQL.
    upgrades: Mapping[int, str] = field(default_factory=dict)

    def upgrade(self, version: int) -> str:
        """Return the statements that bring tables of an earlier version up to this one."""
        return "".join(self.upgrades.get(v, "") for v in range(version, self.version))


class Tables(Protocol):
    """The tables of one store."""

    @property
    def store(self) -> str:
        """What a person knows the store by."""

    def writing(self) -> AbstractContextManager[None]:
        """Run a block as one transaction: when it ends it is durable; if it raises, undone.

        Inside another such block it is a part of that one: undone by itself if it raises,
        durable when the outer one ends.
        """

    def rows(self, sql: str, *args: object) -> list[Row]:
        """Run one statement that reads, and return all its rows."""

    def row(self, sql: str, *args: object) -> Row | None:
        """Run one statement that reads, and return its first row, if any."""

    def rows_each(self, sql: str, args: Iterable[Sequence[object]]) -> list[Row]:
        """Run one statement that reads for each tuple of arguments, and return all rows."""

    def each(self, sql: str) -> Iterator[Row]:
        """Give the rows of one statement one by one; nothing else may be asked meanwhile."""

    def lock(self, sql: str, *args: object) -> Row | None:
        """Return a row that nobody else changes before the transaction of this block ends."""

    def change(self, sql: str, *args: object) -> int:
        """Run one statement of a transaction and return how many rows it changed."""

    def change_each(self, sql: str, args: Iterable[Sequence[object]]) -> int:
        """Run one statement of a transaction for each tuple of arguments.

        Returns:
            How many rows it changed in all.
        """

    def write(self, sql: str, *args: object) -> int:
        """Run one statement as a transaction of its own; return how many rows it changed."""

    def forget(self) -> None:
        """Leave nothing, in any file of the store, of what was just destroyed."""

    def quick_check(self) -> None:
        """Raise Unavailable when the store is damaged, or cannot be reached."""

    def renumber(self) -> None:
        """Number rows from here on above those that were copied in."""

    def close(self) -> None:
        """Give the store back; a second call changes nothing."""
