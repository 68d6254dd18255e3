"""Every rule can be switched off, and a sample of them is: some test notices each."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.counts import count_from
from tools.mutation.__main__ import no_change
from tools.mutation.operators import changes_of_core
from tools.mutation.refusals import declared, refusals
from tools.mutation.rules import rules

ROOT = Path(__file__).parents[2]
MUTANTS = count_from("PROOF_MUTANTS", 20)

# What no pure package and no node can know: the state of a connection, what a reader asks for.
GIVEN_BY_COMMANDS = {
    "exchange.TIMED_OUT",
    "exchange.UNREACHABLE",
    "exchange.WRONG_CERTIFICATE",
    "node.FILE_NOT_HERE",
}

# Mutants of one function, what it decides replaced; one of what is run on import.
FEW = """
import ast
from tools.mutation.judge import judge
from tools.mutation.operators import changes_of_core
from tools.mutation.sources import Mutant

changes = [m for m in changes_of_core() if m.site.source.short == "core/terms.py"]
site = next(m for m in changes if m.site.qualname == "fits").site
anew = next(m for m in changes if m.name.startswith("core/terms.py : '[A-Za"))
same = ast.unparse(site.node)
written = {
    "same": same,
    "other": f"not ({same})",
    "time": "any(iter(int, 1))",
    "memory": "bytes(4 << 30)",
}
mutants = [
    Mutant(name=name, site=site, to=ast.parse(text, mode="eval").body)
    for name, text in written.items()
]
for verdict in judge([*mutants, anew], ["tests/core/test_terms.py"]):
    print(verdict.by)
"""


def run(*arguments):
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, check=False, capture_output=True, text=True
    )


def test_every_reason_can_be_switched_off():
    given = {mutant.name.split(": ")[1].split()[0] for mutant in refusals()}
    every = {f"{package}.{name}" for package in declared() for name in declared()[package]}
    assert every - given == GIVEN_BY_COMMANDS


def test_every_rule_on_the_list_is_in_the_source_and_has_a_name_of_its_own():
    names = [mutant.name for mutant in (*rules(), *refusals())]
    assert len(names) == len(set(names)) > 0


def test_what_changes_nothing_is_a_mutant_and_says_why():
    names = {mutant.name for mutant in (*rules(), *refusals(), *changes_of_core())}
    assert no_change().keys() <= names, no_change().keys() - names
    assert all(no_change().values())


@pytest.mark.full
def test_a_mutant_survives_where_no_test_notices_it_and_one_without_end_is_ended():
    told = run("-c", FEW)
    assert told.returncode == 0, told.stderr
    same, other, time, memory, anew = told.stdout.splitlines()
    assert same == ""
    assert other.startswith("tests/core/test_terms.py::")
    assert (time, memory) == ("(never ends)", "(takes all memory)")
    assert anew.startswith("tests/core/test_terms.py::")


@pytest.mark.full
def test_a_rule_that_is_switched_off_is_noticed():
    told = run("-m", "tools.mutation", "rules", "--sample", str(MUTANTS))
    print(told.stdout)
    assert told.returncode == 0, told.stdout + told.stderr
