"""Editions between two nodes: revised, migrated to, and with days announced as closed."""

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from jisr.core.act import Digest, Slug, Under
from jisr.core.case import Standing
from jisr.core.errors import Refused, Unavailable
from jisr.framework.edition import Edition, parse_edition
from jisr.ledger.base import PartState
from jisr.node import compose, found, prune
from jisr.node.node import EDITION, Node, Stores
from jisr.node.reading.reader import NodeReader
from jisr.node.wish import Proposal
from tests.framework.packs import REQUEST as REQUEST_FILE
from tests.framework.packs import good
from tests.node.forger import INFORMATION
from tests.node.test_two_nodes import ANSWER, REQUEST, act, case_at, opened
from tests.node.world import Pair, edition, stores

STATES = ("received", "clarifying", "answered", "consent-asked")  # An ended case moves nowhere.
LABEL = "{ar: ملاحظة أخرى, fr: autre remarque, en: another remark}"


@cache
def newer() -> Edition:
    """The next edition: a remark may say more, and running requests may move to it."""
    text = good()[REQUEST_FILE].decode()
    states = ", ".join(f"{state}: {state}" for state in STATES)
    text = text.replace("forms:\n", f"migrates:\n  {edition().digest}: {{{states}}}\nforms:\n")
    before, remark, after = text.rpartition("      remark:\n")
    assert remark
    more = f"      more:\n        type: text\n        label: {LABEL}\n"
    return parse_edition(
        {**good(), REQUEST_FILE: (before + more + remark + after).encode()}, pack="ma-fr"
    )


@cache
def partial() -> Edition:
    """An edition that forgets a state in its migration."""
    text = good()[REQUEST_FILE].decode()
    states = f"migrates:\n  {edition().digest}: {{received: received}}\nforms:\n"
    return parse_edition(
        {**good(), REQUEST_FILE: text.replace("forms:\n", states).encode()}, pack="ma-fr"
    )


@cache
def in_working_days() -> Edition:
    text = good()[REQUEST_FILE].decode()
    assert "other: 7 days" in text
    files = {
        **good(),
        REQUEST_FILE: text.replace("other: 7 days", "other: 7 working days").encode(),
    }
    return parse_edition(files, pack="ma-fr")


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)


def propose(pair: Pair, new: Edition, *, party: str = "MA") -> None:
    proposal = Proposal(
        act=Slug("propose"),
        terms={"edition": new.digest},
        fields={"reason": "It serves the test."},
        edition=new.signed,
    )
    compose.act(pair.nodes[party], pair.id, pair.id, proposal)
    pair.sync()
    pair.trip("FR", "MA")
    pair.trip("MA", "FR")


def adopt(pair: Pair, new: Edition) -> None:
    propose(pair, new)
    compose.act(pair.nodes["FR"], pair.id, pair.id, Proposal(act=Slug("accept")))
    pair.sync()


def under(pair: Pair, case: Digest) -> set[Digest]:
    return {case_at(pair, party, case).tip.under.framework for party in pair.nodes}


def test_a_case_stays_under_the_edition_it_was_opened_under(pair: Pair):
    old = opened(pair)
    adopt(pair, newer())
    new = opened(pair)
    assert under(pair, old) == {edition().digest}
    assert under(pair, new) == {newer().digest}
    for case in (old, new):
        act(pair, "MA", case, "answer", fields=ANSWER.fields)
        pair.sync()
        assert {case_at(pair, party, case).tip.state for party in pair.nodes} == {"answered"}


def test_an_opening_that_crossed_the_adoption_counts_by_what_its_author_had_seen(pair: Pair):
    propose(pair, newer())
    compose.act(pair.nodes["FR"], pair.id, pair.id, Proposal(act=Slug("accept")))
    crossed = compose.open_case(pair.nodes["MA"], pair.id, INFORMATION, REQUEST)
    pair.sync()
    assert under(pair, crossed) == {edition().digest}
    for party in pair.nodes:
        assert case_at(pair, party, crossed).verdicts[crossed].standing is Standing.SETTLED


def test_a_running_case_moves_to_a_newer_edition_when_both_say_so(pair: Pair):
    case = opened(pair)
    adopt(pair, newer())
    to = Under(framework=newer().digest, procedure=INFORMATION)
    more = Proposal(act=Slug("remark"), fields={"remark": "As before.", "more": "And this."})
    with pytest.raises(Refused):
        compose.act(pair.nodes["FR"], pair.id, case, more)
    with pytest.raises(Refused) as refused:
        compose.act(
            pair.nodes["FR"], pair.id, case, Proposal(act=Slug("accept-migration")), under=to
        )
    assert refused.value.code == "core.not-proposed"
    compose.act(pair.nodes["FR"], pair.id, case, Proposal(act=Slug("propose-migration")), under=to)
    with pytest.raises(Refused) as refused:
        compose.act(
            pair.nodes["FR"], pair.id, case, Proposal(act=Slug("accept-migration")), under=to
        )
    assert refused.value.code == "core.not-proposed"
    pair.sync()
    compose.act(pair.nodes["MA"], pair.id, case, Proposal(act=Slug("accept-migration")), under=to)
    # The next act comes in one batch with the migration, and its form is of the new edition.
    said = compose.act(pair.nodes["MA"], pair.id, case, more)
    pair.sync()
    assert under(pair, case) == {newer().digest}
    assert pair.nodes["FR"].ledger.part(said, "remark").state is PartState.HELD
    later = compose.act(pair.nodes["FR"], pair.id, case, more)
    pair.sync()
    assert pair.nodes["MA"].ledger.part(later, "remark").state is PartState.HELD
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()
    assert case_at(pair, "FR", case).verdicts == case_at(pair, "MA", case).verdicts


def test_a_migration_that_forgets_a_state_is_neither_proposed_nor_kept(pair: Pair):
    with pytest.raises(Refused) as refused:
        propose(pair, partial())
    assert refused.value.code == "node.edition-faulty"
    assert pair.nodes["MA"].editions.get(partial().digest) is None


def test_a_node_starts_with_every_edition_it_ever_kept(pair: Pair):
    adopt(pair, newer())
    for party in pair.nodes:
        node = pair.start(party)
        assert node.editions.get(newer().digest) is not None
        assert node.space(pair.id).edition() == newer().digest


def without_its_text(pair: Pair, party: str, edition: Edition) -> Node:
    """Start a node whose work store was restored without an edition."""
    pair.stores[party].work.register.remove(EDITION, edition.digest)
    return pair.start(party)


def test_a_node_does_not_start_without_the_edition_that_its_space_was_founded_on(pair: Pair):
    with pytest.raises(Unavailable) as refused:
        without_its_text(pair, "MA", edition())
    assert refused.value.code == "node.unknown-edition"


def test_what_hangs_on_an_edition_that_was_lost_waits_until_it_is_back(pair: Pair):
    adopt(pair, newer())
    opened(pair)
    old, kept = pair.stores["MA"], stores()
    for document in old.work.register.all(EDITION):
        if document.id == edition().digest:
            kept.work.register.put(document)
    pair.stores["MA"] = Stores(ledger=old.ledger, keys=old.keys, work=kept.work)
    node = pair.start("MA")
    assert node.editions.get(newer().digest) is None
    for ask in (
        lambda: NodeReader(node, {}).node(),
        lambda: prune.prune_header(node, pair.id, prune.ends(node, pair.id)),
    ):
        with pytest.raises(Unavailable) as refused:
            ask()
        assert refused.value.code == "node.unknown-edition"
    with pytest.raises(Refused) as unread:
        compose.open_case(node, pair.id, INFORMATION, REQUEST)
    assert unread.value.code == "core.unknown-procedure"
    # Nobody has the file any more: people have the text.
    for raw in (partial().signed, b"{}"):
        with pytest.raises(Refused) as stranger:
            found.give_edition(node, pair.id, raw)
        assert stranger.value.code == "node.edition-not-adopted"
    for _ in range(2):  # To give it again changes nothing.
        assert found.give_edition(node, pair.id, newer().signed) == newer().digest
    assert NodeReader(node, {}).node().spaces
    assert compose.open_case(node, pair.id, INFORMATION, REQUEST)


@pytest.mark.parametrize("party", ["FR", "MA"])
def test_an_edition_in_force_is_learned_again_though_a_stricter_checker_finds_fault(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, party: str
):
    with monkeypatch.context() as earlier:
        earlier.setattr("jisr.node.editions.check", lambda *_, **__: ())
        adopt(pair, partial())
        case = opened(pair)
    assert under(pair, case) == {partial().digest}
    node = without_its_text(pair, party, partial())
    assert node.editions.get(partial().digest) is not None
    assert under(pair, case) == {partial().digest}
    assert case_at(pair, "FR", case).verdicts == case_at(pair, "MA", case).verdicts
    assert node.work.views.case(pair.id, case) is not None
    assert [alarm.reason.code for alarm in node.work.partners.alarms()] == ["node.edition-faulty"]
    again = pair.start(party)  # Kept for good: no checker is asked again.
    assert again.editions.get(partial().digest) is not None
    act(pair, "MA", case, "answer", fields=ANSWER.fields)
    pair.sync()


def test_a_faulty_edition_that_was_only_proposed_is_not_learned_again(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as earlier:
        earlier.setattr("jisr.node.editions.check", lambda *_, **__: ())
        propose(pair, partial())
    node = without_its_text(pair, "FR", partial())
    assert node.editions.get(partial().digest) is None
    assert node.work.partners.alarms() == []


@pytest.mark.parametrize("party", ["FR", "MA"])
def test_days_announced_as_closed_move_a_date_only_of_the_side_whose_calendar_counts(party: str):
    pair = Pair(light=True, framework=in_working_days())
    case = opened(pair)  # MA has seven working days, by the calendar of MA.
    due = case_at(pair, "MA", case).due
    assert due is not None
    day = due.astimezone(UTC) - timedelta(seconds=1)
    days = [(day + timedelta(days=n)).strftime("%Y-%m-%d") for n in (0, 1)]
    closure = Proposal(
        act=Slug("announce-closure"),
        terms={"year": due.year, "days": tuple(days)},
        fields={"remark": "A feast, by the moon."},
    )
    compose.act(pair.nodes[party], pair.id, pair.id, closure)
    pair.sync()
    moved = {case_at(pair, side, case).due for side in pair.nodes}
    assert len(moved) == 1
    assert (moved == {due}) is (party == "FR")
    # The list of cases follows, though no act spoke of the case.
    for node in pair.nodes.values():
        assert node.work.views.case(pair.id, case).due == moved.copy().pop()


def test_a_due_date_is_the_same_whoever_asks_and_whenever(pair: Pair):
    case = opened(pair)
    first = case_at(pair, "FR", case).due
    pair.clock.at = datetime(2031, 1, 1, tzinfo=UTC)
    pair.start("FR")
    assert case_at(pair, "FR", case).due == first == case_at(pair, "MA", case).due
