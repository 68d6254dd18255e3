"""The vectors in tests/vectors/: what the generator writes, and true when read anew."""

import base64
import hashlib
import json
from pathlib import Path

import pytest

from jisr.core import merkle
from jisr.core.act import Act, Digest, Kind, act_id
from jisr.core.canonical import decode, encode
from jisr.core.checkpoint import checkpoint_text
from jisr.core.dsse import ACT_TYPE, Envelope, pae
from jisr.core.errors import Malformed
from jisr.core.log import At, Placed, new_log, place
from jisr.core.parts import commitment
from jisr.core.proofs import ForkProof
from jisr.core.space import read_founding
from jisr.ops import crypto
from tools import make_vectors

FOLDER = Path(make_vectors.VECTORS)
WRITTEN = make_vectors.files()


def vector(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def plain(text):
    return base64.b64decode(text, validate=True)


@pytest.mark.parametrize("name", WRITTEN)
def test_the_files_are_what_their_generator_writes(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == WRITTEN[name]


def test_accepted_bytes_are_read_and_written_back():
    for item in vector("canonical.json")["accepted"]:
        raw = plain(item["bytes"])
        assert encode(decode(raw, bytes_max=1_000)) == raw
        assert hashlib.sha256(raw).hexdigest() == item["sha256"]


def test_refused_bytes_are_refused_for_the_reason_given():
    for item in vector("canonical.json")["refused"]:
        with pytest.raises(Malformed) as caught:
            decode(plain(item["bytes"]), bytes_max=1_000)
        assert caught.value.code == item["code"], item["what"]


def test_commitments():
    for item in vector("parts.json")["parts"]:
        assert commitment(plain(item["salt"]), plain(item["content"])) == item["commitment"]


def test_the_founding_document_is_signed_by_both():
    item = vector("space.json")
    founding = read_founding(encode(item["envelope"]), verify=crypto.verify)
    assert founding.id == item["id"]
    assert founding.encode() == plain(item["document"])


def test_there_is_an_act_of_each_kind_and_each_is_its_own_form():
    kinds = set()
    for item in vector("acts.json")["acts"]:
        header = item["header"].encode()
        act = Act.parse(header)
        kinds.add(act.kind)
        assert act.encode() == header
        assert act_id(header) == item["id"]
    assert kinds == set(Kind)


def test_the_two_logs_are_placed_act_by_act():
    founding = read_founding(encode(vector("space.json")["envelope"]), verify=crypto.verify)
    logs = {party: new_log(founding, party) for party in founding.parties}
    held = {party: [] for party in founding.parties}
    todo = {party: vector("proofs.json")["ledger"]["logs"][party] for party in founding.parties}
    envelopes = [
        Envelope.parse(encode(wire), payload_type=ACT_TYPE, bytes_max=200_000)
        for party in founding.parties
        for wire in todo[party]
    ]
    for envelope in sorted(envelopes, key=lambda e: Act.parse(e.payload).at):
        author = Act.parse(envelope.payload).author
        placed = place(
            envelope.payload,
            envelope.signatures[0].sig,
            log=logs[author],
            other=logs[founding.other(author)],
            lookup=lambda party, seq: held[party][seq],
            verify=crypto.verify,
        )
        assert isinstance(placed, Placed)
        logs[author] = placed.log
        held[author].append(At(epoch=placed.act.epoch, id=placed.id))


def test_checkpoints_are_signed_over_their_texts():
    item = vector("checkpoint.json")
    ids = [Digest(id) for id in item["ids"]]
    for size, root in enumerate(item["roots"]):
        assert merkle.root_of([*map(merkle.leaf_hash, ids[:size])]).hex() == root
    text = checkpoint_text(
        space=item["space"], author=item["author"], size=len(ids), root=item["roots"][-1]
    )
    assert text.decode() == item["checkpoint"]["text"]
    assert item["note"].startswith(text.decode() + "\n— jisr/")
    for name, party in (("checkpoint", "MA"), ("cosignature", "FR")):
        covered, signature = item[name]["text"].encode(), plain(item[name]["signature"])
        assert crypto.verify(plain(item["public"][party]), covered, signature)


def test_the_fork_proves_a_fork():
    proof = ForkProof.parse(encode(vector("proofs.json")["fork"]))
    assert proof.check(verify=crypto.verify).author == "MA"


def test_every_act_is_signed_by_the_key_whose_seed_is_given():
    item = vector("acts.json")
    for act in item["acts"]:
        (signature,) = act["envelope"]["signatures"]
        secret = bytes.fromhex(item["seeds"][signature["keyid"]])
        message = pae(ACT_TYPE, act["header"].encode())
        assert crypto.sign(secret, message) == plain(signature["sig"])
