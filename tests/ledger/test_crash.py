"""What was acknowledged survives a killed process and a cut of the power (LED-2, LED-21)."""

import random
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from jisr.core.errors import JisrError
from jisr.ledger import checked
from jisr.ledger.keys import PartKey, PartName, SqliteKeyStore
from jisr.ledger.sqlite import SqliteLedger
from jisr.ledger.work.rows import Outgoing
from jisr.ledger.work.sqlite.store import SqliteWorkStore
from tests.counts import count_from
from tests.ledger.given import MA, SPACE, Sqlite, log, part
from tests.ledger.powercut import Disk, PowerCut
from tests.ledger.writer import BATCH

KILLS = count_from("PROOF_KILLS", 3)
POWER_CUTS = count_from("PROOF_POWER_CUTS", 50)
ROOT = Path(__file__).parents[2]


def check_whole(ledger, acknowledged):
    """Nothing acknowledged is lost, nothing is there by half; return the size."""
    ledger.quick_check()
    size = ledger.size(SPACE, MA)
    assert size >= acknowledged
    assert size % BATCH == 0
    kept = [act for at in range(0, size, 1000) for act in ledger.after(SPACE, MA, start=at)]
    assert kept == log(size)
    assert all(list(ledger.parts(act.id)) == [part(act)] for act in kept)
    return size


def test_a_killed_process_loses_nothing_it_acknowledged(tmp_path):
    chance = random.Random(7)
    for _ in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-m", "tests.ledger.writer", "sqlite", tmp_path],
            cwd=ROOT,
            env={"PYTHONPATH": "src"},
            stdout=subprocess.PIPE,
        )
        for _ in range(chance.randint(1, 30)):
            writer.stdout.readline()
        writer.kill()
        said = writer.stdout.read().splitlines()
        writer.stdout.close()
        writer.wait()
        home = Sqlite(tmp_path)
        ledger, keys = home.ledger(), home.keys()
        acknowledged = int(said[-1]) if said else BATCH
        size = check_whole(ledger, acknowledged)
        assert keys.held(names(log(size))).keys() == set(names(log(size)))
        keys.quick_check()
        home.leave()


@dataclass
class Acknowledged:
    """How many acts each store had said were durable when the power went."""

    ledger: int = 0
    work: int = 0


def write_until_the_cut(folder, disk, synchronous):
    """Write as a node does: the keys, then the acts, then the lists."""
    said = Acknowledged()
    with suppress(PowerCut), ExitStack() as opened:
        keys, ledger, work = (opened.enter_context(store) for store in stores(folder, disk.name))
        for store in (keys, ledger, work):
            store._db.rows("pragma wal_autocheckpoint = 20")
            store._db.rows(f"pragma synchronous = {synchronous}")
        ledger.found(SPACE, b"founding")
        while True:
            acts = log(BATCH, start=said.ledger)
            keys.put([PartKey(part=name, key=b"k" * 32, salt=b"s" * 32) for name in names(acts)])
            ledger.append(acts, parts=[part(act) for act in acts])
            said.ledger += BATCH
            with work.together():
                cursor = work.views.cursor(SPACE, MA)
                work.views.apply(moved=[(cursor, said.ledger)], cases=[], acts=[])
                work.outbox.queue(
                    [Outgoing(space=SPACE, seq=act.seq, release_at=None) for act in acts]
                )
            said.work = said.ledger
    return said


def stores(folder, vfs=None):
    """Open the three stores of a folder, one after another."""
    yield SqliteKeyStore(folder / "keys.db", vfs=vfs)
    yield SqliteLedger(folder / "ledger.db", vfs=vfs)
    yield SqliteWorkStore(folder / "work.db", vfs=vfs)


def names(acts):
    return [PartName(space=SPACE, entry=act.id, name="subject") for act in acts]


def cut_once(folder, seed, *, synchronous="full"):
    """Cut the power once, start again, and check; return what was acknowledged, and the disk."""
    disk = Disk(f"powercut-{seed}", seed, cut_at_sync=random.Random(seed).randint(1, 80))
    before, after = folder / "before", folder / "after"
    before.mkdir()
    after.mkdir()
    said = write_until_the_cut(before, disk, synchronous)
    checked._layer(disk.name, compare=True).unregister()
    checked._layer.cache_clear()  # Ten thousand disks would fill the memory.
    disk.unregister()
    for path, content in disk.found.items():
        (after / Path(path).name).write_bytes(content)
    with ExitStack() as opened:
        keys, ledger, work = (opened.enter_context(store) for store in stores(after))
        size = check_whole(ledger, said.ledger)
        keys.quick_check()
        work.quick_check()
        assert keys.held(names(log(size))).keys() == set(names(log(size)))
        seen = work.views.cursor(SPACE, MA)
        assert said.work <= seen.position <= size
        waiting = [act.seq for act in work.outbox.waiting(SPACE)]
        assert waiting == [*range(seen.position)], "the lists moved with their cursor"
        ledger.found(SPACE, b"founding")
        ledger.append(log(1, start=size))
    return said, disk


def test_a_power_cut_loses_nothing_that_was_acknowledged(memory, tmp_path, capsys):
    acknowledged, did = 0, Counter()
    for seed in range(POWER_CUTS):
        folder = memory / f"seed-{seed}"
        folder.mkdir()
        try:
            said, disk = cut_once(folder, seed)
        except BaseException:
            shutil.copytree(folder, tmp_path / folder.name)  # To be looked at.
            raise
        acknowledged += said.ledger
        did += disk.did
        shutil.rmtree(folder)
    with capsys.disabled():
        print(f"\n{POWER_CUTS} power cuts, {acknowledged} acts acknowledged: {dict(did)}")
    assert acknowledged > POWER_CUTS
    assert all(did[what] > POWER_CUTS / 5 for what in ("lost", "torn", "reordered"))


def test_the_disk_of_the_power_cuts_would_show_a_store_that_does_not_wait_for_it(memory):
    def lost(seed):
        (memory / str(seed)).mkdir()
        try:
            cut_once(memory / str(seed), seed, synchronous="normal")
        except (AssertionError, JisrError):
            return True
        return False

    assert any(lost(seed) for seed in range(40))
