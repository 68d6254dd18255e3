"""What the command line can ask of a node: by name, plain JSON in, plain JSON out.

The same calls serve a running node, over its control socket, and one that is not running,
whose stores the command line then opens itself (`jisr.ops.asking`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from jisr.core.act import TIME_FORMAT, Digest, read_count, read_digest, read_slug
from jisr.core.canonical import Json, encode
from jisr.core.errors import Malformed
from jisr.core.table import ACCEPT_MIGRATION, PROPOSE_MIGRATION
from jisr.ledger.work.rows import Access, AccessEvent, Document
from jisr.node import asked, compose, erase, found, protection, prove, replies, restart
from jisr.node.compose import Addition
from jisr.node.reading.agenda import agenda
from jisr.node.reading.reference import name_of
from jisr.node.reading.told import ALL, KEYS, PLAYED, TOLD
from jisr.ops import (
    backup,
    calls_audit,
    calls_check,
    calls_effects,
    calls_keys,
    calls_protection,
    calls_prune,
    calls_read,
    calls_retention,
    calls_subject,
    reasons,
)
from jisr.ops.arguments import Args, base64_of, bytes_of, proposal_of, space_of
from jisr.ops.build import Built
from jisr.ops.control import Call
from jisr.ops.records import import_record
from jisr.ops.said import as_typed, under_at_opening, under_in_case
from jisr.ops.told import alarm_told, case_told, row_told, space_told, text_told, zero_rows

PAGE: Final = 500  # Cases in one answer.


def calls_of(built: Built) -> Mapping[str, Call]:
    """Return every call, bound to one node."""
    functions: dict[str, Callable[[Built, Args], Json]] = {
        "status": status,
        "audit.head": calls_audit.head,
        "audit.page": calls_audit.page,
        "audit.verify": calls_audit.verify,
        "check": calls_check.check,
        "effects.decide": calls_effects.decide,
        "effects.held": calls_effects.held,
        "edition.keep": edition_keep,
        "space.join": space_join,
        "space.list": space_list,
        "act.find": calls_read.act_find,
        "act.read": calls_read.act_read,
        "case.agenda": case_agenda,
        "case.open": case_open,
        "case.act": case_act,
        "case.list": case_list,
        "case.show": case_show,
        "case.opened": case_opened,
        "case.tell": case_tell,
        "stories.played": stories_played,
        "file.read": calls_read.file_read,
        "line.hold": line_hold,
        "parts.named": calls_read.parts_named,
        "protection.lift": calls_protection.lift,
        "protection.list": calls_protection.standing,
        "protection.set": calls_protection.protect,
        "prove": prove_act,
        "prune.header": calls_prune.prune_header,
        "export": export_space,
        "erase": erase_parts,
        "key.activate": calls_keys.key_activate,
        "key.card": calls_keys.card,
        "key.header": calls_keys.key_header,
        "key.list": calls_keys.key_list,
        "key.prepare": calls_keys.key_prepare,
        "key.retire": calls_keys.key_retire,
        "key.revocable": calls_keys.check_revocable,
        "restart.header": restart_header,
        "retention.list": calls_retention.listed,
        "root.place": root_place,
        "record.import": record_import,
        "subject.file": calls_subject.file,
        "backup": make_backup,
    }
    return {name: _bound(built, function) for name, function in functions.items()}


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


def case_open(built: Built, args: Args) -> Json:
    """Open a case; `said` are header terms as typed, over `terms`.

    Where the same was asked before it is refused, unless `although` says why to ask again.
    `about` is whom a procedure that protects is to protect.
    """
    space, although = space_of(built, args), args.get("although")
    procedure = read_slug(args.get("procedure"), "procedure")
    about = _about(built, args)
    with as_typed(built, under_at_opening(built, space, procedure), args) as said:
        case = asked.open_case(
            built.node,
            space,
            procedure,
            proposal_of(said),
            officer=calls_read.OPERATOR,
            although=although if isinstance(although, str) else None,
            about=about,
        )
        with built.node.lock:
            home = built.node.space(space)
            return {"case": case, "reference": name_of(home, compose.case_of(home, case))}


def case_act(built: Built, args: Args) -> Json:
    """Add a move or a note to a case; `said` are header terms as typed, over `terms`.

    What moves a case to another edition moves it to the one in force.  `about` is whom it is about,
    for this node alone; with `or_nothing_known` the neutral act takes the place of what may not be
    said.  `act` is null in the answer while it waits, until `at`.
    """
    space, case = space_of(built, args), read_digest(args.get("case"), "case")
    under = under_in_case(built, space, case)
    with as_typed(built, under, args) as typed:
        proposal = proposal_of(typed)
        to = replace(under, framework=built.node.space(space).edition())
        aim = to if proposal.act in (PROPOSE_MIGRATION, ACCEPT_MIGRATION) else None
        wish = Addition(case=case, proposal=proposal, under=aim, about=_about(built, args))
        either = args.get("or_nothing_known") is True
        said = replies.reply(built.node, space, wish, or_nothing_known=either)
        at = None if said.at is None else said.at.strftime(TIME_FORMAT)
        return {"act": said.act, "at": at, "nothing_known": said.nothing_known}


def _about(built: Built, args: Args) -> Mapping[str, Json] | None:
    return protection.read_person(built.node, args["about"]) if "about" in args else None


def case_list(built: Built, args: Args) -> Json:
    """List a page of cases from the `start`-th on: of frameworks, then the latest changed."""
    start = read_count(args.get("start", 0), "start")
    with built.node.lock:
        zeros = zero_rows(built)
        after = max(0, start - len(zeros))
        rows = built.node.work.views.cases(start=after, limit=PAGE)
        return [row_told(built, row) for row in (*zeros[start:], *rows)]


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


def case_show(built: Built, args: Args) -> Json:
    """Show where a case stands, with our own notes on it; no part is opened."""
    with built.node.lock:
        space = built.node.space(space_of(built, args))
        case = compose.case_of(space, read_digest(args.get("case"), "case"))
        at = replies.waits(built.node, space.id, case.root.id)
        told = case_told(built, space, case, calls_read.notes_read(built, space, case.root.id))
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


def prove_act(built: Built, args: Args) -> Json:
    """Return the proof of one act."""
    act = read_digest(args.get("act"), "act")
    with_content = args.get("content") is True
    with built.node.lock:
        raw = prove.prove(built.node, act, with_content=with_content)
        _log_export(built, act, prove.opened(raw))
    return {"proof": base64_of(raw)}


def export_space(built: Built, args: Args) -> Json:
    """Return a whole space, no content in it, as the file an auditor takes; logged first."""
    space = space_of(built, args)
    with built.node.lock:
        event = AccessEvent(
            at=built.node.world.now(),
            officer=calls_read.OPERATOR,
            access=Access.EXPORTED,
            purpose=calls_read.PROOF,
            space=built.node.space(space).id,
        )
        built.node.work.access.append([event])
        return {"ledger": base64_of(prove.export(built.node, space))}


def erase_parts(built: Built, args: Args) -> Json:
    """Erase parts, here and at the partner."""
    parts = args.get("parts")
    if not isinstance(parts, list):
        raise Malformed(reasons.CONTROL_FORM)
    digests = [read_digest(part, "parts") for part in parts]
    ground = read_slug(args.get("ground"), "ground")
    space = space_of(built, args)
    return {"act": erase.erase(built.node, space, digests, ground, officer=calls_read.OPERATOR)}


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


def _log_export(built: Built, act: Digest, parts: Sequence[str]) -> None:
    """Log which parts leave in a proof: what could not be opened does not, nor does a refusal."""
    entry = built.node.ledger.find(act)
    assert entry is not None, "it was just proved"
    events = [
        AccessEvent(
            at=built.node.world.now(),
            officer=calls_read.OPERATOR,
            access=Access.EXPORTED,
            purpose=calls_read.PROOF,
            space=entry.space,
            case=entry.case,
            act=act,
            part=name,
        )
        for name in parts
    ]
    if events:
        built.node.work.access.append(events)


def _bound(built: Built, function: Callable[[Built, Args], Json]) -> Call:
    def call(args: Args) -> Json:
        built.look()
        return function(built, args)

    return call
