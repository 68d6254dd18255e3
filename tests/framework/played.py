"""A case played between two parties with the core's own fold, for tables that a jurist reads.

Each move is seen by the other party at once, or at the instant that the table says.  Terms that
a line leaves out, though the clause demands them, are filled in.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from jisr.core.act import Act, Digest, Kind, PartyId, Slug, Term, Under
from jisr.core.admissible import open_root, sealed_by
from jisr.core.case import Case, Context, Held, Receipt, Root, View, ref_of
from jisr.core.errors import Reason
from jisr.core.fold import fold
from jisr.core.table import Clause, Side, StateName, Table, TermSpec, TermType
from jisr.framework.tables import table_of
from tests.framework.packs import edition_of

NOTHING = Digest("0" * 64)
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATEST = datetime(2099, 1, 1, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@cache
def compiled(pack: str, procedure: str) -> Table:
    return table_of(edition_of(pack), Slug(procedure))


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause and the state in which it is open; None for the opening."""

    state: StateName | None
    clause: Clause


class Played:
    """One case of a procedure of an edition."""

    def __init__(self, pack: str, procedure: str, *, opener: PartyId) -> None:
        edition = edition_of(pack)
        self.table = compiled(pack, procedure)
        self.read = edition.procedures[Slug(procedure)]
        other = next(party for party in edition.parties if party != opener)
        self._by = {Side.OPENER: opener, Side.OTHER: other}
        self._logs: dict[PartyId, list[Held]] = {opener: [], other: []}
        self._under = Under(framework=edition.digest, procedure=Slug(procedure))
        self._root: Root | None = None
        self._moves: list[Held] = []
        self.case: Case | None = None

    def receipt(self, author: PartyId, seq: int) -> Receipt | None:
        (other,) = self._logs.keys() - {author}
        for place, held in enumerate(self._logs[other]):
            if held.saw > seq:
                return Receipt(seq=place, at=held.act.at)
        return None

    def side(self, role: str) -> Side:
        return self.read.side(Slug(role))

    @property
    def state(self) -> StateName:
        assert self.case is not None
        return self.case.tip.state

    def write(
        self,
        side: Side,
        act: str,
        when: datetime,
        *,
        terms: Mapping[str, Term] | None = None,
        contents: Mapping[str, str] | None = None,
        received: datetime | None = None,
    ) -> Reason | None:
        """Make a move; return why it is void, and then leave the case as it was."""
        clause = self._clause(side, act)
        said = {**_filled(clause, when), **(terms or {})}
        body = self._body(self._by[side], clause, contents or {})
        held = self._hold(self._by[side], when, act, said, body)
        reason = self._judge(held)
        if reason is None:
            self._acknowledge(held.act.author, received or when)
        return reason

    def bring_to(self, state: str, when: datetime, terms: Mapping[str, Term]) -> None:
        """Walk the shortest way to a state, each move at one instant, or just overdue."""
        here = None if self.case is None else self.state
        for entry in way(self.table, here, StateName(state)):
            clause = entry.clause
            moment = when
            if clause.late:
                assert self.case is not None
                assert self.case.due is not None, state
                moment = max(when, self.case.due + timedelta(seconds=1))
            own = {name: value for name, value in terms.items() if name in clause.terms}
            assert self.write(clause.by, clause.act, moment, terms=own) is None, entry
            when = moment
        assert self.state == state

    def _clause(self, side: Side, act: str) -> Clause | None:
        if self.case is None:
            return self.table.opens.get(Slug(act))
        state = self.table.states.get(self.state)
        return None if state is None else state.clauses.get((side, Slug(act)))

    def _hold(
        self,
        author: PartyId,
        when: datetime,
        act: str | None,
        terms: Mapping[str, Term],
        body: Mapping[str, Digest],
    ) -> Held:
        log = self._logs[author]
        (other,) = self._logs.keys() - {author}
        tip = None if self.case is None else self.case.tip.held
        opening = self.case is None
        kind = Kind.ACK if act is None else Kind.OPEN if opening else Kind.MOVE
        header = Act(
            space=NOTHING,
            author=author,
            epoch=0,
            seq=len(log),
            prev=log[-1].id if log else NOTHING,
            at=when,
            key=NOTHING,
            kind=kind,
            act=None if act is None else Slug(act),
            on=ref_of(tip) if kind is Kind.MOVE and tip else None,
            under=self._under if kind is Kind.OPEN else None,
            terms=terms,
            body=body,
        )
        name = f"{author} {len(log)} {act} {when} {header.prev}"
        return Held(
            act=header,
            id=_digest(name),
            saw=len(self._logs[other]),
        )

    def _body(
        self, author: PartyId, clause: Clause | None, contents: Mapping[str, str]
    ) -> Mapping[str, Digest]:
        """Fill the forms of a clause anew; repeat what it accepts or reveals, unless it is told."""
        body: dict[str, Digest] = {}
        if clause is not None and clause.form is not None:
            place = f"{author} {len(self._logs[author])}"
            body = {part: _digest(f"{place} {part}") for part in self.read.forms[clause.form].parts}
        if self.case is not None and clause is not None:
            tip, path = self.case.tip.held, self.case.path
            if clause.accepting is not None and tip is not None:
                body[clause.accepting] = tip.act.body[clause.accepting]
            if clause.revealing is not None and (own := sealed_by(author, clause.revealing, path)):
                body[clause.revealing] = own.act.body[clause.revealing]
        return body | {Slug(part): _digest(text) for part, text in contents.items()}

    def _judge(self, held: Held) -> Reason | None:
        log = self._logs[held.act.author]
        log.append(held)
        if held.act.kind is Kind.OPEN:
            outcome = open_root(held, self._context)
            if isinstance(outcome, Reason):
                log.pop()
                return outcome
            self._root = outcome
        else:
            self._moves.append(held)
        case = self._fold()
        verdict = case.verdicts[held.id]
        if verdict.reason is not None:
            log.pop()
            self._moves.pop()
            return verdict.reason
        self.case = case
        return None

    def _acknowledge(self, author: PartyId, when: datetime) -> None:
        (other,) = self._logs.keys() - {author}
        self._logs[other].append(self._hold(other, when, None, {}, {}))
        self.case = self._fold()

    @property
    def _context(self) -> Context:
        return Context(
            parties=(self._by[Side.OPENER], self._by[Side.OTHER]),
            logs=self,
            tables=lambda under: self.table if under == self._under else None,
            in_force=lambda _: self._under.framework,
            closures=lambda _: {},
        )

    def _fold(self) -> Case:
        assert self._root is not None
        view = View(lengths={party: len(log) for party, log in self._logs.items()})
        return fold(self._root, self._moves, view=view, context=self._context)


def entries(table: Table) -> Iterator[Entry]:
    """Yield every clause with its state."""
    for clause in table.opens.values():
        yield Entry(None, clause)
    for name, state in table.states.items():
        for clause in state.clauses.values():
            yield Entry(name, clause)


def way(table: Table, start: StateName | None, goal: StateName) -> list[Entry]:
    """Return the shortest way from a state to another; what needs no deadline goes first."""
    ways: dict[StateName | None, list[Entry]] = {start: []}
    for late in (False, True):
        todo = list(ways)
        while todo:
            here = todo.pop(0)
            for entry in entries(table):
                to = entry.clause.to
                if entry.state == here and entry.clause.late <= late and to not in ways:
                    ways[to] = [*ways[here], entry]
                    todo.append(to)
        if goal in ways:
            break
    return ways[goal]


def _digest(text: str) -> Digest:
    return Digest(hashlib.sha256(text.encode()).hexdigest())


def _filled(clause: Clause | None, when: datetime) -> dict[str, Term]:
    specs = {} if clause is None else clause.terms
    return {name: _value(spec, when) for name, spec in specs.items() if spec.required}


def _value(spec: TermSpec, when: datetime) -> Term:
    soon = when + timedelta(days=60)
    first = min(spec.codes, default="")
    return {
        TermType.CODE: first,
        TermType.CODES: (first,),
        TermType.DATE: soon.strftime("%Y-%m-%d"),
        TermType.DATES: (soon.strftime("%Y-%m-%d"),),
        TermType.INSTANT: soon.strftime("%Y-%m-%dT%H:%M:%SZ"),
        TermType.NUMBER: 1,
        TermType.DIGEST: NOTHING,
        TermType.REFERENCE: "A-1",
    }[spec.type]
