"""Commands on what a node keeps: back it up, bring it back, write again, erase, import."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from jisr.core.act import Digest
from jisr.core.canonical import Json
from jisr.core.errors import Malformed
from jisr.node import restart as node_restart
from jisr.ops import backup as stores
from jisr.ops import move as moving
from jisr.ops import reasons, why
from jisr.ops.arguments import base64_of, bytes_of
from jisr.ops.asking import Ask
from jisr.ops.build import MOVED
from jisr.ops.cli import words_proofs as words
from jisr.ops.cli.asked import SpaceOption, asked, find_space, text_of
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.inputs import (
    PassphraseFile,
    RootPassphraseFile,
    YesFlag,
    confirm,
    node_passphrase,
    read_file,
    root_passphrase,
    write_file,
)
from jisr.ops.cli.spaces import RootOption, root_path
from jisr.ops.cli.told import SHOWN, object_of, objects
from jisr.ops.cli.words_cases import PARTS
from jisr.ops.clock import present
from jisr.ops.keystore import FileKeystore
from jisr.ops.records import FILE_BYTES_MAX
from jisr.ops.settings import SETTINGS_BYTES_MAX, without_password
from jisr.ops.setup import CARD_FILE, SETTINGS_FILE, quoted

AFTER_RESTORE: Final = "restore"


def register(whole: Commands) -> None:
    """Add the commands to the whole, and the group `record`."""
    whole.add("backup", words.BACKUP_HELP, backup)
    whole.add("restore", words.RESTORE_HELP, restore)
    whole.add("restart", words.RESTART_HELP, restart)
    whole.add("move", words.MOVE_HELP, move)
    whole.add("erase", words.ERASE_HELP, erase)
    record = whole.group("record", words.RECORD_GROUP)
    record.add("import", words.IMPORT_HELP, import_command)


def backup(
    run: Run,
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER"), words.BACKUP_TO],
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Back the node up while it runs: stores, keystore, settings, card; not the root key."""
    folder = to.absolute()
    with asked(run, passphrase_file) as ask:
        ask("backup", {"folder": str(folder)})
    settings = read_file(run.settings_path, bytes_max=SETTINGS_BYTES_MAX)
    write_file(folder / SETTINGS_FILE, settings)
    card = run.settings.data_dir / CARD_FILE
    if card.exists():
        write_file(folder / CARD_FILE, read_file(card, bytes_max=SETTINGS_BYTES_MAX))
    keys = folder / stores.KEYS_FOLDER
    run.say(words.BACKED_UP, folder=str(folder))
    run.say(words.KEEP_APART, keys=str(keys))
    return {"folder": str(folder), "keys": str(keys)}


def restore(
    run: Run,
    source: Annotated[Path, typer.Option("--from", metavar="FOLDER"), words.RESTORE_FROM],
    epoch: Annotated[int | None, typer.Option(min=1), words.EPOCH] = None,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Put a backup in place of the stores of a node that does not run."""
    opened = epoch or int(present().timestamp())
    settings = run.settings
    stores.check_restorable(settings, source)  # Before anybody types a passphrase in vain.
    passphrase = node_passphrase(run, passphrase_file)()
    with run.busy(words.RESTORING):
        spaces = stores.restore(settings, source, passphrase=passphrase, epoch=opened)
    aside = stores.aside_of(settings)
    run.say(words.RESTORED, folder=str(source), aside=aside)
    run.say(words.RESTORE_RUN)
    for space in spaces:
        run.say(words.RESTORE_RESTART, space=space[:SHOWN])
    run.say(words.RESTORE_CHECK)
    return {"aside": aside, "epoch": opened, "spaces": list(spaces)}


def move(
    run: Run,
    dsn: Annotated[str, typer.Option("--dsn", metavar="DSN"), words.MOVE_DSN],
    keys_dsn: Annotated[str, typer.Option("--keys-dsn", metavar="DSN"), words.MOVE_KEYS_DSN],
) -> Answer:
    """Move the stores of a node that does not run from its files into PostgreSQL."""
    settings = run.settings
    for name, value in (("--dsn", dsn), ("--keys-dsn", keys_dsn)):
        try:
            without_password(value)
        except ValueError as error:
            said = why.setting_said({"type": "value_error", "ctx": {"error": error}})
            raise Malformed(
                reasons.SETTING_WRONG, path="jisr move", setting=name, **said
            ) from error
    with run.busy(words.MOVING):
        rows = moving.move(settings, dsn=dsn, keys_dsn=keys_dsn)
    aside = settings.data_dir / MOVED
    run.say(words.MOVED, rows=sum(rows.values()), aside=str(aside))
    run.say(words.MOVE_SETTINGS, path=str(run.settings_path))
    for line in ('store = "postgresql"', f"dsn = {quoted(dsn)}", f"keys_dsn = {quoted(keys_dsn)}"):
        run.say(words.MOVE_LINE, line=line)
    return {"aside": str(aside), "rows": dict(rows)}


def restart(
    run: Run,
    space: SpaceOption = None,
    root: RootOption = None,
    passphrase_file: PassphraseFile = None,
    root_passphrase_file: RootPassphraseFile = None,
) -> Answer:
    """Write again after a restore, once the partner has been heard; signed by the root key."""
    path = root_path(run, root)
    with asked(run, passphrase_file) as ask:
        found = find_space(ask, space)
        header = bytes_of(
            object_of(ask("restart.header", {"ground": AFTER_RESTORE, "space": found})), "header"
        )
        passphrase = root_passphrase(run, root_passphrase_file, path=path)
        keeper = FileKeystore.unlock(path, passphrase=passphrase)
        act = place(ask, found, header, keeper)
    run.say(words.RESTARTED, space=found[:SHOWN], act=act)
    return {"act": act, "space": found}


def place(ask: Ask, space: Digest, header: bytes, root: FileKeystore) -> str:
    """Sign a header with the root key, in this process, and have the node write it."""
    signature = node_restart.sign_header(header, root)
    answer = ask(
        "root.place",
        {"header": base64_of(header), "signature": base64_of(signature), "space": space},
    )
    return text_of(answer, "act")


def erase(
    run: Run,
    parts: Annotated[list[str], typer.Argument(metavar="PART…"), words.ERASE_PARTS],
    ground: Annotated[str, typer.Option(), words.ERASE_GROUND],
    yes: YesFlag = False,
    space: SpaceOption = None,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Erase parts on both sides; the headers stay, the case stands as it stood."""
    with asked(run, passphrase_file) as ask:
        found = find_space(ask, space)
        _name_parts(run, objects(ask("parts.named", {"parts": list(parts), "space": found})))
        confirm(run, yes=yes)
        answer = ask("erase", {"ground": ground, "parts": list(parts), "space": found})
    run.say(words.ERASED, count=len(set(parts)), act=text_of(answer, "act"))
    return {"act": text_of(answer, "act"), "parts": sorted(set(parts)), "space": found}


def _name_parts(run: Run, rows: Sequence[dict[str, Json]]) -> None:
    """Say beside the answer what is about to be erased."""
    run.note(words.TO_ERASE)
    for row in rows:
        run.note(
            words.PART_TO_ERASE,
            name=str(row["name"]),
            said=str(row["said"]),
            author=str(row["author"]),
            case=str(row["case"])[:SHOWN],
            state=run.text(PARTS[str(row["state"])]),
        )


def import_command(
    run: Run,
    file: Annotated[Path, typer.Argument(), words.RECORD_FILE],
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Import the public record: read, checked, then kept in place of the one before."""
    raw = read_file(file, bytes_max=FILE_BYTES_MAX)
    with asked(run, passphrase_file) as ask:
        answer = ask("record.import", {"content": base64_of(raw)})
    run.say(words.IMPORTED, path=str(file), kind=text_of(answer, "kind"))
    return {"file": str(file), "kind": text_of(answer, "kind")}
