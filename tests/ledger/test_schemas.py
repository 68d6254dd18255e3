"""Stores in PostgreSQL are put aside under another name, all of a database or none."""

import pytest

from jisr.ledger import keys, statements
from jisr.ledger.postgres import PostgresLedger
from jisr.ledger.schemas import check_room, put_aside
from jisr.ledger.work.relational import store
from tests.ledger.given import MA, SPACE, log
from tests.ledger.test_postgres import refused

LAYOUTS = (store.LAYOUT, statements.LAYOUT)


def schemas(cluster, dsn):
    named = "select nspname from pg_namespace where nspname like 'jisr%' order by 1"
    return [name for (name,) in cluster.execute(named, dsn.rpartition("=")[2])]


@pytest.fixture
def dsn(database):
    dsn = database()
    with PostgresLedger(dsn) as ledger:
        ledger.found(SPACE, b"founding")
        ledger.append(log(2))
    return dsn


def test_what_holds_something_is_put_aside_and_its_place_is_free(cluster, dsn):
    put_aside(dsn, LAYOUTS)
    assert schemas(cluster, dsn) == ["jisr_ledger_before_restore", "jisr_work"]
    with PostgresLedger(dsn) as ledger:
        assert ledger.size(SPACE, MA) == 0
        ledger.found(SPACE, b"founding")
    error = refused("ledger.still-aside", put_aside, dsn, LAYOUTS)
    assert error.facts == {"schema": "jisr_ledger_before_restore"}
    refused("ledger.still-aside", check_room, dsn, LAYOUTS)
    check_room(dsn, [keys.LAYOUT])
    with PostgresLedger(dsn) as ledger:
        assert ledger.spaces() == [SPACE], "nothing was put aside"


def test_a_server_that_is_away_is_named(dsn):
    refused("ledger.unreachable", check_room, dsn + "_missing", LAYOUTS)
