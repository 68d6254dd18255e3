"""The call for the file of a person: everything held on them here, as plain JSON."""

from datetime import date, datetime
from typing import Final

from jisr.core.act import TIME_FORMAT
from jisr.core.canonical import Json
from jisr.core.errors import LANGS
from jisr.framework.counted import HANDLING
from jisr.framework.values import Context, text
from jisr.node import protection, subject
from jisr.node.authority import Handle
from jisr.node.framework_views import FieldClass
from jisr.node.reading.labels import text_of
from jisr.node.reading.subject import SubjectCase, SubjectPart
from jisr.node.reading.told import mark_of
from jisr.node.record_views import Text
from jisr.ops.arguments import Args
from jisr.ops.build import Built
from jisr.ops.value_text import in_text

REASON_CHARS_MAX: Final = 500  # Why, and not the whole story.
_REASON: Final = text(REASON_CHARS_MAX)


def file(built: Built, args: Args, handle: Handle) -> Json:
    """Return everything held on a person; the search and its reason are logged first."""
    person = protection.read_person(built.node, args.get("person"))
    reason = _REASON(args.get("reason"), Context(field="reason", type="text", codes={}))
    found = subject.subject_file(built.node, handle, person, reason=str(reason))
    code = found.handling
    mark = mark_of(built.node)
    return {
        "cases": [_case(case) for case in found.cases],
        "handling": None if code is None else _text(text_of(HANDLING[code])),
        "made_at": _at(found.made_at),
        "mark": None if mark is None else _text(mark),
        "party": found.party,
        "searched": found.searched,
        "unread": found.unread,
    }


def _case(case: SubjectCase) -> Json:
    return {
        "case": case.case,
        "ended": _day(case.ended),
        "opened_at": _at(case.opened_at),
        "others": case.others,
        "partner": {"id": case.partner.id, "name": _text(case.partner.name)},
        "parts": [_part(part) for part in case.parts],
        "procedure": _text(case.procedure),
        "purpose": None if case.purpose is None else _text(case.purpose),
        "reference": case.reference,
        "space": case.space,
        "transfers": [_text(one) for one in case.transfers],
    }


def _part(part: SubjectPart) -> Json:
    return {
        "act": part.act,
        "at": _at(part.at),
        "author": {"id": part.author.id, "name": _text(part.author.name)},
        "exports": [{"at": _at(one.at), "purpose": one.purpose} for one in part.exports],
        "fields": [
            {name: _text(text) for name, text in told.items()}
            for told in map(in_text, part.row.fields)
        ],
        "grounds": [_ground(one) for one in part.classes],
        "keep_until": _day(part.keep_until),
        "label": _text(part.row.label),
        "name": part.row.name,
        "names_the_person": part.names,
        "received_at": None if part.received_at is None else _at(part.received_at),
        "recipients": [
            {
                "delivered_at": None if one.delivered_at is None else _at(one.delivered_at),
                "party": {"id": one.party.id, "name": _text(one.party.name)},
                "receipt": one.receipt,
            }
            for one in part.recipients
        ],
        "said": _text(part.said),
        "standing": None if part.standing is None else part.standing.value,
    }


def _ground(one: FieldClass) -> Json:
    return {
        "basis": _text(one.basis),
        "basis_source": _text(one.basis_source),
        "basis_status": one.basis_status.value,
        "category": None if one.category is None else _text(one.category),
        "handling": _text(one.handling),
        "keep": _text(one.keep),
        "keep_source": _text(one.keep_source),
        "keep_status": one.keep_status.value,
    }


def _text(text: Text) -> Json:
    return {lang: text.in_(lang) for lang in LANGS}


def _at(at: datetime) -> str:
    return at.strftime(TIME_FORMAT)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
