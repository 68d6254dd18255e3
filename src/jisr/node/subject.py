"""Find everything held here on one person, for whoever answers a request for access (SAF-18).

A person is found by what they are known by (FRM-10), in the fields for persons of every part that
is here.  Whom the node protects is never asked: the file of a protected person is that of anybody.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.canonical import Json, decode
from jisr.core.errors import Unproven
from jisr.core.parts import PART_BYTES_MAX
from jisr.framework.alike import known_by
from jisr.framework.form import Handling
from jisr.framework.grades import strictest
from jisr.ledger.base import Entry, PartState
from jisr.ledger.keys import PartName
from jisr.ledger.work.rows import Access, AccessEvent
from jisr.node import content, guards
from jisr.node.authority import Action, Handle, the_node
from jisr.node.digests import keyed, of_node
from jisr.node.node import Node
from jisr.node.reading.subject import CaseFile, SubjectCase
from jisr.node.space import Space

PURPOSE: Final = Slug("subject-access")
_KEY: Final = of_node("subject")  # No digest of the log is one of a protection (SAF-17).


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFile:
    """Everything that is held on a person."""

    party: PartyId
    made_at: datetime
    cases: tuple[SubjectCase, ...]  # The oldest first.
    searched: int  # Parts that were opened.
    unread: int  # Parts, and cases as a whole, that are here and cannot be read.

    @property
    def handling(self) -> Handling | None:
        """The strictest code of its parts, under which it is as a whole; None of no part."""
        codes = [part.handling for case in self.cases for part in case.parts]
        return strictest(codes) if codes else None


def subject_file(
    node: Node, handle: Handle, person: Mapping[str, Json], *, reason: str
) -> SubjectFile:
    """Return everything held on a person; logged before it is searched, and before it leaves.

    Every part that is here is opened, so it takes as long as there are parts.  The node goes on
    meanwhile: it is kept from writing for a page of acts at a time.

    Args:
        node: ours.
        handle: of the officer who searches.
        person: by whom somebody can be known; see `protection.read_person`.
        reason: why, in words that name nobody.

    Raises:
        Unavailable: a restored node has not heard a partner yet, and what was erased after the
            backup is in it still.

    Source: docs/spec/safeguards.md, SAF-18.
    """
    handle.check(node, Action.SEARCH, the_node())
    officer, marks = handle.officer, {*known_by(person)}
    assert marks, "or the search would be logged of nobody"
    with node.lock:
        _check_readable(node)
        _log_search(node, digests_of(node, person), officer, reason)
    search = _Search(node=node, marks=marks)
    for space in list(node.spaces.values()):
        search.through(space)
    with node.lock:
        _check_readable(node)
        cases = search.cases()
        file = SubjectFile(
            party=node.party,
            made_at=node.world.now(),
            cases=tuple(sorted(cases, key=lambda case: case.opened_at)),
            searched=search.searched,
            unread=len(search.unread.union(*(case.unread for case in cases))) + search.closed,
        )
        _log_file(node, file, officer)
        return file


def digests_of(node: Node, person: Mapping[str, Json]) -> list[Digest]:
    """Return the digests by which the log names a person: one for each mark they are known by."""
    return sorted(keyed(node, _KEY, {*known_by(person)}))


def _check_readable(node: Node) -> None:
    for space in node.spaces.values():
        if not guards.may_read(node, space.id):
            guards.check_heard(node, space)


def _log_search(node: Node, subjects: Sequence[Digest], officer: str, reason: str) -> None:
    at = node.world.now()
    node.work.access.append(
        [
            AccessEvent(
                at=at,
                officer=officer,
                access=Access.SEARCHED,
                purpose=PURPOSE,
                reason=reason,
                subject=subject,
            )
            for subject in subjects
        ]
    )


def _log_file(node: Node, file: SubjectFile, officer: str) -> None:
    """Log which parts leave, and that cases were put together: one write."""
    events = [
        AccessEvent(
            at=file.made_at,
            officer=officer,
            access=Access.EXPORTED,
            purpose=PURPOSE,
            space=case.space,
            case=case.case,
            act=part.act,
            part=part.row.name,
        )
        for case in file.cases
        for part in case.parts
    ]
    if len(file.cases) > 1:
        combined = Access.COMBINED
        events.append(
            AccessEvent(at=file.made_at, officer=officer, access=combined, purpose=PURPOSE)
        )
    node.work.access.append(events)


@dataclass(slots=True, kw_only=True)
class _Search:
    """A search under way."""

    node: Node
    marks: Set[str]
    searched: int = 0
    closed: int = 0  # Cases whose framework is not here, so that nothing in them can be read.
    unread: set[PartName] = field(default_factory=set)
    found: dict[tuple[Digest, Digest], None] = field(default_factory=dict)  # (space, case).

    def through(self, space: Space) -> None:
        """Open every part of a space, and note the cases in which one names the person."""
        for party in space.founding.parties:
            start = 0
            while True:
                with self.node.lock:
                    entries = self.node.ledger.after(space.id, party, start=start)
                    self._look([entry for entry in entries if entry.case is not None])
                if not entries:
                    break
                start = entries[-1].seq + 1

    def cases(self) -> list[SubjectCase]:
        """Return the cases that were found, as the file shows them."""
        read = [
            CaseFile(
                node=self.node, space=self.node.spaces[space], case=case, marks=self.marks
            ).read()
            for space, case in self.found
        ]
        self.closed = sum(case is None for case in read)
        # A value like a person's may stand in a field of another type, which names nobody.
        return [case for case in read if case and any(part.names for part in case.parts)]

    def _look(self, entries: Sequence[Entry]) -> None:
        cases = {entry.id: entry.case for entry in entries}
        parts = self.node.ledger.parts(*cases)
        here = {content.name_of(part): part for part in parts if part.state is PartState.HELD}
        keys = self.node.keys.held([*here])
        for name, part in here.items():
            try:
                opened = content.unseal_with(self.node, part, keys.get(name))
            except Unproven:
                opened = None
            case = cases[part.entry]
            if opened is None:
                self.unread.add(name)
                continue
            self.searched += 1
            if case is not None and self._is_in(opened.content):
                self.found[part.space, case] = None

    def _is_in(self, raw: bytes) -> bool:
        """Say whether a value of a part is the person; its form is asked later, of few parts."""
        wire = decode(raw, bytes_max=PART_BYTES_MAX)
        fields = wire.get("fields") if isinstance(wire, Mapping) else None
        for value in fields.values() if isinstance(fields, Mapping) else ():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, Mapping) and not self.marks.isdisjoint(known_by(one)):
                    return True
        return False
