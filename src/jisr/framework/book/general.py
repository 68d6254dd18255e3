"""The first chapter: the rules that every procedure shares, and what each status means."""

from collections.abc import Iterator

from jisr.core.zero import REVISION
from jisr.framework.book import words_general as say
from jisr.framework.book.dates import date_text
from jisr.framework.book.document import (
    Article,
    Block,
    Chapter,
    Line,
    Paragraph,
    Run,
    Table,
    bare,
    capital,
    joined,
)
from jisr.framework.book.setting import Numbered, Setting, cell, paragraphs
from jisr.framework.counted import HANDLING
from jisr.framework.manifest import CORE
from jisr.framework.provenance import Status
from jisr.framework.transfers import GROUNDS

METHOD = "SHA-256"
_DEFINED_WIDTHS = (25, 75)
_STATUS_WIDTHS = (18, 82)


def general_chapter(setting: Setting, number: int, numbered: Numbered) -> Chapter:
    """Return the chapter; its articles take the next numbers."""
    return Chapter(
        number=number,
        title=setting.said(say.CHAPTER),
        lead=setting.said(say.LEAD),
        articles=tuple(_articles(setting, numbered)),
    )


def _articles(setting: Setting, numbered: Numbered) -> Iterator[Article]:
    said = setting.said
    parties = tuple((setting.fact(label),) for label in setting.edition.manifest.parties.values())
    between = joined(parties, say.SEMICOLON, setting.lang)
    yield numbered.article(
        said(say.SUBJECT), paragraphs(said(text, parties=between) for text in say.SUBJECT_TEXTS)
    )
    yield numbered.article(said(say.DEFINITIONS), [_definitions(setting)])
    for title, texts in (
        (say.ACTS, say.ACTS_TEXTS),
        (say.CROSSING, say.CROSSING_TEXTS),
        (say.SETTLED, say.SETTLED_TEXTS),
        (say.DEADLINES, say.DEADLINES_TEXTS),
    ):
        yield numbered.article(said(title), paragraphs(map(said, texts)))
    yield numbered.article(said(say.STATUSES), _statuses(setting))
    yield numbered.article(said(say.CONTENT), _content(setting))
    glossary = setting.chapter("glossary")
    yield numbered.article(
        said(say.LANGUAGES),
        paragraphs(said(text, chapter=glossary) for text in say.LANGUAGES_TEXTS),
    )
    if setting.edition.manifest.transfers:
        yield numbered.article(said(say.TRANSFERS), _transfers(setting))
    revision = said(say.EDITIONS_TEXT, chapter=setting.chapter(REVISION))
    yield numbered.article(said(say.EDITIONS), paragraphs([revision]))
    yield numbered.article(
        said(say.SIGNED),
        paragraphs(said(text, method=bare(METHOD), core=CORE) for text in say.SIGNED_TEXTS),
    )


def _transfers(setting: Setting) -> Iterator[Block]:
    yield Paragraph(line=setting.said(say.TRANSFERS_TEXT))
    for party, transfer in setting.edition.manifest.transfers.items():
        line = setting.said(
            say.TRANSFER,
            party=setting.fact(setting.edition.manifest.parties[party]),
            ground=setting.fact(GROUNDS[transfer.ground]),
            until=date_text(transfer.until, setting.lang),
            source=setting.source(transfer.provenance),
        )
        yield Paragraph(line=line)


def _definitions(setting: Setting) -> Table:
    return Table(
        caption=(),
        head=(setting.said(say.WORD), setting.said(say.MEANING)),
        rows=tuple(
            (
                cell(capital((setting.fact(word),)), head=True),
                cell(capital(setting.said(meaning))),
            )
            for word, meaning in say.DEFINED
        ),
        widths=_DEFINED_WIDTHS,
    )


def _statuses(setting: Setting) -> Iterator[Block]:
    chapter = setting.chapter("instruments")
    yield Paragraph(line=setting.said(say.STATUSES_TEXT, chapter=chapter))
    yield Table(
        caption=(),
        head=(setting.said(say.STATUS), setting.said(say.MEANING)),
        rows=tuple(
            (cell((_status(setting, status),), head=True), cell(_meaning(setting, status)))
            for status in Status
        ),
        widths=_STATUS_WIDTHS,
    )


def _status(setting: Setting, status: Status) -> Run:
    text = say.STATUS_NAMES[status].text(setting.lang)
    return Run(text=text, lang=setting.lang, status=status)


def _meaning(setting: Setting, status: Status) -> Line:
    return capital(setting.said(say.STATUS_MEANINGS[status]))


def _content(setting: Setting) -> Iterator[Block]:
    yield from paragraphs(map(setting.said, say.CONTENT_TEXTS))
    for label in HANDLING.values():
        yield Paragraph(line=setting.line(label), small=True)
