"""Why a procedure is not fair or not sound, though every sentence reads."""

from typing import Final

from jisr.framework.faults import fault_reason

UNREACHABLE: Final = fault_reason(
    "framework.unreachable",
    ar=("لا يمكن بلوغ الحالة «{state}» أبدًا.", "اكتبوا جملة تؤدي إليها أو احذفوها."),
    fr=("l’état « {state} » n’est jamais atteint.", "écrivez une phrase qui y mène, ou ôtez-le."),
    en=(
        "the state “{state}” can never be reached.",
        "write a clause that leads there, or drop it.",
    ),
)
DEAD_STATE: Final = fault_reason(
    "framework.dead-state",
    ar=("من الحالة «{state}» لا سبيل إلى نهاية.", "اكتبوا جملة تُخرج منها نحو نهاية."),
    fr=("depuis l’état « {state} », aucune fin n’est atteinte.", "écrivez une phrase qui en sort."),
    en=("from the state “{state}” no end can be reached.", "write a clause that leads out of it."),
)
END_AND_STATE: Final = fault_reason(
    "framework.end-and-state",
    ar=("«{state}» حالة ونهاية معًا.", "غيّروا أحد الاسمين."),
    fr=("« {state} » est à la fois un état et une fin.", "changez l’un des deux noms."),
    en=("“{state}” is both a state and an end.", "change one of the two names."),
)
NO_TURN: Final = fault_reason(
    "framework.no-turn",
    ar=(
        "لا أحد عليه الدور في الحالة «{state}»، وليست حالة سكون.",
        "اكتبوا turn، أو first إن كانت الحالة ساكنة.",
    ),
    fr=(
        "personne n’a le tour dans l’état « {state} », et il n’est pas au repos.",
        "écrivez turn, ou first si l’état est au repos.",
    ),
    en=(
        "nobody has the turn in the state “{state}”, and it does not rest.",
        "write turn, or first if the state rests.",
    ),
)
TURN_AND_FIRST: Final = fault_reason(
    "framework.turn-and-first",
    ar=("للحالة «{state}» دور وأسبقية معًا.", "احذفوا first: الدور يعطي الأسبقية."),
    fr=("l’état « {state} » a un tour et une priorité.", "ôtez first : le tour donne la priorité."),
    en=("the state “{state}” has a turn and a precedence.", "drop first: the turn gives it."),
)
TURN_IDLE: Final = fault_reason(
    "framework.turn-idle",
    ar=(
        "على «{role}» الدور في الحالة «{state}» وليس له ما يخرجه منها.",
        "اكتبوا له جملة تؤدي إلى حالة أخرى، بلا once overdue.",
    ),
    fr=(
        "« {role} » a le tour dans l’état « {state} » et rien pour en sortir.",
        "écrivez-lui une phrase qui mène ailleurs, sans once overdue.",
    ),
    en=(
        "“{role}” has the turn in the state “{state}” and nothing to leave it by.",
        "give it a clause that leads elsewhere, without once overdue.",
    ),
)
DEADLINE_IDLE: Final = fault_reason(
    "framework.deadline-idle",
    ar=("أجل الحالة «{state}» بلا أثر عند انقضائه.", "اكتبوا جملة once overdue أو احذفوا الأجل."),
    fr=(
        "le délai de l’état « {state} » n’a pas d’effet à son terme.",
        "écrivez une phrase once overdue, ou ôtez le délai.",
    ),
    en=(
        "the deadline of the state “{state}” has no consequence.",
        "write a clause once overdue, or drop the deadline.",
    ),
)
LATE_WITHOUT_DEADLINE: Final = fault_reason(
    "framework.late-without-deadline",
    ar=("جملة once overdue في حالة بلا أجل: «{state}».", "أعطوا الحالة أجلًا في due."),
    fr=("une phrase once overdue dans un état sans délai : « {state} ».", "écrivez due."),
    en=("a clause once overdue in a state without deadline: “{state}”.", "give the state a due."),
)
PROFITS_FROM_DELAY: Final = fault_reason(
    "framework.profits-from-delay",
    ar=(
        "«{role}» يستفيد من تأخره: عليه الدور ويُفتح له «{act}» بانقضاء الأجل.",
        "أعطوا الجملة للطرف الآخر.",
    ),
    fr=(
        "« {role} » profite de son propre retard : il a le tour, et le terme lui ouvre « {act} ».",
        "donnez la phrase à l’autre rôle.",
    ),
    en=(
        "“{role}” profits from its own delay: it has the turn, and being late opens “{act}” to it.",
        "give the clause to the other role.",
    ),
)
HOSTAGE: Final = fault_reason(
    "framework.hostage",
    ar=(
        "في الحالة «{state}» لا يستطيع «{role}» وحده إنهاء الملف إن سكت الآخر.",
        "اكتبوا له سبيلًا إلى نهاية: سحب، أو إغلاق عند انقضاء الأجل.",
    ),
    fr=(
        "dans l’état « {state} », « {role} » seul ne peut jamais clore si l’autre se tait.",
        "écrivez-lui une issue : un retrait, ou une clôture au terme du délai.",
    ),
    en=(
        "in the state “{state}”, “{role}” alone can never end the case if the other stays silent.",
        "give it a way out: a withdrawal, or a closing once overdue.",
    ),
)
NO_WINNER: Final = fault_reason(
    "framework.no-winner",
    ar=(
        "قد يتقاطع «{one}» و«{other}» ولا يُعرف أيهما يغلب: كلاهما prevailing.",
        "أبقوا prevailing في جملة واحدة.",
    ),
    fr=(
        "« {one} » et « {other} » peuvent se croiser et tous deux prévalent.",
        "ne gardez prevailing que dans une phrase.",
    ),
    en=(
        "“{one}” and “{other}” may cross and both prevail.",
        "keep prevailing in one of the clauses only.",
    ),
)
PREVAILING_IDLE: Final = fault_reason(
    "framework.prevailing-idle",
    ar=("عبارة prevailing في «{act}» لا تغيّر شيئًا.", "احذفوها: لا منافس، أو الأسبقية له أصلًا."),
    fr=(
        "le mot prevailing de « {act} » ne change rien.",
        "ôtez-le : l’acte n’a pas de rival, ou passe déjà le premier.",
    ),
    en=(
        "the word prevailing of “{act}” changes nothing.",
        "remove it: the act has no rival, or goes first already.",
    ),
)
FREE_LOOP: Final = fault_reason(
    "framework.free-loop",
    ar=(
        "«{act}» يُبقي الحالة وعلى «{role}» الدور، وليس تمديدًا للأجل ولا تعليقًا له.",
        "اجعلوه ملاحظة، أو سمّوه في الأجل تمديدًا أو تعليقًا بحد أقصى.",
    ),
    fr=(
        "« {act} » laisse l’état inchangé alors que « {role} » a le tour, "
        "sans prolonger ni suspendre le délai.",
        "faites-en une note, ou nommez-le dans le délai comme prolongation ou suspension.",
    ),
    en=(
        "“{act}” leaves the state as it is while “{role}” has the turn, "
        "and neither extends nor suspends the deadline.",
        "make it a note, or name it in the deadline as an extension or a suspension.",
    ),
)
THEN_DIFFERS: Final = fault_reason(
    "framework.then-differs",
    ar=(
        "في الحالة «{state}» لا يتطابق then وجمل once overdue في «{act}».",
        "سمّوا في then كل الجمل التي يفتحها انقضاء الأجل، وإياها وحدها.",
    ),
    fr=(
        "dans l’état « {state} », then et les phrases once overdue diffèrent sur « {act} ».",
        "nommez sous then toutes les phrases que le terme ouvre, et elles seules.",
    ),
    en=(
        "in the state “{state}”, then and the clauses once overdue differ on “{act}”.",
        "name under then all the clauses that being overdue opens, and only those.",
    ),
)
DEADLINE_ACT: Final = fault_reason(
    "framework.deadline-act",
    ar=(
        "يسمّي أجل «{state}» الإجراء «{act}» الذي لا يقع على كل طريق إليها.",
        "سمّوا إجراء لا بد أن يسبق هذه الحالة، أو اكتبوا sent أو received وحدها.",
    ),
    fr=(
        "le délai de « {state} » nomme l’acte « {act} », qui n’est pas sur tous les chemins.",
        "nommez un acte qui précède toujours cet état, ou écrivez sent ou received seul.",
    ),
    en=(
        "the deadline of “{state}” names the act “{act}”, which is not on every way there.",
        "name an act that always comes before this state, or write sent or received alone.",
    ),
)
DEADLINE_LOOP: Final = fault_reason(
    "framework.deadline-loop",
    ar=(
        "«{act}» يمدد أجل «{state}» أو يعلقه وليس جملة تعود إلى الحالة نفسها.",
        "اكتبوا الجملة بحيث تؤدي إلى «{state}».",
    ),
    fr=(
        "« {act} » prolonge ou suspend le délai de « {state} » sans y ramener.",
        "écrivez dans cet état une phrase de cet acte qui mène à « {state} ».",
    ),
    en=(
        "“{act}” extends or suspends the deadline of “{state}” but does not lead back there.",
        "write a clause of that act in this state that leads to “{state}”.",
    ),
)
DEADLINE_TERM: Final = fault_reason(
    "framework.deadline-term",
    ar=(
        "يقرأ أجل «{state}» المصطلح «{term}»، وليس مضمونًا على كل طريق إليها.",
        "أعلنوه في terms إلزاميًا بالنوع {type} في إجراء لا بد منه.",
    ),
    fr=(
        "le délai de « {state} » lit le terme « {term} », qui n’est pas assuré.",
        "déclarez-le sous terms, requis et de type {type}, dans un acte qui précède toujours.",
    ),
    en=(
        "the deadline of “{state}” reads the term “{term}”, which is not assured.",
        "declare it under terms, required and of type {type}, in an act that always precedes.",
    ),
)
DEADLINE_CODE: Final = fault_reason(
    "framework.deadline-code",
    ar=(
        "يسمّي أجل «{state}» الرمز «{code}» الذي ليس في لائحة المصطلح «{term}».",
        "صحّحوا الرمز أو أضيفوه إلى اللائحة.",
    ),
    fr=(
        "le délai de « {state} » nomme le code « {code} », absent de la liste de « {term} ».",
        "corrigez le code ou ajoutez-le à la liste.",
    ),
    en=(
        "the deadline of “{state}” names the code “{code}”, not in the list of “{term}”.",
        "correct the code or add it to the list.",
    ),
)
NEVER_REVEALED: Final = fault_reason(
    "framework.never-revealed",
    ar=(
        "ما يودع «{act}» بصمته لا يُكشف كله في خطوة لاحقة للدور نفسه.",
        "استعملوا استمارة من جزء واحد، وأضيفوا بعدها جملة revealing باسم ذلك الجزء.",
    ),
    fr=(
        "ce dont « {act} » dépose l’empreinte n’est pas révélé en entier, plus loin, par ce rôle.",
        "prenez un formulaire d’une seule pièce, puis ajoutez une phrase revealing qui la nomme.",
    ),
    en=(
        "what “{act}” seals is not wholly revealed later by the same role.",
        "use a form of one part, then add a clause `revealing` that names it.",
    ),
)
REVEALS_NOTHING: Final = fault_reason(
    "framework.reveals-nothing",
    ar=(
        "قد يصل الملف إلى «{state}» دون أن يكون هذا الدور قد أودع بصمة «{part}».",
        "اجعلوا آخر خطوة له تحمل هذا الجزء، على كل طريق، تنتهي بـ release when revealed.",
    ),
    fr=(
        "« {state} » peut être atteint sans que ce rôle ait déposé l’empreinte de « {part} ».",
        "que son dernier acte à porter cette pièce, sur chaque chemin, soit release when revealed.",
    ),
    en=(
        "“{state}” can be reached without this role having sealed “{part}”.",
        "let its last act with that part, on every way, be one `release when revealed`.",
    ),
)
