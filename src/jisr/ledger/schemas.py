"""A node's stores in PostgreSQL, seen from outside: put aside under another name, or looked for."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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


def put_aside(dsn: str, layouts: Sequence[Layout]) -> None:
    """Give stores another name, all of them or none; an empty one is left for what comes.

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
        for layout in full:
            db.execute(RENAME.format(layout.name, ASIDE.format(layout.name)).encode())


@contextmanager
def _connected(dsn: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    try:
        where = way_to(dsn, SESSION | {"default_transaction_read_only": "off"})
        with psycopg.connect(where, autocommit=True, cursor_factory=psycopg.RawCursor) as db:
            yield db
    except psycopg.Error as error:
        raise meaning_of(error, "PostgreSQL") from error
