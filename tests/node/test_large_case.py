"""A case that a party fills up (CAS-17): it ends by the signed rules all the same."""

import pytest

from jisr.core import reasons
from jisr.core.act import Digest, Kind, Slug
from jisr.core.case import Standing
from jisr.core.errors import Refused
from jisr.core.fold import CASE_ACTS_MAX
from jisr.core.table import CONTENT_REFUSED, OPENED
from jisr.exchange.limits import ACTS_MAX
from jisr.ledger.base import PartState
from jisr.node import compose, project
from jisr.node.batch import Batch, Content
from tests.node.forger import Forger, Signed
from tests.node.test_bad_input import form
from tests.node.test_two_nodes import ANSWER, act, case_at, opened
from tests.node.world import Pair

LATE = form("remark", {"remark": "One too many."})


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)


def fill(pair: Pair, party: str, case: Digest, count: int) -> None:
    """Let a party say `count` times that it has opened the case."""
    node, space = pair.nodes[party], pair.space(party)
    batch = Batch(space, node.world)
    terms = {"entry": case, "desk": "registry"}
    said = Content(kind=Kind.NOTE, at=pair.clock(), case=case, act=OPENED, terms=terms)
    for _ in range(count):
        batch.write(said)
    batch.commit(node.ledger, node.keys)
    project.project(node, space, batch.entries)
    pair.clock.wait(seconds=5)


def voids(pair: Pair, case: Digest) -> list[str | None]:
    """Return why each act of FR in the case is void, as MA's list has it."""
    entries = pair.nodes["MA"].ledger.of_case(pair.id, "FR", case)
    rows = [pair.nodes["MA"].work.views.act(pair.id, entry.id) for entry in entries]
    assert all(rows)
    return [row.void for row in rows if row]


def test_what_a_partner_writes_over_the_limit_is_kept_and_void(pair: Pair):
    case = opened(pair)
    forger = Forger(pair)
    count = CASE_ACTS_MAX + 3
    while count:
        page = [note(forger, case) for _ in range(min(count, ACTS_MAX))]
        assert forger.fault(*page) is None
        count -= len(page)
    expected = [None] * (CASE_ACTS_MAX + 1) + [reasons.CASE_FULL.code] * 3
    assert voids(pair, case) == expected
    project.rebuild(pair.nodes["MA"], pair.space("MA"))
    assert voids(pair, case) == expected
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    assert case_at(pair, "MA", case).tip.state == "answered"


def note(forger: Forger, case: Digest) -> Signed:
    terms = {"entry": case, "desk": "registry"}
    return forger.add(forger.act(case=case, act=OPENED, terms=terms))


def test_a_node_writes_no_act_of_its_own_over_the_limit(pair: Pair):
    case = opened(pair)
    fill(pair, "FR", case, CASE_ACTS_MAX)
    with pytest.raises(Refused) as refused:
        compose.opened(pair.nodes["FR"], pair.id, case, case, "registry")
    assert refused.value.code == reasons.CASE_FULL.code
    pair.sync()
    compose.opened(pair.nodes["MA"], pair.id, case, case, "registry")
    pair.sync()
    standings = [v.standing for v in case_at(pair, "FR", case).verdicts.values()]
    assert standings == [Standing.SETTLED] * (CASE_ACTS_MAX + 2)


@pytest.mark.parametrize("room", [0, 1])
def test_content_is_destroyed_whether_or_not_there_is_room_to_say_so(pair: Pair, room: int):
    case = opened(pair)
    fill(pair, "MA", case, CASE_ACTS_MAX - room)
    pair.sync()
    forger = Forger(pair)
    strange = form("request", {"question": "?"}, name="remark")
    made = [
        forger.add(
            forger.act(case=case, act=Slug("remark"), body={"remark": strange.commitment}), strange
        )
        for _ in range(2)
    ]
    assert forger.fault(*made) is None
    for signed in made:
        part = forger.victim.ledger.part(signed.id, "remark")
        assert part is not None
        assert part.state is PartState.REFUSED
    folded = case_at(pair, "MA", case)
    ours = [v for v in folded.verdicts.values() if v.held.act.act == CONTENT_REFUSED]
    assert [verdict.standing for verdict in ours] == [Standing.SETTLED] * room
