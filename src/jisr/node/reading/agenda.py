"""What belongs on the agenda of the next session: cases overdue, disputed or escalated (FRA-35)."""

from dataclasses import dataclass
from typing import Final

from jisr.core.act import Digest, Slug
from jisr.core.case import Case
from jisr.ledger.work.rows import CaseRow
from jisr.node.node import Node
from jisr.node.reading.labels import Words, text_of
from jisr.node.reading.reference import name_of
from jisr.node.record_views import Text
from jisr.node.space import Space

OVERDUE: Final = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One case, and why it is brought before the session."""

    case: Digest
    reference: str
    procedure: Text
    state: Text
    origin: str  # A code of the signed list of origins.


def agenda(node: Node, space: Space) -> list[AgendaItem]:
    """Return what belongs on the agenda of a space, in the order in which the cases began.

    Args:
        node: ours; nothing but headers is read.
        space: where.

    Source: docs/spec/framework.md, FRA-35.
    """
    found: list[AgendaItem] = []
    start = 0
    while rows := node.work.views.cases(space=space.id, start=start):
        start += len(rows)
        found += [item for row in rows if (item := _item(node, space, row)) is not None]
    return sorted(found, key=lambda item: item.reference)


def _item(node: Node, space: Space, row: CaseRow) -> AgendaItem | None:
    case = space.case(row.case)
    if not isinstance(case, Case) or case.ended:
        return None
    under = case.tip.under
    edition = node.editions.get(under.framework)
    if edition is None:
        return None
    words = Words(edition=edition, procedure=edition.procedures[under.procedure])
    overdue = row.due is not None and row.due < node.world.now()
    origin = words.procedure.states[Slug(case.tip.state)].agenda or (OVERDUE if overdue else None)
    if origin is None:
        return None
    return AgendaItem(
        case=row.case,
        reference=name_of(space, case),
        procedure=text_of(words.procedure.title),
        state=words.state(case.tip.state),
        origin=origin,
    )
