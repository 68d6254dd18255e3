"""Old acts that both ministries let go: cases are brought to an end, then both say so."""

from random import Random

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.case import Case
from jisr.node import compose, prune, restart
from jisr.node.wish import Proposal
from jisr.ops.simulate.happenings import RARE, SAID, back_up, clauses, numbered, write
from jisr.ops.simulate.month import Month
from jisr.ops.simulate.said import Said


def prune_acts(month: Month, party: PartyId, chance: Random) -> None:
    """End a case that still runs, if the party may; else say that old acts may go."""
    for case in month.cases:
        folded = month.space(party).case(case)
        if isinstance(folded, Case) and not folded.ended:
            _end(month, party, case, folded, chance)
            return
    node = month.nodes[party]

    def say() -> None:
        header = prune.prune_header(node, month.id, prune.ends(node, month.id))
        signature = restart.sign_header(header, month.keys[party])
        restart.place_root(node, month.id, header, signature)

    month.tell(Said.PRUNES, party=party)
    code = month.attempt(say)
    if code is not None:
        month.tell(Said.MAY_NOT, party=party, code=code)
    back_up(month, party, chance)  # What both let go cannot be given back to an older one.


def _end(month: Month, party: PartyId, case: Digest, folded: Case, chance: Random) -> None:
    ends = [name for name in clauses(folded, folded.root.side(party)) if name in RARE]
    if ends:
        name = chance.choice(ends)
        month.tell(Said.SAYS, party=party, act=name, case=numbered(month, case))
        proposal = SAID.get(name, Proposal(act=Slug(name)))
        write(month, party, lambda: compose.act(month.nodes[party], month.id, case, proposal))
