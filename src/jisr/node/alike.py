"""Whether we have asked for the same in another case: told before an opening is sent (FRM-10).

What our own openings say is kept as digests under a key that lies with the keys of parts, never
in words, and is never sent.  It is forgotten with the part it was taken from.  Only our own
openings of one procedure in one space are compared: what another space is for is not for this one.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from jisr.core.act import Digest, Kind, Slug
from jisr.core.canonical import Json
from jisr.core.case import Case
from jisr.core.errors import Unproven
from jisr.framework.alike import decisive, marks
from jisr.framework.form import Form
from jisr.ledger.base import Entry, Part
from jisr.ledger.keys import PartKey, PartName
from jisr.ledger.work.rows import Document
from jisr.node import content, guards
from jisr.node.content import Forms
from jisr.node.digests import keyed
from jisr.node.node import Node
from jisr.node.space import Space, act_of

KEY: Final = "alike"  # The name of our key among those of the parts of a space.
READ_AT_ONCE: Final = 32  # Openings: their parts are in memory together.
LOOKED_AT: Final = 100  # Of one value: an opening said again each day for a quarter.

Found: TypeAlias = Mapping[Digest, Sequence[tuple[Form, Slug]]]


def same(node: Node, space: Space, procedure: Slug, act: Slug, fields: Mapping[str, Json]) -> Found:
    """Return our cases in which the same was asked, with the fields that are alike.

    A case that our people have flagged is left out, whatever the flag: nobody learns from a warning
    that it is there.

    Args:
        node: ours.
        space: where; only openings of ours in it are compared.
        procedure: of the edition in force; one that it lacks has nothing in common with any.
        act: the opening that is about to be made.
        fields: its values, as they are typed.

    Returns:
        By case, each field alike with the form it is in; empty while nothing may be read here.

    Source: docs/spec/forms.md, FRM-10.
    """
    edition = node.editions.get(space.edition())
    read = edition.procedures.get(procedure) if edition else None
    if edition is None or read is None or not guards.may_read(node, space.id):
        return {}
    forms = Forms(edition=edition, procedure=read, act=act)
    found: dict[Digest, list[tuple[Form, Slug]]] = {}
    for form in forms.all():
        decide = decisive(form, fields)
        digests = keyed(node, _key(space), [_said(procedure, *one) for one in decide])
        for (field, _), digest in zip(decide, digests, strict=True):
            for case in _cases(node, space, digest):
                if (form, field) not in found.setdefault(case, []):
                    found[case].append((form, field))
    return {case: alike for case, alike in found.items() if _may_be_told(node, space, case)}


def documents(node: Node, space: Space, entries: Sequence[Entry]) -> list[Document]:
    """Return what is to be remembered of acts of ours: of openings, and of what is here of them.

    Args:
        node: ours.
        space: where they are.
        entries: acts of ours.

    Returns:
        Rows by mark and rows by part, for the register.

    Source: docs/spec/forms.md, FRM-10.
    """
    openings: dict[Digest, Forms] = {}
    for entry in entries:
        if entry.kind is Kind.OPEN:
            forms = content.forms_of(node, space, act_of(entry))
            if forms is not None and _compares(forms):
                openings[entry.id] = forms
    ids = [*openings]
    said = [
        one
        for start in range(0, len(ids), READ_AT_ONCE)
        for one in _read(node, openings, ids[start : start + READ_AT_ONCE])
    ]
    found: dict[str, set[Digest]] = {}
    digests = keyed(node, _key(space), [text for _, text in said])
    for (id, _), digest in zip(said, digests, strict=True):
        found.setdefault(id, set()).add(digest)
    return [row for id, marked in found.items() for row in _rows(node, space, id, sorted(marked))]


def forget(node: Node, parts: Sequence[Part]) -> None:
    """Forget what was taken from parts that are being destroyed, and why it was asked again.

    Args:
        node: ours.
        parts: those that go; of an opening, the reason kept beside its case goes with the first.

    Source: docs/spec/forms.md, FRM-10.
    """
    for part in parts:
        for note in node.work.margin.notes(
            part.space, part.entry
        ):  # None, unless it opened a case.
            node.work.margin.remove_note(note.id)
        row = node.work.register.get(_by_part(part.space), f"{part.entry}/{part.name}")
        if row is not None:
            ids = [f"{digest}/{row.id}" for digest in row.content.decode().split()]
            node.work.register.remove_all(_by_mark(part.space), ids)
            node.work.register.remove(row.kind, row.id)


def _compares(forms: Forms) -> bool:
    return any(field.alike for form in forms.all() for field in form.fields.values())


def _read(
    node: Node, openings: Mapping[Digest, Forms], ids: Sequence[Digest]
) -> Iterator[tuple[str, str]]:
    """Yield of some openings what stands for each value, with the part that it is in."""
    parts = node.ledger.parts(*ids)
    keys = node.keys.held([content.name_of(part) for part in parts])
    for part in parts:
        forms, key = openings[part.entry], keys.get(content.name_of(part))
        for field, mark in _marks_of(node, forms, part, key):
            yield f"{part.entry}/{part.name}", _said(forms.procedure.name, field, mark)


def _rows(node: Node, space: Space, id: str, digests: Sequence[Digest]) -> Iterator[Document]:
    now, listed = node.world.now(), " ".join(digests).encode()
    yield Document(kind=_by_part(space.id), id=id, content=listed, updated=now)
    for digest in digests:
        yield Document(kind=_by_mark(space.id), id=f"{digest}/{id}", content=b"", updated=now)


def _marks_of(
    node: Node, forms: Forms, part: Part, key: PartKey | None
) -> Sequence[tuple[Slug, str]]:
    try:
        opened = content.unseal_with(node, part, key)
    except Unproven:  # Whoever reads it is told; here it is only not compared.
        return ()
    read = None if opened is None else forms.recognise(part.name, opened.content)
    if read is None:
        return ()
    form, said = read
    fields = said.get("fields")
    return [*marks(form, fields)] if isinstance(fields, Mapping) else ()


def _cases(node: Node, space: Space, digest: Digest) -> Iterator[Digest]:
    """Yield the cases whose opening has a mark, each as often as it has it."""
    kind = _by_mark(space.id)
    for row in node.work.register.after(kind, f"{digest}/", limit=LOOKED_AT):
        mark, entry, _ = row.id.split("/", 2)
        if mark != digest:
            return
        yield Digest(entry)


def _may_be_told(node: Node, space: Space, case: Digest) -> bool:
    stands = isinstance(space.case(case), Case)
    return stands and not node.work.margin.flags(f"case:{case}")


def _said(procedure: Slug, field: Slug, mark: str) -> str:
    return f"{procedure}|{field}|{mark}"


def _key(space: Space) -> PartName:
    return PartName(space=space.id, entry=space.id, name=KEY)


def _by_mark(space: Digest) -> Slug:
    return Slug(f"alike-{space}")


def _by_part(space: Digest) -> Slug:
    return Slug(f"alike-of-{space}")
