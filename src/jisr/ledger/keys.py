"""Keys and salts of parts, kept apart from the ledger so that destroying one erases a part.

The ledger holds ciphertext and goes into long backups; this store is small, its backups are
short-lived, and what is destroyed here stays destroyed: a tombstone outlives the key, and a
restore reapplies every tombstone before anything is read.

Invariants of every implementation (docs/spec/ledger.md, LED-15 to LED-19):
    K1  a key is put before the ledger row that needs it; one that no row needs does no harm.
    K2  a destroyed key never comes back under the same name.
    K3  after `destroy` returns, neither key nor salt is in any file of the store.
"""

import threading
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, Self

from jisr.core.act import Digest
from jisr.core.errors import Conflict
from jisr.ledger import reasons
from jisr.ledger.base import READ_MAX
from jisr.ledger.database import Database
from jisr.ledger.tables import Layout, Row, Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class PartName:
    """Names one part of one act."""

    space: Digest
    entry: Digest
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartKey:
    """What opens one part and its commitment."""

    part: PartName
    key: bytes  # Opaque here; `ops` decides the cipher and whether the key is wrapped.
    salt: bytes


class KeyStore(Protocol):
    """Keys of parts, by part."""

    def put(self, keys: Sequence[PartKey]) -> None:
        """Keep keys, all of them durably or none; the same key again changes nothing.

        After a crash between this store and the ledger a key may be here already: ask `held`
        first and seal with what it returns.

        Raises:
            Conflict: another key is held for a part, or its key was destroyed (K2).
        """

    def get(self, part: PartName) -> PartKey | None:
        """Return the key of a part; None when it never was here or is destroyed."""

    def held(self, parts: Sequence[PartName]) -> Mapping[PartName, PartKey]:
        """Return the keys of those parts that have one."""

    def destroy(self, parts: Sequence[PartName]) -> None:
        """Destroy keys and leave tombstones, durably; also for parts never seen here (K3)."""

    def destroyed(self, parts: Sequence[PartName]) -> Set[PartName]:
        """Return those of some parts whose keys were destroyed."""

    def tombstones(self, *, start: int = 0, limit: int = READ_MAX) -> Sequence[PartName]:
        """Return at most `limit` destroyed parts from the `start`-th, in order of destruction."""


class MemoryKeyStore:
    """See `KeyStore`; it forgets when the process ends."""

    def __init__(self) -> None:
        self._guard = threading.RLock()
        self._keys: dict[PartName, PartKey] = {}
        self._tombstones: dict[PartName, None] = {}

    def put(self, keys: Sequence[PartKey]) -> None:
        with self._guard:
            new: dict[PartName, PartKey] = {}
            for key in keys:
                if key.part in self._tombstones:
                    raise Conflict(reasons.KEY_DESTROYED, name=key.part.name)
                held = self._keys.get(key.part) or new.setdefault(key.part, key)
                if held != key:
                    raise Conflict(reasons.KEY_DIFFERS, name=key.part.name)
            self._keys |= new

    def get(self, part: PartName) -> PartKey | None:
        return self._keys.get(part)

    def held(self, parts: Sequence[PartName]) -> Mapping[PartName, PartKey]:
        return {part: self._keys[part] for part in parts if part in self._keys}

    def destroy(self, parts: Sequence[PartName]) -> None:
        with self._guard:
            for part in parts:
                self._keys.pop(part, None)
                self._tombstones[part] = None

    def destroyed(self, parts: Sequence[PartName]) -> Set[PartName]:
        return self._tombstones.keys() & set(parts)

    def tombstones(self, *, start: int = 0, limit: int = READ_MAX) -> Sequence[PartName]:
        assert 0 < limit <= READ_MAX
        return list(self._tombstones)[start : start + limit]


# One row per part, key or tombstone: the primary key keeps K2.  `grave` counts destructions,
# so that a reading of tombstones can go on where it stopped.
SCHEMA: Final = """
create table part_key (
    no integer primary key,
    space blob not null check (length(space) = 32),
    entry blob not null check (length(entry) = 32),
    name text not null,
    key blob,
    salt blob check ((key is null) = (salt is null)),
    grave integer unique check ((grave is null) = (key is not null)),
    unique (entry, name, space)
) strict;
"""
LAYOUT: Final = Layout(
    name="keys",
    application=0x4A53524B,
    version=2,  # 2: a checksum in every page.
    unsummed=1,
    schema=SCHEMA,
    exclusive=True,
    turns=True,  # Destructions are numbered.
    forgets="part_key",
)

# Nothing is replaced: a row already here, key or tombstone, is left and compared.
PUT: Final = """
insert into part_key (space, entry, name, key, salt) values (?, ?, ?, ?, ?)
on conflict (entry, name, space) do nothing
"""
_OF_PART: Final = "from part_key where space = ?1 and entry = ?2 and name = ?3"
GET: Final = "select key, salt " + _OF_PART
HELD: Final = "select space, entry, name, key, salt " + _OF_PART + " and key is not null"
DESTROYED: Final = "select space, entry, name " + _OF_PART + " and key is null"
NEXT_GRAVE: Final = "select coalesce(max(grave), -1) + 1 from part_key"
# `secure_delete` overwrites the key in its page; a second destruction changes nothing.
DESTROY: Final = """
insert into part_key (space, entry, name, grave) values (?1, ?2, ?3, ?4)
on conflict (entry, name, space) do update set key = null, salt = null, grave = excluded.grave
where part_key.grave is null
"""
TOMBSTONES: Final = """
select space, entry, name from part_key where grave >= ?1 order by grave limit ?2
"""


class RelationalKeyStore:
    """See `KeyStore`; in the tables of a database."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def put(self, keys: Sequence[PartKey]) -> None:
        with self.tables.writing():
            rows = [(*_row(key.part), key.key, key.salt) for key in keys]
            if self.tables.change_each(PUT, rows) == len(rows):
                return  # All are new: there is nothing to compare.
            for key in keys:
                held = self.tables.row(GET, *_row(key.part))
                if held == (None, None):
                    raise Conflict(reasons.KEY_DESTROYED, name=key.part.name)
                if held != (key.key, key.salt):
                    raise Conflict(reasons.KEY_DIFFERS, name=key.part.name)

    def get(self, part: PartName) -> PartKey | None:
        return self.held([part]).get(part)

    def held(self, parts: Sequence[PartName]) -> Mapping[PartName, PartKey]:
        found: dict[PartName, PartKey] = {}
        for space, entry, name, key, salt in self.tables.rows_each(HELD, map(_row, parts)):
            part = _name(space, entry, name)
            found[part] = PartKey(part=part, key=key, salt=salt)
        return found

    def destroy(self, parts: Sequence[PartName]) -> None:
        with self.tables.writing():
            [(grave,)] = self.tables.rows(NEXT_GRAVE)
            for part in parts:
                grave += self.tables.change(DESTROY, *_row(part), grave)
        self.tables.forget()

    def destroyed(self, parts: Sequence[PartName]) -> Set[PartName]:
        return set(_names(self.tables.rows_each(DESTROYED, map(_row, parts))))

    def tombstones(self, *, start: int = 0, limit: int = READ_MAX) -> Sequence[PartName]:
        assert 0 < limit <= READ_MAX
        return list(_names(self.tables.rows(TOMBSTONES, start, limit)))

    def quick_check(self) -> None:
        """Raise Unavailable when the store is damaged."""
        self.tables.quick_check()

    def close(self) -> None:
        """Give the store back."""
        self.tables.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class SqliteKeyStore(RelationalKeyStore):
    """See `KeyStore`; in one file."""

    def __init__(self, path: Path, *, vfs: str | None = None) -> None:
        """Open or create a key store; its folder must exist.

        Raises:
            Unavailable: another process has it, it is damaged, not ours, or not writable.
        """
        self._db = Database(path, LAYOUT, vfs=vfs)
        super().__init__(self._db)

    def backup_to(self, path: Path) -> None:
        """Write a whole, durable copy to `path`; see `Database`."""
        self._db.backup_to(path)


def _row(part: PartName) -> tuple[bytes, bytes, str]:
    return bytes.fromhex(part.space), bytes.fromhex(part.entry), part.name


def _names(rows: Iterable[Row]) -> Iterable[PartName]:
    return (_name(*row) for row in rows)


def _name(space: bytes, entry: bytes, name: str) -> PartName:
    return PartName(space=Digest(space.hex()), entry=Digest(entry.hex()), name=name)
