"""Why the command line refuses something, in Arabic, French and English."""

from typing import Final

from jisr.core.errors import Reason

# What was given to a command.
NO_PASSPHRASE: Final = Reason(
    "ops.no-passphrase",
    ar="لا توجد عبارة سر لفتح {path}. اكتبها عند الطلب، أو مرّرها في ملف أو في متغير البيئة "
    "{variable}.",
    fr="Pas de phrase secrète pour {path}. Tapez-la à l’invite, ou donnez-la par un fichier ou "
    "par la variable {variable}.",
    en="There is no passphrase for {path}. Type it when asked, or give it in a file or in the "
    "variable {variable}.",
)
DEMO_ENDED: Final = Reason(
    "ops.demo-ended",
    ar="انتهى العرض الذي في {path}، وعُقده متوقفة. لبدء عرض آخر: ./jisr demo",
    fr="La démonstration de {path} est terminée, ses nœuds sont arrêtés. Pour en lancer une "
    "autre : ./jisr demo",
    en="The demonstration in {path} has ended, and its nodes are stopped. To start another: "
    "./jisr demo",
)
NO_NEW_PASSPHRASE: Final = Reason(
    "ops.no-new-passphrase",
    ar="لا توجد عبارة سر جديدة لأجل {path}. اكتبها عند الطلب، أو مرّرها في ملف بالخيار "
    "--new-passphrase-file.",
    fr="Pas de nouvelle phrase secrète pour {path}. Tapez-la à l’invite, ou donnez-la dans un "
    "fichier par --new-passphrase-file.",
    en="There is no new passphrase for {path}. Type it when asked, or give it in a file with "
    "--new-passphrase-file.",
)
OPTION_FORM: Final = Reason(
    "ops.option-form",
    ar="القيمة المعطاة للخيار {option} ليست على الصورة {form}.",
    fr="La valeur donnée à {option} n’est pas de la forme {form}.",
    en="The value given for {option} is not of the form {form}.",
)
JSON_FORM: Final = Reason(
    "ops.json-form",
    ar="{path} ليس كائن JSON صحيحًا ({why}). لم يُكتب شيء.",
    fr="{path} n’est pas un objet JSON valide ({why}). Rien n’a été écrit.",
    en="{path} is not a valid JSON object ({why}). Nothing was written.",
)
NOT_A_PACK: Final = Reason(
    "ops.not-a-pack",
    ar="{path} ليس مجلد حزمة: يجب أن يكون مجلدًا فيه pack.yaml.",
    fr="{path} n’est pas le dossier d’un paquet : il faut un dossier qui contienne pack.yaml.",
    en="{path} is not the folder of a pack: it must be a folder with a pack.yaml in it.",
)
TOO_MANY_PACK_FILES: Final = Reason(
    "ops.too-many-pack-files",
    ar="في المجلد {path} أكثر من {limit} ملف YAML.",
    fr="Le dossier {path} contient plus de {limit} fichiers YAML.",
    en="The folder {path} holds more than {limit} YAML files.",
)
PDF_MISSING: Final = Reason(
    "ops.pdf-missing",
    ar="ما يُطبع به ملف PDF غير مثبَّت. نفّذ: ./jisr setup pdf — أو اكتب الكتاب بصيغة HTML واطبعه من "
    "المتصفح.",
    fr="Ce qui compose le PDF n’est pas installé. Lancez : ./jisr setup pdf — ou écrivez le livre "
    "en HTML et imprimez-le depuis un navigateur.",
    en="What sets a PDF is not installed. Run: ./jisr setup pdf — or write the book as HTML and "
    "print it from a browser.",
)
PDF_LIBRARIES_MISSING: Final = Reason(
    "ops.pdf-libraries-missing",
    ar="تنقص مكتبات النظام التي يُطبع بها ملف PDF. على Debian أو Ubuntu نفّذ: apt-get install -y "
    "libpangoft2-1.0-0 libharfbuzz-subset0",
    fr="Il manque les bibliothèques du système qui composent le PDF. Sous Debian ou Ubuntu, "
    "lancez : apt-get install -y libpangoft2-1.0-0 libharfbuzz-subset0",
    en="The system’s libraries that set a PDF are missing. On Debian or Ubuntu, run: apt-get "
    "install -y libpangoft2-1.0-0 libharfbuzz-subset0",
)
BOOK_OF_NOBODY: Final = Reason(
    "ops.book-of-nobody",
    ar="الحزمة {pack} مكتبة بلا طرفين: لا يوقّعها أحد بمفردها، فليس لها كتاب.",
    fr="Le paquet {pack} est une bibliothèque sans parties : personne ne le signe seul, il n’a pas "
    "de livre.",
    en="The pack {pack} is a library without parties: nobody signs it alone, so it has no book.",
)
TWO_READINGS: Final = Reason(
    "ops.two-readings",
    ar="يمكن أن يُقرأ ملف من مسطرة {procedure} قراءتين؛ يبيّن ذلك framework explore.",
    fr="Un dossier de la procédure {procedure} peut avoir deux lectures ; framework explore montre "
    "comment.",
    en="A case under the procedure {procedure} can be read in two ways; framework explore shows "
    "how.",
)
OPENED_BY_ITS_AUTHOR: Final = Reason(
    "ops.opened-by-its-author",
    ar="هذا الإجراء صادر عن هذا الطرف؛ لا يُصرَّح بفتح إلا ما جاء من الشريك.",
    fr="Cet acte est de cette partie ; on ne déclare ouvert que ce qui vient du partenaire.",
    en="This act is of this party; only what comes from the partner is declared opened.",
)
UNKNOWN_PROCEDURE: Final = Reason(
    "ops.unknown-procedure",
    ar="لا توجد في الإطار مسطرة باسم «{procedure}». الموجود: {known}.",
    fr="Le cadre n’a pas de procédure « {procedure} ». Il a : {known}.",
    en="The framework has no procedure “{procedure}”. It has: {known}.",
)
MISSPELT_PROCEDURE: Final = Reason(
    "ops.misspelt-procedure",
    ar="لا توجد في الإطار مسطرة باسم «{procedure}». هل المقصود «{near}»؟",
    fr="Le cadre n’a pas de procédure « {procedure} ». Vouliez-vous dire « {near} » ?",
    en="The framework has no procedure “{procedure}”. Did you mean “{near}”?",
)
MISSPELT_ACT: Final = Reason(
    "ops.misspelt-act",
    ar="لا يوجد في هذه المسطرة إجراء باسم «{act}». هل المقصود «{near}»؟",
    fr="Cette procédure n’a pas d’acte « {act} ». Vouliez-vous dire « {near} » ?",
    en="This procedure has no act “{act}”. Did you mean “{near}”?",
)
UNKNOWN_ACT: Final = Reason(
    "ops.unknown-act",
    ar="لا يوجد في هذه المسطرة إجراء باسم «{act}». الموجود: {known}.",
    fr="Cette procédure n’a pas d’acte « {act} ». Elle a : {known}.",
    en="This procedure has no act “{act}”. It has: {known}.",
)
WRONG_TERMS: Final = Reason(
    "ops.wrong-terms",
    ar="هذه ليست بيانات الإجراء «{act}» المرمّزة. المقبول مع --term: {accepted}.",
    fr="Ce ne sont pas les mentions de l’acte « {act} ». Acceptées, avec --term : {accepted}.",
    en="These are not the terms of the act “{act}”. Accepted, with --term: {accepted}.",
)
WRONG_TERM: Final = Reason(
    "ops.wrong-term",
    ar="القيمة «{value}» غير مقبولة للبيان {term} في الإجراء «{act}». المقبول مع --term: "
    "{accepted}.",
    fr="« {value} » n’est pas une valeur de la mention {term} de l’acte « {act} ». Acceptées, avec "
    "--term : {accepted}.",
    en="“{value}” is no value of the term {term} of the act “{act}”. Accepted, with --term: "
    "{accepted}.",
)
UNKNOWN_TERM: Final = Reason(
    "ops.unknown-term",
    ar="لا بيان باسم «{term}» في الإجراء «{act}». المقبول مع --term: {accepted}.",
    fr="L’acte « {act} » n’a pas de mention « {term} ». Acceptées, avec --term : {accepted}.",
    en="The act “{act}” has no term “{term}”. Accepted, with --term: {accepted}.",
)
MISSING_TERM: Final = Reason(
    "ops.missing-term",
    ar="ينقص الإجراء «{act}» البيان {term}. أضفه مع --term: {accepted}.",
    fr="Il manque à l’acte « {act} » la mention {term}. Ajoutez-la avec --term : {accepted}.",
    en="The act “{act}” lacks the term {term}. Add it with --term: {accepted}.",
)
UNKNOWN_PACK: Final = Reason(
    "ops.unknown-pack",
    ar="لا توجد حزمة في {path}. الحزم المرفقة: {known}.",
    fr="Il n’y a pas de pack à l’emplacement {path}. Ceux qui sont fournis : {known}.",
    en="There is no pack at {path}. Those that come with Jisr: {known}.",
)
SPACE_NOT_FOUND: Final = Reason(
    "ops.space-not-found",
    ar="«{given}» لا يدل على فضاء واحد بعينه. الفضاءات هنا: {known}.",
    fr="« {given} » ne désigne pas un espace et un seul. Les espaces d’ici : {known}.",
    en="“{given}” does not name exactly one space. The spaces here: {known}.",
)
NO_SPACE: Final = Reason(
    "ops.no-space",
    ar="ليست هذه العقدة في أي فضاء بعد. يؤسَّس الفضاء بالأمر space found.",
    fr="Ce nœud n’est encore dans aucun espace. On en fonde un par space found.",
    en="This node is in no space yet. One is founded with space found.",
)
WHICH_SPACE: Final = Reason(
    "ops.which-space",
    ar="حدّد الفضاء بالخيار --space. الفضاءات هنا: {known}.",
    fr="Dites quel espace, par --space. Les espaces d’ici : {known}.",
    en="Say which space, with --space. The spaces here: {known}.",
)
CASE_NOT_FOUND: Final = Reason(
    "ops.case-not-found",
    ar="«{given}» لا يدل على ملف واحد بعينه. انظر: jisr case list",
    fr="« {given} » ne désigne pas un dossier et un seul. Voir : jisr case list",
    en="“{given}” does not name exactly one case. See: jisr case list",
)
ACT_NOT_FOUND: Final = Reason(
    "ops.act-not-found",
    ar="«{given}» لا يدل على إجراء واحد بعينه. أعطِ ستة أحرف على الأقل من معرّفه، أو كله.",
    fr="« {given} » ne désigne pas un acte et un seul. Donnez au moins six caractères de son "
    "identifiant, ou le tout.",
    en="“{given}” does not name exactly one act. Give at least six characters of its id, or all.",
)
WHICH_FILE: Final = Reason(
    "ops.which-file",
    ar="لا يدل السطر على ملف واحد بعينه. الأجزاء التي فيها ملف: {known}. سمِّ واحدًا بالخيار --part.",
    fr="La ligne ne désigne pas un fichier et un seul. Pièces qui portent un fichier : {known}. "
    "Nommez-en une par --part.",
    en="The line does not name exactly one file. Parts that hold one: {known}. Name one with "
    "--part.",
)
FILE_EXISTS: Final = Reason(
    "ops.file-exists",
    ar="{path} موجود من قبل، ولا يُكتب فوقه. اختر اسمًا آخر، أو أضف --force.",
    fr="{path} existe déjà et n’est pas écrasé. Choisissez un autre nom, ou ajoutez --force.",
    en="{path} exists already and is not overwritten. Choose another name, or add --force.",
)
NOT_CONFIRMED: Final = Reason(
    "ops.not-confirmed",
    ar="لم يُفعل شيء: لا رجعة في هذا الأمر، فلا بد من تأكيده عند الطرفية أو بالخيار --yes.",
    fr="Rien n’a été fait : c’est définitif, et doit donc être confirmé, au terminal ou par --yes.",
    en="Nothing was done: this is for good, so it must be confirmed, at a terminal or with --yes.",
)
VERIFIER_MISSING: Final = Reason(
    "ops.verifier-missing",
    ar="برنامج التحقق المستقل غير موجود في {path}.",
    fr="Le vérificateur autonome n’est pas à sa place : {path}.",
    en="The stand-alone verifier is not in its place: {path}.",
)
NODE_RUNS: Final = Reason(
    "ops.node-runs",
    ar="العقدة تعمل على {path}. أوقفها أولًا ثم أعد تنفيذ الأمر.",
    fr="Le nœud tourne sur {path}. Arrêtez-le, puis relancez la commande.",
    en="The node runs on {path}. Stop it, then run the command again.",
)

# Founding.
DIGEST_DIFFERS: Final = Reason(
    "ops.digest-differs",
    ar="بصمة الوثيقة التأسيسية {found}، وليست {heard}. لا توقّع؛ اتصل بشريكك.",
    fr="L’empreinte de l’acte fondateur est {found}, et non {heard}. Ne signez pas ; rappelez "
    "votre partenaire.",
    en="The digest of the document is {found}, not {heard}. Do not sign; call your partner again.",
)
DIGEST_NOT_HEARD: Final = Reason(
    "ops.digest-not-heard",
    ar="لا يوقَّع شيء قبل المقارنة. بصمة هذه الوثيقة {found}: اتصل بشريكك ليقرأ بصمته، وأعطِ ما "
    "تسمعه بالخيار --digest.",
    fr="Rien n’est signé avant d’avoir comparé. L’empreinte de ce document est {found} : "
    "faites-vous lire la sienne par votre partenaire, et donnez ce que vous entendez par --digest.",
    en="Nothing is signed before it is compared. This document’s digest is {found}: have your "
    "partner read theirs to you, and give what you hear with --digest.",
)
OTHER_FRAMEWORK: Final = Reason(
    "ops.other-framework",
    ar="الوثيقة تسمي الإطار {wanted}، والحزمة المعطاة هي {found}.",
    fr="L’acte fondateur nomme le cadre {wanted}, or le paquet donné est {found}.",
    en="The document names the framework {wanted}, but the pack given is {found}.",
)
STRANGE_SIGNATURE: Final = Reason(
    "ops.strange-signature",
    ar="على الوثيقة توقيع لا يصح، أو ليس لأي من الطرفين.",
    fr="L’acte fondateur porte une signature fausse, ou qui n’est d’aucune des deux parties.",
    en="The document bears a signature that is wrong, or of neither party.",
)
SAME_PARTY: Final = Reason(
    "ops.same-party",
    ar="بطاقة الشريك هي بطاقتنا نفسها ({party}).",
    fr="La carte du partenaire est la nôtre ({party}).",
    en="The partner’s card is our own ({party}).",
)
NOT_OF_THE_PACK: Final = Reason(
    "ops.not-of-the-pack",
    ar="الحزمة مكتوبة بين {parties}، وليس بين {given}.",
    fr="Le paquet est écrit entre {parties}, et non entre {given}.",
    en="The pack is written between {parties}, not between {given}.",
)

# Keys.
KEY_NOT_SEEN: Final = Reason(
    "ops.key-not-seen",
    ar="المفتاح الجديد {key} مسجَّل، لكن هؤلاء لم يؤكدوا استلامه بعد: {partners}. أعد تنفيذ الأمر "
    "نفسه بعد اتصالهم؛ والمفتاح السابق مستعمل إلى ذلك الحين.",
    fr="La nouvelle clé {key} est inscrite, mais ne l’ont pas encore confirmée : {partners}. "
    "Relancez la même commande après leur contact ; d’ici là l’ancienne clé sert.",
    en="The new key {key} is on record, but not yet confirmed by: {partners}. Run the same "
    "command again once they have been in contact; until then the old key is used.",
)
KEY_ABSENT: Final = Reason(
    "ops.key-absent",
    ar="المفتاح {key} ليس من مفاتيحنا المسجَّلة في أي فضاء، أو أُلغي من قبل.",
    fr="La clé {key} n’est inscrite comme nôtre dans aucun espace, ou elle est déjà révoquée.",
    en="Key {key} is not on record as ours in any space, or is revoked already.",
)
KEY_STILL_CURRENT: Final = Reason(
    "ops.key-still-current",
    ar="المفتاح {key} هو المستعمل الآن لغرض «{use}». نفّذ أولًا: jisr keys rotate {use}",
    fr="La clé {key} est celle qui sert à présent pour « {use} ». Lancez d’abord : "
    "jisr keys rotate {use}",
    en="Key {key} is the one in use for “{use}”. Run first: jisr keys rotate {use}",
)

# Restoring.
BACKUP_OF_OTHER: Final = Reason(
    "ops.backup-of-other",
    ar="هذه نسخة احتياطية من عقدة أخرى: أحد فضاءاتها لا يذكر الطرف {party}.",
    fr="C’est la sauvegarde d’un autre nœud : l’un de ses espaces ne nomme pas {party}.",
    en="This is a backup of another node: one of its spaces does not name {party}.",
)
EPOCH_TOO_LOW: Final = Reason(
    "ops.epoch-too-low",
    ar="يجب أن تكون الحقبة الجديدة أكبر من {epoch}.",
    fr="La nouvelle époque doit dépasser {epoch}.",
    en="The new epoch must be above {epoch}.",
)

# The record.
REGISTER_FIRST: Final = Reason(
    "ops.register-first",
    ar="استورد السجل قبل جدول ما تصفه الروايات: أرقام المقالات فيه.",
    fr="Importez le registre avant le tableau des récits : il compte les articles.",
    en="Import the register before the table of accounts: it numbers the articles.",
)
PROGRAM_FAILED: Final = Reason(
    "ops.program-failed",
    ar="توقف البرنامج {path} قبل أن ينتهي ({why}). شغّله وحده لتعرف السبب.",
    fr="Le programme {path} s’est arrêté avant la fin ({why}). Lancez-le seul pour en voir "
    "la cause.",
    en="The program {path} stopped before its end ({why}). Run it alone to see why.",
)
