"""Header terms as somebody types them, turned into the types that the signed procedure declares."""

from collections.abc import Mapping
from typing import Final

from jisr.core.act import Digest, Slug, Under, read_object, read_slug
from jisr.core.canonical import Json
from jisr.core.errors import Malformed
from jisr.core.table import TermType
from jisr.node import compose
from jisr.ops import reasons, reasons_cli
from jisr.ops.arguments import Args
from jisr.ops.build import Built

_LISTS: Final = frozenset({TermType.CODES, TermType.DATES})
SEPARATOR: Final = ","


def said_at_opening(built: Built, space: Digest, procedure: Slug, args: Args) -> Args:
    """Return the arguments of an opening act with what was typed in its terms."""
    under = Under(framework=built.node.space(space).edition(), procedure=procedure)
    return _with_terms(built, under, args)


def said_in_case(built: Built, space: Digest, case: Digest, args: Args) -> Args:
    """Return the arguments of an act of a case with what was typed in its terms."""
    folded = compose.case_of(built.node.space(space), case)
    return _with_terms(built, folded.tip.under, args)


def _with_terms(built: Built, under: Under, args: Args) -> Args:
    said = read_object(args.get("said", {}), "said")
    if not said:
        return args
    act = read_slug(args.get("act"), "act")
    edition = built.node.editions.get(under.framework)
    procedure = edition.procedures.get(under.procedure) if edition else None
    declared = procedure.terms.get(act, {}) if procedure else {}
    types: Mapping[str, TermType] = {name: term.type for name, term in declared.items()}
    terms = read_object(args.get("terms", {}), "terms")
    # A term that is not declared stays text: the procedure refuses it by name.
    typed = {name: _term(name, types.get(name), text) for name, text in said.items()}
    return {**args, "terms": {**terms, **typed}}


def _term(name: str, kind: TermType | None, text: Json) -> Json:
    if not isinstance(text, str):
        raise Malformed(reasons.CONTROL_FORM)
    if kind in _LISTS:
        items: list[Json] = [*sorted({item.strip() for item in text.split(SEPARATOR)})]
        return items
    if kind is not TermType.NUMBER:
        return text
    if not (text.isascii() and text.isdigit()):
        raise Malformed(reasons_cli.OPTION_FORM, option=f"--term {name[:64]}", form="0, 1, 2 …")
    return int(text)
