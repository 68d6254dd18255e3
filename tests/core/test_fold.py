"""What prevails, what is settled, and that nothing else decides (CAS-1, CAS-9 to CAS-16)."""

import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

import jisr.core.fold as folds
from jisr.core.act import Kind, Slug
from jisr.core.admissible import admit
from jisr.core.case import Standing, View
from jisr.core.fold import Folding, fold
from jisr.core.service import Erase
from tests.core.kit import (
    FOUNDING,
    FR,
    MA,
    NOWHERE,
    OPENER,
    OTHER,
    SECOND,
    SPACE,
    START,
    TEN_DAYS,
    Node,
    clause,
    deliver,
    pair,
    state,
    sync,
    table,
    tables_with,
    under,
)


def with_case(tables=None):
    fr, ma = pair(*([] if tables is None else [tables]))
    case = fr.open()
    sync(fr, ma)
    return fr, ma, case


# --- Prevails, CAS-9

# FR, the opener, and MA each move on the same move.  Who has the turn, or goes first where the
# state rests; whether the opener's clause says *prevailing*; whether the other's does; who wins.
PREVAILS = [
    # turn    first   opener  other   winner
    (OPENER,  OPENER, False,  False,  OPENER),
    (OPENER,  OPENER, True,   False,  OPENER),
    (OPENER,  OPENER, False,  True,   OTHER),
    (OPENER,  OPENER, True,   True,   OPENER),
    (OTHER,   OTHER,  False,  False,  OTHER),
    (OTHER,   OTHER,  True,   False,  OPENER),
    (OTHER,   OTHER,  False,  True,   OTHER),
    (OTHER,   OTHER,  True,   True,   OPENER),
    (None,    OPENER, False,  False,  OPENER),
    (None,    OPENER, True,   False,  OPENER),
    (None,    OPENER, False,  True,   OTHER),
    (None,    OPENER, True,   True,   OPENER),
    (None,    OTHER,  False,  False,  OTHER),
    (None,    OTHER,  True,   False,  OPENER),
    (None,    OTHER,  False,  True,   OTHER),
    (None,    OTHER,  True,   True,   OPENER),
]  # fmt: skip


@pytest.mark.parametrize(("turn", "first", "opener", "other", "winner"), PREVAILS)
def test_of_two_that_crossed_the_signed_procedure_says_which_prevails(
    turn, first, opener, other, winner
):
    crossing = table(
        "request",
        [clause(OPENER, "ask", "open")],
        state(
            "open",
            turn,
            clause(OPENER, "mine", "mine", prevailing=opener),
            clause(OTHER, "theirs", "theirs", prevailing=other),
            first=first,
        ),
        state("mine", OPENER, clause(OPENER, "end", "closed")),
        state("theirs", OTHER, clause(OTHER, "end", "closed")),
    )
    fr, ma, case = with_case(tables_with(crossing))
    mine, theirs = fr.move(case, "mine"), ma.move(case, "theirs")
    wins, loses = (mine, theirs) if winner is OPENER else (theirs, mine)
    sync(fr, ma)
    for node in (fr, ma):
        folded = node.case(case)
        assert (node.standing(wins), node.standing(loses)) == ("settled", "overtaken")
        assert folded.tip.id == wins.id
        (found,) = folded.crossings
        assert (found.on, found.winner, found.loser) == (case, wins.id, loses.id)


def test_who_opened_does_not_hang_on_the_order_of_party_codes():
    fr, ma = pair()
    case = ma.open()
    sync(fr, ma)
    fr_moves, ma_moves = fr.move(case, "answer"), ma.move(case, "withdraw")
    sync(fr, ma)
    assert fr.standing(fr_moves) == "settled"  # It had the turn.
    assert fr.standing(ma_moves) == "overtaken"


def test_a_migration_yields_to_the_party_that_goes_first():
    fr, ma, case = with_case()
    fr.move(SPACE, "propose", terms={"edition": SECOND})
    sync(fr, ma)
    ma.move(SPACE, "accept")
    ma.note(case, "propose-migration", under=under(SECOND))
    sync(fr, ma)
    migration = fr.move(case, "accept-migration", under=under(SECOND))
    answer = ma.move(case, "answer")
    sync(fr, ma)
    assert (fr.standing(migration), fr.standing(answer)) == ("overtaken", "settled")


@pytest.mark.parametrize("first", [0, 1])
def test_a_deadline_is_told_whose_side_each_step_was(first):
    nodes = pair()
    one, two = nodes[first], nodes[1 - first]
    case = one.open()
    sync(one, two)
    two.move(case, "answer")
    sync(one, two)
    told = [(step.author, step.side, step.act) for step in one.case(case).steps]
    assert told == [(one.me, OPENER, "ask"), (two.me, OTHER, "answer")]
    proposed = two.move(SPACE, "propose", terms={"edition": SECOND})
    (step,) = two.case(SPACE).steps  # Nobody opened it: there the first party stands as opener.
    assert (step.side, step.terms) == (OPENER if two.me == FR else OTHER, proposed.act.terms)


def test_what_is_built_on_an_overtaken_move_is_overtaken_with_it():
    fr, ma, case = with_case()
    fr.note(case)
    sync(fr, ma)
    answer = ma.move(case, "answer")
    sync(fr, ma)
    accept = fr.move(case, "accept")
    recall = ma.move(case, "recall")  # Prevails, and has not seen the acceptance.
    again = ma.move(case, "answer")
    sync(fr, ma)
    standings = [fr.standing(held) for held in (answer, accept, recall, again)]
    assert standings == ["settled", "overtaken", "settled", "settled"]


# --- Settled, CAS-10

# What has happened before the look at MA's answer; its standing at MA and at FR.
SETTLED = [
    # story                                   at MA           at FR
    (["answer"],                              "provisional",  "not there"),
    (["answer", "to FR"],                     "provisional",  "provisional"),
    (["answer", "to FR", "FR acks"],          "provisional",  "settled"),
    (["answer", "to FR", "FR acks", "to MA"], "settled",      "settled"),
    (["answer", "to FR", "FR moves"],         "provisional",  "settled"),
    (["answer", "FR acks", "to FR", "to MA"], "provisional",  "provisional"),
    (["FR crosses", "answer", "to FR"],       "provisional",  "provisional"),
    (["FR crosses", "answer", "to MA"],       "provisional",  "not there"),
]  # fmt: skip


@pytest.mark.parametrize(("story", "at_ma", "at_fr"), SETTLED)
def test_a_move_is_settled_where_it_leads_and_its_receipt_is_held(story, at_ma, at_fr):
    fr, ma, case = with_case()
    answers = []
    steps = {
        "answer": lambda: answers.append(ma.move(case, "answer")),
        "to FR": lambda: deliver(ma, fr),
        "to MA": lambda: deliver(fr, ma),
        "FR acks": fr.ack,
        "FR moves": lambda: fr.move(case, "accept"),
        "FR crosses": lambda: fr.move(case, "withdraw"),
    }
    for step in story:
        steps[step]()
    (answer,) = answers
    assert ma.standing(answer) == at_ma
    there = answer.id in fr.case(case).verdicts
    assert (fr.standing(answer) if there else "not there") == at_fr


def test_nothing_is_settled_before_the_move_it_follows():
    fr, ma = pair()
    case = fr.open()
    deliver(fr, ma)
    answer = ma.move(case, "answer")
    folded = ma.case(case)
    # MA's answer is itself the receipt of the opening, and has none yet.
    assert folded.settled == 1
    assert folded.verdicts[case].standing is Standing.SETTLED
    assert folded.verdicts[answer.id].standing is Standing.PROVISIONAL
    assert fr.case(case).settled == 0


def test_the_same_case_in_a_smaller_view_is_the_case_as_it_was():
    fr, ma, case = with_case()
    before, view = ma.case(case), ma.view()
    ma.move(case, "answer")
    sync(fr, ma)
    assert ma.case(case, view=view) == before
    assert ma.case(case) != before
    assert not View(lengths={}).holds(FR, 0)


# --- Standing, turn, end, due: CAS-11 and CAS-16


def test_the_standings_are_called_as_in_the_specification():
    assert [*Standing] == ["provisional", "settled", "overtaken", "void"]


def test_every_move_and_note_has_one_standing():
    fr, ma, case = with_case()
    withdrawn, answered = fr.move(case, "withdraw"), ma.move(case, "answer")
    void, note = ma.move(case, "refuse"), fr.note(case)
    sync(fr, ma)
    standings = {i: v.standing for i, v in fr.case(case).verdicts.items()}
    assert standings == {
        case: Standing.SETTLED,
        withdrawn.id: Standing.OVERTAKEN,
        answered.id: Standing.SETTLED,
        void.id: Standing.VOID,
        note.id: Standing.SETTLED,
    }


def test_the_turn_is_the_tips_and_a_case_that_ended_has_none():
    fr, ma, case = with_case()
    assert (fr.case(case).turn, fr.case(case).ended) == (MA, False)
    ma.move(case, "answer")
    sync(fr, ma)
    assert fr.case(case).turn == FR
    fr.move(case, "accept")
    folded = fr.case(case)
    assert (folded.turn, folded.ended, folded.due) == (None, True, None)


def test_a_state_that_rests_has_no_turn():
    resting = table(
        "request",
        [clause(OPENER, "ask", "agreed")],
        state("agreed", None, clause(OTHER, "end", "closed"), first=OTHER),
    )
    fr, _, case = with_case(tables_with(resting))
    assert fr.case(case).turn is None
    assert not fr.case(case).ended


def test_the_due_instant_runs_from_the_receipt():
    fr, ma = pair()
    case = fr.open()
    assert fr.case(case).due is None
    deliver(fr, ma)
    ma.ack(at=START + timedelta(hours=1))
    deliver(ma, fr)
    assert fr.case(case).due == START + timedelta(hours=1) + TEN_DAYS
    ma.move(case, "answer")
    assert ma.case(case).due is None  # This state has no deadline.


def test_a_deadline_that_passes_moves_nothing():
    fr, ma, case = with_case()
    fr.note(case, at=START + timedelta(days=100))
    sync(fr, ma)
    assert fr.case(case).tip.state == "asked"


# --- Nothing else decides, CAS-1


def busy():
    """Two nodes after a long story with crossings, void acts, notes and erased parts."""
    fr, ma, case = with_case()
    fr.move(case, "withdraw")
    ma.move(case, "answer", body={"answer": NOWHERE})
    deliver(ma, fr)
    fr.note(case)
    sync(fr, ma)
    fr.move(case, "contest")
    ma.move(case, "recall")
    ma.move(case, "refuse")
    fr.note(case, "unheard-of")
    sync(fr, ma)
    return fr, ma, case


def test_erasing_a_part_never_changes_a_case():
    fr, ma, case = busy()
    before = fr.case(case), ma.case(case)
    ma.write(Kind.ERASE, detail=Erase(parts=(NOWHERE,), ground=Slug("term")).to_wire())
    deliver(ma, fr)
    fr.write(Kind.ERASE, detail=Erase(parts=(NOWHERE,), ground=Slug("confirmed")).to_wire())
    sync(fr, ma)
    assert (fr.case(case), ma.case(case)) == before


@given(st.data())
def test_the_order_in_which_acts_are_given_leaves_no_trace(data):
    fr, _, case = BUSY
    acts = data.draw(st.permutations(fr.about(case)))
    shuffled = fold(fr.root(case), acts, view=fr.view(), context=fr.context())
    assert shuffled == fr.case(case)
    assert list(shuffled.verdicts) == list(fr.case(case).verdicts)  # In one order, too.


@given(st.data())
def test_a_case_folded_on_is_what_it_is_when_folded_at_once(data):
    fr, _, case = BUSY
    acts, goes_on = fr.about(case), Folding(fr.root(case), FOUNDING.parties)
    ends = st.fixed_dictionaries({p: st.integers(0, fr.logs[p].size) for p in (FR, MA)})
    for lengths in data.draw(st.lists(ends, min_size=2, max_size=6)):  # Also back again.
        view, context = View(lengths=lengths), fr.context()
        at_once = fold(fr.root(case), acts, view=view, context=context)
        assert goes_on.fold(acts, view=view, context=context) == at_once


def test_an_act_is_judged_once_however_often_its_case_is_folded(monkeypatch: pytest.MonkeyPatch):
    fr, _, case = busy()
    acts, goes_on = fr.about(case), Folding(fr.root(case), FOUNDING.parties)
    judged = []

    def counted(held, *args):
        judged.append(held.id)
        return admit(held, *args)

    monkeypatch.setattr(folds, "admit", counted)
    ordered = sorted(acts, key=lambda held: (held.act.seq + held.saw, held.act.author))
    for end in range(len(ordered) + 1):
        goes_on.fold(ordered[:end], view=fr.view(), context=fr.context())
    assert sorted(judged) == sorted(held.id for held in acts if held.act.kind is Kind.MOVE)


@given(st.integers(0))
def test_the_order_in_which_acts_arrive_leaves_no_trace(seed):
    fr, ma, case = BUSY
    rng, reader = random.Random(seed), Node(FR)
    while reader.view() != fr.view():
        author = rng.choice([FR, MA])
        at = reader.logs[author].size
        if at < fr.logs[author].size:
            held = fr.acts[author][at]
            if held.saw <= reader.logs[FOUNDING.other(author)].size:
                reader.take(held.act)
    assert reader.case(case) == ma.case(case)


BUSY = busy()


class TwoParties(RuleBasedStateMachine):
    """Two honest parties, any delivery: they never disagree on what is settled."""

    @initialize()
    def start(self):
        self.nodes = pair()
        self.case = self.nodes[0].open()
        self.settled = {node.me: [] for node in self.nodes}

    def holders(self):
        return [n for n in self.nodes if any(held.id == self.case for held in n.all())]

    @rule(n=st.integers(0, 1), pick=st.integers(0, 3), hours=st.integers(-300, 300))
    def act(self, n, pick, hours):
        node = self.nodes[n]
        if node not in self.holders():
            return
        folded = node.case(self.case)
        if folded.ended:
            return
        at = START + timedelta(hours=hours)
        side = folded.root.side(node.me)
        state = folded.tip.table.states[folded.tip.state]
        due = folded.due
        open_now = sorted(
            act
            for (by, act), right in state.clauses.items()
            if by is side and (not right.late or (due is not None and at > due))
        )
        if open_now:
            node.move(self.case, open_now[pick % len(open_now)], at=at)

    @rule(n=st.integers(0, 1))
    def acknowledge(self, n):
        self.nodes[n].ack()

    @rule(n=st.integers(0, 1), count=st.integers(1, 3))
    def travel(self, n, count):
        giver, taker = self.nodes[n], self.nodes[1 - n]
        start = taker.logs[giver.me].size
        ready = giver.acts[giver.me][start : start + count]
        if all(held.saw <= taker.ours.size for held in ready):
            deliver(giver, taker, count)

    @invariant()
    def settled_only_grows_and_both_agree(self):
        found = []
        for node in self.holders():
            folded = node.case(self.case)
            settled = [one.id for one in folded.path[: folded.settled]]
            assert settled[: len(self.settled[node.me])] == self.settled[node.me]
            self.settled[node.me] = settled
            found.append(settled)
        shortest = min(map(len, found))
        assert len({tuple(settled[:shortest]) for settled in found}) == 1

    @invariant()
    def no_honest_act_is_void(self):
        for node in self.holders():
            verdicts = node.case(self.case).verdicts.values()
            assert all(v.standing is not Standing.VOID for v in verdicts)

    def teardown(self):
        if self.nodes:
            fr, ma = self.nodes
            sync(fr, ma)
            sync(fr, ma)
            assert fr.case(self.case) == ma.case(self.case)
            assert fr.case(self.case).settled == len(fr.case(self.case).path)


TwoParties.nodes = ()
TestTwoParties = TwoParties.TestCase
TestTwoParties.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


def test_the_story_of_these_tests_has_everything_in_it():
    fr, _, case = BUSY
    standings = {verdict.standing for verdict in fr.case(case).verdicts.values()}
    assert standings >= {Standing.SETTLED, Standing.OVERTAKEN, Standing.VOID}
    assert len(fr.case(case).crossings) >= 2
