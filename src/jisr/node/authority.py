"""Who may do what: the one function that gives a handle, and the handle that opens one object.

Whoever reads or writes for an officer asks here first, with the object, and hands the handle on.
What takes a handle asks it whether it is for this very object, so that leave to read one thing
is no leave to read another: that is how nearly every program of this kind has been broken.

Source: docs/spec/safeguards.md, SAF-47, SAF-48.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from jisr.core.act import Digest, Kind, Slug
from jisr.core.errors import Refused
from jisr.ledger.work.rows import Access, AccessEvent, Officer
from jisr.node import reasons
from jisr.node.node import Node
from jisr.node.officers import desks_of, roles_of
from jisr.node.ports import Request
from jisr.node.space import act_of

UNKNOWN: Final = Slug("unknown")  # For the procedure of what is not here.
FRAMEWORK: Final = Slug("framework")  # For that of a space's own case.
# Who reads a page while there is no sign-in; no officer can be called so.
DOORS: Final = frozenset({"visitor", "local-reader"})


class Action(StrEnum):
    """What somebody wants to do; the policies name them so."""

    STATUS = "status"  # How the node and its lines are; no case.
    LIST = "list"  # Headers of cases.
    READ = "read"  # Content, of one case.
    WRITE = "write"  # An act of ours, in one case or opening one.
    APPROVE = "approve"
    EXPORT = "export"  # Content, in a file that leaves.
    EXPORT_HEADERS = "export-headers"  # A ledger, or a proof without content.
    SEARCH = "search-person"
    ERASE = "erase"
    PROTECT = "protect"
    LIFT = "lift-protection"
    READ_LOG = "read-log"
    ADMINISTER = "administer"  # Keys, spaces, backups, officers: never content.


class Sort(StrEnum):
    """Of which sort an object is."""

    NODE = "Node"
    SPACE = "Space"
    CASE = "Case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Object:
    """What an action is about: the node, a space, or a case with all its acts."""

    sort: Sort
    space: Digest | None = None
    case: Digest | None = None
    procedure: Slug = UNKNOWN  # Of a case.


class _Made:
    """What only `authorize` puts into a handle."""


_MADE: Final = _Made()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Handle:
    """Leave for one officer to do one thing with one object of one node."""

    officer: str
    action: Action
    object: Object
    node: Node = field(repr=False)
    made: _Made = field(repr=False)

    def __post_init__(self) -> None:
        assert self.made is _MADE, "only `authorize` gives a handle"

    def check(self, node: Node, action: Action, object: Object) -> None:
        """Refuse all but what the handle is for.

        Raises:
            Refused: it is for another node, action or object.
        """
        if self.node is not node or self.action is not action or not self._covers(object):
            raise Refused(reasons.NOT_PERMITTED, action=action.value)

    def _covers(self, object: Object) -> bool:
        mine = (self.object.sort, self.object.space, self.object.case)
        return mine == (object.sort, object.space, object.case)

    def log(
        self,
        access: Access,
        *,
        purpose: Slug,
        act: Digest | None = None,
        parts: Iterable[str | None] = (None,),
        reason: str | None = None,
    ) -> None:
        """Log what is about to be done with the object, once for each part."""
        event = AccessEvent(
            at=self.node.world.now(),
            officer=self.officer,
            access=access,
            purpose=purpose,
            space=self.object.space,
            case=self.object.case,
            act=act,
            reason=reason,
        )
        events = [replace(event, part=part) for part in parts]
        if events:
            self.node.work.access.append(events)


def authorize(node: Node, officer: str, action: Action, object: Object) -> Handle:
    """Give leave to do one thing with one object, if the policies of the ministry do.

    Args:
        node: ours.
        officer: the id of an officer, or of a door for which nobody signs in.
        action: what they want to do.
        object: with what.

    Raises:
        Refused: they may not; or the policies could not be asked, which is the same.

    Source: docs/spec/safeguards.md, SAF-47.
    """
    if not may(node, officer, action, object):
        raise Refused(reasons.NOT_PERMITTED, action=action.value)
    return Handle(officer=officer, action=action, object=object, node=node, made=_MADE)


def may(node: Node, officer: str, action: Action, object: Object) -> bool:
    """Say whether somebody may do something; a list asks so for each of its rows."""
    found = node.work.people.officer(officer)
    if found is None and officer not in DOORS:
        return False
    try:
        return node.permits(_request(node, officer, found, action, object)) is True
    except Exception:  # noqa: BLE001 - policies that fail must not let anything pass.
        return False


def the_node() -> Object:
    """Return the node as an object."""
    return Object(sort=Sort.NODE)


def of_space(node: Node, space: Digest) -> Object:
    """Return a space as an object.

    Raises:
        Refused: this node is not in it.
    """
    return Object(sort=Sort.SPACE, space=node.space(space).id)


def of_case(node: Node, case: Digest) -> Object:
    """Return a case as an object; that of a framework has the id of its space.

    Raises:
        Refused: there is no such case here.
    """
    if case in node.spaces:
        return Object(sort=Sort.CASE, space=case, case=case, procedure=FRAMEWORK)
    entry = node.ledger.find(case)
    if entry is None or entry.space not in node.spaces or entry.kind is not Kind.OPEN:
        raise Refused(reasons.UNKNOWN_CASE)
    under = act_of(entry).under
    procedure = UNKNOWN if under is None else under.procedure
    return Object(sort=Sort.CASE, space=entry.space, case=case, procedure=procedure)


def of_act(node: Node, act: Digest) -> Object:
    """Return the case of an act as an object; the space, of an act that has no case.

    Raises:
        Refused: there is no such act here.
    """
    entry = node.ledger.find(act)
    if entry is None:
        raise Refused(reasons.UNKNOWN_ACT)
    case = entry.id if entry.kind is Kind.OPEN else entry.case
    return of_space(node, entry.space) if case is None else of_case(node, case)


def _request(
    node: Node, id: str, officer: Officer | None, action: Action, object: Object
) -> Request:
    return Request(
        officer=id,
        signed_in=officer is not None,
        active=officer is None or officer.active,
        roles=frozenset() if officer is None else roles_of(officer),
        desks=frozenset() if officer is None else desks_of(officer),
        action=action.value,
        sort=object.sort.value,
        party=node.party,
        space=object.space,
        case=object.case,
        procedure=object.procedure,
    )
