"""What two officers may say to each other, chosen by number: for stories that nobody wrote."""

from collections.abc import Collection
from contextlib import suppress

from jisr.core.act import Digest, Slug
from jisr.core.case import Case, Standing
from jisr.core.errors import Refused
from jisr.node import compose
from jisr.node.wish import Proposal
from jisr.ops.simulate.happenings import INFORMATION, SAID, clauses
from tests.node.test_two_nodes import REQUEST
from tests.node.world import Pair


def ask(pair: Pair, party: str) -> Digest:
    return compose.open_case(pair.nodes[party], pair.id, INFORMATION, REQUEST)


def say(pair: Pair, party: str, case: Digest, which: int, *, never: Collection[str] = ()) -> str:
    """Write what the procedure gives the party, or a remark; return which, "" for nothing."""
    folded = pair.space(party).case(case)
    if not isinstance(folded, Case):
        return ""
    open_to = clauses(folded, folded.root.side(party))
    names = [*(name for name in open_to if name not in never), "remark"]
    name = names[which % len(names)]
    with suppress(Refused):  # Not yet overdue.
        compose.act(pair.nodes[party], pair.id, case, SAID.get(name, Proposal(act=Slug(name))))
        return name
    return ""


def standings(pair: Pair, party: str, case: Digest) -> dict[Digest, Standing]:
    folded = pair.space(party).case(case)
    if not isinstance(folded, Case):
        return {}
    return {verdict.held.id: verdict.standing for verdict in folded.verdicts.values()}


def lists(pair: Pair, party: str, cases: list[Digest]) -> bytes:
    """Everything that the lists of a party say, as bytes."""
    views = pair.nodes[party].work.views
    rows = sorted(views.cases(), key=lambda row: row.case)
    return repr((rows, [list(views.acts(pair.id, case)) for case in (pair.id, *cases)])).encode()
