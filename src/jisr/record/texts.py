"""A text for people in the three languages, and what is wrong with a file."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Final

from jisr.core.errors import Lang, Reason

_ARABIC: Final = re.compile("[\u0621-\u064a]")
_LATIN: Final = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trilingual:
    """One text, said in Arabic, French and English; none is a translation of record."""

    ar: str
    fr: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that does not hold in a file that reads well."""

    reason: Reason
    facts: Mapping[str, str | int] = field(default_factory=dict)

    def text(self, lang: Lang) -> str:
        """Return the sentence for a reader of `lang`."""
        return self.reason.text(lang, dict(self.facts))


def wrong_scripts(value: object, where: str) -> Iterator[str]:
    """Yield the place of each text below `value` that is not in its language's script."""
    if isinstance(value, Trilingual):
        if not _ARABIC.search(value.ar):
            yield f"{where}.ar"
        if not _LATIN.search(value.fr):
            yield f"{where}.fr"
        if not _LATIN.search(value.en):
            yield f"{where}.en"
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from wrong_scripts(item, f"{where}[{position}]")
    elif is_dataclass(value):
        for member in fields(value):
            inside = f"{where}.{member.name}" if where else member.name
            yield from wrong_scripts(getattr(value, member.name), inside)
