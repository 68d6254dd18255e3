"""The picture of a procedure as SVG, in Arabic, French or English (FRA-29).

Presentation attributes only, so a strict content security policy lets it through.  Each text
is set in its own direction; nothing depends on the order of neighbouring texts.
"""

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import Final

from jisr.core.act import Slug
from jisr.core.errors import Lang
from jisr.core.table import Side
from jisr.framework.diagram import MARKS, START, Edge, act_label, edges
from jisr.framework.layout import Box, Layout, Line, lay_out
from jisr.framework.procedure import Procedure

CHAR: Final = 8  # A letter is narrower: text never leaves its box.
ROW: Final = 18
PAD: Final = 12
DOT: Final = 14
LOOP: Final = 16  # The height of a loop above its state.
INK: Final[dict[Side, str]] = {Side.OPENER: "#1d4e89", Side.OTHER: "#9c4a00"}
FONT: Final = "Amiri, 'Noto Naskh Arabic', 'DejaVu Sans', sans-serif"


def svg(procedure: Procedure, lang: Lang) -> str:
    """Return a sound procedure as a drawing; each role has its colour, named above."""
    arrows = edges(procedure)
    names = [START, *procedure.states, *procedure.ends]
    loops = {arrow.source: arrow for arrow in arrows if arrow.source == arrow.target}
    straight = [arrow for arrow in arrows if arrow.source != arrow.target]
    labels = {n: procedure.label(Slug(n)).text(lang) if n else "" for n in names}
    boxes = [_box(procedure, labels[name], loops.get(name), lang) for name in names]
    index = {name: number for number, name in enumerate(names)}
    lines = [
        Line(
            source=index[arrow.source],
            target=index[arrow.target],
            text=_text_box(_rows(procedure, arrow, lang)),
        )
        for arrow in straight
    ]
    layout = lay_out(boxes, lines)
    legend = _legend(procedure, lang)
    width = max(layout.width, *(len(text) * CHAR + 6 * PAD for _, text in legend))
    top = ROW * len(legend) + PAD
    ends = _ends(layout, lines, boxes)
    body = [
        _arrow(path, _side(procedure, arrow)) for path, arrow in zip(ends, straight, strict=True)
    ]
    for name, box, place in zip(names, boxes, layout.nodes, strict=True):
        if name in loops:
            body += _loop(procedure, loops[name], place, box, lang)
        body += _node(labels[name], place, final=name in procedure.ends)
    for arrow, place in zip(straight, layout.texts, strict=True):
        body += _texts(procedure, arrow, lang, place)
    return _document(procedure, lang, (width, top + layout.height), top, legend, body)


def _document(
    procedure: Procedure,
    lang: Lang,
    size: tuple[int, int],
    top: int,
    legend: Sequence[tuple[str, str]],
    body: Sequence[str],
) -> str:
    title = escape(procedure.title.text(lang))
    direction = "rtl" if lang == "ar" else "ltr"
    heads = "".join(
        f'<marker id="head-{side.value}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
        f'markerHeight="8" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="{ink}"/></marker>'
        for side, ink in INK.items()
    )
    keys = [
        _text(size[0] // 2, PAD + ROW * row + ROW // 2, text, ink)
        for row, (ink, text) in enumerate(legend)
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}" '
            f'width="{size[0]}" height="{size[1]}" role="img" lang="{lang}" '
            f'direction="{direction}" font-family="{FONT}" font-size="14">',
            f"<title>{title}</title>",
            f"<defs>{heads}</defs>",
            *keys,
            f'<g transform="translate(0,{top})">',
            *body,
            "</g>",
            "</svg>",
            "",
        ]
    )


def _box(procedure: Procedure, label: str, loop: Edge | None, lang: Lang) -> Box:
    if not label:
        return Box(width=DOT, height=DOT)
    own = Box(width=len(label) * CHAR + 2 * PAD, height=ROW + PAD)
    if loop is None:
        return own
    text = _text_box(_rows(procedure, loop, lang))
    return Box(width=max(own.width, text.width), height=own.height + 2 * (text.height + LOOP))


def _rows(procedure: Procedure, edge: Edge, lang: Lang) -> list[str]:
    return [act_label(procedure, sentence, lang) for sentence in edge.sentences]


def _text_box(rows: Sequence[str]) -> Box:
    return Box(width=max(len(row) for row in rows) * CHAR + PAD, height=len(rows) * ROW)


def _side(procedure: Procedure, edge: Edge) -> Side:
    """Return the side whose colour the arrow has: that of its first act."""
    return procedure.side(edge.sentences[0].who)


def _legend(procedure: Procedure, lang: Lang) -> list[tuple[str, str]]:
    roles = [
        (INK[procedure.side(role)], f"■ {label.text(lang)}")
        for role, label in procedure.roles.items()
    ]
    return roles + [("#111111", f"{mark} {texts[lang]}") for mark, texts in MARKS.items()]


def _ends(
    layout: Layout, lines: Sequence[Line], boxes: Sequence[Box]
) -> list[list[tuple[int, int]]]:
    """Return the paths cut at the edge of the boxes they join, side by side along that edge."""
    paths = [list(points) for points in layout.paths]
    docks: dict[tuple[int, bool], list[tuple[int, int, int]]] = {}
    for number, (line, path) in enumerate(zip(lines, paths, strict=True)):
        for end, near, item in ((0, 1, line.source), (-1, -2, line.target)):
            below = path[near][1] > path[end][1]
            docks.setdefault((item, below), []).append((path[near][0], number, end))
    for (item, below), ends in docks.items():
        x, y = layout.nodes[item]
        half = _half(boxes[item])
        for place, (_, number, end) in enumerate(sorted(ends), start=1):
            step = 2 * half if boxes[item].width > DOT else 0
            offset = (2 * place - len(ends) - 1) * min(step, _room(boxes[item], len(ends))) // 2
            paths[number][end] = (x + offset, y + half if below else y - half)
    return paths


def _room(box: Box, count: int) -> int:
    """Return how far apart so many lines may meet a box."""
    return (box.width - 2 * PAD) // count


def _half(box: Box) -> int:
    """Return half the height of what is drawn: a dot, or a state without its loop's room."""
    return DOT // 2 if box.width == DOT else (ROW + PAD) // 2


def _arrow(path: Sequence[tuple[int, int]], side: Side) -> str:
    """Return a smooth line through the points, upright where it meets a layer."""
    parts = [f"M{path[0][0]},{path[0][1]}"]
    for (x0, y0), (x1, y1) in pairwise(path):
        middle = (y0 + y1) // 2
        parts.append(f"C{x0},{middle} {x1},{middle} {x1},{y1}")
    return (
        f'<path d="{" ".join(parts)}" fill="none" stroke="{INK[side]}" stroke-width="1.4" '
        f'marker-end="url(#head-{side.value})"/>'
    )


def _node(label: str, place: tuple[int, int], *, final: bool) -> list[str]:
    x, y = place
    if not label:
        return [f'<circle cx="{x}" cy="{y}" r="{DOT // 2}" fill="#222222"/>']
    width, height = len(label) * CHAR + 2 * PAD, ROW + PAD
    weight, fill = ("3", "#eeeeee") if final else ("1.4", "#ffffff")
    return [
        f'<rect x="{x - width // 2}" y="{y - height // 2}" width="{width}" height="{height}" '
        f'rx="8" fill="{fill}" stroke="#222222" stroke-width="{weight}"/>',
        _text(x, y, label, "#111111"),
    ]


def _loop(
    procedure: Procedure, edge: Edge, place: tuple[int, int], box: Box, lang: Lang
) -> list[str]:
    """Return the acts that leave a state as it is, drawn above it."""
    x, y = place
    top = y - (ROW + PAD) // 2
    side = _side(procedure, edge)
    rows = _rows(procedure, edge, lang)
    text_y = y - box.height // 2 + len(rows) * ROW // 2
    path = f"M{x - 20},{top} C{x - 30},{top - LOOP} {x + 30},{top - LOOP} {x + 20},{top}"
    return [
        f'<path d="{path}" fill="none" stroke="{INK[side]}" stroke-width="1.4" '
        f'marker-end="url(#head-{side.value})"/>',
        *_texts(procedure, edge, lang, (x, text_y)),
    ]


def _texts(procedure: Procedure, edge: Edge, lang: Lang, place: tuple[int, int]) -> list[str]:
    """Return the acts of an edge on a white ground, each in the colour of its role."""
    rows = _rows(procedure, edge, lang)
    box, (x, y) = _text_box(rows), place
    drawn = [
        f'<rect x="{x - box.width // 2}" y="{y - box.height // 2}" width="{box.width}" '
        f'height="{box.height}" fill="#ffffff" fill-opacity="0.85"/>'
    ]
    for number, (row, sentence) in enumerate(zip(rows, edge.sentences, strict=True)):
        line_y = y - box.height // 2 + number * ROW + ROW // 2
        drawn.append(_text(x, line_y, row, INK[procedure.side(sentence.who)]))
    return drawn


def _text(x: int, y: int, text: str, ink: str) -> str:
    return (
        f'<text x="{x}" y="{y}" dy="0.35em" text-anchor="middle" unicode-bidi="isolate" '
        f'fill="{ink}">{escape(text)}</text>'
    )
