"""What a node has been told of a case beside the ledger: for readers, never for the fold.

The demonstration tells both nodes what a case is called, what happens in it, and what each
text says in the other languages.  None of it is signed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from jisr.core.act import Digest, Slug, read_object
from jisr.core.canonical import Json, decode
from jisr.core.errors import LANGS
from jisr.node.node import Node
from jisr.node.record_views import Text

TOLD: Final = Slug("told")  # The kind of document; by case.
TOLD_BYTES_MAX: Final = 256 * 1024  # A story of a dozen acts takes a tenth.
# What a node can be told, by the key it is told under.
KEYS: Final = ("title", "invented", "undertaking", "serves", "acts", "texts", "desks")
MARK: Final = Slug("mark")  # A kind of document of its own: one for the whole node.
PLAYED: Final = Slug("played")  # There when every story of a demonstration has been played.
MARK_BYTES_MAX: Final = 64 * 1024
ALL: Final = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What this node has been told of a case."""

    title: Text | None = None
    invented: bool = False
    undertaking: str | None = None
    serves: tuple[str, ...] = ()  # Other undertakings that the same mechanism carries out.
    acts: Mapping[Digest, Text] = field(default_factory=dict)  # What happens with each.
    readings: Mapping[str, Text] = field(default_factory=dict)  # What a text says, by its wording.
    mark: Text | None = None  # What every text that a demonstration signs ends with.
    desks: Mapping[str, Text] = field(default_factory=dict)

    @property
    def played(self) -> bool:
        """Whether the demonstration put a sourced text on record."""
        return self.title is not None and not self.invented


def told_of(node: Node, case: Digest) -> Told:
    """Return what this node has been told of a case."""
    document = node.work.register.get(TOLD, case)
    mark = mark_of(node)
    if document is None:
        return Told(mark=mark)
    wire = _object(decode(document.content, bytes_max=TOLD_BYTES_MAX))
    undertaking, serves = wire.get("undertaking"), wire.get("serves")
    return Told(
        title=text_in(wire["title"]) if "title" in wire else None,
        invented=wire.get("invented") is True,
        undertaking=undertaking if isinstance(undertaking, str) else None,
        serves=tuple(str(one) for one in serves) if isinstance(serves, list) else (),
        acts={Digest(id): text_in(one) for id, one in _object(wire.get("acts", {})).items()},
        readings=_readings(wire.get("texts", [])),
        mark=mark,
        desks={desk: text_in(name) for desk, name in _object(wire.get("desks", {})).items()},
    )


def text_in(wire: Json) -> Text:
    """Return a text in three languages as documents hold it."""
    found = _object(wire)
    return Text(ar=str(found["ar"]), fr=str(found["fr"]), en=str(found["en"]))


def mark_of(node: Node) -> Text | None:
    """Return the mark that every page of a demonstration bears; None: this node is in earnest."""
    document = node.work.register.get(MARK, ALL)
    return text_in(decode(document.content, bytes_max=MARK_BYTES_MAX)) if document else None


def is_playing(node: Node) -> bool:
    """Say whether this is a demonstration whose stories are still being played."""
    register = node.work.register
    return register.get(MARK, ALL) is not None and register.get(PLAYED, ALL) is None


def _readings(wire: Json) -> dict[str, Text]:
    """Return each text by its wording in any language: an act may take over another's."""
    texts = [text_in(one) for one in wire] if isinstance(wire, list) else []
    return {text.in_(lang): text for text in texts for lang in LANGS}


def _object(wire: Json) -> Mapping[str, Json]:
    return read_object(wire, "told")
