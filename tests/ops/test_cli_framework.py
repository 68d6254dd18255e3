"""Packs from the command line: checked, told as sentences, drawn, named."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from jisr.core.errors import LANGS
from jisr.framework import explore as exploring
from tests.ops.cli_kit import MA_FR, PACKS, SMALL_FR, answer, homes, jisr, trouble

REQUEST = "procedures/information-request.yaml"
Copy = Callable[..., Path]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """Return a way to copy all packs, with one file of one of them changed."""

    def copied(file: str = "", old: str = "", new: str = "") -> Path:
        for source in PACKS.rglob("*.yaml"):
            target = tmp_path / "packs" / source.relative_to(PACKS)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
        if file:
            path = tmp_path / "packs" / file
            text = path.read_text()
            assert old in text
            path.write_text(text.replace(old, new, 1))
        return tmp_path / "packs" / "ma-fr"

    return copied


def test_our_packs_may_be_signed() -> None:
    packs = [PACKS / name for name in ("common", "ma-be", "ma-fr")]
    result = jisr("framework", "check", *packs)
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) == len(packs)
    told = answer(jisr("framework", "check", *packs, "--json"))["packs"]
    assert all(not pack["faults"] and re.fullmatch("[0-9a-f]{64}", pack["digest"]) for pack in told)


def test_what_to_type_for_an_act_is_shown_in_the_readers_language() -> None:
    shown = {lang: jisr("framework", "show", MA_FR, "--lang", lang).stdout for lang in LANGS}
    for text in shown.values():
        for typed in ("urgency=CODE", "delay=NUMBER", "question=TEXT", "attachments=FILE"):
            assert typed in text
        assert "urgent-indirect" in text
    assert "--term urgency=CODE\u00a0— urgency (required)" in shown["en"]
    assert "--term urgency=CODE\u00a0— degré d’urgence (obligatoire)" in shown["fr"]
    assert "ordinary\u2069 — عادي" in shown["ar"]
    assert re.findall(r" [;:?!»]|« ", shown["fr"]) == []
    assert "\u202f; le dossier passe à l’état «\u00a0" in shown["fr"]


def test_each_fault_is_one_line_with_file_and_line_in_the_readers_language(copy: Copy) -> None:
    pack = copy(f"common/{REQUEST}", "turn: requested", "turn: nobody")
    texts = set()
    for lang in LANGS:
        result = jisr("framework", "check", pack, "--lang", lang)
        assert result.exit_code == 1
        lines = result.stdout.splitlines()
        assert lines
        for line in lines:
            assert re.match(r"common/procedures/information-request\.yaml:\d+: ", line)
            assert re.search(r"\[framework\.[a-z0-9.-]+\]\Z", line)
        texts.add(result.stdout)
    assert len(texts) == len(LANGS)


def test_the_object_holds_every_fault(copy: Copy) -> None:
    pack = copy(f"common/{REQUEST}", "turn: requested", "turn: nobody")
    result = jisr("framework", "check", pack, MA_FR, "--json")
    assert result.exit_code == 1
    [faulty, sound] = json.loads(result.stdout.splitlines()[-1])["packs"]
    assert faulty["digest"] is None
    assert {"code", "file", "line", "text"} == faulty["faults"][0].keys()
    assert sound["faults"] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("edition: 1", "edition: 1\nedition: 2"),
        ("edition: 1", "edition: &anchor 1"),
        ("edition: 1", "edition: !!python/object:os.system 1"),
        ("edition: 1", "edition: no"),
        ("edition: 1", "edition: 010"),
        ("edition: 1", "edition:\t1"),
        ("edition: 1", "edition: 1\nsurprise: yes"),
        ("edition: 1", "edition: [" + "[" * 50 + "1" + "]" * 50 + "]"),
    ],
    ids=["key twice", "anchor", "tag", "Norway", "octal", "tab", "unknown key", "depth"],
)
def test_what_yaml_allows_and_a_signed_text_may_not_hold_is_a_fault(
    copy: Copy, old: str, new: str
) -> None:
    result = jisr("framework", "check", copy("ma-fr/pack.yaml", old, new))
    assert result.exit_code == 1
    assert all(line.startswith("ma-fr/pack.yaml:") for line in result.stdout.splitlines())
    assert result.stdout


OPTIONAL_PURPOSE = [f"codes: request-purpose\n      required: {said}" for said in ("yes", "no")]


def test_a_pack_that_the_safeguards_would_not_let_in_is_not_called_sound(copy: Copy) -> None:
    pack = copy(f"common/{REQUEST}", *OPTIONAL_PURPOSE)
    result = jisr("framework", "check", pack)
    assert result.exit_code == 1
    assert "safeguards.p1-purpose-not-asked" in result.stdout


def test_a_pack_with_faults_is_not_shown_drawn_or_named(copy: Copy) -> None:
    pack = copy(f"common/{REQUEST}", "turn: requested", "turn: nobody")
    for command in (("show", pack), ("digest", pack), ("diagram", pack, "information-request")):
        assert trouble(jisr("framework", *command, "--json"))["code"] == "node.edition-faulty"


def test_what_is_no_pack_is_said_so(tmp_path: Path) -> None:
    missing = trouble(jisr("framework", "check", tmp_path / "none", "--json"))
    assert missing["code"] == "ops.unknown-pack"
    assert missing["facts"]["known"].startswith("common, ma-be, ")
    assert trouble(jisr("framework", "check", tmp_path, "--json"))["code"] == "ops.not-a-pack"


def test_a_pack_alone_finds_what_it_includes_among_the_shipped_ones(tmp_path: Path) -> None:
    alone = tmp_path / "ma-fr"
    for source in MA_FR.rglob("*.yaml"):
        target = alone / source.relative_to(MA_FR)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    here = answer(jisr("framework", "digest", alone, "--json"))["digest"]
    assert here == answer(jisr("framework", "digest", MA_FR, "--json"))["digest"]
    assert here == answer(jisr("framework", "digest", "ma-fr", "--json"))["digest"]
    assert here == answer(jisr("framework", "digest", alone / "pack.yaml", "--json"))["digest"]


def test_a_pack_is_told_as_sentences() -> None:
    english = jisr("framework", "show", MA_FR).stdout
    assert "The requested party may answer the request" in english
    assert "8 hours" in english
    assert "borrowed" in english
    assert "crosses" in english
    assert (
        "La partie requise peut répondre" in jisr("framework", "show", MA_FR, "--lang", "fr").stdout
    )
    assert "يجوز للطرف المطلوب منه" in jisr("framework", "show", MA_FR, "--lang", "ar").stdout
    told = answer(jisr("framework", "show", MA_FR, "--json"))
    names = {procedure["procedure"] for procedure in told["procedures"]}
    assert {"information-request", "undertaking", "framework-revision"} <= names


def test_a_procedure_is_drawn(tmp_path: Path) -> None:
    diagram = ("framework", "diagram", MA_FR, "information-request")
    assert ET.fromstring(jisr(*diagram).stdout).tag.endswith("svg")
    assert jisr(*diagram, "--mermaid").stdout.startswith("stateDiagram-v2\n")
    out = tmp_path / "drawn.svg"
    assert answer(jisr(*diagram, "--out", out, "--lang", "ar", "--json"))["out"] == str(out)
    assert 'lang="ar"' in out.read_text()
    unknown = trouble(jisr("framework", "diagram", MA_FR, "nothing", "--json"))
    assert unknown["code"] == "ops.unknown-procedure"
    assert "information-request" in unknown["facts"]["known"]


def test_the_nodes_language_is_taken_where_there_is_a_node(tmp_path: Path) -> None:
    home = homes(tmp_path, "MA")["MA"]
    settings = home.folder / "jisr.toml"
    settings.write_text(settings.read_text().replace('language = "en"', 'language = "fr"'))
    assert "peut être signé" in home("framework", "check", MA_FR).stdout
    assert "may be signed" in home("framework", "check", MA_FR, "--lang", "en").stdout
    elsewhere = jisr("framework", "check", MA_FR, env={"LANG": "ar_MA.UTF-8"})
    assert "يجوز توقيعها" in elsewhere.stdout


def test_a_pack_is_explored_and_the_situations_are_counted() -> None:
    told = answer(jisr("framework", "explore", MA_FR, "--acts", 1, "--json"))
    found = told["procedures"]
    assert {"information-request", "undertaking", "framework-revision"} <= set(found)
    assert all(one["trouble"] is None and one["crossings"] > 0 for one in found.values())
    assert told["situations"] == sum(one["situations"] for one in found.values()) > 500
    lines = jisr("framework", "explore", MA_FR, "--acts", 1).stdout.splitlines()
    assert len(lines) == len(found)


def test_two_readings_are_told_with_their_story_and_not_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = exploring.fold

    def wrong(*given: object, **more: object) -> object:
        case = right(*given, **more)  # type: ignore[arg-type]
        return replace(case, settled=len(case.path))

    monkeypatch.setattr(exploring, "fold", wrong)
    result = jisr("framework", "explore", SMALL_FR, "--acts", 2, "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)["procedures"]["information-request"]
    assert found["trouble"][0] == "from received"
    assert jisr("framework", "explore", SMALL_FR, "--acts", 2).exit_code == 1
    home, partner = homes(tmp_path, "MA", "FR").values()
    for command in ("sign", "propose"):
        refused = home.fails("framework", command, SMALL_FR, "--reason", "None.")
        assert refused["code"] == "ops.two-readings"
    out, card = tmp_path / "founding.json", partner.folder / "card.json"
    founding = ("space", "found", "--with", card, "--pack", SMALL_FR, "--out", out)
    assert home.fails(*founding)["code"] == "ops.two-readings"
    assert not out.exists()
    space = home.ask(*founding, "--unexplored")["space"]
    signed = out.read_bytes()
    joining = ("space", "join", out, "--pack", SMALL_FR, "--digest", space)
    assert partner.fails(*joining)["code"] == "ops.two-readings"
    assert out.read_bytes() == signed
