"""Commands and groups that speak the reader's language: their page, and what they cannot accept.

Typer does the reading of the line; what it would say of it is in English alone, so the two
classes here say all of it themselves.
"""

import re
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, NoReturn

import orjson
import typer
from typer._click import Context, exceptions  # Typer carries click inside it, and exports neither.
from typer.core import TyperCommand, TyperGroup

from jisr.core.errors import FIRST_STRONG_ISOLATE, POP_ISOLATE, Lang, Malformed
from jisr.ops.cli import words_help as words
from jisr.ops.cli.common import Common, asks_for_json
from jisr.ops.cli.phrase import Phrase, isolated

NOT_UNDERSTOOD: Final = 2
USAGE: Final = "ops.usage"  # The code of a line that was not understood, with `--json`.
WIDTH_MAX: Final = 100
NAME_WIDTH_MAX: Final = 30  # A longer name has a line of its own.
MARGIN: Final = "  "
_WORD: Final = re.compile(r"\b[A-Z]+\b", re.ASCII)  # Of what stands for a value.
_BREAK: Final = re.compile(r"\s+", re.ASCII)
OF_ALL: Final = (*Common.__slots__, "help")

Row = tuple[str, str]


class Misused(exceptions.UsageError):
    """A line that a command cannot accept, for a reason with words of our own."""

    def __init__(
        self, phrase: Phrase, ctx: Context, *, near: Sequence[str] = (), given: str
    ) -> None:
        super().__init__(phrase.en, ctx)
        self.phrase, self.near, self.given = phrase, near, given


class Command(TyperCommand):
    """A command."""

    allow_extra_args = True  # Refused here instead, in words of ours.

    def get_help(self, ctx: Context) -> str:
        return page(self, ctx)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        with _placed(ctx):
            rest = super().parse_args(ctx, args)
        if rest:
            raise Misused(words.TOO_MUCH, ctx, given=" ".join(rest))
        return rest


class Group(TyperGroup):
    """A group of commands; the outermost one runs the line."""

    def get_help(self, ctx: Context) -> str:
        return page(self, ctx)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        with _placed(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Any, list[str]]:
        if args[0] not in self.commands:
            near = get_close_matches(args[0], self.commands)
            raise Misused(words.UNKNOWN_COMMAND, ctx, near=near, given=args[0])
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **given: Any) -> Any:  # noqa: ANN401 - Typer's own values
        lang: Lang = self.context_settings["obj"].lang
        line = given.get("args", args[0] if args else None)
        as_json = asks_for_json(sys.argv[1:] if line is None else line)
        try:
            sys.exit(super().main(*args, **{**given, "standalone_mode": False}))
        except exceptions.NoArgsIsHelpError as error:
            typer.echo(error.message, err=as_json)
            _finish_misused(error, lang, as_json=as_json)
        except exceptions.UsageError as error:
            for said in complaint(error, lang):
                typer.echo(isolated(said, lang), err=True)
            _finish_misused(error, lang, as_json=as_json)
        except typer.Abort:
            typer.echo(words.GIVEN_UP.text(lang), err=True)
            sys.exit(1)


def _finish_misused(error: exceptions.UsageError, lang: Lang, *, as_json: bool) -> NoReturn:
    """End with the object that `--json` promises of a fault, and the status of its own."""
    if as_json:
        text = " ".join(_why(error, lang))
        fault = {"code": USAGE, "facts": {}, "kind": Malformed.kind, "text": text}
        typer.echo(orjson.dumps({"error": fault}).decode())
    sys.exit(NOT_UNDERSTOOD)


def page(command: Any, ctx: Context) -> str:  # noqa: ANN401 - a command or a group
    """Return what `--help` prints."""
    lang = _lang(ctx)
    params: list[Any] = command.get_params(ctx)
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param not in arguments]
    below = getattr(command, "commands", {})
    sections: tuple[tuple[Phrase, Sequence[Row]], ...] = (
        (words.ARGUMENTS, [_row(param, lang) for param in arguments]),
        (words.OPTIONS, [_row(param, lang) for param in options if param.name not in OF_ALL]),
        (words.COMMANDS, [(name, _plain(one.help)) for name, one in below.items()]),
        (words.COMMON, [_row(param, lang) for param in options if param.name in OF_ALL]),
    )
    blocks = [
        _section(words.USAGE.text(lang), [MARGIN + usage(ctx)]),
        "\n".join(_wrapped(_plain(command.help), lang, indent=0)),
        *(_section(title.text(lang), _table(rows, lang)) for title, rows in sections if rows),
    ]
    return "\n\n".join(blocks)


def usage(ctx: Context) -> str:
    """Return how a command is written."""
    params: list[Any] = ctx.command.params
    lang = _lang(ctx)
    names = [_name(param, lang) for param in params if param.param_type_name == "argument"]
    tail = f"{_leading('COMMAND', lang)} …" if isinstance(ctx.command, Group) else "…"
    return " ".join([ctx.command_path, *names, tail])


def complaint(error: exceptions.UsageError, lang: Lang) -> Iterator[str]:
    """Yield what to say of a line that was not understood: why, how it is written, and help."""
    yield " ".join(_why(error, lang))
    if error.ctx is not None:
        yield words.USED.text(lang, usage=usage(error.ctx))
        yield words.SEE.text(lang, command=f"{error.ctx.command_path} --help")


def _why(error: exceptions.UsageError, lang: Lang) -> Iterator[str]:
    near: Sequence[str] = ()
    match error:
        case Misused():
            near = error.near
            yield error.phrase.text(lang, given=_shown(error.given))
        case exceptions.NoSuchOption():
            near = error.possibilities or ()
            yield words.UNKNOWN_OPTION.text(lang, given=_shown(error.option_name))
        case exceptions.MissingParameter():
            option = error.param is not None and error.param.param_type_name == "option"
            phrase = words.MISSING_OPTION if option else words.MISSING_ARGUMENT
            yield phrase.text(lang, name=_name(error.param, lang))
        case exceptions.BadOptionUsage():
            phrase = words.TAKES_NONE if _is_flag(error) else words.NEEDS_VALUE
            yield phrase.text(lang, name=error.option_name)
        case exceptions.BadParameter():
            wanted = _wanted(error.param, lang)
            yield words.BAD_VALUE.text(lang, name=_name(error.param, lang), wanted=wanted)
        case _ if error.ctx is not None and isinstance(error.ctx.command, Group):
            yield words.MISSING_COMMAND.text(lang)
        case _:
            yield words.NOT_UNDERSTOOD.text(lang)
    if near:
        yield words.NEAR.text(lang, near=", ".join(near))


def _is_flag(error: exceptions.BadOptionUsage) -> bool:
    params: list[Any] = error.ctx.command.params if error.ctx else []
    flags = [param for param in params if getattr(param, "is_flag", False)]
    return any(error.option_name in (*flag.opts, *flag.secondary_opts) for flag in flags)


def _wanted(param: Any, lang: Lang) -> str:  # noqa: ANN401
    """Return what a value must be; only numbers and words of a closed list can be wrong here."""
    kind = param.type_descriptor.annotation
    if kind not in (int, float):
        return _value(param, lang)
    number = (words.WHOLE_NUMBER if kind is int else words.NUMBER).text(lang)
    return f"{number} {_range(param, lang)}".rstrip()


def _range(param: Any, lang: Lang) -> str:  # noqa: ANN401
    least, most = getattr(param, "min", None), getattr(param, "max", None)
    if least is not None and most is not None:
        return words.FROM_TO.text(lang, least=least, most=most)
    return words.AT_LEAST.text(lang, least=least) if least is not None else ""


def _row(param: Any, lang: Lang) -> Row:  # noqa: ANN401
    """Return an argument or option, and what to say of it."""
    if param.name == "help":
        return param.opts[0], words.THIS_PAGE.text(lang)
    names = _name(param, lang)
    if param.param_type_name == "option":
        value = "" if param.is_flag else f" {_value(param, lang)}"
        names = " / ".join([*param.opts, *param.secondary_opts]) + value
    told = [_plain(param.help)]
    if param.param_type_name == "option" and param.required:
        told.append(words.REQUIRED.text(lang))
    # A flag says itself what it does, and a path as default is of this machine.
    silent = getattr(param, "is_flag", False) or isinstance(param.default, Path)
    if param.default not in (None, "") and not silent:
        told.append(words.DEFAULT.text(lang, value=str(param.default)))
    return names, " ".join(told)


def _table(rows: Sequence[Row], lang: Lang) -> list[str]:
    width = min(max(_width(name) for name, _ in rows), NAME_WIDTH_MAX)
    indent = len(MARGIN) + width + len(MARGIN)
    lines = []
    for name, text in rows:
        told = _wrapped(text, lang, indent=indent)
        if _width(name) > width:
            lines.append(MARGIN + name)
        else:
            gap = " " * (width - _width(name))
            told[0] = f"{MARGIN}{name}{gap}{told[0][len(MARGIN) + width :]}"
        lines += told
    return lines


def _section(title: str, lines: Sequence[str]) -> str:
    return "\n".join([typer.style(title, bold=True), *lines])


def _wrapped(text: str, lang: Lang, *, indent: int) -> list[str]:
    """Return text in lines, each a piece of its own to a terminal that knows right from left."""
    width = min(typer.get_terminal_size().columns, WIDTH_MAX) - indent
    lines = textwrap.wrap(text, max(width, NAME_WIDTH_MAX), break_on_hyphens=False)
    return [" " * indent + isolated(line, lang) for line in lines]


def _width(name: str) -> int:
    """Return how many characters of a name are seen."""
    return sum(sign not in (FIRST_STRONG_ISOLATE, POP_ISOLATE) for sign in name)


def _stand_in(name: str, lang: Lang) -> str:
    """Return what stands for a value, each word in the reader's language: `NAME=VALUE`."""
    words_of = {word: phrase.form(lang) for word, phrase in words.STAND_INS.items()}
    return _WORD.sub(lambda found: isolated(words_of.get(found[0], found[0]), lang), name)


def _value(param: Any, lang: Lang) -> str:  # noqa: ANN401
    """Return what stands for the value of an argument or option."""
    return _stand_in(param.metavar or param.name.upper(), lang)


def _leading(name: str, lang: Lang) -> str:
    """Return what stands for an argument where it may begin a line: in Arabic that would turn."""
    return name if lang == "ar" else _stand_in(name, lang)


def _name(param: Any, lang: Lang) -> str:  # noqa: ANN401
    """Return an argument or option as a line names it."""
    if param.param_type_name == "option":
        return str(param.opts[0])
    name = _leading(param.metavar or param.name.upper(), lang)
    return name if param.nargs != -1 or name.endswith("…") else f"{name}…"


def _plain(text: str | None) -> str:
    """Return a text as one line; spaces at which none may break stay."""
    return _BREAK.sub(" ", text or "").strip(" ")


def _shown(given: str) -> str:
    """Return what was typed, without what would command the terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in given)


def _lang(ctx: Context) -> Lang:
    """Return the language for which the whole was built."""
    common = ctx.find_root().command.context_settings["obj"]
    assert isinstance(common, Common)
    return common.lang or "en"


@contextmanager
def _placed(ctx: Context) -> Iterator[None]:
    """Let an error say in which command it came up."""
    try:
        yield
    except exceptions.UsageError as error:
        error.ctx = error.ctx or ctx
        raise
