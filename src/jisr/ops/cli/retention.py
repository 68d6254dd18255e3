"""`jisr retention`: what falls due to be erased, from headers alone."""

from collections import Counter
from datetime import date
from typing import Annotated, Final

import typer

from jisr.core.canonical import Json
from jisr.ops.calls_retention import DAYS_MAX
from jisr.ops.cli import words_retention as words
from jisr.ops.cli.asked import asked
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.inputs import PassphraseFile
from jisr.ops.cli.told import SHOWN, in_lang, object_of, objects
from jisr.web.language import day_text

_WHY: Final = {
    "framework": words.FRAMEWORK,
    "originator": words.ORIGINATOR,
    "own": words.OWN,
}


def register(whole: Commands) -> None:
    """Add the group `retention`."""
    whole.group("retention", words.GROUP).add("list", words.LIST_HELP, list_command)


def list_command(
    run: Run,
    days: Annotated[
        int | None, typer.Option("--days", metavar="N", min=0, max=DAYS_MAX), words.DAYS
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """List what falls due, when and why; whoever does nothing lets it go."""
    with asked(run, passphrase_file) as ask:
        answer = object_of(ask("retention.list", {} if days is None else {"days": days}))
    rows = objects(answer["due"])
    # A line for each case and day: of a thousand parts nobody reads a thousand lines.
    lines = Counter((str(row["until"]), _case(run, row), _why(run, row)) for row in rows)
    for (until, case, why), count in lines.items():
        day = day_text(date.fromisoformat(until), run.lang)
        run.say(words.ROW, day=day, case=case, count=count, why=why)
    run.say(words.COUNT, count=str(answer["count"]))
    return {"count": answer["count"], "due": list(rows)}


def _case(run: Run, row: dict[str, Json]) -> str:
    name = str(row["reference"] or str(row["case"])[:SHOWN])
    if row["procedure"] is None:
        return name
    return run.text(words.CASE, reference=name, procedure=in_lang(run, row["procedure"]))


def _why(run: Run, row: dict[str, Json]) -> str:
    keep = "" if row["keep"] is None else in_lang(run, row["keep"])
    return run.text(_WHY[str(row["bound"])], keep=keep)
