"""The files themselves: second processes, full disks, damage, locks, copies (LED-20 to LED-27)."""

import stat
import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from jisr.core.errors import LANGS, JisrError, Unavailable
from jisr.ledger import statements
from jisr.ledger.base import PartState
from jisr.ledger.checked import checked
from jisr.ledger.database import Database
from jisr.ledger.keys import SqliteKeyStore
from jisr.ledger.sqlite import SqliteLedger
from jisr.ledger.work.sqlite.store import SqliteWorkStore
from tests.ledger.given import MA, SPACE, log, part

STORES = (SqliteLedger, SqliteKeyStore, SqliteWorkStore)
NAMES = {SqliteLedger: "ledger.db", SqliteKeyStore: "keys.db", SqliteWorkStore: "work.db"}


def refused(code, change, *args, **kwargs):
    with pytest.raises(JisrError) as caught:
        change(*args, **kwargs)
    assert caught.value.code == code
    assert all(caught.value.text(lang) for lang in LANGS)
    return caught.value


@pytest.fixture(params=STORES, ids=NAMES.get)
def store(request):
    return request.param


@pytest.fixture
def path(tmp_path, store):
    return tmp_path / NAMES[store]


@pytest.fixture
def ledger(tmp_path):
    with SqliteLedger(tmp_path / "ledger.db") as ledger:
        ledger.found(SPACE, b"founding")
        ledger.append(log(3))
        yield ledger


# --- A second process


OPEN_IN_ANOTHER_PROCESS = """
import sys
from importlib import import_module
from pathlib import Path
from jisr.core.errors import Unavailable
module, name, path = sys.argv[1:]
try:
    getattr(import_module(module), name)(Path(path))
except Unavailable as refusal:
    print(refusal.code)
"""


def open_elsewhere(store, path):
    source = Path(__file__).parents[2] / "src"
    return subprocess.run(
        [sys.executable, "-c", OPEN_IN_ANOTHER_PROCESS, store.__module__, store.__name__, path],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"PYTHONPATH": str(source)},
    ).stdout.strip()


def test_a_second_process_is_refused_while_the_first_runs(store, path):
    with store(path):
        assert open_elsewhere(store, path) == "ledger.second-process"
    assert open_elsewhere(store, path) == ""


def test_a_second_store_in_the_same_process_is_refused(store, path):
    with store(path):
        error = refused("ledger.second-process", store, path)
        assert isinstance(error, Unavailable)
        assert error.facts == {"store": path.name}
    store(path).close()


def test_closing_twice_changes_nothing(store, path):
    opened = store(path)
    opened.close()
    opened.close()
    refused("ledger.store-failed", opened.quick_check)


def test_only_its_owner_may_read_a_store(store, path):
    with store(path):
        for file in path.parent.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0


def test_ledger_and_keys_cannot_be_read_by_another_program(tmp_path):
    with SqliteLedger(tmp_path / "ledger.db"), pytest.raises(apsw.BusyError):
        apsw.Connection(str(tmp_path / "ledger.db")).execute("select * from entry").fetchall()


# --- What cannot be opened


def test_a_missing_folder_is_named(store, tmp_path):
    refused("ledger.read-only", store, tmp_path / "missing" / "ledger.db")


def test_a_folder_in_the_place_of_the_file_is_refused(store, path):
    path.mkdir()
    refused("ledger.read-only", store, path)
    path.rmdir()
    store(path).close()


def test_a_name_that_leads_nowhere_is_refused(store, path):
    path.symlink_to(path.parent / "missing" / "elsewhere.db")
    refused("ledger.read-only", store, path)
    path.unlink()
    store(path).close()


def test_another_programs_file_is_left_untouched(store, path):
    other = apsw.Connection(str(path))
    other.execute("create table theirs (x); insert into theirs values (1)")
    other.close()
    before = path.read_bytes()
    refused("ledger.not-ours", store, path)
    assert path.read_bytes() == before


def test_a_file_of_another_version_is_left_untouched(store, path):
    store(path).close()
    newer = apsw.Connection(str(path), vfs=checked(None))
    newer.execute("pragma user_version = 99")
    newer.close()
    before = path.read_bytes()
    refused("ledger.not-ours", store, path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_damaged(store, path):
    path.write_bytes(b"not a database at all" * 1000)
    refused("ledger.damaged", store, path)
    assert path.read_bytes() == b"not a database at all" * 1000


def test_a_file_that_another_program_locks_is_named(store, path):
    store(path).close()
    other = apsw.Connection(str(path))
    other.execute("pragma locking_mode = exclusive; begin exclusive").fetchall()
    refused("ledger.locked", store, path)
    other.close()
    store(path).close()


# --- What cannot be written


def test_a_full_disk_loses_nothing_and_writes_nothing_half(ledger):
    [(pages,)] = ledger._db.rows("pragma page_count")
    ledger._db.rows(f"pragma max_page_count = {pages + 4}")
    acts = log(400, start=3)
    refused("ledger.disk-full", ledger.append, acts, parts=[part(acts[0])])
    assert ledger.size(SPACE, MA) == 3
    assert list(ledger.after(SPACE, MA, start=0)) == log(3)
    ledger.quick_check()
    ledger._db.rows(f"pragma max_page_count = {pages + 4000}")
    ledger.append(acts, parts=[part(acts[0])])
    assert ledger.size(SPACE, MA) == 403


def test_a_full_disk_stops_a_first_start_and_leaves_it_possible(store, path):
    path.touch()
    limit = 2 * 8192
    script = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}));"
    )
    source = Path(__file__).parents[2] / "src"
    said = subprocess.run(
        [
            sys.executable,
            "-B",  # Bytecode would be cut short as well, and fail whoever imports it next.
            "-c",
            script + OPEN_IN_ANOTHER_PROCESS,
            store.__module__,
            store.__name__,
            path,
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"PYTHONPATH": str(source)},
    ).stdout.strip()
    assert said in {"ledger.disk-full", "ledger.store-failed"}
    with store(path) as opened:
        opened.quick_check()


def test_a_store_that_may_not_write_says_so(ledger):
    ledger._db.rows("pragma query_only = on")
    refused("ledger.read-only", ledger.append, log(1, start=3))
    assert ledger.size(SPACE, MA) == 3


def test_an_error_of_another_kind_is_named(ledger):
    error = refused("ledger.store-failed", ledger._db.rows, "select nonsense")
    assert error.facts == {"store": "ledger.db", "code": "SQLError"}


# --- Damage


def damage(path, size=8192):
    """Overwrite the middle of every page but the first."""
    content = bytearray(path.read_bytes())
    for page in range(1, len(content) // size):
        content[page * size : page * size + 64] = b"\xa5" * 64
    path.write_bytes(content)


def test_a_damaged_ledger_says_restore_and_repairs_nothing(tmp_path):
    path = tmp_path / "ledger.db"
    with SqliteLedger(path) as ledger:
        ledger.found(SPACE, b"founding")
        ledger.append(log(200))
    damage(path)
    before = path.read_bytes()
    with SqliteLedger(path) as ledger:
        error = refused("ledger.damaged", ledger.after, SPACE, MA, start=0)
        assert "restore" in error.text("en")
        refused("ledger.damaged", ledger.append, log(1, start=200))
        refused("ledger.damaged", ledger.quick_check)
        refused("ledger.damaged", ledger.backup_to, tmp_path / "copy.db")
    assert path.read_bytes() == before


def test_a_log_with_a_hole_is_damage(ledger):
    ledger.quick_check()
    ledger._db.write("delete from entry where seq = 1")
    refused("ledger.damaged", ledger.quick_check)


def test_a_log_that_does_not_end_at_its_head_is_damage(ledger):
    ledger._db.write("update entry set id = zeroblob(32) where seq = 2")
    refused("ledger.damaged", ledger.quick_check)


def test_a_reference_to_nothing_is_damage(ledger):
    ledger._db.rows("pragma foreign_keys = off")
    ledger._db.write("delete from space")
    refused("ledger.damaged", ledger.quick_check)


# --- Copies


def test_a_copy_is_whole_and_opens_as_a_ledger(ledger, tmp_path):
    copy = tmp_path / "backup" / "ledger.db"
    copy.parent.mkdir()
    ledger.backup_to(copy)
    ledger.append(log(1, start=3))
    ledger.backup_to(copy)
    assert [file.name for file in copy.parent.iterdir()] == ["ledger.db"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with SqliteLedger(copy) as restored:
        restored.quick_check()
        assert list(restored.after(SPACE, MA, start=0)) == log(4)


def test_a_copy_that_cannot_be_written_leaves_the_last_one(ledger, tmp_path):
    copy = tmp_path / "copy.db"
    ledger.backup_to(copy)
    before = copy.read_bytes()
    (tmp_path / "copy.db.partial").mkdir()
    refused("ledger.read-only", ledger.backup_to, copy)
    refused("ledger.read-only", ledger.backup_to, tmp_path / "missing" / "copy.db")
    assert copy.read_bytes() == before


def test_every_file_is_opened_to_survive_a_power_cut(store, path):
    with store(path) as opened:
        answers = {
            pragma: opened._db.rows(f"pragma {pragma}")[0][0]
            for pragma in (
                "journal_mode",
                "synchronous",
                "page_size",
                "foreign_keys",
                "secure_delete",
            )
        }
    full, on = 2, 1
    assert answers == {
        "journal_mode": "wal",
        "synchronous": full,
        "page_size": 8192,
        "foreign_keys": on,
        "secure_delete": on,
    }


def test_what_is_erased_from_the_ledger_is_overwritten(tmp_path):
    [act] = log(1)
    secret = b"ciphertext that nobody needs any more"
    path = tmp_path / "ledger.db"
    with SqliteLedger(path) as ledger:
        ledger.found(SPACE, b"founding")
        ledger.append([act], parts=[part(act, sealed=secret), part(act, "copy", sealed=secret)])
        ledger.put_part(part(act, state=PartState.ERASED))
        ledger.prune(SPACE, MA, [0])
        for file in tmp_path.iterdir():
            assert secret not in file.read_bytes()
            assert act.header not in file.read_bytes()
        assert ledger._db.rows("select seq, id, kind, case_id, saw, prev, epoch from entry") == [
            (0, bytes.fromhex(act.id), None, None, None, None, None)
        ]


@pytest.mark.parametrize("ask", [Database.row, Database.rows, Database.change])
def test_whatever_is_asked_a_fault_of_sqlite_is_told_as_ours(tmp_path, ask):
    path = tmp_path / "ledger.db"
    with Database(path, statements.LAYOUT) as database, pytest.raises(Unavailable) as caught:
        ask(database, "select nothing from nowhere")
    assert caught.value.code == "ledger.store-failed"
