"""One store in a PostgreSQL database: opened safely, written by several processes.

What every connection gets, and why (docs/spec/ledger.md, LED-46 to LED-50):
    read-only by default    only a transaction that `writing` opened can change anything.
    synchronous_commit      a commit that returned survives a power cut, if the server's
                            `fsync` and `full_page_writes` are on: it is refused otherwise.
    turns, or row locks     two processes cannot interleave, whichever statement comes first.
    a turn of the node      see `turns.Turns`: one use case at a time over all processes.
    timeouts                a process that hangs holds nobody up for longer.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, Self

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.pq import TransactionStatus

from jisr.core.errors import Unavailable
from jisr.ledger import keys, reasons, statements
from jisr.ledger.copying import TABLE
from jisr.ledger.dialect import numbered, translated
from jisr.ledger.keys import RelationalKeyStore
from jisr.ledger.relational import RelationalLedger
from jisr.ledger.server import (
    FORGET,
    IDLE_MS,
    PRESENT_MS,
    SESSION,
    Presence,
    connect,
    meaning_of,
    name_of,
    way_to,
)
from jisr.ledger.tables import Layout, Row
from jisr.ledger.work.relational import store
from jisr.ledger.work.relational.store import RelationalWorkStore

PAGE_ROWS: Final = 1000  # How many rows of a long reading are here at once.
_OPEN: Final = {TransactionStatus.INTRANS, TransactionStatus.INERROR}

BEGIN: Final = b"begin read write"
LOOK: Final = b"begin read only"
# One transaction at a time over a whole store, in whichever process; ends with it.
TURN: Final = b"select pg_advisory_xact_lock($1)"
HELD: Final = b"select count(*) from pg_catalog.pg_namespace where nspname = $1"
MARKED: Final = b"select to_regclass('mark') is not null"
MARK: Final = b"select application, version from mark"
# What SQLite keeps in the head of a file.
MOVE_MARK: Final = b"update mark set version = $1"
MARK_TABLE: Final = b"create table mark (application bigint not null, version bigint not null)"
SET_MARK: Final = b"insert into mark values ($1, $2)"

# Whose turn it was last: a word that no other turn has.  It need not survive a power cut: a word
# that went back is another word too.
TURNS_KEPT: Final = b"select to_regclass('turn') is not null"
TURN_TABLE: Final = b"""
create table turn (token text not null);
insert into turn values (gen_random_uuid());
"""
TAKE_TURN: Final = """
begin read write;
set local synchronous_commit = off;
set idle_session_timeout = {idle};
select pg_advisory_lock({store}, 2);
with last as (select token from turn)
update turn set token = gen_random_uuid() returning token, (select token from last);
commit
"""
KEEP_TURN: Final = """
begin;
set local lock_timeout = {wait};
set idle_session_timeout = {idle};
select pg_advisory_lock({store}, 2);
select token from turn;
commit
"""
END_TURN: Final = "select pg_advisory_unlock({store}, 2); set idle_session_timeout = 0"

NUMBERED: Final = """
select table_name, column_name from information_schema.columns
where table_schema = current_schema() and is_identity = 'YES'
"""
# What lies apart from its row is fetched too.
READ: Final = "select max(length(t::text)) from {} t"
RENUMBER: Final = """
select setval(pg_get_serial_sequence('{table}', '{column}'),
              (select coalesce(max({column}), 0) + 1 from {table}), false)
"""


class Postgres:
    """See `Tables`: a connection, the lock that guards it, and a new one when it is lost."""

    def __init__(self, dsn: str, layout: Layout, *, presence: Presence = Presence.UNSAID) -> None:
        """Open or create a store in a database of ours.

        Args:
            dsn: where the database is, in libpq's words; it must exist.
            layout: what the store must hold; it lies in the schema `jisr_<name>`.
            presence: who else may have it open meanwhile.

        Raises:
            Unavailable: it cannot be reached, is not safe to write to, is not ours, or another
                process has it open that does not go with this one.
        """
        self.store = name_of(layout)
        self._presence = presence
        self._layout, self._schema = layout, f"jisr_{layout.name}"
        self._guard = threading.RLock()
        self._inside = self._closed = self._in_turn = False
        self._token = ""
        with self.answered():
            self._dsn = way_to(dsn, SESSION | {"search_path": self._schema})
            self._db = connect(self._dsn, self._layout, self._presence)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def _prepare(self) -> None:
        """Create the store if it is not there; refuse what is not of this layout, untouched."""
        layout = self._layout
        with self.writing():
            self._db.execute(TURN, [layout.application])  # Two processes may start at once.
            if self._db.execute(HELD, [self._schema]).fetchone() == (0,):
                self._db.execute(f"create schema {self._schema}".encode())
                self._db.execute(translated(layout.schema))
                self._db.execute(MARK_TABLE)
                self._db.execute(SET_MARK, [layout.application, layout.version])
            marked = self._db.execute(MARKED).fetchone() == (True,)
            found = self._db.execute(MARK).fetchall() if marked else []
            if found not in [[(layout.application, v)] for v in (layout.version, *layout.upgrades)]:
                raise Unavailable(reasons.NOT_OURS, store=self.store)
            [(_, version)] = found
            if version != layout.version:
                self._db.execute(translated(layout.upgrade(version)))
                self._db.execute(MOVE_MARK, [layout.version])
            if self._db.execute(TURNS_KEPT).fetchone() == (False,):
                self._db.execute(TURN_TABLE)

    @contextmanager
    def answered(self) -> Iterator[None]:
        """Turn PostgreSQL's errors into ours."""
        try:
            yield
        except psycopg.Error as error:
            raise meaning_of(error, self.store) from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Run a block as one transaction; see `Tables`.

        Raises:
            Unavailable: the server went away.  Only when it did so during the commit itself is
                it unknown whether the block holds (`ledger.in-doubt`); else nothing does.
        """
        with self._transaction(BEGIN, turn=self._layout.turns):
            yield

    @contextmanager
    def _transaction(self, begin: bytes, *, turn: bool) -> Iterator[None]:
        with self._guard, self.answered():
            if self._inside:
                with self._db.transaction():
                    yield
                return
            self._run(begin)
            self._inside = True
            try:
                if turn:
                    self._run(TURN, self._layout.application)
                yield
                self._commit()
            finally:
                self._inside = False
                if self._db.info.transaction_status in _OPEN:
                    self._db.execute(b"rollback")

    def _commit(self) -> None:
        try:
            said = self._db.execute(b"commit").statusmessage
        except psycopg.OperationalError as error:
            if not self._db.closed:
                raise  # The server refused, so it knows: nothing holds.
            raise Unavailable(reasons.IN_DOUBT, store=self.store) from error
        # After an error that the block swallowed, the server takes a commit for a rollback.
        if said != "COMMIT":
            raise Unavailable(reasons.STORE_FAILED, store=self.store, code="rolled-back")

    def _run(self, sql: bytes, *args: object) -> psycopg.Cursor[Row]:
        """Run one statement; outside a transaction, once more if the connection was dead."""
        return self._twice(lambda: self._db.execute(sql, args, binary=True))

    def _twice(self, run: Callable[[], psycopg.Cursor[Row]]) -> psycopg.Cursor[Row]:
        try:
            return run()
        except psycopg.OperationalError:
            if self._inside or self._closed or not self._db.closed:
                raise
        self._db = connect(self._dsn, self._layout, self._presence)
        if self._in_turn:
            self._keep_turn()
        return run()

    # --- turns of the node: see `turns.Turns` ---------------------------------------------

    def take_turn(self) -> bool:
        """Wait until no other process has a turn on this store, and take one.

        Returns:
            Whether another process has had one since our last.

        Raises:
            Unavailable: the server is away, or another process does not end its turn.
        """
        with self._guard, self.answered():
            assert not self._inside, "a turn is taken before a transaction begins"
            try:
                cursor = self._twice(lambda: self._db.execute(self._turn_words(TAKE_TURN)))
            except psycopg.Error:
                if not self._db.closed:
                    self._db.execute(b"rollback")
                    self._db.execute(self._turn_words(END_TURN))
                raise
            mine, last = _answer_of(cursor, "UPDATE")
            others: bool = last != self._token
            self._token, self._in_turn = mine, True
            return others

    def _keep_turn(self) -> None:
        """Go on, over a new connection, with a turn that nobody else took meanwhile.

        The lock died with the connection.  Had another process taken it, what this one has read
        would be old: it may write nothing more.
        """
        try:
            cursor = self._db.execute(self._turn_words(KEEP_TURN))
            [token] = _answer_of(cursor, "SELECT", at=1)
            kept = token == self._token
        except psycopg.errors.LockNotAvailable:
            kept = False
        except BaseException:
            self._db.close()  # Its lock goes with it: a turn is had whole, or not at all.
            raise
        if not kept:
            self._db.close()
            raise Unavailable(reasons.TURN_LOST, store=self.store)

    def end_turn(self) -> None:
        """End a turn; a connection that was lost has ended it already."""
        with self._guard:
            self._in_turn = False
            try:
                self._db.execute(self._turn_words(END_TURN))
            except psycopg.Error:
                self._db.close()  # The server ends the lock with the session.

    def _turn_words(self, words: str) -> bytes:
        store = self._layout.application
        return words.format(store=store, idle=IDLE_MS, wait=PRESENT_MS).encode()

    def rows(self, sql: str, *args: object) -> list[Row]:
        """Run one statement that reads, and return all its rows."""
        with self._guard, self.answered():
            return self._run(numbered(sql), *args).fetchall()

    def row(self, sql: str, *args: object) -> Row | None:
        """Run one statement that reads, and return its first row, if any."""
        with self._guard, self.answered():
            return self._run(numbered(sql), *args).fetchone()

    def rows_each(self, sql: str, args: Iterable[Sequence[object]]) -> list[Row]:
        """Run one statement that reads for each tuple of arguments, and return all rows."""
        return [row for one in args for row in self.rows(sql, *one)]

    def each(self, sql: str) -> Iterator[Row]:
        """Give the rows of one statement one by one; nothing else may be asked meanwhile."""
        with (
            self._transaction(LOOK, turn=False),
            psycopg.RawServerCursor(self._db, "each") as cursor,
        ):
            cursor.itersize = PAGE_ROWS
            yield from cursor.execute(numbered(sql), binary=True)

    def renumber(self) -> None:
        """Number rows from here on above those that were copied in."""
        with self.writing():
            for table, column in self.rows(NUMBERED):
                self.row(RENUMBER.format(table=table, column=column))

    def lock(self, sql: str, *args: object) -> Row | None:
        """Return a row that nobody else changes before the transaction of this block ends."""
        return self.row(sql + " for update", *args)

    def change(self, sql: str, *args: object) -> int:
        """Run one statement of a transaction and return how many rows it changed."""
        with self._guard, self.answered():
            return self._run(numbered(sql), *args).rowcount

    def change_each(self, sql: str, args: Iterable[Sequence[object]]) -> int:
        """Run one statement of a transaction for each tuple of arguments; see `Tables`."""
        with self._guard, self.answered():
            cursor = self._db.cursor()
            cursor.executemany(numbered(sql), args)
            return cursor.rowcount

    def write(self, sql: str, *args: object) -> int:
        """Run one statement as a transaction of its own; return how many rows it changed."""
        with self.writing():
            return self.change(sql, *args)

    def forget(self) -> None:
        """Leave nothing of a secret store's destroyed rows in any file of the server.

        What another store loses is gone from every reading at once, and from its files when the
        server next vacuums: it was ciphertext.
        """
        if self._layout.forgets:
            plain = make_conninfo(self._dsn, options="")  # It may write, and take its time.
            with self._guard, self.answered(), psycopg.connect(plain, autocommit=True) as db:
                table = f"{self._schema}.{self._layout.forgets}"
                for statement in FORGET:
                    db.execute(statement.format(table).encode())

    def quick_check(self) -> None:
        """Read every row, so that the server compares the checksums of all its pages.

        No other process waits meanwhile.

        Raises:
            Unavailable: a page is damaged, or the server cannot be reached.
        """
        with self._transaction(LOOK, turn=False):
            self._db.execute(b"set local statement_timeout = 0")  # As long as the store is large.
            for table in TABLE.findall(self._layout.schema):
                self._db.execute(READ.format(table).encode())

    def close(self) -> None:
        """Give the connection back; a second call changes nothing."""
        with self._guard:
            self._closed = True
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _answer_of(cursor: psycopg.Cursor[Row], statement: str, *, at: int = 0) -> Row:
    """Return the one row of the `at`-th statement of its kind, of several sent at once."""
    while True:
        if (cursor.statusmessage or "").startswith(statement):
            if at == 0:
                [row] = cursor.fetchall()
                return row
            at -= 1
        assert cursor.nextset(), "the statement is among those sent"


class PostgresLedger(RelationalLedger):
    """See `Ledger`; several processes may write: those of one log take turns, no others."""

    def __init__(self, dsn: str, *, presence: Presence = Presence.UNSAID) -> None:
        """Open or create a ledger; see `Postgres`."""
        self.postgres = Postgres(dsn, statements.LAYOUT, presence=presence)
        super().__init__(self.postgres)


class PostgresKeyStore(RelationalKeyStore):
    """See `KeyStore`; on a server that keeps no old write-ahead log."""

    def __init__(self, dsn: str) -> None:
        """Open or create a key store; see `Postgres`."""
        self.postgres = Postgres(dsn, keys.LAYOUT)
        super().__init__(self.postgres)


class PostgresWorkStore(RelationalWorkStore):
    """See `WorkStore`; processes that change it take turns."""

    def __init__(self, dsn: str) -> None:
        """Open or create a work store; see `Postgres`."""
        self.postgres = Postgres(dsn, store.LAYOUT)
        super().__init__(self.postgres)
