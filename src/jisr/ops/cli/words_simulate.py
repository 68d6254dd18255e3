"""What `jisr simulate` says: its help, and what happened in a story, in sentences."""

from collections.abc import Mapping
from typing import Final

from jisr.ops.cli.phrase import Phrase
from jisr.ops.simulate.said import Said

SIMULATE_HELP: Final = Phrase(
    "محاكاة شهر من عمل وزارتين لكل بذرة، بكل ما قد يطرأ، ومقارنة الجانبين ومدقق مستقل.",
    "Simuler un mois de deux ministères par graine, avec tout ce qui peut aller de travers, et "
    "comparer les deux côtés et un auditeur.",
    "Simulate a month of two ministries for each seed, with everything that can go wrong, and "
    "compare both sides and an auditor.",
)
SEEDS: Final = Phrase(
    "عدد القصص، ولكل منها بذرة.",
    "Combien de récits, chacun d’une graine.",
    "How many stories, each of its own seed.",
)
FIRST: Final = Phrase("أول بذرة.", "La première graine.", "The first seed.")
REAL: Final = Phrase(
    "بالتشفير الحقيقي بدل الخفيف؛ أبطأ بكثير.",
    "Avec la vraie cryptographie au lieu de la légère ; bien plus lent.",
    "With real cryptography in place of the light one; much slower.",
)
JOBS: Final = Phrase(
    "عدد العمليات المتوازية؛ ما لم يُذكر، عدد الأنوية.",
    "Dans combien de processus ; par défaut, autant que de cœurs.",
    "In how many processes; by default, as many as there are cores.",
)
PLAYING: Final = Phrase("تُجرى القصص", "Les récits se jouent", "Playing the stories")
FAILED: Final = Phrase(
    "البذرة {seed} تنتهي بخلل. لإعادتها: {command}. القصة مختصرة:",
    "La graine {seed} finit mal. Pour la rejouer : {command}. Le récit, abrégé :",
    "Seed {seed} ends badly. To play it again: {command}. The story, made short:",
)
LINE: Final = Phrase("{number}. {told}", "{number}. {told}", "{number}. {told}")
WRONG: Final = Phrase(
    "خلل ({kind}): {what}.", "Défaut ({kind}) : {what}.", "Wrong ({kind}): {what}."
)
MORE_FAILED: Final = Phrase(
    "وبذور أخرى تنتهي بخلل، عددها {count}.",
    "D’autres graines finissent mal : {count}.",
    "Other seeds end badly: {count}.",
)
UNTRIED: Final = Phrase(
    "لم يحدث قط في القصص كلها: {name}.",
    "Ne s’est jamais produit dans tous ces récits : {name}.",
    "Never happened in all these stories: {name}.",
)

SAID: Final[Mapping[Said, Phrase]] = {
    Said.OPENS: Phrase(
        "يفتح {party} الملف {case}.",
        "{party} ouvre le dossier {case}.",
        "{party} opens case {case}.",
    ),
    Said.SAYS: Phrase(
        "يكتب {party} الإجراء {act} في الملف {case}.",
        "{party} écrit l’acte {act} au dossier {case}.",
        "{party} writes the act {act} in case {case}.",
    ),
    Said.MAY_NOT: Phrase(
        "لا يكتب {party} شيئًا: {code}.",
        "{party} n’écrit rien : {code}.",
        "{party} writes nothing: {code}.",
    ),
    Said.DIES: Phrase(
        "يتوقف خادم {party} فجأة عند الكتابة رقم {write}، ثم يعود.",
        "Le nœud de {party} meurt à l’écriture {write}, puis redémarre.",
        "{party}’s node dies at write {write}, and starts again.",
    ),
    Said.FAILS: Phrase(
        "يتعطل القرص عند الكتابة رقم {write}.",
        "Le disque fait défaut à l’écriture {write}.",
        "The disk fails at write {write}.",
    ),
    Said.TRIP: Phrase(
        "يسأل {party} شريكه ويسمع جوابه.",
        "{party} interroge son partenaire et entend sa réponse.",
        "{party} asks its partner, and hears the answer.",
    ),
    Said.TRIP_FAULT: Phrase(
        "تبادل بدأه {party} ينتهي بخلل: {code}.",
        "Un échange commencé par {party} finit par un défaut : {code}.",
        "An exchange begun by {party} ends with a fault: {code}.",
    ),
    Said.REQUEST_LOST: Phrase(
        "تضيع رسالة من {party} في الطريق.",
        "Un message de {party} se perd en route.",
        "A message of {party} is lost on the way.",
    ),
    Said.REQUEST_LATE: Phrase(
        "تتأخر رسالة من {party} في الطريق.",
        "Un message de {party} reste longtemps en route.",
        "A message of {party} stays under way for long.",
    ),
    Said.ANSWER_LOST: Phrase(
        "تصل رسالة {party} ويضيع جوابها.",
        "Le message de {party} arrive, la réponse se perd.",
        "The message of {party} arrives, and its answer is lost.",
    ),
    Said.ARRIVES: Phrase(
        "تصل الآن رسالة قديمة من {party}.",
        "Un ancien message de {party} arrive maintenant.",
        "An old message of {party} arrives now.",
    ),
    Said.TWICE: Phrase(
        "تصل الرسالة نفسها مرة ثانية.",
        "Le même message arrive une seconde fois.",
        "The same message arrives a second time.",
    ),
    Said.CUT: Phrase(
        "ينقطع الخط لمحاولات عددها {trips}.",
        "La ligne est coupée pour {trips} tentatives.",
        "The line is cut for {trips} tries.",
    ),
    Said.SKEWED: Phrase(
        "تنحرف ساعة {party} بمقدار {hours} ساعة.",
        "L’horloge de {party} s’écarte de {hours} heures.",
        "{party}’s clock goes {hours} hours off.",
    ),
    Said.STOPS: Phrase(
        "يُوقَف خادم {party} ويُشغَّل من جديد.",
        "Le nœud de {party} est arrêté et relancé.",
        "{party}’s node is stopped and started.",
    ),
    Said.ERASES: Phrase(
        "يمحو {party} جزءًا من مضمون.",
        "{party} efface une partie d’un contenu.",
        "{party} erases a part of some content.",
    ),
    Said.SETTLES: Phrase(
        "ينفذ {party} آثار الخطوات النهائية.",
        "{party} exécute les effets des actes définitifs.",
        "{party} carries out the effects of settled moves.",
    ),
    Said.BACKS_UP: Phrase(
        "يحفظ {party} نسخة احتياطية.",
        "{party} fait une sauvegarde.",
        "{party} makes a backup.",
    ),
    Said.RESTORES: Phrase(
        "يستعيد {party} نسخته الاحتياطية، وقد ضاع قرصه.",
        "{party} a perdu son disque et restaure sa sauvegarde.",
        "{party} has lost its disk, and restores its backup.",
    ),
    Said.RESTARTS: Phrase(
        "يبدأ {party} حقبة جديدة.",
        "{party} ouvre une nouvelle époque.",
        "{party} opens a new epoch.",
    ),
    Said.GIVES_EDITION: Phrase(
        "يعطي مشغّل {party} العقدة نص الطبعة السارية، وقد ضاعت آخر نسخة من ملفه.",
        "L’exploitant de {party} rend au nœud le texte de l’édition en vigueur, dont le fichier "
        "est perdu partout.",
        "{party}’s operator gives the node the text of the edition in force, whose file is lost "
        "everywhere.",
    ),
    Said.BEGINS: Phrase(
        "يبدأ مشغّل {party} العودة بعد النسيان.",
        "L’opérateur de {party} commence le retour après l’oubli.",
        "{party}’s operator begins the return: the node has forgotten acts.",
    ),
    Said.PROPOSES: Phrase(
        "يقترح {party} طبعة جديدة من الإطار.",
        "{party} propose une nouvelle édition du cadre.",
        "{party} proposes a new edition of the framework.",
    ),
    Said.PRUNES: Phrase(
        "يقول {party} إن الإجراءات القديمة يجوز أن تُحذف.",
        "{party} dit que les anciens actes peuvent disparaître.",
        "{party} says that old acts may go.",
    ),
    Said.VOID: Phrase(
        "يكتب {party} بسوء نية الإجراء {act} الذي لا يحق له.",
        "{party} écrit de mauvaise foi l’acte {act}, auquel il n’a pas droit.",
        "{party}, meaning ill, writes the act {act}, which is not its to write.",
    ),
    Said.FORGES: Phrase(
        "يرسل {party} بسوء نية إجراءً مزورًا ({how})، والجواب: {code}.",
        "{party} envoie de mauvaise foi un acte falsifié ({how}) ; réponse : {code}.",
        "{party}, meaning ill, sends a forged act ({how}); the answer: {code}.",
    ),
    Said.FORKS: Phrase(
        "يوقّع {party} بسوء نية إجراءً ثانيًا في الموضع {seq}، والجواب: {code}.",
        "{party} signe de mauvaise foi un second acte à la position {seq} ; réponse : {code}.",
        "{party}, meaning ill, signs a second act at position {seq}; the answer: {code}.",
    ),
    Said.WITHHOLDS: Phrase(
        "يعلن {party} بسوء نية جزءًا لن يرسله أبدًا.",
        "{party} annonce de mauvaise foi une partie qui ne viendra jamais.",
        "{party}, meaning ill, announces a part that will never come.",
    ),
    Said.STOLEN: Phrase(
        "يُسرق مفتاح التوقيع الخاص بـ{party}.",
        "La clé de signature de {party} est volée.",
        "{party}’s signing key is stolen.",
    ),
    Said.USED: Phrase(
        "يكتب السارق إجراءً باسم {party}، والجواب: {code}.",
        "Le voleur écrit un acte au nom de {party} ; réponse : {code}.",
        "The thief writes an act in the name of {party}; the answer: {code}.",
    ),
    Said.REVOKES: Phrase(
        "يضيف {party} مفتاحًا جديدًا ويلغي المسروق.",
        "{party} ajoute une nouvelle clé et révoque la clé volée.",
        "{party} adds a new key and revokes the stolen one.",
    ),
    Said.HEALS: Phrase(
        "يعود كل شيء إلى العمل، ويتبادل الطرفان إلى أن يستقرا.",
        "Tout remarche ; les deux échangent jusqu’au repos.",
        "Everything works again; the two exchange until they are at rest.",
    ),
}
