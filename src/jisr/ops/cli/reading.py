"""`jisr case read`: what an act says.  The reading and its purpose are logged before it happens."""

from pathlib import Path
from typing import Annotated

import typer

from jisr.core.canonical import Json
from jisr.core.errors import Refused
from jisr.ops import reasons_cli
from jisr.ops.arguments import bytes_of
from jisr.ops.asking import Ask
from jisr.ops.cli import words_cases as words
from jisr.ops.cli.asked import asked, find_act, text_of
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.inputs import ForceFlag, PassphraseFile, check_new, write_private
from jisr.ops.cli.told import in_lang, object_of, objects, part_state

Parts = list[dict[str, Json]]


def register(case: Commands) -> None:
    """Add the command to the group `case`."""
    case.add("read", words.READ_HELP, read)


def read(
    run: Run,
    act: Annotated[str, typer.Argument(metavar="ACT"), words.ACT_ID],
    purpose: Annotated[str, typer.Option(), words.PURPOSE],
    out: Annotated[Path | None, typer.Option(metavar="FILE"), words.FILE_OUT] = None,
    part: Annotated[str | None, typer.Option(), words.FILE_PART] = None,
    desk: Annotated[str | None, typer.Option(metavar="NAME"), words.DESK] = None,
    force: ForceFlag = False,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Show what an act says; for a purpose, which the access log keeps."""
    if out is not None:
        check_new(out, force=force)
    with asked(run, passphrase_file) as ask:
        found = find_act(ask, act)
        told = object_of(ask("act.read", {"act": found, "purpose": purpose}))
        parts = objects(told["parts"])
        _say(run, told, parts)
        if desk is not None:
            told |= {"opened": _open_at(run, ask, told, desk)}
        if out is None:
            return told
        name = _with_file(parts, part)
        _save(run, ask, {"act": found, "part": name, "purpose": purpose}, out)
    return {**told, "out": str(out)}


def _say(run: Run, told: dict[str, Json], parts: Parts) -> None:
    text = in_lang(run, told["text"])
    run.say(words.READ, author=str(told["author"]), act=text)
    for part in parts:
        state = words.PARTS[part_state(part)]
        run.say(
            words.READ_PART,
            label=in_lang(run, part["label"]),
            name=str(part["name"]),
            state=run.text(state),
        )
        for field in objects(part["fields"]):
            # Its spaces are set already, but for those of what somebody wrote: they are signed.
            value = str(object_of(field["value"])[run.lang]).replace("\n", "\n      ")
            run.say(words.READ_FIELD, label=in_lang(run, field["label"]), value=value)


def _open_at(run: Run, ask: Ask, told: dict[str, Json], desk: str) -> Json:
    """Tell the partner that a desk of ours has opened its act: the second grade of receipt.

    Raises:
        Refused: the act is our own.
    """
    if told["author"] == run.settings.party:
        raise Refused(reasons_cli.OPENED_BY_ITS_AUTHOR)
    asked = {"act": told["act"], "case": told["case"], "desk": desk, "space": told["space"]}
    note = text_of(ask("case.opened", asked), "act")
    run.say(words.OPENED_AT, desk=desk, party=str(told["author"]))
    return note


def _with_file(parts: Parts, wanted: str | None) -> str:
    """Return the part whose file is meant.

    Raises:
        Refused: none has a file, or several have and none is named.
    """
    with_files = [str(part["name"]) for part in parts if part["files"]]
    found = [name for name in with_files if wanted in (None, name)]
    if len(found) != 1:
        known = ", ".join(with_files) or "0"
        raise Refused(reasons_cli.WHICH_FILE, known=known)
    return found[0]


def _save(run: Run, ask: Ask, args: dict[str, Json], out: Path) -> None:
    answer = object_of(ask("file.read", args))
    data = bytes_of(answer, "data")
    write_private(out, data)
    run.say(words.SAVED, name=str(answer["name"]), path=str(out), size=len(data))
