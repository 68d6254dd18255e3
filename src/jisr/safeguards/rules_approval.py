"""The rules that ask for people: P18 for the author again, P41 for somebody else.

What a check for non-refoulement is for, P23 says; whether it was somebody else's, P41.

Source: docs/spec/safeguards.md, clauses SAF-40 and SAF-41.
"""

from jisr.safeguards import reasons
from jisr.safeguards.approvals import NON_REFOULEMENT, OWN_STEP_UP, SECOND_OFFICER
from jisr.safeguards.decision import Objection, Question


def adverse_step_is_a_persons(question: Question) -> Objection | None:
    """P18: an adverse step is its author's own, signed by them at that moment, with a reason."""
    if not _is_adverse(question) or any(
        given.kind == OWN_STEP_UP and given.by_author for given in question.approvals
    ):
        return None
    return Objection(reason=reasons.NO_STEP_UP, approvals=frozenset({OWN_STEP_UP}))


def another_officer_approves(question: Question) -> Objection | None:
    """P41: an adverse step is approved by somebody else; its check is made at another desk."""
    if not _is_adverse(question):
        return None
    wanting = set()
    if not any(g.kind == SECOND_OFFICER and not g.by_author for g in question.approvals):
        wanting.add(SECOND_OFFICER)
    checks = [given for given in question.approvals if given.kind == NON_REFOULEMENT]
    if checks and all(given.by_author or given.same_desk for given in checks):
        wanting.add(NON_REFOULEMENT)
    if not wanting:
        return None
    return Objection(reason=reasons.NOT_ANOTHERS, approvals=frozenset(wanting))


def _is_adverse(question: Question) -> bool:
    procedure = question.text
    return procedure is not None and question.act in procedure.adverse
