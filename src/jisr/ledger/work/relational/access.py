"""The access log, in tables: each row's hash covers the row and the hash before it (LED-36)."""

import hashlib
from collections.abc import Sequence
from typing import Final

from jisr.core.act import Digest
from jisr.core.canonical import encode
from jisr.ledger.base import READ_MAX
from jisr.ledger.tables import Row, Tables
from jisr.ledger.work.relational.times import instant, stamp
from jisr.ledger.work.rows import Access, AccessEvent, ChainHead

DOMAIN: Final = b"jisr-access-1\0"  # No other hash of ours begins so.
START: Final = hashlib.sha256(DOMAIN).digest()  # The hash before the first event.

SCHEMA: Final = """
create table access (
    no integer primary key, at text not null, officer text not null,
    access text not null check (access in ('read', 'searched', 'exported', 'disclosed')),
    purpose text not null, space text, case_id text, act text, part text, recipient text,
    digest blob not null
) strict;
create index access_by_act on access (act, no) where act is not null;
create index access_by_case on access (case_id, no) where case_id is not null;
create table access_head (
    one integer primary key check (one = 1), length integer not null, digest blob not null
) strict;
"""

ADD: Final = "insert into access values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
HEAD: Final = "select length, digest from access_head"
MOVE_HEAD: Final = """
insert into access_head values (1, ?1, ?2) on conflict (one) do update set length = ?1, digest = ?2
"""
_EVENT: Final = """
select no, at, officer, access, purpose, space, case_id, act, part, recipient, digest
from access where
"""
AFTER: Final = _EVENT + "no >= ?1 order by no limit ?2"
OF_ACT: Final = _EVENT + "act = ?1 order by no"
OF_CASE: Final = _EVENT + "space = ?1 and case_id = ?2 order by no"

_NAMES: Final = (
    # The columns a hash covers, in no order: the byte form sorts them.
    ("at", "officer", "access", "purpose", "space", "case", "act", "part", "recipient")
)


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
                digest = link(digest, columns)
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

    def verify(self) -> int | None:
        held, digest = 0, START
        while rows := self._db.rows(AFTER, held, READ_MAX):
            for no, *columns, linked in rows:
                digest = link(digest, tuple(columns))
                if (no, linked) != (held, digest):
                    return held
                held += 1
        return None if self._stand() == (held, digest) else held


def columns_of(event: AccessEvent) -> Row:
    """Return what a hash covers of an event."""
    what = stamp(event.at), event.officer, event.access.value, event.purpose
    return *what, event.space, event.case, event.act, event.part, event.recipient


def link(before: bytes, columns: Row) -> bytes:
    """Return the hash of one more event: SHA-256(domain ‖ hash before ‖ event's byte form)."""
    wire = {name: value for name, value in zip(_NAMES, columns, strict=True) if value is not None}
    return hashlib.sha256(DOMAIN + before + encode(wire)).digest()


def _event(row: Row) -> AccessEvent:
    _, at, officer, access, purpose, space, case, act, part, recipient, _ = row
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
    )
