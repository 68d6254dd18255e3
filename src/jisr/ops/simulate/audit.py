"""An auditor: somebody who holds nothing and is given every act, in another order.

What it sees must be what both nodes see, byte for byte.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeAlias

from jisr.core.act import Digest, Kind, PartyId
from jisr.core.canonical import Json, encode
from jisr.core.case import Case, View
from jisr.core.errors import JisrError, Reason
from jisr.core.log import At, Log, Lookup, Placed, new_log, place
from jisr.ledger.base import Entry
from jisr.ledger.memory import MemoryLedger
from jisr.node.space import Space, entry_of
from jisr.ops.simulate.month import PARTIES, Month

Logs: TypeAlias = Mapping[PartyId, Sequence[Entry]]


def seen_by(space: Space, view: View, cases: Sequence[Digest]) -> bytes:
    """Return every case as a reader of `view` sees it, in the one byte form."""
    found: dict[str, Json] = {"0": _told(space.fold_zero(space.held(space.id), view=view).case)}
    found["edition"] = space.zero.in_force(view)
    for case in cases:
        held = [h for h in space.held(case) if view.holds(h.act.author, h.act.seq)]
        opening = next((h for h in held if h.act.kind is Kind.OPEN), None)
        if opening is not None:
            rest = [h for h in held if h is not opening]
            found[case] = _told(space.fold(opening, rest, view=view))
    return encode(found)


def _told(case: Case | Reason) -> Json:
    if isinstance(case, Reason):
        return case.code
    return {
        "crossings": [[c.on, c.winner, c.loser] for c in case.crossings],
        "due": None if case.due is None else case.due.isoformat(),
        "path": [node.id for node in case.path],
        "settled": case.settled,
        "state": case.tip.state,
        "turn": case.turn,
        "under": case.tip.under.framework,
        "verdicts": [
            [id, v.standing.value, v.reason.code if v.reason else None]
            for id, v in case.verdicts.items()
        ],
    }


def audit(month: Month, logs: Logs, view: View, cases: Sequence[Digest]) -> bytes:
    """Give every act to somebody who holds nothing, in another order, and return what it sees."""
    chance = Random(month.seed)
    home = month.space(PARTIES[0])
    founding = home.founding
    ledger = MemoryLedger()
    raw = month.bare[PARTIES[0]].ledger.founding(month.id)
    assert raw is not None
    ledger.found(month.id, raw)
    todo = {p: list(reversed(logs[p][: view.lengths[p]])) for p in PARTIES}
    states = {p: new_log(founding, p) for p in PARTIES}

    def lookup(author: PartyId, seq: int) -> At | None:
        entry = ledger.entry(month.id, author, seq)
        return None if entry is None else At(epoch=entry.epoch, id=entry.id)

    while any(todo.values()):
        ready = [p for p in PARTIES if todo[p] and todo[p][-1].saw <= states[month.other(p)].size]
        if not ready:
            month.blame("diverged", "an act has seen what nobody holds")
            return b""
        author = chance.choice(ready)
        entry = todo[author].pop()
        log = _placed(month, entry, states, lookup)
        if log is None:
            month.blame("diverged", "an auditor does not take an act that both hold")
            return b""
        states[author] = log.log
        ledger.append([entry_of(log, entry.header, entry.signature)])
    editions = month.nodes[PARTIES[0]].editions
    auditor = Space(founding, PARTIES[1], ledger=ledger, tables=editions.table)
    return seen_by(auditor, view, cases)


def _placed(
    month: Month, entry: Entry, states: Mapping[PartyId, Log], lookup: Lookup
) -> Placed | None:
    try:
        outcome = place(
            entry.header,
            entry.signature,
            log=states[entry.author],
            other=states[month.other(entry.author)],
            lookup=lookup,
            verify=month.made.verify,
        )
    except JisrError:
        return None
    return outcome if isinstance(outcome, Placed) else None
