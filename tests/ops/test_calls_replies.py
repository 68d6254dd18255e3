"""Calls that say when a reply will be written."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from jisr.node import protection, replies
from jisr.node.authority import Action
from tests.node.officers import may
from tests.node.test_protection import NAMED
from tests.node.test_two_nodes import case_at, opened
from tests.node.world import Pair
from tests.ops.kit import called


def test_a_reply_that_waits_is_shown_with_its_case_and_written_at_its_tick() -> None:
    pair = Pair(light=True)
    case, node = opened(pair), pair.nodes["MA"]
    node.tick = timedelta(minutes=30)
    built: Any = SimpleNamespace(node=node)
    where = {"space": pair.id, "case": case}
    fields = {"answer": "It is."}
    said: Any = called(built, "case.act", {**where, "act": "answer", "fields": fields})
    at = (pair.clock() + node.tick).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert (said["act"], said["at"], said["nothing_known"], said["wish"]) == (None, at, False, None)
    shown: Any = called(built, "case.show", where)
    assert shown["waits"] == at
    pair.clock.wait(minutes=30)
    assert replies.write_due(node) == 1
    shown = called(built, "case.show", where)
    assert (shown["waits"], shown["state"]) == (None, "answered")


def test_whom_an_act_is_about_is_said_to_the_node_alone() -> None:
    pair = Pair(light=True)
    case, node = opened(pair), pair.nodes["MA"]
    built: Any = SimpleNamespace(node=node)
    protection.protect(node, may(node, Action.PROTECT), NAMED, silent=True)
    wish = {"space": pair.id, "case": case, "act": "answer", "fields": {"answer": "It is."}}
    said: Any = called(built, "case.act", {**wish, "about": dict(NAMED), "or_nothing_known": True})
    assert said["nothing_known"]
    tip = case_at(pair, "MA", case).tip
    assert tip.held is not None
    assert (tip.held.id, tip.held.act.body) == (said["act"], {})
