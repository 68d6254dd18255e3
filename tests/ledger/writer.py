"""A process that writes until it is killed: it prints a number when that many acts are kept.

Run as `python -m tests.ledger.writer KIND PLACE` by `test_crash.py` and `test_postgres.py`.
"""

import sys
from pathlib import Path

from jisr.ledger.keys import PartKey, PartName
from tests.ledger.given import MA, SPACE, Postgres, Sqlite, log, part

BATCH = 7  # Several acts a commit: a batch written by half would show.


def write(home):
    ledger, keys = home.ledger(), home.keys()
    ledger.found(SPACE, b"founding")
    size = ledger.size(SPACE, MA)
    while True:
        acts = log(BATCH, start=size)
        names = [PartName(space=SPACE, entry=act.id, name="subject") for act in acts]
        held = keys.held(names)
        new = [name for name in names if name not in held]
        keys.put([PartKey(part=name, key=b"k" * 32, salt=b"s" * 32) for name in new])
        ledger.append(acts, parts=[part(act) for act in acts])
        size += BATCH
        print(size, flush=True)


def stop_halfway(home):
    """Append one act, and wait to be killed before the transaction ends."""
    ledger = home.ledger()
    with ledger.tables.writing():
        ledger.append(log(1, start=ledger.size(SPACE, MA), label="'", prev=log(1)[0].id))
        print("halfway", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    kind, place = sys.argv[1:]
    if kind == "sqlite":
        write(Sqlite(Path(place)))
    elif kind == "postgres":
        write(Postgres(place))
    else:
        stop_halfway(Postgres(place))
