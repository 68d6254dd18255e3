"""Every state of an edition is explored, in this process or in several."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jisr.framework.explore import Explored, explore
from jisr.framework.tables import tables_of
from jisr.ops import exploring
from jisr.ops.cli.base import INTERRUPTED
from jisr.ops.exploring import explored, states_of, together
from tests.framework.packs import ROOT, edition_of, sound
from tests.ops.cli_kit import SECONDS_MAX, until


def test_what_is_found_state_by_state_is_what_is_found_of_the_whole() -> None:
    edition = sound()
    states = states_of(edition)
    found = list(explored(edition, states, acts=1))
    for name, table in tables_of(edition).items():
        assert together([one for of, one in found if of == name]) == explore(table, acts=1)


def test_the_first_trouble_is_that_of_all() -> None:
    good = Explored(situations=2, crossings=1, trouble=None)
    bad = Explored(situations=3, crossings=1, trouble=("from here", "AA ask"))
    assert together([good, bad]) == Explored(situations=5, crossings=2, trouble=bad.trouble)


@pytest.mark.full
def test_several_processes_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = edition_of("ma-fr")
    states = states_of(edition)
    assert len(states) >= 2 * exploring.STATES_ALONE
    several = list(explored(edition, states, acts=1))
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0})
    assert list(explored(edition, states, acts=1)) == several


@pytest.mark.full
def test_who_stops_it_is_told_so_and_nothing_is_left_behind(tmp_path: Path) -> None:
    out = tmp_path / "book.html"
    book = ("framework", "book", str(ROOT / "ma-fr"), "--lang", "en", "--out", str(out))
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "jisr.ops.main", *book],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT.parent / "src")},
    )
    assert process.stderr is not None
    assert "Each procedure is played" in process.stderr.readline()
    os.killpg(process.pid, signal.SIGINT)  # As a terminal does: to every process of the command.
    _, told = process.communicate(timeout=SECONDS_MAX)
    assert process.returncode == INTERRUPTED
    assert told.strip() == "Stopped before it was done."
    assert not out.exists()
    until(lambda: not _runs(process.pid), "the end of all that it began")


def _runs(group: int) -> bool:
    """Say whether a process of a group is still there."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
