"""Destroy what erase acts name: key and salt gone, the ciphertext dropped, on both sides.

The header stays, with a commitment that no longer says anything to anybody; the case stands as
it stood, because nothing in it was ever decided by a part.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from jisr.core.act import Digest, Kind, Slug
from jisr.core.errors import Unproven
from jisr.core.parts import OpenPart
from jisr.core.service import ERASED_MAX, Erase, read_erase
from jisr.ledger.base import Entry, Part, PartState
from jisr.ledger.keys import PartName
from jisr.ledger.work.rows import Document
from jisr.node import alike, attachments, content, guards, owed, reasons
from jisr.node.batch import Batch, Content
from jisr.node.node import Node
from jisr.node.space import Space, act_of

OWED: Final = Slug("owed-confirmation")  # A kind of document in the work store.
CONFIRMED: Slug = Slug("confirmed")  # The ground of the second side's erase act.
SAID_AGAIN: Slug = Slug("said-again")  # The act that said it first was lost, and its ground.


def is_listed(node: Node, space: Space, ground: Slug) -> bool:
    """Say whether the edition in force lists a ground that people may give."""
    edition = node.editions.get(space.edition())
    by_itself = ground in (CONFIRMED, SAID_AGAIN)
    return not by_itself and edition is not None and ground in edition.erasure_grounds()


def note(node: Node, space: Space, entry: Entry, parts: Iterable[Digest]) -> None:
    """Note which act first said that parts are erased, for whoever looks for them."""
    kind = _said_by(space.id)
    now = node.world.now()
    node.work.register.put_all(
        [
            Document(kind=kind, id=part, content=entry.id.encode(), updated=now)
            for part in parts
            if node.work.register.get(kind, part) is None
        ]
    )


def said_by(node: Node, space: Space, part: Digest) -> Entry | None:
    """Return the act that first said that a part is erased; None if none did, or it is pruned."""
    document = node.work.register.get(_said_by(space.id), part)
    return None if document is None else node.ledger.find(Digest(document.content.decode()))


def _said_by(space: Digest) -> Slug:
    return Slug(f"erased-{space}")


def confirm(node: Node, space: Space, entry: Entry) -> list[Entry]:
    """Erase here what the partner erased, and confirm it; confirmations are not confirmed.

    A ground that no edition lists is shown, and does not keep anything here: what its author
    has destroyed must not live on with us.

    Args:
        node: ours.
        space: where it is.
        entry: the partner's erase act.

    Returns:
        The confirmation, if there is one to give now; the caller puts it in the lists.
    """
    asked = read_erase(act_of(entry).detail)
    if asked.ground != CONFIRMED and not is_listed(node, space, asked.ground):
        guards.alarm(node, space, reasons.ERASED_WITHOUT_GROUND, seq=entry.seq)
    found = [part for digest in asked.parts for part in here(node, space, digest)]
    standing = [part for part in found if part.state is not PartState.ERASED]
    erased = tuple(sorted({part.commitment for part in standing}))
    note(node, space, entry, erased)
    written = []
    if asked.ground != CONFIRMED and standing:
        if guards.hears_first(node, space.id):  # Nothing may be written yet.
            _owe(node, space, erased)
        else:
            written = _confirm(node, space, erased)  # Said first, as in `erase.erase`.
    destroy(node, standing)
    return written


def confirm_owed(node: Node, space: Space) -> list[Entry]:
    """Confirm the erasures that came while nothing could be written."""
    owed = [d for d in node.work.register.all(OWED) if d.id.startswith(space.id)]
    ours = node.ledger.of_kind(space.id, space.me, Kind.ERASE) if owed else ()
    said = [read_erase(act_of(entry).detail) for entry in ours]
    written = []
    for document in owed:
        erased = tuple(Digest(digest) for digest in document.content.decode().split())
        if Erase(parts=erased, ground=CONFIRMED) not in said:  # A crash may have come between.
            written += _confirm(node, space, erased)
        node.work.register.remove(OWED, document.id)
    return written


def say_again(node: Node, space: Space) -> list[Entry]:
    """Say again what is destroyed here, where a lost disk alone had the act that said so.

    Without it the partner would keep what we have erased.
    """
    acts = [e for party in space.logs for e in node.ledger.of_kind(space.id, party, Kind.ERASE)]
    said = {part for entry in acts for part in read_erase(act_of(entry).detail).parts}
    gone = [node.ledger.part(n.entry, n.name) for n in _destroyed(node) if n.space == space.id]
    unsaid = sorted({part.commitment for part in gone if part is not None} - said)
    written = []
    for start in range(0, len(unsaid), ERASED_MAX):
        erased = tuple(unsaid[start : start + ERASED_MAX])
        entries = _write(node, space, Erase(parts=erased, ground=SAID_AGAIN))
        note(node, space, entries[0], erased)
        written += entries
    return written


def _confirm(node: Node, space: Space, erased: tuple[Digest, ...]) -> list[Entry]:
    return _write(node, space, Erase(parts=erased, ground=CONFIRMED))


def _write(node: Node, space: Space, erase: Erase) -> list[Entry]:
    at = max(node.world.now(), space.ours.last_at or node.world.now())
    batch = Batch(space, node.world)
    batch.write(Content(kind=Kind.ERASE, at=at, detail=erase.to_wire()))
    batch.commit(node.ledger, node.keys)
    return batch.entries


def _owe(node: Node, space: Space, erased: tuple[Digest, ...]) -> None:
    node.work.register.put(
        Document(
            kind=OWED,
            id=f"{space.id}/{erased[0]}",
            content=" ".join(erased).encode(),
            updated=node.world.now(),
        )
    )


def repeat(node: Node, space: Space, entry: Entry) -> None:
    """Erase here what an erase act of our own, come back after a restore, says is erased."""
    said = read_erase(act_of(entry).detail)
    note(node, space, entry, said.parts)
    destroy(node, [part for digest in said.parts for part in here(node, space, digest)])


def reapply(node: Node) -> int:
    """Erase again everything that has a tombstone: after a restore, before anything is read.

    Returns:
        How many parts the backup had brought back.
    """
    count = 0
    for name in _destroyed(node):
        part = node.ledger.part(name.entry, name.name)
        if part is not None and part.state in (PartState.HELD, PartState.AWAITED):
            destroy(node, [part])
            count += 1
    return count


def _destroyed(node: Node) -> Iterator[PartName]:
    start = 0
    while names := node.keys.tombstones(start=start):
        start += len(names)
        yield from names


def here(node: Node, space: Space, commitment: Digest) -> list[Part]:
    """Return every part of a space that has a commitment."""
    return [p for p in node.ledger.parts_by_commitment(commitment) if p.space == space.id]


def destroy_keys(node: Node, parts: Sequence[Part]) -> None:
    """Make parts unreadable for good, with the files they name; their rows stay as they are."""
    going = {(part.entry, part.name) for part in parts}
    with node.work.together():  # One sync, however many files go.
        for part in parts:
            # Kept before files were noted by part, it alone says which files it names.
            opened = _opened(node, part)
            if opened is not None:
                attachments.note(node, node.space(part.space), [(part.entry, opened)])
            attachments.drop(node, part, going)
        alike.forget(node, parts)
    node.keys.destroy(
        [PartName(space=part.space, entry=part.entry, name=part.name) for part in parts]
    )
    for space_id, of_space in groupby(parts, key=lambda part: part.space):
        owed.forget(node, node.space(space_id), [(part.entry, part.name) for part in of_space])


def _opened(node: Node, part: Part) -> OpenPart | None:
    """Return a part that is to be erased; None when it cannot be opened any more."""
    try:
        return content.unseal(node, part)
    except Unproven:
        return None


def destroy(node: Node, parts: Sequence[Part]) -> None:
    """Destroy parts for good, with the files they name, and note it in their rows."""
    destroy_keys(node, parts)
    gone = [part for part in parts if part.state in (PartState.HELD, PartState.AWAITED)]
    node.ledger.put_part(*(replace(part, state=PartState.ERASED, sealed=None) for part in gone))
