"""What a book is made of: chapters, articles, paragraphs, tables, figures; words and facts.

A sentence is a row of runs.  The words between its facts are of the book's language; each fact
is a run of its own, so whoever sets the page can keep a Latin citation from reordering an
Arabic line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from string import Formatter
from typing import Final

from jisr.core.act import Digest
from jisr.core.errors import Lang
from jisr.core.table import Side
from jisr.framework.picture import Picture
from jisr.framework.provenance import Status
from jisr.framework.shape import Label


class Style(StrEnum):
    """How a run is set apart."""

    PLAIN = auto()
    STRONG = auto()
    CODE = auto()  # A digest or a name that programs use.


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words or one fact.

    `lang` is that of the text; None for what is of no language, such as a citation or a digest:
    it runs from left to right in every book.
    """

    text: str
    lang: Lang | None
    style: Style = Style.PLAIN
    status: Status | None = None  # The run is the status of a value.
    to: str = ""  # The anchor it leads to.
    fact: bool = True


Line = tuple[Run, ...]
Fact = str | Run | Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph, possibly with a letter in front of it."""

    line: Line
    letter: str = ""
    anchor: str = ""
    small: bool = False  # A remark beside the rule.


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table: paragraphs, and how many columns and rows it covers."""

    lines: tuple[Line, ...]
    columns: int = 1
    rows: int = 1
    head: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; `widths` are the columns' shares of the page, in hundredths."""

    caption: Line
    head: tuple[Line, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The picture of a procedure, with what its lines and marks mean."""

    name: str
    caption: Line
    picture: Picture
    scale: float  # By how much it is made smaller, 1 for not.
    large: bool  # It has a page to itself.
    roles: tuple[tuple[Side, Line], ...]
    marks: tuple[Line, ...]


Block = Paragraph | Table | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One numbered article."""

    number: int
    title: Line
    blocks: tuple[Block, ...]

    @property
    def anchor(self) -> str:
        """Where links to it lead."""
        return article_anchor(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One numbered chapter."""

    number: int
    title: Line
    lead: Line
    articles: tuple[Article, ...]

    @property
    def anchor(self) -> str:
        """Where links to it lead."""
        return f"chapter-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """An edition, whole, in one language."""

    lang: Lang
    title: Line
    subtitle: Line
    parties: tuple[Line, ...]
    edition: Line
    digest: Digest
    signed: Line  # What the digest is of.
    mark: Line  # That it is unofficial; on every page.
    chapters: tuple[Chapter, ...]
    words: Mapping[str, Label] = field(repr=False)  # Of the page around the text.

    def said(self, key: str, **facts: Fact) -> Line:
        """Return words of the page around the text."""
        return said(self.words[key], self.lang, **facts)


def article_anchor(number: int) -> str:
    """Return where links to an article lead."""
    return f"article-{number}"


def words(label: Label, lang: Lang, *, style: Style = Style.PLAIN, to: str = "") -> Run:
    """Return a label as one fact."""
    return Run(text=label.text(lang), lang=lang, style=style, to=to)


def bare(text: str, *, style: Style = Style.PLAIN) -> Run:
    """Return a fact that is of no language."""
    return Run(text=text, lang=None, style=style)


def said(label: Label, lang: Lang, **facts: Fact) -> Line:
    """Return a sentence with the facts that it names in braces; a text is of its language."""
    runs: list[Run] = []
    for piece, name, _, _ in _FORMATTER.parse(label.text(lang)):
        if piece:
            runs.append(Run(text=piece, lang=lang, fact=False))
        if name is not None:
            runs += _runs(facts[name], lang)
    return tuple(runs)


def capital(line: Line) -> Line:
    """Return a line whose first letter is a capital; Arabic has none."""
    first, *rest = line
    text = first.text[:1].upper() + first.text[1:]
    return (_with_text(first, text), *rest)


def joined(lines: tuple[Line, ...], between: Label, lang: Lang) -> Line:
    """Return several facts as one, with words between them."""
    runs: list[Run] = []
    for line in lines:
        if runs:
            runs.append(Run(text=between.text(lang), lang=lang, fact=False))
        runs += line
    return tuple(runs)


def plain(line: Line) -> str:
    """Return a line as text alone."""
    return "".join(run.text for run in line)


_FORMATTER: Final = Formatter()


def _runs(fact: Fact, lang: Lang) -> Line:
    match fact:
        case Run():
            return (fact,)
        case str():
            return (Run(text=fact, lang=lang),)
        case _:
            return fact


def _with_text(run: Run, text: str) -> Run:
    return Run(
        text=text, lang=run.lang, style=run.style, status=run.status, to=run.to, fact=run.fact
    )
