"""Dates, numbers and addresses in three languages."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from jisr.web import language


@pytest.mark.parametrize(
    ("lang", "shown"), [("ar", "2 غشت 2026"), ("fr", "2 août 2026"), ("en", "2 August 2026")]
)
def test_a_day_has_its_month_in_letters(lang, shown):
    assert language.day_text(date(2026, 8, 2), lang) == shown


@pytest.mark.parametrize(
    ("lang", "shown"),
    [("ar", "2 غشت 2026، 23:30\u00a0بالتوقيت العالمي"), ("fr", "2 août 2026, 23:30\u00a0UTC")],
)
def test_an_instant_is_shown_in_universal_time_with_its_day(lang, shown):
    paris = datetime(2026, 8, 3, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    assert language.moment_text(paris, lang) == shown
    assert language.moment_text(paris.astimezone(UTC), lang) == shown


@pytest.mark.parametrize(
    ("lang", "shown"), [("ar", "1.204"), ("fr", "1\u202f204"), ("en", "1,204")]
)
def test_numbers_have_latin_digits(lang, shown):
    assert language.number_text(1204, lang) == shown


@pytest.mark.parametrize(
    ("path", "moved"),
    [("/fr/record", "/ar/record"), ("/fr/", "/ar/"), ("/", "/ar/"), ("/nothing/x", "/ar/")],
)
def test_an_address_moves_to_another_language(path, moved):
    assert language.moved(path, "ar") == moved


def test_as_much_of_a_day_as_is_known_is_shown():
    shown = [language.partial_day_text(iso, "fr") for iso in ("1991", "1991-05", "1991-05-01")]
    assert shown == ["1991", "mai 1991", "1er mai 1991"]
    assert language.partial_day_text("soon", "fr") == "soon"


def test_money_and_countries_are_named_in_the_readers_language():
    assert language.money_text(123450, "MAD", "fr") == "1\u202f234,50\u00a0MAD"
    assert language.country_text("BE", "ar") == "بلجيكا"
    assert language.country_text("ZZ9", "en") == "ZZ9"
    assert language.media_text("image/webp") == "image/webp"
