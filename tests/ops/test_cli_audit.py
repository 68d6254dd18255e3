"""The access log is checked and exported, and a person's file written, by commands alone."""

import json
import re
import stat
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from jisr.core.errors import LANGS, Lang
from jisr.node import audit
from jisr.safeguards.register import RULES
from tests.ops.cli_kit import ROOT, Home, found, homes, jisr
from tests.ops.test_cli_story import OPENING

PERSON = {
    "names": [{"script": "Latn", "use": "legal", "text": "Invented <Person>"}],
    "birth": "1990-05-01",
}
WHY = ("--reason", "Written request")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("audit")
    nodes = homes(folder, "MA", "FR")
    found(nodes["MA"], nodes["FR"], folder)
    fields = folder / "fields.json"
    fields.write_text(
        json.dumps({"question": "Who is it?", "subjects": [{**PERSON, "category": "witness"}]})
    )
    nodes["MA"].ask("case", "open", *OPENING, "--fields", fields)
    return nodes["MA"]


@pytest.fixture
def person(tmp_path: Path) -> Path:
    file = tmp_path / "person.json"
    file.write_text(json.dumps(PERSON))
    return file


@pytest.mark.parametrize("lang", LANGS)
def test_the_register_of_safeguards_is_read_without_a_node(lang: Lang) -> None:
    told = jisr("safeguards", "list", "--lang", lang)
    assert told.exit_code == 0
    for rule in RULES:
        assert rule.id in told.stdout
    listed = json.loads(jisr("safeguards", "list", "--json").stdout.splitlines()[-1])["rules"]
    assert [rule["id"] for rule in listed] == [rule.id for rule in RULES]


def test_an_exported_log_is_checked_without_a_node_and_holds_its_own_reading(
    home: Home, tmp_path: Path
) -> None:
    out = tmp_path / "log.jsonl"
    before = home.ask("audit", "head")
    done = home.ask("audit", "export", "--out", out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert done["length"] == before["length"] + 1
    assert b'"purpose":"access-log"' in out.read_bytes().splitlines()[-2]
    checked = home.ask("audit", "verify", out)
    assert checked == home.ask("audit", "verify")
    assert (checked["length"], checked["digest"]) == (done["length"], done["digest"])
    assert (
        home.ask("audit", "verify", out, "--head", before["digest"])["passes"] == before["length"]
    )
    lost = home("audit", "verify", out, "--head", "ab" * 32, "--json")
    assert (lost.exit_code, json.loads(lost.stdout)["passes"]) == (1, None)
    assert done["digest"][:12] in home("audit", "head").stdout


def test_the_rule_in_the_specification_checks_an_exported_log(home: Home, tmp_path: Path) -> None:
    out, rule = tmp_path / "log.jsonl", tmp_path / "rule.py"
    home.ask("audit", "head")
    home.ask("audit", "export", "--out", out)
    spec = (ROOT / "docs/spec/ledger.md").read_text()
    [code] = re.findall(r"```python\n(.*?)```", spec, re.DOTALL)
    rule.write_text(code)

    def said() -> str:
        line = [sys.executable, "-I", str(rule), str(out)]
        return subprocess.run(line, check=True, capture_output=True, text=True).stdout.strip()

    assert said() == "True"
    out.write_bytes(out.read_bytes().replace(b"operator", b"nobody"))
    assert said() == "False"


def test_a_changed_file_is_told_by_its_first_event_or_line(home: Home, tmp_path: Path) -> None:
    out = tmp_path / "log.jsonl"
    for _ in range(3):
        home.ask("audit", "export", "--out", out, "--force")
    raw = out.read_bytes()
    lines = raw.splitlines(keepends=True)
    place = len(lines) - 3
    lines[place] = lines[place].replace(b"operator", b"somebody")
    for changed, astray in (
        (b"".join(lines), place),
        (b"".join(raw.splitlines(keepends=True)[:-1]), len(lines) - 1),
        (b"".join(raw.splitlines(keepends=True)[1:]), 0),
    ):
        out.write_bytes(changed)
        told = home("audit", "verify", out, "--json")
        assert (told.exit_code, json.loads(told.stdout)["astray"]) == (1, astray)
    for changed in (raw + b"{}\n", raw[:-1], b"no log\n", raw.replace(b'"at"', b'"at" ')):
        out.write_bytes(changed)
        assert home.fails("audit", "verify", out)["code"] in {
            "ledger.no-access-log",
            "core.not-canonical",
        }
    assert home.fails("audit", "verify", tmp_path / "none")["code"] == "ops.path-not-readable"
    assert home.fails("audit", "verify", "--head", "x")["code"] == "core.wrong-field"


def test_a_long_log_is_exported_page_by_page_each_logged(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "log.jsonl"
    for module in (audit, sys.modules["jisr.ops.cli.audit"]):
        monkeypatch.setattr(module, "PAGE", 2)
    before = home.ask("audit", "head")["length"]
    done = home.ask("audit", "export", "--out", out)
    assert home.ask("audit", "head")["length"] == before + -(-done["length"] // 2)
    assert home.ask("audit", "verify", out)["length"] == before + 1


class Shown(HTMLParser):
    """Collects the text of a page, and its tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("lang", LANGS)
def test_everything_held_on_a_person_is_written_for_reader_and_machine(
    home: Home, person: Path, tmp_path: Path, lang: Lang
) -> None:
    out, page = tmp_path / "file.json", tmp_path / "file.html"
    line = ("subject", "file", "--person", person, "--out", out, "--page", page, *WHY)
    told = home(*line, "--lang", lang)
    assert told.exit_code == 0, told.output
    for path in (out, page):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    file = json.loads(out.read_bytes())
    [case] = file["cases"]
    assert file["handling"]["en"].endswith("(H1)")
    [ground] = case["transfers"]
    named = [part for part in case["parts"] if part["names_the_person"]]
    assert [part["name"] for part in named] == ["subjects.1"]
    shown = Shown(page.read_text())
    assert "Invented <Person>" in shown.text
    assert "person" not in shown.tags
    assert "script" not in shown.tags
    assert named[0]["grounds"][0]["category"]["en"] == "given for each by whoever writes"
    basis = named[0]["grounds"][0]["basis"]
    for told_there in (case["procedure"], case["purpose"], basis, ground, file["handling"]):
        words = re.sub(r"\s", " ", told_there[lang])
        assert words in re.sub(r"\s", " ", shown.text)


def test_a_search_without_a_reason_or_a_person_is_not_made(home: Home, person: Path) -> None:
    out = person.with_name("file.json")
    before = home.ask("audit", "head")
    line = ("subject", "file", "--person", person, "--out", out)
    assert home(*line).exit_code == 2
    assert home.fails(*line, "--reason", " ")["code"] == "framework.field-malformed"
    person.write_text('{"names": []}')
    assert home(*line, *WHY).exit_code == 1
    assert home.ask("audit", "head") == before
    assert not out.exists()


def test_nothing_found_is_said_in_the_words_that_everybody_reads(home: Home, person: Path) -> None:
    person.write_text(json.dumps({**PERSON, "birth": "1991-01-01"}))
    out, page = person.with_name("file.json"), person.with_name("file.html")
    answer = home.ask("subject", "file", "--person", person, "--out", out, "--page", page, *WHY)
    assert (answer["cases"], answer["parts"], answer["unread"]) == (0, 0, 0)
    assert "of nobody is it said whether there is any" in Shown(page.read_text()).text
