"""Appoint officers, change what they may be, suspend them; every change is logged.

Source: docs/spec/safeguards.md, SAF-46.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from jisr.core.act import Slug
from jisr.core.errors import Refused
from jisr.ledger.work.rows import Access, Membership, Officer
from jisr.node import officers, reasons
from jisr.node.authority import DOORS, Action, Handle, the_node
from jisr.node.node import MACHINERY, Node
from jisr.node.officers import Credential
from jisr.safeguards.approvals import Role

# Doors and the node itself: an officer of such a name would be taken for them.
NOBODYS: Final = DOORS | {MACHINERY}
PURPOSE: Final = Slug("officers")


def add(
    node: Node,
    handle: Handle,
    officer: Officer,
    *,
    desk: str,
    roles: Collection[Role],
) -> None:
    """Appoint an officer.

    Args:
        node: ours.
        handle: of an administrator.
        officer: who, without desk or roles.
        desk: of ours; it is made if there is none of that name.
        roles: what they may be there.

    Raises:
        Refused: there is somebody of that name, or there are too many.
    """
    handle.check(node, Action.ADMINISTER, the_node())
    with node.lock, node.work.together():
        known = node.work.people.officers()
        if officer.id in NOBODYS:
            raise Refused(reasons.OFFICER_THERE, officer=officer.id)
        if any(one.id == officer.id for one in known) or len(known) >= officers.OFFICERS_MAX:
            raise Refused(reasons.OFFICER_THERE, officer=officer.id)
        officers.put_desk(node, desk)
        _put(node, handle, replace(officer, memberships=_memberships(desk, roles)), "add")


def set_roles(
    node: Node, handle: Handle, id: str, *, roles: Collection[Role], desk: str | None = None
) -> None:
    """Say anew what an officer may be.

    Args:
        node: ours.
        handle: of an administrator.
        id: of the officer.
        roles: all of them.
        desk: where; None for the desk they are at.

    Raises:
        Refused: there is no such officer, or nobody would administer the node.
    """
    handle.check(node, Action.ADMINISTER, the_node())
    with node.lock, node.work.together():
        found = officers.find(node, id)
        at = desk or min(officers.desks_of(found), default=officers.OPERATORS_DESK)
        officers.put_desk(node, at)
        changed = replace(found, memberships=_memberships(at, roles))
        _check_administered(node, changed)
        _put(node, handle, changed, "roles")


def suspend(node: Node, handle: Handle, id: str, *, active: bool = False) -> None:
    """Suspend an officer, or let them work again; suspended they do nothing and approve nothing.

    Raises:
        Refused: there is no such officer, or nobody would administer the node.
    """
    handle.check(node, Action.ADMINISTER, the_node())
    with node.lock, node.work.together():
        changed = replace(officers.find(node, id), active=active)
        _check_administered(node, changed)
        _put(node, handle, changed, "resume" if active else "suspend")


def give_key(node: Node, handle: Handle, id: str, credential: Credential) -> None:
    """Note by which key an officer's approvals are known; those of another count no more.

    Raises:
        Refused: there is no such officer, or another one has this key.
    """
    handle.check(node, Action.ADMINISTER, the_node())
    with node.lock, node.work.together():
        found = officers.find(node, id)
        _check_own(node, found.id, credential)
        said = f"key {found.id} {credential.record.fingerprint}"
        handle.log(Access.ALTERED, purpose=PURPOSE, reason=said)
        officers.put_credential(node, found.id, credential)


def _check_own(node: Node, id: str, credential: Credential) -> None:
    """Refuse a key that another officer has: one person would be two."""
    key = credential.record.fingerprint
    for other in node.work.people.officers():
        theirs = None if other.id == id else officers.credential_of(node, other.id)
        if theirs is not None and theirs.record.fingerprint == key:
            raise Refused(reasons.KEY_OF_ANOTHER, officer=other.id)


def _put(node: Node, handle: Handle, officer: Officer, change: str) -> None:
    """Write an officer, logged first: who it is and what they may be from now on."""
    told = ", ".join(f"{one.role}@{one.desk}" for one in officer.memberships)
    handle.log(Access.ALTERED, purpose=PURPOSE, reason=f"{change} {officer.id}: {told}")
    node.work.people.put_officer(officer)


def _check_administered(node: Node, changed: Officer) -> None:
    others = [one for one in node.work.people.officers() if one.id != changed.id]
    if not any(Role.ADMINISTRATOR in officers.roles_of(one) for one in (*others, changed)):
        raise Refused(reasons.LAST_ADMINISTRATOR)


def _memberships(desk: str, roles: Collection[Role]) -> tuple[Membership, ...]:
    return tuple(sorted(Membership(desk=desk, role=Slug(role)) for role in set(roles)))
