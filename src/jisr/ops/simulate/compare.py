"""What must hold in the end of a story, compared byte for byte.

Three things can be wrong.  *Lost*: an act that its author was told is written, or that the
partner had, is not there.  *Doubled*: something happened twice.  *Diverged*: the two nodes, or
an auditor who is given the same acts in another order, do not see the same; or what nobody may
do has counted.
"""

from collections.abc import Mapping

from jisr.core.act import Digest, Kind, PartyId
from jisr.core.case import Case, Standing, View
from jisr.core.errors import JisrError
from jisr.core.proofs import ForkProof
from jisr.core.service import read_erase
from jisr.ledger.base import Entry, Part, PartState
from jisr.ledger.work.rows import Transfer
from jisr.node import attachments, content, guards, project
from jisr.node.space import act_of
from jisr.ops.simulate.audit import Logs, audit, seen_by
from jisr.ops.simulate.month import PARTIES, Month
from jisr.ops.simulate.said import Said


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
    whole = all(len(logs[p][a]) == common[a] for p in PARTIES for a in PARTIES)
    if whole and month.pruned(PARTIES[0]) != month.pruned(PARTIES[1]):
        month.blame("diverged", "the two have let different acts go")
    gone = month.pruned(PARTIES[0]) | month.pruned(PARTIES[1])
    cases = [case for case in month.cases if case not in gone]  # An auditor keeps them all.
    seen = [seen_by(month.space(party), view, cases) for party in PARTIES]
    if seen[0] != seen[1]:
        month.blame("diverged", "the two nodes fold a case differently")
    if seen[0] != audit(month, logs[PARTIES[0]], view, cases):
        month.blame("diverged", "an auditor folds a case differently")
    _check_verdicts(month, gone)
    _check_lists(month, whole=whole)
    if whole:
        _check_parts(month, logs[PARTIES[0]])
        _check_files(month, logs[PARTIES[0]])
    for party in PARTIES:
        _check_effects(month, party)


def _logs(month: Month, party: PartyId) -> Logs:
    return {author: month.log(party, author) for author in PARTIES}


def _common(month: Month, logs: Mapping[PartyId, Logs]) -> dict[PartyId, int]:
    """Return how much of each log both hold in the same bytes, and blame what differs."""
    common: dict[PartyId, int] = {}
    accused = accused_of(month)
    for author in PARTIES:
        one, two = (logs[party][author] for party in PARTIES)
        same = 0
        for first, second in zip(one, two, strict=False):
            if (first.header, first.signature) != (second.header, second.signature):
                break
            same += 1
        common[author] = same
        differs = same < min(len(one), len(two))
        # From there on any place has two acts; the first that both have shown is the proof.
        if differs and not any(who == author and seq >= same for who, seq in accused):
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


def accused_of(month: Month) -> set[tuple[PartyId, int]]:
    """Return whom a proof accuses of having signed twice, and for which position."""
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
    accused = accused_of(month)
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
    parted = bool(accused_of(month))
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


def folded_by(month: Month, party: PartyId) -> list[Case]:
    """Return the cases as a party sees them, the framework's own first; none that is void."""
    space = month.space(party)
    found = [space.zero.case]
    for id in month.cases:
        case = space.case(id)
        if isinstance(case, Case):
            found.append(case)
    return found


def _check_verdicts(month: Month, gone: frozenset[Digest]) -> None:
    """Nothing that an honest node has written is void, what must be is; settled stays settled."""
    for party in PARTIES:
        void = {
            verdict.held.id
            for case in folded_by(month, party)
            for verdict in case.verdicts.values()
            if verdict.standing is Standing.VOID
        }
        honest = void - month.deed.void - month.deed.withheld - month.deed.stolen
        if honest:
            month.blame("diverged", f"an act of an honest party is void: {min(honest)[:12]}")
        settled = {
            verdict.held.id
            for case in folded_by(month, party)
            for verdict in case.verdicts.values()
            if verdict.standing is Standing.SETTLED
        }
        if not month.left(month.promised, gone) <= settled and not accused_of(month):
            month.blame("diverged", f"what was settled is not settled for {party} in the end")
        written = month.deed.void & month.ids(party)
        escaped = month.left(written, gone) - void
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
    names = {(part.entry, part.name) for part in (one, two) if part}
    if states == {PartState.AWAITED} and names <= month.bereft:
        return
    if states != {PartState.HELD}:
        month.blame("diverged", f"a part is {sorted(map(str, states))}")


def _check_files(month: Month, logs: Logs) -> None:
    """A file that a part names is on both sides, or its only copy is lost; no other is here."""
    # A write that fails after the file is kept leaves it behind: nobody has its key.
    failed = any(line.said in (Said.DIES, Said.FAILS) for line in month.told)
    for party in PARTIES:
        files, load = files_of(month, party, logs), month.bare[party].work.transfers.load(month.id)
        if sum(file.size for file in files.values()) != load.size and not failed:
            month.blame("diverged", f"the files of {party} are not those that its parts name")
    one, two = (files_of(month, party, logs) for party in PARTIES)
    for digest in one.keys() & two.keys():
        if one[digest].complete is not two[digest].complete:
            month.blame("diverged", "a file is whole on one side only")
        elif len({_bytes_of(month, party, one[digest]) for party in PARTIES}) > 1:
            month.blame("diverged", "a file differs")


def files_of(month: Month, party: PartyId, logs: Logs) -> Mapping[Digest, Transfer]:
    """Return the files that the parts which a party holds name, as far as they are here."""
    node = month.nodes[party]
    parts = [part for log in logs.values() for e in log for part in node.ledger.parts(e.id)]
    opened = [content.unseal(node, part) for part in parts]
    named = [one.digest for part in opened if part for one in attachments.read(part.content)]
    found = [node.work.transfers.get(month.id, digest) for digest in named]
    return {file.digest: file for file in found if file}


def _bytes_of(month: Month, party: PartyId, file: Transfer) -> bytes:
    return month.bare[party].work.transfers.read(month.id, file.digest, 0, file.size)


def _check_effects(month: Month, party: PartyId) -> None:
    """Effects were planned for the settled moves of the partner, all of them, and no others."""
    effects = month.bare[party].work.effects
    for case in folded_by(month, party)[1:]:
        settled = {
            step.id
            for step in case.path[: case.settled]
            if step.held is not None and step.held.act.author != party
        }
        planned = {effect.key.move for effect in effects.of_case(month.id, case.root.id)}
        if planned != settled and not month.gone:
            month.blame("diverged", f"the effects of {party} are not those of settled moves")
