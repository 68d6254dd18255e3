"""Every interleaving of the next acts, from every state: what two parties could come to.

The checker proves properties of a procedure's text.  This goes the other way about: it plays the
procedure with the very fold that nodes use, in every order in which two honest parties could write
and hear, and looks for two readings of one case.  Source: docs/spec/framework.md, FRA-30.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final, TypeAlias

from jisr.core.act import Act, Digest, Kind, PartyId, Slug, Under
from jisr.core.case import Case, Context, Held, Receipt, Root, Standing, View, ref_of
from jisr.core.fold import fold
from jisr.core.table import Clause, Side, State, StateName, Table

ACTS: Final = 3  # Of each party: enough for a crossing, an answer to it, and one upon that.
_OPENER, _OTHER = PartyId("AA"), PartyId("BB")
_PARTIES: Final = (_OPENER, _OTHER)
_AT: Final = datetime(2026, 1, 1, tzinfo=UTC)
_END: Final = StateName("ended")
_NOTHING: Final = Digest("0" * 64)
_UNDER: Final = Under(framework=_NOTHING, procedure=Slug("explored"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Explored:
    """What was found: how much was seen, and the first story in which two readings appeared."""

    situations: int
    crossings: int  # Situations in which two moves have crossed.
    trouble: tuple[str, ...] | None  # Acts and deliveries, in order.


@dataclass(frozen=True, slots=True)
class _Situation:
    """Both logs, and how much of the other's each party has received."""

    logs: Mapping[PartyId, tuple[Held, ...]]
    got: Mapping[PartyId, int]

    @property
    def key(self) -> "_Key":
        """What tells two situations apart: ids chain, so the last act names them all."""
        first, second = self.logs.values()
        return first[-1].id, second[-1].id, self.got[_OPENER], self.got[_OTHER]

    def view(self, party: PartyId) -> View:
        """Return what a party holds."""
        return View(lengths={party: len(self.logs[party]), _other(party): self.got[party]})

    def receipt(self, author: PartyId, seq: int) -> Receipt | None:
        """Return the other party's first act that has seen `author`'s act `seq`."""
        for place, held in enumerate(self.logs[_other(author)]):
            if held.saw > seq:
                return Receipt(seq=place, at=held.act.at)
        return None


_Key: TypeAlias = tuple[Digest, Digest, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """A case as a party sees it."""

    tip: Held
    state: State | None  # None when the case has ended.
    settled: tuple[Digest, ...]
    void: bool  # Whether an act is.
    crossed: bool  # Whether two moves have crossed.


class _Exploration:
    """The situations that follow one state of a table."""

    def __init__(self, table: Table, state: StateName, acts: int) -> None:
        self._acts = acts
        opening = _held(_OPENER, (), 0, Kind.OPEN, Slug("open"))
        heard = _held(_OTHER, (), 1, Kind.ACK)
        self._root = Root(
            id=opening.id,
            opener=_OPENER,
            other=_OTHER,
            under=_UNDER,
            table=table,
            state=state,
            held=opening,
        )
        self._start = _Situation({_OPENER: (opening,), _OTHER: (heard,)}, {_OPENER: 1, _OTHER: 1})
        # By the last acts of both that are seen: situations share most of what they see.
        self._folded: dict[frozenset[Digest], _Seen] = {}
        # From where each situation was first come to, and by what.
        self._came: dict[_Key, tuple[_Key, str]] = {self._start.key: (self._start.key, "")}

    def run(self) -> Explored:
        """Visit every situation once."""
        crossings = 0
        todo = [self._start]
        while todo:
            here = todo.pop()
            seen = {party: self._seen(here, party) for party in _PARTIES}
            crossings += any(one.crossed for one in seen.values())
            for what, party, there in self._next(here, seen):
                if there.key in self._came:
                    continue
                self._came[there.key] = here.key, what
                if not _holds(seen[party], self._seen(there, party), seen[_other(party)]):
                    return self._explored(crossings, self._story(there.key))
                todo.append(there)
        return self._explored(crossings, None)

    def _explored(self, crossings: int, trouble: tuple[str, ...] | None) -> Explored:
        return Explored(situations=len(self._came), crossings=crossings, trouble=trouble)

    def _story(self, key: _Key) -> tuple[str, ...]:
        """Return the acts and deliveries that led to a situation."""
        story: list[str] = []
        while key != self._start.key:
            key, what = self._came[key]
            story.append(what)
        return tuple(reversed(story))

    def _next(
        self, here: _Situation, seen: Mapping[PartyId, _Seen]
    ) -> Iterator[tuple[str, PartyId, _Situation]]:
        for party in _PARTIES:
            if here.got[party] < len(here.logs[_other(party)]):
                got = {**here.got, party: here.got[party] + 1}
                yield f"{party} receives", party, _Situation(here.logs, got)
            if len(here.logs[party]) - 1 < self._acts:
                for held in self._writes(here, party, seen[party]):
                    logs = {**here.logs, party: (*here.logs[party], held)}
                    yield f"{party} {held.act.act or 'ack'}", party, _Situation(logs, here.got)

    def _writes(self, here: _Situation, party: PartyId, seen: _Seen) -> Iterator[Held]:
        """Every act that an honest party could write: what it may do as it sees the case."""
        log, got = here.logs[party], here.got[party]
        if got > log[-1].saw:
            yield _held(party, log, got, Kind.ACK)
        if seen.state is None:
            return
        side = self._root.side(party)
        for by, act in seen.state.clauses:
            if by is side:
                yield _held(party, log, got, Kind.MOVE, act, on=seen.tip)

    def _seen(self, here: _Situation, party: PartyId) -> _Seen:
        """Fold the case as a party sees it."""
        ours, theirs = here.logs[party], here.logs[_other(party)][: here.got[party]]
        ends = frozenset((ours[-1].id, theirs[-1].id))
        seen = self._folded.get(ends)
        if seen is None:
            context = Context(
                parties=_PARTIES,
                logs=here,
                tables=lambda _: None,
                in_force=lambda _: _NOTHING,
                closures=lambda _: {},
            )
            moves = [held for held in (*ours, *theirs) if held.act.kind is Kind.MOVE]
            seen = _seen(fold(self._root, moves, view=here.view(party), context=context))
            self._folded[ends] = seen
        return seen


def _seen(case: Case) -> _Seen:
    assert case.tip.held is not None
    return _Seen(
        tip=case.tip.held,
        state=None if case.ended else case.tip.table.states[case.tip.state],
        settled=tuple(node.id for node in case.path[: case.settled]),
        void=any(verdict.standing is Standing.VOID for verdict in case.verdicts.values()),
        crossed=bool(case.crossings),
    )


def _holds(then: _Seen, now: _Seen, theirs: _Seen) -> bool:
    """Say whether nothing honest is void, nothing settled changed, and both sides agree."""
    if now.void or not _begins(now.settled, then.settled):
        return False
    return _begins(now.settled, theirs.settled) or _begins(theirs.settled, now.settled)


def explore(
    table: Table, *, acts: int = ACTS, states: Collection[StateName] | None = None
) -> Explored:
    """Play a procedure from each of its states, in every order of the next acts.

    Times, terms, forms and offices only take possibilities away, so all clauses count as open;
    what the fold cannot tell apart is played once (`merged`).

    Args:
        table: the procedure, compiled.
        acts: how many acts of each party follow the state, acknowledgements among them.
        states: from which of the states of `merged`; None for all.

    Returns:
        The situations seen, and the first story in which something honest was void, something
        settled changed, or the two parties were settled on different things.
    """
    alike = merged(table)
    situations = crossings = 0
    for state in alike.states if states is None else states:
        found = _Exploration(alike, state, acts).run()
        situations += found.situations
        crossings += found.crossings
        if found.trouble is not None:
            story = (f"from {state}", *found.trouble)
            return Explored(situations=situations, crossings=crossings, trouble=story)
    return Explored(situations=situations, crossings=crossings, trouble=None)


def merged(table: Table) -> Table:
    """Return a table in which what the fold cannot tell apart is one, however it is called.

    The fold reads of a clause who may use it, where it leads and whether it prevails; of a state,
    who goes first.  So acts of one party that lead alike are one act, states in which the same can
    follow are one state, and so are all ends.  What is found here is found in the whole table too.
    """
    kinds = dict.fromkeys(table.states, 0)
    while True:
        seen: dict[object, int] = {}
        finer = {
            name: seen.setdefault((state.first, frozenset(_rights(state, kinds))), len(seen))
            for name, state in table.states.items()
        }
        if len(seen) == len(set(kinds.values())):
            break
        kinds = finer
    firsts = {kind: name for name, kind in reversed(kinds.items())}
    states = {
        name: _merged(state, kinds, firsts)
        for name, state in table.states.items()
        if firsts[kinds[name]] == name
    }
    return replace(table, states=MappingProxyType(states), ends=frozenset({_END}))


_Right: TypeAlias = tuple[Side, bool, int | None]


def _rights(state: State, kinds: Mapping[StateName, int]) -> Iterator[_Right]:
    for clause in state.clauses.values():
        yield clause.by, clause.prevailing, kinds.get(clause.to)


def _merged(state: State, kinds: Mapping[StateName, int], firsts: Mapping[int, StateName]) -> State:
    clauses: dict[_Right, Clause] = {}
    for clause, right in zip(state.clauses.values(), _rights(state, kinds), strict=True):
        to = _END if right[2] is None else firsts[right[2]]
        one = Clause(act=clause.act, by=clause.by, to=to, prevailing=clause.prevailing)
        clauses.setdefault(right, one)
    by_name = {(clause.by, clause.act): clause for clause in clauses.values()}
    return replace(state, due=None, clauses=MappingProxyType(by_name))


def _held(
    author: PartyId,
    log: tuple[Held, ...],
    saw: int,
    kind: Kind,
    act: Slug | None = None,
    *,
    on: Held | None = None,
) -> Held:
    prev = log[-1].id if log else _NOTHING
    said = f"{author} {prev} {saw} {kind} {act} {on.id if on else ''}"
    return Held(
        act=Act(
            space=_NOTHING,
            author=author,
            epoch=0,
            seq=len(log),
            prev=prev,
            at=_AT,
            key=_NOTHING,
            kind=kind,
            act=act,
            on=ref_of(on) if on else None,
        ),
        id=Digest(hashlib.sha256(said.encode()).hexdigest()),
        saw=saw,
    )


def _other(party: PartyId) -> PartyId:
    return _OTHER if party == _OPENER else _OPENER


def _begins(longer: tuple[Digest, ...], shorter: tuple[Digest, ...]) -> bool:
    return longer[: len(shorter)] == shorter
