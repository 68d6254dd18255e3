"""Two nodes in one process: real cryptography, real stores, a clock that a test sets."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.service import KeyChange
from jisr.framework.edition import Edition, parse_edition
from jisr.ledger.keys import MemoryKeyStore
from jisr.ledger.memory import MemoryLedger
from jisr.ledger.work.memory.store import MemoryWorkStore
from jisr.node import deliver, found, restart, resume
from jisr.node.line import Line
from jisr.node.node import Node, Stores
from jisr.node.ports import Keys, World
from jisr.node.space import Space
from jisr.ops.simulate.cryptography import RealKeys, real
from tests.node.light import LIGHT, LightKeys, functions
from tests.node.officers import everything, staffed

PACKS = Path(__file__).parents[2] / "packs"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


REAL = functions(real())


class Clock:
    """The instant a test says; one clock for each node, so that they can differ."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def wait(self, **span: float) -> None:
        self.at += timedelta(**span)


@cache
def edition(pack: str = "ma-fr") -> Edition:
    files = {str(p.relative_to(PACKS)): p.read_bytes() for p in PACKS.rglob("*.yaml")}
    return parse_edition(files, pack=pack)


class Pair:
    """MA and FR, in one space, with a line between them that a test works by hand.

    `light` plays with the cryptography of `tests.node.light`: a hundred times as many stories.
    `wrap` is put around the stores of each party, to fail where a test says.
    """

    def __init__(
        self,
        *,
        pack: str = "ma-fr",
        parties: tuple[str, str] = ("FR", "MA"),
        framework: Edition | None = None,
        light: bool = False,
        wrap: Callable[[str, Stores], Stores] = lambda _, stores: stores,
    ) -> None:
        framework = framework or edition(pack)
        self.clock = Clock()
        self.clocks = dict.fromkeys(parties, self.clock)
        self.light = light
        self.keys = {party: LightKeys() if light else RealKeys() for party in parties}
        self.stores = {party: wrap(party, stores()) for party in parties}
        self.lines: dict[str, Line] = {party: Line() for party in parties}
        self.nodes: dict[str, Node] = {}
        for party in parties:
            self.start(party)
        first, second = sorted(parties)
        founders = (
            found.founder_of(PartyId(first), self.keys[first], self.keys[first]),
            found.founder_of(PartyId(second), self.keys[second], self.keys[second]),
        )
        payload = found.draft(
            founders,
            framework=framework.digest,
            channel=Slug("general"),
            at=self.clock(),
        )
        envelope = found.sign(payload, self.keys[first])
        self.founding = found.sign(payload, self.keys[second], envelope).encode()
        for party in parties:
            space = found.join(self.nodes[party], self.founding, framework.signed)
            self.id = space.id

    def start(self, party: str) -> Node:
        """Start a node on its stores, as after a stop."""
        functions = LIGHT if self.light else REAL
        world = World(now=self.clocks[party], keys=self.keys[party], **functions)
        node = Node(
            party=PartyId(party), stores=self.stores[party], world=world, permits=everything
        )
        resume.start(node)
        staffed(node)
        self.nodes[party] = node
        self.lines[party] = Line()
        return node

    def space(self, party: str) -> Space:
        return self.nodes[party].space(self.id)

    def trip(self, asking: str, answering: str) -> None:
        """One round trip."""
        asked = deliver.ask(self.nodes[asking], self.id, self.lines[asking])
        raw = deliver.answer(self.nodes[answering], self.id, self.lines[answering], asked.raw)
        deliver.heard(self.nodes[asking], self.id, self.lines[asking], raw, asked.message)

    def sync(self) -> None:
        """Round trips, each way in turn, until both hold the same."""
        one, two = self.nodes
        for _ in range(6):
            self.trip(one, two)
            self.trip(two, one)
            if self.agreed() and self.quiet():
                return
        pytest.fail("the two nodes do not come to rest")

    def agreed(self) -> bool:
        return len({tuple(sorted((p, log.size, log.head) for p, log in self.space(n).logs.items()))
                    for n in self.nodes}) == 1  # fmt: skip

    def quiet(self) -> bool:
        return not any(node.work.outbox.waiting(self.id) for node in self.nodes.values())


def stores() -> Stores:
    return Stores(ledger=MemoryLedger(), keys=MemoryKeyStore(), work=MemoryWorkStore())


def change_key(node: Node, space_id: Digest, root: Keys, change: KeyChange) -> Digest:
    """Write a key act as an operator does: prepared, signed by the root key, placed."""
    header = restart.key_header(node, space_id, change)
    return restart.place_root(node, space_id, header, restart.sign_header(header, root))
