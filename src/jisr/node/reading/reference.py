"""The one short name of a case: on pages, at the command line, in talk."""

from datetime import datetime

from jisr.core.act import PartyId
from jisr.core.case import Case
from jisr.core.space import GENERAL, Founding
from jisr.node.space import Space


def reference_of(
    founding: Founding, *, opener: PartyId, opened_at: datetime, seq: int | None
) -> str:
    """Return who asked whom, where, the year, and the place in the opener's log, from 1.

    Args:
        founding: of the case's space.
        opener: who opened it.
        opened_at: by the opener's clock; for case zero by the founding document.
        seq: of the opening in its log, from 0; None for case zero, which has no opening.
    """
    pair = f"{opener}-{founding.other(opener)}"
    if founding.channel != GENERAL:  # Each space of a pair has logs of its own.
        pair = f"{pair}-{founding.channel.upper()}"
    return f"{pair}-{opened_at.year}-{0 if seq is None else seq + 1:04d}"


def name_of(space: Space, case: Case) -> str:
    """Return the short name of a case of a space; see `reference_of`."""
    opening = case.root.held
    return reference_of(
        space.founding,
        opener=case.root.opener,
        opened_at=opening.act.at if opening else space.founding.at,
        seq=opening.act.seq if opening else None,
    )
