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
    if not terms.keys() <= specs.keys():
        return False
    # A loop, not a generator: every act of a case is looked at whenever it is folded.
    for name, spec in specs.items():
        if name not in terms:
            if spec.required:
                return False
        elif not _fits_one(spec, terms[name]):
            return False
    return True


def _fits_one(spec: TermSpec, value: Term) -> bool:
    if spec.type is TermType.NUMBER:
        return isinstance(value, int)
    good = spec.codes.__contains__ if spec.type in _CODED else _GOOD[spec.type]
    if spec.type in _LISTED:
        return isinstance(value, tuple) and _ascending(value) and all(good(v) for v in value)
    return isinstance(value, str) and good(value)


def _ascending(values: tuple[str, ...]) -> bool:
    return list(values) == sorted(set(values))


def _is_date(value: str) -> bool:
    if not _DATE.match(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_read_by(read: Callable[[str, str], object]) -> Callable[[str], bool]:
    def good(value: str) -> bool:
        try:
            read(value, "terms")
        except Malformed:
            return False
        return True

    return good


_CODED: Final = frozenset({TermType.CODE, TermType.CODES})
_LISTED: Final = frozenset({TermType.CODES, TermType.DATES})
_GOOD: Final[Mapping[TermType, Callable[[str], bool]]] = {
    TermType.DATE: _is_date,
    TermType.DATES: _is_date,
    TermType.INSTANT: _is_read_by(read_time),
    TermType.DIGEST: _is_read_by(read_digest),
    TermType.REFERENCE: lambda value: _REFERENCE.match(value) is not None,
}
