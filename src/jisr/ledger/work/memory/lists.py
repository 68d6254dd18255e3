"""Lists of cases and acts, and the public record, in dictionaries."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.errors import Conflict
from jisr.ledger import reasons
from jisr.ledger.base import READ_MAX
from jisr.ledger.work.memory.tables import Journal, Table
from jisr.ledger.work.rows import ActRow, CaseRow, Cursor, Document, DueIn

NEVER: Final = datetime.max.replace(tzinfo=UTC)


class MemoryViews:
    """See `Views`."""

    def __init__(self, journal: Journal) -> None:
        self._cases: Table[tuple[Digest, Digest], CaseRow] = Table(journal)
        self._acts: Table[tuple[Digest, Digest], ActRow] = Table(journal)
        self._cursors: Table[tuple[Digest, PartyId], Cursor] = Table(journal)

    def apply(
        self,
        *,
        moved: Sequence[tuple[Cursor, int]],
        cases: Sequence[CaseRow],
        acts: Sequence[ActRow],
    ) -> None:
        for cursor, _ in moved:
            held = self.cursor(cursor.space, cursor.author).position
            if held != cursor.position:
                raise Conflict(reasons.CURSOR_MOVED, author=cursor.author, position=held)
        cursors = self._cursors.changing()
        cursors |= {(c.space, c.author): replace(c, position=to) for c, to in moved}
        case_rows, act_rows = self._cases.changing(), self._acts.changing()
        case_rows |= {(case.space, case.case): case for case in cases}
        act_rows |= {(act.space, act.id): act for act in acts}

    def cursor(self, space: Digest, author: PartyId) -> Cursor:
        held = self._cursors.rows.get((space, author))
        return held or Cursor(space=space, author=author, position=0)

    def case(self, space: Digest, case: Digest) -> CaseRow | None:
        return self._cases.rows.get((space, case))

    def cases(
        self, *, space: Digest | None = None, start: int = 0, limit: int = READ_MAX
    ) -> Sequence[CaseRow]:
        assert 0 < limit <= READ_MAX
        found = [row for row in self._cases.rows.values() if space in (None, row.space)]
        return sorted(found, key=lambda row: row.updated, reverse=True)[start : start + limit]

    def due(self, before: datetime, *, limit: int = READ_MAX) -> Sequence[CaseRow]:
        assert 0 < limit <= READ_MAX
        found = [row for row in self._cases.rows.values() if (row.due or NEVER) < before]
        return sorted(found, key=lambda row: row.due or NEVER)[:limit]

    def waiting(self, party: PartyId, due: DueIn, *, limit: int = READ_MAX) -> Sequence[CaseRow]:
        assert 0 < limit <= READ_MAX
        return sorted(self._waiting(party, due), key=_soonest)[:limit]

    def waiting_count(self, party: PartyId, due: DueIn) -> int:
        return len(self._waiting(party, due))

    def _waiting(self, party: PartyId, due: DueIn) -> Sequence[CaseRow]:
        return [row for row in self._cases.rows.values() if row.turn == party and _in(row, due)]

    def turns(self) -> Mapping[PartyId, int]:
        return Counter(row.turn for row in self._cases.rows.values() if row.turn is not None)

    def act(self, space: Digest, id: Digest) -> ActRow | None:
        return self._acts.rows.get((space, id))

    def acts(self, space: Digest, case: Digest) -> Sequence[ActRow]:
        rows = self._acts.rows.values()
        found = [row for row in rows if row.case == case and row.space == space]
        return sorted(found, key=lambda row: (row.author, row.seq))

    def clear(self, space: Digest) -> None:
        for table in (self._cases, self._acts, self._cursors):
            rows = table.changing()
            for key in [key for key in rows if key[0] == space]:
                del rows[key]  # type: ignore[arg-type]


class MemoryRegister:
    """See `Register`."""

    def __init__(self, journal: Journal) -> None:
        self._documents: Table[tuple[Slug, str], Document] = Table(journal)

    def put(self, document: Document) -> None:
        self.put_all([document])

    def put_all(self, documents: Sequence[Document]) -> None:
        rows = self._documents.changing()
        rows |= {(one.kind, one.id): one for one in documents}

    def get(self, kind: Slug, id: str) -> Document | None:
        return self._documents.rows.get((kind, id))

    def some(self, kind: Slug, ids: Sequence[str]) -> Sequence[Document]:
        rows = self._documents.rows
        return [rows[kind, id] for id in ids if (kind, id) in rows]

    def all(self, kind: Slug) -> Sequence[Document]:
        found = [row for row in self._documents.rows.values() if row.kind == kind]
        return sorted(found, key=lambda row: row.id)

    def after(self, kind: Slug, id: str = "", *, limit: int = READ_MAX) -> Sequence[Document]:
        assert 0 < limit <= READ_MAX
        return [row for row in self.all(kind) if row.id > id][:limit]

    def count(self, kind: Slug) -> int:
        return sum(row.kind == kind for row in self._documents.rows.values())

    def remove(self, kind: Slug, id: str) -> None:
        self.remove_all(kind, [id])

    def remove_all(self, kind: Slug, ids: Sequence[str]) -> None:
        rows = self._documents.changing()
        for id in ids:
            rows.pop((kind, id), None)


def _in(row: CaseRow, due: DueIn) -> bool:
    if row.due is None:
        return due.end is None
    return (due.start is None or row.due >= due.start) and (due.end is None or row.due < due.end)


def _soonest(row: CaseRow) -> tuple[datetime, datetime]:
    return row.due or NEVER, row.opened_at
