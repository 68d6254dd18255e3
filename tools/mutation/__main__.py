"""Switch rules off and say which test notices: docs/how-to/switch-a-rule-off.md.

python -m tools.mutation rules     every rule and refusal of core, exchange and node
python -m tools.mutation core      every small change of the core's code
"""

import argparse
import hashlib
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from tools.mutation.judge import SURVIVES, Verdict, judge
from tools.mutation.operators import changes_of_core
from tools.mutation.refusals import refusals
from tools.mutation.rules import rules
from tools.mutation.sources import PACKAGE, ROOT, Mutant

NO_CHANGE: Final = Path(__file__).with_name("no_change.txt")


def main() -> int:
    """Judge what was asked for; 1 when something survives that should not."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutation", description=__doc__)
    parser.add_argument("what", choices=["rules", "core"])
    parser.add_argument("--only", metavar="REGEX", default="", help="those whose name has this")
    parser.add_argument("--sample", metavar="N", type=int, help="so many of one package")
    asked = parser.parse_args()
    mutants = [*refusals(), *rules()] if asked.what == "rules" else changes_of_core()
    mutants = [mutant for mutant in mutants if re.search(asked.only, mutant.name)]
    if asked.sample is not None:
        mutants = _sample(mutants, asked.sample)
    same = no_change()
    verdicts = judged([mutant for mutant in mutants if mutant.name not in same])
    survivors = sum(_shown(verdict) for verdict in verdicts)
    for mutant in mutants:
        if mutant.name in same:
            print(f"the same  {mutant.name}\n          = {same[mutant.name]}")
    alike = sum(mutant.name in same for mutant in mutants)
    noticed = len(mutants) - survivors - alike
    print(f"{len(mutants)} mutants: {noticed} noticed, {alike} do the same, {survivors} survive")
    if mutants:
        print(f"{100 * noticed / len(mutants):.1f} % noticed")
    return 1 if survivors or not mutants else 0


def judged(mutants: Sequence[Mutant]) -> Iterator[Verdict]:
    """Judge each mutant by the tests of its own package."""
    for package in sorted({_package(mutant) for mutant in mutants}):
        chosen = [mutant for mutant in mutants if _package(mutant) == package]
        yield from judge(chosen, [str(ROOT / "tests" / package)])


def _package(mutant: Mutant) -> str:
    return mutant.site.source.short.partition("/")[0]


def _sample(mutants: Sequence[Mutant], count: int) -> list[Mutant]:
    """Choose some of one package: the same for the same sources, others once these change."""
    digest = hashlib.sha256()
    for file in sorted(PACKAGE.rglob("*.py")):
        digest.update(file.read_bytes())
    chance = random.Random(digest.digest())  # noqa: S311 - anybody may know which
    package = chance.choice(["core", "exchange", "node"])
    chosen = [mutant for mutant in mutants if _package(mutant) == package]
    return chance.sample(chosen, min(count, len(chosen)))


def _shown(verdict: Verdict) -> bool:
    """Print what became of a mutant, as soon as it is known; True when it survives."""
    if verdict.by == SURVIVES:
        where = "" if verdict.reached else "\n          no test comes there"
        print(f"SURVIVES  {verdict.mutant.name}{where}", flush=True)
    else:
        print(f"noticed   {verdict.mutant.name}\n          ← {verdict.by}", flush=True)
    return verdict.by == SURVIVES


def no_change() -> Mapping[str, str]:
    """Return the mutants that no test can notice, each with why."""
    blocks = NO_CHANGE.read_text().split("\n\n")
    lines = [[x for x in block.splitlines() if not x.startswith("#")] for block in blocks]
    return {name: " ".join(why).removeprefix("= ") for name, *why in filter(None, lines)}


if __name__ == "__main__":
    sys.exit(main())
