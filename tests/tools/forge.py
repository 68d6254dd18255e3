"""Ledgers made act by act with real keys, honest or not: no node of ours would write them all."""

import base64
import hashlib
from copy import copy
from functools import cache

from jisr.core import merkle
from jisr.core.canonical import decode, encode
from jisr.core.checkpoint import checkpoint_text, cosignature_text
from jisr.core.dsse import ACT_TYPE, Envelope, Signature, pae
from jisr.core.keys import KeyUse
from jisr.ops import crypto
from jisr.ops.simulate.cryptography import RealKeys
from tests.node.world import Pair

AT = "2026-03-02T09:00:00Z"
ROOT_KINDS = ("key", "restart", "prune")
FRAMEWORK = "f" * 64


def base64_of(raw):
    return base64.b64encode(raw).decode()


@cache
def founded(space):
    """One of several spaces, founded once: making their keys takes longer than a test."""
    return Pair()


def own(keys):
    """Keys that a test may renew without the next test noticing."""
    other = copy(keys)
    other.__dict__ = {name: dict(held) for name, held in vars(keys).items()}
    return other


class Forge:
    """Two logs of one space, FR's and MA's; `add` writes whatever it is told to."""

    def __init__(self, space=0):
        pair = founded(space)
        self.space = pair.id
        self.keys = {party: own(keys) for party, keys in pair.keys.items()}
        self.founding = decode(pair.founding, bytes_max=10**6)
        self.ids = {"FR": [], "MA": []}
        self.items = {"FR": [], "MA": []}
        self.proofs = []

    def header(self, party, kind, **fields):
        """What an honest author would write next, changed as told; None leaves a field out."""
        ids = self.ids[party]
        use = KeyUse.ROOT if kind in ROOT_KINDS else KeyUse.SIGN
        wire = {
            "at": AT,
            "author": party,
            "epoch": 0,
            "key": self.keys[party].current(use).fingerprint,
            "kind": kind,
            "prev": ids[-1] if ids else self.space,
            "seq": len(ids),
            "space": self.space,
            "v": 1,
        }
        return {name: value for name, value in (wire | fields).items() if value is not None}

    def signed(self, party, header, *, secret=None):
        """The envelope of a header, signed by the key it names."""
        raw = encode(header) if isinstance(header, dict) else header
        key = header["key"] if isinstance(header, dict) else None
        message = pae(ACT_TYPE, raw)
        held = self.keys[party]._held
        signature = crypto.sign(secret or held[key], message)
        envelope = Envelope(
            payload=raw, payload_type=ACT_TYPE, signatures=(Signature(key, signature),)
        )
        return raw, decode(envelope.encode(), bytes_max=10**6)

    def add(self, party, kind, *, secret=None, **fields):
        raw, envelope = self.signed(party, self.header(party, kind, **fields), secret=secret)
        self.items[party].append(envelope)
        self.ids[party].append(hashlib.sha256(raw).hexdigest())
        return self.ids[party][-1]

    def open(self, party, **fields):
        under = {"framework": FRAMEWORK, "procedure": "information-request"}
        return self.add(party, "open", **{"act": "send", "under": under} | fields)

    def seen(self, other, seq=None, *, epoch=0):
        seq = len(self.ids[other]) - 1 if seq is None else seq
        return {"author": other, "epoch": epoch, "id": self.ids[other][seq], "seq": seq}

    def restart(self, party, **fields):
        return self.add(party, "restart", detail={"ground": "restored"}, **fields)

    def add_key(self, party, use=KeyUse.SIGN, **fields):
        """Replace a key: the new one is added; the fingerprint of the old one is returned."""
        old = self.keys[party].current(use)
        new = self.keys[party].renew(use)
        self.add(party, "key", detail={"add": new.to_wire(), "ground": "yearly"}, **fields)
        return old.fingerprint

    def revoke(self, party, fingerprint, **fields):
        return self.add(party, "key", detail={"ground": "theft", "revoke": fingerprint}, **fields)

    def root(self, party, size):
        return merkle.root_of([merkle.leaf_hash(id) for id in self.ids[party][:size]]).hex()

    def stamp(self, party, of, size, *, time=None, root=None, key=None):
        """A checkpoint (or with `time`, a cosignature) of a log, signed by `party`."""
        root = self.root(of, size) if root is None else root
        text = checkpoint_text(space=self.space, author=of, size=size, root=root)
        keys: RealKeys = self.keys[party]
        key = keys.current(KeyUse.CHECKPOINT).fingerprint if key is None else key
        message = text if time is None else cosignature_text(text, time=time)
        wire = {
            "key": key,
            "root": root,
            "signature": base64_of(crypto.sign(keys._held[key], message)),
            "size": size,
        }
        return wire if time is None else wire | {"time": time}

    def ack(self, party, *, other=None, upto=None, own=None, cosigned=None, **fields):
        """An ack of everything the other has written, or of its first `upto` acts."""
        other = other or {"FR": "MA", "MA": "FR"}[party]
        upto = len(self.ids[other]) if upto is None else upto
        detail = {
            "checkpoint": own or self.stamp(party, party, len(self.ids[party])),
            "cosigned": cosigned or self.stamp(party, other, upto, time=1_772_442_000),
        }
        seen = {"seen": self.seen(other, upto - 1)}
        return self.add(party, "ack", **{"detail": detail} | seen | fields)

    def ledger(self):
        return encode(
            {
                "founding": self.founding,
                "kind": "ledger",
                "logs": self.items,
                "proofs": self.proofs,
                "v": 1,
            }
        )

    def proof(self, party, seq, receipt, *, keys=None, parts=None, index=None, size=None):
        """The proof of one act, with the ack at a position of the other's log as its receipt."""
        other = {"FR": "MA", "MA": "FR"}[party]
        answer = self.items[other][receipt]
        detail = decode(base64.b64decode(answer["payload"]), bytes_max=10**6)["detail"]
        covered = detail["cosigned"]["size"] if size is None else size
        leaves = [merkle.leaf_hash(id) for id in self.ids[party][:covered]]
        path = merkle.inclusion_proof(leaves, seq)
        wire = {
            "act": self.items[party][seq],
            "founding": self.founding,
            "inclusion": {
                "hashes": [step.hex() for step in path],
                "index": seq if index is None else index,
                "size": covered,
            },
            "keys": self.key_acts() if keys is None else keys,
            "kind": "act",
            "receipt": answer,
            "v": 1,
        }
        return encode(wire if parts is None else wire | {"parts": parts})

    def key_acts(self, *parties):
        return [
            item
            for party in parties or ("FR", "MA")
            for item in self.items[party]
            if isinstance(item, dict)
            and decode(base64.b64decode(item["payload"]), bytes_max=10**6)["kind"] == "key"
        ]

    def fork(self, party, held, rival, **fields):
        """The proof that a party signed two envelopes for one place."""
        wire = {
            "founding": self.founding,
            "held": held,
            "keys": self.key_acts(party),
            "kind": "fork",
            "rival": rival,
            "v": 1,
        }
        return wire | fields


def committed(content, salt=b"s" * 32):
    """A part as a proof opens it, and the commitment to it."""
    commitment = hashlib.sha256(b"jisr-part-1" + salt + content).hexdigest()
    return {"content": base64_of(content), "salt": base64_of(salt)}, commitment


def one_act(forge, **fields):
    """An opening of FR's that MA has countersigned."""
    forge.open("FR", **fields)
    forge.ack("MA")
    return forge.proof("FR", 0, 0)
