"""Officers for the tests of nodes: their handles, and adverse acts that others have approved."""

from dataclasses import replace

from jisr.core.act import Digest, Slug
from jisr.core.keys import KeyUse
from jisr.ledger.work.rows import Membership, Officer
from jisr.node import approvals, approving, authority, officers
from jisr.node.approvals import Outcome
from jisr.node.approving import Statement
from jisr.node.authority import Action, Handle, Object
from jisr.node.node import Node
from jisr.node.ports import Keys, Request
from jisr.node.space import Space
from jisr.node.wish import Addition, Opening, Proposal
from jisr.ops.simulate.cryptography import RealKeys
from jisr.safeguards.approvals import Role
from tests.node.light import LIGHT, LightKeys

AUTHOR, OTHER = "one", "two"  # Of two desks; what one writes, the other checks and approves.
ROLES = {AUTHOR: (Role.DESK_OFFICER,), OTHER: (Role.SUPERVISOR, Role.PROTECTION_OFFICER)}
_KEYS: dict[tuple[bool, str], Keys] = {}


def everything(request: Request) -> bool:
    """Policies of a ministry that permits whatever is asked: who may what is another test's."""
    return True


def keys_of(node: Node, id: str) -> Keys:
    """Return the key of an officer, of the cryptography that the node plays with."""
    light = node.world.verify is LIGHT["verify"]
    return _KEYS.setdefault((light, id), LightKeys() if light else RealKeys())


def appoint(node: Node, id: str, *roles: Role, desk: str | None = None) -> Officer:
    """Appoint an officer with a key."""
    where = desk or f"desk-of-{id}"
    officers.put_desk(node, where)
    memberships = tuple(sorted(Membership(desk=where, role=Slug(role)) for role in roles))
    officer = Officer(id=id, name=f"{id} [invented]", lang="en", memberships=memberships)
    node.work.people.put_officer(officer)
    public = keys_of(node, id).current(KeyUse.SIGN).public
    officers.put_credential(node, id, officers.read_credential(public))
    return officer


def staffed(node: Node) -> None:
    """Appoint the two officers, where they are not there yet."""
    for id, roles in ROLES.items():
        if node.work.people.officer(id) is None:
            appoint(node, id, *roles)


def may(node: Node, action: Action, about: Object | None = None, *, by: str = AUTHOR) -> Handle:
    """Return leave for an officer."""
    staffed(node)
    return authority.authorize(node, by, action, about or authority.the_node())


def may_write(node: Node, space: Space | Digest, case: Digest | None = None) -> Handle:
    """Return leave to open a case in a space, or to write in one."""
    id = space if isinstance(space, str) else space.id
    about = authority.of_space(node, id) if case is None else authority.of_case(node, case)
    return may(node, Action.WRITE, about)


def signed(node: Node, wish: Digest, by: str, **changes: object) -> bytes:
    """Return what an officer signs who approves a wish, as all that they may."""
    author = approvals.object_of(node, wish) and _author(node, wish)
    roles = officers.roles_of(officers.find(node, by))
    statement = Statement(
        party=node.party,
        approves=wish,
        kinds=approvals.kinds_of(roles, by_author=by == author),
        officer=by,
        reason="Read and weighed.",
        at=node.world.now(),
    )
    return approving.sign(replace(statement, **changes), keys_of(node, by))  # type: ignore[arg-type]


def approve(node: Node, wish: Digest, by: str) -> Outcome:
    """Let an officer approve a wish with their own key."""
    about = approvals.object_of(node, wish)
    leave = may(node, Action.APPROVE, about, by=by)
    return approvals.approve(node, leave, wish, signed(node, wish, by))


def agreed(node: Node, outcome: Outcome) -> Digest:
    """Return the act of a wish, once those have approved it who have to."""
    if outcome.wish is not None:
        wish = outcome.wish
        approve(node, wish, AUTHOR)
        outcome = approve(node, wish, OTHER)
    assert outcome.act is not None, outcome
    return outcome.act


def act(node: Node, space: Digest, case: Digest, said: Proposal) -> Digest:
    """Let an officer add to a case what others approve, where they have to."""
    wish = Addition(case=case, proposal=said)
    return agreed(node, approvals.add(node, may_write(node, space, case), wish))


def open_case(
    node: Node, space: Digest, procedure: Slug, said: Proposal, **asks: str | None
) -> Digest:
    """Let an officer open a case that others approve, where they have to."""
    wish = Opening(procedure=procedure, proposal=said)
    return agreed(node, approvals.open_case(node, may_write(node, space), wish, **asks))


def _author(node: Node, wish: Digest) -> str:
    request = node.work.approvals.request(wish)
    assert request is not None
    return request.asked_by
