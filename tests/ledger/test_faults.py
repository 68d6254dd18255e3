"""A disk that is full at any write, and one that changes any bit (LED-22, LED-23, LED-56)."""

import binascii
import random
import shutil
from collections import Counter
from contextlib import closing
from functools import partial
from pathlib import Path

import apsw
import pytest

from jisr.core.errors import JisrError
from jisr.ledger import checked as checked_pages
from jisr.ledger.checked import PAGE_BYTES, SUM_BYTES, Head, checked, head_of
from jisr.ledger.keys import SqliteKeyStore
from jisr.ledger.postgres import PostgresKeyStore, PostgresLedger, PostgresWorkStore
from jisr.ledger.sqlite import SqliteLedger
from jisr.ledger.work.sqlite.store import SqliteWorkStore
from tests.counts import count_from
from tests.ledger.everything import LAYOUTS, STEPS, Stores, tables_of, writing_statements
from tests.ledger.given import MA, SPACE, log
from tests.ledger.test_work import BEFORE
from tests.ledger.writer import BATCH

FLIPS = count_from("PROOF_FLIPS", 1)  # In each tree of each store.
STRIDE = count_from("PROOF_FULL_DISK_STEP", 23)  # Every how many writes the disk is full.

SPEC = Path(__file__).parents[2] / "docs/spec/ledger.md"
WHERE = "select pg_relation_filepath('{}')"
KINDS = {"ledger.db": SqliteLedger, "keys.db": SqliteKeyStore, "work.db": SqliteWorkStore}


# --- A full disk


class FullDisk(apsw.VFS):
    """A disk on which the n-th write, and every one after it, finds no room."""

    def __init__(self, name):
        self.name = name
        self.left = None  # Writes until it is full; None: there is room.
        self.made = 0
        super().__init__(name, "")

    def xOpen(self, name, flags):  # noqa: N802 - SQLite's name
        return _FullFile(self, name, flags)


class _FullFile(apsw.VFSFile):
    def __init__(self, disk, name, flags):
        self.disk = disk
        super().__init__("", name, flags)

    def xWrite(self, data, offset):  # noqa: N802 - SQLite's name
        self.disk.made += 1
        if self.disk.left is not None:
            self.disk.left -= 1
            if self.disk.left < 0:
                message = "no room"
                raise apsw.FullError(message)
        super().xWrite(data, offset)


@pytest.fixture
def disk():
    disk = FullDisk("full-disk")
    yield disk
    disk.unregister()


def lives(folder, disk):
    """Give the stores after each step, with what they hold then."""
    stores = Stores.open(folder, disk.name)
    dumps = [stores.dump()]
    written = []
    for step in STEPS:
        before = disk.made
        step(stores)
        written.append(disk.made - before)
        dumps.append(stores.dump())
    stores.close()
    return dumps, written


def test_the_life_of_these_stores_uses_every_statement_that_writes(tmp_path):
    stores = Stores.open(tmp_path)
    used = set()

    def note(cursor, sql, bindings):
        used.add(" ".join(sql.split()))
        return True

    for store in stores.all.values():
        store._db._db.exec_trace = note
    for step in STEPS:
        step(stores)
    assert writing_statements() - used == set()
    assert all(rows for rows in stores.dump().values()), "every table holds something"
    for store in stores.all.values():
        store._db._db.exec_trace = None
    stores.close()


def test_a_disk_full_at_any_write_loses_nothing_and_leaves_nothing_half_done(
    memory,
    disk,
    capsys,
):
    reference = memory / "reference"
    reference.mkdir()
    dumps, written = lives(reference, disk)
    refused = Counter()
    for number, step in enumerate(STEPS):
        for at in range(number % STRIDE, max(written[number], 1), STRIDE):
            folder = memory / "full"
            folder.mkdir()
            stores = Stores.open(folder, disk.name)
            for earlier in STEPS[:number]:
                earlier(stores)
            disk.left = at
            said = answer(partial(step, stores))
            refused[said] += 1
            assert said in {"served", "ledger.disk-full"}
            assert stores.dump() in dumps[number + (said == "served") : number + 2]
            disk.left = None
            for store in stores.all.values():
                store.quick_check()
            if stores.dump() == dumps[number]:
                step(stores)
            assert stores.dump() == dumps[number + 1]
            stores.close()
            after = Stores.open(folder)
            assert after.dump() == dumps[number + 1]
            after.close()
            shutil.rmtree(folder)
    with capsys.disabled():
        print(f"\nthe disk full at {refused.total()} writes of {sum(written)}: {dict(refused)}")
    assert refused["ledger.disk-full"] > len(STEPS) / STRIDE


# --- A changed bit


def filled(folder):
    """Make three stores that hold something in every table; return the pages of each tree."""
    stores = Stores.open(folder)
    for step in STEPS:
        step(stores)
    stores.close()
    trees = {}
    for name in LAYOUTS:
        db = apsw.Connection(str(folder / name), vfs=checked(None))
        for tree, page in db.execute("select name, pageno from dbstat").fetchall():
            trees.setdefault((name, tree), []).append(page)
        db.close()
    return trees


def flipped(path, place):
    """Change one bit of a file."""
    content = bytearray(path.read_bytes())
    content[place // 8] ^= 1 << place % 8
    path.write_bytes(content)


def codes(path, table=None):
    """Return how a store answers: at the door, or where it reads rows and checks itself."""
    try:
        opened = KINDS[path.name](path)
    except JisrError as error:
        return [error.code]
    with opened:
        asked = [opened.quick_check]
        if table:
            asked.append(lambda: opened.tables.rows(f"select * from {table}"))
        return [answer(ask) for ask in asked]


def answer(ask):
    try:
        ask()
    except JisrError as error:
        return error.code
    return "served"


def test_a_bit_changed_in_any_table_or_index_is_named_and_never_served(memory, capsys):
    trees = filled(memory)
    chance = random.Random(5)
    said = Counter()
    for (name, tree), pages in trees.items():
        path = memory / name
        whole = path.read_bytes()
        table = tree if tree in tables_of(name) else None
        for page in chance.choices(pages, k=FLIPS):
            flipped(path, (page - 1) * PAGE_BYTES * 8 + chance.randrange(PAGE_BYTES * 8))
            damaged = path.read_bytes()
            found = codes(path, table)
            assert set(found) == {"ledger.damaged"}, (tree, page, found)
            assert path.read_bytes() == damaged, "nothing was repaired"
            said[name] += 1
            path.write_bytes(whole)
        assert set(codes(path, table)) == {"served"}
    with capsys.disabled():
        print(f"\nbits changed in {len(trees)} tables and indexes: {dict(said)}")
    tables = {(name, table) for name in LAYOUTS for table in tables_of(name)}
    assert tables <= trees.keys()


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_bit_of_the_head_of_a_file_can_change_unseen(memory, name):
    filled(memory)
    path, whole = memory / name, (memory / name).read_bytes()
    kept = 20 * 8 + 3  # Changed, it says that pages have no checksums.
    for place in (*range(0, 800, 1 if FLIPS > 1 else 97), kept):
        flipped(path, place)
        damaged = path.read_bytes()
        assert set(codes(path)) <= {"ledger.damaged", "ledger.not-ours"}, place
        assert path.read_bytes() == damaged
        path.write_bytes(whole)


def test_a_page_that_is_no_page_though_its_checksum_is_right_is_not_copied(memory):
    filled(memory)
    path = memory / "ledger.db"
    content = bytearray(path.read_bytes())
    for start in range(PAGE_BYTES, len(content), PAGE_BYTES):
        content[start : start + 64] = b"\xa5" * 64
        end = start + PAGE_BYTES - SUM_BYTES
        content[end : end + SUM_BYTES] = binascii.crc32(content[start:end]).to_bytes(SUM_BYTES)
    path.write_bytes(content)
    with SqliteLedger(path) as ledger:
        assert answer(ledger.quick_check) == "ledger.damaged"
        assert answer(partial(ledger.backup_to, memory / "copy.db")) == "ledger.damaged"
    assert not (memory / "copy.db").exists()


FRAME_BYTES, LOG_HEAD_BYTES = 24 + PAGE_BYTES, 32


@pytest.fixture
def killed(memory):
    """Return a folder as a killed process leaves it: three batches that only the log holds."""
    before, after = memory / "before", memory / "after"
    before.mkdir()
    after.mkdir()
    with SqliteLedger(before / "ledger.db") as ledger:
        ledger.tables.forget()
        ledger.found(SPACE, b"founding")
        sizes = []
        for batch in range(3):
            ledger.append(log(BATCH, start=batch * BATCH))
            sizes.append((before / "ledger.db-wal").stat().st_size)
        for name in ("ledger.db", "ledger.db-wal"):
            shutil.copyfile(before / name, after / name)
    return after, [(size - LOG_HEAD_BYTES) // FRAME_BYTES for size in sizes]


def test_a_bit_changed_in_the_log_of_a_killed_process_is_named(killed):
    folder, ends = killed
    path, wal = folder / "ledger.db", folder / "ledger.db-wal"
    whole, kept = wal.read_bytes(), path.read_bytes()
    chance = random.Random(3)
    places = [*range(0, LOG_HEAD_BYTES * 8, 1 if FLIPS > 1 else 29)]
    for frame in range(ends[1]):
        start = (LOG_HEAD_BYTES + frame * FRAME_BYTES) * 8
        places += [start + chance.randrange(24 * 8), start + chance.randrange(FRAME_BYTES * 8)]
    for place in places:
        flipped(wal, place)
        damaged = wal.read_bytes()
        assert codes(path) == ["ledger.damaged"], place
        assert (path.read_bytes(), wal.read_bytes()) == (kept, damaged), "nothing was repaired"
        wal.write_bytes(whole)
    with SqliteLedger(path) as ledger:
        assert ledger.size(SPACE, MA) == 3 * BATCH


def test_of_the_last_batch_in_the_log_all_is_there_or_nothing(killed):
    folder, ends = killed
    path, wal = folder / "ledger.db", folder / "ledger.db-wal"
    whole, kept = wal.read_bytes(), path.read_bytes()
    for frame in range(ends[1], ends[2]):
        flipped(wal, (LOG_HEAD_BYTES + frame * FRAME_BYTES + 100) * 8)
        with SqliteLedger(path) as ledger:
            ledger.quick_check()
            assert ledger.size(SPACE, MA) == 2 * BATCH
        wal.write_bytes(whole)
        path.write_bytes(kept)


def test_the_checksum_of_a_page_is_the_one_in_the_specification(memory):
    db = apsw.Connection(str(memory / "ledger.db"), vfs=checked(None))
    db.reserve_bytes("main", SUM_BYTES)
    db.execute(f"pragma page_size = {PAGE_BYTES}; create table t (b)").fetchall()
    db.close()
    pages = (memory / "ledger.db").read_bytes()
    for at in range(0, len(pages), PAGE_BYTES):
        page = pages[at : at + PAGE_BYTES]
        assert int.from_bytes(page[-SUM_BYTES:]) == binascii.crc32(page[:-SUM_BYTES])
    assert f"`{binascii.crc32(bytes(PAGE_BYTES - SUM_BYTES)):016x}`" in SPEC.read_text()


def as_before(folder):
    """Write the stores as another version did: no bytes kept at the end of a page."""
    with closing(Stores.open(folder)) as stores:
        dump = stores.dump()
    for name, layout in LAYOUTS.items():
        path = folder / name
        path.unlink()
        old = apsw.Connection(str(path))
        old.execute(f"pragma page_size = {PAGE_BYTES}; pragma journal_mode = wal").fetchall()
        old.execute(BEFORE.schema if name == "work.db" else layout.schema)
        for table in tables_of(name):
            rows = dump[name, table]
            if table == "access":  # Without what version 4 has added.
                rows = [(*row[:-3], row[-1]) for row in rows]
            marks = ", ".join("?" * len(rows[0]))
            old.executemany(f"insert into {table} values ({marks})", rows)
        old.execute(f"pragma application_id = {layout.application}")
        old.execute(f"pragma user_version = {layout.unsummed}")
        old.close()
        assert head_of(path) == Head(0, layout.unsummed, layout.application)
    return dump


def test_a_file_from_before_the_checksums_gets_them_and_keeps_what_it_holds(memory):
    filled(memory)
    before = as_before(memory)
    for _ in range(2):
        with closing(Stores.open(memory)) as stores:
            assert stores.dump() == before
            for store in stores.all.values():
                store.quick_check()
    for name, layout in LAYOUTS.items():
        assert head_of(memory / name) == Head(SUM_BYTES, layout.version, layout.application)
        flipped(memory / name, PAGE_BYTES * 8 + 999)
        assert codes(memory / name) == ["ledger.damaged"]


def test_a_damaged_file_from_before_the_checksums_is_not_written_anew(memory):
    filled(memory)
    as_before(memory)
    path = memory / "ledger.db"
    content = bytearray(path.read_bytes())
    content[PAGE_BYTES : PAGE_BYTES + 64] = b"\xa5" * 64
    path.write_bytes(content)
    assert codes(path) == ["ledger.damaged"]
    assert path.read_bytes() == content


@pytest.mark.full
def test_a_bit_changed_in_any_table_of_postgresql_is_named_and_never_served(cluster, database):
    dsn = database()
    with (
        PostgresLedger(dsn) as ledger,
        PostgresKeyStore(dsn) as keys,
        PostgresWorkStore(dsn) as work,
    ):
        stores = Stores(ledger, keys, work)
        for step in STEPS:
            step(stores)
        for store in stores.all.values():
            store.quick_check()
        files = {
            (name, table): cluster.data / store.tables.row(WHERE.format(table))[0]
            for name, store in stores.all.items()
            for table in tables_of(name)
        }
        cluster.stop()
        chance = random.Random(11)
        try:
            for path in files.values():
                flipped(path, chance.randrange(PAGE_BYTES * 8))
            damaged = {path: path.read_bytes() for path in files.values()}
        finally:
            cluster.start()
        for name, table in files:
            tables = stores.all[name].tables
            said = answer(partial(tables.rows, f"select * from {table}"))
            assert said == "ledger.damaged", table
        for store in stores.all.values():
            assert answer(store.quick_check) == "ledger.damaged"
    assert {path: path.read_bytes() for path in damaged} == damaged, "nothing was repaired"


def test_a_page_of_another_size_is_damage_and_is_not_written():
    with pytest.raises(apsw.CorruptError):
        checked_pages._Summed.xWrite(None, b"short", 0)
