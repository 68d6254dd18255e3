"""Where a restored node's stores are put, and what was there before kept beside."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from jisr.core.errors import Conflict, Unavailable
from jisr.ledger import keys, statements
from jisr.ledger import reasons as ledger_reasons
from jisr.ledger.keys import RelationalKeyStore, SqliteKeyStore
from jisr.ledger.sqlite import SqliteLedger
from jisr.ledger.work.relational import store
from jisr.ledger.work.sqlite.store import SqliteWorkStore
from jisr.ops import reasons
from jisr.ops.build import KEYS, LEDGER, STORES, WORK
from jisr.ops.files import private_dir
from jisr.ops.move import put_in
from jisr.ops.settings import Settings

ASIDE: Final = "before-restore"


class Place(Protocol):
    """Where a node keeps its stores."""

    @property
    def aside(self) -> str:
        """Where what was there is kept, as an operator finds it."""

    def check_room(self) -> None:
        """Raise Conflict when what an earlier restore has kept is still there."""

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep every other process away from the stores."""

    @contextmanager
    def former_keys(self) -> Iterator[RelationalKeyStore | None]:
        """Open the key store that is to be replaced, if there is one that can be read."""

    def exchange(self, draft: Path) -> None:
        """Put what was there aside, and the prepared stores in its place.

        Wherever it is cut off, the key store in place has every tombstone of the former one.
        """


class InFiles:
    """See `Place`; in the node's folder, exchanged by renames alone."""

    def __init__(self, home: Path) -> None:
        """Name the folder."""
        self._home = home

    @property
    def aside(self) -> str:
        return str(self._home / ASIDE)

    def check_room(self) -> None:
        if (self._home / ASIDE).exists():
            raise Conflict(reasons.FOLDER_EXISTS, path=self.aside)

    @contextmanager
    def held(self) -> Iterator[None]:
        yield  # The sign of the folder is held already.

    @contextmanager
    def former_keys(self) -> Iterator[RelationalKeyStore | None]:
        """See `Place`.

        A store too damaged to read loses nothing by it: erase acts come back with our own log.
        """
        before = None
        if (self._home / KEYS).exists():
            try:
                before = SqliteKeyStore(self._home / KEYS)
            except Unavailable as error:
                if error.code == ledger_reasons.SECOND_PROCESS.code:
                    raise
        if before is None:
            yield None
            return
        with before:
            yield before

    def exchange(self, draft: Path) -> None:
        aside = private_dir(self._home / ASIDE)
        for name in reversed(STORES):  # Without a ledger there is no space to write in.
            # Each before its write-ahead log, which without it means nothing.
            for current in sorted(self._home.glob(f"{name}*")):
                if current.name == KEYS:  # Never away: a second try finds its tombstones here.
                    (aside / KEYS).hardlink_to(current)
                else:
                    current.rename(aside / current.name)
        for name in STORES:
            (draft / name).replace(self._home / name)


class InPostgresql:
    """See `Place`; in databases, where what was there gets schemas of another name."""

    def __init__(self, settings: Settings) -> None:
        """Name the databases."""
        # Here, not at the top: a node on files never loads libpq.
        from jisr.ledger import postgres, schemas
        from jisr.ledger.server import Presence

        self._dsn, self._keys_dsn = settings.dsn, settings.keys_dsn
        self._postgres, self._schemas, self._alone = postgres, schemas, Presence.ALONE
        self._shared = (store.LAYOUT, statements.LAYOUT)

    @property
    def aside(self) -> str:
        layouts = (*self._shared, keys.LAYOUT)
        return ", ".join(self._schemas.ASIDE.format(layout.name) for layout in layouts)

    def check_room(self) -> None:
        self._schemas.check_room(self._dsn, self._shared)
        self._schemas.check_room(self._keys_dsn, [keys.LAYOUT])

    @contextmanager
    def held(self) -> Iterator[None]:
        with self._postgres.PostgresLedger(self._dsn, presence=self._alone):
            yield

    @contextmanager
    def former_keys(self) -> Iterator[RelationalKeyStore | None]:
        with self._postgres.PostgresKeyStore(self._keys_dsn) as before:
            yield before

    def exchange(self, draft: Path) -> None:
        schemas = self._schemas
        schemas.drop_drafts(self._dsn, self._shared)  # Left by one that was cut off.
        schemas.drop_drafts(self._keys_dsn, [keys.LAYOUT])
        with (
            SqliteLedger(draft / LEDGER) as ledger,
            SqliteWorkStore(draft / WORK) as work,
            SqliteKeyStore(draft / KEYS) as part_keys,
        ):
            where = {"dsn": self._dsn, "keys_dsn": self._keys_dsn}
            put_in(ledger, work, part_keys, named=schemas.drafted, **where)
        # Cut off between the two, ledger and work are those of the backup and the keys those of
        # before, in which every tombstone lies: a second try finds them.
        schemas.exchange(self._dsn, self._shared)
        schemas.exchange(self._keys_dsn, [keys.LAYOUT])
