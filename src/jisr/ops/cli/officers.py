"""`jisr officer`: who may use this node, what they may be, and the key each signs with."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer

from jisr.core.act import PartyId
from jisr.core.canonical import Json
from jisr.core.keys import KeyUse
from jisr.ops.arguments import base64_of
from jisr.ops.cli import words_officers as words
from jisr.ops.cli.asked import asked
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.inputs import PassphraseFile, new_passphrase
from jisr.ops.cli.told import object_of, objects
from jisr.ops.clock import present
from jisr.ops.files import private_dir
from jisr.ops.keystore import FileKeystore
from jisr.safeguards.approvals import Role

OFFICERS: Final = "officers"  # The folder of the keys of officers that carry none about them.
OFFICER_VARIABLE: Final = "JISR_OFFICER_PASSPHRASE"
_KEYS: Final = ".keys"

_Id = Annotated[str, typer.Argument(metavar="ID"), words.ID]
_Roles = Annotated[list[Role], typer.Option("--role", metavar="ROLE"), words.ROLE]
KeyOption = Annotated[Path | None, typer.Option("--key", metavar="FILE"), words.KEY]
OfficerPassphraseFile = Annotated[
    Path | None,
    typer.Option("--officer-passphrase-file", metavar="FILE"),
    words.PASSPHRASE_FILE,
]


def register(whole: Commands) -> None:
    """Add the group `officer`."""
    officer = whole.group("officer", words.GROUP)
    officer.add("add", words.ADD_HELP, add)
    officer.add("list", words.LIST_HELP, list_command)
    officer.add("roles", words.ROLES_HELP, roles)
    officer.add("key", words.KEY_HELP, key_command)
    officer.add("suspend", words.SUSPEND_HELP, suspend)
    officer.add("resume", words.RESUME_HELP, resume)


def add(
    run: Run,
    id: _Id,
    role: _Roles,
    desk: Annotated[str, typer.Option(metavar="DESK"), words.DESK],
    name: Annotated[str | None, typer.Option(metavar="TEXT"), words.NAME] = None,
    key: KeyOption = None,
    officer_passphrase_file: OfficerPassphraseFile = None,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Appoint an officer."""
    said: dict[str, Json] = {"id": id, "name": name or id, "desk": desk, "lang": run.lang}
    said["roles"] = [one.value for one in role]
    with (
        _new_key(run, id, key, officer_passphrase_file) as (path, public),
        asked(run, passphrase_file) as ask,
    ):
        answer = object_of(ask("officer.add", {**said, "public": public}))
    run.say(words.ADDED, id=id, path=str(path))
    return {**answer, "path": str(path)}


def key_command(
    run: Run,
    id: _Id,
    key: KeyOption = None,
    officer_passphrase_file: OfficerPassphraseFile = None,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Give an officer a new key."""
    with (
        _new_key(run, id, key, officer_passphrase_file) as (path, public),
        asked(run, passphrase_file) as ask,
    ):
        answer = object_of(ask("officer.key", {"id": id, "public": public}))
    run.say(words.KEY_GIVEN, id=id, path=str(path))
    return {**answer, "path": str(path)}


def list_command(run: Run, passphrase_file: PassphraseFile = None) -> Answer:
    """List the officers."""
    with asked(run, passphrase_file) as ask:
        found = objects(ask("officer.list", {}))
    for one in found:
        _say(run, one)
    return {"officers": list(found)}


def roles(
    run: Run,
    id: _Id,
    role: _Roles,
    desk: Annotated[str | None, typer.Option(metavar="DESK"), words.DESK] = None,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Say anew what an officer may be."""
    said: dict[str, Json] = {"id": id, "desk": desk, "roles": [one.value for one in role]}
    with asked(run, passphrase_file) as ask:
        answer = object_of(ask("officer.roles", said))
    _say(run, answer)
    return answer


def suspend(run: Run, id: _Id, passphrase_file: PassphraseFile = None) -> Answer:
    """Suspend an officer."""
    return _set_active(run, id, passphrase_file, active=False)


def resume(run: Run, id: _Id, passphrase_file: PassphraseFile = None) -> Answer:
    """Let a suspended officer work again."""
    return _set_active(run, id, passphrase_file, active=True)


def key_path(run: Run, id: str, key: Path | None) -> Path:
    """Return where the key of an officer is: as named, else beside the node's own."""
    return key or run.settings.data_dir / OFFICERS / f"{id}{_KEYS}"


def _set_active(run: Run, id: str, passphrase_file: Path | None, *, active: bool) -> Answer:
    with asked(run, passphrase_file) as ask:
        answer = object_of(ask("officer.suspend", {"id": id, "active": active}))
    _say(run, answer)
    return answer


@contextmanager
def _new_key(run: Run, id: str, key: Path | None, file: Path | None) -> Iterator[tuple[Path, str]]:
    """Make a key in a file, in place of one before; nothing is changed if nobody notes it."""
    path = key_path(run, id, key)
    if key is None:
        private_dir(path.parent)
    made = path.with_name(f"{path.name}.new")
    try:
        holder = FileKeystore.create(
            made,
            party=PartyId(run.settings.party),
            passphrase=new_passphrase(run, file, variable=OFFICER_VARIABLE, path=path),
            uses=(KeyUse.SIGN,),
            at=present(),
        )
        yield path, base64_of(holder.current(KeyUse.SIGN).public)
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)


def _say(run: Run, one: dict[str, Json]) -> None:
    state = words.ACTIVE if one["key"] is not None else words.NO_KEY
    run.say(
        words.ROW,
        id=str(one["id"]),
        name=str(one["name"]),
        desks=_joined(one["desks"]),
        roles=_joined(one["roles"]),
        state=run.text(state if one["active"] else words.SUSPENDED),
    )


def _joined(value: Json) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, list) else ""
