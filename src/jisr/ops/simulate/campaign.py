"""Play many stories, on as many cores as asked, and add up what came of them."""

import gc
import multiprocessing
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Final

from jisr.core.canonical import Json
from jisr.ops.simulate.counts import Counts
from jisr.ops.simulate.plan import plan
from jisr.ops.simulate.play import Outcome, play
from jisr.ops.simulate.shrink import shrink

CHUNK: Final = 20  # Seeds one process takes at a time.
KEPT_MAX: Final = 3  # Failures that are told; the rest are counted.
# From this many seeds on, a counter that stands at zero means that nothing was tried.
ALL_COUNT: Final = 1_000
KINDS: Final = ("lost", "doubled", "diverged")
FIRST: Final = (  # Of the counters; the rest stands at the end of the answer.
    *("crossings", "overtaken", "void", "restores", "fences", "forks_proved", "erasures"),
)


@dataclass(slots=True)
class Total:
    """What came of the stories so far."""

    seeds: int = 0
    counts: Counts = field(default_factory=Counts)
    wrong: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    failed: list[int] = field(default_factory=list)  # Their seeds.

    def add(self, other: "Total") -> None:
        """Add what came of other stories."""
        self.seeds += other.seeds
        self.counts = self.counts.plus(other.counts)
        self.failed += other.failed
        for kind, times in other.wrong.items():
            self.wrong[kind] += times

    @property
    def untried(self) -> list[str]:
        """The counters that stand at zero although enough stories were played."""
        if self.seeds < ALL_COUNT:
            return []
        return [name for name, times in asdict(self.counts).items() if not times]

    @property
    def holds(self) -> bool:
        """Whether nothing went wrong, and enough was tried."""
        return not any(self.wrong.values()) and not self.failed and not self.untried

    def as_json(self, seconds: float) -> dict[str, Json]:
        """Return the object that the command answers."""
        counts = asdict(self.counts)
        first = {name: counts.pop(name) for name in FIRST}
        return {"seeds": self.seeds, **self.wrong, **first, "seconds": round(seconds), **counts}


def run(seeds: range, *, genuine: bool, jobs: int) -> Iterator[Total]:
    """Play the story of each seed.

    Args:
        seeds: which.
        genuine: whether with the cryptography that nodes use.
        jobs: in how many processes.

    Yields:
        What came of some of them, in no order.
    """
    chunks = [seeds[at : at + CHUNK] for at in range(0, len(seeds), CHUNK)]
    some = partial(_some, genuine=genuine)
    if jobs == 1:
        yield from map(some, chunks)
        return
    # Fresh processes: nothing of this one's threads and locks comes along.
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap_unordered(some, chunks)


def replay(seed: int, *, genuine: bool) -> Outcome:
    """Play one story that goes wrong again, made short."""
    again = partial(play, genuine=genuine)
    outcome = again(plan(seed))
    return shrink(outcome, again) if outcome.troubles else outcome


def _some(seeds: Iterable[int], *, genuine: bool) -> Total:
    total = Total()
    with _collected_once():
        for seed in seeds:
            outcome = play(plan(seed), genuine=genuine)
            total.seeds += 1
            total.counts = total.counts.plus(outcome.counts)
            if outcome.troubles:
                total.failed.append(seed)
            for kind, _ in outcome.troubles:
                total.wrong[kind] += 1
    return total


@contextmanager
def _collected_once() -> Iterator[None]:
    """Let the collector look once, after a chunk of stories: each leaves little behind."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()
        if not gc.get_freeze_count():
            gc.freeze()  # What is left of the first is kept for all, and not looked at again.
