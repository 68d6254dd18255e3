"""The tools that read the code find nothing: style, form, types, borders, dependencies."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Run as modules, so that a .venv that was moved still works; import-linter has no such door.
TOOLS = {
    "style": ("-m", "ruff", "check", "."),
    "form": ("-m", "ruff", "format", "--check", "."),
    "types": ("-m", "mypy"),
    "borders": ("-c", "from importlinter.cli import lint_imports_command as lint; lint()"),
    "dependencies": ("-m", "deptry", "."),
}


@pytest.mark.parametrize("arguments", TOOLS.values(), ids=TOOLS)
def test_nothing_is_found_in(arguments):
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"},
    )
    assert done.returncode == 0, done.stdout + done.stderr


# --- bandit: what would run data, glue statements or lose a secret -------------------------------

# Not asked: `assert` is how invariants are stated, and a node does not start without them (B101);
# that a module starts programs is no fault, and each start is asked about by itself (B404).
NOT_ASKED = "B101,B404"
# What bandit finds and is right here, by file and rule; anything else fails, and so does a line
# of this table that it finds no more.
RIGHT = {
    ("src/jisr/ledger/postgres.py", "B105"): "an empty token is none yet",
    ("src/jisr/ledger/work/relational/access.py", "B608"): "two constants of the same file",
    ("src/jisr/ops/bench/beside.py", "B603"): "a program of the repository",
    ("src/jisr/ops/cli/proofs.py", "B603"): "our own interpreter and our own file",
    ("src/jisr/ops/demo/checks.py", "B310"): "the demonstration's own pages, on loopback",
    ("src/jisr/ops/demo/checks.py", "B603"): "our own interpreter and our own file",
    ("src/jisr/ops/demo/drills.py", "B603"): "our own interpreter and our own file",
    ("src/jisr/ops/demo/stage.py", "B603"): "our own interpreter and our own module",
    ("src/jisr/ops/simulate/audit.py", "B311"): "the chance of a story is a seed's, no secret",
    ("src/jisr/ops/simulate/month.py", "B311"): "the chance of a story is a seed's, no secret",
    ("src/jisr/ops/simulate/plan.py", "B311"): "the chance of a story is a seed's, no secret",
    ("src/jisr/ops/simulate/play.py", "B311"): "the chance of a story is a seed's, no secret",
    ("src/jisr/web/diagram.py", "B314"): "no document type gets there",
    ("src/jisr/web/diagram.py", "B405"): "no document type gets there",
    ("src/jisr/web/tags.py", "B308"): "the drawing was made anew, of known shapes",
    ("src/jisr/web/tags.py", "B703"): "the drawing was made anew, of known shapes",
    ("tools/audit_dependencies.py", "B603"): "our own interpreter, arguments of the same file",
    ("tools/mutation/__main__.py", "B311"): "anybody may know which mutants are tried",
    ("tools/mutation/judge.py", "B102"): "our own source, with one change",
}


def bandit(*places, said=None):
    """Return what bandit finds, as file and rule."""
    done = subprocess.run(
        [sys.executable, "-m", "bandit", "-q", "-f", "json", "-s", NOT_ASKED, "-r", *places],
        cwd=ROOT,
        check=False,
        capture_output=True,
        input=said,
    )
    told = json.loads(done.stdout)
    assert told["errors"] == []
    return {(one["filename"], one["test_id"]) for one in told["results"]}


@pytest.mark.full
def test_bandit_finds_nothing_but_what_is_right_here():
    assert bandit("src", "tools", "bench") == RIGHT.keys()


WOULD_RUN_DATA = """
import marshal, os, pickle, subprocess, tempfile, yaml
def run(text, db):
    pickle.loads(text); marshal.loads(text); yaml.load(text)
    eval(text); exec(text); os.system(text); tempfile.mktemp()
    subprocess.run(text, shell=True)
    db.execute("select * from entry where id = '" + text + "'")
"""


def test_what_would_run_data_is_found():
    found = {rule for _, rule in bandit("-", said=WOULD_RUN_DATA.encode())}
    assert found >= {"B301", "B302", "B306", "B307", "B102", "B506", "B602", "B605", "B608"}
