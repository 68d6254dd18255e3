"""A ledger in dictionaries, for tests and simulations: it forgets when the process ends."""

import threading
from bisect import bisect_right
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace

from jisr.core.act import Digest, Kind, PartyId
from jisr.core.errors import Conflict
from jisr.core.log import Fence
from jisr.ledger import reasons
from jisr.ledger.base import READ_MAX, TILE_LEAVES, End, Entry, Part, PartState, Tile


@dataclass(slots=True)
class _Log:
    """One party's log in one space; a pruned entry leaves None at its position."""

    entries: list[Entry | None] = field(default_factory=list)
    ids: list[Digest] = field(default_factory=list)
    saws: list[int] = field(default_factory=list)
    tiles: list[bytes] = field(default_factory=list)
    fence: Fence | None = None


class MemoryLedger:
    """See `Ledger`."""

    def __init__(self) -> None:
        self._guard = threading.RLock()
        self._spaces: dict[Digest, bytes] = {}
        self._logs: dict[tuple[Digest, PartyId], _Log] = {}
        self._by_id: dict[Digest, tuple[Digest, PartyId, int]] = {}
        self._cases: dict[tuple[Digest, PartyId, Digest | None], list[Entry]] = {}
        self._parts: dict[Digest, dict[str, Part]] = {}
        self._proofs: dict[Digest, dict[bytes, None]] = {}

    def found(self, space: Digest, founding: bytes) -> None:
        if self._spaces.setdefault(space, founding) != founding:
            raise Conflict(reasons.OTHER_FOUNDING)

    def founding(self, space: Digest) -> bytes | None:
        return self._spaces.get(space)

    def spaces(self) -> Sequence[Digest]:
        return tuple(self._spaces)

    def append(
        self, entries: Sequence[Entry], *, parts: Sequence[Part] = (), tiles: Sequence[Tile] = ()
    ) -> None:
        with self._guard:
            self._check_chain(entries)
            self._check_parts(entries, parts)
            self._check_tiles(entries, tiles)
            for entry in entries:
                log = self._logs.setdefault((entry.space, entry.author), _Log())
                log.entries.append(entry)
                log.ids.append(entry.id)
                log.saws.append(entry.saw)
                self._by_id[entry.id] = entry.space, entry.author, entry.seq
                if entry.case is not None:
                    self._cases.setdefault(_case_key(entry), []).append(entry)
            for part in parts:
                self._parts.setdefault(part.entry, {})[part.name] = part
            for tile in tiles:
                self._logs[tile.space, tile.author].tiles.append(tile.root)

    def _check_chain(self, entries: Sequence[Entry]) -> None:
        heads: dict[tuple[Digest, PartyId], tuple[int, Digest, int]] = {}
        if any(entry.space not in self._spaces for entry in entries):
            raise Conflict(reasons.UNKNOWN_SPACE)
        for entry in entries:
            key = entry.space, entry.author
            size, head, saw = heads[key] if key in heads else self._head(*key)
            if (entry.seq, entry.prev) != (size, head):
                raise Conflict(reasons.NOT_NEXT, author=entry.author, seq=entry.seq, size=size)
            if entry.saw < saw:
                raise Conflict(reasons.SEEN_BACKWARDS, author=entry.author, seq=entry.seq)
            heads[key] = size + 1, entry.id, entry.saw
        ids = [entry.id for entry in entries]
        if len(set(ids)) < len(ids) or any(id in self._by_id for id in ids):
            raise Conflict(reasons.RECORDED_ALREADY, store="memory")

    def _head(self, space: Digest, author: PartyId) -> tuple[int, Digest, int]:
        log = self._log(space, author)
        return (len(log.ids), log.ids[-1], log.saws[-1]) if log.ids else (0, space, 0)

    def _check_parts(self, entries: Iterable[Entry], parts: Iterable[Part]) -> None:
        spaces = {entry.id: entry.space for entry in entries}
        seen: set[tuple[Digest, str]] = set()
        for part in parts:
            if spaces.get(part.entry) != part.space:
                raise Conflict(reasons.PART_ASTRAY)
            if (part.entry, part.name) in seen:
                raise Conflict(reasons.RECORDED_ALREADY, store="memory")
            seen.add((part.entry, part.name))

    def _check_tiles(self, entries: Sequence[Entry], tiles: Iterable[Tile]) -> None:
        next_index: dict[tuple[Digest, PartyId], int] = {}
        for tile in tiles:
            key = tile.space, tile.author
            log = self._log(*key)
            size = len(log.ids) + sum((entry.space, entry.author) == key for entry in entries)
            expected = next_index.get(key, len(log.tiles))
            if tile.index != expected or (tile.index + 1) * TILE_LEAVES > size:
                raise Conflict(reasons.TILE_ASTRAY, index=tile.index)
            next_index[key] = expected + 1

    def _log(self, space: Digest, author: PartyId) -> _Log:
        return self._logs.get((space, author)) or _Log()

    def ends(self) -> Sequence[End]:
        return [
            End(
                space=space,
                author=author,
                size=len(log.ids),
                head=log.ids[-1] if log.ids else space,
                fence=log.fence,
            )
            for (space, author), log in self._logs.items()
        ]

    def size(self, space: Digest, author: PartyId) -> int:
        return len(self._log(space, author).ids)

    def entry(self, space: Digest, author: PartyId, seq: int) -> Entry | None:
        assert seq >= 0
        entries = self._log(space, author).entries
        return entries[seq] if seq < len(entries) else None

    def find(self, id: Digest) -> Entry | None:
        place = self._by_id.get(id)
        return self.entry(*place) if place else None

    def after(
        self, space: Digest, author: PartyId, *, start: int, limit: int = READ_MAX
    ) -> Sequence[Entry]:
        assert 0 < limit <= READ_MAX
        assert start >= 0
        entries = self._log(space, author).entries
        kept = next((seq for seq in range(start, len(entries)) if entries[seq]), len(entries))
        return [entry for entry in entries[kept : kept + limit] if entry]

    def of_case(
        self, space: Digest, author: PartyId, case: Digest, *, limit: int | None = None
    ) -> Sequence[Entry]:
        return self._cases.get((space, author, case), [])[:limit]

    def named(self, cases: Sequence[Digest]) -> Set[Digest]:
        logs = list(self._logs)
        return {case for case in cases if any(self._cases.get((*log, case)) for log in logs)}

    def of_kind(self, space: Digest, author: PartyId, kind: Kind) -> Sequence[Entry]:
        return [e for e in self._log(space, author).entries if e and e.kind is kind]

    def receipt(self, space: Digest, author: PartyId, seq: int) -> Entry | None:
        for (other_space, other), log in list(self._logs.items()):
            if other_space == space and other != author:
                first = bisect_right(log.saws, seq)  # They never fall: `append` sees to it.
                return log.entries[first] if first < len(log.saws) else None
        return None

    def ids(self, space: Digest, author: PartyId, *, start: int, end: int) -> Sequence[Digest]:
        assert 0 <= start <= end <= start + TILE_LEAVES
        return self._log(space, author).ids[start:end]

    def tiles(self, space: Digest, author: PartyId) -> Sequence[bytes]:
        return tuple(self._log(space, author).tiles)

    def part(self, entry: Digest, name: str) -> Part | None:
        return self._parts.get(entry, {}).get(name)

    def parts(self, *entries: Digest) -> Sequence[Part]:
        return [part for entry in entries for _, part in sorted(self._parts.get(entry, {}).items())]

    def parts_by_commitment(self, commitment: Digest) -> Sequence[Part]:
        with self._guard:
            return [
                part
                for parts in self._parts.values()
                for _, part in sorted(parts.items())
                if part.commitment == commitment
            ]

    def put_part(self, *parts: Part) -> None:
        with self._guard:
            for part in parts:
                held = self.part(part.entry, part.name)
                if held is None or replace(part, state=held.state, sealed=held.sealed) != held:
                    raise Conflict(reasons.PART_FINAL, name=part.name)
                if held.state in (PartState.REFUSED, PartState.ERASED):
                    raise Conflict(reasons.PART_FINAL, name=part.name)
            for part in parts:
                self._parts[part.entry][part.name] = part

    def fence(self, space: Digest, author: PartyId) -> Fence | None:
        return self._log(space, author).fence

    def set_fence(self, space: Digest, author: PartyId, fence: Fence) -> None:
        with self._guard:
            if space not in self._spaces:
                raise Conflict(reasons.UNKNOWN_SPACE)
            log = self._logs.setdefault((space, author), _Log())
            if log.fence and fence.epoch < log.fence.epoch:
                raise Conflict(reasons.FENCE_LOWER, epoch=log.fence.epoch)
            log.fence = fence

    def add_proof(self, space: Digest, proof: bytes) -> None:
        if space not in self._spaces:
            raise Conflict(reasons.UNKNOWN_SPACE)
        self._proofs.setdefault(space, {})[proof] = None

    def proofs(self, space: Digest) -> Sequence[bytes]:
        return tuple(self._proofs.get(space, ()))

    def prune(
        self,
        space: Digest,
        author: PartyId,
        positions: Sequence[int],
        *,
        receipts: Sequence[int] = (),
    ) -> None:
        with self._guard:
            log = self._log(space, author)
            for seq in (*positions, *receipts):
                if entry := self.entry(space, author, seq):
                    log.entries[seq] = replace(entry, case=None) if seq in receipts else None
                    self._parts.pop(entry.id, None)
                    if entry.case is not None:
                        self._cases[_case_key(entry)].remove(entry)


def _case_key(entry: Entry) -> tuple[Digest, PartyId, Digest | None]:
    return entry.space, entry.author, entry.case
