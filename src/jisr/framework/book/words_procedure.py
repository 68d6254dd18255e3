"""The words of a procedure's chapter, in three languages."""

from collections.abc import Mapping
from typing import Final

from jisr.core.table import TermType
from jisr.framework.counted import Counted
from jisr.framework.deadlines import When
from jisr.framework.form import FieldType
from jisr.framework.shape import Label

# Articles.
PURPOSE: Final = Label(ar="الغرض والأطراف", fr="Objet et parties", en="Purpose and parties")
ROLES: Final = Label(
    ar="للمسطرة صفتان: {roles}. ويأخذ الأولى من يفتح الملف، والثانية الطرف الآخر.",
    fr="La procédure connaît deux rôles : {roles}. La partie qui ouvre le dossier prend le "
    "premier, l’autre le second.",
    en="The procedure has two roles: {roles}. Whoever opens the case takes the first, the other "
    "party the second.",
)
FOUNDING_ROLES: Final = Label(
    ar="للمسطرة صفتان: {roles}.",
    fr="La procédure connaît deux rôles : {roles}.",
    en="The procedure has two roles: {roles}.",
)
OFFICES: Final = Label(
    ar="والمصالح التي تُخوَّل لها إجراءات بعينها: {offices}.",
    fr="Certains actes sont réservés à un service : {offices}.",
    en="Some acts are reserved to an office: {offices}.",
)
OPENING: Final = Label(ar="فتح الملف", fr="Ouverture du dossier", en="Opening of the case")
FOUNDED: Final = Label(
    ar="لا يفتح هذا الملف أي إجراء من طرف واحد: تفتحه الوثيقة التأسيسية التي يوقّعها الطرفان "
    "(«{act}»)، ويبقى مفتوحًا ما بقي الفضاء. والصفة الأولى للطرف الذي تذكره الوثيقة أولًا.",
    fr="Aucun acte d’une seule partie n’ouvre ce dossier : l’acte fondateur que signent les deux "
    "parties l’ouvre (« {act} »), et il reste ouvert aussi longtemps que leur espace. Le premier "
    "rôle revient à la partie que l’acte fondateur nomme d’abord.",
    en="No act of one party opens this case: the founding document that both parties sign opens it "
    "(“{act}”), and it stays open as long as their space. The first role is that of the party "
    "which the founding document names first.",
)
STATE: Final = Label(ar="الحالة: {state}", fr="État : {state}", en="State: {state}")
TURN: Final = Label(
    ar="على {role} القيام بالخطوة التالية.",
    fr="{role} a la main : la prochaine démarche lui revient.",
    en="{role} has the turn: the next step is theirs to take.",
)
RESTS: Final = Label(
    ar="لا دور لأحد في هذه الحالة. وإذا تقاطع إجراءان غلب إجراء {role}، إلا ما يُنص أدناه على "
    "غلبته.",
    fr="Personne n’a la main dans cet état. Si deux actes se croisent, celui {role} prévaut, sauf "
    "si une disposition ci-dessous donne la préférence à l’autre.",
    en="It is nobody’s turn in this state. If two acts cross, that of {role} prevails, unless a "
    "provision below gives precedence to the other.",
)
ENDS: Final = Label(ar="نهاية الملف", fr="Fin du dossier", en="End of the case")
ENDS_TEXT: Final = Label(
    ar="ينتهي الملف في إحدى هذه الحالات، ولا يجوز بعدها أي إجراء يغيره:",
    fr="Le dossier prend fin dans l’un de ces états ; aucun acte ne le change plus :",
    en="The case ends in one of these states; no act changes it any more:",
)
NOTES: Final = Label(ar="الملاحظات", fr="Notes", en="Notes")
TERMS: Final = Label(
    ar="البيانات المرمّزة", fr="Mentions codées des actes", en="Coded data of the acts"
)
TERMS_CAPTION: Final = Label(
    ar="ما يذكره كل إجراء مرمّزًا",
    fr="Ce que chaque acte mentionne sous forme codée",
    en="What each act states in coded form",
)
FORMS: Final = Label(ar="الاستمارات", fr="Formulaires", en="Forms")
FORM_CAPTION: Final = Label(ar="استمارة «{form}»", fr="Formulaire « {form} »", en="Form “{form}”")
FACT_CAPTION: Final = Label(
    ar="استمارة «{form}»: مرمّزة ومجهولة الهوية، لأغراض الإحصاء",
    fr="Formulaire « {form} » : codé et anonyme, à des fins statistiques",
    en="Form “{form}”: coded and anonymous, for statistics",
)
CODES: Final = Label(ar="قوائم الرموز", fr="Nomenclatures", en="Code lists")
CROSSINGS: Final = Label(ar="جدول التقاطعات", fr="Tableau des croisements", en="Table of crossings")
CROSSINGS_CAPTION: Final = Label(
    ar="أي الإجراءين يغلب إذا تقاطعا",
    fr="Lequel de deux actes prévaut s’ils se croisent",
    en="Which of two acts prevails if they cross",
)
MIGRATION: Final = Label(
    ar="ملفات الطبعات السابقة",
    fr="Dossiers des éditions antérieures",
    en="Cases of earlier editions",
)
MIGRATION_TEXT: Final = Label(
    ar="إذا اتفق الطرفان على نقل ملف جارٍ من الطبعة {edition} إلى هذه الطبعة، وُضع كما يلي:",
    fr="Si les deux parties font passer sous la présente édition un dossier de l’édition "
    "{edition}, il s’y trouve ainsi :",
    en="If both parties move a case of the edition {edition} to this one, it stands as follows:",
)
EXPLORED: Final = Label(
    ar="التحقق قبل التوقيع", fr="Vérification avant signature", en="Verification before signature"
)
EXPLORED_TEXT: Final = Label(
    ar="جُرّبت هذه المسطرة انطلاقًا من كل حالة، بكل ترتيب يمكن أن يكتب به كل طرف إلى غاية {acts}، "
    "والإشعارات بالتوصل منها، وأن يتوصل بإجراءات الآخر. عدد الوضعيات: {situations}؛ ومنها ما "
    "تقاطعت فيه إجراءات: {crossings}. ولم يكن للملف في أيٍّ منها قراءتان.",
    fr="Cette procédure a été jouée à partir de chaque état, dans tous les ordres où chaque partie "
    "peut écrire jusqu’à {acts}, accusés de réception compris, et recevoir ceux de l’autre. "
    "Situations : {situations} ; dont avec des actes qui se croisent : {crossings}. Dans aucune le "
    "dossier n’a deux lectures.",
    en="This procedure was played from each of its states, in every order in which each party can "
    "write up to {acts}, receipts among them, and receive those of the other. Situations: "
    "{situations}; of these, with acts that cross: {crossings}. In none has the case two readings.",
)
NOT_EXPLORED: Final = Label(
    ar="هذا مشروع: لم تُجرَّب المسطرة بعد، ولا تُعرض للتوقيع قبل ذلك.",
    fr="Ceci est un projet : la procédure n’a pas encore été jouée, et n’est pas ouverte à la "
    "signature avant de l’être.",
    en="This is a draft: the procedure has not been played yet, and is not offered for signature "
    "before it is.",
)
COUNTED_ACTS: Final = Counted(
    ar=("إجراء واحد", "إجراءين", "إجراءات", "إجراءً"), fr=("acte", "actes"), en=("act", "acts")
)

# The picture.
FIGURE: Final = Label(
    ar="سير المسطرة", fr="Déroulement de la procédure", en="Course of the procedure"
)
FIGURE_LETTERS: Final = Label(
    ar="رقم كل حالة رقم مادتها، والحروف حروف فقراتها",
    fr="Le numéro d’un état est celui de son article, les lettres celles de ses alinéas",
    en="The number of a state is that of its article, the letters are those of its paragraphs",
)

# Deadlines.
DEADLINE_CAPTION: Final = Label(
    ar="أجل هذه الحالة", fr="Délai de cet état", en="Deadline of this state"
)
LENGTH: Final = Label(ar="المدة", fr="Durée", en="Length")
LENGTH_IF: Final = Label(
    ar="إذا كانت «{term}»: {code} — {length}",
    fr="si « {term} » est « {code} » : {length}",
    en="if “{term}” is “{code}”: {length}",
)
OWN_LENGTH: Final = Label(ar="{name} — {length}", fr="{name} — {length}", en="{name} — {length}")
LENGTH_OTHER: Final = Label(
    ar="في غير ذلك — {length}", fr="dans les autres cas : {length}", en="otherwise: {length}"
)
STARTS: Final = Label(ar="بدايته", fr="Point de départ", en="Runs from")
START_STATE: Final[Mapping[When, Label]] = {
    When.SENT: Label(
        ar="إرسال الإجراء الذي أدى إلى هذه الحالة",
        fr="l’envoi de l’acte qui a conduit à cet état",
        en="the sending of the act that led to this state",
    ),
    When.RECEIVED: Label(
        ar="التوصل بالإجراء الذي أدى إلى هذه الحالة",
        fr="la réception de l’acte qui a conduit à cet état",
        en="the receipt of the act that led to this state",
    ),
}
START_ACT: Final[Mapping[When, Label]] = {
    When.SENT: Label(
        ar="الإرسال في آخر إجراء «{act}»",
        fr="l’envoi du dernier acte « {act} »",
        en="the sending of the latest act “{act}”",
    ),
    When.RECEIVED: Label(
        ar="التوصل بآخر إجراء «{act}»",
        fr="la réception du dernier acte « {act} »",
        en="the receipt of the latest act “{act}”",
    ),
}
START_EVENT: Final = Label(
    ar="التاريخ المذكور في «{term}»",
    fr="la date portée sous « {term} »",
    en="the date stated under “{term}”",
)
BEFORE_EVENT: Final = Label(
    ar="{length} قبل التاريخ المذكور في «{term}»",
    fr="{length} avant la date portée sous « {term} »",
    en="{length} before the date stated under “{term}”",
)
ENDS_AT: Final = Label(ar="نهايته", fr="Échéance", en="Ends")
CALENDAR: Final = Label(ar="التقويم", fr="Calendrier", en="Calendar")
CALENDAR_NONE: Final = Label(
    ar="تُحسب كل الأيام، بالتوقيت العالمي المنسق",
    fr="tous les jours comptent, en temps universel",
    en="every day counts, in universal time",
)
CALENDAR_OF: Final = Label(ar="تقويم {role}", fr="celui {role}", en="that of {role}")
CALENDAR_BOTH: Final = Label(
    ar="تقويما الطرفين معًا؛ ولا يُعد يوم عمل إلا ما كان كذلك فيهما",
    fr="ceux des deux parties ; un jour n’est ouvrable que s’il l’est dans les deux",
    en="those of both parties; a day works only if it works in both",
)
LAST_DAY: Final = Label(ar="آخر يوم", fr="Dernier jour", en="Last day")
LAST_DAY_WORKS: Final = Label(
    ar="إذا لم يكن يوم عمل، امتد الأجل إلى أول يوم عمل بعده",
    fr="s’il n’est pas ouvrable, le délai finit le premier jour ouvrable qui suit",
    en="if it is no working day, the deadline ends on the next one",
)
LAST_DAY_BEFORE: Final = Label(
    ar="إذا لم يكن يوم عمل، انتهى الأجل في آخر يوم عمل قبله",
    fr="s’il n’est pas ouvrable, le délai finit le dernier jour ouvrable qui précède",
    en="if it is no working day, the deadline ends on the last one before it",
)
LAST_DAY_OF_MONTH: Final = Label(
    ar="يمتد الأجل إلى آخر يوم من الشهر الذي ينتهي فيه",
    fr="le délai finit le dernier jour du mois où il s’achève",
    en="the deadline ends with the last day of the month in which it would end",
)
AT_LEAST: Final = Label(ar="الحد الأدنى", fr="Minimum", en="At least")
EXTENSION: Final = Label(ar="التمديد", fr="Prolongation", en="Extension")
EXTENSION_TEXT: Final = Label(
    ar="بإجراء «{act}»، بالقدر المذكور في «{term}»، مع بيان «{reason}». الحد الأقصى في المجموع: "
    "{cap}",
    fr="par l’acte « {act} », de ce que porte « {term} », « {reason} » étant indiqué. Maximum "
    "en tout : {cap}",
    en="by the act “{act}”, by what it states under “{term}”, saying “{reason}”. Most in all: "
    "{cap}",
)
SUSPENSION: Final = Label(ar="وقف الأجل", fr="Suspension", en="Suspension")
SUSPENSION_TEXT: Final = Label(
    ar="من إجراء «{start}» إلى إجراء «{end}». الحد الأقصى في المجموع: {cap}",
    fr="de l’acte « {start} » à l’acte « {end} ». Maximum en tout : {cap}",
    en="from the act “{start}” to the act “{end}”. Most in all: {cap}",
)
SUSPENSION_WHY: Final = Label(
    ar="من إجراء «{start}»، مع بيان «{reason}»، إلى إجراء «{end}». الحد الأقصى في المجموع: {cap}",
    fr="de l’acte « {start} », « {reason} » étant indiqué, à l’acte « {end} ». Maximum en tout : "
    "{cap}",
    en="from the act “{start}”, saying “{reason}”, to the act “{end}”. Most in all: {cap}",
)
EXPIRY: Final = Label(ar="عند انقضائه", fr="À l’expiration", en="When it has passed")
EXPIRY_TEXT: Final = Label(
    ar="لا يقع شيء من تلقاء نفسه؛ ويجوز عندئذ: {acts}",
    fr="rien ne se produit de soi-même ; s’ouvre alors : {acts}",
    en="nothing happens by itself; then open: {acts}",
)
QUOTED: Final = Label(ar="«{text}»", fr="« {text} »", en="“{text}”")

# Tables.
ACT: Final = Label(ar="الإجراء", fr="Acte", en="Act")
DATUM: Final = Label(ar="البيان", fr="Mention", en="Datum")
KIND: Final = Label(ar="النوع", fr="Nature", en="Kind")
NEEDED: Final = Label(ar="إلزامي", fr="Obligatoire", en="Required")
YES: Final = Label(ar="نعم", fr="oui", en="yes")
NO: Final = Label(ar="لا", fr="non", en="no")
FIELD: Final = Label(ar="الخانة", fr="Rubrique", en="Field")
HOLDS: Final = Label(ar="ما تتضمنه", fr="Contenu", en="What it holds")
ITEM: Final = Label(ar="العنصر", fr="Élément", en="Item")
RULE: Final = Label(ar="القاعدة", fr="Règle", en="Rule")
SOURCE: Final = Label(ar="الوضع والمصدر", fr="Statut et source", en="Status and source")
HANDLING: Final = Label(
    ar="التداول: {handling}.", fr="Traitement : {handling}.", en="Handling: {handling}."
)
BASIS: Final = Label(
    ar="السند القانوني: {basis} — {source}.",
    fr="Base légale : {basis} — {source}.",
    en="Legal basis: {basis} — {source}.",
)
KEEP: Final = Label(
    ar="الحفظ: {keep} — {source}.",
    fr="Conservation : {keep} — {source}.",
    en="Retention: {keep} — {source}.",
)
KEEP_EVENT: Final = Label(
    ar="{length} من التاريخ المذكور في «{term}»",
    fr="{length} après la date portée sous « {term} »",
    en="{length} from the date stated under “{term}”",
)
FIRST_ACT: Final = Label(ar="إجراء {role}", fr="Acte {role}", en="Act of {role}")
PREVAILS: Final = Label(ar="من يغلب إجراؤه", fr="Partie qui prévaut", en="Who prevails")
THEN: Final = Label(ar="حالة الملف بعده", fr="État qui s’ensuit", en="State that follows")
IN_STATE: Final = Label(
    ar="في حالة «{state}»", fr="Dans l’état « {state} »", en="In the state “{state}”"
)
CODE: Final = Label(ar="الرمز", fr="Code", en="Code")
TEXT: Final = Label(ar="المعنى", fr="Sens", en="Meaning")
OLD_STATE: Final = Label(ar="الحالة السابقة", fr="État antérieur", en="Earlier state")
NEW_STATE: Final = Label(ar="الحالة الجديدة", fr="État nouveau", en="State under this edition")

TERM_TYPES: Final[Mapping[TermType, Label]] = {
    TermType.CODE: Label(ar="رمز من «{codes}»", fr="code de « {codes} »", en="code of “{codes}”"),
    TermType.CODES: Label(
        ar="رموز من «{codes}»", fr="codes de « {codes} »", en="codes of “{codes}”"
    ),
    TermType.DATE: Label(ar="تاريخ", fr="date", en="date"),
    TermType.DATES: Label(ar="تواريخ", fr="dates", en="dates"),
    TermType.INSTANT: Label(ar="تاريخ وساعة", fr="date et heure", en="date and time"),
    TermType.NUMBER: Label(ar="عدد صحيح", fr="nombre entier", en="whole number"),
    TermType.DIGEST: Label(ar="بصمة", fr="empreinte", en="digest"),
    TermType.REFERENCE: Label(ar="مرجع", fr="référence", en="reference"),
}
FIELD_TYPES: Final[Mapping[FieldType, Label]] = {
    FieldType.TEXT: Label(
        ar="نص، أقصى طول له {limit} حرف",
        fr="texte, {limit} caractères au plus",
        en="text, {limit} characters at most",
    ),
    FieldType.CODE: TERM_TYPES[TermType.CODE],
    FieldType.CODES: TERM_TYPES[TermType.CODES],
    FieldType.DATE: TERM_TYPES[TermType.DATE],
    FieldType.PARTIAL_DATE: Label(
        ar="تاريخ، أو شهر، أو سنة", fr="date, mois ou année", en="date, month or year"
    ),
    FieldType.MONTH: Label(ar="شهر", fr="mois", en="month"),
    FieldType.INSTANT: TERM_TYPES[TermType.INSTANT],
    FieldType.PERSON: Label(
        ar="شخص: أسماؤه، وتاريخ الازدياد ومكانه، وجنسياته، وجنسه، ووثائقه",
        fr="personne : noms, date et lieu de naissance, nationalités, sexe, documents",
        en="person: names, date and place of birth, nationalities, sex, documents",
    ),
    FieldType.STATEMENT: Label(
        ar="بيان مقيَّم (واقعة أو تقدير، ودرجة المصدر والمعلومة، وصاحبه)، أقصى طول له {limit} حرف",
        fr="énoncé évalué (fait ou appréciation, cotation de la source et du renseignement, "
        "auteur), {limit} caractères au plus",
        en="evaluated statement (fact or assessment, grades of source and information, "
        "originator), {limit} characters at most",
    ),
    FieldType.PLACE: Label(
        ar="مكان: اسمه وبلده وإحداثياته",
        fr="lieu : nom, pays, coordonnées",
        en="place: name, country, co-ordinates",
    ),
    FieldType.DOCUMENT: Label(
        ar="وثيقة: نوعها ورقمها والبلد الذي سلّمها ونهاية صلاحيتها",
        fr="document : nature, numéro, pays émetteur, fin de validité",
        en="document: type, number, issuing country, expiry",
    ),
    FieldType.MONEY: Label(ar="مبلغ وعملته", fr="montant et monnaie", en="amount and currency"),
    FieldType.QUANTITY: Label(
        ar="عدد صحيح ({unit})", fr="nombre entier ({unit})", en="whole number ({unit})"
    ),
    FieldType.REFERENCE: Label(
        ar="مرجع ملف", fr="référence d’un dossier", en="reference of a case"
    ),
    FieldType.ATTACHMENT: Label(
        ar="ملف مرفق من نوع {media}، حجمه الأقصى {limit}",
        fr="fichier joint ({media}), {limit} au plus",
        en="attached file ({media}), {limit} at most",
    ),
}
QUANTITY_MOST: Final = Label(
    ar="{kind}، لا يتجاوز {limit}", fr="{kind}, {limit} au plus", en="{kind}, {limit} at most"
)
SIDE_BY_SIDE: Final = Label(
    ar="{kind}؛ تقابل قيمُها قيمَ {fields}",
    fr="{kind} ; ses valeurs répondent à celles de {fields}",
    en="{kind}; its values stand side by side with those of {fields}",
)
BEHIND: Final = Label(
    ar="قد يعني الرمز أحد بنود «{codes}»؛ ولا يُبلَّغ أيُّها في ملف بعينه.",
    fr="Le code peut tenir lieu d’un des éléments de « {codes} » ; lequel, dans un dossier, n’est "
    "pas communiqué.",
    en="The code can stand for any item of “{codes}”; which of them it is in a case is not sent.",
)
SEVERAL: Final = Label(
    ar="{kind}؛ إلى غاية {many}", fr="{kind} ; jusqu’à {many}", en="{kind}; up to {many}"
)
CATEGORY: Final = Label(
    ar="{kind}؛ وصفته في الملف: {category}",
    fr="{kind} ; dans le dossier, sa qualité est : {category}",
    en="{kind}; in the case as: {category}",
)
CATEGORY_ASKED: Final = Label(
    ar="{kind}؛ ومعه صفته في الملف، وهي من القائمة «{codes}»",
    fr="{kind} ; avec sa qualité dans le dossier, de la liste « {codes} »",
    en="{kind}; with what they are in the case, of the list “{codes}”",
)
ALIKE: Final = Label(
    ar="إن سبق للطرف أن ذكر القيمة نفسها في ملف آخر نُبّه إلى ذلك قبل الإرسال، وله أن يرسل",
    fr="si la partie a déjà donné la même valeur dans un autre dossier, elle en est avertie avant "
    "l’envoi, et peut envoyer",
    en="if the party has given the same value in another case, it is told so before it sends, and "
    "may send",
)
MEBIBYTES: Final = Label(ar="{n} ميغابايت", fr="{n} Mio", en="{n} MiB")
KIBIBYTES: Final = Label(ar="{n} كيلوبايت", fr="{n} Kio", en="{n} KiB")
BYTES: Final = Label(ar="{n} بايت", fr="{n} octets", en="{n} bytes")
AND: Final = Label(ar=" و", fr=" et ", en=" and ")
COMMA: Final = Label(ar="، ", fr=", ", en=", ")
