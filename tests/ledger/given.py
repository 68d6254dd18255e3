"""Acts, parts and stores that the tests of this folder speak about."""

import hashlib
from datetime import UTC, datetime, timedelta

from jisr.core.act import Digest, Kind, PartyId, Slug
from jisr.ledger.base import Entry, Part, PartState
from jisr.ledger.keys import MemoryKeyStore, PartKey, PartName, SqliteKeyStore
from jisr.ledger.memory import MemoryLedger
from jisr.ledger.postgres import PostgresKeyStore, PostgresLedger, PostgresWorkStore
from jisr.ledger.sqlite import SqliteLedger
from jisr.ledger.tables import Layout
from jisr.ledger.work.sqlite.store import SqliteWorkStore

MA, FR = PartyId("MA"), PartyId("FR")
NOW = datetime(2026, 11, 21, 9, 0, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


TOY = Layout(
    name="toy",
    application=7,
    version=1,
    unsummed=None,
    schema="create table toy (id integer primary key, b blob) strict;",
    exclusive=False,
    turns=True,
    forgets=None,
)


# What would be a statement, a pattern or a place for a value if it were glued into one.
HOSTILE = (
    "'",
    "'; drop table space; --",
    '" or ""="',
    "x' or '1'='1",
    "%",
    "_",
    "*",
    "\\",
    "?1",
    "$1",
    "%s",
    "{0}",
    "no desc; --",
)


def ids(toy):
    return [id for (id,) in toy.rows("select id from toy order by id")]


def digest(text: str) -> Digest:
    return Digest(hashlib.sha256(text.encode()).hexdigest())


SPACE = digest("space MA FR")
OTHER_SPACE = digest("space MA BE")


def log(
    count,
    *,
    author=MA,
    space=SPACE,
    start=0,
    kind=Kind.OPEN,
    saw=lambda seq: 0,
    case=None,
    prev=None,
    label="",
):
    """Return `count` chained acts of one author from position `start`; opening acts open."""
    entries = []
    for seq in range(start, start + count):
        id = digest(f"{space}/{author}/{seq}{label}")
        if prev is None:
            prev = space if seq == 0 else digest(f"{space}/{author}/{seq - 1}{label}")
        entries.append(
            Entry(
                space=space,
                author=author,
                epoch=0,
                seq=seq,
                id=id,
                prev=prev,
                kind=kind,
                case=case or (id if kind is Kind.OPEN else None),
                saw=saw(seq),
                header=f"header {author} {seq}{label}".encode(),
                signature=bytes(64),
            )
        )
        prev = id
    return entries


def part(entry, name="subject", *, state=PartState.HELD, sealed=b"sealed", text="who"):
    return Part(
        space=entry.space,
        entry=entry.id,
        name=name,
        commitment=digest(f"commitment {text}"),
        state=state,
        sealed=sealed if state is PartState.HELD else None,
    )


def key(entry_label="a", name="subject", *, secret=b"k" * 32, salt=b"s" * 32):
    return PartKey(
        part=PartName(space=SPACE, entry=digest(entry_label), name=name), key=secret, salt=salt
    )


class Memory:
    """Stores that live as long as the object; a second process cannot exist."""

    survives = False

    def __init__(self, folder):
        self._ledger, self._keys = MemoryLedger(), MemoryKeyStore()

    def ledger(self):
        return self._ledger

    def keys(self):
        return self._keys

    def leave(self):
        """The process ends in good order."""


class Sqlite:
    """Stores in files: what is opened after `leave` is what a second process would find."""

    survives = True

    def __init__(self, folder):
        self.folder, self._open = folder, []

    def ledger(self):
        return self._opened(SqliteLedger(self.folder / "ledger.db"))

    def keys(self):
        return self._opened(SqliteKeyStore(self.folder / "keys.db"))

    def work(self):
        return self._opened(SqliteWorkStore(self.folder / "work.db"))

    def _opened(self, store):
        self._open.append(store)
        return store

    def leave(self):
        for store in self._open:
            store.close()
        self._open.clear()


class Postgres:
    """Stores in a database of their own, on the server of the tests."""

    survives = True

    def __init__(self, dsn):
        self.dsn, self._open = dsn, []

    def ledger(self):
        return self._opened(PostgresLedger(self.dsn))

    def keys(self):
        return self._opened(PostgresKeyStore(self.dsn))

    def work(self):
        return self._opened(PostgresWorkStore(self.dsn))

    def _opened(self, store):
        self._open.append(store)
        return store

    leave = Sqlite.leave


KINDS = (Memory, Sqlite, Postgres)


def slug(text):
    return Slug(text)
