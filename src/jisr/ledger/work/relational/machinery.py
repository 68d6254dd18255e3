"""The journal of effects, the outbox and the receipts, in tables."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from jisr.core.act import Digest
from jisr.core.errors import Conflict
from jisr.ledger import reasons
from jisr.ledger.tables import Row, Tables
from jisr.ledger.work.relational.times import instant, instant_if, stamp, stamp_if
from jisr.ledger.work.rows import Effect, EffectKey, EffectState, Grade, Outgoing, Receipt

SCHEMA: Final = """
create table effect (
    no integer primary key, space text not null, case_id text not null, move text not null,
    effect text not null, state text not null
        check (state in ('planned', 'claimed', 'held', 'done')),
    tries integer not null, until text check (state in ('planned', 'claimed') or until is null),
    unique (space, case_id, move, effect)
) strict;
create index effect_due on effect (until) where state in ('planned', 'claimed');
create index effect_unfinished on effect (space) where state <> 'done';
create table outbox (
    space text not null, seq integer not null, release_at text, primary key (space, seq)
) strict, without rowid;
create table receipt (
    act text not null, grade text not null check (grade in ('delivered', 'opened')),
    space text not null, at text not null, known_by text not null, primary key (act, grade)
) strict, without rowid;
"""

# Once per (case, move, effect): the unique key, and a second planning does nothing.
PLAN: Final = """
insert into effect (space, case_id, move, effect, state, tries) values (?, ?, ?, ?, 'planned', 0)
on conflict do nothing
"""
DUE: Final = """
select space, case_id, move, effect from effect
where state in ('planned', 'claimed') and coalesce(until, '') <= ?1 order by no limit ?2
"""
CLAIM: Final = """
update effect set state = 'claimed', tries = tries + 1, until = ?5
where space = ?1 and case_id = ?2 and move = ?3 and effect = ?4
"""
# Each of these leaves one state only; no row changed means the effect was not in it.
DONE: Final = """
update effect set state = 'done', until = null
where space = ?1 and case_id = ?2 and move = ?3 and effect = ?4 and state = 'claimed'
"""
RETRY: Final = """
update effect set state = 'planned', until = ?5
where space = ?1 and case_id = ?2 and move = ?3 and effect = ?4 and state = 'claimed'
"""
RELEASE: Final = """
update effect set state = 'planned'
where space = ?1 and case_id = ?2 and move = ?3 and effect = ?4 and state = 'held'
"""
CLOSE: Final = """
update effect set state = 'done'
where space = ?1 and case_id = ?2 and move = ?3 and effect = ?4 and state = 'held'
"""
HOLD: Final = """
update effect set state = 'held', until = null where space = ?1 and state in ('planned', 'claimed')
"""
_EFFECT: Final = "select space, case_id, move, effect, state, tries, until from effect where "
UNFINISHED: Final = _EFFECT + "space = ?1 and state <> 'done' order by no"
OF_CASE: Final = _EFFECT + "space = ?1 and case_id = ?2 order by no"

QUEUE: Final = "insert into outbox values (?, ?, ?) on conflict do nothing"
LIMIT: Final = "select min(seq) from outbox where space = ?1 and release_at > ?2"
NEXT_RELEASE: Final = "select min(release_at) from outbox where release_at > ?1"
RELEASE_ACT: Final = "update outbox set release_at = null where space = ?1 and seq = ?2"
WAITING: Final = "select space, seq, release_at from outbox where space = ?1 order by seq"
SENT: Final = "delete from outbox where space = ?1 and seq < ?2"

# The first receipt of a grade holds.
RECORD: Final = """
insert into receipt (space, act, grade, at, known_by) values (?, ?, ?, ?, ?) on conflict do nothing
"""
RECEIPTS: Final = """
select space, act, grade, at, known_by from receipt where act = ?1 order by grade
"""


class RelationalEffects:
    """See `Effects`."""

    def __init__(self, db: Tables) -> None:
        self._db = db

    def plan(self, keys: Sequence[EffectKey]) -> None:
        with self._db.writing():
            self._db.change_each(PLAN, [_columns(key) for key in keys])

    def claim(self, *, now: datetime, until: datetime, limit: int) -> Sequence[EffectKey]:
        with self._db.writing():
            rows = self._db.rows(DUE, stamp(now), limit)
            self._db.change_each(CLAIM, [(*row, stamp(until)) for row in rows])
        return [_key(row) for row in rows]

    def done(self, key: EffectKey) -> None:
        if not self._db.write(DONE, *_columns(key)):
            raise Conflict(reasons.EFFECT_NOT_CLAIMED, effect=key.effect)

    def retry(self, key: EffectKey, *, at: datetime) -> None:
        if not self._db.write(RETRY, *_columns(key), stamp(at)):
            raise Conflict(reasons.EFFECT_NOT_CLAIMED, effect=key.effect)

    def hold(self, space: Digest) -> None:
        self._db.write(HOLD, space)

    def release(self, keys: Sequence[EffectKey]) -> None:
        with self._db.writing():
            self._db.change_each(RELEASE, [_columns(key) for key in keys])

    def close(self, keys: Sequence[EffectKey]) -> None:
        with self._db.writing():
            self._db.change_each(CLOSE, [_columns(key) for key in keys])

    def unfinished(self, space: Digest) -> Sequence[Effect]:
        return [_effect(row) for row in self._db.rows(UNFINISHED, space)]

    def of_case(self, space: Digest, case: Digest) -> Sequence[Effect]:
        return [_effect(row) for row in self._db.rows(OF_CASE, space, case)]


class RelationalOutbox:
    """See `Outbox`."""

    def __init__(self, db: Tables) -> None:
        self._db = db

    def queue(self, acts: Sequence[Outgoing]) -> None:
        with self._db.writing():
            rows = [(act.space, act.seq, stamp_if(act.release_at)) for act in acts]
            self._db.change_each(QUEUE, rows)

    def limit(self, space: Digest, now: datetime) -> int | None:
        seq: int | None
        [(seq,)] = self._db.rows(LIMIT, space, stamp(now))
        return seq

    def next_release(self, now: datetime) -> datetime | None:
        [(at,)] = self._db.rows(NEXT_RELEASE, stamp(now))
        return instant_if(at)

    def release(self, space: Digest, seq: int) -> None:
        self._db.write(RELEASE_ACT, space, seq)

    def waiting(self, space: Digest) -> Sequence[Outgoing]:
        return [
            Outgoing(space=space, seq=seq, release_at=instant_if(at))
            for space, seq, at in self._db.rows(WAITING, space)
        ]

    def sent(self, space: Digest, *, below: int) -> None:
        self._db.write(SENT, space, below)


class RelationalReceipts:
    """See `Receipts`."""

    def __init__(self, db: Tables) -> None:
        self._db = db

    def record(self, receipts: Sequence[Receipt]) -> None:
        with self._db.writing():
            rows = [(r.space, r.act, r.grade.value, stamp(r.at), r.by) for r in receipts]
            self._db.change_each(RECORD, rows)

    def of(self, act: Digest) -> Sequence[Receipt]:
        return [
            Receipt(space=space, act=act, grade=Grade(grade), at=instant(at), by=by)
            for space, act, grade, at, by in self._db.rows(RECEIPTS, act)
        ]


def _columns(key: EffectKey) -> Row:
    return key.space, key.case, key.move, key.effect


def _key(row: Row) -> EffectKey:
    space, case, move, effect = row
    return EffectKey(space=space, case=case, move=move, effect=effect)


def _effect(row: Row) -> Effect:
    *key, state, tries, until = row
    return Effect(
        key=_key(tuple(key)), state=EffectState(state), tries=tries, until=instant_if(until)
    )
