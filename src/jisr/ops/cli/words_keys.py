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
    "أُلغي المفتاح {key} في {count} من الفضاءات.",
    "La clé {key} est révoquée dans {count} espace(s).",
    "Key {key} is revoked in {count} space(s).",
)

STATES: Final[Mapping[KeyState, Phrase]] = {
    KeyState.PREPARED: Phrase("مُهيّأ", "préparée", "prepared"),
    KeyState.ACTIVE: Phrase("مستعمل", "en service", "in use"),
    KeyState.RETIRED: Phrase("خارج الخدمة", "retirée", "retired"),
}
