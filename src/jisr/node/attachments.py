"""Attachments: sealed under a key that only the part holds, sent by digest, chunk by chunk.

What travels and what is stored is ciphertext.  Its key lies in the attachment's part, so to
erase the part is to erase the file, wherever copies of the ciphertext may lie.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from jisr.core.act import Digest, Slug
from jisr.core.canonical import Json, decode
from jisr.core.errors import Conflict, Refused
from jisr.core.parts import PART_BYTES_MAX, OpenPart
from jisr.exchange.attachments import Assembly, begin, place, verified
from jisr.exchange.limits import (
    ATTACHMENT_BYTES_DEFAULT,
    CHUNK_BYTES_MAX,
    CHUNKS_MAX,
)
from jisr.exchange.values import Chunk, Want
from jisr.ledger.base import Part, PartState
from jisr.ledger.keys import PartName
from jisr.ledger.work.rows import Document, Transfer
from jisr.node import guards, owed, reasons
from jisr.node.node import Node
from jisr.node.space import Space

KEY_BYTES: Final = 32
_FIELDS: Final = frozenset({"key", "media", "name", "sha256", "size"})
SEALING_BYTES: Final = 28  # What the cipher adds: nonce and tag (KEY-6).
CONTEXT: Final = b"jisr-attachment-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """What an attachment's part says."""

    name: str
    media: str
    digest: Digest  # SHA-256 of the sealed bytes, those that travel.
    size: int  # Of the sealed bytes.
    key: bytes

    def to_field(self) -> dict[str, Json]:
        """Return the value of the form field that announces it."""
        return {
            "key": self.key.hex(),
            "media": self.media,
            "name": self.name,
            "sha256": self.digest,
            "size": self.size,
        }


def read(content: bytes) -> list[Attached]:
    """Return the attachments that a part announces; its form was checked when it came."""
    if b'"sha256":' not in content:  # In the one byte form no text can hold this.
        return []
    wire = decode(content, bytes_max=PART_BYTES_MAX)
    fields = wire.get("fields") if isinstance(wire, dict) else None
    if not isinstance(fields, dict):
        return []
    values = [v for held in fields.values() for v in (held if isinstance(held, list) else [held])]
    return [_attached(v) for v in values if isinstance(v, dict) and v.keys() == _FIELDS]


def _attached(item: dict[str, Json]) -> Attached:
    size = item["size"]
    assert isinstance(size, int)
    return Attached(
        name=str(item["name"]),
        media=str(item["media"]),
        digest=Digest(str(item["sha256"])),
        size=size,
        key=bytes.fromhex(str(item["key"])),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A file of ours before its act is written: what its part says, and what travels."""

    attached: Attached
    data: bytes


def seal(
    node: Node, data: bytes, *, name: str, media: str, limit: int = ATTACHMENT_BYTES_DEFAULT
) -> Sealed:
    """Seal a file under a key of its own; nothing is kept yet.

    Raises:
        Refused: it is over the limit, in bytes.
    """
    most = limit - SEALING_BYTES  # The limit is on what travels (EXC-70).
    if len(data) > most:
        raise Refused(reasons.ATTACHMENT_TOO_LARGE, size=len(data), limit=most)
    key = node.world.random(KEY_BYTES)
    sealed = node.world.encrypt(key, data, CONTEXT)
    digest = Digest(hashlib.sha256(sealed).hexdigest())
    attached = Attached(name=name, media=media, digest=digest, size=len(sealed), key=key)
    return Sealed(attached=attached, data=sealed)


def keep(node: Node, space: Space, sealed: Sealed) -> None:
    """Keep a sealed file, for the partner to fetch."""
    digest, size = sealed.attached.digest, sealed.attached.size
    with node.work.together():  # Half a file of ours would be asked of the partner, for ever.
        node.work.transfers.begin(_transfer(node, space, digest, size))
        for offset in range(0, size, CHUNK_BYTES_MAX):
            chunk = sealed.data[offset : offset + CHUNK_BYTES_MAX]
            node.work.transfers.write(space.id, digest, offset, chunk)


def expect(
    node: Node,
    space: Space,
    parts: Sequence[tuple[Digest, OpenPart]],
    *,
    limit: int = ATTACHMENT_BYTES_DEFAULT,
) -> None:
    """Begin to fetch the attachments that parts of the partner announce.

    A partner may announce more than this node has room for; those wait until there is some.

    Args:
        node: ours.
        space: where the parts are.
        parts: each with the id of its act, which is in the ledger.
        limit: the largest size of what travels, in bytes.
    """
    for entry, part in parts:
        for attached in read(part.content):
            _expect_one(node, space, entry, attached, limit)


def _expect_one(node: Node, space: Space, entry: Digest, attached: Attached, limit: int) -> None:
    if node.work.transfers.get(space.id, attached.digest) is not None:
        return
    try:
        assembly = begin(attached.digest, total=attached.size, limit=limit)
    except Refused as error:
        guards.alarm(node, space, error.reason, **error.facts)
        return
    if not owed.file_fits(node, space, assembly.total):
        owed.put_off(node, space, entry)
        return
    node.work.transfers.begin(_transfer(node, space, assembly.digest, assembly.total))
    node.on_news(space.id)  # The line asks for it now, not when it next looks round.


def content_of(node: Node, space: Space, attached: Attached) -> bytes | None:
    """Return a file in clear; None while it is not wholly here.

    Raises:
        Unproven: what is kept is not what was sealed.
    """
    transfer = node.work.transfers.get(space.id, attached.digest)
    if transfer is None or not transfer.complete:
        return None
    sealed = node.work.transfers.read(space.id, attached.digest, 0, transfer.size)
    return node.world.decrypt(attached.key, sealed, CONTEXT)


def unfinished(node: Node, space: Space) -> Sequence[Transfer]:
    """Return the attachments of this space that are under way, the oldest first."""
    return node.work.transfers.unfinished(space.id)


def wants(node: Node, space: Space) -> list[Want]:
    """Return what to ask the partner for: the rest of every attachment under way."""
    return [Want(digest=t.digest, offset=t.held) for t in unfinished(node, space)]


def chunks(node: Node, space: Space, wanted: Sequence[Want]) -> tuple[Chunk, ...]:
    """Return the next bytes of the attachments the partner asks for, of this space only."""
    found: list[Chunk] = []
    for want in wanted:
        transfer = node.work.transfers.get(space.id, want.digest)
        if transfer is None or not transfer.complete:
            continue
        offset = want.offset
        while offset < transfer.size and len(found) < CHUNKS_MAX:
            data = node.work.transfers.read(space.id, want.digest, offset, CHUNK_BYTES_MAX)
            found.append(Chunk(digest=want.digest, offset=offset, total=transfer.size, data=data))
            offset += len(data)
    return tuple(found)


def take(node: Node, space: Space, arrived: Sequence[Chunk]) -> bool:
    """Keep bytes that are next.

    Returns:
        Whether an attachment is wholly here now that was not before.

    Raises:
        Refused: a chunk states another total than was announced.
        Conflict: a complete attachment has another digest; it begins again.
    """
    completed = False
    for chunk in arrived:
        transfer = node.work.transfers.get(space.id, chunk.digest)
        if transfer is None or transfer.complete:
            continue
        assembly = Assembly(digest=chunk.digest, total=transfer.size, held=transfer.held)
        assembly, write = place(assembly, chunk)
        if write is None:
            continue
        node.work.transfers.write(space.id, chunk.digest, write.offset, write.data)
        if assembly.complete:
            _check(node, space, assembly)
            completed = True
    return completed


def note(node: Node, space: Space, parts: Sequence[tuple[Digest, OpenPart]]) -> None:
    """Note which parts name which files; written before the parts are, and alone it does no harm.

    Both ways: a part that a backup brings back may be one that nobody can open any more.

    Args:
        node: ours.
        space: where the parts are.
        parts: each with the id of its act.
    """
    now = node.world.now()
    rows: list[Document] = []
    for entry, part in parts:
        id, files = f"{entry}/{part.name}", [one.digest for one in read(part.content)]
        kinds = [(_named(space.id, digest), b"") for digest in files]
        if files:
            kinds.append((_naming(space.id), " ".join(files).encode()))
        rows += [Document(kind=kind, id=id, content=said, updated=now) for kind, said in kinds]
    if rows:
        node.work.register.put_all(rows)


def drop(node: Node, part: Part, going: Collection[tuple[Digest, str]] = ()) -> None:
    """Delete the files of its own space that a part announces and no part that stays does.

    Args:
        node: ours.
        part: what is being erased; anybody may have repeated what it says in a part of its own.
        going: the parts that are erased with it, itself included: id of the act, and name.
    """
    naming = node.work.register.get(_naming(part.space), f"{part.entry}/{part.name}")
    if naming is None:
        return
    for digest in map(Digest, naming.content.decode().split()):
        rows = node.work.register.all(_named(part.space, digest))
        if any(_stays(node, part.space, row, going) for row in rows):
            continue
        with node.work.together():
            node.work.transfers.drop(part.space, digest)
            for row in rows:
                node.work.register.remove(row.kind, row.id)
    node.work.register.remove(naming.kind, naming.id)


def _named(space: Digest, digest: Digest) -> Slug:
    """Return the kind of the documents that say which parts of a space name a file."""
    return Slug(f"file-{space}-{digest}")


def _naming(space: Digest) -> Slug:
    """Return the kind of the documents that say which files a part of a space names."""
    return Slug(f"files-{space}")


def _stays(node: Node, space: Digest, row: Document, going: Collection[tuple[Digest, str]]) -> bool:
    """Say whether the part of a row is held here and will be."""
    entry, _, name = row.id.partition("/")
    if (entry, name) in going:
        return False
    part = node.ledger.part(Digest(entry), name)
    if part is None or part.state is not PartState.HELD:
        return False
    return not node.keys.destroyed([PartName(space=space, entry=Digest(entry), name=name)])


def _check(node: Node, space: Space, assembly: Assembly) -> None:
    sealed = node.work.transfers.read(space.id, assembly.digest, 0, assembly.total)
    try:
        verified(assembly, Digest(hashlib.sha256(sealed).hexdigest()))
    except Conflict:
        with node.work.together():
            node.work.transfers.drop(space.id, assembly.digest)
            node.work.transfers.begin(_transfer(node, space, assembly.digest, assembly.total))
        raise  # The line waits before it tries again, and says why.


def _transfer(node: Node, space: Space, digest: Digest, size: int) -> Transfer:
    return Transfer(digest=digest, space=space.id, size=size, held=0, started=node.world.now())
