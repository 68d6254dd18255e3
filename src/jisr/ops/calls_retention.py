"""The call that lists what falls due to be erased: from headers alone, no part is opened."""

from datetime import timedelta
from typing import Final

from jisr.core.act import read_count
from jisr.core.canonical import Json
from jisr.core.errors import LANGS
from jisr.framework.counted import keep_label
from jisr.node import retention
from jisr.node.retention import Kept
from jisr.ops.arguments import Args
from jisr.ops.build import Built

LISTED_MAX: Final = 2000  # Parts in one answer, the soonest due first: half a megabyte.
DAYS_MAX: Final = 366 * 100


def listed(built: Built, args: Args) -> Json:
    """List the parts that fall due within `days`, by default the node's time of review."""
    node = built.node
    days = read_count(args.get("days", node.limits.review), "days")
    today = node.world.now().date()
    before = today + timedelta(days=min(days, DAYS_MAX) + 1)
    found = retention.due(node, before)
    return {"count": len(found), "due": [_told(kept) for kept in found[:LISTED_MAX]]}


def _told(kept: Kept) -> Json:
    assert kept.expiry is not None, "what has no day does not fall due"
    keep = None if kept.keep is None else keep_label(kept.keep)
    return {
        "act": kept.entry,
        "bound": kept.expiry.bound.value,
        "case": kept.case,
        "commitment": kept.part.commitment,
        "keep": None if keep is None else {lang: keep.text(lang) for lang in LANGS},
        "name": kept.part.name,
        "procedure": kept.procedure,
        "space": kept.space,
        "state": kept.part.state.value,
        "until": kept.expiry.last.isoformat(),
    }
