"""Every reason of the node is given where it should be, in three languages."""

import string
from dataclasses import replace

import pytest

from jisr.core.act import Digest, PartyId, Slug
from jisr.core.errors import LANGS, Conflict, JisrError, Reason, Refused, Unproven
from jisr.core.keys import KeyUse
from jisr.core.service import KeyChange
from jisr.exchange.values import Fault, Frame
from jisr.ledger.keys import PartKey, PartName
from jisr.node import compose, content, found, prove, reasons, restart
from jisr.node.known import KNOWN
from jisr.node.wish import Proposal
from jisr.ops.simulate.cryptography import RealKeys
from tests.node.forger import Forger, state
from tests.node.test_bad_input import remark
from tests.node.test_two_nodes import act, opened
from tests.node.world import Pair, change_key, edition

REASONS = [value for value in vars(reasons).values() if isinstance(value, Reason)]


@pytest.fixture
def pair() -> Pair:
    return Pair(light=True)


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.code)
def test_every_reason_is_told_in_three_languages_with_the_same_facts(reason: Reason):
    slots = [
        {name for _, name, _, _ in string.Formatter().parse(getattr(reason, lang)) if name}
        for lang in LANGS
    ]
    assert slots[0] == slots[1] == slots[2]
    said = {reason.text(lang, dict.fromkeys(slots[0], 7)) for lang in LANGS}
    assert len(said) == len(LANGS)
    assert not any("{" in text or "None" in text for text in said)
    assert KNOWN[reason.code] is reason


def test_no_two_reasons_have_one_code():
    assert len({reason.code for reason in REASONS}) == len(REASONS)


def test_an_act_that_is_not_here_is_not_proved(pair: Pair):
    with pytest.raises(Refused) as refused:
        prove.prove(pair.nodes["MA"], Digest("ab" * 32))
    assert refused.value.code == "node.unknown-act"


def test_fields_for_an_act_without_a_form_are_refused(pair: Pair):
    case = opened(pair)
    before = state(pair, "FR")
    with pytest.raises(Refused) as refused:
        act(pair, "FR", case, "withdraw", fields={"reason": "No more."})
    assert refused.value.code == "node.form-not-used"
    assert state(pair, "FR") == before


def test_a_key_that_opens_something_else_is_noticed(pair: Pair):
    """The cipher holds, and the commitment does not: the salt in the key store was changed."""
    case = opened(pair)
    node, space = pair.nodes["MA"], pair.space("MA")
    name = PartName(space=pair.id, entry=case, name="request")
    held = node.keys.get(name)
    node.keys._keys[name] = PartKey(part=name, key=held.key, salt=bytes(len(held.salt)))
    with pytest.raises(Unproven) as refused:
        content.open_part(node, space, node.ledger.part(case, "request"))
    assert refused.value.code == "node.part-damaged"


def test_a_part_is_opened_as_that_of_its_own_act_alone(pair: Pair):
    """Somebody puts a part with its key in the place of another: the content itself is whole."""
    one, two = opened(pair), opened(pair)
    node = pair.nodes["MA"]
    part = node.ledger.part(one, "request")
    key = node.keys.get(PartName(space=pair.id, entry=one, name="request"))
    assert content.unseal_with(node, part, key) is not None
    for moved in ({"entry": two}, {"name": "subjects.1"}, {"space": "0" * 64}):
        with pytest.raises(Unproven) as refused:
            content.unseal_with(node, replace(part, **moved), key)
        assert refused.value.code == "ops.part-does-not-open"


def test_what_the_partner_did_not_take_is_shown(pair: Pair):
    opened(pair)
    forger = Forger(pair)
    fault = Fault.of(Refused(reasons.SPACE_STOPPED, seq=3))
    assert forger.fault(fault=fault) is None
    [alarm] = pair.nodes["MA"].work.partners.alarms()
    assert alarm.reason.code == "node.partner-refused"
    assert alarm.facts == {"code": "node.space-stopped"}


def test_a_step_of_a_session_that_is_not_open_is_refused(pair: Pair):
    opened(pair)
    forger = Forger(pair)
    before = state(pair, "MA")
    frame = Frame(case=Digest("cd" * 32), session=Digest("ab" * 32), n=0, data=b"step")
    assert forger.fault(frames=(frame,)) == "node.no-sessions"
    assert state(pair, "MA") == before
    assert forger.fault(remark(forger)) is None


def test_a_root_act_signed_before_the_log_went_on_is_made_again(pair: Pair):
    case = opened(pair)
    node, keys = pair.nodes["FR"], pair.keys["FR"]
    change = KeyChange(add=keys.renew(KeyUse.CHECKPOINT), ground=Slug("rotation"))
    header = restart.key_header(node, pair.id, change)
    act(pair, "FR", case, "remark", fields={"remark": "Meanwhile."})
    before = state(pair, "FR")
    with pytest.raises(Conflict) as refused:
        restart.place_root(node, pair.id, header, restart.sign_header(header, keys))
    assert refused.value.code == "node.log-moved"
    assert state(pair, "FR") == before
    change_key(node, pair.id, keys, change)


def test_a_founding_document_of_others_is_not_joined(pair: Pair):
    strangers = {party: RealKeys() for party in ("BE", "FR")}
    founders = [found.founder_of(PartyId(p), keys, keys) for p, keys in strangers.items()]
    payload = found.draft(
        (founders[0], founders[1]),
        framework=edition().digest,
        channel=Slug("general"),
        at=pair.clock(),
    )
    envelope = found.sign(payload, strangers["BE"])
    raw = found.sign(payload, strangers["FR"], envelope).encode()
    real = Pair()
    for party in ("MA", "FR"):  # Not named; named with keys that are not ours.
        with pytest.raises(Refused) as refused:
            found.join(real.nodes[party], raw, edition().signed)
        assert refused.value.code == "node.not-for-us"
    with pytest.raises(JisrError):
        found.join(real.nodes["FR"], found.sign(payload, strangers["FR"]).encode(), b"")


def test_a_space_is_not_joined_with_another_edition(pair: Pair):
    real = Pair()
    with pytest.raises(JisrError) as refused:
        found.join(real.nodes["FR"], real.founding, edition("ma-be").signed)
    assert refused.value.code == "node.unknown-edition"


def test_a_case_that_is_not_here_is_told_as_one_you_may_not_see(pair: Pair):
    with pytest.raises(Refused) as refused:
        compose.act(pair.nodes["FR"], pair.id, Digest("ab" * 32), Proposal(act=Slug("answer")))
    assert refused.value.code == "node.unknown-case"
