"""Help and usage errors speak the reader's language, all of it."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from jisr.core.errors import LANGS, Lang
from jisr.ops.cli import words_help
from jisr.ops.cli.phrase import Phrase
from tests.ops.cli_kit import APPS, Home, homes, jisr

# What is no word of any language: formats, protocols, signals, examples, how often things happen.
NAMES = {
    "Ctrl-C", "FR", "HTML", "JISR_OFFICER",
    "JISR_OFFICER_PASSPHRASE", "JISR_PASSPHRASE", "JISR_ROOT_PASSPHRASE", "JISR_SETTINGS", "JSON",
    "MA", "PDF",
    "Mermaid", "PostgreSQL", "SIGTERM", "SVG", "TCP", "TLS", "answer",
    "card.json", "checkpoint", "common", "court-order", "fr.example", "full", "general", "https",
    "information-request", "jisr", "jisr.toml", "ma-fr", "packs", "registry", "retention-expired",
    "administrator", "auditor", "desk-officer", "officers", "protection-officer", "supervisor",
    "root.keys", "rotation", "seal", "send", "sign", "theft", "tls",
}  # fmt: skip
ENGLISH = {"a", "and", "the", "of", "with", "is", "not", "to", "for", "what", "each", "missing"}
FRENCH_TOO = {"a"}  # Words of both languages.


def commands(command: Any, *path: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every command and group, with how it is called."""
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, *path, name)


PATHS = [path for path, _ in commands(get_command(APPS["en"]))]


def names() -> set[str]:
    """Return what is typed as it stands: commands, options, what stands for a value."""
    found = set(NAMES) | {"COMMAND", "help"}
    for path, command in commands(get_command(APPS["en"])):
        found |= set(path)
        for param in command.params:
            for name in (*param.opts, *param.secondary_opts, param.name.upper()):
                found.add(name.lstrip("-"))
            found |= set(re.findall(r"[A-Za-z]+", param.metavar or ""))
    return found


def latin(text: str) -> set[str]:
    """Return the words in Latin letters, each as long as it goes."""
    plain = re.sub(r"[\u2066-\u2069]", " ", text)
    return set(re.findall(r"[A-Za-z](?:[\w.-]*\w)?", plain, re.ASCII))


def check_language(text: str, lang: Lang) -> None:
    """Expect no word of another language."""
    if lang == "ar":
        assert latin(text) <= names()
    if lang == "fr":
        words = set(re.findall(r"[^\W\d_]+", text))
        assert not words & (ENGLISH - FRENCH_TOO - names()), text
        assert not re.search(r" [;:?!»]|« ", text)


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_command_has_its_page_in_each_language(path: tuple[str, ...]) -> None:
    pages = {lang: jisr(*path, "--help", "--lang", lang) for lang in LANGS}
    for lang, result in pages.items():
        assert (result.exit_code, result.stderr) == (0, "")
        check_language(result.stdout, lang)
        assert words_help.USAGE.text(lang) in result.stdout
    lines = {lang: set(result.stdout.splitlines()) for lang, result in pages.items()}
    usage = {f"  {' '.join(('jisr', *path))}"}
    shared = lines["fr"] & lines["en"]
    assert all(not line or any(line.startswith(one) for one in usage) for line in shared), shared


def test_two_stand_ins_are_never_one_word() -> None:
    one_thing = {"DIGEST", "FINGERPRINT"}  # A fingerprint is the digest of a key.
    for lang in LANGS:
        told = [
            word.text(lang) for name, word in words_help.STAND_INS.items() if name not in one_thing
        ]
        assert len(told) == len(set(told))


def test_no_text_of_help_is_the_same_in_two_languages() -> None:
    trees = {lang: dict(commands(get_command(APPS[lang]))) for lang in LANGS}
    for path, english in trees["en"].items():
        others = [trees[lang][path] for lang in ("ar", "fr")]
        assert len({english.help, *(one.help for one in others)}) == len(LANGS), path
        for number, param in enumerate(english.params):
            texts = {param.help, *(one.params[number].help for one in others)}
            assert len(texts) == len(LANGS), (path, param.name)


def test_no_phrase_about_lines_is_the_same_in_two_languages() -> None:
    phrases = dict(inspect.getmembers(words_help, lambda value: isinstance(value, Phrase)))
    assert len(phrases) > len(LANGS)
    for name, phrase in phrases.items():
        assert len({phrase.ar, phrase.fr, phrase.en}) == len(LANGS), name


WRONG = {
    "no command": (["--settings", "x"], words_help.MISSING_COMMAND),
    "no command in a group": (["case", "--"], words_help.MISSING_COMMAND),
    "unknown command": (["inbx"], words_help.UNKNOWN_COMMAND),
    "unknown command of a group": (["case", "sing"], words_help.UNKNOWN_COMMAND),
    "unknown option": (["inbox", "--spac", "FR"], words_help.UNKNOWN_OPTION),
    "unknown option before the command": (["--colour", "inbox"], words_help.UNKNOWN_OPTION),
    "unknown option of a group": (["case", "--colour"], words_help.UNKNOWN_OPTION),
    "unknown short option": (["inbox", "-x"], words_help.UNKNOWN_OPTION),
    "no argument": (["case", "act", "abcdef"], words_help.MISSING_ARGUMENT),
    "no argument of many": (["framework", "check"], words_help.MISSING_ARGUMENT),
    "no option": (["backup"], words_help.MISSING_OPTION),
    "no value": (["inbox", "--space"], words_help.NEEDS_VALUE),
    "a value too many": (["inbox", "--json=1"], words_help.TAKES_NONE),
    "an argument too many": (["inbox", "now"], words_help.TOO_MUCH),
    "no number": (["restore", "--from", "x", "--epoch", "one"], words_help.BAD_VALUE),
    "too small a number": (["restore", "--from", "x", "--epoch", "0"], words_help.BAD_VALUE),
    "too large a number": (
        ["init", "--party", "MA", "--data", "x", "--peer-port", "70000"],
        words_help.BAD_VALUE,
    ),
    "no number with a point": (["keys", "rotate", "tls", "--wait", "long"], words_help.BAD_VALUE),
}


@pytest.mark.parametrize(("line", "phrase"), WRONG.values(), ids=WRONG)
def test_a_line_that_is_not_understood_is_answered_in_the_readers_language(
    line: list[str], phrase: Phrase
) -> None:
    texts = set()
    for lang in LANGS:
        result = jisr("--lang", lang, *line)
        assert (result.exit_code, result.stdout) == (2, "")
        given = " ".join(line)
        check_language(re.sub(rf"\b({'|'.join(latin(given))})\b", "", result.stderr), lang)
        start = re.split("[{\u2068«]", phrase.text(lang, given="{", name="{", wanted="{"))[0]
        assert start in result.stderr
        assert "--help" in result.stderr.splitlines()[-1]
        texts.add(result.stderr)
    assert len(texts) == len(LANGS)


def test_what_is_wanted_and_what_was_perhaps_meant_are_named() -> None:
    port = jisr("init", "--party", "MA", "--data", "x", "--peer-port", "0", "--lang", "fr").stderr
    assert "un nombre entier de 1 à 65535" in port
    assert "un nombre au moins" not in port
    assert "0 au moins" in jisr("keys", "rotate", "tls", "--wait", "-1", "--lang", "fr").stderr
    assert "ar|fr|en" in jisr("inbox", "--lang", "nl").stderr
    assert "Did you mean: inbox?" in jisr("inbx").stderr
    assert (
        "Vouliez-vous dire\u00a0: --space, --as\u202f?"
        in jisr("inbox", "--spac", "FR", "--lang", "fr").stderr
    )


def test_what_was_typed_does_not_command_the_terminal() -> None:
    assert "\x1b" not in jisr("inbox", "\x1b[2J").stderr
    assert "\x1b" not in jisr("\x1b[2J").stderr


def test_nothing_at_all_is_answered_with_the_page() -> None:
    for lang in LANGS:
        result = jisr(env={"LANG": f"{lang}_XX.UTF-8"})
        assert (result.exit_code, result.stderr) == (2, "")
        assert words_help.COMMANDS.text(lang) in result.stdout


def test_the_language_is_the_lines_else_the_nodes_else_the_environments(tmp_path: Path) -> None:
    home: Home = homes(tmp_path, "MA")["MA"]
    settings = home.folder / "jisr.toml"
    settings.write_text(settings.read_text().replace('language = "en"', 'language = "fr"'))
    arabic = {"LANG": "ar_MA.UTF-8"}

    def heading(*line: object, env: dict[str, str]) -> str:
        return jisr(*line, env=env).stdout.splitlines()[0]

    assert heading("inbox", "--help", env=arabic) == words_help.USAGE.ar
    assert heading("inbox", "--help", "--settings", home.folder, env=arabic) == words_help.USAGE.fr
    assert heading(f"--settings={settings}", "inbox", "--help", env=arabic) == words_help.USAGE.fr
    in_force = {**arabic, "JISR_SETTINGS": str(home.folder)}
    assert heading("inbox", "--help", env=in_force) == words_help.USAGE.fr
    assert heading("inbox", "--help", "--lang=en", env=in_force) == words_help.USAGE.en
    assert heading("--lang", "ar", "inbox", "--lang", "en", "--help", env={}) == words_help.USAGE.en
    # Neither a language that nobody wrote nor settings that cannot be read get in the way of help.
    settings.write_text("language = ")
    assert heading("inbox", "--help", env=in_force) == words_help.USAGE.ar
    assert jisr("--lang", "nl", "inbox", env=arabic).stderr.startswith("\u2068القيمة")


def test_in_arabic_what_is_typed_stands_apart_from_the_sentence() -> None:
    phrase = Phrase("نفّذ: jisr keys revoke {old} --ground rotation، ثم --full ({why}).", "", "")
    told = phrase.text("ar", old="abc", why="نعم")
    assert told == (
        "نفّذ: \u2068jisr keys revoke abc --ground rotation\u2069، ثم \u2068--full\u2069 "
        "(\u2068نعم\u2069)."
    )
