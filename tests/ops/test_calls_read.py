"""Calls that find acts and read them."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from jisr.core.act import Slug
from jisr.core.errors import Unavailable
from jisr.ledger.work.rows import Access, InternalNote
from jisr.node import compose
from jisr.node.reading.reader import NodeReader
from jisr.node.wish import File, Proposal
from jisr.ops import calls_read
from jisr.ops.cli.told import part_state
from tests.node.forger import Forger
from tests.node.test_mirrors import both_sealed
from tests.node.test_reading import VIEWER
from tests.node.test_seals import framework, trips
from tests.node.test_two_nodes import REQUEST, act, opened
from tests.node.world import Pair, edition
from tests.ops.kit import called


def test_an_act_is_found_by_its_first_characters_in_a_log_of_many_tiles() -> None:
    pair = Pair(light=True)
    case = opened(pair)
    forger = Forger(pair)
    act, terms = Slug("opened"), {"entry": case, "desk": "r"}
    forger.send(*[forger.add(forger.act(case=case, act=act, terms=terms)) for _ in range(300)])
    built: Any = SimpleNamespace(node=pair.nodes["MA"])
    space = built.node.space(pair.id)
    assert calls_read.act_find(built, {"prefix": case[:12]}) == [{"act": case, "space": pair.id}]
    log = space.theirs
    assert log.size > 256
    [last] = built.node.ledger.ids(pair.id, space.partner, start=log.size - 1, end=log.size)
    assert calls_read.act_find(built, {"prefix": last}) == [{"act": last, "space": pair.id}]
    shared = [calls_read.act_find(built, {"prefix": first}) for first in "0123456789abcdef"]
    assert [len(found) for found in shared] == [calls_read.FOUND_MAX] * 16


def test_our_notes_are_told_with_their_case_the_latest_only_and_the_reading_is_logged() -> None:
    pair = Pair(light=True)
    case, bare = opened(pair), opened(pair)
    built: Any = SimpleNamespace(node=pair.nodes["FR"])
    work = pair.nodes["FR"].work
    for no in range(calls_read.NOTES_MAX + 1):
        at = pair.clock()
        work.margin.add_note(
            InternalNote(id=str(no), space=pair.id, case=case, officer="o", at=at, text=f"{no}")
        )
    shown: Any = called(built, "case.show", {"space": pair.id, "case": case})
    assert [note["text"] for note in shown["notes"]] == [
        str(no) for no in range(1, calls_read.NOTES_MAX + 1)
    ]
    shown = called(built, "case.show", {"space": pair.id, "case": bare})
    assert shown["notes"] == []
    [event] = work.access.after(0)
    assert (event.access, event.case, event.purpose) == (Access.READ, case, "notes")


def test_a_file_that_has_not_come_yet_is_asked_for_again_later() -> None:
    pair = Pair(light=True)
    file = File(field=Slug("attachments"), name="plan.pdf", media="application/pdf", data=b"plan")
    node = pair.nodes["FR"]
    request = replace(REQUEST, files=[file])
    case = compose.open_case(node, pair.id, Slug("information-request"), request)
    for _ in range(2):  # The act, and not yet its file.
        pair.trip("FR", "MA")
    asked = {"act": case, "part": "attachments.1", "purpose": "prevention"}
    here: Any = SimpleNamespace(node=node)
    assert called(here, "file.read", asked)["name"] == "plan.pdf"
    there: Any = SimpleNamespace(node=pair.nodes["MA"])
    with pytest.raises(Unavailable) as refused:
        called(there, "file.read", asked)
    assert refused.value.code == "node.file-not-here"


def test_what_is_sealed_says_so_until_its_party_reveals_it() -> None:
    pair = Pair(light=True, framework=framework())
    case = both_sealed(pair)

    def states(party: str) -> list[tuple[str, str]]:
        """What `case show`, then `case read`, say of each part with figures."""
        built: Any = SimpleNamespace(node=pair.nodes[party])
        shown: Any = called(built, "case.show", {"space": pair.id, "case": case})
        return [
            (part_state(part), part_state(read))
            for id, act in shown["acts"].items()
            for part in act["parts"]
            if part["name"] == "figures"
            for read in _read(built, id)
        ]

    assert states("MA") == states("FR") == [("sealed", "sealed")] * 2
    act(pair, "MA", case, "reveal")
    trips(pair)
    assert states("FR") == [("held", "held"), ("sealed", "sealed"), ("held", "held")]


def _read(built: Any, act: str) -> list[Any]:
    told: Any = called(built, "act.read", {"act": act, "purpose": "prevention"})
    parts: list[Any] = told["parts"]
    return parts


def test_the_list_names_cases_as_the_pages_do_with_the_framework_under_revision() -> None:
    pair = Pair(light=True)
    case = opened(pair)
    new = edition("ma-be")
    proposal = Proposal(
        act=Slug("propose"),
        terms={"edition": new.digest},
        fields={"reason": "It serves the test."},
        edition=new.signed,
    )
    built: Any = SimpleNamespace(node=pair.nodes["MA"])
    rows: Any = called(built, "case.list", {})
    assert [row["case"] for row in rows] == [case]
    compose.act(pair.nodes["MA"], pair.id, pair.id, proposal)
    pair.sync()
    for node in pair.nodes.values():
        built = SimpleNamespace(node=node)
        told: Any = called(built, "case.list", {})
        named = {row["case"]: row["reference"] for row in told}
        pages = NodeReader(node, {}).cases(viewer=VIEWER)
        assert named == {row.id: row.reference for row in pages}
        assert named.keys() == {case, pair.id}
        assert {row["case"]: row["turn"] for row in told} == {
            row.id: row.turn.id if row.turn else None for row in pages
        }
        for id, reference in named.items():
            shown: Any = called(built, "case.show", {"space": pair.id, "case": id})
            assert shown["reference"] == reference
        assert called(built, "case.list", {"start": len(told)}) == []
