"""The picture of a procedure on a page: lines and boxes as SVG, the texts over them as HTML.

Texts inside an SVG lose the joining and the direction of Arabic in print; as text of the page
they keep both, and can be searched and copied.
"""

from collections.abc import Iterator
from html import escape
from typing import Final

from jisr.framework.book.document import Figure
from jisr.framework.book.figures import FONT, PRINT
from jisr.framework.picture import Words
from jisr.framework.svg import heads, shapes

_POINTS: Final = 0.5  # A unit of the picture, in points.


def drawing(figure: Figure) -> Iterator[str]:
    """Yield the lines of HTML."""
    drawn, name, scale = figure.picture, figure.name, _POINTS * figure.scale
    width, height = drawn.width * scale, drawn.height * scale
    yield (
        f'<div class="drawing" style="width:{width:.1f}pt;height:{height:.1f}pt;'
        f'font-size:{FONT * scale:.2f}pt;line-height:{PRINT.row * scale:.2f}pt">'
    )
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawn.width} {drawn.height}" '
        f'width="{width:.1f}pt" height="{height:.1f}pt" aria-hidden="true" focusable="false">'
    )
    yield heads(f"{name}-")
    yield from shapes(drawn, PRINT, f"{name}-")
    yield "</svg>"
    for words in drawn.words:
        yield from _rows(words, scale)
    yield "</div>"


def _rows(words: Words, scale: float) -> Iterator[str]:
    top = words.y - len(words.rows) * PRINT.row // 2
    left, width = (words.x - words.width / 2) * scale, words.width * scale
    for number, (row, side) in enumerate(zip(words.rows, words.sides, strict=True)):
        where = f"left:{left:.1f}pt;top:{(top + number * PRINT.row) * scale:.1f}pt"
        kind = "state" if side is None else side.value
        yield f'<span class="{kind}" style="{where};width:{width:.1f}pt">{escape(row)}</span>'
