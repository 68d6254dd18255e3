"""What every command shares: its three common options, how it answers, how it fails.

A command is a function that takes a `Run` and returns the JSON object that it answers.  With
`--json` that object is the last line of standard output, and nothing else is printed there;
without, the command prints sentences through the `Run`.  A typed error becomes one sentence in
the reader's language, with its code, and exit status 1.
"""

import inspect
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Final

import orjson
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from jisr.core.canonical import Json
from jisr.core.errors import LANGS, JisrError, Lang
from jisr.ops.cli.phrase import Phrase, isolated
from jisr.ops.guard import refuse_optimised, require_python
from jisr.ops.settings import Settings, load_settings

SETTINGS_FILE: Final = "jisr.toml"
SETTINGS_VARIABLE: Final = "JISR_SETTINGS"
FAILED: Final = 1

Answer = Mapping[str, Json]

_JsonFlag = Annotated[
    bool,
    typer.Option(
        "--json",
        help="Print one JSON object, last on standard output.",
        rich_help_panel="Common options",
    ),
]
_LangOption = Annotated[
    Lang | None,
    typer.Option(
        "--lang",
        metavar="ar|fr|en",
        help="Language of what is printed. Default: the node’s, else the environment’s.",
        rich_help_panel="Common options",
    ),
]
_SettingsOption = Annotated[
    Path | None,
    typer.Option(
        "--settings",
        metavar="FILE",
        help=f"The node’s jisr.toml, or its folder. Default: {SETTINGS_VARIABLE}, else here.",
        rich_help_panel="Common options",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """The common options, before the command's name or after it; what stands after wins."""

    as_json: bool = False
    lang: Lang | None = None
    settings: Path | None = None

    def over(self, before: "Common") -> "Common":
        """Return these options, with those given before for what is not given here."""
        return Common(
            as_json=self.as_json or before.as_json,
            lang=self.lang or before.lang,
            settings=self.settings or before.settings,
        )


class Run:
    """One running command: its reader's language, where its output goes, and its node."""

    def __init__(self, common: Common) -> None:
        self.as_json = common.as_json
        self.failed = False
        self._asked = common.lang
        named = common.settings or Path(os.environ.get(SETTINGS_VARIABLE) or SETTINGS_FILE)
        self.settings_path = named / SETTINGS_FILE if named.is_dir() else named

    @cached_property
    def settings(self) -> Settings:
        """The node's settings.

        Raises:
            Unavailable, Malformed: there are none, or they cannot be.
        """
        return load_settings(self.settings_path)

    @cached_property
    def lang(self) -> Lang:
        """The reader's language: as asked, else the node's, else the environment's."""
        if self._asked is not None:
            return self._asked
        if not self.settings_path.exists():
            return language_of_environment()
        try:
            return self.settings.language
        except JisrError:
            return language_of_environment()

    def text(self, phrase: Phrase, **facts: str | int) -> str:
        """Return a phrase in the reader's language."""
        return phrase.text(self.lang, **facts)

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

    def finish(self, answer: Answer) -> None:
        """Print the JSON object, if asked for."""
        if self.as_json:
            typer.echo(orjson.dumps(answer).decode())

    def trouble(self, error: JisrError) -> None:
        """Print why the command failed: a sentence, and the code."""
        told = f"{error.text(self.lang)} [{error.code}]"
        typer.echo(isolated(told, self.lang), err=True)
        facts: dict[str, Json] = dict(error.facts)
        fault: Json = {
            "code": error.code,
            "facts": facts,
            "kind": error.kind,
            "text": error.text(self.lang),
        }
        self.finish({"error": fault})


def command(app: typer.Typer, name: str) -> Callable[[Callable[..., Answer]], None]:
    """Register a command whose function takes a `Run` first and returns its answer."""

    def register(function: Callable[..., Answer]) -> None:
        def run(ctx: typer.Context, **given: Any) -> None:  # noqa: ANN401 - typer's values
            here = Common(**{name: given.pop(name) for name in Common.__slots__})
            _run(Run(here.over(ctx.ensure_object(Common))), function, given)

        own = list(inspect.signature(function).parameters.values())[1:]
        run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [_CONTEXT, *own, *_COMMON]
        )
        run.__doc__ = function.__doc__
        run.__name__ = function.__name__
        run.__annotations__ = {}
        app.command(name)(run)

    return register


def common_options(
    ctx: typer.Context,
    as_json: _JsonFlag = False,
    lang: _LangOption = None,
    settings: _SettingsOption = None,
) -> None:
    """Take the common options before the command's name too."""
    ctx.obj = Common(as_json=as_json, lang=lang, settings=settings)


def group(parent: typer.Typer, name: str, purpose: str) -> typer.Typer:
    """Return a new group of commands below `parent`."""
    app = typer.Typer(help=purpose, no_args_is_help=True)
    parent.add_typer(app, name=name)
    return app


def language_of_environment() -> Lang:
    """Return the language that LC_ALL, LC_MESSAGES or LANG name; English for any other."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return _lang(value[:2]) or "en"
    return "en"


def _lang(value: str) -> Lang | None:
    return next((lang for lang in LANGS if lang == value), None)


def _run(run: Run, function: Callable[..., Answer], given: Mapping[str, Any]) -> None:
    try:
        refuse_optimised()
        require_python()
        answer = function(run, **given)
    except JisrError as error:
        run.trouble(error)
        raise typer.Exit(FAILED) from error
    run.finish(answer)
    sys.stdout.flush()
    if run.failed:
        raise typer.Exit(FAILED)


def _common(name: str, annotation: object, default: object) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)


_COMMON: Final = (
    _common("as_json", _JsonFlag, default=False),
    _common("lang", _LangOption, default=None),
    _common("settings", _SettingsOption, default=None),
)
_CONTEXT: Final = inspect.Parameter(
    "ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
)
