"""Spaces at which no line may break."""

import pytest

from jisr.core.errors import Lang, Reason
from jisr.core.typography import typeset


@pytest.mark.parametrize(
    ("text", "lang", "shown"),
    [
        (
            "Délai : 7 jours ; « ici » ?",
            "fr",
            "Délai\u00a0: 7 jours\u202f; «\u00a0ici\u00a0»\u202f?",
        ),
        (
            "art. 5 du 30 mai 2000 — n° 2",
            "fr",
            "art.\u00a05 du 30\u00a0mai\u00a02000\u00a0— n°\u00a02",
        ),
        ("1er mai 2001", "fr", "1er\u00a0mai\u00a02001"),
        ("30 ماي 2000: نعم؟", "ar", "30\u00a0ماي\u00a02000: نعم؟"),
        ("7 days: « 3 » ; ?", "en", "7 days: « 3 » ; ?"),
        ("7 days : 3 May 2000 — p. 2", None, "7 days : 3 May 2000 — p. 2"),
    ],
)  # fmt: skip
def test_spaces_are_set_as_each_language_does(text: str, lang: Lang | None, shown: str) -> None:
    assert typeset(text, lang) == shown


def test_the_french_of_a_reason_is_typeset_and_its_facts_are_left_alone():
    reason = Reason("core.wrong-field", "خطأ: {path}", "faux : {path} ; « ici »", "wrong: {path}")
    french = reason.text("fr", {"path": "a : b"})
    assert french == "faux\u00a0: a : b\u202f; «\u00a0ici\u00a0»"
