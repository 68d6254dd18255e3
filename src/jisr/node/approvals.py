"""Say something as an officer: at once, or kept as a wish until others have approved it.

What is kept is sealed under a key that is destroyed with it.  The hash it is approved by covers
all that was shown; it is written only while nothing of it, and nothing it stands on, has changed.

Source: docs/spec/safeguards.md, SAF-42 to SAF-45.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from jisr.core.act import Digest, Slug, Under
from jisr.core.canonical import Json
from jisr.core.errors import Refused
from jisr.core.parts import SALT_BYTES
from jisr.ledger.keys import PartKey, PartName
from jisr.ledger.work.rows import Access, ApprovalRequest, Draft
from jisr.node import approving, asked, compose, officers, reasons, replies, resume, wishes
from jisr.node.authority import Action, Handle, Object, authorize, may, of_case, of_space
from jisr.node.batch import PART_KEY_BYTES, part_context
from jisr.node.node import Node
from jisr.node.space import Space
from jisr.node.wish import Addition, Opening, Wish
from jisr.safeguards.approvals import GIVABLE, kinds_of

PURPOSE: Final = Slug("approval")
_KEY: Final = "wish"  # What the key of a wish is of.
_NAME_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a wish: an act, one that waits for its tick, or one that needs approval."""

    act: Digest | None = None
    at: datetime | None = None  # The tick, of one that waits for it.
    nothing_known: bool = False
    wish: Digest | None = None  # The hash to approve it by; None when it needs no approval.
    needs: frozenset[Slug] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A wish that waits for approvals, without what it says."""

    wish: Digest
    space: Digest
    case: Digest | None
    procedure: Slug
    act: Slug
    by: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A wish as it was kept."""

    draft: Draft
    wish: Wish
    otherwise: bool
    although: str | None


def add(node: Node, handle: Handle, wish: Addition, *, or_nothing_known: bool = False) -> Outcome:
    """Add a move or a note to a case, or keep the wish where it needs approvals.

    Args:
        node: ours.
        handle: to write in the case.
        wish: what to say.
        or_nothing_known: see `replies.reply`.

    Raises:
        Refused, Unavailable: as `replies.reply`, nothing was written or kept.
    """
    handle.check(node, Action.WRITE, of_case(node, wish.case))
    mine = replace(wish, by=handle.officer)
    try:
        return _added(node, mine, or_nothing_known=or_nothing_known)
    except Refused as error:
        return _kept(node, error, mine, handle, otherwise=or_nothing_known)


def open_case(node: Node, handle: Handle, wish: Opening, *, although: str | None = None) -> Outcome:
    """Open a case, or keep the wish where it needs approvals.

    Args:
        node: ours.
        handle: to write in the space.
        wish: what to say.
        although: see `asked.open_case`.

    Raises:
        Refused, Unavailable: as `asked.open_case`, nothing was written or kept.
    """
    mine = replace(wish, by=handle.officer)
    try:
        return Outcome(act=asked.open_case(node, handle, mine, although=although))
    except Refused as error:
        return _kept(node, error, mine, handle, although=although)


def waiting(node: Node, officer: str) -> list[Waiting]:
    """List what waits for approvals of those wishes that an officer may see, the oldest first."""
    found = [
        Waiting(
            wish=Digest(draft.id),
            space=draft.space,
            case=draft.case,
            procedure=draft.procedure,
            act=draft.act,
            by=draft.officer,
            since=draft.saved,
        )
        for draft in _drafts(node)
        if _is_seen(node, officer, draft)
    ]
    return sorted(found, key=lambda one: (one.since, one.wish))


def _is_seen(node: Node, officer: str, draft: Draft) -> bool:
    try:
        about = _object(node, draft)
    except Refused:  # Its case is here no more.
        return False
    return officer == draft.officer or may(node, officer, Action.APPROVE, about)


def object_of(node: Node, wish: Digest) -> Object:
    """Return what a wish that waits is about.

    Raises:
        Refused: none waits.
    """
    return _object(node, _draft(node, wish))


def show(node: Node, handle: Handle, wish: Digest) -> tuple[Mapping[str, Json], frozenset[Slug]]:
    """Return all that a wish says, logged first, and which approvals the reader may give.

    Args:
        node: ours.
        handle: to approve, with what the wish is about.
        wish: its hash.

    Raises:
        Refused: none waits, or its case has changed since.
    """
    with node.lock:
        draft = _draft(node, wish)
        handle.check(node, Action.APPROVE, _object(node, draft))
        handle.log(Access.READ, purpose=PURPOSE)
        kept, said = _read(node, draft)
        return said, _giveable(node, handle.officer, kept.draft.officer)


def approve(node: Node, handle: Handle, wish: Digest, raw: bytes) -> Outcome:
    """Take an officer's signed approval; write the act if it lacks none now.

    Args:
        node: ours.
        handle: to approve, with what the wish is about.
        wish: its hash.
        raw: the approval, signed by the officer's own key a moment ago.

    Returns:
        The act, or which approvals are still needed.

    Raises:
        Refused, Unproven, Malformed: it is no approval of this text by this officer now, and
            nothing was kept; or the act may not be written, and the approval was.
    """
    with node.lock:
        draft = _draft(node, wish)
        handle.check(node, Action.APPROVE, _object(node, draft))
        kept, _ = _read(node, draft)
        statement = approving.check(node, raw, officer=handle.officer)
        if statement.approves != wish or not _is_now(node, statement.at):
            raise Refused(reasons.APPROVAL_WRONG)
        if not statement.kinds <= _giveable(node, handle.officer, draft.officer):
            raise Refused(reasons.NOTHING_TO_GIVE)
        with node.work.together():
            handle.log(Access.ALTERED, purpose=PURPOSE, reason=wish)
            approving.keep(node, statement, raw)
        return _write(node, kept)


def discard(node: Node, officer: str, wish: Digest) -> None:
    """Give up a wish of one's own; its content is destroyed.

    Raises:
        Refused: none of this officer's waits.
    """
    draft = node.work.drafts.get(officer, wish)
    if draft is None:
        raise Refused(reasons.NO_SUCH_WISH)
    _give_up(node, draft)


def expire(node: Node) -> int:
    """Destroy every wish that has waited too long; return how many."""
    with node.lock:
        now = node.world.now()
        over = [draft for draft in _drafts(node) if now >= draft.saved + approving.VALID]
        for draft in over:
            _give_up(node, draft)
        return len(over)


def _added(node: Node, wish: Addition, *, or_nothing_known: bool) -> Outcome:
    space = of_case(node, wish.case).space
    assert space is not None, "a case is in a space"
    said = replies.reply(node, space, wish, or_nothing_known=or_nothing_known)
    return Outcome(act=said.act, at=said.at, nothing_known=said.nothing_known)


def _write(node: Node, kept: _Kept) -> Outcome:
    """Write a kept wish as its author; what lacks an approval still is kept on."""
    draft, wish = kept.draft, kept.wish
    handle = authorize(node, draft.officer, Action.WRITE, _object(node, draft))
    try:
        if isinstance(wish, Opening):
            done = Outcome(act=asked.open_case(node, handle, wish, although=kept.although))
        else:
            done = _added(node, wish, or_nothing_known=kept.otherwise)
    except Refused as error:
        needs = _needs(error)
        if not needs:
            raise
        return Outcome(wish=Digest(draft.id), needs=needs)
    _destroy(node, draft)
    return done


def _kept(
    node: Node,
    error: Refused,
    wish: Wish,
    handle: Handle,
    *,
    otherwise: bool = False,
    although: str | None = None,
) -> Outcome:
    """Keep a wish that approvals would cure; raise again what nothing cures."""
    needs, space_id = _needs(error), handle.object.space
    if not needs or space_id is None:
        raise error
    with node.lock:
        space = resume.ready(node, space_id)
        said = _shown(node, space, wish)
        raw = wishes.encode_wish(wish, otherwise=otherwise, although=although)
        digest = wishes.digest_of(said)
        if node.work.drafts.get(handle.officer, digest) is None:
            _keep(node, space, wish, digest, raw)
        return Outcome(wish=digest, needs=needs)


def _needs(error: Refused) -> frozenset[Slug]:
    """Return the approvals that would cure a refusal; none if officers cannot give them all."""
    told = error.facts.get("approvals")
    needs = frozenset(Slug(kind) for kind in str(told).split(", ")) if told else frozenset()
    return needs if needs <= GIVABLE else frozenset()


def _shown(node: Node, space: Space, wish: Wish) -> dict[str, Json]:
    if isinstance(wish, Opening):
        under = Under(framework=space.edition(), procedure=wish.procedure)
        return wishes.shown(node.party, space.id, wish, under=under, on=None)
    tip = compose.case_of(space, wish.case).tip
    return wishes.shown(node.party, space.id, wish, under=tip.under, on=tip.id)


def _keep(node: Node, space: Space, wish: Wish, digest: Digest, raw: bytes) -> None:
    assert wish.by is not None, "an officer's"
    # Of a name drawn by chance: a key that was destroyed does not come back, a wish may.
    name = _name(space.id, Digest(node.world.random(_NAME_BYTES).hex()))
    key, salt = node.world.random(PART_KEY_BYTES), node.world.random(SALT_BYTES)
    node.keys.put([PartKey(part=name, key=key, salt=salt)])
    under = _shown(node, space, wish)["under"]
    assert isinstance(under, dict)
    case, now = wish.case if isinstance(wish, Addition) else None, node.world.now()
    draft = Draft(
        officer=wish.by,
        id=digest,
        space=space.id,
        case=case,
        procedure=Slug(str(under["procedure"])),
        act=wish.proposal.act,
        lang=officers.find(node, wish.by).lang,
        content=f"{name.entry} ".encode()
        + node.world.encrypt(key, raw, part_context(space.id, name.entry, _KEY)),
        saved=now,
    )
    with node.work.together():
        node.work.drafts.save(draft)
        node.work.approvals.ask(
            ApprovalRequest(
                digest=digest,
                space=space.id,
                case=case,
                asked_by=wish.by,
                asked_at=now,
                rule=PURPOSE,
                draft=digest,
            )
        )


def _drafts(node: Node) -> Sequence[Draft]:
    return [draft for one in node.work.people.officers() for draft in node.work.drafts.of(one.id)]


def _draft(node: Node, wish: Digest) -> Draft:
    request = node.work.approvals.request(wish)
    draft = None if request is None else node.work.drafts.get(request.asked_by, wish)
    if draft is None or node.world.now() >= draft.saved + approving.VALID:
        raise Refused(reasons.NO_SUCH_WISH)
    return draft


def _object(node: Node, draft: Draft) -> Object:
    return of_space(node, draft.space) if draft.case is None else of_case(node, draft.case)


def _read(node: Node, draft: Draft) -> tuple[_Kept, dict[str, Json]]:
    """Open a wish, and see that it would be shown today as it was shown then."""
    space, digest = resume.ready(node, draft.space), Digest(draft.id)
    name = _key_of(draft)
    key = node.keys.get(name)
    if key is None:
        raise Refused(reasons.NO_SUCH_WISH)
    sealed = draft.content.split(b" ", 1)[1]
    raw = node.world.decrypt(key.key, sealed, part_context(space.id, name.entry, _KEY))
    wish, otherwise, _, although = wishes.decode_wish(raw, draft.case)
    said = _shown(node, space, wish)
    if wishes.digest_of(said) != digest:
        raise Refused(reasons.WISH_STALE)
    kept = _Kept(draft=draft, wish=wish, otherwise=otherwise, although=although)
    return kept, said


def _giveable(node: Node, officer: str, author: str) -> frozenset[Slug]:
    roles = officers.roles_of(officers.find(node, officer))
    return kinds_of(roles, by_author=officer == author)


def _is_now(node: Node, at: datetime) -> bool:
    return abs(node.world.now() - at) <= approving.STEP_UP


def _give_up(node: Node, draft: Draft) -> None:
    approving.forget(node, Digest(draft.id))  # First: after a crash nothing approved is left.
    _destroy(node, draft)


def _destroy(node: Node, draft: Draft) -> None:
    node.work.drafts.discard(draft.officer, draft.id)
    node.keys.destroy([_key_of(draft)])


def _key_of(draft: Draft) -> PartName:
    return _name(draft.space, Digest(draft.content.split(b" ", 1)[0].decode()))


def _name(space: Digest, entry: Digest) -> PartName:
    return PartName(space=space, entry=entry, name=_KEY)
