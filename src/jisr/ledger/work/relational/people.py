"""Desks, officers, assignments, internal notes and local flags, in tables."""

from collections.abc import Sequence
from typing import Final

from jisr.core.act import Digest, Slug
from jisr.ledger.tables import Row, Tables
from jisr.ledger.work.relational.times import instant, stamp
from jisr.ledger.work.rows import Assignment, Desk, Flag, InternalNote, Membership, Officer

SCHEMA: Final = """
create table desk (
    id text primary key, ar text not null, fr text not null, en text not null,
    active integer not null check (active in (0, 1))
) strict;
create table officer (
    id text primary key, name text not null, lang text not null check (lang in ('ar', 'fr', 'en')),
    active integer not null check (active in (0, 1))
) strict;
create table membership (
    officer text not null references officer (id), desk text not null references desk (id),
    role text not null, primary key (officer, desk, role)
) strict, without rowid;
create table assignment (
    no integer primary key, space text not null, case_id text not null,
    desk text not null references desk (id), officer text references officer (id),
    assigned_by text not null, at text not null
) strict;
create index assignment_by_case on assignment (space, case_id, no);
create index assignment_by_officer on assignment (officer, no);
create index assignment_by_desk on assignment (desk, no);
create table internal_note (
    no integer primary key, id text not null unique, space text not null, case_id text not null,
    officer text not null, at text not null, body text not null
) strict;
create index internal_note_by_case on internal_note (space, case_id, no);
create table flag (
    subject text not null, code text not null, flagged_by text not null, at text not null,
    primary key (subject, code)
) strict, without rowid;
create index flag_by_code on flag (code, subject);
"""

PUT_DESK: Final = """
insert into desk (id, ar, fr, en, active) values (?1, ?2, ?3, ?4, ?5)
on conflict (id) do update set ar = ?2, fr = ?3, en = ?4, active = ?5
"""
DESKS: Final = "select id, ar, fr, en, active from desk order by id"
PUT_OFFICER: Final = """
insert into officer (id, name, lang, active) values (?1, ?2, ?3, ?4)
on conflict (id) do update set name = ?2, lang = ?3, active = ?4
"""
LEAVE: Final = "delete from membership where officer = ?1"
# The foreign key refuses a desk that is not here.
JOIN: Final = "insert into membership (officer, desk, role) values (?, ?, ?)"
OFFICER: Final = "select id, name, lang, active from officer where id = ?1"
OFFICERS: Final = "select id, name, lang, active from officer order by id"
MEMBERSHIPS: Final = "select desk, role from membership where officer = ?1 order by desk, role"

ASSIGN: Final = """
insert into assignment (space, case_id, desk, officer, assigned_by, at)
values (?1, ?2, ?3, ?4, ?5, ?6)
"""
ASSIGNMENTS: Final = """
select space, case_id, desk, officer, assigned_by, at from assignment
where space = ?1 and case_id = ?2 order by no
"""
# Only the latest assignment of a case holds.
_HELD: Final = """
select space, case_id, desk, officer, assigned_by, at from assignment a
where not exists (
    select 1 from assignment b
    where b.space = a.space and b.case_id = a.case_id and b.no > a.no)
"""
ASSIGNED_TO: Final = _HELD + "and officer = ?1 order by no"
ASSIGNED_AT: Final = _HELD + "and desk = ?1 order by no"

ADD_NOTE: Final = """
insert into internal_note (id, space, case_id, officer, at, body) values (?1, ?2, ?3, ?4, ?5, ?6)
"""
NOTES: Final = """
select id, space, case_id, officer, at, body from internal_note
where space = ?1 and case_id = ?2 order by no
"""
REMOVE_NOTE: Final = "delete from internal_note where id = ?1"
# The first to set a flag stays on record.
FLAG: Final = "insert into flag values (?1, ?2, ?3, ?4) on conflict do nothing"
UNFLAG: Final = "delete from flag where subject = ?1 and code = ?2"
FLAGS: Final = "select subject, code, flagged_by, at from flag where subject = ?1 order by code"
FLAGGED: Final = "select subject, code, flagged_by, at from flag where code = ?1 order by subject"


class RelationalPeople:
    """See `People`."""

    def __init__(self, db: Tables) -> None:
        self._db = db

    def put_desk(self, desk: Desk) -> None:
        self._db.write(PUT_DESK, desk.id, desk.ar, desk.fr, desk.en, desk.active)

    def desks(self) -> Sequence[Desk]:
        return [
            Desk(id=id, ar=ar, fr=fr, en=en, active=bool(active))
            for id, ar, fr, en, active in self._db.rows(DESKS)
        ]

    def put_officer(self, officer: Officer) -> None:
        with self._db.writing():
            self._db.change(PUT_OFFICER, officer.id, officer.name, officer.lang, officer.active)
            self._db.change(LEAVE, officer.id)
            self._db.change_each(JOIN, [(officer.id, m.desk, m.role) for m in officer.memberships])

    def officer(self, id: str) -> Officer | None:
        row = self._db.row(OFFICER, id)
        return self._officer(row) if row else None

    def officers(self) -> Sequence[Officer]:
        return [self._officer(row) for row in self._db.rows(OFFICERS)]

    def _officer(self, row: Row) -> Officer:
        id, name, lang, active = row
        memberships = tuple(
            Membership(desk=desk, role=Slug(role)) for desk, role in self._db.rows(MEMBERSHIPS, id)
        )
        return Officer(id=id, name=name, lang=lang, memberships=memberships, active=bool(active))

    def assign(self, assignment: Assignment) -> None:
        who = assignment.desk, assignment.officer, assignment.by
        at = stamp(assignment.at)
        self._db.write(ASSIGN, assignment.space, assignment.case, *who, at)

    def assignments(self, space: Digest, case: Digest) -> Sequence[Assignment]:
        return [_assignment(row) for row in self._db.rows(ASSIGNMENTS, space, case)]

    def assigned_to(self, officer: str) -> Sequence[Assignment]:
        return [_assignment(row) for row in self._db.rows(ASSIGNED_TO, officer)]

    def assigned_at(self, desk: str) -> Sequence[Assignment]:
        return [_assignment(row) for row in self._db.rows(ASSIGNED_AT, desk)]


class RelationalMargin:
    """See `Margin`."""

    def __init__(self, db: Tables) -> None:
        self._db = db

    def add_note(self, note: InternalNote) -> None:
        where = note.space, note.case
        self._db.write(ADD_NOTE, note.id, *where, note.officer, stamp(note.at), note.text)

    def notes(self, space: Digest, case: Digest) -> Sequence[InternalNote]:
        return [
            InternalNote(id=id, space=space, case=case, officer=officer, at=instant(at), text=text)
            for id, space, case, officer, at, text in self._db.rows(NOTES, space, case)
        ]

    def remove_note(self, id: str) -> None:
        self._db.write(REMOVE_NOTE, id)

    def flag(self, flag: Flag) -> None:
        self._db.write(FLAG, flag.subject, flag.code, flag.by, stamp(flag.at))

    def unflag(self, subject: str, code: Slug) -> None:
        self._db.write(UNFLAG, subject, code)

    def flags(self, subject: str) -> Sequence[Flag]:
        return [_flag(row) for row in self._db.rows(FLAGS, subject)]

    def flagged(self, code: Slug) -> Sequence[Flag]:
        return [_flag(row) for row in self._db.rows(FLAGGED, code)]


def _assignment(row: Row) -> Assignment:
    space, case, desk, officer, by, at = row
    return Assignment(space=space, case=case, desk=desk, officer=officer, by=by, at=instant(at))


def _flag(row: Row) -> Flag:
    subject, code, by, at = row
    return Flag(subject=subject, code=code, by=by, at=instant(at))
