"""What the command line can ask of a node: by name, plain JSON in, plain JSON out.

The same calls serve a running node, over its control socket, and one that is not running,
whose stores the command line then opens itself (`jisr.ops.asking`).
"""

import base64
from collections.abc import Callable, Mapping

from jisr.core.act import (
    TIME_FORMAT,
    Digest,
    Term,
    read_digest,
    read_object,
    read_slug,
)
from jisr.core.canonical import Json, encode
from jisr.core.case import Case
from jisr.core.errors import Malformed
from jisr.core.keys import KeyUse
from jisr.core.service import KeyChange
from jisr.ledger.work.rows import CaseRow, Document
from jisr.node import compose, erase, found, prove, restart
from jisr.node.compose import Proposal
from jisr.node.reading.reader import TOLD
from jisr.node.space import Space
from jisr.ops import backup, reasons
from jisr.ops.build import Built
from jisr.ops.control import Call

Args = Mapping[str, Json]


def calls_of(built: Built) -> Mapping[str, Call]:
    """Return every call, bound to one node."""
    functions: dict[str, Callable[[Built, Args], Json]] = {
        "status": status,
        "space.join": space_join,
        "space.list": space_list,
        "case.open": case_open,
        "case.act": case_act,
        "case.list": case_list,
        "case.show": case_show,
        "case.opened": case_opened,
        "case.tell": case_tell,
        "line.hold": line_hold,
        "prove": prove_act,
        "export": export_space,
        "erase": erase_parts,
        "key.header": key_header,
        "restart.header": restart_header,
        "root.place": root_place,
        "backup": make_backup,
    }
    return {name: _bound(built, function) for name, function in functions.items()}


def status(built: Built, args: Args) -> Json:
    """Say how the node and its lines are; no content."""
    del args
    node = built.node
    return {
        "party": node.party,
        "spaces": [_space(built, space) for space in node.spaces.values()],
        "alarms": [
            {
                "code": alarm.reason.code,
                "facts": dict(alarm.facts),
                "since": alarm.since.strftime(TIME_FORMAT),
                "count": alarm.count,
            }
            for alarm in node.work.partners.alarms()
        ],
    }


def space_list(built: Built, args: Args) -> Json:
    """List the spaces."""
    del args
    return [_space(built, space) for space in built.node.spaces.values()]


def space_join(built: Built, args: Args) -> Json:
    """Enter a space both parties have signed."""
    space = found.join(built.node, _bytes(args, "founding"), _bytes(args, "edition"))
    return {"space": space.id, "partner": space.partner}


def case_open(built: Built, args: Args) -> Json:
    """Open a case."""
    space = _space_arg(built, args)
    procedure = read_slug(args.get("procedure"), "procedure")
    return {"case": compose.open_case(built.node, space, procedure, _proposal(args))}


def case_act(built: Built, args: Args) -> Json:
    """Add a move or a note to a case."""
    space, case = _space_arg(built, args), read_digest(args.get("case"), "case")
    return {"act": compose.act(built.node, space, case, _proposal(args))}


def case_list(built: Built, args: Args) -> Json:
    """List the cases, the latest changed first."""
    del args
    return [_case_row(row) for row in built.node.work.views.cases()]


def case_show(built: Built, args: Args) -> Json:
    """Show where a case stands, from headers alone: no part is opened."""
    space = built.node.space(_space_arg(built, args))
    case = compose.case_of(space, read_digest(args.get("case"), "case"))
    return _case(case)


def case_opened(built: Built, args: Args) -> Json:
    """Say to the partner that a desk of ours has opened its act."""
    case, entry = read_digest(args.get("case"), "case"), read_digest(args.get("act"), "act")
    desk = str(args.get("desk", ""))
    return {"act": compose.opened(built.node, _space_arg(built, args), case, entry, desk)}


def case_tell(built: Built, args: Args) -> Json:
    """Note, for our own lists alone, what a case is called and what it carries out."""
    case = read_digest(args.get("case"), "case")
    told = {name: args[name] for name in ("title", "invented", "undertaking") if name in args}
    built.node.work.register.put(
        Document(kind=TOLD, id=case, content=encode(told), updated=built.node.world.now())
    )
    return {"case": case}


def line_hold(built: Built, args: Args) -> Json:
    """Hold a line for a while, or let it go on."""
    space = _space_arg(built, args)
    built.line(space).held = args.get("hold") is True
    built.node.on_news(space)
    return {"space": space, "held": built.line(space).held}


def prove_act(built: Built, args: Args) -> Json:
    """Return the proof of one act."""
    act = read_digest(args.get("act"), "act")
    raw = prove.prove(built.node, act, with_content=args.get("content") is True)
    return {"proof": base64.b64encode(raw).decode()}


def export_space(built: Built, args: Args) -> Json:
    """Return a whole space as the file an auditor takes."""
    raw = prove.export(built.node, _space_arg(built, args))
    return {"ledger": base64.b64encode(raw).decode()}


def erase_parts(built: Built, args: Args) -> Json:
    """Erase parts, here and at the partner."""
    parts = args.get("parts")
    if not isinstance(parts, list):
        raise Malformed(reasons.CONTROL_FORM)
    digests = [read_digest(part, "parts") for part in parts]
    ground = read_slug(args.get("ground"), "ground")
    return {"act": erase.erase(built.node, _space_arg(built, args), digests, ground)}


def key_header(built: Built, args: Args) -> Json:
    """Prepare a key act for the root key to sign."""
    ground = read_slug(args.get("ground"), "ground")
    if "revoke" in args:
        change = KeyChange(revoke=read_digest(args["revoke"], "revoke"), ground=ground)
    else:
        use = KeyUse(read_slug(args.get("use"), "use"))
        change = KeyChange(add=built.holder.current(use), ground=ground)
    header = restart.key_header(built.node, _space_arg(built, args), change)
    return {"header": base64.b64encode(header).decode()}


def restart_header(built: Built, args: Args) -> Json:
    """Prepare a restart for the root key to sign."""
    ground = read_slug(args.get("ground"), "ground")
    header = restart.restart_header(built.node, _space_arg(built, args), ground)
    return {"header": base64.b64encode(header).decode()}


def root_place(built: Built, args: Args) -> Json:
    """Write an act that the root key has signed."""
    header, signature = _bytes(args, "header"), _bytes(args, "signature")
    return {"act": restart.place_root(built.node, _space_arg(built, args), header, signature)}


def make_backup(built: Built, args: Args) -> Json:
    """Write a backup of the node into a folder."""
    return {"folder": str(backup.backup(built, str(args.get("folder", ""))))}


def _bound(built: Built, function: Callable[[Built, Args], Json]) -> Call:
    return lambda args: function(built, args)


def _space_arg(built: Built, args: Args) -> Digest:
    """Return the space asked for; the only one, if there is one and none is named."""
    if "space" not in args and len(built.node.spaces) == 1:
        return next(iter(built.node.spaces))
    return read_digest(args.get("space"), "space")


def _proposal(args: Args) -> Proposal:
    terms = read_object(args.get("terms", {}), "terms")
    return Proposal(
        act=read_slug(args.get("act"), "act"),
        terms={name: _term(value) for name, value in terms.items()},
        fields=read_object(args.get("fields", {}), "fields"),
        edition=_bytes(args, "edition") if "edition" in args else None,
    )


def _term(value: Json) -> Term:
    if isinstance(value, str | int) and not isinstance(value, bool):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(str(item) for item in value)
    raise Malformed(reasons.CONTROL_FORM)


def _bytes(args: Args, name: str) -> bytes:
    value = args.get(name)
    if not isinstance(value, str):
        raise Malformed(reasons.CONTROL_FORM)
    try:
        return base64.b64decode(value, validate=True)
    except ValueError as error:
        raise Malformed(reasons.CONTROL_FORM) from error


def _space(built: Built, space: Space) -> Json:
    line = built.line(space.id)
    work = built.node.work
    return {
        "space": space.id,
        "partner": space.partner,
        "edition": space.edition(),
        "logs": {party: log.size for party, log in space.logs.items()},
        "epochs": {party: log.epoch for party, log in space.logs.items()},
        "waiting": len(work.outbox.waiting(space.id)),
        "reachable": line.state.reachable,
        "failures": line.state.failures,
        "reason": line.state.reason.code if line.state.reason else None,
        "proofs": len(built.node.ledger.proofs(space.id)),
    }


def _case_row(row: CaseRow) -> Json:
    return {
        "space": row.space,
        "case": row.case,
        "procedure": row.procedure,
        "opener": row.opener,
        "state": row.state,
        "turn": row.turn,
        "standing": row.standing.value,
        "due": row.due.strftime(TIME_FORMAT) if row.due else None,
    }


def _case(case: Case) -> Json:
    return {
        "case": case.root.id,
        "procedure": case.tip.under.procedure,
        "state": case.tip.state,
        "turn": case.turn,
        "ended": case.ended,
        "due": case.due.strftime(TIME_FORMAT) if case.due else None,
        "path": [node.id for node in case.path],
        "settled": case.settled,
        "crossings": [{"on": c.on, "winner": c.winner, "loser": c.loser} for c in case.crossings],
        "acts": {
            id: {
                "act": verdict.held.act.act,
                "author": verdict.held.act.author,
                "seq": verdict.held.act.seq,
                "at": verdict.held.act.at.strftime(TIME_FORMAT),
                "standing": verdict.standing.value,
                "void": verdict.reason.code if verdict.reason else None,
            }
            for id, verdict in case.verdicts.items()
        },
    }
