"""What the commands on cases print, in Arabic, French and English."""

from typing import Final

from jisr.ops.cli.phrase import Phrase

OPENED: Final = Phrase(
    "فُتح الملف {reference}: {case}.",
    "Le dossier {reference} est ouvert : {case}.",
    "Case {reference} is open: {case}.",
)
ACTED: Final = Phrase("سُجّل الإجراء {act}.", "L’acte {act} est inscrit.", "Act {act} is on record.")
WAITS: Final = Phrase(
    "يُسجَّل الإجراء ويُرسل في {at}. ويحل محله إجراء آخر في الملف نفسه إن كُتب قبل ذلك.",
    "L’acte sera inscrit et envoyé le {at}. Un autre acte dans le même dossier, d’ici là, prend sa "
    "place.",
    "The act will be written and sent at {at}. Another one in the same case before then takes its "
    "place.",
)
WAITING: Final = Phrase(
    "  ينتظر جواب منا موعده، وهو {at}.",
    "  Une réponse de nous attend son heure, le {at}.",
    "  A reply of ours waits for its hour, {at}.",
)
NOTHING_KNOWN: Final = Phrase(
    "لا يُقال هذا هنا، والسبب لا يُذكر لأحد؛ ويُقال بدلًا منه إن لا شيء يُقدَّم.",
    "Cela ne se dit pas ici, et le motif n’en est dit à personne ; l’acte dit à la place que rien "
    "n’est donné.",
    "This is not said here, and why is told to nobody; the act says instead that nothing is given.",
)
NO_CASES: Final = Phrase("لا توجد ملفات.", "Aucun dossier.", "There are no cases.")
INBOX_EMPTY: Final = Phrase("لا ينتظر منا شيء.", "Rien n’attend de nous.", "Nothing waits for us.")
NOTHING_DUE: Final = Phrase(
    "لا توجد آجال جارية.", "Aucun délai ne court.", "No deadline is running."
)
ROW: Final = Phrase(
    "{reference} مع {partner} — {procedure}: {state}. {next}",
    "{reference} avec {partner} — {procedure} : {state}. {next}",
    "{reference} with {partner} — {procedure}: {state}. {next}",
)
ENDED: Final = Phrase("انتهى.", "Terminé.", "Ended.")
RESTS: Final = Phrase("لا دور على أحد.", "La main n’est à personne.", "It is nobody’s turn.")
TURN: Final = Phrase("الدور على {party}.", "La main est à {party}.", "It is {party}’s turn.")
DUE: Final = Phrase(
    "الأجل {at}، الباقي: {length}.", "Échéance {at}, reste : {length}.", "Due {at}, {length} left."
)
OVERDUE: Final = Phrase(
    "انقضى الأجل {at}، التأخير: {length}.",
    "Délai échu le {at}, retard : {length}.",
    "Overdue since {at}, by {length}.",
)
UNDER_AN_HOUR: Final = Phrase("أقل من ساعة", "moins d’une heure", "less than an hour")
CASE: Final = Phrase(
    "الملف {reference} ({case})، الفضاء {space}",
    "Dossier {reference} ({case}), espace {space}",
    "Case {reference} ({case}), space {space}",
)
WHERE: Final = Phrase(
    "{procedure}: {state}. {next}",
    "{procedure} : {state}. {next}",
    "{procedure}: {state}. {next}",
)
ACT: Final = Phrase(
    "{at} {author}: {act} — {standing}. الإجراء {id}",
    "{at} {author} : {act} — {standing}. Acte {id}",
    "{at} {author}: {act} — {standing}. Act {id}",
)
PART: Final = Phrase(
    "  جزء {name}: {state}. {commitment}",
    "  pièce {name} : {state}. {commitment}",
    "  part {name}: {state}. {commitment}",
)
CROSSED: Final = Phrase(
    "تقاطع: {winner} غلب {loser}.",
    "Croisement : {winner} prévaut sur {loser}.",
    "Crossing: {winner} prevails over {loser}.",
)
READ: Final = Phrase("{author}: {act}", "{author} : {act}", "{author}: {act}")
READ_PART: Final = Phrase(
    "  {label} (الجزء {name}، {state})",
    "  {label} (pièce {name}, {state})",
    "  {label} (part {name}, {state})",
)
READ_FIELD: Final = Phrase("    {label}: {value}", "    {label} : {value}", "    {label}: {value}")
SAVED: Final = Phrase(
    "حُفظ «{name}» في {path} ({size} بايت).",
    "« {name} » est enregistré dans {path} ({size} octets).",
    "“{name}” is saved to {path} ({size} bytes).",
)

STANDINGS: Final = {
    "provisional": Phrase("مؤقت", "provisoire", "provisional"),
    "settled": Phrase("نهائي", "définitif", "settled"),
    "overtaken": Phrase("متجاوَز", "dépassé", "overtaken"),
    "void": Phrase("باطل", "nul", "void"),
    "note": Phrase("ملاحظة", "note", "note"),
}
PARTS: Final = {
    "awaited": Phrase("منتظر", "attendue", "awaited"),
    "held": Phrase("لدينا", "gardée ici", "held"),
    "refused": Phrase("مرفوض", "refusée", "refused"),
    "erased": Phrase("مُحي", "effacée", "erased"),
    "sealed": Phrase(
        "مختوم إلى أن يُكشف عنه", "scellée jusqu’à sa révélation", "sealed until revealed"
    ),
}

NOTE: Final = Phrase(
    "  لنا وحدنا، {at}، {officer}: {text}",
    "  Pour nous seuls, {at}, {officer} : {text}",
    "  For us alone, {at}, {officer}: {text}",
)

# Help.
CASE_GROUP: Final = Phrase(
    "الملفات مع الشريك: فتحها، واتخاذ الإجراءات فيها، وعرضها، وقراءتها.",
    "Les dossiers avec un partenaire : ouvrir, agir, lister, montrer, lire.",
    "Cases with a partner: open, act, list, show, read.",
)
OPEN_HELP: Final = Phrase(
    "فتح ملف مع الشريك.", "Ouvrir un dossier avec le partenaire.", "Open a case with the partner."
)
ACT_HELP: Final = Phrase(
    "إضافة خطوة أو ملاحظة إلى ملف.",
    "Ajouter une démarche ou une note à un dossier.",
    "Add a move or a note to a case.",
)
LIST_HELP: Final = Phrase(
    "سرد الملفات، وأولها آخرها تغيرًا.",
    "Lister les dossiers, le dernier modifié en tête.",
    "List the cases, the latest changed first.",
)
SHOW_HELP: Final = Phrase(
    "عرض وضع الملف وكل إجراء فيه من الترويسات وحدها، مع ملاحظاتنا.",
    "Montrer où en est un dossier et chacun de ses actes, d’après les en-têtes, avec nos notes.",
    "Show where a case stands and every act of it, from headers alone, with our own notes.",
)
READ_HELP: Final = Phrase(
    "عرض مضمون إجراء، لغرض يبقى في سجل الاطلاع؛ ومع --desk يُبلَّغ الشريك بأن مكتبكم فتحه.",
    "Montrer ce que dit un acte ; pour un but, que garde le journal des accès. Avec --desk, le "
    "partenaire apprend que votre bureau l’a ouvert.",
    "Show what an act says; for a purpose, which the access log keeps. With --desk the partner "
    "is told that your desk has opened it.",
)
INBOX_HELP: Final = Phrase(
    "سرد الملفات التي علينا الدور فيها، وأولها أعجلها.",
    "Lister les dossiers où la main est à nous, le plus pressant en tête.",
    "List the cases in which it is our turn, the most pressing first.",
)
DUE_HELP: Final = Phrase(
    "سرد الآجال الجارية، آجالنا وآجال الشريك، وما انقضى منها.",
    "Lister les délais qui courent, les nôtres et ceux du partenaire, et ceux qui sont échus.",
    "List the deadlines that run, ours and the partner’s, and what is overdue.",
)
PROCEDURE: Final = Phrase(
    "المسطرة، مثل information-request.",
    "La procédure, par exemple information-request.",
    "The procedure: information-request.",
)
OPENING: Final = Phrase(
    "الإجراء الذي يفتح الملف، مثل send.",
    "L’acte qui ouvre le dossier, par exemple send.",
    "The opening act: send.",
)
ACT_NAME: Final = Phrase("الإجراء، مثل answer.", "L’acte, par exemple answer.", "The act: answer.")
CASE_ID: Final = Phrase(
    "الملف: مرجعه كما في القائمة والصفحات، أو معرّفه، أو ستة أحرف على الأقل من أوله.",
    "Le dossier : sa référence, comme dans la liste et sur les pages, ou son identifiant, ou au "
    "moins les six premiers caractères de celui-ci.",
    "The case: its reference, as in the list and on the pages, or its id, or at least six first "
    "characters of that.",
)
ACT_ID: Final = Phrase(
    "الإجراء: معرّفه، أو ستة أحرف على الأقل من أوله.",
    "L’acte : son identifiant, ou au moins ses six premiers caractères.",
    "The act: its id, or at least six first characters of it.",
)
PURPOSE: Final = Phrase(
    "لأي غرض يُقرأ، رمزًا، وهو غرض الملف نفسه؛ يُسجَّل قبل القراءة.",
    "Pour quel but on lit, sous forme de code : celui du dossier ; noté avant la lecture.",
    "What it is read for, as a code: the purpose of the case; logged before it is read.",
)
FILE_OUT: Final = Phrase(
    "حفظ الملف المرفق بالإجراء في هذا الملف.",
    "Enregistrer dans ce fichier celui qui est joint à l’acte.",
    "Save the file that is attached to the act to this one.",
)
DESK: Final = Phrase(
    "اسم المكتب الذي يفتح الإجراء، مثل registry؛ ويُبلَّغ به الشريك.",
    "Le bureau qui ouvre l’acte, par exemple registry ; le partenaire en est averti.",
    "The desk that opens the act: registry; the partner is told.",
)
OPENED_AT: Final = Phrase(
    "أُبلغ {party} بأن المكتب {desk} فتح الإجراء.",
    "{party} est averti que le bureau {desk} a ouvert l’acte.",
    "{party} is told that the desk {desk} has opened the act.",
)
FILE_PART: Final = Phrase(
    "الجزء الذي فيه الملف، إن كان في أكثر من جزء ملف.",
    "La pièce qui porte le fichier, si plusieurs en portent.",
    "The part that holds the file, where several hold one.",
)
TERM: Final = Phrase(
    "قيمة مرمّزة في الترويسة؛ وفي القوائم تفصل الفواصل بين القيم.",
    "Une valeur codée de l’en-tête ; dans une liste, séparez par des virgules.",
    "A coded value of the header; lists with commas.",
)
FIELD: Final = Phrase(
    "حقل نصي من الاستمارة.", "Un champ de texte du formulaire.", "A text field of the form."
)
FIELDS: Final = Phrase(
    "مستند JSON فيه حقول الاستمارة.",
    "Un fichier JSON avec les champs du formulaire.",
    "A JSON file with the fields of the form.",
)
ATTACH: Final = Phrase(
    "ملف مرفق بحقل من الاستمارة.",
    "Un fichier pour un champ du formulaire.",
    "A file for a field of the form.",
)
AGENDA_HELP: Final = Phrase(
    "سرد ما يُدرج في جدول أعمال الدورة التالية: ملفات متأخرة أو متنازع فيها أو مرفوعة.",
    "Lister ce qui va à l’ordre du jour de la prochaine session : dossiers en retard, disputés, "
    "portés devant le groupe.",
    "List what belongs on the agenda of the next session: cases overdue, disputed, escalated.",
)
AGENDA_OUT: Final = Phrase(
    "كتابة النقط في مستند JSON لاستمارة جدول الأعمال؛ ويُضاف إليها موضوع كل نقطة.",
    "Écrire les points dans un fichier JSON pour le formulaire de l’ordre du jour ; on y ajoute le "
    "thème de chacun.",
    "Write the items to a JSON file for the form of the agenda; the topic of each is to be added.",
)
AGENDA_ITEM: Final = Phrase(
    "{case} — {procedure}: {state}",
    "{case} — {procedure} : {state}",
    "{case} — {procedure}: {state}",
)
AGENDA_EMPTY: Final = Phrase(
    "لا ملف لجدول الأعمال.", "Aucun dossier pour l’ordre du jour.", "No case for the agenda."
)
AGENDA_WRITTEN: Final = Phrase(
    "كُتب المستند {path}.", "Le fichier {path} est écrit.", "Written to {path}."
)
ABOUT: Final = Phrase(
    "مستند JSON فيه الشخص الذي يخصه هذا الملف؛ لا يُرسل، وإن كان الملف يحميه بقي بصمةً في عقدتكم.",
    "Un fichier JSON avec la personne dont il s’agit ; elle n’est pas transmise, et si le dossier "
    "la protège, elle reste dans votre nœud, en empreinte.",
    "A JSON file with the person it is about; never sent, and where the case protects them, kept "
    "at your node as a digest.",
)
ABOUT_HERE: Final = Phrase(
    "مستند JSON فيه الشخص الذي يخصه الإجراء، إذا لم يكن ما في الملف كافيًا لمعرفته؛ لا يُحفظ ولا "
    "يُرسل.",
    "Un fichier JSON avec la personne dont il s’agit, si le dossier ne suffit pas à la "
    "reconnaître ; il n’est ni gardé ni transmis.",
    "A JSON file with the person it is about, where the case is not enough to know them; neither "
    "kept nor sent.",
)
OR_NOTHING_KNOWN: Final = Phrase(
    "إذا منعت الضمانات ذلك، يُقال إن لا شيء يُقدَّم، كما يقوله من لم يجد شيئًا.",
    "Si les garanties l’empêchent, dire que rien n’est donné, comme qui n’a rien trouvé.",
    "Where the safeguards stop it, say that nothing is given, as whoever found nothing does.",
)
ALTHOUGH: Final = Phrase(
    "سبب الإرسال مع أن الشيء نفسه طُلب في ملف آخر؛ ويبقى السبب عندنا.",
    "Motif de l’envoi, bien que la même chose ait été demandée dans un autre dossier ; il reste "
    "chez nous.",
    "Reason for sending although the same was asked for in another case; it stays with us.",
)
