"""What a ledger keeps in tables, and every statement it runs, with what each guarantees."""

from typing import Final

from jisr.ledger.tables import Layout

# Rowid tables throughout: clustering 700-byte rows by a hash costs a factor of four to seven.
# `unique (log, seq)` makes a fork impossible and, with `log.size`, a gap; `unique (id)` makes
# a second recording impossible.  A pruned entry keeps its place and its id, nothing else.
SCHEMA: Final = """
create table space (
    no integer primary key,
    id blob not null unique check (length(id) = 32),
    founding blob not null
) strict;

create table log (
    no integer primary key,
    space blob not null references space (id),
    author text not null,
    size integer not null check (size >= 0),
    head blob not null check (length(head) = 32),
    saw integer not null check (saw >= 0),
    fence_epoch integer check ((fence_epoch is null) = (fence_seq is null)),
    fence_seq integer,
    unique (space, author)
) strict;

create table entry (
    no integer primary key,
    log integer not null references log (no),
    seq integer not null check (seq >= 0),
    id blob not null unique check (length(id) = 32),
    epoch integer,
    prev blob,
    kind text,
    case_id blob,
    saw integer,
    header blob,
    signature blob check ((header is null) = (signature is null)),
    unique (log, seq)
) strict;
create index entry_by_case on entry (case_id, log, seq) where case_id is not null;
create index entry_by_kind on entry (log, kind, seq);

create table sight (
    log integer not null references log (no),
    saw integer not null,
    seq integer not null,
    primary key (log, saw)
) strict, without rowid;

create table tile (
    log integer not null references log (no),
    idx integer not null,
    root blob not null check (length(root) = 32),
    primary key (log, idx)
) strict, without rowid;

create table part (
    no integer primary key,
    entry integer not null references entry (no),
    name text not null,
    commitment blob not null check (length(commitment) = 32),
    state text not null check (state in ('awaited', 'held', 'refused', 'erased')),
    sealed blob check ((state = 'held') = (sealed is not null)),
    unique (entry, name)
) strict;
create index part_by_commitment on part (commitment);

create table proof (
    no integer primary key,
    space blob not null references space (id),
    digest blob not null,
    proof blob not null,
    unique (space, digest)
) strict;
"""
LAYOUT: Final = Layout(
    name="ledger",
    application=0x4A53524C,
    version=2,  # 2: a checksum in every page.
    unsummed=1,
    schema=SCHEMA,
    exclusive=True,
    turns=False,  # Writers of different logs do not wait for each other.
    forgets=None,
)

# A space is recorded once; whether with the same document, the caller compares.
FOUND: Final = "insert into space (id, founding) values (?1, ?2) on conflict (id) do nothing"
FOUNDING: Final = "select founding from space where id = ?1"
SPACES: Final = "select id from space order by no"

# The foreign key refuses a log in a space that was never founded.
START_LOG: Final = """
insert into log (space, author, size, head, saw)
select id, ?2, 0, id, 0 from space where id = ?1
on conflict (space, author) do nothing
"""
LOG: Final = """
select no, size, head, saw, fence_epoch, fence_seq from log where space = ?1 and author = ?2
"""
ENDS: Final = "select space, author, size, head, fence_epoch, fence_seq from log"
# Moves a head only from where `append` has read it, in the same transaction.
MOVE_HEAD: Final = "update log set size = ?2, head = ?3, saw = ?4 where no = ?1 and size = ?5"
SET_FENCE: Final = "update log set fence_epoch = ?2, fence_seq = ?3 where no = ?1"

ADD_ENTRY: Final = """
insert into entry (log, seq, id, epoch, prev, kind, case_id, saw, header, signature)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
HELD: Final = "select 1 from entry where id = ?1"  # Pruned or not.
ADD_SIGHT: Final = "insert into sight values (?, ?, ?)"
ADD_TILE: Final = "insert into tile values (?, ?, ?)"
ADD_PART: Final = """
insert into part (entry, name, commitment, state, sealed)
select no, ?2, ?3, ?4, ?5 from entry where id = ?1
"""

_ENTRY: Final = """
select l.space, l.author, e.epoch, e.seq, e.id, e.prev, e.kind, e.case_id, e.saw, e.header,
       e.signature
from entry e join log l on l.no = e.log
where e.header is not null and
"""
# Every reading leaves out what was pruned: its header is gone.
ENTRY: Final = _ENTRY + "l.space = ?1 and l.author = ?2 and e.seq = ?3"
FIND: Final = _ENTRY + "e.id = ?1"
AFTER: Final = _ENTRY + "l.space = ?1 and l.author = ?2 and e.seq >= ?3 order by e.seq limit ?4"
OF_CASE: Final = (
    _ENTRY + "l.space = ?1 and l.author = ?2 and e.case_id = ?3 order by e.seq limit ?4"
)
NAMED: Final = "select case_id from entry where case_id = ?1 limit 1"  # Of its index alone.
NO_LIMIT: Final = 2**63 - 1
OF_KIND: Final = _ENTRY + "l.space = ?1 and l.author = ?2 and e.kind = ?3 order by e.seq"
# `sight` has a row only where `saw` grew: the first row above is the first act above.  A space
# has two logs, so "not mine" names one.
_FIRST_SIGHT: Final = """
(e.log, e.seq) = (
    select s.log, s.seq from sight s
    where s.log = (select no from log where space = ?1 and author <> ?2) and s.saw > ?3
    order by s.saw limit 1
)
"""
RECEIPT: Final = _ENTRY + _FIRST_SIGHT
IDS: Final = """
select e.id from entry e join log l on l.no = e.log
where l.space = ?1 and l.author = ?2 and e.seq >= ?3 and e.seq < ?4 order by e.seq
"""
TILES: Final = """
select root from tile t join log l on l.no = t.log
where l.space = ?1 and l.author = ?2 order by t.idx
"""
COUNT_TILES: Final = "select count(*) from tile where log = ?1"

_PART: Final = """
select l.space, e.id, p.name, p.commitment, p.state, p.sealed
from part p join entry e on e.no = p.entry join log l on l.no = e.log
where
"""
PART: Final = _PART + "e.id = ?1 and p.name = ?2"
PARTS: Final = _PART + "e.id = ?1 order by p.name"
PARTS_BY_COMMITMENT: Final = _PART + "p.commitment = ?1 order by p.entry, p.name"
# Refused and erased are final: no row matches, and the caller is told.
PUT_PART: Final = """
update part set state = ?5, sealed = ?6
where entry = (
        select e.no from entry e join log l on l.no = e.log where l.space = ?1 and e.id = ?2
    ) and name = ?3 and commitment = ?4 and state in ('awaited', 'held')
"""

ADD_PROOF: Final = """
insert into proof (space, digest, proof) values (?1, ?2, ?3) on conflict do nothing
"""
PROOFS: Final = "select proof from proof where space = ?1 order by no"

PRUNE_PARTS: Final = """
delete from part where entry in (
    select e.no from entry e join log l on l.no = e.log
    where l.space = ?1 and l.author = ?2 and e.seq = ?3)
"""
# A header that stays as a receipt alone is of no case.
RELEASE: Final = """
update entry set case_id = null
where log = (select no from log where space = ?1 and author = ?2) and seq = ?3
"""
PRUNE: Final = """
update entry set epoch = null, prev = null, kind = null, case_id = null, saw = null,
                 header = null, signature = null
where log = (select no from log where space = ?1 and author = ?2) and seq = ?3
"""

# A log whose rows do not reach from 0 to its size, or do not end at its head: damage (L1).
BROKEN_LOGS: Final = """
select l.no from log l where l.size <> (select count(*) from entry e where e.log = l.no)
    or l.size > 0 and not exists (
        select 1 from entry e where e.log = l.no and e.seq = l.size - 1 and e.id = l.head)
"""
