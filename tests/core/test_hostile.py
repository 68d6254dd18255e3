"""A hostile author: whatever it signs, only our own errors come back, and all views agree.

One party is honest.  The other signs any act on any move, with any claim of what it saw, any
terms, any clock, and forks at will.  An auditor is given the same acts in another order.
"""

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest

from jisr.core import reasons
from jisr.core.act import Kind, Slug
from jisr.core.case import Case, Standing, ref_of
from jisr.core.dsse import Envelope
from jisr.core.errors import JisrError
from jisr.core.keys import KeyUse
from jisr.core.log import Forked, Placed
from jisr.core.proofs import ForkProof
from jisr.core.service import Erase, KeyChange, Prune, Restart
from tests.core.kit import (
    EDITION,
    FOUNDING,
    FR,
    MA,
    NOWHERE,
    SECOND,
    SPACE,
    START,
    THIRD,
    Node,
    ack_detail,
    deliver,
    enveloped,
    key,
    light_verify,
    next_act,
    record,
    sign,
    signed_founding,
    under,
)

SEEDS = range(120)
STEPS = 45
CLAUSES = ["ask", "answer", "refuse", "withdraw", "lapse", "accept", "contest", "recall",
           "propose", "decline", "remark", "announce-closure", "opened", "content-refused",
           "propose-migration", "accept-migration", "unheard-of"]  # fmt: skip


class Hostile:
    """FR is honest; MA, hostile, holds all FR has sent and writes what chance says."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.fr, self.ma = Node(FR), Node(MA)
        self.case = self.fr.open()
        deliver(self.fr, self.ma)
        self.settled = []
        self.codes = Counter()

    # what it signs

    def act(self):
        rng, ma = self.rng, self.ma
        kind = rng.choice([*Kind, Kind.MOVE, Kind.MOVE, Kind.NOTE])
        act = next_act(ma.ours, ma.theirs, kind, seen=self.seen(), **self.content(kind))
        return replace(act, **self.spoilt()) if rng.random() < 0.15 else act

    def seen(self):
        """Any claim that a ladder could take: monotone, and of what is really there."""
        low, high = self.ma.ours.saw, len(self.fr.acts[FR])
        if self.rng.random() < 0.4 or low >= high:
            return None
        return ref_of(self.fr.acts[FR][self.rng.randrange(low, high)])

    def content(self, kind):
        rng = self.rng
        content = {"at": START + timedelta(hours=rng.randint(-500, 500))}
        if kind is Kind.OPEN:
            return content | {"act": self.clause(), "under": self.under()}
        if kind in (Kind.MOVE, Kind.NOTE):
            content |= {"case": rng.choice([self.case, SPACE, NOWHERE]), "act": self.clause()}
            content |= {"terms": self.terms()}
            content |= {"under": self.under()} if rng.random() < 0.2 else {}
            return content | ({"on": self.on()} if kind is Kind.MOVE else {})
        details = {
            Kind.ACK: lambda: ack_detail(self.ma.ours, self.ma.theirs),
            Kind.KEY: self.key_change,
            Kind.RESTART: Restart(ground=Slug("theft")).to_wire,
            Kind.ERASE: Erase(parts=(NOWHERE,), ground=Slug("term")).to_wire,
            Kind.PRUNE: Prune(upto=(self.any_ref(FR), self.any_ref(MA))).to_wire,
        }
        content["detail"] = details[kind]() if rng.random() < 0.9 else {"x": 1}
        if kind is Kind.RESTART:
            content["epoch"] = self.ma.ours.epoch + rng.randint(0, 2)
        return content

    def clause(self):
        return Slug(self.rng.choice(CLAUSES))

    def under(self):
        edition = self.rng.choice([EDITION, SECOND, THIRD])
        return under(edition, self.rng.choice(["request", "framework-revision", "unheard-of"]))

    def terms(self):
        strange = [{"edition": 7}, {"days": ("x",)}, {"year": "2026"}]
        closures = {"year": 2026, "days": ("2026-07-30",)}
        return self.rng.choice([{}, {}, {"edition": SECOND}, closures, *strange])

    def on(self):
        if self.rng.random() < 0.5:
            return self.ma.tip(self.case)
        acts = [held for held in self.ma.all() if held.act.kind in (Kind.OPEN, Kind.MOVE)]
        choices = [ref_of(held) for held in acts] + [self.fr.zero().case.root.ref]
        ref = self.rng.choice(choices)
        return replace(ref, epoch=3) if self.rng.random() < 0.05 else ref

    def any_ref(self, party):
        held = self.fr.acts[party]
        if not held:
            return replace(self.fr.zero().case.root.ref, author=party)
        return ref_of(self.rng.choice(held))

    def key_change(self):
        rng = self.rng
        name = rng.choice(["first", "second", "third"])
        use = rng.choice([KeyUse.SEAL, KeyUse.TLS, KeyUse.ROOT, KeyUse.CHECKPOINT])
        if rng.random() < 0.7:
            return KeyChange(ground=Slug("g"), add=record(MA, use, name)).to_wire()
        return KeyChange(ground=Slug("g"), revoke=key(MA, use, name)).to_wire()

    def spoilt(self):
        """One field of the header as no honest author would write it."""
        return self.rng.choice([
            {"prev": NOWHERE}, {"seq": self.ma.ours.size + 1}, {"space": NOWHERE},
            {"epoch": 9}, {"key": key(MA, name="stranger")}, {"key": key(FR)},
            {"key": key(MA, KeyUse.CHECKPOINT)}, {"seen": self.any_ref(FR)},
            {"seen": replace(self.any_ref(FR), id=NOWHERE)},
            {"seen": replace(self.any_ref(FR), epoch=4)},
            {"seen": replace(self.any_ref(FR), seq=10_000)},
        ])  # fmt: skip

    # what happens

    def step(self):
        chance = self.rng.random()
        if chance < 0.3:
            self.honest()
        elif chance < 0.8:
            self.attack()
        elif self.ma.ours.size:
            self.fork()
        self.check()

    def honest(self):
        """FR writes what it may, or acknowledges; MA gets it."""
        folded = self.fr.case(self.case)
        state = folded.tip.table.states.get(folded.tip.state)
        side = folded.root.side(FR)
        mine = [act for (by, act), c in state.clauses.items() if by is side and not c.late] \
            if state else []  # fmt: skip
        if mine and self.rng.random() < 0.6:
            held = self.fr.move(self.case, self.rng.choice(sorted(mine)))
            assert self.fr.standing(held) == "provisional"
        else:
            self.fr.ack()
        deliver(self.fr, self.ma)

    def attack(self):
        act = self.act()
        raw_signature = sign(act) if self.rng.random() < 0.95 else b"forged"
        before = dict(self.fr.logs)
        try:
            outcome = self.fr.take(act, raw_signature)
        except JisrError as error:
            self.codes[error.code] += 1
            assert self.fr.logs == before
            return
        self.codes[type(outcome).__name__] += 1
        if isinstance(outcome, Placed):
            self.ma.take(act, raw_signature)

    def fork(self):
        held = self.rng.choice(self.ma.acts[MA]).act
        rival = replace(held, at=held.at + timedelta(seconds=1))
        if self.rng.random() < 0.3:
            rival = replace(rival, epoch=max(0, held.epoch + self.rng.choice([-1, 1])))
        try:
            outcome = self.fr.take(rival)
        except JisrError as error:
            self.codes[error.code] += 1
            return
        self.codes[type(outcome).__name__] += 1
        if isinstance(outcome, Forked):
            assert self.proof(held, rival).check(verify=light_verify) == held

    def proof(self, held, rival):
        keys = [enveloped(h.act) for h in self.ma.acts[MA] if h.act.kind is Kind.KEY]
        founding = Envelope.parse(
            signed_founding().encode(),
            payload_type=signed_founding().payload_type,
            bytes_max=100_000,
        )
        return ForkProof(
            founding=founding, keys=tuple(keys), held=enveloped(held), rival=enveloped(rival)
        )

    def check(self):
        """What was settled stays, and nothing of the honest party is void."""
        folded = self.fr.case(self.case)
        settled = [node.id for node in folded.path[: folded.settled]]
        assert settled[: len(self.settled)] == self.settled
        self.settled = settled
        for verdict in folded.verdicts.values():
            assert verdict.held.act.author == MA or verdict.standing is not Standing.VOID
        self.fr.zero()

    def audit(self):
        """Somebody else gets the same acts, in any order that waits for what was seen."""
        auditor = Node(FR)
        todo = {party: list(self.fr.acts[party]) for party in FOUNDING.parties}
        while any(todo.values()):
            party = self.rng.choice([p for p in todo if todo[p]])
            held = todo[party][0]
            if held.saw <= auditor.logs[FOUNDING.other(party)].size:
                assert isinstance(auditor.take(held.act), Placed)
                todo[party].pop(0)
        return auditor


def outcomes(node):
    """Every case of a node: folded, or the reason why its opening is void."""
    found = {}
    for held in node.all():
        if held.act.kind is Kind.OPEN:
            root = node.root(held.id)
            found[held.id] = root.code if hasattr(root, "code") else node.case(held.id)
    return found | {SPACE: node.zero()}


@cache
def played(seed):
    """A story of one seed, and how often each outcome and each reason came up in it."""
    world = Hostile(seed)
    for _ in range(STEPS):
        world.step()
    told = Counter(world.codes)
    for case in outcomes(world.fr).values():
        if isinstance(case, Case):
            told.update(v.reason.code for v in case.verdicts.values() if v.reason)
    return world, told


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_a_hostile_party_signs_all_views_agree(seed):
    world, _ = played(seed)
    assert outcomes(world.audit()) == outcomes(world.fr)


def test_the_attacks_reached_what_they_aim_at():
    """A hostile party that is always stopped at the door tests nothing."""
    told = {code for seed in SEEDS for code in played(seed)[1]}
    aimed_at = [
        reasons.BAD_SIGNATURE,
        reasons.CASE_ENDED,
        reasons.CHAIN_BROKEN,
        reasons.GAP,
        reasons.KEY_NOT_CHANGED,
        reasons.NOT_ON_TIP,
        reasons.NOT_THIS_LOG,
        reasons.NOT_YOUR_CLAUSE,
        reasons.NOT_YOUR_TURN,
        reasons.RESTART_FORGOT,
        reasons.SEEN_BACKWARDS,
        reasons.SEEN_NOT_HELD,
        reasons.SEEN_UNKNOWN,
        reasons.UNKNOWN_KEY,
        reasons.WRONG_CHECKPOINT,
        reasons.WRONG_EPOCH,
        reasons.WRONG_FIELD,
        reasons.WRONG_KEY_USE,
        reasons.WRONG_TERMS,
    ]
    assert {"Placed", "Straggler", "Forked", *(reason.code for reason in aimed_at)} <= told
