"""The node's log: what happened and where, never with what.

A traceback that shows values, or the message of an error not ours, could write personal data
to the log.  Where an error came from is enough to mend it.
"""

import sys
import traceback
from typing import Final, TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger


def configure_log(stream: TextIO) -> None:
    """Write the log of this process to `stream`, one line an event, times in UTC."""
    structlog.configure(
        processors=_PROCESSORS,
        logger_factory=structlog.PrintLoggerFactory(stream),
    )


def place_of_error(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace the error being handled by its type and the lines of code it passed."""
    if event.pop("exc_info", None):
        error = sys.exception()
        if error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            event["error"] = type(error).__qualname__
            event["at"] = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    return event


_PROCESSORS: Final = (
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    place_of_error,
    structlog.dev.ConsoleRenderer(colors=False),
)
