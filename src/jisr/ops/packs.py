"""Packs on disk: a folder for each, side by side, read whole into the checker's paths and bytes.

A pack may include files of another; those are looked for beside it first, then where the
settings say, then among the packs that come with Jisr.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import jisr
from jisr.core.act import Digest
from jisr.core.errors import Malformed, Refused, Unavailable
from jisr.framework.check import check
from jisr.framework.edition import FILES_MAX, Edition, parse_edition
from jisr.framework.faults import Fault
from jisr.framework.source import FILE_BYTES_MAX
from jisr.node.reasons import EDITION_FAULTY
from jisr.ops import reasons, reasons_cli, why

SHIPPED: Final = Path(jisr.__file__).parents[2] / "packs"
MANIFEST: Final = "pack.yaml"
_ENDINGS: Final = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A pack as the checker found it; no edition when not even its manifest could be read."""

    edition: Edition | None
    faults: tuple[Fault, ...]


def check_pack(
    pack: Path, *, also: Path | None = None, previous: Mapping[Digest, Edition] | None = None
) -> Checked:
    """Read and check a pack.

    Args:
        pack: its folder, its pack.yaml, or the name of a pack known in `also` or shipped.
        also: where else included packs are.
        previous: older editions by digest, for migrations to be judged total.

    Raises:
        Unavailable: it cannot be read.
        Malformed: it is no folder of a pack.
    """
    folder = _folder(pack, also)
    try:
        edition = parse_edition(_files(folder, also), pack=folder.name)
    except Malformed as error:
        return Checked(edition=None, faults=(_fault_of(error),))
    return Checked(edition=edition, faults=tuple(check(edition, previous=previous or {})))


def sound_pack(pack: Path, *, also: Path | None = None) -> Edition:
    """Return the edition of a pack that may be signed.

    Raises:
        Refused: the checker finds fault with it.
        Unavailable, Malformed: as `check_pack`.
    """
    checked = check_pack(pack, also=also)
    if checked.edition is None or checked.faults:
        first = checked.faults[0].code
        raise Refused(EDITION_FAULTY, faults=len(checked.faults), first=first)
    return checked.edition


def _folder(pack: Path, also: Path | None) -> Path:
    if pack.name == MANIFEST and pack.is_file():
        pack = pack.parent
    if not pack.exists() and pack.name == str(pack):
        known = [root / pack for root in (also, SHIPPED) if root and (root / pack).is_dir()]
        pack = known[0] if known else pack
    if not pack.exists():
        shipped = ", ".join(sorted(path.parent.name for path in SHIPPED.glob(f"*/{MANIFEST}")))
        raise Unavailable(reasons_cli.UNKNOWN_PACK, path=str(pack), known=shipped or "0")
    if not (pack / MANIFEST).is_file():
        raise Malformed(reasons_cli.NOT_A_PACK, path=str(pack))
    return pack.resolve()


def _files(folder: Path, also: Path | None) -> dict[str, bytes]:
    """Return the files of the pack and of every pack it could include; the nearest one wins."""
    roots: dict[str, Path] = {folder.name: folder}
    for place in (folder.parent, also, SHIPPED):
        for manifest in sorted(place.glob(f"*/{MANIFEST}")) if place else ():
            roots.setdefault(manifest.parent.name, manifest.parent)
    return {path: raw for root in roots.values() for path, raw in _read(root)}


def _read(folder: Path) -> Iterator[tuple[str, bytes]]:
    found = sorted(path for path in folder.rglob("*") if path.suffix in _ENDINGS)
    if len(found) > FILES_MAX:
        raise Malformed(reasons_cli.TOO_MANY_PACK_FILES, path=str(folder), limit=FILES_MAX)
    for path in found:
        try:
            with path.open("rb") as file:
                # One byte more than the checker takes: it says that the file is too large.
                raw = file.read(FILE_BYTES_MAX + 1)
        except OSError as error:
            raise Unavailable(
                reasons.PATH_NOT_READABLE, path=str(path), **why.system_said(error)
            ) from error
        yield path.relative_to(folder.parent).as_posix(), raw


def _fault_of(error: Malformed) -> Fault:
    facts = {name: fact for name, fact in error.facts.items() if name not in {"file", "line"}}
    return Fault(
        reason=error.reason,
        file=str(error.facts.get("file", "?")),
        line=int(error.facts.get("line", 0)),
        facts=facts,
    )
