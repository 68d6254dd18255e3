"""What the commands on cases print, in Arabic, French and English."""

from typing import Final

from jisr.ops.cli.phrase import Phrase

OPENED: Final = Phrase("فُتح الملف {case}.", "Le dossier {case} est ouvert.", "Case {case} is open.")
ACTED: Final = Phrase("سُجّل الإجراء {act}.", "L’acte {act} est inscrit.", "Act {act} is on record.")
NO_CASES: Final = Phrase("لا توجد ملفات.", "Aucun dossier.", "There are no cases.")
INBOX_EMPTY: Final = Phrase("لا ينتظر منا شيء.", "Rien n’attend de nous.", "Nothing waits for us.")
NOTHING_DUE: Final = Phrase(
    "لا توجد آجال جارية.", "Aucun délai ne court.", "No deadline is running."
)
ROW: Final = Phrase(
    "{case} مع {partner} — {procedure}: {state}. {next}",
    "{case} avec {partner} — {procedure} : {state}. {next}",
    "{case} with {partner} — {procedure}: {state}. {next}",
)
ENDED: Final = Phrase("انتهى.", "Terminé.", "Ended.")
RESTS: Final = Phrase("لا دور على أحد.", "La main n’est à personne.", "It is nobody’s turn.")
TURN: Final = Phrase("الدور على {party}.", "La main est à {party}.", "It is {party}’s turn.")
DUE: Final = Phrase(
    "الأجل {at}، الباقي: {length}.", "Échéance {at}, reste : {length}.", "Due {at}, {length} left."
)
OVERDUE: Final = Phrase(
    "انقضى الأجل {at}، التأخير: {length}.",
    "Délai échu le {at}, retard : {length}.",
    "Overdue since {at}, by {length}.",
)
UNDER_AN_HOUR: Final = Phrase("أقل من ساعة", "moins d’une heure", "less than an hour")
CASE: Final = Phrase(
    "الملف {case}، الفضاء {space}", "Dossier {case}, espace {space}", "Case {case}, space {space}"
)
WHERE: Final = Phrase(
    "{procedure}: {state}. {next}",
    "{procedure} : {state}. {next}",
    "{procedure}: {state}. {next}",
)
ACT: Final = Phrase(
    "{at} {author}: {act} — {standing}. الإجراء {id}",
    "{at} {author} : {act} — {standing}. Acte {id}",
    "{at} {author}: {act} — {standing}. Act {id}",
)
PART: Final = Phrase(
    "  جزء {name}: {state}. {commitment}",
    "  pièce {name} : {state}. {commitment}",
    "  part {name}: {state}. {commitment}",
)
CROSSED: Final = Phrase(
    "تقاطع: {winner} غلب {loser}.",
    "Croisement : {winner} prévaut sur {loser}.",
    "Crossing: {winner} prevails over {loser}.",
)

STANDINGS: Final = {
    "provisional": Phrase("مؤقت", "provisoire", "provisional"),
    "settled": Phrase("نهائي", "définitif", "settled"),
    "overtaken": Phrase("متجاوَز", "dépassé", "overtaken"),
    "void": Phrase("باطل", "nul", "void"),
    "note": Phrase("ملاحظة", "note", "note"),
}
PARTS: Final = {
    "awaited": Phrase("منتظر", "attendue", "awaited"),
    "held": Phrase("لدينا", "gardée ici", "held"),
    "refused": Phrase("مرفوض", "refusée", "refused"),
    "erased": Phrase("مُحي", "effacée", "erased"),
}
