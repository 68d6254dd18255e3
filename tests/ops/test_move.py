"""A node is moved from its files into PostgreSQL and goes on; what docs/how-to tells, rehearsed."""

import shutil
from pathlib import Path

import pytest

from jisr.core.errors import Conflict, Refused, Unavailable
from jisr.ledger.postgres import PostgresKeyStore, PostgresLedger
from jisr.ops.build import MOVED, build
from jisr.ops.move import main, move
from jisr.ops.settings import load_settings
from tests.ledger.conftest import cluster, database  # noqa: F401 - fixtures
from tests.ops.cli_kit import PASSPHRASE, Home, found, homes, running, until
from tests.ops.kit import failing
from tests.ops.test_cli_story import Pair, has, opened, settled


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    nodes = homes(tmp_path, "MA", "FR")
    return Pair(nodes["MA"], nodes["FR"], found(nodes["MA"], nodes["FR"], tmp_path))


def set_to(home: Home, *lines: str) -> None:
    """Put lines at the head of the settings, before the first section."""
    path = home.folder / "jisr.toml"
    path.write_text("\n".join([*lines, path.read_text()]))


def unset(home: Home, count: int) -> None:
    """Take the first lines of the settings away."""
    path = home.folder / "jisr.toml"
    path.write_text("\n".join(path.read_text().split("\n")[count:]))


def test_a_moved_node_goes_on_where_it_was_and_comes_back_from_its_backup(
    pair: Pair,
    database,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    dsn, keys_dsn = database(), database()
    toml = pair.ma.folder / "jisr.toml"
    asked = [str(toml), "--dsn", dsn, "--keys-dsn", keys_dsn]
    with running(pair.fr):
        with running(pair.ma):
            before = opened(pair, "before the move")
            assert main(asked) == 1, "not while the node runs"
        shown = pair.ma.ask("case", "show", before)
        capsys.readouterr()
        assert main(asked) == 0
        assert capsys.readouterr().out.startswith("keys: ")
        assert pair.ma.fails("case", "list")["code"] == "ops.stores-moved"

        set_to(pair.ma, 'store = "postgresql"', f'dsn = "{dsn}"', f'keys_dsn = "{keys_dsn}"')
        assert pair.ma.ask("case", "show", before) == shown
        with running(pair.ma):
            pair.fr.ask("case", "act", before, "answer", "--field", "answer=It is.")
            until(lambda: settled(pair.ma, before) == 2, "the answer at MA")
            after = opened(pair, "after the move")
            assert pair.ma("doctor", "--json").exit_code == 0
            folder = tmp_path / "backup"
            pair.ma.ask("backup", "--to", folder)
            assert {file.name for file in folder.iterdir()} >= {"ledger.db", "work.db"}
            assert not list(folder.rglob("*.lock"))
        assert pair.ma.fails("restore", "--from", folder)["code"] == "ops.restore-into-files"

        unset(pair.ma, 3)
        assert pair.ma.ask("restore", "--from", folder)["spaces"] == [pair.space]
        assert has(pair.ma, after)
    assert len(list((pair.ma.folder / MOVED).iterdir())) >= 3


def test_nothing_is_moved_onto_another_node_or_twice(
    pair: Pair,
    database,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    dsn, keys_dsn = database(), database()
    settings = load_settings(pair.ma.folder / "jisr.toml")
    with PostgresLedger(dsn) as other:
        other.found("0" * 64, b"another node's")
    with failing(Conflict, "ledger.not-empty"):
        move(settings, dsn=dsn, keys_dsn=keys_dsn)
    assert pair.ma.ask("space", "list")["spaces"]
    (settings.data_dir / MOVED).mkdir()
    with failing(Conflict, "ops.folder-exists"):
        move(settings, dsn=dsn, keys_dsn=keys_dsn)
    with PostgresKeyStore(keys_dsn) as keys:
        assert keys.tombstones() == []
    assert main([str(pair.ma.folder / "none.toml"), "--dsn", dsn, "--keys-dsn", keys_dsn]) == 1
    assert "none.toml" in capsys.readouterr().err


def test_one_process_works_on_a_nodes_folder_whatever_its_stores_are_in(
    pair: Pair,
    database,  # noqa: F811
    tmp_path: Path,
) -> None:
    dsn = database()
    move(load_settings(pair.ma.folder / "jisr.toml"), dsn=dsn, keys_dsn=dsn)
    set_to(pair.ma, 'store = "postgresql"', f'dsn = "{dsn}"', f'keys_dsn = "{dsn}"')
    settings = load_settings(pair.ma.folder / "jisr.toml")
    first = build(settings, passphrase=PASSPHRASE)
    with failing(Conflict, "ops.second-process"):
        build(settings, passphrase=PASSPHRASE)
    second = settings.model_copy(update={"data_dir": tmp_path / "second"})
    shutil.copytree(settings.data_dir, second.data_dir)
    with failing(Unavailable, "ledger.second-process"):
        build(second, passphrase=PASSPHRASE)
    first.close()
    build(settings, passphrase=PASSPHRASE).close()
    elsewhere = settings.model_copy(update={"store": "sqlite"})
    with failing(Refused, "ops.stores-moved"):
        build(elsewhere, passphrase=PASSPHRASE)
    assert list((settings.data_dir / MOVED).iterdir())
