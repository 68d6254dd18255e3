"""Attachments put together from chunks, in any order of arrival, resumed wherever they stopped.

The caller stores the bytes; an `Assembly` says how far they go.  After a crash it is rebuilt
from the length of what is stored.
"""

from dataclasses import dataclass, replace

from jisr.core.act import Digest
from jisr.core.errors import Conflict, Refused
from jisr.exchange import reasons
from jisr.exchange.values import Chunk, Want


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """How much of one attachment is stored: bytes [0, held)."""

    digest: Digest
    total: int  # As the act's part announces it.
    held: int = 0

    @property
    def complete(self) -> bool:
        """Whether all bytes are stored; their digest is to be checked then (`verified`)."""
        return self.held == self.total

    @property
    def want(self) -> Want:
        """What to ask the partner for."""
        return Want(digest=self.digest, offset=self.held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """Bytes for the caller to store durably at an offset, before it keeps the new assembly."""

    offset: int
    data: bytes


def begin(digest: Digest, *, total: int, limit: int) -> Assembly:
    """Return the assembly of an attachment of which nothing is stored.

    Args:
        digest: SHA-256 of its content.
        total: its size as announced, in bytes, at least 1.
        limit: the largest size accepted, in bytes.

    Raises:
        Refused: it is over the limit; not one byte is fetched.

    Source: docs/spec/exchange.md, EXC-70.
    """
    if total > limit:
        raise Refused(reasons.ATTACHMENT_TOO_LARGE, size=total, limit=limit)
    return Assembly(digest=digest, total=total)


def place(assembly: Assembly, chunk: Chunk) -> tuple[Assembly, Write | None]:
    """Return the assembly with what is new in a chunk, and the bytes to store.

    A chunk that begins past what is stored is passed over (None): it is asked for again, so
    that one length says all there is to remember.

    Raises:
        Refused: the chunk states another total than the attachment was announced with.
    """
    assert chunk.digest == assembly.digest
    if chunk.total != assembly.total:
        raise Refused(reasons.TOTAL_CHANGED, before=assembly.total, now=chunk.total)
    end = chunk.offset + len(chunk.data)
    if not chunk.offset <= assembly.held < end:
        return assembly, None
    new = chunk.data[assembly.held - chunk.offset :]
    return replace(assembly, held=end), Write(offset=assembly.held, data=new)


def verified(assembly: Assembly, stored: Digest) -> None:
    """Accept a complete attachment whose stored bytes have the digest announced.

    Raises:
        Conflict: they have another; the caller destroys them and begins again.
    """
    assert assembly.complete
    if stored != assembly.digest:
        raise Conflict(reasons.ATTACHMENT_DAMAGED)
