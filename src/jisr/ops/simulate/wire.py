"""Bring one act to a node's door in a message of its own, as its author or a thief would."""

from dataclasses import dataclass, replace
from typing import Final

from jisr.core.act import Act, Digest, PartyId, act_id
from jisr.core.dsse import ACT_TYPE, pae
from jisr.core.errors import JisrError
from jisr.core.keys import KeyUse
from jisr.core.log import Log
from jisr.exchange.envelope import Sealer, open_answer, seal_message
from jisr.exchange.message import Batch, Message
from jisr.exchange.values import Head, SignedAct
from jisr.node import deliver
from jisr.node.line import link_of, new_nonce, opener_of
from jisr.ops.simulate.cryptography import AllKeys
from jisr.ops.simulate.month import Month

NONE: Final = "-"  # Instead of a code: there was no fault.


@dataclass(frozen=True, slots=True)
class Signed:
    """An act as it leaves."""

    header: bytes
    sig: bytes

    @property
    def id(self) -> Digest:
        """The id of the act."""
        return act_id(self.header)


def signed(keys: AllKeys, act: Act, use: KeyUse = KeyUse.SIGN) -> Signed:
    """Sign an act with one of the keys."""
    header = act.encode()
    return Signed(header, keys.sign(use, pae(ACT_TYPE, header)))


def _head(log: Log) -> Head:
    return Head(epoch=log.epoch, size=log.size, id=log.head)


def send(month: Month, sender: PartyId, keys: AllKeys, made: Signed) -> str:
    """Bring one act to the partner's door in a message of its own; return the fault's code."""
    victim = month.other(sender)
    seq = Act.parse(made.header).seq
    space = month.space(victim)
    ours = _head(space.theirs)
    if seq >= ours.size:
        ours = replace(ours, size=seq + 1, id=made.id)
    message = Message(
        space=month.id,
        sender=sender,
        receiver=victim,
        nonce=new_nonce(month.nodes[sender]),
        at=month.clocks[sender](),
        ours=ours,
        yours=_head(space.ours),
        batch=Batch(first=seq, acts=(SignedAct(header=made.header, sig=made.sig),)),
    )
    codes: list[str] = []
    died = month.attempt(lambda: codes.append(_answered(month, sender, keys, message)))
    return died or codes[0]


def _answered(month: Month, sender: PartyId, keys: AllKeys, message: Message) -> str:
    victim, node = month.other(sender), month.nodes[sender]
    raw = seal_message(message, _sealer(month, sender, keys))
    answer = deliver.answer(month.nodes[victim], month.id, month.lines[victim], raw)
    assert message.nonce is not None
    space = month.space(sender)
    try:
        heard = open_answer(answer, link_of(space), opener_of(node, space), asked=message.nonce)
    except JisrError as error:
        return error.code
    return heard.fault.code if heard.fault else NONE


def _sealer(month: Month, sender: PartyId, keys: AllKeys) -> Sealer:
    theirs = month.space(month.other(sender)).ours.key_for(KeyUse.SEAL)
    assert theirs is not None
    public = theirs.record.public

    def seal(plaintext: bytes, /, *, info: bytes) -> bytes:
        return month.made.seal(public, plaintext, info)

    key = keys.current(KeyUse.SIGN).fingerprint
    return Sealer(
        sign=lambda message: keys.sign(KeyUse.SIGN, message, key=key),
        sign_key=key,
        seal=seal,
        seal_key=theirs.record.fingerprint,
    )
