"""What a liar, a thief or a broken disk makes of a ledger."""

import base64
import json

from jisr.core.canonical import encode
from jisr.core.dsse import ACT_TYPE, FOUNDING_TYPE
from jisr.core.keys import KeyUse
from tests.tools.ledgers import MA, OTHER, PARTIES, Ledger, digest, enveloped

FIELDS_SPOILED = {
    "act": ("", "Ask", "a" * 65, 7, None),
    "at": ("2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z", "0999-01-01T00:00:00Z", 5),
    "author": ("fr", "FR-", "FR-A2", "BE", 1),
    "case": ("A" * 64, "a" * 63, 1),
    "epoch": (-1, True, "0", 2**53),
    "key": ("0" * 64, "x", None),
    "kind": ("moves", 1, "ack"),
    "on": ({}, [], {"author": MA, "epoch": 0, "id": "a" * 64}),
    "prev": ("0" * 64, "", 1),
    "seen": ({}, "seen", {"author": MA, "epoch": 0, "id": "a" * 64, "seq": -1}),
    "seq": (-1, False, "1", 1.5),
    "space": ("0" * 64, "g" * 64),
    "terms": ({}, [], {"a": []}, {"a": 1.5}, {"A": 1}, {"a": "x" * 257}, {"a": [1]}, {"a": -1}),
    "body": ({}, {"a": "x"}, {"a": "b" * 64, "c": "b" * 64}, {"A": "b" * 64}),
    "under": ({}, {"framework": "a" * 64}, "under"),
    "v": (2, "1", True, 0),
    "detail": ({}, [], 1, {"ground": "Bad"}),
    "extra": (1, None),
}


class Liar(Ledger):
    """A ledger in which one act, by chance, is not what an honest author writes."""

    def __init__(self, seed, **options):
        self.lie_at, self.lied = seed % 23 + 1, None
        super().__init__(seed, **options)

    def put(self, header):
        written = sum(len(writer.ids) for writer in self.writers.values())
        if written < self.lie_at or self.lied is not None:
            return super().put(header)
        lies = [name for name in dir(Liar) if name.startswith("lie_of_")]
        self.lied = self.chance.choice(lies)
        return getattr(self, self.lied)(dict(header), self.writers[header["author"]])

    def told(self, header, **changed):
        """An act as its author would sign it, with some of it changed."""
        return encode_any(header | changed), header["key"], header["key"]

    def lie_of_a_field(self, header, me):
        name, key = self.chance.choice([*header, "extra", "seen", "under", "body"]), header["key"]
        if self.chance.random() < 0.25 and name in header:
            return encode({it: value for it, value in header.items() if it != name}), key, key
        return self.told(header, **{name: self.chance.choice(FIELDS_SPOILED.get(name, (None,)))})

    def lie_of_place(self, header, me):
        return self.told(
            header,
            **self.chance.choice(
                (
                    {"seq": header["seq"] + 1},
                    {"seq": max(0, header["seq"] - 1)},
                    {"prev": digest("elsewhere")},
                    {"epoch": header["epoch"] + 1},
                    {"space": digest("another space")},
                )
            ),
        )

    def lie_of_seen(self, header, me):
        other = self.writers[OTHER[me.party]]
        last = len(other.ids) - 1
        if last < 0:
            return self.lie_of_place(header, me)
        seen = other.ref(self.chance.randint(0, last))
        return self.told(
            header,
            seen=seen
            | self.chance.choice(
                (
                    {},
                    {"id": digest("not seen")},
                    {"seq": last + 1},
                    {"epoch": seen["epoch"] + 1, "id": digest("not seen")},
                    {"epoch": seen["epoch"] + 1},
                    {"author": me.party},
                )
            ),
        )

    def lie_of_key(self, header, me):
        uses = [KeyUse.ROOT, KeyUse.SIGN, KeyUse.CHECKPOINT]
        keys = [self.ring.record(party, use).fingerprint for party in PARTIES for use in uses]
        key = self.chance.choice([*keys, *me.stale, *me.revoked])
        return self.told(header, key=key)[0], key, key

    def lie_of_a_revoked_key(self, header, me):
        """The thief’s: a key is revoked, and signs on."""
        if not me.stale:
            return self.lie_of_key(header, me)
        detail = {"ground": "theft", "revoke": me.stale[-1]}
        root = self.ring.record(me.party, KeyUse.ROOT).fingerprint
        self.add(header_of_key(header, root, detail))
        wire = header | {"key": me.stale[-1], "prev": me.head, "seq": len(me.ids)}
        return encode(wire), me.stale[-1], me.stale[-1]

    def lie_of_signature(self, header, me):
        other = self.ring.record(OTHER[me.party], KeyUse.SIGN).fingerprint
        return encode(header), *self.chance.sample((header["key"], other), 2)

    def lie_of_form(self, header, me):
        raw = encode(header)
        changed = self.chance.choice(
            (raw[:-1], raw + b" ", raw.replace(b":", b": ", 1), b"[]", b"", b"\xff", raw * 2)
        )
        return changed, header["key"], header["key"]

    def lie_of_letters(self, header, me):
        return self.told(header, terms={"word": "\u0641"})

    def lie_of_service(self, header, me):
        """A service act that says what none may say, in the place of another act."""
        sign = self.ring.record(me.party, KeyUse.SIGN).to_wire()
        root = self.ring.record(me.party, KeyUse.ROOT)
        new = self.ring.record(me.party, KeyUse.SIGN, 50).to_wire()
        refs = [self.writers[party].ref(0) for party in PARTIES if self.writers[party].ids]
        kind, detail = self.chance.choice(
            (
                ("key", {"add": sign, "ground": "yearly"}),
                ("key", {"add": root.to_wire(), "ground": "yearly"}),
                ("key", {"ground": "theft", "revoke": root.fingerprint}),
                ("key", {"ground": "theft", "revoke": digest("no key")}),
                ("key", {"add": new, "ground": "theft", "revoke": root.fingerprint}),
                ("key", {"ground": "theft"}),
                ("key", {"add": new | {"alg": "spki"}, "ground": "yearly"}),
                ("restart", {"ground": "restored"}),
                ("restart", {"ground": "Restored"}),
                ("erase", {"ground": "law", "parts": ["b" * 64, "a" * 64]}),
                ("erase", {"ground": "law", "parts": []}),
                ("prune", {"upto": refs[:1]}),
                ("prune", {"upto": refs[::-1]}),
                ("ack", {}),
                ("ack", {"checkpoint": self.stamp(me.party, me.party, 0)}),
            )
        )
        kept = ("at", "author", "epoch", "key", "prev", "seen", "seq", "space", "v")
        wire = {name: header[name] for name in kept if name in header}
        use = KeyUse.ROOT if kind in ("key", "restart", "prune") else KeyUse.SIGN
        if self.chance.random() < 0.9:
            number = me.numbers.get(use, 0)
            wire["key"] = self.ring.record(me.party, use, number).fingerprint
        wire |= {"kind": kind, "detail": detail}
        return encode(wire), wire["key"], wire["key"]

    def lie_of_checkpoint(self, header, me):
        """An ack that is wrong in one thing that it says of one of the logs."""
        other = self.writers[OTHER[me.party]]
        see = header["seen"]["seq"] + 1 if "seen" in header else me.saw
        own = self.stamp(me.party, me.party, len(me.ids))
        theirs = self.stamp(me.party, OTHER[me.party], see, time=1_772_442_000)
        which = self.chance.choice((own, theirs))
        other_size = self.chance.randint(0, len(other.ids))
        which |= self.chance.choice(
            (
                {"root": digest("another root")},
                {"size": which["size"] + 1},
                {"key": self.ring.record(me.party, KeyUse.SIGN).fingerprint},
                {"signature": own["signature"] if which is theirs else theirs["signature"]},
            )
        )
        if self.chance.random() < 0.3:  # Truly signed, over what is not so.
            theirs = self.stamp(me.party, OTHER[me.party], other_size, time=1)
        elif self.chance.random() < 0.3:
            roots, other.roots = other.roots, [digest("root")] * (len(other.ids) + 1)
            theirs, own = (
                self.stamp(me.party, OTHER[me.party], see, time=1),
                self.stamp(me.party, me.party, len(me.ids)),
            )
            other.roots = roots
        kept = ("at", "author", "epoch", "prev", "seen", "seq", "space", "v")
        wire = {name: header[name] for name in kept if name in header}
        number = me.numbers[KeyUse.SIGN]
        wire |= {
            "key": self.ring.record(me.party, KeyUse.SIGN, number).fingerprint,
            "kind": "ack",
            "detail": {"checkpoint": own, "cosigned": theirs},
        }
        return encode(wire), wire["key"], wire["key"]


def header_of_key(header, root, detail):
    """A key act in the place of another act."""
    kept = ("at", "author", "epoch", "prev", "seq", "space", "v")
    return {name: header[name] for name in kept} | {"detail": detail, "key": root, "kind": "key"}


def encode_any(wire):
    """The one form, of whatever stands in it: a float too, which the core refuses to write."""
    return json.dumps(wire, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


# --- what is done to a file that was well made


def with_forks(ledger, chance):
    """Proofs of forks for the export: of the act in the log, or wrong in one thing."""
    writer = ledger.writers[chance.choice(PARTIES)]
    if not writer.items:
        return []
    seq = chance.randrange(len(writer.items))
    act = writer.acts[seq]
    rival = act | {"at": "2031-01-01T00:00:00Z"}
    key_acts = [
        it for it, one in zip(writer.items, writer.acts, strict=True) if one["kind"] == "key"
    ]
    proof = {
        "founding": ledger.founding,
        "held": writer.items[seq],
        "keys": key_acts,
        "kind": "fork",
        "rival": enveloped(encode(rival), ACT_TYPE, [act["key"]], ledger.ring),
        "v": 1,
    }
    other = ledger.writers[OTHER[writer.party]]
    wrong = [
        {},
        {},
        {"rival": proof["held"]},
        {"held": proof["rival"], "rival": proof["held"]},
        {"rival": writer.items[0]},
        {"keys": key_acts[::-1]},
        {"keys": key_acts[1:]},
        {"keys": [*key_acts, *(it for it in other.items[:1])]},
        {"rival": enveloped(encode(rival), ACT_TYPE, ["0" * 64], Forger())},
        {"rival": enveloped(encode(rival | {"seq": seq + 1}), ACT_TYPE, [act["key"]], ledger.ring)},
        {"kind": "act"},
        {"v": 2},
        {"extra": 1},
        {"founding": proof["held"]},
    ]
    return [proof | chance.choice(wrong)]


def other_founding(item, chance, ring):
    """A founding document in which one thing is another, or wrong, truly signed by both."""
    document = json.loads(base64.b64decode(item["payload"]))
    one, two = document["founders"]
    keys = one["keys"]
    changed = [
        {"at": "2023-02-30T00:00:00Z"},
        {"channel": "General"},
        {"extra": 1},
        {"extra": 1, "v": 2},
        {"v": 2},
        {"v": True},
        {"founders": [two, one]},
        {"founders": [one]},
        {"founders": [one, one]},
        {"founders": [one | {"keys": keys[:3]}, two]},
        {"founders": [one | {"keys": keys[:3] + keys[:1]}, two]},
        {"founders": [one | {"root": keys[0]}, two]},
        {"founders": [one | {"keys": [keys[0] | {"alg": "spki"}, *keys[1:]]}, two]},
        {"founders": [one | {"keys": [keys[0] | {"public": "AAAA"}, *keys[1:]]}, two]},
        {"framework": "f" * 64},
    ]
    wire = document | chance.choice(changed)
    if chance.random() < 0.1:
        del wire[chance.choice(sorted(wire))]
    roots = [one["keyid"] for one in item["signatures"]]
    return enveloped(encode(wire), FOUNDING_TYPE, roots, ring)


class Forger:
    """Signs with nothing."""

    def sign(self, fingerprint, message):
        return b"0" * 64


def spoiled(raw, chance, ring):
    """A file with a byte, a value, an act, an edition or a part of it changed."""
    if chance.random() < 0.25:
        at = chance.randrange(len(raw))
        return raw[:at] + bytes([raw[at] ^ 1 << chance.randrange(8)]) + raw[at + 1 :]
    wire = json.loads(raw)
    party = chance.choice(PARTIES)
    changes = (
        lambda: {chance.choice(["v", "kind", "logs", "extra"]): chance.choice(VALUES)},
        lambda: {"founding": other_founding(wire["founding"], chance, ring)},
        lambda: {"founding": flipped(wire["founding"], chance)},
        lambda: {"editions": other_editions(wire["editions"], chance)},
        lambda: {"logs": wire["logs"] | {party: other_log(wire["logs"], party, chance)}},
        lambda: {"logs": wire["logs"] | {party: other_log(wire["logs"], party, chance)}},
    )
    return encode(wire | chance.choice(changes)())


def other_log(logs, party, chance):
    """A log with an act left out, doubled, of the other log, moved, cut off or changed."""
    log = logs[party]
    if not log:
        return logs[OTHER[party]]
    at = chance.randrange(len(log))
    changed = (
        [*log[:at], *log[at + 1 :]],
        [*log[:at], log[at], *log[at:]],
        [*log[:at], *logs[OTHER[party]][:1], *log[at + 1 :]],
        [*log[:at], *log[at : at + 2][::-1], *log[at + 2 :]],
        log[:at],
        [*log[:at], flipped(log[at], chance), *log[at + 1 :]],
    )
    return chance.choice(changed)


def other_editions(editions, chance):
    strange = ("", "e30=", "W10=", base64.b64encode(b"{ }").decode(), 1)
    changed = (
        editions[1:],
        editions[::-1],
        [*editions, *editions[:1]],
        [*editions, chance.choice(strange)],
        [flipped_text(editions[0], chance), *editions[1:]],
    )
    return chance.choice(changed)


VALUES = (0, 2, True, "", "ledger", "act", [], {}, None, {"FR": [], "MA": []}, {"FR": [], "BE": []})


def flipped(item, chance):
    """An envelope with a byte of its payload or signature changed, or its form."""
    payload, (signature, *more) = item["payload"], item["signatures"]
    change = chance.randrange(5)
    if change == 0:
        return item | {"payload": flipped_text(payload, chance)}
    if change == 1:
        changed = signature | {"sig": flipped_text(signature["sig"], chance)}
        return item | {"signatures": [changed, *more]}
    if change == 2:
        return item | {"signatures": [signature, *more, signature]}
    if change == 3:
        return item | {"payloadType": "application/json"}
    return {name: item[name] for name in ("payload", "signatures")}


def flipped_text(text, chance):
    raw = bytearray(base64.b64decode(text))
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return base64.b64encode(bytes(raw)).decode()
