"""Forms as the packs write them (FRM-1): every field says what the law wants known about it.

forms:
  request:
    label: {ar: طلب معلومات, fr: Demande de renseignements, en: Information request}
    defaults:
      handling: H1
      basis: {text: {ar: …, fr: …, en: …}, status: agreed, source: ma-fr-2000}
      keep: {length: 2 years, from: end, status: proposed}
    fields:
      question: {type: text, required: yes, label: {…}}
      purpose: {type: code purposes, required: yes, label: {…}}
      subjects: {type: person, category: asked, many: 5, label: {…}, keep: {…}}
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from jisr.core.act import Slug
from jisr.core.canonical import INTEGER_MAX
from jisr.framework import reasons, reasons_form, values
from jisr.framework.faults import Fault
from jisr.framework.form import (
    ALONE,
    Basis,
    Field,
    FieldType,
    Form,
    FormKind,
    Handling,
)
from jisr.framework.lengths import SHOWN_MAX, need, read_number
from jisr.framework.provenance import (
    PROVENANCE_OPTIONAL,
    PROVENANCE_REQUIRED,
    read_provenance,
)
from jisr.framework.retention import Retention, read_retention
from jisr.framework.shape import (
    YES,
    YES_NO,
    Label,
    fault,
    read_block,
    read_label,
    read_named,
    read_scalar,
    read_scalars,
    read_slug,
    read_word,
)
from jisr.framework.source import Block, Node, Scalar

__all__ = ["Form", "parse_forms"]

MANY_MAX: Final = 50
ROWS_MAX: Final = 400  # Lines of one table in one part: a year of thirty figures a month.
TEXT_DEFAULT, TEXT_MAX = 4000, 20_000
_CODED: Final = frozenset({FieldType.CODE, FieldType.CODES, FieldType.MONTH, FieldType.QUANTITY})
_PLAIN: Final = frozenset(FieldType) - {FieldType.CODE, FieldType.CODES}
_WITH_DOCUMENT: Final = frozenset({FieldType.PERSON, FieldType.DOCUMENT})
_COMPARED: Final = frozenset(
    {FieldType.TEXT, FieldType.PERSON, FieldType.DOCUMENT, FieldType.REFERENCE}
)
_MEDIA_TYPE: Final = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}\Z", re.ASCII)
_FIELD_KEYS: Final = "help required alike many row category handling basis keep part max unit media"

# Default and largest `max`, by type; other types have no such key.
_LIMITS: Final[Mapping[FieldType, tuple[int, int]]] = {
    FieldType.TEXT: (TEXT_DEFAULT, TEXT_MAX),
    FieldType.STATEMENT: (TEXT_DEFAULT, TEXT_MAX),
    FieldType.QUANTITY: (INTEGER_MAX, INTEGER_MAX),
    FieldType.ATTACHMENT: (values.FILE_BYTES_MAX, values.FILE_BYTES_MAX),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """Handling, legal basis and keeping, as far as a form or a field says them."""

    handling: Handling | None = None
    basis: Basis | None = None
    keep: Retention | None = None
    said: frozenset[str] = frozenset()  # Which are there, even if they could not be read.

    def over(self, wider: "_Rules") -> "_Rules":
        """Return these rules, and the wider ones where these are silent."""
        return _Rules(
            handling=self.handling or wider.handling,
            basis=self.basis or wider.basis,
            keep=self.keep or wider.keep,
            said=self.said | wider.said,
        )


@dataclass(slots=True, kw_only=True)
class _Frame:
    """The form around a field: its defaults, and the code lists named so far."""

    name: Scalar
    defaults: _Rules
    lists: list[Scalar] = field(default_factory=list)


def parse_forms(
    node: Node | None, faults: list[Fault], *, defaults: Node | None = None
) -> dict[Slug, Form]:
    """Read the `forms:` section of a procedure.

    Args:
        node: a block of named forms; None has none.
        faults: whatever is wrong is appended; a form with a fault is left out.
        defaults: what holds for every form that does not say otherwise.

    Source: docs/spec/forms.md, FRM-1.
    """
    shared = _defaults(defaults, faults)
    read = [_form(name, value, shared, faults) for name, value in read_named(node, faults)]
    return {form.name: form for form in read if form is not None}


def _form(name: Scalar, node: Node, shared: _Rules, faults: list[Fault]) -> Form | None:
    before = len(faults)
    block = read_block(node, faults, required="label fields", optional="kind defaults")
    if block is None:
        return None
    label = read_label(need(block, "label"), faults)
    kind = FormKind(read_word(block.get("kind"), tuple(FormKind), faults) or FormKind.FORM)
    own = _defaults(block.get("defaults"), faults)
    frame = _Frame(name=name, defaults=own.over(shared))
    entries = list(read_named(need(block, "fields"), faults))
    read = [_field(key, item, frame, faults) for key, item in entries]
    fields = {item.name: item for item in read if item is not None}
    faults += [
        fault(item.at, reasons_form.FACT_NOT_CODED, field=item.name)
        for item in fields.values()
        if kind is FormKind.FACT and item.type not in _CODED
    ]
    _refuse_mixed(fields, faults)
    _refuse_odd_rows(fields, faults)
    if len(faults) > before or label is None:
        return None
    lists = tuple(frame.lists)
    return Form(
        name=Slug(name.text), label=label, kind=kind, fields=fields, code_lists=lists, at=name
    )


def _defaults(node: Node | None, faults: list[Fault]) -> _Rules:
    block = None if node is None else read_block(node, faults, optional="handling basis keep")
    return _Rules() if block is None else _rules(block, faults)


def _rules(block: Block, faults: list[Fault]) -> _Rules:
    basis, keep = block.get("basis"), block.get("keep")
    handling = read_word(block.get("handling"), tuple(Handling), faults)
    return _Rules(
        handling=None if handling is None else Handling(handling),
        basis=None if basis is None else _basis(basis, faults),
        keep=None if keep is None else read_retention(keep, faults),
        said=frozenset(key.text for key, _ in block.entries),
    )


def _basis(node: Node, faults: list[Fault]) -> Basis | None:
    required = f"text {PROVENANCE_REQUIRED}"
    block = read_block(node, faults, required=required, optional=PROVENANCE_OPTIONAL)
    if block is None:
        return None
    text, provenance = read_label(need(block, "text"), faults), read_provenance(block, faults)
    if text is None or provenance is None:
        return None
    return Basis(text=text, provenance=provenance)


def _field(name: Scalar, node: Node, frame: _Frame, faults: list[Fault]) -> Field | None:
    before = len(faults)
    block = read_block(node, faults, required="type label", optional=_FIELD_KEYS)
    if block is None:
        return None
    kind, codes = _type(need(block, "type"), frame.lists, faults)
    label = read_label(need(block, "label"), faults)
    rules = _rules(block, faults).over(frame.defaults)
    handling, basis, keep = rules.handling, rules.basis, rules.keep
    faults += [
        fault(name, reasons_form.FIELD_WITHOUT, field=name.text, key=key)
        for key in ("handling", "basis", "keep")
        if key not in rules.said
    ]
    category = _category(kind, name, block, faults)
    if kind is not None:
        _refuse_strange(kind, name, block, faults)
    if kind is None or label is None or handling is None or basis is None or keep is None:
        return None
    found = Field(
        name=Slug(name.text),
        label=label,
        help=_optional_label(block.get("help"), faults),
        type=kind,
        codes=codes,
        category=category,
        required=read_word(block.get("required"), YES_NO, faults) == YES,
        alike=read_word(block.get("alike"), YES_NO, faults) == YES,
        many=_many(block, faults),
        handling=handling,
        basis=basis,
        keep=keep,
        row=_row(block.get("row"), faults),
        part=_part(block.get("part"), name if kind in ALONE else frame.name, faults),
        limit=_limit(kind, block.get("max"), faults),
        unit=_optional_label(block.get("unit"), faults),
        media=_media(kind, block.get("media"), faults),
        at=name,
    )
    return None if len(faults) > before else found


def _type(
    node: Node, lists: list[Scalar], faults: list[Fault]
) -> tuple[FieldType | None, Slug | None]:
    """Read the type of a field, and the code list that a coded one names."""
    scalar = read_scalar(node, faults)
    if scalar is None:
        return None, None
    first, _, rest = scalar.text.partition(" ")
    if rest and first in {FieldType.CODE, FieldType.CODES}:
        named = Scalar(text=rest, file=scalar.file, line=scalar.line)
        lists.append(named)
        return FieldType(first), read_slug(named, faults)
    if scalar.text not in _PLAIN:
        facts = {"value": scalar.text[:SHOWN_MAX], "known": ", ".join(FieldType)}
        faults.append(fault(node, reasons_form.UNKNOWN_TYPE, **facts))
        return None, None
    kind = FieldType(scalar.text)
    if kind in _WITH_DOCUMENT:
        lists.append(Scalar(text=values.DOCUMENT_TYPES, file=node.file, line=node.line))
    if kind is FieldType.PERSON:
        lists.append(Scalar(text=values.PERSON_CATEGORIES, file=node.file, line=node.line))
    return kind, None


def _refuse_strange(kind: FieldType, name: Scalar, block: Block, faults: list[Fault]) -> None:
    """Refuse a setting that the type would not heed, and a quantity of nothing."""
    fits = {
        "max": kind in _LIMITS,
        "alike": kind in _COMPARED,
        "category": kind is FieldType.PERSON,
        "unit": kind is FieldType.QUANTITY,
        "media": kind is FieldType.ATTACHMENT,
        "part": kind not in ALONE,
        "many": kind is not FieldType.CODES,
        "row": kind not in ALONE and block.get("many") is not None,
    }
    for key, right in fits.items():
        node = block.get(key)
        if node is not None and not right:
            faults.append(fault(node, reasons_form.STRANGE_SETTING, key=key, field=name.text))
    if kind is FieldType.QUANTITY and block.get("unit") is None:
        faults.append(fault(name, reasons_form.STRANGE_SETTING, key="unit", field=name.text))


def _refuse_mixed(fields: Mapping[Slug, Field], faults: list[Fault]) -> None:
    """A part is erased whole, so its fields share handling and keeping."""
    firsts: dict[Slug, Field] = {}
    for item in fields.values():
        first = firsts.setdefault(item.part, item)
        same = (first.handling, first.keep.same_as) == (item.handling, item.keep.same_as)
        if not same or (item is not first and (item.alone or first.alone)):
            facts = {"part": item.part, "field": item.name}
            faults.append(fault(item.at, reasons_form.MIXED_PART, **facts))


def _refuse_odd_rows(fields: Mapping[Slug, Field], faults: list[Fault]) -> None:
    """The columns of a row are read side by side: at least two, all in one part."""
    rows: dict[Slug, list[Field]] = {}
    for item in fields.values():
        if item.row is not None:
            rows.setdefault(item.row, []).append(item)
    faults += [
        fault(columns[-1].at, reasons_form.ROW_ALONE, row=row)
        for row, columns in rows.items()
        if len(columns) == 1 or len({column.part for column in columns}) > 1
    ]


def _optional_label(node: Node | None, faults: list[Fault]) -> Label | None:
    return None if node is None else read_label(node, faults)


def _many(block: Block, faults: list[Fault]) -> int:
    node = block.get("many")
    most = MANY_MAX if block.get("row") is None else ROWS_MAX
    found = None if node is None else read_number(node, faults, least=2, most=most)
    return 1 if found is None else found


def _category(
    kind: FieldType | None, name: Scalar, block: Block, faults: list[Fault]
) -> Slug | None:
    """Read as what persons are named in a field: there is no default (FRM-11)."""
    node = block.get("category")
    if node is not None:
        return read_slug(node, faults)
    if kind is FieldType.PERSON:
        faults.append(fault(name, reasons_form.NO_CATEGORY, field=name.text))
    return None


def _row(node: Node | None, faults: list[Fault]) -> Slug | None:
    return None if node is None else read_slug(node, faults)


def _part(node: Node | None, home: Scalar, faults: list[Fault]) -> Slug:
    found = None if node is None else read_slug(node, faults)
    return Slug(home.text) if found is None else found


def _limit(kind: FieldType, node: Node | None, faults: list[Fault]) -> int:
    default, most = _LIMITS.get(kind, (0, 0))
    found = None if node is None or not most else read_number(node, faults, least=1, most=most)
    return default if found is None else found


def _media(kind: FieldType, node: Node | None, faults: list[Fault]) -> frozenset[str]:
    if kind is not FieldType.ATTACHMENT:
        return frozenset()
    named = read_scalars(node, faults)
    for scalar in named:
        if not _MEDIA_TYPE.match(scalar.text):
            facts = {"value": scalar.text[:SHOWN_MAX], "known": ", ".join(values.MEDIA)}
            faults.append(fault(scalar, reasons.UNKNOWN_VALUE, **facts))
    return frozenset(scalar.text for scalar in named) or frozenset(values.MEDIA)
