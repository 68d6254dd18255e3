"""What the command line can ask of a node: by name, plain JSON in, plain JSON out.

The same calls serve a running node, over its control socket, and one that is not running,
whose stores the command line then opens itself (`jisr.ops.asking`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

from jisr.core.act import TIME_FORMAT, Digest, read_count, read_digest, read_slug
from jisr.core.canonical import Json, encode
from jisr.core.errors import Malformed
from jisr.core.table import ACCEPT_MIGRATION, PROPOSE_MIGRATION
from jisr.ledger.work.rows import Access, CaseRow, Document, InternalNote
from jisr.node import (
    approvals,
    authority,
    compose,
    erase,
    found,
    protection,
    prove,
    replies,
    restart,
)
from jisr.node.approvals import Outcome
from jisr.node.authority import Action, Handle, Object, Sort
from jisr.node.reading.agenda import agenda
from jisr.node.reading.reference import name_of
from jisr.node.reading.told import ALL, KEYS, PLAYED, TOLD
from jisr.node.wish import Addition, Opening
from jisr.ops import (
    backup,
    calls_approvals,
    calls_audit,
    calls_check,
    calls_effects,
    calls_keys,
    calls_officers,
    calls_protection,
    calls_prune,
    calls_read,
    calls_retention,
    calls_subject,
    permitted,
    reasons,
)
from jisr.ops.arguments import Args, base64_of, bytes_of, proposal_of, space_of
from jisr.ops.build import Built
from jisr.ops.control import Call
from jisr.ops.records import import_record
from jisr.ops.said import as_typed, under_at_opening, under_in_case
from jisr.ops.told import alarm_told, case_told, row_told, space_told, text_told, zero_rows

PAGE: Final = 500  # Cases in one answer.

_Handed: TypeAlias = Callable[[Built, Args, Handle], Json]
_Plain: TypeAlias = Callable[[Built, Args], Json]


def calls_of(built: Built) -> Mapping[str, Call]:
    """Return every call, bound to one node; each asks first for the leave it needs."""
    handed = {name: _bound(built, name, function) for name, function in _HANDED.items()}
    plain = {name: _bound(built, name, _without(function)) for name, function in _PLAIN.items()}
    return {**handed, **plain}


def status(built: Built, args: Args) -> Json:
    """Say how the node and its lines are; no content."""
    del args
    node = built.node
    return {
        "party": node.party,
        "spaces": [space_told(built, space) for space in node.spaces.values()],
        "alarms": [alarm_told(alarm) for alarm in node.work.partners.alarms()],
    }


def space_list(built: Built, args: Args) -> Json:
    """List the spaces."""
    del args
    return [space_told(built, space) for space in built.node.spaces.values()]


def space_join(built: Built, args: Args) -> Json:
    """Enter a space both parties have signed."""
    space = found.join(built.node, bytes_of(args, "founding"), bytes_of(args, "edition"))
    return {"space": space.id, "partner": space.partner}


def edition_keep(built: Built, args: Args) -> Json:
    """Keep the text of an edition in force that this node has lost."""
    space = read_digest(args.get("space"), "space")
    return {"edition": found.give_edition(built.node, space, bytes_of(args, "edition"))}


def case_open(built: Built, args: Args, handle: Handle) -> Json:
    """Open a case; `said` are header terms as typed, over `terms`.

    Where the same was asked before it is refused, unless `although` says why to ask again.
    `about` is whom a procedure that protects is to protect.  `case` is null in the answer where
    others are to approve it first, by the hash `wish`.
    """
    space, although = space_of(built, args), args.get("although")
    procedure = read_slug(args.get("procedure"), "procedure")
    about = _about(built, args)
    with as_typed(built, under_at_opening(built, space, procedure), args) as said:
        outcome = approvals.open_case(
            built.node,
            handle,
            Opening(procedure=procedure, proposal=proposal_of(said), about=about),
            although=although if isinstance(although, str) else None,
        )
    return _opening_told(built, space, outcome)


def _opening_told(built: Built, space: Digest, outcome: Outcome) -> Json:
    told = calls_approvals.outcome_told(outcome)
    opened: dict[str, Json] = {"case": outcome.act, "reference": None}
    if outcome.act is not None:
        with built.node.lock:
            home = built.node.space(space)
            opened["reference"] = name_of(home, compose.case_of(home, outcome.act))
    return {**opened, "needs": told["needs"], "wish": told["wish"]}


def case_act(built: Built, args: Args, handle: Handle) -> Json:
    """Add a move or a note to a case; `said` are header terms as typed, over `terms`.

    What moves a case to another edition moves it to the one in force.  `about` is whom it is about,
    for this node alone; with `or_nothing_known` the neutral act takes the place of what may not be
    said.  `act` is null in the answer while it waits, until `at`, or for the approvals `needs`.
    """
    space, case = space_of(built, args), read_digest(args.get("case"), "case")
    under = under_in_case(built, space, case)
    with as_typed(built, under, args) as typed:
        proposal = proposal_of(typed)
        to = replace(under, framework=built.node.space(space).edition())
        aim = to if proposal.act in (PROPOSE_MIGRATION, ACCEPT_MIGRATION) else None
        wish = Addition(case=case, proposal=proposal, under=aim, about=_about(built, args))
        either = args.get("or_nothing_known") is True
        outcome = approvals.add(built.node, handle, wish, or_nothing_known=either)
        return calls_approvals.outcome_told(outcome)


def _about(built: Built, args: Args) -> Mapping[str, Json] | None:
    return protection.read_person(built.node, args["about"]) if "about" in args else None


def case_list(built: Built, args: Args, handle: Handle) -> Json:
    """List a page of cases from the `start`-th on: of frameworks, then the latest changed.

    In the place of one that this officer may not see there is null.
    """
    start = read_count(args.get("start", 0), "start")
    with built.node.lock:
        zeros = zero_rows(built)
        after = max(0, start - len(zeros))
        rows = built.node.work.views.cases(start=after, limit=PAGE)
        return [
            row_told(built, row) if _is_listed(built, row, handle) else None
            for row in (*zeros[start:], *rows)
        ]


def _is_listed(built: Built, row: CaseRow, handle: Handle) -> bool:
    about = Object(sort=Sort.CASE, space=row.space, case=row.case, procedure=row.procedure)
    return authority.may(built.node, handle.officer, Action.LIST, about)


def case_agenda(built: Built, args: Args) -> Json:
    """List what belongs on the agenda of the next session of a space."""
    with built.node.lock:
        items = agenda(built.node, built.node.space(space_of(built, args)))
    return [
        {
            "case": item.case,
            "reference": item.reference,
            "origin": item.origin,
            "texts": {"procedure": text_told(item.procedure), "state": text_told(item.state)},
        }
        for item in items
    ]


def case_show(built: Built, args: Args, handle: Handle) -> Json:
    """Show where a case stands, with our own notes on it; no part is opened."""
    with built.node.lock:
        space = built.node.space(space_of(built, args))
        case = compose.case_of(space, read_digest(args.get("case"), "case"))
        at = replies.waits(built.node, space.id, case.root.id)
        notes: Sequence[InternalNote] = ()
        about = authority.of_case(built.node, case.root.id)
        handle.check(built.node, Action.LIST, about)
        if authority.may(built.node, handle.officer, Action.READ, about):
            leave = authority.authorize(built.node, handle.officer, Action.READ, about)
            notes = calls_read.notes_read(built, leave, space, case.root.id)
        told = case_told(built, space, case, notes)
        return {**told, "waits": None if at is None else at.strftime(TIME_FORMAT)}


def case_opened(built: Built, args: Args) -> Json:
    """Say to the partner that a desk of ours has opened its act."""
    case, entry = read_digest(args.get("case"), "case"), read_digest(args.get("act"), "act")
    desk = str(args.get("desk", ""))
    return {"act": compose.opened(built.node, space_of(built, args), case, entry, desk)}


def case_tell(built: Built, args: Args) -> Json:
    """Note, for our own readers alone, what a case is called and what happens in it."""
    case = read_digest(args.get("case"), "case")
    told = {name: args[name] for name in KEYS if name in args}
    built.node.work.register.put(
        Document(kind=TOLD, id=case, content=encode(told), updated=built.node.world.now())
    )
    return {"case": case}


def stories_played(built: Built, args: Args) -> Json:
    """Note that every story of a demonstration has been played here."""
    del args
    now = built.node.world.now()
    built.node.work.register.put(Document(kind=PLAYED, id=ALL, content=encode({}), updated=now))
    return {}


def line_hold(built: Built, args: Args) -> Json:
    """Hold a line for a while, or let it go on."""
    space = space_of(built, args)
    built.line(space).held = args.get("hold") is True
    built.node.on_news(space)
    return {"space": space, "held": built.line(space).held}


def prove_act(built: Built, args: Args, handle: Handle) -> Json:
    """Return the proof of one act."""
    act = read_digest(args.get("act"), "act")
    with_content = args.get("content") is True
    about = authority.of_act(built.node, act)
    handle.check(built.node, Action.EXPORT_HEADERS, about)
    if with_content:
        handle = authority.authorize(built.node, handle.officer, Action.EXPORT, about)
    with built.node.lock:
        purpose = calls_read.PROOF
        if with_content:
            purpose = calls_read.purpose_of(built, args, act, by=handle.officer)
        raw = prove.prove(built.node, act, with_content=with_content)
        # What could not be opened does not leave, nor does a refusal.
        parts = prove.opened(raw)
        handle.log(Access.EXPORTED, purpose=purpose, act=act, parts=parts)
    return {"proof": base64_of(raw)}


def export_space(built: Built, args: Args, handle: Handle) -> Json:
    """Return a whole space, no content in it, as the file an auditor takes; logged first."""
    space = space_of(built, args)
    with built.node.lock:
        handle.check(built.node, Action.EXPORT_HEADERS, authority.of_space(built.node, space))
        handle.log(Access.EXPORTED, purpose=calls_read.PROOF)
        return {"ledger": base64_of(prove.export(built.node, space))}


def erase_parts(built: Built, args: Args, handle: Handle) -> Json:
    """Erase parts, here and at the partner."""
    parts = args.get("parts")
    if not isinstance(parts, list):
        raise Malformed(reasons.CONTROL_FORM)
    digests = [read_digest(part, "parts") for part in parts]
    ground = read_slug(args.get("ground"), "ground")
    space = space_of(built, args)
    with built.node.lock:  # Leave for the space is none for a case that policies close.
        for act in {one.entry for d in digests for one in built.node.ledger.parts_by_commitment(d)}:
            about = authority.of_act(built.node, act)
            if about.space == space:
                authority.authorize(built.node, handle.officer, Action.ERASE, about)
        return {"act": erase.erase(built.node, space, digests, ground, handle=handle)}


def restart_header(built: Built, args: Args) -> Json:
    """Prepare a restart for the root key to sign."""
    ground = read_slug(args.get("ground"), "ground")
    header = restart.restart_header(built.node, space_of(built, args), ground)
    return {"header": base64_of(header)}


def root_place(built: Built, args: Args) -> Json:
    """Write an act that the root key has signed."""
    header, signature = bytes_of(args, "header"), bytes_of(args, "signature")
    return {"act": restart.place_root(built.node, space_of(built, args), header, signature)}


def make_backup(built: Built, args: Args) -> Json:
    """Write a backup of the node into a folder."""
    folder = args.get("folder")
    if not isinstance(folder, str) or not Path(folder).is_absolute():
        raise Malformed(reasons.CONTROL_FORM)  # Whose working folder would it start from?
    return {"folder": str(backup.backup(built, Path(folder)))}


def record_import(built: Built, args: Args) -> Json:
    """Keep the public record, or the table of what its accounts describe."""
    return {"kind": import_record(built.node, bytes_of(args, "content"))}


def _bound(built: Built, name: str, function: _Handed) -> Call:
    def call(args: Args) -> Json:
        built.look()
        return function(built, args, permitted.handle_for(built, name, args))

    return call


def _without(function: _Plain) -> _Handed:
    def handed(built: Built, args: Args, handle: Handle) -> Json:
        del handle
        return function(built, args)

    return handed


# What takes the leave it was given: it reads or writes for an officer.
_HANDED: Final[Mapping[str, _Handed]] = {
    "act.read": calls_read.act_read,
    "approval.approve": calls_approvals.approve,
    "approval.discard": calls_approvals.discard,
    "approval.list": calls_approvals.listed,
    "approval.show": calls_approvals.show,
    "audit.page": calls_audit.page,
    "case.act": case_act,
    "case.list": case_list,
    "case.open": case_open,
    "case.show": case_show,
    "erase": erase_parts,
    "export": export_space,
    "file.read": calls_read.file_read,
    "officer.add": calls_officers.add,
    "officer.key": calls_officers.key,
    "officer.roles": calls_officers.roles,
    "officer.suspend": calls_officers.suspend,
    "protection.lift": calls_protection.lift,
    "protection.set": calls_protection.protect,
    "prove": prove_act,
    "subject.file": calls_subject.file,
}
# What needs no more of it than to have been given: machinery, keys, headers.
_PLAIN: Final[Mapping[str, _Plain]] = {
    "act.find": calls_read.act_find,
    "audit.head": calls_audit.head,
    "audit.verify": calls_audit.verify,
    "backup": make_backup,
    "case.agenda": case_agenda,
    "case.opened": case_opened,
    "case.tell": case_tell,
    "check": calls_check.check,
    "edition.keep": edition_keep,
    "effects.decide": calls_effects.decide,
    "effects.held": calls_effects.held,
    "key.activate": calls_keys.key_activate,
    "key.card": calls_keys.card,
    "key.header": calls_keys.key_header,
    "key.list": calls_keys.key_list,
    "key.prepare": calls_keys.key_prepare,
    "key.retire": calls_keys.key_retire,
    "key.revocable": calls_keys.check_revocable,
    "line.hold": line_hold,
    "officer.list": calls_officers.listed,
    "parts.named": calls_read.parts_named,
    "protection.list": calls_protection.standing,
    "prune.header": calls_prune.prune_header,
    "record.import": record_import,
    "restart.header": restart_header,
    "retention.list": calls_retention.listed,
    "root.place": root_place,
    "space.join": space_join,
    "space.list": space_list,
    "status": status,
    "stories.played": stories_played,
}
