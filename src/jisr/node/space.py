"""One space as a running node knows it: both logs, case zero, and the editions in use.

Everything here is derived from the ledger and can be rebuilt from it at any time; a node that
stumbles drops its `Space` and builds it again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from typing import Final, TypeAlias

from jisr.core import merkle, reasons
from jisr.core.act import ACTS_READ, Act, Digest, Kind, PartyId, Under, read_act
from jisr.core.admissible import open_root
from jisr.core.case import Case, Context, Held, Logs, Receipt, Root, View
from jisr.core.errors import Reason
from jisr.core.fold import CASE_ACTS_MAX, Folding, fold
from jisr.core.log import At, Fence, Log, Placed, changed_keys, new_log
from jisr.core.merkle import Frontier
from jisr.core.service import read_key_change
from jisr.core.space import Founding
from jisr.core.table import Table
from jisr.core.zero import REVISION, Zero, fold_zero
from jisr.ledger.base import TILE_LEAVES, Entry, Ledger, Tile
from jisr.node.recent import Recent

Tables = Callable[[Under], Table | None]
CASE_HELD_MAX: Final = 1 + CASE_ACTS_MAX  # Of each party; those beyond are void, whatever they say.
CASE_ACTS_READ: Final = 8192  # Acts of the cases read last: eight full batches each way.
CASE_ACTS_FOLDED: Final = 4 * CASE_HELD_MAX  # At least two cases, however full both are.
RECEIPTS_READ: Final = 8192
RECEIPT_REACH: Final = 1000  # How many acts one acknowledgement is remembered for: two batches.


class Space:
    """One space: the logs as they stand, and the fold of any of its cases."""

    def __init__(self, founding: Founding, me: PartyId, *, ledger: Ledger, tables: Tables) -> None:
        self.founding = founding
        self.id = founding.id
        self.me = me
        self.partner = founding.other(me)
        self._ledger = ledger
        self._tables = tables
        self._cases: Recent[Sequence[Held]] = Recent(CASE_ACTS_READ)
        self._folded: Recent[tuple[_Stamp, Case, Folding]] = Recent(CASE_ACTS_FOLDED)
        self._receipts: dict[tuple[PartyId, int], Receipt] = {}
        self._prunes: dict[PartyId, Sequence[Held]] = {}
        self.logs: dict[PartyId, Log] = {
            party: _restore(founding, party, ledger) for party in founding.parties
        }
        self.zero = self._fold_zero()
        self.pruning = False  # Whether a store failed while a prune was looked for or carried out.

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

    def named(self, entries: Sequence[Entry]) -> Set[Digest]:
        """Return which cases that acts open have acts already; ask before they are written.

        After a restore of ours the partner may have named a case before its opening came back.
        """
        return self._ledger.named([entry.id for entry in entries if entry.kind is Kind.OPEN])

    def grow(
        self, logs: Mapping[PartyId, Log], entries: Sequence[Entry], *, named: Set[Digest]
    ) -> None:
        """Take in acts that have just come into the ledger, and where the logs stand with them."""
        self.logs = dict(logs)
        known = set(named)
        for entry in entries:
            if entry.kind is Kind.OPEN and entry.id not in known:
                self._cases.put(entry.id, (held_of(entry),), acts=1)
            elif entry.case is not None:
                known.add(entry.case)
                self._extend(entry.case, held_of(entry))
            elif entry.kind is Kind.PRUNE:
                self._prunes.clear()

    def _extend(self, case: Digest, new: Held) -> None:
        """Add an act to its case, if that is here and can still count it."""
        known = self._cases.get(case)
        if known is None:
            return
        full = len(known) >= CASE_HELD_MAX
        if full and sum(one.act.author == new.act.author for one in known) >= CASE_HELD_MAX:
            return
        self._cases.put(case, (*known, new), acts=len(known) + 1)

    def forget_cases(self) -> None:
        """Fold cases anew: acts have left the ledger, or an edition has come that was unknown."""
        self._cases.clear()
        self._folded.clear()
        self._receipts.clear()
        self._prunes.clear()

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
        if seq >= self.logs[self.founding.other(author)].saw:
            return None
        known = self._receipts.get((author, seq))
        if known is not None:
            return known
        entry = self._ledger.receipt(self.id, author, seq)
        if entry is None:
            return None
        receipt = Receipt(seq=entry.seq, at=act_of(entry).at)
        if len(self._receipts) > RECEIPTS_READ:
            self._receipts.clear()
        # What lies between was seen by nothing earlier either.
        for between in range(seq, min(entry.saw, seq + RECEIPT_REACH)):
            self._receipts[author, between] = receipt
        return receipt

    def prunes(self, party: PartyId) -> Sequence[Held]:
        """Return the prune acts of a party; each act of ours asks for them."""
        if party not in self._prunes:
            found = self._ledger.of_kind(self.id, party, Kind.PRUNE)
            self._prunes[party] = [held_of(entry) for entry in found]
        return self._prunes[party]

    # --- cases ----------------------------------------------------------------------------

    def context(self, logs: Logs | None = None) -> Context:
        """Return the space around a case, for the fold; `logs` knows acts not in the ledger."""
        return Context(
            parties=self.founding.parties,
            logs=logs or self,
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
        return self.fold_held(self.held(case), ends=self.logs, logs=self)

    def fold_held(
        self, held: Sequence[Held], *, ends: Mapping[PartyId, Log], logs: Logs
    ) -> Case | Reason | None:
        """Fold a case from all its acts, its opening among them; see `case`.

        The same acts, those seen by the other party told from the rest, fold to the same case:
        so long as case zero stands as it does, the last one is remembered, and goes on.

        Args:
            held: all acts of the case.
            ends: both logs as they stand with these acts.
            logs: knows which act saw which.
        """
        opening = next((item for item in held if item.act.kind is Kind.OPEN), None)
        if opening is None:
            return reasons.NO_SUCH_CASE if held else None
        seen = {party: ends[self.founding.other(party)].saw for party in ends}
        stamp = tuple([(item.id, item.act.seq < seen[item.act.author]) for item in held])
        known = self._folded.get(opening.id)
        if known is not None and known[0] == stamp:
            return known[1]
        root = self.root(opening) if known is None else known[2].root
        if not isinstance(root, Root):
            return root
        self._folded.forget(opening.id)  # Until it is folded: of one that fails nothing is left.
        folding = Folding(root, self.founding.parties) if known is None else known[2]
        view = View(lengths={party: log.size for party, log in ends.items()})
        others = [item for item in held if item is not opening]
        folded = folding.fold(others, view=view, context=self.context(logs))
        self._folded.put(opening.id, (stamp, folded, folding), acts=len(held))
        return folded

    def fold(
        self, opening: Held, acts: Sequence[Held], *, view: View, logs: Logs | None = None
    ) -> Case | Reason:
        """Fold a case from its acts, in the ledger or not yet, as seen in `view`."""
        root = self.root(opening)
        if not isinstance(root, Root):
            return root
        return fold(root, acts, view=view, context=self.context(logs))

    def root(self, opening: Held) -> Root | Reason:
        """Judge an opening in its own past."""
        return open_root(opening, self.context())

    def fold_zero(self, acts: Sequence[Held], *, view: View) -> Zero:
        """Fold case zero from its acts, in the ledger or not yet."""
        return fold_zero(self.founding, acts, view=view, logs=self, tables=self._tables)

    def held(self, case: Digest) -> Sequence[Held]:
        """Return the acts of a case that the ledger has, as many of each party as can count."""
        known = self._cases.get(case)
        if known is None:
            known = self.all_held(case, limit=CASE_HELD_MAX)
            self._cases.put(case, known, acts=len(known))
        return known

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
        self._folded.clear()

    def _fold_zero(self) -> Zero:
        return self.fold_zero(self.held(self.id), view=self.view())

    def _tables_of_cases(self, under: Under) -> Table | None:
        # The framework is revised in case zero only, never in a second one.
        return None if under.procedure == REVISION else self._tables(under)


# The acts of a case, and of each whether the other party has seen it.
_Stamp: TypeAlias = tuple[tuple[Digest, bool], ...]


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
    """Return the acts of a case by id: those in the ledger, and those of it that are coming."""
    found = {held.id: held for held in space.held(case)}
    return found | {entry.id: held_of(entry) for entry in coming}


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
