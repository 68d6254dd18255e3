"""The sentences in three languages, generated from the same slots (FRA-6)."""

import pytest

from jisr.core.act import Slug
from jisr.core.errors import LANGS, Lang
from jisr.framework import check, parse_edition
from jisr.framework.crossings import crossings
from jisr.framework.procedure import Procedure
from jisr.framework.sentence import Sentence
from jisr.framework.wording import clause_text, crossing_text, note_text
from tests.framework.packs import REQUEST, edited, sound


def request() -> Procedure:
    return sound().procedures[Slug("information-request")]


def clause(procedure: Procedure, state: str | None, act: str) -> Sentence:
    return next(
        sentence
        for read, sentence in procedure.clauses()
        if (read.name if read else None) == state and sentence.act == act
    )


@pytest.mark.parametrize(
    ("state", "act", "lang", "text"),
    [
        (None, "send", "en", "The requesting party may send the request using the form “request "
         "for information”; the case is then “request under consideration”."),
        (None, "send", "fr", "La partie requérante peut envoyer la demande au moyen du formulaire "
         "« demande de renseignements » ; le dossier passe à l’état « demande à l’examen »."),
        (None, "send", "ar", "يجوز للطرف الطالب إرسال الطلب باستعمال استمارة «طلب معلومات»، "
         "فينتقل الملف إلى حالة «طلب قيد النظر»."),
        ("received", "close-for-silence", "en", "Once the deadline has passed, the requesting "
         "party may close the request, the other party having done nothing; the case is then "
         "“request closed, nothing having been done in time”."),
        ("received", "close-for-silence", "fr", "Une fois le délai écoulé, la partie requérante "
         "peut clore la demande, l’autre partie n’ayant rien fait ; le dossier passe à l’état "
         "« demande close, rien n’ayant été fait à temps »."),
        ("received", "close-for-silence", "ar", "بعد انقضاء الأجل، يجوز للطرف الطالب إقفال الطلب "
         "لعدم تحرك الطرف الآخر، فينتقل الملف إلى حالة «طلب مقفل لعدم التحرك في الأجل»."),
        ("answered", "recall-the-answer", "en", "The requested party may recall the answer "
         "using the form “recall of the answer”; the case is then “request under consideration”; "
         "this act prevails over any act that crosses it."),
    ],
)  # fmt: skip
def test_a_clause_reads_as_a_sentence(state: str | None, act: str, lang: Lang, text: str) -> None:
    assert clause_text(request(), clause(request(), state, act), lang) == text


def test_accepting_names_the_text_by_its_label() -> None:
    undertaking = sound().procedures[Slug("undertaking")]
    agree = clause(undertaking, "proposed", "agree")
    assert clause_text(undertaking, agree, "en") == (
        "The other party may agree to the text accepting the same text “text of the undertaking”; "
        "the case is then “agreed”."
    )


@pytest.mark.parametrize(
    ("labels", "texts"),
    [
        (
            "{ar: قنصلية, fr: le consulat, en: consulate}",
            {
                "ar": "يجوز لقنصلية الطرف المطلوب منه رفض الطلب",
                "fr": "Le consulat de la partie requise peut refuser la demande",
                "en": "The requested party’s consulate may refuse the request",
            },
        ),
        (
            "{ar: السلطة المركزية, fr: l’autorité centrale, en: central authority}",
            {
                "ar": "يجوز للسلطة المركزية للطرف المطلوب منه رفض الطلب",
                "fr": "L’autorité centrale de la partie requise peut refuser la demande",
                "en": "The requested party’s central authority may refuse the request",
            },
        ),
    ],
)
def test_an_office_is_named_with_its_party(labels: str, texts: dict[Lang, str]) -> None:
    files = edited(REQUEST, "- requested may refuse", "- requested's consulate may refuse")
    text = files[REQUEST].decode().replace("opens:", f"offices:\n  consulate: {labels}\nopens:")
    edition = parse_edition({**files, REQUEST: text.encode()}, pack="ma-fr")
    assert check(edition) == []
    procedure = edition.procedures[Slug("information-request")]
    for lang, start in texts.items():
        assert clause_text(procedure, clause(procedure, "received", "refuse"), lang).startswith(
            start
        )


@pytest.mark.parametrize(
    ("role", "office", "named"),
    [
        ("le ministère requis", "l’office", "L’office du ministère requis peut"),
        ("les autorités requises", "l’office", "L’office des autorités requises peut"),
        ("autorité requise", "l’office", "L’office d’autorité requise peut"),
        ("l’autre partie", "l’office", "L’office de l’autre partie peut"),
    ],
)
def test_french_contracts_its_articles(role: str, office: str, named: str) -> None:
    files = edited(REQUEST, "- requested may refuse", "- requested's office may refuse")
    text = files[REQUEST].decode().replace("fr: la partie requise", f"fr: {role}", 1)
    text = text.replace(
        "opens:", f"offices:\n  office: {{ar: مكتب, fr: {office}, en: office}}\nopens:"
    )
    edition = parse_edition({**files, REQUEST: text.encode()}, pack="ma-fr")
    procedure = edition.procedures[Slug("information-request")]
    assert clause_text(procedure, clause(procedure, "received", "refuse"), "fr").startswith(named)


@pytest.mark.parametrize(
    ("role", "named"),
    [("الطرف الطالب", "للطرف الطالب"), ("اللجنة", "للجنة"), ("وزارة الداخلية", "لوزارة الداخلية")],
)
def test_arabic_joins_the_article_to_its_preposition(role: str, named: str) -> None:
    files = edited(REQUEST, "{ar: الطرف الطالب,", f"{{ar: {role},")
    procedure = parse_edition(files, pack="ma-fr").procedures[Slug("information-request")]
    assert clause_text(procedure, procedure.opens[0], "ar").startswith(f"يجوز {named} إرسال")


def test_what_waits_for_settlement_says_so() -> None:
    files = edited(
        REQUEST, "answered using answer\n", "answered using answer, release when settled\n"
    )
    procedure = parse_edition(files, pack="ma-fr").procedures[Slug("information-request")]
    answer = clause(procedure, "received", "answer")
    assert "released only once the act has settled" in clause_text(procedure, answer, "en")
    assert "une fois l’acte définitif" in clause_text(procedure, answer, "fr")
    assert "بعد أن يصير الإجراء نهائيًا" in clause_text(procedure, answer, "ar")


def test_a_note_says_that_it_changes_no_state() -> None:
    note = request().notes[0]
    assert note_text(request(), note, "en") == (
        "Either party may at any time make a remark using the form “remark”; "
        "the state of the case does not change."
    )
    assert note_text(request(), note, "fr").startswith("L’une ou l’autre des parties peut")
    assert note_text(request(), note, "ar").startswith("يجوز لأيٍّ من الطرفين إبداء ملاحظة")


def test_a_note_of_one_role_names_it() -> None:
    files = edited(REQUEST, "- either may remark using remark", "- requested may remark")
    files[REQUEST] = files[REQUEST].replace(
        b"requested may remark", b"requested may remark using remark"
    )
    procedure = parse_edition(files, pack="ma-fr").procedures[Slug("information-request")]
    note = procedure.notes[0]
    assert note_text(procedure, note, "ar").startswith("يجوز للطرف المطلوب منه إبداء ملاحظة")
    assert note_text(procedure, note, "fr").startswith("La partie requise peut à tout moment")


def test_a_crossing_says_whose_act_prevails() -> None:
    revision = sound().procedures[Slug("framework-revision")]
    first = crossings(revision)[0]
    assert crossing_text(revision, first, "en") == (
        "In the state “framework in force”: if “propose a new edition” (the second party) crosses "
        "“propose a new edition” (the first party), the act of the first party prevails and the "
        "case is then “edition proposed by the first party”."
    )
    assert "l’acte de la première partie prévaut" in crossing_text(revision, first, "fr")
    assert "غلب إجراء الطرف الأول" in crossing_text(revision, first, "ar")


@pytest.mark.parametrize("lang", LANGS)
def test_no_sentence_of_the_packs_keeps_a_slot_open(lang: Lang) -> None:
    for procedure in sound().procedures.values():
        texts = [clause_text(procedure, sentence, lang) for _, sentence in procedure.clauses()]
        texts += [note_text(procedure, note, lang) for note in procedure.notes]
        texts += [crossing_text(procedure, row, lang) for row in crossings(procedure)]
        assert all(text.endswith(".") and "{" not in text for text in texts)
