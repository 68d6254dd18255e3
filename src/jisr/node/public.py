"""Turns the register of the public record into what the pages show.

Pure: the register and the table of accounts are parsed elsewhere, and the links that depend
on what the demonstration has played are passed in.
"""

from collections.abc import Callable, Mapping
from typing import Final

from jisr.core.act import PartyId, Slug
from jisr.node.record_views import (
    AccountKind,
    AccountRow,
    Article,
    Built,
    Carrier,
    Link,
    Meeting,
    Page,
    Participant,
    Party,
    Record,
    Relation,
    Telling,
    Text,
    Undertaking,
    UndertakingStatus,
    Verdict,
    WrongName,
)
from jisr.record import accounts, register
from jisr.record.texts import Trilingual

# Where a target leads when the demonstration has nothing more precise to show.
_PAGES: Final[Mapping[accounts.Page, Link]] = {
    accounts.Page.UNDERTAKINGS: Link(page=Page.RECORD, key="undertakings"),
    accounts.Page.FRAMEWORK: Link(page=Page.FRAMEWORK),
    accounts.Page.RECORD: Link(page=Page.RECORD),
    accounts.Page.CROSSING: Link(page=Page.CASES),
    accounts.Page.PROOF: Link(page=Page.CASES),
    accounts.Page.NODE: Link(page=Page.NODE),
    accounts.Page.CASE: Link(page=Page.CASES),
}
_LANGUAGES: Final[Mapping[str, Text]] = {
    "ar": Text("العربية", "arabe", "Arabic"),
    "fr": Text("الفرنسية", "français", "French"),
    "en": Text("الإنجليزية", "anglais", "English"),
}


def page_of(target: accounts.Target) -> Link:
    """Return where a target leads when there is nothing more precise to show."""
    return _PAGES[target.page]


def account_row(row: accounts.Row, link: Link | None) -> AccountRow:
    """Return one row of the table; `link` is None when there is nothing to try yet."""
    return AccountRow(
        slug=row.id,
        kind=AccountKind(row.kind.value),
        title=_text(row.title),
        says=_text(row.says),
        articles=row.articles,
        in_jisr=_text(row.in_jisr),
        built=Built(row.state.value),
        link=link,
    )


def record_view(
    found: register.Register,
    *,
    party_of: Callable[[PartyId], Party],
    carriers: Callable[[register.Undertaking], tuple[Carrier, ...]],
) -> Record:
    """Return the record.

    Args:
        found: the register, already checked by `jisr.record.checks`.
        party_of: gives a party its name.
        carriers: the cases that carry an undertaking out.
    """
    meetings = {meeting.id: _meeting(found, meeting, party_of) for meeting in found.meetings}
    mechanisms = {mechanism.id: _text(mechanism.name) for mechanism in found.mechanisms}
    return Record(
        note=_text(found.note),
        articles=tuple(_article(article) for article in found.articles),
        meetings=tuple(meetings.values()),
        undertakings=tuple(
            _undertaking(
                number,
                one,
                meeting=meetings[one.meeting],
                mechanism=None if one.mechanism is None else mechanisms[one.mechanism],
                party_of=party_of,
                carriers=carriers(one),
            )
            for number, one in enumerate(found.undertakings, 1)
        ),
        wrong_names=tuple(_wrong_name(found, one) for one in found.misnamings),
    )


def _text(text: Trilingual) -> Text:
    return Text(text.ar, text.fr, text.en)


def _slug(id: str) -> Slug:
    """Return an id of the register as it stands in an address."""
    return Slug(id.lower())


def _article(article: register.Article) -> Article:
    return Article(
        number=article.number,
        language=_LANGUAGES[article.language],
        kind=_text(article.kind),
        published=article.published,
        meeting=_slug(article.meeting),
    )


def _name(person: register.Person) -> Text:
    return Text(person.name_ar, person.name_latin, person.name_latin)


def _meeting(
    found: register.Register,
    meeting: register.Meeting,
    party_of: Callable[[PartyId], Party],
) -> Meeting:
    people: list[Participant] = []
    also: list[Text] = []
    for delegation in meeting.delegations:
        for member in delegation.members:
            person = found.person(member.person)
            tenure = None if person is None else person.held(member.office, meeting.date)
            assert person is not None
            assert tenure is not None  # jisr.record.checks: delegates hold their office.
            people.append(
                Participant(
                    name=_name(person), office=_text(tenure.title), party=party_of(delegation.party)
                )
            )
        if delegation.others is not None and _text(delegation.others) not in also:
            also.append(_text(delegation.others))
    elsewhere = meeting.date_evidence.elsewhere
    return Meeting(
        slug=_slug(meeting.id),
        title=_text(meeting.title),
        day=meeting.date,
        place=_text(meeting.place),
        participants=tuple(people),
        also=tuple(also),
        articles=meeting.accounts,
        date_source=None if elsewhere is None else _text(elsewhere),
    )


def _undertaking(
    number: int,
    one: register.Undertaking,
    *,
    meeting: Meeting,
    mechanism: Text | None,
    party_of: Callable[[PartyId], Party],
    carriers: tuple[Carrier, ...],
) -> Undertaking:
    return Undertaking(
        slug=_slug(one.id),
        number=number,
        what=_text(one.text),
        status=UndertakingStatus(one.status.value),
        status_reason=_text(one.status_reason),
        by=None if one.by is None else party_of(one.by),
        parties=tuple(party_of(party) for party in one.parties),
        meeting=meeting,
        mechanism=mechanism,
        remark=None if one.remark is None else _text(one.remark),
        owners=tuple(party_of(party) for party in one.owners),
        due=one.due,
        tellings=tuple(
            Telling(
                article=telling.article,
                note=_text(telling.note),
                relation=Relation(telling.relation.value),
            )
            for telling in one.accounts
        ),
        carriers=carriers,
    )


def _wrong_name(found: register.Register, one: register.Misnaming) -> WrongName:
    person = found.person(one.person)
    article = next(article for article in found.articles if article.number == one.article)
    meeting = found.meeting(article.meeting)
    assert person is not None
    assert meeting is not None
    held = [tenure for tenure in person.tenures if tenure.covers(meeting.date)]
    return WrongName(
        printed=one.surface,
        right=_name(person),
        office=_text(held[0].title) if held else None,
        article=one.article,
        verdict=Verdict(one.verdict.value),
        why=_text(one.reason),
    )
