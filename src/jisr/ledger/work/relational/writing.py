"""Drafts and approvals, in tables."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from jisr.core.act import Digest
from jisr.core.errors import Conflict
from jisr.ledger import reasons
from jisr.ledger.tables import Row, Tables
from jisr.ledger.work.relational.times import instant, stamp
from jisr.ledger.work.rows import Approval, ApprovalRequest, Draft

SCHEMA: Final = """
create table draft (
    officer text not null, id text not null, space text not null, case_id text,
    procedure text not null, act text not null, lang text not null, content blob not null,
    saved text not null, version integer not null check (version > 0),
    unique (officer, id)
) strict;
create index draft_by_case on draft (space, case_id) where case_id is not null;
create table approval_request (
    no integer primary key, digest text not null unique, space text not null, case_id text,
    asked_by text not null, asked_at text not null, rule text not null, draft text not null
) strict;
create table approval (
    no integer primary key, digest text not null references approval_request (digest),
    officer text not null, approved integer not null check (approved in (0, 1)),
    reason text not null, at text not null, unique (digest, officer)
) strict;
"""

_DRAFT: Final = """
select officer, id, space, case_id, procedure, act, lang, content, saved, version from draft where
"""
DRAFT: Final = _DRAFT + "officer = ?1 and id = ?2"
DRAFTS: Final = _DRAFT + "officer = ?1 order by saved desc, id"
DRAFTS_ON_CASE: Final = _DRAFT + "space = ?1 and case_id = ?2 order by officer, id"
# Writes over the version the caller saw, and no other; a draft discarded elsewhere comes back,
# because text that somebody still has open must not be lost.
SAVE: Final = """
insert into draft (officer, id, space, case_id, procedure, act, lang, content, saved, version)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
on conflict (officer, id) do update set
    space = ?3, case_id = ?4, procedure = ?5, act = ?6, lang = ?7, content = ?8, saved = ?9,
    version = ?10
where draft.version = ?10 - 1
"""
DISCARD: Final = "delete from draft where officer = ?1 and id = ?2"

ASK: Final = """
insert into approval_request (digest, space, case_id, asked_by, asked_at, rule, draft)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict (digest) do nothing
"""
REQUEST: Final = """
select digest, space, case_id, asked_by, asked_at, rule, draft from approval_request
where digest = ?1
"""
UNDECIDED: Final = """
select digest, space, case_id, asked_by, asked_at, rule, draft from approval_request r
where not exists (select 1 from approval a where a.digest = r.digest) order by no
"""
# An officer decides once on a text, and only on one that was asked about.
DECIDE: Final = """
insert into approval (digest, officer, approved, reason, at) values (?1, ?2, ?3, ?4, ?5)
on conflict (digest, officer) do nothing
"""
DECISIONS: Final = """
select digest, officer, approved, reason, at from approval where digest = ?1 order by no
"""


class RelationalDrafts:
    """See `Drafts`."""

    def __init__(self, db: Tables) -> None:
        self._db = db

    def save(self, draft: Draft) -> Draft:
        saved = replace(draft, version=draft.version + 1)
        place = saved.officer, saved.id, saved.space, saved.case
        what = saved.procedure, saved.act, saved.lang, saved.content
        with self._db.writing():
            if not self._db.change(SAVE, *place, *what, stamp(saved.saved), saved.version):
                [row] = self._db.rows(DRAFT, draft.officer, draft.id)
                raise Conflict(reasons.DRAFT_NEWER, version=_draft(row).version)
        return saved

    def get(self, officer: str, id: str) -> Draft | None:
        row = self._db.row(DRAFT, officer, id)
        return _draft(row) if row else None

    def of(self, officer: str) -> Sequence[Draft]:
        return [_draft(row) for row in self._db.rows(DRAFTS, officer)]

    def on_case(self, space: Digest, case: Digest) -> Sequence[Draft]:
        return [_draft(row) for row in self._db.rows(DRAFTS_ON_CASE, space, case)]

    def discard(self, officer: str, id: str) -> None:
        self._db.write(DISCARD, officer, id)


class RelationalApprovals:
    """See `Approvals`."""

    def __init__(self, db: Tables) -> None:
        self._db = db

    def ask(self, request: ApprovalRequest) -> None:
        asked = request.asked_by, stamp(request.asked_at), request.rule, request.draft
        self._db.write(ASK, request.digest, request.space, request.case, *asked)

    def request(self, digest: Digest) -> ApprovalRequest | None:
        row = self._db.row(REQUEST, digest)
        return _request(row) if row else None

    def undecided(self) -> Sequence[ApprovalRequest]:
        return [_request(row) for row in self._db.rows(UNDECIDED)]

    def decide(self, approval: Approval) -> None:
        verdict = approval.approved, approval.reason, stamp(approval.at)
        with self._db.writing():
            if self.request(approval.digest) is None:
                raise Conflict(reasons.NOT_ASKED)
            if not self._db.change(DECIDE, approval.digest, approval.officer, *verdict):
                raise Conflict(reasons.DECIDED_ALREADY)

    def decisions(self, digest: Digest) -> Sequence[Approval]:
        return [
            Approval(
                digest=digest, officer=officer, approved=bool(yes), reason=reason, at=instant(at)
            )
            for digest, officer, yes, reason, at in self._db.rows(DECISIONS, digest)
        ]


def _draft(row: Row) -> Draft:
    officer, id, space, case, procedure, act, lang, content, saved, version = row
    return Draft(
        officer=officer,
        id=id,
        space=space,
        case=case,
        procedure=procedure,
        act=act,
        lang=lang,
        content=content,
        saved=instant(saved),
        version=version,
    )


def _request(row: Row) -> ApprovalRequest:
    digest, space, case, asked_by, asked_at, rule, draft = row
    return ApprovalRequest(
        digest=digest,
        space=space,
        case=case,
        asked_by=asked_by,
        asked_at=instant(asked_at),
        rule=rule,
        draft=draft,
    )
