"""Lengths of time and what holds for a field, in words: "3 days", "2 years from the end".

Arabic counts in four ways (CLDR: one, two, few, many), French and English in two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from jisr.framework.form import Handling
from jisr.framework.lengths import Length, Unit
from jisr.framework.retention import KeptFrom, Retention
from jisr.framework.shape import Label

_TWO, _FEW_MAX, _HUNDRED = 2, 10, 100
_MONTHS_PER_YEAR: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A noun as each language counts it."""

    ar: tuple[str, str, str, str]  # One, two, three to ten, more.
    fr: tuple[str, str]
    en: tuple[str, str]

    def of(self, n: int) -> Label:
        """Return so many of it, `n` being 1 or more."""
        one, two, few, many = self.ar
        if n == 1:
            ar = one
        elif n == _TWO:
            ar = two
        else:
            ar = f"{n} {few if _TWO < n % _HUNDRED <= _FEW_MAX else many}"
        return Label(ar=ar, fr=f"{n} {self.fr[n > 1]}", en=f"{n} {self.en[n > 1]}")


DAYS: Final = Counted(
    ar=("يوم واحد", "يومان", "أيام", "يومًا"), fr=("jour", "jours"), en=("day", "days")
)
MONTHS: Final = Counted(
    ar=("شهر واحد", "شهران", "أشهر", "شهرًا"), fr=("mois", "mois"), en=("month", "months")
)
YEARS: Final = Counted(
    ar=("سنة واحدة", "سنتان", "سنوات", "سنة"), fr=("an", "ans"), en=("year", "years")
)
_UNITS: Final[Mapping[Unit, Counted]] = {
    Unit.HOURS: Counted(
        ar=("ساعة واحدة", "ساعتان", "ساعات", "ساعة"), fr=("heure", "heures"), en=("hour", "hours")
    ),
    Unit.FULL_HOURS: Counted(
        ar=("ساعة كاملة", "ساعتان كاملتان", "ساعات كاملة", "ساعة كاملة"),
        fr=("heure pleine", "heures pleines"),
        en=("full hour", "full hours"),
    ),
    Unit.DAYS: DAYS,
    Unit.WORKING_DAYS: Counted(
        ar=("يوم عمل واحد", "يوما عمل", "أيام عمل", "يوم عمل"),
        fr=("jour ouvrable", "jours ouvrables"),
        en=("working day", "working days"),
    ),
    Unit.WEEKS: Counted(
        ar=("أسبوع واحد", "أسبوعان", "أسابيع", "أسبوعًا"),
        fr=("semaine", "semaines"),
        en=("week", "weeks"),
    ),
    Unit.MONTHS: MONTHS,
}
# The codes of SIENA, Europol's application for exchange, which police services know by number.
# There H0 is for preventing and detecting crime; here a procedure may serve another purpose, such
# as relief, so H0 is the purpose of the procedure.
HANDLING: Final[Mapping[Handling, Label]] = {
    Handling.H0: Label(
        ar="لغرض المسطرة، دون قيد آخر (H0)",
        fr="pour le but de la procédure, sans autre restriction (H0)",
        en="for the purpose of the procedure, with no other restriction (H0)",
    ),
    Handling.H1: Label(
        ar="لا تُستعمل أمام القضاء دون إذن من قدّمها (H1)",
        fr="pas d’usage en justice sans l’accord de qui fournit (H1)",
        en="not in judicial proceedings without the provider’s permission (H1)",
    ),
    Handling.H2: Label(
        ar="لا تُنقل إلى غيركم دون إذن من قدّمها (H2)",
        fr="pas de transmission sans l’accord de qui fournit (H2)",
        en="not passed on without the provider’s permission (H2)",
    ),
    Handling.H3: Label(
        ar="بقيود أخرى مذكورة في النص (H3)",
        fr="sous d’autres conditions, écrites dans le texte (H3)",
        en="under other restrictions, said in words (H3)",
    ),
}
_KEPT: Final[Mapping[KeptFrom, Label]] = {
    KeptFrom.END: Label(
        ar="{length} من انتهاء الملف",
        fr="{length} après la fin du dossier",
        en="{length} from the end of the case",
    ),
    KeptFrom.RECEIPT: Label(
        ar="{length} من التوصل", fr="{length} après la réception", en="{length} from receipt"
    ),
    KeptFrom.SENT: Label(
        ar="{length} من الإرسال", fr="{length} après l’envoi", en="{length} from sending"
    ),
    KeptFrom.EVENT: Label(
        ar="{length} من التاريخ المذكور في «{event}»",
        fr="{length} après la date portée sous « {event} »",
        en="{length} from the date under “{event}”",
    ),
}


def length_label(length: Length) -> Label:
    """Return "3 days" in three languages, with the plural each wants."""
    return _UNITS[length.unit].of(length.n)


def retained(keep: Retention) -> Label:
    """Return how long something is kept: "2 years"."""
    if keep.days:
        return DAYS.of(keep.days)
    if keep.months % _MONTHS_PER_YEAR == 0:
        return YEARS.of(keep.months // _MONTHS_PER_YEAR)
    return MONTHS.of(keep.months)


def keep_label(keep: Retention, event: Label | None = None) -> Label:
    """Return how long, and from when: "2 years from the end of the case".

    Args:
        keep: as the form says it.
        event: what the term is called that says the start; needed exactly where one does.
    """
    assert (event is None) == (keep.term is None)
    length, form = retained(keep), _KEPT[keep.start]
    named = event or Label(ar="", fr="", en="")
    return Label(
        ar=form.ar.format(length=length.ar, event=named.ar),
        fr=form.fr.format(length=length.fr, event=named.fr),
        en=form.en.format(length=length.en, event=named.en),
    )
