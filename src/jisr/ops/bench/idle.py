"""`jisr bench idle`: that what a ledger holds already costs nothing again.

Two nodes that hold the same long log find that out; and a page of acts is read from anywhere in
a log of ten thousand acts and in a long one.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from jisr.ops.bench.machine import Figures
from jisr.ops.bench.pair import ASKED, ASKING, Pair, paired

SHORT: Final = 10_000
PAGE: Final = 100
PAGES: Final = 200
CHUNK: Final = 5_000
_STEP: Final = 7_919  # A prime, so that pages lie all over a log.


def idle(folder: Path, *, acts: int) -> Figures:
    """Measure on a log of `SHORT` acts, or a tenth of `acts` if that is less, and on a long one."""
    short = max(PAGE, min(SHORT, acts // 10))
    sizes = {"short": short, "long": acts}
    pages: dict[str, float] = {}
    agreed: Figures = {}
    for name, size in sizes.items():
        home = folder / name
        home.mkdir()
        with paired(home) as pair:
            _fill(pair, size)
            agreed = _agree(pair, size)
            pages[name] = _page_us(pair, size)
    return {
        "agree": agreed,
        "page": {
            "acts": PAGE,
            "short_log": short,
            "short_us": round(pages["short"], 1),
            "long_log": acts,
            "long_us": round(pages["long"], 1),
            "ratio": round(pages["long"] / pages["short"], 3),
        },
    }


def _fill(pair: Pair, acts: int) -> None:
    for start in range(0, acts, CHUNK):
        made = pair.seats[ASKING].call("write_plain", min(CHUNK, acts - start))
        pair.seats[ASKED].call("keep_plain", made)


def _agree(pair: Pair, acts: int) -> Figures:
    """Let the two find out that they hold the same, not having spoken before."""
    clock, processor = time.perf_counter(), pair.spent
    trips = pair.talk(ASKING)
    clock, processor = time.perf_counter() - clock, pair.spent - processor
    assert pair.agreed
    return {
        "acts": acts,
        "round_trips": trips,
        "ms": round(clock * 1000, 3),
        "cpu_ms": round(processor * 1000, 3),
    }


def _page_us(pair: Pair, acts: int) -> float:
    starts = [number * _STEP % (acts - PAGE + 1) for number in range(2 * PAGES)]
    taken: Sequence[float] = pair.seats[ASKED].call("page_us", ASKING, starts, PAGE)
    return sorted(taken[PAGES:])[PAGES // 2]  # The first half warms what can be warmed.
