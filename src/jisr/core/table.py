"""What the fold needs to know of a procedure: who may do what, leading where.

`jisr.framework` compiles each signed procedure into a `Table`.  A table knows two sides, never
countries or cases, and reads headers only: terms, times and names, never a part.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum, auto
from typing import Final, NewType

from jisr.core.act import PartyId, Slug, Term

StateName = NewType("StateName", str)


class Side(StrEnum):
    """The two sides of a case: who opened it, and the other party."""

    OPENER = auto()
    OTHER = auto()


class TermType(StrEnum):
    """The types a header term can have; none can hold free text."""

    CODE = auto()  # One of a closed list.
    CODES = auto()  # Several of a closed list, sorted, each once.
    DATE = auto()  # YYYY-MM-DD.
    DATES = auto()  # Several, sorted, each once.
    INSTANT = auto()  # YYYY-MM-DDThh:mm:ssZ.
    NUMBER = auto()  # A whole number, 0 or more.
    DIGEST = auto()  # SHA-256 in lower-case hexadecimal.
    REFERENCE = auto()  # A citable name: letters, digits, points and dashes.


@dataclass(frozen=True, slots=True, kw_only=True)
class TermSpec:
    """One term that a clause declares."""

    type: TermType
    required: bool
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act on the path of a case, as a deadline sees it: headers only.

    `received` is the `at` of the other party's first act that has seen this one; None until
    then.
    """

    author: PartyId
    side: Side  # The author's; the first step of case zero can be either party's.
    act: Slug
    state: StateName
    at: datetime
    received: datetime | None
    terms: Mapping[str, Term]


# Closed days that a party has announced by a signed act, by (party, year).
Closures = Mapping[tuple[PartyId, int], frozenset[date]]

# From the path so far (opening first) and the announced closures, the instant at which the
# current state is overdue; None while its start event has not happened.
DueRule = Callable[[tuple[Step, ...], Closures], datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One right: who may do what, leading where."""

    act: Slug
    by: Side
    to: StateName
    form: Slug | None = None
    terms: Mapping[str, TermSpec] = field(default_factory=dict)
    office: Slug | None = None  # The acting office the terms must name.
    accepting: Slug | None = None  # The part of the followed move whose commitment is repeated.
    revealing: Slug | None = None  # The part of its author's own earlier move that it repeats.
    late: bool = False  # Open only once the state is overdue.
    prevailing: bool = False  # Wins a crossing whoever has the turn.
    release_when_settled: bool = False  # Its parts leave only after the move has settled.
    release_when_revealed: bool = False  # Its parts leave only with the move that reveals them.


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A situation a case can be in.

    `turn` is the side that owes the next step; None for a state that rests.  `first` is the
    side whose act prevails when two cross, the turn-holder unless the state rests.
    """

    name: StateName
    turn: Side | None
    first: Side
    clauses: Mapping[tuple[Side, Slug], Clause]
    due: DueRule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRule:
    """A note a side may add in any state."""

    act: Slug
    by: frozenset[Side]
    form: Slug | None = None
    terms: Mapping[str, TermSpec] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A procedure as the fold reads it.  Ends have no state entry: nothing may follow."""

    procedure: Slug
    opens: Mapping[Slug, Clause]
    states: Mapping[StateName, State]
    ends: frozenset[StateName]
    notes: Mapping[Slug, NoteRule] = field(default_factory=dict)
    # (framework digest of the old edition, old state) -> state in this table.
    migrates: Mapping[tuple[str, StateName], StateName] = field(default_factory=dict)


OFFICE: Final = Slug("office")  # The term in which an office signs the clause reserved to it.
PROPOSE_MIGRATION: Final = Slug("propose-migration")
ACCEPT_MIGRATION: Final = Slug("accept-migration")
CONTENT_REFUSED: Final = Slug("content-refused")
OPENED: Final = Slug("opened")
_ANY_SIDE: Final = frozenset({Side.OPENER, Side.OTHER})
_ENTRY: Final = TermSpec(type=TermType.DIGEST, required=True)
_NAME: Final = TermSpec(type=TermType.REFERENCE, required=True)

# Notes that every procedure has, whatever its text: what a node itself says of an act.
BUILT_IN_NOTES: Final[Mapping[Slug, NoteRule]] = {
    CONTENT_REFUSED: NoteRule(
        act=CONTENT_REFUSED,
        by=_ANY_SIDE,
        terms={"entry": _ENTRY, "part": _NAME, "rule": _NAME},
    ),
    OPENED: NoteRule(act=OPENED, by=_ANY_SIDE, terms={"entry": _ENTRY, "desk": _NAME}),
}
