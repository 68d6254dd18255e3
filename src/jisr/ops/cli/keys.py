"""Commands on keys: list them, replace one, revoke one.

The order that is safe at every step, whatever breaks in between (docs/how-to/replace-a-key.md):

    1. the new key is made and kept, unused;
    2. a key act, signed by the root key, puts it on record in every space;
    3. a TLS key waits until each partner has seen that act: it would not let us in before;
    4. from here on it is used;
    5. the old key is revoked by a second command, when nothing on its way needs it any more.

Each step finds out what the ones before have done, so the same command goes on where it stopped.
"""

import time
from pathlib import Path
from typing import Annotated, Final

import typer

from jisr.core.act import Digest
from jisr.core.canonical import Json
from jisr.core.errors import Conflict, Malformed, Unavailable
from jisr.core.keys import KeyUse
from jisr.node.found import WORKING_USES
from jisr.ops import reasons_cli
from jisr.ops.arguments import bytes_of
from jisr.ops.asking import Ask
from jisr.ops.certificates import certificate_end
from jisr.ops.cli import words_keys as words
from jisr.ops.cli.asked import asked, text_of
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.inputs import (
    PassphraseFile,
    RootPassphraseFile,
    new_passphrase,
    node_passphrase,
    root_passphrase,
)
from jisr.ops.cli.phrase import Phrase
from jisr.ops.cli.spaces import RootOption, root_path
from jisr.ops.cli.stores import place
from jisr.ops.cli.told import SHOWN, object_of, objects
from jisr.ops.control import node_runs
from jisr.ops.keyfile import HeldKey, KeyState
from jisr.ops.keystore import FileKeystore, public_keys
from jisr.ops.setup import renew_card

ROTATION: Final = "rotation"
ABSENT, SEEN = "absent", "seen"
POLL_SECONDS: Final = 0.5

Key = dict[str, Json]


def register(whole: Commands) -> None:
    """Add the group `keys`."""
    keys = whole.group("keys", words.KEYS_GROUP)
    keys.add("list", words.LIST_HELP, list_command)
    keys.add("rotate", words.ROTATE_HELP, rotate)
    keys.add("revoke", words.REVOKE_HELP, revoke)
    keys.add("change-passphrase", words.CHANGE_HELP, change_passphrase)


def list_command(run: Run) -> Answer:
    """List the keys of the keystore: use, state, age; no passphrase is asked for."""
    _, held = public_keys(run.settings.keystore_path)
    # The newest active one of a use serves; those before it only open what is on its way.
    serving = {key.record.use: key for key in held if key.state is KeyState.ACTIVE}
    keys: list[Json] = []
    for key in held:
        end = certificate_end(key.certificate).isoformat() if key.certificate else None
        told: Key = {
            "at": key.at.isoformat(),
            "certificate_end": end,
            "in_use": serving.get(key.record.use) is key,
            "key": key.record.fingerprint,
            "state": key.state.value,
            "use": key.record.use.value,
        }
        keys.append(told)
        run.say(
            words.KEY,
            use=key.record.use.value,
            state=run.text(_state(key, serves=serving.get(key.record.use) is key)),
            at=f"{key.at:%Y-%m-%d}",
            key=key.record.fingerprint,
        )
        if end is not None:
            run.say(words.CERTIFICATE, end=end[:10])
    return {"keys": keys}


def rotate(
    run: Run,
    use: Annotated[str, typer.Argument(), words.USE],
    root: RootOption = None,
    wait: Annotated[float, typer.Option(min=0), words.WAIT] = 60.0,
    ground: Annotated[str, typer.Option(), words.GROUND] = ROTATION,
    passphrase_file: PassphraseFile = None,
    root_passphrase_file: RootPassphraseFile = None,
) -> Answer:
    """Replace the key of one use; run it again if it stops half-way. The old one stays valid."""
    wanted = _use(use)
    path = root_path(run, root)
    with asked(run, passphrase_file) as ask:
        old = _in_use(ask, wanted)
        new = Digest(text_of(ask("key.prepare", {"use": wanted.value}), "key"))
        missing = _spaces(ask, new, ABSENT)
        if missing:
            keeper = _root(run, path, root_passphrase_file)
            for space in missing:
                args: Key = {"add": new, "ground": ground, "space": space}
                place(ask, Digest(space), _header(ask, args), keeper)
        if wanted is KeyUse.TLS:
            _await_seen(run, ask, new, seconds=wait)
        ask("key.activate", {"key": new})
    renew_card(run.settings)
    run.say(words.ROTATED, use=wanted.value, key=new)
    if old is not None:
        run.say(words.REVOKE_LATER, old=old)
    return {"key": new, "old": old, "use": wanted.value}


def revoke(
    run: Run,
    key: Annotated[str, typer.Argument(metavar="FINGERPRINT"), words.FINGERPRINT],
    ground: Annotated[str, typer.Option(), words.REVOKE_GROUND],
    root: RootOption = None,
    passphrase_file: PassphraseFile = None,
    root_passphrase_file: RootPassphraseFile = None,
) -> Answer:
    """Revoke a key of ours in every space; what it signed before stands, nothing after does."""
    path = root_path(run, root)
    with asked(run, passphrase_file) as ask:
        found = object_of(ask("key.revocable", {"key": key}))["spaces"]
        assert isinstance(found, list)
        keeper = _root(run, path, root_passphrase_file)
        for space in found:
            args: Key = {"ground": ground, "revoke": key, "space": space}
            place(ask, Digest(str(space)), _header(ask, args), keeper)
        ask("key.retire", {"key": key})
    run.say(words.REVOKED, key=key, count=len(found))
    return {"key": key, "spaces": found}


def change_passphrase(
    run: Run,
    root: Annotated[Path | None, typer.Option(metavar="FILE"), words.CHANGE_ROOT] = None,
    new_passphrase_file: Annotated[Path | None, typer.Option(metavar="FILE"), words.NEW] = None,
    passphrase_file: PassphraseFile = None,
    root_passphrase_file: RootPassphraseFile = None,
) -> Answer:
    """Lock a keystore under another passphrase: of the stopped node, or of a root key."""
    if root is None:
        settings = run.settings
        if node_runs(settings.control_path):
            raise Conflict(reasons_cli.NODE_RUNS, path=str(settings.data_dir))
        path, old = settings.keystore_path, node_passphrase(run, passphrase_file)()
    else:
        path, old = root, root_passphrase(run, root_passphrase_file, path=root)
    keeper = FileKeystore.unlock(path, passphrase=old)
    keeper.change_passphrase(new_passphrase(run, new_passphrase_file, path=path))
    run.say(words.CHANGED, path=str(path))
    if root is None and run.settings.passphrase_file is not None:
        run.say(words.CHANGE_FILE, path=str(run.settings.passphrase_file))
    return {"path": str(path)}


def _state(key: HeldKey, *, serves: bool) -> Phrase:
    replaced = key.state is KeyState.ACTIVE and not serves
    return words.REPLACED if replaced else words.STATES[key.state]


def _use(given: str) -> KeyUse:
    for use in WORKING_USES:
        if use.value == given:
            return use
    known = ", ".join(use.value for use in WORKING_USES)
    raise Malformed(reasons_cli.OPTION_FORM, option="USE", form=known)


def _keys(ask: Ask) -> list[Key]:
    return objects(ask("key.list", {}))


def _in_use(ask: Ask, use: KeyUse) -> str | None:
    """Return the key in use now: the newest active one."""
    active = [key for key in _keys(ask) if key["use"] == use.value and key["state"] == "active"]
    return str(active[-1]["key"]) if active else None


def _spaces(ask: Ask, key: Digest, standing: str) -> list[str]:
    """Return the spaces in which a key stands so."""
    for held in _keys(ask):
        if held["key"] == key:
            return [id for id, how in object_of(held["spaces"]).items() if how == standing]
    return []


def _header(ask: Ask, args: Key) -> bytes:
    return bytes_of(object_of(ask("key.header", args)), "header")


def _root(run: Run, path: Path, passphrase_file: Path | None) -> FileKeystore:
    passphrase = root_passphrase(run, passphrase_file, path=path)
    return FileKeystore.unlock(path, passphrase=passphrase)


def _await_seen(run: Run, ask: Ask, key: Digest, *, seconds: float) -> None:
    """Wait until every partner has seen the key act.

    Raises:
        Unavailable: one has not; the key is on record, and the old one still used.
    """
    end = time.monotonic() + seconds
    partners = {str(row["space"]): str(row["partner"]) for row in objects(ask("space.list", {}))}
    with run.busy(words.WAITING):
        while True:
            seen = set(_spaces(ask, key, SEEN))
            late = sorted({partner for space, partner in partners.items() if space not in seen})
            if not late:
                return
            if time.monotonic() > end:
                raise Unavailable(
                    reasons_cli.KEY_NOT_SEEN, key=key[:SHOWN], partners=", ".join(late)
                )
            time.sleep(POLL_SECONDS)
