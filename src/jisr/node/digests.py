"""Digests under a key of this node: by them values are found again, and never read back."""

import hashlib
import hmac
from collections.abc import Iterable
from typing import Final

from jisr.core.act import Digest
from jisr.core.parts import SALT_BYTES
from jisr.ledger.keys import PartKey, PartName
from jisr.node.batch import PART_KEY_BYTES
from jisr.node.node import Node

_NOWHERE: Final = Digest("0" * 64)  # Of no space, and of no act.


def of_node(name: str) -> PartName:
    """Return the name of a key of the node itself, for values that no space has to itself."""
    return PartName(space=_NOWHERE, entry=_NOWHERE, name=name)


def keyed(node: Node, name: PartName, texts: Iterable[str]) -> list[Digest]:
    """Return the digests of texts, in order, under a key that lies with the keys of parts.

    Args:
        node: ours.
        name: the key's; it is made when it is first needed.
        texts: what is not to be kept.
    """
    said = list(texts)
    key = _key(node, name) if said else b""
    return [Digest(hmac.digest(key, one.encode(), hashlib.sha256).hex()) for one in said]


def _key(node: Node, name: PartName) -> bytes:
    held = node.keys.get(name)
    if held is None:
        key, salt = node.world.random(PART_KEY_BYTES), node.world.random(SALT_BYTES)
        held = PartKey(part=name, key=key, salt=salt)
        node.keys.put([held])
    return held.key
