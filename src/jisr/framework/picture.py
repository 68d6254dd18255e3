"""Where everything stands in the picture of a procedure (FRA-29), before anyone draws it.

Whole numbers of a unit that the caller chooses, so the same procedure gives the same picture on
every machine.  In Arabic the picture is the mirror image: what comes first is on the right.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import Final

from jisr.core.act import Slug
from jisr.core.errors import Lang
from jisr.core.table import Side
from jisr.framework.diagram import START, Edge, act_label, edges
from jisr.framework.layout import USUAL, Box, Gaps, Layout, Line, lay_out
from jisr.framework.procedure import Procedure

Point = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """How much room things take, all in one unit."""

    char: int  # A letter is narrower: text never leaves its box.
    row: int
    pad: int
    dot: int  # Where cases begin.
    loop: int  # The height of a loop above its state.
    chars_max: int  # Of a line; a longer text goes on below.
    gaps: Gaps = USUAL


SCREEN: Final = Measures(char=8, row=18, pad=12, dot=14, loop=16, chars_max=1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """The acts that lead from one state to another, in the colour of the first one's role."""

    path: tuple[Point, ...]
    side: Side
    curled: bool  # From a state back to itself: `path` is start, two handles, end.


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A state or an end."""

    x: int  # Its middle, as of everything here.
    y: int
    width: int
    height: int
    final: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Lines of text, one above the other; `sides` are the roles whose acts they name."""

    x: int
    y: int
    width: int
    rows: tuple[str, ...]
    sides: tuple[Side | None, ...]  # One a row; None for a state.


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A procedure, laid out."""

    width: int
    height: int
    start: Point
    arrows: tuple[Arrow, ...]
    nodes: tuple[Node, ...]
    words: tuple[Words, ...]  # States first, then acts.


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What states and acts are called in a picture."""

    state: Callable[[Slug], str]
    acts: Callable[[Edge], Sequence[tuple[str, Side]]]  # Texts, and whose acts each one names.


def in_words(procedure: Procedure, lang: Lang) -> Naming:
    """Return what everything is called in words; acts with the marks of their clauses."""
    return Naming(
        state=lambda name: procedure.label(name).text(lang),
        acts=lambda edge: [
            (act_label(procedure, sentence, lang), procedure.side(sentence.who))
            for sentence in edge.sentences
        ],
    )


def picture(
    procedure: Procedure,
    lang: Lang,
    *,
    measures: Measures = SCREEN,
    naming: Naming | None = None,
) -> Picture:
    """Return a sound procedure laid out.

    Args:
        procedure: the procedure.
        lang: the language of its texts.
        measures: how much room they take.
        naming: what things are called; None for words.
    """
    drawn = _Drawing(procedure, measures, naming or in_words(procedure, lang)).picture()
    return _mirrored(drawn) if lang == "ar" else drawn


class _Drawing:
    """The texts of a procedure, their boxes, and their places."""

    def __init__(self, procedure: Procedure, measures: Measures, naming: Naming) -> None:
        self._procedure, self._measures, self._naming = procedure, measures, naming
        arrows = edges(procedure)
        self._names = [START, *procedure.states, *procedure.ends]
        self._loops = {arrow.source: arrow for arrow in arrows if arrow.source == arrow.target}
        self._straight = [arrow for arrow in arrows if arrow.source != arrow.target]
        self._labels = {
            name: self._wrapped(naming.state(Slug(name))) for name in self._names if name != START
        }

    def picture(self) -> Picture:
        """Return everything in its place."""
        boxes = [self._box(name) for name in self._names]
        index = {name: number for number, name in enumerate(self._names)}
        lines = [
            Line(
                source=index[edge.source],
                target=index[edge.target],
                text=self._room_of(self._rows(edge)[0]),
            )
            for edge in self._straight
        ]
        layout = lay_out(boxes, lines, gaps=self._measures.gaps)
        places = dict(zip(self._names, zip(layout.nodes, boxes, strict=True), strict=True))
        states = [self._state(name, places[name][0]) for name in self._labels]
        straight = zip(self._ends(layout, lines, boxes), self._straight, strict=True)
        texts = zip(self._straight, layout.texts, strict=True)
        return Picture(
            width=layout.width,
            height=layout.height,
            start=places[START][0],
            arrows=(
                *(Arrow(path=path, side=self._side(edge), curled=False) for path, edge in straight),
                *(self._loop(edge, places[name][0]) for name, edge in self._loops.items()),
            ),
            nodes=tuple(node for node, _ in states),
            words=(
                *(words for _, words in states),
                *(self._acts(edge, place) for edge, place in texts),
                *(self._acts(edge, self._above(*places[n])) for n, edge in self._loops.items()),
            ),
        )

    def _wrapped(self, text: str) -> tuple[str, ...]:
        return tuple(wrap(text, self._measures.chars_max, break_long_words=False))

    def _rows(self, edge: Edge) -> tuple[tuple[str, ...], tuple[Side, ...]]:
        """Return the lines of an edge's acts, and the side of each line's act."""
        rows = [
            (row, side) for text, side in self._naming.acts(edge) for row in self._wrapped(text)
        ]
        return tuple(row for row, _ in rows), tuple(side for _, side in rows)

    def _side(self, edge: Edge) -> Side:
        return self._procedure.side(edge.sentences[0].who)

    def _room_of(self, rows: Sequence[str]) -> Box:
        measures = self._measures
        width = max(len(row) for row in rows) * measures.char + measures.pad
        return Box(width=width, height=len(rows) * measures.row)

    def _node_box(self, name: str) -> Box:
        """Return the size of what is drawn: a dot, or a state without its loop's room."""
        measures = self._measures
        if name == START:
            return Box(width=measures.dot, height=measures.dot)
        room = self._room_of(self._labels[name])
        return Box(width=room.width + measures.pad, height=room.height + measures.pad)

    def _box(self, name: str) -> Box:
        own, loop = self._node_box(name), self._loops.get(name)
        if loop is None:
            return own
        text = self._room_of(self._rows(loop)[0])
        height = own.height + 2 * (text.height + self._measures.loop)
        return Box(width=max(own.width, text.width), height=height)

    def _ends(
        self, layout: Layout, lines: Sequence[Line], boxes: Sequence[Box]
    ) -> list[tuple[Point, ...]]:
        """Return the paths cut at the edge of the boxes they join, side by side along that edge."""
        paths = [list(points) for points in layout.paths]
        docks: dict[tuple[int, bool], list[tuple[int, int, int]]] = {}
        for number, (line, path) in enumerate(zip(lines, paths, strict=True)):
            for end, near, item in ((0, 1, line.source), (-1, -2, line.target)):
                below = path[near][1] > path[end][1]
                docks.setdefault((item, below), []).append((path[near][0], number, end))
        for (item, below), ends in docks.items():
            x, y = layout.nodes[item]
            own = self._node_box(self._names[item])
            half = own.height // 2
            apart = 0
            if self._names[item] != START:
                apart = (boxes[item].width - 2 * self._measures.pad) // len(ends)
            for place, (_, number, end) in enumerate(sorted(ends), start=1):
                offset = (2 * place - len(ends) - 1) * apart // 2
                paths[number][end] = (x + offset, y + half if below else y - half)
        return [tuple(path) for path in paths]

    def _state(self, name: str, place: Point) -> tuple[Node, Words]:
        (x, y), box, rows = place, self._node_box(name), self._labels[name]
        final = name in self._procedure.ends
        node = Node(x=x, y=y, width=box.width, height=box.height, final=final)
        return node, Words(x=x, y=y, width=box.width, rows=rows, sides=(None,) * len(rows))

    def _acts(self, edge: Edge, place: Point) -> Words:
        rows, sides = self._rows(edge)
        width = self._room_of(rows).width
        return Words(x=place[0], y=place[1], width=width, rows=rows, sides=sides)

    def _loop(self, edge: Edge, place: Point) -> Arrow:
        """Return the curl above a state of the acts that leave it as it is."""
        (x, y), measures = place, self._measures
        top, near, far = y - self._node_box(edge.source).height // 2, measures.row, measures.loop
        handles = ((x - near, top), (x - near - near // 2, top - far))
        path = (*handles, *((2 * x - a, b) for a, b in reversed(handles)))
        return Arrow(path=path, side=self._side(edge), curled=True)

    def _above(self, place: Point, box: Box) -> Point:
        """Return where the words of a loop stand: at the top of its state's room."""
        return place[0], place[1] - box.height // 2


def _mirrored(drawn: Picture) -> Picture:
    """Return the mirror image of a picture; texts stay as they are."""
    over = drawn.width
    return Picture(
        width=over,
        height=drawn.height,
        start=(over - drawn.start[0], drawn.start[1]),
        arrows=tuple(
            replace(arrow, path=tuple((over - x, y) for x, y in arrow.path))
            for arrow in drawn.arrows
        ),
        nodes=tuple(replace(node, x=over - node.x) for node in drawn.nodes),
        words=tuple(replace(words, x=over - words.x) for words in drawn.words),
    )
