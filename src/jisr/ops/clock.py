"""The node's clock: the machine's, in UTC and whole seconds, and never running back.

A clock set back would date acts before those already signed and let deadlines come twice, so
the node remembers the latest instant it has given, on disk, and stops rather than repeat it.
"""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from jisr.core.act import TIME_FORMAT, read_time
from jisr.core.errors import Malformed, Unavailable
from jisr.ops import reasons
from jisr.ops.files import read_private, write_atomically

# Time services correct by less; within this the clock is taken to stand still.
STEP_BACK_MAX: Final = timedelta(seconds=5)
# How far the mark on disk may lag behind: one durable write a minute, not one an act.
MARK_EVERY: Final = timedelta(seconds=60)
_MARK_BYTES_MAX: Final = 64


def present() -> datetime:
    """Return the machine's present in UTC, in whole seconds, as it is.

    For what is dated before there is a node, and for words like "overdue by two days"; acts
    take their instants from a node's `Clock`.
    """
    return datetime.fromtimestamp(int(time.time()), tz=UTC)


class Clock:
    """Gives the present to any thread; `mark` keeps the latest instant given over restarts."""

    def __init__(self, mark: Path, *, seconds: Callable[[], float] = time.time) -> None:
        """Open the clock.

        Args:
            mark: where the latest instant is kept.
            seconds: the machine's clock, in seconds since 1970, UTC.

        Raises:
            Malformed: the mark holds no instant.
            Refused: others may write the mark.
        """
        self._mark = mark
        self._seconds = seconds
        self._marked = _read(mark)
        self._latest = self._marked
        self._lock = threading.Lock()

    def now(self, *, last: datetime | None = None) -> datetime:
        """Return the present in UTC, in whole seconds, never before an instant given earlier.

        Args:
            last: the latest `at` that the caller finds on record, if it knows one.

        Raises:
            Unavailable: the machine's clock stands before what is on record; or the mark
                cannot be written.
        """
        with self._lock:
            present = datetime.fromtimestamp(int(self._seconds()), tz=UTC)
            latest = max((at for at in (self._latest, last) if at is not None), default=present)
            _check(present, latest)
            self._latest = max(present, latest)
            if self._marked is None or self._latest - self._marked >= MARK_EVERY:
                self._write(self._latest)
            return self._latest

    def accept(self) -> datetime:
        """Take the machine's clock as it stands: an operator has corrected one that ran ahead."""
        with self._lock:
            present = datetime.fromtimestamp(int(self._seconds()), tz=UTC)
            self._write(present)
            self._latest = present
            return present

    def _write(self, at: datetime) -> None:
        write_atomically(self._mark, at.strftime(TIME_FORMAT).encode("ascii"))
        self._marked = at


def check_mark(mark: Path, at: datetime) -> None:
    """Check an instant against the latest one on disk, and write nothing.

    Raises:
        Malformed, Refused: the mark holds no instant, or others may write it.
        Unavailable: the instant lies before it.
    """
    latest = _read(mark)
    if latest is not None:
        _check(at, latest)


def _check(at: datetime, latest: datetime) -> None:
    if at < latest - STEP_BACK_MAX:
        raise Unavailable(
            reasons.CLOCK_SET_BACK,
            now=at.strftime(TIME_FORMAT),
            last=latest.strftime(TIME_FORMAT),
        )


def _read(mark: Path) -> datetime | None:
    if not mark.exists():
        return None
    raw = read_private(mark, bytes_max=_MARK_BYTES_MAX)
    try:
        return read_time(raw.decode("ascii", "replace"), "mark")
    except Malformed as error:
        raise Malformed(reasons.CLOCK_MARK_FORM, path=str(mark)) from error
