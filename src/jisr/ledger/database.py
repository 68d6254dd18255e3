"""One SQLite file of ours: opened safely, written by one process, its errors named.

What every file gets, and why (docs/spec/ledger.md, LED-20 to LED-27):
    WAL, synchronous=FULL   a commit that returned survives a power cut; NORMAL loses some.
    one connection, a lock  any thread may call; two writers cannot interleave.
    a lock file             a second process is refused at the door, not at its first write.
    secure_delete           what is erased is overwritten, not only forgotten.
    cell_size_check         damage is noticed when a page is read, not after it spread.
    a checksum in a page    a changed bit is noticed when it is read, wherever it is.
"""

import fcntl
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Final, Self

import apsw

from jisr.core.errors import Conflict, JisrError, Reason, Unavailable
from jisr.ledger import reasons
from jisr.ledger.checked import PAGE_BYTES, SUM_BYTES, Head, checked, commits_in_log, head_of
from jisr.ledger.tables import Layout, Row

BUSY_MS: Final = 250  # Nobody else writes; a reader's checkpoint may be in the way this long.
BACKUP_PAGES: Final = 1024  # 8 MiB a step: writers get their turn between two steps.
OWNER_ONLY: Final = 0o600  # SQLite gives the write-ahead log the rights of its database.

PRAGMAS: Final = f"""
pragma page_size = {PAGE_BYTES};
pragma journal_mode = wal;
pragma synchronous = full;
pragma foreign_keys = on;
pragma secure_delete = on;
pragma cell_size_check = on;
pragma trusted_schema = off;
"""
# With it no other process can open the file at all, and SQLite needs no shared memory.
EXCLUSIVE: Final = "pragma locking_mode = exclusive;"
IDENTITY: Final = """
select (select application_id from pragma_application_id),
       (select user_version from pragma_user_version),
       (select count(*) from sqlite_schema)
"""

# How many frames of the write-ahead log SQLite goes by: -1 when there is none; copies nothing.
LOG_USED: Final = "pragma wal_checkpoint(noop)"
QUICK_CHECK: Final = "pragma quick_check(1)"  # Every page; one fault is enough to know.
SOUND: Final = [("ok",)]

# Checked in this order: the first class that fits names the reason.
_ANSWERS: Final[tuple[tuple[type[apsw.Error], Reason], ...]] = (
    (apsw.FullError, reasons.DISK_FULL),
    (apsw.BusyError, reasons.LOCKED),
    (apsw.LockedError, reasons.LOCKED),
    (apsw.CorruptError, reasons.DAMAGED),
    (apsw.NotADBError, reasons.DAMAGED),
    (apsw.ReadOnlyError, reasons.READ_ONLY),
    (apsw.PermissionsError, reasons.READ_ONLY),
    (apsw.CantOpenError, reasons.READ_ONLY),
)


class Database:
    """A connection, the lock that guards it, and the lock file that keeps others out."""

    def __init__(self, path: Path | None, layout: Layout, *, vfs: str | None = None) -> None:
        """Open or create the file.

        Args:
            path: the file; its folder must exist.  None keeps everything in memory.
            layout: what the file must hold.
            vfs: the SQLite file layer; None is the operating system's.

        Raises:
            Unavailable: another process has it, it is damaged, not ours, or not writable.
        """
        self.store = path.name if path else "memory"
        self._guard = threading.RLock()
        with ExitStack() as undo:
            foreign = False
            commits: list[int] | None = []
            if path:
                undo.enter_context(_sole_process(path))
                with named_files(path):
                    self._sum_pages(path, layout, vfs)
                    # Another program's pages have no checksums; in ours they are never missing.
                    head = head_of(path)
                    foreign = head is not None and head.kept == 0
                    commits = commits_in_log(path.with_name(f"{path.name}-wal"))
            layer = checked(vfs) if path and not foreign else vfs
            with self.answered():
                self._db = apsw.Connection(str(path or ":memory:"), vfs=layer)
                undo.callback(self._db.close)
                # Until it is known to be sound: closing would copy the log into the file.
                self._db.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
                self._db.reserve_bytes("main", SUM_BYTES)
                self._db.set_busy_timeout(BUSY_MS)
                if layout.exclusive:
                    self.rows(EXCLUSIVE)
                version = self._identify(layout, foreign=foreign)
                self._check_log(commits)
                self.rows(PRAGMAS)  # Read to the end: a script stops where nobody reads on.
                if version == 0:
                    self._create(layout)
                elif version != layout.version:
                    self._upgrade(layout, version)
                self._db.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0)
            self._undo = undo.pop_all()

    def _sum_pages(self, path: Path, layout: Layout, vfs: str | None) -> None:
        """Give every page of an older file its checksum, by writing it anew."""
        if head_of(path) != Head(0, layout.unsummed, layout.application):
            return
        layer = checked(vfs, compare=False)
        with self.answered(), closing(apsw.Connection(str(path), vfs=layer)) as old:
            old.execute(EXCLUSIVE).fetchall()
            if old.execute(QUICK_CHECK).fetchall() != SOUND:
                raise Unavailable(reasons.DAMAGED, store=self.store)
            old.reserve_bytes("main", SUM_BYTES)
            old.execute("vacuum").fetchall()

    def _check_log(self, commits: list[int] | None) -> None:
        """Refuse a write-ahead log of which SQLite has left out what was durable.

        A power cut may take the last transaction, which nobody was told of.  Of two that are left
        out the first was durable before the second began.
        """
        [(_, used, _)] = self.rows(LOG_USED)
        if commits is None or len([number for number in commits if number > used]) > 1:
            raise Unavailable(reasons.DAMAGED, store=self.store)

    def _identify(self, layout: Layout, *, foreign: bool) -> int:
        """Return the version of a file, 0 when it is empty; refuse one of another layout."""
        version: int
        [(application, version, tables)] = self.rows(IDENTITY)
        if tables == 0 and application == 0 and not foreign:
            return 0
        known = {layout.version, layout.unsummed, *layout.upgrades}
        if application != layout.application or version not in known:
            raise Unavailable(reasons.NOT_OURS, store=self.store)
        if foreign:
            raise Unavailable(reasons.DAMAGED, store=self.store)
        return version

    def _create(self, layout: Layout) -> None:
        with self.writing():
            self._db.execute(layout.schema)
            self._db.execute(f"pragma application_id = {layout.application}")
            self._db.execute(f"pragma user_version = {layout.version}")

    def _upgrade(self, layout: Layout, version: int) -> None:
        with self.writing():
            self._db.execute(layout.upgrade(version)).fetchall()
            self._db.execute(f"pragma user_version = {layout.version}")

    @contextmanager
    def answered(self) -> Iterator[None]:
        """Turn SQLite's errors into ours."""
        try:
            yield
        except apsw.Error as error:
            raise self._answer(error) from error

    def _answer(self, error: apsw.Error) -> JisrError:
        if isinstance(error, apsw.ConstraintError):
            return Conflict(reasons.RECORDED_ALREADY, store=self.store)
        for kind, reason in _ANSWERS:
            if isinstance(error, kind):
                return Unavailable(reason, store=self.store)
        return Unavailable(reasons.STORE_FAILED, store=self.store, code=type(error).__name__)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Run a block as one transaction: when it ends it is durable; if it raises, undone.

        Inside another such block it is a part of that one: undone by itself if it raises,
        durable when the outer one ends.
        """
        with self._guard, self.answered():
            if self._db.in_transaction:
                with self._db:
                    yield
                return
            self._db.execute("begin immediate")
            try:
                yield
                self._db.execute("commit")
            finally:
                # A full disk makes SQLite roll back by itself.
                if not self._db.get_autocommit():
                    self._db.execute("rollback")

    def rows(self, sql: str, *args: object) -> list[Row]:
        """Run one statement and return all its rows."""
        # Here and below spelt out: `answered` would cost as much as the statement.
        with self._guard:
            try:
                return self._db.execute(sql, args).fetchall()
            except apsw.Error as error:
                raise self._answer(error) from error

    def row(self, sql: str, *args: object) -> Row | None:
        """Run one statement and return its first row, if any."""
        with self._guard:
            try:
                return self._db.execute(sql, args).fetchone()
            except apsw.Error as error:
                raise self._answer(error) from error

    def rows_each(self, sql: str, args: Iterable[Sequence[object]]) -> list[Row]:
        """Run one statement that reads for each tuple of arguments, and return all rows."""
        with self._guard, self.answered():
            return self._db.executemany(sql, args).fetchall()

    def each(self, sql: str) -> Iterator[Row]:
        """Give the rows of one statement one by one; nothing else may be asked meanwhile."""
        with self._guard, self.answered():
            yield from self._db.execute(sql)

    def lock(self, sql: str, *args: object) -> Row | None:
        """Run one statement and return its first row: nobody else writes here anyway."""
        return self.row(sql, *args)

    def change(self, sql: str, *args: object) -> int:
        """Run one statement of a transaction and return how many rows it changed."""
        with self._guard:
            try:
                self._db.execute(sql, args)
                return self._db.changes()
            except apsw.Error as error:
                raise self._answer(error) from error

    def change_each(self, sql: str, args: Iterable[Sequence[object]]) -> int:
        """Run one statement of a transaction for each tuple of arguments; see `Tables`."""
        with self._guard, self.answered():
            before = self._db.total_changes()
            self._db.executemany(sql, args)
            return self._db.total_changes() - before

    def write(self, sql: str, *args: object) -> int:
        """Run one statement as a transaction of its own; return how many rows it changed."""
        with self.writing():
            return self.change(sql, *args)

    def renumber(self) -> None:
        """Change nothing: SQLite numbers above the highest row by itself."""

    def forget(self) -> None:
        """Empty the write-ahead log, which still holds what was just overwritten."""
        with self._guard, self.answered():
            self._db.execute("pragma wal_checkpoint(truncate)").fetchall()

    def quick_check(self) -> None:
        """Read every page, and every reference between rows.

        Raises:
            Unavailable: the file is damaged; nothing was repaired.
        """
        if self.rows(QUICK_CHECK) != SOUND or self.rows("pragma foreign_key_check"):
            raise Unavailable(reasons.DAMAGED, store=self.store)

    def backup_to(self, path: Path) -> None:
        """Write a consistent copy to `path` while others go on writing.

        The copy appears under its name when it is whole, checked and durable, never before:
        a damaged file does not replace the last good copy.

        Raises:
            Unavailable: this file is damaged, or the copy could not be written.
        """
        partial = path.with_name(path.name + ".partial")
        with named_files(path), self.answered():
            partial.unlink(missing_ok=True)
            partial.touch(mode=OWNER_ONLY)
            copy = apsw.Connection(str(partial), vfs=checked(None))
            try:
                with copy.backup("main", self._db, "main") as backup:
                    while not backup.done:
                        with self._guard:
                            backup.step(BACKUP_PAGES)
                if copy.execute(QUICK_CHECK).fetchall() != SOUND:
                    raise Unavailable(reasons.DAMAGED, store=self.store)
            finally:
                copy.close()
            _sync(partial)
            partial.replace(path)
            _sync(path.parent)

    def close(self) -> None:
        """Give the file back; a second call changes nothing."""
        with self._guard, self.answered():
            self._undo.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def named_files(path: Path) -> Iterator[None]:
    """Turn the operating system's refusals about a file into ours."""
    try:
        yield
    except OSError as error:
        raise Unavailable(reasons.READ_ONLY, store=path.name) from error


@contextmanager
def _sole_process(path: Path) -> Iterator[None]:
    """Hold the lock file beside a database: the kernel drops it when the process ends.

    `flock` belongs to the open file, so a second store in the same process is refused too.
    """
    with named_files(path):
        lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, OWNER_ONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(lock)
            raise Unavailable(reasons.SECOND_PROCESS, store=path.name) from error
        try:
            if not path.exists():
                path.touch(mode=OWNER_ONLY)
                _sync(path.parent)
        except OSError:
            os.close(lock)
            raise
    try:
        yield
    finally:
        os.close(lock)


def _sync(path: Path) -> None:
    """Make a file's content, or a folder's names, survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
