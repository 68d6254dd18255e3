"""Spaces at which no line may break, as each language sets them."""

import re
from typing import Final

NO_BREAK: Final = "\u00a0"
NARROW_NO_BREAK: Final = "\u202f"

_BEFORE_COLON: Final = re.compile(r" (?=[:»])")
_BEFORE_MARK: Final = re.compile(r" (?=[;?!])")
_AFTER_ABBREVIATION: Final = re.compile(r"\b(art\.|n°|N°|p\.) (?=\w)")
_BEFORE_DASH: Final = re.compile(r" (?=—)")
_DAY: Final = re.compile(r"\b(\d{1,2}(?:er)?) ([^\W\d_]{3,}) (\d{4})\b")


def typeset(text: str, lang: str | None) -> str:
    """Return a text with its spaces as its language sets them; one of no language as it is.

    French sets a thin space before ; ? ! and a full one before : and inside « », never broken
    (Lexique des règles typographiques en usage à l’Imprimerie nationale).
    """
    if lang is None:
        return text
    held = _BEFORE_DASH.sub(NO_BREAK, _DAY.sub(rf"\1{NO_BREAK}\2{NO_BREAK}\3", text))
    held = _AFTER_ABBREVIATION.sub(rf"\1{NO_BREAK}", held)
    if lang != "fr":
        return held
    held = _BEFORE_MARK.sub(NARROW_NO_BREAK, _BEFORE_COLON.sub(NO_BREAK, held))
    return held.replace("« ", f"«{NO_BREAK}")
