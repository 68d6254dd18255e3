"""Several processes of one node on one database take turns, and never write from an old view."""

import threading
from types import SimpleNamespace

import pytest

from jisr.core.errors import JisrError
from jisr.ledger import postgres
from jisr.ledger.leases import Leases
from jisr.ledger.postgres import PostgresLedger, PostgresWorkStore
from jisr.ledger.server import SESSION
from jisr.ledger.turns import Turns
from tests.ledger.given import FR, MA, SPACE, log
from tests.ledger.lossy import Loss, LossyWay
from tests.ledger.test_postgres import refused, terminate
from tests.ops.cli_kit import until


class Process:
    """What one process of a node has open."""

    def __init__(self, dsn):
        self.dsn = dsn
        self.ledger, self.work = PostgresLedger(dsn), PostgresWorkStore(dsn)
        self.turns = Turns(self.ledger.postgres, self.work.postgres)
        self.told = []
        self.turns.entered = self.told.append

    def write(self):
        """Add one act from what was read in the same turn."""
        with self.turns:
            size = self.ledger.size(SPACE, MA)
            self.ledger.append(log(1, start=size))

    def close(self):
        self.ledger.close()
        self.work.close()


@pytest.fixture
def processes(database):
    dsn = database()
    made = [Process(dsn), Process(dsn)]
    made[0].ledger.found(SPACE, b"founding")
    yield made
    for process in made:
        process.close()


def test_of_processes_that_read_and_then_write_none_is_overtaken(processes):
    rounds, faults = 20, []

    def work(process):
        try:
            for _ in range(rounds):
                process.write()
        except JisrError as error:
            faults.append(error)

    threads = [threading.Thread(target=work, args=(process,)) for process in processes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert processes[0].ledger.size(SPACE, MA) == rounds * len(processes)


def test_whoever_takes_a_turn_is_told_whether_others_had_one(processes):
    one, two = processes
    one.write()
    one.write()
    with one.turns, one.turns:
        assert one.told[1:] == [False, False], "inside a turn none begins"
    two.write()
    assert two.told[-1]
    one.write()
    assert one.told[-1]


def test_a_turn_in_which_nothing_was_taken_in_is_as_if_it_had_not_been(processes):
    one, two = processes
    one.write()
    two.write()

    def fail(others):
        message = "the memory could not be brought up to date"
        raise RuntimeError(message)

    one.turns.entered = fail
    with pytest.raises(RuntimeError):
        one.write()
    two.write()
    told = []
    one.turns.entered = told.append
    one.write()
    assert told == [True]


def test_a_turn_that_gets_only_one_of_its_stores_gives_it_back(processes, monkeypatch):
    one, two = processes
    monkeypatch.setitem(SESSION, "lock_timeout", 50)
    hasty = Process(two.dsn)
    with Turns(one.work.postgres):
        refused("ledger.locked", hasty.write)
        with Turns(two.ledger.postgres):
            """The ledger was given back."""
    hasty.write()
    hasty.close()


def test_a_turn_goes_on_over_a_new_connection_if_nobody_had_one_meanwhile(processes, cluster):
    one, two = processes
    with one.turns:
        one.ledger.append(log(1))
        terminate(cluster)
        one.ledger.append(log(1, start=1))
        one.work.outbox.release(SPACE, 0)
        waiting = threading.Thread(target=two.write)
        waiting.start()
        assert one.ledger.size(SPACE, MA) == 2, "nobody has come in between"
    waiting.join()
    assert list(one.ledger.after(SPACE, MA, start=0)) == log(3)


def test_a_process_that_was_overtaken_writes_nothing_more_in_its_turn(processes, cluster):
    one, two = processes
    one.write()

    def decide_and_write():
        with one.turns:
            size = one.ledger.size(SPACE, FR)
            terminate(cluster)
            two.ledger.append(log(1, author=FR))
            two.write()
            one.ledger.append(log(1, author=FR, start=size, label="-old"))

    refused("ledger.turn-lost", decide_and_write)
    one.write()
    assert one.told[-1], "it is told that it was overtaken"
    assert list(two.ledger.after(SPACE, MA, start=0)) == log(3)
    assert two.ledger.after(SPACE, FR, start=0) == log(1, author=FR)


def test_a_process_that_was_overtaken_is_told_while_the_other_still_has_its_turn(
    processes, cluster, monkeypatch
):
    one, two = processes
    monkeypatch.setattr(postgres, "PRESENT_MS", 50)

    def read_on():
        with one.turns:
            terminate(cluster)
            with two.turns:
                one.ledger.size(SPACE, MA)

    refused("ledger.turn-lost", read_on)
    one.write()


def test_while_the_server_is_away_nobody_has_a_turn(cluster, database):
    way, dsn = LossyWay(cluster.folder), database()
    process = Process(dsn.replace(str(cluster.folder), str(way.folder)))
    process.ledger.found(SPACE, b"founding")
    way.lose = Loss.ALL
    refused("ledger.unreachable", process.write)
    way.lose = None
    process.write()
    process.close()
    way.close()


def test_a_process_that_stops_moving_loses_its_turn(processes, monkeypatch):
    one, two = processes
    monkeypatch.setattr(postgres, "IDLE_MS", 100)

    def sleep_and_write():
        with one.turns:
            two.write()  # Waits until the server has put the first one out.
            one.ledger.append(log(1, label="-asleep"))

    refused("ledger.turn-lost", sleep_and_write)
    one.write()
    assert list(one.ledger.after(SPACE, MA, start=0)) == log(2)


def test_a_batch_whose_answer_was_lost_inside_a_turn_is_known_to_be_there(cluster, database):
    way, dsn = LossyWay(cluster.folder), database()
    process = Process(dsn.replace(str(cluster.folder), str(way.folder)))
    process.ledger.found(SPACE, b"founding")
    with process.turns:
        way.lose = Loss.ANSWER
        process.ledger.append(log(2))
        assert way.lose is None, "the answer was lost"
        process.ledger.append(log(1, start=2))
    process.close()
    way.close()
    with PostgresLedger(dsn) as ledger:
        assert list(ledger.after(SPACE, MA, start=0)) == log(3)


def test_a_lease_is_held_by_one_and_taken_over_when_it_is_gone(cluster, database):
    dsn = database()
    one, two = Leases(dsn), Leases(dsn)
    assert one.hold(SPACE)
    assert not two.hold(SPACE)
    assert one.hold(SPACE)
    assert two.hold(log(1)[0].id), "each lease by itself"
    terminate(cluster)
    assert not one.hold(SPACE), "the connection that held it is gone"
    assert not two.hold(log(1)[0].id)
    assert two.hold(SPACE)
    assert not one.hold(SPACE)
    two.close()
    until(lambda: one.hold(SPACE), "the server to have noticed")
    one.close()
    one.close()


def test_while_the_server_is_away_nobody_has_a_lease(tmp_path):
    assert not Leases(f"host={tmp_path} dbname=nowhere").hold(SPACE)


class Interrupted:
    """A connection over which the question whether a turn is still ours is not answered."""

    closed = False

    def execute(self, words):
        raise KeyboardInterrupt

    def close(self):
        self.closed = True


def test_a_connection_that_may_still_hold_a_turn_is_closed():
    db = Interrupted()
    store = SimpleNamespace(_db=db, _turn_words=str.encode)
    with pytest.raises(KeyboardInterrupt):
        postgres.Postgres._keep_turn(store)
    assert db.closed
