"""What a joint prune takes away (docs/spec/service.md, SRV-6)."""

from dataclasses import replace

import pytest

from jisr.core.act import Kind, Ref, Slug
from jisr.core.case import ref_of
from jisr.core.errors import Reason
from jisr.core.keys import KeyUse
from jisr.core.prune import Pruning, Touched, agreed_heads, case_of, let_go, pruning, saying
from jisr.core.service import KeyChange, Prune
from tests.core.kit import FR, MA, NOWHERE, SECOND, SPACE, deliver, key, pair, sync


def heads(fr, ma):
    """The two ends of the logs as both hold them."""
    return ref_of(fr.acts[FR][-1]), ref_of(ma.acts[MA][-1])


def say(node, upto):
    return node.write(Kind.PRUNE, detail=Prune(upto=upto).to_wire())


def all_agreed(node, view=None):
    prunes = [held for held in node.all() if held.act.kind is Kind.PRUNE]
    return agreed_heads(prunes, view=view or node.view(), context=node.context(), ids=node.id_at)


def agreed(node, view=None):
    found = all_agreed(node, view)
    return found.code if isinstance(found, Reason) else found[-1]


def touched(node, case):
    acts = [held for held in node.all() if case_of(held) == case]
    stands = any(held.id == case for held in acts) and not hasattr(node.root(case), "code")
    return Touched(case=node.case(case) if stands else None, acts=acts)


def pruned(node, upto):
    ends = {ref.author: ref.seq for ref in upto}
    acts = [held for held in reversed(node.all()) if held.act.seq <= ends[held.act.author]]
    found = pruning(
        upto,
        acts,
        space=SPACE,
        context=node.context(),
        touched=lambda case: touched(node, case),
        said=saying([held for held in node.all() if held.act.kind is Kind.PRUNE], upto),
    )
    return found if isinstance(found, Pruning) else found.code


def finished():
    """Two nodes after one case, opened, refused and settled."""
    fr, ma = pair()
    case = fr.open()
    sync(fr, ma)
    ma.move(case, "refuse")
    sync(fr, ma)
    return fr, ma, case


# --- Whether it is agreed


def test_both_parties_name_the_same_heads_and_have_seen_each_other_do_so():
    fr, ma, _ = finished()
    upto = heads(fr, ma)
    assert agreed(fr) == "core.prune-not-agreed"
    say(fr, upto)
    assert agreed(fr) == "core.prune-not-agreed"
    deliver(fr, ma)
    say(ma, upto)
    assert agreed(ma) == "core.prune-not-settled"
    deliver(ma, fr)
    assert agreed(fr) == "core.prune-not-settled"  # FR has not said that it has seen it.
    fr.ack()
    assert agreed(fr) == upto
    assert agreed(ma) == "core.prune-not-settled"
    deliver(fr, ma)
    assert agreed(ma) == upto


def test_other_heads_are_no_agreement():
    fr, ma, _ = finished()
    one, two = heads(fr, ma)
    say(fr, (one, two))
    say(ma, (one, ref_of(ma.acts[MA][-2])))
    sync(fr, ma)
    assert agreed(fr) == "core.prune-not-agreed"


def test_of_several_agreements_the_nearest_comes_first():
    fr, ma, _ = finished()
    places = [(0, 2), (1, 0), (0, 1), (0, 0), (0, 2)]
    pairs = [(ref_of(fr.acts[FR][one]), ref_of(ma.acts[MA][two])) for one, two in places]
    for upto in pairs:
        say(fr, upto)
        say(ma, upto)
    sync(fr, ma)
    # By the length of both logs, then of the first.
    assert all_agreed(fr) == all_agreed(ma) == [pairs[at] for at in (3, 2, 1, 0)]


def test_an_agreement_is_judged_inside_the_view():
    fr, ma, _ = finished()
    upto = heads(fr, ma)
    views = [fr.view()]
    say(fr, upto)
    views.append(fr.view())
    deliver(fr, ma)
    say(ma, upto)
    deliver(ma, fr)
    views.append(fr.view())
    fr.ack()
    views.append(fr.view())
    told = [agreed(fr, view) for view in views]
    assert told == [
        "core.prune-not-agreed",
        "core.prune-not-agreed",
        "core.prune-not-settled",
        upto,
    ]


def test_a_party_that_has_not_seen_the_head_it_names_agrees_to_nothing_yet():
    fr, ma, _ = finished()
    ahead = fr.note(NOWHERE)
    upto = ref_of(ahead), ref_of(ma.acts[MA][-1])
    say(ma, upto)  # It was told of the head, and does not hold it.
    deliver(ma, fr)
    say(fr, upto)
    sync(fr, ma)
    assert agreed(fr) == "core.prune-not-settled"


def test_heads_that_are_not_held_are_those_of_another_log():
    fr, ma, _ = finished()
    one, two = heads(fr, ma)
    upto = replace(one, id=NOWHERE), two
    say(fr, upto)
    say(ma, upto)
    sync(fr, ma)
    assert agreed(fr) == "core.prune-other-log"


def test_a_head_beyond_the_end_is_that_of_another_log():
    fr, ma, _ = finished()
    upto = heads(fr, ma)
    say(fr, upto)
    say(ma, upto)
    sync(fr, ma)
    prunes = [held for held in fr.all() if held.act.kind is Kind.PRUNE]
    found = agreed_heads(prunes, view=fr.view(), context=fr.context(), ids=lambda author, seq: None)
    assert found.code == "core.prune-other-log"


# --- What goes


def test_a_case_that_is_over_goes_whole():
    fr, ma, _ = finished()
    upto = heads(fr, ma)
    found = pruned(fr, upto)
    assert found.upto == upto
    assert found.positions == {party: tuple(range(len(fr.acts[party]))) for party in (FR, MA)}
    assert pruned(ma, upto) == found


@pytest.mark.parametrize("answer", ["answer", None])
def test_a_case_that_is_open_keeps_everything(answer):
    fr, ma = pair()
    case = fr.open()
    sync(fr, ma)
    if answer:
        ma.move(case, answer)
        sync(fr, ma)
    assert pruned(fr, heads(fr, ma)) == "core.prune-case-open"


def test_one_open_case_among_several_keeps_everything():
    fr, ma, _ = finished()
    fr.open()
    sync(fr, ma)
    assert pruned(fr, heads(fr, ma)) == "core.prune-case-open"


def test_an_end_that_is_not_settled_is_no_end():
    fr, ma = pair()
    case = fr.open()
    sync(fr, ma)
    ma.move(case, "refuse")
    assert ma.case(case).ended
    upto = ref_of(fr.acts[FR][-1]), ref_of(ma.acts[MA][-1])
    assert pruned(ma, upto) == "core.prune-case-open"


def test_a_case_with_a_later_act_keeps_everything():
    fr, ma, case = finished()
    upto = heads(fr, ma)
    fr.note(case)
    assert pruned(fr, upto) == "core.prune-case-goes-on"
    ma.note(case, "unheard-of")  # A void one too.
    assert pruned(ma, upto) == "core.prune-case-goes-on"


def test_what_a_party_writes_after_it_has_agreed_changes_nothing():
    fr, ma, case = finished()
    upto = heads(fr, ma)
    say(fr, upto)
    fr.note(case)
    assert pruned(fr, upto).upto == upto
    deliver(fr, ma)
    assert pruned(ma, upto).upto == upto
    ma.note(case)  # MA has not agreed, and this comes before it does.
    assert pruned(ma, upto) == "core.prune-case-goes-on"


def test_what_a_party_wrote_before_it_agreed_keeps_everything():
    fr, ma, case = finished()
    upto = heads(fr, ma)
    fr.note(case)
    say(fr, upto)
    assert pruned(fr, upto) == "core.prune-case-goes-on"


def test_the_last_act_of_a_case_may_be_the_head_itself():
    fr, ma, case = finished()
    fr.note(case)
    upto = heads(fr, ma)
    assert pruned(fr, upto).upto == upto


def test_case_zero_goes_on_past_the_heads():
    fr, ma, _ = finished()
    fr.move(SPACE, "propose", terms={"edition": SECOND})
    sync(fr, ma)
    upto = heads(fr, ma)
    ma.move(SPACE, "accept")
    assert pruned(ma, upto).upto == upto


def test_of_two_acts_that_agree_the_first_counts():
    fr, ma, case = finished()
    upto = heads(fr, ma)
    for _ in range(2):
        say(fr, upto)
        fr.note(case)
    assert pruned(fr, upto).upto == upto


def test_two_ends_that_cut_across_keep_everything():
    fr, ma, _ = finished()
    seen = max(held.saw for held in ma.acts[MA])
    for end, cuts in ((0, True), (seen - 2, True), (seen - 1, False)):
        upto = ref_of(fr.acts[FR][end]), ref_of(ma.acts[MA][-1])
        assert (pruned(fr, upto) == "core.prune-cuts-across") is cuts


def test_void_cases_and_acts_without_a_case_go():
    fr, ma, _ = finished()
    fr.open(under=replace(fr.acts[FR][0].act.under, procedure=Slug("unheard-of")))
    ma.note(NOWHERE)
    sync(fr, ma)
    found = pruned(fr, heads(fr, ma))
    assert found.positions == {party: tuple(range(len(fr.acts[party]))) for party in (FR, MA)}


def test_case_zero_its_receipts_and_root_signed_acts_stay():
    fr, ma, case = finished()
    proposal = fr.move(SPACE, "propose", terms={"edition": SECOND})
    sync(fr, ma)
    acceptance = ma.move(SPACE, "accept")
    sync(fr, ma)
    change = KeyChange(ground=Slug("theft"), revoke=key(FR, KeyUse.SEAL)).to_wire()
    revoked = fr.write(Kind.KEY, detail=change)
    restarted = ma.write(Kind.RESTART, epoch=5, detail={"ground": "theft"})
    sync(fr, ma)
    earlier = say(fr, heads(fr, ma))
    sync(fr, ma)
    upto = heads(fr, ma)
    found = pruned(fr, upto)
    gone = {fr.acts[party][seq].id for party in (FR, MA) for seq in found.positions[party]}
    stay = {held.id for held in fr.all()} - gone
    assert {h.id for h in (proposal, acceptance, revoked, restarted, earlier)} <= stay
    assert case in gone
    for author, act in ((FR, proposal.act), (MA, acceptance.act)):
        other = MA if author == FR else FR
        receipt = fr.receipt(author, act.seq)
        of_the_receipt = fr.receipt(other, receipt.seq)
        assert fr.acts[other][receipt.seq].id in stay
        assert fr.acts[author][of_the_receipt.seq].id in stay
    assert len(gone) + len(stay) == len(fr.all())


def test_of_case_zero_an_act_its_receipt_and_the_receipt_of_that_stay_and_no_more():
    fr, ma, _ = finished()
    proposal = fr.move(SPACE, "propose", terms={"edition": SECOND})
    for _ in range(3):
        sync(fr, ma)
    found = pruned(fr, heads(fr, ma))
    gone = {fr.acts[party][seq].id for party in (FR, MA) for seq in found.positions[party]}
    receipt = fr.receipt(FR, proposal.act.seq)
    again = fr.receipt(MA, receipt.seq)
    assert {held.id for held in fr.all()} - gone == {
        proposal.id,
        fr.acts[MA][receipt.seq].id,
        fr.acts[FR][again.seq].id,
    }


def test_an_act_of_a_case_that_is_a_receipt_stays_and_is_of_no_case():
    fr, ma = pair()
    fr.move(SPACE, "propose", terms={"edition": SECOND})
    deliver(fr, ma)
    case = ma.open()  # The first to have seen the proposal.
    sync(fr, ma)
    fr.move(case, "refuse")
    sync(fr, ma)
    sync(fr, ma)
    found = pruned(fr, heads(fr, ma))
    assert [ma.acts[MA][seq].id for seq in found.receipts[MA]] == [case]
    assert not set(found.receipts[MA]) & set(found.positions[MA])


@pytest.mark.parametrize(
    ("opener", "opened", "fr", "ma", "expected"),
    [
        # Who opened, where; up to which acts of FR and MA the party has agreed; let go?
        (FR, 0, 0, 0, True),
        (FR, 1, 0, 9, False),
        (FR, 1, 1, 0, True),
        (FR, 1, 2, 0, True),
        (MA, 0, 9, 0, True),
        (MA, 3, 9, 2, False),
        (MA, 3, 0, 3, True),
    ],
)
def test_a_case_is_let_go_by_who_agrees_to_heads_at_or_past_its_opening(
    opener, opened, fr, ma, expected
):
    node, _, _ = finished()
    opening = replace(node.acts[FR][0].act, author=opener, seq=opened)
    upto = (
        Ref(author=FR, epoch=0, seq=fr, id=NOWHERE),
        Ref(author=MA, epoch=0, seq=ma, id=NOWHERE),
    )
    nearer = tuple(replace(ref, seq=0, id=SPACE) for ref in upto)
    assert let_go(opening, [say(node, upto)]) is expected
    assert let_go(opening, [say(node, nearer), say(node, upto)]) is expected
    assert not let_go(opening, [])


def test_the_edition_in_force_is_the_same_after_the_prune():
    fr, ma, _ = finished()
    fr.move(SPACE, "propose", terms={"edition": SECOND})
    sync(fr, ma)
    ma.move(SPACE, "accept")
    sync(fr, ma)
    sync(fr, ma)
    found = pruned(fr, heads(fr, ma))
    before = fr.zero()
    for party in (FR, MA):
        left = [h for h in fr.acts[party] if h.act.seq not in found.positions[party]]
        assert len(left) < len(fr.acts[party])
        fr.acts[party] = left
    assert fr.zero() == before
    assert fr.zero().in_force(fr.view()) == SECOND


def test_a_proposal_not_yet_received_needs_no_receipt():
    fr, _ma, _ = finished()
    fr.move(SPACE, "propose", terms={"edition": SECOND})
    upto = ref_of(fr.acts[FR][-1]), ref_of(fr.acts[MA][-1])
    assert fr.acts[FR][-1].act.seq not in pruned(fr, upto).positions[FR]
