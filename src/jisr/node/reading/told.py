"""What a node has been told of a case beside the ledger: for readers, never for the fold.

The demonstration tells both nodes what a case is called, what happens in it, and what each
text says in the other languages.  None of it is signed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from jisr.core.act import Digest, Slug, read_object
from jisr.core.canonical import Json, decode
from jisr.node.node import Node
from jisr.node.record_views import Text

TOLD: Final = Slug("told")  # The kind of document; by case.
TOLD_BYTES_MAX: Final = 256 * 1024  # A story of a dozen acts takes a tenth.
# What a node can be told, by the key it is told under.
KEYS: Final = ("title", "invented", "undertaking", "serves", "acts", "desks")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAct:
    """What happens with one act, and what its fields say."""

    text: Text | None = None
    fields: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What this node has been told of a case."""

    title: Text | None = None
    invented: bool = False
    undertaking: str | None = None
    serves: tuple[str, ...] = ()  # Other undertakings that the same mechanism carries out.
    acts: Mapping[Digest, ToldAct] = field(default_factory=dict)
    desks: Mapping[str, Text] = field(default_factory=dict)

    @property
    def played(self) -> bool:
        """Whether the demonstration put a sourced text on record."""
        return self.title is not None and not self.invented

    def act(self, id: Digest) -> ToldAct:
        """Return what is told of an act; nothing for most."""
        return self.acts.get(id, ToldAct())


def told_of(node: Node, case: Digest) -> Told:
    """Return what this node has been told of a case."""
    document = node.work.register.get(TOLD, case)
    if document is None:
        return Told()
    wire = _object(decode(document.content, bytes_max=TOLD_BYTES_MAX))
    undertaking, serves = wire.get("undertaking"), wire.get("serves")
    return Told(
        title=text_in(wire["title"]) if "title" in wire else None,
        invented=wire.get("invented") is True,
        undertaking=undertaking if isinstance(undertaking, str) else None,
        serves=tuple(str(one) for one in serves) if isinstance(serves, list) else (),
        acts={Digest(id): _act(one) for id, one in _object(wire.get("acts", {})).items()},
        desks={desk: text_in(name) for desk, name in _object(wire.get("desks", {})).items()},
    )


def text_in(wire: Json) -> Text:
    """Return a text in three languages as documents hold it."""
    found = _object(wire)
    return Text(ar=str(found["ar"]), fr=str(found["fr"]), en=str(found["en"]))


def _act(wire: Json) -> ToldAct:
    found = _object(wire)
    return ToldAct(
        text=text_in(found["text"]) if "text" in found else None,
        fields={name: text_in(one) for name, one in _object(found.get("fields", {})).items()},
    )


def _object(wire: Json) -> Mapping[str, Json]:
    return read_object(wire, "told")
