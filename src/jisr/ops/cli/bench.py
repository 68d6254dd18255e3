"""`jisr bench`: how fast the nodes are on this machine, as ratios of one run."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Final

import orjson
import typer

from jisr.core.errors import Unavailable
from jisr.ops import reasons, why
from jisr.ops.bench.beside import beside
from jisr.ops.bench.drain import drain
from jisr.ops.bench.exchange import exchange
from jisr.ops.bench.idle import idle
from jisr.ops.bench.machine import Figures, machine
from jisr.ops.bench.proof import proof
from jisr.ops.bench.safeguards import safeguards
from jisr.ops.cli import words_bench as words
from jisr.ops.cli.base import Answer, Commands, Run

Acts = Annotated[int, typer.Option(min=1, metavar="N"), words.ACTS]
BatchActs = Annotated[int, typer.Option("--acts", min=1, metavar="N"), words.BATCH_ACTS]
Singles = Annotated[int, typer.Option(min=1, metavar="N"), words.SINGLES]
Decisions = Annotated[int, typer.Option(min=1, metavar="N"), words.DECISIONS]
Seeds = Annotated[int, typer.Option(min=1, metavar="N"), words.SEEDS]
Folder = Annotated[Path, typer.Option(metavar="FOLDER"), words.FOLDER]
HERE: Final = Path()


def register(whole: Commands) -> None:
    """Add the group."""
    group = whole.group("bench", words.GROUP)
    group.add("exchange", words.EXCHANGE, measure_exchange)
    group.add("idle", words.IDLE, measure_idle)
    group.add("proof", words.PROOF, measure_proof)
    group.add("drain", words.DRAIN, measure_drain)
    group.add("safeguards", words.SAFEGUARDS, measure_safeguards)


def measure_exchange(
    run: Run, acts: BatchActs = 2_000, singles: Singles = 200, folder: Folder = HERE
) -> Answer:
    """Measure acts between two nodes, and another system on objects of the same size."""
    found = _measured(run, folder, lambda home: exchange(home, acts=acts, singles=singles))
    with run.busy(words.WORKING):
        other = beside(objects=acts)
    for batch in found["batches"]:
        run.say(words.BATCH, percent=round(100 * batch["ratio"], 1), **batch)
    run.say(words.SINGLE, **found["single"])
    if other is None:
        run.note(words.NOT_BESIDE)
    else:
        for post in other["posts"]:
            run.say(words.BESIDE, version=other["version"], **post)
    return _ended(run, {**found, "beside": other})


def measure_idle(run: Run, acts: Acts = 1_000_000, folder: Folder = HERE) -> Answer:
    """Measure what it costs that a ledger is long."""
    found = _measured(run, folder, lambda home: idle(home, acts=acts))
    run.say(words.AGREE, **found["agree"])
    run.say(words.PAGE, **found["page"])
    return _ended(run, found)


def measure_proof(run: Run, acts: Acts = 10_000, folder: Folder = HERE) -> Answer:
    """Measure the checks of whoever trusts neither node."""
    found = _measured(run, folder, lambda home: proof(home, acts=acts))
    run.say(words.ACT, **found["act"])
    run.say(words.LEDGER, **found["ledger"])
    return _ended(run, found)


def measure_drain(run: Run, acts: Acts = 100_000, folder: Folder = HERE) -> Answer:
    """Measure the delivery of a month; fail if anything of it is lost or out of order."""
    found = _measured(run, folder, lambda home: drain(home, acts=acts))
    run.say(words.DRAINED, **found)
    if not found["in_order"] or found["arrived"] < found["acts"] or found["parts_missing"]:
        run.note(words.DRAIN_FAULT, parts_missing=found["parts_missing"])
        run.fail()
    return _ended(run, found)


def measure_safeguards(
    run: Run, decisions: Decisions = 200_000, seeds: Seeds = 10, folder: Folder = HERE
) -> Answer:
    """Measure how fast the rules decide, and what it costs that every page is logged first."""
    found = _measured(run, folder, lambda home: safeguards(home, decisions=decisions, seeds=seeds))
    run.say(words.KERNEL, **found["kernel"])
    audit = found["audit"]
    for name, phrase in (("case", words.LOGGED_CASE), ("list", words.LOGGED_LIST)):
        percent, read = (round(100 * audit[one]["share"], 1) for one in (name, f"{name}_read"))
        run.say(phrase, log_us=audit["log_us"], us=audit[name]["us"], percent=percent, read=read)
    return _ended(run, found)


def _measured(run: Run, folder: Path, measure: Callable[[Path], Figures]) -> dict[str, Any]:
    with _home(folder) as home, run.busy(words.WORKING):
        return measure(home)


def _ended(run: Run, found: Mapping[str, Any]) -> Answer:
    """Tell the machine; the last line is the object, with `--json` or without."""
    here = machine()
    run.say(words.MACHINE, **{name: str(value) for name, value in here.items()})
    answer = {**found, "machine": here}
    run.line(orjson.dumps(answer).decode())  # With `--json` it is printed in any case.
    return answer


@contextmanager
def _home(folder: Path) -> Iterator[Path]:
    """Make an empty folder on the disk to be measured, and take it away at the end."""
    try:
        home = Path(tempfile.mkdtemp(prefix="jisr-bench-", dir=folder))
    except OSError as error:
        said = why.system_said(error)
        raise Unavailable(reasons.PATH_NOT_WRITABLE, path=str(folder), **said) from error
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)
