"""No bytes bring anything out of a border but a value in its one form, or the error it declares."""

import importlib.util
import json
import os
import platform
import subprocess
import sys
from random import Random

import pytest

from tests.counts import count_from
from tests.fuzz.borders import BORDERS, ROOT, Border, cross
from tests.fuzz.mutate import mutated

FEW = 3
RUNS = count_from("PROOF_FUZZ_RUNS", 5_000)
PLANTED_RUNS = 5_000  # It takes some hundreds.
BROKEN = 77  # The status of a fuzzer that has found something.


def named(border: Border) -> str:
    return border.name


@pytest.mark.parametrize("border", BORDERS, ids=named)
def test_a_border_takes_what_is_right_and_what_is_nearly_right_does_it_no_harm(border):
    seeds = border.seeds()
    assert any(cross(border, seed) for seed in seeds)
    dice = Random(border.name)
    for seed in (dice.choice(seeds) for _ in range(FEW)):
        cross(border, mutated(seed, dice))
    for raw in (b"", b"\0", b"{}", b"[]", b"\xff"):
        cross(border, raw)


@pytest.fixture
def atheris():
    """Skip where there is no wheel of it; where CI runs there is."""
    if importlib.util.find_spec("atheris") is not None:
        return
    if os.environ.get("CI"):
        pytest.fail("atheris is missing")
    pytest.skip(f"atheris is not built for {platform.system()} on {platform.machine()}")


def fuzzed(folder, runs, *more):
    command = [sys.executable, "-P", "-m", "tests.fuzz.fuzz", str(folder), str(runs), *more]
    return subprocess.run(
        command,
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(("src", "."))},
    )


def broken(done):
    """What the fuzzer said from the input that broke a border on."""
    at = done.stdout.find("BROKEN")
    return (done.stdout[at:] if at >= 0 else "") + done.stderr[-4_000:]


@pytest.mark.full
def test_no_input_that_reaches_new_branches_breaks_a_border(tmp_path, atheris):
    done = fuzzed(tmp_path, RUNS)
    assert done.returncode == 0, broken(done)
    taken = json.loads((tmp_path / "taken.json").read_text())
    print(f"{RUNS} inputs, of which taken: {taken}")
    assert taken.keys() == {border.name for border in BORDERS}


@pytest.mark.full
def test_a_planted_fault_in_the_reading_of_base64_is_found(tmp_path, atheris):
    done = fuzzed(tmp_path, PLANTED_RUNS, "act-envelope", "founding-envelope", "--plant")
    assert done.returncode == BROKEN
    assert "BROKEN: act-envelope" in done.stdout
