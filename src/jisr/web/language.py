"""Which language a reader gets, and how dates and numbers read in it."""

import re
from datetime import UTC, date, datetime
from typing import Final

from babel.dates import format_date
from babel.numbers import format_decimal
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from jisr.core.errors import LANGS, Lang

NO_BREAK_SPACE: Final = "\u00a0"
DEFAULT: Final[Lang] = "fr"  # The language most of the accounts are in.
# Morocco's Arabic: its own month names, Latin digits, the dot for thousands.
LOCALES: Final[dict[Lang, str]] = {"ar": "ar_MA", "fr": "fr_FR", "en": "en_GB"}
DIRECTIONS: Final[dict[Lang, str]] = {"ar": "rtl", "fr": "ltr", "en": "ltr"}
NATIVE_NAMES: Final[dict[Lang, str]] = {"ar": "العربية", "fr": "Français", "en": "English"}


def of_path(path: str) -> Lang | None:
    """Return the language that an address begins with."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in LANGS else None


def preferred(request: HttpRequest) -> Lang:
    """Return the best language by the address, then by what the browser accepts."""
    named = of_path(request.path_info)
    if named is not None:
        return named
    for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        base = tag.partition("-")[0]
        if base in LANGS:
            return base
    return DEFAULT


def moved(path: str, lang: Lang) -> str:
    """Return the same address in another language."""
    named = of_path(path)
    rest = path.lstrip("/").removeprefix(named or "").lstrip("/")
    return f"/{lang}/{rest}" if named else f"/{lang}/"


def day_text(day: date, lang: Lang) -> str:
    """Return a day with the month in letters: figures alone change order in Arabic."""
    return format_date(day, "d MMMM y", locale=LOCALES[lang])


def moment_text(moment: datetime, lang: Lang) -> str:
    """Return an instant to the minute, in UTC: the reader may be in either country."""
    utc = moment.astimezone(UTC)
    comma, zone = ("،", "بالتوقيت العالمي") if lang == "ar" else (",", "UTC")
    return f"{day_text(utc.date(), lang)}{comma} {utc:%H:%M}{NO_BREAK_SPACE}{zone}"


_BEFORE_MARK: Final = re.compile(r" (?=[:;?!»])")


def typeset(text: str, lang: Lang) -> str:
    """Return a text with the spaces that its language never breaks a line at.

    French sets a space before : ; ? ! and inside « »; at the end of a line it must hold.
    """
    if lang != "fr":
        return text
    return _BEFORE_MARK.sub(NO_BREAK_SPACE, text).replace("« ", "«" + NO_BREAK_SPACE)


def number_text(number: int, lang: Lang) -> str:
    """Return a whole number with the thousands marked as the reader expects."""
    return format_decimal(number, locale=LOCALES[lang])
