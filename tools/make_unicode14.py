"""Write src/jisr/core/unicode14.py: the code points a text of ours may hold.

Run with Python 3.11, whose `unicodedata` is Unicode 14.0:

    python tools/make_unicode14.py

Two nodes on different versions of Python must accept the same texts, so the table is kept in
the repository instead of being asked of the interpreter.
"""

import sys
import unicodedata
from pathlib import Path
from typing import Final

VERSION: Final = "14.0.0"
TARGET: Final = Path(__file__).parent.parent / "src" / "jisr" / "core" / "unicode14.py"
PER_LINE: Final = 8

# Unassigned, controls, surrogates, private use: none is text.
REFUSED: Final = frozenset({"Cn", "Cc", "Cs", "Co"})

HEAD: Final = '''"""Code points of Unicode 14.0 that are text; written by tools/make_unicode14.py.

Unassigned, control, surrogate and private-use code points are left out (spec clause FRM-4).
"""

from typing import Final

# Inclusive ranges, hexadecimal.
RANGES: Final = """
'''
TAIL: Final = '"""\n'


def ranges() -> list[tuple[int, int]]:
    """Return the inclusive ranges of code points that are text, ascending."""
    found: list[tuple[int, int]] = []
    for point in range(sys.maxunicode + 1):
        if unicodedata.category(chr(point)) in REFUSED:
            continue
        if found and found[-1][1] == point - 1:
            found[-1] = (found[-1][0], point)
        else:
            found.append((point, point))
    return found


def module() -> str:
    """Return the text of the module."""
    words = [f"{first:X}-{last:X}" if first < last else f"{first:X}" for first, last in ranges()]
    lines = [" ".join(words[at : at + PER_LINE]) for at in range(0, len(words), PER_LINE)]
    return HEAD + "\n".join(lines) + "\n" + TAIL


def main() -> None:
    """Write the module, or refuse on another version of Unicode."""
    if unicodedata.unidata_version != VERSION:
        sys.exit(f"needs Unicode {VERSION}, this Python has {unicodedata.unidata_version}")
    TARGET.write_text(module(), encoding="utf-8")


if __name__ == "__main__":
    main()
