"""The page of the forty-two rules says of each what the register does."""

import re
from pathlib import Path

from jisr.safeguards.register import RULES

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (P\d+) \| ([^|]+) \| ([^|]+) \| ([^|]*)\|$", re.MULTILINE)
HOW = {"rule", "elsewhere", "in part", "nothing to hold", "not built"}
NUMBERS = 42


def rows() -> dict[str, tuple[str, str]]:
    text = (ROOT / "docs/reference/forty-two-rules.md").read_text()
    return {number: (how, where.strip()) for number, _, how, where in ROW.findall(text)}


def test_each_number_has_one_row_that_says_how_it_is_held() -> None:
    found = rows()
    assert list(found) == [f"P{number}" for number in range(1, NUMBERS + 1)]
    assert {how for how, _ in found.values()} == HOW
    silent = {number for number, (how, where) in found.items() if not where and how != "rule"}
    assert silent <= {"P32", "P36", "P38"}


def test_what_the_page_calls_a_rule_is_in_force_and_nothing_else_is() -> None:
    named = {number for number, (how, _) in rows().items() if how == "rule"}
    assert named == {rule.id for rule in RULES}


def test_the_number_of_rules_in_force_is_said_right() -> None:
    words = {19: "nineteen", 20: "twenty", 21: "twenty-one", 22: "twenty-two"}
    text = (ROOT / "docs/explanation/safeguards.md").read_text()
    assert f"{words[len(RULES)]} are in force" in text
