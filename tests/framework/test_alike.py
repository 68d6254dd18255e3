"""What two requests have in common (FRM-10)."""

import pytest

from jisr.core.act import Slug
from jisr.core.canonical import Json
from jisr.framework import check, parse_edition
from jisr.framework.alike import decisive, identities, marks
from tests.framework.packs import REQUEST, codes_of, edited, shipped, sound

FORM = sound().procedures[Slug("information-request")].forms[Slug("request")]
PASSPORT = {"type": "passport", "number": "AB 123-45", "issuer": "MA"}
NO_NUMBER = {"type": "passport", "issuer": "MA"}


def told(**fields: Json) -> set[str]:
    return {mark for _, mark in decisive(FORM, fields)}


def person(**more: Json) -> Json:
    return {"names": [{"script": "Latn", "use": "legal", "text": "Invented Person"}], **more}


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("Is the vehicle registered?", "is the  VEHICLE registered", True),
        ("Le véhicule est-il volé ?", "le vehicule est il vole", True),
        ("هل المركبة مسجَّلة؟", "هل المركبة مسجلة", True),
        ("Is the vehicle registered?", "Is the vehicle insured?", False),
        ("?", "?", False),  # Nothing is asked.
    ],
)
def test_questions_are_compared_as_they_are_read(one: str, other: str, is_alike: bool) -> None:
    assert bool(told(question=one) & told(question=other)) is is_alike


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        (person(birth="1990-05-01"), person(birth="1990-05-01"), True),
        (
            person(birth="1990-05-01"),
            {
                "names": [
                    {"script": "Latn", "use": "legal", "family": "PERSON", "given": "Invented"}
                ],
                "birth": "1990-05-01",
            },
            True,
        ),
        (person(documents=[PASSPORT]), {"documents": [PASSPORT | {"number": "ab12345"}]}, True),
        (person(birth="1990-05-01"), person(birth="1991-05-01"), False),
        (person(), person(), False),  # A name alone is no identity.
        (person(documents=[PASSPORT]), person(documents=[PASSPORT | {"issuer": "FR"}]), False),
        (person(documents=[NO_NUMBER]), person(documents=[NO_NUMBER]), False),
        (
            {"names": [{"script": "Latn", "use": "legal", "text": "?"}], "birth": "1990-05-01"},
            {"names": [{"script": "Latn", "use": "legal", "text": "–"}], "birth": "1990-05-01"},
            False,
        ),
    ],
)
def test_a_person_is_compared_by_document_or_by_name_and_birth(
    one: Json,
    other: Json,
    is_alike: bool,
) -> None:
    found = told(subjects=[one]) & told(subjects=[other])
    assert bool(found) is is_alike


def test_the_same_question_about_another_person_is_another_question() -> None:
    question = "Is there a record?"
    one = told(question=question, subjects=[person(birth="1990-05-01")])
    other = told(question=question, subjects=[person(birth="1985-02-03")])
    assert not one & other
    unknown = told(question=question, subjects=[person(documents=[NO_NUMBER])])
    assert unknown == set()
    assert told(question=question) == {"text|is there a record"}


def test_documents_and_references_are_compared_too_and_other_fields_are_not() -> None:
    line = "        alike: yes\n        label: {ar: المعلومات المطلوبة"
    files = edited(
        REQUEST,
        "      reason:\n        type: text\n        required: yes\n",
        "      paper:\n        type: document\n        alike: yes\n"
        "        label: {ar: وثيقة, fr: document, en: document}\n"
        "      earlier:\n        type: reference\n        alike: yes\n"
        "        label: {ar: ملف, fr: dossier, en: case}\n"
        "      reason:\n        type: text\n        required: yes\n        alike: no\n",
    )
    edition = parse_edition(files, pack="ma-fr")
    assert check(edition) == []
    assert line in files[REQUEST].decode()
    form = edition.procedures[Slug("information-request")].forms[Slug("request")]
    fields: dict[str, Json] = {"paper": PASSPORT, "earlier": "a" * 64, "reason": "Seen."}
    assert [mark for _, mark in marks(form, fields)] == [
        "document|passport|MA|ab12345",
        f"reference|{'a' * 64}",
    ]


def test_only_an_opening_is_compared() -> None:
    files = edited(
        REQUEST,
        "      answer:\n        type: text\n",
        "      answer:\n        type: text\n        alike: yes\n",
    )
    assert codes_of(files) == {"framework.alike-idle"}


def test_a_file_is_not_compared() -> None:
    files = edited(REQUEST, "type: attachment\n", "type: attachment\n        alike: yes\n")
    assert codes_of(files) == {"framework.strange-setting"}


@pytest.mark.parametrize("strange", [7, {"birth": "1990-05-01", "documents": ["x"], "names": [7]}])
def test_what_is_not_of_its_type_is_like_nothing(strange: Json) -> None:
    assert told(subjects=[strange]) == set()


def test_persons_are_named_by_person_and_by_document():
    assert [*identities(FORM, {"subjects": [person(birth="1990"), person()]})] == [
        ("person|invented person|1990",),
        (),  # Somebody, and nothing says who.
    ]
    assert [*identities(FORM, {"question": "Who?", "subjects": []})] == []
    readmission = parse_edition(shipped(), pack="ma-fr").procedures[Slug("readmission")]
    form = readmission.forms[Slug("travel-document")]
    assert [*identities(form, {"document": PASSPORT})] == [("document|passport|MA|ab12345",)]
    assert [*identities(form, {"document": NO_NUMBER})] == []
