"""What every command shares: its four common options, how it answers, how it fails.

A command is a function that takes a `Run` and returns the JSON object that it answers.  With
`--json` that object is the last line of standard output, and nothing else is printed there;
without, the command prints sentences through the `Run`.  A typed error becomes one sentence in
the reader's language, with its code, and exit status 1.
"""

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Annotated, Any, Final, TypeAlias, get_args

import orjson
import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from jisr.core.canonical import Json
from jisr.core.errors import JisrError, Lang, facts_in
from jisr.ops.cli import words_help as help_words
from jisr.ops.cli.advice import HINTS, advised, called
from jisr.ops.cli.common import Common, officer_named, settings_path
from jisr.ops.cli.phrase import Phrase, isolated
from jisr.ops.cli.tree import Command, Group
from jisr.ops.guard import refuse_optimised, require_python
from jisr.ops.settings import Settings, load_settings

FAILED: Final = 1
INTERRUPTED: Final = 130  # As shells have it: 128 and the number of SIGINT.

# What an answer holds: JSON, and figures of measurements, which are no part of what is signed.
Told: TypeAlias = float | Json | Sequence["Told"] | Mapping[str, "Told"]
Answer = Mapping[str, Told]

_JsonFlag = Annotated[bool, typer.Option("--json"), help_words.JSON]
_LangOption = Annotated[Lang | None, typer.Option("--lang", metavar="ar|fr|en"), help_words.LANG]
_OfficerOption = Annotated[str | None, typer.Option("--as", metavar="NAME"), help_words.OFFICER]
_SettingsOption = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE"), help_words.SETTINGS
]


class Run:
    """One running command: its reader's language, where its output goes, and its node."""

    def __init__(self, common: Common) -> None:
        self.as_json = common.as_json
        self.failed = False
        self.lang: Lang = common.lang or "en"
        self.settings_path = settings_path(common.settings)
        self.officer = officer_named(common.officer)
        self._called = called(common.settings)

    @cached_property
    def settings(self) -> Settings:
        """The node's settings.

        Raises:
            Unavailable, Malformed: there are none, or they cannot be.
        """
        return load_settings(self.settings_path)

    def text(self, phrase: Phrase, **facts: str | int) -> str:
        """Return a phrase in the reader's language."""
        return advised(phrase, self.lang, self._called).format(**facts)

    def say(self, phrase: Phrase, **facts: str | int) -> None:
        """Print a sentence of the answer; nothing with `--json`, whose object says it."""
        self.line(self.text(phrase, **facts))

    def line(self, text: str = "") -> None:
        """Print a line of the answer; nothing with `--json`."""
        if not self.as_json:
            typer.echo(text)

    def note(self, phrase: Phrase, **facts: str | int) -> None:
        """Print a sentence beside the answer, to standard error, `--json` or not."""
        typer.echo(self.text(phrase, **facts), err=True)

    def fail(self) -> None:
        """Make the exit status 1 although the command goes on to its answer."""
        self.failed = True

    @contextmanager
    def busy(self, phrase: Phrase, **facts: str | int) -> Iterator[None]:
        """Show on a terminal that something is going on that may take a while."""
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        console = Console(stderr=True)
        disable = not console.is_terminal
        with Progress(*columns, console=console, transient=True, disable=disable) as progress:
            progress.add_task(self.text(phrase, **facts), total=None)
            yield

    @contextmanager
    def counting(self, phrase: Phrase, total: int) -> Iterator[Callable[[int], None]]:
        """Show on a terminal how much of something is done; what is yielded says how much more."""
        told = TextColumn("{task.description}")
        columns = (told, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        console = Console(stderr=True)
        disable = not console.is_terminal
        with Progress(*columns, console=console, transient=True, disable=disable) as progress:
            yield partial(progress.advance, progress.add_task(self.text(phrase), total=total))

    def finish(self, answer: Answer) -> None:
        """Print the JSON object, if asked for."""
        if self.as_json:
            typer.echo(orjson.dumps(answer).decode())

    def trouble(self, error: JisrError) -> None:
        """Print why the command failed: a sentence, and the code."""
        reason = error.reason
        phrase = Phrase(ar=reason.ar, fr=reason.fr, en=reason.en)
        told, *advice = (
            line.format(**facts_in(self.lang, error.facts))
            for line in advised(phrase, self.lang, self._called).split("\n", 1)
        )
        typer.echo(isolated(f"{told} [{error.code}]", self.lang), err=True)
        for command in advice:
            typer.echo(command, err=True)
        if error.code in HINTS:
            self.note(HINTS[error.code], **{"purposes": "…", **error.facts})
        facts: dict[str, Json] = dict(error.facts)
        fault: Json = {
            "code": error.code,
            "facts": facts,
            "kind": error.kind,
            "text": error.text(self.lang),
        }
        self.finish({"error": fault})


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """A group of commands about to be filled, for a reader of one language."""

    app: typer.Typer
    lang: Lang

    def add(self, name: str, purpose: Phrase, function: Callable[..., Answer]) -> None:
        """Add a command whose function takes a `Run` first and returns its answer.

        Each parameter carries in its annotation what it is, as `Phrase`.
        """

        def run(ctx: typer.Context, **given: Any) -> None:  # noqa: ANN401 - typer's values
            here = Common(**{name: given.pop(name) for name in Common.__slots__})
            _run(Run(here.over(ctx.ensure_object(Common))), function, given)

        own = list(inspect.signature(function).parameters.values())[1:]
        params = [_worded(param, self.lang) for param in (*own, *_COMMON)]
        run.__signature__ = inspect.Signature([_CONTEXT, *params])  # type: ignore[attr-defined]
        run.__annotations__ = {}
        self.app.command(name, cls=Command, help=purpose.text(self.lang))(run)

    def group(self, name: str, purpose: Phrase) -> "Commands":
        """Add a group of commands, and return it."""
        app = typer.Typer(cls=Group, help=purpose.text(self.lang), no_args_is_help=True)
        app.callback()(_before(self.lang))
        self.app.add_typer(app, name=name)
        return Commands(app=app, lang=self.lang)


def outermost(lang: Lang) -> Commands:
    """Return the group of all commands."""
    app = typer.Typer(
        name="jisr",
        cls=Group,
        help=help_words.JISR.text(lang),
        context_settings={"obj": Common(lang=lang)},
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_before(lang))
    return Commands(app=app, lang=lang)


def _before(lang: Lang) -> Callable[..., None]:
    """Return what takes the common options before the command's name."""

    def before(ctx: typer.Context, **given: Any) -> None:  # noqa: ANN401 - typer's values
        ctx.obj = Common(**given).over(ctx.ensure_object(Common))

    params = [_worded(param, lang) for param in _COMMON]
    before.__signature__ = inspect.Signature([_CONTEXT, *params])  # type: ignore[attr-defined]
    before.__annotations__ = {}
    return before


def _run(run: Run, function: Callable[..., Answer], given: Mapping[str, Any]) -> None:
    try:
        refuse_optimised()
        require_python()
        answer = function(run, **given)
    except JisrError as error:
        run.trouble(error)
        raise typer.Exit(FAILED) from error
    except KeyboardInterrupt as error:
        run.note(help_words.STOPPED)
        raise typer.Exit(INTERRUPTED) from error
    run.finish(answer)
    sys.stdout.flush()
    if run.failed:
        raise typer.Exit(FAILED)


def _worded(param: inspect.Parameter, lang: Lang) -> inspect.Parameter:
    """Return a parameter with its help in one language."""
    kind, info, phrase = get_args(param.annotation)
    told = copy(info)
    told.help = phrase.text(lang)
    return param.replace(annotation=Annotated[kind, told])


def _common(name: str, annotation: object, default: object) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)


_COMMON: Final = (
    _common("as_json", _JsonFlag, default=False),
    _common("lang", _LangOption, default=None),
    _common("settings", _SettingsOption, default=None),
    _common("officer", _OfficerOption, default=None),
)
_CONTEXT: Final = inspect.Parameter(
    "ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
)
