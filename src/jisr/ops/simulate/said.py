"""What can be said of a story; the sentences are the command line's."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto


class Said(Enum):
    """What happened in a step."""

    OPENS = auto()
    SAYS = auto()
    MAY_NOT = auto()
    DIES = auto()
    FAILS = auto()
    TRIP = auto()
    TRIP_FAULT = auto()
    REQUEST_LOST = auto()
    REQUEST_LATE = auto()
    ANSWER_LOST = auto()
    ARRIVES = auto()
    TWICE = auto()
    CUT = auto()
    SKEWED = auto()
    STOPS = auto()
    ERASES = auto()
    SETTLES = auto()
    BACKS_UP = auto()
    RESTORES = auto()
    RESTARTS = auto()
    BEGINS = auto()
    GIVES_EDITION = auto()
    PROPOSES = auto()
    PRUNES = auto()
    VOID = auto()
    FORGES = auto()
    FORKS = auto()
    WITHHOLDS = auto()
    STOLEN = auto()
    USED = auto()
    REVOKES = auto()
    HEALS = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a story, before it has a language."""

    said: Said
    facts: Mapping[str, str | int]
