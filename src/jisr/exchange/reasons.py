"""Why an exchange with the partner's node fails, in Arabic, French and English."""

from typing import Final

from jisr.core.errors import Reason

NO_FIRST_LINE: Final = Reason(
    "exchange.no-first-line",
    ar="الرسالة لا تبدأ بالسطر المطلوب الذي يسمي البروتوكول وطريقة الختم والمفتاح.",
    fr="Le message ne commence pas par la ligne qui nomme le protocole, le scellement et la clé.",
    en="The message does not begin with the line that names protocol, seal and key.",
)
UNKNOWN_VERSION: Final = Reason(
    "exchange.unknown-version",
    ar="عقدة الشريك تستعمل إصدارًا من البروتوكول لا نعرفه.",
    fr="Le nœud du partenaire parle une version du protocole que nous ne connaissons pas.",
    en="The partner’s node speaks a version of the protocol that we do not know.",
)
UNKNOWN_SUITE: Final = Reason(
    "exchange.unknown-suite",
    ar="طريقة الختم غير معروفة أو غير مقبولة.",
    fr="Le procédé de scellement est inconnu ou n’est pas admis.",
    en="The way the message is sealed is unknown or not accepted.",
)
WRONG_SEAL_KEY: Final = Reason(
    "exchange.wrong-seal-key",
    ar="خُتمت الرسالة لمفتاح ليس من مفاتيحنا: {key}.",
    fr="Le message est scellé pour une clé qui n’est pas à nous : {key}.",
    en="The message is sealed for a key that is not ours: {key}.",
)
WRONG_SEAL: Final = Reason(
    "exchange.wrong-seal",
    ar="تعذر فتح الختم: الرسالة تالفة أو مبتورة أو موجهة إلى فضاء آخر.",
    fr="Le sceau ne s’ouvre pas : message abîmé, tronqué, ou destiné à un autre espace.",
    en="The seal does not open: the message is damaged, cut short, or meant for another space.",
)
ONE_SIGNATURE: Final = Reason(
    "exchange.one-signature",
    ar="يجب أن تحمل الرسالة توقيعًا واحدًا بالضبط، وفيها {count}.",
    fr="Un message porte exactement une signature ; celui-ci en a {count}.",
    en="A message bears exactly one signature; this one has {count}.",
)
WRONG_SIGNER: Final = Reason(
    "exchange.wrong-signer",
    ar="الرسالة موقعة بمفتاح لا نعرفه للشريك: {key}.",
    fr="Le message est signé d’une clé que nous ne connaissons pas au partenaire : {key}.",
    en="The message is signed with a key we do not know as the partner’s: {key}.",
)
REVOKED_SIGNER: Final = Reason(
    "exchange.revoked-signer",
    ar="الرسالة موقعة بمفتاح ألغاه الشريك: {key}.",
    fr="Le message est signé d’une clé que le partenaire a révoquée : {key}.",
    en="The message is signed with a key the partner has revoked: {key}.",
)
BAD_SIGNATURE: Final = Reason(
    "exchange.bad-signature",
    ar="توقيع الرسالة لا يطابق محتواها.",
    fr="La signature du message ne correspond pas à son contenu.",
    en="The message’s signature does not match its content.",
)
WRONG_SPACE: Final = Reason(
    "exchange.wrong-space",
    ar="الرسالة تخص فضاء آخر.",
    fr="Le message relève d’un autre espace.",
    en="The message belongs to another space.",
)
WRONG_SENDER: Final = Reason(
    "exchange.wrong-sender",
    ar="الرسالة تقول إنها من {sender}، وهذه الصلة مع طرف آخر.",
    fr="Le message se dit de {sender}, mais cette liaison est avec une autre partie.",
    en="The message says it is from {sender}, but this link is with another party.",
)
WRONG_RECEIVER: Final = Reason(
    "exchange.wrong-receiver",
    ar="الرسالة موجهة إلى {receiver} لا إلينا.",
    fr="Le message s’adresse à {receiver}, pas à nous.",
    en="The message is addressed to {receiver}, not to us.",
)
NOT_A_REQUEST: Final = Reason(
    "exchange.not-a-request",
    ar="وصل جواب حيث يُنتظر طلب.",
    fr="Une réponse est arrivée là où une demande est attendue.",
    en="An answer came where a request is expected.",
)
NOT_OUR_QUESTION: Final = Reason(
    "exchange.not-our-question",
    ar="الجواب لا يخص الطلب الذي أرسلناه.",
    fr="La réponse ne répond pas à la demande que nous avons envoyée.",
    en="The answer does not answer the request we sent.",
)
REPLAYED: Final = Reason(
    "exchange.replayed",
    ar="وصلت هذه الرسالة نفسها من قبل، ولم يضع شيء: يُرسَل المحتوى برقم جديد.",
    fr="Ce message même est déjà arrivé ; rien n’est perdu : renvoyez sous un nouveau numéro.",
    en="This very message came before; nothing is lost: send again under a new number.",
)
GAP: Final = Reason(
    "exchange.gap",
    ar="تبدأ الدفعة عند {first} وننتظر {expected}: ضاعت دفعة بينهما وستُرسل من جديد.",
    fr="Le lot commence à {first}, nous attendons {expected} : un lot manque et sera renvoyé.",
    en="The batch begins at {first}, we await {expected}: one between is missing; send it again.",
)
WE_FORGOT: Final = Reason(
    "exchange.we-forgot",
    ar="عند الشريك {theirs} من إجراءاتنا وعندنا {ours}: فقدنا ماضينا، فلا كتابة قبل الاستئناف.",
    fr="Le partenaire détient {theirs} de nos actes, nous {ours} : notre passé est perdu ; "
    "rien ne s’écrit avant la reprise.",
    en="The partner holds {theirs} of our acts, we hold {ours}: our past is lost; nothing is "
    "written before the restart.",
)
THEY_FORGOT: Final = Reason(
    "exchange.they-forgot",
    ar="يقول الشريك إن في سجله {theirs} إجراءً وعندنا منها {held}: عليه أن يستأنف أولًا.",
    fr="Le partenaire dit avoir {theirs} actes, nous en détenons {held} : à lui de reprendre.",
    en="The partner says its log has {theirs} acts, we hold {held}: it has to restart first.",
)
EPOCH_TOO_LOW: Final = Reason(
    "exchange.epoch-too-low",
    ar="لا يمكن الاستئناف بالحقبة {asked}: نعرف للشريك الحقبة {known}.",
    fr="La reprise sous l’époque {asked} est impossible : nous lui connaissons l’époque {known}.",
    en="A restart under epoch {asked} is not possible: we know the partner’s epoch {known}.",
)
OTHER_LOG: Final = Reason(
    "exchange.other-log",
    ar="السجل المستعاد لا يطابق ما عندنا منه قبل الموضع {size}: القرار للناس.",
    fr="Le journal restauré diffère de ce que nous en détenons avant la position {size} : "
    "aux responsables d’en décider.",
    en="The restored log differs from what we hold of it before position {size}: people decide.",
)
ATTACHMENT_TOO_LARGE: Final = Reason(
    "exchange.attachment-too-large",
    ar="حجم المرفق {size} بايت يتجاوز الحد {limit}.",
    fr="La pièce jointe, {size} octets, dépasse la limite de {limit}.",
    en="The attachment, {size} bytes, is over the limit of {limit}.",
)
TOTAL_CHANGED: Final = Reason(
    "exchange.total-changed",
    ar="تغير الحجم المعلن للمرفق أثناء النقل من {before} إلى {now}.",
    fr="La taille annoncée de la pièce jointe est passée de {before} à {now} en cours d’envoi.",
    en="The stated size of the attachment changed on the way, from {before} to {now}.",
)
ATTACHMENT_DAMAGED: Final = Reason(
    "exchange.attachment-damaged",
    ar="وصل المرفق كاملًا لكن بصمته لا تطابق بصمته المعلنة: يُعاد نقله من البداية.",
    fr="La pièce jointe est complète mais son empreinte diffère : elle sera reprise du début.",
    en="The attachment is complete but its digest differs: it is fetched again from the start.",
)
FRAME_OUT_OF_ORDER: Final = Reason(
    "exchange.frame-out-of-order",
    ar="وصل الإطار {n} وننتظر {expected} في هذه الجلسة.",
    fr="La trame {n} est arrivée, nous attendons la {expected} dans cette session.",
    en="Frame {n} came, we await {expected} in this session.",
)
NO_SUCH_SESSION: Final = Reason(
    "exchange.no-such-session",
    ar="لا جلسة مفتوحة بهذا الرقم في هذه القضية.",
    fr="Aucune session ouverte sous ce numéro dans cette affaire.",
    en="No session is open under this number in this case.",
)
NO_PROGRESS: Final = Reason(
    "exchange.no-progress",
    ar="أجابت عقدة الشريك ولم يتقدم التبادل: بقي {waiting} إجراءً في الانتظار.",
    fr="Le nœud du partenaire répond mais rien n’avance : {waiting} actes attendent toujours.",
    en="The partner’s node answers but nothing moves: {waiting} acts still wait.",
)
UNREACHABLE: Final = Reason(
    "exchange.unreachable",
    ar="عقدة الشريك لا تجيب. تبقى الإجراءات في الانتظار وتُرسل عند عودتها.",
    fr="Le nœud du partenaire ne répond pas. Les actes attendent et partiront à son retour.",
    en="The partner’s node does not answer. The acts wait and leave when it is back.",
)
TIMED_OUT: Final = Reason(
    "exchange.timed-out",
    ar="توقف الاتصال بعقدة الشريك {seconds} ثانية. سيُستأنف مما عندها.",
    fr="La liaison est restée muette {seconds} s. Elle reprendra où le partenaire en est.",
    en="The line was silent for {seconds} s. It resumes from what the partner holds.",
)
WRONG_CERTIFICATE: Final = Reason(
    "exchange.wrong-certificate",
    ar="شهادة الاتصال غائبة أو منتهية أو ليست شهادة الشريك المعروفة.",
    fr="Le certificat de liaison manque, a expiré, ou n’est pas celui que nous connaissons.",
    en="The connection’s certificate is missing, expired, or not the partner’s known one.",
)
UNKNOWN_FAULT: Final = Reason(
    "exchange.unknown-fault",
    ar="رفضت عقدة الشريك الرسالة لسبب لا تعرفه هذه العقدة: {code}.",
    fr="Le nœud du partenaire a refusé le message pour un motif inconnu ici : {code}.",
    en="The partner’s node refused the message for a reason unknown here: {code}.",
)
