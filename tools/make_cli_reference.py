"""Write docs/reference/command-line.md from the commands' own help.

    PYTHONPATH=src python tools/make_cli_reference.py

The page is what `jisr COMMAND --help` says, for every command; a test compares the two.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import typer

from jisr.ops.main import build_app

PAGE: Final = Path(__file__).parent.parent / "docs" / "reference" / "command-line.md"
HEAD: Final = """# The command line

`./jisr COMMAND …` from a clone; `jisr COMMAND …` where the package is installed.  This page is
written by `tools/make_cli_reference.py` from what each command says with `--help`.

What holds for every command:

* With `--json` the last line of standard output is one JSON object, and nothing else stands there;
  progress and logs go to standard error.
* Exit status 0 only when everything held; 1 with one sentence and a code when not (`--json`: an
  object `{"error": {"code", "facts", "kind", "text"}}`); 2 when the command was not understood
  (`--json`: the same object, with the code `ops.usage`).
* A command that needs the node asks the one that runs, over its control socket.  When none runs, it
  opens the node's stores itself, for which it needs the node's passphrase.
* `--json`, `--lang` and `--settings` may stand before the command's name too.

| an option of every command | |
|---|---|
"""
SHARED_HEAD: Final = """
| an option of many commands | |
|---|---|
"""
COMMON: Final = ("--json", "--lang", "--settings")
# Said once, and named where a command takes it.
SHARED: Final = ("--space", "--root", "--passphrase-file", "--root-passphrase-file")


def page() -> str:
    """Return the page."""
    root: Any = typer.main.get_command(
        build_app("en")
    )  # Typer gives these objects no public types.
    commands = list(_commands(root, "jisr"))
    common = [_row(param) for param in root.params if param.opts[0] in COMMON]
    options = [param for _, command in commands for param in command.params]
    # `init` has a --root of its own, so the first of a name is not enough: the most common is.
    rows = Counter(_row(param) for param in options if param.opts[0] in SHARED)
    shared = [row for row, times in rows.most_common() if times > 1]
    body = [line for name, command in commands for line in _of(name, command, shared)]
    return HEAD + "\n".join([*common, SHARED_HEAD.rstrip("\n"), *shared, "", *body])


def _commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield every command below a group, by its full name, groups first."""
    for child in sorted(command.commands):
        below, full = command.commands[child], f"{name} {child}"
        yield full, below
        if hasattr(below, "commands"):
            yield from _commands(below, full)


def _of(name: str, command: Any, shared: Sequence[str]) -> Iterator[str]:  # noqa: ANN401
    """Yield the lines on one command."""
    help_text = _one_line(command.help)
    if hasattr(command, "commands"):
        yield from (f"## {name}", "", help_text, "")
        return
    level = "##" if name.count(" ") == 1 else "###"
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    known = (*COMMON, "--help")
    options = [
        param
        for param in command.params
        if param.param_type_name == "option" and param.opts[0] not in known
    ]
    usage = " ".join([name, *(_shown(param) for param in arguments), *(["…"] if options else [])])
    yield from (f"{level} {name}", "", f"`{usage}`", "", help_text, "")
    own = [row for param in (*arguments, *options) if (row := _row(param)) not in shared]
    if own:
        yield from ("| | |", "|---|---|", *own, "")
    also = [f"`{param.opts[0]}`" for param in options if _row(param) in shared]
    if also:
        yield from (f"Also: {', '.join(also)}.", "")


def _row(param: Any) -> str:  # noqa: ANN401
    """Return the line of a table on one argument or option."""
    if param.param_type_name == "argument":
        return f"| `{_shown(param)}` | {_cell(param.help)} |"
    value = "" if param.is_flag else f" {_value(param)}"
    names = " / ".join([*param.opts, *param.secondary_opts])
    needed = " Required." if param.required else ""
    default = param.default
    # A default that is a path is of this machine.
    hidden = default in (None, False, "") or param.is_flag or isinstance(default, Path)
    told = "" if hidden else f" Default: `{default}`."
    return f"| `{names}{value}` | {_cell(param.help)}{needed}{told} |"


def _shown(param: Any) -> str:  # noqa: ANN401
    name = param.metavar or param.name.upper()
    return name if param.nargs != -1 or name.endswith("…") else f"{name}…"


def _value(param: Any) -> str:  # noqa: ANN401
    return str(param.metavar or param.name.upper()).replace("|", "\\|")


def _cell(text: str | None) -> str:
    return _one_line(text).replace("|", "\\|")


def _one_line(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


def main() -> None:
    """Write the page."""
    PAGE.write_text(page())
    sys.stdout.write(f"{PAGE}\n")


if __name__ == "__main__":
    main()
