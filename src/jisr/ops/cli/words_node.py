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
    "{space} مع {partner} ({channel}): منّا {ours}، ومنهم {theirs}، وفي الانتظار {waiting}. {line}",
    "{space} avec {partner} ({channel}) : {ours} actes de nous, {theirs} d’eux, {waiting} en "
    "attente. {line}",
    "{space} with {partner} ({channel}): {ours} acts of ours, {theirs} of theirs, {waiting} "
    "waiting. {line}",
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
