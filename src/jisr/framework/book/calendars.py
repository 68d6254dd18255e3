"""The chapter of the calendars: which days work, which feasts are fixed, which provisional."""

from datetime import timedelta
from typing import Final

from jisr.framework.book import words_annex as say
from jisr.framework.book.dates import date_text, instant_text, weekday_text, yearly_text
from jisr.framework.book.document import Block, Cell, Chapter, Line, Paragraph, Table, bare, joined
from jisr.framework.book.setting import Numbered, Setting, cell
from jisr.framework.book.words_procedure import COMMA
from jisr.framework.calendars import Calendar, Holiday
from jisr.framework.counted import DAYS
from jisr.framework.lengths import YEAR_MIN
from jisr.framework.zones import Zone

_HOLIDAY_WIDTHS = (23, 37, 20, 20)
_SHIFT_WIDTHS = (38, 38, 24)
_MINUTE: Final = timedelta(minutes=1)
_HOUR_MINUTES: Final = 60


def calendars_chapter(setting: Setting, number: int, numbered: Numbered) -> Chapter:
    """Return the chapter with an article for each party's calendar."""
    return Chapter(
        number=number,
        title=setting.said(say.CALENDARS),
        lead=setting.said(say.CALENDARS_LEAD),
        articles=tuple(
            numbered.article(setting.line(calendar.label), _calendar(setting, calendar))
            for calendar in setting.edition.calendars.values()
        ),
    )


def _calendar(setting: Setting, calendar: Calendar) -> list[Block]:
    years = {"first": str(calendar.years[0]), "last": str(calendar.years[-1])}
    days = tuple((weekday_text(day, setting.lang),) for day in sorted(calendar.weekend))
    source = setting.source(calendar.zone.provenance or calendar.provenance)
    offset = bare(_offset(calendar.zone.offset))
    lines = [
        setting.said(say.YEARS, source=setting.source(calendar.provenance), **years),
        setting.said(say.WEEKEND, days=joined(days, COMMA, setting.lang)),
        setting.said(say.ZONE, offset=offset, source=source),
    ]
    if calendar.zone.summer:
        lines.append(setting.said(say.SUMMER))
    blocks: list[Block] = [Paragraph(line=line) for line in lines]
    if calendar.zone.shifts:
        blocks.append(_shifts(setting, calendar.zone))
    blocks.append(_holidays(setting, calendar))
    return blocks


def _shifts(setting: Setting, zone: Zone) -> Table:
    lang = setting.lang
    return Table(
        caption=setting.said(say.SHIFTS_CAPTION),
        head=tuple(map(setting.said, (say.SHIFT_FROM, say.SHIFT_UNTIL, say.SHIFT_OFFSET))),
        rows=tuple(
            (
                cell(instant_text(shift.start, lang)),
                cell(instant_text(shift.end, lang)),
                cell((bare(_offset(shift.offset)),)),
            )
            for shift in zone.shifts
        ),
        widths=_SHIFT_WIDTHS,
    )


def _holidays(setting: Setting, calendar: Calendar) -> Table:
    return Table(
        caption=setting.said(say.HOLIDAYS_CAPTION),
        head=tuple(map(setting.said, (say.HOLIDAY, say.DATES, say.CERTAINTY, say.HOLIDAY_SOURCE))),
        rows=tuple(_holiday(setting, calendar, holiday) for holiday in calendar.holidays),
        widths=_HOLIDAY_WIDTHS,
    )


def _holiday(setting: Setting, calendar: Calendar, holiday: Holiday) -> tuple[Cell, ...]:
    certainty = setting.said(say.FIXED)
    if holiday.reach:
        days = setting.fact(DAYS.of(holiday.reach))
        certainty = setting.said(say.PROVISIONAL, days=days)
    return (
        cell(setting.line(holiday.label), head=True),
        cell(_dates(setting, holiday)),
        cell(certainty),
        cell(setting.source(holiday.provenance or calendar.provenance)),
    )


def _dates(setting: Setting, holiday: Holiday) -> Line:
    lang = setting.lang
    if holiday.every is not None:
        day = yearly_text(*holiday.every, lang)
        if holiday.since == YEAR_MIN:
            return setting.said(say.EVERY, day=day)
        return setting.said(say.EVERY_SINCE, day=day, year=str(holiday.since))
    dates = joined(tuple((date_text(day, lang),) for day in holiday.firsts), COMMA, lang)
    if holiday.days == 1:
        return dates
    return setting.said(say.LASTING, dates=dates, days=setting.fact(DAYS.of(holiday.days)))


def _offset(offset: timedelta) -> str:
    """Return "+01:00"."""
    minutes = offset // _MINUTE
    hours, rest = divmod(abs(minutes), _HOUR_MINUTES)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
