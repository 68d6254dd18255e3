"""Figures that are sealed first and revealed later, between two nodes (PAR-8, CAS-6)."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest

from jisr.core import reasons
from jisr.core.act import Digest, Kind, Slug
from jisr.core.case import Standing, ref_of
from jisr.core.errors import Refused
from jisr.core.parts import SALT_BYTES, OpenPart
from jisr.exchange.values import Want
from jisr.framework.edition import Edition, parse_edition
from jisr.ledger.base import PartState
from jisr.node import compose, content, erase
from jisr.node.wish import Proposal
from tests.framework.packs import sealing
from tests.node.forger import Forger
from tests.node.test_two_nodes import act, case_at
from tests.node.world import Pair

PERIOD = Proposal(
    act=Slug("open-period"),
    terms={
        "frequency": "quarterly",
        "indicators": ("issued-in-time", "requested"),
        "period-ends": "2025-12-31",
    },
    fields={"definitions": "As in the framework."},
)
MONTHS = ["2025-10", "2025-10", "2025-11", "2025-11", "2025-12", "2025-12"]


@cache
def framework() -> Edition:
    return parse_edition(sealing(), pack="ma-fr")


def figures(*counts: int) -> dict[str, object]:
    """A quarter: three months, two indicators."""
    return {"month": MONTHS, "indicator": ["requested", "issued-in-time"] * 3, "count": [*counts]}


def fact(fields: dict[str, object]) -> OpenPart:
    wire = {"fields": fields, "form": "figures", "kind": "fact"}
    raw = json.dumps(wire, sort_keys=True, separators=(",", ":")).encode()
    return OpenPart(name="figures", salt=bytes(SALT_BYTES), content=raw)


OURS = figures(14, 11, 12, 9, 14, 12)
THEIRS = figures(15, 10, 13, 9, 16, 11)


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True, framework=framework())


def opened(pair: Pair) -> Digest:
    case = compose.open_case(pair.nodes["MA"], pair.id, Slug("statistical-return"), PERIOD)
    pair.sync()
    return case


def state_of(pair: Pair, party: str, entry: Digest) -> PartState:
    part = pair.nodes[party].ledger.part(entry, "figures")
    assert part is not None
    return part.state


def commitment(pair: Pair, entry: Digest) -> Digest:
    part = pair.nodes["FR"].ledger.part(entry, "figures")
    assert part is not None
    return part.commitment


def trips(pair: Pair) -> None:
    for _ in range(4):
        pair.trip("MA", "FR")
        pair.trip("FR", "MA")


def test_figures_stay_closed_until_their_party_reveals_them(pair: Pair):
    case = opened(pair)
    seal = act(pair, "MA", case, "seal", fields=OURS)
    pair.sync()
    seal_second = act(pair, "FR", case, "seal-second", fields=THEIRS)
    for party in pair.nodes:
        pair.start(party)
    trips(pair)
    assert case_at(pair, "FR", case).verdicts[seal].standing is Standing.SETTLED
    assert state_of(pair, "FR", seal) is PartState.AWAITED
    assert state_of(pair, "MA", seal_second) is PartState.AWAITED
    asked = Forger(pair, me="FR", to="MA").send(wants=(Want(digest=commitment(pair, seal)),))
    assert asked.parts == ()
    revealed = act(pair, "MA", case, "reveal")
    trips(pair)
    assert commitment(pair, revealed) == commitment(pair, seal)
    for entry in (seal, revealed):
        assert state_of(pair, "FR", entry) is PartState.HELD
    assert state_of(pair, "MA", seal_second) is PartState.AWAITED
    act(pair, "FR", case, "reveal-second")
    trips(pair)
    assert state_of(pair, "MA", seal_second) is PartState.HELD
    node = pair.nodes["FR"]
    part = node.ledger.part(seal, "figures")
    assert part is not None
    opened_part = content.open_part(node, pair.space("FR"), part)
    assert opened_part is not None
    assert opened_part.content == fact(OURS).content
    assert not node.work.register.all(content.SEALED)
    assert not pair.nodes["MA"].work.register.all(content.SEALED)


def reveal(forger: Forger, case: Digest, part: OpenPart) -> Digest:
    """What a partner past its own node's rules would send for a reveal."""
    tip = case_at(forger.pair, forger.to, case).tip.held
    assert tip is not None
    made = forger.act(
        kind=Kind.MOVE,
        act=Slug("reveal"),
        case=case,
        on=ref_of(tip),
        body={part.name: part.commitment},
    )
    return forger.add(made, part).id


def test_other_figures_than_those_sealed_are_void_at_the_other_node(pair: Pair):
    case = opened(pair)
    act(pair, "MA", case, "seal", fields=OURS)
    pair.sync()
    theirs = act(pair, "FR", case, "seal-second", fields=THEIRS)
    pair.sync()
    forger = Forger(pair, me="MA", to="FR")
    made = reveal(forger, case, fact(THEIRS))
    forger.send(*forger.made)
    verdict = case_at(pair, "FR", case).verdicts[made]
    assert verdict.standing is Standing.VOID
    assert verdict.reason is reasons.NOT_WHAT_WAS_SEALED
    assert case_at(pair, "FR", case).tip.id == theirs


def test_of_two_seals_that_crossed_the_overtaken_one_never_opens(pair: Pair):
    case = opened(pair)
    first = act(pair, "MA", case, "seal", fields=OURS)
    crossed = act(pair, "FR", case, "seal", fields=THEIRS)
    trips(pair)
    assert case_at(pair, "MA", case).verdicts[crossed].standing is Standing.OVERTAKEN
    again = act(pair, "FR", case, "seal-second", fields=THEIRS)
    trips(pair)
    assert commitment(pair, again) != commitment(pair, crossed)
    act(pair, "MA", case, "reveal")
    trips(pair)
    act(pair, "FR", case, "reveal-second")
    trips(pair)
    assert state_of(pair, "FR", first) is PartState.HELD
    assert state_of(pair, "MA", again) is PartState.HELD
    assert state_of(pair, "MA", crossed) is PartState.AWAITED


@pytest.mark.parametrize("behind_another", [False, True])
def test_a_reveal_that_waits_for_its_hour_lets_nothing_out_before(pair: Pair, behind_another: bool):
    case = opened(pair)
    seal = act(pair, "MA", case, "seal", fields=OURS)
    pair.sync()
    act(pair, "FR", case, "seal-second", fields=THEIRS)
    pair.sync()
    until = pair.clock() + timedelta(hours=2)
    node = pair.nodes["MA"]
    if behind_another:
        other = replace(PERIOD, release_at=until)
        compose.open_case(node, pair.id, Slug("statistical-return"), other)
    here = None if behind_another else until
    held = compose.act(node, pair.id, case, Proposal(act=Slug("reveal"), release_at=here))
    trips(pair)
    assert pair.nodes["FR"].ledger.find(held) is None
    assert state_of(pair, "FR", seal) is PartState.AWAITED
    sealed = Want(digest=commitment(pair, seal))
    # It claims the head of all that is here, as whoever reckons the id of the reveal would.
    assert Forger(pair, me="FR", to="MA").send(wants=(sealed,)).parts == ()
    pair.clock.wait(hours=3)
    trips(pair)
    assert state_of(pair, "FR", seal) is PartState.HELD


def test_what_has_left_is_given_while_a_later_act_waits(pair: Pair):
    case = opened(pair)
    until = pair.clock() + timedelta(hours=2)
    later = replace(PERIOD, release_at=until)
    compose.open_case(pair.nodes["MA"], pair.id, Slug("statistical-return"), later)
    part = pair.nodes["FR"].ledger.parts(case)[0]
    asked = Forger(pair, me="FR", to="MA").send(wants=(Want(digest=part.commitment),))
    assert [sent.entry for sent in asked.parts] == [case]


def test_what_was_erased_since_cannot_be_revealed(pair: Pair):
    case = opened(pair)
    seal = act(pair, "MA", case, "seal", fields=OURS)
    pair.sync()
    act(pair, "FR", case, "seal-second", fields=THEIRS)
    pair.sync()
    erase.erase(pair.nodes["MA"], pair.id, [commitment(pair, seal)], Slug("retention-expired"))
    with pytest.raises(Refused) as caught:
        act(pair, "MA", case, "reveal")
    assert caught.value.reason is reasons.NOT_WHAT_WAS_SEALED
