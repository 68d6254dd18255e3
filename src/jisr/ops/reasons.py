"""Why the world-facing side refuses something, in Arabic, French and English."""

from typing import Final

from jisr.core.errors import Reason

# Cryptography.
SEAL_KEY_WRONG: Final = Reason(
    "ops.seal-key-wrong",
    ar="مفتاح الختم ليس من المجموعة المتفق عليها (ML-KEM-768 مع X25519).",
    fr="La clé de scellement n’est pas de la suite convenue (ML-KEM-768 avec X25519).",
    en="The sealing key is not of the agreed suite (ML-KEM-768 with X25519).",
)
SEAL_DOES_NOT_OPEN: Final = Reason(
    "ops.seal-does-not-open",
    ar="لا تنفتح الرسالة المختومة: المفتاح أو السياق مختلف، أو تغيّرت البيانات.",
    fr="Le message scellé ne s’ouvre pas : autre clé, autre contexte, ou octets modifiés.",
    en="The sealed message does not open: another key, another context, or changed bytes.",
)
PART_DOES_NOT_OPEN: Final = Reason(
    "ops.part-does-not-open",
    ar="تعذّر فك تعمية محتوى محفوظ: المفتاح مختلف أو تغيّرت البيانات.",
    fr="Un contenu gardé ne se déchiffre pas : autre clé, autre place ou octets modifiés.",
    en="Stored content cannot be decrypted: another key, another place, or changed bytes.",
)

# Files.
PATH_NOT_WRITABLE: Final = Reason(
    "ops.path-not-writable",
    ar="تعذّرت الكتابة في {path} ({why}). تحقّق من المساحة الحرة ومن الصلاحيات ثم أعد المحاولة.",
    fr="Impossible d’écrire dans {path} ({why}). Vérifiez l’espace libre et les droits, "
    "puis réessayez.",
    en="Cannot write to {path} ({why}). Check free space and permissions, then try again.",
)
PATH_NOT_READABLE: Final = Reason(
    "ops.path-not-readable",
    ar="تعذّرت قراءة {path} ({why}). تحقّق من المسار ومن الصلاحيات.",
    fr="Impossible de lire {path} ({why}). Vérifiez le chemin et les droits.",
    en="Cannot read {path} ({why}). Check the path and the permissions.",
)
FILE_NOT_OURS: Final = Reason(
    "ops.file-not-ours",
    ar="الملف {path} ليس ملفًا عاديًا يملكه المستخدم الذي يشغّل العقدة.",
    fr="{path} n’est pas un fichier ordinaire appartenant à l’utilisateur qui exécute le nœud.",
    en="{path} is not a plain file owned by the user who runs the node.",
)
FILE_TOO_OPEN: Final = Reason(
    "ops.file-too-open",
    ar="الملف {path} مفتوح لغير صاحبه (الصلاحيات {mode}). نفّذ: chmod 600",
    fr="Le fichier {path} est ouvert à d’autres que son propriétaire (droits {mode}). "
    "Exécutez : chmod 600",
    en="File {path} is open to others than its owner (mode {mode}). Run: chmod 600",
)
FILE_TOO_LARGE: Final = Reason(
    "ops.file-too-large",
    ar="الملف {path} أكبر من الحد {limit} بايت.",
    fr="Le fichier {path} dépasse la limite de {limit} octets.",
    en="File {path} is over the limit of {limit} bytes.",
)
POLICIES_WRONG: Final = Reason(
    "ops.policies-wrong",
    ar="لا تصح سياسات الوزارة في {path}: {why}",
    fr="Les règles du ministère dans {path} ne sont pas justes : {why}",
    en="The policies of the ministry in {path} are wrong: {why}",
)
SECOND_PROCESS: Final = Reason(
    "ops.second-process",
    ar="تعمل عملية أخرى على المجلد {path}. أوقفها أولًا، أو استعمل الأوامر التي تخاطبها.",
    fr="Un autre processus travaille sur le dossier {path}. Arrêtez-le d’abord, "
    "ou utilisez les commandes qui lui parlent.",
    en="Another process works on the directory {path}. Stop it first, or use the commands "
    "that talk to it.",
)

# Keystore.
KEYSTORE_EXISTS: Final = Reason(
    "ops.keystore-exists",
    ar="يوجد مخزن مفاتيح في {path}؛ لا يُستبدل أبدًا. اختر مسارًا آخر.",
    fr="Un trousseau existe déjà dans {path} ; il n’est jamais remplacé. Choisissez un autre "
    "chemin.",
    en="There is a keystore at {path} already; it is never replaced. Choose another path.",
)
KEYSTORE_FORM: Final = Reason(
    "ops.keystore-form",
    ar="الملف {path} ليس مخزن مفاتيح بالصيغة المعروفة. استعد نسخة احتياطية منه.",
    fr="{path} n’est pas un trousseau de la forme connue. Restaurez-en une sauvegarde.",
    en="{path} is not a keystore of the known form. Restore a backup of it.",
)
PASSPHRASE_WRONG: Final = Reason(
    "ops.passphrase-wrong",
    ar="عبارة السر لا تفتح مخزن المفاتيح {path}.",
    fr="La phrase secrète n’ouvre pas le trousseau {path}.",
    en="The passphrase does not open the keystore {path}.",
)
PASSPHRASE_SHORT: Final = Reason(
    "ops.passphrase-short",
    ar="عبارة السر أقصر من {least} حرفًا.",
    fr="La phrase secrète compte moins de {least} caractères.",
    en="The passphrase is shorter than {least} characters.",
)
KEYSTORE_CHANGED: Final = Reason(
    "ops.keystore-changed",
    ar="عبارة السر صحيحة، لكن محتوى مخزن المفاتيح {path} قد تغيّر. استعد نسخة احتياطية منه.",
    fr="La phrase secrète est juste, mais le contenu du trousseau {path} a été modifié. "
    "Restaurez-en une sauvegarde.",
    en="The passphrase is right, but the content of the keystore {path} has been changed. "
    "Restore a backup of it.",
)
KEYSTORE_MOVED_ON: Final = Reason(
    "ops.keystore-moved-on",
    ar="كتبت عملية أخرى في مخزن المفاتيح {path} منذ أن فُتح. افتحه من جديد ثم أعد المحاولة.",
    fr="Un autre processus a écrit dans le trousseau {path} depuis son ouverture. "
    "Rouvrez-le, puis réessayez.",
    en="Another process has written the keystore {path} since it was opened. Open it again, "
    "then retry.",
)
NO_KEY: Final = Reason(
    "ops.no-key",
    ar="لا يوجد في مخزن المفاتيح مفتاح صالح للاستعمال «{use}». نفّذ: jisr keys rotate",
    fr="Le trousseau ne contient aucune clé utilisable pour l’usage « {use} ». "
    "Exécutez : jisr keys rotate",
    en="The keystore holds no usable key for “{use}”. Run: jisr keys rotate",
)
KEY_UNKNOWN: Final = Reason(
    "ops.key-unknown",
    ar="لا يوجد المفتاح {key} في مخزن المفاتيح.",
    fr="La clé {key} n’est pas dans le trousseau.",
    en="Key {key} is not in the keystore.",
)

# Certificates.
CERTIFICATE_FORM: Final = Reason(
    "ops.certificate-form",
    ar="الشهادة أو مفتاحها العام ليس بالصيغة المقبولة (X.509 بمفتاح EC أو Ed25519).",
    fr="Le certificat ou sa clé publique n’est pas de la forme admise (X.509, clé EC ou Ed25519).",
    en="The certificate or its public key is not of the accepted form (X.509, EC or Ed25519 key).",
)
TLS_KEY_NOT_USABLE: Final = Reason(
    "ops.tls-key-not-usable",
    ar="سجّل الشريك مفتاح TLS لا يصلح للاستعمال ({key}). يُتجاوز هذا المفتاح وتبقى مفاتيحه الأخرى "
    "سارية. اطلب منه أن يلغيه وأن يسجّل مفتاح P-256 أو P-384 أو P-521 أو Ed25519.",
    fr="Le partenaire a inscrit une clé TLS inutilisable ({key}). Elle est laissée de côté, ses "
    "autres clés valent. Demandez-lui de la révoquer et d’inscrire une clé P-256, P-384, P-521 "
    "ou Ed25519.",
    en="The partner has put a TLS key on record that cannot be used ({key}). It is passed over; "
    "its other keys hold. Ask it to revoke that key and to name a P-256, P-384, P-521 or "
    "Ed25519 key.",
)
KEY_RETIRED: Final = Reason(
    "ops.key-retired",
    ar="المفتاح {key} خارج الخدمة ولا يعود إليها. أنشئ مفتاحًا جديدًا.",
    fr="La clé {key} est retirée et ne revient pas en service. Créez-en une nouvelle.",
    en="Key {key} is retired and does not come back. Make a new one.",
)
KEY_IN_USE: Final = Reason(
    "ops.key-in-use",
    ar="المفتاح {key} ما زال مستعملًا؛ أخرجه من الخدمة قبل إتلافه.",
    fr="La clé {key} sert encore ; retirez-la avant de la détruire.",
    en="Key {key} is still in use; retire it before destroying it.",
)

# Serving.
PORT_TAKEN: Final = Reason(
    "ops.port-taken",
    ar="المنفذ {port} على {host} مستعمل. أوقف البرنامج الذي يستعمله أو اختر منفذًا آخر في "
    "jisr.toml.",
    fr="Le port {port} sur {host} est pris. Arrêtez le programme qui l’occupe ou choisissez-en "
    "un autre dans jisr.toml.",
    en="Port {port} on {host} is taken. Stop the program that uses it, or choose another port "
    "in jisr.toml.",
)
ADDRESS_NOT_USABLE: Final = Reason(
    "ops.address-not-usable",
    ar="تعذّر الاستماع على {host} والمنفذ {port} ({why}). صحّح العنوان في jisr.toml.",
    fr="Impossible d’écouter sur {host}, port {port} ({why}). Corrigez l’adresse dans jisr.toml.",
    en="Cannot listen on {host}, port {port} ({why}). Correct the address in jisr.toml.",
)
SITE_NOT_LOOPBACK: Final = Reason(
    "ops.site-not-loopback",
    ar="لا تسجيل دخول لصفحات هذا الإصدار، فلا تُعرض على {host}. "
    "استعمل 127.0.0.1 أو ::1 في jisr.toml.",
    fr="Les pages de cette version n’ont pas de connexion : elles ne sont pas servies sur {host}. "
    "Mettez 127.0.0.1 ou ::1 dans jisr.toml.",
    en="The pages of this version have no login, so they are not served on {host}. Set 127.0.0.1 "
    "or ::1 in jisr.toml.",
)
BODY_TOO_LARGE: Final = Reason(
    "ops.body-too-large",
    ar="محتوى الطلب يتجاوز الحد {limit} بايت.",
    fr="Le contenu de la requête dépasse la limite de {limit} octets.",
    en="The request’s content is over the limit of {limit} bytes.",
)
BODY_TOO_SLOW: Final = Reason(
    "ops.body-too-slow",
    ar="لم يصل محتوى الطلب كاملًا خلال {seconds} ثانية.",
    fr="Le contenu de la requête n’est pas arrivé en entier en {seconds} s.",
    en="The request’s content did not arrive whole within {seconds} s.",
)

# Calling.
OUR_CERTIFICATE_REFUSED: Final = Reason(
    "ops.our-certificate-refused",
    ar="لم تقبل عقدة الشريك شهادتنا: هي منتهية، أو لم يصل مفتاحها إلى سجل الشريك بعد.",
    fr="Le nœud du partenaire n’accepte pas notre certificat : il a expiré, ou sa clé n’est pas "
    "encore inscrite chez le partenaire.",
    en="The partner’s node does not accept our certificate: it has expired, or its key is not "
    "yet on record with the partner.",
)
TLS_FAILED: Final = Reason(
    "ops.tls-failed",
    ar="تعذّر الاتصال المؤمَّن بعقدة الشريك ({why}). المطلوب TLS 1.3.",
    fr="La liaison chiffrée avec le nœud du partenaire a échoué ({why}). TLS 1.3 est exigé.",
    en="The secure connection with the partner’s node failed ({why}). TLS 1.3 is required.",
)
ANSWER_TOO_LARGE: Final = Reason(
    "ops.answer-too-large",
    ar="جواب عقدة الشريك يتجاوز الحد {limit} بايت.",
    fr="La réponse du nœud du partenaire dépasse la limite de {limit} octets.",
    en="The answer of the partner’s node is over the limit of {limit} bytes.",
)
UNEXPECTED_STATUS: Final = Reason(
    "ops.unexpected-status",
    ar="جاء من عنوان الشريك جواب ليس من عقدة جسر (الحالة {status}). ستُعاد المحاولة.",
    fr="L’adresse du partenaire a donné une réponse qui n’est pas celle d’un nœud Jisr "
    "(statut {status}). Nous réessaierons.",
    en="The partner’s address gave an answer that is not a Jisr node’s (status {status}). "
    "We will try again.",
)

# Starting.
OPTIMISED: Final = Reason(
    "ops.optimised",
    ar="لا تبدأ العقدة مع «python -O» لأنه يحذف الفحوص التي توقف عقدة مختلّة. احذف -O "
    "وPYTHONOPTIMIZE.",
    fr="Le nœud ne démarre pas sous « python -O », qui retire les contrôles qui arrêtent un nœud "
    "défaillant. Retirez -O et PYTHONOPTIMIZE.",
    en="The node does not start under “python -O”, which removes the checks that stop a broken "
    "node. Remove -O and PYTHONOPTIMIZE.",
)
PYTHON_TOO_OLD: Final = Reason(
    "ops.python-too-old",
    ar="إصدار Python الحالي {found}، والمطلوب {least} أو أحدث.",
    fr="Python est en version {found} ; il faut la {least} ou une plus récente.",
    en="Python is {found}; {least} or later is needed.",
)
CLOCK_SET_BACK: Final = Reason(
    "ops.clock-set-back",
    ar="ساعة الجهاز ({now}) متأخرة عن آخر وقت مسجَّل ({last}). صحّح الساعة (NTP) ثم أعد المحاولة؛ "
    "لا يُوقَّع شيء قبل ذلك.",
    fr="L’horloge de la machine ({now}) est en retard sur le dernier instant enregistré ({last}). "
    "Réglez-la (NTP), puis réessayez ; rien n’est signé d’ici là.",
    en="The machine’s clock ({now}) is behind the last instant on record ({last}). Set it right "
    "(NTP), then try again; nothing is signed until then.",
)
CLOCK_MARK_FORM: Final = Reason(
    "ops.clock-mark-form",
    ar="الملف {path} لا يحتوي على وقت صحيح. احذفه بعد التأكد من ساعة الجهاز.",
    fr="{path} ne contient pas un instant. Supprimez-le après avoir vérifié l’horloge.",
    en="{path} holds no instant. Delete it after checking the machine’s clock.",
)
SETTINGS_FORM: Final = Reason(
    "ops.settings-form",
    ar="الملف {path} ليس TOML صحيحًا: {why}",
    fr="{path} n’est pas du TOML valide : {why}",
    en="{path} is not valid TOML: {why}",
)
NO_SETTINGS: Final = Reason(
    "ops.no-settings",
    ar="لا توجد عقدة هنا: الملف {path} غير موجود. سمّ مجلد العقدة بالخيار --settings، "
    "أو أنشئ عقدة بالأمر init.",
    fr="Il n’y a pas de nœud ici : {path} n’existe pas. Nommez le dossier du nœud par --settings, "
    "ou créez un nœud par init.",
    en="There is no node here: {path} does not exist. Name the node’s folder with --settings, or "
    "make a node with init.",
)
SETTING_WRONG: Final = Reason(
    "ops.setting-wrong",
    ar="الإعداد «{setting}» في {path} غير معروف أو قيمته غير مقبولة ({why}).",
    fr="Le réglage « {setting} » dans {path} est inconnu ou sa valeur n’est pas admise ({why}).",
    en="The setting “{setting}” in {path} is unknown, or its value is not accepted ({why}).",
)

# The control socket.
NODE_NOT_RUNNING: Final = Reason(
    "ops.node-not-running",
    ar="لا تعمل أي عقدة على {path}. شغّلها: jisr node run",
    fr="Aucun nœud ne tourne sur {path}. Lancez-le : jisr node run",
    en="No node runs at {path}. Start it: jisr node run",
)
CONTROL_FORM: Final = Reason(
    "ops.control-form",
    ar="الطلب أو الجواب على مقبس التحكم ليس بالصيغة المعروفة.",
    fr="La demande ou la réponse sur la prise de commande n’est pas de la forme connue.",
    en="The request or the answer on the control socket is not of the known form.",
)
CONTROL_UNKNOWN_CALL: Final = Reason(
    "ops.control-unknown-call",
    ar="لا تعرف العقدة الأمر «{call}». قد تكون من إصدار آخر؛ أعد تشغيلها.",
    fr="Le nœud ne connaît pas l’appel « {call} ». Il est peut-être d’une autre version ; "
    "redémarrez-le.",
    en="The node does not know the call “{call}”. It may be of another version; restart it.",
)
CONTROL_BROKE: Final = Reason(
    "ops.control-broke",
    ar="انقطعت العقدة أثناء الأمر «{call}». انظر سجلها؛ قد يكون الأمر قد نُفِّذ.",
    fr="Le nœud s’est interrompu pendant l’appel « {call} ». Consultez son journal ; l’appel a "
    "pu aboutir.",
    en="The node broke off during the call “{call}”. See its log; the call may have been done.",
)
NO_SPACE_FOR_SENDER: Final = Reason(
    "ops.no-space-for-sender",
    ar="لا يوجد فضاء مشترك مع صاحب هذه الشهادة.",
    fr="Aucun espace n’est partagé avec le porteur de ce certificat.",
    en="No space is shared with the holder of this certificate.",
)
FOLDER_EXISTS: Final = Reason(
    "ops.folder-exists",
    ar="المجلد {path} موجود من قبل؛ لا يُكتب فوقه شيء. اختر مجلدًا آخر أو انقله.",
    fr="Le dossier {path} existe déjà ; rien n’est écrasé. Choisissez-en un autre, ou déplacez-le.",
    en="The folder {path} exists already; nothing is overwritten. Choose another, or move it.",
)
STORES_MOVED: Final = Reason(
    "ops.stores-moved",
    ar="نُقلت مخازن هذه العقدة إلى PostgreSQL، وبقيت الملفات القديمة في {path}. "
    "اكتبوا store وdsn وkeys_dsn في الإعدادات.",
    fr="Les données de ce nœud ont été déplacées vers PostgreSQL ; les anciens fichiers sont dans "
    "{path}. Indiquez store, dsn et keys_dsn dans les réglages.",
    en="This node’s stores were moved to PostgreSQL; the old files lie in {path}. "
    "Put store, dsn and keys_dsn into the settings.",
)
NOTHING_TO_MOVE: Final = Reason(
    "ops.nothing-to-move",
    ar="لا يوجد {path}: ليست مخازن هذه العقدة في ملفات.",
    fr="{path} n’existe pas : les données de ce nœud ne sont pas dans des fichiers.",
    en="There is no {path}: this node’s stores are not in files.",
)
BACKUP_NOT_WHOLE: Final = Reason(
    "ops.backup-not-whole",
    ar="النسخة الاحتياطية ناقصة: لا يوجد {path}.",
    fr="La sauvegarde est incomplète : {path} manque.",
    en="The backup is not whole: {path} is missing.",
)
LINE_HELD: Final = Reason(
    "ops.line-held",
    ar="أوقف المشغّل هذا الخط مؤقتًا؛ لا يضيع شيء، وتُستأنف المحاولة.",
    fr="Un exploitant retient cette ligne pour l’instant ; rien n’est perdu, on réessaiera.",
    en="An operator holds this line for now; nothing is lost, it will be tried again.",
)
LINE_BROKE: Final = Reason(
    "ops.line-broke",
    ar="توقف خط هذا الفضاء بسبب عطل لدينا ({error})؛ سجل العقدة يبين موضعه. الخطوط الأخرى مستمرة، "
    "ويُعاد تشغيل هذا الخط، ولا يضيع شيء.",
    fr="La ligne de cet espace s’est arrêtée sur une faute de notre côté ({error}) ; le journal du "
    "nœud en dit l’endroit. Les autres lignes continuent, celle-ci est relancée, rien n’est perdu.",
    en="The line of this space stopped on a fault of ours ({error}); the node’s log says where. "
    "The other lines go on, this one is tried again, and nothing is lost.",
)
DEMO_WAITED: Final = Reason(
    "ops.demo-waited",
    ar="انتظر العرض {seconds} ثانية ولم يحدث ما كان منتظرًا: {what}.",
    fr="La démonstration a attendu {seconds} secondes sans que cela arrive : {what}.",
    en="The demonstration waited {seconds} seconds and it did not happen: {what}.",
)
DEMO_NODE_STOPPED: Final = Reason(
    "ops.demo-node-stopped",
    ar="توقفت عقدة {party}؛ السبب في node.log داخل {log}.",
    fr="Le nœud {party} s’est arrêté ; node.log dans {log} dit pourquoi.",
    en="The node {party} stopped; node.log in {log} says why.",
)
DEMO_FOLDER_NOT_OURS: Final = Reason(
    "ops.demo-folder-not-ours",
    ar="المجلد {path} فيه شيء لم يصنعه عرض سابق؛ اختر مجلدًا آخر.",
    fr="Le dossier {path} contient autre chose qu’une démonstration ; choisissez-en un autre.",
    en="The folder {path} holds something no demonstration made; choose another.",
)
DEMO_RUNS: Final = Reason(
    "ops.demo-runs",
    ar="يعمل عرض آخر في {path}، وصفحته {address}. أوقفه أولًا (Ctrl+C)، أو اختر مجلدًا آخر: --folder",
    fr="Une démonstration tourne déjà dans {path} ; sa page est à {address}. Arrêtez-la d’abord "
    "(Ctrl+C), ou choisissez un autre dossier : --folder",
    en="Another demonstration runs in {path}; its page is at {address}. Stop it first (Ctrl+C), "
    "or choose another folder: --folder",
)
DEMO_STARTS: Final = Reason(
    "ops.demo-starts",
    ar="بدأ عرض آخر للتو في {path}، ولا صفحة له بعد. انتظر صفحته، أو اختر مجلدًا آخر: --folder",
    fr="Une autre démonstration démarre dans {path} et n’a pas encore de page. Attendez-la, ou "
    "choisissez un autre dossier : --folder",
    en="Another demonstration is starting in {path} and has no page yet. Wait for it, or choose "
    "another folder: --folder",
)
DEMO_LEFT_BEHIND: Final = Reason(
    "ops.demo-left-behind",
    ar="ما زالت عقدة من عرض قُطع قبل نهايته تعمل في {path} ولا تتوقف. أنهها بنفسك، "
    "أو اختر مجلدًا آخر: --folder",
    fr="Un nœud d’une démonstration interrompue tourne encore dans {path} et ne s’arrête pas. "
    "Mettez-y fin vous-même, ou choisissez un autre dossier : --folder",
    en="A node of a demonstration that was cut short still runs in {path} and does not stop. End "
    "it yourself, or choose another folder: --folder",
)
