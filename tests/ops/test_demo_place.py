"""One demonstration at a time in a folder, shown with real processes."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from jisr.core.errors import LANGS, Conflict, Refused
from jisr.ops.cli.base import INTERRUPTED
from jisr.ops.demo.place import MARK, held, tell_address
from tests.ops.kit import failing

ROOT = Path(__file__).parents[2]
PAGE = "http://127.0.0.1:8080/fr/"
SECONDS_MAX = 120
HOLD = """
import sys
from pathlib import Path
from jisr.ops.demo.place import held, tell_address
folder = Path(sys.argv[1])
with held(folder):
    (folder / "ma").mkdir()
    (folder / "ma" / "ledger.db").write_text("what the first one wrote")
    if len(sys.argv) > 2:
        tell_address(folder, sys.argv[2])
    print("held", flush=True)
    sys.stdin.read()
"""
LISTEN = """
import socket, sys
door = socket.socket(socket.AF_UNIX)
door.bind(sys.argv[1])
door.listen()
print("listens", flush=True)
door.accept()
door.accept()
"""


@contextmanager
def process(*command: str, until: str) -> Iterator[subprocess.Popen[str]]:
    """Run a process of our own up to the line it says; end it afterwards, by its id."""
    running = subprocess.Popen(
        [sys.executable, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        text=True,
    )
    try:
        assert running.stdout is not None
        assert any(until in line for line in running.stdout), "it ended before"
        yield running
    finally:
        running.kill()
        running.communicate(timeout=SECONDS_MAX)


def demonstration(folder: Path, *options: str) -> list[str]:
    return ["-P", "-m", "jisr.ops.main", "demo", "--folder", str(folder), *options]


def asked_of(node: Path) -> str:
    """Ask a node for its cases; return what the command line says."""
    command = ["-P", "-m", "jisr.ops.main", "--settings", str(node / "jisr.toml"), "case", "list"]
    return subprocess.run(
        [sys.executable, *command],
        stdin=subprocess.DEVNULL,
        check=False,
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    ).stderr


def refused(folder: Path, *options: str) -> str:
    """Start a second demonstration, which ends at once; return what it says."""
    second = subprocess.run(
        [sys.executable, *demonstration(folder, "--once", *options)],
        check=False,
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert second.returncode not in (0, None)
    return second.stdout + second.stderr


@pytest.mark.parametrize("lang", LANGS)
def test_a_second_demonstration_is_led_to_the_page_of_the_first(tmp_path: Path, lang: str) -> None:
    folder = tmp_path / "demo"
    with process("-c", HOLD, str(folder), PAGE, until="held"):
        said = refused(folder, "--lang", lang)
        assert PAGE in said
        assert "Traceback" not in said
        assert (folder / "ma" / "ledger.db").read_text() == "what the first one wrote"


def test_a_first_one_without_a_page_yet_says_that_it_is_starting(tmp_path: Path) -> None:
    with process("-c", HOLD, str(tmp_path), until="held"):
        assert "ops.demo-starts" in refused(tmp_path, "--json")
        with failing(Conflict, "ops.demo-starts"), held(tmp_path):
            pytest.fail("held twice")


def test_a_folder_is_free_again_once_its_process_is_killed(tmp_path: Path) -> None:
    with process("-c", HOLD, str(tmp_path), PAGE, until="held") as first:
        with failing(Conflict, "ops.demo-runs"), held(tmp_path):
            pytest.fail("held twice")
        first.send_signal(signal.SIGKILL)
        first.wait(timeout=SECONDS_MAX)
        with held(tmp_path):
            assert [path.name for path in tmp_path.iterdir()] == [MARK]
            assert (tmp_path / MARK).read_text() == ""


def test_a_node_left_behind_by_a_killed_demonstration_is_stopped(tmp_path: Path) -> None:
    with held(tmp_path):
        node = tmp_path / "ma"
        node.mkdir()
    listening = process("-c", LISTEN, str(node / "control.sock"), until="listens")
    with listening as left, held(tmp_path):
        assert left.wait(timeout=SECONDS_MAX) == -signal.SIGTERM
        assert not node.exists()


def test_a_socket_that_nobody_listens_on_holds_nothing_up(tmp_path: Path) -> None:
    with held(tmp_path):
        node = tmp_path / "ma"
        node.mkdir()
        (node / "control.sock").touch()
        (tmp_path / "notes.txt").symlink_to(ROOT / "README.md")
    with held(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == [MARK]
    assert (ROOT / "README.md").exists()


def test_a_folder_that_no_demonstration_made_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    with failing(Refused, "ops.demo-folder-not-ours"), held(tmp_path):
        pytest.fail("held")
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_an_address_of_an_earlier_demonstration_is_forgotten(tmp_path: Path) -> None:
    with held(tmp_path):
        tell_address(tmp_path, PAGE)
    with held(tmp_path), failing(Conflict, "ops.demo-starts"), held(tmp_path):
        pytest.fail("held twice")


@pytest.mark.full
def test_an_interrupted_demonstration_ends_at_once_and_claims_nothing(tmp_path: Path) -> None:
    options = demonstration(tmp_path, "--no-browser", "--lang", "en")
    with process(*options, until="Morocco’s page: ") as running:
        running.send_signal(signal.SIGINT)
        running.send_signal(signal.SIGINT)  # Whoever waits for it presses twice.
        said, _ = running.communicate(timeout=SECONDS_MAX)
    assert running.returncode == INTERRUPTED
    assert f"Its data stay in {tmp_path}" in said
    assert "all holds" not in said
    assert "Traceback" not in said
    assert "ops.demo-ended" in asked_of(tmp_path / "ma")


@pytest.mark.full
def test_the_page_of_the_first_demonstration_stays_while_a_second_is_refused(
    tmp_path: Path,
) -> None:
    options = demonstration(tmp_path, "--no-browser", "--lang", "en")
    try:
        with process(*options, until="Morocco’s page: "):
            page = (tmp_path / MARK).read_text()
            assert page in refused(tmp_path)
            with urllib.request.urlopen(page) as answer:
                assert answer.status == 200
    finally:  # The first was killed, so that its nodes are left behind.
        with held(tmp_path):
            assert not any(tmp_path.glob("*/control.sock"))
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(page)
