"""Case zero exists in every edition and is what the core expects of it (FRA-27).

`jisr.core.zero` reads three things out of it: which edition an acceptance brings into force,
which days a party has announced as closed, and that the framework rests in force meanwhile.
"""

from collections.abc import Iterator
from typing import Final

from jisr.core.act import Slug
from jisr.core.table import TermType
from jisr.core.zero import ACCEPT, ANNOUNCE_CLOSURE, PROPOSE, REVISION
from jisr.core.zero import IN_FORCE as IN_FORCE_STATE
from jisr.framework import reasons_edition as reasons
from jisr.framework.edition import Edition
from jisr.framework.faults import Fault
from jisr.framework.procedure import Procedure, Situation
from jisr.framework.sentence import EITHER, Sentence
from jisr.framework.shape import fault

IN_FORCE: Final = Slug(IN_FORCE_STATE)
EDITION: Final = Slug("edition")
YEAR, DAYS = Slug("year"), Slug("days")
DECLINE, WITHDRAW = Slug("decline"), Slug("withdraw")


def check_revision(edition: Edition) -> Iterator[Fault]:
    """Yield what an edition's case zero lacks."""
    revision = edition.procedures.get(REVISION)
    if revision is None:
        yield fault(edition.manifest.at, reasons.NO_REVISION)
        return
    for need in _needs(revision):
        yield fault(revision.at, reasons.REVISION_UNFIT, need=need)


def _needs(revision: Procedure) -> Iterator[str]:
    """Yield each need in the words of the grammar."""
    rest = revision.states.get(IN_FORCE)
    if rest is None or not rest.rests or any(s.to != IN_FORCE for s in revision.opens):
        yield f"→ {IN_FORCE} (first: …)"
        return
    yield from _terms(revision)
    if not any(note.act == ANNOUNCE_CLOSURE and note.who == EITHER for note in revision.notes):
        yield f"{EITHER} may {ANNOUNCE_CLOSURE}"
    offers = [clause for clause in rest.clauses if clause.act == PROPOSE]
    for role in revision.roles:
        if not any(offer.who == role for offer in offers):
            yield f"{role} may {PROPOSE} → …"
    for offer in offers:
        yield from _answers(revision.states.get(offer.to), offer)
    yield from _only_proposed(revision, {offer.to for offer in offers})


def _terms(revision: Procedure) -> Iterator[str]:
    """Yield the terms that the core reads; a year without closed days leaves `days` out."""
    wanted = (
        (PROPOSE, EDITION, TermType.DIGEST, True),
        (ANNOUNCE_CLOSURE, YEAR, TermType.NUMBER, True),
        (ANNOUNCE_CLOSURE, DAYS, TermType.DATES, False),
    )
    for act, name, kind, required in wanted:
        term = revision.terms.get(act, {}).get(name)
        if term is None or term.type is not kind or term.required is not required:
            yield f"terms: {act}: {name}: {kind.value}" + (", required: yes" if required else "")


def _answers(state: Situation | None, offer: Sentence) -> Iterator[str]:
    """After a proposal: the other accepts or declines, the proposer withdraws, nobody else."""
    clauses = () if state is None else state.clauses
    rights = {(clause.act, clause.who == offer.who): clause.to for clause in clauses}
    for act, own in ((ACCEPT, False), (DECLINE, False), (WITHDRAW, True)):
        if rights.get((act, own)) != IN_FORCE:
            yield f"{offer.to}: {act} → {IN_FORCE}"
    if (ACCEPT, True) in rights:
        yield f"{offer.to}: {offer.who} may not {ACCEPT} its own proposal"


def _only_proposed(revision: Procedure, proposed: set[Slug]) -> Iterator[str]:
    """An acceptance follows a proposal at once: it is there that the edition is named."""
    for state, sentence in revision.clauses():
        if sentence.act == ACCEPT and (state is None or state.name not in proposed):
            yield f"{ACCEPT} only after {PROPOSE}"
        if sentence.to in proposed and sentence.act != PROPOSE:
            yield f"→ {sentence.to} only by {PROPOSE}"
