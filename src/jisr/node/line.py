"""The line to one partner in one space: what to send next, and what an arrival means.

`ops` moves the bytes.  Everything but `Line` is in the stores, so a node that dies in the
middle goes on from what both sides hold.
"""

from dataclasses import dataclass, field
from typing import Final

from jisr.core.act import Digest, Kind
from jisr.core.errors import Unavailable, Unproven
from jisr.core.keys import KeyUse
from jisr.core.log import Log
from jisr.core.service import read_key_change
from jisr.exchange.envelope import Link, Opener, Proof, Sealer
from jisr.exchange.nonces import NonceWindow
from jisr.exchange.peer import Heard, Peer
from jisr.exchange.values import Head, Nonce
from jisr.exchange.waiting import LinkState
from jisr.node import attachments, guards, reasons
from jisr.node.node import Node
from jisr.node.space import Space, act_of

NONCE_BYTES: Final = 16


@dataclass(slots=True)
class Line:
    """What a running node remembers of a line; starting again forgets it, harmlessly."""

    heard: Heard = field(default_factory=Heard)
    window: NonceWindow = field(default_factory=NonceWindow)
    state: LinkState = field(default_factory=LinkState)
    held: bool = False  # An operator holds the line: nothing goes or comes, nothing is lost.
    # What was asked for already, and is not worth a message of its own again; see `wants`.
    asked: frozenset[Digest] = frozenset()  # Files under way.
    files_turn: int = 0  # Which of those is asked for again next.
    told: str = ""  # The last row of the list of parts that was asked for.
    turn: str = ""  # The row after which parts are asked for again.
    newest_key: bool = False  # While returning: which of two keys signs; each question turns it.


def peer_of(node: Node, space: Space, line: Line) -> Peer:
    """Return our view of the partner, read from the stores just now."""
    now = node.world.now()
    ours = head_of(space.ours)
    limit = node.work.outbox.limit(space.id, now)
    released = ours if limit is None else _head_at(node, space, limit)
    return Peer(
        link=link_of(space),
        ours=ours,
        released=released,
        held=head_of(space.theirs),
        heard=line.heard,
        our_fence=space.ours.fence,
        their_fence=space.theirs.fence,
        asking=guards.asked_epoch(node, space.id),
        halted=guards.is_halted(node, space),
        wanted=frozenset(transfer.digest for transfer in attachments.unfinished(node, space)),
    )


def head_of(log: Log) -> Head:
    """Return a log's end as the exchange speaks of it."""
    return Head(epoch=log.epoch, size=log.size, id=log.head)


def link_of(space: Space) -> Link:
    """Return the ends of the line."""
    return Link(space=space.id, me=space.me, partner=space.partner)


def id_at(node: Node, space: Space, party_log: Log, size: int) -> Digest:
    """Return the id at the end of a log when it had `size` acts (at least 1)."""
    return node.ledger.ids(space.id, party_log.author, start=size - 1, end=size)[0]


def new_nonce(node: Node) -> Nonce:
    """Return a fresh number for a request."""
    return Nonce(node.world.random(NONCE_BYTES).hex())


def sealer_of(node: Node, space: Space, line: Line) -> Sealer:
    """Return what it takes to send to the partner.

    Raises:
        Unavailable: the partner has revoked its last seal key, and no act has brought another.
    """
    keys = node.world.keys
    theirs = space.theirs.key_for(KeyUse.SEAL)
    if theirs is None:
        raise Unavailable(reasons.NO_SEAL_KEY)
    public = theirs.record.public

    def seal(plaintext: bytes, /, *, info: bytes) -> bytes:
        return node.world.seal(public, plaintext, info)

    known = _key_they_know(node, space, line)
    return Sealer(
        sign=lambda message: keys.sign(KeyUse.SIGN, message, key=known),
        sign_key=known,
        seal=seal,
        seal_key=theirs.record.fingerprint,
    )


def _key_they_know(node: Node, space: Space, line: Line) -> Digest:
    """Return the signing key of ours for messages: one that the partner can check.

    A new key is announced by an act, and the message that brings the act must be signed with a
    key the partner knows: so a key speaks for the line only once its act has been seen.  Of
    those, a key that stands goes before one that we have revoked since: its secret may be gone.

    A restored node may have forgotten that act, and the partner may hold the older keys for
    revoked.  Whether the act ever reached it nobody here can know, so the questions of a return
    are signed with the newest key and with the newest one remembered, in turn.
    """
    current = node.world.keys.current(KeyUse.SIGN).fingerprint
    if line.newest_key and current not in space.ours.keys:
        return current
    claimed = line.heard.claimed.size if line.heard.claimed else 0
    heard = max(space.theirs.saw, claimed)
    founder = space.founding.founder(space.me)
    known = [key.fingerprint for key in founder.keys if key.use is KeyUse.SIGN]
    for entry in node.ledger.of_kind(space.id, space.me, Kind.KEY):
        change = read_key_change(act_of(entry).detail)
        if entry.seq < heard and change.add and change.add.use is KeyUse.SIGN:
            known.append(change.add.fingerprint)
        if entry.seq < heard and change.revoke in known:
            known.remove(change.revoke)
    standing = [key for key in known if not space.ours.keys[key].revoked]
    if current in standing or not known:
        return current
    return (standing or known)[-1]


def opener_of(node: Node, space: Space) -> Opener:
    """Return what it takes to receive from the partner."""
    keys = node.world.keys

    def verify(signed: bytes, /, *, key: Digest, sig: bytes) -> Proof:
        known = space.theirs.keys.get(key)
        if known is None or known.record.use is not KeyUse.SIGN:
            return Proof.UNKNOWN_KEY
        if known.revoked:
            return Proof.REVOKED_KEY
        holds = node.world.verify(known.record.public, signed, sig)
        return Proof.HOLDS if holds else Proof.BROKEN

    def open_(ciphertext: bytes, /, *, key: Digest, info: bytes) -> bytes | None:
        try:
            return keys.open_sealed(ciphertext, info, key=key)
        except Unproven:
            return None

    return Opener(open=open_, seal_keys=_seal_keys(space), verify=verify)


def _seal_keys(space: Space) -> frozenset[Digest]:
    """Return our seal keys that the partner may still use: old ones too, until revoked."""
    return frozenset(
        fingerprint
        for fingerprint, known in space.ours.keys.items()
        if known.record.use is KeyUse.SEAL and not known.revoked
    )


def _head_at(node: Node, space: Space, size: int) -> Head:
    if size == 0:
        return Head.empty(space.id)
    entry = node.ledger.entry(space.id, space.me, size - 1)
    assert entry is not None, "what waits for release is newer than anything pruned"
    return Head(epoch=entry.epoch, size=size, id=entry.id)
