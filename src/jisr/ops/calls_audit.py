"""Calls on the access log: its chain computed again, its head told, its events read."""

from jisr.core.act import Digest, read_count, read_digest
from jisr.core.canonical import Json
from jisr.ledger.work.relational.chain import Checked
from jisr.node import audit
from jisr.node.authority import Handle
from jisr.ops.arguments import Args
from jisr.ops.build import Built


def head(built: Built, args: Args) -> Json:
    """Say where the log stands: nothing of what is in it."""
    del args
    with built.node.lock:
        found = built.node.work.access.head()
    return {"digest": found.digest, "length": found.length}


def verify(built: Built, args: Args) -> Json:
    """Compute the chain of the log again; `through` is a head that was kept elsewhere."""
    return checked_told(audit.verify(built.node, _digest(args, "through")))


def page(built: Built, args: Args, handle: Handle) -> Json:
    """Read a page of the log, as lines; that it is read is logged before."""
    start = read_count(args.get("start", 0), "start")
    end = None if args.get("end") is None else read_count(args["end"], "end")
    found = audit.page(built.node, handle, start=start, end=end)
    return {
        "lines": [line.decode() for line in found.lines],
        "digest": found.head.digest,
        "length": found.head.length,
    }


def checked_told(checked: Checked) -> Json:
    """Return what came out of a check as an answer carries it."""
    return {
        "astray": checked.astray,
        "digest": checked.digest,
        "length": checked.length,
        "passes": checked.passes,
    }


def _digest(args: Args, name: str) -> Digest | None:
    return None if args.get(name) is None else read_digest(args[name], name)
