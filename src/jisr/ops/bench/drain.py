"""`jisr bench drain`: a month of acts for a partner that was away, taken in once it is back.

The acts are made as they always are, and not measured; measured is the delivery of all of them,
to the last receipt, one message after the other.
"""

import time
from datetime import timedelta
from pathlib import Path
from typing import Final

from jisr.exchange.limits import ACTS_MAX
from jisr.ops.bench.machine import Figures
from jisr.ops.bench.objects import REMARK
from jisr.ops.bench.pair import ASKED, ASKING, Pair, paired

DAYS: Final = 30


def drain(folder: Path, *, acts: int) -> Figures:
    """Queue acts over thirty days, half of them openings, and drain them."""
    with paired(folder) as pair:
        queued = _queue(pair, acts)
        before = pair.seats[ASKED].call("ends")
        clock, processor = time.perf_counter(), pair.spent
        trips = pair.talk(ASKING)
        clock, processor = time.perf_counter() - clock, pair.spent - processor
        here, there = (pair.seats[party].call("ends") for party in (ASKING, ASKED))
        return {
            "acts": queued,
            "days": DAYS,
            "seconds": round(clock, 3),
            "cpu_seconds": round(processor, 3),
            "acts_per_s": round(queued / clock, 1),
            "round_trips": trips,
            # The last id of a log names the whole of it, in its order.
            "in_order": here == there and pair.agreed,
            "arrived": there[ASKING][0] - before[ASKING][0],
            "parts_missing": pair.seats[ASKED].call("missing", ASKING),
        }


def _queue(pair: Pair, acts: int) -> int:
    """Make acts day by day; the courier finds nobody at home."""
    queued = 0
    for day in range(DAYS):
        pair.wait(timedelta(days=1))
        while queued < acts * (day + 1) // DAYS:
            left = acts * (day + 1) // DAYS - queued
            cases = pair.open(max(1, min(ACTS_MAX, left // 2)))
            pair.add(ASKING, cases, REMARK)
            queued += 2 * len(cases)
        pair.seats[ASKING].call("ask")
    return queued
