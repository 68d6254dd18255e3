"""Calls on the officers of a node: appointed, listed, suspended, their roles and keys."""

import re
from typing import Final

from jisr.core.act import read_slug
from jisr.core.canonical import Json
from jisr.core.errors import LANGS, Lang, Malformed
from jisr.framework.values import Context, text
from jisr.ledger.work.rows import Officer
from jisr.node import appointing, officers
from jisr.node.authority import Handle
from jisr.ops import reasons
from jisr.ops.arguments import Args, bytes_of
from jisr.ops.build import Built
from jisr.safeguards.approvals import Role

_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}", re.ASCII)
_NAME: Final = text(officers.NAME_CHARS_MAX)


def add(built: Built, args: Args, handle: Handle) -> Json:
    """Appoint an officer, with the public key of a credential of their own."""
    name = _NAME(args.get("name"), Context(field="name", type="text", codes={}))
    officer = Officer(id=_id(args), name=str(name), lang=_lang(built, args))
    credential = officers.read_credential(bytes_of(args, "public"))
    node = built.node
    with node.lock, node.work.together():
        roles, desk = _roles(args), read_slug(args.get("desk"), "desk")
        appointing.add(node, handle, officer, desk=desk, roles=roles)
        appointing.give_key(node, handle, officer.id, credential)
        return told(built, officers.find(node, officer.id))


def key(built: Built, args: Args, handle: Handle) -> Json:
    """Note by which key an officer is known from now on."""
    credential = officers.read_credential(bytes_of(args, "public"))
    appointing.give_key(built.node, handle, _id(args), credential)
    return told(built, officers.find(built.node, _id(args)))


def roles(built: Built, args: Args, handle: Handle) -> Json:
    """Say anew what an officer may be."""
    desk = read_slug(args["desk"], "desk") if args.get("desk") is not None else None
    appointing.set_roles(built.node, handle, _id(args), roles=_roles(args), desk=desk)
    return told(built, officers.find(built.node, _id(args)))


def suspend(built: Built, args: Args, handle: Handle) -> Json:
    """Suspend an officer, or let them work again."""
    active = args.get("active") is True
    appointing.suspend(built.node, handle, _id(args), active=active)
    return told(built, officers.find(built.node, _id(args)))


def listed(built: Built, args: Args) -> Json:
    """List the officers, with what they may be."""
    del args
    return [told(built, one) for one in built.node.work.people.officers()]


def told(built: Built, officer: Officer) -> Json:
    """Return an officer as an answer carries one."""
    credential = officers.credential_of(built.node, officer.id)
    return {
        "active": officer.active,
        "desks": sorted(officers.desks_of(officer)),
        "id": officer.id,
        "key": None if credential is None else credential.record.fingerprint,
        "key_kind": None if credential is None else credential.kind,
        "lang": officer.lang,
        "name": officer.name,
        "roles": sorted({one.role for one in officer.memberships}),
    }


def _id(args: Args) -> str:
    id = args.get("id")
    if not isinstance(id, str) or not _ID.fullmatch(id):
        raise Malformed(reasons.CONTROL_FORM)
    return id


def _roles(args: Args) -> frozenset[Role]:
    said = args.get("roles")
    known = {role.value: role for role in Role}
    if not isinstance(said, list) or not all(str(role) in known for role in said):
        raise Malformed(reasons.CONTROL_FORM)
    return frozenset(known[str(role)] for role in said)


def _lang(built: Built, args: Args) -> Lang:
    said = args.get("lang")
    return next((lang for lang in LANGS if lang == said), built.settings.language)
