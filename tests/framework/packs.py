"""The packs of the repository as the framework is given them, and ways to spoil them.

`good` holds editions of three procedures only, of the same files: enough to try the rules on, and
read in a moment.  `shipped` is all there is.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from jisr.framework import Edition, check, parse_edition
from jisr.framework.faults import Fault

ROOT = Path(__file__).parents[2] / "packs"
REQUEST = "common/procedures/information-request.yaml"
UNDERTAKING = "common/procedures/undertaking.yaml"
REVISION = "common/procedures/framework-revision.yaml"
MANIFEST = "ma-fr/pack.yaml"


SMALL = ("framework-revision", "information-request", "undertaking")
RETURN = "common/procedures/statistical-return.yaml"
SEALING = (*SMALL, "statistical-return", "codes/case-relations")


@cache
def shipped() -> Mapping[str, bytes]:
    paths = sorted(ROOT.rglob("*.yaml"))
    return MappingProxyType({str(p.relative_to(ROOT)): p.read_bytes() for p in paths})


@cache
def good() -> Mapping[str, bytes]:
    return _only(SMALL)


@cache
def sealing() -> Mapping[str, bytes]:
    """Return editions with the statistical return, whose figures are sealed."""
    return _only(SEALING)


def _only(kept: tuple[str, ...]) -> Mapping[str, bytes]:
    relations = "" if "codes/case-relations" in kept else "|codes/case-relations"
    included = re.compile(rf"    - (?:lengths{relations}|procedures/(?!{'|'.join(kept)}).*)\n")
    files = {
        path: included.sub("", raw.decode()).encode() if path.endswith("/pack.yaml") else raw
        for path, raw in shipped().items()
        if not path.endswith("/lengths.yaml")
        and ("/procedures/" not in path or Path(path).stem in kept)
        and not (relations and path.endswith("/case-relations.yaml"))
    }
    return MappingProxyType(files)


@cache
def sound(pack: str = "ma-fr") -> Edition:
    return _sound(good(), pack)


@cache
def edition_of(pack: str) -> Edition:
    return _sound(shipped(), pack)


def _sound(files: Mapping[str, bytes], pack: str) -> Edition:
    edition = parse_edition(files, pack=pack)
    assert check(edition) == []
    return edition


def edited(path: str, old: str, new: str, *, count: int = 1) -> dict[str, bytes]:
    """Return the packs with one passage replaced; it must be there."""
    text = good()[path].decode()
    assert old in text, f"{old!r} is not in {path}"
    return {**good(), path: text.replace(old, new, count).encode()}


def faults_of(files: Mapping[str, bytes], pack: str = "ma-fr") -> list[Fault]:
    return check(parse_edition(files, pack=pack))


def codes_of(files: Mapping[str, bytes], pack: str = "ma-fr") -> set[str]:
    return {fault.code for fault in faults_of(files, pack)}


def line_of(path: str, text: str) -> int:
    """Return the 1-based number of the first line that holds `text`."""
    lines = good()[path].decode().split("\n")
    return next(number for number, line in enumerate(lines, start=1) if text in line)
