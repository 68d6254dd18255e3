"""A backup, a disk that is lost, and the way back: with commands alone, on two real nodes."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from jisr.core.act import Digest, Slug
from jisr.ledger.base import PartState
from jisr.ledger.work.rows import EffectKey, EffectState
from jisr.node import compose, content, retention
from jisr.ops import backup
from jisr.ops.build import Built, build
from jisr.ops.settings import load_settings
from tests.node.test_two_nodes import REQUEST
from tests.ops.cli_kit import PASSPHRASE, Home, found, homes, running, until
from tests.ops.test_cli_story import OPENING, Pair, has, opened


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    nodes = homes(tmp_path, "MA", "FR")
    return Pair(nodes["MA"], nodes["FR"], found(nodes["MA"], nodes["FR"], tmp_path))


def rejoined(home: Home) -> bool:
    return home("restart", "--json").exit_code == 0


def test_a_node_comes_back_from_its_backup_and_loses_nothing(pair: Pair, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    with running(pair.fr):
        with running(pair.ma):
            before = opened(pair, "before the backup")
            pair.ma.ask("backup", "--to", folder)
            assert pair.ma.fails("backup", "--to", folder)["code"] == "ops.folder-exists"
            after = opened(pair, "after the backup")
            [part] = pair.ma.ask("case", "show", before)["acts"][before]["parts"]
            pair.ma.ask("erase", part["commitment"], "--ground", "retention-expired", "--yes")
            assert pair.ma.fails("restore", "--from", folder)["code"] == "ops.node-runs"
        answer = pair.ma.ask("restore", "--from", folder)
        assert answer["spaces"] == [pair.space]
        refused = pair.ma.fails("case", "open", *OPENING, "--field", "question=Too early?")
        assert refused["code"] == "node.not-yet-heard"
        [left] = pair.ma.ask("case", "show", before)["acts"][before]["parts"]
        assert left["state"] == "erased", "an erasure after the backup is not undone by it"
        doctor = pair.ma("doctor", "--json")
        assert doctor.exit_code == 1
        assert "space-must-hear" in doctor.stdout
        with running(pair.ma):
            until(lambda: rejoined(pair.ma), "the partner to be heard")
            until(lambda: has(pair.ma, after), "what the backup had not")
            fresh = opened(pair, "after the restore")
            assert has(pair.fr, fresh)
            [space] = pair.ma.ask("space", "list")["spaces"]
            assert space["epochs"]["MA"] == answer["epoch"]
            assert not space["must_hear"]


@pytest.mark.full
def test_a_machine_that_is_lost_is_made_again_from_the_backup_alone(
    pair: Pair, tmp_path: Path
) -> None:
    case = pair.ma.ask("case", "open", *OPENING, "--field", "question=Kept?")["case"]
    folder, root = tmp_path / "backup", tmp_path / "elsewhere.keys"
    pair.ma.ask("backup", "--to", folder)
    shutil.move(pair.ma.folder / "root.keys", root)
    shutil.rmtree(pair.ma.folder)
    pair.ma.folder.mkdir(mode=0o700)
    shutil.copyfile(folder / "jisr.toml", pair.ma.folder / "jisr.toml")
    (pair.ma.folder / "jisr.toml").chmod(0o600)
    pair.ma.ask("restore", "--from", folder)
    assert has(pair.ma, case)
    with running(pair.fr), running(pair.ma):
        until(
            lambda: pair.ma("restart", "--root", root, "--json").exit_code == 0,
            "the partner to be heard",
        )


@pytest.mark.parametrize("name", ["ledger.db", "work.db", "part-keys/keys.db"])
def test_a_backup_that_is_not_whole_or_not_sound_changes_nothing(
    pair: Pair, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "backup"
    pair.ma.ask("case", "open", *OPENING, "--field", "question=Kept?")
    pair.ma.ask("backup", "--to", folder)
    before = pair.ma.files
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    assert pair.ma.fails("restore", "--from", folder)["code"].startswith("ledger.")
    (folder / name).write_bytes(b"not a database at all" * 100)
    assert pair.ma.fails("restore", "--from", folder)["code"].startswith("ledger.")
    (folder / name).unlink()
    assert pair.ma.fails("restore", "--from", folder)["code"] == "ops.backup-not-whole"
    assert pair.ma.files == before


def test_a_backup_of_another_node_is_refused(pair: Pair, tmp_path: Path) -> None:
    nodes = homes(tmp_path / "more", "BE")
    folder = tmp_path / "backup"
    pair.ma.ask("backup", "--to", folder)
    before = nodes["BE"].files
    assert nodes["BE"].fails("restore", "--from", folder)["code"] == "ops.backup-of-other"
    assert nodes["BE"].files == before


def test_a_wrong_passphrase_or_a_low_epoch_restores_nothing(pair: Pair, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    pair.ma.ask("backup", "--to", folder)
    before = pair.ma.files
    wrong = {"JISR_PASSPHRASE": "not the one at all"}
    refused = pair.ma.fails("restore", "--from", folder, env=wrong)
    assert refused["code"] == "ops.passphrase-wrong"
    assert pair.ma.files == before
    with running(pair.fr):
        pair.ma.ask("restore", "--from", folder, "--epoch", 5)
        with running(pair.ma):
            until(lambda: rejoined(pair.ma), "the partner to be heard")
    shutil.move(pair.ma.folder / "before-restore", tmp_path / "aside")
    pair.ma.ask("backup", "--to", tmp_path / "second")
    before = pair.ma.files
    refused = pair.ma.fails("restore", "--from", tmp_path / "second", "--epoch", 5)
    assert refused["code"] == "ops.epoch-too-low"
    assert pair.ma.files == before


def test_an_operator_decides_on_effects_that_a_restore_has_held(pair: Pair) -> None:
    key = EffectKey(
        space=Digest(pair.space), case=Digest("ab" * 32), move=Digest("cd" * 32),
        effect=Slug("notify"),
    )  # fmt: skip
    for decision, state in (("release", [EffectState.PLANNED]), ("close", [])):
        with opening(pair.ma) as built:
            built.node.work.effects.plan([key])
            built.node.work.effects.hold(key.space)
        [held] = pair.ma.ask("effects", "list")["held"]
        assert (held["case"], held["effect"]) == (key.case, "notify")
        assert "effects-held" in pair.ma("doctor", "--json").stdout
        assert pair.ma.ask("effects", decision)["count"] == 1
        assert pair.ma.ask("effects", "list")["held"] == []
        with opening(pair.ma) as built:
            assert [e.state for e in built.node.work.effects.unfinished(key.space)] == state


def test_a_backup_brings_nothing_back_that_the_timer_has_erased_since(
    pair: Pair, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    settings = pair.ma.folder / "jisr.toml"
    settings.write_text(f"{settings.read_text()}\n[retention.days]\ninformation-request = 7\n")
    with opening(pair.ma) as built:
        node = built.node
        case = compose.open_case(node, Digest(pair.space), Slug("information-request"), REQUEST)
        world, now = node.world, node.world.now()
        backup.backup(built, folder)
        for day in (2, 6, 8):
            node.world = replace(world, now=partial(later, now, day))
            erased = retention.look(node)
            assert [one.case for one in erased] == ([case] if day == 8 else [])
    pair.ma.ask("restore", "--from", folder)
    with opening(pair.ma) as built:
        [part] = built.node.ledger.parts(case)
        assert part.state is PartState.ERASED
        assert built.node.keys.get(content.name_of(part)) is None


def later(now: datetime, days: int) -> datetime:
    return now + timedelta(days=days)


@contextmanager
def opening(home: Home) -> Iterator[Built]:
    """Open the stores of a node that does not run."""
    built = build(load_settings(home.folder / "jisr.toml"), passphrase=PASSPHRASE)
    try:
        yield built
    finally:
        built.close()
