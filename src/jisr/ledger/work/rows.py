"""The values of the work store.  Times are aware, UTC, in whole seconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.case import Standing
from jisr.core.errors import Lang, Reason

# --- People and their desks


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A unit of our party, with its name in three languages."""

    id: str
    ar: str
    fr: str
    en: str
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Membership:
    """A role an officer has at a desk."""

    desk: str
    role: Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A person of ours who may use the node."""

    id: str
    name: str
    lang: Lang
    memberships: tuple[Membership, ...] = ()  # Sorted.
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who works on a case from an instant on; the latest one holds."""

    space: Digest
    case: Digest
    desk: str
    officer: str | None  # None: the desk has it, nobody yet.
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalNote:
    """What an officer wrote for colleagues only."""

    id: str
    space: Digest
    case: Digest
    officer: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A local mark, such as an asylum protection, on a case or a person of ours."""

    subject: str  # "case:…" or "person:…": the node's own key.
    code: Slug
    by: str
    at: datetime


# --- Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an officer is writing; `version` counts the times it was saved."""

    officer: str
    id: str
    space: Digest
    case: Digest | None  # None: the draft would open a case.
    procedure: Slug
    act: Slug
    lang: Lang
    content: bytes  # The form as filled, complete or not.
    saved: datetime
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRequest:
    """Asks a colleague to approve one exact text: `digest` is the hash of what would be sent."""

    digest: Digest
    space: Digest
    case: Digest | None
    asked_by: str
    asked_at: datetime
    rule: str  # The safeguard that wants it.
    draft: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One officer's decision on one exact text, with the reason in words."""

    digest: Digest
    officer: str
    approved: bool
    reason: str
    at: datetime


# --- Reading and disclosing


class Access(StrEnum):
    """What was done with content; what the ledger records by itself is not said again (LED-58)."""

    READ = "read"
    SEARCHED = "searched"
    EXPORTED = "exported"  # It left the node in a file.
    DISCLOSED = "disclosed"  # Handed to `recipient` by another way than the exchange.
    ALTERED = "altered"  # What the node keeps for itself, set or taken back by a person.
    COMBINED = "combined"  # What several cases hold was put together.
    ERASED = "erased"  # By order of `officer`.


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEvent:
    """One access, logged before it happens."""

    at: datetime
    officer: str  # Or the name of the machinery that acts by itself.
    access: Access
    purpose: Slug
    space: Digest | None = None
    case: Digest | None = None
    act: Digest | None = None
    part: str | None = None
    recipient: PartyId | None = None
    reason: str | None = None  # In words, where a person has to give one; it names nobody.
    subject: Digest | None = None  # Whom or what it was about: a keyed digest, never a name.


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """An event as the chain covers it, with the hash that the log keeps for it."""

    no: int  # From 0.
    said: bytes  # The event in its byte form.
    digest: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainHead:
    """Where the access log stands: how many events, and the hash that covers them all."""

    length: int
    digest: Digest


# --- Machinery


class EffectState(StrEnum):
    """Where an effect is."""

    PLANNED = "planned"
    CLAIMED = "claimed"  # Somebody is carrying it out, until `until`.
    HELD = "held"  # A restore waits for an operator's decision.
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectKey:
    """What makes an effect happen once; also its idempotency key outside."""

    space: Digest
    case: Digest
    move: Digest
    effect: Slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """An effect of a settled move."""

    key: EffectKey
    state: EffectState
    tries: int
    until: datetime | None  # Not before (planned), or claimed until; None: at once, or over.


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One of our acts on its way; None for `release_at` releases it at once."""

    space: Digest
    seq: int
    release_at: datetime | None = None


class Grade(StrEnum):
    """How far an act of ours has come."""

    DELIVERED = "delivered"
    OPENED = "opened"  # By a desk.


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """That an act has come so far, and by which act of the partner we know."""

    space: Digest
    act: Digest
    grade: Grade
    at: datetime
    by: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """How to reach a partner, and how that went."""

    party: PartyId
    address: str
    last_try: datetime | None = None
    last_contact: datetime | None = None
    failures: int = 0  # In a row, since the last contact.
    skew: int = 0  # Their clock minus ours, in seconds.


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A fault that lasts, and since when; no personal data."""

    reason: Reason
    facts: Mapping[str, str | int] = field(default_factory=dict)
    subject: str  # What it is about: a partner, a space, a file.
    since: datetime
    last: datetime
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A sealed message of a session, kept until it is used."""

    space: Digest
    session: Digest
    author: PartyId
    number: int
    sealed: bytes
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """How much of an attachment is here: `held` of `size` bytes, from the first on."""

    digest: Digest
    space: Digest
    size: int
    held: int
    started: datetime

    @property
    def complete(self) -> bool:
        """Say whether all of it is here."""
        return self.held == self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What the attachments of a space take."""

    unfinished: int  # Attachments that are not wholly here.
    size: int  # Bytes of all of them when they are complete.


# --- Views of the ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case as lists show it."""

    space: Digest
    case: Digest
    procedure: Slug
    opener: PartyId
    state: Slug
    turn: PartyId | None
    tip: Digest
    standing: Standing
    due: datetime | None
    opened_at: datetime
    updated: datetime
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueIn:
    """A span of dates due; without an end it has the cases without a date too."""

    start: datetime | None = None  # The first instant; None: from the earliest.
    end: datetime | None = None  # The first instant no longer in it.


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """An act as lists show it."""

    space: Digest
    id: Digest
    case: Digest | None
    author: PartyId
    seq: int
    standing: Standing | None  # None: service acts have none.
    void: str | None = None  # The reason's code, exactly when void.


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How many acts of a log the views have taken in."""

    space: Digest
    author: PartyId
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document of the public record, in the one byte form."""

    kind: Slug
    id: str
    content: bytes
    updated: datetime
