"""Words of the pages on what the accounts tell: home, record, undertaking."""

from collections.abc import Mapping
from typing import Final

from jisr.node.record_views import Text

TOLD: Final[Mapping[str, Text]] = {
    "home.title": Text(
        "ما تصفه المقالات الخمسة",
        "Ce que décrivent les cinq articles",
        "What the five accounts describe",
    ),
    "home.lede": Text(
        "خمسة مقالات تروي ثلاثة اجتماعات بين وزراء. تذكر آليات وتعهدات، ولا تذكر أي برنامج "
        "معلوماتي. أخذنا كل ما تصفه سطرًا بسطر: ما يقابله في جسر، وما يمكن تجربته منذ اليوم.",
        "Cinq articles racontent trois réunions de ministres. Ils parlent de mécanismes et "
        "d’engagements, jamais de logiciel. Nous avons repris chaque chose décrite, ligne par "
        "ligne : ce qu’elle est dans Jisr, et ce que l’on peut déjà essayer.",
        "Five articles tell of three meetings of ministers. They name mechanisms and undertakings, "
        "and no software. We took each thing they describe, row by row: what it is in Jisr, and "
        "what can be tried today.",
    ),
    "home.path": Text("من القول إلى الإثبات", "De la parole à la preuve", "From word to proof"),
    "home.path.meetings": Text("اجتماعات", "Réunions", "Meetings"),
    "home.path.meetings.text": Text(
        "من التقى من، بأي صفة، أين ومتى",
        "qui a rencontré qui, à quel titre, où et quand",
        "who met whom, in which office, where and when",
    ),
    "home.path.undertakings": Text("تعهدات", "Engagements", "Undertakings"),
    "home.path.undertakings.text": Text(
        "اقتُرح أو اتُّفق عليه أو اعتُمد: بوضعه الحقيقي",
        "proposé, convenu ou adopté : leur statut réel",
        "proposed, agreed or adopted: their true status",
    ),
    "home.path.cases": Text("ملفات", "Dossiers", "Cases"),
    "home.path.cases.text": Text(
        "الآلية التي تنفّذ التعهد، بين عقدتين",
        "le mécanisme qui exécute l’engagement, entre deux nœuds",
        "the mechanism that carries it out, between two nodes",
    ),
    "home.path.proofs": Text("إثباتات", "Preuves", "Proofs"),
    "home.path.proofs.text": Text(
        "يتحقق منها أي طرف ثالث، دون ثقة في أي عقدة",
        "qu’un tiers vérifie sans se fier à aucun nœud",
        "that a third party checks, trusting neither node",
    ),
    "home.table": Text("سطرًا بسطر", "Ligne par ligne", "Row by row"),
    "home.col.described": Text(
        "ما تصفه المقالات", "Ce que les articles décrivent", "What the articles describe"
    ),
    "home.col.articles": Text("المقالات", "Articles", "Articles"),
    "home.col.jisr": Text("ما يقابله في جسر", "Ce que c’est dans Jisr", "What it is in Jisr"),
    "home.col.try": Text("جرّبه", "Essayer", "Try it"),
    "home.try": Text("جرّبه", "Essayer", "Try it"),
    "home.try.of": Text("جرّبه: {what}", "Essayer : {what}", "Try it: {what}"),
    "home.try.none": Text(
        "لا مثال بعد في هذه العقدة.",
        "Pas encore d’exemple sur ce nœud.",
        "No example on this node yet.",
    ),
    "home.try.soon": Text(
        "المثال يُعرض الآن.",
        "L’exemple se joue en ce moment.",
        "The example is being played now.",
    ),
    "home.try.at": Text("انظر:", "Voir :", "See:"),
    "built.not-yet": Text("لم يُبنَ بعد", "Pas encore construit", "Not built yet"),
    "built.partly": Text("بُني بعضه", "Construit en partie", "Built in part"),
    "home.built": Text(
        "بُني كله أو بعضه: {n} من {all}",
        "Construit, en tout ou en partie : {n} sur {all}",
        "Built, wholly or in part: {n} of {all}",
    ),
    "kind.system": Text("نظام", "Système", "System"),
    "kind.mechanism": Text("آلية", "Mécanisme", "Mechanism"),
    "kind.activity": Text("نشاط", "Activité", "Activity"),
    "article": Text("المقال {n}", "Article {n}", "Article {n}"),
    "articles.legend": Text(
        "أرقام المقالات: لغة كل منها وتاريخ نشره.",
        "Les numéros sont ceux des articles : langue et date de parution.",
        "The numbers are those of the articles: language, and day of publication.",
    ),
    "articles": Text("المقالات", "Articles", "Articles"),
    "record.title": Text("السجل العام", "Le registre public", "The public record"),
    "record.lede": Text(
        "ثلاثة اجتماعات وسبعة تعهدات، كما ترويها خمسة مقالات وبعد مقابلتها بالبلاغات المنشورة. "
        "لا نعطي أي تعهد وضعًا أقوى مما قيل.",
        "Trois réunions et sept engagements, tels que cinq articles les rapportent et confrontés "
        "aux communiqués publiés. Aucun engagement ne reçoit un statut plus fort que ce qui a été "
        "dit.",
        "Three meetings and seven undertakings, as five articles tell them, checked against the "
        "published communiqués. No undertaking is given a stronger status than what was said.",
    ),
    "record.meetings": Text("الاجتماعات", "Les réunions", "The meetings"),
    "record.undertakings": Text("التعهدات", "Les engagements", "The undertakings"),
    "record.undertakings.text": Text(
        "الوضع مكتوب بالكلمات، وعلامته تبيّن كم درجة بلغ من ست.",
        "Le statut est écrit en toutes lettres ; sa marque montre le degré atteint sur six.",
        "The status is written in words; its mark shows the step reached, of six.",
    ),
    "record.names": Text(
        "أسماء أخطأت فيها الصحافة", "Noms que la presse a déformés", "Names the press got wrong"
    ),
    "record.names.text": Text(
        "الاسم كما طُبع، وإلى جانبه الاسم الصحيح.",
        "Le nom tel qu’imprimé, et à côté le nom juste.",
        "The name as printed, and the right one beside it.",
    ),
    "record.instruments": Text(
        "نصوص وتظاهرات تذكرها المقالات",
        "Textes et événements dont parlent les articles",
        "Texts and events the articles speak of",
    ),
    "record.instruments.text": Text(
        "ما هو معلوم خارج المقالات يُذكر مصدره.",
        "Ce qui est connu hors des articles dit d’où il vient.",
        "What is known from outside the articles says so.",
    ),
    "record.instrument": Text("نص موقَّع", "Texte signé", "Signed text"),
    "record.event": Text("تظاهرة كبرى", "Grand événement", "Major event"),
    "record.signed": Text("تاريخ التوقيع", "Signé le", "Signed"),
    "record.signatories": Text("الموقّعان", "Signataires", "Signatories"),
    "record.how": Text("المصدر", "Source", "Source"),
    "record.articles": Text("المقالات الخمسة", "Les cinq articles", "The five articles"),
    "record.articles.text": Text(
        "لا نعيد نشر نصها؛ أرقامها تكفي للرجوع إليها.",
        "Leur texte n’est pas reproduit ; leur numéro suffit pour s’y reporter.",
        "Their wording is not reproduced; the number is enough to refer to them.",
    ),
    "record.date.known": Text("كيف عُرف التاريخ", "D’où vient la date", "How the date is known"),
    "record.published": Text("نُشر", "Publié", "Published"),
    "record.unknown": Text("غير معروف", "inconnu", "not known"),
    "record.meeting": Text("الاجتماع", "Réunion", "Meeting"),
    "record.language": Text("النص", "Texte", "Text"),
    "name.printed": Text("كما طُبع", "Imprimé", "As printed"),
    "name.right": Text("الاسم الصحيح", "Nom juste", "Right name"),
    "name.why": Text("ما الذي حدث", "Ce qui s’est passé", "What happened"),
    "undertaking": Text("التعهد {n}", "Engagement {n}", "Undertaking {n}"),
    "undertaking.owner": Text("المسؤول", "Responsable", "Owner"),
    "undertaking.due": Text("الأجل", "Échéance", "Due"),
    "undertaking.by": Text("صاحب القول", "Parole de", "Whose word"),
    "undertaking.parties": Text("الأطراف", "Parties", "Parties"),
    "undertaking.meeting": Text("قيل في", "Dit lors de", "Said at"),
    "undertaking.private": Text("غير معلن", "non public", "not public"),
    "undertaking.why": Text("لماذا هذا الوضع", "Pourquoi ce statut", "Why this status"),
    "undertaking.told": Text(
        "ما يقوله كل مقال", "Ce qu’en dit chaque article", "What each article makes of it"
    ),
    "relation.same": Text("مطابق", "fidèle", "the same"),
    "relation.weakened": Text("مُضعَف", "affaibli", "weakened"),
    "relation.garbled": Text("محرَّف", "déformé", "garbled"),
    "relation.absent": Text("غائب", "absent", "absent"),
    "verdict.variant": Text("صيغة أخرى", "variante", "variant"),
    "verdict.garbled": Text("محرَّف", "déformé", "garbled"),
    "verdict.wrong-person": Text("شخص آخر", "autre personne", "another person"),
    "verdict.unknown": Text("لا أحد بهذا الاسم", "personne de ce nom", "nobody’s name"),
    "undertaking.mechanism": Text("الآلية", "Mécanisme", "Mechanism"),
    "undertaking.carried": Text("ما ينفّذه", "Ce qui l’exécute", "What carries it out"),
    "undertaking.carried.text": Text(
        "من هنا يبدأ ما بنيناه: الآلية تعمل حقًا، وما هو مُختلَق يحمل علامته.",
        "Ici commence ce que nous avons construit : le mécanisme fonctionne réellement, et ce qui "
        "est inventé le dit.",
        "Here begins what we built: the mechanism does work, and what is invented says so.",
    ),
    "undertaking.carried.none": Text(
        "لا ملف لآلية تنفّذ هذا التعهد في هذه العقدة بعد.",
        "Aucun dossier d’un mécanisme n’exécute encore cet engagement sur ce nœud.",
        "No case of a mechanism carries this undertaking out on this node yet.",
    ),
    "undertaking.carried.elsewhere": Text(
        "هذا التعهد بين طرفين ليست هذه العقدة عقدة أحدهما: لا يعبر شيء من فضائهما إلى هنا. "
        "الصفحة نفسها عند:",
        "Cet engagement lie d’autres parties : rien de leur espace ne passe ici. La même page, "
        "chez :",
        "This undertaking is between other parties: nothing of their space comes here. The same "
        "page, at:",
    ),
    "undertaking.followed": Text("ويُتابَع أيضًا:", "Et aussi :", "And also:"),
    "lattice.label": Text(
        "الدرجة {n} من 6: {status}", "Degré {n} sur 6 : {status}", "Step {n} of 6: {status}"
    ),
    "status.discussed": Text("نوقش", "évoqué", "discussed"),
    "status.proposed": Text("مقترح", "proposé", "proposed"),
    "status.unilateral": Text("من جانب واحد", "pris par une seule partie", "promised by one party"),
    "status.agreed": Text("متفق عليه", "convenu", "agreed"),
    "status.adopted": Text("معتمد", "adopté", "adopted"),
    "status.in-force": Text("سارٍ", "en vigueur", "in force"),
}
