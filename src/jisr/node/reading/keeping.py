"""In words: what may be done with a field, on what legal basis, and how long it is kept."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from jisr.framework.form import Field, Form, Handling
from jisr.framework.retention import KeptFrom, Retention
from jisr.node.framework_views import FieldClass, FormRow
from jisr.node.reading.labels import Words, text_of
from jisr.node.record_views import Text

# The codes of SIENA, Europol's application for exchange, which police services know by number.
HANDLING: Final[Mapping[Handling, Text]] = {
    Handling.H0: Text(
        "للوقاية من الجرائم وكشفها (H0)",
        "pour prévenir et détecter des infractions (H0)",
        "for preventing and detecting crime (H0)",
    ),
    Handling.H1: Text(
        "لا تُستعمل أمام القضاء دون إذن من قدّمها (H1)",
        "pas d’usage en justice sans l’accord de qui fournit (H1)",
        "not in judicial proceedings without the provider’s permission (H1)",
    ),
    Handling.H2: Text(
        "لا تُنقل إلى غيركم دون إذن من قدّمها (H2)",
        "pas de transmission sans l’accord de qui fournit (H2)",
        "not passed on without the provider’s permission (H2)",
    ),
    Handling.H3: Text(
        "بقيود أخرى مذكورة في النص (H3)",
        "sous d’autres conditions, écrites dans le texte (H3)",
        "under other restrictions, said in words (H3)",
    ),
}
_FROM: Final[Mapping[KeptFrom, Text]] = {
    KeptFrom.END: Text(
        "{length} من انتهاء الملف",
        "{length} après la fin du dossier",
        "{length} from the end of the case",
    ),
    KeptFrom.RECEIPT: Text(
        "{length} من التوصل", "{length} après la réception", "{length} from receipt"
    ),
    KeptFrom.SENT: Text("{length} من الإرسال", "{length} après l’envoi", "{length} from sending"),
    KeptFrom.EVENT: Text(
        "{length} من الحدث", "{length} après l’événement", "{length} from the event"
    ),
}
# Arabic: one, two, three to ten, more; French and English: one, more.
_DAYS: Final = (("يوم واحد", "يومان", "أيام", "يومًا"), ("jour", "jours"), ("day", "days"))
_MONTHS: Final = (("شهر واحد", "شهران", "أشهر", "شهرًا"), ("mois", "mois"), ("month", "months"))
_YEARS: Final = (("سنة واحدة", "سنتان", "سنوات", "سنة"), ("an", "ans"), ("year", "years"))
_MONTHS_PER_YEAR: Final = 12
_TWO, _FEW_MAX, _HUNDRED = 2, 10, 100


def handling_text(handling: Handling) -> Text:
    """Return what may be done with a field."""
    return HANDLING[handling]


def keep_text(keep: Retention) -> Text:
    """Return how long, and from when: "2 years from the end of the case"."""
    if keep.days:
        length = _counted(keep.days, _DAYS)
    elif keep.months % _MONTHS_PER_YEAR == 0:
        length = _counted(keep.months // _MONTHS_PER_YEAR, _YEARS)
    else:
        length = _counted(keep.months, _MONTHS)
    form = _FROM[keep.start]
    return Text(
        ar=form.ar.format(length=length.ar),
        fr=form.fr.format(length=length.fr),
        en=form.en.format(length=length.en),
    )


def last_day(keep: Retention, ended: date | None) -> date | None:
    """Return the last day of keeping, where it runs from the end of a case that has ended."""
    return keep.last_day(ended) if keep.start is KeptFrom.END and ended is not None else None


def form_row(words: Words, form: Form) -> FormRow:
    """Return a form as the framework page shows it: its fields by what holds for them."""
    classes: dict[object, list[Field]] = {}
    for field in form.fields.values():
        classes.setdefault((field.handling, field.basis, field.keep), []).append(field)
    return FormRow(
        name=text_of(form.label), classes=tuple(_class(words, same) for same in classes.values())
    )


def _class(words: Words, same: list[Field]) -> FieldClass:
    first = same[0]
    return FieldClass(
        fields=tuple(text_of(field.label) for field in same),
        handling=handling_text(first.handling),
        basis=text_of(first.basis.text),
        basis_source=words.source(first.basis.provenance),
        basis_status=words.status(first.basis.provenance),
        keep=keep_text(first.keep),
        keep_source=words.source(first.keep.provenance),
        keep_status=words.status(first.keep.provenance),
    )


def _counted(
    n: int, words: tuple[tuple[str, str, str, str], tuple[str, str], tuple[str, str]]
) -> Text:
    (one, two, few, many), french, english = words
    if n == 1:
        ar = one
    elif n == _TWO:
        ar = two
    else:
        ar = f"{n} {few if _TWO < n % _HUNDRED <= _FEW_MAX else many}"
    return Text(ar=ar, fr=f"{n} {french[n > 1]}", en=f"{n} {english[n > 1]}")
