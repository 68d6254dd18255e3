"""What was acknowledged survives a killed process and a cut of the power (LED-2, LED-21)."""

import random
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from jisr.ledger.keys import PartName
from jisr.ledger.sqlite import SqliteLedger
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
        names = [PartName(space=SPACE, entry=act.id, name="subject") for act in log(size)]
        assert keys.held(names).keys() == set(names)
        keys.quick_check()
        home.leave()


def write_until_the_cut(path, disk):
    """Append batches; return how many acts were acknowledged when the power went."""
    acknowledged = 0
    with suppress(PowerCut), SqliteLedger(path, vfs=disk.name) as ledger:
        ledger._db.rows("pragma wal_autocheckpoint = 20")
        ledger.found(SPACE, b"founding")
        while True:
            acts = log(BATCH, start=acknowledged)
            ledger.append(acts, parts=[part(act) for act in acts])
            acknowledged += BATCH
    return acknowledged


def cut_once(folder, seed):
    """Cut the power once, start again, and check; return what was acknowledged before."""
    disk = Disk(f"powercut-{seed}", seed, cut_at_sync=random.Random(seed).randint(1, 60))
    before, after = folder / "before", folder / "after"
    before.mkdir()
    after.mkdir()
    acknowledged = write_until_the_cut(before / "ledger.db", disk)
    disk.unregister()
    for path, content in disk.found.items():
        (after / Path(path).name).write_bytes(content)
    with SqliteLedger(after / "ledger.db") as ledger:
        check_whole(ledger, acknowledged)
        ledger.found(SPACE, b"founding")
        ledger.append(log(1, start=ledger.size(SPACE, MA)))
    return acknowledged


def test_a_power_cut_loses_nothing_that_was_acknowledged(tmp_path):
    acknowledged = 0
    for seed in range(POWER_CUTS):
        folder = tmp_path / f"seed-{seed}"
        folder.mkdir()
        acknowledged += cut_once(folder, seed)
        shutil.rmtree(folder)  # A failing seed leaves its files to be looked at.
    assert acknowledged > POWER_CUTS
