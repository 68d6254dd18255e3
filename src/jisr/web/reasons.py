"""Why the peer endpoint refuses a request before the node has seen it."""

from typing import Final

from jisr.core.errors import Reason

NO_CERTIFICATE: Final = Reason(
    "web.no-certificate",
    ar="لم تُقدَّم شهادة العميل.",
    fr="Aucun certificat client n’a été présenté.",
    en="No client certificate was presented.",
)
BODY_TOO_LARGE: Final = Reason(
    "web.body-too-large",
    ar="الرسالة أكبر من الحد {limit} بايت.",
    fr="Le message dépasse la limite de {limit} octets.",
    en="The message is over the limit of {limit} bytes.",
)
BODY_TOO_SLOW: Final = Reason(
    "web.body-too-slow",
    ar="لم تصل الرسالة كاملة في {seconds} ثانية.",
    fr="Le message n’est pas arrivé en entier en {seconds} secondes.",
    en="The message did not arrive whole within {seconds} seconds.",
)
NO_SUCH_ADDRESS: Final = Reason(
    "web.no-such-address",
    ar="لا يوجد شيء في هذا العنوان؛ العنوان الوحيد هو {path}.",
    fr="Rien à cette adresse ; la seule est {path}.",
    en="There is nothing at this address; the only one is {path}.",
)
ONLY_POST: Final = Reason(
    "web.only-post",
    ar="هذا العنوان يقبل POST فقط.",
    fr="Cette adresse n’accepte que POST.",
    en="This address accepts POST only.",
)
