"""Look the locked packages up among known vulnerabilities, and never say “none” without knowing.

    make audit-dependencies

pip-audit passes over a package that its source does not know, and a source that answers
everybody with nothing looks like one that knows of nothing.  So a source counts only once it has
named what is wrong with an old package that is known to be wrong; an answer counts only if it is
about every package of the lock.  Anything else is “nothing is known”, and fails.

Exit status: 0 nothing was found, 1 something was found, 2 no source could be asked.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent
LOCK: Final = ROOT / "requirements/dev.txt"
# Wrong since 2021 (CVE-2020-28493), in every collection of advisories on Python packages.
KNOWN_WRONG: Final = "jinja2==2.11.2"
SOURCES: Final = (("--vulnerability-service", "osv"), ("--vulnerability-service", "pypi"))
SECONDS_MAX: Final = 240  # Of one source for one lock: a question for each package.
NOTHING_FOUND, FOUND, NOT_ASKED = 0, 1, 2
_PINNED: Final = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a source says of every package it was asked about: the names of what is wrong."""

    wrong: dict[str, tuple[str, ...]]
    packages: int


def ask(source: Sequence[str], lock: Path) -> Answer | None:
    """Ask one source about all packages of a lock; None unless it answers for every one."""
    pins = _PINNED.findall(lock.read_text())
    with tempfile.TemporaryDirectory() as folder:
        # Without markers: what another platform installs is looked up too.
        plain = Path(folder) / "plain.txt"
        plain.write_text("".join(f"{name}=={version}\n" for name, version in pins))
        answered = _answered(source, plain)
    if answered is None or answered.keys() != pinned(lock):
        return None
    wrong = {name: ids for name, ids in answered.items() if ids}
    return Answer(wrong=wrong, packages=len(answered))


def _answered(source: Sequence[str], plain: Path) -> dict[str, tuple[str, ...]] | None:
    """Return what pip-audit says of each package that it could look up."""
    line = [sys.executable, "-m", "pip_audit", "--strict", "--disable-pip", "--no-deps"]
    line += ["--format", "json", "--progress-spinner", "off", *source, "--requirement", str(plain)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, the arguments of this file
            line, check=False, capture_output=True, timeout=SECONDS_MAX
        )
        told: Any = json.loads(done.stdout)["dependencies"]
        answered = {
            _plain(one["name"]): tuple(vuln["id"] for vuln in one["vulns"])
            for one in told
            if "skip_reason" not in one
        }
    except (subprocess.TimeoutExpired, ValueError, KeyError, TypeError):
        return None
    # It says by its status what it found; where that and its words differ, believe neither.
    return answered if done.returncode == int(any(answered.values())) else None


def pinned(lock: Path) -> set[str]:
    """Return the names of the packages in a lock."""
    return {_plain(name) for name, _ in _PINNED.findall(lock.read_text())}


def knows(source: Sequence[str]) -> bool:
    """Say whether a source names what is wrong with a package that is known to be wrong."""
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder) / "old.txt"
        old.write_text(f"{KNOWN_WRONG}\n")
        answer = ask(source, old)
    return answer is not None and bool(answer.wrong)


def audit(lock: Path, sources: Sequence[Sequence[str]]) -> tuple[int, str]:
    """Ask one source after the other until one can tell; return the exit status and a statement."""
    for source in sources:
        answer = ask(source, lock) if knows(source) else None
        if answer is None:
            continue
        where = source[-1]
        if not answer.wrong:
            said = f"{answer.packages} packages were looked up ({where}); none has a known one."
            return NOTHING_FOUND, f"audit-dependencies: {said}"
        lines = [f"  {name}: {', '.join(ids)}" for name, ids in sorted(answer.wrong.items())]
        head = f"audit-dependencies: of {answer.packages} packages, {len(lines)} are vulnerable:"
        return FOUND, "\n".join([head, *lines])
    tried = ", ".join(source[-1] for source in sources)
    return NOT_ASKED, (
        "audit-dependencies: NOT AUDITED.  No source of advisories could be asked "
        f"(tried: {tried}): whether the {len(pinned(lock))} locked packages are vulnerable is "
        "not known."
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Audit a lock and print the one statement."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--lock", type=Path, default=LOCK, help="a lock with every package pinned")
    asked.add_argument("--osv-url", help="ask this server, which speaks OSV's form, and no other")
    given = asked.parse_args(arguments)
    own = [("--vulnerability-service", "osv", "--osv-url", given.osv_url)]
    status, statement = audit(given.lock, own if given.osv_url else SOURCES)
    print(statement)
    return status


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
