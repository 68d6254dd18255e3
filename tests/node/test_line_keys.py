"""Which key speaks for a line, and what becomes of it when keys are added and revoked."""

import pytest

from jisr.core.act import Digest, Slug
from jisr.core.errors import JisrError
from jisr.core.keys import KeyRecord, KeyUse
from jisr.core.service import KeyChange
from jisr.node import deliver
from tests.node.world import Pair, change_key

GROUND = Slug("rotation")


@pytest.fixture
def pair() -> Pair:
    pair = Pair(light=True)
    pair.sync()
    return pair


def add(pair: Pair, use: KeyUse) -> KeyRecord:
    """Put a new key of FR on record; it is not in use yet."""
    record = pair.keys["FR"].make(use)
    change_key(pair.nodes["FR"], pair.id, pair.keys["FR"], KeyChange(ground=GROUND, add=record))
    return record


def revoke(pair: Pair, key: KeyRecord) -> None:
    change = KeyChange(ground=GROUND, revoke=key.fingerprint)
    change_key(pair.nodes["FR"], pair.id, pair.keys["FR"], change)


def lose(pair: Pair, key: KeyRecord) -> None:
    """Destroy a secret, as a keystore does once the key is revoked everywhere."""
    del pair.keys["FR"]._held[key.fingerprint]


def signed_by(pair: Pair) -> Digest:
    """Return the key that signs FR's next message."""
    space = pair.space("FR")
    return deliver.sealer_of(pair.nodes["FR"], space, pair.lines["FR"]).sign_key


@pytest.mark.parametrize("first", ["FR", "MA"])
def test_a_rotation_broken_off_and_its_key_revoked_leaves_the_line_whole(pair: Pair, first: str):
    old = pair.keys["FR"].current(KeyUse.SIGN)
    unused = add(pair, KeyUse.SIGN)
    pair.sync()
    revoke(pair, unused)
    lose(pair, unused)
    assert signed_by(pair) == old.fingerprint
    pair.trip(first, "MA" if first == "FR" else "FR")
    pair.sync()
    assert pair.space("MA").theirs.keys[unused.fingerprint].revoked
    third = add(pair, KeyUse.SIGN)
    pair.keys["FR"].turn_to(third)
    assert signed_by(pair) == old.fingerprint  # MA has not heard of the third key yet.
    pair.sync()
    assert signed_by(pair) == third.fingerprint
    revoke(pair, old)
    lose(pair, old)
    pair.sync()
    pair.start("FR")
    pair.sync()
    assert signed_by(pair) == third.fingerprint


def test_a_key_revoked_before_the_partner_knows_the_next_one_still_brings_both_acts(pair: Pair):
    old = pair.keys["FR"].current(KeyUse.SIGN)
    new = pair.keys["FR"].make(KeyUse.SIGN)
    root = pair.keys["FR"]
    change_key(pair.nodes["FR"], pair.id, root, KeyChange(ground=GROUND, add=new))
    root.turn_to(new)
    revoke(pair, old)
    assert signed_by(pair) == old.fingerprint
    pair.sync()
    assert signed_by(pair) == new.fingerprint


def test_all_keys_the_partner_knew_being_revoked_the_current_one_is_tried(pair: Pair):
    old = pair.keys["FR"].current(KeyUse.SIGN)
    revoke(pair, old)
    pair.trip("FR", "MA")
    new = add(pair, KeyUse.SIGN)
    pair.keys["FR"].turn_to(new)
    assert pair.space("MA").theirs.keys[old.fingerprint].revoked
    assert signed_by(pair) == new.fingerprint


def code_of(pair: Pair, asking: str, answering: str) -> str | None:
    try:
        pair.trip(asking, answering)
    except JisrError as error:
        return error.code
    return None


def test_without_a_seal_key_of_the_partner_nothing_is_sent_until_it_has_another(pair: Pair):
    old = pair.keys["FR"].current(KeyUse.SEAL)
    revoke(pair, old)
    assert code_of(pair, "FR", "MA") == "node.no-seal-key"
    assert pair.space("MA").theirs.keys[old.fingerprint].revoked  # What came was kept.
    assert code_of(pair, "FR", "MA") == "node.no-seal-key"
    before = pair.lines["MA"].heard
    assert code_of(pair, "MA", "FR") == "node.no-seal-key"
    assert pair.lines["MA"].heard == before
    new = add(pair, KeyUse.SEAL)
    pair.keys["FR"].turn_to(new)
    pair.sync()
    assert pair.space("MA").theirs.key_for(KeyUse.SEAL).record == new
