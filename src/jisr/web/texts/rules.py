"""Words of the pages on the framework and the node."""

from collections.abc import Mapping
from typing import Final

from jisr.node.record_views import Text

RULES: Final[Mapping[str, Text]] = {
    "framework.title": Text("الإطار", "Le cadre", "The framework"),
    "framework.lede": Text(
        "ما وقّعه الطرفان: من يحق له ماذا، ومتى، وما يحدث حين يتقاطع إجراءان. "
        "الجمل أدناه هي النص نفسه الذي تطبّقه العقدتان.",
        "Ce que les deux parties ont signé : qui peut faire quoi, quand, et ce qui arrive lorsque "
        "deux actes se croisent. Ces phrases sont le texte même que les nœuds appliquent.",
        "What both parties signed: who may do what, when, and what happens when two acts cross. "
        "The sentences below are the very text that the nodes apply.",
    ),
    "framework.edition": Text("الطبعة {n}", "Édition {n}", "Edition {n}"),
    "framework.signed": Text("موقّعة من:", "Signée par :", "Signed by:"),
    "framework.digest": Text("البصمة:", "Empreinte :", "Digest:"),
    "framework.earlier": Text(
        "طبعة سابقة تبقى عليها ملفاتها الجارية",
        "édition antérieure, que ses dossiers en cours gardent",
        "earlier edition, which its running cases keep",
    ),
    "framework.none": Text(
        "لم يوقَّع أي إطار بعد.", "Aucun cadre signé pour l’instant.", "No framework signed yet."
    ),
    "procedure.states": Text("الحالات والبنود", "États et clauses", "States and clauses"),
    "procedure.turn": Text("الدور: {who}", "La main à : {who}", "Turn: {who}"),
    "procedure.rest": Text("لا دور لأحد", "Personne n’a la main", "Nobody’s turn"),
    "procedure.end": Text("نهاية", "fin", "end"),
    "procedure.term": Text("المدة", "Délai", "Term"),
    "procedure.expiry": Text("عند انقضائها", "À l’expiration", "When it runs out"),
    "procedure.calendar": Text("التقويم", "Calendrier", "Calendar"),
    "procedure.extension": Text("التمديد", "Prolongation", "Extension"),
    "procedure.forms": Text(
        "الاستمارات وما يقتضيه القانون لكل حقل: {n}",
        "Les formulaires, et ce que le droit veut savoir de chaque champ : {n}",
        "The forms, and what the law wants known about each field: {n}",
    ),
    "form.category": Text("الصفة في الملف", "Qualité dans le dossier", "In the case as"),
    "form.handling": Text("شروط التداول", "Conditions de traitement", "Handling"),
    "form.basis": Text("السند القانوني", "Base légale", "Legal basis"),
    "form.keep": Text("مدة الحفظ", "Conservation", "Kept"),
    "procedure.source": Text("المصدر والوضع", "Source et statut", "Source and status"),
    "procedure.diagram.of": Text(
        "رسم المسطرة: {name}. الجمل أدناه تقول الشيء نفسه.",
        "Schéma de la procédure : {name}. Les phrases ci-dessous disent la même chose.",
        "Diagram of the procedure: {name}. The sentences below say the same.",
    ),
    "procedure.crossings": Text(
        "حين يتقاطع إجراءان: {n}",
        "Quand deux actes se croisent : {n}",
        "When two acts cross: {n}",
    ),
    "node.title": Text("العقدة", "Le nœud", "The node"),
    "node.lede": Text(
        "كل طرف يشغّل عقدته ويحتفظ ببياناته. هذه صورة العقدة الآن.",
        "Chaque partie exploite son nœud et garde ses données. Voici l’état de celui-ci.",
        "Each party runs its own node and keeps its own data. This is the state of this one.",
    ),
    "node.of": Text("عقدة {party}", "Nœud : {party}", "Node: {party}"),
    "node.version": Text("الإصدار {version}", "Version {version}", "Version {version}"),
    "node.space": Text("الفضاء مع {party}", "Espace partagé : {party}", "Space with {party}"),
    "node.link.connected": Text("متصل", "connecté", "connected"),
    "node.link.waiting": Text("في الانتظار", "en attente", "waiting"),
    "node.link.stopped": Text("متوقف", "arrêté", "stopped"),
    "node.link.connected.text": Text(
        "الشريك يجيب.", "Le partenaire répond.", "The partner answers."
    ),
    "node.link.waiting.text": Text(
        "الشريك لا يجيب الآن؛ نعيد المحاولة، ولا يضيع شيء.",
        "Le partenaire ne répond pas ; nous réessayons et rien n’est perdu.",
        "The partner does not answer; we keep trying and nothing is lost.",
    ),
    "node.link.stopped.text": Text(
        "ينتظر قرارًا من أشخاص.", "Attend une décision humaine.", "Waits for people to decide."
    ),
    "node.contact": Text("آخر اتصال", "Dernier contact", "Last contact"),
    "node.never": Text("لم يحدث بعد", "jamais", "never"),
    "node.queued": Text("في انتظار إشعار التوصل", "En attente d’accusé", "Awaiting receipt"),
    "node.log": Text("سجل", "Journal de", "Log of"),
    "node.size": Text("عدد الإجراءات", "Actes", "Acts"),
    "node.head": Text("الرأس", "Tête", "Head"),
    "node.countersigned": Text("وقّع عليها الشريك", "Contresignés", "Countersigned"),
    "node.countersigned.means": Text(
        "«وقّع عليها الشريك»: يوقّع كل طرف، مع كل إشعار بالتوصل، على سجل الآخر كما وصله؛ وما كُتب "
        "بعد آخر توقيع يشمله التوقيع الموالي. ولهذا قد يبقى العدد أقل بقليل: فالإشعار الأخير لا "
        "يُردّ عليه بإشعار.",
        "« Contresignés » : avec chaque accusé de réception, chaque partie contresigne le journal "
        "de l’autre, tel qu’elle l’a reçu ; ce qui fut écrit après sa dernière signature est "
        "couvert par la suivante. Le nombre peut donc rester un peu en dessous : un dernier "
        "accusé n’appelle pas d’accusé.",
        "“Countersigned”: with each receipt each party countersigns the other’s log as it has "
        "received it; what was written after its last signature is covered by the next. So the "
        "number may stay a little below: a last receipt asks for no receipt.",
    ),
    "node.empty": Text("فارغ", "vide", "empty"),
    "node.others": Text("العقد الأخرى:", "Les autres nœuds :", "The other nodes:"),
    "node.framework": Text("الإطار", "Cadre", "Framework"),
}
