"""What falls due: found from headers alone, listed for review, erased if nobody decides.

Source: docs/spec/safeguards.md, clauses SAF-19 and SAF-20.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from jisr.core.act import TIME_FORMAT, Digest, PartyId, Slug
from jisr.core.case import Case, Held, Standing
from jisr.core.errors import JisrError, Refused
from jisr.core.service import ERASED_MAX
from jisr.framework.edition import RETENTION_EXPIRED
from jisr.framework.expiry import KEEP_UNTIL, Expiry, Moments, expiry
from jisr.framework.form import Form
from jisr.framework.retention import KeptFrom, Retention
from jisr.ledger.base import Part, PartState
from jisr.ledger.work.rows import Document
from jisr.node import content, destroy, erase, guards, protection, reasons, resume
from jisr.node import retention_days as days
from jisr.node.content import Forms
from jisr.node.node import Node
from jisr.node.space import Space, held_of
from jisr.safeguards.decision import Deny, Point, Question, decide
from jisr.safeguards.reasons import OVER
from jisr.safeguards.register import RULES

# Kinds of documents in the work store.
LOOKED: Final = Slug("retention-looked")  # The last look, and until when nothing is erased.

# A node that has not looked for so long was off, or its clock has leapt: what seems due then is
# listed first, so that one wrong clock cannot destroy on both sides what nobody was shown.
LEAP: Final = timedelta(days=7)
NOTICE: Final = timedelta(days=1)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One part that is here or awaited, and until when it may be."""

    space: Digest
    case: Digest
    author: PartyId
    entry: Digest
    act: Slug
    part: Part
    forms: Forms | None  # Those its act could use; None while they are not known here.
    keep: Retention | None  # What they say of it.
    expiry: Expiry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What a look has erased in one case."""

    space: Digest
    case: Digest
    parts: int
    acts: tuple[Digest, ...]  # The erase acts; none where nothing may be written for good.


@dataclass(slots=True, kw_only=True)
class _Looked:
    """What a case comes to."""

    parts: list[Kept] = field(default_factory=list)
    pending: bool = False  # A start is near that no act of this case will announce.


def check_limits(node: Node) -> None:
    """Refuse a limit on a procedure of no edition here: misspelt, it would silently be none.

    Raises:
        Refused: there is one; the facts name it.
    """
    strange = sorted(node.limits.days.keys() - node.editions.procedures())
    if node.spaces and strange:
        raise Refused(reasons.LIMIT_OF_NO_PROCEDURE, procedure=strange[0])


def moments(space: Space, case: Case | None, held: Held) -> Moments:
    """Return what headers say of the time of an act and its case.

    Args:
        space: where it is.
        case: as it stands; None for an act whose case never stood: it ended as it was sent.
        held: the act.
    """
    act = held.act
    receipt = space.receipt(act.author, act.seq)
    opening = None if case is None else case.root.held
    ended = _day(space, held) if case is None else _ended(space, case)
    void = case is None or case.verdicts[held.id].standing is Standing.VOID
    # A void act sets no date for what it carries: it may not even declare the term.
    terms = {name: term for name, term in act.terms.items() if not void or name != KEEP_UNTIL}
    return Moments(
        sent=_day(space, held),
        received=None if receipt is None else max(receipt.at, act.at).date(),
        ended=ended,
        terms=terms,
        opening={} if opening is None else opening.act.terms,
    )


def _day(space: Space, held: Held) -> date:
    """Return the day an act was sent: the partner's no later than we had it, whatever it says.

    Ours is dated by us alone: an early date of the partner's must not make us destroy.
    """
    act = held.act
    receipt = None if act.author == space.me else space.receipt(act.author, act.seq)
    return (act.at if receipt is None else min(act.at, receipt.at)).date()


def _ended(space: Space, case: Case) -> date | None:
    """Return the day of the move that ended a case for good; None before.

    It was not before what its author had seen of ours in the case, whatever it says.
    """
    last = case.tip.held
    if last is None or not case.ended or case.settled < len(case.path):
        return None
    seen = [
        verdict.held.act.at.date()
        for verdict in case.verdicts.values()
        if verdict.held.act.author == space.me != last.act.author
        and verdict.held.act.seq < last.saw
    ]
    return max([_day(space, last), *seen])


def keeps(forms: Sequence[Form], part: str) -> list[Retention]:
    """Return what the forms of an act say of a part, by its name alone."""
    found = [form.fields_of(part) for form in forms]
    return [fields[0].keep for fields in found if fields]


def of_case(node: Node, space: Space, case: Digest) -> Sequence[Kept]:
    """Return the parts of a case that are here or awaited, with until when they may be."""
    return _look(node, space, case).parts


def _look(node: Node, space: Space, id: Digest) -> _Looked:
    folded = space.case(id)
    case = folded if isinstance(folded, Case) else None
    looked = _Looked(pending=case is not None and case.ended and _ended(space, case) is None)
    for author in space.founding.parties:
        for entry in node.ledger.of_case(space.id, author, id):
            held = held_of(entry)
            standing = [
                part
                for part in (node.ledger.parts(entry.id) if held.act.body else ())
                if part.state in (PartState.HELD, PartState.AWAITED)
            ]
            if standing:
                _add(node, space, case, held, standing, looked)
    return looked


def _add(
    node: Node,
    space: Space,
    case: Case | None,
    held: Held,
    parts: Sequence[Part],
    looked: _Looked,
) -> None:
    forms = content.forms_of(node, space, held.act)
    looked.pending |= forms is None  # Its edition may come yet.
    of_act = moments(space, case, held)
    for part in parts:
        found = [] if forms is None else keeps(forms.all(), part.name)
        own = None if forms is None else node.limits.days.get(forms.procedure.name)
        looked.pending |= of_act.received is None and KeptFrom.RECEIPT in {k.start for k in found}
        assert held.act.act is not None, "an act of a case has a name"
        looked.parts.append(
            Kept(
                space=space.id,
                case=held.id if held.act.case is None else held.act.case,
                author=held.act.author,
                entry=held.id,
                act=held.act.act,
                part=part,
                forms=forms,
                keep=min(found, key=lambda keep: keep.last_day(of_act.sent), default=None),
                expiry=expiry(found, of_act, own=own),
            )
        )


def due(node: Node, before: date) -> list[Kept]:
    """Return what falls due before a day, the soonest first: what is to be reviewed.

    Raises:
        Unavailable: the stores cannot write.
    """
    today = node.world.now().date()
    for space in list(node.spaces.values()):
        days.note_cases(node, space, today)
    found: dict[tuple[Digest, str], Kept] = {}
    for row in days.agenda(node, max(before, today)):
        with node.lock:
            _, space_id, case = days.read(row)
            for kept in of_case(node, node.space(space_id), case):
                if kept.expiry is not None and kept.expiry.last < before:
                    found[kept.entry, kept.part.name] = kept
    return sorted(found.values(), key=lambda k: (k.expiry and k.expiry.last, k.case, k.part.name))


def look(
    node: Node,
    *,
    serves: Callable[[Digest], bool] = lambda _: True,
    failed: Callable[[Digest, JisrError], None] = lambda _, __: None,
) -> list[Erased]:
    """Erase everything whose time is over, and forget protections that are: the timer calls it.

    Args:
        node: ours.
        serves: says whether this process looks after a space, where several share the stores.
        failed: told of a space that cannot be written to now; what is due there waits.
    """
    now = node.world.now()
    today = now.date()
    with node.lock:
        allowed = _may_erase(node, now)
        protection.expire(node)
    spaces = {id for id in node.spaces if serves(id)}
    for id in spaces:
        days.note_cases(node, node.space(id), today)
    done: list[Erased] = []
    for row in days.agenda(node, today):
        _, space_id, case = days.read(row)
        if space_id not in spaces:
            continue
        try:
            with node.lock:
                found = _settle(node, resume.ready(node, space_id), case, row, allowed=allowed)
        except Refused as error:  # This case alone: those after it go on.
            with node.lock:
                guards.alarm(node, node.space(space_id), reasons.ERASURE_REFUSED, case=case)
            failed(space_id, error)
        except JisrError as error:
            spaces.discard(space_id)  # The others go on.
            failed(space_id, error)
        else:
            done += [] if found is None else [found]
    return done


def _settle(
    node: Node, space: Space, case: Digest, row: Document, *, allowed: bool
) -> Erased | None:
    """Erase what is over in a case, and put on the agenda when to look again."""
    today = node.world.now().date()
    looked = _look(node, space, case)
    past = [kept for kept in looked.parts if is_over(node, kept, today)]
    over = [kept for kept in past if not _is_kept_elsewhere(node, space, kept, today)]
    if over and not allowed:
        return None  # It stays on the agenda.
    acts = _erase(node, space, over)
    soon = [
        max(one.expiry.last, today) if one in past else one.expiry.last
        for one in looked.parts
        if one not in over and one.expiry is not None
    ]
    again = min([*soon, today] if looked.pending else soon, default=None)
    with node.work.together():
        node.work.register.remove(days.AGENDA, row.id)
        if again is not None and again < date.max:
            days.put(node, space, case, again + _DAY)
    if not over:
        return None
    return Erased(space=space.id, case=case, parts=len(over), acts=acts)


def _is_kept_elsewhere(node: Node, space: Space, kept: Kept, today: date) -> bool:
    """Say whether another act carries the same content, whose time is not over.

    What is erased is the content, wherever it is: a text that was accepted, a seal revealed.
    """
    for part in destroy.here(node, space, kept.part.commitment):
        entry = node.ledger.find(part.entry)
        if entry is None or part.entry == kept.entry or part.state is PartState.ERASED:
            continue
        others = of_case(node, space, entry.case or entry.id)
        if not all(is_over(node, o, today) for o in others if o.part.entry == part.entry
                   and o.part.name == part.name):  # fmt: skip
            return True
    return False


def is_over(node: Node, kept: Kept, today: date) -> bool:
    """Ask the safeguards whether a part's time is over; one that fails destroys nothing."""
    question = Question(
        point=Point.TIMER,
        me=node.party,
        author=kept.author,
        edition=None,
        procedure=Slug("?") if kept.forms is None else kept.forms.procedure.name,
        act=kept.act,
        part=kept.part.name,
        expiry=kept.expiry,
        today=today,
    )
    decision = decide(question, RULES)
    return isinstance(decision, Deny) and decision.reason is OVER


def _erase(node: Node, space: Space, over: Sequence[Kept]) -> tuple[Digest, ...]:
    """Erase parts of one case, in as few acts as may be."""
    if not over:
        return ()
    if guards.is_stopped(node, space):
        # No act will ever be written here again; what is over goes all the same.
        named = {kept.part.commitment for kept in over}
        parts = [part for one in sorted(named) for part in destroy.here(node, space, one)]
        destroy.destroy(node, [part for part in parts if part.state is not PartState.ERASED])
        guards.alarm(node, space, reasons.ERASED_UNSAID, parts=len(over))
        return ()
    going = sorted({kept.part.commitment for kept in over})
    return tuple(
        erase.erase(node, space.id, going[start : start + ERASED_MAX], RETENTION_EXPIRED)
        for start in range(0, len(going), ERASED_MAX)
    )


def _may_erase(node: Node, now: datetime) -> bool:
    """Note this look; say whether the one before was near enough to trust the clock."""
    before = node.work.register.get(LOOKED, days.NODE)
    if before is not None and before.updated <= now <= before.updated + LEAP:
        until = datetime.fromisoformat(before.content.decode())
    else:
        until = now + NOTICE
        if before is not None:
            for space in node.spaces.values():
                at = until.strftime(TIME_FORMAT)
                guards.alarm(node, space, reasons.ERASURE_WAITS, at=at)
    if now >= until:
        for id in node.spaces:
            node.work.partners.clear(reasons.ERASURE_WAITS.code, id)
    said = until.strftime(TIME_FORMAT).encode()
    node.work.register.put(Document(kind=LOOKED, id=days.NODE, content=said, updated=now))
    return now >= until
