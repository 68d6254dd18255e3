"""A node is moved from its files into PostgreSQL and goes on; what docs/how-to tells, rehearsed."""

import re
import shlex
from pathlib import Path

import pytest

from jisr.core.errors import Conflict, Refused
from jisr.ledger.postgres import PostgresKeyStore, PostgresLedger
from jisr.ops.build import MOVED, build
from jisr.ops.move import move
from jisr.ops.settings import load_settings
from tests.ledger.conftest import cluster, database  # noqa: F401 - fixtures
from tests.ops.cli_kit import PASSPHRASE, Home, found, homes, running, until
from tests.ops.kit import failing
from tests.ops.test_cli_restore import rejoined
from tests.ops.test_cli_story import OPENING, Pair, has, opened, settled

PAGE = Path(__file__).parents[2] / "docs/how-to/move-to-postgresql.md"


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    nodes = homes(tmp_path, "MA", "FR")
    return Pair(nodes["MA"], nodes["FR"], found(nodes["MA"], nodes["FR"], tmp_path))


def set_to(home: Home, *lines: str) -> None:
    """Put lines at the head of the settings, before the first section."""
    path = home.folder / "jisr.toml"
    path.write_text("\n".join([*lines, path.read_text()]))


def steps(page: Path) -> list[list[str]]:
    """Return the commands that a how-to page tells, as somebody would type them."""
    blocks = re.findall(r"^ *```\n(.*?)^ *```", page.read_text(), re.MULTILINE | re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [shlex.split(line)[1:] for line in lines if line.strip().startswith("./jisr")]


@pytest.mark.full
def test_a_node_is_moved_as_the_page_tells_and_comes_back_from_its_backup(
    pair: Pair,
    database,  # noqa: F811
    tmp_path: Path,
) -> None:
    dsn, keys_dsn, folder = str(database()), str(database()), tmp_path / "backup"
    told = dict(zip(("backup", "move", "node", "doctor", "restore"), steps(PAGE), strict=True))
    given = {
        "host=ledger.example dbname=jisr user=jisr": dsn,
        "host=keys.example dbname=jisr_keys user=jisr": keys_dsn,
        "/backup/before-move": str(folder),
        "/backup/2026-11-22": str(folder),
    }
    backup, move_it, _, doctor, restore = (
        [given.get(word, word) for word in line] for line in told.values()
    )
    with running(pair.fr):
        with running(pair.ma):
            before = opened(pair, "before the move")
            assert pair.ma.fails(*move_it)["code"] == "ops.node-runs"
            pair.ma.ask(*backup)
        shown = pair.ma.ask("case", "show", before)
        moved = pair.ma.ask(*move_it)
        assert moved["rows"]["ledger"] > 0
        assert pair.ma.fails("case", "list")["code"] == "ops.stores-moved"

        lines = ['store = "postgresql"', f'dsn = "{dsn}"', f'keys_dsn = "{keys_dsn}"']
        shown_lines = pair.ma(*move_it, "--lang", "ar")
        assert shown_lines.exit_code == 1, "not twice"
        set_to(pair.ma, *lines)
        assert pair.ma.ask("case", "show", before) == shown
        with running(pair.ma):
            pair.fr.ask("case", "act", before, "answer", "--field", "answer=It is.")
            until(lambda: settled(pair.ma, before) == 2, "the answer at MA")
            assert pair.ma(*doctor, "--json").exit_code == 0
            after = opened(pair, "after the move")
            [part] = pair.ma.ask("case", "show", before)["acts"][before]["parts"]
            pair.ma.ask("erase", part["commitment"], "--ground", "retention-expired", "--yes")
            assert pair.ma.fails(*restore)["code"] == "ops.node-runs"
        answer = pair.ma.ask(*restore)
        assert "jisr_ledger_before_restore" in answer["aside"]
        [left] = pair.ma.ask("case", "show", before)["acts"][before]["parts"]
        assert left["state"] == "erased", "an erasure after the backup is not undone by it"
        refused = pair.ma.fails("case", "open", *OPENING, "--field", "question=Too early?")
        assert refused["code"] == "node.not-yet-heard"
        with running(pair.ma):
            until(lambda: rejoined(pair.ma), "the partner to be heard")
            until(lambda: has(pair.ma, after), "what the backup had not")
        again = pair.ma.fails(*restore)
        assert again["code"] == "ledger.still-aside"


def test_a_node_in_postgresql_is_backed_up_into_files(
    pair: Pair,
    database,  # noqa: F811
    tmp_path: Path,
) -> None:
    dsn, keys_dsn, folder = str(database()), str(database()), tmp_path / "backup"
    move(load_settings(pair.ma.folder / "jisr.toml"), dsn=dsn, keys_dsn=keys_dsn)
    set_to(pair.ma, 'store = "postgresql"', f'dsn = "{dsn}"', f'keys_dsn = "{keys_dsn}"')
    case = pair.ma.ask("case", "open", *OPENING, "--field", "question=Kept?")["case"]
    pair.ma.ask("backup", "--to", folder)
    assert {file.name for file in folder.iterdir()} >= {"ledger.db", "work.db"}
    assert not list(folder.rglob("*.lock"))
    # Into a database that is new, as after a server was lost.
    fresh, fresh_keys = str(database()), str(database())
    text = (pair.ma.folder / "jisr.toml").read_text()
    lost = text.replace(f'"{dsn}"', f'"{fresh}"').replace(f'"{keys_dsn}"', f'"{fresh_keys}"')
    (pair.ma.folder / "jisr.toml").write_text(lost)
    assert pair.ma.ask("restore", "--from", folder)["spaces"] == [pair.space]
    assert has(pair.ma, case)


def test_nothing_is_moved_onto_another_node_or_twice(
    pair: Pair,
    database,  # noqa: F811
) -> None:
    dsn, keys_dsn = str(database()), str(database())
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


def test_a_node_that_has_no_files_or_a_password_in_the_line_is_not_moved(tmp_path: Path) -> None:
    home = homes(tmp_path, "MA")["MA"]
    line = ("move", "--dsn", "dbname=jisr", "--keys-dsn")
    assert home.fails(*line, "dbname=jisr_keys")["code"] == "ops.nothing-to-move"
    wrong = home.fails(*line, "dbname=jisr_keys password=secret")
    assert wrong["code"] == "ops.setting-wrong"
    assert "secret" not in str(wrong)


def test_one_process_works_on_a_nodes_folder_whatever_its_stores_are_in(
    pair: Pair,
    database,  # noqa: F811
) -> None:
    dsn = str(database())
    move(load_settings(pair.ma.folder / "jisr.toml"), dsn=dsn, keys_dsn=dsn)
    set_to(pair.ma, 'store = "postgresql"', f'dsn = "{dsn}"', f'keys_dsn = "{dsn}"')
    settings = load_settings(pair.ma.folder / "jisr.toml")
    first = build(settings, passphrase=PASSPHRASE)
    with failing(Conflict, "ops.second-process"):
        build(settings, passphrase=PASSPHRASE)
    first.close()
    build(settings, passphrase=PASSPHRASE).close()
    elsewhere = settings.model_copy(update={"store": "sqlite"})
    with failing(Refused, "ops.stores-moved"):
        build(elsewhere, passphrase=PASSPHRASE)
    assert list((settings.data_dir / MOVED).iterdir())
