"""What a work store must do, by subject, whatever it is kept in (LED-28 to LED-45).

Every method that changes something is durable when it returns.  Several changes become one,
durable together and cheaper, inside `with work.together():`.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.errors import Reason
from jisr.ledger.base import READ_MAX
from jisr.ledger.work.lists import Register, Views
from jisr.ledger.work.rows import (
    AccessEvent,
    Alarm,
    Approval,
    ApprovalRequest,
    Assignment,
    ChainHead,
    Desk,
    Draft,
    Effect,
    EffectKey,
    Flag,
    Frame,
    InternalNote,
    Linked,
    Load,
    Officer,
    Outgoing,
    Partner,
    Receipt,
    Transfer,
)


class People(Protocol):
    """Desks, officers, and who works on what."""

    def put_desk(self, desk: Desk) -> None:
        """Add a desk, or replace the one with its id."""

    def desks(self) -> Sequence[Desk]:
        """Return all desks, by id."""

    def put_officer(self, officer: Officer) -> None:
        """Add an officer, or replace the one with this id, memberships included.

        Raises:
            Conflict: a membership names a desk that is not here.
        """

    def officer(self, id: str) -> Officer | None:
        """Return one officer."""

    def officers(self) -> Sequence[Officer]:
        """Return all officers, by id."""

    def assign(self, assignment: Assignment) -> None:
        """Record who works on a case from now on; earlier assignments stay on record."""

    def assignments(self, space: Digest, case: Digest) -> Sequence[Assignment]:
        """Return who has worked on a case, the latest last."""

    def assigned_to(self, officer: str) -> Sequence[Assignment]:
        """Return the assignments an officer holds now, the oldest first."""

    def assigned_at(self, desk: str) -> Sequence[Assignment]:
        """Return the assignments a desk holds now, its officers' included."""


class Margin(Protocol):
    """What our people keep beside a case: internal notes and local flags."""

    def add_note(self, note: InternalNote) -> None:
        """Add a note; Conflict when its id is taken."""

    def notes(self, space: Digest, case: Digest) -> Sequence[InternalNote]:
        """Return the notes on a case, the oldest first."""

    def remove_note(self, id: str) -> None:
        """Remove a note, overwritten; an unknown one changes nothing."""

    def flag(self, flag: Flag) -> None:
        """Set a flag; one that is set already keeps who set it and when."""

    def unflag(self, subject: str, code: Slug) -> None:
        """Take a flag away, if it is set."""

    def flags(self, subject: str) -> Sequence[Flag]:
        """Return the flags of a subject, by code."""

    def flagged(self, code: Slug) -> Sequence[Flag]:
        """Return all flags of one code, by subject."""


class Drafts(Protocol):
    """What officers are writing: saved often, never lost, never overwritten unseen."""

    def save(self, draft: Draft) -> Draft:
        """Save a draft over the version it was opened at; return it with its new version.

        Args:
            draft: `version` is the one it was opened at; 0 for a new one.

        Raises:
            Conflict: it was saved elsewhere meanwhile; that version stands.
        """

    def get(self, officer: str, id: str) -> Draft | None:
        """Return one draft."""

    def of(self, officer: str) -> Sequence[Draft]:
        """Return an officer's drafts, the latest saved first."""

    def on_case(self, space: Digest, case: Digest) -> Sequence[Draft]:
        """Return everybody's drafts on a case: who else is writing."""

    def discard(self, officer: str, id: str) -> None:
        """Remove a draft that was sent or given up, overwritten."""


class Approvals(Protocol):
    """Approvals, each bound to the hash of one exact text."""

    def ask(self, request: ApprovalRequest) -> None:
        """Ask for an approval; asking again for the same text changes nothing."""

    def request(self, digest: Digest) -> ApprovalRequest | None:
        """Return what was asked about a text."""

    def undecided(self) -> Sequence[ApprovalRequest]:
        """Return the requests nobody has decided on, the oldest first."""

    def decide(self, approval: Approval) -> None:
        """Record a decision; Conflict when not asked for, or this officer has decided."""

    def decisions(self, digest: Digest) -> Sequence[Approval]:
        """Return the decisions on a text, the oldest first."""


class AccessLog(Protocol):
    """Who read, searched, handed out, altered or erased what, and why: a chain of hashes."""

    def append(self, events: Sequence[AccessEvent]) -> ChainHead:
        """Log events, before they happen; return the head that covers them."""

    def head(self) -> ChainHead:
        """Return where the chain stands."""

    def after(self, start: int, limit: int = READ_MAX) -> Sequence[AccessEvent]:
        """Return at most `limit` events from the `start`-th, in order."""

    def of_act(self, act: Digest) -> Sequence[AccessEvent]:
        """Return every access to an act or its parts, in order: also who received it."""

    def of_case(self, space: Digest, case: Digest) -> Sequence[AccessEvent]:
        """Return every access to a case, in order."""

    def of_subject(self, subject: Digest) -> Sequence[AccessEvent]:
        """Return every access that names a subject, by its digest, in order."""

    def chained(self, start: int, limit: int = READ_MAX) -> Sequence[Linked]:
        """Return at most `limit` events from the `start`-th, each with the hash kept for it."""


class Effects(Protocol):
    """The journal of effects: each is carried out once."""

    def plan(self, keys: Sequence[EffectKey]) -> None:
        """Plan effects; those in the journal already are left as they are."""

    def claim(self, *, now: datetime, until: datetime, limit: int) -> Sequence[EffectKey]:
        """Take effects that are due, or whose claim ran out; nobody else gets them."""

    def done(self, key: EffectKey) -> None:
        """Record that a claimed effect has happened; Conflict when it is not claimed."""

    def retry(self, key: EffectKey, *, at: datetime) -> None:
        """Give a claimed effect back, for a later try; Conflict when it is not claimed."""

    def hold(self, space: Digest) -> None:
        """Hold all effects of a space that are not done: after a restore."""

    def release(self, keys: Sequence[EffectKey]) -> None:
        """Plan held effects again, as an operator decided."""

    def close(self, keys: Sequence[EffectKey]) -> None:
        """Take held effects as done, as an operator decided: they had happened before."""

    def unfinished(self, space: Digest) -> Sequence[Effect]:
        """Return all effects that are not done."""

    def of_case(self, space: Digest, case: Digest) -> Sequence[Effect]:
        """Return the effects of a case."""


class Outbox(Protocol):
    """Our acts that the partner has not acknowledged yet, and those held back for a while."""

    def queue(self, acts: Sequence[Outgoing]) -> None:
        """Queue acts; one that is queued already keeps its release."""

    def limit(self, space: Digest, now: datetime) -> int | None:
        """Return the first position that may not be sent yet; None when all may."""

    def next_release(self, now: datetime) -> datetime | None:
        """Return the next instant after `now` at which something is released."""

    def release(self, space: Digest, seq: int) -> None:
        """Release one act at once."""

    def waiting(self, space: Digest) -> Sequence[Outgoing]:
        """Return what is queued, in order."""

    def sent(self, space: Digest, *, below: int) -> None:
        """Forget what the partner has acknowledged."""


class Receipts(Protocol):
    """How far each of our acts has come."""

    def record(self, receipts: Sequence[Receipt]) -> None:
        """Record receipts; the first of a grade holds."""

    def of(self, act: Digest) -> Sequence[Receipt]:
        """Return the receipts of an act: delivered, then opened."""


class Partners(Protocol):
    """How to reach the partners, and the faults that last."""

    def put(self, partner: Partner) -> None:
        """Add a partner or replace what is known of it."""

    def get(self, party: PartyId) -> Partner | None:
        """Return what is known of a partner."""

    def all(self) -> Sequence[Partner]:
        """Return all partners, by code."""

    def reached(self, party: PartyId, *, at: datetime, skew: int) -> None:
        """Record a contact: failures are over."""

    def failed(self, party: PartyId, *, at: datetime) -> None:
        """Record a failed try."""

    def alarm(
        self, reason: Reason, *, facts: Mapping[str, str | int], subject: str, at: datetime
    ) -> None:
        """Raise an alarm, or count it once more if it lasts."""

    def clear(self, code: str, subject: str) -> None:
        """End an alarm, if it lasts."""

    def alarms(self) -> Sequence[Alarm]:
        """Return the alarms that last, the oldest first."""


class Frames(Protocol):
    """Messages of sessions, deleted after use."""

    def put(self, frame: Frame) -> None:
        """Keep a frame; the same number again changes nothing."""

    def of(self, space: Digest, session: Digest) -> Sequence[Frame]:
        """Return the frames of a session, by author and number."""

    def forget(self, space: Digest, session: Digest) -> None:
        """Delete a session's frames, overwritten."""

    def purge(self, now: datetime) -> int:
        """Delete the frames that expired; return how many."""


class Transfers(Protocol):
    """Attachments on their way in or out, chunk by chunk, sealed.

    By space and digest of what is sealed: of two spaces, neither sees what the other has.
    """

    def begin(self, transfer: Transfer) -> Transfer:
        """Start a transfer, or return how far the one under way has come."""

    def write(self, space: Digest, digest: Digest, offset: int, chunk: bytes) -> Transfer:
        """Add the next chunk; one that is here already changes nothing.

        Raises:
            Conflict: the transfer is unknown, or the chunk leaves a gap or passes the end.
        """

    def get(self, space: Digest, digest: Digest) -> Transfer | None:
        """Return how far a transfer has come."""

    def read(self, space: Digest, digest: Digest, offset: int, length: int) -> bytes:
        """Return at most `length` bytes from `offset` of what is here."""

    def unfinished(self, space: Digest) -> Sequence[Transfer]:
        """Return the transfers of a space that are not complete, the oldest first."""

    def load(self, space: Digest) -> Load:
        """Return how much the transfers of a space take, or will when they are complete."""

    def drop(self, space: Digest, digest: Digest) -> None:
        """Delete a transfer and its bytes, overwritten."""


class WorkStore(Protocol):
    """All of it."""

    def together(self) -> AbstractContextManager[None]:
        """Make all changes of a block one: durable together when it ends, or undone."""

    @property
    def people(self) -> People: ...
    @property
    def margin(self) -> Margin: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def approvals(self) -> Approvals: ...
    @property
    def access(self) -> AccessLog: ...
    @property
    def effects(self) -> Effects: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def receipts(self) -> Receipts: ...
    @property
    def partners(self) -> Partners: ...
    @property
    def frames(self) -> Frames: ...
    @property
    def transfers(self) -> Transfers: ...
    @property
    def views(self) -> Views: ...
    @property
    def register(self) -> Register: ...
