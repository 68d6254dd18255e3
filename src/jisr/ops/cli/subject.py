"""`jisr subject file`: everything held on one person, for whoever answers them."""

import shlex
from pathlib import Path
from typing import Annotated

import orjson
import typer

from jisr.ops.cli import words_subject as words
from jisr.ops.cli.asked import asked
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.inputs import (
    ForceFlag,
    PassphraseFile,
    check_new,
    read_object_in,
    write_private,
)
from jisr.ops.cli.subject_page import page_of
from jisr.ops.cli.told import object_of, objects


def register(whole: Commands) -> None:
    """Add the group `subject`."""
    whole.group("subject", words.GROUP).add("file", words.FILE_HELP, file)


def file(
    run: Run,
    person: Annotated[Path, typer.Option(metavar="FILE"), words.PERSON],
    out: Annotated[Path, typer.Option(metavar="FILE"), words.OUT],
    reason: Annotated[str, typer.Option(metavar="TEXT"), words.REASON],
    page: Annotated[Path | None, typer.Option(metavar="FILE"), words.PAGE] = None,
    force: ForceFlag = False,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Write everything that this node holds on a person."""
    for path in (out, page):
        if path is not None:
            check_new(path, force=force)
    said = read_object_in(person)
    with asked(run, passphrase_file) as ask:
        found = object_of(ask("subject.file", {"person": said, "reason": reason}))
    cases = objects(found["cases"])
    parts = sum(len(objects(case["parts"])) for case in cases)
    write_private(out, orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))
    searched = str(found["searched"])
    run.say(
        words.WRITTEN,
        path=shlex.quote(str(out)),
        cases=len(cases),
        parts=parts,
        searched=searched,
    )
    if page is not None:
        write_private(page, page_of(found, run.lang).encode())
        run.say(words.PAGE_WRITTEN, path=shlex.quote(str(page)))
    if found["unread"]:
        run.say(words.UNREAD, unread=str(found["unread"]))
    return {
        "cases": len(cases),
        "out": str(out),
        "page": None if page is None else str(page),
        "parts": parts,
        "searched": found["searched"],
        "unread": found["unread"],
    }
