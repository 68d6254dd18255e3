"""What the other party has provided keeps its grade and its condition (SAF-74, SAF-75)."""

import pytest

from jisr.core.act import Digest, Slug
from jisr.core.canonical import Json
from jisr.core.errors import Refused
from jisr.ledger.base import PartState
from jisr.node import compose
from jisr.node.compose import Proposal
from tests.node.test_safeguards import content, part, refusals, smuggle
from tests.node.test_two_nodes import act
from tests.node.world import Pair

ANALYSIS = Slug("joint-analysis")
SEEN: dict[str, Json] = {"information": 2, "nature": "fact", "source": "B", "text": "Two vans."}
BETTER: dict[str, Json] = {**SEEN, "source": "A", "originator": "MA"}


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)


def analysis(pair: Pair) -> Digest:
    """Open an analysis of FR to which MA has contributed what it has seen."""
    proposal = Proposal(
        act=Slug("propose"),
        terms={"ends-on": "2026-06-30", "purpose": "smuggling"},
        fields={"question": "Who lends the vans?", "limits": "Desks of both."},
    )
    case = compose.open_case(pair.nodes["FR"], pair.id, ANALYSIS, proposal)
    pair.sync()
    act(pair, "MA", case, "accept")
    pair.sync()
    contribute(pair, "MA", case, SEEN)
    pair.sync()
    return case


def contribute(pair: Pair, party: str, case: Digest, said: dict[str, Json]) -> Digest:
    return act(pair, party, case, "contribute", fields={"statements": [said]})


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({**SEEN, "originator": "MA"}, None),
        ({**SEEN, "originator": "MA", "source": "C", "information": 4}, None),
        (BETTER, "P11"),
        ({**SEEN, "originator": "MA", "information": 1}, "P11"),
        ({**BETTER, "text": "Vans, all in all."}, "P11"),
        ({**SEEN, "source": "A", "information": 1}, None),  # Its own.
        ({**SEEN, "nature": "assessment"}, "P10"),
        ({**SEEN, "nature": "assessment", "basis": "Two plates."}, None),
    ],
)
def test_what_was_provided_is_never_graded_better(pair: Pair, said: dict[str, Json], rule):
    case = analysis(pair)
    if rule is None:
        contribute(pair, "FR", case, said)
        return
    with pytest.raises(Refused) as caught:
        contribute(pair, "FR", case, said)
    assert caught.value.facts["rule"] == rule


@pytest.mark.parametrize(
    ("said", "rule"),
    [(BETTER, "P11"), ({**SEEN, "nature": "assessment"}, "P10"), ({**BETTER, "source": "B"}, None)],
)
def test_a_partner_that_grades_ours_better_is_not_read(pair: Pair, said: dict[str, Json], rule):
    case = analysis(pair)
    raw = content("contribution", {"statements": [said]})
    sent = smuggle(pair, [part("contribution", raw)], act="contribute", case=case)
    pair.sync()
    kept = pair.nodes["MA"].ledger.part(sent, "contribution").state
    assert kept is (PartState.HELD if rule is None else PartState.REFUSED)
    told = [note["rule"] for note in refusals(pair, "FR", case)]
    assert told == ([] if rule is None else [rule])


def test_what_is_not_here_any_more_is_known_to_nobody(pair: Pair):
    case = analysis(pair)
    node = pair.nodes["FR"]
    node.keys._keys.clear()  # No part can be read any more.
    with pytest.raises(Refused) as caught:
        contribute(pair, "FR", case, {**SEEN, "originator": "MA"})
    assert caught.value.facts["rule"] == "P11"
    contribute(pair, "FR", case, {**SEEN, "originator": "MA", "source": "X", "information": 4})


def naming(category: str, birth: str = "1990-05-01") -> list[Json]:
    return [{"names": [{"script": "Latn", "text": "A B"}], "birth": birth, "category": category}]


def name(pair: Pair, party: str, case: Digest, persons: list[Json]) -> Digest:
    fields: dict[str, Json] = {"statements": [SEEN], "persons": persons}
    return act(pair, party, case, "contribute", fields=fields)


@pytest.mark.parametrize("party", ["MA", "FR"])
def test_nobody_stands_in_a_case_as_two_things(pair: Pair, party: str):
    case = analysis(pair)
    first = name(pair, "MA", case, naming("witness"))
    pair.sync()
    name(pair, party, case, naming("witness"))
    name(pair, party, case, naming("suspect", "1991"))  # Somebody else.
    with pytest.raises(Refused) as caught:
        name(pair, party, case, naming("suspect"))
    assert caught.value.code == "safeguards.p8-other-category"
    assert pair.nodes["MA"].ledger.part(first, "persons.1").state is PartState.HELD


def test_nobody_stands_in_one_act_as_two_things(pair: Pair):
    case = analysis(pair)
    with pytest.raises(Refused) as caught:
        name(pair, "MA", case, [*naming("suspect"), *naming("witness")])
    assert caught.value.facts["rule"] == "P8"
