"""Calls on whom the node protects: said, lifted, counted; who it is never comes out again."""

from jisr.core.act import TIME_FORMAT
from jisr.core.canonical import Json
from jisr.core.errors import Malformed
from jisr.node import protection
from jisr.node.authority import Handle
from jisr.ops import reasons
from jisr.ops.arguments import Args
from jisr.ops.build import Built


def protect(built: Built, args: Args, handle: Handle) -> Json:
    """Protect a person because an officer says so, or keep silence about them as well."""
    person = protection.read_person(built.node, args.get("person"))
    silent = args.get("silent") is True
    with built.node.lock:
        id = protection.protect(built.node, handle, person, silent=silent)
        return {"id": id}


def lift(built: Built, args: Args, handle: Handle) -> Json:
    """Lift what one source protects."""
    source = args.get("id")
    if not isinstance(source, str):
        raise Malformed(reasons.CONTROL_FORM)
    with built.node.lock:
        protection.lift(built.node, handle, source)
    return {"id": source}


def standing(built: Built, args: Args) -> Json:
    """List what stands: since when, and from which case."""
    del args
    return [
        {
            "id": one.source,
            "since": one.since.strftime(TIME_FORMAT),
            "case": one.case,
            "space": one.space,
        }
        for one in protection.protections(built.node)
    ]
