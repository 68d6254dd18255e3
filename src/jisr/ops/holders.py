"""Whose a connection of the peer door is, and how many such there may be at a time.

Source: docs/spec/exchange.md, clause EXC-91.
"""

from collections.abc import Callable, Hashable
from typing import Final, TypeAlias

from jisr.core.keys import KeyUse
from jisr.node.node import Node
from jisr.node.space import Space
from jisr.ops.certificates import certificate_spki

CONNECTIONS_PER_SPACE: Final = 4  # A partner keeps two; the rest is reconnection.

# A certificate -> who holds it, and how many connections that holder may keep.
Holders: TypeAlias = Callable[[bytes], tuple[Hashable, int]]


def each_key(certificate: bytes) -> tuple[Hashable, int]:
    """Take each TLS key for a holder of its own, with one space."""
    return certificate_spki(certificate), CONNECTIONS_PER_SPACE


def partners_of(node: Node) -> Holders:
    """Return what names the holder of a key by the partners that have put it on record.

    By the partners and not by the key: one may put many on record.  By all of them: one may also
    put on record the key of another, and would else use up what is the other's.
    """

    def holder(certificate: bytes) -> tuple[Hashable, int]:
        spki = certificate_spki(certificate)
        spaces = list(node.spaces.values())
        partners = frozenset(space.partner for space in spaces if _names(space, spki))
        shared = sum(1 for space in spaces if space.partner in partners)
        return partners, CONNECTIONS_PER_SPACE * shared

    return holder


def _names(space: Space, spki: bytes) -> bool:
    return any(
        known.record.use is KeyUse.TLS and known.record.public == spki and not known.revoked
        for known in space.theirs.keys.values()
    )
