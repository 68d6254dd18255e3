"""Errors: whose fault, can waiting help, and a sentence for each reader."""

import pickle

import pytest

from jisr.core import errors, reasons
from jisr.core.errors import (
    FIRST_STRONG_ISOLATE,
    POP_ISOLATE,
    Conflict,
    JisrError,
    Malformed,
    Refused,
    Unavailable,
    Unproven,
)


def test_only_what_waiting_can_cure_is_retried():
    kinds = (Malformed, Unproven, Refused, Conflict, Unavailable)
    assert {kind.kind: kind.retry for kind in kinds} == {
        "malformed": False,
        "unproven": False,
        "refused": False,
        "conflict": True,
        "unavailable": True,
    }


def test_a_fact_may_have_any_name():
    """A partner chooses the names of the facts of its fault."""
    error = Refused(reasons.GAP, held=1, got=2, self="a", reason="b")
    assert error.facts == {"held": 1, "got": 2, "self": "a", "reason": "b"}


def test_an_error_says_its_code_and_its_facts():
    error = Conflict(reasons.GAP, held=3, got=7)
    assert error.code == "core.gap"
    assert str(error) == "core.gap: " + error.text("en")
    assert "Act 7" in error.text("en")
    assert "L’acte 7" in error.text("fr")


def test_a_fact_in_an_arabic_sentence_stands_in_an_isolate():
    text = Conflict(reasons.GAP, held=3, got=7).text("ar")
    assert (FIRST_STRONG_ISOLATE, POP_ISOLATE) == ("\u2068", "\u2069")
    assert "\u20687\u2069" in text
    assert all(len(text) > 0 for text in (Refused(reasons.NOT_YOUR_TURN).text(lang)
                                          for lang in errors.LANGS))  # fmt: skip


def test_an_error_crosses_to_another_process_whole():
    error = pickle.loads(pickle.dumps(Conflict(reasons.GAP, held=3, got=7)))
    assert (type(error), error.reason, error.facts) == (
        Conflict,
        reasons.GAP,
        {"held": 3, "got": 7},
    )


def test_an_error_without_a_class_is_our_mistake():
    with pytest.raises(AssertionError):
        JisrError(reasons.GAP, held=1, got=2)


def test_a_fact_with_words_of_its_own_in_a_language_is_told_in_them():
    error = Refused(reasons.GAP, held="two", held_ar="اثنان", held_fr="deux", got=7)
    assert "deux" in error.text("fr")
    assert "two" not in error.text("fr")
    assert f"{FIRST_STRONG_ISOLATE}اثنان{POP_ISOLATE}" in error.text("ar")
    assert "two" in error.text("en")
