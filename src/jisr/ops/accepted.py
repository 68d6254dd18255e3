"""What an act of a procedure takes: its terms with their codes, and the fields of its forms.

The same answer serves whoever reads a pack before writing, and whoever was refused.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from jisr.core.act import Slug
from jisr.core.table import TermType
from jisr.framework.edition import Edition
from jisr.framework.form import ASKED, Field, FieldType
from jisr.framework.procedure import Procedure
from jisr.framework.shape import Label
from jisr.framework.values import PERSON_CATEGORIES
from jisr.node.content import Forms

TERM, FIELD, FILE, JSON = "--term", "--field", "--attach", "--fields"

_OF_TERM: Final[Mapping[TermType, str]] = {
    TermType.CODE: "CODE",
    TermType.CODES: "CODE,CODE",
    TermType.DATE: "YYYY-MM-DD",
    TermType.DATES: "YYYY-MM-DD,YYYY-MM-DD",
    TermType.INSTANT: "YYYY-MM-DDThh:mm:ssZ",
    TermType.NUMBER: "NUMBER",
    TermType.DIGEST: "SHA-256",
    TermType.REFERENCE: "NAME",
}
# What a field takes that is one piece of text; all else is JSON, in the file of `--fields`.
_OF_FIELD: Final[Mapping[FieldType, str]] = {
    FieldType.TEXT: "TEXT",
    FieldType.CODE: "CODE",
    FieldType.DATE: "YYYY-MM-DD",
    FieldType.PARTIAL_DATE: "YYYY-MM-DD",
    FieldType.MONTH: "YYYY-MM",
    FieldType.INSTANT: "YYYY-MM-DDThh:mm:ssZ",
    FieldType.REFERENCE: "SHA-256",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """One term or field, and how a line says it."""

    option: str  # TERM, FIELD, FILE or JSON.
    name: Slug
    value: str  # What stands for the value: CODE, TEXT, FILE …
    required: bool
    label: Label
    codes: Mapping[Slug, Label] = field(default_factory=dict)

    @property
    def typed(self) -> str:
        """How it is typed."""
        said = f"{self.name}={self.value}"
        return f"{self.option} {self.name}" if self.option == JSON else f"{self.option} {said}"


def accepted(edition: Edition, procedure: Procedure, act: Slug) -> list[Accepted]:
    """Return what an act takes: first its terms, then the fields of the forms it may use."""
    terms = [
        Accepted(
            option=TERM,
            name=term.name,
            value=_OF_TERM[term.type],
            required=term.required,
            label=term.label,
            codes=_codes(edition, procedure, term.codes.text) if term.codes else {},
        )
        for term in procedure.terms.get(act, {}).values()
    ]
    forms = Forms(edition=edition, procedure=procedure, act=act).all()
    fields = {one.name: one for form in forms for one in form.fields.values()}
    return [*terms, *(_field(edition, procedure, one) for one in fields.values())]


def terms_told(edition: Edition, procedure: Procedure, act: Slug) -> str:
    """Return the terms an act takes as a line types them; what may be left out in brackets."""
    return ", ".join(_told(edition, procedure, act)) or "0"


def _told(edition: Edition, procedure: Procedure, act: Slug) -> Iterator[str]:
    for one in accepted(edition, procedure, act):
        if one.option == TERM:
            said = f"{one.name}={'|'.join(one.codes) or one.value}"
            yield said if one.required else f"[{said}]"


def _field(edition: Edition, procedure: Procedure, one: Field) -> Accepted:
    option, value = JSON, ""
    if one.type is FieldType.ATTACHMENT:
        option, value = FILE, "FILE"
    elif one.many == 1 and one.type in _OF_FIELD:
        option, value = FIELD, _OF_FIELD[one.type]
    listed = PERSON_CATEGORIES if one.category == ASKED else one.codes
    return Accepted(
        option=option,
        name=one.name,
        value=value,
        required=one.required,
        label=one.label,
        codes=_codes(edition, procedure, listed) if listed else {},
    )


def _codes(edition: Edition, procedure: Procedure, name: str) -> Mapping[Slug, Label]:
    found = edition.code_list(procedure.name, name)
    return {} if found is None else found.values
