"""What must hold in the end of a story, compared byte for byte, and what is counted of it.

Three things can be wrong.  *Lost*: an act that its author was told is written, or that the
partner had, is not there.  *Doubled*: something happened twice.  *Diverged*: the two nodes, or
an auditor who is given the same acts in another order, do not see the same; or what nobody may
do has counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from random import Random
from typing import Self

from jisr.core.act import Digest, Kind, PartyId
from jisr.core.canonical import Json, encode
from jisr.core.case import Case, Standing, View
from jisr.core.errors import JisrError, Reason
from jisr.core.log import At, Log, Lookup, Placed, new_log, place
from jisr.core.proofs import ForkProof
from jisr.core.service import read_erase
from jisr.ledger.base import Entry, Part, PartState
from jisr.ledger.memory import MemoryLedger
from jisr.node import guards, project
from jisr.node.space import Space, act_of, entry_of
from jisr.ops.simulate.month import PARTIES, Month

Logs = Mapping[PartyId, Sequence[Entry]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How often what the stories aim at has happened in them."""

    crossings: int = 0
    overtaken: int = 0
    void: int = 0
    restores: int = 0
    fences: int = 0  # Epochs opened at a fence.
    forks_proved: int = 0
    erasures: int = 0  # Parts gone on both sides.

    def plus(self, other: Self) -> Self:
        """Return the sum."""
        return type(self)(
            **{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)}
        )


def compare(month: Month) -> None:
    """Note everything that is wrong."""
    logs = {party: _logs(month, party) for party in PARTIES}
    common = _common(month, logs)
    _check_kept(month, logs)
    _check_proofs(month)
    _check_deeds(month, logs)
    if month.troubles:
        return
    view = View(lengths=common)
    seen = [_seen(month.space(party), view, month.cases) for party in PARTIES]
    if seen[0] != seen[1]:
        month.blame("diverged", "the two nodes fold a case differently")
    if seen[0] != _audit(month, logs[PARTIES[0]], view):
        month.blame("diverged", "an auditor folds a case differently")
    _check_verdicts(month)
    whole = all(len(logs[p][a]) == common[a] for p in PARTIES for a in PARTIES)
    _check_lists(month, whole=whole)
    if whole:
        _check_parts(month, logs[PARTIES[0]])
    for party in PARTIES:
        _check_effects(month, party)


def _logs(month: Month, party: PartyId) -> Logs:
    ledger = month.bare[party].ledger
    return {author: ledger.after(month.id, author, start=0) for author in PARTIES}


def _common(month: Month, logs: Mapping[PartyId, Logs]) -> dict[PartyId, int]:
    """Return how much of each log both hold in the same bytes, and blame what differs."""
    common: dict[PartyId, int] = {}
    accused = _accused(month)
    for author in PARTIES:
        one, two = (logs[party][author] for party in PARTIES)
        same = 0
        for first, second in zip(one, two, strict=False):
            if (first.header, first.signature) != (second.header, second.signature):
                break
            same += 1
        common[author] = same
        differs = same < min(len(one), len(two))
        if differs and (author, same) not in accused:
            month.blame("diverged", f"the log of {author} differs from act {same} on")
        if len(one) != len(two) and not accused:
            month.blame("diverged", f"the log of {author} has {len(one)} and {len(two)} acts")
    return common


def _proofs(month: Month) -> list[tuple[PartyId, ForkProof]]:
    return [
        (party, ForkProof.parse(raw))
        for party in PARTIES
        for raw in month.bare[party].ledger.proofs(month.id)
    ]


def _accused(month: Month) -> set[tuple[PartyId, int]]:
    found = set()
    for _, proof in _proofs(month):
        try:
            act = proof.check(verify=month.made.verify)
        except JisrError:
            continue
        found.add((act.author, act.seq))
    return found


def _check_proofs(month: Month) -> None:
    """Every proof holds, and accuses somebody who signed twice; every fork shown is proved."""
    accused = _accused(month)
    if len(accused) != len({proof.held.payload for _, proof in _proofs(month)}):
        month.blame("diverged", "a proof of a fork proves nothing")
    guilty = set(month.deed.forks)
    if month.deed.stolen:  # The robbed party and the thief have written in one place.
        guilty |= {(author, seq) for author, seq in accused if author == month.suspect}
    if accused - guilty:
        month.blame("diverged", f"an honest party is accused of a fork: {min(accused - guilty)}")
    if month.deed.shown - accused:
        month.blame("diverged", "a fork that was shown is not proved")
    for party, _ in _proofs(month):
        if not guards.is_stopped(month.nodes[party], month.space(party)):
            month.blame("diverged", f"{party} has a proof of a fork, and goes on")


def _check_kept(month: Month, logs: Mapping[PartyId, Logs]) -> None:
    """No act is missing that was written or had arrived, and none is there twice."""
    held = {p: [e.id for log in logs[p].values() for e in log] for p in PARTIES}
    for party in PARTIES:
        if len(held[party]) != len(set(held[party])):
            month.blame("doubled", f"{party} holds an act twice")
        acks = [e for e in logs[party][party] if e.kind is Kind.ACK]
        if len(acks) > len(logs[party][month.other(party)]):
            month.blame("doubled", f"{party} has acknowledged more often than anything came")
    parted = bool(_accused(month))
    kept = [set(ids) for ids in held.values()]
    there = kept[0] | kept[1] if parted else kept[0] & kept[1]
    missing = month.known - month.gone - there
    if missing:
        month.blame("lost", f"{len(missing)} acts are gone, the first of them {min(missing)[:12]}")


def _check_deeds(month: Month, logs: Mapping[PartyId, Logs]) -> None:
    held = {entry.id for of in logs.values() for log in of.values() for entry in log}
    for id, name in month.deed.planted.items():
        if id in held:
            month.blame("diverged", f"an act is held that nobody may take: {name}")


# --- cases ----------------------------------------------------------------------------------------


def _seen(space: Space, view: View, cases: Sequence[Digest]) -> bytes:
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


def _audit(month: Month, logs: Logs, view: View) -> bytes:
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
    return _seen(auditor, view, month.cases)


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


def _folded(month: Month, party: PartyId) -> list[Case]:
    space = month.space(party)
    found = [space.zero.case]
    for id in month.cases:
        case = space.case(id)
        if isinstance(case, Case):
            found.append(case)
    return found


def _check_verdicts(month: Month) -> None:
    """Nothing that an honest node has written is void, what must be is; settled stays settled."""
    for party in PARTIES:
        void = {
            verdict.held.id
            for case in _folded(month, party)
            for verdict in case.verdicts.values()
            if verdict.standing is Standing.VOID
        }
        honest = void - month.deed.void - month.deed.withheld - month.deed.stolen
        if honest:
            month.blame("diverged", f"an act of an honest party is void: {min(honest)[:12]}")
        settled = {
            verdict.held.id
            for case in _folded(month, party)
            for verdict in case.verdicts.values()
            if verdict.standing is Standing.SETTLED
        }
        if not month.promised <= settled and not _accused(month):
            month.blame("diverged", f"what was settled is not settled for {party} in the end")
        escaped = month.deed.void & month.ids(party) - void
        if escaped:
            month.blame(
                "diverged", f"an act counts to which its author had no right: {min(escaped)[:12]}"
            )


# --- lists, parts, effects ------------------------------------------------------------------------


def _lists(month: Month, party: PartyId) -> bytes:
    views = month.bare[party].work.views
    cases = sorted(views.cases(), key=lambda row: row.case)
    acts = [list(views.acts(month.id, case)) for case in (month.id, *month.cases)]
    return repr((cases, acts)).encode()


def _check_lists(month: Month, *, whole: bool) -> None:
    """The lists of both are the same, and what the ledger alone would make them."""
    kept = {party: _lists(month, party) for party in PARTIES}
    if whole and len(set(kept.values())) > 1:
        month.blame("diverged", "the lists of the two differ")
    for party in PARTIES:
        project.rebuild(month.nodes[party], month.space(party))
        if _lists(month, party) != kept[party]:
            month.blame("diverged", f"the lists of {party} are not those of its ledger")


def _check_parts(month: Month, logs: Logs) -> None:
    """What an erase act names is gone on both sides; everything else is the same on both."""
    erased = {
        part
        for log in logs.values()
        for entry in log
        if entry.kind is Kind.ERASE
        for part in read_erase(act_of(entry).detail).parts
    }
    for log in logs.values():
        for entry in log:
            one, two = (
                {p.name: p for p in month.bare[party].ledger.parts(entry.id)} for party in PARTIES
            )
            for name in one.keys() | two.keys():
                _check_part(month, entry, one.get(name), two.get(name), erased)


def _check_part(
    month: Month, entry: Entry, one: Part | None, two: Part | None, erased: set[Digest]
) -> None:
    if entry.id in month.deed.withheld | month.deed.stolen | month.deed.void:
        return
    states = {part.state if part else None for part in (one, two)}
    commitments = {part.commitment for part in (one, two) if part}
    if commitments & erased:
        if states != {PartState.ERASED}:
            month.blame("diverged", f"an erased part is {sorted(map(str, states))}")
        return
    # An erasure that only a lost disk had said is not known to the other.
    alone = PartState.ERASED in states and month.gone
    if states != {PartState.HELD} and not alone:
        month.blame("diverged", f"a part is {sorted(map(str, states))}")


def _check_effects(month: Month, party: PartyId) -> None:
    """Effects were planned for the settled moves of the partner, all of them, and no others."""
    effects = month.bare[party].work.effects
    for case in _folded(month, party)[1:]:
        settled = {
            step.id
            for step in case.path[: case.settled]
            if step.held is not None and step.held.act.author != party
        }
        planned = {effect.key.move for effect in effects.of_case(month.id, case.root.id)}
        if planned != settled and not month.gone:
            month.blame("diverged", f"the effects of {party} are not those of settled moves")


def count(month: Month) -> Counts:
    """Count what happened."""
    home = PARTIES[0]
    cases = _folded(month, home)
    standings = [v.standing for case in cases for v in case.verdicts.values()]
    logs = _logs(month, home)
    restarts = [e for log in logs.values() for e in log if e.kind is Kind.RESTART]
    gone = [
        part
        for log in logs.values()
        for entry in log
        for part in month.bare[home].ledger.parts(entry.id)
        if part.state is PartState.ERASED
    ]
    both = [p for p in gone if _state(month, PARTIES[1], p) is PartState.ERASED]
    return Counts(
        crossings=sum(len(case.crossings) for case in cases),
        overtaken=standings.count(Standing.OVERTAKEN),
        void=standings.count(Standing.VOID),
        restores=month.restores,
        fences=len(restarts),
        forks_proved=len(_accused(month)),
        erasures=len(both),
    )


def _state(month: Month, party: PartyId, part: Part) -> PartState | None:
    held = month.bare[party].ledger.part(part.entry, part.name)
    return held.state if held else None
