"""What the commands on spaces and on the framework in force print, in three languages."""

from typing import Final

from jisr.ops.cli.phrase import Phrase

DRAFTED: Final = Phrase(
    "وقّعنا الوثيقة التأسيسية في {path}. أرسلها إلى {partner}.",
    "Nous avons signé l’acte fondateur {path}. Envoyez-le à {partner}.",
    "We have signed the founding document {path}. Send it to {partner}.",
)
DIGEST: Final = Phrase(
    "اقرأ هذه البصمة على شريكك بالهاتف، وقارنا: {digest}",
    "Lisez cette empreinte à votre partenaire au téléphone, et comparez : {digest}",
    "Read this digest to your partner on the telephone, and compare: {digest}",
)
COUNTERSIGNED: Final = Phrase(
    "أضفنا توقيعنا إلى {path}. أعده إلى {partner} ليسجّل الفضاء هو أيضًا.",
    "Notre signature est ajoutée à {path}. Renvoyez-le à {partner}, qui enregistre l’espace à "
    "son tour.",
    "Our signature is added to {path}. Send it back to {partner}, who records the space too.",
)
JOINED: Final = Phrase(
    "سُجّل الفضاء {space} مع {partner}.",
    "L’espace {space} avec {partner} est enregistré.",
    "The space {space} with {partner} is recorded.",
)
ONE_SIGNATURE: Final = Phrase(
    "ينقص توقيع {partner}. بعد وصوله نفّذ الأمر نفسه مرة أخرى.",
    "La signature de {partner} manque. Quand elle sera là, relancez la même commande.",
    "The signature of {partner} is missing. When it is there, run the same command again.",
)
NO_ADDRESS: Final = Phrase(
    "لا يوجد عنوان للشريك {partner}: أضفه إلى {settings} ثم أعد تشغيل العقدة.",
    "Aucune adresse pour {partner} : ajoutez-la dans {settings}, puis redémarrez le nœud.",
    "There is no address for {partner}: add it to {settings}, then restart the node.",
)
START: Final = Phrase(
    "شغّل العقدة: jisr node run", "Lancez le nœud : jisr node run", "Run the node: jisr node run"
)
EXPORTED: Final = Phrase(
    "صُدّر الفضاء {space} إلى {path} ({size} بايت).",
    "L’espace {space} est exporté dans {path} ({size} octets).",
    "The space {space} is exported to {path} ({size} bytes).",
)
PROPOSED: Final = Phrase(
    "اقترحنا الطبعة {digest} على {partner}. تصير نافذة متى قبلها.",
    "L’édition {digest} est proposée à {partner}. Elle vaut dès qu’il l’accepte.",
    "The edition {digest} is proposed to {partner}. It is in force once they accept it.",
)
ACCEPTED: Final = Phrase(
    "قبلنا الطبعة {digest}؛ تصير نافذة متى استقر القبول.",
    "L’édition {digest} est acceptée ; elle vaut dès que l’acceptation est définitive.",
    "The edition {digest} is accepted; it is in force once the acceptance is settled.",
)
