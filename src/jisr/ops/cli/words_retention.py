"""What the commands on the time of keeping print, in Arabic, French and English."""

from typing import Final

from jisr.ops.cli.phrase import Phrase

GROUP: Final = Phrase(
    "مدد الحفظ: ما يحين محوه، ومتى، ولماذا.",
    "Les durées de conservation : ce qui arrive à terme, quand et pourquoi.",
    "Times of keeping: what falls due to be erased, when and why.",
)
LIST_HELP: Final = Phrase(
    "سرد ما تنتهي مدة حفظه قريبًا؛ وما لم يقرر أحد محوه قبل ذلك يُمحى تلقائيًا عند الطرفين.",
    "Lister ce dont la conservation prend bientôt fin ; ce que personne n’efface avant l’est alors "
    "automatiquement des deux côtés.",
    "List what is soon to be erased; what nobody erases earlier is then erased by itself, on both "
    "sides.",
)
DAYS: Final = Phrase(
    "عدد الأيام المقبلة؛ وإن لم يُذكر فمدة المراجعة في الإعدادات.",
    "Nombre de jours à venir ; à défaut, le délai de revue des réglages.",
    "How many days ahead; by default the time of review in the settings.",
)
CASE: Final = Phrase(
    "{reference}، {procedure}", "{reference}, {procedure}", "{reference}, {procedure}"
)
ROW: Final = Phrase(
    "إلى غاية {day}: الملف {case}. عدد الأجزاء: {count}؛ {why}",
    "Jusqu’au {day} : dossier {case}. Pièces : {count} ; {why}",
    "Until {day}: case {case}. Parts: {count}; {why}",
)
FRAMEWORK: Final = Phrase(
    "بحكم الإطار الموقَّع ({keep})",
    "selon le cadre signé ({keep})",
    "by the signed framework ({keep})",
)
ORIGINATOR: Final = Phrase(
    "بحكم الأجل الذي حدده صاحب الإجراء في ترويسته",
    "selon la date que l’auteur de l’acte a fixée dans l’en-tête",
    "by the date that the act’s author has set in its header",
)
OWN: Final = Phrase(
    "بحكم إعدادات هذه العقدة", "selon les réglages de ce nœud", "by the settings of this node"
)
COUNT: Final = Phrase(
    "ما يحين محوه: {count}", "Pièces qui arrivent à terme : {count}", "Parts that fall due: {count}"
)
