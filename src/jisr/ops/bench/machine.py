"""What a figure was measured on: the processor, and the versions of all that takes part."""

import os
import platform
import re
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final, TypeAlias

import apsw
from cryptography.hazmat.backends.openssl import backend

# What a benchmark answers.
Figures: TypeAlias = dict[str, "Figure"]
Figure: TypeAlias = float | str | Sequence["Figure"] | Mapping[str, "Figure"]

_CPU: Final = Path("/proc/cpuinfo")
_PACKAGES: Final = ("cryptography", "apsw", "orjson")


def machine() -> Figures:
    """Return the machine and the versions, for whoever reads the figures later."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        **{name: version(name) for name in _PACKAGES},
        "sqlite": apsw.sqlite_lib_version(),
        "openssl": backend.openssl_version_text(),
    }


def _processor() -> str:
    text = _CPU.read_text() if _CPU.exists() else ""
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else platform.machine()
