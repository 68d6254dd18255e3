"""A node's stores in PostgreSQL, seen from outside: prepared, put in place, and put aside."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

import psycopg

from jisr.core.errors import Conflict
from jisr.ledger import reasons
from jisr.ledger.copying import is_empty
from jisr.ledger.postgres import Postgres
from jisr.ledger.server import SESSION, meaning_of, way_to
from jisr.ledger.tables import Layout

ASIDE: Final = "jisr_{}_before_restore"
THERE: Final = b"select 1 from pg_catalog.pg_namespace where nspname = $1"
RENAME: Final = "alter schema jisr_{} rename to {}"
DROP: Final = "drop schema if exists jisr_{} cascade"


def check_room(dsn: str, layouts: Sequence[Layout]) -> None:
    """Look whether stores of these layouts can be put aside.

    Raises:
        Conflict: others were, and are still there.
        Unavailable: the server cannot be reached.
    """
    with _connected(dsn) as db:
        for layout in layouts:
            aside = ASIDE.format(layout.name)
            if db.execute(THERE, [aside]).fetchone():
                raise Conflict(reasons.STILL_ASIDE, schema=aside)


def drafted(layout: Layout) -> Layout:
    """Return the same layout under the name of a store that is being prepared."""
    return replace(layout, name=f"{layout.name}_draft")


def drop_drafts(dsn: str, layouts: Sequence[Layout]) -> None:
    """Drop the prepared stores that were never put in place.

    Raises:
        Unavailable: the server cannot be reached.
    """
    with _connected(dsn) as db:
        for layout in layouts:
            db.execute(DROP.format(drafted(layout).name).encode())


def exchange(dsn: str, layouts: Sequence[Layout]) -> None:
    """Put prepared stores in place and what was there aside: all of them or none.

    A store that holds nothing is not kept.

    Raises:
        Conflict, Unavailable: as `check_room`.
    """
    full = []
    for layout in layouts:
        with Postgres(dsn, layout) as store:
            if not is_empty(store, layout):
                full.append(layout)
    check_room(dsn, full)
    with _connected(dsn) as db, db.transaction():
        for layout in layouts:
            name = layout.name
            if layout in full:
                db.execute(RENAME.format(name, ASIDE.format(name)).encode())
            else:
                db.execute(DROP.format(name).encode())
            db.execute(RENAME.format(drafted(layout).name, f"jisr_{name}").encode())


@contextmanager
def _connected(dsn: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    try:
        where = way_to(dsn, SESSION | {"default_transaction_read_only": "off"})
        with psycopg.connect(where, autocommit=True, cursor_factory=psycopg.RawCursor) as db:
            yield db
    except psycopg.Error as error:
        raise meaning_of(error, "PostgreSQL") from error
