"""A ledger in memory and one in files, told the same: they take, refuse and answer alike.

Both also keep what no ledger may lose: the chain of each log, and the end of a part that is final.
"""

import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from jisr.core.act import Kind
from jisr.core.errors import JisrError
from jisr.core.log import Fence
from jisr.ledger.base import PartState
from tests.counts import count_from
from tests.ledger.given import FR, MA, OTHER_SPACE, SPACE, Memory, Sqlite, digest, log, part

RUNS = count_from("PROOF_MACHINE_RUNS", 15)
AUTHORS = st.sampled_from((MA, FR))
SPACES = st.sampled_from((SPACE, OTHER_SPACE))
SEQ = st.integers(0, 8)
FAULTS = {
    "none": lambda entry: entry,
    "a gap": lambda entry: replace(entry, seq=entry.seq + 1),
    "taken": lambda entry: replace(entry, seq=max(0, entry.seq - 1)),
    "another chain": lambda entry: replace(entry, prev=digest("elsewhere")),
    "seen backwards": lambda entry: replace(entry, saw=0),
    "an id held already": lambda entry: replace(entry, id=digest(f"{SPACE}/{MA}/0")),
    "of no space": lambda entry: replace(entry, space=digest("nowhere")),
}
FINAL = {PartState.REFUSED, PartState.ERASED}


class Ledgers(RuleBasedStateMachine):
    """Two homes with one story."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.homes = [Memory(None), Sqlite(Path(self.folder.name))]
        self.ledgers = [home.ledger() for home in self.homes]
        self.parts = {}  # (entry, name) -> the part as it was last taken.

    @initialize()
    def both_are_in_a_space(self):
        assert self.both(lambda ledger: ledger.found(SPACE, b"founding MA FR")) is None

    def both(self, change):
        """Do the same with both; they refuse it for the same reason, or take it."""
        told = []
        for ledger in self.ledgers:
            try:
                change(ledger)
                told.append(None)
            except JisrError as error:
                told.append(error.code)
        assert told[0] == told[1]
        return told[0]

    @rule(space=SPACES, text=st.sampled_from((b"founding MA FR", b"another")))
    def found(self, space, text):
        self.both(lambda ledger: ledger.found(space, text))

    @rule(space=SPACES, author=AUTHORS, count=st.integers(1, 3), saw=st.integers(0, 4),
          fault=st.sampled_from(sorted(FAULTS)), named=st.booleans())  # fmt: skip
    def append(self, space, author, count, saw, fault, named):
        start = self.ledgers[0].size(space, author)
        last = self.ledgers[0].entry(space, author, start - 1) if start else None
        least = last.saw if last else saw
        batch = log(count, space=space, author=author, start=start, saw=lambda _: max(least, saw))
        batch[-1] = FAULTS[fault](batch[-1])
        parts = [part(batch[0], text=f"{author} {start}")] if named else []
        if self.both(lambda ledger: ledger.append(batch, parts=parts)) is None:
            self.parts |= {(one.entry, one.name): one for one in parts}

    @precondition(lambda self: self.parts)
    @rule(which=st.integers(0, 20), state=st.sampled_from(PartState))
    def put_part(self, which, state):
        one = list(self.parts.values())[which % len(self.parts)]
        sealed = b"anew" if state is PartState.HELD else None
        new = replace(one, state=state, sealed=sealed)
        refused = self.both(lambda ledger: ledger.put_part(new))
        if refused is None:
            assert one.state not in FINAL or new == one
            self.parts[one.entry, one.name] = new

    @rule(space=SPACES, author=AUTHORS, epoch=st.integers(0, 3), seq=SEQ)
    def set_fence(self, space, author, epoch, seq):
        self.both(lambda ledger: ledger.set_fence(space, author, Fence(epoch=epoch, seq=seq)))

    @rule(proof=st.sampled_from((b"one", b"two")))
    def add_proof(self, proof):
        self.both(lambda ledger: ledger.add_proof(SPACE, proof))

    @rule(author=AUTHORS, going=st.sets(SEQ, max_size=4), receipts=st.sets(SEQ, max_size=2))
    def prune(self, author, going, receipts):
        gone = {e.id for e in self.ledgers[0].after(SPACE, author, start=0) if e.seq in going}
        stay = sorted(receipts & going)
        away = sorted(going - receipts)
        self.both(lambda ledger: ledger.prune(SPACE, author, away, receipts=stay))
        self.parts = {name: one for name, one in self.parts.items() if name[0] not in gone}

    @rule()
    def stop_and_start(self):
        self.homes[1].leave()
        self.ledgers[1] = self.homes[1].ledger()

    @invariant()
    def both_answer_alike(self):
        one, other = map(self.everything, self.ledgers)
        assert one == other

    @invariant()
    def each_log_is_a_chain(self):
        for space in self.ledgers[1].spaces():
            for author in (MA, FR):
                held = self.ledgers[1].after(space, author, start=0)
                for before, after in pairwise(held):
                    assert after.seq > before.seq
                    assert after.saw >= before.saw
                    assert after.seq > before.seq + 1 or after.prev == before.id

    @invariant()
    def a_part_is_as_it_was_left(self):
        for (entry, name), one in self.parts.items():
            assert self.ledgers[1].part(entry, name) == one

    def everything(self, ledger):
        """All that a ledger can be asked."""
        told = [list(ledger.spaces()), list(ledger.proofs(SPACE))]
        for space in (SPACE, OTHER_SPACE):
            told.append(ledger.founding(space))
            for author in (MA, FR):
                size = ledger.size(space, author)
                held = list(ledger.after(space, author, start=0))
                told += [size, held, ledger.fence(space, author)]
                told.append(list(ledger.ids(space, author, start=0, end=size)))
                told.append(list(ledger.of_kind(space, author, Kind.OPEN)))
                told += [ledger.receipt(space, author, seq) for seq in range(size)]
                told += [ledger.find(entry.id) for entry in held]
                told += [list(ledger.of_case(space, author, entry.id)) for entry in held]
                told += [list(ledger.parts(entry.id)) for entry in held]
        return told

    def teardown(self):
        self.homes[1].leave()
        self.folder.cleanup()


pytestmark = pytest.mark.full
TestLedgers = Ledgers.TestCase
TestLedgers.settings = settings(max_examples=RUNS, stateful_step_count=25, deadline=None)
