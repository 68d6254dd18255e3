"""`jisr bench proof`: what it costs whoever trusts neither node to check what both have signed.

The stand-alone verifier checks the proof of one act, and a whole ledger; beside it the bare
signatures of that ledger are checked, which nobody can do without.
"""

import importlib.util
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Final

from jisr.core.act import Act, Digest, Kind, PartyId, read_object
from jisr.core.canonical import decode, encode
from jisr.core.checkpoint import checkpoint_text, cosignature_text
from jisr.core.dsse import ACT_TYPE, Envelope
from jisr.core.errors import Unavailable
from jisr.core.service import read_ack
from jisr.core.space import Founding, read_founding
from jisr.ops import crypto, reasons_cli
from jisr.ops.bench.machine import Figures
from jisr.ops.bench.objects import ANSWER
from jisr.ops.bench.pair import ASKED, ASKING, Pair, paired
from jisr.ops.packs import SHIPPED

VERIFIER: Final = SHIPPED.parent / "tools" / "verify.py"
BATCH: Final = 100
PROOFS: Final = 100
ROUNDS: Final = 3


def proof(folder: Path, *, acts: int) -> Figures:
    """Check proofs of single acts, then a ledger of so many acts."""
    verifier = _verifier()
    with paired(folder) as pair:
        cases = _fill(pair, acts)
        seat = pair.seats[ASKING]
        proofs = [seat.call("prove", case) for case in cases[:PROOFS]]
        ledger = seat.call("export")
    single = [_ms(partial(verifier.check, one)) for one in proofs]
    bare = _Bare(ledger)
    audits, bares = [], []
    for _ in range(ROUNDS):  # In turn: the machine may change its pace.
        audits.append(_ms(partial(verifier.check, ledger)))
        bares.append(_ms(bare.check))
    return {
        "act": {"p50_ms": round(sorted(single)[len(single) // 2], 3), "bytes": len(proofs[0])},
        "ledger": {
            "acts": bare.acts,
            "signatures": bare.signatures,
            "seconds": round(min(audits) / 1000, 3),
            "bare_seconds": round(min(bares) / 1000, 3),
            "ratio": round(min(audits) / min(bares), 3),
        },
    }


class _Bare:
    """Every signature in a ledger, ready to be checked and nothing else."""

    def __init__(self, ledger: bytes) -> None:
        wire = decode(ledger, bytes_max=len(ledger))
        assert isinstance(wire, dict)
        founding = read_founding(encode(wire["founding"]), verify=crypto.verify)
        self._signed: list[tuple[bytes, bytes, bytes]] = []
        self.acts = 0
        for party, log in read_object(wire["logs"], "logs").items():
            assert isinstance(log, list)
            self.acts += len(log)
            for item in log:
                self._add(founding, PartyId(party), encode(item))
        self.signatures = len(self._signed)

    def _add(self, founding: Founding, party: PartyId, item: bytes) -> None:
        envelope = Envelope.parse(item, payload_type=ACT_TYPE, bytes_max=len(item))
        act = Act.parse(envelope.payload)
        public = {key.fingerprint: key.public for key in founding.founder(party).keys}
        [(key, signature)] = envelope.signatures
        self._signed.append((public[key], envelope.signed_bytes(), signature))
        if act.kind is not Kind.ACK:
            return
        ack = read_ack(act.detail)
        own, theirs = ack.checkpoint, ack.cosigned
        text = checkpoint_text(space=founding.id, author=party, size=own.size, root=own.root)
        self._signed.append((public[own.key], text, own.signature))
        if theirs is not None:
            other = founding.other(party)
            size, root = theirs.size, theirs.root
            text = checkpoint_text(space=founding.id, author=other, size=size, root=root)
            message = cosignature_text(text, time=theirs.time)
            self._signed.append((public[theirs.key], message, theirs.signature))

    def check(self) -> None:
        """Check them all."""
        assert all(crypto.verify(*one) for one in self._signed)


def _fill(pair: Pair, acts: int) -> list[Digest]:
    """Exchange requests and answers until the ledger holds so many acts; return the cases."""
    cases: list[Digest] = []
    while 2 * len(cases) < acts:
        new = pair.open(min(BATCH, acts // 2 + 1))
        pair.talk(ASKING)
        pair.add(ASKED, new, ANSWER)
        pair.talk(ASKED)
        cases += new
    return cases


def _ms(action: Callable[[], object]) -> float:
    """Return the processor time of one `action`, in milliseconds."""
    begun = time.process_time()
    action()
    return (time.process_time() - begun) * 1000


def _verifier() -> ModuleType:
    """Return the stand-alone verifier, loaded as the file that it is."""
    if not VERIFIER.exists():
        raise Unavailable(reasons_cli.VERIFIER_MISSING, path=str(VERIFIER))
    spec = importlib.util.spec_from_file_location("jisr_verifier", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
