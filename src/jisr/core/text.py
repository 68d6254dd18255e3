"""Text written by people: one form, and nothing in it that a reader cannot see for what it is.

The code points are those of Unicode 14.0 whatever the interpreter knows, so that two nodes
accept the same texts.  Among assigned code points NFC never changes (Unicode's stability
policy), so the form is the same on every later version too.
"""

import re
import unicodedata
from bisect import bisect_right
from typing import Final

from jisr.core import reasons
from jisr.core.errors import Malformed
from jisr.core.unicode14 import RANGES

_REFUSED: Final = frozenset(
    [
        *range(0x202A, 0x202F),  # Embeddings and overrides: they can make a text read otherwise.
        *range(0x206A, 0x2070),  # Deprecated format characters.
        *range(0xFFF9, 0xFFFC),  # Interlinear annotation.
        *range(0xE0000, 0xE0080),  # Tags: invisible ASCII.
        0x2028,
        0x2029,  # The line feed is the one way to end a line.
        0xFEFF,
    ]
)


def _bounds() -> tuple[int, ...]:
    """Return the points at which being text begins and ends, in turn."""
    bounds: list[int] = []
    for word in RANGES.split():
        first, _, last = word.partition("-")
        bounds += [int(first, 16), int(last or first, 16) + 1]
    return tuple(bounds)


_BOUNDS: Final = _bounds()
# Accents, vowel signs and the stretching of a line only mark a letter; madda and hamza, which
# are not among them, make another one.
_MARKS: Final = re.compile("[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u0652\u0670]")
_APART: Final = re.compile(r"[\s_’'./-]+")


def clean(text: str) -> str:
    """Return `text` in its one form: NFC, lines ended by a line feed alone.

    Raises:
        Malformed: a code point that is not text, is unassigned in Unicode 14.0, or can hide
            or reorder what stands around it.

    Source: docs/spec/forms.md, FRM-4; UAX #15; UAX #9.
    """
    lines = text.replace("\r\n", "\n")
    if lines.isascii() and lines.replace("\n", "").isprintable():
        return lines
    strange = {character for character in set(lines) if not _is_text(ord(character))}
    if strange:
        first = next(character for character in lines if character in strange)
        raise Malformed(reasons.NOT_TEXT, point=f"U+{ord(first):04X}")
    return unicodedata.normalize("NFC", lines)


def folded(text: str) -> str:
    """Return a text as it is compared: no case, accents or vowel signs, words one space apart."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return _APART.sub(" ", unicodedata.normalize("NFC", bare).casefold()).strip()


def _is_text(point: int) -> bool:
    """Whether a code point may stand in a text; a point between two bounds of a range may."""
    if point in _REFUSED:
        return False
    return point == ord("\n") or bisect_right(_BOUNDS, point) % 2 == 1
