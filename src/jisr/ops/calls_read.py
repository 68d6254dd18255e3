"""Calls that find acts and parts by what an operator has of them; no part is opened here."""

from jisr.core.act import Digest, read_digest
from jisr.core.canonical import Json
from jisr.core.errors import Malformed, Refused
from jisr.node import reasons as node_reasons
from jisr.node.space import act_of
from jisr.ops import reasons
from jisr.ops.arguments import Args, space_of
from jisr.ops.build import Built

FOUND_MAX = 2  # More than one is as good as many: the prefix is too short.


def act_find(built: Built, args: Args) -> Json:
    """Find acts by the first characters of their ids; no more than `FOUND_MAX` of them."""
    prefix = args.get("prefix")
    if not isinstance(prefix, str) or not prefix:
        raise Malformed(reasons.CONTROL_FORM)
    found: list[Json] = []
    with built.node.lock:
        for space in built.node.spaces.values():
            for party, log in space.logs.items():
                ids = built.node.ledger.ids(space.id, party, start=0, end=log.size)
                found += [{"act": id, "space": space.id} for id in ids if id.startswith(prefix)]
    return found[:FOUND_MAX]


def parts_named(built: Built, args: Args) -> Json:
    """Say which parts some commitments stand for: of which act and case; nothing of the content."""
    parts = args.get("parts")
    if not isinstance(parts, list):
        raise Malformed(reasons.CONTROL_FORM)
    with built.node.lock:
        space = built.node.space(space_of(built, args)).id
        digests = [read_digest(part, "parts") for part in parts]
        return [row for digest in digests for row in _named(built, space, digest)]


def _named(built: Built, space: Digest, commitment: Digest) -> list[Json]:
    found: list[Json] = []
    for part in built.node.ledger.parts_by_commitment(commitment):
        entry = built.node.ledger.find(part.entry)
        if entry is not None and entry.space == space:
            act = act_of(entry)
            found.append(
                {
                    "act": entry.id,
                    "author": entry.author,
                    "case": entry.case,
                    "name": part.name,
                    "said": act.act,
                    "state": part.state.value,
                }
            )
    if not found:
        raise Refused(node_reasons.UNKNOWN_PART)
    return found
