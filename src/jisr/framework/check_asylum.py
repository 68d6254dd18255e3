"""Nothing that two ministries exchange has a place for the fact that somebody seeks protection.

A field, a code or a state that is not there cannot be filled in by mistake.  The words are looked
for in names and labels; a help text may use them, to say what must not be written (FRA-31).
Source: Directive 2013/32/EU, art. 30; Regulation (EU) 2024/1348, art. 7.
"""

import re
from collections.abc import Iterator
from typing import Final

from jisr.core.act import Slug
from jisr.core.errors import LANGS
from jisr.framework import reasons_check as reasons
from jisr.framework.faults import Fault
from jisr.framework.procedure import Procedure
from jisr.framework.shape import Label, fault
from jisr.framework.source import Node
from jisr.framework.terms import CodeList

_WORDS: Final = re.compile(
    r"asyl|asile|refugee|réfugi|refugi|international protection|protection internationale"
    r"|لجوء|لاجئ|الحماية الدولية|حماية دولية",
    re.IGNORECASE,
)


def check_asylum(procedure: Procedure) -> Iterator[Fault]:
    """Yield each name or label of a procedure in which protection could be told of."""
    for name, labels, at in _texts(procedure):
        texts = [name, *(label.text(lang) for label in labels for lang in LANGS)]
        if any(_WORDS.search(text) for text in texts):
            yield fault(at, reasons.ASYLUM, name=name)


def check_asylum_codes(codes: CodeList) -> Iterator[Fault]:
    """Yield the same of a code list that several procedures use."""
    labels = (codes.label, *codes.values.values())
    texts = [codes.name, *codes.values, *(one.text(lang) for one in labels for lang in LANGS)]
    if any(_WORDS.search(text) for text in texts):
        yield fault(codes.at, reasons.ASYLUM, name=codes.name)


def _texts(procedure: Procedure) -> Iterator[tuple[Slug, tuple[Label, ...], Node]]:
    yield procedure.name, (procedure.title,), procedure.at
    for state in procedure.states.values():
        yield state.name, (state.label,), state.at
    for section in (procedure.ends, procedure.acts, procedure.offices):
        for name, (label, at) in section.items():
            yield name, (label,), at
    for terms in procedure.terms.values():
        for term in terms.values():
            yield term.name, (term.label,), term.at
    for form in procedure.forms.values():
        yield form.name, (form.label,), form.at
        for field in form.fields.values():
            yield field.name, (field.label,), field.at
