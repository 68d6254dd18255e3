"""In words: what may be done with a field, on what legal basis, and how long it is kept."""

from collections.abc import Sequence
from typing import Final

from jisr.core.act import Slug
from jisr.framework.counted import HANDLING
from jisr.framework.form import ASKED, Field, Form
from jisr.framework.values import PERSON_CATEGORIES
from jisr.node.framework_views import FieldClass, FormRow
from jisr.node.reading.labels import Words, text_of
from jisr.node.record_views import Text

_ASKED: Final = Text(
    "يحددها الكاتب لكل شخص",
    "donnée pour chaque personne par qui écrit",
    "given for each by whoever writes",
)


def form_row(words: Words, form: Form) -> FormRow:
    """Return a form as the framework page shows it: its fields by what holds for them."""
    fields = tuple(form.fields.values())
    return FormRow(name=text_of(form.label), classes=classes_of(words, fields))


def classes_of(words: Words, fields: Sequence[Field]) -> tuple[FieldClass, ...]:
    """Return fields by what holds for them: legal basis, handling and retention."""
    classes: dict[object, list[Field]] = {}
    for field in fields:
        classes.setdefault((field.category, field.handling, field.basis, field.keep), []).append(
            field
        )
    return tuple(_class(words, same) for same in classes.values())


def _class(words: Words, same: list[Field]) -> FieldClass:
    first = same[0]
    return FieldClass(
        fields=tuple(text_of(field.label) for field in same),
        category=None if first.category is None else _category(words, first.category),
        handling=text_of(HANDLING[first.handling]),
        basis=text_of(first.basis.text),
        basis_source=words.source(first.basis.provenance),
        basis_status=words.status(first.basis.provenance),
        keep=words.kept(first.keep),
        keep_source=words.source(first.keep.provenance),
        keep_status=words.status(first.keep.provenance),
    )


def _category(words: Words, category: Slug) -> Text:
    return _ASKED if category == ASKED else words.codes_text(category, PERSON_CATEGORIES)
