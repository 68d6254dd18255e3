"""Stores in PostgreSQL are exchanged for prepared ones, all of a database or none."""

import pytest

from jisr.ledger import keys, statements
from jisr.ledger.postgres import Postgres, PostgresLedger
from jisr.ledger.schemas import check_room, drafted, drop_drafts, exchange
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


def prepared(dsn):
    for layout in LAYOUTS:
        Postgres(dsn, drafted(layout)).close()


def test_what_holds_something_is_put_aside_and_what_was_prepared_is_in_its_place(cluster, dsn):
    prepared(dsn)
    exchange(dsn, LAYOUTS)
    assert schemas(cluster, dsn) == ["jisr_ledger", "jisr_ledger_before_restore", "jisr_work"]
    with PostgresLedger(dsn) as ledger:
        assert ledger.size(SPACE, MA) == 0
        ledger.found(SPACE, b"founding")
    prepared(dsn)
    error = refused("ledger.still-aside", exchange, dsn, LAYOUTS)
    assert error.facts == {"schema": "jisr_ledger_before_restore"}
    refused("ledger.still-aside", check_room, dsn, LAYOUTS)
    check_room(dsn, [keys.LAYOUT])
    with PostgresLedger(dsn) as ledger:
        assert ledger.spaces() == [SPACE], "nothing was exchanged"
    drop_drafts(dsn, LAYOUTS)
    assert schemas(cluster, dsn) == ["jisr_ledger", "jisr_ledger_before_restore", "jisr_work"]


def test_a_server_that_is_away_is_named(dsn):
    refused("ledger.unreachable", check_room, dsn + "_missing", LAYOUTS)
