"""Who is of age by what is said of the birth: the latest day it can be, and in doubt a child."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.framework.ages import OF_AGE, all_of_age, latest_birth, of_age_from

TODAY = date(2026, 3, 1)


def named(text: str, birth: str | None = None, number: str | None = None) -> dict[str, object]:
    person: dict[str, object] = {"names": [{"script": "Latn", "text": text}]}
    if birth is not None:
        person["birth"] = birth
    if number is not None:
        person["documents"] = [{"type": "passport", "issuer": "MA", "number": number}]
    return person


@pytest.mark.parametrize(
    ("birth", "latest", "of_age"),
    [
        ("2008", "2008-12-31", "2026-12-31"),
        ("2008-02", "2008-02-29", "2026-03-01"),
        ("2007-02", "2007-02-28", "2025-02-28"),
        ("2008-12", "2008-12-31", "2026-12-31"),
        ("2008-02-29", "2008-02-29", "2026-03-01"),
        ("2008-03-01", "2008-03-01", "2026-03-01"),
        ("2004-02-29", "2004-02-29", "2022-03-01"),
        ("0001", "0001-12-31", "0019-12-31"),
        ("9999-12", "9999-12-31", "9999-12-31"),
    ],
)
def test_a_partial_date_is_the_latest_day_it_can_be(birth: str, latest: str, of_age: str):
    assert latest_birth(birth).isoformat() == latest
    assert of_age_from(birth).isoformat() == of_age


@pytest.mark.parametrize(
    ("persons", "shown"),
    [
        ([], False),
        ([named("A", "2008-03-01")], True),
        ([named("A", "2008-03-02")], False),
        ([named("A", "2008")], False),
        ([named("A", "2007")], True),
        ([named("A")], False),
        ([named("A B"), named("b a", "1990")], True),  # The register has answered.
        ([named("A"), named("a", "1990")], False),  # One word is a name of many.
        ([named("A B"), named("A B", "1990"), named("C D", "1990")], False),  # Of two persons.
        ([named("A B", number="Z 9"), named("A B", "1990", "X 1")], False),  # Another passport.
        ([named("A B", number="Z 9"), named("A B", "1990")], True),  # No other passport.
        ([named("A"), named("B", "1990")], False),  # Of another one.
        ([named("A", number="X 1"), named("B", "1990", number="x1")], True),  # One passport.
        ([named("A", "1990"), named("A", "2010")], False),  # Disputed.
        ([named("A", "1990"), named("B", "2010")], False),  # One of two is a child.
        ([{"documents": [{"type": "passport", "issuer": "MA"}]}, named("A", "1990")], False),
    ],
)
def test_everybody_has_to_be_shown_of_age(persons: list[dict[str, object]], shown: bool):
    assert all_of_age(persons, TODAY) is shown


@given(st.dates(date(1, 1, 1), date(9000, 1, 1)), st.sampled_from([4, 7, 10]))
def test_less_said_of_a_birth_never_makes_anybody_older(born: date, said: int):
    partial = born.isoformat()[:said]
    assert latest_birth(partial) >= born
    assert of_age_from(partial) >= of_age_from(born.isoformat())


@given(st.dates(date(1, 1, 1), date(9000, 1, 1)))
def test_somebody_is_a_child_until_the_day_of_the_eighteenth_year(born: date):
    first = of_age_from(born.isoformat())
    assert first.year == born.year + OF_AGE
    assert (first - timedelta(days=1)).timetuple()[1:3] < born.timetuple()[1:3] or (
        first.month,
        first.day,
    ) == (1, 1)


PEOPLE = st.builds(
    named,
    st.sampled_from(["A", "B"]),
    st.none() | st.sampled_from(["1990", "2007", "2008", "2008-03-01", "2008-03-02"]),
    st.none() | st.sampled_from(["1", "2"]),
)


@given(st.lists(PEOPLE, max_size=4), PEOPLE)
def test_a_child_among_them_is_never_undone_by_another_record(persons, another):
    if any("birth" in one and not all_of_age([one], TODAY) for one in persons):
        assert not all_of_age([*persons, another], TODAY)


@given(st.lists(PEOPLE, min_size=1, max_size=4), st.integers(0, 3000))
def test_who_is_of_age_stays_so(persons, days: int):
    later = TODAY + timedelta(days=days)
    assert not all_of_age(persons, TODAY) or all_of_age(persons, later)
