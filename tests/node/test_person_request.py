"""A person asks what is held on them, and has it put right or erased: the whole way."""

from collections.abc import Mapping
from typing import Any

import pytest

from jisr.core.act import Digest, Slug
from jisr.core.canonical import Json
from jisr.core.errors import Refused
from jisr.ledger.base import PartState
from jisr.node import compose, content, erase, protection
from jisr.node.authority import Action
from jisr.node.wish import Proposal
from jisr.safeguards.reasons import NOT_HERE
from tests.node.officers import may
from tests.node.test_protection import NAMED, OTHER
from tests.node.test_subject import asked_about, file_on, names
from tests.node.test_two_nodes import act, case_at
from tests.node.world import Pair

PERSON_REQUEST = Slug("person-request")
REMEDIES = "You may turn to the supervisory authority within a month."


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)


def forwarded(pair: Pair, right: str, person: Mapping[str, Json] = NAMED) -> Digest:
    """A person turned to FR, which forwards the request to MA."""
    proposal = Proposal(
        act=Slug("forward"),
        terms={
            "right": right,
            "language": "french",
            "by-whom": "person",
            "purpose": "rights-of-the-person",
        },
        fields={"request": "I wish to see my data.", "person": dict(person)},
    )
    case = compose.open_case(pair.nodes["FR"], pair.id, PERSON_REQUEST, proposal)
    pair.sync()
    return case


def says(pair: Pair, party: str, case: Digest, name: str, **more: Any) -> Digest:
    done = act(pair, party, case, name, **more)
    pair.sync()
    return done


def answered(text: str) -> dict[str, Json]:
    return {"answer": text, "remedies": REMEDIES}


def state(pair: Pair, case: Digest) -> str:
    """Return the state of a case, which both sides must see alike."""
    here, there = (case_at(pair, party, case) for party in ("FR", "MA"))
    assert here.verdicts == there.verdicts
    assert here.tip.state == there.tip.state
    return here.tip.state


def read(pair: Pair, party: str, entry: Digest, name: str) -> str:
    node = pair.nodes[party]
    part = node.ledger.part(entry, name)
    assert part is not None
    opened = content.open_part(node, node.space(pair.id), part)
    return "" if opened is None else opened.content.decode()


def test_who_asks_for_their_data_is_identified_answered_and_given_everything_held(
    pair: Pair,
) -> None:
    before, other = asked_about(pair, NAMED), asked_about(pair, OTHER)
    case = forwarded(pair, "access")
    says(pair, "MA", case, "ask-identity", fields={"question": "Which document proves it?"})
    assert state(pair, case) == "identity-asked"
    says(pair, "MA", case, "waive")
    file = file_on(pair.nodes["MA"], NAMED)
    assert [found.case for found in file.cases] == [before, case]
    assert other not in {found.case for found in file.cases}
    assert ("subjects.1", True) in names(file.cases[0])
    told = f"{len(file.cases)} cases hold something on you."
    answer = says(pair, "MA", case, "grant", fields=answered(told))
    assert told in read(pair, "FR", answer, "answer")
    says(pair, "FR", case, "deliver")
    assert state(pair, case) == "closed"
    assert case_at(pair, "FR", case).settled == len(case_at(pair, "FR", case).path)
    # The same is held on the other side, under the same law, with who got it.
    theirs = file_on(pair.nodes["FR"], NAMED)
    assert [found.case for found in theirs.cases] == [before, case]
    assert all(part.recipients for part in theirs.cases[0].parts)


def test_what_is_erased_at_a_persons_request_is_gone_on_both_sides_and_from_their_file(
    pair: Pair,
) -> None:
    before = asked_about(pair, NAMED)
    case = forwarded(pair, "erasure")
    [part] = [one for one in pair.nodes["MA"].ledger.parts(before) if "subjects" in one.name]
    ground = Slug("request-granted")
    erase.erase(pair.nodes["MA"], pair.id, [part.commitment], ground)
    pair.sync()
    for node in pair.nodes.values():
        erased = node.ledger.part(before, part.name)
        assert erased is not None
        assert erased.state is PartState.ERASED
        assert [found.case for found in file_on(node, NAMED).cases] == [case]
    says(pair, "MA", case, "grant", fields=answered("It was erased on both sides."))
    says(pair, "FR", case, "deliver")
    assert state(pair, case) == "closed"


def test_silence_and_a_bad_answer_lead_to_the_protection_officer_and_to_the_authority(
    pair: Pair,
) -> None:
    slow, bad = forwarded(pair, "access"), forwarded(pair, "correction", OTHER)
    with pytest.raises(Refused) as early:
        act(pair, "FR", slow, "complain")
    assert early.value.code == "core.not-yet-overdue"
    says(pair, "MA", bad, "refuse", fields=answered("No."))
    says(pair, "FR", bad, "contest", fields={"question": "On what ground?"})
    assert state(pair, bad) == "complained"
    with pytest.raises(Refused):  # Not by the desk that refused.
        act(pair, "MA", bad, "decide", fields=answered("No again."))
    office = {"office": "data-protection-officer"}
    says(pair, "MA", bad, "decide", terms=office, fields=answered("It is corrected."))
    says(pair, "FR", bad, "deliver")
    assert state(pair, bad) == "closed"
    pair.clock.wait(days=40)
    says(pair, "FR", slow, "complain")
    pair.clock.wait(days=40)
    says(pair, "FR", slow, "refer-to-authority")
    assert state(pair, slow) == "referred"


def test_of_whom_a_node_keeps_silence_it_says_what_it_says_of_whom_it_does_not_know(
    pair: Pair,
) -> None:
    node = pair.nodes["MA"]
    protection.protect(node, may(node, Action.PROTECT), NAMED, silent=True)
    kept, unknown = forwarded(pair, "access"), forwarded(pair, "access", OTHER)
    before = pair.space("MA").ours.size
    with pytest.raises(Refused) as caught:
        act(pair, "MA", kept, "grant", fields=answered("Here it is."))
    assert caught.value.reason is NOT_HERE
    assert pair.space("MA").ours.size == before
    neutral = answered("Nothing can be communicated.")
    told = [says(pair, "MA", case, "not-hold", fields=neutral) for case in (kept, unknown)]
    assert len({read(pair, "FR", one, "answer") for one in told}) == 1
    for case in (kept, unknown):
        says(pair, "FR", case, "deliver")
    assert state(pair, kept) == state(pair, unknown) == "closed"
    # And the officer who answers the person sees the same file as of anybody.
    assert [found.case for found in file_on(node, NAMED).cases] == [kept]
