"""A case and what it is made of: views, roots, moves, standings, crossings.

The values of this page are folded by `jisr.core.fold` and judged by `jisr.core.admissible`; they
say nothing of how.  Source: docs/spec/case.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

from jisr.core.act import Act, Digest, PartyId, Ref, Under
from jisr.core.errors import Reason
from jisr.core.table import Closures, Side, StateName, Step, Table


class Standing(StrEnum):
    """What a move or note counts for."""

    PROVISIONAL = "provisional"  # Leads, but the other party may still have an act that prevails.
    SETTLED = "settled"  # Leads, and can never change again.
    OVERTAKEN = "overtaken"  # Rightly made, but another act prevailed, here or before it.
    VOID = "void"  # Its author was not entitled to it; kept, without effect.


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One act of a case as held, with the length of the other log in its causal past."""

    act: Act
    id: Digest
    saw: int


def ref_of(held: Held) -> Ref:
    """Return the reference by which other acts name this one."""
    return Ref(author=held.act.author, epoch=held.act.epoch, seq=held.act.seq, id=held.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A causal past: how many acts of each of the two logs it contains."""

    lengths: Mapping[PartyId, int]

    def holds(self, author: PartyId, seq: int) -> bool:
        """Say whether act `seq` of `author` is inside."""
        return seq < self.lengths.get(author, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The other party's first act that has seen a given act."""

    seq: int
    at: datetime


class Logs(Protocol):
    """What the fold asks about the two logs around the case."""

    def receipt(self, author: PartyId, seq: int) -> Receipt | None:
        """Return the other party's first act that has seen `author`'s act `seq`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """Where a case begins: its opening, or for case zero the founding document."""

    id: Digest
    opener: PartyId
    other: PartyId
    under: Under
    table: Table
    state: StateName
    held: Held | None  # None for case zero.

    @property
    def ref(self) -> Ref:
        """What the first move of the case is `on` (CAS-2; for case zero CAS-13)."""
        if self.held is None:
            return Ref(author=self.opener, epoch=0, seq=0, id=self.id)
        return ref_of(self.held)

    def side(self, author: PartyId) -> Side:
        """Return which side of the case a party is."""
        return Side.OPENER if author == self.opener else Side.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An admissible move (or the root): the state it led to, and under which table."""

    id: Digest
    held: Held | None
    state: StateName
    table: Table
    under: Under
    rank: tuple[int, int]  # Lower prevails among moves that follow the same one.


# The table of an edition's procedure; None when this node does not know the edition.
Tables: TypeAlias = Callable[[Under], Table | None]
# The edition in force in a view, and the closed days announced in it (see `jisr.core.zero`).
InForce: TypeAlias = Callable[[View], Digest]
ClosuresIn: TypeAlias = Callable[[View], Closures]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The space around a case, as far as the fold depends on it."""

    parties: tuple[PartyId, PartyId]
    logs: Logs
    tables: Tables
    in_force: InForce
    closures: ClosuresIn

    def other(self, party: PartyId) -> PartyId:
        """Return the other party."""
        first, second = self.parties
        return second if party == first else first

    def past(self, held: Held) -> View:
        """Return the causal past of an act, itself excluded."""
        author = held.act.author
        return View(lengths={author: held.act.seq, self.other(author): held.saw})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The standing of one act of the case; `reason` only when void."""

    held: Held
    standing: Standing
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Two admissible moves that follow the same move; `winner` prevails."""

    on: Digest
    winner: Digest
    loser: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the acts of a case add up to."""

    root: Root
    path: tuple[Node, ...]  # From the root to the tip.
    settled: int  # How many nodes of the path are settled, from the root on.
    verdicts: Mapping[Digest, Verdict]  # In causal order.
    crossings: tuple[Crossing, ...]
    steps: tuple[Step, ...]  # The path as deadlines see it.
    closures: Closures

    @property
    def tip(self) -> Node:
        """The leading move."""
        return self.path[-1]

    @property
    def ended(self) -> bool:
        """Whether the leading move ended the case."""
        return self.tip.state in self.tip.table.ends

    @property
    def turn(self) -> PartyId | None:
        """The party that owes the next step; None when the case rests or has ended."""
        if self.ended:
            return None
        turn = self.tip.table.states[self.tip.state].turn
        if turn is None:
            return None
        return self.root.opener if turn is Side.OPENER else self.root.other

    @property
    def due(self) -> datetime | None:
        """When the current state is overdue; None without deadline or before its start."""
        if self.ended:
            return None
        rule = self.tip.table.states[self.tip.state].due
        return rule(self.steps, self.closures) if rule else None
