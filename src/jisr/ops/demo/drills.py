"""The hard days, played on the running nodes and told in plain sentences.

Each drill breaks something on purpose, says what it does and what comes of it, and returns what
did not hold.
"""

import asyncio
import base64
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from jisr.core.act import Act, Digest, Kind, Slug
from jisr.core.canonical import Json
from jisr.core.case import ref_of
from jisr.core.dsse import ACT_TYPE, pae
from jisr.core.errors import JisrError, Lang
from jisr.core.keys import KeyUse
from jisr.exchange import peer as plans
from jisr.exchange.envelope import open_answer, seal_message
from jisr.exchange.message import Message
from jisr.exchange.peer import Cargo, Offer
from jisr.exchange.values import SignedAct
from jisr.node import compose, restart
from jisr.node.batch import Batch, Content
from jisr.node.line import Line, link_of, new_nonce, opener_of, peer_of, sealer_of
from jisr.ops import backup, crypto
from jisr.ops.build import Built, tls_keys
from jisr.ops.client import PeerClient
from jisr.ops.demo import words
from jisr.ops.demo.checks import mark_of
from jisr.ops.demo.stage import (
    BE,
    FR,
    HOST,
    MA,
    PASSPHRASE,
    Actor,
    Stage,
    opened,
    root_keys,
    start,
    stop,
    wait_for,
)
from jisr.ops.demo.stories import agreed, has, show
from jisr.ops.keystore import FileKeystore
from jisr.ops.settings import load_settings
from jisr.ops.tls import Pins

Tell = Callable[[str], None]
Say = Callable[[words.Told], None]
LOAD: Final = 30  # Cases in flight when the node is killed.


def killed(stage: Stage, tell: Say) -> list[str]:
    """Kill FR with SIGKILL while acts are on their way to it."""
    tell(words.KILL)
    space, ma, fr = stage.spaces["ma-fr"], stage.actors[MA], stage.actors[FR]
    cases = []
    for number in range(LOAD):
        cases.append(_request(ma, space, f"drill {number}"))
        if number == LOAD // 2:
            stop(fr, signal.SIGKILL)
    start(fr)
    wait_for(lambda: all(agreed(stage, case, "ma-fr") for case in cases), what="delivery")
    held = [has(fr, space, case, case) for case in cases]
    tell(words.KILLED)
    return [] if all(held) else ["acts were lost when FR was killed"]


def restored(stage: Stage, tell: Say) -> list[str]:
    """Put MA back to an old backup; it may write again only behind the fence."""
    tell(words.RESTORE)
    space, ma = stage.spaces["ma-fr"], stage.actors[MA]
    folder = stage.folder / "old-backup"
    ma.call("backup", folder=str(folder))
    after = _request(ma, space, "after the backup")
    wait_for(lambda: agreed(stage, after, "ma-fr"), what="delivery")
    stop(ma)
    settings = load_settings(ma.settings)
    backup.restore(settings, folder, passphrase=PASSPHRASE, epoch=int(time.time()))
    start(ma)
    wrong = []
    if not _refused(ma, space, "node.not-yet-heard"):
        wrong.append("a restored node wrote before it heard its partner")
    root = root_keys(ma)
    for id in stage.spaces.values():
        wait_for(lambda i=id: _rejoined(ma, i, root), what="the fence")  # type: ignore[misc]
    wait_for(lambda: has(ma, space, after, after), what="what the backup had lost")
    fresh = _request(ma, space, "after the restore")
    wait_for(lambda: agreed(stage, fresh, "ma-fr"), what="delivery")
    tell(words.RESTORED)
    return wrong


def stolen(stage: Stage, tell: Say) -> list[str]:
    """Replace FR's signing key and revoke the stolen one; what it signs then is refused."""
    tell(words.THEFT)
    fr, space = stage.actors[FR], stage.spaces["ma-fr"]
    thief = FileKeystore.unlock(fr.folder / "node.keys", passphrase=PASSPHRASE)
    old = thief.current(KeyUse.SIGN).fingerprint
    root = root_keys(fr)
    new = _answer(fr.call("key.prepare", use="sign"))["key"]
    _as_root(fr, space, root, "key.header", add=new, ground="theft")
    fr.call("key.activate", key=new)
    _as_root(fr, space, root, "key.header", revoke=old, ground="theft")
    case = _request(fr, space, "signed with the new key")
    wait_for(lambda: agreed(stage, case, "ma-fr"), what="delivery")
    stop(fr)
    built = opened(fr)
    try:
        forged = _next(built, space, case, key=old)
        signature = thief.sign(KeyUse.SIGN, pae(ACT_TYPE, forged), key=old)
        code = _send(stage, built, "ma-fr", SignedAct(header=forged, sig=signature))
    finally:
        built.close()
    start(fr)
    tell(words.REPLACED.with_(code=code))
    return [] if code == "core.revoked-key" else [f"the stolen key was answered with {code}"]


def erased(stage: Stage, tell: Say) -> list[str]:
    """Erase a part on both sides; the case stands as it stood."""
    tell(words.ERASE)
    ma, fr, space = stage.actors[MA], stage.actors[FR], stage.spaces["ma-fr"]
    case = _request(ma, space, "to be erased")
    wait_for(lambda: agreed(stage, case, "ma-fr"), what="delivery")
    before = show(fr, space, case)
    parts = before["acts"][case]["parts"]
    commitments: list[Json] = [part["commitment"] for part in parts]
    ma.call("erase", space=space, parts=commitments, ground="retention-expired")

    def gone() -> bool:
        return all(
            part["state"] == "erased"
            for actor in (ma, fr)
            for part in show(actor, space, case)["acts"][case]["parts"]
        )

    wait_for(gone, what="the erasure on both sides")
    after = show(fr, space, case)
    tell(words.ERASED)
    same = (before["path"], before["state"]) == (after["path"], after["state"])
    return [] if same else ["erasing a part changed a case"]


def attacked(stage: Stage, tell: Say) -> list[str]:
    """Let BE send a forged, a void and a forked act to MA."""
    tell(words.ATTACK)
    be, ma, space = stage.actors[BE], stage.actors[MA], stage.spaces["ma-be"]
    case = _request(ma, space, "asked of BE")
    wait_for(lambda: agreed(stage, case, "ma-be"), what="delivery")
    stop(be)
    built = opened(be)
    try:
        forged = _send(stage, built, "ma-be", _forged(built, space, case))
        void = _void(built, space, case)
    finally:
        built.close()
    tell(words.FORGED.with_(code=forged))
    start(be)
    wait_for(lambda: has(ma, space, case, void), what="the void act")
    verdict = show(ma, space, case)["acts"][void]
    tell(words.VOID.with_(code=str(verdict["void"])))
    stop(be)
    built = opened(be)
    try:
        forked = _send(stage, built, "ma-be", _second(built, space), first=0)
    finally:
        built.close()
    tell(words.FORKED.with_(code=forked))
    wrong = _check_fork(stage, ma, space)
    if forged != "core.bad-signature":
        wrong.append(f"a forged act was answered with {forged}")
    if verdict["standing"] != "void":
        wrong.append("a void act was given effect")
    if forked != "core.forked":
        wrong.append(f"a forked act was answered with {forked}")
    tell(words.STOPPED)
    return wrong


def _request(actor: Actor, space: Digest, question: str) -> Digest:
    mark = "[demo-unofficial]"
    answer = actor.call(
        "case.open",
        space=space,
        procedure="information-request",
        act="send",
        terms={"urgency": "ordinary", "purpose": "prevention", "domain": "forgery"},
        fields={"question": f"{question} {mark}", "reason": f"drill {mark}"},
    )
    return Digest(str(_answer(answer)["case"]))


def _refused(actor: Actor, space: Digest, code: str) -> bool:
    try:
        _request(actor, space, "too early")
    except JisrError as error:
        return error.code == code
    return False


def _rejoined(actor: Actor, space: Digest, root: FileKeystore) -> bool:
    try:
        _as_root(actor, space, root, "restart.header", ground="restore")
    except JisrError:
        return False
    return True


def _as_root(actor: Actor, space: Digest, root: FileKeystore, name: str, **args: Json) -> None:
    header = base64.b64decode(str(_answer(actor.call(name, space=space, **args))["header"]))
    signature = base64.b64encode(restart.sign_header(header, root)).decode()
    actor.call(
        "root.place",
        space=space,
        header=base64.b64encode(header).decode(),
        signature=signature,
    )


def _answer(answer: Json) -> dict[str, Any]:
    assert isinstance(answer, dict)
    return dict(answer)


def _next(built: Built, space: Digest, case: Digest, *, key: Digest | None = None) -> bytes:
    """Return a header for the next place of a node's log."""
    batch = Batch(built.node.space(space), built.node.world)
    content = Content(kind=Kind.NOTE, at=built.node.world.now(), case=case, act=Slug("remark"))
    return batch.header(content, key=key)


def _forged(built: Built, space: Digest, case: Digest) -> SignedAct:
    """Return an act for the next place of BE's log, with a signature that is not BE's."""
    header = _next(built, space, case)
    stranger = crypto.new_signing_secret()
    return SignedAct(header=header, sig=crypto.sign(stranger, pae(ACT_TYPE, header)))


def _void(built: Built, space: Digest, case: Digest) -> Digest:
    """Write into BE's log a move that is MA's to make; an honest node never would."""
    node = built.node
    folded = compose.case_of(node.space(space), case)
    held = folded.tip.held
    assert held is not None
    batch = Batch(node.space(space), node.world)
    content = Content(
        kind=Kind.MOVE,
        at=node.world.now(),
        case=case,
        act=Slug("withdraw"),
        on=ref_of(held),
    )
    entry = batch.write(content)
    batch.commit(node.ledger, node.keys)
    return entry.id


def _second(built: Built, space: Digest) -> SignedAct:
    """Return another act, truly signed, for the first place of BE's log."""
    entry = built.node.ledger.entry(space, built.node.party, 0)
    assert entry is not None
    first = Act.parse(entry.header)
    fields = {name: getattr(first, name) for name in first.__slots__}
    header = Act(**{**fields, "at": built.node.world.now()}).encode()
    signature = built.node.world.keys.sign(KeyUse.SIGN, pae(ACT_TYPE, header))
    return SignedAct(header=header, sig=signature)


def _send(
    stage: Stage, built: Built, pack: str, act: SignedAct, *, first: int | None = None
) -> str:
    """Send one act to MA as a node would that knows no rules; return MA's code for it."""
    node, ma = built.node, stage.actors[MA]
    space = node.space(stage.spaces[pack])
    line = Line()
    peer = peer_of(node, space, line)
    held = peer.ours.size if first is None else first
    planned = plans.Plan(need=plans.Need.NOW, first=held, count=1)
    message = plans.request(
        peer, planned, Cargo(offers=[Offer(act=act)]), nonce=new_nonce(node), at=node.world.now()
    )
    message = _claiming(message, held + 1)
    raw = seal_message(message, sealer_of(node, space, line))
    answer = asyncio.run(_post(built, f"https://{HOST}:{ma.peer_port}/sync", raw))
    assert message.nonce is not None
    told = open_answer(answer, link_of(space), opener_of(node, space), asked=message.nonce)
    return told.fault.code if told.fault else "none"


def _claiming(message: Message, size: int) -> Message:
    """A batch may not reach past the head its sender claims: a liar claims one act more."""
    if message.ours.size >= size:
        return message
    return replace(message, ours=replace(message.ours, size=size))


async def _post(built: Built, url: str, raw: bytes) -> bytes:
    pins = Pins(tls_keys(built.node, MA))
    async with PeerClient(built.holder, pins) as client:
        return await client.post(url, raw)


def _check_fork(stage: Stage, ma: Actor, space: Digest) -> list[str]:
    """Check the proof in MA's export with the stand-alone verifier."""
    raw = base64.b64decode(str(_answer(ma.call("export", space=space))["ledger"]))
    file = stage.folder / f"{mark_of(stage)['code']}-ledger-ma-be.json"
    file.write_bytes(raw)
    verifier = stage.root / "tools" / "verify.py"
    done = subprocess.run(  # noqa: S603 - our own interpreter and file
        [sys.executable, "-I", str(verifier), str(file)], capture_output=True, check=False
    )
    if done.returncode == 0:
        return []
    return [f"the exported ledger does not verify: {done.stderr.decode(errors='replace')}"]


ALL: Final = (killed, restored, stolen, erased, attacked)


def play(stage: Stage, *, tell: Tell, lang: Lang) -> list[str]:
    """Play every drill; return what did not hold."""
    wrong: list[str] = []
    for drill in ALL:
        wrong += drill(stage, lambda told: tell(told.in_(lang)))
    return wrong
