"""Why a file of a pack cannot be read, and what every block of it must respect."""

from typing import Final

from jisr.framework.faults import fault_reason

FILE_TOO_LARGE: Final = fault_reason(
    "framework.file-too-large",
    ar=("يتجاوز الملف {limit} بايت.", "قسّموه إلى عدة ملفات."),
    fr=("le fichier dépasse {limit} octets.", "répartissez-le en plusieurs fichiers."),
    en=("the file is over {limit} bytes.", "split it into several files."),
)
NOT_UTF8: Final = fault_reason(
    "framework.not-utf8",
    ar=("النص ليس بترميز UTF-8.", "احفظوا الملف بترميز UTF-8."),
    fr=("le texte n’est pas en UTF-8.", "enregistrez le fichier en UTF-8."),
    en=("the text is not UTF-8.", "save the file as UTF-8."),
)
NOT_YAML: Final = fault_reason(
    "framework.not-yaml",
    ar=("لا يُقرأ هذا الموضع بوصفه YAML.", "راجعوا الإزاحة والنقطتين وعلامات الاقتباس."),
    fr=(
        "cet endroit ne se lit pas comme du YAML.",
        "vérifiez le retrait, les deux-points et les guillemets.",
    ),
    en=("this place does not read as YAML.", "check indentation, colons and quotes."),
)
CHARACTER: Final = fault_reason(
    "framework.character",
    ar=(
        "يحتوي السطر على حرف غير مرئي أو علامة جدولة: {character}.",
        "احذفوه واستعملوا المسافات.",
    ),
    fr=(
        "la ligne contient un caractère invisible ou une tabulation : {character}.",
        "supprimez-le et mettez des espaces.",
    ),
    en=(
        "the line holds an invisible character or a tab: {character}.",
        "delete it and use spaces.",
    ),
)
NOT_NFC: Final = fault_reason(
    "framework.not-nfc",
    ar=("يحتوي السطر على حروف مفكّكة.", "اكتبوا النص بالصيغة الموحدة NFC."),
    fr=("la ligne contient des lettres décomposées.", "écrivez le texte sous la forme NFC."),
    en=("the line holds decomposed letters.", "write the text in normal form NFC."),
)
YAML_FEATURE: Final = fault_reason(
    "framework.yaml-feature",
    ar=(
        "«{feature}» من خصائص YAML غير المقبولة في نص يُوقَّع.",
        "اكتبوا القيمة كاملة في موضعها، في وثيقة واحدة لكل ملف.",
    ),
    fr=(
        "« {feature} » est une possibilité de YAML qu’un texte à signer n’admet pas.",
        "écrivez la valeur en toutes lettres à sa place, un seul document par fichier.",
    ),
    en=(
        "“{feature}” is a feature of YAML that a text to be signed does not admit.",
        "write the value out where it stands, one document per file.",
    ),
)
TOO_DEEP: Final = fault_reason(
    "framework.too-deep",
    ar=("التداخل يتجاوز {limit} مستوى.", "بسّطوا البنية."),
    fr=("l’imbrication dépasse {limit} niveaux.", "simplifiez la structure."),
    en=("the nesting is over {limit} levels.", "flatten the structure."),
)
KEY_TWICE: Final = fault_reason(
    "framework.key-twice",
    ar=("المفتاح «{key}» مكرر في الكتلة نفسها.", "احذفوا أحدهما أو غيّروا اسمه."),
    fr=("la clé « {key} » figure deux fois dans le même bloc.", "supprimez ou renommez l’une."),
    en=("the key “{key}” stands twice in the same block.", "delete or rename one of them."),
)
EMPTY_VALUE: Final = fault_reason(
    "framework.empty-value",
    ar=("هنا قيمة فارغة.", "اكتبوا القيمة أو احذفوا المفتاح."),
    fr=("une valeur est vide ici.", "écrivez la valeur ou supprimez la clé."),
    en=("a value is empty here.", "write the value or delete the key."),
)
NOT_A_TREE: Final = fault_reason(
    "framework.not-a-tree",
    ar=("الشكل الموقَّع للنص غير صحيح.", "اطلبوا نسخة سليمة من الطبعة."),
    fr=("la forme signée du texte n’est pas correcte.", "demandez une copie saine de l’édition."),
    en=("the signed form of the text is not right.", "ask for a sound copy of the edition."),
)
COMMA_IN_BRACES: Final = fault_reason(
    "framework.comma-in-braces",
    ar=(
        "الفاصلة «,» داخل {{…}} تنهي القيمة: «{rest}» صار مفتاحًا بلا قيمة.",
        '{key}: "{value}, {rest}" بين علامتي الاقتباس.',
    ),
    fr=(
        "dans {{…}}, une virgule met fin à la valeur : « {rest} » y devient une clé sans valeur.",
        'entre guillemets droits, {key}: "{value}, {rest}".',
    ),
    en=(
        "inside {{…}} a comma ends the value: “{rest}” became a key without a value.",
        'in quotes, {key}: "{value}, {rest}".',
    ),
)
UNKNOWN_KEY: Final = fault_reason(
    "framework.unknown-key",
    ar=(
        "المفتاح «{key}» غير معروف هنا؛ لن يطبّقه أحد.",
        "احذفوه أو صحّحوه؛ المفاتيح المعروفة: {known}.",
    ),
    fr=(
        "la clé « {key} » est inconnue ici ; rien ne l’appliquerait.",
        "supprimez-la ou corrigez-la ; clés connues : {known}.",
    ),
    en=(
        "the key “{key}” is unknown here; nothing would enforce it.",
        "delete or correct it; known keys: {known}.",
    ),
)
MISSING_KEY: Final = fault_reason(
    "framework.missing-key",
    ar=("المفتاح «{key}» ناقص.", "أضيفوه."),
    fr=("la clé « {key} » manque.", "ajoutez-la."),
    en=("the key “{key}” is missing.", "add it."),
)
WRONG_SHAPE: Final = fault_reason(
    "framework.wrong-shape",
    ar=("المطلوب هنا {shape}.", "راجعوا دليل كتابة المساطر."),
    fr=("il faut ici : {shape}.", "voyez le guide d’écriture des procédures."),
    en=("wanted here: {shape}.", "see the guide on writing procedures."),
)
NOT_A_NAME: Final = fault_reason(
    "framework.not-a-name",
    ar=(
        "«{name}» ليس اسمًا صالحًا.",
        "استعملوا حروفًا لاتينية صغيرة وأرقامًا وشرطات مفردة، 64 حرفًا على الأكثر.",
    ),
    fr=(
        "« {name} » n’est pas un nom valable.",
        "minuscules latines, chiffres et tirets simples, 64 caractères au plus.",
    ),
    en=(
        "“{name}” is not a valid name.",
        "use lower-case Latin letters, digits and single dashes, 64 characters at most.",
    ),
)
LABEL_MISSING: Final = fault_reason(
    "framework.label-missing",
    ar=("نص اللغة «{lang}» ناقص.", "اكتبوا النص بالعربية (ar) والفرنسية (fr) والإنجليزية (en)."),
    fr=(
        "le texte en « {lang} » manque.",
        "écrivez-le en arabe (ar), français (fr) et anglais (en).",
    ),
    en=(
        "the text in “{lang}” is missing.",
        "write it in Arabic (ar), French (fr) and English (en).",
    ),
)
LABEL_TOO_LONG: Final = fault_reason(
    "framework.label-too-long",
    ar=("النص أطول من {limit} حرف.", "اختصروه."),
    fr=("le texte dépasse {limit} caractères.", "raccourcissez-le."),
    en=("the text is over {limit} characters.", "shorten it."),
)
UNKNOWN_VALUE: Final = fault_reason(
    "framework.unknown-value",
    ar=("القيمة «{value}» غير معروفة هنا.", "اختاروا إحدى القيم: {known}."),
    fr=("la valeur « {value} » est inconnue ici.", "choisissez parmi : {known}."),
    en=("the value “{value}” is unknown here.", "choose one of: {known}."),
)
SOURCE_MISSING: Final = fault_reason(
    "framework.source-missing",
    ar=("قيمة وضعها «{status}» بلا مصدر.", "سمّوا الصك في «source»، أو غيّروا الوضع."),
    fr=(
        "une valeur au statut « {status} » n’a pas de source.",
        "nommez l’instrument sous « source », ou changez le statut.",
    ),
    en=(
        "a value of status “{status}” has no source.",
        "name the instrument under “source”, or change the status.",
    ),
)
