"""Values of forms and terms as the screens take them: what each is, and no layout.

A text that somebody wrote stays in its language; what it says in the reader's comes beside it,
where the node was told, and is never signed.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from jisr.node.record_views import Text


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


Plain: TypeAlias = Written | Text | Day | datetime | Amount | Count | Country | Identifier
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
