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
