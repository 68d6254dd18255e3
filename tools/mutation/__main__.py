"""`python -m tools.mutation rules` or `core`: see docs/how-to/switch-a-rule-off.md."""

import argparse
import hashlib
import random
import re
import sys
import time
from collections.abc import Sequence

from tools.mutation.judge import SURVIVES, Verdict, judge, judge_anew
from tools.mutation.operators import changes_of_core
from tools.mutation.refusals import refusals
from tools.mutation.rules import rules
from tools.mutation.sources import PACKAGE, Mutant


def main() -> int:
    """Judge the mutants that were asked for; 1 when one survives."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutation")
    parser.add_argument("what")
    parser.add_argument("--only", default="", help="a regular expression for names")
    parser.add_argument("--sample", type=int, default=0, help="how many, chosen by the sources")
    asked = parser.parse_args()
    mutants, tests = [*refusals(), *rules()], ["tests/core", "tests/exchange", "tests/node"]
    if asked.what=="core":
        mutants, tests = changes_of_core(), ["tests/core"]
    mutants = [m for m in mutants if re.search(asked.only, m.name)]
    started = time.monotonic()
    survivors = 0
    for verdict in judge(mutants, tests):
        if verdict.by == SURVIVES:
            survivors += 1
        print(f"{'noticed ' if verdict.by else 'SURVIVES'}  {verdict.mutant.name}   <- {verdict.by}{'' if verdict.reached else 'NOT REACHED'}", flush=True)
    print(len(mutants), survivors, time.monotonic()-started)
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
