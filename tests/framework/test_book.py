"""The book: every word of a signed edition, in sentences, in each language and no other."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import ascii_lowercase

import pytest

from jisr.core.act import Slug
from jisr.core.errors import LANGS, Lang
from jisr.core.table import Side
from jisr.framework import Edition, check, parse_edition, tables_of
from jisr.framework.book import Book, book_of, words_annex, words_general, words_procedure
from jisr.framework.book.dates import day_text, territory
from jisr.framework.book.document import Chapter, Figure, Paragraph, Table, plain
from jisr.framework.book.figures import HEIGHT, HEIGHT_ALONE, WIDTH
from jisr.framework.book.setting import Setting
from jisr.framework.check_edition import provenances
from jisr.framework.counted import HANDLING
from jisr.framework.explore import ACTS, Explored, explore
from jisr.framework.shape import Label
from jisr.framework.source import Block, Node, Scalar
from jisr.framework.wording import clause_text, note_text
from tests.framework.book_text import of_block, runs, text
from tests.framework.packs import edited, edition_of, good, sound

EVERYTHING = Path(__file__).parent / "everything.yaml"
REVISION, REQUEST = Slug("framework-revision"), Slug("information-request")
OLD = "0123456789abcdef" * 4
WAYS = 30  # More ends than letters, and than a page is wide.
CROSSROADS = "\n".join(
    [
        "procedure: crossroads",
        "title: {ar: مفترق, fr: Carrefour, en: Crossroads}",
        "roles:",
        "  walker: {ar: السائر, fr: la marcheuse, en: the walker}",
        "  watcher: {ar: الناظر, fr: la guetteuse, en: the watcher}",
        "opens: walker may start → open",
        "states:",
        "  open:",
        "    label: {ar: ملف مفتوح, fr: dossier ouvert, en: case open}",
        "    first: walker",
        "    clauses:",
        *(f"      - walker may take-{way} → end-{way}" for way in range(WAYS)),
        "ends:",
        *(
            f"  end-{way}: {{ar: مخرج رقم {way}, fr: sortie numéro {way}, en: way out {way}}}"
            for way in range(WAYS)
        ),
        "acts:",
        "  start: {ar: بدء السير, fr: se mettre en marche, en: start walking}",
        *(
            f"  take-{way}: {{ar: سلوك المخرج {way}, fr: suivre la voie {way}, en: take way {way}}}"
            for way in range(WAYS)
        ),
        f"migrates: {{{OLD}: {{open: open}}}}",
    ]
)


@cache
def rich() -> Edition:
    """An edition that holds each thing the format has."""
    files = dict(good())
    words = (("read", "confirmed"), ("unread", "to-be-confirmed"))
    files["ma-fr/glossary.yaml"] += "".join(
        f"\nword-{name}:\n"
        f"  text: {{ar: لفظ, fr: mot {name}, en: word {name}}}\n"
        f"  arabic: {state}\n"
        "  source: ma-fr-security-2000\n"
        for name, state in words
    ).encode()
    files["common/instruments.yaml"] += (
        "\nhandbook:\n"
        "  title: {ar: دليل, fr: Manuel, en: Handbook}\n"
        "  parties: [ZZ]\n"
        "  date: 2016-05\n"
        "  reference: {ar: غير منشور, fr: non publié, en: not published}\n"
    ).encode()
    files["ma-fr/procedures/everything.yaml"] = EVERYTHING.read_bytes()
    files["ma-fr/procedures/crossroads.yaml"] = CROSSROADS.encode()
    edition = parse_edition(files, pack="ma-fr")
    assert [fault.text("en") for fault in check(edition)] == []
    return edition


def book(edition: Edition, lang: Lang) -> Book:
    counted = Explored(situations=12_345, crossings=678, trouble=None)
    return book_of(edition, lang, explored=dict.fromkeys(edition.procedures, counted))


def chapter(made: Book, title: str) -> Chapter:
    return next(one for one in made.chapters if plain(one.title) == title)


def said(found: Chapter) -> str:
    """Return a chapter as text."""
    articles = [line for one in found.articles for block in one.blocks for line in of_block(block)]
    return "\n".join([plain(found.lead), *(plain(line) for line in articles)])


def labels(node: Node) -> Iterator[Mapping[str, str]]:
    """Yield every text in three languages below a node of a signed file."""
    if isinstance(node, Block):
        texts = {key.text: item.text for key, item in node.entries if isinstance(item, Scalar)}
        if texts.keys() == set(LANGS):
            yield texts
        for _, item in node.entries:
            yield from labels(item)


EDITIONS = {
    "ma-be": lambda: edition_of("ma-be"),
    "ma-fr": lambda: edition_of("ma-fr"),
    "small": sound,
    "rich": rich,
}


@cache
def named(name: str, lang: Lang) -> Book:
    return book(EDITIONS[name](), lang)


# Those that are shipped are long: all but one of their books belong to the long form.
QUICK = {"small", "rich"}
BOOKS = [
    pytest.param(
        name,
        lang,
        marks=() if name in QUICK or (name, lang) == ("ma-fr", "ar") else pytest.mark.full,
    )
    for name in EDITIONS
    for lang in LANGS
]


@pytest.mark.parametrize(("name", "lang"), BOOKS)
def test_every_text_that_is_signed_stands_in_the_book(name: str, lang: Lang) -> None:
    edition = EDITIONS[name]()
    printed = text(named(name, lang)).casefold()
    missing = {
        label[lang]
        for tree in edition.trees.values()
        for label in labels(tree)
        if label[lang].casefold() not in printed
    }
    assert missing == set()


@pytest.mark.parametrize(("name", "lang"), BOOKS)
def test_every_clause_and_note_is_a_sentence_of_its_chapter(name: str, lang: Lang) -> None:
    edition = EDITIONS[name]()
    made = named(name, lang)
    for procedure in edition.procedures.values():
        title = procedure.title.text(lang)
        printed = said(chapter(made, title[:1].upper() + title[1:]))
        for _, sentence in procedure.clauses():
            if procedure.name != REVISION or sentence not in procedure.opens:
                assert clause_text(procedure, sentence, lang) in printed
        for note in procedure.notes:
            assert note_text(procedure, note, lang) in printed


@pytest.mark.parametrize(("name", "lang"), BOOKS)
def test_every_code_and_every_instrument_is_named(name: str, lang: Lang) -> None:
    edition = EDITIONS[name]()
    printed = text(named(name, lang))
    lists = [*edition.codes.values()]
    lists += [one for procedure in edition.procedures.values() for one in procedure.codes.values()]
    assert all(code in printed for listed in lists for code in listed.values)
    for instrument in edition.instruments.values():
        reference = instrument.reference
        told = reference.removeprefix("OJ ") if isinstance(reference, str) else reference.text(lang)
        assert told in printed


LATIN = re.compile("[A-Za-z]+")
ENGLISH = {"the", "of", "and", "with", "that", "which", "is", "by", "from", "this", "each", "or"}
FRENCH = {"le", "la", "les", "des", "du", "et", "qui", "est", "par", "dans", "une", "ou"}


def words_of(label: Label, lang: Lang) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", label.text(lang).casefold()))


@pytest.mark.parametrize(("name", "lang"), BOOKS)
def test_no_word_of_another_language_stands_among_those_of_the_book(name: str, lang: Lang) -> None:
    for run in runs(named(name, lang)):
        if run.lang == "ar":
            # Codes of handling, numbers of acts of the Union, and a method without other name.
            assert set(LATIN.findall(run.text)) <= {"H", "C", "CE", "EU", "SHA"}, run.text
        else:
            assert not re.search("[\u0600-\u06ff]", run.text) or run.lang is None
        strangers = {"fr": ENGLISH, "en": FRENCH}.get(run.lang or "", set())
        assert not strangers & set(re.findall(r"[^\W\d_]+", run.text.casefold())), run.text


def catalogue() -> Iterator[Label]:
    """Yield every text of ours."""
    for module in (words_annex, words_general, words_procedure):
        todo: list[object] = [value for name, value in vars(module).items() if name.isupper()]
        while todo:
            value = todo.pop()
            match value:
                case Label():
                    yield value
                case tuple() | list():
                    todo += value
                case dict():
                    todo += value.values()


def test_our_own_texts_are_three_and_name_the_same_facts() -> None:
    found = list(catalogue())
    assert len(found) > 150
    for label in found:
        facts = [set(re.findall(r"{(\w+)}", label.text(lang))) for lang in LANGS]
        assert facts[0] == facts[1] == facts[2], label
        assert not LATIN.search(re.sub(r"{\w+}", "", label.ar)), label
        assert not words_of(label, "fr") & ENGLISH, label
        assert not words_of(label, "en") & FRENCH, label
        assert "'" not in label.fr


def test_handling_is_said_the_same_in_each_book() -> None:
    for lang in LANGS:
        printed = text(named("small", lang)).casefold()
        assert all(label.text(lang).casefold() in printed for label in HANDLING.values())


def test_articles_are_numbered_through_and_letters_lead_where_they_say() -> None:
    made = named("rich", "en")
    articles = [article for one in made.chapters for article in one.articles]
    assert [one.number for one in articles] == list(range(1, len(articles) + 1))
    assert [one.number for one in made.chapters] == list(range(1, len(made.chapters) + 1))
    anchors = {one.anchor for one in [*articles, *made.chapters]}
    cells = [
        cell.anchor
        for article in articles
        for block in article.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    ]
    anchors |= {anchor for anchor in cells if anchor}
    assert {run.to for run in runs(made) if run.to} <= anchors
    for article in articles:
        letters = [b for b in article.blocks if isinstance(b, Paragraph) and b.letter]
        for place, one in enumerate(letters, start=1):
            assert one.anchor == f"{article.anchor}-{place}"


def test_a_picture_too_large_for_words_refers_to_articles_and_letters() -> None:
    made = chapter(named("rich", "fr"), "Carrefour")
    [figure] = made.articles[-1].blocks
    assert isinstance(figure, Figure)
    assert "celui de son article" in plain(figure.caption)
    opening, state = made.articles[1:3]
    letters = [b.letter for b in state.blocks if isinstance(b, Paragraph) and b.letter]
    assert letters == [*ascii_lowercase, *map(str, range(27, 31))]
    rows = {row for words in figure.picture.words for row in words.rows}
    assert {
        *letters,
        f"{opening.number} a",
        f"{state.number}. dossier ouvert",
        "sortie numéro 7",
    } <= rows


def test_a_picture_is_of_the_same_kind_in_every_language_and_never_off_the_page() -> None:
    kinds = []
    for lang in LANGS:
        blocks = [b for c in named("rich", lang).chapters for a in c.articles for b in a.blocks]
        figures = [block for block in blocks if isinstance(block, Figure)]
        kinds.append([figure.large for figure in figures])
        for one in figures:
            assert round(one.picture.width * one.scale) <= WIDTH
            assert round(one.picture.height * one.scale) <= (HEIGHT_ALONE if one.large else HEIGHT)
    assert kinds[0] == kinds[1] == kinds[2]
    assert {True, False} == set(kinds[0])


def test_acts_of_both_parties_that_lead_alike_are_told_apart_by_their_side() -> None:
    made = chapter(named("rich", "en"), "Undertaking")
    [figure] = made.articles[-1].blocks
    assert isinstance(figure, Figure)
    assert any(
        set(words.sides) == {Side.OPENER, Side.OTHER} and len(words.rows) > 1
        for words in figure.picture.words
    )


def test_a_picture_that_fits_says_acts_in_words_and_explains_its_marks() -> None:
    made = chapter(named("small", "en"), "Information request")
    figure = next(block for block in made.articles[0].blocks if isinstance(block, Figure))
    assert [(side, plain(line)) for side, line in figure.roles] == [
        (Side.OPENER, "the requesting party"),
        (Side.OTHER, "the requested party"),
    ]
    assert [plain(mark) for mark in figure.marks] == ["† once overdue", "‡ prevails in a crossing"]
    assert "send the request" in {" ".join(words.rows) for words in figure.picture.words}


def test_in_arabic_the_picture_is_the_mirror_image() -> None:
    first, second = (
        [node.x for node in figure.picture.nodes]
        for lang, title in (("ar", "مراجعة الإطار المرجعي"), ("en", "Revision of the framework"))
        for figure in chapter(named("small", lang), title).articles[0].blocks  # type: ignore[arg-type]
        if isinstance(figure, Figure)
    )
    assert (first[1] < first[2]) != (second[1] < second[2])


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        (
            "en",
            [
                "10 working days", "The date stated under “day agreed on”",
                "2 days before the date stated under “day agreed on”",
                "The receipt of the latest act “start the case”",
                "Those of both parties; a day works only if it works in both",
                "Every day counts, in universal time", "That of the asked party",
                "If it is no working day, the deadline ends on the next one",
                "If it is no working day, the deadline ends on the last one before it",
                "2 working days", "12 hours",
                "From the act “pause the case”, saying “ground of the pause”, to the act “resume "
                "the case”. Most in all: 5 days",
                "From the act “halt the case” to the act “resume the case”. Most in all: 5 hours",
                "Nothing happens by itself; then open: “give the case up”",
                "Whole number (units), 40 at most", "Whole number (kilometres)", "2 KiB at most",
                "1,000 bytes at most", "Codes of “grounds of pausing”",
                "90 days from the date stated under “day agreed on”",
                "18 months from the end of the case",
                "Form “tally”: coded and anonymous, for statistics",
                "Some acts are reserved to an office: border post.",
            ],
        ),
        (
            "fr",
            [
                "10 jours ouvrables", "Celui de la partie sollicitée", "2 Kio au plus",
                "De l’acte « arrêter le dossier » à l’acte « reprendre le dossier ». Maximum en "
                "tout : 5 heures",
            ],
        ),
        (
            "ar",
            [
                "10 أيام عمل", "تقويم الطرف المسؤول",
                "2 كيلوبايت", "يومان قبل التاريخ المذكور في «اليوم الموعود»",
            ],
        ),
    ],
)  # fmt: skip
def test_each_property_of_deadlines_and_forms_is_said(lang: Lang, sentences: list[str]) -> None:
    printed = said(
        chapter(named("rich", lang), rich().procedures[Slug("everything")].title.text(lang))
    )
    missing = [sentence for sentence in sentences if sentence not in printed]
    assert missing == []


def test_status_and_source_stand_beside_each_deadline() -> None:
    made = named("small", "en")
    numbers = {plain(row[1].lines[0]): plain(row[0].lines[0]) for row in instruments(made)}
    directive = next(number for title, number in numbers.items() if "2023/977" in title)
    printed = said(chapter(made, "Information request"))
    assert f"borrowed [{directive}], art. 5(1)" in printed


@pytest.mark.parametrize(("name", "lang"), BOOKS)
def test_the_source_of_every_value_stands_in_the_book(name: str, lang: Lang) -> None:
    edition, printed = EDITIONS[name](), text(named(name, lang))
    numbers = {
        plain(row[1].lines[0]): plain(row[0].lines[0]) for row in instruments(named(name, lang))
    }
    for provenance in provenances(edition):
        told = words_general.STATUS_NAMES[provenance.status].text(lang)
        if provenance.source is not None:
            title = edition.instruments[provenance.source].title.text(lang)
            told += f" [{numbers[title[:1].upper() + title[1:]]}]"
        assert told in printed


def instruments(made: Book) -> list[tuple]:
    blocks = made.chapters[-2].articles[0].blocks
    return [row for block in blocks if isinstance(block, Table) for row in block.rows]


def test_instruments_between_the_two_parties_come_first_and_say_what_is_cited() -> None:
    rows = [
        [" ".join(map(plain, cell.lines)) for cell in row]
        for row in instruments(named("rich", "fr"))
    ]
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    parties = [one.parties == rich().parties for one in rich().instruments.values()]
    assert all("Maroc" in row[2] and "France" in row[2] for row in rows[: sum(parties)])
    [handbook] = [row for row in rows if row[1] == "Manuel non publié"]
    assert handbook[3:] == ["mai 2016", ""]
    [directive] = [row for row in rows if "2023/977" in row[1]]
    assert "art. 5, § 1" in directive[4]


@pytest.mark.parametrize(
    ("written", "ar", "fr", "en"),
    [
        ("art. 8", "المادة 8", "art. 8", "art. 8"),
        ("art. 5(1)", "المادة 5، الفقرة 1", "art. 5, § 1", "art. 5(1)"),
        ("art. 5(1)(a)", "المادة 5، الفقرة 1، a", "art. 5, § 1, a)", "art. 5(1)(a)"),
        ("art. 8 and 9", "المادة 8 و9", "art. 8 et 9", "art. 8 and 9"),
        ("art. 12 to 19", "المادة 12 إلى 19", "art. 12 à 19", "art. 12 to 19"),
        ("art. L. 3133-1", "art. L. 3133-1", "art. L. 3133-1", "art. L. 3133-1"),
    ],
)
def test_places_in_instruments_are_cited_as_the_language_does(
    written: str, ar: str, fr: str, en: str
) -> None:
    for lang, told in zip(LANGS, (ar, fr, en), strict=True):
        setting = Setting(edition=sound(), lang=lang, explored={}, instruments={}, chapters={})
        assert plain(setting.place(written)) == told


def test_the_journal_of_the_union_has_its_name_in_each_language() -> None:
    told = {"ar": "الجريدة الرسمية للاتحاد الأوروبي L 134", "fr": "JO L 134", "en": "OJ L 134"}
    for lang in LANGS:
        assert told[lang] in text(named("small", lang))


def test_a_place_of_another_form_is_cited_as_it_stands() -> None:
    files = edited("common/procedures/information-request.yaml", "art. 5(1)", "recital 7")
    printed = text(book(parse_edition(files, pack="ma-fr"), "fr"))
    assert "], recital 7" in printed


@pytest.mark.parametrize(
    ("written", "lang", "shown"),
    [
        ("2016", "fr", "2016"),
        ("2016-05", "ar", "ماي 2016"),
        ("2001-05-01", "fr", "1er mai 2001"),
        ("2000-05-30", "en", "30 May 2000"),
    ],
)
def test_a_day_is_shown_as_far_as_it_is_known(written: str, lang: Lang, shown: str) -> None:
    assert day_text(written, lang).text == shown


def test_a_party_is_called_by_its_country_or_by_its_code() -> None:
    assert territory("BE-IBZ", "fr").text == "Belgique"
    assert territory("EU", "ar").text == "الاتحاد الأوروبي"
    assert territory("XC", "en").text == "Council of Europe"
    assert (territory("QX", "en").text, territory("QX", "en").lang) == ("QX", None)


def test_calendars_say_which_feasts_are_fixed_and_which_provisional() -> None:
    printed = said(chapter(named("small", "fr"), "Calendriers"))
    assert "le 30 juillet de chaque année" in printed
    assert "le 31 octobre de chaque année, à partir de 2026" in printed
    assert "provisoire ; à 1 jour près, jusqu’à l’annonce de la partie" in printed
    assert "durée : 2 jours" in printed
    assert "Ne sont jamais ouvrables : samedi, dimanche." in printed
    assert "dernier dimanche de mars" in printed
    assert "10 mars 2024, 02:00" in printed
    assert "+00:00" in printed


def test_the_glossary_marks_what_a_translator_must_confirm() -> None:
    made = chapter(named("rich", "en"), "Glossary")
    [table] = [block for block in made.articles[0].blocks if isinstance(block, Table)]
    rows = {plain(row[2].lines[0]): row for row in table.rows}
    unread = next(word for word in rich().glossary.values() if word.source is None)
    row = rows[unread.text.en]
    assert "*" in plain(row[0].lines[0])
    assert plain(row[3].lines[0]) == "to be confirmed by a legal translator *"
    assert [run.lang for run in row[1].lines[0]] == ["fr"]
    sources = {plain(row[3].lines[0]) for row in table.rows}
    assert {re.sub(r"\d+", "n", source) for source in sources} >= {"read in [n]", "stands in [n]"}


def test_older_editions_are_named_where_a_case_can_come_from_them() -> None:
    printed = said(chapter(named("rich", "en"), "Crossroads"))
    assert OLD in printed
    assert "Case open" in printed


@cache
def explored_revision() -> Explored:
    return explore(tables_of(sound())[REVISION], acts=ACTS)


@pytest.mark.parametrize("lang", LANGS)
def test_the_number_of_situations_explored_is_printed(lang: Lang) -> None:
    found = explored_revision()
    every = Explored(situations=1, crossings=0, trouble=None)
    explored = {**dict.fromkeys(sound().procedures, every), REVISION: found}
    printed = text(book_of(sound(), lang, explored=explored))
    thousands = {"ar": ".", "fr": "\u202f", "en": ","}[lang]
    others = len(sound().procedures) - 1
    for count in (found.situations, found.situations + others, found.crossings):
        assert f"{count:,}".replace(",", thousands) in printed


@pytest.mark.parametrize("lang", LANGS)
def test_a_draft_says_that_nothing_was_played_yet(lang: Lang) -> None:
    made = book_of(sound(), lang, explored=None)
    assert plain(made.subtitle) == words_annex.DRAFT.text(lang)
    assert words_annex.DRAFT_LEAD.text(lang) in text(made)
    said = words_procedure.NOT_EXPLORED.text(lang)
    assert text(made).count(said) == len(sound().procedures)


@pytest.mark.parametrize("lang", LANGS)
def test_cover_and_mark_say_what_is_signed_and_that_it_is_unofficial(lang: Lang) -> None:
    made = named("small", lang)
    assert made.digest == sound().digest
    assert "SHA-256" in plain(made.signed)
    parties = [plain(line) for line in made.parties]
    assert parties == [label.text(lang) for label in sound().manifest.parties.values()]
    assert plain(made.mark) == words_annex.MARK.text(lang)
    for line in (made.mark, made.said("mark")):
        assert re.search(
            {"ar": "غير رسمي", "fr": "non officielle", "en": "Unofficial"}[lang], plain(line)
        )


def test_procedures_stand_in_the_order_in_which_the_pack_includes_them() -> None:
    files = edited(
        "ma-fr/pack.yaml",
        "    - procedures/framework-revision\n",
        "    - procedures/undertaking\n    - procedures/framework-revision\n",
    )
    files["ma-fr/pack.yaml"] = files["ma-fr/pack.yaml"].replace(
        b"information-request\n    - procedures/undertaking\n", b"information-request\n"
    )
    titles = [plain(one.title) for one in book(parse_edition(files, pack="ma-fr"), "en").chapters]
    assert titles.index("Undertaking") < titles.index("Revision of the framework")


def test_grounds_of_transfer_stand_in_an_article_where_there_are_any() -> None:
    listed = text(named("ma-fr", "en"))
    assert (
        "appropriate safeguards in a legally binding instrument, until 31 December 2036" in listed
    )
    raw = good()["ma-fr/pack.yaml"].decode()
    start, end = raw.index("transfers:"), raw.index("include:")
    files = {**good(), "ma-fr/pack.yaml": (raw[:start] + raw[end:]).encode()}
    assert "Transfer of data" not in text(book(parse_edition(files, pack="ma-fr"), "en"))


def test_the_same_edition_gives_the_same_book() -> None:
    assert book(rich(), "ar") == named("rich", "ar")
