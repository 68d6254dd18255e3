"""Two ministries in one process: their nodes, stores, clocks and keys, and the line between.

The stores are in memory and every write of theirs may be made to fail.  What is sent travels
through the door of the partner's node as it would from a socket.
"""

from collections.abc import Callable, Set
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import Any, Final, cast

from jisr.core.act import Digest, PartyId
from jisr.core.errors import JisrError
from jisr.core.keys import KeyRecord, KeyUse
from jisr.core.space import GENERAL
from jisr.framework.edition import Edition, parse_edition
from jisr.ledger.base import TILE_LEAVES, Entry, PartState
from jisr.ledger.keys import MemoryKeyStore
from jisr.ledger.memory import MemoryLedger
from jisr.ledger.work.memory.store import MemoryWorkStore
from jisr.ledger.work.rows import Document, EffectKey
from jisr.node import found, node, resume
from jisr.node.line import Line
from jisr.node.node import Node, Stores
from jisr.node.ports import World
from jisr.node.space import Space
from jisr.ops.packs import SHIPPED
from jisr.ops.simulate import said
from jisr.ops.simulate.cryptography import AllKeys, Cryptography, light, real
from jisr.ops.simulate.faults import DiedError, How, Trip
from jisr.ops.simulate.said import Said

START: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PARTIES: Final = (PartyId("FR"), PartyId("MA"))
PACK: Final = "ma-fr"
REQUEST_FILE: Final = "common/procedures/information-request.yaml"
STATES: Final = ("received", "clarifying", "answered", "consent-asked")
FOUNDING_SEED: Final = 2026


@dataclass(slots=True)
class Time:
    """The true instant, which no node can know."""

    at: datetime = START


@dataclass(slots=True)
class Clock:
    """One node's clock: the true instant, and how far it is off."""

    time: Time
    off: timedelta = timedelta()

    def __call__(self) -> datetime:
        return self.time.at + self.off


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds of one party's stores, and which acts were in them."""

    ledger: dict[str, Any]
    keys: dict[str, Any]
    work: MemoryWorkStore
    ids: frozenset[Digest]


@dataclass(frozen=True, slots=True)
class Late:
    """A request that is under way for long; whoever sent it has stopped waiting."""

    sender: PartyId
    raw: bytes


@dataclass(frozen=True, slots=True)
class Founded:
    """A space as both have signed it, and the keys of that day: the same for many stories."""

    raw: bytes
    id: Digest
    keys: dict[PartyId, AllKeys]


@cache
def _packs() -> dict[str, bytes]:
    found_here = sorted(SHIPPED.rglob("*.yaml"))
    return {path.relative_to(SHIPPED).as_posix(): path.read_bytes() for path in found_here}


@cache
def edition() -> Edition:
    """Return the edition that every story begins under."""
    return parse_edition(_packs(), pack=PACK)


@cache
def revised() -> Edition:
    """Return the next edition: running requests may move to it."""
    files = dict(_packs())
    text = files[REQUEST_FILE].decode()
    states = ", ".join(f"{state}: {state}" for state in STATES)
    moved = text.replace("forms:\n", f"migrates:\n  {edition().digest}: {{{states}}}\nforms:\n", 1)
    assert moved != text
    return parse_edition({**files, REQUEST_FILE: moved.encode()}, pack=PACK)


@cache
def founded(*, genuine: bool) -> Founded:
    """Found the space of all stories, through the doors by which real nodes found one."""
    made = real() if genuine else light(Random(FOUNDING_SEED))
    keys = {party: made.keys() for party in PARTIES}
    first, second = (found.founder_of(party, keys[party], keys[party]) for party in PARTIES)
    payload = found.draft((first, second), framework=edition().digest, channel=GENERAL, at=START)
    envelope = found.sign(payload, keys[PARTIES[0]])
    raw = found.sign(payload, keys[PARTIES[1]], envelope).encode()
    world = _world(made, keys[PARTIES[0]], Clock(Time()))
    joined = found.join(
        Node(party=PARTIES[0], stores=new_stores(), world=world), raw, edition().signed
    )
    return Founded(raw=raw, id=joined.id, keys=keys)


def new_stores() -> Stores:
    """Return empty stores in memory."""
    return Stores(ledger=MemoryLedger(), keys=MemoryKeyStore(), work=MemoryWorkStore())


def _world(made: Cryptography, keys: AllKeys, clock: Clock) -> World:
    return World(
        now=clock,
        keys=keys,
        random=made.random,
        verify=made.verify,
        seal=made.seal,
        encrypt=made.encrypt,
        decrypt=made.decrypt,
    )


@dataclass(slots=True)
class Deed:
    """What somebody who means ill has done, and what must become of it."""

    planted: dict[Digest, str] = field(default_factory=dict)  # Acts nobody may ever take.
    void: set[Digest] = field(default_factory=set)  # Acts that must be void for everybody.
    stolen: set[Digest] = field(default_factory=set)  # Truly signed by a thief.
    withheld: set[Digest] = field(default_factory=set)  # Acts whose parts never come.
    forks: set[tuple[PartyId, int]] = field(default_factory=set)  # Second acts that were signed.
    shown: set[tuple[PartyId, int]] = field(default_factory=set)  # Those of them that arrived.


@dataclass(slots=True)
class Month:
    """One story under way."""

    seed: int
    genuine: bool = False
    suspect: PartyId = PARTIES[0]
    robbed: bool = False  # Whether the suspect's key will be stolen.
    time: Time = field(default_factory=Time)
    trip: Trip = field(default_factory=lambda: Trip(at=-1, how=How.DIES))
    clocks: dict[PartyId, Clock] = field(default_factory=dict)
    nodes: dict[PartyId, Node] = field(default_factory=dict)
    lines: dict[PartyId, Line] = field(default_factory=dict)
    keys: dict[PartyId, AllKeys] = field(default_factory=dict)
    bare: dict[PartyId, Stores] = field(default_factory=dict)  # Below what fails.
    stores: dict[PartyId, Stores] = field(default_factory=dict)
    backups: dict[PartyId, Backup] = field(default_factory=dict)
    first: dict[PartyId, Backup] = field(default_factory=dict)  # Of the day of the founding.
    cases: list[Digest] = field(default_factory=list)
    late: list[Late] = field(default_factory=list)
    cut: int = 0  # For how many more tries the line is down.
    epoch: int = 1_000
    restores: int = 0
    archive: dict[Digest, Entry] = field(default_factory=dict)  # Every act ever held.
    known: set[Digest] = field(default_factory=set)  # Acts that somebody was told are written.
    gone: set[Digest] = field(default_factory=set)  # Of them, those that only lost disks had.
    bereft: set[tuple[Digest, str]] = field(default_factory=set)  # Parts that only lost disks had.
    settled: dict[PartyId, set[Digest]] = field(default_factory=dict)
    promised: set[Digest] = field(default_factory=set)  # Settled for somebody, for good.
    sizes: dict[PartyId, tuple[int, int]] = field(default_factory=dict)
    performed: dict[tuple[PartyId, EffectKey], int] = field(default_factory=dict)
    troubles: list[tuple[str, str]] = field(default_factory=list)  # Seen on the way.
    deed: Deed = field(default_factory=Deed)
    thief: AllKeys | None = None
    renewal: KeyRecord | None = None  # The key that takes the stolen one's place.
    stolen_key: KeyRecord | None = None
    told: list[said.Line] = field(default_factory=list)
    id: Digest = field(init=False)
    made: Cryptography = field(init=False)

    def __post_init__(self) -> None:
        """Let both nodes enter the space."""
        self.made = real() if self.genuine else light(Random(self.seed))
        begun = founded(genuine=self.genuine)
        self.id = begun.id
        for party in PARTIES:
            self.clocks[party] = Clock(self.time)
            self.keys[party] = begun.keys[party].copy()
            self.settled[party] = set()
            stores = new_stores()
            stores.ledger.found(begun.id, begun.raw)
            stores.work.register.put(
                Document(
                    kind=node.EDITION, id=edition().digest, content=edition().signed, updated=START
                )
            )
            self.fit(party, stores)
            self.start(party)
        if self.robbed:
            self.first[self.suspect] = self._backup(self.suspect)

    def fit(self, party: PartyId, stores: Stores) -> None:
        """Put stores in place of a party's, to fail where a step says."""
        self.bare[party] = stores
        self.stores[party] = self.trip.wrap(party, stores)

    def start(self, party: PartyId) -> Node:
        """Start a node on its stores, as after a stop; the line forgets."""
        world = _world(self.made, self.keys[party], self.clocks[party])
        started = Node(party=party, stores=self.stores[party], world=world)
        resume.start(started)
        self.nodes[party] = started
        self.lines[party] = Line()
        return started

    def use_standing_key(self, party: PartyId) -> None:
        """Make the newest key that stands in a party's log its current one.

        A key whose act a lost disk took along is to be added again before it signs.
        """
        standing = self.space(party).ours.key_for(KeyUse.SIGN)
        assert standing is not None
        self.keys[party].turn_to(standing.record)

    def tell(self, what: Said, **facts: str | int) -> None:
        """Add a sentence to the story."""
        self.told.append(said.Line(what, facts))

    def blame(self, kind: str, what: str) -> None:
        """Note that something which must hold does not: `lost`, `doubled` or `diverged`."""
        self.troubles.append((kind, what))

    def space(self, party: PartyId) -> Space:
        """Return a party's view of the space."""
        return self.nodes[party].space(self.id)

    def other(self, party: PartyId) -> PartyId:
        """Return the other party."""
        return PARTIES[1 - PARTIES.index(party)]

    def ids(self, party: PartyId) -> frozenset[Digest]:
        """Return the ids of all acts that a party's ledger has, of either log."""
        return frozenset(id for author in PARTIES for id in self._ids(party, author))

    def _ids(self, party: PartyId, author: PartyId) -> list[Digest]:
        ledger = self.bare[party].ledger
        size = ledger.size(self.id, author)
        starts = range(0, size, TILE_LEAVES)
        return [
            id
            for start in starts
            for id in ledger.ids(self.id, author, start=start, end=min(size, start + TILE_LEAVES))
        ]

    def log(self, party: PartyId, author: PartyId) -> list[Entry]:
        """Return a log as a party holds it, with the acts that it held and has pruned."""
        return [self.archive[id] for id in self._ids(party, author)]

    def pruned(self, party: PartyId) -> frozenset[Digest]:
        """Return the ids of the acts that a party has pruned, or keeps as receipts alone."""
        ledger = self.bare[party].ledger
        logs = [ledger.after(self.id, author, start=0) for author in PARTIES]
        whole = {e.id for log in logs for e in log if e.case == self.archive.get(e.id, e).case}
        return self.ids(party) - whole

    def left(self, acts: Set[Digest], gone: Set[Digest]) -> set[Digest]:
        """Return those of some acts that still count, with these acts gone in a prune.

        What comes late in a case that both let go is of no case (SRV-6).
        """
        return {id for id in acts if gone.isdisjoint({id, self.archive[id].case})}

    def erased(self, party: PartyId) -> set[tuple[Digest, str]]:
        """Return the parts that a party has erased."""
        return self._parts(party, PartState.ERASED)

    def held(self, party: PartyId) -> set[tuple[Digest, str]]:
        """Return the parts whose content a party holds."""
        return self._parts(party, PartState.HELD)

    def _parts(self, party: PartyId, state: PartState) -> set[tuple[Digest, str]]:
        ledger = self.bare[party].ledger
        parts = [part for id in self.ids(party) for part in ledger.parts(id)]
        return {(part.entry, part.name) for part in parts if part.state is state}

    def attempt(self, step: Callable[[], object]) -> str | None:
        """Take a step that may be refused, or be the last of a process.

        Returns:
            None when it was taken; else the code of why not.
        """
        try:
            step()
        except JisrError as error:
            if self.trip.tripped and self.trip.armed:
                self.trip.armed = False
                self.tell(Said.FAILS, write=self.trip.at + 1)
            return error.code
        except DiedError as died:
            self.trip.armed = False
            self.tell(Said.DIES, party=died.party, write=self.trip.at + 1)
            self.start(PartyId(died.party))
            return "died"
        return None

    # --- backups -----------------------------------------------------------------------------

    def back_up(self, party: PartyId) -> None:
        """Copy a party's stores."""
        self.backups[party] = self._backup(party)

    def _backup(self, party: PartyId) -> Backup:
        stores = self.bare[party]
        work = cast("MemoryWorkStore", stores.work).copy()
        return Backup(_inside(stores.ledger), _inside(stores.keys), work, self.ids(party))

    def restore(self, party: PartyId) -> None:
        """Put the backup in place of a party's stores; destroyed keys stay destroyed."""
        # A backup older than one that was restored may lack what the partner has cut off.
        backup = self.backups.pop(party, None) or self.first.pop(party)
        old = self.bare[party]
        ledger, keys = MemoryLedger(), MemoryKeyStore()
        _fill(ledger, backup.ledger)
        _fill(keys, backup.keys)
        start = 0
        while names := old.keys.tombstones(start=start):
            keys.destroy(names)
            start += len(names)
        lost = self.ids(party) - backup.ids - self.ids(self.other(party))
        self.gone |= lost
        contents = self.held(party) - self.held(self.other(party))
        self.restores += 1
        self.settled[party] = set()  # It comes back with what the partner returns.
        if lost:  # What was settled by a receipt that is gone may be decided anew.
            self.settled = {one: set() for one in PARTIES}
            self.promised = set()
        self.fit(party, Stores(ledger=ledger, keys=keys, work=backup.work))
        self.bereft |= contents - self.held(party)


def _inside(store: object) -> dict[str, Any]:
    """Return a copy of what a memory store holds: its rows are values, its tables are not."""
    return {
        name: copied(value) for name, value in vars(store).items() if not name.endswith("_guard")
    }


def _fill(store: object, held: dict[str, Any]) -> None:
    for name, value in held.items():
        setattr(store, name, value)


def copied(value: Any) -> Any:  # noqa: ANN401 - any table of a memory store
    """Return a copy of a table and of the tables in it; rows never change."""
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if isinstance(value, list):
        return list(value)
    if hasattr(value, "entries"):  # A log: lists of rows.
        return replace(value, **{f.name: copied(getattr(value, f.name)) for f in fields(value)})
    return value
