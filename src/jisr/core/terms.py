"""Header terms against what a clause declares: coded values only, never free text."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from jisr.core.act import Term, read_digest, read_time
from jisr.core.errors import Malformed
from jisr.core.table import TermSpec, TermType

_REFERENCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{0,99}\Z", re.ASCII)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)


def fits(specs: Mapping[str, TermSpec], terms: Mapping[str, Term]) -> bool:
    """Say whether the terms are those declared: all required, none strange, each of its type.

    Source: docs/spec/case.md, clause CAS-6.
    """
    required = {name for name, spec in specs.items() if spec.required}
    if not required <= terms.keys() <= specs.keys():
        return False
    return all(_fits_one(specs[name], value) for name, value in terms.items())


def _fits_one(spec: TermSpec, value: Term) -> bool:
    match spec.type:
        case TermType.NUMBER:
            return isinstance(value, int)
        case TermType.CODE:
            return isinstance(value, str) and value in spec.codes
        case TermType.CODES:
            return _all_sorted(value, spec.codes.__contains__)
        case TermType.DATES:
            return _all_sorted(value, _is_date)
        case TermType.DATE:
            return isinstance(value, str) and _is_date(value)
        case TermType.INSTANT:
            return isinstance(value, str) and _reads(lambda: read_time(value, "terms"))
        case TermType.DIGEST:
            return isinstance(value, str) and _reads(lambda: read_digest(value, "terms"))
        case TermType.REFERENCE:
            return isinstance(value, str) and _REFERENCE.match(value) is not None


def _all_sorted(value: Term, good: Callable[[str], bool]) -> bool:
    if not isinstance(value, tuple):
        return False
    return list(value) == sorted(set(value)) and all(good(item) for item in value)


def _is_date(value: str) -> bool:
    if not _DATE.match(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _reads(read: Callable[[], object]) -> bool:
    try:
        read()
    except Malformed:
        return False
    return True
