"""Answer the partner about persons: at a tick, and in one neutral way whatever the cause.

An answer that is written when it is ready tells when that was, and so how long somebody thought:
by its instant, by which of our acknowledgements stand before it in our log, and, were it written
and held back, by those that wait behind it.  So until the tick it is not written at all: it lies
here, sealed, and another one in the same case takes its place.

Source: docs/spec/safeguards.md, SAF-31, SAF-32.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from jisr.core.act import TIME_FORMAT, Digest, PartyId, Slug, Term, read_time
from jisr.core.case import Case
from jisr.core.errors import Conflict, JisrError, Refused, Unavailable
from jisr.core.parts import SALT_BYTES
from jisr.core.table import OFFICE, Clause
from jisr.ledger.keys import PartKey, PartName
from jisr.ledger.work.rows import Document
from jisr.node import compose, guards, reasons, resume, wishes
from jisr.node.batch import PART_KEY_BYTES, part_context
from jisr.node.node import Node
from jisr.node.space import Space
from jisr.node.wish import Addition, Proposal
from jisr.safeguards.reasons import NOT_HERE
from jisr.safeguards.reasons_persons import NOT_OF_AGE

# What stops an answer about a person.  Nobody can tell one from the other by what leaves: were a
# child’s case left without a word, a word would tell of silence.
_STOPPED: Final = (NOT_HERE, NOT_OF_AGE)
WAITING: Final = Slug("reply")  # A kind of document: id is SPACE/CASE.
_KEY: Final = "reply"  # What the key is of, beside a name drawn by chance.
_NAME_BYTES: Final = 32
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)  # Ticks are counted from here: whole hours fit.


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What became of an officer's wish."""

    act: Digest | None  # None while it waits for its tick.
    at: datetime | None  # The tick; None when it is written already.
    nothing_known: bool  # Whether it says that nothing is given, instead of what was wished.


def reply(node: Node, space_id: Digest, wish: Addition, *, or_nothing_known: bool = False) -> Said:
    """Add a move or a note to a case; where it could tell by its hour, at the next tick.

    Args:
        node: ours.
        space_id: where.
        wish: what to say.
        or_nothing_known: where the safeguards stop it, say in the procedure's words that nothing is
            given: the very act of somebody who has found nothing.

    Returns:
        What was said, or will be.  At the tick everything is judged anew.

    Raises:
        Refused, Unavailable: as `compose.write`; nothing was written.
    """
    with node.lock:
        space = resume.ready(node, space_id)
        at = _tick(node, space, wish)
        if at is None:
            id, neutral = _say(node, space, wish, or_nothing_known=or_nothing_known)
            return Said(act=id, at=None, nothing_known=neutral)
        _, neutral = _say(node, space, wish, or_nothing_known=or_nothing_known, write=False)
        tip = compose.case_of(space, wish.case).tip.id
        _keep(
            node,
            space,
            at,
            wishes.encode_wish(wish, otherwise=or_nothing_known, tip=tip),
            wish.case,
        )
        return Said(act=None, at=at, nothing_known=neutral)


def waits(node: Node, space_id: Digest, case: Digest) -> datetime | None:
    """Return when a reply that waits in a case will be written; None when none does."""
    row = node.work.register.get(WAITING, f"{space_id}/{case}")
    return None if row is None else _due(row)


def write_due(node: Node, *, serves: Callable[[Digest], bool] = lambda _: True) -> int:
    """Write the replies whose tick has come; returns how many rows are done with.

    Args:
        node: ours.
        serves: whether this process is the one that serves a space.
    """
    now, done = node.world.now(), 0
    for row in node.work.register.all(WAITING):
        space = Digest(row.id.partition("/")[0])
        if _due(row) <= now and serves(space):
            with node.lock:
                done += _write(node, row)
    return done


def nothing_known(node: Node, space: Space, case: Case) -> Proposal | None:
    """Return the act that says, where a case stands, that nothing is given; None when none does.

    Source: docs/spec/framework.md, FRA-41.
    """
    edition = node.editions.get(case.tip.under.framework)
    procedure = edition.procedures.get(case.tip.under.procedure) if edition else None
    for act, said in procedure.nothing_known.items() if procedure else ():
        clause = _clause(space, case, act)
        if clause is not None:
            terms: dict[str, Term] = {**said.terms}
            return Proposal(
                act=act, terms=terms if clause.office is None else terms | {OFFICE: clause.office}
            )
    return None


def _clause(space: Space, case: Case, act: Slug) -> Clause | None:
    state = case.tip.table.states.get(case.tip.state)
    return state.clauses.get((case.root.side(space.me), act)) if state else None


def _tick(node: Node, space: Space, wish: Addition) -> datetime | None:
    """Return when a wish is to be written; None at once.

    Whatever could stand in the place of "nothing is given" waits.  But no deadline is missed for
    it: the hour at which it runs out is known to both.
    """
    case = compose.case_of(space, wish.case)
    if not node.tick or _clause(space, case, wish.proposal.act) is None:
        return None
    if nothing_known(node, space, case) is None:
        return None
    gone = (node.world.now() - _EPOCH) // node.tick
    at = _EPOCH + (gone + 1) * node.tick
    return None if case.due is not None and at >= case.due else at


class _EnoughError(Exception):
    """Nothing speaks against it, and nothing is to be written yet."""


def _enough(ids: object) -> None:
    del ids
    raise _EnoughError


def _say(
    node: Node, space: Space, wish: Addition, *, or_nothing_known: bool, write: bool = True
) -> tuple[Digest | None, bool]:
    """Write a wish, or what says that nothing is given; or only look whether it could be."""
    try:
        return _said(node, space, wish, write=write), False
    except Refused as error:
        if error.reason not in _STOPPED or not or_nothing_known:
            raise
        instead = nothing_known(node, space, compose.case_of(space, wish.case))
        if instead is None:
            raise
    return _said(node, space, replace(wish, proposal=instead), write=write), True


def _said(node: Node, space: Space, wish: Addition, *, write: bool) -> Digest | None:
    with suppress(_EnoughError):
        return compose.write(node, space.id, [wish], confirm=None if write else _enough)[0]
    return None


# --- What waits ---------------------------------------------------------------------------------


def _keep(node: Node, space: Space, at: datetime, raw: bytes, case: Digest) -> None:
    """Keep a wish sealed under a key of its own, in place of an earlier one in the case."""
    id = f"{space.id}/{case}"
    before = node.work.register.get(WAITING, id)
    name = _name(space.id, Digest(node.world.random(_NAME_BYTES).hex()))
    key, salt = node.world.random(PART_KEY_BYTES), node.world.random(SALT_BYTES)
    node.keys.put([PartKey(part=name, key=key, salt=salt)])
    context = part_context(space.id, name.entry, _KEY)
    content = f"{name.entry} {at.strftime(TIME_FORMAT)} ".encode()
    content += node.world.encrypt(key, raw, context)
    now = node.world.now()
    node.work.register.put(Document(kind=WAITING, id=id, content=content, updated=now))
    if before is not None:
        node.keys.destroy([_name(space.id, _entry(before))])


def _write(node: Node, row: Document) -> int:
    """Write what waits, if nothing has changed; else let it go and tell the operator.

    Returns:
        1 when it is done with, 0 when it is to be tried again.
    """
    space_id, case = (Digest(one) for one in row.id.split("/"))
    if node.work.register.get(WAITING, row.id) != row:
        return 0  # Another one has taken its place, or another process has written it.
    name = _name(space_id, _entry(row))
    try:
        space = resume.ready(node, space_id)
        key = node.keys.get(name)
        if key is None:
            raise Refused(reasons.REPLY_NOT_WRITTEN, case=case)
        sealed = row.content.split(b" ", 2)[2]
        raw = node.world.decrypt(key.key, sealed, part_context(space_id, name.entry, _KEY))
        wish, otherwise, tip, _ = wishes.decode_wish(raw, case)
        assert isinstance(wish, Addition), "a reply is in a case"
        folded = compose.case_of(space, case)
        if folded.tip.id == tip:
            _say(node, space, wish, or_nothing_known=otherwise)
        elif not _is_said(folded, node.party, tip):  # Else a crash came after it was written.
            raise Refused(reasons.REPLY_NOT_WRITTEN, case=case)
    except (Unavailable, Conflict):
        return 0
    except JisrError:
        guards.alarm(node, node.space(space_id), reasons.REPLY_NOT_WRITTEN, case=case)
    node.work.register.remove(WAITING, row.id)
    node.keys.destroy([name])
    return 1


def _is_said(case: Case, party: PartyId, tip: Digest) -> bool:
    """Say whether a party has moved from where a case stood, whatever came of it."""
    ours = (v.held.act for v in case.verdicts.values() if v.held.act.author == party)
    return any(act.on is not None and act.on.id == tip for act in ours)


def _name(space: Digest, entry: Digest) -> PartName:
    return PartName(space=space, entry=entry, name=_KEY)


def _entry(row: Document) -> Digest:
    return Digest(row.content.split(b" ", 1)[0].decode())


def _due(row: Document) -> datetime:
    return read_time(row.content.split(b" ", 2)[1].decode(), "at")
