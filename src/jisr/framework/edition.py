"""An edition: the packs that two parties sign, as one value with one digest.

    digest = SHA-256 of the canonical bytes of {core, files, pack}

Layout and comments are not signed; every word and the order of the entries are (FRA-4).  The
caller reads the folder; here are only paths and bytes.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, TypeVar

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.canonical import Json, decode, encode
from jisr.core.errors import Malformed, Reason
from jisr.framework import reasons_edition as reasons
from jisr.framework.calendars import Calendar, parse_calendar
from jisr.framework.faults import Fault
from jisr.framework.manifest import (
    CORE,
    Instrument,
    Manifest,
    Word,
    read_glossary,
    read_instruments,
    read_manifest,
)
from jisr.framework.own_lengths import OwnLength, read_own_lengths
from jisr.framework.procedure import Procedure, read_procedure
from jisr.framework.shape import Label
from jisr.framework.source import Node, Scalar, as_json, from_json, read
from jisr.framework.terms import CodeList, read_code_list

EDITION_BYTES_MAX: Final = 8 * 1024 * 1024  # As many procedures as two ministries ever had.
FILES_MAX: Final = 400
EDITIONS_READ: Final = 16  # Editions whose digest is known: it is asked for again and again.
ERASURE_GROUNDS: Final = Slug("erasure-grounds")  # The list by which an erasure says why.
RETENTION_EXPIRED: Final = Slug("retention-expired")  # Its code for what a node erases by itself.

_PATH: Final = re.compile(
    r"(?P<pack>[a-z][a-z0-9-]{0,63})/"
    r"((?P<single>pack|instruments|glossary|lengths)"
    r"|(?P<folder>procedures|codes|calendars)/(?P<name>[A-Za-z0-9-]{1,64}))\.yaml\Z",
    re.ASCII,
)


_Name = TypeVar("_Name", bound=str)
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The packs as read.  `faults` holds what was wrong in form; the checker adds the rest."""

    manifest: Manifest
    trees: Mapping[str, Node]  # By path: the pack's own files and the included ones.
    procedures: Mapping[Slug, Procedure]
    codes: Mapping[Slug, CodeList]
    instruments: Mapping[Slug, Instrument]
    calendars: Mapping[PartyId, Calendar]
    glossary: Mapping[Slug, Word]
    lengths: Mapping[Slug, OwnLength]
    faults: tuple[Fault, ...]
    signed: bytes  # The canonical bytes: what is signed.

    @property
    def digest(self) -> Digest:
        """What the founding document and every case name: SHA-256 of the canonical bytes."""
        return _digest(self.signed)

    @property
    def parties(self) -> frozenset[PartyId]:
        """The two parties; none in a library."""
        return frozenset(self.manifest.parties)

    def erasure_grounds(self) -> Mapping[Slug, Label]:
        """Return why content may be erased under this edition, by code; none if it says none."""
        listed = self.codes.get(ERASURE_GROUNDS)
        return {} if listed is None else listed.values

    def code_list(self, procedure: Slug, name: str) -> CodeList | None:
        """Return a code list as a procedure sees it: its own first, then the edition's."""
        own = self.procedures[procedure].codes
        return own.get(Slug(name)) or self.codes.get(Slug(name))


@lru_cache(maxsize=EDITIONS_READ)
def _digest(signed: bytes) -> Digest:
    return Digest(hashlib.sha256(signed).hexdigest())


def parse_edition(files: Mapping[str, bytes], *, pack: str) -> Edition:
    """Read the edition of one pack, with the files it includes from others.

    Args:
        files: path ("ma-fr/pack.yaml", "common/procedures/undertaking.yaml") -> YAML bytes.
        pack: the folder whose manifest speaks for the edition.

    Returns:
        The edition.  What is wrong in it stands in `faults`; run the checker before using it.

    Raises:
        Malformed: there is no manifest that can be read.
    """
    faults: list[Fault] = []
    trees: dict[str, Node] = {}
    path = f"{pack}/pack.yaml"
    if path not in files:
        raise _fault(reasons.NO_MANIFEST, path).error()
    trees[path] = read(files[path], file=path)
    manifest = read_manifest(trees[path], faults, pack=pack)
    if manifest is None:
        raise faults[0].error()
    wanted = {name: None for name in sorted(files) if name.startswith(f"{pack}/")}
    for source, item in manifest.include:
        name = f"{source}/{item.text}.yaml"
        if name in files and source != pack:
            wanted[name] = None
        else:
            faults.append(_fault(reasons.NOT_INCLUDED, item.file, item.line, path=name[:140]))
    if len(wanted) > FILES_MAX:
        raise _fault(reasons.TOO_MANY_FILES, path, limit=FILES_MAX).error()
    for name in wanted:
        try:
            trees[name] = read(files[name], file=name)
        except Malformed as error:
            faults.append(_caught(error, name))
    return _assemble(manifest, trees, faults)


def read_signed(raw: bytes) -> Edition:
    """Read an edition back from the bytes that were signed.

    Raises:
        Malformed: not such bytes.
    """
    value = decode(raw, bytes_max=EDITION_BYTES_MAX)
    if not isinstance(value, dict) or value.keys() != {"core", "files", "pack"}:
        raise _fault(reasons.NOT_AN_EDITION, "?").error()
    pack, files = value["pack"], value["files"]
    path = f"{pack}/pack.yaml"
    if value["core"] != int(CORE) or not isinstance(files, dict) or path not in files:
        raise _fault(reasons.NOT_AN_EDITION, "?").error()
    trees = {path: from_json(tree, file=path) for path, tree in files.items()}
    faults: list[Fault] = []
    manifest = read_manifest(trees[path], faults, pack=str(pack))
    if manifest is None:
        raise faults[0].error()
    edition = _assemble(manifest, trees, faults)
    if edition.signed != raw:
        raise _fault(reasons.NOT_AN_EDITION, "?").error()
    return edition


@dataclass(slots=True, kw_only=True)
class _Contents:
    """The contents of the files while they are gathered."""

    procedures: dict[Slug, Procedure] = field(default_factory=dict)
    codes: dict[Slug, CodeList] = field(default_factory=dict)
    instruments: dict[Slug, Instrument] = field(default_factory=dict)
    calendars: dict[PartyId, Calendar] = field(default_factory=dict)
    glossary: dict[Slug, Word] = field(default_factory=dict)
    lengths: dict[Slug, OwnLength] = field(default_factory=dict)


def _assemble(manifest: Manifest, trees: Mapping[str, Node], faults: list[Fault]) -> Edition:
    contents = _Contents()
    # The pair's own lengths first: the deadlines of its procedures name them.
    for path in sorted(trees, key=lambda path: not path.endswith("/lengths.yaml")):
        _add(contents, path, trees[path], faults)
    files: dict[str, Json] = {path: as_json(trees[path]) for path in trees if path.isascii()}
    return Edition(
        manifest=manifest,
        trees=trees,
        procedures=contents.procedures,
        codes=contents.codes,
        instruments=contents.instruments,
        calendars=contents.calendars,
        glossary=contents.glossary,
        lengths=contents.lengths,
        faults=tuple(faults),
        signed=encode({"core": int(CORE), "files": files, "pack": manifest.pack}),
    )


def _add(contents: _Contents, path: str, node: Node, faults: list[Fault]) -> None:
    match = _PATH.match(path)
    if match is None:
        faults.append(_fault(reasons.UNKNOWN_FILE, path[:140]))
        return
    name = match["name"]
    if match["single"] == "instruments":
        _merge(contents.instruments, read_instruments(node, faults), path, faults)
    elif match["single"] == "glossary":
        _merge(contents.glossary, read_glossary(node, faults), path, faults)
    elif match["single"] == "lengths":
        _merge(contents.lengths, read_own_lengths(node, faults), path, faults)
    elif match["folder"] == "codes":
        at = Scalar(text=name, file=path, line=1)
        codes = read_code_list(at, node, faults)
        _merge(contents.codes, {} if codes is None else {codes.name: codes}, path, faults)
    elif match["folder"] == "calendars":
        calendar = parse_calendar(node, faults)
        _merge(contents.calendars, _by_party(calendar, path, name, faults), path, faults)
    elif match["folder"] == "procedures":
        procedure = read_procedure(node, faults, name=name, lengths=contents.lengths)
        one = {} if procedure is None else {procedure.name: procedure}
        _merge(contents.procedures, one, path, faults)


def _by_party(
    calendar: Calendar | None, path: str, name: str, faults: list[Fault]
) -> dict[PartyId, Calendar]:
    if calendar is None:
        return {}
    if calendar.name != name:
        faults.append(_fault(reasons.PACK_NAME, path, name=calendar.name, folder=name))
    return {PartyId(calendar.name): calendar}


def _merge(
    into: dict[_Name, _Item], found: Mapping[_Name, _Item], path: str, faults: list[Fault]
) -> None:
    """Add what one file defines; what another file has defined already is a fault."""
    for name, item in found.items():
        if name in into:
            faults.append(_fault(reasons.DEFINED_TWICE, path, name=name))
        else:
            into[name] = item


def _fault(reason: Reason, file: str, line: int = 1, **facts: str | int) -> Fault:
    return Fault(reason=reason, file=file, line=line, facts=facts)


def _caught(error: Malformed, path: str) -> Fault:
    """Return the fault that stopped the reading of one file, so that the others are read too."""
    facts = {name: fact for name, fact in error.facts.items() if name not in {"file", "line"}}
    return _fault(error.reason, path, int(error.facts["line"]), **facts)
