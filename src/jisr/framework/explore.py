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
ACTS_TO_SIGN: Final = 2  # Half a minute for twenty procedures, with somebody waiting.
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
    def key(self) -> tuple[Digest, Digest, int, int]:
        """What tells two situations apart: ids chain, so the last act names them all."""
        first, second = (log[-1].id if log else _NOTHING for log in self.logs.values())
        return first, second, self.got[_OPENER], self.got[_OTHER]

    def view(self, party: PartyId) -> View:
        """Return what a party holds."""
        return View(lengths={party: len(self.logs[party]), _other(party): self.got[party]})

    def receipt(self, author: PartyId, seq: int) -> Receipt | None:
        """Return the other party's first act that has seen `author`'s act `seq`."""
        for place, held in enumerate(self.logs[_other(author)]):
            if held.saw > seq:
                return Receipt(seq=place, at=held.act.at)
        return None


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
        self._folded: dict[frozenset[Digest], Case] = {}  # By the last act of each that is seen.

    def run(self) -> Explored:
        """Visit every situation once."""
        crossings = 0
        told: dict[tuple[Digest, Digest, int, int], tuple[str, ...]] = {self._start.key: ()}
        todo = [self._start]
        while todo:
            here = todo.pop()
            story = told[here.key]
            crossings += any(self._case(here, party).crossings for party in _PARTIES)
            for what, party, there in self._next(here):
                if there.key in told:
                    continue
                told[there.key] = (*story, what)
                if not self._holds(here, there, party):
                    return Explored(
                        situations=len(told), crossings=crossings, trouble=told[there.key]
                    )
                todo.append(there)
        return Explored(situations=len(told), crossings=crossings, trouble=None)

    def _next(self, here: _Situation) -> Iterator[tuple[str, PartyId, _Situation]]:
        for party in _PARTIES:
            if here.got[party] < len(here.logs[_other(party)]):
                got = {**here.got, party: here.got[party] + 1}
                yield f"{party} receives", party, _Situation(here.logs, got)
            if len(here.logs[party]) - 1 < self._acts:
                for held in self._writes(here, party):
                    logs = {**here.logs, party: (*here.logs[party], held)}
                    yield f"{party} {held.act.act or 'ack'}", party, _Situation(logs, here.got)

    def _writes(self, here: _Situation, party: PartyId) -> Iterator[Held]:
        """Every act that an honest party could write: what it may do as it sees the case."""
        log, got = here.logs[party], here.got[party]
        if got > log[-1].saw:
            yield _held(party, log, got, Kind.ACK)
        case = self._case(here, party)
        if case.ended:
            return
        tip = case.tip.held
        assert tip is not None
        side = self._root.side(party)
        for by, act in case.tip.table.states[case.tip.state].clauses:
            if by is side:
                yield _held(party, log, got, Kind.MOVE, act, on=tip)

    def _holds(self, before: _Situation, after: _Situation, party: PartyId) -> bool:
        """Say whether nothing honest is void, nothing settled changed, and both sides agree."""
        then, now = self._case(before, party), self._case(after, party)
        theirs = self._case(after, _other(party))
        if any(v.standing is Standing.VOID for v in now.verdicts.values()):
            return False
        return _begins(_settled(now), _settled(then)) and (
            _begins(_settled(now), _settled(theirs)) or _begins(_settled(theirs), _settled(now))
        )

    def _case(self, here: _Situation, party: PartyId) -> Case:
        """Fold the case as a party sees it; situations share most of what they see."""
        theirs = here.logs[_other(party)][: here.got[party]]
        ends = frozenset((here.logs[party][-1].id, theirs[-1].id))
        case = self._folded.get(ends)
        if case is None:
            context = Context(
                parties=_PARTIES,
                logs=here,
                tables=lambda _: None,
                in_force=lambda _: _NOTHING,
                closures=lambda _: {},
            )
            moves = [held for held in (*here.logs[party], *theirs) if held.act.kind is Kind.MOVE]
            case = fold(self._root, moves, view=here.view(party), context=context)
            self._folded[ends] = case
        return case


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


def _settled(case: Case) -> list[Digest]:
    return [node.id for node in case.path[: case.settled]]


def _begins(longer: list[Digest], shorter: list[Digest]) -> bool:
    return longer[: len(shorter)] == shorter
