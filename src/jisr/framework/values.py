"""The values that the fields of a form can take, each read into its one form (FRM-3 to FRM-5).

A reader takes untrusted JSON and returns it normalised: text clean and trimmed, codes sorted,
defaults written out.  What is in its one form already comes back unchanged.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from jisr.core.act import TIME_FORMAT, read_time
from jisr.core.canonical import INTEGER_MAX, Json
from jisr.core.errors import Malformed, Refused
from jisr.core.text import clean
from jisr.framework import reasons_form as reasons

NAME_CHARS_MAX: Final = 200
BASIS_CHARS_MAX: Final = 1000  # What an assessment rests on: a paragraph.
LIST_MAX: Final = 20  # Names or documents of one person, nationalities, codes of one field.
FILE_BYTES_MAX: Final = 50 * 1024 * 1024  # One attachment; files travel in pieces.
MEDIA: Final = ("application/pdf", "image/jpeg", "image/png", "text/plain")
DOCUMENT_TYPES: Final = "document-types"  # The code list that every document uses.
PERSON_CATEGORIES: Final = "person-category"  # The one from which a person’s category is taken.
SCRIPTS: Final = ("Arab", "Cyrl", "Grek", "Hebr", "Latn", "Tfng")
NAME_USES: Final = ("alias", "birth", "legal", "transcription")
SEXES: Final = ("female", "male", "other", "unknown")
_DEGREE: Final = 1_000_000
_PARTIAL: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z", re.ASCII)
_COUNTRY: Final = re.compile(r"[A-Z]{2}\Z", re.ASCII)
_CURRENCY: Final = re.compile(r"[A-Z]{3}\Z", re.ASCII)
_DIGEST: Final = re.compile(r"[0-9a-f]{64}\Z", re.ASCII)
_FILE: Final = re.compile(r"[^/\\\n]+\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a reader must know: the field it reads, its limits, the lists of the framework."""

    field: str
    type: str
    codes: Mapping[str, Collection[str]]  # Code lists by name.
    limit: int = 0  # Of the field: characters, bytes, or the largest number.
    media: frozenset[str] = frozenset()

    def malformed(self) -> Malformed:
        """Return the error for a value that is not of the field's type."""
        return Malformed(reasons.FIELD_MALFORMED, field=self.field, type=self.type)

    def too_long(self, limit: int) -> Refused:
        """Return the error for a value over a limit."""
        return Refused(reasons.FIELD_TOO_LONG, field=self.field, limit=limit)


Reader: TypeAlias = Callable[[Json, Context], Json]


def text(most: int = 0, *, lines: bool = False) -> Reader:
    """Return the reader of clean text; `most` 0 takes the limit of the field."""

    def read(value: Json, context: Context) -> Json:
        if not isinstance(value, str):
            raise context.malformed()
        try:
            trimmed = clean(value).strip()
        except Malformed as error:
            point = error.facts["point"]
            raise Malformed(reasons.FIELD_NOT_TEXT, field=context.field, point=point) from error
        limit = most or context.limit
        if len(trimmed) > limit:
            raise context.too_long(limit)
        if not trimmed or ("\n" in trimmed and not lines):
            raise context.malformed()
        return trimmed

    return read


def choice(*known: str) -> Reader:
    """Return the reader of one of a few words."""

    def read(value: Json, context: Context) -> Json:
        if not isinstance(value, str) or value not in known:
            raise context.malformed()
        return value

    return read


def pattern(known: re.Pattern[str]) -> Reader:
    """Return the reader of a text that matches a pattern."""

    def read(value: Json, context: Context) -> Json:
        if not isinstance(value, str) or not known.match(value):
            raise context.malformed()
        return value

    return read


def number(least: int, most: int) -> Reader:
    """Return the reader of a whole number between two bounds."""

    def read(value: Json, context: Context) -> Json:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise context.malformed()
        return value

    return read


def several(reader: Reader, most: int) -> Reader:
    """Return the reader of a list of 1 to `most` values."""

    def read(value: Json, context: Context) -> Json:
        if isinstance(value, str) or not isinstance(value, Sequence) or not value:
            raise context.malformed()
        if len(value) > most:
            raise context.too_long(most)
        return [reader(item, context) for item in value]

    return read


def record(required: Mapping[str, Reader], optional: Mapping[str, Reader]) -> Reader:
    """Return the reader of an object with these keys and no other."""
    readers = {**required, **optional}

    def read(value: Json, context: Context) -> Json:
        if not isinstance(value, Mapping):
            raise context.malformed()
        if not required.keys() <= value.keys() <= readers.keys():
            raise context.malformed()
        return {key: readers[key](value[key], context) for key in sorted(value)}

    return read


def code_of(name: str) -> Reader:
    """Return the reader of one code of a list."""

    def read(value: Json, context: Context) -> Json:
        if not isinstance(value, str):
            raise context.malformed()
        if value not in context.codes.get(name, ()):
            raise Refused(reasons.CODE_UNKNOWN, field=context.field, list=name)
        return value

    return read


def codes_of(name: str) -> Reader:
    """Return the reader of several codes of a list: sorted, each once."""
    each = several(code_of(name), LIST_MAX)

    def read(value: Json, context: Context) -> Json:
        found = each(value, context)
        assert isinstance(found, list)
        return sorted(set(found))

    return read


def partial_date(value: Json, context: Context) -> Json:
    """Read YYYY, YYYY-MM or YYYY-MM-DD."""
    match = _PARTIAL.match(value) if isinstance(value, str) else None
    if match is None:
        raise context.malformed()
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError as error:
        raise context.malformed() from error
    return match[0]


def _dated(length: int) -> Reader:
    def read(value: Json, context: Context) -> Json:
        found = partial_date(value, context)
        if not isinstance(found, str) or len(found) != length:
            raise context.malformed()
        return found

    return read


full_date: Final = _dated(len("YYYY-MM-DD"))
month: Final = _dated(len("YYYY-MM"))


def instant(value: Json, context: Context) -> Json:
    """Read YYYY-MM-DDThh:mm:ssZ."""
    try:
        return read_time(value, context.field).strftime(TIME_FORMAT)
    except Malformed as error:
        raise context.malformed() from error


def quantity(value: Json, context: Context) -> Json:
    """Read a whole number up to the limit of the field."""
    found = number(0, INTEGER_MAX)(value, context)
    if isinstance(found, int) and found > context.limit:
        raise context.too_long(context.limit)
    return found


country: Final = pattern(_COUNTRY)
digest: Final = pattern(_DIGEST)
_line: Final = text(NAME_CHARS_MAX)
_document: Final = record(
    {"type": code_of(DOCUMENT_TYPES)},
    {"number": _line, "issuer": country, "expiry": partial_date},
)
_place: Final = record(
    {"name": _line},
    {
        "country": country,
        "latitude": number(-90 * _DEGREE, 90 * _DEGREE),
        "longitude": number(-180 * _DEGREE, 180 * _DEGREE),
    },
)
_name: Final = record(
    {"script": choice(*SCRIPTS)},
    {"text": _line, "family": _line, "given": _line, "use": choice(*NAME_USES)},
)
money: Final = record(
    {"amount": number(0, INTEGER_MAX), "currency": pattern(_CURRENCY)},
    {},
)
_statement: Final = record(
    {
        "text": text(lines=True),
        "nature": choice("fact", "assessment"),
        "source": choice("A", "B", "C", "X"),
        "information": number(1, 4),
    },
    {"originator": _line, "basis": text(BASIS_CHARS_MAX)},
)
_attachment: Final = record(
    {
        "name": _line,
        "media": _line,
        "size": number(1, INTEGER_MAX),
        "sha256": digest,
        "key": digest,  # 32 bytes too; of the cipher under which the file travels and is kept.
    },
    {},
)


def place(value: Json, context: Context) -> Json:
    """Read a place; a position is two coordinates or none."""
    found = _place(value, context)
    assert isinstance(found, dict)
    if ("latitude" in found) != ("longitude" in found):
        raise context.malformed()
    return found


def document(value: Json, context: Context) -> Json:
    """Read a document: at least its type and its number, or its type and its issuer."""
    found = _document(value, context)
    assert isinstance(found, dict)
    if not found.keys() & {"number", "issuer"}:
        raise context.malformed()
    return found


def name(value: Json, context: Context) -> Json:
    """Read a name in one script: whole, or by its family and given parts."""
    found = _name(value, context)
    assert isinstance(found, dict)
    if not found.keys() & {"text", "family", "given"}:
        raise context.malformed()
    return found


_person: Final = record(
    {},
    {
        "category": code_of(PERSON_CATEGORIES),  # Where its field asks for one (P8).
        "names": several(name, LIST_MAX),
        "birth": partial_date,
        "birth-place": place,
        "nationalities": several(country, LIST_MAX),
        "sex": choice(*SEXES),
        "documents": several(document, LIST_MAX),
    },
)


def person(value: Json, context: Context) -> Json:
    """Read a person: known by at least one name or one document."""
    found = _person(value, context)
    assert isinstance(found, dict)
    if not found.keys() & {"names", "documents"}:
        raise Refused(reasons.NO_IDENTITY, field=context.field)
    return found


def statement(value: Json, context: Context) -> Json:
    """Read a statement; without evaluation it is X4 (FRM-5)."""
    if not isinstance(value, Mapping):
        raise context.malformed()
    return _statement({"source": "X", "information": 4, **value}, context)


def attachment(value: Json, context: Context) -> Json:
    """Read what a form says of a file; the file itself travels by its digest."""
    found = _attachment(value, context)
    assert isinstance(found, dict)
    if found["media"] not in context.media:
        known = ", ".join(sorted(context.media))
        raise Refused(reasons.MEDIA_REFUSED, field=context.field, known=known)
    if found["size"] > context.limit:
        raise context.too_long(context.limit)
    pattern(_FILE)(found["name"], context)
    return found
