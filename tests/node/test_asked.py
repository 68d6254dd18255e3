"""Whether we have asked for the same already, told before anything is sent (FRM-10)."""

from contextlib import suppress
from dataclasses import replace

import pytest

from jisr.core.act import Digest, Kind, PartyId, Slug
from jisr.core.canonical import Json
from jisr.core.errors import LANGS, JisrError, Refused, Unavailable
from jisr.ledger.work.rows import Access, Flag
from jisr.node import asked, destroy, erase, project, reasons
from jisr.node.wish import Opening, Proposal
from jisr.ops.simulate.faults import DiedError, How, Trip
from tests.node.forger import state
from tests.node.officers import may_write
from tests.node.test_two_nodes import REQUEST, act
from tests.node.world import Pair

INFORMATION = Slug("information-request")
WRITES_MAX = 40  # Far more than it takes to open a case.
PERSON: Json = {
    "category": "suspect",
    "names": [{"script": "Latn", "use": "legal", "text": "Invented Person"}],
    "birth": "1990-05-01",
}


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)


def request(**fields: Json) -> Proposal:
    return replace(REQUEST, fields={**REQUEST.fields, **fields})


def opened(
    pair: Pair, proposal: Proposal, party: str = "FR", although: str | None = None
) -> Digest:
    node, wish = pair.nodes[party], Opening(procedure=INFORMATION, proposal=proposal)
    return asked.open_case(node, may_write(node, pair.id), wish, although=although)


def refused(pair: Pair, proposal: Proposal, although: str | None = None) -> Refused:
    before = pair.space("FR").ours.size
    with pytest.raises(Refused) as caught:
        opened(pair, proposal, although=although)
    assert caught.value.reason is reasons.ASKED_BEFORE
    assert pair.space("FR").ours.size == before
    return caught.value


def test_the_same_question_is_told_before_it_is_sent_again(pair: Pair):
    first = opened(pair, request(question="Is the vehicle registered?"))
    error = refused(pair, request(question="is the VEHICLE registered"))
    assert error.facts["case"] == first
    assert [error.facts[f"fields_{lang}"] for lang in LANGS] == [
        "المعلومات المطلوبة",
        "renseignements demandés",
        "information asked for",
    ]
    opened(pair, request(question="Is the vehicle insured?"))


def test_the_newest_cases_are_named_and_the_rest_counted(pair: Pair):
    asked_for = request(question="Is the vehicle registered?", subjects=[PERSON])
    cases = [opened(pair, asked_for, although="Once more.") for _ in range(asked.TOLD_MAX)]
    assert refused(pair, asked_for).facts["case_fr"] == ", ".join(reversed(cases))
    cases += [opened(pair, asked_for, although="Once more.") for _ in range(2)]
    error = refused(pair, asked_for)
    newest = ", ".join(list(reversed(cases))[: asked.TOLD_MAX])
    assert error.facts["case"] == newest
    assert f"; cases: {newest}, and 2 more. Nothing" in error.text("en")
    assert f"{newest}, et 2 de plus. Rien" in error.text("fr")
    assert f"\u2068{newest}\u2069، و2 غيرها" in error.text("ar")


def test_whoever_says_why_may_send_and_the_reason_stays_here(pair: Pair):
    first = opened(pair, REQUEST)
    for nothing in ("", "  "):
        refused(pair, REQUEST, although=nothing)
    again = opened(pair, REQUEST, although=" The first was about last year. ")
    node = pair.nodes["FR"]
    [note] = node.work.margin.notes(pair.id, again)
    assert (note.text, note.officer) == ("The first was about last year.", "one")
    assert node.work.margin.notes(pair.id, first) == []
    events = [event for event in node.work.access.after(0) if event.access is Access.SEARCHED]
    assert {event.case for event in events} == {first}
    pair.sync()
    assert "last year" not in str(state(pair, "MA"))


def test_a_reason_is_clean_text_of_a_page_at_most(pair: Pair):
    opened(pair, REQUEST)
    for reason in ("Look\u202eback.", "x" * 2001):
        with pytest.raises(JisrError) as caught:
            opened(pair, REQUEST, although=reason)
        assert caught.value.facts["field"] == "although"


@pytest.mark.parametrize("how", How)
def test_no_case_goes_out_without_its_reason_whatever_write_is_the_last(how: How):
    for at in range(WRITES_MAX):
        trip = Trip(at=at, how=how)
        pair = Pair(light=True, wrap=trip.wrap)
        first = opened(pair, REQUEST)
        trip.armed = True
        with suppress(DiedError, Unavailable):
            opened(pair, REQUEST, although="Another year.")
        node = pair.start("FR")
        cases = {entry.id for entry in node.ledger.of_kind(pair.id, PartyId("FR"), Kind.OPEN)}
        for case in cases - {first}:
            assert [note.text for note in node.work.margin.notes(pair.id, case)] == [
                "Another year."
            ]
        if not trip.tripped:
            assert len(cases) == 2
            return
    pytest.fail("it takes more writes than that")


def test_a_reason_that_nobody_asked_for_is_not_kept(pair: Pair):
    case = opened(pair, REQUEST, although="Just in case.")
    assert pair.nodes["FR"].work.margin.notes(pair.id, case) == []


def test_a_person_is_known_again_under_another_question(pair: Pair):
    first = opened(pair, request(subjects=[PERSON], question="Is there a record?"))
    error = refused(pair, request(subjects=[PERSON], question="Where was he seen?"))
    assert error.facts["case"] == first
    assert error.facts["fields_en"] == "persons concerned"
    opened(
        pair, request(subjects=[{**PERSON, "birth": "1985-02-03"}], question="Is there a record?")
    )


def test_what_the_partner_asked_is_not_ours_and_what_we_asked_is_not_seen_by_it(pair: Pair):
    opened(pair, REQUEST)
    pair.sync()
    assert pair.nodes["MA"].work.register.all(Slug(f"alike-{pair.id}")) == []
    opened(pair, REQUEST, party="MA")


def test_a_case_that_is_flagged_is_not_told_of(pair: Pair):
    first = opened(pair, REQUEST)
    flag = Flag(subject=f"case:{first}", code=Slug("protected"), by="fr-1", at=pair.clock())
    pair.nodes["FR"].work.margin.flag(flag)
    second = opened(pair, REQUEST)
    error = refused(pair, REQUEST)
    assert error.facts["case"] == second
    searched = [event.case for event in pair.nodes["FR"].work.access.after(0)]
    assert first not in searched


def test_it_is_kept_without_words_and_comes_back_with_the_lists(pair: Pair):
    opened(pair, request(subjects=[PERSON]))
    node = pair.start("FR")
    assert "Invented" not in str(state(pair, "FR")["work"])
    for document in node.work.register.all(Slug(f"alike-{pair.id}")):
        node.work.register.remove(document.kind, document.id)
    opened(pair, request(subjects=[PERSON]))
    project.rebuild(node, pair.space("FR"))
    refused(pair, request(subjects=[PERSON]))


def test_it_is_forgotten_with_what_it_was_taken_from(pair: Pair):
    before = opened(pair, REQUEST)
    first = opened(pair, REQUEST, although="The first was about last year.")
    pair.sync()
    for case in (before, first):
        act(pair, "FR", case, "withdraw")
    pair.sync()
    node = pair.nodes["FR"]
    found = node.ledger.part(before, "request")
    assert found is not None
    erase.erase(node, pair.id, [found.commitment], Slug("retention-expired"))
    part = node.ledger.part(first, "request")
    assert part is not None
    assert node.work.margin.notes(pair.id, first)
    erase.erase(node, pair.id, [part.commitment], Slug("retention-expired"))
    for kind in (f"alike-{pair.id}", f"alike-of-{pair.id}"):
        assert node.work.register.all(Slug(kind)) == []
    assert node.work.margin.notes(pair.id, first) == []
    assert destroy.here(node, pair.space("FR"), part.commitment)
    project.rebuild(node, pair.space("FR"))
    opened(pair, REQUEST)


def test_a_procedure_that_is_not_there_is_refused_as_ever(pair: Pair):
    node, wish = pair.nodes["FR"], Opening(procedure=Slug("no-procedure"), proposal=REQUEST)
    leave = may_write(node, pair.id)
    with pytest.raises(Refused) as caught:
        asked.open_case(node, leave, wish)
    assert caught.value.reason is not reasons.ASKED_BEFORE
