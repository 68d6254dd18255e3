"""`jisr simulate`: a month of two ministries for each seed, and everything that can go wrong."""

import os
import time
from typing import Annotated, Final

import orjson
import typer

from jisr.ops.cli import words_simulate as words
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.simulate.campaign import KEPT_MAX, Total, replay, run

SEEDS: Final = 1_000
Seeds = Annotated[int, typer.Option(min=1, metavar="N"), words.SEEDS]
First = Annotated[int, typer.Option(min=0, metavar="S"), words.FIRST]
Jobs = Annotated[int | None, typer.Option(min=1, metavar="N"), words.JOBS]


def register(whole: Commands) -> None:
    """Add `simulate`."""
    whole.add("simulate", words.SIMULATE_HELP, simulate)


def simulate(
    run_: Run,
    seeds: Seeds = SEEDS,
    first: First = 0,
    real: Annotated[bool, typer.Option("--real"), words.REAL] = False,
    jobs: Jobs = None,
) -> Answer:
    """Play stories of two ministries, compare both sides and an auditor, and count."""
    begun = time.monotonic()
    total = Total()
    with run_.counting(words.PLAYING, seeds) as advance:
        cores = jobs or len(os.sched_getaffinity(0))
        for some in run(range(first, first + seeds), genuine=real, jobs=cores):
            total.add(some)
            advance(some.seeds)
    for seed in sorted(total.failed)[:KEPT_MAX]:
        _tell(run_, seed, real=real)
    if len(total.failed) > KEPT_MAX:
        run_.note(words.MORE_FAILED, count=len(total.failed) - KEPT_MAX)
    for name in total.untried:
        run_.note(words.UNTRIED, name=name)
    if not total.holds:
        run_.fail()
    answer = total.as_json(time.monotonic() - begun)
    run_.line(orjson.dumps(answer).decode())  # With `--json` it is printed in any case.
    return answer


def _tell(run_: Run, seed: int, *, real: bool) -> None:
    """Tell a story that went wrong, made short, and how to play it again."""
    outcome = replay(seed, genuine=real)
    flag = " --real" if real else ""
    run_.note(words.FAILED, seed=seed, command=f"jisr simulate --first {seed} --seeds 1{flag}")
    for number, line in enumerate(outcome.told, start=1):
        told = run_.text(words.SAID[line.said], **line.facts)
        run_.note(words.LINE, number=number, told=told)
    for kind, what in outcome.troubles:
        run_.note(words.WRONG, kind=kind, what=what)
