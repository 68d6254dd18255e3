"""Spaces that Arabic and French want, wherever a text for people is written."""

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

import jisr
from jisr.core.errors import LANGS, Lang, Reason
from jisr.framework.shape import Label
from jisr.node.record_views import Text
from jisr.ops.cli.phrase import Phrase

ROOT = Path(__file__).parents[1]
# What no French text has: a mark that touches its word, or a guillemet without a space.  What is
# typed or fetched, such as an address or a clock, is passed over.
TOUCHES = re.compile(r"[a-zà-ÿ»)][;!?](?=\s|$)|[a-zà-ÿ»)]:(?=\s|$)|«\S|[^\s]»")
TYPED = re.compile(r"[\w{}]+: \"?(?:\{\w+\}|[A-Z]+)|`[^`]*`|\{[^{}]*\}|\S*(?:://|--)\S*")
# What no Arabic text has: a space inside its guillemets, or after the و that belongs to a word.
APART = re.compile(r"«\s|\s»|\sو\s[\u0600-\u06ff«{]")


def found(value: object) -> Iterator[tuple[str, str]]:
    """Yield the Arabic and the French of every text in three languages below a value."""
    if isinstance(value, Text | Phrase | Reason | Label):
        yield value.ar, value.fr
    elif isinstance(value, dict) and value.keys() == set(LANGS):
        yield from _written(value)
    elif isinstance(value, dict):
        for item in value.values():
            yield from found(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from found(item)


def _written(texts: dict[Lang, object]) -> Iterator[tuple[str, str]]:
    ar, fr = texts["ar"], texts["fr"]
    if isinstance(ar, str) and isinstance(fr, str):
        yield ar, fr
    elif isinstance(ar, tuple | list) and isinstance(fr, tuple | list):
        yield from ((str(one), str(other)) for one, other in zip(ar, fr, strict=False))


def in_code() -> Iterator[tuple[str, str, str]]:
    for module in pkgutil.walk_packages(jisr.__path__, "jisr."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            # Others' values are no texts of ours; one of them must not even be looked at.
            own = type(value).__module__.partition(".")[0] in ("builtins", "jisr")
            if own and not name.startswith("__"):
                yield from ((module.name, *pair) for pair in found(value))


def in_data() -> Iterator[tuple[str, str, str]]:
    for path in sorted([*ROOT.glob("packs/**/*.yaml"), *ROOT.glob("demo/*.json")]):
        raw = path.read_text("utf-8")
        tree = json.loads(raw) if path.suffix == ".json" else yaml.safe_load(raw)
        yield from ((path.name, *pair) for pair in _pairs(tree))


def _pairs(tree: object) -> Iterator[tuple[str, str]]:
    if isinstance(tree, dict):
        if isinstance(tree.get("ar"), str) and isinstance(tree.get("fr"), str):
            yield tree["ar"], tree["fr"]
        for item in tree.values():
            yield from _pairs(item)
    elif isinstance(tree, list):
        for item in tree:
            yield from _pairs(item)


def test_french_and_arabic_texts_have_the_spaces_of_their_language() -> None:
    texts = [*in_code(), *in_data()]
    assert len(texts) > 1000
    wrong = {
        f"{where}: {text}"
        for where, ar, fr in texts
        for text, rule in ((ar, APART), (fr, TOUCHES))
        if rule.search(TYPED.sub("x", text))
    }
    assert not wrong, "\n".join(sorted(wrong))


def test_texts_are_found_wherever_they_are_written() -> None:
    modules = {where for where, _, _ in in_code()}
    assert {"jisr.framework.wording", "jisr.framework.faults", "jisr.ops.value_text"} <= modules
