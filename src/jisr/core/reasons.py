"""Why the core refuses something, in Arabic, French and English."""

from typing import Final

from jisr.core.errors import Reason

TOO_LARGE: Final = Reason(
    "core.too-large",
    ar="الحجم {size} بايت يتجاوز الحد {limit}.",
    fr="La taille, {size} octets, dépasse la limite de {limit}.",
    en="The size, {size} bytes, is over the limit of {limit}.",
)
NOT_JSON: Final = Reason(
    "core.not-json",
    ar="البيانات ليست JSON صحيحًا بترميز UTF-8.",
    fr="Les données ne sont pas du JSON valide en UTF-8.",
    en="The bytes are not valid JSON in UTF-8.",
)
OUTSIDE_PROFILE: Final = Reason(
    "core.outside-profile",
    ar="تحتوي البيانات على عدد عشري أو رقم كبير جدًا أو مفتاح غير ASCII أو تداخل عميق.",
    fr="Les données contiennent un nombre à virgule ou trop grand, une clé non ASCII, "
    "ou une imbrication trop profonde.",
    en="The data hold a float, a number too large, a key that is not ASCII, or nesting too deep.",
)
NOT_CANONICAL: Final = Reason(
    "core.not-canonical",
    ar="البيانات ليست في الشكل الوحيد المقبول (مفاتيح مرتبة، بلا مسافات ولا تكرار).",
    fr="Les données ne sont pas dans la seule forme admise (clés triées, ni espaces ni doublons).",
    en="The bytes are not in the one accepted form (keys sorted, no spaces, nothing twice).",
)
HEADER_NOT_ASCII: Final = Reason(
    "core.header-not-ascii",
    ar="ترويسة الإجراء تحتوي على حروف غير ASCII؛ النصوص مكانها الأجزاء.",
    fr="L’en-tête de l’acte contient des caractères non ASCII ; les textes vont dans les parties.",
    en="The act’s header holds characters that are not ASCII; texts belong in parts.",
)
WRONG_FIELD: Final = Reason(
    "core.wrong-field",
    ar="الحقل {field} ناقص أو غير معروف أو ليس من النوع المطلوب.",
    fr="Le champ {field} manque, est inconnu ou n’est pas du bon type.",
    en="The field {field} is missing, unknown, or not of its type.",
)
UNKNOWN_VERSION: Final = Reason(
    "core.unknown-version",
    ar="إصدار غير معروف لصيغة الإجراءات.",
    fr="Version inconnue du format des actes.",
    en="Unknown version of the act format.",
)
