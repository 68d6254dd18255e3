"""One story of a partner and our node, told in two worlds (SAF-33).

In both, our node keeps records on persons.  From some step on it keeps silence about P in the one,
and holds nothing on P in the other, all else being the same.  Whatever the partner can observe is
written down: each message byte for byte and its instant, each refusal, and in the end all that
its own node holds.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.canonical import Json
from jisr.core.case import Case
from jisr.core.errors import JisrError, Refused
from jisr.ledger.base import PartState
from jisr.ledger.work.rows import Document
from jisr.node import compose, deliver, erase, protection, prune, replies, restart, resume
from jisr.node import node as nodes
from jisr.node.authority import Action
from jisr.node.digests import keyed
from jisr.node.line import Line
from jisr.node.node import Node
from jisr.node.ports import World as Outside
from jisr.node.reading.agenda import agenda
from jisr.node.wish import Addition, Proposal
from jisr.ops.simulate.cryptography import light
from jisr.ops.simulate.happenings import INFORMATION, SAID, clauses
from jisr.ops.simulate.month import START, edition, founded, new_stores
from jisr.safeguards.reasons import NOT_HERE
from tests.node import officers
from tests.node.light import functions
from tests.node.officers import may

OURS, THEIRS = PartyId("MA"), PartyId("FR")
ALERT, READMISSION = Slug("alert"), Slug("readmission")
TICK = timedelta(minutes=30)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
P, NOBODY_HAS, PERSONS = 0, 4, 5
# Of what tells something, or burdens somebody: what an officer here can fill in.
FILLED = {
    "identify",
    "update",
    "act-upon",
    "note",
    "report-result",
    "clarify",
    "contest",
    "ask-consent",
}
STEPS = 40
ROUNDS = 4  # Round trips that one piece of news may call for.
# What may happen, and how often.
WHAT: Final[Mapping[str, int]] = {
    "they_ask": 14,
    "they_alert": 4,
    "they_readmit": 5,
    "they_say": 12,
    "we_handle": 26,
    "we_ask": 10,
    "we_remark": 3,
    "we_open": 5,
    "we_erase": 3,
    "they_erase": 3,
    "we_call": 9,
    "they_call": 9,
    "we_restart": 3,
    "both_prune": 2,
}
# What somebody who has found nothing writes by hand, where the procedure has no neutral act.
BY_HAND: Final = {"reject": Slug("reject"), "refuse": Slug("turn-down")}


@dataclass(frozen=True, slots=True)
class Step:
    """What happens, after how many minutes, and the chance by which the rest is chosen."""

    what: str
    minutes: int
    chance: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A story, the same in both worlds."""

    seed: int
    silent_from: int  # The step before which silence begins, or the records go.
    records: frozenset[int]
    steps: tuple[Step, ...]


def plan(seed: int) -> Plan:
    chance = Random(seed)
    steps = tuple(
        Step(what, chance.choice((1, 2, 5, 11, 17, 40, 95, 60 * 30)), f"{seed}|{n}")
        for n, what in enumerate(chance.choices(list(WHAT), list(WHAT.values()), k=STEPS))
    )
    return Plan(
        seed=seed,
        silent_from=chance.choice((0, 0, chance.randrange(STEPS))),
        records=frozenset(chance.sample((1, 2, 3), 2)),
        steps=steps,
    )


def person(i: int, how: str = "whole") -> dict[str, Json]:
    name: Json = [{"script": "Latn", "use": "legal", "text": f"Invented Person {i}"}]
    other: Json = [{"script": "Latn", "use": "legal", "text": f"Invented Alias {i}"}]
    paper: Json = [{"type": "passport", "issuer": "MA", "number": f"AB {i}000"}]
    return {
        "whole": {"names": name, "birth": f"1990-01-0{i + 1}", "documents": paper},
        "named": {"names": name, "birth": f"1990-01-0{i + 1}"},
        "papers": {"names": other, "documents": paper},
        "vague": {"names": name},  # Nobody can know who it is.
    }[how]


def named(i: int, how: str = "whole") -> dict[str, Json]:
    """Return a person as a form has them that asks as what they stand in the case."""
    return {**person(i, how), "category": "suspect"}


@dataclass
class World:
    """The story in one of the two worlds."""

    plan: Plan
    holds: bool  # Whether our node has records on P from then on, and keeps silence.
    now: datetime = START
    step: int = 0
    ops: int = 0
    seen: list[object] = field(default_factory=list)
    nodes: dict[PartyId, Node] = field(default_factory=dict)
    lines: dict[PartyId, Line] = field(default_factory=dict)
    cases: list[tuple[Digest, frozenset[int]]] = field(default_factory=list)
    pending: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)
    handled: set[Digest] = field(default_factory=set)  # In which somebody thinks, until the tick.
    # Where an answer about P may wait, and what stands for it when nothing is found.
    told: dict[Digest, Proposal] = field(default_factory=dict)
    chances: dict[PartyId, Random] = field(default_factory=dict)
    fate: Random = field(default_factory=Random)
    late: list[bytes] = field(default_factory=list)
    news: bool = False
    neutral: int = 0  # Acts that told that nothing is given: a story without any proves little.
    stopped: int = 0  # Wishes that the safeguards stopped.

    def __post_init__(self) -> None:
        begun = founded(genuine=False)
        self.id = begun.id
        self.keys = {party: begun.keys[party].copy() for party in (OURS, THEIRS)}
        self.stores = {party: new_stores() for party in (OURS, THEIRS)}
        for party, stores in self.stores.items():
            self.chances[party] = Random()
            stores.ledger.found(begun.id, begun.raw)
            signed = edition().signed
            row = Document(kind=nodes.EDITION, id=edition().digest, content=signed, updated=START)
            stores.work.register.put(row)
            self.start(party)
        # A key that is drawn when it is first needed would shift what is drawn after it.
        keyed(self.nodes[OURS], protection._KEY, ["-"])

    # --- the machinery -----------------------------------------------------------------------

    def start(self, party: PartyId) -> None:
        made = functions(light(self.chances[party]))
        outside = Outside(now=lambda: self.now, keys=self.keys[party], **made)
        tick = TICK if party == OURS else timedelta()
        self.nodes[party] = Node(
            party=party,
            stores=self.stores[party],
            world=outside,
            tick=tick,
            permits=officers.everything,
        )
        resume.start(self.nodes[party])
        self.lines[party] = Line()
        if party == OURS:
            self.nodes[party].on_news = self.wake

    def wake(self, space: Digest) -> None:
        self.news = True

    def reseed(self, *label: object) -> None:
        """Draw anew: what one step draws must not shift what is drawn in the next."""
        for party, chance in self.chances.items():
            chance.seed(repr((self.plan.seed, party, *(label or ("op", self.ops)))))
        self.ops += not label

    def see(self, what: str, *said: object) -> None:
        self.seen.append((self.now, what, *said))

    def play(self) -> "World":
        for n, step in enumerate(self.plan.steps):
            self.fate.seed(f"{step.chance}|line")
            self.step = n
            if n == self.plan.silent_from:
                self.turn()
            self.wait(timedelta(minutes=step.minutes))
            self.reseed()
            with suppress(JisrError):
                getattr(self, step.what)(Random(step.chance))
            self.follow_news()
        self.fate.seed("end")
        self.wait(timedelta(hours=1))
        for _ in range(3):
            self.they_call(None)
            self.we_call(None)
        self.see("held", self.dump())
        return self

    def turn(self) -> None:
        """Begin the silence in the one world; in the other, let go what we hold on P.

        So goes an answer that waits there: whoever now finds nothing puts that in its place.
        """
        self.reseed("turn")
        node = self.nodes[OURS]
        if self.holds:
            protection.protect(node, may(node, Action.PROTECT), person(P), silent=True)
            return
        for case, instead in list(self.told.items()):
            if replies.waits(node, self.id, case) is not None:
                replies.reply(node, self.id, Addition(case=case, proposal=instead))

    def wait(self, span: timedelta) -> None:
        """Let time pass: what officers think of meanwhile, and the ticks."""
        end = self.now + span
        while True:
            tick = EPOCH + ((self.now - EPOCH) // TICK + 1) * TICK
            self.pending.sort(key=lambda one: one[:2])
            if self.pending and self.pending[0][0] <= min(end, tick):
                at, n, think = self.pending.pop(0)
                self.now = max(self.now, at)
                self.reseed("thinks", n)
                with suppress(JisrError):
                    think()
            elif tick <= end:
                self.now = tick
                self.handled.clear()
                self.told.clear()
                self.write_due()
                self.follow_news()
            else:
                self.now = end
                return

    def write_due(self) -> None:
        """Write what waits; what is drawn for one case must not shift what is for the next."""
        waiting = iter(self.nodes[OURS].work.register.all(replies.WAITING))

        def serves(space: Digest) -> bool:
            self.reseed("due", self.now, next(waiting).id)
            return True

        replies.write_due(self.nodes[OURS], serves=serves)

    def follow_news(self) -> None:
        """Let our courier call at once when it is woken: that is seen from outside, too."""
        for _ in range(ROUNDS):
            if not self.news:
                return
            self.news = False
            self.we_call(self.fate)
        self.news = False

    def we_call(self, chance: Random | None) -> None:
        self.reseed()
        luck = 1.0 if chance is None else self.fate.random()
        with suppress(JisrError):
            asked_of = deliver.ask(self.nodes[OURS], self.id, self.lines[OURS])
            self.see("request", asked_of.raw)
            if luck < 0.1:
                return  # Lost; the network has seen it all the same.
            if luck < 0.2:
                self.late.append(asked_of.raw)
            if luck < 0.15:
                return
            raw = deliver.answer(self.nodes[THEIRS], self.id, self.lines[THEIRS], asked_of.raw)
            if luck > 0.3:
                deliver.heard(self.nodes[OURS], self.id, self.lines[OURS], raw, asked_of.message)

    def they_call(self, chance: Random | None) -> None:
        self.reseed()
        luck = 1.0 if chance is None else self.fate.random()
        with suppress(JisrError):
            theirs = deliver.ask(self.nodes[THEIRS], self.id, self.lines[THEIRS])
            for _ in range(2 if 0.1 < luck < 0.2 else 1):
                try:
                    raw = deliver.answer(self.nodes[OURS], self.id, self.lines[OURS], theirs.raw)
                except JisrError as error:
                    self.see("fault", error.code)
                    raise
                self.see("answer", raw)
            if luck > 0.1:
                deliver.heard(self.nodes[THEIRS], self.id, self.lines[THEIRS], raw, theirs.message)

    def dump(self) -> str:
        """Return all that the partner's node holds, but for its keys."""
        node = self.nodes[THEIRS]
        entries = [
            entry
            for author in (OURS, THEIRS)
            for entry in node.ledger.after(self.id, author, start=0)
        ]
        parts = [
            (part.entry, part.name, part.state, part.commitment)
            for entry in entries
            for part in node.ledger.parts(entry.id)
        ]
        acts = [list(node.work.views.acts(self.id, case)) for case, _ in self.cases]
        rows = (entries, parts, list(node.work.views.cases()), acts)
        return repr((rows, node.work.partners.alarms(), agenda(node, node.space(self.id))))

    # --- what is known -----------------------------------------------------------------------

    def knows(self, i: int) -> bool:
        """Say whether our officers find something on a person."""
        if i == P:
            return self.holds or self.step < self.plan.silent_from
        return i in self.plan.records

    def case(self, party: PartyId, case: Digest) -> Case | None:
        found = self.nodes[party].space(self.id).case(case)
        return found if isinstance(found, Case) else None

    def running(self, party: PartyId) -> list[tuple[Digest, frozenset[int], Case]]:
        found = [(case, about, self.case(party, case)) for case, about in self.cases]
        return [(c, a, f) for c, a, f in found if f is not None and not f.ended]

    def opens(self, case: Digest, about: frozenset[int]) -> None:
        self.cases.append((case, about))

    # --- the partner -------------------------------------------------------------------------

    def they_ask(self, chance: Random) -> None:
        about = frozenset(chance.choice(((), (P,), (P,), (P, NOBODY_HAS), (1,), (2,), (1, 3))))
        urgency = chance.choice(("ordinary", "ordinary", "urgent-direct"))
        asks = request(about, chance, urgency)
        self.opens(compose.open_case(self.nodes[THEIRS], self.id, INFORMATION, asks), about)

    def they_alert(self, chance: Random) -> None:
        about = frozenset({chance.randrange(PERSONS)})
        self.opens(compose.open_case(self.nodes[THEIRS], self.id, ALERT, alert(about)), about)

    def they_readmit(self, chance: Random) -> None:
        about = frozenset({chance.choice((P, P, 1, 2, NOBODY_HAS))})
        asks = application(about)
        self.opens(officers.open_case(self.nodes[THEIRS], self.id, READMISSION, asks), about)

    def they_say(self, chance: Random) -> None:
        running = self.running(THEIRS)
        if running:
            case, about, folded = chance.choice(running)
            names = [*clauses(folded, folded.root.side(THEIRS)), "remark"]
            name = chance.choice(names)
            officers.act(self.nodes[THEIRS], self.id, case, said(name, about))

    def they_erase(self, chance: Random) -> None:
        self._erase(THEIRS, chance)

    # --- our officers ------------------------------------------------------------------------

    def we_handle(self, chance: Random) -> None:
        """Let an officer do in a case what is to be done."""
        running = [one for one in self.running(OURS) if one[0] not in self.handled]
        if not running:
            return
        case, about, folded = chance.choice(running)
        names = clauses(folded, folded.root.side(OURS))
        if not names:
            return
        text = edition().procedures[folded.tip.under.procedure]
        if any(name in text.nothing_known for name in names):
            self._think(case, folded, about, chance)
            return
        finds = not about or any(self.knows(i) for i in about)
        name = chance.choice(names)
        if name in {*text.discloses, *text.adverse} and name not in FILLED:
            return
        instead = next((act for name, act in BY_HAND.items() if name in names), None)
        tells = name in text.discloses or name in text.adverse
        if tells and not finds:
            self._act(case, instead, about)
            return
        try:
            self._act(case, Slug(name), about)
        except Refused as error:
            if error.reason is not NOT_HERE:
                raise
            self.stopped += 1
            self._act(case, instead, about)

    def _act(self, case: Digest, name: Slug | None, about: frozenset[int]) -> None:
        if name is not None:
            self.reseed("acts", self.step)
            officers.act(self.nodes[OURS], self.id, case, said(name, about))

    def _reply(
        self, names: list[str], about: frozenset[int], luck: float, *, finds: bool
    ) -> Proposal:
        if "answer" not in names:
            return said("consent" if finds else "decline-consent", about)
        if luck < 0.15:
            return said("ask-more", about)
        if luck < 0.3:
            return said("announce-delay", about)
        if not finds:
            return said("refuse", about)
        return said("answer" if luck < 0.8 else "answer-in-part", about)

    def _think(self, case: Digest, folded: Case, about: frozenset[int], chance: Random) -> None:
        """Let the officer think, in each world as long as it takes there; but for a deadline."""
        tick = EPOCH + ((self.now - EPOCH) // TICK + 1) * TICK
        thinks = Random(f"{chance.random()}|{self.holds}")
        left = int((tick - self.now).total_seconds())
        delay = timedelta(seconds=thinks.randrange(left))
        if folded.due is not None and tick >= folded.due:
            delay = timedelta()
        self.handled.add(case)
        names, luck = clauses(folded, folded.root.side(OURS)), chance.random()

        def enter() -> None:
            finds = not about or any(self.knows(i) for i in about)
            wish = self._reply(names, about, luck, finds=finds)
            wanted = Addition(case=case, proposal=wish)
            answer = replies.reply(self.nodes[OURS], self.id, wanted, or_nothing_known=True)
            if P in about and wish.act in {"answer", "answer-in-part", "consent"}:
                self.told[case] = self._reply(names, about, luck, finds=False)
            self.stopped += answer.nothing_known
            self.neutral += answer.nothing_known or wish.act == "refuse"

        if delay:
            self.pending.append((self.now + delay, self.ops, enter))
        else:
            enter()

    def we_ask(self, chance: Random) -> None:
        """Let an officer wish to ask, warn or apply about somebody, of whom there is something."""
        i = chance.choice((P, P, 1, 2))
        if not self.knows(i):
            return  # Whoever holds nothing on somebody does not come to ask.
        about = frozenset({i})
        which = chance.choice((INFORMATION, ALERT, READMISSION))
        although = chance.choice((None, "It is another year."))
        wish = {
            INFORMATION: lambda: request(about, chance, "ordinary"),
            ALERT: lambda: alert(about),
            READMISSION: lambda: application(about),
        }[which]()
        try:
            case = officers.open_case(self.nodes[OURS], self.id, which, wish, although=although)
        except Refused as error:
            self.stopped += error.reason is NOT_HERE
            raise
        self.opens(case, about)

    def we_remark(self, chance: Random) -> None:
        running = self.running(OURS)
        if running:
            compose.act(self.nodes[OURS], self.id, chance.choice(running)[0], said("remark"))

    def we_open(self, chance: Random) -> None:
        """Let a desk open what the partner has sent."""
        theirs = [case for case, _, f in self.running(OURS) if f.root.opener == THEIRS]
        if theirs:
            case = chance.choice(theirs)
            compose.opened(self.nodes[OURS], self.id, case, case, "registry")

    def we_erase(self, chance: Random) -> None:
        self._erase(OURS, chance)

    def we_restart(self, chance: Random) -> None:
        self.start(OURS)

    def _erase(self, party: PartyId, chance: Random) -> None:
        node = self.nodes[party]
        held = [
            part.commitment
            for case, _ in self.cases
            for author in (OURS, THEIRS)
            for entry in node.ledger.of_case(self.id, author, case)
            for part in node.ledger.parts(entry.id)
            if part.state is PartState.HELD
        ]
        if held:
            erase.erase(node, self.id, [chance.choice(held)], Slug("retention-expired"))

    def both_prune(self, chance: Random) -> None:
        for party in (OURS, THEIRS):
            self.they_call(None)
            self.we_call(None)
            node = self.nodes[party]
            header = prune.prune_header(node, self.id, prune.ends(node, self.id))
            restart.place_root(node, self.id, header, restart.sign_header(header, self.keys[party]))


# --- what is said ---------------------------------------------------------------------------------


def request(about: frozenset[int], chance: Random, urgency: str) -> Proposal:
    how = chance.choice(("whole", "named", "named", "papers", "vague"))
    fields: dict[str, Json] = {"question": "What is known?", "reason": "It was seen twice."}
    fields |= {"subjects": [named(i, how) for i in sorted(about)]} if about else {}
    terms = {"urgency": urgency, "purpose": "prevention", "domain": "forgery"}
    return Proposal(act=Slug("send"), terms=terms, fields=fields)


def alert(about: frozenset[int], act: str = "issue") -> Proposal:
    seen: Json = {"information": 4, "nature": "fact", "source": "X", "text": "Seen."}
    terms = {"urgency": "ordinary", "category": "threat", "expires-on": "2026-12-31"}
    terms |= {"purpose": "danger"} if act == "issue" else {}
    fields: dict[str, Json] = {"statements": [seen], "conduct": "Tell us."}
    return Proposal(
        act=Slug(act),
        terms=terms,
        fields=fields | {"subjects": [named(i) for i in sorted(about)]},
    )


def application(about: frozenset[int]) -> Proposal:
    [i] = about
    return Proposal(
        act=Slug("submit"),
        terms={
            "purpose": "identification-and-return",
            "track": "documents",
            "evidence": "prima-facie",
            "useful-until": "2026-12-31",
        },
        fields={"service": "Invented desk", "evidence-list": "A copy.", "person": person(i)},
    )


def said(name: str, about: frozenset[int] = frozenset()) -> Proposal:
    """Return what somebody writes: what is told of a person depends on nothing but who it is."""
    told = f"Known of {sorted(about)}."
    act = Slug(name)
    plain: dict[str, Proposal] = {
        "answer": Proposal(act=act, fields={"answer": told}),
        "answer-in-part": Proposal(act=act, fields={"answer": told}),
        "ask-consent": Proposal(act=act, fields={"proceedings": "Invented court, case 7"}),
        "consent": Proposal(act=act, fields={"conditions": told}),
        "act-upon": Proposal(act=act, fields={"assessment": told}),
        "note": Proposal(act=act, fields={"assessment": told}),
        "report-result": Proposal(act=act, fields={"result": told}),
        "reject": Proposal(act=act, terms={"ground": "insufficient"}),
        "hold": Proposal(act=act),
    }
    if name == "turn-down":
        terms = {"ground": "not-identified"}
        return Proposal(act=Slug("refuse"), terms=terms, fields={"reasons": "Not identified."})
    if name == "update":
        return alert(about, "update")
    if name == "identify":
        fields: dict[str, Json] = {"person": person(min(about)), "reference": "Invented 7"}
        return Proposal(act=act, terms={"basis": ("passport",)}, fields=fields)
    if name == "find-incomplete":
        return Proposal(
            act=act, terms={"missing": ("photograph",)}, fields={"explanation": "A photograph."}
        )
    return plain.get(name) or SAID.get(name) or Proposal(act=act)


# --- the comparison -------------------------------------------------------------------------------


def first_difference(one: World, two: World) -> str | None:
    """Return what the partner could tell the two worlds apart by; None when by nothing."""
    for n, (a, b) in enumerate(zip(one.seen, two.seen, strict=False)):
        if a != b:
            return f"observation {n}: {str(a)[:300]} / {str(b)[:300]}"
    if len(one.seen) != len(two.seen):
        return f"{len(one.seen)} observations / {len(two.seen)}"
    return None
