"""The last chapters: common codes, calendars, glossary, instruments, what was verified."""

from typing import Final

from jisr.core.act import Slug
from jisr.core.errors import LANGS
from jisr.framework.book import words_annex as say
from jisr.framework.book.dates import day_text, territory
from jisr.framework.book.document import (
    Cell,
    Chapter,
    Line,
    Run,
    Style,
    Table,
    bare,
    capital,
    joined,
    words,
)
from jisr.framework.book.forms import code_table
from jisr.framework.book.setting import Numbered, Setting, cell, instrument_anchor
from jisr.framework.book.words_procedure import COMMA, COUNTED_ACTS
from jisr.framework.check_edition import provenances
from jisr.framework.explore import ACTS
from jisr.framework.manifest import Instrument, Word
from jisr.framework.shape import Label

_GLOSSARY_WIDTHS = (25, 25, 25, 25)
_INSTRUMENT_WIDTHS = (7, 38, 17, 16, 22)
_EXPLORED_WIDTHS = (49, 17, 17, 17)
_JOURNAL: Final = "OJ "
_MARK: Final = Run(text=say.UNCONFIRMED, lang=None, style=Style.STRONG)


def codes_chapter(setting: Setting, number: int, numbered: Numbered) -> Chapter:
    """Return the chapter of the code lists that are of no single procedure."""
    return Chapter(
        number=number,
        title=setting.said(say.CODES),
        lead=setting.said(say.CODES_LEAD),
        articles=tuple(
            numbered.article(setting.line(listed.label), [code_table(setting, listed)])
            for listed in setting.edition.codes.values()
        ),
    )


def glossary_chapter(setting: Setting, number: int, numbered: Numbered) -> Chapter:
    """Return the glossary, its three languages side by side whatever the book's."""
    head = tuple(capital(setting.said(say.LANGUAGE_NAMES[lang])) for lang in LANGS)
    words_in_order = sorted(
        setting.edition.glossary.values(), key=lambda word: word.text.text(setting.lang)
    )
    table = Table(
        caption=(),
        head=(*head, setting.said(say.WHERE_READ)),
        rows=tuple(_word(setting, word) for word in words_in_order),
        widths=_GLOSSARY_WIDTHS,
    )
    return Chapter(
        number=number,
        title=setting.said(say.GLOSSARY),
        lead=setting.said(say.GLOSSARY_LEAD, mark=_MARK),
        articles=(numbered.article(setting.said(say.GLOSSARY_CAPTION), [table]),),
    )


def instruments_chapter(setting: Setting, number: int, numbered: Numbered) -> Chapter:
    """Return the instruments, each with its number, and the places in it that are cited."""
    places: dict[Slug, set[str]] = {}
    for provenance in provenances(setting.edition):
        if provenance.source is not None and provenance.article is not None:
            places.setdefault(provenance.source, set()).add(provenance.article)
    head = (say.NUMBER, say.INSTRUMENT, say.BINDS, say.DATE, say.USED)
    table = Table(
        caption=(),
        head=tuple(setting.said(label) for label in head),
        rows=tuple(
            _instrument(setting, setting.edition.instruments[name], places.get(name, set()))
            for name in setting.instruments
        ),
        widths=_INSTRUMENT_WIDTHS,
    )
    return Chapter(
        number=number,
        title=setting.said(say.INSTRUMENTS),
        lead=setting.said(say.INSTRUMENTS_LEAD),
        articles=(numbered.article(setting.said(say.INSTRUMENTS_CAPTION), [table]),),
    )


def explored_chapter(setting: Setting, number: int, numbered: Numbered) -> Chapter:
    """Return how much of each procedure was played before signature."""
    found = setting.explored
    title = setting.said(say.EXPLORED)
    if found is None:
        return Chapter(number=number, title=title, lead=setting.said(say.DRAFT_LEAD), articles=())
    head = (say.PROCEDURE, say.SITUATIONS, say.CROSSED, say.READINGS)
    rows = [
        _explored(setting, setting.line(procedure.title), found[name].situations,
                  found[name].crossings)
        for name, procedure in setting.edition.procedures.items()
    ]  # fmt: skip
    rows.append(
        _explored(
            setting,
            setting.said(say.TOTAL),
            sum(one.situations for one in found.values()),
            sum(one.crossings for one in found.values()),
        )
    )
    table = Table(
        caption=(),
        head=tuple(setting.said(label) for label in head),
        rows=tuple(rows),
        widths=_EXPLORED_WIDTHS,
    )
    return Chapter(
        number=number,
        title=title,
        lead=setting.said(say.EXPLORED_LEAD, acts=setting.fact(COUNTED_ACTS.of(ACTS))),
        articles=(numbered.article(setting.said(say.EXPLORED_CAPTION), [table]),),
    )


def _word(setting: Setting, word: Word) -> tuple[Cell, ...]:
    cells = [cell((words(word.text, lang),)) for lang in LANGS]
    source: Line
    if word.source is None:
        source = setting.said(say.TO_BE_CONFIRMED, mark=_MARK)
    else:
        number = setting.instruments[word.source]
        run = Run(text=str(number), lang=setting.lang, to=instrument_anchor(number))
        label = say.CONFIRMED if word.confirmed else say.NAMED
        source = setting.said(label, number=run, mark=_MARK)
    if not word.confirmed:
        arabic = LANGS.index("ar")
        cells[arabic] = cell(
            (words(word.text, "ar"), Run(text="\u00a0", lang=None, fact=False), _MARK)
        )
    return (*cells, cell(source))


def _instrument(setting: Setting, instrument: Instrument, places: set[str]) -> tuple[Cell, ...]:
    number = setting.instruments[instrument.name]
    anchored = Cell(lines=((bare(str(number)),),), head=True, anchor=instrument_anchor(number))
    parties = tuple((territory(code, setting.lang),) for code in sorted(instrument.parties))
    cited = tuple(setting.place(place) for place in sorted(places))
    return (
        anchored,
        cell(setting.line(instrument.title), _found(setting, instrument.reference)),
        cell(joined(parties, COMMA, setting.lang)),
        cell((day_text(instrument.date, setting.lang),)),
        cell(*cited),
    )


def _found(setting: Setting, reference: str | Label) -> Line:
    """Return where to find an instrument; the Union's journal has a name in each language."""
    if not isinstance(reference, str):
        return (setting.fact(reference),)
    if reference.startswith(_JOURNAL):
        place = bare(reference.removeprefix(_JOURNAL))
        return setting.said(say.JOURNAL, place=place)
    return (bare(reference),)


def _explored(setting: Setting, title: Line, situations: int, crossings: int) -> tuple[Cell, ...]:
    counts = (setting.number(situations), setting.number(crossings))
    return (
        cell(title, head=True),
        *(cell((Run(text=count, lang=setting.lang),)) for count in counts),
        cell(setting.said(say.NEVER)),
    )
