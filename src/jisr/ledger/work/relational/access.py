"""The access log, in tables: each row's hash covers the row and the hash before it (LED-36)."""

from collections.abc import Sequence
from typing import Final

from jisr.core.act import Digest
from jisr.ledger.base import READ_MAX
from jisr.ledger.tables import Row, Tables
from jisr.ledger.work.relational.chain import START, columns_of, link, said
from jisr.ledger.work.relational.times import instant
from jisr.ledger.work.rows import Access, AccessEvent, ChainHead, Linked

_TABLE: Final = """
create table access (
    no integer primary key, at text not null, officer text not null,
    access text not null check (access in
        ('read', 'searched', 'exported', 'disclosed', 'altered', 'combined', 'erased')),
    purpose text not null, space text, case_id text, act text, part text, recipient text,
    reason text, subject text, digest blob not null
) strict;
create index access_by_act on access (act, no) where act is not null;
create index access_by_case on access (case_id, no) where case_id is not null;
create index access_by_subject on access (subject, no) where subject is not null;
"""
SCHEMA: Final = (
    _TABLE
    + """
create table access_head (
    one integer primary key check (one = 1), length integer not null, digest blob not null
) strict;
"""
)
# A condition of a column cannot be changed in place: the rows go over into a new table.  What no
# event had before is null, which no hash covers, so every link still fits.
FROM_3: Final = (
    "alter table access rename to access_before;"
    "drop index access_by_act; drop index access_by_case;"
    + _TABLE
    + """
insert into access
select no, at, officer, access, purpose, space, case_id, act, part, recipient, null, null, digest
from access_before order by no;
drop table access_before;
"""
)

ADD: Final = "insert into access values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
HEAD: Final = "select length, digest from access_head"
MOVE_HEAD: Final = """
insert into access_head values (1, ?1, ?2) on conflict (one) do update set length = ?1, digest = ?2
"""
_EVENT: Final = """
select no, at, officer, access, purpose, space, case_id, act, part, recipient, reason, subject,
    digest
from access where
"""
AFTER: Final = _EVENT + "no >= ?1 order by no limit ?2"
OF_ACT: Final = _EVENT + "act = ?1 order by no"
OF_CASE: Final = _EVENT + "space = ?1 and case_id = ?2 order by no"
OF_SUBJECT: Final = _EVENT + "subject = ?1 order by no"


class RelationalAccessLog:
    """See `AccessLog`."""

    def __init__(self, db: Tables) -> None:
        self._db = db

    def append(self, events: Sequence[AccessEvent]) -> ChainHead:
        with self._db.writing():
            length, digest = self._stand()
            rows: list[Row] = []
            for no, event in enumerate(events, length):
                columns = columns_of(event)
                digest = link(digest, said(columns))
                rows.append((no, *columns, digest))
            self._db.change_each(ADD, rows)
            length += len(rows)
            self._db.change(MOVE_HEAD, length, digest)
        return ChainHead(length=length, digest=Digest(digest.hex()))

    def _stand(self) -> tuple[int, bytes]:
        length, digest = self._db.row(HEAD) or (0, START)
        return length, digest

    def head(self) -> ChainHead:
        length, digest = self._stand()
        return ChainHead(length=length, digest=Digest(digest.hex()))

    def after(self, start: int, limit: int = READ_MAX) -> Sequence[AccessEvent]:
        assert 0 < limit <= READ_MAX
        return [_event(row) for row in self._db.rows(AFTER, start, limit)]

    def of_act(self, act: Digest) -> Sequence[AccessEvent]:
        return [_event(row) for row in self._db.rows(OF_ACT, act)]

    def of_case(self, space: Digest, case: Digest) -> Sequence[AccessEvent]:
        return [_event(row) for row in self._db.rows(OF_CASE, space, case)]

    def of_subject(self, subject: Digest) -> Sequence[AccessEvent]:
        return [_event(row) for row in self._db.rows(OF_SUBJECT, subject)]

    def chained(self, start: int, limit: int = READ_MAX) -> Sequence[Linked]:
        assert 0 < limit <= READ_MAX
        return [
            Linked(no=no, said=said(tuple(columns)), digest=Digest(digest.hex()))
            for no, *columns, digest in self._db.rows(AFTER, start, limit)
        ]


def _event(row: Row) -> AccessEvent:
    _, at, officer, access, purpose, space, case, act, part, recipient, reason, subject, _ = row
    return AccessEvent(
        at=instant(at),
        officer=officer,
        access=Access(access),
        purpose=purpose,
        space=space,
        case=case,
        act=act,
        part=part,
        recipient=recipient,
        reason=reason,
        subject=subject,
    )
