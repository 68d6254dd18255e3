"""A signed edition as people read it: procedures in sentences, deadlines with their source."""

from collections.abc import Callable
from functools import partial

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.errors import LANGS, Lang
from jisr.core.once import once
from jisr.framework.crossings import crossings
from jisr.framework.edition import Edition
from jisr.framework.procedure import Procedure, Situation
from jisr.framework.svg import svg
from jisr.framework.wording import agenda_text, clause_text, crossing_text, note_text, persons_text
from jisr.node.framework_views import FrameworkView, ProcedureView, StateRow
from jisr.node.reading.deadlines import row_of
from jisr.node.reading.keeping import form_row
from jisr.node.reading.labels import Words, text_of
from jisr.node.record_views import Party, Text


def framework_view(
    edition: Edition, *, signed_by: tuple[PartyId, ...], in_force: bool = True
) -> FrameworkView:
    """Return an edition as the framework page shows it."""
    parties = edition.manifest.parties
    return FrameworkView(
        digest=Digest(edition.digest),
        title=text_of(edition.manifest.title),
        edition=str(edition.manifest.edition),
        signed_by=tuple(Party(id=party, name=text_of(parties[party])) for party in signed_by),
        procedures=tuple(_view_of(edition, procedure) for procedure in edition.procedures.values()),
        in_force=in_force,
    )


@once
def _view_of(edition: Edition, procedure: Procedure) -> ProcedureView:
    return procedure_view(Words(edition=edition, procedure=procedure))


def procedure_view(words: Words) -> ProcedureView:
    """Return one procedure with its sentences, its crossing table and its diagram."""
    procedure = words.procedure
    states = [_state(words, state) for state in procedure.states.values()]
    ends = [_end(words, name) for name in procedure.ends]
    notes = [_in_all(partial(note_text, procedure, note)) for note in procedure.notes]
    opening = [_in_all(partial(clause_text, procedure, one)) for one in procedure.opens]
    told = _in_all(partial(persons_text, procedure))
    persons = [told] if told.en else []
    return ProcedureView(
        slug=procedure.name,
        name=text_of(procedure.title),
        opens=_joined([*opening, *notes, *persons]),
        states=(*states, *ends),
        crossings=tuple(
            _in_all(partial(crossing_text, procedure, crossing))
            for crossing in crossings(procedure)
        ),
        diagram=_in_all(partial(svg, procedure)),
        forms=tuple(form_row(words, form) for form in procedure.forms.values()),
    )


def _state(words: Words, state: Situation) -> StateRow:
    procedure: Procedure = words.procedure
    deadline = state.within
    said = [_in_all(partial(clause_text, procedure, clause)) for clause in state.clauses]
    said += [] if state.agenda is None else [_in_all(agenda_text)]
    return StateRow(
        slug=state.name,
        name=text_of(state.label),
        end=False,
        turn=words.role(procedure.side(Slug(state.turn.text))) if state.turn else None,
        deadline=row_of(words, deadline) if deadline else None,
        clauses=tuple(said),
    )


def _end(words: Words, name: Slug) -> StateRow:
    return StateRow(
        slug=name, name=words.state(name), end=True, turn=None, deadline=None, clauses=()
    )


def _in_all(say: Callable[[Lang], str]) -> Text:
    said = {lang: say(lang) for lang in LANGS}
    return Text(ar=said["ar"], fr=said["fr"], en=said["en"])


def _joined(texts: list[Text]) -> Text:
    return Text(
        ar=" ".join(text.ar for text in texts),
        fr=" ".join(text.fr for text in texts),
        en=" ".join(text.en for text in texts),
    )
