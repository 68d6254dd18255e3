"""The book as one HTML file: no script, nothing fetched, the same bytes from the same edition.

Every fact is escaped and stands in `<bdi>`, so that a Latin citation cannot reorder an Arabic
line (UAX #9).  What cannot be said in the style sheet, because it is of this book, is in
`page_style`.
"""

import json
from collections.abc import Iterator
from html import escape
from typing import Final

from jisr.core.errors import Lang
from jisr.core.typography import typeset
from jisr.framework.book.document import (
    Article,
    Block,
    Book,
    Cell,
    Chapter,
    Figure,
    Line,
    Paragraph,
    Run,
    Style,
    Table,
    plain,
)
from jisr.ops.book.drawing import drawing

DIRECTIONS: Final[dict[Lang, str]] = {"ar": "rtl", "fr": "ltr", "en": "ltr"}
DIGEST_SHOWN: Final = 12  # Characters that people compare by eye, at the foot of each page.
# What is shown is in the file: a browser need fetch nothing, and may not.
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; "
    "form-action 'none'"
)
_SHORT: Final = 6  # Rows of a table that stays on one page.
_GROUP: Final = 8  # Characters of a digest that stand together.
_NO_LANGUAGE: Final = "zxx"  # ISO 639-2: no linguistic content.


def html_of(book: Book, *, style: str) -> str:
    """Return the book.

    Args:
        book: what it says.
        style: the style sheet, its fonts inside it.
    """
    lang, direction = book.lang, DIRECTIONS[book.lang]
    title = book.said("title", title=book.title, edition=book.edition)
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{lang}" dir="{direction}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">',
            f"<title>{escape(typeset(plain(title), lang))}</title>",
            f"<style>\n{style}\n{page_style(book)}</style>",
            "</head>",
            "<body>",
            f'<a class="skip" href="#contents">{_line(book.said("skip"), lang)}</a>',
            *_cover(book),
            *_contents(book),
            "<main>",
            *(line for chapter in book.chapters for line in _chapter(book, chapter)),
            *_signatures(book),
            "</main>",
            f'<footer class="mark">{_line(book.mark, lang)}</footer>',
            "</body>",
            "</html>",
            "",
        ]
    )


def page_style(book: Book) -> str:
    """Return the rules for printed pages that name the book: what runs along their edges."""
    start, end = ("right", "left") if book.lang == "ar" else ("left", "right")
    words = {key: _css(plain(book.said(key))) for key in ("page", "of", "mark")}
    title, edition = _css(plain(book.title)), _css(plain(book.edition))
    digest = _css(book.digest[:DIGEST_SHOWN])
    direction = f"direction: {DIRECTIONS[book.lang]}"
    page = f'{words["page"]} "\\a0" counter(page) "\\a0" {words["of"]} "\\a0" counter(pages)'
    edges = (
        (f"top-{start}", title, ""),
        (f"top-{end}", "string(chapter)", ""),
        (f"bottom-{start}", f'{edition} " · " {digest}', ""),
        ("bottom-center", words["mark"], "; width: 56%; font-weight: 700"),
        (f"bottom-{end}", page, ""),
    )
    rules = "".join(
        f"  @{edge} {{ content: {content}; {direction}{more} }}\n" for edge, content, more in edges
    )
    return f"@page {{\n{rules}}}\n"


def _css(text: str) -> str:
    """Return a text as a string of a style sheet: none of its characters can end it."""
    return json.dumps(text, ensure_ascii=False).replace("<", "\\3c ")


def _cover(book: Book) -> Iterator[str]:
    lang = book.lang
    first, second = (_line(party, lang) for party in book.parties)
    yield '<header class="cover">'
    yield f'<p class="mark">{_line(book.mark, lang)}</p>'
    yield (
        f'<p class="parties"><span>{first}</span> '
        f'<span class="between">{_line(book.said("and"), lang)}</span> <span>{second}</span></p>'
    )
    yield f"<h1>{_line(book.title, lang)}</h1>"
    yield f'<p class="subtitle">{_line(book.subtitle, lang)}</p>'
    yield f'<p class="edition">{_line(book.edition, lang)}</p>'
    yield from _signature_places(book)
    yield "</header>"


def _signatures(book: Book) -> Iterator[str]:
    lang = book.lang
    yield '<section class="signatures" id="signatures" aria-labelledby="signatures-title">'
    yield f'<h2 id="signatures-title">{_line(book.said("signatures"), lang)}</h2>'
    yield f"<p>{_line(book.said('signatures.text'), lang)}</p>"
    yield from _signature_places(book)
    yield "</section>"


def _signature_places(book: Book) -> Iterator[str]:
    """Yield what is signed, and a place for each party to sign it."""
    lang = book.lang
    yield f'<p class="signed">{_line(book.signed, lang)}</p>'
    yield f'<p class="seal" dir="ltr">{_digest(book.digest)}</p>'
    yield '<div class="places">'
    for party in book.parties:
        yield f'<div class="place"><p class="for">{_line(book.said("for", party=party), lang)}</p>'
        for key in ("name", "office", "place", "signature"):
            yield f'<p class="line line-{key}">{_line(book.said(key), lang)}</p>'
        yield "</div>"
    yield "</div>"


def _contents(book: Book) -> Iterator[str]:
    lang = book.lang
    yield '<nav id="contents" aria-labelledby="contents-title">'
    yield f'<h2 id="contents-title">{_line(book.said("contents"), lang)}</h2>'
    yield '<ol class="contents">'
    for chapter in book.chapters:
        number = _line(book.said("chapter", n=str(chapter.number)), lang)
        yield f"<li>{_entry(chapter.anchor, number, _line(chapter.title, lang))}<ol>"
        for article in chapter.articles:
            number = _line(book.said("article", n=str(article.number)), lang)
            yield f"<li>{_entry(article.anchor, number, _line(article.title, lang))}</li>"
        yield "</ol></li>"
    yield f"<li>{_entry('signatures', '', _line(book.said('signatures'), lang))}</li>"
    yield "</ol>"
    yield "</nav>"


def _entry(anchor: str, number: str, title: str) -> str:
    numbered = f'<span class="number">{number}</span> ' if number else ""
    return f'<a href="#{anchor}">{numbered}<span class="entry">{title}</span></a>'


def _chapter(book: Book, chapter: Chapter) -> Iterator[str]:
    lang, name = book.lang, chapter.anchor
    number = _line(book.said("chapter", n=str(chapter.number)), lang)
    yield f'<section class="chapter" aria-labelledby="{name}">'
    yield (
        f'<h2 id="{name}"><span class="number">{number}</span> '
        f'<span class="title">{_line(chapter.title, lang)}</span></h2>'
    )
    if chapter.lead:
        yield f'<p class="lead">{_line(chapter.lead, lang)}</p>'
    for article in chapter.articles:
        yield from _article(book, article)
    yield "</section>"


def _article(book: Book, article: Article) -> Iterator[str]:
    lang, name = book.lang, article.anchor
    number = _line(book.said("article", n=str(article.number)), lang)
    yield f'<section class="article" aria-labelledby="{name}">'
    yield (
        f'<h3 id="{name}"><span class="number">{number}</span> '
        f'<span class="title">{_line(article.title, lang)}</span></h3>'
    )
    for block in article.blocks:
        yield from _block(book, block, name)
    yield "</section>"


def _block(book: Book, block: Block, heading: str) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _paragraph(block, book.lang)
        case Table():
            yield from _table(block, book.lang, heading)
        case Figure():
            yield from _figure(book, block)


def _paragraph(paragraph: Paragraph, lang: Lang) -> str:
    text = _line(paragraph.line, lang)
    if paragraph.letter:
        letter = f'<span class="letter">{escape(paragraph.letter)})</span>'
        return f'<p class="clause" id="{paragraph.anchor}">{letter} {text}</p>'
    return f'<p class="small">{text}</p>' if paragraph.small else f"<p>{text}</p>"


def _table(table: Table, lang: Lang, heading: str) -> Iterator[str]:
    named = "" if table.caption else f' aria-labelledby="{heading}"'
    short = " short" if len(table.rows) <= _SHORT else ""
    yield f'<div class="table{short}"><table{named}>'
    if table.caption:
        yield f"<caption>{_line(table.caption, lang)}</caption>"
    columns = "".join(f'<col style="width:{width}%">' for width in table.widths)
    yield f"<colgroup>{columns}</colgroup>"
    heads = "".join(f'<th scope="col">{_line(head, lang)}</th>' for head in table.head)
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        cells = "".join(_cell(cell, lang) for cell in row)
        above = ' class="of-above"' if len(row) == 1 and not row[0].head else ""
        yield f"<tr{above}>{cells}</tr>"
    yield "</tbody></table></div>"


def _cell(cell: Cell, lang: Lang) -> str:
    tag = "th" if cell.head else "td"
    whole = cell.columns > 1
    attributes = [
        *([f'id="{cell.anchor}"'] if cell.anchor else []),
        *(['class="whole"'] if whole else []),
        *([f'scope="{"colgroup" if whole else "row"}"'] if cell.head else []),
        *([f'colspan="{cell.columns}"'] if whole else []),
        *([f'rowspan="{cell.rows}"'] if cell.rows > 1 else []),
    ]
    lines = [_line(line, lang) for line in cell.lines]
    first, *rest = lines or [""]
    inside = first + "".join(f'<span class="more">{line}</span>' for line in rest)
    return f"<{' '.join([tag, *attributes])}>{inside}</{tag}>"


def _figure(book: Book, figure: Figure) -> Iterator[str]:
    lang = book.lang
    caption = _line(figure.caption, lang)
    label = escape(typeset(plain(book.said("figure.label", caption=figure.caption)), lang))
    yield f'<figure><div class="scroll" tabindex="0" role="group" aria-label="{label}">'
    yield from drawing(figure)
    yield f"</div><figcaption>{caption}"
    for side, role in figure.roles:
        key = "solid" if side.value == "opener" else "dashed"
        line = _line(book.said(key, role=role), lang)
        yield f'<span class="key {side.value}">{line}</span>'
    for mark in figure.marks:
        yield f'<span class="key">{_line(mark, lang)}</span>'
    yield "</figcaption></figure>"


def _line(line: Line, lang: Lang) -> str:
    return "".join(_run(run, lang) for run in line)


def _run(run: Run, lang: Lang) -> str:
    text = escape(typeset(run.text, run.lang))
    if not run.fact:
        return text if run.lang == lang or run.lang is None else _isolated(text, run, lang)
    match run.style:
        case Style.STRONG:
            text = f"<strong>{text}</strong>"
        case Style.CODE:
            text = f"<code>{text}</code>"
        case Style.PLAIN:
            pass
    if run.status is not None:
        return f'<span class="status {run.status}">{text}</span>'
    told = _isolated(text, run, lang)
    return f'<a href="#{run.to}">{told}</a>' if run.to else told


def _isolated(text: str, run: Run, lang: Lang) -> str:
    """Return a fact in its own direction, and in its own language where that is another."""
    if run.lang == lang:
        return f"<bdi>{text}</bdi>"
    if run.lang is None:
        return f'<bdi lang="{_NO_LANGUAGE}" dir="ltr">{text}</bdi>'
    return f'<bdi lang="{run.lang}" dir="{DIRECTIONS[run.lang]}">{text}</bdi>'


def _digest(digest: str) -> str:
    groups = [digest[start : start + _GROUP] for start in range(0, len(digest), _GROUP)]
    marked = [f'<span class="group">{group}</span>' for group in groups]
    half = len(marked) // 2
    rows = "".join(
        f'<span class="row">{"".join(row)}</span>' for row in (marked[:half], marked[half:])
    )
    return f'<bdi lang="{_NO_LANGUAGE}" dir="ltr"><code class="digest">{rows}</code></bdi>'
