"""A question put to the safeguards, a rule, and the one answer that all rules give together.

A rule says only what it objects to.  What follows is decided here, once: an objection is a
denial, unless named approvals cure it; a rule that fails objects.

Source: docs/spec/safeguards.md, clauses SAF-1 to SAF-6.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, NewType, TypeAlias

from jisr.core.act import PartyId, Slug, Term
from jisr.core.errors import Reason, Refused
from jisr.framework.edition import Edition
from jisr.framework.expiry import Expiry
from jisr.framework.form import Content, Form, Handling
from jisr.framework.grades import Grade
from jisr.framework.procedure import Procedure
from jisr.framework.shape import Label
from jisr.safeguards import reasons
from jisr.safeguards.approvals import Given

RuleId = NewType("RuleId", str)  # "P22": short, public, in a note to the partner.


class Point(StrEnum):
    """Where the safeguards are asked (SAF-2)."""

    FRAMEWORK = "framework"  # An edition, before this node keeps or signs it.
    COMPOSE = "compose"  # An act of ours as it is written: explains.
    RELEASE = "release"  # An act of ours with everything it carries, before it is signed.
    RECEIPT = "receipt"  # A part of the partner's, before it is kept.
    QUERY = "query"  # A read by an officer.
    EXPORT = "export"  # Content that leaves for somebody outside the space.
    TIMER = "timer"  # What is due at an hour, with nobody asking.


OURS: Final = frozenset({Point.COMPOSE, Point.RELEASE})
ACTS: Final = OURS | {Point.RECEIPT}
ACTS_AND_FRAMEWORK: Final = ACTS | {Point.FRAMEWORK}


class Subject(StrEnum):
    """What the node knows of a person whom an act is about (SAF-17)."""

    UNKNOWN = "unknown"  # Somebody is named who cannot be read, or known again.
    KNOWN = "known"
    PROTECTED = "protected"  # By this node, for a reason that stays with it.
    SILENT = "silent"  # The node keeps silence about them, for a reason that stays with it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Provided:
    """A statement of a case, as the party that it comes from has made it."""

    party: PartyId
    text: str
    grade: Grade
    handling: Handling  # Of the field in which it stood.


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: one part, an act as a whole (`part` is None), or a procedure (FRAMEWORK)."""

    point: Point
    me: PartyId  # Whose node asks.
    author: PartyId  # Whose act it is.
    edition: Edition | None  # None when this node does not have its text.
    procedure: Slug
    act: Slug
    terms: Mapping[str, Term] = field(default_factory=dict)
    opening: Mapping[str, Term] = field(default_factory=dict)  # Terms of the act that opened.
    parts: frozenset[str] = frozenset()  # The names of all parts the act announces.
    part: str | None = None
    form: Form | None = None  # The part's form; for an act as a whole, the one its clause uses.
    content: Content | None = None  # None when it could not be read as content of `form`.
    # Of whom it is about, nobody in particular where empty; looked up where a rule asks for it.
    subjects: frozenset[Subject] = frozenset()
    # Whether all of them are shown to be so; looked up with the subjects.
    of_age: bool = False
    approvals: frozenset[Given] = frozenset()  # Of the act as a whole, as it was shown.
    # Whether one of them stands in the case as something else; looked up for what is ours.
    otherwise: bool = False
    # What parties other than the author have stated in the case, as far as it is here.
    provided: tuple[Provided, ...] = ()
    expiry: Expiry | None = None  # TIMER only.
    today: date = date.min  # On which it is asked: TIMER, and of what is ours.

    @property
    def text(self) -> Procedure | None:
        """The procedure as both parties signed it; None when it is not here."""
        return self.edition.procedures.get(self.procedure) if self.edition else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What a rule objects to; `approvals` are those that would cure it, none if nothing can."""

    reason: Reason
    facts: Mapping[str, str | int] = field(default_factory=dict)
    approvals: frozenset[Slug] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One numbered rule, with its law and where it is asked; `judge` is pure and total."""

    id: RuleId
    text: Label  # What it says.
    source: Label  # The law it is taken from.
    points: frozenset[Point]
    judge: Callable[[Question], Objection | None]


@dataclass(frozen=True, slots=True)
class Allow:
    """No rule objects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deny:
    """A rule objects, and nothing cures it."""

    rule: RuleId
    reason: Reason
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """No rule denies; `rule` is the first to ask for an approval, `approvals` what all ask for."""

    rule: RuleId
    reason: Reason
    approvals: frozenset[Slug]
    facts: Mapping[str, str | int] = field(default_factory=dict)


Decision: TypeAlias = Allow | Deny | Needs

ALLOW: Final = Allow()


def decide(question: Question, rules: Sequence[Rule]) -> Decision:
    """Ask every rule of the question's point, in order.

    Returns:
        Deny if any rule denies (the first one), else Needs if any asks for an approval, else
        Allow.  A rule that raises, or answers anything but an objection or None, denies.
    """
    wanting: list[tuple[Rule, Objection]] = []
    for rule in rules:
        if question.point not in rule.points:
            continue
        objection = _ask(rule, question)
        if objection is None:
            continue
        if not objection.approvals:
            return Deny(rule=rule.id, reason=objection.reason, facts=objection.facts)
        wanting.append((rule, objection))
    if not wanting:
        return ALLOW
    rule, first = wanting[0]
    return Needs(
        rule=rule.id,
        reason=first.reason,
        facts=first.facts,
        approvals=frozenset().union(*(objection.approvals for _, objection in wanting)),
    )


def require(question: Question, rules: Sequence[Rule]) -> None:
    """Ask, and refuse unless the answer is Allow.

    Raises:
        Refused: with the reason of the rule; the fact `rule` is its id.
    """
    refuse_unless(decide(question, rules))


def refuse_unless(decision: Decision) -> None:
    """Refuse unless an answer is Allow; what needs approvals says in a fact which.

    Raises:
        Refused: with the reason of the rule; the fact `rule` is its id.
    """
    if isinstance(decision, Allow):
        return
    facts: dict[str, str | int] = {**decision.facts, "rule": decision.rule}
    if isinstance(decision, Needs):
        facts["approvals"] = ", ".join(sorted(decision.approvals))
    raise Refused(decision.reason, **facts)


def _ask(rule: Rule, question: Question) -> Objection | None:
    try:
        found = rule.judge(question)
        assert found is None or isinstance(found, Objection)
    except Exception:  # noqa: BLE001 - a safeguard that fails must not let anything pass.
        return Objection(reason=reasons.RULE_FAILED, facts={"rule": rule.id})
    return found
