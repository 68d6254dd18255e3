"""Lists of cases and acts, and the public record, in tables.

Django reads `case_row`, `act_row` and `document` as unmanaged models: their columns are an
interface (docs/spec/ledger.md, LED-31).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.case import Standing
from jisr.core.errors import Conflict
from jisr.ledger import reasons
from jisr.ledger.base import READ_MAX
from jisr.ledger.tables import Row, Tables
from jisr.ledger.work.relational.times import instant, instant_if, stamp, stamp_if
from jisr.ledger.work.rows import ActRow, CaseRow, Cursor, Document, DueIn

SCHEMA: Final = """
create table case_row (
    no integer primary key, space text not null, case_id text not null, procedure text not null,
    opener text not null, state text not null, turn text, tip text not null,
    standing text not null, due text, opened_at text not null, updated text not null,
    title text not null, unique (space, case_id)
) strict;
create index case_row_by_updated on case_row (updated desc, no);
create index case_row_by_space on case_row (space, updated desc, no);
create index case_row_by_due on case_row (due, no) where due is not null;
create index case_row_by_turn on case_row (space, turn, due);
create table act_row (
    no integer primary key, space text not null, id text not null, case_id text,
    author text not null, seq integer not null, standing text, void text,
    check ((coalesce(standing, '') = 'void') = (void is not null)), unique (space, id)
) strict;
create index act_row_by_case on act_row (space, case_id, author, seq) where case_id is not null;
create table view_cursor (
    space text not null, author text not null, position integer not null check (position >= 0),
    primary key (space, author)
) strict, without rowid;
create table document (
    kind text not null, id text not null, content blob not null, updated text not null,
    unique (kind, id)
) strict;
"""

PUT_CASE: Final = """
insert into case_row (space, case_id, procedure, opener, state, turn, tip, standing, due,
                      opened_at, updated, title)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
on conflict (space, case_id) do update set
    procedure = ?3, opener = ?4, state = ?5, turn = ?6, tip = ?7, standing = ?8, due = ?9,
    opened_at = ?10, updated = ?11, title = ?12
"""
PUT_ACT: Final = """
insert into act_row (space, id, case_id, author, seq, standing, void)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
on conflict (space, id) do update set standing = ?6, void = ?7
"""
CURSOR: Final = "select position from view_cursor where space = ?1 and author = ?2"
# A cursor moves only from where it was read; a cleared one only from 0.
START_CURSOR: Final = """
insert into view_cursor (space, author, position) values (?1, ?2, 0) on conflict do nothing
"""
MOVE_CURSOR: Final = """
update view_cursor set position = ?3 where space = ?1 and author = ?2 and position = ?4
"""
_CASE: Final = """
select space, case_id, procedure, opener, state, turn, tip, standing, due, opened_at, updated,
       title
from case_row
"""
CASE: Final = _CASE + "where space = ?1 and case_id = ?2"
CASES: Final = _CASE + "order by updated desc, no limit ?1 offset ?2"
CASES_OF_SPACE: Final = _CASE + "where space = ?3 order by updated desc, no limit ?1 offset ?2"
DUE: Final = _CASE + "where due < ?1 order by due, no limit ?2"
# The order is of dates, then of days of opening: two orders in one, for a date may be missing.
_WAITING: Final = "order by due is null, due, opened_at, no limit ?3"
WAITING_FROM: Final = _CASE + "where turn = ?1 and (due >= ?2 or due is null) " + _WAITING
WAITING_UNTIL: Final = _CASE + "where turn = ?1 and due >= ?2 and due < ?4 " + _WAITING
_COUNT: Final = "select count(*) from case_row where turn = ?1 and "
COUNT_FROM: Final = _COUNT + "(due >= ?2 or due is null)"
COUNT_UNTIL: Final = _COUNT + "due >= ?2 and due < ?3"
TURNS: Final = "select turn, count(*) from case_row where turn is not null group by turn"
_ACT: Final = "select space, id, case_id, author, seq, standing, void from act_row where "
ACT: Final = _ACT + "space = ?1 and id = ?2"
ACTS: Final = _ACT + "space = ?1 and case_id = ?2 order by author, seq"
CLEAR: Final = (
    "delete from case_row where space = ?1",
    "delete from act_row where space = ?1",
    "delete from view_cursor where space = ?1",
)

PUT: Final = """
insert into document (kind, id, content, updated) values (?1, ?2, ?3, ?4)
on conflict (kind, id) do update set content = ?3, updated = ?4
"""
_DOCUMENT: Final = "select kind, id, content, updated from document where "
GET: Final = _DOCUMENT + "kind = ?1 and id = ?2"
ALL: Final = _DOCUMENT + "kind = ?1 order by id"
AFTER: Final = _DOCUMENT + "kind = ?1 and id > ?2 order by id limit ?3"
COUNT: Final = "select count(*) from document where kind = ?1"
REMOVE: Final = "delete from document where kind = ?1 and id = ?2"


class RelationalViews:
    """See `Views`."""

    def __init__(self, db: Tables) -> None:
        self._db = db

    def apply(
        self,
        *,
        moved: Sequence[tuple[Cursor, int]],
        cases: Sequence[CaseRow],
        acts: Sequence[ActRow],
    ) -> None:
        with self._db.writing():
            for cursor, position in moved:
                where = cursor.space, cursor.author
                self._db.change(START_CURSOR, *where)
                if not self._db.change(MOVE_CURSOR, *where, position, cursor.position):
                    held = self.cursor(*where).position
                    raise Conflict(reasons.CURSOR_MOVED, author=cursor.author, position=held)
            self._db.change_each(PUT_CASE, [_case_columns(case) for case in cases])
            self._db.change_each(PUT_ACT, [_act_columns(act) for act in acts])

    def cursor(self, space: Digest, author: PartyId) -> Cursor:
        row = self._db.row(CURSOR, space, author)
        return Cursor(space=space, author=author, position=row[0] if row else 0)

    def case(self, space: Digest, case: Digest) -> CaseRow | None:
        row = self._db.row(CASE, space, case)
        return _case(row) if row else None

    def cases(
        self, *, space: Digest | None = None, start: int = 0, limit: int = READ_MAX
    ) -> Sequence[CaseRow]:
        assert 0 < limit <= READ_MAX
        if space is None:
            return [_case(row) for row in self._db.rows(CASES, limit, start)]
        return [_case(row) for row in self._db.rows(CASES_OF_SPACE, limit, start, space)]

    def due(self, before: datetime, *, limit: int = READ_MAX) -> Sequence[CaseRow]:
        assert 0 < limit <= READ_MAX
        return [_case(row) for row in self._db.rows(DUE, stamp(before), limit)]

    def waiting(self, party: PartyId, due: DueIn, *, limit: int = READ_MAX) -> Sequence[CaseRow]:
        assert 0 < limit <= READ_MAX
        start = _start(due)
        if due.end is None:
            rows = self._db.rows(WAITING_FROM, party, start, limit)
        else:
            rows = self._db.rows(WAITING_UNTIL, party, start, limit, stamp(due.end))
        return [_case(row) for row in rows]

    def waiting_count(self, party: PartyId, due: DueIn) -> int:
        count: int
        if due.end is None:
            [(count,)] = self._db.rows(COUNT_FROM, party, _start(due))
        else:
            [(count,)] = self._db.rows(COUNT_UNTIL, party, _start(due), stamp(due.end))
        return count

    def turns(self) -> Mapping[PartyId, int]:
        return dict(self._db.rows(TURNS))

    def act(self, space: Digest, id: Digest) -> ActRow | None:
        row = self._db.row(ACT, space, id)
        return _act(row) if row else None

    def acts(self, space: Digest, case: Digest) -> Sequence[ActRow]:
        return [_act(row) for row in self._db.rows(ACTS, space, case)]

    def clear(self, space: Digest) -> None:
        with self._db.writing():
            for statement in CLEAR:
                self._db.change(statement, space)


class RelationalRegister:
    """See `Register`."""

    def __init__(self, db: Tables) -> None:
        self._db = db

    def put(self, document: Document) -> None:
        self.put_all([document])

    def put_all(self, documents: Sequence[Document]) -> None:
        rows = [(one.kind, one.id, one.content, stamp(one.updated)) for one in documents]
        with self._db.writing():
            self._db.change_each(PUT, rows)

    def get(self, kind: Slug, id: str) -> Document | None:
        row = self._db.row(GET, kind, id)
        return _document(row) if row else None

    def some(self, kind: Slug, ids: Sequence[str]) -> Sequence[Document]:
        return [_document(row) for row in self._db.rows_each(GET, [(kind, id) for id in ids])]

    def all(self, kind: Slug) -> Sequence[Document]:
        return [_document(row) for row in self._db.rows(ALL, kind)]

    def after(self, kind: Slug, id: str = "", *, limit: int = READ_MAX) -> Sequence[Document]:
        assert 0 < limit <= READ_MAX
        return [_document(row) for row in self._db.rows(AFTER, kind, id, limit)]

    def count(self, kind: Slug) -> int:
        count: int
        [(count,)] = self._db.rows(COUNT, kind)
        return count

    def remove(self, kind: Slug, id: str) -> None:
        self._db.write(REMOVE, kind, id)

    def remove_all(self, kind: Slug, ids: Sequence[str]) -> None:
        with self._db.writing():
            self._db.change_each(REMOVE, [(kind, id) for id in ids])


def _start(due: DueIn) -> str:
    return "" if due.start is None else stamp(due.start)  # No stamp is before "".


def _case_columns(case: CaseRow) -> Row:
    key = case.space, case.case, case.procedure, case.opener
    now = case.state, case.turn, case.tip, case.standing.value
    times = stamp_if(case.due), stamp(case.opened_at), stamp(case.updated)
    return *key, *now, *times, case.title


def _case(row: Row) -> CaseRow:
    space, case, procedure, opener, state, turn, tip, standing, due, opened, updated, title = row
    return CaseRow(
        space=space,
        case=case,
        procedure=procedure,
        opener=opener,
        state=state,
        turn=turn,
        tip=tip,
        standing=Standing(standing),
        due=instant_if(due),
        opened_at=instant(opened),
        updated=instant(updated),
        title=title,
    )


def _act_columns(act: ActRow) -> Row:
    standing = act.standing.value if act.standing is not None else None
    return act.space, act.id, act.case, act.author, act.seq, standing, act.void


def _act(row: Row) -> ActRow:
    space, id, case, author, seq, standing, void = row
    return ActRow(
        space=space,
        id=id,
        case=case,
        author=author,
        seq=seq,
        standing=Standing(standing) if standing is not None else None,
        void=void,
    )


def _document(row: Row) -> Document:
    kind, id, content, updated = row
    return Document(kind=kind, id=id, content=content, updated=instant(updated))
