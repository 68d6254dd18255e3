"""A ledger in the tables of a database: the one text for SQLite and PostgreSQL."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Self

from jisr.core.act import Digest, Kind, PartyId
from jisr.core.errors import Conflict, Unavailable
from jisr.core.log import Fence
from jisr.ledger import reasons
from jisr.ledger import statements as sql
from jisr.ledger.base import READ_MAX, TILE_LEAVES, End, Entry, Part, PartState, Tile
from jisr.ledger.tables import Row, Tables


@dataclass(slots=True)
class _Head:
    """Where a log stands while a batch is checked."""

    no: int
    size: int
    head: bytes
    saw: int
    was: int  # The size before the batch.


class RelationalLedger:
    """See `Ledger`."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def found(self, space: Digest, founding: bytes) -> None:
        key = bytes.fromhex(space)
        with self.tables.writing():
            self.tables.change(sql.FOUND, key, founding)
            if self.tables.row(sql.FOUNDING, key) != (founding,):
                raise Conflict(reasons.OTHER_FOUNDING)

    def founding(self, space: Digest) -> bytes | None:
        row = self.tables.row(sql.FOUNDING, bytes.fromhex(space))
        return row[0] if row else None

    def spaces(self) -> Sequence[Digest]:
        return [Digest(id.hex()) for (id,) in self.tables.rows(sql.SPACES)]

    def append(
        self, entries: Sequence[Entry], *, parts: Sequence[Part] = (), tiles: Sequence[Tile] = ()
    ) -> None:
        try:
            self._append(entries, parts, tiles)
        except Unavailable as error:
            if error.code == reasons.IN_DOUBT.code:
                self._resolve(entries, error)
            else:
                raise

    def _resolve(self, entries: Sequence[Entry], doubt: Unavailable) -> None:
        """Learn whether a batch holds whose commit nobody answered; return if it does.

        Raises:
            Unavailable: it does not, or that cannot be learnt yet.
        """
        try:
            with self.tables.writing():
                # The head of each log is free only when the lost transaction is over.
                for log in sorted({(entry.space, entry.author) for entry in entries}):
                    self._head(*log)
                held = all(self.tables.row(sql.HELD, bytes.fromhex(e.id)) for e in entries)
        except Unavailable:
            raise doubt from None
        if not held:
            raise Unavailable(reasons.UNREACHABLE, store=self.tables.store) from doubt

    def _append(
        self, entries: Sequence[Entry], parts: Sequence[Part], tiles: Sequence[Tile]
    ) -> None:
        with self.tables.writing():
            # In one order, so that two batches over the same logs wait for each other, no more.
            logs = sorted({(entry.space, entry.author) for entry in entries})
            heads = {log: self._head(*log) for log in logs}
            self._add_entries(entries, heads)
            for head in heads.values():
                moved = head.no, head.size, head.head, head.saw, head.was
                self.tables.change(sql.MOVE_HEAD, *moved)
            if parts:
                self._add_parts(parts, {entry.id: entry.space for entry in entries})
            for tile in tiles:
                self._add_tile(tile)

    def _add_entries(
        self, entries: Iterable[Entry], heads: Mapping[tuple[Digest, PartyId], _Head]
    ) -> None:
        """Check L1 and add the rows."""
        rows: list[Row] = []
        sights: list[Row] = []
        for entry in entries:
            head = heads[entry.space, entry.author]
            id, prev = bytes.fromhex(entry.id), bytes.fromhex(entry.prev)
            if entry.seq != head.size or prev != head.head:
                raise Conflict(reasons.NOT_NEXT, author=entry.author, seq=entry.seq, size=head.size)
            if entry.saw != head.saw:
                if entry.saw < head.saw:
                    raise Conflict(reasons.SEEN_BACKWARDS, author=entry.author, seq=entry.seq)
                sights.append((head.no, entry.saw, entry.seq))
                head.saw = entry.saw
            case = bytes.fromhex(entry.case) if entry.case is not None else None
            place = head.no, entry.seq, id, entry.epoch, prev
            signed = entry.header, entry.signature
            rows.append((*place, entry.kind.value, case, entry.saw, *signed))
            head.size, head.head = head.size + 1, id
        self.tables.change_each(sql.ADD_ENTRY, rows)
        self.tables.change_each(sql.ADD_SIGHT, sights)

    def _head(self, space: Digest, author: PartyId) -> _Head:
        """Return where a log stands, starting it if need be; nobody else moves it meanwhile."""
        key = bytes.fromhex(space), author
        row = self.tables.lock(sql.LOG, *key)
        if row is None:
            self.tables.change(sql.START_LOG, *key)
            row = self.tables.lock(sql.LOG, *key)
        if row is None:
            raise Conflict(reasons.UNKNOWN_SPACE)
        no, size, head, saw, _, _ = row
        return _Head(no, size, head, saw, size)

    def _add_parts(self, parts: Iterable[Part], spaces: Mapping[Digest, Digest]) -> None:
        rows: list[Row] = []
        for part in parts:
            if spaces.get(part.entry) != part.space:
                raise Conflict(reasons.PART_ASTRAY)
            key = bytes.fromhex(part.entry), part.name, bytes.fromhex(part.commitment)
            rows.append((*key, part.state.value, part.sealed))
        self.tables.change_each(sql.ADD_PART, rows)

    def _add_tile(self, tile: Tile) -> None:
        head = self._head(tile.space, tile.author)
        [(count,)] = self.tables.rows(sql.COUNT_TILES, head.no)
        if tile.index != count or (tile.index + 1) * TILE_LEAVES > head.size:
            raise Conflict(reasons.TILE_ASTRAY, index=tile.index)
        self.tables.change(sql.ADD_TILE, head.no, tile.index, tile.root)

    def ends(self) -> Sequence[End]:
        return [
            End(
                space=Digest(space.hex()),
                author=author,
                size=size,
                head=Digest(head.hex()),
                fence=_fence(epoch, seq),
            )
            for space, author, size, head, epoch, seq in self.tables.rows(sql.ENDS)
        ]

    def size(self, space: Digest, author: PartyId) -> int:
        row = self.tables.row(sql.LOG, bytes.fromhex(space), author)
        return row[1] if row else 0

    def entry(self, space: Digest, author: PartyId, seq: int) -> Entry | None:
        assert seq >= 0
        row = self.tables.row(sql.ENTRY, bytes.fromhex(space), author, seq)
        return _entry(row) if row else None

    def find(self, id: Digest) -> Entry | None:
        row = self.tables.row(sql.FIND, bytes.fromhex(id))
        return _entry(row) if row else None

    def after(
        self, space: Digest, author: PartyId, *, start: int, limit: int = READ_MAX
    ) -> Sequence[Entry]:
        assert 0 < limit <= READ_MAX
        assert start >= 0
        return [
            _entry(r)
            for r in self.tables.rows(sql.AFTER, bytes.fromhex(space), author, start, limit)
        ]

    def of_case(
        self, space: Digest, author: PartyId, case: Digest, *, limit: int | None = None
    ) -> Sequence[Entry]:
        most = sql.NO_LIMIT if limit is None else limit
        rows = self.tables.rows(
            sql.OF_CASE, bytes.fromhex(space), author, bytes.fromhex(case), most
        )
        return [_entry(row) for row in rows]

    def named(self, cases: Sequence[Digest]) -> Set[Digest]:
        rows = self.tables.rows_each(sql.NAMED, [(bytes.fromhex(case),) for case in cases])
        return {Digest(case.hex()) for (case,) in rows}

    def of_kind(self, space: Digest, author: PartyId, kind: Kind) -> Sequence[Entry]:
        rows = self.tables.rows(sql.OF_KIND, bytes.fromhex(space), author, kind.value)
        return [_entry(row) for row in rows]

    def receipt(self, space: Digest, author: PartyId, seq: int) -> Entry | None:
        row = self.tables.row(sql.RECEIPT, bytes.fromhex(space), author, seq)
        return _entry(row) if row else None

    def ids(self, space: Digest, author: PartyId, *, start: int, end: int) -> Sequence[Digest]:
        assert 0 <= start <= end <= start + TILE_LEAVES
        rows = self.tables.rows(sql.IDS, bytes.fromhex(space), author, start, end)
        return [Digest(id.hex()) for (id,) in rows]

    def tiles(self, space: Digest, author: PartyId) -> Sequence[bytes]:
        return [root for (root,) in self.tables.rows(sql.TILES, bytes.fromhex(space), author)]

    def part(self, entry: Digest, name: str) -> Part | None:
        row = self.tables.row(sql.PART, bytes.fromhex(entry), name)
        return _part(row) if row else None

    def parts(self, *entries: Digest) -> Sequence[Part]:
        rows = self.tables.rows_each(sql.PARTS, [(bytes.fromhex(entry),) for entry in entries])
        return [_part(row) for row in rows]

    def parts_by_commitment(self, commitment: Digest) -> Sequence[Part]:
        rows = self.tables.rows(sql.PARTS_BY_COMMITMENT, bytes.fromhex(commitment))
        return [_part(row) for row in rows]

    def put_part(self, *parts: Part) -> None:
        with self.tables.writing():
            for part in parts:
                key = (bytes.fromhex(part.space), bytes.fromhex(part.entry), part.name)
                new = (bytes.fromhex(part.commitment), part.state.value, part.sealed)
                if not self.tables.change(sql.PUT_PART, *key, *new):
                    raise Conflict(reasons.PART_FINAL, name=part.name)

    def fence(self, space: Digest, author: PartyId) -> Fence | None:
        row = self.tables.row(sql.LOG, bytes.fromhex(space), author)
        return _fence(*row[4:]) if row else None

    def set_fence(self, space: Digest, author: PartyId, fence: Fence) -> None:
        with self.tables.writing():
            no = self._head(space, author).no
            held = self.fence(space, author)
            if held and fence.epoch < held.epoch:
                raise Conflict(reasons.FENCE_LOWER, epoch=held.epoch)
            self.tables.change(sql.SET_FENCE, no, fence.epoch, fence.seq)

    def add_proof(self, space: Digest, proof: bytes) -> None:
        if self.founding(space) is None:
            raise Conflict(reasons.UNKNOWN_SPACE)
        digest = hashlib.sha256(proof).digest()
        self.tables.write(sql.ADD_PROOF, bytes.fromhex(space), digest, proof)

    def proofs(self, space: Digest) -> Sequence[bytes]:
        return [proof for (proof,) in self.tables.rows(sql.PROOFS, bytes.fromhex(space))]

    def prune(
        self,
        space: Digest,
        author: PartyId,
        positions: Sequence[int],
        *,
        receipts: Sequence[int] = (),
    ) -> None:
        going = [(bytes.fromhex(space), author, seq) for seq in positions]
        staying = [(bytes.fromhex(space), author, seq) for seq in receipts]
        with self.tables.writing():
            self.tables.change_each(sql.PRUNE_PARTS, [*going, *staying])
            self.tables.change_each(sql.PRUNE, going)
            self.tables.change_each(sql.RELEASE, staying)
        self.tables.forget()

    def quick_check(self) -> None:
        """Let the database check itself, and check that every log reaches from 0 to its head.

        Raises:
            Unavailable: the ledger is damaged; nothing was repaired.
        """
        self.tables.quick_check()
        if self.tables.rows(sql.BROKEN_LOGS):
            raise Unavailable(reasons.DAMAGED, store=self.tables.store)

    def close(self) -> None:
        """Give the store back."""
        self.tables.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _entry(row: Row) -> Entry:
    space, author, epoch, seq, id, prev, kind, case, saw, header, signature = row
    return Entry(
        space=Digest(space.hex()),
        author=author,
        epoch=epoch,
        seq=seq,
        id=Digest(id.hex()),
        prev=Digest(prev.hex()),
        kind=Kind(kind),
        case=Digest(case.hex()) if case is not None else None,
        saw=saw,
        header=header,
        signature=signature,
    )


def _fence(epoch: int | None, seq: int) -> Fence | None:
    return None if epoch is None else Fence(epoch=epoch, seq=seq)


def _part(row: Row) -> Part:
    space, entry, name, commitment, state, sealed = row
    return Part(
        space=Digest(space.hex()),
        entry=Digest(entry.hex()),
        name=name,
        commitment=Digest(commitment.hex()),
        state=PartState(state),
        sealed=sealed,
    )
