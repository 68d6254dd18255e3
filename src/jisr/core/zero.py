"""Case zero: the framework itself as a case, revised by the two parties under its own rules.

Its opening is the founding document.  Its leading, settled moves say which edition is in force
in any view; its notes say which days each party has announced as closed.  It stands under the
founding edition for good: what judges a revision must not itself hang on the revision.

Source: docs/spec/case.md, clauses CAS-13 to CAS-16.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from jisr.core.act import Digest, Kind, PartyId, Slug, Under
from jisr.core.case import Case, Context, Held, Logs, Root, Standing, Tables, View
from jisr.core.fold import fold
from jisr.core.space import Founding
from jisr.core.table import Closures, StateName

REVISION: Final = Slug("framework-revision")
IN_FORCE: Final = StateName("in-force")
PROPOSE: Final = Slug("propose")
ACCEPT: Final = Slug("accept")
ANNOUNCE_CLOSURE: Final = Slug("announce-closure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """An edition came into force with `author`'s act `seq`, settled by the other's `receipt`."""

    edition: Digest
    author: PartyId
    seq: int
    receipt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A party announced its closed days of a year by its act `seq`."""

    author: PartyId
    seq: int
    year: int
    days: frozenset[date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zero:
    """Case zero as folded, and what other cases ask of it."""

    case: Case
    founding: Founding
    adoptions: tuple[Adoption, ...]  # In the order of the leading path.
    announcements: tuple[Announcement, ...]  # Per author in the order of its log.

    def in_force(self, view: View) -> Digest:
        """Return the edition in force in a view: the last one settled inside it."""
        edition = self.founding.framework
        for adoption in self.adoptions:
            other = self.founding.other(adoption.author)
            if view.holds(adoption.author, adoption.seq) and view.holds(other, adoption.receipt):
                edition = adoption.edition
        return edition

    def closures(self, view: View) -> Closures:
        """Return the closed days announced in a view; a later announcement replaces."""
        found: dict[tuple[PartyId, int], frozenset[date]] = {}
        for item in self.announcements:
            if view.holds(item.author, item.seq):
                found[item.author, item.year] = item.days
        return found


def fold_zero(
    founding: Founding, acts: Sequence[Held], *, view: View, logs: Logs, tables: Tables
) -> Zero:
    """Fold case zero.

    Args:
        founding: the founding document.
        acts: the moves and notes that name the space as their case.
        view: what the reader holds.
        logs: the two logs.
        tables: of the founding edition at least; it is sound, so its revision procedure has
            the shape that clause CAS-13 demands.
    """
    under = Under(framework=founding.framework, procedure=REVISION)
    table = tables(under)
    assert table is not None, "a node knows the edition it founded the space with"
    context = Context(
        parties=founding.parties,
        logs=logs,
        tables=tables,
        in_force=lambda _: founding.framework,
        closures=lambda _: {},
    )
    root = Root(
        id=founding.id,
        opener=founding.parties[0],
        other=founding.parties[1],
        under=under,
        table=table,
        state=IN_FORCE,
        held=None,
    )
    case = fold(root, acts, view=view, context=context)
    return Zero(
        case=case,
        founding=founding,
        adoptions=tuple(_adoptions(case, logs)),
        announcements=tuple(_announcements(case)),
    )


def _adoptions(case: Case, logs: Logs) -> list[Adoption]:
    found = []
    for before, node in zip(case.path[: case.settled], case.path[1 : case.settled], strict=False):
        if node.held is None or node.held.act.act != ACCEPT or before.held is None:
            continue
        edition = before.held.act.terms["edition"]
        receipt = logs.receipt(node.held.act.author, node.held.act.seq)
        assert isinstance(edition, str)
        assert receipt is not None, "a settled move has been received"
        found.append(
            Adoption(
                edition=Digest(edition),
                author=node.held.act.author,
                seq=node.held.act.seq,
                receipt=receipt.seq,
            )
        )
    return found


def _announcements(case: Case) -> list[Announcement]:
    found = []
    for verdict in case.verdicts.values():  # In causal order, so each author's in its log's.
        act = verdict.held.act
        if act.kind is not Kind.NOTE or act.act != ANNOUNCE_CLOSURE:
            continue
        if verdict.standing is Standing.VOID:
            continue
        year, days = act.terms["year"], act.terms.get("days", ())
        assert isinstance(year, int)
        assert isinstance(days, tuple)
        closed = frozenset(date.fromisoformat(day) for day in days)
        found.append(Announcement(author=act.author, seq=act.seq, year=year, days=closed))
    return found
