"""Session frames and attachments under way, in tables."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from jisr.core.act import Digest
from jisr.core.errors import Conflict
from jisr.ledger import reasons
from jisr.ledger.tables import Row, Tables
from jisr.ledger.work.relational.times import instant, stamp
from jisr.ledger.work.rows import Frame, Load, Transfer

SCHEMA: Final = """
create table frame (
    space text not null, session text not null, author text not null, number integer not null,
    sealed blob not null, expires text not null, unique (space, session, author, number)
) strict;
create table transfer (
    no integer primary key, space text not null, digest text not null,
    size integer not null check (size > 0),
    held integer not null check (held between 0 and size), started text not null,
    unique (space, digest)
) strict;
create index transfer_by_load on transfer (space, size, held);
create table chunk (
    transfer integer not null references transfer (no) on delete cascade,
    position integer not null, bytes blob not null, unique (transfer, position)
) strict;
"""

PUT: Final = "insert into frame values (?1, ?2, ?3, ?4, ?5, ?6) on conflict do nothing"
FRAMES: Final = """
select space, session, author, number, sealed, expires from frame
where space = ?1 and session = ?2 order by author, number
"""
FORGET: Final = "delete from frame where space = ?1 and session = ?2"
PURGE: Final = "delete from frame where expires <= ?1"

BEGIN: Final = """
insert into transfer (space, digest, size, held, started) values (?1, ?2, ?3, 0, ?4)
on conflict do nothing
"""
_TRANSFER: Final = "select space, digest, size, held, started from transfer where "
GET: Final = _TRANSFER + "space = ?1 and digest = ?2"
UNFINISHED: Final = _TRANSFER + "space = ?1 and held < size order by started, digest"
# From the index alone: it is asked whenever a file is announced.
LOAD: Final = """
select count(*) filter (where held < size), cast(coalesce(sum(size), 0) as bigint)
from transfer where space = ?1
"""
ADD_CHUNK: Final = """
insert into chunk select no, ?3, ?4 from transfer where space = ?1 and digest = ?2
"""
GROW: Final = "update transfer set held = held + ?3 where space = ?1 and digest = ?2"
# From the chunk that holds the first byte wanted to the one that holds the last.
READ: Final = """
select c.position, c.bytes from chunk c join transfer t on t.no = c.transfer
where t.space = ?1 and t.digest = ?2 and c.position < ?4 and c.position >= coalesce(
    (select max(position) from chunk where transfer = t.no and position <= ?3), 0)
order by c.position
"""
DROP: Final = "delete from transfer where space = ?1 and digest = ?2"


class RelationalFrames:
    """See `Frames`."""

    def __init__(self, db: Tables) -> None:
        self._db = db

    def put(self, frame: Frame) -> None:
        key = frame.space, frame.session, frame.author, frame.number
        self._db.write(PUT, *key, frame.sealed, stamp(frame.expires))

    def of(self, space: Digest, session: Digest) -> Sequence[Frame]:
        return [_frame(row) for row in self._db.rows(FRAMES, space, session)]

    def forget(self, space: Digest, session: Digest) -> None:
        self._db.write(FORGET, space, session)

    def purge(self, now: datetime) -> int:
        return self._db.write(PURGE, stamp(now))


class RelationalTransfers:
    """See `Transfers`."""

    def __init__(self, db: Tables) -> None:
        self._db = db

    def begin(self, transfer: Transfer) -> Transfer:
        started = stamp(transfer.started)
        with self._db.writing():
            self._db.change(BEGIN, transfer.space, transfer.digest, transfer.size, started)
            [row] = self._db.rows(GET, transfer.space, transfer.digest)
        return _transfer(row)

    def write(self, space: Digest, digest: Digest, offset: int, chunk: bytes) -> Transfer:
        assert chunk
        with self._db.writing():
            transfer = self.get(space, digest)
            held, size = (transfer.held, transfer.size) if transfer else (0, 0)
            if transfer and self.read(space, digest, offset, len(chunk)) == chunk:
                return transfer
            if transfer is None or offset != held or offset + len(chunk) > size:
                raise Conflict(reasons.CHUNK_ASTRAY, offset=offset, held=held, size=size)
            self._db.change(ADD_CHUNK, space, digest, offset, chunk)
            self._db.change(GROW, space, digest, len(chunk))
        return replace(transfer, held=held + len(chunk))

    def get(self, space: Digest, digest: Digest) -> Transfer | None:
        row = self._db.row(GET, space, digest)
        return _transfer(row) if row else None

    def read(self, space: Digest, digest: Digest, offset: int, length: int) -> bytes:
        assert offset >= 0
        rows = self._db.rows(READ, space, digest, offset, offset + length)
        if not rows:
            return b""
        skip = offset - rows[0][0]
        return b"".join(chunk for _, chunk in rows)[skip : skip + length]

    def unfinished(self, space: Digest) -> Sequence[Transfer]:
        return [_transfer(row) for row in self._db.rows(UNFINISHED, space)]

    def load(self, space: Digest) -> Load:
        [(unfinished, size)] = self._db.rows(LOAD, space)
        return Load(unfinished=unfinished, size=size)

    def drop(self, space: Digest, digest: Digest) -> None:
        self._db.write(DROP, space, digest)


def _frame(row: Row) -> Frame:
    space, session, author, number, sealed, expires = row
    return Frame(
        space=space,
        session=session,
        author=author,
        number=number,
        sealed=sealed,
        expires=instant(expires),
    )


def _transfer(row: Row) -> Transfer:
    space, digest, size, held, started = row
    return Transfer(digest=digest, space=space, size=size, held=held, started=instant(started))
