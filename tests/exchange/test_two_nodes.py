"""Two nodes over a line that loses, repeats, reorders and cuts: nothing lost, nothing doubled."""

import random
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from jisr.core.errors import JisrError
from jisr.exchange.peer import Need
from tests.counts import count_from
from tests.exchange.doubles import NOW, act_id, pair, read, round_trip

SEEDS = count_from("PROOF_SEEDS", 1_000)


class World:
    """Both nodes, the bytes under way between them, and what must not be lost."""

    def __init__(self):
        self.nodes = list(pair())
        self.line = []  # (to, is an answer, bytes)
        self.backups = [node.store.copy() for node in self.nodes]
        self.alive = set()  # Acts that some node has held since the last restore.
        self.epoch = 0

    def write(self, side, *, parts=0, later=False):
        node = self.nodes[side]
        act = node.write(parts=parts)
        if act is not None and later:
            node.store.release_at[read(act)["seq"]] = NOW + timedelta(hours=1)

    def send(self, side):
        self.line.append((1 - side, False, self.nodes[side].ask()))

    def deliver(self, at, *, repeat=False):
        to, is_answer, raw = self.line[at] if repeat else self.line.pop(at)
        self.take(to, is_answer, raw)

    def take(self, to, is_answer, raw):
        node = self.nodes[to]
        try:
            if is_answer:
                node.hear(raw)
            else:
                self.line.append((1 - to, True, node.reply(raw)))
        except (JisrError, LookupError):
            pass  # Refused: a repeat, a cut message, an answer nobody waits for any more.

    def cut(self, at, end):
        to, is_answer, raw = self.line[at]
        before = self.nodes[to].store.copy()
        self.take(to, is_answer, raw[: end % len(raw)])
        assert self.nodes[to].store == before

    def back_up(self, side):
        self.backups[side] = self.nodes[side].store.copy()

    def restore(self, side):
        self.epoch += 1
        self.nodes[side].restore(self.backups[side], self.epoch)
        self.alive.clear()

    def check(self):
        for node in self.nodes:
            assert node.store.forks == []
            assert not node.store.halted
            for log in node.store.logs.values():
                assert len(set(log)) == len(log)
                self.alive.update(log)

    def settle(self):
        """The line is good again: both nodes agree, and whatever was alive is there."""
        self.line.clear()
        for node in self.nodes:
            node.later(7200)
        for _ in range(200):
            for asker, other in (self.nodes, self.nodes[::-1]):
                if asker.need() is not Need.NOTHING:
                    round_trip(asker, other)
        self.check()
        first, second = self.nodes
        assert first.need() is second.need() is Need.NOTHING
        assert first.store.asking is second.store.asking is None
        assert first.store.logs == second.store.logs
        here = {act for log in first.store.logs.values() for act in log}
        ids = {act_id(act) for act in here}
        assert self.alive <= here
        for (entry, name), content in first.store.parts.items():
            if entry in ids:
                assert second.store.parts[entry, name] == content


SIDES = st.sampled_from([0, 1])
PLACES = st.integers(0, 1000)


class TwoNodes(RuleBasedStateMachine):
    """Hypothesis chooses the schedule, and shrinks what it breaks."""

    def __init__(self):
        super().__init__()
        self.world = World()

    def place(self, at):
        return at % len(self.world.line)

    @rule(side=SIDES, parts=st.integers(0, 2), later=st.booleans())
    def write(self, side, parts, later):
        self.world.write(side, parts=parts, later=later)

    @rule(side=SIDES)
    def send(self, side):
        self.world.send(side)

    @precondition(lambda self: self.world.line)
    @rule(at=PLACES, repeat=st.booleans())
    def deliver(self, at, repeat):
        self.world.deliver(self.place(at), repeat=repeat)

    @precondition(lambda self: self.world.line)
    @rule(at=PLACES)
    def lose(self, at):
        self.world.line.pop(self.place(at))

    @precondition(lambda self: self.world.line)
    @rule(at=PLACES, end=st.integers(0, 10_000))
    def cut(self, at, end):
        self.world.cut(self.place(at), end)

    @rule(side=SIDES)
    def crash(self, side):
        self.world.nodes[side].crash()

    @rule(side=SIDES)
    def back_up(self, side):
        self.world.back_up(side)

    @rule(side=SIDES)
    def restore(self, side):
        self.world.restore(side)

    @invariant()
    def holds(self):
        self.world.check()

    def teardown(self):
        self.world.settle()


TestTwoNodes = TwoNodes.TestCase
TestTwoNodes.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)


STEPS = {  # What happens, and how often in a hundred.
    "write": 30,
    "send": 20,
    "last": 20,
    "any": 15,
    "again": 4,
    "cut": 2,
    "lose": 2,
    "crash": 2,
    "back up": 2,
    "restore": 3,
}
NEED_A_LINE = {"last", "any", "again", "cut", "lose"}


def step(world, dice, name, side):
    at = dice.randrange(max(1, len(world.line)))
    match name:
        case "write":
            world.write(side, parts=dice.randrange(3), later=dice.random() < 0.1)
        case "send":
            world.send(side)
        case "last":
            world.deliver(len(world.line) - 1, repeat=dice.random() < 0.3)
        case "any" | "again":
            world.deliver(at, repeat=name == "again")
        case "cut":
            world.cut(at, dice.randrange(10_000))
        case "lose":
            world.line.pop(at)
        case "crash":
            world.nodes[side].crash()
        case "back up":
            world.back_up(side)
        case _:
            world.restore(side)


def play(seed):
    """Play one long schedule in which restores meet messages that are long under way."""
    dice, world = random.Random(seed), World()
    for node in world.nodes:
        node.batch = dice.choice([1, 2, 500])
    weights = dict(STEPS)
    if dice.random() < 0.5:  # A line that keeps old messages for long.
        weights["any"] = 3
    for _ in range(dice.randint(20, 120)):
        (name,) = dice.choices(list(weights), weights.values())
        if world.line or name not in NEED_A_LINE:
            step(world, dice, name, dice.randrange(2))
        world.check()
    world.settle()


@pytest.mark.parametrize(
    "first_seed",
    [0, 100, pytest.param(200, marks=pytest.mark.full), pytest.param(300, marks=pytest.mark.full)],
)
def test_whatever_the_line_and_the_disks_do_both_nodes_agree_in_the_end(first_seed):
    for seed in range(first_seed, first_seed + 100):
        play(seed)


@pytest.mark.full
def test_no_seed_of_many_loses_doubles_or_accuses():
    for seed in range(1_000, 1_000 + SEEDS):
        play(seed)
    print(f"{SEEDS} seeds of two nodes")
