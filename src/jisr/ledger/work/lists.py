"""What a work store must do for lists and documents (LED-31, LED-32 and LED-45)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from jisr.core.act import Digest, PartyId, Slug
from jisr.ledger.base import READ_MAX
from jisr.ledger.work.rows import ActRow, CaseRow, Cursor, Document, DueIn


class Views(Protocol):
    """Lists of cases and acts, made from the ledger; dropped and made again at will."""

    def apply(
        self,
        *,
        moved: Sequence[tuple[Cursor, int]],
        cases: Sequence[CaseRow],
        acts: Sequence[ActRow],
    ) -> None:
        """Put rows and move cursors, together or not at all.

        Args:
            moved: each cursor as it was read, and its new position.
            cases: rows to add or replace.
            acts: rows to add or replace.

        Raises:
            Conflict: a cursor is no longer where it was read.
        """

    def cursor(self, space: Digest, author: PartyId) -> Cursor:
        """Return how much of a log is taken in; position 0 at first."""

    def case(self, space: Digest, case: Digest) -> CaseRow | None:
        """Return one case."""

    def cases(
        self, *, space: Digest | None = None, start: int = 0, limit: int = READ_MAX
    ) -> Sequence[CaseRow]:
        """Return at most `limit` cases from the `start`-th, the latest changed first."""

    def due(self, before: datetime, *, limit: int = READ_MAX) -> Sequence[CaseRow]:
        """Return at most `limit` cases due before an instant, the most urgent first."""

    def waiting(self, party: PartyId, due: DueIn, *, limit: int = READ_MAX) -> Sequence[CaseRow]:
        """Return at most `limit` cases in which it is a party's turn, the soonest due first.

        Those without a date come last, the longest open first.
        """

    def waiting_count(self, party: PartyId, due: DueIn) -> int:
        """Return in how many cases due in a span it is a party's turn."""

    def turns(self) -> Mapping[PartyId, int]:
        """Return of each party in how many cases it is its turn, if there are any."""

    def act(self, space: Digest, id: Digest) -> ActRow | None:
        """Return one act."""

    def acts(self, space: Digest, case: Digest) -> Sequence[ActRow]:
        """Return the acts of a case, by author and position."""

    def clear(self, space: Digest) -> None:
        """Drop the rows and cursors of a space: they are made again from the ledger."""


class Register(Protocol):
    """The public record: documents by kind and id."""

    def put(self, document: Document) -> None:
        """Add a document or replace the one with its id."""

    def put_all(self, documents: Sequence[Document]) -> None:
        """Add documents or replace those with their ids: all of them durably, or none."""

    def get(self, kind: Slug, id: str) -> Document | None:
        """Return one document."""

    def some(self, kind: Slug, ids: Sequence[str]) -> Sequence[Document]:
        """Return those documents of a kind that are there, of some ids."""

    def all(self, kind: Slug) -> Sequence[Document]:
        """Return the documents of a kind, by id."""

    def after(self, kind: Slug, id: str = "", *, limit: int = READ_MAX) -> Sequence[Document]:
        """Return at most `limit` documents of a kind, by id, from the first beyond `id`."""

    def count(self, kind: Slug) -> int:
        """Return how many documents there are of a kind."""

    def remove(self, kind: Slug, id: str) -> None:
        """Remove a document."""

    def remove_all(self, kind: Slug, ids: Sequence[str]) -> None:
        """Remove documents: all of them durably, or none."""
