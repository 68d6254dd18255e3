"""The officers of a node: who they are, what they may be, and the key each proves it with.

A credential is a public key with a kind.  Today there is one kind, a key in a file under the
officer's own passphrase; a sign-in adds kinds, and changes nothing else.

Source: docs/spec/safeguards.md, SAF-46.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jisr.core.act import Slug, read_object, read_slug
from jisr.core.canonical import Json, decode, encode
from jisr.core.dsse import read_base64, to_base64
from jisr.core.errors import Lang, Malformed, Refused
from jisr.core.keys import KeyRecord, KeyUse
from jisr.ledger.work.rows import Desk, Document, Membership, Officer
from jisr.node import reasons
from jisr.node.node import Node
from jisr.safeguards.approvals import Role

OPERATOR: Final = "operator"  # The first officer of a node: one person can try it.
OPERATORS_DESK: Final = "operations"
FIRST_ROLES: Final = (Role.DESK_OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR)
KEY_FILE: Final = Slug("key-file")  # Ed25519, in a file under the officer's own passphrase.
OFFICERS_MAX: Final = 1000  # A list of them is read whole.
ID_CHARS_MAX: Final = 64
NAME_CHARS_MAX: Final = 200

_CREDENTIAL: Final = Slug("credential")  # A kind of document: id is the officer's.
_CREDENTIAL_BYTES_MAX: Final = 8192
_PUBLIC_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """By what an officer's approvals are known to be theirs."""

    kind: Slug
    public: bytes

    @property
    def record(self) -> KeyRecord:
        """The public key as signatures name it."""
        return KeyRecord(use=KeyUse.SIGN, public=self.public)


def begin(node: Node, lang: Lang) -> None:
    """Make the first officer of a node that has none.

    Args:
        node: ours.
        lang: the language of the node.
    """
    if not node.work.people.officers():
        roles = tuple(Membership(desk=OPERATORS_DESK, role=Slug(role)) for role in FIRST_ROLES)
        with node.work.together():
            put_desk(node, OPERATORS_DESK)
            node.work.people.put_officer(
                Officer(id=OPERATOR, name=OPERATOR, lang=lang, memberships=tuple(sorted(roles)))
            )


def put_desk(node: Node, desk: str) -> None:
    """Add a desk, unless it is there."""
    if all(one.id != desk for one in node.work.people.desks()):
        node.work.people.put_desk(Desk(id=desk, ar=desk, fr=desk, en=desk))


def find(node: Node, id: str) -> Officer:
    """Return an officer, active or not.

    Raises:
        Refused: there is none.
    """
    officer = node.work.people.officer(id)
    if officer is None:
        raise Refused(reasons.UNKNOWN_OFFICER, officer=id[:ID_CHARS_MAX])
    return officer


def acting(node: Node, named: str | None) -> Officer:
    """Return who acts: as named, else the first officer of the node, else the only one there is.

    Raises:
        Refused: nobody is meant, or somebody who is not here.
    """
    if named is not None:
        return find(node, named)
    known = {one.id: one for one in node.work.people.officers() if one.active}
    if OPERATOR in known:
        return known[OPERATOR]
    if len(known) != 1:
        raise Refused(reasons.WHO_ACTS)
    return next(iter(known.values()))


def roles_of(officer: Officer) -> frozenset[str]:
    """Return the roles that an officer has, at whichever desk; none of one who is suspended."""
    return frozenset(one.role for one in officer.memberships) if officer.active else frozenset()


def desks_of(officer: Officer) -> frozenset[str]:
    """Return the desks of an officer."""
    return frozenset(one.desk for one in officer.memberships)


def credential_of(node: Node, id: str) -> Credential | None:
    """Return an officer's credential; None while there is none."""
    row = node.work.register.get(_CREDENTIAL, id)
    return None if row is None else _read(decode(row.content, bytes_max=_CREDENTIAL_BYTES_MAX))


def put_credential(node: Node, id: str, credential: Credential) -> None:
    """Give an officer a credential, in place of the one before."""
    wire = {"kind": credential.kind, "public": to_base64(credential.public)}
    node.work.register.put(
        Document(kind=_CREDENTIAL, id=id, content=encode(wire), updated=node.world.now())
    )


def read_credential(raw: bytes) -> Credential:
    """Read a public key that an officer has made.

    Raises:
        Malformed: it is none.
    """
    if len(raw) != _PUBLIC_BYTES:
        raise Malformed(reasons.CREDENTIAL_FORM)
    return Credential(kind=KEY_FILE, public=raw)


def alone(node: Node) -> Sequence[Officer]:
    """Return those who administer the node and read its data as well."""
    data = {Role.DESK_OFFICER, Role.PROTECTION_OFFICER, Role.SUPERVISOR}
    return [
        one
        for one in node.work.people.officers()
        if Role.ADMINISTRATOR in roles_of(one) and roles_of(one) & data
    ]


def _read(wire: Json) -> Credential:
    said = read_object(wire, "credential")
    return Credential(
        kind=read_slug(said["kind"], "kind"), public=read_base64(said["public"], "public")
    )
