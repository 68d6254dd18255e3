"""What the tests of the command line share: nodes with cheap keys, commands, running nodes."""

import codecs
import json
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import structlog
from typer.testing import CliRunner, Result

from jisr.core.act import PartyId
from jisr.core.errors import LANGS
from jisr.ops import setup
from jisr.ops.cli.common import language
from jisr.ops.main import build_app
from tests.framework.packs import good
from tests.ops.kit import CHEAP, free_port, present

ROOT = Path(__file__).parents[2]
PACKS = ROOT / "packs"
MA_FR = PACKS / "ma-fr"
_FOLDER = TemporaryDirectory()
# What spaces are founded on here: of three procedures, read in a moment.
SMALL = Path(_FOLDER.name)
for _path, _raw in good().items():
    (SMALL / _path).parent.mkdir(parents=True, exist_ok=True)
    (SMALL / _path).write_bytes(_raw)
SMALL_FR = SMALL / "ma-fr"
PASSPHRASE = "اثنا عشر حرفًا"
ROOT_PASSPHRASE = "douze caractères"
SECONDS_MAX = 60.0

APPS = {lang: build_app(lang) for lang in LANGS}


def pack_of_revision(folder: Path, *, edition: int = 1) -> Path:
    """Write a pack of the revision of the framework alone: soon explored."""
    unused = (
        "codes/document-types",
        "codes/case-relations",
        "codes/person-category",
        "lengths",
        "procedures/",
    )
    lines = (MA_FR / "pack.yaml").read_text().replace("edition: 1", f"edition: {edition}")
    kept = [
        line
        for line in lines.splitlines(keepends=True)
        if "framework-revision" in line or not line.strip("- \n").startswith(unused)
    ]
    pack = folder / "ma-fr"
    pack.mkdir()
    (pack / "pack.yaml").write_text("".join(kept))
    return pack


def jisr(*args: object, env: dict[str, str] | None = None) -> Result:
    """Run one command in this process."""
    known = {
        "JISR_PASSPHRASE": PASSPHRASE,
        "JISR_ROOT_PASSPHRASE": ROOT_PASSPHRASE,
        "LANG": "C",
        "LC_ALL": "",
        "LC_MESSAGES": "",
    }
    line = [str(arg) for arg in args]
    runner = CliRunner(env=known | (env or {}))
    with runner.isolation():
        lang = language(line)
    try:
        return runner.invoke(APPS[lang], line)
    finally:
        structlog.reset_defaults()  # `node run` logs to a stream that ends with the command.


def answer(result: Result) -> dict[str, Any]:
    """Return the JSON object on the last line of standard output of a command that went well."""
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout.splitlines()[-1])
    assert isinstance(found, dict)
    return found


def trouble(result: Result) -> dict[str, Any]:
    """Return the error of a command that failed as it should: typed, with exit status 1."""
    assert result.exit_code == 1, result.output
    lines = result.stdout.splitlines()
    assert len(lines) == 1, "nothing but the object is on standard output"
    found = json.loads(lines[0])["error"]
    assert found["code"] in result.stderr
    assert "Traceback" not in result.output
    return dict(found)


def at_terminal(*args: object, dialogue: Sequence[tuple[str, str]], **env: str) -> tuple[int, str]:
    """Run a command as a process at a terminal of its own: wait for each prompt, then type.

    Returns:
        The exit status, and all that the terminal showed.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "jisr.ops.main", *args],
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "TERM": "dumb", **env},
    )  # fmt: skip
    os.close(theirs)
    seen, place, decoder = "", 0, codecs.getincrementaldecoder("utf-8")()
    try:
        for asked, typed in (*dialogue, ("", "")):
            while asked not in seen[place:] or not asked:
                ready = select.select([ours], [], [], SECONDS_MAX)[0]
                assert ready, f"{asked!r} not in {seen!r}"
                try:
                    more = os.read(ours, 4096)
                except OSError:  # It has hung up.
                    assert not asked, f"{asked!r} not in {seen!r}"
                    break
                text = decoder.decode(more)
                seen += text.replace("\u00a0", " ").replace("\u202f", " ")
            place = seen.index(asked, place) + len(asked)
            if typed:
                os.write(ours, f"{typed}\n".encode())
        return process.wait(timeout=SECONDS_MAX), seen
    finally:
        process.kill()
        process.wait()
        os.close(ours)


@dataclass(frozen=True)
class Home:
    """One node's folder, and commands on it."""

    party: str
    folder: Path
    peer_port: int
    site_port: int

    def __call__(self, *args: object, env: dict[str, str] | None = None) -> Result:
        return jisr("--settings", self.folder, *args, env=env)

    def ask(self, *args: object) -> dict[str, Any]:
        """Run a command with --json and return its answer."""
        return answer(self(*args, "--json"))

    def fails(self, *args: object, env: dict[str, str] | None = None) -> dict[str, Any]:
        """Run a command with --json and return why it failed."""
        return trouble(self(*args, "--json", env=env))

    @property
    def files(self) -> dict[str, bytes]:
        """What the folder holds, to show that nothing was written; locks and the time apart."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.suffix not in {".lock", ".mark"}
        }


def homes(folder: Path, *parties: str) -> dict[str, Home]:
    """Make nodes that open at once, each knowing the others' addresses."""
    made = {
        party: Home(party, folder / party.lower(), free_port(), free_port()) for party in parties
    }
    for party, home in made.items():
        setup.init(
            setup.Plan(
                party=PartyId(party),
                folder=home.folder,
                language="en",
                peer_port=home.peer_port,
                site_port=home.site_port,
                partners={
                    PartyId(other.party): f"https://127.0.0.1:{other.peer_port}"
                    for other in made.values()
                    if other.party != party
                },
                reply_minutes=0,
            ),
            passphrase=PASSPHRASE,
            root_passphrase=ROOT_PASSPHRASE,
            at=present(),
            cost=CHEAP,
        )
    return made


def found(ma: Home, fr: Home, folder: Path) -> str:
    """Found a space between two nodes, as two operators would; return its id."""
    document = folder / "founding.json"
    pack = ("--pack", SMALL_FR, "--unexplored")
    card = fr.folder / "card.json"
    drafted = ma.ask("space", "found", "--with", card, *pack, "--out", document)
    space = str(drafted["space"])
    for home in (fr, ma):
        joined = home.ask("space", "join", document, *pack, "--digest", space)
        assert joined["joined"] is True
    return space


@contextmanager
def running(home: Home) -> Iterator[subprocess.Popen[str]]:
    """Run a node as a process of its own, from the moment it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "jisr.ops.main", "node", "run", "--settings", home.folder],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "JISR_PASSPHRASE": PASSPHRASE},
    )
    try:
        assert process.stderr is not None
        assert "runs" in process.stderr.readline()
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=SECONDS_MAX)


def until(holds: Callable[[], bool], what: str) -> None:
    """Ask again and again until something holds; each asking takes its time."""
    end = time.monotonic() + SECONDS_MAX
    while not holds():
        if time.monotonic() > end:
            pytest.fail(f"not in time: {what}")
