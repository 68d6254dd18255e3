"""A whole book out of a sound edition: chapters numbered, articles numbered through."""

from collections.abc import Mapping

from jisr.core.act import Slug
from jisr.core.errors import Lang
from jisr.framework.book import words_annex as say
from jisr.framework.book.annexes import (
    codes_chapter,
    explored_chapter,
    glossary_chapter,
    instruments_chapter,
)
from jisr.framework.book.calendars import calendars_chapter
from jisr.framework.book.document import Book, Chapter, bare
from jisr.framework.book.general import METHOD, general_chapter
from jisr.framework.book.procedures import procedure_chapter
from jisr.framework.book.setting import Numbered, Setting
from jisr.framework.edition import Edition
from jisr.framework.explore import Explored

_ANNEXES = {
    "codes": codes_chapter,
    "calendars": calendars_chapter,
    "glossary": glossary_chapter,
    "instruments": instruments_chapter,
    "explored": explored_chapter,
}
_GENERAL = "general"


def book_of(edition: Edition, lang: Lang, *, explored: Mapping[Slug, Explored] | None) -> Book:
    """Return the book of an edition.

    Args:
        edition: a sound one, of two parties.
        lang: the language of the book.
        explored: what was found of each procedure, played ACTS acts deep, without trouble; None
            for a draft, which says that it is one.
    """
    names = [_GENERAL, *_procedures(edition), *_ANNEXES]
    setting = Setting(
        edition=edition,
        lang=lang,
        explored=explored,
        instruments=_numbers(edition),
        chapters={name: number for number, name in enumerate(names, start=1)},
    )
    return Book(
        lang=lang,
        title=setting.line(edition.manifest.title),
        subtitle=setting.said(say.SUBTITLE if explored is not None else say.DRAFT),
        parties=tuple(setting.line(label) for label in edition.manifest.parties.values()),
        edition=setting.said(say.EDITION, n=str(edition.manifest.edition)),
        digest=edition.digest,
        signed=setting.said(say.SIGNED, method=bare(METHOD)),
        mark=setting.said(say.MARK),
        chapters=tuple(_chapters(setting)),
        words=say.PAGE,
    )


def _chapters(setting: Setting) -> list[Chapter]:
    numbered, numbers = Numbered(1), setting.chapters
    chapters = [general_chapter(setting, numbers[_GENERAL], numbered)]
    chapters += [
        procedure_chapter(setting, setting.edition.procedures[name], numbers[name], numbered)
        for name in _procedures(setting.edition)
    ]
    chapters += [make(setting, numbers[name], numbered) for name, make in _ANNEXES.items()]
    return chapters


def _procedures(edition: Edition) -> list[Slug]:
    """Return the procedures in the order in which the pack includes them, its own first."""
    included = [item.text for _, item in edition.manifest.include]
    order = {path: place for place, path in enumerate(included)}
    return sorted(edition.procedures, key=lambda name: order.get(f"procedures/{name}", -1))


def _numbers(edition: Edition) -> dict[Slug, int]:
    """Number the instruments, those between exactly these two parties first."""
    ordered = sorted(
        edition.instruments.values(), key=lambda instrument: instrument.parties != edition.parties
    )
    return {instrument.name: number for number, instrument in enumerate(ordered, start=1)}
