"""Stories that the simulator has found to end badly, each told once more by hand."""

from contextlib import suppress

import pytest

from jisr.core.act import Slug
from jisr.core.errors import Unavailable, Unproven
from jisr.core.keys import KeyUse
from jisr.core.service import KeyChange
from jisr.node import guards, restart, resume
from jisr.ops.simulate.faults import DiedError, How, Trip
from tests.node.forger import Forger
from tests.node.test_two_nodes import opened
from tests.node.world import Pair, change_key, stores

THEFT = Slug("theft")


def shown_a_fork(pair: Pair) -> Forger:
    """Let FR have signed two acts for one place, of which MA holds the first."""
    opened(pair)
    forger = Forger(pair)
    first = forger.act(case=pair.id)
    second = forger.act(case=pair.id, act=Slug("announce-closure"))
    forger.send(forger.sign(first))
    forger.made.append(forger.sign(second))
    return forger


@pytest.mark.parametrize("how", How)
def test_a_proof_stops_the_space_even_if_the_stop_could_not_be_written(how: How):
    """Seed 786: the node died between keeping the proof and stopping the space."""
    trip = Trip(at=-1, how=how)
    pair = Pair(light=True, wrap=trip.wrap)
    forger = shown_a_fork(pair)
    [rival] = forger.made
    victim = pair.nodes["MA"]
    at = 0
    while not victim.ledger.proofs(pair.id):
        trip.at, trip.count, trip.armed = at, 0, True
        try:
            forger.answer(forger.message([rival], first=forger.space.theirs.size - 1))
        except (DiedError, Unavailable):
            pair.start("MA")
            victim = pair.nodes["MA"]
        trip.armed = False
        at += 1
    resume.ready(victim, pair.id)  # Whatever comes next begins so.
    assert guards.is_stopped(victim, pair.space("MA"))


def test_a_node_comes_back_from_before_its_key_was_revoked():
    """Seed 583: what a restored node remembers to sign with, the partner holds for revoked."""
    pair = Pair(light=True)
    opened(pair)
    pair.sync()
    backup = stores()
    node = pair.nodes["FR"]
    backup.ledger.found(pair.id, node.ledger.founding(pair.id))
    for document in node.work.register.all(Slug("edition")):
        backup.work.register.put(document)
    keys = pair.keys["FR"]
    old = keys.current(KeyUse.SIGN).fingerprint
    change_key(node, pair.id, keys, KeyChange(add=keys.renew(KeyUse.SIGN), ground=THEFT))
    change_key(node, pair.id, keys, KeyChange(revoke=old, ground=THEFT))
    pair.sync()
    pair.stores["FR"] = backup
    restart.begin(pair.start("FR"), pair.id, epoch=1_000)
    refused = 0
    while guards.asked_epoch(pair.nodes["FR"], pair.id) is not None:
        try:
            pair.trip("FR", "MA")
            restart.restart(pair.nodes["FR"], pair.id, keys)
        except (Unproven, Unavailable):
            refused += 1
        assert refused < 6
    pair.sync()
    assert pair.space("FR").ours.epoch == 1_000
    assert pair.space("FR").ours.keys[old].revoked


def test_a_node_comes_back_from_before_a_key_that_never_reached_its_partner():
    """Seed 33: its answers, in between its questions, must not use up the turns of a key."""
    pair = Pair(light=True)
    opened(pair)
    pair.sync()
    keys = pair.keys["FR"]
    keys.renew(KeyUse.SIGN)  # Its act was lost with the disk.
    restart.begin(pair.nodes["FR"], pair.id, epoch=1_000)
    refused = 0
    while not restart.awaits_root(pair.space("FR"), 1_000):
        try:
            pair.trip("FR", "MA")
        except Unproven:
            refused += 1
        with suppress(Unproven):
            pair.trip("MA", "FR")
        assert refused < 3
