"""Ledgers made by chance from a seed: two parties that write, hear each other late, and lie.

The writer knows the signed procedures and keeps to them most of the time.  It judges nothing: what
it writes is admissible, crossed, void or no part of a log at all, as it comes.
"""

import hashlib
from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from random import Random

from jisr.core import merkle
from jisr.core.canonical import encode
from jisr.core.checkpoint import checkpoint_text, cosignature_text
from jisr.core.dsse import ACT_TYPE, FOUNDING_TYPE, pae, to_base64
from jisr.core.keys import KeyUse
from jisr.core.table import Side, Step, TermType
from jisr.core.zero import REVISION
from tests.tools.editions import editions
from tests.tools.ring import ring

PARTIES = ("FR", "MA")
FR, MA = PARTIES
OTHER = {FR: MA, MA: FR}
SIDES = (Side.OPENER, Side.OTHER)
ROOT_KINDS = ("key", "restart", "prune")


def digest(*of):
    return hashlib.sha256(" ".join(map(str, of)).encode()).hexdigest()


class Writer:
    """One party: its log as it stands, and how much of the other's it has seen."""

    def __init__(self, party, space):
        self.party, self.head = party, space
        self.items, self.ids, self.acts, self.saws = [], [], [], []
        self.saw = self.epoch = 0
        self.frontier = ()
        self.roots = [merkle.root(()).hex()]
        self.numbers = {KeyUse.SIGN: 0, KeyUse.CHECKPOINT: 0}  # Of the current keys.
        self.made = 1
        self.stale, self.revoked = [], []  # Fingerprints of keys that were replaced, or revoked.
        self.restarts = [0]

    def ref(self, seq):
        act = self.acts[seq]
        return {"author": self.party, "epoch": act["epoch"], "id": self.ids[seq], "seq": seq}


class Case:
    """A case as its writers take it to stand; they may be wrong."""

    def __init__(self, id, opener, table, edition, state, ref):
        self.id, self.opener, self.edition = id, opener, edition
        root = {"ref": ref, "table": table, "state": state, "on": None, "act": None}
        self.moves = [root]

    def side(self, party):
        return SIDES[party != self.opener]


class Ledger:
    """One generated ledger; `raw()` is the exported file."""

    def __init__(self, seed, *, real=False, acts=None):
        self.chance = Random(seed)
        self.ring = ring(real=real)
        self.clock = datetime(2026, 1, 1, 8, tzinfo=UTC) + timedelta(
            days=self.chance.randrange(-600, 1500), seconds=self.chance.randrange(86_400)
        )
        self.known = {edition.digest: tables for edition, tables in editions()}
        self.signed = {edition.digest: edition.signed for edition, _ in editions()}
        self.first = self.chance.choices(list(self.known), (6, 2, 1))[0]
        self.founding = self.found()
        self.space = hashlib.sha256(self.document).hexdigest()
        self.writers = {party: Writer(party, self.space) for party in PARTIES}
        self.proofs, self.pruned = [], dict.fromkeys(PARTIES, ())
        self.count = 0
        zero = {"author": FR, "epoch": 0, "id": self.space, "seq": 0}
        table = self.known[self.first][REVISION]
        self.zero = Case(self.space, FR, table, self.first, "in-force", zero)
        self.cases = []
        self.adopted = []
        for _ in range(self.chance.randrange(4, 34) if acts is None else acts):
            self.write_something()

    # --- the file

    def found(self):
        wire = {
            "at": "2023-05-05T05:05:05Z",
            "channel": "general",
            "founders": [
                {
                    "keys": [
                        self.ring.record(party, use).to_wire()
                        for use in (KeyUse.SIGN, KeyUse.CHECKPOINT, KeyUse.SEAL, KeyUse.TLS)
                    ],
                    "party": party,
                    "root": self.ring.record(party, KeyUse.ROOT).to_wire(),
                }
                for party in PARTIES
            ],
            "framework": self.first,
            "v": 1,
        }
        self.document = encode(wire)
        roots = sorted(self.ring.record(party, KeyUse.ROOT).fingerprint for party in PARTIES)
        return enveloped(self.document, FOUNDING_TYPE, roots, self.ring)

    def raw(self, **changed):
        wire = {
            "editions": [
                to_base64(self.signed[name]) for name in sorted({self.first, *self.adopted})
            ],
            "founding": self.founding,
            "kind": "ledger",
            "logs": {party: self.writers[party].items for party in PARTIES},
            "proofs": self.proofs,
            "v": 1,
        }
        return self.encoded(wire | changed)

    @staticmethod
    def encoded(wire):
        return encode(wire)

    # --- one act

    def header(self, party, kind, *, see, **fields):
        me, other = self.writers[party], self.writers[OTHER[party]]
        use = KeyUse.ROOT if kind in ROOT_KINDS else KeyUse.SIGN
        number = me.numbers.get(use, 0)
        self.clock += self.chance.choice(
            (
                timedelta(seconds=self.chance.randrange(100)),
                timedelta(hours=self.chance.randrange(1, 30)),
                timedelta(days=self.chance.randrange(1, 12)),
            )
        )
        at = self.clock - timedelta(hours=self.chance.choice((0, 0, 0, 0, 5, 80)))
        header = {
            "at": stamp(at),
            "author": party,
            "epoch": me.epoch,
            "key": self.ring.record(party, use, number).fingerprint,
            "kind": kind,
            "prev": me.head,
            "seq": len(me.ids),
            "space": self.space,
            "v": 1,
        }
        if see > me.saw:
            header["seen"] = other.ref(see - 1)
        return {name: value for name, value in (header | fields).items() if value is not None}

    def see(self, party):
        """How much of the other's log an act will have seen: often all, often nothing new."""
        saw, size = self.writers[party].saw, len(self.writers[OTHER[party]].ids)
        kind = self.chance.random()
        return size if kind < 0.5 else saw if kind < 0.75 else self.chance.randint(saw, size)

    def add(self, header):
        """Write an act; what the author goes by is the header, whatever the bytes say."""
        me = self.writers[header["author"]]
        raw, key, signer = self.put(header)
        item = enveloped(raw, ACT_TYPE, [signer], self.ring)
        item["signatures"][0]["keyid"] = key
        me.items.append(item)
        me.head = hashlib.sha256(raw).hexdigest()
        me.ids.append(me.head)
        me.acts.append(header)
        me.saw = header["seen"]["seq"] + 1 if "seen" in header else me.saw
        me.saws.append(me.saw)
        me.frontier = merkle.append(me.frontier, len(me.ids) - 1, merkle.leaf_hash(me.head))
        me.roots.append(merkle.root(me.frontier).hex())
        return me.head

    def put(self, header):
        """The bytes of an act, the key that it names, and the one that signs it."""
        return encode(header), header["key"], header["key"]

    def write_something(self):
        party = self.chance.choice(PARTIES)
        kind = self.chance.choices(
            (self.ack, self.open, self.move, self.note, self.revise, self.service, self.migrate),
            (20, 9, 44, 7, 9, 6, 5),
        )[0]
        kind(party, self.see(party))

    # --- service acts

    def stamp(self, party, of, size, *, time=None):
        root = self.writers[of].roots[size]
        record = self.ring.record(
            party, KeyUse.CHECKPOINT, self.writers[party].numbers[KeyUse.CHECKPOINT]
        )
        text = checkpoint_text(space=self.space, author=of, size=size, root=root)
        message = text if time is None else cosignature_text(text, time=time)
        signature = to_base64(self.ring.sign(record.fingerprint, message))
        wire = {"key": record.fingerprint, "root": root, "signature": signature, "size": size}
        return wire if time is None else wire | {"time": time}

    def ack(self, party, see):
        me = self.writers[party]
        detail = {"checkpoint": self.stamp(party, party, len(me.ids))}
        if self.chance.random() < 0.85:
            detail["cosigned"] = self.stamp(party, OTHER[party], see, time=1_772_442_000)
        self.add(self.header(party, "ack", see=see, detail=detail))

    def service(self, party, see):
        me = self.writers[party]
        kind = self.chance.choice(("key", "key", "revoke", "revoke", "restart", "erase"))
        if kind == "key":
            use = self.chance.choice((KeyUse.SIGN, KeyUse.CHECKPOINT))
            record = self.ring.record(party, use, me.made)
            detail = {"add": record.to_wire(), "ground": "yearly"}
            self.add(self.header(party, "key", see=see, detail=detail))
            me.stale.append(self.ring.record(party, use, me.numbers[use]).fingerprint)
            me.numbers[use], me.made = me.made, me.made + 1
        elif kind == "revoke" and me.stale:
            me.revoked.append(me.stale.pop())
            detail = {"ground": "theft", "revoke": me.revoked[-1]}
            self.add(self.header(party, "key", see=see, detail=detail))
        elif kind == "restart":
            epoch = me.epoch + self.chance.choice((1, 1, 1, 1000))
            detail = {"ground": "restored"}
            self.add(self.header(party, "restart", see=see, detail=detail, epoch=epoch))
            me.epoch = epoch
            me.restarts.append(epoch)
        else:
            parts = sorted(digest(self.space, n) for n in range(self.chance.randrange(1, 4)))
            detail = {"ground": "retention-expired", "parts": parts}
            self.add(self.header(party, "erase", see=see, detail=detail))

    # --- cases

    def in_force(self):
        """The edition that was agreed last, or now and then another."""
        if self.chance.random() < 0.06:
            return self.chance.choice([*self.known, digest("no edition")])
        return self.adopted[-1] if self.adopted else self.first

    def open(self, party, see):
        edition = self.in_force()
        procedure = "exercise"
        if self.chance.random() < 0.03:
            procedure = self.chance.choice((REVISION, "no-procedure"))
        table = self.known.get(edition, {}).get(procedure)
        clauses = list(table.opens.values()) if table else []
        clause = self.chance.choice(clauses) if clauses else None
        fields = self.content(clause, None)
        under = {"framework": edition, "procedure": procedure}
        id = self.add(self.header(party, "open", see=see, under=under, **fields))
        if clause is not None:
            ref = self.writers[party].ref(-1 + len(self.writers[party].ids))
            case = Case(id, party, table, edition, clause.to, ref)
            case.moves[0]["act"] = self.writers[party].acts[-1]
            self.cases.append(case)

    def some_case(self, party, see):
        known = [it for it in self.cases if self.knows(party, see, it.moves[0]["ref"])]
        return self.chance.choice(known[-4:]) if known else None

    def knows(self, party, see, ref):
        mine = len(self.writers[party].ids) if ref["author"] == party else see
        return ref["id"] == self.space or ref["seq"] < mine

    def path(self, case, party, see):
        """What the author takes for the leading path: of two that follow one move, the first."""
        path = [case.moves[0]]
        while True:
            following = [
                it
                for it in case.moves
                if it["on"] == path[-1]["ref"]["id"] and self.knows(party, see, it["ref"])
            ]
            if not following:
                return path
            path.append(min(following, key=lambda it: it["rank"]))

    def move(self, party, see, case=None):
        case = case or self.some_case(party, see)
        if case is None:
            self.open(party, see)
            return
        path = self.path(case, party, see)
        tip = path[-1] if self.chance.random() < 0.93 else self.chance.choice(case.moves)
        state = tip["table"].states.get(tip["state"])
        side = case.side(party)
        clauses = list(state.clauses.values()) if state else []
        mine = [it for it in clauses if it.by is side]
        if not mine and self.chance.random() < 0.9:
            self.ack(party, see)
            return
        if not clauses or self.chance.random() < 0.05:
            every = [it for one in tip["table"].states.values() for it in one.clauses.values()]
            clauses = mine = every
        clause = self.chance.choice(mine if mine and self.chance.random() < 0.95 else clauses)
        fields = self.content(clause, tip["act"])
        self.seal(fields, clause, path, party)
        on = self.damaged(tip["ref"])
        header = self.header(party, "move", see=see, case=case.id, on=on, **fields)
        if state is not None and (clause.late or clause.act in ("delay", "pause", "think")):
            header["at"] = self.about_due(path, state, case, party, see) or header["at"]
        self.moved(case, header, tip, clause)

    def seal(self, fields, clause, path, party):
        """Reveal what the author sealed, or something else; now and then copy another's seal."""
        before = [it["act"] for it in path if it["act"] and it["act"].get("body")]
        if clause.revealing is not None:
            own = [it["body"] for it in before if it["author"] == party]
            body = self.chance.choice(own + [own[-1]] * 9) if own else {"letter": digest("none")}
            fields["body"] = dict(body)
        elif clause.release_when_revealed and before and self.chance.random() < 0.15:
            fields["body"] = dict(self.chance.choice(before)["body"])

    def moved(self, case, header, tip, clause):
        self.add(header)
        party = header["author"]
        state, side = tip["table"].states.get(tip["state"]), case.side(party)
        first = state is not None and state.first is side
        rank = 0 if clause.prevailing else 1 if first else 2
        case.moves.append(
            {
                "ref": self.writers[party].ref(len(self.writers[party].ids) - 1),
                "table": tip["table"],
                "state": clause.to,
                "on": header["on"]["id"],
                "act": header,
                "rank": (rank, side is Side.OTHER),
            }
        )

    def damaged(self, ref):
        """A reference, and now and then one that is wrong in one field."""
        if self.chance.random() < 0.98:
            return ref
        return ref | self.chance.choice(
            ({"epoch": ref["epoch"] + 1}, {"seq": ref["seq"] + 1}, {"author": OTHER[ref["author"]]})
        )

    def about_due(self, path, state, case, party, see):
        """The second at which a state is due, the one before or after, or any other time."""
        if state.due is None or self.chance.random() < 0.15:
            return None
        steps = []
        for it in path:
            if it["act"] is None:
                continue
            ref, received = it["ref"], None
            other = self.writers[OTHER[ref["author"]]]
            seq = bisect_right(other.saws, ref["seq"])
            seen = len(other.ids) if other.party == party else see
            if seq < min(seen, len(other.ids)):
                received = instant(other.acts[seq]["at"])
            steps.append(
                Step(
                    author=ref["author"],
                    side=case.side(ref["author"]),
                    act=it["act"]["act"],
                    state=it["state"],
                    at=instant(it["act"]["at"]),
                    received=received,
                    terms=it["act"].get("terms", {}),
                )
            )
        due = state.due(tuple(steps), self.announced()) if steps else None
        if due is None:
            return None
        off = self.chance.choice((-1, 0, 0, 1, 1, 1, 3600, 86_400, -86_400))
        return stamp(due + timedelta(seconds=off))

    def announced(self):
        found = {}
        for writer in self.writers.values():
            for act in writer.acts:
                if act.get("act") == "announce-closure" and isinstance(
                    act.get("terms", {}).get("year"), int
                ):
                    days = act["terms"].get("days", [])
                    if isinstance(days, list) and all(map(is_day, days)):
                        read = frozenset(datetime.fromisoformat(day).date() for day in days)
                        found[writer.party, act["terms"]["year"]] = read
        return found

    def content(self, clause, followed):
        """What a clause demands of a header, and now and then something else."""
        if clause is None:
            return {"act": "no-act"}
        fields = {"act": clause.act}
        terms = {
            name: self.term(spec)
            for name, spec in clause.terms.items()
            if spec.required or self.chance.random() < 0.5
        }
        if self.chance.random() < 0.05:
            terms = self.spoiled(terms)
        if terms:
            fields["terms"] = terms
        body = {}
        if clause.form is not None and self.chance.random() < 0.95:
            self.count += 1
            body["letter"] = digest(self.space, "letter", self.count)
        accepting = getattr(clause, "accepting", None)
        if accepting is not None and followed is not None and self.chance.random() < 0.85:
            body |= dict.fromkeys(
                [accepting], followed.get("body", {}).get(accepting, digest("none"))
            )
        if body:
            fields["body"] = body
        if self.chance.random() < 0.01:
            fields["act"] = "no-act"
        return fields

    def term(self, spec):
        codes = sorted(spec.codes)
        day = (self.clock + timedelta(days=self.chance.randrange(-30, 60))).date().isoformat()
        return {
            TermType.CODE: lambda: self.chance.choice(codes),
            TermType.CODES: lambda: sorted(self.chance.sample(codes, self.chance.randint(1, 2))),
            TermType.DATE: lambda: day,
            TermType.DATES: lambda: [day],
            TermType.INSTANT: lambda: stamp(self.clock),
            TermType.DIGEST: lambda: digest(self.count),
            TermType.NUMBER: lambda: self.chance.choice((0, 1, 2, 3, 7, 50)),
            TermType.REFERENCE: lambda: self.chance.choice(("box/7", "a/b.c-1")),
        }[spec.type]()

    def spoiled(self, terms):
        wrong = self.chance.choice(
            (
                "x" * 65,
                "",
                "2026-02-30",
                "2026-1-1",
                -0,
                2**53 - 1,
                ["b", "a"],
                ["a", "a"],
                ["alpha"],
            )
        )
        if terms and self.chance.random() < 0.7:
            return terms | {self.chance.choice(sorted(terms)): wrong}
        if terms and self.chance.random() < 0.5:
            return {}
        return terms | {self.chance.choice(("strange", "office")): wrong}

    def note(self, party, see):
        case = self.some_case(party, see)
        if case is None or self.chance.random() < 0.03:
            case = Case(digest("no case"), party, self.zero.moves[0]["table"], "", "", {})
        rules = list(case.moves[-1]["table"].notes.values()) if case.moves[0]["ref"] else []
        kind = self.chance.random()
        if kind < 0.3 or not rules:
            fields = {
                "act": "opened",
                "terms": {"desk": "desk-1", "entry": digest(self.count)},
            }
            if self.chance.random() < 0.2:
                fields["terms"] = self.spoiled(fields["terms"])
        else:
            fields = self.content(self.chance.choice(rules), None)
        if self.chance.random() < 0.04:
            fields["under"] = {"framework": self.first, "procedure": "exercise"}
        self.add(self.header(party, "note", see=see, case=case.id, **fields))

    def revise(self, party, see):
        """An act of case zero."""
        if self.chance.random() < 0.35:
            year = self.clock.year + self.chance.choice((0, 0, 0, 1))
            days = sorted(
                {
                    (self.clock + timedelta(days=self.chance.randrange(0, 40))).date().isoformat()
                    for _ in range(self.chance.randrange(1, 6))
                }
            )
            terms = {"year": year, "days": days}
            if self.chance.random() < 0.1:
                terms = self.spoiled(terms)
            fields = {"act": "announce-closure", "terms": terms}
            if self.chance.random() < 0.95:
                self.count += 1
                fields["body"] = {"remark": digest(self.count)}
            self.add(self.header(party, "note", see=see, case=self.space, **fields))
            return
        path = self.path(self.zero, party, see)
        tip = path[-1]
        state = tip["table"].states[tip["state"]]
        mine = [it for it in state.clauses.values() if it.by is self.zero.side(party)]
        clause = self.chance.choice(mine or list(state.clauses.values()))
        accept = [it for it in mine if it.act == "accept"]
        if accept and self.chance.random() < 0.6:
            clause = accept[0]
        fields = self.content(clause, tip["act"])
        if clause.act == "propose" and "terms" in fields:
            fields["terms"]["edition"] = self.chance.choice(list(self.known))
        header = self.header(
            party, "move", see=see, case=self.space, on=self.damaged(tip["ref"]), **fields
        )
        if clause.late:
            header["at"] = self.about_due(path, state, self.zero, party, see) or header["at"]
        self.moved(self.zero, header, tip, clause)
        edition = (tip["act"] or {}).get("terms", {}).get("edition")
        if header["act"] == "accept" and edition in list(self.known):
            self.adopted.append(edition)

    def migrate(self, party, see):
        """Propose that a case goes on under another edition, or accept it."""
        case = self.some_case(party, see)
        if case is None:
            self.open(party, see)
            return
        tip = self.path(case, party, see)[-1]
        under = {"framework": self.in_force(), "procedure": tip["table"].procedure}
        if self.chance.random() < 0.05:
            under["procedure"] = self.chance.choice((REVISION, "no-procedure"))
        fields = {"case": case.id, "under": under}
        if self.chance.random() < 0.04:
            fields["terms"] = {"strange": 1}
        if self.chance.random() < 0.55:
            if self.chance.random() < 0.05:
                del fields["under"]
            self.add(self.header(party, "note", see=see, act="propose-migration", **fields))
            return
        act = "accept-migration" if self.chance.random() < 0.95 else "agree"
        header = self.header(party, "move", see=see, act=act, on=tip["ref"], **fields)
        self.migrated(case, header, tip)

    def migrated(self, case, header, tip):
        self.add(header)
        party, under = header["author"], header["under"]
        table = self.known.get(under["framework"], {}).get(under["procedure"])
        state = table.migrates.get((case.edition, tip["state"])) if table else None
        if state is not None:
            case.edition = under["framework"]
            me = self.writers[party]
            ref = me.ref(len(me.ids) - 1)
            case.moves.append(
                {
                    "ref": ref,
                    "table": table,
                    "state": state,
                    "on": tip["ref"]["id"],
                    "act": header,
                    "rank": (2, case.side(party) is Side.OTHER),
                }
            )


def is_day(text):
    try:
        datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return False
    return len(text) == len("2026-01-01")


def instant(text):
    return datetime.fromisoformat(text)


def stamp(at):
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def enveloped(raw, payload_type, keys, ring):
    message = pae(payload_type, raw)
    return {
        "payload": to_base64(raw),
        "payloadType": payload_type,
        "signatures": [{"keyid": key, "sig": to_base64(ring.sign(key, message))} for key in keys],
    }
