"""What the commands on packs print, in Arabic, French and English."""

from collections.abc import Mapping
from typing import Final

from jisr.node.framework_views import ValueStatus
from jisr.ops.cli.phrase import Phrase

SOUND: Final = Phrase(
    "{pack}: سليمة ويجوز توقيعها. البصمة {digest}",
    "{pack} : sain, peut être signé. Empreinte {digest}",
    "{pack}: sound, may be signed. Digest {digest}",
)
FAULTY: Final = Phrase(
    "{pack}: عدد العيوب {count}؛ لا يجوز توقيعها.",
    "{pack} : {count} défaut(s) ; ne peut être signé.",
    "{pack}: {count} fault(s); may not be signed.",
)
EDITION: Final = Phrase(
    "{title}، الطبعة {number}، البصمة {digest}",
    "{title}, édition {number}, empreinte {digest}",
    "{title}, edition {number}, digest {digest}",
)
STATE: Final = Phrase(
    "الحالة «{state}»: الدور على {turn}.",
    "État « {state} » : la main est à {turn}.",
    "State “{state}”: it is the turn of {turn}.",
)
STATE_RESTS: Final = Phrase(
    "الحالة «{state}»: لا دور على أحد.",
    "État « {state} » : la main n’est à personne.",
    "State “{state}”: it is nobody’s turn.",
)
DEADLINE: Final = Phrase(
    "الأجل: {term}؛ {expiry}. المصدر: {source} ({status}).",
    "Délai : {term} ; {expiry}. Source : {source} ({status}).",
    "Deadline: {term}; {expiry}. Source: {source} ({status}).",
)
CALENDAR: Final = Phrase(
    "[التقويم: {calendar}]", "[calendrier : {calendar}]", "[calendar: {calendar}]"
)
CROSSINGS: Final = Phrase(
    "إذا تقاطع إجراءان:", "Quand deux actes se croisent :", "When two acts cross:"
)
WRITTEN: Final = Phrase("كُتب {path}", "Écrit : {path}", "Written: {path}")

STATUSES: Final[Mapping[ValueStatus, Phrase]] = {
    ValueStatus.AGREED: Phrase("متفق عليه", "convenu", "agreed"),
    ValueStatus.BORROWED: Phrase("مستعار من نص آخر", "emprunté", "borrowed"),
    ValueStatus.PROPOSED: Phrase("مقترح", "proposé", "proposed"),
    ValueStatus.EXAMPLE: Phrase("مثال", "exemple", "example"),
}
