"""Adverse steps wait for others: what is approved is what was shown, by who still may (SAF-42)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jisr.core.act import Digest, Slug, Under
from jisr.core.canonical import decode, encode
from jisr.core.errors import JisrError, Malformed, Refused, Unproven
from jisr.core.keys import KeyUse
from jisr.framework.edition import parse_edition
from jisr.ledger.work.rows import Access
from jisr.node import approvals, approving, authority, compose, officers, protection, wishes
from jisr.node import reasons as node_reasons
from jisr.node.approvals import Outcome
from jisr.node.authority import Action
from jisr.node.wish import Addition, File, Opening, Proposal
from jisr.safeguards import reasons
from jisr.safeguards.approvals import NON_REFOULEMENT, OWN_STEP_UP, SECOND_OFFICER, Role
from tests.node.officers import (
    AUTHOR,
    OTHER,
    appoint,
    approve,
    keys_of,
    may,
    may_write,
    signed,
)
from tests.node.test_protection import NAMED, READMISSION, submitted
from tests.node.test_protection import OTHER as SOMEBODY
from tests.node.world import PACKS, Pair, edition

ALL = {OWN_STEP_UP, SECOND_OFFICER, NON_REFOULEMENT}
IDENTIFY = Proposal(
    act=Slug("identify"),
    terms={"basis": ("passport",)},
    fields={"person": dict(SOMEBODY), "reference": "Invented 7"},
)


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)


@pytest.fixture
def case(pair: Pair) -> Digest:
    return submitted(pair, SOMEBODY)


def wished(pair: Pair, case: Digest, proposal: Proposal = IDENTIFY) -> Outcome:
    node = pair.nodes["MA"]
    return approvals.add(
        node, may_write(node, pair.id, case), Addition(case=case, proposal=proposal)
    )


def wish_of(pair: Pair, case: Digest) -> Digest:
    outcome = wished(pair, case)
    assert outcome.wish is not None
    return outcome.wish


def size(pair: Pair) -> int:
    return pair.space("MA").ours.size


def fails(reason: object, call, *args, **more) -> None:
    with pytest.raises(JisrError) as caught:
        call(*args, **more)
    assert caught.value.reason is reason


def test_an_adverse_step_is_written_once_its_author_and_another_have_signed(
    pair: Pair, case: Digest
):
    node, before = pair.nodes["MA"], size(pair)
    outcome = wished(pair, case)
    assert (outcome.act, outcome.needs) == (None, ALL)
    assert outcome.wish is not None
    assert wished(pair, case) == outcome  # Wished again, it is the same and waits once.
    [row] = approvals.waiting(node, OTHER)
    assert (row.wish, row.by, row.act, row.case) == (outcome.wish, AUTHOR, "identify", case)
    half = approve(node, outcome.wish, AUTHOR)
    assert (half.act, half.needs) == (None, {SECOND_OFFICER, NON_REFOULEMENT})
    assert size(pair) == before
    done = approve(node, outcome.wish, OTHER)
    assert (done.wish, done.needs, size(pair)) == (None, set(), before + 1)
    assert done.act in pair.space("MA").case(case).verdicts  # type: ignore[union-attr]
    assert approvals.waiting(node, OTHER) == []
    fails(node_reasons.NO_SUCH_WISH, approve, node, outcome.wish, OTHER)
    read = [event for event in node.work.access.after(0) if event.purpose == approvals.PURPOSE]
    assert {(event.access, event.officer) for event in read} >= {
        (Access.ALTERED, AUTHOR), (Access.ALTERED, OTHER)
    }  # fmt: skip


def test_whoever_approves_is_shown_all_that_is_hashed_and_the_reading_is_logged(
    pair: Pair, case: Digest
):
    node, wish = pair.nodes["MA"], wish_of(pair, case)
    leave = may(node, Action.APPROVE, approvals.object_of(node, wish), by=OTHER)
    said, gives = approvals.show(node, leave, wish)
    assert wishes.digest_of(said) == wish
    assert said["fields"] == IDENTIFY.fields
    assert gives == {SECOND_OFFICER, NON_REFOULEMENT}
    event = node.work.access.after(0)[-1]
    assert (event.access, event.officer, event.case) == (Access.READ, OTHER, case)


def shown(wish: Addition | Opening) -> Digest:

    under = Under(framework=edition().digest, procedure=READMISSION)
    return wishes.digest_of(wishes.shown("MA", "5" * 64, wish, under=under, on=None))  # type: ignore[arg-type]


FILE = File(field=Slug("attachments"), name="a.pdf", media="application/pdf", data=b"%PDF 1")
WISH = Addition(case=Digest("c" * 64), proposal=replace(IDENTIFY, files=[FILE]), by=AUTHOR)


@pytest.mark.parametrize(
    "changed",
    [
        replace(WISH, by=OTHER),
        replace(WISH, case=Digest("d" * 64)),
        replace(WISH, about=NAMED),
        replace(WISH, proposal=replace(WISH.proposal, act=Slug("issue"))),
        replace(WISH, proposal=replace(WISH.proposal, terms={"basis": ("passports",)})),
        replace(WISH, proposal=replace(WISH.proposal, fields={"reference": "Invented 8"})),
        replace(WISH, proposal=replace(WISH.proposal, files=[])),
        replace(WISH, proposal=replace(WISH.proposal, files=[replace(FILE, data=b"%PDF 2")])),
        replace(WISH, proposal=replace(WISH.proposal, files=[replace(FILE, name="b.pdf")])),
        replace(WISH, proposal=replace(WISH.proposal, edition=b"{}")),
        Opening(procedure=READMISSION, proposal=WISH.proposal, by=AUTHOR),
    ],
)
def test_whatever_of_it_changes_it_is_another_text(changed: Addition | Opening):
    assert shown(changed) != shown(WISH)


def test_one_character_changed_is_not_approved_with_it(pair: Pair, case: Digest):
    node, wish = pair.nodes["MA"], wish_of(pair, case)
    approve(node, wish, AUTHOR)
    leave = may(node, Action.APPROVE, authority.of_case(node, case), by=OTHER)
    other = wished(pair, case, replace(IDENTIFY, fields={**IDENTIFY.fields, "reference": "I. 7"}))
    assert other.wish not in (None, wish)
    fails(
        node_reasons.APPROVAL_WRONG,
        approvals.approve, node, leave, other.wish, signed(node, wish, OTHER),
    )  # fmt: skip
    assert other.wish is not None
    assert approve(node, other.wish, OTHER).act is None  # Its author has not signed this one.


def test_once_the_case_has_moved_what_was_shown_is_stale(pair: Pair, case: Digest):
    node, wish = pair.nodes["MA"], wish_of(pair, case)
    approve(node, wish, AUTHOR)
    compose.act(pair.nodes["FR"], pair.id, case, Proposal(act=Slug("hold")))
    pair.sync()
    fails(node_reasons.WISH_STALE, approve, node, wish, OTHER)


def test_its_author_alone_is_never_enough(pair: Pair, case: Digest):
    node = pair.nodes["MA"]
    appoint(node, AUTHOR, *Role)  # Of every role there is.
    wish = wish_of(pair, case)
    leave = may(node, Action.APPROVE, authority.of_case(node, case))
    for kinds in ({SECOND_OFFICER}, {NON_REFOULEMENT}, ALL):
        fails(
            node_reasons.NOTHING_TO_GIVE,
            approvals.approve, node, leave, wish,
            signed(node, wish, AUTHOR, kinds=frozenset(kinds)),
        )  # fmt: skip
    assert approve(node, wish, AUTHOR).needs == {SECOND_OFFICER, NON_REFOULEMENT}


def test_a_colleague_of_the_same_desk_approves_and_does_not_check(pair: Pair, case: Digest):
    node = pair.nodes["MA"]
    wish = wish_of(pair, case)
    approve(node, wish, AUTHOR)
    appoint(node, OTHER, Role.SUPERVISOR, Role.PROTECTION_OFFICER, desk=f"desk-of-{AUTHOR}")
    assert approve(node, wish, OTHER).needs == {NON_REFOULEMENT}
    appoint(node, "three", Role.PROTECTION_OFFICER)
    assert approve(node, wish, "three").act is not None


def test_who_has_no_role_for_it_gives_nothing(pair: Pair, case: Digest):
    node, wish = pair.nodes["MA"], wish_of(pair, case)
    appoint(node, "three", Role.AUDITOR)
    leave = may(node, Action.APPROVE, authority.of_case(node, case), by="three")
    raw = signed(node, wish, "three", kinds=frozenset({SECOND_OFFICER}))
    fails(node_reasons.NOTHING_TO_GIVE, approvals.approve, node, leave, wish, raw)


LATE = approving.VALID


@pytest.mark.parametrize("gone", ["suspended", "without the role", "another key", "a week later"])
def test_an_approval_counts_only_while_role_key_and_time_hold(pair: Pair, case: Digest, gone: str):
    node, wish = pair.nodes["MA"], wish_of(pair, case)
    approve(node, wish, OTHER)
    match gone:
        case "suspended":
            node.work.people.put_officer(replace(officers.find(node, OTHER), active=False))
        case "without the role":
            appoint(node, OTHER, Role.AUDITOR)
        case "another key":
            public = pair.keys["FR"].current(KeyUse.SIGN).public
            officers.put_credential(node, OTHER, officers.read_credential(public))
        case "a week later":
            pair.clock.wait(seconds=LATE.total_seconds() - 1)
            wish = wish_of(pair, case)  # The same, still waiting.
            given = approving.given(node, wish, author=AUTHOR)
            assert {one.kind for one in given} == {SECOND_OFFICER, NON_REFOULEMENT}
            pair.clock.wait(seconds=1)
            assert approving.given(node, wish, author=AUTHOR) == frozenset()
            fails(node_reasons.NO_SUCH_WISH, approve, node, wish, AUTHOR)
            return
    assert approve(node, wish, AUTHOR).needs == {SECOND_OFFICER, NON_REFOULEMENT}


def test_an_approval_is_its_officers_and_of_this_hour(pair: Pair, case: Digest):
    node, wish = pair.nodes["MA"], wish_of(pair, case)
    leave = may(node, Action.APPROVE, authority.of_case(node, case), by=OTHER)
    wrong = {
        "of another officer": signed(node, wish, AUTHOR),
        "of an hour ago": signed(node, wish, OTHER, at=pair.clock() - timedelta(hours=1)),
        "of another party": signed(node, wish, OTHER, party="FR"),
        "of another text": signed(node, wish, OTHER, approves=Digest("a" * 64)),
    }
    for raw in wrong.values():
        fails(node_reasons.APPROVAL_WRONG, approvals.approve, node, leave, wish, raw)
    statement = approving.check(node, signed(node, wish, OTHER), officer=OTHER)
    forged = approving.sign(statement, keys_of(node, AUTHOR))
    with pytest.raises(Unproven):  # Signed by somebody else, in the officer's name.
        approvals.approve(node, leave, wish, forged)
    for reason in ("", " ", "x" * 2001):
        with pytest.raises(JisrError):
            approvals.approve(node, leave, wish, signed(node, wish, OTHER, reason=reason))
    with pytest.raises(Malformed):
        approvals.approve(node, leave, wish, b"{}")
    wire = decode(statement.encode(), bytes_max=approving.APPROVAL_BYTES_MAX)
    assert isinstance(wire, dict)
    for raw in ({**wire, "kinds": 7}, {**wire, "kinds": []}, {**wire, "v": 2}, {**wire, "x": 1}):
        with pytest.raises(Malformed):
            approving.Statement.parse(encode(raw))
    for name in wire:
        with pytest.raises(Malformed):
            approving.Statement.parse(encode({k: v for k, v in wire.items() if k != name}))
    assert approving.given(node, wish, author=AUTHOR) == frozenset()


def test_the_same_words_after_a_wish_was_given_up_are_another_wish(pair: Pair, case: Digest):
    node = pair.nodes["MA"]
    for signer in (AUTHOR, OTHER):
        wish = wish_of(pair, case)
        approve(node, wish, signer)
        assert wished(pair, case).needs != ALL
        approvals.discard(node, AUTHOR, wish)
        assert wished(pair, case).needs == ALL
        approvals.discard(node, AUTHOR, wish)
    approve(node, wish_of(pair, case), OTHER)
    pair.clock.wait(days=7)
    assert approvals.expire(node) == 1
    assert approving.given(node, wish, author=AUTHOR) == frozenset()


def test_who_has_no_key_approves_nothing(pair: Pair, case: Digest):
    node, wish = pair.nodes["MA"], wish_of(pair, case)
    who = replace(officers.find(node, OTHER), id="three")
    node.work.people.put_officer(who)
    leave = may(node, Action.APPROVE, authority.of_case(node, case), by="three")
    raw = signed(node, wish, "three")
    with pytest.raises(Unproven):
        approvals.approve(node, leave, wish, raw)


def test_a_protection_that_comes_between_stops_what_was_approved(pair: Pair, case: Digest):
    node, wish = pair.nodes["MA"], wish_of(pair, case)
    approve(node, wish, AUTHOR)
    protection.protect(node, may(node, Action.PROTECT), SOMEBODY)
    before = size(pair)
    fails(reasons.NOT_HERE, approve, node, wish, OTHER)
    assert size(pair) == before


def test_what_is_denied_never_waits(pair: Pair, case: Digest):
    node = pair.nodes["MA"]
    protection.protect(node, may(node, Action.PROTECT), SOMEBODY, silent=True)
    fails(reasons.NOT_HERE, wished, pair, case)
    assert approvals.waiting(node, AUTHOR) == []


def test_a_node_by_itself_takes_no_adverse_step(pair: Pair, case: Digest):
    fails(reasons.NO_STEP_UP, compose.act, pair.nodes["MA"], pair.id, case, IDENTIFY)


def test_what_waits_is_sealed_and_its_key_goes_with_it():
    pair = Pair()  # Whose cryptography hides something.
    case = submitted(pair, SOMEBODY)
    node, wish = pair.nodes["MA"], wish_of(pair, case)
    [draft] = node.work.drafts.of(AUTHOR)
    assert b"Invented" not in draft.content
    name = approvals._key_of(draft)
    assert node.keys.get(name) is not None
    fails(node_reasons.NO_SUCH_WISH, approvals.discard, node, OTHER, wish)
    approvals.discard(node, AUTHOR, wish)
    assert node.keys.get(name) is None
    again = wish_of(pair, case)
    name = approvals._key_of(node.work.drafts.of(AUTHOR)[0])
    assert again == wish
    pair.clock.wait(days=7, seconds=-1)
    assert approvals.expire(node) == 0
    pair.clock.wait(seconds=1)
    assert approvals.expire(node) == 1
    assert node.work.drafts.get(AUTHOR, again) is None
    assert node.keys.get(name) is None


def test_an_opening_waits_too_and_is_asked_about_before_it_does():
    files = {str(path.relative_to(PACKS)): path.read_bytes() for path in PACKS.rglob("*.yaml")}
    name = "common/procedures/readmission.yaml"
    alike = b"      person:\n        type: person\n"
    files[name] = files[name].replace(alike, alike + b"        alike: yes\n", 1)
    pair = Pair(light=True, framework=parse_edition(files, pack="ma-fr"))
    node = pair.nodes["FR"]
    submitted(pair, SOMEBODY)
    proposal = Proposal(
        act=Slug("submit"),
        terms={
            "purpose": "identification-and-return",
            "track": "documents",
            "evidence": "prima-facie",
            "useful-until": "2026-12-31",
        },
        fields={"service": "Invented", "evidence-list": "A copy.", "person": dict(SOMEBODY)},
    )
    wish, leave = Opening(procedure=READMISSION, proposal=proposal), may_write(node, pair.id)
    fails(node_reasons.ASKED_BEFORE, approvals.open_case, node, leave, wish)
    kept = approvals.open_case(node, leave, wish, although="Another year.")
    assert kept.wish is not None
    approve(node, kept.wish, AUTHOR)
    done = approve(node, kept.wish, OTHER)
    assert done.act is not None
    [note] = node.work.margin.notes(pair.id, done.act)
    assert note.text == "Another year."
    assert len(approving.of_act(node, done.act)) == 2
    # What was approved was one case, not as many as one likes.
    again = approvals.open_case(node, leave, wish, although="And again.")
    assert (again.wish, again.needs) == (kept.wish, ALL)


def test_an_author_who_may_write_no_more_has_nothing_written(pair: Pair, case: Digest):
    node, wish = pair.nodes["MA"], wish_of(pair, case)
    approve(node, wish, AUTHOR)
    node.permits = lambda request: request.action != "write"
    with pytest.raises(Refused):
        approve(node, wish, OTHER)


def test_a_wish_read_again_is_the_wish(pair: Pair):
    under = Under(framework=Digest("e" * 64), procedure=READMISSION)
    at = pair.clock()
    whole = replace(
        WISH,
        about=NAMED,
        under=under,
        proposal=replace(WISH.proposal, edition=b"{}", release_at=at),
    )
    raw = wishes.encode_wish(whole, otherwise=True, tip=Digest("f" * 64), although="Why.")
    assert wishes.decode_wish(raw, whole.case) == (whole, True, "f" * 64, "Why.")
    opening = Opening(procedure=READMISSION, proposal=WISH.proposal, by=AUTHOR)
    assert wishes.decode_wish(wishes.encode_wish(opening), None)[0] == opening


def test_what_an_author_signed_counts_no_more_once_they_are_suspended(pair: Pair, case: Digest):
    node, wish = pair.nodes["MA"], wish_of(pair, case)
    approve(node, wish, AUTHOR)
    assert len(approving.given(node, wish, author=AUTHOR)) == 1
    node.work.people.put_officer(replace(officers.find(node, AUTHOR), active=False))
    assert approving.given(node, wish, author=AUTHOR) == frozenset()
