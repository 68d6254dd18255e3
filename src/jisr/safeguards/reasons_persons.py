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
