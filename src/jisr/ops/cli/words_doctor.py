"""What `jisr doctor` says: each finding, and its mend, in Arabic, French and English."""

from collections.abc import Mapping
from typing import Final

from jisr.ops.cli.phrase import Phrase
from jisr.ops.doctor import Level

LEVELS: Final[Mapping[Level, Phrase]] = {
    Level.OK: Phrase("[سليم]", "[bon]", "[ok]"),
    Level.WARN: Phrase("[تنبيه]", "[attention]", "[warn]"),
    Level.FAIL: Phrase("[خلل]", "[défaut]", "[fail]"),
}
ALARM: Final = Phrase(
    "إنذار منذ {since}: {text}", "Alarme depuis {since} : {text}", "Alarm since {since}: {text}"
)

# The code of a finding -> what it says, and the mend; no mend where all is well.
FINDINGS: Final[Mapping[str, tuple[Phrase, Phrase | None]]] = {
    "python": (Phrase("Python {version}", "Python {version}", "Python {version}"), None),
    "settings-read": (
        Phrase("الإعدادات: {path}", "Réglages : {path}", "Settings: {path}"),
        None,
    ),
    "files": (
        Phrase(
            "لا يقرأ أحد غيرك {path}.",
            "Nul autre que vous ne lit {path}.",
            "Nobody but you can read {path}.",
        ),
        None,
    ),
    "files-open": (
        Phrase(
            "يستطيع غيرك فتح {path}.",
            "D’autres que vous peuvent ouvrir {path}.",
            "Others than you can open {path}.",
        ),
        Phrase("chmod go= {path}", "chmod go= {path}", "chmod go= {path}"),
    ),
    "root-here": (
        Phrase(
            "مفتاح الجذر ما زال على هذا الجهاز: {path}.",
            "La clé racine est encore sur cette machine : {path}.",
            "The root key still lies on this machine: {path}.",
        ),
        Phrase(
            "انقله إلى مكان آمن خارج الشبكة، وأعطِ مساره عند الحاجة بالخيار --root.",
            "Mettez-la en lieu sûr, hors ligne, et donnez son chemin au besoin par --root.",
            "Put it in a safe place, offline, and give its path with --root when it is needed.",
        ),
    ),
    "keystore": (
        Phrase(
            "مخزن المفاتيح {path} لا يُقرأ ({why}).",
            "Le trousseau {path} ne se lit pas ({why}).",
            "The keystore {path} cannot be read ({why}).",
        ),
        Phrase(
            "استرجعه من آخر نسخة احتياطية (part-keys/node.keys)، بصلاحيات 0600.",
            "Reprenez-le de la dernière sauvegarde (part-keys/node.keys), en mode 0600.",
            "Take it from the last backup (part-keys/node.keys), with mode 0600.",
        ),
    ),
    "keys": (
        Phrase(
            "في {path} مفتاح لكل استعمال.",
            "{path} a une clé pour chaque usage.",
            "{path} has a key for each use.",
        ),
        None,
    ),
    "keys-missing": (
        Phrase(
            "لا يوجد مفتاح مستعمل لأجل: {uses}.",
            "Pas de clé en service pour : {uses}.",
            "No key is in use for: {uses}.",
        ),
        Phrase("jisr keys rotate {uses}", "jisr keys rotate {uses}", "jisr keys rotate {uses}"),
    ),
    "certificate": (
        Phrase(
            "الشهادة صالحة إلى {end}.",
            "Le certificat vaut jusqu’au {end}.",
            "The certificate is valid until {end}.",
        ),
        None,
    ),
    "certificate-ends": (
        Phrase(
            "تنتهي الشهادة في {end}.",
            "Le certificat expire le {end}.",
            "The certificate ends on {end}.",
        ),
        Phrase(
            "شغّل العقدة: تجدّد شهادتها بنفسها.",
            "Lancez le nœud : il renouvelle lui-même son certificat.",
            "Run the node: it renews its certificate by itself.",
        ),
    ),
    "certificate-ended": (
        Phrase(
            "انتهت الشهادة في {end}، والشركاء يرفضونها.",
            "Le certificat a expiré le {end} ; les partenaires le refusent.",
            "The certificate ended on {end}; partners refuse it.",
        ),
        Phrase(
            "أعد تشغيل العقدة: تجدّد شهادتها عند البدء.",
            "Redémarrez le nœud : il renouvelle son certificat au démarrage.",
            "Restart the node: it renews its certificate when it starts.",
        ),
    ),
    "clock-right": (
        Phrase(
            "ساعة الجهاز لا تتأخر عن آخر وقت مسجَّل.",
            "L’horloge ne retarde pas sur le dernier instant inscrit.",
            "The clock is not behind the latest instant on record.",
        ),
        None,
    ),
    "clock": (
        Phrase(
            "ساعة الجهاز لا تصلح ({why}).",
            "L’horloge ne convient pas ({why}).",
            "The clock will not do ({why}).",
        ),
        Phrase(
            "اضبط الساعة (NTP). فإن كانت الساعة صحيحة وكانت قد سبقت: jisr node accept-clock",
            "Réglez l’horloge (NTP). Si elle est juste et qu’elle avait pris de l’avance : "
            "jisr node accept-clock",
            "Set the clock (NTP). If it is right now and had run ahead: jisr node accept-clock",
        ),
    ),
    "port-free": (
        Phrase("المنفذ {port} حر.", "Le port {port} est libre.", "Port {port} is free."),
        None,
    ),
    "port-ours": (
        Phrase(
            "المنفذ {port} لهذه العقدة.",
            "Le port {port} est à ce nœud.",
            "Port {port} is this node’s.",
        ),
        None,
    ),
    "port-taken": (
        Phrase(
            "المنفذ {port} مستعمل، والعقدة لا تعمل.",
            "Le port {port} est pris, et le nœud ne tourne pas.",
            "Port {port} is taken, and the node does not run.",
        ),
        Phrase(
            "أوقف البرنامج الذي يستعمله، أو اختر منفذًا آخر في jisr.toml.",
            "Arrêtez le programme qui l’occupe, ou choisissez-en un autre dans jisr.toml.",
            "Stop the program that uses it, or choose another port in jisr.toml.",
        ),
    ),
    "disk-room": (
        Phrase("المساحة الحرة: {mib} MiB.", "Place libre : {mib} Mio.", "Free room: {mib} MiB."),
        None,
    ),
    "disk": (
        Phrase(
            "لم يبق على القرص إلا {mib} MiB.",
            "Il ne reste que {mib} Mio sur le disque.",
            "Only {mib} MiB are left on the disk.",
        ),
        Phrase(
            "وسّع القرص؛ لا تحذف شيئًا من مجلد العقدة.",
            "Agrandissez le disque ; n’effacez rien dans le dossier du nœud.",
            "Make the disk larger; delete nothing in the node’s folder.",
        ),
    ),
    "runs": (Phrase("العقدة تعمل.", "Le nœud tourne.", "The node runs."), None),
    "stopped": (
        Phrase("العقدة لا تعمل.", "Le nœud ne tourne pas.", "The node does not run."),
        None,
    ),
    "store": (Phrase("{name} سليم.", "{name} est sain.", "{name} is sound."), None),
    "store-bad": (
        Phrase(
            "{name} معطوب ({why}).", "{name} est endommagé ({why}).", "{name} is damaged ({why})."
        ),
        Phrase(
            "أوقف العقدة واسترجع آخر نسخة احتياطية: jisr restore --from DIR",
            "Arrêtez le nœud et restaurez la dernière sauvegarde : jisr restore --from DOSSIER",
            "Stop the node and restore the last backup: jisr restore --from DIR",
        ),
    ),
    "access-log": (
        Phrase(
            "سجل الاطلاع متصل الحلقات.",
            "Le journal des accès est d’un seul tenant.",
            "The access log is unbroken.",
        ),
        None,
    ),
    "access-log-broken": (
        Phrase(
            "سجل الاطلاع مقطوع عند الحدث {place}: غُيّر أو حُذف منه شيء.",
            "Le journal des accès est rompu à l’événement {place} : on y a touché.",
            "The access log is broken at event {place}: something in it was changed.",
        ),
        Phrase(
            "احتفظ بالملف كما هو وأبلغ مسؤول حماية المعطيات.",
            "Gardez le fichier tel quel et prévenez le délégué à la protection des données.",
            "Keep the file as it is and tell the data-protection officer.",
        ),
    ),
    "holds-both": (
        Phrase(
            "الموظف {officer} يدير العقدة ويطلع على بياناتها معًا.",
            "L’agent {officer} administre le nœud et en lit aussi les données.",
            "Officer {officer} administers the node and reads its data as well.",
        ),
        Phrase(
            "للتجربة لا بأس بذلك. قبل العمل الجدي عيّن من يدير دون أن يقرأ: jisr officer add.",
            "Pour un essai, cela va. Avant de servir pour de bon, nommez qui administre "
            "sans lire : jisr officer add.",
            "For a trial that will do. Before it serves in earnest, appoint who administers and "
            "does not read: jisr officer add.",
        ),
    ),
    "erasures": (
        Phrase(
            "أعمال المحو التي لم تصل إلى الشريك بعد: {count} (الفضاء {space}).",
            "Effacements non encore parvenus au partenaire : {count} (espace {space}).",
            "Erasures that have not reached the partner yet: {count} (space {space}).",
        ),
        Phrase(
            "دع العقدة تعمل إلى أن يتصل الشريك.",
            "Laissez tourner le nœud jusqu’au contact avec le partenaire.",
            "Let the node run until the partner is in contact.",
        ),
    ),
    "space": (
        Phrase(
            "الفضاء {space} مع {partner} يكتب: {title}.",
            "L’espace {space} avec {partner} écrit : {title}.",
            "The space {space} with {partner} writes: {title}.",
        ),
        None,
    ),
    "effects-held": (
        Phrase(
            "الآثار الموقوفة منذ الاسترجاع في الفضاء {space} مع {partner}: {count}.",
            "Effets retenus depuis la restauration, espace {space} avec {partner} : {count}.",
            "Effects held since the restore, space {space} with {partner}: {count}.",
        ),
        Phrase(
            "jisr effects list؛ ثم release إن لم تقع، أو close إن كانت قد وقعت.",
            "jisr effects list, puis release s’ils n’avaient pas eu lieu, ou close sinon.",
            "jisr effects list, then release if they had not happened, or close if they had.",
        ),
    ),
    "space-stopped": (
        Phrase(
            "الفضاء {space} متوقف: وقّع {partner} إجراءين مختلفين في موضع واحد.",
            "L’espace {space} est arrêté : {partner} a signé deux actes à une même place.",
            "The space {space} is stopped: {partner} signed two acts for one place.",
        ),
        Phrase(
            "صدّر الفضاء (jisr space export) واعرضه على المسؤولين: القرار لهم.",
            "Exportez l’espace (jisr space export) et remettez-le aux responsables, qui décident.",
            "Export the space (jisr space export) and give it to those who must decide.",
        ),
    ),
    "space-must-hear": (
        Phrase(
            "الفضاء {space} لا يكتب قبل أن يسمع من {partner}.",
            "L’espace {space} n’écrit pas avant d’avoir entendu {partner}.",
            "The space {space} does not write before it has heard {partner}.",
        ),
        Phrase(
            "شغّل العقدة، ثم بعد الاتصال: jisr restart --space {space} --root FILE",
            "Lancez le nœud, puis, après le contact : jisr restart --space {space} --root FICHIER",
            "Run the node, then, once in contact: jisr restart --space {space} --root FILE",
        ),
    ),
    "edition-missing": (
        Phrase(
            "لا تملك العقدة نص الطبعة {edition} السارية في الفضاء {space}؛ فلا تُقرأ ملفاتها.",
            "Le nœud n’a pas le texte de l’édition {edition}, en vigueur dans l’espace {space} : "
            "ses dossiers ne se lisent pas.",
            "The node lacks the text of edition {edition}, in force in the space {space}: its "
            "cases cannot be read.",
        ),
        Phrase(
            "إن لم يأتِ من {partner}، فأعطه الحزمة الموقَّعة: jisr framework keep PACK "
            "--space {space}",
            "S’il ne vient pas de {partner}, donnez-lui le pack signé : jisr framework keep PACK "
            "--space {space}",
            "If it does not come from {partner}, give it the signed pack: jisr framework keep PACK "
            "--space {space}",
        ),
    ),
    "partner": (
        Phrase(
            "الخط مع {partner} سليم (الفضاء {space}: {title}).",
            "La ligne avec {partner} est bonne (espace {space} : {title}).",
            "The line to {partner} is up (space {space}: {title}).",
        ),
        None,
    ),
    "partner-answers": (
        Phrase(
            "عنوان {partner} يجيب: {url} (الفضاء {space}: {title}).",
            "L’adresse de {partner} répond : {url} (espace {space} : {title}).",
            "The address of {partner} answers: {url} (space {space}: {title}).",
        ),
        None,
    ),
    "partner-no-address": (
        Phrase(
            "لا يوجد عنوان للشريك {partner} (الفضاء {space}: {title}).",
            "Aucune adresse pour {partner} (espace {space} : {title}).",
            "There is no address for {partner} (space {space}: {title}).",
        ),
        Phrase(
            'أضف إلى jisr.toml: [partners."{partner}"] url = "https://…"',
            'Ajoutez dans jisr.toml : [partners."{partner}"] url = "https://…"',
            'Add to jisr.toml: [partners."{partner}"] url = "https://…"',
        ),
    ),
    "partner-away": (
        Phrase(
            "الخط مع {partner} مقطوع: {why} (الفضاء {space}: {title}).",
            "La ligne avec {partner} est coupée : {why} (espace {space} : {title}).",
            "The line to {partner} is down: {why} (space {space}: {title}).",
        ),
        Phrase(
            "لا يضيع شيء، والعقدة تعيد المحاولة. إن طال ذلك فاتصل بالشريك.",
            "Rien n’est perdu, le nœud réessaie. Si cela dure, appelez le partenaire.",
            "Nothing is lost and the node tries again. If it lasts, call the partner.",
        ),
    ),
    "partner-silent": (
        Phrase(
            "لا يجيب أحد على عنوان {partner}: {url} (الفضاء {space}: {title}).",
            "Personne ne répond à l’adresse de {partner} : {url} (espace {space} : {title}).",
            "Nobody answers at the address of {partner}: {url} (space {space}: {title}).",
        ),
        Phrase(
            "تحقق من العنوان في jisr.toml ومن جدار الحماية.",
            "Vérifiez l’adresse dans jisr.toml et le pare-feu.",
            "Check the address in jisr.toml, and the firewall.",
        ),
    ),
}
