"""The crossing table: for each pair of acts that can cross, which of the two prevails.

Total by construction, and signed with the rest: «prevailing» first, then the act of the party
that has the turn (or, in a state that rests, of the party named `first`) (FRA-15).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from jisr.core.act import Slug
from jisr.framework.procedure import Procedure, Situation
from jisr.framework.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Two acts of the two parties on one move; the case goes where `winner` leads."""

    state: Slug
    winner: Sentence
    loser: Sentence


def pairs(state: Situation) -> Iterator[tuple[Sentence, Sentence]]:
    """Yield each pair of clauses of the two roles, once."""
    for number, one in enumerate(state.clauses):
        for other in state.clauses[number + 1 :]:
            if one.who != other.who:
                yield one, other


def rank(state: Situation, sentence: Sentence) -> int:
    """Return the precedence of a clause in a crossing: 0 goes first."""
    if sentence.prevailing:
        return 0
    role = state.turn or state.first
    return 1 if role is not None and sentence.who == role.text else 2


def crossings(procedure: Procedure) -> tuple[Crossing, ...]:
    """Return the crossing table of a sound procedure, in the order of the text."""
    found = []
    for state in procedure.states.values():
        for one, other in pairs(state):
            winner, loser = sorted((one, other), key=lambda clause: rank(state, clause))
            found.append(Crossing(state=state.name, winner=winner, loser=loser))
    return tuple(found)
