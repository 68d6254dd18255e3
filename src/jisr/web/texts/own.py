"""Words of the first page of a node in earnest: who it is, what waits, how its lines are."""

from collections.abc import Mapping
from typing import Final

from jisr.node.record_views import Text

OWN: Final[Mapping[str, Text]] = {
    "nav.own": Text("الرئيسية", "Accueil", "Home"),
    "foot.open": Text(
        "لا تسجيل دخول لصفحات هذا الإصدار، ولا تُفتح إلا من هذا الجهاز. "
        "كل قراءة لملف تُدوَّن قبل عرضه.",
        "Les pages de cette version n’ont pas de connexion et ne s’ouvrent que sur cette machine. "
        "Chaque lecture d’un dossier est notée avant qu’il ne s’affiche.",
        "The pages of this version have no login and open on this machine only. Each reading of a "
        "case is noted before it is shown.",
    ),
    "foot.free": Text(
        "جسر برنامج حر (رخصة EUPL-1.2).",
        "Jisr est un logiciel libre (EUPL-1.2).",
        "Jisr is free software (EUPL-1.2).",
    ),
    "band.signed": Text("قواعد موقّعة", "Règles signées", "Signed rules"),
    "band.signed.text": Text(
        "ما تطبّقه هذه العقدة وعقدة الشريك؛ كل أجل يذكر مصدره ووضعه.",
        "Ce que ce nœud et celui du partenaire appliquent ; chaque délai dit sa source et son "
        "statut.",
        "What this node and the partner’s apply; every deadline names its source and status.",
    ),
    "record.none": Text(
        "لم يُستورد أي سجل عام إلى هذه العقدة.",
        "Aucun registre public n’a été importé sur ce nœud.",
        "No public record has been imported on this node.",
    ),
    "own.title": Text("ما ينتظرنا", "Ce qui nous attend", "What waits for us"),
    "own.lede": Text(
        "هذه الملفات تنتظر إجراءً منا. الأشد تأخرًا أولًا، ثم الأقرب أجلًا.",
        "Ces dossiers attendent un acte de notre part : d’abord le plus en retard, puis le plus "
        "proche de l’échéance.",
        "These cases wait for an act of ours: the longest overdue first, then the soonest due.",
    ),
    "own.lede.none": Text(
        "لا ملف ينتظر إجراءً منا الآن.",
        "Aucun dossier n’attend d’acte de notre part en ce moment.",
        "No case waits for an act of ours at this moment.",
    ),
    "own.inbox": Text("ما ينتظرنا", "Ce qui nous attend", "What waits for us"),
    "own.overdue": Text("متأخرة", "En retard", "Overdue"),
    "own.today": Text("أجلها اليوم", "À échéance aujourd’hui", "Due today"),
    "own.later": Text("لاحقًا", "Plus tard", "Later"),
    "own.theirs": Text("عند الشركاء", "Chez les partenaires", "With partners"),
    "own.beyond": Text("غير معروضة هنا: {n}", "Non affichés ici : {n}", "Not shown here: {n}"),
    "own.with": Text("مع {party}", "avec : {party}", "with {party}"),
    "own.no-date": Text("بلا أجل", "sans échéance", "no date"),
    "own.cases": Text("كل الملفات", "Tous les dossiers", "All cases"),
    "own.spaces": Text("فضاءاتنا", "Nos espaces", "Our spaces"),
    "own.spaces.text": Text(
        "لكل شريك فضاء وإطار وقّعناه معًا؛ لا يعبر شيء من فضاء إلى آخر.",
        "À chaque partenaire son espace et le cadre signé ensemble ; rien ne passe d’un espace à "
        "l’autre.",
        "Each partner has a space and the framework signed together; nothing crosses from one "
        "space to another.",
    ),
    "own.spaces.none": Text(
        "هذه العقدة ليست في أي فضاء بعد. ينشئ الطرفان فضاءً بتوقيع وثيقته التأسيسية.",
        "Ce nœud n’est encore dans aucun espace. Deux parties en fondent un en signant son "
        "document fondateur.",
        "This node is in no space yet. Two parties found one by signing its founding document.",
    ),
    "own.frameworks": Text("الأطر السارية", "Les cadres en vigueur", "Frameworks in force"),
    "own.node": Text("حالة العقدة", "L’état du nœud", "State of the node"),
    "own.record": Text("السجل العام", "Le registre public", "The public record"),
    "alarms.title": Text("إنذارات", "Alarmes", "Alarms"),
    "alarms.since": Text(
        "منذ {at}. الرمز: {code}", "Depuis le {at}. Code : {code}", "Since {at}. Code: {code}"
    ),
}
