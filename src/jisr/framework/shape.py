"""Reading the blocks of a pack: known keys only, names, labels in three languages.

Each reader takes a node and the list of faults; it appends what is wrong and returns what can
be kept, so that one run of the checker shows every fault of a file (FRA-3).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from jisr.core.act import SLUG_CHARS_MAX, Slug
from jisr.core.errors import LANGS, Lang, Reason
from jisr.framework import reasons
from jisr.framework.faults import Fault
from jisr.framework.source import Block, Items, Node, Scalar

YES: Final = "yes"
YES_NO: Final = (YES, "no")

TEXT_CHARS_MAX: Final = 2000  # A help text; a label is far shorter.

SLUG: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A text for people, in the three languages; the node it was read from gives the place."""

    ar: str
    fr: str
    en: str

    def text(self, lang: Lang) -> str:
        """Return the text for a reader of `lang`."""
        return {"ar": self.ar, "fr": self.fr, "en": self.en}[lang]


def fault(node: Node, reason: Reason, **facts: str | int) -> Fault:
    """Return a fault at the place of `node`."""
    return Fault(reason=reason, file=node.file, line=node.line, facts=facts)


def read_block(
    node: Node, faults: list[Fault], *, required: str = "", optional: str = ""
) -> Block | None:
    """Read a block whose keys are known.

    Args:
        node: anything.
        faults: an unknown key is a fault, for nothing would enforce it; so is a missing one.
        required: the keys that must be there, separated by spaces.
        optional: the keys that may be there.

    Returns:
        The block, or None when `node` is no block or lacks a required key.
    """
    if not isinstance(node, Block):
        faults.append(fault(node, reasons.WRONG_SHAPE, shape="key: value"))
        return None
    known = required.split() + optional.split()
    for key, _ in node.entries:
        if key.text not in known:
            reason = reasons.UNKNOWN_KEY
            faults.append(fault(key, reason, key=_shown(key.text), known=", ".join(known)))
    missing = [key for key in required.split() if node.get(key) is None]
    faults += [fault(node, reasons.MISSING_KEY, key=key) for key in missing]
    return None if missing else node


def read_named(node: Node | None, faults: list[Fault]) -> Iterator[tuple[Scalar, Node]]:
    """Yield the entries of a block whose keys are names of our choosing; None has none."""
    if node is None:
        return
    if not isinstance(node, Block):
        faults.append(fault(node, reasons.WRONG_SHAPE, shape="name: …"))
        return
    for key, value in node.entries:
        if read_slug(key, faults) is not None:
            yield key, value


def read_scalar(node: Node, faults: list[Fault]) -> Scalar | None:
    """Read one piece of text."""
    if isinstance(node, Scalar):
        return node
    faults.append(fault(node, reasons.WRONG_SHAPE, shape="text"))
    return None


def read_slug(node: Node, faults: list[Fault]) -> Slug | None:
    """Read a name: lower-case Latin letters, digits and single dashes."""
    scalar = read_scalar(node, faults)
    if scalar is None:
        return None
    if len(scalar.text) > SLUG_CHARS_MAX or not SLUG.match(scalar.text):
        faults.append(fault(node, reasons.NOT_A_NAME, name=_shown(scalar.text)))
        return None
    return Slug(scalar.text)


def read_word(node: Node | None, known: Sequence[str], faults: list[Fault]) -> str | None:
    """Read one of the words that may stand in a place; None where none or another stands."""
    scalar = None if node is None else read_scalar(node, faults)
    if scalar is None or scalar.text in known:
        return None if scalar is None else scalar.text
    facts = {"value": _shown(scalar.text), "known": ", ".join(known)}
    faults.append(fault(scalar, reasons.UNKNOWN_VALUE, **facts))
    return None


def read_scalars(node: Node | None, faults: list[Fault]) -> list[Scalar]:
    """Read a list of texts; one text alone is a list of one, None is the empty list."""
    if node is None:
        return []
    items = node.items if isinstance(node, Items) else (node,)
    return [scalar for item in items if (scalar := read_scalar(item, faults)) is not None]


def read_label(node: Node, faults: list[Fault]) -> Label | None:
    """Read a text that must stand in Arabic, French and English."""
    if not isinstance(node, Block):
        faults.append(fault(node, reasons.WRONG_SHAPE, shape="ar: …, fr: …, en: …"))
        return None
    for key, _ in node.entries:
        if key.text not in LANGS:
            facts = {"key": _shown(key.text), "known": ", ".join(LANGS)}
            faults.append(fault(key, reasons.UNKNOWN_KEY, **facts))
    texts: dict[str, str] = {}
    for lang in LANGS:
        value = node.get(lang)
        if value is None:
            faults.append(fault(node, reasons.LABEL_MISSING, lang=lang))
        elif (scalar := read_scalar(value, faults)) is not None:
            if len(scalar.text) > TEXT_CHARS_MAX:
                faults.append(fault(value, reasons.LABEL_TOO_LONG, limit=TEXT_CHARS_MAX))
            texts[lang] = scalar.text
    if len(texts) < len(LANGS):
        return None
    return Label(ar=texts["ar"], fr=texts["fr"], en=texts["en"])


def _shown(text: str) -> str:
    """Return a text of the file fit to stand inside a sentence."""
    return text if len(text) <= SLUG_CHARS_MAX else text[:SLUG_CHARS_MAX] + "…"
