"""Explore every procedure of an edition, on as many cores as there are."""

import multiprocessing
import os
import signal
from collections.abc import Generator, Sequence
from contextlib import ExitStack
from multiprocessing import resource_tracker
from typing import Final, TypeAlias

from jisr.core.act import Slug
from jisr.core.table import StateName, Table
from jisr.framework.edition import Edition, read_signed
from jisr.framework.explore import Explored, explore, merged
from jisr.framework.tables import tables_of

STATES_ALONE: Final = 30  # Fewer are done before another process has begun.

From: TypeAlias = tuple[Slug, StateName]  # A procedure, and the state to explore it from.
# Of the one edition that a process of `explored` was begun for; empty in every other.
_TABLES: Final[dict[Slug, Table]] = {}


def states_of(edition: Edition) -> list[From]:
    """Return every state from which something is to be explored, procedure by procedure."""
    return [
        (name, state) for name, one in tables_of(edition).items() for state in merged(one).states
    ]


def explored(
    edition: Edition, states: Sequence[From], *, acts: int
) -> Generator[tuple[Slug, Explored], None, None]:
    """Explore from each of some states.

    Args:
        edition: a sound one.
        states: from which of those of `states_of`.
        acts: how many acts of each party follow a state.

    Yields:
        The procedure and what was found from one of its states, in the order of `states`.
    """
    jobs = min(len(os.sched_getaffinity(0)), len(states) // STATES_ALONE)
    if jobs <= 1:
        tables = tables_of(edition)
        yield from ((name, explore(tables[name], acts=acts, states=(at,))) for name, at in states)
        return
    asked = [(name, state, acts) for name, state in states]
    # Fresh processes: nothing of this one's threads and locks comes along.
    spawn = multiprocessing.get_context("spawn")
    # Ctrl-C goes to every process of a terminal.  Those begun while it is blocked never hear it:
    # this one ends them, and says so.  What starts the tracker lets it through again, so first.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    with ExitStack() as stack:
        stack.callback(signal.pthread_sigmask, signal.SIG_SETMASK, before)
        pool = spawn.Pool(jobs, initializer=_begin, initargs=(edition.signed,))
        stack.callback(pool.join)  # Until they are gone: what they share is given back.
        stack.callback(pool.terminate)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        yield from pool.imap(_explored, asked)


def together(found: Sequence[Explored]) -> Explored:
    """Return what was found from several states as one: the sums, and the first trouble."""
    return Explored(
        situations=sum(one.situations for one in found),
        crossings=sum(one.crossings for one in found),
        trouble=next((one.trouble for one in found if one.trouble is not None), None),
    )


def _begin(signed: bytes) -> None:
    _TABLES.update(tables_of(read_signed(signed)))


def _explored(asked: tuple[Slug, StateName, int]) -> tuple[Slug, Explored]:
    name, state, acts = asked
    return name, explore(_TABLES[name], acts=acts, states=(state,))
