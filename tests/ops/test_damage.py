"""A bit that a disk changed in a node's stores: its doctor names it, and nothing is repaired."""

import random
from pathlib import Path

import pytest

from jisr.ledger.checked import PAGE_BYTES
from tests.counts import count_from
from tests.ops.cli_kit import Home, found, homes
from tests.ops.test_cli_story import OPENING

FLIPS = count_from("PROOF_FLIPS", 1)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("damage")
    nodes = homes(folder, "MA", "FR")
    found(nodes["MA"], nodes["FR"], folder)
    nodes["MA"].ask("case", "open", *OPENING, "--field", "question=Is it registered?")
    return nodes["MA"]


@pytest.mark.parametrize("name", ["ledger.db", "keys.db", "work.db"])
def test_the_doctor_names_a_changed_bit_in_any_store(home: Home, name: str) -> None:
    path: Path = home.folder / name
    whole = path.read_bytes()
    chance = random.Random(2)
    pages = chance.sample(range(len(whole) // PAGE_BYTES), FLIPS)
    for page in pages:
        damaged = bytearray(whole)
        damaged[page * PAGE_BYTES + chance.randrange(PAGE_BYTES)] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        said = home("doctor", "--json", "--lang", "en")
        assert said.exit_code == 1, page
        assert "ledger.damaged" in said.stdout or f"The file {name} is damaged" in said.stdout
        assert path.read_bytes() == damaged, "nothing was repaired"
    path.write_bytes(whole)
    assert "damaged" not in home("doctor", "--json", "--lang", "en").stdout
