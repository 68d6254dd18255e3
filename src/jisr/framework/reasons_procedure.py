"""Why a procedure's sentences, names and migrations do not hold."""

from typing import Final

from jisr.framework.faults import fault_reason

CLAUSE_UNREADABLE: Final = fault_reason(
    "framework.clause-unreadable",
    ar=(
        "لا تُقرأ هذه الجملة: «{clause}».",
        "اكتبوها هكذا: WHO may ACT → STATE [using FORM] [accepting PART | revealing PART] "
        "[once overdue][, release when settled | revealed][, prevailing].",
    ),
    fr=(
        "cette phrase ne se lit pas : « {clause} ».",
        "écrivez : WHO may ACT → STATE [using FORM] [accepting PART | revealing PART] "
        "[once overdue][, release when settled | revealed][, prevailing].",
    ),
    en=(
        "this clause cannot be read: “{clause}”.",
        "write: WHO may ACT → STATE [using FORM] [accepting PART | revealing PART] "
        "[once overdue][, release when settled | revealed][, prevailing].",
    ),
)
NOTE_UNREADABLE: Final = fault_reason(
    "framework.note-unreadable",
    ar=("لا تُقرأ هذه الملاحظة: «{clause}».", "اكتبوها هكذا: WHO may ACT [using FORM]."),
    fr=("cette note ne se lit pas : « {clause} ».", "écrivez : WHO may ACT [using FORM]."),
    en=("this note cannot be read: “{clause}”.", "write: WHO may ACT [using FORM]."),
)
NAME_NOT_OF_FILE: Final = fault_reason(
    "framework.name-not-of-file",
    ar=("تُسمّى المسطرة «{name}» وملفها «{file_name}».", "وحّدوا الاسمين."),
    fr=(
        "la procédure se nomme « {name} », son fichier « {file_name} ».",
        "donnez-leur le même nom.",
    ),
    en=("the procedure is called “{name}”, its file “{file_name}”.", "give both the same name."),
)
MIGRATION_UNREADABLE: Final = fault_reason(
    "framework.migration-unreadable",
    ar=(
        "لا يُقرأ هذا الانتقال.",
        "اكتبوا بصمة الطبعة القديمة (64 خانة)، وتحتها كل حالة قديمة وما تصير إليه.",
    ),
    fr=(
        "cette migration ne se lit pas.",
        "écrivez l’empreinte de l’ancienne édition (64 chiffres hexadécimaux), "
        "puis chaque ancien état et celui qui lui succède.",
    ),
    en=(
        "this migration cannot be read.",
        "write the digest of the older edition (64 hexadecimal digits), "
        "then each old state and its successor.",
    ),
)
MIGRATION_TARGET: Final = fault_reason(
    "framework.migration-target",
    ar=("الحالة «{state}» التي يُنتقل إليها غير موجودة هنا.", "اختاروا حالة من هذه المسطرة."),
    fr=("l’état d’arrivée « {state} » n’existe pas ici.", "choisissez un état de la procédure."),
    en=("the target state “{state}” does not exist here.", "choose a state of this procedure."),
)
MIGRATION_PARTIAL: Final = fault_reason(
    "framework.migration-partial",
    ar=("الحالة القديمة «{state}» بلا مقابل.", "أضيفوا ما تصير إليه."),
    fr=("l’ancien état « {state} » n’a pas de successeur.", "dites ce qu’il devient."),
    en=("the old state “{state}” has no successor.", "say what becomes of it."),
)
MIGRATION_STRANGE: Final = fault_reason(
    "framework.migration-strange",
    ar=("الحالة «{state}» ليست حالة جارية في الطبعة القديمة.", "احذفوا السطر أو صحّحوا الاسم."),
    fr=(
        "« {state} » n’est pas un état courant de l’ancienne édition.",
        "supprimez la ligne ou corrigez le nom.",
    ),
    en=(
        "“{state}” is no running state of the older edition.",
        "delete the line or correct the name.",
    ),
)
NOT_TWO_ROLES: Final = fault_reason(
    "framework.not-two-roles",
    ar=("عدد الأدوار {count}.", "سمّوا دورين اثنين بالضبط، غير either."),
    fr=("le nombre de rôles est {count}.", "nommez exactement deux rôles, autres que either."),
    en=("the number of roles is {count}.", "name exactly two roles, other than either."),
)
UNKNOWN_ROLE: Final = fault_reason(
    "framework.unknown-role",
    ar=("«{role}» ليس دورًا في هذه المسطرة.", "اختاروا: {known}."),
    fr=("« {role} » n’est pas un rôle de cette procédure.", "choisissez : {known}."),
    en=("“{role}” is not a role of this procedure.", "choose one of: {known}."),
)
UNKNOWN_NAME: Final = fault_reason(
    "framework.unknown-name",
    ar=("«{name}» غير موجود في القسم «{section}».", "أضيفوه هناك أو صحّحوا الاسم."),
    fr=("« {name} » n’existe pas sous « {section} ».", "ajoutez-le là ou corrigez le nom."),
    en=("“{name}” does not exist under “{section}”.", "add it there or correct the name."),
)
UNUSED: Final = fault_reason(
    "framework.unused",
    ar=("«{name}» في القسم «{section}» لا يستعمله شيء.", "استعملوه أو احذفوه."),
    fr=("« {name} », sous « {section} », ne sert à rien.", "employez-le ou supprimez-le."),
    en=("“{name}” under “{section}” is used by nothing.", "use it or delete it."),
)
OPENERS_DIFFER: Final = fault_reason(
    "framework.openers-differ",
    ar=("جمل الفتح لأدوار مختلفة.", "اجعلوها كلها للدور نفسه."),
    fr=("les phrases d’ouverture sont de rôles différents.", "donnez-les toutes au même rôle."),
    en=("the opening clauses are by different roles.", "give them all to the same role."),
)
OPENING_EXTRAS: Final = fault_reason(
    "framework.opening-extras",
    ar=("جملة الفتح لا تتبع شيئًا.", "احذفوا accepting وrevealing وonce overdue وprevailing منها."),
    fr=("une ouverture ne suit rien.", "ôtez-en accepting, revealing, once overdue et prevailing."),
    en=(
        "an opening follows nothing.",
        "remove accepting, revealing, once overdue and prevailing from it.",
    ),
)
ACT_TWICE: Final = fault_reason(
    "framework.act-twice",
    ar=("«{role}» يملك هنا الإجراء «{act}» مرتين.", "احذفوا إحدى الجملتين أو غيّروا اسمها."),
    fr=("« {role} » a ici deux fois l’acte « {act} ».", "supprimez ou renommez l’une des phrases."),
    en=("“{role}” has the act “{act}” twice here.", "delete or rename one of the clauses."),
)
ACT_TWO_KINDS: Final = fault_reason(
    "framework.act-two-kinds",
    ar=("«{act}» خطوة وملاحظة معًا.", "سمّوا الملاحظة باسم آخر."),
    fr=("« {act} » est à la fois une démarche et une note.", "nommez autrement la note."),
    en=("“{act}” is both a move and a note.", "give the note another name."),
)
ACCEPTS_NOTHING: Final = fault_reason(
    "framework.accepts-nothing",
    ar=(
        "«{part}» ليس جزءًا من كل خطوة تؤدي إلى هذه الحالة.",
        "سمّوا جزءًا تحمله تلك الخطوات كلها لا محالة؛ وهي هنا: {known}. الاستمارة جزء يحمل "
        "اسمها إن كان فيها حقل إلزامي، أما الشخص أو الملف المرفق فجزء قائم بذاته يحمل اسم حقله.",
    ),
    fr=(
        "« {part} » n’est pas une pièce de chaque démarche qui mène à cet état.",
        "nommez une pièce que toutes ces démarches portent à coup sûr, ici : {known}. Un "
        "formulaire est une pièce à son nom s’il a un champ obligatoire ; une personne ou un "
        "fichier en est une à part, au nom de son champ.",
    ),
    en=(
        "“{part}” is not a part of every move that leads to this state.",
        "name a part that all these moves are sure to have, here: {known}. A form is a part by its "
        "name if it has a required field; a person or a file is a part of its own, by the name of "
        "its field.",
    ),
)
RELEASES_NOTHING: Final = fault_reason(
    "framework.releases-nothing",
    ar=("لا استمارة لهذه الجملة، فلا شيء يُفرج عنه.", "أضيفوا using أو احذفوا العبارة."),
    fr=("la phrase n’a pas de formulaire : rien à libérer.", "ajoutez using, ou ôtez les mots."),
    en=("the clause has no form, so nothing is released.", "add using, or remove the words."),
)
ALIKE_IDLE: Final = fault_reason(
    "framework.alike-idle",
    ar=(
        "الحقل «{field}» يقارن ملفات، ولا تفتح الاستمارة «{form}» أي ملف.",
        "احذفوا alike، أو استعملوا الاستمارة في جملة الفتح.",
    ),
    fr=(
        "le champ « {field} » compare des dossiers, et « {form} » n’en ouvre aucun.",
        "ôtez alike, ou employez le formulaire dans l’ouverture.",
    ),
    en=(
        "the field “{field}” compares cases, and the form “{form}” opens none.",
        "remove alike, or use the form in the opening clause.",
    ),
)
TERM_RESERVED: Final = fault_reason(
    "framework.term-reserved",
    ar=("المصطلح «{name}» محجوز: تملؤه الجملة نفسها.", "احذفوه من terms."),
    fr=("le terme « {name} » est réservé : la phrase le remplit.", "ôtez-le de terms."),
    en=("the term “{name}” is reserved: the clause fills it.", "remove it from terms."),
)
ACT_RESERVED: Final = fault_reason(
    "framework.act-reserved",
    ar=("اسم الإجراء «{act}» محجوز للنواة.", "اختاروا اسمًا آخر."),
    fr=("le nom d’acte « {act} » est réservé au noyau.", "choisissez un autre nom."),
    en=("the act’s name “{act}” is reserved for the core.", "choose another name."),
)
FORM_EMPTY: Final = fault_reason(
    "framework.form-empty",
    ar=("قد تُترك الاستمارة «{form}» فارغة: لا حقل إلزامي فيها.", "اجعلوا أحد الحقول إلزاميًا."),
    fr=(
        "le formulaire « {form} » pourrait rester vide : aucun champ n’y est requis.",
        "rendez un champ obligatoire.",
    ),
    en=("the form “{form}” could be left empty: no field is required.", "require a field."),
)
RETENTION_TERM: Final = fault_reason(
    "framework.retention-term",
    ar=("مدة الحفظ تنطلق من المصطلح «{term}» الذي لا يعلنه أي إجراء.", "أعلنوه تاريخًا في terms."),
    fr=(
        "la conservation court du terme « {term} », qu’aucun acte ne déclare.",
        "déclarez-le sous terms, de type date ou instant.",
    ),
    en=(
        "the retention runs from the term “{term}”, which no act declares.",
        "declare it under terms, of type date or instant.",
    ),
)
NOT_NEUTRAL: Final = fault_reason(
    "framework.not-neutral",
    ar=(
        "الإجراء «{act}» تحت nothing-known يجب ألا يقول غير أن لا شيء يُقدَّم، أيًا كان السبب.",
        "يكون بلا استمارة، ولا يكون من adverse ولا discloses، ويُعطى كل مصطلح إلزامي فيه رمزًا من "
        "قائمة لها behind.",
    ),
    fr=(
        "l’acte « {act} », sous nothing-known, ne doit dire que ceci : rien n’est donné, quelle "
        "que soit la cause.",
        "ôtez son formulaire, ne le mettez ni sous adverse ni sous discloses, et donnez à chaque "
        "terme requis un code d’une liste qui a behind.",
    ),
    en=(
        "the act “{act}”, under nothing-known, must say only that nothing is given, whatever the "
        "cause.",
        "give it no form, do not list it under adverse or discloses, and give each required term a "
        "code of a list that has behind.",
    ),
)
