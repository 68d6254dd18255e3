"""Move a node's stores from its files into PostgreSQL: all of them, compared before they count.

The files go into a folder beside them, and a node that is still set to use files does not start
while that folder is there: a node that wrote on from an old copy of its log would fork it.
"""

from collections.abc import Callable, Mapping

from jisr.core.errors import Conflict
from jisr.ledger import keys, statements
from jisr.ledger.copying import copy
from jisr.ledger.keys import SqliteKeyStore
from jisr.ledger.sqlite import SqliteLedger
from jisr.ledger.tables import Layout
from jisr.ledger.work.relational import store
from jisr.ledger.work.sqlite.store import SqliteWorkStore
from jisr.ops import reasons, reasons_cli
from jisr.ops.build import KEYS, LEDGER, MOVED, STORES, WORK
from jisr.ops.control import node_runs
from jisr.ops.files import private_dir, sole_process
from jisr.ops.settings import Settings


def move(settings: Settings, *, dsn: str, keys_dsn: str) -> Mapping[str, int]:
    """Copy a node's stores into PostgreSQL, then put its files aside.

    Args:
        settings: of the node, as it is now.
        dsn: an empty database for ledger and work.
        keys_dsn: an empty database for the keys of parts.

    Returns:
        How many rows each store has.

    Raises:
        Conflict: the node runs, was moved already, or a database is not empty.
        Unavailable: a store is damaged or cannot be read or written; the files are where
            they were.
    """
    home = settings.data_dir
    check_movable(settings)
    with (
        SqliteLedger(home / LEDGER) as ledger,
        SqliteWorkStore(home / WORK) as work,
        SqliteKeyStore(home / KEYS) as part_keys,
    ):
        copied = put_in(ledger, work, part_keys, dsn=dsn, keys_dsn=keys_dsn)
        # Made while nobody else can have the files: from here on no node starts on them.
        aside = private_dir(home / MOVED)
    with sole_process(home / "ledger.lock"):
        for name in STORES:
            for file in home.glob(f"{name}*"):
                file.rename(aside / file.name)
    return copied


def check_movable(settings: Settings) -> None:
    """Look whether a node's files can be moved.

    Raises:
        Conflict, Unavailable: as `move`.
    """
    home = settings.data_dir
    if node_runs(settings.control_path):
        raise Conflict(reasons_cli.NODE_RUNS, path=str(home))
    if (home / MOVED).exists():
        raise Conflict(reasons.FOLDER_EXISTS, path=str(home / MOVED))
    if not (home / LEDGER).exists():
        raise Conflict(reasons.NOTHING_TO_MOVE, path=str(home / LEDGER))


def put_in(
    ledger: SqliteLedger,
    work: SqliteWorkStore,
    part_keys: SqliteKeyStore,
    *,
    dsn: str,
    keys_dsn: str,
    named: Callable[[Layout], Layout] = lambda layout: layout,
) -> Mapping[str, int]:
    """Copy three stores into databases in which they are empty.

    The ledger comes last: a node without one has no space to write in.

    Args:
        ledger: copied, as are the next two.
        work: see `ledger`.
        part_keys: see `ledger`.
        dsn: the database for ledger and work.
        keys_dsn: the database for the keys of parts.
        named: under which name each store is to lie there.

    Returns:
        How many rows each store has.
    """
    # Here, not at the top: a node on files never loads libpq.
    from jisr.ledger.postgres import Postgres

    plan = (
        (part_keys, keys_dsn, keys.LAYOUT),
        (work, dsn, store.LAYOUT),
        (ledger, dsn, statements.LAYOUT),
    )
    for source, _, _ in plan:
        source.quick_check()
    copied: dict[str, int] = {}
    for source, where, layout in plan:
        with Postgres(where, named(layout)) as target:
            copied[layout.name] = copy(source.tables, target, layout)
    return copied
