"""One party's log, and the one ladder by which an act finds its place in it.

A `Log` is what must be remembered of a log to judge its next act: position, head, keys, what
it has seen, and the frontier of its Merkle tree.  `place` decides; it changes nothing.  Own
acts and the partner's go through the same ladder (rule 1 of docs/spec/case.md).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final, TypeAlias

from jisr.core import merkle, reasons
from jisr.core.act import Act, Digest, Kind, PartyId, act_id, read_act
from jisr.core.checkpoint import Checkpoint, Cosignature, checkpoint_text, cosignature_text
from jisr.core.dsse import ACT_TYPE, pae
from jisr.core.errors import Conflict, Refused, Unproven
from jisr.core.keys import KeyUse, KnownKey, Verify
from jisr.core.merkle import Frontier
from jisr.core.service import (
    KeyChange,
    read_ack,
    read_erase,
    read_key_change,
    read_prune,
    read_restart,
)
from jisr.core.space import Founding

# Acts that only the root key may sign: who can write them can cut off the working keys.
ROOT_KINDS: Final = frozenset({Kind.KEY, Kind.RESTART, Kind.PRUNE})

# Keys a log ever knows, those of its founding document included.  Every key act adds one or
# revokes one, so a proof of a fork holds them all (PRF-8): a party cannot make itself impossible
# to accuse.  Four keys renewed every year last for half a century, and revoking is always possible.
KEYS_KNOWN_MAX: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """Where a restarted log goes on: at or after position `seq`, in `epoch` or a later one.

    Granted before the restart act comes, it tells which messages are from before (EXC-64); the
    restart act, once placed, sets the true one.
    """

    epoch: int
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """What the next act of a log is judged by."""

    space: Digest
    author: PartyId
    keys: Mapping[Digest, KnownKey]
    epoch: int = 0
    size: int = 0
    head: Digest  # The id of the last act; the space's id while the log is empty.
    saw: int = 0  # How many acts of the other log this one has seen.
    last_at: datetime | None = None
    frontier: Frontier = ()
    fence: Fence | None = None

    def valid_key(self, key: Digest, use: KeyUse) -> KnownKey | None:
        """Return a key if it stands, unrevoked, with this use."""
        known = self.keys.get(key)
        if known is None or known.revoked or known.record.use is not use:
            return None
        return known

    def key_for(self, use: KeyUse) -> KnownKey | None:
        """Return the newest standing key of one use."""
        standing = [k for k in self.keys.values() if not k.revoked and k.record.use is use]
        return standing[-1] if standing else None


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """What is held at a position of a log: enough to recognise and to compare."""

    epoch: int
    id: Digest


# (author, position) -> what is held there; None when nothing is, or it was pruned.
Lookup: TypeAlias = Callable[[PartyId, int], At | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The act is the log's next; `log` is the log with it."""

    act: Act
    id: Digest
    log: Log
    clock_backwards: bool  # Its `at` is before its author's last: shown as a fault.


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The same bytes are held already: the answer to a repeated delivery."""

    id: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Straggler:
    """Belongs to, or refers to, a past that an announced restart cut off: dropped, no blame."""

    id: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Forked:
    """A second act, truly signed, for a position that is taken: proof of equivocation."""

    held: Digest
    rival: Digest
    seq: int


Outcome: TypeAlias = Placed | Known | Straggler | Forked


def new_log(founding: Founding, party: PartyId) -> Log:
    """Return a party's empty log: its keys are those of the founding document."""
    founder = founding.founder(party)
    records = (founder.root, *founder.keys)
    return Log(
        space=founding.id,
        author=party,
        head=founding.id,
        keys=MappingProxyType({r.fingerprint: KnownKey(record=r) for r in records}),
    )


def place(
    header: bytes, signature: bytes, *, log: Log, other: Log, lookup: Lookup, verify: Verify
) -> Outcome:
    """Judge whether an act is the next of its log.

    Args:
        header: the act's bytes, untrusted.
        signature: its author's signature over them, untrusted.
        log: the author's log as held.
        other: the other party's log as held.
        lookup: what is held at a position of either log.
        verify: checks one signature.

    Raises:
        Malformed: the bytes are no act, or no service content.
        Unproven: the signature, the key or the checkpoint does not hold.
        Refused: authentic, but it breaks the chain, the epochs or what it had seen before.
        Conflict: acts before it, or acts it has seen, are not here yet; nothing is wrong.

    Source: docs/spec/log.md, clauses LOG-1 to LOG-12, in this order.
    """
    act = read_act(header)
    if act.space != log.space or act.author != log.author:
        raise Refused(reasons.NOT_THIS_LOG)
    if act.seq < log.size:
        return _taken(act, header, signature, log=log, lookup=lookup, verify=verify)
    id = act_id(header)
    if act.epoch < log.epoch:
        return Straggler(id=id)  # Its author has restarted past it.
    if act.seq > log.size:
        raise Conflict(reasons.GAP, held=log.size, got=act.seq)
    if act.prev != log.head:
        raise Refused(reasons.CHAIN_BROKEN, seq=act.seq)
    _check_epoch(act, log)
    _check_signature(act, header, signature, log=log, verify=verify)
    if act.seen is not None:
        held = _check_seen(act, log=log, other=other, lookup=lookup)
        if held.id != act.seen.id:
            if held.epoch != act.seen.epoch:
                return Straggler(id=id)  # Names an act of ours that our restart cut off.
            raise Refused(reasons.SEEN_UNKNOWN, seq=act.seen.seq)
    grown = _grow(log, act, id)
    return Placed(
        act=act,
        id=id,
        log=_serve(act, grown, before=log, other=other, verify=verify),
        clock_backwards=log.last_at is not None and act.at < log.last_at,
    )


def _taken(
    act: Act, header: bytes, signature: bytes, *, log: Log, lookup: Lookup, verify: Verify
) -> Outcome:
    id = act_id(header)
    held = lookup(log.author, act.seq)
    if held is None:  # Pruned by both: nothing is left to compare, and nothing to add.
        return Straggler(id=id)
    if held.id == id:
        return Known(id=id)
    if act.epoch < held.epoch:
        return Straggler(id=id)
    # A key its owner has revoked signs nothing more: a thief must not be able to stop the space.
    _check_signature(act, header, signature, log=log, verify=verify)
    if act.epoch > held.epoch:
        raise Refused(reasons.RESTART_FORGOT, held=log.size)
    return Forked(held=held.id, rival=id, seq=act.seq)


def _check_epoch(act: Act, log: Log) -> None:
    right = act.epoch > log.epoch if act.kind is Kind.RESTART else act.epoch == log.epoch
    if not right:
        raise Refused(reasons.WRONG_EPOCH, epoch=act.epoch)


def _check_signature(
    act: Act, header: bytes, signature: bytes, *, log: Log, verify: Verify
) -> None:
    known = log.keys.get(act.key)
    if known is None:
        raise Unproven(reasons.UNKNOWN_KEY)
    if known.revoked:
        raise Unproven(reasons.REVOKED_KEY)
    if known.record.use is not key_use(act.kind):
        raise Unproven(reasons.WRONG_KEY_USE)
    if not verify(known.record.public, pae(ACT_TYPE, header), signature):
        raise Unproven(reasons.BAD_SIGNATURE)


def key_use(kind: Kind) -> KeyUse:
    """Return the use that a key must have to sign an act of a kind (ACT-8)."""
    return KeyUse.ROOT if kind in ROOT_KINDS else KeyUse.SIGN


def _check_seen(act: Act, *, log: Log, other: Log, lookup: Lookup) -> At:
    assert act.seen is not None
    if act.seen.author != other.author or act.seen.seq < log.saw:
        raise Refused(reasons.SEEN_BACKWARDS, seq=act.seen.seq)
    if act.seen.seq >= other.size:
        raise Conflict(reasons.SEEN_NOT_HELD, held=other.size, got=act.seen.seq)
    held = lookup(other.author, act.seen.seq)
    assert held is not None, "the unpruned end of a log is always held"
    return held


def _grow(log: Log, act: Act, id: Digest) -> Log:
    return replace(
        log,
        epoch=act.epoch,
        size=log.size + 1,
        head=id,
        saw=act.seen.seq + 1 if act.seen else log.saw,
        last_at=act.at,
        frontier=merkle.append(log.frontier, log.size, merkle.leaf_hash(id)),
    )


def _serve(act: Act, grown: Log, *, before: Log, other: Log, verify: Verify) -> Log:
    """Read a service act's content and apply what it means for its own log."""
    match act.kind:
        case Kind.ACK:
            ack = read_ack(act.detail)
            _check_checkpoint(ack.checkpoint, log=before, verify=verify)
            if ack.cosigned is not None:
                _check_cosigned(ack.cosigned, log=grown, other=other, verify=verify)
        case Kind.KEY:
            return replace(grown, keys=changed_keys(grown.keys, read_key_change(act.detail)))
        case Kind.RESTART:
            read_restart(act.detail)
            granted, own = grown.fence, Fence(epoch=act.epoch, seq=act.seq)
            higher = granted is not None and granted.epoch > own.epoch
            return replace(grown, fence=granted if higher else own)
        case Kind.ERASE:
            read_erase(act.detail)
        case Kind.PRUNE:
            read_prune(act.detail)
        case _:
            pass  # What the other kinds say is a case's affair.
    return grown


def _check_checkpoint(point: Checkpoint, *, log: Log, verify: Verify) -> None:
    """The checkpoint must state the log before the ack, and its signature must hold."""
    text = checkpoint_text(space=log.space, author=log.author, size=point.size, root=point.root)
    key = log.valid_key(point.key, KeyUse.CHECKPOINT)
    if (
        point.size != log.size
        or point.root != merkle.root(log.frontier).hex()
        or key is None
        or not verify(key.record.public, text, point.signature)
    ):
        raise Unproven(reasons.WRONG_CHECKPOINT, size=point.size)


def _check_cosigned(point: Cosignature, *, log: Log, other: Log, verify: Verify) -> None:
    """The cosignature must cover just what the ack has seen; the root is its signer's word.

    The root belongs to a past size of the other log, of which only the frontier at its present
    size is known here.  A wrong one is evidence against its signer (PRF-6), not a reason to
    pass over an authentic act.
    """
    text = checkpoint_text(space=other.space, author=other.author, size=point.size, root=point.root)
    key = log.valid_key(point.key, KeyUse.CHECKPOINT)
    message = cosignature_text(text, time=point.time)
    if (
        point.size != log.saw
        or key is None
        or not verify(key.record.public, message, point.signature)
    ):
        raise Unproven(reasons.WRONG_CHECKPOINT, size=point.size)


def changed_keys(keys: Mapping[Digest, KnownKey], change: KeyChange) -> Mapping[Digest, KnownKey]:
    """Return a log's keys after a key act.

    Raises:
        Refused: the key to add is a root, known, or one too many; the key to revoke is the
            root, unknown or revoked (LOG-12).
    """
    changed = dict(keys)
    if change.add is not None:
        if change.add.use is KeyUse.ROOT or change.add.fingerprint in changed:
            raise Refused(reasons.KEY_NOT_CHANGED)
        if len(changed) >= KEYS_KNOWN_MAX:
            raise Refused(reasons.TOO_MANY_KEYS, limit=KEYS_KNOWN_MAX)
        changed[change.add.fingerprint] = KnownKey(record=change.add)
    else:
        assert change.revoke is not None
        known = changed.get(change.revoke)
        if known is None or known.revoked or known.record.use is KeyUse.ROOT:
            raise Refused(reasons.KEY_NOT_CHANGED)
        changed[change.revoke] = replace(known, revoked=True)
    return MappingProxyType(changed)
