"""The call that prepares a prune; the root key, which is never here, signs it."""

from jisr.core.canonical import Json
from jisr.node import prune
from jisr.ops.arguments import Args, base64_of, space_of
from jisr.ops.build import Built


def prune_header(built: Built, args: Args) -> Json:
    """Prepare a prune act, and say up to which act of each log it reaches."""
    space = space_of(built, args)
    with built.node.lock:
        upto = prune.ends(built.node, space)
        header = prune.prune_header(built.node, space, upto)
    return {
        "header": base64_of(header),
        "upto": [{"act": ref.id, "author": ref.author, "seq": ref.seq} for ref in upto],
    }
