#!/usr/bin/env python3
"""Check a proof of Jisr without Jisr: one file, Python 3.9 or later, and `cryptography`.

    python3 verify.py FILE [--lang ar|fr|en] [--json]

FILE is what one of two parties handed you: the proof of one act, a whole ledger of theirs, or
the proof that a party signed two acts for one place.  If everything in it holds, this program
says in sentences what is proved, and ends with status 0.  If not, it says on standard error the
first thing that does not hold, where in the file and by which clause of the specification, and
ends with status 1.  It asks nothing of any machine but this one, and changes nothing.

What you have to trust: this file, which you can read; SHA-256 of Python and Ed25519 of
`cryptography`; and that the space's id printed is the one the two parties named to you, for
instance by letter.  The id is the SHA-256 of the document in which both laid down their root
keys; everything else follows from it.

What is never proved: that a clock was right (each signer asserts its own), that a person read
something, that an act was admissible under the procedure, that a log has no later acts.

Written from the specification, docs/spec/, and from nothing else; marks in brackets, such as
[PRF-4], are its clauses.  From top to bottom: canonical JSON, typed fields, keys and signatures,
acts, the Merkle tree, then the three files, the sentences, and the command line.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, NamedTuple, NoReturn  # noqa: UP035 - for Python 3.9

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.exit(
        "This program needs the Python package cryptography.  On Debian: apt-get install "
        "python3-cryptography\n"
        "Ce programme a besoin du paquet Python cryptography.  Sous Debian : apt-get install "
        "python3-cryptography\n"
        "يحتاج هذا البرنامج إلى حزمة بايثون cryptography.  على ديبيان: apt-get install "
        "python3-cryptography"
    )

FILE_BYTES_MAX = {"act": 2**25, "fork": 2**22, "ledger": 2**30}  # [PRF-1]
DOCUMENT_BYTES_MAX = 65_536  # A header [ACT-1], and a founding document [SPA-1].
PART_BYTES_MAX = 262_144  # [PAR-2]
KEYS_KNOWN_MAX = 200  # [LOG-12]
DEPTH_MAX = 16  # [CAN-5]
COUNT_MAX = 2**53 - 1  # [CAN-2]
DIGITS_MAX = len(str(-COUNT_MAX))


class Fails(Exception):
    """The first thing that does not hold: why, by which clause, and where in the file."""

    def __init__(self, clause: str, reason: str) -> None:
        super().__init__(clause, reason)
        self.clause, self.reason = clause, reason
        self.where: list[str] = []


def fail(clause: str, reason: str) -> NoReturn:
    """Stop at the first thing that does not hold."""
    raise Fails(clause, reason)


def need(holds: bool, clause: str, reason: str) -> None:
    """Go on only if something holds."""
    if not holds:
        fail(clause, reason)


@contextmanager
def inside(place: str) -> Iterator[None]:
    """Say of what fails in here that it stands at this place of the file."""
    try:
        yield
    except Fails as fault:
        fault.where.insert(0, place)
        raise


# Canonical JSON [canonical.md].

OUTSIDE = object()  # Stands for a number that the profile does not know.


def whole(digits: str) -> object:
    """Read a number; its length comes first, for a million digits must cost nothing."""
    known = len(digits) <= DIGITS_MAX and abs(int(digits)) <= COUNT_MAX
    return int(digits) if known else OUTSIDE


DECODER = json.JSONDecoder(
    parse_int=whole,
    parse_float=lambda _: OUTSIDE,
    parse_constant=lambda _: fail("CAN-6", "not-json"),  # NaN and Infinity are no JSON.
)
ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def in_profile(value: object, depth: int = 1) -> bool:
    """Tell whether a value has no foreign number, no key beyond ASCII, and is not too deep."""
    items: Iterable[object]
    if isinstance(value, dict):
        items = value.values() if all(map(str.isascii, value)) else (OUTSIDE,)
    elif isinstance(value, list):
        items = value
    else:
        return value is not OUTSIDE
    if depth > DEPTH_MAX:
        return False
    for item in items:  # noqa: SIM110 - a generator costs more than all it does
        if type(item) is not str and not in_profile(item, depth + 1):
            return False
    return True


def read_json(raw: bytes, bytes_max: int) -> object:
    """Read bytes that must be the one form of their value [CAN-6]."""
    need(len(raw) <= bytes_max, "CAN-6", "too-large")
    try:
        value = DECODER.decode(raw.decode())
    except RecursionError:
        fail("CAN-6", "outside-profile")
    except ValueError:
        fail("CAN-6", "not-json")
    need(in_profile(value), "CAN-6", "outside-profile")
    try:
        again = ENCODER.encode(value).encode()
    except UnicodeEncodeError:  # A lone surrogate.
        fail("CAN-6", "outside-profile")
    # Two equal keys, spaces, other escapes, another order: all come out different.
    need(again == raw, "CAN-6", "not-canonical")
    return value


# Typed fields [ACT-4].  A reader returns what a field says, or fails; READERS has them by name.

Reader = Callable[[object], Any]
Record = dict[str, Any]  # Fields by name, each as its reader returned it.


def matching(pattern: str) -> Reader:
    """Return the reader of a text of one form."""
    form = re.compile(pattern, re.ASCII | re.DOTALL)

    def read(value: object) -> str:
        if not isinstance(value, str) or not form.fullmatch(value):
            fail("ACT-4", "wrong-field")
        return value

    return read


def octets(least: int, most: int) -> Reader:
    """Return the reader of base64 with padding, its unused bits zero [DSS-2]."""

    def read(value: object) -> bytes:
        try:
            raw = base64.b64decode(value, validate=True) if isinstance(value, str) else None
        except ValueError:
            raw = None
        if raw is None or not least <= len(raw) <= most or base64.b64encode(raw).decode() != value:
            fail("DSS-2", "wrong-field")
        return raw

    return read


def a_list(of: str, least: int = 0, most: int = COUNT_MAX) -> Reader:
    """Return the reader of a list of so many values, each read by the same reader."""

    def read(value: object) -> list[Any]:
        if not isinstance(value, list) or not least <= len(value) <= most:
            fail("ACT-4", "wrong-field")
        found = []
        for number, item in enumerate(value):
            try:
                found.append(READERS[of](item))
            except Fails as fault:
                fault.where.insert(0, f"[{number}]")
                raise
        return found

    return read


def some(names: str, values: str, most: int, *, once: bool = False) -> Reader:
    """Return the reader of an object of 1 to so many entries, perhaps all different [ACT-5, 6]."""

    def read(value: object) -> Record:
        if not isinstance(value, dict) or not 1 <= len(value) <= most:
            fail("ACT-4", "wrong-field")
        found = {READERS[names](name): READERS[values](item) for name, item in value.items()}
        if once and len(set(found.values())) < len(found):
            fail("ACT-6", "wrong-field")
        return found

    return read


@lru_cache(maxsize=64)
def shape(fields: str) -> tuple[dict[str, Reader], frozenset[str]]:
    """Return the readers of `name:reader` fields, and which of them must be there (no `?`)."""
    pairs = [field.split(":") for field in fields.split()]
    must = frozenset(name for name, _ in pairs if not name.endswith("?"))
    return {name.rstrip("?"): READERS[reader] for name, reader in pairs}, must


def record(value: object, clause: str, fields: str) -> Record:
    """Read an object with all the fields it must have, and none beyond those it may have."""
    readers, must = shape(fields)
    if not isinstance(value, dict) or not must <= value.keys() <= readers.keys():
        fail(clause, "wrong-field")
    found = {}
    for name, item in value.items():
        try:
            found[name] = readers[name](item)
        except Fails as fault:
            fault.where.insert(0, f".{name}")
            raise
    return found


def instant(value: object) -> str:
    """Read an instant, of a day that exists."""
    read: str = READERS["second"](value)
    try:
        date.fromisoformat(read[:10])
    except ValueError:
        fail("ACT-4", "wrong-field")
    return read


def count(value: object) -> int:
    """Read a count.  True and false are none, though Python takes them for 1 and 0."""
    if type(value) is not int or value < 0:
        fail("ACT-4", "wrong-field")
    return value


def term(value: object) -> Any:  # noqa: ANN401 - three types of value
    """Read a value that may stand among the terms [ACT-5]."""
    form = "count" if type(value) is int else "texts" if isinstance(value, list) else "text"
    return READERS[form](value)


def thing(value: object) -> Record:
    """Read an object whose fields are looked at later."""
    if not isinstance(value, dict):
        fail("ACT-4", "wrong-field")
    return value


def version(value: object, clause: str) -> Record:
    """Refuse another version before anything else is looked at."""
    found = thing(value)
    need("v" in found, clause, "wrong-field")
    need(type(found["v"]) is int and found["v"] == 1, clause, "unknown-version")
    return found


READERS: dict[str, Reader] = {
    "digest": matching("[0-9a-f]{64}"),
    "party": matching("[A-Z]{2}(-[A-Z0-9]{1,12})?"),
    "name": matching("(?=.{1,64}$)[a-z][a-z0-9]*(-[a-z0-9]+)*"),
    "part-name": matching(r"(?=.{1,64}$)[a-z][a-z0-9-]*(\.[a-z0-9-]+)?"),
    "second": matching(r"[1-9]\d{3}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ"),
    "text": matching(".{0,256}"),
    "texts": a_list("text", 1, 400),
    "instant": instant,
    "count": count,
    "thing": thing,
    "term": term,
    "body": some("part-name", "digest", 64, once=True),
    "terms": some("name", "term", 32),
    "reference": lambda it: record(it, "ACT-4", "author:party epoch:count id:digest seq:count"),
    "under": lambda it: record(it, "ACT-4", "framework:digest procedure:name"),
    "any": lambda it: it,
}


# Envelopes, keys and signatures [exchange.md, space.md].


class Envelope(NamedTuple):
    """What was signed, and by whom."""

    payload: bytes
    signed: bytes  # The bytes that a signature covers [DSS-1].
    signatures: dict[str, bytes]  # By the fingerprint of the key.


def enveloped(what: str) -> Reader:
    """Return the reader of a DSSE envelope around an act or a founding document [DSS-2 to 4]."""
    payload_type = f"application/vnd.jisr.{what}+json"

    def read(value: object) -> Envelope:
        wire = record(value, "DSS-2", "payload:document payloadType:any signatures:signatures")
        need(wire["payloadType"] == payload_type, "DSS-4", "wrong-field")
        payload, keyids = wire["payload"], [one["keyid"] for one in wire["signatures"]]
        need(keyids == sorted(set(keyids)), "DSS-3", "wrong-field")
        head = f"DSSEv1 {len(payload_type)} {payload_type} {len(payload)} "
        signatures = {one["keyid"]: one["sig"] for one in wire["signatures"]}
        return Envelope(payload, head.encode() + payload, signatures)

    return read


class Key(NamedTuple):
    """A public key, its one use, and whether it stands or was revoked."""

    fingerprint: str
    use: str
    public: bytes
    stands: bool = True


Keys = dict[str, Key]  # By fingerprint.
ED25519 = ("ed25519", octets(32, 32))
ALGORITHMS = {
    **dict.fromkeys(("root", "sign", "checkpoint"), ED25519),
    "seal": ("mlkem768-x25519", octets(1216, 1216)),
    "tls": ("spki", octets(1, 4096)),
}


def key(value: object) -> Key:
    """Read a key record [SPA-3]."""
    wire = record(value, "SPA-3", "alg:any public:any use:name")
    use = wire["use"]
    need(use in ALGORITHMS and wire["alg"] == ALGORITHMS[use][0], "SPA-3", "wrong-field")
    algorithm, read = ALGORITHMS[use]
    public = read(wire["public"])
    named = f"jisr-key-1\0{use}\0{algorithm}\0".encode()
    return Key(hashlib.sha256(named + public).hexdigest(), use, public)


@lru_cache(maxsize=1024)
def loaded(public: bytes) -> Ed25519PublicKey:
    """Return a public key ready for use."""
    return Ed25519PublicKey.from_public_bytes(public)


def is_signed(by: Key, signature: bytes, message: bytes) -> bool:
    """Tell whether an Ed25519 signature (RFC 8032) holds."""
    try:
        loaded(by.public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def founder(value: object) -> Record:
    """Read one of the two founders: a root key, and one key of each other use [SPA-3]."""
    found = record(value, "SPA-3", "keys:four-keys party:party root:key")
    uses = [found["root"].use, *sorted(one.use for one in found["keys"])]
    need(uses == ["root", "checkpoint", "seal", "sign", "tls"], "SPA-3", "wrong-field")
    return found


READERS.update(
    {
        "document": octets(0, DOCUMENT_BYTES_MAX),
        "signature": lambda it: record(it, "DSS-3", "keyid:digest sig:octets"),
        "octets": octets(1, 8192),
        "signatures": a_list("signature", 1, 16),
        "key": key,
        "four-keys": a_list("key", 4, 4),
        "founder": founder,
        "founders": a_list("founder", 2, 2),
        "act": enveloped("act"),
        "acts": a_list("act"),
        "founding": enveloped("founding"),
    }
)


class Founding(NamedTuple):
    """What both parties signed to begin their space."""

    space: str
    parties: list[str]
    keys: dict[str, Keys]  # Those with which each party begins.
    at: str


def check_founding(envelope: Envelope) -> Founding:
    """Check a founding document and both its signatures [SPA-1 to SPA-4]."""
    with inside(".founding"):
        wire = version(read_json(envelope.payload, DOCUMENT_BYTES_MAX), "SPA-1")
        fields = "at:instant channel:name founders:founders framework:digest v:count"
        document = record(wire, "SPA-1", fields)
        one, two = document["founders"]
        need(one["party"] < two["party"], "SPA-1", "wrong-field")
        roots = {side["root"].fingerprint: side["root"] for side in (one, two)}
        need(roots.keys() == envelope.signatures.keys(), "SPA-4", "founding-unsigned")
        for keyid, signature in envelope.signatures.items():
            signed = is_signed(roots[keyid], signature, envelope.signed)
            need(signed, "SPA-4", "founding-unsigned")
        keys = {
            side["party"]: {each.fingerprint: each for each in (side["root"], *side["keys"])}
            for side in (one, two)
        }
        space = hashlib.sha256(envelope.payload).hexdigest()
        return Founding(space, list(keys), keys, document["at"])


# Acts [act.md, service.md].  An act is its header, with `id`, `place` and `envelope` beside.

Act = dict[str, Any]
ALWAYS = (
    "at:instant author:party epoch:count key:digest kind:name prev:digest seen?:reference "
    "seq:count space:digest v:count "
)
CONTENT = ALWAYS + "act:name body?:body terms?:terms "
HEADERS = {  # The fields of each kind [ACT-3].
    "open": CONTENT + "under:under",
    "move": CONTENT + "case:digest on:reference under?:under",
    "note": CONTENT + "case:digest under?:under",
    **dict.fromkeys(("ack", "key", "restart", "erase", "prune"), ALWAYS + "detail:thing"),
}
ROOT_KINDS = {"key", "restart", "prune"}  # Signed by the root key [ACT-8].


def read_act(envelope: Envelope) -> Act:
    """Read the header in an envelope [ACT-1 to ACT-7]; its signature is not yet checked."""
    raw = envelope.payload
    wire = read_json(raw, DOCUMENT_BYTES_MAX)
    need(raw.isascii(), "ACT-1", "outside-profile")
    kind = version(wire, "ACT-3").get("kind")
    need(isinstance(kind, str) and kind in HEADERS, "ACT-3", "wrong-field")
    act = record(wire, "ACT-3", HEADERS[str(kind)])
    need(list(envelope.signatures) == [act["key"]], "ACT-7", "wrong-signer")
    place = f"{act['author']} {act['epoch']}/{act['seq']}"  # The citable number.
    act.update(id=hashlib.sha256(raw).hexdigest(), place=place, envelope=envelope)
    return act


def check_signed(act: Act, keys: Keys, *, revoked_too: bool = False) -> None:
    """Check that an act is signed by a key of its author's, of the right use [LOG-7]."""
    by = keys.get(act["key"])
    if by is None:
        fail("LOG-7", "unknown-key")
    need(by.stands or revoked_too, "LOG-7", "revoked-key")
    need(by.use == ("root" if act["kind"] in ROOT_KINDS else "sign"), "LOG-7", "wrong-key-use")
    envelope = act["envelope"]
    signed = is_signed(by, envelope.signatures[act["key"]], envelope.signed)
    need(signed, "LOG-7", "bad-signature")


STAMP = "key:digest root:digest signature:octets size:count "
READERS["checkpoint"] = lambda it: record(it, "SRV-1", STAMP)
READERS["cosigned"] = lambda it: record(it, "SRV-1", STAMP + "time:count")
DETAILS = {  # What the detail of each kind holds.
    "ack": ("SRV-1", "checkpoint:checkpoint cosigned?:cosigned"),
    "key": ("SRV-2", "add?:key ground:name revoke?:digest"),
    "restart": ("SRV-3", "ground:name"),
    "erase": ("SRV-4", "ground:name parts:erased"),
    "prune": ("SRV-5", "upto:heads"),
}
READERS.update({"erased": a_list("digest", 1, 500), "heads": a_list("reference", 2, 2)})


def read_detail(act: Act) -> Record:
    """Read the content of a service act [SRV-1 to SRV-5]; other acts have none."""
    if "detail" not in act:
        return {}
    clause, fields = DETAILS[act["kind"]]
    with inside(".detail"):
        found = record(act["detail"], clause, fields)
        need(act["kind"] != "key" or ("add" in found) != ("revoke" in found), clause, "wrong-field")
        several = found.get("parts", [head["author"] for head in found.get("upto", [])])
        need(several == sorted(set(several)), clause, "wrong-field")
        return found


def check_stamp(stamp: Record, keys: Keys, space: str, party: str) -> None:
    """Check that one of these keys signed a checkpoint or cosignature of a log [CHK-1 to 3]."""
    by = keys.get(stamp["key"])
    if by is None or not by.stands or by.use != "checkpoint":
        fail("LOG-11", "wrong-checkpoint")
    root = base64.b64encode(bytes.fromhex(stamp["root"])).decode()
    lines = f"jisr/{space}/{party}\n{stamp['size']}\n{root}\n"
    if "time" in stamp:
        lines = f"cosignature/v1\ntime {stamp['time']}\n{lines}"
    need(is_signed(by, stamp["signature"], lines.encode()), "LOG-11", "wrong-checkpoint")


def change_keys(keys: Keys, act: Act) -> None:
    """Apply a key act to the keys of its author [LOG-12]."""
    change = read_detail(act)
    if "add" in change:
        new: Key = change["add"]
        need(new.use != "root" and new.fingerprint not in keys, "LOG-12", "key-not-changed")
        need(len(keys) < KEYS_KNOWN_MAX, "LOG-12", "too-many-keys")
    else:
        old = keys.get(change["revoke"])
        if old is None or old.use == "root" or not old.stands:
            fail("LOG-12", "key-not-changed")
        new = old._replace(stands=False)
    keys[new.fingerprint] = new


def read_key_acts(envelopes: list[Envelope], founding: Founding, parties: list[str]) -> list[Act]:
    """Check the key acts that a file brings along, party by party [PRF-2]."""
    acts: list[Act] = []
    keys = {party: dict(founding.keys[party]) for party in parties}
    last = (-1, -1)
    for number, envelope in enumerate(envelopes):
        with inside(f".keys[{number}]"):
            act = read_act(envelope)
            author = act["author"]
            need(act["kind"] == "key", "PRF-2", "wrong-kind")
            need(act["space"] == founding.space and author in keys, "PRF-2", "not-this-log")
            order = (parties.index(author), act["seq"])
            need(last < order, "PRF-2", "gap")
            check_signed(act, keys[author])
            change_keys(keys[author], act)
            acts.append(act)
            last = order
    return acts


def keys_at(founding: Founding, key_acts: list[Act], party: str, seq: int) -> Keys:
    """Return the keys of a party at a position of its log [PRF-2]."""
    keys = dict(founding.keys[party])
    for act in key_acts:
        if act["author"] == party and act["seq"] < seq:
            change_keys(keys, act)
    return keys


# The Merkle tree of RFC 6962 and RFC 9162 [CHK-4].


def leaf(id: str) -> bytes:
    """Return the leaf of an act."""
    return hashlib.sha256(b"\0" + bytes.fromhex(id)).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Return the inner node over two others."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """All complete subtrees over the leaves so far, so that the root of every size is at hand."""

    def __init__(self) -> None:
        self.levels: list[list[bytes]] = [[]]

    def append(self, new: bytes) -> None:
        """Add a leaf, and each inner node that it completes."""
        for level in self.levels:
            level.append(new)
            if len(level) % 2:
                return
            new = node(level[-2], level[-1])
        self.levels.append([new])

    def root(self, size: int) -> str:
        """Return the root over the first `size` leaves: one subtree for each bit of `size`."""
        root = b""
        for depth, level in enumerate(self.levels):
            if size >> depth & 1:
                subtree = level[(size >> depth) - 1]
                root = node(subtree, root) if root else subtree
        return (root or hashlib.sha256(b"").digest()).hex()


def is_included(id: str, index: int, size: int, path: list[str], root: str) -> bool:
    """Follow an inclusion proof from a leaf to the root (RFC 9162, section 2.1.3.2)."""
    at, last, hashed = index, size - 1, leaf(id)
    for step in map(bytes.fromhex, path):
        if last == 0:
            return False
        if at & 1 or at == last:
            hashed = node(step, hashed)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            hashed = node(hashed, step)
        at, last = at >> 1, last >> 1
    return index < size and last == 0 and hashed.hex() == root


# One act [PRF-3 to PRF-5].

ACT_FILE = (
    "act:act founding:founding inclusion:inclusion keys:acts kind:name parts?:parts "
    "receipt:act v:count"
)
READERS.update(
    {
        "inclusion": lambda it: record(it, "PRF-3", "hashes:path index:count size:count"),
        "path": a_list("digest", 0, 64),
        "content": octets(0, FILE_BYTES_MAX["act"]),
        "salt": octets(32, 32),
        "part": lambda it: record(it, "PRF-3", "content:content name:part-name salt:salt"),
        "parts": a_list("part", 0, 64),
    }
)


def check_act(wire: object) -> Record:
    """Check the proof of one act, in the order of PRF-4."""
    file = record(wire, "PRF-3", ACT_FILE)
    parts = file.get("parts", [])
    names = [part["name"] for part in parts]
    need(names == sorted(set(names)), "PRF-3", "wrong-field")
    founding = check_founding(file["founding"])
    key_acts = read_key_acts(file["keys"], founding, founding.parties)

    with inside(".act"):
        act = read_act(file["act"])
        author, space = act["author"], founding.space
        need(act["space"] == space and author in founding.parties, "PRF-4", "not-this-log")
        check_signed(act, keys_at(founding, key_acts, author, act["seq"]))

    with inside(".receipt"):
        receipt = read_act(file["receipt"])
        cosigned = read_detail(receipt).get("cosigned")
        if receipt["kind"] != "ack" or cosigned is None:
            fail("PRF-4", "wrong-kind")
        other = receipt["author"]
        is_other = other in founding.parties and other != author
        need(receipt["space"] == space and is_other, "PRF-4", "not-this-log")
        keys = keys_at(founding, key_acts, other, receipt["seq"])
        check_signed(receipt, keys)
        check_stamp(cosigned, keys, space, author)

    with inside(".inclusion"):
        index, size, path = (file["inclusion"][name] for name in ("index", "size", "hashes"))
        need(index == act["seq"] and size == cosigned["size"], "PRF-4", "wrong-inclusion")
        included = is_included(act["id"], index, size, path, cosigned["root"])
        need(included, "PRF-4", "wrong-inclusion")

    for number, part in enumerate(parts):
        with inside(f".parts[{number}]"):
            commitment = hashlib.sha256(b"jisr-part-1" + part["salt"] + part["content"])
            committed = act.get("body", {}).get(part["name"])
            need(committed == commitment.hexdigest(), "PAR-1", "wrong-part")
            read_json(part["content"], PART_BYTES_MAX)
    countersigned = {**about(receipt), "size": size, "time": clock(cosigned["time"])}
    said = {"parties": founding.parties, **about(act), "parts": names}
    return {**said, "countersigned": countersigned}


def about(act: Act) -> Record:
    """Return what there is to say of an act."""
    said = "place space author epoch seq id kind at key act case under"
    return {name: act[name] for name in said.split() if name in act}


def clock(seconds: int) -> str:
    """Return an instant, or the bare number where no calendar reaches."""
    try:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
    except (OverflowError, OSError, ValueError):
        return f"1970-01-01T00:00:00Z + {seconds} s"


# A fork [PRF-8].

READERS["key-acts"] = a_list("act", 0, 1000)


def check_fork(wire: object) -> Record:
    """Check that a party signed two acts for one place, in the order of PRF-8."""
    fields = "founding:founding held:act keys:key-acts kind:name rival:act v:count"
    file = record(version(wire, "PRF-8"), "PRF-8", fields)
    need(file["kind"] == "fork", "PRF-8", "unknown-kind")
    founding = check_founding(file["founding"])
    acts = {}
    for which in ("held", "rival"):
        with inside(f".{which}"):
            acts[which] = read_act(file[which])
    held, rival = acts["held"], acts["rival"]
    same = all(held[name] == rival[name] for name in ("space", "author", "epoch", "seq"))
    need(same and held["id"] != rival["id"], "PRF-8", "not-a-fork")
    author = held["author"]
    known = held["space"] == founding.space and author in founding.parties
    need(known, "PRF-8", "not-this-log")
    key_acts = read_key_acts(file["keys"], founding, [author])
    keys = keys_at(founding, key_acts, author, COUNT_MAX + 1)
    for which, act in acts.items():
        with inside(f".{which}"):
            check_signed(act, keys, revoked_too=True)
    one, two = about(held), about(rival)
    place = {name: one[name] for name in ("place", "space", "author", "epoch", "seq")}
    return {"parties": founding.parties, **place, "held": one, "rival": two}


# A whole ledger [PRF-6, PRF-7].


class Log:
    """One party's log, as far as it has been read [log.md]."""

    def __init__(self, founding: Founding, party: str, items: list[Envelope | str]) -> None:
        self.space, self.party, self.items = founding.space, party, items
        self.keys = dict(founding.keys[party])
        self.ids: list[str] = []
        self.tree = Tree()
        self.epochs = [0]
        self.saw, self.saw_exactly = 0, True  # After a pruned act: so many at least.
        self.kinds: Counter[str] = Counter()
        self.pruned: list[int] = []
        self.prunes: dict[str, list[Record]] = {}  # By their own text.
        self.cosigned: list[tuple[int, Record]] = []
        self.waiting: Act | None = None  # The next act, while what it has seen is not here.

    def append(self, id: str) -> None:
        """Take an id as the next of this log."""
        self.tree.append(leaf(id))
        self.ids.append(id)

    def has(self, head: Record) -> bool:
        """Tell whether the act that a reference names stands at its place of this log."""
        seq = head["seq"] if head["author"] == self.party else len(self.ids)
        return seq < len(self.ids) and bool(self.ids[seq] == head["id"])


READERS["item"] = lambda it: READERS["digest" if isinstance(it, str) else "act"](it)
READERS["log"] = a_list("item")
READERS["forks"] = a_list("thing")


def check_ledger(wire: object) -> Record:
    """Check both logs of a space, in the order of PRF-6."""
    file = record(wire, "PRF-6", "founding:founding kind:name logs:thing proofs:forks v:count")
    founding = check_founding(file["founding"])
    with inside(".logs"):
        items = record(file["logs"], "PRF-6", " ".join(f"{of}:log" for of in founding.parties))
    one, two = (Log(founding, party, items[party]) for party in founding.parties)
    read_side_by_side(one, two)
    check_pruned(one, two)
    for log, other in ((one, two), (two, one)):
        for seq, stamp in log.cosigned:
            with inside(f".logs.{log.party}[{seq}]"):
                here = stamp["size"] <= len(other.ids)
                right = here and stamp["root"] == other.tree.root(stamp["size"])
                need(right, "PRF-6", "wrong-root")
    forks = []
    for number, fork in enumerate(file["proofs"]):
        with inside(f".proofs[{number}]"):
            need(len(ENCODER.encode(fork)) <= FILE_BYTES_MAX["fork"], "PRF-8", "too-large")
            forks.append(check_fork(fork))
            need(forks[-1]["space"] == founding.space, "PRF-6", "not-this-log")
            log = one if forks[-1]["author"] == one.party else two
            need(log.has(forks[-1]["held"]), "PRF-6", "not-in-log")
    said = {"space": founding.space, "parties": founding.parties, "founded": founding.at}
    return {**said, "logs": {log.party: total(log) for log in (one, two)}, "forks": forks}


def read_side_by_side(one: Log, two: Log) -> None:
    """Place every act of both logs, going on with the other wherever one has to wait."""
    before = -1
    while len(one.ids) + len(two.ids) > before:
        before = len(one.ids) + len(two.ids)
        advance(one, two)
        advance(two, one)
    for log in (one, two):
        with inside(f".logs.{log.party}[{len(log.ids)}]"):
            need(len(log.ids) == len(log.items), "LOG-8", "seen-not-held")


def advance(log: Log, other: Log) -> None:
    """Place the acts of a log up to its end, or to one that has to wait."""
    while len(log.ids) < len(log.items):
        seq = len(log.ids)
        item = log.items[seq]
        with inside(f".logs.{log.party}[{seq}]"):
            if isinstance(item, str):
                log.append(item)
                log.pruned.append(seq)
                log.saw_exactly = False
                continue
            act = log.waiting or read_next(log, item)
            log.waiting = None if has_seen(log, other, act) else act
            if log.waiting:
                return
            take(log, other, act)


def read_next(log: Log, envelope: Envelope) -> Act:
    """Check what can be said of an act without the other log [LOG-1 to LOG-7]."""
    act = read_act(envelope)
    need(act["space"] == log.space and act["author"] == log.party, "LOG-2", "not-this-log")
    need(act["seq"] == len(log.ids), "LOG-5", "gap")
    need(act["prev"] == (log.ids[-1] if log.ids else log.space), "LOG-5", "chain-broken")
    # Restarts are never pruned, so the epoch is known at every position [SRV-6].
    now, before = act["epoch"], log.epochs[-1]
    need(now > before if act["kind"] == "restart" else now == before, "LOG-6", "wrong-epoch")
    check_signed(act, log.keys)
    return act


def has_seen(log: Log, other: Log, act: Act) -> bool:
    """Check what an act has seen [LOG-8, LOG-9]; return False if that is not here yet."""
    seen = act.get("seen")
    if seen is None:
        return True
    need(seen["author"] == other.party and seen["seq"] >= log.saw, "LOG-8", "seen-backwards")
    if seen["seq"] >= len(other.ids):
        return False
    need(other.has(seen), "LOG-9", "seen-unknown")
    log.saw, log.saw_exactly = seen["seq"] + 1, True
    return True


def take(log: Log, other: Log, act: Act) -> None:
    """Take an act as the next of its log, with what follows from it [LOG-10 to LOG-12]."""
    kind, detail = act["kind"], read_detail(act)
    if kind == "ack":
        check_ack(log, other, act["seq"], detail)
    elif kind == "key":
        change_keys(log.keys, act)
    elif kind == "restart":
        log.epochs.append(act["epoch"])
    elif kind == "prune":
        log.prunes[ENCODER.encode(detail["upto"])] = detail["upto"]
    log.kinds[kind] += 1
    log.append(act["id"])


def check_ack(log: Log, other: Log, seq: int, detail: Record) -> None:
    """Check what an ack says of both logs [LOG-11]; whether it cosigned the true root, later."""
    own, cosigned = detail["checkpoint"], detail.get("cosigned")
    right = own["size"] == seq and own["root"] == log.tree.root(seq)
    need(right, "LOG-11", "wrong-checkpoint")
    check_stamp(own, log.keys, log.space, log.party)
    if cosigned is not None:
        size = cosigned["size"]
        right = size == log.saw or (size > log.saw and not log.saw_exactly)
        need(right, "LOG-11", "wrong-checkpoint")
        check_stamp(cosigned, log.keys, log.space, other.party)
        log.saw, log.saw_exactly = size, True
        log.cosigned.append((seq, cosigned))


def check_pruned(one: Log, two: Log) -> None:
    """Check that only headers are missing that both agreed to prune [SRV-6, points 1 and 3]."""
    agreed = [heads for text, heads in one.prunes.items() if text in two.prunes]
    agreed = [heads for heads in agreed if all(map(Log.has, (one, two), heads))]
    for side, log in enumerate((one, two)):
        reach = max((heads[side]["seq"] for heads in agreed), default=-1)
        for seq in log.pruned[-1:]:
            with inside(f".logs.{log.party}[{seq}]"):
                need(seq <= reach, "SRV-6", "prune-not-agreed")


def total(log: Log) -> Record:
    """Return the figures of a log."""
    figures = {"size": len(log.ids), "root": log.tree.root(len(log.ids)), "epochs": log.epochs}
    others = {"pruned": len(log.pruned), "countersigned": len(log.cosigned)}
    return {**figures, "kinds": dict(sorted(log.kinds.items())), **others}


# Whichever file it is.

CHECKS = {"act": check_act, "fork": check_fork, "ledger": check_ledger}


def check(raw: bytes) -> Record:
    """Check the bytes of a file, and return what it proves.

    Raises:
        Fails: the first thing that does not hold.
    """
    try:
        file = version(read_json(raw, max(FILE_BYTES_MAX.values())), "PRF-1")
        kind = file.get("kind")
        if not isinstance(kind, str) or kind not in CHECKS:
            fail("PRF-1", "unknown-kind")
        need(len(raw) <= FILE_BYTES_MAX[kind], "PRF-1", "too-large")
        return {"file": kind, **CHECKS[kind](file)}
    except Fails:
        raise
    except Exception:  # noqa: BLE001 - whatever a hostile file provokes, the answer is no
        fail("PRF-1", "malformed")


# The sentences, in English, French and Arabic.

WHY = {
    "en": {
        "unreadable": "the file cannot be read.",
        "malformed": "the file has not the form of a proof.",
        "too-large": "there are more bytes than such a thing may have.",
        "not-json": "these bytes are not JSON in UTF-8.",
        "outside-profile": "a number, a key, a letter or a depth stands here that may not.",
        "not-canonical": "the bytes are not in the one form (keys sorted, nothing twice).",
        "unknown-version": "this is of a version that this program does not know.",
        "unknown-kind": "this is no proof of an act, of a ledger or of a fork.",
        "wrong-field": "a field is missing, unknown, or not of its type.",
        "wrong-signer": "there is not exactly one signature, by the key that the act names.",
        "founding-unsigned": "the founding document is not signed by both root keys and no other.",
        "not-this-log": "this belongs to another space or another party.",
        "wrong-kind": "an act of another kind, or with other content, is due here.",
        "unknown-key": "the key is none of this party’s at this position.",
        "revoked-key": "the key had been revoked before.",
        "wrong-key-use": "the key may not sign acts of this kind.",
        "bad-signature": "the signature does not hold.",
        "key-not-changed": "a key is added that is known, or revoked that does not stand.",
        "too-many-keys": "the log has had as many keys as a log may have.",
        "wrong-checkpoint": "the statement of a log’s size and root is wrong or wrongly signed.",
        "wrong-inclusion": "the path does not lead from the act to the countersigned root.",
        "wrong-part": "the content is not what the author committed to.",
        "gap": "an act is missing, twice, or out of order.",
        "chain-broken": "the act does not name the one before it.",
        "wrong-epoch": "the epoch is not the one due here.",
        "seen-backwards": "the author says it has seen no more than before.",
        "seen-not-held": "the author has seen an act that is not in this file.",
        "seen-unknown": "the author has seen another act than the one in this file.",
        "wrong-root": "another log was countersigned than the one in this file.",
        "not-a-fork": "these are not two different acts for one place.",
        "not-in-log": "the act held against the rival is not the one in the log.",
        "prune-not-agreed": "headers are missing that the parties did not both agree to prune.",
    },
    "fr": {
        "unreadable": "le fichier ne peut être lu.",
        "malformed": "le fichier n’a pas la forme d’une preuve.",
        "too-large": "il y a plus d’octets qu’il n’est admis ici.",
        "not-json": "ces octets ne sont pas du JSON en UTF-8.",
        "outside-profile": "un nombre, une clé, une lettre ou une profondeur n’est pas admis ici.",
        "not-canonical": "les octets n’ont pas la forme unique (clés triées, sans doublon).",
        "unknown-version": "ce programme ne connaît pas cette version.",
        "unknown-kind": "ce n’est la preuve ni d’un acte, ni d’un journal, ni d’une bifurcation.",
        "wrong-field": "un champ manque, est inconnu ou n’est pas du bon type.",
        "wrong-signer": "il n’y a pas une signature et une seule, de la clé que l’acte nomme.",
        "founding-unsigned": "l’acte fondateur n’est pas signé des deux seules clés racines.",
        "not-this-log": "ceci relève d’un autre espace ou d’une autre partie.",
        "wrong-kind": "un acte d’une autre nature ou d’un autre contenu est attendu ici.",
        "unknown-key": "la clé n’est pas de cette partie à cette position.",
        "revoked-key": "la clé avait été révoquée auparavant.",
        "wrong-key-use": "cette clé ne peut signer des actes de cette nature.",
        "bad-signature": "la signature n’est pas valable.",
        "key-not-changed": "une clé déjà connue est ajoutée, ou une clé sans effet est révoquée.",
        "too-many-keys": "le journal a déjà eu autant de clés qu’un journal peut en avoir.",
        "wrong-checkpoint": "la déclaration de taille et de racine est fausse ou mal signée.",
        "wrong-inclusion": "le chemin ne mène pas de l’acte à la racine contresignée.",
        "wrong-part": "le contenu n’est pas celui auquel l’auteur s’est engagé.",
        "gap": "un acte manque, est en double ou n’est pas à sa place.",
        "chain-broken": "l’acte ne nomme pas celui qui le précède.",
        "wrong-epoch": "l’époque n’est pas celle qui est attendue ici.",
        "seen-backwards": "l’auteur déclare n’avoir rien vu de plus qu’auparavant.",
        "seen-not-held": "l’auteur a vu un acte qui n’est pas dans ce fichier.",
        "seen-unknown": "l’auteur a vu un autre acte que celui de ce fichier.",
        "wrong-root": "le journal contresigné n’est pas celui de ce fichier.",
        "not-a-fork": "ce ne sont pas deux actes différents pour une même place.",
        "not-in-log": "l’acte opposé au rival n’est pas celui du journal.",
        "prune-not-agreed": "il manque des en-têtes que les parties n’ont pas supprimés d’accord.",
    },
    "ar": {
        "unreadable": "تتعذر قراءة الوثيقة.",
        "malformed": "ليس للوثيقة شكل إثبات.",
        "too-large": "عدد البايتات يتجاوز الحد المسموح به هنا.",
        "not-json": "هذه البايتات ليست JSON بترميز UTF-8.",
        "outside-profile": "هنا رقم أو مفتاح أو حرف أو عمق غير مسموح به.",
        "not-canonical": "البايتات ليست في الشكل الوحيد (مفاتيح مرتبة، بلا فراغ ولا تكرار).",
        "unknown-version": "هذا البرنامج لا يعرف هذا الإصدار.",
        "unknown-kind": "ليس هذا إثباتًا لإجراء ولا لسجل ولا لازدواج.",
        "wrong-field": "حقل ناقص أو غير معروف أو ليس من نوعه.",
        "wrong-signer": "لا يوجد توقيع واحد لا غير بالمفتاح الذي يسميه الإجراء.",
        "founding-unsigned": "الوثيقة التأسيسية غير موقعة بالمفتاحين الأصليين وحدهما.",
        "not-this-log": "هذا يخص فضاءً آخر أو طرفًا آخر.",
        "wrong-kind": "المنتظر هنا إجراء من نوع آخر أو بمضمون آخر.",
        "unknown-key": "المفتاح ليس لهذا الطرف في هذا الموضع.",
        "revoked-key": "سبق إلغاء هذا المفتاح.",
        "wrong-key-use": "لا يجوز لهذا المفتاح توقيع إجراءات من هذا النوع.",
        "bad-signature": "التوقيع غير صحيح.",
        "key-not-changed": "أضيف مفتاح معروف أو ألغي مفتاح غير قائم.",
        "too-many-keys": "بلغ عدد مفاتيح السجل أقصى ما يُسمح به.",
        "wrong-checkpoint": "بيان حجم السجل وجذره خاطئ أو غير موقع كما يجب.",
        "wrong-inclusion": "المسار لا يؤدي من الإجراء إلى الجذر الموقع عليه.",
        "wrong-part": "المضمون ليس ما التزم به صاحب الإجراء.",
        "gap": "إجراء ناقص أو مكرر أو في غير ترتيبه.",
        "chain-broken": "الإجراء لا يسمي الإجراء الذي قبله.",
        "wrong-epoch": "الحقبة ليست المنتظرة هنا.",
        "seen-backwards": "صرح صاحب الإجراء بأنه لم يطلع على أكثر مما سبق.",
        "seen-not-held": "اطلع صاحب الإجراء على إجراء غير موجود في هذه الوثيقة.",
        "seen-unknown": "اطلع صاحب الإجراء على إجراء غير الذي في هذه الوثيقة.",
        "wrong-root": "السجل الموقع عليه ليس السجل الذي في هذه الوثيقة.",
        "not-a-fork": "ليس هذان إجراءين مختلفين لموضع واحد.",
        "not-in-log": "الإجراء المواجه به ليس الذي في السجل.",
        "prune-not-agreed": "تنقص ترويسات لم يتفق الطرفان على حذفها.",
    },
}
SAY = {
    "en": {
        "fails": "Does not hold, at {where}: {why} [{clause}]",
        "fails-whole": "Does not hold: {why} [{clause}]",
        "clause": "{author} signed act {place}: “{act}”, a {kind}, dated {at} by its own clock.",
        "service": "{author} signed act {place}, a {kind}, dated {at} by its own clock.",
        "id": "The act’s id is {id}; the space is {space}.",
        "receipt": "{author} countersigned, by act {place}, the other’s log, at a size of {size}"
        " and with this act in it, at {time} by its own clock.",
        "parts": "Content that matches what was signed: {parts}.",
        "no-parts": "The file holds no content, only commitments to it.",
        "act-not": "Not proved: that the clocks were right, that anybody read the act, that it was"
        " admissible.",
        "space": "Both parties, {parties}, signed the space {space} on {founded} by their account.",
        "log": "Log of {party}, each act signed, in this order, without gap: size {size}; epochs"
        " {epochs}; root {root}.",
        "kinds": "In it: {kinds}.",
        "pruned": "Headers of {party} that both parties agreed to prune: {pruned}.",
        "acks": "Countersignatures of {party} under the other’s log, each under its true root:"
        " {countersigned}.",
        "forked": "{author} signed two different acts for the one place {place}: {held} and"
        " {rival}; the space is {space}.",
        "ledger-not": "Not proved: that the logs have no later acts; the outcome of the cases,"
        " which anybody can work out from these acts and the signed framework.",
        "fork-not": "Not proved: which of the two the party meant, and that the party signed them"
        " itself and no thief of its key.",
    },
    "fr": {
        "fails": "N’est pas valable, à {where} : {why} [{clause}]",
        "fails-whole": "N’est pas valable : {why} [{clause}]",
        "clause": "{author} a signé l’acte {place} : « {act} », {kind}, daté du {at} par sa propre"
        " horloge.",
        "service": "{author} a signé l’acte {place}, {kind}, daté du {at} par sa propre horloge.",
        "id": "L’identifiant de l’acte est {id} ; l’espace est {space}.",
        "receipt": "{author} a contresigné, par l’acte {place}, le journal de l’autre, à la"
        " taille {size} et avec cet acte, le {time} selon sa propre horloge.",
        "parts": "Contenu conforme à ce qui a été signé : {parts}.",
        "no-parts": "Le fichier ne contient aucun contenu, seulement des empreintes scellées.",
        "act-not": "N’est pas prouvé : que les horloges étaient justes, que quelqu’un a lu l’acte,"
        " qu’il était recevable.",
        "space": "Les deux parties, {parties}, ont signé l’espace {space} le {founded}, à leurs"
        " dires.",
        "log": "Journal de {party}, chaque acte signé, dans cet ordre, sans lacune : taille"
        " {size} ; époques {epochs} ; racine {root}.",
        "kinds": "Il contient : {kinds}.",
        "pruned": "En-têtes de {party} supprimés de l’accord des deux parties : {pruned}.",
        "acks": "Contresignatures de {party} sous le journal de l’autre, toutes sous la vraie"
        " racine : {countersigned}.",
        "forked": "{author} a signé deux actes différents pour la même place {place} : {held} et"
        " {rival} ; l’espace est {space}.",
        "ledger-not": "N’est pas prouvé : que les journaux n’ont pas d’actes ultérieurs ; l’issue"
        " des dossiers, que chacun peut établir d’après ces actes et le cadre signé.",
        "fork-not": "N’est pas prouvé : lequel des deux la partie voulait, ni qu’elle les a signés"
        " elle-même et non un voleur de sa clé.",
    },
    "ar": {
        "fails": "غير ثابت، عند {where}: {why} [{clause}]",
        "fails-whole": "غير ثابت: {why} [{clause}]",
        "clause": "وقّع {author} الإجراء {place}: «{act}»، {kind}، بتاريخ {at} حسب ساعته.",
        "service": "وقّع {author} الإجراء {place}، {kind}، بتاريخ {at} حسب ساعته.",
        "id": "معرّف الإجراء {id}؛ والفضاء {space}.",
        "receipt": "وقّع {author} بالإجراء {place} على سجل الطرف الآخر وحجمه {size} وفيه هذا"
        " الإجراء، بتاريخ {time} حسب ساعته.",
        "parts": "مضمون مطابق لما وُقّع عليه: {parts}.",
        "no-parts": "لا تحتوي الوثيقة على أي مضمون، بل على بصمات مختومة فقط.",
        "act-not": "لم يثبت: أن الساعات كانت صحيحة، ولا أن أحدًا قرأ الإجراء، ولا أنه كان مقبولًا.",
        "space": "وقّع الطرفان {parties} الفضاء {space} بتاريخ {founded} حسب تصريحهما.",
        "log": "سجل {party}، كل إجراء فيه موقّع، بهذا الترتيب دون نقص: الحجم {size}؛ الحقب"
        " {epochs}؛ الجذر {root}.",
        "kinds": "وفيه: {kinds}.",
        "pruned": "ترويسات {party} المحذوفة باتفاق الطرفين: {pruned}.",
        "acks": "توقيعات {party} على سجل الطرف الآخر، وكلها على جذره الصحيح: {countersigned}.",
        "forked": "وقّع {author} إجراءين مختلفين للموضع الواحد {place}: {held} و{rival}؛ والفضاء"
        " {space}.",
        "ledger-not": "لم يثبت: أنه لا توجد إجراءات لاحقة؛ ولا مآل الملفات، ويمكن لأي كان استخلاصه"
        " من هذه الإجراءات ومن الإطار الموقّع.",
        "fork-not": "لم يثبت: أيَّ الإجراءين أراد الطرف، ولا أنه وقّعهما بنفسه لا سارقُ مفتاحه.",
    },
}
KINDS = {  # Arabic, French, English.
    "open": ("افتتاح ملف", "ouverture d’un dossier", "case’s opening"),
    "move": ("خطوة في ملف", "démarche dans un dossier", "move in a case"),
    "note": ("ملاحظة في ملف", "note dans un dossier", "note in a case"),
    "ack": ("إشعار بالتوصل", "accusé de réception", "receipt"),
    "key": ("تغيير مفتاح", "changement de clé", "change of a key"),
    "restart": ("استئناف بعد استعادة", "reprise après restauration", "restart after a restore"),
    "erase": ("محو أجزاء", "effacement de pièces", "destruction of parts"),
    "prune": ("حذف ترويسات", "suppression d’en-têtes", "pruning of headers"),
}
LANGS = ("ar", "fr", "en")


def say(lang: str, what: str, **facts: object) -> str:
    """Return one sentence; in Arabic, each fact is kept apart from the direction of the text."""
    apart = "\u2068{}\u2069" if lang == "ar" else "{}"
    return SAY[lang][what].format(**{name: apart.format(fact) for name, fact in facts.items()})


def sentences(proved: Record, lang: str) -> list[str]:
    """Say what was proved."""
    comma = "، " if lang == "ar" else ", "
    kinds = {kind: words[LANGS.index(lang)] for kind, words in KINDS.items()}
    if proved["file"] == "fork":
        place = {name: proved[name] for name in ("author", "place", "space")}
        ids = {name: proved[name]["id"] for name in ("held", "rival")}
        return [say(lang, "forked", **place, **ids), say(lang, "fork-not")]
    if proved["file"] == "act":
        named = {**proved, "kind": kinds[proved["kind"]], "parts": comma.join(proved["parts"])}
        return [
            say(lang, "clause" if "act" in proved else "service", **named),
            say(lang, "receipt", **proved["countersigned"]),
            say(lang, "parts" if proved["parts"] else "no-parts", **named),
            say(lang, "id", **named),
            say(lang, "act-not"),
        ]
    said = [say(lang, "space", **{**proved, "parties": comma.join(proved["parties"])})]
    for party, log in proved["logs"].items():
        counts = comma.join(f"{kinds[kind]} ({number})" for kind, number in log["kinds"].items())
        epochs = comma.join(map(str, log["epochs"]))
        facts = {**log, "party": party, "kinds": counts, "epochs": epochs}
        told = ("log", "kinds", "acks", *(("pruned",) if log["pruned"] else ()))
        said += [say(lang, what, **facts) for what in told]
    forks = [sentences({"file": "fork", **fork}, lang)[0] for fork in proved["forks"]]
    return [*said, *forks, say(lang, "ledger-not")]


# The command line.


def read_file(path: Path) -> bytes:
    """Read a file, and no more of it than the largest may have."""
    try:
        with path.open("rb") as file:
            return file.read(max(FILE_BYTES_MAX.values()) + 1)
    except (OSError, ValueError):
        fail("PRF-1", "unreadable")


def answer(path: Path, lang: str) -> tuple[Record, str]:
    """Check a file; return the object for `--json`, and the text for people."""
    try:
        proved = check(read_file(path))
    except Fails as fault:
        where = "".join(fault.where).lstrip(".") or "."
        sentence = "fails" if where != "." else "fails-whole"
        text = say(lang, sentence, where=where, why=WHY[lang][fault.reason], clause=fault.clause)
        found = {"where": where, "clause": fault.clause, "reason": fault.reason}
        return {"holds": False, **found, "sentences": [text]}, text
    told = sentences(proved, lang)
    return {"holds": True, **proved, "sentences": told}, "\n".join(told)


def main(arguments: list[str] | None = None) -> int:
    """Check one file, and say what it proves or what does not hold."""
    parser = argparse.ArgumentParser(description="Check a proof of Jisr: an act, ledger or fork.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--lang", choices=LANGS, default="en")
    parser.add_argument("--json", action="store_true", help="print one JSON object last")
    chosen = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # A terminal may not know Arabic letters.
            stream.reconfigure(errors="backslashreplace")
    found, text = answer(chosen.file, chosen.lang)
    print(text, file=sys.stdout if found["holds"] else sys.stderr)
    if chosen.json:
        print(json.dumps(found))
    return 0 if found["holds"] else 1


if __name__ == "__main__":
    sys.exit(main())
