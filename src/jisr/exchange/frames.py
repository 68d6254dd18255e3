"""Session frames: steps of a computation beside the ledger, each used once, then destroyed.

They serve private screening, the comparison of statistics and graphs across two nodes.  The
ledger keeps a commitment only, so what was exchanged can be attested, never read again.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jisr.core.act import Digest, PartyId
from jisr.core.errors import Conflict
from jisr.exchange import reasons
from jisr.exchange.values import Fault, Frame, SessionId

_DOMAIN: Final = b"jisr-frames-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """The frames to use now, in order; the counts to record with them; what was out of order."""

    frames: tuple[Frame, ...]
    next: Mapping[SessionId, int]
    fault: Fault | None


def admit(
    frames: Sequence[Frame], *, next: Mapping[SessionId, int], cases: Mapping[SessionId, Digest]
) -> Admitted:
    """Return the frames that are next in their sessions: each is admitted at most once.

    A repeated frame is passed over; one that comes too early, that belongs to no open session
    or to another case, is passed over with a fault.  The caller records `next` durably before
    it uses a frame: after a crash the session is given up rather than a step used twice.

    Args:
        frames: as they came.
        next: for each open session, the number of the frame awaited, from 0.
        cases: for each open session, its case.

    Source: docs/spec/exchange.md, EXC-80 to EXC-83.
    """
    awaited = dict(next)
    taken: list[Frame] = []
    fault: Fault | None = None
    for frame in frames:
        expected = awaited.get(frame.session)
        if expected is None or cases[frame.session] != frame.case:
            fault = Fault.of(Conflict(reasons.NO_SUCH_SESSION))
        elif frame.n > expected:
            fault = Fault.of(Conflict(reasons.FRAME_OUT_OF_ORDER, n=frame.n, expected=expected))
        elif frame.n == expected:
            taken.append(frame)
            awaited[frame.session] = expected + 1
    return Admitted(frames=tuple(taken), next=awaited, fault=fault)


def frames_commitment(
    *,
    space: Digest,
    case: Digest,
    session: SessionId,
    sent: Mapping[PartyId, Sequence[bytes]],
) -> Digest:
    """Return what both parties write in the log about a session (EXC-84).

    The session's number, 32 random bytes that are never written down and are destroyed with
    the frames, is the salt: without it the commitment says nothing about their content.

    Args:
        space: the space.
        case: the case the session belongs to.
        session: the session's number.
        sent: for each party, the data of its frames in order from number 0.
    """
    total = hashlib.sha256(_DOMAIN)
    for digest in (space, case, session):
        total.update(bytes.fromhex(digest))
    for party in sorted(sent):
        name = party.encode("ascii")
        total.update(len(name).to_bytes(8) + name + len(sent[party]).to_bytes(8))
        for data in sent[party]:
            total.update(hashlib.sha256(data).digest())
    return Digest(total.hexdigest())
