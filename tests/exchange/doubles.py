"""Two small nodes for the tests: real logs, real signatures of a toy kind, no input or output.

The node here does what `jisr.node` does with the exchange, on plain lists: it checks order,
chain and causality, keeps fences, writes receipts.  Its durable part survives `crash`.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from jisr.core.act import Digest, PartyId
from jisr.core.canonical import encode
from jisr.core.errors import Refused
from jisr.core.log import Fence
from jisr.exchange.envelope import (
    Link,
    Opener,
    Proof,
    Sealer,
    open_answer,
    open_request,
    seal_message,
)
from jisr.exchange.nonces import NonceWindow
from jisr.exchange.peer import (
    Cargo,
    Heard,
    Offer,
    Peer,
    answer,
    hearing,
    plan,
    request,
    sending,
)
from jisr.exchange.receive import (
    ActsArrived,
    GapArrived,
    PartsArrived,
    RestartAsked,
    RestartGranted,
    StragglerArrived,
    WeForgot,
    grant_fence,
    receive,
)
from jisr.exchange.values import Fault, Head, Nonce, SentPart, SignedAct

SPACE = Digest("5" * 64)
MA, FR = PartyId("MA"), PartyId("FR")
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def digest(*parts: object) -> Digest:
    return Digest(hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest())


SECRETS = {party: digest("secret", party).encode() for party in (MA, FR)}
SIGN_KEYS = {party: digest("sign", party) for party in (MA, FR)}
SEAL_KEYS = {party: digest("seal", party) for party in (MA, FR)}


VEIL = bytes(byte ^ 0x5A for byte in range(256))


def toy_sign(party):
    return lambda signed, /: hmac.digest(SECRETS[party], signed, "sha512")


def toy_verify(partner, *, revoked=frozenset()):
    def verify(signed, /, *, key, sig):
        if key != SIGN_KEYS[partner]:
            return Proof.UNKNOWN_KEY
        if key in revoked:
            return Proof.REVOKED_KEY
        return Proof.HOLDS if toy_sign(partner)(signed) == sig else Proof.BROKEN

    return verify


def toy_seal(party):
    def seal(plaintext, /, *, info):
        tag = hmac.digest(SEAL_KEYS[party].encode(), info + plaintext, "sha256")
        return tag + plaintext.translate(VEIL)

    return seal


def toy_open(ciphertext, /, *, key, info):
    plaintext = ciphertext[32:].translate(VEIL)
    tag = hmac.digest(key.encode(), info + plaintext, "sha256")
    return plaintext if hmac.compare_digest(tag, ciphertext[:32]) else None


def sealer(me, partner):
    return Sealer(
        sign=toy_sign(me),
        sign_key=SIGN_KEYS[me],
        seal=toy_seal(partner),
        seal_key=SEAL_KEYS[partner],
    )


def opener(me, partner, **known):
    return Opener(
        open=toy_open, seal_keys=frozenset({SEAL_KEYS[me]}), verify=toy_verify(partner, **known)
    )


def link(me, partner):
    return Link(space=SPACE, me=me, partner=partner)


@cache
def act_id(act: SignedAct) -> Digest:
    return Digest(hashlib.sha256(act.header).hexdigest())


@cache
def read(act: SignedAct):
    return json.loads(act.header)


@dataclass
class Store:
    """What survives a crash."""

    logs: dict
    parts: dict = field(default_factory=dict)
    fences: dict = field(default_factory=dict)
    release_at: dict = field(default_factory=dict)
    forks: list = field(default_factory=list)
    asking: int | None = None
    halted: bool = False

    def copy(self):
        """Return a backup: what it holds never changes, so the lists and tables are enough."""
        return replace(
            self,
            logs={party: list(log) for party, log in self.logs.items()},
            parts=dict(self.parts),
            fences=dict(self.fences),
            release_at=dict(self.release_at),
            forks=list(self.forks),
        )


@dataclass
class Said:
    """What taking in a message leaves to be said or done."""

    fault: Fault | None = None
    fence: Fence | None = None
    returned_from: int = 0
    granted: Fence | None = None


class Node:
    def __init__(self, me, partner):
        self.me, self.partner = me, partner
        self.link = link(me, partner)
        self.store = Store(logs={me: [], partner: []})
        self.now = NOW
        self.counter = 0
        self.noticed = []
        self.batch = 500  # Acts it puts into one message.
        self.crash()

    def crash(self):
        """Lose what is kept in memory."""
        self.heard = Heard()
        self.nonces = NonceWindow()
        self.pending = None

    def restore(self, backup: Store, epoch: int):
        """Go back to an older store, and begin the restart."""
        self.store = backup.copy()
        self.store.asking, self.store.release_at = epoch, {}
        self.crash()

    # The logs.

    def head(self, party, size=None):
        log = self.store.logs[party]
        size = len(log) if size is None else size
        if size == 0:
            return Head.empty(SPACE)
        return Head(epoch=read(log[size - 1])["epoch"], size=size, id=act_id(log[size - 1]))

    def id_at(self, party):
        return lambda size: act_id(self.store.logs[party][size - 1])

    def write(self, kind="move", parts=0, epoch=None):
        """Append an act of our own; nothing while the restart is under way."""
        if epoch is None and (self.store.asking is not None or self.store.halted):
            return None
        log = self.store.logs[self.me]
        self.counter += 1
        header = {
            "author": self.me,
            "epoch": self.head(self.me).epoch if epoch is None else epoch,
            "kind": kind,
            "n": f"{self.counter}",
            "prev": self.head(self.me).id,
            "saw": len(self.store.logs[self.partner]),
            "seq": len(log),
        }
        raw = encode(header)
        act = SignedAct(header=raw, sig=toy_sign(self.me)(raw))
        log.append(act)
        for n in range(parts):
            self.store.parts[act_id(act), f"part-{n}"] = b"content of %d" % n
        return act

    def place(self, act: SignedAct) -> bool:
        """Append one act to its log; False when it must wait or counts no more."""
        header = read(act)
        party = header["author"]
        assert toy_sign(party)(act.header) == act.sig
        log = self.store.logs[party]
        seq, epoch = header["seq"], header["epoch"]
        if seq < len(log):
            if log[seq] != act:
                self.store.forks.append((log[seq], act))
            return False
        other = self.partner if party == self.me else self.me
        if seq > len(log) or header["saw"] > len(self.store.logs[other]):
            return False
        assert header["prev"] == self.head(party).id
        log.append(act)
        if header["kind"] == "restart" and party == self.partner:
            self.store.fences[party] = Fence(epoch=epoch, seq=seq)
        return True

    def offers(self, party, first, count):
        for act in self.store.logs[party][first : first + min(count, self.batch)]:
            parts = tuple(
                SentPart(entry=entry, name=name, salt=bytes(32), content=content)
                for (entry, name), content in self.store.parts.items()
                if entry == act_id(act)
            )
            yield Offer(act=act, parts=parts)

    # The exchange.

    @property
    def peer(self):
        own = len(self.store.logs[self.me])
        held_back = [seq for seq, until in self.store.release_at.items() if until > self.now]
        released = min(held_back, default=own)
        return Peer(
            link=self.link,
            ours=self.head(self.me),
            released=self.head(self.me, released),
            held=self.head(self.partner),
            heard=self.heard,
            our_fence=self.store.fences.get(self.me),
            their_fence=self.store.fences.get(self.partner),
            asking=self.store.asking,
            halted=self.store.halted,
        )

    def need(self):
        return plan(self.peer).need

    def ask(self) -> bytes:
        """Return the next request, sealed."""
        self.counter += 1
        planned = plan(self.peer)
        cargo = Cargo(offers=list(self.offers(self.me, planned.first, planned.count)))
        nonce = Nonce(digest(self.me, self.counter, "nonce")[:32])
        self.pending = request(self.peer, planned, cargo, nonce=nonce, at=self.now)
        self.heard = sending(self.heard, self.pending)
        return seal_message(self.pending, sealer(self.me, self.partner))

    def reply(self, raw: bytes) -> bytes:
        """Take in a request and return the sealed answer."""
        message = open_request(raw, self.link, opener(self.me, self.partner))
        self.nonces = self.nonces.admit(message.nonce)
        said = self.apply(message, None)
        planned = plan(self.peer)
        returned = []
        if said.fence is not None:
            returned = list(self.offers(self.partner, said.returned_from, 500))
        cargo = Cargo(
            offers=list(self.offers(self.me, planned.first, planned.count)),
            fault=said.fault,
            fence=said.fence,
            returned_first=said.returned_from,
            returned=returned,
        )
        answered = answer(self.peer, planned, cargo, reply_to=message.nonce, at=self.now)
        self.heard = sending(self.heard, answered)
        return seal_message(answered, sealer(self.me, self.partner))

    def hear(self, raw: bytes) -> None:
        """Take in the answer to our pending request."""
        if self.pending is None:
            raise LookupError
        message = open_answer(
            raw, self.link, opener(self.me, self.partner), asked=self.pending.nonce
        )
        asked, self.pending = self.pending, None
        self.apply(message, asked)

    def apply(self, message, asked):
        """Do what a message means; return what the answer must carry about it."""
        events = receive(
            self.peer, message, now=self.now, our_id_at=self.id_at(self.me), asked=asked
        )
        if not any(isinstance(event, StragglerArrived) for event in events):
            self.heard = hearing(self.heard, message)
        said, arrived = Said(), []
        for event in events:
            self.take(event, said, arrived)
        placed = self.place_all(arrived)
        if said.granted is not None:
            self.finish_restart(said.granted, message)
        theirs = [read(act) for act in placed if read(act)["author"] == self.partner]
        if any(header["kind"] != "ack" for header in theirs):
            self.write(kind="ack")
        return said

    def take(self, event, said, arrived):
        match event:
            case RestartAsked():
                self.grant(event, said)
            case RestartGranted(fence=fence, returned=returned):
                said.granted = fence
                arrived += returned.acts if returned else ()
            case GapArrived():
                said.fault = event.fault
            case ActsArrived(batch=batch):
                arrived += batch.acts
            case PartsArrived(parts=parts):
                self.store.parts |= {(part.entry, part.name): part.content for part in parts}
            case WeForgot():
                self.store.halted = True
                self.noticed.append(event)
            case _:
                self.noticed.append(event)

    def grant(self, event, said):
        try:
            said.fence = grant_fence(self.peer, event, held_id_at=self.id_at(self.partner))
        except Refused as error:
            said.fault = Fault.of(error)
        else:
            self.store.fences[self.partner] = said.fence
            said.returned_from = event.head.size

    def place_all(self, arrived):
        placed = []
        while moved := [act for act in arrived if self.place(act)]:
            placed += moved
        return placed

    def finish_restart(self, fence, message):
        caught_up = len(self.store.logs[self.partner]) >= message.ours.size
        if len(self.store.logs[self.me]) == fence.seq and caught_up:
            self.store.asking = None
            self.store.halted = False
            self.store.fences[self.me] = fence
            self.write(kind="restart", epoch=fence.epoch)

    def later(self, seconds):
        self.now += timedelta(seconds=seconds)


def pair():
    return Node(MA, FR), Node(FR, MA)


def round_trip(asker: Node, other: Node) -> None:
    asker.hear(other.reply(asker.ask()))
