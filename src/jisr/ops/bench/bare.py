"""The least that an exchanged act could cost: one signature, one check of it, two durable rows.

Measured with the same libraries as the node's own: Ed25519 of `cryptography`, and a table of
SQLite that refuses a second row of the same id, written through `apsw` with every commit on the
disk.  No key is looked up, nothing is read back, and there is no second index.
"""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import apsw

from jisr.ops import crypto
from jisr.ops.bench.objects import OBJECT_BYTES

TIMES: Final = 2000  # Signatures, and checks: a tenth of a second each.
TRANSACTIONS: Final = 200  # Of each size; fewer of the large ones.
ROWS_MAX: Final = 4000
PAGE: Final = bytes(4096)
SCHEMA: Final = """
create table entry (
    no integer primary key, id blob not null unique, header blob not null, signature blob not null
) strict
"""
ADD: Final = "insert into entry (id, header, signature) values (?, ?, ?)"
PRAGMAS: Final = "pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = full"
_MICRO: Final = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Bare:
    """Processor time of each thing, in microseconds."""

    sign_us: float
    verify_us: float
    row_us: dict[int, float]  # By how many rows go into one transaction.

    def least_us(self, batch: int) -> float:
        """Return what an act costs at the least, in batches of that size."""
        return self.sign_us + self.verify_us + 2 * self.row_us[batch]


def measure(folder: Path, batches: Sequence[int]) -> Bare:
    """Measure on the disk that `folder` lies on, which must be empty of our files."""
    secret = crypto.new_signing_secret()
    public, sign = crypto.signing_public(secret), crypto.signer(secret)
    message = crypto.random_bytes(OBJECT_BYTES)
    signature = sign(message)
    return Bare(
        sign_us=spent_us(lambda: sign(message), TIMES),
        verify_us=spent_us(lambda: crypto.verify(public, message, signature), TIMES),
        row_us={batch: _row_us(folder / f"bare-{batch}.db", batch) for batch in batches},
    )


def spent_us(action: Callable[[], object], times: int) -> float:
    """Return the processor time of one `action`, in microseconds: the mean of many."""
    begun = time.process_time()
    for _ in range(times):
        action()
    return (time.process_time() - begun) / times * _MICRO


def _row_us(path: Path, batch: int) -> float:
    rows = [
        (crypto.random_bytes(32), crypto.random_bytes(OBJECT_BYTES), crypto.random_bytes(64))
        for _ in range(min(TRANSACTIONS, max(1, ROWS_MAX // batch)) * batch)
    ]
    db = apsw.Connection(str(path))
    try:
        db.execute(PRAGMAS).fetchall()
        db.execute(SCHEMA)
        begun = time.process_time()
        for start in range(0, len(rows), batch):
            db.execute("begin immediate")
            db.executemany(ADD, rows[start : start + batch])
            db.execute("commit")
        return (time.process_time() - begun) / len(rows) * _MICRO
    finally:
        db.close()


def fsync_ms(path: Path) -> float:
    """Return how long the disk takes to keep a page at the end of a file, in milliseconds."""
    with path.open("ab", buffering=0) as file:
        begun = time.perf_counter()
        file.write(PAGE)
        os.fdatasync(file.fileno())
        return (time.perf_counter() - begun) * 1000
