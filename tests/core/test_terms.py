"""Header terms against what a clause declares (docs/spec/case.md, CAS-6)."""

import pytest

from jisr.core.table import TermSpec, TermType
from jisr.core.terms import fits
from tests.core.kit import NOWHERE

# type, values that fit, values that do not
TABLE = [
    (TermType.NUMBER, [0, 7], ["7", ("7",)]),
    (TermType.CODE, ["low"], ["", "Low", "none", 1, ("low",)]),
    (TermType.CODES, [("low",), ("high", "low")],
     ["low", 1, ("none",), ("high", "none"), ("low", "high"), ("low", "low")]),
    (TermType.DATE, ["2026-03-02", "2028-02-29"],
     ["2026-02-29", "2026-3-2", "20260302", "2026-03-02T00:00:00Z", "", 20260302,
      "٢٠٢٦-03-02", "2026-03-02\n"]),
    (TermType.DATES, [("2026-03-02",), ("2026-03-02", "2026-03-03")],
     ["2026-03-02", ("2026-03-03", "2026-03-02"), ("2026-03-02", "2026-03-02"), ("x",), 7]),
    (TermType.INSTANT, ["2026-03-02T09:00:00Z"],
     ["2026-03-02", "2026-03-02T24:00:00Z", "2026-03-02T09:00:00", 7, ("2026-03-02T09:00:00Z",)]),
    (TermType.DIGEST, [NOWHERE], ["x", NOWHERE.upper(), NOWHERE[1:], 7, (NOWHERE,)]),
    (TermType.REFERENCE, ["A", "MA-2026/17.b", "a" * 100],
     ["", "-a", "a b", "a" * 101, "é", "a\n", 7, ("a",)]),
]  # fmt: skip
ROWS = [(type, value, good) for type, fit, unfit in TABLE
        for good, values in ((True, fit), (False, unfit)) for value in values]  # fmt: skip


@pytest.mark.parametrize(("type", "value", "good"), ROWS, ids=str)
def test_a_term_is_of_the_type_it_is_declared_with(type, value, good):
    spec = TermSpec(type=type, required=True, codes=frozenset({"low", "high"}))
    assert fits({"term": spec}, {"term": value}) is good


def test_every_type_is_in_the_table():
    assert {type for type, _, _ in TABLE} == set(TermType)


NUMBER = TermSpec(type=TermType.NUMBER, required=True)
MAYBE = TermSpec(type=TermType.NUMBER, required=False)


@pytest.mark.parametrize(
    ("specs", "terms", "good"),
    [
        ({}, {}, True),
        ({}, {"a": 1}, False),
        ({"a": NUMBER}, {}, False),
        ({"a": NUMBER}, {"a": 1, "b": 1}, False),
        ({"a": NUMBER, "b": MAYBE}, {"a": 1}, True),
        ({"a": NUMBER, "b": MAYBE}, {"a": 1, "b": 2}, True),
        ({"a": NUMBER, "b": MAYBE}, {"a": 1, "b": "2"}, False),
    ],
)
def test_all_that_is_required_and_nothing_strange(specs, terms, good):
    assert fits(specs, terms) is good
