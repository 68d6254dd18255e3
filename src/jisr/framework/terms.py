"""Code lists, and the terms an act declares: all that a header may say beside names and times.

A term is coded and impersonal, so guards and deadlines may read it, and erasing the parts of
an act never changes a case (FRA-7).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from jisr.core.act import Slug
from jisr.core.table import TermType
from jisr.framework import reasons
from jisr.framework.faults import Fault
from jisr.framework.provenance import (
    PROVENANCE_OPTIONAL,
    PROVENANCE_REQUIRED,
    Provenance,
    read_provenance,
)
from jisr.framework.shape import (
    Label,
    fault,
    read_block,
    read_label,
    read_named,
    read_scalar,
    read_slug,
)
from jisr.framework.source import Node, Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """A closed list: each code with its text for people."""

    name: Slug
    label: Label
    values: Mapping[Slug, Label]
    behind: Scalar | None  # The list of what its codes stand for, which never crosses.
    provenance: Provenance | None
    at: Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredTerm:
    """One term of one act; `codes` names the list of a term of type code or codes."""

    name: Slug
    type: TermType
    codes: Scalar | None
    required: bool
    label: Label
    at: Scalar


def read_code_list(name: Scalar, node: Node, faults: list[Fault]) -> CodeList | None:
    """Read `label:` and `values:` of one code list, and where the list comes from."""
    required, optional = f"label values {PROVENANCE_REQUIRED}", f"behind {PROVENANCE_OPTIONAL}"
    block = read_block(node, faults, required=required, optional=optional)
    if block is None:
        return None
    label, values = block.get("label"), block.get("values")
    assert label is not None
    read = {Slug(key.text): read_label(item, faults) for key, item in read_named(values, faults)}
    text, provenance = read_label(label, faults), read_provenance(block, faults)
    kept = {code: item for code, item in read.items() if item is not None}
    if text is None:
        return None
    behind = block.get("behind")
    if behind is not None and read_slug(behind, faults) is None:
        return None
    return CodeList(
        name=Slug(name.text),
        label=text,
        values=kept,
        behind=behind if isinstance(behind, Scalar) else None,
        provenance=provenance,
        at=name,
    )


def read_code_lists(node: Node | None, faults: list[Fault]) -> dict[Slug, CodeList]:
    """Read the `codes:` section of a procedure."""
    lists = [read_code_list(name, item, faults) for name, item in read_named(node, faults)]
    return {item.name: item for item in lists if item is not None}


def read_terms(node: Node | None, faults: list[Fault]) -> dict[Slug, dict[Slug, DeclaredTerm]]:
    """Read the `terms:` section of a procedure: act, then term."""
    terms: dict[Slug, dict[Slug, DeclaredTerm]] = {}
    for act, block in read_named(node, faults):
        read = [_term(name, item, faults) for name, item in read_named(block, faults)]
        terms[Slug(act.text)] = {term.name: term for term in read if term is not None}
    return terms


def _term(name: Scalar, node: Node, faults: list[Fault]) -> DeclaredTerm | None:
    block = read_block(node, faults, required="type label", optional="codes required")
    if block is None:
        return None
    kind, label, codes = block.get("type"), block.get("label"), block.get("codes")
    assert kind is not None
    assert label is not None
    type_ = _choice(kind, [item.value for item in TermType], faults)
    text = read_label(label, faults)
    required = block.get("required")
    must = None if required is None else _choice(required, ["yes", "no"], faults)
    if codes is not None and read_slug(codes, faults) is None:
        return None
    if type_ is None or text is None:
        return None
    coded = TermType(type_) in {TermType.CODE, TermType.CODES}
    if coded != (codes is not None):
        reason = reasons.MISSING_KEY if coded else reasons.UNKNOWN_KEY
        faults.append(fault(name, reason, key="codes", known="type, label, required"))
        return None
    return DeclaredTerm(
        name=Slug(name.text),
        type=TermType(type_),
        codes=codes if isinstance(codes, Scalar) else None,
        required=must == "yes",
        label=text,
        at=name,
    )


def _choice(node: Node, known: list[str], faults: list[Fault]) -> str | None:
    scalar = read_scalar(node, faults)
    if scalar is None or scalar.text in known:
        return None if scalar is None else scalar.text
    facts = {"value": scalar.text[:64], "known": ", ".join(known)}
    faults.append(fault(scalar, reasons.UNKNOWN_VALUE, **facts))
    return None
