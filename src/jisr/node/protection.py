"""Whom this node protects, or keeps silence about: some steps about them are not taken here.

Silence is the stronger: nothing is told of the person either.  Kept are keyed digests of what a
person is known by, never a name, a reason or a content; nothing of it is ever sent, and nothing but
the safeguards asks who is among them.  Which of the two it is goes into the digest alone: without
the key the rows do not tell.

Source: docs/spec/safeguards.md, SAF-17, SAF-30.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from jisr.core.act import Digest, Kind, Slug
from jisr.core.canonical import Json
from jisr.core.case import Case
from jisr.core.errors import Refused, Unavailable
from jisr.core.parts import OpenPart
from jisr.framework import values
from jisr.framework.alike import identities, known_by
from jisr.framework.values import DOCUMENT_TYPES, Context
from jisr.ledger.base import Entry
from jisr.ledger.work.rows import Access, AccessEvent, Document
from jisr.node import content, guards, named, reasons
from jisr.node.authority import Action, Handle, the_node
from jisr.node.content import Forms
from jisr.node.digests import keyed, of_node
from jisr.node.named import Filled
from jisr.node.node import MACHINERY, Node
from jisr.node.space import Space, act_of
from jisr.safeguards.decision import Subject

DAYS: Final = 3 * 365  # After that long somebody has to say again that it is needed.
ABOUT: Final = "-"  # Instead of the name of a part: said here, beside an opening act.
SOURCE_BYTES: Final = 16

_LESS: Final = "less"  # Before a mark that says less of the birth than is known.
_DATES: Final = (4, 7)  # Characters of a year, and of a month of it.
_SILENT: Final = "silent"  # Before a mark, as no mark begins: the digest of the stronger.

_BY_MARK: Final = Slug("protected")  # Kinds of rows: id is DIGEST/SOURCE,
_BY_SOURCE: Final = Slug("protection")  # SOURCE, with the digests,
_LIFTED: Final = Slug("protection-lifted")  # and SOURCE.
_KEY: Final = of_node("protection")  # Of no space: a person is protected in all.
_LOGGED: Final = of_node("protection-log")  # What names a protection in the access log.
_PURPOSE: Final = Slug("protection")


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """Why somebody is protected, without saying who."""

    source: str
    since: datetime
    space: Digest | None  # Of the act that it was taken from; None when an officer said it.
    case: Digest | None


def read_person(node: Node, value: Json) -> Mapping[str, Json]:
    """Read a person as typed; a document is of a type that an edition in force knows.

    Raises:
        Malformed, Refused: it is none, or nothing in it says which one it is.
    """
    editions = [node.editions.get(space.edition()) for space in node.spaces.values()]
    lists = [one.codes.get(Slug(DOCUMENT_TYPES)) for one in editions if one is not None]
    types = frozenset(str(code) for found in lists if found is not None for code in found.values)
    context = Context(field="person", type="person", codes={DOCUMENT_TYPES: types})
    person = values.person(value, context)
    assert isinstance(person, Mapping)
    if not [*known_by(person)]:
        raise Refused(reasons.NOBODY_KNOWN)
    return person


def subjects(
    node: Node,
    space: Space,
    forms: Forms,
    parts: Sequence[OpenPart],
    *,
    case: Case | None = None,
    about: Mapping[str, Json] | None = None,
) -> frozenset[Subject]:
    """Return what this node knows of each person whom an act is about.

    Args:
        node: ours.
        space: where.
        forms: those the act may use.
        parts: what it carries.
        case: the one it is added to, whose persons are its own.
        about: whom it is about, said for this node alone; nobody is then unknown any more.

    Source: docs/spec/safeguards.md, SAF-17, SAF-30.
    """
    persons = [*_marks(one for part in parts for one in named.in_part(forms, part))]
    persons += [] if case is None else _marks(named.in_case(node, space, case))
    if about is not None:
        persons = [*filter(None, persons), tuple(known_by(about))]
    return frozenset(_subject(node, marks) for marks in persons)


def _subject(node: Node, marks: Iterable[str]) -> Subject:
    known = set(marks)
    if not known:
        return Subject.UNKNOWN
    if any(_is_protected(node, digest) for digest in _digests(node, known, silent=True)):
        return Subject.SILENT
    if any(_is_protected(node, digest) for digest in _digests(node, known)):
        return Subject.PROTECTED
    # Born in 1990, or on a day of 1990: perhaps the same, and then nobody can know.
    perhaps = {f"{_LESS}|{mark}" for mark in known} | {less for m in known for less in _less(m)}
    for silent in (False, True):
        if any(_is_protected(node, digest) for digest in _digests(node, perhaps, silent=silent)):
            return Subject.UNKNOWN
    return Subject.KNOWN


def documents(node: Node, space: Space, entries: Sequence[Entry]) -> list[Document]:
    """Return what is to be remembered of acts of cases that protect, of either party.

    Args:
        node: ours.
        space: where they are.
        entries: acts, in the ledger already.

    Source: docs/spec/safeguards.md, SAF-17.
    """
    acts = [entry for entry in entries if entry.kind in (Kind.OPEN, Kind.MOVE, Kind.NOTE)]
    return _known(node, space, (row for entry in acts for row in _documents(node, space, entry)))


def late(node: Node, space: Space, parts: Sequence[tuple[Digest, OpenPart]]) -> list[Document]:
    """Return what is to be remembered of parts that come after their acts, before they are kept.

    Args:
        node: ours.
        space: where they are.
        parts: each with the id of its act.

    Source: docs/spec/safeguards.md, SAF-17.
    """
    return _known(node, space, (row for one in parts for row in _late(node, space, *one)))


def _known(node: Node, space: Space, rows: Iterator[Document]) -> list[Document]:
    """Return rows; none, with an alarm, while the key by which they are found is lost."""
    try:
        return list(rows)
    except Unavailable as error:
        guards.alarm(node, space, error.reason)
        return []


def declared(node: Node, entry: Digest, about: Mapping[str, Json]) -> list[Document]:
    """Return the rows by which the person an opening act is about is protected from then on."""
    return _rows(node, f"{entry}/{ABOUT}", known_by(about))


def protect(node: Node, handle: Handle, person: Mapping[str, Json], *, silent: bool = False) -> str:
    """Protect a person because an officer says so; it is logged first, without the person.

    Args:
        node: ours.
        handle: of the officer who says so.
        person: as `read_person` returned it.
        silent: whether nothing is told of the person either.

    Returns:
        The source, by which it can be lifted.

    Source: docs/spec/safeguards.md, SAF-17, SAF-30.
    """
    handle.check(node, Action.PROTECT, the_node())
    source = node.world.random(SOURCE_BYTES).hex()
    rows = _rows(node, source, known_by(person), silent=silent)
    with node.work.together():
        _log(node, source, handle.officer)
        node.work.register.put_all(rows)
    return source


def lift(node: Node, handle: Handle, source: str) -> None:
    """Lift what one source protects; a person whom another one protects stays protected.

    It is logged first, without the person.

    Args:
        node: ours.
        handle: of the officer who lifts it.
        source: of the protection.

    Raises:
        Refused: nothing is protected by it.

    Source: docs/spec/safeguards.md, SAF-17.
    """
    handle.check(node, Action.LIFT, the_node())
    row = node.work.register.get(_BY_SOURCE, source)
    if row is None:
        raise Refused(reasons.NOT_PROTECTED)
    _remove(node, row, handle.officer)


def expire(node: Node) -> int:
    """Remove every protection that nobody has renewed in time; return how many.

    Source: docs/spec/safeguards.md, SAF-17.
    """
    over = [row for row in node.work.register.all(_BY_SOURCE) if not _stands(node, row)]
    for row in over:
        _remove(node, row, MACHINERY)
    return len(over)


def _remove(node: Node, row: Document, officer: str) -> None:
    now = node.world.now()
    marks = [f"{digest}/{row.id}" for digest in row.content.decode().split()]
    with node.work.together():
        _log(node, row.id, officer)
        # Made again from the ledger, the lists must not bring it back.
        node.work.register.put(Document(kind=_LIFTED, id=row.id, content=b"", updated=now))
        node.work.register.remove_all(_BY_MARK, marks)
        node.work.register.remove(_BY_SOURCE, row.id)


def _log(node: Node, source: str, officer: str) -> None:
    """Log that a protection is set or lifted: the two have one subject, which says nothing else.

    Neither person nor case: an auditor reads the log, and is not told whom the node protects.
    """
    [subject] = keyed(node, _LOGGED, [source])
    event = AccessEvent(
        at=node.world.now(),
        officer=officer,
        access=Access.ALTERED,
        purpose=_PURPOSE,
        subject=subject,
    )
    node.work.access.append([event])


def protections(node: Node) -> list[Protection]:
    """Return what stands, the oldest first: from when and from where, never who.

    Source: docs/spec/safeguards.md, SAF-17.
    """
    rows = [row for row in node.work.register.all(_BY_SOURCE) if _stands(node, row)]
    return [_protection(node, row) for row in sorted(rows, key=lambda row: row.updated)]


def _protection(node: Node, row: Document) -> Protection:
    entry, _, part = row.id.partition("/")
    found = node.ledger.find(Digest(entry)) if part else None
    return Protection(
        source=row.id,
        since=row.updated,
        space=None if found is None else found.space,
        case=None if found is None else found.case or found.id,
    )


def _documents(node: Node, space: Space, entry: Entry) -> Iterator[Document]:
    forms = _protecting(node, space, entry)
    if forms is None:
        return
    for part in node.ledger.parts(entry.id):
        persons = _marks(named.in_held(node, forms, part), forms.procedure.protects.keys())
        yield from _of_part(node, entry.id, part.name, persons)


def _late(node: Node, space: Space, id: Digest, part: OpenPart) -> Iterator[Document]:
    entry = node.ledger.find(id)
    forms = None if entry is None else _protecting(node, space, entry)
    if forms is not None:
        persons = _marks(named.in_part(forms, part), forms.procedure.protects.keys())
        yield from _of_part(node, id, part.name, persons)


def _protecting(node: Node, space: Space, entry: Entry) -> Forms | None:
    """Return the forms of an act whose procedure protects somebody; None of any other."""
    act = act_of(entry)
    forms = content.forms_of(node, space, act) if act.body else None
    return forms if forms is not None and forms.procedure.protects else None


def _of_part(
    node: Node, entry: Digest, name: str, persons: Iterable[Sequence[str]]
) -> list[Document]:
    source = f"{entry}/{name}"
    if node.work.register.get(_LIFTED, source) is not None:
        return []
    return _rows(node, source, (mark for marks in persons for mark in marks))


def _rows(node: Node, source: str, marks: Iterable[str], *, silent: bool = False) -> list[Document]:
    exact = set(marks)
    less = {f"{_LESS}|{one}" for mark in exact for one in _less(mark)}
    digests = sorted(_digests(node, exact | less, silent=silent))
    if not digests:
        return []
    now = node.world.now()
    by_source = Document(
        kind=_BY_SOURCE, id=source, content=" ".join(digests).encode(), updated=now
    )
    by_mark = (f"{digest}/{source}" for digest in digests)
    return [
        by_source,
        *(Document(kind=_BY_MARK, id=id, content=b"", updated=now) for id in by_mark),
    ]


def _is_protected(node: Node, digest: str) -> bool:
    start = f"{digest}/"
    while rows := node.work.register.after(_BY_MARK, start):
        for row in rows:
            if not row.id.startswith(f"{digest}/"):
                return False
            if _stands(node, row):
                return True
        start = rows[-1].id
    return False


def _stands(node: Node, row: Document) -> bool:
    return node.world.now() < row.updated + timedelta(days=DAYS)


def _marks(
    filled: Iterable[Filled | None], only: Set[Slug] | None = None
) -> Iterator[Sequence[str]]:
    """Yield the marks of each person named, `only` in some fields; none of one nobody can read."""
    for one in filled:
        if one is None:
            yield ()
        else:
            form, fields = one
            chosen = fields if only is None else {n: fields[n] for n in fields.keys() & only}
            yield from identities(form, chosen)


def _less(mark: str) -> Iterator[str]:
    """Yield what a person would be known by of whose birth less was said."""
    who, _, birth = mark.rpartition("|")
    if who.startswith("person|"):
        yield from (f"{who}|{birth[:chars]}" for chars in _DATES if len(birth) > chars)


def _check_key(node: Node) -> None:
    """Refuse to look anybody up under a new key while there are rows of one that is lost.

    Raises:
        Unavailable: it is lost.
    """
    if node.keys.get(_KEY) is None and node.work.register.count(_BY_SOURCE):
        raise Unavailable(reasons.PROTECTION_KEY_LOST)


def _digests(node: Node, marks: Iterable[str], *, silent: bool = False) -> set[Digest]:
    _check_key(node)
    said = f"{_SILENT}|" if silent else ""
    return set(keyed(node, _KEY, (f"{said}{mark}" for mark in marks)))
