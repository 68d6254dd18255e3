"""What people read of two real nodes: every value, in three languages, logged before it is read."""

import dataclasses
import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from jisr.core.act import Digest, Slug
from jisr.core.canonical import encode
from jisr.core.case import Standing
from jisr.core.errors import LANGS, Refused, Unavailable
from jisr.exchange.values import Fault, Want
from jisr.ledger.base import PartState
from jisr.ledger.work.relational.chain import verify
from jisr.ledger.work.rows import Access, Document
from jisr.node import compose, content, deliver, erase, guards, prove, reasons, restart
from jisr.node.reading.reader import NodeReader
from jisr.node.reading.told import ALL, MARK
from jisr.node.record_views import Text
from jisr.node.views import CrossingRule, LinkState, Reader, Viewer
from jisr.ops.simulate.faults import How, Trip
from tests.node.forger import Forger
from tests.node.test_bad_input import remark
from tests.node.test_hard_days import backup, restore
from tests.node.test_two_nodes import ANSWER, REQUEST, act, opened
from tests.node.world import Pair

VIEWER = Viewer(officer="one", desk="spoc", purpose="prevention")
UNKNOWN = Digest("ab" * 32)


@pytest.fixture
def pair() -> Pair:
    return Pair()


@pytest.fixture
def case(pair: Pair) -> Digest:
    return opened(pair)


def reader(pair: Pair, party: str = "MA") -> Reader:
    return NodeReader(pair.nodes[party], {pair.id: pair.lines[party]})


def accesses(pair: Pair, party: str = "MA") -> list[tuple[Access, Digest | None, Digest | None]]:
    log = pair.nodes[party].work.access
    assert verify(log).astray is None
    return [(event.access, event.case, event.act) for event in log.after(0)]


def texts(value: object) -> Iterator[Text]:
    """Every text in a value, however deep."""
    if isinstance(value, Text):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from texts(item)


def said_in_three_languages(value: object) -> None:
    found = list(texts(value))
    assert found
    for text in found:
        for lang in LANGS:
            assert getattr(text, lang).strip(), text


def test_a_reader_shows_cases_with_state_turn_and_date(pair: Pair, case: Digest):
    for party in ("FR", "MA"):
        [row] = reader(pair, party).cases(viewer=VIEWER)
        said_in_three_languages(row)
        assert row.id == case
        assert row.turn.id == "MA"
        assert not row.ended
        assert not row.crossed
        assert row.due is not None
        assert not row.due.overdue
    pair.clock.wait(days=30)
    [row] = reader(pair).cases(viewer=VIEWER)
    assert row.due.overdue


def test_a_case_is_shown_whole_and_equal_on_both_sides(pair: Pair, case: Digest):
    answered = act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()
    views = {party: reader(pair, party).case(case, viewer=VIEWER) for party in ("FR", "MA")}
    for party, view in views.items():
        said_in_three_languages(view)
        assert [row.id for row in view.acts] == [case, answered]
        assert [row.standing for row in view.acts] == [Standing.SETTLED] * 2
        for row in view.acts:
            assert row.receipt.delivered_at is not None
            assert {row.receipt.party.id, row.author.id} == {"FR", "MA"}
            [part] = row.parts
            assert part.state is PartState.HELD
            assert part.fields
        [ours, theirs] = view.sides
        assert ours.party.id == party
        assert ours.digest == theirs.digest
    digests = {side.digest for view in views.values() for side in view.sides}
    assert len(digests) == 1


def test_the_rule_that_chose_between_two_acts_is_named(pair: Pair, case: Digest):
    answered = act(pair, "MA", case, "answer", fields=ANSWER.fields)
    withdrawn = act(pair, "FR", case, "withdraw")
    pair.sync()
    for party in ("FR", "MA"):
        view = reader(pair, party).case(case, viewer=VIEWER)
        [crossing] = view.crossings
        assert (crossing.first.id, crossing.second.id) == (answered, withdrawn)
        assert crossing.rule is CrossingRule.TURN_HOLDER
        assert crossing.second.standing is Standing.OVERTAKEN
        assert crossing.second.why is not None
        assert len({side.digest for side in view.sides}) == 1
    accepted = act(pair, "FR", case, "accept")
    recalled = act(pair, "MA", case, "recall-the-answer", fields={"reason": "A mistake."})
    pair.sync()
    view = reader(pair).case(case, viewer=VIEWER)
    last = view.crossings[-1]
    assert (last.first.id, last.second.id) == (recalled, accepted)
    assert last.rule is CrossingRule.PREVAILING


def test_a_void_act_says_why(pair: Pair, case: Digest):
    forger = Forger(pair)
    forger.send(forger.sign(forger.act(case=case, act=Slug("shout"))))
    view = reader(pair).case(case, viewer=VIEWER)
    void = [row for row in view.acts if row.standing is Standing.VOID]
    assert len(void) == 1
    said_in_three_languages(void[0].why)


def test_what_is_unknown_is_none_and_not_logged(pair: Pair, case: Digest):
    read = reader(pair)
    ack = next(e.id for e in pair.nodes["MA"].ledger.after(pair.id, "MA", start=0))
    for strange in (UNKNOWN, ack):
        assert read.case(strange, viewer=VIEWER) is None
    for strange in (UNKNOWN, pair.id):
        assert read.proof(strange, viewer=VIEWER) is None
        assert read.proof_file(strange, viewer=VIEWER) is None
    assert read.undertaking(Slug("none")) is None
    assert accesses(pair) == []


def test_each_reading_is_on_the_chain_before_it_happens(pair: Pair, case: Digest):
    read = reader(pair)
    read.cases(viewer=VIEWER)
    read.case(case, viewer=VIEWER)
    read.proof(case, viewer=VIEWER)
    read.proof_file(case, viewer=VIEWER)
    assert accesses(pair) == [
        (Access.SEARCHED, None, None),
        (Access.READ, case, None),
        (Access.READ, case, case),
        (Access.EXPORTED, case, case),
    ]
    [first, *_] = pair.nodes["MA"].work.access.after(0)
    assert (first.officer, first.purpose) == (VIEWER.officer, VIEWER.purpose)


@pytest.mark.parametrize("ask", ["cases", "case", "proof", "proof_file"])
def test_what_cannot_be_logged_is_not_read(ask: str):
    trip = Trip(at=0, how=How.FAILS)
    pair = Pair(wrap=trip.wrap)
    case = opened(pair)
    trip.armed = True
    args = () if ask == "cases" else (case,)
    with pytest.raises(Unavailable) as refused:
        getattr(reader(pair), ask)(*args, viewer=VIEWER)
    assert refused.value.code == "ledger.disk-full"
    assert accesses(pair) == []


def verifier():
    file = Path(__file__).parents[2] / "tools/verify.py"
    spec = importlib.util.spec_from_file_location("verify_for_reading", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_a_proof_holds_step_by_step_and_for_the_stand_alone_verifier(pair: Pair, case: Digest):
    answered = act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()
    verify = verifier()
    for party in ("FR", "MA"):
        read = reader(pair, party)
        for id in (case, answered):
            proof = read.proof(id, viewer=VIEWER)
            assert proof.holds
            said_in_three_languages(proof)
            raw = read.proof_file(id, viewer=VIEWER)
            assert proof.file_bytes == len(raw)
            found = verify.check(raw)
            [number] = {claim.facts["number"] for claim in proof.claims if "number" in claim.facts}
            assert found["place"] == number


def test_an_act_that_nobody_has_countersigned_has_no_proof_yet(pair: Pair, case: Digest):
    answered = act(pair, "MA", case, "answer", fields=ANSWER.fields)
    read = reader(pair)
    assert read.case(case, viewer=VIEWER).acts[-1].provable is False
    assert read.proof(answered, viewer=VIEWER) is None
    with pytest.raises(Unavailable) as refused:
        prove.prove(pair.nodes["MA"], answered)
    assert refused.value.code == "node.not-countersigned"


def test_what_is_erased_is_shown_as_erased(pair: Pair, case: Digest):
    part = pair.nodes["FR"].ledger.parts(case)[0]
    erase.erase(pair.nodes["FR"], pair.id, [part.commitment], Slug("retention-expired"))
    pair.sync()
    for party in ("FR", "MA"):
        [first, *_] = reader(pair, party).case(case, viewer=VIEWER).acts
        [shown] = first.parts
        assert shown.state is PartState.ERASED
        assert shown.fields == ()
        assert shown.erased_by.id == "FR"
        assert shown.erased_at == pair.clock()
        assert shown.ground.en == "retention period over"


def test_what_is_erased_is_not_proved_with_content(pair: Pair, case: Digest):
    node = pair.nodes["FR"]
    assert prove.opened(prove.prove(node, case, with_content=True)) == ("request",)
    assert prove.opened(prove.prove(node, case)) == ()
    part = node.ledger.part(case, "request")
    erase.erase(node, pair.id, [part.commitment], Slug("retention-expired"))
    with pytest.raises(Refused) as refused:
        prove.prove(node, case, with_content=True)
    assert refused.value.code == "node.no-content"
    assert prove.opened(prove.prove(node, case)) == ()


def test_an_act_without_content_is_not_proved_with_any(pair: Pair, case: Digest):
    node = pair.nodes["FR"]
    id = act(pair, "FR", case, "withdraw")
    pair.sync()
    with pytest.raises(Refused) as refused:
        prove.prove(node, id, with_content=True)
    assert refused.value.code == "node.no-content"
    assert prove.prove(node, id)


def test_a_damaged_part_is_shown_without_its_content(pair: Pair, case: Digest):
    parts = pair.stores["MA"].ledger._parts[case]
    parts["request"] = replace(parts["request"], sealed=b"damaged" * 20)
    [first, *_] = reader(pair).case(case, viewer=VIEWER).acts
    assert first.parts[0].fields == ()
    assert [a.reason.code for a in pair.nodes["MA"].work.partners.alarms()] == [
        "ops.part-does-not-open"
    ]


def test_the_framework_the_record_and_the_node_are_shown(pair: Pair, case: Digest):
    read = reader(pair)
    [framework] = read.frameworks()
    said_in_three_languages(framework)
    assert framework.digest == pair.space("MA").edition()
    assert {p.slug for p in framework.procedures} >= {"information-request", "undertaking"}
    node = read.node()
    said_in_three_languages(node)
    [space] = node.spaces
    assert space.queued == 0
    assert {log.party.id: log.size for log in space.logs} == {
        party: log.size for party, log in pair.space("MA").logs.items()
    }
    assert read.accounts() == ()
    assert read.record().meetings == ()


def test_what_a_reader_of_a_demonstration_opens_is_invented_too(pair: Pair, case: Digest):
    read = reader(pair)
    assert [row.invented for row in read.cases(viewer=VIEWER)] == [False]
    mark = encode(dict.fromkeys(LANGS, "demonstration"))
    register = pair.nodes["MA"].work.register
    register.put(Document(kind=MARK, id=ALL, content=mark, updated=pair.clock()))
    assert {row.id: row.invented for row in read.cases(viewer=VIEWER)} == {case: True}
    shown = read.case(case, viewer=VIEWER)
    assert shown is not None
    assert shown.invented


def test_the_line_to_the_partner_is_told_in_words(pair: Pair, case: Digest):
    line = pair.lines["MA"]
    assert reader(pair).node().spaces[0].link is LinkState.WAITING
    line.state = line.state.succeeded(pair.clock())
    assert reader(pair).node().spaces[0].link is LinkState.CONNECTED
    fault = Fault.of(Unavailable(reasons.NOT_YET_HEARD))
    line.state = line.state.failed(pair.clock(), fault, reachable=False)
    [space] = reader(pair).node().spaces
    assert space.link is LinkState.WAITING
    said_in_three_languages(space.reason)
    forger = Forger(pair)
    first = remark(forger, "Yes.")
    forger.made.clear()
    forger.send(first, remark(forger, "No."))
    [space] = reader(pair).node().spaces
    assert space.link is LinkState.STOPPED
    assert space.reason.en.startswith("This space is stopped")


# --- After a restore ----------------------------------------------------------------------------


def test_nothing_is_read_shown_proved_or_sent_before_the_partner_is_heard(pair: Pair, case: Digest):
    kept = backup(pair, "MA")
    part = pair.nodes["FR"].ledger.parts(case)[0]
    erase.erase(pair.nodes["FR"], pair.id, [part.commitment], Slug("retention-expired"))
    restore(pair, "MA", kept)
    node, space = pair.nodes["MA"], pair.space("MA")
    assert node.ledger.part(case, part.name).state is PartState.HELD
    assert content.open_part(node, space, node.ledger.part(case, part.name)) is None
    [first, *_] = reader(pair).case(case, viewer=VIEWER).acts
    assert first.parts[0].fields == ()
    assert reader(pair).node().spaces[0].reason.en.startswith("This node was restored")
    with pytest.raises(Unavailable) as refused:
        prove.prove(node, case, with_content=True)
    assert refused.value.code == "node.not-yet-heard"
    assert prove.prove(node, case)
    answer = Forger(pair).send(wants=(Want(digest=part.commitment),))
    assert answer.parts == ()
    # Heard, it erases what was erased meanwhile, and only then is it read again.
    for _ in range(4):
        pair.trip("MA", "FR")
    assert node.ledger.part(case, part.name).state is PartState.ERASED
    assert content.open_part(node, space, node.ledger.part(case, part.name)) is None
    restart.restart(node, pair.id, pair.keys["MA"])
    pair.sync()
    answered = act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()
    view = reader(pair).case(case, viewer=VIEWER)
    assert view.acts[-1].id == answered
    assert view.acts[-1].parts[0].fields


def test_a_restored_node_writes_no_confirmation_before_the_fence(pair: Pair, case: Digest):
    act(pair, "MA", case, "ask-more", fields={"question": "Which plate?"})
    kept = backup(pair, "MA")
    act(pair, "MA", case, "drop-the-question")
    pair.sync()
    part = pair.nodes["FR"].ledger.parts(case)[0]
    restore(pair, "MA", kept)
    erase.erase(pair.nodes["FR"], pair.id, [part.commitment], Slug("retention-expired"))
    size = pair.space("MA").ours.size
    back = deliver.ask(pair.nodes["FR"], pair.id, pair.lines["FR"])
    deliver.answer(pair.nodes["MA"], pair.id, pair.lines["MA"], back.raw)
    assert pair.space("MA").ours.size == size
    for _ in range(4):
        pair.trip("MA", "FR")
    restart.restart(pair.nodes["MA"], pair.id, pair.keys["MA"])
    pair.sync()
    assert not pair.nodes["FR"].ledger.proofs(pair.id)
    for node in pair.nodes.values():
        assert node.ledger.part(case, part.name).state is PartState.ERASED
    assert not guards.hears_first(pair.nodes["MA"], pair.id)
    compose.open_case(pair.nodes["MA"], pair.id, Slug("information-request"), REQUEST)
