"""Days, months, weekdays and countries in the language of the book, from CLDR."""

from datetime import date, datetime
from typing import Final

from babel import Locale
from babel.dates import format_date, get_day_names

from jisr.core.errors import Lang
from jisr.framework.book.document import Line, Run, bare, said
from jisr.framework.book.setting import LOCALES
from jisr.framework.book.words_annex import BODIES, INSTANT
from jisr.framework.lengths import parse_date

# How a day is written, by how much of it is known: 2016, 2016-05, 2016-05-24.
_PATTERNS: Final = ("y", "MMMM y", "d MMMM y")
_ANY_YEAR: Final = 2000  # A leap year: it has every day that a year can have.
_FIRST: Final = "1 "


def day_text(written: str, lang: Lang) -> Run:
    """Return a day with the month in letters: figures alone change order in Arabic.

    Args:
        written: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
        lang: the language of the book.
    """
    known = written.count("-")
    day = parse_date(written + "-01" * (2 - known))
    return Run(text=written if day is None else _in(day, _PATTERNS[known], lang), lang=lang)


def date_text(day: date, lang: Lang) -> Run:
    """Return a day of the calendar."""
    return Run(text=_in(day, _PATTERNS[-1], lang), lang=lang)


def yearly_text(month: int, day: int, lang: Lang) -> Run:
    """Return a day of every year."""
    return Run(text=_in(date(_ANY_YEAR, month, day), "d MMMM", lang), lang=lang)


def instant_text(instant: datetime, lang: Lang) -> Line:
    """Return an instant to the minute, in UTC."""
    return said(INSTANT, lang, day=date_text(instant.date(), lang), time=bare(f"{instant:%H:%M}"))


def weekday_text(number: int, lang: Lang) -> Run:
    """Return a day of the week; 0 is Monday."""
    return Run(text=str(get_day_names("wide", locale=LOCALES[lang])[number]), lang=lang)


def territory(code: str, lang: Lang) -> Run:
    """Return what a party is called for short, by the country or union its code begins with."""
    if code in BODIES:
        return Run(text=BODIES[code].text(lang), lang=lang)
    name = Locale.parse(LOCALES[lang]).territories.get(code.partition("-")[0])
    return bare(code) if name is None else Run(text=name, lang=lang)


def _in(day: date, pattern: str, lang: Lang) -> str:
    text = format_date(day, pattern, locale=LOCALES[lang])
    if lang == "fr" and text.startswith(_FIRST):
        return "1er " + text.removeprefix(_FIRST)
    return text
