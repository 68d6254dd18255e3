"""A restore that is cut off, wherever that is, and made again: what was erased stays erased."""

import errno
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
import pytest

from jisr.core.errors import Unavailable
from jisr.ops.backup import restore
from jisr.ops.move import move
from jisr.ops.places import ASIDE
from jisr.ops.settings import load_settings
from tests.ledger.conftest import cluster, database  # noqa: F401 - fixtures
from tests.ops.cli_kit import PASSPHRASE, Home, found, homes
from tests.ops.test_cli_story import OPENING
from tests.ops.test_move import set_to

RENAMES = {"os.rename", "os.link"}
# Counts what a restore does to whole schemas; a number taken from a sequence is not given back.
CUTS = """
create sequence if not exists public.steps;
create or replace function public.cut() returns event_trigger language plpgsql as $$ begin
if nextval('public.steps') = {} then raise exception 'cut off'; end if; end $$;
drop event trigger if exists cut;
alter sequence public.steps restart;
create event trigger cut on ddl_command_start
    when tag in ('CREATE SCHEMA', 'ALTER SCHEMA') execute function public.cut()
"""
_armed: list[Callable[[], None]] = []


def _heard(event: str, _: tuple[object, ...]) -> None:
    if event in RENAMES:
        for fail in _armed:
            fail()


@cache
def listen() -> None:
    """Hear of every renaming from here on: what Python calls once, it calls for good."""
    sys.addaudithook(_heard)


@contextmanager
def renames_cut_at(step: int) -> Iterator[None]:
    """Let the disk fail at the `step`-th name that a file is given."""
    listen()
    left = iter(range(1, step))

    def fail() -> None:
        if next(left, None) is None:
            raise OSError(errno.EIO, "cut off")

    _armed.append(fail)
    try:
        yield
    finally:
        _armed.remove(fail)


def erased_since(home: Home, folder: Path) -> str:
    """Back a node up, then erase what was in it; return the case."""
    case = str(home.ask("case", "open", *OPENING, "--field", "question=Kept?")["case"])
    home.ask("backup", "--to", folder)
    [part] = home.ask("case", "show", case)["acts"][case]["parts"]
    home.ask("erase", part["commitment"], "--ground", "retention-expired", "--yes")
    return case


def state_of(home: Home, case: str) -> str:
    [part] = home.ask("case", "show", case)["acts"][case]["parts"]
    return str(part["state"])


@pytest.fixture
def ma(tmp_path: Path) -> Home:
    nodes = homes(tmp_path, "MA", "FR")
    found(nodes["MA"], nodes["FR"], tmp_path)
    return nodes["MA"]


@pytest.mark.full
def test_a_restore_into_files_that_is_cut_off_forgets_no_erasure(ma: Home, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    case = erased_since(ma, folder)
    home, settings = ma.folder, load_settings(ma.folder / "jisr.toml")
    for step in count(1):
        try:
            with renames_cut_at(step):
                restore(settings, folder, passphrase=PASSPHRASE, epoch=step)
        except Unavailable:
            if (home / ASIDE).exists():
                shutil.move(home / ASIDE, tmp_path / f"aside-{step}")
        else:
            break
    assert step > 5, "two were put aside after the ledger, and three in place"
    assert state_of(ma, case) == "erased"


@pytest.mark.full
def test_a_restore_into_postgresql_that_is_cut_off_forgets_no_erasure(
    ma: Home,
    database,  # noqa: F811
    tmp_path: Path,
) -> None:
    dsn, folder = str(database()), tmp_path / "backup"
    move(load_settings(ma.folder / "jisr.toml"), dsn=dsn, keys_dsn=dsn)
    set_to(ma, 'store = "postgresql"', f'dsn = "{dsn}"', f'keys_dsn = "{dsn}"')
    case, settings = erased_since(ma, folder), load_settings(ma.folder / "jisr.toml")
    with psycopg.connect(dsn, autocommit=True) as db:
        for step in count(1):
            db.execute(CUTS.format(step))
            try:
                restore(settings, folder, passphrase=PASSPHRASE, epoch=step)
            except Unavailable:
                db.execute("drop event trigger cut")
                for store in ("ledger", "work", "keys"):
                    db.execute(f"drop schema if exists jisr_{store}_before_restore cascade")
            else:
                break
        db.execute("drop event trigger cut")
        db.execute("drop function public.cut; drop sequence public.steps")
    assert step > 9, "three were made, three put aside and three in place"
    assert state_of(ma, case) == "erased"
