"""Header terms as somebody types them, turned into the types that the signed procedure declares.

What a procedure cannot take is refused with what it would: somebody has mistyped.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from jisr.core import reasons as core_reasons
from jisr.core.act import Digest, Slug, Under, read_object, read_slug
from jisr.core.canonical import Json
from jisr.core.errors import Malformed, Reason, Refused
from jisr.core.table import TermType
from jisr.framework.edition import Edition
from jisr.framework.faults import nearest
from jisr.framework.procedure import Procedure
from jisr.node import compose
from jisr.node.reading.labels import BUILT_IN
from jisr.ops import reasons, reasons_cli
from jisr.ops.accepted import TERM, accepted, terms_told
from jisr.ops.arguments import Args
from jisr.ops.build import Built
from jisr.safeguards.reasons import NO_PURPOSE
from jisr.safeguards.rules import PURPOSE

_LISTS: Final = frozenset({TermType.CODES, TermType.DATES})
SEPARATOR: Final = ","
NAMED: Final = 64  # Characters of what was typed that a refusal repeats.


def under_at_opening(built: Built, space: Digest, procedure: Slug) -> Under:
    """Return what a case that is about to be opened will be under.

    Raises:
        Refused: the edition in force has no such procedure; with those it has.
    """
    framework = built.node.space(space).edition()
    edition = built.node.editions.get(framework)
    if edition is not None and procedure not in edition.procedures:
        reason, facts = no_procedure(procedure, edition)
        raise Refused(reason, **facts)
    return Under(framework=framework, procedure=procedure)


def no_procedure(wrong: str, edition: Edition) -> tuple[Reason, dict[str, str]]:
    """Return why an edition has not the procedure that was named: misspelt, or what there is."""
    near = nearest(wrong, [*edition.procedures])
    if near is not None:
        return reasons_cli.MISSPELT_PROCEDURE, {"procedure": wrong, "near": near}
    known = ", ".join(edition.procedures)
    return reasons_cli.UNKNOWN_PROCEDURE, {"procedure": wrong, "known": known}


def under_in_case(built: Built, space: Digest, case: Digest) -> Under:
    """Return what a case is under."""
    with built.node.lock:
        return compose.case_of(built.node.space(space), case).tip.under


@contextmanager
def as_typed(built: Built, under: Under, args: Args) -> Iterator[Args]:
    """Give the arguments of an act with what was typed in its terms.

    Raises:
        Refused: the procedure has no such act; or, from inside, not these terms for it: each
            with what there is.
    """
    edition = built.node.editions.get(under.framework)
    procedure = edition.procedures.get(under.procedure) if edition else None
    if edition is None or procedure is None:  # The framework's own case; the core judges it.
        yield _with_terms({}, args)
        return
    act = read_slug(args.get("act"), "act")
    if act not in procedure.acts and act not in BUILT_IN:
        near = nearest(act, [*procedure.acts])
        if near is not None:
            raise Refused(reasons_cli.MISSPELT_ACT, act=act, near=near)
        raise Refused(reasons_cli.UNKNOWN_ACT, act=act, known=", ".join(procedure.acts))
    types = {name: term.type for name, term in procedure.terms.get(act, {}).items()}
    given = _with_terms(types, args)
    try:
        yield given
    except Refused as error:
        if error.reason == NO_PURPOSE:
            known = [one for one in accepted(edition, procedure, act) if one.name == PURPOSE]
            purposes = ", ".join(code for one in known for code in one.codes)
            raise Refused(error.reason, **error.facts, purposes=purposes) from error
        if error.reason != core_reasons.WRONG_TERMS:
            raise
        raise _wrong_terms(edition, procedure, act, read_object(given["terms"], "terms")) from error


def _wrong_terms(
    edition: Edition, procedure: Procedure, act: Slug, given: Mapping[str, Json]
) -> Refused:
    """Return which term is wrong, and what is accepted instead."""
    known = {one.name: one for one in accepted(edition, procedure, act) if one.option == TERM}
    whole = terms_told(edition, procedure, act)
    for name, value in given.items():
        if name not in known:
            return Refused(reasons_cli.UNKNOWN_TERM, act=act, term=name[:NAMED], accepted=whole)
        codes = known[Slug(name)].codes
        for one in value if isinstance(value, list) else [value]:
            if codes and one not in codes:
                return Refused(
                    reasons_cli.WRONG_TERM,
                    act=act,
                    term=name,
                    value=str(one)[:NAMED],
                    accepted=f"{name}={'|'.join(codes)}",
                )
    missing = [one for one in known.values() if one.required and one.name not in given]
    if missing:
        name = missing[0].name
        form = "|".join(missing[0].codes) or missing[0].value
        return Refused(reasons_cli.MISSING_TERM, act=act, term=name, accepted=f"{name}={form}")
    return Refused(reasons_cli.WRONG_TERMS, act=act, accepted=whole)


def _with_terms(types: Mapping[Slug, TermType], args: Args) -> Args:
    said = read_object(args.get("said", {}), "said")
    terms = read_object(args.get("terms", {}), "terms")
    # A term that is not declared stays text: the procedure refuses it by name.
    typed = {name: _term(name, types.get(Slug(name)), text) for name, text in said.items()}
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
        raise Malformed(reasons_cli.OPTION_FORM, option=f"--term {name[:NAMED]}", form="0, 1, 2 …")
    return int(text)
