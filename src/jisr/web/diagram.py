"""Lets a diagram into a page: known shapes and plain attributes, nothing else.

Diagrams are drawn by `jisr.framework` from packs, and packs are data that a partner may have
written.  The drawing stands in the page itself, so that it has the page's fonts and colours.
"""

import re
from typing import Final
from xml.etree import ElementTree as ET

SPACE: Final = "http://www.w3.org/2000/svg"
SVG_BYTES_MAX: Final = 256 * 1024  # The largest pack's diagram is a tenth of this.
ELEMENTS: Final = frozenset(
    {"svg", "g", "defs", "marker", "path", "line", "polyline", "polygon", "rect", "circle"}
    | {"ellipse", "text", "tspan", "title", "desc"}
)
ATTRIBUTES: Final = frozenset(
    {"viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry"}
    | {"d", "points", "transform", "class", "id", "role", "aria-label", "aria-labelledby"}
    | {"text-anchor", "dominant-baseline", "direction", "dx", "dy", "font-size", "font-weight"}
    | {"fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity"}
    | {"marker-end", "marker-start", "markerWidth", "markerHeight", "refX", "refY", "orient"}
    | {"preserveAspectRatio", "unicode-bidi", "lang", "dir", "stroke-linecap", "markerUnits"}
)
# Only references inside the drawing: `url(#arrow)`.
_OUTSIDE: Final = re.compile(r"url\((?!#[\w-]+\))|javascript:|data:", re.IGNORECASE)


def clean_svg(svg: str, *, name: str) -> str:
    """Return the drawing with only known elements and attributes; "" when it is not one.

    Args:
        svg: the drawing as it came.
        name: a slug put before every id, so that several drawings can stand in one page.
    """
    if len(svg.encode()) > SVG_BYTES_MAX or "<!" in svg:
        return ""  # No document type: no entities that explode.
    try:
        root = ET.fromstring(svg)  # noqa: S314 - no document type gets here
    except ET.ParseError:
        return ""
    if root.tag != f"{{{SPACE}}}svg":
        return ""
    _clean(root, name)
    ET.register_namespace("", SPACE)
    return ET.tostring(root, encoding="unicode")


def _clean(element: ET.Element, own: str) -> None:
    for name, value in list(element.attrib.items()):
        if name not in ATTRIBUTES or _OUTSIDE.search(value):
            del element.attrib[name]
        elif name in {"id", "aria-labelledby"}:
            element.attrib[name] = f"{own}-{value}"
        else:
            element.attrib[name] = value.replace("url(#", f"url(#{own}-")
    for child in list(element):
        if child.tag.removeprefix(f"{{{SPACE}}}") in ELEMENTS:
            _clean(child, own)
        else:
            element.remove(child)
