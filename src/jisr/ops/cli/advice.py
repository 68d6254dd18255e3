"""Commands that a sentence advises, so that they run as they are printed.

A sentence names them as `jisr node run`.  What is printed is how the reader called us: the
launcher of the clone, and the settings that were given.  A command at the end of a sentence
stands on a line of its own, free of the marks that a terminal would copy with it.
"""

import os
import re
import shlex
import sys
from pathlib import Path
from typing import Final

import jisr
from jisr.core.errors import FIRST_STRONG_ISOLATE, POP_ISOLATE, Lang
from jisr.ops.cli.phrase import Phrase

LAUNCHER: Final = Path(jisr.__file__).parents[2] / "jisr"
MODULE: Final = "main.py"  # What the launcher has Python run.
INDENT: Final = "    "
# What to type against a refusal, by its code: the node, which pages ask too, knows no option.
HINTS: Final = {
    "node.asked-before": Phrase(
        "أعيدوا الأمر نفسه مع --although والسبب بين علامتي اقتباس.",
        "Redonnez la même commande avec --although et le motif entre guillemets droits.",
        "Give the same command again with --although and the reason in quotes.",
    ),
    "node.unknown-edition": Phrase(
        "إن كان الطرفان قد اعتمدا هذه الطبعة، فأعطِ العقدة حزمتها: jisr framework keep PACK",
        "Si les deux parties ont adopté cette édition, donnez son pack au nœud : jisr framework "
        "keep PACK",
        "If both parties have adopted this edition, give the node its pack: jisr framework keep "
        "PACK",
    ),
    "safeguards.p1-no-purpose": Phrase(
        "أضيفوا الغرض: --term purpose=…، وهو أحد هذه: {purposes}.",
        "Ajoutez le but : --term purpose=…, l’un de ceux-ci : {purposes}.",
        "Add the purpose: --term purpose=…, one of these: {purposes}.",
    ),
    "safeguards.p25-protects-nobody": Phrase(
        "أعيدوا الأمر نفسه مع --about ومستند JSON فيه الشخص.",
        "Redonnez la même commande avec --about et un fichier JSON où figure la personne.",
        "Give the same command again with --about and a JSON file that holds the person.",
    ),
}

_NAMED: Final = re.compile(r"(?<![\w./-])jisr (?=[a-z])")
_LAST: Final = re.compile(
    rf"(?P<said>.*:)\s*{FIRST_STRONG_ISOLATE}?(?P<command>jisr [a-z][\x20-\x7e\u2068\u2069…]*)",
    re.DOTALL,
)
_MARKS: Final = str.maketrans("", "", FIRST_STRONG_ISOLATE + POP_ISOLATE)


def called(settings: Path | None) -> str:
    """Return how the reader calls us, with the settings that were given."""
    words = [_program()]
    if settings is not None:
        words += ["--settings", str(settings)]
    return " ".join(words[:1] + [shlex.quote(word) for word in words[1:]])


def advised(phrase: Phrase, lang: Lang, call: str) -> str:
    """Return a sentence, its facts still in braces, with each command as the reader would call it.

    A fact may be what somebody else wrote: a command that it names is not our advice.
    """
    return runnable(phrase.form(lang), call.replace("{", "{{").replace("}", "}}"))


def runnable(text: str, call: str) -> str:
    """Return a text with each command in it as the reader would call it."""
    last = _LAST.fullmatch(text)
    if last is not None:
        command = last["command"].translate(_MARKS)
        text = f"{last['said']}\n{INDENT}{command}"
    return _NAMED.sub(lambda _: f"{call} ", text)


def _program() -> str:
    """Return the launcher as a reader in this folder types it, if it was the launcher."""
    if Path(sys.argv[0]).name != MODULE or not LAUNCHER.exists():
        return "jisr"
    near = os.path.relpath(LAUNCHER)
    return shlex.quote(near if os.sep in near else f".{os.sep}{near}")
