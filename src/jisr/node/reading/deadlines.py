"""Deadlines in words: how long, from when, whose calendar, and what follows."""

from collections.abc import Mapping
from typing import Final

from jisr.core.act import Slug
from jisr.core.errors import LANGS, Lang
from jisr.core.table import Side
from jisr.framework.counted import length_label
from jisr.framework.deadlines import Deadline, Extension, Start, When
from jisr.framework.lengths import Length
from jisr.framework.own_lengths import OTHER, Chosen
from jisr.node.framework_views import DeadlineRow
from jisr.node.reading.labels import Words, text_of
from jisr.node.record_views import Text

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
        "ar": "{length} من تاريخ الحدث",
        "fr": "{length} à compter de l’événement",
        "en": "{length} from the event",
    },
}
_BEFORE: Final[Mapping[Lang, str]] = {
    "ar": "{length} قبل الحدث",
    "fr": "{length} avant l’événement",
    "en": "{length} before the event",
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


def term_text(deadline: Deadline, length: Length | None) -> Text:
    """Return one length with its start: "3 days from receipt"."""
    start: Start = deadline.start
    if start.minus is not None:
        return _fill(_BEFORE, text_of(length_label(start.minus)))
    assert length is not None
    return _fill(_FROM[start.when], text_of(length_label(length)))


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
        return [term_text(deadline, None)]
    if chosen.by is None:
        return [term_text(deadline, chosen.of(None))]
    found = []
    for code, length in chosen.lengths.items():
        term = term_text(deadline, length)
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


def _fill(form: Mapping[Lang, str], length: Text) -> Text:
    return Text(
        ar=form["ar"].format(length=length.ar),
        fr=form["fr"].format(length=length.fr),
        en=form["en"].format(length=length.en),
    )
