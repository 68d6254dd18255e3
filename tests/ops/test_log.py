"""The log says where an error came from and nothing of what was handled."""

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from jisr.ops.log import Libraries, configure_log


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    configure_log(stream)
    yield stream
    structlog.reset_defaults()
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, Libraries)]:
        root.removeHandler(handler)


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


def test_a_page_that_is_not_found_is_no_event(
    log: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    web = logging.getLogger("django.request")
    web.warning("Not Found: %s", "/ar/nora-exemple", extra={"status_code": 404})
    assert log.getvalue() == ""
    assert capsys.readouterr().err == ""


def test_a_fault_that_a_library_logs_is_one_line_without_its_message(
    log: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "Nora Exemple"

    def look_up() -> None:
        raise KeyError(name)

    web = logging.getLogger("django.request")
    try:
        look_up()
    except KeyError:
        web.error("Server Error: %s", "/nora", exc_info=True, extra={"status_code": 500})
    logging.getLogger("asyncio").warning(f"Unclosed thing of {name}")  # noqa: G004 - as it does

    first, second = log.getvalue().splitlines()
    assert "library.said" in first
    assert "status=500" in first
    assert "look_up:" in first
    assert "KeyError" in first
    assert "library=asyncio" in second
    assert "Nora" not in log.getvalue()
    assert capsys.readouterr().err == ""


def test_a_log_that_is_configured_twice_says_things_once(log: io.StringIO) -> None:
    configure_log(log)
    logging.getLogger("uvicorn.error").warning("busy")
    assert log.getvalue().count("library.said") == 1
