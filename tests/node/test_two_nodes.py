from dataclasses import replace

import pytest

from jisr.core.act import Digest, Slug
from jisr.core.case import Case, Standing
from jisr.core.errors import Refused
from jisr.ledger.base import PartState
from jisr.node import attachments, compose, content, erase
from jisr.node.wish import File, Proposal
from tests.node import officers
from tests.node.world import Pair, edition

REQUEST = Proposal(
    act=Slug("send"),
    terms={"urgency": "ordinary", "purpose": "prevention", "domain": "forgery"},
    fields={"question": "Is the vehicle registered?", "reason": "Seen at two places at once."},
)
ANSWER = Proposal(act=Slug("answer"), fields={"answer": "It is."})


@pytest.fixture
def pair() -> Pair:
    return Pair()


def opened(pair: Pair) -> Digest:
    case = compose.open_case(pair.nodes["FR"], pair.id, Slug("information-request"), REQUEST)
    pair.sync()
    return case


def case_at(pair: Pair, party: str, case: Digest) -> Case:
    folded = pair.space(party).case(case)
    assert isinstance(folded, Case)
    return folded


def act(pair: Pair, party: str, case: Digest, name: str, **more: object) -> Digest:
    pair.clock.wait(seconds=5)
    said = Proposal(act=Slug(name), **more)  # type: ignore[arg-type]
    return officers.act(pair.nodes[party], pair.id, case, said)


def test_a_request_is_settled_on_both_sides_once_it_is_delivered(pair: Pair):
    case = opened(pair)
    for party in ("FR", "MA"):
        assert case_at(pair, party, case).settled == 1
        assert case_at(pair, party, case).turn == "MA"


def test_a_story_runs_to_its_end_with_the_same_case_on_both_sides(pair: Pair):
    case = opened(pair)
    act(pair, "MA", case, "ask-more", fields={"question": "Which plate?"})
    pair.sync()
    act(pair, "FR", case, "clarify", fields={"clarification": "The one in the annex."})
    pair.sync()
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()
    act(pair, "FR", case, "accept")
    pair.sync()
    for party in ("FR", "MA"):
        folded = case_at(pair, party, case)
        assert folded.ended
        assert folded.settled == len(folded.path) == 5
    assert case_at(pair, "FR", case).verdicts == case_at(pair, "MA", case).verdicts


def test_two_acts_that_crossed_have_one_outcome_on_both_sides(pair: Pair):
    case = opened(pair)
    answer = act(pair, "MA", case, "answer", fields=ANSWER.fields)
    withdrawal = act(pair, "FR", case, "withdraw")
    pair.sync()
    for party in ("FR", "MA"):
        folded = case_at(pair, party, case)
        assert folded.verdicts[answer].standing is Standing.SETTLED
        assert folded.verdicts[withdrawal].standing is Standing.OVERTAKEN
        assert [c.winner for c in folded.crossings] == [answer]


def test_what_the_procedure_does_not_allow_is_refused_and_not_written(pair: Pair):
    case = opened(pair)
    before = pair.space("FR").ours.size
    with pytest.raises(Refused) as refused:
        act(pair, "FR", case, "answer", fields=ANSWER.fields)
    assert refused.value.code == "core.not-your-turn"
    with pytest.raises(Refused) as refused:
        act(pair, "FR", case, "close-for-silence")
    assert refused.value.code == "core.not-yet-overdue"
    assert pair.space("FR").ours.size == before


def test_silence_opens_a_clause_once_the_deadline_has_passed(pair: Pair):
    case = opened(pair)
    pair.clock.wait(days=9)
    act(pair, "FR", case, "close-for-silence")
    pair.sync()
    assert case_at(pair, "MA", case).tip.state == "lapsed"


def test_a_part_erased_on_one_side_is_erased_on_both_and_the_case_stands(pair: Pair):
    case = opened(pair)
    before = case_at(pair, "MA", case)
    part = pair.nodes["FR"].ledger.parts(case)[0]
    assert part.state is PartState.HELD
    erase.erase(pair.nodes["FR"], pair.id, [part.commitment], Slug("retention-expired"))
    pair.sync()
    for party in ("FR", "MA"):
        assert pair.nodes[party].ledger.part(case, part.name).state is PartState.ERASED
    assert case_at(pair, "MA", case).verdicts == before.verdicts


def test_a_node_that_stops_goes_on_where_it_was(pair: Pair):
    case = opened(pair)
    pair.start("MA")
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.start("FR")
    pair.sync()
    assert case_at(pair, "FR", case).tip.state == "answered"


def test_an_undertaking_is_agreed_by_repeating_the_very_text(pair: Pair):
    node = pair.nodes["MA"]
    proposal = Proposal(act=Slug("propose"), fields={"text": "Meet every spring."})
    case = compose.open_case(node, pair.id, Slug("undertaking"), proposal)
    pair.sync()
    agreed = act(pair, "FR", case, "agree")
    pair.sync()
    for party in ("FR", "MA"):
        assert case_at(pair, party, case).tip.state == "agreed"
        assert pair.nodes[party].ledger.part(agreed, "statement").state is PartState.HELD


def test_nobody_agrees_to_a_text_that_is_not_here(pair: Pair):
    node = pair.nodes["MA"]
    proposal = Proposal(act=Slug("propose"), fields={"text": "Meet every spring."})
    case = compose.open_case(node, pair.id, Slug("undertaking"), proposal)
    pair.sync()
    text = node.ledger.part(case, "statement")
    erase.erase(node, pair.id, [text.commitment], Slug("retention-expired"))
    pair.sync()
    before = pair.space("FR").ours.size
    with pytest.raises(Refused) as refused:
        act(pair, "FR", case, "agree")
    assert refused.value.code == "core.not-the-same-text"
    assert pair.space("FR").ours.size == before


def test_a_new_edition_is_in_force_once_it_is_accepted_and_settled(pair: Pair):
    changed = edition("ma-be").signed  # Sound, and signed by nobody yet: enough to be another.
    digest = edition("ma-be").digest
    proposal = Proposal(
        act=Slug("propose"),
        terms={"edition": digest},
        fields={"reason": "It serves the test."},
        edition=changed,
    )
    compose.act(pair.nodes["MA"], pair.id, pair.id, proposal)
    pair.sync()
    before = pair.space("FR").edition()
    compose.act(pair.nodes["FR"], pair.id, pair.id, Proposal(act=Slug("accept")))
    pair.sync()
    assert before != digest
    assert [pair.space(party).edition() for party in ("FR", "MA")] == [digest, digest]


def test_a_file_travels_sealed_in_chunks_and_is_read_by_the_partner(pair: Pair):
    data = bytes(range(256)) * 8_000  # About four chunks.
    file = File(field=Slug("attachments"), name="plan.pdf", media="application/pdf", data=data)
    proposal = replace(REQUEST, files=[file])
    case = compose.open_case(pair.nodes["FR"], pair.id, Slug("information-request"), proposal)
    pair.sync()
    node = pair.nodes["MA"]
    part = node.ledger.part(case, "attachments.1")
    opened_part = content.open_part(node, pair.space("MA"), part)
    (attached,) = attachments.read(opened_part.content)
    for _ in range(3):
        pair.trip("MA", "FR")
    assert attachments.content_of(node, pair.space("MA"), attached) == data
    transfer = node.work.transfers.get(pair.id, attached.digest)
    assert data[:64] not in node.work.transfers.read(pair.id, attached.digest, 0, transfer.size)
