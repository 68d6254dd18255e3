"""Every place where bytes from outside become values: what each may raise, and what it gives back.

A border that reads one byte form gives the bytes back that it would write: they must be those it
read.  Seeds come from the published vectors, the packs and the demonstration, so that what is
tried begins with what is right.
"""

import base64
import json
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest

from jisr.core import text
from jisr.core.act import Act, PartyId
from jisr.core.canonical import decode, encode
from jisr.core.dsse import ACT_TYPE, FOUNDING_TYPE, SYNC_TYPE, Envelope
from jisr.core.errors import LANGS, Conflict, JisrError, Malformed, Refused, Unavailable, Unproven
from jisr.core.keys import read_key
from jisr.core.log import At, Forked, Known, Log, Placed, Straggler, new_log, place
from jisr.core.proofs import ForkProof
from jisr.core.service import (
    read_ack,
    read_erase,
    read_key_change,
    read_prune,
    read_restart,
)
from jisr.core.space import Founding, read_founding
from jisr.exchange.envelope import (
    PROTOCOL,
    SUITE,
    info,
    open_request,
    parse_bare_fault,
    seal_message,
)
from jisr.exchange.message import Message
from jisr.framework.check import check
from jisr.framework.edition import parse_edition, read_signed
from jisr.framework.part_content import Link, read_kind
from jisr.framework.source import as_json, from_json
from jisr.framework.source import read as read_source
from jisr.node import attachments
from jisr.node.found import read_card
from jisr.node.reading.proofs import Checked
from jisr.ops import crypto, keyfile
from jisr.ops.arguments import proposal_of
from jisr.ops.certificates import (
    certificate_spki,
    is_admitted,
    make_certificate,
    new_tls_secret,
    tls_public,
)
from jisr.ops.control import _read_answer, _read_request
from jisr.ops.keyfile import HeldKey, KdfCost, Keyfile, KeyState, lock, public_part, unlock
from jisr.ops.settings import load_settings
from jisr.record.accounts import check_accounts, parse_accounts
from jisr.record.checks import check as check_register
from jisr.record.parse import parse_register
from tests.exchange.doubles import (
    FR,
    MA,
    SEAL_KEYS,
    SPACE,
    link,
    opener,
    sealer,
    toy_open,
    toy_seal,
)
from tests.exchange.test_message import EXAMPLES
from tests.framework.packs import MANIFEST, good
from tests.framework.test_forms import CODES, EVERY, GOOD
from tests.fuzz import door
from tests.ops.kit import AT, PASSPHRASE
from tests.tools.test_verify import verify as stand_alone

ROOT = Path(__file__).parents[2]
Read = Callable[[bytes], bytes | None]
Errors = tuple[type[Exception], ...]


@dataclass(frozen=True)
class Border:
    """Reads bytes; returns those it would write, or None where there is no one form."""

    name: str
    read: Read
    raises: Errors
    seeds: Callable[[], Sequence[bytes]]


@cache
def vectors(name: str) -> Any:
    return json.loads((ROOT / f"tests/vectors/{name}.json").read_text())


def b64(text: str) -> bytes:
    return base64.b64decode(text)


def headers() -> list[bytes]:
    return [one["header"].encode() for one in vectors("acts")["acts"]]


def acts() -> list[Act]:
    return [Act.parse(header) for header in headers()]


def holds(*_: bytes) -> bool:
    """Every signature does: what lies behind the check is to be reached."""
    return True


# core


def canonical(raw: bytes) -> bytes:
    return encode(decode(raw, bytes_max=1024 * 1024))


def canonical_seeds() -> list[bytes]:
    given = vectors("canonical")
    return [b64(one["bytes"]) for one in (*given["accepted"], *given["refused"])]


def detail_of(read: Callable[[Any], Any]) -> Read:
    return lambda raw: encode(read(decode(raw, bytes_max=1024 * 1024)).to_wire())


def details(kind: str) -> Callable[[], list[bytes]]:
    return lambda: [encode(act.detail) for act in acts() if act.kind == kind and act.detail]


def envelope_of(payload_type: str) -> Read:
    return lambda raw: Envelope.parse(
        raw, payload_type=payload_type, bytes_max=1024 * 1024
    ).encode()


def envelopes() -> list[bytes]:
    return [encode(one["envelope"]) for one in vectors("acts")["acts"]]


def fork(raw: bytes) -> bytes:
    proof = ForkProof.parse(raw)
    for answer in (holds, crypto.verify):
        try:
            proof.check(verify=answer)
        except (Malformed, Unproven, Refused):
            continue
    return proof.encode()


def founding(raw: bytes) -> None:
    read_founding(raw, verify=holds)


Held = dict[tuple[PartyId, int], At]
Stage = tuple[dict[PartyId, Log], Held]


@cache
def stages() -> tuple[Founding, list[Stage]]:
    """Both logs of the vectors as they grow, act by act."""
    space = Founding.parse(b64(vectors("space")["document"]))
    grown: list[Stage] = [({party: new_log(space, party) for party in space.parties}, {})]
    waiting = headers()
    while waiting:
        header = waiting.pop(0)
        try:
            outcome = place_in(header, space, grown[-1])
        except Conflict:  # It has seen what comes later in the list.
            waiting.append(header)
            continue
        assert isinstance(outcome, Placed)
        act, (logs, held) = outcome.act, grown[-1]
        at = At(epoch=act.epoch, id=outcome.id)
        grown.append((logs | {act.author: outcome.log}, held | {(act.author, act.seq): at}))
    return space, grown


def place_in(raw: bytes, space: Founding, stage: Stage) -> Any:
    logs, held = stage
    author = Act.parse(raw).author
    mine = author if author in space.parties else space.parties[0]
    return place(
        raw,
        bytes(64),
        log=logs[mine],
        other=logs[space.other(mine)],
        lookup=lambda party, seq: held.get((party, seq)),
        verify=holds,
    )


def placing(raw: bytes) -> None:
    """Place an act where its number says, and once more after everything else."""
    space, grown = stages()
    act = Act.parse(raw)
    here = [
        stage for stage in grown if act.author in stage[0] and stage[0][act.author].size == act.seq
    ]
    for stage in (here[-1:] or grown[:1]) + grown[-1:]:
        outcome = place_in(raw, space, stage)
        assert isinstance(outcome, Placed | Known | Straggler | Forked)


def one_text(raw: bytes) -> None:
    given = raw.decode("utf-8", "surrogateescape")
    assert text.clean(text.clean(given)) == text.clean(given)


# exchange


def request(raw: bytes) -> None:
    open_request(raw, link(FR, MA), opener(FR, MA))


def under_seal(raw: bytes) -> None:
    """What was sealed, whoever sealed it."""
    bound = info(space=SPACE, sender=MA, receiver=FR)
    request(f"{PROTOCOL} {SUITE} {SEAL_KEYS[FR]}\n".encode() + toy_seal(FR)(raw, info=bound))


def messages() -> list[bytes]:
    return [example.encode() for example in EXAMPLES]


def plaintexts() -> list[bytes]:
    """What is under the seal of a message."""
    bound = info(space=SPACE, sender=MA, receiver=FR)
    opened = [toy_open(raw.split(b"\n", 1)[1], key=SEAL_KEYS[FR], info=bound) for raw in sealed()]
    return [raw for raw in opened if raw is not None]


def sealed() -> list[bytes]:
    return [seal_message(Message.parse(raw), sealer(MA, FR)) for raw in messages()]


def bare_fault(raw: bytes) -> bytes:
    return encode({"fault": parse_bare_fault(raw).to_wire(), "v": 1})


FAULT = {
    "fault": {"code": "core.gap", "facts": {"have": 3, "name": "x"}, "kind": "conflict"},
    "v": 1,
}


# framework


def source(raw: bytes) -> None:
    node = read_source(raw, file="x.yaml")
    tree = as_json(node)
    assert as_json(from_json(tree, file="x.yaml")) == tree


def packs(folder: str) -> Callable[[], list[bytes]]:
    return lambda: [raw for path, raw in good().items() if folder in path]


def tree(raw: bytes) -> bytes:
    return encode(as_json(from_json(decode(raw, bytes_max=1024 * 1024), file="x.yaml")))


def in_pack(folder: str) -> Read:
    """Read a file as one of a pack, and let the checker say all there is to say of it."""

    def read(raw: bytes) -> None:
        named = re.search(rb"^(?:procedure|calendar): *([A-Za-z0-9-]{1,40})", raw, re.MULTILINE)
        name = named[1].decode() if named else "some"
        path = f"ma-fr/{folder}{name}.yaml" if folder.endswith("/") else f"ma-fr/{folder}.yaml"
        edition = parse_edition({MANIFEST: good()[MANIFEST], path: raw}, pack="ma-fr")
        for fault in check(edition):
            assert all(fault.text(lang) for lang in LANGS)
        if not edition.faults:
            assert read_signed(edition.signed).signed == edition.signed

    return read


def signed(raw: bytes) -> bytes:
    edition = read_signed(raw)
    check(edition)
    return edition.signed


def signed_seeds() -> list[bytes]:
    some = {path: raw for path, raw in good().items() if path.startswith("ma-fr/")}
    return [parse_edition(some, pack="ma-fr").signed]


PARTS = EVERY.divide(EVERY.read(GOOD, CODES))


def form(raw: bytes) -> None:
    read_kind(raw)
    for part in PARTS:
        try:
            content = EVERY.parse_content(raw, part=part, codes=CODES)
        except (Malformed, Refused):
            continue
        assert encode(content) == raw
        attachments.read(raw)


def case_link(raw: bytes) -> bytes:
    return Link.parse(raw, relations=CODES["case-relations"]).encode()


LINK = {"case": "a" * 64, "kind": "link", "relation": "follow-up-of"}


# record


def register(raw: bytes) -> None:
    check_register(parse_register(raw))


def accounts(raw: bytes) -> None:
    check_accounts(parse_accounts(raw), articles=5)


def demo(name: str) -> Callable[[], list[bytes]]:
    """A file of the demonstration, and one with the first item alone of each of its lists."""

    def short(value: Any) -> Any:
        if isinstance(value, list):
            return [short(item) for item in value[:1]]
        return {k: short(v) for k, v in value.items()} if isinstance(value, dict) else value

    def seeds() -> list[bytes]:
        whole = json.loads((ROOT / f"demo/{name}.json").read_bytes())
        return [json.dumps(short(whole), ensure_ascii=False).encode()]

    return seeds


# node and ops


def proof(raw: bytes) -> None:
    """Both readers of a proof say the same of it."""
    try:
        agrees = all(claim.holds for claim in Checked(raw, verify=crypto.verify).claims())
    except (Malformed, Unproven, Refused):
        agrees = False
    try:
        agreed = stand_alone.check(raw)["file"] == "act"
    except stand_alone.Fails:
        agreed = False
    assert agrees == agreed


def proofs(*names: str) -> Callable[[], list[bytes]]:
    return lambda: [encode(vectors("proofs")[name]) for name in names]


def alone(raw: bytes) -> None:
    stand_alone.check(raw)


CHEAP = KdfCost(iterations=1, lanes=1, memory_kib=8)


def keystore(raw: bytes) -> None:
    public_part(raw, path=Path("x"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyfile, "KDF_COST_MAX", KdfCost(iterations=2, lanes=2, memory_kib=32))
        unlock(raw, passphrase=PASSPHRASE, path=Path("x"))


@cache
def certificate() -> tuple[bytes, bytes]:
    secret = new_tls_secret()
    return tls_public(secret), make_certificate(secret, party=PartyId("MA"), at=AT)


def keystores() -> list[bytes]:
    record = read_key(decode(keys()[0], bytes_max=1024), "key")
    held = HeldKey(record=record, state=KeyState.ACTIVE, at=AT, certificate=b"x")
    content = Keyfile(party=PartyId("MA"), keys=(held,), secrets={record.fingerprint: b"secret"})
    return [lock(content, passphrase=PASSPHRASE, cost=CHEAP)]


def keys() -> list[bytes]:
    return [
        encode({"alg": one["alg"], "public": one["public"], "use": one["use"]})
        for one in vectors("keys")["fingerprints"]
    ]


def cards() -> list[bytes]:
    both = Founding.parse(b64(vectors("space")["document"])).founders
    return [encode(founder.to_wire()) for founder in both]


def settings(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "jisr.toml"
        path.write_bytes(raw)
        load_settings(path)


SETTINGS = b"""party = "MA"
data_dir = "."
store = "sqlite"
[peer]
host = "127.0.0.1"
port = 8443
[site]
host = "127.0.0.1"
port = 8080
[partners.FR]
url = "https://fr.example:8443"
"""


def told_in_words(error: JisrError) -> None:
    """Whatever facts came from outside, there is a sentence."""
    for lang in LANGS:
        assert error.text(lang)


def proposal(raw: bytes) -> None:
    try:
        given = orjson.loads(raw)
    except ValueError:
        return
    if isinstance(given, dict):
        proposal_of(given)


PROPOSAL = {
    "act": "send",
    "fields": {"question": "?"},
    "files": [{"data": "eA==", "field": "scan", "media": "application/pdf", "name": "x.pdf"}],
    "terms": {"purpose": "prevention", "purposes": ["a", "b"], "delay": 3},
}
ANSWERS = [
    {"ok": [1, "x"]},
    {"error": {"code": "core.gap", "facts": {"held": 1, "got": 2}, "kind": "conflict"}},
]


def answered(raw: bytes) -> None:
    try:
        _read_answer(raw)
    except JisrError as error:
        told_in_words(error)
        raise


def certificate_of(raw: bytes) -> None:
    is_admitted(raw)
    certificate_spki(raw)


def verified(raw: bytes) -> None:
    """Checking a signature never raises, whatever key and signature."""
    crypto.verify(raw[:32], raw[96:], raw[32:96])


def signature() -> list[bytes]:
    given = vectors("keys")["signing"]
    return [b64(given["public"]) + b64(given["signature"]) + b64(given["message"])]


OURS: Errors = (Malformed,)
CONTENT: Errors = (Malformed, Refused)

BORDERS: tuple[Border, ...] = (
    Border("canonical", canonical, OURS, canonical_seeds),
    Border("act", lambda raw: Act.parse(raw).encode(), OURS, headers),
    Border("act-envelope", envelope_of(ACT_TYPE), OURS, envelopes),
    Border("sync-envelope", envelope_of(SYNC_TYPE), OURS, plaintexts),
    Border("founding", lambda raw: Founding.parse(raw).encode(), OURS,
           lambda: [b64(vectors("space")["document"])]),
    Border("founding-envelope", founding, (Malformed, Unproven),
           lambda: [encode(vectors("space")["envelope"])]),
    Border("founding-type", envelope_of(FOUNDING_TYPE), OURS,
           lambda: [encode(vectors("space")["envelope"])]),
    Border("card", lambda raw: encode(read_card(raw).to_wire()), OURS, cards),
    Border("key", detail_of(lambda wire: read_key(wire, "key")), OURS, keys),
    Border("ack", detail_of(read_ack), OURS, details("ack")),
    Border("key-change", detail_of(read_key_change), OURS, details("key")),
    Border("restart", detail_of(read_restart), OURS, details("restart")),
    Border("erase", detail_of(read_erase), OURS, details("erase")),
    Border("prune", detail_of(read_prune), OURS, details("prune")),
    Border("log", placing, (Malformed, Unproven, Refused, Conflict), headers),
    Border("fork", fork, OURS, proofs("fork")),
    Border("text", one_text, OURS, lambda: ["été ٢٠٢٦ يوسف\r\nx".encode()]),
    Border("message", lambda raw: Message.parse(raw).encode(), CONTENT, messages),
    Border("request", request, (Malformed, Unproven, Refused), sealed),
    Border("under-seal", under_seal, (Malformed, Unproven, Refused), plaintexts),
    Border("bare-fault", bare_fault, OURS, lambda: [encode(FAULT)]),
    Border("door", door.answered, (JisrError,), door.messages),
    Border("source", source, OURS, packs("")),
    Border("tree", tree, OURS,
           lambda: [encode(as_json(read_source(good()[MANIFEST], file=MANIFEST)))]),
    Border("manifest", in_pack("pack"), OURS, packs("/pack.yaml")),
    Border("procedure", in_pack("procedures/"), OURS, packs("/procedures/")),
    Border("calendar", in_pack("calendars/"), OURS, packs("/calendars/")),
    Border("codes", in_pack("codes/"), OURS, packs("/codes/")),
    Border("glossary", in_pack("glossary"), OURS, packs("ma-fr/glossary")),
    Border("instruments", in_pack("instruments"), OURS, packs("/instruments")),
    Border("edition", signed, OURS, signed_seeds),
    Border("form", form, OURS, lambda: [encode(part) for part in PARTS.values()]),
    Border("link", case_link, CONTENT, lambda: [encode(LINK)]),
    Border("register", register, OURS, demo("record")),
    Border("accounts", accounts, OURS, demo("accounts")),
    Border("proof", proof, (), proofs("act", "act-with-parts")),
    Border("stand-alone", alone, (stand_alone.Fails,),
           proofs("fork", "ledger", "ledger-with-fork")),
    Border("keystore", keystore, (Malformed, Unproven), keystores),
    Border("settings", settings, (Malformed, Unavailable), lambda: [SETTINGS]),
    Border("call", lambda raw: _read_request(raw) and None, OURS,
           lambda: [b'{"args":{"space":"x"},"call":"acts"}']),
    Border("answer", answered, (JisrError,),
           lambda: [encode(one) for one in ANSWERS]),
    Border("proposal", proposal, OURS, lambda: [encode(PROPOSAL)]),
    Border("certificate", certificate_of, OURS, lambda: list(certificate())),
    Border("signature", verified, (), signature),
)  # fmt: skip


def cross(border: Border, raw: bytes) -> bool:
    """Read `raw`; return whether it was taken.

    Raises:
        AssertionError: the border would write other bytes than it has read.
        Exception: whatever it must not raise.
    """
    try:
        written = border.read(raw)
    except border.raises:
        return False
    assert written is None or written == raw, f"{border.name}: reads {raw!r}, writes {written!r}"
    return True


def seeds() -> Iterator[tuple[Border, bytes]]:
    for border in BORDERS:
        for seed in border.seeds():
            yield border, seed
