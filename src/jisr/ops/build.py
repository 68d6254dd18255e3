"""Put a node together.  Read this to see what is connected to what."""

import gc
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.errors import JisrError, Refused, Unavailable
from jisr.core.keys import KeyRecord, KeyUse
from jisr.exchange.reasons import WRONG_SEAL, WRONG_SEAL_KEY
from jisr.framework.expiry import Limits
from jisr.ledger.keys import RelationalKeyStore, SqliteKeyStore
from jisr.ledger.relational import RelationalLedger
from jisr.ledger.sqlite import SqliteLedger
from jisr.ledger.work.relational.store import RelationalWorkStore
from jisr.ledger.work.sqlite.store import SqliteWorkStore
from jisr.node import deliver, officers, resume, retention
from jisr.node.line import Line
from jisr.node.node import Node, Stores
from jisr.node.ports import World
from jisr.node.space import Space
from jisr.ops import crypto, policies, reasons
from jisr.ops.certificates import certificate_spki, is_admitted
from jisr.ops.clock import Clock
from jisr.ops.files import sole_process
from jisr.ops.keystore import FileKeystore, KeyHolder
from jisr.ops.settings import Settings
from jisr.ops.tls import Pins

LEDGER, WORK, KEYS = "ledger.db", "work.db", "keys.db"
# In the order in which they are put in place: the mark that forbids writing lies in the work
# store, and without a ledger there is no space to write in.
STORES: Final = (WORK, KEYS, LEDGER)
MOVED: Final = "before-move"  # Where `jisr move` leaves the files it has copied.
# New things before a collection of the newest, and how many of those before an older one: a
# message of five hundred acts makes some fifty thousand, and few of them in a circle.
COLLECTIONS: Final = (50_000, 20, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A node with everything that belongs to it."""

    settings: Settings
    node: Node
    holder: KeyHolder
    ledger: RelationalLedger
    keys: RelationalKeyStore
    work: RelationalWorkStore
    lines: dict[Digest, Line]
    opened: ExitStack  # Gives the stores back.
    partners: Pins  # The TLS keys of every partner: who may come through the peer door.
    # Whether this process is the one that serves a space: with files, there is no other.
    serves: Callable[[Digest], bool]
    shared: bool  # Whether other processes may write to the same stores.
    # Called when another TLS key or certificate of ours is to be shown from now on.
    identity_changed: list[Callable[[], None]] = field(default_factory=list)

    def line(self, space: Digest) -> Line:
        """Return what is remembered of the line of a space."""
        return self.lines.setdefault(space, Line())

    def look(self) -> None:
        """Take in what other processes on the same stores have written."""
        if self.shared and self.node.is_behind():
            with self.node.lock:
                return  # Whoever takes a turn has taken it in.

    def on_identity(self) -> None:
        """Show the TLS key and certificate in use now to whoever connects from here on."""
        for renew in self.identity_changed:
            renew()

    def close(self) -> None:
        """Give the stores back."""
        self.opened.close()


def build(settings: Settings, *, passphrase: str) -> Built:
    """Open the stores and build the node on them.

    Raises:
        Unavailable: a store is damaged, out of reach, or another process has it.
        Conflict: another process has this node's folder.
        Refused: the stores were moved elsewhere.
        Unproven: the passphrase is wrong.
        Malformed: the ministry's own policies do not fit the schema.
    """
    permits = policies.load(settings.policies)
    holder = FileKeystore.unlock(settings.keystore_path, passphrase=passphrase)
    with ExitStack() as opened:
        shared = settings.store == "postgresql"
        found = _open_shared(settings, opened) if shared else _open_files(settings, opened)
        with found.lock or nullcontext():
            node = Node(
                party=PartyId(settings.party),
                stores=Stores(ledger=found.ledger, keys=found.keys, work=found.work),
                world=world(holder, Clock(settings.data_dir / "clock.mark")),
                lock=found.lock,
                limits=_limits(settings),
                tick=timedelta(minutes=settings.reply_minutes),
                permits=permits,
            )
            retention.check_limits(node)
            resume.start(node)
            officers.begin(node, settings.language)
        found.on_turn(node.refresh)
        return Built(
            settings=settings,
            node=node,
            holder=holder,
            ledger=found.ledger,
            keys=found.keys,
            work=found.work,
            lines={},
            opened=opened.pop_all(),
            partners=Pins(tls_keys(node)),
            serves=found.serves,
            shared=shared,
        )


def _limits(settings: Settings) -> Limits:
    own = settings.retention
    return Limits(review=own.review, days={Slug(name): n for name, n in own.days.items()})


def leave_alone_what_stays() -> None:
    """Tell Python's collector that what is here now is here to stay: call it once, when built.

    It looks through everything again and again, and the editions of a node are most of that.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """Stores, and what keeps several processes on them apart."""

    keys: RelationalKeyStore
    ledger: RelationalLedger
    work: RelationalWorkStore
    lock: AbstractContextManager[object] | None = None  # None: there is no other process.
    # Takes what is to be called whenever a turn begins.
    on_turn: Callable[[Callable[[bool], None]], None] = lambda _: None
    serves: Callable[[Digest], bool] = lambda _: True


def _open_files(settings: Settings, opened: ExitStack) -> _Opened:
    """Open the stores in the node's folder; `opened` closes them."""
    folder = settings.data_dir
    if (folder / MOVED).exists():
        raise Refused(reasons.STORES_MOVED, path=str(folder / MOVED))
    return _Opened(
        keys=opened.enter_context(SqliteKeyStore(folder / KEYS)),
        ledger=opened.enter_context(SqliteLedger(folder / LEDGER)),
        work=opened.enter_context(SqliteWorkStore(folder / WORK)),
    )


def _open_shared(settings: Settings, opened: ExitStack) -> _Opened:
    """Open the stores in PostgreSQL, where other processes may have them too."""
    # Here, not at the top: a node on files never loads libpq.
    from jisr.ledger.leases import Leases
    from jisr.ledger.postgres import PostgresKeyStore, PostgresLedger, PostgresWorkStore
    from jisr.ledger.server import Presence
    from jisr.ledger.turns import Turns

    opened.enter_context(sole_process(settings.data_dir / "ledger.lock"))
    keys = opened.enter_context(PostgresKeyStore(settings.keys_dsn))
    ledger = opened.enter_context(PostgresLedger(settings.dsn, presence=Presence.SHARED))
    work = opened.enter_context(PostgresWorkStore(settings.dsn))
    turns, leases = Turns(ledger.postgres, work.postgres), Leases(settings.dsn)
    opened.callback(leases.close)

    def on_turn(call: Callable[[bool], None]) -> None:
        turns.entered = call

    return _Opened(
        keys=keys, ledger=ledger, work=work, lock=turns, on_turn=on_turn, serves=leases.hold
    )


def world(holder: KeyHolder, clock: Clock) -> World:
    """Return what a node takes from outside, with real keys, clock and randomness."""
    return World(
        now=clock.now,
        random=secrets.token_bytes,
        verify=crypto.verify,
        seal=crypto.seal,
        encrypt=crypto.encrypt,
        decrypt=crypto.decrypt,
        keys=holder,
    )


def tls_keys(node: Node, partner: PartyId | None = None) -> list[bytes]:
    """Return the TLS keys on record, of one partner or of all, without those of no use to TLS."""
    return [
        record.public
        for space in list(node.spaces.values())
        if partner in (None, space.partner)
        for record in _tls_records(space)
        if is_admitted(record.public)
    ]


def unusable_tls_keys(space: Space) -> frozenset[Digest]:
    """Return the fingerprints of the partner's TLS keys on record that are of no use to TLS."""
    return frozenset(
        record.fingerprint for record in _tls_records(space) if not is_admitted(record.public)
    )


def _tls_records(space: Space) -> list[KeyRecord]:
    return [
        known.record
        for known in space.theirs.keys.values()
        if known.record.use is KeyUse.TLS and not known.revoked
    ]


# What a message gets in a space of its two parties that it is not for: the seal binds the space,
# and each space has its own record of keys.
_OF_ANOTHER_SPACE: Final = frozenset({WRONG_SEAL.code, WRONG_SEAL_KEY.code})


class Door:
    """The part of a node that a partner may reach (see `jisr.web.peer`)."""

    def __init__(self, built: Built) -> None:
        self._built = built

    def answer(self, raw: bytes, certificate: bytes) -> bytes:
        """Answer a message in the one space, of those shared with its sender, that it is for.

        Raises:
            JisrError: nothing of it was taken that is not durable.
        """
        fault: JisrError = Refused(reasons.NO_SPACE_FOR_SENDER)
        held = False
        node = self._built.node
        self._built.look()  # Another process may have entered the space, or learnt a new key.
        spki = certificate_spki(certificate)
        for space in list(node.spaces.values()):
            if spki not in tls_keys(node, space.partner):
                continue
            line = self._built.line(space.id)
            if line.held:
                held = True
                continue
            try:
                return deliver.answer(node, space.id, line, raw)
            except JisrError as error:
                if error.code not in _OF_ANOTHER_SPACE:
                    raise
                fault = error
        raise Unavailable(reasons.LINE_HELD) if held else fault
