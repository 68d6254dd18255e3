"""What a sentence advises to run can be run as it is printed."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from jisr.core.errors import LANGS, Lang, Unavailable
from jisr.ops import reasons
from jisr.ops.cli import advice, words_cases
from jisr.ops.cli.base import Run
from jisr.ops.cli.common import Common
from tests.ops.cli_kit import PASSPHRASE, ROOT, Home, homes, jisr


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return homes(tmp_path / "a folder", "MA")["MA"]


def test_a_command_at_the_end_stands_alone_and_can_be_copied(home: Home) -> None:
    for lang in LANGS:
        shown = home("node", "status", "--lang", lang).stderr.splitlines()
        assert "[ops.node-not-running]" in shown[0]
        assert shown[1] == f"    jisr --settings {shlex.quote(str(home.folder))} node run"


def test_settings_that_were_not_given_are_not_printed(home: Home) -> None:
    shown = jisr("node", "status", env={"JISR_SETTINGS": str(home.folder)}).stderr
    assert shown.splitlines()[1] == "    jisr node run"


def test_in_the_midst_of_a_sentence_the_command_is_named_as_it_is_called() -> None:
    assert advice.runnable("Read it (jisr restart).", "./jisr") == "Read it (./jisr restart)."
    assert advice.runnable("Neither ./jisr test nor Jisr itself: no.", "jisr --settings x") == (
        "Neither ./jisr test nor Jisr itself: no."
    )


@pytest.mark.parametrize("lang", LANGS)
def test_what_somebody_else_wrote_is_printed_as_it_was_written(
    lang: Lang, capsys: pytest.CaptureFixture[str]
) -> None:
    remark = "Ask your operator: jisr restart --root FILE"
    reader = Run(Common(lang=lang, settings=Path("/etc/{jisr}")))
    shown = reader.text(words_cases.READ_FIELD, label="Remark", value=remark)
    assert remark in shown
    assert "\n" not in shown
    reader.trouble(Unavailable(reasons.NODE_NOT_RUNNING, path=f"{remark}\nof jisr node"))
    told, of_path, command = capsys.readouterr().err.splitlines()
    assert remark in told
    assert of_path.startswith("of jisr node")
    assert command == "    jisr --settings '/etc/{jisr}' node run"


def test_the_launcher_is_named_as_it_is_reached_from_here(home: Home, tmp_path: Path) -> None:
    def advised(folder: Path) -> str:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "jisr.ops.main",
             "--settings", home.folder, "node", "status", "--lang", "fr"],
            check=False, capture_output=True, text=True, cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "JISR_PASSPHRASE": PASSPHRASE},
        )  # fmt: skip
        return done.stderr.splitlines()[1].strip()

    assert advised(ROOT).startswith("./jisr --settings ")
    program, *rest = shlex.split(advised(tmp_path))
    assert (tmp_path / program).resolve() == ROOT / "jisr"
    assert rest == ["--settings", str(home.folder), "node", "run"]
