"""Ask the safeguards about an act and its parts, and do what they say.

Of ours: nothing is signed that they deny, or that lacks an approval.  Of the partner's: the act is
stored in any case, and the part that they deny is destroyed unopened.

Source: docs/spec/safeguards.md, clauses SAF-3 to SAF-6 and SAF-42.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from jisr.core.act import Act, Digest, PartyId, Slug, Term, Under
from jisr.core.canonical import Json
from jisr.core.case import Case
from jisr.core.errors import Refused
from jisr.core.parts import OpenPart
from jisr.node import approving, content, named, officers, protection, reasons, wishes
from jisr.node.authority import Action
from jisr.node.batch import Batch
from jisr.node.content import Forms
from jisr.node.node import Node
from jisr.node.space import Space
from jisr.node.wish import Proposal, Wish
from jisr.safeguards.approvals import Role
from jisr.safeguards.decision import (
    Allow,
    Needs,
    Point,
    Question,
    RuleId,
    decide,
    refuse_unless,
    require,
)
from jisr.safeguards.register import RULES
from jisr.safeguards.rules import OVERSIGHT, PURPOSE, asks_for_subject
from jisr.safeguards.rules_persons import burdens

# Who looks after what others do, and may read a case for that (SAF-7).
OVERSEEING: Final = frozenset({Role.SUPERVISOR, Role.PROTECTION_OFFICER})
_UNKNOWN = Slug("?")  # What stands for the procedure of a case that is not here.


def ours(
    node: Node,
    forms: Forms,
    said: Proposal,
    *,
    opening: Mapping[str, Term],
    form: Slug | None,
) -> Question:
    """Return what is asked about an act of ours before it has parts.

    Args:
        node: ours.
        forms: those the act may use.
        said: what the act says, and until when it is held back.
        opening: those of the act that opened its case.
        form: the one that the clause uses, which says what the act must carry.
    """
    now = node.world.now()
    return Question(
        point=Point.COMPOSE,
        me=node.party,
        author=node.party,
        edition=forms.edition,
        procedure=forms.procedure.name,
        act=forms.act,
        terms=said.terms,
        opening=opening,
        today=max(now, said.release_at or now).date(),
        form=None if form is None else forms.procedure.forms[form],
    )


def about(
    asked: Question,
    node: Node,
    space: Space,
    forms: Forms,
    parts: Sequence[OpenPart],
    *,
    case: Case | None = None,
    person: Mapping[str, Json] | None = None,
) -> Question:
    """Return the question with whom it is about and whom it cites, where a rule asks for that.

    Args:
        asked: see `ours`.
        node: ours.
        space: where.
        forms: those the act may use.
        parts: what it carries.
        case: the one it is added to.
        person: whom it is about, said for this node alone.
    """
    id = None if case is None else case.root.id
    said = named.provided(node, space, forms, parts, author=node.party, case=id)
    twice = named.otherwise(node, space, forms, parts, case=case)
    asked = replace(asked, provided=said, otherwise=twice)
    if not asks_for_subject(forms.procedure, forms.act):
        return asked
    found = protection.subjects(node, space, forms, parts, case=case, about=person)
    adult = burdens(forms.procedure, forms.act) and named.of_age(
        node, space, forms, parts, case=case, about=person
    )
    return replace(asked, subjects=found, of_age=adult)


def wish_of(
    asked: Question, node: Node, space: Space, wish: Wish, *, under: Under, on: Digest | None
) -> Digest | None:
    """Return the hash by which a wish is approved; None of one that no approval is asked for.

    Args:
        asked: see `ours`.
        node: ours.
        space: where.
        wish: of an officer; the node's own has none.
        under: the edition and procedure of its case.
        on: where the case stands; None when it is opened.

    Source: docs/spec/safeguards.md, SAF-43.
    """
    if wish.by is None or asked.text is None or asked.act not in asked.text.adverse:
        return None
    return wishes.digest_of(wishes.shown(node.party, space.id, wish, under=under, on=on))


def approved(asked: Question, node: Node, wish: Digest | None, by: str | None) -> Question:
    """Return the question with the approvals of a wish that count now (SAF-45)."""
    if wish is None or by is None:
        return asked
    return replace(asked, approvals=approving.given(node, wish, author=by))


def check(
    asked: Question, points: Sequence[Point], forms: Forms, parts: Sequence[OpenPart]
) -> Needs | None:
    """Ask about an act of ours and each of its parts, at one point after the other.

    Returns:
        Which approvals it lacks, once nothing denies it; None when it lacks none.

    Raises:
        Refused: the safeguards deny it, with the rule's reason.
    """
    whole = replace(asked, parts=frozenset(part.name for part in parts))
    questions = [whole, *(_of_part(whole, forms, part) for part in parts)]
    needs: Needs | None = None
    for point in points:
        for question in questions:
            decision = decide(
                question if point is question.point else replace(question, point=point), RULES
            )
            if isinstance(decision, Needs):
                all_of_them = decision.approvals | (needs.approvals if needs else frozenset())
                needs = replace(needs or decision, approvals=all_of_them)
            else:
                refuse_unless(decision)
    return needs


def require_none(needs: Needs | None) -> None:
    """Refuse what lacks an approval; the fact `approvals` names them."""
    if needs is not None:
        refuse_unless(needs)


def denied(node: Node, space: Space, batch: Batch, act: Act, part: OpenPart) -> RuleId | None:
    """Return the rule by which a part of the partner's is destroyed; None when it is kept."""
    asked = _received(node, space, batch, act, part, Point.RECEIPT)
    forms = content.forms_of(node, space, act, batch)
    said = named.provided(node, space, forms, [part], author=asked.author, case=act.case)
    decision = decide(replace(asked, provided=said), RULES)
    return None if isinstance(decision, Allow) else decision.rule


def check_reading(node: Node, space: Space, act: Act, purpose: Slug, *, by: str) -> None:
    """Ask whether an officer may read an act for a purpose.

    Args:
        node: ours.
        space: where.
        act: which.
        purpose: for what.
        by: who reads; whoever looks after what others do reads for that, and nobody else.

    Raises:
        Refused: the safeguards do not allow it, with the rule's reason.
    """
    forms = content.forms_of(node, space, act)
    asked = Question(
        point=Point.QUERY,
        me=node.party,
        author=PartyId(act.author),
        edition=None if forms is None else forms.edition,
        procedure=_UNKNOWN if forms is None else forms.procedure.name,
        act=act.act or _UNKNOWN,
        terms={PURPOSE: purpose},
        opening=act.terms if act.case is None else content.opening_terms(space, act.case),
    )
    require(asked, RULES)
    if purpose in OVERSIGHT and not officers.roles_of(officers.find(node, by)) & OVERSEEING:
        raise Refused(reasons.NOT_PERMITTED, action=Action.READ.value)


def check_export(node: Node, space: Space, act: Act, part: OpenPart) -> None:
    """Ask about a part that would leave the space in clear.

    Raises:
        Refused: the safeguards do not allow it, with the rule's reason.
    """
    batch = Batch(space, node.world)
    require(_received(node, space, batch, act, part, Point.EXPORT), RULES)


def _received(
    node: Node, space: Space, batch: Batch, act: Act, part: OpenPart, point: Point
) -> Question:
    forms = content.forms_of(node, space, act, batch)
    whole = Question(
        point=point,
        me=node.party,
        author=PartyId(act.author),
        edition=None if forms is None else forms.edition,
        procedure=_UNKNOWN if forms is None else forms.procedure.name,
        act=act.act or _UNKNOWN,
        terms=act.terms,
        opening=act.terms if act.case is None else content.opening_terms(space, act.case, batch),
        parts=frozenset(act.body),
    )
    return _of_part(whole, forms, part)


def _of_part(whole: Question, forms: Forms | None, part: OpenPart) -> Question:
    read = None if forms is None else forms.recognise(part.name, part.content)
    form, fields = (None, None) if read is None else read
    return replace(whole, part=part.name, form=form, content=fields)
