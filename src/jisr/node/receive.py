"""Take in what the partner delivered: store what is authentic, judge it, acknowledge it.

Three verdicts are kept apart.  Bytes that are not authentic are refused and not stored.  An
authentic act is always stored; a fault of procedure makes it void, for everybody alike.  And
content that our safeguards deny is destroyed unopened, which changes nothing of the case.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from jisr.core import reasons as core_reasons
from jisr.core.act import Act, Digest, Kind, Term
from jisr.core.dsse import ACT_TYPE, FOUNDING_TYPE, Envelope, Signature
from jisr.core.errors import JisrError, Unproven
from jisr.core.fold import CASE_ACTS_MAX
from jisr.core.log import Forked, Known, Placed, Straggler
from jisr.core.parts import OpenPart, commitment
from jisr.core.proofs import ForkProof
from jisr.core.space import FOUNDING_BYTES_MAX
from jisr.core.table import CONTENT_REFUSED
from jisr.ledger.base import Entry, PartState
from jisr.ledger.keys import PartName
from jisr.node import (
    attachments,
    content,
    effects,
    guards,
    owed,
    project,
    protection,
    prune,
    resume,
    safeguard,
)
from jisr.node.batch import Batch, Content
from jisr.node.node import Node
from jisr.node.space import Space, act_of

REFUSALS_MAX: Final = 100  # Notes in one case that say which content was destroyed.


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """Acts and opened parts as the exchange hands them over; nothing in them is trusted."""

    acts: Sequence[tuple[bytes, bytes]]  # (header, signature), in the order of the log.
    parts: Sequence[tuple[Digest, OpenPart]] = ()  # (id of the act, part).


@dataclass(slots=True, kw_only=True)
class Taken:
    """What became of a delivery."""

    entries: list[Entry] = field(default_factory=list)
    known: int = 0
    stragglers: int = 0
    fault: JisrError | None = None  # Why the rest of the delivery was not taken.
    forked: Forked | None = None
    clock_backwards: int | None = None  # The last act dated before the one it follows.


def receive(node: Node, space_id: Digest, delivered: Delivered) -> Taken:
    """Record a delivery, once however often it comes, and acknowledge it.

    The acts before a faulty one are kept: they are good, and the partner resumes after them.
    When this returns, everything in `entries` is durable; a receipt never precedes its effect.

    Raises:
        Unavailable, Conflict: the stores could not write; nothing was recorded.
    """
    with node.lock:
        space = resume.ready(node, space_id)
        guards.check_not_stopped(node, space)
        batch = Batch(space, node.world)
        taken = _place(space, batch, delivered, node)
        _take_parts(node, space, batch, taken.entries, delivered.parts)
        says_more = any(entry.kind is not Kind.ACK for entry in taken.entries)
        if says_more and not guards.hears_first(node, space.id):
            _answer(node, space, batch)
        attachments.note(node, space, batch.kept)
        batch.commit(node.ledger, node.keys)
        if taken.forked is not None:
            guards.stop(node, space, taken.forked.seq)
        if taken.clock_backwards is not None:
            guards.clock_backwards(node, space, taken.clock_backwards)
        # Up to here all or nothing; from here on a crash is mended by `resume`.
        owed.remember(node, space, batch.parts)
        attachments.expect(node, space, batch.kept)
        written = effects.follow(node, space, taken.entries)
        project.project(node, space, [*batch.entries, *written])
        prune.effective(node, space, [*batch.entries, *written])
        return taken


def take_late_parts(node: Node, space_id: Digest, parts: Sequence[tuple[Digest, OpenPart]]) -> None:
    """Keep parts that come after their act; strange or repeated ones are passed over."""
    with node.lock:
        space = resume.ready(node, space_id)
        batch = Batch(space, node.world)
        for entry_id, part in parts:
            held = node.ledger.part(entry_id, part.name)
            entry = node.ledger.find(entry_id)
            if held is None or entry is None or held.state is not PartState.AWAITED:
                continue
            if entry.space != space.id or part.commitment != held.commitment:
                continue
            _keep_or_refuse(node, space, batch, entry, part)
        attachments.note(node, space, batch.kept)
        attachments.expect(node, space, batch.kept)
        if batch.refusals:  # Said first: what is destroyed is on record.
            said = Batch(space, node.world)
            said.refusals = batch.refusals
            _answer(node, space, said)
            said.commit(node.ledger, node.keys)
            project.project(node, space, said.entries)
        # Before they are here: after a crash in between, a row too many does no harm.
        node.work.register.put_all(protection.late(node, space, batch.kept))
        batch.replace_parts(node.ledger, node.keys)
        owed.arrived(node, space, parts)


def _place(space: Space, batch: Batch, delivered: Delivered, node: Node) -> Taken:
    taken = Taken()
    for header, signature in delivered.acts:
        try:
            outcome = batch.take(space.partner, header, signature)
        except JisrError as error:
            taken.fault = error
            break
        match outcome:
            case Placed(clock_backwards=backwards):
                taken.entries.append(batch.entries[-1])
                taken.clock_backwards = outcome.act.seq if backwards else taken.clock_backwards
            case Known():
                taken.known += 1
            case Straggler():
                taken.stragglers += 1
            case Forked():
                _keep_proof(node, space, batch, outcome, rival=_envelope(header, signature))
                taken.forked = outcome
                taken.fault = Unproven(core_reasons.FORKED, seq=outcome.seq)
                break
    return taken


def _keep_proof(node: Node, space: Space, batch: Batch, forked: Forked, *, rival: Envelope) -> None:
    """Keep two signed acts for one position: anyone can check them, nobody can deny them.

    The first of the two may have come in the same delivery.
    """
    held = batch.find(forked.held) or node.ledger.find(forked.held)
    assert held is not None, "the ladder compared with it"
    new = [entry for entry in batch.entries if entry.kind is Kind.KEY]
    founding = node.ledger.founding(space.id)
    assert founding is not None
    proof = ForkProof(
        founding=Envelope.parse(
            founding, payload_type=FOUNDING_TYPE, bytes_max=2 * FOUNDING_BYTES_MAX
        ),
        keys=tuple(
            _envelope(key.header, key.signature)
            for key in (*node.ledger.of_kind(space.id, space.partner, Kind.KEY), *new)
        ),
        held=_envelope(held.header, held.signature),
        rival=rival,
    )
    node.ledger.add_proof(space.id, proof.encode())


def _envelope(header: bytes, signature: bytes) -> Envelope:
    key = Act.parse(header).key
    return Envelope(payload=header, payload_type=ACT_TYPE, signatures=(Signature(key, signature),))


def _take_parts(
    node: Node,
    space: Space,
    batch: Batch,
    entries: Sequence[Entry],
    parts: Sequence[tuple[Digest, OpenPart]],
) -> None:
    """Keep each announced part: held if it is here, matches, and our safeguards allow it."""
    here = {(entry, part.name): part for entry, part in parts}
    bodies = [(entry, act_of(entry).body) for entry in entries]
    erased = node.keys.destroyed(
        [
            PartName(space=space.id, entry=entry.id, name=name)
            for entry, body in bodies
            for name in body
        ]
    )
    for entry, body in bodies:
        for name, promised in body.items():
            part = here.get((entry.id, name))
            if PartName(space=space.id, entry=entry.id, name=name) in erased:
                batch.miss(entry.id, name, promised, PartState.ERASED)
            elif (
                part is None
                or commitment(part.salt, part.content) != promised
                or not _keep_or_refuse(node, space, batch, entry, part)
            ):
                batch.miss(entry.id, name, promised, PartState.AWAITED)


def _keep_or_refuse(node: Node, space: Space, batch: Batch, entry: Entry, part: OpenPart) -> bool:
    """Keep a part that is the one announced, or destroy it unopened, as our safeguards say.

    Returns:
        False when neither can be done yet: nothing may be written here that says why it is
        refused, or the edition by which to judge it has not come back after a restore.
    """
    act = act_of(entry)
    rule = safeguard.denied(node, space, batch, act, part)
    if rule is None:
        batch.hold(entry.id, part)
    elif guards.is_halted(node, space) or content.lacks_edition(node, space, act, batch):
        return False
    else:
        batch.refuse(entry, part, rule)
    return True


def _answer(node: Node, space: Space, batch: Batch) -> None:
    """Write what the node says by itself: refusals of content, then one acknowledgement."""
    at = max(node.world.now(), space.ours.last_at or node.world.now())
    rooms: dict[Digest, _Room] = {}
    for refusal in batch.refusals:
        if refusal.case not in rooms:
            rooms[refusal.case] = _room(space, batch, refusal.case)
        room = rooms[refusal.case]
        if room.left < 1 or not content.stands(space, refusal.case, batch):
            continue  # Such a note would be void itself, and ours never are.
        if prune.is_let_go(node, space, refusal.case):
            continue  # The partner may have pruned the case: nothing of ours follows (SRV-6).
        if (refusal.entry, refusal.part) in room.said:
            continue  # Before a crash that came before the part was destroyed.
        room.left -= 1
        batch.write(
            Content(
                kind=Kind.NOTE,
                at=at,
                case=refusal.case,
                act=CONTENT_REFUSED,
                terms={
                    "entry": refusal.entry,
                    "part": refusal.part,
                    "rule": refusal.rule,
                },
            )
        )
    batch.acknowledge(at)


@dataclass(slots=True)
class _Room:
    """How many refusals of content a case still takes, and those we have said (act, part)."""

    left: int
    said: set[tuple[Term, Term]]


def _room(space: Space, batch: Batch, case: Digest) -> _Room:
    """Return what there is room for: refusals are acts of ours, which are counted (CAS-17).

    Without a limit of their own a partner could use up our room with them (SAF-6).
    """
    acts = [held.act for held in batch.acts(case).values() if held.act.author == space.me]
    ours = [act for act in acts if act.kind is not Kind.OPEN]
    said = {(act.terms["entry"], act.terms["part"]) for act in ours if act.act == CONTENT_REFUSED}
    return _Room(min(REFUSALS_MAX - len(said), CASE_ACTS_MAX - len(ours)), said)
