"""Where a value comes from: its source, and what that source makes of it (FRA-8)."""

from dataclasses import dataclass
from enum import StrEnum

from jisr.core.act import Slug
from jisr.framework import reasons
from jisr.framework.faults import Fault
from jisr.framework.shape import fault, read_scalar, read_slug
from jisr.framework.source import Block, Scalar


class Status(StrEnum):
    """What the source of a value makes of it."""

    AGREED = "agreed"  # An instrument between these two parties says so.
    BORROWED = "borrowed"  # Taken from a public law or an agreement of others, named.
    PROPOSED = "proposed"  # Put forward by one side or by the authors of the pack.
    EXAMPLE = "example"  # Chosen to show the mechanism; no source.


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The status of a value and the instrument it names; `at` is where the status stands."""

    status: Status
    source: Slug | None  # An entry of `instruments:` of a pack; needed if agreed or borrowed.
    article: str | None  # The place in the source: "art. 5(1)(a)".
    at: Scalar


PROVENANCE_REQUIRED = "status"
PROVENANCE_OPTIONAL = "source article"


def read_provenance(block: Block, faults: list[Fault]) -> Provenance | None:
    """Read `status:`, `source:` and `article:` out of a block that has other keys too.

    The caller lists PROVENANCE_REQUIRED and PROVENANCE_OPTIONAL among the keys it knows.
    Whether the source exists, and may be called agreed, is checked over the whole edition.
    """
    node, source, article = block.get("status"), block.get("source"), block.get("article")
    status = read_scalar(node, faults) if node is not None else None
    if status is None:
        return None
    if status.text not in Status.__members__.values():
        known = ", ".join(Status)
        faults.append(fault(status, reasons.UNKNOWN_VALUE, value=status.text[:64], known=known))
        return None
    slug = read_slug(source, faults) if source is not None else None
    if source is None and status.text in {Status.AGREED, Status.BORROWED}:
        faults.append(fault(status, reasons.SOURCE_MISSING, status=status.text))
        return None
    place = read_scalar(article, faults) if article is not None else None
    return Provenance(
        status=Status(status.text), source=slug, article=place.text if place else None, at=status
    )
