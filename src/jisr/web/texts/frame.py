"""Words of the frame around every page: navigation, bands, errors."""

from collections.abc import Mapping
from typing import Final

from jisr.node.record_views import Text

FRAME: Final[Mapping[str, Text]] = {
    "site.name": Text("جسر", "Jisr", "Jisr"),
    "site.home": Text("جسر، الصفحة الأولى", "Jisr, page d’accueil", "Jisr, first page"),
    "site.node": Text("عقدة {party}", "Nœud : {party}", "Node: {party}"),
    "foot.nodes": Text(
        "العقد الأخرى في هذا العرض:",
        "Les autres nœuds de la démonstration :",
        "The other nodes of the demonstration:",
    ),
    "skip": Text("الانتقال إلى المحتوى", "Aller au contenu", "Skip to the content"),
    "nav.label": Text("الصفحات", "Pages", "Pages"),
    "nav.language": Text("اللغة", "Langue", "Language"),
    "nav.home": Text("ما يُروى", "Ce qui est raconté", "What is told"),
    "nav.record": Text("السجل العام", "Le registre public", "The record"),
    "nav.cases": Text("الملفات", "Les dossiers", "Cases"),
    "nav.framework": Text("الإطار", "Le cadre", "Framework"),
    "nav.node": Text("العقدة", "Le nœud", "Node"),
    "nav.where": Text("موقعك", "Vous êtes ici", "You are here"),
    "foot.about": Text(
        "جسر برنامج حر (رخصة EUPL-1.2) يقرأ خمسة مقالات صحفية ويبني ما تصفه. "
        "لا يمثّل أي وزارة، ولا تقف وراءه أي جهة رسمية.",
        "Jisr est un logiciel libre (EUPL-1.2). Il part de cinq articles de presse et construit "
        "ce qu’ils décrivent. Il ne représente aucun ministère.",
        "Jisr is free software (EUPL-1.2). It starts from five press articles and builds what "
        "they describe. It represents no ministry.",
    ),
    "foot.apart": Text(
        "ما هو موثّق وما هو مُختلَق معروضان منفصلين في كل صفحة.",
        "Sur chaque page, ce qui est sourcé et ce qui est inventé restent séparés.",
        "On every page, what is sourced and what is invented are kept apart.",
    ),
    "band.sourced": Text("سجل موثّق", "Registre sourcé", "Sourced record"),
    "band.sourced.text": Text(
        "وقائع حقيقية، مصاغة بعباراتنا، مع أرقام المقالات التي ترويها.",
        "Faits réels, dits avec nos mots, avec les numéros des articles qui les rapportent.",
        "Real facts, in our own words, with the numbers of the articles that tell them.",
    ),
    "band.invented": Text(
        "مُختلَق لأجل العرض", "Inventé pour la démonstration", "Invented for the demonstration"
    ),
    "band.invented.text": Text(
        "أشخاص هذه الصفحة وملفاتها لا وجود لهم؛ أما الإجراءات والتوقيعات والإثباتات فتعمل حقًا.",
        "Les personnes et les dossiers de cette page n’existent pas ; les actes, les signatures "
        "et les preuves, eux, fonctionnent réellement.",
        "The people and cases on this page do not exist; the acts, signatures and proofs do work.",
    ),
    "band.played": Text(
        "نص موثّق، إجراءات مُمثَّلة", "Texte sourcé, actes joués", "Sourced text, played acts"
    ),
    "band.played.text": Text(
        "ما قيل وارد في السجل العام؛ أما الإجراءات والتوقيعات وترتيبها فتلعبها عقد هذا العرض. "
        "لم توقّع أي وزارة شيئًا هنا.",
        "Ce qui fut dit figure au registre ; les actes, leur ordre et leurs signatures sont joués "
        "par les nœuds de la démonstration. Aucun ministère n’a rien signé ici.",
        "What was said is on the public record; the acts, their order and signatures are played "
        "by the demonstration’s nodes. No ministry has signed anything here.",
    ),
    "band.cases": Text(
        "مُمثَّل لأجل العرض", "Joué pour la démonstration", "Played for the demonstration"
    ),
    "band.cases.text": Text(
        "الطلبات وأشخاصها مُختلَقون؛ والتعهدات تعيد نص السجل العام. لم توقّع أي وزارة شيئًا هنا.",
        "Les demandes et leurs personnes sont inventées ; les engagements reprennent le registre "
        "public. Aucun ministère n’a rien signé ici.",
        "The requests and their people are invented; the undertakings repeat the public record. "
        "No ministry has signed anything here.",
    ),
    "played": Text("نص موثّق", "texte sourcé", "sourced text"),
    "band.system": Text("حالة النظام", "État du système", "State of the system"),
    "band.system.text": Text(
        "ما تحتفظ به هذه العقدة الآن، دون أي محتوى.",
        "Ce que ce nœud détient en ce moment, sans aucun contenu.",
        "What this node holds at this moment, without any content.",
    ),
    "band.rules": Text("قواعد موقّعة", "Règles signées", "Signed rules"),
    "band.rules.text": Text(
        "مساطر هذا العرض؛ كل أجل يذكر مصدره ووضعه.",
        "Procédures de la démonstration ; chaque délai dit sa source et son statut.",
        "Procedures of the demonstration; every deadline names its source and status.",
    ),
    "invented": Text("مُختلَق", "inventé", "invented"),
    "error.back": Text("العودة إلى الصفحة الأولى", "Retour à l’accueil", "Back to the first page"),
    "error.code": Text("الرمز {code}", "Code {code}", "Code {code}"),
    "error.400": Text("طلب غير مفهوم", "Demande illisible", "We could not read this request"),
    "error.400.text": Text(
        "ما أرسله المتصفح لا يوافق ما تنتظره هذه الصفحة. لم يُسجَّل أي شيء.",
        "Ce que le navigateur a envoyé ne correspond pas à ce que la page attend. "
        "Rien n’a été enregistré.",
        "What the browser sent is not what this page expects. Nothing was recorded.",
    ),
    "error.403": Text("غير مسموح", "Non autorisé", "Not allowed"),
    "error.403.text": Text(
        "هذا الإجراء غير مفتوح لك من هنا. لم يُسجَّل أي شيء.",
        "Cette action ne vous est pas ouverte d’ici. Rien n’a été enregistré.",
        "This action is not open to you from here. Nothing was recorded.",
    ),
    "error.404": Text("لا شيء في هذا العنوان", "Rien à cette adresse", "Nothing at this address"),
    "error.404.text": Text(
        "قد يكون العنوان ناقصًا، أو أن ما تبحث عنه غير موجود بالنسبة إليك.",
        "L’adresse est peut-être incomplète, ou ce que vous cherchez n’existe pas pour vous.",
        "The address may be incomplete, or what you look for does not exist for you.",
    ),
    "error.405": Text("قراءة فقط", "Lecture seule", "Read only"),
    "error.405.text": Text(
        "هذه الصفحة تُقرأ فقط.",
        "Cette page se lit ; elle n’accepte rien d’autre.",
        "This page can be read; it accepts nothing else.",
    ),
    "error.500": Text("خطأ من جانبنا", "Erreur de notre côté", "A fault on our side"),
    "error.500.text": Text(
        "تعطّلت هذه الصفحة. ما سُجّل من قبل لم يتغيّر، ويمكن للمشغّل قراءة السبب في السجل التقني.",
        "Cette page a échoué. Ce qui était enregistré n’a pas changé ; l’exploitant trouvera la "
        "cause dans le journal technique.",
        "This page failed. What was on record has not changed; the operator will find the cause "
        "in the log.",
    ),
    "error.503": Text(
        "غير متاح الآن", "Indisponible pour le moment", "Not available at the moment"
    ),
    "error.503.text": Text(
        "العقدة لا تستطيع الجواب الآن. لا يضيع شيء؛ أعد المحاولة بعد قليل.",
        "Le nœud ne peut pas répondre maintenant. Rien n’est perdu ; réessayez dans un instant.",
        "The node cannot answer now. Nothing is lost; try again in a moment.",
    ),
}
