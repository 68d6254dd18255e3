"""What forms and terms hold is read into values: tables, people, places, files, days."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest

from jisr.core.act import Slug
from jisr.core.canonical import Json
from jisr.framework.form import Field, FieldType, Form
from jisr.node.reading.labels import Words
from jisr.node.reading.told import Told
from jisr.node.reading.values import Values
from jisr.node.record_views import Text
from jisr.node.value_views import (
    Amount,
    Block,
    CaseValue,
    Count,
    Country,
    Day,
    FieldRow,
    FileValue,
    Identifier,
    Several,
    Table,
    Written,
)
from jisr.ops.value_text import in_text
from tests.node.test_two_nodes import opened
from tests.node.world import Pair, edition

MARK = Text("عرض تجريبي", "Démonstration", "Demonstration")
SEEN = Text("زلزال", "Séisme", "Earthquake")


@cache
def pair() -> Pair:
    return Pair(light=True)


def values(procedure: str, told: Told | None = None) -> Values:
    found = edition()
    words = Words(edition=found, procedure=found.procedures[Slug(procedure)])
    return Values(words=words, told=told or Told(), space=pair().space("FR"))


def form(procedure: str, name: str) -> Form:
    return edition().procedures[Slug(procedure)].forms[Slug(name)]


def field(procedure: str, name: str, key: str) -> Field:
    return form(procedure, name).fields[Slug(key)]


def by_label(block: object) -> dict[str, object]:
    assert isinstance(block, Block)
    return {row.label.en: row.value for row in block.rows}


def test_fields_of_one_row_are_a_table_and_the_others_stand_where_the_form_has_them() -> None:
    needs = form("civil-protection", "needs")
    given: dict[str, Json] = {
        "place": {"name": "جبل", "country": "MA", "latitude": 31_500_000, "longitude": -7_000_000},
        "situation": "Séisme\n[Démonstration]",
        "capacity": ["search-and-rescue", "field-hospital"],
        "quantity": [4, 1],
    }
    told = Told(readings=dict.fromkeys(("زلزال", "Séisme", "Earthquake"), SEEN), mark=MARK)
    read = values("civil-protection", told).fields(tuple(needs.fields.values()), given)
    [table] = [one for one in read if isinstance(one, Table)]
    assert [cells[1] for cells in table.rows] == [Count(n=4), Count(n=1)]
    assert table.heads[1].en.endswith("(unit)")
    rows = {one.label.en: one.value for one in read if isinstance(one, FieldRow)}
    place = by_label(rows["place"])
    assert place["country"] == Country(code="MA")
    assert place["co-ordinates"] == Identifier(value="31.500000, -7.000000")
    assert rows["situation"] == Written(text="Séisme", reading=SEEN, mark="[Démonstration]")
    uneven = values("civil-protection").fields(
        tuple(needs.fields.values()), {**given, "quantity": [4]}
    )
    [short] = [one for one in uneven if isinstance(one, Table)]
    assert short.rows[1][1] is None
    lines = in_text(table)
    assert lines["value"].en.splitlines()[0].endswith(" · 4")
    assert in_text(short)["value"].en.endswith(" · —")
    french = in_text(FieldRow(label=SEEN, value=rows["place"]))["value"].fr
    assert "Pays\u00a0: Maroc".lower() in french.lower()


def test_french_spaces_are_set_in_what_is_ours_and_not_in_what_was_signed() -> None:
    label, reading = Text("شوهد", "Vu : ici", "Seen"), Text("زلزال", "Séisme : fort", "Quake")
    lines = in_text(FieldRow(label=label, value=Written(text="Strong : quake", reading=reading)))
    assert lines["label"].fr == "Vu\u00a0: ici"
    first, second = lines["value"].fr.splitlines()
    assert first == "Strong : quake"
    assert second.endswith("Séisme\u00a0: fort")


def test_a_person_and_a_document_are_read_part_by_part() -> None:
    person: Json = {
        "names": [
            {"script": "Latn", "family": "Exemple", "given": "Karim", "use": "legal"},
            {"script": "Arab", "text": "كريم", "use": "alias"},
        ],
        "birth": "1991-05",
        "birth-place": {"name": "Fès"},
        "nationalities": ["MA"],
        "sex": "male",
        "documents": [{"type": "passport", "number": "X1", "issuer": "MA", "expiry": "2030"}],
    }
    asked = field("readmission", "application", "person")
    read = by_label(values("readmission").field(asked, person))
    names = read["name"]
    assert isinstance(names, Several)
    assert names.items[0] == Written(text="Karim Exemple")
    assert names.items[1] == Text("اسم مستعار: كريم", "alias : كريم", "alias: كريم")
    assert read["born"] == Day(iso="1991-05")
    assert read["nationality"] == Country(code="MA")
    assert by_label(read["documents"])["valid until"] == Day(iso="2030")
    plain = in_text(FieldRow(label=SEEN, value=Block(rows=())))
    assert plain["value"] == Text("", "", "")


def test_a_statement_says_its_grade_and_its_originator() -> None:
    said: Json = {"text": "Two ports.", "nature": "fact", "source": "B", "information": 2}
    asked = field("alert", "alert", "statements")
    shown = values("alert").field(asked, [{**said, "originator": "FR"}])
    assert isinstance(shown, Several)
    read = by_label(shown.items[0])
    assert read["grade"] == Identifier(value="B2")
    assert read["nature"] == Text("واقعة", "fait", "fact")
    assert list(read) == ["statement", "nature", "grade", "originator"]


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (FieldType.MONEY, {"amount": 5, "currency": "EUR"}, Amount(minor=5, currency="EUR")),
        (FieldType.INSTANT, "2026-11-30T10:00:00Z", datetime(2026, 11, 30, 10, tzinfo=UTC)),
        (FieldType.REFERENCE, "ab" * 32, Identifier(value="ab" * 32)),
        (FieldType.MONTH, "2026-11", Day(iso="2026-11")),
        (
            FieldType.ATTACHMENT,
            {"name": "a.pdf", "media": "application/pdf", "size": 9, "sha256": "c", "key": "d"},
            FileValue(name="a.pdf", media="application/pdf", size=9, digest="c"),
        ),
    ],
)
def test_a_value_is_what_its_type_says(kind: FieldType, value: Json, shown: object) -> None:
    asked = replace(field("civil-protection", "needs", "situation"), type=kind)
    assert values("civil-protection").field(asked, value) == shown


STRANGE: Json = {"strange": [1, {"x": "y"}]}
# Of these only the parts that have a name are shown.
MADE = {
    FieldType.PERSON: [],
    FieldType.PLACE: [],
    FieldType.DOCUMENT: [],
    FieldType.STATEMENT: ["grade:", "X4"],
}


@pytest.mark.parametrize("kind", list(FieldType))
@pytest.mark.parametrize(
    ("value", "words"),
    [("text", ["text"]), (3, ["3"]), (["a", 3], ["a", "3"]), (STRANGE, ["1", "y"])],
)
def test_what_is_not_of_its_type_is_still_shown(
    kind: FieldType, value: Json, words: list[str]
) -> None:
    asked = replace(field("civil-protection", "needs", "situation"), type=kind)
    shown = values("civil-protection").field(asked, value)
    texts = in_text(FieldRow(label=SEEN, value=shown))["value"]
    said = [word for word in texts.en.split() if word != "·"]
    assert said == (MADE.get(kind, words) if value == STRANGE else words)


def test_a_case_that_stands_here_is_named_as_everywhere_else():
    case = opened(pair())
    fields = edition().procedures[Slug("gmmp-session")].forms[Slug("agenda")].fields
    read = values("gmmp-session")
    shown = read.field(fields[Slug("cases")], [case, "ab" * 32])
    named = CaseValue(id=case, reference="FR-MA-2026-0001")
    assert shown == Several(items=(named, Identifier(value="ab" * 32)))
    assert in_text(FieldRow(label=SEEN, value=named))["value"].fr == "FR-MA-2026-0001"
