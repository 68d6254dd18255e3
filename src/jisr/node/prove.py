"""Prove one act to somebody who trusts neither node.

The file holds everything the stand-alone verifier needs: the founding document both parties
signed, the keys the author added since, the act, its place in the author's log, and the
partner's countersignature of that log.  What the partner has countersigned it holds.

Source: docs/spec/proof.md, clauses PRF-1 to PRF-9.
"""

from collections.abc import Sequence
from typing import Final

from jisr.core import merkle
from jisr.core.act import Digest, Kind, PartyId
from jisr.core.canonical import Json, decode, encode
from jisr.core.dsse import ACT_TYPE, Envelope, Signature, to_base64
from jisr.core.errors import Refused, Unavailable
from jisr.core.proofs import ENVELOPE_BYTES_MAX, FORK_BYTES_MAX
from jisr.core.service import read_ack
from jisr.core.space import FOUNDING_BYTES_MAX
from jisr.ledger.base import TILE_LEAVES, Entry
from jisr.node import content, guards, reasons, safeguard
from jisr.node.node import Node
from jisr.node.space import Space, act_of

PROOF_KIND: Final = "act"
LEDGER_KIND: Final = "ledger"
PROOF_BYTES_MAX: Final = 32 * 1024 * 1024  # PRF-1.
PAGE: Final = 100  # Acts looked through at a time for an acknowledgement; one is never far.


def prove(node: Node, act: Digest, *, with_content: bool = False) -> bytes:
    """Return the proof of one act as a file.

    Args:
        node: ours.
        act: its id.
        with_content: whether the parts held here are opened in it; for a court, not for mail.

    Raises:
        Refused: there is no such act here, none of its content is, or that may not leave the
            space.
        Unavailable: the partner has not countersigned it yet; or content is asked for, and the
            node must hear its partner first.
    """
    with node.lock:
        entry = node.ledger.find(act)
        if entry is None or entry.space not in node.spaces:
            raise Refused(reasons.UNKNOWN_ACT)
        space = node.space(entry.space)
        ack, path = _countersigned(node, space, entry)
        hashes: list[Json] = [digest.hex() for digest in path]
        wire: dict[str, Json] = {
            "act": _envelope(entry),
            "founding": _founding(node, space),
            "inclusion": {"hashes": hashes, "index": entry.seq, "size": _cosigned_size(ack)},
            "keys": [
                _envelope(key)
                for party in space.founding.parties
                for key in node.ledger.of_kind(space.id, party, Kind.KEY)
            ],
            "kind": PROOF_KIND,
            "receipt": _envelope(ack),
            "v": 1,
        }
        if with_content:
            wire["parts"] = _opened(node, space, entry)
        return encode(wire)


def opened(proof: bytes) -> tuple[str, ...]:
    """Return the names of the parts that a proof made here holds in clear: what to log."""
    wire = decode(proof, bytes_max=PROOF_BYTES_MAX)
    parts = wire.get("parts", []) if isinstance(wire, dict) else []
    assert isinstance(parts, list)
    return tuple(str(part["name"]) for part in parts if isinstance(part, dict))


def export(node: Node, space_id: Digest) -> bytes:
    """Return a whole space as a file: both logs, all that was signed, no content."""
    with node.lock:
        space = node.space(space_id)
        editions = _editions(node, space)
        logs: dict[str, Json] = {}
        for party in space.founding.parties:
            logs[party] = _log(node, space, party)
        proofs: list[Json] = [
            decode(proof, bytes_max=FORK_BYTES_MAX) for proof in node.ledger.proofs(space.id)
        ]
        wire: dict[str, Json] = {
            "founding": _founding(node, space),
            "kind": LEDGER_KIND,
            "logs": logs,
            "proofs": proofs,
            "v": 1,
        }
        return encode(wire if editions is None else wire | {"editions": editions})


def _editions(node: Node, space: Space) -> list[Json] | None:
    """Return the signed bytes of every edition that was ever in force (PRF-10).

    None where this node lacks one: with some of them only, cases could not all be folded.
    """
    adopted = (adoption.edition for adoption in space.zero.adoptions)
    known = [node.editions.get(digest) for digest in sorted({space.founding.framework, *adopted})]
    signed: list[Json] = [to_base64(edition.signed) for edition in known if edition is not None]
    return signed if len(signed) == len(known) else None


def _log(node: Node, space: Space, party: PartyId) -> list[Json]:
    """Return one item for each position of a log: its act, or its id where it was pruned."""
    items: list[Json] = []
    size = node.ledger.size(space.id, party)
    for start in range(0, size, TILE_LEAVES):
        ids = node.ledger.ids(space.id, party, start=start, end=min(size, start + TILE_LEAVES))
        page = node.ledger.after(space.id, party, start=start, limit=TILE_LEAVES)
        here = {entry.id: _envelope(entry) for entry in page if entry.seq < start + TILE_LEAVES}
        items += [here.get(id, id) for id in ids]
    return items


def countersigned(node: Node, space: Space, party: PartyId) -> int:
    """Return how many acts of a party's log the other has countersigned, as far as we hold."""
    other = space.founding.other(party)
    end = node.ledger.size(space.id, other)
    while end > 0:
        start = max(0, end - PAGE)
        page = node.ledger.after(space.id, other, start=start, limit=end - start)
        for entry in reversed(page):
            if entry.kind is Kind.ACK:
                return _cosigned_size(entry)
        end = start
    return 0


def _cosigned_size(ack: Entry) -> int:
    detail = read_ack(act_of(ack).detail)
    return detail.cosigned.size if detail.cosigned else 0


def _countersigned(node: Node, space: Space, entry: Entry) -> tuple[Entry, tuple[bytes, ...]]:
    """Return the other party's first ack that countersigns the act, and the act's path in it.

    An ack that cosigns another tree than ours is kept as evidence, and proves nothing here.
    """
    other = space.founding.other(entry.author)
    leaf = merkle.leaf_hash(entry.id)
    receipt = node.ledger.receipt(space.id, entry.author, entry.seq)
    start = receipt.seq if receipt else 0  # Its receipt may be pruned, and a later ack stand.
    if space.logs[other].saw <= entry.seq:
        raise Unavailable(reasons.NOT_COUNTERSIGNED)
    while page := node.ledger.after(space.id, other, start=start, limit=PAGE):
        for ack in page:
            cosigned = read_ack(act_of(ack).detail).cosigned if _is_ack(ack) else None
            if cosigned is None or cosigned.size <= entry.seq:
                continue
            path = _path(node, space, entry.author, entry.seq, cosigned.size)
            if merkle.is_included(
                leaf,
                index=entry.seq,
                size=cosigned.size,
                proof=path,
                root=bytes.fromhex(cosigned.root),
            ):
                return ack, path
        start = page[-1].seq + 1
    raise Unavailable(reasons.NOT_COUNTERSIGNED)


def _is_ack(entry: Entry) -> bool:
    return entry.kind is Kind.ACK


def _path(node: Node, space: Space, author: PartyId, index: int, size: int) -> tuple[bytes, ...]:
    """Build an inclusion proof from complete tiles and the ids of two tiles at most.

    A complete tile is a complete subtree, so the tree over tile roots and, below it, the tree
    inside one tile together are the whole tree.
    """
    complete = size // TILE_LEAVES
    start = complete * TILE_LEAVES
    tail = _leaves(node, space, author, start, size)
    uppers = [*node.ledger.tiles(space.id, author)[:complete]]
    if tail:
        uppers.append(merkle.root_of(tail))
    tile = index // TILE_LEAVES
    if tile < complete:
        inside = _leaves(node, space, author, tile * TILE_LEAVES, (tile + 1) * TILE_LEAVES)
    else:
        inside = tail
    lower = merkle.inclusion_proof(inside, index - tile * TILE_LEAVES)
    return (*lower, *merkle.inclusion_proof(uppers, tile))


def _leaves(node: Node, space: Space, author: PartyId, start: int, end: int) -> list[bytes]:
    return [merkle.leaf_hash(id) for id in node.ledger.ids(space.id, author, start=start, end=end)]


def _envelope(entry: Entry) -> Json:
    key = act_of(entry).key
    envelope = Envelope(
        payload=entry.header,
        payload_type=ACT_TYPE,
        signatures=(Signature(key, entry.signature),),
    )
    return decode(envelope.encode(), bytes_max=ENVELOPE_BYTES_MAX)


def _founding(node: Node, space: Space) -> Json:
    raw = node.ledger.founding(space.id)
    assert raw is not None
    return decode(raw, bytes_max=2 * FOUNDING_BYTES_MAX)


def _opened(node: Node, space: Space, entry: Entry) -> Sequence[Json]:
    found: list[Json] = []
    if not guards.may_read(node, space.id):
        raise Unavailable(reasons.NOT_YET_HEARD)
    for part in node.ledger.parts(entry.id):
        clear = content.open_part(node, space, part)
        if clear is not None:
            safeguard.check_export(node, space, act_of(entry), clear)
            found.append(
                {
                    "content": to_base64(clear.content),
                    "name": part.name,
                    "salt": to_base64(clear.salt),
                }
            )
    if not found:
        raise Refused(reasons.NO_CONTENT)
    return found
