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
something, that a log has no later acts.  Whether an act was admissible under the procedure, and
what its case came to, is said of a ledger with the signed editions in it.

Written from the specification, docs/spec/, and from nothing else; marks in brackets, such as
[PRF-4], are its clauses.  From top to bottom: canonical JSON, typed fields, keys and signatures,
acts, the Merkle tree, one act, a fork, a ledger; then what follows from a ledger: the signed
editions, deadlines, cases; last the sentences and the command line.
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
from bisect import bisect_right
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import repeat
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
EDITION_BYTES_MAX = 2**23  # [FRA-4]
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
ENCODER = json.JSONEncoder(  # Only what was read is written, and nothing that was read is circular.
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), check_circular=False
)


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
    framework: str


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
        return Founding(space, list(keys), keys, document["at"], document["framework"])


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
        self.acts: list[Act] = []  # Those that were not pruned.
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


LEDGER_FILE = "editions?:editions founding:founding kind:name logs:thing proofs:forks v:count"
READERS["edition"] = octets(1, EDITION_BYTES_MAX)
READERS["editions"] = a_list("edition", 1, 1000)
READERS["item"] = lambda it: READERS["digest" if isinstance(it, str) else "act"](it)
READERS["log"] = a_list("item")
READERS["forks"] = a_list("thing")


def check_ledger(wire: object) -> Record:
    """Check both logs of a space, in the order of PRF-6."""
    file = record(wire, "PRF-6", LEDGER_FILE)
    founding = check_founding(file["founding"])
    with inside(".logs"):
        items = record(file["logs"], "PRF-6", " ".join(f"{of}:log" for of in founding.parties))
    one, two = (Log(founding, party, items[party]) for party in founding.parties)
    read_side_by_side(one, two)
    ends = check_pruned(one, two)
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
    cases = fold_ledger(file, founding, [one, two], ends)
    logs = {log.party: total(log) for log in (one, two)}
    return {**said, "logs": logs, "forks": forks, "cases": cases}


def fold_ledger(
    file: Record, founding: Founding, logs: list[Log], ends: dict[str, int]
) -> list[Record] | None:
    """Read the editions of a ledger and fold its cases; None for a file without them [PRF-10]."""
    if "editions" not in file:
        return None
    editions: dict[str, bytes] = {}
    for number, raw in enumerate(file["editions"]):
        with inside(f".editions[{number}]"):
            digest, _ = read_edition(raw)
            need(digest > max(editions, default=""), "PRF-10", "wrong-editions")
            editions[digest] = raw
    with inside(".editions"):
        need(founding.framework in editions, "PRF-10", "wrong-editions")
        return fold(Space(founding, logs), editions, ends)


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
    log.acts.append({**act, "saw": log.saw})
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


def check_pruned(one: Log, two: Log) -> dict[str, int]:
    """Check that only headers are missing that both agreed to prune [SRV-6, points 1 and 3].

    Returns:
        How many positions of each log, from the first on, were pruned but for what has to stay.
    """
    agreed = [heads for text, heads in one.prunes.items() if text in two.prunes]
    agreed = [heads for heads in agreed if all(map(Log.has, (one, two), heads))]
    ends = {one.party: 0, two.party: 0}
    for side, log in enumerate((one, two)):
        for last in log.pruned[-1:]:
            with inside(f".logs.{log.party}[{last}]"):
                reach = [heads for heads in agreed if last <= heads[side]["seq"]]
                need(bool(reach), "SRV-6", "prune-not-agreed")
                # What the nearest of them took away, it took away of both logs.
                for head in min(reach, key=lambda heads: heads[side]["seq"]):
                    ends[head["author"]] = max(ends[head["author"]], head["seq"] + 1)
    return ends


def total(log: Log) -> Record:
    """Return the figures of a log."""
    figures = {"size": len(log.ids), "root": log.tree.root(len(log.ids)), "epochs": log.epochs}
    others = {"pruned": len(log.pruned), "countersigned": len(log.cosigned)}
    return {**figures, "kinds": dict(sorted(log.kinds.items())), **others}


# Signed editions [framework.md].  Of an edition only what a case hangs on is read: who may do what,
# leading where, and when it is due.  That an edition is sound was both parties' to see.

OPENER, OTHER = 0, 1  # The sides of a case [FRA-14].


class Term(NamedTuple):
    """A term that an act declares [FRA-7]."""

    type: str
    required: bool
    codes: frozenset[str] = frozenset()


class Clause(NamedTuple):
    """One right [FRA-5]; of a note, `to` is empty."""

    act: str
    to: str
    terms: dict[str, Term]
    form: bool
    office: str | None = None
    text: str | None = None  # The part of the followed move whose commitment is repeated.
    own: str | None = None  # The part of the author's own earlier move whose commitment is.
    seals: bool = False
    late: bool = False
    prevailing: bool = False


class Length(NamedTuple):
    """So many of a unit; the unit is in the plural."""

    n: int
    unit: str


class Due(NamedTuple):
    """A deadline [deadlines.md]."""

    start: str  # `sent`, `received` or `event`,
    of: str  # and of which act or term; empty for the act that led into the state.
    minus: Length | None
    by: str  # The coded term that chooses among the lengths.
    lengths: dict[str, Length]
    calendars: tuple[int, ...]  # Whose: the sides.
    last_day: str  # `working`, `end-of-month`, or empty: counted.
    at_least: int
    extension: tuple[str, str, Length] | None  # The act, its term, the cap.
    suspension: tuple[str, str, int] | None  # The two acts, the cap in seconds.


class State(NamedTuple):
    """A state: who has the turn, who goes first, who may do what."""

    turn: int | None
    first: int
    clauses: dict[tuple[int, str], Clause]
    due: Due | None


class Calendar(NamedTuple):
    """A party's calendar [CAL-1 to CAL-3]."""

    weekend: frozenset[int]
    closed: frozenset[date]
    yearly: tuple[tuple[str, int], ...]  # MM-DD, from a year on.
    feasts: tuple[tuple[date, int, int], ...]  # First day, how many; may move by so many.
    offset: int  # In seconds, as all offsets.
    summer: bool
    exceptions: tuple[tuple[datetime, datetime, int], ...]
    begun: dict[date, datetime]  # When local days begin, as far as it was asked.


class Table(NamedTuple):
    """A procedure of an edition, as a case reads it [FRA-14]."""

    edition: str
    procedure: str
    opens: dict[str, Clause]
    states: dict[str, State]
    ends: frozenset[str]
    notes: dict[tuple[int, str], Clause]
    migrates: dict[tuple[str, str], str]
    calendars: dict[str, Calendar]
    labels: dict[str, dict[str, str]]  # Of states and ends; the procedure's own without a name.


Yaml = Any  # A text, or a list that begins with `list` or `map` [FRA-4].
SLUG = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
SENTENCE = re.compile(
    f"(?P<who>{SLUG})(?:'s (?P<office>{SLUG}))? may (?P<act>{SLUG})(?: → (?P<to>{SLUG}))?"
    f"(?: using (?P<form>{SLUG}))?(?: accepting (?P<text>{SLUG})| revealing (?P<own>{SLUG}))?"
    "(?P<late> once overdue)?(?:, release when settled|(?P<seals>, release when revealed))?"
    "(?P<prevailing>, prevailing)?"
)
FILE_NAME = re.compile("[a-z][a-z0-9-]*/(procedures|codes|calendars)/([A-Za-z0-9-]+)[.]yaml")


def block(tree: Yaml) -> dict[str, Yaml]:
    """Read a block: its values by their keys."""
    need(isinstance(tree, list) and tree[:1] == ["map"], "FRA-4", "wrong-edition")
    return dict(zip(tree[1::2], tree[2::2]))  # noqa: B905 - for Python 3.9


def several(tree: Yaml) -> list[Yaml]:
    """Read a list, or a single text in its place."""
    if isinstance(tree, str):
        return [tree]
    need(isinstance(tree, list) and tree[:1] == ["list"], "FRA-4", "wrong-edition")
    return list(tree[1:])


@lru_cache(maxsize=16)
def read_edition(raw: bytes) -> tuple[str, Record]:
    """Read the signed bytes of an edition; return its digest, and its files as they are."""
    edition = record(read_json(raw, EDITION_BYTES_MAX), "FRA-4", "core:count files:thing pack:name")
    return hashlib.sha256(raw).hexdigest(), edition["files"]


@lru_cache(maxsize=16)
def read_procedures(raw: bytes) -> dict[str, Table]:
    """Read the procedures of an edition by name [FRA-14]."""
    edition, trees = read_edition(raw)
    files: dict[str, dict[str, Yaml]] = {"procedures": {}, "codes": {}, "calendars": {}}
    own: dict[str, str] = {}
    try:
        for path, tree in trees.items():
            named = FILE_NAME.fullmatch(path)
            if named:
                files[named[1]][named[2]] = block(tree)
            elif path.endswith("/lengths.yaml"):
                own.update({name: block(said)["length"] for name, said in block(tree).items()})
        calendars = {name: read_calendar(file) for name, file in files["calendars"].items()}
        return {
            name: read_table(edition, file, files["codes"], calendars, own)
            for name, file in files["procedures"].items()
        }
    except (AttributeError, LookupError, TypeError, ValueError):
        fail("FRA-14", "wrong-edition")


def read_table(
    edition: str,
    file: dict[str, Yaml],
    codes: dict[str, Any],
    calendars: dict[str, Calendar],
    own: dict[str, str],
) -> Table:
    """Read a procedure [FRA-9 to FRA-14]."""
    lists = {
        **codes,
        **{name: block(tree) for name, tree in block(file.get("codes", ["map"])).items()},
    }
    terms = {
        act: {name: read_term(block(tree), lists) for name, tree in block(declared).items()}
        for act, declared in block(file.get("terms", ["map"])).items()
    }
    opens = [clause_of(text, terms) for text in several(file["opens"])]
    sides = dict.fromkeys(block(file["roles"]), OTHER)
    sides[opens[0][0]] = OPENER
    notes: dict[tuple[int, str], Clause] = {}
    for who, note in (clause_of(text, terms) for text in several(file.get("notes", ["list"]))):
        by = (OPENER, OTHER) if who == "either" else (sides[who],)
        notes.update({(side, note.act): note for side in by})
    states = block(file["states"]).items()
    labels = {name: block(block(tree)["label"]) for name, tree in states}
    labels.update({end: block(tree) for end, tree in block(file.get("ends", ["map"])).items()})
    labels[""] = block(file["title"])
    migrates = {
        (old, state): new
        for old, mapped in block(file.get("migrates", ["map"])).items()
        for state, new in block(mapped).items()
    }
    return Table(
        edition=edition,
        procedure=file["procedure"],
        opens={clause.act: clause for _, clause in opens},
        states={name: read_state(block(tree), sides, terms, own) for name, tree in states},
        ends=frozenset(block(file.get("ends", ["map"]))),
        notes=notes,
        migrates=migrates,
        calendars=calendars,
        labels=labels,
    )


def read_term(declared: dict[str, Yaml], lists: dict[str, Any]) -> Term:
    """Read what a term must be; a list of codes is the procedure's, else the edition's [FRA-7]."""
    codes = block(lists[declared["codes"]]["values"]) if "codes" in declared else ()
    return Term(declared["type"], declared.get("required") == "yes", frozenset(codes))


def clause_of(sentence: str, terms: dict[str, dict[str, Term]]) -> tuple[str, Clause]:
    """Read a sentence; return whose right it is, and the right [FRA-5, FRA-11]."""
    said = SENTENCE.fullmatch(sentence)
    if said is None:
        fail("FRA-5", "wrong-edition")
    declared = dict(terms.get(said["act"], {}))
    if said["office"]:
        declared["office"] = Term("code", True, frozenset({said["office"]}))
    clause = Clause(
        act=said["act"],
        to=said["to"] or "",
        terms=declared,
        form=said["form"] is not None,
        office=said["office"],
        text=said["text"],
        own=said["own"],
        seals=said["seals"] is not None,
        late=said["late"] is not None,
        prevailing=said["prevailing"] is not None,
    )
    return said["who"], clause


def read_state(
    file: dict[str, Yaml],
    sides: dict[str, int],
    terms: dict[str, dict[str, Term]],
    own: dict[str, str],
) -> State:
    """Read a state [FRA-10]."""
    turn = sides[file["turn"]] if "turn" in file else None
    clauses = {}
    for text in several(file.get("clauses", ["list"])):
        who, clause = clause_of(text, terms)
        clauses[sides[who], clause.act] = clause
    due = read_due(block(file["within"]), sides, own) if "within" in file else None
    return State(turn, sides[file["first"]] if turn is None else turn, clauses, due)


def read_length(text: str) -> Length:
    """Read a length, such as `1 month` or `8 full hours`."""
    number, unit = text.split(" ", 1)
    return Length(int(number), unit if unit.endswith("s") else unit + "s")


def own_length(text: str, own: dict[str, str]) -> Length:
    """Read a length, or the name of one that the pair says itself [DUE-15]."""
    return read_length(own.get(text, text))


def read_due(file: dict[str, Yaml], sides: dict[str, int], own: dict[str, str]) -> Due:
    """Read a deadline; `own` are the lengths that the pair says itself [DUE-1, DUE-2, DUE-15]."""
    event, _, before = file["from"].partition(" minus ")
    words = event.split()
    start, of = (words[0], words[1]) if words[0] == "event" else (words[-1], " ".join(words[:-1]))
    lengths, by = {}, ""
    if isinstance(file.get("length"), str):
        lengths = {"other": own_length(file["length"], own)}
    elif "length" in file:
        chosen = block(file["length"])
        by = chosen.pop("by")
        lengths = {code: own_length(text, own) for code, text in chosen.items()}
    calendar = file["calendar"]
    whose = {"none": (), "both": (OPENER, OTHER)}.get(calendar) if calendar not in sides else None
    longer, stop = block(file.get("extension", ["map"])), block(file.get("suspension", ["map"]))
    cap = read_length(stop["cap"]) if stop else Length(0, "days")
    return Due(
        start=start,
        of=of,
        minus=read_length(before) if before else None,
        by=by,
        lengths=lengths,
        calendars=(sides[calendar],) if whose is None else whose,
        last_day=file.get("last-day", ""),
        at_least=read_length(file["at-least"]).n if "at-least" in file else 0,
        extension=(longer["by"], longer["term"], read_length(longer["cap"])) if longer else None,
        suspension=(stop["from"], stop["until"], cap.n * UNITS[cap.unit]) if stop else None,
    )


UNITS = {"hours": 3600, "days": 86_400}
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read_calendar(file: dict[str, Yaml]) -> Calendar:
    """Read a calendar [CAL-1 to CAL-3]."""
    zone = block(file["zone"])
    yearly: list[tuple[str, int]] = []
    closed: list[date] = []
    feasts: list[tuple[date, int, int]] = []
    for holiday in map(block, block(file["holidays"]).values()):
        if "every" in holiday:
            yearly.append((holiday["every"], int(holiday.get("since", "0"))))
        for first in several(holiday.get("dates", ["list"])):
            length, moves = int(holiday.get("days", "1")), int(holiday.get("provisional", "0"))
            feast = (date.fromisoformat(first), length, moves)
            if moves:
                feasts.append(feast)
            else:
                closed += days_of(feast, 0, 0)
    exceptions = (block(item) for item in several(zone.get("exceptions", ["list"])))
    return Calendar(
        weekend=frozenset(WEEK.index(name) for name in several(file["weekend"])),
        closed=frozenset(closed),
        yearly=tuple(yearly),
        feasts=tuple(feasts),
        offset=read_offset(zone["offset"]),
        summer=zone.get("summer") == "EU",
        exceptions=tuple(
            (moment(it["from"]), moment(it["to"]), read_offset(it["offset"])) for it in exceptions
        ),
        begun={},
    )


def read_offset(text: str) -> int:
    """Read an offset such as +01:00."""
    hours, minutes = text[1:].split(":")
    return (int(hours) * 3600 + int(minutes) * 60) * (-1 if text[0] == "-" else 1)


def moment(text: str) -> datetime:
    """Return an instant to reckon with, in UTC."""
    return datetime.fromisoformat(text.removesuffix("Z"))  # A reader has seen its form.


# Deadlines [deadlines.md].  Instants are of UTC, without saying so; a period in days is reckoned as
# the first instant after it, less one second.

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
WALK_MAX = 3660  # [DUE-6]
YEARS = range(1900, 3000)  # [DUE-1]
Closed = dict[str, set[date]]  # The days that each party has announced [CAS-15].
Pause = tuple[datetime, datetime]


class Step(NamedTuple):
    """An act on the path of a case, as a deadline sees it [CAS-7]."""

    act: str
    state: str
    at: datetime
    received: datetime | None
    terms: Record


def due_at(table: Table, sides: list[str], path: list[Step], closed: Closed) -> datetime | None:
    """Return the last second in time in the state at the end of a path; None if nothing is due."""
    state = table.states.get(path[-1].state) if path else None
    if state is None or state.due is None:
        return None
    due, entered = state.due, len(path) - 1
    while entered and path[entered - 1].state == path[-1].state:
        entered -= 1  # Whoever stays in a state has entered it once [DUE-1].
    event = start_event(due, path, entered)
    if event is None or event.year not in YEARS:
        return None
    code = latest_term(path, due.by)
    length = due.minus or due.lengths.get(
        code if isinstance(code, str) else "", due.lengths["other"]
    )
    parties = sorted(sides[side] for side in due.calendars)
    calendars = [table.calendars[party] for party in parties]
    days = Days(calendars, [closed.get(party, set()) for party in parties])
    return heard(due, event, length, path[entered + 1 :], days)


def start_event(due: Due, path: list[Step], entered: int) -> date | None:
    """Return the instant from which a deadline runs, or for an event the day [DUE-1]."""
    if due.start == "event":
        value = latest_term(path, due.of)
        if fits_type(value, "date"):
            return date.fromisoformat(value)
        return moment(value) if fits_type(value, "instant") else None
    named = [step for step in path if step.act == due.of] if due.of else [path[entered]]
    if not named:
        return None
    return named[-1].at if due.start == "sent" else named[-1].received


def latest_term(path: list[Step], name: str) -> Any:  # noqa: ANN401 - three types of value
    """Return the latest value that a path carries under a term."""
    return next((step.terms[name] for step in reversed(path) if name in step.terms), None)


def heard(due: Due, event: date, length: Length, loops: list[Step], days: Days) -> datetime:
    """Take in extensions and suspensions, each only if it was sent in time [DUE-9, DUE-10]."""
    more, running = 0, False
    pauses: list[Pause] = []
    now = latest_end(due, event, length, more, pauses, days)
    for step in loops:
        if due.extension and step.act == due.extension[0] and step.at <= now:
            more = min(due.extension[2].n, more + step.terms[due.extension[1]])
        elif due.suspension and step.act == due.suspension[1] and running:
            began, ends = pauses.pop()
            pauses.append((began, min(max(began, step.at), ends)))
            running = False
        elif due.suspension and step.act == due.suspension[0] and step.at <= now and not running:
            used = sum((ends - began for began, ends in pauses), timedelta())
            pauses.append((step.at, step.at + timedelta(seconds=due.suspension[2]) - used))
            running = True
        now = latest_end(due, event, length, more, pauses, days)
    return now


def latest_end(
    due: Due, event: date, length: Length, more: int, pauses: list[Pause], days: Days
) -> datetime:
    """Return the last second in time, in the zone in which it comes later [DUE-11]."""
    zones = days.calendars or [UTC]
    if due.minus:
        return max(ends_before(due, event, length, days, zone) for zone in zones)
    lengths = [length]
    if more and due.extension:  # In another unit it is counted from where the length ends [DUE-9].
        unit = due.extension[2].unit
        same = unit == length.unit
        lengths = [Length(length.n + more, unit)] if same else [length, Length(more, unit)]
    return max(ends_after(due, event, lengths, pauses, days, zone) for zone in zones)


def ends_after(
    due: Due, event: date, lengths: list[Length], pauses: list[Pause], days: Days, zone: Calendar
) -> datetime:
    """Count lengths from an event in one zone [DUE-4 to DUE-8, DUE-10]."""
    at = instant_of(event, zone)
    day = first = local_day(at, zone)
    days = days.without([(local_day(began, zone), local_day(ends, zone)) for began, ends in pauses])
    for number, (n, unit) in enumerate(lengths):
        if unit in HOURS:
            # The hour of the event is not counted; after another length there is no such hour.
            begin = next_hour(at, zone) if unit == "full hours" and number == 0 else at
            at = begin + n * HOUR
            for began, ends in pauses:
                if max(began, begin) < at:
                    at += max(ends - max(began, begin), timedelta())
            day = local_day(at, zone)
        else:
            day = days.working(day, n) if unit == "working days" else days.counted(day, n, unit)
            at = day_begins(day + DAY, zone)
    last = lengths[-1].unit
    if last in HOURS:
        return next_hour(at - SECOND, zone) - SECOND if last == "full hours" else at
    if due.last_day == "working":
        day = days.working(day - DAY, 1)
    if due.last_day == "end-of-month":
        day = day.replace(day=monthrange(day.year, day.month)[1])
    if due.at_least:
        day = max(day, days.working(first, due.at_least))
    return day_begins(day + DAY, zone) - SECOND


def ends_before(due: Due, event: date, length: Length, days: Days, zone: Calendar) -> datetime:
    """Count a length back from an event in one zone [DUE-13]."""
    at, (n, unit) = instant_of(event, zone), length
    if unit in HOURS:
        return at - n * HOUR
    day = local_day(at, zone)
    back = days.working(day, n, -1) if unit == "working days" else months_or_days(day, -n, unit)
    if due.last_day == "working":
        back = days.working(back + DAY, 1, -1)
    return day_begins(back + DAY, zone) - SECOND


class Days:
    """Which days count, under the calendars of a deadline."""

    def __init__(
        self,
        calendars: list[Calendar],
        announced: list[set[date]],
        paused: Sequence[tuple[date, date]] = (),
    ) -> None:
        self.calendars, self.announced, self.paused = calendars, announced, paused
        # What an announcement reaches is settled by it [CAL-4].
        self.feasts = [
            feast
            for calendar, days in zip(calendars, announced)  # noqa: B905 - of one length
            for feast in calendar.feasts
            if not days.intersection(days_of(feast, -feast[2], feast[2]))
        ]

    def without(self, paused: Sequence[tuple[date, date]]) -> Days:
        """Return the same with days that are not counted: from the first up to the second."""
        return Days(self.calendars, self.announced, paused) if paused else self

    def counted(self, day: date, n: int, unit: str) -> date:
        """Return the last day of a period in days, weeks or months [DUE-5, DUE-10]."""
        end = months_or_days(day, n, unit)
        for began, ends in self.paused:
            if max(began, day + DAY) <= end:
                end += max(ends - max(began, day + DAY), timedelta())
        return end

    def may_work(self, day: date) -> bool:
        """Tell whether a day works, feasts that are not certain left aside [DUE-6]."""
        if any(began <= day < ends for began, ends in self.paused):
            return False
        return not any(map(is_closed, self.calendars, self.announced, repeat(day)))

    def working(self, day: date, n: int, step: int = 1) -> date:
        """Return the n-th working day after a day, or before it, at its latest [DUE-6, DUE-12]."""
        met, taken = 0, [[0] * (2 * moves + 1) for _, _, moves in self.feasts]
        for _ in range(WALK_MAX):
            day += step * DAY
            if not self.may_work(day):
                continue
            met += 1
            reached = [at for at, it in enumerate(self.feasts) if day in days_of(it, -it[2], it[2])]
            for at in reached if step > 0 else reached[:1]:
                moves = self.feasts[at][2]
                for moved in range(-moves, moves + 1):
                    taken[at][moved + moves] += day in days_of(self.feasts[at], moved, moved)
            if met - sum(map(max if step > 0 else min, taken)) >= n:
                break
        return day


def days_of(feast: tuple[date, int, int], earliest: int, latest: int) -> list[date]:
    """Return the days of a feast, if it comes so many days later at the earliest and latest."""
    first, length, _ = feast
    return [first + DAY * n for n in range(earliest, latest + length)]


def is_closed(calendar: Calendar, announced: set[date], day: date) -> bool:
    """Tell whether a party is certain not to work on a day [CAL-1, CAL-4]."""
    return (
        day.weekday() in calendar.weekend
        or day in announced
        or any(
            day.isoformat()[5:] == every and day.year >= since for every, since in calendar.yearly
        )
        or day in calendar.closed
    )


def months_or_days(day: date, n: int, unit: str) -> date:
    """Return the day so many days, weeks or months later; in a shorter month, its last [DUE-5]."""
    if unit != "months":
        return day + DAY * n * (7 if unit == "weeks" else 1)
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# Zones [CAL-3, DUE-11].

HOURS = ("hours", "full hours")
UTC = Calendar(frozenset(), frozenset(), (), (), 0, summer=False, exceptions=(), begun={})


def offset_at(instant: datetime, zone: Calendar) -> timedelta:
    """Return local time less UTC."""
    for begins, ends, offset in zone.exceptions:
        if begins <= instant < ends:
            return timedelta(seconds=offset)
    summer = zone.summer and last_sunday(instant.year, 3) <= instant < last_sunday(instant.year, 10)
    return timedelta(seconds=zone.offset) + (HOUR if summer else timedelta())


@lru_cache(maxsize=64)
def last_sunday(year: int, month: int) -> datetime:
    """Return 01:00 of the last Sunday of a month of 31 days."""
    last = datetime(year, month, 31, 1)  # noqa: DTZ001 - UTC
    return last - DAY * ((last.weekday() + 1) % 7)


def local_day(instant: datetime, zone: Calendar) -> date:
    """Return the local date."""
    return (instant + offset_at(instant, zone)).date()


def instant_of(event: date, zone: Calendar) -> datetime:
    """Return an instant as it is, and the first of a day [DUE-13]."""
    return event if isinstance(event, datetime) else day_begins(event, zone)


def day_begins(day: date, zone: Calendar) -> datetime:
    """Return when a local day begins: the later of two midnights; of none, where it was missed."""
    if day in zone.begun:
        return zone.begun[day]
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - local
    seconds = {zone.offset, zone.offset + 3600, *(offset for _, _, offset in zone.exceptions)}
    offsets = [timedelta(seconds=offset) for offset in seconds]
    found = [
        midnight - offset for offset in offsets if offset_at(midnight - offset, zone) == offset
    ]
    zone.begun[day] = max(found, default=midnight - offset_at(midnight - DAY, zone))
    return zone.begun[day]


def next_hour(instant: datetime, zone: Calendar) -> datetime:
    """Return the end of the local hour [DUE-4]."""
    local = instant + offset_at(instant, zone)
    return instant + HOUR - timedelta(minutes=local.minute, seconds=local.second)


# Cases [case.md].

CASE_ACTS_MAX = 1000  # [CAS-17]
REVISION, MIGRATE, PROPOSE_MIGRATION = "framework-revision", "accept-migration", "propose-migration"
TERM_TYPES: dict[str, Reader] = {  # [CAS-6]
    "number": count,
    "date": matching(r"\d{4}-\d\d-\d\d"),
    "instant": instant,
    "digest": READERS["digest"],
    "reference": matching("[A-Za-z0-9][A-Za-z0-9./-]{0,99}"),
}
ENTRY, NAMED = Term("digest", required=True), Term("reference", required=True)
BUILT_IN = {  # [CAS-8]
    "content-refused": {"entry": ENTRY, "part": NAMED, "rule": NAMED},
    "opened": {"entry": ENTRY, "desk": NAMED},
}
View = dict[str, int]  # How many acts of each log it holds, by party.


class Void(Exception):
    """An act is not its author's to make: the first reason that applies."""


def void(reason: str) -> NoReturn:
    """Say why an act is void."""
    raise Void(reason)


def fits_type(value: object, of: str) -> bool:
    """Tell whether a term has the form of a type that has no list of codes [CAS-6]."""
    try:
        read = TERM_TYPES[of](value)
        if of == "date":
            date.fromisoformat(read)
    except (Fails, ValueError):
        return False
    return True


def check_terms(act: Act, declared: dict[str, Term]) -> None:
    """Check the terms of a header against those declared [CAS-6, point 1]."""
    terms = act.get("terms", {})
    must = {name for name, term in declared.items() if term.required}
    if not must <= terms.keys() <= declared.keys():
        void("core.wrong-terms")
    for name, value in terms.items():
        of, _, codes = declared[name]
        items = [value]
        if of in ("codes", "dates"):
            of, items = of[:-1], value if isinstance(value, list) else [None]
        coded = of == "code"
        right = all(
            isinstance(it, str) and it in codes if coded else fits_type(it, of) for it in items
        )
        if not right or (len(items) > 1 and items != sorted(set(items))):
            void("core.wrong-terms")


def check_header(act: Act, clause: Clause, earlier: list[Act]) -> None:
    """Check what a clause demands of a header; `earlier` is the path before it [CAS-6]."""
    check_terms(act, clause.terms)
    body = act.get("body", {})
    if clause.office and act.get("terms", {}).get("office") != clause.office:
        void("core.wrong-office")
    if clause.form and not body:
        void("core.form-missing")
    if clause.text:
        text = earlier[-1].get("body", {}).get(clause.text) if earlier else None
        if text is None or body.get(clause.text) != text:
            void("core.not-the-same-text")
    if clause.seals and any(
        set(body.values()) & set(one.get("body", {}).values()) for one in earlier
    ):
        void("core.seal-copied")
    if clause.own:
        bodies = [one.get("body", {}) for one in earlier if one["author"] == act["author"]]
        sealed = [one[clause.own] for one in bodies if clause.own in one]
        if not sealed or body.get(clause.own) != sealed[-1]:
            void("core.not-what-was-sealed")


class Place(NamedTuple):
    """An admissible move or the root of a case, and where it leads."""

    id: str
    act: Act | None  # None for the root of case zero.
    table: Table
    state: str
    rank: tuple[int, int]  # The lower one prevails [CAS-9].


class Space:
    """Both logs as cases see them, the editions, and what case zero says of them [CAS-13 to 15]."""

    def __init__(self, founding: Founding, logs: list[Log]) -> None:
        self.founding = founding
        self.editions: dict[str, dict[str, Table]] = {}
        self.parties = founding.parties
        self.acts = {log.party: log.acts for log in logs}
        self.saws = {log.party: [act["saw"] for act in log.acts] for log in logs}
        self.whole = {log.party: len(log.ids) for log in logs}
        self.adopted: list[tuple[str, Act, Act]] = []  # The edition, its acceptance, the receipt.
        self.closures: list[Act] = []

    def other(self, party: str) -> str:
        """Return the other party."""
        return self.parties[self.parties[0] == party]

    def past(self, act: Act) -> View:
        """Return the causal past of an act [log.md]."""
        return {act["author"]: act["seq"], self.other(act["author"]): act["saw"]}

    def receipt(self, act: Act, view: View) -> Act | None:
        """Return the other party's first act that has seen an act, if it is inside a view."""
        other = self.other(act["author"])
        place = bisect_right(self.saws[other], act["seq"])
        acts = self.acts[other]
        return acts[place] if place < len(acts) and holds(view, acts[place]) else None

    def in_force(self, view: View) -> str:
        """Return the edition in force in a view [CAS-14]."""
        inside = [
            it for it, act, receipt in self.adopted if holds(view, act) and holds(view, receipt)
        ]
        return inside[-1] if inside else self.founding.framework

    def closed(self, view: View) -> Closed:
        """Return the closed days that the parties have announced in a view [CAS-15]."""
        years: dict[tuple[str, int], list[str]] = {}
        for act in self.closures:
            if holds(view, act):
                years[act["author"], act["terms"]["year"]] = act["terms"].get("days", [])
        found: Closed = {party: set() for party in self.parties}
        for (party, year), days in years.items():
            found[party] |= {day for day in map(date.fromisoformat, days) if day.year == year}
        return found


def holds(view: View, act: Act) -> bool:
    """Tell whether an act is inside a view."""
    return bool(act["seq"] < view[act["author"]])


class Case:
    """A case: its acts, each judged in its own causal past, and what they add up to."""

    def __init__(self, space: Space, id: str, opener: str, root: Place) -> None:
        self.space, self.id, self.root = space, id, root
        self.sides = [opener, space.other(opener)]
        self.following: dict[str, list[Place]] = {}  # Admissible moves, by the move they follow.
        self.standing: dict[str, tuple[str, str]] = {}  # By act: the standing, and why it is void.
        self.told = Counter[str]()
        self.proposed: list[Act] = []

    def judge(self, act: Act) -> None:
        """Judge an act; all that is in its past has been judged [CAS-4, CAS-17]."""
        self.told[act["author"]] += 1
        try:
            if self.told[act["author"]] > CASE_ACTS_MAX:
                void("core.case-full")
            past = self.space.past(act)
            if self.root.act and not holds(past, self.root.act):
                void("core.not-on-tip")
            if act["kind"] == "note":
                self.judge_note(act, self.path(past)[-1])
                self.standing[act["id"]] = ("settled", "")
            else:
                place = self.judge_move(act, self.path(past), past)
                self.following.setdefault(act["on"]["id"], []).append(place)
        except Void as why:
            self.standing[act["id"]] = ("void", str(why))

    def judge_note(self, act: Act, tip: Place) -> None:
        """Judge a note [CAS-8]."""
        if act["act"] == PROPOSE_MIGRATION:
            if "under" not in act:
                void("core.unknown-procedure")
            check_terms(act, {})
            self.proposed.append(act)
            return
        side = self.sides.index(act["author"])
        rule = tip.table.notes.get((side, act["act"]))
        if act["act"] in BUILT_IN:
            rule = Clause(act["act"], "", BUILT_IN[act["act"]], form=False)
        if rule is None or "under" in act:
            void("core.not-your-clause")
        check_terms(act, rule.terms)
        if rule.form and not act.get("body"):
            void("core.form-missing")

    def judge_move(self, act: Act, path: list[Place], past: View) -> Place:
        """Judge a move; return where it leads [CAS-5]."""
        tip = path[-1]
        if act["on"] != self.reference(tip):
            void("core.not-on-tip")
        if tip.state in tip.table.ends:
            void("core.case-ended")
        side = self.sides.index(act["author"])
        if "under" in act:
            table = self.migrated(act, tip, past)
            state = table.migrates[tip.table.edition, tip.state]
            return Place(act["id"], act, table, state, (2, side))
        here = tip.table.states[tip.state]
        clause = here.clauses.get((side, act["act"]))
        if clause is None:
            theirs = (1 - side, act["act"]) in here.clauses
            void("core.not-your-turn" if theirs else "core.not-your-clause")
        check_header(act, clause, [place.act for place in path if place.act])
        if clause.late and not self.overdue(act, path, past):
            void("core.not-yet-overdue")
        rank = 0 if clause.prevailing else 1 if side == here.first else 2
        return Place(act["id"], act, tip.table, clause.to, (rank, side))

    def reference(self, place: Place) -> Record:
        """Return the reference by which a move follows another, or the root [CAS-5, CAS-13]."""
        if place.act is None:
            return {"author": self.sides[0], "epoch": 0, "id": self.id, "seq": 0}
        return {name: place.act[name] for name in ("author", "epoch", "id", "seq")}

    def migrated(self, act: Act, tip: Place, past: View) -> Table:
        """Judge the acceptance of a migration; return the new table [CAS-12]."""
        under = act["under"]
        if act["act"] != MIGRATE:
            void("core.not-your-clause")
        in_force = self.space.in_force(past) if self.root.act else self.space.founding.framework
        if under["framework"] != in_force:
            void("core.edition-not-in-force")
        table = self.space.editions[in_force].get(under["procedure"])
        if table is None or under["procedure"] != tip.table.procedure:
            void("core.unknown-procedure")
        check_terms(act, {})
        others = (note for note in self.proposed if note["author"] != act["author"])
        if not any(holds(past, note) and note["under"] == under for note in others):
            void("core.not-proposed")
        if (tip.table.edition, tip.state) not in table.migrates:
            void("core.no-migration")
        return table

    def overdue(self, act: Act, path: list[Place], past: View) -> bool:
        """Tell whether a move comes after the due instant of the state [CAS-7]."""
        due = self.due(path, past)
        return due is not None and moment(act["at"]) > due

    def due(self, path: list[Place], view: View) -> datetime | None:
        """Return the due instant of the tip of a path in a view."""
        tip = path[-1]
        if tip.state not in tip.table.states or tip.table.states[tip.state].due is None:
            return None
        steps = []
        for place in path:
            if place.act:
                receipt = self.space.receipt(place.act, view)
                received = moment(receipt["at"]) if receipt else None
                at, terms = moment(place.act["at"]), place.act.get("terms", {})
                steps.append(Step(place.act["act"], place.state, at, received, terms))
        closed = self.space.closed(view) if self.root.act else {}
        return due_at(tip.table, self.sides, steps, closed)

    def path(self, view: View) -> list[Place]:
        """Return the leading path inside a view [CAS-4]."""
        path = [self.root]
        while True:
            following = self.following.get(path[-1].id, ())
            inside = [place for place in following if place.act and holds(view, place.act)]
            if not inside:
                return path
            path.append(min(inside, key=lambda place: place.rank))

    def settled(self, path: list[Place], view: View) -> int:
        """Return how many of a leading path can never change again [CAS-10]."""
        for number, place in enumerate(path):
            if place.act and self.space.receipt(place.act, view) is None:
                return number
        return len(path)


def open_case(space: Space, act: Act) -> Case:
    """Judge an opening in its own causal past [CAS-3]."""
    past, under = space.past(act), act["under"]
    if under["framework"] != space.in_force(past):
        void("core.edition-not-in-force")
    table = space.editions[under["framework"]].get(under["procedure"])
    if table is None or table.procedure == REVISION:
        void("core.unknown-procedure")
    clause = table.opens.get(act["act"])
    if clause is None:
        void("core.not-your-clause")
    check_header(act, clause, [])
    return Case(space, act["id"], act["author"], Place(act["id"], act, table, clause.to, (0, 0)))


def case_zero(space: Space, acts: list[Act]) -> Case:
    """Fold the revision of the framework, and what follows from it for all cases [CAS-13 to 15]."""
    founding = space.founding
    table = space.editions[founding.framework].get(REVISION)
    if table is None:
        fail("FRA-27", "wrong-edition")
    root = Place(founding.space, None, table, "in-force", (0, 0))
    case = Case(space, founding.space, founding.parties[0], root)
    for act in acts:
        case.judge(act)
    path = case.path(space.whole)
    for number in range(1, case.settled(path, space.whole)):
        offered, accepted = path[number - 1].act, path[number].act
        if offered is None or accepted is None or accepted["act"] != "accept":
            continue
        receipt = space.receipt(accepted, space.whole)
        if receipt:
            space.adopted.append((offered["terms"]["edition"], accepted, receipt))
    space.closures = [
        act
        for act in sorted(acts, key=lambda act: act["seq"])
        if act["kind"] == "note"
        and act["act"] == "announce-closure"
        and case.standing[act["id"]][0] != "void"
    ]
    return case


def fold(space: Space, editions: dict[str, bytes], ends: dict[str, int]) -> list[Record]:
    """Fold every case of a space; return what there is to say of each, case zero first."""
    zero_id = space.founding.space
    members: dict[str, list[Act]] = {zero_id: []}
    openings: dict[str, Act] = {}
    acts = [act for party in space.parties for act in space.acts[party]]
    # Whatever an act has seen comes before it in this order, for it has fewer acts in its past.
    for act in sorted(acts, key=lambda act: (act["seq"] + act["saw"], act["author"])):
        id = act["id"] if act["kind"] == "open" else act.get("case")
        if id is None or (id != zero_id and act["seq"] < ends[act["author"]]):
            continue  # What stays of a pruned case is a receipt and no more [SRV-6].
        members.setdefault(id, [])
        if act["kind"] == "open":
            openings[id] = act
        else:
            members[id].append(act)
    zero, first = members.pop(zero_id), space.founding.framework
    space.editions[first] = read_procedures(editions[first])
    found = [told(case_zero(space, zero), zero, space)]
    named = {first, *(edition for edition, *_ in space.adopted)}
    need(editions.keys() == named, "PRF-10", "wrong-editions")
    space.editions = {digest: read_procedures(raw) for digest, raw in editions.items()}
    for id, acts in members.items():
        try:
            if id not in openings:
                void("core.no-such-case")
            case = open_case(space, openings[id])
        except Void as why:
            opening = [openings[id]] if id in openings else []
            standings = [stood(act, "void", str(why)) for act in [*opening, *acts]]
            place = standings[0]["place"]
            found.append({"case": id, "place": place, "void": str(why), "acts": standings})
            continue
        for act in acts:
            case.judge(act)
        found.append(told(case, [openings[id], *acts], space))
    return found


def stood(act: Act, standing: str, why: str = "") -> Record:
    """Return what there is to say of an act in a case."""
    said = {"place": act["place"], "id": act["id"], "kind": act["kind"], "act": act["act"]}
    return {**said, "standing": standing, **({"reason": why} if why else {})}


def told(case: Case, acts: list[Act], space: Space) -> Record:
    """Say what a case has come to [CAS-11, CAS-16]."""
    path = case.path(space.whole)
    settled, tip = case.settled(path, space.whole), path[-1]
    for number, place in enumerate(path):
        case.standing[place.id] = ("settled" if number < settled else "provisional", "")
    standings = [stood(act, *case.standing.get(act["id"], ("overtaken", ""))) for act in acts]
    state = tip.table.states.get(tip.state)
    turn = case.sides[state.turn] if state and state.turn is not None else None
    due = case.due(path, space.whole)
    return {
        "case": case.id,
        "place": case.root.act["place"] if case.root.act else "0",
        "edition": tip.table.edition,
        "procedure": tip.table.procedure,
        "state": tip.state,
        "ended": tip.state in tip.table.ends,
        "turn": turn,
        "due": due.strftime("%Y-%m-%dT%H:%M:%SZ") if due else None,
        "acts": standings,
        "title": tip.table.labels[""],
        "label": tip.table.labels[tip.state],
    }


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
        "wrong-edition": "this is no edition of a framework that a case could be under.",
        "wrong-editions": "these are not the editions that were ever in force, in their order.",
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
        "wrong-edition": "ce n’est pas l’édition d’un cadre dont un dossier puisse relever.",
        "wrong-editions": "ce ne sont pas, dans l’ordre, les éditions qui furent en vigueur.",
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
        "wrong-edition": "ليست هذه طبعة إطار يمكن أن يخضع لها ملف.",
        "wrong-editions": "ليست هذه، بترتيبها، الطبعات التي سرى العمل بها.",
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
        "case": "Case {place}, {title}: {label}.  Acts settled: {settled}; provisional:"
        " {provisional}; overtaken: {overtaken}; void: {void}.",
        "case-ended": "The case has ended.",
        "case-rests": "Neither party owes the next step.",
        "case-turn": "The next step is due from {turn}, with no date by which it must come.",
        "case-due": "The next step is due from {turn}, by {due} at the latest.",
        "case-void": "Case {place} is void: {reason}.",
        "act-void": "Void: {place}, “{act}”, for {reason}.",
        "cases-not": "Not proved: that the logs have no later acts; that the clocks were right.",
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
        "case": "Dossier {place}, {title} : {label}.  Actes définitifs : {settled} ; provisoires :"
        " {provisional} ; dépassés : {overtaken} ; nuls : {void}.",
        "case-ended": "Le dossier est clos.",
        "case-rests": "Aucune partie ne doit la suite.",
        "case-turn": "La suite est due par {turn}, sans date limite.",
        "case-due": "La suite est due par {turn}, au plus tard le {due}.",
        "case-void": "Le dossier {place} est nul : {reason}.",
        "act-void": "Nul : {place}, « {act} », pour {reason}.",
        "cases-not": "N’est pas prouvé : que les journaux n’ont pas d’actes ultérieurs ; que les"
        " horloges étaient justes.",
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
        "case": "الملف {place}، {title}: {label}. الإجراءات النهائية: {settled}؛ المؤقتة:"
        " {provisional}؛ المتجاوَزة: {overtaken}؛ الباطلة: {void}.",
        "case-ended": "انتهى الملف.",
        "case-rests": "لا يُنتظر من أي من الطرفين إجراء.",
        "case-turn": "الإجراء الموالي على عاتق {turn}، دون أجل محدد.",
        "case-due": "الإجراء الموالي على عاتق {turn}، في أجل أقصاه {due}.",
        "case-void": "الملف {place} باطل: {reason}.",
        "act-void": "باطل: {place}، «{act}»، بسبب {reason}.",
        "cases-not": "لم يثبت: أنه لا توجد إجراءات لاحقة، ولا أن الساعات كانت صحيحة.",
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
    if proved["cases"] is None:
        return [*said, *forks, say(lang, "ledger-not")]
    cases = [said_of(case, lang) for case in proved["cases"]]
    return [*said, *cases, *forks, say(lang, "cases-not")]


def said_of(case: Record, lang: str) -> str:
    """Say what a case has come to, and which of its acts are void and why."""
    others = [act for act in case["acts"] if act["id"] != case["case"]]
    void = [say(lang, "act-void", **act) for act in others if act["standing"] == "void"]
    if "void" in case:
        return " ".join([say(lang, "case-void", place=case["place"], reason=case["void"]), *void])
    standings = ("settled", "provisional", "overtaken", "void")
    counts = {name: sum(act["standing"] == name for act in case["acts"]) for name in standings}
    labels = {name: case[name][lang] for name in ("title", "label")}
    if case["ended"]:
        turn = "case-ended"
    elif case["turn"] is None:
        turn = "case-rests"
    else:
        turn = "case-due" if case["due"] else "case-turn"
    said = say(lang, "case", place=case["place"], **labels, **counts)
    return " ".join([said, say(lang, turn, turn=case["turn"], due=case["due"]), *void])


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
