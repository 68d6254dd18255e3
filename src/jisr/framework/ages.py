"""Who is shown to be of age by what is said of their birth.  Pure; any doubt makes a child.

Source: docs/spec/safeguards.md, SAF-72.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from jisr.core.canonical import Json
from jisr.framework.alike import known_by, known_names

OF_AGE: Final = 18  # Years; whoever has lived fewer is a child.
_YEAR, _MONTH = len("YYYY"), len("YYYY-MM")


def latest_birth(said: str) -> date:
    """Return the last day on which somebody can be born of whom a partial date says when.

    Args:
        said: YYYY, YYYY-MM or YYYY-MM-DD, in its one form.
    """
    if len(said) == _YEAR:
        return date(int(said), 12, 31)
    if len(said) == _MONTH:
        first = date.fromisoformat(f"{said}-01")
        return first.replace(day=monthrange(first.year, first.month)[1])
    return date.fromisoformat(said)


def of_age_from(said: str) -> date:
    """Return the first day on which a birth shows somebody to be of age.

    Born on 29 February, that is 1 March, as the day is missing in the year: a child a day longer.

    Args:
        said: a partial date, in its one form.
    """
    born = latest_birth(said)
    try:
        return born.replace(year=born.year + OF_AGE)
    except ValueError:  # 29 February; or beyond the calendar, where nobody ever is.
        return date(born.year + OF_AGE, 3, 1) if born.year + OF_AGE <= date.max.year else date.max


def all_of_age(persons: Sequence[Mapping[str, Json]], today: date) -> bool:
    """Say whether everybody is shown to be of age; of nobody nothing is shown.

    A person without a birth is shown by another record with the same name or document: an
    application need not repeat what a register has answered.  Of two births of one person each has
    to show it, for who is disputed is a child.

    Args:
        persons: whom an act and its case name, each value in its one form.
        today: the day, where the sun rises last of all that decide.
    """
    dated = [person for person in persons if "birth" in person]
    if not all(of_age_from(str(person["birth"])) <= today for person in dated):
        return False
    shown = {mark for person in dated for mark in _marks(person)}
    return bool(persons) and all(
        "birth" in person or not shown.isdisjoint(_marks(person)) for person in persons
    )


def _marks(person: Mapping[str, Json]) -> Iterator[str]:
    """Yield what a person without a birth can be matched by: documents and names."""
    yield from known_by({"documents": person.get("documents", [])})
    yield from known_names(person)
