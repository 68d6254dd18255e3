"""Make an act of ours: check it as the partner will, sign it, write it, then let it go.

What is written here is never void: it is folded with its case, in exactly its own causal past.
And the safeguards are asked twice before it is signed: as it is composed, to explain, and with
everything it carries, to decide.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from jisr.core import reasons as core_reasons
from jisr.core.act import Digest, Kind, Ref, Slug, Under
from jisr.core.canonical import Json
from jisr.core.case import Case, Standing, ref_of
from jisr.core.errors import Reason, Refused
from jisr.core.parts import SALT_BYTES, OpenPart
from jisr.core.table import ACCEPT_MIGRATION, OPENED, Clause, NoteRule
from jisr.core.zero import ACCEPT
from jisr.framework.edition import Edition
from jisr.node import (
    approving,
    attachments,
    content,
    guards,
    project,
    protection,
    prune,
    reasons,
    resume,
    safeguard,
)
from jisr.node.batch import Batch, Content
from jisr.node.node import Node
from jisr.node.repeated import part_repeated
from jisr.node.space import Space, held_of
from jisr.node.wish import Addition, File, Opening, Proposal, Wish
from jisr.safeguards.decision import Point
from jisr.safeguards.rules import asks_for_subject

EDITION: Final = Slug("edition")  # The field in which a proposal to revise carries its text.


Confirm: TypeAlias = Callable[[Sequence[Digest]], None]


def open_case(
    node: Node,
    space_id: Digest,
    procedure: Slug,
    proposal: Proposal,
    *,
    about: Mapping[str, Json] | None = None,
    by: str | None = None,
    confirm: Confirm | None = None,
) -> Digest:
    """Open a case; returns its id, which is the id of its opening act.  See `write`."""
    opening = Opening(procedure=procedure, proposal=proposal, about=about, by=by)
    return write(node, space_id, [opening], confirm=confirm)[0]


def act(
    node: Node,
    space_id: Digest,
    case: Digest,
    proposal: Proposal,
    *,
    under: Under | None = None,
    about: Mapping[str, Json] | None = None,
) -> Digest:
    """Add a move or a note to a case; returns the id of the act.  See `write`."""
    wish = Addition(case=case, proposal=proposal, under=under, about=about)
    return write(node, space_id, [wish])[0]


def write(
    node: Node,
    space_id: Digest,
    wishes: Sequence[Wish],
    *,
    confirm: Confirm | None = None,
) -> list[Digest]:
    """Make acts of ours, each judged with those before it, all durable together or none.

    Args:
        node: ours.
        space_id: where.
        wishes: what to say; an act of the framework's own case comes alone, for the others are
            judged by that case.
        confirm: called with the ids of the acts once nothing speaks against them and nothing is
            written: raises to stop.  What it writes alone must do no harm.

    Returns:
        The ids of the acts, in the order of the wishes.

    Raises:
        Refused: no such case, or the procedure does not allow an act as things stand; nothing
            was written.
        Unavailable: the node may not write now, or could not.
    """
    assert len(wishes) == 1 or space_id not in {
        wish.case for wish in wishes if isinstance(wish, Addition)
    }
    with node.lock:
        space = resume.ready(node, space_id)
        at = guards.check_may_write(node, space)
        batch = Batch(space, node.world)
        drafts = [
            _open(node, space, batch, at, wish)
            if isinstance(wish, Opening)
            else _add(node, space, batch, at, wish)
            for wish in wishes
        ]
        approved = [draft.wish for draft in drafts if draft.wish is not None]
        assert len(approved) == len(set(approved)), "an approval is of one act"
        if confirm is not None:
            confirm([draft.id for draft in drafts])
        _finish(node, space, batch, drafts)
        return [draft.id for draft in drafts]


def _open(node: Node, space: Space, batch: Batch, at: datetime, wish: Opening) -> "_Draft":
    proposal = wish.proposal
    under = Under(framework=space.edition(), procedure=wish.procedure)
    forms = _forms(node, under, proposal)
    form = _form(_opening_clause(node, under, proposal.act))
    asked = safeguard.ours(node, forms, proposal, opening=proposal.terms, form=form)
    if wish.about is not None and not asks_for_subject(forms.procedure, proposal.act):
        raise Refused(reasons.PROTECTS_NONE)
    filled = _fill(node, forms, proposal, form)
    asked = safeguard.about(asked, node, space, forms, filled.parts, person=wish.about)
    hash = safeguard.wish_of(asked, node, space, wish, under=under, on=None)
    asked = safeguard.approved(asked, node, hash, wish.by)
    needs = safeguard.check(asked, (Point.COMPOSE, Point.RELEASE), forms, filled.parts)
    entry = batch.write(
        Content(
            kind=Kind.OPEN,
            at=at,
            under=under,
            act=proposal.act,
            terms=proposal.terms,
            parts=filled.parts,
        )
    )
    # Folded rather than judged alone: the lists fold it next, and find it folded.
    case = _standing(space.fold_held([held_of(entry)], ends=batch.logs, logs=batch))
    safeguard.require_none(needs)
    clause = case.root.table.opens[proposal.act]
    protected = wish.about if forms.procedure.protects else None
    return _Draft(
        id=entry.id, clause=clause, proposal=proposal, filled=filled, about=protected, wish=hash
    )


def _add(node: Node, space: Space, batch: Batch, at: datetime, wish: Addition) -> "_Draft":
    case, proposal = wish.case, wish.proposal
    folded = _standing(batch.case(case))
    if prune.is_let_go(node, space, case):
        raise Refused(reasons.LET_GO)
    kind = _kind(folded, proposal.act)
    clause = _clause(node, folded, proposal.act)
    if case == space.id and proposal.act == ACCEPT:
        _check_readable(node, folded)
    forms = _forms(node, folded.tip.under, proposal)
    form = _form(clause or folded.tip.table.notes.get(proposal.act))
    opening = content.opening_terms(space, case, batch)
    asked = safeguard.ours(node, forms, proposal, opening=opening, form=form)
    filled = _fill(node, forms, proposal, form)
    parts = list(filled.parts)
    if clause is not None and (clause.accepting is not None or clause.revealing is not None):
        parts.append(part_repeated(node, space, folded, clause))
    asked = safeguard.about(asked, node, space, forms, parts, case=folded, person=wish.about)
    tip = folded.tip
    hash = safeguard.wish_of(asked, node, space, wish, under=tip.under, on=tip.id)
    asked = safeguard.approved(asked, node, hash, wish.by)
    needs = safeguard.check(asked, (Point.COMPOSE, Point.RELEASE), forms, parts)
    entry = batch.write(
        Content(
            kind=kind,
            at=at,
            case=case,
            under=wish.under,
            act=proposal.act,
            on=_tip(folded) if kind is Kind.MOVE else None,
            terms=proposal.terms,
            parts=parts,
        )
    )
    _check_admissible(batch, case, entry.id)
    safeguard.require_none(needs)
    return _Draft(id=entry.id, clause=clause, proposal=proposal, filled=filled, wish=hash)


def opened(node: Node, space_id: Digest, case: Digest, entry: Digest, desk: str) -> Digest:
    """Tell the partner that a desk of ours has opened its act: the second grade of receipt."""
    proposal = Proposal(act=OPENED, terms={"entry": entry, "desk": desk})
    return act(node, space_id, case, proposal)


def case_of(space: Space, case: Digest) -> Case:
    """Return a case that stands.

    Raises:
        Refused: there is none, or its opening is void.
    """
    return _standing(space.case(case))


def _standing(folded: Case | Reason | None) -> Case:
    if folded is None:
        raise Refused(reasons.UNKNOWN_CASE)
    if isinstance(folded, Reason):
        raise Refused(folded)
    return folded


def _kind(case: Case, name: Slug) -> Kind:
    """Tell moves from notes: a clause of the present state, or of either side in any, moves."""
    table = case.tip.table
    moves = {act for state in table.states.values() for _, act in state.clauses}
    return Kind.MOVE if name in moves or name == ACCEPT_MIGRATION else Kind.NOTE


def _clause(node: Node, case: Case, name: Slug) -> Clause | None:
    """Return the clause of the present state that an act of ours would use."""
    state = case.tip.table.states.get(case.tip.state)
    return state.clauses.get((case.root.side(node.party), name)) if state else None


def _check_readable(node: Node, zero: Case) -> None:
    """Refuse to accept an edition whose text is not here, or that the checker finds faulty."""
    held = zero.tip.held
    edition = held.act.terms.get("edition") if held is not None else None
    if not isinstance(edition, str) or node.editions.get(Digest(edition)) is None:
        raise Refused(reasons.UNKNOWN_EDITION, digest=str(edition)[:12])


def _tip(case: Case) -> Ref:
    held = case.tip.held
    return case.root.ref if held is None else ref_of(held)


def _check_admissible(batch: Batch, case: Digest, new: Digest) -> None:
    """Fold the case with the new act in it; a void act of ours is never written."""
    verdict = _standing(batch.case(case)).verdicts[new]
    if verdict.standing is Standing.VOID:
        assert verdict.reason is not None
        raise Refused(verdict.reason)


def _opening_clause(node: Node, under: Under, name: Slug) -> Clause | None:
    table = node.editions.table(under)
    return table.opens.get(name) if table else None


def _form(right: Clause | NoteRule | None) -> Slug | None:
    """Return the form that a clause or a note uses."""
    return right.form if right else None


def _forms(node: Node, under: Under, proposal: Proposal) -> content.Forms:
    edition = node.editions.get(under.framework)
    if edition is None or under.procedure not in edition.procedures:
        raise Refused(core_reasons.UNKNOWN_PROCEDURE)
    return content.Forms(
        edition=edition, procedure=edition.procedures[under.procedure], act=proposal.act
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filled:
    """What a proposal carries, made in memory: a proposal that is refused leaves nothing."""

    parts: list[OpenPart]
    files: list[attachments.Sealed]
    edition: Edition | None


def _fill(node: Node, forms: content.Forms, proposal: Proposal, form: Slug | None) -> _Filled:
    """Fill the form of a proposal, its files sealed.

    Raises:
        Malformed, Refused: a value is not of its type, missing, or over a limit; or the edition
            proposed is none, or faulty.
    """
    fields = dict(proposal.fields)
    files = list(proposal.files)
    edition = None
    if proposal.edition is not None:
        edition = node.read_edition(proposal.edition)
        files.append(
            File(
                field=EDITION,
                name="edition.json",
                media="application/json",
                data=proposal.edition,
            )
        )
    sealed = [attachments.seal(node, file.data, name=file.name, media=file.media) for file in files]
    for file, one in zip(files, sealed, strict=True):
        value = one.attached.to_field()
        held = fields.get(file.field, [])
        several = forms.takes_several(file.field, form)
        fields[file.field] = [*held, value] if several and isinstance(held, list) else value
    parts = forms.write(fields, form) if fields else {}
    return _Filled(
        parts=[
            OpenPart(name=name, salt=node.world.random(SALT_BYTES), content=raw)
            for name, raw in sorted(parts.items())
        ],
        files=sealed,
        edition=edition,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """An act of ours that is signed and placed, and not written yet."""

    id: Digest
    clause: Clause | None
    proposal: Proposal
    filled: _Filled
    about: Mapping[str, Json] | None = None
    wish: Digest | None = None  # The hash it was approved by.


def _finish(node: Node, space: Space, batch: Batch, drafts: Sequence[_Draft]) -> None:
    """Write the acts; what they need or wait for is written first, and alone does no harm."""
    for draft in drafts:
        if draft.wish is not None:
            approving.spend(node, draft.wish, draft.id)
        if draft.about is not None:
            node.work.register.put_all(protection.declared(node, draft.id, draft.about))
        if draft.filled.edition is not None:
            node.keep_edition(draft.filled.edition)
        for sealed in draft.filled.files:
            attachments.keep(node, space, sealed)
        if draft.clause is not None and draft.clause.release_when_settled:
            content.withhold(node, draft.id)
        if draft.clause is not None and draft.clause.release_when_revealed:
            content.withhold(node, draft.id, kind=content.SEALED)
        if draft.proposal.release_at is not None:
            content.hold_back(node, draft.id, draft.proposal.release_at)
    attachments.note(node, space, batch.kept)
    batch.commit(node.ledger, node.keys)
    project.project(node, space, batch.entries)
