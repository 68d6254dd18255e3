"""Deadlines as people read them: from which date, by whose clocks, and whether they were kept."""

from datetime import time

import pytest

from jisr.core.act import Slug
from jisr.core.errors import LANGS
from jisr.framework.deadlines import When
from jisr.node.reading.deadlines import term_text
from jisr.node.reading.framework import procedure_view
from jisr.node.reading.labels import Words
from jisr.node.value_views import Ends
from tests.framework.packs import edition_of
from tests.node.test_reading import VIEWER, reader
from tests.node.test_two_nodes import ANSWER, act, opened
from tests.node.world import Pair


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)


def test_a_deadline_ends_with_a_day_of_those_whose_calendar_counts(pair: Pair):
    opened(pair)
    [row] = reader(pair).cases(viewer=VIEWER)
    [local] = row.due.local
    assert local.party.id == "MA"
    assert (row.due.at + local.ahead).time() == time(23, 59, 59)


def test_an_act_says_until_when_it_was_owed_and_whether_it_came_in_time(pair: Pair):
    case = opened(pair)
    [row] = reader(pair).cases(viewer=VIEWER)
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()
    pair.clock.wait(days=40)
    act(pair, "FR", case, "accept")
    pair.sync()
    for party in pair.nodes:
        opening, answer, accept = reader(pair, party).case(case, viewer=VIEWER).acts
        assert (opening.owed, opening.late) == (None, False)
        assert (answer.owed, answer.late) == (
            Ends(at=row.due.at, local=row.due.local),
            False,
        )
        assert accept.owed is not None
        assert accept.late


def test_an_act_of_whoever_did_not_owe_one_is_neither_late_nor_in_time(pair: Pair):
    case = opened(pair)
    pair.clock.wait(days=9)
    act(pair, "FR", case, "close-for-silence")
    pair.sync()
    closed = reader(pair).case(case, viewer=VIEWER).acts[-1]
    assert (closed.owed, closed.late) == (None, False)


def test_a_time_that_runs_from_an_event_says_which_date_that_is():
    edition = edition_of("ma-fr")
    for procedure in edition.procedures.values():
        words = Words(edition=edition, procedure=procedure)
        for state in procedure.states.values():
            deadline = state.within
            if deadline is None or deadline.start.when is not When.EVENT:
                continue
            chosen = deadline.length
            length = None if chosen is None else next(iter(chosen.lengths.values()))
            term = words.term(deadline.start.term)
            for lang in LANGS:
                assert term.in_(lang) in term_text(words, deadline, length).in_(lang)
    alert = Words(edition=edition, procedure=edition.procedures[Slug("alert")])
    said = {
        term.en
        for state in procedure_view(alert).states
        if state.deadline
        for term in state.deadline.terms
    }
    assert "1 day before the date under “first day on which it is no longer valid”" in said
    event = Words(edition=edition, procedure=edition.procedures[Slug("major-event")])
    kept = {one.keep.en for form in procedure_view(event).forms for one in form.classes}
    assert any("from the date under “" in one for one in kept)


def test_a_time_that_ends_with_a_month_says_so():
    edition = edition_of("ma-fr")
    words = Words(edition=edition, procedure=edition.procedures[Slug("agreement-revision")])
    said = {
        term.en
        for state in procedure_view(words).states
        if state.deadline
        for term in state.deadline.terms
    }
    assert "1 month from receipt, to the last day of that month" in said
