"""Case zero: the framework as a case (docs/spec/case.md, CAS-13 to CAS-15)."""

from datetime import date

import pytest

from jisr.core.act import Ref
from jisr.core.case import View
from jisr.core.zero import fold_zero
from tests.core.kit import (
    EDITION,
    FOUNDING,
    FR,
    MA,
    SECOND,
    SPACE,
    THIRD,
    Node,
    deliver,
    pair,
    sync,
    under,
)


def propose(node, edition=SECOND):
    return node.move(SPACE, "propose", terms={"edition": edition})


def in_force(node):
    return node.zero().in_force(node.view())


def test_it_begins_with_the_founding_document():
    fr = Node(FR)
    zero = fr.zero()
    assert zero.case.root.id == SPACE
    assert zero.case.root.ref == Ref(author=FR, epoch=0, seq=0, id=SPACE)
    assert (zero.case.root.opener, zero.case.root.other) == (FR, MA)
    assert (zero.case.tip.state, zero.case.settled, zero.case.steps) == ("in-force", 1, ())
    assert zero.case.verdicts == {}
    assert in_force(fr) == EDITION


def test_its_first_move_is_on_the_founding_document():
    fr = Node(FR)
    wrong = Ref(author=MA, epoch=0, seq=0, id=SPACE)
    refused = fr.move(SPACE, "propose", terms={"edition": SECOND}, on=wrong)
    assert fr.standing(refused) == "core.not-on-tip"
    assert fr.standing(propose(fr)) == "provisional"


@pytest.mark.parametrize("first", [0, 1])
def test_an_edition_is_in_force_once_its_adoption_is_settled(first):
    nodes = pair()
    one, two = nodes[first], nodes[1 - first]
    propose(one)
    deliver(one, two)
    two.move(SPACE, "accept")
    assert in_force(two) == EDITION  # The other does not know yet.
    deliver(two, one)
    assert in_force(one) == EDITION  # It has not said that it knows.
    one.ack()
    assert in_force(one) == SECOND
    assert in_force(two) == EDITION
    deliver(one, two)
    assert in_force(two) == SECOND
    (adoption,) = two.zero().adoptions
    assert (adoption.edition, adoption.author) == (SECOND, two.me)


def test_the_edition_in_force_is_judged_in_the_view_it_is_asked_of():
    fr, ma = pair()
    propose(fr)
    sync(fr, ma)
    ma.move(SPACE, "accept")
    sync(fr, ma)
    zero = fr.zero()
    (adoption,) = zero.adoptions
    both = {MA: adoption.seq + 1, FR: adoption.receipt + 1}
    assert zero.in_force(View(lengths=both)) == SECOND
    for party in (MA, FR):
        less = {**both, party: both[party] - 1}
        assert zero.in_force(View(lengths=less)) == EDITION


def test_a_case_opened_before_the_adoption_is_known_stands_under_the_old_edition():
    fr, ma = pair()
    propose(fr)
    sync(fr, ma)
    ma.move(SPACE, "accept")
    early = ma.open(under=under(SECOND))
    late = fr.open(under=under(EDITION))
    sync(fr, ma)
    assert fr.root(early).code == "core.edition-not-in-force"
    assert fr.root(late).under == under(EDITION)
    new = fr.open(under=under(SECOND))
    assert fr.root(new).under == under(SECOND)
    assert fr.root(fr.open(under=under(EDITION))).code == "core.edition-not-in-force"


def test_editions_follow_one_another_and_either_party_may_propose():
    fr, ma = pair()
    for one, two, edition in ((fr, ma, SECOND), (ma, fr, THIRD)):
        propose(one, edition)
        sync(fr, ma)
        two.move(SPACE, "accept")
        sync(fr, ma)
        assert in_force(fr) == in_force(ma) == edition
    assert [adoption.edition for adoption in fr.zero().adoptions] == [SECOND, THIRD]


@pytest.mark.parametrize("answer", ["decline", "withdraw"])
def test_a_proposal_that_is_declined_or_withdrawn_changes_nothing(answer):
    fr, ma = pair()
    propose(fr)
    sync(fr, ma)
    (fr if answer == "withdraw" else ma).move(SPACE, answer)
    sync(fr, ma)
    assert in_force(fr) == EDITION
    assert fr.zero().adoptions == ()


def test_nobody_accepts_its_own_proposal():
    fr, ma = pair()
    propose(fr)
    sync(fr, ma)
    assert fr.standing(fr.move(SPACE, "accept")) == "core.not-your-turn"


def test_of_two_proposals_that_crossed_the_first_partys_stands():
    fr, ma = pair()
    mine, theirs = propose(fr, SECOND), propose(ma, THIRD)
    sync(fr, ma)
    assert (ma.standing(mine), ma.standing(theirs)) == ("settled", "overtaken")
    ma.move(SPACE, "accept")
    sync(fr, ma)
    assert in_force(ma) == SECOND


def test_an_acceptance_that_crossed_a_withdrawal_stands_because_it_had_the_turn():
    fr, ma = pair()
    propose(fr)
    sync(fr, ma)
    fr.move(SPACE, "withdraw")
    ma.move(SPACE, "accept")
    sync(fr, ma)
    assert in_force(fr) == in_force(ma) == SECOND


def closed(node, year, *days, **content):
    terms = {"year": year, "days": tuple(days)}
    return node.note(SPACE, "announce-closure", **{"terms": terms, **content})


def test_a_party_announces_its_closed_days():
    fr, ma = pair()
    closed(fr, 2026, "2026-07-14")
    closed(ma, 2026, "2026-07-30", "2026-11-18")
    closed(ma, 2027, "2027-07-30")
    sync(fr, ma)
    assert fr.zero().closures(fr.view()) == {
        (FR, 2026): frozenset({date(2026, 7, 14)}),
        (MA, 2026): frozenset({date(2026, 7, 30), date(2026, 11, 18)}),
        (MA, 2027): frozenset({date(2027, 7, 30)}),
    }
    assert fr.case(SPACE).closures == {}


def test_a_later_announcement_of_a_year_replaces_the_earlier_and_a_void_one_is_none():
    fr = Node(FR)
    closed(fr, 2026, "2026-07-14", "2026-12-25")
    closed(fr, 2026, "2026-12-25")
    closed(fr, 2026, terms={"year": 2026})
    fr.note(SPACE)
    assert fr.zero().closures(fr.view()) == {(FR, 2026): frozenset({date(2026, 12, 25)})}


def test_closures_are_those_of_the_view():
    fr = Node(FR)
    closed(fr, 2026, "2026-07-14")
    assert fr.zero().closures(View(lengths={})) == {}


def test_closures_reach_every_case():
    fr = Node(FR)
    case = fr.open()
    closed(fr, 2026, "2026-07-14")
    assert fr.case(case).closures == {(FR, 2026): frozenset({date(2026, 7, 14)})}


def test_a_node_that_does_not_know_its_founding_edition_is_our_mistake():
    fr = Node(FR)
    with pytest.raises(AssertionError):
        fold_zero(FOUNDING, [], view=fr.view(), logs=fr, tables=lambda under: None)
