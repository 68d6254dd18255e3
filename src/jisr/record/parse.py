"""From the bytes of `record.json` to a `Register`."""

from jisr.core.canonical import Json
from jisr.core.errors import Malformed
from jisr.record import reasons
from jisr.record.reading import Fields, read_json, read_number, read_party_at
from jisr.record.register import (
    VERSION,
    Article,
    Delegate,
    Delegation,
    Evidence,
    Instrument,
    MajorEvent,
    Mechanism,
    MechanismId,
    Meeting,
    MeetingId,
    Misnaming,
    OfficeId,
    Person,
    PersonId,
    Register,
    Relation,
    Status,
    Telling,
    Tenure,
    Undertaking,
    UndertakingId,
    Verdict,
)


def parse_register(raw: bytes) -> Register:
    """Read a register from untrusted bytes; whether its facts fit together is `check`'s affair.

    Raises:
        Malformed: not JSON, a key missing or unknown, a value not of its type.

    Source: docs/reference/record-format.md.
    """
    top = read_json(raw)
    if not isinstance(top, dict):
        raise Malformed(reasons.WRONG_TYPE, where="register")
    version = top.get("version")
    if isinstance(version, bool) or version != VERSION:
        raise Malformed(reasons.UNKNOWN_VERSION)
    fields = Fields.of(
        top, "", "version", "note", "articles", "persons", "meetings", "mechanisms",
        "instruments", "major_events", "undertakings", "misnamings",
    )  # fmt: skip
    return Register(
        note=fields.trilingual("note"),
        articles=fields.many("articles", _article),
        persons=fields.many("persons", _person),
        meetings=fields.many("meetings", _meeting),
        mechanisms=fields.many("mechanisms", _mechanism),
        instruments=fields.many("instruments", _instrument),
        major_events=fields.many("major_events", _major_event),
        undertakings=fields.many("undertakings", _undertaking),
        misnamings=fields.many("misnamings", _misnaming),
    )


def _article(value: Json, where: str) -> Article:
    fields = Fields.of(value, where, "number", "language", "meeting", "published", "kind")
    return Article(
        number=fields.number("number"),
        language=fields.lang("language"),
        meeting=MeetingId(fields.id("meeting")),
        published=fields.day("published"),
        kind=fields.trilingual("kind"),
    )


def _person(value: Json, where: str) -> Person:
    fields = Fields.of(value, where, "id", "party", "name_ar", "name_latin", "tenures")
    return Person(
        id=PersonId(fields.id("id")),
        party=fields.party("party"),
        name_ar=fields.text("name_ar"),
        name_latin=fields.text("name_latin"),
        tenures=fields.many("tenures", _tenure),
    )


def _tenure(value: Json, where: str) -> Tenure:
    fields = Fields.of(value, where, "office", "title", "since", "until", "evidence")
    return Tenure(
        office=OfficeId(fields.id("office")),
        title=fields.trilingual("title"),
        since=fields.day("since"),
        until=fields.day_or_none("until"),
        evidence=_evidence(fields.values["evidence"], fields.at("evidence")),
    )


def _evidence(value: Json, where: str) -> Evidence:
    fields = Fields.of(value, where, "accounts", "elsewhere")
    return Evidence(
        accounts=fields.many("accounts", read_number),
        elsewhere=fields.trilingual_or_none("elsewhere"),
    )


def _meeting(value: Json, where: str) -> Meeting:
    fields = Fields.of(
        value,
        where,
        "id",
        "title",
        "date",
        "place",
        "parties",
        "delegations",
        "accounts",
        "date_evidence",
    )
    return Meeting(
        id=MeetingId(fields.id("id")),
        title=fields.trilingual("title"),
        date=fields.day("date"),
        place=fields.trilingual("place"),
        parties=fields.many("parties", read_party_at),
        delegations=fields.many("delegations", _delegation),
        accounts=fields.many("accounts", read_number),
        date_evidence=_evidence(fields.values["date_evidence"], fields.at("date_evidence")),
    )


def _delegation(value: Json, where: str) -> Delegation:
    fields = Fields.of(value, where, "party", "members", "others")
    return Delegation(
        party=fields.party("party"),
        members=fields.many("members", _delegate),
        others=fields.trilingual_or_none("others"),
    )


def _delegate(value: Json, where: str) -> Delegate:
    fields = Fields.of(value, where, "person", "office")
    return Delegate(person=PersonId(fields.id("person")), office=OfficeId(fields.id("office")))


def _mechanism(value: Json, where: str) -> Mechanism:
    fields = Fields.of(value, where, "id", "name", "parties", "evidence")
    return Mechanism(
        id=MechanismId(fields.id("id")),
        name=fields.trilingual("name"),
        parties=fields.many("parties", read_party_at),
        evidence=_evidence(fields.values["evidence"], fields.at("evidence")),
    )


def _instrument(value: Json, where: str) -> Instrument:
    fields = Fields.of(value, where, "id", "name", "signed", "signatories", "occasion", "evidence")
    return Instrument(
        id=fields.id("id"),
        name=fields.trilingual("name"),
        signed=fields.day("signed"),
        signatories=fields.many("signatories", _delegate),
        occasion=fields.trilingual("occasion"),
        evidence=_evidence(fields.values["evidence"], fields.at("evidence")),
    )


def _major_event(value: Json, where: str) -> MajorEvent:
    fields = Fields.of(value, where, "id", "name", "evidence")
    return MajorEvent(
        id=fields.id("id"),
        name=fields.trilingual("name"),
        evidence=_evidence(fields.values["evidence"], fields.at("evidence")),
    )


def _undertaking(value: Json, where: str) -> Undertaking:
    fields = Fields.of(
        value, where, "id", "meeting", "mechanism", "status", "status_reason", "by", "parties",
        "text", "remark", "due", "accounts", "carried_out_by",
    )  # fmt: skip
    mechanism = fields.id_or_none("mechanism")
    return Undertaking(
        id=UndertakingId(fields.id("id")),
        meeting=MeetingId(fields.id("meeting")),
        mechanism=None if mechanism is None else MechanismId(mechanism),
        status=fields.code("status", Status),
        status_reason=fields.trilingual("status_reason"),
        by=fields.party_or_none("by"),
        parties=fields.many("parties", read_party_at),
        text=fields.trilingual("text"),
        remark=fields.trilingual_or_none("remark"),
        due=fields.day_or_none("due"),
        accounts=fields.many("accounts", _telling),
        carried_out_by=fields.slug_or_none("carried_out_by"),
    )


def _telling(value: Json, where: str) -> Telling:
    fields = Fields.of(value, where, "article", "relation", "note")
    return Telling(
        article=fields.number("article"),
        relation=fields.code("relation", Relation),
        note=fields.trilingual("note"),
    )


def _misnaming(value: Json, where: str) -> Misnaming:
    fields = Fields.of(
        value, where, "article", "surface", "person", "verdict", "reads_as", "reason"
    )
    reads_as = fields.id_or_none("reads_as")
    return Misnaming(
        article=fields.number("article"),
        surface=fields.text("surface"),
        person=PersonId(fields.id("person")),
        verdict=fields.code("verdict", Verdict),
        reads_as=None if reads_as is None else PersonId(reads_as),
        reason=fields.trilingual("reason"),
    )
