"""What the commands on officers and approvals print, in Arabic, French and English."""

from typing import Final

from jisr.ops.cli.phrase import Phrase

GROUP: Final = Phrase(
    "موظفو العقدة: من هم، وما صفاتهم، وبأي مفتاح يوقّعون.",
    "Les agents du nœud : qui ils sont, ce qu’ils peuvent, et la clé dont ils signent.",
    "The officers of the node: who they are, what they may be, and the key they sign with.",
)
ADD_HELP: Final = Phrase(
    "تعيين موظف، مع مفتاح له وحده تفتحه عبارة سر له وحده.",
    "Nommer un agent, avec une clé à lui sous une phrase secrète à lui.",
    "Appoint an officer, with a key of their own under a passphrase of their own.",
)
KEY_HELP: Final = Phrase(
    "إعطاء موظف مفتاحًا جديدًا؛ ولا يُعتد بعد ذلك بما وقّعه بالمفتاح السابق.",
    "Donner une nouvelle clé à un agent ; ce qu’il a approuvé de l’ancienne ne compte plus.",
    "Give an officer a new key; what they approved with the one before counts no more.",
)
LIST_HELP: Final = Phrase("سرد الموظفين.", "Lister les agents.", "List the officers.")
ROLES_HELP: Final = Phrase(
    "تحديد صفات موظف من جديد.",
    "Dire à nouveau ce qu’un agent peut être.",
    "Say anew what an officer may be.",
)
SUSPEND_HELP: Final = Phrase(
    "إيقاف موظف: لا يقرأ شيئًا ولا يكتب ولا يوافق.",
    "Suspendre un agent : il ne lit, n’écrit et n’approuve plus rien.",
    "Suspend an officer: they read, write and approve nothing.",
)
RESUME_HELP: Final = Phrase(
    "إعادة موظف موقوف إلى عمله.",
    "Rendre ses fonctions à un agent suspendu.",
    "Let a suspended officer work again.",
)
APPROVAL_GROUP: Final = Phrase(
    "النصوص التي تنتظر موافقة غير محررها.",
    "Les textes qui attendent l’accord d’un autre que leur auteur.",
    "The texts that wait for the approval of somebody else than their author.",
)
APPROVALS_HELP: Final = Phrase(
    "سرد ما ينتظر الموافقة.", "Lister ce qui attend un accord.", "List what waits for approval."
)
SHOW_HELP: Final = Phrase(
    "عرض كل ما يقوله نص ينتظر الموافقة؛ وتُسجَّل قراءته قبل ذلك.",
    "Montrer tout ce que dit un texte qui attend ; la lecture est d’abord journalisée.",
    "Show all that a waiting text says; the reading is logged first.",
)
DISCARD_HELP: Final = Phrase(
    "التخلي عن نص لك ينتظر الموافقة؛ ويُتلف محتواه.",
    "Renoncer à un texte à vous qui attend ; son contenu est détruit.",
    "Give up a waiting text of your own; its content is destroyed.",
)
APPROVE_HELP: Final = Phrase(
    "الموافقة على نص بعد قراءته، بتوقيع المفتاح الخاص ومع ذكر السبب؛ ومتى اكتملت الموافقات كُتب.",
    "Approuver un texte après l’avoir lu, signé de sa propre clé et avec un motif ; dès qu’aucun "
    "accord ne manque, l’acte est écrit.",
    "Approve a text after reading it, signed with your own key and with a reason; once no approval "
    "is lacking the act is written.",
)
ID: Final = Phrase(
    "معرّف الموظف: أحرف لاتينية صغيرة وأرقام وشرطات.",
    "L’identifiant de l’agent : minuscules, chiffres et tirets.",
    "The officer’s identifier: small letters, digits and hyphens.",
)
NAME: Final = Phrase("اسم الموظف.", "Le nom de l’agent.", "The officer’s name.")
DESK: Final = Phrase("مكتبه.", "Son bureau.", "Their desk.")
ROLE: Final = Phrase(
    "صفة، وتُكرَّر لكل صفة: desk-officer أو protection-officer أو supervisor أو auditor أو "
    "administrator.",
    "Une fonction, à répéter : desk-officer, protection-officer, supervisor, auditor ou "
    "administrator.",
    "A role, once for each: desk-officer, protection-officer, supervisor, auditor or "
    "administrator.",
)
KEY: Final = Phrase(
    "ملف مفتاح الموظف؛ وإلا ففي المجلد officers بجانب الإعدادات.",
    "Le fichier de la clé de l’agent ; à défaut, dans officers, à côté des réglages.",
    "The file of the officer’s key; by default in officers, beside the settings.",
)
PASSPHRASE_FILE: Final = Phrase(
    "ملف فيه عبارة سر الموظف؛ وإلا JISR_OFFICER_PASSPHRASE، وإلا تُطلب.",
    "Fichier de la phrase secrète de l’agent ; sinon JISR_OFFICER_PASSPHRASE, sinon elle est "
    "demandée.",
    "File with the officer’s passphrase; else JISR_OFFICER_PASSPHRASE, else it is asked for.",
)
WISH: Final = Phrase(
    "بصمة النص، أو أول أحرفها.",
    "L’empreinte du texte, ou ses premiers caractères.",
    "The hash of the text, or the first characters of it.",
)
REASON: Final = Phrase("السبب كتابةً.", "Le motif, par écrit.", "The reason, in writing.")
ADDED: Final = Phrase(
    "عُيّن الموظف {id}. مفتاحه في {path}: هو له، فليحمله معه.",
    "L’agent {id} est nommé. Sa clé est dans {path} : elle est à lui, qu’il l’emporte.",
    "Officer {id} is appointed. The key is in {path}: it is theirs to take away.",
)
KEY_GIVEN: Final = Phrase(
    "للموظف {id} مفتاح جديد في {path}.",
    "L’agent {id} a une nouvelle clé dans {path}.",
    "Officer {id} has a new key in {path}.",
)
ROW: Final = Phrase(
    "{id} — {name}، {desks}: {roles} — {state}",
    "{id} — {name}, {desks} : {roles} — {state}",
    "{id} — {name}, {desks}: {roles} — {state}",
)
ACTIVE: Final = Phrase("يعمل", "actif", "active")
NO_KEY: Final = Phrase("يعمل، دون مفتاح", "actif, sans clé", "active, without a key")
SUSPENDED: Final = Phrase("موقوف", "suspendu", "suspended")
NEEDS: Final = Phrase(
    "لم يُكتب بعد: ينقصه {needs}. البصمة: {wish}",
    "Pas encore écrit : il manque {needs}. Empreinte : {wish}",
    "Not written yet: it lacks {needs}. Hash: {wish}",
)
WRITTEN: Final = Phrase("كُتب الإجراء {act}.", "L’acte {act} est écrit.", "Act {act} is written.")
TICK: Final = Phrase(
    "اكتملت الموافقات؛ يُكتب في {at}.",
    "Tous les accords sont là ; il sera écrit à {at}.",
    "Nothing is lacking; it is written at {at}.",
)
WAITS: Final = Phrase(
    "{wish}: {act} من {by}، منذ {since}",
    "{wish} : {act}, de {by}, depuis le {since}",
    "{wish}: {act} by {by}, since {since}",
)
NONE_WAITS: Final = Phrase(
    "لا شيء ينتظر الموافقة.", "Rien n’attend d’accord.", "Nothing waits for approval."
)
DISCARDED: Final = Phrase("تُرك النص وأُتلف.", "Abandonné, et détruit.", "Given up, and destroyed.")
KINDS: Final = {
    "own-step-up": Phrase(
        "توقيع محرره (own-step-up)",
        "la signature de son auteur (own-step-up)",
        "its author’s signature (own-step-up)",
    ),
    "second-officer": Phrase(
        "موافقة موظف آخر (second-officer)",
        "l’accord d’un autre agent (second-officer)",
        "another officer’s approval (second-officer)",
    ),
    "non-refoulement-check": Phrase(
        "التحقق من عدم الإعادة إلى الخطر (non-refoulement-check)",
        "la vérification du non-refoulement (non-refoulement-check)",
        "the non-refoulement check (non-refoulement-check)",
    ),
}
