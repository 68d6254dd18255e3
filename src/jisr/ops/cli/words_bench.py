"""What `jisr bench` says: its help, and each figure in a sentence."""

from typing import Final

from jisr.ops.cli.phrase import Phrase

GROUP: Final = Phrase(
    "قياس السرعة على هذا الحاسوب، نسبةً إلى أقل ما يمكن أن يكلفه العمل نفسه.",
    "Mesurer la vitesse sur cette machine, en proportion du moins que le même travail puisse "
    "coûter.",
    "Measure the speed on this machine, as a ratio to the least that the same work could cost.",
)
EXCHANGE: Final = Phrase(
    "إجراءات بين خادمين من أولها إلى آخرها، بدفعات متزايدة، ثم واحدًا واحدًا.",
    "Des actes de bout en bout entre deux nœuds, par lots croissants, puis un à un.",
    "Acts from end to end between two nodes, in growing batches, then one by one.",
)
IDLE: Final = Phrase(
    "خادمان في سجلهما الكثير يتبين لهما أنهما متفقان، ثم قراءة صفحة من أي موضع فيه.",
    "Deux nœuds au long registre constatent qu’ils s’accordent ; puis une page, lue où que ce "
    "soit dans le registre.",
    "Two nodes with a long ledger find that they agree; then a page, read from anywhere in it.",
)
PROOF: Final = Phrase(
    "التحقق، دون أي من الخادمين، من إثبات إجراء واحد، ثم من سجل كامل.",
    "Vérifier sans aucun des deux nœuds la preuve d’un acte, puis un registre entier.",
    "Check the proof of one act without either node, then a whole ledger.",
)
DRAIN: Final = Phrase(
    "تسليم ما تراكم في ثلاثين يومًا غاب فيها الشريك.",
    "Remettre ce qui s’est accumulé en trente jours d’absence du partenaire.",
    "Deliver what has queued over thirty days in which the partner was away.",
)
SAFEGUARDS: Final = Phrase(
    "كم تبتّ الضمانات في الثانية، وما تكلفه كتابة كل صفحة في سجل الاطلاع قبل قراءتها.",
    "Combien les garanties décident par seconde, et ce que coûte l’inscription de chaque page au "
    "journal des accès avant sa lecture.",
    "How much the safeguards decide in a second, and what it costs that each page is logged before "
    "it is read.",
)
DECISIONS: Final = Phrase(
    "كم مرة على الأقل يُسأل سجل القواعد.",
    "Combien de fois au moins le registre des règles est interrogé.",
    "How many times at least the register of rules is asked.",
)
SEEDS: Final = Phrase(
    "كم شهرًا محاكًى تؤخذ منه الإجراءات.",
    "De combien de mois simulés viennent les actes.",
    "From how many simulated months the acts come.",
)
ACTS: Final = Phrase(
    "عدد الإجراءات؛ عدد أصغر يكفي للتجربة.",
    "Combien d’actes ; peu pour un essai.",
    "How many acts; few will do to try it.",
)
BATCH_ACTS: Final = Phrase(
    "كم إجراءً على الأقل لكل حجم من الدفعات.",
    "Combien d’actes au moins pour chaque taille de lot.",
    "How many acts at least for each size of batch.",
)
SINGLES: Final = Phrase(
    "كم إجراءً يُقاس واحدًا واحدًا.",
    "Combien d’actes sont mesurés un à un.",
    "How many acts are measured one by one.",
)
FOLDER: Final = Phrase(
    "أين توضع السجلات مؤقتًا: على القرص المراد قياسه؛ ما لم يُذكر، المجلد الحالي.",
    "Où sont les registres pendant la mesure : sur le disque à mesurer ; par défaut, ici.",
    "Where the ledgers lie meanwhile: on the disk to be measured; by default, here.",
)
WORKING: Final = Phrase("القياس جارٍ", "Mesure en cours", "Measuring")
MACHINE: Final = Phrase(
    "على {processor}، عدد الأنوية {cores}، {system}، Python {python}، cryptography "
    "{cryptography}، apsw {apsw}.",
    "Sur {processor}, {cores} cœurs, {system}, Python {python}, cryptography {cryptography}, "
    "apsw {apsw}.",
    "On {processor}, {cores} cores, {system}, Python {python}, cryptography {cryptography}, "
    "apsw {apsw}.",
)
BATCH: Final = Phrase(
    "دفعات من {batch}: {acts_per_s} إجراء في الثانية؛ {cpu_us_per_act} ميكروثانية من المعالج لكل "
    "إجراء، أي {percent} % من الحد {limit_per_s} في الثانية.",
    "Lots de {batch} : {acts_per_s} actes par seconde ; {cpu_us_per_act} µs de processeur par "
    "acte, soit {percent} % de la limite de {limit_per_s} par seconde.",
    "Batches of {batch}: {acts_per_s} acts a second; {cpu_us_per_act} µs of processor time an "
    "act, which is {percent} % of the limit of {limit_per_s} a second.",
)
SINGLE: Final = Phrase(
    "إجراء واحد: يُكتب في {p50_ms} مللي ثانية في الوسط و{p99_ms} في 99 % من الحالات، ويعود إيصاله "
    "بعد {received_p50_ms}؛ والقرص يحفظ صفحة في {fsync_ms}.",
    "Un acte seul : écrit en {p50_ms} ms (médiane), {p99_ms} ms (99 %) ; son reçu revient après "
    "{received_p50_ms} ms ; le disque garde une page en {fsync_ms} ms.",
    "A single act: written in {p50_ms} ms (median), {p99_ms} ms (99 %); its receipt is back after "
    "{received_p50_ms} ms; the disk keeps a page in {fsync_ms} ms.",
)
AGREE: Final = Phrase(
    "اتفاق على {acts} إجراء: عدد الرحلات ذهابًا وإيابًا {round_trips}، في {ms} مللي ثانية.",
    "Accord sur {acts} actes : {round_trips} aller-retour, {ms} ms.",
    "Agreement on {acts} acts: {round_trips} round trip, {ms} ms.",
)
PAGE: Final = Phrase(
    "صفحة من {acts} إجراء: {short_us} ميكروثانية في سجل من {short_log}، و{long_us} في سجل من "
    "{long_log}؛ النسبة {ratio}.",
    "Une page de {acts} actes : {short_us} µs dans un registre de {short_log}, {long_us} µs dans "
    "un de {long_log} ; rapport {ratio}.",
    "A page of {acts} acts: {short_us} µs in a log of {short_log}, {long_us} µs in one of "
    "{long_log}; ratio {ratio}.",
)
ACT: Final = Phrase(
    "إثبات إجراء واحد: {p50_ms} مللي ثانية، {bytes} بايت.",
    "La preuve d’un acte : {p50_ms} ms, {bytes} octets.",
    "The proof of one act: {p50_ms} ms, {bytes} bytes.",
)
LEDGER: Final = Phrase(
    "سجل من {acts} إجراء: {seconds} ثانية، مقابل {bare_seconds} لتوقيعاته وحدها؛ النسبة {ratio}.",
    "Un registre de {acts} actes : {seconds} s, contre {bare_seconds} s pour ses seules "
    "signatures ; rapport {ratio}.",
    "A ledger of {acts} acts: {seconds} s, against {bare_seconds} s for its bare signatures; "
    "ratio {ratio}.",
)
DRAINED: Final = Phrase(
    "سُلّم {arrived} من {acts} إجراء في {seconds} ثانية، أي {acts_per_s} في الثانية.",
    "{arrived} actes sur {acts} remis en {seconds} s, soit {acts_per_s} par seconde.",
    "{arrived} of {acts} acts delivered in {seconds} s, which is {acts_per_s} a second.",
)
DRAIN_FAULT: Final = Phrase(
    "لم يصل كل شيء بترتيبه، أو بقي من المضمون {parts_missing}.",
    "Tout n’est pas arrivé dans l’ordre, ou il manque des contenus : {parts_missing}.",
    "Not everything has arrived in order, or contents are missing: {parts_missing}.",
)
BESIDE: Final = Phrase(
    "إلى جانبه، في القياس نفسه، medallion {version} (TAXII 2.1، في الذاكرة): دفعات من {batch}، "
    "{cpu_us_per_object} ميكروثانية لكل كائن وهو يحوي {held}.",
    "À côté, dans la même mesure, medallion {version} (TAXII 2.1, en mémoire) : lots de {batch}, "
    "{cpu_us_per_object} µs par objet quand il en contient {held}.",
    "Beside it, in the same run, medallion {version} (TAXII 2.1, in memory): batches of {batch}, "
    "{cpu_us_per_object} µs an object when it holds {held}.",
)
NOT_BESIDE: Final = Phrase(
    "لم يُقَس medallion إلى جانبه: ليس مثبتًا. لتثبيته، من مجلد المستودع:\n"
    "python3 -m venv bench/.venv && bench/.venv/bin/pip install --require-hashes "
    "-r requirements/bench.txt",
    "Sans medallion à côté : il n’est pas installé.  Pour l’installer, à la racine du dépôt :\n"
    "python3 -m venv bench/.venv && bench/.venv/bin/pip install --require-hashes "
    "-r requirements/bench.txt",
    "Without medallion beside it: it is not installed.  To install it, in the repository:\n"
    "python3 -m venv bench/.venv && bench/.venv/bin/pip install --require-hashes "
    "-r requirements/bench.txt",
)
KERNEL: Final = Phrase(
    "{decisions_per_s} قرار في الثانية، أي {us_per_decision} ميكروثانية من المعالج لكل قرار، في "
    "{questions} سؤالًا وبعدد من القواعد هو {rules}؛ والقواعد التي لا تنظر في شيء تأخذ من ذلك "
    "{ratio}.",
    "{decisions_per_s} décisions par seconde, soit {us_per_decision} µs de processeur chacune, sur "
    "{questions} questions et {rules} règles ; des règles qui ne regardent rien prennent {ratio} "
    "de ce temps.",
    "{decisions_per_s} decisions a second, {us_per_decision} µs of processor time each, on "
    "{questions} questions and {rules} rules; rules that look at nothing take {ratio} of that.",
)
LOGGED_CASE: Final = Phrase(
    "صفحة ملف واحد: {us} ميكروثانية، منها {log_us} لسجل الاطلاع، أي {percent} %؛ ومن "
    "القراءة وحدها {read} %.",
    "La page d’un dossier : {us} µs, dont {log_us} pour le journal des accès, soit {percent} % ; "
    "de la seule lecture, {read} %.",
    "The page of a case: {us} µs, of which the access log takes {log_us}, which is {percent} %; of "
    "its reading alone, {read} %.",
)
LOGGED_LIST: Final = Phrase(
    "قائمة الملفات: {us} ميكروثانية، منها {log_us} لسجل الاطلاع، أي {percent} %؛ ومن "
    "القراءة وحدها {read} %.",
    "La liste des dossiers : {us} µs, dont {log_us} pour le journal des accès, soit {percent} % ; "
    "de la seule lecture, {read} %.",
    "The list of cases: {us} µs, of which the access log takes {log_us}, which is {percent} %; of "
    "its reading alone, {read} %.",
)
