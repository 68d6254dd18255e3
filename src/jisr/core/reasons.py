"""Why the core refuses something, in Arabic, French and English."""

from typing import Final

from jisr.core.errors import Reason

TOO_LARGE: Final = Reason(
    "core.too-large",
    ar="الحجم {size} بايت يتجاوز الحد {limit}.",
    fr="La taille, {size} octets, dépasse la limite de {limit}.",
    en="The size, {size} bytes, is over the limit of {limit}.",
)
NOT_JSON: Final = Reason(
    "core.not-json",
    ar="البيانات ليست JSON صحيحًا بترميز UTF-8.",
    fr="Les données ne sont pas du JSON valide en UTF-8.",
    en="The bytes are not valid JSON in UTF-8.",
)
OUTSIDE_PROFILE: Final = Reason(
    "core.outside-profile",
    ar="تحتوي البيانات على عدد عشري أو رقم كبير جدًا أو مفتاح غير ASCII أو تداخل عميق.",
    fr="Les données contiennent un nombre à virgule ou trop grand, une clé non ASCII, "
    "ou une imbrication trop profonde.",
    en="The data hold a float, a number too large, a key that is not ASCII, or nesting too deep.",
)
NOT_CANONICAL: Final = Reason(
    "core.not-canonical",
    ar="البيانات ليست في الشكل الوحيد المقبول (مفاتيح مرتبة، بلا مسافات ولا تكرار).",
    fr="Les données ne sont pas dans la seule forme admise (clés triées, ni espaces ni doublons).",
    en="The bytes are not in the one accepted form (keys sorted, no spaces, nothing twice).",
)
HEADER_NOT_ASCII: Final = Reason(
    "core.header-not-ascii",
    ar="ترويسة الإجراء تحتوي على حروف غير ASCII؛ النصوص مكانها الأجزاء.",
    fr="L’en-tête de l’acte contient des caractères non ASCII ; les textes vont dans les pièces.",
    en="The act’s header holds characters that are not ASCII; texts belong in parts.",
)
WRONG_FIELD: Final = Reason(
    "core.wrong-field",
    ar="الحقل {field} ناقص أو غير معروف أو ليس من النوع المطلوب.",
    fr="Le champ {field} manque, est inconnu ou n’est pas du bon type.",
    en="The field {field} is missing, unknown, or not of its type.",
)
UNKNOWN_VERSION: Final = Reason(
    "core.unknown-version",
    ar="إصدار غير معروف لصيغة الإجراءات.",
    fr="Version inconnue du format des actes.",
    en="Unknown version of the act format.",
)
FOUNDING_UNSIGNED: Final = Reason(
    "core.founding-unsigned",
    ar="وثيقة التأسيس لا تحمل التوقيع الصحيح للطرف {party}، أو تحمل توقيعًا غريبًا.",
    fr="L’acte fondateur ne porte pas la bonne signature de {party}, ou en porte une étrangère.",
    en="The founding document lacks the right signature of {party}, or bears a strange one.",
)
NOT_THIS_LOG: Final = Reason(
    "core.not-this-log",
    ar="الإجراء يخص فضاءً آخر أو طرفًا آخر.",
    fr="L’acte relève d’un autre espace ou d’une autre partie.",
    en="The act belongs to another space or another party.",
)
GAP: Final = Reason(
    "core.gap",
    ar="وصل الإجراء رقم {got} ولم يصل ما قبله؛ عدد المحفوظ {held}. أعد الإرسال من {held}.",
    fr="L’acte {got} arrive avant les précédents : {held} sont détenus. Reprendre à {held}.",
    en="Act {got} came before those ahead of it: {held} are held. Send again from {held}.",
)
CHAIN_BROKEN: Final = Reason(
    "core.chain-broken",
    ar="الإجراء {seq} لا يتبع الإجراء السابق له في السجل نفسه.",
    fr="L’acte {seq} ne suit pas celui qui le précède dans ce registre.",
    en="Act {seq} does not follow the act before it in this log.",
)
WRONG_EPOCH: Final = Reason(
    "core.wrong-epoch",
    ar="الحقبة {epoch} ليست الحقبة الجارية، ولم تُفتح بإعادة انطلاق صحيحة.",
    fr="L’époque {epoch} n’est pas la courante, et aucune reprise valable ne l’a ouverte.",
    en="Epoch {epoch} is not the current one, and no valid restart opened it.",
)
RESTART_FORGOT: Final = Reason(
    "core.restart-forgot",
    ar="إعادة الانطلاق نسيت إجراءات نحتفظ بها ({held}). يجب أن تُسترجع منا أولًا.",
    fr="La reprise oublie des actes que nous détenons ({held}). Il faut d’abord nous les demander.",
    en="The restart forgot acts that we hold ({held}). They must be asked of us first.",
)
UNKNOWN_KEY: Final = Reason(
    "core.unknown-key",
    ar="المفتاح الموقِّع غير معروف في سجل هذا الطرف.",
    fr="La clé de signature est inconnue du registre de cette partie.",
    en="The signing key is unknown to this party’s log.",
)
REVOKED_KEY: Final = Reason(
    "core.revoked-key",
    ar="المفتاح الموقِّع أُلغي قبل هذا الإجراء.",
    fr="La clé de signature a été révoquée avant cet acte.",
    en="The signing key was revoked before this act.",
)
WRONG_KEY_USE: Final = Reason(
    "core.wrong-key-use",
    ar="هذا المفتاح غير مخصص لتوقيع هذا النوع من الإجراءات.",
    fr="Cette clé ne sert pas à signer ce genre d’acte.",
    en="This key is not meant to sign this kind of act.",
)
BAD_SIGNATURE: Final = Reason(
    "core.bad-signature",
    ar="التوقيع غير صحيح.",
    fr="La signature ne correspond pas.",
    en="The signature does not hold.",
)
SEEN_BACKWARDS: Final = Reason(
    "core.seen-backwards",
    ar="يدّعي الإجراء أنه اطّلع على أقل مما اطّلع عليه كاتبه من قبل ({seq}).",
    fr="L’acte dit avoir vu moins que son auteur n’avait déjà vu ({seq}).",
    en="The act claims to have seen less than its author had seen before ({seq}).",
)
SEEN_NOT_HELD: Final = Reason(
    "core.seen-not-held",
    ar="يشير الإجراء إلى إجراء رقم {got} لم يصلنا بعد؛ المحفوظ {held}.",
    fr="L’acte se réfère à l’acte {got}, pas encore reçu : {held} sont détenus.",
    en="The act refers to act {got}, which is not here yet: {held} are held.",
)
SEEN_UNKNOWN: Final = Reason(
    "core.seen-unknown",
    ar="يشهد الإجراء على نسخة أخرى من إجرائنا رقم {seq}. يجب أن يتدخل المسؤولون.",
    fr="L’acte atteste un autre texte de notre acte {seq}. Les responsables doivent intervenir.",
    en="The act attests other bytes for our act {seq}. People must look into it.",
)
WRONG_CHECKPOINT: Final = Reason(
    "core.wrong-checkpoint",
    ar="نقطة التحقق عند {size} إجراء لا تطابق السجل أو توقيعها غير صحيح.",
    fr="Le point de contrôle à {size} actes ne correspond pas au registre, ou est mal signé.",
    en="The checkpoint at {size} acts does not match the log, or is wrongly signed.",
)
KEY_NOT_CHANGED: Final = Reason(
    "core.key-not-changed",
    ar="لا يمكن إضافة هذا المفتاح أو إلغاؤه: إنه مفتاح الجذر، أو معروف من قبل، أو أُلغي.",
    fr="Cette clé ne peut être ajoutée ni révoquée : clé racine, déjà connue ou déjà révoquée.",
    en="This key cannot be added or revoked: it is the root key, known already, or revoked.",
)
TOO_MANY_KEYS: Final = Reason(
    "core.too-many-keys",
    ar="لا تُضاف مفاتيح أخرى إلى هذا السجل: حدّه {limit} مفتاحًا، ومنها ما أُلغي.",
    fr="Ce journal n’admet plus de clé : la limite est de {limit}, clés révoquées comprises.",
    en="No more keys can be added to this log: the limit is {limit}, revoked ones included.",
)
UNKNOWN_PROCEDURE: Final = Reason(
    "core.unknown-procedure",
    ar="هذه العقدة لا تعرف هذه الطبعة من الإطار أو هذه المسطرة.",
    fr="Cette édition du cadre, ou cette procédure, est inconnue.",
    en="This edition of the framework, or this procedure, is unknown.",
)
EDITION_NOT_IN_FORCE: Final = Reason(
    "core.edition-not-in-force",
    ar="طبعة الإطار المذكورة لم تكن سارية حين كُتب الإجراء.",
    fr="L’édition du cadre n’était pas en vigueur quand l’acte a été fait.",
    en="The edition of the framework was not in force when the act was made.",
)
NO_SUCH_CASE: Final = Reason(
    "core.no-such-case",
    ar="لا يوجد ملف يبدأ بالإجراء المذكور.",
    fr="Aucun dossier ne s’ouvre par l’acte nommé.",
    en="No case opens with the act named.",
)
CASE_FULL: Final = Reason(
    "core.case-full",
    ar="بلغ هذا الطرف أقصى عدد من الإجراءات في ملف واحد.",
    fr="Cette partie a atteint le nombre maximal d’actes dans un dossier.",
    en="This party has reached the largest number of acts in one case.",
)
NOT_YOUR_CLAUSE: Final = Reason(
    "core.not-your-clause",
    ar="المسطرة الموقَّعة لا تجيز هذا الإجراء في هذه الحالة.",
    fr="La procédure signée ne prévoit pas cet acte dans cet état.",
    en="The signed procedure does not provide for this act in this state.",
)
NOT_YOUR_TURN: Final = Reason(
    "core.not-your-turn",
    ar="هذا الإجراء من حق الطرف الآخر.",
    fr="Cet acte appartient à l’autre partie.",
    en="This act is the other party’s to take.",
)
NOT_ON_TIP: Final = Reason(
    "core.not-on-tip",
    ar="الإجراء لا يتبع آخر إجراء كان كاتبه يعرفه في الملف.",
    fr="L’acte ne suit pas le dernier acte que son auteur connaissait dans le dossier.",
    en="The act does not follow the last act its author knew in the case.",
)
CASE_ENDED: Final = Reason(
    "core.case-ended",
    ar="أُغلق هذا الملف؛ لا إجراء بعده.",
    fr="Ce dossier est clos ; aucun acte ne peut suivre.",
    en="This case has ended; no act can follow.",
)
WRONG_TERMS: Final = Reason(
    "core.wrong-terms",
    ar="بيانات الترويسة ليست تلك التي تحددها المسطرة لهذا الإجراء.",
    fr="Les mentions de l’en-tête ne sont pas celles que la procédure fixe pour cet acte.",
    en="The header’s terms are not those the procedure sets for this act.",
)
WRONG_OFFICE: Final = Reason(
    "core.wrong-office",
    ar="هذا الإجراء محفوظ لمكتب آخر من مكاتب الطرف.",
    fr="Cet acte est réservé à un autre service de la partie.",
    en="This act is reserved to another office of the party.",
)
FORM_MISSING: Final = Reason(
    "core.form-missing",
    ar="الاستمارة التي يتطلبها هذا الإجراء ناقصة.",
    fr="Le formulaire exigé par cet acte manque.",
    en="The form this act demands is missing.",
)
NOT_THE_SAME_TEXT: Final = Reason(
    "core.not-the-same-text",
    ar="النص المقبول ليس هو النص المقترح بحروفه.",
    fr="Le texte accepté n’est pas, mot pour mot, le texte proposé.",
    en="The accepted text is not, to the letter, the proposed one.",
)
SEAL_COPIED: Final = Reason(
    "core.seal-copied",
    ar="البصمة المودعة سبق إيداعها في هذا الملف؛ على كل طرف أن يودع بصمة مضمونه هو.",
    fr="L’empreinte déposée l’est déjà dans ce dossier ; chaque partie dépose celle de son "
    "propre contenu.",
    en="The digest lodged stands in this case already; each party lodges that of its own content.",
)
NOT_WHAT_WAS_SEALED: Final = Reason(
    "core.not-what-was-sealed",
    ar="المضمون المكشوف ليس هو الذي أودع هذا الطرف بصمته.",
    fr="Le contenu révélé n’est pas celui dont cette partie avait déposé l’empreinte.",
    en="The content revealed is not the one whose digest this party had lodged.",
)
NOT_YET_OVERDUE: Final = Reason(
    "core.not-yet-overdue",
    ar="الأجل لم ينقضِ بعد؛ لا يجوز هذا الإجراء إلا بعد انقضائه.",
    fr="Le délai n’est pas échu ; cet acte n’est ouvert qu’après.",
    en="The deadline has not passed; this act opens only after it.",
)
NOT_PROPOSED: Final = Reason(
    "core.not-proposed",
    ar="لم يقترح الطرف الآخر نقل الملف إلى هذه الطبعة.",
    fr="L’autre partie n’a pas proposé de porter le dossier sous cette édition.",
    en="The other party has not proposed to move the case to this edition.",
)
NO_MIGRATION: Final = Reason(
    "core.no-migration",
    ar="الطبعة الجديدة لا تقول ما تصير إليه الحالة الراهنة.",
    fr="La nouvelle édition ne dit pas ce que devient l’état présent.",
    en="The new edition does not say what becomes of the present state.",
)
NOT_TEXT: Final = Reason(
    "core.not-text",
    ar="يحتوي النص على رمز غير مقبول ({point}): خفيّ، أو مجهول، أو يغيّر اتجاه القراءة.",
    fr="Le texte contient un caractère refusé ({point}) : invisible, inconnu ou qui inverse "
    "le sens de lecture.",
    en="The text holds a character that is refused ({point}): invisible, unknown, or one that "
    "turns the direction of reading.",
)
FORKED: Final = Reason(
    "core.forked",
    ar="ثبت أن الطرف وقّع إجراءين مختلفين في الموضع {seq}؛ الدليل محفوظ والفضاء متوقف.",
    fr="La partie a signé deux actes différents à la position {seq} : la preuve est gardée, "
    "l’espace est arrêté.",
    en="The party signed two different acts at position {seq}: the proof is kept, the space stops.",
)
PROVES_NOTHING: Final = Reason(
    "core.proves-nothing",
    ar="هذا الملف لا يثبت ما يدّعيه.",
    fr="Ce fichier ne prouve pas ce qu’il prétend.",
    en="This file does not prove what it claims.",
)
PRUNE_NOT_AGREED: Final = Reason(
    "core.prune-not-agreed",
    ar="لم يتفق الطرفان بعد على حذف الترويسات القديمة إلى الموضعين نفسيهما.",
    fr="Les deux parties n’ont pas encore convenu d’élaguer jusqu’aux mêmes actes.",
    en="The two parties have not yet agreed to prune up to the same acts.",
)
PRUNE_NOT_SETTLED: Final = Reason(
    "core.prune-not-settled",
    ar="اتُّفق على الحذف، لكن كل طرف لم يؤكد بعد اطلاعه على إجراء الآخر.",
    fr="L’élagage est convenu, mais chacun n’a pas encore accusé réception de l’acte de l’autre.",
    en="The pruning is agreed, but each side has not yet acknowledged the other’s act.",
)
PRUNE_OTHER_LOG: Final = Reason(
    "core.prune-other-log",
    ar="الإجراء الذي يُراد الحذف إليه ليس هو المحفوظ في ذلك الموضع.",
    fr="L’acte jusqu’auquel élaguer n’est pas celui que l’on détient à cette place.",
    en="The act named as the end of the pruning is not the one held at that place.",
)
PRUNE_CUTS_ACROSS: Final = Reason(
    "core.prune-cuts-across",
    ar="من الإجراءات المراد حذفها ما اطّلع على إجراء سيبقى؛ يجب اختيار موضعين متناسقين.",
    fr="Un acte à élaguer a vu un acte qui reste : les deux limites ne vont pas ensemble.",
    en="An act to prune has seen one that stays: the two ends do not go together.",
)
PRUNE_CASE_OPEN: Final = Reason(
    "core.prune-case-open",
    ar="بين الإجراءات المراد حذفها إجراء من ملف لم ينتهِ، أو لم تستقر نهايته.",
    fr="Parmi les actes à élaguer, un dossier n’est pas clos, ou sa clôture n’est pas acquise.",
    en="Among the acts to prune is one of a case that has not ended, or whose end is not settled.",
)
PRUNE_CASE_GOES_ON: Final = Reason(
    "core.prune-case-goes-on",
    ar="لأحد الملفات المراد حذفها إجراء لاحق بعد موضع الحذف.",
    fr="Un dossier à élaguer a encore un acte au-delà de la limite.",
    en="A case to prune has a later act, past the end of the pruning.",
)
