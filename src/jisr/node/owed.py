"""Parts that a partner has announced and not brought: which of them to ask for, and how many.

The ledger says of each part whether it is awaited, and that is never lost.  The list kept here
is for asking quickly.  A partner may announce parts without end, so the list has a limit; what
lies beyond it is found again in the ledger, from a mark on, once there is room.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from jisr.core.act import PARTS_MAX as ACT_PARTS_MAX
from jisr.core.act import Digest, PartyId, Slug
from jisr.core.parts import OpenPart
from jisr.exchange.limits import ATTACHMENT_BYTES_DEFAULT
from jisr.exchange.values import Want
from jisr.ledger.base import Entry, Part, PartState
from jisr.ledger.work.rows import Document
from jisr.node import guards, reasons
from jisr.node.node import Node
from jisr.node.space import Space

# By "space/author": the position of the first act of which something is not on our lists.
BEYOND: Final = Slug("owed-beyond")

PARTS_OWED_MAX: Final = 10_000  # In one space: two minutes of asking, and a few megabytes.
FILES_OPEN_MAX: Final = 256  # In one space, not wholly here: hundreds of messages' worth.
FILES_BYTES_MAX: Final = 64 * 1024**3  # In one space, all files: part of a small server's disk.
LOOKED_AT: Final = 100  # Acts looked through again at a time.
assert LOOKED_AT * ACT_PARTS_MAX < PARTS_OWED_MAX


def kind_of(space: Digest) -> Slug:
    """Return the kind of the documents that list the parts awaited in a space."""
    return Slug(f"awaited-{space}")


def remember(node: Node, space: Space, parts: Iterable[Part]) -> None:
    """List the parts that are awaited, all at once: a message may announce thousands."""
    entries: dict[Digest, Entry] = {}
    rows: list[tuple[Entry, Document]] = []
    now = node.world.now()
    for part in parts:
        if part.state is not PartState.AWAITED:
            continue
        entry = entries.get(part.entry) or _entry(node, part.entry)
        entries[part.entry] = entry
        row = Document(
            kind=kind_of(space.id),
            id=_id(entry, part.name),
            content=part.commitment.encode(),
            updated=now,
        )
        rows.append((entry, row))
    if not rows:
        return
    room = max(0, PARTS_OWED_MAX - node.work.register.count(kind_of(space.id)))
    with node.work.together():
        node.work.register.put_all([row for _, row in rows[:room]])
        if rows[room:]:
            for entry, _ in rows[room:]:
                mark_from(node, space, entry.author, entry.seq)
            guards.alarm(node, space, reasons.TOO_MANY_PARTS_OWED, limit=PARTS_OWED_MAX)


def forget(node: Node, space: Space, parts: Iterable[tuple[Digest, str]]) -> None:
    """Take parts off the list that have come, or never will.

    Args:
        node: ours.
        space: where they are.
        parts: of each the id of its act, and its name; strange ones change nothing.
    """
    found = [(node.ledger.find(id), name) for id, name in parts]
    rows = [_id(entry, name) for entry, name in found if entry is not None]
    node.work.register.remove_all(kind_of(space.id), rows)


def arrived(node: Node, space: Space, parts: Sequence[tuple[Digest, OpenPart]]) -> None:
    """Take parts off the list that are awaited no more, of those that have just come."""
    held = [(entry, part.name, node.ledger.part(entry, part.name)) for entry, part in parts]
    forget(
        node,
        space,
        [
            (entry, name)
            for entry, name, part in held
            if part is not None and part.state is not PartState.AWAITED
        ],
    )


def after(node: Node, space: Space, id: str, limit: int) -> Sequence[Document]:
    """Return at most `limit` rows of the list beyond a row, those of newer acts last."""
    return node.work.register.after(kind_of(space.id), id, limit=limit) if limit else ()


def want(row: Document) -> Want:
    """Return what to ask the partner for."""
    return Want(digest=Digest(row.content.decode()))


def put_off(node: Node, space: Space, id: Digest) -> None:
    """Note that a file of an act is not asked for yet, and tell the operator."""
    entry = _entry(node, id)
    mark_from(node, space, entry.author, entry.seq)
    load = node.work.transfers.load(space.id)
    facts = {"files": load.unfinished, "bytes": load.size}
    guards.alarm(node, space, reasons.TOO_MANY_FILES_OWED, **facts)


def mark_from(node: Node, space: Space, author: PartyId, seq: int) -> None:
    """Note that a log is to be looked through again from a position on, or from before it."""
    known = beyond(node, space, author)
    if known is None or seq < known:
        node.work.register.put(
            Document(
                kind=BEYOND,
                id=f"{space.id}/{author}",
                content=str(seq).encode(),
                updated=node.world.now(),
            )
        )


def beyond(node: Node, space: Space, author: PartyId) -> int | None:
    """Return the position from which acts of a log are to be looked through again, if any."""
    document = node.work.register.get(BEYOND, f"{space.id}/{author}")
    return None if document is None else int(document.content)


def unmark(node: Node, space: Space, author: PartyId) -> None:
    """Take a mark away: the acts from there on are being looked through."""
    node.work.register.remove(BEYOND, f"{space.id}/{author}")
    for reason in (reasons.TOO_MANY_PARTS_OWED, reasons.TOO_MANY_FILES_OWED):
        node.work.partners.clear(reason.code, space.id)


def standing(node: Node, space: Space) -> tuple[int, tuple[tuple[Digest, int], ...]]:
    """Return what changes when the partner brings something it owes, and only then."""
    files = node.work.transfers.unfinished(space.id)
    parts = node.work.register.count(kind_of(space.id))
    return parts, tuple((file.digest, file.held) for file in files)


def file_fits(node: Node, space: Space, size: int) -> bool:
    """Say whether one more file, of `size` bytes, may be fetched in a space."""
    load = node.work.transfers.load(space.id)
    return load.unfinished < FILES_OPEN_MAX and load.size + size <= FILES_BYTES_MAX


def has_room(node: Node, space: Space) -> bool:
    """Say whether it is worth looking through acts again: whatever is found has a place."""
    owed = node.work.register.count(kind_of(space.id))
    return owed + LOOKED_AT * ACT_PARTS_MAX <= PARTS_OWED_MAX and file_fits(
        node, space, ATTACHMENT_BYTES_DEFAULT
    )


def _entry(node: Node, id: Digest) -> Entry:
    entry = node.ledger.find(id)
    assert entry is not None, "a part is of an act in the ledger"
    return entry


def _id(entry: Entry, name: str) -> str:
    """Return the id of a part's row: in the order of the log, so that new ones come last."""
    return f"{entry.seq:016}/{entry.id}/{name}"
