"""What a ledger must do, whatever it is kept in.

`tests/ledger/` is the other half of this interface: every implementation passes the same
contract, the in-memory one included, so a test may use whichever is fastest.

Invariants of every implementation (docs/spec/ledger.md, LED-1 to LED-14):
    L1  per (space, author) the entries are gapless from 0, each `prev` the id before it.
    L2  an entry is written whole, with its parts and tiles, or not at all; when `append`
        returns, it survives a power cut.
    L3  nothing here is ever changed; parts, fences and pruned headers are the only things
        that can be taken away or replaced, each by its own method.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from jisr.core.act import Digest, Kind, PartyId
from jisr.core.log import Fence

READ_MAX: Final = 1000  # Rows one call returns at most: bounds memory, not what can be read.
TILE_LEAVES: Final = 256  # Complete Merkle subtrees of this size are kept, to make proofs quick.


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act as kept: its bytes, and what the ledger looks it up by.

    `saw` is how many acts of the other party the author had taken in when it wrote this one:
    the length of the other log inside its causal past.
    """

    space: Digest
    author: PartyId
    epoch: int
    seq: int
    id: Digest
    prev: Digest
    kind: Kind
    case: Digest | None  # The case's id; for an opening act, its own id.
    saw: int
    header: bytes
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Where a log ends: what tells whether somebody has written to it."""

    space: Digest
    author: PartyId
    size: int
    head: Digest  # The id of the last act; the space's own while there is none.
    fence: Fence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """The Merkle root of leaves [index * TILE_LEAVES, (index + 1) * TILE_LEAVES)."""

    space: Digest
    author: PartyId
    index: int
    root: bytes


class PartState(StrEnum):
    """Where a part is: the four states of PAR-4, as this node sees them."""

    AWAITED = "awaited"  # Announced by an act, not here yet.
    HELD = "held"
    REFUSED = "refused"  # Destroyed unopened: our safeguards denied it.
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part as kept.  `sealed` is ciphertext; its key and salt lie in the key store."""

    space: Digest
    entry: Digest  # The id of the act that carries it.
    name: str
    commitment: Digest
    state: PartState
    sealed: bytes | None  # Present exactly when held.

    def __post_init__(self) -> None:
        assert (self.state is PartState.HELD) == (self.sealed is not None)


class Ledger(Protocol):
    """An append-only record of the logs of every space this node is in."""

    def found(self, space: Digest, founding: bytes) -> None:
        """Record a space by its founding document; the same one again changes nothing.

        Raises:
            Conflict: another document is already recorded under this id.
        """

    def founding(self, space: Digest) -> bytes | None:
        """Return a space's founding document."""

    def spaces(self) -> Sequence[Digest]:
        """Return the ids of all spaces, in the order they were founded here."""

    def append(
        self, entries: Sequence[Entry], *, parts: Sequence[Part] = (), tiles: Sequence[Tile] = ()
    ) -> None:
        """Add entries in order with their parts and tiles: all of them durably, or none.

        Raises:
            Conflict: an entry is not the next of its log (L1), has seen less than the one
                before it, or its id is held already; its space is unknown; a part belongs to
                none of these entries; a tile is not the next one or not complete.
            Unavailable: the store could not write (disk full, locked); nothing was written.
        """

    def ends(self) -> Sequence[End]:
        """Return where each log ends that has an act or a fence, in no order."""

    def size(self, space: Digest, author: PartyId) -> int:
        """Return how many acts the log has, pruned ones included; 0 when empty."""

    def entry(self, space: Digest, author: PartyId, seq: int) -> Entry | None:
        """Return the act at a position, if it is here and not pruned."""

    def find(self, id: Digest) -> Entry | None:
        """Return the act with this id: how a repeated delivery is recognised."""

    def after(
        self, space: Digest, author: PartyId, *, start: int, limit: int = READ_MAX
    ) -> Sequence[Entry]:
        """Return at most `limit` entries of a log from position `start`, in order."""

    def of_case(
        self, space: Digest, author: PartyId, case: Digest, *, limit: int | None = None
    ) -> Sequence[Entry]:
        """Return a log's entries of a case (opening, moves, notes), in order: the first ones.

        Here as in every reading of entries, what was pruned is left out.
        """

    def named(self, cases: Sequence[Digest]) -> Set[Digest]:
        """Return those of some cases of which an entry is here, in whatever log."""

    def of_kind(self, space: Digest, author: PartyId, kind: Kind) -> Sequence[Entry]:
        """Return every entry of one kind in a log, in order."""

    def receipt(self, space: Digest, author: PartyId, seq: int) -> Entry | None:
        """Return the first act of the other party that has seen `author`'s act `seq`.

        None while it has not been seen, and once that first act is pruned.
        """

    def ids(self, space: Digest, author: PartyId, *, start: int, end: int) -> Sequence[Digest]:
        """Return the ids at positions [start, end), at most TILE_LEAVES of them."""

    def tiles(self, space: Digest, author: PartyId) -> Sequence[bytes]:
        """Return the roots of all complete tiles of a log, in order."""

    def part(self, entry: Digest, name: str) -> Part | None:
        """Return one part of an act."""

    def parts(self, *entries: Digest) -> Sequence[Part]:
        """Return all parts of some acts: act by act as given, by name."""

    def parts_by_commitment(self, commitment: Digest) -> Sequence[Part]:
        """Return every part that has this commitment: what an erasure must reach."""

    def put_part(self, *parts: Part) -> None:
        """Replace the state and bytes of parts, durably: all of them, or none; each is known.

        A part that is refused or erased never comes back: AWAITED and HELD may change, the
        other two are final.

        Raises:
            Conflict: a part is unknown with this commitment, or in a final state.
        """

    def fence(self, space: Digest, author: PartyId) -> Fence | None:
        """Return the fence of a log, if it has restarted or is about to."""

    def set_fence(self, space: Digest, author: PartyId, fence: Fence) -> None:
        """Record a fence, durably, also for a log that is still empty here.

        Raises:
            Conflict: the fence recorded has a higher epoch, or the space is unknown.
        """

    def add_proof(self, space: Digest, proof: bytes) -> None:
        """Keep a proof of equivocation; the same one again changes nothing."""

    def proofs(self, space: Digest) -> Sequence[bytes]:
        """Return the proofs of equivocation of a space, oldest first."""

    def prune(
        self,
        space: Digest,
        author: PartyId,
        positions: Sequence[int],
        *,
        receipts: Sequence[int] = (),
    ) -> None:
        """Drop headers, signatures and parts at these positions, durably: all of them, or none.

        Ids, sizes and tiles stay; what is pruned already, or beyond the end, changes nothing.

        Args:
            space: where it is.
            author: whose log.
            positions: what goes.
            receipts: positions that stay as receipts alone: without parts, and of no case.
        """
