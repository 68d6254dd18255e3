"""The public record as the pages show it, from the documents the importer has kept."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from jisr.core.act import PartyId, Slug
from jisr.node.node import Node
from jisr.node.reading.labels import said
from jisr.node.record_views import (
    AccountKind,
    AccountRow,
    Article,
    Built,
    Carrier,
    EventRow,
    InstrumentRow,
    Link,
    Meeting,
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
from jisr.record import register as source
from jisr.record.accounts import Row, parse_accounts
from jisr.record.parse import parse_register

# Kinds of documents; each has one, under the id ALL.
RECORD: Final = Slug("record")
ACCOUNTS: Final = Slug("accounts")
ALL: Final = "all"

LANGUAGES: Final[Mapping[str, Text]] = {
    "ar": Text("العربية", "arabe", "Arabic"),
    "fr": Text("الفرنسية", "français", "French"),
    "en": Text("الإنجليزية", "anglais", "English"),
}
PARTY_NAMES: Final[Mapping[PartyId, Text]] = {
    PartyId("MA"): Text("المغرب", "Maroc", "Morocco"),
    PartyId("FR"): Text("فرنسا", "France", "France"),
    PartyId("BE"): Text("بلجيكا", "Belgique", "Belgium"),
}

Carriers = Callable[[source.Undertaking], tuple[Carrier, ...]]


def party_of(party: PartyId) -> Party:
    """Return a party of the record with its name."""
    return Party(id=party, name=PARTY_NAMES.get(party, Text(party, party, party)))


def register_of(node: Node) -> source.Register | None:
    """Return the register that was imported; None before."""
    document = node.work.register.get(RECORD, ALL)
    return parse_register(document.content) if document else None


def rows_of(node: Node) -> tuple[Row, ...]:
    """Return the table of what the accounts describe; empty before it is imported."""
    document = node.work.register.get(ACCOUNTS, ALL)
    return parse_accounts(document.content) if document else ()


def record_view(register: source.Register, carriers: Carriers) -> Record:
    """Return the record as the pages show it."""
    meetings = {meeting.id: _meeting(register, meeting) for meeting in register.meetings}
    mechanisms = {mechanism.id: said(mechanism.name) for mechanism in register.mechanisms}
    return Record(
        note=said(register.note),
        articles=tuple(_article(article) for article in register.articles),
        meetings=tuple(meetings.values()),
        undertakings=tuple(
            Undertaking(
                slug=Slug(item.id.lower()),
                number=number,
                what=said(item.text),
                status=UndertakingStatus(item.status.value),
                status_reason=said(item.status_reason),
                by=party_of(item.by) if item.by else None,
                parties=tuple(party_of(party) for party in item.parties),
                meeting=meetings[item.meeting],
                mechanism=mechanisms[item.mechanism] if item.mechanism else None,
                remark=said(item.remark) if item.remark else None,
                owners=tuple(party_of(party) for party in item.owners),
                due=item.due,
                tellings=tuple(_telling(telling) for telling in item.accounts),
                carriers=carriers(item),
            )
            for number, item in enumerate(register.undertakings, start=1)
        ),
        wrong_names=tuple(_wrong_name(register, item) for item in register.misnamings),
        instruments=tuple(_instrument(register, item) for item in register.instruments),
        events=tuple(
            EventRow(
                name=said(event.name),
                articles=event.evidence.accounts,
                source=said(event.evidence.elsewhere) if event.evidence.elsewhere else None,
            )
            for event in register.major_events
        ),
    )


def account_row(row: Row, link: Link | None) -> AccountRow:
    """Return one row of the table."""
    return AccountRow(
        slug=row.id,
        kind=AccountKind(row.kind.value),
        title=said(row.title),
        says=said(row.says),
        articles=row.articles,
        in_jisr=said(row.in_jisr),
        built=Built(row.state.value),
        link=link,
    )


def _article(article: source.Article) -> Article:
    return Article(
        number=article.number,
        language=LANGUAGES[article.language],
        kind=said(article.kind),
        published=article.published,
        meeting=Slug(article.meeting.lower()),
    )


def _participant(
    register: source.Register, delegate: source.Delegate, day: date, party: PartyId | None = None
) -> Participant:
    person = register.person(delegate.person)
    tenure = person.held(delegate.office, day) if person else None
    assert person is not None, "the importer checks that everyone named is on record"
    assert tenure is not None, "the importer checks that offices cover the day"
    return Participant(
        name=_name(person), office=said(tenure.title), party=party_of(party or person.party)
    )


def _instrument(register: source.Register, item: source.Instrument) -> InstrumentRow:
    elsewhere = item.evidence.elsewhere
    return InstrumentRow(
        name=said(item.name),
        signed=item.signed,
        occasion=said(item.occasion),
        signatories=tuple(_participant(register, one, item.signed) for one in item.signatories),
        articles=item.evidence.accounts,
        source=said(elsewhere) if elsewhere else None,
    )


def _meeting(register: source.Register, meeting: source.Meeting) -> Meeting:
    participants = [
        _participant(register, member, meeting.date, delegation.party)
        for delegation in meeting.delegations
        for member in delegation.members
    ]
    evidence = meeting.date_evidence.elsewhere
    return Meeting(
        slug=Slug(meeting.id.lower()),
        title=said(meeting.title),
        day=meeting.date,
        place=said(meeting.place),
        participants=tuple(participants),
        also=tuple(said(one.others) for one in meeting.delegations if one.others),
        articles=meeting.accounts,
        date_source=said(evidence) if evidence else None,
    )


def _telling(telling: source.Telling) -> Telling:
    return Telling(
        article=telling.article,
        note=said(telling.note),
        relation=Relation(telling.relation.value),
    )


def _wrong_name(register: source.Register, item: source.Misnaming) -> WrongName:
    person = register.person(item.person)
    assert person is not None, "the importer checks that everyone meant is on record"
    day = next(m.date for m in register.meetings if item.article in m.accounts)
    tenure = next((held for held in person.tenures if held.covers(day)), None)
    return WrongName(
        printed=item.surface,
        right=_name(person),
        office=said(tenure.title) if tenure else None,
        article=item.article,
        verdict=Verdict(item.verdict.value),
        why=said(item.reason),
    )


def _name(person: source.Person) -> Text:
    return Text(ar=person.name_ar, fr=person.name_latin, en=person.name_latin)
