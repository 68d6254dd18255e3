"""The demonstration from beginning to end: set up, show the page, play, check, stay open."""

import signal
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jisr.core.errors import Lang
from jisr.ops.demo import checks, drills, words
from jisr.ops.demo.checks import Counts
from jisr.ops.demo.place import is_left, tell_address
from jisr.ops.demo.stage import MA, Stage, staged, start
from jisr.ops.demo.stories import Played, end, play, settle

Tell = Callable[[str], None]
DRILLS: Final = len(drills.ALL)
_INTERRUPTS: Final = (signal.SIGINT, signal.SIGTERM)


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
    with _staged(folder, root, tell, lang) as stage:
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
) -> list[str]:
    """Open the page first, play the stories behind it, and stay until interrupted.

    Args:
        folder: where the three nodes live.
        root: the repository.
        lang: in which language the page opens.
        browser: whether to open it in a browser.
        opened: told the three addresses, once they answer.
        tell: says how far it has come, and what did not hold.

    Returns:
        What did not hold.

    Raises:
        KeyboardInterrupt: it was interrupted before all was played and checked.
    """
    faults = None
    try:
        with _staged(folder, root, tell, lang) as stage:
            addresses = _start(stage, tell, lang)
            opened(addresses)
            if browser:
                webbrowser.open(addresses[MA])
            faults = _play_and_check(stage, Played(), Counts(), tell, lang)
            for fault in faults or [words.CHECKED.in_(lang)]:
                tell(fault)
            threading.Event().wait()
    except KeyboardInterrupt:
        if faults is None:
            raise
    return faults


def drill(folder: Path, root: Path, *, tell: Tell, lang: Lang) -> list[str]:
    """Play the hard days on the same nodes; return what did not hold."""
    played = Played()
    with _staged(folder, root, tell, lang) as stage:
        _start(stage, tell, lang)
        play(stage, played)
        settle(stage, played)
        return drills.play(stage, tell=tell, lang=lang)


@contextmanager
def _staged(folder: Path, root: Path, tell: Tell, lang: Lang) -> Iterator[Stage]:
    """Hold the stage until the block ends, or somebody interrupts it; say what then remains.

    Raises:
        KeyboardInterrupt: at the first interrupt; a later one must not disturb what is put away.
    """

    def interrupt(*_: object) -> None:
        for number in _INTERRUPTS:
            signal.signal(number, signal.SIG_IGN)  # Until this process has ended.
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in _INTERRUPTS}
    if is_left(folder):
        tell(words.EMPTIED.with_(folder=str(folder)).in_(lang))
    began = False
    try:
        with staged(folder, root) as stage:
            began = True
            yield stage
    finally:
        if began:
            tell(words.ENDED.with_(folder=str(folder)).in_(lang))
    for number, handler in before.items():
        signal.signal(number, handler)


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
