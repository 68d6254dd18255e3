"""Commands on cases: open one, act in it, list them, show where one stands; inbox and due.

What is shown comes from headers, and from our own notes: no part is opened.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Final

import orjson
import typer

from jisr.core.act import read_count, read_time
from jisr.core.canonical import Json
from jisr.framework.counted import length_label
from jisr.framework.lengths import Length, Unit
from jisr.ops.asking import Ask
from jisr.ops.cli import words_cases as words
from jisr.ops.cli.approvals import say_needs
from jisr.ops.cli.asked import SpaceOption, all_cases, asked, find_case, find_space, text_of
from jisr.ops.cli.base import Answer, Commands, Run
from jisr.ops.cli.inputs import (
    ForceFlag,
    PassphraseFile,
    check_new,
    pairs,
    read_fields,
    read_files,
    read_object_in,
    write_file,
)
from jisr.ops.cli.phrase import Phrase
from jisr.ops.cli.told import SHOWN, in_lang, object_of, objects, part_state
from jisr.ops.clock import present
from jisr.web.language import moment_text

Row = dict[str, Json]

_HOUR: Final = timedelta(hours=1)
_IN_HOURS_MAX: Final = timedelta(hours=48)  # From here on, whole days say enough.
_FAR: Final = "9999"  # Sorts after every instant: no deadline.

_Many = list[str] | None
_TermOption = Annotated[_Many, typer.Option("--term", metavar="NAME=VALUE"), words.TERM]
_FieldOption = Annotated[_Many, typer.Option("--field", metavar="NAME=TEXT"), words.FIELD]
_FieldsOption = Annotated[Path | None, typer.Option("--fields", metavar="FILE"), words.FIELDS]
_AttachOption = Annotated[_Many, typer.Option("--attach", metavar="NAME=FILE"), words.ATTACH]
_AlthoughOption = Annotated[
    str | None, typer.Option("--although", metavar="REASON"), words.ALTHOUGH
]
_AboutOption = Annotated[Path | None, typer.Option("--about", metavar="FILE"), words.ABOUT]
_CaseArgument = Annotated[str, typer.Argument(metavar="CASE"), words.CASE_ID]


def register(whole: Commands) -> Commands:
    """Add `inbox` and `due` to the whole, and the group `case`, which is returned."""
    case = whole.group("case", words.CASE_GROUP)
    case.add("open", words.OPEN_HELP, open_command)
    case.add("act", words.ACT_HELP, act)
    case.add("list", words.LIST_HELP, list_command)
    case.add("agenda", words.AGENDA_HELP, agenda)
    case.add("show", words.SHOW_HELP, show)
    whole.add("inbox", words.INBOX_HELP, inbox)
    whole.add("due", words.DUE_HELP, due)
    return case


def open_command(
    run: Run,
    procedure: Annotated[str, typer.Argument(), words.PROCEDURE],
    act: Annotated[str, typer.Argument(), words.OPENING],
    space: SpaceOption = None,
    term: _TermOption = None,
    field: _FieldOption = None,
    fields: _FieldsOption = None,
    attach: _AttachOption = None,
    although: _AlthoughOption = None,
    about: _AboutOption = None,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Open a case with the partner."""
    said = _said(act, term, field, fields) | {"files": read_files(attach or ())}
    said |= {} if although is None else {"although": although}
    said |= {} if about is None else {"about": read_object_in(about)}
    with asked(run, passphrase_file) as ask:
        home = find_space(ask, space)
        answer = object_of(ask("case.open", {**said, "procedure": procedure, "space": home}))
    if answer["wish"] is not None:
        say_needs(run, answer)
        return {**answer, "space": home}
    case, reference = text_of(answer, "case"), text_of(answer, "reference")
    run.say(words.OPENED, case=case, reference=reference)
    return {"case": case, "reference": reference, "space": home}


def act(
    run: Run,
    case: _CaseArgument,
    act: Annotated[str, typer.Argument(), words.ACT_NAME],
    space: SpaceOption = None,
    term: _TermOption = None,
    field: _FieldOption = None,
    fields: _FieldsOption = None,
    attach: _AttachOption = None,
    about: Annotated[Path | None, typer.Option("--about", metavar="FILE"), words.ABOUT_HERE] = None,
    or_nothing_known: Annotated[
        bool, typer.Option("--or-nothing-known"), words.OR_NOTHING_KNOWN
    ] = False,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Add a move or a note to a case."""
    said = _said(act, term, field, fields) | {"files": read_files(attach or ())}
    said |= {} if about is None else {"about": read_object_in(about)}
    with asked(run, passphrase_file) as ask:
        home, found = find_case(ask, case, space)
        wish = {**said, "case": found, "space": home, "or_nothing_known": or_nothing_known}
        answer = object_of(ask("case.act", wish))
    if answer["nothing_known"]:
        run.say(words.NOTHING_KNOWN)
    if answer["wish"] is not None:
        say_needs(run, answer)
    elif answer["at"] is None:
        run.say(words.ACTED, act=text_of(answer, "act"))
    else:
        run.say(words.WAITS, at=moment_text(read_time(answer["at"], "at"), run.lang))
    return {**answer, "case": found, "space": home}


def list_command(
    run: Run, space: SpaceOption = None, passphrase_file: PassphraseFile = None
) -> Answer:
    """List the cases, the latest changed first."""
    with asked(run, passphrase_file) as ask:
        rows = _rows(ask, space)
    latest = sorted(rows, key=lambda row: str(row["updated"]), reverse=True)
    return _listed(run, latest, words.NO_CASES)


def agenda(
    run: Run,
    out: Annotated[Path | None, typer.Option(metavar="FILE"), words.AGENDA_OUT] = None,
    force: ForceFlag = False,
    space: SpaceOption = None,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """List what belongs on the agenda of the next session: overdue, disputed, escalated."""
    if out is not None:
        check_new(out, force=force)
    with asked(run, passphrase_file) as ask:
        home = find_space(ask, space)
        items = objects(ask("case.agenda", {"space": home}))
    said = []
    for item in items:
        texts, name = object_of(item["texts"]), str(item["reference"])
        told = {one: in_lang(run, texts[one]) for one in ("procedure", "state")}
        said.append(run.text(words.AGENDA_ITEM, case=name, **told))
        run.line(said[-1])
    if not items:
        run.say(words.AGENDA_EMPTY)
    fields: Row = {
        "item": said,
        "origin": [item["origin"] for item in items],
        "cases": [item["case"] for item in items],
    }
    if out is not None:
        write_file(out, orjson.dumps(fields, option=orjson.OPT_INDENT_2))
        run.say(words.AGENDA_WRITTEN, path=str(out))
    return {"agenda": list(items), "fields": fields, "space": home}


def inbox(run: Run, space: SpaceOption = None, passphrase_file: PassphraseFile = None) -> Answer:
    """List the cases in which it is our turn, the most pressing first."""
    with asked(run, passphrase_file) as ask:
        rows = [row for row in _rows(ask, space) if row["turn"] == run.settings.party]
    return _listed(run, sorted(rows, key=_pressing), words.INBOX_EMPTY)


def due(run: Run, space: SpaceOption = None, passphrase_file: PassphraseFile = None) -> Answer:
    """List the deadlines that run, ours and the partner’s, and what is overdue."""
    with asked(run, passphrase_file) as ask:
        rows = [row for row in _rows(ask, space) if row["due"] is not None]
    return _listed(run, sorted(rows, key=_pressing), words.NOTHING_DUE)


def show(
    run: Run,
    case: _CaseArgument,
    space: SpaceOption = None,
    passphrase_file: PassphraseFile = None,
) -> Answer:
    """Show where a case stands and every act of it, from headers alone, with our own notes."""
    with asked(run, passphrase_file) as ask:
        home, found = find_case(ask, case, space)
        answer = object_of(ask("case.show", {"case": found, "space": home}))
    now = present()
    texts = object_of(answer["texts"])
    run.say(words.CASE, reference=str(answer["reference"]), case=found, space=home[:SHOWN])
    run.say(
        words.WHERE,
        procedure=in_lang(run, texts["procedure"]),
        state=in_lang(run, texts["state"]),
        next=_next(run, answer, now),
    )
    acts = object_of(answer["acts"])
    for id, told in sorted(acts.items(), key=lambda item: _causal(object_of(item[1]))):
        _say_act(run, id, object_of(told))
    for note in objects(answer["notes"]):
        run.say(
            words.NOTE,
            at=moment_text(read_time(note["at"], "at"), run.lang),
            officer=str(note["officer"]),
            text=str(note["text"]),
        )
    if answer["waits"] is not None:
        at = moment_text(read_time(answer["waits"], "at"), run.lang)
        run.say(words.WAITING, at=at)
    for crossing in objects(answer["crossings"]):
        winner, loser = (object_of(acts[str(crossing[one])]) for one in ("winner", "loser"))
        run.say(
            words.CROSSED,
            winner=in_lang(run, winner["text"]),
            loser=in_lang(run, loser["text"]),
        )
    return answer


def _said(
    act: str, term: Sequence[str] | None, field: Sequence[str] | None, fields: Path | None
) -> Row:
    said: Row = {**pairs(term or (), option="--term")}
    return {"act": act, "fields": read_fields(fields, field or ()), "said": said}


def _rows(ask: Ask, space: str | None) -> list[Row]:
    wanted = find_space(ask, space) if space is not None else None
    return [row for row in all_cases(ask) if wanted in (None, row["space"])]


def _causal(act: Row) -> tuple[int, str]:
    """Sort an act behind all that its author knew of: two clocks may differ."""
    return read_count(act["seq"], "seq") + read_count(act["saw"], "saw"), str(act["author"])


def _pressing(row: Row) -> str:
    return str(row["due"] or _FAR)


def _listed(run: Run, rows: list[Row], none: Phrase) -> Answer:
    now = present()
    for row in rows:
        run.line(_row(run, row, now))
    if not rows:
        run.say(none)
    told: list[Json] = [{**row, "overdue": _is_overdue(row, now)} for row in rows]
    return {"cases": told}


def _row(run: Run, row: Row, now: datetime) -> str:
    texts = object_of(row["texts"])
    return run.text(
        words.ROW,
        reference=str(row["reference"]),
        partner=str(row["partner"]),
        procedure=in_lang(run, texts["procedure"]),
        state=in_lang(run, texts["state"]),
        next=_next(run, row, now),
    )


def _next(run: Run, row: Row, now: datetime) -> str:
    """Return whose turn it is, and until when."""
    return " ".join(text for text in (_turn(run, row), _due(run, row, now)) if text)


def _turn(run: Run, row: Row) -> str:
    if row["ended"]:
        return run.text(words.ENDED)
    if row["turn"] is None:
        return run.text(words.RESTS)
    return run.text(words.TURN, party=str(row["turn"]))


def _is_overdue(row: Row, now: datetime) -> bool:
    return row["due"] is not None and read_time(row["due"], "due") < now


def _due(run: Run, row: Row, now: datetime) -> str:
    if row["due"] is None:
        return ""
    at = read_time(row["due"], "due")
    phrase = words.OVERDUE if at < now else words.DUE
    return run.text(phrase, at=moment_text(at, run.lang), length=_length(run, abs(at - now)))


def _length(run: Run, span: timedelta) -> str:
    if span < _HOUR:
        return run.text(words.UNDER_AN_HOUR)
    if span < _IN_HOURS_MAX:
        return length_label(Length(n=span // _HOUR, unit=Unit.HOURS)).text(run.lang)
    return length_label(Length(n=span.days, unit=Unit.DAYS)).text(run.lang)


def _say_act(run: Run, id: str, told: Row) -> None:
    run.say(
        words.ACT,
        at=moment_text(read_time(told["at"], "at"), run.lang),
        author=str(told["author"]),
        act=in_lang(run, told["text"]),
        standing=_word(run, words.STANDINGS, told["standing"]),
        id=id,
    )
    for part in objects(told["parts"]):
        run.say(
            words.PART,
            name=str(part["name"]),
            state=_word(run, words.PARTS, part_state(part)),
            commitment=str(part["commitment"]),
        )


def _word(run: Run, known: dict[str, Phrase], value: Json) -> str:
    phrase = known.get(str(value))
    return run.text(phrase) if phrase else str(value)
