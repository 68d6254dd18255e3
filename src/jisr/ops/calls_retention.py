"""The call that lists what falls due to be erased: from headers alone, no part is opened."""

from datetime import timedelta
from typing import Final

from jisr.core.act import read_count
from jisr.core.canonical import Json
from jisr.core.case import Case
from jisr.core.errors import LANGS
from jisr.node import retention
from jisr.node.reading.labels import Words, text_of
from jisr.node.reading.reference import name_of
from jisr.node.record_views import Text
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
    with node.lock:
        told = [_told(built, kept) for kept in found[:LISTED_MAX]]
    return {"count": len(found), "due": told}


def _told(built: Built, kept: Kept) -> Json:
    assert kept.expiry is not None, "what has no day does not fall due"
    space = built.node.space(kept.space)
    case = space.case(kept.case)
    keep = title = None
    if kept.forms is not None:
        words = Words(edition=kept.forms.edition, procedure=kept.forms.procedure)
        title = _texts(text_of(words.procedure.title))
        keep = None if kept.keep is None else _texts(words.kept(kept.keep))
    return {
        "act": kept.entry,
        "bound": kept.expiry.bound.value,
        "case": kept.case,
        "commitment": kept.part.commitment,
        "keep": keep,
        "name": kept.part.name,
        "procedure": title,
        "reference": name_of(space, case) if isinstance(case, Case) else None,
        "space": kept.space,
        "state": kept.part.state.value,
        "until": kept.expiry.last.isoformat(),
    }


def _texts(text: Text) -> Json:
    return {lang: text.in_(lang) for lang in LANGS}
