"""Checkpoints: a party's signed statement of its log's size and root, and the cosignature.

The text and the signatures are those of C2SP (tlog-checkpoint, signed-note,
tlog-cosignature), so a court's own tools can read them.

Source: docs/spec/checkpoint.md, clauses CHK-1 to CHK-4.
"""

import base64
from dataclasses import dataclass

from jisr.core.act import Digest, PartyId


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The size and root of a log, signed by its author's checkpoint key."""

    size: int  # How many acts the tree covers: those before the act that carries this.
    root: Digest
    key: Digest
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosignature:
    """The partner's signature on a checkpoint it has checked against its own copy."""

    size: int
    root: Digest
    time: int  # Seconds since 1970, UTC, by the cosigner's clock.
    key: Digest
    signature: bytes


def origin(space: Digest, author: PartyId) -> str:
    """Return the name of a log in checkpoints (CHK-1)."""
    return f"jisr/{space}/{author}"


def checkpoint_text(*, space: Digest, author: PartyId, size: int, root: Digest) -> bytes:
    """Return what a checkpoint's signature covers (CHK-2; C2SP tlog-checkpoint)."""
    encoded = base64.b64encode(bytes.fromhex(root)).decode()
    return f"{origin(space, author)}\n{size}\n{encoded}\n".encode()


def cosignature_text(text: bytes, *, time: int) -> bytes:
    """Return what a cosignature covers (CHK-3; C2SP tlog-cosignature v1)."""
    return b"cosignature/v1\ntime " + str(time).encode() + b"\n" + text
