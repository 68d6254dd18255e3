"""Words of the pages on cases, acts and proofs."""

from collections.abc import Mapping
from typing import Final

from jisr.node.record_views import Text

CASES: Final[Mapping[str, Text]] = {
    "cases.title": Text("الملفات", "Les dossiers", "Cases"),
    "cases.lede": Text(
        "كل ملف مسطرة جارية بين عقدتين. كل إجراء موقّع، ويُحفظ عند الطرفين.",
        "Chaque dossier est une procédure en cours entre deux nœuds. Chaque acte est signé et "
        "conservé des deux côtés.",
        "Each case is a procedure under way between two nodes. Every act is signed and kept on "
        "both sides.",
    ),
    "cases.none": Text("لا يوجد أي ملف بعد.", "Aucun dossier pour l’instant.", "No case yet."),
    "cases.soon": Text(
        "تُعرض قصص هذا العرض الآن؛ أعد تحميل الصفحة بعد ثوانٍ.",
        "Les récits de la démonstration se jouent en ce moment ; rechargez la page dans quelques "
        "secondes.",
        "The demonstration’s stories are being played now; load the page again in a few seconds.",
    ),
    "cases.col.case": Text("الملف", "Dossier", "Case"),
    "cases.col.state": Text("الحالة", "État", "State"),
    "cases.col.turn": Text("الدور", "À qui la main", "Turn"),
    "cases.col.due": Text("الأجل", "Échéance", "Due"),
    "cases.col.opened": Text("فُتح", "Ouvert", "Opened"),
    "cases.crossed": Text("تقاطع إجراءان", "deux actes croisés", "two acts crossed"),
    "case.transfers": Text(
        "سند نقل المعطيات عن الأشخاص",
        "Base du transfert des données sur les personnes",
        "Ground on which data on persons are transferred",
    ),
    "case.none": Text("لا أحد", "personne", "nobody"),
    "case.where": Text("أين وصل الملف", "Où en est le dossier", "Where the case stands"),
    "case.now.turn": Text(
        "الحالة: {state}. الدور على {party}.",
        "État : {state}. La main est à : {party}.",
        "State: {state}. It is the turn of {party}.",
    ),
    "case.now.due": Text(
        "الحالة: {state}. الدور على {party}، إلى غاية {due}.",
        "État : {state}. La main est à : {party}, jusqu’au {due}.",
        "State: {state}. It is the turn of {party}, until {due}.",
    ),
    "case.now.overdue": Text(
        "الحالة: {state}. الدور على {party}، وقد انقضى الأجل في {due}.",
        "État : {state}. La main est à : {party} ; le délai est passé depuis le {due}.",
        "State: {state}. It is the turn of {party}; the time ran out on {due}.",
    ),
    "case.now.ended": Text(
        "انتهى الملف: {state}. لا أحد مطالَب بشيء.",
        "Dossier terminé : {state}. Plus personne n’a la main.",
        "The case has ended: {state}. Nobody has to act.",
    ),
    "case.now.rest": Text(
        "الحالة: {state}. لا أحد مطالَب بشيء الآن.",
        "État : {state}. Personne n’a la main pour l’instant.",
        "State: {state}. Nobody has to act at present.",
    ),
    "case.facts": Text("بطاقة الملف", "Fiche du dossier", "About this case"),
    "case.procedure": Text("المسطرة", "Procédure", "Procedure"),
    "case.reference": Text("المرجع", "Référence", "Reference"),
    "case.space": Text("الفضاء", "Espace", "Space"),
    "case.id": Text("المعرّف", "Identifiant", "Id"),
    "case.parties": Text("الأطراف", "Parties", "Parties"),
    "case.serves": Text("ينفّذ", "Exécute", "Carries out"),
    "due.label": Text("الأجل", "Échéance", "Due"),
    "due.term": Text("المدة", "Délai", "Term"),
    "due.source": Text("المصدر", "Source", "Source"),
    "due.overdue": Text("انقضى الأجل", "délai dépassé", "overdue"),
    "due.local": Text(
        "({time} بتوقيت {party})",
        "(heure locale, {party} : {time})",
        "(local time, {party}: {time})",
    ),
    "due.provisional": Text(
        "تاريخ مؤقت: قد يغيّره تقويم رسمي",
        "date provisoire : un calendrier officiel peut la déplacer",
        "provisional date: an official calendar may move it",
    ),
    "value.agreed": Text(
        "متفق عليه بين الطرفين", "convenue entre les parties", "agreed by the two parties"
    ),
    "value.borrowed": Text(
        "مقتبس من نص عام", "empruntée à un texte public", "borrowed from a public text"
    ),
    "value.proposed": Text("مقترح", "proposée", "proposed"),
    "value.example": Text("مثال", "exemple", "example"),
    "standing.provisional": Text("مؤقت", "provisoire", "provisional"),
    "standing.settled": Text("نهائي", "définitif", "settled"),
    "standing.overtaken": Text("متجاوَز", "dépassé", "overtaken"),
    "standing.void": Text("باطل", "nul", "void"),
    "standing.note": Text("ملاحظة", "note", "note"),
    "standing.provisional.means": Text(
        "ينتظر أن يراه الطرف الآخر؛ قد يتجاوزه إجراء متقاطع.",
        "attend d’être vu par l’autre partie ; un acte croisé peut le dépasser.",
        "waits to be seen by the other party; an act that crosses it may overtake it.",
    ),
    "standing.settled.means": Text(
        "رآه الطرفان، ولن يتغيّر أبدًا.",
        "vu des deux parties ; il ne changera plus.",
        "seen by both parties; it will never change.",
    ),
    "standing.overtaken.means": Text(
        "صحيح، لكن إجراء آخر تقاطع معه ورجحت كفته. يبقى محفوظًا.",
        "valable, mais un acte croisé l’emporte. Il reste conservé.",
        "valid, but an act that crossed it prevails. It stays on record.",
    ),
    "standing.void.means": Text(
        "أصيل، لكن المسطرة لا تسمح به. محفوظ بلا أثر.",
        "authentique, mais la procédure ne le permet pas. Conservé sans effet.",
        "genuine, but the procedure does not allow it. Kept, without effect.",
    ),
    "timeline.title": Text(
        "إجراءات الطرفين", "Les actes des deux parties", "The acts of both sides"
    ),
    "timeline.legend": Text("معنى العلامات", "Légende", "What the marks mean"),
    "act.leads": Text("يقود إلى: {state}", "Mène à : {state}", "Leads to: {state}"),
    "act.leads.not": Text(
        "كان سيقود إلى: {state}", "Aurait mené à : {state}", "Would have led to: {state}"
    ),
    "act.told": Text("القصة:", "Récit :", "Story:"),
    "act.at": Text("وُقّع في {at}", "Signé le {at}", "Signed {at}"),
    "act.in-time": Text(
        "في الأجل، وكان ينتهي في {due}",
        "Dans le délai, qui courait jusqu’au {due}",
        "In time: due {due}",
    ),
    "act.late": Text(
        "بعد الأجل، وكان ينتهي في {due}",
        "Hors délai : il courait jusqu’au {due}",
        "Late: due {due}",
    ),
    "act.prove": Text("إثبات هذا الإجراء", "Prouver cet acte", "Prove this act"),
    "act.prove.of": Text(
        "إثبات هذا الإجراء: {act}", "Prouver cet acte : {act}", "Prove this act: {act}"
    ),
    "receipt.delivered": Text("سُلّم في {at}", "Remis le {at}", "Delivered {at}"),
    "receipt.waiting": Text(
        "لم يُسلّم إلى {party} بعد",
        "Pas encore remis à : {party}",
        "Not delivered to {party} yet",
    ),
    "receipt.opened": Text("فُتح في {at}، {desk}", "Ouvert le {at}, {desk}", "Opened {at}, {desk}"),
    "receipt.opened.some": Text("فُتح في {at}", "Ouvert le {at}", "Opened {at}"),
    "receipt.unopened": Text(
        "لم يُعلن أي مكتب لدى {party} بعد أنه فتحه",
        "{party} : aucun bureau n’a encore déclaré l’avoir ouvert",
        "No desk of {party} has declared yet that it opened it",
    ),
    "part.held": Text("المحتوى محفوظ هنا", "contenu détenu ici", "content held here"),
    "part.awaited": Text("مُنتظَر", "attendue", "awaited"),
    "part.sealed": Text(
        "مختوم إلى أن يُكشف عنه", "scellée jusqu’à sa révélation", "sealed until revealed"
    ),
    "part.sealed.ours": Text(
        "لم يخرج من هذه العقدة سوى بصمته؛ ولا يصل المضمون إلى {party} إلا مع الإجراء الذي يكشف "
        "عنه.",
        "Seule son empreinte a quitté ce nœud ; le contenu ne parvient à l’autre partie ({party}) "
        "qu’avec l’acte qui le révèle.",
        "Only its digest has left this node; the content comes to {party} with the act that "
        "reveals it, and not before.",
    ),
    "part.sealed.theirs": Text(
        "لدينا بصمته وحدها؛ والمضمون باقٍ عند {party}، ولا يصل إلا مع الإجراء الذي يكشف عنه، ولا "
        "يمكن أن يُستبدل به غيره.",
        "Seule son empreinte est ici. Le contenu reste chez son auteur ({party}) ; il ne vient "
        "qu’avec l’acte qui le révèle, et ne peut être un autre.",
        "Only its digest is here. The content stays with {party}; it comes with the act that "
        "reveals it, and can be no other.",
    ),
    "part.revealed": Text(
        "أُرسلت بصمته مختومًا أولًا؛ وكشفت عنه الجهة ({party}) في {at}، والمضمون مطابق لبصمته.",
        "Elle fut d’abord scellée : seule son empreinte a été envoyée ; révélée par son auteur "
        "({party}) le {at}, elle est bien celle de l’empreinte.",
        "It was sealed first, as a digest alone; {party} revealed it at {at}, and it is what the "
        "digest says.",
    ),
    "mirror.title": Text(
        "أرقام الطرفين متقابلة", "Les chiffres des deux parties, en miroir", "Both parties’ figures"
    ),
    "mirror.text": Text(
        "{counted}: كما كشفها كل طرف، وليس أي الرقمين هو «الصحيح».",
        "{counted} : tels que chaque partie les a révélés ; aucun des deux n’est « le vrai ».",
        "{counted}: as each party revealed them; neither is “the true one”.",
    ),
    "mirror.unequal": Text(
        "الأسطر المختلفة: {n} من {all}.",
        "Lignes qui diffèrent : {n} sur {all}.",
        "Rows that differ: {n} of {all}.",
    ),
    "mirror.difference": Text(
        "الفرق: {a} ناقص {b}", "Écart : {a} moins {b}", "Difference: {a} less {b}"
    ),
    "mirror.over": Text("المجموع", "Total", "Total"),
    "mirror.none": Text("لم يُذكر", "non fourni", "not given"),
    "part.refused": Text(
        "رُفض وأُتلف دون فتحه", "refusée, détruite sans être ouverte", "refused, destroyed unopened"
    ),
    "part.erased": Text("مُحي", "effacée", "erased"),
    "part.erased.at": Text("مُحي في {at}", "Effacée le {at}", "Erased {at}"),
    "part.erased.by": Text(
        "مُحي في {at}، والطرف الذي قرر المحو: {party}",
        "Effacée le {at} par {party}",
        "Erased {at} by {party}",
    ),
    "part.erased.text": Text(
        "مُحي المحتوى ومفتاحه عند الطرفين، والملف قائم كما كان.",
        "Le contenu et sa clé ont été détruits ; le dossier tient toujours.",
        "The content and its key are destroyed; the case still stands.",
    ),
    "part.awaited.text": Text(
        "أعلن عنه الإجراء ولم يصل بعد.",
        "Annoncée par l’acte, pas encore arrivée.",
        "Announced by the act, not here yet.",
    ),
    "part.handling": Text(
        "شروط التداول: {handling}",
        "Conditions de traitement : {handling}",
        "Handling: {handling}",
    ),
    "part.keep.for": Text("مدة الحفظ: {length}", "Conservation : {length}", "Kept for {length}"),
    "file.digest": Text("البصمة:", "empreinte :", "digest:"),
    "field.reading": Text(
        "بالعربية، للقارئ فقط، غير موقَّع:",
        "En français, pour le lecteur, non signé :",
        "In English, for the reader, not signed:",
    ),
    "part.keep": Text("يُحفظ إلى {day}", "Conservée jusqu’au {day}", "Kept until {day}"),
    "crossing.title": Text("إجراءان متقاطعان", "Deux actes se sont croisés", "Two acts crossed"),
    "crossing.text": Text(
        "وُقّع «{x}» ({a}) و«{y}» ({b}) دون أن يرى أي طرف إجراء الآخر. حسمت المسطرة الموقّعة: "
        "{rule}، فثبت «{x}»، والحالة عند الطرفين: {state}.",
        "« {x} » ({a}) et « {y} » ({b}) ont été signés sans qu’aucune partie ait vu l’acte de "
        "l’autre. La procédure signée tranche : {rule}. « {x} » l’emporte ; état des deux "
        "côtés : {state}.",
        "“{x}” ({a}) and “{y}” ({b}) were signed before either party had seen the other’s act. "
        "The signed procedure decides: {rule}. “{x}” stands; the state on both sides: {state}.",
    ),
    "crossing.prevailing": Text(
        "هذا البند راجح بالنص",
        "cette clause prévaut, c’est écrit",
        "this clause is written to prevail",
    ),
    "crossing.turn-holder": Text(
        "يرجح من كان الدور عليه",
        "la partie qui avait la main l’emporte",
        "the party whose turn it was prevails",
    ),
    "crossing.party-order": Text(
        "يُتبع ترتيب الأطراف",
        "l’ordre des parties s’applique",
        "the order of the parties applies",
    ),
    "sides.title": Text(
        "النتيجة نفسها عند الطرفين",
        "Le même résultat des deux côtés",
        "The same outcome on both sides",
    ),
    "sides.title.differ": Text(
        "الطرفان لم يتوافقا بعد",
        "Les deux côtés ne concordent pas encore",
        "The two sides do not agree yet",
    ),
    "sides.title.one": Text("من هذا الجانب", "Vu d’ici", "As seen from here"),
    "sides.text": Text(
        "كل عقدة أعادت تطبيق الإجراءات وحدها، دون حَكَم بينهما. البصمتان متطابقتان.",
        "Chaque nœud a rejoué les actes seul, sans arbitre. Les deux empreintes sont égales.",
        "Each node folded the acts alone, with no arbiter between them. The two digests are equal.",
    ),
    "sides.text.differ": Text(
        "إحدى العقدتين لم تتوصل بعد بكل الإجراءات؛ ستتطابق البصمتان عند وصولها.",
        "L’un des nœuds n’a pas encore reçu tous les actes ; les empreintes seront égales ensuite.",
        "One node has not yet received every act; the digests will be equal when it has.",
    ),
    "sides.text.one": Text(
        "نظرة الشريك غير معروفة هنا الآن.",
        "La vue du partenaire n’est pas connue ici en ce moment.",
        "The partner’s view is not known here at present.",
    ),
    "sides.there": Text(
        "الملف نفسه في عقدة {party}",
        "Le même dossier sur le nœud : {party}",
        "The same case on the node of {party}",
    ),
    "sides.of": Text("عند {party}", "Chez : {party}", "At {party}"),
    "sides.act": Text("الإجراء", "Acte", "Act"),
    "sides.state": Text("الحالة", "État", "State"),
    "sides.digest": Text("البصمة", "Empreinte", "Digest"),
    "sides.digests": Text("البصمتان", "Empreintes", "Digests"),
    "sides.equal": Text("متطابقتان", "égales", "equal"),
    "sides.differ": Text("مختلفتان", "différentes", "different"),
    "sides.unseen": Text("لم يصل", "pas reçu", "not received"),
    "proof.title": Text("إثبات إجراء", "Preuve d’un acte", "Proof of an act"),
    "proof.title.of": Text("إثبات: {act}", "Preuve : {act}", "Proof: {act}"),
    "proof.holds": Text("الإثبات صحيح", "La preuve tient", "The proof holds"),
    "proof.holds.text": Text(
        "تحققت هذه العقدة من كل خطوة في {at}. يمكن لأي كان أن يعيد التحقق دونها.",
        "Ce nœud a vérifié chaque étape le {at}. Chacun peut la revérifier sans lui.",
        "This node checked every step on {at}. Anyone can check it again without this node.",
    ),
    "proof.fails": Text("الإثبات غير صحيح", "La preuve ne tient pas", "The proof does not hold"),
    "proof.fails.text": Text(
        "خطوة واحدة على الأقل لم تصح عند التحقق في {at}. لا تعتمد على هذا الإثبات.",
        "Au moins une étape a échoué lors de la vérification du {at}. Ne vous y fiez pas.",
        "At least one step failed when checked on {at}. Do not rely on this proof.",
    ),
    "proof.what": Text("ما الذي ثبت", "Ce qui est prouvé", "What is proved"),
    "proof.step.holds": Text("صحيح", "vérifié", "holds"),
    "proof.step.fails": Text("غير صحيح", "échoue", "fails"),
    "proof.act": Text("الإجراء", "L’acte", "The act"),
    "proof.case": Text("الملف", "Dossier", "Case"),
    "proof.author": Text("صاحبه", "Auteur", "Author"),
    "proof.signed": Text("وُقّع في", "Signé le", "Signed"),
    "proof.standing": Text("وضعه", "Situation", "Standing"),
    "proof.file": Text("ملف الإثبات", "Le fichier de preuve", "The proof file"),
    "proof.download": Text("تنزيل الإثبات", "Télécharger la preuve", "Download the proof"),
    "proof.size": Text("{size} بايت", "{size} octets", "{size} bytes"),
    "proof.marked": Text(
        "بايتات الإثبات موقَّعة كما هي، فلا تُمسّ: علامة العرض في اسم الملف، وفي النصوص التي تلتزم بها "
        "الإجراءات.",
        "Les octets d’une preuve sont signés tels quels et ne se retouchent pas : la marque de la "
        "démonstration est dans le nom du fichier, et dans les textes auxquels les actes engagent.",
        "The bytes of a proof are signed as they are and are never touched: the demonstration’s "
        "mark is in the file’s name, and in the texts that the acts commit to.",
    ),
    "proof.limits": Text(
        "لا يثبت الملف أن الساعات كانت مضبوطة، ولا أن أحدًا قرأ الإجراء، ولا أنه كان مقبولًا؛ وليس "
        "فيه مضمون، بل التزامات به.",
        "Non prouvé : que les horloges étaient justes, que quelqu’un ait lu l’acte, qu’il fût "
        "recevable. Le fichier ne contient aucun contenu, seulement des engagements sur celui-ci.",
        "Not proved: that the clocks were right, that anybody read the act, that it was "
        "admissible. The file holds no content, only commitments to it.",
    ),
    "proof.needs": Text(
        "يلزم لذلك Python 3.9 أو أحدث، وحزمته cryptography، والمدقق: وهو ملف واحد في مصدر «جسر»، "
        "tools/verify.py. خذه ممن تثق به، لا من هذه العقدة: فلا يُستعار مدقق ممن يُدقَّق في قوله. ثم "
        "قارن معرّف الفضاء الذي يطبعه بما كتب به إليك الطرفان.",
        "Il faut Python 3.9 ou plus, son paquet cryptography, et le vérificateur : un seul "
        "fichier, tools/verify.py, dans les sources de Jisr. Prenez-le auprès de qui a votre "
        "confiance, non de ce nœud : on n’emprunte pas son vérificateur à celui que l’on vérifie. "
        "Comparez ensuite l’identifiant d’espace affiché à celui que les deux parties vous "
        "ont écrit.",
        "You need Python 3.9 or later, its package cryptography, and the verifier: one file, "
        "tools/verify.py, in the source of Jisr. Take it from somebody you trust and not from this "
        "node: nobody borrows the verifier from whom it is to check. Then compare the space’s id "
        "that it prints with the one that both parties have given you in writing.",
    ),
    "proof.offline": Text(
        "للتحقق دون اتصال ودون ثقة في أي عقدة:",
        "Pour vérifier hors ligne, sans se fier à aucun nœud :",
        "To check it offline, trusting neither node:",
    ),
    "claim.founding": Text(
        "وقّع الطرفان الوثيقة التأسيسية لهذا الفضاء ({space}).",
        "Les deux parties ont signé le document fondateur de cet espace ({space}).",
        "Both parties signed the founding document of this space ({space}).",
    ),
    "claim.bytes": Text(
        "لم يتغيّر حرف في ترويسة الإجراء: بصمتها {id}.",
        "Pas un octet de l’en-tête n’a changé : son empreinte est {id}.",
        "Not one byte of the header has changed: its digest is {id}.",
    ),
    "claim.signature": Text(
        "هذه البايتات بعينها موقَّعة من طرف {party}، بالمفتاح {key}.",
        "Signature de ces octets exacts par : {party}, avec la clé {key}.",
        "{party} signed exactly these bytes, with the key {key}.",
    ),
    "claim.key": Text(
        "كان المفتاح {key} صالحًا في ذلك الموضع لدى {party}، بتفويض من مفتاح الجذر.",
        "À cet endroit du journal, la clé {key} était valable pour : {party}, par sa clé racine.",
        "At that place of the log the key {key} was valid for {party}, by its root key.",
    ),
    "claim.place": Text(
        "الإجراء في الرتبة {seq} من {size} في سجل صاحبه، ورقمه عند المدقق {number}، إذ يعدّ من "
        "الصفر؛ ولو نُزع منه لظهر ذلك.",
        "L’acte est au rang {seq} sur {size} du journal de son auteur ; le vérificateur, qui "
        "compte à partir de zéro, le cite {number}. L’en retirer se verrait.",
        "The act stands at place {seq} of {size} in its author’s log; the verifier, which counts "
        "from zero, cites it as {number}. Taking it out would show.",
    ),
    "claim.checkpoint": Text(
        "حالة ذلك السجل عند الرتبة {size} موقَّعة من طرف {party}.",
        "État de ce journal à {size} actes signé par : {party}.",
        "{party} signed the state of that log at {size} acts.",
    ),
    "claim.cosigned": Text(
        "الحالة نفسها موقَّعة أيضًا من طرف الشريك، {party}: فالإجراء لديه.",
        "Le partenaire a contresigné le même état : {party} détient l’acte.",
        "The partner, {party}, countersigned the same state: it holds the act.",
    ),
    "claim.content": Text(
        "المحتوى المعروض هو ما وُقّع عليه بعينه: {parts}.",
        "Le contenu montré est celui qui a été signé : {parts}.",
        "The content shown is the content that was signed: {parts}.",
    ),
}
