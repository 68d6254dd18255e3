"""What PostgreSQL adds: several processes, a server that stops, unfit settings (LED-46 to 52)."""

import random
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from jisr.core.errors import LANGS, Conflict, JisrError, Unavailable
from jisr.ledger import server
from jisr.ledger.dialect import numbered, translated
from jisr.ledger.keys import PartName
from jisr.ledger.postgres import (
    Postgres,
    PostgresKeyStore,
    PostgresLedger,
    PostgresWorkStore,
)
from jisr.ledger.server import Presence
from tests.counts import count_from
from tests.ledger.given import FR, MA, SPACE, TOY, ids, key, log, part
from tests.ledger.lossy import Loss, LossyWay
from tests.ledger.test_crash import check_whole
from tests.ledger.writer import BATCH

KILLS = count_from("PROOF_KILLS", 3)
ROOT = Path(__file__).parents[2]
STORES = (PostgresLedger, PostgresKeyStore, PostgresWorkStore)


def refused(code, change, *args, **kwargs):
    with pytest.raises(JisrError) as caught:
        change(*args, **kwargs)
    assert caught.value.code == code
    assert all(caught.value.text(lang) for lang in LANGS)
    return caught.value


@pytest.fixture
def dsn(database):
    return database()


@pytest.fixture
def ledger(dsn):
    with PostgresLedger(dsn) as ledger:
        ledger.found(SPACE, b"founding")
        yield ledger


@pytest.fixture
def toy(dsn):
    with Postgres(dsn, TOY) as toy:
        yield toy


def in_other_process(*args):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.writer", *args],
        cwd=ROOT,
        env={"PYTHONPATH": "src"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


# --- Several processes


@pytest.mark.parametrize("first", [0, 3])
def test_of_two_processes_that_write_the_same_position_one_wins(dsn, ledger, first):
    ledger.append(log(first))
    prev = SPACE if first == 0 else log(first)[-1].id
    racers = 4
    start = threading.Barrier(racers)
    said = []

    def race(label):
        with PostgresLedger(dsn) as mine:
            acts = log(1, start=first, prev=prev, label=label)
            start.wait()
            try:
                mine.append(acts, parts=[part(acts[0])])
            except Conflict as refusal:
                said.append((refusal.code, refusal.facts))
            else:
                said.append(acts[0].id)

    threads = [threading.Thread(target=race, args=(f"-{n}",)) for n in range(racers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lost = ("ledger.not-next", {"author": MA, "seq": first, "size": first + 1})
    [won] = [answer for answer in said if answer != lost]
    assert ledger.size(SPACE, MA) == first + 1
    assert ledger.entry(SPACE, MA, first).id == won
    assert len(said) == racers


def test_writers_of_different_logs_do_not_wait_for_each_other(dsn, ledger):
    ledger.append([*log(1), *log(1, author=FR)])
    with PostgresLedger(dsn) as other, ledger.tables.writing():
        ledger.append(log(1, start=1))
        other.append(log(1, author=FR, start=1))
        assert other.size(SPACE, FR) == 2
        assert other.size(SPACE, MA) == 1  # Nothing is read before it is durable.
    assert ledger.size(SPACE, MA) == 2


def test_two_batches_over_the_same_logs_never_lock_each_other_out(dsn, ledger):
    ledger.append([*log(1), *log(1, author=FR)])
    rounds = 20

    def write(first, second):
        with PostgresLedger(dsn) as mine:
            done = 0
            while done < rounds:
                sizes = {author: mine.size(SPACE, author) for author in (first, second)}
                try:
                    mine.append([act for a in sizes for act in log(1, author=a, start=sizes[a])])
                except Conflict:
                    continue
                done += 1

    pairs = [(MA, FR), (FR, MA)]
    threads = [threading.Thread(target=write, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [ledger.size(SPACE, author) for author in (MA, FR)] == [1 + 2 * rounds] * 2


def test_processes_that_start_at_once_make_one_store(dsn):
    start = threading.Barrier(4)
    faults = []

    def open_one():
        start.wait()
        try:
            PostgresLedger(dsn).close()
        except JisrError as error:
            faults.append(error)

    threads = [threading.Thread(target=open_one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_whoever_changes_a_store_of_turns_waits_for_the_one_before(dsn, toy, monkeypatch):
    monkeypatch.setitem(server.SESSION, "lock_timeout", 50)
    with Postgres(dsn, TOY) as other:
        with toy.writing():
            toy.change("insert into toy values (1, null)")
            refused("ledger.locked", other.write, "insert into toy values (2, null)")
        other.write("insert into toy values (3, null)")
    assert ids(toy) == [1, 3]


@pytest.mark.full
def test_a_store_is_checked_and_copied_while_others_change_it(dsn, toy, monkeypatch):
    toy.write("insert into toy values (1, null)")
    monkeypatch.setitem(server.SESSION, "lock_timeout", 50)
    with Postgres(dsn, TOY) as other, other.writing():
        other.change("insert into toy values (2, null)")
        toy.quick_check()
        assert list(toy.each("select id from toy")) == [(1,)]
        refused("ledger.locked", toy.write, "insert into toy values (3, null)")


def test_a_process_that_wants_a_ledger_alone_is_the_only_one_that_does(
    cluster, dsn, ledger, monkeypatch
):
    monkeypatch.setattr(server, "PRESENT_MS", 50)
    with PostgresLedger(dsn, presence=Presence.ALONE) as first:
        refused("ledger.second-process", PostgresLedger, dsn, presence=Presence.ALONE)
        terminate(cluster)
        assert first.spaces() == [SPACE]  # Over a new connection, alone again.
        refused("ledger.second-process", PostgresLedger, dsn, presence=Presence.ALONE)
        ledger.append(log(1))
    monkeypatch.undo()
    PostgresLedger(dsn, presence=Presence.ALONE).close()


# --- Processes that die


def test_a_killed_process_loses_nothing_it_acknowledged_and_holds_nobody_up(dsn):
    chance = random.Random(7)
    for _ in range(KILLS):
        writer = in_other_process("postgres", dsn)
        for _ in range(chance.randint(1, 20)):
            writer.stdout.readline()
        writer.kill()
        said = writer.stdout.read().splitlines()
        writer.stdout.close()
        writer.stdin.close()
        writer.wait()
        with PostgresLedger(dsn) as ledger, PostgresKeyStore(dsn) as keys:
            size = check_whole(ledger, int(said[-1]) if said else BATCH)
            names = [PartName(space=SPACE, entry=act.id, name="subject") for act in log(size)]
            assert keys.held(names).keys() == set(names)


def test_a_process_killed_inside_a_transaction_leaves_nothing_and_frees_its_locks(dsn, ledger):
    ledger.append(log(1))
    writer = in_other_process("halfway", dsn)
    assert writer.stdout.readline() == "halfway\n"
    writer.kill()
    writer.wait()
    writer.stdout.close()
    writer.stdin.close()
    ledger.append(log(1, start=1))
    assert list(ledger.after(SPACE, MA, start=0)) == log(2)


# --- A server that goes away


def terminate(cluster):
    """Break every connection to the databases of the tests, as an administrator would."""
    cluster.execute(
        "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname like 'node%'"
    )


def test_after_the_server_was_restarted_the_next_call_is_answered(cluster, ledger, dsn):
    ledger.append(log(1))
    for how in ("fast", "immediate"):
        cluster.stop(how)
        cluster.start()
        assert list(ledger.after(SPACE, MA, start=0)) == log(1)
    terminate(cluster)
    ledger.append(log(1, start=1))
    assert list(ledger.after(SPACE, MA, start=0)) == log(2)


def test_while_the_server_is_away_nothing_is_answered_and_nothing_is_lost(cluster, ledger, dsn):
    ledger.append(log(1))
    cluster.stop()
    try:
        for call in (ledger.spaces, ledger.quick_check, lambda: ledger.append(log(1, start=1))):
            assert isinstance(refused("ledger.unreachable", call), Unavailable)
        refused("ledger.unreachable", PostgresLedger, dsn)
    finally:
        cluster.start()
    ledger.append(log(1, start=1))
    assert list(ledger.after(SPACE, MA, start=0)) == log(2)


def test_a_server_lost_in_the_middle_of_a_batch_leaves_none_of_it(cluster, ledger):
    def lose():
        with ledger.tables.writing():
            ledger.append(log(2), parts=[part(log(1)[0])])
            terminate(cluster)
            ledger.append(log(1, start=2))

    refused("ledger.unreachable", lose)
    assert ledger.size(SPACE, MA) == 0
    ledger.append(log(3))
    ledger.quick_check()


def test_a_server_lost_at_the_commit_leaves_the_batch_in_doubt_never_in_half(cluster, ledger):
    def lose():
        with ledger.tables.writing():
            ledger.append(log(2), parts=[part(log(1)[0])])
            terminate(cluster)

    assert isinstance(refused("ledger.in-doubt", lose), Unavailable)
    assert ledger.size(SPACE, MA) in {0, 2}
    ledger.append(log(1, start=ledger.size(SPACE, MA)))
    ledger.quick_check()


@pytest.fixture
def way(cluster):
    way = LossyWay(cluster.folder)
    yield way
    way.close()


@pytest.mark.parametrize("first", [0, 2])
def test_a_batch_whose_answer_was_lost_is_there_once_and_known_to_be(cluster, way, dsn, first):
    with PostgresLedger(dsn.replace(str(cluster.folder), str(way.folder))) as ledger:
        ledger.found(SPACE, b"founding")
        ledger.append(log(first))
        way.lose = Loss.ANSWER
        ledger.append(log(2, start=first), parts=[part(log(first + 1)[-1])])
        assert way.lose is None, "the answer was lost"
        assert list(ledger.after(SPACE, MA, start=0)) == log(first + 2)
        ledger.append(log(1, start=first + 2))


def test_a_batch_whose_commit_never_arrived_is_known_not_to_be_there(cluster, way, dsn):
    with PostgresLedger(dsn.replace(str(cluster.folder), str(way.folder))) as ledger:
        ledger.found(SPACE, b"founding")
        way.lose = Loss.REQUEST
        refused("ledger.unreachable", ledger.append, log(2))
        assert ledger.size(SPACE, MA) == 0
        ledger.append(log(2))


def test_a_batch_stays_in_doubt_while_the_server_is_away(cluster, way, dsn):
    with PostgresLedger(dsn.replace(str(cluster.folder), str(way.folder))) as ledger:
        ledger.found(SPACE, b"founding")
        way.lose = Loss.ALL
        refused("ledger.in-doubt", ledger.append, log(2))
        way.lose = None
        assert ledger.size(SPACE, MA) == 0
        ledger.append(log(2))


# --- Servers and databases that are not fit


@pytest.fixture
def setting(cluster):
    """Return a function that sets something for the whole server, until the test ends."""

    def put(name, value):
        wanted = cluster.settings.get(name, "on") if value == "reset" else value
        cluster.execute(f"alter system set {name} = '{wanted}'")
        cluster.execute("select pg_reload_conf()")
        while cluster.execute(f"show {name}") != [(wanted,)]:
            pass
        changed.append(name)

    changed = []
    yield put
    for name in set(changed):
        put(name, "reset")


@pytest.mark.parametrize(
    ("name", "unsafe", "stores"),
    [
        ("fsync", "off", STORES),
        ("full_page_writes", "off", STORES),
        ("wal_recycle", "on", [PostgresKeyStore]),
    ],
)
def test_a_server_that_may_lose_or_keep_too_much_is_refused(setting, dsn, name, unsafe, stores):
    setting(name, unsafe)
    for store in STORES:
        if store in stores:
            error = refused("ledger.unsafe-server", store, dsn)
            assert error.facts["setting"] == name
        else:
            store(dsn).close()


def test_a_server_found_unsafe_after_a_restart_gets_nothing_more(cluster, setting, ledger):
    setting("fsync", "off")
    terminate(cluster)
    refused("ledger.unsafe-server", ledger.append, log(1))
    setting("fsync", "reset")
    ledger.append(log(1))


def test_what_another_program_keeps_is_left_untouched(cluster, dsn):
    database = dsn.rpartition("=")[2]
    cluster.execute("create schema jisr_ledger create table theirs (x int)", database)
    refused("ledger.not-ours", PostgresLedger, dsn)
    cluster.execute("insert into jisr_ledger.theirs values (1)", database)


@pytest.mark.parametrize("store", STORES)
def test_a_store_of_another_version_is_left_untouched(store, dsn):
    with store(dsn) as opened:
        opened.tables.write("update mark set version = 99")
    refused("ledger.not-ours", store, dsn)


def test_an_account_without_rights_is_refused(cluster, dsn):
    database, guest = dsn.rpartition("=")[2], dsn.replace("user=jisr", "user=guest")
    cluster.execute("create role guest login")
    refused("ledger.server-forbids", PostgresLedger, guest)
    cluster.execute(f"grant create on database {database} to guest")
    PostgresLedger(guest).close()
    refused("ledger.server-forbids", PostgresKeyStore, guest)
    cluster.execute("grant pg_checkpoint to guest")
    cluster.execute("grant execute on function pg_switch_wal() to guest", database)
    with PostgresKeyStore(guest) as keys:
        keys.destroy([key("a").part])


def test_a_database_that_is_not_there_is_named(dsn):
    refused("ledger.unreachable", PostgresLedger, dsn + "_missing")
    refused("ledger.store-failed", PostgresLedger, "no words of libpq")


def test_a_server_over_a_network_proves_who_it_is_unless_told_otherwise(dsn):
    with Postgres(dsn + " sslmode=disable", TOY) as plain:
        assert "sslmode=disable" in plain._dsn
    with Postgres(dsn, TOY) as proven:
        assert "sslmode=verify-full" in proven._dsn


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("53100", "ledger.disk-full"),
        ("XX001", "ledger.damaged"),
        ("40P01", "ledger.locked"),
        ("57P03", "ledger.unreachable"),
        ("22012", "ledger.store-failed"),
    ],
)
def test_what_the_server_answers_is_sorted_by_what_a_person_can_do(toy, state, code):
    refused(code, toy.rows, f"do $$ begin raise exception using errcode = '{state}'; end $$")


def test_a_log_with_a_hole_is_damage(ledger):
    ledger.append(log(3))
    ledger.quick_check()
    ledger.tables.write("delete from entry where seq = 1")
    refused("ledger.damaged", ledger.quick_check)


# --- Transactions


def test_nothing_is_changed_outside_a_transaction(toy):
    refused("ledger.server-forbids", toy.change, "insert into toy values (1, null)")
    assert ids(toy) == []


def test_an_error_that_a_block_swallows_undoes_the_block_and_is_told(toy):
    def swallow():
        with toy.writing():
            toy.change("insert into toy values (1, null)")
            with suppress(Conflict):
                toy.change("insert into toy values (1, null)")

    error = refused("ledger.store-failed", swallow)
    assert error.facts["code"] == "rolled-back"
    assert ids(toy) == []


def test_a_commit_that_the_server_refuses_is_no_doubt(toy):
    def refuse():
        with toy.writing():
            toy.change("insert into toy values (1, null)")

    with toy.writing():
        toy.change(
            "create function no_room() returns trigger language plpgsql as"
            " $$ begin raise exception using errcode = '53100'; end $$"
        )
        toy.change(
            "create constraint trigger no_room after insert on toy"
            " deferrable initially deferred for each row execute function no_room()"
        )
    refused("ledger.disk-full", refuse)
    assert ids(toy) == []


def test_closing_twice_changes_nothing(dsn):
    opened = PostgresLedger(dsn)
    opened.close()
    opened.close()
    refused("ledger.unreachable", opened.quick_check)


def test_every_connection_is_opened_to_survive_a_power_cut(toy):
    names = ("fsync", "full_page_writes", "synchronous_commit", "default_transaction_read_only")
    assert [toy.rows(f"show {name}") for name in names] == [[("on",)]] * len(names)


# --- What is destroyed


def test_no_file_of_the_server_holds_a_destroyed_key(cluster, dsn):
    secret, salt = b"a key nobody may read again!", b"a salt that hides few names"

    def held():
        return [path for path in cluster.files() if {secret, salt} & found_in(path)]

    def found_in(path):
        content = path.read_bytes()
        return {word for word in (secret, salt) if word in content}

    with PostgresKeyStore(dsn) as keys:
        keys.put([key("a", secret=secret, salt=salt), key("b")])
        cluster.execute("checkpoint")
        assert held()
        keys.destroy([key("a").part])
        assert held() == []
        assert keys.get(key("b").part) == key("b")


# --- One text for two databases


def test_arguments_are_numbered_as_the_statement_numbers_them():
    assert numbered("select ?2, ?1, ?2") == b"select $2, $1, $2"
    assert numbered("values (?, ?, ?)") == b"values ($1, $2, $3)"


def test_a_schema_is_put_in_postgresqls_words():
    schema = """create table one (
        no integer primary key, text text not null, other integer, b blob
    ) strict;
    create table two (id text primary key) strict, without rowid;"""
    assert (
        translated(schema).decode()
        == """create table one (
        no bigint generated by default as identity primary key, \
text text collate "C" not null, other bigint, b bytea
    );
    create table two (id text collate "C" primary key);"""
    )
