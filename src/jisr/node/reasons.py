"""Why a node refuses something, in Arabic, French and English."""

from typing import Final

from jisr.core.errors import Reason

UNKNOWN_SPACE: Final = Reason(
    "node.unknown-space",
    ar="هذه العقدة ليست طرفًا في هذا الفضاء.",
    fr="Ce nœud ne fait pas partie de cet espace.",
    en="This node is not part of this space.",
)
UNKNOWN_CASE: Final = Reason(
    "node.unknown-case",
    ar="لا يوجد ملف بهذا الرقم، أو ليس لك حق الاطلاع عليه.",
    fr="Aucun dossier de ce numéro, ou vous n’y avez pas accès.",
    en="There is no such case, or you may not see it.",
)
LET_GO: Final = Reason(
    "node.let-go",
    ar="وافقنا على حذف هذا الملف القديم، فلا يُكتب فيه شيء بعد ذلك.",
    fr="Nous avons accepté que ce dossier disparaisse : rien ne s’y écrit plus.",
    en="We have agreed that this old case may go: nothing more is written in it.",
)
UNKNOWN_ACT: Final = Reason(
    "node.unknown-act",
    ar="لا يوجد إجراء بهذا الرقم، أو ليس لك حق الاطلاع عليه.",
    fr="Aucun acte de ce numéro, ou vous n’y avez pas accès.",
    en="There is no such act, or you may not see it.",
)
EDITION_FAULTY: Final = Reason(
    "node.edition-faulty",
    ar="لا يمكن توقيع طبعة الإطار؛ عدد العيوب: {faults}، أولها {first}.",
    fr="L’édition du cadre ne peut être signée ; défauts : {faults}, dont {first}.",
    en="The edition of the framework cannot be signed; faults: {faults}, the first {first}.",
)
UNKNOWN_EDITION: Final = Reason(
    "node.unknown-edition",
    ar="هذه العقدة لا تملك نص طبعة الإطار {digest}.",
    fr="Ce nœud n’a pas le texte de l’édition {digest} du cadre.",
    en="This node does not have the text of edition {digest} of the framework.",
)
EDITION_NOT_ADOPTED: Final = Reason(
    "node.edition-not-adopted",
    ar="لم يعتمد طرفا هذا الفضاء الطبعة {digest}.",
    fr="Les parties de cet espace n’ont pas adopté l’édition {digest}.",
    en="The parties of this space have not adopted edition {digest}.",
)
SPACE_STOPPED: Final = Reason(
    "node.space-stopped",
    ar="توقف هذا الفضاء: ثبت أن الطرف الآخر وقّع إجراءين مختلفين في الموضع {seq}. القرار للمسؤولين.",
    fr="Cet espace est arrêté : il est prouvé que le partenaire a signé deux actes différents "
    "à la position {seq}. La décision revient aux responsables.",
    en="This space is stopped: the partner is proved to have signed two different acts at "
    "position {seq}. People must decide.",
)
NOT_YET_HEARD: Final = Reason(
    "node.not-yet-heard",
    ar="استُرجعت هذه العقدة من نسخة احتياطية، ولا يجوز لها أن تكتب قبل أن تسمع من شريكها.",
    fr="Ce nœud a été restauré d’une sauvegarde et ne peut écrire avant d’avoir entendu "
    "son partenaire.",
    en="This node was restored from a backup and may not write before it has heard its partner.",
)
CLAIMED_TO_LACK: Final = Reason(
    "node.claimed-to-lack",
    ar="يقول الشريك إن لديه من إجراءات هذا الطرف ما ليس هنا. لا يُكتب شيء في هذا الفضاء "
    "حتى تعود إليه العقدة كما بعد استرجاع نسخة احتياطية.",
    fr="Le partenaire dit tenir des actes de cette partie qui ne sont pas ici. Rien ne s’écrit "
    "dans cet espace avant que le nœud y soit revenu comme après une restauration.",
    en="The partner says it holds acts of this party that are not here. Nothing is written in this "
    "space until the node has come back to it as after a restore.",
)
LEDGER_SHORTER: Final = Reason(
    "node.ledger-shorter",
    ar="فقد سجل الإجراءات بعض إجراءات هذا الطرف: كانت القوائم قد بلغت {lists} منها. لا يُكتب شيء في "
    "هذا الفضاء حتى تعود إليه العقدة كما بعد استرجاع نسخة احتياطية.",
    fr="Le journal a perdu des actes de cette partie : les listes en connaissaient {lists}. Rien "
    "ne s’écrit dans cet espace avant que le nœud y soit revenu comme après une restauration.",
    en="The ledger has lost acts of this party: the lists knew {lists} of them. Nothing is written "
    "in this space until the node has come back to it as after a restore.",
)
FORM_NOT_USED: Final = Reason(
    "node.form-not-used",
    ar="هذا الإجراء لا يستعمل الاستمارة {form}.",
    fr="Cet acte n’emploie pas le formulaire {form}.",
    en="This act does not use the form {form}.",
)
PART_DAMAGED: Final = Reason(
    "node.part-damaged",
    ar="الجزء {part} المحفوظ هنا ليس ما أُعلن عنه: تَلِف في المخزن. استرجعه من نسخة احتياطية.",
    fr="La pièce {part} conservée ici n’est pas celle qui a été annoncée : le stockage l’a "
    "altérée. Reprenez-la d’une sauvegarde.",
    en="Part {part} as kept here is not the one that was announced: the store has damaged it. "
    "Take it from a backup.",
)
CLOCK_BEHIND: Final = Reason(
    "node.clock-behind",
    ar="الساعة متأخرة عن آخر إجراء موقّع ({last}). صحّح ساعة الجهاز قبل الكتابة.",
    fr="L’horloge retarde sur le dernier acte signé ({last}). Corrigez-la avant d’écrire.",
    en="The clock is behind the last signed act ({last}). Set it right before writing.",
)
CLOCKS_DIFFER: Final = Reason(
    "node.clocks-differ",
    ar="ساعة الشريك تختلف عن ساعتنا بمقدار {seconds} ثانية. لا تُحسم بها الأمور، لكن الآجال تتأثر.",
    fr="L’horloge du partenaire diffère de la nôtre de {seconds} secondes. Elle ne décide de "
    "rien, mais les délais s’en ressentent.",
    en="The partner’s clock differs from ours by {seconds} seconds. It decides nothing, but "
    "deadlines feel it.",
)
CLOCK_BACKWARDS: Final = Reason(
    "node.clock-backwards",
    ar="أرّخ الشريك إجراءه ذا الموضع {seq} قبل إجرائه السابق. الإجراء قائم، لكن الآجال تُحسب "
    "بتاريخه.",
    fr="Le partenaire a daté son acte à la position {seq} d’avant le précédent. L’acte vaut, mais "
    "les délais se comptent sur sa date.",
    en="The partner has dated its act at position {seq} before the one it follows. The act "
    "stands, but deadlines count from its date.",
)
PARTNER_REFUSED: Final = Reason(
    "node.partner-refused",
    ar="لم يأخذ الشريك ما أرسلناه، والسبب {code}.",
    fr="Le partenaire n’a pas pris notre envoi ; motif : {code}.",
    en="The partner did not take what we sent; its reason: {code}.",
)
NO_SEAL_KEY: Final = Reason(
    "node.no-seal-key",
    ar="ألغى الشريك آخر مفتاح ختم له، فلا يمكن ختم شيء له حتى يعلن مفتاحًا آخر بإجراء منه.",
    fr="Le partenaire a révoqué sa dernière clé de scellement : rien ne peut lui être scellé avant "
    "qu’un acte de lui n’en annonce une autre.",
    en="The partner has revoked its last sealing key: nothing can be sealed to it until an act of "
    "its own brings another.",
)
NO_SESSIONS: Final = Reason(
    "node.no-sessions",
    ar="لا توجد جلسة مفتوحة على هذا الخط.",
    fr="Aucune séance n’est ouverte sur cette ligne.",
    en="No session is open on this line.",
)
ATTACHMENT_TOO_LARGE: Final = Reason(
    "node.attachment-too-large",
    ar="المرفق {size} بايت، والحد {limit}.",
    fr="La pièce jointe fait {size} octets ; la limite est de {limit}.",
    en="The attachment has {size} bytes; the limit is {limit}.",
)
TOO_MANY_PARTS_OWED: Final = Reason(
    "node.too-many-parts-owed",
    ar="أعلن الشريك أجزاء أكثر مما يُطلب في آن واحد ({limit})؛ تُطلب البقية حين يصل ما قبلها.",
    fr="Le partenaire a annoncé plus de pièces qu’il n’en est demandé à la fois ({limit}) ; "
    "les autres seront demandées quand les premières seront arrivées.",
    en="The partner has announced more parts than are asked for at a time ({limit}); the others "
    "are asked for once the first have come.",
)
TOO_MANY_FILES_OWED: Final = Reason(
    "node.too-many-files-owed",
    ar="أعلن الشريك ملفات أكثر مما تتسع له العقدة: {files} لم يكتمل، و{bytes} بايت في المجموع. "
    "لا يُطلب غيرها حتى يتوفر مكان.",
    fr="Le partenaire a annoncé plus de fichiers que ce nœud n’en accueille : {files} inachevés, "
    "{bytes} octets en tout. Les autres attendent qu’il y ait de la place.",
    en="The partner has announced more files than this node has room for: {files} unfinished, "
    "{bytes} bytes in all. The others wait until there is room.",
)
UNKNOWN_PART: Final = Reason(
    "node.unknown-part",
    ar="لا يوجد هنا جزء بهذا الالتزام، أو القائمة فارغة أو أطول من الحد.",
    fr="Aucune pièce ne porte ici cet engagement, ou la liste est vide ou trop longue.",
    en="No part here has this commitment, or the list is empty or too long.",
)
GROUND_NOT_LISTED: Final = Reason(
    "node.ground-not-listed",
    ar="السبب «{ground}» ليس في قائمة أسباب المحو في الإطار الساري.",
    fr="Le motif « {ground} » n’est pas dans la liste des motifs d’effacement du cadre en vigueur.",
    en="The ground “{ground}” is not in the list of grounds of erasure of the framework in force.",
)
ALREADY_ERASED: Final = Reason(
    "node.already-erased",
    ar="كل ما سُمي قد مُحي من قبل؛ لم يُكتب إجراء ثانٍ.",
    fr="Tout ce qui est nommé est déjà effacé ; aucun second acte n’a été écrit.",
    en="All that is named is erased already; no second act was written.",
)
ERASED_WITHOUT_GROUND: Final = Reason(
    "node.erased-without-ground",
    ar="محا الشريك، بإجرائه ذي الموضع {seq}، لسبب لا يعرفه الإطار الموقّع. نُفذ المحو؛ "
    "اسأله عن السبب.",
    fr="Par son acte à la position {seq}, le partenaire a effacé pour un motif que le cadre signé "
    "ne connaît pas. L’effacement est fait ; demandez-lui le motif.",
    en="By its act at position {seq} the partner erased on a ground that the signed framework "
    "does not list. The erasure is done; ask it why.",
)
ERASED_UNSAID: Final = Reason(
    "node.erased-unsaid",
    ar="أجزاء انقضت مدة حفظها فمُحيت هنا: {parts}. ولم يُخبَر الشريك، لأن الفضاء متوقف.",
    fr="Pièces effacées ici, leur temps écoulé : {parts}. Le partenaire n’en est pas averti, car "
    "l’espace est arrêté.",
    en="Parts erased here, as their time was over: {parts}. The partner is not told, for the space "
    "is stopped.",
)
ERASURE_WAITS: Final = Reason(
    "node.erasure-waits",
    ar="مرّ وقت طويل دون أن تنظر العقدة في ما انقضت مدة حفظه، أو قفزت ساعتها. لن يُمحى شيء "
    "تلقائيًا قبل {at}: تحققوا من الساعة ومما يسرده jisr retention list.",
    fr="Ce nœud n’a pas regardé depuis longtemps ce qui arrive à terme, ou son horloge a sauté. "
    "Rien n’est effacé automatiquement avant {at} : vérifiez l’horloge, et jisr retention list.",
    en="This node has not looked for a long time at what falls due, or its clock has leapt. "
    "Nothing is erased by itself before {at}: check the clock, and jisr retention list.",
)
LIMIT_OF_NO_PROCEDURE: Final = Reason(
    "node.limit-of-no-procedure",
    ar="في الإعدادات مدة حفظ للمسطرة «{procedure}»، وهي ليست في أي إطار لدى هذه العقدة.",
    fr="Les réglages limitent la conservation de la procédure « {procedure} », qui n’est d’aucun "
    "cadre de ce nœud.",
    en="The settings limit how long content of the procedure “{procedure}” is kept, which is of no "
    "framework of this node.",
)
NOT_FOR_US: Final = Reason(
    "node.not-for-us",
    ar="وثيقة التأسيس لا تذكر هذا الطرف بمفاتيحه الحالية.",
    fr="L’acte fondateur ne nomme pas cette partie avec ses clés actuelles.",
    en="The founding document does not name this party with its present keys.",
)
NOT_COUNTERSIGNED: Final = Reason(
    "node.not-countersigned",
    ar="لم يوقّع الطرف الآخر بعد على سجل يضم هذا الإجراء؛ أعد المحاولة بعد وصول إشعاره.",
    fr="L’autre partie n’a pas encore contresigné un registre qui contient cet acte ; "
    "réessayez après son accusé de réception.",
    en="The other party has not countersigned a log with this act yet; try again after its "
    "acknowledgement.",
)
NO_CONTENT: Final = Reason(
    "node.no-content",
    ar="لا مضمون لهذا الإجراء هنا: لم يصل، أو مُحي، أو ليس له مضمون. يمكن إثباته من دون مضمون.",
    fr="Cet acte n’a ici aucun contenu : il n’est pas arrivé, il est effacé, ou il n’y en a pas. "
    "L’acte peut être prouvé sans contenu.",
    en="This act has no content here: it has not come, it was erased, or there is none. The act "
    "can be proved without content.",
)
LOG_MOVED: Final = Reason(
    "node.log-moved",
    ar="كُتب في السجل إجراء آخر في هذه الأثناء؛ أعد التحضير والتوقيع.",
    fr="Un autre acte a été écrit entre-temps ; préparez et signez de nouveau.",
    en="Another act was written meanwhile; prepare and sign again.",
)
FILE_NOT_HERE: Final = Reason(
    "node.file-not-here",
    ar="لا ملف كامل هنا في الجزء {part}: لم يصل كله بعد، أو مُحي.",
    fr="La pièce {part} n’a pas ici de fichier entier : il arrive encore, ou il a été effacé.",
    en="Part {part} has no whole file here: it is still coming, or it was erased.",
)
ERASURE_REFUSED: Final = Reason(
    "node.erasure-refused",
    ar="انقضت مدة حفظ أجزاء في الملف {case}، ولا يجوز محوها كما تقتضي المدة. على من يشغل العقدة أن "
    "ينظر في الأمر.",
    fr="Des pièces du dossier {case} ont passé leur temps de conservation, et leur effacement est "
    "refusé. Il faut que l’exploitant du nœud s’en occupe.",
    en="Parts of case {case} are past their time of keeping, and their erasure is refused. The "
    "operator of the node has to look at it.",
)
PROTECTION_KEY_LOST: Final = Reason(
    "node.protection-key-lost",
    ar="ضاع المفتاح الذي تُعرف به الحماية القائمة، فلا يُعرف من تحميهم العقدة، ولا تُتخذ أي "
    "خطوة بشأن شخص. ارفعوا كل حماية يسردها jisr protection list، ثم أعيدوا وضعها.",
    fr="La clé sous laquelle les protections se retrouvent est perdue : ce nœud ne sait plus qui "
    "il protège, et ne fait aucune démarche envers une personne. Levez chaque protection que liste "
    "jisr protection list, puis posez-la de nouveau.",
    en="The key by which protections are found is lost: this node does not know whom it protects, "
    "and takes no step about a person. Lift each protection that jisr protection list shows, then "
    "set it again.",
)
NOBODY_KNOWN: Final = Reason(
    "node.nobody-known",
    ar="لا يكفي هذا لمعرفة الشخص: يلزم رقم وثيقة، أو اسم مع تاريخ الميلاد.",
    fr="Cela ne suffit pas à dire qui est la personne : il faut le numéro d’un document, ou un nom "
    "avec la date de naissance.",
    en="This is not enough to say who the person is: the number of a document is needed, or a name "
    "with the date of birth.",
)
PROTECTS_NONE: Final = Reason(
    "node.protects-none",
    ar="هذه المسطرة لا تحمي أحدًا ولا تُذكر فيها أسماء، فلا يُذكر عند فتحها شخص للعقدة وحدها.",
    fr="Cette procédure ne protège ni ne nomme personne : à son ouverture, on ne nomme personne au "
    "seul nœud.",
    en="This procedure protects nobody and names nobody, so no person is told to the node alone "
    "when it is opened.",
)
NOT_PROTECTED: Final = Reason(
    "node.not-protected",
    ar="لا حماية قائمة بهذا المعرّف.",
    fr="Aucune protection n’existe sous cet identifiant.",
    en="No protection stands under this identifier.",
)
REPLY_NOT_WRITTEN: Final = Reason(
    "node.reply-not-written",
    ar="لم يُكتب جواب كان ينتظر موعده في الملف {case}. انظروا أين وصل الملف، ثم قرّروا من جديد.",
    fr="Une réponse qui attendait son heure dans le dossier {case} n’a pas été écrite. Voyez où en "
    "est le dossier, puis décidez de nouveau.",
    en="A reply that waited for its hour in case {case} was not written. See where the case "
    "stands, and decide anew.",
)
ASKED_BEFORE: Final = Reason(
    "node.asked-before",
    ar="سبق لنا أن طلبنا الشيء نفسه ({fields})؛ الملفات: {case}. لم يُرسل شيء بعد. للإرسال مع ذلك "
    "يلزم ذكر السبب؛ ويبقى السبب عندنا.",
    fr="Nous avons déjà demandé la même chose ({fields}) ; dossiers : {case}. Rien n’est encore "
    "parti. Pour envoyer quand même, il faut dire pourquoi ; le motif reste chez nous.",
    en="We have asked for the same already ({fields}); cases: {case}. Nothing has been sent yet. "
    "To send all the same, a reason must be given; it stays with us.",
)
NOT_PERMITTED: Final = Reason(
    "node.not-permitted",
    ar="لا تسمح لك سياسات الوزارة بهذا ({action}) هنا.",
    fr="Les règles du ministère ne vous permettent pas cela ({action}) ici.",
    en="The policies of the ministry do not let you do this ({action}) here.",
)
UNKNOWN_OFFICER: Final = Reason(
    "node.unknown-officer",
    ar="لا يوجد موظف بهذا الاسم في العقدة: {officer}.",
    fr="Ce nœud n’a pas d’agent de ce nom : {officer}.",
    en="This node has no officer of that name: {officer}.",
)
WHO_ACTS: Final = Reason(
    "node.who-acts",
    ar="في هذه العقدة أكثر من موظف: يجب ذكر من يتصرف.",
    fr="Ce nœud a plusieurs agents : il faut dire qui agit.",
    en="This node has several officers: it must be said who acts.",
)
OFFICER_THERE: Final = Reason(
    "node.officer-there",
    ar="يوجد موظف بهذا الاسم: {officer}.",
    fr="Il y a déjà un agent de ce nom : {officer}.",
    en="There is an officer of that name already: {officer}.",
)
LAST_ADMINISTRATOR: Final = Reason(
    "node.last-administrator",
    ar="هذا آخر من يدير العقدة؛ لو أُوقف لما استطاع أحد أن يعيّن غيره.",
    fr="C’est le dernier administrateur du nœud : sans lui, personne ne pourrait plus en nommer.",
    en="This is the last administrator of the node: without one nobody could appoint another.",
)
KEY_OF_ANOTHER: Final = Reason(
    "node.key-of-another",
    ar="هذا مفتاح {officer}: لكل موظف مفتاحه، وإلا كان الواحد اثنين.",
    fr="Cette clé est celle de {officer} : à chacun la sienne, ou une personne en serait deux.",
    en="This is the key of {officer}: each has their own, or one person would be two.",
)
CREDENTIAL_FORM: Final = Reason(
    "node.credential-form",
    ar="هذا ليس مفتاحًا عموميًا من نوع Ed25519.",
    fr="Ce n’est pas une clé publique Ed25519.",
    en="This is no Ed25519 public key.",
)
NO_SUCH_WISH: Final = Reason(
    "node.no-such-wish",
    ar="لا يوجد نص ينتظر الموافقة بهذه البصمة، أو ليس لك حق الاطلاع عليه.",
    fr="Aucun texte de cette empreinte n’attend d’accord, ou vous n’y avez pas accès.",
    en="No text with this hash waits for approval, or you may not see it.",
)
WISH_STALE: Final = Reason(
    "node.wish-stale",
    ar="تغيّر الملف بعد أن عُرض هذا النص، فلم تعد الموافقة عليه تعني شيئًا: يجب أن يُكتب من جديد.",
    fr="Le dossier a changé depuis que ce texte a été montré ; l’approuver ne veut plus rien dire. "
    "Il faut l’écrire à nouveau.",
    en="The case has changed since this text was shown, so to approve it means nothing any more: "
    "it has to be written again.",
)
APPROVAL_WRONG: Final = Reason(
    "node.approval-wrong",
    ar="هذه الموافقة ليست على هذا النص، أو ليست من هذا الموظف، أو ليست من هذه الساعة.",
    fr="Cet accord n’est pas de ce texte, de cet agent ou de cette heure.",
    en="This approval is not of this text, not of this officer, or not of this hour.",
)
NOTHING_TO_GIVE: Final = Reason(
    "node.nothing-to-give",
    ar="لا تسمح لك صفتك بأي موافقة مما ينقص هذا النص.",
    fr="Votre fonction ne vous permet aucun des accords qui manquent à ce texte.",
    en="Your role lets you give none of the approvals that this text needs.",
)
