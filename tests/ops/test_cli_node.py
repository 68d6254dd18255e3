"""A node made by hand, its passphrases typed at a terminal, and its doctor."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jisr.core.act import TIME_FORMAT, PartyId
from jisr.core.errors import LANGS
from jisr.core.keys import KeyUse
from jisr.ops import doctor, setup
from jisr.ops.cli import words_doctor
from jisr.ops.clock import present
from jisr.ops.keystore import FileKeystore
from jisr.ops.settings import load_settings
from tests.ops.cli_kit import (
    PASSPHRASE,
    ROOT_PASSPHRASE,
    Home,
    answer,
    at_terminal,
    found,
    homes,
    jisr,
    running,
    trouble,
)
from tests.ops.kit import CHEAP


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return homes(tmp_path, "MA")["MA"]


def findings(home: Home) -> dict[str, str]:
    """Return what the doctor finds: the level of each code."""
    result = home("doctor", "--json")
    told = json.loads(result.stdout.splitlines()[-1])
    assert told["well"] is (result.exit_code == 0)
    return {finding["code"]: finding["level"] for finding in told["findings"]}


def test_a_node_is_made(tmp_path: Path) -> None:
    folder, root = tmp_path / "ma", tmp_path / "stick" / "root.keys"
    root.parent.mkdir()
    made = answer(
        jisr(
            "init",
            "--party",
            "MA",
            "--data",
            folder,
            "--root",
            root,
            "--lang",
            "ar",
            "--partner",
            "FR=https://fr.example:8443",
            "--peer-port",
            9443,
            "--json",
        )
    )
    assert made["root"] == str(root)
    settings = load_settings(folder / "jisr.toml")
    assert (settings.party, settings.language) == ("MA", "ar")
    assert settings.partners["FR"].url == "https://fr.example:8443"
    assert {path.name for path in folder.iterdir()} == {"card.json", "jisr.toml", "node.keys"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in (folder, *folder.iterdir(), root))
    FileKeystore.unlock(folder / "node.keys", passphrase=PASSPHRASE)
    FileKeystore.unlock(root, passphrase=ROOT_PASSPHRASE)


@pytest.mark.parametrize(
    ("options", "env", "code"),
    [
        (["--party", "ma"], {}, "core.wrong-field"),
        (["--partner", "FR"], {}, "ops.option-form"),
        (["--partner", "FR=http://fr.example"], {}, "ops.setting-wrong"),
        ([], {"JISR_PASSPHRASE": "short"}, "ops.passphrase-short"),
        ([], {"JISR_ROOT_PASSPHRASE": "short"}, "ops.passphrase-short"),
        ([], {"JISR_PASSPHRASE": ""}, "ops.no-passphrase"),
        (["--root", "/proc/none/root.keys"], {}, "ops.path-not-writable"),
    ],
)
def test_a_node_is_made_whole_or_not_at_all(
    tmp_path: Path, options: list[str], env: dict[str, str], code: str
) -> None:
    folder = tmp_path / "ma"
    args = ["init", "--data", folder, "--json"]
    party = [] if "--party" in options else ["--party", "MA"]
    assert trouble(jisr(*args, *party, *options, env=env))["code"] == code
    assert not folder.exists() or not list(folder.iterdir())


def test_a_node_is_never_made_over_another(home: Home) -> None:
    before = home.files
    over = ("init", "--party", "MA", "--data", home.folder, "--json")
    assert trouble(jisr(*over))["code"] == "ops.keystore-exists"
    (home.folder / "node.keys").unlink()
    (home.folder / "root.keys").unlink()
    assert trouble(jisr(*over))["code"] == "ops.folder-exists"
    assert home.files == {name: raw for name, raw in before.items() if not name.endswith(".keys")}


def test_a_passphrase_is_changed(home: Home, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("trois fois quatre\n")
    other.chmod(0o600)
    change = ("keys", "change-passphrase", "--new-passphrase-file", other)
    assert home.ask(*change)["path"] == str(home.folder / "node.keys")
    assert home.fails("space", "list")["code"] == "ops.passphrase-wrong"
    assert home.ask("space", "list", "--passphrase-file", other) == {"spaces": []}
    root = home.folder / "root.keys"
    home.ask(*change, "--root", root)
    FileKeystore.unlock(root, passphrase="trois fois quatre")
    settings = home.folder / "jisr.toml"
    settings.write_text(f'passphrase_file = "{other}"\n{settings.read_text()}')
    assert str(other) in home(*change).stdout


def test_passphrases_are_typed_at_a_terminal_unseen_and_twice(tmp_path: Path) -> None:
    status, seen = at_terminal(
        "init", "--party", "MA", "--data", tmp_path / "ma", "--lang", "fr",
        dialogue=(
            ("node.keys : ", "première phrase"),
            ("Encore une fois : ", "autre chose"),
            ("diffèrent", ""),
            ("node.keys : ", "première phrase"),
            ("Encore une fois : ", "première phrase"),
            ("root.keys : ", "phrase de la racine"),
            ("Encore une fois : ", "phrase de la racine"),
        ),
    )  # fmt: skip
    assert status == 0
    assert "phrase de la racine" not in seen
    FileKeystore.unlock(tmp_path / "ma" / "root.keys", passphrase="phrase de la racine")


def test_every_finding_is_said_in_three_languages_with_a_mend_where_it_is_not_well() -> None:
    for code, (text, mend) in words_doctor.FINDINGS.items():
        for phrase in (text, *([mend] if mend else [])):
            assert len({phrase.ar, phrase.fr, phrase.en}) >= 1
            assert all(getattr(phrase, lang) for lang in LANGS), code


def test_doctor_finds_a_new_node_well_but_for_its_root_key_and_its_one_officer(home: Home) -> None:
    told = findings(home)
    assert told.pop("root-here") == told.pop("holds-both") == "warn"
    assert set(told.values()) == {"ok"}
    said = home("doctor", "--lang", "ar").stdout
    assert "[سليم]" in said
    assert "--root" in said


def test_doctor_names_what_others_can_read(home: Home) -> None:
    (home.folder / "node.keys").chmod(0o644)
    told = findings(home)
    assert told["files-open"] == told["keystore"] == "fail"
    assert "chmod go= " in home("doctor").stdout


def test_doctor_names_a_store_that_is_damaged(home: Home) -> None:
    home.ask("space", "list")
    (home.folder / "ledger.db").write_bytes(b"nothing of the kind" * 1000)
    assert findings(home)["stores"] == "fail"


def test_doctor_names_a_wrong_passphrase(home: Home) -> None:
    result = home("doctor", "--json", env={"JISR_PASSPHRASE": "not the right one"})
    assert result.exit_code == 1
    assert "keystore" in json.loads(result.stdout)["findings"][-1]["text"]


def test_doctor_names_settings_that_cannot_be(home: Home) -> None:
    (home.folder / "jisr.toml").write_text("party = 1")
    assert findings(home) == {"python": "ok", "settings": "fail"}


def test_doctor_names_a_clock_that_was_set_back_and_the_operator_may_accept_it(home: Home) -> None:
    ahead = present() + timedelta(days=2)
    mark = home.folder / "clock.mark"
    mark.write_text(ahead.strftime(TIME_FORMAT))
    mark.chmod(0o600)
    assert findings(home)["clock"] == "fail"
    refused = home("node", "run")
    home.ask("node", "accept-clock")
    assert findings(home)["clock-right"] == "ok"
    assert refused.exit_code == 1
    assert "ops.clock-set-back" in refused.stderr


@pytest.mark.parametrize(
    ("days", "code", "level"),
    [(-400, "certificate-ended", "fail"), (-350, "certificate-ends", "warn")],
)
def test_doctor_reads_the_dates_of_the_certificate_and_a_running_node_renews_it(
    tmp_path: Path, days: int, code: str, level: str
) -> None:
    plan = setup.Plan(
        party=PartyId("MA"), folder=tmp_path / "old", language="en",
        peer_port=0, site_port=0, partners={},
    )  # fmt: skip
    setup.init(
        plan, passphrase=PASSPHRASE, root_passphrase=ROOT_PASSPHRASE,
        at=present() + timedelta(days=days), cost=CHEAP,
    )  # fmt: skip
    home = Home("MA", plan.folder, 0, 0)
    assert findings(home)[code] == level
    with running(home):
        assert findings(home)["certificate"] == "ok"


def test_doctor_says_that_the_disk_is_full(home: Home, tmp_path: Path) -> None:
    settings = load_settings(home.folder / "jisr.toml")
    levels = {
        free: [finding.level for finding in doctor.check_disk(settings, free=free)]
        for free in (0, doctor.DISK_FAIL_BYTES, doctor.DISK_WARN_BYTES)
    }
    assert list(levels.values()) == [[doctor.Level.FAIL], [doctor.Level.WARN], [doctor.Level.OK]]


def test_doctor_looks_for_the_partner_where_the_settings_say(tmp_path: Path) -> None:
    nodes = homes(tmp_path, "MA", "FR")
    found(nodes["MA"], nodes["FR"], tmp_path)
    ma = nodes["MA"]
    assert findings(ma)["partner-silent"] == "warn"
    with running(nodes["FR"]):
        assert findings(ma)["partner-answers"] == "ok"
    settings = ma.folder / "jisr.toml"
    settings.write_text(settings.read_text().partition("[partners")[0])
    assert findings(ma)["partner-no-address"] == "fail"


def test_doctor_names_a_key_that_is_missing(home: Home) -> None:
    holder = FileKeystore.unlock(home.folder / "node.keys", passphrase=PASSPHRASE)
    holder.retire(holder.current(KeyUse.SEAL).fingerprint)
    assert findings(home)["keys-missing"] == "fail"


def test_keys_are_listed_without_a_passphrase(home: Home) -> None:
    told = answer(home("keys", "list", "--json", env={"JISR_PASSPHRASE": ""}))["keys"]
    assert {key["use"] for key in told} == {"sign", "checkpoint", "seal", "tls"}
    assert all(key["state"] == "active" for key in told)
    said: Any = home("keys", "list", "--lang", "fr").stdout
    assert "en service" in said
    assert "certificat" in said


def test_a_space_without_the_text_in_force_is_named_with_its_mend() -> None:
    space = {
        "space": "ab" * 32,
        "partner": "FR",
        "title": {"ar": "ا", "fr": "b", "en": "c"},
        "stopped": False,
        "must_hear": False,
        "effects_held": 0,
        "edition": "cd" * 32,
        "edition_here": False,
    }
    levels = {finding.code: finding.level for finding in doctor.check_spaces([space])}
    assert levels == {"space": doctor.Level.OK, "edition-missing": doctor.Level.FAIL}
    here = doctor.check_spaces([{**space, "edition_here": True}])
    assert [finding.code for finding in here] == ["space"]
    assert words_doctor.FINDINGS["edition-missing"][1] is not None
