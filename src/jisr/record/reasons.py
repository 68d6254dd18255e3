"""Why a public-record file is refused, in Arabic, French and English.

The fact `where` is a place in the file ("meetings[0].date"), never a person's name.
"""

from typing import Final

from jisr.core.errors import Reason

TOO_LARGE: Final = Reason(
    "record.too-large",
    ar="حجم الملف {size} بايت، والحد الأقصى {limit}.",
    fr="Le fichier fait {size} octets ; la limite est de {limit}.",
    en="The file has {size} bytes; the limit is {limit}.",
)
NOT_JSON: Final = Reason(
    "record.not-json",
    ar="الملف ليس JSON صحيحًا بترميز UTF-8.",
    fr="Le fichier n’est pas du JSON valide en UTF-8.",
    en="The file is not valid JSON in UTF-8.",
)
KEY_TWICE: Final = Reason(
    "record.key-twice",
    ar="يتكرر أحد المفاتيح داخل الكائن نفسه.",
    fr="Une même clé figure deux fois dans un objet.",
    en="One object holds the same key twice.",
)
NOT_WHOLE: Final = Reason(
    "record.not-whole",
    ar="يتضمن الملف عددًا عشريًا أو قيمة غير عددية؛ لا تُقبل إلا الأعداد الصحيحة.",
    fr="Le fichier contient un nombre à virgule ou non défini ; seuls les entiers sont admis.",
    en="The file holds a number with a fraction or none at all; only whole numbers are accepted.",
)
UNKNOWN_VERSION: Final = Reason(
    "record.unknown-version",
    ar="إصدار صيغة السجل غير معروف.",
    fr="La version du format du registre est inconnue.",
    en="The version of the register’s format is unknown.",
)
WRONG_KEYS: Final = Reason(
    "record.wrong-keys",
    ar="في الموضع {where}: المفتاح {key} ناقص أو غير معروف. القيمة غير المعلنة تُكتب null صراحةً.",
    fr="À {where} : la clé {key} manque ou est inconnue. "
    "Une valeur non publique s’écrit null, en toutes lettres.",
    en="At {where}: the key {key} is missing or unknown. "
    "A value that is not public is written null.",
)
WRONG_TYPE: Final = Reason(
    "record.wrong-type",
    ar="القيمة في الموضع {where} ليست من النوع المطلوب.",
    fr="La valeur placée à {where} n’est pas du type attendu.",
    en="The value at {where} is not of its type.",
)
WRONG_TEXT: Final = Reason(
    "record.wrong-text",
    ar="النص في الموضع {where} فارغ أو أطول من {limit} حرف أو فيه محارف غير مقبولة.",
    fr="Le texte placé à {where} est vide, dépasse {limit} caractères "
    "ou contient des caractères non admis.",
    en="The text at {where} is empty, over {limit} characters, or holds characters not accepted.",
)
TOO_MANY: Final = Reason(
    "record.too-many",
    ar="القائمة في الموضع {where} أطول من {limit} عنصر.",
    fr="La liste placée à {where} dépasse {limit} éléments.",
    en="The list at {where} has more than {limit} items.",
)

ID_TWICE: Final = Reason(
    "record.id-twice",
    ar="المعرّف في الموضع {where} مستعمل من قبل.",
    fr="L’identifiant placé à {where} est déjà pris.",
    en="The identifier at {where} is already taken.",
)
UNKNOWN_REFERENCE: Final = Reason(
    "record.unknown-reference",
    ar="يحيل الموضع {where} على عنصر غير موجود في السجل.",
    fr="Le renvoi placé à {where} ne mène à rien dans le registre.",
    en="The reference at {where} leads to nothing in the register.",
)
ARTICLES_NOT_COUNTED: Final = Reason(
    "record.articles-not-counted",
    ar="يجب أن تُرقَّم المقالات 1 ثم 2 ثم 3 دون انقطاع.",
    fr="Les articles doivent porter les numéros 1, 2, 3… sans lacune.",
    en="The articles must be numbered 1, 2, 3, … without a gap.",
)
TENURE_REVERSED: Final = Reason(
    "record.tenure-reversed",
    ar="في الموضع {where}: تنتهي مدة المنصب قبل أن تبدأ.",
    fr="À {where} : la fonction prend fin avant d’avoir commencé.",
    en="At {where}: the term of office ends before it begins.",
)
TENURES_OVERLAP: Final = Reason(
    "record.tenures-overlap",
    ar="في الموضع {where}: تتداخل هذه المدة مع مدة أخرى للشخص نفسه.",
    fr="À {where} : cette période chevauche une autre période de la même personne.",
    en="At {where}: this term overlaps another term of the same person.",
)
NOT_IN_OFFICE: Final = Reason(
    "record.not-in-office",
    ar="في الموضع {where}: لم يكن الشخص يشغل هذا المنصب في ذلك التاريخ.",
    fr="À {where} : la personne n’exerçait pas cette fonction à cette date.",
    en="At {where}: the person did not hold this office on that date.",
)
WRONG_PARTY: Final = Reason(
    "record.wrong-party",
    ar="في الموضع {where}: لا يوافق الطرف أطراف الاجتماع أو بلد الشخص.",
    fr="À {where} : la partie ne correspond ni à la réunion ni au pays de la personne.",
    en="At {where}: the party does not fit the meeting or the person’s country.",
)
ACCOUNTS_DIFFER: Final = Reason(
    "record.accounts-differ",
    ar="في الموضع {where}: لا تطابق أرقام المقالات المقالات التي تتناول هذا الاجتماع.",
    fr="À {where} : les numéros ne sont pas ceux des articles consacrés à cette réunion.",
    en="At {where}: the numbers are not those of the articles about this meeting.",
)
ILLEGAL_STATUS: Final = Reason(
    "record.illegal-status",
    ar="في الموضع {where}: لا ينسجم وضع التعهد مع صاحبه وأطرافه.",
    fr="À {where} : le statut de l’engagement ne s’accorde pas avec son auteur et ses parties.",
    en="At {where}: the undertaking’s status does not fit its owner and its parties.",
)
ILLEGAL_VERDICT: Final = Reason(
    "record.illegal-verdict",
    ar="في الموضع {where}: الشخص الآخر لا يُذكر إلا إذا كان الحكم «شخص آخر»، "
    "ويجب ألا يكون في منصبه يومئذ.",
    fr="À {where} : une autre personne n’est citée que pour le verdict « autre personne », "
    "et elle n’était pas en fonction ce jour-là.",
    en="At {where}: another person is named only with the verdict “wrong person”, "
    "and held no office that day.",
)
WRONG_SCRIPT: Final = Reason(
    "record.wrong-script",
    ar="النص في الموضع {where} ليس مكتوبًا بحروف لغته.",
    fr="Le texte placé à {where} n’est pas dans l’écriture de sa langue.",
    en="The text at {where} is not in the script of its language.",
)
NO_SOURCE: Final = Reason(
    "record.no-source",
    ar="المعطى في الموضع {where} لا سند له: لا مقال ولا مصدر آخر.",
    fr="Le fait placé à {where} est sans source : ni article, ni autre origine.",
    en="The fact at {where} has no source: no article and none elsewhere.",
)
ILLEGAL_TARGET: Final = Reason(
    "record.illegal-target",
    ar="في الموضع {where}: ما لم يُنجز بعد لا رابط له، وما أُنجز كليًا أو جزئيًا له رابط.",
    fr="À {where} : ce qui n’existe pas encore n’a pas de lien ; "
    "ce qui existe, même en partie, en a un.",
    en="At {where}: what is not built has no link; what is built, even partly, has one.",
)
