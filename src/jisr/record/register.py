"""The register of the public record: who met whom, in which office, and what was undertaken.

Values only.  A register holds what is public, in our own words, with its source; what is not
public is None and is shown as "not public", never guessed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NewType

from jisr.core.act import PartyId, Slug
from jisr.core.errors import Lang
from jisr.record.texts import Trilingual

PersonId = NewType("PersonId", str)  # "MA.laftit"
OfficeId = NewType("OfficeId", str)  # "MA.interior"
MeetingId = NewType("MeetingId", str)  # "E1"
MechanismId = NewType("MechanismId", str)  # "GMMP.MA-FR"
UndertakingId = NewType("UndertakingId", str)  # "C1"

VERSION: Final = 1


class Status(StrEnum):
    """How far an undertaking has come; each word is stronger than the one before."""

    DISCUSSED = "discussed"
    PROPOSED = "proposed"
    UNILATERAL = "unilateral"
    AGREED = "agreed"
    ADOPTED = "adopted"
    IN_FORCE = "in-force"

    @property
    def rank(self) -> int:
        """0 for discussed to 5 for in force."""
        return tuple(Status).index(self)

    @property
    def of_one_party(self) -> bool:
        """Whether one party alone stands behind it."""
        return self in {Status.PROPOSED, Status.UNILATERAL}


class Relation(StrEnum):
    """How an account tells an undertaking, beside the record."""

    SAME = "same"
    WEAKENED = "weakened"  # Told, but as less than it was.
    GARBLED = "garbled"  # Told, but who or what cannot be recognised.
    ABSENT = "absent"


class Verdict(StrEnum):
    """What a printed form of a name is."""

    VARIANT = "variant"  # Right, but not the usual form.
    GARBLED = "garbled"
    WRONG_PERSON = "wrong-person"  # The name of somebody else who exists.
    UNKNOWN = "unknown"  # Nobody's name; the person meant is only proposed.


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a fact comes from: articles by number, and what lies outside them."""

    accounts: tuple[int, ...]
    elsewhere: Trilingual | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One press account; its text stays outside the repository."""

    number: int
    language: Lang
    meeting: MeetingId
    published: date
    kind: Trilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """An office one person held: from the day `since`, until the day `until` (not included)."""

    office: OfficeId
    title: Trilingual
    since: date
    until: date | None  # None: still held when the register was written.
    evidence: Evidence

    def covers(self, day: date) -> bool:
        """Whether the office was held on `day`."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person of public office, by name in both scripts."""

    id: PersonId
    party: PartyId
    name_ar: str
    name_latin: str
    tenures: tuple[Tenure, ...]

    def held(self, office: OfficeId, day: date) -> Tenure | None:
        """Return the tenure of `office` on `day`, or None."""
        found = (item for item in self.tenures if item.office == office and item.covers(day))
        return next(found, None)

    def in_office(self, day: date) -> bool:
        """Whether the register knows any office of this person on `day`."""
        return any(tenure.covers(day) for tenure in self.tenures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate:
    """Who sat at the table, and in which office on that day."""

    person: PersonId
    office: OfficeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """One party's side of the table."""

    party: PartyId
    members: tuple[Delegate, ...]
    others: Trilingual | None  # Those who were there and are not named in public.


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A ministerial meeting that took place."""

    id: MeetingId
    title: Trilingual
    date: date
    place: Trilingual
    parties: tuple[PartyId, ...]
    delegations: tuple[Delegation, ...]
    accounts: tuple[int, ...]
    date_evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanism:
    """A standing way of working between two parties; one per pair, never shared by pairs."""

    id: MechanismId
    name: Trilingual
    parties: tuple[PartyId, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A signed text that the cooperation rests on."""

    id: str
    name: Trilingual
    signed: date
    signatories: tuple[Delegate, ...]
    occasion: Trilingual
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class MajorEvent:
    """A large public event that the meetings or the accounts speak of."""

    id: str
    name: Trilingual
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How one article tells one undertaking."""

    article: int
    relation: Relation
    note: Trilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaking:
    """What was discussed, proposed, promised alone, agreed, adopted, or is in force.

    `by` is the party that stands behind it alone; None when `parties` do so together.
    `due` and `carried_out_by` are None when the date is not public, and when no procedure of
    Jisr carries the undertaking out yet.
    """

    id: UndertakingId
    meeting: MeetingId
    mechanism: MechanismId | None
    status: Status
    status_reason: Trilingual  # Why this status, and not a stronger one.
    by: PartyId | None
    parties: tuple[PartyId, ...]
    text: Trilingual
    remark: Trilingual | None
    due: date | None
    accounts: tuple[Telling, ...]
    carried_out_by: Slug | None

    @property
    def owners(self) -> tuple[PartyId, ...]:
        """Who owes it: the one party that stands behind it, or all of them."""
        return self.parties if self.by is None else (self.by,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Misnaming:
    """A name as an article prints it, beside the person it means."""

    article: int
    surface: str
    person: PersonId
    verdict: Verdict
    reads_as: PersonId | None  # With the verdict wrong-person: whose name it is.
    reason: Trilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The whole public record of one file."""

    note: Trilingual
    articles: tuple[Article, ...]
    persons: tuple[Person, ...]
    meetings: tuple[Meeting, ...]
    mechanisms: tuple[Mechanism, ...]
    instruments: tuple[Instrument, ...]
    major_events: tuple[MajorEvent, ...]
    undertakings: tuple[Undertaking, ...]
    misnamings: tuple[Misnaming, ...]

    def person(self, id: PersonId) -> Person | None:
        """Return the person of this id, or None."""
        return next((item for item in self.persons if item.id == id), None)

    def meeting(self, id: MeetingId) -> Meeting | None:
        """Return the meeting of this id, or None."""
        return next((item for item in self.meetings if item.id == id), None)
