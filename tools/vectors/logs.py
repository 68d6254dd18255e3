"""Logs: what an act that arrives comes to, by each clause of the ladder (log.md)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from jisr.core.act import Digest, PartyId
from jisr.core.canonical import Json
from jisr.core.dsse import Envelope
from jisr.core.errors import Conflict, JisrError
from jisr.core.keys import KeyUse
from jisr.core.log import (
    At,
    Fence,
    Forked,
    Known,
    Log,
    Outcome,
    Placed,
    Straggler,
    new_log,
    place,
)
from jisr.ops import crypto
from tools.vectors.keys import FR, MA, record
from tools.vectors.scribe import Header, Scribe, sealed, signed, wire

EDITION: Final = Digest("e" * 64)
NOWHERE: Final = "0" * 64
GRANTED: Final = Fence(epoch=9, seq=4)
ABOUT: Final = (
    "Two logs, and acts that arrive one by one.  Place the acts of `held`, party by party as `seen`"
    " allows; every one is placed.  Then judge each of `acts` against these two logs, alone, and"
    " forget it again.  `log` says whose log it arrives in; `fence` (LOG-6, LOG-10) was granted to"
    " that log before; of the positions under `pruned` only the id is held.  `outcome` is one of"
    " placed, known, straggler, fork, wait and refused; `code` says why it waits or is refused;"
    " `after` is what is then remembered of the log."
)


def held() -> Scribe:
    """Return the two logs to which the acts come."""
    told = Scribe(EDITION)
    under: Json = {"framework": EDITION, "procedure": "request"}
    case = told.write(FR, "open", act="ask", under=under)
    told.ack(MA)
    told.write(FR, "note", case=case, act="remark")
    told.key(MA, add=record(MA, KeyUse.SIGN, "second").to_wire())
    told.key(MA, revoke=record(MA, KeyUse.SIGN).fingerprint)
    told.signing[MA] = "second"
    told.write(FR, "restart", see=0, epoch=7, detail={"ground": "restored"})
    told.write(FR, "erase", see=0, detail={"ground": "retention-expired", "parts": [NOWHERE]})
    return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An act that arrives, and what it must come to."""

    clause: str
    what: str
    act: Envelope
    outcome: str = "refused"
    code: str = ""
    log: PartyId = FR
    fence: Fence | None = None
    pruned: Sequence[int] = ()


def arrivals(told: Scribe) -> list[Arrival]:
    """Return every arrival."""
    return [
        *_form(told),
        *_place(told),
        *_epochs(told),
        *_keys(told),
        *_seen(told),
        *_service(told),
    ]


def _note(told: Scribe, party: PartyId = FR, **fields: Json) -> Header:
    """Return an ordinary act that would be the next of its log."""
    return told.header(party, "note") | {"case": told.ids[FR][0], "act": "remark"} | fields


def _form(told: Scribe) -> list[Arrival]:
    good = _note(told)
    key = str(good["key"])
    strange = [
        ("a field is missing", {n: v for n, v in good.items() if n != "at"}, "core.wrong-field"),
        ("a field is unknown", good | {"extra": 1}, "core.wrong-field"),
        ("the version is unknown", good | {"v": 2}, "core.unknown-version"),
        ("the version is missing", {n: v for n, v in good.items() if n != "v"}, "core.wrong-field"),
        ("the day does not exist", good | {"at": "2026-02-30T00:00:00Z"}, "core.wrong-field"),
        ("a term is empty", good | {"terms": {"days": []}}, "core.wrong-field"),
        ("letters beyond ASCII", good | {"terms": {"word": "é"}}, "core.header-not-ascii"),
    ]
    form = [
        Arrival(clause="LOG-1", what=what, act=signed(header), code=code)
        for what, header, code in strange
    ]
    bare = sealed(b"{} ", by=key, key=key)
    return [
        Arrival(clause="LOG-1", what="an honest act", act=signed(good), outcome="placed"),
        *form,
        Arrival(clause="LOG-1", what="a space too many", act=bare, code="core.not-canonical"),
        _refused("LOG-2", "another space", signed(good | {"space": NOWHERE}), "core.not-this-log"),
        Arrival(
            clause="LOG-2",
            what="in the log of the other party",
            act=signed(good),
            log=MA,
            code="core.not-this-log",
        ),
    ]


def _refused(clause: str, what: str, act: Envelope, code: str, log: PartyId = FR) -> Arrival:
    return Arrival(clause=clause, what=what, act=act, code=code, log=log)


def _place(told: Scribe) -> list[Arrival]:
    second = _note(told, seq=1, prev=told.ids[FR][0], epoch=0, at="2030-01-01T00:00:00Z")
    by_other = signed(second, by=record(MA, KeyUse.SIGN).fingerprint)
    fourth = second | {"seq": 3, "prev": told.ids[FR][2]}
    good = _note(told)
    return [
        Arrival(clause="LOG-3", what="held", act=told.items[FR][1], outcome="known"),
        Arrival(
            clause="LOG-3",
            what="held by nobody since both pruned it",
            act=signed(second),
            outcome="straggler",
            pruned=(1,),
        ),
        Arrival(
            clause="LOG-3",
            what="of an epoch before the one held there",
            act=signed(fourth),
            outcome="straggler",
        ),
        _refused("LOG-3", "for a place taken, wrongly signed", by_other, "core.bad-signature"),
        _refused(
            "LOG-3",
            "for a place taken, of a later epoch",
            signed(second | {"epoch": 9}),
            "core.restart-forgot",
        ),
        Arrival(clause="LOG-3", what="two acts for one place", act=signed(second), outcome="fork"),
        Arrival(
            clause="LOG-4",
            what="of the epoch before the restart",
            act=signed(good | {"epoch": 0}),
            outcome="straggler",
        ),
        Arrival(
            clause="LOG-5",
            what="acts before it are missing",
            act=signed(good | {"seq": 5}),
            outcome="wait",
            code="core.gap",
        ),
        _refused(
            "LOG-5", "after another act", signed(good | {"prev": NOWHERE}), "core.chain-broken"
        ),
    ]


def _epochs(told: Scribe) -> list[Arrival]:
    def restart(epoch: int) -> Envelope:
        return signed(told.header(FR, "restart", epoch=epoch, detail={"ground": "restored"}))

    good, wrong = _note(told), "core.wrong-epoch"
    return [
        _refused("LOG-6", "a new epoch without restart", signed(good | {"epoch": 8}), wrong),
        _refused("LOG-6", "a restart without new epoch", restart(7), wrong),
        Arrival(clause="LOG-6", what="a restart", act=restart(8), outcome="placed"),
        *(
            Arrival(
                clause="LOG-6",
                what=f"a restart into epoch {epoch} where epoch 9 was granted",
                act=restart(epoch),
                outcome="placed",
                fence=GRANTED,
            )
            for epoch in (8, 9, 10)
        ),
        Arrival(
            clause="LOG-4",
            what="of the log's epoch, where a later one was granted",
            act=signed(good),
            outcome="placed",
            fence=GRANTED,
        ),
    ]


def _keys(told: Scribe) -> list[Arrival]:
    good, theirs = _note(told), _note(told, MA)
    root, checkpoint = (record(FR, use).fingerprint for use in (KeyUse.ROOT, KeyUse.CHECKPOINT))
    first = record(MA, KeyUse.SIGN).fingerprint
    fresh = record(FR, KeyUse.SIGN, "second").fingerprint
    restart = told.header(FR, "restart", epoch=8, detail={"ground": "restored"})
    by_sign = signed(restart | {"key": good["key"]})
    wrong = "core.wrong-key-use"
    return [
        _refused("LOG-7", "an unknown key", signed(good | {"key": fresh}), "core.unknown-key"),
        _refused("LOG-7", "a revoked key", signed(theirs | {"key": first}), "core.revoked-key", MA),
        _refused("LOG-7", "a note by the root key", signed(good | {"key": root}), wrong),
        _refused("LOG-7", "a note by a checkpoint key", signed(good | {"key": checkpoint}), wrong),
        _refused("LOG-7", "a restart by a sign key", by_sign, wrong),
        _refused("LOG-7", "signed by another", signed(good, by=fresh), "core.bad-signature"),
    ]


def _seen(told: Scribe) -> list[Arrival]:
    backwards, unknown = "core.seen-backwards", "core.seen-unknown"
    cut_off = told.ref(FR, 2) | {"epoch": 0, "id": NOWHERE}

    def sees(ref: Header, party: PartyId = FR) -> Envelope:
        return signed(_note(told, party, seen=ref))

    return [
        Arrival(
            clause="LOG-8",
            what="sees all there is",
            act=sees(told.ref(MA)),
            outcome="placed",
        ),
        _refused("LOG-8", "no more than before", sees(told.ref(MA, 0)), backwards),
        _refused("LOG-8", "its own log", sees(told.ref(FR, 1)), backwards),
        Arrival(
            clause="LOG-8",
            what="has seen what is not here",
            act=sees(told.ref(MA) | {"seq": 3}),
            outcome="wait",
            code="core.seen-not-held",
        ),
        _refused("LOG-9", "other bytes", sees(told.ref(MA) | {"id": NOWHERE}), unknown),
        Arrival(
            clause="LOG-9",
            what="an act that a restart has cut off",
            act=sees(cut_off, MA),
            outcome="straggler",
            log=MA,
        ),
    ]


def _service(told: Scribe) -> list[Arrival]:
    wrong = "core.wrong-checkpoint"
    detail = told.ack_detail(FR, 3)
    own, theirs = told.stamp(FR, FR, 4), told.stamp(FR, MA, 3, time=1)
    other_root = told.stamp(FR, MA, 3, time=1, root=NOWHERE)
    other_key = told.stamp(FR, FR, 4, key=record(FR, KeyUse.SIGN))

    def ack(**changed: Json) -> Envelope:
        return signed(told.header(FR, "ack", see=3, detail=detail | changed))

    def change(party: PartyId, **detail: Json) -> Envelope:
        return signed(told.header(party, "key", detail={"ground": "rotation", **detail}))

    erase = told.header(FR, "erase", detail={"ground": "law", "parts": ["b" * 64, "a" * 64]})
    root, first = record(FR, KeyUse.ROOT), record(MA, KeyUse.SIGN)
    same = "core.key-not-changed"
    return [
        _refused("LOG-10", "parts out of order", signed(erase), "core.wrong-field"),
        Arrival(clause="LOG-11", what="an honest ack", act=ack(), outcome="placed"),
        Arrival(
            clause="LOG-11",
            what="a cosignature over another root: its signer's word",
            act=ack(cosigned=other_root),
            outcome="placed",
        ),
        _refused("LOG-11", "another size", ack(checkpoint=told.stamp(FR, FR, 3)), wrong),
        _refused("LOG-11", "a root of another log", ack(checkpoint=own | {"root": NOWHERE}), wrong),
        _refused("LOG-11", "a key of another use", ack(checkpoint=other_key), wrong),
        _refused(
            "LOG-11", "less than it has seen", ack(cosigned=told.stamp(FR, MA, 2, time=1)), wrong
        ),
        _refused("LOG-11", "another time", ack(cosigned=theirs | {"time": 2}), wrong),
        _refused("LOG-12", "a key known", change(MA, add=first.to_wire()), same, MA),
        _refused("LOG-12", "a root added", change(FR, add=root.to_wire()), same),
        _refused("LOG-12", "the root revoked", change(FR, revoke=root.fingerprint), same),
        _refused("LOG-12", "an unknown key revoked", change(FR, revoke=NOWHERE), same),
        _refused("LOG-12", "a key revoked twice", change(MA, revoke=first.fingerprint), same, MA),
    ]


class Shelf:
    """The two logs as the ladder holds them."""

    def __init__(self, told: Scribe) -> None:
        self.told = told
        self.logs: dict[PartyId, Log] = {it: new_log(told.founding, it) for it in (FR, MA)}
        for party, seq in ((FR, 0), (MA, 0), (FR, 1), (MA, 1), (MA, 2), (FR, 2), (FR, 3)):
            outcome = self.judge(party, told.items[party][seq])
            assert isinstance(outcome, Placed), (party, seq)
            self.logs[party] = outcome.log

    def judge(
        self,
        party: PartyId,
        act: Envelope,
        fence: Fence | None = None,
        pruned: Sequence[int] = (),
    ) -> Outcome | JisrError:
        """Judge an act in a party's log."""

        def lookup(author: PartyId, seq: int) -> At | None:
            if author == party and seq in pruned:
                return None
            ids, epochs = self.told.ids[author], self.told.epochs[author]
            return At(epoch=epochs[seq], id=Digest(ids[seq]))

        log = self.logs[party]
        try:
            return place(
                act.payload,
                act.signatures[0].sig,
                log=log if fence is None else replace(log, fence=fence),
                other=self.logs[MA if party == FR else FR],
                lookup=lookup,
                verify=crypto.verify,
            )
        except JisrError as error:
            return error


def vector() -> Header:
    """Return the file; what each act comes to is asked of the core, and must be as said above."""
    told = held()
    shelf = Shelf(told)
    return {
        "about": ABOUT,
        "acts": [_told(shelf, arrival) for arrival in arrivals(told)],
        "founding": wire(told.document),
        "held": {party: [wire(item) for item in items] for party, items in told.items.items()},
        "spec": "docs/spec/log.md",
    }


def _told(shelf: Shelf, arrival: Arrival) -> Header:
    found: Header = {
        "act": wire(arrival.act),
        "clause": arrival.clause,
        "log": arrival.log,
        "outcome": arrival.outcome,
        "what": arrival.what,
    }
    if arrival.fence is not None:
        found["fence"] = {"epoch": arrival.fence.epoch, "seq": arrival.fence.seq}
    if arrival.pruned:
        found["pruned"] = list(arrival.pruned)
    outcome = shelf.judge(arrival.log, arrival.act, arrival.fence, arrival.pruned)
    assert named(outcome) == (arrival.outcome, arrival.code), (arrival.what, outcome)
    if isinstance(outcome, Placed):
        found["after"] = _after(outcome.log)
    if isinstance(outcome, JisrError):
        found["code"] = outcome.code
    return found


def named(outcome: Outcome | JisrError) -> tuple[str, str]:
    """Return what an act came to as the file calls it, and why it waits or is refused."""
    if isinstance(outcome, JisrError):
        return "wait" if isinstance(outcome, Conflict) else "refused", outcome.code
    names = {Placed: "placed", Known: "known", Straggler: "straggler", Forked: "fork"}
    return names[type(outcome)], ""


def _after(log: Log) -> Header:
    fence: Json = None
    if log.fence is not None:
        fence = {"epoch": log.fence.epoch, "seq": log.fence.seq}
    return {
        "epoch": log.epoch,
        "fence": fence,
        "head": log.head,
        "saw": log.saw,
        "size": log.size,
        "standing": sorted(key for key, known in log.keys.items() if not known.revoked),
    }
