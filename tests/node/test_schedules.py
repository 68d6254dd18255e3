"""Two nodes under any schedule: lost and repeated messages, deaths, restores, erasures.

Whatever happens, in the end both hold the same, nothing that was delivered is lost, nothing is
there twice, and nobody is accused.
"""

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from jisr.core.act import Digest, Kind, Slug
from jisr.core.case import Case, Standing
from jisr.core.errors import JisrError
from jisr.core.table import Side
from jisr.ledger.base import PartState
from jisr.ledger.keys import MemoryKeyStore
from jisr.ledger.memory import MemoryLedger
from jisr.ledger.work.sqlite.store import SqliteWorkStore
from jisr.node import compose, deliver, effects, erase, guards, project, restart
from jisr.node.compose import Proposal
from jisr.node.node import Stores
from jisr.node.project import NOTIFY
from jisr.ops.simulate.faults import DiedError, How, Trip
from tests.counts import count_from
from tests.node.world import Pair

SEEDS = count_from("PROOF_SEEDS", 1_000)
FEW = 16
STEPS = 40
INFORMATION = Slug("information-request")
SAID: dict[str, Proposal] = {
    "send": Proposal(
        act=Slug("send"),
        terms={"urgency": "ordinary", "purpose": "prevention"},
        fields={"question": "Is it registered?", "reason": "It was seen twice."},
    ),
    "answer": Proposal(act=Slug("answer"), fields={"answer": "It is."}),
    "ask-more": Proposal(act=Slug("ask-more"), fields={"question": "Which plate?"}),
    "clarify": Proposal(act=Slug("clarify"), fields={"clarification": "The blue one."}),
    "contest": Proposal(act=Slug("contest"), fields={"question": "Are you sure?"}),
    "recall-the-answer": Proposal(act=Slug("recall-the-answer"), fields={"reason": "An error."}),
    "remark": Proposal(act=Slug("remark"), fields={"remark": "Noted."}),
    "announce-delay": Proposal(
        act=Slug("announce-delay"),
        terms={"delay": 3, "delay-reason": "technical"},
        fields={"explanation": "A flood in the archive."},
    ),
}


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds of one party's stores."""

    ledger: dict[str, object]
    keys: dict[str, object]
    work: SqliteWorkStore


@dataclass(slots=True)
class Schedule:
    """One seed's month of two nodes."""

    seed: int
    rng: random.Random = field(init=False)
    trip: Trip = field(init=False)
    pair: Pair = field(init=False)
    stores: dict[str, Stores] = field(default_factory=dict)  # Below what fails.
    backups: dict[str, Backup] = field(default_factory=dict)
    cases: list[Digest] = field(default_factory=list)
    delivered: set[Digest] = field(default_factory=set)
    performed: list[tuple[str, object]] = field(default_factory=list)
    restored: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)  # What has happened in this schedule.
    epoch: int = 1_000

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.trip = Trip(at=-1, how=How.DIES)
        self.pair = Pair(light=True, wrap=self.wrap)

    def wrap(self, party: str, stores: Stores) -> Stores:
        self.stores[party] = stores
        return self.trip.wrap(party, stores)

    # --- what can happen ---------------------------------------------------------------------

    def attempt(self, step: Callable[[], object]) -> None:
        """Take a step that may be refused, or be the last of a process."""
        try:
            step()
        except JisrError as error:
            self.seen.add(error.code)
        except DiedError as died:
            self.seen.add("death")
            self.trip.armed = False
            self.pair.start(died.party)

    def step(self) -> None:
        self.pair.clock.wait(seconds=self.rng.choice((1, 60, 3600)))
        self.trip.armed = self.rng.random() < 0.15
        self.trip.count, self.trip.at = 0, self.rng.randrange(20)
        self.trip.how = self.rng.choice((How.DIES, How.FAILS))
        what = self.rng.choices(
            (self.open, self.act, self.exchange, self.restart, self.erase, self.settle,
             self.back_up, self.restore),
            weights=(3, 12, 14, 1, 1, 2, 1, 1),
        )[0]  # fmt: skip
        self.attempt(what)
        self.trip.armed = False
        self.watch()

    def party(self) -> str:
        return self.rng.choice(sorted(self.pair.nodes))

    def open(self) -> None:
        node = self.pair.nodes[self.party()]
        self.cases.append(compose.open_case(node, self.pair.id, INFORMATION, SAID["send"]))

    def act(self) -> None:
        if not self.cases:
            return
        party, case = self.party(), self.rng.choice(self.cases)
        folded = self.pair.space(party).case(case)
        if not isinstance(folded, Case):
            return
        side = Side.OPENER if folded.root.opener == party else Side.OTHER
        state = folded.tip.table.states.get(folded.tip.state)
        names = ["remark"]
        if state is not None:
            names += sorted({act for by, act in state.clauses if by is side} - {"refuse"})
        name = self.rng.choice(names)
        proposal = SAID.get(name, Proposal(act=Slug(name)))
        compose.act(self.pair.nodes[party], self.pair.id, case, proposal)

    def exchange(self) -> None:
        """A round trip, some of which go wrong on the way."""
        one, two = self.rng.sample(sorted(self.pair.nodes), 2)
        asking, answering = self.pair.nodes[one], self.pair.nodes[two]
        lines, id = self.pair.lines, self.pair.id
        asked = deliver.ask(asking, id, lines[one])
        fate = self.rng.random()
        if fate < 0.15:
            return  # The request is lost.
        raw = deliver.answer(answering, id, lines[two], asked.raw)
        if fate < 0.3:
            self.seen.add("loss")
            return  # The answer is lost.
        if fate < 0.4:
            self.attempt(lambda: deliver.answer(answering, id, lines[two], asked.raw))
        deliver.heard(asking, id, lines[one], raw, asked.message)
        if fate > 0.9:
            self.attempt(lambda: deliver.heard(asking, id, lines[one], raw, asked.message))

    def restart(self) -> None:
        self.pair.start(self.party())

    def erase(self) -> None:
        node = self.pair.nodes[self.party()]
        parts = [
            part.commitment
            for case in self.cases
            for author in self.pair.nodes
            for entry in node.ledger.of_case(self.pair.id, author, case)
            for part in node.ledger.parts(entry.id)
        ]
        if parts:
            gone = self.rng.choice(parts)
            erase.erase(node, self.pair.id, [gone], Slug("retention-expired"))
            self.seen.add("erasure")

    def settle(self) -> None:
        party = self.party()
        self.pair.clock.wait(minutes=10)
        perform = {NOTIFY: lambda key: self.performed.append((party, key))}
        effects.settle(self.pair.nodes[party], perform)

    def back_up(self) -> None:
        party = self.party()
        if guards.hears_first(self.pair.nodes[party], self.pair.id):
            return
        stores = self.stores[party]
        work = SqliteWorkStore(None)
        with work._db._db.backup("main", stores.work._db._db, "main") as copied:
            copied.step(-1)
        self.backups[party] = Backup(inside(stores.ledger), inside(stores.keys), work)

    def restore(self) -> None:
        """Put a backup in place of one party's stores; keys destroyed since stay destroyed."""
        party = self.party()
        if party not in self.backups:
            return
        self.trip.armed = False
        self.seen.add("restore")
        self.restored.add(party)
        backup, old = self.backups.pop(party), self.stores[party]
        ledger, keys = MemoryLedger(), MemoryKeyStore()
        filled(ledger, backup.ledger)
        filled(keys, backup.keys)
        start = 0
        while names := old.keys.tombstones(start=start):
            keys.destroy(names)
            start += len(names)
        self.pair.stores[party] = self.wrap(
            party, Stores(ledger=ledger, keys=keys, work=backup.work)
        )
        self.epoch += 1_000
        restart.begin(self.pair.start(party), self.pair.id, epoch=self.epoch)

    # --- what must hold ----------------------------------------------------------------------

    def watch(self) -> None:
        """Remember what one party has of the other: that can never be lost again."""
        for party, node in self.pair.nodes.items():
            other = next(p for p in self.pair.nodes if p != party)
            if party in self.restored or other in self.restored:
                continue  # A disk that was lost took along what only it had.
            log = node.ledger.after(self.pair.id, other, start=0)
            self.delivered |= {entry.id for entry in log}

    def heal(self) -> None:
        """The line works again, and operators have finished what they began."""
        one, two = sorted(self.pair.nodes)
        quiet = 0
        for _ in range(60):
            made = [self.quietly(one, two), self.quietly(two, one)]
            for party, node in self.pair.nodes.items():
                space = self.pair.space(party)
                if guards.asked_epoch(node, self.pair.id) is not None:
                    self.attempt(
                        lambda node=node, party=party: restart.restart(
                            node, self.pair.id, self.pair.keys[party]
                        )
                    )
                elif guards.hears_first(node, space.id):
                    self.epoch += 1_000
                    restart.begin(node, self.pair.id, epoch=self.epoch)
            waiting = any(guards.hears_first(n, self.pair.id) for n in self.pair.nodes.values())
            rest = all(made) and self.pair.agreed() and self.pair.quiet() and not waiting
            quiet = quiet + 1 if rest else 0
            if quiet == 3:
                return
        pytest.fail(f"seed {self.seed}: the two nodes do not come to rest")

    def quietly(self, one: str, two: str) -> bool:
        try:
            self.pair.trip(one, two)
        except JisrError:
            return False
        return True

    def check(self) -> None:
        nodes = list(self.pair.nodes.values())
        logs = [
            [node.ledger.after(self.pair.id, party, start=0) for party in sorted(self.pair.nodes)]
            for node in nodes
        ]
        assert logs[0] == logs[1]
        held = {entry.id for log in logs[0] for entry in log}
        # What both had, and both have lost with their disks, is gone; nobody could have it.
        assert self.delivered <= held or len(self.restored) == len(nodes)
        assert not any(node.ledger.proofs(self.pair.id) for node in nodes)
        for case in self.cases:
            first, second = (self.pair.space(party).case(case) for party in self.pair.nodes)
            assert first == second or folded(first) == folded(second)
        self.check_parts(logs[0])
        for party in self.pair.nodes:
            self.check_lists(party)

    def check_parts(self, logs) -> None:
        for log in logs:
            for entry in log:
                states = [
                    {part.name: part.state for part in node.ledger.parts(entry.id)}
                    for node in self.pair.nodes.values()
                ]
                for name, one in states[0].items():
                    pair = {one, states[1][name]}
                    # An erasure that only a lost disk had said is not known to the other.
                    alone = self.restored and PartState.ERASED in pair
                    assert len(pair) == 1 or alone, (self.seed, entry, pair)
                    assert PartState.REFUSED not in pair

    def check_lists(self, party: str) -> None:
        node, space = self.pair.nodes[party], self.pair.space(party)
        views = node.work.views

        def lists() -> list[object]:
            acts = [views.acts(space.id, case) for case in self.cases]
            return [sorted(views.cases(), key=lambda row: row.case), *acts]

        kept = lists()
        project.rebuild(node, space)
        assert lists() == kept
        for case in self.cases:
            found = space.case(case)
            if not isinstance(found, Case):
                continue
            settled = {
                move.id
                for move in found.path[: found.settled]
                if move.held is not None and move.held.act.author != party
            }
            planned = {effect.key.move for effect in node.work.effects.of_case(space.id, case)}
            assert planned == settled
            assert not [v for v in found.verdicts.values() if v.standing is Standing.VOID]
        ids = {entry.id for entry in node.ledger.after(space.id, party, start=0)}
        assert len(ids) == space.ours.size
        acks = [e for e in node.ledger.after(space.id, party, start=0) if e.kind is Kind.ACK]
        assert len(acks) <= node.ledger.size(space.id, space.partner)


def folded(case: object) -> object:
    return None if not isinstance(case, Case) else (case.verdicts, case.tip.state, case.settled)


def inside(store: object) -> dict[str, object]:
    """A copy of what a memory store holds."""
    return {
        name: copy.deepcopy(value)
        for name, value in vars(store).items()
        if not name.endswith("_guard")
    }


def filled(store: object, held: dict[str, object]) -> None:
    for name, value in held.items():
        setattr(store, name, copy.deepcopy(value))


def play(seed: int) -> Schedule:
    schedule = Schedule(seed)
    for _ in range(STEPS):
        schedule.step()
    schedule.trip.armed = False
    schedule.heal()
    schedule.check()
    assert not schedule.seen & {"core.forked", "node.space-stopped"}
    return schedule


@pytest.mark.parametrize("seed", range(FEW))
def test_whatever_happens_both_nodes_agree_in_the_end(seed: int):
    play(seed)


@pytest.mark.full
def test_no_seed_of_many_loses_doubles_or_accuses():
    seen: set[str] = set()
    for seed in range(FEW, FEW + SEEDS):
        seen |= play(seed).seen
    assert seen >= {"death", "loss", "restore", "erasure"}
