"""What the command on the file of a person prints, and the page it writes."""

from typing import Final

from jisr.ops.cli.phrase import Phrase

GROUP: Final = Phrase(
    "ما يخص شخصًا واحدًا: للجواب عمن يطلب الاطلاع على بياناته.",
    "Ce qui concerne une personne : pour répondre à qui demande à connaître ses données.",
    "What concerns one person: to answer who asks to see their data.",
)
FILE_HELP: Final = Phrase(
    "كتابة كل ما تحفظه هذه العقدة عن شخص: على أي أساس، وإلى متى، ومن أين جاء، ولمن أُرسل. "
    "يُسجَّل البحث وسببه قبل أن يبدأ.",
    "Écrire tout ce que ce nœud détient sur une personne : à quel titre, jusqu’à quand, d’où cela "
    "vient, à qui c’est allé. La recherche et son motif sont notés avant qu’elle commence.",
    "Write everything that this node holds on a person: on what ground, until when, where it comes "
    "from, to whom it went. The search and its reason are logged before it begins.",
)
PERSON: Final = Phrase(
    "مستند JSON فيه الشخص كما في الاستمارات: اسم مع تاريخ الميلاد، أو وثائق.",
    "Un fichier JSON avec la personne, comme dans les formulaires : un nom et la naissance, ou des "
    "documents.",
    "A JSON file with the person, as in forms: a name and the birth, or documents.",
)
OUT: Final = Phrase(
    "أين يُكتب الملف بصيغة JSON، باللغات الثلاث.",
    "Où écrire le dossier en JSON, dans les trois langues.",
    "Where to write the file as JSON, in the three languages.",
)
PAGE: Final = Phrase(
    "وأين تُكتب معه صفحة تُقرأ، بصيغة HTML، بلغة القارئ.",
    "Et où écrire avec lui une page à lire, en HTML, dans la langue du lecteur.",
    "And where to write a page to read beside it, as HTML, in the reader’s language.",
)
REASON: Final = Phrase(
    "سبب البحث، بكلمات لا تسمي أحدًا: يبقى في سجل الاطلاع.",
    "Le motif de la recherche, sans nommer personne : il reste au journal des accès.",
    "Why the search is made, in words that name nobody: they stay in the access log.",
)
WRITTEN: Final = Phrase(
    "كُتب ما عُثر عليه في {path}. الملفات: {cases}؛ الأجزاء: {parts}؛ الأجزاء المفتوحة للبحث: "
    "{searched}.",
    "Écrit dans {path}. Dossiers : {cases} ; pièces : {parts} ; pièces ouvertes pour chercher : "
    "{searched}.",
    "Written to {path}. Cases: {cases}; parts: {parts}; parts opened to search: {searched}.",
)
PAGE_WRITTEN: Final = Phrase(
    "والصفحة في {path}.", "La page est dans {path}.", "The page is in {path}."
)
UNREAD: Final = Phrase(
    "أجزاء تعذرت قراءتها، ولا يُعرف من تذكر: {unread}.",
    "Pièces qui n’ont pu être lues, on ne sait qui elles nomment : {unread}.",
    "Parts that could not be read; whom they name is not known: {unread}.",
)

# The page.
TITLE: Final = Phrase(
    "ما هو محفوظ عن شخص واحد",
    "Ce qui est détenu sur une personne",
    "What is held on one person",
)
MADE: Final = Phrase(
    "عقدة {party}، في {at}. الأجزاء المفتوحة للبحث: {searched}.",
    "Nœud {party}, le {at}. Pièces ouvertes pour chercher : {searched}.",
    "Node {party}, {at}. Parts opened to search: {searched}.",
)
LIMITS: Final = Phrase(
    "هذه الفقرة هي نفسها لكل شخص. في الصفحة الملفات التي يذكره فيها جزء في خانة للأشخاص، بوثيقة "
    "أو باسم مع تاريخ الميلاد. وليس فيها ما يخص غيره وحده، ولا ما كُتب عنه في نص حر في ملف لا "
    "يذكره، ولا المسودات والملاحظات الداخلية، ولا ما قد تحفظه العقدة لحماية أشخاص: فلا يقال عن "
    "أحد هل يوجد منه شيء أم لا.",
    "Ces lignes sont les mêmes pour chacun. La page contient les dossiers où une pièce nomme la "
    "personne dans un champ prévu pour cela, par un document, ou par un nom et la naissance. "
    "Elle ne contient ni ce qui ne concerne que d’autres, ni ce qu’un texte libre en dit dans "
    "un dossier qui ne la nomme pas, ni brouillons et notes internes, ni ce que le nœud peut "
    "détenir pour protéger des personnes : de cela, on ne dit de personne s’il y en a.",
    "These lines are the same for everybody. The page holds the cases in which a part names the "
    "person in a field for persons, by a document, or by a name and the birth. It does not hold "
    "what concerns others alone, what a free text says of them in a case that does not name "
    "them, drafts and internal notes, nor what the node may hold to protect people: of nobody "
    "is it said whether there is any.",
)
NONE: Final = Phrase(
    "لا يذكر أي جزء محفوظ هنا هذا الشخص.",
    "Aucune pièce détenue ici ne nomme cette personne.",
    "No part held here names this person.",
)
CASE: Final = Phrase("الملف {case}", "Dossier {case}", "Case {case}")
PROCEDURE: Final = Phrase("المسطرة", "Procédure", "Procedure")
PURPOSE: Final = Phrase("الغرض", "But", "Purpose")
WHOLE_HANDLING: Final = Phrase(
    "الملف كله تحت أشد شروط أجزائه: {handling}.",
    "Le dossier entier est sous la plus stricte des conditions de ses pièces : {handling}.",
    "The file as a whole is under the strictest condition of its parts: {handling}.",
)
TRANSFERS: Final = Phrase("سند النقل", "Base du transfert", "Ground of transfer")
PARTNER: Final = Phrase("مع", "Avec", "With")
OPENED: Final = Phrase("فُتح في", "Ouvert le", "Opened")
ENDED: Final = Phrase("انتهى في", "Terminé le", "Ended")
OTHERS: Final = Phrase(
    "أجزاء من هذا الملف تُركت لأنها تذكر أشخاصًا آخرين: {count}.",
    "Pièces de ce dossier omises parce qu’elles nomment d’autres personnes : {count}.",
    "Parts of this case left out because they name other persons: {count}.",
)
PART: Final = Phrase("{act}: {label}", "{act} : {label}", "{act}: {label}")
NAMES_THEM: Final = Phrase(
    "يذكر الشخص.", "Cette pièce nomme la personne.", "This part names the person."
)
OF_THE_CASE: Final = Phrase(
    "لا يذكر أحدًا، وهو من ملف يُذكر فيه الشخص.",
    "Ne nomme personne, mais est d’un dossier où la personne est nommée.",
    "Names nobody, and is of a case in which the person is named.",
)
ORIGIN: Final = Phrase("المصدر", "Origine", "Origin")
SIGNED: Final = Phrase("{party}، في {at}", "{party}, le {at}", "{party}, {at}")
RECEIVED: Final = Phrase("وصل في", "Reçu le", "Received")
STANDING: Final = Phrase("الوضعية", "Situation", "Standing")
STANDINGS: Final = {
    "provisional": Phrase("مؤقت", "provisoire", "provisional"),
    "settled": Phrase("نهائي", "définitif", "settled"),
    "overtaken": Phrase("متجاوَز", "dépassé", "overtaken"),
    "void": Phrase("باطل", "nul", "void"),
}
BASIS: Final = Phrase("الأساس القانوني", "Base légale", "Legal basis")
HANDLING: Final = Phrase("شروط التداول", "Conditions de traitement", "Handling")
KEPT: Final = Phrase("مدة الحفظ", "Conservation", "Retention")
BY_SOURCE: Final = Phrase("{text} — {source}", "{text} — {source}", "{text} — {source}")
UNTIL: Final = Phrase("إلى {day}", "jusqu’au {day}", "until {day}")
NOT_YET: Final = Phrase(
    "لا يُعرف اليوم بعد: لم يبدأ العد.",
    "le jour n’est pas encore connu : le délai ne court pas.",
    "the day is not known yet: the time does not run.",
)
RECIPIENTS: Final = Phrase("أُرسل إلى", "Transmis à", "Sent to")
NOBODY: Final = Phrase("لم يُرسل إلى أحد", "à personne", "nobody")
DELIVERED: Final = Phrase(
    "{party}، بإشعار بالتوصل في {at}",
    "{party}, accusé de réception du {at}",
    "{party}, receipt of {at}",
)
UNDELIVERED: Final = Phrase(
    "{party}، دون إشعار بالتوصل بعد",
    "{party}, sans accusé de réception à ce jour",
    "{party}, no receipt yet",
)
EXPORTED: Final = Phrase("خرج في ملف", "Sorti dans un fichier", "Left in a file")
EXPORT: Final = Phrase("{at} ({purpose})", "{at} ({purpose})", "{at} ({purpose})")
