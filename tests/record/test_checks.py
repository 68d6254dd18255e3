"""The facts of a register fit together, or the first thing that does not is named."""

import pytest

from jisr.core.errors import LANGS
from jisr.record import check, check_accounts, parse_accounts, parse_register
from tests.record.kit import changed, person, said, small, sourced, table, undertaking, write


def faults(value):
    return [
        (fault.reason.code.removeprefix("record."), fault.facts.get("where"))
        for fault in check(parse_register(write(value)))
    ]


def test_a_register_that_holds_together_has_no_fault():
    assert faults(small()) == []


PERSONS = small()["persons"]
UNKNOWN = {"person": "CC.c", "office": "CC.office"}

# What is changed, and the one fault that follows.
ONE_FAULT = [
    (("articles", 2, "number"), 7, "articles-not-counted", None),
    (("persons", 2, "id"), "BB.b", "id-twice", "persons[2].id"),
    (("meetings", 1, "id"), "E1", "id-twice", "meetings[1].id"),
    (("articles", 0, "meeting"), "E9", "unknown-reference", "articles[0].meeting"),
    (
        ("mechanisms", 0, "evidence"),
        sourced(0, 9),
        "unknown-reference",
        "mechanisms[0].evidence.accounts",
    ),
    (("undertakings", 0, "meeting"), "E9", "unknown-reference", "undertakings[0].meeting"),
    (("undertakings", 0, "mechanism"), "X", "unknown-reference", "undertakings[0].mechanism"),
    (("misnamings", 0, "article"), 9, "unknown-reference", "misnamings[0].article"),
    (("misnamings", 0, "person"), "CC.c", "unknown-reference", "misnamings[0].person"),
    (("misnamings", 1, "reads_as"), "CC.c", "unknown-reference", "misnamings[1].reads_as"),
    (
        ("meetings", 0, "delegations", 0, "members", 0),
        UNKNOWN,
        "unknown-reference",
        "meetings[0].delegations[0].members[0]",
    ),
    (
        ("instruments", 0, "signatories", 0),
        UNKNOWN,
        "unknown-reference",
        "instruments[0].signatories[0]",
    ),
    (
        ("persons", 2, "tenures", 0, "until"),
        "2020-01-01",
        "tenure-reversed",
        "persons[2].tenures[0]",
    ),
    (("persons", 0, "tenures", 0, "until"), "2030-01-07", "not-in-office", None),
    (
        ("instruments", 0, "signed"),
        "2028-12-31",
        "not-in-office",
        "instruments[0].signatories[0]",
    ),
    (("persons", 0, "party"), "CC", "wrong-party", "meetings[0].delegations[0].members[0]"),
    (("meetings", 0, "delegations"), [], "wrong-party", "meetings[0].delegations"),
    (("mechanisms", 0, "parties"), ["AA"], "wrong-party", "mechanisms[0].parties"),
    (("mechanisms", 0, "parties"), ["AA", "CC"], "wrong-party", "undertakings[0].mechanism"),
    (("meetings", 0, "accounts"), [1], "accounts-differ", "meetings[0].accounts"),
    (("undertakings", 0, "accounts"), [], "accounts-differ", "undertakings[0].accounts"),
    (("undertakings", 0, "by"), "AA", "illegal-status", "undertakings[0]"),
    (("undertakings", 0, "parties"), ["AA"], "illegal-status", "undertakings[0]"),
    (("undertakings", 0, "parties"), ["AA", "AA"], "illegal-status", "undertakings[0]"),
    (("undertakings", 1, "by"), None, "illegal-status", "undertakings[1]"),
    (("undertakings", 1, "status"), "adopted", "illegal-status", "undertakings[1]"),
    (("undertakings", 2, "parties"), ["CC"], "illegal-status", "undertakings[2]"),
    (("misnamings", 0, "reads_as"), "BB.former", "illegal-verdict", "misnamings[0]"),
    (("misnamings", 1, "reads_as"), None, "illegal-verdict", "misnamings[1]"),
    (("misnamings", 1, "reads_as"), "BB.b", "illegal-verdict", "misnamings[1]"),
    (("misnamings", 1, "reads_as"), "AA.a", "illegal-verdict", "misnamings[1]"),
    (("major_events", 0, "evidence"), sourced(), "no-source", "major_events[0].evidence"),
    (
        ("undertakings", 0, "accounts", 0, "relation"),
        "absent",
        "no-source",
        "undertakings[0]",
    ),
    (("note", "ar"), "latin", "wrong-script", "note.ar"),
    (("note", "fr"), "نص", "wrong-script", "note.fr"),
    (("meetings", 1, "place", "en"), "نص", "wrong-script", "meetings[1].place.en"),
]


@pytest.mark.parametrize(("path", "new", "code", "where"), ONE_FAULT)
def test_a_fact_that_does_not_fit_is_named(path, new, code, where):
    found = faults(changed(small(), path, new))
    assert code in [reason for reason, _ in found]
    if where is not None:
        assert (code, where) in found


def test_two_terms_of_one_person_do_not_overlap():
    later = person("BB.b", "BB", "BB.other", "2029-06-01")["tenures"][0]
    earlier = person("BB.b", "BB", "BB.other", "2028-06-01", "2029-01-01")["tenures"][0]
    tenures = PERSONS[1]["tenures"]
    assert faults(changed(small(), ("persons", 1, "tenures"), [*tenures, earlier])) == []
    for both in ([*tenures, later], [later, *tenures]):
        assert faults(changed(small(), ("persons", 1, "tenures"), both))[0] == (
            "tenures-overlap",
            "persons[1].tenures[1]",
        )


def test_on_the_day_an_office_changes_hands_the_new_holder_has_it():
    handed_over = changed(small(), ("persons", 0, "tenures", 0, "since"), "2030-01-07")
    handed_over = changed(handed_over, ("instruments",), [])
    assert faults(handed_over) == []


def test_an_undertaking_in_force_is_joint():
    in_force = [undertaking("C1", "in-force", None, "AA", "BB")]
    assert faults(changed(small(), ("undertakings",), in_force)) == []


def test_a_source_outside_the_articles_is_a_source():
    elsewhere = {"accounts": [], "elsewhere": said("register")}
    assert faults(changed(small(), ("major_events", 0, "evidence"), elsewhere)) == []


@pytest.mark.parametrize(
    ("path", "new", "code"),
    [
        (("rows", 1, "id"), "requests", "id-twice"),
        (("rows", 0, "articles"), [], "no-source"),
        (("rows", 0, "articles"), [1, 6], "unknown-reference"),
        (("rows", 0, "articles"), [3, 1], "unknown-reference"),
        (("rows", 0, "articles"), [1, 1], "unknown-reference"),
        (("rows", 0, "target"), None, "illegal-target"),
        (("rows", 2, "target"), "record", "illegal-target"),
        (("rows", 0, "says", "ar"), "latin", "wrong-script"),
    ],
)
def test_a_row_that_does_not_fit_is_named(path, new, code):
    found = check_accounts(parse_accounts(write(changed(table(), path, new))), articles=5)
    assert [fault.reason.code for fault in found] == [f"record.{code}"]
    for lang in LANGS:
        assert found[0].text(lang)


def test_a_table_that_fits_has_no_fault():
    assert check_accounts(parse_accounts(write(table())), articles=5) == ()
