"""Two nodes, whatever officers do, lines lose and machines suffer, as Hypothesis makes it up.

The simulator plays more, and longer; what this breaks, it tells in the fewest steps there are.
"""

from contextlib import suppress

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from jisr.core.case import Standing
from jisr.core.errors import JisrError
from jisr.node import deliver, erase, guards
from jisr.ops.simulate.happenings import GROUND
from tests.counts import count_from
from tests.node.talk import ask, lists, say, standings
from tests.node.world import Clock, Pair

RUNS = count_from("PROOF_MACHINE_RUNS", 15) // 3  # A run is longer than of other machines.
PARTIES = ("FR", "MA")
PARTY = st.sampled_from(PARTIES)
ANY = st.integers(0, 20)
CASES_MAX = 3


def other(party):
    return PARTIES[1 - PARTIES.index(party)]


class TwoNodes(RuleBasedStateMachine):
    """FR and MA, and the messages that are under way between them."""

    @initialize(hours=st.integers(-300, 300))
    def begin(self, hours):
        self.pair = Pair(light=True)
        clock = self.pair.clocks["MA"] = Clock()
        clock.wait(hours=hours)
        self.pair.start("MA")
        self.line = []  # (to, bytes, what was asked if they are the answer to it)
        self.cases, self.settled = [], set()

    @rule(party=PARTY)
    def an_officer_asks(self, party):
        if len(self.cases) < CASES_MAX:
            self.cases.append(ask(self.pair, party))

    @precondition(lambda self: self.cases)
    @rule(party=PARTY, case=ANY, which=ANY)
    def an_officer_says(self, party, case, which):
        say(self.pair, party, self.cases[case % len(self.cases)], which)

    @rule(party=PARTY, hours=st.integers(1, 400))
    def time_passes_for(self, party, hours):
        self.pair.clocks[party].wait(hours=hours)

    @rule(party=PARTY)
    def send(self, party):
        asked = deliver.ask(self.pair.nodes[party], self.pair.id, self.pair.lines[party])
        self.line.append((other(party), asked.raw, None, asked.message))

    @precondition(lambda self: self.line)
    @rule(which=ANY, twice=st.booleans())
    def something_arrives(self, which, twice):
        at = which % len(self.line)
        to, raw, asked, message = self.line[at] if twice else self.line.pop(at)
        node, line = self.pair.nodes[to], self.pair.lines[to]
        with suppress(JisrError):  # A repeat, or an answer nobody waits for any more.
            if asked is None:
                answer = deliver.answer(node, self.pair.id, line, raw)
                self.line.append((other(to), answer, message, None))
            else:
                deliver.heard(node, self.pair.id, line, raw, asked)

    @precondition(lambda self: self.line)
    @rule(which=ANY)
    def something_is_lost(self, which):
        self.line.pop(which % len(self.line))

    @rule(party=PARTY)
    def a_round_trip(self, party):
        self.pair.trip(party, other(party))

    @rule(party=PARTY)
    def stop_and_start(self, party):
        self.pair.start(party)

    @precondition(lambda self: self.cases)
    @rule(party=PARTY, case=ANY)
    def everything_said_in_a_case_is_erased(self, party, case):
        node, id = self.pair.nodes[party], self.cases[case % len(self.cases)]
        entries = node.ledger.of_case(self.pair.id, party, id)
        parts = [part.commitment for entry in entries for part in node.ledger.parts(entry.id)]
        if parts:
            with suppress(JisrError):  # Gone already.
                erase.erase(node, self.pair.id, parts, GROUND)

    @invariant()
    def no_honest_act_is_void_and_settled_stays(self):
        for party in PARTIES:
            node, space = self.pair.nodes[party], self.pair.space(party)
            assert not guards.is_stopped(node, space)
            found = {}
            for case in self.cases:
                found |= standings(self.pair, party, case)
            assert Standing.VOID not in found.values()
            self.settled |= {(party, id) for id, how in found.items() if how is Standing.SETTLED}
            assert all(found[id] is Standing.SETTLED for who, id in self.settled if who == party)

    def teardown(self):
        """The line is good again: both hold the same, see the same, and list the same."""
        if not hasattr(self, "pair"):
            return
        self.pair.sync()
        for case in self.cases:
            one, two = (standings(self.pair, party, case) for party in PARTIES)
            assert one == two
            assert one
        one, two = (lists(self.pair, party, self.cases) for party in PARTIES)
        assert one == two


pytestmark = pytest.mark.full
TestTwoNodes = TwoNodes.TestCase
TestTwoNodes.settings = settings(max_examples=RUNS, stateful_step_count=30, deadline=None)
