"""Faults of a pack: what is wrong, in which file and line, and how to mend it.

A fault is a value.  The checker returns all of them; whoever needs a sound pack raises the
first (`Fault.error`).  Each text names file, line, reason and mend in three languages (FRA-3).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from jisr.core.errors import Lang, Malformed, Reason, fill
from jisr.core.typography import typeset

_PLACE: Final[Mapping[Lang, str]] = {
    "ar": "الملف {file}، السطر {line}: ",
    "fr": "Fichier {file}, ligne {line} : ",
    "en": "File {file}, line {line}: ",
}
_MEND: Final[Mapping[Lang, str]] = {"ar": " الحل: ", "fr": " Remède : ", "en": " Mend: "}

_MEANT: Final[Mapping[Lang, str]] = {
    "ar": " هل المقصود «{near}»؟",
    "fr": " Vouliez-vous dire « {near} » ?",
    "en": " Did you mean “{near}”?",
}
# The facts that name a word which is not among those of the fact `known`.
_WRONG: Final = ("key", "value", "role", "name")
_LIKE: Final = 0.7  # Of 1: a letter wrong, left out or doubled, and no other word.


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that keeps a pack from being signed.

    `line` is 1-based; 0 when the edition was read back from its signed bytes, or when the
    fault is of the edition as a whole.
    """

    reason: Reason
    file: str
    line: int
    facts: Mapping[str, str | int]

    @property
    def code(self) -> str:
        """The stable code of the reason."""
        return self.reason.code

    def text(self, lang: Lang) -> str:
        """Return file, line, reason and mend as one sentence for a reader of `lang`."""
        told = self.reason.text(lang, {"file": self.file, "line": self.line, **self.facts})
        near = self._near()
        if near is None:
            return told
        return told + fill(typeset(_MEANT[lang], lang), lang, {"near": near})

    def _near(self) -> str | None:
        """Return the known word that a wrong one was most likely meant to be; None: none is."""
        known = [word for word in str(self.facts.get("known", "")).split(", ") if word]
        wrong = next((str(self.facts[fact]) for fact in _WRONG if fact in self.facts), "")
        return nearest(wrong, known)

    def message(self, lang: Lang) -> str:
        """Return reason and mend alone, for a line that starts with the place."""
        place = fill(typeset(_PLACE[lang], lang), lang, {"file": self.file, "line": self.line})
        return self.text(lang).removeprefix(place)

    def error(self) -> Malformed:
        """Return the error that says this fault."""
        return Malformed(self.reason, file=self.file, line=self.line, **self.facts)


def nearest(wrong: str, known: Sequence[str]) -> str | None:
    """Return the known word that a wrong one was most likely meant to be; None: none is."""
    return next(iter(get_close_matches(wrong, known, n=1, cutoff=_LIKE)), None)


def fault_reason(
    code: str, *, ar: tuple[str, str], fr: tuple[str, str], en: tuple[str, str]
) -> Reason:
    """Return the reason of a fault from (what is wrong, how to mend it) in each language.

    The texts may name facts in braces; file and line are put in front.
    """
    return Reason(
        code,
        ar=_PLACE["ar"] + ar[0] + _MEND["ar"] + ar[1],
        fr=_PLACE["fr"] + fr[0] + _MEND["fr"] + fr[1],
        en=_PLACE["en"] + en[0] + _MEND["en"] + en[1],
    )
