"""Values on a page: each laid out as what it is, in the reader's language.

A demonstration's mark, signed with each text, is shown once under the part it stands in; what a
text says in the reader's language follows it, and says that it is not signed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby
from typing import Final

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jisr.core.errors import Lang
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
    MirrorRow,
    Several,
    Table,
    Value,
    Written,
)
from jisr.web import language
from jisr.web.texts import TEXTS

DIGEST_SHOWN: Final = 12  # Characters of a digest that people compare by eye.
DIGEST_CHARS: Final = 64
NARROW: Final = 3  # Columns that a table has room for beside the line of acts.
_NUMBERS: Final = (Amount, Count)


def short_digest(digest: str) -> SafeString:
    """Return the beginning of a digest, with the whole of it for who points or copies."""
    return format_html(
        '<bdi dir="ltr"><code class="digest" title="{}">{}</code></bdi>',
        digest,
        digest[:DIGEST_SHOWN],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Lays out the fields of one part, or the terms of an act, for one language."""

    lang: Lang

    def fields(self, fields: Sequence[FieldRow | Table]) -> SafeString:
        """Return the fields in their order: runs of names and values, and the tables between."""
        shown: list[SafeString] = []
        for table, run in groupby(fields, key=lambda one: isinstance(one, Table)):
            if table:
                shown += [self._table(one) for one in run if isinstance(one, Table)]
            else:
                shown.append(self._list("fields", [o for o in run if isinstance(o, FieldRow)]))
        marks = ((mark,) for mark in dict.fromkeys(_marks(fields)))
        line = '<p class="text-mark" dir="auto">{}</p>'
        return format_html("{}{}", _all(shown), format_html_join("", line, marks))

    def mirror_row(self, row: MirrorRow) -> SafeString:
        """Return what both parties counted of one thing, and by how much they differ."""
        about = (
            (self._text(TEXTS["mirror.over"]) if one is None else self._any(one),)
            for one in row.about
        )
        counts = ((self._count(n),) for n in (row.first, row.second))
        shown = "—" if row.difference is None else language.signed_text(row.difference, self.lang)
        return format_html(
            '<tr class="{}">{}{}<td class="num gap"><bdi dir="ltr">{}</bdi></td></tr>',
            "same" if row.difference == 0 else "unequal",
            format_html_join("", '<th scope="row">{}</th>', about),
            format_html_join("", '<td class="num"><bdi>{}</bdi></td>', counts),
            shown,
        )

    def _count(self, n: int | None) -> str:
        none = self._text(TEXTS["mirror.none"])
        return none if n is None else language.number_text(n, self.lang)

    def _table(self, table: Table) -> SafeString:
        """Return fields that are read side by side; more than a few columns stand in stacks."""
        heads = [self._text(head) for head in table.heads]
        shape = "values" if len(heads) <= NARROW else "values values-deep"
        return format_html(
            '<table class="{}" role="table"><thead role="rowgroup"><tr role="row">{}</tr></thead>'
            '<tbody role="rowgroup">{}</tbody></table>',
            shape,
            format_html_join(
                "",
                '<th role="columnheader" scope="col">{}</th>',
                ((head,) for head in heads),
            ),
            _all([self._row(heads, row) for row in table.rows]),
        )

    def _row(self, heads: list[str], row: Iterable[Value | None]) -> SafeString:
        cells = (
            (
                head,
                "num" if isinstance(value, _NUMBERS) else "",
                "" if value is None else self._any(value),
            )
            for head, value in zip(heads, row, strict=True)
        )
        joined = format_html_join("", '<td role="cell" data-label="{}" class="{}">{}</td>', cells)
        return format_html('<tr role="row">{}</tr>', joined)

    def _any(self, value: Value) -> SafeString:  # noqa: C901 - one case for each kind
        match value:
            case Written():
                return self._written(value)
            case Text():
                return format_html("<bdi>{}</bdi>", self._text(value))
            case Day(iso=iso):
                return _time(iso, language.partial_day_text(iso, self.lang))
            case datetime():
                return _time(value.isoformat(), language.moment_text(value, self.lang))
            case Amount():
                money = language.money_text(value.minor, value.currency, self.lang)
                return format_html("<bdi>{}</bdi>", money)
            case Count(n=n):
                return format_html("<bdi>{}</bdi>", language.number_text(n, self.lang))
            case Country(code=code):
                return format_html("<bdi>{}</bdi>", language.country_text(code, self.lang))
            case Identifier(value=letters):
                whole = ' class="digest whole"' if len(letters) == DIGEST_CHARS else ""
                tag = f'<bdi dir="ltr"><code{whole}>{{}}</code></bdi>' if whole else "<bdi>{}</bdi>"
                return format_html(tag, letters)
            case CaseValue():
                to = reverse("case", args=[self.lang, value.id])
                link = '<a class="case-link" href="{}"><bdi dir="ltr">{}</bdi></a>'
                return format_html(link, to, value.reference)
            case FileValue():
                return self._file(value)
            case Several(items=items):
                each = ((self._any(item),) for item in items)
                return format_html(
                    '<ul class="several">{}</ul>', format_html_join("", "<li>{}</li>", each)
                )
            case Block(rows=rows):
                return self._list("block", rows)

    def _list(self, shape: str, rows: Iterable[FieldRow]) -> SafeString:
        pairs = ((self._text(row.label), self._any(row.value)) for row in rows)
        each = "<div><dt><bdi>{}</bdi></dt><dd>{}</dd></div>"
        return format_html('<dl class="{}">{}</dl>', shape, format_html_join("", each, pairs))

    def _file(self, value: FileValue) -> SafeString:
        facts = f"{language.media_text(value.media)} · {self._size(value.size)}"
        return format_html(
            '<span class="file"><bdi dir="ltr">{}</bdi><span class="soft small"><bdi>{}</bdi> · '
            "{} {}</span></span>",
            value.name,
            facts,
            self._text(TEXTS["file.digest"]),
            short_digest(value.digest),
        )

    def _size(self, size: int) -> str:
        number = language.number_text(size, self.lang)
        return self._text(TEXTS["proof.size"]).format(size=number)

    def _written(self, value: Written) -> SafeString:
        # Without a letter, a text has no direction of its own: it stands as the page does.
        way = ' dir="auto"' if any(map(str.isalpha, value.text)) else ""
        shown = format_html(f'<span class="written"{way}>{{}}</span>', value.text)
        if value.reading is not None and value.reading.in_(self.lang) != value.text:
            shown += format_html(
                '<span class="reading"><span class="lbl">{}</span> {}</span>',
                self._text(TEXTS["field.reading"]),
                self._text(value.reading),
            )
        return shown

    def _text(self, text: Text) -> str:
        return typeset(text.in_(self.lang), self.lang)


def _marks(fields: Iterable[FieldRow | Table]) -> Iterator[str]:
    """Yield the marks under what was written, in the order in which it stands."""
    for one in fields:
        for value in chain.from_iterable(one.rows) if isinstance(one, Table) else [one.value]:
            yield from _marks_of(value)


def _marks_of(value: Value | None) -> Iterator[str]:
    match value:
        case Written(mark=mark) if mark:
            yield mark
        case Several(items=items):
            yield from chain.from_iterable(map(_marks_of, items))
        case Block(rows=rows):
            yield from _marks(rows)
        case _:
            pass


def _time(machine: str, shown: str) -> SafeString:
    return format_html('<time datetime="{}"><bdi>{}</bdi></time>', machine, shown)


def _all(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
