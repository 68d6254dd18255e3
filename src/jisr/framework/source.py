"""The text of a pack, read strictly: YAML in which nothing surprises (FRA-1, FRA-2).

Every scalar is a string, so `no` is a word, `010` three digits and `2026-01-01` ten characters.
What YAML allows and a signed text must not hold is refused: anchors and aliases, tags,
directives, several documents, a key twice, tabs, invisible characters, empty values, depth,
size.  What remains is a tree that knows file and line of everything in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import yaml

from jisr.core.canonical import Json
from jisr.core.errors import Malformed, Reason
from jisr.core.text import clean
from jisr.framework import reasons
from jisr.framework.faults import Fault

FILE_BYTES_MAX: Final = 1024 * 1024  # Ten times the longest procedure we know of.
DEPTH_MAX: Final = 12  # Four more than the deepest place of a form; fits the byte form's 16.


# French sets these before double signs; Python does not count them as printable.
_SPACES: Final = {0x00A0: " ", 0x202F: " "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A piece of text; never empty."""

    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list, in its order; never empty."""

    items: tuple["Node", ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Keys with their values, in the order of the file; never empty, no key twice."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    file: str
    line: int

    def get(self, key: str) -> "Node | None":
        """Return the value of `key`, or None when the block does not have it."""
        return next((value for name, value in self.entries if name.text == key), None)


Node: TypeAlias = Scalar | Items | Block


def read(raw: bytes, *, file: str) -> Node:
    """Read one file of a pack.

    Args:
        raw: UTF-8 YAML from anywhere, at most FILE_BYTES_MAX bytes.
        file: the path shown in faults.

    Raises:
        Malformed: the first thing that the strict reading refuses, with file and line.

    Source: docs/spec/framework.md, FRA-1 and FRA-2; YAML 1.1.
    """
    if len(raw) > FILE_BYTES_MAX:
        raise _fault(reasons.FILE_TOO_LARGE, file, 1, limit=FILE_BYTES_MAX).error()
    try:
        text = raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _fault(reasons.NOT_UTF8, file, line).error() from error
    _refuse_characters(text, file)
    try:
        return _Reader(text, file).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        raise _fault(reasons.NOT_YAML, file, line).error() from error


def as_json(node: Node) -> Json:
    """Return the tree as it is signed: lists that begin with "map" or "list" (FRA-4).

    Layout, comments and quoting are gone; the order of keys stays, for people read in it.
    """
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return ["list", *(as_json(item) for item in node.items)]
    flat: list[Json] = ["map"]
    for key, value in node.entries:
        flat += [key.text, as_json(value)]
    return flat


def from_json(value: Json, *, file: str) -> Node:
    """Read a tree back from its signed form; lines are 0, the layout is not signed.

    Raises:
        Malformed: not such a tree, or one that no file could give.
    """
    # All at once: one by one, this takes longer than everything else that a node reads.
    plain = _is_plain("\n".join(_texts(value)))
    return _from_json(value, file, DEPTH_MAX, plain=plain)


def _texts(value: Json) -> Iterator[str]:
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, list):
            todo += item


def _from_json(value: Json, file: str, depth: int, *, plain: bool) -> Node:
    if isinstance(value, str):
        return _text(value, file, plain=plain)
    if not isinstance(value, list) or len(value) < 2 or depth == 0:  # noqa: PLR2004
        raise _fault(reasons.NOT_A_TREE, file, 0).error()
    if value[0] == "list":
        items = tuple(_from_json(item, file, depth - 1, plain=plain) for item in value[1:])
        return Items(items=items, file=file, line=0)
    keys, values = value[1::2], value[2::2]
    names = {key for key in keys if isinstance(key, str)}
    if value[0] != "map" or len(keys) != len(values) or len(names) != len(keys):
        raise _fault(reasons.NOT_A_TREE, file, 0).error()
    entries = tuple(
        (_text(str(key), file, plain=plain), _from_json(item, file, depth - 1, plain=plain))
        for key, item in zip(keys, values, strict=True)
    )
    return Block(entries=entries, file=file, line=0)


def _text(value: str, file: str, *, plain: bool) -> Scalar:
    if not plain:
        _refuse_characters(value, file)
    if not value or value != value.strip():
        raise _fault(reasons.NOT_A_TREE, file, 0).error()
    return Scalar(text=value, file=file, line=0)


class _Reader:
    """Builds the tree from YAML events, one at a time, so that nothing is expanded first."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)

    def document(self) -> Node:
        next(self._events)  # The start of the stream.
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            raise self._error(reasons.EMPTY_VALUE, start)
        if getattr(start, "version", None) or getattr(start, "tags", None):
            raise self._error(reasons.YAML_FEATURE, start, feature="%")
        node = self._node(next(self._events), DEPTH_MAX)
        next(self._events)  # The end of the document.
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise self._error(reasons.YAML_FEATURE, after, feature="---")
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            raise self._error(reasons.YAML_FEATURE, event, feature=f"*{str(event.anchor)[:64]}")
        assert isinstance(event, yaml.NodeEvent)
        if event.anchor is not None:
            raise self._error(reasons.YAML_FEATURE, event, feature=f"&{str(event.anchor)[:64]}")
        if getattr(event, "tag", None) is not None:
            raise self._error(reasons.YAML_FEATURE, event, feature="!")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if depth == 0:
            raise self._error(reasons.TOO_DEEP, event, limit=DEPTH_MAX)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(event, depth)
        return self._block(event, depth)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        text = event.value.strip()
        if not text:
            raise self._error(reasons.EMPTY_VALUE, event)
        if event.style == '"':  # Only there are escapes, such as "\u202e".
            _refuse_characters(text, self._file, first=self._line(event))
        return Scalar(text=text, file=self._file, line=self._line(event))

    def _items(self, start: yaml.Event, depth: int) -> Items:
        items: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth - 1))
        if not items:
            raise self._error(reasons.EMPTY_VALUE, start)
        return Items(items=tuple(items), file=self._file, line=self._line(start))

    def _block(self, start: yaml.Event, depth: int) -> Block:
        entries: list[tuple[Scalar, Node]] = []
        names: set[str] = set()
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth - 1)
            if not isinstance(key, Scalar):
                raise self._error(reasons.YAML_FEATURE, event, feature="?")
            if key.text in names:
                raise self._error(reasons.KEY_TWICE, event, key=key.text[:64])
            names.add(key.text)
            value = next(self._events)
            if entries and _has_no_colon(event, value):
                self._refuse_comma(entries[-1], key, value)
            entries.append((key, self._node(value, depth - 1)))
        if not entries:
            raise self._error(reasons.EMPTY_VALUE, start)
        return Block(entries=tuple(entries), file=self._file, line=self._line(start))

    def _refuse_comma(self, before: tuple[Scalar, Node], key: Scalar, value: yaml.Event) -> None:
        """Refuse the second half of a text with a comma in it, naming the comma."""
        if isinstance(before[1], Scalar):
            facts = {"key": before[0].text, "value": before[1].text, "rest": key.text}
            shown = {name: text[:64] for name, text in facts.items()}
            raise self._error(reasons.COMMA_IN_BRACES, value, **shown)

    def _line(self, event: yaml.Event) -> int:
        assert event.start_mark is not None  # The parser marks every event.
        return event.start_mark.line + 1

    def _error(self, reason: Reason, event: yaml.Event, **facts: str | int) -> Exception:
        return _fault(reason, self._file, self._line(event), **facts).error()


def _has_no_colon(key: yaml.Event, value: yaml.Event) -> bool:
    """Say whether a value is empty because its key stands alone, as only braces allow."""
    if not isinstance(value, yaml.ScalarEvent) or value.value:
        return False
    assert key.end_mark is not None  # The parser marks every event.
    assert value.start_mark is not None
    return value.start_mark.index == key.end_mark.index


def _fault(reason: Reason, file: str, line: int, **facts: str | int) -> Fault:
    return Fault(reason=reason, file=file, line=line, facts=facts)


def _refuse_characters(text: str, file: str, *, first: int = 1) -> None:
    """Refuse what a reader cannot see or what has two byte forms.

    Direction overrides could make a clause read otherwise than it is signed ("Trojan Source",
    CVE-2021-42574), so every control and format character but the line feed is refused.
    """
    if _is_plain(text):
        return
    lines = enumerate(text.split("\n"), start=first)
    number, line = next((number, line) for number, line in lines if not _is_plain(line))
    try:
        clean(line)  # By Unicode 14.0, whatever the interpreter knows.
    except Malformed as error:
        code = str(error.facts["point"])
        raise _fault(reasons.CHARACTER, file, number, character=code).error() from error
    shown = line.translate(_SPACES)
    if not shown.isprintable():
        strange = next(character for character in shown if not character.isprintable())
        code = f"U+{ord(strange):04X}"
        raise _fault(reasons.CHARACTER, file, number, character=code).error()
    raise _fault(reasons.NOT_NFC, file, number).error()


def _is_plain(text: str) -> bool:
    """Say whether a text has nothing to refuse, without looking for the place."""
    try:
        normal = clean(text)
    except Malformed:
        return False
    return normal == text and text.replace("\n", "").translate(_SPACES).isprintable()
