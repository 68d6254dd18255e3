"""What the commands on the access log and on the safeguards print, in three languages."""

from typing import Final

from jisr.ops.cli.phrase import Phrase

GROUP: Final = Phrase(
    "سجل الاطلاع: من اطّلع أو بحث أو أخرج أو غيّر أو محا، ومتى ولماذا.",
    "Le journal des accès : qui a lu, cherché, sorti, modifié ou effacé, quand et pourquoi.",
    "The access log: who read, searched, took out, altered or erased, when and why.",
)
VERIFY_HELP: Final = Phrase(
    "إعادة حساب السلسلة: سلسلة هذه العقدة، أو سلسلة سجل مصدَّر.",
    "Recalculer la chaîne : celle de ce nœud, ou celle d’un journal exporté.",
    "Compute the chain again: this node’s, or that of an exported log.",
)
EXPORT_HELP: Final = Phrase(
    "تصدير السجل كاملًا إلى مستند يُفحص بلا عقدة؛ وتُسجَّل قراءته قبلها.",
    "Exporter tout le journal vers un fichier qui se vérifie sans nœud ; cette lecture est notée "
    "avant.",
    "Export the whole log to a file that is checked without a node; this reading is logged before.",
)
HEAD_HELP: Final = Phrase(
    "طبع رأس السلسلة، ليُحفظ في مكان آخر أو يُكتب في ملاحظة إلى الشريك.",
    "Donner la tête de la chaîne, à garder ailleurs ou à écrire dans une note au partenaire.",
    "Print the head of the chain, to be kept elsewhere or put into a note to the partner.",
)
FILE: Final = Phrase(
    "سجل مصدَّر. إن لم يُذكر فسجل هذه العقدة.",
    "Un journal exporté. À défaut, celui de ce nœud.",
    "An exported log. Default: this node’s.",
)
THROUGH: Final = Phrase(
    "رأس محفوظ في مكان آخر: هل مرت به السلسلة؟",
    "Une tête gardée ailleurs : la chaîne est-elle passée par elle ?",
    "A head that was kept elsewhere: has the chain passed through it?",
)
OUT: Final = Phrase("أين يُكتب السجل.", "Où écrire le journal.", "Where to write the log.")
HOLDS: Final = Phrase(
    "السلسلة متصلة. الأحداث: {length}؛ الرأس: {digest}",
    "La chaîne tient. Événements : {length} ; tête : {digest}",
    "The chain holds. Events: {length}; head: {digest}",
)
ASTRAY: Final = Phrase(
    "السلسلة مقطوعة عند الحدث {astray}: غُيّر شيء أو حُذف. ما قبله متصل.",
    "La chaîne est rompue à l’événement {astray} : quelque chose a été changé ou ôté. Ce qui "
    "précède tient.",
    "The chain is broken at event {astray}: something was changed or taken away. What is before "
    "it holds.",
)
PASSED: Final = Phrase(
    "مرت السلسلة بالرأس المحفوظ. الأحداث إلى ذلك الحين: {passes}.",
    "La chaîne est passée par la tête gardée. Événements jusque-là : {passes}.",
    "The chain passed through the head that was kept. Events until then: {passes}.",
)
NOT_PASSED: Final = Phrase(
    "لم تمر السلسلة بالرأس المحفوظ: أُعيدت كتابة السجل، أو الرأس لسجل آخر.",
    "La chaîne n’est jamais passée par la tête gardée : le journal a été réécrit, ou la tête est "
    "d’un autre.",
    "The chain never passed through the head that was kept: the log was rewritten, or the head is "
    "of another one.",
)
EXPORTED: Final = Phrase(
    "صُدّر السجل إلى {path}. الأحداث: {length}؛ الرأس: {digest}",
    "Journal exporté dans {path}. Événements : {length} ; tête : {digest}",
    "Log exported to {path}. Events: {length}; head: {digest}",
)
HEAD: Final = Phrase(
    "الأحداث: {length}؛ الرأس: {digest}",
    "Événements : {length} ; tête : {digest}",
    "Events: {length}; head: {digest}",
)

SAFEGUARDS_GROUP: Final = Phrase(
    "الضمانات: ما لا يجوز لأحد أن يرسله أو يحفظه، أيًا كان ما وُقّع.",
    "Les garanties : ce que personne ne peut envoyer ni garder, quoi qu’on ait signé.",
    "The safeguards: what nobody may send or keep, whatever was signed.",
)
LIST_HELP: Final = Phrase(
    "سرد الضمانات السارية، ولكل منها نصها وسندها ومواضع تطبيقها والاختبارات التي تبيّنها.",
    "Lister les garanties en vigueur : texte, source, points d’application, essais qui les "
    "montrent.",
    "List the rules in force: text, legal source, where each is asked, and the tests that show it.",
)
RULE: Final = Phrase("{id}  {text}", "{id}  {text}", "{id}  {text}")
SOURCE: Final = Phrase("    السند: {source}", "    Source : {source}", "    Source: {source}")
POINTS: Final = Phrase("    عند: {points}", "    À : {points}", "    At: {points}")
POINT_NAMES: Final = {
    "framework": Phrase("قبول الإطار", "l’adoption du cadre", "adoption of a framework"),
    "compose": Phrase("التحرير", "la rédaction", "writing"),
    "release": Phrase("الإرسال", "l’envoi", "release"),
    "receipt": Phrase("التوصل", "la réception", "receipt"),
    "query": Phrase("القراءة", "la lecture", "reading"),
    "export": Phrase("الإخراج", "la sortie", "export"),
    "timer": Phrase("حلول الأجل", "l’échéance", "a date that falls due"),
}
