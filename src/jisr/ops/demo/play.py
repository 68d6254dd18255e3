"""The demonstration from beginning to end: set up, show the page, play, check, stay open."""

import signal
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jisr.core.errors import Lang
from jisr.ops.demo import checks, drills
from jisr.ops.demo.checks import Counts
from jisr.ops.demo.stage import FR, MA, Stage, prepare, start, stop_all
from jisr.ops.demo.stories import Played, play, settle

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it: the counts, and what did not hold."""

    counts: Counts
    wrong: list[str]


def once(folder: Path, root: Path, *, tell: Tell) -> Outcome:
    """Play everything without a reader, check it, and stop.

    Args:
        folder: where the three nodes live.
        root: the repository.
        tell: says how far it has come.
    """
    began = time.monotonic()
    counts, played = Counts(), Played()
    stage = prepare(folder, root)
    try:
        _start(stage, tell)
        wrong = _play_and_check(stage, played, counts, tell)
    finally:
        stop_all(stage)
    counts.seconds = round(time.monotonic() - began, 1)
    return Outcome(counts=counts, wrong=wrong)


def show(folder: Path, root: Path, *, tell: Tell, lang: Lang, browser: bool) -> None:
    """Open the page first, play the stories behind it, and stay until interrupted."""
    stage = prepare(folder, root)
    try:
        _start(stage, tell)
        address = f"{stage.actors[MA].site}/{lang}/"
        tell(address)
        if browser:
            webbrowser.open(address)
        counts = Counts()
        for fault in _play_and_check(stage, Played(), counts, tell):
            tell(fault)
        tell(f"{address}  ·  FR {stage.actors[FR].site}  ·  Ctrl+C")
        signal.sigwait({signal.SIGINT, signal.SIGTERM})
    finally:
        stop_all(stage)


def drill(folder: Path, root: Path, *, tell: Tell, lang: Lang) -> list[str]:
    """Play the hard days on the same nodes; return what did not hold."""
    stage = prepare(folder, root)
    played = Played()
    try:
        _start(stage, tell)
        play(stage, played)
        settle(stage, played)
        return drills.play(stage, tell=tell, lang=lang)
    finally:
        stop_all(stage)


def _start(stage: Stage, tell: Tell) -> None:
    for actor in stage.all:
        start(actor)
        tell(f"{actor.party}: {actor.site}")


def _play_and_check(stage: Stage, played: Played, counts: Counts, tell: Tell) -> list[str]:
    play(stage, played)
    settle(stage, played)
    tell(f"{len(played.cases)} cases played")
    verifier = stage.root / "tools" / "verify.py"
    return [
        *checks.count(stage, played, counts),
        *checks.verify_proofs(stage, played, counts, verifier),
        *checks.fetch_pages(stage, played, counts),
    ]
