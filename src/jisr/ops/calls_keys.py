"""Calls on keys: what is held, what is on record, and the steps of a change (see `cli.keys`).

The root key is never here: the command line brings it, signs the header of a key act, and hands
the signature back.
"""

from jisr.core.act import TIME_FORMAT, Act, Digest, Kind, read_digest, read_slug
from jisr.core.canonical import Json
from jisr.core.errors import Refused
from jisr.core.keys import KeyUse
from jisr.core.service import KeyChange, read_key_change
from jisr.node import found, guards, restart
from jisr.node.space import Space
from jisr.ops import reasons, reasons_cli
from jisr.ops.arguments import Args, base64_of, space_of
from jisr.ops.build import Built
from jisr.ops.keyfile import HeldKey, KeyState


def key_list(built: Built, args: Args) -> Json:
    """List the keys held, and where each stands in the record of every space."""
    del args
    return [_held(built, held) for held in built.holder.held()]


def key_prepare(built: Built, args: Args) -> Json:
    """Make a key for a use, unless one that was made is still waiting to be put on record."""
    use = _use(args)
    with built.node.lock:
        for held in built.holder.held():
            if held.record.use is use and held.state is KeyState.PREPARED:
                return {"key": held.record.fingerprint}
        record = built.holder.prepare(use, at=built.node.world.now())
        return {"key": record.fingerprint}


def key_header(built: Built, args: Args) -> Json:
    """Prepare a key act for the root key to sign: `add` or `revoke` a fingerprint."""
    ground = read_slug(args.get("ground"), "ground")
    space = built.node.space(space_of(built, args))
    guards.check_may_write(built.node, space)
    if "revoke" in args:
        change = KeyChange(revoke=read_digest(args["revoke"], "revoke"), ground=ground)
    elif "add" in args:
        added = _by_fingerprint(built, read_digest(args["add"], "add"))
        change = KeyChange(add=added.record, ground=ground)
    else:
        change = KeyChange(add=built.holder.current(_use(args)), ground=ground)
    header = restart.key_header(built.node, space.id, change)
    return {"header": base64_of(header)}


def key_activate(built: Built, args: Args) -> Json:
    """Use a key from now on; every space must have it on record."""
    key = read_digest(args.get("key"), "key")
    use = _by_fingerprint(built, key).record.use
    for space in built.node.spaces.values():
        if key not in space.ours.keys:
            raise Refused(reasons.KEY_UNKNOWN, key=key)
    with built.node.lock:
        built.holder.activate(key)
    if use is KeyUse.TLS:
        built.on_identity()
    return {"key": key, "use": use.value}


def key_retire(built: Built, args: Args) -> Json:
    """Destroy the secret of a key that is revoked in every space; see `KeyHolder.retire`.

    Not before every partner has heard of it: until then a signing key is the only one that a
    partner may know, and what tells it so is signed with it.  The running node sees to it.
    """
    key = read_digest(args.get("key"), "key")
    with built.node.lock:
        for space in built.node.spaces.values():
            known = space.ours.keys.get(key)
            if known is not None and not known.revoked:
                raise Refused(reasons.KEY_IN_USE, key=key)
        for held in built.holder.held():
            if held.record.fingerprint == key and held.state is not KeyState.RETIRED:
                _retire_if_heard(built, held)
    return {"key": key}


def retire_heard(built: Built) -> None:
    """Destroy the secrets of revoked signing keys of which every partner has heard by now."""
    with built.node.lock:
        current = built.holder.current(KeyUse.SIGN)
        for held in built.holder.held():
            name = held.record.fingerprint
            known = [space.ours.keys.get(name) for space in built.node.spaces.values()]
            revoked = [key.revoked for key in known if key is not None]
            old = held.record.use is KeyUse.SIGN and held.record != current
            if old and held.state is KeyState.ACTIVE and revoked and all(revoked):
                _retire_if_heard(built, held)


def _retire_if_heard(built: Built, held: HeldKey) -> None:
    """Retire a key, a signing key only if each partner has seen that it is revoked."""
    name = held.record.fingerprint
    heard = held.record.use is not KeyUse.SIGN or all(
        space.theirs.saw > entry.seq
        for space in built.node.spaces.values()
        for entry in built.node.ledger.of_kind(space.id, space.me, Kind.KEY)
        if read_key_change(Act.parse(entry.header).detail).revoke == name
    )
    if heard:
        built.holder.retire(name)


def check_revocable(built: Built, args: Args) -> Json:
    """Say in which spaces a key of ours can be revoked.

    Raises:
        Refused: it is the key in use, or on record nowhere.
    """
    key = read_digest(args.get("key"), "key")
    for held in built.holder.held():
        use = held.record.use
        if held.record.fingerprint == key and built.holder.current(use) == held.record:
            raise Refused(reasons_cli.KEY_STILL_CURRENT, key=key[:12], use=use.value)
    spaces: list[Json] = [
        space.id
        for space in built.node.spaces.values()
        if (known := space.ours.keys.get(key)) is not None and not known.revoked
    ]
    if not spaces:
        raise Refused(reasons_cli.KEY_ABSENT, key=key[:12])
    return {"spaces": spaces}


def card(built: Built, args: Args) -> Json:
    """Return our working keys as they are now, for a new card; the root key is not held here."""
    del args
    keys: list[Json] = [built.holder.current(use).to_wire() for use in found.WORKING_USES]
    return {"keys": keys}


def _held(built: Built, held: HeldKey) -> Json:
    name = held.record.fingerprint
    return {
        "at": held.at.strftime(TIME_FORMAT),
        "key": name,
        "spaces": {space.id: _standing(built, space, name) for space in built.node.spaces.values()},
        "state": held.state.value,
        "use": held.record.use.value,
    }


def _standing(built: Built, space: Space, key: Digest) -> Json:
    """Say how a key stands in our log: absent, recorded, seen by the partner, or revoked."""
    known = space.ours.keys.get(key)
    if known is None:
        return "absent"
    if known.revoked:
        return "revoked"
    for entry in built.node.ledger.of_kind(space.id, space.me, Kind.KEY):
        change = read_key_change(Act.parse(entry.header).detail)
        if change.add is not None and change.add.fingerprint == key:
            return "seen" if space.theirs.saw > entry.seq else "recorded"
    return "seen"  # It is in the founding document, which the partner has signed.


def _by_fingerprint(built: Built, key: Digest) -> HeldKey:
    for held in built.holder.held():
        if held.record.fingerprint == key:
            return held
    raise Refused(reasons.KEY_UNKNOWN, key=key)


def _use(args: Args) -> KeyUse:
    named = read_slug(args.get("use"), "use")
    for use in found.WORKING_USES:
        if use.value == named:
            return use
    raise Refused(reasons.NO_KEY, use=named)
