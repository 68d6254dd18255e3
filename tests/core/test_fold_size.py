"""Large cases: how many acts count (CAS-17), at what work, and by the same rules (CAS-4)."""

import sys
from functools import cache

import pytest

from jisr.core import reasons
from jisr.core.act import Kind, Slug
from jisr.core.case import Case, Standing, ref_of
from jisr.core.fold import CASE_ACTS_MAX, fold
from tests.core.kit import pair, sync
from tests.core.test_hostile import SEEDS, outcomes, played

# --- How many


def filled(count):
    """A case in which the opener has written `count` notes, seen by both."""
    fr, ma = pair()
    case = fr.open()
    notes = [fr.note(case) for _ in range(count)]
    sync(fr, ma)
    return fr, ma, case, notes


def test_a_party_may_write_so_many_acts_in_a_case_and_no_more():
    fr, ma, case, notes = filled(CASE_ACTS_MAX + 1)
    for node in (fr, ma):
        verdicts = node.case(case).verdicts
        assert [verdicts[held.id].reason for held in notes] == [
            *[None] * CASE_ACTS_MAX,
            reasons.CASE_FULL,
        ]


def test_one_party_cannot_use_up_the_others_room():
    fr, ma, case, _ = filled(CASE_ACTS_MAX + 1)
    remark, refusal = ma.note(case), ma.move(case, "refuse")
    sync(fr, ma)
    assert (fr.standing(remark), fr.standing(refusal)) == (Standing.SETTLED, Standing.SETTLED)
    assert fr.case(case).ended


def test_moves_and_notes_count_together_void_ones_too():
    fr, ma, case, _ = filled(CASE_ACTS_MAX - 1)
    assert fr.standing(fr.note(case, "no-such-note")) == reasons.NOT_YOUR_CLAUSE.code
    late = fr.write(Kind.MOVE, case=case, act=Slug("withdraw"), on=fr.tip(case))
    sync(fr, ma)
    assert fr.standing(late) == ma.standing(late) == reasons.CASE_FULL.code
    assert not ma.case(case).ended


# --- At what work


@cache
def calls(rounds):
    """How many functions a fold calls for a case of answers, contests and remarks."""
    fr, ma = pair()
    case = fr.open()
    on = ref_of(fr.acts["FR"][-1])
    sync(fr, ma)
    for _ in range(rounds):
        for node, name in ((ma, "answer"), (fr, "contest")):
            held = node.write(Kind.MOVE, case=case, act=Slug(name), on=on)
            on = ref_of(held)
            node.note(case)
            sync(fr, ma)
    root, acts, view, context = fr.root(case), fr.about(case), fr.view(), fr.context()
    count = 0

    def counting(_frame, event, _argument):
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counting)
    try:
        folded = fold(root, acts, view=view, context=context)
    finally:
        sys.setprofile(None)
    assert len(folded.path) == 2 * rounds + 1
    return count


def test_twice_the_acts_are_twice_the_work():
    assert calls(80) < 2.1 * calls(40)


# --- By the same rules


@pytest.mark.parametrize("seed", SEEDS)
def test_an_act_is_judged_on_the_tip_of_its_own_past_however_the_case_went_on(seed):
    world, _ = played(seed)
    node = world.fr
    context = node.context()
    for found in outcomes(node).values():
        if not isinstance(found, Case):
            continue
        acts = [verdict.held for verdict in found.verdicts.values()]
        moves = [held for held in acts if held.act.kind is Kind.MOVE]
        for move in moves:
            past = context.past(move)
            opening = found.root.held
            if opening is not None and not past.holds(opening.act.author, opening.act.seq):
                continue
            then = fold(found.root, moves_of(acts), view=past, context=context)
            stray = found.verdicts[move.id].reason is reasons.NOT_ON_TIP
            assert stray == (move.act.on != tip_of(then))


def moves_of(acts):
    return [held for held in acts if held.act.kind is not Kind.OPEN]


def tip_of(case: Case):
    return case.root.ref if case.tip.held is None else ref_of(case.tip.held)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_path_goes_on_as_long_as_it_can_and_leaves_it_to_the_loser_of_each_crossing(seed):
    for found in outcomes(played(seed)[0].fr).values():
        if not isinstance(found, Case):
            continue
        follows = {node.id: index for index, node in enumerate(found.path)}
        beaten = {(crossing.on, crossing.loser): crossing.winner for crossing in found.crossings}
        for before, node in zip(found.path, found.path[1:], strict=False):
            assert node.held.act.on.id == before.id
        for verdict in found.verdicts.values():
            on = verdict.held.act.on
            if verdict.standing is Standing.OVERTAKEN and on.id in follows:
                winner = found.path[follows[on.id] + 1].id
                assert beaten[on.id, verdict.held.id] == winner


@pytest.mark.parametrize("seed", SEEDS)
def test_every_act_comes_after_those_it_had_seen(seed):
    for found in outcomes(played(seed)[0].fr).values():
        if isinstance(found, Case):
            order = [v.held.act.seq + v.held.saw for v in found.verdicts.values()]
            assert order == sorted(order)
