"""What a command is given: passphrases, files, `name=value` pairs."""

import mimetypes
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Final

import orjson
import typer

from jisr.core.canonical import Json
from jisr.core.errors import Malformed, Refused, Unavailable
from jisr.exchange.limits import ATTACHMENT_BYTES_DEFAULT
from jisr.ops import reasons, reasons_cli, why
from jisr.ops.arguments import base64_of
from jisr.ops.cli import words_help as help_words
from jisr.ops.cli.base import Run
from jisr.ops.cli.phrase import Phrase
from jisr.ops.demo.place import MARK
from jisr.ops.files import read_private, write_atomically

NODE_VARIABLE: Final = "JISR_PASSPHRASE"
ROOT_VARIABLE: Final = "JISR_ROOT_PASSPHRASE"
PASSPHRASE_BYTES_MAX: Final = 4096
FIELDS_BYTES_MAX: Final = 8 * 1024 * 1024  # The largest form, its texts and lists full.
PUBLIC_FILE: Final = 0o644

_YES: Final = ("نعم", "oui", "yes")  # Whichever the reader types.
_CONFIRM: Final = Phrase(
    "لا رجعة في هذا. للمتابعة اكتب «نعم»:",
    "C’est définitif. Pour continuer, tapez « oui » :",
    "This is for good. To go on, type “yes”:",
)

_ASK: Final = Phrase(
    "عبارة السر لفتح {path}:", "Phrase secrète de {path} :", "Passphrase of {path}:"
)
_ASK_NEW: Final = Phrase(
    "عبارة سر جديدة لأجل {path}:",
    "Nouvelle phrase secrète pour {path} :",
    "New passphrase for {path}:",
)
_AGAIN: Final = Phrase("مرة ثانية:", "Encore une fois :", "Once more:")
_DIFFER: Final = Phrase(
    "العبارتان مختلفتان؛ أعد المحاولة.",
    "Les deux phrases diffèrent ; recommencez.",
    "The two differ; try again.",
)

PassphraseFile = Annotated[
    Path | None,
    typer.Option("--passphrase-file", metavar="FILE"),
    help_words.PASSPHRASE_FILE,
]
RootPassphraseFile = Annotated[
    Path | None,
    typer.Option("--root-passphrase-file", metavar="FILE"),
    help_words.ROOT_PASSPHRASE_FILE,
]

ForceFlag = Annotated[bool, typer.Option("--force"), help_words.FORCE]
YesFlag = Annotated[bool, typer.Option("--yes"), help_words.YES]


def node_passphrase(run: Run, file: Path | None) -> Callable[[], str]:
    """Return how to get the passphrase of the node's keystore, when it is needed."""

    def passphrase() -> str:
        path, given = run.settings.keystore_path, file or run.settings.passphrase_file
        folder = path.parent.parent
        if (folder / MARK).exists() and _given(given, NODE_VARIABLE) is None:
            raise Unavailable(reasons_cli.DEMO_ENDED, path=str(folder))
        return _passphrase(run, given, variable=NODE_VARIABLE, path=path)

    return passphrase


def root_passphrase(run: Run, file: Path | None, *, path: Path) -> str:
    """Return the passphrase of a root keystore.

    Raises:
        Refused: none was given.
    """
    return _passphrase(run, file, variable=ROOT_VARIABLE, path=path)


def given_passphrase(run: Run, file: Path | None, *, variable: str, path: Path) -> str:
    """Return the passphrase of a keystore that is neither the node's nor the root's.

    Raises:
        Refused: none was given.
    """
    return _passphrase(run, file, variable=variable, path=path)


def new_passphrase(run: Run, file: Path | None, *, variable: str = "", path: Path) -> str:
    """Return the passphrase for a keystore about to be made; typed twice, unless given."""
    found = _given(file, variable)
    while found is None:
        first = _ask(run, _ASK_NEW, variable=variable, path=path)
        if first == _ask(run, _AGAIN, variable=variable, path=path):
            found = first
        else:
            run.note(_DIFFER)
    return found


def _passphrase(run: Run, file: Path | None, *, variable: str, path: Path) -> str:
    return _given(file, variable) or _ask(run, _ASK, variable=variable, path=path)


def _given(file: Path | None, variable: str) -> str | None:
    if file is None:
        return os.environ.get(variable) or None
    raw = read_private(file, bytes_max=PASSPHRASE_BYTES_MAX)
    try:
        return raw.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError as error:
        raise Malformed(reasons.PATH_NOT_READABLE, path=str(file), **why.not_text()) from error


def _ask(run: Run, phrase: Phrase, *, variable: str, path: Path) -> str:
    given = reasons_cli.NO_PASSPHRASE if variable else reasons_cli.NO_NEW_PASSPHRASE
    refused = Refused(given, path=str(path), variable=variable)
    if not sys.stdin.isatty():  # A service: nobody is there to type.
        raise refused
    text = run.text(phrase, path=str(path))
    try:
        return str(typer.prompt(text, hide_input=True, err=True, prompt_suffix=" "))
    except typer.Abort as error:
        raise refused from error


def typed(run: Run, phrase: Phrase, otherwise: Refused) -> str:
    """Return what somebody types at a terminal.

    Raises:
        Refused: `otherwise`; nobody is there to type.
    """
    if not sys.stdin.isatty():
        raise otherwise
    try:
        return str(typer.prompt(run.text(phrase), err=True, prompt_suffix=" ", default=""))
    except typer.Abort as error:
        raise otherwise from error


def confirm(run: Run, *, yes: bool) -> None:
    """Go on with what is for good only when somebody says so, on the line or at a terminal.

    Raises:
        Refused: nobody did.
    """
    refused = Refused(reasons_cli.NOT_CONFIRMED)
    if not yes and typed(run, _CONFIRM, refused).strip().lower() not in _YES:
        raise refused


def read_file(path: Path, *, bytes_max: int) -> bytes:
    """Read a file that holds no secret.

    Raises:
        Unavailable: it cannot be read.
        Malformed: longer than `bytes_max`.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(bytes_max + 1)
    except OSError as error:
        raise Unavailable(
            reasons.PATH_NOT_READABLE, path=str(path), **why.system_said(error)
        ) from error
    if len(raw) > bytes_max:
        raise Malformed(reasons.FILE_TOO_LARGE, path=str(path), limit=bytes_max)
    return raw


def write_file(path: Path, data: bytes) -> None:
    """Write a file that holds no secret, whole or not at all; Unavailable when it cannot be."""
    write_atomically(path, data, mode=PUBLIC_FILE)


def write_private(path: Path, data: bytes) -> None:
    """Write a file with content of a case, for its owner alone; Unavailable when it cannot be."""
    write_atomically(path, data)


def check_new(path: Path, *, force: bool) -> None:
    """Refuse to write over a file, before any work is done for it, unless that was asked for.

    Raises:
        Refused: there is one.
    """
    if not force and (path.exists() or path.is_symlink()):
        raise Refused(reasons_cli.FILE_EXISTS, path=str(path))


def pairs(given: Sequence[str], *, option: str, form: str = "NAME=VALUE") -> dict[str, str]:
    """Read `name=value` options.

    Raises:
        Malformed: one has no `=`, or a name is given twice.
    """
    found: dict[str, str] = {}
    for item in given:
        name, sign, value = item.partition("=")
        if not sign or not name or name in found:
            raise Malformed(reasons_cli.OPTION_FORM, option=option, form=form)
        found[name] = value
    return found


def read_fields(file: Path | None, given: Sequence[str]) -> dict[str, Json]:
    """Return the values of a form: from a JSON file, with `name=value` texts over it.

    Raises:
        Malformed: the file holds no JSON object.
    """
    fields = {} if file is None else read_object_in(file)
    return fields | pairs(given, option="--field")


def read_object_in(file: Path) -> dict[str, Json]:
    """Return the JSON object that a file holds.

    Raises:
        Unavailable: the file cannot be read.
        Malformed: it holds none.
    """
    raw = read_file(file, bytes_max=FIELDS_BYTES_MAX)
    try:
        wire = orjson.loads(raw)
    except ValueError as error:
        raise Malformed(reasons_cli.JSON_FORM, path=str(file), **why.place_of(error)) from error
    if not isinstance(wire, dict):
        raise Malformed(reasons_cli.JSON_FORM, path=str(file), **why.not_an_object())
    return wire


def read_files(given: Sequence[str]) -> list[Json]:
    """Return the files named as `FIELD=FILE`, each with its media type by its name's ending.

    Raises:
        Unavailable: a file cannot be read.
        Malformed: one is over the limit of attachments.
    """
    found: list[Json] = []
    for field, name in pairs(given, option="--attach").items():
        path = Path(str(name))
        media, _ = mimetypes.guess_type(path.name)
        raw = read_file(path, bytes_max=ATTACHMENT_BYTES_DEFAULT)
        found.append(
            {
                "data": base64_of(raw),
                "field": field,
                "media": media or "application/octet-stream",
                "name": path.name,
            }
        )
    return found
