"""`jisr simulate`: what it answers, when it fails, and how a failing story is told."""

import json
from dataclasses import fields

import pytest
from typer.testing import CliRunner

from jisr.ops.main import build_app
from jisr.ops.simulate.campaign import ALL_COUNT, Total
from jisr.ops.simulate.counts import Counts
from tests.simulation.mutants import any_signature

pytestmark = pytest.mark.full  # Fifteen seconds of processor time.

ANSWER = [
    *("seeds", "lost", "doubled", "diverged", "crossings", "overtaken", "void", "restores"),
    *("fences", "forks_proved", "erasures", "seconds"),
    *("attachments", "crashes", "cuts", "editions", "failed_writes", "forged", "late"),
    *("lost_messages", "migrations", "planted", "pruned", "repeated", "restored_again"),
    *("restored_both", "skews", "stolen", "thefts", "withheld"),
]


def simulate(*args: str, lang: str = "en"):
    return CliRunner().invoke(build_app(lang), ["simulate", *args])  # type: ignore[arg-type]


@pytest.mark.parametrize("args", [[], ["--json"]])
def test_the_last_line_is_one_object(args: list[str]):
    done = simulate("--seeds", "4", "--jobs", "1", *args)
    answer = json.loads(done.stdout.splitlines()[-1])
    assert list(answer) == ANSWER
    assert (answer["seeds"], answer["lost"], answer["doubled"], answer["diverged"]) == (4, 0, 0, 0)
    assert len(done.stdout.splitlines()) == 1
    assert done.exit_code == 0


@pytest.mark.full
def test_two_processes_count_what_one_counts():
    one, two = (
        json.loads(simulate("--seeds", "41", "--jobs", jobs, "--json").stdout) for jobs in "12"
    )
    del one["seconds"], two["seconds"]
    assert one == two


@pytest.mark.parametrize(
    ("lang", "said"), [("ar", "مزورًا"), ("fr", "un acte falsifié"), ("en", "sends a forged act")]
)
def test_a_failing_story_is_told_with_the_command_that_replays_it(
    lang: str, said: str, monkeypatch: pytest.MonkeyPatch
):
    any_signature(monkeypatch)
    done = simulate("--first", "12", "--seeds", "1", "--jobs", "1", lang=lang)
    assert done.exit_code == 1
    assert "jisr simulate --first 12 --seeds 1" in done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["diverged"] >= 1
    assert said in done.stderr


def test_of_many_stories_no_counter_may_stand_at_zero():
    every = Counts(**{counter.name: 1 for counter in fields(Counts)})
    assert Total(seeds=ALL_COUNT, counts=every).holds
    assert Total(seeds=ALL_COUNT - 1).holds
    some = Total(seeds=ALL_COUNT, counts=Counts(crossings=1))
    assert not some.holds
    assert "restores" in some.untried
    assert not Total(seeds=1, wrong={"lost": 0, "doubled": 1, "diverged": 0}).holds
