"""What a form's fields and an act's terms hold, read into values that a screen can lay out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jisr.core.act import Digest, Slug, Term, read_time
from jisr.core.canonical import Json
from jisr.core.case import Case
from jisr.core.errors import LANGS, Lang, Malformed
from jisr.core.table import OFFICE, TermType
from jisr.framework.form import ASKED, Field, FieldType
from jisr.framework.values import DOCUMENT_TYPES, PERSON_CATEGORIES
from jisr.node.reading.labels import Words, text_of
from jisr.node.reading.reference import name_of
from jisr.node.reading.told import Told
from jisr.node.reading.value_words import PARTS, USES, WORDS
from jisr.node.record_views import Text
from jisr.node.space import Space
from jisr.node.value_views import (
    Amount,
    Block,
    CaseValue,
    Count,
    Country,
    Day,
    FieldRow,
    FileValue,
    Identifier,
    Several,
    Table,
    Value,
    Written,
)

_BY_OFFICE: Final = Text("الجهة", "service", "office")
_DEGREE: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """Reads the values of one act's case."""

    words: Words
    told: Told
    space: Space

    def terms(self, act: Slug, terms: Mapping[str, Term]) -> tuple[FieldRow, ...]:
        """Return the header terms of an act with their labels, in the order of the pack."""
        declared = self.words.procedure.terms.get(act, {})
        order = list(declared)
        placed = sorted(terms, key=lambda n: order.index(Slug(n)) if n in declared else len(order))
        rows = []
        for name in placed:
            value, term = terms[name], declared.get(Slug(name))
            if name == OFFICE:
                rows.append(FieldRow(label=_BY_OFFICE, value=self.words.office(str(value))))
            elif term is None:
                label = Text(name, name, name)
                rows.append(FieldRow(label=label, value=Identifier(value=_plain(value))))
            else:
                codes = term.codes.text if term.codes else None
                shown = self._term(term.type, value, codes)
                rows.append(FieldRow(label=text_of(term.label), value=shown))
        return tuple(rows)

    def fields(
        self, fields: Sequence[Field], given: Mapping[str, Json]
    ) -> tuple[FieldRow | Table, ...]:
        """Return the fields of a part that are filled; those of one row become a table."""
        shown: list[FieldRow | Table] = []
        done: set[Slug] = set()
        for field in fields:
            if field.name not in given or field.row in done:
                continue
            if field.row is None:
                value = self.field(field, given[field.name])
                shown.append(FieldRow(label=label_of(field), value=value))
                continue
            done.add(field.row)
            columns = [f for f in fields if f.row == field.row and f.name in given]
            shown.append(self._table(columns, given))
        return tuple(shown)

    def field(self, field: Field, value: Json) -> Value:
        """Return what a field holds; what is not of its type is shown as it came."""
        if isinstance(value, list) and field.type is not FieldType.CODES:
            return Several(items=tuple(self._one(field, item) for item in value))
        return self._one(field, value)

    def _table(self, columns: Sequence[Field], given: Mapping[str, Json]) -> Table:
        lists = [self._column(column, given[column.name]) for column in columns]
        return Table(
            heads=tuple(label_of(column) for column in columns),
            rows=tuple(
                tuple(items[row] if row < len(items) else None for items in lists)
                for row in range(max(map(len, lists)))
            ),
        )

    def _column(self, field: Field, value: Json) -> list[Value]:
        items = value if isinstance(value, list) else [value]
        return [self._one(field, item) for item in items]

    def _one(self, field: Field, value: Json) -> Value:
        if field.codes is not None:
            return self.words.codes_text(value, field.codes)
        if isinstance(value, Mapping):
            given = value
            if field.category not in (None, ASKED):  # Said once, for everybody named in it.
                given = {**value, "category": field.category}
            return self._made(field.type, given)
        match field.type, value:
            case FieldType.QUANTITY, int():
                return Count(n=value)
            case ((FieldType.DATE | FieldType.PARTIAL_DATE | FieldType.MONTH), str()):
                return Day(iso=value)
            case FieldType.INSTANT, str():
                return _instant(value)
            case FieldType.REFERENCE, str():
                return self._case(value)
            case _:
                return self._written(_plain(value))

    def _case(self, id: str) -> Value:
        """Return a case by its name; where it is none that stands here, its id."""
        found = self.space.case(Digest(id))
        if not isinstance(found, Case):
            return Identifier(value=id)
        return CaseValue(id=found.root.id, reference=name_of(self.space, found))

    def _made(self, kind: FieldType, value: Mapping[str, Json]) -> Value:
        """Return a value that is made of named ones."""
        match kind:
            case FieldType.PERSON:
                return self._person(value)
            case FieldType.PLACE:
                return self._place(value)
            case FieldType.DOCUMENT:
                return self._document(value)
            case FieldType.STATEMENT:
                return self._statement(value)
            case _:
                return _whole(value)

    def _term(self, kind: TermType, value: Term, codes: str | None) -> Value:
        if codes is not None:
            return self.words.codes_text(value, codes)
        match kind, value:
            case TermType.DATE, str():
                return Day(iso=value)
            case TermType.DATES, tuple():
                return Several(items=tuple(Day(iso=day) for day in value))
            case TermType.INSTANT, str():
                return _instant(value)
            case TermType.NUMBER, int():
                return Count(n=value)
            case _:
                return Identifier(value=_plain(value))

    def _written(self, text: str) -> Written:
        mark = self.told.mark
        head, _, last = text.rpartition("\n")
        marks = tuple(mark.in_(lang) for lang in LANGS) if mark else ()
        signed = last if last.strip("[]") in marks else ""
        body = head if signed else text
        return Written(text=body, reading=self.told.readings.get(body), mark=signed)

    def _person(self, given: Mapping[str, Json]) -> Block:
        makers: dict[str, Callable[[Json], Value]] = {
            "category": lambda code: self.words.codes_text(code, PERSON_CATEGORIES),
            "names": lambda names: _several(names, self._name),
            "birth": lambda day: Day(iso=str(day)),
            "birth-place": lambda place: self._place(_object(place)),
            "nationalities": lambda codes: _several(codes, lambda code: Country(code=str(code))),
            "sex": _word,
            "documents": lambda found: _several(found, lambda one: self._document(_object(one))),
        }
        return _block(given, makers)

    def _name(self, given: Json) -> Value:
        """Return a name without saying in which script it is: that is seen."""
        name = _object(given)
        parts = [name.get(part) for part in ("text", "given", "family")]
        text = " ".join(part for part in parts if isinstance(part, str))
        use = USES.get(str(name.get("use")))
        if use is None:
            return Written(text=text)
        by_lang: dict[Lang, str] = {lang: use.in_(lang).format(name=text) for lang in LANGS}
        return Text(ar=by_lang["ar"], fr=by_lang["fr"], en=by_lang["en"])

    def _place(self, given: Mapping[str, Json]) -> Block:
        makers: dict[str, Callable[[Json], Value]] = {
            "name": lambda name: self._written(str(name)),
            "country": lambda code: Country(code=str(code)),
            "position": lambda point: Identifier(value=str(point)),
        }
        latitude, longitude = given.get("latitude"), given.get("longitude")
        if isinstance(latitude, int) and isinstance(longitude, int):
            point = f"{latitude / _DEGREE:.6f}, {longitude / _DEGREE:.6f}"
            return _block({**given, "position": point}, makers)
        return _block(given, makers)

    def _document(self, given: Mapping[str, Json]) -> Block:
        makers: dict[str, Callable[[Json], Value]] = {
            "type": lambda code: self.words.codes_text(code, DOCUMENT_TYPES),
            "number": lambda number: Identifier(value=str(number)),
            "issuer": lambda code: Country(code=str(code)),
            "expiry": lambda day: Day(iso=str(day)),
        }
        return _block(given, makers)

    def _statement(self, given: Mapping[str, Json]) -> Block:
        grade = f"{given.get('source', 'X')}{given.get('information', 4)}"
        makers: dict[str, Callable[[Json], Value]] = {
            "text": lambda text: self._written(str(text)),
            "nature": _word,
            "grade": lambda grade: Identifier(value=str(grade)),
            "basis": lambda said: self._written(str(said)),
            "originator": lambda who: self._written(str(who)),
        }
        return _block({**given, "grade": grade}, makers)


def label_of(field: Field) -> Text:
    """Return a field's label; a quantity's says what is counted, which agrees with no number."""
    label, unit = field.label, field.unit
    if unit is None:
        return text_of(label)
    return Text(
        ar=f"{label.ar} ({unit.ar})", fr=f"{label.fr} ({unit.fr})", en=f"{label.en} ({unit.en})"
    )


def _block(given: Mapping[str, Json], makers: Mapping[str, Callable[[Json], Value]]) -> Block:
    """Return the values that are there, in the order in which people expect them."""
    return Block(
        rows=tuple(
            FieldRow(label=PARTS[key], value=make(given[key]))
            for key, make in makers.items()
            if key in given
        )
    )


def _whole(value: Mapping[str, Json]) -> Value:
    """Return an amount of money, or what is said of a file; its key is nobody's to read."""
    match value:
        case {"amount": int(minor), "currency": str(currency)}:
            return Amount(minor=minor, currency=currency)
        case {
            "name": str(name),
            "media": str(media),
            "size": int(size),
            "sha256": str(digest),
        }:
            return FileValue(name=name, media=media, size=size, digest=digest)
        case _:
            return Written(text=_plain(value))


def _several(given: Json, make: Callable[[Json], Value]) -> Value:
    items = given if isinstance(given, list) else [given]
    return make(items[0]) if len(items) == 1 else Several(items=tuple(map(make, items)))


def _object(given: Json) -> Mapping[str, Json]:
    return given if isinstance(given, Mapping) else {}


def _word(given: Json) -> Value:
    return WORDS.get(str(given), Text(str(given), str(given), str(given)))


def _instant(given: str) -> Value:
    try:
        return read_time(given, "instant")
    except Malformed:
        return Identifier(value=given)


def _plain(value: Json | Term) -> str:
    """Return what is not of the type it should be, or of none, as one line."""
    match value:
        case list() | tuple():
            return " · ".join(_plain(item) for item in value)
        case Mapping():
            return " · ".join(_plain(item) for item in value.values())
        case _:
            return "" if value is None else str(value)
