"""A small world for the core's tests: two parties, light signatures, and a procedure of one page.

A signature here is a hash that anybody could make.  That is enough to ask whether the core
checks signatures, and quick enough to ask it a million times.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from jisr.core import merkle, reasons
from jisr.core.act import Act, Digest, Kind, PartyId, Ref, Slug, Under
from jisr.core.admissible import open_root
from jisr.core.case import Case, Context, Held, Receipt, Root, View, ref_of
from jisr.core.checkpoint import Checkpoint, Cosignature, checkpoint_text, cosignature_text
from jisr.core.dsse import ACT_TYPE, FOUNDING_TYPE, Envelope, Signature, pae
from jisr.core.errors import Reason
from jisr.core.fold import fold
from jisr.core.keys import PUBLIC_BYTES, KeyRecord, KeyUse
from jisr.core.log import At, Log, Outcome, Placed, new_log, place
from jisr.core.service import Ack
from jisr.core.space import Founder, Founding
from jisr.core.table import (
    Clause,
    NoteRule,
    Side,
    State,
    StateName,
    Table,
    TermSpec,
    TermType,
)
from jisr.core.zero import Zero, fold_zero

FR, MA = PartyId("FR"), PartyId("MA")
OPENER, OTHER = Side.OPENER, Side.OTHER
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOWHERE = Digest("c" * 64)
TEN_DAYS = timedelta(days=10)


# --- Keys and signatures ----------------------------------------------------------------------

_PUBLIC: dict[Digest, bytes] = {}


def record(party: str, use: KeyUse, name: str = "first") -> KeyRecord:
    """A key of a party; another name, another key."""
    seed = hashlib.sha256(f"{party} {use} {name}".encode()).digest()
    size = PUBLIC_BYTES["mlkem768-x25519"] if use is KeyUse.SEAL else len(seed)
    made = KeyRecord(use=use, public=(seed * (size // len(seed) + 1))[:size])
    _PUBLIC[made.fingerprint] = made.public
    return made


def key(party: str, use: KeyUse = KeyUse.SIGN, name: str = "first") -> Digest:
    return record(party, use, name).fingerprint


def light_sign(public: bytes, message: bytes) -> bytes:
    return hashlib.sha512(public + message).digest()


def light_verify(public: bytes, message: bytes, signature: bytes) -> bool:
    assert isinstance(signature, bytes)  # What is no bytes is never asked about.
    return signature == light_sign(public, message)


def sign(act: Act) -> bytes:
    """The signature over an act by the key that it names."""
    return light_sign(_PUBLIC[act.key], pae(ACT_TYPE, act.encode()))


def enveloped(act: Act, sig: bytes | None = None) -> Envelope:
    signature = Signature(act.key, sign(act) if sig is None else sig)
    return Envelope(payload=act.encode(), payload_type=ACT_TYPE, signatures=(signature,))


# --- The space --------------------------------------------------------------------------------


def founder(party: PartyId) -> Founder:
    working = [use for use in KeyUse if use is not KeyUse.ROOT]
    return Founder(
        party=party,
        root=record(party, KeyUse.ROOT),
        keys=tuple(record(party, use) for use in working),
    )


EDITION, SECOND, THIRD = (Digest(hashlib.sha256(n.encode()).hexdigest()) for n in "123")
FOUNDING = Founding(
    founders=(founder(FR), founder(MA)), framework=EDITION, channel=Slug("general"), at=START
)
SPACE = FOUNDING.id


def signed_founding(
    signers: Sequence[KeyRecord] = (record(FR, KeyUse.ROOT), record(MA, KeyUse.ROOT)),
    founding: Founding = FOUNDING,
) -> Envelope:
    made = Envelope(payload=founding.encode(), payload_type=FOUNDING_TYPE, signatures=())
    for signer in signers:
        made = made.adding(signer.fingerprint, light_sign(signer.public, made.signed_bytes()))
    return made


# --- Tables -----------------------------------------------------------------------------------


def clause(by: Side, act: str, to: str, **more: object) -> Clause:
    return Clause(act=Slug(act), by=by, to=StateName(to), **more)


def state(name: str, turn: Side | None, *clauses: Clause, **more: object) -> State:
    more.setdefault("first", turn)
    rights = {(right.by, right.act): right for right in clauses}
    return State(name=StateName(name), turn=turn, clauses=MappingProxyType(rights), **more)


def table(name: str, opens: Sequence[Clause], *states: State, **more: object) -> Table:
    return Table(
        procedure=Slug(name),
        opens={one.act: one for one in opens},
        states={one.name: one for one in states},
        ends=frozenset({StateName("closed")}),
        **more,
    )


def within_ten_days(steps, closures):
    """Ten days from the receipt of the last act; None before it."""
    received = steps[-1].received
    return None if received is None else received + TEN_DAYS


DIGEST_TERM = TermSpec(type=TermType.DIGEST, required=True)
REMARK = NoteRule(act=Slug("remark"), by=frozenset(Side))

REQUEST = table(
    "request",
    [clause(OPENER, "ask", "asked")],
    state(
        "asked",
        OTHER,
        clause(OTHER, "answer", "answered"),
        clause(OTHER, "refuse", "closed"),
        clause(OPENER, "withdraw", "closed"),
        clause(OPENER, "lapse", "closed", late=True),
        due=within_ten_days,
    ),
    state(
        "answered",
        OPENER,
        clause(OPENER, "accept", "closed"),
        clause(OPENER, "contest", "asked"),
        clause(OTHER, "recall", "asked", prevailing=True),
    ),
    notes={REMARK.act: REMARK},
)
REVISION = table(
    "framework-revision",
    [],
    state(
        "in-force",
        None,
        clause(OPENER, "propose", "offered-by-first", terms={"edition": DIGEST_TERM}),
        clause(OTHER, "propose", "offered-by-second", terms={"edition": DIGEST_TERM}),
        first=OPENER,
    ),
    state(
        "offered-by-first",
        OTHER,
        clause(OTHER, "accept", "in-force"),
        clause(OTHER, "decline", "in-force"),
        clause(OPENER, "withdraw", "in-force"),
    ),
    state(
        "offered-by-second",
        OPENER,
        clause(OPENER, "accept", "in-force"),
        clause(OPENER, "decline", "in-force"),
        clause(OTHER, "withdraw", "in-force"),
    ),
    notes={
        Slug("remark"): REMARK,
        Slug("announce-closure"): NoteRule(
            act=Slug("announce-closure"),
            by=frozenset(Side),
            terms={
                "year": TermSpec(type=TermType.NUMBER, required=True),
                "days": TermSpec(type=TermType.DATES, required=True),
            },
        ),
    },
)


def under(edition: Digest = EDITION, procedure: str = "request") -> Under:
    return Under(framework=edition, procedure=Slug(procedure))


Tables = Mapping[Under, Table]
TABLES: Tables = {
    under(): REQUEST,
    under(EDITION, "framework-revision"): REVISION,
    under(SECOND): replace(
        REQUEST,
        migrates={(EDITION, StateName("asked")): StateName("answered")},
    ),
}


def tables_with(procedure: Table, **others: Table) -> Tables:
    """The tables of the founding edition with another `request`."""
    return {**TABLES, under(): procedure}


# --- Acts -------------------------------------------------------------------------------------

_SERVICE = {Kind.ACK, Kind.KEY, Kind.RESTART, Kind.ERASE, Kind.PRUNE}
_ROOT = {Kind.KEY, Kind.RESTART, Kind.PRUNE}


def news(log: Log, other: Log) -> Ref | None:
    """What the next act of a log has seen of the other, if more than the last had."""
    if other.size == log.saw:
        return None
    return Ref(author=other.author, epoch=other.epoch, seq=other.size - 1, id=other.head)


def next_act(log: Log, other: Log, kind: Kind = Kind.NOTE, **changes: object) -> Act:
    """The next act of a log, an innocent note unless `changes` say otherwise."""
    fields: dict[str, object] = {
        "space": log.space,
        "author": log.author,
        "epoch": log.epoch,
        "seq": log.size,
        "prev": log.head,
        "at": START,
        "key": key(log.author, KeyUse.ROOT if kind in _ROOT else KeyUse.SIGN),
        "kind": kind,
        "seen": news(log, other),
    }
    if kind is Kind.OPEN:
        fields |= {"act": Slug("ask"), "under": under()}
    elif kind not in _SERVICE:
        fields |= {"case": NOWHERE, "act": Slug("remark")}
    return Act(**{**fields, **changes})


def checkpoint(log: Log, **changes: object) -> Checkpoint:
    """A true checkpoint of a log as it stands."""
    root = Digest(merkle.root(log.frontier).hex())
    public = record(log.author, KeyUse.CHECKPOINT)
    text = checkpoint_text(space=log.space, author=log.author, size=log.size, root=root)
    made = Checkpoint(
        size=log.size,
        root=root,
        key=public.fingerprint,
        signature=light_sign(public.public, text),
    )
    return replace(made, **changes)


def cosignature(log: Log, other: Log, **changes: object) -> Cosignature:
    """A true cosignature of the other log as it stands, by the author of `log`."""
    root = Digest(merkle.root(other.frontier).hex())
    public = record(log.author, KeyUse.CHECKPOINT)
    size, time = other.size, int(START.timestamp())
    text = checkpoint_text(space=other.space, author=other.author, size=size, root=root)
    made = Cosignature(
        size=size,
        root=root,
        time=time,
        key=public.fingerprint,
        signature=light_sign(public.public, cosignature_text(text, time=time)),
    )
    return replace(made, **changes)


def ack_detail(log: Log, other: Log) -> Mapping[str, object]:
    return Ack(checkpoint=checkpoint(log), cosigned=cosignature(log, other)).to_wire()


# --- A node -----------------------------------------------------------------------------------


class Node:
    """What one party holds: both logs, as the ladder placed them, and every case in them."""

    def __init__(self, me: PartyId, tables: Tables = TABLES) -> None:
        self.me = me
        self.tables = tables
        self.logs = {party: new_log(FOUNDING, party) for party in FOUNDING.parties}
        self.acts: dict[PartyId, list[Held]] = {party: [] for party in FOUNDING.parties}
        self.signatures: dict[Digest, bytes] = {}

    @property
    def ours(self) -> Log:
        return self.logs[self.me]

    @property
    def theirs(self) -> Log:
        return self.logs[FOUNDING.other(self.me)]

    # taking in

    def take(self, act: Act, signature: bytes | None = None) -> Outcome:
        """Place an act by its own ladder."""
        sig = sign(act) if signature is None else signature
        outcome = place(
            act.encode(),
            sig,
            log=self.logs[act.author],
            other=self.logs[FOUNDING.other(act.author)],
            lookup=self.lookup,
            verify=light_verify,
        )
        if isinstance(outcome, Placed):
            self.logs[act.author] = outcome.log
            self.acts[act.author].append(Held(act=act, id=outcome.id, saw=outcome.log.saw))
            self.signatures[outcome.id] = sig
        return outcome

    def lookup(self, author: PartyId, seq: int) -> At | None:
        held = self.acts[author]
        return At(epoch=held[seq].act.epoch, id=held[seq].id) if seq < len(held) else None

    def id_at(self, author: PartyId, seq: int) -> Digest | None:
        at = self.lookup(author, seq)
        return at.id if at else None

    # writing

    def write(self, kind: Kind, **content: object) -> Held:
        act = next_act(self.ours, self.theirs, kind, **content)
        outcome = self.take(act)
        assert isinstance(outcome, Placed)
        return self.acts[self.me][-1]

    def open(self, **content: object) -> Digest:
        return self.write(Kind.OPEN, **content).id

    def move(self, case: Digest, name: str, **content: object) -> Held:
        """Write a move on the tip of a case as it stands here."""
        if "on" not in content:
            content["on"] = self.tip(case)
        return self.write(Kind.MOVE, case=case, act=Slug(name), **content)

    def note(self, case: Digest, name: str = "remark", **content: object) -> Held:
        return self.write(Kind.NOTE, case=case, act=Slug(name), **content)

    def ack(self, **content: object) -> Held:
        return self.write(Kind.ACK, detail=ack_detail(self.ours, self.theirs), **content)

    # reading

    def view(self) -> View:
        return View(lengths={party: log.size for party, log in self.logs.items()})

    def receipt(self, author: PartyId, seq: int) -> Receipt | None:
        for held in self.acts[FOUNDING.other(author)]:
            if held.saw > seq:
                return Receipt(seq=held.act.seq, at=held.act.at)
        return None

    def all(self) -> list[Held]:
        return [held for party in FOUNDING.parties for held in self.acts[party]]

    def about(self, case: Digest) -> list[Held]:
        return [held for held in self.all() if held.act.case == case]

    def zero(self, view: View | None = None) -> Zero:
        return fold_zero(
            FOUNDING,
            self.about(SPACE),
            view=view or self.view(),
            logs=self,
            tables=self.tables.get,
        )

    def context(self) -> Context:
        zero = self.zero()
        return Context(
            parties=FOUNDING.parties,
            logs=self,
            tables=self.tables.get,
            in_force=zero.in_force,
            closures=zero.closures,
        )

    def root(self, case: Digest) -> Root | Reason:
        opening = next((held for held in self.all() if held.id == case), None)
        return reasons.NO_SUCH_CASE if opening is None else open_root(opening, self.context())

    def case(self, case: Digest, *, view: View | None = None) -> Case:
        """A case that stands, folded from everything held here, or as seen in `view`."""
        if case == SPACE:
            return self.zero(view).case
        root = self.root(case)
        assert isinstance(root, Root), root
        acts = self.about(case)
        return fold(root, acts, view=view or self.view(), context=self.context())

    def tip(self, case: Digest) -> Ref:
        folded = self.case(case)
        return folded.root.ref if folded.tip.held is None else ref_of(folded.tip.held)

    def standing(self, held: Held) -> str:
        """The standing of a move or note here; of a void one, its reason's code."""
        verdict = self.case(held.act.case or held.id).verdicts[held.id]
        return verdict.reason.code if verdict.reason else verdict.standing.value


def deliver(giver: Node, taker: Node, count: int | None = None) -> None:
    """Carry the next acts of the giver's own log to the taker."""
    start = taker.logs[giver.me].size
    end = None if count is None else start + count
    for held in giver.acts[giver.me][start:end]:
        outcome = taker.take(held.act, giver.signatures[held.id])
        assert isinstance(outcome, Placed), outcome


def sync(one: Node, two: Node) -> None:
    """Carry everything both ways and let both acknowledge it."""
    deliver(one, two)
    deliver(two, one)
    for writer, reader in ((one, two), (two, one)):
        writer.ack()
        deliver(writer, reader)


def pair(tables: Tables = TABLES) -> tuple[Node, Node]:
    """FR, which opens cases in these tests, and MA."""
    return Node(FR, tables), Node(MA, tables)


def refusal(error: Callable[[], object]) -> str:
    """The code of the error that a call raises."""
    try:
        error()
    except Exception as caught:  # noqa: BLE001 - whatever it is, the test names the code it wants
        return getattr(caught, "code", repr(caught))
    return "nothing raised"
