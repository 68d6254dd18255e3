"""What of ours goes into a message: acts as the partner lacks them, parts as it asks for them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from jisr.core.act import PARTS_MAX as ACT_PARTS_MAX
from jisr.core.act import Digest
from jisr.core.errors import Unproven
from jisr.exchange.limits import ACTS_MAX
from jisr.exchange.peer import Offer, Plan, Room
from jisr.exchange.values import SentPart, SignedAct, Want
from jisr.ledger.base import Entry, Part, PartState
from jisr.ledger.keys import PartKey
from jisr.node import content, guards
from jisr.node.node import Node
from jisr.node.space import Space, act_of


def planned(node: Node, space: Space, plan: Plan) -> tuple[Offer, ...]:
    """Return acts of ours that a plan asks for, with their parts, while they fit."""
    if plan.count == 0:
        return ()
    entries = node.ledger.after(space.id, space.me, start=plan.first, limit=plan.count)
    return _fitting(node, space, entries)


def returned(node: Node, space: Space, start: int) -> tuple[Offer, ...]:
    """Return the partner's own acts, and parts, that its restored log lacks, while they fit."""
    entries = node.ledger.after(space.id, space.partner, start=start, limit=ACTS_MAX)
    return _fitting(node, space, entries)


def wanted(node: Node, space: Space, asked: Sequence[Want]) -> tuple[SentPart, ...]:
    """Return the parts of ours the partner lacks, those that may travel now, while they fit.

    Its own acts count too: it may have been restored without them.  A part never goes before its
    act: what an act repeats, the partner knows by its commitment and may ask for long before.
    """
    found: list[SentPart] = []
    room = Room()
    if not guards.may_read(node, space.id):
        return ()
    released = node.work.outbox.limit(space.id, node.world.now())
    for want in asked:
        for part in node.ledger.parts_by_commitment(want.digest):
            # The state first, for it costs nothing: what is awaited may be announced without end.
            here = part.space == space.id and part.state is PartState.HELD
            if not here or content.withheld(node, [part.entry]):
                continue
            if released is not None and _waits(node, space, part, released):
                continue
            sent = _sent_part(node, space, part, node.keys.get(content.name_of(part)))
            if sent is not None:
                found.append(sent)
                room = room.less(sent)
            if room.full:
                return tuple(found)
    return tuple(found)


def _waits(node: Node, space: Space, part: Part, released: int) -> bool:
    """Say whether a part is of an act of ours that is held back, or stands behind one that is."""
    entry = node.ledger.find(part.entry)
    return entry is None or (entry.author == space.me and entry.seq >= released)


def _fitting(node: Node, space: Space, entries: Sequence[Entry]) -> tuple[Offer, ...]:
    """Return acts for the wire as far as a message may hold them; the rest stays unread."""
    found: list[Offer] = []
    room = Room()
    for page in _pages(entries):
        parts = _parts_of(node, space, page)
        for entry in page:
            offer = _offer(entry, parts.get(entry.id, ()), room)
            found.append(offer)
            room = room.less(offer.act, *offer.parts)
            if room.full:
                return tuple(found)
    return tuple(found)


def _pages(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Yield entries in pages whose parts are read at once: no more than one act may have."""
    page: list[Entry] = []
    count = 0
    for entry in entries:
        parts = len(act_of(entry).body)
        if count + parts > ACT_PARTS_MAX:
            yield page
            page, count = [], 0
        page.append(entry)
        count += parts
    yield page


def _parts_of(
    node: Node, space: Space, page: Sequence[Entry]
) -> Mapping[Digest, Sequence[Callable[[], SentPart | None]]]:
    """Return the parts of some acts, each to be opened when its turn comes.

    Those that wait for their move to settle are left out, and all of them while nothing may be
    read here.
    """
    ids = [entry.id for entry in page if act_of(entry).body]
    if not ids or not guards.may_read(node, space.id):
        return {}
    withheld = content.withheld(node, ids)
    parts = node.ledger.parts(*(id for id in ids if id not in withheld))
    keys = node.keys.held([content.name_of(part) for part in parts])
    found: dict[Digest, list[Callable[[], SentPart | None]]] = {}
    for part in parts:
        opening = partial(_sent_part, node, space, part, keys.get(content.name_of(part)))
        found.setdefault(part.entry, []).append(opening)
    return found


def _offer(entry: Entry, parts: Iterable[Callable[[], SentPart | None]], room: Room) -> Offer:
    """Return an act for the wire, with those of its parts that may travel."""
    act = SignedAct(header=entry.header, sig=entry.signature)
    sent: list[SentPart] = []
    for opening in parts:
        part = opening()
        if part is not None:
            sent.append(part)
            room = room.less(part)
        if room.full:  # One too many: so whoever fits it in knows that not all does.
            break
    return Offer(act=act, parts=tuple(sent))


def _sent_part(node: Node, space: Space, part: Part, key: PartKey | None) -> SentPart | None:
    """Return a part for the wire; None when it is not to be had."""
    try:
        opened = content.unseal_with(node, part, key)
    except Unproven as error:  # Damaged here: the rest must not wait for it.
        guards.alarm(node, space, error.reason, **error.facts)
        return None
    if opened is None:
        return None
    return SentPart(entry=part.entry, name=part.name, salt=opened.salt, content=opened.content)
