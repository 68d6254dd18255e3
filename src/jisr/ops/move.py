"""Move a node from its SQLite files into PostgreSQL, all of it, and put the files aside.

    .venv/bin/python -m jisr.ops.move jisr.toml --dsn "..." --keys-dsn "..."

The node must not run.  What is written is compared with what was read before it counts.  The files
go into a folder beside them, and a node that is still set to use them does not start: a node
that wrote on from an old copy of its log would fork it.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from jisr.core.errors import Conflict, JisrError
from jisr.ledger import keys, statements
from jisr.ledger.copying import copy
from jisr.ledger.keys import SqliteKeyStore
from jisr.ledger.postgres import Postgres
from jisr.ledger.sqlite import SqliteLedger
from jisr.ledger.work.relational import store
from jisr.ledger.work.sqlite.store import SqliteWorkStore
from jisr.ops import reasons, reasons_cli
from jisr.ops.backup import KEYS, LEDGER, STORES, WORK
from jisr.ops.build import MOVED
from jisr.ops.control import node_runs
from jisr.ops.files import private_dir, sole_process
from jisr.ops.settings import Settings, load_settings


def move(settings: Settings, *, dsn: str, keys_dsn: str) -> Mapping[str, int]:
    """Copy a node's stores into PostgreSQL, then put its files aside.

    Args:
        settings: of the node, as it is now.
        dsn: an empty database for ledger and work.
        keys_dsn: an empty database for the keys of parts.

    Returns:
        How many rows each store has.

    Raises:
        Conflict: the node runs, an earlier move's folder is in the way, or a database is not
            empty.
        Unavailable: a store is damaged or cannot be read or written; the files are where
            they were.
    """
    home = settings.data_dir
    if node_runs(settings.control_path):
        raise Conflict(reasons_cli.NODE_RUNS, path=str(home))
    if (home / MOVED).exists():
        raise Conflict(reasons.FOLDER_EXISTS, path=str(home / MOVED))
    with ExitStack() as opened:
        # The ledger last: a node without one has no space to write in.
        plan = (
            (opened.enter_context(SqliteKeyStore(home / KEYS)), keys_dsn, keys.LAYOUT),
            (opened.enter_context(SqliteWorkStore(home / WORK)), dsn, store.LAYOUT),
            (opened.enter_context(SqliteLedger(home / LEDGER)), dsn, statements.LAYOUT),
        )
        for source, _, _ in plan:
            source.quick_check()
        copied: dict[str, int] = {}
        for source, where, layout in plan:
            with Postgres(where, layout) as target:
                copied[layout.name] = copy(source.tables, target, layout)
    with sole_process(home / "ledger.lock"):
        aside = private_dir(home / MOVED)
        for name in STORES:
            for file in home.glob(f"{name}*"):
                file.rename(aside / file.name)
    return copied


def main(line: Sequence[str]) -> int:
    """Move the node that a command line names; return the exit status."""
    asked = argparse.ArgumentParser(prog="jisr.ops.move", description=__doc__.splitlines()[0])
    asked.add_argument("settings", type=Path, help="the node's jisr.toml")
    asked.add_argument("--dsn", required=True, help="an empty database for ledger and work")
    asked.add_argument("--keys-dsn", required=True, help="an empty database for the keys")
    given = asked.parse_args(line)
    try:
        settings = load_settings(given.settings)
    except JisrError as error:
        print(error.text("en"), file=sys.stderr)
        return 1
    try:
        copied = move(settings, dsn=given.dsn, keys_dsn=given.keys_dsn)
    except JisrError as error:
        print(error.text(settings.language), file=sys.stderr)
        return 1
    for name, rows in copied.items():
        print(f"{name}: {rows}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
