"""The table "What the five accounts describe": each thing they tell, and what it is in Jisr."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from jisr.core.act import Slug
from jisr.core.canonical import Json
from jisr.core.errors import Malformed
from jisr.record import reasons
from jisr.record.reading import Fields, read_json, read_number
from jisr.record.register import VERSION
from jisr.record.texts import Fault, Trilingual, wrong_scripts


class Sort(StrEnum):
    """What sort of thing a row tells of."""

    SYSTEM = "system"
    MECHANISM = "mechanism"
    ACTIVITY = "activity"


class Built(StrEnum):
    """How much of a row exists in this edition of Jisr."""

    BUILT = "built"
    PARTLY = "partly"
    NOT_YET = "not-yet"


class Page(StrEnum):
    """Where "try it" leads."""

    MEETINGS = "meetings"
    UNDERTAKINGS = "undertakings"
    NAMES = "names"
    INSTRUMENTS = "instruments"
    FRAMEWORK = "framework"  # All of them, or one procedure, and of which pair of parties.
    RECORD = "record"
    CROSSING = "crossing"
    PROOF = "proof"
    NODE = "node"
    CASE = "case"  # With the procedure whose case is shown, and the undertaking it serves.


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A page of the demonstration; a case has a procedure, and a framework can have one.

    Attributes:
        which: where several cases follow the procedure, the undertaking whose case is preferred;
            of a framework, the pair it is of: "MA-FR".
    """

    page: Page
    procedure: Slug | None
    which: str | None = None

    @property
    def key(self) -> str:
        """The link's key: "record", "case:information-request", or with ":C2" after it."""
        return ":".join(part for part in (self.page, self.procedure, self.which) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One system, mechanism or activity of the accounts."""

    id: Slug
    kind: Sort
    title: Trilingual
    says: Trilingual
    articles: tuple[int, ...]
    in_jisr: Trilingual
    state: Built
    target: Target | None


def parse_accounts(raw: bytes) -> tuple[Row, ...]:
    """Read the table from untrusted bytes.

    Raises:
        Malformed: not JSON, a key missing or unknown, a value not of its type.

    Source: docs/reference/record-format.md.
    """
    top = read_json(raw)
    if not isinstance(top, dict):
        raise Malformed(reasons.WRONG_TYPE, where="accounts")
    version = top.get("version")
    if isinstance(version, bool) or version != VERSION:
        raise Malformed(reasons.UNKNOWN_VERSION)
    return Fields.of(top, "", "version", "rows").many("rows", _row)


def check_accounts(rows: tuple[Row, ...], *, articles: int) -> tuple[Fault, ...]:
    """Return every fault of the table; the register counts articles from 1 to `articles`."""
    return tuple(_faults(rows, articles))


def _faults(rows: tuple[Row, ...], articles: int) -> Iterator[Fault]:
    for position, row in enumerate(rows):
        where = f"rows[{position}]"
        if any(row.id == earlier.id for earlier in rows[:position]):
            yield Fault(reason=reasons.ID_TWICE, facts={"where": f"{where}.id"})
        if not row.articles:
            yield Fault(reason=reasons.NO_SOURCE, facts={"where": where})
        if list(row.articles) != sorted({item for item in row.articles if 1 <= item <= articles}):
            yield Fault(reason=reasons.UNKNOWN_REFERENCE, facts={"where": f"{where}.articles"})
        if (row.target is None) != (row.state is Built.NOT_YET):
            yield Fault(reason=reasons.ILLEGAL_TARGET, facts={"where": where})
        for text in wrong_scripts(row, where):
            yield Fault(reason=reasons.WRONG_SCRIPT, facts={"where": text})


_SEPARATOR: Final = ":"


def _row(value: Json, where: str) -> Row:
    fields = Fields.of(
        value, where, "id", "kind", "title", "says", "articles", "in_jisr", "state", "target"
    )
    return Row(
        id=fields.slug("id"),
        kind=fields.code("kind", Sort),
        title=fields.trilingual("title"),
        says=fields.trilingual("says"),
        articles=fields.many("articles", read_number),
        in_jisr=fields.trilingual("in_jisr"),
        state=fields.code("state", Built),
        target=None if fields.values["target"] is None else _target(fields),
    )


def _target(fields: Fields) -> Target:
    key = fields.text("target")
    page, separator, rest = key.partition(_SEPARATOR)
    procedure, _, which = rest.partition(_SEPARATOR)
    inner = Fields.of(
        {"page": page, "procedure": procedure if separator else None},
        fields.at("target"), "page", "procedure",
    )  # fmt: skip
    target = Target(
        page=inner.code("page", Page),
        procedure=inner.slug_or_none("procedure"),
        which=which or None,
    )
    needed, taken = target.page is Page.CASE, target.page in (Page.CASE, Page.FRAMEWORK)
    if not (taken if target.procedure else not needed):
        raise Malformed(reasons.WRONG_TYPE, where=fields.at("target"))
    return target
