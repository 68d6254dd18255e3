"""The book as a file: HTML that stands alone, and a PDF whose text can be read back."""

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from jisr.core.act import Slug
from jisr.core.errors import LANGS, Lang, Unavailable
from jisr.core.typography import typeset
from jisr.framework import Edition, parse_edition
from jisr.framework.book import Book, book_of, words_annex
from jisr.framework.book.document import plain
from jisr.framework.explore import Explored
from jisr.ops import reasons_cli
from jisr.ops.book.html import DIGEST_SHOWN
from jisr.ops.book.printing import html_bytes, pdf_bytes
from tests.framework.packs import edited, sound
from tests.ops.cli_kit import MA_FR, PACKS, SMALL_FR, answer, jisr, pack_of_revision, trouble

VOID = {"meta", "col", "path", "rect", "circle"}
TOOLS = ("pdfinfo", "pdffonts", "pdftotext")


def made_of(edition: Edition, lang: Lang) -> Book:
    counted = Explored(situations=12_345, crossings=678, trouble=None)
    return book_of(edition, lang, explored=dict.fromkeys(edition.procedures, counted))


@cache
def book(lang: Lang) -> Book:
    return made_of(sound(), lang)


@cache
def page(lang: Lang) -> str:
    return html_bytes(book(lang)).decode()


class Page(HTMLParser):
    """What a page is made of; a tag that does not close the one it should is noticed."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str, bool]] = []  # Text, language, whether isolated.
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self.open.pop()
        assert opened == tag

    def handle_data(self, data: str) -> None:
        around = [tag for tag, _ in self.open]
        if data.strip() and "style" not in around:
            langs = [attrs["lang"] for _, attrs in self.open if "lang" in attrs]
            # A box of a picture, a cell, a bdi: what stands there touches nothing else.
            isolated = any("dir" in attrs for tag, attrs in self.open if tag != "html")
            self.texts.append((data, str(langs[-1]), isolated))


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_is_well_formed_and_every_link_leads_somewhere(lang: Lang) -> None:
    tags = Page(page(lang)).tags
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {str(attrs["href"]) for tag, attrs in tags if tag == "a"}
    assert targets <= {f"#{id}" for id in ids}
    named = {str(attrs["aria-labelledby"]) for _, attrs in tags if "aria-labelledby" in attrs}
    assert named <= set(ids)
    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    [html] = [attrs for tag, attrs in tags if tag == "html"]
    assert html == {"lang": lang, "dir": "rtl" if lang == "ar" else "ltr"}


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_needs_no_other_file_and_runs_nothing(lang: Lang) -> None:
    source = page(lang)
    tags = {tag for tag, _ in Page(source).tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "base"}
    assert set(re.findall(r"url\((?!#)\"?(\w+:)", source)) == {"data:"}
    assert "@import" not in source
    assert "default-src 'none'" in source.replace("&#x27;", "'")
    assert set(re.findall(r"https?://[^\"]+", source)) == {"http://www.w3.org/2000/svg"}


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert html_bytes(made_of(sound(), "ar")) == page("ar").encode()
    assert len({page(lang) for lang in LANGS}) == len(LANGS)


def test_in_arabic_whatever_is_latin_stands_isolated_in_its_own_direction() -> None:
    for text, lang, isolated in Page(page("ar")).texts:
        if lang == "ar":
            assert set(re.findall("[A-Za-z]+", text)) <= {"H", "C", "CE", "EU", "SHA"}, text
        elif re.search("[A-Za-z0-9]", text):
            assert isolated, text


@pytest.mark.parametrize("lang", LANGS)
def test_the_mark_and_the_digest_stand_at_both_ends_and_on_every_printed_page(lang: Lang) -> None:
    source = page(lang)
    mark = typeset(plain(book(lang).mark), lang)
    digest = sound().digest
    text = re.sub("<[^>]+>", "", source)
    assert text.count(digest) == text.count(mark) == len(("cover", "last page"))
    # Along the edge of each page, as strings of the style sheet.
    assert f'content: "{plain(book(lang).said("mark"))}"' in source
    assert digest[:DIGEST_SHOWN] in source.split("</style>")[0]


def test_what_a_pack_says_cannot_become_markup_or_style() -> None:
    nasty = '</style><script>alert(1)</script>" } body { display: none'
    files = edited(
        "ma-fr/pack.yaml",
        "en: Common framework of Morocco and France (unofficial proposal)",
        f"en: '{nasty}'",
    )
    edition = parse_edition(files, pack="ma-fr")
    source = html_bytes(made_of(edition, "en")).decode()
    assert "<script" not in source
    assert source.count("</style>") == 1
    assert '\\" } body' in source.split("</style>")[0]


# The command.


def test_the_command_writes_the_book_in_the_language_asked_for(tmp_path: Path) -> None:
    pack = pack_of_revision(tmp_path)
    out = tmp_path / "book.html"
    told = answer(jisr("framework", "book", pack, "--lang", "fr", "--out", out, "--json"))
    assert re.fullmatch("[0-9a-f]{64}", str(told["digest"]))
    assert (told["format"], told["lang"], told["bytes"]) == ("html", "fr", out.stat().st_size)
    source = out.read_text("utf-8")
    assert '<html lang="fr" dir="ltr">' in source
    assert str(told["digest"]) in re.sub("<[^>]+>", "", source)
    assert f"{told['situations']:,}".replace(",", "\u202f") in source


def test_a_draft_is_written_at_once(tmp_path: Path) -> None:
    out = tmp_path / "book.html"
    told = answer(jisr("framework", "book", SMALL_FR, "--draft", "--out", out, "--json"))
    assert told["situations"] is None
    assert words_annex.DRAFT.en in out.read_text("utf-8")


def test_a_library_has_no_book_and_a_faulty_pack_neither(tmp_path: Path) -> None:
    common = jisr("framework", "book", PACKS / "common", "--out", tmp_path / "x.html", "--json")
    assert trouble(common)["code"] == "ops.book-of-nobody"
    assert trouble(
        jisr("framework", "book", tmp_path, "--out", tmp_path / "x.html", "--json")
    )["code"] == "ops.not-a-pack"  # fmt: skip
    assert list(tmp_path.iterdir()) == []


# The PDF.


def without(module: str, error: str) -> str:
    """Return what a Python says that is asked for a PDF and in which importing a module fails."""
    script = (
        "import sys\n"
        "class Missing:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r}:\n"
        f"            print('advice of its own'); raise {error}('not here')\n"
        "sys.meta_path.insert(0, Missing())\n"
        "from jisr.ops.main import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "framework", "book", MA_FR, "--pdf", "--out", "x", "--json"],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 1, done.stderr
    return done.stdout


@pytest.mark.full
@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("ImportError", reasons_cli.PDF_MISSING),
        ("OSError", reasons_cli.PDF_LIBRARIES_MISSING),
    ],
)
def test_what_is_missing_for_a_pdf_is_named_with_its_mend(error: str, reason) -> None:
    said = without("weasyprint", error)
    assert said.startswith('{"error"')
    assert reason.code in said
    for lang in LANGS:
        mend = "./jisr setup pdf" if error == "ImportError" else "apt-get install -y libpangoft2"
        assert mend in reason.text(lang, {})


def run(tool: str, *arguments: object) -> str:
    if shutil.which(tool) is None:
        if os.environ.get("CI"):
            pytest.fail(f"{tool} is missing: apt-get install poppler-utils")
        pytest.skip(f"{tool} is missing: apt-get install poppler-utils")
    return subprocess.check_output([tool, *map(str, arguments)], text=True)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Return where the PDF in a language is; each is printed once."""
    folder, made = tmp_path_factory.mktemp("book"), {}

    def printed_in(lang: Lang) -> Path:
        if lang not in made:
            try:
                data = pdf_bytes(book(lang))
            except Unavailable as error:
                if os.environ.get("CI"):
                    raise
                pytest.skip(error.text("en"))
            made[lang] = folder / f"{lang}.pdf"
            made[lang].write_bytes(data)
        return made[lang]

    return printed_in


@pytest.mark.full
@pytest.mark.parametrize("lang", LANGS)
def test_the_pdf_has_pages_of_a4_and_carries_its_fonts(printed, lang: Lang) -> None:
    info = run("pdfinfo", printed(lang))
    assert int(re.search(r"Pages: +(\d+)", info)[1]) > 20
    assert "(A4)" in info
    assert re.search("Tagged: +yes", info)
    rows = run("pdffonts", printed(lang)).splitlines()[2:]
    assert {re.match(r"\w+\+(\w+)", row)[1] for row in rows} == {"Amiri", "Plex"}
    # The columns after the encoding: embedded, subset, with a map back to Unicode.
    assert all(re.search(r"Identity-H +yes yes yes", row) for row in rows)


def pages(file: Path) -> list[str]:
    return run("pdftotext", "-layout", file, "-").split("\f")[:-1]


@pytest.mark.full
@pytest.mark.parametrize("lang", LANGS)
def test_every_page_bears_the_mark_the_digest_and_its_number(printed, lang: Lang) -> None:
    found = pages(printed(lang))
    for number, told in enumerate(found, start=1):
        words = set(re.findall(r"\w+", told))
        assert set(re.findall(r"\w+", plain(book(lang).said("mark")))) <= words
        assert sound().digest[:DIGEST_SHOWN] in told
        assert {str(number), str(len(found))} <= words


@pytest.mark.full
def test_the_contents_name_the_page_on_which_each_chapter_begins(printed) -> None:
    found = pages(printed("en"))
    contents = "\n".join(told for told in found if re.search(r"\.{20}", told))
    for chapter in book("en").chapters:
        title = re.escape(plain(chapter.title))
        entry = re.search(rf"Chapter {chapter.number} +{title}[ .]+(\d+)", contents)
        assert entry, title
        begins = found[int(entry[1]) - 1]
        assert re.search(rf"^ *Chapter {chapter.number}\n", begins, re.MULTILINE)


@pytest.mark.full
def test_the_words_of_the_arabic_pdf_are_read_back_as_they_were_written(printed) -> None:
    told = run("pdftotext", printed("ar"), "-")
    read = set(re.findall("[\u0621-\u064a]+", re.sub("[\u064b-\u0652]", "", told)))
    states = sound().procedures[Slug("information-request")].states.values()
    wanted = {word for state in states for word in re.findall("[\u0621-\u064a]+", state.label.ar)}
    assert len(wanted) > 5
    assert wanted <= read
