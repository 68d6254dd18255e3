"""The first chapter, in three languages: the rules that every procedure shares.

They say in a jurist's words what docs/spec/ says for engineers: case.md, deadlines.md, forms.md,
framework.md.
"""

from typing import Final

from jisr.framework.provenance import Status
from jisr.framework.shape import Label

CHAPTER: Final = Label(ar="أحكام مشتركة", fr="Règles communes", en="General rules")
LEAD: Final = Label(
    ar="تسري هذه الأحكام على كل مسطرة من مساطر الأبواب التالية.",
    fr="Ces règles valent pour chacune des procédures des chapitres suivants.",
    en="These rules hold for each of the procedures in the chapters below.",
)

SUBJECT: Final = Label(ar="الموضوع", fr="Objet", en="Subject")
SUBJECT_TEXTS: Final = (
    Label(
        ar="طرفا هذا الإطار المرجعي: {parties}. وهو يحدد كيف تسير بينهما المساطر المبيّنة في "
        "الأبواب التالية: من يجوز له القيام بماذا، وبأي ترتيب، وفي أي أجل، وبأي استمارة.",
        fr="Le présent cadre lie deux parties : {parties}. Il dit comment se déroulent entre elles "
        "les procédures des chapitres suivants : qui peut faire quoi, dans quel ordre, dans quel "
        "délai et au moyen de quel formulaire.",
        en="This framework binds two parties: {parties}. It sets out how the procedures of the "
        "chapters below run between them: who may do what, in which order, by when and using "
        "which form.",
    ),
    Label(
        ar="ولا يقوم هذا الإطار مقام سند قانوني حيث لا يوجد سند في قانون أحد الطرفين، ولا يبتّ "
        "في شأن أي شخص: كل قرار يتخذه إنسان.",
        fr="Il ne tient lieu de base légale nulle part où le droit d’une partie n’en donne pas, "
        "et ne décide rien au sujet de quiconque : toute décision est prise par un être humain.",
        en="It takes the place of no legal basis where the law of a party gives none, and "
        "decides nothing about anyone: every decision is taken by a human being.",
    ),
)

# Between names that have commas of their own.
SEMICOLON: Final = Label(ar="؛ ", fr=" ; ", en="; ")

DEFINITIONS: Final = Label(ar="تعاريف", fr="Définitions", en="Definitions")
WORD: Final = Label(ar="اللفظ", fr="Terme", en="Word")
MEANING: Final = Label(ar="المعنى", fr="Sens", en="Meaning")
DEFINED: Final = (
    (
        Label(ar="ملف", fr="dossier", en="case"),
        Label(
            ar="مسطرة واحدة جارية بين الطرفين.",
            fr="une procédure en cours entre les deux parties.",
            en="one procedure under way between the two parties.",
        ),
    ),
    (
        Label(ar="إجراء", fr="acte", en="act"),
        Label(
            ar="تصريح يوقّعه أحد الطرفين ويُسجَّل لدى كليهما.",
            fr="une déclaration signée par une partie et inscrite chez les deux.",
            en="a statement signed by one party and put on record by both.",
        ),
    ),
    (
        Label(ar="حالة", fr="état", en="state"),
        Label(
            ar="ما بلغه الملف؛ وهي تبيّن من يجوز له القيام بالإجراء التالي.",
            fr="le point où en est un dossier ; il dit qui peut agir ensuite.",
            en="where a case stands; it says who may act next.",
        ),
    ),
    (
        Label(ar="دور", fr="main (avoir la main)", en="turn"),
        Label(
            ar="كون الخطوة التالية واجبة على طرف بعينه.",
            fr="le fait de devoir la prochaine démarche.",
            en="owing the next step.",
        ),
    ),
    (
        Label(ar="إشعار بالتوصل", fr="accusé de réception", en="receipt"),
        Label(
            ar="تصريح موقّع من أحد الطرفين بأن إجراء الآخر قد وصله.",
            fr="la déclaration signée d’une partie qu’un acte de l’autre lui est parvenu.",
            en="the signed statement of a party that an act of the other has reached it.",
        ),
    ),
    (
        Label(ar="تقاطع", fr="croisement", en="crossing"),
        Label(
            ar="إجراءان يقوم بهما الطرفان على الحالة نفسها، قبل أن يتوصل أيٌّ منهما بإجراء الآخر.",
            fr="deux actes des deux parties sur le même état d’un dossier, aucune n’ayant encore "
            "reçu celui de l’autre.",
            en="two acts of the two parties on the same state of a case, neither having received "
            "the other’s yet.",
        ),
    ),
    (
        Label(ar="إجراء نهائي", fr="acte définitif", en="settled act"),
        Label(
            ar="إجراء توصل به الطرف الآخر، وكل ما سبقه في الملف نهائي؛ ولا يتغير بعد ذلك أبدًا.",
            fr="un acte que l’autre partie a reçu, tout ce qui le précède au dossier étant "
            "définitif ; il ne change plus.",
            en="an act that the other party has received, all before it in the case being "
            "settled; it never changes again.",
        ),
    ),
    (
        Label(ar="استمارة", fr="formulaire", en="form"),
        Label(
            ar="الخانات التي يملؤها مضمون الإجراء.",
            fr="les rubriques que remplit le contenu d’un acte.",
            en="the fields that the content of an act fills.",
        ),
    ),
    (
        Label(ar="رمز", fr="code", en="code"),
        Label(
            ar="قيمة من قائمة مغلقة.",
            fr="une valeur d’une liste fermée.",
            en="a value of a closed list.",
        ),
    ),
)

ACTS: Final = Label(ar="الإجراءات", fr="Actes", en="Acts")
ACTS_TEXTS: Final = (
    Label(
        ar="يوقّع كل إجراء الطرف الذي يقوم به، ويُسجَّل لدى الطرفين، ويقابله إشعار بالتوصل.",
        fr="Chaque acte est signé par la partie qui l’accomplit, inscrit chez les deux parties et "
        "suivi d’un accusé de réception.",
        en="Each act is signed by the party that does it, put on record by both parties, and "
        "answered by a receipt.",
    ),
    Label(
        ar="لا يجوز في كل حالة إلا ما تذكره مادتها من إجراءات، ومن الطرف الذي تسميه. والإجراء الذي "
        "لا يفتحه أي حكم لصاحبه باطل: يُحفظ ولا أثر له.",
        fr="Dans un état, seuls les actes que nomme son article peuvent être accomplis, par la "
        "partie qu’il nomme. Un acte qu’aucune disposition n’ouvre à son auteur est nul : il est "
        "conservé, sans effet.",
        en="In a state only the acts that its article names may be done, by the party that it "
        "names. An act that no provision opens to its author is void: it is kept, without effect.",
    ),
    Label(
        ar="تتحدد صفة كل طرف في الملف بفتحه: فمن يفتح الملف يأخذ الصفة التي تمنحه حق الفتح.",
        fr="Le rôle d’une partie dépend de l’ouverture du dossier : celle qui l’ouvre prend le "
        "rôle auquel ce droit appartient.",
        en="The role of a party follows from the opening of the case: whoever opens it takes the "
        "role to which that right belongs.",
    ),
)

CROSSING: Final = Label(ar="تقاطع الإجراءات", fr="Actes qui se croisent", en="Acts that cross")
CROSSING_TEXTS: Final = (
    Label(
        ar="إذا تقاطع إجراءان غلب واحد منهما فقط: الإجراء الذي ينص هذا الإطار على غلبته أولًا، ثم "
        "إجراء الطرف الذي له الدور، فإن لم يكن لأحد دور فإجراء الطرف الذي تسميه مادة الحالة.",
        fr="Si deux actes se croisent, un seul prévaut : d’abord celui dont le présent cadre "
        "dit qu’il prévaut ; à défaut, celui de la partie qui a la main ; si personne ne l’a, "
        "celui de la partie que nomme l’article de l’état.",
        en="If two acts cross, one alone prevails: first the one that this framework says "
        "prevails; failing that, the act of the party whose turn it is; if it is nobody’s turn, "
        "that of the party named in the article of the state.",
    ),
    Label(
        ar="ويُعد الإجراء الآخر متجاوَزًا: يُحفظ، ولا يغير الملف. ويبيّن جدول في كل مسطرة مآل كل "
        "تقاطع ممكن.",
        fr="L’autre acte est dépassé : il est conservé et ne change pas le dossier. Un tableau "
        "dit, pour chaque procédure, l’issue de chaque croisement possible.",
        en="The other act is overtaken: it is kept, and does not change the case. A table in each "
        "procedure gives the outcome of every crossing that can occur.",
    ),
)

SETTLED: Final = Label(
    ar="ما يصير نهائيًا", fr="Ce qui devient définitif", en="What becomes settled"
)
SETTLED_TEXTS: Final = (
    Label(
        ar="يصير الإجراء نهائيًا حين يتوصل به الطرف الآخر وقد صار كل ما قبله نهائيًا. وما صار "
        "نهائيًا لدى أحد الطرفين يبقى كذلك لديهما معًا.",
        fr="Un acte devient définitif quand l’autre partie l’a reçu, tout ce qui le précède étant "
        "définitif. Ce qui l’est pour une partie le reste pour les deux.",
        en="An act is settled when the other party has received it and all before it is settled. "
        "What is settled for one party remains so for both.",
    ),
    Label(
        ar="لا تترتب الآثار خارج الملف إلا على إجراء نهائي، ومرة واحدة.",
        fr="Seul un acte définitif produit des effets hors du dossier, et une seule fois.",
        en="Only a settled act has effects outside the case, and once only.",
    ),
)

DEADLINES: Final = Label(ar="الآجال", fr="Délais", en="Deadlines")
DEADLINES_TEXTS: Final = (
    Label(
        ar="لا يقرر انقضاء الأجل شيئًا: إنما يفتح الإجراءات التي ينص عليها هذا الإطار، ويبقى "
        "لإنسان أن يختار القيام بها.",
        fr="Un délai qui expire ne décide rien : il ouvre les actes que dit le présent "
        "cadre, et un être humain choisit d’en user.",
        en="A deadline that passes decides nothing: it opens the acts that this framework names, "
        "and a human being chooses whether to use them.",
    ),
    Label(
        ar="لا يُحسب يوم الواقعة التي يبدأ منها الأجل. وينقضي الأجل المحدد بالأيام أو الأسابيع أو "
        "الأشهر بانتهاء آخر يوم فيه؛ والمحدد بالأشهر في التاريخ نفسه من الشهر، أو في آخر يوم منه "
        "إن لم يكن فيه ذلك التاريخ.",
        fr="Le jour de l’événement qui fait courir le délai n’est pas compté. Un délai en jours, "
        "semaines ou mois expire à la fin de son dernier jour ; un délai en mois, au même "
        "quantième, ou le dernier jour du mois qui n’a pas ce quantième.",
        en="The day of the event from which a deadline runs is not counted. A deadline in days, "
        "weeks or months ends with its last day; one in months on the same date, or on the last "
        "day of a month that has no such date.",
    ),
    Label(
        ar="تجري الساعات متصلة، ولا يوقفها أي تقويم؛ وفي الساعات الكاملة لا تُحسب الساعة التي "
        "تقع فيها الواقعة.",
        fr="Les heures courent sans interruption et aucun calendrier ne les arrête ; en heures "
        "pleines, l’heure de l’événement n’est pas comptée.",
        en="Hours run by the clock and no calendar stops them; in full hours, the hour of the "
        "event is not counted.",
    ),
    Label(
        ar="يوم العمل يوم ليس من عطلة نهاية الأسبوع ولا من أيام العطل في التقويم المذكور. وإذا كان "
        "تاريخ عيد لم يُعلن بعد، حُسب الأجل بالتاريخ الذي يجعله أبعد.",
        fr="Est ouvrable un jour qui n’est ni de fin de semaine ni férié au calendrier indiqué. "
        "Tant que la date d’une fête n’est pas annoncée, le délai se compte avec celle qui le "
        "fait finir le plus tard.",
        en="A working day is neither of the weekend nor closed in the calendar named. While the "
        "date of a feast is not announced, the deadline is counted with the date that makes it "
        "latest.",
    ),
    Label(
        ar="لا أثر لتمديد أو وقف يأتي بعد انقضاء الأجل.",
        fr="Une prolongation ou une suspension venue après l’expiration est sans effet.",
        en="An extension or a suspension that comes after the deadline has passed has no effect.",
    ),
)

STATUSES: Final = Label(
    ar="مصدر كل قيمة ووضعها",
    fr="Source et statut de chaque valeur",
    en="Source and status of each value",
)
STATUSES_TEXT: Final = Label(
    ar="يُذكر إلى جانب كل أجل وقائمة رموز وتقويم وسند قانوني ومدة حفظ وضعُها، والصك الذي أُخذت "
    "منه برقمه بين معقوفين كما ورد في الباب {chapter}.",
    fr="À côté de chaque délai, nomenclature, calendrier, base légale et durée de conservation "
    "figurent son statut et l’instrument d’où il vient, désigné entre crochets par son numéro au "
    "chapitre {chapter}.",
    en="Beside each deadline, code list, calendar, legal basis and retention stand its status and "
    "the instrument it comes from, by its number in chapter {chapter}, in brackets.",
)
STATUS: Final = Label(ar="الوضع", fr="Statut", en="Status")
STATUS_NAMES: Final = {
    Status.AGREED: Label(ar="متفق عليه", fr="convenu", en="agreed"),
    Status.BORROWED: Label(ar="مقتبس", fr="emprunté", en="borrowed"),
    Status.PROPOSED: Label(ar="مقترح", fr="proposé", en="proposed"),
    Status.EXAMPLE: Label(ar="مثال", fr="exemple", en="example"),
}
STATUS_MEANINGS: Final = {
    Status.AGREED: Label(
        ar="ينص عليها صك بين هذين الطرفين.",
        fr="un instrument entre ces deux parties le dit.",
        en="an instrument between these two parties says so.",
    ),
    Status.BORROWED: Label(
        ar="مأخوذة من قانون أو اتفاق لغيرهما؛ ولا تُلزم هنا بذاتها.",
        fr="pris dans le droit ou un accord d’autrui ; ne lie ici personne par lui-même.",
        en="taken from a law or an agreement of others; by itself it binds nobody here.",
    ),
    Status.PROPOSED: Label(
        ar="يقترحها محررو هذا النص؛ وعلى الطرفين الاتفاق عليها.",
        fr="mis en avant par les auteurs du texte ; aux parties d’en convenir.",
        en="put forward by the authors of this text; the parties have to agree to it.",
    ),
    Status.EXAMPLE: Label(
        ar="اختيرت لبيان الآلية، ولا مصدر لها.",
        fr="choisi pour montrer le mécanisme ; sans source.",
        en="chosen to show the mechanism; it has no source.",
    ),
}

CONTENT: Final = Label(
    ar="المضمون وتداوله وحفظه",
    fr="Contenu, traitement et conservation",
    en="Content, handling and retention",
)
CONTENT_TEXTS: Final = (
    Label(
        ar="البيانات المرمّزة في الإجراء رموز وتواريخ وأعداد؛ لا تدل على أي شخص، وتبقى في السجل.",
        fr="Les mentions codées d’un acte sont des codes, des dates et des nombres ; elles ne "
        "désignent personne et restent au journal.",
        en="The coded data of an act are codes, dates and numbers; they designate no person and "
        "stay on record.",
    ),
    Label(
        ar="وكل ما عداها، وفيه كل ما يخص الأشخاص وكل نص حر، مضمونٌ يمكن محوه وحده دون أن يتغير "
        "الملف. ويُذكر سبب كل محو.",
        fr="Tout le reste, dont tout ce qui touche à une personne et tout texte libre, est du "
        "contenu, qui peut être effacé seul sans que le dossier change. Chaque effacement dit "
        "son motif.",
        en="All the rest, including everything about a person and every free text, is content, "
        "which can be erased by itself without changing the case. Every erasure says its ground.",
    ),
    Label(
        ar="يجوز حفظ المضمون إلى غاية اليوم المقابل لليوم الذي تبدأ منه مدة الحفظ، فإن لم يكن في "
        "الشهر ذلك التاريخ فإلى آخر يوم منه.",
        fr="Un contenu peut être conservé jusqu’au quantième du jour dont part la durée, ce jour "
        "compris ; dans un mois qui n’a pas ce quantième, jusqu’à son dernier jour.",
        en="Content may be kept until the anniversary of the day from which its retention runs, "
        "that day included; in a month without that date, through its last day.",
    ),
    Label(
        ar="شروط التداول المبيّنة في الاستمارات هي:",
        fr="Les conditions de traitement que citent les formulaires sont :",
        en="The conditions of handling that the forms name are:",
    ),
)

LANGUAGES: Final = Label(ar="اللغات", fr="Langues", en="Languages")
LANGUAGES_TEXTS: Final = (
    Label(
        ar="النصوص العربية والفرنسية والإنجليزية كلها جزء مما يُوقَّع، وتُصاغ الجمل في اللغات "
        "الثلاث من العناصر نفسها.",
        fr="Les textes arabe, français et anglais font tous partie de ce qui est signé, et les "
        "phrases sont formées dans les trois langues à partir des mêmes éléments.",
        en="The Arabic, French and English texts are all part of what is signed, and the "
        "sentences are formed in the three languages from the same elements.",
    ),
    Label(
        ar="والمصطلحات العربية المعلَّمة في الباب {chapter} تنتظر تأكيد مترجم قانوني.",
        fr="Les termes arabes marqués au chapitre {chapter} restent à confirmer par un traducteur "
        "juridique.",
        en="The Arabic terms marked in chapter {chapter} are still to be confirmed by a legal "
        "translator.",
    ),
)

TRANSFERS: Final = Label(
    ar="نقل المعطيات عن الأشخاص",
    fr="Transfert de données sur des personnes",
    en="Transfer of data on persons",
)
TRANSFERS_TEXT: Final = Label(
    ar="ما يرسله طرف مذكور أدناه وفيه اسم شخص لا يُرسل بعد آخر يوم يقوم فيه سنده؛ وعلى سند "
    "الاستثناء لا يُرسل إلا في حالة بعينها، بقرار من إنسان.",
    fr="Ce qu’une partie nommée ci-dessous envoie et qui nomme une personne ne part plus après le "
    "dernier jour de sa base ; sur une dérogation, ne part que pour un cas particulier, sur "
    "décision humaine.",
    en="What a party listed below sends and names a person does not leave after the last day of "
    "its ground; under a derogation it leaves only for a single case, on a human’s determination.",
)
TRANSFER: Final = Label(
    ar="{party}: {ground}، إلى {until} ({source})",
    fr="{party} : {ground}, jusqu’au {until} ({source})",
    en="{party}: {ground}, until {until} ({source})",
)
EDITIONS: Final = Label(ar="الطبعات", fr="Éditions", en="Editions")
EDITIONS_TEXT: Final = Label(
    ar="يبقى كل ملف على الطبعة التي بدأ في ظلها، ما لم ينقله الطرفان معًا إلى طبعة أخرى. وتدخل "
    "طبعة أخرى حيز التنفيذ إذا اقترحها أحد الطرفين وقبلها الآخر، وفق الباب {chapter}.",
    fr="Un dossier garde l’édition sous laquelle il a commencé, sauf si les deux parties le font "
    "passer sous une autre. Une autre édition entre en vigueur quand une partie l’a proposée et "
    "que l’autre l’a acceptée, selon le chapitre {chapter}.",
    en="A case keeps the edition under which it began, unless both parties move it to another. "
    "Another edition comes into force when one party has proposed it and the other has accepted "
    "it, as chapter {chapter} says.",
)

SIGNED: Final = Label(ar="ما يُوقَّع", fr="Ce qui est signé", en="What is signed")
SIGNED_TEXTS: Final = (
    Label(
        ar="ما يُوقَّع هو الطبعة: كل كلمة فيها، باللغات الثلاث وبترتيبها. والبصمة المبيّنة على "
        "الغلاف مستخرجة منها بطريقة {method}؛ فإذا تغيرت كلمة واحدة تغيرت البصمة.",
        fr="Ce qui est signé, c’est l’édition : chacun de ses mots, dans les trois langues et "
        "dans leur ordre. L’empreinte portée en couverture en est tirée par {method} ; un mot "
        "changé donne une autre empreinte.",
        en="What is signed is the edition: every word of it, in the three languages and in their "
        "order. The digest on the cover is made from it by {method}; change one word, and the "
        "digest is another.",
    ),
    Label(
        ar="طُبع هذا الكتاب من تلك الطبعة، ولا يزيد عليها سوى أحكام هذا الباب، وهي قواعد النسخة "
        "{core} من النظام التي تحيل عليها الطبعة، والجمل المؤلفة من ألفاظها.",
        fr="Ce livre est imprimé à partir de cette édition. Il n’y ajoute que les règles du "
        "présent chapitre, qui sont celles de la version {core} du système à laquelle elle "
        "renvoie, et les phrases formées de ses mots.",
        en="This book is printed from that edition. It adds nothing to it but the rules of this "
        "chapter, which are those of version {core} of the system to which the edition refers, "
        "and the sentences formed from its words.",
    ),
)
