"""A partner that signs and sends whatever a test says, past its own node's rules."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from jisr.core.act import Act, Digest, Kind, Ref, Slug, Under, act_id
from jisr.core.dsse import ACT_TYPE, pae
from jisr.core.keys import KeyUse
from jisr.core.parts import OpenPart
from jisr.exchange.envelope import open_answer, seal_message
from jisr.exchange.message import Batch, Message
from jisr.exchange.values import Head, SentPart, SignedAct
from jisr.node import deliver
from jisr.node.line import link_of, new_nonce, opener_of, sealer_of
from jisr.node.node import Node
from jisr.node.space import Space
from tests.node.world import Pair

INFORMATION = Slug("information-request")
TERMS = {"urgency": "ordinary", "purpose": "prevention", "domain": "forgery"}
SIG_BYTES = 64


@dataclass(frozen=True, slots=True)
class Signed:
    """An act as it leaves: bytes, signature, and its parts."""

    header: bytes
    sig: bytes
    parts: tuple[OpenPart, ...] = ()

    @property
    def id(self) -> Digest:
        return act_id(self.header)


@dataclass(slots=True)
class Forger:
    """FR, sending to MA; what it makes follows what MA holds of its log."""

    pair: Pair
    me: str = "FR"
    to: str = "MA"
    made: list[Signed] = field(default_factory=list)

    @property
    def victim(self) -> Node:
        return self.pair.nodes[self.to]

    @property
    def space(self) -> Space:
        return self.pair.space(self.to)

    def act(self, **changes: Any) -> Act:
        """A note that is in order, with what a test changes in it; next after `made`."""
        log, other = self.space.theirs, self.space.ours
        after = self.made[-1] if self.made else None
        news = None
        if after is None and other.size > log.saw:
            news = Ref(author=other.author, epoch=other.epoch, seq=other.size - 1, id=other.head)
        plain: dict[str, Any] = {
            "space": self.pair.id,
            "author": log.author,
            "epoch": log.epoch,
            "seq": log.size + len(self.made),
            "prev": after.id if after else log.head,
            "at": self.pair.clock(),
            "key": self.pair.keys[self.me].current(KeyUse.SIGN).fingerprint,
            "kind": Kind.NOTE,
            "seen": news,
        }
        if changes.get("kind", Kind.NOTE) in (Kind.OPEN, Kind.MOVE, Kind.NOTE):
            plain["act"] = Slug("remark")
        return Act(**plain | changes)

    def opening(self, *parts: OpenPart, **changes: Any) -> Act:
        """An opening that is in order."""
        under = Under(framework=self.space.edition(), procedure=INFORMATION)
        body = {part.name: part.commitment for part in parts}
        plain = {"kind": Kind.OPEN, "act": Slug("send"), "under": under, "terms": TERMS}
        return self.act(**plain | {"body": body} | changes)

    def sign(self, act: Act | bytes, *parts: OpenPart, use: KeyUse = KeyUse.SIGN) -> Signed:
        header = act.encode() if isinstance(act, Act) else act
        sig = self.pair.keys[self.me].sign(use, pae(ACT_TYPE, header))
        return Signed(header, sig, parts)

    def add(self, act: Act | bytes, *parts: OpenPart, use: KeyUse = KeyUse.SIGN) -> Signed:
        """Sign an act, and let what is made from here on follow it."""
        self.made.append(self.sign(act, *parts, use=use))
        return self.made[-1]

    def message(
        self, acts: Sequence[Signed] = (), *, first: int | None = None, **more: Any
    ) -> Message:
        """A request that brings these acts with their parts."""
        log, other = self.space.theirs, self.space.ours
        start = log.size if first is None else first
        size = max(start + len(acts), log.size)
        head = acts[-1].id if acts and start + len(acts) >= log.size else log.head
        node = self.pair.nodes[self.me]
        plain: dict[str, Any] = {
            "space": self.pair.id,
            "sender": log.author,
            "receiver": other.author,
            "nonce": new_nonce(node),
            "at": self.pair.clock(),
            "ours": Head(epoch=log.epoch, size=size, id=head),
            "yours": Head(epoch=other.epoch, size=other.size, id=other.head),
            "batch": Batch(
                first=start, acts=tuple(SignedAct(header=a.header, sig=a.sig) for a in acts)
            )
            if acts
            else None,
            "parts": tuple(
                SentPart(entry=a.id, name=p.name, salt=p.salt, content=p.content)
                for a in acts
                for p in a.parts
            ),
        }
        return Message(**plain | more)

    def seal(self, message: Message) -> bytes:
        node, line = self.pair.nodes[self.me], self.pair.lines[self.me]
        return seal_message(message, sealer_of(node, self.pair.space(self.me), line))

    def answer(self, message: Message) -> Message:
        """Send a message to the victim's door; return its answer."""
        raw = deliver.answer(
            self.victim, self.pair.id, self.pair.lines[self.to], self.seal(message)
        )
        node, space = self.pair.nodes[self.me], self.pair.space(self.me)
        assert message.nonce is not None
        return open_answer(raw, link_of(space), opener_of(node, space), asked=message.nonce)

    def send(self, *acts: Signed, first: int | None = None, **more: Any) -> Message:
        """Send acts; return the answer.  What is made next follows what was taken of them."""
        self.made.clear()
        return self.answer(self.message(acts, first=first, **more))

    def fault(self, *acts: Signed, **more: Any) -> str | None:
        """Send acts; return the code of the fault in the answer."""
        answer = self.send(*acts, **more)
        return answer.fault.code if answer.fault else None


def state(pair: Pair, party: str) -> dict[str, object]:
    """All that a node holds durably but alarms, and what the partner says it holds of ours."""
    stores = pair.stores[party]
    ledger, keys, work = stores.ledger, stores.keys, stores.work
    loose = work.partners._alarms, work.outbox._acts
    return {
        "logs": repr(ledger._logs),
        "parts": repr(ledger._parts),
        "proofs": repr(ledger._proofs),
        "keys": repr(keys._keys),
        "tombstones": repr(keys._tombstones),
        "work": repr([table.rows for table in work._journal.tables if table not in loose]),
    }
