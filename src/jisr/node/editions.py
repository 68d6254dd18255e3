"""The editions this node knows: read once, checked once, compiled once, looked up by digest."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from jisr.core.act import Digest, PartyId, Slug, Under
from jisr.core.errors import Refused
from jisr.core.table import Table
from jisr.framework.check import check
from jisr.framework.edition import Edition, read_signed
from jisr.framework.tables import tables_of
from jisr.node import reasons
from jisr.safeguards.decision import Point, Question, require
from jisr.safeguards.register import RULES

# Reading depends on the bytes alone and takes a tenth of a second; nodes start often in tests.
_read_once: Final = lru_cache(maxsize=8)(read_signed)


@lru_cache(maxsize=8)
def _compiled(signed: bytes) -> Mapping[Slug, Table]:
    return tables_of(_read_once(signed))


class Editions:
    """Signed editions by digest."""

    def __init__(self, kept: Callable[[Digest], bytes | None]) -> None:
        """Start with none.

        Args:
            kept: the signed bytes of an edition that is kept: another process may have done so.
        """
        self._kept = kept
        self._editions: dict[Digest, Edition] = {}
        self._tables: dict[Digest, Mapping[Slug, Table]] = {}

    def read(self, signed: bytes) -> Edition:
        """Read an edition from its signed bytes, and check it.

        Raises:
            Malformed: not an edition.
            Refused: the checker finds fault with it.
        """
        edition = _read_once(signed)
        if edition.digest not in self._editions:
            faults = check(edition, previous=self._editions)
            if faults:
                raise Refused(
                    reasons.EDITION_FAULTY, faults=len(faults), first=faults[0].reason.code
                )
        return edition

    def restore(self, signed: bytes) -> Edition:
        """Take in again an edition that was checked when it was first kept, or signed by both.

        It is not judged anew: cases stand under it, whatever a later checker thinks of it.
        """
        edition = _read_once(signed)
        self.add(edition)
        return edition

    def add(self, edition: Edition) -> None:
        """Take in an edition that was read here."""
        if edition.digest not in self._editions:
            self._tables[edition.digest] = _compiled(edition.signed)
            self._editions[edition.digest] = edition

    def procedures(self) -> frozenset[Slug]:
        """Return the names of the procedures of every edition here."""
        return frozenset(name for one in self._editions.values() for name in one.procedures)

    def get(self, digest: Digest) -> Edition | None:
        """Return an edition; None when this node has never seen it."""
        if digest not in self._editions and (signed := self._kept(digest)) is not None:
            self.restore(signed)
        return self._editions.get(digest)

    def table(self, under: Under) -> Table | None:
        """Return the table that a case follows; None for an edition or procedure unknown."""
        if self.get(under.framework) is None:
            return None
        return self._tables[under.framework].get(under.procedure)


def check_safeguards(edition: Edition, me: PartyId) -> None:
    """Ask the safeguards about each procedure of an edition that we may come to sign.

    Raises:
        Refused: a rule does not allow what the edition would let be exchanged.
    """
    for name, procedure in edition.procedures.items():
        question = Question(
            point=Point.FRAMEWORK,
            me=me,
            author=me,
            edition=edition,
            procedure=name,
            act=procedure.opens[0].act,
        )
        require(question, RULES)
