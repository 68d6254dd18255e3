"""What the commands on the node print, in Arabic, French and English."""

from typing import Final

from jisr.ops.cli.phrase import Phrase

MAKING_KEYS: Final = Phrase("إنشاء المفاتيح", "Création des clés", "Making keys")
OPENING: Final = Phrase("فتح المخازن", "Ouverture des magasins", "Opening the stores")
ASKING: Final = Phrase("سؤال العقدة", "Question au nœud", "Asking the node")
MADE: Final = Phrase(
    "عقدة {party} جاهزة في {folder}؛ إعداداتها في {settings}.",
    "Le nœud {party} est prêt dans {folder} ; ses réglages sont dans {settings}.",
    "The node {party} is ready in {folder}; its settings are in {settings}.",
)
CARD: Final = Phrase(
    "أعط شريكك البطاقة {card}: فيها مفاتيحك العامة.",
    "Donnez à votre partenaire la carte {card} : elle porte vos clés publiques.",
    "Give your partner the card {card}: it holds your public keys.",
)
ROOT: Final = Phrase(
    "انقل مفتاح الجذر {root} بعيدًا عن هذا الجهاز، ولا تُعِده إلا لتغيير المفاتيح أو لاستئناف "
    "الكتابة.",
    "Emportez la clé racine {root} loin de cette machine ; elle ne revient que pour changer de "
    "clés ou pour reprendre l’écriture.",
    "Take the root key {root} away from this machine; bring it back only to change keys or to "
    "write again after a restore.",
)
RUNS: Final = Phrase(
    "العقدة {party} تعمل: الشركاء على {peer}، والموقع على {site}. للإيقاف: Ctrl-C",
    "Le nœud {party} tourne : partenaires sur {peer}, site sur {site}. Arrêt : Ctrl-C",
    "The node {party} runs: partners at {peer}, site at {site}. To stop: Ctrl-C",
)
STOPPED: Final = Phrase(
    "توقفت العقدة {party}.", "Le nœud {party} est arrêté.", "The node {party} has stopped."
)
CLOCK: Final = Phrase(
    "اعتُمدت ساعة الجهاز: {at}.", "L’horloge est admise : {at}.", "The clock is accepted: {at}."
)
STATUS: Final = Phrase("العقدة {party} تعمل.", "Le nœud {party} tourne.", "The node {party} runs.")
ALARM: Final = Phrase(
    "إنذار منذ {since}: {text} [{code}]",
    "Alarme depuis {since} : {text} [{code}]",
    "Alarm since {since}: {text} [{code}]",
)
SPACE: Final = Phrase(
    "{space} مع {partner} ({channel})، {title}: منّا {ours}، ومنهم {theirs}، "
    "وفي الانتظار {waiting}. {line}",
    "{space} avec {partner} ({channel}), {title} : {ours} actes de nous, {theirs} d’eux, {waiting} "
    "en attente. {line}",
    "{space} with {partner} ({channel}), {title}: {ours} acts of ours, {theirs} of theirs, "
    "{waiting} waiting. {line}",
)
NO_SPACES: Final = Phrase(
    "لا توجد فضاءات بعد.", "Aucun espace pour l’instant.", "There are no spaces yet."
)
LINE_UP: Final = Phrase("الخط سليم.", "La ligne est bonne.", "The line is up.")
LINE_DOWN: Final = Phrase(
    "الخط مقطوع ({reason}).", "La ligne est coupée ({reason}).", "The line is down ({reason})."
)
LINE_UNTRIED: Final = Phrase(
    "لم يُجرَّب الخط.", "La ligne n’a pas été essayée.", "The line has not been tried."
)
SPACE_STOPPED: Final = Phrase(
    "هذا الفضاء متوقف إلى أن يقرر المسؤولون.",
    "Cet espace est arrêté ; la décision revient aux responsables.",
    "This space is stopped until people decide.",
)
SPACE_MUST_HEAR: Final = Phrase(
    "لا يكتب قبل أن يسمع من الشريك (jisr restart).",
    "N’écrit pas avant d’avoir entendu le partenaire (jisr restart).",
    "Does not write before it has heard the partner (jisr restart).",
)

# Help.
NODE_GROUP: Final = Phrase(
    "تشغيل العقدة، والسؤال عن حالها.",
    "Faire tourner le nœud, et demander comment il va.",
    "Run the node, and ask how it is.",
)
INIT_HELP: Final = Phrase(
    "إنشاء عقدة: مجلدها وإعداداتها ومفاتيحها ومفتاح جذرها وبطاقتها.",
    "Créer un nœud : son dossier, ses réglages, ses clés, sa clé racine et sa carte.",
    "Make a node: its folder, its settings, its keys, its root key and its card.",
)
RUN_HELP: Final = Phrase(
    "تشغيل العقدة إلى أن تصلها SIGTERM أو Ctrl-C: الشركاء والموقع وسطر الأوامر.",
    "Faire tourner le nœud jusqu’à SIGTERM ou Ctrl-C : partenaires, site et ligne de commande.",
    "Run the node until SIGTERM or Ctrl-C: partners, site and command line.",
)
STATUS_HELP: Final = Phrase(
    "بيان حال العقدة العاملة وخطوطها إلى الشركاء؛ بلا أي محتوى.",
    "Dire comment vont le nœud qui tourne et ses lignes vers les partenaires ; aucun contenu.",
    "Say how the running node and its lines to the partners are; no content.",
)
ACCEPT_CLOCK_HELP: Final = Phrase(
    "اعتماد ساعة الجهاز بعد أن كانت قد سبقت ثم صُحّحت باليد.",
    "Tenir pour juste l’horloge de la machine, qui avançait et qu’on a remise à l’heure.",
    "Take the machine’s clock as right, after one that had run ahead was set back by hand.",
)
PARTY: Final = Phrase(
    "الطرف الذي تخدمه العقدة، مثل MA.",
    "La partie que sert le nœud, par exemple MA.",
    "The party that the node serves: MA.",
)
DATA: Final = Phrase(
    "المجلد الذي يُنشأ للعقدة، خاصًّا بها.",
    "Le dossier à créer pour le nœud ; il n’est qu’à lui.",
    "Folder to make for the node; private to it.",
)
ROOT_PLACE: Final = Phrase(
    "أين يوضع مفتاح الجذر؛ وإلا ففي ذلك المجلد: root.keys.",
    "Où mettre la clé racine ; à défaut, root.keys dans ce dossier.",
    "Where to put the root key; default: root.keys in it.",
)
PEER_PORT: Final = Phrase(
    "منفذ TCP لباب الشركاء.", "Port TCP de la porte des partenaires.",
    "TCP port of the partners’ door.",
)  # fmt: skip
SITE_PORT: Final = Phrase("منفذ TCP للموقع.", "Port TCP du site.", "TCP port of the site.")
PARTNER: Final = Phrase(
    "كيف يُتصل بعقدة الشريك، مثل FR=https://fr.example:8443.",
    "Comment joindre le nœud d’un partenaire, par exemple FR=https://fr.example:8443.",
    "How a partner’s node is reached: FR=https://fr.example:8443.",
)

DOCTOR_HELP: Final = Phrase(
    "معاينة العقدة: سطر لكل فحص، ومعه العلاج إن كان فيه خلل.",
    "Examiner le nœud : une ligne par contrôle, avec le remède quand quelque chose ne va pas.",
    "Look the node over: one line for each check, with the mend where it is not well.",
)
DEMO_HELP: Final = Phrase(
    "عرض الكل على هذا الجهاز: ثلاث عقد، وصفحة بثلاث لغات، وقصص متحقَّق منها.",
    "Montrer le tout sur cette machine : trois nœuds, une page en trois langues, des récits "
    "vérifiés.",
    "Show the whole on this machine: three nodes, a page in three languages, checked stories.",
)
ONCE: Final = Phrase(
    "لعب كل شيء دون صفحة، والتحقق منه، ثم التوقف.",
    "Tout jouer sans page, vérifier, puis s’arrêter.",
    "Play everything without a page, check it, and stop.",
)
DRILLS: Final = Phrase(
    "لعب الأيام الصعبة، وبيان ما ينتهي إليه كل منها.",
    "Jouer les mauvais jours, et dire ce qu’il advient de chacun.",
    "Play the hard days and say what comes of each.",
)
DEMO_FOLDER: Final = Phrase(
    "أين تعيش العقد الثلاث؛ يُفرَّغ أولًا.",
    "Où vivent les trois nœuds ; d’abord vidé.",
    "Where the three nodes live; emptied first.",
)
BROWSER: Final = Phrase(
    "فتح الصفحة في المتصفح.", "Ouvrir la page dans un navigateur.", "Open the page in a browser."
)
