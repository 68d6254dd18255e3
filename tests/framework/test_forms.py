"""Forms: what a pack must say of a field, and what people may write in one (FRM-1 to FRM-8)."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.core.canonical import INTEGER_MAX, encode
from jisr.core.errors import LANGS, Malformed, Refused
from jisr.core.parts import PART_BYTES_MAX
from jisr.framework.form import FieldType, FormKind, Handling
from jisr.framework.forms import parse_forms
from jisr.framework.part_content import ContentKind, Link, read_kind
from jisr.framework.retention import KeptFrom
from jisr.framework.source import read

SPEC = Path(__file__).parents[2] / "docs" / "spec" / "forms.md"
LABEL = "{ar: حقل, fr: Champ, en: Field}"
DIGEST = "0123456789abcdef" * 4
CODES = {
    "purposes": {"trafficking", "threat"},
    "person-category": {"suspect", "victim"},
    "document-types": {"passport", "identity-card"},
    "case-relations": {"follow-up-of"},
}

HEAD = f"""
request:
  label: {{ar: طلب, fr: Demande, en: Request}}
  defaults:
    handling: H1
    basis: {{text: {LABEL}, status: agreed, source: ma-fr-2000, article: art. 1}}
    keep: {{length: 2 years, from: end, status: proposed}}
  fields:
"""

EVERY_TYPE = {
    "question": "type: text, required: yes, max: 40",
    "purpose": "type: code purposes, required: yes",
    "purposes": "type: codes purposes",
    "day": "type: date",
    "since": "type: partial date",
    "period": "type: month",
    "moment": "type: instant",
    "subject": "type: person, category: asked",
    "claim": "type: statement",
    "where": "type: place",
    "paper": "type: document",
    "cost": "type: money",
    "teams": f"type: quantity, max: 9, unit: {LABEL}",
    "earlier": "type: reference",
    "scan": "type: attachment, max: 100, media: [application/pdf]",
}


PERSON_FIELD = "type: person, category: other"


def section(fields, *, head=HEAD):
    lines = [f"    {name}: {{label: {LABEL}, {rest}}}" for name, rest in fields.items()]
    return head + "\n".join(lines)


def forms(text):
    faults = []
    return parse_forms(read(text.encode(), file="p.yaml"), faults), faults


def form(fields, *, head=HEAD):
    found, faults = forms(section(fields, head=head))
    assert faults == [], [fault.text("en") for fault in faults]
    return next(iter(found.values()))


EVERY = form(EVERY_TYPE)
GOOD = {
    "question": "Who owns the vessel?",
    "purpose": "threat",
    "purposes": ["threat", "trafficking"],
    "day": "2026-02-28",
    "since": "1987-04",
    "period": "2026-02",
    "moment": "2026-02-28T12:00:00Z",
    "subject": {
        "category": "suspect",
        "names": [
            {"script": "Arab", "text": "يوسف العلمي", "use": "legal"},
            {"script": "Latn", "family": "El Alami", "given": "Youssef", "use": "transcription"},
        ],
        "birth": "1987",
        "birth-place": {"name": "Tétouan", "country": "MA"},
        "nationalities": ["MA", "FR"],
        "sex": "male",
        "documents": [{"type": "passport", "number": "AB1234567", "issuer": "MA"}],
    },
    "claim": {
        "text": "He was seen.",
        "nature": "fact",
        "source": "B",
        "information": 2,
        "originator": "Brigade",
    },
    "where": {"name": "Nador", "country": "MA", "latitude": 35168000, "longitude": -2933000},
    "paper": {"type": "identity-card", "issuer": "MA", "expiry": "2031"},
    "cost": {"amount": 123456, "currency": "MAD"},
    "teams": 3,
    "earlier": DIGEST,
    "scan": {
        "name": "card.pdf",
        "media": "application/pdf",
        "size": 99,
        "sha256": DIGEST,
        "key": DIGEST,
    },
}


def only(name, value):
    """Read one field beside the required ones."""
    given = {"question": "?", "purpose": "threat", name: value}
    return EVERY.read(given, CODES)["fields"][name]


# What people write.


def test_every_type_is_read_and_comes_back_as_it_is():
    content = EVERY.read(GOOD, CODES)
    assert content == {"fields": GOOD, "form": "request", "kind": "form"}
    assert EVERY.errors(GOOD, CODES) == ()


def test_text_is_brought_into_its_one_form():
    assert only("question", "  e\u0301te\u0301\r\n2026 ") == "été\n2026"
    assert only("purposes", ["trafficking", "threat", "threat"]) == ["threat", "trafficking"]


def test_a_statement_without_evaluation_is_x4():
    assert only("claim", {"text": "Hearsay.", "nature": "assessment"}) == {
        "text": "Hearsay.",
        "nature": "assessment",
        "source": "X",
        "information": 4,
    }


def test_a_person_may_be_known_by_a_document_alone():
    person = {"documents": [{"type": "passport", "number": "AB1234567"}]}
    assert only("subject", person) == person


PERSON = GOOD["subject"]
ATTACHED = GOOD["scan"]
WRONG = [
    ("question", 7),
    ("question", ""),
    ("question", " \n "),
    ("purpose", ["threat"]),
    ("purposes", "threat"),
    ("purposes", []),
    ("purposes", [7]),
    ("day", "2026-02"),
    ("day", "2026-02-30"),
    ("day", 20260228),
    ("since", "87"),
    ("since", "2026-13"),
    ("since", "0000"),
    ("period", "2026"),
    ("moment", "2026-02-28 12:00"),
    ("moment", 7),
    ("subject", "Youssef"),
    ("subject", {**PERSON, "asylum": True}),
    ("subject", {**PERSON, "names": []}),
    ("subject", {**PERSON, "category": 7}),
    ("subject", {**PERSON, "names": [{"script": "Latn"}]}),
    ("subject", {**PERSON, "names": [{"text": "Youssef"}]}),
    ("subject", {**PERSON, "names": [{"script": "Klingon", "text": "Y"}]}),
    ("subject", {**PERSON, "names": [{"script": "Latn", "text": "two\nlines"}]}),
    ("subject", {**PERSON, "sex": "m"}),
    ("subject", {**PERSON, "nationalities": ["Morocco"]}),
    ("subject", {**PERSON, "documents": [{"type": "passport"}]}),
    ("subject", {**PERSON, "birth-place": "Tétouan"}),
    ("claim", "He was seen."),
    ("claim", {"text": "He was seen."}),
    ("claim", {**GOOD["claim"], "source": "D"}),
    ("claim", {**GOOD["claim"], "information": 5}),
    ("claim", {**GOOD["claim"], "information": True}),
    ("claim", {**GOOD["claim"], "nature": "rumour"}),
    ("where", {"name": "Nador", "latitude": 1}),
    ("where", {"name": "Nador", "latitude": 90_000_001, "longitude": 0}),
    ("cost", {"amount": -1, "currency": "MAD"}),
    ("cost", {"amount": 1, "currency": "dirham"}),
    ("teams", -1),
    ("teams", "three"),
    ("teams", INTEGER_MAX + 1),
    ("earlier", DIGEST.upper()),
    ("scan", {**ATTACHED, "name": "../card.pdf"}),
    ("scan", {**ATTACHED, "size": 0}),
    ("scan", {**ATTACHED, "sha256": "0"}),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_value_not_of_its_type_is_malformed_and_only_the_field_is_named(name, value):
    with pytest.raises(Malformed) as caught:
        only(name, value)
    assert caught.value.code == "framework.field-malformed"
    assert caught.value.facts == {"field": name, "type": EVERY.fields[name].type.value}
    assert all(caught.value.text(lang) for lang in LANGS)


def test_a_hidden_character_is_refused_wherever_it_stands():
    for name, value in (
        ("question", "a\u202eb"),
        ("subject", {"names": [{"script": "Latn", "text": "a\u202eb"}]}),
    ):
        with pytest.raises(Malformed) as caught:
            only(name, value)
        assert caught.value.facts == {"field": name, "point": "U+202E"}


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("question", "x" * 41, "framework.field-too-long"),
        ("purpose", "revenge", "framework.code-unknown"),
        ("purposes", ["revenge"], "framework.code-unknown"),
        ("subject", {"birth": "1987"}, "framework.no-identity"),
        ("subject", {**PERSON, "nationalities": ["MA"] * 21}, "framework.field-too-long"),
        ("subject", {"names": [{"script": "Latn", "text": "x" * 201}]}, "framework.field-too-long"),
        ("paper", {"type": "licence", "number": "1"}, "framework.code-unknown"),
        ("teams", 10, "framework.field-too-long"),
        ("scan", {**ATTACHED, "size": 101}, "framework.field-too-long"),
        ("scan", {**ATTACHED, "media": "text/html"}, "framework.media-refused"),
        ("weapon", "none", "framework.field-unknown"),
    ],
)
def test_what_the_signed_form_does_not_allow_is_refused(name, value, code):
    with pytest.raises(Refused) as caught:
        only(name, value)
    assert caught.value.code == code
    assert caught.value.facts["field"] == name
    assert all(caught.value.text(lang) for lang in LANGS)


def test_a_required_field_left_out_is_refused():
    with pytest.raises(Refused) as caught:
        EVERY.read({"purpose": "threat"}, CODES)
    assert (caught.value.code, caught.value.facts) == (
        "framework.field-missing",
        {"field": "question"},
    )


def test_everything_wrong_is_said_at_once():
    errors = EVERY.errors({"purpose": "revenge", "day": "now", "a b": 1}, CODES)
    assert [(error.code, error.facts["field"]) for error in errors] == [
        ("framework.field-unknown", "?"),
        ("framework.field-missing", "question"),
        ("framework.code-unknown", "purpose"),
        ("framework.field-malformed", "day"),
    ]


def test_a_list_that_is_not_given_has_no_codes():
    with pytest.raises(Refused):
        EVERY.read({"question": "?", "purpose": "threat"}, {})


# Parts.

SEVERAL = form(
    {
        "question": "type: text, required: yes",
        "topics": "type: text, many: 3",
        "subjects": "type: person, category: asked, many: 3, "
        "keep: {length: 5 years, from: end, status: proposed}",
        "scan": "type: attachment",
        "notice": "type: text, part: notices, handling: H2",
    }
)
ALI, BAHIA = (
    {"names": [{"script": "Latn", "text": "Ali"}]},
    {"names": [{"script": "Latn", "text": "Bahia"}]},
)
GIVEN = {
    "question": "Who?",
    "topics": ["boats", "papers"],
    "subjects": [ALI, BAHIA],
    "scan": {**ATTACHED},
    "notice": "Handle with care.",
}


def test_a_form_is_divided_into_what_can_be_erased_alone():
    parts = SEVERAL.divide(SEVERAL.read(GIVEN, CODES))
    assert {name: part["fields"] for name, part in parts.items()} == {
        "request": {"question": "Who?", "topics": ["boats", "papers"]},
        "subjects.1": {"subjects": [ALI]},
        "subjects.2": {"subjects": [BAHIA]},
        "scan": {"scan": ATTACHED},
        "notices": {"notice": "Handle with care."},
    }
    assert SEVERAL.parts == {"request", "subjects", "scan", "notices"}
    assert SEVERAL.part_label("request") == SEVERAL.label
    assert SEVERAL.part_label("notices") == SEVERAL.fields["notice"].label
    assert [field.name for field in SEVERAL.fields_of("subjects.2")] == ["subjects"]


def test_every_part_is_read_back_from_its_bytes():
    for name, part in SEVERAL.divide(SEVERAL.read(GIVEN, CODES)).items():
        assert SEVERAL.parse_content(encode(part), part=name, codes=CODES) == part


def content(fields, **changed):
    return encode({"fields": fields, "form": "request", "kind": "form", **changed})


@pytest.mark.parametrize(
    ("raw", "part", "code"),
    [
        (b"{", "request", "core.not-json"),
        (b" {}", "request", "core.not-canonical"),
        (b'"' + b"x" * PART_BYTES_MAX + b'"', "request", "core.too-large"),
        (b"[]", "request", "framework.part-unreadable"),
        (b"{}", "request", "framework.part-unreadable"),
        (content("x"), "request", "framework.part-unreadable"),
        (content({}), "request", "framework.part-unreadable"),
        (content({"question": "?"}, form="answer"), "request", "framework.part-unreadable"),
        (content({"question": "?"}, kind="fact"), "request", "framework.part-unreadable"),
        (content({"question": " ?"}), "request", "framework.part-not-normal"),
        (content({"question": "e\u0301"}), "request", "framework.part-not-normal"),
        (content({"topics": ["boats"]}), "request", "framework.field-missing"),
        (content({"question": "?", "notice": "x"}), "request", "framework.field-unknown"),
        (content({"question": "?"}), "notices", "framework.field-unknown"),
        (content({"question": "?"}), "annex", "framework.field-unknown"),
        (content({"question": "?"}), "request.1", "framework.field-unknown"),
        (content({"subjects": [ALI]}), "subjects", "framework.field-unknown"),
        (content({"subjects": [ALI]}), "subjects.4", "framework.field-unknown"),
        (content({"subjects": [ALI]}), "subjects.01", "framework.field-unknown"),
        (content({"subjects": [ALI, BAHIA]}), "subjects.1", "framework.part-not-normal"),
        (content({"subjects": ALI}), "subjects.1", "framework.field-malformed"),
    ],
)
def test_a_part_that_is_not_what_its_name_says_is_not_read(raw, part, code):
    with pytest.raises((Malformed, Refused)) as caught:
        SEVERAL.parse_content(raw, part=part, codes=CODES)
    assert caught.value.code == code
    assert all(caught.value.text(lang) for lang in LANGS)


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co", "Cn"]))


@settings(deadline=None)
@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=3))
def test_what_was_read_is_read_back_from_every_part(question, topics):
    given = {"question": question, "topics": topics}
    try:
        whole = SEVERAL.read(given, CODES)
    except (Malformed, Refused):
        return
    assert SEVERAL.read(whole["fields"], CODES) == whole
    for name, part in SEVERAL.divide(whole).items():
        assert SEVERAL.parse_content(encode(part), part=name, codes=CODES) == part


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-INTEGER_MAX, INTEGER_MAX) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["names", "text", "type", "name", "a"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.sampled_from(sorted(EVERY_TYPE)), JSON)
def test_no_json_makes_a_reader_fail_otherwise(name, value):
    try:
        only(name, value)
    except (Malformed, Refused):
        return


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_make_a_part_fail_otherwise(raw):
    for parse in (
        lambda: SEVERAL.parse_content(raw, part="request", codes=CODES),
        lambda: Link.parse(raw, relations=CODES["case-relations"]),
    ):
        with pytest.raises((Malformed, Refused)):
            parse()


def test_facts_are_told_from_forms():
    facts = form(
        {"outcome": "type: code purposes", "month": "type: month"},
        head=HEAD.replace("  defaults", "  kind: fact\n  defaults"),
    )
    assert facts.kind is FormKind.FACT
    made = facts.read({"outcome": "threat", "month": "2026-02"}, CODES)
    assert made["kind"] == "fact"
    assert read_kind(encode(made))[0] is ContentKind.FACT


def test_the_example_of_the_specification_is_a_form():
    example = next(iter(re.findall(r"```yaml\n(.+?)```", SPEC.read_text("utf-8"), re.DOTALL)))
    found, faults = forms(example.partition("forms:\n")[2])
    assert faults == []
    assert found["request"].fields["subjects"].many == 5


# Links.


def test_a_link_comes_back_from_its_bytes():
    link = Link(case=DIGEST, relation="follow-up-of")
    assert Link.parse(link.encode(), relations=CODES["case-relations"]) == link


def test_content_of_no_known_kind_is_not_read():
    for raw in (b"[]", b"{}", b'{"kind":"order"}', b'{"kind":7}'):
        with pytest.raises(Malformed) as caught:
            read_kind(raw)
        assert caught.value.code == "framework.part-unreadable"


def test_a_faulty_link_is_not_read():
    relations = CODES["case-relations"]
    link = {"case": DIGEST, "kind": "link", "relation": "follow-up-of"}
    form = {"fields": {"question": "?"}, "form": "request", "kind": "form"}
    for wrong in ({**link, "note": 1}, {**link, "case": "1"}, form):
        with pytest.raises(Malformed):
            Link.parse(encode(wrong), relations=relations)
    with pytest.raises(Refused):
        Link.parse(encode({**link, "relation": "cousin-of"}), relations=relations)


# Retention.


def kept(text):
    return form({"question": f"type: text, keep: {{{text}, status: proposed}}"}).fields["question"]


@pytest.mark.parametrize(
    ("text", "start", "last"),
    [
        ("length: 2 years, from: end", date(2024, 2, 29), date(2026, 2, 28)),
        ("length: 6 months, from: receipt", date(2025, 8, 31), date(2026, 2, 28)),
        ("length: 1 day, from: sent", date(2025, 12, 31), date(2026, 1, 1)),
        ("length: 90 days, from: event event-end", date(2026, 1, 1), date(2026, 4, 1)),
    ],
)
def test_a_part_is_kept_until_the_day_its_retention_ends(text, start, last):
    assert kept(text).keep.last_day(start) == last


def test_a_retention_may_run_from_a_date_of_the_case():
    keep = kept("length: 1 year, from: event event-end").keep
    assert (keep.start, keep.term) == (KeptFrom.EVENT, "event-end")


# Reading a pack.


def test_a_field_has_what_the_form_gives_by_default():
    question = EVERY.fields["question"]
    assert question.handling is Handling.H1
    assert question.basis.provenance.source == "ma-fr-2000"
    assert (question.keep.months, question.keep.start) == (24, KeptFrom.END)
    assert question.type is FieldType.TEXT
    assert question.help is None
    assert len(EVERY.provenances) == 2 * len(EVERY_TYPE)
    assert {use.text for use in EVERY.code_lists} == {
        "purposes",
        "document-types",
        "person-category",
    }


def test_a_field_may_say_everything_by_itself():
    rules = (
        f"help: {LABEL}, handling: H3, basis: {{text: {LABEL}, status: example}}, "
        "keep: {length: 1 year, from: end, status: example}"
    )
    head = f"request:\n  label: {LABEL}\n  fields:\n"
    found = form({"question": f"type: text, {rules}"}, head=head).fields["question"]
    assert found.handling is Handling.H3
    assert found.help.en == "Field"


def keep(length, start="end"):
    return f"type: text, keep: {{length: {length}, from: {start}, status: example}}"


def basis(text):
    return f"type: text, basis: {text}"


BARE = f"request:\n  label: {LABEL}\n  fields:\n"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"Q": "type: text"}, "framework.not-a-name"),
        ({"q": "type: prose"}, "framework.unknown-field-type"),
        ({"q": "type: code"}, "framework.unknown-field-type"),
        ({"q": "type: code Purposes"}, "framework.not-a-name"),
        ({"q": "type: [text]"}, "framework.wrong-shape"),
        ({"q": "type: text, colour: red"}, "framework.unknown-key"),
        ({"q": "type: text, label: 7"}, None),
        ({"q": "type: text, required: maybe"}, "framework.unknown-value"),
        ({"q": "type: text, required: [yes]"}, "framework.wrong-shape"),
        ({"q": "type: text, handling: H4"}, "framework.unknown-value"),
        ({"q": "type: text, many: 1"}, "framework.not-a-number"),
        ({"q": "type: text, many: 51"}, "framework.not-a-number"),
        ({"q": "type: text, max: 0"}, "framework.not-a-number"),
        ({"q": "type: text, max: 20001"}, "framework.not-a-number"),
        ({"q": "type: text, help: why"}, "framework.wrong-shape"),
        ({"q": "type: text, part: Part"}, "framework.not-a-name"),
        ({"q": "type: text, basis: law"}, "framework.wrong-shape"),
        ({"q": "type: text, basis: {text: law, status: agreed}"}, "framework.wrong-shape"),
        ({"q": basis(f"{{text: {LABEL}, status: agreed}}")}, "framework.source-missing"),
        ({"q": basis(f"{{text: {LABEL}}}")}, "framework.missing-key"),
        ({"q": "type: text, keep: long"}, "framework.wrong-shape"),
        ({"q": keep("long")}, "framework.not-a-retention"),
        ({"q": keep("[1 day]")}, "framework.wrong-shape"),
        ({"q": keep("1 day", "[end]")}, "framework.wrong-shape"),
        ({"q": keep("0 days")}, "framework.retention-of-nothing"),
        ({"q": keep("101 years")}, "framework.not-a-retention"),
        ({"q": keep("36601 days")}, "framework.not-a-retention"),
        ({"q": keep("1 year", "birth")}, "framework.unknown-value"),
        ({"q": keep("1 year", "event Day")}, "framework.not-a-name"),
        ({"q": "type: text, keep: {length: 1 year, from: end}"}, "framework.missing-key"),
        ({"q": f"type: text, unit: {LABEL}"}, "framework.strange-setting"),
        ({"q": "type: date, max: 7"}, "framework.strange-setting"),
        ({"q": "type: text, media: [text/plain]"}, "framework.strange-setting"),
        ({"q": "type: person, category: asked, part: people"}, "framework.strange-setting"),
        ({"q": "type: codes purposes, many: 3"}, "framework.strange-setting"),
        ({"q": "type: quantity"}, "framework.strange-setting"),
        ({"q": "type: person"}, "framework.no-category"),
        ({"q": "type: person, category: The victim"}, "framework.not-a-name"),
        ({"q": "type: text, category: victim"}, "framework.strange-setting"),
        ({"q": "type: attachment, media: [PDF]"}, "framework.unknown-value"),
        ({"q": "type: text", "r": "type: text, handling: H2"}, "framework.mixed-part"),
        ({"q": PERSON_FIELD, "r": "type: text, part: q"}, "framework.mixed-part"),
    ],
)  # fmt: skip
def test_a_faulty_field_is_refused_with_line_reason_and_mend(fields, code):
    if code is None:
        text = section({"q": "type: text"}).replace(f"q: {{label: {LABEL}", "q: {label: 7")
        code = "framework.wrong-shape"
    else:
        text = section(fields)
    found, faults = forms(text)
    assert found == {}
    assert code in [fault.code for fault in faults]
    for fault in faults:
        assert fault.line == text.count("\n") + 1  # That of the last field.
        assert all(fault.text(lang) for lang in LANGS)


def test_a_field_without_handling_basis_or_retention_is_refused():
    _, faults = forms(section({"q": "type: text"}, head=BARE))
    assert [fault.facts["key"] for fault in faults] == ["handling", "basis", "keep"]
    assert {fault.code for fault in faults} == {"framework.field-without"}


def test_a_field_that_is_no_block_is_refused():
    found, faults = forms(HEAD + "    q: text")
    assert found == {}
    assert [fault.code for fault in faults] == ["framework.wrong-shape"]


def test_a_default_that_cannot_be_read_is_one_fault():
    _, faults = forms(section({"q": "type: text", "r": "type: text"}).replace("H1", "H9"))
    assert [fault.code for fault in faults] == ["framework.unknown-value"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("request:\n", "Request:\n", "framework.not-a-name"),
        ("  label: {ar: طلب, fr: Demande, en: Request}\n", "", "framework.missing-key"),
        ("{ar: طلب, fr: Demande, en: Request}", "Request", "framework.wrong-shape"),
        ("  defaults:\n", "  kind: order\n  defaults:\n", "framework.unknown-value"),
        ("  defaults:\n", "  kind: fact\n  defaults:\n", "framework.fact-not-coded"),
        ("  defaults:\n", "  colour: red\n  defaults:\n", "framework.unknown-key"),
        ("    handling: H1\n", "    colour: red\n    handling: H1\n", "framework.unknown-key"),
    ],
)  # fmt: skip
def test_a_faulty_form_is_refused(old, new, code):
    text = section({"q": "type: text"})
    assert old in text
    found, faults = forms(text.replace(old, new, 1))
    assert found == {}
    assert code in [fault.code for fault in faults]


ROWS = form(
    {
        "item": "type: text, many: 5, row: agenda, required: yes",
        "decision": "type: text, many: 5, row: agenda",
        "owner": "type: text, many: 5, row: agenda",
        "annex": "type: text, many: 5",
    }
)


@pytest.mark.parametrize(
    ("given", "uneven"),
    [
        ({"item": ["a", "b"], "decision": ["c", "d"], "owner": ["e", "f"]}, []),
        ({"item": ["a", "b"], "annex": ["c"]}, []),
        ({"item": ["a", "b"], "decision": ["c"]}, ["decision"]),
        ({"item": ["a"], "decision": ["c", "d"], "owner": ["e", "f"]}, ["decision", "owner"]),
    ],
)
def test_the_columns_of_a_row_have_as_many_values_as_each_other(given, uneven):
    errors = ROWS.errors(given, CODES)
    assert [error.facts["field"] for error in errors] == uneven
    assert {error.code for error in errors} <= {"framework.row-uneven"}
    if uneven:
        with pytest.raises(Refused):
            ROWS.parse_content(
                encode({"fields": given, "form": ROWS.name, "kind": "form"}),
                part=ROWS.name,
                codes=CODES,
            )


def test_what_a_procedure_says_of_all_its_forms_holds_where_they_are_silent():
    text = f"""
defaults:
  handling: H2
  basis: {{text: {LABEL}, status: example}}
  keep: {{length: 1 year, from: end, status: example}}
forms:
  note:
    label: {LABEL}
    defaults: {{handling: H1}}
    fields:
      remark: {{type: text, label: {LABEL}}}
      secret: {{type: text, part: secret, handling: H3, label: {LABEL}}}
"""
    block, faults = read(text.encode(), file="p.yaml"), []
    found = parse_forms(block.get("forms"), faults, defaults=block.get("defaults"))
    assert faults == []
    fields = found["note"].fields
    assert [field.handling for field in fields.values()] == ["H1", "H3"]
    assert {field.keep.months for field in fields.values()} == {12}
