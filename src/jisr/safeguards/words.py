"""The words that give asylum away, in the names and labels that a framework gives its fields.

Names, not contents: what people write in free words no list can hold back, and a list that
tried would teach them to write around it.
"""

from functools import lru_cache
from typing import Final

from jisr.core.text import folded

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

# A Latin word counts from its beginning; before an Arabic one stand article and prepositions.
_SIGNS: Final = tuple(f" {folded(word)}" if word[0].isascii() else folded(word) for word in _ASYLUM)


@lru_cache(maxsize=_MEMORY)
def tells_asylum(texts: tuple[str, ...]) -> bool:
    """Say whether one of these names or labels speaks of asylum."""
    told = folded("".join(f" |{text} " for text in texts)).replace("|", " | ")
    return any(sign in told for sign in _SIGNS)
