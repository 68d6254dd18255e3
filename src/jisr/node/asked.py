"""Open a case as an officer does: told first when we have asked for the same already (FRM-10).

It is a warning and never a bar: whoever says why may send.  The reason stays here, beside the case.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from jisr.core.act import Digest, Slug
from jisr.core.canonical import Json
from jisr.core.case import Case
from jisr.core.errors import FIRST_STRONG_ISOLATE, LANGS, POP_ISOLATE, Refused
from jisr.framework.values import Context, text
from jisr.ledger.work.rows import Access, AccessEvent, InternalNote
from jisr.node import alike, compose, reasons
from jisr.node.compose import Proposal
from jisr.node.node import Node
from jisr.node.reading.labels import joined, text_of
from jisr.node.record_views import Text
from jisr.node.space import Space

PURPOSE: Final = Slug("asked-before")
TOLD_MAX: Final = 5  # Cases named in one warning: more would not be read.
NOTE_BYTES: Final = 16
NOTE_CHARS_MAX: Final = 2000  # A page: why, and not the whole story.
# The ids stand in an isolate of their own, so that the whole runs from right to left (UAX #9).
_AND_MORE: Final = Text(
    f"{FIRST_STRONG_ISOLATE}{{case}}{POP_ISOLATE}، و{{n}} غيرها",
    "{case}, et {n} de plus",
    "{case}, and {n} more",
)
_REASON: Final = text(NOTE_CHARS_MAX, lines=True)
_ALTHOUGH: Final = Context(field="although", type="text", codes={})


def open_case(
    node: Node,
    space_id: Digest,
    procedure: Slug,
    proposal: Proposal,
    *,
    officer: str,
    although: str | None = None,
    about: Mapping[str, Json] | None = None,
) -> Digest:
    """Open a case, unless we have asked for the same before and nobody says why to ask again.

    Args:
        node: ours.
        space_id: where.
        procedure: of the edition in force.
        proposal: what to say; see `compose.open_case`.
        officer: who opens it.
        although: why to send it although the same was asked before, at most NOTE_CHARS_MAX; kept
            beside the new case, an internal note; dropped when nothing was found.
        about: see `compose.Opening`.

    Returns:
        The id of the case.

    Raises:
        Malformed: `although` is no clean text.
        Refused: the same was asked before, and `although` says nothing; or as `compose.write`.

    Source: docs/spec/forms.md, FRM-10.
    """
    why = _REASON(although, _ALTHOUGH) if although and although.strip() else None

    def confirm(drafts: Sequence[Digest]) -> None:
        space = node.space(space_id)
        found = alike.same(node, space, procedure, proposal.act, proposal.fields)
        if found:
            _log(node, space, found, officer)
            if why is None:
                raise _asked_before(space, found)
            _note(node, space, drafts[0], officer, str(why))

    return compose.open_case(node, space_id, procedure, proposal, about=about, confirm=confirm)


def _note(node: Node, space: Space, case: Digest, officer: str, why: str) -> None:
    """Keep a reason; written before the case, for a case must not go out without it."""
    node.work.margin.add_note(
        InternalNote(
            id=node.world.random(NOTE_BYTES).hex(),
            space=space.id,
            case=case,
            officer=officer,
            at=node.world.now(),
            text=why,
        )
    )


def _log(node: Node, space: Space, found: alike.Found, officer: str) -> None:
    """Write that a search has shown cases, before it shows them."""
    node.work.access.append(
        [
            AccessEvent(
                at=node.world.now(),
                officer=officer,
                access=Access.SEARCHED,
                purpose=PURPOSE,
                space=space.id,
                case=case,
            )
            for case in found
        ]
    )


def _asked_before(space: Space, found: alike.Found) -> Refused:
    labels = {form.fields[field].label for alike in found.values() for form, field in alike}
    fields = joined(sorted((text_of(label) for label in labels), key=lambda text: text.en))
    newest = sorted(found, key=lambda case: _place(space, case), reverse=True)
    told, more = ", ".join(newest[:TOLD_MAX]), len(newest[TOLD_MAX:])
    facts: dict[str, str | int] = {"case": told, "fields": fields.en}
    for lang in LANGS:
        facts[f"fields_{lang}"] = fields.in_(lang)
        facts[f"case_{lang}"] = _AND_MORE.in_(lang).format(case=told, n=more) if more else told
    return Refused(reasons.ASKED_BEFORE, **facts)


def _place(space: Space, case: Digest) -> tuple[int, int]:
    """Return where in our log a case was opened: the further on, the newer."""
    found = space.case(case)
    assert isinstance(found, Case)  # No other is told of.
    return found.root.ref.epoch, found.root.ref.seq
