"""A procedure: the states of a case, and in each who may do what, leading where.

Read from one YAML file whose clauses are sentences.  Reading looks only at the form; whether
the names exist and the procedure is fair is the checker's work (`jisr.framework.check`).
Two roles, never countries: whoever opens a case takes the opening role.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from jisr.core.act import Slug
from jisr.core.table import Side
from jisr.framework import reasons as frame_reasons
from jisr.framework import reasons_procedure as reasons
from jisr.framework.deadlines import Deadline, parse_deadline
from jisr.framework.faults import Fault
from jisr.framework.form import Form
from jisr.framework.forms import parse_forms
from jisr.framework.own_lengths import NO_LENGTHS, OwnLength
from jisr.framework.sentence import NoteSentence, Sentence, read_note, read_sentence
from jisr.framework.shape import (
    Label,
    fault,
    read_block,
    read_label,
    read_named,
    read_scalar,
    read_scalars,
    read_slug,
    read_word,
)
from jisr.framework.source import Block, Items, Node, Scalar
from jisr.framework.terms import CodeList, DeclaredTerm, read_code_lists, read_terms

REQUIRED: Final = "procedure title roles opens states acts"
OPTIONAL: Final = (
    "help protects adverse discloses nothing-known offices ends notes terms defaults forms codes "
    "migrates"
)

AGENDA: Final = ("disputed", "escalated")  # Codes of the list of origins, too.

_NAME: Final = r"([a-z][a-z0-9-]*)"
_NEUTRAL: Final = re.compile(rf"{_NAME}(?: with {_NAME} {_NAME})?\Z", re.ASCII)
_DIGEST: Final = re.compile(r"[0-9a-f]{64}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Around:
    """What a state is read with: who stands on which side, and the pair's own lengths."""

    sides: Mapping[str, Side]
    lengths: Mapping[Slug, OwnLength]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A state as it is written; `turn` and `first` name roles."""

    name: Slug
    label: Label
    turn: Scalar | None  # Who owes the next step; None for a state that rests.
    first: Scalar | None  # Whose act prevails in a crossing, in a state that rests.
    within: Deadline | None
    agenda: str | None  # As what its cases come before the next session: a word of `AGENDA`.
    clauses: tuple[Sentence, ...]
    at: Scalar

    @property
    def rests(self) -> bool:
        """Whether nobody owes a step: an instrument in force, a lesson kept."""
        return self.turn is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """Where running cases of an older edition stand under this one."""

    framework: Scalar  # The digest of the older edition.
    states: tuple[tuple[Scalar, Scalar], ...]  # Old state, state or end of this procedure.


@dataclass(frozen=True, slots=True, kw_only=True)
class Neutral:
    """How an act says that nothing is given: with this code, whatever the cause (FRA-41)."""

    terms: Mapping[str, str]
    at: Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One procedure as both parties sign it."""

    name: Slug
    title: Label
    help: Label | None
    protects: Mapping[Slug, Scalar]  # Fields: each node protects the persons in them (SAF-17).
    adverse: Mapping[Slug, Scalar]  # Acts that burden the person whom the case is about.
    discloses: Mapping[Slug, Scalar]  # Acts that tell something about such a person.
    nothing_known: Mapping[Slug, Neutral]  # Acts that say, for any cause, that nothing is given.
    roles: Mapping[Slug, Label]
    offices: Mapping[Slug, tuple[Label, Scalar]]
    opens: tuple[Sentence, ...]
    states: Mapping[Slug, Situation]
    ends: Mapping[Slug, tuple[Label, Scalar]]
    acts: Mapping[Slug, tuple[Label, Scalar]]
    notes: tuple[NoteSentence, ...]
    terms: Mapping[Slug, Mapping[Slug, DeclaredTerm]]
    forms: Mapping[Slug, Form]
    codes: Mapping[Slug, CodeList]
    migrations: tuple[Migration, ...]
    at: Scalar

    @property
    def opener(self) -> Slug:
        """The role of the party that opens a case."""
        return self.opens[0].who

    def side(self, role: Slug) -> Side:
        """Return the side of the case on which a role stands."""
        return Side.OPENER if role == self.opener else Side.OTHER

    def clauses(self) -> Iterator[tuple[Situation | None, Sentence]]:
        """Yield every clause with its state; None for the opening ones."""
        for sentence in self.opens:
            yield None, sentence
        for state in self.states.values():
            for sentence in state.clauses:
                yield state, sentence

    def label(self, state: Slug) -> Label:
        """Return the text of a state or an end."""
        return self.states[state].label if state in self.states else self.ends[state][0]


def read_procedure(
    node: Node,
    faults: list[Fault],
    *,
    name: str,
    lengths: Mapping[Slug, OwnLength] = NO_LENGTHS,
) -> Procedure | None:
    """Read one procedure file.

    Args:
        node: the file's tree.
        faults: whatever is wrong in form is added.
        name: the file's name without its ending; the procedure must bear it.
        lengths: those that the pair says itself; a deadline may name them.

    Returns:
        The procedure with all that could be read; None when not even its frame could.

    Source: docs/spec/framework.md, FRA-9 to FRA-13, FRA-34, FRA-40, FRA-41.
    """
    block = read_block(node, faults, required=REQUIRED, optional=OPTIONAL)
    if block is None:
        return None
    said = _required(block, "procedure")
    slug = read_slug(said, faults)
    if slug is not None and slug != name:
        faults.append(fault(said, reasons.NAME_NOT_OF_FILE, name=slug, file_name=name))
    title = read_label(_required(block, "title"), faults)
    roles = {role: label for role, (label, _) in _labels(block.get("roles"), faults).items()}
    opens = [read_sentence(item, faults) for item in _items(block.get("opens"))]
    sides = _sides(roles, opens)
    states = [
        _state(key, item, _Around(sides, lengths), faults)
        for key, item in read_named(block.get("states"), faults)
    ]
    notes = [read_note(item, faults) for item in _items(block.get("notes"))]
    advice, papers = block.get("help"), block.get("forms")
    if slug is None or title is None or not isinstance(said, Scalar):
        return None
    return Procedure(
        name=slug,
        title=title,
        help=None if advice is None else read_label(advice, faults),
        protects=_names(block.get("protects"), faults),
        adverse=_names(block.get("adverse"), faults),
        discloses=_names(block.get("discloses"), faults),
        nothing_known=_neutral(block.get("nothing-known"), faults),
        roles=roles,
        offices=_labels(block.get("offices"), faults),
        opens=tuple(sentence for sentence in opens if sentence is not None),
        states={state.name: state for state in states if state is not None},
        ends=_labels(block.get("ends"), faults),
        acts=_labels(block.get("acts"), faults),
        notes=tuple(note for note in notes if note is not None),
        terms=read_terms(block.get("terms"), faults),
        forms=parse_forms(papers, faults, defaults=block.get("defaults")),
        codes=read_code_lists(block.get("codes"), faults),
        migrations=tuple(_migrations(block.get("migrates"), faults)),
        at=said,
    )


def _sides(roles: Mapping[Slug, Label], opens: list[Sentence | None]) -> dict[str, Side]:
    """Return the side of each role: whoever opens, and the other."""
    openers = {sentence.who for sentence in opens if sentence is not None}
    return {role: Side.OPENER if role in openers else Side.OTHER for role in roles}


def _state(name: Scalar, node: Node, around: _Around, faults: list[Fault]) -> Situation | None:
    block = read_block(node, faults, required="label clauses", optional="turn first within agenda")
    if block is None:
        return None
    label = read_label(_required(block, "label"), faults)
    clauses = [read_sentence(item, faults) for item in _items(block.get("clauses"))]
    within = block.get("within")
    deadline = None
    if within is not None:
        deadline = parse_deadline(within, roles=around.sides, faults=faults, own=around.lengths)
    if label is None:
        return None
    return Situation(
        name=Slug(name.text),
        label=label,
        turn=_name(block.get("turn"), faults),
        first=_name(block.get("first"), faults),
        within=deadline,
        agenda=read_word(block.get("agenda"), AGENDA, faults),
        clauses=tuple(sentence for sentence in clauses if sentence is not None),
        at=name,
    )


def _migrations(node: Node | None, faults: list[Fault]) -> Iterator[Migration]:
    if node is None:
        return
    if not isinstance(node, Block):
        faults.append(fault(node, reasons.MIGRATION_UNREADABLE))
        return
    for digest, block in node.entries:
        if not _DIGEST.match(digest.text):
            faults.append(fault(digest, reasons.MIGRATION_UNREADABLE))
            continue
        pairs = [(old, _name(new, faults)) for old, new in read_named(block, faults)]
        states = tuple((old, new) for old, new in pairs if new is not None)
        yield Migration(framework=digest, states=states)


def _labels(node: Node | None, faults: list[Fault]) -> dict[Slug, tuple[Label, Scalar]]:
    """Read a section that gives each name its text."""
    read = [(key, read_label(item, faults)) for key, item in read_named(node, faults)]
    return {Slug(key.text): (label, key) for key, label in read if label is not None}


def _names(node: Node | None, faults: list[Fault]) -> dict[Slug, Scalar]:
    """Read a list of names, each with its place."""
    named = [item for item in read_scalars(node, faults) if read_slug(item, faults) is not None]
    return {Slug(item.text): item for item in named}


def _neutral(node: Node | None, faults: list[Fault]) -> dict[Slug, Neutral]:
    """Read the acts that say that nothing is given, each with its code."""
    found = {}
    for said in read_scalars(node, faults):
        read = _NEUTRAL.match(said.text)
        if read is None:
            faults.append(fault(said, frame_reasons.WRONG_SHAPE, shape="ACT with TERM CODE"))
            continue
        act, term, code = read.groups()
        terms = {} if term is None else {term: code}
        found[Slug(act)] = Neutral(terms=terms, at=said)
    return found


def _items(node: Node | None) -> tuple[Node, ...]:
    """Return the nodes of a list; one node alone is a list of one."""
    if node is None:
        return ()
    return node.items if isinstance(node, Items) else (node,)


def _name(node: Node | None, faults: list[Fault]) -> Scalar | None:
    if node is None or read_slug(node, faults) is None:
        return None
    return read_scalar(node, faults)


def _required(block: Block, key: str) -> Node:
    """Return the value of a key that `read_block` has found to be there."""
    node = block.get(key)
    assert node is not None
    return node
