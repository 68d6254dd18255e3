"""The page on peers' faults has each of their classes, and what a page cites as a test is one."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reference/peers-faults.md"
CLASSES = 15
VERDICTS = ("Applies.", "Applies in part.", "Does not apply.")
TEST = re.compile(r"^- `(tests/[\w/]+\.py)::(test_\w+)`$", re.MULTILINE)


def sections(text: str) -> dict[int, str]:
    """Return what the page says of each class, by its number."""
    parts = re.split(r"^## (\d+)\. .+$", text, flags=re.MULTILINE)[1:]
    return {int(number): said for number, said in zip(parts[::2], parts[1::2], strict=True)}


# As any page cites a test, in a line of its own or within a sentence.
CITED = re.compile(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`")


def names_in(file: Path) -> set[str]:
    if not file.exists():
        return set()
    tree = ast.parse(file.read_text())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def missing(text: str) -> list[str]:
    """Return the tests, and files of tests, that a page names and that are not there."""
    return [
        f"{file}::{name}"
        for file, name in CITED.findall(text)
        if not (ROOT / file).exists() or (name and name not in names_in(ROOT / file))
    ]


def test_each_class_has_its_cases_elsewhere_its_verdict_and_its_tests() -> None:
    found = sections(PAGE.read_text())
    assert list(found) == list(range(1, CLASSES + 1))
    for number, said in found.items():
        elsewhere, here, *_ = said.strip().split("\n\n")
        assert re.match(r"Elsewhere: .*(CVE-\d{4}-\d+|version \d)", elsewhere, re.DOTALL), number
        assert here.startswith(VERDICTS), number
        assert TEST.findall(said), number


def test_every_test_that_a_page_names_is_there() -> None:
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    assert sum(bool(CITED.search(page.read_text())) for page in pages) > 2
    gone = {page.name: missing(page.read_text()) for page in pages}
    assert {page: tests for page, tests in gone.items() if tests} == {}


def test_a_test_that_was_removed_is_missed() -> None:
    gone = "- `tests/peers/test_page.py::test_that_never_was`"
    assert missing(f"\n{gone}\n") == [gone[3:-1]]


def test_every_test_of_a_peers_fault_is_on_the_page() -> None:
    named = {file for file, _ in TEST.findall(PAGE.read_text())}
    here = {f"tests/peers/{file.name}" for file in Path(__file__).parent.glob("test_*.py")}
    assert here - {"tests/peers/test_page.py"} <= named
