"""`jisr bench exchange`: acts from one officer to the other's node, and their receipts back.

Of each act everything is counted that two nodes do with it: form and procedure checked,
safeguards asked, signed, written, sealed, opened, checked again, written on the other side,
acknowledged, and the receipt taken in.  Half of the acts open a case, half answer one.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jisr.ops.bench.bare import Bare, fsync_ms, measure
from jisr.ops.bench.machine import Figures
from jisr.ops.bench.objects import ANSWER
from jisr.ops.bench.pair import ASKED, ASKING, Pair, paired

BATCHES: Final = (1, 10, 100, 500)
ROUNDS_MAX: Final = 100  # Of one size; a batch of one needs no thousand to be known.
_MICRO: Final = 1e6
_MILLI: Final = 1e3


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What some acts took, in seconds."""

    acts: int
    processor: float  # Of both nodes.
    clock: float


def exchange(folder: Path, *, acts: int, singles: int) -> Figures:
    """Measure batches of each size, then acts one at a time.

    Args:
        folder: empty, on the disk to be measured.
        acts: how many at least for each size of batch.
        singles: how many one at a time.
    """
    with paired(folder) as pair:
        _round(pair, 1)  # What is read and compiled once is not the exchange's.
        bare = measure(folder, BATCHES)
        batches = [_of(_spend(pair, batch, acts), batch, bare) for batch in BATCHES]
        return {
            "batches": batches,
            "single": _single(folder, pair, singles),
            "bare": _told(bare),
        }


def _round(pair: Pair, batch: int) -> int:
    """Exchange requests and their answers; return how many acts that were."""
    cases = pair.open(batch)
    pair.talk(ASKING)
    pair.add(ASKED, cases, ANSWER)
    pair.talk(ASKED)
    assert pair.agreed
    return 2 * batch


def _spend(pair: Pair, batch: int, acts: int) -> Spent:
    clock, processor = time.perf_counter(), pair.spent
    done = 0
    while done < min(acts, ROUNDS_MAX * 2 * batch):
        done += _round(pair, batch)
    return Spent(acts=done, processor=pair.spent - processor, clock=time.perf_counter() - clock)


def _of(spent: Spent, batch: int, bare: Bare) -> Figures:
    least, cpu = bare.least_us(batch), spent.processor / spent.acts * _MICRO
    return {
        "batch": batch,
        "acts_per_s": round(spent.acts / spent.clock, 1),
        "limit_per_s": round(_MICRO / least, 1),
        "ratio": round(least / cpu, 4),
        "cpu_us_per_act": round(cpu, 1),
    }


def _single(folder: Path, pair: Pair, count: int) -> Figures:
    """Time single requests: until they are written here, and until their receipts are.

    The disk is asked between them, for it changes from one second to the next.
    """
    written, received, synced = [], [], []
    for _ in range(count):
        synced.append(fsync_ms(folder / "single.bin"))
        begun = time.perf_counter()
        pair.open(1)
        written.append((time.perf_counter() - begun) * _MILLI)
        pair.talk(ASKING)
        received.append((time.perf_counter() - begun) * _MILLI)
    return {
        "p50_ms": _percentile(written, 50),
        "p99_ms": _percentile(written, 99),
        "fsync_ms": _percentile(synced, 50),
        "received_p50_ms": _percentile(received, 50),
        "received_p99_ms": _percentile(received, 99),
    }


def _percentile(taken: Sequence[float], percent: int) -> float:
    return round(sorted(taken)[(len(taken) - 1) * percent // 100], 3)


def _told(bare: Bare) -> Figures:
    return {
        "sign_us": round(bare.sign_us, 1),
        "verify_us": round(bare.verify_us, 1),
        "row_us": {str(batch): round(us, 1) for batch, us in bare.row_us.items()},
    }
