"""Write tests/vectors/: what a second implementation must reproduce (docs/reference/vectors.md).

    PYTHONPATH=src .venv/bin/python -m tools.make_vectors

Everything comes from fixed seeds and fixed instants, so the files never differ from one run to
the next; a test holds them to that.  The keys are known to everybody: they protect nothing.
"""

import base64
import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final, TypeAlias

from jisr.core import merkle
from jisr.core.act import Act, Digest, Kind, PartyId, Ref, Slug, Under, act_id
from jisr.core.canonical import Json, decode, encode
from jisr.core.checkpoint import (
    Checkpoint,
    Cosignature,
    checkpoint_text,
    cosignature_text,
    origin,
)
from jisr.core.dsse import ACT_TYPE, Envelope, to_base64
from jisr.core.errors import Malformed
from jisr.core.keys import KeyRecord, KeyUse
from jisr.core.log import At, Log, Placed, new_log, place
from jisr.core.parts import OpenPart
from jisr.core.proofs import ForkProof
from jisr.core.service import Ack, Erase, KeyChange, Prune, Restart, read_ack
from jisr.ops import crypto
from tools.vectors import cases, deadlines, logs, messages
from tools.vectors.keys import FR, MA, SEEDS, START, founded, record

VECTORS: Final = Path(__file__).parent.parent / "tests" / "vectors"
EDITION: Final = Digest(hashlib.sha256(b"the edition of the vectors").hexdigest())
Vector: TypeAlias = Mapping[str, Json]


def signed(act: Act) -> Envelope:
    """Return an act signed by the key it names."""
    bare = Envelope(payload=act.encode(), payload_type=ACT_TYPE, signatures=())
    return bare.adding(act.key, crypto.sign(SEEDS[act.key], bare.signed_bytes()))


# --- A short story: one act of each kind, in two logs


class Story:
    """Two logs that grow act by act, each placed by the ladder."""

    def __init__(self) -> None:
        self.founding, self.document = founded(EDITION)
        self.logs = {party: new_log(self.founding, party) for party in (FR, MA)}
        self.acts: dict[PartyId, list[Act]] = {FR: [], MA: []}
        self.names: dict[Digest, str] = {}
        self.clock = START

    def write(self, name: str, author: PartyId, kind: Kind, **content: object) -> Act:
        """Add the next act of a log; it has seen all of the other."""
        log, other = self.logs[author], self.logs[self.founding.other(author)]
        by_root = kind in (Kind.KEY, Kind.RESTART, Kind.PRUNE)
        self.clock += timedelta(minutes=1)
        fields: dict[str, object] = {
            "space": self.founding.id,
            "author": author,
            "epoch": log.epoch,
            "seq": log.size,
            "prev": log.head,
            "at": self.clock,
            "key": record(author, KeyUse.ROOT if by_root else KeyUse.SIGN).fingerprint,
            "kind": kind,
            "seen": self.ref(other.author) if other.size > log.saw else None,
        }
        act = Act(**{**fields, **content})  # type: ignore[arg-type]
        placed = place(
            act.encode(),
            signed(act).signatures[0].sig,
            log=log,
            other=other,
            lookup=self.lookup,
            verify=crypto.verify,
        )
        assert isinstance(placed, Placed)
        self.logs[author] = placed.log
        self.acts[author].append(act)
        self.names[placed.id] = name
        return act

    def lookup(self, author: PartyId, seq: int) -> At:
        """Return what stands at a position."""
        act = self.acts[author][seq]
        return At(epoch=act.epoch, id=act_id(act.encode()))

    def ref(self, author: PartyId) -> Ref:
        """Return a reference to the last act of a log."""
        log = self.logs[author]
        return Ref(author=author, epoch=log.epoch, seq=log.size - 1, id=log.head)

    def ack(self, author: PartyId) -> Act:
        """Add an ack with its checkpoint and cosignature."""
        log, other = self.logs[author], self.logs[self.founding.other(author)]
        detail = Ack(checkpoint=checkpoint(log), cosigned=cosignature(log, other)).to_wire()
        return self.write(f"{author} acknowledges", author, Kind.ACK, detail=detail)


def root_of(log: Log) -> Digest:
    """Return the root of a log's tree."""
    return Digest(merkle.root(log.frontier).hex())


def checkpoint(log: Log) -> Checkpoint:
    """Return a log's checkpoint, signed."""
    key = record(log.author, KeyUse.CHECKPOINT).fingerprint
    root = root_of(log)
    text = checkpoint_text(space=log.space, author=log.author, size=log.size, root=root)
    return Checkpoint(size=log.size, root=root, key=key, signature=crypto.sign(SEEDS[key], text))


def cosignature(log: Log, other: Log) -> Cosignature:
    """Return the cosignature of the other log by the author of `log`."""
    key = record(log.author, KeyUse.CHECKPOINT).fingerprint
    root, time = root_of(other), int(START.timestamp())
    text = checkpoint_text(space=other.space, author=other.author, size=other.size, root=root)
    message = cosignature_text(text, time=time)
    return Cosignature(
        size=other.size, root=root, time=time, key=key, signature=crypto.sign(SEEDS[key], message)
    )


PART: Final = OpenPart(
    name="request",
    salt=bytes(range(32)),
    content=encode({"question": "هل اللوحة 12345-أ-6 معروفة؟ Connaissez-vous la plaque ?"}),
)


def story() -> Story:
    """Return the story: a request, answered; a note; a key, a restart, an erasure, a prune."""
    told = Story()
    under = Under(framework=EDITION, procedure=Slug("information-request"))
    opening = told.write(
        "FR opens a case",
        FR,
        Kind.OPEN,
        under=under,
        act=Slug("send"),
        terms={"urgency": "other", "purposes": ("border", "migration"), "days": 7},
        body={PART.name: PART.commitment},
    )
    case = act_id(opening.encode())
    told.ack(MA)
    told.write("MA answers", MA, Kind.MOVE, case=case, act=Slug("answer"), on=told.ref(FR))
    told.ack(FR)
    told.write("MA adds a remark", MA, Kind.NOTE, case=case, act=Slug("remark"))
    second = record(MA, KeyUse.SIGN, "second")
    added = KeyChange(ground=Slug("rotation"), add=second).to_wire()
    told.write("MA adds a key", MA, Kind.KEY, detail=added)
    revoked = KeyChange(
        ground=Slug("rotation"), revoke=record(MA, KeyUse.SIGN).fingerprint
    ).to_wire()
    told.write("MA revokes a key", MA, Kind.KEY, detail=revoked)
    told.write(
        "FR begins a new epoch",
        FR,
        Kind.RESTART,
        epoch=1_772_442_600,
        detail=Restart(ground=Slug("restore")).to_wire(),
    )
    told.write(
        "FR has erased a part",
        FR,
        Kind.ERASE,
        detail=Erase(parts=(PART.commitment,), ground=Slug("term")).to_wire(),
    )
    heads = Prune(upto=(told.ref(FR), told.ref(MA))).to_wire()
    told.write("FR agrees to prune", FR, Kind.PRUNE, detail=heads)
    return told


# --- The files

ABOUT: Final = {  # Of the files made here: the page of the specification, and what they hold.
    "canonical.json": ("canonical", "Bytes that are read, and bytes that are refused with a code."),
    "parts.json": ("parts", "Contents of parts with their salts, and the commitments to them."),
    "space.json": (
        "space",
        "A founding document signed by both, its id, and the keys it names with their seeds.",
    ),
    "acts.json": ("act", "An act of each kind in its envelope, with its id; the seeds by key."),
    "checkpoint.json": (
        "checkpoint",
        "The ids of a log’s acts, the root at every size, and a checkpoint and a cosignature of"
        " the whole log, with the lines of a C2SP note.",
    ),
    "proofs.json": ("proof", "Proof files, each of which holds: of acts, of a fork, of ledgers."),
}


def canonical() -> Vector:
    """Values in the one byte form, and bytes that are refused with their code."""
    accepted: list[Json] = [
        None,
        True,
        0,
        -(2**53 - 1),
        2**53 - 1,
        "",
        '"\\/\b\t\n\f\r\0\x1f\x7f',
        "جسر é 🌉",
        [],
        {},
        {"b": [1, {"a": None}], "B": "", "a-1": False, "": 0},
    ]
    refused = [
        ("a float", b"1.0"),
        ("an exponent", b"1e2"),
        ("infinity", b"Infinity"),
        ("not a number", b"NaN"),
        ("2^53", b"9007199254740992"),
        ("10^400", b"1" + b"0" * 400),
        ("minus zero", b"-0"),
        ("a key that is not ASCII", '{"é":1}'.encode()),
        ("a key twice", b'{"a":1,"a":1}'),
        ("keys out of order", b'{"b":1,"a":1}'),
        ("a space", b'{"a": 1}'),
        ("a line at the end", b"{}\n"),
        ("a second value", b"{}{}"),
        ("an escape that is not needed", b'"\\u0061"'),
        ("an escape in capitals", b'"\\u001F"'),
        ("an escaped solidus", b'"\\/"'),
        ("half a surrogate", b'"\\ud800"'),
        ("UTF-16", '{"a":1}'.encode("utf-16")),
        ("a byte order mark", b"\xef\xbb\xbf{}"),
        ("17 deep", b"[" * 17 + b"]" * 17),
        ("nothing", b""),
    ]
    return {
        "accepted": [_canonical(encode(value)) for value in accepted],
        "refused": [
            {"bytes": to_base64(raw), "code": _refusal(raw), "what": what} for what, raw in refused
        ],
    }


def _canonical(raw: bytes) -> Vector:
    return {"bytes": to_base64(raw), "sha256": hashlib.sha256(raw).hexdigest()}


def _refusal(raw: bytes) -> str:
    try:
        decode(raw, bytes_max=1_000)
    except Malformed as error:
        return error.code
    raise AssertionError(raw)


def parts() -> Vector:
    """Commitments."""
    given = [
        PART,
        OpenPart(name="empty", salt=bytes(32), content=encode({})),
        OpenPart(name="person.1", salt=b"\xff" * 32, content=encode({"name": "invented"})),
    ]
    return {"parts": [{**_part(part), "commitment": part.commitment} for part in given]}


def _part(part: OpenPart) -> dict[str, Json]:
    return {"content": to_base64(part.content), "name": part.name, "salt": to_base64(part.salt)}


def space(told: Story) -> Vector:
    """The founding document, its id, and the fingerprints and seeds of its keys."""
    keys: list[Json] = []
    for founder in told.founding.founders:
        for key in (founder.root, *founder.keys):
            made: dict[str, Json] = {"fingerprint": key.fingerprint, "party": founder.party}
            if key.fingerprint in SEEDS:
                made["seed"] = SEEDS[key.fingerprint].hex()
            keys.append({**made, **key.to_wire()})
    return {
        "document": to_base64(told.document.payload),
        "envelope": _wire(told.document),
        "id": told.founding.id,
        "keys": keys,
    }


def acts(told: Story) -> Vector:
    """Every act of the story, with its id and envelope."""
    listed: list[Json] = [
        {
            "envelope": _wire(signed(act)),
            "header": act.encode().decode("ascii"),
            "id": act_id(act.encode()),
            "what": told.names[act_id(act.encode())],
        }
        for party in (FR, MA)
        for act in told.acts[party]
    ]
    return {"acts": listed, "seeds": {key: secret.hex() for key, secret in SEEDS.items()}}


def checkpoints(told: Story) -> Vector:
    """A checkpoint and a cosignature: the bytes covered, the signatures, and as C2SP notes."""
    log, other = told.logs[MA], told.logs[FR]
    point, cosigned = checkpoint(log), cosignature(other, log)
    text = checkpoint_text(space=log.space, author=MA, size=log.size, root=point.root)
    covered = cosignature_text(text, time=cosigned.time)
    timed = cosigned.time.to_bytes(8, "big") + cosigned.signature
    note = "".join(
        [
            text.decode() + "\n",
            _note_line(log, record(MA, KeyUse.CHECKPOINT), 1, point.signature),
            _note_line(other, record(FR, KeyUse.CHECKPOINT), 4, timed),
        ]
    )
    ids = [act_id(act.encode()) for act in told.acts[MA]]
    return {
        "author": MA,
        "checkpoint": {"signature": to_base64(point.signature), "text": text.decode()},
        "cosignature": {"signature": to_base64(cosigned.signature), "text": covered.decode()},
        "ids": list(ids),
        "note": note,
        "public": {party: to_base64(record(party, KeyUse.CHECKPOINT).public) for party in (FR, MA)},
        "roots": [
            merkle.root_of([*map(merkle.leaf_hash, ids[:n])]).hex() for n in range(len(ids) + 1)
        ],
        "space": log.space,
    }


def _note_line(log: Log, key: KeyRecord, kind: int, signature: bytes) -> str:
    name = origin(log.space, log.author)
    short = hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + key.public).digest()[:4]
    return f"— {name} {base64.b64encode(short + signature).decode()}\n"


def proofs(told: Story) -> Vector:
    """Proof files of each kind."""
    held = told.acts[MA][1]
    fork = ForkProof(
        founding=told.document,
        keys=tuple(signed(act) for act in told.acts[MA] if act.kind is Kind.KEY),
        held=signed(held),
        rival=signed(replace(held, act=Slug("refuse"))),
    )
    assert fork.check(verify=crypto.verify) == held
    fork_wire = decode(fork.encode(), bytes_max=1_000_000)
    logs: dict[str, Json] = {
        party: [_wire(signed(act)) for act in told.acts[party]] for party in (FR, MA)
    }
    ledger: dict[str, Json] = {
        "founding": _wire(told.document),
        "kind": "ledger",
        "logs": logs,
        "proofs": [],
        "v": 1,
    }
    opening, answer = told.acts[FR][0], told.acts[MA][1]
    first_ack, second_ack = told.acts[MA][0], told.acts[FR][1]
    return {
        "act": _act_proof(told, answer, second_ack),
        "act-with-parts": {**_act_proof(told, opening, first_ack), "parts": [_part(PART)]},
        "fork": fork_wire,
        "ledger": ledger,
        "ledger-with-fork": {**ledger, "proofs": [fork_wire]},
    }


def _act_proof(told: Story, act: Act, receipt: Act) -> dict[str, Json]:
    """Return the proof of an act by an ack of the other party that countersigns its log."""
    cosigned = read_ack(receipt.detail).cosigned
    assert cosigned is not None
    size = cosigned.size
    leaves = [merkle.leaf_hash(act_id(one.encode())) for one in told.acts[act.author][:size]]
    hashes = [digest.hex() for digest in merkle.inclusion_proof(leaves, act.seq)]
    keys = [one for party in (FR, MA) for one in told.acts[party] if one.kind is Kind.KEY]
    return {
        "act": _wire(signed(act)),
        "founding": _wire(told.document),
        "inclusion": {"hashes": list(hashes), "index": act.seq, "size": size},
        "keys": [_wire(signed(one)) for one in keys],
        "kind": "act",
        "receipt": _wire(signed(receipt)),
        "v": 1,
    }


def _wire(envelope: Envelope) -> Json:
    return decode(envelope.encode(), bytes_max=200_000)


def files() -> dict[str, str]:
    """Return every file by name, as text."""
    told = story()
    made: dict[str, Vector] = {
        "canonical.json": canonical(),
        "parts.json": parts(),
        "space.json": space(told),
        "acts.json": acts(told),
        "checkpoint.json": checkpoints(told),
        "proofs.json": proofs(told),
        "logs.json": logs.vector(),
        "cases.json": cases.vector(),
        "deadlines.json": deadlines.vector(),
        "messages.json": messages.vector(),
    }
    for name, (page, about) in ABOUT.items():
        made[name] = {"about": about, "spec": f"docs/spec/{page}.md", **made[name]}
    return {
        name: json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        for name, value in made.items()
    }


def main() -> None:
    """Write the files."""
    for name, text in files().items():
        (VECTORS / name).write_text(text, encoding="utf-8")
        print(f"wrote {VECTORS / name}", file=sys.stderr)


if __name__ == "__main__":
    main()
