"""Desks, officers, what they write, approve and read, in dictionaries."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from jisr.core.act import Digest, Slug
from jisr.core.errors import Conflict
from jisr.ledger import reasons
from jisr.ledger.base import READ_MAX
from jisr.ledger.work.memory.tables import Journal, Table
from jisr.ledger.work.relational.chain import START, columns_of, link, said
from jisr.ledger.work.rows import (
    AccessEvent,
    Approval,
    ApprovalRequest,
    Assignment,
    ChainHead,
    Desk,
    Draft,
    Flag,
    InternalNote,
    Linked,
    Officer,
)

STORE: Final = "memory"


class MemoryPeople:
    """See `People`."""

    def __init__(self, journal: Journal) -> None:
        self._desks: Table[str, Desk] = Table(journal)
        self._officers: Table[str, Officer] = Table(journal)
        self._assignments: Table[int, Assignment] = Table(journal)

    def put_desk(self, desk: Desk) -> None:
        self._desks.changing()[desk.id] = desk

    def desks(self) -> Sequence[Desk]:
        return [desk for _, desk in sorted(self._desks.rows.items())]

    def put_officer(self, officer: Officer) -> None:
        if any(member.desk not in self._desks.rows for member in officer.memberships):
            raise Conflict(reasons.RECORDED_ALREADY, store=STORE)
        self._officers.changing()[officer.id] = officer

    def officer(self, id: str) -> Officer | None:
        return self._officers.rows.get(id)

    def officers(self) -> Sequence[Officer]:
        return [officer for _, officer in sorted(self._officers.rows.items())]

    def assign(self, assignment: Assignment) -> None:
        rows = self._assignments.changing()
        rows[len(rows)] = assignment

    def assignments(self, space: Digest, case: Digest) -> Sequence[Assignment]:
        rows = self._assignments.rows.values()
        return [row for row in rows if (row.space, row.case) == (space, case)]

    def assigned_to(self, officer: str) -> Sequence[Assignment]:
        return [row for row in self._latest() if row.officer == officer]

    def assigned_at(self, desk: str) -> Sequence[Assignment]:
        return [row for row in self._latest() if row.desk == desk]

    def _latest(self) -> Sequence[Assignment]:
        found: dict[tuple[Digest, Digest], Assignment] = {}
        for row in self._assignments.rows.values():
            found.pop((row.space, row.case), None)
            found[row.space, row.case] = row
        return list(found.values())


class MemoryMargin:
    """See `Margin`."""

    def __init__(self, journal: Journal) -> None:
        self._notes: Table[str, InternalNote] = Table(journal)
        self._flags: Table[tuple[str, Slug], Flag] = Table(journal)

    def add_note(self, note: InternalNote) -> None:
        if note.id in self._notes.rows:
            raise Conflict(reasons.RECORDED_ALREADY, store=STORE)
        self._notes.changing()[note.id] = note

    def notes(self, space: Digest, case: Digest) -> Sequence[InternalNote]:
        rows = self._notes.rows.values()
        return [note for note in rows if (note.space, note.case) == (space, case)]

    def remove_note(self, id: str) -> None:
        self._notes.changing().pop(id, None)

    def flag(self, flag: Flag) -> None:
        self._flags.changing().setdefault((flag.subject, flag.code), flag)

    def unflag(self, subject: str, code: Slug) -> None:
        self._flags.changing().pop((subject, code), None)

    def flags(self, subject: str) -> Sequence[Flag]:
        return [flag for key, flag in sorted(self._flags.rows.items()) if key[0] == subject]

    def flagged(self, code: Slug) -> Sequence[Flag]:
        return [flag for key, flag in sorted(self._flags.rows.items()) if key[1] == code]


class MemoryDrafts:
    """See `Drafts`."""

    def __init__(self, journal: Journal) -> None:
        self._drafts: Table[tuple[str, str], Draft] = Table(journal)

    def save(self, draft: Draft) -> Draft:
        held = self.get(draft.officer, draft.id)
        if held is not None and held.version != draft.version:
            raise Conflict(reasons.DRAFT_NEWER, version=held.version)
        saved = replace(draft, version=draft.version + 1)
        self._drafts.changing()[draft.officer, draft.id] = saved
        return saved

    def get(self, officer: str, id: str) -> Draft | None:
        return self._drafts.rows.get((officer, id))

    def of(self, officer: str) -> Sequence[Draft]:
        found = [draft for key, draft in sorted(self._drafts.rows.items()) if key[0] == officer]
        return sorted(found, key=lambda draft: draft.saved, reverse=True)

    def on_case(self, space: Digest, case: Digest) -> Sequence[Draft]:
        rows = sorted(self._drafts.rows.items())
        return [draft for _, draft in rows if (draft.space, draft.case) == (space, case)]

    def discard(self, officer: str, id: str) -> None:
        self._drafts.changing().pop((officer, id), None)


class MemoryApprovals:
    """See `Approvals`."""

    def __init__(self, journal: Journal) -> None:
        self._requests: Table[Digest, ApprovalRequest] = Table(journal)
        self._decisions: Table[tuple[Digest, str], Approval] = Table(journal)

    def ask(self, request: ApprovalRequest) -> None:
        self._requests.changing().setdefault(request.digest, request)

    def request(self, digest: Digest) -> ApprovalRequest | None:
        return self._requests.rows.get(digest)

    def undecided(self) -> Sequence[ApprovalRequest]:
        decided = {digest for digest, _ in self._decisions.rows}
        return [one for digest, one in self._requests.rows.items() if digest not in decided]

    def decide(self, approval: Approval) -> None:
        if approval.digest not in self._requests.rows:
            raise Conflict(reasons.NOT_ASKED)
        if (approval.digest, approval.officer) in self._decisions.rows:
            raise Conflict(reasons.DECIDED_ALREADY)
        self._decisions.changing()[approval.digest, approval.officer] = approval

    def decisions(self, digest: Digest) -> Sequence[Approval]:
        return [row for (of, _), row in self._decisions.rows.items() if of == digest]


class MemoryAccessLog:
    """See `AccessLog`."""

    def __init__(self, journal: Journal) -> None:
        self._events: Table[int, AccessEvent] = Table(journal)
        self._heads: Table[int, bytes] = Table(journal)  # By length.

    def append(self, events: Sequence[AccessEvent]) -> ChainHead:
        rows, heads = self._events.changing(), self._heads.changing()
        for event in events:
            length = len(rows)
            rows[length] = event
            heads[length + 1] = link(heads.get(length, START), said(columns_of(event)))
        return self.head()

    def head(self) -> ChainHead:
        length = len(self._events.rows)
        return ChainHead(length=length, digest=Digest(self._heads.rows.get(length, START).hex()))

    def after(self, start: int, limit: int = READ_MAX) -> Sequence[AccessEvent]:
        assert 0 < limit <= READ_MAX
        return list(self._events.rows.values())[start : start + limit]

    def of_act(self, act: Digest) -> Sequence[AccessEvent]:
        return [event for event in self._events.rows.values() if event.act == act]

    def of_case(self, space: Digest, case: Digest) -> Sequence[AccessEvent]:
        rows = self._events.rows.values()
        return [event for event in rows if (event.space, event.case) == (space, case)]

    def of_subject(self, subject: Digest) -> Sequence[AccessEvent]:
        return [event for event in self._events.rows.values() if event.subject == subject]

    def chained(self, start: int, limit: int = READ_MAX) -> Sequence[Linked]:
        return [
            Linked(
                no=no, said=said(columns_of(event)), digest=Digest(self._heads.rows[no + 1].hex())
            )
            for no, event in enumerate(self.after(start, limit), start)
        ]
