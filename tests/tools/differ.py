"""One generated ledger, read by the core and by the verifier, and what each of them makes of it.

    PYTHONPATH=.:src .venv/bin/python -m tests.tools.differ SEED

reads the ledger of a seed again.
"""

import sys
from collections import Counter
from itertools import chain
from random import Random

from jisr.core.canonical import decode
from jisr.core.dsse import to_base64
from jisr.core.errors import JisrError
from tests.tools.judge import Fault, Judge, name_of, pruned, said
from tests.tools.kinds import Pruned, Revised, Sealed
from tests.tools.ledgers import Ledger
from tests.tools.liars import Liar, spoiled, with_forks
from tests.tools.reader import loaded
from tests.tools.ring import light_verify, ring

REAL_EVERY = 40  # One ledger of so many has real signatures.
KINDS = (Ledger, Liar, Revised, Liar, Sealed, Pruned)
# In a proof of a fork the core has one reason for what the verifier tells apart.
NOTHING = {
    "gap",
    "not-a-fork",
    "revoked-key",
    "unknown-key",
    "wrong-key-use",
    "wrong-kind",
    "wrong-signer",
}

real = loaded("verify_real")
light = loaded("verify_light")
light.is_signed = lambda by, signature, message: light_verify(by.public, message, signature)


def by_core(raw, *, verify):
    """The core's verdict, with what it was found by as far as that went."""
    judge = None
    try:
        judge = Judge(raw, verify=verify)
        return judge.verdict(), judge
    except Fault as fault:
        return str(fault), judge
    except JisrError as error:
        return name_of(error.code), judge


def by_verifier(raw, verifier):
    try:
        return said(verifier.check(raw))
    except verifier.Fails as fault:
        if not fault.where or not fault.where[0].startswith(".proofs"):
            return fault.reason
        foreign = fault.reason == "not-this-log" and fault.clause in ("PRF-2", "PRF-8")
        if foreign or fault.reason in NOTHING:
            return "proves-nothing"
        return "wrong-field" if fault.reason == "unknown-kind" else fault.reason


class Difference(AssertionError):
    """The two readers do not agree on a ledger."""

    def __init__(self, seed, core, verifier):
        shown = [str(one)[:2000] for one in differing(core, verifier)]
        super().__init__(f"ledger {seed}: the core says {shown[0]}, the verifier {shown[1]}")


def differing(one, two):
    """What differs of two verdicts, in the one and in the other."""
    if isinstance(one, dict) and isinstance(two, dict):
        names = [name for name in {**one, **two} if one.get(name) != two.get(name)]
        pairs = {name: differing(one.get(name), two.get(name)) for name in names}
        return {n: pair[0] for n, pair in pairs.items()}, {n: pair[1] for n, pair in pairs.items()}
    if isinstance(one, tuple) and isinstance(two, tuple) and len(one) == len(two):
        return differing(dict(enumerate(one)), dict(enumerate(two)))
    return one, two


def compare(seed, met: Counter):
    """Let both read the ledger of a seed; count what was met.

    Raises:
        Difference: they do not agree.
    """
    is_real = seed % REAL_EVERY == REAL_EVERY - 1
    verifier, keys = (real, ring(real=True)) if is_real else (light, ring(real=False))
    chance = Random(seed)
    made = KINDS[seed % len(KINDS)](seed, real=is_real)
    raw = made.raw(proofs=with_forks(made, chance) if chance.random() < 0.15 else [])
    if chance.random() < 0.2:
        raw = spoiled(raw, chance, keys)
    core, judge = agreed(seed, raw, verifier, keys)
    if core == "wrong-editions" and judge is not None and judge.zero is not None:
        raw = with_adopted(raw, judge, made)
        core, judge = agreed(seed, raw, verifier, keys)
    met["real" if is_real else "light"] += 1
    met[core if isinstance(core, str) else "holds"] += 1
    if isinstance(core, str) or core[1] is None:
        return
    met["forked"] += bool(judge.proofs)
    met["adopted"] += len(judge.zero.adoptions)
    met["announced"] += len(judge.zero.announcements)
    count(core, judge, met)
    if isinstance(made, Pruned):
        compare_pruned(seed, raw, core, judge, verifier, met)


def agreed(seed, raw, verifier, keys):
    core, judge = by_core(raw, verify=keys.verify)
    read = by_verifier(raw, verifier)
    if core != read:
        raise Difference(seed, core, read)
    return core, judge


def with_adopted(raw, judge, made):
    """The same export with the editions that were adopted in it; without, if one is not known."""
    wire = decode(raw, bytes_max=2**25)
    names = sorted({judge.founding.framework, *(it.edition for it in judge.zero.adoptions)})
    if all(name in made.signed for name in names):
        wire["editions"] = [to_base64(made.signed[name]) for name in names]
    else:
        del wire["editions"]
    return made.encoded(wire)


def count(core, judge, met):
    totals, cases = core
    opened = {held.id: held.act.under for held in chain(*judge.held.values()) if held.act.under}
    met["restarted"] += any(len(total["epochs"]) > 1 for total in totals.values())
    for id, case in cases.items():
        met["migrated"] += id in opened and case.get("edition") not in (None, opened[id].framework)
        met["cases"] += 1
        met["ended"] += case.get("ended", False)
        met["due"] += case.get("due") is not None
        for standing, reason in case["acts"].values():
            met[reason or standing] += 1


def compare_pruned(seed, raw, core, judge, verifier, met):
    """What is left after a prune says of each case that is left what the whole ledger said."""
    found = pruned(judge, decode(raw, bytes_max=2**25))
    if found is None:
        met["not pruned"] += 1
        return
    rest, gone = found
    read = by_verifier(rest, verifier)
    if isinstance(read, str):
        raise Difference(seed, "holds, pruned", read)
    sizes = [
        {party: (log["size"], log["root"], log["epochs"]) for party, log in totals.items()}
        for totals in (core[0], read[0])
    ]
    left = {case: value for case, value in core[1].items() if case not in gone}
    if sizes[0] != sizes[1] or left != read[1]:
        raise Difference(seed, (sizes[0], left), (sizes[1], read[1]))
    met["pruned"] += 1


if __name__ == "__main__":
    for number in sys.argv[1:]:
        tally = Counter()
        compare(int(number), tally)
        print(f"ledger {number}: of one verdict, {dict(sorted(tally.items()))}")
