"""The one way from the bytes of a public-record file to typed values.

The files are written by people, so layout and order of keys are free.  Everything else is
strict: every key is there and known, nothing twice, no number but whole ones, and a value that
is not public is written `null`, never left out (docs/reference/record-format.md).
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NoReturn, Self, TypeVar

from jisr.core.act import PartyId, Slug, read_count, read_party, read_slug
from jisr.core.canonical import Json
from jisr.core.errors import LANGS, Lang, Malformed
from jisr.core.text import clean
from jisr.record import reasons
from jisr.record.texts import Trilingual

FILE_BYTES_MAX: Final = 1024 * 1024  # Ten times the demonstration's file.
TEXT_CHARS_MAX: Final = 1200  # A paragraph; nothing longer belongs in a register.
ITEMS_MAX: Final = 500  # Meetings of a generation.
ID_CHARS_MAX: Final = 64
KEY_CHARS_SHOWN: Final = 40  # A key may come from a stranger; show a stretch of it.

_ID: Final = re.compile(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*\Z")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)

T = TypeVar("T")
Code = TypeVar("Code", bound=StrEnum)


def read_json(raw: bytes) -> Json:
    """Read the bytes of a file as JSON, refusing what JSON readers differ on.

    Raises:
        Malformed: too large, not UTF-8, not JSON, nested too deep, a key twice, or a number
            that is not whole.
    """
    if len(raw) > FILE_BYTES_MAX:
        raise Malformed(reasons.TOO_LARGE, size=len(raw), limit=FILE_BYTES_MAX)
    try:
        value: Json = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_without_doubles,
            parse_float=_no_fraction,
            parse_constant=_no_fraction,
        )
    except (ValueError, RecursionError) as error:
        raise Malformed(reasons.NOT_JSON) from error
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The fields of one object of the file, and where it stands."""

    where: str
    values: Mapping[str, Json]

    @classmethod
    def of(cls, value: Json, where: str, *names: str) -> Self:
        """Take an object that has exactly the keys `names`."""
        if not isinstance(value, dict):
            raise Malformed(reasons.WRONG_TYPE, where=where)
        strange = sorted(value.keys() ^ set(names))
        if strange:
            shown = strange[0][:KEY_CHARS_SHOWN] if strange[0].isprintable() else "?"
            raise Malformed(reasons.WRONG_KEYS, where=where, key=shown)
        return cls(where=where, values=value)

    def at(self, name: str) -> str:
        """Return the place of a field, for messages."""
        return f"{self.where}.{name}" if self.where else name

    def text(self, name: str) -> str:
        """Read a text of one line in the core’s clean form."""
        value = self.values[name]
        if not isinstance(value, str):
            raise Malformed(reasons.WRONG_TYPE, where=self.at(name))
        if not 1 <= len(value) <= TEXT_CHARS_MAX or not _is_one_clean_line(value):
            raise Malformed(reasons.WRONG_TEXT, where=self.at(name), limit=TEXT_CHARS_MAX)
        return value

    def trilingual(self, name: str) -> Trilingual:
        """Read a text in the three languages."""
        inner = Fields.of(self.values[name], self.at(name), "ar", "fr", "en")
        return Trilingual(ar=inner.text("ar"), fr=inner.text("fr"), en=inner.text("en"))

    def trilingual_or_none(self, name: str) -> Trilingual | None:
        """Read a text in the three languages, or null."""
        return None if self.values[name] is None else self.trilingual(name)

    def id(self, name: str) -> str:
        """Read an identifier: ASCII letters, digits, single points and dashes."""
        return read_id(self.values[name], self.at(name))

    def id_or_none(self, name: str) -> str | None:
        """Read an identifier, or null."""
        return None if self.values[name] is None else self.id(name)

    def slug(self, name: str) -> Slug:
        """Read a name of the framework."""
        return _same(read_slug, self.values[name], self.at(name))

    def slug_or_none(self, name: str) -> Slug | None:
        """Read the name of a procedure, or null."""
        return None if self.values[name] is None else self.slug(name)

    def party(self, name: str) -> PartyId:
        """Read a party's code."""
        return read_party_at(self.values[name], self.at(name))

    def party_or_none(self, name: str) -> PartyId | None:
        """Read a party's code, or null."""
        return None if self.values[name] is None else self.party(name)

    def number(self, name: str) -> int:
        """Read a whole number, 0 or more."""
        return read_number(self.values[name], self.at(name))

    def day(self, name: str) -> date:
        """Read a date written YYYY-MM-DD."""
        value = self.values[name]
        if not isinstance(value, str) or not _DAY.match(value):
            raise Malformed(reasons.WRONG_TYPE, where=self.at(name))
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise Malformed(reasons.WRONG_TYPE, where=self.at(name)) from error

    def day_or_none(self, name: str) -> date | None:
        """Read a date, or null."""
        return None if self.values[name] is None else self.day(name)

    def code(self, name: str, codes: type[Code]) -> Code:
        """Read one word of a closed list."""
        value = self.values[name]
        if not isinstance(value, str) or value not in codes.__members__.values():
            raise Malformed(reasons.WRONG_TYPE, where=self.at(name))
        return codes(value)

    def lang(self, name: str) -> Lang:
        """Read one of the three languages."""
        for lang in LANGS:
            if self.values[name] == lang:
                return lang
        raise Malformed(reasons.WRONG_TYPE, where=self.at(name))

    def many(self, name: str, read: Callable[[Json, str], T]) -> tuple[T, ...]:
        """Read a list, each item with `read(item, where)`."""
        value = self.values[name]
        if not isinstance(value, list):
            raise Malformed(reasons.WRONG_TYPE, where=self.at(name))
        if len(value) > ITEMS_MAX:
            raise Malformed(reasons.TOO_MANY, where=self.at(name), limit=ITEMS_MAX)
        return tuple(
            read(item, f"{self.at(name)}[{position}]") for position, item in enumerate(value)
        )


def read_id(value: Json, where: str) -> str:
    """Read an identifier; Malformed names the place."""
    if not isinstance(value, str) or len(value) > ID_CHARS_MAX or not _ID.match(value):
        raise Malformed(reasons.WRONG_TYPE, where=where)
    return value


def read_party_at(value: Json, where: str) -> PartyId:
    """Read a party's code; Malformed names the place."""
    return _same(read_party, value, where)


def read_number(value: Json, where: str) -> int:
    """Read a whole number, 0 or more; Malformed names the place."""
    return _same(read_count, value, where)


def _same(read: Callable[[Json, str], T], value: Json, where: str) -> T:
    """Read with the core's reader and answer in this package's words."""
    try:
        return read(value, where)
    except Malformed as error:
        raise Malformed(reasons.WRONG_TYPE, where=where) from error


def _is_one_clean_line(value: str) -> bool:
    try:
        return value == clean(value) == value.strip() and "\n" not in value
    except Malformed:
        return False


def _without_doubles(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed(reasons.KEY_TWICE)
    return found


def _no_fraction(_literal: str) -> NoReturn:
    raise Malformed(reasons.NOT_WHOLE)
