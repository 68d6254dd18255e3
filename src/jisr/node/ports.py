"""What a node needs from the world: clock, randomness, cryptography, keys.

`jisr.ops` implements these; tests use the same implementations or plain functions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.keys import KeyRecord, KeyUse, Verify


class Keys(Protocol):
    """The party's own working keys; a file today, a PKCS#11 token tomorrow."""

    def current(self, use: KeyUse) -> KeyRecord:
        """Return the public record of the key in use; Unavailable when there is none."""

    def sign(self, use: KeyUse, message: bytes, *, key: Digest | None = None) -> bytes:
        """Sign with the key in use, or with an older one that is still held."""

    def open_sealed(self, sealed: bytes, info: bytes, *, key: Digest | None = None) -> bytes:
        """Open what was sealed to one of our keys; Unproven when it does not open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything a node takes from outside."""

    now: Callable[[], datetime]  # Aware, UTC, whole seconds.
    random: Callable[[int], bytes]
    verify: Verify
    seal: Callable[[bytes, bytes, bytes], bytes]  # (public key, plaintext, info).
    encrypt: Callable[[bytes, bytes, bytes], bytes]  # (part key, plaintext, associated data).
    decrypt: Callable[[bytes, bytes, bytes], bytes]  # The inverse; Unproven on any change.
    keys: Keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the policies of a ministry are asked: may somebody do something with an object."""

    officer: str
    signed_in: bool  # False: a door for which nobody signs in.
    active: bool
    roles: frozenset[str]
    desks: frozenset[str]
    action: str
    sort: str
    party: PartyId
    space: Digest | None
    case: Digest | None
    procedure: Slug


Permits: TypeAlias = Callable[[Request], bool]


def nobody(request: Request) -> bool:
    """Permit nothing: what a node does that was given no policies."""
    del request
    return False
