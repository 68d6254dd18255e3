"""Partners and alarms, in tables."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import orjson

from jisr.core.act import PartyId
from jisr.core.canonical import encode
from jisr.core.errors import Reason
from jisr.ledger.tables import Row, Tables
from jisr.ledger.work.relational.times import instant, instant_if, stamp, stamp_if
from jisr.ledger.work.rows import Alarm, Partner

SCHEMA: Final = """
create table partner (
    party text primary key, address text not null, last_try text, last_contact text,
    failures integer not null check (failures >= 0), skew integer not null
) strict;
create table alarm (
    code text not null, subject text not null, ar text not null, fr text not null,
    en text not null, facts blob not null, since text not null, last text not null,
    count integer not null, primary key (code, subject)
) strict;
"""

PUT: Final = """
insert into partner (party, address, last_try, last_contact, failures, skew)
values (?1, ?2, ?3, ?4, ?5, ?6)
on conflict (party) do update set
    address = ?2, last_try = ?3, last_contact = ?4, failures = ?5, skew = ?6
"""
_PARTNER: Final = """
select party, address, last_try, last_contact, failures, skew from partner
"""
GET: Final = _PARTNER + "where party = ?1"
ALL: Final = _PARTNER + "order by party"
REACHED: Final = """
update partner set last_try = ?2, last_contact = ?2, failures = 0, skew = ?3 where party = ?1
"""
FAILED: Final = "update partner set last_try = ?2, failures = failures + 1 where party = ?1"

# One row per fault and subject: it keeps its beginning and counts on.
RAISE: Final = """
insert into alarm (code, subject, ar, fr, en, facts, since, last, count)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, 1)
on conflict (code, subject) do update set
    ar = ?3, fr = ?4, en = ?5, facts = ?6, last = ?7, count = alarm.count + 1
"""
CLEAR: Final = "delete from alarm where code = ?1 and subject = ?2"
ALARMS: Final = """
select code, subject, ar, fr, en, facts, since, last, count from alarm
order by since, code, subject
"""


class RelationalPartners:
    """See `Partners`."""

    def __init__(self, db: Tables) -> None:
        self._db = db

    def put(self, partner: Partner) -> None:
        times = stamp_if(partner.last_try), stamp_if(partner.last_contact)
        health = partner.failures, partner.skew
        self._db.write(PUT, partner.party, partner.address, *times, *health)

    def get(self, party: PartyId) -> Partner | None:
        row = self._db.row(GET, party)
        return _partner(row) if row else None

    def all(self) -> Sequence[Partner]:
        return [_partner(row) for row in self._db.rows(ALL)]

    def reached(self, party: PartyId, *, at: datetime, skew: int) -> None:
        self._db.write(REACHED, party, stamp(at), skew)

    def failed(self, party: PartyId, *, at: datetime) -> None:
        self._db.write(FAILED, party, stamp(at))

    def alarm(
        self, reason: Reason, *, facts: Mapping[str, str | int], subject: str, at: datetime
    ) -> None:
        texts = reason.ar, reason.fr, reason.en
        self._db.write(RAISE, reason.code, subject, *texts, encode(facts), stamp(at))

    def clear(self, code: str, subject: str) -> None:
        self._db.write(CLEAR, code, subject)

    def alarms(self) -> Sequence[Alarm]:
        return [_alarm(row) for row in self._db.rows(ALARMS)]


def _partner(row: Row) -> Partner:
    party, address, last_try, last_contact, failures, skew = row
    return Partner(
        party=party,
        address=address,
        last_try=instant_if(last_try),
        last_contact=instant_if(last_contact),
        failures=failures,
        skew=skew,
    )


def _alarm(row: Row) -> Alarm:
    code, subject, ar, fr, en, facts, since, last, count = row
    return Alarm(
        reason=Reason(code, ar=ar, fr=fr, en=en),
        facts=orjson.loads(facts),
        subject=subject,
        since=instant(since),
        last=instant(last),
        count=count,
    )
