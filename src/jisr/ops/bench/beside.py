"""Another system on the same machine in the same run: what the figures are to be read against.

medallion is the reference server of TAXII 2.1, by which reports on threats are exchanged.  It
keeps them in memory and neither signs nor checks: so it is no rival, but a measure of what one
is used to.  It has an environment of its own (`requirements/bench.txt`); a node never needs it.
"""

import subprocess
from pathlib import Path
from typing import Any, Final

import orjson

from jisr.core.errors import Unavailable
from jisr.ops import reasons_cli
from jisr.ops.bench.objects import OBJECT_BYTES
from jisr.ops.packs import SHIPPED

BENCH: Final = SHIPPED.parent / "bench"
PYTHON: Final = BENCH / ".venv" / "bin" / "python"
PROGRAM: Final = BENCH / "taxii.py"


def beside(*, objects: int, python: Path | None = None) -> dict[str, Any] | None:
    """Measure it, in a process of its own; None where it is not installed.

    Raises:
        Unavailable: it is installed, and fails.
    """
    python = python or PYTHON
    if not python.exists() or not PROGRAM.exists():
        return None
    done = subprocess.run(  # noqa: S603 - an environment and a program of the repository
        [str(python), "-P", str(PROGRAM), str(objects), str(OBJECT_BYTES)],
        check=False,
        capture_output=True,
    )
    if done.returncode != 0:
        why = done.stderr.decode(errors="replace").strip().splitlines()
        raise Unavailable(reasons_cli.PROGRAM_FAILED, path=str(PROGRAM), why=why[-1] if why else "")
    found: dict[str, Any] = orjson.loads(done.stdout)
    return found
