"""The public record as the pages show it: accounts, meetings, undertakings, wrong names.

These values also carry what every other view is made of: a `Text` in three languages, a
`Party` with its name, and the `Link` a reader can follow.  Nothing here is ever invented.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jisr.core.act import PartyId, Slug
from jisr.core.errors import Lang


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the three languages."""

    ar: str
    fr: str
    en: str

    def in_(self, lang: Lang) -> str:
        """Return the text for a reader of `lang`."""
        return {"ar": self.ar, "fr": self.fr, "en": self.en}[lang]


class Page(StrEnum):
    """A page that a link can lead to; the screens know its address."""

    HOME = "home"
    RECORD = "record"
    UNDERTAKING = "undertaking"
    CASES = "cases"
    CASE = "case"
    PROOF = "proof"
    FRAMEWORK = "framework"
    NODE = "node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where a reader can go next.

    `key` is the slug or id that the page needs, if any; for the record, the part of the page.
    """

    page: Page
    key: str = ""
    site: str = ""  # The address of another node of the demonstration; "": this one.
    part: str = ""  # Of the page; "": its beginning.


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party and the name a reader knows it by."""

    id: PartyId
    name: Text


class AccountKind(StrEnum):
    """What sort of thing an account describes."""

    SYSTEM = "system"
    MECHANISM = "mechanism"
    ACTIVITY = "activity"


class Built(StrEnum):
    """How much of a thing exists in this edition of Jisr."""

    BUILT = "built"
    PARTLY = "partly"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One thing the press accounts describe, and what it is in Jisr."""

    slug: Slug
    kind: AccountKind
    title: Text
    says: Text  # What the accounts say of it, in our own words.
    articles: tuple[int, ...]  # Numbers of the articles that tell it, as the record counts them.
    in_jisr: Text
    built: Built
    link: Link | None  # None: nothing to try yet.


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One press account, by its number; its wording is never shown."""

    number: int  # As the record counts them.
    language: Text
    kind: Text  # "A raw machine translation from Arabic."
    published: date | None
    meeting: Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A person at a meeting, in the office held that day."""

    name: Text
    office: Text
    party: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentRow:
    """A signed text that the cooperation rests on."""

    name: Text
    signed: date
    occasion: Text
    signatories: tuple[Participant, ...]
    articles: tuple[int, ...]
    source: Text | None  # What lies outside the articles.


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """A large public event that the accounts speak of."""

    name: Text
    articles: tuple[int, ...]
    source: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One real meeting."""

    slug: Slug
    title: Text
    day: date
    place: Text
    participants: tuple[Participant, ...]
    also: tuple[Text, ...]  # Others who were there, unnamed.
    articles: tuple[int, ...]
    date_source: Text | None  # How the date is known, where no article bears it.


class UndertakingStatus(StrEnum):
    """How far an undertaking has come; the order of the members is the lattice."""

    DISCUSSED = "discussed"
    PROPOSED = "proposed"
    UNILATERAL = "unilateral"
    AGREED = "agreed"
    ADOPTED = "adopted"
    IN_FORCE = "in-force"


class Relation(StrEnum):
    """How an article tells an undertaking, beside the record."""

    SAME = "same"
    WEAKENED = "weakened"
    GARBLED = "garbled"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one article makes of an undertaking, in our own words."""

    article: int
    note: Text
    relation: Relation


class CarrierKind(StrEnum):
    """What a carrier is to its undertaking."""

    MECHANISM = "mechanism"  # A case of the mechanism at work.
    FOLLOW_UP = "follow-up"  # The undertaking itself, as a case of both parties.
    RULES = "rules"  # The signed procedure, where there is no case of it yet.
    ELSEWHERE = "elsewhere"  # The page of another node: the case is in a space without us.


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A mechanism that carries an undertaking out: one click away."""

    label: Text
    link: Link
    invented: bool
    kind: CarrierKind = CarrierKind.MECHANISM
    at: Party | None = None  # Whose node shows it, where it is not this one.


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaking:
    """One undertaking with its true status."""

    slug: Slug
    number: int  # From 1, in the order of the record.
    what: Text
    status: UndertakingStatus
    status_reason: Text  # Why this status and not a stronger one.
    by: Party | None  # Whose word it is, where it is one party's alone.
    parties: tuple[Party, ...]
    meeting: Meeting
    mechanism: Text | None  # The standing way of working it belongs to.
    remark: Text | None
    owners: tuple[Party, ...]  # Who owes it; empty: not public.
    due: date | None  # None: not public.
    tellings: tuple[Telling, ...]
    carriers: tuple[Carrier, ...]

    @property
    def articles(self) -> tuple[int, ...]:
        """Return the numbers of the articles that tell it."""
        return tuple(
            telling.article for telling in self.tellings if telling.relation is not Relation.ABSENT
        )


class Verdict(StrEnum):
    """What a printed form of a name is."""

    VARIANT = "variant"
    GARBLED = "garbled"
    WRONG_PERSON = "wrong-person"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongName:
    """A name that an article got wrong, beside the right one."""

    printed: str  # As the article has it.
    right: Text
    office: Text | None  # The office held on the day of the meeting.
    article: int
    verdict: Verdict
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The public record: sourced, never invented."""

    note: Text
    articles: tuple[Article, ...]
    meetings: tuple[Meeting, ...]
    undertakings: tuple[Undertaking, ...]
    wrong_names: tuple[WrongName, ...]
    instruments: tuple[InstrumentRow, ...] = ()
    events: tuple[EventRow, ...] = ()
