"""What two filled forms have in common, so that the same is not asked for twice (FRM-10).

Compared are the fields that the form says `alike: yes` of.  Texts are compared as they are read,
not as they are typed; a person by a document, or by name and birth together.  Pure.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from jisr.core.act import Slug
from jisr.core.canonical import Json
from jisr.core.text import folded
from jisr.framework.form import Field, FieldType, Form

_NOT_READ: Final = re.compile(r"\W+")


def marks(form: Form, fields: Mapping[str, Json]) -> Iterator[tuple[Slug, str]]:
    """Yield each field that counts, with what stands for one value of it.

    A value in which nothing says which one it is has no mark: it is like no other.

    Args:
        form: as both parties signed it.
        fields: the values of one part of it, each in its one form.
    """
    for field in form.fields.values():
        if field.alike and field.name in fields:
            value = fields[field.name]
            for item in value if isinstance(value, list) else [value]:
                yield from ((field.name, mark) for mark in _marks(field, item))


def decisive(form: Form, fields: Mapping[str, Json]) -> Sequence[tuple[Slug, str]]:
    """Return the marks that decide: whom it is about, and only if it is about nobody, the text.

    The same question about another person is another question, even of one who has no mark.

    Args:
        form: as both parties signed it.
        fields: the values of the whole form, each in its one form.
    """
    filled = [field for field in form.fields.values() if field.alike and fields.get(field.name)]
    named = {field.name for field in filled if field.type is not FieldType.TEXT}
    return [one for one in marks(form, fields) if one[0] in named or not named]


def identities(form: Form, fields: Mapping[str, Json]) -> Iterator[Sequence[str]]:
    """Yield of each person whom a filled form names what they are known by; it may be nothing.

    A document names whom it was made out to.

    Args:
        form: as both parties signed it.
        fields: the values of one part of it, each in its one form.
    """
    named = [f for f in form.fields.values() if f.type in (FieldType.PERSON, FieldType.DOCUMENT)]
    for field in named:
        value = fields.get(field.name)
        for item in value if isinstance(value, list) else [value]:
            known = tuple(_marks(field, item)) if isinstance(item, dict) else ()
            # A document of which there is no number names nobody; a person is somebody.
            if known or (item is not None and field.type is FieldType.PERSON):
                yield known


def _marks(field: Field, value: Json) -> Iterator[str]:
    if isinstance(value, str):
        words = _read(value)
        if words:
            yield f"{field.type.value}|{words}"
    elif isinstance(value, dict) and field.type is FieldType.DOCUMENT:
        yield from _document(value)
    elif isinstance(value, dict):
        yield from known_by(value)


def known_by(person: Mapping[str, Json]) -> Iterator[str]:
    """Yield what a person is known by: a document, or a name with the birth.

    A name alone is not enough to say that it is the same.

    Args:
        person: a value of that type, in its one form.
    """
    documents = person.get("documents", [])
    for document in documents if isinstance(documents, list) else []:
        if isinstance(document, dict):
            yield from _document(document)
    birth = person.get("birth")
    if birth is not None:
        yield from (f"person|{words}|{birth}" for words in known_names(person))


def known_names(person: Mapping[str, Json]) -> Iterator[str]:
    """Yield each name of a person as it is compared: its words, in the order of the alphabet.

    Args:
        person: a value of that type, in its one form.
    """
    names = person.get("names", [])
    for name in names if isinstance(names, list) else []:
        if isinstance(name, dict):
            said = " ".join(str(name.get(key, "")) for key in ("text", "family", "given"))
            words = sorted(_read(said).split())
            if words:
                yield " ".join(words)


def _document(document: Mapping[str, Json]) -> Iterator[str]:
    """Yield what a document is known by: type and issuer alone are those of everybody's."""
    number = _read(str(document.get("number", ""))).replace(" ", "")
    if number:
        yield f"document|{document.get('type')}|{document.get('issuer')}|{number}"


def _read(text: str) -> str:
    return _NOT_READ.sub(" ", folded(text)).strip()
