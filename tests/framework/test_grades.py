"""The worst of grades and handling codes, as laws (SAF-74)."""

from hypothesis import given
from hypothesis import strategies as st

from jisr.framework.form import Handling
from jisr.framework.grades import (
    INFORMATION,
    SOURCES,
    UNKNOWN,
    Grade,
    grade_of,
    joined,
    strictest,
)

GRADES = st.builds(Grade, source=st.sampled_from(SOURCES), information=st.sampled_from(INFORMATION))
CODES = st.sampled_from(Handling)


def test_the_worst_of_two_is_the_worst_in_each():
    one, other = Grade(source="A", information=4), Grade(source="C", information=1)
    assert one.join(other) == Grade(source="C", information=4)
    assert grade_of({"source": "X", "information": 4}) == UNKNOWN
    assert not one.no_better_than(other)
    assert not other.no_better_than(one)
    assert strictest([Handling.H1, Handling.H2, Handling.H0]) is Handling.H2


@given(GRADES, GRADES, GRADES)
def test_the_order_and_number_of_inputs_change_nothing(a: Grade, b: Grade, c: Grade):
    assert a.join(a) == a
    assert a.join(b) == b.join(a)
    assert a.join(b).join(c) == a.join(b.join(c))
    assert a.join(UNKNOWN) == UNKNOWN
    assert joined([a, b, c, a]) == joined([c, b, a])


@given(GRADES, GRADES, GRADES)
def test_a_worse_input_never_gives_a_better_result(a: Grade, b: Grade, c: Grade):
    assert a.join(b).join(c).no_better_than(a.join(c))


@given(st.lists(GRADES, max_size=6), GRADES)
def test_what_is_derived_is_never_better_than_an_input(grades: list[Grade], more: Grade):
    derived = joined([*grades, more])
    assert all(derived.no_better_than(one) for one in [*grades, more])
    assert derived in [Grade(source=s, information=i) for s in SOURCES for i in INFORMATION]
    assert derived.source in {one.source for one in [*grades, more]}
    assert derived.information in {one.information for one in [*grades, more]}


@given(GRADES, GRADES)
def test_only_the_same_two_are_no_better_than_each_other(a: Grade, b: Grade):
    assert (a.no_better_than(b) and b.no_better_than(a)) == (a == b)


@given(st.lists(CODES, min_size=1), CODES)
def test_what_is_taken_from_several_is_under_the_strictest(codes: list[Handling], more: Handling):
    code = strictest([*codes, more])
    assert code in [*codes, more]
    assert all(code >= one for one in [*codes, more])
    assert strictest([code, *codes]) == code == strictest(reversed([more, *codes, more]))


def test_of_nothing_the_worst_is_said():
    assert joined([]) == UNKNOWN
    assert strictest([]) is Handling.H3
