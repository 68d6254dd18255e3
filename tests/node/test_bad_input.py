"""What a partner may send that is wrong: a typed answer in three languages, and nothing lost.

Where else the list of bad input is tested:

====================================================  =========================================
bytes outside the canonical form, one by one          tests/core/test_canonical.py, test_act.py
the ladder of a log, one rung at a time               tests/core/test_log.py
sealed messages: seal, signer, version, suite, size   tests/exchange/test_envelope.py
no certificate, an expired one, an unknown key        tests/ops/test_tls.py
bodies too large, truncated, slow                     tests/ops/test_server.py
disk full, locked, corrupted, a second process        tests/ledger/, tests/node/test_crash.py
wrong passphrase                                      tests/ops/test_keystore.py
clock set back                                        tests/ops/test_clock.py, below
packs and YAML                                        tests/framework/
====================================================  =========================================

Here all of it goes through the door of a real node.
"""

import json
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest

from jisr.core.act import ACT_BYTES_MAX, Act, Digest, Kind, Ref, Slug, Under
from jisr.core.case import Standing
from jisr.core.errors import LANGS, JisrError, Refused, Unavailable
from jisr.core.keys import KeyUse
from jisr.core.parts import SALT_BYTES, OpenPart
from jisr.core.proofs import ForkProof
from jisr.core.service import KeyChange, read_erase
from jisr.core.table import ACCEPT_MIGRATION
from jisr.exchange.envelope import seal_message
from jisr.exchange.limits import WIRE_BYTES_MAX
from jisr.exchange.values import Head
from jisr.framework.edition import parse_edition
from jisr.ledger.base import PartState
from jisr.node import compose, content, deliver, destroy, erase
from jisr.node.known import KNOWN
from jisr.node.line import sealer_of
from jisr.node.node import Node
from jisr.node.space import act_of
from jisr.node.wish import Proposal
from tests.framework import packs
from tests.node.forger import INFORMATION, SIG_BYTES, TERMS, Forger, Signed, state
from tests.node.test_two_nodes import ANSWER, REQUEST, act, case_at, opened
from tests.node.world import Pair

FIELDS = {"question": "Is it registered?", "reason": "It was seen twice."}


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)


@pytest.fixture
def forger(pair: Pair) -> Forger:
    opened(pair)
    return Forger(pair)


def form(form: str, fields: dict[str, object], *, name: str | None = None) -> OpenPart:
    raw = json.dumps(
        {"fields": fields, "form": form, "kind": "form"},
        sort_keys=True, separators=(",", ":"), ensure_ascii=False,
    ).encode()  # fmt: skip
    return OpenPart(name=name or form, salt=bytes(SALT_BYTES), content=raw)


def remark(forger: Forger, text: str = "As agreed by telephone.", **more: object) -> Signed:
    part = form("remark", {"remark": text})
    case = forger.space._ledger.after(forger.pair.id, "FR", start=0)[0].id
    note = forger.act(case=case, body={"remark": part.commitment}, **more)
    return forger.add(note, part)


# --- Bytes that are no act, and acts that are not authentic ------------------------------------


def edited(old: str, new: str) -> Callable[[Forger, Signed], Signed]:
    def change(forger: Forger, good: Signed) -> Signed:
        text = good.header.decode()
        assert old in text
        return forger.sign(text.replace(old, new, 1).encode())

    return change


def rewritten(**changes: object) -> Callable[[Forger, Signed], Signed]:
    def change(forger: Forger, good: Signed) -> Signed:
        act = Act.parse(good.header)
        fields = {name: getattr(act, name) for name in act.__slots__}
        return forger.sign(Act(**fields | changes))

    return change


def with_key(party: str, use: KeyUse) -> Callable[[Forger, Signed], Signed]:
    def change(forger: Forger, good: Signed) -> Signed:
        key = forger.pair.keys[party].current(use).fingerprint
        renamed = rewritten(key=key)(forger, good)
        holder = Forger(forger.pair, me=party, to=party)
        return holder.sign(renamed.header, use=use)

    return change


BAD = {
    "signed by nobody": (
        lambda _, good: Signed(good.header, bytes(SIG_BYTES)),
        "core.bad-signature",
    ),
    "another act's signature": (
        lambda forger, good: Signed(good.header, forger.sign(b"another").sig),
        "core.bad-signature",
    ),
    "a key of the other party": (with_key("MA", KeyUse.SIGN), "core.unknown-key"),
    "a key of no party": (rewritten(key="ab" * 32), "core.unknown-key"),
    "a checkpoint key": (with_key("FR", KeyUse.CHECKPOINT), "core.wrong-key-use"),
    "the root key": (with_key("FR", KeyUse.ROOT), "core.wrong-key-use"),
    "a space in the bytes": (edited('{"act":', '{"act": '), "core.not-canonical"),
    "keys out of order": (
        lambda forger, good: forger.sign(
            json.dumps(
                dict(reversed(json.loads(good.header).items())), separators=(",", ":")
            ).encode()
        ),
        "core.not-canonical",
    ),
    "a key twice": (edited('{"act":', '{"act":"remark","act":'), "core.not-canonical"),
    "a float": (edited('"epoch":0', '"epoch":0.0'), "core.outside-profile"),
    "an exponent": (edited('"epoch":0', '"epoch":0e0'), "core.outside-profile"),
    "ten to the four hundredth": (edited('"epoch":0', f'"epoch":1{"0" * 400}'), "core.not-json"),
    "an integer too large": (edited('"epoch":0', f'"epoch":{2**53}'), "core.outside-profile"),
    "Infinity": (edited('"epoch":0', '"epoch":Infinity'), "core.not-json"),
    "NaN": (edited('"epoch":0', '"epoch":NaN'), "core.not-json"),
    "a key that is not ASCII": (edited('"epoch":0', '"épo":0,"epoch":0'), "core.outside-profile"),
    "text that is not ASCII": (edited('"remark"', '"remarqué"'), "core.header-not-ascii"),
    "half a surrogate pair": (edited('"remark"', '"\\ud800"'), "core.not-json"),
    "deep nesting": (edited('"epoch":0', f'"epoch":{"[" * 5000}{"]" * 5000}'), "core.not-json"),
    "nesting of a thousand": (
        edited('"epoch":0', f'"epoch":{"[" * 900}{"]" * 900}'),
        "core.outside-profile",
    ),
    "UTF-16": (
        lambda forger, good: forger.sign(good.header.decode().encode("utf-16")),
        "core.not-json",
    ),
    "a byte order mark": (
        lambda forger, good: forger.sign(b"\xef\xbb\xbf" + good.header),
        "core.not-json",
    ),
    "bytes cut short": (lambda forger, good: forger.sign(good.header[:-9]), "core.not-json"),
    "nothing after the object": (
        lambda forger, good: forger.sign(good.header + b"\n"),
        "core.not-canonical",
    ),
    "a field that is not there": (edited('"kind":"note"', '"kind":"ack"'), "core.wrong-field"),
    "another version": (edited('"v":1}', '"v":2}'), "core.unknown-version"),
    "true for a version": (edited('"v":1}', '"v":true}'), "core.unknown-version"),
    "another space": (rewritten(space="cd" * 32), "core.not-this-log"),
    "another author": (rewritten(author="BE"), "core.not-this-log"),
    "our own name": (rewritten(author="MA"), "core.not-this-log"),
    "another head before it": (rewritten(prev="cd" * 32), "core.chain-broken"),
    "an epoch nobody opened": (rewritten(epoch=7), "core.wrong-epoch"),
    "what it saw, by another id": (
        lambda forger, good: rewritten(
            seen=Ref(author="MA", epoch=0, seq=forger.space.ours.size - 1, id="ef" * 32)
        )(forger, good),
        "core.seen-unknown",
    ),
    "what it saw, backwards": (
        lambda forger, good: rewritten(
            seen=Ref(author="MA", epoch=0, seq=0, id=forger.space.at("MA", 0).id)
        )(forger, good),
        "core.seen-backwards",
    ),
    "what it saw, not written yet": (
        rewritten(seen=Ref(author="MA", epoch=0, seq=500, id="ef" * 32)),
        "core.seen-not-held",
    ),
    "what it saw, of its own": (
        lambda forger, good: rewritten(
            seen=Ref(author="FR", epoch=0, seq=0, id=forger.space.at("FR", 0).id)
        )(forger, good),
        "core.seen-backwards",
    ),
    "a place beyond the next": (
        lambda forger, good: rewritten(seq=Act.parse(good.header).seq + 1)(forger, good),
        "core.gap",
    ),
}


def told(code: str) -> None:
    """A code that people read in three languages."""
    reason = KNOWN[code]
    assert len({getattr(reason, lang) for lang in LANGS}) == len(LANGS)


@pytest.mark.parametrize("what", BAD)
def test_what_is_not_an_authentic_act_is_refused_and_leaves_no_trace(forger: Forger, what: str):
    bad, code = BAD[what]
    forger.send(remark(forger))
    before = state(forger.pair, "MA")
    assert forger.fault(bad(forger, remark(forger))) == code
    assert state(forger.pair, "MA") == before
    told(code)


@pytest.mark.parametrize("what", BAD)
def test_the_good_acts_before_a_bad_one_are_kept_and_the_line_goes_on(forger: Forger, what: str):
    bad, code = BAD[what]
    size = forger.space.theirs.size
    blind = {"seen": None} if what == "what it saw, by another id" else {}
    good = remark(forger, "First.", **blind)
    wrong = bad(forger, remark(forger, "Second."))
    after = remark(forger, "Third.")
    assert forger.fault(good, wrong, after) == code
    assert forger.space.theirs.size == size + 1
    assert forger.victim.ledger.part(good.id, "remark").state is PartState.HELD
    assert forger.fault(remark(forger, "Second, in order.")) is None
    assert forger.space.theirs.size == size + 2


def test_a_batch_out_of_order_is_taken_as_far_as_it_goes(forger: Forger):
    first, second, third = (remark(forger, text) for text in ("One.", "Two.", "Three."))
    assert forger.fault(first, third, second) == "core.gap"
    assert forger.space.theirs.head == first.id
    assert forger.fault(third, second, first=forger.space.theirs.size) == "core.gap"
    assert forger.fault(second, third) is None


def test_a_batch_that_lacks_its_end_is_completed_by_the_next(forger: Forger):
    acts = [remark(forger, f"{n}.") for n in range(5)]
    forger.send(*acts[:3])
    assert forger.fault(*acts[1:], first=forger.space.theirs.size - 2) is None
    assert forger.space.theirs.head == acts[-1].id


def test_a_batch_past_a_gap_is_dropped_and_the_sender_told(forger: Forger):
    late = [remark(forger, f"{n}.") for n in range(3)][-1]
    before = state(forger.pair, "MA")
    assert forger.fault(late, first=forger.space.theirs.size + 2) == "exchange.gap"
    assert state(forger.pair, "MA") == before


def test_a_repeated_batch_changes_nothing(forger: Forger):
    acts = [remark(forger, f"{n}.") for n in range(3)]
    start = forger.space.theirs.size
    forger.send(*acts)
    before = state(forger.pair, "MA")
    assert forger.fault(*acts, first=start) is None
    assert state(forger.pair, "MA") == before


def test_an_act_over_the_limit_is_refused_with_its_message(forger: Forger):
    before = state(forger.pair, "MA")
    huge = forger.sign(b'{"a":"' + b"x" * ACT_BYTES_MAX + b'"}')
    with pytest.raises(JisrError) as refused:
        forger.send(huge)
    assert refused.value.code == "core.wrong-field"
    assert state(forger.pair, "MA") == before


# --- Messages that are not the partner's --------------------------------------------------------


def answered(forger: Forger, raw: bytes) -> str:
    before = state(forger.pair, "MA")
    with pytest.raises(JisrError) as refused:
        deliver.answer(forger.victim, forger.pair.id, forger.pair.lines["MA"], raw)
    assert state(forger.pair, "MA") == before
    assert len({refused.value.text(lang) for lang in LANGS}) == len(LANGS)
    return refused.value.code


def test_a_message_that_is_not_the_partners_is_refused_and_leaves_no_trace(forger: Forger):
    message = forger.message([remark(forger)])
    raw = forger.seal(message)
    assert answered(forger, b"") == "exchange.no-first-line"
    assert answered(forger, raw.decode("latin-1").encode("utf-16")) == "exchange.no-first-line"
    assert answered(forger, raw[:-1]) == "exchange.wrong-seal"
    assert answered(forger, raw[:-1] + bytes([raw[-1] ^ 1])) == "exchange.wrong-seal"
    assert answered(forger, bytes(WIRE_BYTES_MAX + 1)) == "core.too-large"
    assert answered(forger, raw.replace(b"jisr/1", b"jisr/2", 1)) == "exchange.unknown-version"
    assert answered(forger, raw.replace(b"aes256gcm", b"rot13", 1)) == "exchange.unknown-suite"
    own = Forger(forger.pair, me="MA", to="FR")
    assert answered(forger, own.seal(own.message())) == "exchange.wrong-seal-key"
    assert deliver.answer(forger.victim, forger.pair.id, forger.pair.lines["MA"], raw)
    assert answered(forger, raw) == "exchange.replayed"


def test_a_message_signed_by_the_wrong_key_is_refused(forger: Forger):
    pair = forger.pair
    ma = sealer_of(pair.nodes["FR"], pair.space("FR"), pair.lines["FR"])
    stranger = pair.keys["FR"].renew(KeyUse.SIGN)  # Announced to nobody.
    for key, code in ((stranger.fingerprint, "exchange.wrong-signer"),):
        sealer = type(ma)(
            sign=lambda message, key=key: pair.keys["FR"].sign(KeyUse.SIGN, message, key=key),
            sign_key=key,
            seal=ma.seal,
            seal_key=ma.seal_key,
        )
        assert answered(forger, seal_message(forger.message(), sealer)) == code


def test_a_claim_to_hold_what_we_never_wrote_stops_our_writing(forger: Forger):
    size = forger.space.ours.size
    forger.send(yours=Head(epoch=0, size=size + 5, id=Digest("ab" * 32)))
    with pytest.raises(Unavailable) as refused:
        compose.open_case(forger.victim, forger.pair.id, INFORMATION, REQUEST)
    assert refused.value.code == "node.claimed-to-lack"
    # It is a claim: what our desks have, they can still read.
    [part] = forger.victim.ledger.parts(first_case(forger))
    assert content.open_part(forger.victim, forger.space, part) is not None


# --- Forks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("together", [True, False])
def test_a_fork_is_proved_and_stops_the_space_also_within_one_batch(forger: Forger, together: bool):
    size = forger.space.theirs.size
    first = remark(forger, "Yes.")
    forger.made.clear()
    rival = remark(forger, "No.")
    if together:
        assert forger.fault(first, rival) == "core.forked"
    else:
        assert forger.fault(first) is None
        assert forger.fault(rival, first=size) == "core.forked"
    assert forger.space.theirs.head == first.id
    assert forger.victim.ledger.part(first.id, "remark").state is PartState.HELD
    [raw] = forger.victim.ledger.proofs(forger.pair.id)
    assert ForkProof.parse(raw).check(verify=forger.victim.world.verify).seq == size
    before = state(forger.pair, "MA")
    assert forger.fault(remark(forger)) == "node.space-stopped"
    with pytest.raises(Refused) as refused:
        act(forger.pair, "MA", first_case(forger), "answer", fields=ANSWER.fields)
    assert refused.value.code == "node.space-stopped"
    assert state(forger.pair, "MA") == before


def test_a_fork_with_a_key_added_in_the_same_batch_is_proved(forger: Forger):
    new = forger.pair.keys["FR"].renew(KeyUse.SIGN)
    root = forger.pair.keys["FR"].current(KeyUse.ROOT).fingerprint
    change = KeyChange(add=new, ground=Slug("rotation")).to_wire()
    added = forger.add(forger.act(kind=Kind.KEY, key=root, detail=change), use=KeyUse.ROOT)
    first = remark(forger, "Yes.")
    forger.made.pop()
    rival = remark(forger, "No.")
    old = next(key for key in forger.space.theirs.keys.values() if key.record.use is KeyUse.SIGN)
    message = forger.message([added, first, rival])
    line = forger.pair.lines["FR"]
    sealer = sealer_of(forger.pair.nodes["FR"], forger.pair.space("FR"), line)
    assert sealer.sign_key == old.record.fingerprint
    deliver.answer(
        forger.victim, forger.pair.id, forger.pair.lines["MA"], seal_message(message, sealer)
    )
    [raw] = forger.victim.ledger.proofs(forger.pair.id)
    proof = ForkProof.parse(raw).check(verify=forger.victim.world.verify)
    assert proof.seq == Act.parse(first.header).seq


def first_case(forger: Forger) -> Digest:
    return forger.victim.ledger.after(forger.pair.id, "FR", start=0)[0].id


# --- Authentic, and not its author's right: kept, void, without effect --------------------------


def move(forger: Forger, name: str, **changes: object) -> Act:
    case = first_case(forger)
    folded = case_at(forger.pair, "MA", case)
    plain = {"kind": Kind.MOVE, "case": case, "act": Slug(name), "on": folded.root.ref}
    return forger.act(**plain | changes)


UNKNOWN = Digest("99" * 32)


def ack_id(forger: Forger) -> Digest:
    entries = forger.victim.ledger.after(forger.pair.id, "MA", start=0)
    return next(entry.id for entry in entries if entry.kind is Kind.ACK)


VOID = {
    "not your turn": (lambda f: move(f, "answer"), "core.not-your-turn"),
    "no such clause": (lambda f: move(f, "abolish"), "core.not-your-clause"),
    "not yet overdue": (lambda f: move(f, "close-for-silence"), "core.not-yet-overdue"),
    "not on the tip": (
        lambda f: move(f, "withdraw", on=Ref(author="FR", epoch=0, seq=0, id=UNKNOWN)),
        "core.not-on-tip",
    ),
    "terms nobody declared": (
        lambda f: move(f, "withdraw", terms={"mood": "bad"}),
        "core.wrong-terms",
    ),
    "a migration nobody proposed": (
        lambda f: move(
            f, ACCEPT_MIGRATION, under=Under(framework=f.space.edition(), procedure=INFORMATION)
        ),
        "core.not-proposed",
    ),
    "a migration to an unknown edition": (
        lambda f: move(f, ACCEPT_MIGRATION, under=Under(framework=UNKNOWN, procedure=INFORMATION)),
        "core.edition-not-in-force",
    ),
    "an edition under another name": (
        lambda f: move(f, "withdraw", under=Under(framework=UNKNOWN, procedure=INFORMATION)),
        "core.not-your-clause",
    ),
    "a case that does not exist": (
        lambda f: move(f, "withdraw", case=UNKNOWN),
        "core.no-such-case",
    ),
    "a case that is an acknowledgement": (
        lambda f: move(f, "withdraw", case=ack_id(f)),
        "core.no-such-case",
    ),
    "a note on no case": (lambda f: f.act(case=UNKNOWN), "core.no-such-case"),
    "a note that is none": (
        lambda f: f.act(case=first_case(f), act=Slug("shout")),
        "core.not-your-clause",
    ),
    "a note without its form": (lambda f: f.act(case=first_case(f)), "core.form-missing"),
    "an unknown procedure": (
        lambda f: f.opening(under=Under(framework=f.space.edition(), procedure=Slug("barter"))),
        "core.unknown-procedure",
    ),
    "an unknown edition": (
        lambda f: f.opening(under=Under(framework=UNKNOWN, procedure=INFORMATION)),
        "core.edition-not-in-force",
    ),
    "a second case zero": (
        lambda f: f.opening(
            under=Under(framework=f.space.edition(), procedure=Slug("framework-revision")),
            act=Slug("found"),
            terms={},
        ),
        "core.unknown-procedure",
    ),
    "an opening that is none": (lambda f: f.opening(act=Slug("answer")), "core.not-your-clause"),
    "an opening without its terms": (lambda f: f.opening(terms={}), "core.wrong-terms"),
    "an opening without its form": (lambda f: f.opening(), "core.form-missing"),
    "a move of case zero out of turn": (
        lambda f: move(f, "accept", case=f.pair.id, on=f.space.zero.case.root.ref),
        "core.not-your-clause",
    ),
    "a proposal without an edition": (
        lambda f: move(f, "propose", case=f.pair.id, on=f.space.zero.case.root.ref),
        "core.wrong-terms",
    ),
    "a closure without a year": (
        lambda f: f.act(case=f.pair.id, act=Slug("announce-closure")),
        "core.wrong-terms",
    ),
}


@pytest.mark.parametrize("what", VOID)
def test_an_act_its_author_had_no_right_to_is_kept_and_void(forger: Forger, what: str):
    make, code = VOID[what]
    case = first_case(forger)
    before = case_at(forger.pair, "MA", case)
    made = forger.sign(make(forger))
    size = forger.space.ours.size
    assert forger.fault(made) is None
    row = forger.victim.work.views.act(forger.pair.id, made.id)
    assert row is not None
    assert row.void == code
    assert row.standing is Standing.VOID
    after = case_at(forger.pair, "MA", case)
    assert after.tip.id == before.tip.id
    assert not forger.victim.work.effects.of_case(forger.pair.id, made.id)
    # It is acknowledged like any other, and nothing of ours is void.
    ours = forger.victim.ledger.after(forger.pair.id, "MA", start=size)
    assert [entry.kind for entry in ours] == [Kind.ACK]
    told(code)


@pytest.mark.parametrize("what", VOID)
def test_the_content_of_a_void_act_draws_no_void_act_of_ours(forger: Forger, what: str):
    make, _ = VOID[what]
    part = form("remark", {"remark": "Beside the point."})
    act = make(forger)
    fields = {name: getattr(act, name) for name in act.__slots__}
    made = forger.sign(Act(**fields | {"body": {"remark": part.commitment}}), part)
    size = forger.space.ours.size
    assert forger.fault(made) is None
    for entry in forger.victim.ledger.after(forger.pair.id, "MA", start=size):
        if entry.kind is Kind.NOTE:
            row = forger.victim.work.views.act(forger.pair.id, entry.id)
            assert row.void is None
    resting = state(forger.pair, "MA")
    forger.pair.start("MA")
    assert state(forger.pair, "MA") == resting


OURS = {
    "answer": "core.not-your-turn",
    "abolish": "core.not-your-clause",
    "close-for-silence": "core.not-yet-overdue",
    "accept-migration": "core.not-your-clause",
}


@pytest.mark.parametrize("name", OURS)
def test_what_would_be_void_of_ours_is_refused_and_not_written(forger: Forger, name: str):
    before = state(forger.pair, "FR")
    with pytest.raises(Refused) as refused:
        act(forger.pair, "FR", first_case(forger), name)
    assert refused.value.code == OURS[name]
    assert state(forger.pair, "FR") == before
    told(OURS[name])


def test_openings_of_ours_that_would_be_void_are_refused_and_not_written(forger: Forger):
    node, id = forger.victim, forger.pair.id
    before = state(forger.pair, "MA")
    send = Proposal(act=Slug("send"), terms=TERMS, fields=FIELDS)
    found = Proposal(act=Slug("found"))
    for procedure, proposal, code in (
        ("barter", send, "core.unknown-procedure"),
        ("framework-revision", found, "core.unknown-procedure"),
        ("information-request", Proposal(act=Slug("answer"), terms=TERMS), "core.not-your-clause"),
        (
            "information-request",
            Proposal(act=Slug("send"), terms=TERMS),
            "safeguards.p12-incomplete",
        ),
    ):
        with pytest.raises(Refused) as refused:
            compose.open_case(node, id, Slug(procedure), proposal)
        assert refused.value.code == code
    for case, code in ((UNKNOWN, "node.unknown-case"), (ack_id(forger), "node.unknown-case")):
        with pytest.raises(Refused) as refused:
            compose.act(node, id, case, Proposal(act=Slug("answer")))
        assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        compose.open_case(node, UNKNOWN, INFORMATION, send)
    assert refused.value.code == "node.unknown-space"
    assert state(forger.pair, "MA") == before


# --- Clocks -------------------------------------------------------------------------------------


def test_a_clock_set_back_writes_nothing_and_loses_nothing(forger: Forger):
    pair = forger.pair
    forger.send(remark(forger))
    pair.clock.wait(hours=-2)
    before = state(pair, "MA")
    with pytest.raises(Unavailable) as refused:
        act(pair, "MA", first_case(forger), "answer", fields=ANSWER.fields)
    assert refused.value.code == "node.clock-behind"
    assert state(pair, "MA") == before
    # What the partner sends is still taken and acknowledged, at the log's own last instant.
    assert forger.fault(remark(forger)) is None
    log = forger.victim.ledger.after(pair.id, "MA", start=0)
    times = [Act.parse(entry.header).at for entry in log]
    assert times == sorted(times)
    pair.clock.wait(hours=3)
    act(pair, "MA", first_case(forger), "answer", fields=ANSWER.fields)


def test_an_act_dated_before_the_one_it_follows_is_taken_and_shown(forger: Forger):
    forger.send(remark(forger))
    assert not forger.victim.work.partners.alarms()
    earlier = forger.pair.clock() - timedelta(days=3)
    back = forger.add(forger.act(case=forger.pair.id, at=earlier))
    on = forger.add(forger.act(case=forger.pair.id))
    assert forger.fault(back, on) is None
    [alarm] = forger.victim.work.partners.alarms()
    seq = forger.victim.ledger.find(back.id).seq
    assert (alarm.reason.code, alarm.facts) == ("node.clock-backwards", {"seq": seq})
    assert forger.victim.ledger.find(on.id) is not None


def test_clocks_that_differ_are_shown(pair: Pair):
    opened(pair)
    node = pair.nodes["FR"]
    asked = deliver.ask(node, pair.id, pair.lines["FR"])
    pair.clock.at += timedelta(hours=1)
    raw = deliver.answer(pair.nodes["MA"], pair.id, pair.lines["MA"], asked.raw)
    pair.clock.at -= timedelta(hours=1)
    deliver.heard(node, pair.id, pair.lines["FR"], raw, asked.message)
    assert [a.reason.code for a in node.work.partners.alarms()] == ["node.clocks-differ"]


# --- Erasing ------------------------------------------------------------------------------------


RETENTION = Slug("retention-expired")


def refused_erasure(node: Node, forger: Forger, parts: Sequence[Digest], ground: Slug) -> str:
    before = state(forger.pair, "MA"), state(forger.pair, "FR")
    with pytest.raises(Refused) as refused:
        erase.erase(node, forger.pair.id, parts, ground)
    assert (state(forger.pair, "MA"), state(forger.pair, "FR")) == before
    return refused.value.code


@pytest.mark.parametrize("ground", ["confirmed", "because", "retention"])
def test_nothing_is_erased_on_a_ground_that_the_framework_does_not_list(
    forger: Forger, ground: str
):
    node = forger.victim
    parts = [part.commitment for part in node.ledger.parts(first_case(forger))]
    assert refused_erasure(node, forger, parts, Slug(ground)) == "node.ground-not-listed"


@pytest.mark.parametrize("ground", [destroy.CONFIRMED, destroy.SAID_AGAIN])
def test_what_a_node_alone_says_is_no_ground_for_people_even_where_a_framework_lists_it(
    ground: Slug,
):
    path, listed = "common/codes/erasure-grounds.yaml", "values:\n"
    files = packs.edited(path, listed, f"{listed}  {ground}: {{ar: س, fr: s, en: s}}\n")
    pair = Pair(light=True, framework=parse_edition(files, pack="ma-fr"))
    opened(pair)
    forger = Forger(pair)
    node = forger.victim
    parts = [part.commitment for part in node.ledger.parts(first_case(forger))]
    assert refused_erasure(node, forger, parts, ground) == "node.ground-not-listed"


@pytest.mark.parametrize("ground", ["confirmed", "because"])
def test_an_erasure_of_the_partner_is_carried_out_and_its_strange_ground_shown(
    forger: Forger, ground: str
):
    case = first_case(forger)
    node = forger.victim
    gone = [part.commitment for part in node.ledger.parts(case)]
    detail = {"ground": ground, "parts": sorted(gone)}
    said = forger.add(forger.act(kind=Kind.ERASE, detail=detail))
    assert forger.fault(said) is None
    assert {part.state for part in node.ledger.parts(case)} == {PartState.ERASED}
    assert destroy.said_by(node, forger.space, gone[0]).id == said.id
    ours = node.ledger.of_kind(forger.pair.id, forger.to, Kind.ERASE)
    assert len(ours) == (0 if ground == "confirmed" else 1), "what confirms is not confirmed"
    alarms = [(alarm.reason.code, alarm.facts) for alarm in node.work.partners.alarms()]
    seq = node.ledger.find(said.id).seq
    expected = ("node.erased-without-ground", {"seq": seq})
    assert alarms == ([expected] if ground == "because" else [])


def test_who_erased_first_stays_on_record(forger: Forger):
    pair, case = forger.pair, first_case(forger)
    parts = [part.commitment for part in pair.nodes["FR"].ledger.parts(case)]
    assert destroy.said_by(pair.nodes["FR"], pair.space("FR"), parts[0]) is None
    id = erase.erase(pair.nodes["FR"], pair.id, parts, RETENTION)
    pair.sync()
    for party, node in pair.nodes.items():
        assert destroy.said_by(node, pair.space(party), parts[0]).id == id
        assert not node.work.partners.alarms()


def test_one_act_erases_only_so_many_parts(forger: Forger, monkeypatch: pytest.MonkeyPatch):
    case = first_case(forger)
    forger.send(note := remark(forger))
    node = forger.victim
    parts = [part.commitment for id in (case, note.id) for part in node.ledger.parts(id)]
    assert len(parts) == 2
    monkeypatch.setattr(erase, "ERASED_MAX", 1)
    with pytest.raises(Refused) as refused:
        erase.erase(node, forger.pair.id, parts, RETENTION)
    assert refused.value.code == "node.unknown-part"


def test_of_parts_some_of_which_are_erased_only_the_others_are_named(forger: Forger):
    pair, case = forger.pair, first_case(forger)
    note = remark(forger)
    forger.send(note)
    node = forger.victim
    [old] = [part.commitment for part in node.ledger.parts(case)]
    erase.erase(node, pair.id, [old], RETENTION)
    new = note.parts[0].commitment
    id = erase.erase(node, pair.id, [old, new, new], RETENTION)
    entry = node.ledger.find(id)
    assert read_erase(act_of(entry).detail).parts == (new,)
    assert refused_erasure(node, forger, [old, new], RETENTION) == "node.already-erased"


def test_a_second_erase_destroys_nothing_more_and_a_strange_one_is_refused(forger: Forger):
    pair, case = forger.pair, first_case(forger)
    node = pair.nodes["FR"]
    gone = [part.commitment for part in node.ledger.parts(case)]
    erase.erase(node, pair.id, gone, Slug("retention-expired"))
    pair.sync()
    assert refused_erasure(pair.nodes["MA"], forger, gone, RETENTION) == "node.already-erased"
    for parts in ([], [UNKNOWN], [*gone, UNKNOWN]):
        assert refused_erasure(pair.nodes["MA"], forger, parts, RETENTION) == "node.unknown-part"


def test_an_erase_of_what_is_not_here_is_kept_and_does_nothing(forger: Forger):
    detail = {"ground": "retention-expired", "parts": [UNKNOWN]}
    size = forger.space.ours.size
    assert forger.fault(forger.sign(forger.act(kind=Kind.ERASE, detail=detail))) is None
    ours = forger.victim.ledger.after(forger.pair.id, "MA", start=size)
    assert [entry.kind for entry in ours] == [Kind.ACK]
