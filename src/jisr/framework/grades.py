"""Grades and handling codes, and what several together bear: the worst of each.  Pure.

A grade is that of the 4×4 system: the source from A to X, the information from 1 to 4.  What is
derived from several statements is no better than any of them, in either; what is taken from
several parts is under the strictest of their codes.

Source: docs/spec/safeguards.md, SAF-74.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Final

from jisr.core.canonical import Json
from jisr.framework.form import Handling

SOURCES: Final = "ABCX"  # From the best to one of which nothing is known.
INFORMATION: Final = range(1, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How good a source is, and its information."""

    source: str  # One of SOURCES.
    information: int  # One of INFORMATION.

    def join(self, other: "Grade") -> "Grade":
        """Return the best grade that is no better than either."""
        return Grade(
            source=max(self.source, other.source, key=SOURCES.index),
            information=max(self.information, other.information),
        )

    def no_better_than(self, other: "Grade") -> bool:
        """Say whether this grade may stand where the other one stood."""
        return self.join(other) == self


UNKNOWN: Final = Grade(source=SOURCES[-1], information=INFORMATION[-1])


def grade_of(statement: Mapping[str, Json]) -> Grade:
    """Return the grade of a statement in its one form."""
    source, information = statement["source"], statement["information"]
    assert isinstance(source, str)
    assert isinstance(information, int)
    return Grade(source=source, information=information)


def joined(grades: Iterable[Grade]) -> Grade:
    """Return what is derived from statements of these grades; from none, nothing is known."""
    found = [*grades]
    return reduce(Grade.join, found) if found else UNKNOWN


def strictest(codes: Iterable[Handling]) -> Handling:
    """Return the code of what is taken from parts under these; of none it is not known: H3."""
    return max(codes, default=Handling.H3)
