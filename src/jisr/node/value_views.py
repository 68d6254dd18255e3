"""Values of forms and terms as the screens take them: what each is, and no layout.

A text that somebody wrote stays in its language; what it says in the reader's comes beside it,
where the node was told, and is never signed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from jisr.core.act import Digest
from jisr.node.record_views import Party, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody wrote, in the language they wrote it in."""

    text: str
    reading: Text | None = None  # What it says, for readers of other languages; never signed.
    mark: str = ""  # The demonstration's, which was signed at the end of the text.


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day, a month or a year: YYYY-MM-DD, YYYY-MM or YYYY."""

    iso: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount of money."""

    minor: int  # In the smallest unit of the currency.
    currency: str  # ISO 4217.


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A whole number; its label says what is counted."""

    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country by its code of ISO 3166-1."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A digest, a number or a grade: letters and figures that no language changes."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseValue:
    """Another case of the same space, by its short name."""

    id: Digest
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileValue:
    """A file that travels with an act."""

    name: str
    media: str
    size: int  # Bytes.
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """Values of one field, in their order."""

    items: tuple["Value", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A value made of named ones: a person, a place, a document, a statement."""

    rows: tuple["FieldRow", ...]


Plain: TypeAlias = (
    Written | Text | Day | datetime | Amount | Count | Country | Identifier | CaseValue
)
Value: TypeAlias = Plain | FileValue | Several | Block


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One value of a form or of the terms: its label and what it is."""

    label: Text
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Fields whose values are read side by side: a column each."""

    heads: tuple[Text, ...]
    rows: tuple[tuple[Value | None, ...], ...]  # None: this column has fewer values.


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorRow:
    """What both parties counted of one thing."""

    about: tuple[Value | None, ...]  # None: over every time of the column.
    first: int | None  # Of the party that opened the case; None: it gave none.
    second: int | None  # Of the other.

    @property
    def difference(self) -> int | None:
        """Return the first figure less the second; None where one is missing."""
        if self.first is None or self.second is None:
            return None
        return self.first - self.second


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror:
    """The figures of both parties on the same things, side by side; neither is the true one."""

    heads: tuple[Text, ...]  # Of the columns that say what a figure is about.
    counted: Text
    parties: tuple[Party, Party]  # The one that opened the case, then the other.
    rows: tuple[MirrorRow, ...]
    totals: tuple[MirrorRow, ...] = ()  # Over all times, for each other thing.

    @property
    def unequal(self) -> int:
        """Return how many rows have unequal figures, or one alone."""
        return sum(row.difference != 0 for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """How far ahead of UTC a party's clocks are at some instant."""

    party: Party
    ahead: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """When a time ends, and the clocks of those whose calendar counts."""

    at: datetime
    local: tuple[Local, ...] = ()
