"""What the commands on packs print, in Arabic, French and English."""

from collections.abc import Mapping
from typing import Final

from jisr.node.framework_views import ValueStatus
from jisr.ops.cli.phrase import Phrase

SOUND: Final = Phrase(
    "{pack}: سليمة ويجوز توقيعها. البصمة {digest}",
    "{pack} : sain, peut être signé. Empreinte {digest}",
    "{pack}: sound, may be signed. Digest {digest}",
)
FAULTY: Final = Phrase(
    "{pack}: لا يجوز توقيعها؛ عدد العيوب: {count}.",
    "{pack} : ne peut être signé ; défauts : {count}.",
    "{pack}: may not be signed; faults: {count}.",
)
EDITION: Final = Phrase(
    "{title}، الطبعة {number}، البصمة {digest}",
    "{title}, édition {number}, empreinte {digest}",
    "{title}, edition {number}, digest {digest}",
)
STATE: Final = Phrase(
    "الحالة «{state}»: الدور على {turn}.",
    "État « {state} » : la main est à {turn}.",
    "State “{state}”: it is the turn of {turn}.",
)
STATE_RESTS: Final = Phrase(
    "الحالة «{state}»: لا دور على أحد.",
    "État « {state} » : la main n’est à personne.",
    "State “{state}”: it is nobody’s turn.",
)
DEADLINE: Final = Phrase(
    "الأجل: {term}؛ {expiry}. المصدر: {source} ({status}).",
    "Délai : {term} ; {expiry}. Source : {source} ({status}).",
    "Deadline: {term}; {expiry}. Source: {source} ({status}).",
)
CALENDAR: Final = Phrase(
    "[التقويم: {calendar}]", "[calendrier : {calendar}]", "[calendar: {calendar}]"
)
EXPLORING: Final = Phrase(
    "تُستكشف الملفات الممكنة…", "Exploration des dossiers possibles…", "Exploring possible cases…"
)
EXPLORES: Final = Phrase(
    "تُجرَّب المساطر بكل ترتيب للإجراءات التالية، بعمق {acts} لكل طرف، انطلاقًا من {states} حالة؛ "
    "قد يستغرق ذلك دقائق.",
    "Les procédures sont jouées dans tous les ordres des {acts} prochains actes de chaque partie, "
    "à partir de {states} états ; cela peut prendre quelques minutes.",
    "Each procedure is played in every order of the next {acts} acts of each party, from {states} "
    "states; this may take some minutes.",
)
EXPLORED: Final = Phrase(
    "{procedure}: {situations} وضعية، منها {crossings} فيها تقاطع؛ إجراءات كل طرف: {acts} على "
    "الأكثر؛ ولا قراءتان في أي منها.",
    "{procedure} : {situations} situations, dont {crossings} où des actes se croisent ; actes de "
    "chaque partie : {acts} au plus ; aucune n’a deux lectures.",
    "{procedure}: {situations} situations, {crossings} of them with a crossing; acts of each "
    "party: {acts} at most; none has two readings.",
)
TWO_READINGS: Final = Phrase(
    "{procedure}: قراءتان لملف واحد، بعد {situations} وضعية: {story}",
    "{procedure} : deux lectures d’un même dossier, après {situations} situations : {story}",
    "{procedure}: two readings of one case, after {situations} situations: {story}",
)
CROSSINGS: Final = Phrase(
    "إذا تقاطع إجراءان:", "Quand deux actes se croisent :", "When two acts cross:"
)
TO_TYPE: Final = Phrase(
    "ما يُكتب لكل إجراء:", "Ce qui se tape pour chaque acte :", "What to type for each act:"
)
TYPED: Final = Phrase(
    "{typed} — {label} ({needed})", "{typed} — {label} ({needed})", "{typed} — {label} ({needed})"
)
IN_JSON: Final = Phrase(
    "{typed} — {label} ({needed}؛ في ملف --fields)",
    "{typed} — {label} ({needed} ; dans le fichier de --fields)",
    "{typed} — {label} ({needed}; in the file of --fields)",
)
REQUIRED: Final = Phrase("إلزامي", "obligatoire", "required")
OPTIONAL: Final = Phrase("اختياري", "facultatif", "optional")
WRITTEN: Final = Phrase("كُتب {path}", "Écrit : {path}", "Written: {path}")

STATUSES: Final[Mapping[ValueStatus, Phrase]] = {
    ValueStatus.AGREED: Phrase("متفق عليه", "convenu", "agreed"),
    ValueStatus.BORROWED: Phrase("مقتبس من نص آخر", "emprunté", "borrowed"),
    ValueStatus.PROPOSED: Phrase("مقترح", "proposé", "proposed"),
    ValueStatus.EXAMPLE: Phrase("مثال", "exemple", "example"),
}

# Help.
FRAMEWORK_GROUP: Final = Phrase(
    "الحزم: المساطر والاستمارات والآجال التي يوقّعها الطرفان.",
    "Les paquets : procédures, formulaires et délais que signent les deux parties.",
    "Packs: the procedures, forms and deadlines two parties sign.",
)
CHECK_HELP: Final = Phrase(
    "فحص الحزم: حالة الخروج 0 إذا جاز توقيعها كلها، وإلا فهي 1 مع سطر لكل عيب.",
    "Contrôler des paquets : code de sortie 0 si chacun peut être signé, sinon 1 et une ligne par "
    "défaut.",
    "Check packs: exit status 0 when each may be signed, else 1 and one line for each fault.",
)
SHOW_HELP: Final = Phrase(
    "عرض الحزمة جملًا: من له أن يفعل ماذا، وفي أي أجل، وبأي سند، وما يتقاطع.",
    "Dire un paquet en phrases : qui peut faire quoi, dans quel délai, d’après quel texte, et ce "
    "qui se croise.",
    "Print a pack as sentences: who may do what, by when and on whose word, what crosses.",
)
DIAGRAM_HELP: Final = Phrase(
    "رسم مسطرة من الحزمة: حالاتها، وبينها الإجراءات.",
    "Dessiner une procédure du paquet : ses états et, entre eux, les actes.",
    "Draw one procedure of a pack: its states, and between them the acts.",
)
EXPLORE_HELP: Final = Phrase(
    "تجربة كل مسطرة بكل ترتيب للإجراءات التالية، بحثًا عن قراءتين لملف واحد.",
    "Jouer chaque procédure dans tous les ordres des prochains actes, et chercher deux lectures "
    "d’un même dossier.",
    "Play each procedure in every order of the next acts, and look for two readings of a case.",
)
ACTS: Final = Phrase(
    "عدد الإجراءات التالية لكل طرف.",
    "Combien d’actes de chaque partie.",
    "How many acts of each party.",
)
DIGEST_HELP: Final = Phrase(
    "طباعة بصمة حزمة يجوز توقيعها: هي ما يقارنه الطرفان قبل التوقيع.",
    "Écrire l’empreinte d’un paquet qui peut être signé : ce que comparent les deux parties avant "
    "de signer.",
    "Print the digest of a pack that may be signed: what two parties compare before signing.",
)
BOOK_HELP: Final = Phrase(
    "كتابة الحزمة وثيقةً يقرؤها الطرفان ويوقّعانها، باللغة المختارة بالخيار --lang.",
    "Écrire un paquet comme le document que les deux parties lisent et signent, dans la langue de "
    "--lang.",
    "Write a pack as the document that two parties read and sign, in the language of --lang.",
)
BOOK_OUT: Final = Phrase(
    "الملف الذي يُكتب: HTML، أو PDF إذا انتهى اسمه بذلك.",
    "Le fichier à écrire : HTML, ou PDF si son nom finit ainsi.",
    "File to write: HTML, or PDF if its name ends so.",
)
PDF: Final = Phrase(
    "كتابة PDF مهما كان اسم الملف.",
    "Écrire du PDF, quel que soit le nom du fichier.",
    "Write PDF, whatever the file’s name.",
)
DRAFT: Final = Phrase(
    "كتابة مشروع على الفور، دون تجربة المساطر قبل ذلك؛ ويذكر الكتاب أنه مشروع لا يُعرض للتوقيع.",
    "Écrire tout de suite un projet, sans jouer les procédures auparavant ; le livre dit qu’il est "
    "un projet, non ouvert à la signature.",
    "Write a draft at once, without playing the procedures first; the book says that it is a "
    "draft, not offered for signature.",
)
PRINTING: Final = Phrase("يُطبع الكتاب…", "Impression du livre…", "Printing the book…")
PROPOSE_HELP: Final = Phrase(
    "اقتراح طبعة جديدة من إطار الفضاء على الشريك.",
    "Proposer au partenaire une nouvelle édition du cadre d’un espace.",
    "Propose a new edition of a space’s framework to the partner.",
)
ACCEPT_HELP: Final = Phrase(
    "قبول الطبعة التي اقترحها الشريك.",
    "Accepter l’édition que le partenaire a proposée.",
    "Accept the edition that the partner has proposed.",
)
SIGN_HELP: Final = Phrase(
    "توقيع طبعة: قبولها إن كان الشريك قد اقترحها بعينها، وإلا فاقتراحها.",
    "Signer une édition : l’accepter si le partenaire a proposé exactement celle-là, sinon la "
    "proposer.",
    "Sign an edition: accept it if the partner has proposed exactly this one, else propose it.",
)
KEEP_HELP: Final = Phrase(
    "إعطاء العقدة نص طبعة اعتمدها الطرفان وضاع مع قرص.",
    "Rendre au nœud le texte d’une édition adoptée, perdu avec un disque.",
    "Give the node the text of an adopted edition that was lost with a disk.",
)
KEPT: Final = Phrase(
    "لدى العقدة نص الطبعة {digest}.",
    "Le nœud a le texte de l’édition {digest}.",
    "The node has the text of edition {digest}.",
)
PACK: Final = Phrase(
    "مجلد الحزمة، مثل packs/ma-fr.",
    "Le dossier du paquet, par exemple packs/ma-fr.",
    "The pack’s folder: packs/ma-fr.",
)
PACKS: Final = Phrase(
    "مجلد حزمة، أو عدة مجلدات.",
    "Le dossier d’un paquet, ou de plusieurs.",
    "One pack’s folder, or several.",
)
PROCEDURE: Final = Phrase(
    "المسطرة، مثل information-request.",
    "La procédure, par exemple information-request.",
    "The procedure: information-request.",
)
MERMAID: Final = Phrase(
    "نص Mermaid، أو رسم SVG.", "Du texte Mermaid, ou un dessin SVG.",
    "Mermaid text, or an SVG drawing.",
)  # fmt: skip
OUT: Final = Phrase(
    "الملف الذي يُكتب؛ وإلا فيُطبع.",
    "Le fichier à écrire ; sinon le dessin est affiché.",
    "File to write; else it is printed.",
)
REASON: Final = Phrase(
    "ما الذي يتغير ولماذا، ليقرأه الشريك.",
    "Ce qui change et pourquoi, à l’intention du partenaire.",
    "What changes and why, for the partner to read.",
)
