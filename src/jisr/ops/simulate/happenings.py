"""What can happen to two ministries that mean well: work, bad lines, bad clocks, lost disks."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Final

from jisr.core.act import Digest, Kind, PartyId, Slug, Under
from jisr.core.case import Case
from jisr.core.table import ACCEPT_MIGRATION, PROPOSE_MIGRATION, Side
from jisr.core.zero import ACCEPT, PROPOSE
from jisr.ledger.work.rows import EffectKey
from jisr.node import attachments, compose, deliver, effects, erase, found, guards, restart
from jisr.node.project import NOTIFY
from jisr.node.wish import File, Proposal
from jisr.ops.simulate.month import PARTIES, Late, Month, revised
from jisr.ops.simulate.said import Said

INFORMATION: Final = Slug("information-request")
GROUND: Final = Slug("retention-expired")
CASES_MAX: Final = 4
SKEW_HOURS: Final = 11 * 24
_SEND: Final = Proposal(
    act=Slug("send"),
    terms={"urgency": "ordinary", "purpose": "prevention", "domain": "forgery"},
    fields={"question": "Is it registered?", "reason": "It was seen twice."},
)
SAID: Final[Mapping[str, Proposal]] = {
    "answer": Proposal(act=Slug("answer"), fields={"answer": "It is."}),
    "answer-in-part": Proposal(act=Slug("answer-in-part"), fields={"answer": "One of them is."}),
    "refuse": Proposal(act=Slug("refuse"), terms={"ground": "not-provided"}),
    "ask-more": Proposal(act=Slug("ask-more"), fields={"question": "Which plate?"}),
    "clarify": Proposal(act=Slug("clarify"), fields={"clarification": "The blue one."}),
    "contest": Proposal(act=Slug("contest"), fields={"question": "Are you sure?"}),
    "recall-the-answer": Proposal(act=Slug("recall-the-answer"), fields={"reason": "An error."}),
    "remark": Proposal(act=Slug("remark"), fields={"remark": "Noted."}),
    "announce-delay": Proposal(
        act=Slug("announce-delay"),
        terms={"delay": 3, "delay-reason": "technical"},
        fields={"explanation": "A flood in the archive."},
    ),
}
WITH_FILES: Final = frozenset({"answer", "answer-in-part", "clarify"})
FILES: Final = 0.3  # Of those acts: how many bring a file along.
FILE_BYTES_MAX: Final = 2_000
ANY_CLAUSE: Final = 0.15  # Of what is said: how often one that may end the case.
LIVELY_CLAUSE: Final = 0.85
RARE: Final = frozenset({"refuse", "withdraw", "accept", "close-for-silence"})  # They end a case.


def numbered(month: Month, case: Digest) -> int:
    """Return the number by which the story calls a case; 0 is the framework's own."""
    return 0 if case == month.id else month.cases.index(case) + 1


def write(month: Month, party: PartyId, step: Callable[[], Digest]) -> Digest | None:
    """Let an officer write one act: it is written at most once, and if told so, it is.

    Returns:
        The id of the act, when the officer was told that it is written.
    """
    ledger = month.bare[party].ledger
    before = ledger.size(month.id, party)
    ids: list[Digest] = []
    code = month.attempt(lambda: ids.append(step()))
    new = ledger.after(month.id, party, start=before)
    said = [e for e in new if e.kind in (Kind.OPEN, Kind.MOVE, Kind.NOTE)]
    said = [e for e in said if b'"act":"content-refused"' not in e.header]
    if len(said) > 1:
        month.blame("doubled", f"{party} wrote one act, and {len(said)} are in its log")
    if ids:
        month.known.add(ids[0])
        if ids[0] not in {entry.id for entry in new}:
            month.blame("lost", f"{party} was told of an act that is not in its log")
    if said and said[0].kind is Kind.OPEN:
        month.cases.append(said[0].id)
    if code is not None:
        month.tell(Said.MAY_NOT, party=party, code=code)
    return ids[0] if ids else None


def open_case(month: Month, party: PartyId, chance: Random) -> None:
    """Open a case, or say something in one when there are enough."""
    if len(month.cases) >= CASES_MAX:
        say(month, party, chance)
        return
    month.tell(Said.OPENS, party=party, case=len(month.cases) + 1)
    write(
        month,
        party,
        lambda: compose.open_case(month.nodes[party], month.id, INFORMATION, _SEND),
    )


def say(month: Month, party: PartyId, chance: Random) -> None:
    """Write an act that the procedure gives the party, or a remark."""
    if not month.cases:
        return
    case = chance.choice(month.cases)
    folded = month.space(party).case(case)
    if not isinstance(folded, Case):
        return
    name = _choice(folded, party, chance)
    proposal = SAID.get(name, Proposal(act=Slug(name)))
    if name in WITH_FILES and chance.random() < FILES:
        proposal = replace(proposal, files=[_file(chance)])
    month.tell(Said.SAYS, party=party, act=name, case=numbered(month, case))
    write(month, party, lambda: compose.act(month.nodes[party], month.id, case, proposal))


def _file(chance: Random) -> File:
    return File(
        field=Slug("attachments"),
        name="list.txt",
        media="text/plain",
        data=chance.randbytes(chance.randrange(1, FILE_BYTES_MAX)),
    )


def clauses(folded: Case, side: Side) -> list[str]:
    """Return what the procedure lets a side do where a case stands."""
    state = folded.tip.table.states.get(folded.tip.state)
    return sorted({act for by, act in state.clauses if by is side}) if state else []


def _choice(folded: Case, party: PartyId, chance: Random) -> str:
    names = clauses(folded, folded.root.side(party))
    lively = [name for name in names if name not in RARE]
    luck = chance.random()
    if names and luck < ANY_CLAUSE:
        return chance.choice(names)
    return chance.choice(lively) if lively and luck < LIVELY_CLAUSE else "remark"


# --- the line -------------------------------------------------------------------------------------


def exchange(month: Month, party: PartyId, chance: Random) -> None:
    """Make a round trip, some of which go wrong on the way."""
    if month.cut:
        month.cut -= 1
        month.tell(Said.REQUEST_LOST, party=party)
        return
    fates = {
        _request_lost: 6,
        _request_late: 7,
        _answer_lost: 10,
        _request_twice: 8,
        _answer_twice: 8,
        _whole: 61,
    }
    fate = chance.choices(list(fates), list(fates.values()))[0]
    code = month.attempt(lambda: fate(month, party))
    if code is not None:
        month.tell(Said.TRIP_FAULT, party=party, code=code)


def _ask(month: Month, party: PartyId) -> deliver.Asked:
    return deliver.ask(month.nodes[party], month.id, month.lines[party])


def answer(month: Month, sender: PartyId, raw: bytes) -> bytes:
    """Bring a request to the partner's door; return the answer."""
    other = month.other(sender)
    return deliver.answer(month.nodes[other], month.id, month.lines[other], raw)


def _hear(month: Month, party: PartyId, raw: bytes, asked: deliver.Asked) -> None:
    deliver.heard(month.nodes[party], month.id, month.lines[party], raw, asked.message)


def _whole(month: Month, party: PartyId) -> None:
    month.tell(Said.TRIP, party=party)
    trip(month, party)


def trip(month: Month, party: PartyId) -> None:
    """Make one round trip in which nothing goes wrong."""
    asked = _ask(month, party)
    _hear(month, party, answer(month, party, asked.raw), asked)


def _request_lost(month: Month, party: PartyId) -> None:
    _ask(month, party)
    month.tell(Said.REQUEST_LOST, party=party)


def _request_late(month: Month, party: PartyId) -> None:
    month.late.append(Late(party, _ask(month, party).raw))
    month.tell(Said.REQUEST_LATE, party=party)


def _answer_lost(month: Month, party: PartyId) -> None:
    month.tell(Said.ANSWER_LOST, party=party)
    answer(month, party, _ask(month, party).raw)


def _request_twice(month: Month, party: PartyId) -> None:
    month.tell(Said.TRIP, party=party)
    asked = _ask(month, party)
    raw = answer(month, party, asked.raw)
    month.tell(Said.TWICE)
    month.attempt(lambda: answer(month, party, asked.raw))
    _hear(month, party, raw, asked)


def _answer_twice(month: Month, party: PartyId) -> None:
    month.tell(Said.TRIP, party=party)
    asked = _ask(month, party)
    raw = answer(month, party, asked.raw)
    _hear(month, party, raw, asked)
    month.tell(Said.TWICE)
    _hear(month, party, raw, asked)


def arrive(month: Month, party: PartyId, chance: Random) -> None:
    """Let a message arrive that was sent long ago, after later ones; nobody hears the answer."""
    if not month.late:
        return
    late = month.late.pop(chance.randrange(len(month.late)))
    month.tell(Said.ARRIVES, party=late.sender)
    code = month.attempt(lambda: answer(month, late.sender, late.raw))
    if code is not None:
        month.tell(Said.TRIP_FAULT, party=late.sender, code=code)


def cut(month: Month, party: PartyId, chance: Random) -> None:
    """Cut the line for a while."""
    month.cut = chance.randrange(3, 12)
    month.tell(Said.CUT, trips=month.cut)


def skew(month: Month, party: PartyId, chance: Random) -> None:
    """Let a clock go wrong by days, or right again."""
    hours = chance.choice((0, chance.randint(-SKEW_HOURS, SKEW_HOURS)))
    month.clocks[party].off = timedelta(hours=hours)
    month.tell(Said.SKEWED, party=party, hours=hours)


# --- the node -------------------------------------------------------------------------------------


def stop(month: Month, party: PartyId, chance: Random) -> None:
    """Stop a node and start it again."""
    month.tell(Said.STOPS, party=party)
    month.attempt(lambda: month.start(party))


def erase_part(month: Month, party: PartyId, chance: Random) -> None:
    """Erase a part that is here, of either party's act."""
    node = month.nodes[party]
    parts = [
        part.commitment
        for case in month.cases
        for author in PARTIES
        for entry in node.ledger.of_case(month.id, author, case)
        for part in node.ledger.parts(entry.id)
    ]
    if parts:
        chosen = chance.choice(parts)
        month.tell(Said.ERASES, party=party)
        code = month.attempt(lambda: erase.erase(node, month.id, [chosen], GROUND))
        if code is not None:
            month.tell(Said.MAY_NOT, party=party, code=code)


def settle(month: Month, party: PartyId, chance: Random) -> None:
    """Carry out what settled moves call for; each once, unless a process dies over it."""
    month.time.at += timedelta(minutes=10)
    month.tell(Said.SETTLES, party=party)
    done: list[EffectKey] = []
    code = month.attempt(lambda: effects.settle(month.nodes[party], {NOTIFY: done.append}))
    for key in done:
        if month.performed.get((party, key)) == 0:  # Closed as done, with nothing lost since.
            month.blame("doubled", f"{party} carried out one effect twice")
        month.performed[party, key] = 0 if code is None else 1


def back_up(month: Month, party: PartyId, chance: Random) -> None:
    """Make a backup, unless the node is on its way back itself."""
    if not guards.hears_first(month.nodes[party], month.id):
        month.back_up(party)
        month.tell(Said.BACKS_UP, party=party)


def restore(month: Month, party: PartyId, chance: Random) -> None:
    """Lose the disk, and put the last backup in its place."""
    if party not in month.backups:
        return
    lose_disk(month, party)


def lose_disk(month: Month, party: PartyId) -> None:
    """Put the last backup in place of a party's stores, and begin the return."""
    month.trip.armed = False
    month.tell(Said.RESTORES, party=party)
    erased = month.erased(party)
    month.restore(party)
    for one, key in list(month.performed):
        if one == party:
            del month.performed[one, key]
    begin(month, party)
    if erased & month.held(party):
        month.blame("diverged", f"a backup of {party} brought back what was erased")


def begin(month: Month, party: PartyId) -> None:
    """Begin the return of a node that has forgotten acts, in an epoch never used before."""
    month.epoch += 1_000
    epoch = month.epoch
    month.start(party)
    restart.begin(month.nodes[party], month.id, epoch=epoch)


def finish(month: Month, party: PartyId, chance: Random) -> None:
    """Let the operator do what a return waits for."""
    node = month.nodes[party]
    if restart.awaits_root(month.space(party), guards.asked_epoch(node, month.id)):
        month.use_standing_key(party)
        code = month.attempt(lambda: restart.restart(node, month.id, month.keys[party]))
        if code is None:
            month.tell(Said.RESTARTS, party=party)
    elif guards.hears_first(node, month.id) and guards.asked_epoch(node, month.id) is None:
        month.tell(Said.BEGINS, party=party)
        month.attempt(lambda: begin(month, party))
    elif _has_lost_the_edition(month, party):
        month.tell(Said.GIVES_EDITION, party=party)
        month.attempt(lambda: found.give_edition(node, month.id, revised().signed))


def _has_lost_the_edition(month: Month, party: PartyId) -> bool:
    """Say whether a text in force is missing here, and no node has its file any more."""
    if month.nodes[party].editions.get(month.space(party).edition()) is not None:
        return False
    files = [file.digest for file in attachments.unfinished(month.nodes[party], month.space(party))]
    there = month.bare[month.other(party)].work.transfers
    held = [there.get(month.id, file) for file in files]
    return not any(file is not None and file.complete for file in held)


# --- the framework --------------------------------------------------------------------------------


def revise(month: Month, party: PartyId, chance: Random) -> None:
    """Propose the next edition, or answer a proposal."""
    folded = month.space(party).zero.case
    if month.space(party).edition() == revised().digest:
        return
    names = clauses(folded, folded.root.side(party))
    if str(PROPOSE) in names:
        month.tell(Said.PROPOSES, party=party)
        proposal = Proposal(
            act=PROPOSE,
            terms={"edition": revised().digest},
            fields={"reason": "It serves the story."},
            edition=revised().signed,
        )
    elif str(ACCEPT) in names:
        month.tell(Said.SAYS, party=party, act=ACCEPT, case=0)
        proposal = Proposal(act=ACCEPT)
    else:
        return
    write(month, party, lambda: compose.act(month.nodes[party], month.id, month.id, proposal))


def migrate(month: Month, party: PartyId, chance: Random) -> None:
    """Propose to move a running case to the next edition, or accept that."""
    if not month.cases or month.space(party).edition() != revised().digest:
        return
    case = chance.choice(month.cases)
    folded = month.space(party).case(case)
    if not isinstance(folded, Case) or folded.tip.under.framework == revised().digest:
        return
    under = Under(framework=revised().digest, procedure=INFORMATION)
    acts = [verdict.held.act for verdict in folded.verdicts.values()]
    asked = any(act.act == PROPOSE_MIGRATION and act.author != party for act in acts)
    name = ACCEPT_MIGRATION if asked else PROPOSE_MIGRATION
    month.tell(Said.SAYS, party=party, act=name, case=numbered(month, case))
    write(
        month,
        party,
        lambda: compose.act(month.nodes[party], month.id, case, Proposal(act=name), under=under),
    )
