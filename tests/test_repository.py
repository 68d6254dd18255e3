"""What the repository says of itself is so, and what it forbids is refused."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from tests.ops.cli_kit import jisr

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
KINDS = {"security", "protocol", "pack", "feature", "fix", "docs"}
EUPL = "57fb42fbcd0b037ce528ed8f72f1ec095d67bc6825ecf1448ff39be1fe68a4b4"


def git(*arguments):
    return subprocess.check_output(["git", *arguments], cwd=ROOT, text=True).splitlines()


def ours():
    """The files of the repository, those about to be added included, without what others made."""
    names = git(
        "-c", "core.quotePath=off", "ls-files", "--cached", "--others", "--exclude-standard"
    )
    files = [ROOT / name for name in names]
    return [file for file in files if file.is_file() and "vendor" not in file.parts]


FILES = ours()
PAGES = [file for file in FILES if file.suffix == ".md"]


def name_of(file):
    return str(file.relative_to(ROOT))


# What must not stand in any file, in pieces so that it does not stand in this one.
FORBIDDEN = {
    "a path of one machine": ["/tm" + "p/", "/wor" + "k/", "/roo" + "t/", "/Use" + "rs/"],
    "a registry's host": [
        "py" + "pi.org",
        "pythonhost" + "ed.org",
        "npm" + "js.org",
        "un" + "pkg.com",
    ],
}


@pytest.mark.parametrize("words", FORBIDDEN.values(), ids=FORBIDDEN)
def test_no_file_holds(words):
    found = []
    for file in FILES:
        # Within a path of ours (`ledger/work/`) such a word is no machine's.
        text = file.read_bytes().decode(errors="ignore")
        found += [
            f"{name_of(file)}: {word}" for word in words if re.search(rf"(?<!\w){word}", text)
        ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["jisr", ".ci/run"])
def test_a_program_may_be_run(name):
    assert os.access(ROOT / name, os.X_OK)
    assert git("ls-files", "--stage", name)[0].startswith("100755 ")


def test_the_licence_is_the_whole_text_unchanged():
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == EUPL


# Links and pages.

LINK = re.compile(r"\]\(([^()\s]+)\)")


def links(page):
    for target in LINK.findall(page.read_text()):
        if not re.match(r"[a-z]+:|#", target):
            yield target, (page.parent / unquote(target.split("#")[0])).resolve()


def test_every_link_between_files_leads_somewhere():
    broken = [
        f"{name_of(page)}: {target}"
        for page in PAGES
        for target, file in links(page)
        if not file.exists()
    ]
    assert not broken, "\n".join(broken)


def test_every_page_of_the_documentation_is_on_its_map():
    index = ROOT / "docs/index.md"
    on_the_map = {file for _, file in links(index)}
    missing = [
        name_of(page)
        for page in PAGES
        if page.is_relative_to(ROOT / "docs") and page != index and page not in on_the_map
    ]
    assert not missing, "\n".join(missing)


def test_decisions_are_numbered_once_and_give_context_options_and_outcome():
    pages = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
    assert len({page.name[:4] for page in pages}) == len(pages) > 0
    for page in pages:
        text = page.read_text()
        assert text.startswith(f"# {page.name[:4]}. "), page.name
        headings = re.findall(r"^## (.+)", text, re.MULTILINE)
        assert headings[:3] == ["Context", "Options", "Outcome"], page.name


def test_every_piece_of_news_is_of_a_known_kind():
    news = [file for file in (ROOT / "news").iterdir() if file.name != "README.md"]
    for file in news:
        name = re.fullmatch(r"[a-z0-9-]+\.([a-z]+)\.md", file.name)
        assert name, file.name
        assert name[1] in KINDS, file.name
        assert file.read_text().strip(), file.name
    readme = (ROOT / "news/README.md").read_text()
    assert set(re.findall(r"^\| `([a-z]+)`", readme, re.MULTILINE)) == KINDS


# Commands that the pages tell people to type.

COMMAND = re.compile(r"^(?:\$ )?(?:CI=true )?\./jisr ([a-z]+)(?: ([a-z]+))?", re.MULTILINE)


def told():
    blocks = [
        block
        for page in PAGES
        for block in re.findall(r"^```\w*\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL)
    ]
    # What the launcher itself does.
    launcher = {("test", ""), ("setup", "pdf")}
    return sorted({match for block in blocks for match in COMMAND.findall(block)} - launcher)


def test_every_command_that_a_page_names_exists():
    commands = {first for first, _ in told() if first != "test"}
    assert "demo" in commands
    unknown = [command for command in sorted(commands) if jisr(command, "--help").exit_code != 0]
    assert unknown == []


# Dependencies.


def plain(name):
    return re.split(r"[\[<>=; ]", name)[0].lower().replace("_", "-")


def direct():
    extras = PROJECT["project"]["optional-dependencies"].values()
    groups = PROJECT["dependency-groups"]
    wanted = [*PROJECT["project"]["dependencies"], *groups["dev"], *groups["bench"]]
    return [*wanted, *(name for extra in extras for name in extra)]


def locked(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE)), text


def test_every_direct_dependency_has_its_reason_and_nothing_else_has():
    page = (ROOT / "docs/decisions/0004-dependencies.md").read_text()
    told = re.findall(r"^\| `([^`]+)` \| \S", page, re.MULTILINE)
    assert sorted(plain(name) for name in told) == sorted(plain(name) for name in direct())


@pytest.mark.parametrize("name", ["run", "pdf", "dev", "bench"])
def test_a_lock_names_no_host_and_has_a_hash_for_every_package(name):
    versions, text = locked(name)
    assert "://" not in text
    assert "--index-url" not in text
    entries = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(versions) > 0
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_locks_hold_what_the_project_asks_for():
    run, pdf, dev = (locked(name)[0] for name in ("run", "pdf", "dev"))
    assert run.items() <= pdf.items() <= dev.items()
    assert {plain(name) for name in PROJECT["project"]["dependencies"]} <= run.keys()
    extra = PROJECT["project"]["optional-dependencies"]["pdf"]
    assert {plain(name) for name in extra} <= pdf.keys()
    assert {plain(name) for name in PROJECT["dependency-groups"]["dev"]} <= dev.keys()
    assert {plain(name) for name in PROJECT["dependency-groups"]["bench"]} <= locked("bench")[
        0
    ].keys()


# publiccode.yml, as far as its standard (version 0.7) can be checked without a network.


def test_publiccode_says_what_its_standard_asks():
    told = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert told["publiccodeYmlVersion"] == "0.7"
    assert told["url"].startswith("https://")
    assert told["softwareVersion"] == PROJECT["project"]["version"]
    assert told["legal"]["license"] == PROJECT["project"]["license"] == "EUPL-1.2"
    assert told["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert told["softwareType"] == "standalone/web"
    assert told["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert told["localisation"]["localisationReady"] is True
    assert (
        set(told["localisation"]["availableLanguages"])
        == set(told["description"])
        == {"ar", "fr", "en"}
    )
    for description in told["description"].values():
        assert len(description["shortDescription"]) <= 150
        assert 150 <= len(description["longDescription"]) <= 10_000
        assert 5 <= len(description["features"]) <= 20


# Continuous integration.


def test_ci_sets_every_count_that_a_test_reads_and_no_other():
    counts = set(re.findall(r"^export (PROOF_\w+)=", (ROOT / ".ci/run").read_text(), re.MULTILINE))
    read = {
        name
        for file in FILES
        if file.is_relative_to(ROOT / "tests") and file.suffix == ".py"
        for name in re.findall(r'\bcount_from\("(PROOF_\w+)"', file.read_text())
    }
    assert counts == read


# The borders: a contract that lets a violation through holds nothing.

PLANTED = {
    "C1, upwards": ("core/planted.py", "import jisr.node\n", "C1"),
    "C1, sideways": ("links/planted.py", "import jisr.stats\n", "C1"),
    "C1, a package without a place": ("planted/__init__.py", "", "C1"),
    "C2, a library": ("core/planted.py", "import sqlite3\n", "C2"),
    "C2, the clock": ("safeguards/planted.py", "import time\n", "C2"),
    "C2, cryptography": ("exchange/planted.py", "import cryptography\n", "C2"),
    "C3": ("web/planted.py", "import jisr.ledger\n", "C3"),
    "C4": ("links/planted/a/__init__.py", "import jisr.links.planted.b\n", "C4"),
    "C5": ("web/planted.py", "import jisr.framework\n", "C5"),
}
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"


@pytest.fixture
def copy(tmp_path):
    """The sources and the contracts, to plant something in."""
    shutil.copytree(
        ROOT / "src/jisr", tmp_path / "src/jisr", ignore=shutil.ignore_patterns("static")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def borders(copy):
    done = subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=copy,
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(copy / "src")},
    )
    verdicts = re.findall(r"^(C\d)\..*?\b(KEPT|BROKEN)$", done.stdout, re.MULTILINE | re.DOTALL)
    return [contract for contract, verdict in verdicts if verdict == "BROKEN"], done.stdout


@pytest.mark.full
@pytest.mark.parametrize(("file", "text", "contract"), PLANTED.values(), ids=PLANTED)
def test_a_planted_violation_is_refused(copy, file, text, contract):
    planted = copy / "src/jisr" / file
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(text)
    if contract == "C4":
        other = copy / "src/jisr/links/planted/b"
        other.mkdir()
        (other / "__init__.py").write_text("import jisr.links.planted.a\n")
        (copy / "src/jisr/links/planted/__init__.py").write_text("")
    broken, told = borders(copy)
    assert contract in broken, told


@pytest.mark.full
def test_without_a_planted_violation_nothing_is_refused(copy):
    broken, told = borders(copy)
    assert broken == [], told
    assert "5 kept, 0 broken" in told


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("import datetime\nNOW = datetime.datetime.now(tz=datetime.UTC)\n", "TID251"),
        ("import random\n", "TID251"),
        ("import unittest.mock\n", "TID251"),
        ("try:\n    pass\nexcept Exception:\n    pass\n", "BLE001"),
    ],
)
def test_the_linter_refuses(code, rule):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--output-format",
            "json",
            "--stdin-filename",
            "src/jisr/node/x.py",
        ],
        input=code,
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert rule in {found["code"] for found in json.loads(done.stdout)}


def test_the_version_is_a_year_and_a_month():
    assert re.fullmatch(r"20\d\d\.(1[0-2]|[1-9])\.\d+", PROJECT["project"]["version"])


# The READMEs.


@pytest.mark.parametrize(
    ("page", "procedures", "things"),
    [
        ("README.md", "Twenty-four", "All {n} things"),
        ("README.fr.md", "Vingt-quatre", "Les {n} choses"),
        ("README.ar.md", "أربع وعشرون", "كل ما تصفه المقالات، وهو {n} أمرًا"),
    ],
)
def test_a_readme_counts_what_is_there(page, procedures, things):
    assert len(list((ROOT / "packs/common/procedures").glob("*.yaml"))) == 24
    rows = json.loads((ROOT / "demo/accounts.json").read_text())["rows"]
    assert all(row["state"] != "not-yet" for row in rows)
    text = (ROOT / page).read_text()
    assert procedures in text
    assert things.format(n=len(rows)) in text
