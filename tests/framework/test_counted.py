"""Lengths and retentions in words, with the plural that each language wants."""

import pytest

from jisr.core.errors import LANGS
from jisr.framework.counted import DAYS, HANDLING, keep_label, length_label
from jisr.framework.faults import Fault
from jisr.framework.form import Handling
from jisr.framework.lengths import Length, Unit
from jisr.framework.retention import read_retention
from jisr.framework.shape import Label
from jisr.framework.source import read


@pytest.mark.parametrize(
    ("n", "ar", "fr", "en"),
    [
        (1, "يوم واحد", "1 jour", "1 day"),
        (2, "يومان", "2 jours", "2 days"),
        (3, "3 أيام", "3 jours", "3 days"),
        (10, "10 أيام", "10 jours", "10 days"),
        (11, "11 يومًا", "11 jours", "11 days"),
        (100, "100 يومًا", "100 jours", "100 days"),
        (103, "103 أيام", "103 jours", "103 days"),
    ],
)
def test_a_number_takes_the_plural_of_its_language(n: int, ar: str, fr: str, en: str) -> None:
    label = DAYS.of(n)
    assert (label.ar, label.fr, label.en) == (ar, fr, en)


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_has_its_word(unit: Unit) -> None:
    label = length_label(Length(n=3, unit=unit))
    assert len({label.text(lang) for lang in LANGS}) == len(LANGS)
    assert label.en == f"3 {unit.value}"


def kept(length: str, start: str) -> str:
    faults: list[Fault] = []
    raw = f"length: {length}\nfrom: {start}\nstatus: proposed\n".encode()
    keep = read_retention(read(raw, file="x"), faults)
    assert keep is not None, faults
    departure = Label(ar="س", fr="s", en="day of departure") if keep.term else None
    return keep_label(keep, departure).en


@pytest.mark.parametrize(
    ("length", "start", "said"),
    [
        ("90 days", "receipt", "90 days from receipt"),
        ("18 months", "sent", "18 months from sending"),
        ("24 months", "end", "2 years from the end of the case"),
        ("1 year", "event departure", "1 year from the date under “day of departure”"),
    ],
)
def test_a_retention_is_said_in_days_months_or_years(length: str, start: str, said: str) -> None:
    assert kept(length, start) == said


def test_every_handling_is_said_with_its_code() -> None:
    for handling in Handling:
        assert all(f"({handling})" in HANDLING[handling].text(lang) for lang in LANGS)
