"""Digests under a key of this node: by them values are found again, and never read back."""

import hashlib
import hmac

from jisr.core.act import Digest
from jisr.core.parts import SALT_BYTES
from jisr.ledger.keys import PartKey, PartName
from jisr.node.batch import PART_KEY_BYTES
from jisr.node.node import Node


def keyed(node: Node, name: PartName, text: str) -> Digest:
    """Return the digest of a text under a key that lies with the keys of parts.

    Args:
        node: ours.
        name: the key's; it is made when it is first needed.
        text: what is not to be kept.
    """
    held = node.keys.get(name)
    if held is None:
        key, salt = node.world.random(PART_KEY_BYTES), node.world.random(SALT_BYTES)
        held = PartKey(part=name, key=key, salt=salt)
        node.keys.put([held])
    return Digest(hmac.digest(held.key, text.encode(), hashlib.sha256).hex())
