"""What somebody wants to say to the partner, before it is an act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from jisr.core.act import Digest, Slug, Term, Under
from jisr.core.canonical import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file for a field of the form; `data` is sealed before it is kept or sent."""

    field: Slug
    name: str
    media: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What an officer wants to say.

    `fields` are the values of the form that the clause uses, `files` those for its fields of
    type attachment; `edition` the signed bytes of a new edition, in a proposal to revise the
    framework; `release_at` holds the act back, and with it, since a log goes out in order, all
    that is written after it.
    """

    act: Slug
    terms: Mapping[str, Term] = field(default_factory=dict)
    fields: Mapping[str, Json] = field(default_factory=dict)
    files: Sequence[File] = ()
    edition: bytes | None = None
    release_at: datetime | None = None  # Not sent before; nothing written after it either.


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A case to open under the edition in force."""

    procedure: Slug
    proposal: Proposal
    about: Mapping[str, Json] | None = None  # Whom it is about, as read; it is never sent.
    by: str | None = None  # The officer whose wish it is; None: the node's own.


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A move or a note to add to a case; which of the two, the case's procedure says.

    `case` is its id; for the framework itself, the id of the space.  `under` is the edition to
    migrate to, for the two acts of a migration only.
    """

    case: Digest
    proposal: Proposal
    under: Under | None = None
    about: Mapping[str, Json] | None = None  # Whom it is about, as read; kept and sent nowhere.
    by: str | None = None  # The officer whose wish it is; None: the node's own.


Wish: TypeAlias = Opening | Addition
