"""The model of one case between two parties (case.pml), searched by Spin to the last state."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.counts import count_from

MODEL = Path(__file__).with_name("case.pml")
ACTS = count_from("PROOF_MODEL_ACTS", 3)  # In each log, of two honest parties.
FEWER = ACTS - 1  # A liar or an auditor makes a hundred times as many states.
FEWEST = max(2, ACTS - 2)
PAGE = Path(__file__).parents[2] / "docs/explanation/model.md"
ROWS = {  # What the page calls them.
    (): "two honest parties",
    ("AUDITOR",): "and an auditor",
    ("HOSTILE",): "one of them lies",
    ("HOSTILE", "AUDITOR"): "one of them lies, and an auditor",
}
# All states are kept, compressed without loss; no reduction, so that every order is tried.
PAN = ("-w", "-DSAFETY", "-DNOREDUCE", "-DCOLLAPSE", "-DMEMLIM=8000")

pytestmark = pytest.mark.full


@dataclass(frozen=True)
class Searched:
    states: int
    errors: int
    said: str


@pytest.fixture(scope="module", autouse=True)
def programs():
    missing = [name for name in ("spin", "gcc") if shutil.which(name) is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"missing: apt-get install {' '.join(missing)}")
    if missing:
        pytest.skip(f"missing: apt-get install {' '.join(missing)}")


def searched(folder, acts, *flags):
    """Search the model with these flags until an error, or to the end."""
    defined = [f"-D{flag}" for flag in (f"N={acts}", *flags)]
    pains = "-O2" if acts > 3 else "-O0"  # A small search is over before an optimiser is.
    for command in (
        ["spin", "-a", *defined, MODEL],
        ["gcc", pains, *PAN, "-o", "pan", "pan.c"],
        ["./pan", "-E", "-m1000000"],
    ):
        done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    [states] = re.findall(r"(\d+) states, stored", done.stdout)
    [errors] = re.findall(r"errors: (\d+)", done.stdout)
    return Searched(states=int(states), errors=int(errors), said=done.stdout)


@pytest.mark.parametrize(
    ("acts", "flags"),
    [
        (ACTS, []),
        (FEWER, ["AUDITOR"]),
        (FEWER, ["HOSTILE"]),
        (FEWEST, ["HOSTILE", "AUDITOR"]),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else "",
)
def test_in_every_order_all_readers_come_to_the_same_and_settled_stays(tmp_path, acts, flags):
    found = searched(tmp_path, acts, *flags)
    assert found.errors == 0, found.said
    assert "Search not completed" not in found.said
    assert "max search depth too small" not in found.said
    print(f"{' '.join(['N =', str(acts), *flags])}: {found.states} states")
    row = rf"^\| {ROWS[tuple(flags)]} \| {acts} \| ([\d,]+) \|$"
    told = re.findall(row, PAGE.read_text(), re.MULTILINE)
    assert told == [f"{found.states:,}"] or (not told and acts > 3)


# Each rule broken, and what the search then finds: a part of the assertion that fails.
SAME_VERDICT = "verdict[((other*(2*3))+act)]==verdict[((me*(2*3))+act)]"
SAME_TIP = "tip==here"
ONE_WINNER = "!(certain)|| !(settled["
ONE_OF_A_PARTY = "((m/3)!=(best/3))"
SETTLED_STAYS = "count==0"


@pytest.mark.parametrize(
    ("flags", "broken"),
    [
        (["BREAK_JUDGE_BY_READERS_VIEW"], SAME_VERDICT),
        (["BREAK_CROSSING_BY_ARRIVAL"], SAME_TIP),
        (["BREAK_SETTLED_WITHOUT_RECEIPT"], ONE_WINNER),
        (["BREAK_ANY_TIP", "HOSTILE"], ONE_OF_A_PARTY),
        (["BREAK_SEEN_MAY_GO_BACK", "HOSTILE"], SETTLED_STAYS),
    ],
    ids=lambda given: given[0] if isinstance(given, list) else "",
)
def test_a_model_with_a_broken_rule_is_found_wrong(tmp_path, flags, broken):
    found = searched(tmp_path, 3, *flags)
    assert found.errors == 1
    assert broken in found.said


@pytest.mark.parametrize(
    "flags", [["REACH_CROSSING"], ["REACH_SETTLED_END"], ["REACH_VOID", "HOSTILE"]]
)
def test_the_search_comes_to_what_it_is_about(tmp_path, flags):
    assert searched(tmp_path, 3, *flags).errors == 1
