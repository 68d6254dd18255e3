"""Deadlines in words: how long, from when, whose calendar, and what follows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from jisr.core.act import Slug
from jisr.core.case import Case, Root
from jisr.core.errors import LANGS, Lang
from jisr.core.table import Side
from jisr.framework.counted import length_label
from jisr.framework.deadlines import Deadline, Extension, Start, When
from jisr.framework.due import Reckoner
from jisr.framework.lengths import Length
from jisr.framework.own_lengths import OTHER, Chosen
from jisr.node.framework_views import DeadlineRow
from jisr.node.reading.labels import Words, text_of
from jisr.node.reading.record import party_of
from jisr.node.record_views import Text
from jisr.node.value_views import Ends, Local

_FROM: Final[Mapping[When, Mapping[Lang, str]]] = {
    When.RECEIVED: {
        "ar": "{length} من تاريخ التوصل",
        "fr": "{length} à compter de la réception",
        "en": "{length} from receipt",
    },
    When.SENT: {
        "ar": "{length} من تاريخ الإرسال",
        "fr": "{length} à compter de l’envoi",
        "en": "{length} from sending",
    },
    When.EVENT: {
        "ar": "{length} من التاريخ المذكور في «{event}»",
        "fr": "{length} à compter de la date portée sous « {event} »",
        "en": "{length} from the date under “{event}”",
    },
}
_BEFORE: Final[Mapping[Lang, str]] = {
    "ar": "{length} قبل التاريخ المذكور في «{event}»",
    "fr": "{length} avant la date portée sous « {event} »",
    "en": "{length} before the date under “{event}”",
}
_MONTH_END: Final[Mapping[Lang, str]] = {
    "ar": "{length}، إلى آخر يوم من ذلك الشهر",
    "fr": "{length}, jusqu’au dernier jour du mois",
    "en": "{length}, to the last day of that month",
}
_WHEN_CODE: Final[Mapping[Lang, str]] = {
    "ar": "{code}: {term}",
    "fr": "{code} : {term}",
    "en": "{code}: {term}",
}
_OTHERWISE: Final = Text("في غير ذلك", "sinon", "otherwise")


def row_of(words: Words, deadline: Deadline) -> DeadlineRow:
    """Return a state's deadline as the framework page shows it, with each of its lengths."""
    calendar = calendar_text(words, deadline)
    enabled = [words.act(act) for act in deadline.then]
    expiry = Text(
        ar="لا شيء يقع من تلقاء نفسه؛ ويجوز عندئذ: " + "، ".join(one.ar for one in enabled),
        fr="rien ne se produit seul ; s’ouvre le droit de : "
        + ", ".join(one.fr for one in enabled),
        en="nothing happens by itself; one may then: " + ", ".join(one.en for one in enabled),
    )
    extension = deadline.extension
    return DeadlineRow(
        terms=tuple(_terms(words, deadline)),
        calendar=calendar,
        on_expiry=expiry,
        source=words.source(deadline.provenance),
        status=words.status(deadline.provenance),
        extension=_extension(words, extension) if extension else None,
        extension_source=words.source(extension.provenance) if extension else None,
        extension_status=words.status(extension.provenance) if extension else None,
    )


def term_text(words: Words, deadline: Deadline, length: Length | None) -> Text:
    """Return one length with its start, "3 days from receipt", and its end if a month’s."""
    start: Start = deadline.start
    event = None if start.term is None else words.term(start.term)
    if start.minus is not None:
        return _fill(_BEFORE, text_of(length_label(start.minus)), event)
    assert length is not None
    term = _fill(_FROM[start.when], text_of(length_label(length)), event)
    return _fill(_MONTH_END, term, None) if deadline.month_end else term


def local_times(rule: Reckoner, at: datetime, root: Root) -> tuple[Local, ...]:
    """Return how far ahead of UTC the clocks are at an instant, where a deadline's days count.

    Args:
        rule: of the deadline.
        at: when it ends.
        root: of the case: who stands on which side.
    """
    parties = {Side.OPENER: root.opener, Side.OTHER: root.other}
    counted = [parties[side] for side in Side if side in rule.deadline.sides]
    return tuple(
        Local(party=party_of(party), ahead=rule.calendars[party].zone.offset_at(at))
        for party in counted
    )


def owed_at(case: Case, place: int) -> Ends | None:
    """Return until when a move of the path was owed by its author; None: it was not.

    Args:
        case: whose path it is.
        place: of the move on the path, from 1: the root was owed by nobody.
    """
    before, held = case.path[place - 1], case.path[place].held
    assert held is not None
    state = before.table.states[before.state]
    rule = state.due
    if not isinstance(rule, Reckoner) or state.turn is not case.root.side(held.act.author):
        return None
    at = rule(case.steps[: len(case.steps) - len(case.path) + place], case.closures)
    return None if at is None else Ends(at=at, local=local_times(rule, at, case.root))


def calendar_text(words: Words, deadline: Deadline) -> Text | None:
    """Return whose calendar counts; None when every day does."""
    if not deadline.sides:
        return None
    roles = [words.role(side) for side in (Side.OPENER, Side.OTHER) if side in deadline.sides]
    return Text(
        ar="تقويم " + " و".join(role.ar for role in roles),
        fr=" et ".join(f"celui de {role.fr}" for role in roles),
        en="that of " + " and of ".join(role.en for role in roles),
    )


def _extension(words: Words, extension: Extension) -> Text:
    by, cap = words.act(extension.by), text_of(length_label(extension.cap))
    return Text(
        ar=f"{by.ar}، في حدود {cap.ar} في المجموع",
        fr=f"{by.fr}, {cap.fr} au plus en tout",
        en=f"{by.en}, at most {cap.en} in all",
    )


def _terms(words: Words, deadline: Deadline) -> list[Text]:
    chosen: Chosen | None = deadline.length
    if chosen is None:
        return [term_text(words, deadline, None)]
    if chosen.by is None:
        return [term_text(words, deadline, chosen.of(None))]
    found = []
    for code, length in chosen.lengths.items():
        term = term_text(words, deadline, length)
        label = _code(words, chosen.by, code)
        filled = {
            lang: _WHEN_CODE[lang].format(code=label.in_(lang), term=term.in_(lang))
            for lang in LANGS
        }
        found.append(Text(ar=filled["ar"], fr=filled["fr"], en=filled["en"]))
    return found


def _code(words: Words, term: Slug, code: Slug) -> Text:
    if code == OTHER:
        return _OTHERWISE
    for declared in words.procedure.terms.values():
        if term in declared and (codes := declared[term].codes) is not None:
            return words.codes_text(code, codes.text)
    return _OTHERWISE


def _fill(form: Mapping[Lang, str], length: Text, event: Text | None) -> Text:
    named = {lang: event.in_(lang) if event else "" for lang in LANGS}
    return Text(
        ar=form["ar"].format(length=length.ar, event=named["ar"]),
        fr=form["fr"].format(length=length.fr, event=named["fr"]),
        en=form["en"].format(length=length.en, event=named["en"]),
    )
