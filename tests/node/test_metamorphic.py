"""A story told in another way, which should not matter, has the same outcome."""

from random import Random

import pytest

from jisr.core.act import Digest
from jisr.core.case import Standing
from jisr.ledger.base import Entry, PartState
from jisr.node import erase, found, receive, restart
from jisr.node.receive import Delivered
from jisr.ops.simulate.happenings import GROUND
from tests.counts import count_from
from tests.node.talk import ask, lists, say, standings
from tests.node.world import Clock, Pair, edition, stores

PARTIES = ("FR", "MA")
STEPS = 24
EPOCH = 4_000_000_000  # Above every epoch of a story.
SEEDS = range(count_from("PROOF_STORY_SEEDS", 3))

pytestmark = pytest.mark.full


def told(seed: int, *, shift: float = 0.0) -> tuple[Pair, list[Digest]]:
    """Two officers write, two nodes exchange, in an order that the seed decides.

    Nothing of it waits for a deadline: no clause is used that one opens.
    """
    dice = Random(seed)
    pair = Pair(light=True)
    pair.clocks["MA"] = Clock()
    pair.clocks["MA"].wait(days=shift)
    pair.start("MA")
    cases = [ask(pair, "FR"), ask(pair, "MA")]
    pair.sync()
    for _ in range(STEPS):
        party, case, which = dice.choice(PARTIES), dice.choice(cases), dice.randrange(20)
        say(pair, party, case, which, never=("close-for-silence",))
        if dice.random() < 0.4:
            asking, answering = dice.sample(PARTIES, 2)
            pair.trip(asking, answering)
    pair.sync()
    return pair, cases


def outcome(pair: Pair, party: str, cases: list[Digest]) -> list[object]:
    """Where each case stands, with each act by its place and not by its id, which has its time."""
    node, seen = pair.nodes[party], []
    for case in cases:
        held = standings(pair, party, case)
        places = {id: node.ledger.find(id) for id in held}
        seen.append(sorted((e.author, e.seq, held[id]) for id, e in places.items() if e))
        row = node.work.views.case(pair.id, case)
        assert row is not None
        seen.append((row.state, row.turn, row.standing))
    return seen


def test_the_stories_have_crossings_and_ends():
    """What never happens in a story cannot come out differently."""
    found_in = {
        how for seed in SEEDS for pair, cases in [told(seed)]
        for case in cases for how in standings(pair, "MA", case).values()
    }  # fmt: skip
    assert found_in == {Standing.SETTLED, Standing.OVERTAKEN}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("years", [-3, 40])
def test_a_clock_that_is_years_off_changes_no_state(seed: int, years: int):
    true, off = told(seed), told(seed, shift=years * 365.25)
    for party in PARTIES:
        assert outcome(true[0], party, true[1]) == outcome(off[0], party, off[1])


@pytest.mark.parametrize("seed", SEEDS)
def test_to_erase_everything_changes_no_state(seed: int):
    pair, cases = told(seed)
    before = {party: outcome(pair, party, cases) for party in PARTIES}
    ledger = pair.nodes["MA"].ledger
    acts = [e for party in PARTIES for e in ledger.after(pair.id, party, start=0)]
    parts = [part for act in acts for part in ledger.parts(act.id)]
    assert parts
    erase.erase(pair.nodes["MA"], pair.id, [part.commitment for part in parts], GROUND)
    pair.sync()
    for party in PARTIES:
        held = [pair.nodes[party].ledger.part(part.entry, part.name) for part in parts]
        assert {part.state for part in held if part} == {PartState.ERASED}
        assert outcome(pair, party, cases) == before[party]


def retold(pair: Pair, dice: Random) -> Pair:
    """Give MA empty stores, and the acts of both logs in small pieces, in any order and again."""
    entries = [e for p in PARTIES for e in pair.nodes["MA"].ledger.after(pair.id, p, start=0)]
    pair.stores["MA"] = stores()
    node = pair.start("MA")
    found.join(node, pair.founding, edition().signed)
    restart.begin(node, pair.id, epoch=EPOCH)  # So that it writes nothing of its own.
    while any(node.ledger.find(entry.id) is None for entry in entries):
        piece = next_piece(pair, entries, dice)
        acts = [(entry.header, entry.signature) for entry in piece]
        if piece and piece[0].author == "MA":
            restart.take_back(node, node.space(pair.id), acts)
        else:
            receive.receive(node, pair.id, Delivered(acts=acts))
    return pair


def next_piece(pair: Pair, entries: list[Entry], dice: Random) -> list[Entry]:
    """Some acts of one log, beginning at or before what is missing of it."""
    author = dice.choice(PARTIES)
    log = [entry for entry in entries if entry.author == author]
    size = pair.nodes["MA"].ledger.size(pair.id, author)
    start = dice.randint(max(0, size - 3), size)
    return log[start : start + dice.randint(1, 5)]


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_the_order_in_which_acts_arrive_the_lists_are_the_same_bytes(seed: int):
    pair, cases = told(seed)
    before = outcome(pair, "MA", cases)
    kinds = set()
    for order in range(3):
        retold(pair, Random(order))
        assert outcome(pair, "MA", cases) == before
        kinds.add(lists(pair, "MA", cases))
    assert len(kinds) == 1
