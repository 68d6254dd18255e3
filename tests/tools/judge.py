"""What the real core says of an exported ledger: the verdict that the second reader must give too.

Its own is only the order in which it asks (PRF-6, PRF-8, PRF-10); every answer is the core's or
the framework's.
"""

import hashlib
from bisect import bisect_right
from collections import Counter
from functools import lru_cache

from jisr.core import merkle
from jisr.core import reasons as core_reasons
from jisr.core.act import Act, Kind, Under, act_id, read_digest, read_object
from jisr.core.admissible import open_root
from jisr.core.canonical import decode, encode
from jisr.core.case import Context, Held, Receipt, Root, View
from jisr.core.dsse import ACT_TYPE, Envelope, read_base64
from jisr.core.errors import Conflict, JisrError, Malformed, Reason
from jisr.core.fold import fold
from jisr.core.log import At, Placed, Straggler, new_log, place
from jisr.core.proofs import ENVELOPE_BYTES_MAX, FORK_BYTES_MAX, ForkProof
from jisr.core.prune import Touched, agreed_heads, case_of, pruning, saying
from jisr.core.service import read_ack
from jisr.core.space import read_founding
from jisr.core.zero import REVISION, fold_zero
from jisr.framework.edition import EDITION_BYTES_MAX, read_signed
from jisr.framework.tables import tables_of

FIELDS = {"founding", "kind", "logs", "proofs", "v"}
CONTENT = (Kind.OPEN, Kind.MOVE, Kind.NOTE)


class Fault(Exception):
    """The first thing that does not hold, by the name that the verifier gives it."""


def need(holds, reason):
    if not holds:
        raise Fault(reason)


def verdict(raw, *, verify):
    """The totals and cases of a ledger without pruned headers, or the first fault."""
    try:
        return Judge(raw, verify=verify).verdict()
    except Fault as fault:
        return str(fault)
    except JisrError as error:
        return name_of(error.code)


def name_of(code):
    """What the verifier calls a reason of the core's."""
    return {"core.header-not-ascii": "outside-profile"}.get(code, code.partition(".")[2])


@lru_cache(maxsize=16)
def digest_of(raw):
    wire = decode(raw, bytes_max=EDITION_BYTES_MAX)
    need(isinstance(wire, dict) and wire.keys() == {"core", "files", "pack"}, "wrong-field")
    return hashlib.sha256(raw).hexdigest()


@lru_cache(maxsize=16)
def compiled(raw):
    try:
        return tables_of(read_signed(raw))
    except JisrError:
        need(holds=False, reason="wrong-edition")


class Judge:
    """Both logs of an exported ledger, placed act by act, and the cases folded from them."""

    def __init__(self, raw, *, verify):
        self.verify = verify
        wire = decode(raw, bytes_max=2**25)
        need(isinstance(wire, dict) and "v" in wire, "wrong-field")
        need(not (wire["v"] != 1 or isinstance(wire["v"], bool)), "unknown-version")
        need(not (wire.get("kind") not in ("act", "fork", "ledger")), "unknown-kind")
        need(wire["kind"] == "ledger", "wrong-field")
        need(FIELDS <= wire.keys() <= FIELDS | {"editions"}, "wrong-field")
        self.editions = [read_base64(item, "") for item in listed(wire.get("editions", []))]
        need("editions" not in wire or (self.editions and all(self.editions)), "wrong-field")
        need(all(isinstance(it, dict) for it in listed(wire["proofs"])), "wrong-field")
        self.proofs, logs = wire["proofs"], read_object(wire["logs"], "logs")
        founding = encode(wire["founding"])
        self.founding = read_founding(founding, verify=verify)
        need(logs.keys() == set(self.founding.parties), "wrong-field")
        self.items = {
            party: [enveloped(it) for it in listed(logs[party])] for party in self.founding.parties
        }
        self.folds = "editions" in wire
        self.zero = None
        self.logs = {party: new_log(self.founding, party) for party in self.founding.parties}
        self.held = {party: [] for party in self.founding.parties}
        self.roots = {party: [merkle.root(())] for party in self.founding.parties}

    def verdict(self):
        self.place_all()
        self.check_cosigned()
        for proof in self.proofs:
            self.check_fork(proof)
        totals = {party: self.total(party) for party in self.founding.parties}
        return totals, self.cases() if self.folds else None

    def place_all(self):
        one, two = self.founding.parties
        before = -1
        while self.placed() > before:
            before = self.placed()
            self.advance(one)
            self.advance(two)
        need(
            not (any(len(self.held[party]) < len(self.items[party]) for party in (one, two))),
            "seen-not-held",
        )

    def placed(self):
        return sum(map(len, self.held.values()))

    def advance(self, party):
        other = self.founding.other(party)
        while len(self.held[party]) < len(self.items[party]):
            envelope = self.items[party][len(self.held[party])]
            log = self.logs[party]
            act = Act.parse(envelope.payload)
            need([one.keyid for one in envelope.signatures] == [act.key], "wrong-signer")
            mine = act.space == log.space and act.author == log.author
            # Where each position has its one item (PRF-6).
            need(not mine or act.seq == log.size, "gap")
            try:
                outcome = place(
                    envelope.payload,
                    envelope.signatures[0].sig,
                    log=log,
                    other=self.logs[other],
                    lookup=self.at,
                    verify=self.verify,
                )
            except Conflict:
                return
            if isinstance(outcome, Straggler):
                raise Fault("wrong-epoch" if act.epoch < log.epoch else "seen-unknown")
            assert isinstance(outcome, Placed)
            self.logs[party] = outcome.log
            self.held[party].append(Held(act=outcome.act, id=outcome.id, saw=outcome.log.saw))
            self.roots[party].append(merkle.root(outcome.log.frontier))

    def at(self, author, seq):
        held = self.held[author]
        return At(epoch=held[seq].act.epoch, id=held[seq].id) if seq < len(held) else None

    def id_at(self, author, seq):
        held = self.at(author, seq)
        return held.id if held else None

    def check_cosigned(self):
        for party in self.founding.parties:
            roots = self.roots[self.founding.other(party)]
            for held in self.held[party]:
                cosigned = read_ack(held.act.detail).cosigned if held.act.kind is Kind.ACK else None
                need(
                    not (cosigned is not None and roots[cosigned.size].hex() != cosigned.root),
                    "wrong-root",
                )

    def check_fork(self, wire):
        raw = encode(wire)
        need(not (len(raw) > FORK_BYTES_MAX), "too-large")
        proof = ForkProof.parse(raw)
        try:
            held = proof.check(verify=self.verify)
        except Malformed:
            raise
        except JisrError as error:
            known = error.reason in (core_reasons.BAD_SIGNATURE, core_reasons.FOUNDING_UNSIGNED)
            raise Fault(name_of(error.code) if known else "proves-nothing") from error
        need(held.space == self.founding.id, "not-this-log")
        at = self.at(held.author, held.seq)
        need(not (at is None or at.id != act_id(proof.held.payload)), "not-in-log")

    def total(self, party):
        kinds = Counter(held.act.kind.value for held in self.held[party])
        restarts = [held.act.epoch for held in self.held[party] if held.act.kind is Kind.RESTART]
        return {
            "size": len(self.held[party]),
            "root": self.roots[party][-1].hex(),
            "epochs": [0, *restarts],
            "kinds": dict(sorted(kinds.items())),
        }

    # --- cases

    def receipt(self, author, seq):
        held = self.held[self.founding.other(author)]
        at = bisect_right(held, seq, key=lambda it: it.saw)
        return Receipt(seq=at, at=held[at].act.at) if at < len(held) else None

    def cases(self):
        signed = {}
        for raw in self.editions:
            digest = digest_of(raw)
            need(not signed or digest > max(signed), "wrong-editions")
            signed[digest] = raw
        first = self.founding.framework
        need(first in signed, "wrong-editions")
        tables = {first: compiled(signed[first])}
        view = View(lengths={party: log.size for party, log in self.logs.items()})
        acts = [held for logs in self.held.values() for held in logs if held.act.kind in CONTENT]
        of_case = {}
        for held in acts:
            case = held.id if held.act.kind is Kind.OPEN else held.act.case
            of_case.setdefault(case, []).append(held)

        def table(under: Under):
            return tables.get(under.framework, {}).get(under.procedure)

        self.zero = zero = fold_zero(
            self.founding,
            of_case.pop(self.founding.id, []),
            view=view,
            logs=self,
            tables=table,
        )
        need(signed.keys() == {first, *(it.edition for it in zero.adoptions)}, "wrong-editions")
        tables |= {digest: compiled(raw) for digest, raw in signed.items()}
        context = Context(
            parties=self.founding.parties,
            logs=self,
            tables=lambda under: None if under.procedure == REVISION else table(under),
            in_force=zero.in_force,
            closures=zero.closures,
        )
        self.context, self.of_case = context, of_case
        found = {self.founding.id: told(zero.case)}
        for case, members in of_case.items():
            found[case] = self.folded(members, view)
        return found

    def folded(self, members, view):
        opening = next((held for held in members if held.act.kind is Kind.OPEN), None)
        others = [held for held in members if held is not opening]
        root = core_reasons.NO_SUCH_CASE if opening is None else open_root(opening, self.context)
        if not isinstance(root, Root):
            return {"void": root.code, "acts": {held.id: ("void", root.code) for held in members}}
        self.case = fold(root, others, view=view, context=self.context)
        return told(self.case)


def told(case):
    """What a case has come to, in plain values."""
    return {
        "edition": case.tip.under.framework,
        "procedure": case.tip.under.procedure,
        "state": case.tip.state,
        "ended": case.ended,
        "turn": case.turn,
        "due": case.due.strftime("%Y-%m-%dT%H:%M:%SZ") if case.due else None,
        "acts": {
            id: (verdict.standing.value, verdict.reason.code if verdict.reason else "")
            for id, verdict in case.verdicts.items()
        },
    }


def said(proved):
    """The same of what the verifier returns."""
    totals = {
        party: {name: log[name] for name in ("size", "root", "epochs", "kinds")}
        for party, log in proved["logs"].items()
    }
    if proved["cases"] is None:
        return totals, None
    cases = {}
    for case in proved["cases"]:
        acts = {act["id"]: (act["standing"], act.get("reason", "")) for act in case["acts"]}
        names = (
            ("void",)
            if "void" in case
            else (
                "edition",
                "procedure",
                "state",
                "ended",
                "turn",
                "due",
            )
        )
        cases[case["case"]] = {name: case[name] for name in names} | {"acts": acts}
    return totals, cases


def listed(value):
    need(isinstance(value, list), "wrong-field")
    return value


def enveloped(item):
    if isinstance(item, str):
        return read_digest(item, "logs")
    return Envelope.parse(encode(item), payload_type=ACT_TYPE, bytes_max=ENVELOPE_BYTES_MAX)


def nearest_first(judge, prunes, view):
    """The pairs of heads that both parties have agreed to."""
    agreed = agreed_heads(prunes, view=view, context=judge.context, ids=judge.id_at)
    return () if isinstance(agreed, Reason) else agreed


def pruned(judge, wire):
    """A judged ledger without what its joint prune takes away, and without what it then says.

    Returns:
        The file, and the cases that must be folded from what is left; None when nothing goes.
    """
    view = View(lengths={party: log.size for party, log in judge.logs.items()})
    every = [held for logs in judge.held.values() for held in logs]
    prunes = [held for held in every if held.act.kind is Kind.PRUNE]

    def touched(case):
        members = judge.of_case[case]
        folded = judge.folded(members, view)
        return Touched(case=None if "void" in folded else judge.case, acts=members)

    for upto in nearest_first(judge, prunes, view):
        ends = {ref.author: ref.seq for ref in upto}
        below = [held for held in every if held.act.seq <= ends[held.act.author]]
        found = pruning(
            upto,
            below,
            space=judge.founding.id,
            context=judge.context,
            touched=touched,
            said=saying(prunes, upto),
        )
        if not isinstance(found, Reason) and any(found.positions.values()):
            break
    else:
        return None
    logs = {
        party: [
            judge.held[party][seq].id if seq in found.positions[party] else item
            for seq, item in enumerate(items)
        ]
        for party, items in wire["logs"].items()
    }
    gone = {case_of(held) for held in below} - {judge.founding.id, None}
    return encode(wire | {"logs": logs}), gone
