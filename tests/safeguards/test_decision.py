"""One answer from many rules, and a denial from any doubt (SAF-1 to SAF-4)."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.core.act import PartyId, Slug
from jisr.core.errors import Refused
from jisr.framework.shape import Label
from jisr.safeguards import reasons
from jisr.safeguards.decision import (
    Allow,
    Deny,
    Needs,
    Objection,
    Point,
    Question,
    Rule,
    RuleId,
    decide,
    require,
)
from jisr.safeguards.register import RULES
from jisr.safeguards.words import tells_asylum
from tests.framework.packs import sound
from tests.safeguards import examples as eg

EVERYWHERE = frozenset(Point)
TEXT = Label(ar="قاعدة", fr="règle", en="rule")


def rule(id, judge, points=EVERYWHERE):
    return Rule(id=RuleId(id), text=TEXT, source=TEXT, points=points, judge=judge)


def wants(*approvals):
    cures = frozenset(Slug(name) for name in approvals)
    return Objection(reason=reasons.THIRD_PARTY, facts={"field": "f"}, approvals=cures)


FINE = rule("A", lambda _: None)
DENIES = rule("D", lambda _: Objection(reason=reasons.NO_BASIS))
ALSO_DENIES = rule("E", lambda _: Objection(reason=reasons.NO_PURPOSE))
ASKS = rule("N", lambda _: wants("consent"))
ALSO_ASKS = rule("O", lambda _: wants("consent", "permission"))


def fails(_):
    raise ZeroDivisionError


def sinks(question):
    return sinks(question)


def test_without_objection_the_answer_is_allow():
    assert decide(eg.SEND, [FINE]) == Allow()


def test_deny_goes_before_needs_and_needs_before_allow():
    assert decide(eg.SEND, [FINE, ASKS]).rule == "N"
    assert decide(eg.SEND, [FINE, ASKS, DENIES]) == Deny(rule=RuleId("D"), reason=reasons.NO_BASIS)


def test_of_two_denials_the_first_is_told():
    assert decide(eg.SEND, [DENIES, ALSO_DENIES]).rule == "D"
    assert decide(eg.SEND, [ALSO_DENIES, DENIES]).rule == "E"


def test_all_approvals_that_are_asked_for_are_needed():
    assert decide(eg.SEND, [ASKS, ALSO_ASKS]) == Needs(
        rule=RuleId("N"),
        reason=reasons.THIRD_PARTY,
        approvals=frozenset({Slug("consent"), Slug("permission")}),
        facts={"field": "f"},
    )


@pytest.mark.parametrize("judge", [fails, sinks, lambda _: True, lambda _: Allow()])
def test_a_rule_that_fails_denies_under_its_own_id(judge):
    decision = decide(eg.SEND, [FINE, rule("X", judge), ASKS])
    assert decision == Deny(rule=RuleId("X"), reason=reasons.RULE_FAILED, facts={"rule": "X"})


def test_a_rule_is_asked_at_its_points_only():
    only = rule("D", DENIES.judge, points=frozenset({Point.EXPORT}))
    for point in Point:
        decision = decide(replace(eg.SEND, point=point), [only])
        assert isinstance(decision, Deny if point is Point.EXPORT else Allow)


@pytest.mark.parametrize("one", [DENIES, ASKS, rule("X", fails)])
def test_whoever_requires_is_refused_with_the_rule_and_its_reason(one):
    with pytest.raises(Refused) as refused:
        require(eg.SEND, [one])
    assert refused.value.facts["rule"] == one.id
    assert refused.value.code.startswith("safeguards.")


def test_whoever_requires_what_is_allowed_goes_on():
    require(eg.SEND, [FINE])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = st.sampled_from(["send", "answer", "request", "subjects.1", "purpose", "findings"])
NAMES |= st.text(max_size=6)
TERMS = st.dictionaries(
    NAMES, st.text(max_size=6) | st.integers() | st.tuples(st.text(max_size=6)), max_size=3
)
FORMS = [form for p in sound().procedures.values() for form in p.forms.values()]
FIELDS = st.fixed_dictionaries({"fields": st.dictionaries(NAMES, JSON, max_size=3)})
QUESTIONS = st.builds(
    Question,
    point=st.sampled_from(Point),
    me=st.sampled_from(["MA", "FR", ""]).map(PartyId),
    author=st.sampled_from(["MA", "FR", "BE"]).map(PartyId),
    edition=st.sampled_from([sound(), None]),
    procedure=(st.sampled_from(sorted(sound().procedures)) | st.text(max_size=6)).map(Slug),
    act=NAMES.map(Slug),
    terms=TERMS,
    opening=TERMS,
    parts=st.frozensets(NAMES, max_size=4),
    part=st.none() | NAMES,
    form=st.none() | st.sampled_from(FORMS),
    content=st.none() | FIELDS | st.dictionaries(st.text(max_size=6), JSON, max_size=2),
)


@settings(max_examples=300)
@given(QUESTIONS)
def test_any_question_has_an_answer(question: Question):
    decision = decide(question, RULES)
    assert isinstance(decision, Allow | Deny | Needs)
    assert decide(question, RULES) == decision


@settings(max_examples=300)
@given(QUESTIONS)
def test_what_could_not_be_read_never_passes(question: Question):
    acts = {Point.COMPOSE, Point.RELEASE, Point.RECEIPT}
    unread = question.form is None or question.content is None
    if question.point in acts and question.part is not None and unread:
        assert not isinstance(decide(question, RULES), Allow)


@pytest.mark.parametrize(
    "text",
    ["asylum-status", "Asylumseeker", "demandeur d’asile", "ASILE", "Réfugié", "refugie",
     "International-Protection", "protection  internationale", "طالب اللجوء", "طَالِبُ لُجُوءٍ",
     "اللاجئين", "لاجـئ", "الحماية الدولية"],
)  # fmt: skip
def test_asylum_is_recognised_however_it_is_written(text: str):
    assert tells_asylum((text,))


@pytest.mark.parametrize(
    "text",
    ["basile", "refuge de montagne", "علاجية", "اللجوء إلى القضاء", "civil protection", ""],
)
def test_other_words_are_left_alone(text: str):
    assert not tells_asylum((text,))


def test_a_word_is_not_made_of_two_labels():
    assert not tells_asylum(("طلب", "اللجوء إلى القضاء"))
    assert not tells_asylum(("international", "protection"))
