"""The options of every command, and the reader's language, which is known before all else."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final

from jisr.core.errors import LANGS, JisrError, Lang
from jisr.ops.settings import load_settings

SETTINGS_FILE: Final = "jisr.toml"
SETTINGS_VARIABLE: Final = "JISR_SETTINGS"
OFFICER_VARIABLE: Final = "JISR_OFFICER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """The common options, before the command's name or after it; what stands after wins."""

    as_json: bool = False
    lang: Lang | None = None
    settings: Path | None = None
    officer: str | None = None

    def over(self, before: "Common") -> "Common":
        """Return these options, with those given before for what is not given here."""
        return Common(
            as_json=self.as_json or before.as_json,
            lang=self.lang or before.lang,
            settings=self.settings or before.settings,
            officer=self.officer or before.officer,
        )


def settings_path(named: Path | None) -> Path:
    """Return where the node's settings are: as named, else as the environment says, else here."""
    path = named or Path(os.environ.get(SETTINGS_VARIABLE) or SETTINGS_FILE)
    return path / SETTINGS_FILE if path.is_dir() else path


def officer_named(named: str | None) -> str | None:
    """Return who acts: as named, else as the environment says; None leaves it to the node."""
    return named or os.environ.get(OFFICER_VARIABLE) or None


def language(line: Sequence[str]) -> Lang:
    """Return the reader's language: as asked on the line, else the node's, else of the environment.

    It is read before the line is understood, so that a line that is not is answered in it too.
    """
    asked = _last(line, "--lang")
    return _lang(asked) or language_of_node(_last(line, "--settings")) or _of_environment()


def asks_for_json(line: Sequence[str]) -> bool:
    """Say whether a line asks for an object, be it understood or not."""
    options = takewhile(lambda word: word != "--", line)
    return "--json" in options


def language_of_node(named: str) -> Lang | None:
    """Return the language in the node's settings; None when there are none, or they are wrong."""
    try:
        return load_settings(settings_path(Path(named) if named else None)).language
    except (JisrError, ValueError):
        return None


def _last(line: Sequence[str], option: str) -> str:
    """Return the value that counts, of an option that stands anywhere on the line."""
    found = ""
    for index, word in enumerate(line):
        if word == "--":
            break
        if word == option:
            found = "".join(line[index + 1 : index + 2])
        elif word.startswith(f"{option}="):
            found = word.removeprefix(f"{option}=")
    return found


def _of_environment() -> Lang:
    """Return the language that LC_ALL, LC_MESSAGES or LANG name; English for any other."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return _lang(value[:2]) or "en"
    return "en"


def _lang(value: str) -> Lang | None:
    return next((lang for lang in LANGS if lang == value), None)
