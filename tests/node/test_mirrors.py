"""What people read of figures that are sealed, and of both parties' once both have revealed."""

from dataclasses import replace

import pytest

from jisr.core.act import Slug
from jisr.ledger.base import PartState
from jisr.node import erase
from jisr.node.reading.reader import NodeReader
from jisr.node.value_views import Mirror
from jisr.node.views import CaseView
from tests.node.test_reading import VIEWER, said_in_three_languages
from tests.node.test_seals import MONTHS, OURS, THEIRS, commitment, framework, opened, trips
from tests.node.test_two_nodes import act
from tests.node.world import Pair


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True, framework=framework())


def shown(pair: Pair, case, party: str) -> CaseView:
    found = NodeReader(pair.nodes[party], {}).case(case, viewer=VIEWER)
    assert found is not None
    return found


def sealed_acts(pair: Pair, case, party: str) -> dict[str, bool]:
    return {
        row.name.en: part.sealed
        for row in shown(pair, case, party).acts
        for part in row.parts
        if part.name == "figures"
    }


def both_sealed(pair: Pair):
    case = opened(pair)
    act(pair, "MA", case, "seal", fields=OURS)
    pair.sync()
    act(pair, "FR", case, "seal-second", fields=THEIRS)
    trips(pair)
    return case


def revealed(pair: Pair):
    case = both_sealed(pair)
    act(pair, "MA", case, "reveal")
    trips(pair)
    act(pair, "FR", case, "reveal-second")
    trips(pair)
    return case


def counts(mirror: Mirror, rows: str = "rows") -> list[tuple[int | None, int | None, int | None]]:
    return [(row.first, row.second, row.difference) for row in getattr(mirror, rows)]


def test_what_is_sealed_is_said_to_be_on_both_sides_until_its_party_reveals_it(pair: Pair):
    case = both_sealed(pair)
    first, second = "lodge the digest of its figures", "lodge the second digest"
    for party in pair.nodes:
        assert sealed_acts(pair, case, party) == {first: True, second: True}
        assert shown(pair, case, party).mirrors == ()
    act(pair, "MA", case, "reveal")
    trips(pair)
    for party in pair.nodes:
        found = sealed_acts(pair, case, party)
        assert found == {first: False, second: True, "reveal its figures": False}
        told = {row.name.en: row for row in shown(pair, case, party).acts}
        dates = {name: told[name].parts[0].revealed_at for name in found}
        assert dates == {first: told["reveal its figures"].at, second: None} | {
            "reveal its figures": None
        }
        assert shown(pair, case, party).mirrors == ()


def test_a_seal_that_was_replaced_stays_sealed(pair: Pair):
    case = opened(pair)
    act(pair, "MA", case, "seal", fields=OURS)
    pair.sync()
    act(pair, "MA", case, "replace-seal", fields=THEIRS)
    trips(pair)
    assert set(sealed_acts(pair, case, "FR").values()) == {True}


def test_once_both_have_revealed_their_figures_stand_side_by_side(pair: Pair):
    case = revealed(pair)
    for party in pair.nodes:
        view = shown(pair, case, party)
        [mirror] = view.mirrors
        said_in_three_languages(mirror)
        assert [one.id for one in mirror.parties] == ["MA", "FR"]
        assert [head.en for head in mirror.heads] == ["month", "indicator"]
        assert counts(mirror) == [
            (14, 15, -1),
            (11, 10, 1),
            (12, 13, -1),
            (9, 9, 0),
            (14, 16, -2),
            (12, 11, 1),
        ]
        assert counts(mirror, "totals") == [(40, 44, -4), (32, 30, 2)]
        assert [row.about[0] for row in mirror.totals] == [None, None]
        assert mirror.unequal == 5


def test_a_figure_that_one_party_alone_gives_has_no_difference(pair: Pair):
    case = opened(pair)
    act(pair, "MA", case, "seal", fields={k: v[:1] for k, v in OURS.items()})
    pair.sync()
    act(pair, "FR", case, "seal-second", fields={k: v[:2] for k, v in THEIRS.items()})
    trips(pair)
    act(pair, "MA", case, "reveal")
    trips(pair)
    act(pair, "FR", case, "reveal-second")
    trips(pair)
    [mirror] = shown(pair, case, "MA").mirrors
    assert counts(mirror) == [(14, 15, -1), (None, 10, None)]
    assert mirror.totals == ()  # One month alone: its sum is itself.
    assert mirror.unequal == 2


def test_figures_that_are_erased_are_in_no_mirror(pair: Pair):
    case = revealed(pair)
    [row, *_] = [r for r in shown(pair, case, "MA").acts if r.name.en == "reveal its figures"]
    erase.erase(pair.nodes["MA"], pair.id, [commitment(pair, row.id)], Slug("retention-expired"))
    trips(pair)
    for party in pair.nodes:
        view = shown(pair, case, party)
        assert view.mirrors == ()
        states = {part.state for one in view.acts if one.id == row.id for part in one.parts}
        assert states == {PartState.ERASED}


def test_figures_on_the_same_thing_are_added_up(pair: Pair):
    case = opened(pair)
    twice = {"month": MONTHS[:1] * 2, "indicator": ["requested"] * 2, "count": [3, 4]}
    act(pair, "MA", case, "seal", fields=twice)
    pair.sync()
    act(pair, "FR", case, "seal-second", fields={**twice, "count": [5, 5]})
    trips(pair)
    act(pair, "MA", case, "reveal")
    trips(pair)
    act(pair, "FR", case, "reveal-second")
    trips(pair)
    [mirror] = shown(pair, case, "FR").mirrors
    assert counts(mirror) == [(7, 10, -3)]
    assert replace(mirror, rows=()).unequal == 0
