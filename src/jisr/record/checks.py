"""Whether the facts of a register fit together: a ladder of rules, each fault with its place.

The rules read the register alone.  That a fact is true is for people: `check` asks only that it
says where it comes from.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from jisr.core.act import PartyId
from jisr.core.errors import Reason
from jisr.record import reasons
from jisr.record.register import (
    Delegate,
    Evidence,
    Meeting,
    Misnaming,
    Person,
    Register,
    Relation,
    Undertaking,
    Verdict,
)
from jisr.record.texts import Fault, wrong_scripts

PAIR: Final = 2  # Spaces, mechanisms and joint undertakings are bilateral.


def check(register: Register) -> tuple[Fault, ...]:
    """Return every fault, in the order of the rules; empty when the register holds together."""
    return tuple(fault for rule in RULES for fault in rule(register))


def _fault(reason: Reason, where: str) -> Fault:
    return Fault(reason=reason, facts={"where": where})


def _articles_are_counted(register: Register) -> Iterator[Fault]:
    if [item.number for item in register.articles] != list(range(1, len(register.articles) + 1)):
        yield Fault(reason=reasons.ARTICLES_NOT_COUNTED)


def _ids_are_taken_once(register: Register) -> Iterator[Fault]:
    collections: dict[str, Sequence[str]] = {
        "persons": [item.id for item in register.persons],
        "meetings": [item.id for item in register.meetings],
        "mechanisms": [item.id for item in register.mechanisms],
        "instruments": [item.id for item in register.instruments],
        "major_events": [item.id for item in register.major_events],
        "undertakings": [item.id for item in register.undertakings],
    }
    for name, ids in collections.items():
        for position, id in enumerate(ids):
            if id in ids[:position]:
                yield _fault(reasons.ID_TWICE, f"{name}[{position}].id")


def _references_lead_somewhere(register: Register) -> Iterator[Fault]:
    meetings = {item.id for item in register.meetings}
    mechanisms = {item.id for item in register.mechanisms} | {None}
    persons = {item.id for item in register.persons}
    numbers = {item.number for item in register.articles}
    held = [
        (article.meeting in meetings, f"articles[{position}].meeting")
        for position, article in enumerate(register.articles)
    ]
    held += [
        (set(evidence.accounts) <= numbers, f"{where}.accounts")
        for where, evidence in _every_evidence(register)
    ]
    for position, undertaking in enumerate(register.undertakings):
        where = f"undertakings[{position}]"
        held.append((undertaking.meeting in meetings, f"{where}.meeting"))
        held.append((undertaking.mechanism in mechanisms, f"{where}.mechanism"))
    for position, misnaming in enumerate(register.misnamings):
        where = f"misnamings[{position}]"
        held.append((misnaming.article in numbers, f"{where}.article"))
        held.append((misnaming.person in persons, f"{where}.person"))
        held.append((misnaming.reads_as in persons | {None}, f"{where}.reads_as"))
    for leads_somewhere, where in held:
        if not leads_somewhere:
            yield _fault(reasons.UNKNOWN_REFERENCE, where)


def _tenures_follow_each_other(register: Register) -> Iterator[Fault]:
    for position, person in enumerate(register.persons):
        for place, tenure in enumerate(person.tenures):
            where = f"persons[{position}].tenures[{place}]"
            if tenure.until is not None and tenure.until <= tenure.since:
                yield _fault(reasons.TENURE_REVERSED, where)
            elif any(
                earlier.covers(tenure.since) or tenure.covers(earlier.since)
                for earlier in person.tenures[:place]
            ):
                yield _fault(reasons.TENURES_OVERLAP, where)


def _delegates_hold_their_office(register: Register) -> Iterator[Fault]:
    for position, meeting in enumerate(register.meetings):
        where = f"meetings[{position}]"
        if [item.party for item in meeting.delegations] != list(meeting.parties) or not _is_pair(
            meeting.parties
        ):
            yield _fault(reasons.WRONG_PARTY, f"{where}.delegations")
        for place, delegation in enumerate(meeting.delegations):
            for seat, delegate in enumerate(delegation.members):
                at = f"{where}.delegations[{place}].members[{seat}]"
                person = register.person(delegate.person)
                if person is not None and person.party != delegation.party:
                    yield _fault(reasons.WRONG_PARTY, at)
                yield from _in_office(person, delegate, meeting, at)
    for position, instrument in enumerate(register.instruments):
        for seat, delegate in enumerate(instrument.signatories):
            at = f"instruments[{position}].signatories[{seat}]"
            person = register.person(delegate.person)
            if person is None:
                yield _fault(reasons.UNKNOWN_REFERENCE, at)
            elif person.held(delegate.office, instrument.signed) is None:
                yield _fault(reasons.NOT_IN_OFFICE, at)


def _in_office(
    person: Person | None, delegate: Delegate, meeting: Meeting, where: str
) -> Iterator[Fault]:
    if person is None:
        yield _fault(reasons.UNKNOWN_REFERENCE, where)
    elif person.held(delegate.office, meeting.date) is None:
        yield _fault(reasons.NOT_IN_OFFICE, where)


def _meetings_know_their_accounts(register: Register) -> Iterator[Fault]:
    for position, meeting in enumerate(register.meetings):
        about = [item.number for item in register.articles if item.meeting == meeting.id]
        if list(meeting.accounts) != about:
            yield _fault(reasons.ACCOUNTS_DIFFER, f"meetings[{position}].accounts")
    for position, undertaking in enumerate(register.undertakings):
        held_at = register.meeting(undertaking.meeting)
        told = tuple(item.article for item in undertaking.accounts)
        if held_at is not None and told != held_at.accounts:
            yield _fault(reasons.ACCOUNTS_DIFFER, f"undertakings[{position}].accounts")


def _statuses_fit_their_owners(register: Register) -> Iterator[Fault]:
    for position, undertaking in enumerate(register.undertakings):
        meeting = register.meeting(undertaking.meeting)
        if meeting is not None and not _status_fits(undertaking, meeting):
            yield _fault(reasons.ILLEGAL_STATUS, f"undertakings[{position}]")


def _status_fits(undertaking: Undertaking, meeting: Meeting) -> bool:
    """Return whether owner and parties are those the status speaks of."""
    parties = undertaking.parties
    if not set(parties) <= set(meeting.parties):
        return False
    if undertaking.status.of_one_party:
        return undertaking.by in parties
    return undertaking.by is None and _is_pair(parties)


def _mechanisms_belong_to_a_pair(register: Register) -> Iterator[Fault]:
    for position, mechanism in enumerate(register.mechanisms):
        if not _is_pair(mechanism.parties):
            yield _fault(reasons.WRONG_PARTY, f"mechanisms[{position}].parties")
    for position, undertaking in enumerate(register.undertakings):
        for mechanism in register.mechanisms:
            if mechanism.id == undertaking.mechanism and not set(undertaking.parties) <= set(
                mechanism.parties
            ):
                yield _fault(reasons.WRONG_PARTY, f"undertakings[{position}].mechanism")


def _verdicts_fit(register: Register) -> Iterator[Fault]:
    for position, misnaming in enumerate(register.misnamings):
        if not _verdict_fits(register, misnaming):
            yield _fault(reasons.ILLEGAL_VERDICT, f"misnamings[{position}]")


def _verdict_fits(register: Register, misnaming: Misnaming) -> bool:
    """Return whether somebody else is named if, and only if, the verdict says so."""
    if misnaming.verdict is not Verdict.WRONG_PERSON:
        return misnaming.reads_as is None
    if misnaming.reads_as is None or misnaming.reads_as == misnaming.person:
        return False
    other = register.person(misnaming.reads_as)
    days = [meeting.date for meeting in register.meetings if misnaming.article in meeting.accounts]
    return other is None or not any(other.in_office(day) for day in days)


def _facts_have_sources(register: Register) -> Iterator[Fault]:
    for where, evidence in _every_evidence(register):
        if not evidence.accounts and evidence.elsewhere is None:
            yield _fault(reasons.NO_SOURCE, where)
    for position, undertaking in enumerate(register.undertakings):
        if all(item.relation is Relation.ABSENT for item in undertaking.accounts):
            yield _fault(reasons.NO_SOURCE, f"undertakings[{position}]")


def _texts_are_in_their_script(register: Register) -> Iterator[Fault]:
    for where in wrong_scripts(register, ""):
        yield _fault(reasons.WRONG_SCRIPT, where)


def _every_evidence(register: Register) -> Iterator[tuple[str, Evidence]]:
    for position, person in enumerate(register.persons):
        for place, tenure in enumerate(person.tenures):
            yield f"persons[{position}].tenures[{place}].evidence", tenure.evidence
    for position, meeting in enumerate(register.meetings):
        yield f"meetings[{position}].date_evidence", meeting.date_evidence
    for position, mechanism in enumerate(register.mechanisms):
        yield f"mechanisms[{position}].evidence", mechanism.evidence
    for position, instrument in enumerate(register.instruments):
        yield f"instruments[{position}].evidence", instrument.evidence
    for position, event in enumerate(register.major_events):
        yield f"major_events[{position}].evidence", event.evidence


def _is_pair(parties: tuple[PartyId, ...]) -> bool:
    return len(parties) == PAIR == len(set(parties))


Rule = Callable[[Register], Iterable[Fault]]

# In this order: what a later rule relies on is asked before it.
RULES: Final[tuple[Rule, ...]] = (
    _articles_are_counted,
    _ids_are_taken_once,
    _references_lead_somewhere,
    _tenures_follow_each_other,
    _delegates_hold_their_office,
    _meetings_know_their_accounts,
    _statuses_fit_their_owners,
    _mechanisms_belong_to_a_pair,
    _verdicts_fit,
    _facts_have_sources,
    _texts_are_in_their_script,
)
