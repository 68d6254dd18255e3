"""What the commands on keys print, in Arabic, French and English."""

from collections.abc import Mapping
from typing import Final

from jisr.ops.cli.phrase import Phrase
from jisr.ops.keyfile import KeyState

KEY: Final = Phrase(
    "{use}: {state}، أُنشئ في {at}. {key}",
    "{use} : {state}, créée le {at}. {key}",
    "{use}: {state}, made on {at}. {key}",
)
CERTIFICATE: Final = Phrase(
    "  تنتهي شهادته في {end}.",
    "  Son certificat expire le {end}.",
    "  Its certificate ends on {end}.",
)
WAITING: Final = Phrase(
    "في انتظار الشركاء", "En attente des partenaires", "Waiting for the partners"
)
ROTATED: Final = Phrase(
    "المفتاح المستعمل الآن لغرض {use} هو {key}.",
    "La clé {key} sert désormais pour {use}.",
    "Key {key} is now in use for {use}.",
)
REVOKE_LATER: Final = Phrase(
    "المفتاح السابق {old} ما زال صالحًا. متى لم يعد شيء في الطريق يحتاج إليه: "
    "jisr keys revoke {old} --ground rotation",
    "L’ancienne clé {old} vaut encore. Quand plus rien en route n’en dépend : "
    "jisr keys revoke {old} --ground rotation",
    "The old key {old} is still valid. When nothing on its way needs it any more: "
    "jisr keys revoke {old} --ground rotation",
)
REVOKED: Final = Phrase(
    "أُلغي المفتاح {key}؛ عدد الفضاءات: {count}.",
    "La clé {key} est révoquée ; espaces : {count}.",
    "Key {key} is revoked; spaces: {count}.",
)

CHANGED: Final = Phrase(
    "صارت للمخزن {path} عبارة سر جديدة. والنسخ الاحتياطية السابقة تُفتح بعبارتها السابقة.",
    "{path} a une nouvelle phrase secrète. Les sauvegardes d’avant s’ouvrent avec l’ancienne.",
    "{path} has a new passphrase. Backups made before open with the old one.",
)
CHANGE_FILE: Final = Phrase(
    "اكتب العبارة الجديدة في {path}: منه تقرؤها العقدة.",
    "Mettez la nouvelle phrase dans {path} : c’est là que le nœud la lit.",
    "Put the new passphrase into {path}: the node reads it there.",
)
REPLACED: Final = Phrase(
    "حلّ غيره محله، وما زال صالحًا", "remplacée, encore valable", "replaced, still valid"
)
STATES: Final[Mapping[KeyState, Phrase]] = {
    KeyState.PREPARED: Phrase("مُهيّأ", "préparée", "prepared"),
    KeyState.ACTIVE: Phrase("مستعمل", "en service", "in use"),
    KeyState.RETIRED: Phrase("خارج الخدمة", "retirée", "retired"),
}

# Help.
KEYS_GROUP: Final = Phrase(
    "مفاتيح العقدة: سردها وتبديلها وإلغاؤها، وتغيير عبارة سرها.",
    "Les clés du nœud : lister, remplacer, révoquer, changer de phrase secrète.",
    "The node’s keys: list, replace, revoke, change the passphrase.",
)
LIST_HELP: Final = Phrase(
    "سرد مفاتيح المخزن: الغرض والحالة والعمر؛ دون طلب عبارة السر.",
    "Lister les clés du trousseau : usage, état, âge ; aucune phrase secrète n’est demandée.",
    "List the keys of the keystore: use, state, age; no passphrase is asked for.",
)
ROTATE_HELP: Final = Phrase(
    "تبديل مفتاح غرض واحد؛ يُعاد الأمر نفسه إن توقف في الطريق. ويبقى المفتاح السابق صالحًا.",
    "Remplacer la clé d’un usage ; à relancer si la commande s’arrête en chemin. L’ancienne reste "
    "valable.",
    "Replace the key of one use; run it again if it stops half-way. The old one stays valid.",
)
REVOKE_HELP: Final = Phrase(
    "إلغاء مفتاح لنا في كل الفضاءات؛ ما وقّعه قبل ذلك قائم، ولا يقوم شيء بعده.",
    "Révoquer une de nos clés dans tous les espaces ; ce qu’elle a signé avant vaut, rien de ce "
    "qu’elle signe après.",
    "Revoke a key of ours in every space; what it signed before stands, nothing after does.",
)
CHANGE_HELP: Final = Phrase(
    "تغيير عبارة السر لمخزن مفاتيح: مخزن العقدة وهي متوقفة، أو مخزن مفتاح الجذر.",
    "Changer la phrase secrète d’un trousseau : celui du nœud, arrêté, ou celui d’une clé racine.",
    "Lock a keystore under another passphrase: the node’s, while it is stopped, or a root key’s.",
)
CHANGE_ROOT: Final = Phrase(
    "مخزن مفتاح الجذر، إن كان هو المقصود.",
    "Le trousseau de la clé racine, si c’est de lui qu’il s’agit.",
    "The root keystore, if that is the one meant.",
)
NEW: Final = Phrase(
    "ملف (بصلاحيات 0600) فيه عبارة السر الجديدة؛ وإلا فتُطلب مرتين.",
    "Fichier (mode 0600) qui contient la nouvelle phrase secrète ; sinon elle est demandée deux "
    "fois.",
    "File (mode 0600) with the new passphrase; else asked for twice.",
)
USE: Final = Phrase(
    "sign أو checkpoint أو seal أو tls.",
    "sign, checkpoint, seal ou tls.",
    "sign, checkpoint, seal or tls.",
)
WAIT: Final = Phrase(
    "كم ثانية يُنتظر ليرى الشركاء مفتاح TLS الجديد.",
    "Secondes à attendre que les partenaires voient une nouvelle clé TLS.",
    "Seconds to wait for the partners to see a new TLS key.",
)
GROUND: Final = Phrase(
    "السبب، رمزًا يُسجَّل.", "Le motif, sous forme de code, inscrit.", "Why, as a code, on record."
)
REVOKE_GROUND: Final = Phrase(
    "السبب، رمزًا يُسجَّل: rotation أو theft.",
    "Le motif, sous forme de code, inscrit : rotation, theft.",
    "Why, as a code, on record: rotation, theft.",
)
FINGERPRINT: Final = Phrase(
    "كما يطبعه keys list.", "Telle que l’affiche keys list.", "As keys list prints it."
)
