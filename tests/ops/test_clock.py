"""The node's clock never runs back."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jisr.core.errors import Malformed, Refused, Unavailable
from jisr.ops.clock import MARK_EVERY, STEP_BACK_MAX, Clock
from tests.ops.kit import AT, failing


class Hands:
    """A clock that stands where it is put."""

    def __init__(self, at: datetime = AT) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at.timestamp() + 0.75


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def test_the_present_is_utc_in_whole_seconds(tmp_path: Path) -> None:
    now = Clock(tmp_path / "mark", seconds=Hands()).now()
    assert now == AT
    assert now.tzinfo is UTC
    assert now.microsecond == 0


def test_the_machines_clock_is_used() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    now = Clock(Path("/nonexistent/never-written"))._seconds()
    assert before.timestamp() <= now <= (before + timedelta(days=1)).timestamp()


def test_a_clock_set_back_stops_the_node(tmp_path: Path) -> None:
    hands = Hands()
    clock = Clock(tmp_path / "mark", seconds=hands)
    clock.now()
    hands.at = AT - STEP_BACK_MAX - seconds(1)
    with failing(Unavailable, "ops.clock-set-back") as caught:
        clock.now()
    assert caught.value.facts == {"now": "2026-11-02T08:59:54Z", "last": "2026-11-02T09:00:00Z"}
    hands.at = AT + seconds(1)
    assert clock.now() == AT + seconds(1)


def test_a_clock_set_back_while_the_node_was_off_is_found(tmp_path: Path) -> None:
    Clock(tmp_path / "mark", seconds=Hands()).now()
    later = Clock(tmp_path / "mark", seconds=Hands(AT - timedelta(days=1)))
    with failing(Unavailable, "ops.clock-set-back"):
        later.now()


def test_a_clock_behind_the_ledger_is_found(tmp_path: Path) -> None:
    clock = Clock(tmp_path / "mark", seconds=Hands())
    with failing(Unavailable, "ops.clock-set-back"):
        clock.now(last=AT + timedelta(hours=1))


def test_a_small_step_back_makes_the_clock_stand_still(tmp_path: Path) -> None:
    hands = Hands()
    clock = Clock(tmp_path / "mark", seconds=hands)
    clock.now()
    hands.at = AT - STEP_BACK_MAX
    assert clock.now() == AT


def test_the_mark_is_written_once_a_minute(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    hands = Hands()
    clock = Clock(mark, seconds=hands)
    clock.now()
    first = mark.read_bytes()
    hands.at = AT + MARK_EVERY - seconds(1)
    clock.now()
    assert mark.read_bytes() == first == b"2026-11-02T09:00:00Z"
    hands.at = AT + MARK_EVERY
    clock.now()
    assert mark.read_bytes() == b"2026-11-02T09:01:00Z"


def test_an_operator_accepts_a_clock_that_had_run_ahead(tmp_path: Path) -> None:
    hands = Hands(AT + timedelta(days=900))
    clock = Clock(tmp_path / "mark", seconds=hands)
    clock.now()
    hands.at = AT
    assert clock.accept() == AT
    assert clock.now() == AT
    assert Clock(tmp_path / "mark", seconds=hands).now() == AT


@pytest.mark.parametrize("content", [b"", b"yesterday", b"2026-13-01T00:00:00Z", b"\xff\xfe"])
def test_a_mark_of_another_form_is_refused(tmp_path: Path, content: bytes) -> None:
    mark = tmp_path / "mark"
    mark.write_bytes(content)
    mark.chmod(0o600)
    with failing(Malformed, "ops.clock-mark-form"):
        Clock(mark)


def test_a_mark_that_others_may_write_is_refused(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    mark.write_bytes(b"2026-11-02T09:00:00Z")
    mark.chmod(0o622)
    with failing(Refused, "ops.file-too-open"):
        Clock(mark)


def test_many_threads_may_ask_at_the_same_minute(tmp_path: Path) -> None:
    """Each instant is past the last mark, so that every thread wants to write it."""
    ticks = itertools.count(int(AT.timestamp()), 60)
    clock = Clock(tmp_path / "mark", seconds=lambda: next(ticks))
    with ThreadPoolExecutor(4) as threads:
        given = [future.result() for future in [threads.submit(clock.now) for _ in range(80)]]
    assert len(set(given)) == len(given)
    assert Clock(tmp_path / "mark", seconds=lambda: next(ticks)).now() > max(given)
