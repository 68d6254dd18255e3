"""No step that burdens is taken about who is not shown to be of age (SAF-72)."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from jisr.core.act import Digest, Slug
from jisr.core.canonical import Json
from jisr.core.errors import Refused
from jisr.node import compose, protection, replies
from jisr.node.authority import Action
from jisr.node.compose import Addition, Proposal
from jisr.safeguards.reasons import NOT_HERE
from jisr.safeguards.reasons_persons import NOT_OF_AGE
from tests.node.officers import may
from tests.node.test_protection import identified, submitted
from tests.node.test_two_nodes import REQUEST, act
from tests.node.world import Pair
from tests.safeguards.examples import NAMING

PERSON: Mapping[str, Json] = {"names": [{"script": "Latn", "text": "Invented Person"}]}
PAPER: Json = [{"type": "passport", "issuer": "MA", "number": "AB 1000"}]


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)  # On 2 March 2026.


def submit(pair: Pair, **known: Json) -> Digest:
    return submitted(pair, {**PERSON, **known})


@pytest.mark.parametrize("birth", ["2008-03-03", "2008-03", "2008", "2012"])
def test_no_return_is_asked_of_who_may_be_a_child(pair: Pair, birth: str):
    with pytest.raises(Refused) as caught:
        submit(pair, birth=birth)
    assert caught.value.reason is NOT_OF_AGE
    assert caught.value.facts["rule"] == "P24"


def test_who_has_no_birth_is_a_child(pair: Pair):
    with pytest.raises(Refused) as caught:
        submit(pair, documents=PAPER)
    assert caught.value.reason is NOT_OF_AGE


@pytest.mark.parametrize("birth", ["2008-03-02", "2008-02", "2007"])
def test_who_is_of_age_in_any_case_is_none(pair: Pair, birth: str):
    identified(pair, submit(pair, birth=birth), {**PERSON, "birth": birth})


def test_another_birth_in_the_answer_is_a_doubt_and_makes_a_child(pair: Pair):
    case = submit(pair, birth="1990")
    with pytest.raises(Refused) as caught:
        identified(pair, case, {**PERSON, "birth": "2010"})
    assert caught.value.reason is NOT_OF_AGE
    identified(pair, case, {**PERSON, "documents": PAPER})  # The application has shown it.
    act(pair, "FR", case, "hold")


def test_a_namesake_with_another_passport_shows_nothing(pair: Pair):
    case = submit(pair, birth="1990", documents=PAPER)
    other: Json = [{"type": "passport", "issuer": "MA", "number": "ZZ 999"}]
    with pytest.raises(Refused) as caught:
        identified(pair, case, {**PERSON, "documents": other})
    assert caught.value.reason is NOT_OF_AGE


def test_who_cannot_be_read_in_a_case_is_a_child_whoever_it_is_said_to_be_about(pair: Pair):
    case = submit(pair, birth="1990")
    [part] = [one for one in pair.nodes["MA"].ledger.parts(case) if "person" in one.name] or list(
        pair.nodes["MA"].ledger.parts(case)
    )
    pair.nodes["MA"].ledger.put_part(replace(part, sealed=b"damaged" * 20))
    proposal = Proposal(
        act=Slug("identify"),
        terms={"basis": ("passport",)},
        fields={"person": {**PERSON, "birth": "1990"}, "reference": "Invented 7"},
    )
    wish = Addition(case=case, proposal=proposal, about={**PERSON, "birth": "1990"})
    with pytest.raises(Refused) as caught:
        compose.write(pair.nodes["MA"], pair.id, [wish])
    assert caught.value.reason is NOT_OF_AGE


def test_whom_it_is_about_counts_where_an_officer_says_it_to_the_node_alone(pair: Pair):
    case = submit(pair, birth="1990")
    proposal = Proposal(
        act=Slug("identify"),
        terms={"basis": ("passport",)},
        fields={"person": dict(PERSON), "reference": "Invented 7"},
    )
    wish = Addition(case=case, proposal=proposal, about={**PERSON, "birth": "2010"})
    with pytest.raises(Refused) as caught:
        compose.write(pair.nodes["MA"], pair.id, [wish])
    assert caught.value.reason is NOT_OF_AGE


def told(pair: Pair, case: Digest) -> replies.Said:
    answer = Proposal(act=Slug("answer"), fields={"answer": "It is."})
    wish = Addition(case=case, proposal=answer)
    return replies.reply(pair.nodes["MA"], pair.id, wish, or_nothing_known=True)


@pytest.mark.parametrize("held", ["silence", "protection", "nothing"])
def test_of_a_child_nothing_known_is_said_whatever_is_held(held: str):
    """Were P24 to leave a case without a word where P23 writes one, the word would tell."""
    pair = Pair(light=True, framework=NAMING)
    child = {**PERSON, "birth": "2010"}
    if held != "nothing":
        node = pair.nodes["MA"]
        protection.protect(node, may(node, Action.PROTECT), child, silent=held == "silence")
    subjects: Json = [{**child, "category": "witness"}]
    asked = Proposal(
        act=REQUEST.act, terms=REQUEST.terms, fields={**REQUEST.fields, "subjects": subjects}
    )
    case = compose.open_case(pair.nodes["FR"], pair.id, Slug("information-request"), asked)
    pair.sync()
    with pytest.raises(Refused) as caught:
        act(pair, "MA", case, "answer", fields={"answer": "It is."})
    assert caught.value.reason is (NOT_OF_AGE if held == "nothing" else NOT_HERE)
    assert told(pair, case).nothing_known
