"""Which language a reader gets, and how dates and numbers read in it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, get_currency_precision
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from jisr.core.errors import LANGS, Lang
from jisr.core.typography import NO_BREAK

DEFAULT: Final[Lang] = "fr"  # The language most of the accounts are in.
# Morocco's Arabic: its own month names, Latin digits, the dot for thousands.
LOCALES: Final[dict[Lang, str]] = {"ar": "ar_MA", "fr": "fr_FR", "en": "en_GB"}
DIRECTIONS: Final[dict[Lang, str]] = {"ar": "rtl", "fr": "ltr", "en": "ltr"}
_PATTERNS: Final = ("y", "MMMM y", "d MMMM y")
_FIRST: Final = "1 "
NATIVE_NAMES: Final[dict[Lang, str]] = {"ar": "العربية", "fr": "Français", "en": "English"}

MEDIA: Final = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "text/plain": "TXT",
}


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
    return partial_day_text(day.isoformat(), lang)


def partial_day_text(iso: str, lang: Lang) -> str:
    """Return a day, a month or a year, by how much of it is known; what is none as it is."""
    known = min(iso.count("-"), len(_PATTERNS) - 1)
    try:
        day = date.fromisoformat(iso + "-01" * (2 - known))
    except ValueError:
        return iso
    text = format_date(day, _PATTERNS[known], locale=LOCALES[lang])
    if lang == "fr" and text.startswith(_FIRST):
        return "1er " + text.removeprefix(_FIRST)
    return text


def moment_text(moment: datetime, lang: Lang) -> str:
    """Return an instant to the minute, in UTC: the reader may be in either country."""
    utc = moment.astimezone(UTC)
    comma, zone = ("،", "بالتوقيت العالمي") if lang == "ar" else (",", "UTC")
    return f"{day_text(utc.date(), lang)}{comma} {utc:%H:%M}{NO_BREAK}{zone}"


def clock_text(moment: datetime, ahead: timedelta, lang: Lang) -> str:
    """Return what a clock shows at an instant, with the day where it is another than in UTC."""
    utc = moment.astimezone(UTC)
    local = utc + ahead
    if local.date() == utc.date():
        return f"{local:%H:%M}"
    comma = "،" if lang == "ar" else ","
    return f"{day_text(local.date(), lang)}{comma} {local:%H:%M}"


def number_text(number: int, lang: Lang) -> str:
    """Return a whole number with the thousands marked as the reader expects."""
    return format_decimal(number, locale=LOCALES[lang])


def signed_text(number: int, lang: Lang) -> str:
    """Return a difference with its sign; none has none."""
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return f"{sign}{number_text(abs(number), lang)}"


def money_text(minor: int, currency: str, lang: Lang) -> str:
    """Return an amount in its currency; `minor` is in the currency's smallest unit."""
    amount = Decimal(minor).scaleb(-get_currency_precision(currency))
    return str(format_currency(amount, currency, locale=LOCALES[lang]))


def country_text(code: str, lang: Lang) -> str:
    """Return the name of a country; the code of one that the tables do not have."""
    return str(Locale.parse(LOCALES[lang]).territories.get(code, code))


def media_text(media: str) -> str:
    """Return what people call a type of file: the same letters in every language."""
    return MEDIA.get(media, media)
