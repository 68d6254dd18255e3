"""Lists of cases and acts follow the ledger: folded again wherever something new counts.

The cursor moves in the same transaction as the rows, so a crash leaves them agreeing; `rebuild`
drops everything and makes it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from jisr.core import reasons
from jisr.core.act import Digest, Kind, PartyId, Slug
from jisr.core.case import Case, Held, Standing, Verdict
from jisr.core.errors import Reason
from jisr.core.zero import ANNOUNCE_CLOSURE
from jisr.ledger.base import READ_MAX, Entry
from jisr.ledger.work.rows import ActRow, CaseRow, EffectKey, Grade, Outgoing, Receipt
from jisr.node import alike, content, protection
from jisr.node.node import Node
from jisr.node.space import Space, act_of, held_of

NOTIFY: Final = Slug("notify")  # Told once to the people of the desk, when a move has settled.


def catch_up(node: Node, space: Space) -> None:
    """Take in every act of the ledger that the lists have not seen yet."""
    for party in space.founding.parties:
        while entries := node.ledger.after(
            space.id,
            party,
            start=node.work.views.cursor(space.id, party).position,
            limit=READ_MAX,
        ):
            project(node, space, entries)


def rebuild(node: Node, space: Space) -> None:
    """Drop the lists of a space and make them again from the ledger."""
    node.work.views.clear(space.id)
    catch_up(node, space)


def project(node: Node, space: Space, entries: Sequence[Entry]) -> None:
    """Fold again every case that these entries touch, and move the cursors past them.

    Args:
        node: ours.
        space: the space they are in.
        entries: consecutive entries of one log or of both, in the ledger already.
    """
    touched: dict[Digest, None] = {}
    receipts: list[Receipt] = []
    moved = []
    for party in space.founding.parties:
        new = [entry for entry in entries if entry.author == party]
        if not new:
            continue
        cursor = node.work.views.cursor(space.id, party)
        if not _follows(node, space, new[0], cursor.position):  # Behind: `resume` mends it.
            node.on_news(space.id)
            return
        moved.append((cursor, new[-1].seq + 1))
        receipts += _touch(node, space, new, touched, since=cursor.position)
    if space.id in touched:
        space.refold_zero()
    if any(_closes_days(space, entry) for entry in entries):
        touched |= dict.fromkeys(_with_date(node, space))
    rows = _Rows()
    for case in touched:
        _fold(space, case, rows)
    rows.acts += _over_the_limit(space, entries, rows)
    own = [entry for entry in entries if entry.author == space.me]
    ours = _outgoing(node, own)
    known = [*alike.documents(node, space, own), *protection.documents(node, space, entries)]
    with node.work.together():
        content.release(node, rows.settled)
        content.release(node, rows.revealed, kind=content.SEALED)
        node.work.views.apply(moved=moved, cases=rows.cases, acts=rows.acts)
        node.work.effects.plan(rows.effects)
        node.work.receipts.record(receipts)
        node.work.outbox.queue(ours)
        if known:
            node.work.register.put_all(known)
    if ours:
        node.on_news(space.id)
    if any(entry.kind is Kind.KEY for entry in entries):
        node.on_keys()


def _closes_days(space: Space, entry: Entry) -> bool:
    """Say whether an act announces closed days, which may move the date of any case.

    A void one announces nothing, and a partner can send those without end.
    """
    if entry.case != space.id or act_of(entry).act != ANNOUNCE_CLOSURE:
        return False
    verdict = space.zero.case.verdicts.get(entry.id)
    return verdict is not None and verdict.standing is not Standing.VOID


def _with_date(node: Node, space: Space) -> list[Digest]:
    """Return the cases in which something is due."""
    found: list[Digest] = []
    start = 0
    while rows := node.work.views.cases(space=space.id, start=start):
        found += [row.case for row in rows if row.due is not None]
        start += len(rows)
    return found


def _outgoing(node: Node, ours: Sequence[Entry]) -> list[Outgoing]:
    """Return acts of ours as the outbox takes them; service acts never wait."""
    until = content.held_back(node, [entry.id for entry in ours if entry.case is not None])
    return [
        Outgoing(space=entry.space, seq=entry.seq, release_at=until.get(entry.id)) for entry in ours
    ]


@dataclass(slots=True)
class _Rows:
    """What the folds add to the lists."""

    cases: list[CaseRow] = field(default_factory=list)
    acts: list[ActRow] = field(default_factory=list)
    effects: list[EffectKey] = field(default_factory=list)
    settled: list[Digest] = field(default_factory=list)  # Of ours: what waited for that may go.
    revealed: list[Digest] = field(default_factory=list)  # Of ours: sealed, and no longer secret.
    void: dict[Digest, Reason] = field(default_factory=dict)  # Cases that do not stand.


def _follows(node: Node, space: Space, entry: Entry, position: int) -> bool:
    """Say whether an entry is the first from a position on that was not pruned."""
    if entry.seq <= position:
        return entry.seq == position
    return node.ledger.after(space.id, entry.author, start=position, limit=1)[0] == entry


def _touch(
    node: Node,
    space: Space,
    new: Sequence[Entry],
    touched: dict[Digest, None],
    *,
    since: int,
) -> list[Receipt]:
    """Note the cases these entries speak of, and those they settle by having seen them.

    What the acts from `since` to the first of them had seen was pruned with them.
    """
    receipts: list[Receipt] = []
    saw = _saw_before(node, space, new[0].author, since)
    for entry in new:
        if entry.case is not None:
            touched[entry.case] = None
        for seen in _newly_seen(node, space, entry, saw):
            receipts += _receipts(space, entry, seen)
            if seen.case is not None:
                touched[seen.case] = None
        saw = entry.saw
    return receipts


def _fold(space: Space, case: Digest, rows: _Rows) -> None:
    folded = space.case(case)
    assert folded is not None, "an act that speaks of it is here"
    rows.acts += _act_rows(space, case, folded)
    if isinstance(folded, Reason):
        rows.void[case] = folded
        return
    settled = _ours_settled(space, folded)
    rows.settled += [held.id for held in settled]
    rows.revealed += _revealed(settled)
    if case != space.id:
        rows.cases.append(case_row(space, folded))
        rows.effects += _effects(space, folded)


def _ours_settled(space: Space, case: Case) -> list[Held]:
    return [
        step.held
        for step in case.path[: case.settled]
        if step.held is not None and step.held.act.author == space.me
    ]


def _revealed(settled: Sequence[Held]) -> list[Digest]:
    """Return those of a party's settled moves whose content a later one of them has repeated.

    Only once that has settled: an act that is held back must not be overtaken by its content.
    """
    first: dict[Digest, Digest] = {}
    found: list[Digest] = []
    for held in settled:
        for part in held.act.body.values():
            if part in first:
                found.append(first[part])
            first.setdefault(part, held.id)
    return found


def _saw_before(node: Node, space: Space, author: PartyId, position: int) -> int:
    if position == 0:
        return 0
    before = node.ledger.entry(space.id, author, position - 1)
    return before.saw if before else 0


def _newly_seen(node: Node, space: Space, entry: Entry, saw: int) -> Sequence[Entry]:
    """Return the other party's acts that this entry is the first to have seen."""
    found: list[Entry] = []
    other = space.founding.other(entry.author)
    while saw < entry.saw:
        page = node.ledger.after(space.id, other, start=saw, limit=min(READ_MAX, entry.saw - saw))
        found += [seen for seen in page if seen.seq < entry.saw]  # Beyond what was pruned: later.
        saw = page[-1].seq + 1 if page else entry.saw
    return found


def _receipts(space: Space, entry: Entry, seen: Entry) -> list[Receipt]:
    if seen.author != space.me or seen.case is None:
        return []
    at = act_of(entry).at
    return [Receipt(space=space.id, act=seen.id, grade=Grade.DELIVERED, at=at, by=entry.id)]


def _act_rows(space: Space, case: Digest, folded: Case | Reason) -> list[ActRow]:
    if isinstance(folded, Reason):
        held = space.held(case)
        verdicts = [Verdict(held=h, standing=Standing.VOID, reason=folded) for h in held]
    else:
        verdicts = list(folded.verdicts.values())
    return [_act_row(space, case, verdict) for verdict in verdicts]


def _over_the_limit(space: Space, entries: Sequence[Entry], rows: _Rows) -> list[ActRow]:
    """Return the rows of acts that no fold has read: their party had written too many (CAS-17)."""
    judged = {row.id for row in rows.acts}
    return [
        _act_row(
            space,
            entry.case,
            Verdict(
                held=held_of(entry),
                standing=Standing.VOID,
                reason=rows.void.get(entry.case, reasons.CASE_FULL),
            ),
        )
        for entry in entries
        if entry.case is not None and entry.id not in judged
    ]


def _act_row(space: Space, case: Digest, verdict: Verdict) -> ActRow:
    return ActRow(
        space=space.id,
        id=verdict.held.id,
        case=case,
        author=verdict.held.act.author,
        seq=verdict.held.act.seq,
        standing=_shown(verdict),
        void=verdict.reason.code if verdict.reason else None,
    )


def _shown(verdict: Verdict) -> Standing | None:
    """A note that stands has no standing: it never conflicts."""
    if verdict.held.act.kind is Kind.NOTE and verdict.standing is not Standing.VOID:
        return None
    return verdict.standing


def case_row(space: Space, case: Case) -> CaseRow:
    """Return a case of which there are acts as lists show it: case zero too, which none holds."""
    opening = case.root.held
    last = max(verdict.held.act.at for verdict in case.verdicts.values())
    tip = case.verdicts.get(case.tip.id)  # Of case zero, the founding document may be it.
    return CaseRow(
        space=space.id,
        case=case.root.id,
        procedure=case.tip.under.procedure,
        opener=case.root.opener,
        state=Slug(case.tip.state),
        turn=case.turn,
        tip=case.tip.id,
        standing=tip.standing if tip else Standing.SETTLED,
        due=case.due,
        opened_at=opening.act.at if opening else space.founding.at,
        updated=last,
        title="",
    )


def _effects(space: Space, case: Case) -> list[EffectKey]:
    return [
        EffectKey(space=space.id, case=case.root.id, move=node.id, effect=NOTIFY)
        for node in case.path[: case.settled]
        if node.held is not None and node.held.act.author != space.me
    ]
