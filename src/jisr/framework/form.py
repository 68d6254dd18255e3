"""A form: which fields an act carries in its parts, and what each of them may hold.

A form knows its parts: what can be kept and erased by itself (FRM-7).  Reading a pack is in
`jisr.framework.forms`; this file is about what people write.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from jisr.core.act import Slug
from jisr.core.canonical import Json, decode, encode
from jisr.core.errors import JisrError, Malformed, Refused
from jisr.core.parts import PART_BYTES_MAX
from jisr.framework import reasons_form as reasons
from jisr.framework import values
from jisr.framework.provenance import Provenance
from jisr.framework.retention import Retention
from jisr.framework.shape import SLUG, Label
from jisr.framework.source import Scalar
from jisr.framework.values import Context, Reader

# The codes of each list that a form uses, by the list's name.
Codes: TypeAlias = Mapping[str, Collection[str]]
Content: TypeAlias = Mapping[str, Json]


class FormKind(StrEnum):
    """What a form's content says it is."""

    FORM = "form"
    FACT = "fact"  # Anonymous and coded; kept longer, for statistics.


class FieldType(StrEnum):
    """What a field holds (FRM-3)."""

    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    DATE = "date"
    PARTIAL_DATE = "partial date"
    MONTH = "month"
    INSTANT = "instant"
    PERSON = "person"
    STATEMENT = "statement"
    PLACE = "place"
    DOCUMENT = "document"
    MONEY = "money"
    QUANTITY = "quantity"
    REFERENCE = "reference"
    ATTACHMENT = "attachment"


# What a person field says instead of a code, where whoever writes gives each person theirs.
ASKED: Final = Slug("asked")

# A person and a file are a part each, so that each can be erased alone.
ALONE: Final = frozenset({FieldType.PERSON, FieldType.ATTACHMENT})

_READERS: Final[Mapping[FieldType, Reader]] = {
    FieldType.TEXT: values.text(lines=True),
    FieldType.DATE: values.full_date,
    FieldType.PARTIAL_DATE: values.partial_date,
    FieldType.MONTH: values.month,
    FieldType.INSTANT: values.instant,
    FieldType.PERSON: values.person,
    FieldType.STATEMENT: values.statement,
    FieldType.PLACE: values.place,
    FieldType.DOCUMENT: values.document,
    FieldType.MONEY: values.money,
    FieldType.QUANTITY: values.quantity,
    FieldType.REFERENCE: values.digest,
    FieldType.ATTACHMENT: values.attachment,
}


class Handling(StrEnum):
    """What the receiver may do with a field, in the codes of the police services."""

    H0 = "H0"  # For the purpose of the procedure, with no other restriction.
    H1 = "H1"  # Not in judicial proceedings without the provider's permission.
    H2 = "H2"  # Not passed on without the provider's permission.
    H3 = "H3"  # Other restrictions, in words that the reader must acknowledge.


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The legal basis on which a field is exchanged."""

    text: Label
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form, with everything that the law wants known about it."""

    name: Slug
    label: Label
    help: Label | None
    type: FieldType
    codes: Slug | None  # The list of a code field.
    category: Slug | None  # PERSON only: what everybody named in it is in the case, or ASKED.
    required: bool
    alike: bool  # Whether two openings with the same value ask for the same (FRM-10).
    many: int  # The most values; 1 is a value and no list.
    row: Slug | None  # Fields of one row have as many values as each other, read side by side.
    handling: Handling
    basis: Basis
    keep: Retention
    part: Slug
    limit: int  # Characters, bytes, or the largest number; 0 where none applies.
    unit: Label | None  # QUANTITY only.
    media: frozenset[str]  # ATTACHMENT only.
    at: Scalar = field(compare=False)

    @property
    def alone(self) -> bool:
        """Whether each of its values is a part by itself."""
        return self.type in ALONE

    def read(self, value: Json, codes: Codes) -> Json:
        """Return a value in its one form; the error names the field and never the value."""
        context = Context(
            field=self.name,
            type=self.type.value,
            codes=codes,
            limit=self.limit,
            media=self.media,
        )
        return (self._reader if self.many == 1 else values.several(self._reader, self.many))(
            value, context
        )

    @property
    def _reader(self) -> Reader:
        if self.codes is None:
            return _READERS[self.type]
        make = values.code_of if self.type is FieldType.CODE else values.codes_of
        return make(self.codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as both parties signed it."""

    name: Slug
    label: Label
    kind: FormKind
    fields: Mapping[Slug, Field]
    code_lists: tuple[Scalar, ...] = field(compare=False)  # Named where they are used.
    at: Scalar = field(compare=False)

    @property
    def parts(self) -> frozenset[Slug]:
        """The names of its parts; under `many`, a person's or file's is followed by a number."""
        return frozenset(item.part for item in self.fields.values())

    @property
    def certain_parts(self) -> frozenset[Slug]:
        """The parts that every filled form has, under exactly that name (FRM-7)."""
        return frozenset(
            field.part
            for field in self.fields.values()
            if field.required and not (field.alone and field.many > 1)
        )

    @property
    def provenances(self) -> tuple[Provenance, ...]:
        """Where legal bases and retentions come from."""
        return tuple(
            provenance
            for item in self.fields.values()
            for provenance in (item.basis.provenance, item.keep.provenance)
        )

    def part_label(self, part: Slug) -> Label:
        """Return the text for a part: the form's, or that of the part's first field."""
        if part == self.name:
            return self.label
        return next(item.label for item in self.fields.values() if item.part == part)

    def fields_of(self, part: str) -> tuple[Field, ...]:
        """Return the fields that a part holds; `subjects.2` holds what `subjects` holds."""
        base = part.partition(".")[0]
        return tuple(item for item in self.fields.values() if item.part == base)

    def errors(self, given: Content, codes: Codes) -> tuple[JisrError, ...]:
        """Return everything that is wrong with what was written, in the order of the fields."""
        read = list(self._read(given, tuple(self.fields.values()), codes))
        return tuple(error for _, error in read if isinstance(error, JisrError))

    def read(self, given: Content, codes: Codes) -> Content:
        """Return what was written as content in its one form (FRM-6).

        Args:
            given: value by field; a field left empty is left out.
            codes: the codes of every list in `code_lists`.

        Raises:
            Malformed: a value is not of its type.
            Refused: a required field is left out, or one is unknown or over its limit.
        """
        return self._content(given, tuple(self.fields.values()), codes)

    def divide(self, content: Content) -> dict[str, Content]:
        """Return the content of each part, by the part's name (FRM-7)."""
        fields = content["fields"]
        assert isinstance(fields, Mapping)
        parts: dict[str, dict[str, Json]] = {}
        for name, value in fields.items():
            item = self.fields[Slug(name)]
            if item.alone and item.many > 1:
                assert isinstance(value, list)
                for number, one in enumerate(value, start=1):
                    parts[f"{item.part}.{number}"] = {name: [one]}
            else:
                parts.setdefault(item.part, {})[name] = value
        return {part: self._wrap(held) for part, held in parts.items()}

    def parse_content(self, raw: bytes, *, part: str, codes: Codes) -> Content:
        """Read one part of this form from untrusted bytes.

        Args:
            raw: canonical JSON, at most PART_BYTES_MAX bytes.
            part: the part's name in the act's header.
            codes: the codes of every list in `code_lists`.

        Raises:
            Malformed: not such content, or not in its one form.
            Refused: a field is missing, unknown or over its limit.
        """
        fields = self._fields_named(part)
        value = decode(raw, bytes_max=PART_BYTES_MAX)
        if not isinstance(value, Mapping) or value.keys() != {"fields", "form", "kind"}:
            raise Malformed(reasons.PART_UNREADABLE)
        given = value["fields"]
        if not isinstance(given, Mapping) or not given:
            raise Malformed(reasons.PART_UNREADABLE)
        if (value["form"], value["kind"]) != (self.name, self.kind.value):
            raise Malformed(reasons.PART_UNREADABLE)
        content = self._content(given, fields, codes)
        numbered = "." in part
        if numbered and any(len(_items(one)) != 1 for one in given.values()):
            raise Malformed(reasons.PART_NOT_NORMAL)
        if encode(content) != raw:
            raise Malformed(reasons.PART_NOT_NORMAL)
        return content

    def _fields_named(self, part: str) -> tuple[Field, ...]:
        """Return the fields of a part, if the form has a part of exactly that name."""
        fields = self.fields_of(part)
        numbers = {
            f"{item.part}.{number}"
            for item in fields
            if item.alone and item.many > 1
            for number in range(1, item.many + 1)
        }
        if part not in (numbers or {item.part for item in fields}):
            raise Refused(reasons.FIELD_UNKNOWN, field=_shown(part))
        return fields

    def _content(self, given: Content, fields: tuple[Field, ...], codes: Codes) -> Content:
        held: dict[str, Json] = {}
        for name, value in self._read(given, fields, codes):
            if isinstance(value, JisrError):
                raise value
            held[name] = value
        return self._wrap(held)

    def _wrap(self, held: Mapping[str, Json]) -> Content:
        return {"fields": held, "form": self.name, "kind": self.kind.value}

    def _read(
        self, given: Content, fields: tuple[Field, ...], codes: Codes
    ) -> Iterator[tuple[str, Json | JisrError]]:
        """Yield each field with its value in its one form, or with what is wrong with it."""
        for item in _uneven(given, fields):
            yield item.name, Refused(reasons.ROW_UNEVEN, field=item.name)
        known = {item.name for item in fields}
        for name in given:
            if name not in known:
                yield name, Refused(reasons.FIELD_UNKNOWN, field=_shown(name))
        for item in fields:
            if item.name in given:
                try:
                    yield item.name, item.read(given[item.name], codes)
                except (Malformed, Refused) as error:
                    yield item.name, error
            elif item.required:
                yield item.name, Refused(reasons.FIELD_MISSING, field=item.name)


def _uneven(given: Content, fields: tuple[Field, ...]) -> Iterator[Field]:
    """Yield each field that has not as many values as the first one of its row."""
    firsts: dict[Slug, int] = {}
    for item in fields:
        if item.row is not None and item.name in given:
            count = len(_items(given[item.name]))
            if firsts.setdefault(item.row, count) != count:
                yield item


def _items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _shown(name: str) -> str:
    """Return a field's name fit to be shown: it may be text of the partner's."""
    return name if SLUG.match(name) and len(name) <= values.NAME_CHARS_MAX else "?"


def values_of(
    form: Form, fields: Json, kind: FieldType
) -> Iterator[tuple[Field, Mapping[str, Json]]]:
    """Yield each value of a type made of named ones, with its field.

    Args:
        form: as both parties signed it.
        fields: the values of one part of it, each in its one form.
        kind: PERSON, STATEMENT or another such.
    """
    assert isinstance(fields, Mapping)
    for item in form.fields.values():
        if item.type is kind:
            for value in _items(fields.get(item.name, [])):
                assert isinstance(value, Mapping)
                yield item, value
