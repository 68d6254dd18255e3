"""Copy a store from one database into another: all of it, compared afterwards, or nothing."""

import hashlib
import re
from collections.abc import Iterator
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
        if any(target.row(ANY.format(table)) for table in tables):
            raise Conflict(reasons.NOT_EMPTY, store=target.store)
        for table in tables:
            rows = source.each(ALL.format(table))
            while page := list(islice(rows, PAGE_ROWS)):
                marks = ", ".join("?" * len(page[0]))
                target.change_each(ADD.format(table, marks), page)
        target.renumber()
        copied = 0
        for table in tables:
            before, after = (_sum(store.each(ALL.format(table))) for store in (source, target))
            if before != after:
                raise Unavailable(reasons.COPY_DIFFERS, store=target.store)
            copied += before[0]
    return copied


def _sum(rows: Iterator[Row]) -> tuple[int, int]:
    """Return how many rows there are, and the sum of their hashes: no order is asked for."""
    count = total = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - the count is the point
        total += int.from_bytes(hashlib.sha256(repr(row).encode()).digest())
    return count, total
