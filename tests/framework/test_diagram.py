"""The picture of a procedure: the same on every machine, in three languages (FRA-29)."""

import re
from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.core.act import Slug
from jisr.core.errors import LANGS, Lang
from jisr.framework import parse_edition
from jisr.framework.diagram import START, edges, mermaid
from jisr.framework.layout import GAP_X, Box, Layout, Line, lay_out
from jisr.framework.svg import svg
from tests.framework.packs import REQUEST, edited, sound

PROCEDURES = ("information-request", "undertaking", "framework-revision")


def test_one_edge_joins_two_states_and_carries_all_their_acts() -> None:
    found = edges(sound().procedures[Slug("information-request")])
    joined = {(edge.source, edge.target): [s.act for s in edge.sentences] for edge in found}
    assert joined[START, Slug("received")] == ["send"]
    assert joined["received", Slug("answered")] == ["answer", "answer-in-part"]
    assert joined["received", Slug("received")] == ["announce-delay"]


def test_mermaid_names_states_acts_and_roles() -> None:
    text = mermaid(sound().procedures[Slug("information-request")], "fr")
    assert text.startswith("stateDiagram-v2\n")
    assert '  state "demande à l’examen" as s0\n' in text
    assert "  [*] --> s0: envoyer la demande (la partie requérante)\n" in text
    assert "  s0 --> s7: clore la demande, l’autre partie n’ayant rien fait † (" in text
    assert "  s2 --> s0: rappeler la réponse ‡ (la partie requise)\n" in text
    assert text.endswith("  s7 --> [*]\n")


def test_mermaid_is_not_broken_by_a_label() -> None:
    files = edited(REQUEST, "en: answer given}", "en: 'an \"answer\"; given: #1'}")
    procedure = parse_edition(files, pack="ma-fr").procedures[Slug("information-request")]
    assert 'state "an #34;answer#34;#59; given#58; #35;1" as s2' in mermaid(procedure, "en")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PROCEDURES)
def test_the_drawing_is_well_formed_and_holds_every_label(name: str, lang: Lang) -> None:
    procedure = sound().procedures[Slug(name)]
    root = ET.fromstring(svg(procedure, lang))
    texts = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    for state in [*procedure.states, *procedure.ends]:
        assert procedure.label(state).text(lang) in texts
    assert root.get("direction") == ("rtl" if lang == "ar" else "ltr")
    assert not any("style" in element.attrib for element in root.iter())
    width, height = int(root.get("width") or 0), int(root.get("height") or 0)
    for element in root.iter("{http://www.w3.org/2000/svg}rect"):
        left, right = int(element.get("x") or 0), int(element.get("width") or 0)
        assert 0 <= left <= left + right <= width
    assert height > 0


def test_the_drawing_is_the_same_each_time() -> None:
    procedure = sound().procedures[Slug("undertaking")]
    assert svg(procedure, "ar") == svg(procedure, "ar")
    assert not re.search(r"\d\.\d", svg(procedure, "ar").replace("1.4", "").replace("0.85", "")
                         .replace("0.35em", ""))  # fmt: skip


def test_a_label_is_escaped_in_the_drawing() -> None:
    files = edited(REQUEST, "en: answer given}", "en: <b>answer</b> & more}")
    procedure = parse_edition(files, pack="ma-fr").procedures[Slug("information-request")]
    assert "<b>" not in svg(procedure, "en")
    ET.fromstring(svg(procedure, "en"))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Box], list[Line]]:
    """A graph whose every node can be reached from node 0, cycles included."""
    count = draw(st.integers(1, 9))
    sizes = st.integers(10, 200)
    boxes = [Box(width=draw(sizes), height=draw(sizes)) for _ in range(count)]
    pairs = [(draw(st.integers(0, node - 1)), node) for node in range(1, count)]
    ends = st.integers(0, count - 1)
    pairs += draw(st.lists(st.tuples(ends, ends), max_size=12))
    lines = [
        Line(source=one, target=other, text=Box(width=draw(sizes), height=draw(sizes)))
        for one, other in dict.fromkeys(pairs)
        if one != other
    ]
    return boxes, lines


def areas(
    layout: Layout, boxes: list[Box], lines: list[Line]
) -> Iterator[tuple[int, int, int, int]]:
    places = [*zip(layout.nodes, boxes, strict=True)]
    places += zip(layout.texts, (line.text for line in lines), strict=True)
    for (x, y), box in places:
        yield x - box.width // 2, y - box.height // 2, x + box.width // 2, y + box.height // 2


@settings(deadline=None)
@given(graphs())
def test_nothing_is_drawn_over_another_thing(graph: tuple[list[Box], list[Line]]) -> None:
    boxes, lines = graph
    layout = lay_out(boxes, lines)
    drawn = list(areas(layout, boxes, lines))
    for (l0, t0, r0, b0), (l1, t1, r1, b1) in combinations(drawn, 2):
        assert r0 <= l1 or r1 <= l0 or b0 <= t1 or b1 <= t0
    assert all(left >= 0 and right <= layout.width for left, _, right, _ in drawn)
    assert all(top >= 0 and bottom <= layout.height for _, top, _, bottom in drawn)


@settings(deadline=None)
@given(graphs())
def test_every_line_runs_from_its_source_to_its_target(graph: tuple[list[Box], list[Line]]) -> None:
    boxes, lines = graph
    layout = lay_out(boxes, lines)
    for line, path, text in zip(lines, layout.paths, layout.texts, strict=True):
        assert (path[0], path[-1]) == (layout.nodes[line.source], layout.nodes[line.target])
        assert text in path
        heights = [y for _, y in path]
        assert heights in (sorted(heights), sorted(heights, reverse=True))


def test_a_graph_of_one_node_is_drawn() -> None:
    layout = lay_out([Box(width=20, height=10)], [])
    assert layout.nodes == ((10 + GAP_X, layout.nodes[0][1]),)
    assert layout.paths == ()
