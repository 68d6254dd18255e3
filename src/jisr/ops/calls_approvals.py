"""Calls on wishes that wait for approvals: listed, shown, approved, given up."""

from jisr.core.act import TIME_FORMAT, read_digest
from jisr.core.canonical import Json
from jisr.node import approvals
from jisr.node.approvals import Outcome
from jisr.node.authority import Handle
from jisr.ops.arguments import Args, bytes_of
from jisr.ops.build import Built


def listed(built: Built, args: Args, handle: Handle) -> Json:
    """List what waits for approvals, nothing of what it says."""
    del args
    with built.node.lock:
        found = approvals.waiting(built.node, handle.officer)
    return [
        {
            "act": one.act,
            "by": one.by,
            "case": one.case,
            "procedure": one.procedure,
            "since": one.since.strftime(TIME_FORMAT),
            "space": one.space,
            "wish": one.wish,
        }
        for one in found
    ]


def show(built: Built, args: Args, handle: Handle) -> Json:
    """Return all that a wish says, and what the reader may give; logged first."""
    shown, kinds = approvals.show(built.node, handle, read_digest(args.get("wish"), "wish"))
    now = built.node.world.now().strftime(TIME_FORMAT)
    return {"gives": sorted(kinds), "now": now, "officer": handle.officer, "shown": dict(shown)}


def approve(built: Built, args: Args, handle: Handle) -> Json:
    """Take an approval that its officer has signed; the act is written once none is lacking."""
    wish, signed = read_digest(args.get("wish"), "wish"), bytes_of(args, "approval")
    return outcome_told(approvals.approve(built.node, handle, wish, signed))


def discard(built: Built, args: Args, handle: Handle) -> Json:
    """Give up a wish of one's own."""
    wish = read_digest(args.get("wish"), "wish")
    with built.node.lock:
        approvals.discard(built.node, handle.officer, wish)
    return {"wish": wish}


def outcome_told(outcome: Outcome) -> dict[str, Json]:
    """Return what became of a wish as an answer carries it."""
    return {
        "act": outcome.act,
        "at": None if outcome.at is None else outcome.at.strftime(TIME_FORMAT),
        "needs": sorted(outcome.needs),
        "nothing_known": outcome.nothing_known,
        "wish": outcome.wish,
    }
