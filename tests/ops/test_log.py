"""The log says where an error came from and nothing of what was handled."""

import io
from collections.abc import Iterator

import pytest
import structlog

from jisr.ops.log import configure_log


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    configure_log(stream)
    yield stream
    structlog.reset_defaults()


def test_an_error_shows_its_place_and_no_value(log: io.StringIO) -> None:
    name = "Nora Exemple"

    def look_up() -> None:
        held: dict[str, str] = {}
        held[name]

    try:
        look_up()
    except KeyError:
        structlog.get_logger().exception("call.broke", call="case.open")

    line = log.getvalue()
    assert "call.broke" in line
    assert "case.open" in line
    assert "KeyError" in line
    assert "look_up:" in line
    assert "Exemple" not in line


def test_a_plain_event_is_one_line_with_its_time_in_utc(log: io.StringIO) -> None:
    structlog.get_logger().info("node.ready", party="MA")
    assert log.getvalue().count("\n") == 1
    assert "Z [info" in log.getvalue()
