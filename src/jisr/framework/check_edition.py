"""What must hold over the whole edition: sources, calendars, case zero, migration.

FRA-25 to FRA-28.
"""

from collections.abc import Iterable, Iterator, Mapping

from jisr.core.act import Digest
from jisr.framework import reasons_edition as reasons
from jisr.framework import reasons_procedure
from jisr.framework.calendars import Calendar
from jisr.framework.check_names import used_lists
from jisr.framework.check_revision import check_revision
from jisr.framework.deadlines import Deadline
from jisr.framework.edition import ERASURE_GROUNDS, RETENTION_EXPIRED, Edition
from jisr.framework.faults import Fault
from jisr.framework.own_lengths import OwnLength
from jisr.framework.procedure import Migration, Procedure
from jisr.framework.provenance import Provenance, Status
from jisr.framework.shape import fault


def check_edition(edition: Edition, previous: Mapping[Digest, Edition]) -> list[Fault]:
    """Return the faults of the edition as a whole.

    Args:
        edition: what is to be signed.
        previous: older editions by digest; a migration from one of them must be total.
    """
    return [
        *_sources(edition),
        *_calendars(edition),
        *_lists(edition),
        *check_revision(edition),
        *_migrations(edition, previous),
    ]


def provenances(edition: Edition) -> Iterator[Provenance]:
    """Yield where each value of the edition comes from."""
    yield from (transfer.provenance for transfer in edition.manifest.transfers.values())
    for code_list in edition.codes.values():
        yield from () if code_list.provenance is None else (code_list.provenance,)
    for calendar in edition.calendars.values():
        yield from _of_calendar(calendar)
    for own in edition.lengths.values():
        yield own.provenance
    for procedure in edition.procedures.values():
        for code_list in procedure.codes.values():
            yield from () if code_list.provenance is None else (code_list.provenance,)
        for state in procedure.states.values():
            yield from () if state.within is None else state.within.provenances
        for form in procedure.forms.values():
            yield from form.provenances


def _of_calendar(calendar: Calendar) -> Iterator[Provenance]:
    yield calendar.provenance
    parts = [calendar.zone.provenance, *(holiday.provenance for holiday in calendar.holidays)]
    yield from (provenance for provenance in parts if provenance is not None)


def _sources(edition: Edition) -> Iterator[Fault]:
    """FRA-25: a source is listed; `agreed` needs an instrument of exactly these two parties."""
    places = {id(provenance.at): provenance for provenance in provenances(edition)}
    for provenance in places.values():  # Defaults stand once, for many fields.
        source = provenance.source
        if source is None:
            continue
        instrument = edition.instruments.get(source)
        if instrument is None:
            yield fault(provenance.at, reasons.UNKNOWN_SOURCE, source=source)
        elif provenance.status is Status.AGREED and instrument.parties != edition.parties:
            yield fault(provenance.at, reasons.NOT_AGREED, source=source)
    for word in edition.glossary.values():
        if word.source is not None and word.source not in edition.instruments:
            yield fault(word.at, reasons.UNKNOWN_SOURCE, source=word.source)


def _calendars(edition: Edition) -> Iterator[Fault]:
    """FRA-26: each party has its calendar, and nobody else has one here."""
    for party in sorted(edition.parties - edition.calendars.keys()):
        yield fault(edition.manifest.at, reasons.CALENDAR_MISSING, party=party)
    if edition.parties:
        for party in sorted(edition.calendars.keys() - edition.parties):
            yield fault(
                edition.calendars[party].provenance.at, reasons.CALENDAR_STRANGE, party=party
            )


def _lists(edition: Edition) -> Iterator[Fault]:
    used = {name for procedure in edition.procedures.values() for name in used_lists(procedure)}
    used.add(ERASURE_GROUNDS)  # Whoever erases says why by it.
    if edition.parties and RETENTION_EXPIRED not in edition.erasure_grounds():
        listed = edition.codes.get(ERASURE_GROUNDS)
        yield fault(
            edition.manifest.at if listed is None else listed.at,
            reasons.GROUNDS_MISSING,
            name=ERASURE_GROUNDS,
            ground=RETENTION_EXPIRED,
        )
    for name, code_list in edition.codes.items():
        if name not in used:
            facts = {"name": name, "section": "codes"}
            yield fault(code_list.at, reasons_procedure.UNUSED, **facts)
    named = {own.name for deadline in _deadlines(edition) for own in _own(deadline)}
    for length in edition.lengths.values():
        if length.name not in named:
            facts = {"name": length.name, "section": "lengths"}
            yield fault(length.at, reasons_procedure.UNUSED, **facts)


def _deadlines(edition: Edition) -> Iterator[Deadline]:
    for procedure in edition.procedures.values():
        for state in procedure.states.values():
            if state.within is not None:
                yield state.within


def _own(deadline: Deadline) -> Iterable[OwnLength]:
    return () if deadline.length is None else deadline.length.own.values()


def _migrations(edition: Edition, previous: Mapping[Digest, Edition]) -> Iterator[Fault]:
    """FRA-28: a migration leads onto states that exist, from every state there was."""
    for procedure in edition.procedures.values():
        for migration in procedure.migrations:
            yield from _targets(procedure, migration)
            before = previous.get(Digest(migration.framework.text))
            older = None if before is None else before.procedures.get(procedure.name)
            if older is not None:
                yield from _total(older, migration)


def _targets(procedure: Procedure, migration: Migration) -> Iterator[Fault]:
    for _, new in migration.states:
        if new.text not in procedure.states and new.text not in procedure.ends:
            yield fault(new, reasons_procedure.MIGRATION_TARGET, state=new.text)


def _total(older: Procedure, migration: Migration) -> Iterator[Fault]:
    named = {old.text for old, _ in migration.states}
    for name in older.states:
        if name not in named:
            facts = {"state": name}
            yield fault(migration.framework, reasons_procedure.MIGRATION_PARTIAL, **facts)
    for old, _ in migration.states:
        if old.text not in older.states:
            yield fault(old, reasons_procedure.MIGRATION_STRANGE, state=old.text)
