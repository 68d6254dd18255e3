"""What the bytes of a part can be: a form's fields, anonymous facts, a link to another case.

The kinds are told apart before anything is read (FRM-6).  Forms and facts are read by their own
`Form`, links here.  A file is announced by a field of a form.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from jisr.core.act import Digest, Slug
from jisr.core.canonical import Json, decode, encode
from jisr.core.errors import Malformed
from jisr.core.parts import PART_BYTES_MAX
from jisr.framework import reasons_form as reasons
from jisr.framework import values
from jisr.framework.values import Context

RELATIONS: Final = "case-relations"  # The code list of the relations between cases.


class ContentKind(StrEnum):
    """What a part says it is."""

    FORM = "form"
    FACT = "fact"
    LINK = "link"


def read_kind(raw: bytes) -> tuple[ContentKind, Mapping[str, Json]]:
    """Return what untrusted bytes say they are, and the object they hold.

    Raises:
        Malformed: not canonical JSON, no object, or of no kind that we know.
    """
    wire = decode(raw, bytes_max=PART_BYTES_MAX)
    kind = wire.get("kind") if isinstance(wire, Mapping) else None
    if not isinstance(wire, Mapping) or kind not in ContentKind.__members__.values():
        raise Malformed(reasons.PART_UNREADABLE)
    return ContentKind(str(kind)), wire


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Ties a case to another one of the same space: escalated to, decided in, follow-up of."""

    case: Digest
    relation: Slug

    def encode(self) -> bytes:
        """Return the content's one byte form."""
        kind = ContentKind.LINK.value
        return encode({"case": self.case, "kind": kind, "relation": self.relation})

    @classmethod
    def parse(cls, raw: bytes, *, relations: Collection[str]) -> Self:
        """Read a link from untrusted bytes; `relations` are the codes that the framework has.

        Raises:
            Malformed: not such content.
            Refused: the relation is not one of these.
        """
        kind, wire = read_kind(raw)
        if kind is not ContentKind.LINK or wire.keys() != {"case", "kind", "relation"}:
            raise Malformed(reasons.PART_UNREADABLE)
        context = Context(field="link", type="reference", codes={RELATIONS: relations})
        case = values.digest(wire["case"], context)
        relation = values.code_of(RELATIONS)(wire["relation"], context)
        return cls(case=Digest(str(case)), relation=Slug(str(relation)))
