"""A signed edition as the pages show it: procedures, deadlines, forms, each with its source."""

from dataclasses import dataclass
from enum import StrEnum

from jisr.core.act import Digest, Slug
from jisr.node.record_views import Party, Text


class ValueStatus(StrEnum):
    """Where a value of the framework comes from (FRA-8)."""

    AGREED = "agreed"
    BORROWED = "borrowed"
    PROPOSED = "proposed"
    EXAMPLE = "example"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow:
    """The deadline of a state, with the source of its value."""

    terms: tuple[Text, ...]  # "3 days from receipt", one for each value of a coded term.
    calendar: Text | None
    on_expiry: Text  # What it enables; never what it does by itself.
    source: Text
    status: ValueStatus
    extension: Text | None = None  # Which announced act gives more time, and how much at most.
    extension_source: Text | None = None
    extension_status: ValueStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRow:
    """One state of a procedure: whose turn, until when, and who may do what."""

    slug: Slug
    name: Text
    end: bool
    turn: Text | None
    deadline: DeadlineRow | None
    clauses: tuple[Text, ...]  # Sentences.


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldClass:
    """Fields of a form that share handling, legal basis and retention, and whom they name."""

    fields: tuple[Text, ...]
    category: Text | None  # As what persons stand in the case; None of fields that name nobody.
    handling: Text
    basis: Text
    basis_source: Text
    basis_status: ValueStatus
    keep: Text  # "2 years from the end of the case".
    keep_source: Text
    keep_status: ValueStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One form of a procedure, and what the law wants known about its fields."""

    name: Text
    classes: tuple[FieldClass, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureView:
    """One procedure of the framework as people read it."""

    slug: Slug
    name: Text
    opens: Text  # The sentence that says who may open a case.
    states: tuple[StateRow, ...]
    crossings: tuple[Text, ...]  # One sentence for each pair that can cross.
    diagram: Text | None  # SVG, in each language.
    forms: tuple[FormRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkView:
    """A signed edition."""

    digest: Digest
    title: Text
    edition: str
    signed_by: tuple[Party, ...]
    procedures: tuple[ProcedureView, ...]
    in_force: bool = True  # False: an earlier one, which its running cases keep.
