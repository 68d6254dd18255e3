"""What belongs on the agenda of the next session: overdue, disputed, escalated (FRA-35)."""

from jisr.core.act import Slug
from jisr.core.errors import LANGS
from jisr.framework.wording import agenda_text
from jisr.node.reading.agenda import AgendaItem, agenda
from tests.node.test_protection import NAMED, submitted
from tests.node.test_two_nodes import act, opened
from tests.node.world import Pair, edition


def of(pair: Pair, party: str) -> list[AgendaItem]:
    return agenda(pair.nodes[party], pair.space(party))


def test_what_is_overdue_or_escalated_is_on_both_lists_and_nothing_else():
    pair = Pair(light=True)
    returned, asked = submitted(pair, NAMED), opened(pair)
    assert of(pair, "FR") == []
    pair.clock.wait(days=120)
    late = {item.case: item.origin for item in of(pair, "FR")}
    assert late == {returned: "overdue", asked: "overdue"}
    act(pair, "FR", returned, "escalate")
    pair.sync()
    lists = [of(pair, party) for party in ("FR", "MA")]
    assert lists[0] == lists[1]
    assert {item.case: item.origin for item in lists[0]} == {
        returned: "escalated",
        asked: "overdue",
    }
    assert lists[0][0].reference < lists[0][1].reference
    act(pair, "FR", returned, "withdraw")
    pair.sync()
    assert [item.case for item in of(pair, "MA")] == [asked]


def test_origins_are_codes_of_the_signed_list():
    found = edition()
    listed = found.code_list(Slug("gmmp-session"), "agenda-origin")
    assert listed is not None
    said = {s.agenda for p in found.procedures.values() for s in p.states.values()} - {None}
    assert said == {"disputed", "escalated"}
    assert {*said, "overdue"} <= {str(code) for code in listed.values}
    assert len({agenda_text(lang) for lang in LANGS}) == len(LANGS)
