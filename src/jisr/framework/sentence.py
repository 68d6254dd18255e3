"""The sentence: one line of a procedure, one right.

    WHO may ACT → STATE[ using FORM][ accepting PART| revealing PART][ once overdue]
                       [, release when settled|, release when revealed][, prevailing]

WHO is a role, or a role's office: `requested's consulate`.  A note adds and leads nowhere:
`WHO may ACT[ using FORM]`, where WHO is a role or `either`.  (FRA-5, FRA-6)
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from jisr.core.act import Slug
from jisr.framework import reasons_procedure as reasons
from jisr.framework.faults import Fault
from jisr.framework.shape import fault, read_scalar
from jisr.framework.source import Node, Scalar

EITHER: Final = Slug("either")  # Both roles, in notes only.
SENTENCE_CHARS_MAX: Final = 400

_NAME: Final = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_CLAUSE: Final = re.compile(
    rf"(?P<who>{_NAME})(?:'s (?P<office>{_NAME}))? may (?P<act>{_NAME}) → (?P<to>{_NAME})"
    rf"(?: using (?P<form>{_NAME}))?"
    rf"(?: accepting (?P<accepting>{_NAME})| revealing (?P<revealing>{_NAME}))?"
    r"(?P<late> once overdue)?"
    r"(?:, release when (?P<release>settled|revealed))?"
    r"(?P<prevailing>, prevailing)?",
    re.ASCII,
)
_NOTE: Final = re.compile(
    rf"(?P<who>{_NAME}) may (?P<act>{_NAME})(?: using (?P<form>{_NAME}))?", re.ASCII
)


class Release(StrEnum):
    """What the parts of an act wait for before they leave."""

    SETTLED = "settled"
    REVEALED = "revealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A clause as it is written; the names in it are not yet looked up."""

    who: Slug
    office: Slug | None
    act: Slug
    to: Slug
    form: Slug | None
    accepting: Slug | None
    revealing: Slug | None
    late: bool
    release: Release | None
    prevailing: bool
    at: Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSentence:
    """A note as it is written; `who` is a role or EITHER."""

    who: Slug
    act: Slug
    form: Slug | None
    at: Scalar


def read_sentence(node: Node, faults: list[Fault]) -> Sentence | None:
    """Read one clause; None and a fault when it does not follow the grammar."""
    scalar, match = _match(node, _CLAUSE, faults)
    if scalar is None or match is None:
        return None
    return Sentence(
        who=Slug(match["who"]),
        office=_slug(match["office"]),
        act=Slug(match["act"]),
        to=Slug(match["to"]),
        form=_slug(match["form"]),
        accepting=_slug(match["accepting"]),
        revealing=_slug(match["revealing"]),
        late=match["late"] is not None,
        release=Release(match["release"]) if match["release"] else None,
        prevailing=match["prevailing"] is not None,
        at=scalar,
    )


def read_note(node: Node, faults: list[Fault]) -> NoteSentence | None:
    """Read one note; None and a fault when it does not follow the grammar."""
    scalar, match = _match(node, _NOTE, faults)
    if scalar is None or match is None:
        return None
    return NoteSentence(
        who=Slug(match["who"]), act=Slug(match["act"]), form=_slug(match["form"]), at=scalar
    )


def _match(
    node: Node, grammar: re.Pattern[str], faults: list[Fault]
) -> tuple[Scalar | None, re.Match[str] | None]:
    scalar = read_scalar(node, faults)
    if scalar is None:
        return None, None
    text = scalar.text[:SENTENCE_CHARS_MAX]  # The grammar never needs more; bounds the match.
    match = grammar.fullmatch(text)
    if match is None:
        reason = reasons.CLAUSE_UNREADABLE if grammar is _CLAUSE else reasons.NOTE_UNREADABLE
        faults.append(fault(scalar, reason, clause=text[:120]))
    return scalar, match


def _slug(text: str | None) -> Slug | None:
    return None if text is None else Slug(text)
