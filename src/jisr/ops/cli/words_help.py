"""What help and usage errors say, in Arabic, French and English; and the options all share."""

from typing import Final

from jisr.ops.cli.phrase import Phrase

# The page of a command.
USAGE: Final = Phrase("الاستعمال", "Utilisation", "Usage")
USED: Final = Phrase("الاستعمال: {usage}", "Utilisation : {usage}", "Usage: {usage}")
ARGUMENTS: Final = Phrase("المعطيات", "Paramètres", "Arguments")
OPTIONS: Final = Phrase("خيارات هذا الأمر", "Options de cette commande", "Options of this command")
COMMON: Final = Phrase(
    "خيارات كل الأوامر", "Options de toutes les commandes", "Options of every command"
)
COMMANDS: Final = Phrase("الأوامر", "Commandes", "Commands")
REQUIRED: Final = Phrase("إلزامي.", "Obligatoire.", "Required.")
DEFAULT: Final = Phrase("القيمة الافتراضية: {value}.", "Par défaut : {value}.", "Default: {value}.")
FROM_TO: Final = Phrase("من {least} إلى {most}", "de {least} à {most}", "from {least} to {most}")
AT_LEAST: Final = Phrase("{least} على الأقل", "{least} au moins", "at least {least}")
THIS_PAGE: Final = Phrase("عرض هذه الصفحة.", "Montrer cette page.", "Show this page.")

# What stands for a value in help and usage, word by word; any other stands as it is.
STAND_INS: Final = {
    "ACT": Phrase("إجراء", "ACTE", "ACT"),
    "ACTS": Phrase("عدد", "ACTES", "ACTS"),
    "CASE": Phrase("ملف", "DOSSIER", "CASE"),
    "CHANNEL": Phrase("قناة", "CANAL", "CHANNEL"),
    "COMMAND": Phrase("أمر", "COMMANDE", "COMMAND"),
    "DESK": Phrase("مكتب", "BUREAU", "DESK"),
    "DIGEST": Phrase("بصمة", "EMPREINTE", "DIGEST"),
    "EPOCH": Phrase("حقبة", "ÉPOQUE", "EPOCH"),
    "FILE": Phrase("مستند", "FICHIER", "FILE"),
    "FINGERPRINT": Phrase("بصمة", "EMPREINTE", "FINGERPRINT"),
    "FOLDER": Phrase("مجلد", "RÉPERTOIRE", "FOLDER"),
    "GROUND": Phrase("رمز", "CODE", "GROUND"),
    "HASH": Phrase("بصمة-النص", "HACHÉ", "HASH"),
    "ID": Phrase("معرّف", "IDENTIFIANT", "ID"),
    "NAME": Phrase("اسم", "NOM", "NAME"),
    "PACK": Phrase("حزمة", "PAQUET", "PACK"),
    "PACKS": Phrase("حزم", "PAQUETS", "PACKS"),
    "PART": Phrase("جزء", "PIÈCE", "PART"),
    "PARTY": Phrase("طرف", "PARTIE", "PARTY"),
    "PORT": Phrase("منفذ", "PORT", "PORT"),
    "PROCEDURE": Phrase("مسطرة", "PROCÉDURE", "PROCEDURE"),
    "PURPOSE": Phrase("غرض", "BUT", "PURPOSE"),
    "REASON": Phrase("سبب", "MOTIF", "REASON"),
    "ROLE": Phrase("صفة", "FONCTION", "ROLE"),
    "SPACE": Phrase("فضاء", "ESPACE", "SPACE"),
    "TEXT": Phrase("نص", "TEXTE", "TEXT"),
    "USE": Phrase("استعمال", "USAGE", "USE"),
    "VALUE": Phrase("قيمة", "VALEUR", "VALUE"),
    "WAIT": Phrase("مدة", "ATTENTE", "WAIT"),
}

# What was typed cannot be understood.
UNKNOWN_COMMAND: Final = Phrase(
    "لا يوجد أمر اسمه «{given}».",
    "Il n’y a pas de commande « {given} ».",
    "There is no command “{given}”.",
)
UNKNOWN_OPTION: Final = Phrase(
    "لا يوجد خيار اسمه «{given}».",
    "Il n’y a pas d’option « {given} ».",
    "There is no option “{given}”.",
)
NEAR: Final = Phrase("أتقصد: {near}؟", "Vouliez-vous dire : {near} ?", "Did you mean: {near}?")
MISSING_ARGUMENT: Final = Phrase("ينقص {name}.", "Il manque {name}.", "{name} is missing.")
MISSING_OPTION: Final = Phrase(
    "ينقص الخيار {name}، وهو إلزامي.",
    "Il manque l’option {name}, qui est obligatoire.",
    "The option {name} is missing, and it is required.",
)
MISSING_COMMAND: Final = Phrase(
    "ينقص اسم الأمر.", "Il manque le nom de la commande.", "The name of the command is missing."
)
NEEDS_VALUE: Final = Phrase(
    "يحتاج الخيار {name} إلى قيمة بعده.",
    "L’option {name} attend une valeur.",
    "The option {name} needs a value.",
)
TAKES_NONE: Final = Phrase(
    "لا يأخذ الخيار {name} أي قيمة.",
    "L’option {name} ne prend pas de valeur.",
    "The option {name} takes no value.",
)
BAD_VALUE: Final = Phrase(
    "القيمة المعطاة لأجل {name} غير مقبولة. المقبول: {wanted}.",
    "La valeur donnée à {name} n’est pas acceptée. Il faut : {wanted}.",
    "The value given for {name} is not accepted. Wanted: {wanted}.",
)
TOO_MUCH: Final = Phrase(
    "في السطر ما لا ينتظره هذا الأمر: {given}",
    "La ligne contient ce que cette commande n’attend pas : {given}",
    "The line holds what this command does not expect: {given}",
)
NOT_UNDERSTOOD: Final = Phrase(
    "لم يُفهم هذا السطر.", "Cette ligne n’a pas été comprise.", "This line was not understood."
)
WHOLE_NUMBER: Final = Phrase("عدد صحيح", "un nombre entier", "a whole number")
NUMBER: Final = Phrase("عدد", "un nombre", "a number")
STOPPED: Final = Phrase(
    "أُوقف الأمر قبل أن يتم.", "Commande arrêtée avant la fin.", "Stopped before it was done."
)
SEE: Final = Phrase("المساعدة: {command}", "Aide : {command}", "Help: {command}")
GIVEN_UP: Final = Phrase("أُلغي الأمر.", "Commande abandonnée.", "The command was given up.")

# The whole, and what all commands share.
JISR: Final = Phrase(
    "وزارتا داخلية تديران تعاونهما على عقدتين: إجراءات موقَّعة، وإثبات عند الطرفين. "
    "ولكل أمر صفحته: --help",
    "Deux ministères de l’Intérieur mènent leur coopération sur deux nœuds : des actes signés, une "
    "preuve de chaque côté. Chaque commande a sa page : --help",
    "Two interior ministries run their cooperation on two nodes: signed acts, proof on both "
    "sides. Each command has its own page: --help",
)
JSON: Final = Phrase(
    "طباعة كائن JSON واحد في آخر سطر من المخرَج القياسي.",
    "Écrire un objet JSON, un seul, en dernier sur la sortie standard.",
    "Print one JSON object, last on standard output.",
)
LANG: Final = Phrase(
    "لغة ما يُطبع. إن لم تُذكر فلغة العقدة، وإلا فلغة البيئة.",
    "Langue de ce qui est écrit. À défaut, celle du nœud, sinon celle de l’environnement.",
    "Language of what is printed. Default: the node’s, else the environment’s.",
)
SETTINGS: Final = Phrase(
    "ملف jisr.toml الخاص بالعقدة، أو مجلده. إن لم يُذكر فما في JISR_SETTINGS، وإلا فهنا.",
    "Le jisr.toml du nœud, ou son dossier. À défaut, JISR_SETTINGS, sinon ici.",
    "The node’s jisr.toml, or its folder. Default: JISR_SETTINGS, else here.",
)
SPACE: Final = Phrase(
    "الفضاء: معرّفه، أو أول أحرف منه، أو الشريك إن كان ذلك كافيًا. لا حاجة إليه إن كان الفضاء واحدًا.",
    "L’espace : son identifiant, ses premiers caractères, ou le partenaire si cela suffit. Inutile "
    "quand il n’y en a qu’un.",
    "The space: its id, the first characters of it, or the partner, if that is enough. "
    "Not needed where there is one.",
)
PASSPHRASE_FILE: Final = Phrase(
    "ملف (بصلاحيات 0600) فيه عبارة سر العقدة؛ وإلا فما في JISR_PASSPHRASE، وإلا فتُطلب.",
    "Fichier (mode 0600) qui contient la phrase secrète du nœud ; sinon JISR_PASSPHRASE, sinon "
    "elle est demandée.",
    "File (mode 0600) with the node’s passphrase; else JISR_PASSPHRASE, else asked for.",
)
ROOT_PASSPHRASE_FILE: Final = Phrase(
    "ملف (بصلاحيات 0600) فيه عبارة سر مفتاح الجذر؛ وإلا فما في JISR_ROOT_PASSPHRASE، وإلا فتُطلب.",
    "Fichier (mode 0600) qui contient la phrase secrète de la clé racine ; sinon "
    "JISR_ROOT_PASSPHRASE, sinon elle est demandée.",
    "File (mode 0600) with the root key’s passphrase; else JISR_ROOT_PASSPHRASE, else asked for.",
)
FORCE: Final = Phrase(
    "الكتابة فوق الملف إن كان موجودًا.",
    "Écraser le fichier s’il existe déjà.",
    "Write over the file if it exists already.",
)
YES: Final = Phrase(
    "المتابعة دون طلب التأكيد.", "Continuer sans demander confirmation.",
    "Go on without asking for a confirmation.",
)  # fmt: skip
TEST: Final = Phrase(
    "تشغيل الفحوص؛ ومع --full كلها. يتولى ذلك ملف التشغيل ./jisr بنفسه.",
    "Faire les contrôles ; tous, avec --full. Le lanceur ./jisr s’en charge lui-même.",
    "Run the checks; --full runs everything. The launcher ./jisr does it itself.",
)
OFFICER: Final = Phrase(
    "الموظف الذي يتصرف؛ وإلا فالمتغير JISR_OFFICER، وإلا فأول موظف في العقدة.",
    "L’agent qui agit ; sinon JISR_OFFICER, sinon le premier agent du nœud.",
    "The officer who acts; else JISR_OFFICER, else the first officer of the node.",
)
