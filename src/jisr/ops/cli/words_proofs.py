"""What the commands on proofs, stores and content print, in Arabic, French and English."""

from typing import Final

from jisr.ops.cli.phrase import Phrase

PROVED: Final = Phrase(
    "إثبات الإجراء في {path} ({size} بايت). للتحقق: jisr verify {path}",
    "La preuve de l’acte est dans {path} ({size} octets). Pour vérifier : jisr verify {path}",
    "The proof of the act is in {path} ({size} bytes). To check it: jisr verify {path}",
)
WITH_CONTENT: Final = Phrase(
    "يتضمن الملف محتوى الإجراء مقروءًا؛ سُجّل ذلك في سجل الاطلاع.",
    "Le fichier contient l’acte en clair ; c’est noté au journal des accès.",
    "The file holds the act’s content in clear; the access log says so.",
)
VERIFYING: Final = Phrase("التحقق", "Vérification", "Checking")
BACKED_UP: Final = Phrase(
    "نُسخت العقدة إلى {folder}.", "Le nœud est sauvegardé dans {folder}.",
    "The node is backed up to {folder}.",
)  # fmt: skip
KEEP_APART: Final = Phrase(
    "احفظ {keys} وحده، ولا تتجاوز به مدة حفظ المحتوى: به يُقرأ كل شيء.",
    "Gardez {keys} à part, et pas plus longtemps que la conservation du contenu : il ouvre tout.",
    "Keep {keys} apart, and no longer than the content may be kept: it opens everything.",
)
RESTORING: Final = Phrase("الاسترجاع", "Restauration", "Restoring")
RESTORED: Final = Phrase(
    "استُرجعت العقدة من {folder}؛ وما كان قبلها محفوظ في {aside}.",
    "Le nœud est restauré depuis {folder} ; ce qui y était est gardé dans {aside}.",
    "The node is restored from {folder}; what was there is kept in {aside}.",
)
RESTORE_RUN: Final = Phrase(
    "1. شغّل العقدة (jisr node run). لا تكتب شيئًا قبل أن تسمع من الشركاء.",
    "1. Lancez le nœud (jisr node run). Il n’écrit rien avant d’avoir entendu les partenaires.",
    "1. Run the node (jisr node run). It writes nothing before it has heard the partners.",
)
RESTORE_RESTART: Final = Phrase(
    "2. لكل فضاء، بعد الاتصال، أحضر مفتاح الجذر: jisr restart --space {space} --root FILE",
    "2. Pour chaque espace, après le contact, avec la clé racine : "
    "jisr restart --space {space} --root FICHIER",
    "2. For each space, once in contact, with the root key: "
    "jisr restart --space {space} --root FILE",
)
RESTORE_CHECK: Final = Phrase(
    "3. تحقّق: jisr doctor", "3. Vérifiez : jisr doctor", "3. Check: jisr doctor"
)
RESTARTED: Final = Phrase(
    "يكتب الفضاء {space} من جديد (الإجراء {act}).",
    "L’espace {space} écrit de nouveau (acte {act}).",
    "The space {space} writes again (act {act}).",
)
HELD: Final = Phrase(
    "{effect}: الملف {case}، الإجراء {move}",
    "{effect} : dossier {case}, acte {move}",
    "{effect}: case {case}, act {move}",
)
HELD_COUNT: Final = Phrase(
    "عدد الآثار الموقوفة: {count}", "Effets retenus : {count}", "Effects held: {count}"
)
DECIDED: Final = Phrase(
    "الآثار التي حُسم أمرها: {count}.", "Effets réglés : {count}.", "Effects decided: {count}."
)
TO_ERASE: Final = Phrase(
    "هذا ما سيُمحى هنا وعند الشريك، ولا يُستعاد:",
    "Voici ce qui sera effacé, ici et chez le partenaire, sans retour :",
    "This will be erased, here and at the partner, for good:",
)
PART_TO_ERASE: Final = Phrase(
    "  الجزء {name} ({state}) من الإجراء {said} للطرف {author}، الملف {case}",
    "  la pièce {name} ({state}) de l’acte {said} de {author}, dossier {case}",
    "  part {name} ({state}) of the act {said} of {author}, case {case}",
)
ERASED: Final = Phrase(
    "الأجزاء التي مُحيت هنا: {count}؛ وسيمحوها الشريك عند الاتصال (الإجراء {act}).",
    "Pièces effacées ici : {count} ; le partenaire les efface au prochain contact (acte {act}).",
    "Parts erased here: {count}; the partner erases them at the next contact (act {act}).",
)
IMPORTED: Final = Phrase("استُورد {path} ({kind}).", "Importé : {path} ({kind}).",
    "Imported: {path} ({kind}).",
)  # fmt: skip

# Help.
PROVE_HELP: Final = Phrase(
    "كتابة إثبات إجراء واحد، لمحكمة أو مدقق، يُتحقق منه دون أي عقدة.",
    "Écrire la preuve d’un acte, pour un juge ou un auditeur, qui se vérifie sans aucun nœud.",
    "Write the proof of one act: for a court or an auditor, checked without any node.",
)
VERIFY_HELP: Final = Phrase(
    "التحقق من إثبات أو من فضاء مصدَّر، بالمدقق المستقل.",
    "Vérifier une preuve ou un espace exporté, avec le vérificateur autonome.",
    "Check a proof or an exported space with the stand-alone verifier.",
)
ACT_ID: Final = Phrase(
    "الإجراء: معرّفه، أو ستة أحرف على الأقل من أوله.",
    "L’acte : son identifiant, ou au moins ses six premiers caractères.",
    "The act: its id, or at least six first characters of it.",
)
PROOF_OUT: Final = Phrase(
    "الملف الذي يُكتب فيه الإثبات.",
    "Le fichier où écrire la preuve.",
    "File to write the proof to.",
)
CONTENT: Final = Phrase(
    "إدراج مضمون الإجراء في الإثبات، مقروءًا.",
    "Mettre dans la preuve ce que dit l’acte, en clair.",
    "Put what the act says into the proof, in clear.",
)
PROOF: Final = Phrase(
    "إثبات، أو فضاء مصدَّر.", "Une preuve, ou un espace exporté.", "A proof, or an exported space."
)
BACKUP_HELP: Final = Phrase(
    "نسخ العقدة احتياطيًا وهي تعمل: المخازن ومخزن المفاتيح والإعدادات والبطاقة، دون مفتاح الجذر.",
    "Sauvegarder le nœud pendant qu’il tourne : magasins, trousseau, réglages, carte ; pas la clé "
    "racine.",
    "Back the node up while it runs: stores, keystore, settings, card; not the root key.",
)
BACKUP_TO: Final = Phrase(
    "المجلد الذي يُكتب؛ يجب ألا يكون موجودًا.",
    "Le dossier à écrire ; il ne doit pas exister.",
    "Folder to write; it must not exist.",
)
RESTORE_HELP: Final = Phrase(
    "وضع نسخة احتياطية مكان مخازن عقدة لا تعمل.",
    "Mettre une sauvegarde à la place des magasins d’un nœud arrêté.",
    "Put a backup in place of the stores of a node that does not run.",
)
RESTORE_FROM: Final = Phrase(
    "مجلد نسخة احتياطية.", "Le dossier d’une sauvegarde.", "The folder of a backup."
)
EPOCH: Final = Phrase(
    "الحقبة التي تُفتح، فوق كل ما سبقها. إن لم تُذكر فعدد الثواني منذ 1970.",
    "L’époque à ouvrir, au-dessus de toutes les précédentes. À défaut, les secondes depuis 1970.",
    "The epoch to open, above every one before. Default: the seconds since 1970.",
)
MOVE_HELP: Final = Phrase(
    "نقل مخازن عقدة لا تعمل من ملفاتها إلى PostgreSQL، مع مقارنة كل سطر، ثم تنحية الملفات.",
    "Déplacer les données d’un nœud arrêté de ses fichiers vers PostgreSQL, chaque ligne "
    "comparée ; les fichiers sont ensuite mis de côté.",
    "Move the stores of a node that does not run from its files into PostgreSQL, every row "
    "compared, then put the files aside.",
)
MOVE_DSN: Final = Phrase(
    "قاعدة بيانات فارغة لسجل الإجراءات وعمل العقدة، دون كلمة مرور.",
    "Une base vide pour le journal et le travail du nœud, sans mot de passe.",
    "An empty database for ledger and work, without a password.",
)
MOVE_KEYS_DSN: Final = Phrase(
    "قاعدة بيانات فارغة لمفاتيح الأجزاء، على خادم لا يحتفظ بسجل معاملاته.",
    "Une base vide pour les clés des pièces, sur un serveur qui ne garde pas ses journaux.",
    "An empty database for the keys of parts, on a server that keeps no write-ahead log.",
)
MOVING: Final = Phrase("النقل", "Déplacement", "Moving")
MOVED: Final = Phrase(
    "نُقلت العقدة: قورن {rows} سطرًا. والملفات السابقة في {aside}، وفيها مفاتيح: "
    "أتلفها متى سلم كل شيء.",
    "Le nœud est déplacé : {rows} lignes comparées. Les anciens fichiers sont dans {aside} et "
    "contiennent des clés : détruisez-les quand tout va bien.",
    "The node is moved: {rows} rows compared. The old files lie in {aside} and hold keys: "
    "destroy them when all is well.",
)
MOVE_SETTINGS: Final = Phrase(
    "اكتب الآن في أول {path}:", "Écrivez maintenant en tête de {path} :",
    "Now write at the head of {path}:",
)  # fmt: skip
MOVE_LINE: Final = Phrase("    {line}", "    {line}", "    {line}")
RESTART_HELP: Final = Phrase(
    "العودة إلى الكتابة بعد الاسترجاع، متى سُمع من الشريك؛ بتوقيع مفتاح الجذر.",
    "Écrire de nouveau après une restauration, une fois le partenaire entendu ; signé de la clé "
    "racine.",
    "Write again after a restore, once the partner has been heard; signed by the root key.",
)
EFFECTS_GROUP: Final = Phrase(
    "ما أوقفه الاسترجاع: القرار فيه متى سلم كل شيء.",
    "Ce qu’une restauration a retenu : à trancher, une fois que tout va bien.",
    "What a restore has held: decide, once all is well.",
)
HELD_HELP: Final = Phrase(
    "سرد ما أوقفه الاسترجاع من آثار في فضاء.",
    "Lister les effets d’un espace qu’une restauration a retenus.",
    "List the effects of a space that a restore has held.",
)
RELEASE_HELP: Final = Phrase(
    "تنفيذ الآثار الموقوفة الآن: لم تكن قد وقعت.",
    "Produire maintenant les effets retenus : ils n’avaient pas eu lieu.",
    "Carry the held effects out now: they had not happened.",
)
CLOSE_HELP: Final = Phrase(
    "اعتبار الآثار الموقوفة منجزة: كانت قد وقعت.",
    "Tenir les effets retenus pour faits : ils avaient eu lieu.",
    "Take the held effects as done: they had happened before.",
)
ERASE_HELP: Final = Phrase(
    "محو أجزاء عند الطرفين؛ تبقى الترويسات، ويبقى الملف على وضعه.",
    "Effacer des pièces des deux côtés ; les en-têtes restent, et le dossier reste où il en est.",
    "Erase parts on both sides; the headers stay, the case stands as it stood.",
)
ERASE_PARTS: Final = Phrase(
    "البصمات المختومة، كما يطبعها case show.",
    "Les empreintes scellées, telles que les affiche case show.",
    "Commitments, as case show prints them.",
)
ERASE_GROUND: Final = Phrase(
    "السبب، رمزًا: retention-expired.",
    "Le motif, sous forme de code : retention-expired.",
    "Why, as a code: retention-expired.",
)
RECORD_GROUP: Final = Phrase(
    "السجل العام: الاجتماعات والتعهدات والمقالات.",
    "Le registre public : réunions, engagements, récits.",
    "The public record: meetings, undertakings, accounts.",
)
IMPORT_HELP: Final = Phrase(
    "استيراد السجل العام: يُقرأ ويُفحص ثم يحل محل ما قبله.",
    "Importer le registre public : lu, contrôlé, puis gardé à la place du précédent.",
    "Import the public record: read, checked, then kept in place of the one before.",
)
RECORD_FILE: Final = Phrase(
    "سجل، أو جدول روايات (JSON).",
    "Un registre, ou un tableau de récits (JSON).",
    "A register, or a table of accounts (JSON).",
)
