"""A drawing comes in as a drawing, and nothing else does."""

import pytest

from jisr.web import diagram
from jisr.web.diagram import SVG_BYTES_MAX

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'


def clean_svg(svg):
    return diagram.clean_svg(svg, name="p")


def test_shapes_and_words_stay():
    drawing = HEAD + '<g class="a"><path d="M0 0h9" fill="none"/><text x="1">طلب</text></g></svg>'
    cleaned = clean_svg(drawing)
    assert '<path d="M0 0h9" fill="none"' in cleaned
    assert "طلب" in cleaned
    assert cleaned.startswith("<svg")


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<style>*{display:none}</style>",
        '<image href="http://elsewhere.example/x.png"/>',
        '<use href="#x"/>',
        "<foreignObject><p>x</p></foreignObject>",
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<g><animate attributeName="d"/></g>',
    ],
)
def test_what_is_no_shape_is_dropped(inside):
    cleaned = clean_svg(f"{HEAD}{inside}</svg>")
    for word in ("script", "style", "href", "foreignObject", "animate", "alert"):
        assert word not in cleaned


@pytest.mark.parametrize(
    "attribute",
    ['onload="alert(1)"', 'style="x"', 'fill="url(http://elsewhere.example)"', 'd="data:x"'],
)
def test_what_is_no_plain_attribute_is_dropped(attribute):
    assert "<path />" in clean_svg(f"{HEAD}<path {attribute}/></svg>")


def test_references_inside_the_drawing_stay():
    drawing = f'{HEAD}<marker id="head"/><path marker-end="url(#head)"/></svg>'
    cleaned = clean_svg(drawing)
    assert 'marker-end="url(#p-head)"' in cleaned  # Two drawings in one page do not meet.
    assert 'id="p-head"' in cleaned


@pytest.mark.parametrize(
    "other",
    [
        "",
        "not xml <",
        "<p>x</p>",
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + HEAD + "&a;</svg>",
        "<svg>no namespace</svg>",
        HEAD + "x" * SVG_BYTES_MAX + "</svg>",
    ],
)
def test_what_is_no_drawing_gives_nothing(other):
    assert clean_svg(other) == ""
