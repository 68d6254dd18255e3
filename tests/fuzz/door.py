"""A whole node behind its door: what a partner with true keys can say to it, in any bytes.

Each message is given its place anew: the acts in it are signed, whatever they have become, and the
message is sealed; so only what the partner may not write, or nobody can read, is wrong with it.
"""

from dataclasses import replace

from jisr.core.act import Act, Kind, Ref, Slug
from jisr.core.errors import JisrError
from jisr.core.keys import KeyUse
from jisr.core.log import ROOT_KINDS
from jisr.core.parts import OpenPart
from jisr.exchange.message import Message
from jisr.exchange.values import SignedAct
from jisr.node import deliver, project, resume
from tests.node import light
from tests.node.forger import Forger
from tests.node.talk import lists
from tests.node.test_bad_input import form, remark
from tests.node.test_two_nodes import opened
from tests.node.world import Pair


def scene() -> Forger:
    """MA, with one case of FR's: the same in every bit each time."""
    light.again()
    pair = Pair(light=True)
    opened(pair)
    return Forger(pair)


def asked() -> OpenPart:
    return form("request", {"question": "Whose is it?", "reason": "It was seen twice."})


def messages() -> list[bytes]:
    """What FR could send next, in good order."""
    forger = scene()
    case = forger.space._ledger.after(forger.pair.id, "FR", start=0)[0]
    on = Ref(author=case.author, epoch=case.epoch, seq=case.seq, id=case.id)
    withdrawn = {"kind": Kind.MOVE, "act": Slug("withdraw"), "case": case.id, "on": on}
    erased = sorted(part.commitment for part in forger.space._ledger.parts(case.id))
    made = [
        lambda: [remark(forger)],
        lambda: [forger.add(forger.opening(asked()), asked())],
        lambda: [forger.add(forger.act(**withdrawn))],
        lambda: [forger.add(forger.act(kind=Kind.ERASE, detail={
            "ground": "retention-expired", "parts": erased}))],
        lambda: [forger.add(forger.act(
            kind=Kind.KEY, key=forger.pair.keys["FR"].current(KeyUse.ROOT).fingerprint,
            detail={"ground": "theft",
                    "revoke": forger.pair.keys["FR"].current(KeyUse.SIGN).fingerprint}))],
        lambda: [remark(forger), remark(forger, "Once more.")],
    ]  # fmt: skip
    found = []
    for make in made:
        forger.made.clear()
        found.append(forger.message(make()).encode())
    return found


def signed_anew(forger: Forger, act: SignedAct) -> SignedAct:
    """Let FR sign what stands there now, with the key that its kind asks for."""
    try:
        root = Act.parse(act.header).kind in ROOT_KINDS
    except JisrError:
        root = False
    made = forger.sign(act.header, use=KeyUse.ROOT if root else KeyUse.SIGN)
    return SignedAct(header=made.header, sig=made.sig)


def answered(raw: bytes) -> None:
    """Send the message; whatever it was, the node goes on, and its lists are its ledger's."""
    message = Message.parse(raw)
    forger = scene()
    if message.batch is not None:
        acts = tuple(signed_anew(forger, act) for act in message.batch.acts)
        message = replace(message, batch=replace(message.batch, acts=acts))
    pair, error = forger.pair, None
    try:
        deliver.answer(forger.victim, pair.id, pair.lines["MA"], forger.seal(message))
    except JisrError as refused:
        error = refused
    resume.ready(forger.victim, pair.id)
    cases = [row.case for row in forger.victim.work.views.cases()]
    before = lists(pair, "MA", cases)
    project.rebuild(forger.victim, pair.space("MA"))
    assert lists(pair, "MA", cases) == before
    pair.start("MA")
    if error is not None:
        raise error
