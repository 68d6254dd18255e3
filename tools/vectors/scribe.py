"""Two logs written act by act, by whoever is told to, honest or not; nothing is judged here."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from jisr.core import merkle
from jisr.core.act import Act, Digest, PartyId
from jisr.core.canonical import Json, encode
from jisr.core.checkpoint import checkpoint_text, cosignature_text
from jisr.core.dsse import ACT_TYPE, Envelope, Signature, pae, to_base64
from jisr.core.keys import KeyRecord, KeyUse
from jisr.ops import crypto
from tools.vectors.keys import FR, MA, SEEDS, START, founded, record

ROOT_KINDS: Final = frozenset({"key", "restart", "prune"})
OTHER: Final = {FR: MA, MA: FR}
Header = dict[str, Json]


class Scribe:
    """A space of two logs, in the making."""

    def __init__(self, edition: Digest) -> None:
        self.founding, self.document = founded(edition)
        self.items: dict[PartyId, list[Envelope]] = {FR: [], MA: []}
        self.ids: dict[PartyId, list[str]] = {FR: [], MA: []}
        self.epochs: dict[PartyId, list[int]] = {FR: [], MA: []}
        self.signing = {FR: "first", MA: "first"}  # Which of its sign keys a party writes with.
        self.clock = START

    def ref(self, party: PartyId, seq: int = -1) -> Header:
        """Return a reference to an act of a log, the last if none is named."""
        seq = len(self.ids[party]) + seq if seq < 0 else seq
        epoch, id = self.epochs[party][seq], self.ids[party][seq]
        return {"author": party, "epoch": epoch, "id": id, "seq": seq}

    def header(
        self, party: PartyId, kind: str, *, see: int = 0, later: str = "", **fields: Json
    ) -> Header:
        """Return what a party would write next.

        Args:
            party: who writes.
            kind: the kind of act.
            see: up to how many acts of the other it says to have seen; 0 to say nothing.
            later: the `at`; a minute after the act before if not given.
            fields: what else it says, or says otherwise; None leaves a field out.
        """
        use = KeyUse.ROOT if kind in ROOT_KINDS else KeyUse.SIGN
        name = "first" if use is KeyUse.ROOT else self.signing[party]
        self.clock = read(later) if later else self.clock + timedelta(minutes=1)
        ids = self.ids[party]
        wire: Header = {
            "at": self.clock.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "author": party,
            "epoch": self.epochs[party][-1] if ids else 0,
            "key": record(party, use, name).fingerprint,
            "kind": kind,
            "prev": ids[-1] if ids else self.founding.id,
            "seq": len(ids),
            "space": self.founding.id,
            "v": 1,
        }
        if see:
            wire["seen"] = self.ref(OTHER[party], see - 1)
        wire |= fields
        return {name: value for name, value in wire.items() if value is not None}

    def add(self, header: Header) -> str:
        """Write an act, and return its id."""
        envelope = signed(header)
        party = PartyId(str(header["author"]))
        self.items[party].append(envelope)
        self.ids[party].append(hashlib.sha256(envelope.payload).hexdigest())
        epoch = header["epoch"]
        assert isinstance(epoch, int)
        self.epochs[party].append(epoch)
        return self.ids[party][-1]

    def write(
        self, party: PartyId, kind: str, *, see: int | None = None, later: str = "", **fields: Json
    ) -> str:
        """Write the next act of a party; it has seen all of the other unless told otherwise."""
        if see is None:
            see = len(self.ids[OTHER[party]])
            see = 0 if see <= self.saw(party) else see
        return self.add(self.header(party, kind, see=see, later=later, **fields))

    def saw(self, party: PartyId) -> int:
        """Return how many acts of the other a party has said to have seen."""
        seen = [Act.parse(item.payload).seen for item in self.items[party]]
        return max((ref.seq + 1 for ref in seen if ref is not None), default=0)

    def ack(self, party: PartyId, *, see: int | None = None) -> str:
        """Write an ack, with its checkpoint and a cosignature of what it has seen."""
        size = len(self.ids[OTHER[party]]) if see is None else see
        detail = self.ack_detail(party, size)
        return self.write(party, "ack", see=size if size > self.saw(party) else 0, detail=detail)

    def ack_detail(self, party: PartyId, size: int) -> Header:
        """Return the content of an ack that has seen so many acts of the other."""
        return {
            "checkpoint": self.stamp(party, party, len(self.ids[party])),
            "cosigned": self.stamp(party, OTHER[party], size, time=int(START.timestamp())),
        }

    def root(self, of: PartyId, size: int) -> str:
        """Return the root of a log at a size."""
        return merkle.root_of([merkle.leaf_hash(Digest(id)) for id in self.ids[of][:size]]).hex()

    def stamp(
        self,
        party: PartyId,
        of: PartyId,
        size: int,
        *,
        time: int | None = None,
        root: str = "",
        key: KeyRecord | None = None,
    ) -> Header:
        """Return a checkpoint of a log by a party, or with `time` a cosignature."""
        root = root or self.root(of, size)
        key = key or record(party, KeyUse.CHECKPOINT)
        text = checkpoint_text(space=self.founding.id, author=of, size=size, root=Digest(root))
        message = text if time is None else cosignature_text(text, time=time)
        signature = crypto.sign(SEEDS[key.fingerprint], message)
        wire: Header = {
            "key": key.fingerprint,
            "root": root,
            "signature": to_base64(signature),
            "size": size,
        }
        return wire if time is None else wire | {"time": time}

    def key(self, party: PartyId, **change: Json) -> str:
        """Write a key act."""
        return self.write(party, "key", detail={"ground": "rotation", **change})

    def ledger(self, editions: Mapping[str, str]) -> Header:
        """Return the export of both logs (PRF-6), with editions in base64 by digest (PRF-10)."""
        return {
            "editions": [editions[digest] for digest in sorted(editions)],
            "founding": wire(self.document),
            "kind": "ledger",
            "logs": {party: [wire(item) for item in items] for party, items in self.items.items()},
            "proofs": [],
            "v": 1,
        }


def read(at: str) -> datetime:
    """Return an instant."""
    return datetime.fromisoformat(at)


def signed(header: Header, *, by: str = "", key: str = "") -> Envelope:
    """Return an act in its envelope, signed by the key it names, or by another one.

    Args:
        header: the act.
        by: the fingerprint of the key that signs.
        key: the fingerprint that the envelope names.
    """
    raw, named = encode(header), str(header["key"])
    return sealed(raw, by=by or named, key=key or named)


def sealed(raw: bytes, *, by: str, key: str) -> Envelope:
    """Return any bytes in the envelope of an act."""
    signature = crypto.sign(SEEDS[Digest(by)], pae(ACT_TYPE, raw))
    signatures = (Signature(Digest(key), signature),)
    return Envelope(payload=raw, payload_type=ACT_TYPE, signatures=signatures)


def wire(envelope: Envelope) -> Header:
    """Return an envelope as it stands in a file."""
    return {
        "payload": to_base64(envelope.payload),
        "payloadType": envelope.payload_type,
        "signatures": [
            {"keyid": one.keyid, "sig": to_base64(one.sig)} for one in envelope.signatures
        ],
    }
