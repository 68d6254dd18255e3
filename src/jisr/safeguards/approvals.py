"""Approvals that an act may need before it is written: their kinds, and who may give which.

Source: docs/spec/safeguards.md, clauses SAF-42 to SAF-45.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from jisr.core.act import Slug


class Role(StrEnum):
    """What an officer may be at a desk."""

    DESK_OFFICER = "desk-officer"
    PROTECTION_OFFICER = "protection-officer"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


OWN_STEP_UP: Final = Slug("own-step-up")  # The author again, with their own key and a reason.
SECOND_OFFICER: Final = Slug("second-officer")
NON_REFOULEMENT: Final = Slug("non-refoulement-check")

# Of those that are not the author's own, the role that gives each.
GIVEN_BY: Final[Mapping[Slug, Role]] = {
    SECOND_OFFICER: Role.SUPERVISOR,
    NON_REFOULEMENT: Role.PROTECTION_OFFICER,
}
GIVABLE: Final = frozenset({OWN_STEP_UP, *GIVEN_BY})  # Any other no officer can give here.


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An approval that was signed, is not over, and whose officer still may give it."""

    kind: Slug
    by_author: bool  # Of the act, or of the wish to write it.
    same_desk: bool  # Whether officer and author share a desk; the author's own does.


def kinds_of(roles: Collection[str], *, by_author: bool) -> frozenset[Slug]:
    """Return the approvals that an officer may give: the author none but their own."""
    if by_author:
        return frozenset({OWN_STEP_UP})
    return frozenset(kind for kind, role in GIVEN_BY.items() if role in roles)
