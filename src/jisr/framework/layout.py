"""A layered layout for small directed graphs: whole numbers in, whole numbers out.

Sugiyama's method: break the cycles, put each node on a layer, order each layer so that few
lines cross, then give places.  The text of an edge is a node of its own, so texts never
overlap.  No randomness and no floats: the same graph gives the same picture on every machine.

Source: K. Sugiyama, S. Tagawa, M. Toda, "Methods for visual understanding of hierarchical
system structures", IEEE Transactions on Systems, Man, and Cybernetics 11(2), 1981.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

GAP_X: Final = 24
GAP_Y: Final = 26
SWEEPS: Final = 12  # The order settles in fewer, for graphs of our size.


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The size of a node or of an edge's text; zero for a bend."""

    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """How far things stand apart."""

    x: int = GAP_X  # Between two boxes of a layer.
    y: int = GAP_Y  # Between two layers.


USUAL: Final = Gaps()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An edge to lay out: the indices of its nodes and the size of its text."""

    source: int
    target: int
    text: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where everything stands; points are centres."""

    width: int
    height: int
    nodes: tuple[tuple[int, int], ...]
    paths: tuple[tuple[tuple[int, int], ...], ...]  # Per line, from source to target.
    texts: tuple[tuple[int, int], ...]  # Per line.


def lay_out(boxes: Sequence[Box], lines: Sequence[Line], *, gaps: Gaps = USUAL) -> Layout:
    """Return a place for every node, line and text.

    Args:
        boxes: the nodes; every one but 0 can be reached from node 0.
        lines: the edges, none from a node to itself.
        gaps: how far things stand apart.
    """
    graph = _Graph(boxes, lines)
    layers = graph.layers()
    _order(layers, graph.neighbours)
    x = _columns(layers, graph.boxes, graph.neighbours, gap=gaps.x)
    heights = [max(graph.boxes[item].height for item in layer) for layer in layers]
    y: dict[int, int] = {}
    top = gaps.y
    for layer, height in zip(layers, heights, strict=True):
        y |= dict.fromkeys(layer, top + height // 2)
        top += height + gaps.y
    left = min(x[item] - graph.boxes[item].width // 2 for item in x)
    place = {item: (x[item] - left + gaps.x, y[item]) for item in x}
    right = max(place[item][0] + graph.boxes[item].width // 2 for item in place)
    return Layout(
        width=right + gaps.x,
        height=top,
        nodes=tuple(place[item] for item in range(len(boxes))),
        paths=tuple(tuple(place[item] for item in chain) for chain in graph.chains),
        texts=tuple(place[text] for text in graph.texts),
    )


class _Graph:
    """The graph with its cycles broken and its long lines cut into pieces of one layer."""

    def __init__(self, boxes: Sequence[Box], lines: Sequence[Line]) -> None:
        self.boxes = list(boxes)
        self.chains: list[list[int]] = []
        self.texts: list[int] = []
        self.neighbours: dict[int, list[int]] = {item: [] for item in range(len(boxes))}
        back = _back_lines(len(boxes), lines)
        self._rank = _ranks(len(boxes), lines, back)
        for index, line in enumerate(lines):
            self._cut(line, back=index in back)

    def layers(self) -> list[list[int]]:
        """Return the items of each layer, in order of creation."""
        layers: list[list[int]] = [[] for _ in range(max(self._rank.values()) + 1)]
        for item, rank in sorted(self._rank.items()):
            layers[rank].append(item)
        return [layer for layer in layers if layer]

    def _cut(self, line: Line, *, back: bool) -> None:
        upper, lower = (line.target, line.source) if back else (line.source, line.target)
        chain = [upper]
        between = range(self._rank[upper] + 1, self._rank[lower])
        # The text stands next to where the act starts from.
        text_at = between[-1] if back else between[0]
        for rank in between:
            box = line.text if rank == text_at else Box(width=0, height=0)
            item = len(self.boxes)
            self.boxes.append(box)
            self._rank[item] = rank
            self.neighbours[item] = []
            if rank == text_at:
                self.texts.append(item)
            chain.append(item)
        chain.append(lower)
        for one, other in pairwise(chain):
            self.neighbours[one].append(other)
            self.neighbours[other].append(one)
        self.chains.append(chain[::-1] if back else chain)


def _back_lines(count: int, lines: Sequence[Line]) -> set[int]:
    """Return the lines that close a cycle, found depth first from node 0."""
    out: list[list[int]] = [[] for _ in range(count)]
    for index, line in enumerate(lines):
        out[line.source].append(index)
    back: set[int] = set()
    done: set[int] = set()
    open_: set[int] = {0}
    stack = [(0, iter(out[0]))]
    while stack:
        node, rest = stack[-1]
        for index in rest:
            target = lines[index].target
            if target in open_:
                back.add(index)
            elif target not in done:
                open_.add(target)
                stack.append((target, iter(out[target])))
                break
        else:
            stack.pop()
            open_.discard(node)
            done.add(node)
    return back


def _ranks(count: int, lines: Sequence[Line], back: set[int]) -> dict[int, int]:
    """Return the layer of each node: even ones, so that texts have a layer between."""
    rank = dict.fromkeys(range(count), 0)
    for _ in range(count):
        for index, line in enumerate(lines):
            above, below = line.source, line.target
            if index in back:
                above, below = below, above
            rank[below] = max(rank[below], rank[above] + 2)
    return rank


def _order(layers: list[list[int]], neighbours: Mapping[int, list[int]]) -> None:
    """Order each layer by the middle of its neighbours, down and up in turn."""
    for sweep in range(SWEEPS):
        pairs = list(pairwise(layers))
        if sweep % 2:
            pairs = [(below, above) for above, below in reversed(pairs)]
        for fixed, moving in pairs:
            place = {item: index for index, item in enumerate(fixed)}
            own = {item: index for index, item in enumerate(moving)}
            moving.sort(key=lambda item: _middle(item, neighbours, place, own))


def _middle(
    item: int,
    neighbours: Mapping[int, list[int]],
    place: Mapping[int, int],
    own: Mapping[int, int],
) -> tuple[int, int]:
    near = [place[other] for other in neighbours[item] if other in place]
    # Thousandths, so that whole numbers suffice; without neighbours it stays where it is.
    return (1000 * sum(near) // len(near) if near else 1000 * own[item], own[item])


def _columns(
    layers: list[list[int]],
    boxes: Sequence[Box],
    neighbours: Mapping[int, list[int]],
    *,
    gap: int,
) -> dict[int, int]:
    """Return the centre of each item: near its neighbours, never over another."""
    x: dict[int, int] = {}
    for layer in layers:
        wanted = dict.fromkeys(layer, 0)
        x |= _spread(layer, wanted, boxes, gap=gap)
    for sweep in range(SWEEPS):
        for layer in layers if sweep % 2 else reversed(layers):
            wanted = {item: _mean([x[other] for other in neighbours[item]]) for item in layer}
            x |= _spread(layer, wanted, boxes, gap=gap)
    return x


def _spread(
    layer: Sequence[int], wanted: Mapping[int, int], boxes: Sequence[Box], *, gap: int
) -> dict[int, int]:
    """Return places in the order of `layer`, apart, and on average where they are wanted."""
    x: dict[int, int] = {}
    limit: int | None = None
    for item in layer:
        half = boxes[item].width // 2
        x[item] = wanted[item] if limit is None else max(wanted[item], limit + half)
        limit = x[item] + half + gap
    shift = _mean([x[item] - wanted[item] for item in layer])
    return {item: place - shift for item, place in x.items()}


def _mean(values: Sequence[int]) -> int:
    return sum(values) // len(values) if values else 0
