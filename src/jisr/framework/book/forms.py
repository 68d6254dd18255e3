"""Forms, coded data and code lists as tables."""

from jisr.core.act import Slug
from jisr.core.canonical import INTEGER_MAX
from jisr.framework.book import words_procedure as say
from jisr.framework.book.deadlines import declared
from jisr.framework.book.document import (
    Cell,
    Line,
    Run,
    Style,
    Table,
    bare,
    capital,
    joined,
)
from jisr.framework.book.setting import Setting, cell
from jisr.framework.counted import HANDLING, keep_label, retained
from jisr.framework.form import ASKED, Field, FieldType, Form, FormKind
from jisr.framework.procedure import Procedure
from jisr.framework.retention import Retention
from jisr.framework.shape import Label
from jisr.framework.terms import CodeList, DeclaredTerm
from jisr.framework.values import PERSON_CATEGORIES

_FORM_WIDTHS = (38, 48, 14)
_TERM_WIDTHS = (30, 28, 28, 14)
_CODE_WIDTHS = (34, 66)
_KIB, _MIB = 1024, 1024 * 1024


def form_table(setting: Setting, procedure: Procedure, form: Form) -> Table:
    """Return a form: its fields, by what holds for them."""
    classes: dict[object, list[Field]] = {}
    for field in form.fields.values():
        key = (field.handling, field.basis.text, field.basis.provenance, field.keep.same_as)
        classes.setdefault((*key, field.keep.provenance), []).append(field)
    rows: list[tuple[Cell, ...]] = []
    for same in classes.values():
        rows += [_field(setting, procedure, form, field) for field in same]
        rows.append((_class(setting, procedure, same[0]),))
    caption = say.FACT_CAPTION if form.kind is FormKind.FACT else say.FORM_CAPTION
    return Table(
        caption=setting.said(caption, form=setting.fact(form.label)),
        head=tuple(setting.said(label) for label in (say.FIELD, say.HOLDS, say.NEEDED)),
        rows=tuple(rows),
        widths=_FORM_WIDTHS,
    )


def term_table(setting: Setting, procedure: Procedure) -> Table:
    """Return what each act of a procedure states in coded form."""
    rows: list[tuple[Cell, ...]] = []
    for act, terms in procedure.terms.items():
        called = cell(setting.line(procedure.acts[act][0]), rows=len(terms), head=True)
        for number, term in enumerate(terms.values()):
            row = _term(setting, procedure, term)
            rows.append(row if number else (called, *row))
    head = (say.ACT, say.DATUM, say.KIND, say.NEEDED)
    return Table(
        caption=setting.said(say.TERMS_CAPTION),
        head=tuple(setting.said(label) for label in head),
        rows=tuple(rows),
        widths=_TERM_WIDTHS,
    )


def code_table(setting: Setting, listed: CodeList, behind: CodeList | None = None) -> Table:
    """Return a code list: each code as programs write it, and what it means.

    Args:
        setting: the edition and the language.
        listed: the list.
        behind: the list of what its codes stand for, which is never sent.
    """
    assert listed.provenance is not None  # The checker refuses a list without a status.
    label = setting.line(listed.label)
    between = Run(text=" — ", lang=setting.lang, fact=False)
    rows: list[tuple[Cell, ...]] = [
        (cell((bare(code, style=Style.CODE),)), cell(setting.line(meaning)))
        for code, meaning in listed.values.items()
    ]
    if behind is not None:
        told = setting.said(say.BEHIND, codes=setting.fact(behind.label))
        rows.append((cell(told, columns=len(_CODE_WIDTHS)),))
    return Table(
        caption=(*label, between, *setting.source(listed.provenance)),
        head=(setting.said(say.CODE), setting.said(say.TEXT)),
        rows=tuple(rows),
        widths=_CODE_WIDTHS,
    )


def _field(setting: Setting, procedure: Procedure, form: Form, field: Field) -> tuple[Cell, ...]:
    named: tuple[Line, ...] = (setting.line(field.label),)
    if field.help is not None:
        named = (*named, setting.line(field.help))
    kind = capital(_kind(setting, procedure, field))
    beside = [
        setting.said(say.QUOTED, text=setting.fact(other.label))
        for other in form.fields.values()
        if field.row is not None and other.row == field.row and other.name != field.name
    ]
    if beside:
        fields = joined(tuple(beside), say.COMMA, setting.lang)
        kind = setting.said(say.SIDE_BY_SIDE, kind=kind, fields=fields)
    held = (kind, setting.said(say.ALIKE)) if field.alike else (kind,)
    return cell(*named, head=True), cell(*held), _needed(setting, needed=field.required)


def _kind(setting: Setting, procedure: Procedure, field: Field) -> Line:
    """Return what a field holds, within which limits, and how many of it."""
    facts: dict[str, str | Line | Run] = {}
    if field.codes is not None:
        facts["codes"] = _list_label(setting, procedure, field.codes)
    if field.unit is not None:
        facts["unit"] = setting.fact(field.unit)
    if field.type is FieldType.ATTACHMENT:
        facts["limit"] = _size(setting, field.limit)
        media = tuple((bare(one),) for one in sorted(field.media))
        facts["media"] = joined(media, say.COMMA, setting.lang)
    elif field.limit:
        facts["limit"] = setting.number(field.limit)
    kind = setting.said(say.FIELD_TYPES[field.type], **facts)
    if field.type is FieldType.QUANTITY and field.limit < INTEGER_MAX:
        kind = setting.said(say.QUANTITY_MOST, kind=kind, limit=facts["limit"])
    if field.category is not None:
        kind = _categorised(setting, procedure, kind, field.category)
    if field.many > 1:
        kind = setting.said(say.SEVERAL, kind=kind, many=setting.number(field.many))
    return kind


def _categorised(setting: Setting, procedure: Procedure, kind: Line, category: Slug) -> Line:
    """Return what a person field holds, with as what they stand in the case."""
    if category == ASKED:
        codes = _list_label(setting, procedure, Slug(PERSON_CATEGORIES))
        return setting.said(say.CATEGORY_ASKED, kind=kind, codes=codes)
    listed = setting.edition.code_list(procedure.name, PERSON_CATEGORIES)
    assert listed is not None  # The checker has seen that it is there.
    label = setting.fact(listed.values[category])
    return setting.said(say.CATEGORY, kind=kind, category=label)


def _size(setting: Setting, size: int) -> Line:
    for unit, label in ((_MIB, say.MEBIBYTES), (_KIB, say.KIBIBYTES)):
        if size % unit == 0:
            return setting.said(label, n=setting.number(size // unit))
    return setting.said(say.BYTES, n=setting.number(size))


def _class(setting: Setting, procedure: Procedure, field: Field) -> Cell:
    """Return what holds for the fields above: handling, legal basis, retention."""
    basis, keep = field.basis, field.keep
    lines = (
        setting.said(say.HANDLING, handling=setting.fact(HANDLING[field.handling])),
        setting.said(
            say.BASIS,
            basis=setting.fact(basis.text),
            source=setting.source(basis.provenance),
        ),
        setting.said(
            say.KEEP,
            keep=_kept(setting, procedure, keep),
            source=setting.source(keep.provenance),
        ),
    )
    return cell(*lines, columns=len(_FORM_WIDTHS))


def _kept(setting: Setting, procedure: Procedure, keep: Retention) -> Line:
    if keep.term is None:
        return (setting.fact(keep_label(keep)),)
    term = setting.fact(declared(procedure, keep.term).label)
    return setting.said(say.KEEP_EVENT, length=setting.fact(retained(keep)), term=term)


def _term(setting: Setting, procedure: Procedure, term: DeclaredTerm) -> tuple[Cell, ...]:
    facts: dict[str, Run] = {}
    if term.codes is not None:
        facts["codes"] = _list_label(setting, procedure, Slug(term.codes.text))
    kind = setting.said(say.TERM_TYPES[term.type], **facts)
    return (
        cell(setting.line(term.label)),
        cell(capital(kind)),
        _needed(setting, needed=term.required),
    )


def _list_label(setting: Setting, procedure: Procedure, name: Slug) -> Run:
    listed = setting.edition.code_list(procedure.name, name)
    assert listed is not None  # The checker refuses a list that does not exist.
    return setting.fact(listed.label)


def _needed(setting: Setting, *, needed: bool) -> Cell:
    label: Label = say.YES if needed else say.NO
    return cell(setting.said(label))
