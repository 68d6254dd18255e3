"""What the commands on proofs, stores and content print, in Arabic, French and English."""

from typing import Final

from jisr.ops.cli.phrase import Phrase

PROVED: Final = Phrase(
    "إثبات الإجراء في {path} ({size} بايت). للتحقق: jisr verify {path}",
    "La preuve de l’acte est dans {path} ({size} octets). Pour vérifier : jisr verify {path}",
    "The proof of the act is in {path} ({size} bytes). To check it: jisr verify {path}",
)
WITH_CONTENT: Final = Phrase(
    "يتضمن الملف محتوى الإجراء مقروءًا؛ سُجّل ذلك في سجل الاطلاع.",
    "Le fichier contient l’acte en clair ; c’est noté au journal des accès.",
    "The file holds the act’s content in clear; the access log says so.",
)
VERIFYING: Final = Phrase("التحقق", "Vérification", "Checking")
BACKING_UP: Final = Phrase("النسخ الاحتياطي", "Sauvegarde", "Backing up")
BACKED_UP: Final = Phrase(
    "نُسخت العقدة إلى {folder}.", "Le nœud est sauvegardé dans {folder}.",
    "The node is backed up to {folder}.",
)  # fmt: skip
KEEP_APART: Final = Phrase(
    "احفظ {keys} وحده، ولا تتجاوز به مدة حفظ المحتوى: به يُقرأ كل شيء.",
    "Gardez {keys} à part, et pas plus longtemps que la conservation du contenu : il ouvre tout.",
    "Keep {keys} apart, and no longer than the content may be kept: it opens everything.",
)
RESTORING: Final = Phrase("الاسترجاع", "Restauration", "Restoring")
RESTORED: Final = Phrase(
    "استُرجعت العقدة من {folder}؛ وما كان قبلها محفوظ في {aside}.",
    "Le nœud est restauré depuis {folder} ; ce qui y était est gardé dans {aside}.",
    "The node is restored from {folder}; what was there is kept in {aside}.",
)
RESTORE_RUN: Final = Phrase(
    "1. شغّل العقدة (jisr node run). لا تكتب شيئًا قبل أن تسمع من الشركاء.",
    "1. Lancez le nœud (jisr node run). Il n’écrit rien avant d’avoir entendu les partenaires.",
    "1. Run the node (jisr node run). It writes nothing before it has heard the partners.",
)
RESTORE_RESTART: Final = Phrase(
    "2. لكل فضاء، بعد الاتصال، أحضر مفتاح الجذر: jisr restart --space {space} --root FILE",
    "2. Pour chaque espace, après le contact, avec la clé racine : "
    "jisr restart --space {space} --root FICHIER",
    "2. For each space, once in contact, with the root key: "
    "jisr restart --space {space} --root FILE",
)
RESTORE_CHECK: Final = Phrase(
    "3. تحقّق: jisr doctor", "3. Vérifiez : jisr doctor", "3. Check: jisr doctor"
)
RESTARTED: Final = Phrase(
    "يكتب الفضاء {space} من جديد (الإجراء {act}).",
    "L’espace {space} écrit de nouveau (acte {act}).",
    "The space {space} writes again (act {act}).",
)
HELD: Final = Phrase(
    "{effect}: الملف {case}، الإجراء {move}",
    "{effect} : dossier {case}, acte {move}",
    "{effect}: case {case}, act {move}",
)
HELD_COUNT: Final = Phrase(
    "عدد الآثار الموقوفة: {count}", "Effets retenus : {count}", "Effects held: {count}"
)
DECIDED: Final = Phrase(
    "حُسم أمر {count} من الآثار.", "{count} effet(s) réglé(s).", "{count} effect(s) decided."
)
ERASED: Final = Phrase(
    "مُحيت {count} من الأجزاء هنا، وسيمحوها الشريك عند الاتصال (الإجراء {act}).",
    "{count} pièce(s) effacée(s) ici ; le partenaire les efface au prochain contact (acte {act}).",
    "{count} part(s) erased here; the partner erases them at the next contact (act {act}).",
)
IMPORTED: Final = Phrase("استُورد {path} ({kind}).", "Importé : {path} ({kind}).",
    "Imported: {path} ({kind}).",
)  # fmt: skip
