"""A sentence the command line prints, in Arabic, French and English."""

import re
from dataclasses import dataclass
from typing import Final

from jisr.core.errors import FIRST_STRONG_ISOLATE, POP_ISOLATE, Lang
from jisr.core.typography import typeset

# In an Arabic sentence: a fact in braces, or a run of Latin words, which may itself name facts
# (`jisr keys revoke {old} --ground rotation`).  A run is told apart from its dashes and dots on:
# unless isolated, a terminal would show `--full` as `full--`.
_WORD: Final = r"[-./]*[A-Za-z0-9](?:[-\w./:=|<>+]*[A-Za-z0-9/])?"
_RUN: Final = re.compile(rf"{_WORD}(?: (?:{_WORD}|{{\w+}}))*|{{\w+}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence in three languages; it may name facts in braces, the same in each."""

    ar: str
    fr: str
    en: str

    def text(self, lang: Lang, /, **facts: str | int) -> str:
        """Return the sentence for a reader of `lang`; in Arabic what is Latin is isolated."""
        return self.form(lang).format(**facts)

    def form(self, lang: Lang) -> str:
        """Return the sentence with its facts still in braces."""
        sentence = typeset({"ar": self.ar, "fr": self.fr, "en": self.en}[lang], lang)
        if lang != "ar":
            return sentence
        return _RUN.sub(lambda run: isolated(run[0], lang), sentence)


def isolated(text: str, lang: Lang) -> str:
    """Return text that does not reorder an Arabic sentence around it (UAX #9)."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if lang == "ar" else text
