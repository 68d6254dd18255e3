"""Why an edition, as a whole, cannot be signed."""

from typing import Final

from jisr.framework.faults import fault_reason

NO_MANIFEST: Final = fault_reason(
    "framework.no-manifest",
    ar=("الحزمة بلا ملف pack.yaml.", "أضيفوه إلى مجلد الحزمة."),
    fr=("le paquet n’a pas de fichier pack.yaml.", "ajoutez-le au dossier du paquet."),
    en=("the pack has no file pack.yaml.", "add it to the pack’s folder."),
)
UNKNOWN_FILE: Final = fault_reason(
    "framework.unknown-file",
    ar=(
        "هذا الملف ليس من ملفات الحزمة المعروفة؛ لن يطبّقه أحد.",
        "انقلوه إلى procedures أو codes أو calendars، أو احذفوه.",
    ),
    fr=(
        "ce fichier n’est pas de ceux d’un paquet ; rien ne l’appliquerait.",
        "déplacez-le sous procedures, codes ou calendars, ou supprimez-le.",
    ),
    en=(
        "this file is none of those a pack has; nothing would enforce it.",
        "move it under procedures, codes or calendars, or delete it.",
    ),
)
NOT_INCLUDED: Final = fault_reason(
    "framework.not-included",
    ar=("الملف المطلوب إدراجه «{path}» غير موجود.", "صحّحوا الاسم أو احذفوا السطر."),
    fr=("le fichier à inclure « {path} » n’existe pas.", "corrigez le nom ou supprimez la ligne."),
    en=("the file to include, “{path}”, does not exist.", "correct the name or delete the line."),
)
TOO_MANY_FILES: Final = fault_reason(
    "framework.too-many-files",
    ar=("الحزمة تتجاوز {limit} ملف.", "قسّموها إلى فضاءات."),
    fr=("le paquet dépasse {limit} fichiers.", "répartissez-le entre plusieurs espaces."),
    en=("the pack is over {limit} files.", "spread it over several spaces."),
)
NOT_AN_EDITION: Final = fault_reason(
    "framework.not-an-edition",
    ar=("هذه البيانات ليست طبعة موقَّعة.", "اطلبوا نسخة سليمة من الطبعة."),
    fr=("ces octets ne sont pas une édition à signer.", "demandez une copie saine de l’édition."),
    en=("these bytes are not a signed edition.", "ask for a sound copy of the edition."),
)
DEFINED_TWICE: Final = fault_reason(
    "framework.defined-twice",
    ar=("«{name}» معرَّف أيضًا في ملف آخر.", "احذفوا أحد التعريفين."),
    fr=("« {name} » est aussi défini dans un autre fichier.", "supprimez l’une des définitions."),
    en=("“{name}” is defined in another file too.", "delete one of the definitions."),
)
UNKNOWN_CORE: Final = fault_reason(
    "framework.unknown-core",
    ar=("الحزمة مكتوبة للنواة «{core}».", "النواة المعروفة: {known}."),
    fr=("le paquet est écrit pour le noyau « {core} ».", "noyau connu : {known}."),
    en=("the pack is written for core “{core}”.", "the known core is {known}."),
)
PACK_NAME: Final = fault_reason(
    "framework.pack-name",
    ar=("تُسمّي الحزمة نفسها «{name}» ومجلدها «{folder}».", "وحّدوا الاسمين."),
    fr=("le paquet se nomme « {name} », son dossier « {folder} ».", "donnez-leur le même nom."),
    en=("the pack calls itself “{name}”, its folder “{folder}”.", "give both the same name."),
)
NOT_A_PARTY: Final = fault_reason(
    "framework.not-a-party",
    ar=("«{party}» ليس رمز طرف.", "اكتبوا رمز البلد بحرفين كبيرين، مثل MA أو BE-IBZ."),
    fr=("« {party} » n’est pas un code de partie.", "écrivez le code du pays : MA, BE-IBZ."),
    en=("“{party}” is not the code of a party.", "write the country’s code: MA, BE-IBZ."),
)
TRANSFER_SOURCE: Final = fault_reason(
    "framework.transfer-source",
    ar=(
        "سند نقل المعطيات من {party} بلا مصدر.",
        "سمّوا في «source» القرار أو الصك أو التقييم، وفي «article» موضعه.",
    ),
    fr=(
        "la base du transfert de données depuis {party} n’a pas de source.",
        "nommez sous « source » la décision, l’instrument ou l’évaluation, et sous « article » "
        "l’endroit.",
    ),
    en=(
        "the ground on which data leave {party} has no source.",
        "name the decision, instrument or assessment under “source”, and the place under "
        "“article”.",
    ),
)
NOT_TWO_PARTIES: Final = fault_reason(
    "framework.not-two-parties",
    ar=("عدد الأطراف {count}.", "سمّوا طرفين اثنين بالضبط."),
    fr=("le nombre de parties est {count}.", "nommez exactement deux parties."),
    en=("the number of parties is {count}.", "name exactly two parties."),
)
UNKNOWN_SOURCE: Final = fault_reason(
    "framework.unknown-source",
    ar=("المصدر «{source}» غير مدرج في instruments.", "أضيفوه بعنوانه وأطرافه وتاريخه ومرجعه."),
    fr=(
        "la source « {source} » ne figure pas dans instruments.",
        "ajoutez-la avec titre, parties, date et référence.",
    ),
    en=(
        "the source “{source}” is not listed in instruments.",
        "add it with title, parties, date and reference.",
    ),
)
NOT_AGREED: Final = fault_reason(
    "framework.not-agreed",
    ar=(
        "«{source}» لا يُلزم هذين الطرفين وحدهما، فلا يجعل القيمة متفقًا عليها.",
        "استعملوا الوضع borrowed أو proposed، أو سمّوا صكًا بين الطرفين.",
    ),
    fr=(
        "« {source} » n’est pas un instrument entre ces deux parties ; "
        "la valeur n’est donc pas convenue.",
        "employez le statut borrowed ou proposed, ou nommez un instrument entre elles.",
    ),
    en=(
        "“{source}” is no instrument between these two parties, so the value is not agreed.",
        "use the status borrowed or proposed, or name an instrument between them.",
    ),
)
CALENDAR_MISSING: Final = fault_reason(
    "framework.calendar-missing",
    ar=("لا تقويم للطرف «{party}».", "أضيفوا calendars/{party}.yaml."),
    fr=("la partie « {party} » n’a pas de calendrier.", "ajoutez calendars/{party}.yaml."),
    en=("the party “{party}” has no calendar.", "add calendars/{party}.yaml."),
)
GROUNDS_MISSING: Final = fault_reason(
    "framework.grounds-missing",
    ar=(
        "لا تقول الطبعة لأي الأسباب يُمحى المضمون، ومنها «{ground}».",
        "أضيفوا القائمة codes/{name}.yaml، وفيها هذا الرمز.",
    ),
    fr=(
        "l’édition ne dit pas pour quels motifs on efface, dont « {ground} ».",
        "ajoutez la liste codes/{name}.yaml, avec ce code.",
    ),
    en=(
        "the edition does not say on what grounds content is erased, “{ground}” among them.",
        "add codes/{name}.yaml, with this code.",
    ),
)
CALENDAR_STRANGE: Final = fault_reason(
    "framework.calendar-strange",
    ar=("التقويم لطرف ليس في هذه الطبعة: «{party}».", "احذفوه أو صحّحوا رمز الطرف."),
    fr=(
        "ce calendrier est celui d’une partie étrangère à l’édition : « {party} ».",
        "supprimez-le ou corrigez le code.",
    ),
    en=(
        "this calendar is of a party outside the edition: “{party}”.",
        "delete it or correct the code.",
    ),
)
NO_REVISION: Final = fault_reason(
    "framework.no-revision",
    ar=(
        "مسطرة مراجعة الإطار framework-revision غير موجودة، فلا سبيل إلى تغيير ما وُقِّع.",
        "أدرجوا common: procedures/framework-revision.",
    ),
    fr=(
        "la procédure framework-revision manque : rien de signé ne pourrait changer.",
        "incluez common : procedures/framework-revision.",
    ),
    en=(
        "the procedure framework-revision is missing: nothing signed could ever change.",
        "include common: procedures/framework-revision.",
    ),
)
REVISION_UNFIT: Final = fault_reason(
    "framework.revision-unfit",
    ar=(
        "لا تلائم framework-revision النواة: {need}.",
        "أعيدوا المسطرة كما هي في الحزمة المشتركة.",
    ),
    fr=(
        "framework-revision ne convient pas au noyau : {need}.",
        "reprenez la procédure du paquet commun.",
    ),
    en=(
        "framework-revision does not fit the core: {need}.",
        "take the procedure of the common pack again.",
    ),
)
