"""Open a case as an officer does: told first when we have asked for the same already (FRM-10).

It is a warning and never a bar: whoever says why may send.  The reason stays here, beside the case.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from jisr.core.act import Digest, Slug
from jisr.core.case import Case
from jisr.core.errors import FIRST_STRONG_ISOLATE, LANGS, POP_ISOLATE, Refused
from jisr.framework.values import Context, text
from jisr.ledger.work.rows import Access, AccessEvent, InternalNote
from jisr.node import alike, compose, reasons
from jisr.node.authority import Action, Handle, of_space
from jisr.node.node import Node
from jisr.node.reading.labels import joined, text_of
from jisr.node.record_views import Text
from jisr.node.space import Space
from jisr.node.wish import Opening

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


def open_case(node: Node, handle: Handle, wish: Opening, *, although: str | None = None) -> Digest:
    """Open a case, unless we have asked for the same before and nobody says why to ask again.

    Args:
        node: ours.
        handle: to write in a space.
        wish: of the handle's officer.
        although: why to send it although the same was asked before, at most NOTE_CHARS_MAX; kept
            beside the new case, an internal note; dropped when nothing was found.

    Returns:
        The id of the case.

    Raises:
        Malformed: `although` is no clean text.
        Refused: the same was asked before, and `although` says nothing; or as `compose.write`.

    Source: docs/spec/forms.md, FRM-10.
    """
    why = _REASON(although, _ALTHOUGH) if although and although.strip() else None
    space_id = handle.object.space
    assert space_id is not None, "whoever opens a case has leave for a space"
    handle.check(node, Action.WRITE, of_space(node, space_id))
    wish = replace(wish, by=handle.officer)

    def confirm(drafts: Sequence[Digest]) -> None:
        space = node.space(space_id)
        said = wish.proposal
        found = alike.same(node, space, wish.procedure, said.act, said.fields)
        if found:
            _log(node, space, found, handle.officer)
            if why is None:
                raise _asked_before(space, found)
            if drafts:
                _note(node, space, drafts[0], handle.officer, str(why))

    try:
        return compose.write(node, space_id, [wish], confirm=confirm)[0]
    except Refused as error:
        if "approvals" in error.facts:  # Nobody is to approve what is then found to be there.
            with node.lock:
                confirm(())
        raise


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
