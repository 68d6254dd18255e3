"""The ladder of log.md, written down once more and climbed beside ours by all that comes.

`Model` holds of a log what the page says must be remembered, and judges by the page's order.  What
is sent are the acts of a party that restarts, changes its keys and loses its memory, in any order,
and the same acts with one field of them wrong.
"""

from contextlib import suppress
from dataclasses import dataclass, field, replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from jisr.core import merkle
from jisr.core.act import Act, Kind, Ref, Slug, act_id
from jisr.core.errors import JisrError
from jisr.core.keys import KeyUse
from jisr.core.log import Fence, Forked, Known, Placed, Straggler
from jisr.core.service import KeyChange, read_ack
from tests.core.kit import (
    FOUNDING,
    FR,
    MA,
    NOWHERE,
    SPACE,
    Node,
    ack_detail,
    key,
    next_act,
    record,
    sign,
)
from tests.counts import count_from

RUNS = count_from("PROOF_MACHINE_RUNS", 15)
GROUND = Slug("yearly")
ROOT_KINDS = {Kind.KEY, Kind.RESTART, Kind.PRUNE}


@dataclass
class Model:
    """What must be remembered of a log to judge its next act."""

    author: str
    other: "Model | None" = None
    epoch: int = 0
    saw: int = 0
    fence: Fence | None = None
    acts: list[tuple[int, str]] = field(default_factory=list)  # Epoch and id, by position.
    keys: dict[str, tuple[KeyUse, bool]] = field(default_factory=dict)  # Use, and if it stands.

    def __post_init__(self):
        founder = FOUNDING.founder(self.author)
        for one in (founder.root, *founder.keys):
            self.keys[one.fingerprint] = (one.use, True)

    def judge(self, act: Act, signature: bytes) -> str:
        """The outcome, by LOG-3 to LOG-12 in their order: a word for it, or the refusal's code."""
        id, size = act_id(act.encode()), len(self.acts)
        if act.seq < size:
            epoch, held = self.acts[act.seq]
            if held == id:
                return "known"
            if act.epoch < epoch:
                return "straggler"
            return self.unproven(act, signature) or (
                "core.restart-forgot" if act.epoch > epoch else "fork"
            )
        if act.epoch < self.epoch:
            return "straggler"
        if act.seq > size:
            return "core.gap"
        if act.prev != (self.acts[-1][1] if self.acts else SPACE):
            return "core.chain-broken"
        if (act.epoch > self.epoch) is not (act.kind is Kind.RESTART):
            return "core.wrong-epoch"
        return self.unproven(act, signature) or self.seen(act) or self.served(act) or "placed"

    def unproven(self, act: Act, signature: bytes) -> str:
        if act.key not in self.keys:
            return "core.unknown-key"
        use, stands = self.keys[act.key]
        if not stands:
            return "core.revoked-key"
        if use is not (KeyUse.ROOT if act.kind in ROOT_KINDS else KeyUse.SIGN):
            return "core.wrong-key-use"
        return "" if signature == sign(act) else "core.bad-signature"

    def seen(self, act: Act) -> str:
        if act.seen is None:
            return ""
        if act.seen.author != self.other.author or act.seen.seq < self.saw:
            return "core.seen-backwards"
        if act.seen.seq >= len(self.other.acts):
            return "core.seen-not-held"
        epoch, id = self.other.acts[act.seen.seq]
        if id == act.seen.id:
            return ""
        return "straggler" if epoch != act.seen.epoch else "core.seen-unknown"

    def served(self, act: Act) -> str:
        if act.kind is Kind.KEY:
            add, revoke = act.detail.get("add"), act.detail.get("revoke")
            known = self.keys.get(revoke)
            if add is not None:
                known = (
                    KeyUse.SIGN,
                    record(MA, KeyUse.SIGN, added(act)).fingerprint not in self.keys,
                )
            return (
                "" if known and known[1] and known[0] is not KeyUse.ROOT else "core.key-not-changed"
            )
        if act.kind is Kind.ACK:
            ack = read_ack(act.detail)
            leaves = [merkle.leaf_hash(id) for _, id in self.acts]
            true = ack.checkpoint.size == len(self.acts)
            true = true and ack.checkpoint.root == merkle.root_of(leaves).hex()
            saw = act.seen.seq + 1 if act.seen else self.saw
            if not true or (ack.cosigned is not None and ack.cosigned.size != saw):
                return "core.wrong-checkpoint"
        return ""

    def take(self, act: Act) -> None:
        self.acts.append((act.epoch, act_id(act.encode())))
        self.epoch = act.epoch
        self.saw = act.seen.seq + 1 if act.seen else self.saw
        if act.kind is Kind.RESTART and (self.fence is None or self.fence.epoch <= act.epoch):
            self.fence = Fence(epoch=act.epoch, seq=act.seq)
        if act.kind is Kind.KEY and "add" in act.detail:
            self.keys[record(MA, KeyUse.SIGN, added(act)).fingerprint] = (KeyUse.SIGN, True)
        elif act.kind is Kind.KEY:
            use, _ = self.keys[act.detail["revoke"]]
            self.keys[act.detail["revoke"]] = (use, False)


NAMES = ("second", "third")


def added(act: Act) -> str:
    """The name of the key that an act adds."""
    return next(n for n in NAMES if record(MA, KeyUse.SIGN, n).to_wire() == act.detail["add"])


def word(outcome) -> str:
    kinds = {Placed: "placed", Known: "known", Straggler: "straggler", Forked: "fork"}
    return kinds[type(outcome)]


STRANGER = key(MA, KeyUse.SIGN, "of nobody's")
PLACES = st.one_of(st.integers(-4, -1), st.integers(0, 40))  # The last ones, or any.
WRONG = {
    "seq": lambda act, n: replace(act, seq=max(0, act.seq + n)),
    "prev": lambda act, n: replace(act, prev=NOWHERE),
    "epoch": lambda act, n: replace(act, epoch=max(0, act.epoch + n)),
    "key": lambda act, n: replace(act, key=key(MA, tuple(KeyUse)[n % 4]) if n > -2 else STRANGER),
    "seen": lambda act, n: replace(
        act, seen=Ref(author=MA if n == 3 else FR, epoch=n % 2, seq=abs(n), id=NOWHERE)
    ),
    "seen's id": lambda act, n: (
        replace(act, seen=replace(act.seen, id=NOWHERE)) if act.seen else act
    ),
    "seen's epoch": lambda act, n: (
        replace(act, seen=replace(act.seen, epoch=abs(n), id=NOWHERE)) if act.seen else act
    ),
    "unseen": lambda act, n: replace(act, seen=None),
    "case": lambda act, n: replace(act, case=SPACE) if act.case else act,
}


class Ladder(RuleBasedStateMachine):
    """MA writes, FR judges, and the model says what FR must find."""

    @initialize()
    def begin(self):
        self.ma, self.fr = Node(MA), Node(FR)
        self.models = {party: Model(party) for party in (MA, FR)}
        self.models[MA].other, self.models[FR].other = self.models[FR], self.models[MA]
        self.made: list[tuple[Act, bytes]] = []
        self.memory = self.remembered()
        self.signer = key(MA)

    def remembered(self):
        return dict(self.ma.logs), {party: list(acts) for party, acts in self.ma.acts.items()}

    def put(self, kind, **changes):
        act = next_act(self.ma.ours, self.ma.theirs, kind, **changes)
        self.made.append((act, sign(act)))
        try:
            self.ma.take(act)
        except JisrError:
            self.made.pop()  # Its own ladder refuses it: a revoked key, one changed already.

    @rule()
    def ma_writes(self):
        self.put(Kind.NOTE, key=self.signer)

    @rule()
    def ma_acknowledges(self):
        grown = self.ma.ours
        detail = ack_detail(grown, self.ma.theirs)
        self.put(Kind.ACK, detail=detail, key=self.signer)

    @rule(name=st.sampled_from(NAMES))
    def ma_adds_a_key(self, name):
        change = KeyChange(add=record(MA, KeyUse.SIGN, name), ground=GROUND)
        self.put(Kind.KEY, detail=change.to_wire())

    @rule(name=st.sampled_from(("first", *NAMES)))
    def ma_revokes_a_key(self, name):
        change = KeyChange(revoke=key(MA, KeyUse.SIGN, name), ground=GROUND)
        self.put(Kind.KEY, detail=change.to_wire())

    @rule(name=st.sampled_from(("first", *NAMES)))
    def ma_signs_with(self, name):
        self.signer = key(MA, KeyUse.SIGN, name)

    @rule(by=st.integers(1, 3))
    def ma_restarts(self, by):
        self.put(Kind.RESTART, epoch=self.ma.ours.epoch + by, detail={"ground": "restore"})

    @rule()
    def ma_remembers(self):
        self.memory = self.remembered()

    @rule()
    def ma_forgets(self):
        logs, acts = self.memory
        self.ma.logs, self.ma.acts = dict(logs), {party: list(held) for party, held in acts.items()}

    @rule()
    def fr_writes(self):
        act = next_act(self.fr.ours, self.fr.theirs)
        assert word(self.fr.take(act)) == "placed"
        self.models[FR].take(act)

    @rule()
    def ma_hears(self):
        at = self.ma.theirs.size
        if at < self.fr.ours.size and self.fr.acts[FR][at].saw <= self.ma.ours.size:
            with suppress(JisrError):  # FR has seen what MA has forgotten.
                self.ma.take(self.fr.acts[FR][at].act)

    @precondition(lambda self: self.made)
    @rule(which=PLACES)
    def ma_sends(self, which):
        self.judged(*self.made[which % len(self.made)])

    @rule()
    def ma_sends_all(self):
        for act, signature in self.made:
            self.judged(act, signature)

    @precondition(lambda self: self.made)
    @rule(which=PLACES, field=st.sampled_from(sorted(WRONG)), by=st.integers(-2, 3),
          signed_anew=st.booleans())  # fmt: skip
    def somebody_sends_it_with_one_field_wrong(self, which, field, by, signed_anew):
        act, signature = self.made[which % len(self.made)]
        wrong = WRONG[field](act, by)
        self.judged(wrong, sign(wrong) if signed_anew else signature)

    @rule(kind=st.sampled_from([Kind.NOTE, Kind.RESTART]), field=st.sampled_from(sorted(WRONG)),
          by=st.integers(-2, 3))  # fmt: skip
    def the_next_act_comes_with_one_field_wrong(self, kind, field, by):
        """What FR would place next, were it not for that field."""
        changes = {"key": self.signer}
        if kind is Kind.RESTART:
            changes = {"epoch": self.fr.theirs.epoch + 2, "detail": {"ground": "restore"}}
        act = WRONG[field](next_act(self.fr.theirs, self.fr.ours, kind, **changes), by)
        self.judged(act, sign(act))

    def judged(self, act, signature):
        model = self.models[MA]
        expected = model.judge(act, signature)
        try:
            found = word(self.fr.take(act, signature))
        except JisrError as error:
            found = error.code
        assert found == expected
        if found == "placed":
            model.take(act)

    @invariant()
    def what_is_remembered_is_what_the_page_says(self):
        for party, model in self.models.items():
            log = self.fr.logs[party]
            assert (log.epoch, log.size, log.saw, log.fence) == (
                model.epoch,
                len(model.acts),
                model.saw,
                model.fence,
            )
            assert log.head == (model.acts[-1][1] if model.acts else SPACE)
            keys = {name: (k.record.use, not k.revoked) for name, k in log.keys.items()}
            assert keys == model.keys


TestLadder = Ladder.TestCase
TestLadder.settings = settings(max_examples=RUNS, stateful_step_count=40, deadline=None)
