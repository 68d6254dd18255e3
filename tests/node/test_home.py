"""What a node in earnest shows first, from two real nodes."""

import pytest

from jisr.core.act import Digest
from jisr.core.case import Case
from jisr.core.errors import Reason
from jisr.exchange.limits import ACTS_MAX
from jisr.ledger.base import READ_MAX
from jisr.ledger.work.rows import Access, Document
from jisr.node import guards, reasons
from jisr.node.reading import record
from jisr.node.reading.home import LISTED_MAX
from jisr.node.reading.reader import NodeReader, file_prefix
from jisr.node.reading.told import mark_of
from jisr.node.space import Space
from jisr.node.views import Beyond, HomeView, LinkState, Viewer
from tests.node.forger import Forger
from tests.node.test_bad_input import form
from tests.node.test_editions import newer, propose
from tests.node.test_two_nodes import ANSWER, act, opened
from tests.node.world import Pair

VIEWER = Viewer(officer="one", desk="spoc", purpose="prevention")


def home(pair: Pair, party: str) -> HomeView:
    node = pair.nodes[party]
    return NodeReader(node, {pair.id: pair.lines[party]}).home(viewer=VIEWER)


def waiting(found: HomeView) -> tuple[list[Digest], list[Digest], list[Digest]]:
    groups = (found.overdue, found.today, found.later)
    return tuple([row.id for row in rows] for rows in groups)  # type: ignore[return-value]


def test_a_case_waits_for_the_party_whose_turn_it_is_and_for_no_other():
    pair = Pair()
    case = opened(pair)
    assert waiting(home(pair, "MA")) == ([], [], [case])
    assert home(pair, "MA").theirs == 0
    assert waiting(home(pair, "FR")) == ([], [], [])
    assert home(pair, "FR").theirs == 1
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()
    assert waiting(home(pair, "FR")) == ([], [], [case])
    assert home(pair, "MA").theirs == 1


def test_a_case_moves_from_later_to_today_to_overdue_as_its_time_runs():
    pair = Pair()
    case = opened(pair)
    [row] = home(pair, "MA").later
    assert row.due is not None
    left = row.due.at - pair.nodes["MA"].world.now()
    pair.clock.wait(seconds=int(left.total_seconds()) - 1)
    assert waiting(home(pair, "MA")) == ([], [case], [])
    pair.clock.wait(seconds=2)
    assert waiting(home(pair, "MA")) == ([case], [], [])


def test_of_more_cases_than_are_read_at_once_the_one_waiting_longest_comes_first(
    monkeypatch: pytest.MonkeyPatch,
):
    pair = Pair(light=True)
    first = opened(pair)
    pair.clock.wait(seconds=60)
    forger = Forger(pair)
    left = READ_MAX
    while left:
        some = min(left, ACTS_MAX)
        forms = [form("request", {"question": f"{left - n}?"}) for n in range(some)]
        forger.send(*[forger.add(forger.opening(one)) for one in forms])
        left -= some
    folded: list[Digest] = []
    case = Space.case

    def counted(space: Space, id: Digest) -> Case | Reason | None:
        folded.append(id)
        return case(space, id)

    monkeypatch.setattr(Space, "case", counted)
    found = home(pair, "MA")
    assert found.waiting == READ_MAX + 1
    assert found.later[0].id == first
    assert len(found.later) == LISTED_MAX
    assert found.beyond == Beyond(later=READ_MAX + 1 - LISTED_MAX)
    assert len(folded) == LISTED_MAX
    assert home(pair, "FR").theirs == 1  # The forger's own node knows of the first alone.
    pair.clock.wait(days=30)
    late = home(pair, "MA")
    assert late.overdue[0].id == first
    assert late.overdue_count == READ_MAX + 1


def test_a_revision_proposed_to_us_waits_for_us():
    pair = Pair(light=True)
    propose(pair, newer())
    assert waiting(home(pair, "FR")) == ([], [], [pair.id])
    assert home(pair, "MA").theirs == 1


def test_the_spaces_their_lines_and_frameworks_are_shown_and_the_reading_is_logged():
    pair = Pair()
    found = home(pair, "MA")
    assert found.party.id == "MA"
    [space] = found.spaces
    assert space.partner.id == "FR"
    assert space.link is LinkState.WAITING
    assert space.framework.digest == pair.nodes["MA"].space(pair.id).edition()
    [event] = pair.nodes["MA"].work.access.after(0)
    assert (event.access, event.officer) == (Access.SEARCHED, "one")


def test_an_alarm_names_the_partner_of_its_space():
    pair = Pair()
    assert home(pair, "MA").alarms == ()
    node = pair.nodes["MA"]
    guards.alarm(node, node.space(pair.id), reasons.NOT_YET_HEARD)
    [alarm] = home(pair, "MA").alarms
    assert alarm.partner is not None
    assert alarm.partner.id == "FR"
    assert alarm.code == reasons.NOT_YET_HEARD.code
    [shown] = NodeReader(node, {}).node().alarms
    assert shown == alarm


def test_a_node_without_a_mark_is_in_earnest_and_may_hold_a_record():
    pair = Pair()
    node = pair.nodes["MA"]
    assert mark_of(node) is None
    assert file_prefix(node) == "jisr-"
    assert not home(pair, "MA").holds_record
    node.work.register.put(
        Document(kind=record.RECORD, id=record.ALL, content=b"{}", updated=node.world.now())
    )
    assert home(pair, "MA").holds_record
