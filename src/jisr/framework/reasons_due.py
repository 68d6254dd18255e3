"""Why a deadline or a calendar of a pack cannot be read."""

from typing import Final

from jisr.framework.faults import fault_reason

NOT_A_LENGTH: Final = fault_reason(
    "framework.not-a-length",
    ar=(
        "«{value}» ليست مدة.",
        "اكتبوا عددًا من 1 إلى {limit} ووحدة من الوحدات: {units}؛ أو اسمًا من lengths.yaml.",
    ),
    fr=(
        "« {value} » n’est pas une durée.",
        "écrivez un nombre de 1 à {limit} et une unité parmi : {units} ; "
        "ou un nom de lengths.yaml.",
    ),
    en=(
        "“{value}” is not a length.",
        "write a number from 1 to {limit} and a unit, one of: {units}; or a name of lengths.yaml.",
    ),
)
NOT_A_START: Final = fault_reason(
    "framework.not-a-start",
    ar=(
        "«{value}» ليس حدثًا يبدأ منه أجل.",
        "اكتبوا sent أو received أو «ACT sent» أو «ACT received» أو «event TERM» "
        "أو «event TERM minus LENGTH».",
    ),
    fr=(
        "« {value} » n’est pas un événement d’où part un délai.",
        "écrivez sent, received, « ACT sent », « ACT received », « event TERM » "
        "ou « event TERM minus LENGTH ».",
    ),
    en=(
        "“{value}” is not an event from which a deadline runs.",
        "write sent, received, “ACT sent”, “ACT received”, “event TERM” "
        "or “event TERM minus LENGTH”.",
    ),
)
LENGTH_TWICE: Final = fault_reason(
    "framework.length-twice",
    ar=("الأجل قبل حدث يحمل مدته في «from».", "احذفوا «{key}»."),
    fr=("un délai avant un événement porte sa durée dans « from ».", "supprimez « {key} »."),
    en=("a deadline before an event has its length in “from”.", "delete “{key}”."),
)
NO_OTHER: Final = fault_reason(
    "framework.length-without-other",
    ar=(
        "المدة المختارة برمز لا تقول ما يسري على بقية الرموز.",
        "أضيفوا «other» مع مدة، ورمزًا واحدًا على الأقل.",
    ),
    fr=(
        "la durée choisie par un code ne dit pas ce qui vaut pour les autres codes.",
        "ajoutez « other » avec une durée, et au moins un code.",
    ),
    en=(
        "the length chosen by a code does not say what holds for the other codes.",
        "add “other” with a length, and at least one code.",
    ),
)
NEEDS_CALENDAR: Final = fault_reason(
    "framework.needs-calendar",
    ar=(
        "أيام العمل تُحسب على تقويم، و«calendar» هنا none.",
        "سمّوا أحد الدورين، أو both.",
    ),
    fr=(
        "des jours ouvrés se comptent sur un calendrier, et « calendar » est none.",
        "nommez l’un des rôles, ou both.",
    ),
    en=(
        "working days are counted on a calendar, and “calendar” is none.",
        "name one of the roles, or both.",
    ),
)
NOT_FOR_HOURS: Final = fault_reason(
    "framework.not-for-hours",
    ar=("«{key}» لا يسري على مدة بالساعات.", "احذفوه أو اختاروا وحدة أخرى."),
    fr=(
        "« {key} » ne vaut pas pour une durée en heures.",
        "supprimez-le ou choisissez une autre unité.",
    ),
    en=("“{key}” does not hold for a length in hours.", "delete it or choose another unit."),
)
WRONG_UNIT: Final = fault_reason(
    "framework.wrong-unit",
    ar=("الوحدة هنا لا تصلح.", "الوحدات المقبولة هنا: {units}."),
    fr=("cette unité ne convient pas ici.", "unités admises ici : {units}."),
    en=("this unit does not fit here.", "units admitted here: {units}."),
)
NOT_A_NUMBER: Final = fault_reason(
    "framework.not-a-number",
    ar=("«{value}» ليس عددًا مقبولًا.", "اكتبوا عددًا صحيحًا من {least} إلى {most}."),
    fr=("« {value} » n’est pas un nombre admis.", "écrivez un entier de {least} à {most}."),
    en=("“{value}” is not a number admitted here.", "write a whole number, {least} to {most}."),
)
NOT_A_DATE: Final = fault_reason(
    "framework.not-a-date",
    ar=("«{value}» لا يُقرأ تاريخًا أو وقتًا.", "الشكل المطلوب: {shape}."),
    fr=("« {value} » ne se lit pas comme une date ou une heure.", "forme attendue : {shape}."),
    en=("“{value}” does not read as a date or a time.", "form wanted: {shape}."),
)
OUT_OF_ORDER: Final = fault_reason(
    "framework.out-of-order",
    ar=("هذا الموضع يسبق ما قبله أو يتداخل معه.", "رتّبوا التواريخ تصاعديًا دون تداخل."),
    fr=(
        "cette entrée précède la précédente ou la chevauche.",
        "rangez les dates dans l’ordre, sans chevauchement.",
    ),
    en=(
        "this entry comes before the one above it or overlaps it.",
        "put the dates in order, without overlap.",
    ),
)
EVERY_OR_DATES: Final = fault_reason(
    "framework.every-or-dates",
    ar=(
        "العطلة إما «every» كل سنة وإما قائمة «dates».",
        "اكتبوا أحدهما؛ و«since» مع «every» فقط، و«provisional» مع «dates» فقط.",
    ),
    fr=(
        "un jour férié est soit « every », chaque année, soit une liste « dates ».",
        "écrivez l’un des deux ; « since » va avec « every », « provisional » avec « dates ».",
    ),
    en=(
        "a holiday is either “every” year or a list of “dates”.",
        "write one of the two; “since” goes with “every”, “provisional” with “dates”.",
    ),
)
NO_WORKING_DAY: Final = fault_reason(
    "framework.no-working-day",
    ar=("نهاية الأسبوع تترك أقل من ثلاثة أيام عمل.", "سمّوا أربعة أيام على الأكثر، كلًّا مرة."),
    fr=(
        "la fin de semaine laisse moins de trois jours ouvrés.",
        "nommez quatre jours au plus, chacun une fois.",
    ),
    en=(
        "the weekend leaves fewer than three working days.",
        "name four days at most, each once.",
    ),
)
