"""Whatever a partner, an officer or a pack writes, a page shows it as text (class 7)."""

import dataclasses
from html.parser import HTMLParser
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

import pytest

from jisr.core.errors import LANGS
from jisr.node.record_views import Link, Text
from jisr.node.views import Site
from tests.web.client import ask
from tests.web.fake import SampleReader
from tests.web.sample_cases import OTHERS
from tests.web.site import OWN_PAGES, PAGES, own_site, site_of

# Breaks out of an attribute, a script, a style, a comment, a template, an address.
MARK = "polyglot"
POISON = (
    f"{MARK} jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert() )//</stYle/</titLe/</teXtarEa/"
    "</scRipt/--!><sVg/oNloAd=alert()//><img src=x onerror=alert(1)>{{ secret }}{% csrf %}%s{0}"
)
# Where a link leads is the node's own reckoning, from ids and its operator's settings.
OURS = (Link, Site)
ACTIVE = {"script", "iframe", "object", "embed", "base", "form", "input", "meta"}


def poisoned(value: Any, hint: Any) -> Any:
    """Return a value of the same shape in which every plain text is the poison."""
    if isinstance(value, OURS):
        return value
    if isinstance(value, Text):
        return Text(POISON, POISON, POISON)
    if hint is str:
        return POISON
    if dataclasses.is_dataclass(value):
        hints = get_type_hints(type(value))
        return dataclasses.replace(
            value,
            **{
                one.name: poisoned(getattr(value, one.name), hints[one.name])
                for one in dataclasses.fields(value)
            },
        )
    if isinstance(value, tuple):
        inner = get_args(hint) or (Any,)
        kinds = inner if len(inner) == len(value) and Ellipsis not in inner else [inner[0]]
        kinds = list(kinds) * len(value) if len(kinds) == 1 else list(kinds)
        return tuple(poisoned(item, kind) for item, kind in zip(value, kinds, strict=True))
    if get_origin(hint) in (Union, UnionType) and isinstance(value, str):
        plain = [one for one in get_args(hint) if one is not NoneType]
        return POISON if plain == [str] else value
    return value


class Poisoned(SampleReader):
    """The sample, every text of which somebody hostile has written."""

    def __getattribute__(self, name: str) -> Any:
        found = object.__getattribute__(self, name)
        if name.startswith("_") or not callable(found):
            return found

        def asked(*args: Any, **more: Any) -> Any:
            return poisoned(found(*args, **more), None)

        return asked


class Seen(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.said: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in {"href", "src", "action", "formaction", "xlink:href", "srcset"}:
                self.addresses.add(value or "")

    def handle_data(self, data: str) -> None:
        self.said.append(data)


SITES = {
    "demo": (site_of(SampleReader()), site_of(Poisoned()), PAGES),
    "own": (own_site(SampleReader()), own_site(Poisoned()), OWN_PAGES),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("kind", "page"), [(kind, page) for kind, (*_, pages) in SITES.items() for page in pages]
)
def test_a_text_that_is_markup_makes_none_on_any_page(kind: str, page: str, lang: str) -> None:
    plain, hostile, _ = SITES[kind]
    answer = ask(hostile, f"/{lang}/{page}")
    assert answer.status == (404 if page == "nothing-here" else 200)
    seen, usual = Seen(answer.text), Seen(ask(plain, f"/{lang}/{page}").text)
    assert seen.elements <= usual.elements
    assert seen.attributes <= usual.attributes
    assert not (seen.elements & ACTIVE) - {"meta"}
    assert not {name for name in seen.attributes if name.startswith("on") or name == "style"}
    for address in seen.addresses:
        assert address.startswith(("/", "#", OTHERS[0].address)), address
        assert not address.startswith("//")
        assert not urlsplit(address).scheme or address.startswith(OTHERS[0].address)


def test_the_poison_reaches_every_page_that_shows_what_others_wrote() -> None:
    reached = {
        page
        for page in PAGES
        if MARK in " ".join(Seen(ask(SITES["demo"][1], f"/en/{page}").text).said)
    }
    assert reached == {*PAGES} - {"nothing-here"}


def test_a_page_that_did_not_escape_would_be_noticed() -> None:
    seen = Seen(f"<p>{POISON}</p>")
    assert {"img", "svg"} <= seen.elements
    assert {"onerror", "onload"} <= {name.lower() for name in seen.attributes}
