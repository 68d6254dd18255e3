"""Play a story: take its steps, let everything heal, and say what is wrong in the end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Final

from jisr.core.act import Digest, PartyId
from jisr.core.case import Standing
from jisr.core.errors import JisrError
from jisr.ledger.base import PartState
from jisr.node import attachments, guards, owed
from jisr.ops.simulate import attacks, happenings, said, tidying
from jisr.ops.simulate.compare import compare
from jisr.ops.simulate.counts import Counts, count
from jisr.ops.simulate.month import PARTIES, Month
from jisr.ops.simulate.plan import Plan, Step, Theme, What
from jisr.ops.simulate.said import Said

ROUNDS: Final = 40
QUIET: Final = 1  # Rounds without news, with nothing owed, before nothing more is to come.

Happening = Callable[[Month, PartyId, Random], None]
HAPPENINGS: Final[Mapping[What, Happening]] = {
    What.OPEN: happenings.open_case,
    What.SAY: happenings.say,
    What.EXCHANGE: happenings.exchange,
    What.ARRIVE: happenings.arrive,
    What.CUT: happenings.cut,
    What.SKEW: happenings.skew,
    What.STOP: happenings.stop,
    What.ERASE: happenings.erase_part,
    What.SETTLE: happenings.settle,
    What.BACK_UP: happenings.back_up,
    What.RESTORE: happenings.restore,
    What.FINISH: happenings.finish,
    What.REVISE: happenings.revise,
    What.MIGRATE: happenings.migrate,
    What.PRUNE: tidying.prune_acts,
    What.VOID: attacks.void,
    What.FORGE: attacks.forge,
    What.FORK: attacks.fork,
    What.WITHHOLD: attacks.withhold,
    What.STEAL: attacks.steal,
    What.USE_STOLEN: attacks.use_stolen,
    What.REVOKE: attacks.revoke,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a story."""

    plan: Plan
    counts: Counts
    troubles: tuple[tuple[str, str], ...]
    told: tuple[said.Line, ...]


def play(plan: Plan, *, genuine: bool = False) -> Outcome:
    """Play a plan to its end."""
    month = Month(
        seed=plan.seed,
        genuine=genuine,
        suspect=PARTIES[plan.suspect],
        robbed=plan.theme is Theme.THEFT,
    )
    counts = Counts()
    try:
        for step in plan.steps:
            take(month, step)
            watch(month)
        heal(month, plan.theme)
        _try_the_stolen_key(month)
        watch(month)
        if not month.troubles:
            compare(month)
        counts = count(month)
    except Exception as error:  # noqa: BLE001 - a node that breaks is what is looked for
        month.blame("diverged", f"a node broke: {error!r}")
    return Outcome(
        plan=plan,
        counts=counts,
        troubles=tuple(month.troubles),
        told=tuple(month.told),
    )


def take(month: Month, step: Step) -> None:
    """Take one step."""
    month.time.at += timedelta(minutes=step.minutes)
    trip = month.trip
    trip.count, trip.tripped, trip.armed = 0, False, step.fault is not None
    if step.fault is not None:
        trip.at, trip.how = step.fault.at, step.fault.how
    happening = HAPPENINGS[step.what]
    month.attempt(lambda: happening(month, PARTIES[step.party], Random(step.chance)))
    trip.armed = False


def watch(month: Month) -> None:
    """Remember what has arrived and what is settled: neither may ever be taken back."""
    for party in PARTIES:
        space, other = month.space(party), month.other(party)
        sizes = (space.ours.size, space.theirs.size)
        before = month.sizes.get(party, (0, 0))
        if sizes == before:
            continue
        month.sizes[party] = sizes
        for author, start in ((party, before[0]), (other, before[1])):
            new = month.bare[party].ledger.after(month.id, author, start=start)
            for entry in new:  # As it was first held: what a prune leaves of it says less.
                month.archive.setdefault(entry.id, entry)
            if author == other:
                month.known |= {entry.id for entry in new}
        _watch_settled(month, party)


def _watch_settled(month: Month, party: PartyId) -> None:
    views = month.bare[party].work.views
    settled = {
        row.id
        for case in (month.id, *month.cases)
        for row in views.acts(month.id, case)
        if row.standing is Standing.SETTLED
    }
    behind = any(
        views.cursor(month.id, author).position < log.size
        for author, log in month.space(party).logs.items()
    )
    taken_back = month.settled[party] - settled
    if not behind and taken_back and month.left(taken_back, month.pruned(party)):
        month.blame("diverged", f"what was settled for {party} is settled no more")
    month.settled[party] |= settled
    month.promised |= settled


# --- the end --------------------------------------------------------------------------------------


def heal(month: Month, theme: Theme) -> None:
    """Let the line and the clocks work again, and the operators finish what they began."""
    month.cut, quiet, last = 0, 0, None
    month.tell(Said.HEALS)
    for party in PARTIES:
        month.clocks[party].off = timedelta()
    chance = Random(month.seed)
    for _ in range(ROUNDS):
        made = [_quietly(month, party) for party in PARTIES]
        for party in PARTIES:
            happenings.finish(month, party, chance)
        if theme is Theme.THEFT and not stopped(month) and _in_dispute(month):
            happenings.lose_disk(month, month.suspect)
        if theme is Theme.THEFT and _unrevoked(month):
            attacks.revoke(month, month.suspect, chance)
        now = tuple(month.space(party).logs[one].head for party in PARTIES for one in PARTIES)
        rest = now == last and (stopped(month) or (all(made) and _at_rest(month)))
        quiet, last = quiet + 1 if rest else 0, now
        if quiet == QUIET:
            watch(month)
            return
    month.blame("diverged", "the two nodes do not come to rest")


def stopped(month: Month) -> bool:
    """Say whether a fork is proved to one of the two."""
    return any(guards.is_stopped(month.nodes[p], month.space(p)) for p in PARTIES)


def _quietly(month: Month, party: PartyId) -> bool:
    try:
        happenings.trip(month, party)
    except JisrError:
        return False
    return True


def _in_dispute(month: Month) -> bool:
    """Say whether the robbed party has acts of its own where its partner took the thief's.

    No node can decide between them.  Its people do: they give up what the partner never had.
    """
    robbed, other = month.suspect, month.other(month.suspect)
    mine, theirs = (month.bare[one].ledger for one in (robbed, other))
    ends = min(ledger.size(month.id, robbed) for ledger in (mine, theirs))
    if not ends or not month.first:
        return False
    here, there = (ledger.entry(month.id, robbed, ends - 1) for ledger in (mine, theirs))
    assert here is not None
    assert there is not None
    return here.id != there.id and robbed in month.first


def _try_the_stolen_key(month: Month) -> None:
    """Let the thief write once more, now that the key is revoked."""
    if month.stolen_key is None or stopped(month):
        return
    known = month.space(month.other(month.suspect)).theirs.keys[month.stolen_key.fingerprint]
    if known.revoked:
        attacks.use_stolen(month, month.suspect, Random(month.seed))


def _unrevoked(month: Month) -> bool:
    if month.stolen_key is None:
        return False
    known = month.space(month.suspect).ours.keys.get(month.stolen_key.fingerprint)
    return known is not None and not known.revoked


def _at_rest(month: Month) -> bool:
    first, second = (month.space(party) for party in PARTIES)
    if any(first.logs[one].head != second.logs[one].head for one in PARTIES):
        return False
    for party in PARTIES:
        node, space = month.nodes[party], month.space(party)
        unfinished = attachments.unfinished(node, space)
        if guards.hears_first(node, month.id) or node.work.outbox.waiting(month.id):
            return False
        if _is_to_come(month, party) or any(
            _has(month, month.other(party), file.digest) for file in unfinished
        ):
            return False
    return not _unrevoked(month)


def _is_to_come(month: Month, party: PartyId) -> bool:
    """Say whether a part is awaited that the partner has: some are withheld, or erased there."""
    ledger = month.bare[month.other(party)].ledger
    rows = month.bare[party].work.register.all(owed.kind_of(month.id))
    parts = [part for row in rows for part in ledger.parts_by_commitment(owed.want(row).digest)]
    return any(part.state is PartState.HELD for part in parts)


def _has(month: Month, party: PartyId, file: Digest) -> bool:
    """Say whether a party has a file whole: a lost disk may have had the only copy."""
    found = month.bare[party].work.transfers.get(month.id, file)
    return found is not None and found.complete
