"""Why the safeguards object, in Arabic, French and English."""

from typing import Final

from jisr.core.errors import Reason

RULE_FAILED: Final = Reason(
    "safeguards.rule-failed",
    ar="تعذر تطبيق الضمانة {rule}، وما لا يمكن التحقق منه لا يمر.",
    fr="La garantie {rule} n’a pas pu être appliquée ; ce qui ne peut être vérifié ne passe pas.",
    en="Safeguard {rule} could not be applied; what cannot be checked does not pass.",
)
NO_PURPOSE: Final = Reason(
    "safeguards.p1-no-purpose",
    ar="قد تُذكر في هذا الملف أسماء أشخاص، ولم يُفتح لغرض من الأغراض التي وقّعها الطرفان.",
    fr="Des personnes peuvent être nommées dans ce dossier, et il n’a pas été ouvert dans un des "
    "buts que les deux parties ont signés.",
    en="Persons may be named in this case, and it was not opened for one of the purposes that both "
    "parties signed.",
)
OTHER_PURPOSE: Final = Reason(
    "safeguards.p1-other-purpose",
    ar="يذكر هذا الإجراء غرضًا غير الذي فُتح الملف من أجله.",
    fr="Cet acte indique un autre but que celui pour lequel le dossier a été ouvert.",
    en="This act states another purpose than the one the case was opened for.",
)
READ_FOR_OTHER: Final = Reason(
    "safeguards.p1-read-for-other",
    ar="لا يُقرأ هذا الملف إلا لما فُتح من أجله: {purposes}؛ أو للرقابة أو لأمر قضائي أو لطلب الشخص "
    "المعني: oversight أو court-order أو subject-access.",
    fr="Ce dossier ne se lit que dans le but de son ouverture : {purposes} ; ou pour le contrôle, "
    "un juge, la personne concernée : oversight, court-order, subject-access.",
    en="This case is read only for what it was opened for: {purposes}; or for supervision, a "
    "court, the person concerned: oversight, court-order, subject-access.",
)
PURPOSE_NOT_ASKED: Final = Reason(
    "safeguards.p1-purpose-not-asked",
    ar="في مسطرة {procedure} استمارات تُذكر فيها أسماء أشخاص، وفتح ملفها لا يفرض ذكر الغرض.",
    fr="La procédure {procedure} a des formulaires qui nomment des personnes, et n’exige "
    "pas de but à l’ouverture du dossier.",
    en="Procedure {procedure} has forms that name persons, and does not require a purpose when a "
    "case is opened.",
)
NO_BASIS: Final = Reason(
    "safeguards.p2-no-basis",
    ar="هذا المحتوى ليس من الاستمارات التي يجوز لهذا الإجراء استعمالها، فلا أساس قانونيًا له.",
    fr="Ce contenu n’est d’aucun formulaire que cet acte peut employer : il n’a pas de base "
    "légale.",
    en="This content is of no form that this act may use, so it has no legal basis.",
)
THIRD_PARTY: Final = Reason(
    "safeguards.p6-third-party",
    ar="مصدر إحدى المعلومات في «{field}» ليس أحد الطرفين. لا تُرسل دون موافقته. إن كان المصدر "
    "أحدهما فاكتب رمزه، ولا تكتب شيئًا إن كنتم أنتم المصدر.",
    fr="Un renseignement du champ « {field} » vient d’un tiers ; il ne part pas sans l’accord de "
    "celui-ci. S’il vient d’une des deux parties, indiquez son code ; rien si c’est vous.",
    en="A statement in “{field}” comes from a third party; it is not sent without its consent. If "
    "it comes from one of the two parties, write its code; write nothing if it is yours.",
)
INCOMPLETE: Final = Reason(
    "safeguards.p12-incomplete",
    ar="ينقص هذا الإجراء ما تفرضه الاستمارة {form}: {field}.",
    fr="Il manque à cet acte ce que le formulaire {form} exige : {field}.",
    en="This act lacks what form {form} requires: {field}.",
)
KEPT_FOREVER: Final = Reason(
    "safeguards.p15-kept-forever",
    ar="لا يُعرف متى تُمحى الخانة {field}: مدة حفظها لا تبدأ أو لا تنتهي.",
    fr="On ne sait quand le champ {field} sera effacé : sa conservation ne commence pas, ou ne "
    "finit pas.",
    en="It is not known when field {field} will be erased: its retention does not begin or end.",
)
NO_DAY: Final = Reason(
    "safeguards.p15-no-day",
    ar="الإجراء {act} في مسطرة {procedure} يصرح بـ keep-until، وهو يحدد آخر يوم للحفظ، دون أن يكون "
    "تاريخًا.",
    fr="L’acte {act} de la procédure {procedure} déclare keep-until, qui dit le dernier jour de "
    "conservation, sans que ce soit une date.",
    en="Act {act} of procedure {procedure} declares keep-until, which says the last day of "
    "keeping, and not as a date.",
)
OVER: Final = Reason(
    "safeguards.p15-over",
    ar="انقضت مدة حفظ هذا الجزء يوم {last}؛ فلا يبقى هنا.",
    fr="La conservation de cette pièce a pris fin le {last} ; elle ne reste pas ici.",
    en="The time of keeping this part ended on {last}; it does not stay here.",
)
ASYLUM: Final = Reason(
    "safeguards.p22-asylum",
    ar="ما يكشف طلب لجوء أو وضعه لا يُتبادل بين الطرفين، ولا خانة له: {place}.",
    fr="Ce qui révèle une demande d’asile ou son issue ne s’échange pas entre les parties, et n’a "
    "pas de champ : {place}.",
    en="What reveals an asylum application or its outcome is not exchanged between the parties, "
    "and has no field: {place}.",
)
SUBJECT_NOT_ASKED: Final = Reason(
    "safeguards.p23-subject-not-asked",
    ar="في مسطرة {procedure} خطوات تمس شخصًا بعينه، واستمارة فتحها لا تفرض تعيينه.",
    fr="La procédure {procedure} a des actes qui atteignent une personne, et son formulaire "
    "d’ouverture n’exige pas de la nommer.",
    en="Procedure {procedure} has steps that burden a person, and its opening form does not "
    "require that person to be named.",
)
NOT_HERE: Final = Reason(
    "safeguards.p23-not-here",
    ar="لا تُتخذ هذه الخطوة هنا، والسبب لا يُذكر لأحد. اعرضوا الملف على المكلف بالحماية.",
    fr="Cette démarche ne se fait pas ici, et le motif n’en est dit à personne. Portez le dossier "
    "devant la personne chargée de la protection.",
    en="This step is not taken here, and why is told to nobody. Bring the case before the "
    "protection officer.",
)
PROTECTS_NOBODY: Final = Reason(
    "safeguards.p25-protects-nobody",
    ar="هذا الملف يحمي شخصًا، ولم يُذكر من هو. يبقى ذلك في عقدتكم ولا يُرسل.",
    fr="Ce dossier protège une personne, et il n’est pas dit laquelle. Cela reste dans votre "
    "nœud et n’est pas transmis.",
    en="This case protects a person, and it is not said whom. That stays at your node and is "
    "never sent.",
)
NO_PERMISSION: Final = Reason(
    "safeguards.p26-no-permission",
    ar="قدّم الطرف الآخر هذا المحتوى بشرط التداول {handling}؛ لا يخرج دون إذنه.",
    fr="Le partenaire a fourni ce contenu sous la condition {handling} ; il ne sort pas sans sa "
    "permission.",
    en="The partner provided this content under handling code {handling}; it does not go out "
    "without its permission.",
)
A_LIST: Final = Reason(
    "safeguards.p30-list",
    ar="{persons} من الأشخاص في طلب واحد قائمة وليس حالة فردية؛ الحد {limit}.",
    fr="{persons} personnes dans une demande font une liste, non un cas individuel ; la limite est "
    "de {limit}.",
    en="{persons} persons in one request are a list and no individual case; the limit is {limit}.",
)
NO_STEP_UP: Final = Reason(
    "safeguards.p18-no-step-up",
    ar="هذه الخطوة قد تضر بشخص، فلا تُكتب قبل أن يوقّعها محررها بمفتاحه هو ويكتب سببها.",
    fr="Cet acte peut nuire à une personne : il n’est écrit que lorsque son auteur l’a signé de "
    "sa propre clé, avec un motif écrit.",
    en="This step can harm a person: it is written only once its author has signed it with their "
    "own key and written why.",
)
NOT_CHECKED: Final = Reason(
    "safeguards.p23-not-checked",
    ar="لم يتحقق موظف مكلف بالحماية بعد من أن هذه الخطوة لا تقود شخصًا إلى حيث يهدده خطر.",
    fr="Aucun agent de protection n’a encore vérifié que cet acte ne mène personne là où elle "
    "serait en danger.",
    en="No protection officer has yet checked that this step leads nobody to where they would be "
    "in danger.",
)
NOT_ANOTHERS: Final = Reason(
    "safeguards.p41-not-anothers",
    ar="يحتاج هذا الإجراء إلى موافقة موظف آخر غير محرره، وإلى أن يكون التحقق من مكتب آخر.",
    fr="Cet acte demande l’accord d’un autre agent que son auteur, et une vérification faite par "
    "un autre bureau.",
    en="This act needs the approval of another officer than its author, and a check made at "
    "another desk.",
)
