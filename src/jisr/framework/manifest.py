"""The small files of a pack: its manifest, the instruments it cites, its glossary."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from jisr.core.act import PartyId, Slug, read_party
from jisr.core.errors import Malformed
from jisr.framework import reasons
from jisr.framework import reasons_edition as edition_reasons
from jisr.framework.faults import Fault
from jisr.framework.shape import (
    Label,
    fault,
    read_block,
    read_label,
    read_named,
    read_scalar,
    read_scalars,
    read_slug,
)
from jisr.framework.source import Block, Node, Scalar
from jisr.framework.transfers import Transfer, read_transfers

CORE: Final = "1"  # The version of the core whose rules these packs are written for.
PARTIES: Final = 2  # A space is a relation of two parties.

_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z", re.ASCII)
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,5}\Z", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a pack says of itself.  A pack without parties is a library: others include it."""

    pack: Slug
    edition: int
    title: Label
    parties: Mapping[PartyId, Label]
    transfers: Mapping[PartyId, Transfer]  # Of those listed, on what ground their data leave.
    include: tuple[tuple[Slug, Scalar], ...]  # (pack, file without ending), as written.
    at: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A treaty, an agreement, a law or a record that values are taken from.

    `parties` are the codes of those it binds; for an act of a union or of one State, its code.
    `reference` says where to find it: a citation in the language it is made in, or a text.
    """

    name: Slug
    title: Label
    parties: frozenset[str]
    date: str
    reference: str | Label
    at: Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One entry of the glossary, one word per thing in three languages.

    `confirmed` says whether the Arabic was read in an official text; if not, a legal
    translator must confirm it.
    """

    name: Slug
    text: Label
    source: Slug | None
    confirmed: bool
    at: Scalar


def read_manifest(node: Node, faults: list[Fault], *, pack: str) -> Manifest | None:
    """Read `pack.yaml`."""
    required, optional = "pack core edition title", "parties transfers include"
    block = read_block(node, faults, required=required, optional=optional)
    if block is None:
        return None
    name, title = _slug(block, "pack", faults), _label(block, "title", faults)
    core, number = _scalar(block, "core", faults), _scalar(block, "edition", faults)
    if core is not None and core.text != CORE:
        faults.append(fault(core, edition_reasons.UNKNOWN_CORE, core=core.text[:16], known=CORE))
    if number is not None and not _NUMBER.match(number.text):
        faults.append(fault(number, reasons.WRONG_SHAPE, shape="1, 2, 3 …"))
        number = None
    if name is not None and name != pack:
        faults.append(fault(node, edition_reasons.PACK_NAME, name=name, folder=pack))
    parties = _parties(block.get("parties"), faults)
    transfers = read_transfers(block.get("transfers"), parties, faults)
    include = tuple(
        (Slug(source.text), item)
        for source, files in read_named(block.get("include"), faults)
        for item in read_scalars(files, faults)
    )
    if name is None or title is None or number is None:
        return None
    return Manifest(
        pack=name,
        edition=int(number.text),
        title=title,
        parties=parties,
        transfers=transfers,
        include=include,
        at=node,
    )


def read_instruments(node: Node, faults: list[Fault]) -> dict[Slug, Instrument]:
    """Read `instruments.yaml`: each with title, parties, date and where to find it."""
    found: dict[Slug, Instrument] = {}
    for name, item in read_named(node, faults):
        block = read_block(item, faults, required="title parties date reference")
        if block is None:
            continue
        title = _label(block, "title", faults)
        date, reference = _scalar(block, "date", faults), _reference(block, faults)
        parties = read_scalars(block.get("parties"), faults)
        codes = frozenset(party for item in parties if (party := _party(item, faults)))
        if date is not None and not _DATE.match(date.text):
            faults.append(fault(date, reasons.WRONG_SHAPE, shape="2000-05-30"))
        if title is not None and date is not None and reference is not None:
            found[Slug(name.text)] = Instrument(
                name=Slug(name.text),
                title=title,
                parties=codes,
                date=date.text,
                reference=reference,
                at=name,
            )
    return found


def read_glossary(node: Node, faults: list[Fault]) -> dict[Slug, Word]:
    """Read `glossary.yaml`: each word in three languages, its source, and its Arabic's state."""
    found: dict[Slug, Word] = {}
    for name, item in read_named(node, faults):
        block = read_block(item, faults, required="text arabic", optional="source")
        if block is None:
            continue
        text, arabic = _label(block, "text", faults), _scalar(block, "arabic", faults)
        source = _slug(block, "source", faults) if block.get("source") is not None else None
        known = ["confirmed", "to-be-confirmed"]
        if arabic is not None and arabic.text not in known:
            facts = {"value": arabic.text[:64], "known": ", ".join(known)}
            faults.append(fault(arabic, reasons.UNKNOWN_VALUE, **facts))
        if text is not None and arabic is not None:
            confirmed = arabic.text == "confirmed"
            if confirmed and source is None:
                faults.append(fault(name, reasons.SOURCE_MISSING, status="confirmed"))
            found[Slug(name.text)] = Word(
                name=Slug(name.text), text=text, source=source, confirmed=confirmed, at=name
            )
    return found


def _parties(node: Node | None, faults: list[Fault]) -> dict[PartyId, Label]:
    if node is None:
        return {}
    if not isinstance(node, Block):
        faults.append(fault(node, reasons.WRONG_SHAPE, shape="MA: {ar, fr, en}"))
        return {}
    parties: dict[PartyId, Label] = {}
    for key, item in node.entries:
        party, label = _party(key, faults), read_label(item, faults)
        if party is not None and label is not None:
            parties[party] = label
    if len(node.entries) != PARTIES:
        faults.append(fault(node, edition_reasons.NOT_TWO_PARTIES, count=len(node.entries)))
    return parties


def _party(scalar: Scalar, faults: list[Fault]) -> PartyId | None:
    try:
        return read_party(scalar.text, "party")
    except Malformed:
        faults.append(fault(scalar, edition_reasons.NOT_A_PARTY, party=scalar.text[:16]))
        return None


def _scalar(block: Block, key: str, faults: list[Fault]) -> Scalar | None:
    node = block.get(key)
    assert node is not None
    return read_scalar(node, faults)


def _reference(block: Block, faults: list[Fault]) -> str | Label | None:
    node = block.get("reference")
    assert node is not None
    if isinstance(node, Block):
        return read_label(node, faults)
    scalar = read_scalar(node, faults)
    return None if scalar is None else scalar.text


def _slug(block: Block, key: str, faults: list[Fault]) -> Slug | None:
    node = block.get(key)
    assert node is not None
    return read_slug(node, faults)


def _label(block: Block, key: str, faults: list[Fault]) -> Label | None:
    node = block.get(key)
    assert node is not None
    return read_label(node, faults)
