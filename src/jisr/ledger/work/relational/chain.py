"""The chain of the access log: each event's hash covers it and the hash before it.

Source: docs/spec/ledger.md, clauses LED-36, LED-37 and LED-60.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from jisr.core.act import Digest
from jisr.core.canonical import decode, encode
from jisr.core.errors import Malformed
from jisr.ledger import reasons
from jisr.ledger.base import READ_MAX
from jisr.ledger.tables import Row
from jisr.ledger.work.relational.times import stamp
from jisr.ledger.work.rows import AccessEvent, ChainHead, Linked

DOMAIN: Final = b"jisr-access-1\0"  # No other hash of ours begins so.
START: Final = hashlib.sha256(DOMAIN).digest()  # The hash before the first event.

# A longer event is none: a reason has few hundred characters, and all else is codes.
EVENT_BYTES_MAX: Final = 64 * 1024
LINE_BYTES_MAX: Final = EVENT_BYTES_MAX + 128  # With its hash.
_LINE: Final = re.compile(rb'\{"digest":"([0-9a-f]{64})","event":(\{.*\})\}\n')
_LAST: Final = re.compile(rb'\{"digest":"([0-9a-f]{64})","length":(0|[1-9][0-9]{0,14})\}\n')

# The fields of an event that its hash covers, in the order of the columns; those that are null are
# left out, so that events from before a field was known keep their hash.
NAMES: Final = (
    *("at", "officer", "access", "purpose", "space", "case", "act", "part", "recipient"),
    *("reason", "subject"),
)


class Chained(Protocol):
    """A log of events that can be read back with the hash kept for each."""

    def head(self) -> ChainHead:
        """Return where the chain stands."""

    def chained(self, start: int, limit: int = READ_MAX) -> Iterable[Linked]:
        """Return at most `limit` events from the `start`-th, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came out when a chain was computed again."""

    length: int  # Events that fit.
    digest: Digest  # The hash that covers them.
    astray: int | None  # The first event that does not fit; as many as fit: the end is missing.
    passes: int | None  # After how many events the chain had the hash looked for.


def columns_of(event: AccessEvent) -> Row:
    """Return what a hash covers of an event, in the order of `NAMES`."""
    what = stamp(event.at), event.officer, event.access.value, event.purpose
    where = event.space, event.case, event.act, event.part, event.recipient
    return *what, *where, event.reason, event.subject


def said(columns: Row) -> bytes:
    """Return an event's byte form: an object of its fields that are not null."""
    given = zip(NAMES, columns, strict=True)
    return encode({name: value for name, value in given if value is not None})


def link(before: bytes, event: bytes) -> bytes:
    """Return the hash of one more event: SHA-256(domain ‖ hash before ‖ event's byte form)."""
    return hashlib.sha256(DOMAIN + before + event).digest()


def check(
    links: Iterable[Linked], ends: Callable[[], ChainHead | None], through: Digest | None
) -> Checked:
    """Compute a chain again.

    Args:
        links: its events, from the first on.
        ends: says, once all are read, where the chain is said to end, if anywhere.
        through: a hash that it must have had at some time: a head that was kept elsewhere.
    """
    length, digest = 0, START
    passes = 0 if through == START.hex() else None
    for one in links:
        after = link(digest, one.said)
        if (one.no, one.digest) != (length, after.hex()):
            return _checked(length, digest, astray=length, passes=passes)
        length, digest = length + 1, after
        if through == digest.hex():
            passes = length
    here = ChainHead(length=length, digest=Digest(digest.hex()))
    astray = None if ends() == here else length
    return _checked(length, digest, astray=astray, passes=passes)


def verify(log: Chained, *, through: Digest | None = None) -> Checked:
    """Compute the chain of a log again, page by page; see `check`."""
    return check(_all(log), log.head, through)


def line_of(one: Linked) -> bytes:
    """Return an event as a line of an exported log, in its one byte form."""
    return b'{"digest":"%s","event":%s}\n' % (one.digest.encode(), one.said)


def last_line(head: ChainHead) -> bytes:
    """Return the line that ends an exported log."""
    return encode({"digest": head.digest, "length": head.length}) + b"\n"


def verify_lines(lines: Iterable[bytes], *, through: Digest | None = None) -> Checked:
    """Compute the chain of an exported log again; see `check`.

    Args:
        lines: of untrusted bytes, each with its line feed.
        through: see `check`.

    Raises:
        Malformed: a line is not what an export writes; the fact `line` counts from 1.
    """
    heads: list[ChainHead] = []
    return check(_events(lines, heads), lambda: heads[0] if heads else None, through)


def _events(lines: Iterable[bytes], heads: list[ChainHead]) -> Iterator[Linked]:
    """Yield the events of lines; what the last one says is put into `heads`."""
    for no, line in enumerate(lines):
        last, one = _LAST.fullmatch(line), _LINE.fullmatch(line)
        if heads or (last is None and one is None):
            raise Malformed(reasons.NO_ACCESS_LOG, line=no + 1)
        if last is not None:
            heads.append(ChainHead(digest=Digest(last[1].decode()), length=int(last[2])))
        else:
            assert one is not None  # Or the line was refused above.
            decode(one[2], bytes_max=EVENT_BYTES_MAX)
            yield Linked(no=no, said=one[2], digest=Digest(one[1].decode()))


def _all(log: Chained) -> Iterator[Linked]:
    start = 0
    while page := list(log.chained(start)):
        yield from page
        start = page[-1].no + 1


def _checked(length: int, digest: bytes, *, astray: int | None, passes: int | None) -> Checked:
    return Checked(length=length, digest=Digest(digest.hex()), astray=astray, passes=passes)
