"""A procedure as a picture: its states, and between them the acts (FRA-29).

One edge for each pair of states, carrying every act that leads that way.  Written as Mermaid
here; `jisr.framework.svg` draws it.
"""

from dataclasses import dataclass
from typing import Final

from jisr.core.act import Slug
from jisr.core.errors import Lang
from jisr.framework.procedure import Procedure
from jisr.framework.sentence import Sentence

START: Final = ""  # No state has an empty name.
LATE, PREVAILING = "†", "‡"
MARKS: Final[dict[str, dict[Lang, str]]] = {
    LATE: {"ar": "بعد انقضاء الأجل", "fr": "une fois le délai écoulé", "en": "once overdue"},
    PREVAILING: {
        "ar": "يغلب عند التقاطع",
        "fr": "prévaut en cas de croisement",
        "en": "prevails in a crossing",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """The acts that lead from one state to another."""

    source: str  # START for the opening acts.
    target: Slug
    sentences: tuple[Sentence, ...]


def edges(procedure: Procedure) -> tuple[Edge, ...]:
    """Return the edges in the order of the text."""
    found: dict[tuple[str, Slug], list[Sentence]] = {}
    for state, sentence in procedure.clauses():
        source = START if state is None else state.name
        found.setdefault((source, sentence.to), []).append(sentence)
    return tuple(
        Edge(source=source, target=target, sentences=tuple(sentences))
        for (source, target), sentences in found.items()
    )


def act_label(procedure: Procedure, sentence: Sentence, lang: Lang) -> str:
    """Return an act as the picture names it, with the marks of its clause."""
    label = procedure.acts[sentence.act][0].text(lang)
    marks = [mark for mark, on in ((LATE, sentence.late), (PREVAILING, sentence.prevailing)) if on]
    return " ".join([label, *marks])


def mermaid(procedure: Procedure, lang: Lang) -> str:
    """Return a sound procedure as a Mermaid state diagram."""
    names = [*procedure.states, *procedure.ends]
    number = {name: f"s{index}" for index, name in enumerate(names)}
    lines = ["stateDiagram-v2"]
    lines += [
        f'  state "{_escape(procedure.label(name).text(lang))}" as {number[name]}' for name in names
    ]
    for edge in edges(procedure):
        source = number.get(Slug(edge.source), "[*]")
        for sentence in edge.sentences:
            role = procedure.roles[sentence.who].text(lang)
            text = _escape(f"{act_label(procedure, sentence, lang)} ({role})")
            lines.append(f"  {source} --> {number[edge.target]}: {text}")
    lines += [f"  {number[end]} --> [*]" for end in procedure.ends]
    return "\n".join(lines) + "\n"


def _escape(text: str) -> str:
    """Return text without the characters that Mermaid reads as its own."""
    return "".join(f"#{ord(char)};" if char in '#;:"<>{}' else char for char in text)
