"""Who is shown to be of age by what is said of their birth.  Pure; any doubt makes a child.

Source: docs/spec/safeguards.md, SAF-72.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
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

    A person without a birth is shown by another record with the same document: an application need
    not repeat what a register has answered; or by one with the same name of several words, where
    all births are of one name and no two documents of one kind differ.  Each birth that is said
    has to show it.

    Args:
        persons: whom an act and its case name, each value in its one form.
        today: the day, where the sun rises last of all that decide.
    """
    dated = [person for person in persons if "birth" in person]
    if not all(of_age_from(str(person["birth"])) <= today for person in dated):
        return False
    documents = {mark for person in dated for mark in _documents(person)}
    called = {frozenset(known_names(person)) for person in dated}
    names = {name for one in called for name in one if " " in name} if len(called) == 1 else set()
    kinds = {_kind(mark) for mark in documents}

    def shown(person: Mapping[str, Json]) -> bool:
        own = _documents(person)
        if not documents.isdisjoint(own):
            return True
        differs = not kinds.isdisjoint(map(_kind, own))
        return not differs and not names.isdisjoint(known_names(person))

    return bool(persons) and all("birth" in person or shown(person) for person in persons)


def _documents(person: Mapping[str, Json]) -> frozenset[str]:
    """Return what a person is known by without a name."""
    return frozenset(known_by({"documents": person.get("documents", [])}))


def _kind(document: str) -> str:
    """Return what a document is known by without its number: type and issuer."""
    return document.rpartition("|")[0]
