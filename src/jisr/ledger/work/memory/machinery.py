"""Effects, outbox, receipts, partners, frames and attachments, in dictionaries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from jisr.core.act import Digest, PartyId
from jisr.core.errors import Conflict, Reason
from jisr.ledger import reasons
from jisr.ledger.work.memory.tables import Journal, Table, checked
from jisr.ledger.work.rows import (
    Alarm,
    Effect,
    EffectKey,
    EffectState,
    Frame,
    Grade,
    Load,
    Outgoing,
    Partner,
    Receipt,
    Transfer,
)

LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)  # Before any instant at which something waits.
OPEN: Final = (EffectState.PLANNED, EffectState.CLAIMED)


class MemoryEffects:
    """See `Effects`."""

    def __init__(self, journal: Journal) -> None:
        self._effects: Table[EffectKey, Effect] = Table(journal)

    def plan(self, keys: Sequence[EffectKey]) -> None:
        rows = self._effects.changing()
        for key in keys:
            rows.setdefault(key, Effect(key=key, state=EffectState.PLANNED, tries=0, until=None))

    def claim(self, *, now: datetime, until: datetime, limit: int) -> Sequence[EffectKey]:
        rows = self._effects.changing()
        due = [
            row
            for row in rows.values()
            if row.state in OPEN and (row.until or LONG_AGO) <= checked(now)
        ][:limit]
        for row in due:
            rows[row.key] = replace(
                row, state=EffectState.CLAIMED, tries=row.tries + 1, until=checked(until)
            )
        return [row.key for row in due]

    def done(self, key: EffectKey) -> None:
        self._give_back(key, EffectState.DONE, None)

    def retry(self, key: EffectKey, *, at: datetime) -> None:
        self._give_back(key, EffectState.PLANNED, checked(at))

    def _give_back(self, key: EffectKey, state: EffectState, until: datetime | None) -> None:
        row = self._effects.rows.get(key)
        if row is None or row.state is not EffectState.CLAIMED:
            raise Conflict(reasons.EFFECT_NOT_CLAIMED, effect=key.effect)
        self._effects.changing()[key] = replace(row, state=state, until=until)

    def hold(self, space: Digest) -> None:
        keys = [row.key for row in self._effects.rows.values() if row.state in OPEN]
        held = [key for key in keys if key.space == space]
        self._turn(held, OPEN, EffectState.HELD)

    def release(self, keys: Sequence[EffectKey]) -> None:
        self._turn(keys, (EffectState.HELD,), EffectState.PLANNED)

    def close(self, keys: Sequence[EffectKey]) -> None:
        self._turn(keys, (EffectState.HELD,), EffectState.DONE)

    def _turn(
        self, keys: Iterable[EffectKey], before: Sequence[EffectState], after: EffectState
    ) -> None:
        rows = self._effects.changing()
        for key in keys:
            row = rows.get(key)
            if row is not None and row.state in before:
                rows[key] = replace(row, state=after, until=None)

    def unfinished(self, space: Digest) -> Sequence[Effect]:
        rows = self._effects.rows.values()
        return [r for r in rows if r.key.space == space and r.state is not EffectState.DONE]

    def of_case(self, space: Digest, case: Digest) -> Sequence[Effect]:
        rows = self._effects.rows.values()
        return [row for row in rows if (row.key.space, row.key.case) == (space, case)]


class MemoryOutbox:
    """See `Outbox`."""

    def __init__(self, journal: Journal) -> None:
        self._acts: Table[tuple[Digest, int], Outgoing] = Table(journal)

    def queue(self, acts: Sequence[Outgoing]) -> None:
        rows = self._acts.changing()
        for act in acts:
            rows.setdefault((act.space, act.seq), act)

    def limit(self, space: Digest, now: datetime) -> int | None:
        held = [row.seq for row in self._held(now) if row.space == space]
        return min(held, default=None)

    def next_release(self, now: datetime) -> datetime | None:
        times = [row.release_at for row in self._held(now) if row.release_at is not None]
        return min(times, default=None)

    def _held(self, now: datetime) -> Sequence[Outgoing]:
        checked(now)
        rows = self._acts.rows.values()
        return [row for row in rows if row.release_at is not None and row.release_at > now]

    def release(self, space: Digest, seq: int) -> None:
        rows = self._acts.changing()
        if (space, seq) in rows:
            rows[space, seq] = Outgoing(space=space, seq=seq)

    def waiting(self, space: Digest) -> Sequence[Outgoing]:
        found = [row for row in self._acts.rows.values() if row.space == space]
        return sorted(found, key=lambda row: row.seq)

    def sent(self, space: Digest, *, below: int) -> None:
        rows = self._acts.changing()
        for row in list(rows.values()):
            if row.space == space and row.seq < below:
                del rows[space, row.seq]


class MemoryReceipts:
    """See `Receipts`."""

    def __init__(self, journal: Journal) -> None:
        self._receipts: Table[tuple[Digest, Grade], Receipt] = Table(journal)

    def record(self, receipts: Sequence[Receipt]) -> None:
        rows = self._receipts.changing()
        for receipt in receipts:
            rows.setdefault((receipt.act, receipt.grade), receipt)

    def of(self, act: Digest) -> Sequence[Receipt]:
        found = (self._receipts.rows.get((act, grade)) for grade in sorted(Grade))
        return [receipt for receipt in found if receipt is not None]


class MemoryPartners:
    """See `Partners`."""

    def __init__(self, journal: Journal) -> None:
        self._partners: Table[PartyId, Partner] = Table(journal)
        self._alarms: Table[tuple[str, str], Alarm] = Table(journal)

    def put(self, partner: Partner) -> None:
        self._partners.changing()[partner.party] = partner

    def get(self, party: PartyId) -> Partner | None:
        return self._partners.rows.get(party)

    def all(self) -> Sequence[Partner]:
        return [partner for _, partner in sorted(self._partners.rows.items())]

    def reached(self, party: PartyId, *, at: datetime, skew: int) -> None:
        rows = self._partners.changing()
        if party in rows:
            rows[party] = replace(rows[party], last_try=at, last_contact=at, failures=0, skew=skew)

    def failed(self, party: PartyId, *, at: datetime) -> None:
        rows = self._partners.changing()
        if party in rows:
            rows[party] = replace(rows[party], last_try=at, failures=rows[party].failures + 1)

    def alarm(
        self, reason: Reason, *, facts: Mapping[str, str | int], subject: str, at: datetime
    ) -> None:
        rows = self._alarms.changing()
        lasting = rows.get((reason.code, subject))
        since, count = (at, 0) if lasting is None else (lasting.since, lasting.count)
        rows[reason.code, subject] = Alarm(
            reason=reason, facts=dict(facts), subject=subject, since=since, last=at, count=count + 1
        )

    def clear(self, code: str, subject: str) -> None:
        self._alarms.changing().pop((code, subject), None)

    def alarms(self) -> Sequence[Alarm]:
        rows = self._alarms.rows.items()
        return [alarm for _, alarm in sorted(rows, key=lambda item: (item[1].since, item[0]))]


class MemoryFrames:
    """See `Frames`."""

    def __init__(self, journal: Journal) -> None:
        self._frames: Table[tuple[Digest, Digest, PartyId, int], Frame] = Table(journal)

    def put(self, frame: Frame) -> None:
        key = frame.space, frame.session, frame.author, frame.number
        self._frames.changing().setdefault(key, frame)

    def of(self, space: Digest, session: Digest) -> Sequence[Frame]:
        rows = sorted(self._frames.rows.items())
        return [frame for key, frame in rows if key[:2] == (space, session)]

    def forget(self, space: Digest, session: Digest) -> None:
        self._remove(self.of(space, session))

    def purge(self, now: datetime) -> int:
        return self._remove([row for row in self._frames.rows.values() if row.expires <= now])

    def _remove(self, frames: Sequence[Frame]) -> int:
        rows = self._frames.changing()
        for frame in frames:
            del rows[frame.space, frame.session, frame.author, frame.number]
        return len(frames)


class MemoryTransfers:
    """See `Transfers`."""

    def __init__(self, journal: Journal) -> None:
        self._transfers: Table[tuple[Digest, Digest], Transfer] = Table(journal)
        self._bytes: Table[tuple[Digest, Digest], bytes] = Table(journal)

    def begin(self, transfer: Transfer) -> Transfer:
        key = transfer.space, transfer.digest
        self._bytes.changing().setdefault(key, b"")
        return self._transfers.changing().setdefault(key, replace(transfer, held=0))

    def write(self, space: Digest, digest: Digest, offset: int, chunk: bytes) -> Transfer:
        assert chunk
        transfer = self.get(space, digest)
        held, size = (transfer.held, transfer.size) if transfer else (0, 0)
        if transfer and self.read(space, digest, offset, len(chunk)) == chunk:
            return transfer
        if transfer is None or offset != held or offset + len(chunk) > size:
            raise Conflict(reasons.CHUNK_ASTRAY, offset=offset, held=held, size=size)
        grown = replace(transfer, held=held + len(chunk))
        self._transfers.changing()[space, digest] = grown
        self._bytes.changing()[space, digest] += chunk
        return grown

    def get(self, space: Digest, digest: Digest) -> Transfer | None:
        return self._transfers.rows.get((space, digest))

    def read(self, space: Digest, digest: Digest, offset: int, length: int) -> bytes:
        assert offset >= 0
        return self._bytes.rows.get((space, digest), b"")[offset : offset + length]

    def unfinished(self, space: Digest) -> Sequence[Transfer]:
        found = [row for row in self._of(space) if not row.complete]
        return sorted(found, key=lambda row: (row.started, row.digest))

    def load(self, space: Digest) -> Load:
        size = sum(row.size for row in self._of(space))
        return Load(unfinished=len(self.unfinished(space)), size=size)

    def _of(self, space: Digest) -> Sequence[Transfer]:
        return [row for row in self._transfers.rows.values() if row.space == space]

    def drop(self, space: Digest, digest: Digest) -> None:
        self._transfers.changing().pop((space, digest), None)
        self._bytes.changing().pop((space, digest), None)
