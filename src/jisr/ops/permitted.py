"""What leave each call needs: the one list, by which a call without an entry cannot be made.

Source: docs/spec/safeguards.md, SAF-47.
"""

from collections.abc import Callable, Mapping
from typing import Final

from jisr.core.act import read_digest
from jisr.core.errors import Malformed
from jisr.node import approvals, authority, officers
from jisr.node.authority import Action, Handle, Object
from jisr.ops import reasons
from jisr.ops.arguments import Args, space_of
from jisr.ops.build import Built

_Of = Callable[[Built, Args], Object]


def _node(built: Built, args: Args) -> Object:
    del built, args
    return authority.the_node()


def _space(built: Built, args: Args) -> Object:
    return authority.of_space(built.node, space_of(built, args))


def _case(built: Built, args: Args) -> Object:
    return authority.of_case(built.node, read_digest(args.get("case"), "case"))


def _act(built: Built, args: Args) -> Object:
    return authority.of_act(built.node, read_digest(args.get("act"), "act"))


def _wish(built: Built, args: Args) -> Object:
    return approvals.object_of(built.node, read_digest(args.get("wish"), "wish"))


NEEDS: Final[Mapping[str, tuple[Action, _Of]]] = {
    "act.find": (Action.LIST, _node),
    "act.read": (Action.READ, _act),
    "approval.approve": (Action.APPROVE, _wish),
    "approval.discard": (Action.STATUS, _node),  # One's own, and no other.
    "approval.list": (Action.STATUS, _node),  # Each row is asked about by itself.
    "approval.show": (Action.APPROVE, _wish),
    "audit.head": (Action.READ_LOG, _node),
    "audit.page": (Action.READ_LOG, _node),
    "audit.verify": (Action.READ_LOG, _node),
    "backup": (Action.ADMINISTER, _node),
    "case.act": (Action.WRITE, _case),
    "case.agenda": (Action.LIST, _space),
    "case.list": (Action.LIST, _node),  # Each row is asked about by itself.
    "case.open": (Action.WRITE, _space),
    "case.opened": (Action.WRITE, _case),
    "case.show": (Action.LIST, _case),
    "case.tell": (Action.ADMINISTER, _node),
    "check": (Action.ADMINISTER, _node),
    "edition.keep": (Action.ADMINISTER, _node),
    "effects.decide": (Action.ADMINISTER, _node),
    "effects.held": (Action.ADMINISTER, _node),
    "erase": (Action.ERASE, _space),
    "export": (Action.EXPORT_HEADERS, _space),
    "file.read": (Action.EXPORT, _act),
    "key.activate": (Action.ADMINISTER, _node),
    "key.card": (Action.ADMINISTER, _node),
    "key.header": (Action.ADMINISTER, _node),
    "key.list": (Action.ADMINISTER, _node),
    "key.prepare": (Action.ADMINISTER, _node),
    "key.retire": (Action.ADMINISTER, _node),
    "key.revocable": (Action.ADMINISTER, _node),
    "line.hold": (Action.ADMINISTER, _node),
    "officer.add": (Action.ADMINISTER, _node),
    "officer.key": (Action.ADMINISTER, _node),
    "officer.list": (Action.STATUS, _node),
    "officer.roles": (Action.ADMINISTER, _node),
    "officer.suspend": (Action.ADMINISTER, _node),
    "parts.named": (Action.LIST, _space),
    "protection.lift": (Action.LIFT, _node),
    "protection.list": (Action.PROTECT, _node),
    "protection.set": (Action.PROTECT, _node),
    "prove": (Action.EXPORT_HEADERS, _act),  # With content it asks again.
    "prune.header": (Action.ADMINISTER, _node),
    "record.import": (Action.ADMINISTER, _node),
    "restart.header": (Action.ADMINISTER, _node),
    "retention.list": (Action.LIST, _node),
    "root.place": (Action.ADMINISTER, _node),
    "space.join": (Action.ADMINISTER, _node),
    "space.list": (Action.STATUS, _node),
    "status": (Action.STATUS, _node),
    "stories.played": (Action.ADMINISTER, _node),
    "subject.file": (Action.SEARCH, _node),
}


def handle_for(built: Built, name: str, args: Args) -> Handle:
    """Return the leave that a call needs, for the officer who asks.

    Args:
        built: our node.
        name: of the call.
        args: its arguments; `as` names the officer, who else is whoever `acting` says.

    Raises:
        Refused: they may not, or it cannot be said who asks.
    """
    named = args.get("as")
    if named is not None and not isinstance(named, str):
        raise Malformed(reasons.CONTROL_FORM)
    action, of = NEEDS[name]
    node = built.node
    with node.lock:
        officer = officers.acting(node, named)
        return authority.authorize(node, officer.id, action, of(built, args))
