"""What the commands on protected persons print, in Arabic, French and English."""

from typing import Final

from jisr.ops.cli.phrase import Phrase

GROUP: Final = Phrase(
    "من تحميهم هذه العقدة من الإعادة أو تلزم الصمت بشأنهم؛ ولا يظهر من هم بعد ذلك.",
    "Qui ce nœud protège d’un retour, ou sur qui il se tait ; on n’y relit jamais de qui il "
    "s’agit.",
    "Whom this node protects from a return, or keeps silence about; who it is never comes out "
    "again.",
)
SET_HELP: Final = Phrase(
    "حماية شخص: لا تُتخذ هنا أي خطوة تقرّبه من الإعادة.",
    "Protéger une personne : aucune démarche qui la rapproche d’un retour ne se fait ici.",
    "Protect a person: no step that brings them nearer to a return is taken here.",
)
LIFT_HELP: Final = Phrase(
    "رفع حماية؛ وما تحميه أخرى يبقى محميًا.",
    "Lever une protection ; ce qu’une autre protège le reste.",
    "Lift a protection; whom another one protects stays protected.",
)
LIST_HELP: Final = Phrase(
    "سرد الحماية القائمة: منذ متى، ومن أي ملف.",
    "Lister les protections : depuis quand, et de quel dossier.",
    "List what stands: since when, and from which case.",
)
PERSON: Final = Phrase(
    "مستند JSON فيه الشخص كما في الاستمارات: الأسماء وتاريخ الميلاد، أو الوثائق.",
    "Un fichier JSON avec la personne, comme dans les formulaires : noms et naissance, ou "
    "documents.",
    "A JSON file with the person, as in forms: the names and the birth, or documents.",
)
SILENT: Final = Phrase(
    "ولا يُقال عنه شيء للشريك: لا جواب ولا طلب ولا إشعار.",
    "Ne rien dire d’elle non plus au partenaire : ni réponse, ni demande, ni alerte.",
    "Tell the partner nothing of them either: no answer, no request, no alert.",
)
ID: Final = Phrase(
    "المعرّف كما يُسرد في protection list.",
    "L’identifiant, tel que le donne protection list.",
    "The identifier, as protection list gives it.",
)
SET: Final = Phrase(
    "الشخص محمي. معرّف الحماية: {id}",
    "La personne est protégée. Identifiant : {id}",
    "The person is protected. Identifier: {id}",
)
LIFTED: Final = Phrase(
    "رُفعت الحماية {id}.", "La protection {id} est levée.", "Protection {id} is lifted."
)
ROW: Final = Phrase("{id} منذ {since}", "{id} depuis le {since}", "{id} since {since}")
ROW_OF_CASE: Final = Phrase(
    "{id} منذ {since}، من الملف {case}",
    "{id} depuis le {since}, du dossier {case}",
    "{id} since {since}, from case {case}",
)
COUNT: Final = Phrase(
    "الحماية القائمة: {count}", "Protections en vigueur : {count}", "Protections: {count}"
)
