"""A store is copied whole from one database into another, or not at all."""

import pytest

from jisr.core.act import Kind
from jisr.core.errors import LANGS, Conflict, JisrError
from jisr.core.log import Fence
from jisr.ledger import keys, statements
from jisr.ledger.base import TILE_LEAVES, PartState
from jisr.ledger.copying import copy
from jisr.ledger.postgres import PostgresLedger
from jisr.ledger.work.relational import store
from tests.ledger.given import FR, MA, SPACE, Postgres, Sqlite, key, log, part
from tests.ledger.test_contract import tile
from tests.ledger.test_work import AMAL, DRAFT, MIGRATION, SECURITY


@pytest.fixture
def sqlite(tmp_path):
    home = Sqlite(tmp_path)
    yield home
    home.leave()


@pytest.fixture
def postgres(database):
    home = Postgres(database())
    yield home
    home.leave()


@pytest.fixture(params=["to postgres", "to sqlite"])
def way(request, sqlite, postgres):
    return (sqlite, postgres) if request.param == "to postgres" else (postgres, sqlite)


def fill(ledger):
    acts = log(TILE_LEAVES)
    ledger.found(SPACE, b"founding")
    ledger.append(acts, parts=[part(acts[0])], tiles=[tile(0)])
    ledger.append(log(3, author=FR, kind=Kind.ACK, saw=lambda seq: seq))
    ledger.append(log(300, start=TILE_LEAVES))
    ledger.put_part(part(acts[0], state=PartState.ERASED))
    ledger.prune(SPACE, MA, [1])
    ledger.set_fence(SPACE, MA, Fence(epoch=1, seq=7))
    ledger.add_proof(SPACE, b"proof")


def refused(code, change, *args):
    with pytest.raises(JisrError) as caught:
        change(*args)
    assert caught.value.code == code
    assert all(caught.value.text(lang) for lang in LANGS)


def test_a_ledger_is_copied_whole_and_goes_on(way):
    source, target = (home.ledger() for home in way)
    fill(source)
    assert copy(source.tables, target.tables, statements.LAYOUT) > 559
    for author in (MA, FR):
        assert target.size(SPACE, author) == source.size(SPACE, author)
        assert target.after(SPACE, author, start=0) == source.after(SPACE, author, start=0)
    assert target.proofs(SPACE) == [b"proof"]
    assert target.fence(SPACE, MA) == Fence(epoch=1, seq=7)
    assert target.tiles(SPACE, MA) == source.tiles(SPACE, MA)
    assert target.part(log(1)[0].id, "subject") == part(log(1)[0], state=PartState.ERASED)
    target.quick_check()
    target.append(log(1, start=target.size(SPACE, MA)))
    target.add_proof(SPACE, b"another")
    assert target.proofs(SPACE) == [b"proof", b"another"]


def test_keys_and_tombstones_are_copied_and_stay_destroyed(way):
    source, target = (home.keys() for home in way)
    source.put([key("a"), key("b")])
    source.destroy([key("a").part])
    assert copy(source.tables, target.tables, keys.LAYOUT) == 2
    assert target.get(key("b").part) == key("b")
    assert target.destroyed([key("a").part])
    with pytest.raises(Conflict):
        target.put([key("a")])
    target.put([key("c")])
    target.destroy([key("b").part])
    assert target.tombstones() == [key("a").part, key("b").part]


def test_work_is_copied(way):
    source, target = (home.work() for home in way)
    source.people.put_desk(MIGRATION)
    source.people.put_desk(SECURITY)
    source.people.put_officer(AMAL)
    saved = source.drafts.save(DRAFT)
    assert copy(source.tables, target.tables, store.LAYOUT) == 6
    assert target.people.officer("amal") == AMAL
    assert target.drafts.get(DRAFT.officer, DRAFT.id) == saved


def test_nothing_is_copied_into_a_store_that_holds_something(way):
    source, target = (home.ledger() for home in way)
    fill(source)
    target.found(SPACE, b"founding")
    refused("ledger.not-empty", copy, source.tables, target.tables, statements.LAYOUT)
    assert target.size(SPACE, MA) == 0


def test_a_copy_that_differs_is_undone(sqlite, postgres):
    source, target = sqlite.ledger(), postgres.ledger()
    fill(source)
    with target.tables.writing():
        target.tables.change(
            "create function alter_it() returns trigger language plpgsql as"
            " $$ begin new.signature = '\\x00'; return new; end $$"
        )
        target.tables.change(
            "create trigger alter_it before insert on entry"
            " for each row when (new.seq = 9) execute function alter_it()"
        )
    refused("ledger.copy-differs", copy, source.tables, target.tables, statements.LAYOUT)
    with PostgresLedger(postgres.dsn) as after:
        assert after.spaces() == []
