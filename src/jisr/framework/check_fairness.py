"""The properties every procedure must have before it may be signed (FRA-17 to FRA-24).

Each is a small function over the graph of states; each yields its own faults.  They run only
on a procedure whose names all exist.
"""

from collections.abc import Iterator
from dataclasses import replace

from jisr.core.act import Slug
from jisr.framework import reasons_check as reasons
from jisr.framework.crossings import pairs, rank
from jisr.framework.deadlines import Deadline
from jisr.framework.faults import Fault
from jisr.framework.procedure import Procedure, Situation
from jisr.framework.shape import fault


def check_fairness(procedure: Procedure) -> list[Fault]:
    """Return what makes a procedure unsound or unfair."""
    faults = [*_reachable(procedure), *_ways_out(procedure)]
    for state in procedure.states.values():
        faults += [*_turn(state), *_deadline(state), *_delay(state), *_crossings(state)]
    return faults


def _reachable(procedure: Procedure) -> Iterator[Fault]:
    """FRA-17: every state and every end can be reached."""
    live: set[Slug] = set()
    for sentence in procedure.opens:
        live |= reach(procedure, sentence.to)
    for name, state in procedure.states.items():
        if name not in live:
            yield fault(state.at, reasons.UNREACHABLE, state=name)
    for name, (_, at) in procedure.ends.items():
        if name not in live:
            yield fault(at, reasons.UNREACHABLE, state=name)


def _ways_out(procedure: Procedure) -> Iterator[Fault]:
    """FRA-18: an end can be reached; FRA-22: by each role alone, given time.

    A state that rests counts as an end here: nobody owes anything in it.
    """
    resting = {state.name for state in procedure.states.values() if state.rests}
    final = resting | set(procedure.ends)
    for name, state in procedure.states.items():
        if state.rests:
            continue
        if not reach(procedure, name) & final:
            yield fault(state.at, reasons.DEAD_STATE, state=name)
            continue
        for role in procedure.roles:
            if not reach(procedure, name, role) & final:
                yield fault(state.at, reasons.HOSTAGE, state=name, role=role)


def reach(procedure: Procedure, start: Slug, role: Slug | None = None) -> set[Slug]:
    """Return the states that can follow `start`, itself included; by one role's acts alone."""
    seen: set[Slug] = set()
    todo = [start]
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        state = procedure.states.get(name)
        clauses = () if state is None else state.clauses
        todo += [clause.to for clause in clauses if role in (None, clause.who)]
    return seen


def _turn(state: Situation) -> Iterator[Fault]:
    """FRA-19: somebody owes the next step and can take it, or the state rests."""
    if state.turn is None:
        if state.first is None:
            yield fault(state.at, reasons.NO_TURN, state=state.name)
        return
    if state.first is not None:
        yield fault(state.first, reasons.TURN_AND_FIRST, state=state.name)
    role = state.turn.text
    ways = [c for c in state.clauses if c.who == role and not c.late and c.to != state.name]
    if not ways:
        yield fault(state.turn, reasons.TURN_IDLE, state=state.name, role=role)


def _deadline(state: Situation) -> Iterator[Fault]:
    """FRA-20: a deadline enables exactly the clauses `once overdue` of its state."""
    late = {clause.act: clause for clause in state.clauses if clause.late}
    if state.within is None:
        for clause in late.values():
            yield fault(clause.at, reasons.LATE_WITHOUT_DEADLINE, state=state.name)
        return
    if not late:
        yield fault(state.within.at, reasons.DEADLINE_IDLE, state=state.name)
        return
    for act in sorted(late.keys() ^ set(state.within.then)):
        place = late[act].at if act in late else state.within.at
        yield fault(place, reasons.THEN_DIFFERS, act=act, state=state.name)


def _delay(state: Situation) -> Iterator[Fault]:
    """FRA-21: nobody profits from its own delay, nor gains time without bound."""
    if state.turn is None:
        return
    role = state.turn.text
    bounded = set() if state.within is None else _stretching(state.within)
    for clause in state.clauses:
        if clause.who == role and clause.late:
            yield fault(clause.at, reasons.PROFITS_FROM_DELAY, role=role, act=clause.act)
        elif clause.who == role and clause.to == state.name and clause.act not in bounded:
            yield fault(clause.at, reasons.FREE_LOOP, role=role, act=clause.act)


def _stretching(deadline: Deadline) -> set[Slug]:
    """Return the acts that give more time, each under the deadline's own cap."""
    extension, suspension = deadline.extension, deadline.suspension
    acts = set() if extension is None else {extension.by}
    return acts if suspension is None else acts | {suspension.start, suspension.end}


def _crossings(state: Situation) -> Iterator[Fault]:
    """FRA-23: every crossing has one winner; FRA-24: `prevailing` is never idle."""
    contested = set()
    tied = set()
    for one, other in pairs(state):
        contested |= {one.at, other.at}
        if one.prevailing and other.prevailing:
            tied |= {one.at, other.at}
            yield fault(other.at, reasons.NO_WINNER, one=one.act, other=other.act)
    for clause in state.clauses:
        idle = rank(state, replace(clause, prevailing=False)) == 1 or clause.at not in contested
        if clause.prevailing and idle and clause.at not in tied:
            yield fault(clause.at, reasons.PREVAILING_IDLE, act=clause.act)
