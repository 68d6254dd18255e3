"""Why a store refuses something, in Arabic, French and English."""

from typing import Final

from jisr.core.errors import Reason

# The store cannot work: Unavailable.
DISK_FULL: Final = Reason(
    "ledger.disk-full",
    ar="القرص ممتلئ: لم يُكتب شيء في {store}. حرّروا مساحة ثم أعيدوا المحاولة.",
    fr="Disque plein : rien n’a été écrit dans {store}. Libérez de la place, puis réessayez.",
    en="The disk is full: nothing was written to {store}. Free some space, then try again.",
)
LOCKED: Final = Reason(
    "ledger.locked",
    ar="برنامج آخر يحجز {store}. أغلقوه ثم أعيدوا المحاولة.",
    fr="Un autre programme verrouille {store}. Fermez-le, puis réessayez.",
    en="Another program holds {store} locked. Close it, then try again.",
)
DAMAGED: Final = Reason(
    "ledger.damaged",
    ar="الملف {store} تالف. لم يُصلَح شيء ولم يُمحَ شيء: استرجعوا آخر نسخة احتياطية.",
    fr="Le fichier {store} est endommagé. Rien n’a été réparé ni effacé : "
    "restaurez la dernière sauvegarde.",
    en="The file {store} is damaged. Nothing was repaired or removed: restore the last backup.",
)
READ_ONLY: Final = Reason(
    "ledger.read-only",
    ar="لا يمكن فتح {store} للكتابة. تحققوا من وجود المجلد ومن صلاحياته.",
    fr="Impossible d’ouvrir {store} en écriture. Vérifiez que le dossier existe, et ses droits.",
    en="{store} cannot be opened for writing. Check that its folder exists, and its permissions.",
)
SECOND_PROCESS: Final = Reason(
    "ledger.second-process",
    ar="عقدة أخرى تعمل على {store}، وكاتب واحد فقط مسموح به. أوقفوها أو استعملوها.",
    fr="Un autre nœud travaille déjà sur {store}, qui n’admet qu’un seul processus. "
    "Arrêtez-le, ou passez par lui.",
    en="Another node is already running on {store}, which admits one process. "
    "Stop it, or talk to it.",
)
NOT_OURS: Final = Reason(
    "ledger.not-ours",
    ar="الملف {store} من برنامج آخر أو من إصدار آخر من جسر. لم يُمسّ.",
    fr="Le fichier {store} vient d’un autre programme ou d’une autre version de Jisr. "
    "Il n’a pas été touché.",
    en="The file {store} is another program’s, or another version’s of Jisr. "
    "It was left untouched.",
)
STORE_FAILED: Final = Reason(
    "ledger.store-failed",
    ar="تعذّر على {store} إتمام العملية ({code}). لم يُسجَّل شيء.",
    fr="{store} n’a pas pu mener l’opération à bien ({code}). Rien n’a été enregistré.",
    en="{store} could not complete the operation ({code}). Nothing was recorded.",
)

UNREACHABLE: Final = Reason(
    "ledger.unreachable",
    ar="لا يمكن بلوغ الخادم الذي يحفظ {store}. لم يُسجَّل شيء: ستُعاد المحاولة.",
    fr="Le serveur qui garde {store} ne répond pas. Rien n’a été enregistré : réessayez.",
    en="The server that keeps {store} cannot be reached. Nothing was recorded: try again.",
)
IN_DOUBT: Final = Reason(
    "ledger.in-doubt",
    ar="انقطع الاتصال بـ{store} لحظة التسجيل. أعيدوا القراءة لمعرفة ما إذا سُجِّل الأمر.",
    fr="La connexion à {store} s’est rompue au moment d’enregistrer. "
    "Relisez pour savoir si c’est fait.",
    en="The connection to {store} broke at the moment of recording. "
    "Read again to learn whether it was done.",
)
TURN_LOST: Final = Reason(
    "ledger.turn-lost",
    ar="انقطع الاتصال بـ{store} فكتبت عملية أخرى من عمليات العقدة قبل استعادته. "
    "تُركت هذه المحاولة: أعيدوا القراءة ثم أعيدوا المحاولة.",
    fr="La connexion à {store} s’est rompue, et un autre processus du nœud a écrit entre-temps. "
    "Cet essai est abandonné : relisez, puis réessayez.",
    en="The connection to {store} broke, and another process of the node wrote meanwhile. "
    "This attempt was given up: read again, then retry.",
)
SERVER_FORBIDS: Final = Reason(
    "ledger.server-forbids",
    ar="خادم {store} يرفض ما تحتاجه العقدة. تحققوا من صلاحيات حسابها في قاعدة البيانات.",
    fr="Le serveur de {store} refuse ce dont le nœud a besoin. "
    "Vérifiez les droits de son compte dans la base.",
    en="The server of {store} refuses what the node needs. "
    "Check the rights of its account in the database.",
)
UNSAFE_SERVER: Final = Reason(
    "ledger.unsafe-server",
    ar="إعداد الخادم {setting} يجب أن يكون {wanted}، وإلا ضاع ما يُسجَّل أو بقي ما يُتلَف.",
    fr="Le réglage {setting} du serveur doit valoir {wanted} : sinon, ce qui est enregistré peut "
    "se perdre, ou ce qui est détruit rester.",
    en="The server’s setting {setting} must be {wanted}: otherwise what is recorded could be "
    "lost, or what is destroyed could remain.",
)

COPY_DIFFERS: Final = Reason(
    "ledger.copy-differs",
    ar="النسخة في {store} ليست كالأصل. لم يُحفظ منها شيء.",
    fr="La copie dans {store} diffère de l’original. Rien n’en a été gardé.",
    en="The copy in {store} differs from the original. Nothing of it was kept.",
)

# Somebody wrote first, or the order is wrong: Conflict.
RECORDED_ALREADY: Final = Reason(
    "ledger.recorded-already",
    ar="هذا مسجَّل من قبل في {store}، أو يحيل إلى ما ليس فيه.",
    fr="C’est déjà enregistré dans {store}, ou cela renvoie à ce qui n’y est pas.",
    en="This is already recorded in {store}, or refers to what is not there.",
)
NOT_NEXT: Final = Reason(
    "ledger.not-next",
    ar="الإجراء رقم {seq} لـ{author} ليس التالي: السجل فيه {size} إجراء.",
    fr="L’acte {seq} de {author} n’est pas le suivant : le journal en compte {size}.",
    en="Act {seq} of {author} is not the next one: the log holds {size}.",
)
SEEN_BACKWARDS: Final = Reason(
    "ledger.seen-backwards",
    ar="الإجراء رقم {seq} لـ{author} يقرّ باستلام أقل مما أقرّ به سابقه.",
    fr="L’acte {seq} de {author} reconnaît avoir reçu moins que l’acte précédent.",
    en="Act {seq} of {author} says it has seen less than the act before it.",
)
UNKNOWN_SPACE: Final = Reason(
    "ledger.unknown-space",
    ar="هذا الفضاء غير مسجَّل هنا.",
    fr="Cet espace n’est pas enregistré ici.",
    en="This space is not recorded here.",
)
OTHER_FOUNDING: Final = Reason(
    "ledger.other-founding",
    ar="وثيقة تأسيس أخرى مسجَّلة لهذا الفضاء.",
    fr="Un autre document fondateur est enregistré pour cet espace.",
    en="Another founding document is recorded for this space.",
)
PART_ASTRAY: Final = Reason(
    "ledger.part-astray",
    ar="جزء لا ينتمي إلى أي إجراء من الإجراءات المسجَّلة معه.",
    fr="Une pièce n’appartient à aucun des actes enregistrés avec elle.",
    en="A part belongs to none of the acts recorded with it.",
)
PART_FINAL: Final = Reason(
    "ledger.part-final",
    ar="الجزء {name} غير معروف، أو رُفض أو مُحي نهائيًا.",
    fr="La pièce {name} est inconnue, ou refusée ou effacée pour de bon.",
    en="The part {name} is unknown, or was refused or erased for good.",
)
TILE_ASTRAY: Final = Reason(
    "ledger.tile-astray",
    ar="العقدة {index} من شجرة الإثبات ليست التالية أو لم تكتمل بعد.",
    fr="Le nœud {index} de l’arbre de preuve n’est pas le suivant, ou n’est pas encore complet.",
    en="Node {index} of the proof tree is not the next one, or not complete yet.",
)
FENCE_LOWER: Final = Reason(
    "ledger.fence-lower",
    ar="السور لا يعود إلى عهد أقدم: العهد المسجَّل {epoch}.",
    fr="Une barrière ne revient pas à une époque antérieure : l’époque enregistrée est {epoch}.",
    en="A fence does not return to an earlier epoch: the one recorded is {epoch}.",
)

NOT_EMPTY: Final = Reason(
    "ledger.not-empty",
    ar="{store} ليس فارغًا: لا تُنسخ فيه عقدة أخرى.",
    fr="{store} n’est pas vide : rien n’y est copié.",
    en="{store} is not empty: nothing is copied into it.",
)

STILL_ASIDE: Final = Reason(
    "ledger.still-aside",
    ar="المخطط {schema} ما زال في القاعدة منذ استرجاع سابق. تحققوا منه ثم أعيدوا تسميته أو احذفوه.",
    fr="Le schéma {schema} d’une restauration précédente est encore dans la base. "
    "Vérifiez-le, puis renommez-le ou supprimez-le.",
    en="The schema {schema} of an earlier restore is still in the database. "
    "Look at it, then rename or drop it.",
)

# Keys.
KEY_DESTROYED: Final = Reason(
    "ledger.key-destroyed",
    ar="مفتاح الجزء {name} أُتلف، ولا يعود.",
    fr="La clé de la pièce {name} a été détruite ; elle ne revient pas.",
    en="The key of part {name} was destroyed; it does not come back.",
)
KEY_DIFFERS: Final = Reason(
    "ledger.key-differs",
    ar="مفتاح آخر محفوظ للجزء {name}؛ استعملوه.",
    fr="Une autre clé est conservée pour la pièce {name} ; c’est elle qu’il faut employer.",
    en="Another key is held for part {name}; use that one.",
)

# The node's own work.
DRAFT_NEWER: Final = Reason(
    "ledger.draft-newer",
    ar="حُفظت المسودة في مكان آخر بعد فتحها هنا (النسخة {version}). قارنوا ثم احفظوا.",
    fr="Le brouillon a été enregistré ailleurs depuis son ouverture ici (version {version}). "
    "Comparez, puis enregistrez.",
    en="The draft was saved elsewhere since it was opened here (version {version}). "
    "Compare, then save.",
)
DECIDED_ALREADY: Final = Reason(
    "ledger.decided-already",
    ar="سبق لهذا الموظف أن بتّ في هذا النص.",
    fr="Cet agent s’est déjà prononcé sur ce texte.",
    en="This officer has already decided on this text.",
)
NOT_ASKED: Final = Reason(
    "ledger.not-asked",
    ar="لم تُطلب موافقة على هذا النص بعينه.",
    fr="Aucune approbation n’a été demandée pour ce texte précis.",
    en="No approval was asked for this very text.",
)
EFFECT_NOT_CLAIMED: Final = Reason(
    "ledger.effect-not-claimed",
    ar="الأثر {effect} ليس قيد التنفيذ.",
    fr="L’effet {effect} n’est pas en cours d’exécution.",
    en="The effect {effect} is not being carried out.",
)
CHUNK_ASTRAY: Final = Reason(
    "ledger.chunk-astray",
    ar="القطعة عند الموضع {offset} ليست التالية: استُلم {held} بايت من {size}.",
    fr="Le fragment à la position {offset} n’est pas le suivant : {held} octets reçus sur {size}.",
    en="The chunk at {offset} is not the next one: {held} of {size} bytes are here.",
)
CURSOR_MOVED: Final = Reason(
    "ledger.cursor-moved",
    ar="تقدّمت القراءة في سجل {author} في هذه الأثناء: هي عند {position}.",
    fr="La lecture du journal de {author} a avancé entre-temps : elle en est à {position}.",
    en="The reading of {author}’s log has moved on meanwhile: it stands at {position}.",
)
NO_ACCESS_LOG: Final = Reason(
    "ledger.no-access-log",
    ar="السطر {line} ليس مما يكتبه تصدير سجل الاطلاع.",
    fr="La ligne {line} n’est pas de celles qu’écrit l’export du journal des accès.",
    en="Line {line} is none that an export of the access log writes.",
)
