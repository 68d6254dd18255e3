"""A year of two nodes, with what they export of it."""

from jisr.core.act import Act, Slug
from jisr.core.dsse import ACT_TYPE, pae
from jisr.core.keys import KeyUse
from jisr.core.service import KeyChange
from jisr.node import erase, receive, restart
from jisr.node.prove import export, prove
from jisr.node.receive import Delivered
from tests.node.test_hard_days import backup, restore
from tests.node.test_two_nodes import ANSWER, act, opened
from tests.node.world import Pair, change_key


class Story:
    """What two nodes wrote in a year: a case, keys replaced, a restore, an erasure, a fork."""

    def __init__(self):
        pair = self.pair = Pair()
        self.case = opened(pair)
        self.answer = act(pair, "MA", self.case, "answer", fields=ANSWER.fields)
        pair.sync()
        keys, node = pair.keys["MA"], pair.nodes["MA"]
        old = keys.current(KeyUse.SIGN)
        ground = Slug("yearly")
        new = keys.renew(KeyUse.SIGN)
        change_key(node, pair.id, keys, KeyChange(add=new, ground=ground))
        pair.sync()
        change_key(node, pair.id, keys, KeyChange(revoke=old.fingerprint, ground=ground))
        pair.sync()
        self.accepted = act(pair, "FR", self.case, "accept")
        pair.sync()
        kept = backup(pair, "FR")
        restore(pair, "FR", kept)
        for _ in range(4):
            pair.trip("FR", "MA")
        restart.restart(pair.nodes["FR"], pair.id, pair.keys["FR"])
        pair.sync()
        part = pair.nodes["FR"].ledger.parts(self.case)[0]
        erase.erase(pair.nodes["FR"], pair.id, [part.commitment], Slug("retention-expired"))
        pair.sync()
        self.ledger = export(pair.nodes["MA"], pair.id)
        self.proof = prove(pair.nodes["MA"], self.answer, with_content=True)
        self.fork = self.forked()
        self.forked_ledger = export(pair.nodes["FR"], pair.id)

    def forked(self):
        pair = self.pair
        last = pair.space("FR").theirs.size - 1
        held = Act.parse(pair.nodes["FR"].ledger.entry(pair.id, "MA", last).header)
        wire = {name: getattr(held, name) for name in held.__slots__}
        raw = Act(**wire | {"at": held.at.replace(year=2030)}).encode()
        signature = pair.keys["MA"].sign(KeyUse.SIGN, pae(ACT_TYPE, raw), key=held.key)
        receive.receive(pair.nodes["FR"], pair.id, Delivered(acts=[(raw, signature)]))
        return pair.nodes["FR"].ledger.proofs(pair.id)[0]
