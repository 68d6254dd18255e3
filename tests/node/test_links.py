"""Where a reader can go next: to the very procedure, of the very pair."""

import json

import pytest

from jisr.core.canonical import encode
from jisr.ledger.work.rows import Document
from jisr.node.reading import record
from jisr.node.reading.reader import NodeReader
from jisr.node.record_views import CarrierKind, Link, Page
from tests.framework.packs import ROOT
from tests.node.world import Pair, edition
from tests.record.kit import row

RULES = Link(page=Page.FRAMEWORK, key=edition().digest, part="procedure-information-request")


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)


def keep(pair: Pair, kind, content: bytes) -> NodeReader:
    node = pair.nodes["MA"]
    now = node.world.now()
    node.work.register.put(Document(kind=kind, id=record.ALL, content=content, updated=now))
    return NodeReader(node, {})


@pytest.mark.parametrize(
    ("target", "link"),
    [
        ("framework", Link(page=Page.FRAMEWORK)),
        ("framework:information-request", RULES),
        ("framework:information-request:MA-FR", RULES),
        ("framework:information-request:FR-MA", RULES),
        ("framework:information-request:MA-BE", None),
        ("framework:no-such-thing", None),
    ],
)
def test_try_it_leads_to_the_procedure_that_is_meant(pair: Pair, target, link):
    table = {"version": 1, "rows": [row("one", "built", target)]}
    [found] = keep(pair, record.ACCOUNTS, encode(table)).accounts()
    assert found.link == link


def test_an_undertaking_that_nothing_carries_out_yet_leads_to_the_text_of_its_procedure(pair: Pair):
    content = json.loads((ROOT.parent / "demo" / "record.json").read_bytes())
    reader = keep(pair, record.RECORD, encode(content))
    rules = {
        carrier.link
        for one in reader.record().undertakings
        for carrier in one.carriers
        if carrier.kind is CarrierKind.RULES
    }
    assert RULES in rules
