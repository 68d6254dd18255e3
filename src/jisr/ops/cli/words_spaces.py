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
TYPE_DIGEST: Final = Phrase(
    "اكتب أول 16 حرفًا من البصمة كما يقرؤها شريكك:",
    "Tapez les 16 premiers caractères de l’empreinte tels que les lit votre partenaire :",
    "Type the first 16 characters of the digest as your partner reads them:",
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
TO_PRUNE: Final = Phrase(
    "هذا آخر ما يُحذف من السجلين، وكل ما قبله، متى وافق الطرفان، ولا يُستعاد:",
    "Voici jusqu’où les deux journaux seront élagués, une fois les deux parties d’accord, sans "
    "retour :",
    "Up to here both logs will be pruned, once both parties agree, for good:",
)
PRUNE_END: Final = Phrase(
    "  سجل {author}: إلى الإجراء رقم {seq} ({act})",
    "  journal de {author} : jusqu’à l’acte n° {seq} ({act})",
    "  log of {author}: up to act no. {seq} ({act})",
)
PRUNED: Final = Phrase(
    "سُجّلت موافقتنا على الحذف (الإجراء {act}). يقع الحذف متى وافق الشريك على مثله ووصلت الموافقتان.",
    "Notre accord pour élaguer est inscrit (acte {act}). Il prend effet quand le partenaire a dit "
    "de même et que chacun a reçu l’autre.",
    "Our agreement to prune is on record (act {act}). It takes effect once the partner has said "
    "the same and each has received the other.",
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

# Help.
SPACE_GROUP: Final = Phrase(
    "الفضاءات: تأسيس فضاء مع شريك، ودخوله، وتصديره.",
    "Les espaces : en fonder un avec un partenaire, y entrer, l’exporter.",
    "Spaces: found one with a partner, enter it, export it.",
)
FOUND_HELP: Final = Phrase(
    "تحرير الوثيقة التأسيسية لفضاء جديد، وتوقيعها أولًا.",
    "Rédiger l’acte fondateur d’un nouvel espace, et le signer en premier.",
    "Draft the founding document of a new space, and sign it first.",
)
JOIN_HELP: Final = Phrase(
    "توقيع وثيقة تأسيسية إن لم نوقّعها، ودخول فضائها إن وقّعها الطرفان.",
    "Signer un acte fondateur, si ce n’est fait, et entrer dans son espace, si les deux ont signé.",
    "Sign a founding document, if we have not, and enter its space, if both have signed.",
)
LIST_HELP: Final = Phrase(
    "سرد فضاءات هذه العقدة.", "Lister les espaces de ce nœud.", "List the spaces of this node."
)
EXPORT_HELP: Final = Phrase(
    "تصدير فضاء كامل لمدقق: السجلان وكل ما وُقّع، دون أي محتوى.",
    "Exporter tout un espace pour un auditeur : les deux journaux et tout ce qui a été signé, sans "
    "contenu.",
    "Export a whole space for an auditor: both logs and all that was signed, no content.",
)
PRUNE_HELP: Final = Phrase(
    "الموافقة على حذف ترويسات الملفات المنتهية؛ بتوقيع مفتاح الجذر. تُحذف متى وافق الشريك أيضًا.",
    "Accepter d’élaguer les en-têtes des dossiers terminés ; signé de la clé racine. Ils partent "
    "quand le partenaire accepte aussi.",
    "Agree to let the headers of ended cases go; signed by the root key. They go once the partner "
    "agrees too.",
)
ROOT: Final = Phrase(
    "مخزن مفتاح الجذر، يُحضَر لهذا الأمر.",
    "Le trousseau de la clé racine, apporté pour cette commande.",
    "The root keystore, brought for this command.",
)
PACK: Final = Phrase(
    "الحزمة التي يوقّعها الطرفان، مثل packs/ma-fr.",
    "Le paquet que signent les deux parties, par exemple packs/ma-fr.",
    "The pack both parties sign: packs/ma-fr.",
)
CARD: Final = Phrase(
    "البطاقة card.json الخاصة بالشريك.", "La card.json du partenaire.", "The partner’s card.json."
)
DOCUMENT_OUT: Final = Phrase(
    "الملف الذي تُكتب فيه الوثيقة التأسيسية.",
    "Le fichier où écrire l’acte fondateur.",
    "File to write the founding document to.",
)
CHANNEL: Final = Phrase(
    "يميّز بين عدة فضاءات للطرفين نفسيهما.",
    "Distingue plusieurs espaces des deux mêmes parties.",
    "Tells several spaces of one pair apart.",
)
DOCUMENT: Final = Phrase("الوثيقة التأسيسية.", "L’acte fondateur.", "The founding document.")
HEARD: Final = Phrase(
    "البصمة كما سمعتها: لا يوقَّع شيء إن اختلفت. وإلا فتُطلب قبل التوقيع.",
    "L’empreinte telle que vous l’avez entendue : rien n’est signé si elle diffère. Sinon elle est "
    "demandée avant de signer.",
    "The digest as you heard it: nothing is signed if it differs. Else it is asked for before "
    "signing.",
)
EXPORT_OUT: Final = Phrase("الملف الذي يُكتب.", "Le fichier à écrire.", "File to write.")
UNEXPLORED: Final = Phrase(
    "التوقيع دون تجريب كل ترتيب للإجراءات؛ للتجارب وحدها.",
    "Signer sans jouer les actes dans tous les ordres ; pour un essai seulement.",
    "Sign without playing the acts in every order; for a trial only.",
)
