"""The words that give asylum away, in the names and labels that a framework gives its fields.

Names, not contents: what people write in free words no list can hold back, and a list that
tried would teach them to write around it.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Accents, vowel signs and the stretching of a line only mark a letter; madda and hamza, which
# are not among them, make another one.
_MARKS: Final = re.compile("[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u0652\u0670]")
_APART: Final = re.compile(r"[\s_’'./-]+")
_MEMORY: Final = 4096  # Names and labels are those of a few signed editions, asked for each act.

# Arabic لجوء alone is no sign: اللجوء إلى القضاء is to go to court.
_ASYLUM: Final = (
    "asylum",
    "asile",
    "refugee",
    "réfugié",
    "international protection",
    "protection internationale",
    "subsidiary protection",
    "protection subsidiaire",
    "لاجئ",
    "لاجئة",
    "طلب لجوء",
    "طلب اللجوء",
    "طالب لجوء",
    "طالب اللجوء",
    "طالبة لجوء",
    "طالبة اللجوء",
    "طالبي اللجوء",
    "طالبو اللجوء",
    "حق اللجوء",
    "حماية دولية",
    "الحماية الدولية",
)


def fold(text: str) -> str:
    """Return a text as it is compared: no case, accents or vowel signs, words one space apart."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return _APART.sub(" ", unicodedata.normalize("NFC", bare).casefold()).strip()


# A Latin word counts from its beginning; before an Arabic one stand article and prepositions.
_SIGNS: Final = tuple(f" {fold(word)}" if word[0].isascii() else fold(word) for word in _ASYLUM)


@lru_cache(maxsize=_MEMORY)
def tells_asylum(texts: tuple[str, ...]) -> bool:
    """Say whether one of these names or labels speaks of asylum."""
    folded = fold("".join(f" |{text} " for text in texts)).replace("|", " | ")
    return any(sign in folded for sign in _SIGNS)
