"""A proof file of another form than PRF-1 and PRF-3 is malformed, and the field is named."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from jisr.core.canonical import encode
from jisr.core.dsse import to_base64
from jisr.core.errors import Malformed, Unavailable
from jisr.node import prove
from jisr.node.reading.proofs import HASHES_MAX, Checked
from tests.node.forger import Forger
from tests.node.light import LIGHT
from tests.node.test_bad_input import remark
from tests.node.test_two_nodes import ANSWER, act, opened
from tests.node.world import Pair

Wire = dict[str, Any]
HASH = "a" * 64


@pytest.fixture(scope="module")
def proof() -> bytes:
    pair = Pair(light=True)
    return prove.prove(pair.nodes["FR"], opened(pair), with_content=True)


def changed(**fields: object) -> Callable[[Wire], Wire]:
    return lambda wire: wire | fields


def placed(**fields: object) -> Callable[[Wire], Wire]:
    return lambda wire: wire | {"inclusion": wire["inclusion"] | fields}


def with_part(**fields: object) -> Callable[[Wire], Wire]:
    return lambda wire: wire | {"parts": [wire["parts"][0] | fields]}


WRONG = [
    ("proof", lambda wire: {name: wire[name] for name in wire if name != "keys"}),
    ("proof", changed(more=1)),
    ("proof", changed(kind="fork")),
    ("core.unknown-version", changed(v=2)),
    ("core.unknown-version", changed(v=True)),
    ("keys", changed(keys={})),
    ("inclusion", placed(more=1)),
    ("inclusion", placed(hashes={})),
    ("inclusion", placed(hashes=[HASH] * (HASHES_MAX + 1))),
    ("parts", changed(parts={})),
    ("parts", with_part(more=1)),
    ("parts", with_part(name=7)),
    ("salt", with_part(salt=to_base64(bytes(31)))),
]


@pytest.mark.parametrize(("told", "change"), WRONG)
def test_a_proof_of_another_form_is_malformed(
    proof: bytes, told: str, change: Callable[[Wire], Wire]
):
    raw = encode(change(json.loads(proof)))
    with pytest.raises(Malformed) as caught:
        Checked(raw, verify=LIGHT["verify"])
    assert caught.value.facts.get("field", caught.value.code) == told


def test_the_longest_path_there_can_be_is_read(proof: bytes):
    raw = encode(placed(hashes=[HASH] * HASHES_MAX)(json.loads(proof)))
    assert Checked(raw, verify=LIGHT["verify"]).claims()


def test_an_act_that_was_seen_and_not_countersigned_has_no_proof_yet():
    forger = Forger(Pair(light=True))
    answered = act(forger.pair, "MA", opened(forger.pair), "answer", fields=ANSWER.fields)
    assert forger.fault(remark(forger)) is None  # It has seen the answer, and is no ack.
    with pytest.raises(Unavailable) as refused:
        prove.prove(forger.victim, answered)
    assert refused.value.code == "node.not-countersigned"
