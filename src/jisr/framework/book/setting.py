"""What every chapter is written with: the edition, the language, the numbers of things."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Final

from babel.numbers import format_decimal

from jisr.core.act import Slug
from jisr.core.errors import Lang
from jisr.framework.book.document import (
    Article,
    Block,
    Cell,
    Fact,
    Line,
    Paragraph,
    Run,
    bare,
    capital,
    said,
    words,
)
from jisr.framework.book.words_general import STATUS_NAMES
from jisr.framework.edition import Edition
from jisr.framework.explore import Explored
from jisr.framework.provenance import Provenance
from jisr.framework.shape import Label

# Morocco's Arabic: its own month names, Latin digits, the dot for thousands.
LOCALES: Final[Mapping[Lang, str]] = {"ar": "ar_MA", "fr": "fr_FR", "en": "en_GB"}
_ABJAD: Final = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
# Letters as each language counts paragraphs with them; in Arabic those of the abjad.
LETTERS: Final[Mapping[Lang, Sequence[str]]] = {
    "ar": tuple("هـ" if letter == "ه" else letter for letter in _ABJAD),
    "fr": ascii_lowercase,
    "en": ascii_lowercase,
}
# "art. 5(1)(a)", "art. 8 and 9", "art. 12 to 19": articles, a paragraph, a point.
_PLACE: Final = re.compile(
    r"art\. ([\w.-]+)(?: (and|to) ([\w.-]+))?(?:\((\d+)\))?(?:\(([a-z])\))?\Z", re.ASCII
)
_RANGES: Final = {
    "and": Label(ar="{first} و{last}", fr="{first} et {last}", en="{first} and {last}"),
    "to": Label(ar="{first} إلى {last}", fr="{first} à {last}", en="{first} to {last}"),
}
_PLACES: Final = (
    Label(ar="المادة {article}", fr="art. {article}", en="art. {article}"),
    Label(
        ar="المادة {article}، الفقرة {number}",
        fr="art. {article}, § {number}",
        en="art. {article}({number})",
    ),
    Label(
        ar="المادة {article}، الفقرة {number}، {point}",
        fr="art. {article}, § {number}, {point})",
        en="art. {article}({number})({point})",
    ),
)
_FROM: Final = Label(ar="{status} [{number}]", fr="{status} [{number}]", en="{status} [{number}]")
_FROM_PLACE: Final = Label(
    ar="{status} [{number}]، {place}",
    fr="{status} [{number}], {place}",
    en="{status} [{number}], {place}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The edition, the language, and where things stand in the book."""

    edition: Edition
    lang: Lang
    explored: Mapping[Slug, Explored] | None  # None in a draft.
    instruments: Mapping[Slug, int]  # The number of each.
    chapters: Mapping[str, int]  # The number of each, by its name.

    def said(self, label: Label, **facts: Fact) -> Line:
        """Return a sentence in the language of the book."""
        return said(label, self.lang, **facts)

    def line(self, label: Label) -> Line:
        """Return a text of the edition as a line of its own, with a capital."""
        return capital((words(label, self.lang),))

    def fact(self, label: Label) -> Run:
        """Return a text of the edition as a fact of a sentence."""
        return words(label, self.lang)

    def number(self, n: int) -> str:
        """Return a whole number with the thousands marked as the reader expects."""
        return format_decimal(n, locale=LOCALES[self.lang])

    def letter(self, index: int) -> str:
        """Return the letter of a paragraph, or its number where letters end."""
        letters = LETTERS[self.lang]
        return letters[index] if index < len(letters) else str(index + 1)

    def chapter(self, name: str) -> Run:
        """Return the number of a chapter, leading there."""
        number = self.chapters[name]
        return Run(text=str(number), lang=self.lang, to=f"chapter-{number}")

    def source(self, provenance: Provenance) -> Line:
        """Return the status of a value, and the instrument it names by its number."""
        status = Run(
            text=STATUS_NAMES[provenance.status].text(self.lang),
            lang=self.lang,
            status=provenance.status,
        )
        if provenance.source is None:
            return (status,)
        number = self.instruments[provenance.source]
        run = Run(text=str(number), lang=self.lang, to=instrument_anchor(number))
        if provenance.article is None:
            return self.said(_FROM, status=status, number=run)
        place = self.place(provenance.article)
        return self.said(_FROM_PLACE, status=status, number=run, place=place)

    def place(self, written: str) -> Line:
        """Return the place in an instrument as the language of the book cites it."""
        match = _PLACE.match(written)
        if match is None:
            return (bare(written),)
        first, join, last, *below = match.groups()
        article: Line = (bare(first),)
        if join is not None:
            article = self.said(_RANGES[join], first=bare(first), last=bare(last))
        facts = dict(zip(("number", "point"), map(bare, filter(None, below)), strict=False))
        return self.said(_PLACES[len(facts)], article=article, **facts)


@dataclass(slots=True)
class Numbered:
    """Articles as they are written, numbered on from those before."""

    next: int

    def article(self, title: Line, blocks: Iterable[Block]) -> Article:
        """Return the next article."""
        made = Article(number=self.next, title=title, blocks=tuple(blocks))
        self.next += 1
        return made


def instrument_anchor(number: int) -> str:
    """Return where links to an instrument lead."""
    return f"instrument-{number}"


def paragraphs(lines: Iterable[Line]) -> Iterator[Paragraph]:
    """Yield each line as a paragraph."""
    for line in lines:
        yield Paragraph(line=line)


def lettered(setting: Setting, number: int, lines: Iterable[Line]) -> Iterator[Paragraph]:
    """Yield each line as a paragraph with its letter, to which others can refer."""
    for index, line in enumerate(lines):
        anchor = f"article-{number}-{index + 1}"
        yield Paragraph(line=line, letter=setting.letter(index), anchor=anchor)


def cell(*lines: Line, columns: int = 1, rows: int = 1, head: bool = False) -> Cell:
    """Return a cell of a table."""
    return Cell(lines=lines, columns=columns, rows=rows, head=head)
