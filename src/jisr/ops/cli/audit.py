"""Commands for who looks after what was done: the access log, and the register of safeguards."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer

from jisr.core.act import Digest, read_digest
from jisr.core.canonical import Json
from jisr.core.errors import Unavailable
from jisr.core.typography import typeset
from jisr.ledger.work.relational import chain
from jisr.ledger.work.rows import ChainHead
from jisr.node.audit import PAGE
from jisr.ops import reasons, why
from jisr.ops.asking import Ask
from jisr.ops.calls_audit import checked_told
from jisr.ops.cli import words_audit as words
from jisr.ops.cli.asked import asked, text_of
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.inputs import ForceFlag, PassphraseFile, check_new, write_private
from jisr.ops.cli.told import in_lang, object_of, objects
from jisr.safeguards.register import register as in_force

_BETWEEN: Final = {"ar": "، ", "fr": ", ", "en": ", "}


def register(whole: Commands) -> None:
    """Add the groups `audit` and `safeguards`."""
    audit = whole.group("audit", words.GROUP)
    audit.add("verify", words.VERIFY_HELP, verify)
    audit.add("export", words.EXPORT_HELP, export)
    audit.add("head", words.HEAD_HELP, head)
    whole.group("safeguards", words.SAFEGUARDS_GROUP).add("list", words.LIST_HELP, list_rules)


def verify(
    run: Run,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", show_default=False), words.FILE
    ] = None,
    through: Annotated[str | None, typer.Option("--head", metavar="DIGEST"), words.THROUGH] = None,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Compute the chain of the access log again."""
    wanted = None if through is None else read_digest(through, "head")
    if file is not None:
        checked = checked_told(chain.verify_lines(_lines(file), through=wanted))
    else:
        with asked(run, passphrase_file) as ask:
            checked = ask("audit.verify", {"through": wanted})
    found = object_of(checked)
    if found["astray"] is None:
        run.say(words.HOLDS, length=str(found["length"]), digest=str(found["digest"]))
    else:
        run.say(words.ASTRAY, astray=str(found["astray"]))
        run.fail()
    if wanted is not None and found["passes"] is not None:
        run.say(words.PASSED, passes=str(found["passes"]))
    elif wanted is not None:
        run.say(words.NOT_PASSED)
        run.fail()
    return found


def export(
    run: Run,
    out: Annotated[Path, typer.Option(metavar="FILE"), words.OUT],
    force: ForceFlag = False,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Export the access log; that it is read is logged before."""
    check_new(out, force=force)
    with asked(run, passphrase_file) as ask:
        lines, end = _whole_log(ask)
    write_private(out, b"".join(lines) + chain.last_line(end))
    run.say(words.EXPORTED, length=end.length, path=shlex.quote(str(out)), digest=end.digest)
    return {"digest": end.digest, "length": end.length, "out": str(out)}


def head(run: Run, passphrase_file: PassphraseFile = None) -> Answer:
    """Print the head of the access log."""
    with asked(run, passphrase_file) as ask:
        found = object_of(ask("audit.head", {}))
    run.say(words.HEAD, length=str(found["length"]), digest=str(found["digest"]))
    return found


def list_rules(run: Run) -> Answer:
    """List the safeguards in force, as an authority can read them."""
    rules = objects(in_force())
    for rule in rules:
        points = rule["points"]
        assert isinstance(points, list)
        named = [run.text(words.POINT_NAMES[str(point)]) for point in points]
        run.say(words.RULE, id=str(rule["id"]), text=in_lang(run, rule["text"]))
        run.say(words.SOURCE, source=in_lang(run, rule["source"]))
        run.say(words.POINTS, points=typeset(_BETWEEN[run.lang].join(named), run.lang))
    return {"rules": list(rules)}


def _whole_log(ask: Ask) -> tuple[list[bytes], ChainHead]:
    """Return every line up to the reading that the first call logs, and where the log stood."""
    first = object_of(ask("audit.page", {}))
    lines, length = _lines_of(first), first["length"]
    assert isinstance(length, int)
    start = PAGE
    while start < length:
        lines += _lines_of(object_of(ask("audit.page", {"start": start, "end": length})))
        start += PAGE
    return lines, ChainHead(length=length, digest=Digest(text_of(first, "digest")))


def _lines_of(page: dict[str, Json]) -> list[bytes]:
    lines = page["lines"]
    assert isinstance(lines, list)
    return [str(line).encode() for line in lines]


def _lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file; one that is too long to be an event comes cut."""
    try:
        with path.open("rb") as file:
            while line := file.readline(chain.LINE_BYTES_MAX + 1):
                yield line
    except OSError as error:
        raise Unavailable(
            reasons.PATH_NOT_READABLE, path=str(path), **why.system_said(error)
        ) from error
