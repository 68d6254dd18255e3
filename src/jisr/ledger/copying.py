"""Copy a store from one database into another: all of it, compared afterwards, or nothing."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Final

from jisr.core.errors import Conflict, Unavailable
from jisr.ledger import reasons
from jisr.ledger.tables import Layout, Row, Tables

PAGE_ROWS: Final = 500

TABLE: Final = re.compile(r"^create table (\w+)", re.MULTILINE)
ALL: Final = "select * from {}"
ANY: Final = "select 1 from {} limit 1"
ADD: Final = "insert into {} values ({})"


@dataclass(slots=True)
class _Sum:
    """What some rows come to, in whatever order: how many, and the sum of their hashes."""

    rows: int = 0
    hashes: int = 0

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.rows += 1
            self.hashes += int.from_bytes(hashlib.sha256(repr(row).encode()).digest())


def is_empty(tables: Tables, layout: Layout) -> bool:
    """Say whether a store holds nothing."""
    return not any(tables.row(ANY.format(table)) for table in TABLE.findall(layout.schema))


def copy(source: Tables, target: Tables, layout: Layout) -> int:
    """Copy a store, nobody writing to either meanwhile.

    Args:
        source: where it is; left as it is.
        target: an empty store of the same layout.
        layout: of both; its tables are in an order in which references can be followed.

    Returns:
        How many rows were copied.

    Raises:
        Conflict: the target is not empty.
        Unavailable: one of them cannot be read or written, or they differ afterwards; nothing
            was written.
    """
    tables = TABLE.findall(layout.schema)
    with target.writing():
        if not is_empty(target, layout):
            raise Conflict(reasons.NOT_EMPTY, store=target.store)
        copied = 0
        for table in tables:
            before = _Sum()
            rows = source.each(ALL.format(table))
            while page := list(islice(rows, PAGE_ROWS)):
                marks = ", ".join("?" * len(page[0]))
                target.change_each(ADD.format(table, marks), page)
                before.add(page)
            after = _Sum()
            after.add(target.each(ALL.format(table)))
            if after != before:
                raise Unavailable(reasons.COPY_DIFFERS, store=target.store)
            copied += before.rows
        target.renumber()
    return copied
