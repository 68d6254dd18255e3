"""What falls due is listed, then erased on both sides if nobody decides (SAF-19, SAF-20)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from jisr.core.act import Act, Digest, Kind, Slug
from jisr.core.case import Case, Standing
from jisr.core.errors import JisrError, Refused
from jisr.core.parts import OpenPart
from jisr.core.service import Erase, read_erase
from jisr.framework.expiry import Bound, Expiry, Limits
from jisr.ledger.base import PartState
from jisr.ledger.keys import MemoryKeyStore
from jisr.ledger.work.rows import Document
from jisr.node import (
    compose,
    content,
    destroy,
    erase,
    guards,
    protection,
    reasons,
    restart,
    retention,
    retention_days,
)
from jisr.node.authority import Action
from jisr.node.node import Node
from jisr.node.wish import Proposal
from tests.node.forger import Forger
from tests.node.officers import may
from tests.node.test_hard_days import backup, restore
from tests.node.test_two_nodes import ANSWER, REQUEST, act, case_at, opened
from tests.node.world import Pair

ALERT = Proposal(
    act=Slug("issue"),
    terms={
        "category": "object", "expires-on": "2026-06-01", "purpose": "danger",
        "urgency": "ordinary",
    },
    fields={
        "conduct": "Call the desk.",
        "statements": [{
            "information": 4, "nature": "fact", "source": "X", "text": "A lorry is missing.",
        }],
    },
)  # fmt: skip
BOTH = ("FR", "MA")


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)


def look(pair: Pair, *parties: str) -> list[retention.Erased]:
    """Let the timers of some parties, by default of both, look once."""
    return [done for party in parties or BOTH for done in retention.look(pair.nodes[party])]


def live(pair: Pair, until: date) -> None:
    """Let time pass to noon of a day, with a look on both sides at least once a week."""
    for party in BOTH:
        retention.look(pair.nodes[party])
    while pair.clock.at.date() < until:
        left = (until - pair.clock.at.date()).days
        pair.clock.wait(days=min(left, 7))
        look(pair)
        pair.sync()


def ended(pair: Pair) -> Digest:
    """Return a request that was asked, answered, and ended on 2 March 2026."""
    case = opened(pair)
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()
    act(pair, "FR", case, "accept")
    pair.sync()
    return case


def states(pair: Pair, party: str, case: Digest) -> set[PartState]:
    node = pair.nodes[party]
    entries = [e for a in BOTH for e in node.ledger.of_case(pair.id, a, case)]
    return {part.state for entry in entries for part in node.ledger.parts(entry.id)}


def said(pair: Pair, party: str) -> list[Erase]:
    """Return what the erase acts of a party say, as the other party holds them."""
    other = pair.nodes["MA" if party == "FR" else "FR"]
    acts = other.ledger.of_kind(pair.id, party, Kind.ERASE)
    return [read_erase(Act.parse(entry.header).detail) for entry in acts]


def alarms(node: Node) -> set[str]:
    return {alarm.reason.code for alarm in node.work.partners.alarms()}


def test_what_is_over_is_erased_on_both_sides_confirmed_and_the_case_stands(pair: Pair):
    case = ended(pair)
    before = {party: case_at(pair, party, case) for party in BOTH}
    live(pair, date(2028, 3, 2))  # The last day.
    assert states(pair, "MA", case) == {PartState.HELD}
    pair.clock.wait(days=1)
    [done] = look(pair, "MA")
    assert (done.case, done.parts, len(done.acts)) == (case, 2, 1)
    pair.sync()
    look(pair)
    pair.sync()
    for party in BOTH:
        assert states(pair, party, case) == {PartState.ERASED}
        assert case_at(pair, party, case).verdicts == before[party].verdicts
    assert [erased.ground for erased in said(pair, "MA")] == ["retention-expired"]
    assert [erased.ground for erased in said(pair, "FR")] == ["confirmed"]
    assert said(pair, "FR")[0].parts == said(pair, "MA")[0].parts


def test_two_timers_may_erase_the_same_at_once(pair: Pair):
    case = ended(pair)
    live(pair, date(2028, 3, 2))
    pair.clock.wait(days=1)
    assert len(look(pair)) == 2
    pair.sync()
    assert look(pair) == []
    for party in BOTH:
        assert states(pair, party, case) == {PartState.ERASED}
        assert [erased.ground for erased in said(pair, party)] == ["retention-expired"]


def test_what_falls_due_is_listed_with_its_reason_before_it_goes(pair: Pair):
    case = ended(pair)
    node = pair.nodes["FR"]
    assert retention.due(node, date(2028, 3, 2)) == []
    found = retention.due(node, date(2028, 3, 3))
    assert [(one.case, one.part.name, one.expiry.last) for one in found] == [
        (case, "answer", date(2028, 3, 2)),
        (case, "request", date(2028, 3, 2)),
    ]
    assert {one.expiry.bound for one in found} == {Bound.FRAMEWORK}
    part = next(one.part.commitment for one in found if one.part.name == "answer")
    erase.erase(node, pair.id, [part], Slug("no-longer-needed"))  # Somebody decides earlier.
    assert [one.part.name for one in retention.due(node, date(2028, 3, 3))] == ["request"]


@pytest.mark.parametrize("partys", BOTH)
def test_the_own_limit_of_a_node_erases_even_while_a_case_runs(pair: Pair, partys: str):
    case = opened(pair)
    pair.nodes[partys].limits = Limits(days={Slug("information-request"): 30})
    [one] = retention.due(pair.nodes[partys], date(2026, 4, 2))
    assert (one.expiry.last, one.expiry.bound) == (date(2026, 4, 1), Bound.OWN)
    live(pair, date(2026, 4, 1))
    assert states(pair, "MA", case) == {PartState.HELD}
    live(pair, date(2026, 4, 2))
    for party in BOTH:
        assert states(pair, party, case) == {PartState.ERASED}
        assert not case_at(pair, party, case).ended


def test_a_limit_set_later_counts_for_what_is_here_already(pair: Pair):
    case = opened(pair)
    live(pair, date(2026, 5, 1))
    assert states(pair, "MA", case) == {PartState.HELD}
    pair.nodes["MA"].limits = Limits(days={Slug("information-request"): 30})
    [done] = look(pair, "MA")
    assert done.case == case


def test_an_originator_limits_its_own_content_by_a_term(pair: Pair):
    case = opened(pair)
    until = {"keep-until": "2026-03-20"}
    act(pair, "MA", case, "answer", fields=ANSWER.fields, terms=until)
    pair.sync()
    [one] = retention.due(pair.nodes["FR"], date(2026, 12, 31))
    assert (one.part.name, one.expiry.bound) == ("answer", Bound.ORIGINATOR)
    live(pair, date(2026, 3, 21))
    answer = case_at(pair, "FR", case).tip.id
    for party in BOTH:
        ledger = pair.nodes[party].ledger
        assert ledger.part(answer, "answer").state is PartState.ERASED
        assert ledger.part(case, "request").state is PartState.HELD


def test_an_alert_is_kept_from_its_end_and_a_withdrawal_is_acknowledged_and_ends_it(pair: Pair):
    node = pair.nodes["FR"]
    case = compose.open_case(node, pair.id, Slug("alert"), ALERT)
    pair.sync()
    statement = {"information": 1, "nature": "fact", "source": "A", "text": "It is a van."}
    fields = {"conduct": "Call the desk.", "statements": [statement]}
    corrected = act(
        pair, "FR", case, "update", fields=fields,
        terms={name: value for name, value in ALERT.terms.items() if name != "purpose"},
    )  # fmt: skip
    wrong = node.ledger.part(case, "alert").commitment
    erase.erase(node, pair.id, [wrong], Slug("inaccurate"))
    pair.sync()
    # The partner has the correction, a receipt proves so, and it confirms that the error is gone.
    part = pair.nodes["MA"].ledger.part(corrected, "alert")
    read = content.open_part(pair.nodes["MA"], pair.space("MA"), part)
    assert read is not None
    assert b"a van" in read.content
    assert pair.nodes["MA"].ledger.part(case, "alert").state is PartState.ERASED
    assert pair.space("FR").receipt("FR", pair.nodes["FR"].ledger.find(corrected).seq) is not None
    assert said(pair, "MA") == [Erase(parts=(wrong,), ground=destroy.CONFIRMED)]
    act(pair, "FR", case, "withdraw", fields={"reasons": "Found."}, terms={"cause": "inaccurate"})
    pair.sync()
    act(pair, "MA", case, "acknowledge-withdrawal")
    pair.sync()
    assert case_at(pair, "FR", case).tip.state == "withdrawn"
    live(pair, date(2026, 6, 1))
    for party in BOTH:
        assert states(pair, party, case) == {PartState.ERASED}


def test_a_partner_cannot_keep_longer_by_dating_the_end_of_a_case_late(pair: Pair):
    case = compose.open_case(pair.nodes["MA"], pair.id, Slug("information-request"), REQUEST)
    pair.sync()
    pair.clocks["MA"] = type(pair.clock)(pair.clock.at + timedelta(days=3_000))
    pair.start("MA")
    act(pair, "MA", case, "withdraw")
    pair.sync()
    assert case_at(pair, "FR", case).tip.held.act.at.year == 2034
    assert {one.expiry.last for one in retention.of_case(pair.nodes["FR"], pair.space("FR"), case)
            } == {date(2028, 3, 2)}  # fmt: skip


@pytest.mark.parametrize("year", [1990, 2025])
def test_a_partner_cannot_make_us_erase_by_dating_its_receipt_or_the_end_early(
    pair: Pair, year: int
):
    pair.clocks["FR"] = type(pair.clock)(pair.clock.at.replace(year=year))
    pair.start("FR")
    case = compose.open_case(pair.nodes["MA"], pair.id, Slug("information-request"), REQUEST)
    pair.sync()
    refused = act(pair, "FR", case, "refuse", terms={"ground": "not-provided"})
    pair.sync()
    node, space = pair.nodes["MA"], pair.space("MA")
    folded = case_at(pair, "MA", case)
    assert folded.ended
    assert {folded.verdicts[refused].held.act.at.year, space.receipt("MA", 0).at.year} == {year}
    found = retention.moments(space, folded, folded.root.held)
    assert found.sent == found.received == found.ended == date(2026, 3, 2)
    node.limits = Limits(days={Slug("information-request"): 30})
    assert {one.expiry.last for one in retention.of_case(node, space, case)} == {date(2026, 4, 1)}


def test_a_void_act_sets_no_date_for_what_it_carries():
    forger = Forger(Pair(light=True))
    case = opened(forger.pair)
    part = OpenPart(name="remark", salt=bytes(32), content=b'{"remark":"Noted."}')
    act_of = forger.act(
        case=case, body={part.name: part.commitment}, terms={"keep-until": "2026-03-03"}
    )
    note = forger.sign(act_of, part)
    forger.send(note)
    folded = case_at(forger.pair, "MA", case)
    assert folded.verdicts[note.id].standing is Standing.VOID
    found = retention.moments(forger.pair.space("MA"), folded, folded.verdicts[note.id].held)
    assert "keep-until" not in found.terms


def test_content_that_another_act_still_carries_stays_until_that_ones_day(pair: Pair):
    case = compose.open_case(
        pair.nodes["FR"], pair.id, Slug("undertaking"),
        Proposal(act=Slug("propose"), fields={"text": "Meet every spring."}),
    )  # fmt: skip
    pair.sync()
    act(pair, "MA", case, "agree")
    pair.sync()
    node, space = pair.nodes["MA"], pair.space("MA")
    first, second = retention.of_case(node, space, case)
    assert first.part.commitment == second.part.commitment
    over = Expiry(last=date(2026, 1, 1), bound=Bound.FRAMEWORK)
    today = pair.clock.at.date()
    assert retention.is_over(node, replace(first, expiry=over), today)
    assert retention._is_kept_elsewhere(node, space, replace(first, expiry=over), today)


def test_the_timer_leaves_what_another_act_still_carries(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
):
    case, node = ended(pair), pair.nodes["MA"]
    live(pair, date(2028, 3, 2))
    pair.clock.wait(days=1)
    with monkeypatch.context() as carried:
        carried.setattr(retention, "_is_kept_elsewhere", lambda *_: True)
        assert retention.look(node) == []
    pair.clock.wait(days=1)  # It was looked at again on the next day, and is carried no more.
    assert [done.case for done in retention.look(node)] == [case]


def test_a_case_that_may_not_be_erased_is_told_of_and_the_others_go_on(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
):
    cases = [ended(pair), ended(pair)]
    live(pair, date(2028, 3, 2))
    pair.clock.wait(days=1)
    node, erased = pair.nodes["MA"], erase.erase

    def refusing(node: Node, space: Digest, parts, ground: Slug, **more: str) -> Digest:
        if min(cases) == min(node.ledger.find(p.entry).case or p.entry for part in parts
                             for p in node.ledger.parts_by_commitment(part)):  # fmt: skip
            raise Refused(reasons.GROUND_NOT_LISTED, ground=ground)
        return erased(node, space, parts, ground, **more)

    monkeypatch.setattr(erase, "erase", refusing)
    assert [done.case for done in retention.look(node)] == [max(cases)]
    assert "node.erasure-refused" in alarms(node)


def test_an_end_that_may_still_be_overtaken_is_none(pair: Pair):
    case = opened(pair)
    act(pair, "FR", case, "withdraw")  # Not heard of by the partner.
    node = pair.nodes["FR"]
    assert {one.expiry for one in retention.of_case(node, pair.space("FR"), case)} == {None}
    look(pair)
    assert [row.id[:10] for row in node.work.register.all(retention_days.AGENDA)] == ["2026-03-03"]
    pair.sync()  # No act of the case says so, and still the timer comes to know.
    pair.clock.wait(days=1)
    look(pair)
    assert [row.id[:10] for row in node.work.register.all(retention_days.AGENDA)] == ["2028-03-03"]


def test_what_is_over_before_it_came_never_comes(pair: Pair):
    pair.nodes["MA"].limits = Limits(days={Slug("information-request"): 30})
    node = pair.nodes["FR"]
    case = compose.open_case(node, pair.id, Slug("information-request"), REQUEST)
    content.withhold(node, case, kind=content.SEALED)
    pair.sync()
    assert pair.nodes["MA"].ledger.part(case, "request").state is PartState.AWAITED
    live(pair, date(2026, 4, 2))
    for party in BOTH:
        assert states(pair, party, case) == {PartState.ERASED}


def test_after_a_long_pause_or_a_leap_of_the_clock_what_is_due_is_listed_first(pair: Pair):
    case = ended(pair)
    assert look(pair) == []
    pair.clock.wait(days=4_000)
    node = pair.nodes["MA"]
    assert look(pair, "MA") == []
    assert "node.erasure-waits" in alarms(node)
    assert len(retention.due(node, pair.clock().date())) == 2
    pair.clock.wait(hours=23)
    assert look(pair, "MA") == []
    pair.clock.wait(hours=1)
    assert len(look(pair, "MA")) == 1
    assert "node.erasure-waits" not in alarms(node)
    assert states(pair, "MA", case) == {PartState.ERASED}


def test_a_space_that_is_stopped_for_good_keeps_nothing_that_is_over(pair: Pair):
    case = ended(pair)
    node = pair.nodes["MA"]
    guards.stop(node, pair.space("MA"), 1)
    retention.look(node)
    for _ in range(106):
        pair.clock.wait(days=7)
        retention.look(node)
    assert states(pair, "MA", case) == {PartState.ERASED}
    assert "node.erased-unsaid" in alarms(node)
    assert said(pair, "MA") == []


def test_a_space_that_cannot_be_written_to_now_waits_and_the_others_go_on(pair: Pair):
    ended(pair)
    live(pair, date(2028, 3, 2))
    pair.clock.wait(days=1)
    node = pair.nodes["MA"]
    ahead = pair.clock.at + timedelta(minutes=5)
    now, pair.clock.at = pair.clock.at, ahead
    opened(pair)
    pair.clock.at = now  # Behind its own log.
    failed: list[tuple[Digest, JisrError]] = []
    found = retention.look(node, failed=lambda space, error: failed.append((space, error)))
    assert found == []
    assert [(space, error.code) for space, error in failed] == [(pair.id, "node.clock-behind")]
    pair.clock.at = ahead
    assert len(look(pair, "MA")) == 1


def test_another_process_may_look_after_a_space(pair: Pair):
    ended(pair)
    live(pair, date(2028, 3, 2))
    pair.clock.wait(days=1)
    assert retention.look(pair.nodes["MA"], serves=lambda _: False) == []
    assert len(look(pair, "MA")) == 1


@pytest.mark.parametrize("with_keys", [False, True])
def test_a_backup_from_before_brings_nothing_back_that_was_erased_by_itself(
    pair: Pair, with_keys: bool
):
    """Of a lost disk, or with the keys of that day kept against all advice."""
    case = ended(pair)
    kept, keys = backup(pair, "MA"), MemoryKeyStore()
    held = pair.stores["MA"].keys
    names = [content.name_of(one.part) for one in
             retention.of_case(pair.nodes["MA"], pair.space("MA"), case)]  # fmt: skip
    keys.put([key for name in names if (key := held.get(name)) is not None])
    live(pair, date(2028, 3, 3))
    work = pair.stores["MA"].work.copy()
    pair.stores["MA"] = replace(pair.stores["MA"], keys=keys if with_keys else held, work=work)
    restore(pair, "MA", kept)
    node = pair.nodes["MA"]
    assert states(pair, "MA", case) == ({PartState.HELD} if with_keys else {PartState.ERASED})
    for part in node.ledger.parts(case):
        assert content.open_part(node, pair.space("MA"), part) is None
    for _ in range(4):
        pair.trip("MA", "FR")
    restart.restart(node, pair.id, pair.keys["MA"])
    pair.sync()
    assert states(pair, "MA", case) == {PartState.ERASED}
    assert keys.held(names) == {} or not with_keys


def test_a_restored_node_that_must_hear_first_erases_once_it_may_write(pair: Pair):
    case = ended(pair)
    live(pair, date(2028, 3, 2))
    restore(pair, "MA", backup(pair, "MA"))
    node = pair.nodes["MA"]
    pair.clock.wait(days=1)
    assert retention.look(node) == []
    for _ in range(4):
        pair.trip("MA", "FR")
    restart.restart(node, pair.id, pair.keys["MA"])
    pair.sync()
    assert len(retention.look(node)) == 1
    assert states(pair, "MA", case) == {PartState.ERASED}


def test_the_agenda_is_made_again_where_the_ledger_is_shorter_than_it_was(pair: Pair):
    case = ended(pair)
    node = pair.nodes["MA"]
    retention.look(node)
    for author in BOTH:
        far = Document(
            kind=retention_days.READ,
            id=f"{pair.id}/{author}",
            content=b"9999",
            updated=pair.clock(),
        )
        node.work.register.put(far)
    found = [row.id for row in node.work.register.all(retention_days.AGENDA)]
    node.work.register.remove_all(retention_days.AGENDA, found)
    assert {one.case for one in retention.due(node, date(2028, 3, 3))} == {case}


def test_a_case_that_never_stood_is_kept_from_its_sending(pair: Pair):
    case = opened(pair)
    node, space = pair.nodes["MA"], pair.space("MA")
    held = next(held for held in space.held(case) if held.id == case)
    of_act = retention.moments(space, None, held)
    assert of_act.ended == of_act.sent == date(2026, 3, 2)
    assert retention.moments(space, case_at(pair, "MA", case), held).ended is None
    assert isinstance(space.case(case), Case)
    assert retention.of_case(node, space, Digest("0" * 64)) == []


def test_a_protection_outlives_the_part_and_is_forgotten_when_its_time_is_over(pair: Pair):
    node = pair.nodes["MA"]
    person = {"documents": [{"type": "passport", "number": "AB123", "issuer": "MA"}]}
    with node.lock:
        source = protection.protect(
            node, may(node, Action.PROTECT), protection.read_person(node, person)
        )
    look(pair, "MA")
    pair.clock.wait(days=protection.DAYS)
    assert protection.protections(node) == []
    assert node.work.register.count(Slug("protection")) == 1
    look(pair, "MA")
    assert node.work.register.count(Slug("protection")) == 0
    assert node.work.register.count(Slug("protected")) == 0
    assert node.work.register.get(Slug("protection-lifted"), source) is not None


def test_a_limit_on_a_procedure_that_no_edition_has_is_refused(pair: Pair):
    node = pair.nodes["MA"]
    node.limits = Limits(days={Slug("alert"): 10})
    retention.check_limits(node)
    node.limits = Limits(days={Slug("allert"): 10})
    with pytest.raises(Refused) as refused:
        retention.check_limits(node)
    assert refused.value.code == "node.limit-of-no-procedure"
    assert refused.value.facts["procedure"] == "allert"
    node.spaces.clear()  # A node that knows no edition yet cannot tell.
    retention.check_limits(node)
