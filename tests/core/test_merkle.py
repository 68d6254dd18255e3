"""Merkle trees against RFC 6962's vectors, a slow model, and made-up proofs (CHK-4)."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.core import merkle
from jisr.core.act import Digest

# The eight leaves and roots of the reference implementation of RFC 6962
# (google/certificate-transparency, merkle_tree_test.cc).
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657",
          "606162636465666768696a6b6c6d6e6f"]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def leaves(count):
    return [merkle.leaf_hash(Digest(hashlib.sha256(bytes([n])).hexdigest())) for n in range(count)]


def slow_root(nodes):
    """The definition, told another way: pair neighbours until one is left, odd ones move up."""
    if not nodes:
        return hashlib.sha256(b"").digest()
    while len(nodes) > 1:
        paired = [
            hashlib.sha256(b"\1" + nodes[at] + nodes[at + 1]).digest()
            for at in range(0, len(nodes) - 1, 2)
        ]
        nodes = paired + nodes[len(nodes) - len(nodes) % 2 :]
    return nodes[0]


def grown(nodes):
    frontier = ()
    for size, leaf in enumerate(nodes):
        frontier = merkle.append(frontier, size, leaf)
    return frontier


SIZES = st.integers(1, 70)
HASHES = st.binary(min_size=32, max_size=32)


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_rfc_6962(size):
    hashed = [hashlib.sha256(b"\0" + bytes.fromhex(text)).digest() for text in INPUTS[:size]]
    assert merkle.root_of(hashed).hex() == ROOTS[size - 1]
    assert merkle.root(grown(hashed)).hex() == ROOTS[size - 1]


def test_the_empty_tree_has_the_digest_of_nothing():
    assert merkle.root(()).hex() == merkle.root_of([]).hex() == EMPTY


def test_a_leaf_is_the_digest_of_zero_and_the_id():
    assert (
        merkle.leaf_hash(Digest(EMPTY)).hex()
        == hashlib.sha256(b"\0" + bytes.fromhex(EMPTY)).hexdigest()
    )


@pytest.mark.parametrize("size", range(70))
def test_frontier_definition_and_slow_model_agree(size):
    nodes = leaves(size)
    assert merkle.root(grown(nodes)) == merkle.root_of(nodes) == slow_root(nodes)


def test_a_frontier_of_another_size_is_our_mistake():
    with pytest.raises(AssertionError):
        merkle.append((), 1, bytes(32))


@pytest.mark.parametrize("size", range(1, 34))
def test_every_leaf_of_every_small_tree_is_proved(size):
    nodes = leaves(size)
    for index, leaf in enumerate(nodes):
        proof = merkle.inclusion_proof(nodes, index)
        assert merkle.is_included(
            leaf, index=index, size=size, proof=proof, root=merkle.root_of(nodes)
        )


@pytest.mark.parametrize("second", range(1, 34))
def test_every_prefix_of_every_small_tree_is_proved(second):
    nodes = leaves(second)
    for first in range(1, second + 1):
        assert merkle.is_consistent(
            first=first,
            second=second,
            first_root=merkle.root_of(nodes[:first]),
            second_root=merkle.root_of(nodes),
            proof=merkle.consistency_proof(nodes, first),
        )


@given(SIZES, st.data())
def test_a_proof_holds_for_its_own_leaf_place_and_size_only(size, data):
    nodes = leaves(size)
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(-1, size + 1))
    proof, root = merkle.inclusion_proof(nodes, index), merkle.root_of(nodes)
    moved = merkle.is_included(nodes[index], index=other, size=size, proof=proof, root=root)
    assert moved == (other == index)
    assert not merkle.is_included(bytes(32), index=index, size=size, proof=proof, root=root)
    assert not merkle.is_included(nodes[index], index=index, size=size, proof=proof, root=bytes(32))
    longer = (*proof, bytes(32))
    assert not merkle.is_included(nodes[index], index=index, size=size, proof=longer, root=root)
    if proof:
        shorter = proof[:-1]
        assert not merkle.is_included(
            nodes[index], index=index, size=size, proof=shorter, root=root
        )


@given(st.integers(-2, 80), st.integers(-2, 80), st.lists(HASHES, max_size=8), HASHES, HASHES)
def test_a_made_up_proof_proves_nothing(index, size, proof, leaf, root):
    assert not merkle.is_included(leaf, index=index, size=size, proof=proof, root=root) or (
        index == 0 and size == 1 and leaf == root
    )


@given(st.integers(-2, 80), st.integers(-2, 80), st.lists(HASHES, max_size=8), HASHES, HASHES)
def test_a_made_up_consistency_proof_proves_nothing(first, second, proof, one, two):
    holds = merkle.is_consistent(
        first=first, second=second, first_root=one, second_root=two, proof=proof
    )
    assert not holds or (first == second and one == two)


@given(SIZES, st.data())
def test_a_log_that_was_rewritten_is_not_consistent(size, data):
    nodes = leaves(size)
    first = data.draw(st.integers(1, size))
    changed = data.draw(st.integers(0, first - 1))
    rewritten = [*nodes[:changed], bytes(32), *nodes[changed + 1 :]]
    assert not merkle.is_consistent(
        first=first,
        second=size,
        first_root=merkle.root_of(nodes[:first]),
        second_root=merkle.root_of(rewritten),
        proof=merkle.consistency_proof(rewritten, first),
    )


@given(SIZES, st.data())
def test_a_consistency_proof_with_a_hash_too_many_or_too_few_does_not_hold(size, data):
    nodes = leaves(size)
    first = data.draw(st.integers(1, size))
    proof = merkle.consistency_proof(nodes, first)
    for wrong in ((*proof, bytes(32)), proof[:-1]):
        if wrong != proof:
            assert not merkle.is_consistent(
                first=first,
                second=size,
                first_root=merkle.root_of(nodes[:first]),
                second_root=merkle.root_of(nodes),
                proof=wrong,
            )


@pytest.mark.parametrize("size", [1, 2, 4, 8])
def test_no_leaf_stands_before_the_first(size):
    nodes = leaves(size)
    proof, root = merkle.inclusion_proof(nodes, size - 1), merkle.root_of(nodes)
    assert merkle.is_included(nodes[-1], index=size - 1, size=size, proof=proof, root=root)
    assert not merkle.is_included(nodes[-1], index=-1, size=size, proof=proof, root=root)


def test_a_proof_is_of_the_sizes_that_it_was_made_for():
    nodes = leaves(8)
    seven, eight = merkle.root_of(nodes[:7]), merkle.root_of(nodes)
    proof = merkle.inclusion_proof(nodes, 7)
    for size in (1, 2, 4, 8):
        shown = merkle.is_included(nodes[7], index=size - 1, size=size, proof=proof, root=eight)
        assert shown == (size == 8)
    grown = merkle.consistency_proof(nodes, 7)
    for first, second in ((-1, 8), (0, 8), (3, 4), (7, 8), (7, 16), (8, 7)):
        shown = merkle.is_consistent(
            first=first, second=second, first_root=seven, second_root=eight, proof=grown
        )
        assert shown == ((first, second) == (7, 8))


def test_a_proof_longer_than_any_tree_is_not_even_tried():
    assert not merkle.is_included(
        bytes(32), index=0, size=1, proof=[bytes(32)] * 65, root=bytes(32)
    )
    assert not merkle.is_consistent(
        first=1, second=2, first_root=bytes(32), second_root=bytes(32), proof=[bytes(32)] * 65
    )


def test_a_proof_may_be_as_long_as_the_highest_tree_is_high_and_no_longer():
    root = leaves(1)[0]
    for height in range(1, merkle.PROOF_HASHES_MAX + 2):
        root = merkle.node_hash(root, bytes(32))
        shown = merkle.is_included(
            leaves(1)[0], index=0, size=2**height, proof=[bytes(32)] * height, root=root
        )
        assert shown == (height <= merkle.PROOF_HASHES_MAX)


@pytest.mark.parametrize("hash", [b"", bytes(31), bytes(33), bytes(64)])
def test_a_hash_of_another_length_is_none(hash):
    leaf = leaves(1)[0]
    root = merkle.node_hash(leaf, hash)
    assert not merkle.is_included(leaf, index=0, size=2, proof=[hash], root=root)
    assert not merkle.is_consistent(
        first=1, second=2, first_root=leaf, second_root=root, proof=[hash]
    )


def test_the_root_of_a_larger_tree_is_no_leaf_of_it():
    root = merkle.root_of(leaves(2))
    assert not merkle.is_included(root, index=0, size=2, proof=[], root=root)


def test_a_proof_is_asked_only_for_what_is_in_the_tree():
    with pytest.raises(AssertionError):
        merkle.inclusion_proof(leaves(3), 3)
    with pytest.raises(AssertionError):
        merkle.consistency_proof(leaves(3), 0)


def test_no_proof_at_all_proves_nothing():
    root = bytes(32)
    for first, second in ((3, 5), (4, 5), (1, 2)):
        assert not merkle.is_consistent(
            first=first, second=second, first_root=root, second_root=root[:31] + b"x", proof=()
        )
