"""The bill of materials lists what the lock holds, no more and no less, in the same bytes."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.full

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements/run.txt"
RECIPE = re.compile(r"^SBOM = \.venv/bin/python ((?:.*\\\n)*.*)$", re.MULTILINE)


def made(out: Path) -> bytes:
    """Run what `make sbom` runs."""
    [recipe] = RECIPE.findall((ROOT / "Makefile").read_text())
    line = [sys.executable, *shlex.split(recipe.replace("\\\n", " "))]
    subprocess.run([*line, "--output-file", out, LOCK.relative_to(ROOT)], cwd=ROOT, check=True)
    return out.read_bytes()


def test_the_bill_of_materials_is_the_lock_in_the_same_bytes_each_time(tmp_path: Path) -> None:
    first, second = made(tmp_path / "1.json"), made(tmp_path / "2.json")
    assert first == second
    bill = json.loads(first)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["name"] == "jisr"
    assert bill["metadata"].get("timestamp") is None
    assert str(ROOT).encode() not in first
    listed = {(one["name"], one["version"]): hashes(one) for one in bill["components"]}
    entries = re.split(r"^(?=[a-z0-9-]+==)", LOCK.read_text(), flags=re.MULTILINE)[1:]
    locked = {
        re.match(r"([a-z0-9-]+)==(\S+)", entry).groups(): set(
            re.findall(r"sha256:([0-9a-f]{64})", entry)
        )
        for entry in entries
    }
    assert listed == locked
    assert all(locked.values())


def hashes(component: dict) -> set[str]:
    return {
        one["content"]
        for reference in component["externalReferences"]
        for one in reference.get("hashes", [])
    }
