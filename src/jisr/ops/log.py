"""The node's log: what happened and where, never with what.

A traceback that shows values, or the message of an error not ours, could write personal data
to the log.  Where an error came from is enough to mend it.
"""

import logging
import sys
import traceback
from typing import Final, TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

_OUR_FAULT: Final = 500  # The first HTTP status that says that we failed, not the asker.
_log: Final = structlog.get_logger(__name__)


def configure_log(stream: TextIO) -> None:
    """Write the log of this process to `stream`, one line an event, times in UTC."""
    structlog.configure(
        processors=_PROCESSORS,
        logger_factory=structlog.PrintLoggerFactory(stream),
    )
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, Libraries)]:
        root.removeHandler(handler)
    root.addHandler(Libraries(level=logging.WARNING))


class Libraries(logging.Handler):
    """Brings what libraries log into the node's log: who said it and where, never the message.

    A request that is answered with a page of trouble of the asker's own (4xx) is no event.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        facts: dict[str, str | int] = {"library": record.name}
        status = getattr(record, "status_code", None)
        if isinstance(status, int):
            if status < _OUR_FAULT:
                return
            facts["status"] = status
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            facts["at"] = f"{record.funcName}:{record.lineno}"
        else:
            facts |= _place(error)
        _log.log(record.levelno, "library.said", **facts)


def place_of_error(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace the error being handled by its type and the lines of code it passed."""
    if event.pop("exc_info", None):
        error = sys.exception()
        if error is not None:
            event.update(_place(error))
    return event


def _place(error: BaseException) -> dict[str, str]:
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": type(error).__qualname__,
        "at": " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames)),
    }


_PROCESSORS: Final = (
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    place_of_error,
    structlog.dev.ConsoleRenderer(colors=False),
)
