"""Merkle trees over a log (RFC 6962): roots, proofs of inclusion and of consistency.

A log of n acts has a tree whose leaf i is `leaf_hash` of the id of act i.  A `Frontier` is the
compact form needed to append and to give the root: the roots of the complete subtrees from the
largest to the smallest, one for each set bit of n.

Source: RFC 9162, section 2.1; docs/spec/checkpoint.md.
"""

import hashlib
from collections.abc import Sequence
from typing import Final, TypeAlias

from jisr.core.act import Digest

HASH_BYTES: Final = 32
PROOF_HASHES_MAX: Final = 64  # A tree of 2**64 leaves is higher than any log will be.
Frontier: TypeAlias = tuple[bytes, ...]


def leaf_hash(id: Digest) -> bytes:
    """Return the leaf of an act: SHA-256 of 0x00 and the 32 bytes of its id."""
    return hashlib.sha256(b"\x00" + bytes.fromhex(id)).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256 of 0x01, left and right."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def append(frontier: Frontier, size: int, leaf: bytes) -> Frontier:
    """Return the frontier of a tree of `size` leaves after one more leaf."""
    assert len(frontier) == size.bit_count()
    stack = list(frontier)
    while size & 1:
        leaf = node_hash(stack.pop(), leaf)
        size >>= 1
    return (*stack, leaf)


def root(frontier: Frontier) -> bytes:
    """Return the root of the tree; of the empty tree, SHA-256 of nothing."""
    if not frontier:
        return hashlib.sha256(b"").digest()
    result = frontier[-1]
    for subtree in reversed(frontier[:-1]):
        result = node_hash(subtree, result)
    return result


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes: the definition itself, for a whole list."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = _split(len(leaves))
    return node_hash(root_of(leaves[:split]), root_of(leaves[split:]))


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the sibling hashes, from the leaf up, that show leaf `index` (0-based)."""
    assert 0 <= index < len(leaves)
    if len(leaves) == 1:
        return ()
    split = _split(len(leaves))
    if index < split:
        return (*inclusion_proof(leaves[:split], index), root_of(leaves[split:]))
    return (*inclusion_proof(leaves[split:], index - split), root_of(leaves[:split]))


def is_included(leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Say whether `proof` shows `leaf` to be leaf `index` of the tree with `root`.

    Args:
        leaf: leaf hash, HASH_BYTES bytes.
        index: 0-based position.
        size: leaves in the tree, from a signed checkpoint.
        proof: sibling hashes from the leaf up.
        root: root of the tree, from the same checkpoint.

    Returns:
        False for any proof that does not hold, however malformed; nothing is raised on
        untrusted input, since a wrong proof is an ordinary answer here.

    Source: RFC 9162, section 2.1.3.2; its names `fn` and `sn` are kept.
    """
    if not 0 <= index < size or not _are_hashes(proof):
        return False
    fn, sn = index, size - 1
    digest = leaf
    for sibling in proof:
        if sn == 0:
            return False  # The proof is longer than the tree is high.
        if fn & 1 or fn == sn:
            digest = node_hash(sibling, digest)
            while fn & 1 == 0 and fn != 0:
                fn >>= 1
                sn >>= 1
        else:
            digest = node_hash(digest, sibling)
        fn >>= 1
        sn >>= 1
    return sn == 0 and digest == root


def consistency_proof(leaves: Sequence[bytes], first: int) -> tuple[bytes, ...]:
    """Return the hashes that show the tree of the first `first` leaves to be a prefix."""
    assert 0 < first <= len(leaves)
    return _subproof(leaves, first, whole=True)


def is_consistent(
    *, first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Say whether `proof` shows that the log only grew from `first` to `second` leaves.

    Returns:
        False for any proof that does not hold, however malformed.

    Source: RFC 9162, section 2.1.4.2; its names are kept.
    """
    if not 0 < first <= second or not _are_hashes(proof):
        return False
    if first == second:
        return not proof and first_root == second_root
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    if not path:
        return False
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn >>= 1
        sn >>= 1
    fr = sr = path[0]
    for sibling in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node_hash(sibling, fr), node_hash(sibling, sr)
            while fn & 1 == 0 and fn != 0:
                fn >>= 1
                sn >>= 1
        else:
            sr = node_hash(sr, sibling)
        fn >>= 1
        sn >>= 1
    return sn == 0 and fr == first_root and sr == second_root


def _subproof(leaves: Sequence[bytes], first: int, *, whole: bool) -> tuple[bytes, ...]:
    if first == len(leaves):
        return () if whole else (root_of(leaves),)
    split = _split(len(leaves))
    if first <= split:
        return (*_subproof(leaves[:split], first, whole=whole), root_of(leaves[split:]))
    return (*_subproof(leaves[split:], first - split, whole=False), root_of(leaves[:split]))


def _are_hashes(proof: Sequence[bytes]) -> bool:
    return len(proof) <= PROOF_HASHES_MAX and all(len(one) == HASH_BYTES for one in proof)


def _split(size: int) -> int:
    """Return the largest power of two below `size` (at least 2)."""
    return 1 << ((size - 1).bit_length() - 1)
