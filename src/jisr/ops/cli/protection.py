"""`jisr protection`: whom this node protects from a return; who it is never comes out again."""

from pathlib import Path
from typing import Annotated

import typer

from jisr.core.act import read_time
from jisr.ops.cli import words_protection as words
from jisr.ops.cli.asked import asked, text_of
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.inputs import PassphraseFile, read_object_in
from jisr.ops.cli.told import SHOWN, objects
from jisr.web.language import moment_text


def register(whole: Commands) -> None:
    """Add the group `protection`."""
    protection = whole.group("protection", words.GROUP)
    protection.add("set", words.SET_HELP, set_command)
    protection.add("lift", words.LIFT_HELP, lift)
    protection.add("list", words.LIST_HELP, list_command)


def set_command(
    run: Run,
    person: Annotated[Path, typer.Argument(metavar="FILE"), words.PERSON],
    silent: Annotated[bool, typer.Option("--silent"), words.SILENT] = False,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Protect a person."""
    said = read_object_in(person)
    with asked(run, passphrase_file) as ask:
        id = text_of(ask("protection.set", {"person": said, "silent": silent}), "id")
    run.say(words.SET, id=id)
    return {"id": id}


def lift(
    run: Run,
    id: Annotated[str, typer.Argument(metavar="ID"), words.ID],
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Lift a protection."""
    with asked(run, passphrase_file) as ask:
        ask("protection.lift", {"id": id})
    run.say(words.LIFTED, id=id)
    return {"id": id}


def list_command(run: Run, passphrase_file: PassphraseFile = None) -> Answer:
    """List what stands: since when, and from which case."""
    with asked(run, passphrase_file) as ask:
        found = objects(ask("protection.list", {}))
    for one in found:
        since = moment_text(read_time(one["since"], "since"), run.lang)
        if one["case"] is None:
            run.say(words.ROW, id=str(one["id"]), since=since)
        else:
            run.say(
                words.ROW_OF_CASE, id=str(one["id"]), since=since, case=str(one["case"])[:SHOWN]
            )
    run.say(words.COUNT, count=len(found))
    return {"protections": list(found)}
