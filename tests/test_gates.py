"""The tools that read the code find nothing: style, form, types, borders, dependencies."""

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
