"""Check by itself what the demonstration has played: both sides, every proof, every page."""

import base64
import hashlib
import html
import json
import subprocess
import sys
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from jisr.core.canonical import decode
from jisr.core.errors import LANGS
from jisr.core.typography import typeset
from jisr.ops.demo.stage import SPACES, Stage
from jisr.ops.demo.stories import Played, show
from jisr.record.parse import parse_register

PAGES: Final = ("", "record", "cases", "framework", "node")
PAGE_SECONDS_MAX: Final = 30.0


@dataclass(slots=True, kw_only=True)
class Counts:
    """What `jisr demo --once --json` prints; `lost` and `doubled` must be 0."""

    nodes: int = 0
    spaces: int = 0
    meetings: int = 0
    undertakings: int = 0
    cases: int = 0
    acts: int = 0
    settled: int = 0
    overtaken: int = 0
    void: int = 0
    proofs_verified: int = 0
    pages_ok: int = 0
    lost: int = 0
    doubled: int = 0
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Return the counts as one JSON object."""
        return asdict(self)


def count(stage: Stage, played: Played, counts: Counts) -> list[str]:
    """Compare both sides of every case, act by act.

    Returns:
        What does not hold, in sentences; empty when everything does.
    """
    wrong: list[str] = []
    counts.nodes = len(stage.actors)
    counts.spaces = len(stage.spaces)
    register = parse_register((stage.root / "demo" / "record.json").read_bytes())
    counts.meetings, counts.undertakings = len(register.meetings), len(register.undertakings)
    written = 0
    for case, pack in played.cases.items():
        space = stage.spaces[pack]
        views = [show(stage.actors[party], space, case) for party in SPACES[pack]]
        counts.cases += 1
        outcomes = [(view["path"], view["state"], view["acts"]) for view in views]
        if outcomes[0] != outcomes[1]:
            wrong.append(f"case {case[:12]}: the two sides differ")
        acts = views[0]["acts"]
        here, there = set(acts), set(views[1]["acts"])
        counts.lost += len(here ^ there)
        standings = [act["standing"] for act in acts.values()]
        written += len([act for act in acts.values() if act["act"] != "opened"])
        counts.acts += len(acts)
        counts.settled += standings.count("settled")
        counts.overtaken += standings.count("overtaken")
        counts.void += standings.count("void")
    counts.lost += max(0, played.acts - written)
    counts.doubled += max(0, written - played.acts)
    for name, ids in _positions(stage).items():
        counts.doubled += len(ids) - len(set(ids))
        if len(ids) != len(set(ids)):
            wrong.append(f"log {name}: an act stands in it twice")
    if played.crossing is None or counts.overtaken == 0:
        wrong.append("no two acts have crossed")
    return wrong


def verify_proofs(stage: Stage, played: Played, counts: Counts, verifier: Path) -> list[str]:
    """Prove every act of every case, and check each proof with the stand-alone verifier."""
    wrong: list[str] = []
    code = mark_of(stage)["code"]  # A copy of the file alone still says what it is.
    folder = stage.folder / "proofs"
    folder.mkdir(exist_ok=True)
    for case, pack in played.cases.items():
        actor = stage.actors[SPACES[pack][0]]
        for act in show(actor, stage.spaces[pack], case)["acts"]:
            answer = actor.call("prove", act=act)
            assert isinstance(answer, dict)
            file = folder / f"{code}-proof-{act[:16]}.json"
            file.write_bytes(base64.b64decode(str(answer["proof"])))
            done = subprocess.run(  # noqa: S603 - our own interpreter and file
                [sys.executable, "-I", str(verifier), str(file)],
                capture_output=True,
                check=False,
            )
            if done.returncode == 0:
                counts.proofs_verified += 1
            else:
                wrong.append(f"proof of {act[:12]}: {done.stderr.decode(errors='replace').strip()}")
    return wrong


def fetch_pages(stage: Stage, played: Played, counts: Counts) -> list[str]:
    """Fetch every page of every node in three languages; each must bear the mark."""
    wrong: list[str] = []
    mark = mark_of(stage)
    register = parse_register((stage.root / "demo" / "record.json").read_bytes())
    undertakings = [f"undertaking/{item.id.lower()}" for item in register.undertakings]
    for actor in stage.all:
        own = [f"case/{c}" for c, pack in played.cases.items() if actor.party in SPACES[pack]]
        for lang in LANGS:
            for page in (*PAGES, *undertakings, *own):
                url = f"{actor.site}/{lang}/{page}"
                if _page_holds(url, lang, typeset(mark[lang], lang)):
                    counts.pages_ok += 1
                else:
                    wrong.append(f"page {url}: not whole, or without its mark")
    return wrong


def _page_holds(url: str, lang: str, mark: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=PAGE_SECONDS_MAX) as answer:  # noqa: S310
            text: str = answer.read().decode("utf-8")
    except (OSError, ValueError):
        return False
    return f'lang="{lang}"' in text and mark in html.unescape(text)


def mark_of(stage: Stage) -> dict[str, str]:
    """Return the demonstration's mark, by language and as the code that begins names of files."""
    mark: dict[str, str] = json.loads((stage.root / "demo" / "mark.json").read_text("utf-8"))
    return mark


def _positions(stage: Stage) -> dict[str, list[str]]:
    """Return the ids of every log as each node exports it: an id twice would be a double."""
    found: dict[str, list[str]] = {}
    for actor in stage.all:
        for pack, parties in SPACES.items():
            if actor.party not in parties:
                continue
            answer = actor.call("export", space=stage.spaces[pack])
            assert isinstance(answer, dict)
            for party, ids in _ids(base64.b64decode(str(answer["ledger"]))).items():
                found[f"{actor.party} {pack} {party}"] = ids
    return found


def _ids(raw: bytes) -> dict[str, list[str]]:
    wire = decode(raw, bytes_max=len(raw))
    assert isinstance(wire, dict)
    logs = wire["logs"]
    assert isinstance(logs, dict)
    found: dict[str, list[str]] = {}
    for party, entries in logs.items():
        assert isinstance(entries, list)
        found[party] = [
            hashlib.sha256(base64.b64decode(str(entry["payload"]))).hexdigest()
            for entry in entries
            if isinstance(entry, dict)
        ]
    return found
