"""Why the safeguards object to what is said of persons, in Arabic, French and English."""

from typing import Final

from jisr.core.errors import Reason

NO_CATEGORY: Final = Reason(
    "safeguards.p8-no-category",
    ar="لكل شخص في «{field}» صفة واحدة في الملف، يُذكر رمزها حيث تطلبه الاستمارة، ولا تُذكر صفة "
    "أخرى حيث حددتها.",
    fr="Chaque personne du champ « {field} » a une seule qualité dans le dossier : son code là où "
    "le formulaire le demande, aucun autre là où il la fixe.",
    en="Each person in “{field}” is one thing in the case: its code is given where the form asks "
    "for it, and no other where the form sets it.",
)
CATEGORY_UNKNOWN: Final = Reason(
    "safeguards.p8-category-unknown",
    ar="الخانة {field} لا تقول بأي صفة يُذكر الشخص في الملف، أو تقولها برمز لا تعرفه القائمة.",
    fr="Le champ {field} ne dit pas en quelle qualité la personne figure dans le dossier, ou par "
    "un code que la liste ne connaît pas.",
    en="Field {field} does not say as what a person stands in the case, or by a code that the list "
    "does not have.",
)
NOT_OF_AGE: Final = Reason(
    "safeguards.p24-not-of-age",
    ar="لم يثبت أن كل من تمسه هذه الخطوة بلغ الثامنة عشرة؛ ومن لا يُعرف سنه أو يُختلف فيه فهو طفل. "
    "اذكروا تاريخ الازدياد إن كان معروفًا، وإلا فاعرضوا الملف على المكلف بالحماية.",
    fr="Il n’est pas établi que tous ceux que cette démarche atteint ont dix-huit ans ; qui a un "
    "âge inconnu ou contesté est un enfant. Indiquez la naissance si elle est connue, sinon portez "
    "le dossier devant la personne chargée de la protection.",
    en="It is not shown that everybody whom this step burdens is eighteen; whose age is unknown or "
    "disputed is a child. Give the birth if it is known; if not, bring the case before the "
    "protection officer.",
)
GROUND_OVER: Final = Reason(
    "safeguards.p3-ground-over",
    ar="انتهى يوم {last} السند الذي تُنقل عليه المعطيات عن الأشخاص إلى الطرف الآخر؛ ولا يُرسل شيء "
    "يذكر شخصًا قبل أن يوقّع الطرفان سندًا جديدًا.",
    fr="La base sur laquelle les données sur des personnes vont à l’autre partie a pris fin le "
    "{last} ; rien qui nomme une personne ne part avant que les deux parties en aient signé une "
    "nouvelle.",
    en="The ground on which data on persons go to the other party ended on {last}; nothing that "
    "names a person leaves before both parties have signed a new one.",
)
DEROGATION_FOR_SEVERAL: Final = Reason(
    "safeguards.p4-several",
    ar="النقل على سند الاستثناء لا يكون إلا لحالة بعينها، وهنا {persons} من الأشخاص.",
    fr="Un transfert par dérogation ne vaut que pour un cas particulier ; il y a ici {persons} "
    "personnes.",
    en="A transfer under a derogation is for a single case; here are {persons} persons.",
)
DEROGATION_UNDETERMINED: Final = Reason(
    "safeguards.p4-undetermined",
    ar="النقل على سند الاستثناء يقتضي أن يقرر إنسان في هذه الحالة أن حقوق الشخص لا تحول دونه، وأن "
    "يُسجَّل قراره.",
    fr="Un transfert par dérogation demande qu’un être humain ait déterminé, dans ce cas, que les "
    "droits de la personne ne s’y opposent pas, et que cela soit consigné.",
    en="A transfer under a derogation requires that a human has determined, in this case, that the "
    "person’s rights do not stand against it, and that this is on record.",
)
NO_BASIS_SAID: Final = Reason(
    "safeguards.p10-no-basis",
    ar="في «{field}» تقدير لم يُذكر ما يستند إليه. اذكروه في basis، أو قولوا إنها "
    "واقعة إن كانت كذلك.",
    fr="Le champ « {field} » contient une appréciation sans son fondement. Donnez-le sous basis, "
    "ou dites que c’est un fait si c’en est un.",
    en="“{field}” holds an assessment that does not say what it rests on. Give it under basis, or "
    "call it a fact if it is one.",
)
GRADED_BETTER: Final = Reason(
    "safeguards.p11-graded-better",
    ar="في «{field}» معلومة من الطرف الآخر بدرجة أعلى مما منحه لها، أو لا يُعرف في هذا الملف ما "
    "منحه. درجتها لمن قدّمها وحده، وما لا يُعرف درجته X4.",
    fr="Le champ « {field} » cote un renseignement de l’autre partie mieux qu’elle ne l’a fait, ou "
    "ce dossier ne dit pas comment elle l’a coté. Seul qui fournit cote ; l’inconnu est X4.",
    en="“{field}” grades what the other party has provided better than it has itself, or this case "
    "does not say how it has. Only the provider grades; what is not known is X4.",
)
CONDITION_LIGHTER: Final = Reason(
    "safeguards.p7-lighter",
    ar="قدّم الطرف الآخر معلومة في «{field}» بشرط التداول {handling}؛ ولا تُنقل بشرط أخف منه.",
    fr="Un renseignement du champ « {field} » a été fourni par l’autre partie sous la condition "
    "{handling} ; il ne va pas plus loin sous une condition plus légère.",
    en="Information in “{field}” was provided by the other party under handling code {handling}; "
    "it does not go on under a lighter one.",
)
NOTHING_GRADED: Final = Reason(
    "safeguards.p11-nothing-graded",
    ar="في مسطرة {procedure} يُذكر أشخاص بصفة يحددها الكاتب، وليس فيما يُفصح عنه "
    "خانة لبيان تُعطى له درجة.",
    fr="La procédure {procedure} nomme des personnes en une qualité que donne qui écrit, et rien "
    "de ce qui est révélé n’y a de champ pour un énoncé coté.",
    en="Procedure {procedure} names persons as what its writer says they are, and nothing of what "
    "it discloses has a field for a graded statement.",
)
OTHER_CATEGORY: Final = Reason(
    "safeguards.p8-other-category",
    ar="شخص مذكور هنا مذكور في الملف نفسه بصفة أخرى. اذكروا صفته كما هي، أو امحوا الجزء الذي "
    "ذُكرت فيه إن كان منكم ثم أرسلوا من جديد.",
    fr="Une personne nommée ici figure déjà dans ce dossier en une autre qualité. Donnez la même, "
    "ou, si elle vient de vous, effacez la pièce qui la dit et envoyez de nouveau.",
    en="A person named here stands in this case as something else already. Say the same, or, if "
    "that was yours, erase the part that says so and send anew.",
)
