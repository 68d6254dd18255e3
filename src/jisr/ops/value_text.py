"""Values of forms as lines of plain text, in each language: what `case read` prints."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from jisr.core.errors import LANGS, Lang
from jisr.core.typography import typeset
from jisr.node.record_views import Text
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
from jisr.web import language
from jisr.web.texts import TEXTS

_BETWEEN: Final = " · "
_PAIR: Final = Text("{label}: {value}", "{label} : {value}", "{label}: {value}")


def in_text(row: FieldRow | Table) -> Mapping[str, Text]:
    """Return the `label` and the `value` of a field, or the heads and the lines of a table."""
    if isinstance(row, Table):
        heads = {lang: _BETWEEN.join(_set(head, lang) for head in row.heads) for lang in LANGS}
        lines = {lang: "\n".join(_line(cells, lang) for cells in row.rows) for lang in LANGS}
        return {"label": _texts(heads), "value": _texts(lines)}
    label = {lang: _set(row.label, lang) for lang in LANGS}
    value = {lang: _said(row.value, lang) for lang in LANGS}
    return {"label": _texts(label), "value": _texts(value)}


def _line(cells: tuple[Value | None, ...], lang: Lang) -> str:
    return _BETWEEN.join("—" if cell is None else _said(cell, lang) for cell in cells)


def _said(value: Value, lang: Lang) -> str:  # noqa: C901 - one case for each kind
    match value:
        case Written():
            return _written(value, lang)
        case Text():
            return _set(value, lang)
        case Day(iso=iso):
            return language.partial_day_text(iso, lang)
        case datetime():
            return language.moment_text(value, lang)
        case Amount():
            return language.money_text(value.minor, value.currency, lang)
        case Count(n=n):
            return language.number_text(n, lang)
        case Country(code=code):
            return language.country_text(code, lang)
        case CaseValue(reference=reference):
            return reference
        case Identifier(value=letters):
            return letters
        case FileValue():
            size = _set(TEXTS["proof.size"], lang).format(
                size=language.number_text(value.size, lang)
            )
            return _BETWEEN.join((value.name, language.media_text(value.media), size))
        case Several(items=items):
            return "\n".join(_said(item, lang) for item in items)
        case Block(rows=rows):
            pair = _set(_PAIR, lang)
            return "\n".join(
                pair.format(label=_set(row.label, lang), value=_said(row.value, lang))
                for row in rows
            )


def _written(value: Written, lang: Lang) -> str:
    """Return a text, what it says in the reader's language, and the mark signed with it."""
    lines = [value.text]
    if value.reading is not None and value.reading.in_(lang) != value.text:
        lines.append(f"{_set(TEXTS['field.reading'], lang)} {_set(value.reading, lang)}")
    return "\n".join(lines + ([value.mark] if value.mark else []))


def _set(text: Text, lang: Lang) -> str:
    return typeset(text.in_(lang), lang)


def _texts(by_lang: Mapping[Lang, str]) -> Text:
    return Text(ar=by_lang["ar"], fr=by_lang["fr"], en=by_lang["en"])
