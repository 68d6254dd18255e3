"""Everything held on a person: found by what they are known by, logged first (SAF-18)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jisr.core.act import Digest, Kind, Slug
from jisr.core.canonical import Json
from jisr.core.case import Standing
from jisr.core.errors import Unavailable
from jisr.framework.form import Handling
from jisr.ledger.keys import SqliteKeyStore
from jisr.ledger.sqlite import SqliteLedger
from jisr.ledger.work.rows import Access
from jisr.ledger.work.sqlite.store import SqliteWorkStore
from jisr.node import authority, compose, erase, guards, protection, subject
from jisr.node.authority import Action
from jisr.node.editions import Editions
from jisr.node.node import Node, Stores
from jisr.node.reading.subject import SubjectCase
from jisr.node.subject import SubjectFile
from tests.node.officers import may
from tests.node.test_protection import CARD, NAMED, OTHER, submitted
from tests.node.test_two_nodes import REQUEST, act
from tests.node.world import Pair

WHY = "Written request of the person"


@pytest.fixture(params=["memory", "files"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Pair:
    if request.param == "memory":
        return Pair(light=True)

    def in_files(party: str, _: Stores) -> Stores:
        return Stores(
            ledger=SqliteLedger(tmp_path / f"{party}-ledger.db"),
            keys=SqliteKeyStore(tmp_path / f"{party}-keys.db"),
            work=SqliteWorkStore(tmp_path / f"{party}-work.db"),
        )

    return Pair(light=True, wrap=in_files)


@pytest.fixture
def quick() -> Pair:
    return Pair(light=True)


def file_on(node: Node, person: Mapping[str, Json]) -> SubjectFile:
    return subject.subject_file(node, may(node, Action.SEARCH), person, reason=WHY)


def asked_about(pair: Pair, *persons: Mapping[str, Json]) -> Digest:
    fields = {
        **REQUEST.fields,
        "subjects": [{**person, "category": "witness"} for person in persons],
    }
    asked = replace(REQUEST, fields=fields)
    case = compose.open_case(pair.nodes["FR"], pair.id, Slug("information-request"), asked)
    pair.sync()
    return case


def names(case: SubjectCase) -> list[tuple[str, bool]]:
    return [(part.row.name, part.names) for part in case.parts]


def test_the_file_says_what_is_held_on_what_ground_from_whom_and_to_whom_it_went(pair: Pair):
    case = submitted(pair, {**NAMED, "documents": CARD})
    submitted(pair, OTHER)
    here, there = (file_on(pair.nodes[party], NAMED) for party in ("FR", "MA"))
    assert here.searched == there.searched == 4
    [ours], [theirs] = here.cases, there.cases
    assert (ours.case, theirs.case, ours.purpose) == (case, case, theirs.purpose)
    assert ours.purpose is not None
    assert names(ours) == names(theirs) == [("application", False), ("person", True)]
    [_, person] = ours.parts
    assert "Invented Person" in str(person.row.fields)
    assert person.classes[0].basis.en
    assert person.classes[0].keep.en
    assert person.standing is Standing.SETTLED
    assert person.received_at is None
    [recipient] = person.recipients
    acks = pair.nodes["FR"].ledger.of_kind(pair.id, pair.nodes["MA"].party, Kind.ACK)
    assert recipient.receipt in {ack.id for ack in acks}
    assert recipient.delivered_at == theirs.parts[1].received_at == pair.clock()
    assert theirs.parts[0].recipients == ()
    assert theirs.parts[0].author.id == "FR"


def test_the_search_and_its_reason_are_logged_before_what_is_found_and_then_what_leaves(pair: Pair):
    node = pair.nodes["FR"]
    case, other = submitted(pair, {**NAMED, "documents": CARD}), asked_about(pair, NAMED)
    known = subject.digests_of(node, {**NAMED, "documents": CARD})
    start = node.work.access.head().length
    file = subject.subject_file(
        node, may(node, Action.SEARCH), {**NAMED, "documents": CARD}, reason=WHY
    )
    first, second, *left, last = node.work.access.after(start)
    assert {first.subject, second.subject} == {*known}
    assert {(one.access, one.reason, one.purpose) for one in (first, second)} == {
        (Access.SEARCHED, WHY, "subject-access")
    }
    assert [(one.access, one.act, one.part) for one in left] == [
        (Access.EXPORTED, part.act, part.row.name) for one in file.cases for part in one.parts
    ]
    assert {one.case for one in left} == {case, other}
    assert last.access is Access.COMBINED
    assert node.work.access.of_subject(known[0])
    said = b"".join(one.said for one in node.work.access.chained(start)).lower()
    assert b"invented" not in said
    assert b"12345" not in said
    # The next file says that this one left; one case alone is put together with nothing.
    [again] = [part for part in file_on(node, NAMED).cases[0].parts if part.names]
    assert [one.purpose for one in again.exports] == ["subject-access"]
    log = pair.nodes["MA"].work.access
    erase.erase(pair.nodes["MA"], pair.id, [_commitment(pair, other)], Slug("retention-expired"))
    file_on(pair.nodes["MA"], NAMED)
    assert Access.COMBINED not in {event.access for event in log.after(0)}


def _commitment(pair: Pair, case: Digest) -> Digest:
    [part] = [p for p in pair.nodes["MA"].ledger.parts(case) if p.name == "subjects.1"]
    return part.commitment


def test_others_named_beside_the_person_are_left_out_and_counted(quick: Pair):
    asked_about(quick, NAMED, OTHER)
    [case] = file_on(quick.nodes["MA"], NAMED).cases
    # The text of the request names nobody, and may speak of the other: somebody has to read it.
    assert names(case) == [("subjects.1", True)]
    assert (case.others, case.unread) == (2, frozenset())


def test_a_person_is_found_by_a_document_alone_or_by_name_and_birth_together(quick: Pair):
    submitted(quick, {**NAMED, "documents": CARD})
    for person, found in (
        ({"documents": CARD}, 1),
        (NAMED, 1),
        ({**NAMED, "birth": "2000-05-02"}, 0),
        ({**NAMED, "names": [{"script": "Latn", "text": "Another Invented"}]}, 0),
    ):
        assert len(file_on(quick.nodes["MA"], person).cases) == found


def test_the_file_as_a_whole_is_under_the_strictest_code_of_its_parts(quick: Pair):
    node = quick.nodes["MA"]
    assert file_on(node, NAMED).handling is None
    asked_about(quick, NAMED)
    assert file_on(node, NAMED).handling is Handling.H1
    submitted(quick, NAMED)
    assert file_on(node, NAMED).handling is Handling.H2


def test_the_file_of_a_protected_person_is_that_of_anybody(quick: Pair):
    node = quick.nodes["MA"]
    submitted(quick, NAMED)
    before, head = file_on(node, NAMED), node.work.access.head().length
    protection.protect(node, may(node, Action.PROTECT), NAMED)
    start = node.work.access.head().length
    assert _without_exports(file_on(node, NAMED)) == _without_exports(before)
    [searched, *_] = node.work.access.after(start)
    [set_on] = node.work.access.after(head, limit=1)
    # The log says that somebody is protected; whom, by no digest that a search has.
    assert (set_on.access, set_on.purpose) == (Access.ALTERED, "protection")
    assert (set_on.space, set_on.case, set_on.act, set_on.part) == (None, None, None, None)
    assert set_on.subject != searched.subject


def _without_exports(file: SubjectFile) -> SubjectFile:
    cases = tuple(
        replace(case, parts=tuple(replace(part, exports=()) for part in case.parts))
        for case in file.cases
    )
    return replace(file, cases=cases)


def test_a_protection_is_logged_with_who_set_it_and_who_lifted_it(quick: Pair):
    node = quick.nodes["MA"]
    source = protection.protect(node, may(node, Action.PROTECT), NAMED)
    protection.lift(node, may(node, Action.LIFT, by="two"), source)
    one, two = node.work.access.after(0)
    assert [(e.officer, e.access) for e in (one, two)] == [
        ("one", Access.ALTERED),
        ("two", Access.ALTERED),
    ]
    assert one.subject == two.subject


def test_what_was_erased_is_in_no_file_and_who_ordered_it_is_logged(quick: Pair):
    node, case = quick.nodes["MA"], submitted(quick, NAMED)
    [person] = [part for part in node.ledger.parts(case) if part.name == "person"]
    start = node.work.access.head().length
    erase.erase(
        node,
        quick.id,
        [person.commitment],
        Slug("retention-expired"),
        handle=may(node, Action.ERASE, authority.of_space(node, quick.id)),
    )
    [event] = node.work.access.after(start)
    assert (event.access, event.officer, event.purpose) == (
        Access.ERASED,
        "one",
        "retention-expired",
    )
    assert (event.case, event.act, event.part) == (case, case, "person")
    assert file_on(node, NAMED).cases == ()
    quick.sync()
    assert file_on(quick.nodes["FR"], NAMED).cases == ()


def test_the_day_of_erasure_is_said_once_it_is_known(quick: Pair):
    case = submitted(quick, NAMED)
    [before] = file_on(quick.nodes["FR"], NAMED).cases
    assert [part.keep_until for part in before.parts] == [None, None]
    act(quick, "FR", case, "withdraw")
    quick.sync()
    [after] = file_on(quick.nodes["FR"], NAMED).cases
    days = {part.row.name: part.keep_until for part in after.parts}
    assert after.ended == quick.clock().date()
    assert days["person"] is not None
    assert days["person"] > after.ended > date(2026, 1, 1)


def test_a_part_that_cannot_be_read_is_counted(quick: Pair):
    node, case = quick.nodes["MA"], submitted(quick, NAMED)
    [application, _] = node.ledger.parts(case)
    sealed = application.sealed
    assert sealed is not None
    node.ledger.put_part(replace(application, sealed=bytes([sealed[0] ^ 1]) + sealed[1:]))
    file = file_on(node, NAMED)
    assert (file.unread, file.searched) == (1, 1)
    assert names(file.cases[0]) == [("person", True)]


def test_a_case_whose_framework_is_not_here_is_counted(quick: Pair):
    node = quick.nodes["MA"]
    submitted(quick, NAMED)
    node.editions = Editions(lambda _: None)  # As after the loss of the work store.
    file = file_on(node, NAMED)
    assert (file.cases, file.unread) == ((), 1)


def test_a_restored_node_that_has_not_heard_its_partner_makes_no_file(quick: Pair):
    node = quick.nodes["MA"]
    submitted(quick, NAMED)
    guards.must_hear(node, quick.space("MA"), epoch=2)
    before = node.work.access.head()
    with pytest.raises(Unavailable):
        file_on(node, NAMED)
    assert node.work.access.head() == before
