"""One node in two spaces, each with a case of its own: what is meant for one misses the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from jisr.core.act import Digest, PartyId, Slug
from jisr.node import attachments, compose, found
from jisr.node.content import open_part
from jisr.node.node import Node
from jisr.node.wish import File
from jisr.ops.calls import calls_of
from jisr.ops.control import Call
from tests.node.light import LightKeys
from tests.node.officers import AUTHOR
from tests.node.test_two_nodes import REQUEST
from tests.node.world import Pair, edition

PLAN = File(field=Slug("attachments"), name="plan.pdf", media="application/pdf", data=b"a plan")
REQUESTED = replace(REQUEST, files=[PLAN])
PROCEDURE = Slug("information-request")


@dataclass(frozen=True)
class Made:
    """A case that MA opened in one of its spaces, with a file."""

    space: Digest
    case: Digest

    def part(self, node: Node) -> Digest:
        """Return the commitment of the part that announces the file."""
        return node.ledger.parts(self.case)[0].commitment

    def file(self, node: Node) -> Digest:
        """Return the digest under which the file travels."""
        [part] = [one for one in node.ledger.parts(self.case) if one.name.startswith("attach")]
        opened = open_part(node, node.space(self.space), part)
        assert opened is not None
        [attached] = attachments.read(opened.content)
        return attached.digest


class Between(Pair):
    """MA with FR as in `Pair`, and MA with BE in a space beside it."""

    def __init__(self) -> None:
        super().__init__(parties=("MA", "FR"), light=True)
        self.be = _joined(self)
        ma = self.nodes["MA"]
        self.here = Made(self.id, compose.open_case(ma, self.id, PROCEDURE, REQUESTED))
        self.there = Made(self.be, compose.open_case(ma, self.be, PROCEDURE, REQUESTED))
        self.sync()


def _joined(pair: Pair) -> Digest:
    own, other = pair.keys["MA"], LightKeys()
    founders = (
        found.founder_of(PartyId("MA"), own, own),
        found.founder_of(PartyId("BE"), other, other),
    )
    pack = edition("ma-be")
    payload = found.draft(founders, framework=pack.digest, channel=Slug("general"), at=pair.clock())
    signed = found.sign(payload, other, found.sign(payload, own))
    return found.join(pair.nodes["MA"], signed.encode(), pack.signed).id


def calls_on(pair: Pair) -> dict[str, Call]:
    """Return the calls of the command line on MA's node, as one of its officers makes them."""
    built: Any = SimpleNamespace(
        node=pair.nodes["MA"], line=lambda _: pair.lines["MA"], look=lambda: None
    )
    return {name: _as_officer(call) for name, call in calls_of(built).items()}


def _as_officer(call: Call) -> Call:
    return lambda args: call({**args, "as": AUTHOR})


def written(node: Node) -> object:
    """Return what would differ if anything had been written, the log of readings apart."""
    heads = [
        (space.id, party, log.size, log.head)
        for space in node.spaces.values()
        for party, log in space.logs.items()
    ]
    cases = [row.case for row in node.work.views.cases(start=0, limit=100)]
    parts = [tuple(node.ledger.parts(case)) for case in cases]
    return heads, parts, [node.work.transfers.load(space) for space in node.spaces]


@contextmanager
def nothing_written(node: Node) -> Iterator[None]:
    """Expect that nothing is written meanwhile."""
    before = written(node)
    yield
    assert written(node) == before
