"""From a fault told by another process back to one of our five errors, in our own words."""

import importlib
import pkgutil
import string
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import jisr
from jisr.core.errors import (
    Conflict,
    JisrError,
    Malformed,
    Reason,
    Refused,
    Unavailable,
    Unproven,
)
from jisr.exchange.reasons import UNKNOWN_FAULT

KINDS: Final[Mapping[str, type[JisrError]]] = {
    kind.kind: kind for kind in (Malformed, Unproven, Refused, Conflict, Unavailable)
}


def error_of(*, kind: str, code: str, facts: Mapping[str, str | int]) -> JisrError:
    """Return the error that a fault tells of.

    Args:
        kind: one of `KINDS`.
        code: chooses the sentence; a code this edition does not know becomes a fact of
            UNKNOWN_FAULT, so no sentence comes from outside.
        facts: fill the sentence; those it does not name are kept.
    """
    reason = known_reasons().get(code)
    if reason is None or not _slots(reason) <= facts.keys():
        return KINDS[kind](UNKNOWN_FAULT, code=code)
    return KINDS[kind](reason, **facts)


@lru_cache(maxsize=1)
def known_reasons() -> Mapping[str, Reason]:
    """Return every reason of every package, by code."""
    found: dict[str, Reason] = {}
    for module in pkgutil.walk_packages(jisr.__path__, "jisr."):
        if not module.name.rpartition(".")[2].startswith("reasons"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Reason):
                assert found.get(value.code, value) is value
                found[value.code] = value
    return found


def _slots(reason: Reason) -> set[str]:
    return {
        name
        for text in (reason.ar, reason.fr, reason.en)
        for _, name, _, _ in string.Formatter().parse(text)
        if name is not None
    }
