"""Code and documents say the same, and the code stays small enough to be read."""

import ast
import importlib
import re
import string
from collections import Counter
from pathlib import Path

import pytest

from jisr.core.errors import LANGS, Reason
from jisr.framework.check import check
from jisr.framework.edition import parse_edition

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src/jisr"
SPEC = ROOT / "docs/spec"
MODULES = sorted(SRC.rglob("*.py"))
PACKAGES = sorted(child.name for child in SRC.iterdir() if (child / "__init__.py").exists())

LINES_MAX = 400
FUNCTION_LINES_MAX = 70

CLAUSE = re.compile(r"(?<![-\w])[A-Z]{3}-\d+\b(?!-)")
# A clause is defined where its number opens a paragraph in bold, or a heading.
DEFINED = re.compile(r"^(?:\*\*|#+ )([A-Z]{3}-\d+)\b", re.MULTILINE)
# Names of standards and algorithms that are written like a clause.
NOT_CLAUSES = {"AES", "CVE", "DSA", "GPL", "ISO", "KEM", "MPL", "SHA", "TLP", "UTF"}


def cited(text):
    return {clause for clause in CLAUSE.findall(text) if clause[:3] not in NOT_CLAUSES}


def defined():
    return [clause for page in SPEC.glob("*.md") for clause in DEFINED.findall(page.read_text())]


def name_of(file):
    return str(file.relative_to(ROOT))


def test_every_clause_that_is_cited_is_in_the_specification():
    places = [*MODULES, *ROOT.glob("tests/**/*.py"), *ROOT.glob("tools/**/*.py")]
    places += [ROOT / "tools/mutation/rules.txt"]
    places += [page for page in ROOT.rglob("*.md") if ".venv" not in page.parts]
    known = set(defined())
    assert known
    missing = [
        f"{name_of(file)}: {', '.join(sorted(unknown))}"
        for file in places
        if (unknown := cited(file.read_text()) - known) and file != Path(__file__)
    ]
    assert not missing, "\n".join(missing)


def test_a_clause_that_nobody_wrote_is_noticed():
    assert cited("as XYZ-999 says; SHA-256, UTF-8, ML-KEM-768 and EUPL-1.2 are none") == {"XYZ-999"}


def test_every_clause_is_defined_once():
    assert [clause for clause, times in Counter(defined()).items() if times > 1] == []


def test_every_module_starts_by_saying_what_it_is_for():
    silent = [
        name_of(file) for file in MODULES if not ast.get_docstring(ast.parse(file.read_text()))
    ]
    assert silent == []


def test_no_module_is_long():
    lengths = {name_of(file): len(file.read_text().splitlines()) for file in MODULES}
    assert {file: length for file, length in lengths.items() if length > LINES_MAX} == {}


def functions(file):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno
            yield node.name, node.end_lineno - node.lineno + 1


def test_no_function_is_long():
    long = [
        f"{name_of(file)} {name} {length}"
        for file in MODULES
        for name, length in functions(file)
        if length > FUNCTION_LINES_MAX
    ]
    assert long == []


def test_nothing_is_left_to_be_written():
    unfinished = re.compile(r"NotImplementedError|\bTODO\b|\bFIXME\b|\bXXX\b")
    assert [name_of(file) for file in MODULES if unfinished.search(file.read_text())] == []


def reasons():
    """Every reason the code can give: by package, the constants of its `*reasons*` modules."""
    found = {}
    for file in SRC.rglob("*reasons*.py"):
        module = importlib.import_module(
            ".".join(file.relative_to(SRC.parent).with_suffix("").parts)
        )
        package = file.relative_to(SRC).parts[0]
        for name, value in vars(module).items():
            if isinstance(value, Reason):
                found[id(value)] = (package, name, value)
    return list(found.values())


REASONS = reasons()


def placeholders(text):
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def test_no_two_reasons_have_one_code():
    codes = Counter(reason.code for _, _, reason in REASONS)
    assert [code for code, times in codes.items() if times > 1] == []


@pytest.mark.parametrize(
    ("package", "reason"),
    [(package, reason) for package, _, reason in REASONS],
    ids=lambda of: str(getattr(of, "code", of)),
)
def test_a_reason_is_said_in_three_languages_with_the_same_facts(package, reason):
    assert re.fullmatch(rf"{package}\.[a-z0-9-]+(\.[a-z0-9-]+)*", reason.code)
    texts = {lang: getattr(reason, lang) for lang in LANGS}
    assert all(text.strip() for text in texts.values())
    assert placeholders(texts["ar"]) == placeholders(texts["fr"]) == placeholders(texts["en"])
    assert re.search("[\u0600-\u06ff]", texts["ar"])
    assert "'" not in texts["fr"]


def test_reasons_stand_in_modules_of_their_own():
    elsewhere = [
        f"{name_of(file)}:{node.lineno}"
        for file in MODULES
        if "reasons" not in file.name
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and isinstance(node.value, ast.Call)
        and getattr(node.value.func, "id", "") == "Reason"
    ]
    assert elsewhere == []


def test_every_reason_is_given_somewhere():
    modules = (file for file in MODULES if "reasons" not in file.name)
    words = {word for file in modules for word in re.findall(r"\w+", file.read_text())}
    assert [reason.code for _, name, reason in REASONS if name not in words] == []


PACKS = ROOT / "packs"


@pytest.mark.parametrize("pack", sorted(folder.name for folder in PACKS.iterdir()))
def test_a_pack_of_ours_may_be_signed(pack):
    files = {str(file.relative_to(PACKS)): file.read_bytes() for file in PACKS.rglob("*.yaml")}
    assert [fault.code for fault in check(parse_edition(files, pack=pack))] == []
