"""Until when a part is kept: the strictest of three limits, counted from headers (SAF-19)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.core.act import Slug
from jisr.framework.expiry import KEEP_UNTIL, Bound, Expiry, Moments, expiry, starts
from jisr.framework.retention import KeptFrom, Retention
from tests.framework.packs import sound

REQUEST = sound().procedures[Slug("information-request")].forms[Slug("request")]
TWO_YEARS = REQUEST.fields[Slug("question")].keep
SENT, RECEIVED, ENDED = date(2026, 3, 2), date(2026, 3, 4), date(2026, 9, 30)
MOMENTS = Moments(
    sent=SENT, received=RECEIVED, ended=ENDED, terms={}, opening={"departs-on": "2026-05-01"}
)


def keep(start: KeptFrom, *, days: int = 0, months: int = 0, term: str | None = None) -> Retention:
    named = None if term is None else Slug(term)
    return replace(TWO_YEARS, days=days, months=months, start=start, term=named)


DEPARTURE = keep(KeptFrom.EVENT, days=10, term="departs-on")


@pytest.mark.parametrize(
    ("kept", "moments", "last"),
    [
        (keep(KeptFrom.END, months=24), MOMENTS, date(2028, 9, 30)),
        (keep(KeptFrom.END, months=5), MOMENTS, date(2027, 2, 28)),  # February has no 30th.
        (keep(KeptFrom.END, months=24), replace(MOMENTS, ended=None), None),
        (keep(KeptFrom.SENT, days=30), MOMENTS, date(2026, 4, 1)),
        (keep(KeptFrom.RECEIPT, days=30), MOMENTS, date(2026, 4, 3)),
        (keep(KeptFrom.RECEIPT, days=30), replace(MOMENTS, received=None), None),
        (DEPARTURE, MOMENTS, date(2026, 5, 11)),
        (DEPARTURE, replace(MOMENTS, terms={"departs-on": "2026-06-01"}), date(2026, 6, 11)),
        (
            DEPARTURE,
            replace(MOMENTS, terms={"departs-on": "2026-06-01T23:00:00Z"}),
            date(2026, 6, 11),
        ),
        (DEPARTURE, replace(MOMENTS, terms={"departs-on": 7}), date(2026, 3, 12)),
        (DEPARTURE, replace(MOMENTS, opening={}), date(2026, 3, 12)),
        (keep(KeptFrom.SENT, months=12), replace(MOMENTS, sent=date(9999, 6, 1)), date.max),
        (keep(KeptFrom.SENT, days=400), replace(MOMENTS, sent=date(9999, 6, 1)), date.max),
    ],
)
def test_a_part_is_kept_from_its_start_for_its_length(
    kept: Retention, moments: Moments, last: date | None
):
    found = expiry([kept], moments, own=None)
    assert found == (None if last is None else Expiry(last=last, bound=Bound.FRAMEWORK))


@pytest.mark.parametrize(
    ("until", "own", "strictest"),
    [
        (None, None, Expiry(last=date(2028, 9, 30), bound=Bound.FRAMEWORK)),
        ("2027-01-01", None, Expiry(last=date(2027, 1, 1), bound=Bound.ORIGINATOR)),
        ("2029-01-01", None, Expiry(last=date(2028, 9, 30), bound=Bound.FRAMEWORK)),
        ("2027-01-01", 90, Expiry(last=date(2026, 5, 31), bound=Bound.OWN)),
        ("2026-03-20", 90, Expiry(last=date(2026, 3, 20), bound=Bound.ORIGINATOR)),
        ("soon", 3_000_000, Expiry(last=date(2028, 9, 30), bound=Bound.FRAMEWORK)),
        (7, 10_000, Expiry(last=date(2028, 9, 30), bound=Bound.FRAMEWORK)),
    ],
)
def test_the_strictest_of_the_three_counts(until, own, strictest):
    moments = MOMENTS if until is None else replace(MOMENTS, terms={KEEP_UNTIL: until})
    assert expiry([TWO_YEARS], moments, own=own) == strictest


def test_a_case_that_never_ends_is_limited_by_the_node_alone():
    running = replace(MOMENTS, ended=None)
    assert expiry([TWO_YEARS], running, own=None) is None
    assert expiry([TWO_YEARS], running, own=365) == Expiry(last=date(2027, 3, 2), bound=Bound.OWN)


DAYS = st.dates()
TERM = st.one_of(DAYS.map(date.isoformat), st.text(max_size=12), st.integers())
TERMS = st.dictionaries(st.sampled_from([KEEP_UNTIL, Slug("departs-on")]), TERM)
KEEPS = st.builds(
    keep,
    st.sampled_from(KeptFrom),
    days=st.integers(0, 36_600),
    months=st.integers(0, 1_200),
    term=st.sampled_from([None, "departs-on"]),
)
MOMENT = st.builds(
    Moments,
    sent=DAYS, received=st.none() | DAYS, ended=st.none() | DAYS, terms=TERMS, opening=TERMS,
)  # fmt: skip
OWN = st.none() | st.integers(0, 4_000_000)


@given(st.lists(KEEPS, max_size=3), MOMENT, OWN)
def test_no_part_outlives_any_of_its_limits(keeps, moments, own):
    found = expiry(keeps, moments, own=own)
    limits = [k.last_day(day) for k in keeps if (day := starts(k, moments)) is not None]
    limits += [] if own is None else [min(date.max.toordinal(), moments.sent.toordinal() + own)]
    latest = [d if isinstance(d, int) else d.toordinal() for d in limits]
    stated = expiry([], moments, own=None)  # The originator's alone.
    latest += [] if stated is None else [stated.last.toordinal()]
    assert (found is None) == (not latest)
    assert found is None or found.last.toordinal() == min(latest)


@given(KEEPS, MOMENT, OWN, st.integers(0, 4_000))
def test_a_stricter_limit_never_keeps_longer(kept, moments, own, less):
    found = expiry([kept], moments, own=own)
    shorter = replace(kept, days=max(0, kept.days - less))
    stricter = expiry([shorter], moments, own=None if own is None else max(0, own - less))
    assert (found is None) == (stricter is None)
    assert found is None or stricter.last <= found.last
    with_one_more = expiry([kept, shorter], moments, own=own)
    assert found is None or with_one_more.last <= found.last


@given(KEEPS, MOMENT, st.integers(0, 4_000))
def test_what_began_later_is_not_kept_shorter(kept, moments, more):
    def on(day: date | None) -> date | None:
        return None if day is None else day + timedelta(days=min(more, (date.max - day).days))

    later = replace(
        moments, sent=on(moments.sent), received=on(moments.received), ended=on(moments.ended)
    )
    one, two = (expiry([kept], m, own=None) for m in (moments, later))
    assert (one is None) == (two is None)
    assert one is None or one.last <= two.last
