"""The demonstration from beginning to end: set up, show the page, play, check, stay open."""

import signal
import threading
import time
import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jisr.core.errors import Lang
from jisr.ops.demo import checks, drills, words
from jisr.ops.demo.checks import Counts
from jisr.ops.demo.place import tell_address
from jisr.ops.demo.stage import MA, Stage, staged, start
from jisr.ops.demo.stories import Played, end, play, settle

Tell = Callable[[str], None]
DRILLS: Final = len(drills.ALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it: the counts, and what did not hold."""

    counts: Counts
    wrong: list[str]


def once(folder: Path, root: Path, *, tell: Tell, lang: Lang) -> Outcome:
    """Play everything without a reader, check it, and stop.

    Args:
        folder: where the three nodes live.
        root: the repository.
        tell: says how far it has come.
        lang: in which language.
    """
    began = time.monotonic()
    counts, played = Counts(), Played()
    with staged(folder, root) as stage:
        _start(stage, tell, lang)
        wrong = _play_and_check(stage, played, counts, tell, lang)
    counts.seconds = round(time.monotonic() - began, 1)
    return Outcome(counts=counts, wrong=wrong)


def show(
    folder: Path,
    root: Path,
    *,
    lang: Lang,
    browser: bool,
    opened: Callable[[Mapping[str, str]], None],
    tell: Tell,
) -> None:
    """Open the page first, play the stories behind it, and stay until interrupted.

    Args:
        folder: where the three nodes live.
        root: the repository.
        lang: in which language the page opens.
        browser: whether to open it in a browser.
        opened: told the three addresses, once they answer.
        tell: says how far it has come, and what did not hold.
    """
    with staged(folder, root) as stage:
        stopped = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopped.set())
        addresses = _start(stage, tell, lang)
        opened(addresses)
        if browser:
            webbrowser.open(addresses[MA])
        faults = _play_and_check(stage, Played(), Counts(), tell, lang)
        for fault in faults or [words.CHECKED.in_(lang)]:
            tell(fault)
        stopped.wait()


def drill(folder: Path, root: Path, *, tell: Tell, lang: Lang) -> list[str]:
    """Play the hard days on the same nodes; return what did not hold."""
    played = Played()
    with staged(folder, root) as stage:
        _start(stage, tell, lang)
        play(stage, played)
        settle(stage, played)
        return drills.play(stage, tell=tell, lang=lang)


def _start(stage: Stage, tell: Tell, lang: Lang) -> dict[str, str]:
    """Start every node; return where each shows its page, by party."""
    for actor in stage.all:
        start(actor)
        tell(f"{actor.party}: {actor.site}")
    addresses = {str(actor.party): f"{actor.site}/{lang}/" for actor in stage.all}
    tell_address(stage.folder, addresses[MA])
    return addresses


def _play_and_check(
    stage: Stage, played: Played, counts: Counts, tell: Tell, lang: Lang
) -> list[str]:
    play(stage, played)
    settle(stage, played)
    end(stage)
    tell(words.CASES_PLAYED.with_(cases=str(len(played.cases))).in_(lang))
    verifier = stage.root / "tools" / "verify.py"
    return [
        *checks.count(stage, played, counts),
        *checks.verify_proofs(stage, played, counts, verifier),
        *checks.fetch_pages(stage, played, counts),
    ]
