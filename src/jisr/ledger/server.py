"""A PostgreSQL server as a store wants it: how it is reached, trusted, and what its errors mean."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.types.numeric import Int8Dumper

from jisr.core.errors import Conflict, JisrError, Reason, Unavailable
from jisr.ledger import reasons
from jisr.ledger.tables import Layout, Row

CONNECT_SECONDS: Final = 10
STATEMENT_MS: Final = 60_000  # A page of a ledger takes milliseconds: far above, yet an end.
LOCK_MS: Final = 10_000  # Another process writes for milliseconds.
PRESENT_MS: Final = 2_000  # A process that has just ended is out of the server by then.
IDLE_MS: Final = 30_000  # A process that stopped inside a transaction loses it, and its locks.
ALIVE_MS: Final = 5_000  # How soon the server notices, inside a statement, that its client died.

# Over a network the server proves who it is, unless the operator says otherwise; libpq's own
# way would be to do without encryption where the server offers none.
_WAY: Final[Mapping[str, str | int]] = {
    "sslmode": "verify-full",
    "connect_timeout": CONNECT_SECONDS,
    "application_name": "jisr",
}
SESSION: Final[dict[str, str | int]] = {
    "default_transaction_read_only": "on",
    "default_transaction_isolation": r"read\ committed",
    "synchronous_commit": "on",
    "statement_timeout": STATEMENT_MS,
    "lock_timeout": LOCK_MS,
    "idle_in_transaction_session_timeout": IDLE_MS,
    "client_connection_check_interval": ALIVE_MS,
    # A machine that vanished is noticed in half a minute; without effect on a Unix socket.
    "tcp_keepalives_idle": 10,
    "tcp_keepalives_interval": 5,
    "tcp_keepalives_count": 4,
}
# Without the first two an acknowledged act can be lost or torn: one lost and written anew is a
# fork, and the partner would hold the proof.
# Without the third a changed bit would be served as good.
_SAFE: Final = {
    "fsync": "on",
    "full_page_writes": "on",
    "data_checksums": "on",
    "server_encoding": "UTF8",
}
# A destroyed key must not live on in the write-ahead log, nor be archived with it.
_FORGETFUL: Final = {"wal_recycle": "off", "archive_mode": "off"}
SETTING: Final = b"select current_setting($1)"

# Held by the connection, not by a transaction; the second number tells it from `TURN`.
PRESENT: Final = "begin; set local lock_timeout = {}; select pg_advisory_lock{}({}, 1); commit"
# Old copies of a row stay in its file and in the write-ahead log until both are written anew.
MAY_FORGET: Final = b"""
select pg_has_role('pg_checkpoint', 'usage')
   and has_function_privilege('pg_catalog.pg_switch_wal()', 'execute')
"""
FORGET: Final = ("vacuum full {}", "select pg_switch_wal()", "checkpoint")

# By the first characters of the SQLSTATE; the longest that fits names the reason.
_ANSWERS: Final[Mapping[str, Reason]] = {
    "53100": reasons.DISK_FULL,
    "55P03": reasons.LOCKED,
    "40": reasons.LOCKED,  # Deadlock: the server chose this side; trying again is right.
    "XX001": reasons.DAMAGED,
    "XX002": reasons.DAMAGED,
    "25006": reasons.SERVER_FORBIDS,
    "42501": reasons.SERVER_FORBIDS,
    "08": reasons.UNREACHABLE,
    "57P": reasons.UNREACHABLE,
}


class _Truth(Int8Dumper):
    """A truth value in a column of integers, as SQLite keeps it."""

    def dump(self, obj: Any) -> bytes:  # noqa: ANN401 - the signature is psycopg's
        return b"1" if obj else b"0"


class Presence(Enum):
    """Who else may have a store open."""

    UNSAID = "whoever asks for nothing"
    SHARED = "others that share it"
    ALONE = "nobody else"


def name_of(layout: Layout) -> str:
    """Return what a person knows a store by."""
    return f"PostgreSQL/{layout.name}"


def way_to(dsn: str, session: Mapping[str, str | int]) -> str:
    """Return where a database is, in libpq's words, and what every session gets there."""
    options = " ".join(f"-c {name}={value}" for name, value in session.items())
    fixed: dict[str, str | int] = {"options": options, "target_session_attrs": "primary"}
    return make_conninfo("", **{**_WAY, **conninfo_to_dict(dsn), **fixed})


def connect(dsn: str, layout: Layout, presence: Presence) -> psycopg.Connection[Row]:
    """Return a new connection to a server that keeps what it acknowledges.

    Args:
        dsn: from `way_to`.
        layout: of the store: what is destroyed in it may have to be gone at once.
        presence: who else may have it open, for as long as this connection lives.

    Raises:
        Unavailable: the server is not safe to write to, or somebody else has the store open.
        psycopg.Error: it cannot be reached.
    """
    db = psycopg.connect(dsn, autocommit=True, cursor_factory=psycopg.RawCursor)
    try:
        db.adapters.register_dumper(int, Int8Dumper)
        db.adapters.register_dumper(bool, _Truth)
        _check(db, layout)
        if presence is not Presence.UNSAID:
            _be_present(db, layout, presence)
    except BaseException:
        db.close()
        raise
    return db


def _check(db: psycopg.Connection[Row], layout: Layout) -> None:
    for name, wanted in (_SAFE | _FORGETFUL if layout.forgets else _SAFE).items():
        if db.execute(SETTING, [name]).fetchone() != (wanted,):
            raise Unavailable(reasons.UNSAFE_SERVER, setting=name, wanted=wanted)
    if layout.forgets and db.execute(MAY_FORGET).fetchone() != (True,):
        raise Unavailable(reasons.SERVER_FORBIDS, store=name_of(layout))


def _be_present(db: psycopg.Connection[Row], layout: Layout, presence: Presence) -> None:
    way = "_shared" if presence is Presence.SHARED else ""
    try:
        db.execute(PRESENT.format(PRESENT_MS, way, layout.application).encode())
    except psycopg.errors.LockNotAvailable as error:
        raise Unavailable(reasons.SECOND_PROCESS, store=name_of(layout)) from error


def meaning_of(error: psycopg.Error, store: str) -> JisrError:
    """Return what an error of the server means to whoever uses a store."""
    if isinstance(error, psycopg.IntegrityError):
        return Conflict(reasons.RECORDED_ALREADY, store=store)
    state = error.sqlstate or ("08" if isinstance(error, psycopg.OperationalError) else "")
    for length in (5, 3, 2):
        if reason := _ANSWERS.get(state[:length]):
            return Unavailable(reason, store=store)
    return Unavailable(reasons.STORE_FAILED, store=store, code=state or type(error).__name__)
