"""In words: what may be done with a field, on what legal basis, and how long it is kept."""

from collections.abc import Sequence

from jisr.framework.counted import HANDLING
from jisr.framework.form import Field, Form
from jisr.node.framework_views import FieldClass, FormRow
from jisr.node.reading.labels import Words, text_of


def form_row(words: Words, form: Form) -> FormRow:
    """Return a form as the framework page shows it: its fields by what holds for them."""
    fields = tuple(form.fields.values())
    return FormRow(name=text_of(form.label), classes=classes_of(words, fields))


def classes_of(words: Words, fields: Sequence[Field]) -> tuple[FieldClass, ...]:
    """Return fields by what holds for them: legal basis, handling and retention."""
    classes: dict[object, list[Field]] = {}
    for field in fields:
        classes.setdefault((field.handling, field.basis, field.keep), []).append(field)
    return tuple(_class(words, same) for same in classes.values())


def _class(words: Words, same: list[Field]) -> FieldClass:
    first = same[0]
    return FieldClass(
        fields=tuple(text_of(field.label) for field in same),
        handling=text_of(HANDLING[first.handling]),
        basis=text_of(first.basis.text),
        basis_source=words.source(first.basis.provenance),
        basis_status=words.status(first.basis.provenance),
        keep=words.kept(first.keep),
        keep_source=words.source(first.keep.provenance),
        keep_status=words.status(first.keep.provenance),
    )
