"""The lengths that each pair of parties says itself, by name (DUE-15).

A shared procedure names a length, `answer-on-fingerprints`; the pair's own `lengths.yaml` says how
long it is and where that comes from.  So one text serves every pair, and no pair is silent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from jisr.core.act import Slug
from jisr.framework import reasons, reasons_due
from jisr.framework.faults import Fault
from jisr.framework.lengths import Length, need, read_length
from jisr.framework.provenance import (
    PROVENANCE_OPTIONAL,
    PROVENANCE_REQUIRED,
    Provenance,
    read_provenance,
)
from jisr.framework.shape import Label, fault, read_block, read_label, read_named, read_slug
from jisr.framework.source import Block, Node, Scalar

OTHER: Final = Slug("other")  # The length for every code that is not named.


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLength:
    """A length under a name, with its text for people and where it comes from."""

    name: Slug
    label: Label
    length: Length
    provenance: Provenance
    at: Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The length: one for all, or by the latest value of a coded term."""

    by: Slug | None
    lengths: Mapping[Slug, Length]  # OTHER is always there.
    own: Mapping[Slug, OwnLength]  # Which of them the pair says itself (DUE-15), by code.

    def of(self, code: object) -> Length:
        """Return the length for a code; OTHER's for one that is not named."""
        return self.lengths.get(Slug(code) if isinstance(code, str) else OTHER, self.lengths[OTHER])


NO_LENGTHS: Final[Mapping[Slug, OwnLength]] = MappingProxyType({})


def read_own_lengths(node: Node, faults: list[Fault]) -> dict[Slug, OwnLength]:
    """Read `lengths.yaml`; an entry with a fault is left out."""
    read = [_own(name, item, faults) for name, item in read_named(node, faults)]
    return {item.name: item for item in read if item is not None}


def _own(name: Scalar, node: Node, faults: list[Fault]) -> OwnLength | None:
    required = f"label length {PROVENANCE_REQUIRED}"
    block = read_block(node, faults, required=required, optional=PROVENANCE_OPTIONAL)
    if block is None:
        return None
    label = read_label(need(block, "label"), faults)
    length = read_length(need(block, "length"), faults)
    provenance = read_provenance(block, faults)
    if label is None or length is None or provenance is None:
        return None
    return OwnLength(
        name=Slug(name.text), label=label, length=length, provenance=provenance, at=name
    )


def all_own(node: Node, own: Mapping[Slug, OwnLength]) -> bool:
    """Say whether every length of a deadline is the pair's own, with a provenance of its own."""
    length = node.get("length") if isinstance(node, Block) else None
    if isinstance(length, Block):
        entries = [value for key, value in length.entries if key.text != "by"]
    else:
        entries = [] if length is None else [length]
    return bool(entries) and all(isinstance(e, Scalar) and e.text in own for e in entries)


def read_chosen(node: Node, own: Mapping[Slug, OwnLength], faults: list[Fault]) -> Chosen | None:
    """Read `length:`: one length, or one for each code of a term."""
    if not isinstance(node, Block):
        one = _read_one(node, own, faults)
        said = {OTHER: one} if isinstance(one, OwnLength) else {}
        return None if one is None else Chosen(by=None, lengths={OTHER: _bare(one)}, own=said)
    by, other = node.get("by"), node.get(OTHER)
    if by is None:
        faults.append(fault(node, reasons.MISSING_KEY, key="by"))
        return None
    read = {
        Slug(key.text): length
        for key, value in node.entries
        if key.text != "by" and (length := _read_one(value, own, faults)) is not None
    }
    term = read_slug(by, faults)
    if other is None or len(node.entries) <= len(("by", OTHER)):
        faults.append(fault(node, reasons_due.NO_OTHER))
    if term is None or OTHER not in read:
        return None
    lengths = {code: _bare(length) for code, length in read.items()}
    named = {code: length for code, length in read.items() if isinstance(length, OwnLength)}
    return Chosen(by=term, lengths=lengths, own=named)


def _read_one(
    node: Node, own: Mapping[Slug, OwnLength], faults: list[Fault]
) -> Length | OwnLength | None:
    """Read a length, or the name of one that the pair says itself."""
    if isinstance(node, Scalar) and node.text in own:
        return own[Slug(node.text)]
    return read_length(node, faults)


def _bare(length: Length | OwnLength) -> Length:
    return length.length if isinstance(length, OwnLength) else length
