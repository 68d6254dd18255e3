"""Calls that find acts and parts, and that read what an act says; a reading is logged first."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from jisr.core.act import Digest, Slug, read_digest, read_slug
from jisr.core.canonical import Json
from jisr.core.case import Case, Held
from jisr.core.errors import LANGS, Malformed, Refused, Unavailable
from jisr.ledger.base import TILE_LEAVES, Entry
from jisr.ledger.work.rows import Access, InternalNote
from jisr.node import attachments, content, safeguard
from jisr.node import reasons as node_reasons
from jisr.node.authority import Action, Handle, of_act, of_case
from jisr.node.reading.contents import Situated, part_rows
from jisr.node.reading.labels import Words
from jisr.node.reading.seals import seals_of
from jisr.node.reading.told import told_of
from jisr.node.record_views import Text
from jisr.node.space import Space, act_of, held_of
from jisr.node.views import PartRow
from jisr.ops import reasons
from jisr.ops.arguments import Args, base64_of, space_of
from jisr.ops.build import Built
from jisr.ops.value_text import in_text

PROOF: Final = Slug("proof")
NOTES: Final = Slug("notes")  # The purpose of reading our own notes on a case.
NOTES_MAX: Final = 20  # Of a case in one answer, the latest: two thousand characters each.
SHOWN: Final = 12
FOUND_MAX: Final = 2  # More than one is as good as many: the prefix is too short.


def act_find(built: Built, args: Args) -> Json:
    """Find acts by the first characters of their ids; no more than `FOUND_MAX` of them."""
    prefix = args.get("prefix")
    if not isinstance(prefix, str) or not prefix:
        raise Malformed(reasons.CONTROL_FORM)
    with built.node.lock:
        found: Iterator[Json] = (
            {"act": id, "space": space.id}
            for space in built.node.spaces.values()
            for id in _ids(built, space)
            if id.startswith(prefix)
        )
        return list(islice(found, FOUND_MAX))


def _ids(built: Built, space: Space) -> Iterator[Digest]:
    for party, log in space.logs.items():
        for start in range(0, log.size, TILE_LEAVES):
            end = min(log.size, start + TILE_LEAVES)
            yield from built.node.ledger.ids(space.id, party, start=start, end=end)


def parts_named(built: Built, args: Args) -> Json:
    """Say which parts some commitments stand for: of which act and case; nothing of the content."""
    parts = args.get("parts")
    if not isinstance(parts, list):
        raise Malformed(reasons.CONTROL_FORM)
    with built.node.lock:
        space = built.node.space(space_of(built, args)).id
        digests = [read_digest(part, "parts") for part in parts]
        return [row for digest in digests for row in _named(built, space, digest)]


def act_read(built: Built, args: Args, handle: Handle) -> Json:
    """Return what an act says, part by part; the reading, and its purpose, are logged first."""
    node = built.node
    with node.lock:
        entry = _entry(built, args)
        handle.check(node, Action.READ, of_act(node, entry.id))
        words, space = _words(built, entry), node.space(entry.space)
        purpose = purpose_of(built, args, entry.id, by=handle.officer)
        handle.log(Access.READ, purpose=purpose, act=entry.id)
        held = held_of(entry)
        assert entry.case is not None, "an act of a case"
        told = told_of(node, entry.case)
        folded = space.case(entry.case)
        stands = folded if isinstance(folded, Case) else None
        case = Situated(case=stands, seals={} if stands is None else seals_of(stands, held))
        rows = part_rows(node, space, words, held, told=told, case=case)
        name = held.act.act
        assert name is not None
        return {
            "act": entry.id,
            "author": entry.author,
            "case": entry.case,
            "parts": [_part(built, space, held, row) for row in rows],
            "said": name,
            "space": entry.space,
            "text": _text(words.act(name)),
        }


def file_read(built: Built, args: Args, handle: Handle) -> Json:
    """Return a file of an act, in clear; the reading is logged first."""
    name = str(args.get("part", ""))
    node = built.node
    with node.lock:
        entry = _entry(built, args)
        part = node.ledger.part(entry.id, name)
        if part is None:
            raise Refused(node_reasons.UNKNOWN_PART)
        handle.check(node, Action.EXPORT, of_act(node, entry.id))
        space, purpose = (
            node.space(entry.space),
            purpose_of(built, args, entry.id, by=handle.officer),
        )
        handle.log(Access.EXPORTED, purpose=purpose, act=entry.id, parts=[name])
        opened = content.open_part(node, space, part)
        for attached in attachments.read(opened.content) if opened else ():
            data = attachments.content_of(node, space, attached)
            if data is not None:
                return {"name": attached.name, "media": attached.media, "data": base64_of(data)}
    raise Unavailable(node_reasons.FILE_NOT_HERE, part=name)


def notes_read(built: Built, handle: Handle, space: Space, case: Digest) -> Sequence[InternalNote]:
    """Return our latest notes on a case, the oldest first, at most NOTES_MAX.

    They may name a person: a reading is logged first, unless there is nothing to read.
    """
    handle.check(built.node, Action.READ, of_case(built.node, case))
    notes = built.node.work.margin.notes(space.id, case)[-NOTES_MAX:]
    if notes:
        handle.log(Access.READ, purpose=NOTES)
    return notes


def _entry(built: Built, args: Args) -> Entry:
    """Return the act of a case that is meant.

    Raises:
        Refused: there is none here.
    """
    entry = built.node.ledger.find(read_digest(args.get("act"), "act"))
    if entry is None or entry.space not in built.node.spaces or entry.case is None:
        raise Refused(node_reasons.UNKNOWN_ACT)
    return entry


def _words(built: Built, entry: Entry) -> Words:
    """Return the words of the procedure of an act's case.

    Raises:
        Unavailable: the text of its edition is not here.
    """
    space = built.node.space(entry.space)
    forms = content.forms_of(built.node, space, act_of(entry))
    if forms is None:
        raise Unavailable(node_reasons.UNKNOWN_EDITION, digest=space.edition()[:SHOWN])
    return Words(edition=forms.edition, procedure=forms.procedure)


def purpose_of(built: Built, args: Args, act: Digest, *, by: str) -> Slug:
    """Return for what an officer reads an act.

    Raises:
        Refused: there is no such act here, or it is not read for that.
    """
    entry = built.node.ledger.find(act)
    if entry is None:
        raise Refused(node_reasons.UNKNOWN_ACT)
    purpose = read_slug(args.get("purpose"), "purpose")
    space = built.node.space(entry.space)
    safeguard.check_reading(built.node, space, act_of(entry), purpose, by=by)
    return purpose


def _part(built: Built, space: Space, held: Held, row: PartRow) -> Json:
    part = built.node.ledger.part(held.id, row.name)
    opened = content.open_part(built.node, space, part) if part and row.fields else None
    return {
        "fields": [
            {name: _text(text) for name, text in told.items()} for told in map(in_text, row.fields)
        ],
        "files": [
            {"media": file.media, "name": file.name, "size": file.size}
            for file in (attachments.read(opened.content) if opened else ())
        ],
        "label": _text(row.label),
        "name": row.name,
        "sealed": row.sealed,
        "state": row.state.value,
    }


def _text(text: Text) -> Json:
    return {lang: text.in_(lang) for lang in LANGS}


def _named(built: Built, space: Digest, commitment: Digest) -> list[Json]:
    found: list[Json] = []
    for part in built.node.ledger.parts_by_commitment(commitment):
        entry = built.node.ledger.find(part.entry)
        if entry is not None and entry.space == space:
            act = act_of(entry)
            found.append(
                {
                    "act": entry.id,
                    "author": entry.author,
                    "case": entry.case,
                    "name": part.name,
                    "said": act.act,
                    "state": part.state.value,
                }
            )
    if not found:
        raise Refused(node_reasons.UNKNOWN_PART)
    return found
