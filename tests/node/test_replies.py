"""A reply waits for its tick, sealed; and nothing known is said in one way (SAF-31, SAF-32)."""

from datetime import timedelta

import pytest

from jisr.core.act import Digest, Slug
from jisr.core.errors import Refused
from jisr.node import compose, protection, reasons, replies
from jisr.node.authority import Action
from jisr.node.replies import Said
from jisr.node.wish import Addition, File, Proposal
from jisr.ops.simulate.happenings import SAID
from jisr.safeguards.reasons import NOT_HERE
from tests.node.officers import may
from tests.node.test_protection import NAMED
from tests.node.test_two_nodes import REQUEST, case_at
from tests.node.world import Pair

INFORMATION = Slug("information-request")
TICK = timedelta(minutes=30)
TOLD = {"act": Slug("answer"), "fields": {"answer": "It is at Invented Street."}}
ANSWER = Proposal(**TOLD)


@pytest.fixture
def pair() -> Pair:
    pair = Pair(light=True)
    pair.nodes["MA"].tick = TICK
    pair.clock.wait(minutes=7)
    return pair


def opened(pair: Pair, person: object = None, urgency: str = "ordinary") -> Digest:
    fields = {**REQUEST.fields} | (
        {"subjects": [{**person, "category": "suspect"}]} if person else {}
    )
    terms = {**REQUEST.terms, "urgency": urgency}
    proposal = Proposal(act=REQUEST.act, terms=terms, fields=fields)
    case = compose.open_case(pair.nodes["FR"], pair.id, INFORMATION, proposal)
    pair.sync()
    return case


def reply(pair: Pair, case: Digest, proposal: Proposal = ANSWER, **how: object) -> Said:
    about = how.pop("about", None)
    wish = Addition(case=case, proposal=proposal, about=about)  # type: ignore[arg-type]
    return replies.reply(pair.nodes["MA"], pair.id, wish, **how)  # type: ignore[arg-type]


def due(pair: Pair) -> int:
    return replies.write_due(pair.nodes["MA"])


def last(pair: Pair, case: Digest) -> str | None:
    return (
        case_at(pair, "MA", case).tip.held.act.act if case_at(pair, "MA", case).tip.held else None
    )


def rows(pair: Pair) -> list[bytes]:
    return [row.content for row in pair.nodes["MA"].work.register.all(replies.WAITING)]


def alarms(pair: Pair) -> list[str]:
    return [alarm.reason.code for alarm in pair.nodes["MA"].work.partners.alarms()]


def test_a_reply_is_written_at_the_tick_and_not_before(pair: Pair):
    case, node = opened(pair), pair.nodes["MA"]
    news: list[Digest] = []
    node.on_news = news.append
    data = File(field=Slug("attachments"), name="a.txt", media="text/plain", data=b"Invented.")
    said = reply(pair, case, Proposal(**TOLD, files=[data]))
    tick = pair.clock().replace(minute=30)
    assert said == Said(act=None, at=tick, nothing_known=False)
    assert replies.waits(node, pair.id, case) == tick
    pair.clock.wait(minutes=22, seconds=59)
    assert (due(pair), last(pair, case), news) == (0, "send", [])
    pair.start("MA")  # It waits over a restart, too.
    pair.nodes["MA"].tick = TICK
    pair.clock.wait(seconds=1)
    assert (due(pair), last(pair, case), rows(pair)) == (1, "answer", [])
    pair.sync()
    assert case_at(pair, "FR", case).tip.held.act.at == tick
    assert replies.waits(pair.nodes["MA"], pair.id, case) is None


def test_what_waits_lies_under_a_key_that_goes_with_it(pair: Pair):
    case = opened(pair)
    reply(pair, case)

    node = pair.nodes["MA"]
    name = replies._name(pair.id, replies._entry(node.work.register.all(replies.WAITING)[0]))
    assert node.keys.get(name) is not None
    pair.clock.wait(minutes=30)
    due(pair)
    assert node.keys.get(name) is None
    assert name in node.keys.destroyed([name])


def test_another_one_takes_its_place(pair: Pair):
    case = opened(pair)
    reply(pair, case)
    reply(pair, case, SAID["announce-delay"])
    pair.clock.wait(minutes=30)
    assert (due(pair), last(pair, case)) == (1, "announce-delay")


def test_no_deadline_is_missed_for_a_tick(pair: Pair):
    case = opened(pair, urgency="urgent-direct")
    node = pair.nodes["MA"]
    node.tick = timedelta(hours=24)
    assert reply(pair, case).act is not None
    assert last(pair, case) == "answer"


def test_what_cannot_stand_for_nothing_known_does_not_wait(pair: Pair):
    case = opened(pair)
    assert reply(pair, case, SAID["remark"]).at is None
    reply(pair, case)
    pair.clock.wait(minutes=30)
    due(pair)
    assert reply(pair, case, SAID["recall-the-answer"]).at is None


def test_what_may_not_be_said_is_refused_as_it_is_wished(pair: Pair):
    case = opened(pair)
    with pytest.raises(Refused) as caught:
        reply(pair, case, Proposal(act=Slug("accept")))
    assert caught.value.code == "core.not-your-clause"
    with pytest.raises(Refused):
        reply(pair, case, Proposal(act=Slug("answer")))
    assert rows(pair) == []


def test_a_reply_that_the_partner_was_faster_than_is_let_go_with_an_alarm(pair: Pair):
    case = opened(pair)
    reply(pair, case)
    compose.act(pair.nodes["FR"], pair.id, case, Proposal(act=Slug("withdraw")))
    pair.sync()
    pair.clock.wait(minutes=30)
    assert (due(pair), last(pair, case), rows(pair)) == (1, "withdraw", [])
    assert alarms(pair) == [reasons.REPLY_NOT_WRITTEN.code]


def test_a_reply_written_before_a_crash_is_not_written_twice(pair: Pair):
    case, node = opened(pair), pair.nodes["MA"]
    reply(pair, case)
    compose.act(node, pair.id, case, SAID["announce-delay"])  # As if it were the one that waits.
    size = pair.space("MA").ours.size
    pair.clock.wait(minutes=30)
    assert (due(pair), pair.space("MA").ours.size, alarms(pair)) == (1, size, [])


def test_a_reply_whose_key_is_gone_is_let_go_with_an_alarm(pair: Pair):
    case, node = opened(pair), pair.nodes["MA"]
    reply(pair, case)
    row = node.work.register.all(replies.WAITING)[0]
    node.keys.destroy([replies._name(pair.id, replies._entry(row))])
    pair.clock.wait(minutes=30)
    assert (due(pair), alarms(pair)) == (1, [reasons.REPLY_NOT_WRITTEN.code])


def test_a_reply_waits_on_while_nothing_may_be_written(pair: Pair):
    case = opened(pair)
    reply(pair, case)
    last_at = pair.space("MA").ours.last_at
    assert last_at is not None
    pair.clock.wait(minutes=30)
    node, now = pair.nodes["MA"], pair.clock.at
    row = node.work.register.all(replies.WAITING)[0]
    pair.clock.at = last_at - timedelta(seconds=1)  # A clock that was set back.
    assert replies._write(node, row) == 0
    pair.clock.at = now
    assert due(pair) == 1
    assert replies._write(node, row) == 0  # Another process has been there.


def test_another_process_serves_it(pair: Pair):
    case = opened(pair)
    reply(pair, case)
    pair.clock.wait(minutes=30)
    assert replies.write_due(pair.nodes["MA"], serves=lambda _: False) == 0


# --- Silence --------------------------------------------------------------------------------------


@pytest.mark.parametrize("tick", [timedelta(), TICK])
def test_in_place_of_an_answer_nothing_known_is_said_as_by_one_who_found_nothing(tick: timedelta):
    headers = []
    for silent in (True, False):
        pair = Pair(light=True)
        node = pair.nodes["MA"]
        node.tick = tick
        case = opened(pair, dict(NAMED))
        if silent:
            protection.protect(node, may(node, Action.PROTECT), NAMED, silent=True)
            said = reply(pair, case, or_nothing_known=True)
        else:
            said = reply(pair, case, SAID["refuse"])
        assert said.nothing_known == silent
        pair.clock.wait(minutes=30)
        due(pair)
        held = case_at(pair, "MA", case).tip.held
        assert held is not None
        headers.append((held.act.act, held.act.terms, held.act.at, held.act.body, held.act.seq))
    assert headers[0] == headers[1]


def test_without_being_told_to_the_node_writes_nothing(pair: Pair):
    case = opened(pair, dict(NAMED))
    protection.protect(pair.nodes["MA"], may(pair.nodes["MA"], Action.PROTECT), NAMED, silent=True)
    with pytest.raises(Refused) as caught:
        reply(pair, case)
    assert caught.value.reason is NOT_HERE
    assert rows(pair) == []


def test_silence_that_comes_while_a_reply_waits_stops_it(pair: Pair):
    one, two = opened(pair, dict(NAMED)), opened(pair, dict(NAMED))
    reply(pair, one)
    reply(pair, two, or_nothing_known=True)
    protection.protect(pair.nodes["MA"], may(pair.nodes["MA"], Action.PROTECT), NAMED, silent=True)
    pair.clock.wait(minutes=30)
    assert due(pair) == 2
    assert (last(pair, one), last(pair, two)) == ("send", "refuse")
    assert alarms(pair) == [reasons.REPLY_NOT_WRITTEN.code]


def test_where_no_act_is_neutral_the_wish_is_refused(pair: Pair):
    case = compose.open_case(pair.nodes["MA"], pair.id, INFORMATION, REQUEST)
    pair.sync()
    compose.act(pair.nodes["FR"], pair.id, case, SAID["ask-more"])
    pair.sync()
    protection.protect(pair.nodes["MA"], may(pair.nodes["MA"], Action.PROTECT), NAMED, silent=True)
    with pytest.raises(Refused) as caught:
        reply(pair, case, SAID["clarify"], about=NAMED, or_nothing_known=True)
    assert caught.value.reason is NOT_HERE


def test_whom_nobody_can_know_an_officer_says_to_the_node(pair: Pair):
    vague = {"names": NAMED["names"]}
    case = opened_with(pair, vague)
    with pytest.raises(Refused):
        reply(pair, case)
    protection.protect(
        pair.nodes["MA"],
        may(pair.nodes["MA"], Action.PROTECT),
        {**NAMED, "birth": "1970-01-01"},
        silent=True,
    )
    reply(pair, case, about=NAMED)
    pair.clock.wait(minutes=30)
    assert (due(pair), last(pair, case)) == (1, "answer")


def opened_with(pair: Pair, vague: object) -> Digest:
    """Open a case about somebody whom only the other party's officer can know."""
    fields = {**REQUEST.fields, "subjects": [{**vague, "category": "suspect"}]}
    proposal = Proposal(act=REQUEST.act, terms=REQUEST.terms, fields=fields)
    case = compose.open_case(
        pair.nodes["FR"], pair.id, INFORMATION, proposal, about={**NAMED, "birth": "1971-01-01"}
    )
    pair.sync()
    return case


def test_the_rows_do_not_show_which_of_the_two_it_is(pair: Pair):
    node = pair.nodes["MA"]
    shapes = []
    for silent in (False, True):
        source = protection.protect(node, may(node, Action.PROTECT), NAMED, silent=silent)
        kinds = (protection._BY_MARK, protection._BY_SOURCE)
        shapes.append([
            (row.kind, len(row.id), len(row.content))
            for kind in kinds
            for row in node.work.register.all(kind)
        ])  # fmt: skip
        protection.lift(node, may(node, Action.LIFT), source)
    assert shapes[0] == shapes[1]
