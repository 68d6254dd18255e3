"""Calls that find acts and read them."""

from types import SimpleNamespace
from typing import Any

from jisr.core.act import Slug
from jisr.ops import calls_read
from tests.node.forger import Forger
from tests.node.test_two_nodes import opened
from tests.node.world import Pair


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
