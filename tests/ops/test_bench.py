"""`jisr bench`: each command runs to its end and keeps its form.  No time is judged."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from jisr.core.errors import Unavailable
from jisr.ops.bench import beside
from jisr.ops.main import build_app
from jisr.safeguards.register import RULES


def bench(name: str, folder: Path, *args: str, lang: str = "en"):
    line = ["bench", name, "--folder", str(folder), *args]
    done = CliRunner().invoke(build_app(lang), line)  # type: ignore[arg-type]
    assert done.exit_code == 0, done.stderr
    assert list(folder.iterdir()) == []
    return json.loads(done.stdout.splitlines()[-1]), done


@pytest.mark.full
def test_the_exchange_is_measured_in_four_batches_and_one_by_one(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(beside, "PYTHON", tmp_path / "none")
    found, done = bench("exchange", tmp_path, "--acts", "2", "--singles", "2", "--json")
    assert [batch["batch"] for batch in found["batches"]] == [1, 10, 100, 500]
    for batch in found["batches"]:
        assert batch.keys() == {"batch", "acts_per_s", "limit_per_s", "ratio", "cpu_us_per_act"}
        assert all(figure > 0 for figure in batch.values())
        again = 1e6 / batch["cpu_us_per_act"] / batch["limit_per_s"]
        assert batch["ratio"] == pytest.approx(again, rel=0.01)
    assert found["single"].keys() >= {"p50_ms", "p99_ms", "fsync_ms"}
    assert found["machine"].keys() >= {"processor", "python", "cryptography", "apsw"}
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.full
def test_two_nodes_with_the_same_log_agree_in_one_round_trip(tmp_path: Path):
    found, _ = bench("idle", tmp_path, "--acts", "2000", lang="ar")
    assert found["agree"]["round_trips"] == 1
    assert found["agree"]["acts"] == 2000
    assert found["page"].keys() >= {"short_log", "long_log", "ratio"}


@pytest.mark.full
def test_a_proof_and_a_ledger_are_checked_beside_the_bare_signatures(tmp_path: Path):
    found, _ = bench("proof", tmp_path, "--acts", "20", lang="fr")
    assert found["act"]["p50_ms"] > 0
    # The acts, and an acknowledgement each way with two signatures of its own.
    assert found["ledger"]["signatures"] >= found["ledger"]["acts"] >= 20
    assert found["ledger"]["ratio"] > 0


@pytest.mark.full
def test_what_queued_in_a_month_arrives_whole_and_in_order(tmp_path: Path):
    found, _ = bench("drain", tmp_path, "--acts", "60")
    assert (found["acts"], found["arrived"], found["parts_missing"]) == (60, 60, 0)
    assert found["in_order"] is True


@pytest.mark.full
def test_the_rules_decide_and_every_page_is_logged_while_it_is_measured(tmp_path: Path):
    found, _ = bench("safeguards", tmp_path, "--decisions", "10", "--seeds", "1", lang="ar")
    kernel, audit = found["kernel"], found["audit"]
    assert kernel["rules"] == len(RULES)
    assert kernel["points"].keys() >= {"compose", "release", "receipt"}
    assert sum(kernel["points"].values()) == sum(kernel["answers"].values()) == kernel["questions"]
    assert kernel["answers"]["allow"] > 0
    assert kernel["decisions"] >= 10
    assert 0 < kernel["ratio"] < 1
    for page in ("case", "list"):
        assert min(audit[page]["us"], audit[f"{page}_read"]["us"]) > 0
        assert audit[page]["share"] == pytest.approx(audit["log_us"] / audit[page]["us"], rel=0.01)


def test_what_is_not_installed_beside_is_left_out_and_what_fails_is_told(tmp_path: Path):
    assert beside.beside(objects=1, python=tmp_path / "none") is None
    fails = tmp_path / "python"
    fails.write_text("#!/bin/sh\necho broken >&2\nexit 3\n")
    fails.chmod(0o700)
    with pytest.raises(Unavailable) as error:
        beside.beside(objects=1, python=fails)
    assert error.value.code == "ops.program-failed"
    assert error.value.facts["why"] == "broken"
