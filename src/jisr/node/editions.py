"""The editions this node knows: read once, checked once, compiled once, looked up by digest."""

from collections.abc import Mapping

from jisr.core.act import Digest, Slug, Under
from jisr.core.errors import Refused
from jisr.core.table import Table
from jisr.framework.check import check
from jisr.framework.edition import Edition, read_signed
from jisr.framework.tables import tables_of
from jisr.node import reasons


class Editions:
    """Signed editions by digest."""

    def __init__(self) -> None:
        self._editions: dict[Digest, Edition] = {}
        self._tables: dict[Digest, Mapping[Slug, Table]] = {}

    def add(self, signed: bytes) -> Edition:
        """Take in an edition from its signed bytes.

        Raises:
            Malformed: not an edition.
            Refused: the checker finds fault with it.
        """
        edition = read_signed(signed)
        if edition.digest not in self._editions:
            faults = check(edition)
            if faults:
                raise Refused(
                    reasons.EDITION_FAULTY, faults=len(faults), first=faults[0].reason.code
                )
            self._tables[edition.digest] = tables_of(edition)
            self._editions[edition.digest] = edition
        return edition

    def get(self, digest: Digest) -> Edition | None:
        """Return an edition; None when this node has never seen it."""
        return self._editions.get(digest)

    def table(self, under: Under) -> Table | None:
        """Return the table that a case follows; None for an edition or procedure unknown."""
        return self._tables.get(under.framework, {}).get(under.procedure)
