"""The picture of a procedure as SVG, in Arabic, French or English (FRA-29).

Presentation attributes only, so a strict content security policy lets it through.  Each text
is set in its own direction; nothing depends on the order of neighbouring texts.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import Final

from jisr.core.errors import Lang
from jisr.core.table import Side
from jisr.framework.diagram import MARKS
from jisr.framework.picture import SCREEN, Arrow, Measures, Node, Picture, Words, picture
from jisr.framework.procedure import Procedure

INK: Final[dict[Side, str]] = {Side.OPENER: "#1d4e89", Side.OTHER: "#9c4a00"}
FONT: Final = "Amiri, 'Noto Naskh Arabic', 'DejaVu Sans', sans-serif"
# Colour never speaks alone.
_DASHES: Final[dict[Side, str]] = {Side.OPENER: "", Side.OTHER: ' stroke-dasharray="6 3"'}
_PLAIN: Final = "#111111"
_LINE: Final = "#222222"


def svg(procedure: Procedure, lang: Lang) -> str:
    """Return a sound procedure as a drawing; each role has its colour, named above."""
    drawn = picture(procedure, lang)
    legend = _legend(procedure, lang)
    pad, row = SCREEN.pad, SCREEN.row
    width = max(drawn.width, *(len(text) * SCREEN.char + 6 * pad for _, text in legend))
    top = row * len(legend) + pad
    body = [*shapes(drawn, SCREEN), *(line for words in drawn.words for line in _texts(words))]
    direction = "rtl" if lang == "ar" else "ltr"
    size = (width, top + drawn.height)
    keys = [
        _text(width // 2, pad + row * number + row // 2, text, ink)
        for number, (ink, text) in enumerate(legend)
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}" '
            f'width="{size[0]}" height="{size[1]}" role="img" lang="{lang}" '
            f'direction="{direction}" font-family="{FONT}" font-size="14">',
            f"<title>{escape(procedure.title.text(lang))}</title>",
            heads(""),
            *keys,
            f'<g transform="translate(0,{top})">',
            *body,
            "</g>",
            "</svg>",
            "",
        ]
    )


def heads(name: str) -> str:
    """Return the heads of the arrows, one a colour; `name` tells several drawings apart."""
    markers = "".join(
        f'<marker id="{name}head-{side.value}" viewBox="0 0 8 8" refX="7" refY="4" '
        f'markerWidth="8" markerHeight="8" orient="auto"><path d="M0,0 L8,4 L0,8 z" '
        f'fill="{ink}"/></marker>'
        for side, ink in INK.items()
    )
    return f"<defs>{markers}</defs>"


def shapes(drawn: Picture, measures: Measures, name: str = "") -> Iterator[str]:
    """Yield what is drawn, without the texts: arrows, grounds of texts, states."""
    for arrow in drawn.arrows:
        yield _arrow(arrow, name)
    for words in drawn.words[len(drawn.nodes) :]:
        height = len(words.rows) * measures.row
        yield (
            f'<rect x="{words.x - words.width // 2}" y="{words.y - height // 2}" '
            f'width="{words.width}" height="{height}" fill="#ffffff" fill-opacity="0.85"/>'
        )
    x, y = drawn.start
    yield f'<circle cx="{x}" cy="{y}" r="{measures.dot // 2}" fill="{_LINE}"/>'
    yield from map(_node, drawn.nodes)


def _legend(procedure: Procedure, lang: Lang) -> Sequence[tuple[str, str]]:
    roles = [
        (INK[procedure.side(role)], f"■ {label.text(lang)}")
        for role, label in procedure.roles.items()
    ]
    return roles + [(_PLAIN, f"{mark} {texts[lang]}") for mark, texts in MARKS.items()]


def _arrow(arrow: Arrow, name: str) -> str:
    """Return a smooth line through the points, upright where it meets a layer."""
    (x, y), *rest = arrow.path
    parts = [f"M{x},{y}"]
    if arrow.curled:
        parts.append("C" + " ".join(f"{x},{y}" for x, y in rest))
    else:
        for (x0, y0), (x1, y1) in pairwise(arrow.path):
            middle = (y0 + y1) // 2
            parts.append(f"C{x0},{middle} {x1},{middle} {x1},{y1}")
    return (
        f'<path d="{" ".join(parts)}" fill="none" stroke="{INK[arrow.side]}" stroke-width="1.4"'
        f"{_DASHES[arrow.side]} "
        f'marker-end="url(#{name}head-{arrow.side.value})"/>'
    )


def _node(node: Node) -> str:
    weight, fill = ("3", "#eeeeee") if node.final else ("1.4", "#ffffff")
    return (
        f'<rect x="{node.x - node.width // 2}" y="{node.y - node.height // 2}" '
        f'width="{node.width}" height="{node.height}" rx="8" fill="{fill}" stroke="{_LINE}" '
        f'stroke-width="{weight}"/>'
    )


def _texts(words: Words) -> Iterator[str]:
    """Yield the rows of a text, each act in the colour of its role."""
    top = words.y - len(words.rows) * SCREEN.row // 2
    for number, (row, side) in enumerate(zip(words.rows, words.sides, strict=True)):
        ink = _PLAIN if side is None else INK[side]
        yield _text(words.x, top + number * SCREEN.row + SCREEN.row // 2, row, ink)


def _text(x: int, y: int, text: str, ink: str) -> str:
    return (
        f'<text x="{x}" y="{y}" dy="0.35em" text-anchor="middle" unicode-bidi="isolate" '
        f'fill="{ink}">{escape(text)}</text>'
    )
