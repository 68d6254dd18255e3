"""Instants as the work store writes them: UTC, sortable as text, read by Django as they are."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

FORMAT: Final = "%Y-%m-%d %H:%M:%S"
STAMPS: Final = 1024  # The rows of one message share their instants.


@lru_cache(maxsize=STAMPS)
def stamp(at: datetime) -> str:
    """Return the stored form of an aware instant in whole seconds."""
    assert at.tzinfo is not None
    assert at.microsecond == 0
    return at.astimezone(UTC).strftime(FORMAT)


def instant(text: str) -> datetime:
    """Return the instant of a stored form."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def stamp_if(at: datetime | None) -> str | None:
    """Return the stored form, if there is an instant."""
    return None if at is None else stamp(at)


def instant_if(text: str | None) -> datetime | None:
    """Return the instant, if there is one."""
    return None if text is None else instant(text)
