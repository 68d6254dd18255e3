"""One space as a running node knows it: both logs, case zero, and the editions in use.

Everything here is derived from the ledger and can be rebuilt from it at any time; a node that
stumbles drops its `Space` and builds it again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from jisr.core import merkle, reasons
from jisr.core.act import ACTS_READ, Act, Digest, Kind, PartyId, Under, read_act
from jisr.core.admissible import open_root
from jisr.core.case import Case, Context, Held, Receipt, Root, View
from jisr.core.errors import Reason
from jisr.core.fold import CASE_ACTS_MAX, fold
from jisr.core.log import At, Fence, Log, Placed, changed_keys, new_log
from jisr.core.merkle import Frontier
from jisr.core.service import read_key_change
from jisr.core.space import Founding
from jisr.core.table import Table
from jisr.core.zero import REVISION, Zero, fold_zero
from jisr.ledger.base import TILE_LEAVES, Entry, Ledger, Tile

CASES_KEPT: Final = 64  # Cases kept as folded: an officer's act asks for its own three times.
Tables = Callable[[Under], Table | None]


class Space:
    """One space: the logs as they stand, and the fold of any of its cases."""

    def __init__(self, founding: Founding, me: PartyId, *, ledger: Ledger, tables: Tables) -> None:
        self.founding = founding
        self.id = founding.id
        self.me = me
        self.partner = founding.other(me)
        self._ledger = ledger
        self._tables = tables
        self.logs: dict[PartyId, Log] = {
            party: _restore(founding, party, ledger) for party in founding.parties
        }
        self.zero = self._fold_zero()
        self.pruning = False  # Whether a store failed while a prune was looked for or carried out.
        # Cases as last folded, and of what: any act of either party makes all of them old.
        self._folded: dict[Digest, Case | Reason] = {}
        self._folded_of: tuple[object, ...] = (None,) * 3

    # --- what stands where ----------------------------------------------------------------

    @property
    def ours(self) -> Log:
        """Our own log."""
        return self.logs[self.me]

    @property
    def theirs(self) -> Log:
        """The partner's log as we hold it."""
        return self.logs[self.partner]

    def view(self) -> View:
        """Everything we hold."""
        return View(lengths={party: log.size for party, log in self.logs.items()})

    def fence_off(self, party: PartyId, fence: Fence) -> None:
        """Judge a log by a fence from now on; the ledger has it already."""
        self.logs[party] = replace(self.logs[party], fence=fence)

    def at(self, author: PartyId, seq: int) -> At | None:
        """Return what is held at a position; None when pruned or beyond the end."""
        entry = self._ledger.entry(self.id, author, seq)
        return At(epoch=entry.epoch, id=entry.id) if entry else None

    def id_at(self, author: PartyId, seq: int) -> Digest | None:
        """Return the id of the act at a position, pruned or not; None beyond the end."""
        return next(iter(self._ledger.ids(self.id, author, start=seq, end=seq + 1)), None)

    def receipt(self, author: PartyId, seq: int) -> Receipt | None:
        """Return the other party's first act that has seen `author`'s act `seq`."""
        entry = self._ledger.receipt(self.id, author, seq)
        return Receipt(seq=entry.seq, at=act_of(entry).at) if entry else None

    # --- cases ----------------------------------------------------------------------------

    def context(self) -> Context:
        """Return the space around a case, for the fold."""
        return Context(
            parties=self.founding.parties,
            logs=self,
            tables=self._tables_of_cases,
            in_force=self.zero.in_force,
            closures=self.zero.closures,
        )

    def edition(self) -> Digest:
        """Return the edition in force in everything we hold."""
        return self.zero.in_force(self.view())

    def case(self, case: Digest) -> Case | Reason | None:
        """Fold a case from everything held.

        Returns:
            The case; why it is void as a whole; None when no act speaks of it.
        """
        if case == self.id:
            return self.zero.case
        now = (*self.logs.values(), self.zero)
        same = all(one is other for one, other in zip(now, self._folded_of, strict=True))
        if not same or len(self._folded) >= CASES_KEPT:
            self._folded, self._folded_of = {}, now
        folded = self._folded.get(case) or self._fold(case)
        if folded is not None:
            self._folded[case] = folded
        return folded

    def _fold(self, case: Digest) -> Case | Reason | None:
        held = self.held(case)
        opening = next((item for item in held if item.act.kind is Kind.OPEN), None)
        if opening is None:
            return reasons.NO_SUCH_CASE if held else None
        return self.fold(opening, [item for item in held if item is not opening])

    def forget_cases(self) -> None:
        """Fold cases anew: acts have left the ledger, or an edition has come that was unknown."""
        self._folded.clear()

    def fold(
        self, opening: Held, acts: Sequence[Held], *, view: View | None = None
    ) -> Case | Reason:
        """Fold a case from its acts, in the ledger or not yet, as seen in `view`."""
        context = self.context()
        root = open_root(opening, context)
        if not isinstance(root, Root):
            return root
        return fold(root, acts, view=view or self.view(), context=context)

    def fold_zero(self, acts: Sequence[Held], *, view: View) -> Zero:
        """Fold case zero from its acts, in the ledger or not yet."""
        return fold_zero(self.founding, acts, view=view, logs=self, tables=self._tables)

    def held(self, case: Digest) -> list[Held]:
        """Return the acts of a case that the ledger has, as many of each party as can count."""
        return self.all_held(case, limit=1 + CASE_ACTS_MAX)

    def all_held(self, case: Digest, *, limit: int | None = None) -> list[Held]:
        """Return the acts of a case that the ledger has: all, or the first of each party."""
        return [
            held_of(entry)
            for party in self.founding.parties
            for entry in self._ledger.of_case(self.id, party, case, limit=limit)
        ]

    def refold_zero(self) -> None:
        """Fold case zero again, after one of its acts or an acknowledgement came in."""
        self.zero = self._fold_zero()

    def _fold_zero(self) -> Zero:
        return self.fold_zero(self.held(self.id), view=self.view())

    def _tables_of_cases(self, under: Under) -> Table | None:
        # The framework is revised in case zero only, never in a second one.
        return None if under.procedure == REVISION else self._tables(under)


def act_of(entry: Entry) -> Act:
    """Return what an entry says."""
    return read_act(entry.header)


def held_of(entry: Entry) -> Held:
    """Return an entry as the fold takes it."""
    return _held(entry.header, entry.id, entry.saw)


@lru_cache(maxsize=ACTS_READ)
def _held(header: bytes, id: Digest, saw: int) -> Held:
    return Held(act=read_act(header), id=id, saw=saw)


def acts_of(space: Space, case: Digest, coming: Iterable[Entry] = ()) -> dict[Digest, Held]:
    """Return the acts of a case by id: those in the ledger, and those that are coming."""
    found = {held.id: held for held in space.held(case)}
    return found | {entry.id: held_of(entry) for entry in coming if entry.case == case}


def entry_of(placed: Placed, header: bytes, signature: bytes) -> Entry:
    """Return a placed act as the ledger keeps it."""
    act = placed.act
    return Entry(
        space=act.space,
        author=act.author,
        epoch=act.epoch,
        seq=act.seq,
        id=placed.id,
        prev=act.prev,
        kind=act.kind,
        case=placed.id if act.kind is Kind.OPEN else act.case,
        saw=placed.log.saw,
        header=header,
        signature=signature,
    )


def tiles_of(
    entries: Iterable[Entry], ids: Callable[[PartyId, int, int], Sequence[Digest]]
) -> list[Tile]:
    """Return the Merkle tiles that these entries complete.

    Args:
        entries: new entries, in order, not yet in the ledger.
        ids: (author, start, end) -> the ids of a log's positions, new ones included.
    """
    found = []
    for entry in entries:
        if (entry.seq + 1) % TILE_LEAVES == 0:
            start = entry.seq + 1 - TILE_LEAVES
            leaves = [merkle.leaf_hash(id) for id in ids(entry.author, start, entry.seq + 1)]
            found.append(
                Tile(
                    space=entry.space,
                    author=entry.author,
                    index=start // TILE_LEAVES,
                    root=merkle.root_of(leaves),
                )
            )
    return found


def frontier_of(ledger: Ledger, space: Digest, author: PartyId) -> Frontier:
    """Rebuild the frontier of a log's tree from its tiles and its last ids."""
    tiles = ledger.tiles(space, author)
    frontier: Frontier = ()
    for index, root in enumerate(tiles):
        frontier = merkle.append(frontier, index, root)
    start, end = len(tiles) * TILE_LEAVES, ledger.size(space, author)
    tail: Frontier = ()
    for index, id in enumerate(ledger.ids(space, author, start=start, end=end)):
        tail = merkle.append(tail, index, merkle.leaf_hash(id))
    return (*frontier, *tail)


def _restore(founding: Founding, party: PartyId, ledger: Ledger) -> Log:
    """Rebuild a log's state from the ledger: its end, its keys, its fence, its frontier."""
    log, id = new_log(founding, party), founding.id
    keys = log.keys
    for entry in ledger.of_kind(id, party, Kind.KEY):
        keys = changed_keys(keys, read_key_change(act_of(entry).detail))
    size = ledger.size(id, party)
    fence = ledger.fence(id, party)
    if size == 0:
        return replace(log, fence=fence)
    last = ledger.entry(id, party, size - 1)
    assert last is not None, "the end of a log is never pruned"
    return replace(
        log,
        keys=keys,
        epoch=last.epoch,
        size=size,
        head=last.id,
        saw=last.saw,
        last_at=act_of(last).at,
        frontier=frontier_of(ledger, id, party),
        fence=fence,
    )
