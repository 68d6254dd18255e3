"""What somebody who means ill can do: a malicious ministry, or a thief with its signing key.

Whatever is signed here goes past the rules of the node that should have refused to write it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import Any, Final

from jisr.core.act import Act, Digest, Kind, PartyId, Ref, Slug
from jisr.core.case import Case, ref_of
from jisr.core.dsse import ACT_TYPE, pae
from jisr.core.keys import KeyUse
from jisr.core.parts import SALT_BYTES, OpenPart
from jisr.core.service import Erase, KeyChange
from jisr.ledger.base import Entry
from jisr.node import batch as batches
from jisr.node import guards, project, restart
from jisr.ops.simulate.happenings import clauses
from jisr.ops.simulate.month import Month
from jisr.ops.simulate.said import Said
from jisr.ops.simulate.wire import Signed, send, signed

NOWHERE: Final = Digest("0" * 64)
THEFT: Final = Slug("theft")
UNHEARD_OF: Final = Slug("unheard-of")
NONE: Final = "-"
FORKED: Final = "core.forked"
Changes = Mapping[str, Any]


# --- void acts ------------------------------------------------------------------------------------


def void(month: Month, party: PartyId, chance: Random) -> None:
    """Write an act that the procedure does not give its author, into one's own log."""
    me = month.suspect
    node = month.nodes[me]
    standing = [case for case in month.cases if isinstance(month.space(me).case(case), Case)]
    if not standing or guards.is_halted(node, month.space(me)):
        return
    case = chance.choice(standing)
    folded = month.space(me).case(case)
    assert isinstance(folded, Case)
    name, on = _not_theirs(folded, me, chance)
    content = batches.Content(
        kind=Kind.MOVE, at=_at(month, me), case=case, act=name, on=on, parts=[_part(month)]
    )
    month.tell(Said.VOID, party=me, act=name)
    written: list[Entry] = []
    month.attempt(lambda: _past_the_rules(month, me, content, written))
    month.deed.void |= {entry.id for entry in written}


def _not_theirs(folded: Case, me: PartyId, chance: Random) -> tuple[Slug, Ref]:
    """Return a move that is void in the past of its author: that past is all it holds."""
    tip = folded.root.ref if folded.tip.held is None else ref_of(folded.tip.held)
    side = folded.root.side(me)
    mine = clauses(folded, side)
    state = folded.tip.table.states.get(folded.tip.state)
    theirs = sorted({act for _, act in state.clauses} - set(mine)) if state else []
    older = [ref_of(step.held) for step in folded.path[:-1] if step.held is not None]
    if older and mine and chance.random() < 0.4:  # noqa: PLR2004
        return Slug(chance.choice(mine)), chance.choice(older)
    if theirs and chance.random() < 0.7:  # noqa: PLR2004
        return Slug(chance.choice(theirs)), tip
    return UNHEARD_OF, tip


def _past_the_rules(
    month: Month, me: PartyId, content: batches.Content, written: list[Entry]
) -> None:
    node, space = month.nodes[me], month.space(me)
    batch = batches.Batch(space, node.world)
    written.append(batch.write(content))
    batch.commit(node.ledger, node.keys)
    project.project(node, space, batch.entries)


def _part(month: Month) -> OpenPart:
    return OpenPart(name="remark", salt=month.made.random(SALT_BYTES), content=b'{"remark":"No."}')


def _at(month: Month, party: PartyId) -> Any:  # noqa: ANN401 - an instant
    now = month.clocks[party]()
    return max(now, month.space(party).ours.last_at or now)


def withhold(month: Month, party: PartyId, chance: Random) -> None:
    """Announce a part that will never come."""
    me = month.suspect
    node, space = month.nodes[me], month.space(me)
    if not month.cases or guards.is_halted(node, month.space(me)):
        return
    case = chance.choice(month.cases)
    if not isinstance(space.case(case), Case):
        return
    month.tell(Said.WITHHOLDS, party=me)
    written: list[Entry] = []

    def write() -> None:
        batch = batches.Batch(space, node.world)
        said = batches.Content(
            kind=Kind.NOTE, at=_at(month, me), case=case, act=Slug("remark"), parts=[_part(month)]
        )
        header = batch.header(said)
        signature = month.keys[me].sign(KeyUse.SIGN, pae(ACT_TYPE, header))
        written.append(batch.write_signed(header, signature))  # Without its part.
        batch.commit(node.ledger, node.keys)
        project.project(node, space, batch.entries)

    month.attempt(write)
    month.deed.withheld |= {entry.id for entry in written}


# --- forged acts ----------------------------------------------------------------------------------


def forge(month: Month, party: PartyId, chance: Random) -> None:
    """Send an act that the partner must not take, of a kind that chance chooses."""
    me, victim = month.suspect, month.other(month.suspect)
    name = chance.choice(sorted(FORGERIES))
    made = FORGERIES[name](month, me)
    if made is None:
        return
    month.deed.planted[made.id] = name
    code = send(month, me, month.keys[me], made)
    month.tell(Said.FORGES, party=me, how=name, code=code)
    if month.bare[victim].ledger.find(made.id) is not None:
        month.blame("diverged", f"{victim} took a forged act ({name})")


def _next(month: Month, me: PartyId, **changes: Any) -> Act:  # noqa: ANN401 - header fields
    """Return a note that is in order at the end of one's log as the partner holds it."""
    space = month.space(month.other(me))
    log, other = space.theirs, space.ours
    news = None
    if other.size > log.saw:
        news = Ref(author=other.author, epoch=other.epoch, seq=other.size - 1, id=other.head)
    plain: dict[str, Any] = {
        "space": month.id,
        "author": me,
        "epoch": log.epoch,
        "seq": log.size,
        "prev": log.head,
        "at": max(month.time.at, log.last_at or month.time.at),
        "key": month.keys[me].current(KeyUse.SIGN).fingerprint,
        "kind": Kind.NOTE,
        "seen": news,
        "case": month.cases[0] if month.cases else month.id,
        "act": Slug("remark"),
    }
    return Act(**plain | changes)


def _service(month: Month, me: PartyId, kind: Kind, detail: Changes, **more: Any) -> Act:  # noqa: ANN401
    return _next(month, me, kind=kind, case=None, act=None, detail=detail, **more)


def _bad_signature(month: Month, me: PartyId) -> Signed:
    made = signed(month.keys[me], _next(month, me))
    return replace(made, sig=bytes([made.sig[0] ^ 1]) + made.sig[1:])


def _of_the_partner(month: Month, me: PartyId) -> Signed:
    """An act planted in the partner's own log."""
    victim = month.other(me)
    log = month.space(victim).ours
    act = _next(month, me, author=victim, seq=log.size, prev=log.head, seen=None)
    return signed(month.keys[me], act)


def _other_space(month: Month, me: PartyId) -> Signed:
    return signed(month.keys[me], _next(month, me, space=NOWHERE))


def _broken_chain(month: Month, me: PartyId) -> Signed:
    return signed(month.keys[me], _next(month, me, prev=NOWHERE))


def _wrong_epoch(month: Month, me: PartyId) -> Signed:
    epoch = month.space(month.other(me)).theirs.epoch
    return signed(month.keys[me], _next(month, me, epoch=epoch + 7))


def _strange_key(month: Month, me: PartyId) -> Signed:
    """An act signed with a key of another use."""
    key = month.keys[me].current(KeyUse.CHECKPOINT).fingerprint
    return signed(month.keys[me], _next(month, me, key=key), KeyUse.CHECKPOINT)


def _working_key_for_root(month: Month, me: PartyId) -> Signed:
    """A key act that the working key has signed, as a thief would add a key of his own."""
    change = KeyChange(add=month.keys[me].copy().make(KeyUse.TLS), ground=THEFT)
    return signed(month.keys[me], _service(month, me, Kind.KEY, change.to_wire()))


def _seen_backwards(month: Month, me: PartyId) -> Signed | None:
    """An act that has seen less than the one before it."""
    space = month.space(month.other(me))
    saw = space.theirs.saw
    if saw == 0:
        return None
    at = space.at(space.me, saw - 1)
    assert at is not None
    seen = Ref(author=space.me, epoch=at.epoch, seq=saw - 1, id=at.id)
    return signed(month.keys[me], _next(month, me, seen=seen))


def _seen_otherwise(month: Month, me: PartyId) -> Signed | None:
    """An act that attests other bytes of the partner's than those it wrote."""
    log = month.space(month.other(me)).ours
    if log.size == month.space(month.other(me)).theirs.saw:
        return None
    seen = Ref(author=log.author, epoch=log.epoch, seq=log.size - 1, id=NOWHERE)
    return signed(month.keys[me], _next(month, me, seen=seen))


def _seen_too_much(month: Month, me: PartyId) -> Signed:
    log = month.space(month.other(me)).ours
    seen = Ref(author=log.author, epoch=log.epoch, seq=log.size + 5, id=NOWHERE)
    return signed(month.keys[me], _next(month, me, seen=seen))


def _no_content(month: Month, me: PartyId) -> Signed:
    detail = Erase(parts=(NOWHERE,), ground=THEFT).to_wire()
    return signed(month.keys[me], _service(month, me, Kind.ACK, detail))


FORGERIES: Final[Mapping[str, Callable[[Month, PartyId], Signed | None]]] = {
    "broken chain": _broken_chain,
    "bad signature": _bad_signature,
    "key act by a working key": _working_key_for_root,
    "no receipt": _no_content,
    "of another space": _other_space,
    "of the partner": _of_the_partner,
    "seen backwards": _seen_backwards,
    "seen otherwise": _seen_otherwise,
    "seen too much": _seen_too_much,
    "strange key": _strange_key,
    "wrong epoch": _wrong_epoch,
}


# --- forks ----------------------------------------------------------------------------------------


def fork(month: Month, party: PartyId, chance: Random) -> None:
    """Sign a second act for a place of one's log that the partner holds already."""
    me, victim = month.suspect, month.other(month.suspect)
    ledger = month.bare[victim].ledger
    notes = [e for e in ledger.after(month.id, me, start=0) if e.kind in (Kind.NOTE, Kind.ACK)]
    if not notes:
        return
    held = chance.choice(notes)
    act = Act.parse(held.header)
    rival = _next(
        month, me, seq=act.seq, prev=act.prev, epoch=act.epoch, seen=act.seen, kind=Kind.NOTE
    )
    made = signed(month.keys[me], rival)
    month.deed.planted[made.id] = "fork"
    month.deed.forks.add((me, act.seq))
    code = send(month, me, month.keys[me], made)
    month.tell(Said.FORKS, party=me, seq=act.seq, code=code)
    if code == FORKED:
        month.deed.shown.add((me, act.seq))


# --- theft ----------------------------------------------------------------------------------------


def steal(month: Month, party: PartyId, chance: Random) -> None:
    """Copy the suspect's working keys."""
    if month.thief is None:
        month.thief = month.keys[month.suspect].copy()
        month.stolen_key = month.thief.current(KeyUse.SIGN)
        month.tell(Said.STOLEN, party=month.suspect)


def use_stolen(month: Month, party: PartyId, chance: Random) -> None:
    """Write in the name of the robbed party, next after what its partner holds."""
    robbed, victim = month.suspect, month.other(month.suspect)
    if month.thief is None or month.stolen_key is None:
        return
    key = month.stolen_key.fingerprint
    known = month.space(victim).theirs.keys.get(key)
    made = signed(month.thief, _next(month, robbed, key=key))
    if known is not None and known.revoked:
        month.deed.planted[made.id] = "stolen key, revoked"
    else:
        month.deed.stolen.add(made.id)
    code = send(month, robbed, month.thief, made)
    month.tell(Said.USED, party=robbed, code=code)


def revoke(month: Month, party: PartyId, chance: Random) -> None:
    """Replace the stolen key: first the new one is added, then the old one revoked."""
    robbed = month.suspect
    if month.stolen_key is None:
        return
    if month.renewal is None:
        month.renewal = month.keys[robbed].make(KeyUse.SIGN)
    new, old = month.renewal, month.stolen_key.fingerprint
    month.tell(Said.REVOKES, party=robbed)
    if new.fingerprint not in month.space(robbed).ours.keys:
        _change(month, robbed, KeyChange(add=new, ground=THEFT))
    if new.fingerprint in month.space(robbed).ours.keys:
        month.keys[robbed].turn_to(new)
        if not month.space(robbed).ours.keys[old].revoked:
            _change(month, robbed, KeyChange(revoke=old, ground=THEFT))


def _change(month: Month, party: PartyId, change: KeyChange) -> None:
    def write() -> None:
        header = restart.key_header(month.nodes[party], month.id, change)
        signature = restart.sign_header(header, month.keys[party])
        restart.place_root(month.nodes[party], month.id, header, signature)

    month.attempt(write)
