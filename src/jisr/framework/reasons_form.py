"""Why a form of a pack cannot be read, and why what was written in one is not accepted."""

from typing import Final

from jisr.core.errors import Reason
from jisr.framework import reasons
from jisr.framework.faults import fault_reason

UNKNOWN_WORD: Final = reasons.UNKNOWN_VALUE

NOT_A_RETENTION: Final = fault_reason(
    "framework.not-a-retention",
    ar=("«{value}» ليست مدة حفظ.", "اكتبوا عددًا من days أو months أو years، مئة سنة على الأكثر."),
    fr=(
        "« {value} » n’est pas une durée de conservation.",
        "écrivez un nombre de days, months ou years, cent ans au plus.",
    ),
    en=(
        "“{value}” is not a time of keeping.",
        "write a number of days, months or years, a hundred years at most.",
    ),
)
RETENTION_OF_NOTHING: Final = fault_reason(
    "framework.retention-of-nothing",
    ar=("مدة الحفظ معدومة، فلن يُقرأ الحقل أبدًا.", "اكتبوا مدة، أو احذفوا الحقل."),
    fr=(
        "la durée de conservation est nulle : le champ ne serait jamais lu.",
        "écrivez une durée, ou supprimez le champ.",
    ),
    en=(
        "the time of keeping is nothing: the field would never be read.",
        "write a length, or delete the field.",
    ),
)
FIELD_WITHOUT: Final = fault_reason(
    "framework.field-without",
    ar=(
        "الحقل «{field}» بلا «{key}»، ولا قيمة مبدئية له في الاستمارة.",
        "أضيفوه إلى الحقل أو إلى «defaults».",
    ),
    fr=(
        "le champ « {field} » n’a pas de « {key} », et le formulaire n’en donne pas par défaut.",
        "ajoutez-le au champ ou à « defaults ».",
    ),
    en=(
        "the field “{field}” has no “{key}”, and the form gives none by default.",
        "add it to the field or to “defaults”.",
    ),
)
NO_CATEGORY: Final = fault_reason(
    "framework.no-category",
    ar=(
        "الحقل «{field}» لا يقول بأي صفة يُذكر الشخص في الملف.",
        "أضيفوا «category»: رمزًا من قائمة person-category، أو asked ليحدد الكاتب صفة كل شخص.",
    ),
    fr=(
        "le champ « {field} » ne dit pas en quelle qualité la personne figure dans le dossier.",
        "ajoutez « category » : un code de la liste person-category, ou asked si celui qui écrit "
        "donne à chaque personne la sienne.",
    ),
    en=(
        "the field “{field}” does not say as what a person stands in the case.",
        "add “category”: a code of the list person-category, or asked where whoever writes gives "
        "each person theirs.",
    ),
)
UNKNOWN_TYPE: Final = fault_reason(
    "framework.unknown-field-type",
    ar=(
        "«{value}» ليس نوع حقل.",
        "اختاروا أحد الأنواع: {known}؛ ولـ code وcodes اسم قائمة بعدهما.",
    ),
    fr=(
        "« {value} » n’est pas un type de champ.",
        "choisissez parmi : {known} ; code et codes sont suivis du nom d’une liste.",
    ),
    en=(
        "“{value}” is not a type of field.",
        "choose one of: {known}; after code and codes comes the name of a list.",
    ),
)
STRANGE_SETTING: Final = fault_reason(
    "framework.strange-setting",
    ar=("«{key}» لا يناسب نوع الحقل «{field}».", "احذفوه، أو أضيفوه حيث يجب."),
    fr=(
        "« {key} » ne va pas avec le type du champ « {field} ».",
        "supprimez-le, ou ajoutez-le là où il le faut.",
    ),
    en=(
        "“{key}” does not go with the type of the field “{field}”.",
        "delete it, or add it where it is needed.",
    ),
)
FACT_NOT_CODED: Final = fault_reason(
    "framework.fact-not-coded",
    ar=(
        "الحقل «{field}» في استمارة وقائع مجهّلة ليس مرمّزًا.",
        "لا تستعملوا فيها إلا code أو codes أو month أو quantity.",
    ),
    fr=(
        "le champ « {field} » d’un formulaire de faits anonymes n’est pas codé.",
        "n’y employez que code, codes, month ou quantity.",
    ),
    en=(
        "the field “{field}” of a form of anonymous facts is not coded.",
        "use only code, codes, month or quantity there.",
    ),
)
MIXED_PART: Final = fault_reason(
    "framework.mixed-part",
    ar=(
        "الجزء «{part}» يجمع حقولًا لا تتفق في الحفظ أو المعاملة؛ والجزء يُمحى كله معًا.",
        "ضعوا الحقل «{field}» في جزء آخر بـ«part: NAME».",
    ),
    fr=(
        "la pièce « {part} » mêle des champs de conservation ou de traitement différents ; "
        "une pièce s’efface d’un bloc.",
        "placez le champ « {field} » dans une autre pièce par « part: NAME ».",
    ),
    en=(
        "the part “{part}” mixes fields of different keeping or handling; a part is erased whole.",
        "put the field “{field}” into another part by “part: NAME”.",
    ),
)

ROW_ALONE: Final = fault_reason(
    "framework.row-alone",
    ar=(
        "الصف «{row}» ليس له عمودان على الأقل في جزء واحد.",
        "أضيفوا «row: {row}» إلى حقل آخر من الجزء نفسه، أو احذفوه.",
    ),
    fr=(
        "la rangée « {row} » n’a pas deux colonnes au moins dans une même pièce.",
        "donnez « row: {row} » à un autre champ de la pièce, ou supprimez-le.",
    ),
    en=(
        "the row “{row}” has not at least two columns in one part.",
        "give “row: {row}” to another field of the part, or delete it.",
    ),
)

FIELD_MALFORMED: Final = Reason(
    "framework.field-malformed",
    ar="قيمة الحقل «{field}» ليست من النوع المطلوب ({type}).",
    fr="La valeur du champ « {field} » n’est pas du type voulu ({type}).",
    en="The value of the field “{field}” is not of its type ({type}).",
)
FIELD_NOT_TEXT: Final = Reason(
    "framework.field-not-text",
    ar="يحتوي الحقل «{field}» على رمز غير مقبول ({point}).",
    fr="Le champ « {field} » contient un caractère refusé ({point}).",
    en="The field “{field}” holds a character that is refused ({point}).",
)
FIELD_MISSING: Final = Reason(
    "framework.field-missing",
    ar="الحقل «{field}» إلزامي ولم يُملأ.",
    fr="Le champ « {field} » est obligatoire et n’est pas rempli.",
    en="The field “{field}” is required and has not been filled in.",
)
FIELD_UNKNOWN: Final = Reason(
    "framework.field-unknown",
    ar="الحقل «{field}» ليس في هذا الموضع من الاستمارة.",
    fr="Le champ « {field} » n’est pas à cet endroit du formulaire.",
    en="The field “{field}” is not in this place of the form.",
)
ROW_UNEVEN: Final = Reason(
    "framework.row-uneven",
    ar="عدد قيم الحقل «{field}» لا يساوي عدد قيم الحقول التي تُقرأ معه.",
    fr="Le champ « {field} » n’a pas autant de valeurs que ceux qui se lisent avec lui.",
    en="The field “{field}” has not as many values as those that are read beside it.",
)
CODE_UNKNOWN: Final = Reason(
    "framework.code-unknown",
    ar="رمز غير وارد في القائمة «{list}» (الحقل «{field}»).",
    fr="Un code ne figure pas dans la liste « {list} » (champ « {field} »).",
    en="A code is not in the list “{list}” (field “{field}”).",
)
FIELD_TOO_LONG: Final = Reason(
    "framework.field-too-long",
    ar="الحقل «{field}» يتجاوز الحد: {limit}.",
    fr="Le champ « {field} » dépasse la limite : {limit}.",
    en="The field “{field}” is over its limit: {limit}.",
)
NO_IDENTITY: Final = Reason(
    "framework.no-identity",
    ar="لا بد لكل شخص من اسم واحد أو وثيقة واحدة على الأقل (الحقل «{field}»).",
    fr="Chaque personne a au moins un nom ou un document (champ « {field} »).",
    en="Every person has at least one name or one document (field “{field}”).",
)
MEDIA_REFUSED: Final = Reason(
    "framework.media-refused",
    ar="نوع الملف غير مقبول في الحقل «{field}»؛ المقبول: {known}.",
    fr="Ce type de fichier n’est pas admis dans le champ « {field} » ; sont admis : {known}.",
    en="This type of file is not admitted in the field “{field}”; admitted: {known}.",
)
PART_UNREADABLE: Final = Reason(
    "framework.part-unreadable",
    ar="محتوى هذا الجزء ليس بالشكل المتفق عليه.",
    fr="Le contenu de cette pièce n’a pas la forme convenue.",
    en="The content of this part does not have the agreed shape.",
)
PART_NOT_NORMAL: Final = Reason(
    "framework.part-not-normal",
    ar="محتوى هذا الجزء ليس بصيغته الموحدة.",
    fr="Le contenu de cette pièce n’est pas sous sa forme unique.",
    en="The content of this part is not in its one form.",
)
